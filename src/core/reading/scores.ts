// Owns the two looks of the trained trees at the lines of a page. Must not choose among lines.
import { FULL_LOOK, PAD, WIDTH } from './columns';
import { type LearnedRole, addSecondLook, eligible, rowsOf, worthSecondLook } from './features';
import type { Facts } from './facts';
import { type Page, isFurniture } from './page';
import { type Trees, scoreRows } from './trees';

/** How much each line is like each role, 0 to 1. */
export type Scores = Record<LearnedRole, Float32Array>;

/** Trees of the first and of the second look, by role. */
export interface Models {
	first: Record<Exclude<LearnedRole, 'standfirst'>, Trees>;
	second: Record<LearnedRole, Trees>;
	publication: Trees;
}

/** The lines looked at and where their rows begin, used again for the next look. */
const looked = new Int32Array(FULL_LOOK);
const starts = new Int32Array(FULL_LOOK);

/** Scores of one role's trees for the lines looked at; 0 for others. */
export function look(page: Page, rows: Float32Array, role: LearnedRole, trees: Trees, which: 1 | 2): Float32Array {
	const n = page.lines.length;
	const out = new Float32Array(n);
	const most = Math.min(n, FULL_LOOK);
	let count = 0;
	for (let i = 0; i < most; i++) {
		if (!eligible(role, page, i) || (which === 2 && !worthSecondLook(role, rows, i, most))) continue;
		looked[count] = i;
		starts[count++] = (i + PAD) * WIDTH;
	}
	const values = scoreRows(trees, rows, starts, count);
	for (let k = 0; k < count; k++) out[looked[k] as number] = values[k] as number;
	if (role === 'body') for (let i = FULL_LOOK; i < n; i++) out[i] = isFurniture(page.facts[i] as Facts) ? 0.1 : 0.6;
	return out;
}

/** Scores all lines of a page. */
export function scoreLines(page: Page, { first, second }: Models): { scores: Scores; rows: Float32Array } {
	const rows = rowsOf(page);
	const seen = {
		headline: look(page, rows, 'headline', first.headline, 1),
		body: look(page, rows, 'body', first.body, 1),
		byline: look(page, rows, 'byline', first.byline, 1),
		date: look(page, rows, 'date', first.date, 1),
		caption: look(page, rows, 'caption', first.caption, 1),
	};
	addSecondLook(page, rows, seen);
	const scores = {
		headline: look(page, rows, 'headline', second.headline, 2),
		body: look(page, rows, 'body', second.body, 2),
		byline: look(page, rows, 'byline', second.byline, 2),
		date: look(page, rows, 'date', second.date, 2),
		caption: look(page, rows, 'caption', second.caption, 2),
		standfirst: look(page, rows, 'standfirst', second.standfirst, 2),
	};
	return { scores, rows };
}
