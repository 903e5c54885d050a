// Proves that every act of a person can be undone and redone: row by row, after a restart, a hundred deep, and never over what somebody else has changed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { packIds, unpackIds } from '../../src/core/store/id-list';
import { openForReading, openForWriting } from '../../src/core/store/open';
import type { ClippingId, TagId } from '../../src/shared/model';
import { keep, tempArchive } from '../support/archive';
import { drawn } from '../support/pictures';

/** All rows of what a person can change, but for when it was changed: undoing is a change of its own. */
function rows(archive: Archive): unknown {
	const db = openForReading(databasePath(archive.dir));
	try {
		return Object.fromEntries([
			['clippings', 'id, headline, headline_key, publication, publication_key, kicker, standfirst, byline, byline_text, dateline, published, first_day, updated, section, edition, page, url, notes, words, lead, unsure, sourced, set_aside, tag_count, trashed_at'],
			['texts', 'clipping, hex(content) AS content'], ['tags', '*'], ['taggings', '*'], ['conventions', 'publication_key, publication, date_order'],
		].map(([table, columns]) => [table, db.prepare(`SELECT ${columns} FROM ${table}`).all()]));
	} finally {
		db.close();
	}
}

const eventsOf = (archive: Archive): number => {
	const db = openForReading(databasePath(archive.dir));
	try {
		return db.pluck<number>('SELECT count(*) FROM events').get()!;
	} finally {
		db.close();
	}
};

const OPEN = { printed: '03/04/82', edtf: null, readings: ['1982-03-04', '1982-04-03'] };

const filled = async (): Promise<{ archive: Archive; ids: ClippingId[] }> => {
	const archive = await tempArchive();
	const ids = await keep(archive,
		{ headline: 'Alpha', publication: 'Tidewater Gazette', published: OPEN, certainty: 0.5, tags: ['war/ukraine'], body: ['The slip is empty.'], aside: 'Share this' },
		{ headline: 'Beta', publication: 'Tidewater Gazette', published: OPEN, certainty: 0.5, tags: ['war', 'ships'], body: ['A ferry.'] },
		{ headline: null, byline: ['Nora Tallis'], body: ['Nobody came to the quay.'] },
		{ headline: 'Delta', publication: 'Courier', tags: ['ships'] },
	);
	return { archive, ids };
};

const undoAll = (archive: Archive): void => { while (archive.history.state().undo) archive.history.undo(); };
const redoAll = (archive: Archive): void => { while (archive.history.state().redo) archive.history.redo(); };

describe('a list of ids', () => {
	it('is packed and comes back sorted, each once', () => {
		fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 400 })), (ids) => {
			expect(unpackIds(packIds(ids as ClippingId[]))).toEqual([...new Set(ids)].sort((a, b) => a - b));
		}));
		expect(packIds(Array.from({ length: 100_000 }, (_, at) => (at + 1) as ClippingId)).length).toBeLessThan(10);
		expect(packIds(Array.from({ length: 100_000 }, (_, at) => (at * 9 + 1) as ClippingId)).length).toBeLessThan(250_000);
	});
});

describe('undoing', () => {
	it('takes back and does again each kind of act, in words', async () => {
		const { archive, ids: [a, b, c, d] } = await filled();
		const tag = (name: string): TagId => archive.tags.named(name)!.id;
		const acts: [string, () => unknown][] = [
			['Changed the headline', () => archive.clippings.edit(a!, { headline: 'Alpha and more' })],
			['Changed 2 details', () => archive.clippings.edit(a!, { byline: 'Nora Tallis', notes: 'Compare the Packet.' })],
			['Accepted the headline', () => archive.clippings.accept(c!, { fields: ['headline'] })],
			['Settled the dates of 2 clippings', () => archive.clippings.settle(a!, 'published', '1982-04-03', true)],
			['Kept as text only', () => archive.clippings.textOnly(b!)],
			['Tagged 3 clippings', () => archive.clippings.tag([a!, b!, c!], ['new', 'ships'], [])],
			['Took a tag off 3 clippings', () => archive.clippings.tag([b!, d!, c!], [], ['ships', 'unknown'])],
			['Changed the tags of 1 clipping', () => archive.clippings.tag([d!], ['ships'], ['new'])].slice(0, 2) as [string, () => unknown],
			['Moved 2 clippings to the trash', () => archive.clippings.trash([a!, d!])],
			['Moved 1 clipping to the trash', () => archive.clippings.trash([a!, b!])],
			['Put back 3 clippings', () => archive.clippings.restore([a!, b!, d!])],
			['Renamed the tag war', () => archive.tags.rename(tag('war'), 'conflict', false)],
			['Coloured the tag conflict', () => archive.tags.colour(tag('conflict'), archive.tags.named('conflict')!.colour === 'slate' ? 'red' : 'slate')],
			['Merged the tag ships', () => archive.tags.rename(tag('ships'), 'new', true)],
			['Removed the tag new', () => archive.tags.remove(tag('new'))],
			['Forgot how Tidewater Gazette writes dates', () => archive.conventions.remove('tidewater gazette')],
			['Decided how Courier writes dates', () => archive.conventions.set('Courier', 'MDY', true)],
		];
		const standings = [rows(archive)];
		const done: string[] = [];
		for (const [label, act] of acts) {
			act();
			const said = sayOf(archive.history.state().undo!.label);
			if (label.startsWith('Changed the tags')) expect(said).toMatch(/Tagged|Changed the tags/);
			else expect(said).toBe(label);
			done.push(said);
			standings.push(rows(archive));
		}
		const noted = eventsOf(archive);
		for (let at = acts.length - 1; at >= 0; at--) {
			expect(sayOf(archive.history.undo().label)).toBe(done[at]);
			expect(rows(archive), `undone: ${done[at]}`).toEqual(standings[at]);
		}
		expect(archive.history.state().undo).toBeNull();
		expect(eventsOf(archive)).toBeGreaterThan(noted);
		for (let at = 0; at < acts.length; at++) {
			expect(sayOf(archive.history.redo().label)).toBe(done[at]);
			if (!/trash|Put back/.test(done[at]!)) expect(rows(archive), `redone: ${done[at]}`).toEqual(standings[at + 1]);
		}
		expect(archive.history.state().redo).toBeNull();
	});

	it('gives the same archive, row by row, after any sequence of acts', async () => {
		const names = fc.constantFrom('war', 'war/ukraine', 'ships', 'new', 'new/one');
		const some = fc.subarray([0, 1, 2, 3], { minLength: 1 });
		const act = fc.oneof(
			fc.record({ do: fc.constant('tag' as const), some, add: fc.array(names, { maxLength: 2 }), remove: fc.array(names, { maxLength: 2 }) }),
			fc.record({ do: fc.constantFrom('trash' as const, 'restore' as const), some }),
			fc.record({ do: fc.constantFrom('text' as const, 'accept' as const), one: fc.nat(3) }),
			fc.record({ do: fc.constant('settle' as const), one: fc.nat(1), reading: fc.constantFrom('1982-04-03', '1982-03-04', null), others: fc.boolean() }),
			fc.record({ do: fc.constant('edit' as const), one: fc.nat(3), headline: fc.constantFrom('One', 'Two', 'Alpha'), publication: fc.constantFrom('Courier', null, 'Tidewater Gazette') }),
			fc.record({ do: fc.constant('rename' as const), name: names, to: names }),
			fc.record({ do: fc.constant('remove' as const), name: names }),
			fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
		);
		const { archive, ids } = await filled();
		const before = rows(archive);
		type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
		const perform = (one: Act): void => {
			switch (one.do) {
				case 'tag': return archive.clippings.tag(one.some.map((at) => ids[at]!), one.add, one.remove);
				case 'trash': case 'restore': return archive.clippings[one.do](one.some.map((at) => ids[at]!));
				case 'text': return void archive.clippings.textOnly(ids[one.one]!);
				case 'accept': return void archive.clippings.accept(ids[one.one]!, { fields: ['headline', 'publication', 'published', 'byline'] });
				case 'settle': return void archive.clippings.settle(ids[one.one]!, 'published', one.reading, one.others);
				case 'edit': return void archive.clippings.edit(ids[one.one]!, { headline: one.headline, publication: one.publication });
				case 'rename': { const tag = archive.tags.named(one.name); return tag ? archive.tags.rename(tag.id, one.to, true) : undefined; }
				case 'remove': { const tag = archive.tags.named(one.name); return tag ? void archive.tags.remove(tag.id) : undefined; }
				case 'undo': case 'redo': return void archive.history[one.do]();
			}
		};
		fc.assert(fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
			for (const one of acts) {
				try {
					perform(one);
				} catch (error) {
					expect(error).toMatchObject({ code: expect.stringMatching(/^(history\/nothing|date\/not-a-reading)$/) as string });
				}
			}
			undoAll(archive);
			expect(rows(archive)).toEqual(before);
			redoAll(archive);
			undoAll(archive);
			expect(rows(archive)).toEqual(before);
		}), { numRuns: 60 });
	}, 120_000);

	it('lasts over a restart, and goes a hundred acts back', async () => {
		const { archive, ids: [a] } = await filled();
		for (let at = 0; at < 130; at++) archive.clippings.edit(a!, { notes: `Note ${at}` });
		const dir = archive.dir;
		await archive.close();
		const again = await tempArchive({ dir });
		let undone = 0;
		for (; again.history.state().undo; undone++) again.history.undo();
		expect(undone).toBe(100);
		expect(again.clippings.get(a!).notes).toBe('Note 29');
		again.history.redo();
		await again.close();
		const last = await tempArchive({ dir });
		expect(last.clippings.get(a!).notes).toBe('Note 30');
		expect(sayOf(last.history.redo().label)).toBe('Changed the note');
	});

	it('leaves the redone branch with a new act, and says when there is nothing', async () => {
		const { archive, ids: [a] } = await filled();
		expect(() => archive.history.undo()).toThrow(expect.objectContaining({ code: 'history/nothing', facts: { way: 'undo' } }));
		archive.clippings.edit(a!, { notes: 'one' });
		archive.history.undo();
		archive.clippings.edit(a!, { notes: 'two' });
		expect(() => archive.history.redo()).toThrow(expect.objectContaining({ code: 'history/nothing', facts: { way: 'redo' } }));
		expect(() => archive.history.undo(999)).toThrow(expect.objectContaining({ code: 'history/nothing' }));
		expect(archive.clippings.get(a!).notes).toBe('two');
		archive.clippings.edit(a!, { notes: 'two' });
		expect(sayOf(archive.history.state().undo!.label)).toBe('Changed the note');
	});

	it('refuses, and changes nothing, where somebody else has changed what it would touch', async () => {
		const { archive, ids: [a, b] } = await filled();
		archive.clippings.tag([a!, b!], ['one'], []);
		archive.clippings.edit(a!, { headline: 'Mine', notes: 'n' });
		const db = openForWriting(databasePath(archive.dir));
		db.prepare('UPDATE clippings SET headline = ? WHERE id = ?').run('Theirs', a!);
		const before = rows(archive);
		expect(() => archive.history.undo()).toThrow(expect.objectContaining({ code: 'history/moved-on', facts: { label: said('said.step.changed-details', { count: 2 }), detail: said('said.moved.field', { what: said('said.field.headline'), headline: 'Theirs' }) } }));
		expect(rows(archive)).toEqual(before);
		db.prepare('UPDATE clippings SET headline = ? WHERE id = ?').run('Mine', a!);
		archive.history.undo();
		db.prepare('DELETE FROM taggings WHERE clipping = ? AND tag = (SELECT id FROM tags WHERE name = ?)').run(b!, 'one');
		expect(() => archive.history.undo()).toThrow(expect.objectContaining({ code: 'history/moved-on' }));
		db.prepare('DELETE FROM clippings WHERE id = ?').run(b!);
		db.close();
		expect(() => archive.history.undo()).toThrow(expect.objectContaining({ code: 'history/moved-on' }));
		expect(archive.clippings.get(a!).tags.map(({ name }) => name)).toContain('one');
	});

	it('keeps a tag that an import has come to use', async () => {
		const { archive, ids: [a] } = await filled();
		archive.clippings.tag([a!], ['fresh'], []);
		await keep(archive, { headline: 'Later', tags: ['fresh'] });
		archive.history.undo();
		expect(archive.tags.named('fresh')?.count).toBe(1);
		archive.history.redo();
		expect(archive.tags.named('fresh')?.count).toBe(2);
	});

	it('gives pictures back that were taken off, and takes off those that were added', async () => {
		const { archive, ids: [a] } = await filled();
		const names = (): string[] => archive.clippings.get(a!).pictures.map(({ fileName }) => fileName);
		await archive.pictures.attach(a!, null, { bytes: drawn(1), name: 'slip.png' });
		const [picture] = archive.clippings.get(a!).pictures;
		archive.pictures.detach(picture!.id);
		expect([sayOf(archive.history.state().undo!.label), names()]).toEqual(['Took off a picture', []]);
		archive.history.undo();
		expect(archive.clippings.get(a!).pictures).toEqual([picture]);
		archive.history.undo();
		expect(names()).toEqual([]);
		redoAll(archive);
		expect(names()).toEqual([]);
		archive.history.undo();
		expect(names()).toEqual(['slip.png']);
	});

	it('still says and undoes steps kept as sentences, before they were messages', async () => {
		const { archive, ids: [a] } = await filled();
		archive.clippings.edit(a!, { notes: 'n' });
		const db = openForWriting(databasePath(archive.dir));
		for (const kept of ['Changed the note', '{ no message', '{"key":"elsewhere","values":{}}']) {
			db.prepare('UPDATE steps SET label = ? WHERE id = (SELECT max(id) FROM steps)').run(kept);
			expect(sayOf(archive.history.state().undo!.label)).toBe(kept);
		}
		db.close();
		archive.history.undo();
		expect(archive.clippings.get(a!).notes).toBe('');
	});

	it('costs little for many clippings', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, ...Array.from({ length: 3_000 }, (_, at) => ({ headline: `H ${at}` })));
		archive.clippings.tag(ids, ['all'], []);
		archive.clippings.trash(ids);
		const db = openForReading(databasePath(archive.dir));
		const sizes = db.pluck<number>('SELECT length(changes) FROM steps').all();
		db.close();
		expect(Math.max(...sizes)).toBeLessThan(400);
		undoAll(archive);
		expect(archive.summary()).toMatchObject({ trashed: 0, untagged: 3_000 });
	});

	it('has nothing in an archive that is only read', async () => {
		const { archive, ids: [a] } = await filled();
		archive.clippings.edit(a!, { notes: 'n' });
		const { dir } = archive;
		await archive.close();
		const read = await tempArchive({ dir, readOnly: true });
		expect(read.history.state()).toEqual({ undo: null, redo: null });
		expect(() => read.history.undo()).toThrow(expect.objectContaining({ code: 'archive/read-only' }));
	});
});
