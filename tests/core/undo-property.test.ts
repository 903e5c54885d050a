// Proves that undoing is a property of every kind of change: any sequence of commands, taken back one by one, gives the archive as it was, row by row over all tables, and done again gives what stood after; also when the archive was closed in the middle.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import type { Change } from '../../src/core/store/changes';
import { openForReading } from '../../src/core/store/open';
import type { ClippingId, CollectionId } from '../../src/shared/model';
import { keep, search, tempArchive, tempFolder } from '../support/archive';
import { drawn } from '../support/pictures';

/**
 * What is no part of what can be undone, and why. `events`, `steps`, `step_parts`: the record of what was done, which only grows.
 * `facet_changes`: a note that something moved, for whoever holds counts in memory. `words`, `word_parts`, `names`: the archive's own
 * vocabulary, in which nothing is forgotten. `picture_files`: bytes stay when a picture is taken off. `recent_searches`: what
 * somebody asked, no change of data. `unlinked`, `traces`, `versions`: what is worked out of texts beside other work, later. `sqlite_*`: numbers are never used again. `search*`: the index, compared by its answers.
 */
const APART = /^(?:events|steps|step_parts|facet_changes|words|word_parts.*|names|picture_files|recent_searches|unlinked|traces|versions|sqlite_.*|search|search_.*|indexed_terms)$/;
/** Columns: when a row was last changed, and numbers nobody sees (a highlight is known by its uid). Texts are compared as they are opened: how they are packed may differ. */
const COLUMNS_APART: Readonly<Record<string, readonly string[]>> = { clippings: ['changed_at'], conventions: ['decided_at'], annotations: ['id'], texts: ['content', 'original'] };

function rows(archive: Archive): Record<string, unknown[]> {
	const db = openForReading(databasePath(archive.dir));
	try {
		const tables = db.pluck<string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all().filter((name) => !APART.test(name));
		expect(tables.length).toBeGreaterThan(12);
		return Object.fromEntries(tables.map((table) => {
			const left = COLUMNS_APART[table] ?? [];
			return [table, db.prepare(`SELECT * FROM "${table}"`).all().map((row) =>
				JSON.stringify(Object.entries(row).filter(([column]) => !left.includes(column)).map(([column, value]) => [column, value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value]))).sort()];
		}));
	} finally {
		db.close();
	}
}

const QUESTIONS = ['harbour', 'slip', 'tag:war', 'pub:courier', 'note:compare', 'is:flagged', 'is:unfiled', 'by:tallis', 'quay OR ferry', '"the slip"'];

function standing(archive: Archive, ids: readonly ClippingId[]): unknown {
	return {
		rows: rows(archive),
		clippings: ids.map((id) => {
			try {
				const { changedAt: _, ...clipping } = archive.clippings.get(id);
				return clipping;
			} catch (error) {
				return (error as { code: unknown }).code;
			}
		}),
		found: QUESTIONS.map((text) => search(archive, { text, sort: 'imported' }).rows.map(({ id }) => id)),
		trash: search(archive, { where: 'trash', sort: 'imported' }).rows.map(({ id }) => id),
		summary: (({ place: _, name: __, ...rest }) => rest)(archive.summary()),
	};
}

const OPEN = { printed: '03/04/82', edtf: null, readings: ['1982-03-04', '1982-04-03'] };

async function filled(): Promise<{ archive: Archive; ids: ClippingId[] }> {
	const archive = await tempArchive();
	const ids = await keep(archive,
		{ headline: 'Alpha of the harbour', publication: 'Tidewater Gazette', published: OPEN, certainty: 0.5, tags: ['war/ukraine'], body: ['The slip is empty.'], aside: 'Share this' },
		{ headline: 'Beta', publication: 'Tidewater Gazette', published: OPEN, certainty: 0.5, tags: ['war', 'ships'], body: ['A ferry at the slip is empty.', 'And more of it.'] },
		{ headline: null, byline: ['Nora Tallis'], body: ['Nobody came to the quay.'] },
		{ headline: 'Delta', publication: 'Courier', tags: ['ships'], captions: [{ text: 'The quay.', credit: 'Ida Renwick' }] },
		{ headline: 'Epsilon', publication: 'Courier', section: 'Harbour', body: ['The slip is empty.'] },
	);
	await differed(archive, ids[0]!);
	return { archive, ids };
}

/** A clipping comes back otherwise than it is here, and nothing is decided yet. */
async function differed(archive: Archive, id: ClippingId): Promise<void> {
	const { path } = await archive.export({ of: 'clippings', ids: [id] }, 'jsonl', tempFolder(), {});
	const file = join(path, 'clippings.jsonl');
	const record = JSON.parse(readFileSync(file, 'utf8')) as object;
	writeFileSync(file, `${JSON.stringify({ ...record, headline: 'Alpha elsewhere', notes: 'A note from elsewhere.', tags: [{ name: 'elsewhere', colour: 'teal' }], collections: ['Elsewhere/Box'], flagged: true })}\n`);
	await archive.import([{ path }], { conflicts: 'ask' });
}

interface World { archive: Archive; ids: readonly ClippingId[] }
type Command = (world: World) => unknown;

const one = fc.nat(4);
const some = fc.subarray([0, 1, 2, 3, 4], { minLength: 1 });
const tagNames = fc.constantFrom('war', 'war/ukraine', 'ships', 'new', 'new/one');
const shelfNames = fc.constantFrom('Thesis', 'Box', 'Shelf');
const colours = fc.constantFrom('red' as const, 'blue' as const, 'slate' as const);
const made = <T>(of: fc.Arbitrary<T>, run: (value: T, world: World) => unknown): fc.Arbitrary<Command> => of.map((value): Command => Object.assign((world: World) => run(value, world), { [fc.toStringMethod]: () => `${run.toString().slice(0, 160)} ← ${JSON.stringify(value)}` }));
const idsOf = (world: World, at: readonly number[]): ClippingId[] => at.map((place) => world.ids[place]!);
const shelf = ({ archive }: World, at: number): CollectionId | null => archive.collections.list()[at]?.id ?? null;
const edits = fc.oneof(
	fc.record({ do: fc.constant('set' as const), field: fc.constantFrom('section' as const, 'publication' as const, 'byline' as const, 'published' as const, 'rights' as const), value: fc.constantFrom('Courier', 'Nora Tallis', '11 March 1982') }),
	fc.record({ do: fc.constant('set' as const), field: fc.constant('embargo' as const), value: fc.constantFrom('2030', '2030-06', '..') }),
	fc.record({ do: fc.constant('clear' as const), field: fc.constantFrom('section' as const, 'publication' as const) }),
	fc.record({ do: fc.constant('replace' as const), field: fc.constantFrom('headline' as const, 'publication' as const, 'notes' as const), find: fc.constantFrom('a', 'Delta', 'o'), by: fc.constantFrom('', 'quay') }),
	fc.record({ do: fc.constant('tag' as const), name: tagNames, on: fc.boolean() }),
	fc.record({ do: fc.constantFrom('flag' as const, 'trash' as const), on: fc.boolean() }),
	fc.record({ do: fc.constant('settle' as const), order: fc.constantFrom('DMY' as const, 'MDY' as const) }),
);

/** Commands by the kind of change they are here for; a kind that is not here fails the test below. */
const COMMANDS: { readonly [K in Change['is']]: fc.Arbitrary<Command> } = {
	fields: fc.oneof(
		made(fc.record({ one, headline: fc.constantFrom('One', 'Two of the harbour', 'Delta'), publication: fc.constantFrom('Courier', null, 'Gazette'), notes: fc.constantFrom('Compare the quay.', '') }), ({ one: at, ...edit }, { archive, ids }) => archive.clippings.edit(ids[at]!, edit)),
		made(one, (at, { archive, ids }) => archive.clippings.accept(ids[at]!, { fields: ['headline', 'publication', 'published', 'byline'] })),
		made(fc.record({ one, reading: fc.constantFrom('1982-04-03', '1982-03-04', null), others: fc.boolean() }), ({ one: at, reading, others }, { archive, ids }) => archive.clippings.settle(ids[at]!, 'published', reading, others)),
		made(one, (at, { archive, ids }) => archive.clippings.textOnly(ids[at]!)),
		made(fc.record({ some, edits: fc.array(edits, { minLength: 1, maxLength: 4 }) }), ({ some: at, edits: asked }, world) => world.archive.batch.run({ selection: { of: 'clippings', ids: idsOf(world, at) }, edits: asked })),
	),
	taggings: made(fc.record({ some, add: fc.array(tagNames, { maxLength: 2 }), remove: fc.array(tagNames, { maxLength: 2 }) }), ({ some: at, add, remove }, world) => world.archive.clippings.tag(idsOf(world, at), add, remove)),
	flags: made(fc.record({ some, on: fc.boolean() }), ({ some: at, on }, world) => world.archive.clippings.flag(idsOf(world, at), on)),
	tags: fc.oneof(
		made(fc.record({ name: tagNames, to: tagNames }), ({ name, to }, { archive }) => { const tag = archive.tags.named(name); if (tag) archive.tags.rename(tag.id, to, true); }),
		made(fc.record({ name: tagNames, colour: colours }), ({ name, colour }, { archive }) => { const tag = archive.tags.named(name); if (tag) archive.tags.colour(tag.id, colour); }),
		made(tagNames, (name, { archive }) => { const tag = archive.tags.named(name); if (tag) archive.tags.remove(tag.id); }),
		made(tagNames, (name, { archive }) => archive.tags.add(name)),
		made(fc.record({ branch: fc.constantFrom('war', 'new', 'ships'), name: tagNames }), ({ branch, name }, { archive }) => archive.tags.move(branch, name, true)),
		made(fc.record({ branch: fc.constantFrom('war', 'new', 'ships'), colour: colours }), ({ branch, colour }, { archive }) => archive.tags.colourBranch(branch, colour)),
	),
	trash: made(fc.record({ some, on: fc.boolean() }), ({ some: at, on }, world) => world.archive.clippings[on ? 'trash' : 'restore'](idsOf(world, at))),
	collections: fc.oneof(
		made(fc.record({ name: shelfNames, at: fc.nat(3) }), ({ name, at }, world) => world.archive.collections.add(name, shelf(world, at))),
		made(fc.record({ name: shelfNames, at: fc.nat(2) }), ({ name, at }, world) => { const id = shelf(world, at); if (id !== null) world.archive.collections.rename(id, name); }),
		made(fc.record({ at: fc.nat(2), into: fc.nat(3) }), ({ at, into }, world) => { const id = shelf(world, at); if (id !== null) world.archive.collections.move(id, shelf(world, into), null); }),
		made(fc.nat(2), (at, world) => { const id = shelf(world, at); if (id !== null) world.archive.collections.remove(id); }),
	),
	memberships: fc.oneof(
		made(fc.record({ some, at: fc.nat(2), on: fc.boolean() }), ({ some: which, at, on }, world) => { const id = shelf(world, at); if (id !== null) world.archive.collections.collect(idsOf(world, which), on ? [id] : [], on ? [] : [id]); }),
		made(fc.record({ some, at: fc.nat(2) }), ({ some: which, at }, world) => { const id = shelf(world, at); if (id !== null) world.archive.collections.arrange(id, idsOf(world, which), null); }),
		made(fc.record({ some, at: fc.nat(2), on: fc.boolean() }), ({ some: which, at, on }, world) => { const id = shelf(world, at); return id === null ? undefined : world.archive.batch.run({ selection: { of: 'clippings', ids: idsOf(world, which) }, edits: [{ do: 'collect', collection: id, on }] }); }),
	),
	decisions: made(fc.record({ decision: fc.constantFrom('keep' as const, 'take' as const, 'both' as const), part: fc.constantFrom('headline' as const, 'notes' as const, 'tags' as const), all: fc.boolean() }), ({ decision, part, all }, { archive, ids }) => {
		const [run] = archive.imports.list({ before: null, limit: 1 });
		return run && archive.conflicts.decide({ import: run.id, choices: all ? [] : [{ clipping: ids[0]!, part, decision }], rest: all ? decision : null });
	}),
	searches: fc.oneof(
		made(fc.record({ name: shelfNames, text: fc.constantFrom('harbour', 'quay') }), ({ name, text }, { archive }) => archive.searches.add(name, { text })),
		made(fc.record({ at: fc.nat(2), name: shelfNames }), ({ at, name }, { archive }) => { const saved = archive.searches.list()[at]; if (saved) archive.searches.rename(saved.id, name); }),
		made(fc.nat(2), (at, { archive }) => { const saved = archive.searches.list()[at]; if (saved) archive.searches.move(saved.id, null); }),
		made(fc.nat(2), (at, { archive }) => { const saved = archive.searches.list()[at]; if (saved) archive.searches.remove(saved.id); }),
	),
	annotations: fc.oneof(
		made(fc.record({ one, start: fc.nat(8), long: fc.integer({ min: 1, max: 6 }) }), ({ one: at, start, long }, { archive, ids }) => {
			const id = ids[at]!;
			const range = archive.highlights.places(id, 'slip')[0] ?? archive.highlights.places(id, 'quay')[0];
			if (range) archive.highlights.add(id, { ...range, colour: 'lemon', note: `Compare ${start} ${long}` });
		}),
		made(one, (at, { archive, ids }) => { const highlight = archive.highlights.of(ids[at]!)[0]; if (highlight) archive.highlights.change(highlight.uid, { colour: 'sky', note: 'Another' }); }),
		made(one, (at, { archive, ids }) => { const highlight = archive.highlights.of(ids[at]!)[0]; if (highlight) archive.highlights.remove(highlight.uid); }),
	),
	pictures: fc.oneof(
		made(fc.record({ one, picture: fc.nat(2) }), ({ one: at, picture }, { archive, ids }) => archive.pictures.attach(ids[at]!, null, { bytes: drawn(picture + 1), name: `slip-${picture}.png` })),
		made(one, (at, { archive, ids }) => { const [picture] = archive.clippings.get(ids[at]!).pictures; if (picture) archive.pictures.detach(picture.id); }),
	),
	merging: made(fc.record({ first: one, second: one, text: fc.constantFrom('first' as const, 'second' as const, null) }), ({ first, second, text }, { archive, ids }) => archive.merges.merge({ first: ids[first]!, second: ids[second]!, text })),
	convention: fc.oneof(
		made(fc.record({ publication: fc.constantFrom('Courier', 'Tidewater Gazette'), order: fc.constantFrom('DMY' as const, 'MDY' as const), settle: fc.boolean() }), ({ publication, order, settle }, { archive }) => archive.conventions.set(publication, order, settle)),
		made(fc.constantFrom('Courier', 'Tidewater Gazette'), (publication, { archive }) => archive.conventions.remove(publication)),
	),
};

/** Refusals that a sequence of commands may well meet. A merged clipping is no longer there to be changed. */
const REFUSED = /^(?:history\/nothing|date\/not-a-reading|convention\/missing|collection\/(?:taken|unusable)|tag\/(?:taken|missing|unusable)|search\/(?:taken|unusable)|merge\/unfit|clipping\/missing)$/;

async function perform(commands: readonly Command[], world: World): Promise<void> {
	for (const command of commands) {
		try {
			await command(world);
		} catch (error) {
			if (!REFUSED.test((error as { code?: string }).code ?? '')) throw error;
		}
	}
}

describe('any sequence of commands', () => {
	it('is drawn from every kind of change there is', () => {
		const declared = [...readFileSync(new URL('../../src/core/store/changes.ts', import.meta.url), 'utf8').matchAll(/\bis: '([a-z-]+)'/g)].map(([, kind]) => kind!);
		expect(new Set(Object.keys(COMMANDS))).toEqual(new Set(declared));
	});

	it('undone one by one gives the same archive, and done again what stood after', async () => {
		const seen = new Set<string>();
		const { archive, ids } = await filled();
		let world: World = { archive, ids };
		const before = standing(archive, ids);
		const command = fc.oneof(...Object.values(COMMANDS).map((arbitrary) => ({ arbitrary, weight: 1 })));
		await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 12 }), fc.boolean(), async (commands, isReopened) => {
			await perform(commands, world);
			const after = standing(world.archive, ids);
			const db = openForReading(databasePath(world.archive.dir));
			for (const changes of db.pluck<string>('SELECT changes FROM steps WHERE undone = 0').all()) for (const { is } of JSON.parse(changes) as Change[]) seen.add(is);
			db.close();
			if (isReopened) {
				await world.archive.close();
				world = { archive: await tempArchive({ dir: world.archive.dir }), ids };
			}
			let steps = 0;
			for (; world.archive.history.state().undo; steps++) await world.archive.history.turn('undo', null);
			expect(standing(world.archive, ids)).toEqual(before);
			for (let done = 0; done < steps; done++) world.archive.history.redo();
			expect(standing(world.archive, ids)).toEqual(after);
			while (world.archive.history.state().undo) world.archive.history.undo();
			expect(standing(world.archive, ids)).toEqual(before);
		}), { numRuns: Number(process.env['UNDO_RUNS'] ?? 25) });
		// Few runs cannot show every kind; those here are in the table of the first test.
		expect(seen.size).toBeGreaterThan(6);
	}, 300_000);
});
