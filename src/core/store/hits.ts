// Owns the showing of what was found: pieces of headline and snippet in which the query's words stand out. Must not know SQL.
import type { Piece } from '../../shared/model';
import { eachToken, type Token } from './fold';
import type { Wanted } from './query-language';

export interface Range { start: number; end: number }

const SNIPPET = 200;
/** Few enough that a hit stands in the first two lines of a narrow list. */
const BEFORE_HIT = 32;
/** In scripts without spaces, whose letters are twice as wide, and between any two of which a text may be cut. */
const BEFORE_UNSPACED = 12;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A word is cut only if it is longer than this. */
const LONG_WORD = 40;
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
			if (longest === 1) {
				for (const one of wanted) if (means(term, one.terms[0]!, one)) add(ranges, { start, end: endOf(one, term, end, head) });
				return;
			}
			window.push({ term, start, end, head });
			if (window.length > longest) window.shift();
			for (const one of wanted) {
				const from = window.length - one.terms.length;
				if (from < 0 || !endsWith(window, from, one)) continue;
				add(ranges, { start: window[from]!.start, end: endOf(one, term, end, head) });
			}
		});
	} catch (error) {
		if (error !== STOP) throw error;
	}
	return ranges;
}

const STOP = new Error('enough');

/** Whether the last term asked for may stand for one of the text. */
function means(term: string, asked: string, { prefix, inside, pattern }: Wanted): boolean {
	if (pattern !== undefined) return term.startsWith(asked) && spelling(pattern).test(term);
	return !prefix ? term === asked : inside ? term.includes(asked) : term.startsWith(asked);
}

const spellings = new Map<string, RegExp>();
/** Words that fit a pattern of folded letters and stars. */
function spelling(pattern: string): RegExp {
	const known = spellings.get(pattern);
	if (known) return known;
	if (spellings.size > 100) spellings.clear();
	const made = new RegExp(`^${pattern.replace(/\*+/g, '.*')}$`, 'u');
	spellings.set(pattern, made);
	return made;
}

/** A single letter that begins a pair marks only itself. */
const endOf = ({ terms, prefix }: Wanted, term: string, end: number, head: number): number => (prefix && head < end && terms.at(-1)!.length < term.length ? head : end);

function endsWith(window: readonly Token[], from: number, wanted: Wanted): boolean {
	const last = wanted.terms.length - 1;
	for (let i = last; i >= 0; i--) {
		const term = window[from + i]!.term;
		const asked = wanted.terms[i]!;
		if (i < last ? term !== asked : !means(term, asked, wanted)) return false;
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

/** About 200 characters around the first hit in a text; null when it has none. */
export function snippet(long: string, wanted: readonly Wanted[]): Piece[] | null {
	const text = long.slice(0, DEEPEST).replace(/[^\S ]/gu, ' ');
	const begin = firstPossible(text, wanted);
	if (begin < 0) return null;
	const ranges = hitsIn(begin === 0 ? text : text.slice(begin), wanted, (first, at) => at > first.start + SNIPPET + 1)
		.map(({ start, end }) => ({ start: start + begin, end: end + begin }));
	const first = ranges[0];
	if (!first) return null;
	const before = UNSPACED.test(text.slice(first.start, first.end)) ? BEFORE_UNSPACED : BEFORE_HIT;
	const from = wordStart(text, Math.max(0, Math.min(first.start - before, text.length - SNIPPET)), first.start);
	const to = wordEnd(text, Math.min(text.length, Math.max(from + SNIPPET, Math.min(first.end, from + SNIPPET * 2))), first.end);
	const made = pieces(text, ranges, from, to);
	if (from > 0) made.unshift({ text: '… ', hit: false });
	if (to < text.length) made.push({ text: '…', hit: false });
	return joined(made);
}

/** Not ASCII, nor punctuation of print: where a term may be spelled otherwise than it is asked for. */
const ODD = /[^\x00-\x7F\u00A0-\u00A8\u00AB\u00AC\u00AF-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF\u2010-\u2029\u2030-\u203B]/g;

/**
 * No hit begins before this place, which is between words; -1 when there is none. In common letters a term stands as it is
 * asked for, but for case; only words with others are looked at one by one.
 */
function firstPossible(text: string, wanted: readonly Wanted[]): number {
	const lower = text.toLowerCase();
	// Subtle: a few letters become longer, and places in the two are no longer the same.
	if (lower.length !== text.length) return 0;
	const first = wanted.map(({ terms }) => terms[0]!);
	const plain = Math.min(...first.map((term) => lower.indexOf(term)).map((at) => (at < 0 ? Infinity : at)));
	for (let at = 0; at <= text.length;) {
		ODD.lastIndex = at;
		const odd = ODD.exec(text)?.index ?? Infinity;
		if (odd >= plain) return plain === Infinity ? -1 : lower.lastIndexOf(' ', plain) + 1;
		const from = text.lastIndexOf(' ', odd) + 1;
		const gap = text.indexOf(' ', odd);
		const to = gap < 0 ? text.length : gap;
		let isPossible = false;
		eachToken(text.slice(from, to), (term) => { isPossible ||= first.some((one) => term.includes(one)); });
		if (isPossible) return from;
		at = to + 1;
	}
	return plain === Infinity ? -1 : lower.lastIndexOf(' ', plain) + 1;
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

/** The next start of a word at or after `at`, but not past `limit`; where a word is as long as that, its own. */
function wordStart(text: string, at: number, limit: number): number {
	if (at === 0) return 0;
	const gap = text.indexOf(' ', at - 1);
	if (gap >= 0 && gap < limit) return gap + 1;
	const before = text.lastIndexOf(' ', at);
	if (at - before <= LONG_WORD && !UNSPACED.test(text.slice(before + 1, at + 1))) return before + 1;
	return isLow(text, at) ? at + 1 : at;
}

/** The last end of a word at or before `at`, but not before `limit`. */
function wordEnd(text: string, at: number, limit: number): number {
	if (at >= text.length) return text.length;
	const gap = text.lastIndexOf(' ', at);
	if (gap >= limit && gap > at - LONG_WORD) return gap;
	return isLow(text, at) ? at - 1 : at;
}

const isLow = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text[at] ?? '');
