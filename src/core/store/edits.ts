// Owns what an edit makes of a clipping: typed text becomes fields with a person's word behind them. Must not write anything.
import type { Byline, FieldName, Provenance, Signatory } from '../../shared/draft';
import type { Clipping, Edit } from '../../shared/model';
import { readDate } from '../reading/dates';
import { bylineText } from '../reading/fields';
import { readByline } from '../reading/names';
import { keptDate } from './rows';

const PERSON: Provenance = { spans: [], how: 'person', certainty: 1 };
const TEXT_FIELDS = ['publication', 'kicker', 'standfirst', 'dateline', 'section', 'edition', 'page', 'url'] as const;

/** What an edit changes. `before` and `after` hold only the fields that do change, with their provenance, as they stand in the record. */
export interface Change {
	after: Clipping;
	before: Partial<Record<string, unknown>>;
	changed: Partial<Record<string, unknown>>;
	/** Whether what can be found by searching is different. */
	textChanged: boolean;
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
export function changeOf(clipping: Clipping, edit: Edit, at: number): Change | null {
	const after: Clipping = { ...clipping, provenance: { ...clipping.provenance }, changedAt: at };
	const before: Change['before'] = {};
	const changed: Change['changed'] = {};
	let textChanged = false;

	const set = <K extends FieldName>(field: K, value: Clipping[K], same: boolean): void => {
		const from = clipping.provenance[field] ?? null;
		if (same && (from?.how === 'person' || (from === null && value === null))) return;
		before[field] = { value: clipping[field], from };
		changed[field] = { value, from: PERSON };
		after[field] = value;
		after.provenance[field] = PERSON;
		if (!same) textChanged = true;
	};

	const headline = edit.headline === undefined ? null : typedText(edit.headline);
	if (headline !== null) set('headline', headline, headline === clipping.headline);
	for (const field of TEXT_FIELDS) {
		const typed = edit[field];
		if (typed === undefined) continue;
		const value = typedText(typed);
		set(field, value, value === clipping[field]);
	}
	if (edit.byline !== undefined) {
		const typed = typedText(edit.byline);
		const same = (typed ?? '') === (clipping.byline ? bylineText(clipping.byline) : '');
		set('byline', same ? clipping.byline : typed === null ? null : typedByline(typed, clipping.byline), same);
	}
	if (edit.published !== undefined) {
		const typed = typedText(edit.published);
		const same = typed === (clipping.published?.printed ?? null);
		const read = typed === null ? null : readDate(typed, clipping.language === null ? {} : { language: clipping.language });
		// A date typed as it was printed is read no worse than before: the context of the page may have settled it.
		const keep = same && (read?.edtf ?? null) === null;
		set('published', keep ? clipping.published : keptDate(read), same && (keep || read?.edtf === clipping.published?.edtf));
	}
	if (edit.notes !== undefined && edit.notes !== clipping.notes) {
		before['notes'] = clipping.notes;
		changed['notes'] = edit.notes;
		after.notes = edit.notes;
		textChanged = true;
	}
	return Object.keys(changed).length === 0 ? null : { after, before, changed, textChanged };
}
