// Owns what the article hears for highlights: selecting words, pressing a highlight, coming to one by keyboard, and showing the one that is wanted. Must not render.
import type { Highlights } from './highlights.svelte';
import { chosenIn, highlightAt, onScreen } from './chosen';

/** For an attachment to the article's element. */
export function hears(highlights: Highlights): (article: HTMLElement) => () => void {
	return (article) => {
		let isDown = false;
		const ends = new AbortController();
		const hear = <K extends keyof DocumentEventMap>(target: Document | HTMLElement, name: K, listener: (event: DocumentEventMap[K]) => void): void => target.addEventListener(name, listener as EventListener, { signal: ends.signal });
		const select = (): void => {
			// While the pointer is down the words are still being chosen.
			if (isDown) return;
			const selection = document.getSelection();
			const isHere = selection?.anchorNode ? article.contains(selection.anchorNode) || article.contains(selection.focusNode) : false;
			const chosen = isHere ? chosenIn(article, highlights.textParts, selection) : null;
			if (JSON.stringify(chosen) === JSON.stringify(highlights.chosen)) return;
			highlights.chosen = chosen;
			if (chosen) highlights.open = null;
		};
		hear(document, 'selectionchange', select);
		hear(document, 'pointerdown', (event) => {
			isDown = event.button === 0;
			if (event.target instanceof Element && event.target.closest('[data-mark-bar]')) isDown = false;
			else if (highlights.keyboard) highlights.leaveKeyboard();
		});
		hear(document, 'pointerup', () => {
			isDown = false;
			// The selection is only settled once the press has been dealt with.
			setTimeout(select);
		});
		hear(article, 'click', (event) => {
			const mark = highlightAt(event.target);
			if (mark && document.getSelection()?.isCollapsed !== false) highlights.open = { uid: mark.dataset['highlight']!, takesFocus: false };
		});
		hear(article, 'keydown', (event) => {
			const mark = highlightAt(event.target);
			if (!mark || mark !== event.target || (event.key !== 'Enter' && event.key !== ' ')) return;
			event.preventDefault();
			highlights.open = { uid: mark.dataset['highlight']!, takesFocus: true };
		});
		const light = (event: Event): void => {
			const mark = highlightAt(event.target);
			if (mark) highlights.lit = mark.dataset['highlight']!;
		};
		// What is focused may be taken away while the page is drawn, when nothing may be changed.
		const unlight = (event: Event): void => {
			const left = highlightAt(event.target)?.dataset['highlight'];
			queueMicrotask(() => { if (left === highlights.lit) highlights.lit = null; });
		};
		hear(article, 'pointerover', light);
		hear(article, 'pointerout', unlight);
		hear(article, 'focusin', (event) => {
			light(event);
			highlights.focused = highlightAt(event.target)?.dataset['highlight'] ?? null;
		});
		hear(article, 'focusout', (event) => {
			unlight(event);
			const left = highlights.focused;
			queueMicrotask(() => { if (left === highlights.focused && !highlightAt(document.activeElement)) highlights.focused = null; });
		});
		return () => {
			ends.abort();
			queueMicrotask(() => { highlights.chosen = null; });
		};
	};
}

/** For an effect: shows and focuses the highlight that is wanted, and selects on the screen what is chosen by keyboard. */
export function follow(highlights: Highlights, article: HTMLElement): void {
	const { wanted, keyboard, textParts } = highlights;
	if (wanted) {
		const mark = article.querySelector<HTMLElement>(`[data-begins='${wanted.uid}']`) ?? article.querySelector<HTMLElement>(`[data-all~='${wanted.uid}']`);
		if (!mark) return;
		highlights.wanted = null;
		mark.scrollIntoView({ block: 'center' });
		mark.focus({ preventScroll: true });
		return;
	}
	const part = keyboard && textParts[keyboard.part];
	if (!keyboard || !part) return;
	const element = article.querySelector<HTMLElement>(`[data-part='${keyboard.part}']`);
	const units = (text: string): number => Array.from(text).length;
	const start = part.start + units(part.text.slice(0, keyboard.start));
	const range = onScreen(article, textParts, { start, end: start + units(part.text.slice(keyboard.start, keyboard.end)) });
	const selection = document.getSelection();
	if (!range || !selection || !element) return;
	// Keys are for choosing now, and not for the highlight or the list that had the focus.
	const sheet = article.closest<HTMLElement>('[data-sheet]');
	if (document.activeElement !== sheet) sheet?.focus({ preventScroll: true });
	selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
	element.scrollIntoView({ block: 'nearest' });
}
