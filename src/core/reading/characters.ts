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

const SCRATCH = 8192;
const wide = Buffer.alloc(SCRATCH * 2);
const narrow = Buffer.alloc(SCRATCH);
const codes = new Uint16Array(wide.buffer, wide.byteOffset, SCRATCH);
const SHARP_S = 0xdf;

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
	let all = 0;
	for (let i = 0; i < n; i++) {
		const code = text.charCodeAt(i);
		all |= code;
		narrow[i] = code;
	}
	return all < 0x100 ? narrow.toString('latin1', 0, n) : text;
}

/**
 * The words of a text joined by single blanks: runs of letters, marks and numbers, also across one stop, apostrophe or
 * hyphen between letters.
 */
export function joinedWords(text: string): string {
	const n = text.length;
	if (n * 2 > SCRATCH) return wordsByPattern(text);
	let all = 0;
	let to = 0;
	let i = 0;
	while (i < n) {
		let code = text.charCodeAt(i);
		let kind = kindOf(code);
		if (kind & PAIR) return wordsByPattern(text);
		if (!(kind & (LETTER | MARK | NUMBER))) {
			i++;
			continue;
		}
		if (to) {
			codes[to] = narrow[to] = 0x20;
			to++;
		}
		let allowed = LETTER | MARK | NUMBER;
		for (;;) {
			do {
				all |= code;
				codes[to] = code;
				narrow[to++] = code;
				if (++i >= n) break;
				code = text.charCodeAt(i);
				kind = kindOf(code);
			} while (kind & allowed);
			if (i + 1 >= n || !(code === 0x2e || code === 0x27 || code === 0x2019 || code === 0x2d)) break;
			const next = text.charCodeAt(i + 1);
			if (!(kindOf(next) & (LETTER | NUMBER))) break;
			all |= code;
			codes[to] = code;
			narrow[to++] = code;
			i++;
			code = next;
			allowed = LETTER | NUMBER;
		}
	}
	return all < 0x100 ? narrow.toString('latin1', 0, to) : wide.toString('utf16le', 0, to * 2);
}

const WORD = /[\p{L}\p{M}\p{N}]+(?:[.'’-][\p{L}\p{N}]+)*/gu;
const wordsByPattern = (text: string): string => (text.match(WORD) ?? []).join(' ');

/** The letters and numbers of a text and nothing else. */
export function lettersAndNumbers(text: string): string {
	for (let i = 0; i < text.length; i++) if (!(kindOf(text.charCodeAt(i)) & (LETTER | NUMBER))) return text.replace(/[^\p{L}\p{N}]/gu, '');
	return text;
}
