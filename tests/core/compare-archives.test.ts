// Owns the proof that comparing two archives misses nothing: every table and column has its place, and whatever is changed in one of them is named.
import Database from 'better-sqlite3';
import { appendFileSync, chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive } from '../../src/core/archive';
import { compareArchives } from '../../src/core/keeping/compare-archives';
import { PLACES } from '../../src/core/store/comparing';
import { Query } from '../../src/shared/model';
import { drawn } from '../support/pictures';

let place: string;
let left: string;
let right: string;

beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-compare-')));
	[left, right] = [join(place, 'left'), join(place, 'right')];
	const archive = await openArchive(left);
	await archive.import([
		...Array.from({ length: 3 }, (_, n) => ({ text: `The Averil Courier\n\nStory ${n}: hulls and quays\n\nBy Nora Tallis\n11 March 1982\n\nOn day ${n} the slipway stood empty, and nobody spoke.\n`, name: `story ${n}.txt` })),
		{ text: `The long story\n\n${'The harbour was quiet that morning, said number 12.\n'.repeat(8_000)}`, name: 'long.txt' },
		{ bytes: drawn(1), name: 'slip.png' },
	], { rules: { tags: ['yard/closure'], collection: 'Thesis/One' } });
	const [first] = archive.clippings.ids(Query.parse({ sort: 'imported' }));
	archive.clippings.edit(first!, { notes: 'Compare with the notice.', rights: 'Nobody knows.' });
	archive.searches.add('Yard', Query.parse({ text: 'slipway', tags: archive.tags.list().map(({ id }) => id) }));
	await archive.close();
	cpSync(left, right, { recursive: true });
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const alter = (text: string): void => {
	const db = new Database(join(right, readdirSync(right).find((name) => /\.(db|sqlite|cuttings)/.test(name))!));
	db.pragma('foreign_keys = OFF');
	expect(db.prepare(text).run().changes, text).toBeGreaterThan(0);
	db.close();
};

test('every table and column of the schema has its place', () => {
	const db = new Database(join(left, readdirSync(left).find((name) => /\.(db|sqlite|cuttings)/.test(name))!), { readonly: true });
	const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT GLOB 'search_*' AND name NOT GLOB 'word_parts_*'`).pluck().all() as string[];
	for (const table of tables) {
		expect(Object.keys(PLACES), `the table ${table}`).toContain(table);
		const where = PLACES[table]!;
		if (typeof where === 'string') continue;
		const columns = db.prepare(`SELECT name FROM pragma_table_xinfo('${table}')`).pluck().all() as string[];
		expect(Object.keys(where).sort(), `columns of ${table}`).toEqual(columns.sort());
	}
	expect(Object.keys(PLACES).sort()).toEqual(tables.sort());
	db.close();
});

describe('two archives', () => {
	test('of the same content differ in nothing, and everything was looked at', async () => {
		const { different, differences, clippings, files, rows } = await compareArchives(left, right);
		expect(differences).toEqual([]);
		expect({ different, clippings }).toEqual({ different: 0, clippings: 5 });
		expect(files).toBeGreaterThanOrEqual(5);
		expect(rows).toMatchObject({ clippings: 5, texts: 5, originals: 5, taggings: 5, memberships: 5, saved_searches: 1, tags: 1, collections: 2 });
		expect(rows['pictures']).toBeGreaterThan(0);
		expect(rows['events']).toBeGreaterThan(5);
	});

	/** One change of each content table and of many a column, with what must be told of it. */
	const CHANGES: readonly (readonly [string, { table: string; column?: string | null }])[] = [
		["UPDATE clippings SET headline = 'Another' WHERE id = 2", { table: 'clippings', column: 'headline' }],
		["UPDATE clippings SET published = json_set(published, '$.printed', '12 March 1982') WHERE id = 1", { table: 'clippings', column: 'published.printed' }],
		['UPDATE clippings SET flagged = 1 WHERE id = 3', { table: 'clippings', column: 'flagged' }],
		["UPDATE clippings SET rights = 'Everybody knows.' WHERE rights IS NOT NULL", { table: 'clippings', column: 'rights' }],
		["UPDATE clippings SET embargo = '2040' WHERE id = 1", { table: 'clippings', column: 'embargo' }],
		['UPDATE clippings SET changed_at = changed_at + 1 WHERE id = 1', { table: 'clippings', column: 'changed_at' }],
		['UPDATE clippings SET trashed_at = 5 WHERE id = 1', { table: 'clippings', column: 'trashed_at' }],
		['UPDATE texts SET content = (SELECT content FROM texts WHERE clipping = 2), original = (SELECT original FROM texts WHERE clipping = 2) WHERE clipping = 1', { table: 'texts' }],
		['DELETE FROM texts WHERE clipping = 1', { table: 'texts', column: null }],
		["UPDATE originals SET file_name = 'other.txt' WHERE clipping = 1", { table: 'originals', column: 'file_name' }],
		['UPDATE originals SET content = (SELECT content FROM originals WHERE clipping = 2) WHERE clipping = 1', { table: 'files' }],
		['UPDATE pictures SET caption = 7', { table: 'pictures', column: 'caption' }],
		['UPDATE picture_files SET width = width + 1', { table: 'picture_files', column: 'width' }],
		['DELETE FROM taggings WHERE clipping = 1', { table: 'taggings', column: null }],
		["UPDATE tags SET colour = iif(colour = 'red', 'blue', 'red')", { table: 'tags', column: 'colour' }],
		['DELETE FROM memberships WHERE clipping = 2', { table: 'memberships', column: null }],
		['UPDATE memberships SET position = position + 10 WHERE clipping = 2', { table: 'memberships', column: 'position' }],
		["UPDATE collections SET name = 'Two' WHERE parent IS NOT NULL", { table: 'collections', column: 'name' }],
		["UPDATE saved_searches SET query = json_set(query, '$.text', 'quay')", { table: 'saved_searches', column: 'query.text' }],
		["UPDATE saved_searches SET query = json_set(query, '$.tags', json('[]'))", { table: 'saved_searches' }],
		["DELETE FROM events WHERE type = 'modification'", { table: 'events', column: null }],
		["INSERT INTO conventions VALUES ('courier', 'Courier', 'DMY', 1)", { table: 'conventions', column: null }],
		["INSERT INTO pages (clipping, html) VALUES (1, x'00')", { table: 'pages', column: null }],
		["INSERT INTO annotations (uid, clipping, selectors, colour, note, made_at, changed_at) VALUES (randomblob(16), 1, '[]', 'leaf', '', 1, 1)", { table: 'annotations', column: null }],
		['DELETE FROM clippings WHERE id = 1', { table: 'clippings', column: null }],
	];
	test.each(CHANGES)('differ in what was changed: %s', async (text, told) => {
		alter(text);
		const { different, differences } = await compareArchives(left, right);
		expect(different).toBeGreaterThan(0);
		expect(differences).toContainEqual(expect.objectContaining(told));
		for (const { left: a, right: b } of differences) expect(Math.max(a?.length ?? 0, b?.length ?? 0)).toBeLessThan(170);
	});

	test('differ by one byte of a file beside the database', async () => {
		const [file] = readdirSync(join(right, 'originals'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
		const size = readFileSync(file!).length;
		chmodSync(file!, 0o644);
		appendFileSync(file!, 'x');
		expect(size).toBeGreaterThan(0);
		expect((await compareArchives(left, right)).differences).toContainEqual(expect.objectContaining({ table: 'files', key: file!.slice(-64) }));
		rmSync(file!);
		expect((await compareArchives(left, right)).differences).toContainEqual(expect.objectContaining({ table: 'files', right: 'missing' }));
	});

	test('of which one was to hold a part only differ in what of the part is not there', async () => {
		alter('DELETE FROM clippings WHERE id > 2');
		const part = await compareArchives(left, right, { only: [1, 2] as never });
		expect(part.differences).toEqual([]);
		expect(part.clippings).toBe(2);
		expect((await compareArchives(left, right, { only: [1, 2, 3] as never })).differences).toEqual([expect.objectContaining({ table: 'clippings', right: null })]);
		expect((await compareArchives(left, right, { only: [1] as never })).differences).toEqual([expect.objectContaining({ table: 'clippings', left: null })]);
	});

	test('of which one holds a part keep that part in its order, though not its numbers', async () => {
		const members = (): string[] => {
			const db = new Database(join(right, readdirSync(right).find((name) => /\.(db|sqlite|cuttings)/.test(name))!), { readonly: true });
			const all = db.prepare('SELECT lower(hex(c.uid)) AS shelf FROM memberships m JOIN collections c ON c.id = m.collection GROUP BY m.collection HAVING count(*) > 1').pluck().all() as string[];
			db.close();
			return all;
		};
		const [shelf] = members();
		expect(shelf).toBeDefined();
		const ids = [1, 2, 3, 4, 5, 6, 7, 8];
		alter('UPDATE memberships SET position = position * 10');
		expect((await compareArchives(left, right, { only: ids as never })).differences.filter(({ table }) => table === 'memberships')).toEqual([]);
		expect((await compareArchives(left, right)).differences.filter(({ table }) => table === 'memberships').length).toBeGreaterThan(0);
		alter('UPDATE memberships SET position = -position');
		for (const options of [{ only: ids as never }, { left: 'may have more' as const }]) {
			expect((await compareArchives(left, right, options)).differences.filter(({ table }) => table === 'memberships')).toContainEqual(expect.objectContaining({ key: shelf, column: 'order' }));
		}
	});

	test('what is derived, or belongs to one copy, is no difference', async () => {
		for (const text of ['DELETE FROM facets WHERE clipping = 1', "UPDATE clippings SET lead = 'other' WHERE id = 1", 'UPDATE imports SET started_at = 1', 'DELETE FROM steps', 'UPDATE tags SET clippings = 99']) alter(text);
		expect((await compareArchives(left, right)).differences).toEqual([]);
	});
});
