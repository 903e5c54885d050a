// Owns the work that takes time: imports, exports and checks, how far each is and what came of it. Must not decide how it is shown.
import type { CheckReport, ExportSummary, FormatId, ImportSummary, Progress, Selection } from '../../shared/model';
import type { Token } from '../../shared/contract';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';

export type Source = { from: 'token'; token: Token } | { from: 'paste'; text: string; name: string };
export type Exported = ExportSummary & { made: Token };

export type Work =
	| { is: 'import'; summary: ImportSummary | null }
	| { is: 'export'; summary: Exported | null }
	| { is: 'check'; summary: CheckReport | null };

export class Job {
	readonly id: number;
	readonly startedAt = Date.now();
	work = $state.raw<Work>({ is: 'check', summary: null });
	progress = $state.raw<Progress | null>(null);
	state = $state<'working' | 'done' | 'cancelled' | 'failed'>('working');
	fault = $state.raw<unknown>(null);
	isStopping = $state(false);
	readonly #controller = new AbortController();

	constructor(id: number, work: Work) {
		this.id = id;
		this.work = work;
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	stop(): void {
		this.isStopping = true;
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
	/** The import whose report is being read. */
	report = $state.raw<Job | null>(null);

	readonly #client: ArchiveClient;
	readonly #ended: Ended;
	#lastId = 0;

	constructor(client: ArchiveClient, ended: Ended) {
		this.#client = client;
		this.#ended = ended;
	}

	/** The contract takes 10,000 sources at once; tokens beyond that go into jobs of their own. */
	async import(sources: readonly Source[], tags: readonly string[]): Promise<void> {
		const most = 10_000;
		for (let from = 0; from < sources.length; from += most) {
			await this.#run({ is: 'import', summary: null }, async (job, options) => {
				const summary = await this.#client['archive.import']({ sources: sources.slice(from, from + most), tags: [...tags] }, options);
				job.work = { is: 'import', summary };
				return summary.cancelled;
			});
		}
	}

	async export(selection: Selection, format: FormatId, target: Token): Promise<void> {
		await this.#run({ is: 'export', summary: null }, async (job, options) => {
			const summary = await this.#client['archive.export']({ selection, format, target }, options);
			job.work = { is: 'export', summary };
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

	async #run(work: Work, run: (job: Job, options: { signal: AbortSignal; onProgress: (progress: Progress) => void }) => Promise<boolean>): Promise<void> {
		const job = new Job(++this.#lastId, work);
		this.all = [job, ...this.all.filter((old, at) => at < KEPT || old.state === 'working')];
		try {
			const isCancelled = await run(job, { signal: job.signal, onProgress: (progress) => { job.progress = progress; } });
			job.state = isCancelled ? 'cancelled' : 'done';
		} catch (error) {
			job.fault = error;
			job.state = Fault.is(error, 'cancelled') ? 'cancelled' : 'failed';
		}
		this.#ended(job);
	}
}
