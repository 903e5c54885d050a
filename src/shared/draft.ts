// Owns the shape of what a reading makes of one source: a draft with every field's provenance. Knows nothing of storage or of screens.
import { z } from 'zod';

/**
 * Where in the decoded original a value stands. Lines are 1-based and inclusive; offsets are UTF-16 code
 * units into the decoded text (after removal of a byte order mark, before any other normalisation), end exclusive.
 */
export const Span = z.object({
	line: z.int().min(1),
	endLine: z.int().min(1),
	start: z.int().min(0),
	end: z.int().min(0),
});
export type Span = z.infer<typeof Span>;

/**
 * How a value was found: `cue` a word that says so ("By", "Published"), `shape` the form of the line,
 * `position` its place among the others, `model` the trained line classifier, `repeat` it recurs,
 * `file-name` the name of the file, `markup` metadata of the page, `embedded` metadata of a picture,
 * `convention` a rule known for the publication, `person` typed or accepted by somebody.
 */
export const How = z.enum(['cue', 'shape', 'position', 'model', 'repeat', 'file-name', 'markup', 'embedded', 'convention', 'person']);
export type How = z.infer<typeof How>;

/** Where a value came from and how sure the reading is of it. `certainty` runs from 0 to 1; 1 is kept for a person's word. */
export const Provenance = z.object({
	spans: z.array(Span),
	how: How,
	certainty: z.number().min(0).max(1),
});
export type Provenance = z.infer<typeof Provenance>;

const found = <T extends z.ZodType>(value: T) => z.object({ value, from: Provenance });
/** A value together with where it came from. */
export interface Found<T> {
	value: T;
	from: Provenance;
}

/**
 * A date as a newspaper prints it. `printed` is the literal text. `edtf` is its meaning in EDTF level 1
 * (ISO 8601-2:2019), never more precise than what is printed, and null when it cannot be read or can be
 * read in more than one way; then `readings` lists every EDTF reading, most likely first. `time` is a
 * printed clock time ("14:30", with an offset or zone only if printed), never used to invent precision.
 */
export const PrintedDate = z.object({
	printed: z.string(),
	edtf: z.string().nullable(),
	readings: z.array(z.string()),
	time: z.string().nullable(),
});
export type PrintedDate = z.infer<typeof PrintedDate>;

/** One signatory: a person, or a desk, agency or organisation that signs. `role` as printed ("shipping correspondent"). */
export const Signatory = z.object({
	name: z.string().min(1),
	kind: z.enum(['person', 'organisation']),
	role: z.string().nullable(),
});
export type Signatory = z.infer<typeof Signatory>;

/** The byline: signatories in the order printed; `agency` when the story is signed or supplied by a news agency. */
export const Byline = z.object({
	signatories: z.array(Signatory),
	agency: z.string().nullable(),
});
export type Byline = z.infer<typeof Byline>;

/** A picture's caption. `credit` is the photographer and/or agency as printed, without "(…)", "Photograph:" and the like; null when none is given. */
export const Caption = z.object({
	text: z.string(),
	credit: z.string().nullable(),
	from: Provenance,
});
export type Caption = z.infer<typeof Caption>;

/**
 * What part of a clipping a run of lines is. `body-*` roles make up the article; `boilerplate` was set
 * aside (share bars, related links, cookie notices, copyright lines …), never deleted.
 */
export const BlockRole = z.enum([
	'publication', 'section', 'kicker', 'headline', 'standfirst', 'byline', 'date', 'updated',
	'caption', 'credit',
	'paragraph', 'subhead', 'list-item', 'quotation', 'pull-quote',
	'repeat', 'boilerplate',
]);
export type BlockRole = z.infer<typeof BlockRole>;

/** The roles that are read as the article's body, in reading order. */
export const BODY_ROLES: ReadonlySet<BlockRole> = new Set<BlockRole>(['paragraph', 'subhead', 'list-item', 'quotation']);

/**
 * One run of lines with one role. Blocks stand in the order of the original and together hold every word
 * of it, each once. `text` is unwrapped and trimmed, otherwise as printed. `why` names the reason a
 * `boilerplate` or `repeat` block was set aside ("share bar", "related links", "copyright" …).
 */
export const Block = z.object({
	role: BlockRole,
	text: z.string(),
	span: Span,
	certainty: z.number().min(0).max(1),
	why: z.string().optional(),
});
export type Block = z.infer<typeof Block>;

/** What a reading makes of one source. Every field may be absent (null): nothing is invented. */
export const Draft = z.object({
	/** BCP 47 primary language subtag, e.g. "en", "de", "ja". */
	language: z.string().nullable(),
	publication: found(z.string()).nullable(),
	headline: found(z.string()).nullable(),
	kicker: found(z.string()).nullable(),
	standfirst: found(z.string()).nullable(),
	byline: found(Byline).nullable(),
	/** Place (and agency) at the head of the first paragraph, without the dash. */
	dateline: found(z.string()).nullable(),
	published: found(PrintedDate).nullable(),
	updated: found(PrintedDate).nullable(),
	section: found(z.string()).nullable(),
	edition: found(z.string()).nullable(),
	page: found(z.string()).nullable(),
	url: found(z.string()).nullable(),
	captions: z.array(Caption),
	blocks: z.array(Block),
});
export type Draft = z.infer<typeof Draft>;

/** The names of the fields that carry provenance. */
export const FIELD_NAMES = ['publication', 'headline', 'kicker', 'standfirst', 'byline', 'dateline', 'published', 'updated', 'section', 'edition', 'page', 'url'] as const;
export type FieldName = (typeof FIELD_NAMES)[number];

/** Below this certainty a value is shown as a suggestion and the clipping needs a look. */
export const UNSURE_BELOW = 0.6;

/**
 * Why a field needs a look: `missing` nothing was found for it, `two-ways` a date that can be read in more than one way,
 * `unread` a date that cannot be read, `unsure` a value below the certainty at which it counts as known.
 */
export const Doubt = z.object({ field: z.enum(FIELD_NAMES), why: z.enum(['missing', 'two-ways', 'unread', 'unsure']) });
export type Doubt = z.infer<typeof Doubt>;

/** What of a clipping needs a look, what matters most first. A clipping without any counts as known. */
export function doubtsOf({ provenance, published, updated }: {
	provenance: Partial<Record<FieldName, Provenance>>;
	published: Pick<PrintedDate, 'edtf' | 'readings'> | null;
	updated: Pick<PrintedDate, 'edtf' | 'readings'> | null;
}): Doubt[] {
	const doubts: Doubt[] = provenance.headline ? [] : [{ field: 'headline', why: 'missing' }];
	const dates: Partial<Record<FieldName, Pick<PrintedDate, 'edtf' | 'readings'> | null>> = { published, updated };
	for (const field of FIELD_NAMES) {
		if ((provenance[field]?.certainty ?? 1) >= UNSURE_BELOW) continue;
		const date = dates[field];
		if (date && date.edtf === null) doubts.push({ field, why: date.readings.length > 1 ? 'two-ways' : 'unread' });
		else doubts.push({ field, why: 'unsure' });
	}
	const weight: Record<Doubt['why'], number> = { 'two-ways': 0, missing: 1, unread: 2, unsure: 3 };
	return doubts.sort((a, b) => weight[a.why] - weight[b.why]);
}
