// Owns cutting text that is shown in so many lines between words: a browser would cut the last line in the middle of one. Pure; is told how wide words are.
import type { Piece } from '../../shared/model';

/** How wide words are in one type, in pixels. */
export type Measure = (words: string) => number;
export interface Room { width: number; lines: number }

/** Scripts without spaces: there a line is cut anywhere, as the browser does. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** What does not stand before the sign of what is left out. */
const LOOSE_END = /[\s,;:.–—-]+$/u;
/** Widths are told to the pixel, and a hit has a little more around it. */
const SPARE = 2;

/** Where a text is cut so that its last line ends with a whole word and an ellipsis; null where it fits, or cannot be cut so. */
export function cutAt(text: string, { width, lines }: Room, measure: Measure): number | null {
	if (width <= 0 || UNSPACED.test(text)) return null;
	const space = measure(' ');
	const most = width - measure('…') - SPARE;
	let line = 1;
	let x = 0;
	let fits: number | null = null;
	for (const { 0: word, index } of text.matchAll(/\S+/g)) {
		const wide = measure(word);
		if (wide > width) return null;
		const end = x === 0 ? wide : x + space + wide;
		if (end <= width) x = end;
		else {
			if (line === lines) return fits === null ? null : text.slice(0, fits).replace(LOOSE_END, '').length;
			line += 1;
			x = wide;
		}
		if (line === lines && x <= most) fits = index + word.length;
	}
	return null;
}

/** How many lines a text takes. */
export function linesIn(text: string, width: number, measure: Measure): number {
	const space = measure(' ');
	let lines = 1;
	let x = 0;
	for (const [word] of text.matchAll(/\S+/g)) {
		const wide = measure(word);
		const end = x === 0 ? wide : x + space + wide;
		if (end > width && x > 0) lines += 1;
		x = end > width ? wide : end;
		if (wide > width) {
			lines += Math.ceil(wide / width) - 1;
			x = wide % width;
		}
	}
	return lines;
}

/** What stands before and after a place in pieces. */
export function parted(pieces: readonly Piece[], at: number): [Piece[], Piece[]] {
	const sides: [Piece[], Piece[]] = [[], []];
	let from = 0;
	for (const { text, hit } of pieces) {
		const here = Math.max(0, Math.min(text.length, at - from));
		if (here > 0) sides[0].push({ text: text.slice(0, here), hit });
		if (here < text.length) sides[1].push({ text: text.slice(here), hit });
		from += text.length;
	}
	return sides;
}
