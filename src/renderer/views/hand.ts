// Owns what hands do in a list, whichever way it is shown: pressing, double-clicking, keys, dragging, calling the menu. Must not measure anything, and must not render.
import type { ClippingId } from '../../shared/model';
import type { Screens } from '../screens';
import { clippings } from '../ui/words';
import { alongLine } from '../ui/sides';

/** How a view lies: items beside one another, and lines to a page. */
export interface Lie { per: number; page: number }

export class ListHand {
	readonly #all: Screens;
	/** What Enter and a double click do with a clipping that is chosen. */
	readonly #open: (index: number, how: 'key' | 'click') => void;

	constructor(all: Screens, open: (index: number, how: 'key' | 'click') => void) {
		this.#all = all;
		this.#open = open;
	}

	/** Which clipping an event is on; null beside all of them. */
	indexOf(event: Event): number | null {
		const item = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
		return item ? Number(item.dataset['index']) : null;
	}

	click(event: MouseEvent): void {
		const index = this.indexOf(event);
		if (index === null) return;
		const { frame, library, searches } = this.#all;
		searches.note();
		const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
		void library.choose(index, event.shiftKey ? 'range' : isPlain ? 'only' : 'toggle');
		if (isPlain) frame.pane = 'sheet';
	}

	doubleClick(event: MouseEvent): void {
		const index = this.indexOf(event);
		if (index !== null && !event.shiftKey && !event.ctrlKey && !event.metaKey) this.#open(index, 'click');
	}

	/** True when the key was taken. */
	press(event: KeyboardEvent, { per, page }: Lie): boolean {
		const { library, searches } = this.#all;
		if (event.altKey || event.isComposing) return false;
		if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
			searches.note();
			if (library.cursor >= 0) this.#open(library.cursor, 'key');
			return true;
		}
		const by = { ArrowDown: per, ArrowUp: -per, ...(per > 1 && { ArrowRight: 1, ArrowLeft: -1 }), PageDown: page * per, PageUp: -page * per, Home: -Infinity, End: Infinity }[alongLine(event.key)];
		if (by === undefined || event.ctrlKey || event.metaKey) return false;
		// A step to a line that is not there stays where it is.
		const isBeyond = Math.abs(by) === per && per > 1 && (library.cursor + by < 0 || library.cursor + by >= library.results.total);
		if (!isBeyond) void library.move(by, event.shiftKey ? 'range' : 'only');
		return true;
	}

	/** What the menu is called on becomes what is chosen. False where there is nothing to call it on. */
	context(event: MouseEvent): boolean {
		const { library } = this.#all;
		const index = this.indexOf(event);
		// By key, and beside all of them, the menu is for what is chosen.
		if (index === null) return library.chosenCount > 0;
		const row = library.results.row(index);
		if (!row) return false;
		if (!library.isChosen(row.id)) void library.choose(index);
		return true;
	}

	/** A press on a clipping may become a drag. */
	point(event: PointerEvent): void {
		const index = this.indexOf(event);
		const row = index === null ? undefined : this.#all.library.results.row(index);
		if (row && event.button === 0) this.#all.carriedOut.prepare(this.#asListed(this.#heldWith(row.id)));
	}

	/** Within the window it files clippings, beyond it it is their words; with Alt it is their originals as files. */
	drag(event: DragEvent): void {
		const { carriedOut, carrying, library } = this.#all;
		const index = this.indexOf(event);
		const row = index === null ? undefined : library.results.row(index);
		if (index === null || !row) return;
		const ids = this.#heldWith(row.id);
		if (!library.isChosen(row.id)) void library.choose(index);
		if (event.altKey) return carriedOut.takeFiles(event, ids);
		carrying.begin(event, { is: 'clippings', ids }, clippings(ids.length));
		const listed = this.#asListed(ids);
		carriedOut.fill(event, listed, listed.map((id) => library.results.row(library.results.indexOf(id))).filter((held) => held !== undefined));
	}

	/** In the order of the list, as far as that is held. */
	#asListed(ids: readonly ClippingId[]): ClippingId[] {
		const { results } = this.#all.library;
		const at = new Map(ids.map((id) => [id, results.indexOf(id)]));
		return [...ids].sort((a, b) => at.get(a)! - at.get(b)!);
	}

	/** What goes along with a clipping that is taken hold of: all that are chosen with it. */
	#heldWith(id: ClippingId): ClippingId[] {
		const { library } = this.#all;
		return library.isChosen(id) && library.chosen.size > 0 ? [...library.chosen] : [id];
	}
}
