// Owns the shape of changing many clippings at once, and of merging two: what is asked, what would come of it, what came of it. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { ClippingId, CollectionId, DateOrder, Selection } from './model';
import { Said } from './said';

/** The fields that can be set or emptied in many clippings at once; `published` takes a date as a person writes it. */
export const BATCH_FIELDS = ['publication', 'published', 'page', 'edition', 'section', 'byline', 'dateline', 'kicker', 'url', 'rights', 'embargo'] as const;
/** The fields in which text can be replaced. A headline cannot be emptied. */
export const REPLACE_FIELDS = ['headline', 'publication', 'page', 'edition', 'section', 'byline', 'dateline', 'kicker', 'standfirst', 'url', 'rights', 'notes'] as const;
export type BatchField = (typeof BATCH_FIELDS)[number] | (typeof REPLACE_FIELDS)[number];

/** What a field is called in sentences. */
export const BATCH_WORDS: Readonly<Record<BatchField, string>> = {
	publication: 'newspaper', published: 'date', page: 'page', edition: 'edition', section: 'section', byline: 'byline', dateline: 'place',
	kicker: 'kicker', url: 'address', rights: 'rights', embargo: 'embargo', headline: 'headline', standfirst: 'standfirst', notes: 'note',
};

/**
 * Text to be found in a field and what stands in its place. With `isPattern`, `*` stands for any run of characters, as short as
 * it may be, `?` for one and `#` for a digit; `$1` to `$9` in `by` are what the first to ninth `*` stood for.
 */
export const Replacing = z.object({
	find: z.string().min(1).max(500),
	by: z.string().max(2_000),
	isPattern: z.boolean().default(false),
	/** Whether capitals must be the same. */
	matchCase: z.boolean().default(false),
	/** Only where neither a letter nor a figure stands before or after. */
	wholeWords: z.boolean().default(false),
	/** Only where it is all of the field. */
	wholeField: z.boolean().default(false),
});
export type Replacing = z.infer<typeof Replacing>;

export const BatchEdit = z.discriminatedUnion('do', [
	z.object({ do: z.literal('set'), field: z.enum(BATCH_FIELDS), value: z.string().trim().min(1).max(4_000) }),
	z.object({ do: z.literal('clear'), field: z.enum(BATCH_FIELDS) }),
	Replacing.extend({ do: z.literal('replace'), field: z.enum(REPLACE_FIELDS) }),
	/** Puts a tag on, made where it is new, or takes it off. */
	z.object({ do: z.literal('tag'), name: z.string().trim().min(1).max(200), on: z.boolean() }),
	z.object({ do: z.literal('collect'), collection: CollectionId, on: z.boolean() }),
	z.object({ do: z.literal('flag'), on: z.boolean() }),
	/** Reads dates in figures that are still open in this order. */
	z.object({ do: z.literal('settle'), order: DateOrder }),
	/** Moves to the trash, or out of it. */
	z.object({ do: z.literal('trash'), on: z.boolean() }),
]);
export type BatchEdit = z.infer<typeof BatchEdit>;
export type BatchEditInput = z.input<typeof BatchEdit>;

/** The edits are done in their order, each on what the one before has made of a clipping. */
export const BatchRequest = z.object({ selection: Selection, edits: z.array(BatchEdit).min(1).max(50) });
export type BatchRequest = z.infer<typeof BatchRequest>;

/** Of how many clippings an edit changes something, how many are so already or have nothing of the kind, and how many cannot be changed so. */
export const EditCount = z.object({ would: z.int().min(0), already: z.int().min(0), cannot: z.int().min(0) });
export type EditCount = z.infer<typeof EditCount>;

/** What a change of many would do. `id` is good for asking for its rows and for doing it, until newer previews push it out. */
export const BatchPreview = z.object({
	id: z.int().min(1),
	/** All that are meant; those that something would change; those that some edit cannot change. */
	total: z.int().min(0), changing: z.int().min(0), refused: z.int().min(0),
	/** One for each edit, in their order. */
	edits: z.array(EditCount),
});
export type BatchPreview = z.infer<typeof BatchPreview>;

/** What would become of one clipping. `what` is a field's word, "tag", "collection", "flag" or "trash"; null stands for nothing there. */
export const BatchRow = z.object({
	id: ClippingId,
	headline: z.string(),
	changes: z.array(z.object({ what: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
	/** Why some edit cannot be done here; null when all can. */
	why: Said.nullable(),
});
export type BatchRow = z.infer<typeof BatchRow>;

/** What was done. Ended early, what was changed until then is one step that can be undone. */
export const BatchSummary = z.object({ changed: z.int().min(0), label: Said, milliseconds: z.number(), cancelled: z.boolean() });
export type BatchSummary = z.infer<typeof BatchSummary>;

/** What of a selection is the same everywhere. `value` is null where the field is empty in all, and where values differ (`values` counts them, 100 at most). */
export const SharedValue = z.object({ field: z.enum(BATCH_FIELDS), value: z.string().nullable(), values: z.int().min(0), empty: z.int().min(0) });
export type SharedValue = z.infer<typeof SharedValue>;
export const SharedTag = z.object({ name: z.string(), count: z.int().min(1) });
export const Shared = z.object({
	total: z.int().min(0),
	fields: z.array(SharedValue),
	/** Tags that some or all carry, by name. */
	tags: z.array(SharedTag),
	/** Collections that some or all stand in. */
	collections: z.array(z.object({ id: CollectionId, path: z.string(), count: z.int().min(1) })),
	flagged: z.int().min(0),
	trashed: z.int().min(0),
});
export type Shared = z.infer<typeof Shared>;

/** What is chosen of two clippings, field by field. */
export const MERGE_FIELDS = ['headline', 'publication', 'published', 'page', 'edition', 'section', 'byline', 'dateline', 'kicker', 'standfirst', 'url', 'rights', 'embargo'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];
/** Which of the two a value is taken from. */
export const Side = z.enum(['first', 'second']);
export type Side = z.infer<typeof Side>;

/** How two clippings become one. `text`: whose article is kept as the text, and with it whose number and place; fields left out are taken by themselves. */
export const MergeRequest = z.object({
	first: ClippingId,
	second: ClippingId,
	text: Side.nullable().default(null),
	take: z.partialRecord(z.enum(MERGE_FIELDS), Side).default({}),
});
export type MergeRequest = z.infer<typeof MergeRequest>;
export type MergeRequestInput = z.input<typeof MergeRequest>;

/** Two clippings side by side as they would become one. `take` says what is chosen, by somebody or by itself (the surer, else the longer value). */
export const MergePreview = z.object({
	first: z.object({ id: ClippingId, headline: z.string(), words: z.int(), original: z.string() }),
	second: z.object({ id: ClippingId, headline: z.string(), words: z.int(), original: z.string() }),
	text: Side,
	fields: z.array(z.object({ field: z.enum(MERGE_FIELDS), first: z.string().nullable(), second: z.string().nullable(), isSame: z.boolean(), take: Side })),
	tags: z.array(z.string()),
	collections: z.int().min(0),
	notes: z.boolean(),
	pictures: z.int().min(0),
	highlights: z.int().min(0),
	originals: z.int().min(2),
});
export type MergePreview = z.infer<typeof MergePreview>;
