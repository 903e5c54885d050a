// Owns the search index's rows: puts clippings into it, replaces them, makes it anew. Must not ask questions of it.
import type { Byline } from '../../shared/draft';
import { foldForIndex, type Folded } from './indexed';
import type { WriteDb } from './open';
import { unpackContent } from './rows';

interface Row {
	id: number; headline: string; kicker: string | null; standfirst: string | null; section: string | null; publication: string | null;
	byline: string | null; dateline: string | null; notes: string; file_name: string; content: Uint8Array;
}

export class SearchIndex {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	put(id: number, { columns }: Folded): void {
		this.#db.prepare('INSERT INTO search (rowid, headline, body, captions, notes, byline, publication, place, file_name, aside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(id, ...columns);
	}

	replace(id: number, made: Folded): void {
		this.#db.prepare('DELETE FROM search WHERE rowid = ?').run(id);
		this.put(id, made);
	}

	/** Makes the whole index anew from what is kept. Belongs inside a transaction. */
	rebuild(): void {
		this.#db.exec(`INSERT INTO search (search) VALUES ('delete-all')`);
		const next = this.#db.prepare<Row>(`
			SELECT c.id, c.headline, c.kicker, c.standfirst, c.section, c.publication, c.byline, c.dateline, c.notes, t.content,
				(SELECT file_name FROM originals WHERE clipping = c.id ORDER BY id LIMIT 1) AS file_name
			FROM clippings c JOIN texts t ON t.clipping = c.id WHERE c.id > ? ORDER BY c.id LIMIT 200`);
		for (let last = 0, rows = next.all(last); rows.length > 0; rows = next.all(last)) {
			for (const row of rows) {
				this.put(row.id, foldForIndex({
					...row,
					byline: row.byline === null ? null : JSON.parse(row.byline) as Byline,
					fileName: row.file_name ?? '',
					content: this.#db.seam('unpack a text', () => unpackContent(row.content)),
				}));
			}
			last = rows.at(-1)!.id;
		}
	}
}
