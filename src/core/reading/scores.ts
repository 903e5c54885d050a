// Owns the two looks of the trained trees at the lines of a page. Must not choose among lines.
import { FULL_LOOK, type LearnedRole, PAD, ROLES, WIDTH, addSecondLook, eligible, rowsOf, worthSecondLook } from './features';
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

/** Scores of one role's trees for the lines looked at; 0 for others. */
export function look(page: Page, rows: Float32Array, role: LearnedRole, trees: Trees, which: 1 | 2): Float32Array {
	const n = page.lines.length;
	const out = new Float32Array(n);
	const looked = new Int32Array(Math.min(n, FULL_LOOK));
	let count = 0;
	for (let i = 0; i < looked.length; i++) if (eligible(role, page, i) && (which === 1 || worthSecondLook(role, rows, i, looked.length))) looked[count++] = i;
	const values = scoreRows(trees, rows, looked.subarray(0, count).map((i) => (i + PAD) * WIDTH));
	for (let k = 0; k < count; k++) out[looked[k] as number] = values[k] as number;
	if (role === 'body') for (let i = FULL_LOOK; i < n; i++) out[i] = isFurniture(page.facts[i] as Facts) ? 0.1 : 0.6;
	return out;
}

/** Scores all lines of a page. */
export function scoreLines(page: Page, models: Models): { scores: Scores; rows: Float32Array } {
	const rows = rowsOf(page);
	const first = Object.fromEntries(Object.entries(models.first).map(([role, trees]) => [role, look(page, rows, role as LearnedRole, trees, 1)])) as Omit<Scores, 'standfirst'>;
	addSecondLook(page, rows, first);
	return { scores: Object.fromEntries(ROLES.map((role) => [role, look(page, rows, role, models.second[role], 2)])) as Scores, rows };
}
