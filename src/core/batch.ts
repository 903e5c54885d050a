// Owns the changing of many clippings as a job: what it would do, doing it in short turns, and taking large steps back in short turns. Must not hold SQL, and must not know what an edit does.
import { performance } from 'node:perf_hooks';
import { BatchRequest, type BatchEdit, type BatchPreview, type BatchRow, type BatchSummary, type EditCount, type Shared } from '../shared/batch';
import { Fault } from '../shared/errors';
import { Query, type Changed, type ClippingId, type HistoryStep, type Progress, type Selection } from '../shared/model';
import type { z } from 'zod';
import { said, type Said } from '../shared/said';
import type { Asking } from './finding-thread';
import { BatchPlan, isChanged, rowOf } from './store/batch-plan';
import type { Batching } from './store/batching';
import { CollectionReader } from './store/collections';
import { FIELD_SAID } from './store/field-rows';
import type { History } from './store/history';
import type { Journal } from './store/journal';
import { transaction, type ReadDb, type WriteDb } from './store/open';
import { SharedValues } from './store/shared-values';

/** How long one turn of work may hold the thread, in milliseconds. The commit comes on top. */
const TURN = 20;
/** Clippings that are looked at together in a preview; a turn takes so many times that as there is time for. */
const LOOKED = 64;
/** How many clippings the first transaction is offered, and the most that any is: what it does not come to is looked at again. */
const OFFERED = { first: 24, most: 600 };
/** So often, in milliseconds, what was committed is made safe from a loss of power; each part and what it changed are lost or kept together. */
const SETTLED = 500;
/** Previews that are kept to be asked about and done. */
const KEPT = 8;

interface BatchWriting { db: WriteDb; batching: Batching; history: History; journal: Journal }

export interface BatchParts {
	db: ReadDb;
	asking(signal: AbortSignal): Asking;
	/** `archive/read-only`. */
	writing(): BatchWriting;
	now(): number;
	job<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
	tell(changed: Changed, isLast: boolean): void;
}

export interface BatchOptions {
	signal?: AbortSignal | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** A preview as it is kept: only ids, so that a million cost little. */
interface Kept { id: number; plan: BatchPlan; edits: readonly BatchEdit[]; changing: Int32Array; refused: Int32Array }

const ALL: Changed = { clippings: true, tags: true, collections: true, searches: true };
const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });
export class Batches {
	readonly #parts: BatchParts;
	#kept: Kept[] = [];
	#last = 0;
	/** The step that is being done now, and how to end it. */
	#doing: { step: number | null; stop: AbortController; ended: Promise<unknown> } | null = null;

	constructor(parts: BatchParts) {
		this.#parts = parts;
	}

	/** What a change of many would do; nothing is changed. `cancelled`, `tag/missing`, `tag/unusable`, `collection/missing`. */
	async preview(request: z.input<typeof BatchRequest>, { signal, onProgress }: BatchOptions = {}): Promise<BatchPreview> {
		const { selection, edits } = BatchRequest.parse(request);
		return this.#parts.job(signal, async (ending) => {
			const plan = new BatchPlan(this.#parts.db, edits);
			const ids = await this.#ids(selection, ending);
			const counts = edits.map((): EditCount => ({ would: 0, already: 0, cannot: 0 }));
			const [changing, refused] = [new Int32Array(ids.length), new Int32Array(ids.length)];
			let [changes, refusals, there] = [0, 0, 0];
			let until = performance.now() + TURN;
			for (let at = 0; at < ids.length; at += LOOKED) {
				if (ending.aborted) throw new Fault('cancelled', {});
				for (const outcome of plan.outcomes(Array.from(ids.subarray(at, at + LOOKED)) as ClippingId[])) {
					there++;
					for (const [edit, count] of outcome.counts.entries()) counts[edit]![count]++;
					if (isChanged(outcome)) changing[changes++] = outcome.id;
					else if (outcome.why !== null) refused[refusals++] = outcome.id;
				}
				if (performance.now() < until) continue;
				onProgress?.({ phase: 'looking', done: Math.min(ids.length, at + LOOKED), total: ids.length, current: null });
				await turn();
				until = performance.now() + TURN;
			}
			const kept: Kept = { id: ++this.#last, plan, edits, changing: changing.slice(0, changes), refused: refused.slice(0, refusals) };
			this.#kept = [kept, ...this.#kept].slice(0, KEPT);
			return { id: kept.id, total: there, changing: changes, refused: refusals, edits: counts };
		});
	}

	/** What would become of some of them: those that change, in the order of the selection, then those that cannot. `batch/gone` when the preview is no longer known. */
	rows(id: number, { offset, limit }: { offset: number; limit: number }): BatchRow[] {
		const { plan, changing, refused } = this.#preview(id);
		const ids = [...changing.subarray(offset, offset + limit), ...refused.subarray(Math.max(0, offset - changing.length), Math.max(0, offset + limit - changing.length))] as ClippingId[];
		const paths = new CollectionReader(this.#parts.db);
		return plan.outcomes(ids).map((outcome) => rowOf(outcome, plan.tagNames, (collection) => paths.pathOf(collection)));
	}

	/** Does what a preview shows, on the clippings that it found to change, as they are by then. Ended early, what was done is a step that can be undone. `batch/gone`. */
	async apply(id: number, options: BatchOptions = {}): Promise<BatchSummary> {
		const { plan, edits, changing } = this.#preview(id);
		return this.#do(plan, edits, () => Promise.resolve(changing), options);
	}

	/** Does it at once. */
	async run(request: z.input<typeof BatchRequest>, options: BatchOptions = {}): Promise<BatchSummary> {
		const { selection, edits } = BatchRequest.parse(request);
		return this.#do(new BatchPlan(this.#parts.db, edits), edits, (signal) => this.#ids(selection, signal), options);
	}

	/** What of a selection is the same everywhere. `cancelled`. */
	shared(selection: Selection, { signal }: BatchOptions = {}): Promise<Shared> {
		return this.#parts.job(signal, async (ending) => {
			const ids = await this.#ids(selection, ending);
			const values = new SharedValues(this.#parts.db);
			for (let at = 0; at < ids.length; at += LOOKED * 8) {
				if (ending.aborted) throw new Fault('cancelled', {});
				values.add(Array.from(ids.subarray(at, at + LOOKED * 8)) as ClippingId[]);
				await turn();
			}
			return values.shared();
		});
	}

	/** Takes a step back, or does it again, in short turns. Where a part of it will not go, the parts before it go back: all of it or none. */
	async turn(way: 'undo' | 'redo', expected: number | null, { signal, onProgress }: BatchOptions = {}): Promise<HistoryStep> {
		const { db, history, journal } = this.#parts.writing();
		const doing = this.#doing;
		if (doing && way === 'undo' && (expected === null || doing.step === expected)) {
			doing.stop.abort();
			await doing.ended;
		}
		const step = history.meant(way, expected);
		const total = history.partsLeft(way, step);
		return this.#parts.job(signal, async (ending) => {
			const turned: number[] = [];
			let settled = performance.now();
			journal.hold();
			try {
				for (;;) {
					if (ending.aborted) break;
					const part = this.#commit(db, journal, total, () => history.turnPart(way, step, this.#parts.now()));
					if (part === null) break;
					turned.push(part);
					onProgress?.({ phase: 'writing', done: turned.length, total, current: null });
					this.#parts.tell(ALL, false);
					if (performance.now() - settled > SETTLED) {
						await journal.settle();
						settled = performance.now();
					}
					await turn();
				}
			} catch (error) {
				for (const part of turned.reverse()) {
					this.#commit(db, journal, total, () => history.turnBack(way, step, part, this.#parts.now()));
					await turn();
				}
				if (turned.length > 0) transaction(db, () => history.settle(step));
				throw error;
			} finally {
				await journal.settle();
				await journal.release();
				this.#parts.tell(ALL, true);
			}
			return step;
		});
	}

	#commit<T>(db: WriteDb, journal: Journal, parts: number, work: () => T): T {
		return parts > 0 ? journal.commit(() => transaction(db, work)) : transaction(db, work);
	}

	#do(plan: BatchPlan, edits: readonly BatchEdit[], idsOf: (signal: AbortSignal) => Promise<Int32Array>, { signal, onProgress }: BatchOptions): Promise<BatchSummary> {
		const began = performance.now();
		const { db, batching, history, journal } = this.#parts.writing();
		const stop = new AbortController();
		const both = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
		const doing = { step: null as number | null, stop, ended: Promise.resolve() as Promise<unknown> };
		const done = this.#parts.job(both, async (ending) => {
			const ids = await idsOf(ending);
			let [at, changed, isLast, offered] = [0, 0, ids.length === 0, OFFERED.first];
			let label = labelOf(edits, 0);
			let settled = performance.now();
			journal.hold();
			try {
				while (!isLast && !ending.aborted) {
					const some = Array.from(ids.subarray(at, at + offered)) as ClippingId[];
					journal.commit(() => transaction(db, () => {
						const until = performance.now() + TURN;
						const now = this.#parts.now();
						const { looked, changed: more, changes } = batching.carry(plan, some, () => performance.now() > until, now);
						at += looked;
						offered = Math.min(OFFERED.most, Math.max(8, Math.ceil(looked * 1.3)));
						changed += more;
						isLast = at >= ids.length;
						label = labelOf(edits, changed);
						if (changes.length === 0) return;
						if (isLast && doing.step === null) history.keep({ label, changes }, now);
						else history.add(doing.step ??= history.begin(label, now), label, changes);
					}));
					onProgress?.({ phase: 'writing', done: at, total: ids.length, current: null });
					this.#parts.tell(ALL, false);
					if (isLast || performance.now() - settled > SETTLED) {
						await journal.settle();
						settled = performance.now();
					}
					await turn();
				}
			} finally {
				await journal.release();
				this.#parts.tell(ALL, true);
			}
			return { changed, label, milliseconds: performance.now() - began, cancelled: !isLast };
		}).finally(() => {
			if (this.#doing === doing) this.#doing = null;
		});
		doing.ended = done.catch(() => undefined);
		this.#doing = doing;
		return done;
	}

	#preview(id: number): Kept {
		const kept = this.#kept.find((one) => one.id === id);
		if (!kept) throw new Fault('batch/gone', { id });
		return kept;
	}

	async #ids(selection: Selection, signal: AbortSignal): Promise<Int32Array> {
		if (selection.of === 'clippings') return Int32Array.from(new Set<number>(selection.ids));
		const query = selection.of === 'query' ? selection.query : Query.parse({ sort: 'imported' });
		const ids = await this.#parts.asking(signal).ids(query);
		const but = new Set<number>(selection.of === 'query' ? selection.but : []);
		return but.size === 0 ? ids : ids.filter((id) => !but.has(id));
	}
}

/** What was done: "Changed the section of 412 clippings". */
function labelOf(edits: readonly BatchEdit[], count: number): Said {
	const [edit] = edits;
	if (edits.length !== 1 || !edit) return said('said.step.changed-clippings', { count });
	switch (edit.do) {
		case 'set': case 'clear': case 'replace': return said(edit.do === 'clear' ? 'said.step.emptied-field' : 'said.step.changed-field', { what: said(FIELD_SAID[edit.field]), count });
		case 'tag': return said(edit.on ? 'said.step.tagged' : 'said.step.untagged', { count });
		case 'collect': return said(edit.on ? 'said.step.collection.put-many' : 'said.step.collection.taken-many', { count });
		case 'flag': return said(edit.on ? 'said.step.flagged' : 'said.step.unflagged', { count });
		case 'settle': return said('said.step.settled-dates', { count });
		case 'trash': return said(edit.on ? 'said.step.trashed' : 'said.step.restored', { count });
	}
}
