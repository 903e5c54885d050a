// Owns the evaluation of boosted trees over rows of numbers. Must not know what the numbers mean.

/** Questions a tree asks of every row. */
export const DEPTH = 6;
const VALUES = 1 << DEPTH;

/**
 * A sum of symmetric trees: each asks the same DEPTH questions of every row and looks its value up by the answers, so that
 * there is nothing to branch on. Question `k` of tree `t` stands at `t * DEPTH + k` and asks whether the number at
 * `question` (an offset from the row's beginning) is above `threshold`; the first answer is the highest bit of the place
 * among the tree's `1 << DEPTH` values. Most rows are settled early: after the first `check` trees a sum below `floor` or
 * above `ceiling` is not looked at again (training found no row that came back from there).
 */
export interface Trees {
	question: Int32Array;
	threshold: Float32Array;
	value: Float32Array;
	bias: number;
	check: number;
	floor: number;
	ceiling: number;
}

/**
 * Adds the values of the trees `from .. to` to `sums` for the first `count` of `places` in `starts`. Goes tree by tree: its
 * questions are then read once.
 */
function addTrees({ question, threshold, value }: Trees, from: number, to: number, rows: Float32Array, starts: Int32Array, places: Int32Array, count: number, sums: Float64Array): void {
	for (let t = from; t < to; t++) {
		const q = t * DEPTH;
		const q0 = question[q + 0] as number;
		const q1 = question[q + 1] as number;
		const q2 = question[q + 2] as number;
		const q3 = question[q + 3] as number;
		const q4 = question[q + 4] as number;
		const q5 = question[q + 5] as number;
		const t0 = threshold[q + 0] as number;
		const t1 = threshold[q + 1] as number;
		const t2 = threshold[q + 2] as number;
		const t3 = threshold[q + 3] as number;
		const t4 = threshold[q + 4] as number;
		const t5 = threshold[q + 5] as number;
		const v = t * VALUES;
		for (let k = 0; k < count; k++) {
			const s = places[k] as number;
			const row = starts[s] as number;
			// A boolean made a number needs no jump, where `? 1 : 0` does: jumps that go either way cost most of the time.
			const high = (+((rows[row + q0] as number) > t0) << 5) | (+((rows[row + q1] as number) > t1) << 4) | (+((rows[row + q2] as number) > t2) << 3);
			const low = (+((rows[row + q3] as number) > t3) << 2) | (+((rows[row + q4] as number) > t4) << 1) | +((rows[row + q5] as number) > t5);
			sums[s] = (sums[s] as number) + (value[v + (high | low)] as number);
		}
	}
}

/** Probabilities for the rows that begin at `starts`, in their order. */
export function scoreRows(trees: Trees, rows: Float32Array, starts: Int32Array): Float64Array {
	const n = starts.length;
	const sums = new Float64Array(n).fill(trees.bias);
	const places = new Int32Array(n);
	for (let s = 0; s < n; s++) places[s] = s;
	addTrees(trees, 0, trees.check, rows, starts, places, n, sums);
	let open = 0;
	for (let s = 0; s < n; s++) {
		const sum = sums[s] as number;
		if (sum >= trees.floor && sum <= trees.ceiling) places[open++] = s;
	}
	addTrees(trees, trees.check, trees.question.length / DEPTH, rows, starts, places, open, sums);
	for (let s = 0; s < n; s++) sums[s] = 1 / (1 + Math.exp(-(sums[s] as number)));
	return sums;
}
