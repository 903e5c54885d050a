// Owns every act of a person on saved searches: each is worked out, carried out, and kept as one step. Must not open transactions.
import type { SavedSearchId } from '../../shared/finding';
import type { Query } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import type { ChangeOf } from './changes';
import type { History } from './history';
import type { WriteDb } from './open';
import { SavedSearches } from './saved-searches';

/** Each act answers whether it changed anything. All of it works inside a transaction that the caller opened. */
export class Saving {
	readonly #searches: SavedSearches;
	readonly #history: History;

	constructor(db: WriteDb, history: History, newUid: () => string) {
		this.#searches = new SavedSearches(db, newUid);
		this.#history = history;
	}

	/** `search/taken`, `search/unusable`. */
	add(name: string, query: Query, at: number): SavedSearchId {
		const { id, change } = this.#searches.adding(name, query);
		this.#do(said('said.step.search.saved', { name: change.after[0]!.name }), change, at);
		return id;
	}

	/** `search/missing`, `search/taken`, `search/unusable`. */
	rename(id: SavedSearchId, name: string, at: number): boolean {
		const change = this.#searches.changing(id, { name });
		return change !== null && this.#do(said('said.step.search.renamed', { name: change.before[0]!.name }), change, at);
	}

	/** Another question under the same name. `search/missing`. */
	change(id: SavedSearchId, query: Query, at: number): boolean {
		const change = this.#searches.changing(id, { query });
		return change !== null && this.#do(said('said.step.search.changed', { name: change.before[0]!.name }), change, at);
	}

	/** Before another one, or last. `search/missing`. */
	move(id: SavedSearchId, before: SavedSearchId | null, at: number): boolean {
		const change = this.#searches.moving(id, before);
		return change !== null && this.#do(said('said.step.search.moved', { name: change.before.find((one) => one.id === id)?.name ?? '' }), change, at);
	}

	/** `search/missing`. */
	remove(id: SavedSearchId, at: number): boolean {
		const change = this.#searches.removing(id);
		return this.#do(said('said.step.search.deleted', { name: change.before[0]!.name }), change, at);
	}

	#do(label: Said, change: ChangeOf<'searches'>, at: number): boolean {
		this.#history.carry([change], at);
		this.#history.keep({ label, changes: [change] }, at);
		return true;
	}
}
