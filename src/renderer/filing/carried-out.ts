// Owns what a drag takes out of the window: words for editors, and the originals as files where somebody asks for them. Must not know what of the window it is let go on.
import { MOST_CARRIED } from '../../shared/handing-out';
import type { ClippingId, ClippingRow } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';
import type { Toasts } from '../ui/toasts.svelte';
import { named, written, type Written } from './as-text';

/** More than so many are given by name, not word for word. */
const MOST_WRITTEN = 20;

interface Parts {
	archive: Pick<ArchiveClient, 'clippings.get'>;
	desktop: Pick<DesktopClient, 'desktop.carryOut'>;
	toasts: Toasts;
}

export class CarriedOut {
	readonly #parts: Parts;
	/** The words of what may be dragged next. A drag must be filled as it begins, and nothing can be waited for then. */
	#ready: { ids: string; words: Written } | null = null;
	#asked: AbortController | null = null;
	#files = 0;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Our own files are on their way: over our own windows they are nothing to import. */
	get isOut(): boolean {
		return this.#files > 0;
	}

	/** A hand is on these, and may go on to drag them: their words are fetched meanwhile. */
	prepare(ids: readonly ClippingId[]): void {
		this.#asked?.abort();
		this.#ready = null;
		if (ids.length === 0 || ids.length > MOST_WRITTEN) return;
		const asked = new AbortController();
		this.#asked = asked;
		Promise.all(ids.map((id) => this.#parts.archive['clippings.get']({ id }, { signal: asked.signal }))).then((clippings) => {
			if (!asked.signal.aborted) this.#ready = { ids: ids.join(), words: written(clippings) };
		}, () => { /* They go by name; whoever opens them is told why. */ });
	}

	/** Gives a drag that begins what editors take: the clippings' words, or their names where they are many or not here yet. */
	fill(event: DragEvent, ids: readonly ClippingId[], rows: readonly ClippingRow[]): void {
		const { text, html } = this.#ready?.ids === ids.join() ? this.#ready.words : named(rows, ids.length);
		event.dataTransfer?.setData('text/plain', text);
		event.dataTransfer?.setData('text/html', html);
	}

	/** Goes on with a drag that begins as the originals' files. A hand that lets go before they are there takes nothing. */
	takeFiles(event: DragEvent, ids: readonly ClippingId[]): void {
		event.preventDefault();
		const { desktop, toasts } = this.#parts;
		if (ids.length > MOST_CARRIED) return toasts.show({ kind: 'done', text: say('filing.out.tooMany', { most: MOST_CARRIED }) });
		const held = new AbortController();
		const letGo = (): void => held.abort();
		for (const end of ['pointerup', 'pointercancel'] as const) addEventListener(end, letGo, { capture: true, once: true, signal: held.signal });
		this.#files++;
		desktop['desktop.carryOut']({ ids: [...ids] }, { signal: held.signal })
			.catch((error: unknown) => toasts.trouble(error))
			.finally(() => {
				this.#files--;
				held.abort();
			});
	}
}
