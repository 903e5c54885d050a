// Owns the cutting of a text into lines and the undoing of hard wraps, with exact offsets. Must not judge what a line is.
import { Pieces, unitsOf } from './characters';
import type { Span } from '../../shared/draft';

/** One logical line: what stood on one line of the page, or in one paragraph whose hard wrap was undone. */
export interface Line {
	/** Unwrapped, trimmed, control characters taken out; otherwise as printed. */
	text: string;
	/** Offsets and 1-based line numbers in the original. */
	span: Span;
	/** Blank physical lines before it (9 at most) and after it. */
	blanksBefore: number;
	blanksAfter: number;
	/** Columns of indent of its first physical line, less the indent all lines share. */
	indent: number;
	/** Where its pieces stand: offset in `text` and offset in the original, for values that are part of the line. */
	pieces: readonly { at: number; start: number; length: number }[];
}

interface Physical {
	start: number;
	end: number;
	number: number;
	indent: number;
	/** The bits of its code units, one or another. */
	bits: number;
}

const isBlankCode = (code: number): boolean =>
	code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b) ||
	code === 0x1680 || code === 0x202f || code === 0x205f || code === 0x2028 || code === 0x2029 || code < 0x20 || code === 0x7f;

const isControl = (code: number): boolean => (code < 0x20 && (code < 0x09 || code === 0x0b || code > 0x0d)) || code === 0x7f;

/** The lines as they stand in the text, without blank ones; `controls` tells whether control characters stand among them. */
function physicalLines(text: string, units: Uint16Array): { lines: Physical[]; controls: boolean } {
	const lines: Physical[] = [];
	const n = text.length;
	let number = 0;
	let controls = false;
	for (let from = 0; from <= n; ) {
		let to = from;
		let code = 0;
		let bits = 0;
		for (; to < n; to++) {
			code = units[to] as number;
			// Nearly all characters are neither a break nor a control.
			if (code < 0x20 || code === 0x7f || code === 0x2028 || code === 0x2029) {
				if (code === 0x0a || code === 0x0d || code >= 0x2028) break;
				if (isControl(code)) controls = true;
			}
			bits |= code;
		}
		number++;
		let start = from;
		let indent = 0;
		while (start < to && isBlankCode((code = units[start] as number))) {
			indent += code === 0x09 ? 4 : 1;
			start++;
		}
		let end = to;
		while (end > start && isBlankCode(units[end - 1] as number)) end--;
		if (end > start) lines.push({ start, end, number, indent, bits });
		if (to >= n) break;
		from = units[to] === 0x0d && units[to + 1] === 0x0a && to + 1 < n ? to + 2 : to + 1;
	}
	return { lines, controls };
}

function firstWordLength(text: string, line: Physical): number {
	let i = line.start;
	while (i < line.end && !isBlankCode(text.charCodeAt(i))) i++;
	return i - line.start;
}

const LOWER_START = /^[\p{Ll}\p{N}(]/u;
const OPEN_END = /[\p{L}\p{N},;\-–]$/u;

/**
 * Width of the hard wrap, or 0. Wrapping is greedy: a line ends where the next word would not have fitted. A text is
 * taken as wrapped when nothing passes the width, several lines come near it, and most of those do not end a sentence.
 */
export function wrapWidth(text: string, lines: readonly Physical[], shared: number): number {
	let width = 0;
	for (const line of lines) {
		const length = line.end - line.start + line.indent - shared;
		if (length <= width) continue;
		// A word longer than the line (a URL) could not be broken.
		if (firstWordLength(text, line) === line.end - line.start) continue;
		if (length > 132) return 0;
		width = length;
	}
	if (width < 48) return 0;
	let full = 0;
	let open = 0;
	let near = 0;
	for (let i = 0; i + 1 < lines.length; i++) {
		const a = lines[i] as Physical;
		const b = lines[i + 1] as Physical;
		const length = a.end - a.start + a.indent - shared;
		if (length >= width * 0.8) near++;
		if (b.number !== a.number + 1 || length + 1 + firstWordLength(text, b) <= width) continue;
		full++;
		if (OPEN_END.test(text.slice(a.end - 1, a.end)) && (LOWER_START.test(text.slice(b.start, b.start + 2)) || /[\p{L},]$/u.test(text.slice(a.end - 1, a.end)))) open++;
	}
	return full >= 3 && near >= 3 && open >= full * 0.6 ? width : 0;
}

const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/g;
/** Takes control characters out of a piece of text, one blank for each, so that lengths stay. */
export const withoutControls = (text: string): string => text.replace(CONTROLS, ' ');

/** Where a logical line that begins at physical line `i` ends: the number of the line after it. */
function endOfWrapped(text: string, physical: readonly Physical[], i: number, width: number, shared: number): number {
	let next = i + 1;
	for (; width && next < physical.length; next++) {
		const last = physical[next - 1] as Physical;
		const line = physical[next] as Physical;
		if (line.number !== last.number + 1) break;
		if (last.end - last.start + last.indent - shared + 1 + firstWordLength(text, line) <= width) break;
	}
	return next;
}

/** Blank lines between two physical lines; as many as can be where one of them is missing. */
const blanksBetween = (a: Physical | undefined, b: Physical | undefined): number => (a && b ? Math.min(b.number - a.number - 1, 9) : 9);

/** Cuts `text` into logical lines. Linear in its length. */
export function cutLines(text: string): Line[] {
	const units = unitsOf(text);
	const { lines: physical, controls } = physicalLines(text, units);
	const cut = new Pieces(text, units);
	let shared = Infinity;
	for (const line of physical) if (line.indent < shared) shared = line.indent;
	if (shared === Infinity) shared = 0;
	const width = wrapWidth(text, physical, shared);
	const out: Line[] = [];
	for (let i = 0; i < physical.length; ) {
		const first = physical[i] as Physical;
		const next = endOfWrapped(text, physical, i, width, shared);
		const last = physical[next - 1] as Physical;
		let value = cut.slice(first.start, first.end, first.bits);
		const pieces = [{ at: 0, start: first.start, length: first.end - first.start }];
		for (let k = i + 1; k < next; k++) {
			const { start, end, bits } = physical[k] as Physical;
			pieces.push({ at: value.length + 1, start, length: end - start });
			value += ` ${cut.slice(start, end, bits)}`;
		}
		out.push({
			text: controls ? withoutControls(value) : value,
			span: { line: first.number, endLine: last.number, start: first.start, end: last.end },
			blanksBefore: blanksBetween(physical[i - 1], first),
			blanksAfter: blanksBetween(last, physical[next]),
			indent: first.indent - shared,
			pieces,
		});
		i = next;
	}
	return out;
}

/** Span in the original of `line.text.slice(from, to)`. */
export function spanWithin(line: Line, from: number, to: number): Span {
	const place = (offset: number, end: boolean): { offset: number; line: number } => {
		let k = 0;
		while (k + 1 < line.pieces.length && (line.pieces[k + 1] as { at: number }).at + (end ? 1 : 0) <= offset) k++;
		const piece = line.pieces[k] as { at: number; start: number; length: number };
		return { offset: piece.start + Math.min(offset - piece.at, piece.length), line: line.span.line + k };
	};
	const a = place(from, false);
	const b = place(to, true);
	return { line: a.line, endLine: b.line, start: a.offset, end: b.offset };
}
