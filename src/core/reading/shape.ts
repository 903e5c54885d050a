// Owns the counting of what a line is made of: blanks, capitals, figures, marks. Must not read words.
import { LOWER, NUMBER, UPPER, LETTER, SPACE, isEasternDigit, kindOf } from './characters';

/** Counts over one line. Those of marks and letters are of its first SHAPE_LENGTH characters. */
export interface Shape {
	words: number;
	cjk: boolean;
	cjkLetters: number;
	/** Share of words with a capital initial, and of capital letters among letters. */
	capitalised: number;
	capitals: number;
	digits: number;
	commas: number;
	/** Small letters with a capital after them. */
	glued: number;
	separators: number;
	/** Sentence ends inside the line. */
	sentences: number;
	/** Stops or at signs inside words, as addresses have them. */
	dots: number;
}

const SHAPE_LENGTH = 600;

/** Classes of characters; a line is told by which class follows which. */
const BLANK = 1;
const SMALL = 2;
const CAPITAL = 3;
const DIGIT = 4;
const LETTER_CJK = 5;
const STOP = 6;
const COMMA = 7;
const SEPARATOR = 8;
const OTHER_LETTER = 9;
const STOP_CJK = 10;
const AT = 11;
const OTHER = 12;
const CLASSES = 16;

const classes = new Uint8Array(0x10000);
const SEPARATORS = new Set([...'|•·›»/>'].map((char) => char.charCodeAt(0)));

function learnClass(code: number): number {
	const kind = kindOf(code);
	const char = String.fromCharCode(code);
	let found = OTHER;
	if (kind & SPACE) found = BLANK;
	else if ((code >= 0x3040 && code <= 0x9fff) || (code >= 0xac00 && code <= 0xd7af) || (code >= 0x0e00 && code <= 0x0e7f)) found = LETTER_CJK;
	else if (kind & LOWER) found = SMALL;
	else if (kind & UPPER) found = CAPITAL;
	else if (kind & LETTER) found = OTHER_LETTER;
	else if (kind & NUMBER && (code < 0x80 || isEasternDigit(code))) found = DIGIT;
	else if (char === '.' || char === '!' || char === '?') found = STOP;
	else if (char === ',') found = COMMA;
	else if (char === '。') found = STOP_CJK;
	else if (char === '@') found = AT;
	else if (SEPARATORS.has(code)) found = SEPARATOR;
	classes[code] = found;
	return found;
}

/** How often class b follows class a, at `a * CLASSES + b`. */
const pairs = new Int32Array(CLASSES * CLASSES);

function countPairs(units: Uint16Array, from: number, to: number, before: number): number {
	let previous = before * CLASSES;
	for (let i = from; i < to; i++) {
		const code = units[i] as number;
		const found = (classes[code] as number) || learnClass(code);
		const at = previous | found;
		pairs[at] = (pairs[at] as number) + 1;
		previous = found * CLASSES;
	}
	return previous / CLASSES;
}

const follows = (a: number, b: number): number => pairs[a * CLASSES + b] as number;

function total(b: number): number {
	let sum = 0;
	for (let a = 0; a < CLASSES; a++) sum += follows(a, b);
	return sum;
}

/** Characters of any other class that follow one of class a. */
function leaving(a: number): number {
	let sum = 0;
	for (let b = 0; b < CLASSES; b++) if (b !== a) sum += follows(a, b);
	return sum;
}

const share = (part: number, whole: number): number => (whole ? part / whole : 0);

/** Counts over a line of `n` code units. It is taken as beginning after a blank. */
export function shapeOf(units: Uint16Array, n: number): Shape {
	const head = Math.min(n, SHAPE_LENGTH);
	pairs.fill(0);
	const last = countPairs(units, 0, head, BLANK);
	const begun = leaving(BLANK);
	const small = total(SMALL);
	const capital = total(CAPITAL);
	const cjkLetters = total(LETTER_CJK);
	const shape: Shape = {
		words: 0,
		cjk: cjkLetters > head * 0.25,
		cjkLetters,
		capitalised: share(follows(BLANK, CAPITAL), begun),
		capitals: share(capital, capital + small),
		digits: total(DIGIT),
		commas: total(COMMA),
		glued: follows(SMALL, CAPITAL),
		separators: total(SEPARATOR),
		sentences: 0,
		dots: follows(STOP, SMALL) + follows(STOP, CAPITAL) + total(AT),
	};
	if (n > head) countPairs(units, head, n, last);
	shape.words = shape.cjk ? Math.max(1, Math.round(n / 1.8)) : leaving(BLANK);
	shape.sentences = follows(STOP, BLANK) + total(STOP_CJK);
	return shape;
}
