// Owns the timeline above the list: the bins of the results, which part of time is shown, and the stretch that is chosen or being chosen. Must not hold the query; the library does.
import { binDays } from '../../shared/charts';
import { DATE_FIELDS, type Timeline } from '../../shared/facets';
import { Fault } from '../../shared/errors';
import { withoutFields } from '../../shared/query-text';
import type { ArchiveClient } from '../clients';
import type { Library } from '../library/library.svelte';
import { binsWithin, narrowedTo } from './ranges';

/** Pixels that a bar and the gap beside it take at least. */
const EACH = 2.5;
const FEWEST = 24;
const MOST = 240;
/** How long moving a handle may pause before the archive is asked, in milliseconds. */
const PAUSE = 250;
/** After the list, so that rows are there first. */
const AFTER = 120;

export class Time {
	timeline = $state.raw<Timeline | null>(null);
	/** The stretch being chosen, as bins; null when none is. */
	draft = $state.raw<{ first: number; last: number } | null>(null);
	/** The bin under the pointer. */
	over = $state<number | null>(null);
	/** The part of time that is shown (YYYY-MM-DD); null for all of it. */
	part = $state.raw<{ from: string; to: string } | null>(null);
	/** Pixels. */
	width = $state(0);
	#changes = $state(0);

	readonly #most = $derived(Math.max(FEWEST, Math.min(MOST, Math.floor(this.width / EACH))));
	readonly #chosen = $derived(this.timeline?.chosen ? binsWithin(this.timeline.bins, this.timeline.chosen) : null);
	/** The stretch that stands out. */
	readonly stretch = $derived(this.draft ?? this.#chosen);
	readonly hasDates = $derived(this.timeline !== null && this.timeline.bins.length > 0);

	readonly #client: Pick<ArchiveClient, 'find.timeline' | 'changed'>;
	readonly #library: Library;
	#asked: AbortController | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#soon: ReturnType<typeof setTimeout> | undefined;
	/** Somebody is choosing, and what comes meanwhile must not take it from them. */
	#isChoosing = false;

	constructor(client: Pick<ArchiveClient, 'find.timeline' | 'changed'>, library: Library) {
		this.#client = client;
		this.#library = library;
	}

	/** Listens until the undo is called. */
	start(): () => void {
		return this.#client['changed'](() => { this.#changes++; });
	}

	/** Asks once typing and the list have settled. Answers how not to. */
	soon(): () => void {
		// What it depends on is read here, where an effect hears it.
		const query = this.#library.query;
		void this.#changes;
		const asked = { by: null, most: this.#most, from: this.part?.from ?? null, to: this.part?.to ?? null };
		clearTimeout(this.#soon);
		if (this.width > 0) this.#soon = setTimeout(() => void this.#ask(query, asked), AFTER);
		return () => clearTimeout(this.#soon);
	}

	async #ask(query: Library['query'], asked: { by: null; most: number; from: string | null; to: string | null }): Promise<void> {
		this.#asked?.abort();
		const asking = new AbortController();
		this.#asked = asking;
		try {
			const timeline = await this.#client['find.timeline']({ query, asked }, { signal: asking.signal });
			if (asking.signal.aborted) return;
			const { draft, timeline: before } = this;
			this.timeline = timeline;
			this.draft = this.#isChoosing && draft && before ? binsWithin(timeline.bins, { from: binDays(before.bins[draft.first]!.date).from, to: binDays(before.bins[draft.last]!.date).to }) : null;
			this.over = null;
		} catch (error) {
			// The list beside it says what is wrong; what was there stays.
			if (!asking.signal.aborted && !Fault.is(error, 'cancelled')) this.timeline = null;
		}
	}

	/** Bins are being chosen; nothing is asked yet. */
	drag(from: number, to: number): void {
		const last = (this.timeline?.bins.length ?? 1) - 1;
		const [a, b] = [Math.max(0, Math.min(from, to)), Math.min(last, Math.max(from, to))];
		this.#isChoosing = true;
		this.draft = { first: a, last: b };
	}

	/** Narrows to what is being chosen. */
	commit(): void {
		clearTimeout(this.#timer);
		this.#isChoosing = false;
		const { draft, timeline } = this;
		if (!draft || !timeline) return;
		this.#library.narrow((text) => narrowedTo(text, timeline.bins[draft.first]!.date, timeline.bins[draft.last]!.date));
	}

	/** Moves an end by bins; the archive is asked once it rests. */
	move(end: 'first' | 'last', to: number): void {
		const last = (this.timeline?.bins.length ?? 1) - 1;
		const now = this.stretch ?? { first: 0, last };
		const at = Math.max(0, Math.min(last, to));
		this.#isChoosing = true;
		this.draft = end === 'first' ? { first: Math.min(at, now.last), last: now.last } : { first: now.first, last: Math.max(at, now.first) };
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.commit(), PAUSE);
	}

	clear(): void {
		clearTimeout(this.#timer);
		this.#isChoosing = false;
		this.draft = null;
		this.#library.narrow((text) => withoutFields(text, DATE_FIELDS));
	}

	/** Shows the chosen stretch alone, in finer bins, with a little room on either side. */
	zoom(): void {
		const { timeline, stretch } = this;
		if (!timeline || !stretch) return;
		const beside = Math.max(1, Math.ceil((stretch.last - stretch.first + 1) / 8));
		const [first, last] = [Math.max(0, stretch.first - beside), Math.min(timeline.bins.length - 1, stretch.last + beside)];
		this.part = partOf(timeline.bins[first]!.date, timeline.bins[last]!.date);
	}

	showAll(): void {
		this.part = null;
	}
}

/** First and last day of a row of bins: real days, as the archive takes no others. */
function partOf(first: string, last: string): { from: string; to: string } {
	const full = (date: string, isEnd: boolean): string => {
		if (date.endsWith('X')) return isEnd ? `${date.slice(0, 3)}9-12-31` : `${date.slice(0, 3)}0-01-01`;
		const [year = '', month, day] = date.split('-');
		if (day !== undefined) return date;
		if (month === undefined) return isEnd ? `${year}-12-31` : `${year}-01-01`;
		const days = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
		return `${year}-${month}-${isEnd ? String(days) : '01'}`;
	};
	return { from: full(first, false), to: full(last, true) };
}
