// Owns the evaluation of boosted trees over rows of numbers. Must not know what the numbers mean.

/**
 * A sum of binary trees. Nodes of all trees stand in one list; node `i` asks whether the number at `question[i]` (an
 * offset from the row's beginning) is above `threshold[i]` and goes on at `right[i]`, else at the next node. A leaf has
 * `question[i] === LEAF` and its value in `threshold[i]`. `roots` are the first nodes of the trees.
 */
export interface Trees {
	roots: Int32Array;
	question: Int32Array;
	threshold: Float32Array;
	right: Int32Array;
	bias: number;
}

export const LEAF = 0x7fffffff;

/** Probability for the row that begins at `row` in `rows`. */
export function score(trees: Trees, rows: Float32Array, row: number): number {
	const { roots, question, threshold, right } = trees;
	let sum = trees.bias;
	for (let t = 0; t < roots.length; t++) {
		let node = roots[t] as number;
		let at = question[node] as number;
		while (at !== LEAF) {
			node = (rows[row + at] as number) > (threshold[node] as number) ? (right[node] as number) : node + 1;
			at = question[node] as number;
		}
		sum += threshold[node] as number;
	}
	return 1 / (1 + Math.exp(-sum));
}

/** Probabilities for the rows that begin at `starts`, in their order: tree by tree, so that a tree's nodes stay at hand. */
export function scoreAll(trees: Trees, rows: Float32Array, starts: Int32Array): Float64Array {
	const { roots, question, threshold, right } = trees;
	const sums = new Float64Array(starts.length).fill(trees.bias);
	for (let t = 0; t < roots.length; t++) {
		const root = roots[t] as number;
		for (let s = 0; s < starts.length; s++) {
			const row = starts[s] as number;
			let node = root;
			let at = question[node] as number;
			while (at !== LEAF) {
				node = (rows[row + at] as number) > (threshold[node] as number) ? (right[node] as number) : node + 1;
				at = question[node] as number;
			}
			sums[s] = (sums[s] as number) + (threshold[node] as number);
		}
	}
	for (let s = 0; s < sums.length; s++) sums[s] = 1 / (1 + Math.exp(-(sums[s] as number)));
	return sums;
}
