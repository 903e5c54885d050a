// Owns the choices beside the results and the timeline above them: what each would leave, and what is chosen. Must not search.
import { SITE_FACETS, type SiteColumns, type SiteFacet } from '../shared/site';
import { make } from './marks';
import type { Narrowed } from './narrow';
import type { Asked } from './state';

const LABELS: Readonly<Record<SiteFacet, string>> = { publication: 'Newspaper', year: 'Year', tag: 'Tag', byline: 'Byline', language: 'Language', collection: 'Collection' };
/** Names shown before "Show all". */
const FIRST = 8;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
export const figure = (count: number): string => count.toLocaleString('en');

const languages = typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }) : null;
function called(facet: SiteFacet, name: string): string {
	if (facet !== 'language' || name === '') return name || 'Not known';
	try {
		return languages?.of(name) ?? name;
	} catch {
		return name;
	}
}

/** @param toggle what a click on a name does */
export class FacetList {
	/** Where there is no room beside the results, they come first: all is closed. */
	readonly #open = new Set<SiteFacet>(matchMedia('(max-width: 760px)').matches ? [] : ['publication', 'year', 'tag']);
	readonly #whole = new Set<SiteFacet>();
	readonly #root: HTMLElement;
	readonly #toggle: (facet: SiteFacet, name: string) => void;

	constructor(root: HTMLElement, toggle: (facet: SiteFacet, name: string) => void) {
		this.#root = root;
		this.#toggle = toggle;
	}

	draw(columns: SiteColumns, narrowed: Narrowed, asked: Asked): void {
		const focused = document.activeElement instanceof HTMLElement ? document.activeElement.id : '';
		this.#root.replaceChildren(...SITE_FACETS.filter((facet) => columns.names[facet].some((name) => name !== '')).map((facet) => this.#group(facet, columns, narrowed, asked)));
		if (focused !== '') document.getElementById(focused)?.focus();
	}

	#group(facet: SiteFacet, columns: SiteColumns, narrowed: Narrowed, asked: Asked): HTMLElement {
		const names = columns.names[facet];
		const chosen = new Set(asked.chosen[facet]);
		const lines = [...narrowed.counts[facet]].map(([at, count]) => ({ at, count, name: names[at]! })).filter(({ name }) => name !== '');
		for (const name of chosen) if (!lines.some((line) => line.name === name) && names.includes(name)) lines.push({ at: names.indexOf(name), count: 0, name });
		lines.sort((a, b) => Number(chosen.has(b.name)) - Number(chosen.has(a.name)) || (facet === 'year' ? b.name.localeCompare(a.name) : b.count - a.count || a.name.localeCompare(b.name)));
		const isWhole = this.#whole.has(facet);
		const list = make('ul', {}, ...(isWhole ? lines : lines.slice(0, Math.max(FIRST, chosen.size))).map(({ at, count, name }) => {
			const box = make('input', { type: 'checkbox', id: `${facet}-${at}` });
			box.checked = chosen.has(name);
			box.addEventListener('change', () => this.#toggle(facet, name));
			return make('li', {}, make('label', {}, box, make('span', { class: 'name', dir: 'auto' }, called(facet, name)), make('span', { class: 'count' }, figure(count))));
		}));
		const group = make('details', { class: 'facet' }, make('summary', { id: `facet-${facet}` }, LABELS[facet], chosen.size > 0 ? make('span', { class: 'chosen' }, `${chosen.size} chosen`) : null), list);
		if (lines.length > FIRST) {
			const more = make('button', { type: 'button', class: 'plain', id: `more-${facet}` }, isWhole ? 'Show fewer' : `Show all ${figure(lines.length)}`);
			more.addEventListener('click', () => {
				if (isWhole) this.#whole.delete(facet);
				else this.#whole.add(facet);
				this.draw(columns, narrowed, asked);
			});
			group.append(more);
		}
		if (lines.length === 0) list.replaceWith(make('p', { class: 'quiet' }, 'None among these.'));
		group.open = this.#open.has(facet) || chosen.size > 0;
		group.addEventListener('toggle', () => (group.open ? this.#open.add(facet) : this.#open.delete(facet)));
		return group;
	}
}

/** Bars over the years, or over the months of the one year that is chosen. Each is a button that says its count. */
export function drawTimeline(root: HTMLElement, columns: SiteColumns, { counts, months }: Narrowed, asked: Asked, choose: (span: string) => void): void {
	const known = columns.names.year.filter((name) => name !== '');
	const year = asked.chosen.year.length === 1 ? asked.chosen.year[0]! : known.length === 1 ? known[0]! : null;
	const years = new Map([...counts.year].map(([at, count]) => [columns.names.year[at]!, count] as const).filter(([name]) => name !== ''));
	const numbers = [...years.keys()].map(Number);
	root.hidden = numbers.length === 0;
	if (root.hidden) return;
	const spans = year === null
		? Array.from({ length: Math.max(...numbers) - Math.min(...numbers) + 1 }, (_, at) => String(Math.min(...numbers) + at).padStart(4, '0'))
		: MONTHS.map((_, at) => `${year}-${String(at + 1).padStart(2, '0')}`);
	const countOf = (span: string): number => (year === null ? years : months).get(span) ?? 0;
	const most = Math.max(1, ...spans.map(countOf));
	const said = (span: string): string => (span.length === 4 ? span : `${MONTHS[Number(span.slice(5)) - 1]} ${year}`);
	const bars = spans.map((span) => {
		const count = countOf(span);
		const isChosen = span === asked.month || asked.chosen.year.includes(span);
		const label = `${said(span)}: ${figure(count)} ${count === 1 ? 'clipping' : 'clippings'}`;
		const bar = make('button', { type: 'button', title: label, 'aria-label': label, 'aria-pressed': String(isChosen), id: `bar-${span}` }, make('span', {}));
		if (count === 0 && !isChosen) bar.disabled = true;
		(bar.firstElementChild as HTMLElement).style.height = count === 0 ? '1px' : `${Math.max(4, (count / most) * 100)}%`;
		bar.addEventListener('click', () => choose(span));
		return make('li', {}, bar);
	});
	const back = make('button', { type: 'button', class: 'plain', id: 'all-years' }, 'All years');
	back.addEventListener('click', () => choose(''));
	const focused = document.activeElement?.id ?? '';
	root.replaceChildren(
		make('ol', { class: spans.length > 80 ? 'bars many' : 'bars', 'aria-label': year === null ? 'Clippings by year' : `Clippings in ${year} by month` }, ...bars),
		make('div', { class: 'axis' }, make('span', {}, said(spans[0]!)), asked.chosen.year.length === 0 && asked.month === '' ? null : back, make('span', {}, spans.length > 1 ? said(spans.at(-1)!) : '')),
	);
	if (focused !== '') document.getElementById(focused)?.focus();
}
