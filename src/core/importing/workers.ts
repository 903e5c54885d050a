// Owns the threads that read sources: starts them, hands out lots, replaces the dead and stops the hanging. Must not know what is read.
import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { INLINE_LIMIT } from '../layout';
import type { Desk, Item, Read, Taken } from './desk';
import type { ReadingRules } from './rules';
import { NO_RULES } from './rules';
import { CRASHED, hung } from './words';
import type { Refused } from './words';

/** Some sources after the first look at them. */
export interface Lot {
	/** One for each item, in their order. */
	taken: Taken[];
	/** Reads the items at these places. */
	read(indices: readonly number[]): Promise<Read[]>;
	/** Lets go of what is kept for reading. */
	forget(): void;
}

/** Those who read: threads, or this thread. `width` is how many lots they can be busy with. */
export interface Readers {
	readonly width: number;
	take(items: readonly Item[]): Promise<Lot>;
	/** Stops everything under way; what waits for it is rejected. */
	close(): void;
}

export type Request =
	| { do: 'take'; id: number; lot: number; items: readonly Item[] }
	| { do: 'read'; id: number; lot: number; indices: readonly number[]; items: readonly Item[] }
	| { do: 'forget'; id: number; lot: number };
export type Reply = { id: number; taken: Taken[] } | { id: number; read: Read[] };
export interface WorkerStart {
	state: SharedArrayBuffer;
	inlineLimit: number;
	rules: ReadingRules;
}

/** Places in the shared state: the request a worker is at, the item's position in it, and a count that moves with every item. */
export const AT_REQUEST = 0;
export const AT_POSITION = 1;
export const BEAT = 2;

const stopped = (): DOMException => new DOMException('Reading was stopped.', 'AbortError');

/** In this thread, for tests and tools: gives way to others every few milliseconds. */
export class ReadHere implements Readers {
	readonly width = 1;
	#lot = 0;
	#closed = false;
	#since = performance.now();
	readonly #rules: ReadingRules;
	#desk: Promise<Desk> | null = null;

	constructor(rules: ReadingRules = NO_RULES) {
		this.#rules = rules;
	}

	async take(items: readonly Item[]): Promise<Lot> {
		const lot = ++this.#lot;
		const desk = await (this.#desk ??= this.#made());
		return {
			taken: await desk.take(lot, items),
			read: (indices) => desk.read(lot, indices, indices.map((index) => items[index] as Item)),
			forget: () => desk.forget(lot),
		};
	}

	/** Loaded when it is wanted: a program whose threads read starts sooner without the readers. */
	async #made(): Promise<Desk> {
		const { Desk } = await import('./desk');
		return new Desk(INLINE_LIMIT, this.#rules, () => {
			if (this.#closed) throw stopped();
			if (performance.now() - this.#since < 15) return undefined;
			return turn().then(() => {
				this.#since = performance.now();
			});
		});
	}

	close(): void {
		this.#closed = true;
	}
}

/** A worker ended while it had requests. `position` is the item it was at in the request, null when it was at another one. */
class WorkerGone extends Error {
	readonly position: number | null;
	readonly refused: Refused;

	constructor(position: number | null, refused: Refused, cause: unknown) {
		super('A worker ended.', { cause });
		this.position = position;
		this.refused = refused;
	}
}

interface Waiting {
	resolve(reply: Reply): void;
	reject(error: unknown): void;
}

/** One thread and what it was asked. */
class Thread {
	readonly waiting = new Map<number, Waiting>();
	readonly #state = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
	readonly #worker: Worker;
	#lastBeat = 0;
	#still = 0;
	#ending: Refused = CRASHED;
	#cause: unknown = null;
	isGone = false;

	/** @param onGone called once, when it has ended for whatever reason */
	constructor(file: URL, rules: ReadingRules, onGone: (thread: Thread) => void) {
		const start: WorkerStart = { state: this.#state.buffer as SharedArrayBuffer, inlineLimit: INLINE_LIMIT, rules };
		this.#worker = new Worker(file, { workerData: start, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 512 } });
		this.#worker.on('message', (reply: Reply) => {
			const waiting = this.waiting.get(reply.id);
			this.waiting.delete(reply.id);
			waiting?.resolve(reply);
		});
		this.#worker.on('error', (error) => { this.#cause = error; });
		this.#worker.on('exit', () => {
			onGone(this);
			this.#abandon();
		});
	}

	ask(request: Request): Promise<Reply> {
		return new Promise((resolve, reject) => {
			if (request.do !== 'forget') this.waiting.set(request.id, { resolve, reject });
			this.#worker.postMessage(request);
		});
	}

	/** Counts the looks at which nothing has moved; after `limit` of them the thread is given up. Looks are counted, not time, so that a sleeping machine accuses nobody. */
	look(limit: number): void {
		const beat = Atomics.load(this.#state, BEAT);
		this.#still = this.waiting.size > 0 && beat === this.#lastBeat && Atomics.load(this.#state, AT_POSITION) >= 0 ? this.#still + 1 : 0;
		this.#lastBeat = beat;
		if (this.#still < limit) return;
		this.#ending = hung(limit);
		this.stop();
		// Subtle: a thread that waits inside the operating system ends only when that returns; nobody waits for it here.
		this.#abandon();
	}

	stop(): void {
		void this.#worker.terminate();
	}

	#abandon(): void {
		this.isGone = true;
		const request = Atomics.load(this.#state, AT_REQUEST);
		const position = Atomics.load(this.#state, AT_POSITION);
		for (const [id, waiting] of this.waiting) waiting.reject(new WorkerGone(id === request && position >= 0 ? position : null, this.#ending, this.#cause));
		this.waiting.clear();
	}
}

/** Cores less one for the thread that writes; at least 1, at most 4. */
export const workerCount = (): number => Math.min(4, Math.max(1, availableParallelism() - 1));

/** How often a request is put to a fresh worker when the last one ended without saying at which item. */
const ATTEMPTS = 3;

/** Worker threads. A source that makes its worker end or hang is refused; all others are read by the next worker. */
export class WorkerPool implements Readers {
	readonly width: number;
	readonly #file: URL;
	readonly #patience: number;
	readonly #rules: ReadingRules;
	readonly #threads = new Set<Thread>();
	readonly #watch: NodeJS.Timeout;
	#id = 0;
	#closed = false;

	/** @param patience seconds a single source may take */
	constructor(file: URL, { patience, rules = NO_RULES, count = workerCount() }: { patience: number; rules?: ReadingRules; count?: number }) {
		this.#file = file;
		this.#rules = rules;
		this.#patience = patience;
		this.width = count;
		this.#watch = setInterval(() => {
			for (const thread of this.#threads) {
				thread.look(this.#patience);
				if (thread.isGone) this.#threads.delete(thread);
			}
		}, 1000);
		this.#watch.unref();
	}

	async take(items: readonly Item[]): Promise<Lot> {
		const lot = ++this.#id;
		let home: Thread | null = null;
		const all = items.map((_, index) => index);
		const taken = await this.#ask<Taken>(all, (indices) => {
			home = this.#leastBusy();
			const some = indices.map((index) => items[index] as Item);
			// Only a whole lot keeps its places; after a loss, what is kept would stand at the wrong ones.
			return { thread: home, request: { do: 'take', id: ++this.#id, lot: indices.length === all.length ? lot : 0, items: some } };
		});
		return {
			taken,
			read: (indices) => this.#ask<Read>(indices, (left) => ({
				thread: home && !home.isGone ? home : this.#leastBusy(),
				request: { do: 'read', id: ++this.#id, lot, indices: left, items: left.map((index) => items[index] as Item) },
			})),
			forget: () => {
				if (home && !home.isGone) void home.ask({ do: 'forget', id: ++this.#id, lot });
			},
		};
	}

	close(): void {
		this.#closed = true;
		clearInterval(this.#watch);
		for (const thread of this.#threads) thread.stop();
	}

	/** Asks for something of each index, leaving out those at which a worker ended. The answers stand in the order of `indices`. */
	async #ask<T extends Taken | Read>(indices: readonly number[], make: (left: readonly number[]) => { thread: Thread; request: Request }): Promise<T[]> {
		const answers = new Map<number, T>();
		let left = indices;
		let silent = 0;
		while (left.length > 0) {
			if (this.#closed) throw stopped();
			const { thread, request } = make(left);
			try {
				const reply = await thread.ask(request);
				const got = ('taken' in reply ? reply.taken : reply.read) as T[];
				for (const [position, index] of left.entries()) answers.set(index, got[position] as T);
				left = [];
			} catch (error) {
				if (this.#closed) throw stopped();
				if (!(error instanceof WorkerGone)) throw error;
				if (error.position === null) {
					if (++silent < ATTEMPTS) continue;
					throw new Error('No worker can be started to read sources.', { cause: error });
				}
				silent = 0;
				const culprit = left[error.position] as number;
				answers.set(culprit, { ok: false, refused: error.refused } as T);
				left = left.filter((index) => index !== culprit);
			}
		}
		return indices.map((index) => answers.get(index) as T);
	}

	#leastBusy(): Thread {
		let best: Thread | null = null;
		for (const thread of this.#threads) if (!thread.isGone && (!best || thread.waiting.size < best.waiting.size)) best = thread;
		if (best && (best.waiting.size === 0 || this.#threads.size >= this.width)) return best;
		const thread = new Thread(this.#file, this.#rules, (gone) => this.#threads.delete(gone));
		this.#threads.add(thread);
		return thread;
	}
}
