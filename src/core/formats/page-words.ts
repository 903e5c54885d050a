// Owns the comparing of texts by their words. Knows nothing of pages.
import { fold } from '../reading/cues';

const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;

/** Folded words; scripts without spaces give one word a character. */
export function wordsOf(text: string): string[] {
	return fold(text).replace(/[\u00ad\u200b-\u200f\ufeff]/g, '').match(WORD) ?? [];
}

/** Overlap of two texts' words, counted with repeats: F1, 0 to 1. */
export function overlap(a: readonly string[], b: readonly string[]): number {
	if (a.length === 0 || b.length === 0) return 0;
	const counts = new Map<string, number>();
	for (const word of a) counts.set(word, (counts.get(word) ?? 0) + 1);
	let shared = 0;
	for (const word of b) {
		const left = counts.get(word) ?? 0;
		if (left > 0) { shared++; counts.set(word, left - 1); }
	}
	return (2 * shared) / (a.length + b.length);
}

export const sameWords = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** Share of `part`'s words that stand in `whole`, 0 to 1. */
export function heldIn(part: readonly string[], whole: ReadonlySet<string>): number {
	return part.length === 0 ? 0 : part.filter((word) => whole.has(word)).length / part.length;
}
