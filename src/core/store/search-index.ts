// Owns the search index's rows: puts clippings into it, replaces them, makes it anew. Must not ask questions of it.
import type { Byline } from '../../shared/draft';
import { foldForIndex, foundNotes, type Folded } from './indexed';
import type { WriteDb } from './open';
import { TEXT_COLUMNS, unpackContent, type PackedText } from './packing';
import { Vocabulary } from './vocabulary';

interface Row extends PackedText {
	id: number; headline: string; kicker: string | null; standfirst: string | null; section: string | null; publication: string | null;
	byline: string | null; dateline: string | null; notes: string; margin: string | null; file_name: string;
}

export class SearchIndex {
	readonly #db: WriteDb;
	readonly #vocabulary: Vocabulary;

	constructor(db: WriteDb) {
		this.#db = db;
		this.#vocabulary = new Vocabulary(db);
	}

	put(id: number, { columns, vocabulary }: Folded): void {
		this.#vocabulary.learn(vocabulary);
		this.#db.prepare('INSERT INTO search (rowid, headline, body, captions, notes, byline, publication, place, file_name, aside) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(id, ...columns);
	}

	replace(id: number, made: Folded): void {
		this.#db.prepare('DELETE FROM search WHERE rowid = ?').run(id);
		this.put(id, made);
	}

	/** Makes the whole index anew from what is kept. Belongs inside a transaction. */
	rebuild(): void {
		this.#db.exec(`INSERT INTO search (search) VALUES ('delete-all')`);
		// The index may be made anew on the way to a schema that knows highlights.
		const isNoted = this.#db.pluck<number>(`SELECT count(*) FROM sqlite_schema WHERE name = 'annotations'`).get() === 1;
		const margin = isNoted ? `(SELECT group_concat(note, char(10)) FROM annotations WHERE clipping = c.id AND note <> '')` : 'NULL';
		const text = this.#db.pluck<number>(`SELECT count(*) FROM pragma_table_info('texts') WHERE name = 'original'`).get() === 1 ? TEXT_COLUMNS : 't.content, NULL AS packed_with';
		const next = this.#db.prepare<Row>(`
			SELECT c.id, c.headline, c.kicker, c.standfirst, c.section, c.publication, c.byline, c.dateline, c.notes, ${margin} AS margin, ${text},
				(SELECT file_name FROM originals WHERE clipping = c.id ORDER BY came_with IS NOT NULL, id LIMIT 1) AS file_name
			FROM clippings c JOIN texts t ON t.clipping = c.id WHERE c.id > ? ORDER BY c.id LIMIT 200`);
		for (let last = 0, rows = next.all(last); rows.length > 0; rows = next.all(last)) {
			for (const row of rows) {
				this.put(row.id, foldForIndex({
					...row,
					notes: foundNotes(row.notes, row.margin === null ? [] : [row.margin]),
					byline: row.byline === null ? null : JSON.parse(row.byline) as Byline,
					fileName: row.file_name ?? '',
					content: this.#db.seam('unpack a text', () => unpackContent(row)),
				}));
			}
			last = rows.at(-1)!.id;
		}
	}
}
