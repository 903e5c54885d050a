// Owns where the set-up keeps things: in the project what belongs to this clone, in a per-user cache what another clone can use again. Must not create anything.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Lives inside node_modules so that it goes when they go. @param {string} project */
export const stampFile = (project) => join(project, 'node_modules/.cache/cuttings/setup.json');

/** Which Electron runs; read by the app, the command line and the tests. @param {string} project */
export const runtimeFile = (project) => join(project, 'out/runtime.json');

/** @param {string} project */
export const buildStampFile = (project) => join(project, 'out/build.json');

/** The per-user cache; CUTTINGS_CACHE names another folder. @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform */
export function cacheFolder(env = process.env, platform = process.platform, home = homedir()) {
	if (env['CUTTINGS_CACHE']) return env['CUTTINGS_CACHE'];
	if (platform === 'darwin') return join(home, 'Library/Caches/cuttings');
	if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData/Local'), 'cuttings', 'cache');
	return join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'cuttings');
}
