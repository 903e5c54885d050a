// Owns the rows that facets are counted from: puts clippings into them, and makes them anew. Must not count, and must not open transactions. Who bears which name is kept by triggers.
import type { Byline } from '../../shared/draft';
import type { ClippingId, KeptDate } from '../../shared/model';
import { factsOf, nameKey, type Facts, type Named, type NameOf } from './facet-facts';
import type { ReadDb, WriteDb } from './open';
import { TEXT_COLUMNS, unpackContent, type PackedText } from './packing';

/** How a kind is written down. */
export const KIND_NUMBERS = { article: 0, image: 1 } as const;

/** Names as conditions and facets look them up. */
export class NameReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	/** The name that is spelled so, but for case, accents and what is no letter; none or one. */
	exactly(of: NameOf, name: string): number[] {
		return this.#db.pluck<number>('SELECT id FROM names WHERE of = ? AND key = ?').all(of, nameKey(name));
	}

	/** Names in which these folded letters stand, wherever. */
	holding(of: NameOf, letters: string): number[] {
		return this.#db.pluck<number>('SELECT id FROM names WHERE of = ? AND instr(key, ?) > 0').all(of, letters);
	}

	/** Names in which these folded words stand one after another, the last of them perhaps the beginning of a longer one. */
	saying(of: NameOf, terms: readonly string[], isOpen: boolean): number[] {
		if (terms.length === 0) return [];
		const run = ` ${terms.join(' ')}${isOpen ? '' : ' '}`;
		return this.#db.pluck<number>(`SELECT id FROM names WHERE of = ? AND instr(' ' || key || ' ', ?) > 0`).all(of, run);
	}
}

/** All of it works inside a transaction that the caller opened. */
export class FacetRows {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	/** A new clipping, or one whose facts are others now. With `isTyped`, its spelling of a name is the one shown from now on. */
	put(id: ClippingId, facts: Facts, isTyped = false): void {
		const publication = facts.publication && this.#name('publication', facts.publication, isTyped);
		const language = facts.language && this.#name('language', facts.language, false);
		const names = [
			...(publication === null ? [] : [publication]),
			...facts.byline.map((one) => this.#name('byline', one, isTyped)),
			...facts.credits.map((one) => this.#name('credit', one, isTyped)),
		].sort((a, b) => a - b);
		this.#db.prepare(`
			INSERT INTO facets (clipping, kind, publication, language, first_day, last_day, names) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (clipping) DO UPDATE SET kind = excluded.kind, publication = excluded.publication, language = excluded.language,
				first_day = excluded.first_day, last_day = excluded.last_day, names = excluded.names
			WHERE (kind, publication, language, first_day, last_day, names) IS NOT (excluded.kind, excluded.publication, excluded.language, excluded.first_day, excluded.last_day, excluded.names)`).run(
			id, KIND_NUMBERS[facts.kind], publication, language, facts.firstDay, facts.lastDay, names.length === 0 ? null : JSON.stringify(names),
		);
	}

	/** Makes all of them anew from what is kept. */
	rebuild(): void {
		this.#db.exec('DELETE FROM facets');
		type Row = { id: ClippingId; kind: 'article' | 'image'; publication: string | null; language: string | null; byline: string | null; published: string | null } & PackedText
		const next = this.#db.prepare<Row>(`
			SELECT c.id, c.kind, c.publication, c.language, c.byline, c.published, ${TEXT_COLUMNS}
			FROM clippings c JOIN texts t ON t.clipping = c.id WHERE c.id > ? ORDER BY c.id LIMIT 200`);
		for (let last = 0, rows = next.all(last); rows.length > 0; rows = next.all(last)) {
			for (const row of rows) {
				this.put(row.id, factsOf({
					...row,
					byline: row.byline === null ? null : JSON.parse(row.byline) as Byline,
					published: row.published === null ? null : JSON.parse(row.published) as KeptDate,
					captions: this.#db.seam('unpack a text', () => unpackContent(row)).captions,
				}));
			}
			last = rows.at(-1)!.id;
		}
	}

	/** The row of a name, made where it is new. */
	#name(of: NameOf, { key, name, isAgency }: Named, isTyped: boolean): number {
		const known = this.#db.prepare<{ id: number; name: string; agency: number }>('SELECT id, name, agency FROM names WHERE of = ? AND key = ?').get(of, key);
		if (!known) return Number(this.#db.prepare('INSERT INTO names (of, key, name, agency) VALUES (?, ?, ?, ?)').run(of, key, name, isAgency ? 1 : 0).lastInsertRowid);
		const isOther = isTyped && known.name !== name;
		if (isOther || (isAgency && known.agency === 0)) this.#db.prepare('UPDATE names SET name = ?, agency = ? WHERE id = ?').run(isOther ? name : known.name, isAgency ? 1 : known.agency, known.id);
		return known.id;
	}
}
