// Proves that highlights are kept, found, moved along with their text, taken back and carried through exports and imports, on real archives.
import fc from 'fast-check';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sayOf } from '../../src/shared/words/say';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading, openForWriting } from '../../src/core/store/open';
import { SearchIndex } from '../../src/core/store/search-index';
import type { Annotation, HighlightColour } from '../../src/shared/annotation';
import type { ClippingId, FormatId } from '../../src/shared/model';
import { Query } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { keep, tempArchive, tempFolder } from '../support/archive';

const BODY = ['Nobody in the yard would say that it was closing.', 'A notice on the gatehouse door, typed and unsigned, asked the day shift to report as usual.', '造船所で十日、最後の船が海に出た。'];

const filled = async (): Promise<{ archive: Archive; id: ClippingId; other: ClippingId }> => {
	const archive = await tempArchive();
	const [id, other] = await keep(archive, { headline: 'Last hull leaves the Averil yard', publication: 'The Averil Courier', body: BODY }, { headline: 'Ferry aground', body: ['The ferry sat on the bar all night.'] });
	return { archive, id: id!, other: other! };
};
const mark = (archive: Archive, id: ClippingId, words: string, { colour = 'lemon', note = '' }: { colour?: HighlightColour; note?: string } = {}): Annotation =>
	archive.highlights.add(id, { ...archive.highlights.places(id, words)[0]!, colour, note });
const found = (archive: Archive, text: string): ClippingId[] => archive.clippings.ids(Query.parse({ text }));
const rows = (archive: Archive): unknown => {
	const db = openForReading(databasePath(archive.dir));
	try {
		return [db.prepare('SELECT hex(uid) AS uid, clipping, selectors, colour, note, made_at, changed_at FROM annotations ORDER BY uid').all(), db.prepare('SELECT id, headline, notes FROM clippings').all()];
	} finally {
		db.close();
	}
};

describe('a highlight', () => {
	it('stands where it was made, in the order of the text', async () => {
		const { archive, id } = await filled();
		mark(archive, id, '最後の船', { colour: 'sky' });
		const lemon = mark(archive, id, 'typed and unsigned', { note: 'Same wording as *1979*.\r\n' });
		mark(archive, id, 'Averil yard', { colour: 'rose' });
		expect(archive.highlights.of(id).map(({ colour, selectors }) => [colour, selectors.quote.exact])).toEqual([['rose', 'Averil yard'], ['lemon', 'typed and unsigned'], ['sky', '最後の船']]);
		expect(lemon).toMatchObject({ note: 'Same wording as *1979*.', clipping: id, madeAt: lemon.changedAt, selectors: { quote: { prefix: 'ing.\nA notice on the gatehouse door, '.slice(-32), suffix: ', asked the day shift to report as usual.'.slice(0, 32) } } });
		expect(lemon.at).toEqual(lemon.selectors.position);
		expect(sayOf(archive.history.state().undo!.label)).toBe('Made a highlight');
	});

	it('moves along with an edit, and is kept when its words are gone', async () => {
		const { archive, id } = await filled();
		const title = mark(archive, id, 'Averil yard', { colour: 'rose' });
		const text = mark(archive, id, 'typed and unsigned');
		archive.clippings.edit(id, { headline: 'A much longer headline than it was before, with the Averil yard in it', standfirst: 'And a standfirst.' });
		const now = archive.highlights.of(id);
		expect(now.map(({ uid }) => uid)).toEqual([title.uid, text.uid]);
		expect(now[1]!.at!.start).toBeGreaterThan(text.at!.start);
		archive.clippings.edit(id, { headline: 'Nothing of it' });
		expect(archive.highlights.of(id).map(({ uid, at }) => [uid, at === null])).toEqual([[text.uid, false], [title.uid, true]]);
		archive.history.undo();
		expect(archive.highlights.of(id).every(({ at }) => at !== null)).toBe(true);
	});

	it('can have another colour, note and range', async () => {
		const { archive, id } = await filled();
		const { uid } = mark(archive, id, 'typed');
		expect(archive.highlights.change(uid, { colour: 'leaf' }).colour).toBe('leaf');
		expect(sayOf(archive.history.state().undo!.label)).toBe('Coloured a highlight');
		expect(archive.highlights.change(uid, { note: 'One.' }).note).toBe('One.');
		expect(sayOf(archive.history.state().undo!.label)).toBe('Added a note to a highlight');
		const range = archive.highlights.places(id, 'typed and unsigned')[0]!;
		const moved = archive.highlights.change(uid, { range });
		expect(moved.selectors.quote.exact).toBe('typed and unsigned');
		expect(moved.changedAt).toBeGreaterThan(moved.madeAt);
		const before = archive.history.state().undo;
		archive.highlights.change(uid, { colour: 'leaf', note: 'One.' });
		expect(archive.history.state().undo).toEqual(before);
	});

	it('refuses what does not stand in the text, and finds what has moved under one’s hands', async () => {
		const { archive, id } = await filled();
		const missing = { code: 'annotation/not-there' };
		expect(() => archive.highlights.add(id, { start: 0, end: 5, exact: 'nothing of the kind', colour: 'sky', note: '' })).toThrow(expect.objectContaining(missing));
		expect(() => archive.highlights.add(id, { start: 9_000, end: 9_001, exact: '?', colour: 'sky', note: '' })).toThrow(expect.objectContaining(missing));
		expect(archive.highlights.add(id, { start: 1, end: 7, exact: 'unsigned', colour: 'sky', note: '' }).at).toEqual(expect.objectContaining({ start: expect.any(Number) as number }));
		expect(() => archive.highlights.change('01958000-0000-7000-8000-0000000000ff', { note: '' })).toThrow(expect.objectContaining({ code: 'annotation/missing' }));
		expect(() => archive.highlights.of(99 as ClippingId)).toThrow(expect.objectContaining({ code: 'clipping/missing' }));
	});

	it('is found by its note, also after an edit and a rebuild of the index', async () => {
		const { archive, id, other } = await filled();
		archive.clippings.edit(other, { notes: 'gooseberries' });
		const { uid } = mark(archive, id, 'typed and unsigned', { note: 'Compare **gooseberries** in the Packet.' });
		expect(found(archive, 'note:gooseberries').sort()).toEqual([id, other].sort());
		expect(found(archive, 'has:highlight')).toEqual([id]);
		expect(found(archive, '-has:highlight')).toEqual([other]);
		expect(found(archive, 'has:note').sort()).toEqual([id, other].sort());
		archive.clippings.edit(id, { headline: 'Another headline', notes: 'currants' });
		expect(found(archive, 'note:gooseberries note:currants')).toEqual([id]);
		const db = openForWriting(databasePath(archive.dir));
		new SearchIndex(db).rebuild();
		db.close();
		expect(found(archive, 'note:gooseberries note:currants')).toEqual([id]);
		archive.highlights.remove(uid);
		expect(found(archive, 'note:gooseberries')).toEqual([other]);
		expect(found(archive, 'has:highlight')).toEqual([]);
	});

	it('shows in the list where its note was found', async () => {
		const { archive, id } = await filled();
		mark(archive, id, 'typed', { note: 'Compare gooseberries in the Packet.' });
		const [row] = archive.clippings.search(Query.parse({ text: 'gooseberries' }), { offset: 0, limit: 1 }).rows;
		expect(row!.snippet.find(({ hit }) => hit)?.text).toBe('gooseberries');
	});

	it('is undone and redone, over a restart, and not over another’s change', async () => {
		const { archive, id } = await filled();
		const { uid } = mark(archive, id, 'typed', { note: 'One.' });
		archive.highlights.change(uid, { colour: 'violet' });
		archive.highlights.remove(uid);
		const { dir } = archive;
		await archive.close();
		const again = await tempArchive({ dir });
		expect(sayOf(again.history.undo().label)).toBe('Removed a highlight');
		expect(again.highlights.of(id)).toMatchObject([{ uid, colour: 'violet', note: 'One.' }]);
		expect(found(again, 'note:one')).toEqual([id]);
		again.history.undo();
		expect(again.highlights.of(id)).toMatchObject([{ colour: 'lemon' }]);
		const db = openForWriting(databasePath(dir));
		db.prepare(`UPDATE annotations SET note = 'Two.'`).run();
		expect(() => again.history.undo()).toThrow(expect.objectContaining({ code: 'history/moved-on' }));
		db.prepare(`UPDATE annotations SET note = 'One.'`).run();
		db.close();
		again.history.undo();
		expect(again.highlights.of(id)).toEqual([]);
		expect(found(again, 'note:one')).toEqual([]);
		again.history.redo();
		expect(again.highlights.of(id)).toMatchObject([{ uid, note: 'One.' }]);
	});

	it('gives the same rows back after any sequence of acts', async () => {
		const { archive, id, other } = await filled();
		const before = rows(archive);
		const act = fc.oneof(
			fc.record({ do: fc.constant('add' as const), to: fc.constantFrom(id, other), start: fc.nat(30), long: fc.integer({ min: 1, max: 20 }), note: fc.constantFrom('', 'A note.', 'Another.') }),
			fc.record({ do: fc.constant('change' as const), nth: fc.nat(5), colour: fc.constantFrom<HighlightColour>('lemon', 'sky', 'rose'), note: fc.constantFrom('', 'A note.', 'Third.') }),
			fc.record({ do: fc.constant('remove' as const), nth: fc.nat(5) }),
			fc.record({ do: fc.constant('edit' as const), headline: fc.constantFrom('One', 'Last hull leaves the Averil yard', 'Two and three'), notes: fc.constantFrom('', 'n') }),
			fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
		);
		fc.assert(fc.property(fc.array(act, { maxLength: 15 }), (acts) => {
			for (const one of acts) {
				const all = [...archive.highlights.of(id), ...archive.highlights.of(other)];
				const meant = 'nth' in one ? all[one.nth % Math.max(1, all.length)] : undefined;
				try {
					if (one.do === 'add') archive.highlights.add(one.to, { start: one.start, end: one.start + one.long, exact: 'yard', colour: 'lemon', note: one.note });
					else if (one.do === 'change' && meant) archive.highlights.change(meant.uid, { colour: one.colour, note: one.note });
					else if (one.do === 'remove' && meant) archive.highlights.remove(meant.uid);
					else if (one.do === 'edit') archive.clippings.edit(id, { headline: one.headline, notes: one.notes });
					else if (one.do === 'undo' || one.do === 'redo') archive.history[one.do]();
				} catch (error) {
					expect(error).toMatchObject({ code: expect.stringMatching(/^(history\/nothing|annotation\/not-there)$/) as string });
				}
			}
			while (archive.history.state().undo) archive.history.undo();
			expect(rows(archive)).toEqual(before);
		}), { numRuns: 40 });
	}, 60_000);
});

describe('export and import', () => {
	it('carries highlights through JSON Lines and back', async () => {
		const { archive, id } = await filled();
		mark(archive, id, 'typed and unsigned', { colour: 'violet', note: 'Compare gooseberries.' });
		mark(archive, id, '最後の船', { colour: 'sky' });
		mark(archive, id, 'Averil yard');
		archive.clippings.edit(id, { headline: 'Gone' });
		const target = join(tempFolder(), 'out');
		mkdirSync(target);
		const made = await archive.export({ of: 'everything' }, 'jsonl' as FormatId, target, {});
		const again = await tempArchive();
		await again.import([{ path: made.path }], { rules: {} });
		const [back] = found(again, 'has:highlight');
		const bare = (all: Annotation[]): unknown => all.map(({ clipping: _, ...one }) => one);
		expect(bare(again.highlights.of(back!))).toEqual(bare(archive.highlights.of(id)));
		expect(found(again, 'note:gooseberries')).toEqual([back]);
		const event = await again.export({ of: 'everything' }, 'markdown' as FormatId, target, {});
		const page = readFileSync(join(event.path, readdirSync(event.path).find((name) => name.startsWith('Gone') && name.endsWith('.md'))!), 'utf8');
		expect(page).toContain('## Highlights\n\n- violet\n\n  > typed and unsigned\n\n  Compare gooseberries.\n\n- sky\n\n  > 最後の船\n\n- lemon, not found in the text any more\n\n  > Averil yard\n');
		expect((await again.preview({ of: 'everything' }, 'markdown' as FormatId, 0)).losses).toContainEqual(expect.objectContaining({ what: said('said.lost.places'), count: 1 }));
	});

	it('gives Web Annotations whose selectors say where the words stand', async () => {
		const { archive, id } = await filled();
		mark(archive, id, 'typed and unsigned', { colour: 'leaf', note: 'Hm.' });
		const [web] = archive.highlights.asWebAnnotations(id);
		expect(web).toMatchObject({ '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'Annotation', motivation: 'commenting', body: { value: 'Hm.', format: 'text/markdown' }, target: { source: `urn:uuid:${archive.clippings.get(id).uid}`, styleClass: 'leaf' } });
		expect(web!.target.selector).toMatchObject([{ type: 'TextQuoteSelector', exact: 'typed and unsigned' }, { type: 'TextPositionSelector' }]);
	});
});
