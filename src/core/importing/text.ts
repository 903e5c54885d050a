// Owns the reading of plain text sources: bytes to a draft. What the text says is read in src/core/reading; must not look at it here.
import type { Reading } from '../formats/reading-of';
import { Refusal } from '../formats/reading-of';
import type { Decoded } from '../reading/decode';
import { decode } from '../reading/decode';
import { readText } from '../reading/read-text';
import { EMPTY, tooManyLines } from './words';

/** White space, invisible marks (zero-width, direction, soft hyphen, byte order mark) and control characters. */
const INVISIBLE = /^[\s\p{Cc}\p{Cf}\u3164\u115f\u1160]*$/u;

/** Lines cost more than letters, each being a block with its place; the longest clippings have some thousands. */
export const MOST_LINES = 100_000;

function countLines(text: string): number {
	let lines = 1;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) lines++;
	}
	return lines;
}

/** @throws Refusal 'empty' when nothing in the text can be seen, 'too-large' when it has too many lines. */
export function decodeVisible(bytes: Uint8Array): Decoded {
	const decoded = decode(bytes);
	// The shortest text with so many lines has as many bytes.
	const lines = bytes.length > MOST_LINES ? countLines(decoded.text) : 0;
	if (lines > MOST_LINES) throw new Refusal('too-large', tooManyLines(lines, MOST_LINES).detail);
	if (INVISIBLE.test(decoded.text)) throw new Refusal('empty', EMPTY.detail);
	return decoded;
}

export function textReading(decoded: Decoded, rest: Pick<Reading, 'draft' | 'mediaType' | 'tags'>): Reading {
	return {
		...rest,
		kind: 'article',
		text: decoded.text,
		html: null,
		pictures: [],
		parts: [],
		encoding: decoded.encoding,
		undecodable: decoded.replaced,
		remarks: [],
	};
}

export function readPlainText(bytes: Uint8Array, name: string): Reading {
	const decoded = decodeVisible(bytes);
	return textReading(decoded, { draft: readText(decoded.text, { fileName: name }), mediaType: 'text/plain', tags: [] });
}
