// Owns where questions to an archive are answered: in a thread of their own, the most important first, or in this one. Must not know what is asked, but for the list one begins with.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Fault, fromWire, type WireFault } from '../shared/errors';
import type { Finding } from './finding';

/** Everything that can be asked of an archive by a query, answered when its turn has come. */
export type Asking = {
	readonly [Name in keyof Finding]: Finding[Name] extends (...given: infer Given) => infer Out ? (...given: Given) => Promise<Awaited<Out>> : never;
};

export type Asked = { id: number; name: string; given: readonly unknown[] } | 'close';
/** `bug`: the stack of an error that is no fault. */
export type Answered = { id: number } & ({ answer: unknown } | { fault: WireFault } | { bug: string });
/** The database, and the archive's folder for faults. */
export interface ThreadStart { path: string; dir: string }

/** Who can be asked. A question whose signal aborts before its turn is never carried out; `cancelled`. */
export interface Finder {
	asking(signal?: AbortSignal): Asking;
	close(): Promise<void>;
}

/** Somebody looks at the list; all else is told about it afterwards. Questions that are not here come last. */
const IMPORTANCE: Readonly<Record<string, number>> = { page: 0, ids: 1, place: 1 };
const LEAST = 2;
/** More than this cannot be waited for by anybody: the oldest of the least important are let go. */
const MOST_WAITING = 200;
/** What V8 sets aside for short-lived objects, in megabytes. Left to itself it grows while facets are loaded, and keeps what it took. */
const YOUNG = 6;

/** A proxy with every method of `Finding`, so that what is added there can be asked here. */
const asking = (ask: (name: string, given: readonly unknown[]) => Promise<unknown>): Asking =>
	// Subtle: a promise that resolves to it would look for `then`.
	new Proxy({}, { get: (_, name) => (typeof name === 'string' && name !== 'then' ? (...given: readonly unknown[]) => ask(name, given) : undefined) }) as Asking;

/** Answers in this thread: for programs that have nothing else to do meanwhile. */
export function finderHere(finding: Finding): Finder {
	const methods = finding as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
	return {
		asking: (signal) => asking(async (name, given) => {
			if (signal?.aborted) throw new Fault('cancelled', {});
			return methods[name]!(...given);
		}),
		close: () => Promise.resolve(),
	};
}

/** The list an archive opens with, as long as it is not narrowed: a page of that takes no time. */
export const firstList = (finding: Finding): Early => (name, given) => {
	if (name !== 'page') return null;
	const [query, window] = given as Parameters<Finding['page']>;
	if (query.text.trim() !== '' || query.tags.length > 0 || query.collection !== null) return null;
	return new Promise((resolve) => { resolve(finding.page(query, window)); });
};

interface Waiting {
	id: number;
	name: string;
	given: readonly unknown[];
	importance: number;
	resolve(answer: unknown): void;
	reject(error: unknown): void;
}

/** Answers what is quickly answered here while the thread is still being loaded: somebody has just opened the archive and waits for its list. Null for all else. */
export type Early = (name: string, given: readonly unknown[]) => Promise<unknown> | null;

/** Answers in a thread of its own. It is asked one question at a time, so that what is no longer wanted is still here to be dropped. */
export class FindingThread implements Finder {
	readonly #file: URL;
	readonly #start: ThreadStart;
	readonly #early: Early;
	#isUp = false;
	#worker: Worker | null = null;
	#waiting: Waiting[] = [];
	#current: Waiting | null = null;
	#count = 0;
	#isClosed = false;

	/** @param file the built entry, finding-worker.ts */
	constructor(file: URL, start: ThreadStart, early: Early = () => null) {
		this.#file = file;
		this.#start = start;
		this.#early = early;
		// The first list is waited for by somebody who has just opened the archive.
		this.#worker = this.#started();
	}

	asking(signal?: AbortSignal): Asking {
		return asking((name, given) => this.#ask(name, given, signal));
	}

	/** Lets go of what waits, and ends the thread once it has answered what it is at. */
	async close(): Promise<void> {
		this.#isClosed = true;
		for (const one of this.#waiting.splice(0)) one.reject(new Fault('cancelled', {}));
		const worker = this.#worker;
		if (!worker) return;
		const ended = once(worker, 'exit');
		worker.postMessage('close' satisfies Asked);
		await ended;
	}

	#ask(name: string, given: readonly unknown[], signal: AbortSignal | undefined): Promise<unknown> {
		if (this.#isClosed || signal?.aborted) return Promise.reject(new Fault('cancelled', {}));
		const early = this.#isUp ? null : this.#early(name, given);
		if (early) return early;
		return new Promise((resolve, reject) => {
			const one: Waiting = {
				id: ++this.#count, name, given, importance: IMPORTANCE[name] ?? LEAST,
				resolve: (answer) => { signal?.removeEventListener('abort', drop); resolve(answer); },
				reject: (error) => { signal?.removeEventListener('abort', drop); reject(error); },
			};
			const drop = (): void => {
				this.#waiting = this.#waiting.filter((other) => other !== one);
				one.reject(new Fault('cancelled', {}));
			};
			signal?.addEventListener('abort', drop, { once: true });
			this.#waiting.push(one);
			if (this.#waiting.length > MOST_WAITING) this.#letGo();
			this.#next();
		});
	}

	#letGo(): void {
		const least = Math.max(...this.#waiting.map(({ importance }) => importance));
		const at = this.#waiting.findIndex(({ importance }) => importance === least);
		this.#waiting.splice(at, 1)[0]!.reject(new Fault('cancelled', {}));
	}

	#next(): void {
		if (this.#current || this.#waiting.length === 0) return;
		const most = Math.min(...this.#waiting.map(({ importance }) => importance));
		const [one] = this.#waiting.splice(this.#waiting.findIndex(({ importance }) => importance === most), 1) as [Waiting];
		this.#current = one;
		try {
			(this.#worker ??= this.#started()).postMessage({ id: one.id, name: one.name, given: one.given } satisfies Asked);
		} catch (error) {
			// What cannot be cloned is the asker's bug.
			this.#current = null;
			one.reject(error);
			this.#next();
		}
	}

	#started(): Worker {
		const worker = new Worker(this.#file, { workerData: this.#start, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
		worker.on('message', (answered: Answered) => this.#take(answered));
		// A thread that dies takes its question with it; the next starts another.
		worker.on('error', (error) => this.#lost(worker, error));
		worker.on('exit', () => this.#lost(worker, new Fault('cancelled', {})));
		return worker;
	}

	#take(answered: Answered): void {
		this.#isUp = true;
		const one = this.#current;
		if (one?.id !== answered.id) return;
		this.#current = null;
		if ('answer' in answered) one.resolve(answered.answer);
		else if ('fault' in answered) one.reject(fromWire(answered.fault));
		else one.reject(Object.assign(new Error(`Asking for ${one.name} failed in its thread.`), { stack: answered.bug }));
		this.#next();
	}

	#lost(worker: Worker, error: unknown): void {
		if (this.#worker !== worker) return;
		this.#worker = null;
		const one = this.#current;
		this.#current = null;
		one?.reject(error);
		if (!this.#isClosed) this.#next();
	}
}
