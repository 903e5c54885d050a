// Owns the results that facets and timelines count: which clippings a query finds, and which it would find if one facet were asked for nothing. Must not count by value.
import type { FacetName } from '../../shared/facets';
import type { Query } from '../../shared/model';
import { FacetColumns, KEPT, TRASHED } from './facet-columns';
import { parted, SORT, type FacetCondition } from './facet-conditions';
import type { ReadDb } from './open';
import type { Search } from './search';

/** In `Results.failing`: the clipping is no result, whatever one facet were asked. */
export const OUT = 255;

/** What is to be counted. */
export interface Results {
	columns: FacetColumns;
	/** What each row of `names` is the name of (facet-conditions.ts, SORT). */
	sorts: Uint8Array;
	/** Clippings that all but the facets' conditions find, in no order. */
	ids: Int32Array;
	conditions: readonly FacetCondition[];
	/**
	 * For each clipping by its number: 0 for a result; n when it fails only the nth of `conditions`, from 1; OUT for all others.
	 * Good until the next question.
	 */
	failing: Uint8Array;
}

/** Which clippings count for a facet: results, and what would be one if the facet were asked for nothing. */
export const lifted = ({ conditions }: Results, facet: FacetName): number => conditions.findIndex((condition) => condition.facet === facet) + 1;

export class FacetGround {
	readonly columns: FacetColumns;
	readonly #db: ReadDb;
	readonly #search: Search;
	#sorts = new Uint8Array(1);
	#failing = new Uint8Array(0);

	constructor(db: ReadDb, search: Search) {
		this.#db = db;
		this.#search = search;
		this.columns = new FacetColumns(db);
	}

	/** `tag/missing`. */
	results(query: Query): Results {
		this.columns.refresh();
		this.#learnNames();
		const { columns } = this;
		const { rest, conditions } = parted(query.text, {
			columns, sorts: this.#sorts, lookups: this.#search.lookups,
			languageRows: (codes) => codes.flatMap((code) => this.#db.pluck<number>(`SELECT id FROM names WHERE of = 'language' AND key = ?`).all(code)),
		});
		const ids = this.#find({ ...query, text: rest, sort: 'relevance' });
		if (this.#failing.length <= columns.last) this.#failing = new Uint8Array(columns.last + 1 + (columns.last >> 3));
		const failing = this.#failing.fill(OUT, 0, columns.last + 1);
		for (const id of ids) failing[id] = 0;
		for (const [at, { fits }] of conditions.entries()) {
			for (const id of ids) if (failing[id] !== OUT && !fits(id)) failing[id] = failing[id] === 0 ? at + 1 : OUT;
		}
		return { columns, sorts: this.#sorts, ids, conditions, failing };
	}

	#find(query: Query): Int32Array {
		const { last, standing } = this.columns;
		const isEverything = query.text === '' && query.tags.length === 0 && query.collection === null && query.import === null && query.only === null;
		if (!isEverything) {
			const ids = this.#search.found(query);
			// What has come since the columns were read is counted the next time.
			return ids.every((id) => id <= last) ? ids : ids.filter((id) => id <= last);
		}
		const wanted = query.where === 'trash' ? TRASHED : KEPT;
		const ids = new Int32Array(last + 1);
		let length = 0;
		for (let id = 1; id <= last; id++) if (standing[id] === wanted) ids[length++] = id;
		return ids.slice(0, length);
	}

	/** Names are only ever added, and never become the name of something else. */
	#learnNames(): void {
		const last = this.#db.pluck<number>('SELECT coalesce(max(id), 0) FROM names').get()!;
		const known = this.#sorts.length - 1;
		if (last <= known) return;
		const sorts = new Uint8Array(last + 1);
		sorts.set(this.#sorts);
		for (const row of this.#db.prepare<{ id: number; of: keyof typeof SORT }>('SELECT id, of FROM names WHERE id > ?').all(known)) sorts[row.id] = SORT[row.of];
		this.#sorts = sorts;
	}
}
