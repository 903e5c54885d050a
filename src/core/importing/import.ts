// Owns the import job: sources found, read by others, written in order, one outcome each. Must not know formats, threads or SQL.
import { setTimeout as delay } from 'node:timers/promises';
import { Fault } from '../../shared/errors';
import type { ImportSummary, Progress, SourceOutcome } from '../../shared/model';
import { tagName } from '../store/tags';
import { Count } from './count';
import { expand, homeOf } from './expand';
import type { Found, Source } from './expand';
import { Tally } from './tally';
import type { ImportTarget } from './target';
import { ReadHere, WorkerPool } from './workers';
import type { Readers } from './workers';
import { Writer } from './writer';
import type { Result } from './writer';
import type { Refused } from './words';

/** What is kept of an import with the archive. `given` names what was handed over, without its folders. `stopped` is the fault that ended it early. */
export interface ImportReport extends ImportSummary {
	given: string[];
	tags: string[];
	unsure: number;
	stopped: string | null;
}

export interface ImportOptions {
	tags: readonly string[];
	signal?: AbortSignal | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
	/** One call a source, in the order given, each after its clipping is on the disk. */
	onOutcome?: ((outcome: SourceOutcome) => void) | undefined;
}

/** Seconds a single source may take to read. */
const PATIENCE = 60;
/** Sources read in one go: few at first, so that all threads have work soon, then more, so that messages cost little. */
const LOT = { first: 4, most: 32 };
/** Bytes of originals read in one go. Times the lots under way, this bounds the memory an import takes. */
const GROUP_BYTES = 4 * 1024 * 1024;
/** After waiting this long for a reader, what has been read is written. */
const IDLE_MS = 1000;
const PROGRESS_MS = 100;

/**
 * Imports sources. Resolves with the summary, also when cancelled; what was reported as kept is on the disk then.
 * @throws Fault tag/unusable before anything is read; disk/full, archive/locked and the like, when the archive cannot be written any more
 */
export async function runImport(target: ImportTarget, sources: readonly Source[], options: ImportOptions): Promise<ImportSummary> {
	const began = performance.now();
	const tags = options.tags.map(tagName);
	const home = await homeOf(target.dir);
	const run = target.imports.begin(target.now());
	const ended = new AbortController();
	const signal = options.signal ? AbortSignal.any([options.signal, ended.signal]) : ended.signal;
	const readers: Readers = target.workerFile ? new WorkerPool(target.workerFile, { patience: PATIENCE }) : new ReadHere();
	const close = () => readers.close();
	signal.addEventListener('abort', close, { once: true });
	const count = new Count(sources, signal);
	const tally = new Tally();
	let current: string | null = null;
	const writer = new Writer(target, {
		run, signal,
		tags,
		onOutcome: (outcome) => {
			tally.add(outcome);
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
		await work(expand(sources, home), readers, target, writer, signal);
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
		const summary = tally.summary(performance.now() - began, cancelled);
		report(target, run, sources, tags, summary, tally.unsure, stopped);
	}
	options.onProgress?.({ phase: 'finishing', done: tally.sources, total: tally.sources, current: null });
	return tally.summary(performance.now() - began, cancelled);
}

/** Hands lots to the readers ahead of the writer, and gives their results to the writer in source order. */
async function work(found: AsyncIterable<Found>, readers: Readers, target: ImportTarget, writer: Writer, signal: AbortSignal): Promise<void> {
	const ahead: { first: Promise<IteratorResult<Result[]>>; rest: AsyncGenerator<Result[]> }[] = [];
	const window = readers.width * 2 + 2;
	const writeNext = async (): Promise<void> => {
		const lot = ahead.shift();
		if (!lot) return;
		for (let coming = lot.first; ; ) {
			const step = await waitFor(coming, () => writer.flush());
			if (step.done) return;
			coming = watched(lot.rest.next());
			await writer.add(step.value);
		}
	};
	for await (const lot of lots(found)) {
		signal.throwIfAborted();
		const rest = resultsOf(lot, readers, (sha256) => target.clippings.withOriginal(sha256) !== null);
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

/** Results of one lot in its order, in groups of bounded size. What is here already is not read. */
async function* resultsOf(lot: readonly Found[], readers: Readers, isKnown: (sha256: string) => boolean): AsyncGenerator<Result[]> {
	const items = lot.flatMap((one) => ('item' in one ? [one.item] : []));
	const looked = items.length > 0 ? await readers.take(items) : null;
	try {
		let group: (Result | { name: string; fileName: string; index: number })[] = [];
		let bytes = 0;
		let index = -1;
		for (const [place, one] of lot.entries()) {
			if ('refused' in one) group.push(one);
			else {
				const taken = looked?.taken[++index];
				if (!taken?.ok) group.push({ name: one.name, refused: taken?.refused as Refused });
				else if (isKnown(taken.sha256)) group.push({ name: one.name, known: taken.sha256 });
				else {
					group.push({ name: one.name, fileName: one.item.name, index });
					bytes += taken.bytes;
				}
			}
			if (bytes < GROUP_BYTES && place < lot.length - 1) continue;
			const wanted = group.flatMap((member) => ('index' in member ? [member.index] : []));
			const read = looked && wanted.length > 0 ? await looked.read(wanted) : [];
			let next = 0;
			yield group.map((member): Result => {
				if (!('index' in member)) return member;
				const result = read[next++];
				return result?.ok ? { name: member.name, fileName: member.fileName, read: result } : { name: member.name, refused: (result as { refused: Refused }).refused };
			});
			group = [];
			bytes = 0;
		}
	} finally {
		looked?.forget();
	}
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
function report(target: ImportTarget, run: number, sources: readonly Source[], tags: readonly string[], summary: ImportSummary, unsure: number, stopped: string | null): void {
	const given = sources.slice(0, 100).map((source) => ('path' in source ? (source.path.split(/[/\\]/).findLast((part) => part !== '') ?? source.path) : source.name));
	try {
		const kept: ImportReport = { ...summary, given, tags: [...tags], unsure, stopped };
		target.imports.end(run, target.now(), kept);
	} catch (error) {
		if (stopped === null) throw error;
	}
}
