// Owns how fast a job goes and when it will be done, reckoned from its last stretch so that what is said is steady. Pure.
import type { Progress } from '../../shared/model';

/** The stretch that counts, and what must have been seen of it before anything is said, in milliseconds. */
const STRETCH = 20_000;
const ENOUGH = 3_000;
/** What is said changes at most so often, in milliseconds. */
const SAID_EVERY = 1_000;
/** Minutes by which the reckoning must be below, or above, what is said before that changes: it does not go to and fro between two. */
const BELOW = 0.7;
const ABOVE = 1.6;
const MINUTE = 60_000;

export interface Paced {
	/** Done in a second. */
	rate: number;
	/** Whole minutes, 0 for less than one; null while it cannot be known. */
	minutes: number | null;
}

/** One job's pace. */
export class Pace {
	#seen: { at: number; done: number }[] = [];
	#phase: Progress['phase'] | null = null;
	#said: Paced | null = null;
	#saidAt = -Infinity;

	/**
	 * Takes in how far the job is at a moment, in milliseconds; answers what is to be said, null while too little is known.
	 * How much is left is known once all there is has been counted, that is, no longer in the phase `looking`.
	 */
	add(at: number, { phase, done, total }: Progress): Paced | null {
		// Looking and reading count the same; any other phase has a pace of its own.
		const isSame = this.#phase === phase || (this.#phase === 'looking' && phase === 'reading');
		if (!isSame || done < (this.#seen.at(-1)?.done ?? 0)) this.rest();
		this.#phase = phase;
		this.#seen.push({ at, done });
		while (this.#seen.length > 2 && at - this.#seen[1]!.at >= STRETCH) this.#seen.shift();
		const first = this.#seen[0]!;
		if (phase === 'finishing' || at - first.at < ENOUGH || done <= first.done) return (this.#said = null);
		if (this.#said && at - this.#saidAt < SAID_EVERY) return this.#said;
		this.#saidAt = at;
		const rate = (1_000 * (done - first.done)) / (at - first.at);
		const minutes = total === null || phase === 'looking' ? null : this.#steady(((total - done) / rate) * 1_000 / MINUTE);
		return (this.#said = { rate, minutes });
	}

	/** Forgets the last stretch: the job was paused, or does something else now. */
	rest(): void {
		this.#seen = [];
		this.#said = null;
		this.#saidAt = -Infinity;
	}

	#steady(left: number): number {
		const said = this.#said?.minutes ?? null;
		if (said !== null && left > said - (said > 1 ? BELOW : 0.1) && left < said + ABOVE) return said;
		return left < 1 ? 0 : Math.round(left);
	}
}
