// Owns the order of results by relevance: what stands for itself first, longer words after it, what is weighed and what is too common to be. Must not decide what is found.
import type { ReadDb } from './open';
import type { Tiers } from './query-plan';
import { among, without } from './lists';
import { sql, type Sql } from './sql';

/**
 * Up to here the results of a tier are weighed (bm25, the headline before names and body). Beyond, the words asked for are so
 * common that their weight says nothing, and weighing them all would take longer than anybody waits: those with the words in
 * the headline come first, then the others, each the latest imported first.
 */
export const MOST_WEIGHED = 5_000;

export interface Ranked {
	tiers: Tiers;
	/** Ids of what stands for itself, in no order: all of them, or the first `MOST_WEIGHED + 1`. */
	itself: Int32Array;
	/** All ids that are found, by the index and by names of tags, in no order. */
	found(): Int32Array;
	/** What else must hold of `+c.id`; null when nothing. */
	conditions: Sql | null;
	/** How many are found. */
	total: number;
	/** Whether longer words may be asked for several times over. */
	isCheap: boolean;
}

/** The first ids in the order of relevance: `need` of them, or somewhat more, or all there are. The beginning is the same however many are asked for. */
export function ranked(db: ReadDb, plan: Ranked, need: number): Int32Array {
	const most = Math.min(need, plan.total);
	const [itself, beginning, inside] = plan.tiers.byReach;
	const ids = tierOf(db, plan, most);
	if (ids.length >= most) return Int32Array.from(ids);
	const others = without(plan.found(), ids);
	const begins = beginning === itself ? [] : beginning === inside && plan.tiers.isText ? null : all(db, sql`SELECT c.id FROM (${saying(beginning)}) AS c ${where(plan)}`);
	const tiers = begins === null ? [{ ids: others, match: `(${beginning}) NOT (${itself})` }] : [
		{ ids: among(others, begins), match: `(${beginning}) NOT (${itself})` },
		{ ids: without(others, begins), match: `(${inside}) NOT (${beginning})` },
	];
	for (const tier of tiers) if (tier.ids.length > 0) append(ids, inOrder(db, plan, tier));
	return Int32Array.from(ids);
}

/** The statement that finds what stands for itself, as far as it is weighed. */
export const itselfOf = (tiers: Tiers, conditions: Sql | null): Sql =>
	sql`SELECT c.id FROM (${saying(tiers.byReach[0])}) AS c ${conditions ? sql`WHERE ${conditions}` : sql``} LIMIT ${MOST_WEIGHED + 1}`;

/**
 * The statement that weighs what stands for itself. Weighing passes through all that has any of the words: very common ones, which
 * weigh next to nothing, are left out of it where the others find what is to be weighed.
 */
export function weighing(plan: Ranked): Sql {
	const { byReach: [itself], telling } = plan.tiers;
	if (telling === itself) return weighed(plan, itself);
	const known = sql`SELECT value FROM json_each(${JSON.stringify([...plan.itself])})`;
	return sql`SELECT c.id FROM (SELECT rowid AS id, rank FROM search WHERE search MATCH ${telling}) AS c WHERE +c.id IN (${known}) ORDER BY c.rank, c.id DESC`;
}

/** So many are listed at least where they need not be weighed: somebody will scroll. */
const LISTED = 200;

/** What stands for itself. */
function tierOf(db: ReadDb, plan: Ranked, need: number): number[] {
	if (plan.itself.length <= 1) return [...plan.itself];
	if (plan.itself.length <= MOST_WEIGHED) return all(db, weighing(plan));
	const more = Math.max(need, LISTED);
	const first = all(db, latest(plan, plan.tiers.inHeadline, more));
	if (first.length >= need) return first;
	const taken = new Set(first);
	append(first, all(db, latest(plan, plan.tiers.byReach[0], more)).filter((id) => !taken.has(id)));
	return first;
}

/** Longer words: weighed where that is quick, with what is found by a tag alone after all others, else the latest first. */
function inOrder(db: ReadDb, plan: Ranked, { ids, match }: { ids: Int32Array; match: string }): Iterable<number> {
	const latestFirst = ids.slice().sort().reverse();
	if (!plan.isCheap || ids.length > MOST_WEIGHED) return latestFirst;
	const heavy = all(db, weighed(plan, match));
	return heavy.length === ids.length ? heavy : [...heavy, ...without(latestFirst, heavy)];
}

const all = (db: ReadDb, { text, values }: Sql): number[] => db.pluck<number>(text).all(...values);
const saying = (match: string): Sql => sql`SELECT rowid AS id FROM search WHERE search MATCH ${match}`;
const where = ({ conditions }: Ranked): Sql => (conditions ? sql`WHERE ${conditions}` : sql``);
const latest = (plan: Ranked, match: string, need: number): Sql => sql`SELECT c.id FROM (${saying(match)}) AS c ${where(plan)} ORDER BY c.id DESC LIMIT ${need}`;
const weighed = (plan: Ranked, match: string): Sql => sql`SELECT c.id FROM (SELECT rowid AS id, rank FROM search WHERE search MATCH ${match}) AS c ${where(plan)} ORDER BY c.rank, c.id DESC`;

/** Subtle: spreading a million numbers into a call would overflow its stack. */
function append(ids: number[], more: Iterable<number>): void {
	for (const id of more) ids.push(id);
}
