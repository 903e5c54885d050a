// Owns the gate at which work that takes time waits while somebody has paused it. Must not know what the work is, nor who paused it.

/** Open unless closed. Work asks to pass wherever it looks at its abort signal: outside any transaction, between two turns. */
export class Gate {
	#isClosed = false;
	readonly #waiting = new Set<() => void>();
	readonly #told = new Set<(isClosed: boolean) => void>();

	get isClosed(): boolean {
		return this.#isClosed;
	}

	/** Somebody waits at it now: the work has come to rest. */
	get isHolding(): boolean {
		return this.#waiting.size > 0;
	}

	close(): void {
		this.#turn(true);
	}

	open(): void {
		this.#turn(false);
		for (const pass of [...this.#waiting]) pass();
	}

	/** Resolves when the gate is open, and when the signal aborts: whoever waits looks at the signal next. */
	async pass(signal?: AbortSignal): Promise<void> {
		while (this.#isClosed && !signal?.aborted) {
			await new Promise<void>((resolve) => {
				const pass = (): void => {
					this.#waiting.delete(pass);
					signal?.removeEventListener('abort', pass);
					resolve();
				};
				this.#waiting.add(pass);
				signal?.addEventListener('abort', pass, { once: true });
			});
		}
	}

	/** Tells each closing and opening, until the undo is called. */
	onTurned(listener: (isClosed: boolean) => void): () => void {
		this.#told.add(listener);
		return () => { this.#told.delete(listener); };
	}

	#turn(isClosed: boolean): void {
		if (this.#isClosed === isClosed) return;
		this.#isClosed = isClosed;
		for (const listener of [...this.#told]) listener(isClosed);
	}
}
