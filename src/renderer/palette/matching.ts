// Owns how what is typed in the palette meets a name: which letters stand out, and what comes first. Pure.
import type { Piece } from '../../shared/model';

/** Letters that are no base letter with a mark, as people without them type them. */
const STROKED: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ð: 'd' };

const folded = (letter: string): string => letter.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[łøđßæœıþð]/gu, (one) => STROKED[one] ?? one);

/** A text without case and accents, and for each of its UTF-16 units where in the text it came from. */
function unfold(text: string): { folded: string; from: number[] } {
	const from: number[] = [];
	let all = '';
	let at = 0;
	for (const letter of text) {
		const plain = folded(letter);
		for (let unit = 0; unit < plain.length; unit++) from.push(at);
		all += plain;
		at += letter.length;
	}
	from.push(text.length);
	return { folded: all, from };
}

export interface Match {
	pieces: Piece[];
	/** Less is better: 0 where the name begins so, 1 where all words begin so, 2 where one is only inside. */
	rank: 0 | 1 | 2;
}

const isLetter = (text: string, at: number): boolean => at >= 0 && /[\p{L}\p{N}]/u.test(text.charAt(at));

/** Where a word stands: at the beginning of one, else anywhere; -1 for nowhere. */
function placeOf(text: string, word: string): { at: number; isInside: boolean } {
	let first = -1;
	for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
		if (!isLetter(text, at - 1)) return { at, isInside: false };
		if (first < 0) first = at;
	}
	// One letter inside a word says nothing.
	return { at: word.length > 1 ? first : -1, isInside: true };
}

/** How a name meets what is typed; null where a word of it is nowhere. Nothing typed meets everything. */
export function matched(name: string, typed: string): Match | null {
	const words = unfold(typed).folded.split(/\s+/u).filter(Boolean);
	const { folded: text, from } = unfold(name);
	const hits = new Array<boolean>(name.length).fill(false);
	let rank: Match['rank'] = words.length > 0 && text.startsWith(words[0]!) ? 0 : 1;
	for (const word of words) {
		const { at, isInside } = placeOf(text, word);
		if (at < 0) return null;
		if (isInside) rank = 2;
		// A letter that is folded into two stands out whole.
		const last = from[at + word.length - 1]!;
		hits.fill(true, from[at], from.find((place, unit) => unit >= at + word.length && place > last));
	}
	const pieces: Piece[] = [];
	for (let at = 0; at < name.length; at++) {
		const last = pieces.at(-1);
		if (last && last.hit === hits[at]) last.text += name[at];
		else pieces.push({ text: name[at]!, hit: hits[at]! });
	}
	return { pieces, rank };
}

/** Those that meet what is typed, best first; among equals the order they came in stays. */
export function best<T>(all: readonly T[], typed: string, nameOf: (one: T) => string, most: number): { one: T; pieces: Piece[]; rank: number }[] {
	return all
		.flatMap((one) => {
			const match = matched(nameOf(one), typed);
			return match ? [{ one, ...match }] : [];
		})
		.sort((a, b) => a.rank - b.rank)
		.slice(0, most);
}
