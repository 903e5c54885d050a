// Owns what of an archive belongs to no single clipping, as records that go along with an export: tags, collections and their order, searches, conventions, imports, merges, events. Must not write.
import type { ClippingId, DateOrder, TagColour } from '../../shared/model';
import type { WholeRecord } from '../../shared/returning';
import type { ReadDb } from './open';
import { uidText } from './uid';

export type WholeRecordOf<K extends WholeRecord['record']> = Extract<WholeRecord, { record: K }>;

/** Members of a collection in one record: a line stays short however much stands in it. */
const MEMBERS = 500;
const LOT = 500;

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json) as unknown);
const text = (uid: Uint8Array): string => uidText(uid);

/** The program that did an import is none that another machine could know. */
function asked(json: string | null): unknown {
	const value = parsed(json);
	if (value === null || typeof value !== 'object') return value;
	const { process: _, ...rest } = value as Record<string, unknown>;
	return rest;
}

export class WholeArchiveReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/**
	 * What goes along with some clippings; with all of them (null), everything that is kept with the archive. First what clippings need to
	 * be there before them, then what needs clippings.
	 */
	*records(named: string, count: number, chosen: readonly ClippingId[] | null): Generator<WholeRecord> {
		yield { record: 'cuttings/archive', version: 1, package: named, whole: chosen === null, clippings: count };
		const among = chosen && JSON.stringify(chosen);
		const collections = this.#collections(among);
		yield* this.#tags(among);
		for (const { members: _, ...one } of collections) yield one;
		if (among === null) yield* this.#kept();
		for (const { uid, members } of collections) yield* this.#members(uid, members, among);
		yield* this.#merges(among);
		if (among === null) yield* this.#events();
	}

	*#tags(among: string | null): Generator<WholeRecordOf<'cuttings/tag'>> {
		const which = among === null ? '' : 'WHERE id IN (SELECT g.tag FROM json_each(?) a CROSS JOIN taggings g ON g.clipping = a.value)';
		for (const row of this.#db.prepare<{ id: number; name: string; colour: TagColour }>(`SELECT id, name, colour FROM tags ${which} ORDER BY id`).all(...(among === null ? [] : [among]))) {
			yield { record: 'cuttings/tag', ...row };
		}
	}

	/** Each before what stands in it. `members` is the number of the collection. */
	#collections(among: string | null): (WholeRecordOf<'cuttings/collection'> & { members: number })[] {
		const which = among === null ? 'SELECT id FROM collections' : `
			SELECT m.collection FROM json_each(?) a CROSS JOIN memberships m ON m.clipping = a.value
			UNION SELECT c.parent FROM wanted w JOIN collections c ON c.id = w.id WHERE c.parent IS NOT NULL`;
		const rows = this.#db.prepare<{ id: number; uid: Uint8Array; parent: Uint8Array | null; name: string; position: number }>(`
			WITH RECURSIVE wanted (id) AS (${which}),
				tree (id, depth) AS (SELECT id, 0 FROM collections WHERE parent IS NULL UNION ALL SELECT c.id, t.depth + 1 FROM tree t JOIN collections c ON c.parent = t.id)
			SELECT c.id, c.uid, (SELECT uid FROM collections WHERE id = c.parent) AS parent, c.name, c.position
			FROM tree t JOIN collections c ON c.id = t.id WHERE c.id IN (SELECT id FROM wanted) ORDER BY t.depth, c.id`).all(...(among === null ? [] : [among]));
		return rows.map(({ id, uid, parent, name, position }) => ({ record: 'cuttings/collection', id, uid: text(uid), parent: parent && text(parent), name, position, members: id }));
	}

	*#kept(): Generator<WholeRecord> {
		for (const { uid, query, ...row } of this.#db.prepare<{ id: number; uid: Uint8Array; name: string; query: string; position: number }>('SELECT id, uid, name, query, position FROM saved_searches ORDER BY id').all()) {
			yield { record: 'cuttings/search', id: row.id, uid: text(uid), name: row.name, query: parsed(query) as Record<string, unknown>, position: row.position };
		}
		for (const row of this.#db.prepare<{ key: string; publication: string; order: DateOrder; decidedAt: number }>(
			'SELECT publication_key AS key, publication, date_order AS "order", decided_at AS decidedAt FROM conventions ORDER BY publication_key').all()) yield { record: 'cuttings/convention', ...row };
		interface Row { id: number; startedAt: number; endedAt: number | null; asked: string | null; report: string | null; follows: number | null }
		const imports = this.#db.prepare<Row>('SELECT id, started_at AS startedAt, ended_at AS endedAt, asked, report, follows FROM imports WHERE id > ? ORDER BY id LIMIT 20');
		for (let rows = imports.all(0); rows.length > 0; rows = imports.all(rows.at(-1)!.id)) {
			for (const row of rows) yield { record: 'cuttings/import', ...row, asked: asked(row.asked), report: parsed(row.report) };
		}
	}

	*#members(collection: string, id: number, among: string | null): Generator<WholeRecordOf<'cuttings/members'>> {
		const which = among === null ? '' : 'AND m.clipping IN (SELECT value FROM json_each(?))';
		const rows = this.#db.prepare<{ uid: Uint8Array; position: number }>(`
			SELECT c.uid, m.position FROM memberships m JOIN clippings c ON c.id = m.clipping WHERE m.collection = ? ${which} ORDER BY m.position, m.clipping`).all(id, ...(among === null ? [] : [among]));
		for (let at = 0; at < rows.length; at += MEMBERS) {
			yield { record: 'cuttings/members', collection, members: rows.slice(at, at + MEMBERS).map(({ uid, position }) => [text(uid), position]) };
		}
	}

	*#merges(among: string | null): Generator<WholeRecordOf<'cuttings/merge'>> {
		const which = among === null ? '' : 'AND c.id IN (SELECT value FROM json_each(?))';
		for (const { clipping, into } of this.#db.prepare<{ clipping: Uint8Array; into: Uint8Array }>(`
			SELECT c.uid AS clipping, o.uid AS "into" FROM clippings c JOIN clippings o ON o.id = c.merged_into WHERE c.merged_into IS NOT NULL ${which} ORDER BY c.id`).all(...(among === null ? [] : [among]))) {
			yield { record: 'cuttings/merge', clipping: text(clipping), into: text(into) };
		}
	}

	*#events(): Generator<WholeRecordOf<'cuttings/event'>> {
		const events = this.#db.prepare<{ id: number; at: number; type: string; detail: string | null }>(`SELECT id, at, type, detail FROM events WHERE clipping IS NULL AND id > ? ORDER BY id LIMIT ${LOT}`);
		for (let rows = events.all(0); rows.length > 0; rows = events.all(rows.at(-1)!.id)) {
			for (const { at, type, detail } of rows) yield { record: 'cuttings/event', at, type, detail: parsed(detail) };
		}
	}
}
