// Owns the shape of a citation as people copy it: the styles there are, and one clipping cited. Pure: schemas and the types inferred from them.
import { z } from 'zod';
import { ClippingId } from './model';

export const CitationStyle = z.enum(['apa', 'chicago', 'mla', 'harvard']);
export type CitationStyle = z.infer<typeof CitationStyle>;

/** What a style is called, and which manual it follows. */
export const STYLE_NAMES: Readonly<Record<CitationStyle, { label: string; manual: string }>> = {
	apa: { label: 'APA', manual: 'Publication Manual, 7th edition' },
	chicago: { label: 'Chicago', manual: 'Manual of Style, 17th edition, bibliography' },
	mla: { label: 'MLA', manual: 'Handbook, 9th edition' },
	harvard: { label: 'Harvard', manual: 'Cite Them Right, 12th edition' },
};

/** So many are cited at once, at most. */
export const MOST_CITED = 1_000;

export const Citation = z.object({
	id: ClippingId,
	/** One line. */
	text: z.string(),
	/** The same with titles in italics: text and `<i>` alone. */
	html: z.string(),
});
export type Citation = z.infer<typeof Citation>;
