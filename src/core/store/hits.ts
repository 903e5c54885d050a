// Owns the showing of what was found: pieces of headline and snippet in which the query's words stand out. Must not know SQL.
import type { Piece } from '../../shared/model';
import { eachToken, type Token } from './fold';
import type { Wanted } from './query-language';

export interface Range { start: number; end: number }

const SNIPPET = 200;
const BEFORE_HIT = 60;
/** Texts are looked through this far for a hit; what stands deeper is found, but shown by the beginning of the text. */
const DEEPEST = 400_000;

/** Where the wanted terms stand in a text, in order and without overlaps. `enough` ends the search early: it is told each hit's end. */
export function hitsIn(text: string, wanted: readonly Wanted[], enough: (first: Range, at: number) => boolean = () => false): Range[] {
	if (wanted.length === 0 || text === '') return [];
	const ranges: Range[] = [];
	/** The last tokens, as many as the longest phrase. */
	const window: Token[] = [];
	const longest = Math.max(...wanted.map((one) => one.terms.length));
	try {
		eachToken(text, (term, start, end, head) => {
			if (ranges[0] && enough(ranges[0], start)) throw STOP;
			window.push({ term, start, end, head });
			if (window.length > longest) window.shift();
			for (const one of wanted) {
				const from = window.length - one.terms.length;
				if (from < 0 || !endsWith(window, from, one)) continue;
				const asked = one.terms.at(-1)!;
				// A single letter that begins a pair marks only itself.
				add(ranges, { start: window[from]!.start, end: one.prefix && head < end && asked.length < term.length ? head : end });
			}
		});
	} catch (error) {
		if (error !== STOP) throw error;
	}
	return ranges;
}

const STOP = new Error('enough');

function endsWith(window: readonly Token[], from: number, wanted: Wanted): boolean {
	const last = wanted.terms.length - 1;
	for (let i = last; i >= 0; i--) {
		const term = window[from + i]!.term;
		const asked = wanted.terms[i]!;
		if (i === last && wanted.prefix ? !term.startsWith(asked) : term !== asked) return false;
	}
	return true;
}

/** Adds a range, growing together with those it touches from within. */
function add(ranges: Range[], range: Range): void {
	let { start, end } = range;
	while (ranges.length > 0 && ranges.at(-1)!.end > start) {
		const other = ranges.pop()!;
		start = Math.min(start, other.start);
		end = Math.max(end, other.end);
	}
	ranges.push({ start, end });
}

/** A stretch of text as pieces. */
export function pieces(text: string, ranges: readonly Range[], from = 0, to = text.length): Piece[] {
	const made: Piece[] = [];
	let at = from;
	for (const range of ranges) {
		if (range.end <= from) continue;
		if (range.start >= to) break;
		if (range.start > at) made.push({ text: text.slice(at, range.start), hit: false });
		made.push({ text: text.slice(Math.max(at, range.start), Math.min(range.end, to)), hit: true });
		at = Math.min(range.end, to);
	}
	if (at < to) made.push({ text: text.slice(at, to), hit: false });
	return made.filter((piece) => piece.text !== '');
}

/** A headline with its hits; always at least one piece. */
export function headlinePieces(headline: string, wanted: readonly Wanted[]): Piece[] {
	const made = pieces(headline, hitsIn(headline, wanted));
	return made.length > 0 ? made : [{ text: headline, hit: false }];
}

/** About 200 characters around the first hit in the first of these texts that has one; null when none has. */
export function snippet(texts: readonly string[], wanted: readonly Wanted[]): Piece[] | null {
	for (const long of texts) {
		const text = long.slice(0, DEEPEST).replace(/\s/gu, ' ');
		const ranges = hitsIn(text, wanted, (first, at) => at > first.start + SNIPPET + 1);
		const first = ranges[0];
		if (!first) continue;
		const from = wordStart(text, Math.max(0, Math.min(first.start - BEFORE_HIT, text.length - SNIPPET)), first.start);
		const to = wordEnd(text, Math.min(text.length, Math.max(from + SNIPPET, Math.min(first.end, from + SNIPPET * 2))), first.end);
		const made = pieces(text, ranges, from, to);
		if (from > 0) made.unshift({ text: '… ', hit: false });
		if (to < text.length) made.push({ text: ' …', hit: false });
		return joined(made);
	}
	return null;
}

/** Neighbours of one kind become one piece; runs of spaces become one. */
function joined(made: readonly Piece[]): Piece[] {
	const all: Piece[] = [];
	for (const { text, hit } of made) {
		const last = all.at(-1);
		const single = text.replace(/ {2,}/g, ' ');
		if (last && last.hit === hit) last.text += single;
		else all.push({ text: single, hit });
	}
	return all;
}

/** The next start of a word at or after `at`, but not past `limit`. */
function wordStart(text: string, at: number, limit: number): number {
	if (at === 0) return 0;
	const gap = text.indexOf(' ', at - 1);
	if (gap >= 0 && gap < limit) return gap + 1;
	return isLow(text, at) ? at + 1 : at;
}

/** The last end of a word at or before `at`, but not before `limit`. */
function wordEnd(text: string, at: number, limit: number): number {
	if (at >= text.length) return text.length;
	const gap = text.lastIndexOf(' ', at);
	if (gap >= limit && gap > at - 40) return gap;
	return isLow(text, at) ? at - 1 : at;
}

const isLow = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text[at] ?? '');
