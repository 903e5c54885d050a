// Owns what is done with the clipping of one sheet, where that is not what is chosen in the list: on the second sheet, and in a window of its own; and opening it there. Must not hold state.
import type { MenuCommand } from '../../shared/contract';
import type { ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient, DesktopClient } from '../clients';
import type { Collections } from '../collections/collections.svelte';
import type { Decisions } from '../decisions';
import type { Library } from '../library/library.svelte';
import type { Toasts } from '../ui/toasts.svelte';
import type { Beside } from './beside.svelte';

interface Parts {
	archive: ArchiveClient;
	desktop: DesktopClient;
	beside: Beside;
	collections: Collections;
	decisions: Decisions;
	library: Library;
	toasts: Toasts;
	/** This window has one clipping and no list. */
	isAlone: boolean;
}

export class SheetActs {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Whether a command means the clipping of a sheet; then it is done. */
	takes(command: MenuCommand): boolean {
		const { beside, isAlone } = this.#parts;
		const { clipping } = beside.now.reader;
		if (!clipping || !(isAlone || beside.now === beside.second)) return false;
		switch (command) {
			case 'flag': this.#try(() => this.#parts.archive['clippings.flag']({ ids: [clipping.id], flagged: !clipping.flagged })); return true;
			case 'collect': this.#try(() => this.#parts.collections.choose([clipping.id])); return true;
			case 'trash': if (clipping.trashedAt === null) this.#move(clipping.id, 'trash'); return true;
			case 'restore': if (clipping.trashedAt !== null) this.#move(clipping.id, 'restore'); return true;
			default: return false;
		}
	}

	/** Opens what is chosen beside what is read: two that are chosen both. */
	openBeside(): void {
		const { beside, library } = this.#parts;
		const [first, second, third] = library.whole ? [] : [...library.chosen];
		if (first !== undefined && second !== undefined && third === undefined) return beside.openBoth(first, second);
		const id = library.currentId ?? beside.now.reader.wanted;
		if (id !== null) beside.open(id);
	}

	swap(): void {
		if (this.#parts.beside.isShown) this.#parts.beside.swap();
	}

	closeBeside(): void {
		this.#parts.beside.close();
	}

	/** In a window of its own: the clipping of the sheet one works on. */
	openWindow(id: ClippingId | null = this.#parts.beside.now.reader.wanted): void {
		if (id === null) return;
		this.#try(async () => {
			const isOpen = await this.#parts.desktop['desktop.openClipping']({ id });
			if (!isOpen) this.#parts.toasts.show({ kind: 'done', text: say('reader.acts.tooManyWindows') });
		});
	}

	#move(id: ClippingId, to: 'trash' | 'restore'): void {
		this.#try(async () => {
			await this.#parts.archive[`clippings.${to}`]({ ids: [id] });
			this.#parts.decisions.say(to === 'trash' ? say('reader.acts.trashed') : say('reader.acts.putBack'));
		});
	}

	#try(act: () => Promise<unknown>): void {
		act().catch((error: unknown) => this.#parts.toasts.trouble(error));
	}
}
