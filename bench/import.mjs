// Measures an import of many small made-up texts against bare inserts of the same texts into SQLite, in one run on one machine.
// node bench/import.mjs [FILES=10000] [CHARACTERS=3000]      Needs about eight times FILES x CHARACTERS of disk in the temporary folder.
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { siteBuild } from '../scripts/site-build.mjs';

const [files = 10_000, characters = 3000] = process.argv.slice(2).map(Number);
const ROOT = resolve(import.meta.dirname, '..');

/** @param {string} entry */
async function built(entry) {
	const cache = join(ROOT, 'node_modules/.cache/bundles');
	mkdirSync(cache, { recursive: true });
	const outDir = mkdtempSync(join(cache, 'bench-'));
	await build({
		root: ROOT, configFile: false, logLevel: 'error', plugins: [siteBuild(ROOT)],
		ssr: { noExternal: true, external: ['better-sqlite3', '@napi-rs/canvas'] },
		build: { ssr: entry, outDir, target: 'node20', emptyOutDir: false, rollupOptions: { output: { format: 'es', entryFileNames: 'entry.mjs' } } },
	});
	return { url: pathToFileURL(join(outDir, 'entry.mjs')), remove: () => rmSync(outDir, { recursive: true, force: true }) };
}

// A small generator (mulberry32) and a vocabulary in which few words are common, as in real text.
let seed = 1987;
function random() {
	seed = (seed + 0x6d2b79f5) | 0;
	let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const SYLLABLES = 'ba be bo ca ce co da de do fa fe ga ge ha ho ka ki la le lo ma me mo na ne no pa pe po ra re ro sa se so ta te to va ve vo wa wi za zo ing er ed ly tion ment'.split(' ');
const VOCABULARY = Array.from({ length: 30_000 }, (_, rank) => {
	let word = '';
	for (let n = rank < 200 ? 1 : 2 + (rank % 3); n >= 0; n--) word += SYLLABLES[Math.floor(random() * SYLLABLES.length)];
	return word;
});
const word = () => VOCABULARY[Math.floor(VOCABULARY.length * random() ** 4)] ?? 'a';
const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
const sentence = () => `${capital(Array.from({ length: 8 + Math.floor(random() * 16) }, word).join(' '))}.`;
/** @param {number} n */
function text(n) {
	const paragraphs = [`The ${capital(word())} Courier`, capital(Array.from({ length: 7 }, word).join(' ')), `By ${capital(word())} ${capital(word())}`, `${1 + (n % 28)} March ${1950 + (n % 70)}`];
	for (let length = 0; length < characters;) {
		const paragraph = Array.from({ length: 3 }, sentence).join(' ');
		paragraphs.push(paragraph);
		length += paragraph.length;
	}
	return `${paragraphs.join('\n\n')}\n`;
}

const place = mkdtempSync(join(tmpdir(), 'cuttings-bench-'));
const archiveFile = await built('src/core/archive.ts');
const workerFile = await built('src/core/importing/worker.ts');
const seconds = (/** @type {number} */ since) => (performance.now() - since) / 1000;
const rate = (/** @type {number} */ took) => `${Math.round(files / took).toLocaleString('en-GB').padStart(8)} clippings/s  ${took.toFixed(1)} s`;

try {
	const paths = [];
	let bytes = 0;
	for (let n = 0; n < files; n++) {
		const folder = join(place, 'in', String(Math.floor(n / 1000)));
		if (n % 1000 === 0) mkdirSync(folder, { recursive: true });
		const content = text(n);
		bytes += content.length;
		paths.push(join(folder, `clip ${n}.txt`));
		writeFileSync(/** @type {string} */ (paths.at(-1)), content);
	}
	console.log(`${files} texts, ${(bytes / 1e6).toFixed(0)} MB`);

	const raw = new Database(join(place, 'raw.sqlite'));
	raw.pragma('page_size = 16384');
	raw.pragma('journal_mode = WAL');
	raw.pragma('synchronous = FULL');
	raw.pragma('cache_size = -65536');
	raw.exec(`CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
		CREATE VIRTUAL TABLE search USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'ascii');`);
	const row = raw.prepare('INSERT INTO docs (body) VALUES (?)');
	const index = raw.prepare('INSERT INTO search (rowid, body) VALUES (?, ?)');
	const some = raw.transaction((/** @type {string[]} */ batch) => {
		for (const path of batch) {
			const body = readFileSync(path, 'utf8');
			index.run(row.run(body).lastInsertRowid, body.toLowerCase());
		}
	});
	let began = performance.now();
	const rawCpu = process.cpuUsage();
	for (let at = 0; at < files; at += 250) some(paths.slice(at, at + 250));
	const rawTook = seconds(began);
	const cpuOf = (/** @type {NodeJS.CpuUsage} */ since) => {
		const used = process.cpuUsage(since);
		return `cpu ${((used.user + used.system) / 1e6).toFixed(1)} s`;
	};
	console.log(`raw rows and index     ${rate(rawTook)}  ${cpuOf(rawCpu)}`);
	raw.close();

	/** @type {typeof import('../src/core/archive')} */
	const { openArchive } = await import(archiveFile.url.href);
	/** Statements that held the thread, by their text: how often, and the longest. @type {Map<string, { times: number, longest: number }>} */
	const slow = new Map();
	const archive = await openArchive(join(place, 'archive'), {
		workerFile: workerFile.url,
		onSlow: (statement, took) => {
			const text = statement.replaceAll(/\s+/g, ' ').slice(0, 60);
			const before = slow.get(text);
			slow.set(text, { times: (before?.times ?? 0) + 1, longest: Math.max(before?.longest ?? 0, took) });
		},
	});
	const run = async () => {
		const delay = monitorEventLoopDelay({ resolution: 2 });
		const cpu = process.cpuUsage();
		let rss = 0;
		const watch = setInterval(() => { rss = Math.max(rss, process.memoryUsage.rss()); }, 100);
		delay.enable();
		began = performance.now();
		const summary = await archive.import([{ path: join(place, 'in') }], {});
		const took = seconds(began);
		delay.disable();
		clearInterval(watch);
		/** Turns longer than this many milliseconds: what the window would feel. */
		const over = (/** @type {number} */ milliseconds) => {
			let share = 100;
			for (const [percentile, value] of delay.percentiles) if (value / 1e6 <= milliseconds) share = 100 - percentile;
			return Math.round((delay.count * share) / 100);
		};
		console.log(`${summary.kept ? 'import                ' : 'the same again        '} ${rate(took)}  ${cpuOf(cpu)}  turns p50 ${(delay.percentile(50) / 1e6).toFixed(0)} p99 ${(delay.percentile(99) / 1e6).toFixed(0)} longest ${(delay.max / 1e6).toFixed(0)} ms, over 50 ms: ${over(50)}  at most ${(rss / 1e6).toFixed(0)} MB`);
		for (const [text, { times, longest }] of slow) console.log(`  over 40 ms: ${times} times, longest ${longest.toFixed(0)} ms: ${text}`);
		slow.clear();
		return { summary, took };
	};
	const first = await run();
	if (first.summary.kept !== files) throw new Error(`Only ${first.summary.kept} of ${files} were kept.`);
	console.log(`import / raw           ${(rawTook / first.took).toFixed(2)}`);
	const again = await run();
	if (again.summary.duplicate !== files) throw new Error(`Only ${again.summary.duplicate} of ${files} were found to be here already.`);
	await archive.close();
} finally {
	archiveFile.remove();
	workerFile.remove();
	rmSync(place, { recursive: true, force: true });
}
