// Owns how publications write dates in figures: what somebody decided, and what their clippings show. Must not read any date itself.
import type { ClippingId, Convention, DateHabit, DateOrder, KeptDate } from '../../shared/model';
import { said } from '../../shared/said';
import { orderShown } from '../reading/conventions';
import { movedOn, type ChangeOf, type ConventionState } from './changes';
import type { ReadDb, WriteDb } from './open';
import { parseDate } from './rows';

interface Row { publication_key: string; publication: string; date_order: DateOrder; decided_at: number }

/** Of a publication's clippings, so many of the latest are looked at. */
const LOOKED_AT = 2_000;
/** So many dates that leave no doubt, all of one order, make it the first suggestion. */
const ENOUGH = 5;

/** Clippings of a publication whose date is open and wants a look. */
const OPEN = `publication_key = ? AND trashed_at IS NULL AND unsure = 1
	AND published ->> '$.edtf' IS NULL AND json_array_length(published, '$.readings') > 1`;

export class ConventionReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	list(): Convention[] {
		return this.#db.prepare<Row>('SELECT * FROM conventions ORDER BY publication_key').all()
			.map((row) => ({ publication: row.publication, order: row.date_order, decidedAt: row.decided_at }));
	}

	/** Every convention by its publication's key. */
	orders(): Record<string, DateOrder> {
		return Object.fromEntries(this.#db.prepare<Row>('SELECT * FROM conventions').all().map((row) => [row.publication_key, row.date_order]));
	}

	of(key: string): ConventionState | null {
		const row = this.#db.prepare<Row>('SELECT * FROM conventions WHERE publication_key = ?').get(key);
		return row ? { publication: row.publication, order: row.date_order } : null;
	}

	/** What is known of a publication's dates in figures, asked about one of its clippings. */
	habit(key: string, publication: string, asked: ClippingId): DateHabit {
		const shown = { DMY: 0, MDY: 0, YMD: 0 };
		const dates = this.#db.pluck<string | null>('SELECT published FROM clippings WHERE publication_key = ? AND first_day IS NOT NULL AND trashed_at IS NULL ORDER BY first_day DESC, id DESC LIMIT ?');
		for (const json of dates.all(key, LOOKED_AT)) {
			const date: KeptDate | null = parseDate(json);
			const order = date && orderShown(date.printed);
			if (order) shown[order] += 1;
		}
		const order = this.of(key)?.order ?? null;
		const suggested = shown.DMY >= ENOUGH && shown.MDY === 0 ? 'DMY' : shown.MDY >= ENOUGH && shown.DMY === 0 ? 'MDY' : null;
		const others = this.#db.pluck<number>(`SELECT count(*) FROM clippings WHERE ${OPEN} AND id <> ?`).get(key, asked)!;
		return { publication, order, dayFirst: shown.DMY, monthFirst: shown.MDY, suggested, others };
	}

	/** The publication's clippings whose date is open, but for one. */
	open(key: string, but: ClippingId | null): ClippingId[] {
		return this.#db.pluck<ClippingId>(`SELECT id FROM clippings WHERE ${OPEN} AND id IS NOT ? ORDER BY id`).all(key, but);
	}
}

/** Works inside a transaction that the caller opened. */
export class ConventionRows extends ConventionReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** The change that sets a convention, or takes it away; null when it stands so already. */
	setting(key: string, after: ConventionState | null): ChangeOf<'convention'> | null {
		const before = this.of(key);
		return before?.order === after?.order ? null : { is: 'convention', key, before, after };
	}

	carry({ key, before, after }: ChangeOf<'convention'>, at: number): void {
		if (this.of(key)?.order !== before?.order) throw movedOn(said('said.moved.convention', { publication: (before ?? after)?.publication ?? key }));
		this.#db.prepare('DELETE FROM conventions WHERE publication_key = ?').run(key);
		if (after) this.#db.prepare('INSERT INTO conventions (publication_key, publication, date_order, decided_at) VALUES (?, ?, ?, ?)').run(key, after.publication, after.order, at);
	}
}
