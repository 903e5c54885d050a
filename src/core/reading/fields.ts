// Owns small questions put to a draft's fields, for those who print or store them. Must not change a draft.
import { BODY_ROLES, type Block, type Byline, type PrintedDate } from '../../shared/draft';

/** The byline as one line of text: "Jane Doe, John Roe"; the agency after a solidus when it is not a signatory itself. */
export function bylineText(byline: Byline): string {
	const names = byline.signatories.map((signatory) => signatory.name).join(', ');
	const agency = byline.agency;
	if (!agency || byline.signatories.some((signatory) => signatory.name.toLowerCase().includes(agency.toLowerCase()))) return names;
	return names ? `${names} / ${agency}` : agency;
}

/** The article's body: the texts of its paragraphs, subheads, list items and quotations, in reading order. */
export function bodyText(blocks: readonly Block[]): string[] {
	return blocks.filter((block) => BODY_ROLES.has(block.role)).map((block) => block.text);
}

/** The likeliest EDTF reading of a printed date: its meaning, or the first of its readings; null when it has none. */
export function likeliestReading(date: PrintedDate): string | null {
	return date.edtf ?? date.readings[0] ?? null;
}
