// Owns a second opinion on markup that is to be shown: a grammar that markup from the allow-list fits whole. Shares no code with the serialiser it checks.

const TAG = /<\/?(?:p|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|code|figure|figcaption|table|thead|tbody|tfoot|tr|th|td|caption|a|b|strong|i|em|u|s|del|ins|sub|sup|q|cite|abbr|mark|small|time|br|hr|ruby|rt|rp|section|div|span|img)(?: (?:href="(?:https?:\/\/|mailto:)[^"<>`]*"|rel="noopener noreferrer nofollow"|(?:colspan|rowspan|start|data-picture)="\d+"|datetime="[\d\-:.+TZ ]+"|lang="[A-Za-z0-9-]+"|dir="(?:ltr|rtl|auto)"|alt="[^"<>`]*"))*>/g;

/** What in `html` does not fit the grammar: empty when all of it is safe. */
export function unsafeIn(html: string): string[] {
	const rest = html.replace(TAG, '');
	return rest.match(/<[^]{0,60}|&(?!(?:amp|lt|gt|quot|#39|#96);)[^]{0,10}/g) ?? [];
}
