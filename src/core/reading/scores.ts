// Owns the two looks of the trained trees at the lines of a page. Must not choose among lines.
import { FULL_LOOK, type LearnedRole, PAD, ROLES, WIDTH, addSecondLook, eligible, rowsOf } from './features';
import type { Facts } from './facts';
import { type Page, isFurniture } from './page';
import { type Trees, scoreAll } from './trees';

/** How much each line is like each role, 0 to 1. */
export type Scores = Record<LearnedRole, Float32Array>;

/** Trees of the first and of the second look, by role. */
export interface Models {
	first: Record<Exclude<LearnedRole, 'standfirst'>, Trees>;
	second: Record<LearnedRole, Trees>;
	publication: Trees;
}

/** Scores of one role's trees for the lines that can have the role; 0 for others. */
export function look(page: Page, rows: Float32Array, role: LearnedRole, trees: Trees): Float32Array {
	const n = page.lines.length;
	const out = new Float32Array(n);
	const looked: number[] = [];
	for (let i = 0; i < Math.min(n, FULL_LOOK); i++) if (eligible(role, page, i)) looked.push(i);
	const values = scoreAll(trees, rows, Int32Array.from(looked, (i) => (i + PAD) * WIDTH));
	looked.forEach((i, k) => {
		out[i] = values[k] as number;
	});
	if (role === 'body') for (let i = FULL_LOOK; i < n; i++) out[i] = isFurniture(page.facts[i] as Facts) ? 0.1 : 0.6;
	return out;
}

/** Scores all lines of a page. */
export function scoreLines(page: Page, models: Models): { scores: Scores; rows: Float32Array } {
	const rows = rowsOf(page);
	const first = Object.fromEntries(Object.entries(models.first).map(([role, trees]) => [role, look(page, rows, role as LearnedRole, trees)])) as Omit<Scores, 'standfirst'>;
	addSecondLook(page, rows, first);
	return { scores: Object.fromEntries(ROLES.map((role) => [role, look(page, rows, role, models.second[role])])) as Scores, rows };
}
