// Owns the quick question whether anything is left to set up. Reads a few small files and starts nothing: it is asked at every start.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildIsFresh } from './freshness.mjs';
import { runtimeFile, stampFile } from './places.mjs';
import { readJson } from './stamps.mjs';

/**
 * What a finished set-up leaves in its stamp. `electron` is the key of the choice, absent when only the command line was set up;
 * `display` says that a virtual display was asked for and is there.
 * @typedef {{ lock: string, lockSeen: string, node: string, electron?: string | undefined, display?: boolean }} Stamp
 */

/** @typedef {{ app: boolean, display: boolean, build: boolean }} Needs what the caller wants to run: the app or only the command line */

/** @param {string} project @returns {Pick<Stamp, 'lock' | 'lockSeen' | 'node'>} */
export function presentState(project) {
	const file = join(project, 'package-lock.json');
	return { lock: createHash('sha256').update(readFileSync(file)).digest('hex'), lockSeen: seen(file), node: thisNode() };
}

/** Whether a stamp is of this lockfile and this Node; the lockfile is read only when its size or time has changed. @param {string} project @param {Stamp} stamp */
function isPresent(project, stamp) {
	if (stamp.node !== thisNode()) return false;
	return stamp.lockSeen === seen(join(project, 'package-lock.json')) || stamp.lock === presentState(project).lock;
}

const thisNode = () => `${process.platform}-${process.arch}-${process.versions.modules}-${process.versions['napi']}`;

/** @param {string} file */
function seen(file) {
	const stat = statSync(file, { throwIfNoEntry: false });
	return stat ? `${stat.size} ${stat.mtimeMs}` : '';
}

/** The release the project is written for, from package.json, which pins it. @param {string} project @returns {string} */
export function electronVersion(project) {
	return JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')).devDependencies.electron;
}

/** What the choice of Electron depends on: when one of these changes it is made anew. @param {string} project @param {NodeJS.ProcessEnv} env */
export function choiceKey(project, env) {
	return JSON.stringify([
		electronVersion(project), env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', env['ELECTRON_MIRROR'] ?? '', env['CUTTINGS_ELECTRON'] ?? '',
	]);
}

/** @param {string} project @param {Needs} needs @param {NodeJS.ProcessEnv} [env] */
export function isSetUp(project, needs, env = process.env) {
	/** @type {Stamp | undefined} */
	const stamp = readJson(stampFile(project));
	if (!stamp || !isPresent(project, stamp)) return false;
	if (!needs.app) return true;
	const runtime = readJson(runtimeFile(project));
	return stamp.electron === choiceKey(project, env) && (!needs.display || stamp.display === true) && existsSync(runtime?.path ?? '');
}

/** @param {string} project @param {Needs} needs @param {NodeJS.ProcessEnv} [env] */
export function isReady(project, needs, env = process.env) {
	return isSetUp(project, needs, env) && (!needs.build || buildIsFresh(project));
}
