// Owns the choice of the lines that are the article's body: Readability proposes, the lines' own looks and the page's metadata correct it.
import { Readability } from '@mozilla/readability';
import { TEXT, isElement, walk } from './dom';
import type { PageDocument, PageElement } from './dom';
import { HINT } from './page-hints';
import type { PageLine, PageText } from './page-lines';
import type { Metadata } from './page-metadata';
import { wordsOf } from './page-words';

const MARK = 'data-cuttings-block';

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** Lines that Readability kept. The document is not changed: a copy is given to it. */
function proposed(document: PageDocument, page: PageText): Set<number> {
	const blocks = new Map<PageElement, string>();
	for (const line of page.lines) if (!blocks.has(line.block)) blocks.set(line.block, String(blocks.size));
	for (const [element, id] of blocks) element.setAttribute(MARK, id);
	const kept = new Map<string, string>();
	try {
		const copy = document.cloneNode(true);
		const reader = new Readability(copy as never, { charThreshold: 250, keepClasses: true, disableJSONLD: true, serializer: (node) => node as never });
		// It would hand an outer element's attributes on to an inner one, and so move the marks.
		(reader as unknown as { _simplifyNestedElements: () => void })._simplifyNestedElements = () => {};
		const content = reader.parse()?.content as unknown as PageElement | null | undefined;
		const marks: (string | null)[] = [];
		if (content) walk(content, (node) => {
			if (node.nodeType === TEXT) {
				// A block that holds others survives with them: its own text may be gone.
				const mark = marks.findLast((m) => m !== null);
				if (mark != null) kept.set(mark, (kept.get(mark) ?? '') + letters(node.nodeValue ?? ''));
			} else if (isElement(node)) marks.push(node.getAttribute(MARK));
		}, (node) => { if (isElement(node)) marks.pop(); });
	} catch {
		// A page it cannot cope with is read without its proposal.
	} finally {
		for (const element of blocks.keys()) element.removeAttribute(MARK);
	}
	return new Set(page.lines.filter((line) => kept.get(blocks.get(line.block) as string)?.includes(letters(line.text))).map((line) => line.index));
}

export const isSentence = (line: PageLine): boolean => line.text.length >= 60 && line.linked < line.text.length * 0.6 && /[.!?…。！？”"»]/.test(line.text);
const BAD = HINT.related | HINT.share | HINT.comment | HINT.menu | HINT.tags | HINT.bio | HINT.advert | HINT.newsletter | HINT.unseen | HINT.reading;

/** Without Readability's word: the block of sentences with the most text under one ancestor. */
function densest(page: PageText): Set<number> {
	const scores = new Map<PageElement, number>();
	for (const line of page.lines) {
		if (!isSentence(line) || line.hints & BAD || line.furniture) continue;
		let share = 1;
		for (let up: PageElement | null = line.block.parentElement, step = 0; up && step < 4; up = up.parentElement, step++, share *= 0.6) scores.set(up, (scores.get(up) ?? 0) + line.text.length * share);
	}
	const best = [...scores].sort((a, b) => b[1] - a[1])[0]?.[0];
	const size = best ? page.extent.get(best) : undefined;
	return new Set(size ? page.linesIn(size.start, size.end).filter((line) => !(line.hints & BAD) && !line.furniture).map((line) => line.index) : []);
}

/** Lines the metadata's own copy of the article holds. */
function confirmed(page: PageText, articleText: string): Set<number> {
	const out = new Set<number>();
	if (articleText.length < 400) return out;
	const whole = ` ${wordsOf(articleText).join(' ')} `;
	for (const line of page.lines) {
		const words = wordsOf(line.text);
		if (words.length >= 4 && whole.includes(` ${words.join(' ')} `)) out.add(line.index);
	}
	return out;
}

export interface BodyChoice {
	/** Indices of the lines proposed as body, before captions, bylines and the like are taken out. */
	lines: Set<number>;
	/** First and last of them that is a sentence; -1 when there is none. */
	first: number;
	last: number;
	/** Lines the metadata's copy of the article holds, too. */
	confirmed: Set<number>;
}

const mass = (page: PageText, lines: Iterable<number>): number => { let sum = 0; for (const i of lines) { const line = page.lines[i] as PageLine; if (isSentence(line)) sum += line.text.length; } return sum; };

/** Paragraphs of the story's own run that Readability let go: sentences between its first and last, in the company of others. */
function grow(page: PageText, lines: Set<number>, top: number): void {
	const sorted = [...lines].filter((i) => isSentence(page.lines[i] as PageLine)).sort((a, b) => a - b);
	const last = sorted.at(-1);
	if (last === undefined) return;
	const parents = new Map<PageElement | null, number>();
	for (const i of sorted) { const parent = (page.lines[i] as PageLine).block.parentElement; parents.set(parent, (parents.get(parent) ?? 0) + 1); }
	for (let i = Math.max(0, top); i < Math.min(page.lines.length, last + 12); i++) {
		const line = page.lines[i] as PageLine;
		if (lines.has(i) || line.hidden || line.furniture || line.figure || line.hints & (BAD | HINT.caption | HINT.credit | HINT.standfirst | HINT.byline | HINT.date | HINT.media)) continue;
		const family = parents.get(line.block.parentElement) ?? 0;
		if (isSentence(line) && line.block.localName === 'p' && line.linked < line.text.length * 0.5 && (i < last || family >= 2)) lines.add(i);
		else if (family >= 3 && i < last && i > (sorted[0] as number) && line.heading >= 2 && line.linked === 0) lines.add(i);
	}
}

/** The first heading of the first rank that is not furniture: what stands above it is no story. */
function topLine(page: PageText): number {
	const heading = page.lines.find((line) => line.heading === 1 && line.furniture !== 'nav' && line.linked < line.text.length * 0.8 && line.text.length > 15);
	return heading ? heading.index + 1 : page.lines.length;
}

/** Chooses the lines that may be body. */
export function chooseBody(document: PageDocument, page: PageText, metadata: Metadata): BodyChoice {
	let lines = proposed(document, page);
	const sure = confirmed(page, metadata.articleText);
	const dense = densest(page);
	if (mass(page, lines) < 0.4 * mass(page, dense)) lines = dense;
	if (sure.size >= 4) {
		const held = mass(page, sure);
		// The metadata's copy overrules a proposal that misses most of it.
		const missed = mass(page, [...sure].filter((i) => !lines.has(i)));
		if (held > 600 && missed > held * 0.3) for (const i of sure) lines.add(i);
	}
	grow(page, lines, topLine(page));
	const sentences = [...lines].filter((i) => isSentence(page.lines[i] as PageLine)).sort((a, b) => a - b);
	const all = [...lines].sort((a, b) => a - b);
	return { lines, first: sentences[0] ?? all[0] ?? -1, last: sentences.at(-1) ?? all.at(-1) ?? -1, confirmed: sure };
}

