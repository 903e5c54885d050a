// Owns results over time: the timeline, and newspapers by time. What a date leaves open is spread over all it can mean and never pretends a day. Must not write.
import type { OverTime, OverTimeAsked, Timeline, TimelineAsked } from '../../shared/facets';
import type { Query } from '../../shared/model';
import { BIN_OF, dateOf, dayNumber, isoDay, sizeFor } from './bins';
import { lifted, type FacetGround, type Results } from './facet-ground';
import type { ReadDb } from './open';

/** First and last day of what is counted, as YYYYMMDD. */
interface Reach { from: number; to: number }

export class Timelines {
	readonly #db: ReadDb;
	readonly #ground: FacetGround;

	constructor(db: ReadDb, ground: FacetGround) {
		this.#db = db;
		this.#ground = ground;
	}

	/** Results over time, as if the query asked for no date. `tag/missing`. */
	timeline(query: Query, asked: TimelineAsked): Timeline {
		const results = this.#ground.results(query);
		const own = lifted(results, 'year');
		const days = results.conditions.find(({ facet }) => facet === 'year')?.days ?? null;
		const chosen = days && { from: days.from === null ? null : isoDay(days.from), to: days.to === null ? null : isoDay(days.to) };
		const { reach, undated } = reachOf(results, own);
		const shown = window(reach, asked);
		if (!reach || !shown) return { by: asked.by ?? 'year', bins: [], dated: 0, undated, spanning: 0, reach: reach && { from: isoDay(reach.from), to: isoDay(reach.to) }, chosen };
		const by = sizeFor(shown.from, shown.to, asked.most, asked.by);
		const [bin, first] = [BIN_OF[by], BIN_OF[by](shown.from)];
		const many = bin(shown.to) - first + 1;
		const [counts, spans, shares] = [new Int32Array(many), new Int32Array(many + 1), new Float64Array(many + 1)];
		let [dated, spanning] = [0, 0];
		const { ids, failing, columns: { firstDay, lastDay } } = results;
		for (const id of ids) {
			const fails = failing[id]!;
			if ((fails !== 0 && fails !== own) || firstDay[id] === 0 || lastDay[id]! < shown.from || firstDay[id]! > shown.to) continue;
			dated++;
			const [from, to] = [bin(firstDay[id]!) - first, bin(lastDay[id]!) - first];
			if (from === to) {
				counts[from]!++;
				continue;
			}
			spanning++;
			const [begin, end] = [Math.max(0, from), Math.min(many, to + 1)];
			spans[begin]!++;
			spans[end]!--;
			shares[begin]! += 1 / (to - from + 1);
			shares[end]! -= 1 / (to - from + 1);
		}
		const bins: Timeline['bins'] = [];
		let [reaching, share] = [0, 0];
		for (let at = 0; at < many; at++) {
			reaching += spans[at]!;
			// Sums of fractions leave a trace of their rounding.
			share = reaching === 0 ? 0 : share + shares[at]!;
			bins.push({ date: dateOf(by, first + at), count: counts[at]!, spanning: reaching, share: Math.max(0, Math.round(share * 1e6) / 1e6) });
		}
		return { by, bins, dated, undated, spanning, reach: { from: isoDay(reach.from), to: isoDay(reach.to) }, chosen };
	}

	/** The results themselves by newspaper and time. `tag/missing`. */
	overTime(query: Query, asked: OverTimeAsked): OverTime {
		const results = this.#ground.results(query);
		const { reach, undated } = reachOf(results, 0);
		const shown = window(reach, asked);
		if (!shown) return { by: asked.by ?? 'year', dates: [], rows: [], distinct: 0, undated };
		const by = sizeFor(shown.from, shown.to, asked.most, asked.by);
		const [bin, first] = [BIN_OF[by], BIN_OF[by](shown.from)];
		const many = bin(shown.to) - first + 1;
		const totals = totalsOf(results, shown);
		const top = [...totals].sort(([a, most], [b, other]) => other - most || a - b).slice(0, asked.publications).map(([row]) => row);
		const place = new Map(top.map((row, at) => [row, at]));
		const counts = top.map(() => new Array<number>(many).fill(0));
		const spans = top.map(() => new Array<number>(many + 1).fill(0));
		const { ids, failing, columns: { publication, firstDay, lastDay } } = results;
		for (const id of ids) {
			const at = place.get(publication[id]!);
			if (failing[id] !== 0 || at === undefined || firstDay[id] === 0 || lastDay[id]! < shown.from || firstDay[id]! > shown.to) continue;
			const [from, to] = [bin(firstDay[id]!) - first, bin(lastDay[id]!) - first];
			if (from === to) counts[at]![from]!++;
			else {
				spans[at]![Math.max(0, from)]!++;
				spans[at]![Math.min(many, to + 1)]!--;
			}
		}
		for (const row of spans) {
			for (let at = 1; at < many; at++) row[at]! += row[at - 1]!;
			row.pop();
		}
		const names = this.#names(top);
		return {
			by, dates: Array.from({ length: many }, (_, at) => dateOf(by, first + at)),
			rows: top.map((row, at) => ({ publication: names.get(row) ?? null, total: totals.get(row)!, counts: counts[at]!, spanning: spans[at]! })),
			distinct: [...totals.keys()].filter((row) => row !== 0).length,
			undated,
		};
	}

	#names(rows: readonly number[]): Map<number, string> {
		return new Map(this.#db.prepare<{ id: number; name: string }>('SELECT id, name FROM names WHERE id IN (SELECT value FROM json_each(?))').all(JSON.stringify(rows)).map(({ id, name }) => [id, name]));
	}
}

/** The days that results reach over, and how many have none. */
function reachOf({ ids, failing, columns: { firstDay, lastDay } }: Results, own: number): { reach: Reach | null; undated: number } {
	let [from, to, undated] = [Infinity, 0, 0];
	for (const id of ids) {
		const fails = failing[id]!;
		if (fails !== 0 && fails !== own) continue;
		const first = firstDay[id]!;
		if (first === 0) undated++;
		else {
			if (first < from) from = first;
			if (lastDay[id]! > to) to = lastDay[id]!;
		}
	}
	return { reach: to === 0 ? null : { from, to }, undated };
}

/** The part of time that is asked for, or all there is; null when nothing is there. */
function window(reach: Reach | null, { from, to }: Pick<TimelineAsked, 'from' | 'to'>): Reach | null {
	const shown = { from: from === null ? (reach?.from ?? 0) : dayNumber(from), to: to === null ? (reach?.to ?? 0) : dayNumber(to) };
	return reach === null || shown.from === 0 || shown.from > shown.to ? null : shown;
}

/** Dated results of a stretch of time, by newspaper. */
function totalsOf({ ids, failing, columns: { publication, firstDay, lastDay } }: Results, shown: Reach): Map<number, number> {
	const totals = new Map<number, number>();
	for (const id of ids) {
		if (failing[id] !== 0 || firstDay[id] === 0 || lastDay[id]! < shown.from || firstDay[id]! > shown.to) continue;
		totals.set(publication[id]!, (totals.get(publication[id]!) ?? 0) + 1);
	}
	return totals;
}
