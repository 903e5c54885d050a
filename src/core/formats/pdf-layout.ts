// Owns the way from pieces of text with places on a page to lines in reading order and to paragraphs. Knows nothing of PDF libraries, chooses no fields.

/** A piece of text as it is painted: baseline from the page's bottom, size of its letters, all in points. */
export interface Painted {
	text: string;
	x: number;
	y: number;
	width: number;
	size: number;
	font: string;
}
export interface PaintedPage {
	width: number;
	height: number;
	pieces: Painted[];
}
/** A printed line: pieces that stand on one baseline without a wide gap. */
export interface PrintedLine {
	text: string;
	page: number;
	x: number;
	right: number;
	y: number;
	size: number;
	bold: boolean;
}
export interface PrintedParagraph {
	text: string;
	page: number;
	size: number;
	bold: boolean;
	/** Where it stands on its first page: left and right edge, the first baseline and the last one there, points from the page's lower left corner. */
	x: number;
	right: number;
	top: number;
	bottom: number;
	/** A running head or foot, a page number. */
	running: boolean;
	/** White space stands above it, more than between lines of one paragraph. */
	parted: boolean;
}

/** Joins pieces on one baseline; a gap wider than two letters parts them: another column. */
function linesOf(page: PaintedPage, number: number): PrintedLine[] {
	const pieces = page.pieces.filter((piece) => piece.text.trim() !== '' && piece.size > 0).sort((a, b) => b.y - a.y || a.x - b.x);
	const rows: Painted[][] = [];
	for (const piece of pieces) {
		const row = rows.at(-1);
		const first = row?.[0];
		if (row && first && Math.abs(first.y - piece.y) < Math.max(first.size, piece.size) * 0.4) row.push(piece); else rows.push([piece]);
	}
	const out: PrintedLine[] = [];
	for (const row of rows) {
		row.sort((a, b) => a.x - b.x);
		let line: PrintedLine | null = null;
		for (const piece of row) {
			const gap = line ? piece.x - line.right : 0;
			if (!line || gap > Math.max(piece.size, line.size) * 1.4 || gap < -piece.size * 2) {
				line = { text: '', page: number, x: piece.x, right: piece.x, y: piece.y, size: piece.size, bold: /bold|black|heavy|semibold/i.test(piece.font) };
				out.push(line);
			}
			const space = line.text !== '' && gap > piece.size * 0.16 && !line.text.endsWith(' ') && !piece.text.startsWith(' ');
			line.text += (space ? ' ' : '') + piece.text;
			line.right = Math.max(line.right, piece.x + piece.width);
			line.size = Math.max(line.size, piece.size);
		}
	}
	for (const line of out) line.text = line.text.replace(/\s+/g, ' ').trim();
	return out.filter((line) => line.text !== '');
}

/** The x of a gutter that parts the lines into two columns, or null. */
function gutter(lines: readonly PrintedLine[]): number | null {
	if (lines.length < 8) return null;
	const edges = [...new Set(lines.map((line) => Math.round(line.x)))].sort((a, b) => a - b);
	let best: { x: number; score: number } | null = null;
	for (const edge of edges) {
		const x = edge - 2;
		const left = lines.filter((line) => line.right <= x + 1);
		const right = lines.filter((line) => line.x >= x);
		const across = lines.length - left.length - right.length;
		if (left.length < 4 || right.length < 4 || across > lines.length * 0.04) continue;
		// Columns stand beside each other: their heights overlap.
		const low = Math.max(Math.min(...left.map((l) => l.y)), Math.min(...right.map((l) => l.y)));
		const high = Math.min(Math.max(...left.map((l) => l.y)), Math.max(...right.map((l) => l.y)));
		const beside = Math.min(left.filter((l) => l.y >= low - 1 && l.y <= high + 1).length, right.filter((l) => l.y >= low - 1 && l.y <= high + 1).length);
		if (beside < 4) continue;
		const score = beside - across * 3;
		if (!best || score > best.score) best = { x, score };
	}
	return best?.x ?? null;
}

/** Reading order by cutting the page: into bands where a line crosses the gutter, each band into columns. */
function ordered(lines: PrintedLine[], depth = 0): PrintedLine[] {
	const down = [...lines].sort((a, b) => b.y - a.y || a.x - b.x);
	if (depth > 8 || lines.length < 8) return down;
	const x = gutter(down);
	if (x !== null) {
		const across = down.filter((line) => line.x < x && line.right > x + 1);
		const out: PrintedLine[] = [];
		let top = Infinity;
		for (const cut of [...across, null]) {
			const bottom = cut ? cut.y : -Infinity;
			const band = down.filter((line) => !across.includes(line) && line.y < top && line.y > bottom);
			out.push(...ordered(band.filter((line) => line.right <= x + 1), depth + 1), ...ordered(band.filter((line) => line.x >= x), depth + 1));
			if (cut) { out.push(cut); top = cut.y; }
		}
		if (out.length === lines.length) return out;
	}
	// A headline over columns hides the gutter: try the band below each tall gap.
	for (let i = 1; i < down.length - 7; i++) {
		const above = down[i - 1] as PrintedLine;
		const below = down[i] as PrintedLine;
		if (above.y - below.y > Math.max(above.size, below.size) * 1.7 || above.size > below.size * 1.25) {
			const rest = down.slice(i);
			if (gutter(rest) !== null) return [...ordered(down.slice(0, i), depth + 1), ...ordered(rest, depth + 1)];
		}
	}
	return down;
}

const shape = (text: string): string => text.replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().toLowerCase();

/** Lines at the head or foot of pages that come again on others, and page numbers. */
function runningLines(pages: readonly PrintedLine[][], heights: readonly number[]): Set<PrintedLine> {
	const out = new Set<PrintedLine>();
	const counts = new Map<string, PrintedLine[]>();
	pages.forEach((lines, n) => {
		const height = heights[n] as number;
		for (const line of lines) {
			const edge = line.y > height * 0.93 || line.y < height * 0.075;
			if (!edge) continue;
			if (/^(?:(?:page|seite|p\.|s\.)\s*)?\d{1,4}(?:\s*(?:\/|of|von|sur|de)\s*\d{1,4})?$/i.test(line.text)) { out.add(line); continue; }
			// A browser's print writes the page's address at the foot and the time at the head.
			if (/^(?:https?:\/\/|file:\/\/)\S+(?:\s+\d+\s*\/\s*\d+)?$/.test(line.text) || /^\d{1,2}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}/.test(line.text)) { out.add(line); continue; }
			const key = shape(line.text);
			counts.set(key, [...(counts.get(key) ?? []), line]);
		}
	});
	for (const lines of counts.values()) if (new Set(lines.map((line) => line.page)).size >= Math.max(2, Math.min(3, pages.length * 0.5))) for (const line of lines) out.add(line);
	return out;
}

const HYPHEN = /[\p{Ll}\p{Lu}][-\u00ad\u2010]$/u;

/** Joins a line to the text before it: a hyphen at the end is taken out when the word goes on in small letters. */
export function joined(before: string, line: string): string {
	if (before === '') return line;
	if (HYPHEN.test(before) && /^\p{Ll}/u.test(line)) return before.slice(0, -1) + line;
	if (before.endsWith('-') && /^\p{L}/u.test(line)) return before + line;
	if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(before) && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(line)) return before + line;
	return `${before} ${line}`;
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[sorted.length >> 1] ?? 0;
}

/** Whether the first word of `below` would have fitted behind `above`: then the line was ended on purpose. */
function endedEarly(above: PrintedLine, below: PrintedLine, columnRight: number): boolean {
	if (HYPHEN.test(above.text)) return false;
	const letter = (above.right - above.x) / Math.max(1, above.text.length);
	const word = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(below.text) ? 1 : (below.text.split(' ')[0] as string).length + 1;
	return above.right + letter * word < columnRight - above.size * 0.3;
}

/** Whether a paragraph ends between two lines that follow each other. */
function partsHere(above: PrintedLine, below: PrintedLine, leading: number, columnRight: number): boolean {
	if (above.page !== below.page || below.y > above.y + 1 || Math.abs(below.x - above.x) > above.size * 12) {
		// Over to the next column or page: the paragraph goes on when its last line was full and no sentence ended.
		return endedEarly(above, below, columnRight) || /[.!?…:”"»]$/.test(above.text) || Math.abs(above.size - below.size) >= 0.6;
	}
	if (Math.abs(above.size - below.size) > Math.max(0.7, above.size * 0.07)) return true;
	if (above.bold !== below.bold && above.text.length < 90) return true;
	const gap = above.y - below.y;
	if (gap > leading * above.size * 1.32) return true;
	if (below.x > above.x + above.size * 0.9 && below.x < above.x + above.size * 4) return true;
	return endedEarly(above, below, columnRight);
}

const begun = (line: PrintedLine, running: boolean, parted: boolean): PrintedParagraph =>
	({ text: line.text, page: line.page, size: line.size, bold: line.bold, x: line.x, right: line.right, top: line.y + line.size, bottom: line.y, running, parted });

function goOn(paragraph: PrintedParagraph, line: PrintedLine): void {
	paragraph.text = joined(paragraph.text, line.text);
	paragraph.size = Math.max(paragraph.size, line.size);
	if (line.page !== paragraph.page) return;
	paragraph.x = Math.min(paragraph.x, line.x);
	paragraph.right = Math.max(paragraph.right, line.right);
	paragraph.bottom = Math.min(paragraph.bottom, line.y);
}

/** Paragraphs in reading order; running heads and feet come marked. */
export function paragraphsOf(pages: readonly PaintedPage[]): PrintedParagraph[] {
	const printed = pages.map((page, n) => linesOf(page, n));
	const running = runningLines(printed, pages.map((page) => page.height));
	const out: PrintedParagraph[] = [];
	const flow = printed.flatMap((lines) => ordered(lines.filter((line) => !running.has(line))));
	const gaps = flow.slice(1).flatMap((line, i) => { const above = flow[i] as PrintedLine; const gap = (above.y - line.y) / line.size; return above.page === line.page && gap > 0.8 && gap < 2.2 && Math.abs(above.size - line.size) < 0.5 ? [gap] : []; });
	const leading = median(gaps) || 1.25;
	const rights = new Map<string, number>();
	// The measure of a column is that of its longest line on any page: a list of short lines has none of its own.
	const column = (line: PrintedLine): string => `${Math.round(line.x / 12)}:${Math.round(line.size * 2)}`;
	for (const line of flow) rights.set(column(line), Math.max(rights.get(column(line)) ?? 0, line.right));
	let last: PrintedLine | null = null;
	for (const line of flow) {
		const current = out.at(-1);
		const gap = last ? last.y - line.y : 0;
		const parted = !last || last.page !== line.page || gap < 0 || gap > leading * Math.max(last.size, line.size) * 1.25 || Math.abs(last.size - line.size) > 2;
		if (!last || !current || partsHere(last, line, leading, rights.get(column(last)) ?? last.right)) out.push(begun(line, false, parted));
		else goOn(current, line);
		last = line;
	}
	for (const line of running) out.push(begun(line, true, true));
	return out;
}
