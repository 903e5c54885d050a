// Owns what is asked while a package comes back: what to do where a clipping differs on both sides, and with a bag that is not whole. Must not import anything.
import type { FaultFacts } from '../../shared/errors';
import type { ClippingId, ImportId, ImportRules } from '../../shared/model';
import type { ConflictedClipping, ConflictPart, Decision } from '../../shared/returning';
import type { ArchiveClient } from '../clients';
import type { Source } from './jobs.svelte';

/** Clippings fetched at once. */
const SOME = 50;

export interface Refused {
	facts: FaultFacts['bag/not-whole'];
	asked: { sources: readonly Source[]; rules: ImportRules };
}

export class ComingBack {
	/** The import whose differences are shown; null while none are. */
	shown = $state<ImportId | null>(null);
	rows = $state.raw<readonly ConflictedClipping[]>([]);
	total = $state(0);
	waiting = $state(0);
	fault = $state.raw<unknown>(null);
	/** What is chosen for all that is open and not chosen by itself. */
	rest = $state<Decision | null>(null);
	/** What is chosen by itself, by clipping and part. */
	chosen = $state.raw<ReadonlyMap<string, { clipping: ClippingId; part: ConflictPart; decision: Decision }>>(new Map());
	isDeciding = $state(false);
	/** The bag that was refused; null while none is. */
	bag = $state.raw<Refused | null>(null);

	readonly #client: ArchiveClient;

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	get hasMore(): boolean {
		return this.rows.length < this.total;
	}

	/** Something would be done now. */
	get isReady(): boolean {
		return (this.rest !== null && this.waiting > 0) || this.chosen.size > 0;
	}

	async open(id: ImportId): Promise<void> {
		this.shown = id;
		this.rows = [];
		this.chosen = new Map();
		this.rest = null;
		this.fault = null;
		await this.more();
	}

	async more(): Promise<void> {
		const id = this.shown;
		if (id === null) return;
		try {
			const list = await this.#client['conflicts.list']({ import: id, offset: this.rows.length, limit: SOME });
			if (this.shown !== id) return;
			this.rows = [...this.rows, ...list.rows];
			this.total = list.clippings;
			this.waiting = list.open;
		} catch (error) {
			this.fault = error;
		}
	}

	close(): void {
		this.shown = null;
		this.rows = [];
	}

	/** What would become of a part as things are chosen; null while it stays open. */
	decisionOf(clipping: ClippingId, part: ConflictPart, decided: Decision | null): Decision | null {
		return this.chosen.get(`${clipping} ${part}`)?.decision ?? decided ?? this.rest;
	}

	choose(clipping: ClippingId, part: ConflictPart, decision: Decision): void {
		this.chosen = new Map(this.chosen).set(`${clipping} ${part}`, { clipping, part, decision });
	}

	/** For all that is open: what was chosen by itself before gives way. */
	chooseAll(decision: Decision): void {
		this.rest = decision;
		this.chosen = new Map();
	}

	/** Does what is chosen; answers in how many clippings, null when the archive refuses: `fault` says why. */
	async decide(): Promise<number | null> {
		const id = this.shown;
		if (id === null || !this.isReady) return null;
		this.isDeciding = true;
		try {
			const { decided } = await this.#client['conflicts.decide']({ import: id, choices: [...this.chosen.values()], rest: this.rest });
			this.close();
			return decided;
		} catch (error) {
			this.fault = error;
			return null;
		} finally {
			this.isDeciding = false;
		}
	}

	refused(facts: Refused['facts'], asked: Refused['asked']): void {
		this.bag = { facts, asked };
	}

	/** What the refused bag was given with; it is shown no longer. */
	takeRefused(): Refused['asked'] | null {
		const asked = this.bag?.asked ?? null;
		this.bag = null;
		return asked;
	}
}
