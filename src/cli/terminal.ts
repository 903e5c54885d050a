// Owns how text stands on a terminal: made harmless, measured, cut, wrapped, coloured. Must not know what it says.

const OVERRIDES = /[\u061c\u202a-\u202e\u2066-\u2069]/g;
const INVISIBLE = /[\u00ad\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text that cannot drive a terminal: one line, control characters shown as the pictures Unicode has for them,
 * characters that reorder or hide what follows taken out. Everything else as it is.
 */
export function harmless(text: string): string {
	return text
		.replace(/\s*[\t\n\v\f\r\u0085\u2028\u2029]\s*/g, ' ')
		.replace(OVERRIDES, '')
		.replace(INVISIBLE, '')
		.replace(/[\p{Cc}\p{Cs}]/gu, (character) => {
			const code = character.codePointAt(0) ?? 0;
			if (code < 0x20) return String.fromCodePoint(0x2400 + code);
			return code === 0x7f ? '\u2421' : '\ufffd';
		});
}

/** Keeps text that runs from right to left from reordering what stands beside it (Unicode Standard Annex 9, isolates). */
export function isolated(text: string): string {
	return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const WIDE = /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const WIDTHLESS = /^[\p{M}\p{Cf}]+$/u;

function graphemeWidth(grapheme: string): number {
	if (grapheme.length === 1 && grapheme >= ' ' && grapheme <= '~') return 1;
	if (WIDTHLESS.test(grapheme)) return 0;
	return WIDE.test(grapheme) ? 2 : 1;
}

/** Columns a text takes (Unicode Standard Annex 11: wide and full-width characters take two). */
export function width(text: string): number {
	if (/^[ -~]*$/.test(text)) return text.length;
	let columns = 0;
	for (const { segment } of graphemes.segment(text)) columns += graphemeWidth(segment);
	return columns;
}

/** A text that takes at most so many columns; cut ones end in "…". */
export function fit(text: string, columns: number): string {
	if (width(text) <= columns) return text;
	let kept = '';
	let room = columns - 1;
	for (const { segment } of graphemes.segment(text)) {
		room -= graphemeWidth(segment);
		if (room < 0) break;
		kept += segment;
	}
	return `${kept.trimEnd()}…`;
}

/** A text that takes exactly so many columns, filled with spaces after it, or before when `right`. */
export function column(text: string, columns: number, right = false): string {
	const cut = fit(text, columns);
	const space = ' '.repeat(Math.max(0, columns - width(cut)));
	return right ? space + isolated(cut) : isolated(cut) + space;
}

/** Lines of at most so many columns, broken at spaces; a word longer than a line, and text without spaces, wherever needed. */
export function wrap(text: string, columns: number): string[] {
	const lines: string[] = [];
	let line = '';
	let used = 0;
	const push = (): void => {
		lines.push(line.trimEnd());
		line = '';
		used = 0;
	};
	for (const word of text.split(/(?<= )/)) {
		const wanted = width(word.trimEnd());
		if (used > 0 && used + wanted > columns) push();
		if (wanted <= columns) {
			line += word;
			used += width(word);
			continue;
		}
		for (const { segment } of graphemes.segment(word)) {
			const one = graphemeWidth(segment);
			if (used + one > columns) push();
			line += segment;
			used += one;
		}
	}
	if (line !== '' || lines.length === 0) push();
	return lines;
}

export type Style = 'bold' | 'dim' | 'underline';
const CODES: Record<Style, readonly [number, number]> = { bold: [1, 22], dim: [2, 22], underline: [4, 24] };

/** What a stream can show. `columns` is null where lines may be as long as they like: a file, a pipe. */
export interface Surface {
	readonly columns: number | null;
	style(text: string, style: Style): string;
}

/** What a stream can show, by what it is and what the environment asks for (https://no-color.org). */
export function surface(stream: { isTTY?: boolean; columns?: number }, env: Readonly<Record<string, string | undefined>>): Surface {
	const isTerminal = stream.isTTY === true;
	const styled = isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
	return {
		columns: isTerminal ? Math.max(40, stream.columns ?? 80) : null,
		style: (text, style) => (styled ? `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m` : text),
	};
}
