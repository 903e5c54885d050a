// Owns the coming back of what belongs to no single clipping: into an archive where nothing was, as it stood, with its numbers; into another one, beside what is there. Must not open transactions, and must not read files.
import { Fault } from '../../shared/errors';
import { Query, type ClippingId, type CollectionId } from '../../shared/model';
import { AskedThere, EndedThere, type WholeRecord } from '../../shared/returning';
import { collectionName, Collections } from './collections';
import { ClippingReader } from './clippings';
import type { Value, WriteDb } from './open';
import { searchName } from './saved-searches';
import { tagKey, tagName, Tags } from './tags';
import { uidBytes } from './uid';
import type { WholeRecordOf } from './whole-archive';

/** What clippings need of the package they come from. */
export interface Numbers {
	/** Nothing was here: clippings keep their numbers. */
	readonly restores: boolean;
	/** The import here that stands for one over there, by its number. */
	run(number: number | null): number | null;
}

/** Records that must be there before the clippings; the others need them. */
const BEFORE: ReadonlySet<WholeRecord['record']> = new Set(['cuttings/tag', 'cuttings/collection', 'cuttings/search', 'cuttings/convention', 'cuttings/import']);
export const isBefore = ({ record }: WholeRecord): boolean => BEFORE.has(record);

/** Whether a name is one that could have been given here, written as it is kept. */
function isAs(kept: (typed: string) => string, name: string): boolean {
	try {
		return kept(name) === name;
	} catch (error) {
		if (Fault.is(error)) return false;
		throw error;
	}
}

const json = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** All of it works inside a transaction that the caller opened. Doing a record again changes nothing. */
export class Returning implements Numbers {
	readonly restores: boolean;
	readonly #db: WriteDb;
	readonly #package: string;
	readonly #tags: Tags;
	readonly #collections: Collections;
	readonly #clippings: ClippingReader;
	/** From numbers over there to numbers here. */
	readonly #runs = new Map<number, number>();
	readonly #tagNumbers = new Map<number, number>();
	readonly #collectionNumbers = new Map<number, number>();

	/** Begins, or goes on with, what was begun of this package. */
	constructor(db: WriteDb, named: string, isWhole: boolean, at: number, newUid: () => string) {
		this.#db = db;
		this.#package = named;
		this.#tags = new Tags(db);
		this.#collections = new Collections(db, newUid);
		this.#clippings = new ClippingReader(db);
		const begun = this.#one<number>('SELECT restores FROM returns WHERE package = ? AND ended_at IS NULL', named);
		this.restores = begun === undefined ? isWhole && this.#isEmpty() : begun === 1;
		db.prepare('INSERT INTO returns (package, restores, begun_at) VALUES (?, ?, ?) ON CONFLICT (package) DO UPDATE SET restores = excluded.restores, ended_at = NULL').run(named, this.restores ? 1 : 0, at);
	}

	run(number: number | null): number | null {
		return number === null ? null : (this.#runs.get(number) ?? null);
	}

	end(at: number): void {
		this.#db.prepare('UPDATE returns SET ended_at = ? WHERE package = ?').run(at, this.#package);
	}

	/** Puts one record to its place. What does not fit here is passed over: nothing that is here gives way. */
	put(record: WholeRecord): void {
		switch (record.record) {
			case 'cuttings/tag': return this.#tag(record);
			case 'cuttings/collection': return this.#collection(record);
			case 'cuttings/search': return this.#search(record);
			case 'cuttings/convention': return this.#convention(record);
			case 'cuttings/import': return this.#import(record);
			case 'cuttings/members': return this.#members(record);
			case 'cuttings/merge': return this.#merge(record);
			case 'cuttings/event': return this.#event(record);
			case 'cuttings/archive':
		}
	}

	/** Nothing anybody made is here yet. */
	#isEmpty(): boolean {
		return ['clippings', 'tags', 'collections', 'saved_searches', 'conventions', 'steps', 'imports'].every((table) => this.#one(`SELECT 1 FROM ${table} LIMIT 1`) === undefined);
	}

	#one<T>(statement: string, ...values: Value[]): T | undefined {
		return this.#db.pluck<T>(statement).get(...values);
	}

	#isFree(table: 'tags' | 'collections' | 'saved_searches' | 'imports', id: number): boolean {
		return this.restores && this.#one(`SELECT 1 FROM ${table} WHERE id = ?`, id) === undefined;
	}

	#tag({ id, name, colour }: WholeRecordOf<'cuttings/tag'>): void {
		const known = this.#one<number>('SELECT id FROM tags WHERE name_key = ?', tagKey(name));
		if (known !== undefined) return void this.#tagNumbers.set(id, known);
		if (!isAs(tagName, name)) return;
		const made = this.#tags.ensure(name);
		this.#tags.colour(made.id, colour);
		const number = this.#isFree('tags', id) ? id : made.id;
		if (number !== made.id) this.#db.prepare('UPDATE tags SET id = ? WHERE id = ?').run(number, made.id);
		this.#tagNumbers.set(id, number);
	}

	#collection({ id, uid, parent, name, position }: WholeRecordOf<'cuttings/collection'>): void {
		const above = parent === null ? null : (this.#one<number>('SELECT id FROM collections WHERE uid = ?', uidBytes(parent)) ?? null);
		if (parent !== null && above === null) return;
		// The same collection, or one of its name in the same place: what comes goes into that one.
		const known = this.#one<number>('SELECT id FROM collections WHERE uid = ?', uidBytes(uid))
			?? this.#one<number>('SELECT id FROM collections WHERE coalesce(parent, 0) = ? AND name_key = ?', above ?? 0, tagKey(name));
		if (known !== undefined) return void this.#collectionNumbers.set(id, known);
		if (!isAs(collectionName, name)) return;
		const { id: next, change } = this.#collections.adding(name, above as CollectionId | null);
		const state = change.after[0]!;
		const number = this.#isFree('collections', id) ? id : next;
		this.#collections.carry({ is: 'collections', before: [], after: [{ ...state, id: number as CollectionId, uid, position: this.restores ? position : state.position }] });
		this.#collectionNumbers.set(id, number);
	}

	#search({ id, uid, name, query, position }: WholeRecordOf<'cuttings/search'>): void {
		if (this.#one('SELECT 1 FROM saved_searches WHERE uid = ? OR name_key = ?', uidBytes(uid), tagKey(name)) !== undefined) return;
		const asked = this.#renumbered(query);
		if (!isAs(searchName, name) || !Query.safeParse(asked).success) return;
		const next = 1 + this.#one<number>(`SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'saved_searches'), 0), coalesce((SELECT max(id) FROM saved_searches), 0))`)!;
		const last = this.#one<number>('SELECT coalesce(max(position), 0) FROM saved_searches')!;
		this.#db.prepare('INSERT INTO saved_searches (id, uid, name, name_key, query, position) VALUES (?, ?, ?, ?, ?, ?)')
			.run(this.#isFree('saved_searches', id) ? id : next, uidBytes(uid), name, tagKey(name), JSON.stringify(asked), this.restores ? position : last + 1);
	}

	/** A question whose numbers are those of the tags and collections here. */
	#renumbered(query: unknown): unknown {
		const here = (numbers: ReadonlyMap<number, number>, value: unknown): unknown =>
			Array.isArray(value) ? value.map((one) => here(numbers, one)) : typeof value === 'number' ? (numbers.get(value) ?? value) : value;
		return JSON.parse(JSON.stringify(query, (key, value: unknown) =>
			/^tags?$/.test(key) ? here(this.#tagNumbers, value) : /^(?:collections?|within)$/.test(key) ? here(this.#collectionNumbers, value) : value)) as unknown;
	}

	#convention({ key, publication, order, decidedAt }: WholeRecordOf<'cuttings/convention'>): void {
		this.#db.prepare('INSERT OR IGNORE INTO conventions (publication_key, publication, date_order, decided_at) VALUES (?, ?, ?, ?)').run(key, publication, order, decidedAt);
	}

	/**
	 * Only where nothing was: elsewhere its numbers mean others, and the import that brings it all says how it came. Without a process,
	 * it is none that can be done again here: the places it names are not taken on the word of a package.
	 */
	#import({ id, startedAt, endedAt, asked: there, report: ended, follows }: WholeRecordOf<'cuttings/import'>): void {
		if (!this.restores) return;
		const { process: _, ...asked } = AskedThere.safeParse(there).success ? there as Record<string, unknown> : {};
		const report = EndedThere.safeParse(ended).success ? ended : null;
		const known = this.#one<number>('SELECT id FROM imports WHERE id = ? AND started_at = ?', id, startedAt);
		if (known === undefined && this.#isFree('imports', id)) {
			this.#db.prepare('INSERT INTO imports (id, started_at, ended_at, asked, report, follows) VALUES (?, ?, ?, ?, ?, ?)').run(id, startedAt, endedAt, Object.keys(asked).length === 0 ? null : json(asked), json(report), this.run(follows));
		}
		this.#runs.set(id, id);
	}

	/** In their places where nothing was; else at the end, in their order, those that do not stand there yet. */
	#members({ collection, members }: WholeRecordOf<'cuttings/members'>): void {
		const id = this.#collectionOf(collection);
		if (id === undefined) return;
		const find = this.#db.pluck<number>('SELECT id FROM clippings WHERE uid = ?');
		const there = members.flatMap(([uid, position]) => {
			const clipping = find.get(uidBytes(uid));
			return clipping === undefined ? [] : [{ clipping, position }];
		});
		if (!this.restores) {
			const change = this.#collections.putting(id as CollectionId, there.map(({ clipping }) => this.#clippings.standing(clipping as ClippingId)));
			if (change) this.#collections.carryMembers(change);
			return;
		}
		const put = this.#db.prepare('INSERT INTO memberships (collection, clipping, position) VALUES (?, ?, ?) ON CONFLICT (collection, clipping) DO UPDATE SET position = excluded.position');
		for (const { clipping, position } of there) put.run(id, clipping, position);
	}

	#collectionOf(uid: string): number | undefined {
		return this.#one<number>('SELECT id FROM collections WHERE uid = ?', uidBytes(uid));
	}

	/** A clipping that had become part of another is so again, with its original, unless somebody has used it here since. */
	#merge({ clipping, into }: WholeRecordOf<'cuttings/merge'>): void {
		const row = this.#db.prepare<{ id: number; merged_into: number | null; trashed_at: number | null }>('SELECT id, merged_into, trashed_at FROM clippings WHERE uid = ?').get(uidBytes(clipping));
		const target = this.#one<number>('SELECT id FROM clippings WHERE uid = ?', uidBytes(into));
		if (!row || target === undefined || row.merged_into !== null || row.trashed_at === null || target === row.id) return;
		this.#db.prepare('UPDATE clippings SET merged_into = ? WHERE id = ?').run(target, row.id);
		const standing = this.#clippings.standing(row.id as ClippingId);
		this.#db.prepare('UPDATE originals SET came_with = coalesce(came_with, ?), clipping = ? WHERE clipping = ?').run(row.id, standing, row.id);
	}

	/** What was done to the archive as a whole is noted once. */
	#event({ at, type, detail }: WholeRecordOf<'cuttings/event'>): void {
		if (!this.restores) return;
		this.#db.prepare('INSERT INTO events (at, type, clipping, detail) SELECT ?, ?, NULL, ? WHERE NOT EXISTS (SELECT 1 FROM events WHERE clipping IS NULL AND at = ? AND type = ? AND detail IS ?)')
			.run(at, type, json(detail), at, type, json(detail));
	}
}
