// Owns the npm packages: exactly those of package-lock.json are in node_modules. Must not change the lockfile.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupProblem } from './problem.mjs';
import { howItEnded, lastWords, npmCommand } from './run.mjs';
import { readJson } from './stamps.mjs';

const MEND = 'npm ci --include=dev';

/**
 * Whether node_modules holds what the lockfile asks for, by npm's own record of what it installed.
 * @param {string} project
 */
export function packagesAreIn(project) {
	const wanted = readJson(join(project, 'package-lock.json'))?.packages;
	const present = readJson(join(project, 'node_modules/.package-lock.json'))?.packages;
	if (!wanted || !present) return false;
	return Object.entries(wanted).every(([path, entry]) => {
		if (path === '') return true;
		const installed = present[path];
		// npm leaves out optional packages that are for other platforms.
		if (!installed) return entry.optional === true;
		return installed.version === entry.version && installed.integrity === entry.integrity && existsSync(join(project, path));
	});
}

/**
 * @param {{ project: string, run: import('./run.mjs').Run, say: (line: string) => void, env?: NodeJS.ProcessEnv }} options
 */
export async function installPackages({ project, run, say, env = process.env }) {
	if (packagesAreIn(project)) return;
	const [command, args] = npmCommand(env);
	const started = Date.now();
	say('Packages: installing them (npm ci)...');
	const ran = await run(command, [...args, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project, env });
	if (ran.code !== 0) {
		throw new SetupProblem('packages', {
			failed: 'The packages could not be installed.',
			why: reason(ran),
			mend: /EUSAGE/.test(ran.stderr) ? 'npm install' : MEND,
			details: lastWords(ran),
		});
	}
	say(`Packages: installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** @param {import('./run.mjs').Ran} ran */
function reason(ran) {
	const printed = `${ran.stdout}\n${ran.stderr}`;
	if (ran.missing) return 'npm is not on the PATH; it comes with Node.';
	if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|network/i.test(printed)) {
		return 'The package registry could not be reached. Look at the network, and at "npm config get registry".';
	}
	if (/EUSAGE/.test(printed)) return 'package.json and package-lock.json do not say the same.';
	if (/ENOSPC/.test(printed)) return 'The disk is full.';
	if (/EACCES|EPERM|EROFS/.test(printed)) return 'Writing to node_modules or to npm\'s cache is not allowed.';
	if (/EINTEGRITY/.test(printed)) return 'A package is not the one that package-lock.json names: its checksum differs.';
	return `npm did not finish: ${howItEnded(ran)}.`;
}
