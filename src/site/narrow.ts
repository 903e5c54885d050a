// Owns which clippings are left by what was chosen, how many each further choice would leave, and in which order they stand. Must not know the page.
import { SITE_FACETS, type SiteColumns, type SiteFacet } from '../shared/site';
import type { Asked, Order } from './state';

export interface Bin { name: string; count: number; isChosen: boolean }
export interface Narrowed {
	positions: number[];
	/** For each facet how many clippings each name has, of those that all other choices leave. */
	counts: Record<SiteFacet, Map<number, number>>;
	/** Months of the one chosen year; empty while there is not one. */
	months: Map<string, number>;
}

const each = (value: number | number[]): readonly number[] => (typeof value === 'number' ? (value < 0 ? [] : [value]) : value);

export function narrow(columns: SiteColumns, fit: ReadonlyMap<number, number> | null, { chosen, month }: Asked): Narrowed {
	const wanted = SITE_FACETS.map((facet) => ({ facet, names: new Set(chosen[facet].map((name) => columns.names[facet].indexOf(name)).filter((at) => at >= 0)), isAsked: chosen[facet].length > 0 }));
	const counts = Object.fromEntries(SITE_FACETS.map((facet) => [facet, new Map<number, number>()])) as Narrowed['counts'];
	const months = new Map<string, number>();
	const positions: number[] = [];
	const look = (position: number): void => {
		const missed = wanted.filter(({ facet, names, isAsked }) => isAsked && !each(columns.has[facet][position]!).some((name) => names.has(name)));
		const isInMonth = month === '' || columns.months[columns.month[position]!] === month;
		if (missed.length === 0) {
			const said = columns.months[columns.month[position]!]!;
			if (said.length === 7) months.set(said, (months.get(said) ?? 0) + 1);
			if (isInMonth) positions.push(position);
		}
		// What a facet's names would leave is counted as if nothing of that facet were chosen.
		for (const { facet } of wanted) {
			if ((!isInMonth && facet !== 'year') || missed.length > 1 || (missed.length === 1 && missed[0]!.facet !== facet)) continue;
			const count = counts[facet];
			for (const name of each(columns.has[facet][position]!)) count.set(name, (count.get(name) ?? 0) + 1);
		}
	};
	if (fit) for (const position of fit.keys()) look(position);
	else for (let position = 0; position < columns.clippings; position++) look(position);
	return { positions, counts, months };
}

export function arrange(positions: number[], order: Order, fit: ReadonlyMap<number, number> | null, { days, rank }: SiteColumns): number[] {
	const newest = (a: number, b: number): number => days[b]! - days[a]! || a - b;
	// What has no date comes last either way.
	const oldest = (a: number, b: number): number => (days[a]! === 0 ? 1 : 0) - (days[b]! === 0 ? 1 : 0) || days[a]! - days[b]! || a - b;
	const by = order === 'headline' ? (a: number, b: number) => rank[a]! - rank[b]!
		: order === 'oldest' ? oldest
			: order === 'best' && fit ? (a: number, b: number) => fit.get(b)! - fit.get(a)! || newest(a, b) : newest;
	return positions.sort(by);
}
