// Owns the dialog on results over time: the timeline and newspapers by time, how they are looked at, and taking them along as files. Must not hold the query; the library does.
import { Fault } from '../../shared/errors';
import type { BinSize, OverTime, Timeline } from '../../shared/facets';
import { overTimeCsv, overTimeSvg, timelineCsv, timelineSvg } from '../../shared/charts';
import { withOnly } from '../../shared/query-text';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';
import type { Library } from '../library/library.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import { narrowedTo } from './ranges';

interface Parts { archive: Pick<ArchiveClient, 'find.timeline' | 'find.overTime'>; desktop: Pick<DesktopClient, 'desktop.saveCopy'>; library: Library; toasts: Toasts }
/** Columns that can be told apart, and bars. */
const MOST_COLUMNS = 60;
const MOST_BARS = 160;

export class OverTimeRoom {
	isOpen = $state(false);
	of = $state<'all' | 'newspapers'>('all');
	isTable = $state(false);
	/** Null: as small as there is room for. */
	by = $state<BinSize | null>(null);
	timeline = $state.raw<Timeline | null>(null);
	map = $state.raw<OverTime | null>(null);
	fault = $state.raw<unknown>(null);
	readonly #parts: Parts;
	#asked: AbortController | null = null;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	show(of: 'all' | 'newspapers' = 'all', isTable = false): void {
		this.isOpen = true;
		this.isTable = isTable;
		this.by = null;
		this.look(of);
	}

	look(of: 'all' | 'newspapers'): void {
		this.of = of;
		void this.#ask();
	}

	size(by: BinSize | null): void {
		this.by = by;
		void this.#ask();
	}

	close(): void {
		this.isOpen = false;
		this.#asked?.abort();
	}

	/** Narrows to a bin, and to a newspaper when one is given (null: clippings without one), and goes back to the list. */
	choose(date: string, publication?: string | null): void {
		this.#parts.library.narrow((text) => {
			const timely = narrowedTo(text, date, date);
			return publication === undefined ? timely : withOnly(timely, { field: 'pub', values: [publication === null ? { text: 'none', isExact: false } : { text: publication, isExact: true }], isNot: false });
		});
		this.close();
	}

	async #ask(): Promise<void> {
		this.#asked?.abort();
		const asked = new AbortController();
		this.#asked = asked;
		const { archive, library } = this.#parts;
		const { query } = library;
		try {
			if (this.of === 'all') {
				const timeline = await archive['find.timeline']({ query, asked: { by: this.by, most: this.by === null ? MOST_BARS : 2_000, from: null, to: null } }, { signal: asked.signal });
				if (!asked.signal.aborted) this.timeline = timeline;
			} else {
				const map = await archive['find.overTime']({ query, asked: { by: this.by, most: this.by === null ? MOST_COLUMNS : 1_200, from: null, to: null, publications: 20 } }, { signal: asked.signal });
				if (!asked.signal.aborted) this.map = map;
			}
			if (!asked.signal.aborted) this.fault = null;
		} catch (error) {
			if (!asked.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	/** Writes what is shown where somebody says. */
	save(as: 'svg' | 'csv'): void {
		const { desktop, library, toasts } = this.#parts;
		const asked = library.text.trim();
		const isAll = this.of === 'all';
		const name = isAll ? say('facets.file.all') : say('facets.file.newspapers');
		const title = asked === '' ? name : say('facets.file.asked', { title: name, query: asked.slice(0, 80) });
		const { timeline, map } = this;
		const text = isAll ? timeline && (as === 'svg' ? timelineSvg(timeline, title) : timelineCsv(timeline)) : map && (as === 'svg' ? overTimeSvg(map, title) : overTimeCsv(map));
		if (text === null) return;
		// A spreadsheet takes a table without this mark for Latin-1.
		const bytes = new TextEncoder().encode(as === 'csv' ? `\uFEFF${text}` : text);
		desktop['desktop.saveCopy']({ name: `${isAll ? 'timeline' : 'newspapers-over-time'}.${as}`, bytes }).then(
			(isSaved) => { if (isSaved) toasts.show({ kind: 'done', text: say('facets.dialog.saved', { format: as.toUpperCase() }) }); },
			(error: unknown) => toasts.trouble(error),
		);
	}
}
