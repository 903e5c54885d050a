// Owns the searches asked for lately, as somebody typed them. They are no part of what can be undone. Must not search, and must not open transactions.
import { RECENT_KEPT, type RecentSearch } from '../../shared/finding';
import type { ReadDb, WriteDb } from './open';

/** A search that another one begins with is taken for its beginning when it was asked for so shortly before, in milliseconds. */
const BEGINNING = 60_000;

export class RecentSearchReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** Newest first. */
	list(): RecentSearch[] {
		return this.#db.prepare<RecentSearch>('SELECT text, asked_at AS askedAt FROM recent_searches ORDER BY id DESC').all();
	}
}

/** All of it works inside a transaction that the caller opened. */
export class RecentSearches extends RecentSearchReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** Answers whether anything is other than before: the newest asked again is not. */
	note(typed: string, at: number): boolean {
		const text = typed.replace(/\s+/gu, ' ').trim();
		const newest = this.list()[0];
		if (text === '' || newest?.text === text) return false;
		if (newest && text.startsWith(newest.text) && at - newest.askedAt < BEGINNING) this.forget(newest.text);
		this.forget(text);
		this.#db.prepare('INSERT INTO recent_searches (text, asked_at) VALUES (?, ?)').run(text, at);
		this.#db.prepare('DELETE FROM recent_searches WHERE id <= (SELECT id FROM recent_searches ORDER BY id DESC LIMIT 1 OFFSET ?)').run(RECENT_KEPT);
		return true;
	}

	/** One of them, or with null all. Answers whether any was there. */
	forget(text: string | null): boolean {
		return (text === null ? this.#db.prepare('DELETE FROM recent_searches').run() : this.#db.prepare('DELETE FROM recent_searches WHERE text = ?').run(text)).changes > 0;
	}
}
