// Owns where the page is asked to put the focus, by a place's name. Must not know what stands there.

/** Fields listen for their own name. */
export type Focus = 'search' | 'list' | 'tag-field';

export class Focusing {
	readonly #places = new Map<Focus, readonly HTMLElement[]>();

	/** For an attachment: this element takes the focus when it is asked for. */
	takes(name: Focus): (element: HTMLElement) => () => void {
		return (element) => {
			this.#places.set(name, [...(this.#places.get(name) ?? []), element]);
			return () => { this.#places.set(name, (this.#places.get(name) ?? []).filter((one) => one !== element)); };
		};
	}

	put(name: Focus): void {
		const all = this.#places.get(name) ?? [];
		// Of two sheets, the one somebody works on.
		(all.find((one) => one.closest('[data-sheet][data-active]')) ?? all.at(-1))?.focus();
	}
}
