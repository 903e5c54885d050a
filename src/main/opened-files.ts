// Owns what somebody opened with the program, by "Open with…", its icon or the command line, until the page takes it in. Must not read it.
import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';

const Path = z.string().refine(isAbsolute);
/** What a program that was started while another runs hands to that one. Whatever makes no sense is nothing. */
export const GivenOver = z.object({ archive: Path.nullable().catch(null), files: z.array(Path).catch([]) }).catch({ archive: null, files: [] });
export type GivenOver = z.infer<typeof GivenOver>;

/**
 * Files and folders among the arguments of a program. What is an option, or the value of one, is none, nor is the program itself.
 * @param from the folder relative names start at
 * @param own where the program itself lies: started by hand, it is an argument too
 */
export function filesNamed(argv: readonly string[], from: string, own: string): string[] {
	const named = argv.filter((argument, at) => at > 0 && argument !== '' && !argument.startsWith('-') && argv[at - 1] !== '--archive').map((argument) => resolve(from, argument));
	return [...new Set(named)].filter((path) => path !== own && existsSync(path));
}

export class OpenedFiles {
	#waiting: string[] = [];
	readonly #more = new EventEmitter<{ more: [] }>();

	add(paths: readonly string[]): void {
		if (paths.length === 0) return;
		this.#waiting.push(...paths);
		this.#more.emit('more');
	}

	get isEmpty(): boolean {
		return this.#waiting.length === 0;
	}

	/** All that waits, once. */
	take(): string[] {
		return this.#waiting.splice(0);
	}

	/** Returns its undo. */
	onMore(listener: () => void): () => void {
		this.#more.on('more', listener);
		return () => { this.#more.off('more', listener); };
	}
}
