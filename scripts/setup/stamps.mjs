// Owns the stamps in which the set-up remembers what it did. Loaded at every start, so it imports next to nothing.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What a stamp says; undefined when it is absent or unreadable, which means the same: do it again. @param {string} file @returns {any} */
export function readJson(file) {
	try {
		return JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}

/** @param {string} file @param {unknown} value */
export function writeJson(file, value) {
	mkdirSync(dirname(file), { recursive: true });
	const partial = `${file}.partial-${process.pid}`;
	writeFileSync(partial, `${JSON.stringify(value, null, '\t')}\n`);
	renameSync(partial, file);
}
