// Owns the app's log: one file in the app's own folder, and the incident ids under which bugs are found in it. Must never show anything.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/** A log longer than this, in bytes, makes way for a new one when the app starts; one older is kept. */
const LONG = 1_000_000;

export class Log {
	readonly #file: string;

	constructor(file: string) {
		this.#file = file;
		try {
			mkdirSync(dirname(file), { recursive: true });
			if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONG) renameSync(file, `${file}.before`);
		} catch {
			// Without a log the app still works.
		}
	}

	/** Adds text as it is; lines are the caller's. */
	add(text: string): void {
		try {
			appendFileSync(this.#file, text);
		} catch {
			// A full disk must not stop what is being logged.
		}
	}

	line(text: string): void {
		this.add(`${new Date().toISOString()} main ${text}\n`);
	}

	/** Logs a bug with its stack; returns the incident's id. */
	readonly report = (error: unknown, where: string): string => {
		const incident = randomBytes(4).toString('hex');
		this.line(`incident ${incident} in ${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
		return incident;
	};
}
