// Owns the site export: a folder of pages to be read in any browser without a server, with its search. Clippings are opened once, one by one; only their lines and a stretch of the index are held.
import type { FormatOption } from '../../shared/exporting';
import { collator, type Clipping, type ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { ROWS_TOGETHER, SITE_FACETS, type SiteColumns, type SiteFacet, type SiteRow, type SiteSegment } from '../../shared/site';
import { safeExtension, safeStem } from './file-names';
import { NO_PICTURES, type Exported, type ExportFormat, type FormatWriter, type Made, type Nameable, type Placement, type Volume } from './format';
import { ORIGINALS, TITLE, titleOf, UNTITLED } from './format-options';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, LAYOUT_LOST, makers, named, runningText } from './parts';
import { placed } from './pictures';
import { scriptOf, SegmentIndex } from './site-index';
import { firstPage, listPages, overview, UNTOLD_HEADLINE, type Line, type Listed } from './site-lists';
import { clippingPage, type SitePage } from './site-page';
import type { Beyond } from './source';

const ANNOTATED: FormatOption = {
	kind: 'switch', id: 'annotations', label: 'Notes and highlights', default: true,
	says: 'Puts your notes, highlights and margin notes on the pages. Without them, only what was printed is given away.',
};

/** Pages in one folder. */
const FOLDER = 1_000;
/** Bytes of a headline in a file's name: folders on sticks stand deep, and some systems count the whole path. */
const STEM = 72;
const SNIPPET = 220;
/** What opens as a document or is saved, and never runs. Anything else is given ".txt" behind its own ending. */
const INERT = new Set(['txt', 'md', 'csv', 'json', 'jpg', 'jpeg', 'png', 'gif', 'webp', 'avif', 'bmp', 'tif', 'tiff', 'heic', 'pdf', 'docx', 'odt', 'rtf', 'eml', 'epub', 'warc', 'gz']);
const inert = (extension: string): string => (INERT.has(extension) ? extension : `${extension}.txt`);

/** How a site is chosen to be. */
interface Ways { isAnnotated: boolean; withOriginals: boolean; /** What it is called. */ site: string }

/** Pages are numbered in the order of the export; their number keeps them apart, the headline keeps them legible. */
class SiteWriter implements FormatWriter {
	readonly #isAnnotated: boolean;
	readonly #withOriginals: boolean;
	readonly #site: string;
	#next = 0;

	constructor({ isAnnotated, withOriginals, site }: Ways) {
		this.#site = site;
		this.#isAnnotated = isAnnotated;
		this.#withOriginals = withOriginals;
	}

	place({ headline, original }: Nameable): Placement {
		const number = this.#next++;
		const stem = `${String(Math.floor(number / FOLDER)).padStart(3, '0')}/${String(number).padStart(6, '0')} ${safeStem(headline, STEM)}`;
		return {
			record: `clippings/${stem}.html`,
			original: this.#withOriginals ? `originals/${stem}.${inert(safeExtension(original.fileName, original.mediaType))}` : null,
			pictures: NO_PICTURES,
		};
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		const stem = placement.record.replace(/^clippings\//, 'pictures/').replace(/\.html$/, '');
		return { ...placement, pictures: placed(clipping, placement.original, (at, _, extension) => `${stem} ${at}.${inert(extension)}`) };
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return clippingPage({ clipping, placement, beyond, site: this.#site, isAnnotated: this.#isAnnotated, lists: { publication: null, year: null } });
	}
}

const dayOf = (day: string | null | undefined): number => (day && /^\d{4}-\d\d-\d\d$/.test(day) ? Number(day.replaceAll('-', '')) : 0);

/** "1982-03" or "1982": what a date surely lies in; "" when it may lie in more than one year, or there is none. */
export function spanOf({ published }: Pick<Clipping, 'published'>): string {
	const [first, last] = [published?.firstDay, published?.lastDay];
	if (!first || !last || !/^\d{4}-/.test(first) || first.slice(0, 4) !== last.slice(0, 4)) return '';
	return first.slice(0, first.slice(0, 7) === last.slice(0, 7) ? 7 : 4);
}

function snippetOf(text: string): string {
	const line = text.slice(0, 4 * SNIPPET).replace(/\s+/gu, ' ').trim();
	const letters = [...line];
	if (letters.length <= SNIPPET) return line;
	const cut = letters.slice(0, SNIPPET).join('');
	const space = cut.lastIndexOf(' ');
	return `${(space > cut.length * 0.7 ? cut.slice(0, space) : cut).replace(/[\s.,;:…]+$/u, '')}…`;
}

/** Names by their number, in the order in which they turned up. */
class Names {
	readonly all: string[] = [];
	readonly #numbers = new Map<string, number>();

	of(name: string): number {
		const known = this.#numbers.get(name);
		if (known !== undefined) return known;
		this.#numbers.set(name, this.all.length);
		return this.all.push(name) - 1;
	}
}

/** Everything the site says about its clippings as a whole, gathered as they go by. */
class Whole {
	readonly #names = Object.fromEntries(SITE_FACETS.map((facet) => [facet, new Names()])) as Record<SiteFacet, Names>;
	readonly #has = Object.fromEntries(SITE_FACETS.map((facet) => [facet, [] as (number | number[])[]])) as SiteColumns['has'];
	readonly #months = new Names();
	readonly #month: number[] = [];
	readonly segments: SiteSegment[] = [];
	readonly lines: Line[] = [];
	readonly publications = new Map<string, Listed>();
	readonly years = new Map<string, Listed>();

	/** Where the lists stand that a clipping is put in. */
	add(clipping: Clipping, page: string, collections: readonly string[]): SitePage['lists'] {
		const span = spanOf(clipping);
		const publication = clipping.publication ?? '';
		const line: Line = { page, headline: clipping.headline, printed: clipping.published?.printed ?? '', publication, language: clipping.language, day: dayOf(clipping.published?.firstDay) };
		this.lines.push(line);
		this.#month.push(this.#months.of(span));
		const many: Record<SiteFacet, readonly string[]> = {
			publication: [publication], year: [span.slice(0, 4)], language: [clipping.language ?? ''], collection: collections,
			tag: clipping.tags.map(({ name }) => name), byline: makers(clipping.byline).map(({ name }) => name),
		};
		for (const facet of SITE_FACETS) {
			const numbers = [...new Set(many[facet].filter((name) => name !== '').map((name) => this.#names[facet].of(name)))];
			this.#has[facet].push(numbers.length === 1 ? numbers[0]! : numbers);
		}
		return {
			publication: this.#list(this.publications, publication, publication || 'Without a newspaper', `by/publication-${this.publications.size + 1}.html`, line),
			year: this.#list(this.years, span.slice(0, 4), span.slice(0, 4) || 'Without a certain year', `by/year-${span.slice(0, 4) || 'unknown'}.html`, line),
		};
	}

	#list(lists: Map<string, Listed>, name: string, title: string, file: string, line: Line): string {
		const known = lists.get(name);
		const list = known ?? { title, file, lines: [] };
		if (!known) lists.set(name, list);
		list.lines.push(line);
		return list.file;
	}

	columns(): SiteColumns {
		const order = this.lines.map((_, at) => at).sort((a, b) => collator.compare(this.lines[a]!.headline, this.lines[b]!.headline) || a - b);
		const rank = new Array<number>(order.length);
		for (const [place, at] of order.entries()) rank[at] = place;
		return {
			clippings: this.lines.length, days: this.lines.map(({ day }) => day), months: this.#months.all, month: this.#month, rank,
			names: Object.fromEntries(SITE_FACETS.map((facet) => [facet, this.#names[facet].all])) as SiteColumns['names'],
			has: this.#has, segments: this.segments,
		};
	}
}

const made = (file: string, text: string): Made => ({ file, content: Buffer.from(text, 'utf8') });
const sorted = (lists: ReadonlyMap<string, Listed>): Listed[] => [...lists].sort(([a], [b]) => (a === '' ? 1 : 0) - (b === '' ? 1 : 0) || collator.compare(a, b)).map(([, list]) => list);

/** Each clipping's page, files, row and words as it goes by; then what is said of them all. */
async function* site(exported: Exported, volume: Volume, { isAnnotated, site: name }: Ways): AsyncGenerator<Made> {
	const { SCRIPT, STYLE, FONTS, LICENCES } = await import('virtual:site');
	const whole = new Whole();
	let rows: SiteRow[] = [];
	let position = 0;
	let segment = new SegmentIndex(0);
	const closeRows = (): Made => {
		const rowsName = `rows-${Math.floor((position - 1) / ROWS_TOGETHER)}`;
		const text = scriptOf(rowsName, rows);
		rows = [];
		return made(`data/${rowsName}.js`, text);
	};
	function* closeSegment(): Generator<Made> {
		const files = segment.files(whole.segments.length);
		for (;;) {
			const next = files.next();
			if (next.done) {
				whole.segments.push(next.value);
				break;
			}
			yield made(next.value.file, next.value.text);
		}
		segment = new SegmentIndex(position);
	}
	for (const { clipping, placement, beyond } of exported.each()) {
		const { headline, publication, published, byline, language, standfirst, tags, captions, notes } = clipping;
		const lists = whole.add(clipping, placement.record, beyond.collections);
		yield made(placement.record, clippingPage({ clipping, placement, beyond, site: name, isAnnotated, lists }));
		yield* files(clipping, placement, volume);
		const text = runningText(clipping);
		const signed = makers(byline).map(({ name }) => name).join(', ');
		rows.push([placement.record, headline || UNTOLD_HEADLINE, publication ?? '', published?.printed ?? '', signed, snippetOf(standfirst || text), language ?? '']);
		const kept = isAnnotated ? [notes, ...beyond.annotations.map(({ note }) => note)] : [];
		segment.add({
			headline, about: [publication ?? '', standfirst ?? '', signed, ...tags.map(({ name }) => name)],
			text: [text, clipping.kicker, clipping.dateline, clipping.section, ...captions.flatMap((caption) => [caption.text, caption.credit]), ...kept].filter(Boolean).join('\n'),
		});
		position++;
		if (rows.length === ROWS_TOGETHER) yield closeRows();
		if (segment.isFull) yield* closeSegment();
	}
	if (rows.length > 0) yield closeRows();
	if (!segment.isEmpty) yield* closeSegment();
	yield made('data/columns.js', scriptOf('columns', whole.columns()));
	const [publications, years] = [sorted(whole.publications), sorted(whole.years)];
	for (const list of publications) for (const { file, text } of listPages(name, list, 'publication')) yield made(file, text);
	for (const list of years) for (const { file, text } of listPages(name, list, 'year')) yield made(file, text);
	yield made('by/publications.html', overview(name, 'By newspaper', publications, 'publication'));
	yield made('by/years.html', overview(name, 'By year', years, 'year'));
	for (const [file, base64] of FONTS) yield { file, content: Buffer.from(base64, 'base64') };
	for (const [file, text] of LICENCES) yield made(file, text);
	yield made('site.css', STYLE);
	yield made('site.js', SCRIPT);
	yield made('index.html', firstPage(name, position, new Date(exported.now).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' }), publications, years));
}

/** The original and the pictures of a clipping, byte for byte. */
function* files({ id, original }: Clipping, placement: Placement, volume: Volume): Generator<Made> {
	if (placement.original !== null) yield { file: placement.original, content: volume.original(id as ClippingId) };
	for (const [sha256, file] of placement.pictures) if (sha256 !== original.sha256 || file !== placement.original) yield { file, content: volume.picture(id as ClippingId, sha256) };
}

const LOSSES = [ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST];
const ORIGINALS_LOST = { what: said('said.lost.originals'), becomes: said('said.becomes.chosen-pictures'), in: () => true };
const ANNOTATIONS_LOST = { what: said('said.lost.highlights'), becomes: said('said.becomes.chosen'), in: ({ hasHighlights }: { hasHighlights: boolean }) => hasHighlights };

const siteAs = (chosen: Ways): ExportFormat => ({
	facts: {
		id: 'site',
		label: 'Web site',
		hint: 'a folder to give away, with search, for any browser',
		extension: 'html',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Dates as printed and as EDTF', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes, highlights and margin notes', 'How sure each field is', 'The originals, byte for byte, to be saved'],
		loses: named(LOSSES, { what: said('said.lost.spans'), becomes: said('said.becomes.out-sureness') }, { what: said('said.lost.flags'), becomes: said('said.becomes.out') }, CHANGES_LOST),
	},
	options: [TITLE, ANNOTATED, { ...ORIGINALS, label: 'The originals', says: 'Lays each original beside, to be saved from its page. Pictures are always there.' }],
	chosen: (ways) => siteAs({ isAnnotated: ways[ANNOTATED.id] !== false, withOriginals: ways[ORIGINALS.id] !== false, site: titleOf(ways) }),
	losses: [...(chosen.withOriginals ? [] : [ORIGINALS_LOST]), ...(chosen.isAnnotated ? [] : [ANNOTATIONS_LOST]), ...LOSSES],
	layout: 'each',
	takesOriginals: chosen.withOriginals,
	begin: () => new SiteWriter(chosen),
	files: (exported, volume) => site(exported, volume, chosen),
	beside: () => [],
});

export const staticSite = siteAs({ isAnnotated: true, withOriginals: true, site: UNTITLED });
