// Owns searches kept under a name: reading them, working out changes to them, carrying those out. Must not search, and must not open transactions.
import { Fault } from '../../shared/errors';
import type { SavedSearch, SavedSearchId } from '../../shared/finding';
import { Query } from '../../shared/model';
import { said } from '../../shared/said';
import { movedOn, type ChangeOf, type SearchState } from './changes';
import type { ReadDb, WriteDb } from './open';
import { tagKey } from './tags';
import { uidBytes, uidText } from './uid';

interface Row { id: SavedSearchId; uid: Uint8Array; name: string; query: string; position: number }

const COLUMNS = 'id, uid, name, query, position';
const LONGEST = 200;

/** A name as it is kept: NFC, single spaces. `search/unusable` when it is empty or too long. */
export function searchName(typed: string): string {
	const name = typed.normalize('NFC').replace(/[\s\p{Cc}\u200B\uFEFF]+/gu, ' ').trim();
	if (name === '') throw new Fault('search/unusable', { name: typed, reason: said('said.search.nameless') });
	if (name.length > LONGEST) throw new Fault('search/unusable', { name: typed, reason: said('said.search.long', { most: LONGEST }) });
	return name;
}

const stateOf = ({ id, uid, name, query, position }: Row): SearchState => ({ id, uid: uidText(uid), name, query: JSON.parse(query) as Query, position });

export class SavedSearchReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** In the order somebody gave. */
	list(): SavedSearch[] {
		// A query written by an older program gets what has been added since.
		return this.states().map(({ id, uid, name, query }) => ({ id, uid, name, query: Query.parse(query) }));
	}

	/** The one of this name, in whatever case, or null. */
	named(name: string): SavedSearch | null {
		const key = tagKey(name.replace(/\s+/gu, ' ').trim());
		return this.list().find((one) => tagKey(one.name) === key) ?? null;
	}

	/** `search/missing`. */
	protected state(id: SavedSearchId): SearchState {
		const row = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM saved_searches WHERE id = ?`).get(id);
		if (!row) throw new Fault('search/missing', { name: String(id) });
		return stateOf(row);
	}

	protected states(): SearchState[] {
		return this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM saved_searches ORDER BY position, id`).all().map(stateOf);
	}
}

/** All of it works inside a transaction that the caller opened. */
export class SavedSearches extends SavedSearchReader {
	readonly #db: WriteDb;
	readonly #newUid: () => string;

	constructor(db: WriteDb, newUid: () => string) {
		super(db);
		this.#db = db;
		this.#newUid = newUid;
	}

	/** A new one, last. `search/taken`, `search/unusable`. */
	adding(typed: string, query: Query): { id: SavedSearchId; change: ChangeOf<'searches'> } {
		const name = this.#free(typed, null);
		const id = (1 + this.#db.pluck<number>(`SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'saved_searches'), 0), coalesce((SELECT max(id) FROM saved_searches), 0))`).get()!) as SavedSearchId;
		const position = 1 + Math.max(0, ...this.states().map((one) => one.position));
		return { id, change: { is: 'searches', before: [], after: [{ id, uid: this.#newUid(), name, query, position }] } };
	}

	/** Another name, another question, or both; null when nothing would be other. `search/missing`, `search/taken`, `search/unusable`. */
	changing(id: SavedSearchId, to: { name?: string; query?: Query }): ChangeOf<'searches'> | null {
		const before = this.state(id);
		const after = { ...before, ...(to.name !== undefined && { name: this.#free(to.name, id) }), ...(to.query && { query: to.query }) };
		return JSON.stringify(after) === JSON.stringify(before) ? null : { is: 'searches', before: [before], after: [after] };
	}

	/** To another place: before another one, or last. Null when it stands there. `search/missing`. */
	moving(id: SavedSearchId, before: SavedSearchId | null): ChangeOf<'searches'> | null {
		const state = this.state(id);
		const was = this.states();
		const rest = was.filter((one) => one.id !== id);
		const place = before === null ? rest.length : rest.findIndex((one) => one.id === before);
		if (place < 0) throw new Fault('search/missing', { name: String(before) });
		rest.splice(place, 0, state);
		const stood = new Map(was.map((one) => [one.id, one]));
		const after = rest.map((one, at) => ({ ...one, position: at + 1 })).filter((one) => stood.get(one.id)!.position !== one.position);
		// Positions may have gaps: only another order is a change.
		if (rest.every((one, at) => one.id === was[at]!.id)) return null;
		return { is: 'searches', before: after.map((one) => stood.get(one.id)!), after };
	}

	/** `search/missing`. */
	removing(id: SavedSearchId): ChangeOf<'searches'> {
		return { is: 'searches', before: [this.state(id)], after: [] };
	}

	/** `history/moved-on` when they do not stand as the change says. */
	carry({ before, after }: ChangeOf<'searches'>): void {
		for (const state of before) {
			const row = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM saved_searches WHERE id = ?`).get(state.id);
			if (!row || JSON.stringify(stateOf(row)) !== JSON.stringify(state)) throw movedOn(said('said.moved.search.changed', { name: state.name }));
		}
		const staying = new Set(after.map(({ id }) => id));
		for (const { id } of before) if (!staying.has(id)) this.#db.prepare('DELETE FROM saved_searches WHERE id = ?').run(id);
		const known = new Set(before.map(({ id }) => id));
		for (const { id, uid, name, query, position } of after) {
			const owner = this.#db.pluck<number>('SELECT id FROM saved_searches WHERE name_key = ?').get(tagKey(name));
			if (owner !== undefined && owner !== id) throw movedOn(said('said.moved.search.taken', { name }));
			const values = [uidBytes(uid), name, tagKey(name), JSON.stringify(query), position, id] as const;
			if (known.has(id)) this.#db.prepare('UPDATE saved_searches SET uid = ?, name = ?, name_key = ?, query = ?, position = ? WHERE id = ?').run(...values);
			else this.#db.prepare('INSERT INTO saved_searches (uid, name, name_key, query, position, id) VALUES (?, ?, ?, ?, ?, ?)').run(...values);
		}
	}

	/** A name that no other one has. */
	#free(typed: string, id: SavedSearchId | null): string {
		const name = searchName(typed);
		const owner = this.#db.pluck<number>('SELECT id FROM saved_searches WHERE name_key = ?').get(tagKey(name));
		if (owner !== undefined && owner !== id) throw new Fault('search/taken', { name });
		return name;
	}
}
