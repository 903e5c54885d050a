// Owns citations of clippings in four styles, each as its manual has an article in a newspaper. Touches nothing. What is not known is left out or marked as the manual marks it; nothing is made up, and no title changes its letters.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Citation, CitationStyle } from '../../shared/citing';
import type { Clipping } from '../../shared/model';
import { partedName, type PartedName } from '../exporting/parts';
import { oneLine } from '../exporting/sound-text';
import { asHtml, asText, dated, dayFirst, ended, initials, inverted, isEnded, listed, monthFirst, pages, straight, wholeDate, within, type Piece } from './wording';

export type Citable = Pick<Clipping, 'id' | 'uid' | 'original' | 'kind' | 'headline' | 'provenance' | 'publication' | 'byline' | 'published' | 'section' | 'edition' | 'page' | 'url' | 'language'>;

/** What the styles say of a clipping, on one line each. */
interface Facts {
	authors: PartedName[];
	/** Its headline; null where it has none. */
	title: string | null;
	/** What it is called where it has none: its first words, or what it is. */
	described: string;
	paper: string | null;
	section: string | null;
	edition: string | null;
	page: string | null;
	url: string | null;
	/** The clipping's place in the archive, where it is asked for. */
	reference: string | null;
	isPicture: boolean;
	isEnglish: boolean;
	published: Clipping['published'];
}

const said = (text: string | null): string | null => (text === null ? null : oneLine(text) || null);

/** Those who signed it; the agency where nobody did. */
function authors({ byline }: Citable): PartedName[] {
	if (byline === null) return [];
	const signed = byline.signatories.map(({ name, kind }) => ({ name: oneLine(name), kind })).filter(({ name }) => name !== '');
	if (signed.length > 0) return signed.map(partedName);
	const agency = said(byline.agency);
	return agency === null ? [] : [{ literal: agency }];
}

function facts(clipping: Citable, withReference: boolean): Facts {
	const called = said(clipping.headline);
	const isPicture = clipping.kind === 'image';
	const isHeadline = clipping.provenance.headline !== undefined;
	const fromFile = clipping.original.fileName.replace(/\.[^.]+$/, '').trim();
	return {
		authors: authors(clipping),
		title: isHeadline ? called : null,
		described: called === null || called === oneLine(fromFile) || called === 'Untitled' ? `Untitled newspaper ${isPicture ? 'photograph' : 'article'}` : called,
		paper: said(clipping.publication), section: said(clipping.section), edition: said(clipping.edition), page: said(clipping.page), url: said(clipping.url),
		reference: withReference ? `Clipping ${clipping.uid}` : null,
		isPicture, isEnglish: clipping.language === null || /^en\b/i.test(clipping.language),
		published: clipping.published,
	};
}

const edition = (text: string, word: string): string => (/\bed(?:\.|ition)/i.test(text) ? text : `${text} ${word}`);
/** Parts after the title, parted by commas. */
function joined(parts: readonly (Piece | null)[]): Piece[] {
	return parts.filter((part): part is Piece => part !== null && part !== '').flatMap((part, at) => (at === 0 ? [part] : [', ', part]));
}
/** The pieces and a full stop, unless they end with one. */
const sentence = (pieces: readonly Piece[]): Piece[] => (pieces.length === 0 || isEnded(asText(pieces)) ? [...pieces] : [...pieces, '.']);

/** Tallis, N., & Renwick, I. (1982, March 11). Last hull. *The Averil Courier*, 1, 5. */
function apa(of: Facts): Piece[] {
	const names = of.authors.map((name) => inverted(name, initials));
	const signed = names.length > 20 ? `${names.slice(0, 19).join(', ')}, . . . ${names.at(-1)!}` : listed(names, '&', ', ');
	const date = dated(of.published, 'long');
	const when = date === null ? 'n.d.' : date.words ?? `${date.isApproximate ? 'ca. ' : ''}${date.ends.map(({ year, month, day }) => (month === null ? year : `${year}, ${month}${day === null ? '' : ` ${day}`}`)).join('–')}`;
	const named = `${of.title ?? `[${of.described}]`}${of.isPicture && of.title !== null ? ' [Photograph]' : ''}`;
	const before = signed === '' ? `${ended(named)} (${when}).` : `${ended(signed)} (${when}). ${ended(named)}`;
	const where = sentence(joined([of.paper === null ? null : { italic: of.paper }, of.edition && `${edition(of.edition, 'ed.')}`, of.page]));
	return [before, ...(where.length > 0 ? [' ', ...where] : []), ...(of.url === null ? [] : [` ${of.url}`]), ...(of.reference === null ? [] : [` (${of.reference})`])];
}

/** Tallis, Nora, and Ida Renwick. “Last Hull.” *Averil Courier*, March 11, 1982, late edition. */
function chicago(of: Facts): Piece[] {
	const [first, ...rest] = of.authors;
	const names = first === undefined ? [] : [inverted(first, undefined, true), ...rest.map(straight)];
	const signed = names.length > 10 ? `${names.slice(0, 7).join(', ')}, et al.` : listed(names, 'and', ', ');
	// The article before an English newspaper's name is left out.
	const paper: Piece | null = of.paper === null ? null : { italic: of.isEnglish ? of.paper.replace(/^The (?=\S)/i, '') : of.paper };
	const date = dated(of.published, 'long');
	const when = date === null ? 'n.d.' : wholeDate(date, monthFirst, 'ca. ');
	const named = of.title === null ? ended(of.described) : `“${ended(within('double', of.title))}”`;
	const after = [when, of.edition && edition(of.edition, 'edition'), of.section && `sec. ${of.section}`];
	// Unsigned, it is found under its newspaper.
	const line: Piece[] = signed !== '' || paper === null
		? [...(signed === '' ? [] : [`${ended(signed)} `]), `${named} `, ...sentence(joined([paper, ...after]))]
		: [paper, `. ${named} `, ...sentence(joined(after))];
	return [...line, ...(of.url === null ? [] : [` ${of.url}.`]), ...(of.reference === null ? [] : [` ${of.reference}.`])];
}

/** Tallis, Nora, and Ida Renwick. “Last Hull.” *The Averil Courier*, Late ed., 11 Mar. 1982, pp. 1, 5. */
function mla(of: Facts): Piece[] {
	const [first, second, third] = of.authors;
	const signed = first === undefined ? '' : third !== undefined ? `${inverted(first)}, et al.` : second === undefined ? inverted(first) : `${inverted(first)}, and ${straight(second)}`;
	const date = dated(of.published, 'short');
	const named = of.title === null ? ended(of.described) : `“${ended(within('double', of.title))}”`;
	const after = joined([
		of.paper === null ? null : { italic: of.paper }, of.edition && edition(of.edition, 'ed.'), date === null ? null : wholeDate(date, dayFirst, 'circa '),
		of.section && `${of.section} sec.`, of.page && pages(of.page), of.url === null ? null : of.url.replace(/^https?:\/\//i, ''),
	]);
	return [...(signed === '' ? [] : [`${ended(signed)} `]), named, ...(after.length === 0 ? [] : [' ', ...sentence(after)]), ...(of.reference === null ? [] : [` ${of.reference}.`])];
}

/** Tallis, N. and Renwick, I. (1982) ‘Last hull’, *The Averil Courier*, 11 March, pp. 1, 5. */
function harvard(of: Facts): Piece[] {
	const names = of.authors.map((name) => inverted(name, initials));
	const signed: Piece[] = names.length > 3 ? [names[0]!, ' ', { italic: 'et al.' }] : names.length === 0 ? [] : [listed(names, 'and', ' ')];
	const date = dated(of.published, 'long');
	const [only, more] = date?.ends ?? [];
	const year = date === null ? 'no date' : date.words ?? `${date.isApproximate ? 'c.' : ''}${date.ends.map((end) => end.year).join('–')}`;
	const named: Piece = of.title === null ? of.described : `‘${within('single', of.title)}’`;
	// Unsigned, it is found under its newspaper, and without that under its title.
	const paper: Piece[] = of.paper === null ? [] : [{ italic: of.paper }, ...(of.edition === null ? [] : [` (${edition(of.edition, 'edition')})`])];
	const day = only === undefined || more !== undefined || only.month === null ? null : [only.day, only.month].filter((part) => part !== null).join(' ');
	const isUnder: 'author' | 'paper' | 'title' = signed.length > 0 ? 'author' : of.paper !== null ? 'paper' : 'title';
	const head: Piece[] = isUnder === 'author' ? [...signed, ` (${year}) `, named] : isUnder === 'paper' ? [...paper, ` (${year}) `, named] : [named, ` (${year})`];
	const after = joined([...(isUnder === 'author' && paper.length > 0 ? [paper[0]!] : [])]);
	const tail = joined([day, of.section, of.page && pages(of.page)]);
	const line = [...head, ...(after.length > 0 ? [', ', ...after, ...paper.slice(1)] : []), ...(tail.length > 0 ? [', ', ...tail] : [])];
	return [...sentence(line), ...(of.url === null ? [] : [` Available at: ${of.url}.`]), ...(of.reference === null ? [] : [` (${of.reference}).`])];
}

const STYLES: Readonly<Record<CitationStyle, (of: Facts) => Piece[]>> = { apa, chicago, mla, harvard };

/** A clipping as one entry of a list of references. With `withReference` it ends with the clipping's identifier, under which the archive finds it. */
export function cite(clipping: Citable, style: CitationStyle, withReference = false): Citation {
	const pieces = STYLES[style](facts(clipping, withReference));
	return { id: clipping.id, text: asText(pieces), html: asHtml(pieces) };
}

/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;

/** The same for many, in their order, a turn at a time. */
export async function citeAll(clippings: Iterable<Citable>, style: CitationStyle, withReference = false): Promise<Citation[]> {
	const cited: Citation[] = [];
	let turn = performance.now();
	for (const clipping of clippings) {
		cited.push(cite(clipping, style, withReference));
		if (performance.now() - turn < TURN) continue;
		await nextTurn();
		turn = performance.now();
	}
	return cited;
}
