// Owns the finding aids: a collection described series by series, clipping by clipping, as EAD3 (1.1.1) and as EAD 2002, with links to the files that go along.
import type { FormatOption } from '../../shared/exporting';
import type { Clipping, Format, KeptDate } from '../../shared/model';
import { said } from '../../shared/said';
import { placeFiles, placePictures } from './described';
import { exportedFiles, type ExportedFile } from './exported-files';
import type { ExportFormat, Frame, FormatWriter, Nameable, Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, runningText, usageOf } from './parts';
import { oneLine } from './sound-text';
import type { Beyond } from './source';
import { element, pathUri, xmlText } from './xml';

type Edition = 'ead3' | 'ead2002';

const UNNAMED = 'Newspaper not known';
const languages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });
/** A language's name in English; a code that is none stays as it is. */
function languageName(code: string): string {
	try {
		return languages.of(code) ?? code;
	} catch {
		return code;
	}
}

const paragraphs = (name: string, texts: readonly (string | null)[]): string => {
	const said = texts.flatMap((text) => (text ?? '').split(/\n\s*\n/)).map((text) => text.trim()).filter((text) => text !== '');
	return said.length === 0 ? '' : `<${name}>${said.map((text) => element('p', text)).join('')}</${name}>`;
};

/** Names and subjects: EAD3 wants their words in a part. */
const term = (edition: Edition, name: string, text: string, attributes = ''): string =>
	(edition === 'ead3' ? `<${name}${attributes && ` ${attributes}`}><part>${xmlText(text)}</part></${name}>` : element(name, text, attributes));

/** A day, month or year as both editions take one: ISO 8601. A season, a decade or what is approximate has no such form. */
const isIso = (text: string | null): text is string => text !== null && /^[012]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(text);

/** Where a date lies that has no ISO form: not before its first day, not after its last. */
function within({ firstDay, lastDay }: KeptDate): string {
	return [isIso(firstDay) ? `notbefore="${firstDay}"` : '', isIso(lastDay) ? `notafter="${lastDay}"` : ''].filter(Boolean).join(' ');
}

/** As printed, with what it means as ISO 8601, the only form that the schematron of EAD3 and the schema of EAD 2002 let pass. */
function dated(edition: Edition, { published }: Clipping): string {
	if (!published) return '';
	const { edtf, firstDay, lastDay } = published;
	const printed = oneLine(published.printed);
	if (edition === 'ead2002') return element('unitdate', printed, isIso(firstDay) && isIso(lastDay) ? `normal="${firstDay === lastDay ? firstDay : `${firstDay}/${lastDay}`}"` : '');
	const [start, end] = (edtf ?? '').split('/');
	const mark = (text: string | undefined): string => (isIso(text ?? null) ? ` standarddate="${text}"` : '');
	if (end !== undefined) return mark(start) + mark(end) === '' ? element('unitdate', printed) : `<unitdatestructured altrender="${xmlText(printed)}"><daterange><fromdate${mark(start)}>${xmlText(start ?? '')}</fromdate><todate${mark(end)}>${xmlText(end)}</todate></daterange></unitdatestructured>`;
	const meant = edtf === null ? '' : mark(edtf).trim() || within(published);
	return meant === '' ? element('unitdate', printed) : `<unitdatestructured>${element('datesingle', printed, meant)}</unitdatestructured>`;
}

const link = (edition: Edition, { path, name }: ExportedFile): string =>
	(edition === 'ead3'
		? `<dao daotype="borndigital" href="${xmlText(pathUri(path))}"><descriptivenote>${element('p', name || path)}</descriptivenote></dao>`
		: `<dao xlink:type="simple" xlink:href="${xmlText(pathUri(path))}" xlink:title="${xmlText(name || path)}"/>`);

function item(edition: Edition, clipping: Clipping, placement: Placement, { collections }: Beyond): string {
	const { uid, headline, byline, language, original, captions, notes, tags, dateline, url, section, edition: printed, page } = clipping;
	const signed = makers(byline).map(({ name, kind }) => term(edition, kind === 'person' ? 'persname' : 'corpname', name)).join('');
	const place = [section, printed, page && `p. ${page}`].filter(Boolean).join(', ');
	const did = [
		element('unitid', `urn:uuid:${uid}`), element('unittitle', headline), dated(edition, clipping),
		signed && `<origination>${signed}</origination>`,
		element('physdesc', `1 press clipping (${original.mediaType}, ${original.bytes} bytes)`),
		language && `<langmaterial>${element('language', languageName(language))}</langmaterial>`,
		place && (edition === 'ead3' ? `<didnote>${xmlText(place)}</didnote>` : `<note>${element('p', place)}</note>`),
		...exportedFiles(clipping, placement).map((file) => link(edition, file)),
	].filter(Boolean).join('');
	const access = [...tags.map(({ name }) => term(edition, 'subject', name)), dateline ? term(edition, 'geogname', dateline) : ''].join('');
	return `<c level="item" id="c-${uid}"><did>${did}</did>`
		+ paragraphs('scopecontent', [clipping.standfirst, runningText(clipping), ...captions.map(({ text, credit }) => `[${[text, credit].filter(Boolean).join(' / ')}]`)])
		+ paragraphs('arrangement', collections.map((path) => `Collection: ${path}`))
		+ paragraphs('userestrict', [usageOf(clipping)])
		+ paragraphs('relatedmaterial', [url])
		+ paragraphs('odd', [notes])
		+ `${access && `<controlaccess>${access}</controlaccess>`}</c>`;
}

type Series = NonNullable<ExportFormat['groupsBy']>;

/** What a clipping's series is called, however clippings are arranged. */
const SERIES: Readonly<Record<Series, (clipping: Clipping, beyond: Beyond) => string>> = {
	publication: ({ publication }) => publication ?? UNNAMED,
	year: ({ published }) => published?.firstDay?.slice(0, 4) ?? 'Without a date',
	collection: (_, { collections }) => collections[0] ?? 'In no collection',
};

/** Clippings come series by series: whenever another begins the one before ends. */
class FindingAidWriter implements FormatWriter {
	readonly #edition: Edition;
	readonly #by: Series;
	#series: string | null = null;

	constructor(edition: Edition, by: Series) {
		this.#edition = edition;
		this.#by = by;
	}

	place(clipping: Nameable): Placement {
		return placeFiles(clipping, 'finding-aid.xml');
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		const series = SERIES[this.#by](clipping, beyond);
		const isNext = series !== this.#series;
		const before = isNext ? `${this.#series === null ? '' : '</c>\n'}<c level="series"><did>${element('unittitle', series)}</did>\n` : '';
		this.#series = series;
		return before + item(this.#edition, clipping, placement, beyond);
	}
}

const TITLE = 'Press clippings';
const frames: Record<Edition, (now: number, clippings: number) => Frame> = {
	ead3: (now, clippings) => ({
		open: '<?xml version="1.0" encoding="UTF-8"?>\n<ead xmlns="http://ead3.archivists.org/schema/">\n'
			+ `<control><recordid>cuttings-${now}</recordid><filedesc><titlestmt>${element('titleproper', TITLE)}</titlestmt></filedesc><maintenancestatus value="new"/>`
			+ '<maintenanceagency><agencyname>Cuttings</agencyname></maintenanceagency><maintenancehistory><maintenanceevent><eventtype value="created"/>'
			+ `${element('eventdatetime', new Date(now).toISOString())}<agenttype value="machine"/><agent>Cuttings</agent></maintenanceevent></maintenancehistory></control>\n`
			+ `<archdesc level="collection"><did>${element('unittitle', TITLE)}${element('physdesc', `${clippings} clippings`)}</did>${clippings > 0 ? '<dsc dsctype="combined">' : ''}\n`,
		between: '\n',
		close: `${clippings > 0 ? '</c></dsc>' : ''}</archdesc>\n</ead>\n`,
	}),
	ead2002: (now, clippings) => ({
		open: '<?xml version="1.0" encoding="UTF-8"?>\n<ead xmlns="urn:isbn:1-931666-22-9" xmlns:xlink="http://www.w3.org/1999/xlink">\n'
			+ `<eadheader><eadid>cuttings-${now}</eadid><filedesc><titlestmt>${element('titleproper', TITLE)}</titlestmt></filedesc>`
			+ `<profiledesc><creation>Exported from Cuttings, ${element('date', new Date(now).toISOString().slice(0, 10))}</creation></profiledesc></eadheader>\n`
			+ `<archdesc level="collection"><did>${element('unittitle', TITLE)}<physdesc>${element('extent', `${clippings} clippings`)}</physdesc></did>${clippings > 0 ? '<dsc type="combined">' : ''}\n`,
		between: '\n',
		close: `${clippings > 0 ? '</c></dsc>' : ''}</archdesc>\n</ead>\n`,
	}),
};

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST];

const findingAid = (edition: Edition, facts: Pick<Format, 'label' | 'hint'>): ExportFormat => ({
	facts: {
		...facts,
		id: edition,
		extension: 'xml',
		carries: ['Headline and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Date as printed, first and last day', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, { what: said('said.lost.kicker'), becomes: said('said.becomes.out') }, CHANGES_LOST),
	},
	options: [SERIES_BY],
	chosen: ({ series }) => arrangedBy(findingAid(edition, facts), edition, series as Series),
	losses: LOSSES,
	layout: 'together',
	frame: frames[edition],
	groupsBy: 'publication',
	takesOriginals: true,
	begin: () => new FindingAidWriter(edition, 'publication'),
	beside: () => [],
});

const SERIES_BY: FormatOption = {
	kind: 'choice', id: 'series', label: 'Series by', default: 'publication',
	says: 'What the finding aid is arranged by. A clipping in several collections stands in the first of them.',
	choices: [{ id: 'publication', label: 'newspaper' }, { id: 'year', label: 'year' }, { id: 'collection', label: 'collection' }],
};

const arrangedBy = (aid: ExportFormat, edition: Edition, by: Series): ExportFormat => ({ ...aid, groupsBy: by, begin: () => new FindingAidWriter(edition, by) });

export const ead3 = findingAid('ead3', { label: 'Finding aid (EAD3)', hint: 'description, series by series' });
export const ead2002 = findingAid('ead2002', { label: 'Finding aid (EAD 2002)', hint: 'for ArchivesSpace and ArcLight' });
