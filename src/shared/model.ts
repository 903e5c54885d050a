// Owns the words of the product as types: clipping, tag, query, page of results, outcomes of import and export. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { Block, Byline, Caption, FIELD_NAMES, PrintedDate, Provenance } from './draft';

/** Row number of a clipping in its archive. Never reused. For use outside the archive there is `uid`. */
export const ClippingId = z.int().min(1).brand<'ClippingId'>();
export type ClippingId = z.infer<typeof ClippingId>;

export const TagId = z.int().min(1).brand<'TagId'>();
export type TagId = z.infer<typeof TagId>;

/** One of the eight hues a tag's dot may have. */
export const TagColour = z.enum(['red', 'amber', 'olive', 'green', 'teal', 'blue', 'violet', 'slate']);
export type TagColour = z.infer<typeof TagColour>;

/** A tag. `name` may hold "/" to stand below another ("war/ukraine"); names differ by more than case and accents' encoding (NFC, trimmed). */
export const Tag = z.object({
	id: TagId,
	name: z.string(),
	colour: TagColour,
	/** Clippings outside the trash that carry it. */
	count: z.int().min(0),
});
export type Tag = z.infer<typeof Tag>;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = z.int();
/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The file as it was received: kept byte for byte under its SHA-256. `modifiedAt` is the file system's time, null when pasted. */
export const Original = z.object({
	sha256: Sha256,
	bytes: z.int().min(0),
	fileName: z.string(),
	modifiedAt: Instant.nullable(),
	/** IANA media type, e.g. "text/plain". */
	mediaType: z.string(),
	/** IANA charset name the text was decoded with, null for what is not text. */
	encoding: z.string().nullable(),
	/** U+FFFD stands for this many sequences that could not be decoded. */
	undecodable: z.int().min(0),
});
export type Original = z.infer<typeof Original>;

/** A publication date as kept: printed text, EDTF, and the first and last day it can mean (ISO "YYYY-MM-DD") for sorting and searching. */
export const KeptDate = PrintedDate.extend({
	firstDay: z.string().nullable(),
	lastDay: z.string().nullable(),
});
export type KeptDate = z.infer<typeof KeptDate>;

const fieldName = z.enum(FIELD_NAMES);

/** A whole clipping, as opened. */
export const Clipping = z.object({
	id: ClippingId,
	/** Universally unique, stable across archives: a UUID version 7 (RFC 9562). */
	uid: z.string(),
	kind: z.enum(['article', 'image']),
	headline: z.string(),
	publication: z.string().nullable(),
	kicker: z.string().nullable(),
	standfirst: z.string().nullable(),
	byline: Byline.nullable(),
	dateline: z.string().nullable(),
	published: KeptDate.nullable(),
	updated: KeptDate.nullable(),
	section: z.string().nullable(),
	edition: z.string().nullable(),
	page: z.string().nullable(),
	url: z.string().nullable(),
	language: z.string().nullable(),
	/** Markdown, written by the archive's keeper. */
	notes: z.string(),
	captions: z.array(Caption),
	blocks: z.array(Block),
	words: z.int().min(0),
	/** Where each field came from; a field typed by a person has `how: 'person'`. */
	provenance: z.partialRecord(fieldName, Provenance),
	tags: z.array(Tag),
	original: Original,
	importedAt: Instant,
	changedAt: Instant,
	trashedAt: Instant.nullable(),
});
export type Clipping = z.infer<typeof Clipping>;

/** A piece of text in which `hit` pieces are what the query found. */
export const Piece = z.object({ text: z.string(), hit: z.boolean() });
export type Piece = z.infer<typeof Piece>;

/** A clipping as a list shows it. */
export const ClippingRow = z.object({
	id: ClippingId,
	kind: z.enum(['article', 'image']),
	headline: z.array(Piece),
	publication: z.string().nullable(),
	byline: z.string(),
	published: KeptDate.nullable(),
	language: z.string().nullable(),
	/** At most about 200 characters, cut at words around the first hit. */
	snippet: z.array(Piece),
	tags: z.array(TagId),
	importedAt: Instant,
	/** Some field is below the certainty at which it counts as known. */
	unsure: z.boolean(),
	trashed: z.boolean(),
});
export type ClippingRow = z.infer<typeof ClippingRow>;

/** In which order results stand. `relevance` needs words; without any it means `newest`. */
export const Sort = z.enum(['relevance', 'newest', 'oldest', 'imported', 'headline', 'publication']);
export type Sort = z.infer<typeof Sort>;

/**
 * What to find. `text` is what somebody typed: words (all must match, each also as the beginning of a
 * longer word), "quoted phrases" exactly, -words that must not stand. `tags` must all be carried.
 */
export const Query = z.object({
	text: z.string().max(10_000).default(''),
	tags: z.array(TagId).default([]),
	where: z.enum(['archive', 'trash']).default('archive'),
	sort: Sort.default('relevance'),
});
export type Query = z.infer<typeof Query>;
export type QueryInput = z.input<typeof Query>;

/** A page of results. `total` counts them all. */
export const Page = z.object({
	rows: z.array(ClippingRow),
	total: z.int().min(0),
	offset: z.int().min(0),
	/** A sentence when the query could not be taken as typed ("The quotation mark was never closed; read as a phrase to the end."). */
	understood: z.string().nullable(),
});
export type Page = z.infer<typeof Page>;

/** What may be changed in a clipping by hand. A field left out stays; null empties it. `published` and `updated` take what a person types. */
export const Edit = z.object({
	headline: z.string().trim().min(1).max(2_000).optional(),
	publication: z.string().max(500).nullable().optional(),
	kicker: z.string().max(500).nullable().optional(),
	standfirst: z.string().max(10_000).nullable().optional(),
	/** Names parted by commas, "and", "&" or ";". */
	byline: z.string().max(2_000).nullable().optional(),
	dateline: z.string().max(500).nullable().optional(),
	/** As a person writes it: "11 March 1982", "1982-03", "03/04/82", or EDTF. */
	published: z.string().max(200).nullable().optional(),
	section: z.string().max(500).nullable().optional(),
	edition: z.string().max(500).nullable().optional(),
	page: z.string().max(200).nullable().optional(),
	url: z.string().max(4_000).nullable().optional(),
	notes: z.string().max(1_000_000).optional(),
}).strict();
export type Edit = z.infer<typeof Edit>;

/** Why a source was not kept. */
export const SkipReason = z.enum([
	'not-a-clipping', 'empty', 'binary', 'unreadable', 'too-large', 'folder-loop', 'not-a-file', 'missing', 'our-own-archive', 'failed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** What became of one source. `name` is its path below what was given; `detail` says more, in words. */
export const SourceOutcome = z.discriminatedUnion('outcome', [
	z.object({ outcome: z.literal('kept'), name: z.string(), id: ClippingId, headline: z.string(), unsure: z.boolean() }),
	z.object({ outcome: z.literal('duplicate'), name: z.string(), id: ClippingId, headline: z.string(), trashed: z.boolean() }),
	z.object({ outcome: z.literal('skipped'), name: z.string(), reason: SkipReason, detail: z.string() }),
	z.object({ outcome: z.literal('failed'), name: z.string(), reason: SkipReason, detail: z.string() }),
]);
export type SourceOutcome = z.infer<typeof SourceOutcome>;

/** The end of an import. `problems` lists at most 1,000 sources that were not kept; `kept` and the rest count all. */
export const ImportSummary = z.object({
	kept: z.int(), duplicate: z.int(), skipped: z.int(), failed: z.int(),
	/** The kept clippings when there are 1,000 or fewer, in the order given. */
	ids: z.array(ClippingId),
	duplicates: z.array(z.object({ name: z.string(), id: ClippingId, headline: z.string(), trashed: z.boolean() })),
	problems: z.array(z.object({ name: z.string(), outcome: z.enum(['skipped', 'failed']), reason: SkipReason, detail: z.string() })),
	milliseconds: z.number(),
	cancelled: z.boolean(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/** How far a job is. `done` never falls; `total` may grow and is null while it is not known. */
export const Progress = z.object({
	phase: z.enum(['looking', 'reading', 'writing', 'finishing', 'checking']),
	done: z.int(),
	total: z.int().nullable(),
	current: z.string().nullable(),
});
export type Progress = z.infer<typeof Progress>;

export const FormatId = z.enum(['markdown', 'jsonl']);
export type FormatId = z.infer<typeof FormatId>;

/** An export format and what it can and cannot carry. */
export const Format = z.object({
	id: FormatId,
	label: z.string(),
	/** One line under the label: "a folder, one file each". */
	hint: z.string(),
	extension: z.string(),
	carries: z.array(z.string()),
	/** What is lost, each with what becomes of it. */
	loses: z.array(z.object({ what: z.string(), becomes: z.string() })),
});
export type Format = z.infer<typeof Format>;

/** What to export: exactly these clippings, what a query finds, or everything outside the trash. */
export const Selection = z.discriminatedUnion('of', [
	z.object({ of: z.literal('clippings'), ids: z.array(ClippingId).min(1) }),
	z.object({ of: z.literal('query'), query: Query }),
	z.object({ of: z.literal('everything') }),
]);
export type Selection = z.infer<typeof Selection>;

export const ExportSummary = z.object({
	clippings: z.int(), files: z.int(), bytes: z.int(),
	/** Name of the folder made, for people. */
	name: z.string(),
	milliseconds: z.number(),
	cancelled: z.boolean(),
});
export type ExportSummary = z.infer<typeof ExportSummary>;

/** What an export would make, before it is made: `first` is the first record's text as it would be written. */
export const ExportPreview = z.object({
	clippings: z.int(), originals: z.int(), bytes: z.int(),
	first: z.string().nullable(),
	index: z.int(),
	/** What these clippings hold that the format cannot carry, counted. */
	losses: z.array(z.object({ what: z.string(), count: z.int(), becomes: z.string() })),
});
export type ExportPreview = z.infer<typeof ExportPreview>;

/** The state of an open archive. */
export const ArchiveSummary = z.object({
	name: z.string(),
	/** For people to read; the page cannot use it. */
	place: z.string(),
	clippings: z.int(), trashed: z.int(), unsure: z.int(), untagged: z.int(),
	schema: z.int(),
	readOnly: z.boolean(),
});
export type ArchiveSummary = z.infer<typeof ArchiveSummary>;

/** What a check of the archive found. Every finding names what is wrong and with which clipping or file. */
export const CheckReport = z.object({
	originals: z.int(), clippings: z.int(), bytes: z.int(),
	findings: z.array(z.object({
		kind: z.enum(['original-altered', 'original-missing', 'original-unknown', 'database', 'search-index', 'leftover']),
		what: z.string(),
		id: ClippingId.nullable(),
	})),
	milliseconds: z.number(),
	cancelled: z.boolean(),
});
export type CheckReport = z.infer<typeof CheckReport>;

/** What of an archive has changed, so that whoever shows it asks again. */
export const Changed = z.object({ clippings: z.boolean(), tags: z.boolean() });
export type Changed = z.infer<typeof Changed>;

/** Orders two strings as people list them, without regard to case. */
export const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
