// Owns the carrying out of a change of highlights, forwards and back: their rows, their notes in the search index, and the event. Must not decide what changes.
import { isDeepStrictEqual } from 'node:util';
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { AnnotationRows } from './annotations';
import { movedOn, type AnnotationState, type ChangeOf } from './changes';
import { ClippingReader } from './clippings';
import { Events } from './events';
import { foldForIndex, foundNotes } from './indexed';
import type { WriteDb } from './open';
import { SearchIndex } from './search-index';

/** Works inside a transaction that the caller opened. */
export class AnnotationChanges {
	readonly #db: WriteDb;
	readonly #clippings: ClippingReader;
	readonly #events: Events;
	readonly #index: SearchIndex;
	readonly #rows: AnnotationRows;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#clippings = new ClippingReader(db);
		this.#events = new Events(db);
		this.#index = new SearchIndex(db);
		this.#rows = new AnnotationRows(db);
	}

	/** `history/moved-on`, `clipping/missing`. */
	carry({ before, after }: ChangeOf<'annotations'>, at: number): void {
		const rows = this.#rows;
		for (const state of before) {
			if (!rows.has(state.uid) || !isDeepStrictEqual(rows.get(state.uid), state)) throw movedOn(said('said.moved.highlight'));
			if (!after.some(({ uid }) => uid === state.uid)) rows.remove(state.uid);
		}
		for (const state of after) {
			const isNew = !before.some(({ uid }) => uid === state.uid);
			if (isNew && rows.has(state.uid)) throw movedOn(said('said.moved.highlight-back'));
			if (isNew) rows.add(state);
			else rows.replace(state);
		}
		for (const clipping of new Set([...before, ...after].map((state) => state.clipping))) {
			const of = (states: readonly AnnotationState[]): AnnotationState[] => states.filter((state) => state.clipping === clipping);
			this.#find(clipping);
			this.#db.prepare('UPDATE clippings SET changed_at = ? WHERE id = ?').run(at, clipping);
			this.#events.note(at, 'modification', clipping, { before: { annotations: of(before) }, after: { annotations: of(after) } });
		}
	}

	/** Brings what of a clipping can be found up to date. */
	#find(id: ClippingId): void {
		const clipping = this.#clippings.get(id);
		const notes = foundNotes(clipping.notes, this.#rows.states(id).map(({ note }) => note));
		this.#index.replace(id, foldForIndex({ ...clipping, notes, fileName: clipping.original.fileName, content: clipping }));
	}
}
