// Owns what is shown of the imports there were: their list, and the report of one of them. Must not run any.
import type { ImportEntry, ImportId, ImportReport } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';

/** How many are asked for at once. */
const SOME = 100;

export class Reports {
	isOpen = $state(false);
	all = $state.raw<readonly ImportEntry[]>([]);
	hasMore = $state(false);
	chosen = $state<ImportId | null>(null);
	report = $state.raw<ImportReport | null>(null);
	fault = $state.raw<unknown>(null);

	readonly #client: ArchiveClient;

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	start(): () => void {
		return this.#client['changed']((changed) => {
			if (this.isOpen && (changed.imports || changed.clippings)) void this.#again();
		});
	}

	/** Opens the list, at one import when that is given, else at the newest. */
	async open(id: ImportId | null = null): Promise<void> {
		this.isOpen = true;
		this.chosen = id;
		this.report = null;
		await this.#again();
	}

	close(): void {
		this.isOpen = false;
	}

	async choose(id: ImportId): Promise<void> {
		this.chosen = id;
		await this.#fetch();
	}

	async more(): Promise<void> {
		const last = this.all.at(-1);
		if (!last) return;
		const next = await this.#client['imports.list']({ before: last.id, limit: SOME });
		this.all = [...this.all, ...next];
		this.hasMore = next.length === SOME;
	}

	async #again(): Promise<void> {
		try {
			const shown = Math.min(200, Math.max(SOME, this.all.length));
			const all = await this.#client['imports.list']({ before: null, limit: shown });
			this.all = all;
			this.hasMore = all.length === shown;
			this.chosen ??= all[0]?.id ?? null;
			await this.#fetch();
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	async #fetch(): Promise<void> {
		const id = this.chosen;
		if (id === null) return;
		try {
			const report = await this.#client['imports.get']({ id });
			if (this.chosen !== id) return;
			this.report = report;
			this.fault = null;
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
		}
	}
}
