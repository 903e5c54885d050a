// Owns the virtual display of a browser that must have one where there is no screen. Must not decide who needs it.
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export interface VirtualDisplay {
	/** Such as ":1". */
	name: string;
	stop: () => void;
}

/** How long it may take to start, in milliseconds. */
const STARTING = 15_000;

/** Starts Xvfb on a display that is free, which it finds itself. Rejects where there is none, with what the system said. It ends with this process. */
export function startDisplay(): Promise<VirtualDisplay> {
	return new Promise((resolve, reject) => {
		// A group of its own: Ctrl+C in the terminal must not take the screen away from a browser that is closing.
		const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true });
		const stop = (): void => {
			process.off('exit', stop);
			server.kill('SIGTERM');
		};
		const fail = (error: Error): void => {
			clearTimeout(timer);
			stop();
			reject(error);
		};
		const timer = setTimeout(() => fail(new Error('It did not answer.')), STARTING);
		process.once('exit', stop);
		server.once('error', fail);
		server.once('exit', (code) => fail(new Error(`It ended with ${code}.`)));
		let number = '';
		const told = server.stdio[3] as Readable;
		told.setEncoding('utf8').on('data', (text: string) => {
			number += text;
			if (!number.includes('\n')) return;
			clearTimeout(timer);
			server.removeAllListeners('exit');
			resolve({ name: `:${number.trim()}`, stop });
		});
	});
}
