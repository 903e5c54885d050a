// Owns what the app knows of what it runs on: versions, and whether this Electron is the one the app is made for.
import { app } from 'electron';
import { readFileSync } from 'node:fs';
import type { Machine } from '../shared/contract';
import { built } from './places';

/** The Electron the app is made for, from which on an Electron counts as a release and not as a fallback. */
const MADE_FOR = 45;

export function readMachine(sqlite: string): Machine {
	const { electron = '', chrome = '', node = '' } = process.versions;
	const { platform } = process;
	return {
		version: app.getVersion(),
		electron, chromium: chrome, node, sqlite,
		runtime: chosenRuntime() === 'fallback' || Number.parseInt(electron, 10) < MADE_FOR ? 'fallback' : 'release',
		platform: platform === 'darwin' || platform === 'win32' ? platform : 'linux',
	};
}

/** What the set-up wrote down; nothing in a packaged app, which carries its own. */
function chosenRuntime(): unknown {
	try {
		return (JSON.parse(readFileSync(built.runtime, 'utf8')) as { source?: unknown }).source;
	} catch {
		return undefined;
	}
}
