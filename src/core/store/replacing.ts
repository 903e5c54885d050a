// Owns the replacing of text in a field, plain or by a simple pattern. Pure, and never slower than the text's length times the pattern's.
import type { Replacing } from '../../shared/batch';

/** One character of what is sought: itself, any, or a digit. */
type Sign = { is: 'letter'; letter: string } | { is: 'any' } | { is: 'digit' };
interface Match { start: number; end: number; runs: [start: number, end: number][] }

/** Beginnings that the edges of words may refuse, for a pattern with a "*", before it counts as not found. */
const MOST_TRIES = 200;
const WORD = /^[\p{L}\p{M}\p{N}]$/u;
const DIGIT = /^\p{Nd}$/u;

/** A replacement worked out once for many texts. */
export class Replacer {
	readonly #parts: readonly Sign[][];
	readonly #asked: Replacing;

	constructor(asked: Replacing) {
		this.#asked = asked;
		this.#parts = partsOf(asked);
	}

	/** The text with every place replaced, from left to right; null when there is none. */
	replace(text: string): string | null {
		const { matchCase, wholeField } = this.#asked;
		const letters = Array.from(text.normalize('NFC'));
		const compared = matchCase ? letters : letters.map(lower);
		let made = '';
		let from = 0;
		let hasAny = false;
		while (from <= letters.length) {
			const match = this.#next(compared, letters, from);
			if (!match || (wholeField && (match.start !== 0 || match.end !== letters.length))) break;
			made += letters.slice(from, match.start).join('') + this.#by(letters, match);
			hasAny = true;
			// Something empty matched ("*" where nothing is left): one on, lest it stays here for ever.
			if (match.end === match.start) made += letters[match.end] ?? '';
			from = match.end === match.start ? match.end + 1 : match.end;
			if (wholeField || match.end >= letters.length) break;
		}
		return hasAny ? made + letters.slice(from).join('') : null;
	}

	/**
	 * The first match at or after `from`. Each part of the pattern stands at its first place after the one before: where the parts
	 * stand at all in this order, they stand so, hence nothing is ever tried twice but the start that word edges refuse.
	 */
	#next(compared: readonly string[], letters: readonly string[], from: number): Match | null {
		const [first = [], ...rest] = this.#parts;
		let tries = 0;
		for (let start = this.#find(compared, first, from); start >= 0; start = this.#find(compared, first, start + 1)) {
			const runs: Match['runs'] = [];
			let end = start + first.length;
			for (const [at, part] of rest.entries()) {
				const isLast = at === rest.length - 1;
				let place: number;
				// A "*" at the very end takes all the rest; in a whole field the last part stands at its end.
				if (isLast && part.length === 0) place = letters.length;
				else if (isLast && this.#asked.wholeField) place = letters.length - part.length >= end && fits(compared, part, letters.length - part.length) ? letters.length - part.length : -1;
				else place = this.#find(compared, part, end);
				if (place < 0) return null;
				runs.push([end, place]);
				end = place + part.length;
			}
			if (!this.#asked.wholeWords || isEdged(letters, start, end)) return { start, end, runs };
			if (first.length === 0 || start >= letters.length || (rest.length > 0 && ++tries > MOST_TRIES)) return null;
		}
		return null;
	}

	#find(letters: readonly string[], part: readonly Sign[], from: number): number {
		if (this.#asked.wholeField && from === 0 && part === this.#parts[0]) return fits(letters, part, 0) ? 0 : -1;
		for (let at = from; at + part.length <= letters.length; at++) if (fits(letters, part, at)) return at;
		return -1;
	}

	#by(letters: readonly string[], { runs }: Match): string {
		const { by, isPattern } = this.#asked;
		return isPattern ? by.replace(/\$([1-9])/g, (_, digit: string) => { const run = runs[Number(digit) - 1]; return run ? letters.slice(run[0], run[1]).join('') : ''; }) : by;
	}
}

const lower = (letter: string): string => { const small = letter.toLowerCase(); return Array.from(small).length === 1 ? small : letter; };

function partsOf({ find, isPattern, matchCase }: Replacing): Sign[][] {
	const parts: Sign[][] = [[]];
	for (const letter of Array.from(find.normalize('NFC'))) {
		if (isPattern && letter === '*') {
			// Several in a row are one.
			if (parts.length === 1 || parts.at(-1)!.length > 0) parts.push([]);
		} else parts.at(-1)!.push(isPattern && letter === '?' ? { is: 'any' } : isPattern && letter === '#' ? { is: 'digit' } : { is: 'letter', letter: matchCase ? letter : lower(letter) });
	}
	return parts;
}

function fits(letters: readonly string[], part: readonly Sign[], at: number): boolean {
	if (at + part.length > letters.length) return false;
	return part.every((sign, step) => {
		const letter = letters[at + step]!;
		return sign.is === 'any' || (sign.is === 'digit' ? DIGIT.test(letter) : letter === sign.letter);
	});
}

const isEdged = (letters: readonly string[], start: number, end: number): boolean =>
	!(WORD.test(letters[start - 1] ?? '') && WORD.test(letters[start] ?? '')) && !(WORD.test(letters[end - 1] ?? '') && WORD.test(letters[end] ?? ''));
