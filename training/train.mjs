// Owns the training: labelled clippings in, cross-validated predictions and the weights file out. Must not write text of the clippings anywhere.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { binTable, learn } from './boost.mjs';
import { loadReader } from './bundle.mjs';
import { clippings, foldsOf, hasCorpora, loadCases } from './corpus.mjs';
import { labelsOf } from './labels.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const FOLDS = 5;
export const OPTIONS = {
	1: { rounds: 60, rate: 0.1, columnShare: 0.22, rowShare: 0.6 },
	2: { rounds: 140, rate: 0.06, columnShare: 0.22, rowShare: 0.6 },
};
/** Where fewer trees do: the body is told by plain signs, and its trees see every line; standfirsts have few examples. */
const LESS = {
	1: { body: { rounds: 40, rate: 0.14 } },
	2: { standfirst: { rounds: 80, rate: 0.08 } },
};
/** A clipping with very many lines must not outvote the others. */
const MOST_WEIGHT = 160;

/** Prepares all cases: pages, rows of numbers, labels, fold. */
export function prepare(reader, cases) {
	const foldOf = foldsOf(cases, FOLDS);
	return cases.map((item, i) => {
		const page = reader.pageOf(reader.decode(item.bytes).text, { fileName: item.fileName });
		return { ...item, page, fold: foldOf[i], rows: reader.rowsOf(page), labels: labelsOf(reader, page, item.json.truth) };
	});
}

/** What a line of a shortened copy weighs beside one of a whole clipping. */
const COPY = 0.6;

/**
 * Copies of the copied articles that end after one, two or three paragraphs: the trees must not take it for a sign of a headline that forty
 * lines follow. Their sites are in the fold they were in.
 */
export function shortened(reader, items) {
	return items.filter((item) => item.json.variant === 'clip' && item.labels.body).flatMap((item, k) => {
		const marks = item.labels.body;
		const body = [...marks.keys()].filter((i) => marks[i] === 1);
		const last = body[k % 3];
		if (body.length < 5 || last === undefined) return [];
		const page = reader.pageOf(item.page.text.slice(0, item.page.lines[last].span.end), { fileName: item.fileName });
		return [{ ...item, page, isCopy: true, rows: reader.rowsOf(page), labels: labelsOf(reader, page, item.json.truth) }];
	});
}

/** Lines of all cases to learn a role from, with labels and weights. */
function examplesOf(reader, items, role, look) {
	const lines = [];
	for (const [k, item] of items.entries()) {
		let marks = item.labels[role];
		// A line known to be body is no caption, also where the truth lists no captions.
		if (!marks && role === 'caption' && item.labels.body) marks = item.labels.body.map((mark) => (mark === 1 ? 0 : -1));
		// Where standfirsts are known there is one: among the shortened copies nothing would speak against a first paragraph.
		if (!marks || (role === 'standfirst' && item.isCopy)) continue;
		const weight = Math.min(1, MOST_WEIGHT / item.page.lines.length) * (item.labels[role] ? 1 : 0.5) * (item.isCopy ? COPY : 1);
		for (let i = 0; i < marks.length; i++) if (marks[i] >= 0 && reader.eligible(role, item.page, i) && (look === 1 || reader.worthSecondLook(role, item.rows, i, Math.min(marks.length, reader.FULL_LOOK)))) lines.push({ item: k, line: i, label: marks[i], weight });
	}
	return lines;
}

function tableOf(reader, items, lines, look) {
	const { WIDTH, PAD } = reader;
	const columns = reader.questions(look).map(({ column, offset }) => {
		const values = new Float32Array(lines.length);
		lines.forEach(({ item, line }, r) => (values[r] = items[item].rows[(line + PAD + offset) * WIDTH + column]));
		return values;
	});
	return binTable(columns, lines.length);
}

/** Packs learned trees as src/core/reading/pack.ts unpacks them. */
function packTrees({ bias, stages, trees }, depth) {
	const bytes = Buffer.alloc(trees.length * (depth * 6 + (4 << depth)));
	let at = 0;
	for (const { questions, values } of trees) {
		for (const { column, edge } of questions) {
			at = bytes.writeUInt16LE(column, at);
			at = bytes.writeFloatLE(edge, at);
		}
		for (const value of values) at = bytes.writeFloatLE(value, at);
	}
	return { bias, depth, stages, trees: bytes.toString('base64') };
}

/** Trains `look` for every role once per group of folds left out; gives packed trees by group name ("", "0", "0,3"). */
export function trainLook(reader, items, look, groups) {
	const roles = look === 1 ? reader.ROLES.filter((role) => role !== 'standfirst') : reader.ROLES;
	const out = Object.fromEntries(groups.map((group) => [group.join(), {}]));
	for (const role of roles) {
		const lines = examplesOf(reader, items, role, look);
		const table = tableOf(reader, items, lines, look);
		const labels = Float32Array.from(lines, (line) => line.label);
		const weights = Float32Array.from(lines, (line) => line.weight);
		for (const group of groups) {
			const rows = [];
			lines.forEach((line, r) => {
				if (!group.includes(items[line.item].fold)) rows.push(r);
			});
			out[group.join()][role] = packTrees(learn(table, labels, weights, rows, { depth: reader.DEPTH, ...OPTIONS[look], ...LESS[look][role] }), reader.DEPTH);
		}
	}
	return out;
}

export function firstLook(reader, item, packed) {
	const trees = reader.unpackLook(packed, 1);
	return Object.fromEntries(Object.entries(trees).map(([role, model]) => [role, reader.look(item.page, item.rows, role, model, 1)]));
}

/**
 * Clippings with the publication's name on the first line, once more without it: so the choice also learns where else the
 * name stands. The first looks are in their rows.
 */
function beheaded(reader, items, first) {
	return items.filter((item) => item.json.input.headed).map((item) => {
		const page = reader.pageOf(reader.decode(item.bytes).text.replace(/^[^\n]*\n\s*/, ''), { fileName: item.fileName });
		const copy = { ...item, page, rows: reader.rowsOf(page) };
		reader.addSecondLook(page, copy.rows, firstLook(reader, copy, first[item.fold]));
		return copy;
	});
}

/** Trains the choice of the publication among its candidates, from the first looks now in the rows. */
function trainPublication(reader, items) {
	const { PUBLICATION_COLUMNS: width, publicationKey, publicationCandidates } = reader;
	const rows = [];
	for (const item of items) {
		const { siteName, siteNameAlt = [] } = item.json.truth;
		if (!siteName) continue;
		const wanted = new Set([siteName, ...siteNameAlt].map(publicationKey));
		const { candidates, numbers } = publicationCandidates(item.page, item.rows);
		const hits = candidates.map((candidate) => wanted.has(candidate.key));
		if (!hits.includes(true)) continue;
		hits.forEach((hit, c) => rows.push({ numbers: numbers.subarray(c * width, (c + 1) * width), label: +hit }));
	}
	const columns = Array.from({ length: width }, (_, c) => Float32Array.from(rows, (row) => row.numbers[c]));
	const options = { depth: reader.DEPTH, cuts: 4, rounds: 100, rate: 0.1, columnShare: 0.25, rowShare: 0.6 };
	const learned = learn(binTable(columns, rows.length), Float32Array.from(rows, (row) => row.label), new Float32Array(rows.length).fill(1), rows.map((_, r) => r), options);
	return packTrees(learned, reader.DEPTH);
}

/**
 * Trains with cross-validation by site. Gives `plain` (all cases) and `folds` (per fold, trained on the others), packed.
 * The second look learns from first scores of trees that have not seen the case's site.
 */
export function train(reader, items, { plainOnly = false } = {}) {
	const single = Array.from({ length: FOLDS }, (_, k) => [k]);
	const groups = [[], ...single];
	const lessons = [...items, ...shortened(reader, items)];
	const first = trainLook(reader, lessons, 1, groups);
	for (const item of lessons) reader.addSecondLook(item.page, item.rows, firstLook(reader, item, first[item.fold]));
	const wanted = plainOnly ? [[]] : groups;
	const second = trainLook(reader, lessons, 2, wanted);
	const named = [...items, ...beheaded(reader, items, first)];
	const model = (group) => ({
		first: first[group.join()],
		second: second[group.join()],
		publication: trainPublication(reader, named.filter((item) => !group.includes(item.fold))),
	});
	return { plain: model([]), folds: plainOnly ? [] : single.map(model) };
}

const isMain = process.argv[1] === fileURLToPath(import.meta.url);
if (isMain) {
	if (!hasCorpora) {
		console.error(`No labelled clippings at ${clippings}; set CUTTINGS_CORPORA to the folder that holds textclips/open.`);
		process.exit(1);
	}
	const reader = await loadReader();
	const began = performance.now();
	const items = prepare(reader, loadCases());
	const { plain, folds } = train(reader, items, { plainOnly: process.argv.includes('--plain-only') });
	const cache = join(root, 'node_modules', '.cache', 'reading');
	mkdirSync(cache, { recursive: true });
	if (folds.length) writeFileSync(join(cache, 'folds.json'), JSON.stringify(folds));
	const text = `// Owns the trained weights of the reader: numbers only, made by training/train.mjs. Must not be edited by hand.\nimport type { PackedModels } from './pack';\n\nexport const WEIGHTS: PackedModels = ${JSON.stringify(plain)};\n`;
	writeFileSync(join(root, 'src', 'core', 'reading', 'weights.ts'), text);
	console.log(`Trained on ${items.length} clippings in ${((performance.now() - began) / 1000).toFixed(0)} s; weights ${(text.length / 1024).toFixed(0)} KB.`);
}
