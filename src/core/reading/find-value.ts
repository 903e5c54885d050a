// Owns finding a value somebody typed in the text of the original, so that it stays tied to its lines. Pure.
import type { Span } from '../../shared/draft';

/** A value that stands in more places than this is looked for no further. */
const MOST_PLACES = 500;

/** Scripts written without spaces: there a value may stand right beside other letters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/**
 * Where a value stands in a text, in whatever case and however its lines are broken: the place nearest to a line (1-based),
 * else the first. Null when it stands nowhere, or is too short to say which place is meant.
 */
export function findValue(text: string, value: string, near: number | null): Span | null {
	const words = value.trim().split(/\s+/u).filter(Boolean);
	if (words.length === 0 || (near === null && words.join('').length < 2)) return null;
	const whole = UNSPACED.test(value) ? ['', ''] : ['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'];
	const pattern = new RegExp(whole.join(words.map(escaped).join('\\s+')), 'giu');
	const lines = new LineCount(text);
	let best: Span | null = null;
	let places = 0;
	for (const found of text.matchAll(pattern)) {
		const line = lines.at(found.index);
		const end = found.index + found[0].length;
		const span: Span = { line, endLine: lines.at(end - 1), start: found.index, end };
		if (best === null || Math.abs(span.line - (near ?? 0)) < Math.abs(best.line - (near ?? 0))) best = span;
		if (near === null || (best !== span && span.line > near) || ++places >= MOST_PLACES) break;
	}
	return best;
}

/** Counts lines on the way through a text; offsets are asked for in rising order. */
class LineCount {
	readonly #text: string;
	#at = 0;
	#line = 1;

	constructor(text: string) {
		this.#text = text;
	}

	at(offset: number): number {
		const breaks = /\r\n|\r|\n/g;
		breaks.lastIndex = this.#at;
		for (let found = breaks.exec(this.#text); found && found.index + found[0].length <= offset; found = breaks.exec(this.#text)) {
			this.#line += 1;
			this.#at = found.index + found[0].length;
		}
		return this.#line;
	}
}
