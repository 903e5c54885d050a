// Owns the two BibTeX exports: classic BibTeX, which knows neither newspapers nor days, and biblatex, which knows both (biblatex manual, section 2).
import type { Clipping, Format } from '../../shared/model';
import { said } from '../../shared/said';
import { citedDate } from './cited-date';
import { NO_PICTURES, type ExportFormat, type FormatWriter, type Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, partedName, PICTURES_LOST, PROVENANCE_LOST, TEXT_LOST, usageOf } from './parts';
import type { Beyond } from './source';
import { CitationKeys, texText, texTitle, texUrl } from './tex-text';

type Profile = 'bibtex' | 'biblatex';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Letters and what stands between them in names; "and" and "others" are BibTeX's own words. */
const ORDINARY = /^(?!.*\b(?:and|others)\b)[\p{L}\p{M}\p{N}'’.\- ]+$/iu;

/** "van der Berg, Anna", "Berg, Jr., Karl"; what is not parted, or has in it what BibTeX would part it by, is braced so that nobody does. */
function name(signatory: Parameters<typeof partedName>[0]): string {
	const parted = partedName(signatory);
	if (!('literal' in parted) && ![parted.family, parted.given, parted.particle, parted.suffix].every((part) => part === '' || ORDINARY.test(part))) return `{${texText(signatory.name)}}`;
	if ('literal' in parted) return `{${texText(parted.literal)}}`;
	const { family, given, particle, suffix } = parted;
	return [[particle, family].filter(Boolean).join(' '), suffix, given].filter(Boolean).map(texText).join(', ');
}

/** Fields of the date: their values stand bare when they are macros, such as the months'. */
function dates(clipping: Clipping, profile: Profile): [string, string][] {
	if (!clipping.published) return [];
	const [first] = citedDate(clipping.published).parts;
	if (!first) return [];
	if (profile === 'biblatex') return [['date', `{${clipping.published.edtf}}`]];
	const [year, month, day] = first;
	return [['year', `{${year}}`], ...(month ? [['month', day ? `{${day}~} # ${MONTHS[month - 1]!}` : MONTHS[month - 1]!] satisfies [string, string]] : [])];
}

/** What has no field of its own: section and edition, and a date that is known only by its words. */
function note({ section, edition, published }: Clipping): string {
	const words = published && citedDate(published).parts.length === 0 ? published.printed : null;
	return [section && `Section: ${section}`, edition && `Edition: ${edition}`, words].filter(Boolean).join('. ');
}

function entry(clipping: Clipping, key: string, profile: Profile, collections: readonly string[]): string {
	const isNew = profile === 'biblatex';
	const braced = (text: string | null | undefined): string => (text?.trim() ? `{${texText(text)}}` : '');
	const captions = clipping.captions.map(({ text, credit }) => (credit ? `${text} (${credit})` : text)).join(' / ');
	const fields: [string, string][] = [
		['author', makers(clipping.byline).length > 0 ? `{${makers(clipping.byline).map(name).join(' and ')}}` : ''],
		['title', `{${texTitle(clipping.headline)}}`],
		...(isNew ? [['entrysubtype', '{newspaper}'] satisfies [string, string]] : []),
		[isNew ? 'journaltitle' : 'journal', braced(clipping.publication)],
		...dates(clipping, profile),
		['pages', braced(clipping.page)],
		['note', braced(note(clipping))],
		['url', clipping.url ? `{${texUrl(clipping.url)}}` : ''],
		['language', isNew ? '' : braced(clipping.language)],
		['abstract', braced(clipping.standfirst)],
		['keywords', braced(clipping.tags.map((tag) => tag.name.replaceAll(',', ';')).join(', '))],
		['annotation', braced([clipping.notes, captions && `Captions: ${captions}`, collections.length > 0 ? `Collections: ${collections.join('; ')}` : '', usageOf(clipping) && `Rights: ${usageOf(clipping)}`].filter(Boolean).join(' '))],
	];
	const lines = fields.filter(([, value]) => value !== '').map(([field, value]) => `  ${field} = ${value},`);
	return `@article{${key},\n${lines.join('\n')}\n}`;
}

class BibWriter implements FormatWriter {
	readonly #keys = new CitationKeys();
	readonly #profile: Profile;

	constructor(profile: Profile) {
		this.#profile = profile;
	}

	place(): Placement {
		return { record: 'clippings.bib', original: null, pictures: NO_PICTURES };
	}

	illustrate(_: Clipping, placement: Placement): Placement {
		return placement;
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		const [first] = makers(clipping.byline);
		const parted = first ? partedName(first) : null;
		const family = parted === null ? (clipping.publication ?? '') : 'literal' in parted ? parted.literal : parted.family;
		return entry(clipping, this.#keys.take(family, clipping.published?.firstDay?.slice(0, 4) ?? '', clipping.headline), this.#profile, collections);
	}
}

const LOSSES = [TEXT_LOST, PICTURES_LOST, PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];
const CARRIES = ['Headline and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Address', 'Captions and credits', 'Tags', 'Collections', 'Rights', 'Notes'];

const format = (profile: Profile, facts: Pick<Format, 'id' | 'label' | 'hint' | 'carries' | 'loses'>): ExportFormat => ({
	facts: { ...facts, extension: 'bib' },
	losses: LOSSES,
	layout: 'together',
	frame: { open: '', between: '\n\n', close: '\n' },
	takesOriginals: false,
	begin: () => new BibWriter(profile),
	beside: () => [],
});

export const bibtex = format('bibtex', {
	id: 'bibtex', label: 'BibTeX', hint: 'citations, for LaTeX',
	carries: CARRIES,
	loses: named(LOSSES, { what: said('said.lost.dates-rough'), becomes: said('said.becomes.beginning') }, CHANGES_LOST),
});

export const biblatex = format('biblatex', {
	id: 'biblatex', label: 'biblatex', hint: 'citations, for LaTeX with biber',
	carries: [...CARRIES, 'Dates as EDTF'],
	loses: named(LOSSES, CHANGES_LOST),
});
