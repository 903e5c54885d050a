// Owns the way from bytes to text: which encoding, how sure, what had to be replaced. Must not look at what the text says.
import { isAscii, isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Text made of bytes. `encoding` is an IANA-like name; `replaced` counts the U+FFFD that stand for unreadable bytes. */
export interface Decoded {
	text: string;
	encoding: string;
	hadBom: boolean;
	replaced: number;
}

const SAMPLE_BYTES = 48 * 1024;
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Windows-1252 0x80-0x9F (WHATWG Encoding Standard, index windows-1252); 0 where undefined. */
const CP1252_HIGH = [
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];
const CP1252_BACK = new Map<number, number>(CP1252_HIGH.flatMap((code, i) => (code ? [[code, 0x80 + i] as const] : [])));

/** Signatures of common formats that are no text (file(1) magic numbers). */
const SIGNATURES: readonly (readonly number[])[] = [
	[0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
	[0x50, 0x4b, 0x03, 0x04], // zip
	[0x50, 0x4b, 0x05, 0x06], // empty zip
	[0x89, 0x50, 0x4e, 0x47], // PNG
	[0xff, 0xd8, 0xff], // JPEG
	[0x47, 0x49, 0x46, 0x38], // GIF8
	[0x1f, 0x8b, 0x08], // gzip
	[0x7f, 0x45, 0x4c, 0x46], // ELF
	[0xd0, 0xcf, 0x11, 0xe0], // OLE2
	[0x37, 0x7a, 0xbc, 0xaf], // 7z
	[0x52, 0x61, 0x72, 0x21], // Rar!
];

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);

function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
	if (startsWith(bytes, [0xff, 0xfe, 0, 0]) && bytes.length % 4 === 0) return { encoding: 'utf-32le', length: 4 };
	if (startsWith(bytes, [0, 0, 0xfe, 0xff])) return { encoding: 'utf-32be', length: 4 };
	if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', length: 3 };
	if (startsWith(bytes, [0xff, 0xfe])) return { encoding: 'utf-16le', length: 2 };
	if (startsWith(bytes, [0xfe, 0xff])) return { encoding: 'utf-16be', length: 2 };
	return null;
}

/** The UTF-16/32 form that the places of the zero bytes betray, when there is no byte order mark. */
function wideWithoutMark(bytes: Uint8Array): string | null {
	const n = Math.min(bytes.length, SAMPLE_BYTES) & ~3;
	if (n < 4 || bytes.length % 2 !== 0 || !bytes.subarray(0, n).includes(0)) return null;
	const zeros = [0, 0, 0, 0];
	let asciiBreaksLittle = 0;
	let asciiBreaksBig = 0;
	for (let i = 0; i < n; i += 2) {
		const first = bytes[i] as number;
		const second = bytes[i + 1] as number;
		if (first === 0) zeros[i & 3] = (zeros[i & 3] as number) + 1;
		if (second === 0) zeros[(i & 3) + 1] = (zeros[(i & 3) + 1] as number) + 1;
		if (second === 0 && (first === 0x0a || first === 0x0d || first === 0x20)) asciiBreaksLittle++;
		if (first === 0 && (second === 0x0a || second === 0x0d || second === 0x20)) asciiBreaksBig++;
	}
	const quarter = n / 4;
	const [a, b, c, d] = zeros.map((count) => count / quarter) as [number, number, number, number];
	if (bytes.length % 4 === 0 && c > 0.95 && d > 0.95 && a < 0.2) return 'utf-32le';
	if (bytes.length % 4 === 0 && a > 0.95 && b > 0.95 && d < 0.2) return 'utf-32be';
	const even = (a + c) / 2;
	const odd = (b + d) / 2;
	if (odd > 0.3 && even < 0.02) return 'utf-16le';
	if (even > 0.3 && odd < 0.02) return 'utf-16be';
	// Text in another script has few zeros, but its blanks and line ends still have theirs on one side.
	const units = n / 2;
	if (odd > 0.02 && even < 0.002 && asciiBreaksLittle / units > 0.01 && plausibleWide(bytes, n, true)) return 'utf-16le';
	if (even > 0.02 && odd < 0.002 && asciiBreaksBig / units > 0.01 && plausibleWide(bytes, n, false)) return 'utf-16be';
	return null;
}

/** Whether the 16-bit units use few high bytes, as text in one script does and noise does not. */
function plausibleWide(bytes: Uint8Array, n: number, little: boolean): boolean {
	const high = new Set<number>();
	for (let i = little ? 1 : 0; i < n; i += 2) high.add(bytes[i] as number);
	return high.size < Math.max(6, n / 8) && high.size < 130;
}

/** Length of the well-formed UTF-8 sequence at `i` (Unicode 15, table 3-7), 0 when there is none. */
function utf8SequenceAt(bytes: Uint8Array, i: number): number {
	const lead = bytes[i] as number;
	if (lead < 0x80) return 1;
	const tail = (k: number, low = 0x80, high = 0xbf): boolean => {
		const byte = bytes[i + k];
		return byte !== undefined && byte >= low && byte <= high;
	};
	if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
	if (lead >= 0xe0 && lead <= 0xef) {
		const low = lead === 0xe0 ? 0xa0 : 0x80;
		const high = lead === 0xed ? 0x9f : 0xbf;
		return tail(1, low, high) && tail(2) ? 3 : 0;
	}
	if (lead >= 0xf0 && lead <= 0xf4) {
		const low = lead === 0xf0 ? 0x90 : 0x80;
		const high = lead === 0xf4 ? 0x8f : 0xbf;
		return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
	}
	return 0;
}

function countUtf8(bytes: Uint8Array): { sequences: number; strays: number } {
	let sequences = 0;
	let strays = 0;
	for (let i = 0; i < bytes.length; ) {
		if ((bytes[i] as number) < 0x80) {
			i++;
			continue;
		}
		const length = utf8SequenceAt(bytes, i);
		if (length) {
			sequences++;
			i += length;
		} else {
			strays++;
			i++;
		}
	}
	return { sequences, strays };
}

const isAsciiByte = (byte: number | undefined): boolean => byte === undefined || byte < 0x80;

/** UTF-8 in which single bytes of Windows-1252 stand (a quote pasted from elsewhere); what is neither becomes U+FFFD. */
function decodeMixed(bytes: Uint8Array): { text: string; replaced: number } {
	const strict = new TextDecoder('utf-8');
	const parts: string[] = [];
	let replaced = 0;
	let from = 0;
	for (let i = 0; i < bytes.length; ) {
		const length = (bytes[i] as number) < 0x80 ? 1 : utf8SequenceAt(bytes, i);
		if (length) {
			i += length;
			continue;
		}
		if (i > from) parts.push(strict.decode(bytes.subarray(from, i)));
		const byte = bytes[i] as number;
		const alone = isAsciiByte(bytes[i - 1]) && isAsciiByte(bytes[i + 1]) && i + 1 < bytes.length;
		const code = byte >= 0xa0 ? byte : CP1252_HIGH[byte - 0x80];
		if (alone && code) parts.push(String.fromCharCode(code));
		else {
			parts.push('\ufffd');
			replaced++;
			// The rest of a broken sequence is part of the same damage.
			while (i + 1 < bytes.length && ((bytes[i + 1] as number) & 0xc0) === 0x80 && byte >= 0xc0) i++;
		}
		i++;
		from = i;
	}
	if (from < bytes.length) parts.push(strict.decode(bytes.subarray(from)));
	return { text: parts.join(''), replaced };
}

/** Undoes UTF-8 that was read as Windows-1252 and written as UTF-8 again, only if all of the text proves it; else null. */
function undoDoubleEncoding(text: string): string | null {
	if (!/[\u00c2\u00c3\u00e2][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]/.test(text)) return null;
	const bytes = new Uint8Array(text.length);
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		const byte = code < 0x100 ? code : CP1252_BACK.get(code);
		if (byte === undefined) return null;
		bytes[i] = byte;
	}
	const { sequences, strays } = countUtf8(bytes);
	if (strays > 0 || sequences < 3) return null;
	return new TextDecoder('utf-8').decode(bytes);
}

const GUESS_BYTES = 2 * 1024;
/** Bytes kept before and after each that is not ASCII: the word it is part of, mostly. */
const AROUND = 24;

/** The words about the bytes that are not ASCII, where all the evidence is: a guess takes time for every byte it is shown. */
function telling(bytes: Uint8Array): Uint8Array {
	if (bytes.length <= GUESS_BYTES) return bytes;
	const out = new Uint8Array(GUESS_BYTES);
	let n = 0;
	let from = 0;
	for (let i = 0; i < bytes.length && n < GUESS_BYTES; i++) {
		if ((bytes[i] as number) < 0x80) continue;
		const part = bytes.subarray(Math.max(from, i - AROUND), Math.min(i + AROUND + 1, bytes.length)).subarray(0, GUESS_BYTES - n);
		if (from < i - AROUND && n > 0) out[n - 1] = 0x20;
		out.set(part, n);
		n += part.length;
		from = Math.max(from, i - AROUND) + part.length;
		i = from - 1;
	}
	return out.subarray(0, n);
}

/** High bytes that Windows-1250, -1252 and -1254 read alike: quotes, dashes and the letters they share. */
const SHARED = ((): Uint8Array => {
	const shared = new Uint8Array(256);
	const high = Buffer.from(Array.from({ length: 128 }, (_, i) => 0x80 + i));
	const [west, ...others] = ['windows-1252', 'windows-1250', 'windows-1254'].map((page) => iconv.decode(high, page)) as [string, string, string];
	for (let i = 0; i < 128; i++) if (west[i] !== '\ufffd' && others.every((other) => other[i] === west[i])) shared[0x80 + i] = 1;
	return shared;
})();

/** Whether the text is in Latin letters and holds only bytes on which the pages for them agree, so that nothing is to be guessed. */
function readsAlike(bytes: Uint8Array): boolean {
	let high = 0;
	let run = 0;
	for (let i = 0; i < bytes.length; i++) {
		const byte = bytes[i] as number;
		if (byte < 0x80) run = 0;
		else if (!SHARED[byte] || ++run > 2) return false;
		else high++;
	}
	return high * 10 < bytes.length;
}

const LETTERS: Record<string, RegExp> = {
	cyrillic: /\p{Script=Cyrillic}/gu,
	arabic: /\p{Script=Arabic}/gu,
	hebrew: /\p{Script=Hebrew}/gu,
	greek: /\p{Script=Greek}/gu,
};

/** Names chardet gives, by the decoder to use: the Windows page holds all printable characters of its ISO sibling. */
const PREFERRED: Record<string, string> = {
	'ISO-8859-1': 'windows-1252',
	'ISO-8859-9': 'windows-1254',
	'ISO-8859-8': 'windows-1255',
	'ISO-8859-8-I': 'windows-1255',
	'ISO-8859-6': 'windows-1256',
	Big5: 'big5-hkscs',
	'GB18030': 'gb18030',
	'ISO-2022-JP': 'shift_jis',
};

/** How much a decoded sample looks like a text people wrote: letters of one script in a row, no stray marks. */
function plausibility(text: string): number {
	let score = 0;
	for (const script of Object.values(LETTERS)) {
		const hits = text.match(script)?.length ?? 0;
		score = Math.max(score, hits);
	}
	const kana = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
	const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
	const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
	const bad = text.match(/[\ufffd\u0080-\u009f\ue000-\uf8ff]/gu)?.length ?? 0;
	return score + kana + han + hangul - 20 * bad;
}

function decodeLegacy(bytes: Uint8Array): { text: string; encoding: string } {
	if (readsAlike(bytes)) return { text: iconv.decode(bytes as Buffer, 'windows-1252'), encoding: 'windows-1252' };
	const sample = telling(bytes);
	const guesses = chardet.analyse(sample).filter((guess) => iconv.encodingExists(guess.name) && !guess.name.startsWith('UTF-'));
	const best = guesses[0];
	const western = { text: '', encoding: 'windows-1252' };
	let encoding = best ? (PREFERRED[best.name] ?? best.name) : western.encoding;
	// A guess that yields holes gives way to the next one that does not.
	if (best && /\ufffd/u.test(iconv.decode(sample as Buffer, encoding).slice(0, -2))) {
		const ranked = guesses
			.filter((guess) => guess.confidence >= 10)
			.map((guess) => PREFERRED[guess.name] ?? guess.name)
			.map((name) => ({ name, worth: plausibility(iconv.decode(sample as Buffer, name)) }))
			.sort((a, b) => b.worth - a.worth);
		if (ranked[0]) encoding = ranked[0].name;
	}
	// C1 controls are never printed: where the ISO page has them, the Windows page was meant.
	const hasC1 = sample.some((byte) => byte >= 0x80 && byte <= 0x9f);
	if (hasC1 && encoding === 'ISO-8859-2') encoding = 'windows-1250';
	if (hasC1 && encoding === 'ISO-8859-5') encoding = 'windows-1251';
	if (hasC1 && encoding === 'ISO-8859-7') encoding = 'windows-1253';
	return { text: iconv.decode(bytes as Buffer, encoding), encoding: encoding.toLowerCase() };
}

const countReplaced = (text: string): number => {
	let count = 0;
	for (let i = text.indexOf('\ufffd'); i >= 0; i = text.indexOf('\ufffd', i + 1)) count++;
	return count;
};

/** Text of `bytes`, without its byte order mark. Never throws: what cannot be read becomes U+FFFD and is counted. */
export function decode(bytes: Uint8Array): Decoded {
	const mark = byteOrderMark(bytes);
	if (mark && mark.encoding !== 'utf-8') {
		const text = iconv.decode(bytes.subarray(mark.length) as Buffer, mark.encoding, { stripBOM: false });
		return { text, encoding: mark.encoding, hadBom: true, replaced: countReplaced(text) };
	}
	const content = mark ? bytes.subarray(mark.length) : bytes;
	const wide = mark ? null : wideWithoutMark(content);
	if (wide) {
		const text = iconv.decode(content as Buffer, wide, { stripBOM: false });
		return { text, encoding: wide, hadBom: false, replaced: countReplaced(text) };
	}
	if (isUtf8(content)) {
		const text = UTF8.decode(content);
		const plain = isAscii(content);
		const repaired = plain ? null : undoDoubleEncoding(text);
		if (repaired !== null) return { text: repaired, encoding: 'utf-8 (encoded twice)', hadBom: !!mark, replaced: countReplaced(repaired) };
		return { text, encoding: plain && !mark ? 'us-ascii' : 'utf-8', hadBom: !!mark, replaced: 0 };
	}
	const { sequences, strays } = countUtf8(content);
	const cutAtEnd = strays <= 3 && sequences === 0 && utf8CutAt(content);
	if (mark || cutAtEnd || sequences * 2 >= strays) {
		const { text, replaced } = decodeMixed(content);
		return { text, encoding: 'utf-8', hadBom: !!mark, replaced };
	}
	const legacy = decodeLegacy(content);
	return { ...legacy, hadBom: false, replaced: countReplaced(legacy.text) };
}

/** Whether the only bytes that are not ASCII are the head of a sequence at the very end. */
function utf8CutAt(bytes: Uint8Array): boolean {
	const first = bytes.findIndex((byte) => byte >= 0x80);
	return first >= bytes.length - 3 && (bytes[first] as number) >= 0xc2 && bytes.subarray(first + 1).every((byte) => (byte & 0xc0) === 0x80);
}

/** Whether `bytes` cannot be a text: a known format of another kind, or too many control bytes that are no UTF-16/32. */
export function looksBinary(bytes: Uint8Array): boolean {
	if (SIGNATURES.some((signature) => startsWith(bytes, signature))) return true;
	if (byteOrderMark(bytes) || wideWithoutMark(bytes)) return false;
	const n = Math.min(bytes.length, SAMPLE_BYTES);
	let control = 0;
	let zeros = 0;
	for (let i = 0; i < n; i++) {
		const byte = bytes[i] as number;
		if (byte === 0) zeros++;
		if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) control++;
	}
	return n > 0 && (zeros > n / 100 + 2 || control > n * 0.04 + 40);
}
