// Owns the choice of the Electron that runs: one that was named, else the current release, else the fallback. Must not start the app.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideFallback } from './electron-fallback.mjs';
import { Unreachable, electronProgram, provideRelease } from './electron-release.mjs';
import { SetupProblem } from './problem.mjs';
import { electronVersion } from './ready.mjs';
import { howItEnded, lastWords } from './run.mjs';

/**
 * @typedef {'release' | 'fallback' | 'given'} Source
 * @typedef {{ source: Source, path: string }} Chosen `path` is the program
 * @typedef {Chosen & { electron: string, chromium: string, node: string, napi: number }} Runtime
 */

/**
 * @typedef {object} ElectronOptions
 * @property {string} project
 * @property {string} cache
 * @property {import('./run.mjs').Run} run
 * @property {(line: string) => void} say
 * @property {NodeJS.ProcessEnv} [env] CUTTINGS_ELECTRON=release or =fallback allows only that one
 * @property {NodeJS.Platform} [platform]
 * @property {string} [arch]
 * @property {typeof provideRelease} [release]
 * @property {typeof provideFallback} [fallback]
 */

/** @param {ElectronOptions} options @returns {Promise<Chosen>} */
export async function chooseElectron({
	project, cache, run, say, env = process.env, platform = process.platform, arch = process.arch, release = provideRelease, fallback = provideFallback,
}) {
	const given = env['ELECTRON_OVERRIDE_DIST_PATH'];
	if (given) return givenElectron(given, platform);

	const version = electronVersion(project);
	const only = env['CUTTINGS_ELECTRON'] ?? '';
	let why = 'CUTTINGS_ELECTRON asks for the fallback';
	if (only !== 'fallback') {
		try {
			const checksums = JSON.parse(readFileSync(join(project, 'node_modules/electron/checksums.json'), 'utf8'));
			const folder = await release({ version, checksums, platform, arch, cache, env, say });
			return { source: 'release', path: electronProgram(folder, platform) };
		} catch (error) {
			if (!(error instanceof Unreachable)) throw error;
			why = error.message;
		}
		if (only !== 'release') say(`Electron: ${version} cannot be downloaded (${why}).`);
	}
	if (only === 'release' || platform !== 'linux' || arch !== 'x64') {
		throw new SetupProblem('electron', {
			failed: `Electron ${version} could not be downloaded.`,
			why: `${why}.`,
			mend: 'ELECTRON_MIRROR=https://your.mirror/electron/ npm start',
		});
	}
	return { source: 'fallback', path: electronProgram(await fallback({ cache, run, say, env }), platform) };
}

/** @param {string} folder @param {NodeJS.Platform} platform @returns {Chosen} */
function givenElectron(folder, platform) {
	const path = electronProgram(folder, platform);
	if (!existsSync(path)) {
		throw new SetupProblem('electron', {
			failed: 'The Electron that was named is not there.',
			why: `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, and there is no ${path}.`,
			mend: 'env -u ELECTRON_OVERRIDE_DIST_PATH npm start',
		});
	}
	return { source: 'given', path };
}

/**
 * Asks the program itself what it is. It must be able to start: the system's libraries come first.
 * @param {Chosen} chosen @param {import('./run.mjs').Run} run @param {NodeJS.ProcessEnv} [env] @returns {Promise<Runtime>}
 */
export async function askVersions(chosen, run, env = process.env) {
	const ran = await run(chosen.path, ['-p', 'JSON.stringify(process.versions)'], { env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' }, timeout: 30_000 });
	try {
		const versions = JSON.parse(ran.stdout);
		return { ...chosen, electron: versions.electron, chromium: versions.chrome, node: versions.node, napi: Number(versions.napi) };
	} catch (error) {
		throw new SetupProblem('electron', {
			failed: 'Electron does not start.',
			why: `${chosen.path}: ${howItEnded(ran)}.`,
			mend: chosen.source === 'given' ? 'env -u ELECTRON_OVERRIDE_DIST_PATH npm start' : 'npm run setup -- --fresh',
			details: lastWords(ran),
		}, error);
	}
}

/** One line that says which Electron runs. @param {Runtime} runtime @param {string} wanted */
export function describeRuntime({ electron, source, chromium, node }, wanted) {
	const what = `Electron ${electron} (Chromium ${chromium.split('.')[0]}, Node ${node})`;
	if (source === 'fallback') return `${what}, the fallback runtime, because ${wanted} could not be downloaded`;
	return source === 'given' ? `${what}, named by ELECTRON_OVERRIDE_DIST_PATH` : `${what}, the release`;
}
