// Owns the two looks of the trained trees at the lines of a page. Must not choose among lines.
import { type LearnedRole, PAD, ROLES, WIDTH, addSecondLook, eligible, rowsOf } from './features';
import type { Page } from './page';
import { type Trees, score } from './trees';

/** How much each line is like each role, 0 to 1. */
export type Scores = Record<LearnedRole, Float32Array>;

/** Trees of the first and of the second look, by role. */
export interface Models {
	first: Record<Exclude<LearnedRole, 'standfirst'>, Trees>;
	second: Record<LearnedRole, Trees>;
	publication: Trees;
}

/** Beyond these line numbers the second half of a very long text is read as what stands around it, to keep time in bounds. */
const FULL_LOOK = 4000;

/** Scores of one role's trees for the lines that can have the role; 0 for others. */
export function look(page: Page, rows: Float32Array, role: LearnedRole, trees: Trees): Float32Array {
	const n = page.lines.length;
	const out = new Float32Array(n);
	const end = role === 'body' || role === 'caption' ? n : Math.min(n, FULL_LOOK);
	for (let i = 0; i < end; i++) if (eligible(role, page, i)) out[i] = score(trees, rows, (i + PAD) * WIDTH);
	return out;
}

/** Scores all lines of a page. */
export function scoreLines(page: Page, models: Models): { scores: Scores; rows: Float32Array } {
	const rows = rowsOf(page);
	const first = Object.fromEntries(Object.entries(models.first).map(([role, trees]) => [role, look(page, rows, role as LearnedRole, trees)])) as Omit<Scores, 'standfirst'>;
	addSecondLook(page, rows, first);
	return { scores: Object.fromEntries(ROLES.map((role) => [role, look(page, rows, role, models.second[role])])) as Scores, rows };
}
