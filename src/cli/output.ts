// Owns what goes out on standard output: lines in order, no faster than they are taken, and quiet when nobody takes them any more. Must not know what they say.
import type { Surface } from './terminal';

/** Characters that are gathered before they are sent, and how long they may wait for more, in milliseconds. */
const BUFFERED = 64 * 1024;
const WAIT = 100;

/** Standard output as a sink of lines. */
export class Output {
	readonly surface: Surface;
	/** Called before anything is shown, so that a progress bar can step aside. */
	beforeShown: () => void = () => undefined;
	readonly #stream: NodeJS.WriteStream;
	#waiting: string[] = [];
	#size = 0;
	#sentAt = 0;
	#closed = false;

	/** `onClosed` is called once when whoever was reading has gone away (`| head`). */
	constructor(stream: NodeJS.WriteStream, surface: Surface, onClosed: () => void) {
		this.#stream = stream;
		this.surface = surface;
		stream.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
			if (this.#closed) return;
			this.#closed = true;
			onClosed();
		});
	}

	/** Nobody reads any more. */
	get closed(): boolean {
		return this.#closed;
	}

	/** One line, of text already made harmless. */
	async line(text = ''): Promise<void> {
		this.#waiting.push(text, '\n');
		this.#size += text.length + 1;
		// Somebody at a terminal sees each line at once; a program sees results while there are more to come.
		if (this.#size >= BUFFERED || this.surface.columns !== null || performance.now() - this.#sentAt > WAIT) await this.flush();
	}

	/** One object as one line of JSON. */
	async json(value: unknown): Promise<void> {
		// U+2028 and its like end a line for some readers.
		await this.line(JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`));
	}

	/** Bytes as they are. */
	async bytes(bytes: Uint8Array): Promise<void> {
		await this.flush();
		await this.#send(bytes);
	}

	/** Resolves when all is with the system. */
	async flush(): Promise<void> {
		if (this.#size === 0) return;
		const text = this.#waiting.join('');
		this.#waiting = [];
		this.#size = 0;
		await this.#send(text);
	}

	#send(content: string | Uint8Array): Promise<void> {
		if (this.#closed) return Promise.resolve();
		this.#sentAt = performance.now();
		this.beforeShown();
		return new Promise((resolve) => {
			this.#stream.write(content, () => resolve());
		});
	}
}
