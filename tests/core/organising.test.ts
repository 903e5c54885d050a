// Holds what filing promises: flags, the inbox, what came of late, branches of tags with their counts, nesting and merging, a place by hand; every act undone to the row.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayOf } from '../../src/shared/words/say';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { openForReading, openForWriting } from '../../src/core/store/open';
import { Search } from '../../src/core/store/search';
import { Query, type ClippingId, type QueryInput } from '../../src/shared/model';
import { headlines, keep, MORNING, search, tempArchive } from '../support/archive';

const DAY = 86_400_000;
const tree = (archive: Archive): string[] => archive.tags.tree().map(({ name, id, count, total }) => `${name}${id === null ? '*' : ''} ${count}/${total}`);
const id = (archive: Archive, name: string) => archive.tags.named(name)!.id;

function reading<T>(archive: Archive, work: (db: ReturnType<typeof openForReading>) => T): T {
	const db = openForReading(databasePath(archive.dir));
	try {
		return work(db);
	} finally {
		db.close();
	}
}

/** Every row that filing has, counts included, but for when it was changed. */
const rows = (archive: Archive): unknown => reading(archive, (db) => [
	db.prepare('SELECT id, flagged, tag_count, collection_count, trashed_at FROM clippings ORDER BY id').all(),
	...['tags', 'taggings', 'tag_branches', 'collections', 'memberships', 'tallies'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()),
]);

const found = (archive: Archive, query: QueryInput | string): string[] => headlines(archive, typeof query === 'string' ? { text: query, sort: 'headline' } : { sort: 'headline', ...query });

async function filled(): Promise<{ archive: Archive; ids: ClippingId[] }> {
	const archive = await tempArchive();
	const ids = await keep(archive,
		{ headline: 'A', tags: ['war/ukraine/kyiv', 'war/ukraine'] }, { headline: 'B', tags: ['war/peace'] }, { headline: 'C', tags: ['Ships'] }, { headline: 'D' }, { headline: 'E' },
	);
	return { archive, ids };
}

describe('a flag', () => {
	it('is put on and taken off, found, counted, and undone', async () => {
		const { archive, ids: [a, b, c] } = await filled();
		archive.clippings.flag([a!, b!], true);
		archive.clippings.flag([b!, c!], true);
		expect(sayOf(archive.history.state().undo!.label)).toBe('Flagged 1 clipping');
		expect(found(archive, { only: 'flagged' })).toEqual(['A', 'B', 'C']);
		expect(found(archive, 'is:flagged')).toEqual(['A', 'B', 'C']);
		expect(found(archive, '-is:flagged')).toEqual(['D', 'E']);
		expect(found(archive, 'is:flagged tag:war')).toEqual(['A', 'B']);
		expect(found(archive, 'is:flagged OR tag:none')).toEqual(['A', 'B', 'C', 'D', 'E']);
		expect(archive.clippings.get(b!).flagged).toBe(true);
		expect(search(archive, { text: 'B' }).rows[0]).toMatchObject({ flagged: true });
		archive.clippings.trash([a!]);
		expect(archive.summary().flagged).toBe(2);
		expect(found(archive, { only: 'flagged', where: 'trash' })).toEqual(['A']);
		archive.clippings.flag([a!, b!, c!], false);
		expect(sayOf(archive.history.state().undo!.label)).toBe('Unflagged 3 clippings');
		expect(archive.summary().flagged).toBe(0);
		archive.history.undo();
		archive.history.undo();
		expect(archive.summary().flagged).toBe(3);
		const step = archive.history.state().undo;
		archive.clippings.flag([a!], true);
		expect(archive.history.state().undo, 'what is flagged already is no act').toEqual(step);
		expect(() => archive.clippings.flag([99 as ClippingId], true)).toThrow('clipping/missing');
	});
});

describe('the inbox', () => {
	it('holds what is neither tagged nor in a collection', async () => {
		const { archive, ids: [, , , d, e] } = await filled();
		expect(found(archive, { only: 'unfiled' })).toEqual(['D', 'E']);
		const shelf = archive.collections.add('Thesis', null);
		const inside = archive.collections.add('After', shelf);
		archive.collections.collect([d!], [shelf, inside], []);
		expect([found(archive, 'is:unfiled'), archive.summary().unfiled, archive.summary().untagged]).toEqual([['E'], 1, 2]);
		archive.collections.collect([d!], [], [shelf]);
		expect(archive.summary().unfiled).toBe(1);
		archive.collections.remove(shelf);
		expect(found(archive, { only: 'unfiled' })).toEqual(['D', 'E']);
		archive.history.undo();
		archive.clippings.trash([e!]);
		expect([found(archive, { only: 'unfiled' }), archive.summary().unfiled]).toEqual([[], 0]);
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('is listed without walking all clippings when few are in it, and without sorting when all are', async () => {
		const { archive } = await filled();
		await archive.close();
		reading(archive, (db) => {
			for (const only of ['flagged', 'unfiled', 'untagged', 'unsure', 'recent'] as const) {
				const { ids } = new Search(db).statements(Query.parse({ only, sort: 'newest' }));
				const plan = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${ids.text}`).all(...ids.values).map(({ detail }) => detail);
				expect(plan[0], plan.join('\n')).toMatch(/^SEARCH c USING (COVERING )?INDEX/);
			}
		});
	});
});

describe('what came of late', () => {
	it('is what came with the imports of a week', async () => {
		let now = MORNING;
		const archive = await tempArchive({ clock: () => now });
		const bring = async (headline: string): Promise<void> => void await archive.import([{ text: `${headline} of the harbour\n\nThe slipway stood empty for the first time since it was built, and nobody came.\n`, name: `${headline}.txt` }], { rules: {} });
		expect(found(archive, { only: 'recent' })).toEqual([]);
		await bring('First news');
		now += 20 * DAY;
		await bring('Second news');
		now += 6 * DAY;
		await bring('Third news');
		now += 20 * DAY;
		await bring('Third news');
		expect(found(archive, 'is:recent')).toEqual(['Second news of the harbour', 'Third news of the harbour']);
		expect(headlines(archive, { only: 'recent', sort: 'imported' })).toEqual(['Third news of the harbour', 'Second news of the harbour']);
	});
});

describe('branches of tags', () => {
	it('stand in a tree with parents nobody typed, each clipping counted once', async () => {
		const { archive, ids: [a] } = await filled();
		expect(tree(archive)).toEqual(['Ships 1/1', 'war* 0/2', 'war/peace 1/1', 'war/ukraine 1/1', 'war/ukraine/kyiv 1/1']);
		expect(found(archive, 'tag:war')).toEqual(['A', 'B']);
		archive.clippings.tag([a!], ['war/peace', 'Warsaw'], ['war/ukraine']);
		expect(tree(archive)).toEqual(['Ships 1/1', 'war* 0/2', 'war/peace 2/2', 'war/ukraine 0/1', 'war/ukraine/kyiv 1/1', 'Warsaw 1/1']);
		archive.clippings.trash([a!]);
		expect(tree(archive)[1]).toBe('war* 0/1');
		archive.clippings.restore([a!]);
		archive.clippings.tag([a!], ['WAR'], []);
		expect(tree(archive)[1]).toBe('WAR 1/2');
		expect((await archive.check({})).findings).toEqual([]);
	});

	it('are nested, also one that is no tag, and come back to the top', async () => {
		const { archive } = await filled();
		archive.tags.move('war', 'Ships/war', false);
		expect(tree(archive)).toEqual(['Ships 1/3', 'Ships/war* 0/2', 'Ships/war/peace 1/1', 'Ships/war/ukraine 1/1', 'Ships/war/ukraine/kyiv 1/1']);
		archive.tags.move('ships/WAR/ukraine', 'Ukraine', false);
		expect(tree(archive)).toEqual(['Ships 1/2', 'Ships/war* 0/1', 'Ships/war/peace 1/1', 'Ukraine 1/1', 'Ukraine/kyiv 1/1']);
		archive.history.undo();
		archive.history.undo();
		expect(tree(archive)).toEqual(['Ships 1/1', 'war* 0/2', 'war/peace 1/1', 'war/ukraine 1/1', 'war/ukraine/kyiv 1/1']);
		expect(() => archive.tags.move('nothing', 'x', false)).toThrow('tag/missing');
	});

	it('become one only when that is said, and what it comes to is told before', async () => {
		const { archive, ids: [a, , c] } = await filled();
		archive.clippings.tag([a!, c!], ['conflict/ukraine'], []);
		expect(archive.tags.moving('war', 'Conflict')).toEqual({ tags: 3, clippings: 2, into: { name: 'conflict', clippings: 2, both: 1 } });
		expect(archive.tags.moving('war', 'elsewhere')).toEqual({ tags: 3, clippings: 2, into: null });
		const before = rows(archive);
		expect(() => archive.tags.move('war', 'Conflict', false)).toThrow(expect.objectContaining({ code: 'tag/taken', facts: { name: 'conflict' } }));
		expect(rows(archive)).toEqual(before);
		archive.tags.move('war', 'conflict', true);
		expect(tree(archive)).toEqual(['conflict* 0/3', 'conflict/peace 1/1', 'conflict/ukraine 2/2', 'conflict/ukraine/kyiv 1/1', 'Ships 1/1']);
		archive.history.undo();
		expect(rows(archive)).toEqual(before);
	});

	it('are made empty, coloured with what inherits the hue, and removed', async () => {
		const { archive } = await filled();
		archive.tags.add('Ports/Averil');
		expect(() => archive.tags.add('ports/averil')).toThrow(expect.objectContaining({ code: 'tag/taken' }));
		expect(tree(archive)).toContain('Ports/Averil 0/0');
		const hue = (name: string) => archive.tags.tree().find((one) => one.name === name)!.colour;
		expect(new Set(['war/peace', 'war/ukraine', 'war/ukraine/kyiv'].map(hue)).size, 'kin have one hue').toBe(1);
		archive.tags.colour(id(archive, 'war/ukraine'), 'violet');
		expect(hue('war/ukraine/kyiv')).toBe('violet');
		archive.tags.colour(id(archive, 'war/peace'), 'slate');
		archive.tags.colourBranch('war', 'olive');
		expect(['war', 'war/peace', 'war/ukraine', 'war/ukraine/kyiv'].map(hue), 'only what had the branch\'s own hue takes the new one').toEqual(['olive', 'olive', 'violet', 'violet']);
		archive.tags.remove(id(archive, 'Ports/Averil'));
		expect(tree(archive).some((one) => one.startsWith('Ports'))).toBe(false);
		while (archive.history.state().undo) archive.history.undo();
		expect(tree(archive)).toEqual(['Ships 1/1', 'war* 0/2', 'war/peace 1/1', 'war/ukraine 1/1', 'war/ukraine/kyiv 1/1']);
	});

	it('of thousands are listed at once', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 50 }, (_, one) => ({ headline: `Clipping ${one}`, tags: Array.from({ length: 60 }, (__, at) => `top ${one % 25}/middle ${at % 6}/tag ${one * 60 + at}`) })));
		const branches = archive.tags.tree();
		expect(branches.filter((one) => one.id !== null)).toHaveLength(3_000);
		expect(branches.filter((one) => one.id === null)).toHaveLength(25 + 25 * 6);
		expect(branches.filter((one) => !one.name.includes('/')).map(({ total }) => total)).toEqual(Array.from({ length: 25 }, () => 2));
		// Each stands right below what it belongs to.
		const path: string[] = [];
		for (const { name } of branches) {
			const parts = name.split('/');
			path.length = parts.length - 1;
			expect(parts.slice(0, -1)).toEqual(path);
			path.push(parts.at(-1)!);
		}
	});
});

describe('an order by hand', () => {
	it('puts clippings before one that stands in a collection inside, at the end of their own', async () => {
		const { archive, ids: [a, b, c, d] } = await filled();
		const shelf = archive.collections.add('Thesis', null);
		const inside = archive.collections.add('After', shelf);
		archive.collections.collect([a!, b!, c!], [shelf], []);
		archive.collections.collect([d!], [inside], []);
		const arranged = (): string[] => headlines(archive, { collection: shelf, sort: 'arranged' });
		archive.collections.arrange(shelf, [c!], a!);
		expect(arranged()).toEqual(['C', 'A', 'B', 'D']);
		archive.collections.arrange(shelf, [c!], d!);
		expect(arranged()).toEqual(['A', 'B', 'C', 'D']);
		expect(() => archive.collections.arrange(shelf, [c!], 99 as ClippingId)).toThrow('clipping/missing');
	});
});

describe('an archive from before', () => {
	it('gets its counts, its branches and what stands in collections', async () => {
		const { archive, ids } = await filled();
		const shelf = archive.collections.add('Thesis', null);
		archive.collections.collect(ids.slice(3), [shelf], []);
		archive.clippings.trash([ids[1]!, ids[4]!]);
		await archive.close();
		const before = rows(archive);
		const { default: step } = await import('../../src/core/store/migrations/0010-filing.sql?raw') as { default: string };
		const db = openForWriting(databasePath(archive.dir));
		try {
			// Taken off again, in the order that lets it go.
			for (const name of db.pluck<string>(`SELECT name FROM sqlite_schema WHERE type = 'trigger' AND (name LIKE 'tally_%' OR name IN ('tagging_branched', 'tagging_unbranched', 'branch_trashed', 'membership_counted', 'membership_uncounted'))`).all()) db.exec(`DROP TRIGGER ${name}`);
			db.exec('DROP INDEX clippings_untagged; DROP INDEX clippings_flagged; DROP TABLE tallies; DROP TABLE tag_branches; ALTER TABLE clippings DROP COLUMN flagged; ALTER TABLE clippings DROP COLUMN collection_count; CREATE INDEX clippings_untagged ON clippings (tag_count, trashed_at) WHERE tag_count = 0 AND trashed_at IS NULL');
			db.exec(step);
		} finally {
			db.close();
		}
		expect(rows(archive)).toEqual(before);
	});
});

describe('whatever is done', () => {
	it('is undone to the row and redone to the row, and every count is right', async () => {
		const { archive, ids } = await filled();
		const start = rows(archive);
		const names = fc.constantFrom('war', 'war/ukraine', 'war/ukraine/kyiv', 'Ships', 'ships/war', 'new', 'war/peace');
		const some = fc.subarray(ids, { minLength: 1 });
		const act = fc.oneof(
			fc.record({ do: fc.constant('flag' as const), some, on: fc.boolean() }),
			fc.record({ do: fc.constant('tag' as const), some, add: fc.array(names, { maxLength: 2 }), remove: fc.array(names, { maxLength: 2 }) }),
			fc.record({ do: fc.constant('move' as const), name: names, to: names, merge: fc.boolean() }),
			fc.record({ do: fc.constantFrom('add' as const, 'remove' as const, 'colour' as const), name: names }),
			fc.record({ do: fc.constantFrom('trash' as const, 'restore' as const), some }),
			fc.record({ do: fc.constant('shelve' as const), some, at: fc.nat(3) }),
			fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
		);
		type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
		const perform = (one: Act): unknown => {
			switch (one.do) {
				case 'flag': return archive.clippings.flag(one.some, one.on);
				case 'tag': return archive.clippings.tag(one.some, one.add, one.remove);
				case 'move': return archive.tags.move(one.name, one.to, one.merge);
				case 'add': return archive.tags.add(one.name);
				case 'remove': return archive.tags.remove(id(archive, one.name));
				case 'colour': return archive.tags.colourBranch(one.name, 'olive');
				case 'trash': case 'restore': return archive.clippings[one.do](one.some);
				case 'shelve': {
					const shelves = archive.collections.list();
					const shelf = shelves[one.at];
					return shelf ? archive.collections.collect(one.some, [shelf.id], shelves.slice(0, 1).map((other) => other.id).filter((other) => other !== shelf.id)) : archive.collections.add(`Shelf ${one.at}`, shelves.at(-1)?.id ?? null);
				}
				case 'undo': case 'redo': return archive.history[one.do]();
			}
		};
		await fc.assert(fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
			for (const one of acts) {
				const before = rows(archive);
				try {
					perform(one);
				} catch {
					// What is not there, taken or nothing to undo is refused, and changes nothing.
					expect(rows(archive)).toEqual(before);
				}
			}
			expect((await archive.check({})).findings).toEqual([]);
			const end = rows(archive);
			const done = archive.history.state().redo === null;
			while (archive.history.state().undo) archive.history.undo();
			expect(rows(archive)).toEqual(start);
			if (done) {
				while (archive.history.state().redo) archive.history.redo();
				const timeless = (all: unknown): unknown => JSON.parse(JSON.stringify(all), (key, value: unknown) => (key === 'trashed_at' ? value !== null : value));
				expect(timeless(rows(archive))).toEqual(timeless(end));
				while (archive.history.state().undo) archive.history.undo();
			}
		}), { numRuns: 40 });
	}, 120_000);
});
