// Owns the order of the set-up and its stamp: packages, Electron, system libraries, SQLite binding, build. Each step is a module beside this one.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { linkCommand } from './command-link.mjs';
import { askVersions, chooseElectron } from './electron.mjs';
import { alone } from './lock.mjs';
import { installPackages } from './packages.mjs';
import { PROJECT, cacheFolder, runtimeFile, stampFile } from './places.mjs';
import { asProblem } from './problem.mjs';
import { choiceKey, isReady, isSetUp, presentState } from './ready.mjs';
import { run } from './run.mjs';
import { checkSandbox } from './sandbox.mjs';
import { provideBinding } from './sqlite-binding.mjs';
import { readJson, writeJson } from './stamps.mjs';
import { provideCompiler, provideLibraries } from './system-libraries.mjs';

/** @typedef {import('./ready.mjs').Needs} Needs */

/**
 * Sets up what is missing for what is needed; does nothing, and asks no network, when nothing is.
 * @param {Needs & { say: (line: string) => void, project?: string, env?: NodeJS.ProcessEnv, always?: boolean }} options `always` builds even when no source has changed
 * @throws {import('./problem.mjs').SetupProblem}
 */
export async function setUp({ say, project = PROJECT, env = process.env, always = false, ...needs }) {
	if (!always && isReady(project, needs, env)) return;
	const cache = cacheFolder(env);
	try {
		await alone({ cache, project, say }, async () => {
			if (!isSetUp(project, needs, env)) await provideAll(project, cache, needs, env, say);
			if (needs.build) await step('build', 'The app could not be built.', 'npm run build', () => build({ project, run, say, always }));
		});
	} catch (error) {
		throw asProblem('packages', `The set-up cannot write to its cache (${cache}).`, 'CUTTINGS_CACHE=/a/folder/of/yours npm start', error);
	}
}

/**
 * @param {string} project @param {string} cache @param {Needs} needs @param {NodeJS.ProcessEnv} env @param {(line: string) => void} say
 */
async function provideAll(project, cache, needs, env, say) {
	await step('packages', 'The packages could not be installed.', 'npm ci --include=dev', () => installPackages({ project, run, say, env }));
	linkCommand(project);

	/** @type {import('./electron.mjs').Runtime | undefined} */
	let runtime;
	if (needs.app) {
		const again = 'npm run setup -- --fresh';
		const chosen = await step('electron', 'Electron could not be set up.', again, () => chooseElectron({ project, cache, run, say, env }));
		await step('libraries', 'Libraries that Electron needs could not be set up.', 'npm start', () => (
			provideLibraries({ program: chosen.path, display: needs.display, run, say })));
		checkSandbox(chosen.path);
		runtime = await step('electron', 'Electron does not start.', again, () => askVersions(chosen, run, env));
	}
	await step('sqlite', 'The native SQLite binding could not be set up.', 'npm run setup -- --fresh', () => (
		provideBinding({ project, cache, run, say, env, electron: runtime, compiler: () => provideCompiler({ run, say }) })));

	const before = /** @type {import('./ready.mjs').Stamp | undefined} */ (readJson(stampFile(project)));
	const now = presentState(project);
	const same = before?.lock === now.lock && before.node === now.node;
	if (runtime) writeJson(runtimeFile(project), runtime);
	writeJson(stampFile(project), {
		...now,
		electron: runtime ? choiceKey(project, env) : same ? before.electron : undefined,
		display: needs.display || (same && before.display === true),
	});
}

/**
 * Gives a step's unforeseen failures the step's name, reason and command.
 * @template T @param {import('./problem.mjs').StepName} name @param {string} failed @param {string} mend @param {() => Promise<T>} work @returns {Promise<T>}
 */
async function step(name, failed, mend, work) {
	try {
		return await work();
	} catch (error) {
		throw asProblem(name, failed, mend, error);
	}
}

/** Forgets what was set up, in this clone and in the user's cache, so that all of it is made again. @param {string} [project] @param {NodeJS.ProcessEnv} [env] */
export function forget(project = PROJECT, env = process.env) {
	const cache = cacheFolder(env);
	for (const path of [join(project, 'node_modules'), join(project, 'out'), join(cache, 'electron'), join(cache, 'sqlite')]) {
		rmSync(path, { recursive: true, force: true });
	}
}
