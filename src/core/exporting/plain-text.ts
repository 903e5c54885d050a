// Owns the plain text export: one file a clipping, laid out as one reads it. UTF-8, lines end in LF.
import type { Clipping } from '../../shared/model';
import { said } from '../../shared/said';
import { datePart, FileNames, safeStem } from './file-names';
import { NO_PICTURES, type ExportFormat, type FormatWriter, type Nameable, type Placement } from './format';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, HIGHLIGHTS_LOST, isBody, LAYOUT_LOST, makers, named, PICTURES_LOST, PROVENANCE_LOST, usageOf } from './parts';
import type { Beyond } from './source';

const joined = (parts: readonly (string | null | undefined)[], by: string): string => parts.filter(Boolean).join(by);

function body({ blocks }: Clipping): string {
	return blocks.filter(isBody).map(({ role, text }) => (role === 'list-item' ? `- ${text}` : role === 'quotation' ? text.replace(/^/gm, '> ') : text)).join('\n\n');
}

/** A clipping as a text somebody reads: where it stood, headline, standfirst, byline, text, captions, then what its keeper said of it. */
export function clippingText(clipping: Clipping, collections: readonly string[]): string {
	const { published, updated } = clipping;
	const kept = joined([
		clipping.tags.length > 0 && `Tags: ${clipping.tags.map(({ name }) => name).join(', ')}`,
		collections.length > 0 && `Collections: ${collections.join(', ')}`,
		usageOf(clipping) && `Rights: ${usageOf(clipping)}`,
		clipping.url && `Address: ${clipping.url}`,
	].map((line) => line || null), '\n');
	const parts = [
		joined([clipping.publication, clipping.section, clipping.edition, clipping.page && `page ${clipping.page}`, published?.printed], ' · '),
		joined([clipping.kicker, clipping.headline], '\n'),
		clipping.standfirst,
		joined([joined(makers(clipping.byline).map(({ name, role }) => joined([name, role], ', ')), '; '), clipping.dateline], ' · '),
		updated && `Updated: ${updated.printed}`,
		body(clipping),
		clipping.captions.map(({ text, credit }) => `[Picture: ${joined([text, credit && `(${credit})`], ' ')}]`).join('\n'),
		clipping.notes.trim() && `Notes\n\n${clipping.notes.trim()}`,
		kept,
	];
	return `${joined(parts, '\n\n').replace(/\r\n?/g, '\n')}\n`;
}

class TextWriter implements FormatWriter {
	readonly #names = new FileNames();

	place(clipping: Nameable): Placement {
		return { record: `${this.#names.take(safeStem(`${datePart(clipping.published)} ${clipping.headline}`))}.txt`, original: null, pictures: NO_PICTURES };
	}

	illustrate(_: Clipping, placement: Placement): Placement {
		return placement;
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		return clippingText(clipping, collections);
	}
}

const LOSSES = [PICTURES_LOST, PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST, HIGHLIGHTS_LOST];

export const plainText: ExportFormat = {
	facts: {
		id: 'text',
		label: 'Plain text',
		hint: 'a folder, one file each',
		extension: 'txt',
		carries: ['Headline, kicker and standfirst', 'Newspaper, section, edition and page', 'Authors, their roles and agency', 'Date as printed', 'Text', 'Captions and credits', 'Tags', 'Collections', 'Rights', 'Notes'],
		loses: named(LOSSES, { what: said('said.lost.originals'), becomes: said('said.becomes.out') }, CHANGES_LOST),
	},
	losses: LOSSES,
	layout: 'each',
	takesOriginals: false,
	begin: () => new TextWriter(),
	beside: () => [],
};
