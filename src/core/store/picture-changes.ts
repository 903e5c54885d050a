// Owns the carrying out of a change of a clipping's pictures, forwards and back. Must not decide which pictures those are.
import { isDeepStrictEqual } from 'node:util';
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { movedOn, type ChangeOf, type PictureState } from './changes';
import { Events } from './events';
import type { WriteDb } from './open';
import { entryOf, Pictures } from './pictures';

/** Works inside a transaction that the caller opened. */
export class PictureChanges {
	readonly #db: WriteDb;
	readonly #events: Events;
	readonly #pictures: Pictures;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#events = new Events(db);
		this.#pictures = new Pictures(db);
	}

	/** A clipping's pictures as a step keeps them. */
	states(clipping: ClippingId): PictureState[] {
		return (this.#pictures.of([clipping]).get(clipping) ?? []).map(entryOf);
	}

	carry({ clipping, before, after }: ChangeOf<'pictures'>, at: number): void {
		if (!isDeepStrictEqual(this.states(clipping), before)) throw movedOn(said('said.moved.pictures'));
		this.#pictures.put(clipping, after);
		this.#db.prepare('UPDATE clippings SET changed_at = ? WHERE id = ?').run(at, clipping);
		this.#events.note(at, 'modification', clipping, { before: { pictures: before }, after: { pictures: after } });
	}
}
