// Owns the pictures of a page's article: their captions and credits, from figures, from what is named a caption, from what the metadata says of its images.
import { bareCredit } from '../reading/pictures';
import { factsOf } from '../reading/facts';
import { isPersonName } from '../reading/person-names';
import { ELEMENT, nearest } from './dom';
import type { PageDocument, PageElement } from './dom';
import type { BodyChoice } from './page-body';
import { HINT, hintsOf } from './page-hints';
import type { Chosen } from './page-headline';
import { lineText } from './page-headline';
import type { PageLine, PageText } from './page-lines';
import type { Metadata } from './page-metadata';
import { heldIn, overlap, wordsOf } from './page-words';

export interface CaptionChosen {
	text: string;
	credit: string | null;
	span: { start: number; end: number } | null;
	creditSpan: { start: number; end: number } | null;
	/** Lines that are caption, and lines that are credit only. */
	lines: number[];
	creditLines: number[];
	image: PageElement | null;
	certainty: number;
}

/** Credit at the end of a caption printed in one piece, or null. */
export function splitCredit(text: string): { text: string; credit: string | null } {
	const { creditAt } = factsOf({ text, span: { line: 1, endLine: 1, start: 0, end: text.length }, blanksBefore: 0, blanksAfter: 0, indent: 0, pieces: [{ at: 0, start: 0, length: text.length }] });
	if (creditAt < 0) return { text, credit: null };
	const credit = bareCredit(text.slice(creditAt));
	return { text: text.slice(0, creditAt).replace(/[\s|–—•-]+$/u, ''), credit: credit || null };
}

const LABEL = /^(?:image caption|media caption|image source|bildunterschrift|caption|legende|légende|view image in fullscreen|enlarge(?: this)?(?: image)?|toggle caption|hide caption|click to enlarge|zoom|open image modal|expand|bild vergrößern|video)\s*[,:.]?\s*/i;
const CREDIT_LABEL = /^(?:(?:image|photo|picture|bild|foto)\s+(?:source|credit|rights)|image copyright|credits?|source|quelle|bildrechte|copyright|photograph(?:er)?|photo|foto|bild|fotos?|image|photos? by)\b/i;
const BAD = HINT.related | HINT.comment | HINT.menu | HINT.newsletter | HINT.advert | HINT.bio | HINT.share;

const NO_CAPTION = /^(?:media playback is (?:unsupported|not supported)|this video (?:can ?not|is not)|to play this video|your browser|please (?:enable|upgrade)|loading|advertisement|play video|watch:?$|image \d+ of|getty images embed|view (?:full ?size|larger)|slideshow$|gallery$|\d+ ?\/ ?\d+$)/i;

interface Holder {
	element: PageElement;
	start: number;
	end: number;
	figure: boolean;
}

/** Elements that may be a caption: `figcaption`, then whatever is named one. */
function holders(document: PageDocument, page: PageText): Holder[] {
	const out: Holder[] = [];
	const inside = (element: PageElement): boolean => out.some((holder) => holder.element === element || holder.element.contains(element) || element.contains(holder.element));
	const add = (element: PageElement, figure: boolean): void => {
		const extent = page.extent.get(element);
		if (extent && extent.end > extent.start && extent.end - extent.start < 1200 && out.length < 200 && !inside(element)) out.push({ element, start: extent.start, end: extent.end, figure });
	};
	for (const element of document.querySelectorAll('figcaption')) add(element, true);
	for (const figure of document.querySelectorAll('figure')) {
		if (!figure.querySelector('img, picture, video, iframe, amp-img, svg, noscript')) continue;
		if (figure.querySelector('table, pre, h1, h2, ul, ol') || out.some((h) => figure.contains(h.element))) continue;
		add(figure, true);
	}
	for (const element of document.querySelectorAll('[class], [itemprop], [id]')) {
		if (!(hintsOf(element) & HINT.caption) || element.localName === 'caption' || element.localName === 'img') continue;
		const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('itemprop') ?? ''} ${element.getAttribute('id') ?? ''}`;
		// "wp-caption" and the like hold picture and caption; the caption proper is named inside.
		if (element.querySelector('img, picture, noscript')) {
			const proper = [...element.querySelectorAll('p, span, div, em, dd')].find((inner) => hintsOf(inner) & HINT.caption && !inner.querySelector('img'));
			if (proper) { add(proper, true); continue; }
		}
		if (/(?:^|[-_ ])bu(?:$|[-_ ])/.test(names) && !nearPicture(element)) continue;
		add(element, nearPicture(element));
	}
	return out;
}

const hasPicture = (element: PageElement): boolean => /^(?:img|picture|amp-img|video)$/.test(element.localName) || element.querySelector('img, picture, noscript, amp-img, video, iframe, [style*="background-image"]') !== null;
/** A picture stands in the element's neighbourhood, three levels up at most. */
function nearPicture(element: PageElement): boolean {
	let at: PageElement | null = element;
	for (let up = 0; at && up < 4; up++, at = at.parentElement) {
		for (let sibling = at.previousSibling, n = 0; sibling && n < 5; sibling = sibling.previousSibling, n++) if (sibling.nodeType === ELEMENT && hasPicture(sibling as PageElement)) return true;
		for (let sibling = at.nextSibling, n = 0; sibling && n < 2; sibling = sibling.nextSibling, n++) if (sibling.nodeType === ELEMENT && hasPicture(sibling as PageElement) && up < 2) return true;
	}
	return false;
}

function pictureOf(element: PageElement): PageElement | null {
	let at: PageElement | null = element;
	for (let up = 0; at && up < 5; up++, at = at.parentElement) {
		const image = at.querySelector('img, amp-img');
		if (image) return image;
		if (at.localName === 'figure' || at.localName === 'article') break;
	}
	return null;
}

/** Parts of a caption that are its credit by name, with the text they hold. */
function creditParts(holder: Holder, page: PageText): { start: number; end: number; text: string }[] {
	const out: { start: number; end: number; text: string }[] = [];
	const scope = nearest(holder.element, (e) => e.localName === 'figure') ?? holder.element.parentElement ?? holder.element;
	const scopeExtent = page.extent.get(scope);
	const within = scopeExtent && scopeExtent.end - scopeExtent.start < 1500 ? scope : holder.element;
	for (const element of within.querySelectorAll('*')) {
		const hints = hintsOf(element);
		if (!(hints & HINT.credit) && element.localName !== 'small' && element.localName !== 'cite') continue;
		if (element.contains(holder.element)) continue;
		const extent = page.extent.get(element);
		if (!extent || extent.end - extent.start > 200) continue;
		if (out.some((part) => part.start <= extent.start && part.end >= extent.end)) continue;
		if (holder.element !== element && extent.start <= holder.start && extent.end >= holder.end && !holder.element.contains(element)) continue;
		const text = lineText(page, extent.start, extent.end);
		if (element.localName === 'small' && !(hints & HINT.credit) && !CREDIT_LABEL.test(text) && !/[©/]/.test(text)) continue;
		if (text) out.push({ ...extent, text });
	}
	return out;
}

/** The text between two offsets without some stretches of it. */
function without(page: PageText, start: number, end: number, cut: readonly { start: number; end: number }[]): string {
	let at = start;
	let out = '';
	for (const part of [...cut].sort((a, b) => a.start - b.start)) {
		if (part.end <= at || part.start >= end) continue;
		if (part.start > at) out += ` ${page.text.slice(at, part.start)} `;
		at = Math.max(at, part.end);
	}
	if (at < end) out += page.text.slice(at, end);
	return out.replace(/\s+/g, ' ').trim();
}

function clean(text: string): string {
	let value = text.trim();
	for (let i = 0; i < 2; i++) value = value.replace(LABEL, '');
	return value.replace(/\s*[([{]\s*[)\]}]\s*$/, '').replace(/[\s|/•·–—-]+$/u, '').trim();
}

const cleanCredit = (text: string): string => {
	const parts = text.split(/\s*[|•]\s*/).filter(Boolean).map((part) => bareCredit(part.replace(LABEL, ''))).filter(Boolean);
	return parts.join(' / ').replace(/^(?:by|von)\s+/i, '').trim();
};

function fromHolder(holder: Holder, page: PageText): CaptionChosen | null {
	const credits = creditParts(holder, page);
	const rest = clean(without(page, holder.start, holder.end, credits));
	let text = rest;
	let credit = credits.map((part) => cleanCredit(part.text)).filter(Boolean).filter((c, i, all) => all.indexOf(c) === i).join(' / ') || null;
	const split = splitCredit(rest);
	if (split.credit && (!credit || wordsOf(split.credit).length > wordsOf(credit).length || heldIn(wordsOf(credit), new Set(wordsOf(split.credit))) === 1)) {
		credit = split.credit;
		text = clean(split.text);
		// "Jane Doe / Getty Images" is all credit.
		if (wordsOf(text).length <= 4 && /[/|]\s*$/.test(rest.slice(0, rest.length - split.credit.length).trimEnd()) && (isPersonName(text) || wordsOf(text).length <= 1)) { credit = bareCredit(rest); text = ''; }
	}
	if (!credit) {
		const title = pictureOf(holder.element)?.getAttribute('title');
		if (title) credit = splitCredit(title).credit;
	}
	// The whole caption named as credit, yet a sentence: it is the caption.
	if (text === '' && credit && wordsOf(credit).length > 14) { text = credit; credit = null; }
	const lines = page.linesIn(holder.start, holder.end);
	const only = text === '';
	const creditLines = credits.flatMap((part) => page.linesIn(part.start, part.end)).filter((line) => credits.some((part) => part.start <= line.start && part.end >= line.end)).map((line) => line.index);
	return {
		text, credit, span: { start: holder.start, end: holder.end }, creditSpan: credits[0] ? { start: credits[0].start, end: credits[0].end } : null,
		lines: lines.map((line) => line.index).filter((i) => !creditLines.includes(i) && !only), creditLines: only ? lines.map((line) => line.index) : creditLines,
		image: pictureOf(holder.element), certainty: holder.figure ? 0.92 : 0.75,
	};
}

/** Whether a caption stands with the article and not with a teaser. */
function belongs(holder: Holder, page: PageText, headline: Chosen | null, body: BodyChoice): boolean {
	const line = page.linesIn(holder.start, holder.end)[0] as PageLine | undefined;
	if (!line || line.hidden || line.furniture === 'nav' || line.furniture === 'footer' || line.furniture === 'form') return false;
	const own = hintsOf(holder.element);
	const above = line.hints & ~own;
	const near = holder.figure || nearPicture(holder.element);
	if (above & (HINT.comment | HINT.newsletter | HINT.bio) && !body.lines.has(line.index)) return false;
	if (above & BAD && !body.lines.has(line.index)) {
		// "sidebar" and "slideshow-share" name the frames of a story's own pictures as well as teasers: a link to another story tells.
		const box = nearest(holder.element.parentElement, (e) => (hintsOf(e) & BAD) !== 0);
		if (!near || (box && leadsAway(box, holder.element))) return false;
	}
	if (line.furniture === 'aside' && !body.lines.has(line.index) && (above & BAD || !holder.figure)) return false;
	const first = headline?.span?.start ?? (body.first >= 0 ? (page.lines[body.first] as PageLine).start : 0);
	const end = body.last >= 0 ? (page.lines[body.last] as PageLine).end : page.text.length;
	if (holder.start < first - 900) return false;
	if (holder.start > end + 400) return false;
	// The picture of a teaser links to another story, and so does its caption.
	const linkAround = nearest(holder.element, (e) => e.localName === 'a' && e.hasAttribute('href'));
	if (linkAround && linkAround.querySelector('h2, h3, h4') !== null) return false;
	if (holder.element.querySelector('h1, h2, h3, h4') !== null) return false;
	if (linkAround && !/\.(?:jpe?g|png|webp|gif)(?:[?#]|$)|gallery|galerie|bild|foto|photo|image|#/i.test(linkAround.getAttribute('href') ?? '')) return false;
	return true;
}

/** A link with words of its own stands in `box`, outside the caption. */
function leadsAway(box: PageElement, caption: PageElement): boolean {
	for (const link of box.querySelectorAll('a[href]')) if (!caption.contains(link) && (link.textContent ?? '').replace(/\s+/g, ' ').trim().length > 25) return true;
	return box.querySelector('h2, h3, h4') !== null;
}

const sameCaption = (a: string, b: string): boolean => overlap(wordsOf(a), wordsOf(b)) > 0.85;

/** Chooses the captions of the article's pictures, in the order of the page. */
export function chooseCaptions(document: PageDocument, page: PageText, metadata: Metadata, headline: Chosen | null, body: BodyChoice): { captions: CaptionChosen[]; aside: CaptionChosen[] } {
	const captions: CaptionChosen[] = [];
	const aside: CaptionChosen[] = [];
	const bodyWords = new Set([...body.lines].map((i) => wordsOf((page.lines[i] as PageLine).text).join(' ')).filter((words) => words.length > 80));
	for (const holder of holders(document, page).sort((a, b) => a.start - b.start)) {
		const caption = fromHolder(holder, page);
		if (!caption || NO_CAPTION.test(caption.text)) continue;
		if (!holder.figure && (bodyWords.has(wordsOf(caption.text).join(' ')) && caption.text.length > 300)) continue;
		if (!belongs(holder, page, headline, body)) { aside.push(caption); continue; }
		if (!holder.figure && caption.text !== '' && headline && overlap(wordsOf(caption.text), wordsOf(headline.text)) > 0.9) { aside.push(caption); continue; }
		const twin = captions.find((other) => caption.text !== '' && sameCaption(other.text, caption.text));
		if (twin) { twin.credit ??= caption.credit; aside.push(caption); continue; }
		captions.push(caption);
	}
	for (const caption of captions) {
		if (caption.credit) continue;
		const claimed = metadata.pictures.find((picture) => picture.credit && picture.caption && sameCaption(picture.caption, caption.text));
		if (claimed?.credit) caption.credit = bareCredit(claimed.credit);
	}
	return { captions, aside };
}

