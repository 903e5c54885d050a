// Owns the site's script: what is asked, found and drawn on the first page; light and dark on every page. Must not ask any server for anything.
import type { SiteColumns, SiteFacet } from '../shared/site';
import { drawTimeline, FacetList, figure } from './facet-list';
import { load } from './loading';
import { markIn } from './marks';
import { arrange, narrow } from './narrow';
import { drawPages, drawRows, ON_A_PAGE, rowsOf } from './results';
import { find, termsOf } from './search';
import { read, write, type Asked } from './state';
import { offerThemes, wear } from './theme';

/** Typing waits this long before it is searched, in milliseconds. */
const PAUSE = 120;
const at = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

function begin(columns: SiteColumns): void {
	const words = at<HTMLInputElement>('words');
	const order = at<HTMLSelectElement>('order');
	const status = at('status');
	let turn = 0;
	const asked = (): Asked => read(location.hash);
	const go = (change: Partial<Asked>, isTyping = false): void => {
		const hash = write({ ...asked(), page: 1, ...change });
		if (isTyping) {
			history.replaceState(null, '', hash);
			void draw();
		} else {
			location.hash = hash;
		}
	};
	const facets = new FacetList(at('facets'), (facet: SiteFacet, name: string) => {
		const now = asked();
		const chosen = now.chosen[facet].includes(name) ? now.chosen[facet].filter((one) => one !== name) : [...now.chosen[facet], name];
		go({ chosen: { ...now.chosen, [facet]: chosen }, ...(facet === 'year' ? { month: '' } : {}) });
	});
	const span = (chosen: string): void => {
		const now = asked();
		if (chosen.length === 7) go({ month: now.month === chosen ? '' : chosen });
		else go({ month: '', chosen: { ...now.chosen, year: chosen === '' ? [] : [chosen] } });
	};

	async function draw(): Promise<void> {
		const mine = ++turn;
		const now = asked();
		if (document.activeElement !== words) words.value = now.words;
		try {
			const fit = await find(now.words, columns);
			if (mine !== turn) return;
			const narrowed = narrow(columns, fit, now);
			const total = narrowed.positions.length;
			const page = Math.min(now.page, Math.max(1, Math.ceil(total / ON_A_PAGE)));
			const positions = arrange(narrowed.positions, now.order, fit, columns).slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE);
			const rows = await rowsOf(positions);
			if (mine !== turn) return;
			// Without words nothing fits better than anything else.
			order.options[0]!.hidden = fit === null;
			order.value = fit === null && now.order === 'best' ? 'newest' : now.order;
			drawRows(at('results'), rows, termsOf(now.words), now.words);
			drawPages(at('pages'), total, { ...now, page });
			facets.draw(columns, narrowed, now);
			drawTimeline(at('timeline'), columns, narrowed, now, span);
			const isNarrow = fit !== null || now.month !== '' || Object.values(now.chosen).some((names) => names.length > 0);
			at('clear').hidden = !isNarrow;
			status.textContent = total === 0 ? 'Nothing fits. Take a word or a choice away.' : `${figure(total)} ${total === 1 ? 'clipping' : 'clippings'}${isNarrow ? ` of ${figure(columns.clippings)}` : ''}`;
		} catch (error) {
			if (mine === turn) status.textContent = `The search cannot be read: ${(error as Error).message} The lists by newspaper and by year still lead to every clipping.`;
		}
	}

	let waiting: ReturnType<typeof setTimeout> | undefined;
	words.addEventListener('input', () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => go({ words: words.value }, true), PAUSE);
	});
	at('search').addEventListener('submit', (event) => {
		event.preventDefault();
		clearTimeout(waiting);
		go({ words: words.value });
	});
	order.addEventListener('change', () => go({ order: order.value as Asked['order'] }));
	at('clear').addEventListener('click', () => {
		words.value = '';
		location.hash = write({ ...read(''), order: asked().order });
		words.focus();
	});
	at('pages').addEventListener('click', (event) => {
		if ((event.target as Element).closest('a')) at('status').focus();
	});
	addEventListener('hashchange', () => void draw());
	document.addEventListener('keydown', (event) => {
		if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches('input[type=search], select, textarea')) return;
		event.preventDefault();
		words.focus();
	});
	void draw();
}

wear();
document.addEventListener('DOMContentLoaded', () => {
	const theme = document.getElementById('theme');
	if (theme instanceof HTMLButtonElement) offerThemes(theme);
	const article = document.querySelector('[data-article]');
	const words = read(location.hash).words;
	if (article && words !== '') markIn(article, termsOf(words));
	if (!document.getElementById('search')) return;
	load<SiteColumns>('columns').then((columns) => {
		document.documentElement.dataset.ready = '';
		begin(columns);
	}, (error: Error) => { at('status').textContent = `The search cannot be read: ${error.message}`; });
});
