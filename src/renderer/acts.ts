// Owns what a person can do, whichever way they ask for it: key, menu, button or drop; what is whole work of its own is done by its own acts. Must not hold state; every screen has its own.
import { flushSync } from 'svelte';
import { MOST_CITED, type CitationStyle } from '../shared/citing';
import { OF_ONE_CLIPPING, type MenuCommand } from '../shared/contract';
import type { Being, ClippingId, ClippingRow } from '../shared/model';
import { say } from '../shared/words/say';
import type { Citing } from './citing/citing.svelte';
import type { ArchiveClient, DesktopClient } from './clients';
import type { Decisions } from './decisions';
import type { FilingActs } from './filing/filing-acts';
import type { Organising } from './filing/organising';
import type { Frame } from './frame/frame.svelte';
import type { Standing } from './frame/standing.svelte';
import type { Highlights } from './highlights/highlights.svelte';
import type { Importing } from './jobs/importing.svelte';
import type { JobActs } from './jobs/job-acts';
import type { Jobs } from './jobs/jobs.svelte';
import type { Reports } from './jobs/reports.svelte';
import type { Watched } from './jobs/watched.svelte';
import type { Library } from './library/library.svelte';
import type { Deed, Palette } from './palette/palette.svelte';
import { isKept } from './pictures/placing';
import type { Viewer } from './pictures/viewer.svelte';
import type { Printing } from './printing/printing';
import type { HitWalk } from './reader/hit-walk.svelte';
import type { Reader } from './reader/reader.svelte';
import type { SheetActs } from './reader/sheet-acts';
import type { Typesetting } from './reader/typesetting.svelte';
import type { Searches } from './searches/searches.svelte';
import type { Settings } from './settings/settings.svelte';
import type { Tags } from './tags/tags.svelte';
import type { Focusing } from './ui/focusing';
import { isTyping } from './ui/keys';
import type { Toasts } from './ui/toasts.svelte';
import type { ListView, Views } from './views/views.svelte';

interface Parts {
	/** This window has one clipping and no list. */
	isAlone: boolean;
	archive: ArchiveClient;
	citing: Citing;
	decisions: Decisions;
	desktop: DesktopClient;
	filingActs: FilingActs;
	focusing: Focusing;
	frame: Frame;
	highlights: Highlights;
	hits: HitWalk;
	importing: Importing;
	jobActs: JobActs;
	jobs: Jobs;
	library: Library;
	organising: Organising;
	palette: Palette;
	printing: Printing;
	reader: Reader;
	reports: Reports;
	searches: Searches;
	settings: Settings;
	sheetActs: SheetActs;
	standing: Standing;
	tags: Tags;
	toasts: Toasts;
	typesetting: Typesetting;
	viewer: Viewer;
	views: Views;
	watched: Watched;
}

export class Acts {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	start(): () => void {
		const { desktop, isAlone, jobActs } = this.#parts;
		const stops = [desktop['desktop.menu'](({ command }) => this.run(command))];
		if (!isAlone) stops.push(desktop['desktop.arrived'](() => this.#try(() => jobActs.takeOpened())));
		return () => { for (const stop of stops) stop(); };
	}

	run(command: MenuCommand): void {
		const { decisions, filingActs, frame, isAlone, jobActs, library, sheetActs } = this.#parts;
		if (isAlone && !OF_ONE_CLIPPING.has(command)) return;
		if (decisions.takesInQueue(command, (ids) => filingActs.trashThese(ids))) return;
		if (sheetActs.takes(command)) return;
		if (library.whole && filingActs.takesWhole(command)) return;
		switch (command) {
			case 'import': return this.#try(() => jobActs.choose(false));
			case 'import-with': return this.#parts.importing.open();
			case 'imports': return this.#try(() => this.#parts.reports.open());
			case 'watched-folders': return this.#try(() => this.#parts.watched.open());
			case 'collect': return filingActs.chooseCollections();
			case 'paste': return isTyping(document.activeElement) ? undefined : this.#try(() => jobActs.paste());
			case 'export': return this.#try(() => jobActs.export());
			case 'print': return void this.#parts.printing.print();
			case 'find': return this.find();
			case 'next-hit': return this.#parts.hits.step(1);
			case 'previous-hit': return this.#parts.hits.step(-1);
			case 'save-search': return this.#parts.searches.save();
			case 'search-help': frame.dialog = 'searching'; return;
			case 'select-all': return this.#try(() => library.chooseAll());
			case 'edit': return this.edit();
			case 'change-many': return filingActs.changeMany();
			case 'merge': return filingActs.mergeTwo();
			case 'tag': return this.tagField();
			case 'flag': return this.#parts.organising.flag();
			case 'move-up': return this.#parts.organising.arrange(-1);
			case 'move-down': return this.#parts.organising.arrange(1);
			case 'inbox': return this.goTo('unfiled');
			case 'flagged': return this.goTo('flagged');
			case 'trash': return filingActs.trash();
			case 'restore': return filingActs.restore();
			case 'copy': return this.#try(() => this.copyText());
			case 'cite': return this.cite();
			case 'cite-apa': case 'cite-chicago': case 'cite-mla': case 'cite-harvard': return this.cite(command.slice('cite-'.length) as CitationStyle);
			case 'highlight': case 'highlight-note': case 'mark-by-keyboard': case 'next-highlight': case 'previous-highlight': return this.highlight(command);
			case 'next': return this.#try(() => library.move(1));
			case 'previous': return this.#try(() => library.move(-1));
			case 'undo': return decisions.turn('undo');
			case 'redo': return decisions.turn('redo');
			case 'needs-a-look': return decisions.look();
			case 'toggle-sidebar': return frame.toggleSide();
			case 'toggle-details': return frame.toggleDetails();
			case 'about': frame.dialog = 'about'; return;
			case 'keys': frame.dialog = 'keys'; return;
			case 'open-beside': return sheetActs.openBeside();
			case 'swap-beside': return sheetActs.swap();
			case 'close-beside': return sheetActs.closeBeside();
			case 'open-window': return sheetActs.openWindow();
			case 'view-rows': case 'view-compact': case 'view-cards': case 'view-wall': case 'view-table': return this.showAs(command.slice('view-'.length) as ListView);
			case 'palette': return this.#parts.palette.open();
			case 'settings': return this.#parts.settings.open();
			case 'check': return this.#try(() => this.#parts.jobs.check());
		}
	}

	/** Does what a row of the palette says. */
	perform(deed: Deed): void {
		const { filingActs, frame, jobActs, library, reader, searches, standing, tags } = this.#parts;
		const ids = library.chosen.size > 0 ? [...library.chosen] : reader.clipping ? [reader.clipping.id] : [];
		const list = (): void => { frame.pane = 'list'; };
		switch (deed.do) {
			case 'command': return this.run(deed.command);
			case 'tag': return library.whole ? filingActs.changeMany() : filingActs.tagThese(ids, [deed.name], []);
			case 'collect': return library.whole ? filingActs.changeMany() : filingActs.collect(ids, deed, 'in');
			case 'place': return this.goTo(deed.only);
			case 'trash': library.go({ where: 'trash' }); return list();
			case 'branch': library.go({ text: deed.text }); return list();
			case 'tagged': {
				const id = tags.all.find(({ name }) => name === deed.name)?.id;
				if (id !== undefined) library.go({ tags: [id] });
				return list();
			}
			case 'collection': library.go({ collection: deed.id }); return list();
			case 'search': searches.open(deed.id); return list();
			case 'archive': return void this.#try(() => standing.openRecent(deed.place));
			case 'reveal': jobActs.reveal(deed.row.id); frame.pane = 'sheet'; return;
		}
	}

	/** Window and sheet as they came, with the way back. What the archive holds is not touched. */
	resetSettings(): void {
		const { frame, settings, standing, toasts, typesetting } = this.#parts;
		const undo = [frame.reset(), typesetting.reset()];
		const { theme } = standing;
		settings.close();
		this.#try(async () => {
			await standing.wear('system');
			toasts.show({ kind: 'done', text: say('act.said.reset'), act: { label: say('act.said.undo'), run: () => {
				for (const one of undo) one();
				this.#try(() => standing.wear(theme));
			} } });
		});
	}

	/** Looks for something in the whole archive. */
	searchFor(text: string): void {
		this.#parts.library.go({ text });
		this.#parts.frame.pane = 'list';
		this.#parts.focusing.put('search');
	}

	/** Shows the list in another way. What is open stays open, as far as it is listed there. */
	showAs(view: ListView): void {
		const { frame, library, views } = this.#parts;
		const had = library.asked.text;
		views.show(view);
		frame.pane = 'list';
		if (library.asked.text === had) return;
		this.#try(async () => { views.top = Math.max(0, await library.turn()); });
	}

	/** Opens the picture that stands for a clipping, with the clipping's other pictures beside it. */
	async showPicture(row: ClippingRow): Promise<void> {
		try {
			const clipping = await this.#parts.archive['clippings.get']({ id: row.id });
			const picture = clipping.pictures.filter(isKept).find(({ sha256 }) => sha256 === row.picture);
			if (picture) this.#parts.viewer.open(clipping, picture);
		} catch (error) {
			this.#parts.toasts.trouble(error);
		}
	}

	/** In the archive; or, while one reads, in the clipping. */
	find(): void {
		const { hits, reader } = this.#parts;
		const isReading = document.activeElement?.closest('[data-sheet]') !== null && document.activeElement !== document.body;
		if (isReading && reader.clipping && reader.shown === 'article') hits.find();
		else this.#parts.focusing.put('search');
	}

	/** To the clippings of the archive that stand so; what came of late, the last first. */
	goTo(only: Being | null): void {
		const { frame, library } = this.#parts;
		library.go({ only });
		frame.isDrawerOpen = false;
		frame.pane = 'list';
	}

	async copyText(): Promise<void> {
		const text = this.#parts.reader.textOf();
		if (text) await this.copy(text, say('act.said.text-copied'));
	}

	/** The citations of what is chosen in the list, or of what is read. */
	cite(style?: CitationStyle): void {
		const { citing, library, reader } = this.#parts;
		this.#try(async () => {
			const ids = this.#parts.isAlone ? [] : await library.chosenIds(MOST_CITED + 1);
			await citing.copy(ids.length > 0 ? ids : reader.clipping ? [reader.clipping.id] : [], style);
		});
	}

	quote(words: string, id: ClippingId): void {
		this.#try(() => this.#parts.citing.copyQuotation(words, id));
	}

	/** What is done with highlights is done in the article. */
	highlight(command: 'highlight' | 'highlight-note' | 'mark-by-keyboard' | 'next-highlight' | 'previous-highlight'): void {
		const { frame, highlights, reader } = this.#parts;
		if (!reader.clipping) return;
		if (reader.shown !== 'article') reader.show('article');
		frame.pane = 'sheet';
		switch (command) {
			case 'highlight': case 'highlight-note': return this.#try(() => highlights.mark(undefined, command === 'highlight-note'));
			case 'mark-by-keyboard': return highlights.begin();
			case 'next-highlight': return highlights.step(1);
			case 'previous-highlight': return highlights.step(-1);
		}
	}

	async copy(text: string, said: string): Promise<void> {
		try {
			await this.#parts.desktop['desktop.copy']({ text });
			this.#parts.toasts.show({ kind: 'done', text: said });
		} catch (error) {
			this.#parts.toasts.trouble(error);
		}
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
		this.#parts.focusing.put('tag-field');
	}

	act(what: 'minimise' | 'maximise' | 'close'): void {
		this.#try(() => this.#parts.desktop['desktop.window']({ act: what }));
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
