// Measures finding versions of one story: how well on constructed wire copy and on real stories sent twice, how fast and how large at N clippings.
// node bench/similar.mjs [N ...] [--in FOLDER] [--pairs FILE]     Default 10000. FOLDER keeps grown archives; they are copied before they are linked.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { built, ROOT } from './support/built.mjs';
import { grow } from './support/grown.mjs';

const given = process.argv.slice(2);
const option = (/** @type {string} */ name) => (given.includes(name) ? given[given.indexOf(name) + 1] : undefined);
const sizes = given.filter((one, i) => /^\d+$/.test(one) && !given[i - 1]?.startsWith('--')).map(Number);
if (sizes.length === 0) sizes.push(10_000);

const corpora = join(ROOT, '../shared/corpora');
const set = join(corpora, 'neardup/open');
const place = mkdtempSync(join(tmpdir(), 'cuttings-similar-'));
const { urls, remove } = await built({
	archive: 'src/core/archive.ts', likeness: 'src/core/matching/likeness.ts', sketch: 'src/core/matching/sketch.ts', fold: 'src/core/store/fold.ts', layout: 'src/core/layout.ts',
	clippings: 'src/core/store/clippings.ts', open: 'src/core/store/open.ts', uid: 'src/core/store/uid.ts',
});
/** @type {typeof import('../src/core/archive')} */
const { openArchive } = await import(urls.archive.href);
/** @type {typeof import('../src/core/matching/likeness')} */
const { comparable, sameStory } = await import(urls.likeness.href);
/** @type {typeof import('../src/core/store/fold')} */
const { folded } = await import(urls.fold.href);
/** @type {typeof import('../src/core/store/open')} */
const { openForReading, openForWriting, transaction } = await import(urls.open.href);
/** @type {typeof import('../src/core/layout')} */
const { databasePath } = await import(urls.layout.href);

/** @typedef {{ id: string, title: string, date: string | null, body: string, source?: string }} Doc */
/** @returns {Doc[]} */
const lines = (/** @type {string} */ file) => gunzipSync(readFileSync(file)).toString().trim().split('\n').map((line) => JSON.parse(line));
const words = (/** @type {string} */ text) => folded(text).split(' ').filter(Boolean);
const figure = (/** @type {number} */ n) => n.toFixed(3);

/** Which half a group or pair is in: the weights were fitted to the half 0. */
const half = (/** @type {string} */ key) => [...key].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 0) % 2;

/** Keeps documents as clippings, as the reader would have them, and links them. @param {Doc[]} docs */
async function kept(docs) {
	/** @type {typeof import('../src/core/store/clippings')} */
	const { Clippings } = await import(urls.clippings.href);
	/** @type {typeof import('../src/core/store/uid')} */
	const { uidSource } = await import(urls.uid.href);
	const folder = join(place, 'documents');
	await (await openArchive(folder)).close();
	const db = openForWriting(databasePath(folder));
	const clippings = new Clippings(db, uidSource(() => Date.now()));
	/** @type {Map<number, string>} */
	const names = new Map();
	transaction(db, () => {
		docs.forEach(({ id, title, date, body, source }, n) => {
			const span = { line: 1, endLine: 1, start: 0, end: 1 };
			const from = { spans: [span], how: /** @type {const} */ ('shape'), certainty: 0.95 };
			const day = date?.slice(0, 10) ?? null;
			const bytes = Buffer.from(`${id}\n${title}\n\n${body}`);
			names.set(clippings.insert({
				kind: 'article', tags: [], importedAt: n,
				draft: {
					language: 'en', publication: source ? { value: source, from } : null, headline: { value: title, from }, kicker: null, standfirst: null, byline: null, dateline: null,
					published: day ? { value: { printed: day, edtf: day, readings: [day], time: null }, from } : null, updated: null, section: null, edition: null, page: null, url: null, captions: [],
					blocks: body.split(/\n{2,}/).map((text) => ({ role: /** @type {const} */ ('paragraph'), text: text.replace(/\s+/g, ' '), span, certainty: 0.95 })),
				},
				original: { sha256: n.toString(16).padStart(64, '0'), size: bytes.length, fileName: `${id}.txt`, modifiedAt: null, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0, bytes },
			}), id);
		});
	});
	db.close();
	const archive = await openArchive(folder);
	await archive.linkVersions();
	await archive.close();
	const read = openForReading(databasePath(folder));
	/** @type {{ clipping: number, story: number }[]} */
	const rows = /** @type {any} */ (read.prepare('SELECT clipping, story FROM versions').all());
	read.close();
	return rows.map(({ clipping, story }) => ({ id: names.get(clipping), group: story }));
}

async function constructed() {
	const docs = lines(join(set, 'docs.jsonl.gz'));
	const found = await kept(docs);
	const file = option('--pairs') ?? join(place, 'found.jsonl');
	writeFileSync(file, `${found.map((row) => JSON.stringify(row)).join('\n')}\n`);
	console.log(spawnSync(process.execPath, [join(corpora, 'score_neardup.mjs'), set, file], { encoding: 'utf8' }).stdout.trim());
	/** @type {{ groups: { group: string, members: { id: string }[] }[], ignore: [string, string][] }} */
	const truth = JSON.parse(readFileSync(join(set, 'truth.json'), 'utf8'));
	const key = (/** @type {string} */ a, /** @type {string} */ b) => (a < b ? `${a}|${b}` : `${b}|${a}`);
	const ignored = new Set(truth.ignore.map(([a, b]) => key(a, b)));
	const story = new Map(found.map(({ id, group }) => [id, group]));
	const groupOf = new Map(truth.groups.flatMap(({ group, members }) => members.map(({ id }) => [id, group])));
	// Held out: groups of the other half, and every wrong pair that has no clipping of the fitted half in it.
	let [right, all, wrong] = [0, 0, 0];
	for (const { group, members } of truth.groups.filter(({ group: one }) => half(one) === 1)) for (const a of members) for (const b of members) if (a.id < b.id) {
		all++;
		if (group && story.has(a.id) && story.get(a.id) === story.get(b.id)) right++;
	}
	for (const a of found) for (const b of found) {
		if (/** @type {string} */ (a.id) >= /** @type {string} */ (b.id) || a.group !== b.group || ignored.has(key(/** @type {string} */ (a.id), /** @type {string} */ (b.id)))) continue;
		const [one, other] = [groupOf.get(/** @type {string} */ (a.id)), groupOf.get(/** @type {string} */ (b.id))];
		if (one !== undefined && one === other) continue;
		if ([one, other].every((group) => group === undefined || half(group) === 1)) wrong++;
	}
	const [precision, recall] = [right / (right + wrong), right / all];
	console.log(`held out: precision ${figure(precision)} recall ${figure(recall)} F1 ${figure((2 * precision * recall) / (precision + recall))} (${all} pairs)`);
}

function real() {
	const { same, different } = JSON.parse(readFileSync(join(set, 'real_pairs.json'), 'utf8'));
	const wanted = new Set([...same, ...different].flatMap(({ a, b }) => [a, b]));
	const docs = new Map(lines(join(corpora, 'scale/news.jsonl.gz')).filter(({ id }) => wanted.has(id)).map((doc) => [doc.id, comparable(words(doc.body), words(doc.title), doc.date?.slice(0, 10) ?? null)]));
	const score = (/** @type {{ a: string, b: string }[]} */ pairs) => pairs.flatMap(({ a, b }) => {
		const [one, other] = [docs.get(a), docs.get(b)];
		return one && other ? [{ held: half(`${a}|${b}`) === 1, is: sameStory(one, other) > 0 }] : [];
	});
	for (const [name, held] of /** @type {const} */ ([['all', false], ['held out', true]])) {
		const some = [score(same), score(different)].map((pairs) => pairs.filter((one) => !held || one.held));
		const [yes, no] = /** @type {[typeof some[0], typeof some[0]]} */ (some);
		console.log(`real stories, ${name}: ${yes.filter(({ is }) => is).length} of ${yes.length} sent twice found; ${no.filter(({ is }) => is).length} of ${no.length} from one template taken for one`);
	}
	const some = [...docs.values()];
	let pairs = 0;
	const began = performance.now();
	while (performance.now() - began < 1000) for (let i = 1; i < some.length; i++, pairs++) sameStory(/** @type {any} */ (some[i - 1]), /** @type {any} */ (some[i]));
	console.log(`comparing: ${Math.round(pairs / ((performance.now() - began) / 1000))} pairs a second`);
}

/** @param {number} count */
async function atSize(count) {
	const folder = option('--in');
	const known = folder && [`archive-${count}`, `archive-${count / 1000}k`].map((name) => join(folder, name)).find((one) => existsSync(one));
	const own = join(place, String(count));
	if (known) cpSync(known, own, { recursive: true });
	else await grow(count, own);
	const archive = await openArchive(own);
	const size = () => {
		const read = openForReading(databasePath(own));
		const bytes = Number(read.pluck(`SELECT sum(pgsize) FROM dbstat WHERE name IN ('traces', 'versions', 'versions_of_story', 'unlinked')`).get());
		const stories = read.prepare('SELECT count(*) AS versions, count(DISTINCT story) AS stories FROM versions').get();
		read.close();
		return { bytes, .../** @type {{ versions: number, stories: number }} */ (stories) };
	};
	const began = performance.now();
	let longest = 0;
	let last = began;
	const { compared } = await archive.linkVersions({ onProgress: () => { longest = Math.max(longest, performance.now() - last); last = performance.now(); } });
	const took = (performance.now() - began) / 1000;
	const made = size();
	const asked = Array.from({ length: 100 }, (_, i) => 1 + Math.floor((i * (count - 1)) / 100));
	const times = asked.map((id) => {
		const start = performance.now();
		archive.find.similar(/** @type {any} */ (id));
		return performance.now() - start;
	}).sort((a, b) => a - b);
	const start = performance.now();
	const { total } = archive.find.page(/** @type {any} */ ({ text: 'is:duplicate', tags: [], collection: null, where: 'archive', only: null, import: null, sort: 'newest' }), { offset: 0, limit: 50 });
	const listed = performance.now() - start;
	console.log(`${count} clippings: ${compared} compared at ${Math.round(compared / took)} a second, longest turn ${Math.round(longest)} ms; ${(made.bytes / count).toFixed(1)} bytes a clipping; ${made.versions} in ${made.stories} stories`);
	console.log(`  similar of a clipping: median ${times[50]?.toFixed(1)} ms, p95 ${times[95]?.toFixed(1)} ms; is:duplicate, ${total} found, first page ${listed.toFixed(1)} ms`);
	await archive.close();
}

try {
	if (existsSync(set)) {
		await constructed();
		real();
	} else console.log('No corpus of near-duplicates here: only speed and size are measured.');
	for (const size of sizes) await atSize(size);
} finally {
	remove();
	rmSync(place, { recursive: true, force: true });
}
