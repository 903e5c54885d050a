// Owns the running of Electron by the project's commands: its environment, its arguments, its end. Must not set anything up.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Chromium refuses to run as root with its sandbox; everybody else keeps it. */
export const sandboxArguments = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** @param {NodeJS.ProcessEnv} env @param {string | undefined} display */
export function appEnvironment(env, display) {
	const clean = { ...env };
	// Left over in some shells, it would turn the app into a plain Node.
	delete clean['ELECTRON_RUN_AS_NODE'];
	if (display) {
		clean['DISPLAY'] = display;
		delete clean['WAYLAND_DISPLAY'];
	}
	return clean;
}

let stopped = false;

/** Whether this process was told to end while it ran a program: nothing more is to be started then. */
export const wasStopped = () => stopped;

/**
 * Runs a program in the foreground; signals that end this process end it first, so that it can close its archive.
 * @param {string} program @param {string[]} args @param {{ env: NodeJS.ProcessEnv, cwd: string }} options
 * @returns {Promise<number>} its exit code, in the shell's way for signals (128 and the signal's number)
 */
export function runInForeground(program, args, options) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { ...options, stdio: 'inherit' });
		let asked = 0;
		/** @param {NodeJS.Signals} signal */
		const pass = (signal) => {
			// Subtle: a terminal sends Ctrl+C to the app as well; only a second one means that it does not listen.
			asked += 1;
			stopped = true;
			if (asked > 1) child.kill('SIGKILL');
			else if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		};
		const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
		for (const signal of signals) process.on(signal, pass);
		// Subtle: a signal sent to npm kills the shell between npm and this process, which hears nothing of it; only its parent changes.
		const parent = process.ppid;
		const watch = setInterval(() => {
			if (process.ppid === parent) return;
			clearInterval(watch);
			pass('SIGTERM');
		}, 500);
		child.once('error', (error) => {
			clearInterval(watch);
			reject(error);
		});
		child.once('exit', (code, signal) => {
			clearInterval(watch);
			for (const name of signals) process.off(name, pass);
			resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
		});
	});
}
