// Owns what the formats of the export are called here, and how what they carry and offer is said; what is not known here is said as the format says it. Must not know how it is shown.
import type { FormatOption } from '../../shared/exporting';
import type { Format, FormatId } from '../../shared/model';
import { say } from '../../shared/words/say';
import { inSentence } from '../ui/words';

const FORMATS: Readonly<Record<FormatId, { name: string; hint: string }>> = {
	package: { name: say('jobs.format.package.name'), hint: say('jobs.format.package.hint') },
	markdown: { name: say('jobs.format.markdown.name'), hint: say('jobs.format.markdown.hint') },
	text: { name: say('jobs.format.text.name'), hint: say('jobs.format.text.hint') },
	site: { name: say('jobs.format.site.name'), hint: say('jobs.format.site.hint') },
	epub: { name: say('jobs.format.epub.name'), hint: say('jobs.format.epub.hint') },
	pdf: { name: say('jobs.format.pdf.name'), hint: say('jobs.format.pdf.hint') },
	jsonl: { name: say('jobs.format.jsonl.name'), hint: say('jobs.format.jsonl.hint') },
	'dc-csv': { name: say('jobs.format.dc-csv.name'), hint: say('jobs.format.dc-csv.hint') },
	'atom-csv': { name: say('jobs.format.atom-csv.name'), hint: say('jobs.format.atom-csv.hint') },
	ead3: { name: say('jobs.format.ead3.name'), hint: say('jobs.format.ead3.hint') },
	ead2002: { name: say('jobs.format.ead2002.name'), hint: say('jobs.format.ead2002.hint') },
	'csl-json': { name: say('jobs.format.csl-json.name'), hint: say('jobs.format.csl-json.hint') },
	ris: { name: say('jobs.format.ris.name'), hint: say('jobs.format.ris.hint') },
	bibtex: { name: say('jobs.format.bibtex.name'), hint: say('jobs.format.bibtex.hint') },
	biblatex: { name: say('jobs.format.biblatex.name'), hint: say('jobs.format.biblatex.hint') },
	jsonld: { name: say('jobs.format.jsonld.name'), hint: say('jobs.format.jsonld.hint') },
	ninjs: { name: say('jobs.format.ninjs.name'), hint: say('jobs.format.ninjs.hint') },
	wacz: { name: say('jobs.format.wacz.name'), hint: say('jobs.format.wacz.hint') },
};

/** What is carried, by how the format says it; as it stands inside a sentence. */
const CARRIES: Readonly<Record<string, string>> = {
	'Address': say('jobs.carries.address'),
	'Authors and agency': say('jobs.carries.authorsAndAgency'),
	'Authors, their roles and agency': say('jobs.carries.authorsTheirRolesAndAgency'),
	'Captions and credits': say('jobs.carries.captionsAndCredits'),
	'Collections': say('jobs.carries.collections'),
	'Date': say('jobs.carries.date'),
	'Date as printed': say('jobs.carries.dateAsPrinted'),
	'Date as printed, first and last day': say('jobs.carries.dateAsPrintedFirstAndLastDay'),
	'Dates': say('jobs.carries.dates'),
	'Dates as EDTF': say('jobs.carries.datesAsEdtf'),
	'Dates as printed and as EDTF': say('jobs.carries.datesAsPrintedAndAsEdtf'),
	'Digests of every file (BagIt), METS, RO-Crate': say('jobs.carries.digestsOfEveryFileBagitMetsRoCrate'),
	'Every field with where it came from': say('jobs.carries.everyFieldWithWhereItCameFrom'),
	'Every field, and where each came from': say('jobs.carries.everyFieldAndWhereEachCameFrom'),
	'Flags': say('jobs.carries.flags'),
	'Headline and standfirst': say('jobs.carries.headlineAndStandfirst'),
	'Headline, kicker and standfirst': say('jobs.carries.headlineKickerAndStandfirst'),
	'Highlights and their notes': say('jobs.carries.highlightsAndTheirNotes'),
	'Highlights with their notes': say('jobs.carries.highlightsWithTheirNotes'),
	'Highlights, as quotations with their notes': say('jobs.carries.highlightsAsQuotationsWithTheirNotes'),
	'How sure each field is': say('jobs.carries.howSureEachFieldIs'),
	'Markup of pages': say('jobs.carries.markupOfPages'),
	'Newspaper and section': say('jobs.carries.newspaperAndSection'),
	'Newspaper, section, edition and page': say('jobs.carries.newspaperSectionEditionAndPage'),
	'Notes': say('jobs.carries.notes'),
	'Notes, highlights and margin notes': say('jobs.carries.notesHighlightsAndMarginNotes'),
	'Pictures': say('jobs.carries.pictures'),
	'Pictures that browsers show (JPEG, PNG, GIF, WebP, AVIF, BMP)': say('jobs.carries.picturesThatBrowsersShowJpegPngGifWebpAvif'),
	'Pictures that reading systems show (JPEG, PNG, GIF)': say('jobs.carries.picturesThatReadingSystemsShowJpegPngGif'),
	'Pictures, byte for byte': say('jobs.carries.picturesByteForByte'),
	'Place and address': say('jobs.carries.placeAndAddress'),
	'Readable HTML and plain text': say('jobs.carries.readableHtmlAndPlainText'),
	'Rights': say('jobs.carries.rights'),
	'Saved searches, date habits, imports and the trash, with everything': say('jobs.carries.savedSearchesDateHabitsImportsAndTheTrashWith'),
	'Structure tags, bookmarks and contents': say('jobs.carries.structureTagsBookmarksAndContents'),
	'Tags': say('jobs.carries.tags'),
	'Tags and their colours': say('jobs.carries.tagsAndTheirColours'),
	'Tags, collections, rights and notes': say('jobs.carries.tagsCollectionsRightsAndNotes'),
	'Text': say('jobs.carries.text'),
	'Text, and what was set aside from it': say('jobs.carries.textAndWhatWasSetAsideFromIt'),
	'The day each was taken in': say('jobs.carries.theDayEachWasTakenIn'),
	'The originals as received': say('jobs.carries.theOriginalsAsReceived'),
	'The originals, byte for byte': say('jobs.carries.theOriginalsByteForByte'),
	'The originals, byte for byte, to be saved': say('jobs.carries.theOriginalsByteForByteToBeSaved'),
	'What was done to each clipping': say('jobs.carries.whatWasDoneToEachClipping'),
	'What was done to each clipping (PREMIS)': say('jobs.carries.whatWasDoneToEachClippingPremis'),
};

interface OptionWords { label: string; says: (empty: string) => string; choices?: Readonly<Record<string, string>> }

/** By the format and the option, or by the option alone where several formats have the same. */
const OPTIONS: Readonly<Record<string, OptionWords>> = {
	originals: { label: say('jobs.option.originals.label'), says: () => say('jobs.option.originals.says') },
	title: { label: say('jobs.option.title.label'), says: (empty) => say('jobs.option.title.says', { empty }) },
	series: {
		label: say('jobs.option.series.label'),
		says: () => say('jobs.option.series.says'),
		choices: { publication: say('jobs.option.series.publication'), year: say('jobs.option.series.year'), collection: say('jobs.option.series.collection') },
	},
	'site originals': { label: say('jobs.option.site.originals.label'), says: () => say('jobs.option.site.originals.says') },
	'site annotations': { label: say('jobs.option.site.annotations.label'), says: () => say('jobs.option.site.annotations.says') },
	'pdf title': { label: say('jobs.option.title.label'), says: (empty) => say('jobs.option.pdf.title.says', { empty }) },
	'pdf binding': {
		label: say('jobs.option.pdf.binding.label'),
		says: () => say('jobs.option.pdf.binding.says'),
		choices: { volume: say('jobs.option.pdf.binding.volume'), each: say('jobs.option.pdf.binding.each') },
	},
	'pdf paper': {
		label: say('jobs.option.pdf.paper.label'),
		says: () => say('jobs.option.pdf.paper.says'),
		choices: { a4: say('jobs.option.pdf.paper.a4'), letter: say('jobs.option.pdf.paper.letter') },
	},
};

const known = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => (Object.hasOwn(table, name) ? table[name] : undefined);

export const formatWords = ({ id, label, hint }: Pick<Format, 'id' | 'label' | 'hint'>): { name: string; hint: string } => known(FORMATS, id) ?? { name: label, hint };

/** An option with its words: its label, what it does, its choices. Null for words that are not known here. */
export function knownOption(format: FormatId, option: FormatOption): FormatOption | null {
	const words = known(OPTIONS, `${format} ${option.id}`) ?? known(OPTIONS, option.id);
	if (!words) return null;
	const said = { label: words.label, says: words.says(option.kind === 'text' ? option.empty : '') };
	if (option.kind !== 'choice') return { ...option, ...said };
	return { ...option, ...said, choices: option.choices.map(({ id, label }) => ({ id, label: words.choices?.[id] ?? label })) };
}

export const optionWords = (format: FormatId, option: FormatOption): FormatOption => knownOption(format, option) ?? option;

/** "headline and standfirst", inside a sentence. */
export const carriedWords = (what: string): string => known(CARRIES, what) ?? inSentence(what);

/** Whether what a format says of itself is known here. For the proof that all of it is. */
export const isKnown = { format: (id: string): boolean => Object.hasOwn(FORMATS, id), carries: (what: string): boolean => Object.hasOwn(CARRIES, what) };
