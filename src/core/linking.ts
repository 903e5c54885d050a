// Owns the work of finding versions of one story: clippings that wait are compared with those that share numbers of their sketches, a little at a time. Must not hold SQL or know a window.
import { setImmediate as turn } from 'node:timers/promises';
import type { ClippingId } from '../shared/model';
import { sameStory, type Comparable } from './matching/likeness';
import { ASKED } from './matching/sketch';
import type { Journal } from './store/journal';
import { Likeness, tracesOf, type Waiting } from './store/likeness';
import { transaction, type WriteDb } from './store/open';

/** What was compared is written when it is so many or so old, in the order of the table, so that a page of it is written once and not for every clipping anew. */
const MOST = 8_000;
const PATIENCE_MS = 10_000;
/** Rows that one transaction writes. */
const WRITTEN = 2_000;
/** Asked for at once. */
const LOT = 4;
const TURN_MS = 20;
/** How many that share something are compared, those that share most first. */
const COMPARED = 12;
/** Texts made ready that are kept at hand. */
const AT_HAND = 256;

/**
 * Compares all clippings that wait. Stops at the signal; what was compared stays. Answers how many were, and how many belong
 * to a story that has others.
 * @param told after each turn, with how many were compared so far, and whether versions were written down
 */
export async function linkVersions(db: WriteDb, journal: Journal, signal: AbortSignal, told: (done: number, joined: boolean) => void = () => {}): Promise<{ compared: number; joined: number }> {
	const linker = new Linker(db);
	const all = { compared: 0, joined: 0 };
	journal.hold();
	try {
		for (let isMore = true; isMore;) {
			isMore = !signal.aborted && linker.turn();
			const isDue = linker.isDue || !isMore;
			if (isDue) {
				const { compared, joined, writes } = linker.writing();
				for (const write of writes) {
					journal.commit(() => transaction(db, write));
					await turn();
				}
				if (compared > 0) await journal.settle();
				all.compared += compared;
				all.joined += joined;
				if (compared > 0) told(all.compared, joined > 0);
				// What changed meanwhile waits still.
				if (compared > 0 && !isMore) isMore = !signal.aborted;
			} else {
				told(all.compared + linker.pending, false);
			}
			await turn();
		}
	} finally {
		await journal.release();
	}
	return all;
}

/** One clipping, compared and not yet written. */
interface Compared extends Waiting { with: ClippingId[] }

class Linker {
	readonly #likeness: Likeness;
	readonly #atHand = new Map<ClippingId, Comparable | null>();
	#pending: Compared[] = [];
	/** Those that are not written yet, by their numbers: they find each other here. */
	#fresh = new Map<number, ClippingId[]>();
	#since = performance.now();

	constructor(db: WriteDb) {
		this.#likeness = new Likeness(db);
	}

	get pending(): number {
		return this.#pending.length;
	}

	get isDue(): boolean {
		return this.#pending.length >= MOST || (this.#pending.length > 0 && performance.now() - this.#since > PATIENCE_MS);
	}

	/** Compares for a while, without writing. False when none waits any more. */
	turn(): boolean {
		const until = performance.now() + TURN_MS;
		if (this.#pending.length === 0) this.#since = performance.now();
		do {
			const lot = this.#likeness.next(this.#pending.at(-1)?.id ?? 0, LOT);
			if (lot.length === 0) return false;
			for (const one of lot) {
				this.#pending.push({ ...one, with: this.#link(one.id, one.sketch) });
				if (performance.now() >= until) break;
			}
		} while (this.#pending.length < MOST && performance.now() < until);
		return true;
	}

	/** What is to be written of all that is pending, one transaction after another; the last lets them wait no more. */
	writing(): { compared: number; joined: number; writes: (() => void)[] } {
		const done = this.#pending;
		this.#pending = [];
		this.#fresh = new Map();
		const traces = tracesOf(done);
		const writes: (() => void)[] = [];
		for (let at = 0; at < traces.length; at += WRITTEN) writes.push(() => this.#likeness.trace(traces.slice(at, at + WRITTEN)));
		for (let at = 0; at < done.length; at += WRITTEN) writes.push(() => this.#settle(done.slice(at, at + WRITTEN)));
		return { compared: done.length, joined: done.filter((one) => one.with.length > 0).length, writes };
	}

	#settle(done: readonly Compared[]): void {
		for (const one of done) {
			this.#likeness.alone(one.id);
			for (const other of one.with) this.#likeness.join(one.id, other);
		}
		this.#likeness.done(done);
	}

	/** The clippings it is a version of the same story with. */
	#link(id: ClippingId, sketch: Uint32Array): ClippingId[] {
		const fresh = this.#fresh;
		// Its text may be another than when it was at hand.
		this.#atHand.delete(id);
		const near = new Set([...sketch].flatMap((trace) => fresh.get(trace) ?? []));
		near.delete(id);
		const candidates = new Set([...this.#likeness.sharing(sketch.subarray(0, ASKED), id, COMPARED), ...[...near].slice(-COMPARED)]);
		for (const trace of sketch) fresh.set(trace, [...(fresh.get(trace) ?? []), id]);
		const own = candidates.size > 0 ? this.#comparable(id) : null;
		return [...(own ? candidates : [])].filter((candidate) => {
			const other = this.#comparable(candidate);
			return other !== null && sameStory(own!, other) > 0;
		});
	}

	#comparable(id: ClippingId): Comparable | null {
		const known = this.#atHand.get(id);
		if (known !== undefined) return known;
		const made = this.#likeness.comparable(id);
		this.#atHand.set(id, made);
		if (this.#atHand.size > AT_HAND) this.#atHand.delete(this.#atHand.keys().next().value!);
		return made;
	}
}
