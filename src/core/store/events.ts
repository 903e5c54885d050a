// Owns the archive's record of what was done to it, in PREMIS 3 event types. It is only ever added to.
import type { ClippingId } from '../../shared/model';
import type { LoggedEvent } from '../../shared/exporting';
import type { ReadDb, WriteDb } from './open';

/** Terms of the PREMIS event type vocabulary that an archive uses. */
export type EventType = 'ingestion' | 'modification' | 'deletion' | 'fixity check' | 'migration' | 'recovery' | 'dissemination' | 'validation';

interface Row { id: number; at: number; type: string; detail: string | null }

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

/** What was done to a clipping, oldest first. `detail` is JSON. */
export const eventsOf = (db: ReadDb, clipping: ClippingId): Row[] =>
	db.prepare<Row>('SELECT id, at, type, detail FROM events WHERE clipping = ? ORDER BY id').all(clipping);

const PAGE = 200;

/** What was done to the archive as a whole, oldest first, a few at a time. `detail` is JSON. */
export function* ownEvents(db: ReadDb): Generator<Row> {
	for (let last = 0; ;) {
		const rows = db.prepare<Row>(`SELECT id, at, type, detail FROM events WHERE clipping IS NULL AND id > ? ORDER BY id LIMIT ${PAGE}`).all(last);
		if (rows.length === 0) return;
		yield* rows;
		last = rows.at(-1)!.id;
	}
}

/** What is asked of the record. */
export interface LogWindow {
	/** Only events before the one with this number. */
	before: number | null;
	limit: number;
	/** Those of one clipping; `whole`: of the archive as a whole; null: all. */
	of: ClippingId | 'whole' | null;
	type: string | null;
}

/** The record, newest first. */
export function eventLog(db: ReadDb, { before, limit, of, type }: LogWindow): LoggedEvent[] {
	const where = ['e.id < ?', of === null ? '' : of === 'whole' ? 'e.clipping IS NULL' : 'e.clipping = ?', type === null ? '' : 'e.type = ?'].filter(Boolean).join(' AND ');
	return db.prepare<Row & { clipping: ClippingId | null; headline: string | null }>(`
		SELECT e.id, e.at, e.type, e.detail, e.clipping, c.headline FROM events e LEFT JOIN clippings c ON c.id = e.clipping WHERE ${where} ORDER BY e.id DESC LIMIT ?`)
		.all(before ?? Number.MAX_SAFE_INTEGER, ...(typeof of === 'number' ? [of] : []), ...(type === null ? [] : [type]), limit)
		.map(({ detail, ...event }) => ({ ...event, detail: detail === null ? null : JSON.parse(detail) as unknown }));
}
