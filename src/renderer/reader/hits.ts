// Owns finding what a query found again inside a text that is being read, so that it can be marked. Pure; the search itself is the core's.
import type { Piece } from '../../shared/model';

/** What to mark: each entry a run of folded words, the last of which may be only the beginning of a word unless it was quoted. */
export interface Wanted {
	words: string[];
	isExact: boolean;
	/** Set for a word with stars inside: what fits it. */
	pattern?: RegExp;
}

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
/** Scripts written without spaces: there a query's word may stand anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const STROKED: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd' };

/** Lower case, without accents, so that "cafe" meets "Café". */
const fold = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[łøđßæœıþð]/g, (letter) => STROKED[letter] ?? letter).replace(/’/g, "'");

const wordsOf = (text: string): string[] => (text.match(WORD) ?? []).map(fold);

/** Reads a query as typed: words, "quoted phrases", and -words, which are not marked. */
export function wantedIn(query: string): Wanted[] {
	const wanted: Wanted[] = [];
	for (const [, minus, phrase, word] of query.matchAll(/(-?)(?:["“„«]([^"”“»]*)["”“»]?|([^\s"“„«]+))/gu)) {
		if (minus) continue;
		const letters = word?.split(/\*+/).map(fold) ?? [];
		if (word && /^[^*]+\*+[^*]/.test(word) && letters.every((one) => /^[\p{L}\p{N}]*$/u.test(one))) {
			wanted.push({ words: [letters[0]!], isExact: false, pattern: new RegExp(`^${letters.join('.*')}$`, 'u') });
			continue;
		}
		const words = wordsOf(phrase ?? word ?? '');
		if (words.length > 0) wanted.push({ words, isExact: phrase !== undefined });
	}
	return wanted;
}

/** Shorter words are sought at the beginning of others alone. */
const LEAST_INSIDE = 3;

/** Cuts a text into pieces, those that were wanted marked as hits. */
export function piecesOf(text: string, wanted: readonly Wanted[]): Piece[] {
	if (wanted.length === 0) return [{ text, hit: false }];
	const words = [...text.matchAll(WORD)].map((match) => ({ from: match.index, to: match.index + match[0].length, folded: fold(match[0]), raw: match[0] }));
	const hits: [number, number][] = [];
	for (const want of wanted) {
		for (let at = 0; at < words.length; at++) {
			const unspaced = want.words.length === 1 && UNSPACED.test(words[at]!.raw);
			if (unspaced) hits.push(...within(words[at]!, want.words[0]!));
			else if (meets(words, at, want)) hits.push([words[at]!.from, words[at + want.words.length - 1]!.to]);
		}
	}
	return cut(text, hits);
}

function meets(words: readonly { folded: string }[], at: number, { words: wanted, isExact, pattern }: Wanted): boolean {
	if (pattern) return pattern.test(words[at]!.folded);
	return wanted.every((want, step) => {
		const word = words[at + step]?.folded;
		if (word === undefined) return false;
		if (isExact || step < wanted.length - 1) return word === want;
		// A word alone is also found inside longer ones, as the archive finds it.
		return wanted.length === 1 && want.length >= LEAST_INSIDE ? word.includes(want) : word.startsWith(want);
	});
}

/** Every place of a word inside a run that has no spaces. Folding may change lengths, so only runs that keep theirs are searched. */
function within(word: { from: number; raw: string; folded: string }, wanted: string): [number, number][] {
	const searched = word.folded.length === word.raw.length ? word.folded : word.raw;
	const found: [number, number][] = [];
	for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) found.push([word.from + at, word.from + at + wanted.length]);
	return found;
}

function cut(text: string, hits: [number, number][]): Piece[] {
	const pieces: Piece[] = [];
	let done = 0;
	for (const [from, to] of hits.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
		if (to <= done) continue;
		const start = Math.max(from, done);
		if (start > done) pieces.push({ text: text.slice(done, start), hit: false });
		pieces.push({ text: text.slice(start, to), hit: true });
		done = to;
	}
	if (done < text.length || pieces.length === 0) pieces.push({ text: text.slice(done), hit: false });
	return pieces;
}
