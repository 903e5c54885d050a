// Owns the import job: sources found, read by others, written in order, one outcome each. Must not know formats, threads or SQL.
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import type { ImportId, ImportRules, ImportSummary, Progress, SourceOutcome } from '../../shared/model';
import { pathNames } from '../store/collections';
import type { Numbers } from '../store/returning';
import { tagName } from '../store/tags';
import { Count } from './count';
import { expand, homeOf } from './expand';
import type { Found, Source } from './expand';
import { resultsOf } from './results';
import { Tally } from './tally';
import type { ImportTarget } from './target';
import { ReadHere, WorkerPool } from './workers';
import type { Readers } from './workers';
import { Writer } from './writer';
import type { Result } from './writer';

export interface ImportOptions {
	rules: ImportRules;
	/** Of an import that does again what failed in another, or was left of it: that one. */
	follows?: ImportId | null;
	/** Name of the watched folder it comes from. */
	watched?: string | null;
	/** What clippings of a package that comes back need. */
	numbers?: Numbers | null;
	/** Told its number before anything is read. */
	onBegun?: ((id: ImportId) => void) | undefined;
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
	/** One call a source, in the order given, each after its clipping is on the disk. */
	onOutcome?: ((outcome: SourceOutcome) => void) | undefined;
}

/** Seconds a single source may take to read. */
const PATIENCE = 60;
/** Sources read in one go: few at first, so that all threads have work soon, then more, so that messages cost little. */
const LOT = { first: 4, most: 32 };
/** After waiting this long for a reader, what has been read is written. */
const IDLE_MS = 1000;
const PROGRESS_MS = 100;

/**
 * Imports sources. Resolves with the summary, also when cancelled; what was reported as kept is on the disk then.
 * @throws Fault tag/unusable, collection/unusable before anything is read; disk/full, archive/locked and the like, when the archive cannot be written any more
 */
export async function runImport(target: ImportTarget, sources: readonly Source[], options: ImportOptions): Promise<ImportSummary> {
	const began = performance.now();
	const rules: ImportRules = { ...options.rules, tags: options.rules.tags.map(tagName), collection: options.rules.collection && pathNames(options.rules.collection).join('/') };
	const home = await homeOf(target.dir);
	const run = target.imports.begin(target.now(), {
		sources: sources.map((source) => ('path' in source ? { path: resolve(source.path) } : { name: source.name })),
		rules,
		process: { host: hostname(), pid: process.pid },
		watched: options.watched ?? null,
	}, options.follows ?? null);
	options.onBegun?.(run);
	const ended = new AbortController();
	const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
	const told = { publication: rules.publication, dateOrder: rules.dateOrder, conventions: target.conventions() };
	const readers: Readers = target.workerFile ? new WorkerPool(target.workerFile, { patience: PATIENCE, rules: told }) : new ReadHere(told);
	const close = () => readers.close();
	signal.addEventListener('abort', close, { once: true });
	const count = new Count(sources, signal);
	const tally = new Tally();
	let current: string | null = null;
	const writer = new Writer(target, {
		run, signal, gate: options.gate, rules, numbers: options.numbers ?? null,
		onOutcome: (outcome, place) => {
			tally.add(outcome, place);
			current = outcome.name;
			options.onOutcome?.(outcome);
		},
	});
	const tell = () => options.onProgress?.({ phase: count.isDone ? 'reading' : 'looking', done: tally.sources, total: Math.max(count.found, tally.sources), current });
	tell();
	const clock = setInterval(tell, PROGRESS_MS);
	let cancelled = false;
	let stopped: string | null = null;
	try {
		await work(expand(sources, home), readers, target, writer, { signal, gate: options.gate });
	} catch (error) {
		cancelled = options.signal?.aborted === true && !(error instanceof Fault);
		if (!cancelled) {
			stopped = error instanceof Fault ? error.code : 'internal';
			throw error;
		}
	} finally {
		clearInterval(clock);
		ended.abort();
		close();
		report(target, run, tally, { milliseconds: performance.now() - began, cancelled, stopped });
	}
	options.onProgress?.({ phase: 'finishing', done: tally.sources, total: tally.sources, current: null });
	return tally.summary(run, performance.now() - began, cancelled);
}

/** Hands lots to the readers ahead of the writer, and gives their results to the writer in source order. */
async function work(found: AsyncIterable<Found>, readers: Readers, target: ImportTarget, writer: Writer, { signal, gate }: { signal: AbortSignal; gate: Gate | undefined }): Promise<void> {
	const ahead: { first: Promise<IteratorResult<Result[]>>; rest: AsyncGenerator<Result[]> }[] = [];
	const window = readers.width * 2 + 2;
	const writeNext = async (): Promise<void> => {
		const lot = ahead.shift();
		if (!lot) return;
		for (let coming = lot.first; ; ) {
			const step = await waitFor(coming, () => writer.flush());
			if (step.done) return;
			await gate?.pass(signal);
			coming = watched(lot.rest.next());
			await writer.add(step.value);
		}
	};
	for await (const lot of lots(found)) {
		await gate?.pass(signal);
		signal.throwIfAborted();
		const rest = resultsOf(lot, { readers, signal, isKnown: (sha256) => target.clippings.withOriginal(sha256) !== null });
		ahead.push({ first: watched(rest.next()), rest });
		if (ahead.length >= window) await writeNext();
	}
	while (ahead.length > 0) await writeNext();
	await writer.flush();
}

async function* lots(found: AsyncIterable<Found>): AsyncGenerator<Found[]> {
	let size = LOT.first;
	let lot: Found[] = [];
	for await (const one of found) {
		lot.push(one);
		if (lot.length < size) continue;
		yield lot;
		lot = [];
		size = Math.min(LOT.most, size * 2);
	}
	if (lot.length > 0) yield lot;
}

/** A promise somebody will wait for later: its rejection is met then. */
function watched<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => {});
	return promise;
}

/** Waits; when it takes long, does `meanwhile` once. */
async function waitFor<T>(promise: Promise<T>, meanwhile: () => Promise<void>): Promise<T> {
	const calm = new AbortController();
	const late = await Promise.race([promise.then(() => false), delay(IDLE_MS, true, { signal: calm.signal }).catch(() => false)]);
	calm.abort();
	if (late) await meanwhile();
	return promise;
}

/** Keeps the report. A disk that is full keeps none; the job's own fault says so. */
function report(target: ImportTarget, run: ImportId, tally: Tally, end: { milliseconds: number; cancelled: boolean; stopped: string | null }): void {
	try {
		const { id: _, ...summary } = tally.summary(run, end.milliseconds, end.cancelled);
		target.imports.end(run, target.now(), { ...summary, unsure: tally.unsure, stopped: end.stopped, retry: tally.retry });
	} catch (error) {
		if (end.stopped === null) throw error;
	}
}
