// Owns collections and what stands in them: names, the tree, the order somebody gave. Counts are kept by triggers. Must not search, and must not open transactions.
import { Fault } from '../../shared/errors';
import type { ClippingId, Collection, CollectionId } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import { movedOn, type ChangeOf, type CollectionState, type Place } from './changes';
import type { ReadDb, WriteDb } from './open';
import { tagKey } from './tags';
import { uidBytes, uidText } from './uid';

interface Row { id: CollectionId; uid: Uint8Array; parent: CollectionId | null; name: string; position: number; clippings: number }

const COLUMNS = 'id, uid, parent, name, position, clippings';
const LONGEST = 200;
const DEEPEST = 20;

const refuse = (name: string, reason: Said): Fault => new Fault('collection/unusable', { name, reason });

/** A collection's name as it is kept: NFC, single spaces. `collection/unusable` when it is empty, too long or holds a "/". */
export function collectionName(typed: string): string {
	const name = typed.normalize('NFC').replace(/[\s\p{Cc}\u200B\uFEFF]+/gu, ' ').trim();
	if (name === '') throw refuse(typed, said('said.collection.nameless'));
	if (name.includes('/')) throw refuse(typed, said('said.collection.slash'));
	if (name.length > LONGEST) throw refuse(typed, said('said.collection.long', { most: LONGEST }));
	return name;
}

/** The names on a path, "Thesis/The closure", from the top. `collection/unusable`. */
export function pathNames(path: string): string[] {
	const names = path.split('/').map(collectionName);
	if (names.length > DEEPEST) throw refuse(path, said('said.collection.deep', { most: DEEPEST }));
	return names;
}

const stateOf = ({ id, uid, name, parent, position }: Row): CollectionState => ({ id, uid: uidText(uid), name, parent, position });

export class CollectionReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** All of them as a tree is read: each before what stands in it, siblings in the order somebody gave. */
	list(): Collection[] {
		const inside = new Map<CollectionId | null, Row[]>();
		for (const row of this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM collections ORDER BY position, name_key`).all()) {
			inside.set(row.parent, [...(inside.get(row.parent) ?? []), row]);
		}
		const tree = (parent: CollectionId | null, above: string): Collection[] => (inside.get(parent) ?? []).flatMap((row) => {
			const path = above === '' ? row.name : `${above}/${row.name}`;
			return [{ id: row.id, uid: uidText(row.uid), name: row.name, parent, path, count: row.clippings }, ...tree(row.id, path)];
		});
		return tree(null, '');
	}

	/** The collection on a path, in whatever case, or null. */
	named(path: string): CollectionId | null {
		let names: string[];
		try {
			names = pathNames(path);
		} catch {
			return null;
		}
		let at: CollectionId | null = null;
		for (const name of names) {
			at = this.child(at, name);
			if (at === null) return null;
		}
		return at;
	}

	/** Itself and all below it, in the order of the tree. `collection/missing`. */
	withBelow(id: CollectionId): CollectionId[] {
		this.state(id);
		const within = new Set<CollectionId>();
		for (const one of this.list()) if (one.id === id || (one.parent !== null && within.has(one.parent))) within.add(one.id);
		return [...within];
	}

	/** The collections of each of these clippings. */
	of(clippings: readonly ClippingId[]): Map<ClippingId, CollectionId[]> {
		const found = new Map<ClippingId, CollectionId[]>(clippings.map((id) => [id, []]));
		const rows = this.#db.prepare<{ clipping: ClippingId; collection: CollectionId }>(`
			SELECT m.clipping, m.collection FROM json_each(?) AS asked CROSS JOIN memberships m ON m.clipping = asked.value ORDER BY m.collection`).all(JSON.stringify(clippings));
		for (const { clipping, collection } of rows) found.get(clipping)?.push(collection);
		return found;
	}

	/** The first collection each clipping stands in, in the order of the tree, as a path. Those in none are not there. */
	shelved(clippings: readonly ClippingId[]): Map<ClippingId, string> {
		const asked = new Set(clippings);
		const found = new Map<ClippingId, string>();
		for (const { id, path } of this.list()) {
			for (const clipping of this.#db.pluck<ClippingId>('SELECT clipping FROM memberships WHERE collection = ?').all(id)) if (asked.has(clipping) && !found.has(clipping)) found.set(clipping, path);
		}
		return found;
	}

	/** How a collection stands. `collection/missing`. */
	state(id: CollectionId): CollectionState {
		const row = this.#row(id);
		if (!row) throw new Fault('collection/missing', { name: String(id) });
		return stateOf(row);
	}

	/** The one of this name in another, or at the top; null when there is none. */
	child(parent: CollectionId | null, name: string): CollectionId | null {
		return this.#db.pluck<CollectionId>('SELECT id FROM collections WHERE coalesce(parent, 0) = ? AND name_key = ?').get(parent ?? 0, tagKey(name)) ?? null;
	}

	/** Those in another, or at the top, in their order. */
	children(parent: CollectionId | null): CollectionState[] {
		return this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM collections WHERE coalesce(parent, 0) = ? ORDER BY position, name_key`).all(parent ?? 0).map(stateOf);
	}

	/** The path of a collection: "Thesis/The closure". `collection/missing`. */
	pathOf(id: CollectionId): string {
		return [...this.above(id)].reverse().map((one) => this.state(one).name).join('/');
	}

	/** What stands in a collection itself, in its order, with its place there. */
	members(id: CollectionId): Place[] {
		return this.#db.prepare<{ clipping: ClippingId; position: number }>('SELECT clipping, position FROM memberships WHERE collection = ? ORDER BY position, clipping').all(id)
			.map(({ clipping, position }): Place => [clipping, position]);
	}

	/** Itself and all it stands in, nearest first. */
	protected above(id: CollectionId | null): CollectionId[] {
		const found: CollectionId[] = [];
		for (let at = id; at !== null; at = this.state(at).parent) found.push(at);
		return found;
	}

	#row(id: CollectionId): Row | undefined {
		return this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM collections WHERE id = ?`).get(id);
	}
}

/** Works out changes, and carries them out. All of it works inside a transaction that the caller opened. */
export class Collections extends CollectionReader {
	readonly #db: WriteDb;
	readonly #newUid: () => string;

	constructor(db: WriteDb, newUid: () => string) {
		super(db);
		this.#db = db;
		this.#newUid = newUid;
	}

	/** A new collection, last among its siblings. `collection/taken`, `collection/unusable`, `collection/missing` for the parent. */
	adding(typed: string, parent: CollectionId | null): { id: CollectionId; change: ChangeOf<'collections'> } {
		const name = collectionName(typed);
		if (this.child(parent, name) !== null) throw new Fault('collection/taken', { name });
		this.#refuseTooDeep(name, parent, 1);
		// Numbers are never used again, so that what points to one that is gone points to nothing.
		const id = (1 + this.#db.pluck<number>(`SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'collections'), 0), coalesce((SELECT max(id) FROM collections), 0))`).get()!) as CollectionId;
		const position = 1 + Math.max(0, ...this.children(parent).map((child) => child.position));
		return { id, change: { is: 'collections', before: [], after: [{ id, uid: this.#newUid(), name, parent, position }] } };
	}

	/** Another name; null when it is called so already. `collection/taken`. */
	renaming(id: CollectionId, typed: string): ChangeOf<'collections'> | null {
		const name = collectionName(typed);
		const before = this.state(id);
		if (name === before.name) return null;
		const other = this.child(before.parent, name);
		if (other !== null && other !== id) throw new Fault('collection/taken', { name });
		return { is: 'collections', before: [before], after: [{ ...before, name }] };
	}

	/** Into another one (null: to the top), with all below it, before a sibling there or last. Null when it stands there already. */
	moving(id: CollectionId, parent: CollectionId | null, before: CollectionId | null): ChangeOf<'collections'> | null {
		const state = this.state(id);
		if (parent !== null && this.above(parent).includes(id)) throw refuse(state.name, said('said.collection.inside'));
		const depths = new Map(this.list().map((one) => [one.id, one.path.split('/').length]));
		this.#refuseTooDeep(state.name, parent, Math.max(...this.withBelow(id).map((one) => depths.get(one)!)) - depths.get(id)! + 1);
		const taken = this.child(parent, state.name);
		if (taken !== null && taken !== id) throw new Fault('collection/taken', { name: state.name });
		const siblings = this.children(parent).filter((one) => one.id !== id);
		const place = before === null ? siblings.length : siblings.findIndex((one) => one.id === before);
		if (place < 0) throw new Fault('collection/missing', { name: String(before) });
		siblings.splice(place, 0, { ...state, parent });
		const after = siblings.map((one, at) => ({ ...one, position: at + 1 })).filter((one) => JSON.stringify(one) !== JSON.stringify(this.state(one.id)));
		return after.length === 0 ? null : { is: 'collections', before: after.map((one) => this.state(one.id)), after };
	}

	/** Forgetting it and all below it: what stood in each leaves it first, then they go, the innermost first. */
	removing(id: CollectionId): { members: ChangeOf<'memberships'>[]; change: ChangeOf<'collections'> } {
		const gone = this.withBelow(id);
		const members = gone.flatMap((one): ChangeOf<'memberships'>[] => {
			const places = this.members(one);
			return places.length === 0 ? [] : [{ is: 'memberships', collection: one, before: places, after: [] }];
		});
		return { members, change: { is: 'collections', before: gone.map((one) => this.state(one)), after: [] } };
	}

	/** Clippings that are not in a collection at its end, in the order given; null when all are. `collection/missing`. */
	putting(id: CollectionId, clippings: readonly ClippingId[]): ChangeOf<'memberships'> | null {
		this.state(id);
		const fresh = this.#db.pluck<ClippingId>(`
			SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM memberships WHERE collection = ? AND clipping = value) GROUP BY value ORDER BY min(key)`).all(JSON.stringify(clippings), id);
		const last = this.#db.pluck<number>('SELECT coalesce(max(position), 0) FROM memberships WHERE collection = ?').get(id)!;
		return fresh.length === 0 ? null : { is: 'memberships', collection: id, before: [], after: fresh.map((clipping, at): Place => [clipping, last + 1 + at]) };
	}

	/** Clippings out of a collection; null when none is in it. `collection/missing`. */
	taking(id: CollectionId, clippings: readonly ClippingId[]): ChangeOf<'memberships'> | null {
		this.state(id);
		const wanted = new Set(clippings);
		const before = this.members(id).filter(([clipping]) => wanted.has(clipping));
		return before.length === 0 ? null : { is: 'memberships', collection: id, before, after: [] };
	}

	/** Clippings of a collection, in the order given, before another of its clippings, or last: also where that one stands only in a collection inside it. Null when they stand so. */
	arranging(id: CollectionId, clippings: readonly ClippingId[], before: ClippingId | null): ChangeOf<'memberships'> | null {
		this.state(id);
		const was = this.members(id);
		const there = new Set(was.map(([clipping]) => clipping));
		const moved = new Set(clippings.filter((one) => there.has(one) && one !== before));
		const rest = was.map(([clipping]) => clipping).filter((one) => !moved.has(one));
		const found = before === null ? rest.length : rest.indexOf(before);
		if (found < 0 && !this.#isBelow(id, before!)) throw new Fault('clipping/missing', { id: before! });
		rest.splice(found < 0 ? rest.length : found, 0, ...moved);
		const stood = new Map(was);
		const after = rest.map((clipping, at): Place => [clipping, at + 1]).filter(([clipping, position]) => stood.get(clipping) !== position);
		return after.length === 0 ? null : { is: 'memberships', collection: id, before: after.map(([clipping]): Place => [clipping, stood.get(clipping)!]), after };
	}

	/** `history/moved-on` when they do not stand as the change says. */
	carry({ before, after }: ChangeOf<'collections'>): void {
		for (const state of before) {
			const now = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM collections WHERE id = ?`).get(state.id);
			if (!now || JSON.stringify(stateOf(now)) !== JSON.stringify(state)) throw movedOn(said('said.moved.collection.changed', { name: state.name }));
		}
		const staying = new Set(after.map(({ id }) => id));
		const known = new Set(before.map(({ id }) => id));
		const leaving = new Set(before.flatMap(({ parent }) => this.above(parent)));
		for (const { id, name } of before.toReversed()) {
			if (staying.has(id)) continue;
			const isHeld = this.#db.pluck<number>('SELECT 1 FROM memberships WHERE collection = ? UNION ALL SELECT 1 FROM collections WHERE parent = ? LIMIT 1').get(id, id) !== undefined;
			if (isHeld) throw movedOn(said('said.moved.collection.filled', { name }));
			this.#db.prepare('DELETE FROM collections WHERE id = ?').run(id);
		}
		for (const state of after) {
			if (state.parent !== null && this.#db.pluck<number>('SELECT 1 FROM collections WHERE id = ?').get(state.parent) === undefined) throw movedOn(said('said.moved.collection.parent', { name: state.name }));
			const owner = this.child(state.parent, state.name);
			if (owner !== null && owner !== state.id) throw movedOn(said('said.moved.collection.taken', { name: state.name }));
			const values = [uidBytes(state.uid), state.parent, state.name, tagKey(state.name), state.position, state.id] as const;
			if (known.has(state.id)) this.#db.prepare('UPDATE collections SET uid = ?, parent = ?, name = ?, name_key = ?, position = ? WHERE id = ?').run(...values);
			else this.#db.prepare('INSERT INTO collections (uid, parent, name, name_key, position, id) VALUES (?, ?, ?, ?, ?, ?)').run(...values);
		}
		const isMoved = before.some((state) => after.some((now) => now.id === state.id && now.parent !== state.parent));
		if (isMoved) this.#recount([...new Set([...leaving, ...after.flatMap(({ parent }) => this.above(parent))])].filter((id) => this.#db.pluck<number>('SELECT 1 FROM collections WHERE id = ?').get(id) !== undefined));
	}

	/** Answers what came in and what left. `history/moved-on` when what stands in the collection is not as the change says. */
	carryMembers({ collection, before, after }: ChangeOf<'memberships'>): { added: ClippingId[]; removed: ClippingId[] } {
		if (this.#db.pluck<number>('SELECT 1 FROM collections WHERE id = ?').get(collection) === undefined) throw movedOn(said('said.moved.collection.gone'));
		const ids = (places: readonly Place[]): ClippingId[] => places.map(([clipping]) => clipping);
		const [was, is] = [new Set(ids(before)), new Set(ids(after))];
		const there = (clippings: readonly ClippingId[]): number => this.#db.pluck<number>('SELECT count(*) FROM json_each(?) AS asked CROSS JOIN memberships m ON m.collection = ? AND m.clipping = asked.value').get(JSON.stringify(clippings), collection)!;
		const added = ids(after).filter((id) => !was.has(id));
		if (there(ids(before)) !== before.length || there(added) !== 0) throw movedOn(said('said.moved.collection.others', { name: this.state(collection).name }));
		const removed = ids(before).filter((id) => !is.has(id));
		this.#db.prepare('DELETE FROM memberships WHERE collection = ? AND clipping IN (SELECT value FROM json_each(?))').run(collection, JSON.stringify(removed));
		this.#db.prepare(`
			INSERT INTO memberships (collection, clipping, position) SELECT ?, json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?) WHERE true
			ON CONFLICT (collection, clipping) DO UPDATE SET position = excluded.position`).run(collection, JSON.stringify(after));
		return { added, removed };
	}

	#isBelow(id: CollectionId, clipping: ClippingId): boolean {
		return this.#db.pluck<number>('SELECT 1 FROM memberships WHERE clipping = ? AND collection IN (SELECT value FROM json_each(?)) LIMIT 1').get(clipping, JSON.stringify(this.withBelow(id))) !== undefined;
	}

	#refuseTooDeep(name: string, parent: CollectionId | null, levels: number): void {
		if (this.above(parent).length + levels > DEEPEST) throw refuse(name, said('said.collection.deep', { most: DEEPEST }));
	}

	#recount(ids: readonly CollectionId[]): void {
		const count = this.#db.prepare(`
			UPDATE collections SET clippings = (
				SELECT count(DISTINCT m.clipping) FROM json_each(?) AS within CROSS JOIN memberships m ON m.collection = within.value
				JOIN clippings c ON c.id = m.clipping WHERE c.trashed_at IS NULL)
			WHERE id = ?`);
		for (const id of ids) count.run(JSON.stringify(this.withBelow(id)), id);
	}
}
