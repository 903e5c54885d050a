// Owns the shapes of what is told about clippings that belong together: versions of a story, similar clippings, the difference of two texts, tags that may fit. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { ClippingId, KeptDate, Piece } from './model';

/** A clipping as far as it is named beside another. */
export const Kindred = z.object({
	id: ClippingId,
	headline: z.string(),
	publication: z.string().nullable(),
	published: KeptDate.nullable(),
	page: z.string().nullable(),
	byline: z.string(),
	words: z.int().min(0),
});
export type Kindred = z.infer<typeof Kindred>;

/** What a version has of one paragraph of the first: as it was, reworded, with words added, or nothing. */
export const Cell = z.enum(['same', 'reworded', 'grown', 'cut']);
export type Cell = z.infer<typeof Cell>;

export const Version = Kindred.extend({
	/** One for each paragraph of the first version, with its length in words. */
	cells: z.array(z.object({ is: Cell, words: z.int().min(0) })),
	/** How much of the first version's words it has, 0 to 1. */
	share: z.number().min(0).max(1),
	/** Days after the first; null when one of them has no day. */
	daysLater: z.int().nullable(),
	/** How many paragraphs more than the clipping asked about. */
	paragraphsMore: z.int(),
});
export type Version = z.infer<typeof Version>;

export const SimilarClipping = Kindred.extend({
	/** Words and names that both have and few others, the rarest first, as the open clipping prints them. */
	shared: z.array(z.string()),
	sameDay: z.boolean(),
	/** Somebody who has signed both. */
	signedBy: z.string().nullable(),
});
export type SimilarClipping = z.infer<typeof SimilarClipping>;

/** `versions`: all of the story, the clipping asked about among them, the first printed first; empty when it stands alone. */
export const Similar = z.object({ versions: z.array(Version), similar: z.array(SimilarClipping) });
export type Similar = z.infer<typeof Similar>;

/** A paragraph of one of two texts: `hit` pieces stand in it alone. Or the place where it lacks what the other has. */
export const ComparedParagraph = z.discriminatedUnion('is', [
	z.object({ is: z.literal('text'), pieces: z.array(Piece) }),
	z.object({ is: z.literal('gap'), paragraphs: z.int().min(1), words: z.int().min(1) }),
]);
export type ComparedParagraph = z.infer<typeof ComparedParagraph>;
export const ComparedSheet = Kindred.extend({ language: z.string().nullable(), title: z.array(Piece), paragraphs: z.array(ComparedParagraph) });
export type ComparedSheet = z.infer<typeof ComparedSheet>;
/** Two texts beside each other. `isWhole` false: they differ so much that only whole paragraphs were compared. */
export const Comparison = z.object({ left: ComparedSheet, right: ComparedSheet, isWhole: z.boolean() });
export type Comparison = z.infer<typeof Comparison>;

/** A tag that may fit. `similar`: so many similar clippings carry it; `named`: the text names it so often. */
export const TagSuggestion = z.object({ name: z.string(), isNew: z.boolean(), similar: z.int().min(0), named: z.int().min(0) });
export type TagSuggestion = z.infer<typeof TagSuggestion>;
