// Owns what can be asked of single clippings and done to them, as the archive's one door offers it. Must not hold SQL.
import { Fault } from '../shared/errors';
import { Acceptance } from '../shared/model';
import type { AcceptanceInput, Changed, Clipping, ClippingId, DateField, Edit, Page, Query } from '../shared/model';
import type { Past } from '../shared/past';
import type { Beyond } from './exporting/source';
import type { Finding } from './finding';
import { decode } from './reading/decode';
import type { Acts } from './store/acts';
import type { ClippingReader } from './store/clippings';
import type { PastWindow } from './store/past';

/** `act` runs an act of a person in one transaction, and tells of it when it answers that something changed. */
export interface HoldingParts {
	find(): Finding;
	reader(): ClippingReader;
	beyond(clipping: Clipping): Beyond;
	past(id: ClippingId, window: PastWindow): Past;
	/** A clipping's original as received. `archive/corrupt` when it is gone. */
	original(clipping: Clipping): Uint8Array;
	act(work: (acts: Acts, at: number) => boolean, changed: Changed): void;
}

const FIELDS: Changed = { clippings: true, tags: false };
const LABELS: Changed = { clippings: true, tags: true };

export function holdings({ find, reader, beyond, past, original: bytesOf, act }: HoldingParts) {
	/** The text of the original, when it is there: an edit must not fail because a file is gone. */
	const textAtHand = (id: ClippingId): string | null => {
		try {
			return door.originalText(id);
		} catch (error) {
			if (Fault.is(error, 'archive/corrupt') || Fault.is(error, 'disk/denied')) return null;
			throw error;
		}
	};
	const door = {
		/** One page of what a query finds. `tag/missing`. */
		search: (query: Query, window: { offset: number; limit: number }): Page => find().page(query, window),
		/** Every id a query finds, in its order. */
		ids: (query: Query): ClippingId[] => Array.from(find().ids(query)) as ClippingId[],
		/** `clipping/missing`. */
		get: (id: ClippingId): Clipping => reader().get(id),
		/** A row number, a uid, or the unique beginning of one (8 characters or more), as text. `clipping/missing`. */
		find: (reference: string): ClippingId => reader().find(reference),
		/** What befell a clipping, the newest first. None for one that is not there. */
		past: (id: ClippingId, window: PastWindow): Past => past(id, window),
		/** The bytes as received. `archive/corrupt` when they are gone. */
		original: (id: ClippingId): Uint8Array => bytesOf(reader().get(id)),
		/** What is not part of a clipping as it is opened: the text that spans point into where its reader wrote one down, markup, the paths of its collections. */
		beyond: (id: ClippingId): Beyond => beyond(reader().get(id)),
		/** The text that spans point into: the decoded original, or what the format's reader wrote down of it; null for what has neither. */
		originalText: (id: ClippingId): string | null => {
			const written = reader().content(id).text;
			if (written !== undefined) return written;
			const clipping = reader().get(id);
			return clipping.original.encoding === null ? null : decode(bytesOf(clipping)).text;
		},
		/** One of a clipping's originals as decoded text, also one that came with what was merged into it; null for what is not text. `request/invalid` for another's. */
		originalNamed: (id: ClippingId, sha256: string): string | null => {
			const clipping = reader().get(id);
			if (clipping.original.sha256 === sha256) return door.originalText(id);
			const original = reader().originals(id).find((one) => one.sha256 === sha256);
			if (!original) throw new Fault('request/invalid', { operation: 'clippings.originalText', issues: ['The clipping has no such original.'] });
			return original.encoding === null ? null : decode(bytesOf({ ...clipping, original })).text;
		},
		/** Changes fields by hand. `near` is the line of the original somebody pointed at, 1-based, where the value stands in several. */
		edit: (id: ClippingId, edit: Edit, near: number | null = null): Clipping => {
			const source = { text: textAtHand(id), near };
			act((acts, at) => acts.edit(id, edit, source, at), FIELDS);
			return reader().get(id);
		},
		/** Gives what was read a person's word, and chooses between readings of its dates. `clipping/missing`, `date/not-a-reading`. */
		accept: (id: ClippingId, acceptance: AcceptanceInput): Clipping => {
			act((acts, at) => acts.accept(id, Acceptance.parse(acceptance), at), FIELDS);
			return reader().get(id);
		},
		/** Chooses one reading of a date, or null to leave it open; with `others`, every open date of its publication is read in the same order, now and when more come. */
		settle: (id: ClippingId, field: DateField, reading: string | null, others = false): Clipping => {
			return door.accept(id, { readings: { [field]: reading }, others });
		},
		/** Sets aside what was read of a clipping: all of its text becomes its body. */
		textOnly: (id: ClippingId): Clipping => {
			act((acts, at) => acts.textOnly(id, at), FIELDS);
			return reader().get(id);
		},
		/** Adds and removes tags by name; a new name makes a new tag. `tag/unusable`. */
		tag: (ids: ClippingId[], add: string[], remove: string[]): void => {
			act((acts, at) => acts.tag(ids, add, remove, at), LABELS);
		},
		/** Flags clippings, or takes their flags off. `clipping/missing`. */
		flag: (ids: ClippingId[], flagged: boolean): void => {
			act((acts, at) => acts.flag(ids, flagged, at), FIELDS);
		},
		trash: (ids: ClippingId[]): void => {
			act((acts, at) => acts.trash(ids, at), LABELS);
		},
		restore: (ids: ClippingId[]): void => {
			act((acts, at) => acts.restore(ids, at), LABELS);
		},
	};
	return door;
}
