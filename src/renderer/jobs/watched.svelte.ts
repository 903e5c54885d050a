// Owns the folders that are watched, as they are shown and changed, and the one that is being added. Must not watch anything; the host does.
import type { ImportRules, WatchedFolder, WatchedFolderId } from '../../shared/model';
import type { Token } from '../../shared/contract';
import { Fault } from '../../shared/errors';
import type { ArchiveClient, DesktopClient } from '../clients';
import { NO_RULES, rulesOf } from './importing.svelte';

/** The rules being written: of a folder that was chosen and is not watched yet, or of one that is. */
export type Draft = { is: 'new'; folder: Token; present: boolean; rules: ImportRules } | { is: 'old'; id: WatchedFolderId; name: string; rules: ImportRules };

export class Watched {
	isOpen = $state(false);
	all = $state.raw<readonly WatchedFolder[]>([]);
	draft = $state.raw<Draft | null>(null);
	fault = $state.raw<unknown>(null);

	readonly #client: ArchiveClient;
	readonly #desktop: DesktopClient;

	constructor(client: ArchiveClient, desktop: DesktopClient) {
		this.#client = client;
		this.#desktop = desktop;
	}

	start(): () => void {
		const undo = [this.#client['folders.changed'](() => void this.#fetch()), this.#client['changed'](() => { if (this.isOpen) void this.#fetch(); })];
		void this.#fetch();
		return () => { for (const one of undo) one(); };
	}

	async open(): Promise<void> {
		this.isOpen = true;
		this.draft = null;
		this.fault = null;
		await this.#fetch();
	}

	close(): void {
		this.isOpen = false;
		this.draft = null;
	}

	/** Asks for a folder, and for its rules. */
	async add(): Promise<void> {
		const { tokens: [folder] } = await this.#desktop['desktop.chooseSources']({ folder: true, isToWatch: true });
		this.fault = null;
		if (folder) this.draft = { is: 'new', folder, present: false, rules: NO_RULES };
	}

	edit({ id, name, rules }: WatchedFolder): void {
		this.fault = null;
		this.draft = { is: 'old', id, name, rules };
	}

	write(change: Partial<ImportRules>): void {
		if (this.draft) this.draft = { ...this.draft, rules: { ...this.draft.rules, ...change } };
	}

	setPresent(present: boolean): void {
		if (this.draft?.is === 'new') this.draft = { ...this.draft, present };
	}

	leave(): void {
		this.draft = null;
	}

	/** Keeps what was written. A folder that cannot be watched says why, and another may be chosen. */
	async keep(): Promise<void> {
		const { draft } = this;
		if (!draft) return;
		const rules = rulesOf(draft.rules);
		await this.#try(async () => {
			if (draft.is === 'new') await this.#client['folders.add']({ folder: draft.folder, rules, present: draft.present });
			else await this.#client['folders.change']({ id: draft.id, rules });
			this.draft = null;
		});
		// A token is good once: a folder that was refused is chosen anew.
		if (this.fault !== null && draft.is === 'new' && !Fault.is(this.fault, 'request/invalid')) this.draft = null;
	}

	async pause(id: WatchedFolderId, isPaused: boolean): Promise<void> {
		await this.#try(() => this.#client['folders.change']({ id, isPaused }));
	}

	async remove(id: WatchedFolderId): Promise<void> {
		await this.#try(() => this.#client['folders.remove']({ id }));
	}

	async #try(act: () => Promise<unknown>): Promise<void> {
		try {
			this.fault = null;
			await act();
			await this.#fetch();
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	async #fetch(): Promise<void> {
		try {
			this.all = await this.#client['folders.list']();
		} catch (error) {
			// The list of clippings says why the archive does not answer.
			if (!Fault.is(error)) throw error;
		}
	}
}
