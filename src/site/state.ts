// Owns what is asked for, as the address says it after "#": going back, reloading and sending it on all work. Must not know the page.
import { SITE_FACETS, type SiteFacet } from '../shared/site';

export type Order = 'best' | 'newest' | 'oldest' | 'headline';
export interface Asked {
	words: string;
	/** Names that were chosen; of each facet any may stand. */
	chosen: Record<SiteFacet, string[]>;
	/** "1982-03", a month of the one year that is chosen; "" for none. */
	month: string;
	order: Order;
	/** From 1. */
	page: number;
}

const ORDERS: readonly string[] = ['best', 'newest', 'oldest', 'headline'];

export function read(hash: string): Asked {
	const said = new URLSearchParams(hash.replace(/^#/, ''));
	const order = said.get('order') ?? '';
	const month = said.get('month') ?? '';
	return {
		words: said.get('q') ?? '',
		chosen: Object.fromEntries(SITE_FACETS.map((facet) => [facet, said.getAll(facet)])) as Asked['chosen'],
		month: /^\d{4}-\d\d$/.test(month) ? month : '',
		order: (ORDERS.includes(order) ? order : 'best') as Order,
		page: Math.max(1, Math.trunc(Number(said.get('page')) || 1)),
	};
}

export function write({ words, chosen, month, order, page }: Asked): string {
	const said = new URLSearchParams();
	if (words !== '') said.set('q', words);
	for (const facet of SITE_FACETS) for (const name of chosen[facet]) said.append(facet, name);
	if (month !== '') said.set('month', month);
	if (order !== 'best') said.set('order', order);
	if (page > 1) said.set('page', String(page));
	return `#${said.toString()}`;
}
