// Owns what a person does that becomes a job, or comes of one: keeping, exporting, its report and what it asks. Must not hold state; every screen has its own.
import { say } from '../../shared/words/say';
import { Fault } from '../../shared/errors';
import type { ClippingId, ImportId, ImportRules } from '../../shared/model';
import type { DesktopClient, Offer } from '../clients';
import type { Decisions } from '../decisions';
import type { Frame } from '../frame/frame.svelte';
import type { Given } from '../library/dropping.svelte';
import type { Library } from '../library/library.svelte';
import type { Markup } from '../library/markup-given';
import { markupFrom } from '../library/markup-given';
import type { Printing } from '../printing/printing';
import type { Focusing } from '../ui/focusing';
import type { Toasts } from '../ui/toasts.svelte';
import type { ComingBack } from './coming-back.svelte';
import type { Exporting } from './exporting.svelte';
import { NO_RULES, type Importing } from './importing.svelte';
import type { Job, Jobs, Source } from './jobs.svelte';
import type { Reports } from './reports.svelte';
import { jobSentence, reportText } from './words';

interface Parts {
	desktop: DesktopClient;
	offer: Offer;
	toasts: Toasts;
	frame: Frame;
	focusing: Focusing;
	library: Library;
	decisions: Decisions;
	jobs: Jobs;
	exporting: Exporting;
	printing: Printing;
	comingBack: ComingBack;
	importing: Importing;
	reports: Reports;
	/** Puts words on the clipboard and says so. */
	copy: (text: string, said: string) => Promise<void>;
}

/** Markup where it tells more than the text, else the text; none where there are no words. */
const sourcesOf = (text: string, markup: Markup | null, name: string): Source[] =>
	markup ? [{ from: 'html', ...markup }] : text.trim() === '' ? [] : [{ from: 'paste', text, name }];

/** Work that took longer than this, in milliseconds, is told of outside the window when it ends. */
const LONG = 10_000;

export class JobActs {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Keeps what was let go on the window. With `isAsked`, its options are asked for first. */
	async keep({ files, text, markup }: Given, rules: ImportRules = NO_RULES, isAsked = false): Promise<void> {
		const { importing, jobs, offer, toasts } = this.#parts;
		const tokens = files.length > 0 ? await offer([...files]) : [];
		if (files.length > 0 && tokens.length === 0) return toasts.show({ kind: 'trouble', text: say('act.said.no-place') });
		const sources: Source[] = files.length > 0 ? tokens.map((token) => ({ from: 'token', token })) : sourcesOf(text, markup, say('act.said.dropped-text'));
		if (sources.length === 0) return;
		if (isAsked) return importing.open(sources, rules);
		await jobs.import(sources, rules);
	}

	async choose(folder: boolean): Promise<void> {
		const { tokens } = await this.#parts.desktop['desktop.chooseSources']({ folder });
		if (tokens.length > 0) await this.#parts.jobs.import(tokens.map((token) => ({ from: 'token', token })), NO_RULES);
	}

	/** Keeps what was opened with the program. */
	async takeOpened(): Promise<void> {
		const { tokens } = await this.#parts.desktop['desktop.opened']();
		if (tokens.length > 0) await this.#parts.jobs.import(tokens.map((token) => ({ from: 'token', token })), NO_RULES);
	}

	/** Imports what was chosen, under the options that were set. */
	importChosen(): void {
		const { sources, rules } = this.#parts.importing.take();
		this.#try(() => this.#parts.jobs.import(sources, rules));
	}

	/** Does an import again, as far as it failed or was left. Its report follows as it ends. */
	importAgain(id: ImportId): void {
		this.#parts.reports.close();
		this.#try(() => this.#parts.jobs.again(id));
	}

	async paste(): Promise<void> {
		const { text, tokens, html, url, picture } = await this.#parts.desktop['desktop.clipboard']();
		if (tokens.length > 0) return this.#parts.jobs.import(tokens.map((token) => ({ from: 'token', token })), NO_RULES);
		const sources = sourcesOf(text ?? '', markupFrom(html ?? '', url, say('act.said.pasted-text')), say('act.said.pasted-text'));
		if (sources.length > 0) return this.#parts.jobs.import(sources, NO_RULES);
		if (picture) return this.#parts.jobs.import([{ from: 'bytes', bytes: picture, name: `${say('act.said.pasted-picture')}.png` }], NO_RULES);
		this.#parts.toasts.show({ kind: 'done', text: say('act.said.clipboard-empty') });
	}

	async export(): Promise<void> {
		const { exporting, library } = this.#parts;
		await exporting.open(library.whole ? [] : [...library.chosen], library.query, library.results.total);
	}

	/** Asks for the folder unless it is known, closes the dialog, and starts. */
	async startExport(): Promise<void> {
		const { exporting, jobs } = this.#parts;
		if (!exporting.target && !(await exporting.chooseTarget())) return;
		const { scope, formatId, target, choices } = exporting;
		if (!scope || !target) return;
		exporting.keep();
		exporting.close();
		await jobs.export(scope.selection, formatId, target.token, choices);
	}

	copyReport(): void {
		const { report } = this.#parts.reports;
		if (report) void this.#parts.copy(reportText(report), say('act.said.report-copied'));
	}

	/** Shows what came of a job. */
	showJob(job: Job): void {
		const { work } = job;
		if (work.is === 'import' && work.summary) this.showReport(work.summary.id);
		else this.#parts.jobs.report = job;
	}

	showReport(id: ImportId): void {
		this.#try(() => this.#parts.reports.open(id));
	}

	/** Shows side by side what an import brought otherwise than it is here. */
	decide(id: ImportId): void {
		this.#parts.reports.close();
		this.#try(() => this.#parts.comingBack.open(id));
	}

	/** Does what was chosen of what differs. */
	decided(): void {
		this.#try(async () => {
			const count = await this.#parts.comingBack.decide();
			if (count === null) return;
			this.#parts.focusing.put('list');
			this.#parts.decisions.say(say('act.said.decided', { count }));
		});
	}

	/** Imports what is whole of the bag that was refused. */
	importPartly(): void {
		const asked = this.#parts.comingBack.takeRefused();
		if (asked) this.#try(() => this.#parts.jobs.import(asked.sources, asked.rules, true));
	}

	/** Shows what an import brought. */
	showImport(id: ImportId): void {
		this.#parts.reports.close();
		this.#parts.frame.pane = 'list';
		this.#parts.library.go({ import: id });
	}

	lookAfterReport(): void {
		this.#parts.reports.close();
		this.#parts.decisions.look();
	}

	/** Shows a clipping a report speaks of. */
	reveal(id: ClippingId, isTrashed = false): void {
		this.#parts.jobs.report = null;
		this.#parts.reports.close();
		this.#try(() => this.#parts.library.reveal(id, isTrashed ? 'trash' : 'archive'));
	}

	/** Says what came of a job. Clean imports of one clipping need no report. */
	ended(job: Job): void {
		const { desktop, toasts, jobs } = this.#parts;
		if (Fault.is(job.fault, 'bag/not-whole') && job.asked) return this.#parts.comingBack.refused(job.fault.facts, job.asked);
		const { work } = job;
		// The dialog has said the rest.
		if (work.is === 'print') return job.state === 'failed' ? this.#parts.printing.trouble(job.fault) : undefined;
		const text = jobSentence(job);
		// Somebody who waited long may have gone elsewhere; main knows whether the window is in front.
		if (Date.now() - job.startedAt > LONG) this.#try(() => desktop['desktop.notice']({ text: text.slice(0, 500) }));
		if (job.state === 'failed') return toasts.trouble(job.fault);
		if (work.is === 'import' && work.summary) {
			// What a watched folder brings is told of when it was anything new.
			if (work.watched !== null && work.summary.kept + work.summary.failed === 0) return;
			const { conflicts } = work.summary;
			if (conflicts && conflicts.open > 0) return toasts.show({ kind: 'done', text, act: { label: say('act.said.decide', { count: conflicts.open }), run: () => this.decide(work.summary!.id) } });
			const hasMore = work.summary.kept !== 1 || work.summary.problems.length + work.summary.duplicates.length > 0;
			return toasts.show({ kind: 'done', text, ...(hasMore && { act: { label: say('act.said.show'), run: () => this.showJob(job) } }) });
		}
		if (work.is === 'export' && work.summary && job.state === 'done') {
			const { made, proof } = work.summary;
			// What is not proven is not handed on unseen: its report comes before its folder.
			if (proof?.outcome === 'fail') return toasts.show({ kind: 'trouble', text, act: { label: say('act.said.show'), run: () => { jobs.report = job; } } });
			return toasts.show({ kind: 'done', text, act: { label: say('act.said.show-in-folder'), run: () => this.showMade(made) } });
		}
		if (work.is === 'batch') return void (work.summary && work.summary.changed > 0 ? this.#parts.decisions.say(text) : toasts.show({ kind: 'done', text }));
		if (work.is === 'check' && work.summary && work.summary.findings.length > 0) {
			return toasts.show({ kind: 'trouble', text, act: { label: say('act.said.show'), run: () => { jobs.report = job; } } });
		}
		toasts.show({ kind: 'done', text });
	}

	/** Shows on the taskbar how far all work is. */
	tellWorking(how: number | 'unknown' | null): void {
		this.#parts.desktop['desktop.working']({ how }).catch((error: unknown) => {
			// A page that is not connected yet has no work to tell of.
			if (!Fault.is(error, 'host/restarting')) this.#parts.toasts.trouble(error);
		});
	}

	/** Shows what an export made, in its folder. */
	showMade(made: string): void {
		this.#try(() => this.#parts.desktop['desktop.reveal']({ token: made }));
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
