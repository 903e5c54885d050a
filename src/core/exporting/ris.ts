// Owns the RIS export: one reference a clipping, type NEWS, for citation programs (RIS Format Specifications, 2011). Lines end in CR LF, values have none.
import type { Clipping, KeptDate } from '../../shared/model';
import { said } from '../../shared/said';
import { citedDate } from './cited-date';
import { NO_PICTURES, type ExportFormat, type FormatWriter, type Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, LAYOUT_LOST, makers, named, partedName, PICTURES_LOST, PROVENANCE_LOST, TEXT_LOST, usageOf } from './parts';
import { oneLine } from './sound-text';
import type { Beyond } from './source';

function name(signatory: Parameters<typeof partedName>[0]): string {
	const parted = partedName(signatory);
	if ('literal' in parted) return parted.literal;
	const { family, given, particle, suffix } = parted;
	return [[particle, family].filter(Boolean).join(' '), given, suffix].filter(Boolean).join(', ');
}

/** PY, and DA as YYYY/MM/DD/, where what is not known stays empty between its strokes. A span has its beginning; that, and what has no year, is told in words too. */
function dates(kept: KeptDate | null): [string, string][] {
	if (!kept) return [];
	const { parts: [first, ...more], printed } = citedDate(kept);
	const words: [string, string] = ['N1', `Date as printed: ${printed}`];
	if (!first) return [words];
	const [year, month, day] = first.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'));
	return [['PY', year!], ['DA', `${year}/${month ?? ''}/${day ?? ''}/`], ...(more.length > 0 ? [words] : [])];
}

/** A clipping as one reference, its lines in order, without the line end of the last. */
export function risReference(clipping: Clipping, collections: readonly string[] = []): string {
	const fields: [string, string | null][] = [
		['TY', 'NEWS'],
		['ID', clipping.uid],
		['TI', clipping.headline],
		...makers(clipping.byline).map((one): [string, string] => ['AU', name(one)]),
		['T2', clipping.publication],
		...dates(clipping.published),
		['CY', clipping.dateline],
		['SE', clipping.section],
		['ET', clipping.edition],
		['SP', clipping.page],
		['UR', clipping.url],
		['LA', clipping.language],
		['AB', clipping.standfirst],
		...clipping.tags.map((tag): [string, string] => ['KW', tag.name]),
		['N1', clipping.notes],
		...clipping.captions.map(({ text, credit }): [string, string] => ['N1', `Caption: ${credit ? `${text} (${credit})` : text}`]),
		...collections.map((path): [string, string] => ['C1', path]),
		['C2', usageOf(clipping)],
	];
	const lines = fields.flatMap(([tag, value]) => {
		const said = oneLine(value ?? '');
		return said === '' ? [] : [`${tag}  - ${said}`];
	});
	return [...lines, 'ER  - '].join('\r\n');
}

class RisWriter implements FormatWriter {
	place(): Placement {
		return { record: 'clippings.ris', original: null, pictures: NO_PICTURES };
	}

	illustrate(_: Clipping, placement: Placement): Placement {
		return placement;
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		return risReference(clipping, collections);
	}
}

const LOSSES = [TEXT_LOST, PICTURES_LOST, PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const ris: ExportFormat = {
	facts: {
		id: 'ris',
		label: 'RIS',
		hint: 'citations, for most reference managers',
		extension: 'ris',
		carries: ['Headline and standfirst', 'Newspaper, section, edition and page', 'Authors and agency', 'Date', 'Place and address', 'Captions and credits', 'Tags', 'Collections', 'Rights', 'Notes'],
		loses: named(LOSSES, { what: said('said.lost.line-breaks'), becomes: said('said.becomes.spaces') }, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'together',
	frame: { open: '', between: '\r\n\r\n', close: '\r\n' },
	takesOriginals: false,
	begin: () => new RisWriter(),
	beside: () => [],
};
