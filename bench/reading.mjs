// Owns the measuring of the reader: right or wrong by field, on labelled clippings, and speed. Must not change the reader.
//   node bench/reading.mjs [--retrain] [--worst FIELD]    prints tables for both variants, plain and cross-validated
//   node bench/reading.mjs --speed                        prints the speed only
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadReader } from '../training/bundle.mjs';
import { clippings, corpora, foldsOf, hasCorpora, loadCases, prediction } from '../training/corpus.mjs';
import { foldChances, heldOut, printReliability } from '../training/certainty.mjs';
import { queueOf, readUnseen, valuesOf } from '../training/judging.mjs';
import { FOLDS, prepare, train } from '../training/train.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ROUNDS = 5;

/** Models of the folds: kept by the last training, or trained now. */
function foldModels(reader, cases) {
	const kept = join(root, 'node_modules', '.cache', 'reading', 'folds.json');
	if (existsSync(kept) && !process.argv.includes('--retrain')) return JSON.parse(readFileSync(kept, 'utf8'));
	console.log('Training on four fifths of the sites, five times …');
	return train(reader, prepare(reader, cases)).folds;
}

function firstLineBaseline(item, reader) {
	const lines = reader.decode(item.bytes).text.split(/\r?\n/).filter((line) => line.trim());
	return { name: item.name, title: lines[0] ?? null, byline: [], captions: [], body: lines.slice(1) };
}

function printScores(label, predictions, dir) {
	const file = join(dir, 'predictions.jsonl');
	writeFileSync(file, predictions.map((line) => JSON.stringify(line)).join('\n'));
	const worst = process.argv.indexOf('--worst');
	const extra = worst > 0 ? ['--worst', process.argv[worst + 1], '20'] : [];
	process.stdout.write(execFileSync(process.execPath, [join(corpora, 'score.mjs'), clippings, file, '--by', 'variant', '--label', label, ...extra], { encoding: 'utf8' }));
}

const percent = (part, all) => `${((100 * part) / all).toFixed(1)} %`;

/** How sure values were said to be and were, and what of the clippings would wait in Needs a look, all of it on sites nothing was learned from. */
function printCertainty(reader, cases, models) {
	const readings = readUnseen(reader, cases, models);
	const values = valuesOf(reader, readings);
	printReliability('certainty (learned on other sites)', Object.fromEntries(Object.entries(values).map(([field, some]) => [field, heldOut(some)])));
	const queue = queueOf(reader, readings, Object.fromEntries(Object.entries(values).map(([field, some]) => [field, foldChances(some)])));
	console.log(`\n== needs a look, of ${queue.length} clippings (values whose truth is not known count as right)`);
	const isWrong = ({ right }) => right === false;
	for (const limit of [0.5, reader.UNSURE_BELOW, 0.7]) {
		const asked = queue.filter(({ missing, fields }) => missing || fields.some(({ p }) => p < limit));
		const wrong = queue.filter(({ fields }) => fields.some(isWrong));
		const fields = queue.flatMap((one) => one.fields);
		const doubted = fields.filter(({ p }) => p < limit);
		const caught = asked.filter(({ fields: some }) => some.some(isWrong)).length;
		console.log(`below ${limit}${limit === reader.UNSURE_BELOW ? ' (as used)' : ''}: ${percent(asked.length, queue.length)} of the clippings wait, ${percent(wrong.length, queue.length)} have a wrong value; ${percent(caught, asked.length)} of those that wait have one, ${percent(wrong.length - caught, queue.length)} of all have one and do not wait`);
		console.log(`    values: ${doubted.length} of ${fields.length} doubted, ${doubted.filter(isWrong).length} of them wrong; ${fields.filter((one) => isWrong(one) && one.p >= limit).length} wrong and not doubted (${[...new Set(fields.map(({ field }) => field))].map((name) => `${name} ${fields.filter((one) => one.field === name && isWrong(one) && one.p >= limit).length}`).join(', ')})`);
	}
}

/** CPU time, not the clock on the wall, so that a busy machine is measured like an idle one. */
function cpuSeconds(work) {
	const before = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1e6;
}

/** The clippings as copied articles, and the two works measured over them: reading, and what any reader must do at least. */
function speedOf(reader, cases) {
	const clips = cases.filter((item) => item.json.variant === 'clip');
	return {
		count: clips.length,
		bytes: clips.reduce((sum, item) => sum + item.bytes.length, 0),
		read: () => clips.forEach((item) => reader.readText(reader.decode(item.bytes).text, { fileName: item.fileName })),
		split: () => clips.forEach((item) => reader.decode(item.bytes).text.split(/\r?\n/)),
	};
}

/** Seconds for the first reading in a process of its own, in which nothing has been compiled yet. */
const firstSeconds = () => Number(execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--first'], { encoding: 'utf8' }));

function printSpeed(reader, cases) {
	const { count, bytes, read, split } = speedOf(reader, cases);
	read();
	split();
	let reading = Infinity;
	let splitting = Infinity;
	for (let i = 0; i < ROUNDS; i++) {
		reading = Math.min(reading, cpuSeconds(read));
		splitting = Math.min(splitting, cpuSeconds(() => { for (let k = 0; k < 10; k++) split(); }) / 10);
	}
	const print = (label, seconds) => console.log(`${label.padEnd(18)}${(count / seconds).toFixed(0).padStart(6)} clippings/s ${(bytes / seconds / 1e6).toFixed(1).padStart(6)} MB/s`);
	console.log(`\n== speed, one core, CPU time, ${count} clippings of ${(bytes / count / 1024).toFixed(1)} KB on average`);
	print('read', reading);
	print('read, first time', firstSeconds());
	print('decode and split', splitting);
	console.log(`Reading costs ${(reading / splitting).toFixed(1)} times as much as decoding and splitting lines.`);
}

if (!hasCorpora) {
	console.error(`SKIPPED: no labelled clippings at ${clippings}; set CUTTINGS_CORPORA to the folder that holds textclips/open.`);
	process.exit(0);
}
const reader = await loadReader();
const cases = loadCases();
if (process.argv.includes('--first')) {
	console.log(cpuSeconds(speedOf(reader, cases).read));
	process.exit(0);
}
if (process.argv.includes('--speed')) {
	printSpeed(reader, cases);
	process.exit(0);
}
const foldOf = foldsOf(cases, FOLDS);
const models = foldModels(reader, cases).map(reader.unpack);
const dir = mkdtempSync(join(tmpdir(), 'bench-reading-'));
try {
	printScores('first line = headline, rest = body', cases.map((item) => firstLineBaseline(item, reader)), dir);
	const read = (item) => reader.readText(reader.decode(item.bytes).text, { fileName: item.fileName });
	printScores('plain (trained on these clippings)', cases.map((item) => prediction(item.name, read(item), reader)), dir);
	const unseen = (item, i) => reader.readWith(reader.pageOf(reader.decode(item.bytes).text, { fileName: item.fileName }), models[foldOf[i]]);
	printScores('cross-validated (trained on other sites)', cases.map((item, i) => prediction(item.name, unseen(item, i), reader)), dir);
	printCertainty(reader, cases, models);
	printSpeed(reader, cases);
} finally {
	rmSync(dir, { recursive: true, force: true });
}
