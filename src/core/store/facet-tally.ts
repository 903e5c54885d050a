// Owns the counting itself: one walk over the results for a column, one over the pairs for what a clipping may bear several of. Must not know names or queries.
import type { FacetName } from '../../shared/facets';
import type { Pairs } from './facet-columns';
import { lifted, type Results } from './facet-ground';

/** Pairs for each result above which they are looked up one by one rather than all walked. */
const WALKED_BELOW = 24;

/** Results by what a column says, by its number. */
export function columnCounts(results: Results, facet: FacetName, column: Int32Array | Uint8Array): Uint32Array {
	const { ids, failing } = results;
	const own = lifted(results, facet);
	let counts = new Uint32Array(Math.max(256, results.sorts.length));
	for (const id of ids) {
		const fails = failing[id]!;
		if (fails !== 0 && fails !== own) continue;
		const value = column[id]!;
		if (value >= counts.length) counts = roomFor(counts, value);
		counts[value]!++;
	}
	return counts;
}

function roomFor(counts: Uint32Array<ArrayBuffer>, value: number): Uint32Array<ArrayBuffer> {
	const made = new Uint32Array(value * 2);
	made.set(counts);
	return made;
}

/** Hands on the pairs of all results that count for a facet, clipping by clipping. */
function eachPair(results: Results, facet: FacetName, pairs: Pairs, take: (who: number, what: number) => void): void {
	const { ids, failing } = results;
	const { who, what, length } = pairs;
	const own = lifted(results, facet);
	if (ids.length * WALKED_BELOW < length) {
		for (const id of ids) {
			const fails = failing[id]!;
			if (fails !== 0 && fails !== own) continue;
			for (let at = pairs.begin(id); at < length && who[at] === id; at++) take(id, what[at]!);
		}
		return;
	}
	for (let at = 0; at < length; at++) {
		const fails = failing[who[at]!]!;
		if (fails === 0 || fails === own) take(who[at]!, what[at]!);
	}
}

/** How many results count for a facet. */
function countable({ ids, failing }: Results, own: number): number {
	let count = 0;
	for (const id of ids) if (failing[id] === 0 || failing[id] === own) count++;
	return count;
}

/** Results by what they bear of a sort, by its row; 0 counts those that bear none. A clipping bears each once. */
export function pairCounts(results: Results, facet: FacetName, pairs: Pairs, isOfSort: (row: number) => boolean): Uint32Array {
	const counts = new Uint32Array(results.sorts.length);
	let [last, bearing] = [0, 0];
	eachPair(results, facet, pairs, (who, what) => {
		if (!isOfSort(what)) return;
		counts[what]!++;
		if (who !== last) bearing++;
		last = who;
	});
	counts[0] = countable(results, lifted(results, facet)) - bearing;
	return counts;
}

/**
 * Results by a tag or collection or any below it, each result once; 0 counts those that bear none.
 * @param lines for each, itself and all above it
 */
export function treeCounts(results: Results, facet: FacetName, pairs: Pairs, lines: ReadonlyMap<number, readonly number[]>): Map<number, number> {
	const counts = new Map<number, number>();
	const lastFor = new Map<number, number>();
	let [last, bearing] = [0, 0];
	eachPair(results, facet, pairs, (who, what) => {
		if (who !== last) bearing++;
		last = who;
		for (const one of lines.get(what) ?? []) {
			if (lastFor.get(one) === who) continue;
			lastFor.set(one, who);
			counts.set(one, (counts.get(one) ?? 0) + 1);
		}
	});
	return counts.set(0, countable(results, lifted(results, facet)) - bearing);
}

/** Results by each year and decade that their date may mean. */
export function yearCounts(results: Results): { years: Int32Array; decades: Int32Array; undated: number } {
	const { ids, failing, columns: { firstDay, lastDay } } = results;
	const own = lifted(results, 'year');
	const [years, decades] = [new Int32Array(10_001), new Int32Array(1_001)];
	let undated = 0;
	for (const id of ids) {
		const fails = failing[id]!;
		if (fails !== 0 && fails !== own) continue;
		const first = firstDay[id]!;
		if (first === 0) {
			undated++;
			continue;
		}
		const [from, to] = [Math.trunc(first / 10_000), Math.trunc(lastDay[id]! / 10_000)];
		years[from]!++;
		years[to + 1]!--;
		decades[Math.trunc(from / 10)]!++;
		decades[Math.trunc(to / 10) + 1]!--;
	}
	// Where they begin less where they have ended: how many there are.
	for (const counts of [years, decades]) for (let at = 1; at < counts.length; at++) counts[at]! += counts[at - 1]!;
	return { years, decades, undated };
}
