// Owns the learning of boosted trees (logistic loss, histograms, leaf-wise growth; Friedman 2001, Ke et al. 2017). Must not know what is learned.

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
 * Learns trees. `table` from binTable, `labels` 0..1, `weights` per row, `rows` the row numbers to learn from.
 * Gives { bias, trees: [node...] }; a node is { column, edge, left, right } or { value }.
 */
export function learn(table, labels, weights, rows, options) {
	const { rounds, leaves, rate, minWeight, lambda, columnShare, rowShare, seed } = { rounds: 60, leaves: 16, rate: 0.12, minWeight: 6, lambda: 4, columnShare: 0.35, rowShare: 0.8, seed: 7, ...options };
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
	for (let round = 0; round < rounds; round++) {
		for (const i of rows) {
			const p = 1 / (1 + Math.exp(-raw[i]));
			gradient[i] = weights[i] * (labels[i] - p);
			hessian[i] = weights[i] * Math.max(1e-6, p * (1 - p));
		}
		const columns = [];
		for (let c = 0; c < table.length; c++) if (random() < columnShare && table[c].edges.length) columns.push(c);
		const bag = rows.filter(() => random() < rowShare);
		const tree = growTree(table, gradient, hessian, bag, columns, { leaves, minWeight, lambda, rate });
		trees.push(tree);
		for (const i of rows) {
			let node = tree;
			while (node.value === undefined) node = table[node.column].bins[i] > node.bin ? node.right : node.left;
			raw[i] += node.value;
		}
	}
	const strip = (node) => (node.value !== undefined ? { value: node.value } : { column: node.column, edge: table[node.column].edges[node.bin], left: strip(node.left), right: strip(node.right) });
	return { bias, trees: trees.map(strip) };
}

const STRIDE = 3 * (MAX_BINS + 1);

/** Sums of gradient, hessian and count by bin, for the columns looked at. */
function histogramOf(table, columns, rows, gradient, hessian) {
	const out = new Float64Array(columns.length * STRIDE);
	const g = new Float64Array(rows.length);
	const h = new Float64Array(rows.length);
	for (let k = 0; k < rows.length; k++) {
		g[k] = gradient[rows[k]];
		h[k] = hessian[rows[k]];
	}
	for (let c = 0; c < columns.length; c++) {
		const { bins } = table[columns[c]];
		const base = c * STRIDE;
		for (let k = 0; k < rows.length; k++) {
			const at = base + 3 * bins[rows[k]];
			out[at] += g[k];
			out[at + 1] += h[k];
			out[at + 2]++;
		}
	}
	return out;
}

function growTree(table, gradient, hessian, bag, columns, options) {
	const { leaves, minWeight, lambda, rate } = options;
	const bestSplit = (leaf) => {
		if (leaf.rows.length < 2 * minWeight) return null;
		const parent = (leaf.g * leaf.g) / (leaf.h + lambda);
		let best = null;
		for (let c = 0; c < columns.length; c++) {
			const count = table[columns[c]].edges.length;
			let g = 0;
			let h = 0;
			let n = 0;
			for (let bin = 0; bin < count; bin++) {
				const at = c * STRIDE + 3 * bin;
				g += leaf.sums[at];
				h += leaf.sums[at + 1];
				n += leaf.sums[at + 2];
				if (n < minWeight || leaf.rows.length - n < minWeight) continue;
				const gain = (g * g) / (h + lambda) + ((leaf.g - g) * (leaf.g - g)) / (leaf.h - h + lambda) - parent;
				if (gain > 1e-3 && (!best || gain > best.gain)) best = { gain, column: columns[c], bin };
			}
		}
		return best;
	};
	const leafOf = (rows, sums) => {
		let g = 0;
		let h = 0;
		for (let k = 0; k < rows.length; k++) {
			g += gradient[rows[k]];
			h += hessian[rows[k]];
		}
		const leaf = { rows, sums, g, h, node: {}, split: null };
		leaf.split = bestSplit(leaf);
		return leaf;
	};
	const rows = Int32Array.from(bag);
	const root = leafOf(rows, histogramOf(table, columns, rows, gradient, hessian));
	const open = [root];
	for (let count = 1; count < leaves; count++) {
		let best = null;
		for (const leaf of open) if (leaf.split && (!best || leaf.split.gain > best.split.gain)) best = leaf;
		if (!best) break;
		const { bins } = table[best.split.column];
		const { bin } = best.split;
		const left = best.rows.filter((i) => bins[i] <= bin);
		const right = best.rows.filter((i) => bins[i] > bin);
		// The larger child's sums are what the smaller one leaves of the parent's.
		const small = left.length <= right.length ? left : right;
		const sums = histogramOf(table, columns, small, gradient, hessian);
		const rest = best.sums;
		for (let k = 0; k < rest.length; k++) rest[k] -= sums[k];
		const a = leafOf(left, small === left ? sums : rest);
		const b = leafOf(right, small === left ? rest : sums);
		Object.assign(best.node, { column: best.split.column, bin, left: a.node, right: b.node });
		best.sums = null;
		open.splice(open.indexOf(best), 1, a, b);
	}
	for (const leaf of open) leaf.node.value = (rate * leaf.g) / (leaf.h + lambda);
	return root.node;
}
