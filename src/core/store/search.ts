// Owns finding: a query becomes SQL over the index, tags and trash, and its results become rows of a list. The only builder of dynamic WHERE. Must not write.
import { doubtsOf, type Doubt } from '../../shared/draft';
import type { ClippingId, ClippingRow, CollectionId, Page, Piece, Query, Sort, Tag, TagId } from '../../shared/model';
import { CollectionReader } from './collections';
import { askedTerms, folded } from './fold';
import { headlinePieces, hitsIn, pieces, snippet } from './hits';
import type { ReadDb } from './open';
import { marksOf, readQuery, shownBy, type Column, type QueryText, type Wanted } from './query-language';
import { among, planOf, type Conditions, type Lookups } from './query-plan';
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
type Order = Exclude<Sort, 'relevance' | 'arranged'> | 'trashed';

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
	lead: string; imported_at: number; unsure: number; trashed: number; picture: Uint8Array | null;
}
interface Texts { id: ClippingId; kicker: string | null; standfirst: string | null; notes: string; dateline: string | null; section: string | null; content: Uint8Array; file_name: string }

type Shown = ReturnType<typeof shownBy>[number];
/** What was asked for that may stand in a column of the index. */
const wantedIn = (column: Column, shown: readonly Shown[]): Wanted[] => shown.filter(({ columns }) => columns === null || columns.includes(column)).map(({ wanted }) => wanted);

/** A query, taken apart. */
interface Plan extends Conditions {
	text: QueryText;
	inTrash: boolean;
	/** Whether conditions besides the words and the trash narrow the list. */
	narrowed: boolean;
	order: Order | 'relevance';
	/** The collections asked for, in the order of the tree, when their own order is wanted. */
	arranged: readonly CollectionId[] | null;
}

export class Search {
	readonly #db: ReadDb;
	readonly #tags: TagReader;
	readonly #collections: CollectionReader;
	#counted: { key: string; version: string; total: number } | null = null;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#tags = new TagReader(db);
		this.#collections = new CollectionReader(db);
	}

	/** One page of results. The same archive and query give the same order every time. */
	page(query: Query, window: { offset: number; limit: number }): Page {
		const plan = this.#plan(query);
		const total = this.#total(query, plan);
		const statement = this.#ids(plan, total, window);
		const ids = window.offset >= total ? [] : this.#db.pluck<ClippingId>(statement.text).all(...statement.values);
		return { rows: this.#rows(ids, shownBy(plan.text.part), query.only === 'unsure'), total, offset: window.offset, understood: plan.text.understood, marks: marksOf(plan.text.part) };
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
		const typed = planOf(text.part, this.#lookups());
		const limits = [...typed.limits];
		for (const id of query.tags) limits.push(among(sql`SELECT clipping FROM taggings WHERE tag IN ${list(this.#tags.withBelow(id))}`));
		const trashed = query.where === 'trash' ? sql`trashed_at IS NOT NULL` : sql`trashed_at IS NULL`;
		if (query.only) limits.push(among(sql`SELECT id FROM clippings WHERE ${query.only === 'unsure' ? sql`unsure = 1` : sql`tag_count = 0`} AND ${trashed}`));
		if (query.import !== null) limits.push(among(sql`SELECT id FROM clippings WHERE import = ${query.import}`));
		const within = query.collection === null ? null : this.#collections.withBelow(query.collection);
		if (within) limits.push(among(sql`SELECT clipping FROM memberships WHERE collection IN ${list(within)}`));
		const inTrash = query.where === 'trash';
		const isArranged = query.sort === 'arranged';
		const order = query.sort === 'arranged' ? 'newest' : query.sort === 'relevance' && typed.found === null ? (inTrash ? 'trashed' : 'newest') : query.sort;
		return { ...typed, text, inTrash, limits, narrowed: limits.length > 0, order, arranged: isArranged ? within : null };
	}

	/** Names that a query may use, looked up when it does. */
	#lookups(): Lookups {
		let tags: readonly Tag[] | null = null;
		const all = (): readonly Tag[] => (tags ??= this.#tags.list());
		const said = new Map<Wanted, TagId[]>();
		return {
			tagsSaying: (wanted) => {
				const known = said.get(wanted) ?? all().filter((tag) => hitsIn(tag.name, [wanted]).length > 0).map((tag) => tag.id);
				said.set(wanted, known);
				return known;
			},
			tagsNamed: (value) => {
				const exact = this.#tags.named(value);
				const { terms } = askedTerms(value);
				const meant = exact ? [exact.id] : terms.length === 0 ? [] : all().filter((tag) => hitsIn(tag.name, [{ terms, prefix: true }]).length > 0).map((tag) => tag.id);
				return [...new Set(meant.flatMap((id) => this.#tags.withBelow(id)))];
			},
			collectionsNamed: (value) => {
				const exact = this.#collections.named(value);
				const { terms } = askedTerms(value);
				const meant = exact !== null ? [exact] : terms.length === 0 ? [] : this.#collections.list().filter((one) => hitsIn(one.path, [{ terms, prefix: true }]).length > 0).map((one) => one.id);
				return [...new Set(meant.flatMap((id) => this.#collections.withBelow(id)))];
			},
			languagesNamed,
		};
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
		const key = JSON.stringify({ ...query, sort: null });
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
		const { found, weighed, order, arranged } = plan;
		if (arranged) return this.#arranged(plan, arranged, part);
		if (!found || !weighed) {
			const { by, index } = ORDER[order === 'relevance' ? 'newest' : order];
			// The indexes of other sorts know nothing of the trash, which is short.
			const isIndexed = !plan.narrowed && (!plan.inTrash || order === 'trashed');
			return sql`SELECT c.id FROM clippings c${isIndexed ? index : sql``} WHERE ${this.#onRows(plan)} ORDER BY ${by}${part}`;
		}
		if (order === 'imported' || (order === 'relevance' && total > MOST_WEIGHED)) {
			return sql`SELECT c.id FROM (${found}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.id DESC${part}`;
		}
		if (order !== 'relevance') return sql`SELECT c.id FROM (${found}) AS f CROSS JOIN clippings c ON c.id = f.id WHERE ${this.#onRows(plan)} ORDER BY ${ORDER[order].by}${part}`;
		if (!plan.byTags) return sql`SELECT c.id FROM (${weighed}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.rank, c.id DESC${part}`;
		// What is found only by a tag's name weighs nothing and comes after what says it in its text (weights are below zero).
		const either = sql`SELECT id, min(rank) AS rank FROM (${weighed} UNION ALL SELECT id, 0.0 AS rank FROM (${found})) GROUP BY id`;
		return sql`SELECT c.id FROM (${either}) AS c WHERE ${this.#onIds(plan)} ORDER BY c.rank, c.id DESC${part}`;
	}

	/** In the order somebody gave the collections; what stands in several is listed where it comes first. */
	#arranged(plan: Plan, within: readonly CollectionId[], part: Sql): Sql {
		const placed = sql`SELECT m.clipping AS id, min(shelf.key * 4294967296 + m.position) AS place
			FROM json_each(${JSON.stringify(within)}) AS shelf CROSS JOIN memberships m ON m.collection = shelf.value GROUP BY m.clipping`;
		const said = plan.found ? sql` AND c.id IN (SELECT id FROM (${plan.found}))` : sql``;
		return sql`SELECT c.id FROM (${placed}) AS p CROSS JOIN clippings c ON c.id = p.id WHERE ${this.#onRows(plan)}${said} ORDER BY p.place, c.id${part}`;
	}

	#rows(ids: readonly ClippingId[], shown: readonly Shown[], tellDoubts: boolean): ClippingRow[] {
		if (ids.length === 0) return [];
		const asked = JSON.stringify(ids);
		const rows = new Map(this.#db.prepare<Listed>(`
			SELECT c.id, c.kind, c.headline, c.publication, c.byline_text, c.published, c.language, c.lead, c.imported_at, c.unsure, c.trashed_at IS NOT NULL AS trashed,
				(SELECT sha256 FROM picture_files WHERE id = c.picture) AS picture
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value`).all(asked).map((row) => [row.id, row]));
		const tags = this.#tags.of(ids);
		const doubts = tellDoubts ? this.#doubts(asked) : null;
		const inHeadline = wantedIn('headline', shown);
		const texts = shown.length === 0 ? null : new Map(this.#db.prepare<Texts>(`
			SELECT c.id, c.kicker, c.standfirst, c.notes, c.dateline, c.section, t.content,
				(SELECT file_name FROM originals WHERE clipping = c.id ORDER BY id LIMIT 1) AS file_name
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value JOIN texts t ON t.clipping = c.id`).all(asked).map((row) => [row.id, row]));
		return ids.map((id) => {
			const row = rows.get(id)!;
			const carried = tags.get(id) ?? [];
			return {
				id,
				kind: row.kind,
				headline: headlinePieces(row.headline, inHeadline),
				publication: row.publication,
				byline: row.byline_text,
				published: parseDate(row.published),
				language: row.language,
				snippet: this.#snippet(row, texts?.get(id), shown),
				tags: carried.map((tag: Tag) => tag.id),
				importedAt: row.imported_at,
				unsure: row.unsure === 1,
				...(doubts && { doubts: doubts.get(id) ?? [] }),
				trashed: row.trashed === 1,
				picture: row.picture && Buffer.from(row.picture).toString('hex'),
			};
		});
	}

	#doubts(asked: string): Map<ClippingId, Doubt[]> {
		const rows = this.#db.prepare<{ id: ClippingId; published: string | null; updated: string | null; content: Uint8Array }>(`
			SELECT c.id, c.published, c.updated, t.content
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value JOIN texts t ON t.clipping = c.id`).all(asked);
		return this.#db.seam('unpack texts', () => new Map(rows.map((row) => [
			row.id, doubtsOf({ provenance: unpackContent(row.content).provenance, published: parseDate(row.published), updated: parseDate(row.updated) }),
		])));
	}

	#snippet(row: Listed, texts: Texts | undefined, shown: readonly Shown[]): Piece[] {
		if (texts) {
			const content = this.#db.seam('unpack a text', () => unpackContent(texts.content));
			const places: [Column, string][] = [
				['body', readingText({ ...texts, content })], ['captions', captionText(content)], ['notes', texts.notes], ['place', texts.dateline ?? ''], ['file_name', texts.file_name], ['aside', asideText(content)],
			];
			const made = places.reduce<Piece[] | null>((found, [column, text]) => found ?? snippet([text], wantedIn(column, shown)), null);
			if (made) return made;
		}
		return pieces(cut(row.lead, 200), []);
	}
}

/** Codes of the languages a person means: a code (ISO 639-1), or the beginning of the language's English or own name. */
function languagesNamed(value: string): string[] {
	const asked = folded(value);
	if (/^[a-z]{2,3}$/i.test(value)) return [value.toLowerCase()];
	return LANGUAGES.filter((code) => [englishNames.of(code), new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code)].some((one) => one !== undefined && asked !== '' && folded(one).startsWith(asked)));
}
const englishNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'];
const LANGUAGES = ALPHABET.flatMap((a) => ALPHABET.map((b) => a + b)).filter((code) => englishNames.of(code) !== undefined);
