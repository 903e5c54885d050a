// Owns the picture somebody has opened: which of the clipping's it is, how large it is drawn and what part of it one sees. Must not fetch bytes, and must not know the DOM.
import type { Clipping } from '../../shared/model';
import type { KeptPicture } from './placing';
import { isDrawn, placed } from './placing';

export interface Size { width: number; height: number }
export interface Point { x: number; y: number }

/** Screen pixels to a pixel of the picture. */
const SMALLEST = 0.02;
const LARGEST = 16;
/** What one press of plus makes of it. */
const STEP = 1.25;
/** Where 100 % is passed on the way, one stands on it. */
const NEAR_WHOLE = 0.04;

const within = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

export class Viewer {
	clipping = $state.raw<Clipping | null>(null);
	at = $state(0);
	/** Of the room there is for the picture, in screen pixels. */
	stage = $state.raw<Size>({ width: 0, height: 0 });
	/** Of the picture as it has been decoded, in its own pixels; null until then. */
	#decoded = $state.raw<Size | null>(null);
	/** Null while it is made to fit, whatever room there is. */
	#zoom = $state<number | null>(null);
	/** From the middle of the stage to the middle of the picture, in screen pixels. */
	#offset = $state.raw<Point>({ x: 0, y: 0 });

	readonly pictures = $derived<readonly KeptPicture[]>(this.clipping ? placed(this.clipping).inOrder : []);
	readonly picture = $derived<KeptPicture | null>(this.pictures[this.at] ?? null);
	readonly caption = $derived(this.picture && this.clipping && this.picture.caption !== null ? this.clipping.captions[this.picture.caption] ?? null : null);
	/** In its own pixels. What the window cannot draw is shown as its small copy, and measured as that. */
	readonly size = $derived.by<Size | null>(() => {
		const { picture } = this;
		if (this.#decoded) return this.#decoded;
		return picture && isDrawn(picture) && picture.width && picture.height ? { width: picture.width, height: picture.height } : null;
	});
	/** What makes it fit; never larger than it is. */
	readonly fitting = $derived(this.size && this.stage.width > 0 && this.stage.height > 0 ? Math.min(1, this.stage.width / this.size.width, this.stage.height / this.size.height) : 1);
	readonly zoom = $derived(this.#zoom ?? this.fitting);
	readonly isFitting = $derived(this.#zoom === null);
	/** Kept so that the picture never leaves the stage: what is smaller than the stage stands in its middle. */
	readonly offset = $derived.by<Point>(() => {
		const { size, stage, zoom } = this;
		if (!size) return { x: 0, y: 0 };
		const play = (whole: number, room: number): number => Math.max(0, (whole * zoom - room) / 2);
		const [x, y] = [play(size.width, stage.width), play(size.height, stage.height)];
		return { x: within(this.#offset.x, -x, x), y: within(this.#offset.y, -y, y) };
	});
	readonly canPan = $derived(this.size !== null && (this.size.width * this.zoom > this.stage.width + 1 || this.size.height * this.zoom > this.stage.height + 1));

	open(clipping: Clipping, picture: KeptPicture): void {
		this.clipping = clipping;
		this.#goTo(Math.max(0, this.pictures.findIndex(({ id }) => id === picture.id)));
	}

	close(): void {
		this.clipping = null;
	}

	/** The next picture or the one before; past the last nothing happens. */
	step(by: number): void {
		this.goTo(this.at + by);
	}

	goTo(at: number): void {
		const to = within(at, 0, this.pictures.length - 1);
		if (to !== this.at) this.#goTo(to);
	}

	decoded(size: Size): void {
		if (size.width > 0 && size.height > 0) this.#decoded = size;
	}

	fit(): void {
		this.#zoom = null;
		this.#offset = { x: 0, y: 0 };
	}

	/** A pixel of the picture to a pixel of the screen, around a point of the stage. */
	whole(around?: Point): void {
		this.zoomTo(1, around);
	}

	larger(): void {
		this.zoomTo(this.zoom * STEP);
	}

	smaller(): void {
		this.zoomTo(this.zoom / STEP);
	}

	/** Zooms by a factor; what is under `around` (from the middle of the stage) stays there. */
	zoomBy(factor: number, around: Point = { x: 0, y: 0 }): void {
		this.zoomTo(this.zoom * factor, around);
	}

	zoomTo(wanted: number, around: Point = { x: 0, y: 0 }): void {
		const before = this.zoom;
		const near = Math.abs(wanted - 1) < NEAR_WHOLE && before !== 1 ? 1 : wanted;
		const zoom = within(near, Math.min(SMALLEST, this.fitting), LARGEST);
		const by = zoom / before;
		const { x, y } = this.offset;
		this.#zoom = zoom;
		this.#offset = { x: around.x - (around.x - x) * by, y: around.y - (around.y - y) * by };
	}

	pan(by: Point): void {
		const { x, y } = this.offset;
		this.#offset = { x: x + by.x, y: y + by.y };
	}

	#goTo(at: number): void {
		this.at = at;
		this.#decoded = null;
		this.fit();
	}
}
