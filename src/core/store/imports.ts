// Owns the rows that say when an import ran and how it ended. Must not import anything.
import type { ImportSummary } from '../../shared/model';
import type { WriteDb } from './open';

export class Imports {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	/** Notes that an import has begun; answers its number. */
	begin(at: number): number {
		return Number(this.#db.prepare('INSERT INTO imports (started_at) VALUES (?)').run(at).lastInsertRowid);
	}

	/** Notes how it ended. An import without an end was killed; its clippings are kept all the same. */
	end(id: number, at: number, report: ImportSummary): void {
		this.#db.prepare('UPDATE imports SET ended_at = ?, report = ? WHERE id = ?').run(at, JSON.stringify(report), id);
	}
}
