// Owns getting the current Electron from its own release site or from a mirror, checked against the hash that its npm package carries.
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { appearWhole, hashFile } from './files.mjs';
import { SetupProblem, errorCode } from './problem.mjs';
import { unpack } from './unpack.mjs';

const RELEASES = 'https://github.com/electron/electron/releases/download/';

/** The release site did not answer, or does not have this file. Not a failure of the set-up: a fallback may serve. */
export class Unreachable extends Error {}

/** @param {string} folder @param {NodeJS.Platform} platform the program inside an unpacked Electron */
export function electronProgram(folder, platform) {
	if (platform === 'darwin') return join(folder, 'Electron.app/Contents/MacOS/Electron');
	return join(folder, platform === 'win32' ? 'electron.exe' : 'electron');
}

/** Where the file is downloaded from; follows ELECTRON_MIRROR and ELECTRON_CUSTOM_DIR as @electron/get does. @param {NodeJS.ProcessEnv} env @param {string} version @param {string} file */
export function releaseUrl(env, version, file) {
	const mirror = env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || RELEASES;
	const folder = (env['ELECTRON_CUSTOM_DIR'] || `v${version}`).replace('{{ version }}', version);
	return `${mirror.endsWith('/') ? mirror : `${mirror}/`}${folder}/${file}`;
}

/**
 * @typedef {object} ReleaseOptions
 * @property {string} version
 * @property {Record<string, string>} checksums file name to SHA-256, hexadecimal
 * @property {NodeJS.Platform} platform
 * @property {string} arch
 * @property {string} cache
 * @property {NodeJS.ProcessEnv} env
 * @property {(line: string) => void} say
 * @property {typeof fetch} [fetch]
 * @property {number} [answerMs] how long the site may take to answer, milliseconds
 * @property {number} [stallMs] how long a started download may stand still, milliseconds
 */

/**
 * The folder of the release, from the cache or freshly downloaded.
 * @param {ReleaseOptions} options @returns {Promise<string>}
 * @throws {Unreachable} when it cannot be had here; {SetupProblem} when what came is not the release
 */
export async function provideRelease(options) {
	const { version, checksums, platform, arch, cache, env, say } = options;
	const target = join(cache, 'electron', `${version}-${platform}-${arch}`);
	if (existsSync(electronProgram(target, platform))) return target;

	const file = `electron-v${version}-${platform}-${arch}.zip`;
	const wanted = checksums[file];
	if (!wanted) throw new Unreachable(`Electron ${version} is not published for ${platform} ${arch}`);
	const url = releaseUrl(env, version, file);
	await appearWhole(target, async (folder) => {
		const zip = join(folder, file);
		say(`Electron: downloading ${version} from ${new URL(url).host}...`);
		await download(url, zip, options);
		const found = await hashFile(zip, 'sha256');
		if (found !== wanted) {
			throw new SetupProblem('electron', {
				failed: `Electron ${version} was downloaded, but it is not the published one.`,
				why: `The SHA-256 of ${file} is ${found}, and should be ${wanted}. The download was damaged, or the mirror has another file.`,
				mend: env['ELECTRON_MIRROR'] ? 'env -u ELECTRON_MIRROR npm start' : 'npm start  (tries again)',
			});
		}
		await unpack(zip, folder);
		rmSync(zip);
	});
	return target;
}

/** @param {string} url @param {string} file @param {ReleaseOptions} options */
async function download(url, file, { fetch: get = fetch, answerMs = 10_000, stallMs = 30_000, say }) {
	const control = new AbortController();
	const giveUp = () => control.abort(new Error('it takes too long'));
	let timer = setTimeout(giveUp, answerMs);
	try {
		const answer = await get(url, { signal: control.signal });
		if (!answer.ok || !answer.body) throw new Error(`it answered ${answer.status}`);
		const total = Number(answer.headers.get('content-length') ?? 0);
		let done = 0;
		let told = 0;
		const body = Readable.fromWeb(/** @type {any} */ (answer.body)).on('data', (chunk) => {
			clearTimeout(timer);
			timer = setTimeout(giveUp, stallMs);
			done += chunk.length;
			const percent = total ? Math.floor((done / total) * 100) : 0;
			if (percent >= told + 25) say(`Electron: ${told = percent - (percent % 25)} % of ${Math.round(total / 1e6)} MB`);
		});
		await pipeline(body, createWriteStream(file));
	} catch (error) {
		// A full or forbidden disk is not the network's fault; a fallback would meet it again.
		if (['ENOSPC', 'EACCES', 'EROFS', 'EDQUOT'].includes(errorCode(error))) throw error;
		throw new Unreachable(`${new URL(url).host}: ${reason(error)}`, { cause: error });
	} finally {
		clearTimeout(timer);
	}
}

/** @param {unknown} error */
function reason(error) {
	const code = errorCode(error);
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no such host here';
	if (code) return code;
	return error instanceof Error ? error.message : String(error);
}
