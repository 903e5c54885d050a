// Owns the way from a query's parts to SQL: what the search index decides, and what only other tables know. Must not run statements.
import type { CollectionId, TagId } from '../../shared/model';
import { KIND_NUMBERS } from './facet-rows';
import { asLeftOut, type Match, type Part, type Wanted } from './query-language';
import type { Kin } from './kin';
import { joined, list, sql, type Sql } from './sql';

/** What a plan has to look up by name. */
export interface Lookups {
	/** Tags whose name a word may stand for. */
	tagsSaying(wanted: Wanted): TagId[];
	/** Tags meant by `tag:value`, with those below them; with `isWhole`, exactly that tag. */
	tagsNamed(value: string, isWhole: boolean): TagId[];
	/** Collections meant by `in:value`, with those below them; with `isWhole`, exactly that collection. */
	collectionsNamed(value: string, isWhole: boolean): CollectionId[];
	/** Rows of `names` meant by `pub:=value` and the like. */
	namesMeant(of: 'publication' | 'byline' | 'credit', value: string, match: Match): number[];
	/** Language codes meant by `lang:value`. */
	languagesNamed(value: string): string[];
	/** Longer words that a word also stands for. */
	kinOf(wanted: Wanted): Kin;
	/** What asking for exactly this reads of the index, in bytes. */
	costOf(wanted: Wanted): number;
}

/** What stands for a clipping's id: `c.id` where rows of `clippings` stand as `c`, `+c.id` where only an id is at hand. The plus keeps SQLite from asking the search index once for every id of a list. */
export type Id = 'c.id' | '+c.id';

/** What was typed, as conditions. */
export interface Conditions {
	/** SELECT of the ids whose words fit, each once; where no word decides, of those that one of the conditions finds, or null. */
	found: Sql | null;
	/** What the index is asked so that results come in order; null when no word decides. */
	tiers: Tiers | null;
	/** Whether the name of a tag may stand for a word: then some of `found` are in none of the tiers. */
	byTags: boolean;
	/** Conditions that the search index does not know. */
	limits: ((id: Id) => Sql)[];
}

/** How far from itself a word may stand for a clipping to be found: 0 itself, 1 as the beginning of a longer word, 2 anywhere in one. */
export type Reach = 0 | 1 | 2;
/** Questions in the index's own language, each finding all that the one before finds. */
export interface Tiers {
	byReach: readonly [string, string, string];
	/** Whether the last of these finds everything: nothing is found by the name of a tag alone. */
	isText: boolean;
	/** Whether the first of them does. */
	isWhole: boolean;
	/** What `byReach[0]` finds, with all of it in the headline. */
	inHeadline: string;
	/** What `byReach[0]` finds and more: the same without words that are too common to tell results apart. */
	telling: string;
}

/** Words that together take up to this much of the index are weighed; the rarest always is. In bytes. */
const MOST_TELLING = 400_000;

const name = (id: Id): Sql => (id === 'c.id' ? sql`c.id` : sql`+c.id`);
/** A condition: the id is, or is not, among those a SELECT gives. */
export const among = (ids: Sql): ((id: Id) => Sql) => (id) => sql`${name(id)} IN (${ids})`;
const notAmong = (ids: Sql): ((id: Id) => Sql) => (id) => sql`${name(id)} NOT IN (${ids})`;

/** Of clippings for which a condition on the row `x` holds. */
const where = (condition: Sql): Sql => sql`SELECT x.id FROM clippings x WHERE ${condition}`;
const saying = (match: string): Sql => sql`SELECT rowid AS id FROM search WHERE search MATCH ${match}`;
const carrying = (tags: readonly TagId[]): Sql => sql`SELECT clipping AS id FROM taggings WHERE tag IN ${list(tags)}`;
const EVERYTHING = sql`SELECT id FROM clippings`;

/** A wanted run of terms in the index's own language. Terms hold no quotation marks: folding leaves only letters and digits. */
const exactly = (terms: readonly string[]): string => `"${terms.join(' ')}"`;

/** No term of the index: a code point that is no character. */
const NOTHING = '"\uFDD0"';
const oneOf = (all: readonly string[]): string => (all.length === 1 ? all[0]! : `(${all.join(' OR ')})`);

/** The same with the longer words it may stand for. */
function widely({ terms, prefix, pattern }: Wanted, kin: Kin, reach: Reach): string {
	if (pattern !== undefined) return kin.prefix instanceof Array && kin.prefix.length > 0 ? oneOf(kin.prefix.map((word) => exactly([word]))) : NOTHING;
	if (!prefix || reach === 0) return exactly(terms);
	const longer = kin.prefix === true ? [`${exactly(terms)}*`] : [exactly(terms), ...(kin.prefix || []).map((word) => exactly([word]))];
	const all = reach === 1 ? longer : [...longer, ...kin.inside.map((word) => exactly([word]))];
	return oneOf(all);
}

/** What a match needs to know of names. */
interface Names { kinOf: Lookups['kinOf']; isTagged(wanted: Wanted): boolean }

/** A part in the index's own language (SQLite FTS5, "Full-text Query Syntax"); null when the index alone cannot answer it. */
function matchOf(part: Part, reach: Reach, names: Names): string | null {
	if (part.is === 'words') {
		if (part.columns === null && names.isTagged(part.wanted)) return null;
		return wordsMatch(part, reach, names);
	}
	// Between words that stand near each other the index takes a beginning, but no choice of words.
	if (part.is === 'near') return `NEAR(${part.wanted.map((wanted) => exactly(wanted.terms) + (reach > 0 && wanted.prefix && names.kinOf(wanted).prefix === true ? '*' : '')).join(' ')}, ${part.distance})`;
	if (part.is !== 'all' && part.is !== 'any') return null;
	const found = part.of.filter((one) => one.is !== 'not').map((one) => matchOf(one, reach, names));
	const left = part.of.flatMap((one) => (one.is === 'not' ? [matchOf(asLeftOut(one.of), 1, names)] : []));
	if (found.length === 0 || [...found, ...left].includes(null)) return null;
	if (part.is === 'any') return left.length > 0 ? null : `(${found.join(' OR ')})`;
	return left.length > 0 ? `((${found.join(' AND ')}) NOT (${left.join(' OR ')}))` : `(${found.join(' AND ')})`;
}

function wordsMatch({ wanted, columns }: Part & { is: 'words' }, reach: Reach, names: Names): string {
	const match = widely(wanted, names.kinOf(wanted), reach);
	return columns ? `{${columns.join(' ')}} : ${match}` : match;
}

/** The plan of what was typed: one question to the index as far as it goes, the rest as conditions beside it. */
export function planOf(part: Part | null, lookups: Lookups): Conditions {
	const names: Names = { kinOf: (wanted) => lookups.kinOf(wanted), isTagged: (wanted) => lookups.tagsSaying(wanted).length > 0 };
	const limits: Conditions['limits'] = [];
	const bare: Part[] = [];
	const tagged: (Part & { is: 'words' })[] = [];
	const left: Part[] = [];
	let walk: Sql | null = null;
	for (const one of part === null ? [] : part.is === 'all' ? part.of : [part]) {
		if (one.is === 'not') left.push(asLeftOut(one.of));
		else if (matchOf(one, 2, names) !== null) bare.push(one);
		else if (one.is === 'words') tagged.push(one);
		else if (walk === null && givesEachOnce(one)) walk = idsOf(one, lookups, names);
		else limits.push(one.is === 'fact' && one.fact === 'is' ? being(one.value) : among(idsOf(one, lookups, names)));
	}
	const byTags = tagged.length > 0;
	const hasWords = byTags || bare.length > 0;
	if (walk && hasWords) limits.push(among(walk));
	const avoided = left.map((one) => matchOf(one, 1, names));
	// One MATCH says all of it, unless the name of a tag may stand for a word or there is no word to find.
	const inMatch = !byTags && bare.length > 0;
	for (const [i, one] of left.entries()) if (!inMatch || avoided[i] === null) limits.push(one.is === 'fact' && one.fact === 'is' ? notBeing(one.value) : notAmong(idsOf(one, lookups, names)));
	const not = inMatch ? avoided.filter((match) => match !== null) : [];
	const without = not.length > 0 ? ` NOT (${not.join(' OR ')})` : '';
	// Where words decide nothing, what one condition gives is passed through, instead of asking of everything whether it is among it.
	if (!hasWords) return { found: walk, tiers: null, byTags, limits };
	const said = (reach: Reach): string => [...bare.map((one) => matchOf(one, reach, names)!), ...tagged.map((one) => wordsMatch(one, reach, names))].join(' AND ');
	const matches = bare.map((one) => matchOf(one, 2, names)!);
	return {
		// Tags are not in the index, so that renaming one is a single row: here each such word is looked for in both places.
		found: byTags
			? joined([...(matches.length > 0 ? [saying(matches.join(' AND '))] : []), ...tagged.map((one) => idsOf(one, lookups, names))], ' INTERSECT ')
			: saying(`(${matches.join(' AND ')})${without}`),
		tiers: { ...tiersOf(said, without, byTags), telling: tellingOf([...bare, ...tagged], lookups) ?? `(${said(0)})${without}` },
		byTags, limits,
	};
}

/** Whether a part's SELECT gives no id twice, and is a walk over rows or an index and nothing more. */
const givesEachOnce = (part: Part): boolean => part.is === 'span' || (part.is === 'fact' && (part.fact === 'language' || part.fact === 'kind' || part.fact === 'url' || part.fact === 'has'));

/** The rarest of words that must all stand there; null when none can be left out. */
function tellingOf(parts: readonly Part[], lookups: Lookups): string | null {
	if (parts.length < 2 || !parts.every((one) => one.is === 'words')) return null;
	const rarest = parts.map((part) => ({ part, cost: lookups.costOf(part.wanted) })).sort((a, b) => a.cost - b.cost);
	let left = MOST_TELLING;
	const told = rarest.filter(({ cost }, i) => (left -= cost) >= 0 || i === 0);
	if (told.length === rarest.length) return null;
	const itself: Names = { kinOf: (wanted) => lookups.kinOf(wanted), isTagged: () => false };
	return told.map(({ part }) => wordsMatch(part, 0, itself)).join(' AND ');
}

function tiersOf(said: (reach: Reach) => string, without: string, byTags: boolean): Omit<Tiers, 'telling'> {
	const [itself, beginning, inside] = [said(0), said(1), said(2)];
	// Subtle: inside a column filter NOT would look at that column alone, so all is asked once more beside it.
	const beside = itself.includes(' NOT ') ? ` AND (${itself})` : '';
	return {
		byReach: [`(${itself})${without}`, `(${beginning})${without}`, `(${inside})${without}`],
		isText: !byTags, isWhole: !byTags && itself === inside,
		inHeadline: `(({headline} : (${itself}))${beside})${without}`,
	};
}

/** SELECT of the ids a part fits, whatever it is made of. */
function idsOf(part: Part, lookups: Lookups, names: Names): Sql {
	const match = matchOf(part, 2, names);
	if (match !== null) return saying(match);
	switch (part.is) {
		case 'words': return sql`SELECT id FROM (${saying(wordsMatch(part, 2, names))} UNION ${carrying(lookups.tagsSaying(part.wanted))})`;
		case 'near': throw new Error('The index answers every NEAR.');
		case 'not': return sql`SELECT id FROM (${EVERYTHING} EXCEPT ${idsOf(asLeftOut(part.of), lookups, names)})`;
		case 'any': return sql`SELECT id FROM (${joined(part.of.map((one) => idsOf(one, lookups, names)), ' UNION ')})`;
		case 'all': {
			const found = part.of.filter((one) => one.is !== 'not').map((one) => idsOf(one, lookups, names));
			const left = part.of.flatMap((one) => (one.is === 'not' ? [idsOf(asLeftOut(one.of), lookups, names)] : []));
			const both = found.length > 0 ? joined(found, ' INTERSECT ') : EVERYTHING;
			return left.length === 0 ? sql`SELECT id FROM (${both})` : sql`SELECT id FROM (SELECT id FROM (${both}) EXCEPT ${joined(left.map((one) => sql`SELECT id FROM (${one})`), ' EXCEPT ')})`;
		}
		case 'span': return part.of === 'imported' ? importedOf(part.from, part.to) : printedOf(part.from, part.to);
		case 'fact': return factOf(part, lookups);
	}
}

/** Clippings whose date may be one of these days: an uncertain date by any day it can mean. */
function printedOf(from: string | null, to: string | null): Sql {
	const latest = to ?? '9999-12-31';
	if (from === null) return where(sql`x.first_day <= ${latest}`);
	// Dates that span several days are few and have an index of their own; the others are told by their first.
	return sql`SELECT id FROM (${where(sql`x.first_day BETWEEN ${from} AND ${latest}`)}
		UNION SELECT x.id FROM clippings x INDEXED BY clippings_spanning WHERE x.last_day > x.first_day AND x.first_day < ${from} AND x.last_day >= ${from})`;
}

/** Clippings that came on these days, as the clock on the wall counts them here. */
function importedOf(from: string | null, to: string | null): Sql {
	const midnight = (day: string, later: number): number => {
		const [year, month, date] = day.split('-').map(Number) as [number, number, number];
		return new Date(year, month - 1, date + later).getTime();
	};
	return where(sql`x.imported_at >= ${from === null ? 0 : midnight(from, 0)} AND x.imported_at < ${to === null ? Number.MAX_SAFE_INTEGER : midnight(to, 1)}`);
}

const HAVING: Readonly<Record<string, Sql>> = {
	picture: sql`x.picture IS NOT NULL`, date: sql`x.first_day IS NOT NULL`, byline: sql`x.byline IS NOT NULL`, url: sql`x.url IS NOT NULL`,
	page: sql`EXISTS (SELECT 1 FROM pages p WHERE p.clipping = x.id)`, tag: sql`x.tag_count > 0`, publication: sql`x.publication IS NOT NULL`,
	rights: sql`x.rights IS NOT NULL`, embargo: sql`x.embargo IS NOT NULL`,
};

/** What other tables know at once. */
const HAVING_ELSEWHERE: Readonly<Record<string, Sql>> = {
	highlight: sql`SELECT DISTINCT clipping AS id FROM annotations`,
	note: sql`SELECT id FROM (${where(sql`x.notes <> ''`)} UNION SELECT clipping AS id FROM annotations WHERE note <> '')`,
};

const DAYS_OF_LATE = 7;
/** The first clipping of the imports of late: none where nothing came by import. Numbers of clippings rise as they come. */
const FIRST_OF_LATE = sql`coalesce((
	SELECT min((SELECT min(id) FROM clippings WHERE import = i.id)) FROM imports i WHERE i.started_at >= (
		SELECT j.started_at FROM imports j WHERE EXISTS (SELECT 1 FROM clippings WHERE import = j.id) ORDER BY j.id DESC LIMIT 1) - ${DAYS_OF_LATE * 86_400_000}), 9223372036854775807)`;
/** Clippings of whose story there is another outside the trash. Where nothing of a story is in the trash there is one; only the others are looked for one by one. */
const OF_SEVERAL = sql`SELECT v.clipping FROM versions v
	WHERE v.story NOT IN (SELECT t.story FROM clippings tc CROSS JOIN versions t ON t.clipping = tc.id WHERE tc.trashed_at IS NOT NULL) OR EXISTS (
	SELECT 1 FROM versions o CROSS JOIN clippings oc ON oc.id = o.clipping WHERE o.story = v.story AND o.clipping <> v.clipping AND oc.trashed_at IS NULL)`;
/** What may stand behind `is:`, as a condition on a row of `clippings`. */
const BEING: Readonly<Record<string, (row: Sql) => Sql>> = {
	unsure: (row) => sql`${row}.unsure = 1`,
	untagged: (row) => sql`${row}.tag_count = 0`,
	unfiled: (row) => sql`${row}.tag_count = 0 AND ${row}.collection_count = 0`,
	flagged: (row) => sql`${row}.flagged = 1`,
	duplicate: (row) => sql`${row}.id IN (${OF_SEVERAL})`,
	recent: (row) => sql`${row}.id >= ${FIRST_OF_LATE}`,
	restricted: (row) => sql`${row}.embargo IS NOT NULL AND (${row}.embargo = '..' OR ${row}.embargo >= substr(date('now', 'localtime'), 1, length(${row}.embargo)))`,
};
/** A condition: how the clipping stands. Where its row is at hand, that row alone says it. */
export const being = (how: string): ((id: Id) => Sql) => (id) => (id === 'c.id' ? BEING[how]!(sql`c`) : among(where(BEING[how]!(sql`x`)))(id));
const notBeing = (how: string): ((id: Id) => Sql) => (id) => (id === 'c.id' ? sql`NOT (${BEING[how]!(sql`c`)})` : notAmong(where(BEING[how]!(sql`x`)))(id));

/** Clippings that bear some name of a sort. */
const bearing = (of: string): Sql => sql`SELECT b.clipping AS id FROM names n CROSS JOIN bearings b ON b.name = n.id WHERE n.of = ${of}`;
/** The narrow rows that facets are counted from: walked in a fraction of the time of whole clippings. */
const counted = (condition: Sql): Sql => sql`SELECT x.clipping AS id FROM facets x WHERE ${condition}`;

function factOf({ fact, value, match }: Part & { is: 'fact' }, lookups: Lookups): Sql {
	const isWhole = match === 'whole';
	const isNone = value.toLowerCase() === 'none' && match === 'word';
	switch (fact) {
		case 'tag': return isNone ? where(sql`x.tag_count = 0`) : carrying(lookups.tagsNamed(value, isWhole));
		case 'collection': return isNone
			? where(sql`x.collection_count = 0`)
			: sql`SELECT clipping AS id FROM memberships WHERE collection IN ${list(lookups.collectionsNamed(value, isWhole))}`;
		case 'publication':
		case 'byline':
		case 'credit': return isNone
			? sql`SELECT id FROM (${EVERYTHING} EXCEPT ${bearing(fact)})`
			: sql`SELECT clipping AS id FROM bearings WHERE name IN ${list(lookups.namesMeant(fact, value, match))}`;
		case 'language': return counted(isNone ? sql`x.language IS NULL` : sql`x.language IN (SELECT id FROM names WHERE of = 'language' AND key IN ${list(lookups.languagesNamed(value))})`);
		case 'kind': return counted(sql`x.kind = ${KIND_NUMBERS[value as 'article' | 'image']}`);
		case 'url': return where(sql`instr(lower(x.url), ${value.toLowerCase()}) > 0`);
		case 'has': return HAVING_ELSEWHERE[value] ?? where(HAVING[value]!);
		case 'is': return where(BEING[value]!(sql`x`));
	}
}
