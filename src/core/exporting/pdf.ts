// Owns the PDF export: one bound volume with title page, contents and page numbers, or one PDF for each clipping. Printing itself is asked of a printer.
import { Fault } from '../../shared/errors';
import type { FormatOption } from '../../shared/exporting';
import type { Clipping } from '../../shared/model';
import { said } from '../../shared/said';
import { placeFiles } from './described';
import { datePart, FileNames, safeStem } from './file-names';
import { NO_PICTURES, type Exported, type ExportFormat, type FormatWriter, type Made, type Nameable, type Placement, type Volume } from './format';
import { TITLE, titleOf, UNTITLED } from './format-options';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST } from './parts';
import type { Described, PdfJoiner, Place } from './pdf-joiner';
import { Gathered } from './gathered';
import { contents, document_, furniture, LEADS, openingOf, titlePage, type Furniture, type Opening } from './pdf-markup';
import { bookStyle, furnitureStyle, type Paper } from './pdf-style';
import { clippingText } from './plain-text';
import type { Printer, Sheet } from './printer';
import type { Beyond } from './source';

/** Lines of the contents that are printed at once. */
const CONTENTS_LINES = 400;
const CREATOR = 'Cuttings';

/** How a volume is chosen to be. */
interface Ways { title: string; paper: Paper }

const BINDING: FormatOption = {
	kind: 'choice', id: 'binding', label: 'Bound', default: 'volume',
	choices: [{ id: 'volume', label: 'as one volume' }, { id: 'each', label: 'one PDF each' }],
	says: 'One volume with a title page, contents and page numbers, or one PDF for each clipping.',
};
const PAPER: FormatOption = {
	kind: 'choice', id: 'paper', label: 'Paper', default: 'a4', choices: [{ id: 'a4', label: 'A4' }, { id: 'letter', label: 'US Letter' }],
	says: 'The size of the pages.',
};

const furnitureSheet = (pages: readonly Furniture[], paper: Paper): Sheet => ({ html: document_('', 'en', furniture(pages)), style: furnitureStyle(paper), pictures: [], tagged: false });

/** The printer, or the refusal that there is none. */
function printerOf({ printer }: Volume): Printer {
	if (!printer) throw new Fault('export/no-printer', { reason: 'This program was started without one.' });
	return printer;
}

/** Which clipping each page belongs to: the last that has begun on it or before. A page on which one begins says nothing of it above. */
function furnitureOf(pages: number, openings: readonly { page: number }[], said: readonly Opening[], first: number): Furniture[] {
	return Array.from({ length: pages }, (_, page): Furniture => {
		const opens = openings.some((opening) => opening.page === page);
		const of = openings.findLastIndex((opening) => opening.page <= page);
		const number = first + page;
		const isLeft = number % 2 === 0;
		const { headline, hint, language } = said[of] ?? said[0]!;
		return { head: opens ? '' : isLeft && hint !== '' ? hint : headline, language, foot: String(number), side: isLeft ? 'left' : 'right' };
	});
}

const ROMAN = [[100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']] as const;

/** Numbers of the pages before the first article. */
export function roman(number: number): string {
	let left = number;
	let said = '';
	for (const [value, sign] of ROMAN) for (; left >= value; left -= value) said += sign;
	return said;
}

/** What a title page tells of what is in the volume, gathered as it goes by. */
class Census {
	clippings = 0;
	readonly #papers = new Map<string, number>();
	readonly #languages = new Map<string, number>();
	#first: string | null = null;
	#last: string | null = null;

	add({ publication, published, language }: Clipping): void {
		this.clippings++;
		if (publication !== null) this.#papers.set(publication, (this.#papers.get(publication) ?? 0) + 1);
		if (language !== null) this.#languages.set(language, (this.#languages.get(language) ?? 0) + 1);
		const [from, to] = [published?.firstDay?.slice(0, 4) ?? null, published?.lastDay?.slice(0, 4) ?? null];
		if (from !== null && (this.#first === null || from < this.#first)) this.#first = from;
		if (to !== null && (this.#last === null || to > this.#last)) this.#last = to;
	}

	/** The language most are in. */
	get language(): string {
		return [...this.#languages].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'en';
	}

	lines(): string[] {
		const papers = [...this.#papers].sort((a, b) => b[1] - a[1]).map(([paper]) => paper);
		const from = papers.length === 0 ? '' : papers.length <= 3 ? papers.join(', ') : `${papers.slice(0, 3).join(', ')} and ${papers.length - 3} more`;
		const years = this.#first === null || this.#last === null ? '' : this.#first === this.#last ? this.#first : `${this.#first}–${this.#last}`;
		return [`${this.clippings.toLocaleString('en')} ${this.clippings === 1 ? 'clipping' : 'clippings'}`, from, years].filter((line) => line !== '');
	}
}

/** Joining takes a large library, which no archive needs that prints nothing. */
const joining = () => import('./pdf-joiner');

/** The volume in pieces. Articles are printed first, as they are read from the archive; contents and title page follow when their numbers are known, and stand before them. */
async function* volumePieces(exported: Exported, volume: Volume, { title, paper }: Ways): AsyncGenerator<Uint8Array> {
	const printer = printerOf(volume);
	const { measured, PdfJoiner } = await joining();
	const joiner = new PdfJoiner();
	const census = new Census();
	const entries: (Opening & Place & { number: number })[] = [];
	let next = 1;
	yield joiner.begin();
	const bind = async (gathered: Gathered): Promise<Uint8Array[]> => {
		const pdf = await printer.print(gathered.sheet(title, 'en', paper));
		const { pages, openings } = await measured(pdf);
		if (openings.length !== gathered.openings.length) throw new Error(`${openings.length} articles were printed of ${gathered.openings.length}.`);
		const around = await printer.print(furnitureSheet(furnitureOf(pages, openings, gathered.openings, next), paper));
		const taken = await joiner.take(pdf, around, 'body');
		for (const [at, opening] of gathered.openings.entries()) entries.push({ ...opening, ...taken.openings[at]!, number: next + openings[at]!.page });
		next += pages;
		return taken.pieces;
	};
	let gathered = new Gathered();
	for (const { clipping } of exported.each()) {
		await gathered.add(clipping, volume);
		census.add(clipping);
		if (!gathered.isFull) continue;
		yield* await bind(gathered);
		gathered = new Gathered();
	}
	if (gathered.openings.length > 0) yield* await bind(gathered);
	yield* front(joiner, printer, exported, census, entries, { title, paper });
	const about: Described = { title, author: null, language: census.language, now: exported.now, creator: CREATOR };
	yield* joiner.finish(about, entries.map(({ headline, page, top }) => ({ title: headline, page, top })));
}

/** Title page and contents. */
async function* front(joiner: PdfJoiner, printer: Printer, { now }: Exported, census: Census, entries: readonly (Opening & Place & { number: number })[], { title: called, paper }: Ways): AsyncGenerator<Uint8Array> {
	const { measured } = await joining();
	const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }).format(now);
	const sheet = (html: string): Sheet => ({ html: document_(called, 'en', html), style: bookStyle(paper), pictures: [], tagged: true });
	const title = await joiner.take(await printer.print(sheet(titlePage(called, census.lines(), `Made with Cuttings on ${day}`))), null, 'front');
	yield* title.pieces;
	let number = 1 + title.pages.length;
	for (let from = 0; from < entries.length; from += CONTENTS_LINES) {
		const part = entries.slice(from, from + CONTENTS_LINES);
		const pdf = await printer.print(sheet(contents(part.map((entry) => ({ ...entry, page: String(entry.number) })), from)));
		const { pages } = await measured(pdf);
		const around = Array.from({ length: pages }, (_, page): Furniture => ({ head: from === 0 && page === 0 ? '' : 'Contents', language: 'en', foot: roman(number + page), side: (number + page) % 2 === 0 ? 'left' : 'right' }));
		const taken = await joiner.take(pdf, await printer.print(furnitureSheet(around, paper)), 'front', (address) => (address.startsWith(LEADS) ? entries[Number(address.slice(LEADS.length))] ?? null : null));
		number += pages;
		yield* taken.pieces;
	}
}

const signed = (clipping: Clipping): string | null => makers(clipping.byline).map(({ name }) => name).join('; ') || null;

/** A clipping as a PDF of its own. */
async function single(clipping: Clipping, volume: Volume, now: number, paper: Paper): Promise<Uint8Array> {
	const printer = printerOf(volume);
	const { measured, PdfJoiner } = await joining();
	const gathered = new Gathered();
	await gathered.add(clipping, volume);
	const pdf = await printer.print(gathered.sheet(clipping.headline, clipping.language ?? 'en', paper));
	const { pages } = await measured(pdf);
	const { headline, language } = openingOf(clipping);
	const around = Array.from({ length: pages }, (_, page): Furniture => ({ head: page === 0 ? '' : headline, language, foot: pages === 1 ? '' : `${page + 1} / ${pages}`, side: 'left' }));
	const joiner = new PdfJoiner();
	const begun = joiner.begin();
	const taken = await joiner.take(pdf, pages === 1 ? null : await printer.print(furnitureSheet(around, paper)), 'body');
	const about: Described = { title: headline, author: signed(clipping), language: language ?? 'en', now, creator: CREATOR };
	return Buffer.concat([begun, ...taken.pieces, ...joiner.finish(about, taken.openings.map((opening) => ({ ...opening, title: headline })))]);
}

async function* files(exported: Exported, volume: Volume, binding: unknown, ways: Ways): AsyncGenerator<Made> {
	if (binding === 'volume') {
		yield { file: 'Clippings.pdf', content: volumePieces(exported, volume, ways) };
		return;
	}
	for (const { clipping, placement } of exported.each()) yield { file: placement.record, content: await single(clipping, volume, exported.now, ways.paper) };
}

/** Names, and for the preview the words of one clipping in the order in which they are printed. */
class PdfWriter implements FormatWriter {
	readonly #names = new FileNames();
	readonly #isVolume: boolean;

	constructor(isVolume: boolean) {
		this.#isVolume = isVolume;
	}

	place(clipping: Nameable): Placement {
		if (this.#isVolume) return { ...placeFiles(clipping, 'Clippings.pdf'), original: null };
		return { record: `${this.#names.take(safeStem(`${datePart(clipping.published)} ${clipping.headline}`))}.pdf`, original: null, pictures: NO_PICTURES };
	}

	illustrate(_: Clipping, placement: Placement): Placement {
		return placement;
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		return clippingText(clipping, collections);
	}
}

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, HIGHLIGHTS_LOST, COLOURS_LOST];

const as = (binding: unknown, chosen: Ways): ExportFormat => ({
	facts: {
		id: 'pdf',
		label: 'PDF',
		hint: 'a bound volume, or one each, for reading and print',
		extension: 'pdf',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Date as printed', 'Text', 'Captions and credits', 'Pictures that browsers show (JPEG, PNG, GIF, WebP, AVIF, BMP)', 'Tags', 'Rights', 'Notes', 'Structure tags, bookmarks and contents'],
		loses: named(LOSSES, { what: said('said.lost.originals'), becomes: said('said.becomes.out') }, { what: said('said.lost.pictures-unshown'), becomes: said('said.becomes.out-captions') }, { what: said('said.lost.collections'), becomes: said('said.becomes.out') }, CHANGES_LOST),
	},
	options: [{ ...TITLE, says: `What a volume is called on its title page. ${UNTITLED}, where nothing is typed.` }, BINDING, PAPER],
	chosen: (ways) => as(ways[BINDING.id], { title: titleOf(ways), paper: ways[PAPER.id] === 'letter' ? 'letter' : 'a4' }),
	losses: LOSSES,
	layout: binding === 'volume' ? 'together' : 'each',
	takesOriginals: false,
	files: (exported, volume) => files(exported, volume, binding, chosen),
	begin: () => new PdfWriter(binding === 'volume'),
	beside: () => [],
});

export const pdf: ExportFormat = as(BINDING.default, { title: UNTITLED, paper: 'a4' });
