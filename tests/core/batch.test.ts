// Proves that many clippings are changed as a preview said, as one step, in short turns, whatever ends it early; and that text is replaced without ever running away.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayOf } from '../../src/shared/words/say';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading, openForWriting } from '../../src/core/store/open';
import { Replacer } from '../../src/core/store/replacing';
import { Replacing, type BatchEditInput } from '../../src/shared/batch';
import { said } from '../../src/shared/said';
import type { ClippingId, Selection } from '../../src/shared/model';
import { keep, search, tempArchive } from '../support/archive';

const replaced = (text: string, asked: Partial<Replacing> & { find: string; by: string }): string | null => new Replacer(Replacing.parse(asked)).replace(text);

describe('replacing text', () => {
	it.each<[string, Partial<Replacing> & { find: string; by: string }, string | null]>([
		['The Averil Courier', { find: 'averil', by: 'Corran' }, 'The Corran Courier'],
		['The Averil Courier', { find: 'averil', by: 'Corran', matchCase: true }, null],
		['tideTide tide', { find: 'tide', by: 'sea', wholeWords: true }, 'tideTide sea'],
		['A. Tallis', { find: '.', by: '' }, 'A Tallis'],
		['p. 4', { find: 'p. #', by: 'page', isPattern: true }, 'page'],
		['Page 12 of 40', { find: 'Page * of *', by: '$1/$2', isPattern: true }, '12/40'],
		['Harbour (late)', { find: ' (*)', by: '', isPattern: true }, 'Harbour'],
		['Courier, The', { find: '*, The', by: 'The $1', isPattern: true, wholeField: true }, 'The Courier'],
		['Courier, The, The', { find: '*, The', by: 'The $1', isPattern: true, wholeField: true }, 'The Courier, The'],
		['Courier', { find: 'Cour', by: 'x', wholeField: true }, null],
		['Straße', { find: 'STRASSE', by: 'x' }, null],
		['e\u0301tude', { find: 'étude', by: 'study' }, 'study'],
		['aaa', { find: 'a', by: 'aa' }, 'aaaaaa'],
		['a👩b', { find: 'a?b', by: 'x', isPattern: true }, 'x'],
	])('%s: %j', (text, asked, made) => {
		expect(replaced(text, asked)).toBe(made);
	});

	it('does what the language does for plain text', () => {
		const few = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ä'), maxLength: 12 });
		fc.assert(fc.property(few, few.filter((one) => one !== ''), few, (text, find, by) => {
			expect(replaced(text, { find, by, matchCase: true }) ?? text).toBe(text.replaceAll(find, () => by));
		}));
	});

	it('never runs away', () => {
		const began = performance.now();
		replaced('a'.repeat(10_000), { find: 'a*a*a*a*a*a*b', by: '', isPattern: true });
		replaced('a'.repeat(10_000), { find: `${'a'.repeat(400)}b`, by: '' });
		replaced(`${'a'.repeat(9_999)}b`, { find: 'a*b', by: '', isPattern: true, wholeWords: true });
		expect(performance.now() - began).toBeLessThan(1_500);
	});
});

const every: Selection = { of: 'everything' };
const filled = async (): Promise<{ archive: Archive; ids: ClippingId[] }> => {
	const archive = await tempArchive();
	const ids = await keep(archive,
		{ headline: 'Alpha', publication: 'Courier', section: 'Harbour', tags: ['ships'], published: { printed: '03/04/82', edtf: null, readings: ['1982-04-03', '1982-03-04'] } },
		{ headline: 'Beta', publication: 'The Courier', byline: ['Nora Tallis'] },
		{ headline: 'Gamma', section: 'Harbour' },
		{ headline: 'Courier', publication: 'Packet' },
	);
	return { archive, ids };
};

describe('a change of many', () => {
	it('is shown before anything happens, done as one step, and taken back', async () => {
		const { archive, ids: [a, b, c, d] } = await filled();
		const { batch } = archive;
		const edits: BatchEditInput[] = [{ do: 'set', field: 'publication', value: 'The Courier' }, { do: 'tag', name: 'ships', on: true }, { do: 'clear', field: 'section' }];
		const before = archive.history.state();
		const preview = await batch.preview({ selection: every, edits });
		expect(preview).toMatchObject({ total: 4, changing: 4, refused: 0, edits: [{ would: 3, already: 1, cannot: 0 }, { would: 3, already: 1, cannot: 0 }, { would: 2, already: 2, cannot: 0 }] });
		expect(archive.history.state()).toEqual(before);
		expect(batch.rows(preview.id, { offset: 0, limit: 1 })).toEqual([{
			id: d, headline: 'Courier', why: null, changes: [{ what: 'newspaper', before: 'Packet', after: 'The Courier' }, { what: 'tag', before: null, after: 'ships' }],
		}]);
		const done = await batch.apply(preview.id);
		expect(done).toMatchObject({ changed: 4, cancelled: false, label: { key: 'said.step.changed-clippings', values: { count: 4 } } });
		expect([a, b, c, d].map((id) => archive.clippings.get(id!)).map(({ publication, section, tags }) => [publication, section, tags.length])).toEqual(Array(4).fill(['The Courier', null, 1]));
		expect(archive.clippings.get(a!).provenance.publication).toMatchObject({ how: 'person', certainty: 1 });
		expect(search(archive, { text: 'pub:"The Courier"' }).total).toBe(4);
		expect(await batch.preview({ selection: every, edits })).toMatchObject({ changing: 0 });
		expect(sayOf((await archive.history.turn('undo', null)).label)).toBe('Changed 4 clippings');
		expect(archive.clippings.get(d!)).toMatchObject({ publication: 'Packet', tags: [] });
		await archive.history.turn('redo', null);
		expect(archive.clippings.get(c!).publication).toBe('The Courier');
	});

	it('does edits in their order, and names what cannot be changed with why', async () => {
		const { archive, ids: [a, b, , d] } = await filled();
		const replacing = await archive.batch.preview({ selection: every, edits: [{ do: 'replace', field: 'headline', find: 'Courier', by: '' }] });
		expect(replacing).toMatchObject({ total: 4, changing: 0, refused: 1, edits: [{ would: 0, already: 3, cannot: 1 }] });
		expect(archive.batch.rows(replacing.id, { offset: 0, limit: 10 })).toEqual([{ id: d, headline: 'Courier', changes: [], why: said('said.batch.headless') }]);
		const ordered = await archive.batch.preview({ selection: every, edits: [{ do: 'set', field: 'section', value: 'Port' }, { do: 'replace', field: 'section', find: 'Port', by: 'Quay' }, { do: 'set', field: 'section', value: 'Harbour' }] });
		expect(ordered).toMatchObject({ changing: 2, edits: [{ would: 4 }, { would: 4 }, { would: 4 }] });
		const settle = await archive.batch.preview({ selection: every, edits: [{ do: 'settle', order: 'DMY' }] });
		expect(settle).toMatchObject({ changing: 1 });
		await archive.batch.apply(settle.id);
		expect(archive.clippings.get(a!).published?.edtf).toBe('1982-04-03');
		await archive.batch.run({ selection: { of: 'query', query: { text: 'Tallis', tags: [], collection: null, where: 'archive', only: null, import: null, sort: 'newest' } }, edits: [{ do: 'trash', on: true }, { do: 'flag', on: true }] });
		expect(archive.clippings.get(b!)).toMatchObject({ flagged: true, trashedAt: expect.any(Number) as number });
		const shelf = archive.collections.add('Thesis', null);
		await archive.batch.run({ selection: { of: 'clippings', ids: [d!, a!] }, edits: [{ do: 'collect', collection: shelf, on: true }] });
		expect(archive.clippings.get(d!).collections).toEqual([shelf]);
		expect(await archive.batch.shared(every)).toMatchObject({ total: 3, collections: [{ path: 'Thesis', count: 2 }], tags: [{ name: 'ships', count: 1 }] });
		await expect(archive.batch.apply(999)).rejects.toMatchObject({ code: 'batch/gone' });
		await expect(archive.batch.preview({ selection: every, edits: [{ do: 'collect', collection: 99 as never, on: true }] })).rejects.toMatchObject({ code: 'collection/missing' });
	});

	const large = async (count = 900): Promise<{ archive: Archive; ids: ClippingId[]; parts: () => number }> => {
		const archive = await tempArchive();
		const ids = await keep(archive, ...Array.from({ length: count }, (_, at) => ({ headline: `Headline ${at}`, section: `Section ${at % 7}` })));
		const parts = (): number => {
			const db = openForReading(databasePath(archive.dir));
			try { return db.pluck<number>('SELECT count(*) FROM step_parts').get()!; } finally { db.close(); }
		};
		return { archive, ids, parts };
	};
	const sections = (archive: Archive, ids: readonly ClippingId[]): Set<string | null> => new Set(ids.map((id) => archive.clippings.get(id).section));
	const edits: BatchEditInput[] = [{ do: 'set', field: 'section', value: 'Port' }, { do: 'tag', name: 'new', on: true }];

	it('gives way to other work, and is one step however many parts it has', async () => {
		const { archive, ids, parts } = await large();
		const turns: number[] = [];
		let last = performance.now();
		const ticking = setInterval(() => { turns.push(performance.now() - last); last = performance.now(); }, 1);
		const done = await archive.batch.run({ selection: every, edits });
		clearInterval(ticking);
		expect(done).toMatchObject({ changed: 900, label: { key: 'said.step.changed-clippings', values: { count: 900 } } });
		expect(parts()).toBeGreaterThan(5);
		expect(turns.length).toBeGreaterThan(5);
		expect(sections(archive, ids)).toEqual(new Set(['Port']));
		await archive.history.turn('undo', null);
		expect([sections(archive, ids).size, archive.tags.named('new')]).toEqual([7, null]);
		archive.history.redo();
		expect(sections(archive, ids)).toEqual(new Set(['Port']));
		archive.history.undo();
		expect(sections(archive, ids).size).toBe(7);
	}, 60_000);

	it('leaves, ended early, a step that says how many and goes back whole; also after a restart', async () => {
		const { archive, ids } = await large();
		const stop = new AbortController();
		const done = await archive.batch.run({ selection: every, edits }, { signal: stop.signal, onProgress: ({ done: count }) => { if (count > 200) stop.abort(); } });
		expect(done.cancelled).toBe(true);
		expect(done.changed).toBeGreaterThan(0);
		expect(done.changed).toBeLessThan(900);
		expect(sayOf(archive.history.state().undo!.label)).toBe(`Changed ${done.changed.toLocaleString('en')} clippings`);
		const { dir } = archive;
		await archive.close();
		const again = await tempArchive({ dir });
		const half = new AbortController();
		await again.history.turn('undo', null, { signal: half.signal, onProgress: () => half.abort() });
		expect(again.history.state().undo?.label).toEqual(done.label);
		await again.history.turn('undo', null);
		expect([sections(again, ids).size, again.summary().untagged, again.tags.named('new')]).toEqual([7, 900, null]);
		await again.history.turn('redo', null);
		expect(again.summary().untagged).toBe(900 - done.changed);
	}, 60_000);

	it('is stopped and taken back by an undo while it is done', async () => {
		const { archive, ids } = await large();
		const undone: Promise<unknown>[] = [];
		const done = await archive.batch.run({ selection: every, edits }, { onProgress: ({ done: count }) => { if (count > 200 && undone.length === 0) undone.push(archive.history.turn('undo', null)); } });
		expect(await Promise.all(undone)).toHaveLength(1);
		expect(done.cancelled).toBe(true);
		expect([sections(archive, ids).size, archive.history.state().undo]).toEqual([7, null]);
	}, 60_000);

	it('goes back whole or not at all where somebody else has changed one of them', async () => {
		const { archive, ids } = await large();
		await archive.batch.run({ selection: { of: 'clippings', ids }, edits: [{ do: 'set', field: 'section', value: 'Port' }] });
		const db = openForWriting(databasePath(archive.dir));
		db.prepare('UPDATE clippings SET section = ? WHERE id = ?').run('Theirs', ids[3]!);
		db.close();
		await expect(archive.history.turn('undo', null)).rejects.toMatchObject({ code: 'history/moved-on' });
		expect(sections(archive, ids)).toEqual(new Set(['Port', 'Theirs']));
		expect(archive.history.state().undo).toMatchObject({ label: { key: 'said.step.changed-field', values: { what: { key: 'said.field.section' }, count: 900 } } });
	}, 60_000);
});
