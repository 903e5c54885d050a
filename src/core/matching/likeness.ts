// Owns the judgement whether two texts are versions of one story, by what they share of their words. Pure. Must not look for candidates.
import { runsOf } from './sketch';

/** A text made ready to be compared. */
export interface Comparable {
	/** How many words its body has, as far as it is looked at. */
	words: number;
	/** Each run of three words and where it stands first. */
	runs: ReadonlyMap<number, number>;
	figures: ReadonlySet<string>;
	headline: ReadonlySet<string>;
	/** The first day its date can mean, `YYYY-MM-DD`; null without one. */
	day: string | null;
}

/** Texts are compared so far; a story is told apart long before. In words. */
const FARTHEST = 4_000;
/** Fewer runs in common than these say nothing. */
const LEAST_SHARED = 6;
/** Wire copy is printed within so many days, and hardly ever after so many; forms are filled in anew every week. */
const SOON = 3;
const LATE = 7;
const DAY_MS = 86_400_000;

/**
 * What each kind of evidence weighs: a logistic regression over pairs with runs in common, fitted to half of a set of
 * constructed wire copy (cut, reordered, reworded, with leads and figures of their own) and of real stories sent twice,
 * against briefs from one template, stories of one topic and stories that share a paragraph. docs/similar.md has its figures.
 */
const WEIGHTS = {
	always: -9.34, resemblance: -4.08, containment: 10.06, amount: 9.17, oneStretch: -5.35, spread: 0.18, headline: 1.29, figures: 2, stretches: -4.25, days: 3.34,
} as const;
type Evidence = Record<keyof typeof WEIGHTS, number>;

/** @param terms the folded words of the body */
export function comparable(terms: readonly string[], headline: readonly string[], day: string | null): Comparable {
	const some = terms.length > FARTHEST ? terms.slice(0, FARTHEST) : terms;
	const runs = new Map<number, number>();
	runsOf(some).forEach((run, at) => { if (!runs.has(run)) runs.set(run, at); });
	return { words: some.length, runs, figures: new Set(some.filter((term) => /^\p{Nd}/u.test(term))), headline: new Set(headline), day };
}

/** What speaks for and against two texts being one story, each about 0 to 1; null when they share next to nothing. */
export function evidenceOf(a: Comparable, b: Comparable): Evidence | null {
	const [less, more] = a.runs.size <= b.runs.size ? [a, b] : [b, a];
	const at: number[] = [];
	for (const [run, place] of less.runs) if (more.runs.has(run)) at.push(place);
	const shared = at.length;
	if (shared < LEAST_SHARED) return null;
	let stretches = 1;
	let longest = 1;
	for (let i = 1, length = 1; i < shared; i++) {
		if (at[i]! === at[i - 1]! + 1) length += 1;
		else {
			stretches += 1;
			length = 1;
		}
		longest = Math.max(longest, length);
	}
	return {
		always: 1,
		resemblance: Math.sqrt(shared / (less.runs.size + more.runs.size - shared)),
		containment: shared / less.runs.size,
		amount: Math.min(1, Math.log2(1 + shared) / 8),
		oneStretch: longest / shared,
		spread: (at[shared - 1]! - at[0]!) / Math.max(1, less.words),
		headline: overlap(a.headline, b.headline),
		figures: less.figures.size === 0 ? 0.5 : inCommon(less.figures, more.figures) / less.figures.size,
		stretches: Math.min(1, stretches / 8),
		days: nearness(a.day, b.day),
	};
}

/** How likely two texts are versions of one story, as log odds: above 0 they are taken for it. */
export function sameStory(a: Comparable, b: Comparable): number {
	const evidence = evidenceOf(a, b);
	if (!evidence) return -Infinity;
	return (Object.keys(WEIGHTS) as (keyof Evidence)[]).reduce((sum, kind) => sum + WEIGHTS[kind] * evidence[kind], 0);
}

function inCommon<T>(less: ReadonlySet<T>, more: ReadonlySet<T>): number {
	let count = 0;
	for (const one of less) if (more.has(one)) count += 1;
	return count;
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => inCommon(a, b) / Math.max(1, Math.min(a.size, b.size));

/** 1 for days that are close, -1 for those far apart, 0 between the two and where one is not known. */
function nearness(a: string | null, b: string | null): number {
	if (a === null || b === null) return 0;
	const apart = Math.abs(Date.parse(a) - Date.parse(b)) / DAY_MS;
	return Number.isNaN(apart) ? 0 : apart <= SOON ? 1 : apart < LATE ? 0 : -1;
}
