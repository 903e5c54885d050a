// Owns the Dublin Core CSV export: a row a clipping under headings that Omeka S maps by itself (DCMI Metadata Terms, 2020), several values in a cell parted by "|".
import type { Clipping } from '../../shared/model';
import { said } from '../../shared/said';
import { csvRow, ROW_END, severalValues } from './csv-cells';
import { placeFiles, placePictures } from './described';
import type { ExportFormat, FormatWriter, Nameable, Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, runningText, usageOf } from './parts';
import type { Beyond } from './source';

/** "12 March 1982", "Harbour Echo, p. 3, 12 March 1982": where it stood, in words. */
const citation = ({ publication, section, edition, page, published }: Clipping): string =>
	[publication, section, edition, page && `p. ${page}`, published?.printed].filter(Boolean).join(', ');

const COLUMNS: readonly [heading: string, of: (clipping: Clipping, placement: Placement, beyond: Beyond) => readonly (string | null | undefined)[]][] = [
	['dcterms:identifier', ({ uid }) => [`urn:uuid:${uid}`]],
	['dcterms:title', ({ headline }) => [headline]],
	['dcterms:alternative', ({ kicker }) => [kicker]],
	['dcterms:creator', ({ byline }) => makers(byline).map(({ name }) => name)],
	['dcterms:date', ({ published }) => [published?.edtf]],
	['dcterms:available', ({ published }) => [published?.printed]],
	['dcterms:modified', ({ updated }) => [updated?.edtf]],
	['dcterms:isPartOf', ({ publication }) => [publication]],
	['dcterms:bibliographicCitation', (clipping) => [citation(clipping)]],
	['dcterms:abstract', ({ standfirst }) => [standfirst]],
	['dcterms:description', (clipping) => [runningText(clipping)]],
	['dcterms:subject', ({ tags }) => tags.map(({ name }) => name)],
	['dcterms:spatial', ({ dateline }) => [dateline]],
	['dcterms:language', ({ language }) => [language]],
	['dcterms:type', ({ kind }) => [kind === 'image' ? 'StillImage' : 'Text']],
	['dcterms:format', ({ original }) => [original.mediaType]],
	['dcterms:extent', ({ original, words }) => [`${original.bytes} bytes`, words > 0 ? `${words} words` : null]],
	['dcterms:source', ({ url }) => [url]],
	['dcterms:rights', (clipping) => [usageOf(clipping)]],
	['dcterms:tableOfContents', ({ captions }) => captions.map(({ text, credit }) => [text, credit && `(${credit})`].filter(Boolean).join(' '))],
	['dcterms:relation', (_, __, { collections }) => collections],
	['dcterms:provenance', ({ original }) => [`${original.fileName}, SHA-256 ${original.sha256}`]],
	['notes', ({ notes }) => [notes.trim()]],
	['file', (_, { original, pictures }) => [...new Set([original, ...pictures.values()])]],
];

const isText = (value: string | null | undefined): value is string => value !== null && value !== undefined && value !== '';

class DublinCoreWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		return placeFiles(clipping, 'clippings.csv');
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return csvRow(COLUMNS.map(([, of]) => severalValues(of(clipping, placement, beyond).filter(isText))));
	}
}

const README = `Clippings as Dublin Core, one row each.

Omeka S: install the module CSV Import, choose clippings.csv, and set "Multivalue separator" to | (a vertical bar) for all
columns. Headings that begin with dcterms: are mapped by themselves. The folder "files" has what the column "file" names;
lay it where Omeka's module for local files looks, or take the column out.

A cell whose text began with = + - @ has an apostrophe before it, so that no spreadsheet calculates it; take one apostrophe
away to have the text as it was. A vertical bar inside a text stands as U+2223, which looks the same.
`;

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const dublinCore: ExportFormat = {
	facts: {
		id: 'dc-csv',
		label: 'Dublin Core CSV',
		hint: 'a table, for Omeka S and spreadsheets',
		extension: 'csv',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Dates as printed and as EDTF', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, { what: said('said.lost.captions'), becomes: said('said.becomes.out-both') }, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'together',
	frame: { open: `${csvRow(COLUMNS.map(([heading]) => heading))}${ROW_END}`, between: ROW_END, close: ROW_END },
	takesOriginals: true,
	begin: () => new DublinCoreWriter(),
	beside: () => [{ file: 'READ ME.txt', text: README }],
};
