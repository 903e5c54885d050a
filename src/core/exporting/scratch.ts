// Owns a file in which text waits while an export is made: added to at its end, read back once, then gone. Must not know what waits.
import { open, rm, type FileHandle } from 'node:fs/promises';

/** Text held before it is written, in UTF-16 units. */
const WAITING = 64 * 1024;
/** Bytes read back at once. */
const PIECE = 256 * 1024;

export class Scratch {
	readonly #path: string;
	readonly #handle: FileHandle;
	readonly #failed: (error: unknown) => unknown;
	#waiting: string[] = [];
	#size = 0;

	private constructor(path: string, handle: FileHandle, failed: (error: unknown) => unknown) {
		this.#path = path;
		this.#handle = handle;
		this.#failed = failed;
	}

	/** @param failed what is thrown for what the disk refuses */
	static async begin(path: string, failed: (error: unknown) => unknown): Promise<Scratch> {
		return new Scratch(path, await open(path, 'wx+'), failed);
	}

	async append(text: string): Promise<void> {
		this.#waiting.push(text);
		if ((this.#size += text.length) >= WAITING) await this.#flush();
	}

	/** All of it, in pieces that end between characters. */
	async *pieces(): AsyncGenerator<string> {
		await this.#flush();
		const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
		const piece = Buffer.allocUnsafe(PIECE);
		for (let at = 0; ; ) {
			const { bytesRead } = await this.#handle.read(piece, 0, PIECE, at).catch((error: unknown) => { throw this.#failed(error); });
			if (bytesRead === 0) break;
			at += bytesRead;
			yield decoder.decode(piece.subarray(0, bytesRead), { stream: true });
		}
	}

	async remove(): Promise<void> {
		await this.#handle.close();
		await rm(this.#path, { force: true });
	}

	async #flush(): Promise<void> {
		const bytes = Buffer.from(this.#waiting.join(''), 'utf8');
		this.#waiting = [];
		this.#size = 0;
		try {
			await this.#handle.writeFile(bytes);
		} catch (error) {
			throw this.#failed(error);
		}
	}
}
