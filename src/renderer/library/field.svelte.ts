// Owns the search field's own state: which of what was typed stands as tokens, and what is still being typed. Must not know what completes it.
import type { Library } from './library.svelte';
import { composed, fielded, leftBehind, type Fielded } from './field-tokens';

/** Where the caret is to stand, or what is to be selected, once the input shows the new text. */
export interface Selection { start: number; end: number }

export class SearchField {
	readonly #library: Library;
	/** The text as the field has come to it, while nobody else has changed it. */
	#own = $state.raw<(Fielded & { text: string }) | null>(null);
	/** Asked of the input once it shows what it should. */
	selection = $state.raw<Selection | null>(null);
	readonly shown: Fielded = $derived.by(() => (this.#own?.text === this.#library.text ? this.#own : fielded(this.#library.text)));

	constructor(library: Library) {
		this.#library = library;
	}

	/** What was typed into the text. Conditions that were left behind become tokens; `isWhole`: all that are complete. */
	type(typed: string, caret: number, isWhole = false): void {
		const left = isWhole ? fielded(typed) : leftBehind(typed, caret);
		const hasMore = left.tokens.length > 0;
		// One goes on typing after what is left, not into it.
		const rest = hasMore && left.rest !== '' && !isWhole && caret === typed.length ? `${left.rest} ` : left.rest;
		this.#put({ tokens: hasMore ? [...this.shown.tokens, ...left.tokens] : this.shown.tokens, rest: hasMore ? rest : typed });
		if (hasMore) this.selection = { start: rest.length, end: rest.length };
	}

	/** Nobody is typing any more: all that is complete is a token. Asks nothing anew, for it says the same. */
	settle(): void {
		const { tokens, rest } = fielded(this.#library.text.trim());
		const text = composed({ tokens, rest });
		if (text === this.#library.text) this.#own = { tokens, rest, text };
		else if (fielded(text).tokens.length === tokens.length) this.#put({ tokens, rest });
	}

	/** Puts words in the place of a stretch of what is being typed, as a completion does. */
	replace({ start, end }: Selection, by: string): void {
		const { rest } = this.shown;
		const before = `${rest.slice(0, start)}${by}`;
		this.selection = { start: before.length, end: before.length };
		this.type(before + rest.slice(end).replace(/^\s+/u, /\s$/u.test(by) ? '' : '$&'), before.length);
	}

	drop(at: number): void {
		const { tokens, rest } = this.shown;
		this.#put({ tokens: tokens.filter((_, step) => step !== at), rest });
	}

	/** A token is text again, selected. */
	edit(at: number): void {
		const { tokens, rest } = this.shown;
		const { source } = tokens[at]!;
		const before = rest.trim() === '' ? '' : `${rest.trimEnd()} `;
		this.#put({ tokens: tokens.filter((_, step) => step !== at), rest: before + source });
		this.selection = { start: before.length, end: before.length + source.length };
	}

	#put(fields: Fielded): void {
		const text = composed(fields).slice(0, 10_000);
		this.#own = { ...fields, text };
		this.#library.type(text);
	}
}
