// Owns the writing of markup that is safe to show: an allow-list serialiser. What is not named here is not written, whatever the page holds.
import { ELEMENT, TEXT } from './dom';
import type { PageElement, PageNode } from './dom';
import { safeAddress } from './safe-address';

/** Elements written out; any other is passed over and its children take its place. */
const ALLOWED = new Set([
	'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre', 'code', 'figure', 'figcaption', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'caption',
	'a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup', 'q', 'cite', 'abbr', 'mark', 'small', 'time', 'br', 'hr', 'ruby', 'rt', 'rp', 'section', 'div', 'span',
]);
/** Elements that go with everything in them: they run, load, hide, or are parsed in a mode of their own, where markup changes its meaning when read again. */
const DROPPED = new Set([
	'script', 'style', 'noscript', 'template', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'svg', 'math', 'textarea', 'select', 'option', 'optgroup', 'datalist', 'title', 'head', 'base', 'link', 'meta',
	'xmp', 'plaintext', 'listing', 'noembed', 'noframes', 'audio', 'video', 'source', 'track', 'canvas', 'map', 'area', 'portal', 'input', 'button', 'form', 'dialog', 'slot', 'marquee', 'bgsound', 'isindex', 'keygen',
]);
const VOID = new Set(['br', 'hr']);
/** Blocks that hold only what is inside them: written as plain groups. */
const GROUP = new Set(['article', 'main', 'header', 'footer', 'aside', 'section', 'center', 'address', 'hgroup', 'details', 'summary']);

const escapeText = (text: string): string => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const escapeValue = (text: string): string => escapeText(text).replace(/"/g, '&quot;').replace(/'/g, '&#39;').replace(/`/g, '&#96;');

export interface SafeHtmlOptions {
	/** Address that relative links are resolved against. */
	base: string | null;
	/** Number of the picture an image stands for, or null to leave it out. */
	pictureOf: (image: PageElement) => number | null;
	/** False leaves an element and all in it out. */
	keep: (element: PageElement) => boolean;
}

function attributes(element: PageElement, name: string, base: string | null): string {
	let out = '';
	const add = (attribute: string, value: string | null): void => { if (value !== null) out += ` ${attribute}="${escapeValue(value)}"`; };
	const number = (attribute: string, most: number): void => {
		const value = element.getAttribute(attribute);
		if (value !== null && /^\d{1,4}$/.test(value) && Number(value) <= most) add(attribute, value);
	};
	if (name === 'a') {
		const address = safeAddress(element.getAttribute('href'), base);
		if (address) { add('href', address); add('rel', 'noopener noreferrer nofollow'); }
	}
	if (name === 'td' || name === 'th') { number('colspan', 100); number('rowspan', 1000); }
	if (name === 'ol') number('start', 9999);
	if (name === 'time') { const value = element.getAttribute('datetime'); if (value !== null && /^[\d\-:.+TZ ]{4,40}$/.test(value)) add('datetime', value); }
	const language = element.getAttribute('lang');
	if (language !== null && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(language)) add('lang', language);
	const direction = element.getAttribute('dir');
	if (direction !== null && /^(?:ltr|rtl|auto)$/i.test(direction)) add('dir', direction.toLowerCase());
	return out;
}

/** Writes `root` and what is in it. The result holds no script, no style, no event attribute, no address that is loaded by itself. */
export function safeHtml(root: PageNode, options: SafeHtmlOptions): string {
	let out = '';
	const closing: string[] = [];
	const enter = (node: PageNode): boolean => {
		if (node.nodeType === TEXT) { out += escapeText((node.nodeValue ?? '').replace(/\s+/g, ' ')); return false; }
		if (node.nodeType !== ELEMENT) return false;
		const element = node as PageElement;
		const name = element.localName.toLowerCase();
		if (name === 'img' || name === 'amp-img') {
			const picture = options.pictureOf(element);
			if (picture !== null) out += `<img data-picture="${Math.trunc(picture)}" alt="${escapeValue((element.getAttribute('alt') ?? '').slice(0, 500))}">`;
			return false;
		}
		// A name with a colon or of another namespace is never passed on, nor looked into.
		if (DROPPED.has(name) || name.includes(':') || !options.keep(element)) return false;
		const written = GROUP.has(name) ? 'div' : ALLOWED.has(name) ? name : '';
		if (VOID.has(written)) { out += `<${written}>`; return false; }
		if (written !== '') out += `<${written}${attributes(element, written, options.base)}>`;
		closing.push(written === '' ? '' : `</${written}>`);
		return true;
	};
	// Not dom.walk: a closing tag belongs to elements that were entered, also when they are empty.
	let node: PageNode | null = root;
	while (node) {
		const entered = enter(node);
		if (entered && node.firstChild) { node = node.firstChild; continue; }
		if (entered) out += closing.pop() as string;
		while (node && node !== root && !node.nextSibling) { node = node.parentNode; if (node) out += closing.pop() ?? ''; }
		if (!node || node === root) break;
		node = node.nextSibling;
	}
	return out.replace(/<(span|div|p|b|strong|i|em|figure|a|section)(?: [^<>]*)?>\s*<\/\1>/g, '').replace(/[^\S\n]{2,}/g, ' ').trim();
}
