// Owns the rubber band that is drawn over cards and pictures: where it is, what it touches, and going on past the edge. Must not know what is chosen.
import type { Box, Cells } from './lines';
import { boxOf, touched } from './lines';
import { ALONG } from '../ui/sides';

/** Under this, in pixels, a press is a press. */
const LEAST = 4;
/** How far from its edge a list goes on by itself, and by how much a frame at most. */
const EDGE = 24;
const FASTEST = 24;

interface Parts {
	/** The element that scrolls. */
	box: () => HTMLElement | undefined;
	/** How items lie from the top of what scrolls; null while none is there to measure. */
	cells: () => Cells | null;
	/** How many there are below `cells().top`. */
	items: () => number;
	/** Told what is touched, while it is drawn and at its end. */
	touch: (indexes: readonly number[], isDone: boolean) => void;
}

export class Band {
	/** In pixels from the top left of what scrolls; null while none is drawn. */
	shown = $state.raw<Box | null>(null);

	readonly #parts: Parts;
	#from: { x: number; y: number } | null = null;
	#pointer = { x: 0, y: 0 };
	#frame = 0;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	begin(event: PointerEvent): void {
		const box = this.#parts.box();
		if (!box || event.button !== 0 || event.pointerType === 'touch') return;
		this.#pointer = { x: event.clientX, y: event.clientY };
		const from = this.#within(box);
		// The scroll bar is not part of the list.
		if (from.x - Math.abs(box.scrollLeft) > box.clientWidth || from.y - box.scrollTop > box.clientHeight) return;
		this.#from = from;
		box.setPointerCapture(event.pointerId);
	}

	move(event: PointerEvent): void {
		if (!this.#from) return;
		this.#pointer = { x: event.clientX, y: event.clientY };
		this.#draw();
		if (this.shown && this.#frame === 0) this.#frame = requestAnimationFrame(this.#goOn);
	}

	/** True when a band was drawn, and not only a press made. */
	end(): boolean {
		const wasDrawn = this.shown !== null;
		if (wasDrawn) this.#tell(true);
		this.cancel();
		return wasDrawn;
	}

	cancel(): void {
		cancelAnimationFrame(this.#frame);
		this.#frame = 0;
		this.#from = null;
		this.shown = null;
	}

	/** Where the pointer is in the list: `x` from the side where lines begin. */
	#within(box: HTMLElement): { x: number; y: number } {
		const { left, right, top } = box.getBoundingClientRect();
		return { x: (ALONG === 1 ? this.#pointer.x - left : right - this.#pointer.x) + Math.abs(box.scrollLeft), y: this.#pointer.y - top + box.scrollTop };
	}

	#draw(): void {
		const box = this.#parts.box();
		if (!box || !this.#from) return;
		const to = this.#within(box);
		if (!this.shown && Math.hypot(to.x - this.#from.x, to.y - this.#from.y) < LEAST) return;
		const drawn = boxOf(this.#from, to);
		this.shown = { left: Math.max(0, drawn.left), top: Math.max(0, drawn.top), right: Math.min(box.clientWidth, drawn.right), bottom: Math.min(box.scrollHeight, drawn.bottom) };
		this.#tell(false);
	}

	readonly #goOn = (): void => {
		this.#frame = 0;
		const box = this.#parts.box();
		if (!box || !this.shown) return;
		const { top, bottom } = box.getBoundingClientRect();
		const past = Math.min(0, this.#pointer.y - top - EDGE) + Math.max(0, this.#pointer.y - bottom + EDGE);
		if (past !== 0) {
			box.scrollTop += Math.max(-FASTEST, Math.min(FASTEST, past / 2));
			this.#draw();
		}
		this.#frame = requestAnimationFrame(this.#goOn);
	};

	#tell(isDone: boolean): void {
		const cells = this.#parts.cells();
		if (cells && this.shown) this.#parts.touch(touched(this.shown, cells, this.#parts.items()), isDone);
	}
}
