// Owns what keys mean while words are chosen without a pointer. Must not know elements of the page.
import { directionOf } from '../reader/script';
import { COLOURS, type Highlights } from './highlights.svelte';

/** Does what a key means; false when it means nothing there. Escape is whoever's who shows the bar. */
export function keyed(highlights: Highlights, event: KeyboardEvent, language: string | null): boolean {
	if (!highlights.keyboard || event.ctrlKey || event.metaKey || event.altKey) return false;
	const onward = directionOf(language) === 'rtl' ? -1 : 1;
	const colour = /^[1-5]$/.test(event.key) ? COLOURS[Number(event.key) - 1] : undefined;
	if (colour) {
		void highlights.mark(colour);
		return true;
	}
	switch (event.key) {
		case 'ArrowRight': highlights.go('word', onward, event.shiftKey); return true;
		case 'ArrowLeft': highlights.go('word', onward === 1 ? -1 : 1, event.shiftKey); return true;
		case 'ArrowDown': highlights.go('sentence', 1, event.shiftKey); return true;
		case 'ArrowUp': highlights.go('sentence', -1, event.shiftKey); return true;
		case 'j': highlights.goPart(1); return true;
		case 'k': highlights.goPart(-1); return true;
		case 'Enter': case 'h': void highlights.mark(); return true;
		case 'n': void highlights.mark(undefined, true); return true;
		default: return false;
	}
}
