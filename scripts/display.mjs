// Owns the virtual display for machines without a screen. Must not decide who needs one.
import { spawn } from 'node:child_process';
import { SetupProblem } from './setup/problem.mjs';
import { isOnPath } from './setup/run.mjs';

/** @param {NodeJS.ProcessEnv} [env] @param {NodeJS.Platform} [platform] */
export function hasDisplay(env = process.env, platform = process.platform) {
	return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

export const hasXvfb = () => isOnPath('Xvfb');

/**
 * Starts Xvfb on a display that is free: the server finds one itself and tells its number. It ends with this process.
 * @param {{ answerMs?: number, start?: typeof spawn }} [options]
 * @returns {Promise<{ display: string, stop: () => void }>} `display` such as ":1"
 */
export function startDisplay({ answerMs = 15_000, start = spawn } = {}) {
	return new Promise((resolve, reject) => {
		// Subtle: its own process group, or Ctrl+C in the terminal would take the display away before the app has closed.
		const server = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-dpi', '96'], {
			stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true,
		});
		let words = '';
		let number = '';
		/** @param {string} why */
		const fail = (why) => {
			clearTimeout(timer);
			stop();
			reject(new SetupProblem('display', {
				failed: 'The virtual display (Xvfb) could not be started.', why, mend: 'xvfb-run -a npm start', details: words,
			}));
		};
		const stop = () => {
			process.removeListener('exit', stop);
			server.kill('SIGTERM');
		};
		const timer = setTimeout(() => fail(`It did not answer within ${answerMs / 1000} s.`), answerMs);
		process.once('exit', stop);
		server.stderr?.setEncoding('utf8').on('data', (text) => { words = (words + text).slice(-2000); });
		server.once('error', (error) => fail(error.message));
		server.once('exit', (code) => fail(`It ended with ${code}.`));
		/** @type {import('node:stream').Readable} */ (server.stdio[3]).setEncoding('utf8').on('data', (text) => {
			number += text;
			if (!number.includes('\n')) return;
			clearTimeout(timer);
			server.removeAllListeners('exit');
			server.unref();
			for (const stream of [server.stderr, server.stdio[3]]) /** @type {import('node:net').Socket} */ (stream).unref();
			resolve({ display: `:${number.trim()}`, stop });
		});
	});
}
