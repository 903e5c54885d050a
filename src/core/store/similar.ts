// Owns finding what belongs with a clipping: versions of its story, others that share its rare words, and tags that may fit. Must not write.
import { Fault } from '../../shared/errors';
import type { Block, Byline } from '../../shared/draft';
import type { Comparison, Kindred, Similar, SimilarClipping, TagSuggestion, Version } from '../../shared/similar';
import type { ClippingId } from '../../shared/model';
import { cellsOf, compareLines, compareTexts } from '../matching/compare';
import { isCounting } from '../matching/nameless';
import { namesIn } from '../matching/names';
import { bodyText } from '../reading/fields';
import { LITTLE } from '../reading/little-words';
import { eachToken, folded } from './fold';
import { LikenessReader } from './likeness';
import type { ReadDb } from './open';
import { TEXT_COLUMNS, unpackContent, type PackedText } from './packing';
import { parseDate } from './rows';
import { TagReader } from './tags';
import { VocabularyReader } from './vocabulary';

interface Row {
	id: ClippingId; headline: string; standfirst: string | null; publication: string | null; published: string | null; first_day: string | null;
	page: string | null; byline: string | null; byline_text: string; language: string | null; words: number; trashed: number;
}
/** A word that stands in a text and in few others. `printed` as the text has it, in small letters unless it is part of a `name`. */
interface Rare { term: string; printed: string; name: string | null; weight: number }
interface Text { row: Row; blocks: Block[]; paragraphs: string[] }

/** A text's rare words are sought among so many of its different ones: its names and long words first, for those are seldom common. */
const MOST_TERMS = 100;
/** A clipping is looked for by so many words. */
const ASKED_TERMS = 14;
/** What more bytes of the index stand for is no rare word (see `VocabularyReader.cost`). */
const RARE_BYTES = 60_000;
/** Of a word, the latest so many clippings are looked at. */
const MOST_OF_TERM = 1_500;
const MOST_WEIGHED = 40;
/** Words without a meaning of their own, in whatever language: they say nothing of what a text is about, also where an archive is small and everything in it is rare. */
const LITTLE_WORDS: ReadonlySet<string> = new Set(Object.values(LITTLE).flatMap((words) => words.split(' ')));
/** A word that stands in more than this share of an archive is none of its rare ones, but for this many clippings. */
const COMMON_SHARE = 0.2;
const NEVER_COMMON = 6;
/** Words in common below this are chance. */
const LEAST_SHARED = 2;
const SHOWN_TERMS = 5;
/** A word of so many letters is seldom one that everybody uses. */
const LONG_WORD = 8;
const MOST_VERSIONS = 50;
const DAY_MS = 86_400_000;
/** What the same day and the same name over it add, as a share of the weight of shared words. */
const SAME_DAY = 0.25;
const SAME_BYLINE = 0.35;
/** Tags are read off so many similar clippings, and not of one alone. */
const ADVISERS = 12;
const LEAST_ADVISERS = 2;
const MOST_SUGGESTED = 6;
const NEW_NAMES = 3;
const SAID_OFTEN = 2;

export class SimilarReader {
	readonly #db: ReadDb;
	readonly #likeness: LikenessReader;
	readonly #vocabulary: VocabularyReader;
	readonly #tags: TagReader;

	constructor(db: ReadDb) {
		this.#db = db;
		this.#likeness = new LikenessReader(db);
		this.#vocabulary = new VocabularyReader(db);
		this.#tags = new TagReader(db);
	}

	/** Versions of a clipping's story, and at most `limit` others that are like it, the likest first. `clipping/missing`. */
	similar(id: ClippingId, limit: number): Similar {
		const own = this.#text(id);
		const others = this.#likeness.versions(id).slice(0, MOST_VERSIONS);
		return { versions: others.length === 0 ? [] : this.#versions(own, others), similar: this.#alike(own, new Set(others), limit) };
	}

	/** What differs between two clippings. `clipping/missing`. */
	compare(left: ClippingId, right: ClippingId): Comparison {
		const [a, b] = [this.#text(left), this.#text(right)];
		const { isWhole, ...paragraphs } = compareTexts(a.paragraphs, b.paragraphs, folded);
		const titles = compareLines(a.row.headline, b.row.headline, folded);
		const sheet = (of: Text, side: 'left' | 'right'): Comparison['left'] => ({ ...kindred(of.row), language: of.row.language, title: titles[side], paragraphs: paragraphs[side] });
		return { left: sheet(a, 'left'), right: sheet(b, 'right'), isWhole };
	}

	/** Tags that may fit all of these, those there are before new ones, and why. `clipping/missing`. */
	suggestTags(ids: readonly ClippingId[]): TagSuggestion[] {
		const made = new Map<string, TagSuggestion & { from: Set<ClippingId> }>();
		const carried = this.#tags.of(ids);
		const onAll = new Set(this.#tags.list().filter(({ id }) => ids.every((one) => carried.get(one)?.some((tag) => tag.id === id))).map(({ name }) => name));
		for (const id of ids) for (const one of this.#suggested(this.#text(id))) {
			const known = made.get(one.name);
			if (onAll.has(one.name)) continue;
			made.set(one.name, { ...one, similar: (known?.similar ?? 0) + one.similar, named: (known?.named ?? 0) + one.named, from: new Set([...(known?.from ?? []), id]) });
		}
		const weight = (one: { similar: number; named: number; isNew: boolean }): number => one.similar * 2 + one.named - (one.isNew ? 100 : 0);
		return [...made.values()]
			.filter(({ from }) => from.size * 2 > ids.length)
			.sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name))
			.slice(0, MOST_SUGGESTED)
			.map(({ name, isNew, similar, named }) => ({ name, isNew, similar, named }));
	}

	#suggested(own: Text): TagSuggestion[] {
		const { row } = own;
		const has = new Set((this.#tags.of([row.id]).get(row.id) ?? []).map(({ name }) => name));
		/** What stands in the tags it has, at any height: it is not proposed once more in another place or spelling. */
		const onTags = new Set([...has].flatMap((name) => name.split('/').map(folded)));
		const advisers = [...this.#likeness.versions(row.id), ...this.#alike(own, new Set(this.#likeness.versions(row.id)), ADVISERS).map(({ id }) => id)].slice(0, ADVISERS);
		const similar = new Map<string, number>();
		for (const tags of this.#tags.of(advisers).values()) for (const { name } of tags) similar.set(name, (similar.get(name) ?? 0) + 1);
		const text = ` ${folded([row.headline, row.standfirst ?? '', ...own.paragraphs].join('\n'))} `;
		const out: TagSuggestion[] = [];
		const known = new Set<string>();
		for (const { name } of this.#tags.list()) {
			const leaf = folded(name.slice(name.lastIndexOf('/') + 1));
			known.add(leaf);
			if (has.has(name) || onTags.has(leaf) || [...has].some((one) => one.startsWith(`${name}/`))) continue;
			const named = leaf.length < 3 ? 0 : text.split(` ${leaf} `).length - 1;
			const many = similar.get(name) ?? 0;
			if (named > 0 || many >= LEAST_ADVISERS) out.push({ name, isNew: false, similar: many >= LEAST_ADVISERS ? many : 0, named });
		}
		const signed = folded(`${row.byline_text} ${row.publication ?? ''}`);
		const fresh = namesIn([row.headline, ...own.paragraphs], row.language)
			.filter(({ name, times }) => times >= SAID_OFTEN && name.length <= 60 && !name.includes('/') && !known.has(folded(name)) && folded(name) !== '' && !signed.includes(folded(name)))
			// "Port Board" is proposed, and not "Board" beside it.
			.filter(({ name }, at, all) => !all.some((other, place) => place !== at && isWithin(folded(name), folded(other.name))) && ![...onTags, ...out.map((one) => folded(one.name))].some((one) => isWithin(folded(name), one)))
			.slice(0, NEW_NAMES);
		return [...out, ...fresh.map(({ name, times }) => ({ name, isNew: true, similar: 0, named: times }))];
	}

	#versions(own: Text, others: readonly ClippingId[]): Version[] {
		const texts = [own, ...this.#texts(others)].sort((a, b) => earlier(a.row, b.row));
		const [first] = texts as [Text, ...Text[]];
		return texts.map((text) => ({
			...kindred(text.row),
			...cellsOf(first.paragraphs, text.paragraphs, folded),
			daysLater: daysBetween(first.row.first_day, text.row.first_day),
			paragraphsMore: text.paragraphs.length - own.paragraphs.length,
		}));
	}

	/** Clippings that share rare words with one, but for versions of it, weighed by how rare each is. */
	#alike(own: Text, but: ReadonlySet<ClippingId>, limit: number): SimilarClipping[] {
		const terms = this.#rareTerms(own);
		if (terms.length === 0) return [];
		const found = new Map<ClippingId, { weight: number; terms: Rare[] }>();
		for (const rare of terms) {
			const { term, weight } = rare;
			for (const id of this.#db.pluck<ClippingId>('SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?').all(`"${term}"`, MOST_OF_TERM)) {
				if (id === own.row.id || but.has(id)) continue;
				const known = found.get(id) ?? { weight: 0, terms: [] };
				known.weight += weight;
				known.terms.push(rare);
				found.set(id, known);
			}
		}
		const likest = [...found].filter(([, { terms: shared }]) => shared.length >= LEAST_SHARED).sort(([a, one], [b, other]) => other.weight - one.weight || a - b).slice(0, MOST_WEIGHED);
		const names = signatoriesOf(own.row);
		const all = terms.reduce((sum, { weight }) => sum + weight, 0);
		return this.#rows<Row>(likest.map(([id]) => id)).filter(({ trashed }) => trashed === 0).map((row) => {
			const { weight, terms: shared } = found.get(row.id)!;
			const sameDay = row.first_day !== null && row.first_day === own.row.first_day;
			const signedBy = signatoriesOf(row).find((name) => names.includes(name)) ?? null;
			return { ...kindred(row), shared: tellingOf(shared), sameDay, signedBy, likeness: weight / all + (sameDay ? SAME_DAY : 0) + (signedBy ? SAME_BYLINE : 0) };
		}).sort((a, b) => b.likeness - a.likeness || a.id - b.id).slice(0, limit).map(({ likeness: _, ...one }) => one);
	}

	/** The words that say most of what a clipping is about: often in it, seldom elsewhere, the telling first. */
	#rareTerms({ row, paragraphs }: Text): Rare[] {
		const named = new Map<string, { printed: string; name: string }>();
		for (const { name } of namesIn([row.headline, ...paragraphs], row.language)) for (const printed of name.split(' ')) if (!named.has(folded(printed))) named.set(folded(printed), { printed, name });
		const counted = new Map<string, { times: number; printed: string; isName: boolean }>();
		const count = (text: string, worth: number): void => eachToken(text, (term, start, end) => {
			if (term.length < 3 || /^[0-9]+$/.test(term) || LITTLE_WORDS.has(term) || isCounting(term)) return;
			const printed = text.slice(start, end);
			const known = counted.get(term);
			counted.set(term, { times: (known?.times ?? 0) + worth, printed: known?.printed ?? printed, isName: (known?.isName ?? named.has(term)) && /^\p{Lu}/u.test(printed) });
		});
		count(row.headline, 2);
		for (const paragraph of paragraphs) count(paragraph, 1);
		const likely = [...counted].map(([term, one]) => ({ term, ...one, hope: (one.isName ? 6 : 0) + Math.min(12, term.length) + Math.min(4, one.times) })).sort((a, b) => b.hope - a.hope).slice(0, MOST_TERMS);
		const weighed = likely.map(({ term, times, printed, isName }) => {
			const name = isName ? named.get(term)! : null;
			const cost = this.#vocabulary.cost(term, false);
			return { term, name: name?.name ?? null, printed: name?.printed ?? printed.toLowerCase(), cost, weight: Math.log(1 + times) * Math.log(1 + RARE_BYTES / cost) * (isName ? 1.3 : 1) };
		});
		const most = Math.max(NEVER_COMMON, (this.#db.pluck<number>('SELECT max(id) FROM clippings').get() ?? 0) * COMMON_SHARE);
		return weighed.filter(({ cost }) => cost <= RARE_BYTES).sort((a, b) => b.weight - a.weight).slice(0, ASKED_TERMS * 3)
			.flatMap(({ term, printed, name, weight }) => {
				const clippings = this.#vocabulary.clippings(term);
				return clippings < 2 || clippings > most ? [] : [{ term, printed, name, weight: weight / Math.log2(1 + clippings) }];
			}).sort((a, b) => b.weight - a.weight).slice(0, ASKED_TERMS);
	}

	#text(id: ClippingId): Text {
		const [text] = this.#texts([id]);
		if (!text) throw new Fault('clipping/missing', { id });
		return text;
	}

	#texts(ids: readonly ClippingId[]): Text[] {
		return this.#rows<Row & PackedText>(ids, `, ${TEXT_COLUMNS}`).map((row) => {
			const { blocks } = this.#db.seam('unpack a text', () => unpackContent(row));
			return { row, blocks, paragraphs: bodyText(blocks) };
		});
	}

	/** In the order asked; what is gone is left out. */
	#rows<Of extends Row>(ids: readonly ClippingId[], more = ''): Of[] {
		const rows = new Map(this.#db.prepare<Of>(`
			SELECT c.id, c.headline, c.standfirst, c.publication, c.published, c.first_day, c.page, c.byline, c.byline_text, c.language, c.words, c.trashed_at IS NOT NULL AS trashed${more}
			FROM json_each(?) AS asked CROSS JOIN clippings c ON c.id = asked.value JOIN texts t ON t.clipping = c.id`).all(JSON.stringify(ids)).map((row) => [row.id, row]));
		return ids.flatMap((id) => rows.get(id) ?? []);
	}
}

/** Whether the words of one name stand together in a longer one. */
const isWithin = (name: string, longer: string): boolean => longer.length > name.length && ` ${longer} `.includes(` ${name} `);

/** Of words that two texts share, those that say to a reader what both are about: names, then long words. In a small archive every word is rare. */
function tellingOf(shared: readonly Rare[]): string[] {
	const terms = new Set(shared.map(({ term }) => term));
	/** "Tomas Veale" where both say Tomas and Veale. */
	const isWhole = (name: string): boolean => folded(name).split(' ').every((word) => terms.has(word));
	const names = new Set(shared.flatMap(({ name, printed }) => (name === null ? [] : [isWhole(name) ? name : printed])));
	const words = shared.filter(({ name, printed }) => name === null && (printed.length >= LONG_WORD || !/\p{Script=Latin}/u.test(printed)));
	return [...names, ...words.map(({ printed }) => printed)].slice(0, SHOWN_TERMS);
}

const kindred = (row: Row): Kindred => ({ id: row.id, headline: row.headline, publication: row.publication, published: parseDate(row.published), page: row.page, byline: row.byline_text, words: row.words });
/** People alone: an agency signs everything. */
const signatoriesOf = ({ byline }: Row): string[] => (byline === null ? [] : (JSON.parse(byline) as Byline).signatories.filter(({ kind }) => kind === 'person').map(({ name }) => name));
const earlier = (a: Row, b: Row): number => (a.first_day ?? '9999').localeCompare(b.first_day ?? '9999') || b.words - a.words || a.id - b.id;
const daysBetween = (a: string | null, b: string | null): number | null => (a === null || b === null ? null : Math.round((Date.parse(b) - Date.parse(a)) / DAY_MS));
