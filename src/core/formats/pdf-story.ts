// Owns the choice of what a PDF's story is: its headline by the size of its letters and the document's title, and where the story begins. Must not read fields.
import { overlap, wordsOf } from './page-words';
import type { PrintedParagraph } from './pdf-layout';

export interface Story {
	/** The paragraph that is the headline, in the order given; null when the letters do not tell. */
	headline: PrintedParagraph | null;
	/** The document's title or the headline, to be used as a hint as a file's name is; null for none. */
	hint: string | null;
	/** The paper's name, where the document's title ends in it ("Headline | Paper"). */
	publication: string | null;
	/** Where the story begins among the paragraphs: what stands before is the page's menu. */
	begin: number;
}

/** More paragraphs than this before a headline are a menu; then only those right above it are kept: section, kicker, date. */
const KEPT_BEFORE = 8;
const KEPT_ABOVE = 4;
/** A title of a saved page: the headline, a stroke, the paper's name. */
const STROKE = /\s+[|\u2013\u2014\u00b7\u00bb-]\s+/u;

/** The size most of the text is set in. */
function bodySize(paragraphs: readonly PrintedParagraph[]): number {
	const weight = new Map<number, number>();
	for (const p of paragraphs) weight.set(p.size, (weight.get(p.size) ?? 0) + p.text.length);
	return [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** How much of the document's title a paragraph says, 0 to 1: the whole title, or one of its parts. */
function titled(words: readonly string[], parts: readonly (readonly string[])[]): number {
	return parts.reduce((best, part) => Math.max(best, overlap(words, part)), 0);
}

/** The last part of a title whose other parts are the headline; a part as long as a sentence is no name. */
function paperIn(title: string, headline: string): string | null {
	const parts = title.split(STROKE);
	const last = (parts.at(-1) ?? '').trim();
	const isName = parts.length > 1 && last.length >= 2 && last.length <= 40 && wordsOf(last).length <= 5;
	return isName && overlap(wordsOf(parts.slice(0, -1).join(' ')), wordsOf(headline)) >= 0.6 ? last : null;
}

/** @param title the document's own title (PDF 32000-1, 14.3.3), when it has one that is no file name */
export function storyOf(paragraphs: readonly PrintedParagraph[], title: string | null): Story {
	const body = bodySize(paragraphs);
	const parts = title === null ? [] : [title, ...title.split(STROKE)].map(wordsOf).filter((words) => words.length >= 2);
	let best: { at: number; worth: number; said: number } | null = null;
	for (const [at, p] of paragraphs.entries()) {
		if (p.text.length < 8 || p.text.length > 250) continue;
		const words = wordsOf(p.text);
		const said = titled(words, parts);
		const isLarge = p.size >= body * 1.25 && words.length >= 3 && p.text.length >= 12;
		// What the title says may stand on any page, in letters of any size above the text's; size alone counts where a story begins.
		if (!(isLarge && p.page <= 1) && !(said >= 0.75 && p.size >= body)) continue;
		const worth = p.size / Math.max(1, body) + (said >= 0.75 ? 2 * said : 0);
		if (!best || worth > best.worth + 0.01) best = { at, worth, said };
	}
	if (!best) return { headline: null, hint: title, publication: null, begin: 0 };
	const headline = paragraphs[best.at] as PrintedParagraph;
	const hint = title !== null && best.said >= 0.75 ? title : headline.text;
	const publication = title !== null && best.said >= 0.75 ? paperIn(title, headline.text) : null;
	return { headline, hint, publication, begin: best.at > KEPT_BEFORE && headline.size >= body * 1.25 ? best.at - KEPT_ABOVE : 0 };
}
