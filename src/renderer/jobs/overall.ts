// Owns how far all work is together, as a system's taskbar shows it. Pure.
import type { Progress } from '../../shared/model';

/** 0 to 1; `unknown` where something is under way of which nobody knows how much it is; null for no work. Steps of a hundredth, so that nobody is told of less. */
export function overall(working: readonly (Pick<Progress, 'done' | 'total'> | null)[]): number | 'unknown' | null {
	if (working.length === 0) return null;
	let done = 0;
	let total = 0;
	for (const progress of working) {
		if (!progress || progress.total === null || progress.total === 0) return 'unknown';
		done += progress.done;
		total += progress.total;
	}
	return Math.round((100 * done) / total) / 100;
}
