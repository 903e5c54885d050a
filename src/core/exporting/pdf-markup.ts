// Owns the markup of printed pages: an article, the title page, the contents, running heads. All text is escaped and no markup of a source is taken over: what came from outside is only ever text.
import { readingOrder } from '../../shared/annotation';
import type { Clipping, Picture } from '../../shared/model';
import { noteMarkup } from './note-markup';
import { makers, usageOf } from './parts';
import { element, xmlText } from './xml';

const RIGHT_TO_LEFT = /^(?:ar|arc|fa|he|ur|ps|sd|syr|ug|yi|dv|ckb)(?:-|$)/i;
/** What newspapers of a language put before a name, as the window has it; others print the name alone. */
const BY: Readonly<Record<string, string>> = { en: 'By', de: 'Von', fr: 'Par', es: 'Por', pt: 'Por', it: 'Di', nl: 'Door', sv: 'Av', da: 'Af', no: 'Av', nb: 'Av', ar: 'بقلم' };
/** What the printer can draw. */
const DRAWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
/** Narrower than this, in pixels, a picture without a caption is an ornament of its page. */
const LEAD_FROM = 320;

export type Shown = Picture & { sha256: string };
export const isShown = (picture: Picture): picture is Shown => picture.sha256 !== null && DRAWN.has(picture.mediaType);

/** `lang` and `dir` of a text in a language; its own direction where that is not known. */
export const tongue = (language: string | null): string => (language === null ? 'dir="auto"' : `lang="${xmlText(language)}" dir="${RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr'}"`);

export const document_ = (title: string, language: string, content: string): string =>
	`<!doctype html>\n<html lang="${xmlText(language)}"><head><meta charset="utf-8"><title>${xmlText(title)}</title><link rel="stylesheet" href="style.css"></head>\n<body>${content}</body></html>\n`;

const auto = 'dir="auto"';

/** The date as it was printed, with the hour. */
const dateOf = ({ published }: Clipping): string | null => (published ? [published.printed, published.time].filter(Boolean).join(', ') : null);

function head(clipping: Clipping): string {
	const { publication, section, kicker, headline, standfirst, byline, dateline, edition, page, language } = clipping;
	const pages = page === null ? null : /^\d+$/.test(page) ? `page ${page}` : /^[\d\s,–-]+$/.test(page) ? `pages ${page}` : page;
	const place = [element('b', publication, auto), element('span', dateOf(clipping), auto), element('span', [edition, pages].filter(Boolean).join(', '), `class="edition" ${auto}`)].join('');
	const names = makers(byline).map(({ name, role }) => `<b dir="auto">${xmlText(name)}</b>${role ? `, ${xmlText(role)}` : ''}`);
	const before = language === null ? 'By' : BY[language.split('-', 1)[0]!.toLowerCase()] ?? '';
	const signed = names.length > 0 ? `<p class="byline">${before} ${names.join('; ')}</p>` : '';
	const isInText = dateline !== null && clipping.blocks.some(({ role, text }) => role === 'paragraph' && text.toLocaleLowerCase().startsWith(dateline.toLocaleLowerCase()));
	return `<header><div class="mast">${place}</div>${element('p', kicker ?? section, `class="section" ${auto}`)}${element('h1', headline, auto)}${element('p', standfirst, `class="standfirst" ${auto}`)}${signed}${isInText ? '' : element('p', dateline, `class="byline" ${auto}`)}</header>`;
}

/** @param address where a picture's bytes are found */
function figure(pictures: readonly Shown[], said: { text: string; credit: string | null } | null, address: (picture: Shown) => string): string {
	const shown = pictures.map((picture) => `<img src="${xmlText(address(picture))}" alt="${xmlText(said?.text || picture.fileName || 'Picture')}">`).join('');
	const below = said && (said.text || said.credit) ? `<figcaption dir="auto">${xmlText(said.text)}${said.credit ? ` <span class="credit">${xmlText(said.credit)}</span>` : ''}</figcaption>` : '';
	return shown || below ? `<figure>${shown}${below}</figure>` : '';
}

function body(clipping: Clipping, address: (picture: Shown) => string): string {
	const { blocks, captions, kind } = clipping;
	const pictures = [...new Map(clipping.pictures.filter(isShown).map((picture) => [`${picture.sha256} ${picture.caption}`, picture])).values()];
	const free = pictures.filter(({ caption }) => caption === null || caption >= captions.length);
	const isLed = kind === 'image' || !pictures.some((picture) => !free.includes(picture));
	const lead = isLed ? free.find(({ width }) => kind === 'image' || width === null || width >= LEAD_FROM) : undefined;
	const made: string[] = [];
	let items: string[] = [];
	let waits = lead;
	const close = (): void => {
		if (items.length > 0) made.push(`<ul>${items.join('')}</ul>`);
		items = [];
	};
	const order = readingOrder(clipping);
	const hasParagraph = order.some(({ of, index }) => of === 'block' && blocks[index]!.role === 'paragraph');
	const setLead = (): void => {
		if (waits) made.push(figure([waits], null, address));
		waits = undefined;
	};
	if (!hasParagraph) setLead();
	for (const { of, index } of order) {
		if (of === 'caption') {
			close();
			made.push(figure(pictures.filter(({ caption }) => caption === index), captions[index]!, address));
			continue;
		}
		const { role, text } = blocks[index]!;
		if (text.trim() === '') continue;
		if (role === 'list-item') {
			items.push(element('li', text, auto));
			continue;
		}
		close();
		made.push(role === 'subhead' ? element('h2', text, auto) : role === 'quotation' ? element('blockquote', text, auto) : element('p', text, auto));
		// The text begins first: a picture without caption stands after its first paragraph.
		if (role === 'paragraph') setLead();
	}
	close();
	for (const picture of free) if (picture !== lead) made.push(figure([picture], null, address));
	return made.join('\n') || '<p class="nothing" lang="en" dir="ltr">This clipping has a headline and no text.</p>';
}

/**
 * A clipping as it is read on paper.
 * @param address where a picture's bytes are found
 * @param source where the clipping is kept; null where what it stands in says so
 */
export function article(clipping: Clipping, address: (picture: Shown) => string, source: string | null = null): string {
	const { notes, url, tags, language } = clipping;
	const usage = usageOf(clipping);
	const kept = [url && `Address: ${url}`, usage && `Rights: ${usage}`, tags.length > 0 && `Tags: ${tags.map(({ name }) => name).join(', ')}`, source].filter((line): line is string => typeof line === 'string' && line !== '');
	return `<article ${tongue(language)}>${head(clipping)}
<div>${body(clipping, address)}</div>
${notes.trim() === '' ? '' : `<aside class="plain" dir="auto"><h2 lang="en">Notes</h2>${noteMarkup(notes)}</aside>`}
${kept.length === 0 ? '' : `<footer class="plain" lang="en" dir="ltr">${kept.map((line) => element('p', line)).join('')}</footer>`}
</article>`;
}

/** What the contents and the running heads say of a clipping. */
export interface Opening {
	headline: string;
	/** Newspaper and date. */
	hint: string;
	language: string | null;
}

export const openingOf = (clipping: Clipping): Opening =>
	({ headline: clipping.headline, hint: [clipping.publication, dateOf(clipping)].filter(Boolean).join(', '), language: clipping.language });

export const titlePage = (title: string, lines: readonly string[], made: string): string =>
	`<section class="title plain"><div>${element('h1', title)}${lines.map((line) => element('p', line, auto)).join('')}${element('p', made, 'class="made"')}</div></section>`;

/** Where a line of the contents leads: an address no browser follows, made into a place of the volume when that is put together. */
export const LEADS = 'https://volume.invalid/';

/** Lines of the contents. `from` is the number of the first, from 0. */
export function contents(openings: readonly (Opening & { page: string })[], from: number): string {
	const lines = openings.map(({ headline, hint, language, page }, at) => `<li><a href="${LEADS}${from + at}"><span><span ${tongue(language)}>${xmlText(headline)}</span>${element('small', hint, auto)}</span> <span class="number" dir="ltr">${page}</span></a></li>`);
	return `<section class="contents">${from === 0 ? '<h1>Contents</h1>' : ''}<ol>${lines.join('\n')}</ol></section>`;
}

/** What stands above and below one page. */
export interface Furniture { head: string; language: string | null; foot: string; side: 'left' | 'right' }

export const furniture = (pages: readonly Furniture[]): string => pages.map(({ head: above, language, foot, side }) =>
	`<section>${above === '' ? '' : `<div class="head ${side}" ${language === null ? '' : `lang="${xmlText(language)}"`}><bdi>${xmlText(above)}</bdi></div>`}${element('div', foot, 'class="foot"')}<div></div></section>`).join('\n');
