// Owns the rule that one clone is set up by one process at a time: a second `npm start` or `npx cuttings` waits for the first.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @template T
 * @param {{ cache: string, project: string, say: (line: string) => void, pollMs?: number }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone({ cache, project, say, pollMs = 250 }, work) {
	const folder = join(cache, 'locks');
	mkdirSync(folder, { recursive: true });
	const file = join(folder, `${createHash('sha256').update(project).digest('hex').slice(0, 24)}.lock`);
	let told = false;
	while (!take(file)) {
		if (!told) say('Another process is setting this folder up; waiting for it.');
		told = true;
		await pause(pollMs);
	}
	try {
		return await work();
	} finally {
		rmSync(file, { force: true });
	}
}

/** @param {string} file */
function take(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
	}
	// A holder that died without letting go, for instance by a power cut, must not block for ever.
	if (!holderLives(file)) rmSync(file, { force: true });
	return false;
}

/** @param {string} file */
function holderLives(file) {
	try {
		const pid = Number(readFileSync(file, 'utf8'));
		// Subtle: between its creation and its first byte the file is empty; Number('') is 0, and signal 0 to process 0 always succeeds.
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}
