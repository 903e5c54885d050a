// Measures searching an archive of N clippings against a bare FTS5 table of the same texts asked the same questions, in one run on one machine.
// node bench/search.mjs [N ...] [--in FOLDER]      Default 10000. What was made is kept in FOLDER and used again; without it all is made anew and removed.
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './support/built.mjs';
import { grow } from './support/grown.mjs';
import { bare } from './support/raw.mjs';
import { queriesFile, texts } from './support/texts.mjs';

const given = process.argv.slice(2);
const at = given.indexOf('--in');
const keptIn = at < 0 ? null : given[at + 1];
const sizes = given.filter((one, i) => /^\d+$/.test(one) && i !== at + 1).map(Number);
if (sizes.length === 0) sizes.push(10_000);
const place = keptIn ?? mkdtempSync(join(tmpdir(), 'cuttings-bench-'));
mkdirSync(place, { recursive: true });

const PAGE = 50;
const percentile = (/** @type {number[]} */ took, /** @type {number} */ share) => took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0;
/** The least processor time of three runs, in milliseconds: what else the machine does counts little in it. */
function timed(/** @type {() => unknown} */ work) {
	let best = Infinity;
	for (let turn = 0; turn < 3; turn++) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		best = Math.min(best, (user + system) / 1000);
	}
	return best;
}

/** @typedef {{ type: string, q: string, count: number, ids: string[] }} Asked */
/** Without the corpus: words of the made-up texts, from the common to the rare. @returns {Promise<Asked[]>} */
async function questions() {
	if (queriesFile) return /** @type {{ queries: Asked[] }} */ (JSON.parse(readFileSync(queriesFile, 'utf8'))).queries;
	const text = await texts();
	return Array.from({ length: 200 }, (_, i) => {
		const words = text(i * 7).body.replaceAll('.', '').split(/\s+/);
		const [a = 'a', b = 'b'] = [words[i % words.length], words[(i % words.length) + 1] ?? words[0]];
		return { type: 'word', q: i % 4 === 0 ? `"${a} ${b}"` : i % 4 === 1 ? `${a} ${b}` : a, count: 0, ids: [] };
	});
}

/** The same question in the language of FTS5: words in quotation marks, phrases kept, a star for a beginning. @param {string} typed */
const inFts5 = (typed) => [...typed.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => {
	const said = (phrase ?? word ?? '').replaceAll('"', ' ');
	return said.endsWith('*') ? `"${said.slice(0, -1)}"*` : `"${said}"`;
}).join(' ');

/** @type {Map<string, Map<number, string>>} */
const table = new Map();
/** @type {Map<string, string>} */
const goals = new Map();
/** @param {number} size @param {string} figure @param {string} value @param {string} [goal] */
function tell(size, figure, value, goal = '') {
	if (!table.has(figure)) table.set(figure, new Map());
	table.get(figure)?.set(size, value);
	goals.set(figure, goal);
	console.error(`${size}: ${figure}: ${value}`);
}
const milliseconds = (/** @type {number} */ took) => (took < 9.95 ? took.toFixed(1) : took.toFixed(0));

/** @param {number} size */
async function measure(size) {
	const dir = join(place, size % 1000 === 0 && existsSync(join(place, `archive-${size / 1000}k`)) ? `archive-${size / 1000}k` : `archive-${size}`);
	const rawFile = join(place, `raw-${size}.sqlite`);
	if (!existsSync(dir)) await grow(size, dir);
	if (!existsSync(rawFile)) await bare(size, rawFile);

	const { urls, remove } = await built({ archive: 'src/core/archive.ts', model: 'src/shared/model.ts' });
	try {
		/** @type {typeof import('../src/core/archive')} */
		const { openArchive } = await import(urls.archive.href);
		/** @type {typeof import('../src/shared/model')} */
		const { Query } = await import(urls.model.href);
		const archive = await openArchive(dir, { readOnly: true });
		const raw = new Database(rawFile, { readonly: true });
		raw.pragma('cache_size = -32768');
		const ranked = raw.prepare(`SELECT rowid, title, snippet(docs, 1, '[', ']', ' … ', 40) FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT ${PAGE}`);
		const page = (/** @type {import('../src/shared/model').QueryInput} */ query, offset = 0) => archive.find.page(Query.parse(query), { offset, limit: PAGE });
		/** Counts the same, but finds nothing it has made before. */
		let fresh = 0;
		const anew = (/** @type {string} */ text) => `${text}${' '.repeat((fresh = (fresh + 1) % 40))}`;

		const asked = await questions();
		// One after the other for each question: the machine is the same for both.
		const both = asked.map(({ q }) => ({ raw: timed(() => ranked.all(inFts5(q))), ours: timed(() => page({ text: anew(q) })) }));
		const rawTook = both.map(({ raw: took }) => took);
		const ours = both.map(({ ours: took }) => took);
		const p = (/** @type {number[]} */ took) => `p50 ${milliseconds(percentile(took, 0.5))} p95 ${milliseconds(percentile(took, 0.95))} ms`;
		tell(size, 'raw FTS5, first page ranked with snippets (processor time, as all below)', p(rawTook));
		tell(size, 'first page with snippets', p(ours));
		tell(size, 'first page p95 / raw p95', (percentile(ours, 0.95) / percentile(rawTook, 0.95)).toFixed(2), '<= 0.5');
		tell(size, 'first page p50 / raw p50', (percentile(ours, 0.5) / percentile(rawTook, 0.5)).toFixed(2));
		if (process.env['BENCH_EACH']) asked.map(({ type, q }, i) => ({ type, q, raw: rawTook[i] ?? 0, ours: ours[i] ?? 0 })).sort((a, b) => b.ours - a.ours).slice(0, 30).forEach(({ type, q, raw: before, ours: now }) => console.error(`  ${now.toFixed(0).padStart(6)} raw ${before.toFixed(0).padStart(6)} ${type} ${q}`));
		const quoted = asked.map(({ q }) => timed(() => page({ text: anew(q.includes('"') || q.includes('*') ? q : q.split(/\s+/).map((word) => `"${word}"`).join(' ')) })));
		tell(size, 'first page, quoted: p95 / raw p95', (percentile(quoted, 0.95) / percentile(rawTook, 0.95)).toFixed(2));
		if (queriesFile) {
			const kinds = [...new Set(asked.map(({ type }) => type))];
			for (const kind of kinds) {
				const of = (/** @type {number[]} */ took) => percentile(took.filter((_, i) => asked[i]?.type === kind), 0.5);
				tell(size, `  ${kind}: ours / raw, medians`, `${milliseconds(of(ours))} / ${milliseconds(of(rawTook))} ms`);
			}
		}

		const common = queriesFile ? 'government' : 'a';
		for (const [what, text] of [['one letter', 't'], ['two letters', 'th'], ['three letters', 'con'], ['inside words', 'port'], ['the commonest word', 'the'], ['a word that is not there', 'goverment']]) tell(size, `${what} (${text})`, `${milliseconds(timed(() => page({ text: anew(text ?? '') })))} ms`);
		for (const [what, query] of /** @type {[string, import('../src/shared/model').QueryInput][]} */ ([['all, newest', { text: '', sort: 'newest' }], [`"${common}" by relevance`, { text: common }], [`"${common}" by date`, { text: common, sort: 'newest' }]])) {
			const { total } = page(query);
			const deep = Math.max(0, Math.floor(total * 0.9) - PAGE);
			const began = performance.now();
			page(query, deep);
			const once = performance.now() - began;
			const top = timed(() => page(query, 0));
			const then = timed(() => page(query, Math.max(0, deep - PAGE)));
			tell(size, `page at 0 / at 90 % of the results, ${what}`, `${milliseconds(top)} / ${milliseconds(then)} ms (the first jump ${milliseconds(once)})`, 'no faster than log N');
		}
		const began = performance.now();
		const ids = archive.find.ids(Query.parse({ text: '', sort: 'headline' }));
		tell(size, 'every id, by headline', `${milliseconds(performance.now() - began)} ms, ${ids.length}`);

		const finding = /** @type {any} */ (archive.find);
		if (typeof finding.facets === 'function' && typeof finding.timeline === 'function') {
			try {
				const names = ['publication', 'year', 'tag', 'byline', 'language', 'kind', 'collection', 'credit'];
				const warm = performance.now();
				finding.facets(Query.parse({ text: '' }), { names, limit: 10, containing: '' });
				tell(size, 'facets, the first time', `${milliseconds(performance.now() - warm)} ms`);
				const beside = asked.map(({ q }) => timed(() => {
					const query = Query.parse({ text: anew(q) });
					finding.facets(query, { names, limit: 10, containing: '' });
					finding.timeline(query, { by: null });
				}));
				tell(size, 'facets and histogram', p(beside));
				tell(size, 'facets and histogram p95 / first page p95', (percentile(beside, 0.95) / percentile(ours, 0.95)).toFixed(2), '<= 3');
			} catch (error) {
				tell(size, 'facets and histogram', `not measured: ${String(error).slice(0, 80)}`);
			}
		}

		if (size <= 100_000) {
			// The same texts as files, looked through by a program that has no index.
			const folder = join(place, `files-${size}`);
			if (!existsSync(folder)) {
				const text = await texts();
				for (let n = 0; n < size; n++) {
					const parent = join(folder, String(Math.floor(n / 1000)));
					if (n % 1000 === 0) mkdirSync(parent, { recursive: true });
					const { title, body } = text(n);
					writeFileSync(join(parent, `${n}.txt`), `${title}\n\n${body}\n`);
				}
			}
			const ripgrep = spawnSync('rg', ['--version']).status === 0;
			const some = asked.filter((_, i) => i % 20 === 0);
			const looked = some.map(({ q }) => {
				const words = q.replaceAll(/["*]/g, '');
				const begun = performance.now();
				spawnSync(ripgrep ? 'rg' : 'grep', ripgrep ? ['-l', '-i', '-F', words, folder] : ['-r', '-l', '-i', '-F', words, folder], { maxBuffer: 1 << 28 });
				return performance.now() - begun;
			});
			tell(size, `${ripgrep ? 'ripgrep' : 'grep (ripgrep is not installed)'} over the same texts as files`, p(looked));
			tell(size, `first page p95 / ${ripgrep ? 'ripgrep' : 'grep'} p50`, (percentile(ours, 0.95) / percentile(looked, 0.5)).toFixed(3));
			if (!keptIn) rmSync(folder, { recursive: true, force: true });
		}

		const database = new Database(join(dir, 'archive.cuttings'), { readonly: true });
		const text = /** @type {number} */ (database.prepare('SELECT sum(bytes) FROM originals').pluck().get());
		const whole = statSync(join(dir, 'archive.cuttings')).size;
		tell(size, 'archive / text', `${(whole / text).toFixed(2)} (${(whole / 1e6).toFixed(0)} / ${(text / 1e6).toFixed(0)} MB)`, '<= 2.0');
		tell(size, 'raw FTS5 / text', (statSync(rawFile).size / text).toFixed(2));
		database.close();
		raw.close();
		await archive.close();
	} finally {
		remove();
	}
}

try {
	for (const size of sizes) await measure(size);
	const columns = [...table.keys()].map((figure) => [figure, ...sizes.map((size) => table.get(figure)?.get(size) ?? ''), goals.get(figure) ?? '']);
	const widths = ['figure', ...sizes.map((size) => size.toLocaleString('en')), 'goal'].map((head, i) => Math.max(head.length, ...columns.map((row) => row[i]?.length ?? 0)));
	for (const row of [['figure', ...sizes.map((size) => size.toLocaleString('en')), 'goal'], ...columns]) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
	console.log(`Load of the machine at the end: ${loadavg().map((one) => one.toFixed(1)).join(' ')}`);
} finally {
	if (!keptIn) rmSync(place, { recursive: true, force: true });
}
