// Owns how the archive and the machine stand: opening, open or shut and why, what is in it, which runtime. Must not hold clippings.
import type { z } from 'zod';
import type { desktop, Machine, RestoredBackup } from '../../shared/contract';
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
	isMaximised = $state(false);
	/** It was open, and is being opened again: the process behind it has gone. */
	isReopening = $state(false);

	readonly #archive: ArchiveClient;
	readonly #desktop: DesktopClient;
	readonly #onRestored: (restored: RestoredBackup) => void;
	#hasBeenOpen = false;

	constructor(archive: ArchiveClient, desktop: DesktopClient, onRestored: (restored: RestoredBackup) => void) {
		this.#archive = archive;
		this.#desktop = desktop;
		this.#onRestored = onRestored;
	}

	start(): () => void {
		const undo = [
			this.#desktop['desktop.state'](({ archive, maximised, theme }) => {
				this.isMaximised = maximised;
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

	async wear(theme: Theme): Promise<void> {
		this.theme = theme;
		await this.#desktop['desktop.theme']({ theme });
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
