// Owns the list of what was found and the way through its pages. Must not search.
import { ROWS_TOGETHER, type SiteRow } from '../shared/site';
import { figure } from './facet-list';
import { load } from './loading';
import { make, marked } from './marks';
import { write, type Asked } from './state';

export const ON_A_PAGE = 20;

function item([page, headline, publication, printed, byline, snippet, language]: SiteRow, terms: readonly string[], words: string): HTMLElement {
	const tongue: Record<string, string> = language === '' ? { dir: 'auto' } : { lang: language, dir: 'auto' };
	const where = page.split('/').map(encodeURIComponent).join('/') + (words === '' ? '' : `#${new URLSearchParams({ q: words }).toString()}`);
	return make('li', {},
		make('p', { class: 'meta' }, make('b', { dir: 'auto' }, publication), make('span', { dir: 'auto' }, printed)),
		make('h3', tongue, make('a', { href: where }, marked(headline, terms))),
		snippet === '' ? null : make('p', { class: 'snippet', ...tongue }, marked(snippet, terms)),
		byline === '' ? null : make('p', { class: 'meta', dir: 'auto' }, byline));
}

/** The rows of a page of results; rejects when their files are missing. */
export async function rowsOf(positions: readonly number[]): Promise<SiteRow[]> {
	const files = new Map([...new Set(positions.map((position) => Math.floor(position / ROWS_TOGETHER)))].map((file) => [file, load<SiteRow[]>(`rows-${file}`)]));
	return Promise.all(positions.map(async (position) => (await files.get(Math.floor(position / ROWS_TOGETHER))!)[position % ROWS_TOGETHER]!));
}

export const drawRows = (root: HTMLElement, rows: readonly SiteRow[], terms: readonly string[], words: string): void => root.replaceChildren(...rows.map((row) => item(row, terms, words)));

export function drawPages(root: HTMLElement, total: number, asked: Asked): void {
	const pages = Math.ceil(total / ON_A_PAGE);
	root.hidden = pages < 2;
	const to = (page: number, label: string, rel: string): HTMLElement => (page < 1 || page > pages ? make('span', { class: 'quiet' }, label) : make('a', { href: write({ ...asked, page }), rel }, label));
	root.replaceChildren(to(asked.page - 1, 'Previous', 'prev'), make('span', {}, `Page ${figure(asked.page)} of ${figure(pages)}`), to(asked.page + 1, 'Next', 'next'));
}
