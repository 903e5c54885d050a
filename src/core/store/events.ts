// Owns the archive's record of what was done to it, in PREMIS 3 event types. It is only ever added to.
import type { ClippingId } from '../../shared/model';
import type { ReadDb, WriteDb } from './open';

/** Terms of the PREMIS event type vocabulary that an archive uses. */
export type EventType = 'ingestion' | 'modification' | 'deletion' | 'fixity check' | 'migration' | 'recovery' | 'dissemination';

export class Events {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	/** Notes an event. `detail` is what a later reader needs to undo or understand it; null where the rows themselves say it. */
	note(at: number, type: EventType, clipping: ClippingId | null, detail: unknown = null): void {
		this.#db.prepare('INSERT INTO events (at, type, clipping, detail) VALUES (?, ?, ?, ?)')
			.run(at, type, clipping, detail === null ? null : JSON.stringify(detail));
	}

	/** One event of the same kind for each of many clippings. */
	noteEach(at: number, type: EventType, clippings: readonly ClippingId[], detail: unknown): void {
		this.#db.prepare('INSERT INTO events (at, type, clipping, detail) SELECT ?, ?, value, ? FROM json_each(?)')
			.run(at, type, JSON.stringify(detail), JSON.stringify(clippings));
	}
}

/** When the archive was last changed, ms UTC; null when it never was. Clocks may have gone back: the latest of the last hundred counts. */
export const lastChange = (db: ReadDb): number | null =>
	db.pluck<number | null>('SELECT max(at) FROM (SELECT at FROM events ORDER BY id DESC LIMIT 100)').get() ?? null;
