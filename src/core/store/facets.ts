// Owns the counting of results by newspaper, year, tag, byline, language, kind, collection and credit. Counts are of all results and exact; each facet is counted as if it were asked for nothing. Must not write.
import type { Facet, FacetName, Facets, FacetsAsked, FacetValue } from '../../shared/facets';
import { collator, type Query } from '../../shared/model';
import { CollectionReader } from './collections';
import { SORT, type AskedValue } from './facet-conditions';
import { nameKey, type NameOf } from './facet-facts';
import type { FacetGround, Results } from './facet-ground';
import { NameReader } from './facet-rows';
import { columnCounts, pairCounts, treeCounts, yearCounts } from './facet-tally';
import { folded } from './fold';
import type { ReadDb } from './open';
import { TagReader } from './tags';

/** A value as it is counted, before it is known how the query asks for it. */
type Counted = Omit<FacetValue, 'way'>;

/** What languages are called where somebody speaks `locale`, by their codes; a code that is none, or a locale, stands for itself. */
function languageNames(locale: string): (code: string) => string {
	const [spoken = 'en'] = Intl.DisplayNames.supportedLocalesOf(isTag(locale) ? locale : []);
	const names = new Intl.DisplayNames(spoken, { type: 'language', fallback: 'none' });
	return (code) => (isTag(code) ? names.of(code) : undefined) ?? code;
}

function isTag(tag: string): boolean {
	try {
		return new Intl.Locale(tag).language !== '';
	} catch {
		return false;
	}
}

/** As columns number them. */
const KINDS: readonly string[] = ['article', 'image'];
const none = (count: number): Counted => ({ text: 'none', isExact: false, label: null, count, level: 0 });

export class FacetCounter {
	readonly #db: ReadDb;
	readonly #ground: FacetGround;
	readonly #names: NameReader;
	readonly #tags: TagReader;
	readonly #collections: CollectionReader;

	constructor(db: ReadDb, ground: FacetGround) {
		this.#db = db;
		this.#ground = ground;
		this.#names = new NameReader(db);
		this.#tags = new TagReader(db);
		this.#collections = new CollectionReader(db);
	}

	/** `tag/missing`. */
	count(query: Query, asked: FacetsAsked): Facets {
		const results = this.#ground.results(query);
		let total = 0;
		for (const id of results.ids) if (results.failing[id] === 0) total++;
		return { total, facets: asked.names.map((name) => this.#facet(name, results, query, asked)) };
	}

	#facet(name: FacetName, results: Results, query: Query, asked: FacetsAsked): Facet {
		const condition = results.conditions.find(({ facet }) => facet === name);
		const besides = name !== 'tag' ? [] : query.tags.flatMap((id): AskedValue[] => {
			const tag = this.#tags.state(id);
			return tag ? [{ text: tag.name, isExact: false, isNot: false }] : [];
		});
		const wanted = [...(condition?.values ?? []), ...besides];
		const { values, distinct } = this.#values(name, results, asked, wanted);
		return { name, values: values.map((value) => ({ ...value, way: wayOf(value, wanted) })), distinct, isAskedOtherwise: condition?.isOtherwise ?? false };
	}

	#values(name: FacetName, results: Results, asked: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
		switch (name) {
			case 'publication':
			case 'language': return this.#named(name, columnCounts(results, name, results.columns[name]), asked, wanted);
			case 'byline':
			case 'credit': return this.#named(name, pairCounts(results, name, results.columns.names, (row) => results.sorts[row] === SORT[name]), asked, wanted);
			case 'kind': {
				const counts = columnCounts(results, name, results.columns.kind);
				return listed(KINDS.map((text, at) => ({ text, isExact: false, label: text, count: counts[at] ?? 0, level: 0 })), asked, wanted);
			}
			case 'tag': return this.#tagged(results, asked, wanted);
			case 'collection': return this.#shelved(results, asked, wanted);
			case 'year': return years(results, asked, wanted);
		}
	}

	/** Values that are rows of `names`; counts[0] are those without any. Names are looked up only where they are shown. */
	#named(of: NameOf & FacetName, counts: Uint32Array, { limit, containing, locale }: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
		const isExact = of !== 'language';
		const called = of === 'language' ? languageNames(locale) : (name: string): string => name;
		const words = folded(containing);
		const within = words === '' ? null : new Set(of === 'language' ? this.#languages(words, called) : this.#names.holding(of, words));
		const chosen = new Set(wanted.flatMap(({ text }) => this.#names.exactly(of, text)).filter((row) => within === null || within.has(row)));
		let distinct = 0;
		const top: number[] = [];
		for (let row = 1; row < counts.length; row++) {
			if (counts[row] === 0) continue;
			distinct++;
			if (!chosen.has(row) && (within === null || within.has(row))) putTop(top, row, counts, limit);
		}
		const shown = this.#db.prepare<{ id: number; name: string; agency: number }>('SELECT id, name, agency FROM names WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify([...chosen, ...top]));
		const values = shown.map(({ id, name, agency }): Counted => ({
			text: name, isExact, label: called(name), count: counts[id] ?? 0, level: 0, ...(agency === 1 ? { isAgency: true } : {}),
		}));
		const without = none(counts[0] ?? 0);
		const isWanted = wayOf(without, wanted) !== null;
		return { values: [...values.sort(byCount), ...(words === '' && (without.count > 0 || isWanted) ? [without] : [])], distinct };
	}

	/** Rows of languages that are called so. */
	#languages(words: string, called: (code: string) => string): number[] {
		return this.#db.prepare<{ id: number; name: string }>(`SELECT id, name FROM names WHERE of = 'language'`).all()
			.filter(({ name }) => holds(called(name), words) || holds(name, words)).map(({ id }) => id);
	}

	#tagged(results: Results, asked: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
		const tags = this.#tags.list();
		const byName = new Map(tags.map(({ id, name }) => [name.toLowerCase(), id]));
		const lines = new Map(tags.map(({ id, name }) => [id, pathsOf(name.toLowerCase()).flatMap((path) => byName.get(path) ?? [])]));
		const counts = treeCounts(results, 'tag', results.columns.tags, lines);
		return listed([
			...tags.map(({ id, name, colour }): Counted => ({ text: name, isExact: false, label: name, count: counts.get(id) ?? 0, level: 0, colour })),
			none(counts.get(0) ?? 0),
		], asked, wanted);
	}

	#shelved(results: Results, asked: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
		const shelves = this.#collections.list();
		const parents = new Map<number, number | null>(shelves.map(({ id, parent }) => [id, parent]));
		const lines = new Map(shelves.map(({ id }) => {
			const line: number[] = [];
			for (let at: number | null = id; at !== null; at = parents.get(at) ?? null) line.push(at);
			return [id, line];
		}));
		const counts = treeCounts(results, 'collection', results.columns.collections, lines);
		return listed([
			...shelves.map(({ id, path }): Counted => ({ text: path, isExact: false, label: path, count: counts.get(id) ?? 0, level: 0 })),
			none(counts.get(0) ?? 0),
		], asked, wanted);
	}
}

const byCount = (a: Counted, b: Counted): number => b.count - a.count || collator.compare(a.label ?? '', b.label ?? '');
const holds = (label: string, words: string): boolean => folded(label).includes(words);

/** "war/ukraine/kyiv" → itself, "war/ukraine", "war". */
function pathsOf(name: string): string[] {
	const parts = name.split('/');
	return parts.map((_, at) => parts.slice(0, parts.length - at).join('/'));
}

/** How a query asks for a value. */
function wayOf(value: Pick<Counted, 'text' | 'label'>, wanted: readonly AskedValue[]): 'in' | 'out' | null {
	const key = (text: string): string => text.split('/').map(nameKey).join('/');
	const asked = wanted.find(({ text }) => key(text) === key(value.text));
	return asked ? (asked.isNot ? 'out' : 'in') : null;
}

/** Keeps the rows with the highest counts, at most so many, in falling order. */
function putTop(top: number[], row: number, counts: Uint32Array, limit: number): void {
	const count = counts[row]!;
	if (top.length === limit && counts[top[limit - 1]!]! >= count) return;
	let [low, high] = [0, top.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (counts[top[middle]!]! >= count) low = middle + 1;
		else high = middle;
	}
	top.splice(low, 0, row);
	if (top.length > limit) top.pop();
}

/** Of values that are all at hand: those the query asks for, and the top of the others. */
function listed(all: readonly Counted[], { limit, containing }: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
	const words = folded(containing);
	const shown = all.filter((value) => words === '' || (value.label !== null && holds(value.label, words)));
	const isWanted = (value: Counted): boolean => wayOf(value, wanted) !== null;
	const others = shown.filter((value) => value.count > 0 && value.label !== null && !isWanted(value)).sort(byCount).slice(0, limit);
	const named = [...shown.filter((value) => value.label !== null && isWanted(value)), ...others].sort(byCount);
	return {
		values: [...named, ...shown.filter((value) => value.label === null && (value.count > 0 || isWanted(value)))],
		distinct: all.filter(({ count, label }) => count > 0 && label !== null).length,
	};
}

/** Decades, newest first, each before its years; `limit` counts decades. */
function years(results: Results, { limit, containing }: FacetsAsked, wanted: readonly AskedValue[]): { values: Counted[]; distinct: number } {
	const counts = yearCounts(results);
	const value = (text: string, label: string, count: number, level: number): Counted => ({ text, isExact: false, label, count, level });
	const values: Counted[] = [];
	let [decades, distinct] = [0, 0];
	for (let decade = 999; decade >= 0; decade--) {
		const ofDecade = value(`${String(decade).padStart(3, '0')}X`, `${decade}0s`, counts.decades[decade]!, 0);
		const inside = Array.from({ length: 10 }, (_, at) => decade * 10 + 9 - at).map((year) => value(String(year).padStart(4, '0'), String(year), counts.years[year]!, 1));
		const isWanted = [ofDecade, ...inside].some((one) => wayOf(one, wanted) !== null);
		if (ofDecade.count === 0 && !isWanted) continue;
		distinct += inside.filter(({ count }) => count > 0).length;
		if (++decades > limit && !isWanted) continue;
		values.push(ofDecade, ...inside.filter((one) => one.count > 0 || wayOf(one, wanted) !== null));
	}
	const without = none(counts.undated);
	if (without.count > 0 || wayOf(without, wanted) !== null) values.push(without);
	const words = containing.trim();
	return { values: words === '' ? values : values.filter(({ label }) => label?.includes(words)), distinct };
}
