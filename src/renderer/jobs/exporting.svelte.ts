// Owns the export that is being prepared: what, as what, and where to. Must not run it; Jobs does.
import type { ClippingId, ExportPreview, Format, FormatId, Query, Selection } from '../../shared/model';
import type { Token } from '../../shared/contract';
import { Fault } from '../../shared/errors';
import type { ArchiveClient, DesktopClient } from '../clients';
import { clippings } from '../ui/words';

export interface Scope {
	id: 'chosen' | 'results' | 'everything';
	label: string;
	selection: Selection;
}

export class Exporting {
	isOpen = $state(false);
	scopes = $state.raw<readonly Scope[]>([]);
	scopeId = $state<Scope['id']>('everything');
	formats = $state.raw<readonly Format[]>([]);
	formatId = $state<FormatId>('markdown');
	/** Which clipping the preview shows. */
	index = $state(0);
	preview = $state.raw<ExportPreview | null>(null);
	target = $state.raw<{ token: Token; place: string } | null>(null);
	fault = $state.raw<unknown>(null);

	readonly scope = $derived(this.scopes.find(({ id }) => id === this.scopeId) ?? null);
	readonly format = $derived(this.formats.find(({ id }) => id === this.formatId) ?? null);

	readonly #archive: ArchiveClient;
	readonly #desktop: DesktopClient;
	#asked: AbortController | null = null;

	constructor(archive: ArchiveClient, desktop: DesktopClient) {
		this.#archive = archive;
		this.#desktop = desktop;
	}

	async open(chosen: readonly ClippingId[], query: Query, found: number): Promise<void> {
		const scopes: Scope[] = [
			{ id: 'results', label: `The ${clippings(found)} listed`, selection: { of: 'query', query } },
			{ id: 'everything', label: 'Everything outside the trash', selection: { of: 'everything' } },
		];
		if (chosen.length > 0) scopes.unshift({ id: 'chosen', label: chosen.length === 1 ? 'The chosen clipping' : `The ${clippings(chosen.length)} chosen`, selection: { of: 'clippings', ids: [...chosen] } });
		this.scopes = scopes;
		this.scopeId = chosen.length > 1 ? 'chosen' : 'results';
		this.index = 0;
		this.preview = null;
		this.target = null;
		this.fault = null;
		this.isOpen = true;
		try {
			this.formats = await this.#archive['archive.formats']();
			await this.#show();
		} catch (error) {
			this.fault = error;
		}
	}

	close(): void {
		this.#asked?.abort();
		this.isOpen = false;
	}

	async choose(what: { scope?: Scope['id']; format?: FormatId; index?: number }): Promise<void> {
		if (what.scope) {
			this.scopeId = what.scope;
			this.index = 0;
		}
		if (what.format) this.formatId = what.format;
		if (what.index !== undefined) this.index = what.index;
		await this.#show();
	}

	/** Asks where to; true when a folder was chosen. */
	async chooseTarget(): Promise<boolean> {
		try {
			const target = await this.#desktop['desktop.chooseTarget']({ suggestion: 'Cuttings export' });
			if (target) this.target = target;
			return target !== null;
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
			return false;
		}
	}

	async #show(): Promise<void> {
		this.#asked?.abort();
		const asked = new AbortController();
		this.#asked = asked;
		if (!this.scope) return;
		try {
			const preview = await this.#archive['archive.preview']({ selection: this.scope.selection, format: this.formatId, index: this.index }, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.preview = preview;
			this.fault = null;
		} catch (error) {
			if (!asked.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}
}
