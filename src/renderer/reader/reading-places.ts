// Owns where somebody stopped reading, clipping by clipping: the part of the text at the top of the sheet. Remembered for this computer, the longest unread forgotten first. Must not scroll.
import type { ClippingId } from '../../shared/model';
import { recall, remember } from '../ui/remembered';

/** So many clippings are remembered in an archive. */
export const MOST_PLACES = 500;

/** `part`: its number in the article, as its element bears it. `along`: how much of it, from 0 to 1, lies above the edge. */
export interface ReadingPlace { part: number; along: number }

type Kept = readonly (readonly [id: number, part: number, along: number])[];
const isKept = (value: unknown): value is Kept => Array.isArray(value) && value.every((one) => Array.isArray(one) && one.length === 3 && one.every((number) => typeof number === 'number' && Number.isFinite(number)));

export class ReadingPlaces {
	readonly #archive: () => string;

	/** `archive`: which one is open. */
	constructor(archive: () => string) {
		this.#archive = archive;
	}

	of(id: ClippingId): ReadingPlace | null {
		const found = this.#all().find(([one]) => one === id);
		return found ? { part: found[1], along: found[2] } : null;
	}

	/** Null for the beginning, which need not be remembered. */
	keep(id: ClippingId, place: ReadingPlace | null): void {
		const all = this.#all();
		const others = all.filter(([one]) => one !== id);
		if (place === null && others.length === all.length) return;
		remember(this.#name(), place === null ? others : [...others, [id, place.part, Math.round(place.along * 1_000) / 1_000]].slice(-MOST_PLACES));
	}

	#all(): Kept {
		return recall(this.#name(), [], isKept);
	}

	#name(): string {
		return `read ${this.#archive()}`;
	}
}

/** How far from the top of a sheet a part still counts as being there, in pixels. */
const EDGE = 8;
const partsIn = (sheet: HTMLElement): HTMLElement[] => [...sheet.querySelectorAll<HTMLElement>('article [data-part]')];

/** Where a sheet stands; null at its beginning, or where it shows no article. */
export function placeIn(sheet: HTMLElement): ReadingPlace | null {
	if (sheet.scrollTop < EDGE) return null;
	const { top } = sheet.getBoundingClientRect();
	for (const element of partsIn(sheet)) {
		const rect = element.getBoundingClientRect();
		if (rect.bottom > top + EDGE) return { part: Number(element.dataset['part']), along: rect.height > 0 ? Math.max(-1, Math.min(1, (top - rect.top) / rect.height)) : 0 };
	}
	return null;
}

/** Brings a sheet to where it stood. */
export function goToPlace(sheet: HTMLElement, place: ReadingPlace | null): void {
	const element = place && partsIn(sheet).find((one) => Number(one.dataset['part']) === place.part);
	if (!place || !element) return sheet.scrollTo(0, 0);
	const rect = element.getBoundingClientRect();
	sheet.scrollTo(0, sheet.scrollTop + rect.top - sheet.getBoundingClientRect().top + place.along * rect.height);
}

/** While somebody scrolls, this long after the last step, in milliseconds. */
const AFTER = 300;

/** For an attachment to the page of a clipping, which is made anew for each: it begins where it was left, and what is left is kept. */
export function keepsPlace(places: ReadingPlaces, id: ClippingId): (page: HTMLElement) => (() => void) | undefined {
	return (page) => {
		const sheet = page.closest<HTMLElement>('[data-sheet]');
		if (!sheet) return;
		goToPlace(sheet, places.of(id));
		let timer: ReturnType<typeof setTimeout> | undefined;
		let last = placeIn(sheet);
		const keep = (): void => {
			clearTimeout(timer);
			timer = undefined;
			places.keep(id, last);
		};
		const scrolled = (): void => {
			if (!page.isConnected || !page.querySelector('article')) return;
			last = placeIn(sheet);
			clearTimeout(timer);
			timer = setTimeout(keep, AFTER);
		};
		sheet.addEventListener('scroll', scrolled, { passive: true });
		return () => {
			sheet.removeEventListener('scroll', scrolled);
			if (timer !== undefined) keep();
		};
	};
}
