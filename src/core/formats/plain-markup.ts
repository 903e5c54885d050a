// Owns the reading of markup that says nothing of its parts (a word processor's, a simple mail's): its text is read as text, its headings and pictures help.
import type { Draft } from '../../shared/draft';
import { said } from '../../shared/said';
import { readText } from '../reading/read-text';
import { parsePage } from './dom';
import type { PageDocument, PageElement } from './dom';
import { isBlock, readLines } from './page-lines';
import type { PageText } from './page-lines';
import { picturesOf } from './page-pictures';
import type { Resources } from './page-pictures';
import { overlap, wordsOf } from './page-words';
import { Refusal } from './reading-of';
import type { Reading } from './reading-of';
import { safeHtml } from './safe-html';

export interface PlainMarkupHints {
	title?: string | null;
	resources?: Resources;
	prepare?: (document: PageDocument) => void;
}

/** Whether a page's elements are named at all: few names mean that only its words can be read. */
export function isPlainMarkup(html: string): boolean {
	const elements = html.match(/<[a-z][^>]*>/gi) ?? [];
	const named = elements.filter((tag) => /\s(?:class|id|itemprop|property|rel)\s*=/i.test(tag)).length;
	return named < Math.max(3, elements.length * 0.08) && !/<(?:article|main|figcaption|time)\b/i.test(html);
}

/** The first heading of the first rank, where it can be a headline. */
function headingOf(page: PageText): string | null {
	const line = page.lines.find((l) => l.heading === 1 && wordsOf(l.text).length >= 2 && l.text.length < 250);
	return line ? line.text : null;
}

/** A heading of the markup is a subhead where the words alone made a paragraph of it; the styled headline is surer than a guess. */
function withHeadings(draft: Draft, page: PageText, heading: string | null): Draft {
	const ranks = new Map(page.lines.map((line) => [line.start, line]));
	const blocks = draft.blocks.map((block) => {
		const line = ranks.get(block.span.start);
		if (block.role !== 'paragraph' || !line || line.text !== block.text) return block;
		return line.heading > 1 ? { ...block, role: 'subhead' as const } : line.list ? { ...block, role: 'list-item' as const } : line.quote ? { ...block, role: 'quotation' as const } : block;
	});
	const headline = draft.headline && heading && overlap(wordsOf(draft.headline.value), wordsOf(heading)) > 0.9 ? { ...draft.headline, from: { ...draft.headline.from, how: 'markup' as const, certainty: Math.max(0.93, draft.headline.from.certainty) } } : draft.headline;
	return { ...draft, blocks, headline };
}

/** @throws Refusal 'no-text', 'damaged' */
export function readPlainMarkup(html: string, hints: PlainMarkupHints = {}): Reading {
	const document = parsePage(html);
	hints.prepare?.(document);
	const root = document.body ?? document.documentElement;
	const page = readLines(root);
	if (!/[\p{L}\p{N}]/u.test(page.text)) throw new Refusal('no-text', said('said.import.empty'));
	const heading = headingOf(page);
	const title = heading ?? hints.title ?? null;
	const draft = withHeadings(readText(page.text, title ? { fileName: `${title.replace(/[/\\]/g, ' ')}.txt` } : {}), page, heading);
	const { pictures, numbers } = picturesOf(document, page, [], 0, page.text.length, hints.resources ?? (() => null));
	attachCaptions(draft, page, numbers, pictures);
	return {
		draft, kind: 'article', text: page.text, html: safeHtml(root, { base: null, pictureOf: (image: PageElement) => numbers.get(image) ?? null, keep: () => true }), pictures, parts: [],
		encoding: null, undecodable: 0, mediaType: 'text/html', tags: [], remarks: [],
	};
}

/** The caption that stands nearest below (else above) a picture is its caption. */
function attachCaptions(draft: Draft, page: PageText, numbers: ReadonlyMap<PageElement, number>, pictures: Reading['pictures']): void {
	const free = draft.captions.filter((caption) => caption.from.spans.length > 0);
	for (const [image, number] of numbers) {
		const picture = pictures[number];
		if (!picture || picture.caption !== null) continue;
		const place = placeOf(image, page);
		const nearest = free.map((caption, i) => ({ i, caption, away: (caption.from.spans[0] as { start: number }).start - place })).filter(({ away }) => away >= -300 && away < 400).sort((a, b) => Math.abs(a.away) - Math.abs(b.away) - (a.away >= 0 ? 50 : 0) + (b.away >= 0 ? 50 : 0))[0];
		if (!nearest) continue;
		picture.caption = nearest.caption.text;
		picture.credit = nearest.caption.credit;
		free.splice(nearest.i, 1);
	}
}

/** Where an image stands in the text: at the end of what is written before it. */
function placeOf(image: PageElement, page: PageText): number {
	for (let element: PageElement | null = image; element; element = element.parentElement) {
		for (let before = element.previousSibling; before; before = before.previousSibling) {
			const extent = before.nodeType === 1 ? page.extent.get(before as PageElement) : undefined;
			if (extent) return extent.end;
		}
		if (element.parentElement && isBlock(element) && page.extent.has(element.parentElement)) continue;
	}
	return 0;
}
