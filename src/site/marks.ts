// Owns elements made of text: nothing of a clipping ever becomes markup. Must not know what a text is of.
import { tokens } from '../core/store/fold';

type Child = Node | string | null;

export function make<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
	const element = document.createElement(name);
	for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
	element.append(...children.filter((child) => child !== null));
	return element;
}

/** Ranges of a text that a query finds, in code units, joined where they touch. */
export function hits(text: string, terms: readonly string[]): { start: number; end: number }[] {
	const found: { start: number; end: number }[] = [];
	for (const { term, start, end } of tokens(text)) {
		if (!terms.some((asked) => term.startsWith(asked))) continue;
		const before = found.at(-1);
		if (before && start <= before.end) before.end = Math.max(before.end, end);
		else found.push({ start, end });
	}
	return found;
}

/** A text with what was found in it marked. */
export function marked(text: string, terms: readonly string[]): DocumentFragment {
	const made = document.createDocumentFragment();
	let from = 0;
	for (const { start, end } of terms.length === 0 ? [] : hits(text, terms)) {
		made.append(text.slice(from, start), make('mark', {}, text.slice(start, end)));
		from = end;
	}
	made.append(text.slice(from));
	return made;
}

/** Marks what is found in an element that stands in the page already. */
export function markIn(root: Element, terms: readonly string[]): void {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	while (walker.nextNode()) texts.push(walker.currentNode as Text);
	for (const text of texts) if (hits(text.data, terms).length > 0) text.replaceWith(marked(text.data, terms));
}
