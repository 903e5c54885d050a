// Owns how the archive and the machine stand: opening, open or shut and why, what is in it, which runtime. Must not hold clippings.
import type { z } from 'zod';
import type { desktop, Machine, RecentArchive, RestoredBackup } from '../../shared/contract';
import type { ArchiveSummary } from '../../shared/model';
import type { WireFault } from '../../shared/errors';
import { Fault, fromWire } from '../../shared/errors';
import type { ArchiveClient, DesktopClient } from '../clients';
import type { Remedy } from '../ui/problems';

type State = z.infer<(typeof desktop)['desktop.archive']['output']>['state'];
export type Theme = z.infer<(typeof desktop)['desktop.state']['payload']>['theme'];

export class Standing {
	state = $state<State>('opening');
	place = $state('');
	fault = $state.raw<Fault | null>(null);
	summary = $state.raw<ArchiveSummary | null>(null);
	machine = $state.raw<Machine | null>(null);
	theme = $state<Theme>('system');
	/** The language chosen for the windows; null for the system's. */
	language = $state<string | null>(null);
	/** Archives opened lately, the newest first. */
	recent = $state.raw<readonly RecentArchive[]>([]);
	isMaximised = $state(false);
	/** It was open, and is being opened again: the process behind it has gone. */
	isReopening = $state(false);

	readonly #archive: ArchiveClient;
	readonly #desktop: DesktopClient;
	readonly #onRestored: (restored: RestoredBackup) => void;
	/** Told of an archive that was to be opened at the start and was not there. */
	readonly #onMissed: (name: string) => void;
	#hasBeenOpen = false;

	constructor(archive: ArchiveClient, desktop: DesktopClient, onRestored: (restored: RestoredBackup) => void, onMissed: (name: string) => void) {
		this.#archive = archive;
		this.#desktop = desktop;
		this.#onRestored = onRestored;
		this.#onMissed = onMissed;
	}

	start(): () => void {
		const undo = [
			this.#desktop['desktop.state'](({ archive, maximised, theme, language }) => {
				this.isMaximised = maximised;
				this.language = language;
				this.theme = theme;
				if (archive !== this.state || archive === 'shut') void this.#look();
			}),
			this.#archive['changed'](() => void this.#count()),
		];
		void this.#look();
		void this.#meet();
		return () => { for (const one of undo) one(); };
	}

	/** Carries out what a person chose to do about an archive that is shut. */
	async mend(remedy: Remedy): Promise<void> {
		switch (remedy) {
			case 'retry': await this.#desktop['desktop.retryArchive']({ readOnly: false }); break;
			case 'read-only': await this.#desktop['desktop.retryArchive']({ readOnly: true }); break;
			case 'restore-backup': this.#onRestored(await this.#desktop['desktop.restoreBackup']()); break;
			case 'choose-archive': await this.#desktop['desktop.openArchive']({ create: false }); break;
			case 'new-archive': await this.#desktop['desktop.openArchive']({ create: true }); break;
			case 'choose-target': return;
		}
		await this.#look();
	}

	/** To the sample archive; what is open now stays where it is. */
	async openSample(): Promise<void> {
		await this.#desktop['desktop.openSample']();
		await this.#look();
	}

	/** To an archive opened lately. */
	async openRecent(place: string): Promise<void> {
		await this.#desktop['desktop.openRecent']({ place });
		await this.#look();
	}

	async forgetRecent(): Promise<void> {
		await this.#desktop['desktop.forgetArchives']();
		await this.#remember();
	}

	async #remember(): Promise<void> {
		const { recent, missed } = await this.#desktop['desktop.archives']();
		this.recent = recent;
		if (missed !== null) this.#onMissed(missed);
	}

	async wear(theme: Theme): Promise<void> {
		this.theme = theme;
		await this.#desktop['desktop.theme']({ theme });
	}

	/** Keeps the language of the windows. With `isNow` this page is loaded anew in it, else it is spoken from the next start on. */
	async speak(language: string | null, isNow: boolean): Promise<void> {
		this.language = language;
		await this.#desktop['desktop.language']({ language, isNow });
	}

	async #look(): Promise<void> {
		const { place, state, fault } = await this.#desktop['desktop.archive']();
		this.place = place;
		this.state = state;
		// What main sends is one of our own faults; the contract keeps their facts open.
		this.fault = fault ? fromWire(fault as WireFault) : null;
		this.isReopening = state === 'opening' && this.#hasBeenOpen;
		if (state === 'open') {
			this.#hasBeenOpen = true;
			await this.#count();
			await this.#remember();
		} else if (state === 'shut') {
			this.#hasBeenOpen = false;
			this.summary = null;
		}
	}

	async #count(): Promise<void> {
		try {
			this.summary = await this.#archive['archive.summary']();
		} catch (error) {
			if (!Fault.is(error)) throw error;
		}
	}

	async #meet(): Promise<void> {
		this.machine = await this.#desktop['desktop.machine']();
	}
}
