// Holds what an import promises: one outcome a source, in order, told only once kept for good; duplicates, limits, tags, cancelling, faults in the middle.
import fs, { appendFileSync, chmodSync, readdirSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import type { Archive } from '../../src/core/archive';
import { Blobs } from '../../src/core/files/blobs';
import { sha256 } from '../../src/core/files/hash';
import { readFileSource } from '../../src/core/importing/read-source';
import { runImport } from '../../src/core/importing/import';
import type { ImportTarget } from '../../src/core/importing/target';
import { TEXT_LIMIT } from '../../src/core/importing/kinds';
import { databasePath, originalPath } from '../../src/core/layout';
import { Clippings } from '../../src/core/store/clippings';
import { Imports } from '../../src/core/store/imports';
import { openForReading, openForWriting, transaction } from '../../src/core/store/open';
import { uidSource } from '../../src/core/store/uid';
import { ImportRules, Query } from '../../src/shared/model';
import type { ImportSummary, Progress, SourceOutcome } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import { clippingText, temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

let folder: Folder;
let home: Folder;
let archive: Archive;
beforeEach(async () => {
	folder = temporaryFolder();
	home = temporaryFolder();
	archive = await openArchive(join(home.path, 'archive'));
});
afterEach(async () => {
	await archive.close();
	folder.remove();
	home.remove();
});

/** Imports and gathers the outcomes; the name of the folder given is written as "in". */
async function run(given: string | { text: string; name: string } = folder.path, tags: string[] = []): Promise<{ summary: ImportSummary; outcomes: SourceOutcome[]; lines: string[] }> {
	const outcomes: SourceOutcome[] = [];
	const summary = await archive.import([typeof given === 'string' ? { path: given } : given], { rules: { tags }, onOutcome: (outcome) => outcomes.push(outcome) });
	const lines = outcomes.map((one) => `${one.name.replace(basename(folder.path), 'in')}: ${'reason' in one ? one.reason : one.outcome}`);
	return { summary, outcomes, lines };
}

const total = (text: string): number => archive.clippings.search(Query.parse({ text }), { offset: 0, limit: 1 }).total;

/** The archive as the import sees it, put together by hand so that a test can stand between. */
function target(place: string, change: (clippings: Clippings) => Partial<ImportTarget> = () => ({})): { target: ImportTarget; db: ReturnType<typeof openForWriting> } {
	const db = openForWriting(databasePath(place));
	const clippings = new Clippings(db, uidSource(Date.now));
	return {
		db,
		target: {
			dir: place, workerFile: null, clippings, differs: () => 0, blobs: new Blobs(place), imports: new Imports(db),
			conventions: () => ({}), file: () => undefined, settled: () => Promise.resolve(),
			transaction: (work) => transaction(db, work), now: Date.now, ...change(clippings),
		},
	};
}

describe('a folder of everything', () => {
	it('gives each source one outcome, in order, and keeps what can be kept', async () => {
		folder.write('01 story.txt', clippingText(1));
		folder.write('02 same again.txt', clippingText(1));
		folder.write('03 empty.txt', '');
		folder.write('04 blank.txt', ' \r\n\t\ufeff\u200b\n');
		folder.write('05 noise.txt', new Uint8Array(20_000).map((_, i) => (i * i * 31 + i * 7) % 251));
		folder.write('06 scan.rtf', '{\\rtf1 A scan}');
		folder.write('07 record.json', '{"title": "x"}');
		folder.write('08/story.txt', clippingText(2));
		truncateSync(folder.write('09 sparse.txt', clippingText(3)), 10 * 1024 ** 3);
		symlinkSync('..', join(folder.path, '08/up'));
		folder.write('10 notes.md', clippingText(4));
		folder.write('.DS_Store', 'x');

		const { summary, lines } = await run();
		expect(lines).toEqual([
			'in/01 story.txt: kept', 'in/02 same again.txt: duplicate', 'in/03 empty.txt: empty', 'in/04 blank.txt: empty', 'in/05 noise.txt: binary',
			'in/06 scan.rtf: not-a-clipping', 'in/07 record.json: not-a-clipping', 'in/08/story.txt: kept', 'in/08/up: folder-loop', 'in/09 sparse.txt: too-large', 'in/10 notes.md: kept',
		]);
		expect(summary).toMatchObject({ kept: 3, duplicate: 1, skipped: 7, failed: 0, cancelled: false });
		expect(summary.ids).toHaveLength(3);
		expect(summary.duplicates).toEqual([expect.objectContaining({ id: summary.ids[0], trashed: false })]);
		expect(summary.problems.map((problem) => problem.reason)).toEqual(['empty', 'empty', 'binary', 'not-a-clipping', 'not-a-clipping', 'folder-loop', 'too-large']);
		expect(total('')).toBe(3);
		expect(total('sandbank')).toBe(3);
		expect(total('headline:x')).toBe(0);
	});

	it('keeps the original byte for byte, with its name, size and time', async () => {
		const bytes = Buffer.from(`\ufeff${clippingText(5).replaceAll('\n', '\r\n')}\x00\x07 and an odd end`, 'utf8');
		const path = folder.write('Ähre “quoted”.txt', bytes);
		utimesSync(path, 1_000_000_000.5, 1_000_000_000.5);
		const { summary } = await run(path);
		const id = summary.ids[0]!;
		expect(Buffer.compare(archive.clippings.original(id), bytes)).toBe(0);
		expect(archive.clippings.get(id).original).toEqual({
			sha256: sha256(bytes), bytes: bytes.length, fileName: 'Ähre “quoted”.txt', modifiedAt: 1_000_000_000_500, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0,
		});
	});

	it('puts a large original as a file, and never twice', async () => {
		const text = clippingText(6) + 'The committee adjourned until the following week. '.repeat(4000);
		const path = folder.write('long.txt', text);
		const { summary } = await run(path);
		const file = originalPath(archive.dir, sha256(Buffer.from(text)));
		expect(statSync(file).size).toBe(Buffer.byteLength(text));
		expect(Buffer.from(archive.clippings.original(summary.ids[0]!)).toString()).toBe(text);
		expect((await run(path)).lines).toEqual(['long.txt: duplicate']);
		const report = await archive.check({});
		expect(report.findings).toEqual([]);
	});

	it('takes pasted text, under the name given', async () => {
		const text = clippingText(7);
		const { summary, lines } = await run({ text, name: 'Pasted on 3 March' });
		expect(lines).toEqual(['Pasted on 3 March: kept']);
		expect(archive.clippings.get(summary.ids[0]!).original).toMatchObject({ fileName: 'Pasted on 3 March', modifiedAt: null, bytes: Buffer.byteLength(text) });
		expect((await run(folder.write('the same as file.txt', text))).lines).toEqual(['the same as file.txt: duplicate']);
		expect((await run({ text: ' \n', name: 'Nothing' })).lines).toEqual(['Nothing: empty']);
	});

	it('gives the tags to all it keeps and refuses an unusable one before it begins', async () => {
		folder.write('a.txt', clippingText(1));
		folder.write('b.txt', clippingText(2));
		const { summary } = await run(folder.path, ['sea/ferries', ' Harbour ']);
		for (const id of summary.ids) expect(archive.clippings.get(id).tags.map((tag) => tag.name).sort()).toEqual(['Harbour', 'sea/ferries']);
		await expect(archive.import([{ path: folder.path }], { rules: { tags: ['a//b'] } })).rejects.toMatchObject({ code: 'tag/unusable' });
	});

	it('names what lies in the trash', async () => {
		const path = folder.write('a.txt', clippingText(1));
		const { summary } = await run(path);
		archive.clippings.trash(summary.ids);
		expect((await run(path)).outcomes).toEqual([expect.objectContaining({ outcome: 'duplicate', id: summary.ids[0], trashed: true })]);
	});

	it('keeps a name that is no UTF-8 as well as it can be shown', async () => {
		writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/bad-`), Buffer.from([0xff]), Buffer.from('.txt')]), clippingText());
		const { summary } = await run();
		expect(archive.clippings.get(summary.ids[0]!).original.fileName).toBe('bad-\ufffd.txt');
	});

	it('keeps its report with the archive and notes each clipping taken in', async () => {
		folder.write('a.txt', clippingText(1));
		folder.write('b.rtf', '{\\rtf1 A scan}');
		const { summary } = await run(folder.path, ['x']);
		const db = openForReading(databasePath(archive.dir));
		const row = db.prepare<{ started_at: number; ended_at: number; asked: string; report: string }>('SELECT * FROM imports').get()!;
		expect(row.ended_at).toBeGreaterThanOrEqual(row.started_at);
		expect(JSON.parse(row.asked)).toMatchObject({ sources: [{ path: folder.path }], rules: { tags: ['x'], collection: null }, process: { pid: process.pid }, watched: null });
		expect(JSON.parse(row.report)).toMatchObject({
			kept: 1, duplicate: 0, skipped: 1, failed: 0, cancelled: false, stopped: null, retry: [], ids: summary.ids,
			problems: [{ outcome: 'skipped', reason: 'not-a-clipping' }],
		});
		expect(db.prepare('SELECT type, clipping FROM events').all()).toEqual([{ type: 'ingestion', clipping: summary.ids[0] }]);
		expect(db.pluck('SELECT import FROM clippings').all()).toEqual([1]);
		db.close();
	});
});

describe('when an outcome is told', () => {
	it('the clipping is committed, can be found, and stands in the order given', async () => {
		for (let i = 0; i < 600; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const other = openForReading(databasePath(archive.dir));
		const committed = other.pluck<number>('SELECT count(*) FROM clippings');
		const names: string[] = [];
		const progress: Progress[] = [];
		let least = Infinity;
		await archive.import([{ path: folder.path }], {
			onProgress: (one) => progress.push(one),
			onOutcome: (outcome) => {
				names.push(basename(outcome.name));
				least = Math.min(least, committed.get()! - names.length);
				if (names.length % 100 === 0) expect(total(`"number ${names.length - 1}"`)).toBe(1);
			},
		});
		other.close();
		expect(least).toBeGreaterThanOrEqual(0);
		expect(names).toEqual(Array.from({ length: 600 }, (_, i) => `clip ${i}.txt`));
		expect(progress.every((one, i) => i === 0 || one.done >= progress[i - 1]!.done)).toBe(true);
		expect(progress.at(-1)).toEqual({ phase: 'finishing', done: 600, total: 600, current: null });
	});

	it('others have had their turns: many files never hold the thread for long', async () => {
		for (let i = 0; i < 1000; i++) folder.write(`${i % 7}/clip ${i}.txt`, clippingText(i));
		const delay = monitorEventLoopDelay({ resolution: 5 });
		delay.enable();
		const { summary } = await run();
		delay.disable();
		expect(summary.kept).toBe(1000);
		// Loose, because the machine that runs tests may be busy; bench/import.mjs measures.
		expect(delay.percentile(50) / 1e6).toBeLessThan(150);
	}, 60_000);
});

describe('cancelling', () => {
	it('keeps what was told, and a second run continues', async () => {
		for (let i = 0; i < 500; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const stop = new AbortController();
		let told = 0;
		const summary = await archive.import([{ path: folder.path }], { signal: stop.signal, onOutcome: () => { if (++told === 130) stop.abort(); } });
		expect(summary.cancelled).toBe(true);
		expect(summary.kept).toBe(told);
		expect(told).toBeLessThan(500);
		expect(total('')).toBe(told);
		const again = await run();
		expect(again.summary).toMatchObject({ kept: 500 - told, duplicate: told, skipped: 0, failed: 0, cancelled: false });
	});

	it('before it begins keeps nothing', async () => {
		folder.write('a.txt', clippingText());
		expect(await archive.import([{ path: folder.path }], { signal: AbortSignal.abort() })).toMatchObject({ kept: 0, cancelled: true });
		expect(total('')).toBe(0);
	});

	it('happens when the archive closes', async () => {
		for (let i = 0; i < 500; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		const closing: Promise<void>[] = [];
		const summary = await archive.import([{ path: folder.path }], { onOutcome: () => { if (closing.length === 0) closing.push(archive.close()); } });
		await Promise.all(closing);
		expect(summary.cancelled).toBe(true);
		archive = await openArchive(archive.dir);
		expect(total('')).toBe(summary.kept);
	});
});

describe('limits and moving files', () => {
	it('cost nothing for what is too large', async () => {
		truncateSync(folder.write('10 GB.txt', 'A line.\n'), 10 * 1024 ** 3);
		folder.write('100 MB line.txt', Buffer.alloc(100 * 1024 ** 2, 'the quick brown fox '));
		const before = process.memoryUsage().rss;
		const began = performance.now();
		const { outcomes } = await run();
		expect(outcomes.map((one) => ('reason' in one ? one.reason : one.outcome))).toEqual(['too-large', 'too-large']);
		expect('detail' in outcomes[1]! && sayOf(outcomes[1].detail)).toBe('It is 105 MB large; a clipping of this kind may have 4.2 MB. If it holds many clippings, split it into one file each.');
		expect(performance.now() - began).toBeLessThan(3000);
		expect(process.memoryUsage().rss - before).toBeLessThan(60e6);
	});

	it('are also of lines, which cost more than letters', async () => {
		const { outcomes } = await run(folder.write('list.txt', 'x\n'.repeat(100_001)));
		expect(outcomes).toEqual([{ outcome: 'skipped', name: 'list.txt', reason: 'too-large', detail: said('said.import.lines', { count: 100_002, limit: 100_000 }) }]);
	});

	it('let the largest text through', async () => {
		const text = Buffer.alloc(TEXT_LIMIT, 'A sentence of the story that goes on for quite a while. ');
		const { summary } = await run(folder.write('at the limit.txt', text));
		expect(summary.kept).toBe(1);
	}, 60_000);

	/** Runs `work` while every read of the disk is followed by `after`. */
	async function whileReading<T>(after: (reads: number) => void, work: () => Promise<T>): Promise<T> {
		const real = fs.readSync;
		let reads = 0;
		fs.readSync = ((...args: Parameters<typeof real>) => {
			const read = real(...args);
			after(++reads);
			return read;
		}) as typeof real;
		syncBuiltinESMExports();
		try {
			return await work();
		} finally {
			fs.readSync = real;
			syncBuiltinESMExports();
		}
	}

	it('read a file again when it grew meanwhile, once', async () => {
		const path = folder.write('growing.txt', clippingText(1));
		const read = await whileReading((reads) => { if (reads === 1) appendFileSync(path, 'The last line.\n'); }, () => readFileSource(path));
		expect(read.ok && read.reading.text.endsWith('The last line.\n')).toBe(true);
		const restless = await whileReading(() => appendFileSync(path, 'x'), () => readFileSource(path));
		expect(restless).toMatchObject({ ok: false, refused: { outcome: 'failed', reason: 'unreadable', detail: said('said.import.unsteady') } });
	});
});

describe('faults in the middle', () => {
	it('a full disk ends the job with its name; what was told stays', async () => {
		for (let i = 0; i < 700; i++) folder.write(`clip ${String(i).padStart(3, '0')}.txt`, clippingText(i));
		await archive.close();
		const { target: narrow, db } = target(archive.dir);
		db.pragma(`max_page_count = ${Number(db.pragma('page_count')) + 40}`);
		const told: SourceOutcome[] = [];
		await expect(runImport(narrow, [{ path: folder.path }], { rules: ImportRules.parse({}), onOutcome: (outcome) => told.push(outcome) })).rejects.toMatchObject({ code: 'disk/full' });
		db.close();
		archive = await openArchive(archive.dir);
		expect(told.length).toBeGreaterThan(50);
		expect(told.length).toBeLessThan(700);
		expect(total('')).toBe(told.length);
		expect((await run()).summary).toMatchObject({ kept: 700 - told.length, duplicate: told.length });
	}, 60_000);

	it('a clipping that cannot be written takes no other with it', async () => {
		for (let i = 0; i < 60; i++) folder.write(`clip ${i}.txt`, clippingText(i));
		await archive.close();
		const { target: odd, db } = target(archive.dir, (clippings) => ({
			clippings: {
				withOriginal: (hash) => clippings.withOriginal(hash),
				withUid: (uid) => clippings.withUid(uid),
				showing: (...asked) => clippings.showing(...asked),
				waitingFor: (...asked) => clippings.waitingFor(...asked),
				fill: (...asked) => clippings.fill(...asked),
				insert: (one) => {
					if (one.original.fileName === 'clip 33.txt') throw new TypeError('A column that nobody expected');
					return clippings.insert(one);
				},
			},
		}));
		const told: SourceOutcome[] = [];
		const summary = await runImport(odd, [{ path: folder.path }], { rules: ImportRules.parse({}), onOutcome: (outcome) => told.push(outcome) });
		db.close();
		archive = await openArchive(archive.dir);
		expect(summary).toMatchObject({ kept: 59, failed: 1 });
		expect(told[33]).toMatchObject({ outcome: 'failed', reason: 'failed', detail: said('said.import.broken', { fault: 'TypeError: A column that nobody expected' }) });
		expect(told.map((one) => basename(one.name))).toEqual(Array.from({ length: 60 }, (_, i) => `clip ${i}.txt`));
		expect(total('')).toBe(59);
	});

	it('a folder that cannot be written for originals says so', async () => {
		if (process.getuid?.() === 0) return;
		folder.write('long.txt', clippingText() + 'Words. '.repeat(20_000));
		chmodSync(join(archive.dir, 'originals'), 0o500);
		await expect(run()).rejects.toMatchObject({ code: 'disk/denied' });
		expect(readdirSync(archive.dir)).toContain('archive.cuttings');
	});
});

describe('front matter', () => {
	it('of a Markdown file says what the clipping is', async () => {
		const text = [
			'---', 'title: "The fog: an inquiry"', "author:", '  - Marta Ellison', "  - 'O''Hara, Sean'", 'publication: The Quayside Courier', 'date: 1987-03-12',
			'url: https://courier.example/fog', 'tags: [sea, "sea/ferries", "bad//tag"]', 'lang: en-GB', '---', '', '# A heading in the text', '', 'All passengers were brought ashore in lifeboats.', '',
		].join('\r\n');
		const { summary } = await run(folder.write('fog.md', text));
		const clipping = archive.clippings.get(summary.ids[0]!);
		expect(clipping).toMatchObject({
			headline: 'The fog: an inquiry', publication: 'The Quayside Courier', url: 'https://courier.example/fog', language: 'en',
			byline: { signatories: [{ name: 'Marta Ellison' }, { name: "O'Hara, Sean" }] },
			published: { edtf: '1987-03-12', firstDay: '1987-03-12' },
		});
		expect(clipping.tags.map((tag) => tag.name).sort()).toEqual(['sea', 'sea/ferries']);
		const from = clipping.provenance.publication!;
		expect(from.how).toBe('markup');
		expect(text.slice(from.spans[0]!.start, from.spans[0]!.end)).toBe('publication: The Quayside Courier');
		for (const block of clipping.blocks) expect(text.slice(block.span.start, block.span.end)).toContain(block.text.slice(0, 12));
		expect(clipping.blocks[0]).toMatchObject({ role: 'boilerplate', why: 'front matter' });
		expect(clipping.blocks.map((block) => block.text).join('\n')).toContain('A heading in the text');
		expect(archive.clippings.originalText(summary.ids[0]!)).toBe(text);
	});

	it('that is none is text', async () => {
		const { summary } = await run(folder.write('rule.md', `---\n\n${clippingText(3)}`));
		expect(summary.kept).toBe(1);
	});
});
