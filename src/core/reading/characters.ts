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

const LOADED = 1 << 14;
const loadedBytes = Buffer.alloc(LOADED * 2);
const loaded = new Uint16Array(loadedBytes.buffer, loadedBytes.byteOffset, LOADED);

/**
 * The code units of a text, in an array that is used again at the next call: reading many of them one by one takes a
 * fraction of the time from there. Longer than the text.
 */
export function unitsOf(text: string): Uint16Array {
	if (text.length > LOADED) {
		const bytes = Buffer.from(text, 'utf16le');
		return new Uint16Array(bytes.buffer, bytes.byteOffset, text.length);
	}
	loadedBytes.write(text, 0, 'utf16le');
	return loaded;
}

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

/** The same text, kept in one byte a character where it can be: such strings are searched faster. */
export function compact(text: string): string {
	const n = text.length;
	if (n > SCRATCH) return text;
	const units = unitsOf(text);
	let all = 0;
	for (let i = 0; i < n; i++) all |= units[i] as number;
	if (all >= 0x100) return text;
	narrow.write(text, 0, 'latin1');
	return narrow.toString('latin1', 0, n);
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
