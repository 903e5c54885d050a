// Owns what can be undone and redone now, for the menu and for whoever shows it. Must not undo anything.
import type { HistoryState, HistoryStep } from '../../shared/model';
import { Fault } from '../../shared/errors';
import { sayOf } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';

export class Undoing {
	state = $state.raw<HistoryState>({ undo: null, redo: null });

	readonly #archive: ArchiveClient;
	readonly #desktop: DesktopClient;
	#said = '';

	constructor(archive: ArchiveClient, desktop: DesktopClient) {
		this.#archive = archive;
		this.#desktop = desktop;
	}

	start(): () => void {
		void this.ask();
		return this.#archive['changed'](() => void this.ask());
	}

	/** What stands newest in the archive's history now. */
	async ask(): Promise<HistoryState> {
		try {
			this.state = await this.#archive['history.state']();
			await this.#tell();
		} catch (error) {
			// The list says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		}
		return this.state;
	}

	/** A menu is made anew for each change of its words: only when they do change. */
	async #tell(): Promise<void> {
		const said = { undo: saidOf(this.state.undo), redo: saidOf(this.state.redo) };
		if (this.#said === JSON.stringify(said)) return;
		this.#said = JSON.stringify(said);
		await this.#desktop['desktop.history'](said);
	}
}

const saidOf = (step: HistoryStep | null): string | null => step && sayOf(step.label);
