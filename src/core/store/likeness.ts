// Owns the rows that say which clippings are versions of one story: who waits to be compared, who is found by a sketch, who belongs together. Must not judge.
import type { ClippingId } from '../../shared/model';
import { comparable, type Comparable } from '../matching/likeness';
import { KEPT, sketchOf, unpackSketch } from '../matching/sketch';
import { bodyText } from '../reading/fields';
import { eachToken } from './fold';
import type { ReadDb, WriteDb } from './open';
import { TEXT_COLUMNS, unpackContent, type PackedText } from './packing';

/** What more clippings have than this is in a form that many stories are written in, and tells of none. */
const COMMON = 24;
const MOST_CHANCES = 4;

interface Row extends PackedText { headline: string; first_day: string | null }
interface WaitingRow { clipping: ClippingId; sketch: Uint8Array | null; changed_at: number }
/** A clipping that waits to be compared. `changedAt` tells whether it is still the same when it has been. */
export interface Waiting { id: ClippingId; sketch: Uint32Array; isDrawn: boolean; changedAt: number }
/** By which number a clipping can be found. */
export type Trace = readonly [trace: number, id: ClippingId];

/** Numbers of their sketches by which clippings can be found from now on, in the order of the table. */
export const tracesOf = (compared: readonly Waiting[]): Trace[] =>
	compared.flatMap(({ id, sketch }) => Array.from(sketch.subarray(0, KEPT), (trace): Trace => [trace, id])).sort(([a], [b]) => a - b);

function wordsIn(text: string): string[] {
	const words: string[] = [];
	eachToken(text, (term) => { words.push(term); });
	return words;
}

export class LikenessReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** Whether any clipping has not been compared with the others yet. Counting a million of them would read as many rows. */
	isAnyWaiting(): boolean {
		return this.#db.pluck<number>('SELECT EXISTS (SELECT 1 FROM unlinked)').get() === 1;
	}

	/** How many. */
	waiting(): number {
		return this.#db.pluck<number>('SELECT count(*) FROM unlinked').get() ?? 0;
	}

	/** Those of a story besides a clipping, but for the trash; none when it stands alone. In the order of their days, then as they came. */
	versions(id: ClippingId): ClippingId[] {
		return this.#db.pluck<ClippingId>(`
			SELECT o.clipping FROM versions v CROSS JOIN versions o ON o.story = v.story AND o.clipping <> v.clipping CROSS JOIN clippings c ON c.id = o.clipping
			WHERE v.clipping = ? AND c.trashed_at IS NULL ORDER BY c.first_day IS NULL, c.first_day, c.id`).all(id);
	}

	/** How many others there are of the story of each, for those that have any. */
	counts(ids: readonly ClippingId[]): Map<ClippingId, number> {
		const rows = this.#db.prepare<{ id: ClippingId; others: number }>(`
			SELECT v.clipping AS id, count(*) AS others FROM json_each(?) AS asked CROSS JOIN versions v ON v.clipping = asked.value
			CROSS JOIN versions o ON o.story = v.story AND o.clipping <> v.clipping CROSS JOIN clippings c ON c.id = o.clipping
			WHERE c.trashed_at IS NULL GROUP BY v.clipping`).all(JSON.stringify(ids));
		return new Map(rows.map(({ id, others }) => [id, others]));
	}

	/** Clippings that share numbers of a sketch, those that share most first. */
	sharing(sketch: Uint32Array, but: ClippingId, most: number): ClippingId[] {
		const found = new Map<ClippingId, number>();
		const statement = this.#db.pluck<ClippingId>(`SELECT clipping FROM traces WHERE trace = ? LIMIT ${COMMON + 1}`);
		for (const trace of sketch) {
			const ids = statement.all(trace);
			if (ids.length > COMMON) continue;
			for (const id of ids) if (id !== but) found.set(id, (found.get(id) ?? 0) + 1);
		}
		const likest = [...found].sort(([a, shared], [b, more]) => more - shared || b - a).slice(0, most);
		// One number in common is often chance: a few of these are enough.
		const chances = likest.findIndex(([, shared]) => shared === 1);
		return (chances < 0 ? likest : likest.slice(0, chances + MOST_CHANCES)).map(([id]) => id);
	}

	/** A clipping's text, ready to be compared; null when it is gone. */
	comparable(id: ClippingId): Comparable | null {
		return this.#read(id)?.comparable ?? null;
	}

	protected read(id: ClippingId): { comparable: Comparable; sketch: Uint32Array } | null {
		return this.#read(id);
	}

	#read(id: ClippingId): { comparable: Comparable; sketch: Uint32Array } | null {
		const row = this.#db.prepare<Row>(`SELECT c.headline, c.first_day, ${TEXT_COLUMNS} FROM texts t JOIN clippings c ON c.id = t.clipping WHERE t.clipping = ?`).get(id);
		if (!row) return null;
		const { blocks } = this.#db.seam('unpack a text', () => unpackContent(row));
		const words = wordsIn(bodyText(blocks).join('\n'));
		return { comparable: comparable(words, wordsIn(row.headline), row.first_day), sketch: sketchOf(words) };
	}
}

/** All of it works inside a transaction that the caller opened. */
export class Likeness extends LikenessReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** A new clipping waits to be compared. `sketch` as `packSketch` makes it. */
	wait(id: ClippingId, sketch: Uint8Array): void {
		this.#db.prepare('INSERT INTO unlinked (clipping, sketch) VALUES (?, ?)').run(id, sketch);
	}

	/** Those that wait after one of them, the oldest first, with their sketches; empty for what has no text to compare. */
	next(after: number, most: number): Waiting[] {
		return this.#db.prepare<WaitingRow>('SELECT u.clipping, u.sketch, c.changed_at FROM unlinked u CROSS JOIN clippings c ON c.id = u.clipping WHERE u.clipping > ? ORDER BY u.clipping LIMIT ?').all(after, most).map(({ clipping, sketch, changed_at }) => ({
			id: clipping, sketch: sketch === null ? (this.read(clipping)?.sketch ?? new Uint32Array(0)) : unpackSketch(sketch), isDrawn: sketch !== null, changedAt: changed_at,
		}));
	}

	/** A clipping belongs to no story until it is compared again. */
	alone(id: ClippingId): void {
		const story = this.#db.pluck<number>('DELETE FROM versions WHERE clipping = ? RETURNING story').get(id);
		// One that is left by itself is a version of nothing.
		if (story !== undefined) this.#db.prepare('DELETE FROM versions WHERE story = ? AND (SELECT count(*) FROM versions WHERE story = ?) = 1').run(story, story);
	}

	/** Two clippings are of one story, and so are all that either was found with. */
	join(a: ClippingId, b: ClippingId): void {
		const story = this.#db.pluck<number>('SELECT story FROM versions WHERE clipping = ?');
		const [one, other] = [story.get(a), story.get(b)];
		const least = Math.min(one ?? a, other ?? b);
		for (const old of [one, other]) if (old !== undefined && old !== least) this.#db.prepare('UPDATE versions SET story = ? WHERE story = ?').run(least, old);
		// Either may have been deleted since it was compared.
		const add = this.#db.prepare('INSERT OR IGNORE INTO versions (clipping, story) SELECT id, ? FROM clippings WHERE id = ?');
		add.run(least, a);
		add.run(least, b);
	}

	/** Clippings are found by these numbers from now on. */
	trace(traces: readonly Trace[]): void {
		const add = this.#db.prepare('INSERT OR IGNORE INTO traces (trace, clipping) VALUES (?, ?)');
		for (const [trace, id] of traces) add.run(trace, id);
	}

	/** They have been compared. What was changed meanwhile goes on waiting. */
	done(compared: readonly Waiting[]): void {
		const asked = JSON.stringify(compared.map(({ id, isDrawn, changedAt }) => [id, isDrawn ? 1 : 0, changedAt]));
		this.#db.prepare(`
			DELETE FROM unlinked WHERE clipping IN (
				SELECT u.clipping FROM json_each(?) AS asked CROSS JOIN unlinked u ON u.clipping = asked.value ->> 0 CROSS JOIN clippings c ON c.id = u.clipping
				WHERE (u.sketch IS NOT NULL) = asked.value ->> 1 AND c.changed_at = asked.value ->> 2)`).run(asked);
	}

	/** Compares everything anew: for an archive whose rows of this are lost. */
	forget(): void {
		this.#db.exec('DELETE FROM traces; DELETE FROM versions; INSERT OR REPLACE INTO unlinked (clipping, sketch) SELECT clipping, NULL FROM texts;');
	}
}
