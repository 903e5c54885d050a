// Owns the visible text of a page as lines, each with its place in the tree. Must not decide what a line means.
import type { Span } from '../../shared/draft';
import { ELEMENT, TEXT, walk } from './dom';
import type { PageElement, PageNode } from './dom';
import { HINT, hintsOf } from './page-hints';

/** One line of a page: a block's text, or what stands between two `<br>`. */
export interface PageLine {
	index: number;
	text: string;
	/** Offsets into the page's text, end exclusive; `line` counts from 1. */
	start: number;
	end: number;
	line: number;
	/** The block element it stands in. */
	block: PageElement;
	/** Hints of the block and of its ancestors up to the first that holds most of the page. */
	hints: number;
	/** Hints of the block itself and of elements that hold just this line. */
	own: number;
	/** Characters inside links, inside bold. */
	linked: number;
	bold: number;
	heading: number;
	list: boolean;
	quote: boolean;
	table: boolean;
	figure: PageElement | null;
	/** Inside nav, header, footer, aside, form or button. */
	furniture: 'nav' | 'header' | 'footer' | 'aside' | 'form' | null;
	hidden: boolean;
	/** A blank line stands above it. */
	parted: boolean;
}

export interface PageText {
	/** The element that was read. */
	root: PageElement;
	text: string;
	lines: PageLine[];
	/** The extent of each element's visible text; absent when it has none. */
	extent: Map<PageElement, { start: number; end: number }>;
	spanOf(start: number, end: number): Span;
	/** Lines any part of which stands between the offsets. */
	linesIn(start: number, end: number): PageLine[];
}

const BLOCKS = new Set(['address', 'article', 'aside', 'blockquote', 'body', 'caption', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt', 'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr', 'html', 'legend', 'li', 'main', 'menu', 'nav', 'ol', 'optgroup', 'option', 'p', 'pre', 'search', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'button', 'amp-img']);
const PARTED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'figure', 'ul', 'ol', 'dl', 'pre', 'table', 'article', 'section', 'header', 'footer', 'nav', 'aside', 'main', 'form', 'fieldset', 'hr']);
const SILENT = new Set(['script', 'style', 'noscript', 'template', 'head', 'svg', 'iframe', 'object', 'embed', 'select', 'textarea', 'canvas', 'audio', 'video', 'math', 'datalist', 'map', 'amp-ad', 'noframes', 'title', 'link', 'meta']);
export const isBlock = (element: PageElement): boolean => BLOCKS.has(element.localName);
/** Elements whose text a reader never sees. */
export const isSilent = (element: PageElement): boolean => SILENT.has(element.localName);

const FURNITURE: Readonly<Record<string, NonNullable<PageLine['furniture']>>> = { nav: 'nav', header: 'header', footer: 'footer', aside: 'aside', form: 'form', button: 'form' };
const ROLES: Readonly<Record<string, NonNullable<PageLine['furniture']>>> = { navigation: 'nav', banner: 'header', contentinfo: 'footer', complementary: 'aside', search: 'form', menu: 'nav', menubar: 'nav', dialog: 'form', alertdialog: 'form' };

function isHidden(element: PageElement): boolean {
	if (element.hasAttribute('hidden') && element.getAttribute('hidden') !== 'until-found') return true;
	const style = element.getAttribute('style');
	return style !== null && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);
}

/** Properties that come down from an element to what is inside it. */
interface Surroundings {
	heading: number;
	list: boolean;
	quote: boolean;
	table: boolean;
	figure: PageElement | null;
	furniture: PageLine['furniture'];
	hidden: boolean;
}

function surroundings(element: PageElement, outer: Surroundings): Surroundings {
	const name = element.localName;
	const inner = { ...outer };
	if (/^h[1-6]$/.test(name)) inner.heading = Number(name[1]);
	else if (element.getAttribute('role') === 'heading') inner.heading = Number(element.getAttribute('aria-level')) || 2;
	if (name === 'li' || name === 'dd' || name === 'dt') inner.list = true;
	if (name === 'blockquote' || name === 'q') inner.quote = true;
	if (name === 'td' || name === 'th') inner.table = true;
	if (name === 'figure') inner.figure = element;
	const role = element.getAttribute('role');
	const furniture = (role ? ROLES[role] : undefined) ?? FURNITURE[name];
	if (furniture) inner.furniture = furniture;
	// An article's own head holds headline and byline: it is no furniture.
	if (name === 'article' || name === 'main' || role === 'main') inner.furniture = null;
	if (isHidden(element)) inner.hidden = true;
	return inner;
}

/** Writes down what can be read on a page. Linear in the page's size. `headToo`: its head was never closed and holds the text. */
export function readLines(root: PageElement, headToo = false): PageText {
	const lines: PageLine[] = [];
	const extent = new Map<PageElement, { start: number; end: number }>();
	const starts: { element: PageElement; at: number; bold: boolean; link: boolean }[] = [];
	const around: Surroundings[] = [{ heading: 0, list: false, quote: false, table: false, figure: null, furniture: null, hidden: false }];
	const blocks: PageElement[] = [root];
	let text = '';
	let pending = '';
	let space = false;
	let linked = 0;
	let bold = 0;
	let links = 0;
	let bolds = 0;
	let newlines = 2;
	let lineNumber = 1;
	let block = root;
	let inside = around[0] as Surroundings;
	let pre = 0;

	// Where the next visible character will stand: known only when it comes, since breaks are written lazily.
	const waiting: { element: PageElement }[] = [];
	const flush = (): void => {
		if (pending === '') return;
		lines.push({
			index: lines.length, text: pending, start: text.length - pending.length, end: text.length, line: lineNumber, block, hints: 0, own: 0,
			linked, bold, heading: inside.heading, list: inside.list, quote: inside.quote, table: inside.table, figure: inside.figure,
			furniture: inside.furniture, hidden: inside.hidden, parted: newlines >= 2,
		});
		pending = '';
		linked = 0;
		bold = 0;
		newlines = 0;
	};
	const breakLine = (wanted: number): void => {
		flush();
		space = false;
		if (newlines < wanted) newlines = wanted;
	};
	const write = (chunk: string): void => {
		if (pending === '') {
			if (text !== '') { text += newlines >= 2 ? '\n\n' : '\n'; lineNumber += newlines >= 2 ? 2 : 1; }
			block = blocks.at(-1) as PageElement;
			inside = around.at(-1) as Surroundings;
		}
		for (const { element } of waiting) extent.set(element, { start: text.length + (space && pending !== '' ? 1 : 0), end: text.length });
		waiting.length = 0;
		if (space && pending !== '') { pending += ' '; text += ' '; }
		space = false;
		pending += chunk;
		text += chunk;
		if (links > 0) linked += chunk.length;
		if (bolds > 0) bold += chunk.length;
	};
	const enter = (node: PageNode): boolean | void => {
		if (node.nodeType === TEXT) {
			const raw = node.nodeValue ?? '';
			if (pre > 0) {
				raw.split('\n').forEach((row, i) => { if (i > 0) breakLine(1); const t = row.replace(/[\s\u00a0]+/g, ' ').trim(); if (t) write(t); });
				return;
			}
			const words = raw.replace(/\s+/g, ' ');
			const trimmed = words.trim();
			if (words.startsWith(' ')) space = true;
			if (trimmed === '') return;
			write(trimmed);
			if (words.endsWith(' ')) space = true;
			return;
		}
		if (node.nodeType !== ELEMENT) return false;
		const element = node as PageElement;
		if (SILENT.has(element.localName) && !(headToo && element.localName === 'head')) return false;
		if (element.localName === 'br') { breakLine(newlines + (pending === '' ? 1 : 0) >= 2 ? 2 : 1); return false; }
		const isOwnBlock = BLOCKS.has(element.localName);
		if (isOwnBlock) { breakLine(PARTED.has(element.localName) ? 2 : 1); blocks.push(element); }
		if (element.localName === 'pre') pre++;
		if (element.localName === 'a') links++;
		const isBold = element.localName === 'b' || element.localName === 'strong';
		if (isBold) bolds++;
		around.push(surroundings(element, around.at(-1) as Surroundings));
		starts.push({ element, at: text.length, bold: isBold, link: element.localName === 'a' });
		waiting.push({ element });
	};
	const leave = (node: PageNode): void => {
		if (node.nodeType !== ELEMENT || starts.at(-1)?.element !== node) return;
		const { element, bold: wasBold, link } = starts.pop() as { element: PageElement; bold: boolean; link: boolean };
		around.pop();
		const own = extent.get(element);
		if (own) own.end = text.length;
		else { const i = waiting.findIndex((w) => w.element === element); if (i >= 0) waiting.splice(i, 1); }
		if (element.localName === 'pre') pre--;
		if (link) links--;
		if (wasBold) bolds--;
		if (BLOCKS.has(element.localName)) { breakLine(PARTED.has(element.localName) ? 2 : 1); blocks.pop(); }
	};
	walk(root, enter, leave);
	flush();
	addHints(lines, extent, text.length, root);
	return { root, text, lines, extent, spanOf: spans(lines), linesIn: (start, end) => within(lines, start, end) };
}

/** Gives each line the hints of its ancestors. What names an element that holds most of the page says nothing about one line. */
function addHints(lines: readonly PageLine[], extent: ReadonlyMap<PageElement, { start: number; end: number }>, total: number, root: PageElement): void {
	const inherited = new Map<PageElement, number>();
	const hintsAbove = (element: PageElement | null): number => {
		if (!element || element === root || element.localName === 'html') return 0;
		const known = inherited.get(element);
		if (known !== undefined) return known;
		const size = extent.get(element);
		const wide = size !== undefined && size.end - size.start > Math.max(1200, total * 0.4);
		const bits = (wide ? hintsOf(element) & (HINT.body) : hintsOf(element)) | hintsAbove(element.parentElement);
		inherited.set(element, bits);
		return bits;
	};
	for (const line of lines) {
		line.hints = hintsAbove(line.block);
		let own = hintsOf(line.block);
		for (let up = line.block.parentElement; up && up !== root; up = up.parentElement) {
			const size = extent.get(up);
			if (!size || size.end - size.start > line.text.length + 3) break;
			own |= hintsOf(up);
		}
		// An inline element that holds the whole line names it as well as a block would.
		for (let down = line.block.firstChild, guard = 0; down && guard < 8; guard++) {
			if (down.nodeType === TEXT && !(down.nodeValue ?? '').trim()) { down = down.nextSibling; continue; }
			if (down.nodeType !== ELEMENT) break;
			const size = extent.get(down as PageElement);
			if (!size || size.start !== line.start || size.end !== line.end) break;
			own |= hintsOf(down as PageElement);
			down = down.firstChild;
		}
		line.own = own;
		line.hints |= own;
	}
}

function within(lines: readonly PageLine[], start: number, end: number): PageLine[] {
	let low = 0;
	let high = lines.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((lines[middle] as PageLine).end <= start) low = middle + 1; else high = middle;
	}
	const out: PageLine[] = [];
	for (let i = low; i < lines.length && (lines[i] as PageLine).start < end; i++) out.push(lines[i] as PageLine);
	return out;
}

function spans(lines: readonly PageLine[]): (start: number, end: number) => Span {
	return (start, end) => {
		const held = within(lines, start, Math.max(end, start + 1));
		const first = held[0]?.line ?? 1;
		return { line: first, endLine: held.at(-1)?.line ?? first, start, end };
	};
}
