// Owns all that can be asked of an archive by a query: pages of results and what is told about them. It only reads, over one connection, so that it can stand in any thread. Must not write or hold SQL.
import type { Facets, FacetsAskedInput, OverTime, OverTimeAskedInput, Timeline, TimelineAskedInput } from '../shared/facets';
import { FacetsAsked, OverTimeAsked, TimelineAsked } from '../shared/facets';
import { Fault } from '../shared/errors';
import type { Comparison, Similar, TagSuggestion } from '../shared/similar';
import type { ClippingId, Page, Query } from '../shared/model';
import { FacetGround } from './store/facet-ground';
import { FacetCounter } from './store/facets';
import { LikenessReader } from './store/likeness';
import type { ReadDb } from './store/open';
import { Search } from './store/search';
import { SimilarReader } from './store/similar';
import { Timelines } from './store/timelines';

export class Finding {
	readonly #search: Search;
	/** Remembers nothing of the list somebody looks at, nor makes it forgotten. */
	readonly #counting: Search;
	readonly #facets: FacetCounter;
	readonly #timelines: Timelines;
	readonly #similar: SimilarReader;
	readonly #likeness: LikenessReader;
	readonly #ground: FacetGround;

	constructor(db: ReadDb) {
		this.#search = new Search(db);
		this.#similar = new SimilarReader(db);
		this.#likeness = new LikenessReader(db);
		this.#counting = new Search(db);
		this.#ground = new FacetGround(db, this.#search);
		this.#facets = new FacetCounter(db, this.#ground);
		this.#timelines = new Timelines(db, this.#ground);
	}

	/** One page of what a query finds. `tag/missing`. */
	page(query: Query, window: { offset: number; limit: number }): Page {
		return this.#search.page(query, window);
	}

	/** How many a query finds; null when what it asks for by id is no longer there. */
	count(query: Query): { total: number | null } {
		try {
			return { total: this.#counting.total(query) };
		} catch (error) {
			if (Fault.is(error, 'tag/missing') || Fault.is(error, 'collection/missing')) return { total: null };
			throw error;
		}
	}

	/** Every id a query finds, in its order. */
	ids(query: Query): Int32Array {
		return this.#search.ids(query);
	}

	/** Where a clipping stands in what a query finds; -1 when it is not among it. */
	place(query: Query, id: ClippingId): number {
		return this.#search.ids(query).indexOf(id);
	}

	/** Gets ready to count, a little at a time, so that pages are not waited for. True once it is. What counts below does not need it, but may take seconds the first time. */
	ready(): boolean {
		return this.#ground.columns.advance();
	}

	/** What the results of a query are, by newspaper, year, tag and so on: all of them counted. `tag/missing`. */
	facets(query: Query, asked: FacetsAskedInput = {}): Facets {
		return this.#facets.count(query, FacetsAsked.parse(asked));
	}

	/** The results of a query over time. `tag/missing`. */
	timeline(query: Query, asked: TimelineAskedInput = {}): Timeline {
		return this.#timelines.timeline(query, TimelineAsked.parse(asked));
	}

	/** The results of a query by newspaper and time. `tag/missing`. */
	overTime(query: Query, asked: OverTimeAskedInput = {}): OverTime {
		return this.#timelines.overTime(query, OverTimeAsked.parse(asked));
	}

	/** Versions of a clipping's story, and others that are like it, with why; at most `limit` of these. `clipping/missing`. */
	similar(id: ClippingId, limit = 12): Similar {
		return this.#similar.similar(id, limit);
	}

	/** What differs between two clippings. `clipping/missing`. */
	compare(left: ClippingId, right: ClippingId): Comparison {
		return this.#similar.compare(left, right);
	}

	/** Tags that may fit clippings, with why. Nothing is applied. `clipping/missing`. */
	suggestTags(ids: readonly ClippingId[]): TagSuggestion[] {
		return this.#similar.suggestTags(ids);
	}

	/** Whether any clipping has not been compared with the others yet. */
	hasUnlinked(): boolean {
		return this.#likeness.isAnyWaiting();
	}

	/** How many have not. */
	unlinked(): number {
		return this.#likeness.waiting();
	}
}
