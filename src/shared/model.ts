// Owns the words of the product as types: clipping, tag, query, page of results, outcomes of import and export. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { Block, Byline, Caption, Doubt, FIELD_NAMES, PrintedDate, Provenance } from './draft';
import { FormatOption, LeftOut, Proof } from './exporting';
import { Said } from './said';

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

/** Row number of a picture of a clipping. Never reused. */
export const PictureId = z.int().min(1).brand<'PictureId'>();
export type PictureId = z.infer<typeof PictureId>;

/** A picture of a clipping. What the source only names is listed too: nothing is ever fetched, its file may be given later. */
export const Picture = z.object({
	id: PictureId,
	/** Its place among the clipping's pictures, from 0; not without gaps. `<img data-picture="n">` of the clipping's page means the picture at position n. */
	position: z.int().min(0),
	/** Last part of its name; "" when it has none. */
	fileName: z.string(),
	/** Where the source says it is, as written there; null when it was only embedded. */
	address: z.string().nullable(),
	/** Null when it is only named. */
	sha256: Sha256.nullable(),
	bytes: z.int().min(0).nullable(),
	/** IANA media type, "" when it is only named. */
	mediaType: z.string(),
	/** Pixels, as shown upright; null when unknown. */
	width: z.int().min(1).nullable(),
	height: z.int().min(1).nullable(),
	/** Which of the clipping's captions describes it, from 0; null for none. */
	caption: z.int().min(0).nullable(),
	hasThumbnail: z.boolean(),
});
export type Picture = z.infer<typeof Picture>;

/** Row number of a collection. Never reused. */
export const CollectionId = z.int().min(1).brand<'CollectionId'>();
export type CollectionId = z.infer<typeof CollectionId>;

/** A collection: an ordered shelf of clippings, which may stand inside another. A clipping may stand in many. */
export const Collection = z.object({
	id: CollectionId,
	/** Stable across archives: a UUID version 7 (RFC 9562). */
	uid: z.string(),
	name: z.string(),
	/** The one it stands in; null for those at the top. */
	parent: CollectionId.nullable(),
	/** Its names from the top, as people write them: "Thesis/The closure". */
	path: z.string(),
	/** Clippings outside the trash that stand in it or in one below it, each counted once. */
	count: z.int().min(0),
});
export type Collection = z.infer<typeof Collection>;

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
	/** Who holds the rights and what may be done, in the keeper's words; null when nobody has said. */
	rights: z.string().nullable(),
	/** How long it is not to be given out: EDTF, a year, month or day to the end of which it is restricted, or ".." for no end that is known; null when it is free. */
	embargo: z.string().nullable(),
	/** Markdown, written by the archive's keeper. */
	notes: z.string(),
	/** Somebody wants to come back to it. */
	flagged: z.boolean(),
	captions: z.array(Caption),
	/** In the order of their positions. */
	pictures: z.array(Picture),
	blocks: z.array(Block),
	/** There is safe markup of it to show, beside its text. */
	hasPage: z.boolean(),
	words: z.int().min(0),
	/** Where each field came from; a field typed by a person has `how: 'person'`. */
	provenance: z.partialRecord(fieldName, Provenance),
	tags: z.array(Tag),
	/** The collections it stands in itself. */
	collections: z.array(CollectionId),
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
	flagged: z.boolean(),
	/** How many highlights it has; absent where it has none. */
	highlights: z.int().min(1).optional(),
	/** How many other versions of its story are outside the trash; absent where there is none. */
	versions: z.int().min(1).optional(),
	/** What of it needs a look, what matters most first; told only where those that do were asked for. */
	doubts: z.array(Doubt).optional(),
	trashed: z.boolean(),
	/** SHA-256 of the picture that stands for it; null when it has none. */
	picture: Sha256.nullable(),
});
export type ClippingRow = z.infer<typeof ClippingRow>;

/** In which order results stand. `relevance` needs words; without any it means `newest`. `arranged` is the order somebody gave a collection; outside one it means `newest`. */
export const Sort = z.enum(['relevance', 'newest', 'oldest', 'imported', 'headline', 'publication', 'arranged']);
export type Sort = z.infer<typeof Sort>;

/**
 * How a clipping may stand. `unsure`: some value needs a look. `unfiled`: neither tagged nor in a collection. `recent`: it came
 * with one of the imports of the seven days up to the newest that brought anything. `duplicate`: there is another version of its
 * story outside the trash.
 */
export const Being = z.enum(['unsure', 'untagged', 'unfiled', 'flagged', 'recent', 'duplicate', 'restricted']);
export type Being = z.infer<typeof Being>;

/**
 * What to find. `text` is what somebody typed: words (all must match, each also as the beginning of a
 * longer word), "quoted phrases" exactly, -words that must not stand. `tags` must all be carried.
 */
export const Query = z.object({
	text: z.string().max(10_000).default(''),
	tags: z.array(TagId).default([]),
	/** Only what stands in this collection or in one below it. */
	collection: CollectionId.nullable().default(null),
	where: z.enum(['archive', 'trash']).default('archive'),
	/** Only clippings that stand so, as `is:` says it in `text`. */
	only: Being.nullable().default(null),
	/** Only what came with this import. */
	import: z.int().min(1).nullable().default(null),
	sort: Sort.default('relevance'),
});
export type Query = z.infer<typeof Query>;
export type QueryInput = z.input<typeof Query>;

/** A query as the archive's own words would spell it. `text` is the whole query, to be asked instead; `pieces` are the same text, the changed words standing out; it finds `total` clippings. */
export const Suggestion = z.object({ text: z.string().min(1), pieces: z.array(Piece), total: z.int().min(1) });
export type Suggestion = z.infer<typeof Suggestion>;

/** A page of results. `total` counts them all. */
export const Page = z.object({
	rows: z.array(ClippingRow),
	total: z.int().min(0),
	offset: z.int().min(0),
	/** A sentence when the query could not be taken as typed ("The quotation mark was never closed; read as a phrase to the end."). */
	understood: z.array(Said),
	/** What stands out in a clipping that is opened from here: the words and "phrases" asked for, without fields and what is left out. */
	marks: z.string(),
	/** Another spelling, when what was asked finds nothing or hardly anything; null when nothing better is known. */
	suggestion: Suggestion.nullable(),
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
	rights: z.string().max(10_000).nullable().optional(),
	/** "2030", "2030-06", "2030-06-15", or ".."; `embargo/unreadable` for anything else. */
	embargo: z.string().max(100).nullable().optional(),
	notes: z.string().max(1_000_000).optional(),
}).strict();
export type Edit = z.infer<typeof Edit>;

/** In which order a publication writes a date in figures: 03/04/82 is the third of April (DMY), the fourth of March (MDY), or a day of 2003 (YMD). */
export const DateOrder = z.enum(['DMY', 'MDY', 'YMD']);
export type DateOrder = z.infer<typeof DateOrder>;

/** The dates of a clipping that may be read in more than one way. */
export const DateField = z.enum(['published', 'updated']);
export type DateField = z.infer<typeof DateField>;

/**
 * A person's word for what was read. `fields` become certain as they stand; a date open between readings stays open there.
 * `readings` settles dates: one of the readings, or null to leave it open knowingly. Either takes the field off the queue.
 * With `others`, the order a chosen reading shows is kept as the publication's, and every other open date of it is read so too.
 */
export const Acceptance = z.object({
	fields: z.array(fieldName).default([]),
	readings: z.partialRecord(DateField, z.string().nullable()).default({}),
	others: z.boolean().default(false),
}).strict();
export type Acceptance = z.infer<typeof Acceptance>;
export type AcceptanceInput = z.input<typeof Acceptance>;

/**
 * What the archive knows of how a publication writes dates in figures. `order` is the convention somebody has set. The counts
 * are of dates that leave no doubt, among at most 2,000 of its latest clippings. `suggested` is the order of them all, when
 * there are enough. `others` counts its clippings, besides the one asked about, whose date is open.
 */
export const DateHabit = z.object({
	publication: z.string(),
	order: DateOrder.nullable(),
	dayFirst: z.int().min(0),
	monthFirst: z.int().min(0),
	suggested: DateOrder.nullable(),
	others: z.int().min(0),
});
export type DateHabit = z.infer<typeof DateHabit>;

/** How a publication writes dates in figures, as somebody decided. */
export const Convention = z.object({ publication: z.string(), order: DateOrder, decidedAt: Instant });
export type Convention = z.infer<typeof Convention>;

/** An act that can be undone or redone. `label` says it as done: "Tagged 3 clippings". */
export const HistoryStep = z.object({ id: z.int().min(1), label: Said, at: Instant });
export type HistoryStep = z.infer<typeof HistoryStep>;

/** The act that would be undone next, and the one that would be redone. */
export const HistoryState = z.object({ undo: HistoryStep.nullable(), redo: HistoryStep.nullable() });
export type HistoryState = z.infer<typeof HistoryState>;

/** Why a source was not kept. */
export const SkipReason = z.enum([
	'not-a-clipping', 'empty', 'binary', 'unreadable', 'too-large', 'folder-loop', 'not-a-file', 'missing', 'our-own-archive', 'failed',
]);
export type SkipReason = z.infer<typeof SkipReason>;

/** What became of one source. `name` is its path below what was given; `detail` says more. */
export const SourceOutcome = z.discriminatedUnion('outcome', [
	z.object({ outcome: z.literal('kept'), name: z.string(), id: ClippingId, headline: z.string(), unsure: z.boolean() }),
	z.object({ outcome: z.literal('duplicate'), name: z.string(), id: ClippingId, headline: z.string(), trashed: z.boolean(), /** Something of it is other here than in what came. */ differs: z.boolean().optional() }),
	z.object({ outcome: z.literal('skipped'), name: z.string(), reason: SkipReason, detail: Said }),
	z.object({ outcome: z.literal('failed'), name: z.string(), reason: SkipReason, detail: Said }),
]);
export type SourceOutcome = z.infer<typeof SourceOutcome>;

/** Row number of an import in its archive. */
export const ImportId = z.int().min(1).brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;

/**
 * What an import is told about all it brings. `collection` is a path ("Thesis/The closure"), made where it is new.
 * `publication` is taken as somebody's word, whatever the text says. `dateOrder` settles dates in figures that can be read
 * in more than one way. `rights` goes with every clipping.
 */
export const ImportRules = z.object({
	tags: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
	collection: z.string().trim().min(1).max(2_000).nullable().default(null),
	publication: z.string().trim().min(1).max(500).nullable().default(null),
	dateOrder: DateOrder.nullable().default(null),
	rights: z.string().trim().min(1).max(10_000).nullable().default(null),
});
export type ImportRules = z.infer<typeof ImportRules>;
/** Rules as somebody may write them: what is left out is not ruled. */
export type ImportRulesInput = z.input<typeof ImportRules>;

/** The end of an import. `problems` lists at most 1,000 sources that were not kept; `kept` and the rest count all. */
export const ImportSummary = z.object({
	/** Its number, under which its report is kept. */
	id: ImportId,
	kept: z.int(), duplicate: z.int(), skipped: z.int(), failed: z.int(),
	/** The kept clippings when there are 1,000 or fewer, in the order given. */
	ids: z.array(ClippingId),
	duplicates: z.array(z.object({ name: z.string(), id: ClippingId, headline: z.string(), trashed: z.boolean() })),
	problems: z.array(z.object({ name: z.string(), outcome: z.enum(['skipped', 'failed']), reason: SkipReason, detail: Said })),
	/** Of the duplicates, clippings that are other here than in what came; `open` are still to be decided. */
	conflicts: z.object({ clippings: z.int().min(0), open: z.int().min(0) }).optional(),
	milliseconds: z.number(),
	cancelled: z.boolean(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

/**
 * How an import stands: `running` in this or another program; `done`; `cancelled` by somebody; `stopped` by a fault such as
 * a full disk; `interrupted` when the program ended in the middle. Whatever it kept stays.
 */
export const ImportState = z.enum(['running', 'done', 'cancelled', 'stopped', 'interrupted']);
export type ImportState = z.infer<typeof ImportState>;

/** An import in the list of them. `kept` and `unsure` are counted where there is no report. */
export const ImportEntry = z.object({
	id: ImportId,
	startedAt: Instant,
	endedAt: Instant.nullable(),
	state: ImportState,
	/** Names of what was given, without their folders; at most 100 of `sources`. */
	given: z.array(z.string()),
	sources: z.int().min(0),
	/** The watched folder it came from, by name; null when somebody gave the sources. */
	watched: z.string().nullable(),
	rules: ImportRules,
	kept: z.int().min(0), duplicate: z.int().min(0), skipped: z.int().min(0), failed: z.int().min(0),
	/** How many of the kept needed a look when they came, and how many still do. */
	unsure: z.int().min(0), unsureNow: z.int().min(0),
	/** Whether what failed, or what is left of it, can be asked for again: its places are known. */
	again: z.enum(['failed', 'rest']).nullable(),
	/** Clippings that were other here than in what came; in `open` of them something is still to be decided. */
	conflicts: z.object({ clippings: z.int().min(0), open: z.int().min(0) }).optional(),
	/** The import that has done it again. */
	followedBy: ImportId.nullable(),
});
export type ImportEntry = z.infer<typeof ImportEntry>;

/** The whole report of an import. Lists name at most 1,000 of each sort. */
export const ImportReport = ImportEntry.extend({
	duplicates: ImportSummary.shape.duplicates,
	problems: ImportSummary.shape.problems,
	milliseconds: z.number().nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const WatchedFolderId = z.int().min(1).brand<'WatchedFolderId'>();
export type WatchedFolderId = z.infer<typeof WatchedFolderId>;

/**
 * A folder whose new files are imported by themselves while somebody watches it. `waiting`: nobody watches in this program.
 * `missing`: it is not there just now, and is looked for. `refused`: it cannot be watched; `detail` says why.
 */
export const WatchedFolder = z.object({
	id: WatchedFolderId,
	/** Its last name. */
	name: z.string(),
	/** For people to read. */
	place: z.string(),
	rules: ImportRules,
	isPaused: z.boolean(),
	state: z.enum(['waiting', 'looking', 'watching', 'importing', 'missing', 'refused', 'paused']),
	detail: Said.nullable(),
	/** When it was last looked through, and how many of its files were dealt with so far. */
	lookedAt: Instant.nullable(),
	files: z.int().min(0),
});
export type WatchedFolder = z.infer<typeof WatchedFolder>;


/** How far a job is. `done` never falls; `total` may grow and is null while it is not known. */
export const Progress = z.object({
	phase: z.enum(['looking', 'reading', 'writing', 'finishing', 'checking', 'copying']),
	done: z.int(),
	total: z.int().nullable(),
	current: z.string().nullable(),
});
export type Progress = z.infer<typeof Progress>;

/** An import that a watched folder began by itself. */
export const Arrival = z.object({
	folder: z.object({ id: WatchedFolderId, name: z.string() }),
	/** Counts the arrivals of this run of the program, so that two can be told apart. */
	number: z.int(),
	progress: Progress.nullable(),
	/** Null until it has ended, and when it could not go on. */
	summary: ImportSummary.nullable(),
	/** The code of the fault that ended it; null otherwise. */
	trouble: z.string().nullable(),
});
export type Arrival = z.infer<typeof Arrival>;

export const FormatId = z.enum(['package', 'markdown', 'text', 'site', 'epub', 'pdf', 'jsonl', 'dc-csv', 'atom-csv', 'ead3', 'ead2002', 'csl-json', 'ris', 'bibtex', 'biblatex', 'jsonld', 'ninjs', 'wacz']);
export type FormatId = z.infer<typeof FormatId>;

/** What a format cannot carry, and what becomes of it. */
export const Lost = z.object({ what: Said, becomes: Said });
export type Lost = z.infer<typeof Lost>;

/** An export format and what it can and cannot carry. */
export const Format = z.object({
	id: FormatId,
	label: z.string(),
	/** One line under the label: "a folder, one file each". */
	hint: z.string(),
	extension: z.string(),
	carries: z.array(z.string()),
	loses: z.array(Lost),
	/** What can be chosen of it. */
	options: z.array(FormatOption),
	/** Whether what went out can be had back whole, and so be proven. */
	canProve: z.boolean(),
});
export type Format = z.infer<typeof Format>;

/** What to export: exactly these clippings, what a query finds, or everything outside the trash. */
export const Selection = z.discriminatedUnion('of', [
	z.object({ of: z.literal('clippings'), ids: z.array(ClippingId).min(1) }),
	/** `but`: what it finds and is not meant. */
	z.object({ of: z.literal('query'), query: Query, but: z.array(ClippingId).max(10_000).optional() }),
	z.object({ of: z.literal('everything') }),
]);
export type Selection = z.infer<typeof Selection>;

export const ExportSummary = z.object({
	clippings: z.int(), files: z.int(), bytes: z.int(),
	/** Name of the folder made, for people. */
	name: z.string(),
	milliseconds: z.number(),
	cancelled: z.boolean(),
	/** What was left out because it is restricted; null when that was not asked for. */
	leftOut: LeftOut.nullable(),
	/** Null when none was asked for. */
	proof: Proof.nullable(),
});
export type ExportSummary = z.infer<typeof ExportSummary>;

/** What an export would make, before it is made: `first` is the first record's text as it would be written. */
export const ExportPreview = z.object({
	clippings: z.int(), originals: z.int(),
	/** Files of pictures that are not originals themselves. */
	pictures: z.int(),
	bytes: z.int(),
	first: z.string().nullable(),
	index: z.int(),
	/** What these clippings hold that the format cannot carry, counted. */
	losses: z.array(Lost.extend({ count: z.int() })),
	/** Restricted clippings in the selection, whether or not they are left out. */
	restricted: LeftOut,
});
export type ExportPreview = z.infer<typeof ExportPreview>;

/** The state of an open archive. */
export const ArchiveSummary = z.object({
	name: z.string(),
	/** For people to read; the page cannot use it. */
	place: z.string(),
	clippings: z.int(), trashed: z.int(), unsure: z.int(), untagged: z.int(), unfiled: z.int(), flagged: z.int(),
	schema: z.int(),
	readOnly: z.boolean(),
});
export type ArchiveSummary = z.infer<typeof ArchiveSummary>;

/** What a check of the archive found. Every finding names what is wrong and with which clipping or file. */
export const CheckReport = z.object({
	originals: z.int(), clippings: z.int(), pictures: z.int(), bytes: z.int(),
	findings: z.array(z.object({
		kind: z.enum(['original-altered', 'original-missing', 'original-unknown', 'database', 'search-index', 'leftover']),
		what: Said,
		id: ClippingId.nullable(),
	})),
	milliseconds: z.number(),
	cancelled: z.boolean(),
});
export type CheckReport = z.infer<typeof CheckReport>;

/** What of an archive has changed, so that whoever shows it asks again. */
export const Changed = z.object({ clippings: z.boolean(), tags: z.boolean(), collections: z.boolean().optional(), imports: z.boolean().optional(), searches: z.boolean().optional() });
export type Changed = z.infer<typeof Changed>;

/** Orders two strings as people list them, without regard to case. */
export const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
