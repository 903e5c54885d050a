// Owns what the list shows: the query as it is typed, its results, and which of them are chosen. Must not open clippings; it tells whoever listens which one is current.
import type { ClippingId, ClippingRow, CollectionId, ImportId, Query, Sort, TagId } from '../../shared/model';
import { Query as QuerySchema, Sort as SortSchema } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import { recall, remember } from '../ui/remembered';
import { Pages } from './pages.svelte';

/** How long typing may pause before the archive is asked, in milliseconds. */
const PAUSE = 80;
const isSort = (value: unknown): value is Sort => SortSchema.safeParse(value).success;

export type Reach = 'only' | 'toggle' | 'range';

export class Library {
	readonly results: Pages;
	text = $state('');
	tags = $state.raw<readonly TagId[]>([]);
	/** Only what stands in this collection, or below it. */
	collection = $state<CollectionId | null>(null);
	/** Only what came with this import. */
	import = $state<ImportId | null>(null);
	where = $state<Query['where']>('archive');
	sort = $state<Sort>(recall('sort', 'newest', isSort));
	/** The chosen clippings. */
	chosen = $state.raw<ReadonlySet<ClippingId>>(new Set());
	/** The row that moves with the arrow keys; -1 when there is none. */
	cursor = $state(-1);
	currentId = $state<ClippingId | null>(null);
	/** Words decide the order unless somebody has chosen another since they were typed. */
	#isByRelevance = $state(true);

	readonly hasWords = $derived(this.text.trim() !== '');
	readonly shownSort = $derived<Sort>(this.hasWords && this.#isByRelevance ? 'relevance' : this.sort === 'arranged' && this.collection === null ? 'newest' : this.sort);
	readonly query = $derived<Query>(QuerySchema.parse({ text: this.text.slice(0, 10_000), tags: [...this.tags], collection: this.collection, import: this.import, where: this.where, sort: this.shownSort }));
	readonly isFiltered = $derived(this.hasWords || this.tags.length > 0 || this.collection !== null || this.import !== null);

	readonly #client: ArchiveClient;
	/** Told which clipping is current. */
	readonly #opened: (id: ClippingId | null) => void;
	/** Told when somebody goes to a place of the library. */
	readonly #went: () => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#seen = { from: 0, to: 30 };
	#anchor = -1;
	/** Where to choose again once rows have gone. */
	#next: number | null = null;

	constructor(client: ArchiveClient, opened: (id: ClippingId | null) => void, went: () => void = () => undefined) {
		this.#client = client;
		this.#opened = opened;
		this.#went = went;
		this.results = new Pages(client);
	}

	readonly again = (): void => void this.#ask('stay');

	/** Listens until the undo is called, and asks for the first time. */
	start(): () => void {
		this.again();
		const undo = this.#client['changed'](this.again);
		return () => {
			undo();
			clearTimeout(this.#timer);
		};
	}

	type(text: string): void {
		this.#went();
		if (!this.hasWords && text.trim() !== '') this.#isByRelevance = true;
		this.text = text;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask('top'), PAUSE);
	}

	order(sort: Sort): void {
		this.#isByRelevance = sort === 'relevance';
		if (sort !== 'relevance') {
			this.sort = sort;
			remember('sort', sort);
		}
		void this.#ask('top');
	}

	/** Goes somewhere else: what was typed before is left. */
	go(to: { where?: Query['where']; tags?: readonly TagId[]; collection?: CollectionId | null; import?: ImportId | null; text?: string }): void {
		this.#went();
		this.where = to.where ?? 'archive';
		this.tags = to.tags ?? [];
		this.collection = to.collection ?? null;
		this.import = to.import ?? null;
		this.text = to.text ?? '';
		clearTimeout(this.#timer);
		void this.#ask('top');
	}

	addTag(id: TagId): void {
		this.#went();
		if (!this.tags.includes(id)) this.#filter([...this.tags, id]);
	}

	dropTag(id: TagId): void {
		this.#filter(this.tags.filter((tag) => tag !== id));
	}

	/** Tags that are gone cannot be asked for. */
	keepOnly(known: ReadonlySet<TagId>): void {
		if (this.tags.some((id) => !known.has(id))) this.#filter(this.tags.filter((id) => known.has(id)));
	}

	/** Looks beyond the collection, or the import, again. */
	widen(what: 'collection' | 'import'): void {
		this[what] = null;
		this.#filter(this.tags);
	}

	/** A collection that is gone cannot be asked for. */
	keepOnlyCollections(known: ReadonlySet<CollectionId>): void {
		if (this.collection !== null && !known.has(this.collection)) this.widen('collection');
	}

	seen(from: number, to: number): void {
		this.#seen = { from, to };
		void this.results.need(from - 20, to + 20);
	}

	async choose(index: number, reach: Reach = 'only'): Promise<void> {
		const row = await this.#rowAt(index);
		if (!row) return;
		if (reach === 'range' && this.#anchor >= 0) {
			this.chosen = new Set(await this.#between(this.#anchor, index));
		} else if (reach === 'toggle') {
			const chosen = new Set(this.chosen);
			if (!chosen.delete(row.id)) chosen.add(row.id);
			this.chosen = chosen;
			this.#anchor = index;
		} else {
			this.chosen = new Set([row.id]);
			this.#anchor = index;
		}
		this.#point(index, row.id);
	}

	async move(by: number, reach: Reach = 'only'): Promise<void> {
		if (this.results.total === 0) return;
		const to = Math.max(0, Math.min(this.results.total - 1, this.cursor + by));
		await this.choose(to, reach);
	}

	async chooseAll(): Promise<void> {
		this.chosen = new Set(await this.#client['clippings.ids']({ query: this.query }));
	}

	/** Chooses a clipping wherever it is, showing the whole archive (or the trash) when the results do not hold it. */
	async reveal(id: ClippingId, where: Query['where'] = 'archive'): Promise<void> {
		this.#went();
		if (this.results.indexOf(id) < 0) {
			this.where = where;
			this.tags = [];
			this.collection = null;
			this.import = null;
			this.text = '';
			const at = (await this.#client['clippings.ids']({ query: this.query })).indexOf(id);
			await this.results.ask(this.query, Math.max(0, at - 10), Math.max(0, at) + 30);
		}
		await this.choose(this.results.indexOf(id));
	}

	/** Moves the chosen clippings to the trash, or back, and chooses what then stands in their place. Returns which were moved. */
	async carry(to: Query['where']): Promise<ClippingId[]> {
		const ids = [...this.chosen];
		if (ids.length === 0) return ids;
		const first = ids.map((id) => this.results.indexOf(id)).filter((at) => at >= 0);
		this.#next = first.length > 0 ? Math.min(...first) : 0;
		try {
			await this.#client[to === 'trash' ? 'clippings.trash' : 'clippings.restore']({ ids });
		} catch (error) {
			this.#next = null;
			throw error;
		}
		return ids;
	}

	#filter(tags: readonly TagId[]): void {
		this.tags = tags;
		void this.#ask('top');
	}

	async #ask(then: 'top' | 'stay'): Promise<void> {
		const { from, to } = then === 'top' ? { from: 0, to: 30 } : this.#seen;
		const hasCome = await this.results.ask(this.query, from, to);
		if (!hasCome) return;
		const at = this.currentId === null ? -1 : this.results.indexOf(this.currentId);
		if (this.#next !== null) {
			const next = Math.min(this.#next, this.results.total - 1);
			this.#next = null;
			await this.#settle(next);
		} else if (at >= 0) this.cursor = at;
		else if (then === 'top' || this.currentId === null) await this.#settle(0);
		else this.cursor = Math.min(this.cursor, this.results.total - 1);
	}

	/** Chooses a row after the results have changed, or nothing when there is none. */
	async #settle(index: number): Promise<void> {
		if (this.results.total > 0) return this.choose(Math.max(0, index));
		this.chosen = new Set();
		this.#anchor = -1;
		this.#point(-1, null);
	}

	#point(index: number, id: ClippingId | null): void {
		this.cursor = index;
		this.currentId = id;
		this.#opened(id);
	}

	async #rowAt(index: number): Promise<ClippingRow | undefined> {
		if (!this.results.row(index)) await this.results.need(index, index);
		return this.results.row(index);
	}

	async #between(a: number, b: number): Promise<ClippingId[]> {
		const [from, to] = a < b ? [a, b] : [b, a];
		const held = Array.from({ length: to - from + 1 }, (_, step) => this.results.row(from + step)?.id);
		if (held.every((id) => id !== undefined)) return held;
		return (await this.#client['clippings.ids']({ query: this.query })).slice(from, to + 1);
	}
}
