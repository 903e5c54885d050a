// Owns the sums of a list laid out in lines: how many stand beside one another, which stretch of a very long list is laid out, what a rubber band touches. Pure; measures in pixels.

/** A browser lays nothing out below 33,554,428 px. Of a longer list, so many lines are laid out at a time. */
export const MOST_LINES = 200_000;
/** This near to an end of the stretch, another is laid out around where one stands. */
const MARGIN = 2_000;

/** How many items of at least a width stand beside one another. */
export const perLine = (room: number, least: number, gap: number): number => Math.max(1, Math.floor((room + gap) / (least + gap)));

export const linesFor = (items: number, per: number): number => Math.ceil(items / per);

/** The line at which the stretch begins that has `line` well inside it; `now` where it has it already. */
export function stretchAround(line: number, lines: number, now: number): number {
	if (lines <= MOST_LINES) return 0;
	const last = lines - MOST_LINES;
	const isInside = (line >= now + MARGIN || now === 0) && (line < now + MOST_LINES - MARGIN || now === last) && line >= now && line < now + MOST_LINES;
	return isInside && now <= last ? now : Math.max(0, Math.min(last, line - MOST_LINES / 2));
}

export interface Box { left: number; top: number; right: number; bottom: number }

/** A box from two corners, whichever they are. */
export const boxOf = (a: { x: number; y: number }, b: { x: number; y: number }): Box => ({ left: Math.min(a.x, b.x), top: Math.min(a.y, b.y), right: Math.max(a.x, b.x), bottom: Math.max(a.y, b.y) });

/** Items laid out in equal cells: `pitch` is from one line or column to the next, `size` what an item takes of it. */
export interface Cells { per: number; left: number; top: number; pitch: { x: number; y: number }; size: { width: number; height: number } }

/** The indexes of all items a box touches, of so many. */
export function touched(box: Box, cells: Cells, items: number): number[] {
	const span = (from: number, to: number, start: number, pitch: number, size: number, most: number): [number, number] => {
		const first = Math.ceil((from - start - size) / pitch);
		const last = Math.floor((to - start) / pitch);
		return [Math.max(0, first), Math.min(most - 1, last)];
	};
	const [line, lastLine] = span(box.top, box.bottom, cells.top, cells.pitch.y, cells.size.height, linesFor(items, cells.per));
	const [column, lastColumn] = span(box.left, box.right, cells.left, cells.pitch.x, cells.size.width, cells.per);
	const found: number[] = [];
	for (let at = line; at <= lastLine; at++) {
		for (let beside = column; beside <= lastColumn; beside++) {
			const index = at * cells.per + beside;
			if (index < items) found.push(index);
		}
	}
	return found;
}
