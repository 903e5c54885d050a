// Owns the change of many clippings that is being prepared: which ones, what is to change, and what would come of it. Must not do it; Jobs does.
import { BATCH_FIELDS, type BatchEditInput, type BatchPreview, type BatchRow, type Shared } from '../../shared/batch';
import type { CollectionId, DateOrder, Selection } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { ArchiveClient } from '../clients';

type Field = (typeof BATCH_FIELDS)[number];
/** What is to become of a field: left out of the record, it stays. Null empties it. */
export type Wanted = Partial<Record<Field, string | null>>;
export interface Replace { field: Extract<BatchEditInput, { do: 'replace' }>['field']; find: string; by: string; isPattern: boolean; matchCase: boolean; wholeWords: boolean }

/** How long somebody may pause before the preview is made, in milliseconds. */
const PAUSE = 250;
const PAGE = 50;
const NO_REPLACE: Replace = { field: 'headline', find: '', by: '', isPattern: false, matchCase: false, wholeWords: false };

export class Batch {
	isOpen = $state(false);
	selection = $state.raw<Selection | null>(null);
	/** How many are chosen. */
	count = $state(0);
	shared = $state.raw<Shared | null>(null);
	wanted = $state.raw<Wanted>({});
	replace = $state.raw<Replace>(NO_REPLACE);
	tags = $state.raw<ReadonlyMap<string, boolean>>(new Map());
	collections = $state.raw<ReadonlyMap<CollectionId, boolean>>(new Map());
	flag = $state<boolean | null>(null);
	order = $state<DateOrder | null>(null);
	preview = $state.raw<BatchPreview | null>(null);
	/** The edits the preview was made for. */
	previewed = $state.raw<readonly BatchEditInput[]>([]);
	/** How far the looking is, from 0 to 1; null when nothing is looked at. */
	looking = $state<number | null>(null);
	fault = $state.raw<unknown>(null);
	rows = $state.raw<ReadonlyMap<number, BatchRow>>(new Map());

	readonly edits = $derived<BatchEditInput[]>([
		...BATCH_FIELDS.flatMap((field): BatchEditInput[] => {
			const value = this.wanted[field];
			return value === undefined ? [] : value === null ? [{ do: 'clear', field }] : value.trim() === '' ? [] : [{ do: 'set', field, value: value.trim() }];
		}),
		...(this.replace.find === '' ? [] : [{ do: 'replace', ...this.replace } as const]),
		...(this.order === null ? [] : [{ do: 'settle', order: this.order } as const]),
		...[...this.tags].map(([name, on]) => ({ do: 'tag', name, on }) as const),
		...[...this.collections].map(([collection, on]) => ({ do: 'collect', collection, on }) as const),
		...(this.flag === null ? [] : [{ do: 'flag', on: this.flag } as const]),
	]);

	readonly #client: ArchiveClient;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked: AbortController | null = null;
	#pages = new Set<number>();

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	async open(selection: Selection, count: number): Promise<void> {
		this.selection = selection;
		this.count = count;
		this.shared = null;
		this.wanted = {};
		this.replace = NO_REPLACE;
		this.tags = new Map();
		this.collections = new Map();
		this.flag = null;
		this.order = null;
		this.#forget();
		this.fault = null;
		this.isOpen = true;
		try {
			const shared = await this.#client['batch.shared']({ selection });
			if (this.selection === selection) this.shared = shared;
		} catch (error) {
			this.#failed(error);
		}
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#asked?.abort();
		this.looking = null;
		this.isOpen = false;
	}

	want(field: Field, value: string | null | undefined): void {
		const { [field]: _, ...rest } = this.wanted;
		this.wanted = value === undefined ? rest : { ...rest, [field]: value };
		this.#again();
	}

	replacing(change: Partial<Replace>): void {
		this.replace = { ...this.replace, ...change };
		this.#again();
	}

	/** Whether all, some or none will carry it. */
	tagState(name: string): 'all' | 'some' | 'none' {
		const wanted = this.tags.get(name);
		if (wanted !== undefined) return wanted ? 'all' : 'none';
		const count = this.shared?.tags.find((tag) => tag.name === name)?.count ?? 0;
		return count === 0 ? 'none' : count === this.shared?.total ? 'all' : 'some';
	}

	/** Goes from what stands to all, to none, and back to what stands. */
	turnTag(name: string): void {
		this.tags = turned(this.tags, name, this.shared?.tags.find((tag) => tag.name === name)?.count ?? 0, this.shared?.total ?? 0);
		this.#again();
	}

	addTag(name: string): void {
		this.tags = new Map([...this.tags, [this.shared?.tags.find((tag) => tag.name.toLocaleLowerCase() === name.toLocaleLowerCase())?.name ?? name, true]]);
		this.#again();
	}

	collectionState(id: CollectionId): 'all' | 'some' | 'none' {
		const wanted = this.collections.get(id);
		if (wanted !== undefined) return wanted ? 'all' : 'none';
		const count = this.shared?.collections.find((one) => one.id === id)?.count ?? 0;
		return count === 0 ? 'none' : count === this.shared?.total ? 'all' : 'some';
	}

	turnCollection(id: CollectionId): void {
		this.collections = turned(this.collections, id, this.shared?.collections.find((one) => one.id === id)?.count ?? 0, this.shared?.total ?? 0);
		this.#again();
	}

	turnFlag(flag: boolean | null): void {
		this.flag = flag;
		this.#again();
	}

	settle(order: DateOrder | null): void {
		this.order = order;
		this.#again();
	}

	/** Fetches the rows that are looked at. */
	async seen(from: number, to: number): Promise<void> {
		const { preview } = this;
		if (!preview) return;
		for (let page = Math.floor(Math.max(0, from) / PAGE); page <= Math.floor(to / PAGE); page++) {
			if (this.#pages.has(page) || page * PAGE >= preview.changing + preview.refused) continue;
			this.#pages.add(page);
			try {
				const rows = await this.#client['batch.rows']({ preview: preview.id, offset: page * PAGE, limit: PAGE });
				if (this.preview !== preview) return;
				this.rows = new Map([...this.rows, ...rows.map((row, at) => [page * PAGE + at, row] as const)]);
			} catch (error) {
				this.#failed(error);
			}
		}
	}

	#again(): void {
		clearTimeout(this.#timer);
		this.#asked?.abort();
		this.#timer = setTimeout(() => void this.#look(), PAUSE);
	}

	async #look(): Promise<void> {
		const { edits, selection } = this;
		this.#forget();
		this.looking = null;
		if (edits.length === 0 || !selection) return;
		const asked = new AbortController();
		this.#asked = asked;
		this.looking = 0;
		try {
			const preview = await this.#client['batch.preview']({ selection, edits }, { signal: asked.signal, onProgress: ({ done, total }) => { if (!asked.signal.aborted) this.looking = total ? done / total : 0; } });
			if (asked.signal.aborted) return;
			this.preview = preview;
			this.previewed = edits;
			this.fault = null;
			await this.seen(0, PAGE - 1);
		} catch (error) {
			if (!asked.signal.aborted) this.#failed(error);
		} finally {
			if (!asked.signal.aborted) this.looking = null;
		}
	}

	#forget(): void {
		this.preview = null;
		this.rows = new Map();
		this.#pages = new Set();
	}

	#failed(error: unknown): void {
		if (!Fault.is(error, 'cancelled')) this.fault = error;
	}
}

/** From what stands to all, then none, then what stands again; what stands anyway is no change. */
function turned<K>(map: ReadonlyMap<K, boolean>, key: K, count: number, total: number): ReadonlyMap<K, boolean> {
	const next = new Map(map);
	const now = map.get(key);
	if (now === undefined) next.set(key, count < total);
	else if (now && count > 0) next.set(key, false);
	else next.delete(key);
	return next;
}
