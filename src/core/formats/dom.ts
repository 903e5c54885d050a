// Owns the parsing of markup into a tree, and the walks over it that cannot overflow the stack. Must not decide what anything means.
import { parseHTML } from 'linkedom';
import { said } from '../../shared/said';
import { Refusal } from './reading-of';

/** The little of the DOM that the readers use; the core is compiled without DOM types. */
export interface PageNode {
	readonly nodeType: number;
	readonly nodeName: string;
	nodeValue: string | null;
	readonly firstChild: PageNode | null;
	readonly nextSibling: PageNode | null;
	readonly previousSibling: PageNode | null;
	readonly parentNode: PageNode | null;
	textContent: string | null;
}
export interface PageElement extends PageNode {
	readonly localName: string;
	readonly tagName: string;
	readonly parentElement: PageElement | null;
	readonly attributes: Iterable<{ name: string; value: string }>;
	getAttribute(name: string): string | null;
	hasAttribute(name: string): boolean;
	setAttribute(name: string, value: string): void;
	removeAttribute(name: string): void;
	querySelector(selector: string): PageElement | null;
	querySelectorAll(selector: string): Iterable<PageElement>;
	contains(other: PageNode): boolean;
	remove(): void;
}
export interface PageDocument {
	readonly documentElement: PageElement;
	readonly body: PageElement | null;
	querySelector(selector: string): PageElement | null;
	querySelectorAll(selector: string): Iterable<PageElement>;
	cloneNode(deep: boolean): PageDocument;
}

export const ELEMENT = 1;
export const TEXT = 3;
export const isElement = (node: PageNode | null): node is PageElement => node?.nodeType === ELEMENT;

/** Elements inside elements beyond this are no page anybody wrote. Recursion in the libraries below is safe up to here. */
const DEEPEST = 1000;
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr']);
/** Elements that end where the next of their kind begins, whether or not they are closed. */
const LOOSE = new Set(['p', 'li', 'td', 'th', 'tr', 'dt', 'dd', 'option', 'tbody', 'thead', 'tfoot', 'colgroup', 'body', 'html', 'head']);
const TAG = /<!--[\s\S]*?(?:-->|$)|<(script|style|textarea|title)\b[\s\S]*?(?:<\/\1\s*>|$)|<(\/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})(?=[\s/>])[^>]*?(\/?)>/gi;

/** How deeply the tags nest, counted from the text alone; an end tag closes what was left open inside it. Stops at `limit`. */
export function nesting(html: string, limit: number): number {
	const open: string[] = [];
	let deepest = 0;
	for (const [, , closing, name, selfClosing] of html.matchAll(TAG)) {
		if (!name) continue;
		const tag = name.toLowerCase();
		if (VOID.has(tag) || LOOSE.has(tag)) continue;
		if (closing) { const at = open.lastIndexOf(tag); if (at >= 0) open.length = at; continue; }
		if (selfClosing && (tag === 'path' || tag === 'use' || tag === 'circle' || tag === 'rect')) continue;
		open.push(tag);
		if (open.length > deepest) deepest = open.length;
		if (deepest > limit) break;
	}
	return deepest;
}

/** A style sheet or script that is never closed would swallow the rest of the page: its tag is taken out and its text stays. */
function closed(html: string): string {
	let out = html;
	for (const name of ['style', 'script', 'textarea', 'title', 'xmp', 'noscript']) {
		for (let guard = 0; guard < 8; guard++) {
			const lower = out.toLowerCase();
			const open = lower.lastIndexOf(`<${name}`);
			if (open < 0 || lower.indexOf(`</${name}`, open) >= 0) break;
			const end = out.indexOf('>', open);
			out = out.slice(0, open) + (end < 0 ? '' : out.slice(end + 1));
		}
	}
	return out;
}

/** More attributes than any page gives an element; the library looks each up in a chain of all. */
const MOST_ATTRIBUTES = 100;

/** Puts a bare element in the place of each that has too many attributes. */
function withoutSwarms(document: PageDocument): void {
	for (const element of [...document.querySelectorAll('*')]) {
		let count = 0;
		for (const _ of element.attributes) if (++count > MOST_ATTRIBUTES) break;
		if (count <= MOST_ATTRIBUTES) continue;
		const bare = (document as unknown as { createElement(name: string): PageElement }).createElement(element.localName);
		const moving = bare as unknown as { appendChild(node: PageNode): void };
		while (element.firstChild) moving.appendChild(element.firstChild);
		(element as unknown as { replaceWith(node: PageNode): void }).replaceWith(bare);
	}
}

/** Parses a page. @throws Refusal 'damaged' when elements nest deeper than any real page's. */
export function parsePage(html: string): PageDocument {
	if (nesting(html, DEEPEST) > DEEPEST) throw new Refusal('damaged', said('said.read.page-deep', { limit: DEEPEST }));
	const safe = closed(html);
	const whole = /<body[\s>]/i.test(safe) || /<html[\s>]/i.test(safe) ? safe : `<!DOCTYPE html><html><head></head><body>${safe}</body></html>`;
	const { document } = parseHTML(whole) as unknown as { document: PageDocument };
	withoutSwarms(document);
	return document;
}

/** Visits every node below `root` in document order. `enter` answers false to pass over what is inside. */
export function walk(root: PageNode, enter: (node: PageNode) => boolean | void, leave?: (node: PageNode) => void): void {
	let node: PageNode | null = root;
	while (node) {
		const inside: PageNode | null = enter(node) !== false ? node.firstChild : null;
		if (inside) { node = inside; continue; }
		leave?.(node);
		while (node && node !== root && !node.nextSibling) {
			node = node.parentNode;
			if (node) leave?.(node);
		}
		if (!node || node === root) return;
		node = node.nextSibling;
	}
}

/** An element's text with runs of white space as one blank. */
export const plainText = (node: PageNode | null | undefined): string => (node?.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim();

/** The nearest of an element and its ancestors for which `test` holds. */
export function nearest(from: PageElement | null, test: (element: PageElement) => boolean): PageElement | null {
	for (let element = from; element; element = element.parentElement) if (test(element)) return element;
	return null;
}
