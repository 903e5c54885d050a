// Owns the CSL-JSON export: an array of items for citation programs (Citation Style Language 1.0.2 data, schema v1.0). Own facts stand under `custom`, the only place the schema leaves for them.
import type { Clipping, KeptDate } from '../../shared/model';
import { citedDate } from './cited-date';
import { instant, NO_PICTURES, type ExportFormat, type FormatWriter, type Placement } from './format';
import { COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, ASIDE_LOST, partedName, PICTURES_LOST, PROVENANCE_LOST, TEXT_LOST, CHANGES_LOST, usageOf } from './parts';
import { oneLine, soundJson } from './sound-text';
import type { Beyond } from './source';

interface CslName { family?: string; given?: string; 'non-dropping-particle'?: string; suffix?: string; literal?: string }
interface CslDate { 'date-parts'?: number[][]; season?: number; circa?: boolean; literal?: string }

/** Only what is there: an absent field is absent, never an empty one. */
export function present<T extends Record<string, unknown>>(fields: T): Partial<T> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0))) as Partial<T>;
}

function name(signatory: Parameters<typeof partedName>[0]): CslName {
	const parted = partedName(signatory);
	if ('literal' in parted) return parted;
	const { family, given, particle, suffix } = parted;
	return { family, given, ...(particle ? { 'non-dropping-particle': particle } : {}), ...(suffix ? { suffix } : {}) };
}

/** A date by its parts; one that is known only by its words is `literal`, which a style prints as it stands. */
function date(kept: KeptDate | null): CslDate | null {
	if (!kept) return null;
	const { parts, season, isApproximate, printed } = citedDate(kept);
	if (parts.length === 0) return { literal: printed };
	return { 'date-parts': parts, ...(season === null ? {} : { season }), ...(isApproximate ? { circa: true } : {}) };
}

/** A clipping as one CSL item. */
export function cslItem(clipping: Clipping, collections: readonly string[] = []): Record<string, unknown> {
	return present({
		id: clipping.uid,
		type: clipping.kind === 'image' ? 'graphic' : 'article-newspaper',
		title: oneLine(clipping.headline),
		author: makers(clipping.byline).map(name),
		'container-title': clipping.publication,
		'publisher-place': null,
		issued: date(clipping.published),
		section: clipping.section,
		edition: clipping.edition,
		page: clipping.page,
		URL: clipping.url,
		language: clipping.language,
		abstract: clipping.standfirst && oneLine(clipping.standfirst),
		keyword: clipping.tags.map((tag) => tag.name).join(', '),
		note: clipping.notes.trim(),
		custom: present({
			dateAsPrinted: clipping.published?.printed,
			edtf: clipping.published?.edtf,
			updated: clipping.updated?.edtf ?? clipping.updated?.printed,
			dateline: clipping.dateline,
			kicker: clipping.kicker,
			rights: usageOf(clipping),
			collections,
			captions: clipping.captions.map(({ text, credit }) => present({ text, credit })),
			importedAt: instant(clipping.importedAt),
			original: { name: clipping.original.fileName, sha256: clipping.original.sha256 },
		}),
	});
}

class CslWriter implements FormatWriter {
	place(): Placement {
		return { record: 'clippings.json', original: null, pictures: NO_PICTURES };
	}

	illustrate(_: Clipping, placement: Placement): Placement {
		return placement;
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		return soundJson(cslItem(clipping, collections), 2);
	}
}

const LOSSES = [TEXT_LOST, PICTURES_LOST, PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const cslJson: ExportFormat = {
	facts: {
		id: 'csl-json',
		label: 'CSL-JSON',
		hint: 'citations, for Zotero and pandoc',
		extension: 'json',
		carries: ['Headline and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Date', 'Address', 'Captions and credits', 'Tags', 'Collections', 'Rights', 'Notes'],
		loses: named(LOSSES, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'together',
	frame: { open: '[\n', between: ',\n', close: '\n]\n' },
	takesOriginals: false,
	begin: () => new CslWriter(),
	beside: () => [],
};
