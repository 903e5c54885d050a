// Owns what kind a character is and how it folds, as tables filled when first asked. Must not know words or lines.

/** Kinds of a UTF-16 code unit, as bits (Unicode general categories). Halves of surrogate pairs have `PAIR` alone. */
export const LETTER = 1;
export const MARK = 2;
export const NUMBER = 4;
export const UPPER = 8;
export const LOWER = 16;
export const PAIR = 32;
export const SPACE = 64;
const KNOWN = 128;

const kinds = new Uint8Array(0x10000);

function learnKind(code: number): number {
	let kind = KNOWN;
	if (code >= 0xd800 && code <= 0xdfff) kind |= PAIR;
	else {
		const char = String.fromCharCode(code);
		if (/\p{L}/u.test(char)) kind |= LETTER;
		if (/\p{M}/u.test(char)) kind |= MARK;
		if (/\p{N}/u.test(char)) kind |= NUMBER;
		if (/\p{Lu}/u.test(char)) kind |= UPPER;
		if (/\p{Ll}/u.test(char)) kind |= LOWER;
		if (/\s/u.test(char)) kind |= SPACE;
	}
	kinds[code] = kind;
	return kind;
}

/** Kind bits of a code unit. */
export const kindOf = (code: number): number => (kinds[code] as number) || learnKind(code);

/** Digits as Arabic and Persian print them; their last four bits are their value. */
export const isEasternDigit = (code: number): boolean => (code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9);

const COMBINING = /\p{M}/gu;

function foldSlowly(text: string): string {
	const lower = text.toLowerCase();
	for (let i = 0; i < lower.length; i++) {
		if (lower.charCodeAt(i) > 127) return lower.replace(/[\u2018\u2019]/g, "'").normalize('NFD').replace(COMBINING, '').replace(/ø/g, 'o').replace(/ß/g, 'ss').normalize('NFC');
	}
	return lower;
}

export const SHARP_S = 0xdf;

/** Fold of a code unit that folds to one by itself, wherever it stands; 0 not yet known, `APART` for all others. */
const folds = new Uint16Array(0x10000);
const APART = 0xffff;

function learnFold(code: number): number {
	const kind = kindOf(code);
	// A sigma folds by its place in the word, jamo join with their neighbours, marks vanish.
	const alone = !(kind & (PAIR | MARK)) && code !== 0x3a3 && !(code >= 0x1100 && code <= 0x11ff) && code !== 0;
	const folded = alone ? foldSlowly(String.fromCharCode(code)) : '';
	folds[code] = folded.length === 1 && !(kindOf(folded.charCodeAt(0)) & (PAIR | MARK)) ? folded.charCodeAt(0) : APART;
	return folds[code] as number;
}

/** Fold of a code unit that folds to one by itself; 0 for the others: marks, halves of pairs, a sharp s. */
export function alone(code: number): number {
	const folded = (folds[code] as number) || learnFold(code);
	return folded === APART ? 0 : folded;
}

const lowers = new Uint16Array(0x10000);

function learnLower(code: number): number {
	// What a sigma becomes depends on its place; a dotted capital I becomes two; pairs that have capitals begin below those of pictographs.
	if (code === 0 || code === 0x130 || code === 0x3a3 || (code >= 0xd800 && code < 0xd83c)) return 0;
	lowers[code] = code >= 0xd83c && code < 0xe000 ? code : String.fromCharCode(code).toLowerCase().charCodeAt(0);
	return lowers[code] as number;
}

/** Small letter of a code unit, 0 where that is not for it alone to say. */
export const lowerOf = (code: number): number => (lowers[code] as number) || learnLower(code);

/** Each letter or number that folds to one code unit by itself, as far as met: its fold above its kind bits (`fold << 8 | kind`); 0 for everything else. */
export const letters = new Uint32Array(0x10000);

/**
 * Fold of a code unit that is part of a word: lower case without accents. 0 for a mark, which vanishes; what cannot be
 * folded alone stays; a sharp s, which is two letters, answers one of them. Letters met once stand in `letters`.
 */
export function foldOf(code: number): number {
	const folded = (folds[code] as number) || learnFold(code);
	if (folded !== APART) {
		letters[code] = (folded << 8) | kindOf(code);
		return folded;
	}
	if (code === SHARP_S) return 0x73;
	if (code === 0x3a3 || code === 0x3c2) return 0x3c3;
	return kindOf(code) & MARK ? 0 : code;
}

const KEPT = 1 << 14;

/** An array for the code units of one text after another: reading many of them one by one takes a fraction of the time from there. */
export class Units {
	private readonly bytes = Buffer.alloc(KEPT * 2);
	private readonly units = new Uint16Array(this.bytes.buffer, this.bytes.byteOffset, KEPT);

	/** The code units of a text, good until the next call; the array may be longer than the text. */
	of(text: string): Uint16Array {
		if (text.length > KEPT) {
			const bytes = Buffer.from(text, 'utf16le');
			return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
		}
		this.bytes.write(text, 0, 'utf16le');
		return this.units;
	}
}

const shared = new Units();

/** The code units of a text, in an array that is used again at the next call, whoever makes it. */
export const unitsOf = (text: string): Uint16Array => shared.of(text);

const SCRATCH = 8192;
const wide = Buffer.alloc(SCRATCH * 2);
const narrow = Buffer.alloc(SCRATCH);
const codes = new Uint16Array(wide.buffer, wide.byteOffset, SCRATCH);

/** Lower case without accents, straight quotes: the form in which words are compared. */
export function fold(text: string): string {
	const n = text.length;
	let i = 0;
	while (i < n && text.charCodeAt(i) < 0x80) i++;
	if (i === n) return text.toLowerCase();
	if (n * 2 > SCRATCH) return foldSlowly(text);
	let all = 0;
	let to = 0;
	for (i = 0; i < n; i++) {
		const code = text.charCodeAt(i);
		if (code === SHARP_S) {
			codes[to] = narrow[to++] = 0x73;
			codes[to] = narrow[to++] = 0x73;
			continue;
		}
		const folded = (folds[code] as number) || learnFold(code);
		if (folded === APART) return foldSlowly(text);
		all |= folded;
		codes[to] = folded;
		narrow[to++] = folded;
	}
	return all < 0x100 ? narrow.toString('latin1', 0, to) : wide.toString('utf16le', 0, to * 2);
}

/**
 * Pieces of one text, in one byte a character where a piece has no others: such strings are searched faster than those that
 * a single quote somewhere in the text has made twice as wide.
 */
export class Pieces {
	private readonly bytes: Buffer | null;

	/** `units` are those of `text` and are read at once. */
	constructor(private readonly text: string, units: Uint16Array) {
		const n = text.length;
		let all = 0;
		for (let i = 0; i < n; i++) all |= units[i] as number;
		this.bytes = all < 0x100 ? null : Buffer.allocUnsafe(n);
		if (this.bytes) for (let i = 0; i < n; i++) this.bytes[i] = units[i] as number;
	}

	/** The text from `from` to `to`; `all` is what the bits of its code units come to, one or another. */
	slice(from: number, to: number, all: number): string {
		return this.bytes && all < 0x100 ? this.bytes.toString('latin1', from, to) : this.text.slice(from, to);
	}
}

/** The letters and numbers of a text and nothing else. */
export function lettersAndNumbers(text: string): string {
	const n = text.length;
	if (n * 2 > SCRATCH) return text.replace(/[^\p{L}\p{N}]/gu, '');
	let to = 0;
	let all = 0;
	for (let i = 0; i < n; i++) {
		const code = text.charCodeAt(i);
		const kind = kindOf(code);
		// Whether half a pair is a letter is told by the pair only.
		if (kind & PAIR) return text.replace(/[^\p{L}\p{N}]/gu, '');
		if (!(kind & (LETTER | NUMBER))) continue;
		all |= code;
		codes[to] = code;
		narrow[to++] = code;
	}
	if (to === n) return text;
	return all < 0x100 ? narrow.toString('latin1', 0, to) : wide.toString('utf16le', 0, to * 2);
}
