// Owns the work that takes time: imports, exports, checks and backups, how far each is and what came of it. Must not decide how it is shown.
import type { ExportChoices } from '../../shared/exporting';
import type { Arrival, CheckReport, ClippingId, ExportSummary, FormatId, ImportId, ImportRules, ImportSummary, Progress, Selection } from '../../shared/model';
import type { BatchRequest, BatchSummary } from '../../shared/batch';
import type { Token } from '../../shared/contract';
import type { z } from 'zod';
import { Fault } from '../../shared/errors';
import { Gate } from '../../shared/gate';
import type { ArchiveClient } from '../clients';
import { Pace, type Paced } from './pace';

export type Source = { from: 'token'; token: Token } | { from: 'paste'; text: string; name: string } | { from: 'html'; html: string; url: string | null; name: string } | { from: 'bytes'; bytes: Uint8Array<ArrayBuffer>; name: string };
export type Exported = ExportSummary & { made: Token };

export type Work =
	/** `watched`: the folder it came from by itself; null for what somebody gave. */
	| { is: 'import'; summary: ImportSummary | null; watched: string | null }
	| { is: 'export'; summary: Exported | null }
	| { is: 'batch'; summary: BatchSummary | null }
	| { is: 'check'; summary: CheckReport | null }
	| { is: 'backup'; summary: null }
	| { is: 'print'; summary: null };

export class Job {
	readonly id: number;
	readonly startedAt = Date.now();
	work = $state.raw<Work>({ is: 'check', summary: null });
	progress = $state.raw<Progress | null>(null);
	state = $state<'working' | 'done' | 'cancelled' | 'failed'>('working');
	fault = $state.raw<unknown>(null);
	isStopping = $state(false);
	isPaused = $state(false);
	/** How fast it goes and how much is left; null while that is not known. */
	pace = $state.raw<Paced | null>(null);
	/** What an import was given, so that it can be asked for again otherwise. */
	asked: { sources: readonly Source[]; rules: ImportRules } | null = null;
	readonly gate = new Gate();
	readonly #controller = new AbortController();
	readonly #pace = new Pace();

	/** What a watched folder brings is not stopped here; the folder can be paused. */
	get canStop(): boolean {
		return this.work.is !== 'import' || this.work.watched === null;
	}

	/** A batch is over before anybody could; it is one step, and would hold up others. Setting for the printer ends in a dialog that somebody waits for. */
	get canPause(): boolean {
		return this.canStop && this.work.is !== 'batch' && this.work.is !== 'print';
	}

	constructor(id: number, work: Work) {
		this.id = id;
		this.work = work;
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Takes in how far it is. */
	heard(progress: Progress): void {
		this.progress = progress;
		if (!this.isPaused) this.pace = this.#pace.add(performance.now(), progress);
	}

	/** Lets it rest at its next turn; it keeps its place. */
	pause(): void {
		if (!this.canPause || this.isStopping || this.state !== 'working') return;
		this.isPaused = true;
		this.pace = null;
		this.#pace.rest();
		this.gate.close();
	}

	resume(): void {
		this.isPaused = false;
		this.gate.open();
	}

	stop(): void {
		this.isStopping = true;
		this.isPaused = false;
		this.#controller.abort();
	}
}

/** Told once when a job has ended, in whatever way. */
export type Ended = (job: Job) => void;

const KEPT = 20;

export class Jobs {
	/** Newest first. */
	all = $state.raw<readonly Job[]>([]);
	readonly working = $derived(this.all.filter((job) => job.state === 'working'));
	/** The check whose report is being read. */
	report = $state.raw<Job | null>(null);

	readonly #client: ArchiveClient;
	readonly #ended: Ended;
	#lastId = 0;
	readonly #arrivals = new Map<number, Job>();

	constructor(client: ArchiveClient, ended: Ended) {
		this.#client = client;
		this.#ended = ended;
	}

	/** The contract takes 10,000 sources at once; tokens beyond that go into jobs of their own. */
	async import(sources: readonly Source[], rules: ImportRules, partly = false): Promise<void> {
		const most = 10_000;
		for (let from = 0; from < sources.length; from += most) {
			const given = sources.slice(from, from + most);
			await this.#run({ is: 'import', summary: null, watched: null }, async (job, options) => {
				job.asked = { sources: given, rules };
				const summary = await this.#client['archive.import']({ sources: given, rules, ...(partly && { partly }) }, options);
				job.work = { is: 'import', summary, watched: null };
				return summary.cancelled;
			});
		}
	}

	/** Does again what failed of an import, or goes on with one that did not end. */
	async again(id: ImportId): Promise<void> {
		await this.#run({ is: 'import', summary: null, watched: null }, async (job, options) => {
			const summary = await this.#client['imports.again']({ id }, options);
			job.work = { is: 'import', summary, watched: null };
			return summary.cancelled;
		});
	}

	/** Listens to what watched folders bring, until the undo is called. */
	start(): () => void {
		return this.#client['folders.arrived']((arrival) => this.#arrived(arrival));
	}

	#arrived({ folder, number, progress, summary, trouble }: Arrival): void {
		let job = this.#arrivals.get(number);
		if (!job) {
			job = new Job(++this.#lastId, { is: 'import', summary: null, watched: folder.name });
			this.#arrivals.set(number, job);
			this.#add(job);
		}
		if (progress) job.heard(progress);
		if (!summary && trouble === null) return;
		this.#arrivals.delete(number);
		job.work = { is: 'import', summary, watched: folder.name };
		if (trouble !== null) job.fault = new Fault('internal', { incident: trouble });
		job.state = trouble !== null ? 'failed' : summary?.cancelled ? 'cancelled' : 'done';
		this.#ended(job);
	}

	#add(job: Job): void {
		this.all = [job, ...this.all.filter((old, at) => at < KEPT || old.state === 'working')];
	}

	async export(selection: Selection, format: FormatId, target: Token, choices?: ExportChoices): Promise<void> {
		await this.#run({ is: 'export', summary: null }, async (job, options) => {
			const summary = await this.#client['archive.export']({ selection, format, target, ...(choices && { choices }) }, options);
			job.work = { is: 'export', summary };
			return summary.cancelled;
		});
	}

	/** Changes many clippings: as a preview shows, or at once. */
	async change(asked: { preview: number } | z.input<typeof BatchRequest>): Promise<void> {
		await this.#run({ is: 'batch', summary: null }, async (job, options) => {
			const summary = await this.#client['batch.apply'](asked, options);
			job.work = { is: 'batch', summary };
			return summary.cancelled;
		});
	}

	async check(): Promise<void> {
		await this.#run({ is: 'check', summary: null }, async (job, options) => {
			const summary = await this.#client['archive.check'](options);
			job.work = { is: 'check', summary };
			return summary.cancelled;
		});
	}

	/** Copies the database now. */
	async backUp(): Promise<void> {
		await this.#run({ is: 'backup', summary: null }, async (_, options) => {
			await this.#client['archive.backUp'](options);
			return false;
		});
	}

	/** Sets many clippings and shows the printing dialog; a dialog that is left counts as stopped. */
	async print(ids: readonly ClippingId[]): Promise<void> {
		await this.#run({ is: 'print', summary: null }, async (_, options) => {
			const { outcome } = await this.#client['clippings.print']({ ids: [...ids] }, options);
			return outcome === 'left';
		});
	}

	async #run(work: Work, run: (job: Job, options: { signal: AbortSignal; gate: Gate; onProgress: (progress: Progress) => void }) => Promise<boolean>): Promise<void> {
		const job = new Job(++this.#lastId, work);
		this.#add(job);
		try {
			const isCancelled = await run(job, { signal: job.signal, gate: job.gate, onProgress: (progress) => job.heard(progress) });
			job.state = isCancelled ? 'cancelled' : 'done';
		} catch (error) {
			job.fault = error;
			job.state = Fault.is(error, 'cancelled') ? 'cancelled' : 'failed';
		}
		job.isPaused = false;
		this.#ended(job);
	}
}
