// Owns what a person can do, whichever way they ask for it: key, menu, button or drop. Must not hold state; every screen has its own.
import { flushSync } from 'svelte';
import type { MenuCommand } from '../shared/contract';
import type { ClippingId, Collection, CollectionId, ImportId, ImportRules, TagColour, TagId } from '../shared/model';
import type { ArchiveClient, DesktopClient, Offer } from './clients';
import type { Decisions } from './decisions';
import type { Frame } from './frame/frame.svelte';
import type { Collections } from './collections/collections.svelte';
import type { Exporting } from './jobs/exporting.svelte';
import { NO_RULES, type Importing } from './jobs/importing.svelte';
import type { Job, Jobs, Source } from './jobs/jobs.svelte';
import type { Reports } from './jobs/reports.svelte';
import type { Watched } from './jobs/watched.svelte';
import { jobSentence, reportText } from './jobs/words';
import type { Given } from './library/dropping.svelte';
import type { Library } from './library/library.svelte';
import type { Markup } from './library/markup-given';
import { markupFrom } from './library/markup-given';
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
	decisions: Decisions;
	reader: Reader;
	tags: Tags;
	jobs: Jobs;
	exporting: Exporting;
	collections: Collections;
	importing: Importing;
	reports: Reports;
	watched: Watched;
}

/** Where the page is asked to put the focus. Fields listen for their own name. */
export type Focus = 'search' | 'list' | 'tag-field';

/** Markup where it tells more than the text, else the text; none where there are no words. */
const sourcesOf = (text: string, markup: Markup | null, name: string): Source[] =>
	markup ? [{ from: 'html', ...markup }] : text.trim() === '' ? [] : [{ from: 'paste', text, name }];

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
		const { decisions, frame, library } = this.#parts;
		if (decisions.takesInQueue(command, (ids) => this.trashThese(ids))) return;
		switch (command) {
			case 'import': return this.#try(() => this.choose(false));
			case 'import-with': return this.#parts.importing.open();
			case 'imports': return this.#try(() => this.#parts.reports.open());
			case 'watched-folders': return this.#try(() => this.#parts.watched.open());
			case 'collect': return this.chooseCollections();
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
			case 'undo': return decisions.turn('undo');
			case 'redo': return decisions.turn('redo');
			case 'needs-a-look': return decisions.look();
			case 'toggle-sidebar': return frame.toggleSide();
			case 'toggle-details': return frame.toggleDetails();
			case 'about': frame.dialog = 'about'; return;
			case 'keys': frame.dialog = 'keys'; return;
			case 'check': return this.#try(() => this.#parts.jobs.check());
		}
	}

	/** Keeps what was let go on the window. With `isAsked`, its options are asked for first. */
	async keep({ files, text, markup }: Given, rules: ImportRules = NO_RULES, isAsked = false): Promise<void> {
		const { importing, jobs, offer, toasts } = this.#parts;
		const tokens = files.length > 0 ? await offer([...files]) : [];
		if (files.length > 0 && tokens.length === 0) return toasts.show({ kind: 'trouble', text: 'Those have no place on this computer, so there is nothing to keep. Save them first, then drop the files.' });
		const sources: Source[] = files.length > 0 ? tokens.map((token) => ({ from: 'token', token })) : sourcesOf(text, markup, 'Dropped text');
		if (sources.length === 0) return;
		if (isAsked) return importing.open(sources, rules);
		await jobs.import(sources, rules);
	}

	async choose(folder: boolean): Promise<void> {
		const { tokens } = await this.#parts.desktop['desktop.chooseSources']({ folder });
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
		const sources = sourcesOf(text ?? '', markupFrom(html ?? '', url, 'Pasted text'), 'Pasted text');
		if (sources.length > 0) return this.#parts.jobs.import(sources, NO_RULES);
		if (picture) return this.#parts.jobs.import([{ from: 'bytes', bytes: picture, name: 'Pasted picture.png' }], NO_RULES);
		this.#parts.toasts.show({ kind: 'done', text: 'There is no text, picture or file on the clipboard.' });
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
			if (ids.length > 1 && add.length > 0) this.#parts.decisions.say(`Tagged ${clippings(ids.length)} with ${add.join(', ')}.`);
		});
	}

	/** Asks which collections the chosen clippings are to stand in. */
	chooseCollections(): void {
		const { collections, library } = this.#parts;
		if (library.chosen.size > 0) this.#try(() => collections.choose([...library.chosen]));
	}

	collect(ids: readonly ClippingId[], { id, name }: Pick<Collection, 'id' | 'name'>, way: 'in' | 'out'): void {
		if (ids.length === 0) return;
		this.#try(async () => {
			await this.#parts.archive['clippings.collect']({ ids: [...ids], add: way === 'in' ? [id] : [], remove: way === 'out' ? [id] : [] });
			this.#parts.decisions.say(way === 'in' ? `Put ${clippings(ids.length)} into ${name}.` : `Took ${clippings(ids.length)} out of ${name}.`);
		});
	}

	/** Into a collection that is made for them; "Thesis/The closure" makes one inside another. */
	collectAnew(ids: readonly ClippingId[], path: string): void {
		this.#try(async () => {
			const id = await this.#parts.collections.ensure(path);
			this.collect(ids, { id, name: path.split('/').at(-1)!.trim() }, 'in');
		});
	}

	/** Takes the chosen clippings out of the collection one looks at. */
	takeOut(): void {
		const { collections, library } = this.#parts;
		const shelf = library.collection === null ? undefined : collections.byId.get(library.collection);
		if (shelf) this.collect([...library.chosen], shelf, 'out');
	}

	removeCollection(id: CollectionId, name: string): void {
		this.#try(async () => {
			const held = await this.#parts.collections.remove(id);
			this.#parts.decisions.say(held === 0 ? `Removed the collection ${name}.` : `Removed the collection ${name}. The ${clippings(held)} in it ${held === 1 ? 'stays' : 'stay'} in the archive.`);
		});
	}

	removeTag(id: TagId, name: string): void {
		this.#try(async () => {
			const carried = await this.#parts.tags.remove(id);
			this.#parts.decisions.say(`Took ${name} off ${clippings(carried)}.`);
		});
	}

	colourTag(id: TagId, colour: TagColour): void {
		this.#try(() => this.#parts.tags.colour(id, colour));
	}

	async copyText(): Promise<void> {
		const text = this.#parts.reader.textOf();
		if (text) await this.copy(text, 'Copied the text of the clipping.');
	}

	copyReport(): void {
		const { report } = this.#parts.reports;
		if (report) void this.copy(reportText(report), 'Copied the report.');
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
		this.#parts.reports.close();
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
			// What a watched folder brings is told of when it was anything new.
			if (work.watched !== null && work.summary.kept + work.summary.failed === 0) return;
			const hasMore = work.summary.kept !== 1 || work.summary.problems.length + work.summary.duplicates.length > 0;
			return toasts.show({ kind: 'done', text, ...(hasMore && { act: { label: 'Show', run: () => this.showJob(job) } }) });
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
		this.#parts.decisions.say(how === 'clippings.trash' ? `Moved ${clippings(ids.length)} to the trash.` : `Put ${clippings(ids.length)} back.`);
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
