// Owns the windows of the app: the archive's own and those of single clippings, which one is in front, and how they end together. Only main opens any.
import type { BrowserWindow, Rectangle } from 'electron';
import type { MenuCommand } from '../shared/contract';
import { OF_ONE_CLIPPING } from '../shared/contract';
import { beside } from './placement';

/** So many clippings may have a window. */
export const MOST_WINDOWS = 12;
const USUAL = { width: 820, height: 860 };

/** What is asked of a window here. */
type Shown = Pick<BrowserWindow, 'isDestroyed' | 'isFocused' | 'isMinimized' | 'restore' | 'show' | 'focus' | 'close' | 'getNormalBounds' | 'once' | 'on'>;

interface Parts<Window extends Shown> {
	makeMain: () => Window;
	makeOwn: (id: number, bounds: Rectangle) => Window;
	/** The size a clipping's window had last; null before the first. */
	lastSize: () => { width: number; height: number } | null;
	screenAt: (bounds: Rectangle) => Rectangle;
}

export class Windows<Window extends Shown> {
	readonly #parts: Parts<Window>;
	readonly #own = new Map<number, Window>();
	#main: Window | null = null;
	/** The window that had the focus last: a menu may take it for the moment. */
	#front: Window | null = null;

	constructor(parts: Parts<Window>) {
		this.#parts = parts;
	}

	get main(): Window | null {
		return this.#main;
	}

	showMain(): void {
		if (this.#main) return bring(this.#main);
		const made = this.#follow(this.#parts.makeMain());
		this.#main = made;
		made.once('closed', () => {
			if (this.#main === made) this.#main = null;
			this.closeOwn();
		});
	}

	/** Opens a clipping's window, or brings the one it has to the front. False where there are too many. */
	showOwn(id: number): boolean {
		const known = this.#own.get(id);
		if (known) {
			bring(known);
			return true;
		}
		if (!this.#main || this.#own.size >= MOST_WINDOWS) return false;
		const last = [...this.#own.values()].at(-1) ?? this.#main;
		const near = last.getNormalBounds();
		const made = this.#follow(this.#parts.makeOwn(id, beside(near, this.#parts.lastSize() ?? USUAL, this.#parts.screenAt(near))));
		this.#own.set(id, made);
		made.once('closed', () => this.#own.delete(id));
		return true;
	}

	/** Every window, each with the clipping it shows; null for the archive's. */
	get all(): readonly (readonly [Window, number | null])[] {
		return [...(this.#main ? [[this.#main, null] as const] : []), ...[...this.#own].map(([id, window]) => [window, id] as const)];
	}

	/** What they show belongs to an archive that is left. */
	closeOwn(): void {
		for (const window of [...this.#own.values()]) if (!window.isDestroyed()) window.close();
	}

	/** The window a command of the menu is for: the one in front, or the archive's where a single clipping has no use for it. */
	windowFor(command: MenuCommand): Window | null {
		const all = [...(this.#main ? [this.#main] : []), ...this.#own.values()];
		const front = all.find((window) => window.isFocused()) ?? all.find((window) => window === this.#front) ?? this.#main;
		if (front === null || front === this.#main || OF_ONE_CLIPPING.has(command)) return front;
		if (this.#main) bring(this.#main);
		return this.#main;
	}

	#follow(window: Window): Window {
		window.on('focus', () => { this.#front = window; });
		window.once('closed', () => { if (this.#front === window) this.#front = null; });
		return window;
	}
}

function bring(window: Shown): void {
	if (window.isMinimized()) window.restore();
	window.show();
	window.focus();
}
