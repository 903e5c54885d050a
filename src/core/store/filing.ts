// Owns every act of a person on collections: the changes are worked out, carried out, and kept as one step. Must not open transactions.
import { Fault } from '../../shared/errors';
import type { ClippingId, CollectionId } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import type { Change } from './changes';
import { Collections, pathNames } from './collections';
import type { History } from './history';
import type { WriteDb } from './open';

/** Each act answers whether it changed anything. All of it works inside a transaction that the caller opened. */
export class Filing {
	readonly #collections: Collections;
	readonly #history: History;
	readonly #db: WriteDb;

	constructor(db: WriteDb, history: History, newUid: () => string) {
		this.#db = db;
		this.#collections = new Collections(db, newUid);
		this.#history = history;
	}

	/** `collection/taken`, `collection/unusable`, `collection/missing`. */
	add(name: string, parent: CollectionId | null, at: number): CollectionId {
		const { id, change } = this.#collections.adding(name, parent);
		this.#do(said('said.step.collection.made', { name: change.after[0]!.name }), [change], at);
		return id;
	}

	/** `collection/taken`, `collection/unusable`, `collection/missing`. */
	rename(id: CollectionId, name: string, at: number): boolean {
		const change = this.#collections.renaming(id, name);
		return change !== null && this.#do(said('said.step.collection.renamed', { name: change.before[0]!.name }), [change], at);
	}

	/** `collection/taken`, `collection/unusable`, `collection/missing`. */
	move(id: CollectionId, parent: CollectionId | null, before: CollectionId | null, at: number): boolean {
		const { name } = this.#collections.state(id);
		const change = this.#collections.moving(id, parent, before);
		return change !== null && this.#do(said('said.step.collection.moved', { name }), [change], at);
	}

	/** Clippings stay in the archive. Answers how many stood in it or below it. `collection/missing`. */
	remove(id: CollectionId, at: number): number {
		const { name } = this.#collections.state(id);
		const { members, change } = this.#collections.removing(id);
		this.#do(said('said.step.collection.removed', { name }), [...members, change], at);
		return new Set(members.flatMap((one) => one.before.map(([clipping]) => clipping))).size;
	}

	/** Puts clippings into collections and takes them out of others. `clipping/missing`, `collection/missing`. */
	collect(ids: readonly ClippingId[], add: readonly CollectionId[], remove: readonly CollectionId[], at: number): boolean {
		const absent = this.#db.pluck<number>('SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM clippings WHERE id = value) LIMIT 1').get(JSON.stringify(ids));
		if (absent !== undefined) throw new Fault('clipping/missing', { id: absent });
		const added = [...new Set(add)].flatMap((id) => this.#collections.putting(id, ids) ?? []);
		const removed = [...new Set(remove)].flatMap((id) => this.#collections.taking(id, ids) ?? []);
		const touched = new Set([...added.flatMap((one) => one.after), ...removed.flatMap((one) => one.before)].map(([clipping]) => clipping)).size;
		const names = (many: readonly CollectionId[]): string => many.map((id) => this.#collections.state(id).name).join(', ');
		return this.#do(added.length > 0 ? said('said.step.collection.put', { count: touched, names: names(add) }) : said('said.step.collection.taken', { count: touched, names: names(remove) }), [...added, ...removed], at);
	}

	/** Gives clippings of a collection another place in it. `collection/missing`, `clipping/missing` for the one they are to stand before. */
	arrange(id: CollectionId, ids: readonly ClippingId[], before: ClippingId | null, at: number): boolean {
		const change = this.#collections.arranging(id, ids, before);
		return change !== null && this.#do(said('said.step.collection.arranged', { name: this.#collections.state(id).name }), [change], at);
	}

	/** Puts what an import brings into the collection on a path, made where it is new. No step: an import is not undone piece by piece. */
	file(path: string, ids: readonly ClippingId[], at: number): void {
		let id: CollectionId | null = null;
		for (const name of pathNames(path)) {
			const known = this.#collections.child(id, name);
			if (known !== null) id = known;
			else {
				const made = this.#collections.adding(name, id);
				this.#history.carry([made.change], at);
				id = made.id;
			}
		}
		const change = this.#collections.putting(id!, ids);
		// Their ingestion and the import's own row say it: no further event for each.
		if (change) this.#collections.carryMembers(change);
	}

	#do(label: Said, changes: Change[], at: number): boolean {
		if (changes.length === 0) return false;
		this.#history.carry(changes, at);
		this.#history.keep({ label, changes }, at);
		return true;
	}
}
