// Owns what a person's word makes of a clipping: typed text, accepted values and settled dates become changes of its fields. Must not write anything.
import { isDeepStrictEqual } from 'node:util';
import { BODY_ROLES, FIELD_NAMES, type Byline, type FieldName, type Provenance, type Signatory, type Span } from '../../shared/draft';
import { Fault } from '../../shared/errors';
import { DateField, type Acceptance, type Clipping, type DateOrder, type Edit } from '../../shared/model';
import { isOpen, settledUnder } from '../reading/conventions';
import { findDates, readDate } from '../reading/dates';
import { bylineText } from '../reading/fields';
import { findValue } from '../reading/find-value';
import { readByline } from '../reading/names';
import type { FieldsChange, RoleState } from './changes';
import { embargoOf } from './restrictions';
import { keptDate } from './rows';

const TEXT_FIELDS = ['publication', 'kicker', 'standfirst', 'dateline', 'section', 'edition', 'page', 'url'] as const;
/** A date that a convention has read because somebody settled another of the same publication. */
const BY_CONVENTION = 0.95;

/** Below what counts as known. */
const TYPED_OPEN = 0.5;

const byPerson = (spans: Span[]): Provenance => ({ spans, how: 'person', certainty: 1 });

/** What an edit may know of the original: the text that spans point into, null for none, and the line somebody pointed at, 1-based. */
export interface Source {
	text: string | null;
	near: number | null;
}

/** The fields of a change while it is being put together. */
class Changing {
	readonly #clipping: Clipping;
	readonly change: FieldsChange;

	constructor(clipping: Clipping) {
		this.#clipping = clipping;
		this.change = { is: 'fields', clipping: clipping.id, before: {}, after: {} };
	}

	set<K extends FieldName>(field: K, value: Clipping[K], from: Provenance): void {
		this.change.before[field] = { value: this.#clipping[field], from: this.#clipping.provenance[field] ?? null };
		this.change.after[field] = { value, from };
	}

	/** Null when nothing is different. */
	get made(): FieldsChange | null {
		return Object.keys(this.change.after).length > 0 || this.change.notes || this.change.rights || this.change.embargo || this.change.roles ? this.change : null;
	}
}

/** The byline a person typed: names parted by commas, semicolons, "&" or "and"; an agency after a solidus. Roles known before stay with their names. */
export function typedByline(typed: string, known: Byline | null): Byline | null {
	const [names = '', ...agencies] = typed.normalize('NFC').split(/\s+\/\s+/u);
	const signatories: Signatory[] = [];
	for (const part of names.split(/\s*[,;&]\s*|\s+(?:and|und|et|y)\s+/iu)) {
		const name = part.replace(/\s+/gu, ' ').replace(/^(?:by|von|par)\s+(?=\S)/iu, '').trim();
		if (!name || signatories.some((other) => other.name === name)) continue;
		const before = known?.signatories.find((other) => other.name === name);
		const read = readByline(name, [], true)?.signatories;
		signatories.push(before ?? { name, kind: read?.length === 1 && read[0]!.name === name ? read[0]!.kind : 'person', role: null });
	}
	const printed = agencies.join(' / ').replace(/\s+/gu, ' ').trim();
	const stillSigned = known?.agency && signatories.some((signatory) => signatory.name.toLowerCase().includes(known.agency!.toLowerCase()));
	const agency = printed || (stillSigned ? known.agency : null);
	return signatories.length > 0 || agency ? { signatories, agency } : null;
}

/** A value as typed: trimmed, NFC, null when nothing is left. */
function typedText(typed: string | null): string | null {
	const text = typed?.normalize('NFC').trim() ?? '';
	return text === '' ? null : text;
}

/** What `edit` makes of a clipping; null when it changes nothing. */
export function editOf(clipping: Clipping, edit: Edit, source: Source): FieldsChange | null {
	const changing = new Changing(clipping);
	/** Where a value stands in the original, `printed` being each piece of it as it may stand there. */
	const spansOf = (field: FieldName, same: boolean, printed: readonly string[]): Span[] => {
		const known = clipping.provenance[field]?.spans ?? [];
		if (same && source.near === null) return known;
		const { text } = source;
		const near = source.near ?? known[0]?.line ?? null;
		return text === null ? [] : printed.flatMap((piece) => findValue(text, piece, near) ?? []);
	};
	const set = <K extends FieldName>(field: K, value: Clipping[K], same: boolean, printed: readonly string[]): void => {
		const from = clipping.provenance[field] ?? null;
		if (same && source.near === null && (from?.how === 'person' || (from === null && value === null))) return;
		changing.set(field, value, byPerson(value === null ? [] : spansOf(field, same, printed)));
	};

	const headline = edit.headline === undefined ? null : typedText(edit.headline);
	if (headline !== null) set('headline', headline, headline === clipping.headline, [headline]);
	for (const field of TEXT_FIELDS) {
		const typed = edit[field];
		if (typed === undefined) continue;
		const value = typedText(typed);
		set(field, value, value === clipping[field], value === null ? [] : [value]);
	}
	if (edit.byline !== undefined) {
		const typed = typedText(edit.byline);
		const same = (typed ?? '') === (clipping.byline ? bylineText(clipping.byline) : '');
		const value = same ? clipping.byline : typed === null ? null : typedByline(typed, clipping.byline);
		set('byline', value, same, value ? [...value.signatories.map(({ name }) => name), ...(value.agency ? [value.agency] : [])] : []);
	}
	if (edit.published !== undefined) {
		const given = typedText(edit.published);
		// Of a line somebody pointed at, only the date is meant.
		const found = given !== null && source.near !== null ? findDates(given)[0] : undefined;
		const typed = given !== null && found ? given.slice(found.start, found.end) : given;
		const same = typed === (clipping.published?.printed ?? null);
		const read = typed === null ? null : readDate(typed, clipping.language === null ? {} : { language: clipping.language });
		// A date typed as it was printed is read no worse than before: the context of the page may have settled it.
		const keep = same && (read?.edtf ?? null) === null;
		set('published', keep ? clipping.published : keptDate(read), same && (keep || read?.edtf === clipping.published?.edtf), typed === null ? [] : [typed]);
		// A date that can be read two ways is a question still, whoever wrote it.
		const made = changing.change.after.published;
		if (made?.from && isOpen(keep ? clipping.published : read)) made.from = { ...made.from, certainty: TYPED_OPEN };
	}
	const rights = edit.rights === undefined ? clipping.rights : typedText(edit.rights);
	if (rights !== clipping.rights) changing.change.rights = { before: clipping.rights, after: rights };
	const embargo = edit.embargo === undefined ? clipping.embargo : embargoOf(edit.embargo);
	if (embargo !== clipping.embargo) changing.change.embargo = { before: clipping.embargo, after: embargo };
	if (edit.notes !== undefined && edit.notes !== clipping.notes) changing.change.notes = { before: clipping.notes, after: edit.notes };
	return changing.made;
}

/**
 * What a person's acceptance makes of a clipping; null when it changes nothing. Spans stay, so that lines stay linked.
 * `date/not-a-reading` for a reading that the date does not have.
 */
export function acceptanceOf(clipping: Clipping, { fields, readings }: Pick<Acceptance, 'fields' | 'readings'>): FieldsChange | null {
	const changing = new Changing(clipping);
	for (const field of new Set(fields)) {
		const from = clipping.provenance[field];
		const value = clipping[field];
		const isDate = DateField.safeParse(field).success;
		if (from?.how === 'person' || (value === null && !from) || (isDate && isOpen(clipping[field as DateField]))) continue;
		changing.set(field, value, byPerson(from?.spans ?? []));
	}
	for (const field of DateField.options) {
		const reading = readings[field];
		const date = clipping[field];
		if (reading === undefined) continue;
		if (!date || (reading !== null && !date.readings.includes(reading))) throw new Fault('date/not-a-reading', { printed: date?.printed ?? '', reading: reading ?? '' });
		const value = reading === null ? date : keptDate({ printed: date.printed, edtf: reading, readings: [reading], time: date.time });
		const from = byPerson(clipping.provenance[field]?.spans ?? []);
		if (!isDeepStrictEqual([value, from], [date, clipping.provenance[field]])) changing.set(field, value, from);
	}
	return changing.made;
}

/** Somebody has looked and left it so. */
const isKnowingly = (from: Provenance | undefined): boolean => from?.how === 'person' && from.certainty === 1;

/** A clipping's open dates read as its publication writes them; null when there is none. What a person left open stays so. */
export function settledBy(clipping: Clipping, order: DateOrder): FieldsChange | null {
	const changing = new Changing(clipping);
	for (const field of DateField.options) {
		const date = clipping[field];
		const from = clipping.provenance[field];
		if (!date || !isOpen(date) || isKnowingly(from)) continue;
		const settled = settledUnder({ printed: date.printed, edtf: date.edtf, readings: date.readings, time: date.time }, order);
		if (settled) changing.set(field, keptDate(settled), { spans: from?.spans ?? [], how: 'convention', certainty: BY_CONVENTION });
	}
	return changing.made;
}

/**
 * A clipping kept as text only: what was read of it is set aside knowingly, and all of its text is its body. Its headline
 * stays, for a clipping is called by something; so do captions, which stand by their pictures, and what a person typed.
 */
export function textOnlyOf(clipping: Clipping): FieldsChange | null {
	const changing = new Changing(clipping);
	for (const field of FIELD_NAMES) {
		const from = clipping.provenance[field];
		if (from?.how === 'person') continue;
		if (field === 'headline') changing.set('headline', clipping.headline, byPerson(from?.spans ?? []));
		else if (from || clipping[field] !== null) changing.set(field, null, byPerson([]));
	}
	const before: RoleState[] = [];
	const after: RoleState[] = [];
	for (const [at, { role, why }] of clipping.blocks.entries()) {
		if (BODY_ROLES.has(role) || role === 'caption' || role === 'credit' || role === 'headline' || role === 'repeat') continue;
		before.push([at, role, why ?? null]);
		after.push([at, 'paragraph', null]);
	}
	if (before.length > 0) changing.change.roles = { before, after };
	return changing.made;
}
