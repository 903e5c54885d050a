// Owns the finding of pull quotes: words of an article set again in large type between its paragraphs. Must not choose the body.
import { unitsOf } from './characters';
import { keyOf, type Facts } from './facts';
import type { Line } from './lines';
import { type Page, isFurniture } from './page';

const FEWEST_WORDS = 6;
const MOST_WORDS = 45;
/** Characters looked for in the paragraphs, from inside the line: edges are what a pull quote changes. */
const PROBE = 18;
const QUOTES = /^["“”„«»‘’'‹›「『\s]+|["“”„«»‘’'‹›」』\s.…,!?]+$/gu;
const CLOSED = new Set([...'"“”«»’』」'].map((mark) => mark.charCodeAt(0)));
const ATTRIBUTION = /^(?:[-–—―]\s?|~\s?)?(?<name>\p{Lu}[\p{L}.'’-]+(?:\s[\p{L}.'’-]+){0,4})(?:,.{2,60})?$/u;

/** Share of the words of `short` that stand in `long`, in order. */
function inOrder(short: readonly string[], long: readonly string[]): number {
	let hits = 0;
	let from = 0;
	for (const word of short) {
		const at = long.indexOf(word, from);
		if (at < 0 || at - from > 12 + short.length) continue;
		hits++;
		from = at + 1;
	}
	return hits / short.length;
}

/** Whether the words of `quote` stand again in the paragraph `text`, all but for a word or two. */
function isTakenFrom(quote: string, text: string): boolean {
	const short = keyOf(quote).split(' ').filter(Boolean);
	if (short.length < FEWEST_WORDS - 1) return false;
	const whole = keyOf(text);
	if (` ${whole} `.includes(` ${short.join(' ')} `)) return true;
	const long = whole.split(' ').filter(Boolean);
	const start = Math.max(0, long.indexOf(short[0] as string));
	return Math.max(inOrder(short, long), inOrder(short, long.slice(start))) >= 0.85;
}

const SLOTS = 0x4000;
const SHINGLE = 8;
const slots = new Uint16Array(SLOTS);

/** Writes the slots of the first characters of each word of a text, with what follows them, into `slots`; answers how many. */
function shinglesOf(text: string): number {
	const units = unitsOf(text);
	let count = 0;
	let before = 0x20;
	for (let i = 0; i + SHINGLE <= text.length && count < SLOTS; i++) {
		if (before === 0x20) {
			let hash = 0;
			for (let k = i; k < i + SHINGLE; k++) hash = (Math.imul(hash, 31) + (units[k] as number)) | 0;
			slots[count++] = hash & (SLOTS - 1);
		}
		before = units[i] as number;
	}
	return count;
}

/** The body's paragraphs, as far as they are needed to find in them what is set again. */
class Paragraphs {
	/** How often each beginning of a word stands in the body. */
	private readonly counts = new Uint8Array(SLOTS);
	/** Whether the paragraphs stand in the page's text as they are, so that it can be asked for their words. */
	private verbatim = true;

	constructor(private readonly page: Page, private readonly body: Uint8Array, private readonly from: number, private readonly to: number) {
		const { counts } = this;
		for (let i = from; i <= to; i++) {
			if (!body[i]) continue;
			const { text, span } = page.lines[i] as Line;
			this.verbatim &&= page.text.startsWith(text, span.start);
			const count = shinglesOf(text);
			for (let k = 0; k < count; k++) {
				const slot = slots[k] as number;
				if ((counts[slot] as number) < 255) counts[slot] = (counts[slot] as number) + 1;
			}
		}
	}

	/** Whether most words of a quote stand in the body; `own` is 1 where the quote's line is counted as body itself. */
	private holdsWordsOf(quote: string, own: number): boolean {
		const all = shinglesOf(quote);
		let again = 0;
		for (let k = 0; k < all; k++) if ((this.counts[slots[k] as number] as number) > own) again++;
		return all > 2 && again >= all * 0.7;
	}

	/** The paragraph that holds the words of line `i` and more, or -1. */
	sourceOf(i: number): number {
		const { page, body } = this;
		const { text, span } = page.lines[i] as Line;
		const quote = text.replace(QUOTES, '');
		if (quote.length < 28 || !this.holdsWordsOf(quote, body[i] as number)) return -1;
		const third = Math.floor(quote.length / 3);
		const verbatim = this.verbatim && page.text.startsWith(text, span.start);
		const probes = [quote.slice(third, third + PROBE), quote.slice(2 * third - PROBE / 2, 2 * third + PROBE / 2)].filter((probe) => !verbatim || page.occurrences.count(probe.toLowerCase(), 2) > 1);
		if (probes.length === 0) return -1;
		for (let j = this.from; j <= this.to; j++) {
			if (!body[j] || j === i || (page.facts[j] as Facts).length < text.length * 1.15) continue;
			const paragraph = (page.lines[j] as Line).text;
			if (probes.some((probe) => paragraph.includes(probe)) && isTakenFrom(quote, paragraph)) return j;
		}
		return -1;
	}
}

/** Who is quoted, on the line below a pull quote: "— Jane Doe, harbour master", where the name stands in the article too. */
function isAttribution(page: Page, body: Uint8Array, i: number): boolean {
	const fact = page.facts[i];
	if (!fact || fact.words > 12 || fact.stop === 3 || (page.lines[i] as Line).blanksBefore > 1) return false;
	const name = ATTRIBUTION.exec((page.lines[i] as Line).text)?.groups?.name;
	const last = name?.split(/\s/).at(-1);
	if (!last || last.length < 3) return false;
	const marked = /^[-–—―~]/u.test((page.lines[i] as Line).text);
	return (marked || fact.personName || fact.byline !== null) && page.lines.some((line, j) => body[j] === 1 && j !== i && line.text.includes(last));
}

/** Whether a line can be set again: short, and not just one of the paragraphs. */
function mayBeSetAgain(fact: Facts, text: string, score: number): boolean {
	if (fact.cjk || fact.words < FEWEST_WORDS || fact.words > MOST_WORDS || fact.creditAt >= 0 || isFurniture(fact)) return false;
	if (fact.quoteStart && CLOSED.has(text.charCodeAt(text.length - 1))) return true;
	return fact.words >= 8 && (fact.stop !== 3 || (fact.words <= 24 && score < 0.9));
}

/**
 * Lines between `from` and `to` that say again what a longer paragraph says, and the names below them. What is found is
 * taken out of `body`. `scores` say how much each line is like body.
 */
export function choosePullQuotes(page: Page, body: Uint8Array, from: number, to: number, taken: ReadonlySet<number>, scores: Float32Array): Set<number> {
	const out = new Set<number>();
	const first = Math.max(0, from);
	let paragraphs: Paragraphs | null = null;
	for (let i = first; i <= to; i++) {
		if (taken.has(i) || !mayBeSetAgain(page.facts[i] as Facts, (page.lines[i] as Line).text, scores[i] as number)) continue;
		paragraphs ??= new Paragraphs(page, body, first, to);
		if (paragraphs.sourceOf(i) < 0) continue;
		out.add(i);
		body[i] = 0;
		if (!taken.has(i + 1) && i + 1 < body.length && isAttribution(page, body, i + 1)) {
			out.add(i + 1);
			body[i + 1] = 0;
		}
	}
	return out;
}
