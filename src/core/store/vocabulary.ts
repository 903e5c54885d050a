// Owns the archive's own words: learning them as clippings come, finding them by a part, and what asking for one costs. Must not know queries or clippings.
import { WORD_LENGTH } from './indexed';
import type { ReadDb, WriteDb } from './open';

/** Words remembered as known, so that only new ones touch the database. About 80 bytes each. */
const REMEMBERED = 150_000;

/** Belongs inside a transaction. */
export class Vocabulary {
	readonly #db: WriteDb;
	readonly #known = new Set<string>();
	#undone: number;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#undone = db.undone;
	}

	/** Takes a clipping's words, parted by single spaces. */
	learn(words: string): void {
		if (words === '') return;
		if (this.#undone !== this.#db.undone || this.#known.size > REMEMBERED) this.#known.clear();
		this.#undone = this.#db.undone;
		for (const word of words.split(' ')) {
			if (this.#known.has(word)) continue;
			this.#known.add(word);
			const { changes, lastInsertRowid } = this.#db.prepare('INSERT OR IGNORE INTO words (term) VALUES (?)').run(word);
			if (changes > 0 && word.length <= WORD_LENGTH.most) this.#db.prepare('INSERT INTO word_parts (rowid, term) VALUES (?, ?)').run(lastInsertRowid, word);
		}
	}
}

/** How many words that hold a part are looked at, the commonest first. */
const MOST_LOOKED_AT = 4_000;
/** Half a page of the index, in bytes: what a word costs at least. */
const LEAST_COST = 2_000;
/** FTS5 keeps its lists in pieces of this size unless told otherwise ("pgsz"). */
const LEAF = 4_050;

/** Letters as FTS5 takes a string (https://sqlite.org/fts5.html, 3.1): quotation marks doubled, and no NUL, which ends the text for SQLite. */
const asString = (letters: string): string => `"${letters.replaceAll('\0', '').replaceAll('"', '""')}"`;

export class VocabularyReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** Words in which a part of three letters or more stands, but not at their beginning, the commonest first. `all`: whether there are no others. */
	holding(part: string, most: number): { words: string[]; all: boolean } {
		const letters = [...part];
		if (letters.length < WORD_LENGTH.least || letters.length >= WORD_LENGTH.most) return { words: [], all: true };
		const parts = letters.slice(2).map((_, i) => asString(letters.slice(i, i + 3).join(''))).join(' AND ');
		// The commonest are the oldest: the list is read from its beginning, and only so far.
		const looked = this.#db.prepare<{ term: string }>(`
			SELECT w.term FROM (SELECT rowid AS id FROM word_parts WHERE word_parts MATCH ? ORDER BY rowid LIMIT ${MOST_LOOKED_AT}) AS few CROSS JOIN words w ON w.id = few.id`).all(parts);
		const words = looked.map((row) => row.term).filter((term) => term.indexOf(part) > 0);
		return { words: words.slice(0, most), all: words.length <= most && looked.length < MOST_LOOKED_AT };
	}

	/** Words that begin so, the commonest first. `all`: whether there are no others. */
	beginning(with_: string, most: number): { words: string[]; all: boolean } {
		const words = this.#db.pluck<string>('SELECT term FROM words WHERE term >= ? AND term < ? ORDER BY id LIMIT ?').all(with_, after(with_), most + 1);
		return { words: words.slice(0, most), all: words.length <= most };
	}

	/** Words that fit a pattern, in which a star stands for any letters or none, the commonest first. `all`: whether there are no others. */
	fitting(pattern: string, most: number): { words: string[]; all: boolean } {
		const first = pattern.slice(0, pattern.indexOf('*'));
		const words = this.#db.pluck<string>('SELECT term FROM words WHERE term >= ? AND term < ? AND term GLOB ? ORDER BY id LIMIT ?').all(first, after(first), pattern, most + 1);
		return { words: words.slice(0, most), all: words.length <= most };
	}

	/** Which of these are words here. */
	known(words: readonly string[]): string[] {
		return this.#db.pluck<string>('SELECT term FROM json_each(?) AS asked CROSS JOIN words ON term = asked.value').all(JSON.stringify(words));
	}

	/** Words with many of the same letters in a row as this one, of about its length: what has most in common first. */
	alike(word: string, most: number): string[] {
		const letters = [...word];
		const parts = [...new Set(letters.slice(2).map((_, i) => letters.slice(i, i + 3).join('')))].slice(0, 20);
		if (parts.length === 0) return [];
		const each = parts.map(() => `SELECT id FROM (SELECT rowid AS id FROM word_parts WHERE word_parts MATCH ? ORDER BY rowid LIMIT ${MOST_LOOKED_AT})`).join(' UNION ALL ');
		return this.#db.pluck<string>(`
			SELECT w.term FROM (SELECT id, count(*) AS common FROM (${each}) GROUP BY id) AS few CROSS JOIN words w ON w.id = few.id
			WHERE length(w.term) BETWEEN ? AND ? ORDER BY few.common DESC, w.id LIMIT ?`).all(...parts.map(asString), letters.length - 2, letters.length + 2, most);
	}

	/** How many clippings have this very word, those in the trash among them. */
	clippings(word: string): number {
		return this.#db.pluck<number>('SELECT doc FROM indexed_terms WHERE term = ?').get(word) ?? 0;
	}

	/**
	 * About how many bytes of the index stand for a word, or for all that begins so: what asking for it costs. Read off the
	 * index's own table of contents, which names the first word of each of its pages (FTS5, "segment b-tree format").
	 */
	cost(word: string, prefix: boolean): number {
		const from = Buffer.from(`0${word}`);
		const to = Buffer.concat([from, Buffer.from([prefix ? 0xff : 0x00])]);
		const pages = this.#db.pluck<number | null>(`
			WITH RECURSIVE segments (id) AS (SELECT min(segid) FROM search_idx UNION ALL SELECT (SELECT min(segid) FROM search_idx WHERE segid > segments.id) FROM segments WHERE segments.id IS NOT NULL)
			SELECT sum(max(0, coalesce((SELECT pgno >> 1 FROM search_idx WHERE segid = segments.id AND term > ? ORDER BY term LIMIT 1),
					(SELECT (pgno >> 1) + 1 FROM search_idx WHERE segid = segments.id ORDER BY term DESC LIMIT 1)) - 1
				- coalesce((SELECT pgno >> 1 FROM search_idx WHERE segid = segments.id AND term <= ? ORDER BY term DESC LIMIT 1), 0)))
			FROM segments WHERE id IS NOT NULL`).get(to, from);
		return LEAST_COST + (pages ?? 0) * LEAF;
	}
}

/** The first text after all that begin so, as SQLite orders them. */
const after = (beginning: string): string => `${beginning}\u{10FFFF}`;
