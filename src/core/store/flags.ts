// Owns the flagging of clippings. Must not decide which.
import type { ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { movedOn, type ChangeOf } from './changes';
import { Events } from './events';
import { packIds, unpackIds } from './id-list';
import type { WriteDb } from './open';

/** Works inside a transaction that the caller opened. */
export class FlagRows {
	readonly #db: WriteDb;
	readonly #events: Events;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#events = new Events(db);
	}

	/** The change that flags clippings, or unflags them; null when all stand so already. */
	change(ids: readonly ClippingId[], flagged: boolean): ChangeOf<'flags'> | null {
		const moved = this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE flagged = ? AND id IN (SELECT value FROM json_each(?))').all(flagged ? 0 : 1, JSON.stringify(ids));
		return moved.length === 0 ? null : { is: 'flags', clippings: packIds(moved), before: !flagged, after: flagged };
	}

	carry({ clippings, before, after }: ChangeOf<'flags'>, at: number): void {
		const ids = unpackIds(clippings);
		const moved = this.#db.prepare('UPDATE clippings SET flagged = ? WHERE flagged = ? AND id IN (SELECT value FROM json_each(?))').run(after ? 1 : 0, before ? 1 : 0, JSON.stringify(ids));
		if (moved.changes !== ids.length) throw movedOn(said(before ? 'said.moved.flagged' : 'said.moved.unflagged'));
		this.#events.noteEach(at, 'modification', ids, { before: { flagged: before }, after: { flagged: after } });
	}
}
