// Owns finding what the operating system lacks, and installing it where that is allowed: as root with apt. Never runs sudo.
import { dirname } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { howItEnded, isOnPath, lastWords } from './run.mjs';
import { installCommand, installable, packageSystem, packagesFor } from './system-packages.mjs';

/** The libraries that a program needs and the system does not have. @param {string} program @param {import('./run.mjs').Run} run */
export async function missingLibraries(program, run) {
	const ran = await run('ldd', [program], { env: { ...process.env, LC_ALL: 'C', LD_LIBRARY_PATH: dirname(program) } });
	// Without ldd (musl has it, some images do not) the program itself will tell when it is started.
	return ran.missing ? [] : [...ran.stdout.matchAll(/^\s*(\S+) => not found/gm)].map((found) => String(found[1]));
}

/**
 * @typedef {object} SystemOptions
 * @property {import('./run.mjs').Run} run
 * @property {(line: string) => void} say
 * @property {NodeJS.Platform} [platform]
 * @property {boolean} [root]
 * @property {import('./system-packages.mjs').PackageSystem | undefined} [system]
 * @property {(program: string) => boolean} [has] whether a program is on the PATH
 */

/**
 * Sees to it that Electron's libraries are there, and a virtual display where one is asked for.
 * @param {SystemOptions & { program: string, display: boolean }} options
 */
export async function provideLibraries(options) {
	const { program, display, run, platform = process.platform, has = isOnPath } = options;
	if (platform !== 'linux') return;
	const look = async () => [
		...await missingLibraries(program, run),
		...(display && !has('Xvfb') ? ['Xvfb'] : []),
	];
	await provide(await look(), look, options, 'Libraries that Electron needs are missing on this system.');
}

/** Sees to it that C++ can be compiled. @param {SystemOptions} options */
export async function provideCompiler(options) {
	const { platform = process.platform, has = isOnPath } = options;
	if (platform !== 'linux') return;
	const look = async () => ['c++', 'make', 'python3'].filter((name) => !has(name));
	await provide(await look(), look, options, 'The native SQLite binding must be compiled here, and the tools for it are missing.');
}

/** The programs that look at what the exports wrote: none of them is ours, and the app needs none. */
export const VALIDATORS = Object.freeze(/** @type {const} */ (['xmllint', 'ris2xml', 'bib2xml', 'biber', 'pandoc', 'qpdf', 'pdftotext', 'pdfinfo', 'csvclean', 'csvstat', 'sha256sum', 'sha512sum']));

/**
 * Sees to it that the validators the tests ask are there. Where they cannot be had it says so with the one command, and goes on: a
 * test that needs one skips, or fails on a machine whose business is testing (see tests/support/validators.ts).
 * @param {SystemOptions} options @returns {Promise<boolean>} whether all of them are there
 */
export async function provideValidators(options) {
	const { say, platform = process.platform, has = isOnPath } = options;
	const look = async () => VALIDATORS.filter((name) => !has(name));
	const missing = await look();
	if (missing.length === 0) return true;
	if (platform !== 'linux') {
		say(`Tests: without ${missing.join(', ')}; the tests that ask them are skipped.`);
		return false;
	}
	try {
		await provide(missing, look, options, 'Programs that check the exports are missing on this system.');
		return true;
	} catch (error) {
		if (!(error instanceof SetupProblem)) throw error;
		say(`Tests: ${error.failed} ${error.why}\n  To have them: ${error.mend}`);
		return false;
	}
}

/**
 * @param {string[]} missing @param {() => Promise<string[]>} look @param {SystemOptions} options @param {string} failed
 */
async function provide(missing, look, { run, say, root = process.getuid?.() === 0, system = packageSystem() }, failed) {
	if (missing.length === 0) return;
	const why = `Not found: ${missing.join(', ')}.`;
	if (!system) {
		throw new SetupProblem('libraries', { failed, why, mend: `install ${missing.join(' ')} with your system's package manager, then: npm start` });
	}
	const { packages, unknown } = packagesFor(system, missing);
	const names = system === 'apt' ? await installable(packages, run) : packages;
	const command = names.length > 0
		? installCommand(system, names, root)
		: `install ${unknown.join(' ')} with your system's package manager, then: npm start`;
	if (!root || system !== 'apt' || names.length === 0) throw new SetupProblem('libraries', { failed, why, mend: command });

	say(`System: installing ${names.join(' ')} (apt-get)...`);
	const ran = await aptInstall(packages, run);
	const still = ran.code === 0 ? await look() : missing;
	if (still.length > 0) {
		throw new SetupProblem('libraries', {
			failed,
			why: ran.code === 0 ? `Still not found after installing: ${still.join(', ')}.` : `apt-get could not install them: ${howItEnded(ran)}.`,
			mend: `apt-get update && ${command}`,
			details: lastWords(ran),
		});
	}
}

/** A bare machine has no package lists, or old ones: then they are fetched and it is tried once more. @param {string[]} packages @param {import('./run.mjs').Run} run */
async function aptInstall(packages, run) {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const install = async () => run('apt-get', ['install', '-y', '--no-install-recommends', ...await installable(packages, run)], { env });
	const first = await install();
	if (first.code === 0) return first;
	const update = await run('apt-get', ['update'], { env });
	return update.code === 0 ? install() : update;
}
