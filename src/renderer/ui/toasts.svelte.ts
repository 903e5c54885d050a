// Owns the one sentence that tells what has just happened. Must not know who says it.
import { Fault } from '../../shared/errors';
import { sentenceFor } from './problems';

export interface Toast {
	kind: 'done' | 'trouble';
	text: string;
	act?: { label: string; run: () => void };
}

/** How long a toast stays, in milliseconds. Troubles stay until they are closed. */
const STAYS = 6_000;

export class Toasts {
	current = $state.raw<Toast | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Replaces what is shown: there are never two at once. */
	show(toast: Toast): void {
		this.current = toast;
		this.go();
	}

	/** Says why something could not be done. What was cancelled is not said. */
	trouble(error: unknown): void {
		if (Fault.is(error, 'cancelled')) return;
		this.show({ kind: 'trouble', text: sentenceFor(error) });
	}

	/** Keeps the toast while somebody is at it. */
	hold(): void {
		clearTimeout(this.#timer);
	}

	go(): void {
		this.hold();
		if (this.current?.kind === 'done') this.#timer = setTimeout(() => this.close(), STAYS);
	}

	close(): void {
		this.hold();
		this.current = null;
	}
}
