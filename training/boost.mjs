// Owns the learning of boosted symmetric trees (logistic loss, histograms; Friedman 2001, Prokhorenkova et al. 2018). Must not know what is learned.

const MAX_BINS = 48;

/** Cuts the values of one column into at most MAX_BINS bins; gives the upper edges. */
function edgesOf(values) {
	const sorted = Float32Array.from(values).sort();
	const distinct = [];
	for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]);
	if (distinct.length <= MAX_BINS) return distinct.slice(0, -1).map((value, i) => (value + distinct[i + 1]) / 2);
	const edges = [];
	for (let b = 1; b < MAX_BINS; b++) {
		const at = Math.floor((sorted.length * b) / MAX_BINS);
		const value = sorted[at];
		const below = sorted[at - 1];
		const edge = value === below ? value : (value + below) / 2;
		if (edges.length === 0 || edge > edges[edges.length - 1]) edges.push(edge);
	}
	return edges;
}

/** Bins a table: `columns` arrays of like length. Numbers above `edges[b]` fall into bin b + 1 or higher. */
export function binTable(columns, count) {
	return columns.map((column) => {
		const step = Math.max(1, Math.floor(count / 20000));
		const sampled = [];
		for (let i = 0; i < count; i += step) sampled.push(column[i]);
		const edges = Float32Array.from(edgesOf(sampled));
		const bins = new Uint8Array(count);
		for (let i = 0; i < count; i++) {
			let low = 0;
			let high = edges.length;
			const value = column[i];
			while (low < high) {
				const middle = (low + high) >> 1;
				if (value > edges[middle]) low = middle + 1;
				else high = middle;
			}
			bins[i] = low;
		}
		return { bins, edges };
	});
}

/** Small seeded generator (mulberry32), so that training is repeatable. */
export function generator(seed) {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/**
 * Learns symmetric trees: all nodes of a level ask the same question, so that a tree is `depth` questions (at most `cuts` of them different) and a
 * table of 2^depth values. `table` from binTable, `labels` 0..1, `weights` per row, `rows` the row numbers to learn from.
 * Gives { bias, stages: [{ after, floor, ceiling }], trees: [{ questions: [{ column, edge }], values }] }; the first question
 * is the highest bit of a value's place. After `after` trees a sum below `floor` or above `ceiling` is as good as settled.
 */
export function learn(table, labels, weights, rows, options) {
	const { rounds, depth, cuts, rate, minRows, lambda, columnShare, rowShare, seed } = { rounds: 60, depth: 6, cuts: options.depth ?? 6, rate: 0.12, minRows: 6, lambda: 4, columnShare: 0.35, rowShare: 0.8, seed: 7, ...options };
	const random = generator(seed);
	const count = labels.length;
	let positive = 0;
	let all = 0;
	for (const i of rows) {
		positive += weights[i] * labels[i];
		all += weights[i];
	}
	const bias = Math.log((positive + 1) / (all - positive + 1));
	const raw = new Float64Array(count).fill(bias);
	const gradient = new Float64Array(count);
	const hessian = new Float64Array(count);
	const trees = [];
	const early = new Map();
	for (let round = 0; round < rounds; round++) {
		if (STAGES.some((share) => Math.round(rounds * share) === trees.length)) early.set(trees.length, raw.slice());
		for (const i of rows) {
			const p = 1 / (1 + Math.exp(-raw[i]));
			gradient[i] = weights[i] * (labels[i] - p);
			hessian[i] = weights[i] * Math.max(1e-6, p * (1 - p));
		}
		const columns = [];
		for (let c = 0; c < table.length; c++) if (random() < columnShare && table[c].edges.length) columns.push(c);
		const bag = Int32Array.from(rows.filter(() => random() < rowShare));
		const tree = growTree(table, gradient, hessian, bag, columns, { depth, cuts, minRows, lambda, rate });
		if (!tree) continue;
		trees.push({ questions: tree.splits.map(({ column, bin }) => ({ column, edge: table[column].edges[bin] })), values: tree.values });
		const splits = tree.splits.map(({ column, bin }) => ({ bins: table[column].bins, bin }));
		for (const i of rows) {
			let leaf = 0;
			for (const { bins, bin } of splits) leaf = (leaf << 1) | (bins[i] > bin ? 1 : 0);
			raw[i] += tree.values[leaf];
		}
	}
	const stages = [...early].filter(([after]) => after < trees.length).map(([after, sums]) => ({ after, ...limitsOf(sums, raw, rows) }));
	return { bias, stages, trees };
}

/** Shares of the trees after which rows may be settled. */
const STAGES = [0.15];
/** Share of the rows that may be settled wrongly at each stage, and the scores that count as settled. */
const MISSED = 0.002;
const SETTLED = 0.03;

/** The sums between which rows were, when few trees had spoken, whose last score is neither near 0 nor near 1. */
function limitsOf(early, last, rows) {
	const edge = Math.log(SETTLED / (1 - SETTLED));
	const at = (share, keep) => {
		const sums = Float64Array.from(rows.filter((i) => keep(last[i])), (i) => early[i]).sort();
		return sums[Math.round((sums.length - 1) * share)] ?? 0;
	};
	return { floor: at(MISSED, (sum) => sum > edge), ceiling: at(1 - MISSED, (sum) => sum < -edge) };
}

const STRIDE = 3 * (MAX_BINS + 1);

/** Adds gradient, hessian and count by bin to `sums` for the rows of odd leaves; the even ones are what these leave of their parents. */
function sumOdd(sums, { bins }, bag, leaves, g, h) {
	for (let k = 0; k < bag.length; k++) {
		const leaf = leaves[k];
		if (!(leaf & 1)) continue;
		const at = (leaf >> 1) * STRIDE + 3 * bins[bag[k]];
		sums[at] += g[k];
		sums[at + 1] += h[k];
		sums[at + 2]++;
	}
}

/** What cutting every leaf at each bin of one column gains, in `gains`; a leaf that would be left with too few rows adds nothing. */
function gainsOf(sums, leafCount, binCount, totals, { minRows, lambda }, gains) {
	gains.fill(0);
	for (let leaf = 0; leaf < leafCount; leaf++) {
		const { g: allG, h: allH, n: allN } = totals[leaf];
		if (allN < 2 * minRows) continue;
		const parent = (allG * allG) / (allH + lambda);
		let g = 0;
		let h = 0;
		let n = 0;
		for (let bin = 0, at = leaf * STRIDE; bin < binCount; bin++, at += 3) {
			g += sums[at];
			h += sums[at + 1];
			n += sums[at + 2];
			if (n < minRows || allN - n < minRows) continue;
			gains[bin] += (g * g) / (h + lambda) + ((allG - g) * (allG - g)) / (allH - h + lambda) - parent;
		}
	}
}

function growTree(table, gradient, hessian, bag, columns, options) {
	const { depth, cuts, lambda, rate } = options;
	const n = bag.length;
	const g = Float64Array.from(bag, (i) => gradient[i]);
	const h = Float64Array.from(bag, (i) => hessian[i]);
	// All rows begin in leaf 1, the odd child of nothing.
	const leaves = new Uint8Array(n).fill(1);
	const splits = [];
	let histograms = columns.map(() => new Float64Array(STRIDE));
	const gains = new Float64Array(MAX_BINS + 1);
	const totalsOf = (leafCount) => {
		const totals = Array.from({ length: leafCount }, () => ({ g: 0, h: 0, n: 0 }));
		for (let k = 0; k < n; k++) {
			const total = totals[leaves[k] & (leafCount - 1)];
			total.g += g[k];
			total.h += h[k];
			total.n++;
		}
		return totals;
	};
	for (let level = 0; level < cuts; level++) {
		const leafCount = 1 << level;
		const totals = totalsOf(leafCount);
		let best = null;
		histograms = columns.map((column, c) => {
			const odd = new Float64Array((leafCount >> 1 || 1) * STRIDE);
			sumOdd(odd, table[column], bag, leaves, g, h);
			let sums = odd;
			if (level > 0) {
				const parents = histograms[c];
				sums = new Float64Array(leafCount * STRIDE);
				for (let leaf = 0; leaf < leafCount; leaf++) {
					const from = (leaf >> 1) * STRIDE;
					for (let k = 0; k < STRIDE; k++) sums[leaf * STRIDE + k] = leaf & 1 ? odd[from + k] : parents[from + k] - odd[from + k];
				}
			}
			const binCount = table[column].edges.length;
			gainsOf(sums, leafCount, binCount, totals, options, gains);
			for (let bin = 0; bin < binCount; bin++) if (gains[bin] > 1e-3 && (!best || gains[bin] > best.gain)) best = { gain: gains[bin], column, bin };
			return sums;
		});
		if (!best) break;
		splits.push(best);
		const { bins } = table[best.column];
		if (level === 0) leaves.fill(0);
		for (let k = 0; k < n; k++) leaves[k] = (leaves[k] << 1) | (bins[bag[k]] > best.bin ? 1 : 0);
	}
	if (splits.length === 0) return null;
	// A question asked again cuts nothing: trees of less depth are filled up to the same form.
	while (splits.length < depth) {
		splits.push(splits[splits.length - 1]);
		for (let k = 0; k < n; k++) leaves[k] = (leaves[k] << 1) | (leaves[k] & 1);
	}
	return { splits, values: totalsOf(1 << depth).map((total) => (rate * total.g) / (total.h + lambda)) };
}
