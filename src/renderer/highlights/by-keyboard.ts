// Owns choosing words without a pointer: a stretch of a text that goes on by words and sentences, and grows by them. Pure.

/** In UTF-16 code units. */
export interface Stretch { start: number; end: number }
export type Step = 'word' | 'sentence';

const SEGMENTERS: Record<Step, Intl.Segmenter> = { word: new Intl.Segmenter(undefined, { granularity: 'word' }), sentence: new Intl.Segmenter(undefined, { granularity: 'sentence' }) };

/** The words or sentences of a text, without what stands between them. */
export function stepsOf(text: string, step: Step): Stretch[] {
	return [...SEGMENTERS[step].segment(text)].flatMap(({ segment, index, isWordLike }) => {
		if (step === 'word' ? isWordLike === false : segment.trim() === '') return [];
		const start = index + segment.length - segment.trimStart().length;
		return [{ start, end: index + segment.trimEnd().length }];
	});
}

/** The first word of a text, or all of what has none. */
export const firstOf = (text: string): Stretch => stepsOf(text, 'word')[0] ?? { start: 0, end: text.length };

/** The word or sentence after what is chosen, or before it; what is chosen where there is no other. */
export function moved(text: string, chosen: Stretch, step: Step, way: 1 | -1): Stretch {
	const steps = stepsOf(text, step);
	const isOne = steps.some(({ start, end }) => start === chosen.start && end === chosen.end);
	if (way === 1) return steps.find(({ start, end }) => (isOne ? start >= chosen.end : start >= chosen.start && end > chosen.start)) ?? chosen;
	return steps.findLast(({ end, start }) => (isOne ? end <= chosen.start : start <= chosen.start)) ?? chosen;
}

/** What is chosen with one word or sentence more at its end, or one less. A word always stays. */
export function stretched(text: string, chosen: Stretch, step: Step, way: 1 | -1): Stretch {
	const steps = stepsOf(text, step);
	if (way === 1) {
		const next = steps.find(({ end }) => end > chosen.end);
		return next ? { start: chosen.start, end: next.end } : chosen;
	}
	const before = steps.findLast(({ end }) => end < chosen.end && end > chosen.start);
	return before ? { start: chosen.start, end: before.end } : stepsOf(text.slice(0, chosen.end), 'word').find(({ start }) => start >= chosen.start) ?? chosen;
}
