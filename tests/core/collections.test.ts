// Holds what collections promise: a tree with names and an order, clippings in many, counts that follow the trash, and every act undone to the row.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import type { ClippingId, CollectionId } from '../../src/shared/model';
import { headlines, keep, search, tempArchive } from '../support/archive';

const tree = (archive: Archive): string[] => archive.collections.list().map(({ path, count }) => `${path} ${count}`);

/** Every row that collections have, as it stands on the disk. */
function rows(archive: Archive): unknown {
	const db = openForReading(databasePath(archive.dir));
	try {
		return [db.prepare('SELECT id, hex(uid) AS uid, parent, name, name_key, position, clippings FROM collections ORDER BY id').all(), db.prepare('SELECT * FROM memberships ORDER BY collection, position, clipping').all()];
	} finally {
		db.close();
	}
}

/** What the counts must be, counted anew. */
function counted(archive: Archive): string[] {
	const db = openForReading(databasePath(archive.dir));
	try {
		return archive.collections.list().map(({ id, path }) => {
			const many = db.pluck<number>(`
				WITH RECURSIVE below (id) AS (SELECT ? UNION SELECT c.id FROM below JOIN collections c ON c.parent = below.id)
				SELECT count(DISTINCT m.clipping) FROM below JOIN memberships m ON m.collection = below.id JOIN clippings c ON c.id = m.clipping WHERE c.trashed_at IS NULL`).get(id);
			return `${path} ${many}`;
		});
	} finally {
		db.close();
	}
}

async function shelved(): Promise<{ archive: Archive; ids: ClippingId[]; thesis: CollectionId; closure: CollectionId; after: CollectionId; show: CollectionId }> {
	const archive = await tempArchive();
	const ids = await keep(archive, ...['A', 'B', 'C', 'D'].map((headline) => ({ headline })));
	const thesis = archive.collections.add('Thesis', null);
	const closure = archive.collections.add('The closure', thesis);
	const after = archive.collections.add('After', thesis);
	const show = archive.collections.add('Exhibition 2027', null);
	return { archive, ids, thesis, closure, after, show };
}

describe('collections', () => {
	it('stand in a tree, in the order they were made, and a parent finds what is in its children', async () => {
		const { archive, ids, thesis, closure, after, show } = await shelved();
		archive.collections.collect(ids.slice(0, 3), [closure], []);
		archive.collections.collect([ids[0]!], [after, show], []);
		expect(tree(archive)).toEqual(['Thesis 3', 'Thesis/The closure 3', 'Thesis/After 1', 'Exhibition 2027 1']);
		expect(headlines(archive, { collection: thesis, sort: 'headline' })).toEqual(['A', 'B', 'C']);
		expect(headlines(archive, { collection: after })).toEqual(['A']);
		expect(search(archive, { text: 'b', collection: thesis }).total).toBe(1);
		expect(archive.clippings.get(ids[0]!).collections).toEqual([closure, after, show]);
		archive.collections.collect([ids[0]!], [], [closure]);
		expect(tree(archive)).toEqual(['Thesis 3', 'Thesis/The closure 2', 'Thesis/After 1', 'Exhibition 2027 1']);
		expect(archive.collections.named('thesis/the CLOSURE')).toBe(closure);
		expect(archive.collections.named('Thesis/Nothing')).toBeNull();
	});

	it('count what is outside the trash, each clipping once', async () => {
		const { archive, ids, closure, after } = await shelved();
		archive.collections.collect(ids, [closure, after], []);
		archive.clippings.trash([ids[0]!, ids[1]!]);
		expect(tree(archive)).toEqual(['Thesis 2', 'Thesis/The closure 2', 'Thesis/After 2', 'Exhibition 2027 0']);
		archive.collections.collect([ids[0]!], [], [after]);
		archive.clippings.restore([ids[0]!, ids[1]!]);
		expect(tree(archive)).toEqual(['Thesis 4', 'Thesis/The closure 4', 'Thesis/After 3', 'Exhibition 2027 0']);
		expect(counted(archive)).toEqual(tree(archive));
	});

	it('are renamed, moved and reordered; what cannot be is refused and changes nothing', async () => {
		const { archive, ids, thesis, closure, after, show } = await shelved();
		archive.collections.collect(ids.slice(0, 2), [closure], []);
		archive.collections.rename(after, 'Afterwards');
		archive.collections.move(closure, show, null);
		expect(tree(archive)).toEqual(['Thesis 0', 'Thesis/Afterwards 0', 'Exhibition 2027 2', 'Exhibition 2027/The closure 2']);
		archive.collections.move(show, null, thesis);
		archive.collections.move(closure, thesis, after);
		expect(tree(archive)).toEqual(['Exhibition 2027 0', 'Thesis 2', 'Thesis/The closure 2', 'Thesis/Afterwards 0']);
		const before = rows(archive);
		expect(() => archive.collections.add('the closure', thesis)).toThrow('collection/taken');
		expect(() => archive.collections.rename(after, 'The Closure')).toThrow('collection/taken');
		expect(() => archive.collections.add('a/b', null)).toThrow('collection/unusable');
		expect(() => archive.collections.add(' \u200b ', null)).toThrow('collection/unusable');
		expect(() => archive.collections.move(thesis, closure, null)).toThrow('collection/unusable');
		expect(() => archive.collections.move(thesis, 99 as CollectionId, null)).toThrow('collection/missing');
		expect(() => archive.collections.collect([99 as ClippingId], [thesis], [])).toThrow('clipping/missing');
		let deep: CollectionId | null = null;
		for (let level = 0; level < 20; level++) deep = archive.collections.add('deeper', deep);
		expect(() => archive.collections.add('deeper', deep)).toThrow('collection/unusable');
		archive.collections.remove(archive.collections.named('deeper')!);
		expect(rows(archive)).toEqual(before);
	});

	it('are removed with what is inside them; the clippings stay', async () => {
		const { archive, ids, thesis, closure, after } = await shelved();
		archive.collections.collect(ids, [closure], []);
		archive.collections.collect(ids.slice(0, 1), [after], []);
		expect(archive.collections.remove(thesis)).toEqual({ clippings: 4 });
		expect(tree(archive)).toEqual(['Exhibition 2027 0']);
		expect(search(archive).total).toBe(4);
		expect(() => search(archive, { collection: thesis })).toThrow('collection/missing');
	});

	it('keep the order somebody gave', async () => {
		const { archive, ids, thesis, closure, after } = await shelved();
		archive.collections.collect(ids, [closure], []);
		archive.collections.collect([ids[3]!], [after], []);
		archive.collections.arrange(closure, [ids[3]!, ids[2]!], ids[0]!);
		expect(headlines(archive, { collection: closure, sort: 'arranged' })).toEqual(['D', 'C', 'A', 'B']);
		archive.collections.arrange(closure, [ids[3]!], null);
		expect(headlines(archive, { collection: thesis, sort: 'arranged' })).toEqual(['C', 'A', 'B', 'D']);
		expect(headlines(archive, { collection: thesis, sort: 'arranged', text: '-a' })).toEqual(['C', 'B', 'D']);
		archive.clippings.trash([ids[2]!]);
		expect(headlines(archive, { collection: closure, sort: 'arranged' })).toEqual(['A', 'B', 'D']);
		expect(headlines(archive, { collection: closure, sort: 'arranged', where: 'trash' })).toEqual(['C']);
	});

	it('tell of every change, with what stood before, in the record', async () => {
		const { archive, ids, closure } = await shelved();
		const told: unknown[] = [];
		const undo = archive.onChanged((changed) => told.push(changed));
		archive.collections.collect([ids[0]!], [closure], []);
		archive.collections.collect([ids[0]!], [closure], []);
		undo();
		expect(told).toEqual([{ clippings: true, tags: false, collections: true }]);
		const db = openForReading(databasePath(archive.dir));
		const events = db.prepare<{ clipping: number | null; detail: string }>(`SELECT clipping, detail FROM events WHERE type = 'modification' ORDER BY id DESC LIMIT 2`).all();
		db.close();
		expect(events.map(({ clipping, detail }) => ({ clipping, detail: JSON.parse(detail) as unknown }))).toMatchObject([
			{ clipping: ids[0], detail: { collections: { added: ['Thesis/The closure'], removed: [] } } },
			{ clipping: null, detail: { collections: { before: [], after: [{ name: 'Exhibition 2027', parent: null }] } } },
		]);
	});

	it('any acts undone give back every row, and redone every row again; counts are always right', async () => {
		const act = fc.record({ what: fc.constantFrom('add', 'rename', 'move', 'remove', 'collect', 'take', 'arrange', 'trash', 'restore'), a: fc.nat(6), b: fc.nat(6), c: fc.nat(6) });
		await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (acts) => {
			const archive = await tempArchive();
			const ids = await keep(archive, ...['A', 'B', 'C', 'D'].map((headline) => ({ headline })));
			const start = rows(archive);
			const states: unknown[] = [];
			for (const { what, a, b, c } of acts) {
				const all = archive.collections.list();
				const one = all[a % Math.max(1, all.length)];
				const other = all[b % Math.max(1, all.length)];
				const some = ids.filter((_, at) => ((c + 1) >> at) & 1);
				try {
					if (what === 'add') archive.collections.add(`N${b}`, c % 2 ? one?.id ?? null : null);
					else if (what === 'trash') archive.clippings.trash(some);
					else if (what === 'restore') archive.clippings.restore(some);
					else if (!one || !other) continue;
					else if (what === 'rename') archive.collections.rename(one.id, `N${c}`);
					else if (what === 'move') archive.collections.move(one.id, c % 2 ? other.id : null, null);
					else if (what === 'remove') archive.collections.remove(one.id);
					else if (what === 'collect') archive.collections.collect(some, [one.id, other.id], []);
					else if (what === 'take') archive.collections.collect(some, [], [one.id]);
					else archive.collections.arrange(one.id, some, null);
				} catch (error) {
					expect(String(error)).toMatch(/collection\/(taken|unusable)/);
				}
				expect(counted(archive)).toEqual(tree(archive));
			}
			const end = rows(archive);
			const steps: number[] = [];
			for (let step = archive.history.state().undo; step; step = archive.history.state().undo) {
				states.push(rows(archive));
				archive.history.undo(step.id);
				steps.push(step.id);
				expect(counted(archive)).toEqual(tree(archive));
			}
			expect(rows(archive)).toEqual(start);
			for (const step of steps.reverse()) archive.history.redo(step);
			expect(rows(archive)).toEqual(end);
			await archive.close();
		}), { numRuns: 25 });
	}, 60_000);
});
