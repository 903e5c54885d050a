// Owns how often progress is told: the latest, at most ten times a second, never falling back. Must not know what it is progress of.

/** What every report of progress must say: how much is done. */
export interface Step { done: number }

/** Milliseconds from one report sent to the next. */
const EVERY = 100;

/** Sends the latest of many reports, spaced out; `done` never falls. `end` sends what is still waiting. */
export function paced(send: (progress: unknown) => void, report: (error: unknown) => void) {
	let waiting: Step | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let lastSent = -Infinity;
	let most = 0;

	const flush = () => {
		timer = undefined;
		if (!waiting) return;
		lastSent = performance.now();
		const next = waiting;
		waiting = null;
		// A report that cannot be sent is a bug of ours, never a reason to stop the job.
		try { send(next); } catch (error) { report(error); }
	};
	return {
		report(progress: Step): void {
			most = Math.max(most, progress.done);
			waiting = { ...progress, done: most };
			const pause = lastSent + EVERY - performance.now();
			if (pause <= 0) {
				if (timer !== undefined) clearTimeout(timer);
				flush();
			} else timer ??= setTimeout(flush, pause);
		},
		end(): void {
			if (timer !== undefined) clearTimeout(timer);
			flush();
		},
	};
}
