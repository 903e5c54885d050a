// Owns the way between what is selected on the screen and ranges of the article's text. Parts of the text bear their number as `data-part`. Must not change the selection.
import type { ChosenRange, TextPart, TextRange } from '../../shared/annotation';
import { CodePoints } from '../../shared/annotation';

const elementOf = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement);
const partsIn = (article: Element): HTMLElement[] => [...article.querySelectorAll<HTMLElement>('[data-part]')];

/** The place of a point in a part's element, in code units; its beginning or end when the point lies before or after it. */
function unitsTo(element: HTMLElement, range: Range, side: 'start' | 'end'): number {
	const [node, offset] = side === 'start' ? [range.startContainer, range.startOffset] : [range.endContainer, range.endOffset];
	if (!element.contains(node)) return side === 'start' ? 0 : (element.textContent ?? '').length;
	const before = document.createRange();
	before.selectNodeContents(element);
	before.setEnd(node, offset);
	return before.toString().length;
}

/** Whole letters with all that belongs to them, and no white space at either end. */
function trimmed(text: string, start: number, end: number): [number, number] | null {
	const exact = text.slice(start, end);
	const from = start + exact.length - exact.trimStart().length;
	const to = start + exact.trimEnd().length;
	if (to <= from) return null;
	const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
	const last = letters.containing(to - 1)!;
	return [letters.containing(from)!.index, last.index + last.segment.length];
}

/** What is selected of an article's text; null when nothing of it is. */
export function chosenIn(article: Element, parts: readonly TextPart[], selection: Selection | null): ChosenRange | null {
	if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
	const range = selection.getRangeAt(0);
	const touched = partsIn(article).filter((element) => range.intersectsNode(element)).flatMap((element) => {
		const number = Number(element.dataset['part']);
		const part = parts[number];
		const [start, end] = [unitsTo(element, range, 'start'), unitsTo(element, range, 'end')];
		return part && end > start ? [{ part, start, end }] : [];
	}).sort((a, b) => a.part.start - b.part.start);
	const [first, last] = [touched[0], touched.at(-1)];
	if (!first || !last) return null;
	// The words from the first part to the last, as the text joins them.
	const within = parts.filter(({ start }) => start >= first.part.start && start <= last.part.start);
	const text = within.map((part) => part.text).join('\n');
	const found = trimmed(text, first.start, text.length - last.part.text.length + last.end);
	if (!found) return null;
	const points = new CodePoints(text);
	const [start, end] = [points.point(found[0]), points.point(found[1])];
	return { start: first.part.start + start, end: first.part.start + end, exact: text.slice(...found) };
}

/** A range of the article's text as it stands on the screen; null when it does not stand there. */
export function onScreen(article: Element, parts: readonly TextPart[], { start, end }: TextRange): Range | null {
	const elements = new Map(partsIn(article).map((element) => [Number(element.dataset['part']), element]));
	const point = (at: number, isEnd: boolean): [Node, number] | null => {
		const number = parts.findIndex((part) => (isEnd ? at > part.start && at <= part.end : at >= part.start && at < part.end));
		const element = elements.get(number);
		const part = parts[number];
		return element && part ? pointIn(element, new CodePoints(part.text).unit(at - part.start)) : null;
	};
	const [from, to] = [point(start, false), point(end, true)];
	if (!from || !to) return null;
	const range = document.createRange();
	range.setStart(...from);
	range.setEnd(...to);
	return range;
}

function pointIn(element: HTMLElement, unit: number): [Node, number] {
	const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	let left = unit;
	let last: Node = element;
	for (let node = texts.nextNode(); node; node = texts.nextNode()) {
		const { length } = node as Text;
		if (left <= length) return [node, left];
		left -= length;
		last = node;
	}
	return [last, last instanceof Text ? last.length : 0];
}

/** The highlight that a place on the screen belongs to. */
export const highlightAt = (target: EventTarget | null): HTMLElement | null =>
	(target instanceof Node ? elementOf(target)?.closest<HTMLElement>('[data-highlight]') : null) ?? null;
