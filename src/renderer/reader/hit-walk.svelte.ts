// Owns going from hit to hit in the open clipping, and finding words in it: which stand there, which one is current, where the next one is. Must not decide what is a hit; hits.ts does.
import type { ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { Reader } from './reader.svelte';
import { piecesOf, wantedIn, type Wanted } from './hits';

/** A hit as it stands on the screen: marks of the text, which a highlight may have cut in pieces, or a range of a note. */
interface Stop { marks: readonly HTMLElement[]; range: Range }

/** What a walk goes through when the hits of one clipping are at an end, and what stands out. */
export interface Among {
	/** What the search marks. */
	readonly marks: string;
	/** Opens the next clipping, or the one before. False where there is none. */
	go(by: 1 | -1): boolean;
	/** What is said at either end. */
	readonly ends: { first: string; last: string };
}

/** How near to the edge a hit may stand and still count as seen, in pixels. */
const EDGE = 72;
const FOUND = 'found';
const FOUND_NOW = 'found-now';

export class HitWalk {
	count = $state(0);
	/** The current hit, from 0; -1 before the first step. */
	at = $state(-1);
	/** What is sought in this clipping alone; null when the search's own words are. */
	finding = $state<string | null>(null);
	/** What is to be known of the last step. */
	hint = $state('');
	readonly wanted: readonly Wanted[] = $derived.by(() => wantedIn(this.finding ?? this.#among.marks));

	readonly #among: Among;
	readonly #reader: Reader;
	#page: HTMLElement | null = null;
	#stops: readonly Stop[] = [];
	#shown: ClippingId | null = null;
	/** Where to stand once the next clipping is there. */
	#awaited: 'first' | 'last' | null = null;
	#looking = 0;

	constructor(among: Among, reader: Reader) {
		this.#among = among;
		this.#reader = reader;
	}

	/** For an attachment to the page of a clipping: follows what is written there. */
	readonly follow = (page: HTMLElement): (() => void) => {
		this.#page = page;
		const watch = new MutationObserver(() => {
			cancelAnimationFrame(this.#looking);
			this.#looking = requestAnimationFrame(() => this.#look());
		});
		watch.observe(page, { childList: true, subtree: true, characterData: true });
		this.#look();
		return () => {
			watch.disconnect();
			cancelAnimationFrame(this.#looking);
			if (this.#page !== page) return;
			this.#page = null;
			this.#stops = [];
			this.#paint();
		};
	};

	/** The next hit, or the one before; past the last one the next clipping of the list follows, or the first again when one seeks in this one alone. */
	step(by: 1 | -1): void {
		this.hint = '';
		const next = this.at < 0 && by === -1 ? this.count - 1 : this.at + by;
		if (next >= 0 && next < this.count) return this.#go(next);
		if (this.finding !== null) {
			if (this.count === 0) return;
			this.hint = by === 1 ? say('reader.hits.fromBeginning') : say('reader.hits.fromEnd');
			return this.#go(by === 1 ? 0 : this.count - 1);
		}
		this.#awaited = by === 1 ? 'first' : 'last';
		if (this.#among.go(by)) return;
		this.#awaited = null;
		this.hint = by === 1 ? this.#among.ends.last : this.#among.ends.first;
	}

	find(): void {
		this.finding ??= '';
	}

	/** Seeks words in this clipping; the first one at or after the current one is shown. */
	seek(text: string): void {
		this.finding = text;
		this.hint = '';
		this.at = -1;
		this.#awaited = text.trim() === '' ? null : 'first';
	}

	leave(): void {
		this.finding = null;
		this.hint = '';
		this.#awaited = null;
	}

	#look(): void {
		const page = this.#page;
		const id = this.#reader.clipping?.id ?? null;
		if (!page) return;
		const isOther = id !== this.#shown;
		this.#shown = id;
		this.#stops = [...marksOf(page), ...noted(page, this.wanted)].sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range));
		const count = this.#stops.length;
		if (isOther) {
			this.at = -1;
			if (this.finding !== null) this.leave();
			this.hint = this.#awaited === null ? '' : count === 0 ? say('reader.hits.noneHere') : say('reader.hits.nextClipping');
		} else if (this.at >= count) this.at = count - 1;
		this.count = count;
		const awaited = this.#awaited;
		if (awaited !== null && (isOther || this.finding !== null) && count > 0) {
			this.#awaited = null;
			this.#go(awaited === 'first' ? 0 : count - 1);
		} else this.#paint();
		if (isOther) this.#awaited = null;
	}

	#go(at: number): void {
		this.at = at;
		this.#paint();
		const stop = this.#stops[at];
		const sheet = this.#page?.closest<HTMLElement>('[data-sheet]');
		if (!stop || !sheet) return;
		const rect = (stop.marks[0] ?? stop.range).getBoundingClientRect();
		const view = sheet.getBoundingClientRect();
		// What is seen already does not jump.
		if (rect.top >= view.top + EDGE / 2 && rect.bottom <= view.bottom - EDGE) return;
		sheet.scrollTop += rect.top - view.top - view.height / 3;
	}

	#paint(): void {
		for (const mark of this.#page?.querySelectorAll('mark[data-now]') ?? []) mark.removeAttribute('data-now');
		const current = this.#stops[this.at];
		for (const mark of current?.marks ?? []) mark.setAttribute('data-now', '');
		const ranges = this.#stops.filter(({ marks }) => marks.length === 0).map(({ range }) => range);
		paint(this, ranges, current && current.marks.length === 0 ? [current.range] : []);
	}
}

/** What each walk has painted: a name of a highlight has one set of ranges in the whole window. */
const painted = new Map<HitWalk, { found: readonly Range[]; now: readonly Range[] }>();
function paint(walk: HitWalk, found: readonly Range[], now: readonly Range[]): void {
	if (found.length + now.length > 0) painted.set(walk, { found, now });
	else painted.delete(walk);
	const all = [...painted.values()];
	CSS.highlights.set(FOUND, new Highlight(...all.flatMap((one) => one.found)));
	CSS.highlights.set(FOUND_NOW, new Highlight(...all.flatMap((one) => one.now)));
}

/** The marks of a page; those that touch are one hit that a highlight has cut. */
function marksOf(page: HTMLElement): Stop[] {
	const stops: { marks: HTMLElement[]; range: Range }[] = [];
	for (const mark of page.querySelectorAll<HTMLElement>('mark')) {
		const last = stops.at(-1);
		if (last && last.marks[0]!.closest('[data-part]') === mark.closest('[data-part]')) {
			const between = document.createRange();
			between.setStartAfter(last.marks.at(-1)!);
			between.setEndBefore(mark);
			if (between.toString() === '') {
				last.marks.push(mark);
				last.range.setEndAfter(mark);
				continue;
			}
		}
		const range = document.createRange();
		range.selectNode(mark);
		stops.push({ marks: [mark], range });
	}
	return stops;
}

/** The hits in notes, which are written in many ways: found in what stands there, and painted without touching it. */
function noted(page: HTMLElement, wanted: readonly Wanted[]): Stop[] {
	const stops: Stop[] = [];
	if (wanted.length === 0) return stops;
	for (const note of page.querySelectorAll('.markdown')) {
		const blocks = new Map<Element, Text[]>();
		const walker = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
			const block = node.parentElement?.closest('p, li, pre, blockquote, .markdown') ?? note;
			blocks.set(block, [...(blocks.get(block) ?? []), node]);
		}
		for (const texts of blocks.values()) stops.push(...rangesIn(texts, wanted).map((range) => ({ marks: [], range })));
	}
	return stops;
}

function rangesIn(texts: readonly Text[], wanted: readonly Wanted[]): Range[] {
	const ranges: Range[] = [];
	let at = 0;
	for (const { text, hit } of piecesOf(texts.map(({ data }) => data).join(''), wanted)) {
		if (hit) {
			const range = document.createRange();
			range.setStart(...placeOf(texts, at, false));
			range.setEnd(...placeOf(texts, at + text.length, true));
			ranges.push(range);
		}
		at += text.length;
	}
	return ranges;
}

/** Which node, and where in it, so many code units of the joined text end. An end belongs to the node it ends in. */
function placeOf(texts: readonly Text[], units: number, isEnd: boolean): [Text, number] {
	let left = units;
	for (const text of texts) {
		if (left < text.length || (isEnd && left === text.length)) return [text, left];
		left -= text.length;
	}
	const last = texts.at(-1)!;
	return [last, last.length];
}
