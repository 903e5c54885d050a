// Owns finding: a query becomes SQL over the index, tags and trash, and its results become rows of a list. The only builder of dynamic WHERE. Must not write.
import { doubtsOf, type Doubt } from '../../shared/draft';
import type { ClippingId, ClippingRow, CollectionId, Page, Piece, Query, Sort, Suggestion, Tag, TagId } from '../../shared/model';
import { Being } from '../../shared/model';
import type { Said } from '../../shared/said';
import { CollectionReader } from './collections';
import { nameKey } from './facet-facts';
import { NameReader } from './facet-rows';
import { askedTerms, folded } from './fold';
import { headlinePieces, hitsIn, pieces, snippet } from './hits';
import type { ReadDb } from './open';
import { everyWanted, marksOf, printed, printedPieces, readQuery, shownBy, type Column, type QueryText, type Wanted } from './query-language';
import { among, being, planOf, type Conditions, type Lookups, type Tiers } from './query-plan';
import { TEXT_COLUMNS, unpackContent, type PackedText } from './packing';
import { parseDate } from './rows';
import { asideText, captionText, readingText } from './indexed';
import { kinship, type Kinship } from './kin';
import { among as listedAmong, Lists } from './lists';
import { itselfOf, MOST_WEIGHED, ranked, weighing, type Ranked } from './ranking';
import { HARDLY, respelled } from './spelling';
import { joined, list, sql, type Sql } from './sql';
import { LikenessReader } from './likeness';
import { TagReader } from './tags';
import { tallies } from './tallies';
import { VocabularyReader } from './vocabulary';

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

/** Where clippings that stand in a certain way are found when they are few. */
const BEING_INDEX: Readonly<Record<Being, Sql>> = {
	duplicate: sql``,
	unsure: sql` INDEXED BY clippings_unsure`, untagged: sql` INDEXED BY clippings_untagged`, unfiled: sql` INDEXED BY clippings_untagged`,
	flagged: sql` INDEXED BY clippings_flagged`, recent: sql` INDEXED BY clippings_by_trash`,
	restricted: sql``,
};
/** Up to here they are found first and sorted then; beyond, they are so many that the index of the order soon meets enough of them. */
const MOST_SORTED = 20_000;
/** Pages up to here are asked of the database one by one; deeper ones, of a list that is made once. */
const SHALLOW = 2_000;

interface Listed {
	id: ClippingId; kind: 'article' | 'image'; headline: string; publication: string | null; byline_text: string; published: string | null; language: string | null;
	lead: string; imported_at: number; unsure: number; flagged: number; trashed: number; picture: Uint8Array | null; highlights: number;
}
interface Texts extends PackedText { id: ClippingId; kicker: string | null; standfirst: string | null; notes: string; dateline: string | null; section: string | null; file_name: string }

type Shown = ReturnType<typeof shownBy>[number];
/** The tags called so, but for case, accents and what is no letter. */
function tagsCalled(value: string, tags: readonly Tag[]): TagId[] {
	const same = (known: Tag): boolean => known.name.split('/').map(nameKey).join('/') === value.split('/').map(nameKey).join('/');
	return tags.filter(same).map(({ id }) => id);
}

/** What was asked for that may stand in a column of the index. */
const wantedIn = (column: Column, shown: readonly Shown[]): Wanted[] => shown.filter(({ columns }) => columns === null || columns.includes(column)).map(({ wanted }) => wanted);

/** A query, taken apart. */
interface Plan extends Conditions {
	text: QueryText;
	/** What is to be said where something was not looked for as typed. */
	understood: Said[];
	/** Whether longer words may be asked for several times over. */
	isCheap: boolean;
	inTrash: boolean;
	/** Whether conditions besides the words and the trash narrow the list. */
	narrowed: boolean;
	/** How clippings outside the trash must stand, when nothing else narrows the list. */
	being: Being | null;
	order: Order | 'relevance';
	/** The collections asked for, in the order of the tree, when their own order is wanted. */
	arranged: readonly CollectionId[] | null;
}

export class Search {
	readonly #db: ReadDb;
	readonly #tags: TagReader;
	readonly #collections: CollectionReader;
	readonly #names: NameReader;
	readonly #vocabulary: VocabularyReader;
	readonly #likeness: LikenessReader;
	readonly #lists = new Lists();
	#counted: { key: string; version: string; total: number } | null = null;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#tags = new TagReader(db);
		this.#collections = new CollectionReader(db);
		this.#names = new NameReader(db);
		this.#vocabulary = new VocabularyReader(db);
		this.#likeness = new LikenessReader(db);
	}

	/** One page of results. The same archive and query give the same order every time. */
	page(query: Query, window: { offset: number; limit: number }): Page {
		const plan = this.#plan(query);
		const total = this.#total(query, plan);
		const ids = [...this.#slice(query, plan, total, window.offset, Math.min(total, window.offset + window.limit))] as ClippingId[];
		return { rows: this.#rows(ids, shownBy(plan.text.part), query.only === 'unsure'), total, offset: window.offset, understood: plan.understood, marks: marksOf(plan.text.part), suggestion: window.offset === 0 && total <= HARDLY ? this.#suggestion(query, plan, total) : null };
	}

	/** The query as the archive's words spell it, when that finds more. */
	#suggestion(query: Query, plan: Plan, total: number): Suggestion | null {
		const meant = respelled(plan.text.part, this.#vocabulary);
		if (!meant) return null;
		const text = printed(meant.part);
		const other = { ...query, text };
		const more = this.#total(other, this.#plan(other));
		return more > total ? { text, pieces: printedPieces(meant.part, meant.words), total: more } : null;
	}

	/** How many a query finds. `tag/missing`, `collection/missing`. */
	total(query: Query): number {
		return this.#total(query, this.#plan(query));
	}

	/** Every id, in the order of its pages. */
	ids(query: Query): Int32Array {
		const plan = this.#plan(query);
		const total = this.#total(query, plan);
		return this.#slice(query, plan, total, 0, total, true).slice();
	}

	/** Every id a query finds, in no order: for counting. */
	found(query: Query): Int32Array {
		return this.#found(query, this.#plan(query));
	}

	/** What the names in a query stand for; words stand for themselves. */
	get lookups(): Lookups {
		return this.#lookups(kinship([], this.#vocabulary));
	}

	/** Ids of everything outside the trash, in the order they came. */
	everything(): ClippingId[] {
		return this.#db.pluck<ClippingId>('SELECT id FROM clippings WHERE trashed_at IS NULL ORDER BY id').all();
	}

	/** The statements a query runs, with their values: for asserting their plans. */
	statements(query: Query): { total: Sql; ids: Sql } {
		const plan = this.#plan(query);
		const total = this.#total(query, plan);
		const asked = plan.order === 'relevance' ? this.#ranked(query, plan, total) : null;
		return { total: this.#count(plan), ids: asked ? weighing(asked) : this.#ids(plan, total, { offset: 0, limit: 50 }) };
	}

	#plan(query: Query): Plan {
		const text = readQuery(query.text);
		const kin = kinship(everyWanted(text.part), this.#vocabulary);
		const typed = planOf(text.part, this.#lookups(kin));
		const limits = [...typed.limits];
		for (const id of query.tags) limits.push(among(sql`SELECT clipping FROM taggings WHERE tag IN ${list(this.#tags.withBelow(id))}`));
		if (query.only) limits.push(being(query.only));
		if (query.import !== null) limits.push(among(sql`SELECT id FROM clippings WHERE import = ${query.import}`));
		const within = query.collection === null ? null : this.#collections.withBelow(query.collection);
		if (within) limits.push(among(sql`SELECT clipping FROM memberships WHERE collection IN ${list(within)}`));
		const inTrash = query.where === 'trash';
		const isArranged = query.sort === 'arranged';
		const order = query.sort === 'arranged' ? 'newest' : query.sort === 'relevance' && typed.tiers === null ? (inTrash ? 'trashed' : 'newest') : query.sort;
		const { part } = text;
		const alone = query.only ?? (part?.is === 'fact' && part.fact === 'is' ? Being.safeParse(part.value).data ?? null : null);
		const understood = [...text.understood, ...kin.sentences];
		return { ...typed, text, understood, isCheap: kin.isCheap, inTrash, limits, narrowed: limits.length > 0, being: limits.length === 1 && !inTrash ? alone : null, order, arranged: isArranged ? within : null };
	}

	/** Names that a query may use, looked up when it does. */
	#lookups(kin: Kinship): Lookups {
		let tags: readonly Tag[] | null = null;
		const all = (): readonly Tag[] => (tags ??= this.#tags.list());
		const said = new Map<Wanted, TagId[]>();
		return {
			tagsSaying: (wanted) => {
				const known = said.get(wanted) ?? all().filter((tag) => hitsIn(tag.name, [wanted]).length > 0).map((tag) => tag.id);
				said.set(wanted, known);
				return known;
			},
			namesMeant: (of, value, match) => {
				if (match === 'whole') return this.#names.exactly(of, value);
				const { terms, open } = askedTerms(value);
				return this.#names.saying(of, terms, open || match === 'word');
			},
			tagsNamed: (value, isWhole) => {
				if (isWhole) return tagsCalled(value, all());
				const exact = this.#tags.within(value);
				if (exact.length > 0) return exact;
				const { terms } = askedTerms(value);
				const meant = terms.length === 0 ? [] : all().filter((tag) => hitsIn(tag.name, [{ terms, prefix: true }]).length > 0).map((tag) => tag.id);
				return [...new Set(meant.flatMap((id) => this.#tags.withBelow(id)))];
			},
			collectionsNamed: (value, isWhole) => {
				const exact = this.#collections.named(value);
				if (isWhole) return exact === null ? [] : [exact];
				const { terms } = askedTerms(value);
				const meant = exact !== null ? [exact] : terms.length === 0 ? [] : this.#collections.list().filter((one) => hitsIn(one.path, [{ terms, prefix: true }]).length > 0).map((one) => one.id);
				return [...new Set(meant.flatMap((id) => this.#collections.withBelow(id)))];
			},
			languagesNamed,
			kinOf: (wanted) => kin.of(wanted),
			// A passage is as rare as its rarest word.
			costOf: ({ terms, pattern }) => Math.min(...terms.map((term) => this.#vocabulary.cost(term, pattern !== undefined))),
		};
	}

	/** The conditions where rows of `clippings` are read anyway. */
	#onRows(plan: Plan): Sql {
		return joined([plan.inTrash ? sql`c.trashed_at IS NOT NULL AND c.merged_into IS NULL` : sql`c.trashed_at IS NULL`, ...plan.limits.map((limit) => limit('c.id'))], ' AND ');
	}

	/** The same where only ids are at hand: no row is touched, for the trash is a short list. Null when nothing narrows them. */
	#onIds(plan: Plan): Sql | null {
		const trash = sql`(SELECT id FROM clippings WHERE trashed_at IS NOT NULL)`;
		const inside = plan.inTrash ? [sql`+c.id IN ${trash}`, sql`+c.id NOT IN (SELECT id FROM clippings WHERE merged_into IS NOT NULL)`] : tallies(this.#db).hidden > 0 ? [sql`+c.id NOT IN ${trash}`] : [];
		const all = [...inside, ...plan.limits.map((limit) => limit('+c.id'))];
		return all.length > 0 ? joined(all, ' AND ') : null;
	}

	#whereIds(plan: Plan): Sql {
		const conditions = this.#onIds(plan);
		return conditions ? sql` WHERE ${conditions}` : sql``;
	}

	#total(query: Query, plan: Plan): number {
		const key = JSON.stringify({ ...query, sort: null });
		const version = this.#db.version();
		if (this.#counted?.key === key && this.#counted.version === version) return this.#counted.total;
		const total = this.#tallied(plan) ?? this.#totalFound(query, plan);
		this.#counted = { key, version, total };
		return total;
	}

	/** What can be read off a list that its order needs anyway is not counted besides. */
	#totalFound(query: Query, plan: Plan): number {
		if (plan.tiers && (plan.order !== 'relevance' || this.#itself(query, plan, plan.tiers).length <= MOST_WEIGHED)) {
			if (!plan.tiers.isWhole) return this.#found(query, plan).length;
			if (plan.order === 'relevance') return this.#itself(query, plan, plan.tiers).length;
		}
		const { text, values } = this.#count(plan);
		return this.#db.pluck<number>(text).get(...values)!;
	}

	/** What stands for itself, as far as it is weighed: most often all that somebody looks at. */
	#itself(query: Query, plan: Plan, tiers: Tiers): Int32Array {
		const name = `itself ${JSON.stringify({ ...query, sort: null })}`;
		return this.#lists.get(name, this.#db.version(), 0) ?? this.#lists.keep(name, { ids: this.#asked(itselfOf(tiers, this.#onIds(plan))), whole: true });
	}

	/** What is counted at all times need not be counted again. */
	#tallied({ found, narrowed, being: how, inTrash }: Plan): number | null {
		if (found || (narrowed && how === null) || how === 'recent' || how === 'duplicate' || how === 'restricted') return null;
		return tallies(this.#db)[how ?? (inTrash ? 'trashed' : 'clippings')];
	}

	#count(plan: Plan): Sql {
		return plan.found
			? sql`SELECT count(*) FROM (${plan.found}) AS c${this.#whereIds(plan)}`
			: sql`SELECT count(*) FROM clippings c WHERE ${this.#onRows(plan)}`;
	}

	/** Results `from` to `to` in their order. `again`: whether all of them will be wanted more than once. */
	#slice(query: Query, plan: Plan, total: number, from: number, to: number, again = false): Int32Array {
		if (from >= to) return new Int32Array(0);
		const key = JSON.stringify(query);
		const known = this.#lists.get(key, this.#db.version(), to);
		if (known) return known.subarray(from, to);
		if (!again && to <= SHALLOW && plan.order !== 'relevance' && !(plan.found && total > MOST_SORTED)) return this.#asked(this.#ids(plan, total, { offset: from, limit: to - from }));
		const isWhole = again || to > SHALLOW;
		const ids = this.#list(query, plan, total, isWhole ? total : plan.order === 'relevance' ? to : SHALLOW);
		return this.#lists.keep(key, { ids, whole: ids.length === total }).subarray(from, to);
	}

	#asked({ text, values }: Sql): Int32Array {
		return Int32Array.from(this.#db.pluck<number>(text).all(...values));
	}

	/** The first ids of a result in its order: as many as are needed, or more. */
	#list(query: Query, plan: Plan, total: number, need: number): Int32Array {
		const { order } = plan;
		if (order === 'relevance') return ranked(this.#db, this.#ranked(query, plan, total), need);
		const isLarge = total > MOST_SORTED && !plan.arranged && !plan.inTrash && (plan.found !== null || plan.narrowed);
		if (!isLarge || (order === 'imported' && plan.found)) return this.#asked(this.#ids(plan, total, { offset: 0, limit: need }));
		// Sorting many costs more than passing once through all there are, which stand sorted already.
		return listedAmong(this.#everythingBy(order), this.#found(query, plan));
	}

	#found(query: Query, plan: Plan): Int32Array {
		const name = `found ${JSON.stringify({ ...query, sort: null })}`;
		const known = this.#lists.get(name, this.#db.version(), 0);
		if (known) return known;
		const ids = this.#asked(plan.found ? sql`SELECT c.id FROM (${plan.found}) AS c${this.#whereIds(plan)}` : sql`SELECT c.id FROM clippings c WHERE ${this.#onRows(plan)}`);
		return this.#lists.keep(name, { ids, whole: true });
	}

	/** All there is outside the trash, in an order. */
	#everythingBy(order: Order): Int32Array {
		const name = `by ${order}`;
		const { by, index } = ORDER[order];
		return this.#lists.get(name, this.#db.version(), 0) ?? this.#lists.keep(name, { ids: this.#asked(sql`SELECT c.id FROM clippings c${index} WHERE c.trashed_at IS NULL ORDER BY ${by}`), whole: true });
	}

	#ranked(query: Query, plan: Plan, total: number): Ranked {
		return { tiers: plan.tiers!, itself: this.#itself(query, plan, plan.tiers!), found: () => this.#found(query, plan), conditions: this.#onIds(plan), total, isCheap: plan.isCheap };
	}

	/** The statement that gives a stretch of a list in any order but that of relevance. */
	#ids(plan: Plan, total: number, window: { offset: number; limit: number }): Sql {
		const part = sql` LIMIT ${window.limit} OFFSET ${window.offset}`;
		const { found, order, arranged } = plan;
		if (arranged) return this.#arranged(plan, arranged, part);
		if (!found || order === 'relevance') {
			const { by, index } = ORDER[order === 'relevance' ? 'newest' : order];
			if (plan.being) return sql`SELECT c.id FROM clippings c${total > MOST_SORTED ? index : BEING_INDEX[plan.being]} WHERE ${this.#onRows(plan)} ORDER BY ${by}${part}`;
			// The indexes of other sorts know nothing of the trash, which is short.
			const isIndexed = !plan.narrowed && (!plan.inTrash || order === 'trashed');
			return sql`SELECT c.id FROM clippings c${isIndexed ? index : sql``} WHERE ${this.#onRows(plan)} ORDER BY ${by}${part}`;
		}
		if (order === 'imported') return sql`SELECT c.id FROM (${found}) AS c${this.#whereIds(plan)} ORDER BY c.id DESC${part}`;
		return sql`SELECT c.id FROM (${found}) AS f CROSS JOIN clippings c ON c.id = f.id WHERE ${this.#onRows(plan)} ORDER BY ${ORDER[order].by}${part}`;
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
			SELECT c.id, c.kind, c.headline, c.publication, c.byline_text, c.published, c.language, c.lead, c.imported_at, c.unsure, c.flagged, c.trashed_at IS NOT NULL AS trashed,
				(SELECT sha256 FROM picture_files WHERE id = c.picture) AS picture, (SELECT count(*) FROM annotations WHERE clipping = c.id) AS highlights
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value`).all(asked).map((row) => [row.id, row]));
		const tags = this.#tags.of(ids);
		const versions = this.#likeness.counts(ids);
		const doubts = tellDoubts ? this.#doubts(asked) : null;
		const inHeadline = wantedIn('headline', shown);
		const texts = shown.length === 0 ? null : new Map(this.#db.prepare<Texts>(`
			SELECT c.id, c.kicker, c.standfirst, c.dateline, c.section, ${TEXT_COLUMNS},
				c.notes || ifnull((SELECT char(10) || group_concat(note, char(10)) FROM annotations WHERE clipping = c.id AND note <> ''), '') AS notes,
				(SELECT file_name FROM originals WHERE clipping = c.id ORDER BY came_with IS NOT NULL, id LIMIT 1) AS file_name
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
				flagged: row.flagged === 1,
				...(row.highlights > 0 && { highlights: row.highlights }),
				...(versions.has(id) && { versions: versions.get(id)! }),
				...(doubts && { doubts: doubts.get(id) ?? [] }),
				trashed: row.trashed === 1,
				picture: row.picture && Buffer.from(row.picture).toString('hex'),
			};
		});
	}

	#doubts(asked: string): Map<ClippingId, Doubt[]> {
		const rows = this.#db.prepare<{ id: ClippingId; published: string | null; updated: string | null } & PackedText>(`
			SELECT c.id, c.published, c.updated, ${TEXT_COLUMNS}
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value JOIN texts t ON t.clipping = c.id`).all(asked);
		return this.#db.seam('unpack texts', () => new Map(rows.map((row) => [
			row.id, doubtsOf({ provenance: unpackContent(row).provenance, published: parseDate(row.published), updated: parseDate(row.updated) }),
		])));
	}

	#snippet(row: Listed, texts: Texts | undefined, shown: readonly Shown[]): Piece[] {
		if (texts) {
			const content = this.#db.seam('unpack a text', () => unpackContent(texts));
			const places: [Column, () => string][] = [
				['body', () => readingText({ ...texts, content })], ['captions', () => captionText(content)], ['notes', () => texts.notes],
				['place', () => texts.dateline ?? ''], ['file_name', () => texts.file_name], ['aside', () => asideText(content)],
			];
			for (const [column, text] of places) {
				const wanted = wantedIn(column, shown);
				const made = wanted.length > 0 ? snippet(text(), wanted) : null;
				if (made) return made;
			}
		}
		return pieces(row.lead, []);
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
