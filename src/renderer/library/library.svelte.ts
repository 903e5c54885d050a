// Owns what the list shows: the query as it is typed, its results, and which of them are chosen. Must not open clippings; it tells whoever listens which one is current.
import { conditionsOf, withCondition, type QueryField } from '../../shared/query-text';
import type { Being, ClippingId, ClippingRow, CollectionId, ImportId, Query, Selection, Sort, TagId } from '../../shared/model';
import { Query as QuerySchema, Sort as SortSchema } from '../../shared/model';
import type { ArchiveClient } from '../clients';
import { recall, remember } from '../ui/remembered';
import { Pages } from './pages.svelte';

/** How long typing may pause before the archive is asked, in milliseconds. */
const PAUSE = 80;
/** So many at most are chosen one by one by choosing all. */
const MOST_NAMED = 1_000;
const isSort = (value: unknown): value is Sort => SortSchema.safeParse(value).success;

export type Reach = 'only' | 'toggle' | 'range';

/** Fields in which words are sought. */
const OF_WORDS: ReadonlySet<QueryField> = new Set<QueryField>(['title', 'body', 'by', 'pub', 'caption', 'note', 'place', 'file', 'credit']);

export class Library {
	readonly results: Pages;
	text = $state('');
	tags = $state.raw<readonly TagId[]>([]);
	/** Only what stands in this collection, or below it. */
	collection = $state<CollectionId | null>(null);
	/** Only what came with this import. */
	import = $state<ImportId | null>(null);
	/** Only what stands so: the inbox, the flagged, what came of late. */
	only = $state<Being | null>(null);
	where = $state<Query['where']>('archive');
	sort = $state<Sort>(recall('sort', 'newest', isSort));
	/** The chosen clippings. */
	chosen = $state.raw<ReadonlySet<ClippingId>>(new Set());
	/** Everything this search finds is chosen: too many to be named one by one. */
	whole = $state.raw<Query | null>(null);
	/** What of the whole search was left out by hand. */
	#but = $state.raw<ReadonlySet<ClippingId>>(new Set());
	/** The row that moves with the arrow keys; -1 when there is none. */
	cursor = $state(-1);
	currentId = $state<ClippingId | null>(null);
	/** Words decide the order unless somebody has chosen another since they were typed. */
	#isByRelevance = $state(true);
	/** What came of late stands with the last first, unless somebody has chosen another order since. */
	#isByArrival = $state(false);

	readonly hasWords = $derived(this.text.trim() !== '');
	/** Words of the text tell results apart; dates, tags and whole values only choose them. */
	readonly isRanked = $derived(conditionsOf(this.text).some(({ field, values, isNot, isMixed }) => !isNot && (isMixed || field === null || (OF_WORDS.has(field) && values.some(({ isExact }) => !isExact)))));
	readonly shownSort = $derived<Sort>(this.isRanked && this.#isByRelevance ? 'relevance' : this.#isByArrival ? 'imported' : this.sort === 'arranged' && this.collection === null ? 'newest' : this.sort);
	readonly query = $derived<Query>(QuerySchema.parse({ text: this.text.slice(0, 10_000), tags: [...this.tags], collection: this.collection, import: this.import, only: this.only, where: this.where, sort: this.shownSort }));
	/** What the list holds: on a wall of pictures, what has any. */
	readonly asked = $derived.by<Query>(() => (this.#isPictured() ? { ...this.query, text: withCondition(this.query.text, { field: 'has', values: [{ text: 'picture', isExact: false }], isNot: false }).slice(0, 10_000) } : this.query));
	readonly isFiltered = $derived(this.hasWords || this.tags.length > 0 || this.collection !== null || this.import !== null || this.only !== null);
	/** The list stands in the order somebody gave the collection. */
	readonly isArranged = $derived(this.collection !== null && this.shownSort === 'arranged');

	readonly #client: ArchiveClient;
	/** Told which clipping is current. */
	readonly #opened: (id: ClippingId | null) => void;
	/** Told when somebody goes to a place of the library. */
	readonly #went: () => void;
	/** Only clippings with pictures are listed. */
	readonly #isPictured: () => boolean;
	#timer: ReturnType<typeof setTimeout> | undefined;
	/** When something was typed last, in milliseconds. */
	#typedAt = -PAUSE;
	#seen = { from: 0, to: 30 };
	#anchor = -1;
	#pointed = 0;
	/** Where to choose again once rows have gone. */
	#next: number | null = null;

	constructor(client: ArchiveClient, opened: (id: ClippingId | null) => void, went: () => void = () => undefined, isPictured: () => boolean = () => false) {
		this.#client = client;
		this.#opened = opened;
		this.#went = went;
		this.#isPictured = isPictured;
		this.results = new Pages(client);
	}

	readonly again = (): void => void this.#ask('stay');

	/** Listens until the undo is called, and asks for the first time. */
	start(): () => void {
		this.again();
		const undo = this.#client['changed'](({ clippings, tags, collections }) => {
			if (clippings || tags || collections) this.again();
		});
		return () => {
			undo();
			clearTimeout(this.#timer);
		};
	}

	#write(text: string): void {
		this.#went();
		const wasRanked = this.isRanked;
		this.text = text;
		if (!wasRanked && this.isRanked) this.#isByRelevance = true;
		clearTimeout(this.#timer);
	}

	type(text: string): void {
		this.#write(text);
		const now = performance.now();
		// A letter by itself is asked for at once; of letters in quick succession the first, and what they come to.
		if (now - this.#typedAt >= PAUSE) void this.#ask('top');
		else this.#timer = setTimeout(() => void this.#ask('top'), PAUSE);
		this.#typedAt = now;
	}

	/** Asks at once what the typed text becomes: conditions added, replaced or taken out (shared/query-text.ts). */
	narrow(change: (text: string) => string): void {
		const text = change(this.text);
		if (text === this.text) return;
		this.#write(text);
		void this.#ask('top');
	}

	order(sort: Sort): void {
		this.#isByRelevance = sort === 'relevance';
		this.#isByArrival = false;
		if (sort !== 'relevance') {
			this.sort = sort;
			remember('sort', sort);
		}
		void this.#ask('top');
	}

	/** Goes somewhere else: what was typed before is left. */
	go(to: { where?: Query['where']; tags?: readonly TagId[]; collection?: CollectionId | null; import?: ImportId | null; only?: Being | null; text?: string }): void {
		this.#went();
		this.where = to.where ?? 'archive';
		this.tags = to.tags ?? [];
		this.collection = to.collection ?? null;
		this.import = to.import ?? null;
		this.only = to.only ?? null;
		this.#isByArrival = this.only === 'recent';
		this.text = to.text ?? '';
		clearTimeout(this.#timer);
		void this.#ask('top');
	}

	/** Shows a whole question as it was kept, in its order. */
	show(query: Query): void {
		if (query.sort !== 'relevance') this.sort = query.sort;
		this.#isByRelevance = query.sort === 'relevance';
		this.go({ ...query, import: query.import as ImportId | null });
		if (!this.#isByArrival || query.sort === 'imported') return;
		this.#isByArrival = false;
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

	/** Looks beyond the collection, the import or the place again. */
	widen(what: 'collection' | 'import' | 'only'): void {
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

	/** The rows of the chosen clippings, as far as they are held. */
	chosenRows(): ClippingRow[] {
		return this.results.held().filter(({ id }) => this.chosen.has(id));
	}

	async choose(index: number, reach: Reach = 'only'): Promise<void> {
		const row = await this.#rowAt(index);
		if (!row) return;
		if (this.whole && reach === 'toggle') {
			const but = new Set(this.#but);
			if (!but.delete(row.id)) but.add(row.id);
			this.#but = but;
			return this.#point(index, row.id);
		}
		this.whole = null;
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

	/** Chooses what stands at these places, besides what stays chosen. While they are still being pointed at (not `isDone`) nothing is opened. */
	async chooseThese(indexes: readonly number[], besides: ReadonlySet<ClippingId>, isDone: boolean): Promise<void> {
		this.whole = null;
		const turn = ++this.#pointed;
		const [first, last] = [indexes[0], indexes.at(-1)];
		if (first !== undefined && last !== undefined) await this.results.need(first, last);
		if (turn !== this.#pointed) return;
		const ids = indexes.map((index) => this.results.row(index)?.id).filter((id) => id !== undefined);
		this.chosen = new Set([...besides, ...ids]);
		const id = last === undefined ? undefined : this.results.row(last)?.id;
		if (!isDone || last === undefined || id === undefined) return;
		this.#anchor = first!;
		this.#point(last, id);
	}

	/** The list holds other clippings than before: asks for them around the one that is open, which stays open where it is among them. Answers where it stands, -1 when nowhere. */
	async turn(): Promise<number> {
		const { currentId } = this;
		const at = currentId === null ? -1 : await this.#client['clippings.place']({ query: this.asked, id: currentId });
		if (await this.results.ask(this.asked, Math.max(0, at - 30), Math.max(0, at) + 60)) {
			if (at < 0) await this.#settle(0);
			else this.cursor = at;
		}
		return at;
	}

	/** In a window with one clipping: that one is meant, and nothing is listed. */
	alone(id: ClippingId): void {
		this.chosen = new Set([id]);
		this.#point(-1, id);
	}

	async move(by: number, reach: Reach = 'only'): Promise<void> {
		if (this.results.total === 0) return;
		const to = Math.max(0, Math.min(this.results.total - 1, this.cursor + by));
		await this.choose(to, reach);
	}

	/** Few are chosen one by one, many as what the search finds. */
	async chooseAll(): Promise<void> {
		if (this.results.total > MOST_NAMED) {
			this.#but = new Set();
			this.whole = this.asked;
			return;
		}
		this.chosen = new Set(await this.#client['clippings.ids']({ query: this.asked }));
	}

	isChosen(id: ClippingId): boolean {
		return this.whole ? !this.#but.has(id) : this.chosen.has(id);
	}

	get chosenCount(): number {
		return this.whole ? this.results.total - this.#but.size : this.chosen.size;
	}

	/** What is chosen, one by one; of everything a search finds the first `most`. */
	async chosenIds(most: number): Promise<ClippingId[]> {
		if (!this.whole) return [...this.chosen].slice(0, most);
		const found = await this.#client['clippings.ids']({ query: this.whole, from: 0, to: most + this.#but.size });
		return found.filter((id) => !this.#but.has(id)).slice(0, most);
	}

	/** These as they stand in the list; what does not stand there comes last. */
	async inOrder(ids: readonly ClippingId[]): Promise<ClippingId[]> {
		const placed = await Promise.all(ids.map(async (id) => {
			const held = this.results.indexOf(id);
			const at = held >= 0 ? held : await this.#client['clippings.place']({ query: this.asked, id });
			return { id, at: at < 0 ? Infinity : at };
		}));
		return placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ id }) => id);
	}

	/** What is chosen, to be changed or exported; null for nothing. */
	get selection(): Selection | null {
		if (this.whole) return { of: 'query', query: this.whole, ...(this.#but.size > 0 && { but: [...this.#but] }) };
		return this.chosen.size > 0 ? { of: 'clippings', ids: [...this.chosen] } : null;
	}

	/** Chooses a clipping wherever it is, showing the whole archive (or the trash) when the results do not hold it. */
	async reveal(id: ClippingId, where: Query['where'] = 'archive'): Promise<void> {
		this.#went();
		if (this.results.indexOf(id) < 0) {
			this.where = where;
			this.tags = [];
			this.collection = null;
			this.import = null;
			this.only = null;
			this.text = '';
			const at = await this.#client['clippings.place']({ query: this.asked, id });
			await this.results.ask(this.asked, Math.max(0, at - 10), Math.max(0, at) + 30);
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
		if (then === 'top') this.whole = null;
		const hasCome = await this.results.ask(this.asked, from, to);
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
		return this.#client['clippings.ids']({ query: this.asked, from, to: to + 1 });
	}
}
