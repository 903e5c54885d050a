// Owns the AtoM export: rows of the ISAD(G) template that Access to Memory 2.8 imports, a clipping an item below one collection, several values in a cell parted by "|".
import type { Clipping } from '../../shared/model';
import { said } from '../../shared/said';
import { csvRow, ROW_END, severalValues } from './csv-cells';
import { placeFiles, placePictures } from './described';
import type { ExportFormat, FormatWriter, Nameable, Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, runningText, usageOf } from './parts';
import type { Beyond } from './source';

/** The template's headings, in its order; columns that say nothing here stay, because the importer warns of missing ones. */
const HEADINGS = [
	'legacyId', 'parentId', 'qubitParentSlug', 'accessionNumber', 'identifier', 'title', 'levelOfDescription', 'extentAndMedium', 'repository',
	'archivalHistory', 'acquisition', 'scopeAndContent', 'appraisal', 'accruals', 'arrangement', 'accessConditions', 'reproductionConditions',
	'language', 'script', 'languageNote', 'physicalCharacteristics', 'findingAids', 'locationOfOriginals', 'locationOfCopies',
	'relatedUnitsOfDescription', 'publicationNote', 'digitalObjectPath', 'digitalObjectURI', 'generalNote', 'subjectAccessPoints',
	'placeAccessPoints', 'nameAccessPoints', 'genreAccessPoints', 'descriptionIdentifier', 'institutionIdentifier', 'rules',
	'descriptionStatus', 'levelOfDetail', 'revisionHistory', 'languageOfDescription', 'scriptOfDescription', 'sources', 'archivistNote',
	'publicationStatus', 'physicalObjectName', 'physicalObjectLocation', 'physicalObjectType', 'alternativeIdentifiers',
	'alternativeIdentifierLabels', 'eventDates', 'eventTypes', 'eventStartDates', 'eventEndDates', 'eventActors', 'eventActorHistories', 'culture',
] as const;
type Row = Partial<Record<(typeof HEADINGS)[number], readonly (string | null | undefined)[]>>;

const cells = (row: Row): string => csvRow(HEADINGS.map((heading) => severalValues((row[heading] ?? []).filter((value) => value !== null && value !== undefined && value !== '').map(String))));

/** The importer wants a parent before its children: one collection holds them all. */
const TOP = 'cuttings';
const top = cells({ legacyId: [TOP], title: ['Press clippings'], levelOfDescription: ['Collection'], publicationStatus: ['Draft'], culture: ['en'] });

function row(clipping: Clipping, { original }: Placement, { collections }: Beyond): Row {
	const { uid, headline, original: { bytes, mediaType, fileName, sha256 }, published, publication, byline, captions } = clipping;
	const people = makers(byline).map(({ name }) => name);
	const dated = published !== null;
	return {
		legacyId: [uid], parentId: [TOP], identifier: [`urn:uuid:${uid}`], title: [headline], levelOfDescription: ['Item'],
		extentAndMedium: [`1 press clipping (${mediaType}, ${bytes} bytes)`],
		archivalHistory: [`Received as ${fileName}, SHA-256 ${sha256}`],
		scopeAndContent: [[clipping.standfirst, runningText(clipping), ...captions.map(({ text, credit }) => `[${[text, credit].filter(Boolean).join(' / ')}]`)].filter(Boolean).join('\n\n')],
		arrangement: collections,
		reproductionConditions: [usageOf(clipping)],
		language: [clipping.language],
		publicationNote: [[publication, clipping.section, clipping.edition, clipping.page && `p. ${clipping.page}`, published?.printed].filter(Boolean).join(', ')],
		digitalObjectPath: [original],
		generalNote: [clipping.notes.trim(), clipping.url],
		subjectAccessPoints: clipping.tags.map(({ name }) => name),
		placeAccessPoints: [clipping.dateline],
		nameAccessPoints: people,
		genreAccessPoints: ['Clippings'],
		publicationStatus: ['Draft'],
		...(dated ? {
			eventDates: [published.printed], eventTypes: ['Publication'], eventStartDates: [published.firstDay], eventEndDates: [published.lastDay], eventActors: [publication ?? 'NULL'],
		} : publication !== null ? { eventTypes: ['Publication'], eventActors: [publication] } : {}),
		culture: ['en'],
	};
}

class AtomWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		return placeFiles(clipping, 'clippings.csv');
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, placement: Placement, beyond: Beyond): string {
		return cells(row(clipping, placement, beyond));
	}
}

const README = `Clippings for AtoM (Access to Memory), as the ISAD(G) template has them.

Import clippings.csv as "Archival description". Copy the folder "files" to where AtoM's importer reads digital objects from.
All descriptions come in as drafts, below one collection named "Press clippings": change its row before importing, or move
it afterwards. A cell whose text began with = + - @ has an apostrophe before it; a vertical bar inside a text stands as U+2223.
`;

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const atomCsv: ExportFormat = {
	facts: {
		id: 'atom-csv',
		label: 'AtoM CSV',
		hint: 'archival description, ISAD(G)',
		extension: 'csv',
		carries: ['Headline and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Date as printed, first and last day', 'Text', 'Captions and credits', 'Pictures, byte for byte', 'Tags', 'Collections', 'Rights', 'Notes', 'The originals, byte for byte'],
		loses: named(LOSSES, { what: said('said.lost.kicker'), becomes: said('said.becomes.out') }, { what: said('said.lost.picture-objects'), becomes: said('said.becomes.beside') }, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'together',
	frame: { open: `${csvRow(HEADINGS)}${ROW_END}${top}${ROW_END}`, between: ROW_END, close: ROW_END },
	takesOriginals: true,
	begin: () => new AtomWriter(),
	beside: () => [{ file: 'READ ME.txt', text: README }],
};
