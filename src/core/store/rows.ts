// Owns the translation between a clipping and its rows: what is a column, what is packed, what is derived for lists. Must not run statements.
import type { Block, Draft, PrintedDate } from '../../shared/draft';
import { BODY_ROLES, FIELD_NAMES, UNSURE_BELOW } from '../../shared/draft';
import type { Clipping, ClippingId, CollectionId, KeptDate, Picture, Tag } from '../../shared/model';
import { days } from '../reading/dates';
import { bodyText } from '../reading/fields';
import { orderKey } from './fold';
import type { Content, PackedText } from './packing';
import { uidText } from './uid';

/** A row of `clippings` with its original's facts. */
export interface ClippingRecord extends PackedText {
	id: number;
	uid: Uint8Array;
	kind: 'article' | 'image';
	headline: string;
	publication: string | null;
	kicker: string | null;
	standfirst: string | null;
	byline: string | null;
	dateline: string | null;
	published: string | null;
	updated: string | null;
	section: string | null;
	edition: string | null;
	page: string | null;
	url: string | null;
	language: string | null;
	rights: string | null;
	embargo: string | null;
	notes: string;
	flagged: number;
	words: number;
	imported_at: number;
	changed_at: number;
	trashed_at: number | null;
	has_page: number;
	sha256: Uint8Array;
	bytes: number;
	file_name: string;
	modified_at: number | null;
	media_type: string;
	encoding: string | null;
	undecodable: number;
}

const LEAD_LENGTH = 240;
const KEY_LENGTH = 48;

export const isSetAside = (block: Block): boolean => block.role === 'boilerplate' || block.role === 'repeat';

/** Whether some field is below the certainty at which it counts as known, or there is no headline at all. */
export const isUnsure = (provenance: Content['provenance'], hasHeadline: boolean): boolean =>
	!hasHeadline || Object.values(provenance).some((from) => from.certainty < UNSURE_BELOW);

/** What a draft's fields say of where they came from. */
export function provenanceOf(draft: Draft): Content['provenance'] {
	const provenance: Content['provenance'] = {};
	for (const name of FIELD_NAMES) if (draft[name]) provenance[name] = draft[name].from;
	return provenance;
}

/** A clipping without a headline is called by its first words, else by its file. */
export function headlineOf(draft: Draft, fileName: string): string {
	const headline = draft.headline?.value.trim();
	if (headline) return headline;
	const first = draft.blocks.find((block) => BODY_ROLES.has(block.role) && block.text.trim())?.text ?? draft.captions[0]?.text;
	if (first?.trim()) return cut(first.replace(/\s+/gu, ' ').trim(), 90);
	return fileName.replace(/\.[^.]+$/, '').trim() || fileName || 'Untitled';
}

/** How the body begins, for lists. */
export function leadOf(content: Pick<Content, 'blocks' | 'captions'>): string {
	let lead = '';
	for (const text of [...bodyText(content.blocks), ...content.captions.map((caption) => caption.text)]) {
		lead = lead ? `${lead} ${text}` : text;
		if (lead.length >= LEAD_LENGTH) break;
	}
	return cut(lead.slice(0, LEAD_LENGTH * 2).replace(/\s+/gu, ' ').trim(), LEAD_LENGTH);
}

/** At most `length` characters of a text, cut between words where there is a gap near the end, never within a letter. */
export function cut(text: string, length: number): string {
	if (text.length <= length) return text;
	const piece = text.slice(0, length - 1);
	const gap = piece.lastIndexOf(' ');
	const kept = gap > length * 0.6 ? piece.slice(0, gap) : piece.replace(/[\uD800-\uDBFF]$/, '');
	return `${kept.trimEnd()}…`;
}

export const headlineKey = (headline: string): string => orderKey(headline, KEY_LENGTH);
export const publicationKey = (publication: string | null): string | null => (publication === null ? null : orderKey(publication, KEY_LENGTH) || null);

/** A printed date with the days it spans. */
export function keptDate(date: PrintedDate | null): KeptDate | null {
	if (!date) return null;
	// A date that can be read in several ways may be any of them: it stands in the order of dates by its earliest day.
	const spans = (date.edtf === null ? date.readings : [date.edtf]).map(days).filter((span) => span !== null);
	const firstDay = spans.map((span) => span.firstDay).sort()[0] ?? null;
	const lastDay = spans.map((span) => span.lastDay).sort().at(-1) ?? null;
	return { printed: date.printed, edtf: date.edtf, readings: date.readings, time: date.time, firstDay, lastDay };
}

/** The day a clipping stands under in the order of dates: four digits for the year, or none. */
export function orderDay(date: KeptDate | null): string | null {
	const day = date?.firstDay ?? null;
	return day !== null && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null;
}

const parsed = <T>(json: string | null): T | null => (json === null ? null : JSON.parse(json) as T);
export const parseDate = (json: string | null): KeptDate | null => parsed<KeptDate>(json);
export const printJson = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

/** A clipping put together from its rows. */
export function clippingOf(row: ClippingRecord, tags: Tag[], pictures: Picture[], collections: CollectionId[], text: () => Content): Clipping {
	let unpacked: Content | null = null;
	const content = (): Content => (unpacked ??= text());
	return {
		id: row.id as ClippingId,
		uid: uidText(row.uid),
		kind: row.kind,
		headline: row.headline,
		publication: row.publication,
		kicker: row.kicker,
		standfirst: row.standfirst,
		byline: parsed<Clipping['byline']>(row.byline),
		dateline: row.dateline,
		published: parseDate(row.published),
		updated: parseDate(row.updated),
		section: row.section,
		edition: row.edition,
		page: row.page,
		url: row.url,
		language: row.language,
		rights: row.rights,
		embargo: row.embargo,
		notes: row.notes,
		flagged: row.flagged === 1,
		get captions() { return content().captions; },
		pictures,
		get blocks() { return content().blocks; },
		hasPage: row.has_page === 1,
		words: row.words,
		get provenance() { return content().provenance; },
		tags,
		collections,
		original: {
			sha256: Buffer.from(row.sha256).toString('hex'),
			bytes: row.bytes,
			fileName: row.file_name,
			modifiedAt: row.modified_at,
			mediaType: row.media_type,
			encoding: row.encoding,
			undecodable: row.undecodable,
		},
		importedAt: row.imported_at,
		changedAt: row.changed_at,
		trashedAt: row.trashed_at,
	};
}
