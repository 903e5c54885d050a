// Owns the learning of how sure a value is: signs and judgements in, a table of reliability and the weights file out. Must not write text of the clippings anywhere.
//   node training/certainty.mjs            after training/train.mjs: takes the folds' models it kept
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadReader } from './bundle.mjs';
import { clippings, hasCorpora, loadCases } from './corpus.mjs';
import { readUnseen, valuesOf } from './judging.mjs';
import { FOLDS } from './train.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** How strongly weights are held back, in clippings' worth of evidence; signs are brought to one scale for it. */
const RIDGE = 4;

/** Solves a x = b for a small symmetric matrix (Gauss, with pivots). */
function solve(a, b) {
	const n = b.length;
	const rows = a.map((row, i) => [...row, b[i]]);
	for (let k = 0; k < n; k++) {
		let pivot = k;
		for (let i = k + 1; i < n; i++) if (Math.abs(rows[i][k]) > Math.abs(rows[pivot][k])) pivot = i;
		[rows[k], rows[pivot]] = [rows[pivot], rows[k]];
		for (let i = k + 1; i < n; i++) {
			const factor = rows[i][k] / rows[k][k];
			for (let j = k; j <= n; j++) rows[i][j] -= factor * rows[k][j];
		}
	}
	const x = new Array(n).fill(0);
	for (let i = n - 1; i >= 0; i--) x[i] = (rows[i][n] - rows[i].slice(i + 1, n).reduce((sum, value, j) => sum + value * x[i + 1 + j], 0)) / rows[i][i];
	return x;
}

const chanceOf = ({ bias, weights }, signs) => 1 / (1 + Math.exp(-weights.reduce((sum, weight, k) => sum + weight * signs[k], bias)));

/** Logistic regression held back by a ridge, by Newton's method. `values` are { signs, right }. */
export function learnChance(values) {
	const width = values[0].signs.length;
	const mean = Array.from({ length: width }, (_, k) => values.reduce((sum, { signs }) => sum + signs[k], 0) / values.length);
	const scale = mean.map((m, k) => Math.sqrt(values.reduce((sum, { signs }) => sum + (signs[k] - m) ** 2, 0) / values.length) || 1);
	const rows = values.map(({ signs }) => [1, ...signs.map((sign, k) => (sign - mean[k]) / scale[k])]);
	let beta = new Array(width + 1).fill(0);
	for (let round = 0; round < 25; round++) {
		const gradient = beta.map((b, k) => (k === 0 ? 0 : -RIDGE * b));
		const hessian = beta.map((_, k) => beta.map((__, j) => (j === k ? (k === 0 ? 1e-6 : RIDGE) : 0)));
		rows.forEach((row, r) => {
			const p = 1 / (1 + Math.exp(-row.reduce((sum, x, k) => sum + x * beta[k], 0)));
			const weight = Math.max(1e-6, p * (1 - p));
			for (let k = 0; k <= width; k++) {
				gradient[k] += (values[r].right - p) * row[k];
				for (let j = 0; j <= width; j++) hessian[k][j] += weight * row[k] * row[j];
			}
		});
		const step = solve(hessian, gradient);
		beta = beta.map((b, k) => b + step[k]);
		if (step.every((s) => Math.abs(s) < 1e-7)) break;
	}
	const weights = scale.map((s, k) => beta[k + 1] / s);
	return { bias: beta[0] - weights.reduce((sum, weight, k) => sum + weight * mean[k], 0), weights };
}

/** Shares right among the least sure twentieth and the surest fifth: beyond them a chance is only the form of the curve. */
function within(chance, values) {
	const sorted = values.map(({ signs, right }) => ({ p: chanceOf(chance, signs), right })).sort((a, b) => a.p - b.p);
	const share = (some) => (some.reduce((sum, { right }) => sum + right, 0) + 0.5) / (some.length + 1);
	const least = share(sorted.slice(0, Math.ceil(sorted.length / 20)));
	const most = share(sorted.slice(Math.floor(sorted.length * 0.8)));
	return { ...chance, least: Math.min(least, 0.5), most: Math.min(most, 0.99) };
}

/** How sure values of each fold are, learned on the other folds: by fold, a function from signs to a chance. */
export function foldChances(values) {
	return Array.from({ length: FOLDS }, (_, k) => {
		const others = values.filter(({ fold }) => fold !== k);
		const chance = within(learnChance(others), others);
		return (signs) => Math.min(chance.most, Math.max(chance.least, chanceOf(chance, signs)));
	});
}

/** Chances of values whose sites nothing was learned from: [{ p, right }]. */
export function heldOut(values) {
	const chances = foldChances(values);
	return values.map(({ fold, signs, right }) => ({ p: chances[fold](signs), right }));
}

const SHAPE = `/** What was learned of one field: the log odds that a value is right are \`bias\` and the signs times \`weights\`. */
export interface Chance {
	bias: number;
	weights: readonly number[];
	/** The shares between which the measured values were; nothing is said to be less or more sure. */
	least: number;
	most: number;
}
`;

const BANDS = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01];

/** Prints, by field, how many values were said to be so sure, and how many of them were right. */
export function printReliability(label, byField) {
	console.log(`\n== ${label}: values said to be so sure, and the share of them that was right`);
	console.log(['field', 'n', 'right', ...BANDS.slice(0, -1).map((from, b) => `${from}-${Math.min(1, BANDS[b + 1])}`), 'off by'].map((word, k) => word.padEnd(k === 0 ? 13 : k < 3 ? 7 : 12)).join(''));
	for (const [field, values] of Object.entries(byField)) {
		const cells = BANDS.slice(0, -1).map((from, b) => {
			const some = values.filter(({ p }) => p >= from && p < BANDS[b + 1]);
			return { count: some.length, said: some.reduce((sum, { p }) => sum + p, 0) / some.length, right: some.reduce((sum, { right }) => sum + right, 0) / some.length };
		});
		const off = cells.reduce((sum, { count, said, right }) => sum + (count ? (count * Math.abs(said - right)) / values.length : 0), 0);
		const share = values.reduce((sum, { right }) => sum + right, 0) / values.length;
		console.log([field.padEnd(13), String(values.length).padEnd(7), share.toFixed(3).padEnd(7), ...cells.map(({ count, right }) => (count ? `${right.toFixed(2)} (${count})` : '-').padEnd(12)), off.toFixed(3)].join(''));
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const kept = join(root, 'node_modules', '.cache', 'reading', 'folds.json');
	if (!hasCorpora || !existsSync(kept)) {
		console.error(hasCorpora ? 'Run training/train.mjs first: it keeps the models that have not seen a site.' : `No labelled clippings at ${clippings}; set CUTTINGS_CORPORA to the folder that holds textclips/open.`);
		process.exit(1);
	}
	const reader = await loadReader();
	const models = JSON.parse(readFileSync(kept, 'utf8')).map(reader.unpack);
	const values = valuesOf(reader, readUnseen(reader, loadCases(), models));
	printReliability('learned on other sites', Object.fromEntries(Object.entries(values).map(([field, some]) => [field, heldOut(some)])));
	const short = (x) => Number(x.toPrecision(4));
	const learned = Object.fromEntries(Object.entries(values).map(([field, some]) => {
		const { bias, weights, least, most } = within(learnChance(some), some);
		return [field, { bias: short(bias), weights: weights.map(short), least: short(least), most: short(most) }];
	}));
	if (process.argv.includes('--show')) for (const [field, { weights }] of Object.entries(learned)) console.log(field, reader.signs.SIGNS[field].map((name, k) => `${name} ${weights[k]}`).join(', '));
	const lines = Object.entries(learned).map(([field, chance]) => `\t${field}: { bias: ${chance.bias}, weights: [${chance.weights.join(', ')}], least: ${chance.least}, most: ${chance.most} },`);
	const text = `// Owns the learned chances that a value is right: numbers only, made by training/certainty.mjs. Must not be edited by hand.\nimport type { Scored } from './signs';\n\n${SHAPE}\nexport const CERTAINTY: Record<Scored, Chance> = {\n${lines.join('\n')}\n};\n`;
	writeFileSync(join(root, 'src', 'core', 'reading', 'certainty-weights.ts'), text);
}
