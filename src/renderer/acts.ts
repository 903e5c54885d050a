// Owns what a person can do, whichever way they ask for it: key, menu, button or drop. Must not hold state; every screen has its own.
import { flushSync } from 'svelte';
import type { MenuCommand } from '../shared/contract';
import type { ClippingId, TagColour, TagId } from '../shared/model';
import type { ArchiveClient, DesktopClient, Offer } from './clients';
import type { Frame } from './frame/frame.svelte';
import type { Exporting } from './jobs/exporting.svelte';
import type { Job, Jobs } from './jobs/jobs.svelte';
import { jobSentence, reportText } from './jobs/words';
import type { Library } from './library/library.svelte';
import type { Reader } from './reader/reader.svelte';
import type { Tags } from './tags/tags.svelte';
import { isTyping } from './ui/keys';
import type { Toasts } from './ui/toasts.svelte';
import { clippings } from './ui/words';

interface Parts {
	archive: ArchiveClient;
	desktop: DesktopClient;
	offer: Offer;
	toasts: Toasts;
	frame: Frame;
	library: Library;
	reader: Reader;
	tags: Tags;
	jobs: Jobs;
	exporting: Exporting;
}

/** Where the page is asked to put the focus. Fields listen for their own name. */
export type Focus = 'search' | 'list' | 'tag-field';

export class Acts {
	readonly #parts: Parts;
	readonly #focusing = new Map<Focus, () => void>();

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	start(): () => void {
		return this.#parts.desktop['desktop.menu'](({ command }) => this.run(command));
	}

	/** For an attachment: this element takes the focus when it is asked for. */
	takesFocus(name: Focus): (element: HTMLElement) => () => void {
		return (element) => {
			const take = () => element.focus();
			this.#focusing.set(name, take);
			return () => { if (this.#focusing.get(name) === take) this.#focusing.delete(name); };
		};
	}

	focus(name: Focus): void {
		this.#focusing.get(name)?.();
	}

	run(command: MenuCommand): void {
		const { frame, library } = this.#parts;
		switch (command) {
			case 'import': return this.#try(() => this.choose(false));
			case 'paste': return isTyping(document.activeElement) ? undefined : this.#try(() => this.paste());
			case 'export': return this.#try(() => this.export());
			case 'find': return this.focus('search');
			case 'select-all': return this.#try(() => library.chooseAll());
			case 'edit': return this.edit();
			case 'tag': return this.tagField();
			case 'trash': return this.trash();
			case 'restore': return this.restore();
			case 'copy': return this.#try(() => this.copyText());
			case 'next': return this.#try(() => library.move(1));
			case 'previous': return this.#try(() => library.move(-1));
			case 'toggle-sidebar': return frame.toggleSide();
			case 'toggle-details': return frame.toggleDetails();
			case 'about': frame.dialog = 'about'; return;
			case 'keys': frame.dialog = 'keys'; return;
			case 'check': return this.#try(() => this.#parts.jobs.check());
		}
	}

	async keep(files: readonly File[], text: string, tags: readonly string[] = []): Promise<void> {
		const { jobs, offer, toasts } = this.#parts;
		if (files.length > 0) {
			const tokens = await offer([...files]);
			if (tokens.length === 0) return toasts.show({ kind: 'trouble', text: 'Those have no place on this computer, so there is nothing to keep. Save them first, then drop the files.' });
			return jobs.import(tokens.map((token) => ({ from: 'token', token })), tags);
		}
		if (text.trim() !== '') await jobs.import([{ from: 'paste', text, name: 'Dropped text' }], tags);
	}

	async choose(folder: boolean): Promise<void> {
		const { tokens } = await this.#parts.desktop['desktop.chooseSources']({ folder });
		if (tokens.length > 0) await this.#parts.jobs.import(tokens.map((token) => ({ from: 'token', token })), []);
	}

	async paste(): Promise<void> {
		const { text, tokens } = await this.#parts.desktop['desktop.clipboard']();
		if (tokens.length > 0) return this.#parts.jobs.import(tokens.map((token) => ({ from: 'token', token })), []);
		if (text?.trim()) return this.#parts.jobs.import([{ from: 'paste', text, name: 'Pasted text' }], []);
		this.#parts.toasts.show({ kind: 'done', text: 'There is no text and no file on the clipboard.' });
	}

	async export(): Promise<void> {
		const { exporting, library } = this.#parts;
		await exporting.open([...library.chosen], library.query, library.results.total);
	}

	/** Asks for the folder unless it is known, closes the dialog, and starts. */
	async startExport(): Promise<void> {
		const { exporting, jobs } = this.#parts;
		if (!exporting.target && !(await exporting.chooseTarget())) return;
		const { scope, formatId, target } = exporting;
		if (!scope || !target) return;
		exporting.close();
		await jobs.export(scope.selection, formatId, target.token);
	}

	trash(): void {
		this.#try(async () => {
			if (this.#parts.library.where === 'trash') return;
			this.#moved(await this.#parts.library.carry('trash'), 'clippings.trash');
		});
	}

	restore(): void {
		this.#try(async () => {
			if (this.#parts.library.where !== 'trash') return;
			this.#moved(await this.#parts.library.carry('archive'), 'clippings.restore');
		});
	}

	trashThese(ids: readonly ClippingId[]): void {
		this.#try(async () => {
			await this.#parts.archive['clippings.trash']({ ids: [...ids] });
			this.#moved([...ids], 'clippings.trash');
		});
	}

	tagThese(ids: readonly ClippingId[], add: string[], remove: string[]): void {
		this.#try(async () => {
			await this.#parts.archive['clippings.tag']({ ids: [...ids], add, remove });
			if (ids.length > 1 && add.length > 0) this.#parts.toasts.show({ kind: 'done', text: `Tagged ${clippings(ids.length)} with ${add.join(', ')}.`, act: { label: 'Undo', run: () => this.tagThese(ids, [], add) } });
		});
	}

	removeTag(id: TagId, name: string): void {
		this.#try(async () => {
			const carried = await this.#parts.tags.remove(id);
			this.#parts.toasts.show({ kind: 'done', text: `Took ${name} off ${clippings(carried)}.` });
		});
	}

	colourTag(id: TagId, colour: TagColour): void {
		this.#try(() => this.#parts.tags.colour(id, colour));
	}

	async copyText(): Promise<void> {
		const text = this.#parts.reader.textOf();
		if (text) await this.copy(text, 'Copied the text of the clipping.');
	}

	copyReport(job: Job): void {
		const { work } = job;
		if (work.is === 'import' && work.summary) void this.copy(reportText(work.summary), 'Copied the report.');
	}

	async copy(text: string, said: string): Promise<void> {
		try {
			await this.#parts.desktop['desktop.copy']({ text });
			this.#parts.toasts.show({ kind: 'done', text: said });
		} catch (error) {
			this.#parts.toasts.trouble(error);
		}
	}

	/** Shows a clipping a report speaks of. */
	reveal(id: ClippingId, isTrashed = false): void {
		this.#parts.jobs.report = null;
		this.#try(() => this.#parts.library.reveal(id, isTrashed ? 'trash' : 'archive'));
	}

	edit(): void {
		const { reader, frame } = this.#parts;
		if (!reader.clipping) return;
		if (!frame.areDetailsShown) frame.toggleDetails();
		frame.pane = 'sheet';
		reader.isUnfolded = true;
		reader.isWhole = true;
		reader.edit('headline');
	}

	tagField(): void {
		const { reader, frame } = this.#parts;
		if (!reader.clipping) return;
		if (!frame.areDetailsShown) frame.toggleDetails();
		frame.pane = 'sheet';
		reader.isUnfolded = true;
		// The field may only now be there, and the next key is meant for it.
		flushSync();
		this.focus('tag-field');
	}

	act(what: 'minimise' | 'maximise' | 'close'): void {
		this.#try(() => this.#parts.desktop['desktop.window']({ act: what }));
	}

	/** Says what came of a job. Clean imports of one clipping need no report. */
	ended(job: Job): void {
		const { toasts, jobs, desktop } = this.#parts;
		if (job.state === 'failed') return toasts.trouble(job.fault);
		const { work } = job;
		const text = jobSentence(job);
		if (work.is === 'import' && work.summary) {
			const hasMore = work.summary.kept !== 1 || work.summary.problems.length + work.summary.duplicates.length > 0;
			return toasts.show({ kind: 'done', text, ...(hasMore && { act: { label: 'Show', run: () => { jobs.report = job; } } }) });
		}
		if (work.is === 'export' && work.summary && job.state === 'done') {
			const { made } = work.summary;
			return toasts.show({ kind: 'done', text, act: { label: 'Show in folder', run: () => this.#try(() => desktop['desktop.reveal']({ token: made })) } });
		}
		if (work.is === 'check' && work.summary && work.summary.findings.length > 0) {
			return toasts.show({ kind: 'trouble', text, act: { label: 'Show', run: () => { jobs.report = job; } } });
		}
		toasts.show({ kind: 'done', text });
	}

	#moved(ids: ClippingId[], how: 'clippings.trash' | 'clippings.restore'): void {
		if (ids.length === 0) return;
		const { archive, toasts } = this.#parts;
		const back = how === 'clippings.trash' ? 'clippings.restore' : 'clippings.trash';
		const text = how === 'clippings.trash' ? `Moved ${clippings(ids.length)} to the trash.` : `Put ${clippings(ids.length)} back.`;
		toasts.show({ kind: 'done', text, act: { label: 'Undo', run: () => this.#try(async () => { await archive[back]({ ids }); toasts.close(); }) } });
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
