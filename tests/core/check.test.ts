// Proves the check of an archive: whatever is altered, missing, unknown or damaged is found and named; what is whole passes.
import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { backupsPath, databasePath, DATABASE_FILE, originalPath } from '../../src/core/layout';
import { openForWriting, type WriteDb } from '../../src/core/store/open';
import type { Progress } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import { keep, tempArchive } from '../support/archive';

const big = (text: string): Buffer => Buffer.from(text.repeat(20_000));
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function filled(): Promise<{ archive: Archive; large: string }> {
	const archive = await tempArchive();
	await keep(archive, { headline: 'Small', bytes: Buffer.from('small'), fileName: 'small.txt', tags: ['war'] }, { headline: 'Large', bytes: big('large'), fileName: 'large.txt' });
	return { archive, large: originalPath(archive.dir, hashOf(big('large'))) };
}

function behindItsBack(archive: Archive, work: (db: WriteDb) => void): void {
	const db = openForWriting(databasePath(archive.dir));
	work(db);
	db.close();
}

const lastRecord = (archive: Archive): { outcome: string; originals: number } | null => {
	const db = openForWriting(databasePath(archive.dir));
	try {
		const detail = db.pluck<string>(`SELECT detail FROM events WHERE type = 'fixity check' ORDER BY id DESC LIMIT 1`).get();
		return detail === undefined ? null : JSON.parse(detail) as { outcome: string; originals: number };
	} finally {
		db.close();
	}
};

describe('a check', () => {
	it('of a whole archive finds nothing, counts everything, and is recorded', async () => {
		const { archive } = await filled();
		const progress: Progress[] = [];
		const report = await archive.check({ onProgress: (one) => progress.push(one) });
		expect(report).toEqual({ originals: 2, clippings: 2, pictures: 0, bytes: 5 + big('large').length, findings: [], milliseconds: expect.any(Number), cancelled: false });
		expect(lastRecord(archive)).toMatchObject({ outcome: 'pass', originals: 2 });
		expect(progress.at(-1)).toEqual({ phase: 'checking', done: 2, total: 2, current: null });
	});

	it.each<[string, string, RegExp, (archive: Archive, large: string) => void]>([
		['an original with one bit flipped', 'original-altered', /“Large” \(large\.txt\)/, (_, large) => {
			chmodSync(large, 0o644);
			const file = openSync(large, 'r+');
			writeSync(file, 'L', 7);
			closeSync(file);
		}],
		['an original with a byte more', 'original-altered', /large\.txt/, (_, large) => { chmodSync(large, 0o644); appendFileSync(large, '\n'); }],
		['an original gone', 'original-missing', /“Large”.* originals\/[0-9a-f]{2}\//, (_, large) => rmSync(large)],
		['an original in the database altered', 'original-altered', /“Small” \(small\.txt\)/, (archive) => behindItsBack(archive, (db) => db.prepare('UPDATE originals SET content = ? WHERE content IS NOT NULL').run(deflateSync('smalL')))],
		['an original in the database that cannot be unpacked', 'original-altered', /“Small”.*unpacked/, (archive) => behindItsBack(archive, (db) => db.exec(`UPDATE originals SET content = x'00112233' WHERE content IS NOT NULL`))],
		['a text that cannot be unpacked', 'database', /text of “Small”/, (archive) => behindItsBack(archive, (db) => db.exec(`UPDATE texts SET content = x'00112233' WHERE clipping = 1`))],
		['a file nobody knows', 'original-unknown', /^originals\/zz\/stray\.txt belongs to no clipping/, (archive) => { mkdirSync(join(archive.dir, 'originals/zz')); writeFileSync(join(archive.dir, 'originals/zz/stray.txt'), 'x'); }],
		['a count that is wrong', 'database', /“war” counts 7/, (archive) => behindItsBack(archive, (db) => db.exec('UPDATE tags SET clippings = 7'))],
		['a clipping that cannot be found', 'search-index', /Clipping 1 cannot be found/, (archive) => behindItsBack(archive, (db) => db.exec('DELETE FROM search WHERE rowid = 1'))],
	])('finds %s', async (_, kind, what, damage) => {
		const { archive, large } = await filled();
		damage(archive, large);
		const report = await archive.check({});
		expect(report.findings.map((finding) => finding.kind)).toContain(kind);
		expect(sayOf(report.findings.find((finding) => finding.kind === kind)!.what)).toMatch(what);
		expect(report.findings.filter((finding) => finding.kind !== kind)).toEqual([]);
		expect(lastRecord(archive)).toMatchObject({ outcome: 'fail' });
	});

	it('names the clipping a finding is about', async () => {
		const { archive, large } = await filled();
		rmSync(large);
		expect((await archive.check({})).findings).toEqual([{ kind: 'original-missing', what: said('said.check.missing', { what: said('said.thing.original', { headline: 'Large', file: 'large.txt' }), path: large.slice(archive.dir.length + 1), text: 'there' }), id: 2 }]);
		expect(() => archive.clippings.original(2 as never)).toThrow(expect.objectContaining({ code: 'archive/corrupt' }));
	});

	it('finds a damaged page of the database', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 300 }, (_, i) => ({ headline: `Story ${i}`, body: Array.from({ length: 40 }, (_, n) => `${Math.sin(i * 40 + n)} tide`) })));
		await archive.close();
		const db = openForWriting(databasePath(archive.dir));
		const page = db.pluck<number>(`SELECT pageno FROM dbstat WHERE name = 'originals' AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 3`).get()!;
		db.close();
		const file = openSync(databasePath(archive.dir), 'r+');
		writeSync(file, Buffer.alloc(16_384, 'dust'), 0, 16_384, (page - 1) * 16_384);
		closeSync(file);
		const again = await openArchive(archive.dir);
		const report = await again.check({});
		expect(report.findings.some((finding) => finding.kind === 'database')).toBe(true);
		expect(report.cancelled).toBe(false);
		await again.close();
	});

	it('finds a search index whose words are not what they were', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'One', body: ['filler '.repeat(60), 'zanzibar'] });
		await archive.close();
		const db = openForWriting(databasePath(archive.dir));
		const pages = new Set(db.pluck<number>(`SELECT pageno FROM dbstat WHERE name = 'search_data'`).all());
		db.close();
		const bytes = readFileSync(databasePath(archive.dir));
		let at = bytes.indexOf('zanzibar');
		// The vocabulary has the word too.
		while (at >= 0 && !pages.has(Math.floor(at / 16_384) + 1)) at = bytes.indexOf('zanzibar', at + 1);
		expect(at).toBeGreaterThan(0);
		bytes.write('a', at);
		writeFileSync(databasePath(archive.dir), bytes);
		const again = await openArchive(archive.dir);
		expect((await again.check({})).findings).toMatchObject([{ kind: 'search-index' }]);
		await again.close();
	});

	it('sweeps what was left half written long ago, and names what is being written', async () => {
		const { archive, large } = await filled();
		const old = [join(archive.dir, `${DATABASE_FILE}.new-aa`), join(backupsPath(archive.dir), '.archive-2.x.part'), `${large.slice(0, -64)}.${large.slice(-64)}.aa.part`];
		for (const path of old) {
			writeFileSync(path, 'half');
			utimesSync(path, 1_000, 1_000);
		}
		writeFileSync(join(backupsPath(archive.dir), '.fresh.part'), 'half');
		const { findings } = await archive.check({});
		expect(findings.map((finding) => finding.kind)).toEqual(['leftover', 'leftover', 'leftover', 'leftover']);
		expect(findings.filter((finding) => finding.what.key === 'said.check.swept')).toHaveLength(3);
		expect(readdirSync(backupsPath(archive.dir))).toEqual(['.fresh.part']);
		expect((await archive.check({})).findings).toHaveLength(1);
	});

	it('stops when told to, and records nothing then', async () => {
		const { archive } = await filled();
		const stop = new AbortController();
		stop.abort();
		expect(await archive.check({ signal: stop.signal })).toMatchObject({ cancelled: true });
		const later = new AbortController();
		const running = archive.check({ signal: later.signal });
		setTimeout(() => later.abort(), 5);
		expect(await running).toMatchObject({ cancelled: true });
		expect(lastRecord(archive)).toBeNull();
	});

	it('lets others work between its turns', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 1_500 }, (_, i) => ({ headline: `Story ${i}`, body: ['words and words '.repeat(200)], bytes: i % 300 === 0 ? big(`${i}`) : Buffer.from(`${i} `.repeat(4_000)) })));
		let turns = 0;
		const ticking = setInterval(() => { turns++; }, 1);
		const report = await archive.check({});
		clearInterval(ticking);
		expect(report.findings).toEqual([]);
		// How long a turn is depends on the machine; that there are many of them does not.
		expect(turns).toBeGreaterThan(10);
	}, 60_000);
});
