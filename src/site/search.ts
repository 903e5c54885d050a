// Owns finding words: which files of the index a query needs, and what the clippings in them weigh. Must not know the page.
import { askedTerms } from '../core/store/fold';
import { POSTINGS, type SiteColumns, type SiteSegment } from '../shared/site';
import { load } from './loading';

type Index = [term: string, postings: string][];

/** Files of a segment that may hold terms beginning with `start`. */
export function filesFor({ first }: Pick<SiteSegment, 'first'>, start: string): number[] {
	const files: number[] = [];
	for (let at = 0; at < first.length; at++) {
		const next = first[at + 1];
		// The last file that begins before the term, and every one that begins with it.
		if ((first[at]! <= start || first[at]!.startsWith(start)) && (next === undefined || next > start)) files.push(at);
	}
	return files;
}

/** Adds what a term's clippings weigh, the best of each. */
export function addPostings(postings: string, from: number, into: Map<number, number>): void {
	let position = from - 1;
	for (const posting of postings.split(',')) {
		const value = parseInt(posting, POSTINGS.base);
		position += Math.floor(value / 4);
		const weight = POSTINGS.weights[value % 4]!;
		if (weight > (into.get(position) ?? 0)) into.set(position, weight);
	}
}

async function clippingsWith(start: string, segments: readonly SiteSegment[]): Promise<Map<number, number>> {
	const found = new Map<number, number>();
	await Promise.all(segments.flatMap((segment, number) => filesFor(segment, start).map(async (file) => {
		for (const [term, postings] of await load<Index>(`words-${number}-${file}`)) if (term.startsWith(start)) addPostings(postings, segment.from, found);
	})));
	return found;
}

/** The terms of what somebody typed; each is found at the beginning of a word too. */
export const termsOf = (typed: string): string[] => [...new Set(askedTerms(typed).terms)];

/** Clippings that have every word, with how well they fit; null when no word was asked for. */
export async function find(typed: string, { segments, clippings }: SiteColumns): Promise<Map<number, number> | null> {
	const terms = termsOf(typed);
	if (terms.length === 0) return null;
	const each = await Promise.all(terms.map((term) => clippingsWith(term, segments)));
	each.sort((a, b) => a.size - b.size);
	const fit = new Map<number, number>();
	for (const position of each[0]!.keys()) {
		if (!each.every((one) => one.has(position))) continue;
		fit.set(position, each.reduce((sum, one) => sum + one.get(position)! * Math.log(1 + clippings / one.size), 0));
	}
	return fit;
}
