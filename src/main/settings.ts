// Owns what the app remembers between runs that is no part of an archive: the window's place, the theme, the language. One small file, written whole.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** So many archives opened lately are remembered. */
export const MOST_ARCHIVES = 8;

const Kept = z.object({
	/** Where the window stands when it is not maximised, in the screen's own pixels; null before its first move. */
	bounds: Bounds.nullable().catch(null),
	isMaximised: z.boolean().catch(false),
	/** How large a clipping's own window was last; null before the first. */
	ownSize: z.object({ width: z.int().min(1), height: z.int().min(1) }).nullable().catch(null),
	theme: Theme.catch('system'),
	/** The language chosen, a BCP 47 tag; null for the system's. */
	language: z.string().max(35).nullable().catch(null),
	/** The folders of archives opened lately, the newest first. */
	archives: z.array(z.string()).max(MOST_ARCHIVES).catch([]),
});
type Kept = z.infer<typeof Kept>;

export class Settings {
	readonly #file: string;
	readonly #onTrouble: (error: unknown) => void;
	#kept: Kept;

	constructor(file: string, onTrouble: (error: unknown) => void) {
		this.#file = file;
		this.#onTrouble = onTrouble;
		this.#kept = read(file);
	}

	get now(): Readonly<Kept> {
		return this.#kept;
	}

	/** Remembers at once. What cannot be written is forgotten at the end, and only that. */
	change(change: Partial<Kept>): void {
		this.#kept = { ...this.#kept, ...change };
		const partial = `${this.#file}.${process.pid}`;
		try {
			writeFileSync(partial, `${JSON.stringify(this.#kept, null, '\t')}\n`);
			renameSync(partial, this.#file);
		} catch (error) {
			this.#onTrouble(error);
		}
	}
}

/** Whatever cannot be read, or makes no sense, is as if never set. */
function read(file: string): Kept {
	try {
		return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return Kept.parse({});
	}
}
