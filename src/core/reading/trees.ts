// Owns the evaluation of boosted trees over rows of numbers. Must not know what the numbers mean.

/** Questions a tree asks of every row. */
export const DEPTH = 6;
const VALUES = 1 << DEPTH;

/** After so many trees a row whose sum is below `floor` or above `ceiling` is settled. */
export interface Stage {
	after: number;
	floor: number;
	ceiling: number;
}

/**
 * A sum of symmetric trees: each asks the same DEPTH questions of every row and looks its value up by the answers, so that
 * there is nothing to branch on. Question `k` of tree `t` stands at `t * DEPTH + k` and asks whether the number at
 * `question` (an offset from the row's beginning) is above `threshold`; the first answer is the highest bit of the place
 * among the tree's `1 << DEPTH` values. Most rows are settled at one of the `stages` and are not looked at again (training
 * found hardly a row that came back from there).
 */
export interface Trees {
	question: Int32Array;
	threshold: Float32Array;
	value: Float32Array;
	bias: number;
	/** In rising order of `after`; below the number of trees. */
	stages: readonly Stage[];
}

/** Rows on their way through the trees, closed up as some are settled: where each begins, its sum so far, its place among all. */
class Open {
	count = 0;
	starts = new Int32Array(0);
	sums = new Float64Array(0);
	places = new Int32Array(0);

	/** Begins with the rows at the first `n` of `starts`. */
	fill(starts: Int32Array, n: number, bias: number): void {
		if (n > this.starts.length) {
			this.starts = new Int32Array(n * 2);
			this.sums = new Float64Array(n * 2);
			this.places = new Int32Array(n * 2);
		}
		this.count = n;
		for (let k = 0; k < n; k++) {
			this.starts[k] = starts[k] as number;
			this.sums[k] = bias;
			this.places[k] = k;
		}
	}

	/** Puts the sums outside of floor and ceiling to their places in `out`, and goes on with the others. */
	settle(floor: number, ceiling: number, out: Float64Array): void {
		const { starts, sums, places } = this;
		let open = 0;
		for (let k = 0; k < this.count; k++) {
			const sum = sums[k] as number;
			const place = places[k] as number;
			if (sum >= floor && sum <= ceiling) {
				starts[open] = starts[k] as number;
				sums[open] = sum;
				places[open++] = place;
			} else out[place] = sum;
		}
		this.count = open;
	}
}

const open = new Open();

/** Adds the values of the trees `from .. to` to the sums of open rows. Goes tree by tree: its questions are then read once. */
function addTrees({ question, threshold, value }: Trees, from: number, to: number, rows: Float32Array, { starts, sums, count }: Open): void {
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
			const row = starts[k] as number;
			// A boolean made a number needs no jump, where `? 1 : 0` does: jumps that go either way cost most of the time.
			const high = (+((rows[row + q0] as number) > t0) << 5) | (+((rows[row + q1] as number) > t1) << 4) | (+((rows[row + q2] as number) > t2) << 3);
			const low = (+((rows[row + q3] as number) > t3) << 2) | (+((rows[row + q4] as number) > t4) << 1) | +((rows[row + q5] as number) > t5);
			sums[k] = (sums[k] as number) + (value[v + (high | low)] as number);
		}
	}
}

let out = new Float64Array(0);

/** Probabilities for the rows that begin at the first `count` of `starts`, in their order; good until the next call. */
export function scoreRows(trees: Trees, rows: Float32Array, starts: Int32Array, count: number): Float64Array {
	if (count > out.length) out = new Float64Array(2 * count);
	open.fill(starts, count, trees.bias);
	let from = 0;
	for (const { after, floor, ceiling } of trees.stages) {
		addTrees(trees, from, after, rows, open);
		open.settle(floor, ceiling, out);
		from = after;
	}
	addTrees(trees, from, trees.question.length / DEPTH, rows, open);
	open.settle(Infinity, -Infinity, out);
	for (let s = 0; s < count; s++) out[s] = 1 / (1 + Math.exp(-(out[s] as number)));
	return out;
}
