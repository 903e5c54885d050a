// Owns the page of one clipping in an exported site. What came from outside is only ever text, a picture, or a file to be saved.
import { CodePoints, textParts, type Annotation, type TextPart } from '../../shared/annotation';
import type { Provenance } from '../../shared/draft';
import type { Clipping, Picture } from '../../shared/model';
import { safeAddress } from '../formats/safe-address';
import { instant, type Placement } from './format';
import { noteMarkup } from './note-markup';
import { makers, usageOf } from './parts';
import { link, sitePage, tongue } from './site-markup';
import type { Beyond } from './source';
import { element, pathUri, xmlText } from './xml';

/** What every browser draws, and nothing that could hold a script. */
const DRAWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']);
const BY: Readonly<Record<string, string>> = { en: 'By', de: 'Von', fr: 'Par', es: 'Por', pt: 'Por', it: 'Di', nl: 'Door', sv: 'Av', da: 'Af', no: 'Av', nb: 'Av', ar: 'بقلم' };
const UP = '../../';

type Shown = Picture & { sha256: string };

export interface SitePage {
	/** What the site is called. */
	site: string;
	clipping: Clipping;
	placement: Placement;
	beyond: Pick<Beyond, 'annotations' | 'collections'>;
	/** Notes, highlights and margin notes stand on it. */
	isAnnotated: boolean;
	/** Where the lists are that it stands in; null for one that is not there. */
	lists: { publication: string | null; year: string | null };
}

/** A part of the text with its highlights; a highlight's first piece leads to its margin note. */
function marked({ text, start, end }: TextPart, annotations: readonly Annotation[]): string {
	const here = annotations.flatMap((annotation, number) => (annotation.at && annotation.at.start < end && annotation.at.end > start ? [{ ...annotation, at: annotation.at, number: number + 1 }] : []));
	if (here.length === 0) return xmlText(text);
	const points = new CodePoints(text);
	const cuts = [...new Set([0, points.length, ...here.flatMap(({ at }) => [Math.max(0, at.start - start), Math.min(points.length, at.end - start)])])].sort((a, b) => a - b);
	return cuts.slice(1).map((to, which) => {
		const from = cuts[which]!;
		const piece = xmlText(points.slice(from, to));
		const over = here.find(({ at }) => at.start <= start + from && at.end >= start + to);
		// One may end with the break after a part: there is nothing of it in the next, so it ends here.
		const ended = here.filter(({ at, note }) => note !== '' && (at.end === start + to || (at.end === end + 1 && start + to === end)));
		const signs = ended.map(({ number }) => `<a class="sign" href="#note-${number}" id="mark-${number}" aria-label="Margin note ${number}">${number}</a>`).join('');
		return (over ? `<mark class="${over.colour}">${piece}</mark>` : piece) + signs;
	}).join('');
}

function figure(pictures: readonly Shown[], files: ReadonlyMap<string, string>, caption: { html: string; text: string; credit: string | null } | null): string {
	const shown = pictures.map(({ sha256, width, height, fileName }) =>
		`<img src="${UP}${xmlText(pathUri(files.get(sha256)!))}" alt="${xmlText(caption?.text || `Picture without a caption${fileName ? `: ${fileName}` : ''}`)}"${width && height ? ` width="${width}" height="${height}"` : ''} loading="lazy">`).join('');
	const below = caption && (caption.text.trim() || caption.credit) ? `<figcaption dir="auto">${caption.html}${caption.credit ? ` <span class="credit">${xmlText(caption.credit)}</span>` : ''}</figcaption>` : '';
	if (shown === '') return below && `<p class="caption" dir="auto"><span class="quiet">Picture not kept.</span> ${caption!.html}${caption!.credit ? ` <span class="credit">${xmlText(caption!.credit)}</span>` : ''}</p>`;
	return `<figure>${shown}${below}</figure>`;
}

function body({ clipping, placement: { pictures: files } }: SitePage, parts: readonly TextPart[], annotations: readonly Annotation[]): string {
	const { blocks, captions, headline } = clipping;
	const shown = [...new Map(clipping.pictures.filter((picture): picture is Shown => picture.sha256 !== null && DRAWN.has(picture.mediaType) && files.has(picture.sha256)).map((picture) => [`${picture.sha256} ${picture.caption}`, picture])).values()];
	const free = shown.filter(({ caption }) => caption === null || caption >= captions.length);
	const made: string[] = [];
	let items: string[] = [];
	const close = (): void => {
		if (items.length > 0) made.push(`<ul>${items.join('')}</ul>`);
		items = [];
	};
	const captioned = (index: number, html: string): string => figure(shown.filter(({ caption }) => caption === index), files, { html, text: captions[index]!.text, credit: captions[index]!.credit });
	const told = new Set<number>();
	for (const part of parts) {
		if (part.of === 'caption') {
			close();
			told.add(part.index);
			made.push(captioned(part.index, marked(part, annotations)));
		}
		if (part.of !== 'block') continue;
		const { role } = blocks[part.index]!;
		const html = marked(part, annotations);
		if (role === 'list-item') {
			items.push(`<li dir="auto">${html}</li>`);
			continue;
		}
		close();
		made.push(role === 'subhead' ? `<h2 dir="auto">${html}</h2>` : role === 'quotation' ? `<blockquote dir="auto">${html}</blockquote>` : `<p dir="auto">${html}</p>`);
	}
	close();
	// A caption of a credit alone is no part of the text.
	for (const index of captions.keys()) if (!told.has(index)) made.push(captioned(index, ''));
	const pictures = free.map((picture) => figure([picture], files, null));
	// Where no picture has a place in the text, the first leads.
	if (pictures.length > 0 && free.length === shown.length) made.unshift(pictures.shift()!);
	made.push(...pictures);
	return made.join('\n') || `<p class="quiet" lang="en" dir="ltr">${clipping.kind === 'image' ? 'This clipping is a picture without text.' : `Of “${xmlText(headline)}” only the headline was kept.`}</p>`;
}

function head({ clipping, lists }: SitePage, parts: readonly TextPart[], annotations: readonly Annotation[]): string {
	const { publication, published, section, kicker, byline, dateline, edition, page, language } = clipping;
	const pages = page === null ? null : /^\d+$/.test(page) ? `page ${page}` : /^[\d\s,–-]+$/.test(page) ? `pages ${page}` : page;
	const listed = (text: string | null, list: string | null, name: 'b' | 'span'): string => (text ? `<${name} dir="auto">${list ? `<a href="${UP}${list}">${xmlText(text)}</a>` : xmlText(text)}</${name}>` : '');
	const names = makers(byline).map(({ name, role }) => `<b dir="auto">${xmlText(name)}</b>${role ? `, <span dir="auto">${xmlText(role)}</span>` : ''}`);
	const by = language === null ? 'By' : BY[language.split('-', 1)[0]!.toLowerCase()] ?? '';
	const part = (of: TextPart['of']): string => parts.filter((one) => one.of === of).map((one) => marked(one, annotations)).join('');
	const isInText = dateline !== null && clipping.blocks.some(({ role, text }) => role === 'paragraph' && text.toLocaleLowerCase().startsWith(dateline.toLocaleLowerCase()));
	const printed = published ? [published.printed, published.time].filter(Boolean).join(', ') : null;
	return `<header>
<p class="mast">${listed(publication, lists.publication, 'b')}${listed(printed, lists.year, 'span')}${element('span', [edition, pages].filter(Boolean).join(', '), 'class="edition" dir="auto"')}</p>
${element('p', kicker ?? section, 'class="kicker" dir="auto"')}
<h1 dir="auto">${part('headline') || 'Without a headline'}</h1>
${part('standfirst') && `<p class="standfirst" dir="auto">${part('standfirst')}</p>`}
${names.length > 0 ? `<p class="byline">${by} ${names.join('; ')}</p>` : ''}
${isInText ? '' : element('p', dateline, 'class="byline" dir="auto"')}
</header>`;
}

const HOW: Readonly<Record<string, string>> = { person: 'typed by the archive’s keeper' };
const NAMES: Readonly<Record<string, string>> = { headline: 'Headline', publication: 'Newspaper', published: 'Date', byline: 'Byline', standfirst: 'Standfirst', kicker: 'Kicker', dateline: 'Dateline', updated: 'Updated', section: 'Section', edition: 'Edition', page: 'Page', url: 'Address', language: 'Language' };

const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
function languageName(language: string): string {
	try {
		return languages.of(language) ?? language;
	} catch {
		return language;
	}
}

const sure = ({ how, certainty }: Provenance): string => HOW[how] ?? (certainty >= 0.9 ? 'read from the original, certain' : certainty >= 0.6 ? 'read from the original, likely' : 'read from the original, a guess');

function reading({ clipping, placement }: SitePage): string {
	const { original, provenance, importedAt, published } = clipping;
	const line = (name: string, value: string): string => `<dt>${xmlText(name)}</dt><dd dir="auto">${value}</dd>`;
	const fields = Object.entries(provenance).flatMap(([field, from]) => (from ? [line(NAMES[field] ?? field, sure(from))] : []));
	return `<details class="reading"><summary>How it was read</summary><dl>
${fields.join('')}${published?.edtf ? line('Date as EDTF', `<code>${xmlText(published.edtf)}</code>`) : ''}${line('Taken in', xmlText((instant(importedAt) ?? '').slice(0, 10)))}${line('Name of the original', xmlText(original.fileName))}${original.encoding ? line('Encoding', xmlText(original.encoding)) : ''}${line('SHA-256', `<code>${xmlText(original.sha256)}</code>`)}${line('Identifier', `<code>urn:uuid:${xmlText(clipping.uid)}</code>`)}
</dl>${placement.original === null ? '' : `<p><a href="${UP}${xmlText(pathUri(placement.original))}" download>Save the original as it was received</a> (${Math.max(1, Math.round(original.bytes / 1024)).toLocaleString('en')} KB)</p>`}</details>`;
}

function about(page: SitePage): string {
	const { url, tags, language } = page.clipping;
	const { collections } = page.beyond;
	const address = safeAddress(url, null);
	const chips = (facet: string, names: readonly string[]): string => names.map((name) => `<a class="chip" dir="auto" href="${UP}index.html#${new URLSearchParams({ [facet]: name }).toString().replaceAll('&', '&amp;')}">${xmlText(name)}</a>`).join(' ');
	const line = (name: string, html: string | null): string => (html ? `<dt>${name}</dt><dd>${html}</dd>` : '');
	const lines = [
		line('Tags', chips('tag', tags.map(({ name }) => name))),
		line('Collections', chips('collection', collections)),
		line('Language', language && xmlText(languageName(language))),
		// An address that no browser should follow stands there to be read.
		line('Address', url && (address ? `<a href="${xmlText(address)}" rel="noopener noreferrer nofollow" dir="ltr">${xmlText(url)}</a>` : `<span dir="ltr">${xmlText(url)}</span>`)),
		line('Rights', usageOf(page.clipping) && `<span dir="auto">${xmlText(usageOf(page.clipping)!)}</span>`),
	].join('');
	return `${lines && `<h2>About this clipping</h2><dl>${lines}</dl>`}${reading(page)}`;
}

function keeping({ clipping: { notes }, beyond: { annotations }, isAnnotated }: SitePage): string {
	if (!isAnnotated) return '';
	const listed = annotations.map(({ note, at, colour, selectors }, index) => ({ number: index + 1, note, at, colour, exact: selectors.quote.exact })).filter(({ note, at }) => note !== '' || at === null);
	const margin = listed.length === 0 ? '' : `<section><h2>Margin notes</h2><ol class="margin">${listed.map(({ number, note, at, colour, exact }) => `<li value="${number}" id="note-${number}" class="${colour}"><blockquote dir="auto">${xmlText(exact)}</blockquote><div class="note">${noteMarkup(note)}</div>${at === null ? '<p class="quiet">These words are no longer found in the text.</p>' : `<p><a href="#mark-${number}">Back to the text</a></p>`}</li>`).join('')}</ol></section>`;
	return `${margin}${notes.trim() === '' ? '' : `<section><h2>Notes</h2><div class="note">${noteMarkup(notes)}</div></section>`}`;
}

/** The whole page, in one piece. */
export function clippingPage(page: SitePage): string {
	const { clipping, beyond, isAnnotated } = page;
	const annotations = isAnnotated ? beyond.annotations : [];
	const parts = textParts(clipping);
	return sitePage({ title: clipping.headline || 'Without a headline', site: page.site, up: UP, kind: 'clipping' }, `<article data-article${tongue(clipping.language)}>
${head(page, parts, annotations)}
<div class="text">
${body(page, parts, annotations)}
</div>
</article>
<aside aria-label="About this clipping">
${keeping(page)}
${about(page)}
</aside>`);
}

export const toClipping = (path: string, up: string, headline: string, language: string | null): string => `<span${tongue(language)}>${link(path, headline || 'Without a headline').replace('href="', `href="${up}`)}</span>`;
