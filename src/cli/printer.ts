// Owns the printer of the command line: the project's own Electron, started without a window when the first sheet comes, and ended with the command. Must not know what is printed.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Printer, Sheet } from '../core/exporting/printer';
import { Fault } from '../shared/errors';
import { startDisplay, type VirtualDisplay } from './virtual-display';

/** How long the browser may take to start, in milliseconds. */
const STARTING = 60_000;

type Answer = { ready: true } | { id: number; pdf: Uint8Array } | { id: number; reason: string };
interface Waiting { resolve: (pdf: Uint8Array) => void; reject: (error: Fault) => void }
interface Room { child: ChildProcess; waiting: Map<number, Waiting> }

const none = (reason: string, cause?: unknown): Fault<'export/no-printer'> => new Fault('export/no-printer', { reason }, { cause });

/** The program the set-up chose; inside a packaged app, that app. */
function program(here: string): { path: string; folder: string } {
	const folder = fileURLToPath(new URL('../..', here));
	if (process.versions['electron']) return { path: process.execPath, folder };
	let path: string | undefined;
	try {
		path = (JSON.parse(readFileSync(new URL('../runtime.json', here), 'utf8')) as { path?: string }).path;
	} catch {
		// Said below.
	}
	if (!path || !existsSync(path)) throw none('Electron is not set up here. Run "npm run setup" once.');
	return { path, folder };
}

/** A screen for the browser, which wants one though nothing is shown; null where there is one. */
async function screen(): Promise<VirtualDisplay | null> {
	if (process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']) return null;
	try {
		return await startDisplay();
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw none('This machine has no display, and no Xvfb to make a virtual one. Install Xvfb ("apt install xvfb").', cause);
		throw none('The virtual display (Xvfb) could not be started.', cause);
	}
}

export interface OwnPrinter extends Printer {
	close(): Promise<void>;
}

/** @param here address of the built program, which lies beside the app's */
export function ownPrinter(here: string): OwnPrinter {
	let room: Promise<Room> | null = null;
	let display: VirtualDisplay | null = null;
	let next = 0;

	async function start(): Promise<Room> {
		const { path, folder } = program(here);
		display = await screen();
		const env: NodeJS.ProcessEnv = { ...process.env };
		delete env['ELECTRON_RUN_AS_NODE'];
		if (display) {
			env['DISPLAY'] = display.name;
			delete env['WAYLAND_DISPLAY'];
		}
		// Chromium refuses to run as root with its sandbox; everybody else keeps it.
		const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
		const child = spawn(path, [...asRoot, '--log-level=3', folder, '--print-only'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced', env, detached: process.platform !== 'win32' });
		const waiting = new Map<number, Waiting>();
		return new Promise<Room>((resolve, reject) => {
			const fail = (reason: string): void => {
				clearTimeout(timer);
				reject(none(reason));
				for (const one of waiting.values()) one.reject(none(reason));
				waiting.clear();
			};
			const timer = setTimeout(() => {
				child.kill('SIGKILL');
				fail(`The browser did not start within ${STARTING / 1000} s.`);
			}, STARTING);
			child.once('error', (error) => fail(`The browser could not be started (${error.message}).`));
			child.once('exit', (code, signal) => fail(`The browser ended (${signal ?? code}).`));
			child.on('message', (answer: Answer) => {
				if ('ready' in answer) {
					clearTimeout(timer);
					resolve({ child, waiting });
					return;
				}
				const asked = waiting.get(answer.id);
				waiting.delete(answer.id);
				if ('pdf' in answer) asked?.resolve(answer.pdf);
				else asked?.reject(none(answer.reason));
			});
		});
	}

	return {
		async print(sheet: Sheet, signal?: AbortSignal): Promise<Uint8Array> {
			const { child, waiting } = await (room ??= start());
			if (signal?.aborted) throw new Fault('cancelled', {});
			const id = next++;
			return new Promise((resolve, reject) => {
				const stop = (): void => reject(new Fault('cancelled', {}));
				signal?.addEventListener('abort', stop, { once: true });
				const settled = (): void => signal?.removeEventListener('abort', stop);
				waiting.set(id, { resolve: (pdf) => { settled(); resolve(pdf); }, reject: (error) => { settled(); reject(error); } });
				child.send({ id, sheet }, (error) => {
					if (!error) return;
					waiting.delete(id);
					settled();
					reject(none(`The browser could not be reached (${error.message}).`));
				});
			});
		},
		async close() {
			const opened = await room?.catch(() => null);
			if (opened && opened.child.exitCode === null && opened.child.signalCode === null) {
				const ended = new Promise<void>((resolve) => opened.child.once('exit', () => resolve()));
				opened.child.disconnect();
				const timer = setTimeout(() => opened.child.kill('SIGKILL'), 5_000);
				await ended;
				clearTimeout(timer);
			}
			display?.stop();
		},
	};
}
