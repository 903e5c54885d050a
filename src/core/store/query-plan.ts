// Owns the way from a query's parts to SQL: what the search index decides, and what only other tables know. Must not run statements.
import type { CollectionId, TagId } from '../../shared/model';
import type { Fact, Part, Wanted } from './query-language';
import { joined, list, sql, type Sql } from './sql';

/** What a plan has to look up by name. */
export interface Lookups {
	/** Tags whose name a word may stand for. */
	tagsSaying(wanted: Wanted): TagId[];
	/** Tags meant by `tag:value`, with those below them. */
	tagsNamed(value: string): TagId[];
	/** Collections meant by `in:value`, with those below them. */
	collectionsNamed(value: string): CollectionId[];
	/** Language codes meant by `lang:value`. */
	languagesNamed(value: string): string[];
}

/** What stands for a clipping's id. The plus keeps SQLite from asking the search index once for every id of a list. */
export type Id = 'c.id' | '+c.id';

/** What was typed, as conditions. */
export interface Conditions {
	/** SELECT of the ids whose words fit; null when no word decides. */
	found: Sql | null;
	/** SELECT of ids with their weight as `rank`; null when no word decides. */
	weighed: Sql | null;
	/** Whether the name of a tag may stand for a word: then some of `found` have no weight. */
	byTags: boolean;
	/** Conditions that the search index does not know. */
	limits: ((id: Id) => Sql)[];
}

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
const phrase = ({ terms, prefix }: Wanted): string => `"${terms.join(' ')}"${prefix ? '*' : ''}`;

/**
 * A part in the index's own language (SQLite FTS5, "Full-text Query Syntax"); null when the index alone cannot answer it.
 * @param weighing a word standing whole weighs more than the same letters beginning a longer one
 */
function matchOf(part: Part, weighing: boolean, isTagged: (wanted: Wanted) => boolean): string | null {
	if (part.is === 'words') {
		if (part.columns === null && isTagged(part.wanted)) return null;
		return wordsMatch(part, weighing);
	}
	if (part.is === 'near') return `NEAR(${part.wanted.map(phrase).join(' ')}, ${part.distance})`;
	if (part.is !== 'all' && part.is !== 'any') return null;
	const found = part.of.filter((one) => one.is !== 'not').map((one) => matchOf(one, weighing, isTagged));
	const left = part.of.flatMap((one) => (one.is === 'not' ? [matchOf(one.of, false, isTagged)] : []));
	if (found.length === 0 || [...found, ...left].includes(null)) return null;
	if (part.is === 'any') return left.length > 0 ? null : `(${found.join(' OR ')})`;
	return left.length > 0 ? `((${found.join(' AND ')}) NOT (${left.join(' OR ')}))` : `(${found.join(' AND ')})`;
}

function wordsMatch({ wanted, columns }: Part & { is: 'words' }, weighing: boolean): string {
	const match = weighing && wanted.prefix ? `("${wanted.terms.join(' ')}" OR ${phrase(wanted)})` : phrase(wanted);
	return columns ? `{${columns.join(' ')}} : ${match}` : match;
}

/** The plan of what was typed: one question to the index as far as it goes, the rest as conditions beside it. */
export function planOf(part: Part | null, lookups: Lookups): Conditions {
	const isTagged = (wanted: Wanted): boolean => lookups.tagsSaying(wanted).length > 0;
	const limits: Conditions['limits'] = [];
	const bare: Part[] = [];
	const tagged: (Part & { is: 'words' })[] = [];
	const left: Part[] = [];
	for (const one of part === null ? [] : part.is === 'all' ? part.of : [part]) {
		if (one.is === 'not') left.push(one.of);
		else if (matchOf(one, false, isTagged) !== null) bare.push(one);
		else if (one.is === 'words') tagged.push(one);
		else limits.push(among(idsOf(one, lookups, isTagged)));
	}
	const byTags = tagged.length > 0;
	const matches = bare.map((one) => matchOf(one, false, isTagged)!);
	const avoided = left.map((one) => matchOf(one, false, isTagged));
	// One MATCH says all of it, unless the name of a tag may stand for a word or there is no word to find.
	const inMatch = !byTags && matches.length > 0;
	for (const [i, one] of left.entries()) if (!inMatch || avoided[i] === null) limits.push(notAmong(idsOf(one, lookups, isTagged)));
	const not = inMatch ? avoided.filter((match) => match !== null) : [];
	const without = not.length > 0 ? ` NOT (${not.join(' OR ')})` : '';
	if (matches.length === 0 && !byTags) return { found: null, weighed: null, byTags, limits };
	const weighing = [...bare.map((one) => matchOf(one, true, isTagged)!), ...tagged.map((one) => wordsMatch(one, true))].join(' AND ');
	return {
		// Tags are not in the index, so that renaming one is a single row: here each such word is looked for in both places.
		found: byTags
			? joined([...(matches.length > 0 ? [saying(matches.join(' AND '))] : []), ...tagged.map((one) => idsOf(one, lookups, isTagged))], ' INTERSECT ')
			: saying(`(${matches.join(' AND ')})${without}`),
		weighed: sql`SELECT rowid AS id, rank FROM search WHERE search MATCH ${`(${weighing})${without}`}`,
		byTags, limits,
	};
}

/** SELECT of the ids a part fits, whatever it is made of. */
function idsOf(part: Part, lookups: Lookups, isTagged: (wanted: Wanted) => boolean): Sql {
	const match = matchOf(part, false, isTagged);
	if (match !== null) return saying(match);
	switch (part.is) {
		case 'words': return sql`SELECT id FROM (${saying(wordsMatch(part, false))} UNION ${carrying(lookups.tagsSaying(part.wanted))})`;
		case 'near': throw new Error('The index answers every NEAR.');
		case 'not': return sql`SELECT id FROM (${EVERYTHING} EXCEPT ${idsOf(part.of, lookups, isTagged)})`;
		case 'any': return sql`SELECT id FROM (${joined(part.of.map((one) => idsOf(one, lookups, isTagged)), ' UNION ')})`;
		case 'all': {
			const found = part.of.filter((one) => one.is !== 'not').map((one) => idsOf(one, lookups, isTagged));
			const left = part.of.flatMap((one) => (one.is === 'not' ? [idsOf(one.of, lookups, isTagged)] : []));
			const both = found.length > 0 ? joined(found, ' INTERSECT ') : EVERYTHING;
			return left.length === 0 ? sql`SELECT id FROM (${both})` : sql`SELECT id FROM (SELECT id FROM (${both}) EXCEPT ${joined(left.map((one) => sql`SELECT id FROM (${one})`), ' EXCEPT ')})`;
		}
		case 'span': return part.of === 'imported' ? importedOf(part.from, part.to) : printedOf(part.from, part.to);
		case 'fact': return factOf(part.fact, part.value, lookups);
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
	picture: sql`x.picture IS NOT NULL`, note: sql`x.notes <> ''`, date: sql`x.first_day IS NOT NULL`, byline: sql`x.byline IS NOT NULL`, url: sql`x.url IS NOT NULL`,
	page: sql`EXISTS (SELECT 1 FROM pages p WHERE p.clipping = x.id)`, tag: sql`x.tag_count > 0`, publication: sql`x.publication IS NOT NULL`,
};
const UNFILED = sql`x.tag_count = 0 AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.clipping = x.id)`;
const BEING: Readonly<Record<string, Sql>> = { unsure: sql`x.unsure = 1`, untagged: sql`x.tag_count = 0`, unfiled: UNFILED };

function factOf(fact: Fact, value: string, lookups: Lookups): Sql {
	const isNone = value.toLowerCase() === 'none';
	switch (fact) {
		case 'tag': return isNone ? where(sql`x.tag_count = 0`) : carrying(lookups.tagsNamed(value));
		case 'collection': return isNone
			? where(sql`NOT EXISTS (SELECT 1 FROM memberships m WHERE m.clipping = x.id)`)
			: sql`SELECT clipping AS id FROM memberships WHERE collection IN ${list(lookups.collectionsNamed(value))}`;
		case 'language': return where(isNone ? sql`x.language IS NULL` : sql`x.language IN ${list(lookups.languagesNamed(value))}`);
		case 'kind': return where(sql`x.kind = ${value}`);
		case 'url': return where(sql`instr(lower(x.url), ${value.toLowerCase()}) > 0`);
		case 'has': return where(HAVING[value]!);
		case 'is': return where(BEING[value]!);
	}
}
