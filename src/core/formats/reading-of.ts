// Owns the shape of what a format's reader hands over: draft, text, pictures, safe markup, and what else was inside. Knows no format.
import type { Block, Draft, FieldName, Provenance } from '../../shared/draft';
import type { FreeAnnotation } from '../annotations/web-annotation';
import type { TagColour } from '../../shared/model';
import type { Said } from '../../shared/said';

/** A picture that belongs to a clipping. `bytes` is null when the source only names it (nothing is ever fetched). */
export interface Picture {
	bytes: Uint8Array | null;
	/** IANA media type, "" when unknown. */
	mediaType: string;
	/** Last part of its name, never a path; "" when it has none. */
	fileName: string;
	/** Where the source says it is (as written); null for what was only embedded. */
	address: string | null;
	caption: string | null;
	/** As printed, without "Photograph:" and the like. */
	credit: string | null;
	/** Pixels, null when unknown. */
	width: number | null;
	height: number | null;
	/** Its place and its caption's (both from 0) where the source itself counts them; otherwise they follow from the order and the words. */
	at?: { position: number; caption: number | null };
}

/** What a record of our own export says of a clipping beyond its draft, so that it comes back as it was. Times in ms UTC. */
export interface OwnRecord {
	/** UUID, in lower case; null when the record tells none. */
	uid: string | null;
	notes: string;
	isFlagged: boolean;
	/** Its highlights with their notes. */
	annotations: FreeAnnotation[];
	rights: string | null;
	/** EDTF or "..". */
	embargo: string | null;
	/** Paths: "Harbour/The strike". */
	collections: string[];
	tags: { name: string; colour: TagColour | null }[];
	/** What it is called, whether or not it has a headline of its own; null when the record tells none. */
	headline: string | null;
	/** The uid of what it has become part of there; null for one that stands by itself. */
	mergedInto: string | null;
	/** Its number, and that of the import it came with, in the archive it comes from. */
	number: number | null;
	run: number | null;
	/** What was done to it there, oldest first. */
	history: { at: number; type: string; detail: unknown }[];
	importedAt: number | null;
	changedAt: number | null;
	trashedAt: number | null;
	/** Fields somebody emptied by hand. */
	emptied: Partial<Record<FieldName, Provenance>>;
	/** What the original was called. */
	fileName: string;
	/** The original, where it came along and is what the record says; otherwise the record itself stands for it. */
	original: { bytes: Uint8Array; modifiedAt: number | null } | null;
	/** The draft's spans point into the decoded original. */
	pointsIntoOriginal: boolean;
}

/** A source found inside another (an attachment, an entry of an archive): to be read as if it had come by itself. `name` is never a path upwards. */
export interface Part {
	name: string;
	mediaType: string;
	bytes: Uint8Array;
}

/**
 * What one format's reader makes of one source.
 * The spans of `draft` point into `text`: for text formats the decoded original itself, for marked-up and laid-out ones
 * the visible text as this reader wrote it down (one line a block, a blank line between paragraphs).
 * The same bytes always give the same text, so that spans stay good for as long as the reader does not change; `text` is kept beside the draft.
 */
export interface Reading {
	draft: Draft;
	kind: 'article' | 'image';
	text: string;
	/** Article markup from an allow-list: safe in a frame without scripts, loads nothing; null for formats without markup. Pictures stand as `<img data-picture="n">`, n counting `pictures`. */
	html: string | null;
	pictures: Picture[];
	parts: Part[];
	/** IANA charset name the text was decoded with, null for what is not text. */
	encoding: string | null;
	/** U+FFFD in the text that stand for undecodable bytes. */
	undecodable: number;
	/** IANA media type found by looking at the bytes. */
	mediaType: string;
	/** Tags the source itself carries (front matter, keywords of a record). */
	tags: string[];
	/** Sentences for the keeper: what was left out and why. */
	remarks: string[];
	own?: OwnRecord;
}

export type RefusalReason = 'empty' | 'no-text' | 'encrypted' | 'damaged' | 'too-large' | 'unsupported';

/** A source that cannot become a clipping: an outcome to report, not a fault. `why` is a sentence for people. */
export class Refusal extends Error {
	override readonly name = 'Refusal';
	readonly reason: RefusalReason;
	readonly why: Said;

	constructor(reason: RefusalReason, why: Said, options?: { cause?: unknown }) {
		super(why.key, options);
		this.reason = reason;
		this.why = why;
	}
}

/** A draft in which nothing is known yet. */
export function emptyDraft(): Draft {
	return {
		language: null, publication: null, headline: null, kicker: null, standfirst: null, byline: null, dateline: null,
		published: null, updated: null, section: null, edition: null, page: null, url: null, captions: [], blocks: [],
	};
}

/**
 * The blocks of a draft whose headline came from elsewhere (a subject, front matter): what the reading took for the headline is
 * text again where it is a sentence.
 */
export const withoutHeadline = (blocks: readonly Block[]): Block[] =>
	blocks.map((block) => (block.role === 'headline' && /[.!?…。！？]["”’»)]?$/.test(block.text) ? { ...block, role: 'paragraph' } : block));

/** A name that is safe to show and to join: the last part of any path, without control and direction-changing characters. */
export function plainName(name: string): string {
	const last = name.split(/[/\\]/).at(-1) ?? '';
	return last.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').replace(/^\.+$/, '').trim().slice(0, 200);
}
