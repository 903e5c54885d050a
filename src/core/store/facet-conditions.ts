// Owns the parting of a query: what it asks of a facet becomes a test over the columns in memory, all else stays a query. A test finds exactly what the same words find in the database. Must not count, and must not run statements.
import type { FacetName } from '../../shared/facets';
import { dayNumber } from './bins';
import { GONE, type FacetColumns, type Pairs } from './facet-columns';
import { KIND_NUMBERS } from './facet-rows';
import { printed, readQuery, type Part } from './query-language';
import type { Lookups } from './query-plan';

/** A value that a query asks for by name. */
export interface AskedValue { text: string; isExact: boolean; isNot: boolean }
/** Days as YYYYMMDD, inclusive; null is open. */
export interface AskedDays { from: number | null; to: number | null }

/** What a query asks of one facet. */
export interface FacetCondition {
	facet: FacetName;
	/** Whether a clipping fits, by its number. */
	fits: (id: number) => boolean;
	values: AskedValue[];
	/** More than values: a range of days, say. */
	isOtherwise: boolean;
	/** The days that it leaves; null when that is no single stretch of time. */
	days: AskedDays | null;
}

export interface Parted {
	/** What is left of the query's text. */
	rest: string;
	/** At most one for each facet: all that is asked of it at the top of the query. */
	conditions: FacetCondition[];
}

/** What the tests look at. */
export interface Ground {
	columns: FacetColumns;
	/** What each row of `names` is the name of, by its number. */
	sorts: Uint8Array;
	lookups: Lookups;
	/** The row of a language's code; none or one. */
	languageRows: (codes: readonly string[]) => number[];
}

/** How `Ground.sorts` writes it down. */
export const SORT = { publication: 1, byline: 2, credit: 3, language: 4 } as const;

const FACET_OF = { publication: 'publication', byline: 'byline', credit: 'credit', tag: 'tag', collection: 'collection', language: 'language', kind: 'kind' } as const;

export function parted(text: string, ground: Ground): Parted {
	const { part } = readQuery(text);
	const all = part === null ? [] : part.is === 'all' ? part.of : [part];
	const rest: Part[] = [];
	const byFacet = new Map<FacetName, FacetCondition>();
	for (const one of all) {
		const made = conditionOf(one, ground);
		if (!made) rest.push(one);
		else byFacet.set(made.facet, both(byFacet.get(made.facet), made));
	}
	return { rest: rest.length === 0 ? '' : printed(rest.length === 1 ? rest[0]! : { is: 'all', of: rest }), conditions: [...byFacet.values()] };
}

function both(before: FacetCondition | undefined, other: FacetCondition): FacetCondition {
	if (!before) return other;
	const later = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b));
	const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.min(a, b));
	const days = before.days && other.days && { from: later(before.days.from, other.days.from), to: earlier(before.days.to, other.days.to) };
	return {
		facet: before.facet,
		fits: (id) => before.fits(id) && other.fits(id),
		values: [...before.values, ...other.values],
		isOtherwise: before.isOtherwise || other.isOtherwise,
		days,
	};
}

/** What a part asks of a facet; null when it is about something else, or about several at once. */
function conditionOf(part: Part, ground: Ground): FacetCondition | null {
	if (part.is === 'not') {
		const made = conditionOf(part.of, ground);
		if (!made) return null;
		const isUndated = part.of.is === 'fact' && part.of.fact === 'has';
		const values = isUndated ? [{ text: 'none', isExact: false, isNot: false }] : made.values.map((value) => ({ ...value, isNot: !value.isNot }));
		return { ...made, fits: (id) => !made.fits(id), values, isOtherwise: isUndated ? false : made.isOtherwise, days: null };
	}
	if (part.is === 'any') {
		const each = part.of.map((one) => conditionOf(one, ground));
		const [first] = each;
		if (!first || each.some((one) => one?.facet !== first.facet)) return null;
		const sides = each as FacetCondition[];
		const hulls = sides.map(({ days }) => days);
		const ends = (way: 'from' | 'to', pick: (...of: number[]) => number): number | null => (hulls.some((hull) => hull![way] === null) ? null : pick(...hulls.map((hull) => hull![way]!)));
		return {
			facet: first.facet,
			fits: (id) => sides.some((side) => side.fits(id)),
			values: sides.flatMap(({ values }) => values),
			isOtherwise: sides.some(({ isOtherwise }) => isOtherwise),
			days: hulls.includes(null) ? null : { from: ends('from', Math.min), to: ends('to', Math.max) },
		};
	}
	if (part.is === 'span') return part.of === 'date' ? spanOf(part, ground) : null;
	if (part.is !== 'fact') return null;
	if (part.fact === 'has' && part.value === 'date') {
		const { firstDay } = ground.columns;
		return { facet: 'year', fits: (id) => firstDay[id] !== 0, values: [], isOtherwise: true, days: null };
	}
	const facet = Object.hasOwn(FACET_OF, part.fact) ? FACET_OF[part.fact as keyof typeof FACET_OF] : null;
	return facet && { facet, fits: testOf(facet, part, ground), values: [{ text: part.value, isExact: part.match === 'whole', isNot: false }], isOtherwise: false, days: null };
}

function spanOf({ from, to, typed }: Part & { is: 'span' }, { columns: { firstDay, lastDay } }: Ground): FacetCondition {
	const [first, last] = [from === null ? 0 : dayNumber(from), to === null ? 99_991_231 : dayNumber(to)];
	const value = /^date:(\d{3}X|\d{4})$/i.exec(typed)?.[1];
	return {
		facet: 'year',
		fits: (id) => firstDay[id] !== 0 && firstDay[id]! <= last && lastDay[id]! >= first,
		values: value === undefined ? [] : [{ text: value, isExact: false, isNot: false }],
		isOtherwise: value === undefined,
		days: { from: from === null ? null : first, to: to === null ? null : last },
	};
}

function testOf(facet: keyof typeof FACET_OF, { value, match }: Part & { is: 'fact' }, { columns, sorts, lookups, languageRows }: Ground): (id: number) => boolean {
	const isNone = match === 'word' && value.toLowerCase() === 'none';
	const isWhole = match === 'whole';
	const oneOf = (column: Int32Array | Uint8Array, rows: readonly number[]): ((id: number) => boolean) => {
		const wanted = new Set(rows);
		return (id) => wanted.has(column[id]!);
	};
	switch (facet) {
		case 'kind': return oneOf(columns.kind, [KIND_NUMBERS[value as 'article' | 'image']]);
		case 'language': return oneOf(columns.language, isNone ? [0] : languageRows(lookups.languagesNamed(value)));
		case 'publication': return oneOf(columns.publication, isNone ? [0] : lookups.namesMeant('publication', value, match));
		case 'tag': return isNone ? bearingNone(columns, columns.tags) : bearing(columns, columns.tags, lookups.tagsNamed(value, isWhole));
		case 'collection': return isNone ? bearingNone(columns, columns.collections) : bearing(columns, columns.collections, lookups.collectionsNamed(value, isWhole));
		case 'byline':
		case 'credit': return isNone
			? bearingNone(columns, columns.names, (name) => sorts[name] === SORT[facet])
			: bearing(columns, columns.names, lookups.namesMeant(facet, value, match));
	}
}

/** Clippings that bear one of these. */
function bearing({ last }: FacetColumns, pairs: Pairs, wanted: readonly number[]): (id: number) => boolean {
	const marks = new Uint8Array(last + 1);
	const { who, what, length } = pairs;
	const one = wanted.length === 1 ? wanted[0]! : -1;
	const among = new Set(wanted);
	for (let at = 0; at < length; at++) if (one === -1 ? among.has(what[at]!) : what[at] === one) marks[who[at]!] = 1;
	return (id) => marks[id] === 1;
}

function bearingNone({ last, standing }: FacetColumns, pairs: Pairs, counts: (what: number) => boolean = () => true): (id: number) => boolean {
	const marks = new Uint8Array(last + 1);
	const { who, what, length } = pairs;
	for (let at = 0; at < length; at++) if (counts(what[at]!)) marks[who[at]!] = 1;
	return (id) => marks[id] === 0 && standing[id] !== GONE;
}
