// Owns finding: a query becomes SQL over the index, tags and trash, and its results become rows of a list. The only builder of dynamic WHERE. Must not write.
import type { ClippingId, ClippingRow, Page, Piece, Query, Sort, Tag, TagId } from '../../shared/model';
import { headlinePieces, hitsIn, pieces, snippet } from './hits';
import type { ReadDb } from './open';
import { asMatch, readQuery, type QueryText, type Wanted } from './query-text';
import { cut, parseDate, unpackContent } from './rows';
import { asideText, captionText, readingText } from './indexed';
import { joined, list, sql, type Sql } from './sql';
import { TagReader } from './tags';

/**
 * Up to here every result is weighed for relevance. Beyond, the words asked for are so common that their weight says
 * nothing, and weighing them all would take longer than anybody waits: the latest imported come first.
 */
export const MOST_WEIGHED = 20_000;

/** A sort as it is carried out. The trash has one of its own: what came last is sought first. */
type Order = Exclude<Sort, 'relevance'> | 'trashed';

/**
 * How a sort reads its index, which is named where no tag narrows the list: without statistics SQLite would rather sort all
 * that is outside the trash. Clippings without a day or a publication stand last in either direction.
 */
const ORDER: Readonly<Record<Order, { by: Sql; index: Sql }>> = {
	newest: { by: sql`c.first_day DESC, c.id DESC`, index: sql` INDEXED BY clippings_by_day` },
	oldest: { by: sql`c.first_day ASC NULLS LAST, c.id ASC`, index: sql` INDEXED BY clippings_by_day` },
	imported: { by: sql`c.id DESC`, index: sql` INDEXED BY clippings_by_trash` },
	headline: { by: sql`c.headline_key, c.id`, index: sql` INDEXED BY clippings_by_headline` },
	publication: { by: sql`c.publication_key ASC NULLS LAST, c.first_day DESC, c.id DESC`, index: sql` INDEXED BY clippings_by_publication` },
	trashed: { by: sql`c.trashed_at DESC, c.id DESC`, index: sql` INDEXED BY clippings_by_trash` },
};

interface Listed {
	id: ClippingId; kind: 'article' | 'image'; headline: string; publication: string | null; byline_text: string; published: string | null; language: string | null;
	lead: string; imported_at: number; unsure: number; trashed: number;
}
interface Texts { id: ClippingId; kicker: string | null; standfirst: string | null; notes: string; dateline: string | null; section: string | null; content: Uint8Array; file_name: string }

/** What stands for a clipping's id. The plus keeps SQLite from asking the search index once for every id of a list. */
type Id = 'c.id' | '+c.id';

/** A query, taken apart. */
interface Plan {
	text: QueryText;
	inTrash: boolean;
	/** SELECT of the ids whose words fit; null when no word decides. */
	found: Sql | null;
	/** SELECT of ids with their weight as `rank`. */
	weighed: Sql;
	/** Whether the name of a tag may stand for a word: then some of `found` have no weight. */
	byTags: boolean;
	/** Conditions other than the words and the trash. */
	limits: ((id: Id) => Sql)[];
	/** Whether only clippings that carry certain tags are asked for. */
	narrowed: boolean;
	order: Order | 'relevance';
}

export class Search {
	readonly #db: ReadDb;
	readonly #tags: TagReader;
	#counted: { key: string; version: string; total: number } | null = null;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#tags = new TagReader(db);
	}

	/** One page of results. The same archive and query give the same order every time. */
	page(query: Query, window: { offset: number; limit: number }): Page {
		const plan = this.#plan(query);
		const total = this.#total(query, plan);
		const statement = this.#ids(plan, total, window);
		const ids = window.offset >= total ? [] : this.#db.pluck<ClippingId>(statement.text).all(...statement.values);
		return { rows: this.#rows(ids, plan.text.find), total, offset: window.offset, understood: plan.text.understood };
	}

	/** Every id, in the order of its pages. */
	ids(query: Query): ClippingId[] {
		const plan = this.#plan(query);
		const statement = this.#ids(plan, this.#total(query, plan), null);
		return this.#db.pluck<ClippingId>(statement.text).all(...statement.values);
	}

	/** Ids of everything outside the trash, in the order they came. */
	everything(): ClippingId[] {
		return this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE trashed_at IS NULL ORDER BY id').all();
	}

	/** The statements a query runs, with their values: for asserting their plans. */
	statements(query: Query): { total: Sql; ids: Sql } {
		const plan = this.#plan(query);
		return { total: this.#count(plan), ids: this.#ids(plan, this.#total(query, plan), { offset: 0, limit: 50 }) };
	}

	#plan(query: Query): Plan {
		const text = readQuery(query.text);
		const tags = text.find.length + text.avoid.length > 0 ? this.#tags.list() : [];
		const named = (wanted: Wanted): TagId[] => tags.filter((tag) => hitsIn(tag.name, [wanted]).length > 0).map((tag) => tag.id);
		const carrying = (ids: readonly TagId[]): Sql => sql`SELECT clipping AS id FROM taggings WHERE tag IN ${list(ids)}`;
		const saying = (match: string): Sql => sql`SELECT rowid AS id FROM search WHERE search MATCH ${match}`;

		const words = text.find.map((wanted) => ({ match: asMatch(wanted), wanted, tags: named(wanted) }));
		const tagged = words.filter((word) => word.tags.length > 0);
		const bare = words.filter((word) => word.tags.length === 0);
		const avoided = text.avoid.map(asMatch).join(' OR ');
		const avoidedTags = text.avoid.flatMap(named);
		const byTags = tagged.length > 0;

		const limits: Plan['limits'] = [];
		for (const id of query.tags) {
			const carried = carrying(this.#tags.withBelow(id));
			limits.push((at) => sql`${name(at)} IN (${carried})`);
		}
		if (avoidedTags.length > 0) limits.push((at) => sql`${name(at)} NOT IN (${carrying(avoidedTags)})`);
		// One MATCH says all of it, unless the name of a tag may stand for a word or there is no word to find.
		const not = avoided && !byTags && words.length > 0 ? ` NOT (${avoided})` : '';
		if (avoided && !not) limits.push((at) => sql`${name(at)} NOT IN (${saying(avoided)})`);

		const all = words.map((word) => word.match).join(' AND ');
		let found: Sql | null = null;
		if (byTags) {
			// Tags are not in the index, so that renaming one is a single row: here each such word is looked for in both places.
			found = joined([
				...(bare.length > 0 ? [saying(bare.map((word) => word.match).join(' AND '))] : []),
				...tagged.map((word) => sql`SELECT id FROM (${saying(word.match)} UNION ${carrying(word.tags)})`),
			], ' INTERSECT ');
		} else if (words.length > 0) found = saying(`(${all})${not}`);
		// A word standing whole weighs more than the same letters beginning a longer one.
		const weighing = words.map(({ wanted, match }) => (wanted.prefix ? `("${wanted.terms.join(' ')}" OR ${match})` : match)).join(' AND ');
		const weighed = sql`SELECT rowid AS id, rank FROM search WHERE search MATCH ${`(${weighing})${not}`}`;
		const inTrash = query.where === 'trash';
		const order = query.sort === 'relevance' && words.length === 0 ? (inTrash ? 'trashed' : 'newest') : query.sort;
		return { text, inTrash, found, weighed, byTags, limits, narrowed: query.tags.length > 0, order };
	}

	/** The conditions where rows of `clippings` are read anyway. */
	#onRows(plan: Plan): Sql {
		return joined([plan.inTrash ? sql`c.trashed_at IS NOT NULL` : sql`c.trashed_at IS NULL`, ...plan.limits.map((limit) => limit('c.id'))], ' AND ');
	}

	/** The same where only ids are at hand: no row is touched, for the trash is a short list. */
	#onIds(plan: Plan): Sql {
		const trash = sql`(SELECT id FROM clippings WHERE trashed_at IS NOT NULL)`;
		return joined([plan.inTrash ? sql`+c.id IN ${trash}` : sql`+c.id NOT IN ${trash}`, ...plan.limits.map((limit) => limit('+c.id'))], ' AND ');
	}

	#total(query: Query, plan: Plan): number {
		const key = JSON.stringify([query.text, query.tags, query.where]);
		const version = this.#db.version();
		if (this.#counted?.key === key && this.#counted.version === version) return this.#counted.total;
		const statement = this.#count(plan);
		const total = this.#db.pluck<number>(statement.text).get(...statement.values)!;
		this.#counted = { key, version, total };
		return total;
	}

	#count(plan: Plan): Sql {
		return plan.found
			? sql`SELECT count(*) FROM (${plan.found}) AS c WHERE ${this.#onIds(plan)}`
			: sql`SELECT count(*) FROM clippings c WHERE ${this.#onRows(plan)}`;
	}

	#ids(plan: Plan, total: number, window: { offset: number; limit: number } | null): Sql {
		const part = window ? sql` LIMIT ${window.limit} OFFSET ${window.offset}` : sql``;
		const { found, order } = plan;
		if (!found) {
			const { by, index } = ORDER[order === 'relevance' ? 'newest' : order];
			// The indexes of other sorts know nothing of the trash, which is short.
			const isIndexed = !plan.narrowed && (!plan.inTrash || order === 'trashed');
			return sql`SELECT c.id FROM clippings c${isIndexed ? index : sql``} WHERE ${this.#onRows(plan)} ORDER BY ${by}${part}`;
		}
		if (order === 'imported' || (order === 'relevance' && total > MOST_WEIGHED)) {
			return sql`SELECT c.id FROM (${found}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.id DESC${part}`;
		}
		if (order !== 'relevance') return sql`SELECT c.id FROM (${found}) AS f CROSS JOIN clippings c ON c.id = f.id WHERE ${this.#onRows(plan)} ORDER BY ${ORDER[order].by}${part}`;
		if (!plan.byTags) return sql`SELECT c.id FROM (${plan.weighed}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.rank, c.id DESC${part}`;
		// What is found only by a tag's name weighs nothing and comes after what says it in its text (weights are below zero).
		const either = sql`SELECT id, min(rank) AS rank FROM (${plan.weighed} UNION ALL SELECT id, 0.0 AS rank FROM (${found})) GROUP BY id`;
		return sql`SELECT c.id FROM (${either}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.rank, c.id DESC${part}`;
	}

	#rows(ids: readonly ClippingId[], wanted: readonly Wanted[]): ClippingRow[] {
		if (ids.length === 0) return [];
		const asked = JSON.stringify(ids);
		const rows = new Map(this.#db.prepare<Listed>(`
			SELECT c.id, c.kind, c.headline, c.publication, c.byline_text, c.published, c.language, c.lead, c.imported_at, c.unsure, c.trashed_at IS NOT NULL AS trashed
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value`).all(asked).map((row) => [row.id, row]));
		const tags = this.#tags.of(ids);
		const texts = wanted.length === 0 ? null : new Map(this.#db.prepare<Texts>(`
			SELECT c.id, c.kicker, c.standfirst, c.notes, c.dateline, c.section, t.content,
				(SELECT file_name FROM originals WHERE clipping = c.id ORDER BY id LIMIT 1) AS file_name
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value JOIN texts t ON t.clipping = c.id`).all(asked).map((row) => [row.id, row]));
		return ids.map((id) => {
			const row = rows.get(id)!;
			const carried = tags.get(id) ?? [];
			return {
				id,
				kind: row.kind,
				headline: headlinePieces(row.headline, wanted),
				publication: row.publication,
				byline: row.byline_text,
				published: parseDate(row.published),
				language: row.language,
				snippet: this.#snippet(row, texts?.get(id), wanted),
				tags: carried.map((tag: Tag) => tag.id),
				importedAt: row.imported_at,
				unsure: row.unsure === 1,
				trashed: row.trashed === 1,
			};
		});
	}

	#snippet(row: Listed, texts: Texts | undefined, wanted: readonly Wanted[]): Piece[] {
		if (texts) {
			const content = this.#db.seam('unpack a text', () => unpackContent(texts.content));
			const places = [readingText({ ...texts, content }), captionText(content), texts.notes, texts.dateline ?? '', texts.file_name, asideText(content)];
			const made = snippet(places, wanted);
			if (made) return made;
		}
		return pieces(cut(row.lead, 200), []);
	}
}

const name = (id: Id): Sql => (id === 'c.id' ? sql`c.id` : sql`+c.id`);
