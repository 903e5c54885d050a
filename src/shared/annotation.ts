// Owns what a highlight is, and the text it stands in: both sides of every border count the same characters of the same text. Pure.
import { z } from 'zod';
import type { Block } from './draft';
import { BODY_ROLES } from './draft';
import type { Clipping } from './model';
import { ClippingId, Instant } from './model';

/** The five washes a highlight may have. */
export const HighlightColour = z.enum(['lemon', 'leaf', 'sky', 'rose', 'violet']);
export type HighlightColour = z.infer<typeof HighlightColour>;

/** Names a highlight, here and in every other archive: a UUID version 7 (RFC 9562). */
export const AnnotationUid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);

/**
 * A range of the article's text in code points, end exclusive and after the start. What the W3C Web Annotation Data Model
 * calls a TextPositionSelector (https://www.w3.org/TR/annotation-model/#text-position-selector).
 */
export const TextRange = z.object({ start: z.int().min(0), end: z.int().min(1) }).refine(({ start, end }) => end > start, 'A range must not be empty');
export type TextRange = z.infer<typeof TextRange>;

/** The words themselves with what stands around them (https://www.w3.org/TR/annotation-model/#text-quote-selector). */
export const TextQuote = z.object({ exact: z.string().min(1), prefix: z.string(), suffix: z.string() });
export type TextQuote = z.infer<typeof TextQuote>;

/** Where somebody made a highlight: the quotation, and its range in the text as it was then. */
export const Selectors = z.object({ quote: TextQuote, position: TextRange });
export type Selectors = z.infer<typeof Selectors>;

/** Longer notes are refused. In UTF-16 code units. */
export const LONGEST_NOTE = 100_000;
export const MarginNote = z.string().max(LONGEST_NOTE);

/** A highlight with its margin note. */
export const Annotation = z.object({
	uid: AnnotationUid,
	clipping: ClippingId,
	selectors: Selectors,
	colour: HighlightColour,
	/** Markdown; empty for none. */
	note: z.string(),
	madeAt: Instant,
	changedAt: Instant,
	/** Where the words stand in the text as it is now; null when they are not found in it any more. */
	at: TextRange.nullable(),
});
export type Annotation = z.infer<typeof Annotation>;

/** A range as somebody chose it: `exact` is what stood there, so that a text which has changed meanwhile is not marked at the wrong place. */
export const ChosenRange = z.object({ start: z.int().min(0), end: z.int().min(1), exact: z.string().min(1).max(1_000_000) });
export type ChosenRange = z.infer<typeof ChosenRange>;

/** What may be changed of a highlight; what is left out stays. */
export const AnnotationEdit = z.object({ colour: HighlightColour.optional(), note: MarginNote.optional(), range: ChosenRange.optional() }).strict();
export type AnnotationEdit = z.infer<typeof AnnotationEdit>;

/** A stretch of the article's text: what it is of (`index` of a block or a caption), and where it begins, in code points. */
export interface TextPart {
	of: 'headline' | 'standfirst' | 'block' | 'caption';
	index: number;
	text: string;
	start: number;
	/** Exclusive. */
	end: number;
}

type Written = Pick<Clipping, 'headline' | 'standfirst' | 'blocks' | 'captions'>;

/**
 * The parts of an article in reading order: headline, standfirst, then paragraphs, subheads, list items and quotations, with
 * captions where they stand in the original; a caption without a place of its own comes last. A part without words is left out.
 */
export function textParts(clipping: Written): TextPart[] {
	const parts: Omit<TextPart, 'start' | 'end'>[] = [{ of: 'headline', index: 0, text: clipping.headline }];
	if (clipping.standfirst) parts.push({ of: 'standfirst', index: 0, text: clipping.standfirst });
	for (const { of, index } of readingOrder(clipping)) parts.push({ of, index, text: of === 'block' ? clipping.blocks[index]!.text : clipping.captions[index]!.text });
	let start = 0;
	return parts.filter(({ text }) => text !== '').map((part) => {
		const end = start + lengthOf(part.text);
		const placed = { ...part, start, end };
		start = end + 1;
		return placed;
	});
}

/** The article's text as highlights count it: its parts joined by single line feeds. */
export const articleText = (clipping: Written): string => textParts(clipping).map(({ text }) => text).join('\n');

/** Blocks of the body and captions, as one reads them. A caption stands where the first block stands that shares a line with it. */
export function readingOrder({ blocks, captions }: Pick<Clipping, 'blocks' | 'captions'>): { of: 'block' | 'caption'; index: number }[] {
	const order: { of: 'block' | 'caption'; index: number }[] = [];
	const waiting = new Map(captions.entries());
	const shares = ({ span }: Block) => [...waiting].find(([, { from }]) => from.spans.some(({ line, endLine }) => line <= span.endLine && endLine >= span.line));
	for (const [index, block] of blocks.entries()) {
		const caption = block.role === 'caption' ? shares(block) : undefined;
		if (caption) {
			waiting.delete(caption[0]);
			order.push({ of: 'caption', index: caption[0] });
		} else if (BODY_ROLES.has(block.role)) {
			order.push({ of: 'block', index });
		}
	}
	for (const index of waiting.keys()) order.push({ of: 'caption', index });
	return order;
}

const PAIRS = /[\uD800-\uDBFF][\uDC00-\uDFFF]/g;

/** Code points of a text. */
export function lengthOf(text: string): number {
	return text.length - (text.match(PAIRS)?.length ?? 0);
}

/** A text by code points, and the way from them to the UTF-16 code units that strings and screens count in. */
export class CodePoints {
	readonly text: string;
	readonly length: number;
	/** The code unit at which each code point begins; null where both count alike. */
	readonly #units: Uint32Array | null;

	constructor(text: string) {
		this.text = text;
		this.length = lengthOf(text);
		if (this.length === text.length) {
			this.#units = null;
			return;
		}
		this.#units = new Uint32Array(this.length + 1);
		let unit = 0;
		for (let point = 0; point < this.length; point++) {
			this.#units[point] = unit;
			unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
		}
		this.#units[this.length] = text.length;
	}

	/** The code unit at which a code point begins; the text's end for what lies beyond. */
	unit(point: number): number {
		const within = Math.max(0, Math.min(point, this.length));
		return this.#units ? this.#units[within]! : within;
	}

	/** The code point that a code unit belongs to. */
	point(unit: number): number {
		if (!this.#units) return Math.max(0, Math.min(unit, this.length));
		let [low, high] = [0, this.length];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if (this.#units[middle]! <= unit) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	slice(start: number, end: number): string {
		return this.text.slice(this.unit(start), this.unit(end));
	}
}
