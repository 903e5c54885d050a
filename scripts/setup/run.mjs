// Owns the running of other programs for the set-up. Must not judge what they print.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null, stdout: string, stderr: string, missing: boolean }} Ran
 *   `missing`: there is no such program. A program that ended by a signal has `code` null.
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} RunOptions `timeout` in milliseconds
 * @typedef {(command: string, args: readonly string[], options?: RunOptions) => Promise<Ran>} Run
 */

const KEPT_OUTPUT = 1024 * 1024;

/** Runs a program to its end and gives back what it printed (the last MiB of it). Never throws. @type {Run} */
export function run(command, args, options = {}) {
	return new Promise((resolve) => {
		const child = spawn(command, [...args], {
			cwd: options.cwd, env: options.env, timeout: options.timeout, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true,
		});
		const printed = { stdout: '', stderr: '' };
		child.stdout.setEncoding('utf8').on('data', (text) => { printed.stdout = (printed.stdout + text).slice(-KEPT_OUTPUT); });
		child.stderr.setEncoding('utf8').on('data', (text) => { printed.stderr = (printed.stderr + text).slice(-KEPT_OUTPUT); });
		child.once('error', (error) => resolve({
			code: null, signal: null, stdout: '', stderr: error.message, missing: 'code' in error && error.code === 'ENOENT',
		}));
		child.once('close', (code, signal) => resolve({ code, signal, ...printed, missing: false }));
	});
}

/** Whether a program of this name is on the PATH. @param {string} name @param {NodeJS.ProcessEnv} [env] */
export function isOnPath(name, env = process.env) {
	return (env['PATH'] ?? '').split(delimiter).filter(Boolean).some((folder) => isExecutable(join(folder, name)));
}

/** The command that starts npm with this very Node, without a shell. @param {NodeJS.ProcessEnv} [env] @returns {[string, string[]]} */
export function npmCommand(env = process.env) {
	const given = env['npm_execpath'];
	const folder = dirname(process.execPath);
	const scripts = [
		...(given && /npm-cli\.c?js$/.test(given) ? [given] : []),
		join(folder, 'node_modules/npm/bin/npm-cli.js'),
		join(folder, '../lib/node_modules/npm/bin/npm-cli.js'),
	];
	const script = scripts.find(isReadable);
	return script ? [process.execPath, [script]] : ['npm', []];
}

/** The last lines of what a program printed, for a report. @param {Ran} ran */
export function lastWords(ran, lines = 12) {
	return stripVTControlCharacters(`${ran.stdout}\n${ran.stderr}`).trim().split('\n').filter((line) => line.trim()).slice(-lines).join('\n');
}

/** How a program ended, in words. @param {Ran} ran */
export function howItEnded(ran) {
	if (ran.missing) return 'it is not installed';
	return ran.signal ? `it was ended by ${ran.signal}` : `it ended with ${ran.code}`;
}

/** @param {string} file */
function isExecutable(file) {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** @param {string} file */
function isReadable(file) {
	try {
		accessSync(file, constants.R_OK);
		return true;
	} catch {
		return false;
	}
}
