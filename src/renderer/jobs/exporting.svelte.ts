// Owns the export that is being prepared: what, as what, how, and where to; the last choices are remembered. Must not run it; Jobs does.
import { canStand, ExportChoices, type FormatOption, type OptionValue } from '../../shared/exporting';
import type { SavedSearch } from '../../shared/finding';
import { FormatId, Query, type ClippingId, type Collection, type ExportPreview, type Format, type Selection } from '../../shared/model';
import type { Token } from '../../shared/contract';
import { Fault } from '../../shared/errors';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';
import { recall, remember } from '../ui/remembered';

export interface Scope {
	/** "chosen", "results", "everything", "collection 4", "search 7" */
	id: string;
	label: string;
	/** The heading it stands under in the menu; null for the first ones. */
	under: string | null;
	selection: Selection;
}

/** What was chosen last: the format, and of each format how. */
interface Last { format: FormatId; ways: Record<string, ExportChoices['ways']>; withoutRestricted: boolean; prove: boolean }
const FIRST: Last = { format: 'markdown', ways: {}, withoutRestricted: false, prove: false };

function isLast(value: unknown): value is Last {
	const { format, ways, ...choices } = (value ?? {}) as Partial<Last>;
	return FormatId.safeParse(format).success && typeof ways === 'object' && ways !== null && Object.values(ways).every((one) => ExportChoices.safeParse({ ways: one, ...choices }).success);
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
	withoutRestricted = $state(false);
	isToProve = $state(false);

	readonly scope = $derived(this.scopes.find(({ id }) => id === this.scopeId) ?? null);
	readonly format = $derived(this.formats.find(({ id }) => id === this.formatId) ?? null);
	/** The options of the format, each with the value it has. */
	readonly options = $derived((this.format?.options ?? []).map((option) => ({ option, value: this.#valueOf(option) })));
	readonly choices = $derived<ExportChoices>({
		ways: Object.fromEntries(this.options.map(({ option, value }) => [option.id, value])),
		withoutRestricted: this.withoutRestricted,
		prove: this.isToProve && this.format?.canProve === true,
	});

	readonly #archive: ArchiveClient;
	readonly #desktop: DesktopClient;
	readonly #named: () => { collections: readonly Collection[]; searches: readonly SavedSearch[] };
	#ways = $state.raw<Last['ways']>({});
	#asked: AbortController | null = null;

	constructor(archive: ArchiveClient, desktop: DesktopClient, named: () => { collections: readonly Collection[]; searches: readonly SavedSearch[] } = () => ({ collections: [], searches: [] })) {
		this.#archive = archive;
		this.#desktop = desktop;
		this.#named = named;
	}

	async open(chosen: readonly ClippingId[], query: Query, found: number): Promise<void> {
		const { collections, searches } = this.#named();
		const scopes: Scope[] = [
			{ id: 'results', under: null, label: say('jobs.exporting.listed', { count: found }), selection: { of: 'query', query } },
			{ id: 'everything', under: null, label: say('jobs.exporting.everything'), selection: { of: 'everything' } },
			...searches.map(({ id, name, query: kept }): Scope => ({ id: `search ${id}`, under: say('jobs.exporting.searches'), label: name, selection: { of: 'query', query: kept } })),
			...collections.map(({ id, path }): Scope => ({ id: `collection ${id}`, under: say('jobs.exporting.collections'), label: path, selection: { of: 'query', query: Query.parse({ collection: id, sort: 'newest' }) } })),
		];
		if (chosen.length > 0) scopes.unshift({ id: 'chosen', under: null, label: chosen.length === 1 ? say('jobs.exporting.chosenOne') : say('jobs.exporting.chosen', { count: chosen.length }), selection: { of: 'clippings', ids: [...chosen] } });
		const last = recall('export', FIRST, isLast);
		this.scopes = scopes;
		this.scopeId = chosen.length > 1 ? 'chosen' : 'results';
		this.formatId = last.format;
		this.#ways = last.ways;
		this.withoutRestricted = last.withoutRestricted;
		this.isToProve = last.prove;
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

	/** Remembers what is chosen now for the next time. */
	keep(): void {
		remember('export', { format: this.formatId, ways: this.#ways, withoutRestricted: this.withoutRestricted, prove: this.isToProve } satisfies Last);
	}

	async choose(what: { scope?: Scope['id']; format?: FormatId; index?: number; withoutRestricted?: boolean }): Promise<void> {
		if (what.scope) {
			this.scopeId = what.scope;
			this.index = 0;
		}
		if (what.format) this.formatId = what.format;
		if (what.withoutRestricted !== undefined) {
			this.withoutRestricted = what.withoutRestricted;
			this.index = 0;
		}
		if (what.index !== undefined) this.index = what.index;
		await this.#show();
	}

	/** Gives an option of the format in force its value. */
	async set(id: FormatOption['id'], value: OptionValue): Promise<void> {
		this.#ways = { ...this.#ways, [this.formatId]: { ...this.#ways[this.formatId], [id]: value } };
		await this.#show();
	}

	/** Asks where to; true when a folder was chosen. */
	async chooseTarget(): Promise<boolean> {
		try {
			const target = await this.#desktop['desktop.chooseTarget']({ suggestion: say('jobs.exporting.suggestion') });
			if (target) this.target = target;
			return target !== null;
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
			return false;
		}
	}

	#valueOf(option: FormatOption): OptionValue {
		const kept = this.#ways[this.formatId]?.[option.id];
		return kept !== undefined && canStand(option, kept) ? kept : option.default;
	}

	async #show(): Promise<void> {
		this.#asked?.abort();
		const asked = new AbortController();
		this.#asked = asked;
		if (!this.scope) return;
		try {
			const preview = await this.#archive['archive.preview']({ selection: this.scope.selection, format: this.formatId, index: this.index, choices: this.choices }, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.preview = preview;
			this.fault = null;
		} catch (error) {
			if (!asked.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}
}
