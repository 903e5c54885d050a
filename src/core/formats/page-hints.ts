// Owns what the names that authors of pages give to their elements (class, id, itemprop, role ...) say about their content, as data. No rule here may name a publication.
import type { PageElement } from './dom';

/** Kinds of hint, as bits. */
export const HINT = {
	byline: 1, date: 1 << 1, caption: 1 << 2, credit: 1 << 3, standfirst: 1 << 4, kicker: 1 << 5, headline: 1 << 6,
	related: 1 << 7, share: 1 << 8, comment: 1 << 9, menu: 1 << 10, tags: 1 << 11, bio: 1 << 12, advert: 1 << 13,
	newsletter: 1 << 14, body: 1 << 15, unseen: 1 << 16, updated: 1 << 17, role: 1 << 18, quote: 1 << 19, correction: 1 << 20,
	reading: 1 << 21, media: 1 << 22,
} as const;

const WORDS: readonly (readonly [number, RegExp])[] = [
	[HINT.byline, /(?:^|[-_ ])(?:by-?lines?|authors?|author-?names?(?:-txt)?|authorname[a-z-]*|autor(?:en|in|es|a)?|auteurs?|writers?|written-?by|reporters?|journalists?|contributors?|verfasser|redacteur|redactor|signature|forfatter|forfattere|skribent|yazar|penulis|posted-?by|dc-creator|creator|article-?author|firma)(?:$|[-_ ]|s\b)/],
	[HINT.date, /(?:^|[-_ ])(?:date-?time|dates?|time-?stamps?|time|pub-?date|publi(?:shed|cation|sh)|published-?(?:at|on|date|time)?|posted(?:-?on)?|datum|fecha|data-pub|dateline|release-?date|created|modified|updated|last-?updated|datepublished|datemodified|tarih|tanggal|dato)(?:$|[-_ ])/],
	[HINT.updated, /(?:^|[-_ ])(?:updated|modified|last-?updated|last-?modified|update-?date|datemodified|aktualisiert)(?:$|[-_ ])/],
	[HINT.caption, /(?:^|[-_ ])(?:captions?|[a-z]*captions?|legends?|legende|bildunterschrift|bildtext|bild-?text|cutline|photo-?desc(?:ription)?|image-?desc(?:ription)?|img-?desc(?:ription)?|media-?desc(?:ription)?|photo-?text|image-?text|pie-?de-?foto|piefoto|didascalia|image-?info|bu|caption-?text|img-?info|media-?info|info-?text|infotext|media-?sub-?titles?|media-?subtitle-?text|photo-?info|picture-?text|picture-?desc(?:ription)?|bild-?info|bild-?unterschrift|bildzeile|foto-?info|foto-?tekst|fototext|bijschrift|fotobijschrift|kuvateksti|image-?title|figcaption|media-?title)(?:$|[-_ ])/],
	[HINT.credit, /(?:^|[-_ ])(?:credits?|[a-z]*credits?|image-?source|photo-?source|image-?rights|rights|photographers?|photo-?by|photo-?credit|copyrights?(?:-?holder)?|copyrightholder|fotograf|fotocredit|bildquelle|bildnachweis|bildrechte|quelle|attribution|courtesy|source|agency|lizenz|license|media-?rights|media-?source|img-?source|img-?copyright|image-?copyright|image-?author|photo-?author|foto-?autor|picture-?credit)(?:$|[-_ ])/],
	[HINT.standfirst, /(?:^|[-_ ])(?:standfirst|dek|deck|sub-?titles?|sub-?head(?:line|er|ing|lines)?|sub-?hed|summary|intro(?:duction)?|intro-?text|lead|lede|lead-?text|leadtext|lead-?in|leads?-?paragraph|description|excerpt|vorspann|abstract|strap-?line|strap|chapeau|chapo|entradilla|bajada|sumario|ingress|preamble|tagline|teaser-?text|synopsis|blurb|secondary-?title|alternativeheadline|lead-?content|spot|resumen|olho|linha-?fina|article-?lead|anrisser|hook|snippet|post-?subtitle|entry-?subtitle|secondary-?headline)(?:$|[-_ ])/],
	[HINT.kicker, /(?:^|[-_ ])(?:kickers?|eyebrow|over-?line|overtitle|dachzeile|spitzmarke|antetitulo|cintillo|rubric|rubrik|ressort|topic|category|categories|section-?(?:name|title|label|link)|cat-?links?|label|flag|slug|chapeu|pre-?title|supra-?title|super-?title|top-?line|topline|channel)(?:$|[-_ ])/],
	[HINT.headline, /(?:^|[-_ ])(?:headlines?|head-?line|title|titles|titulo|titre|titel|[a-z]*-?headline|article-?title|entry-?title|post-?title|page-?title|story-?title|hed|ueberschrift|schlagzeile|tit)(?:$|[-_ ])/],
	[HINT.related, /(?:^|[-_ ])(?:related[a-z]*|recirc[a-z]*|recommend[a-z]*|more-?(?:on|from|stories|news|articles|posts|like|about|in)|read-?(?:more|also|next|on)|readmore|also-?(?:read|see|on)|see-?also|trending|popular|most-?(?:read|popular|viewed|shared)|promos?|outbrain|taboola|sidebar|side-?bar|rail|right-?rail|widgets?|teasers?|teaser-?list|up-?next|next-?up|you-?may|next-?(?:post|article|story)|prev(?:ious)?-?(?:post|article|story)|post-?nav(?:igation)?|links-?box|linkbox|infobox|info-?box|in-?depth|dont-?miss|further-?reading|similar|latest|headlines-?list|top-?stories|river|carousel|mehr-?zum|zum-?thema|weiterlesen|empfehlung(?:en)?|leia-?mais|lire-?aussi|a-lire|relacionad[ao]s?|noticias-?relacionadas|onward|most|inline-?promo|internal-?link|rich-?link|embed-?link|crosslink|see-?more|partner-?links?|story-?list|featured-?(?:posts|articles|stories)|block-?list|collection)(?:$|[-_ ])/],
	[HINT.share, /(?:^|[-_ ])(?:share[a-z]*|sharing|sharedaddy|social[a-z]*|addthis[a-z]*|addtoany[a-z]*|a2a[a-z]*|follow(?:-us)?|toolbar|tool-?bar|article-?tools|tools|actions?|action-?bar|print|bookmarks?|save|teilen|compartir|partager|like-?button|facebook|twitter|whatsapp|flipboard|email-?this|button-?bar|buttons?|btn|reactions?|jp-relatedposts)(?:$|[-_ ])/],
	[HINT.comment, /(?:^|[-_ ])(?:comments?|commenting|commentlist|comment-?[a-z]+|disqus[a-z_]*|dsq-[a-z]+|replies|respond|reader-?comments|kommentare?|comentarios?|commentaires?|discussion|livefyre|viafoura|coral|forum-?posts?)(?:$|[-_ ])/],
	[HINT.menu, /(?:^|[-_ ])(?:nav|navs|navbar|navigation|main-?nav|menus?|sub-?menu|bread-?crumbs?|masthead|site-?header|page-?header|global-?header|top-?bar|site-?footer|page-?footer|global-?footer|footer|skip(?:-?link|-?to)?[a-z-]*|cookies?[a-z-]*|consent|gdpr|pagination|pager|page-?nav|toc|table-?of-?contents|inhaltsverzeichnis|language-?switcher|search[a-z-]*|login|log-?in|sign-?in|account|edition|weather|ticker|copyright-?(?:notice|text|line)?|legal|disclaimers?|colophon|banner|dropdown|modal|popup|overlay|lightbox|tooltip|accessibility|offcanvas|off-canvas|hamburger)(?:$|[-_ ])/],
	[HINT.tags, /(?:^|[-_ ])(?:tags?|tag-?(?:list|links|cloud)|tagcloud|post-?tags|topics|keywords?|schlagworte?|themen|etiquetas|filed-?under|article-?topics|labels|taxonomy|hashtags?|entry-?tags|tags-?[a-z]+)(?:$|[-_ ])/],
	[HINT.bio, /(?:^|[-_ ])(?:bio|biography|bios|author-?(?:bio|box|about|description|desc|info|card|profile|details|block|footer|widget|section)|about-?(?:the-?)?author|abouttheauthor|post-?author-?(?:bio|box)|contributor-?bio|byline-?bio|writer-?bio|author[_-]?(?:bio|description)|autoren-?info|autor-?info|tagline-?bio|profile)(?:$|[-_ ])/],
	[HINT.advert, /(?:^|[-_ ])(?:ads?|adverts?|advertis[a-z]+|ad-?(?:slot|unit|container|wrapper|box|label|text|zone|block|placeholder)|dfp[a-z-]*|gpt[a-z-]*|google-?ads?|adsbygoogle|sponsor(?:ed)?|anzeige|werbung|publicidad|publicite|promoted|commercial|affiliate[a-z-]*|banner-?ad|paywall|pay-?wall|piano|donate|donation|support-?us|fundrais[a-z]+|membership|abo|premium-?teaser|offer|shop|buy-?box|product-?(?:box|card))(?:$|[-_ ])/],
	[HINT.newsletter, /(?:^|[-_ ])(?:newsletters?[a-z-]*|news-?letter|subscri(?:be|ption|ptions|ber)[a-z-]*|sign-?up[a-z-]*|signup|email-?(?:signup|capture|form|sign-?up)|mailing-?list|mc[-_]embed[a-z_]*|mailchimp|opt-?in|optin|app-?promo|download-?app|push-?notification|alerts?)(?:$|[-_ ])/],
	[HINT.body, /(?:^|[-_ ])(?:article-?(?:body|text|content|main|copy|paragraphs?)|articlebody|body-?(?:text|copy|content)|story-?(?:body|text|content|copy)|entry-?content|post-?(?:content|body|text|entry)|content-?(?:body|text|article)|page-?content|td-post-content|rich-?text|richtext|wysiwyg|prose|main-?text|text-?body|artikeltext|article__body|field-?name-?body)(?:$|[-_ ])/],
	[HINT.unseen, /(?:^|[-_ ])(?:sr-?only|screen-?reader[a-z-]*|screenreader[a-z-]*|visually-?hidden|visuallyhidden|is-?hidden-?visually|a11y-?(?:hidden|text|only)|off-?screen|offscreen|hide-?text|assistive[a-z-]*|u-hidden|is-?hidden|hidden|aural|element-?invisible|vh|audible|d-none)(?:$|[-_ ])/],
	[HINT.role, /(?:^|[-_ ])(?:job-?title|author-?(?:title|role|job|position|function)|role|position|affiliation|occupation|jobtitle|author-?(?:twitter|email|handle|social|link-?twitter))(?:$|[-_ ])/],
	[HINT.quote, /(?:^|[-_ ])(?:pull-?quotes?|pullquote|block-?quote-?pull|quote-?box|callout|call-?out|article-?quote|zitat|big-?quote|twitter-?tweet|instagram-?media|tweet|fb-post|embed[a-z-]*|tiktok-?embed|social-?embed|oembed)(?:$|[-_ ])/],
	[HINT.correction, /(?:^|[-_ ])(?:corrections?|clarifications?|editors?-?note|editor-?notes?|footnotes?|sources?-?list|references|disclosure|endnotes?)(?:$|[-_ ])/],
	[HINT.reading, /(?:^|[-_ ])(?:read(?:ing)?-?time|time-?to-?read|min-?read|minutes-?read|lesedauer|lesezeit|views?-?count|word-?count|comment-?count|audio|listen|listen-?[a-z]+|tts|text-?to-?speech|vorlesen|player|podcast-?player)(?:$|[-_ ])/],
	[HINT.media, /(?:^|[-_ ])(?:figures?|images?|img|pictures?|photos?|fotos?|bild|bilder|galler(?:y|ies)|galerie|slideshow|slides?|media|video[a-z-]*|wp-?caption|thumbnails?|hero|lead-?(?:image|media|photo)|featured-?(?:image|media)|visual|illustration|imagen)(?:$|[-_ ])/],
];

const NAMING = ['class', 'id', 'itemprop', 'role', 'data-testid', 'data-test', 'data-component', 'data-component-name', 'data-qa', 'data-type', 'data-block', 'data-module', 'rel', 'aria-label', 'data-role', 'property', 'data-name', 'data-gtm-element', 'data-element'];

/** The names given to an element, split at capitals and BEM marks: "articleHeader__subTitle" becomes "article-header sub-title". */
function names(element: PageElement): string {
	let out = '';
	for (const attribute of NAMING) {
		const value = element.getAttribute(attribute);
		if (!value || value.length > 600) continue;
		if (attribute === 'rel' && value !== 'author') continue;
		if (attribute === 'aria-label' && value.length > 40) continue;
		out += ` ${value}`;
	}
	if (out.length === 0) return '';
	return out.replace(/([a-z0-9])([A-Z])/g, '$1-$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2').toLowerCase().replace(/__+|--+|[.:/]/g, ' ').replace(/_/g, '-');
}

const remembered = new Map<string, number>();
/** The hints in an element's own names, as bits of HINT. */
export function hintsOf(element: PageElement): number {
	const text = names(element);
	if (text === '') return 0;
	const known = remembered.get(text);
	if (known !== undefined) return known;
	let bits = 0;
	for (const [bit, words] of WORDS) if (words.test(text)) bits |= bit;
	// Bounded: names made by machines ("css-1a2b3c") would fill it for ever.
	if (remembered.size > 20_000) remembered.clear();
	remembered.set(text, bits);
	return bits;
}
