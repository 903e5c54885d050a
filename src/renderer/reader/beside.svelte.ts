// Owns the two sheets of a window: which clipping stands on the second one, on which of them somebody works, and changing their sides. Must not fetch anything itself.
import type { ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { Frame } from '../frame/frame.svelte';
import type { Library } from '../library/library.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Sheet } from './sheet';

/** Whoever leafs through a list does not read what lies between. Milliseconds. */
const READ_FROM = 800;

interface Parts {
	first: Sheet;
	second: Sheet;
	frame: Pick<Frame, 'hasTwo' | 'hasDrawer' | 'isSideVisible'>;
	library: Library;
	toasts: Toasts;
}

export class Beside {
	readonly second: Sheet;
	/** The sheet somebody works on. */
	side = $state<'first' | 'second'>('first');
	/** A second clipping is wanted, whether or not there is room for it. */
	readonly isOpen = $derived.by(() => this.second.reader.wanted !== null);
	readonly isShown = $derived.by(() => this.isOpen && this.#parts.frame.hasTwo);

	readonly #parts: Parts;
	/** What is open on the first sheet, since when, and what was read there before. */
	#open: { id: ClippingId; since: number } | null = null;
	#before: ClippingId | null = null;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.second = parts.second;
	}

	/** The sheet that keys and menus mean. */
	get now(): Sheet {
		return this.isShown && this.side === 'second' ? this.second : this.#parts.first;
	}

	/** The list has opened a clipping on the first sheet. */
	follow(id: ClippingId | null, at = Date.now()): void {
		if (id === this.#open?.id) return;
		if (this.#open && (at - this.#open.since >= READ_FROM || this.#before === null)) this.#before = this.#open.id;
		this.#open = id === null ? null : { id, since: at };
	}

	/**
	 * Opens a clipping beside the one that is read. Where it is the one that is open itself, what was read before comes back to
	 * the first sheet; where nothing was, its original is shown beside its article.
	 */
	open(id: ClippingId): void {
		const { first, frame, toasts } = this.#parts;
		if (!frame.hasTwo) {
			toasts.show({ kind: 'done', text: frame.isSideVisible && !frame.hasDrawer ? say('reader.beside.noRoomSidebar') : say('reader.beside.noRoom') });
			return;
		}
		this.second.reader.open(id);
		this.side = 'second';
		if (first.reader.wanted !== id) return this.second.reader.show('article');
		const before = this.#before;
		if (before !== null && before !== id) this.#showFirst(before);
		else this.second.reader.show('original');
	}

	/** Two that are chosen, on two sheets. */
	openBoth(first: ClippingId, second: ClippingId): void {
		if (this.#parts.frame.hasTwo) this.#parts.first.reader.open(first);
		this.open(second);
	}

	swap(): void {
		const { first } = this.#parts;
		const { second } = this;
		const [left, right] = [first.reader.wanted, second.reader.wanted];
		const [leftView, rightView] = [first.reader.view, second.reader.view];
		if (left === null || right === null) return;
		second.reader.open(left);
		second.reader.show(leftView);
		this.#showFirst(right);
		first.reader.show(rightView);
	}

	close(): void {
		this.second.reader.open(null);
		this.second.hits.leave();
		this.side = 'first';
	}

	/** On the first sheet, chosen in the list where it stands there. */
	#showFirst(id: ClippingId): void {
		const { first, library } = this.#parts;
		const at = library.results.indexOf(id);
		if (at >= 0) void library.choose(at);
		else first.reader.open(id);
	}
}
