// Owns the results of one query as a long list of which only the pages somebody looks at are held. Must not know what is selected.
import type { ClippingRow, Query, Suggestion } from '../../shared/model';
import { Fault } from '../../shared/errors';
import type { Said } from '../../shared/said';
import type { ArchiveClient } from '../clients';

/** A letter typed is answered with one page, and each of its rows has words cut from its whole text: two screens of rows are enough. */
const SIZE = 50;
/** The contract's limit for one answer, in pages. */
const MOST_AT_ONCE = 10;
const HELD = 60;

export class Pages {
	total = $state(0);
	/** What the archive made of a query it could not take as typed. */
	understood = $state.raw<readonly Said[]>([]);
	/** What of the query stands out in an opened clipping. */
	marks = $state('');
	/** Another spelling, where what was asked finds hardly anything. */
	suggestion = $state.raw<Suggestion | null>(null);
	hasAnswered = $state(false);
	fault = $state.raw<unknown>(null);

	readonly #client: Pick<ArchiveClient, 'clippings.search'>;
	#pages = $state.raw<ReadonlyMap<number, readonly ClippingRow[]>>(new Map());
	#query: Query | null = null;
	#asked: AbortController | null = null;
	#coming = new Set<number>();
	#middle = 0;

	constructor(client: Pick<ArchiveClient, 'clippings.search'>) {
		this.#client = client;
	}

	row(index: number): ClippingRow | undefined {
		return this.#pages.get(Math.floor(index / SIZE))?.[index % SIZE];
	}

	/** All rows that are held, page by page. */
	held(): ClippingRow[] {
		return [...this.#pages.values()].flat();
	}

	/** Where a clipping stands among the rows that are held; -1 when it is not among them. */
	indexOf(id: number): number {
		for (const [page, rows] of this.#pages) {
			const at = rows.findIndex((row) => row.id === id);
			if (at >= 0) return page * SIZE + at;
		}
		return -1;
	}

	/** Asks a query (again) around the rows one looks at. What was being asked is dropped; the old rows stay until the answer comes. True when it came. */
	async ask(query: Query, from: number, to: number): Promise<boolean> {
		this.#asked?.abort();
		const asked = new AbortController();
		this.#asked = asked;
		this.#query = query;
		this.#coming.clear();
		const first = Math.floor(from / SIZE);
		const many = Math.min(MOST_AT_ONCE, Math.floor(to / SIZE) - first + 1);
		try {
			const page = await this.#client['clippings.search']({ query, offset: first * SIZE, limit: many * SIZE }, { signal: asked.signal });
			if (asked.signal.aborted) return false;
			const pages = new Map<number, readonly ClippingRow[]>();
			for (let at = 0; at < many; at++) pages.set(first + at, page.rows.slice(at * SIZE, (at + 1) * SIZE));
			this.#pages = pages;
			this.total = page.total;
			this.understood = page.understood;
			this.marks = page.marks;
			if (first === 0) this.suggestion = page.suggestion;
			this.fault = null;
			this.hasAnswered = true;
			return true;
		} catch (error) {
			if (asked.signal.aborted || Fault.is(error, 'cancelled')) return false;
			this.fault = error;
			this.hasAnswered = true;
			return false;
		}
	}

	/** Sees to it that rows `from` to `to` (inclusive) are held, or will be. */
	async need(from: number, to: number): Promise<void> {
		const last = Math.min(to, this.total - 1);
		this.#middle = (from + last) / 2 / SIZE;
		const wanted: Promise<void>[] = [];
		for (let page = Math.floor(Math.max(0, from) / SIZE); page * SIZE <= last; page++) {
			if (!this.#pages.has(page) && !this.#coming.has(page)) wanted.push(this.#fetch(page));
		}
		await Promise.all(wanted);
	}

	async #fetch(page: number): Promise<void> {
		const query = this.#query;
		const asked = this.#asked;
		if (!query || !asked) return;
		this.#coming.add(page);
		try {
			const answer = await this.#client['clippings.search']({ query, offset: page * SIZE, limit: SIZE }, { signal: asked.signal });
			if (asked.signal.aborted) return;
			this.#pages = this.#near(new Map(this.#pages).set(page, answer.rows));
		} catch (error) {
			if (!asked.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		} finally {
			if (this.#asked === asked) this.#coming.delete(page);
		}
	}

	/** Lets go of the pages farthest from where one looks. */
	#near(pages: Map<number, readonly ClippingRow[]>): Map<number, readonly ClippingRow[]> {
		if (pages.size <= HELD) return pages;
		const byDistance = [...pages].sort(([a], [b]) => Math.abs(a - this.#middle) - Math.abs(b - this.#middle));
		return new Map(byDistance.slice(0, HELD));
	}
}
