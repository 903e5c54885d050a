// Owns the judgement whether text that was dragged or pasted came with markup worth reading, and which page it is from. Pure.

/** Markup as an import takes it. */
export interface Markup {
	html: string;
	/** Of the page it is from, when that is known. */
	url: string | null;
	name: string;
}

/** More than this is no passage of a page; the plain text is taken then. In UTF-16 code units; the contract's limit. */
const MOST = 20_000_000;

/** What tells more than the plain text does: paragraphs, headings, lists, tables, pictures, links, stress. A lone span is how editors dress plain text. */
const TELLING = /<(?:p|h[1-6]|li|table|figure|img|blockquote|article|section|a|em|strong|b|i|br|cite|time)\b[^>]*>/i;

const hasWords = (html: string): boolean => /[\p{L}\p{N}]/u.test(html.replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, '').replace(/<!--[^]*?-->|<[^>]*>/g, ''));

/** Markup that is worth more than the plain text beside it; null when the text is all there is to it. */
export function markupFrom(html: string, url: string | null, name: string): Markup | null {
	if (html.length > MOST || !TELLING.test(html) || !hasWords(html)) return null;
	return { html, url: url !== null && url.length <= 4_000 && /^https?:\/\//i.test(url) ? url : null, name };
}

/** The first address of a text/uri-list (RFC 2483), or of Firefox's text/x-moz-url: address, line break, title. */
export const addressFrom = (list: string): string | null =>
	list.split(/[\r\n]+/).map((line) => line.trim()).find((line) => /^https?:\/\/\S+$/i.test(line)) ?? null;
