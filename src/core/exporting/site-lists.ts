// Owns the site's lists by newspaper and by year, and its first page: what leads everywhere without a script. Must not hold more of a clipping than its line.
import { collator } from '../../shared/model';
import { sitePage, tongue } from './site-markup';
import { element, pathUri, xmlText } from './xml';

/** A clipping as a list has it. */
export interface Line {
	page: string;
	headline: string;
	printed: string;
	publication: string;
	language: string | null;
	day: number;
}

/** Lines on one page of a list. */
const LINES = 400;
export const UNTOLD_HEADLINE = 'Without a headline';
const count = (number: number): string => `${number.toLocaleString('en')} ${number === 1 ? 'clipping' : 'clippings'}`;

/** A list that a clipping can stand in. */
export interface Listed { title: string; file: string; lines: Line[] }

const item = ({ page, headline, printed, publication, language }: Line, up: string): string =>
	`<li><a href="${up}${xmlText(pathUri(page))}"${tongue(language)}>${xmlText(headline || UNTOLD_HEADLINE)}</a> <span class="quiet" dir="auto">${xmlText([publication, printed].filter(Boolean).join(', '))}</span></li>`;

const byDay = (a: Line, b: Line): number => (a.day === 0 ? 1 : 0) - (b.day === 0 ? 1 : 0) || a.day - b.day || collator.compare(a.headline, b.headline);

const partFile = (file: string, part: number): string => (part === 0 ? file : file.replace(/\.html$/, `-${part + 1}.html`));

/** The pages of one list: first to last day, what has none at the end. */
export function* listPages(site: string, { title, file, lines }: Listed, here: 'publication' | 'year'): Generator<{ file: string; text: string }> {
	const sorted = [...lines].sort(byDay);
	const parts = Math.max(1, Math.ceil(sorted.length / LINES));
	for (let part = 0; part < parts; part++) {
		const ways = parts === 1 ? '' : `<nav class="pages" aria-label="Pages of this list">${Array.from({ length: parts }, (_, at) => `<a href="${partFile(file, at).slice('by/'.length)}"${at === part ? ' aria-current="page"' : ''}>${at + 1}</a>`).join(' ')}</nav>`;
		yield {
			file: partFile(file, part),
			text: sitePage({ title: parts === 1 ? title : `${title}, page ${part + 1} of ${parts}`, site, up: '../', kind: 'list' },
				`<p class="quiet"><a href="${here === 'publication' ? 'publications' : 'years'}.html">${here === 'publication' ? 'All newspapers' : 'All years'}</a></p><h1 dir="auto">${xmlText(title)}</h1><p class="quiet">${count(sorted.length)}</p>${ways}<ol class="lines">\n${sorted.slice(part * LINES, (part + 1) * LINES).map((line) => item(line, '../')).join('\n')}\n</ol>${ways}`),
		};
	}
}

const listed = (lists: readonly Listed[], up: string): string => `<ul class="ways">${lists.map(({ title, file, lines }) => `<li><a href="${up}${file}" dir="auto">${xmlText(title)}</a> <span class="quiet">${lines.length.toLocaleString('en')}</span></li>`).join('\n')}</ul>`;

export const overview = (site: string, title: string, lists: readonly Listed[], here: 'publication' | 'year'): string =>
	sitePage({ title, site, up: '../', here, kind: 'list' }, `<h1>${title}</h1>${listed(lists, '../')}`);

/** The first page: the search for those who have a script, the ways in for those who have none. */
export function firstPage(site: string, clippings: number, made: string, publications: readonly Listed[], years: readonly Listed[]): string {
	return sitePage({ title: site, site, up: '', here: 'search', kind: 'search' }, `<h1 dir="auto">${xmlText(site)}</h1>
<noscript><div class="note"><p>Searching needs JavaScript, which is switched off or not there. Every one of the ${count(clippings)} is reached from these lists.</p>
<h2>By newspaper</h2>${listed(publications, '')}
<h2>By year</h2>${listed(years, '')}</div></noscript>
<div class="needs-script">
<form id="search" role="search">
<label for="words">Search the text, headlines, bylines and tags</label>
<div class="words"><input type="search" id="words" autocomplete="off" spellcheck="false" aria-describedby="hint"><button type="submit">Search</button></div>
<p id="hint" class="quiet">All words must stand in a clipping; the beginning of a word is enough, accents make no difference. Press / to come here.</p>
</form>
<section id="timeline" aria-label="Timeline" hidden></section>
<div class="found">
<section class="choices" aria-labelledby="narrow"><div class="title"><h2 id="narrow">Narrow down</h2><button type="button" id="clear" class="plain" hidden>Clear all</button></div><div id="facets"></div></section>
<section aria-labelledby="found">
<h2 id="found" class="unseen">Results</h2>
<div class="title"><p id="status" role="status" tabindex="-1">Reading the index…</p><label class="order">Order <select id="order"><option value="best">Best first</option><option value="newest">Newest first</option><option value="oldest">Oldest first</option><option value="headline">By headline</option></select></label></div>
<ol id="results"></ol>
<nav id="pages" class="pages" aria-label="Pages of results" hidden></nav>
</section>
</div>
</div>
${element('p', `${count(clippings)}, laid out on ${made}.`, 'class="made quiet"')}`);
}
