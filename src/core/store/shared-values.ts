// Owns what many clippings have in common: it is shown some of them at a time, and says it in the end. Must not write.
import { BATCH_FIELDS, type Shared } from '../../shared/batch';
import type { Clipping, ClippingId, CollectionId, TagId } from '../../shared/model';
import { bylineText } from '../reading/fields';
import { CollectionReader } from './collections';
import type { ReadDb } from './open';
import { parseDate } from './rows';
import { TagReader } from './tags';

/** More different values than this are not told apart. */
const MOST_VALUES = 100;
type Row = Record<(typeof BATCH_FIELDS)[number], string | null> & { flagged: number; trashed: number };

export class SharedValues {
	readonly #db: ReadDb;
	readonly #values = new Map(BATCH_FIELDS.map((field) => [field, { seen: new Set<string>(), empty: 0 }]));
	readonly #tags = new Map<TagId, number>();
	readonly #collections = new Map<CollectionId, number>();
	#total = 0;
	#flagged = 0;
	#trashed = 0;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	add(ids: readonly ClippingId[]): void {
		const asked = JSON.stringify(ids);
		for (const row of this.#db.prepare<Row>(`
			SELECT c.publication, c.published, c.page, c.edition, c.section, c.byline, c.dateline, c.kicker, c.url, c.rights, c.embargo, c.flagged, c.trashed_at IS NOT NULL AS trashed
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value`).all(asked)) {
			this.#total++;
			this.#flagged += row.flagged;
			this.#trashed += row.trashed;
			for (const field of BATCH_FIELDS) {
				const of = this.#values.get(field)!;
				const kept = row[field];
				if (kept === null) of.empty++;
				else if (of.seen.size < MOST_VALUES) of.seen.add(field === 'byline' ? bylineText(JSON.parse(kept) as NonNullable<Clipping['byline']>) : field === 'published' ? parseDate(kept)!.printed : kept);
			}
		}
		for (const { key, count } of this.#db.prepare<{ key: TagId; count: number }>(
			'SELECT g.tag AS key, count(*) AS count FROM json_each(?) AS asked CROSS JOIN taggings g ON g.clipping = asked.value GROUP BY g.tag').all(asked)) this.#tags.set(key, (this.#tags.get(key) ?? 0) + count);
		for (const { key, count } of this.#db.prepare<{ key: CollectionId; count: number }>(
			'SELECT m.collection AS key, count(*) AS count FROM json_each(?) AS asked CROSS JOIN memberships m ON m.clipping = asked.value GROUP BY m.collection').all(asked)) this.#collections.set(key, (this.#collections.get(key) ?? 0) + count);
	}

	shared(): Shared {
		const tags = new Map(new TagReader(this.#db).list().map((tag) => [tag.id, tag.name]));
		return {
			total: this.#total, flagged: this.#flagged, trashed: this.#trashed,
			fields: BATCH_FIELDS.map((field) => {
				const { seen, empty } = this.#values.get(field)!;
				return { field, value: seen.size === 1 && empty === 0 ? [...seen][0]! : null, values: seen.size, empty };
			}),
			tags: [...this.#tags].flatMap(([id, count]) => (tags.has(id) ? [{ name: tags.get(id)!, count }] : [])).sort((a, b) => a.name.localeCompare(b.name, 'en')),
			collections: new CollectionReader(this.#db).list().flatMap(({ id, path }) => (this.#collections.has(id) ? [{ id, path, count: this.#collections.get(id)! }] : [])),
		};
	}
}
