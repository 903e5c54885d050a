// Proves what an archive does as a whole: opening a clipping, editing, the trash, its record, telling of changes, jobs and closing.
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { uidSource } from '../../src/core/store/uid';
import { Clipping, Query, type Changed, type ClippingId } from '../../src/shared/model';
import { headlines, keep, MORNING, search, tempArchive } from '../support/archive';

const record = (archive: Archive, id: ClippingId): { at: number; type: string; detail: unknown }[] => {
	const db = openForReading(databasePath(archive.dir));
	try {
		return db.prepare<{ at: number; type: string; detail: string | null }>('SELECT at, type, detail FROM events WHERE clipping = ? ORDER BY id').all(id).map((row) => ({ ...row, detail: row.detail && JSON.parse(row.detail) as unknown }));
	} finally {
		db.close();
	}
};

describe('a clipping', () => {
	it('comes back as it was given, and as the model says', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, {
			headline: 'Last hull leaves', publication: 'The Averil Courier', kicker: 'SHIPYARD', standfirst: 'A decision by Easter.', section: 'Home', dateline: 'PORT AVERIL',
			byline: { signatories: [{ name: 'Nora Tallis', kind: 'person', role: 'shipping correspondent' }], agency: 'PA' },
			published: { printed: '11 March 1982', edtf: '1982-03-11', readings: ['1982-03-11'], time: '14:30' },
			body: ['The slipway stood empty.', 'Nobody came.'], captions: [{ text: 'The slip', credit: 'Ida Renwick' }], aside: 'Share', tags: ['ships', 'Averil/yard'], fileName: 'hull.txt',
		});
		const clipping = archive.clippings.get(id!);
		expect(Clipping.parse(clipping)).toEqual(clipping);
		expect(clipping).toMatchObject({
			headline: 'Last hull leaves', publication: 'The Averil Courier', kicker: 'SHIPYARD', words: 6, notes: '', kind: 'article', language: 'en', updated: null, url: null,
			byline: { signatories: [{ name: 'Nora Tallis', role: 'shipping correspondent' }], agency: 'PA' },
			published: { printed: '11 March 1982', edtf: '1982-03-11', time: '14:30', firstDay: '1982-03-11', lastDay: '1982-03-11' },
			tags: [{ name: 'Averil/yard', count: 1 }, { name: 'ships', count: 1 }],
			importedAt: MORNING, changedAt: MORNING, trashedAt: null,
		});
		expect(clipping.blocks.map((block) => block.role)).toEqual(['paragraph', 'paragraph', 'boilerplate']);
		expect(Object.keys(clipping.provenance).sort()).toEqual(['byline', 'dateline', 'headline', 'kicker', 'publication', 'published', 'section', 'standfirst']);
		expect(search(archive).rows[0]).toEqual({
			id, kind: 'article', headline: [{ text: 'Last hull leaves', hit: false }], publication: 'The Averil Courier', byline: 'Nora Tallis / PA', published: clipping.published, language: 'en',
			snippet: [{ text: 'The slipway stood empty. Nobody came. The slip', hit: false }], tags: clipping.tags.map((tag) => tag.id), importedAt: MORNING, unsure: false, flagged: false, trashed: false, picture: null,
		});
	});

	it('without a headline is called by its first words, else by its file', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { headline: null, body: [`${'many words '.repeat(20)}end`] }, { headline: null, fileName: 'scan 42.txt' }, { headline: null, fileName: '.txt' });
		expect(ids.map((id) => archive.clippings.get(id).headline)).toEqual([expect.stringMatching(/^many words .*…$/), 'scan 42', '.txt']);
		expect(archive.summary().unsure).toBe(3);
	});

	it('is found by number, by uid, and by the beginning of one', async () => {
		const archive = await tempArchive();
		const [a, b] = await keep(archive, {}, {});
		const { uid } = archive.clippings.get(b!);
		expect(archive.clippings.find(String(a))).toBe(a);
		expect(archive.clippings.find(uid)).toBe(b);
		expect(archive.clippings.find(uid.toUpperCase().replaceAll('-', ''))).toBe(b);
		for (const wrong of [uid.slice(0, 8), uid.slice(0, 7), '99', '0', '', 'harbour', `${uid}0`]) expect(() => archive.clippings.find(wrong), wrong).toThrow(expect.objectContaining({ code: 'clipping/missing' }));
		expect(() => archive.clippings.get(99 as ClippingId)).toThrow(expect.objectContaining({ code: 'clipping/missing', facts: { id: 99 } }));
	});
});

describe('identifiers', () => {
	it('are version 7, grow, and never repeat, whatever the clock does', () => {
		let now = MORNING;
		const next = uidSource(() => now);
		const made: string[] = [];
		for (let i = 0; i < 20_000; i++) {
			if (i % 5_000 === 4_999) now += i % 2 ? -10 : 1;
			made.push(next());
		}
		expect(new Set(made).size).toBe(made.length);
		expect([...made].sort()).toEqual(made);
		for (const uid of made.slice(0, 100)) expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	});
});

describe('editing', () => {
	it('puts a person’s word behind each field, and notes what stood before', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'Befor', publication: 'Courier', certainty: 0.4, kicker: 'GONE' });
		expect(archive.summary().unsure).toBe(1);
		const after = archive.clippings.edit(id!, { headline: '  Before  ', publication: 'Courier', kicker: '', standfirst: 'New.', notes: '*n*', published: '11 March 1982' });
		expect(after).toMatchObject({ headline: 'Before', publication: 'Courier', kicker: null, standfirst: 'New.', notes: '*n*', published: { printed: '11 March 1982', edtf: '1982-03-11', firstDay: '1982-03-11', lastDay: '1982-03-11' } });
		expect(after.changedAt).toBeGreaterThan(MORNING);
		for (const field of ['headline', 'publication', 'kicker', 'standfirst', 'published'] as const) expect(after.provenance[field], field).toMatchObject({ how: 'person', certainty: 1 });
		expect(after.provenance.headline!.spans).toEqual([]);
		expect(archive.summary().unsure).toBe(0);
		expect(archive.clippings.get(id!)).toEqual(after);
		const [kept, changed] = record(archive, id!);
		expect(kept).toEqual({ at: MORNING, type: 'ingestion', detail: null });
		expect(changed).toMatchObject({ type: 'modification', at: after.changedAt, detail: { before: { headline: { value: 'Befor', from: { how: 'shape' } }, notes: '' }, after: { headline: { value: 'Before', from: { how: 'person' } }, notes: '*n*' } } });
	});

	it('to the same is accepting; accepting twice is nothing', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'Same', publication: 'Courier', certainty: 0.4 });
		const told: Changed[] = [];
		archive.onChanged((changed) => told.push(changed));
		archive.clippings.edit(id!, { publication: 'Courier' });
		expect(archive.clippings.get(id!).provenance.publication).toMatchObject({ how: 'person', certainty: 1 });
		const once = archive.clippings.get(id!);
		expect(archive.clippings.edit(id!, { publication: 'Courier', kicker: null, byline: '' })).toEqual(once);
		expect(record(archive, id!)).toHaveLength(2);
		expect(told).toEqual([{ clippings: true, tags: false }]);
	});

	it.each([
		['Jane Doe, John Roe', ['Jane Doe', 'John Roe'], null],
		['Jane Doe and John Roe', ['Jane Doe', 'John Roe'], null],
		['Jane Doe & John Roe; Ann Poe', ['Jane Doe', 'John Roe', 'Ann Poe'], null],
		['By Jane Doe / Reuters', ['Jane Doe'], 'Reuters'],
		['Maradona', ['Maradona'], null],
		['渡辺 謙', ['渡辺 謙'], null],
		['Jane Doe, Jane Doe', ['Jane Doe'], null],
	])('takes the byline %j', async (typed, names, agency) => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'H', byline: ['Old Name'] });
		const { byline } = archive.clippings.edit(id!, { byline: typed });
		expect([byline?.signatories.map((signatory) => signatory.name), byline?.agency]).toEqual([names, agency]);
		expect(archive.clippings.edit(id!, { byline: null }).byline).toBeNull();
	});

	it('keeps what is known of a name that stays', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'H', byline: { signatories: [{ name: 'Nora Tallis', kind: 'person', role: 'shipping correspondent' }], agency: null } });
		expect(archive.clippings.edit(id!, { byline: 'Nora Tallis, Ida Renwick' }).byline!.signatories).toMatchObject([{ name: 'Nora Tallis', role: 'shipping correspondent' }, { name: 'Ida Renwick', role: null }]);
	});

	it.each([
		['1982-03', { edtf: '1982-03', firstDay: '1982-03-01', lastDay: '1982-03-31' }],
		['1982', { edtf: '1982', firstDay: '1982-01-01', lastDay: '1982-12-31' }],
		['03/04/82', { edtf: null, firstDay: '1982-03-04', lastDay: '1982-04-03' }],
		['some time in spring', { edtf: null, firstDay: null, readings: [] }],
	])('takes the date %j for what it can mean', async (typed, expected) => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'H' });
		expect(archive.clippings.edit(id!, { published: typed }).published).toMatchObject({ printed: typed, ...expected });
		expect(archive.clippings.edit(id!, { published: null }).published).toBeNull();
	});

	it('moves a clipping in the order of dates and names', async () => {
		const archive = await tempArchive();
		const [a] = await keep(archive, { headline: 'A' }, { headline: 'B', published: { printed: '1990', edtf: '1990', readings: ['1990'] } });
		expect(headlines(archive)).toEqual(['B', 'A']);
		archive.clippings.edit(a!, { published: '2001', headline: 'C' });
		expect(headlines(archive)).toEqual(['C', 'B']);
		expect(headlines(archive, { sort: 'headline' })).toEqual(['B', 'C']);
	});
});

describe('the trash', () => {
	it('takes and gives back, and its comings and goings are on record', async () => {
		const archive = await tempArchive();
		const [a, b] = await keep(archive, { headline: 'A', tags: ['t'] }, { headline: 'B' });
		archive.clippings.trash([a!, b!]);
		const { trashedAt } = archive.clippings.get(a!);
		archive.clippings.trash([a!]);
		expect(archive.clippings.get(a!).trashedAt).toBe(trashedAt);
		expect(archive.summary()).toMatchObject({ clippings: 0, trashed: 2 });
		archive.clippings.restore([a!]);
		expect(archive.summary()).toMatchObject({ clippings: 1, trashed: 1 });
		expect(record(archive, a!).map((event) => event.detail)).toEqual([null, { before: { trashedAt: null }, after: { trashedAt } }, { before: { trashedAt }, after: { trashedAt: null } }]);
		expect(() => archive.clippings.trash([b!, 99 as ClippingId])).toThrow(expect.objectContaining({ code: 'clipping/missing' }));
	});
});

describe('a change', () => {
	it('is told at once, of its kind, to all who listen and nobody else', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { tags: ['war'] });
		const told: Changed[] = [];
		const stop = archive.onChanged((changed) => told.push(changed));
		archive.clippings.edit(id!, { notes: 'n' });
		archive.clippings.tag([id!], ['peace'], []);
		archive.clippings.tag([id!], ['peace'], ['unknown']);
		archive.tags.colour(archive.tags.named('war')!.id, 'slate');
		archive.clippings.trash([id!]);
		expect(told).toEqual([{ clippings: true, tags: false }, { clippings: true, tags: true }, { clippings: false, tags: true }, { clippings: true, tags: true }]);
		stop();
		archive.clippings.restore([id!]);
		expect(told).toHaveLength(4);
	});

	it('by another program is told soon, and found at once', async () => {
		const archive = await tempArchive();
		const other = await openArchive(archive.dir);
		const told: Changed[] = [];
		archive.onChanged((changed) => told.push(changed));
		const [id] = await keep(archive, { headline: 'One' });
		other.clippings.edit(id!, { headline: 'Two' });
		expect(search(archive, { text: 'two' }).total).toBe(1);
		await delay(700);
		expect(told).toContainEqual({ clippings: true, tags: true, collections: true, imports: true, searches: true });
		await other.close();
	});
});

describe('import and export', () => {
	it('pass through the archive: kept, found, exported, on record', async () => {
		const archive = await tempArchive();
		const told: Changed[] = [];
		archive.onChanged((changed) => told.push(changed));
		const summary = await archive.import([{ text: 'Ferry fares rise again\n\nBy Nora Tallis\n\nThe council met on Monday and agreed to raise all fares.\n', name: 'ferry.txt' }], { rules: { tags: ['harbour'] } });
		expect(summary).toMatchObject({ kept: 1, duplicate: 0, skipped: 0, failed: 0, cancelled: false });
		// The commit and the end of the import are told together, unless the disk took long in between.
		expect(told[0]).toMatchObject({ clippings: true, tags: true, imports: true });
		expect(told.length).toBeLessThanOrEqual(2);
		const [id] = summary.ids;
		expect(archive.clippings.get(id!)).toMatchObject({ tags: [{ name: 'harbour', count: 1 }], original: { fileName: 'ferry.txt', mediaType: 'text/plain' } });
		expect(archive.clippings.originalText(id!)).toContain('Ferry fares rise again\n\nBy Nora');
		for (const typed of ['council harbour', 'ferry fares', 'tallis', '"agreed to raise"']) expect(search(archive, { text: typed }).rows.map((row) => row.id), typed).toEqual([id]);
		expect(await archive.import([{ text: 'Ferry fares rise again\n\nBy Nora Tallis\n\nThe council met on Monday and agreed to raise all fares.\n', name: 'copy.txt' }], {})).toMatchObject({ kept: 0, duplicate: 1, duplicates: [{ id }] });
		expect((await archive.formats()).map((format) => format.id)).toContain('jsonl');
		expect(await archive.preview({ of: 'everything' }, 'jsonl', 0)).toMatchObject({ clippings: 1, first: expect.stringContaining('Ferry fares') });
		const { mkdtempSync, rmSync } = await import('node:fs');
		const folder = mkdtempSync(`${archive.dir}-out-`);
		expect(await archive.export({ of: 'query', query: Query.parse({ text: 'ferry' }) }, 'markdown', folder, {})).toMatchObject({ clippings: 1, cancelled: false });
		rmSync(folder, { recursive: true });
		const db = openForReading(databasePath(archive.dir));
		expect(db.pluck(`SELECT json_extract(report, '$.kept') FROM imports ORDER BY id LIMIT 1`).get()).toBe(1);
		expect(db.pluck(`SELECT import FROM clippings WHERE id = ?`).get(id!)).toBe(1);
		expect(db.pluck(`SELECT count(*) FROM events WHERE type = 'dissemination'`).get()).toBe(1);
		db.close();
	});
});

describe('closing', () => {
	it('ends jobs, may be done twice, and leaves one file', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 50 }, () => ({})));
		const check = archive.check({});
		await archive.close();
		expect(await check).toMatchObject({ cancelled: true });
		await archive.close();
		await expect(archive.check({})).rejects.toMatchObject({ code: 'cancelled' });
		const again = await openArchive(archive.dir);
		expect(again.summary().clippings).toBe(50);
		await again.close();
	});
});

describe('a statement that takes long', () => {
	it('is told of, with its text, and a short one is not', async () => {
		const archive = await tempArchive();
		await archive.close();
		const slow: string[] = [];
		const db = openForReading(databasePath(archive.dir), { slow: (statement) => { slow.push(statement); } });
		db.pluck('SELECT 1').get();
		// As long as it takes: twice as much each time, until the clock says that it was long.
		for (let many = 1_000_000; slow.length === 0; many *= 2) db.pluck('WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?) SELECT count(*) FROM counted').get(many);
		expect(slow).toEqual([expect.stringContaining('WITH RECURSIVE counted')]);
		db.close();
	});
});
