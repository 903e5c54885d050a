// Owns running the built command line as the program it is. Builds it first when a source has changed since.
import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROJECT = resolve(import.meta.dirname, '../..');
/** The program under test: the one built from these sources, unless another (a packaged one) is named. */
const PROGRAM = process.env['CUTTINGS_TEST_PROGRAM'] ?? join(PROJECT, 'out/main/cuttings.js');

interface SetUp {
	setUp: (options: { say: (line: string) => void; app: boolean; display: boolean; build: boolean }) => Promise<void>;
}

/** Makes sure that what is run was built from what is here. */
export async function built(): Promise<void> {
	if (process.env['CUTTINGS_TEST_PROGRAM']) return;
	const { setUp } = (await import(pathToFileURL(join(PROJECT, 'scripts/setup/set-up.mjs')).href)) as SetUp;
	await setUp({ say: () => undefined, app: false, display: false, build: true });
}

export interface Ran {
	/** Exit status; null when a signal ended it. */
	status: number | null;
	signal: NodeJS.Signals | null;
	out: string;
	bytes: Buffer;
	err: string;
}

export interface Settings {
	cwd?: string;
	env?: Record<string, string>;
	/** A shell line in which "$@" is the program and its arguments. */
	shell?: string;
	/** Called when it has started. */
	started?: (child: ChildProcess) => void;
}

/** Runs `cuttings ...args` to its end. */
export function cuttings(args: readonly string[], settings: Settings = {}): Promise<Ran> {
	const command = [process.execPath, PROGRAM, ...args];
	const { NO_COLOR: _colour, FORCE_COLOR: _force, NODE_OPTIONS: _options, ...inherited } = process.env;
	const [program = '', ...rest] = settings.shell ? ['sh', '-c', settings.shell, 'sh', ...command] : command;
	const child = spawn(program, rest, { cwd: settings.cwd ?? PROJECT, env: { ...inherited, CUTTINGS_ARCHIVE: join(PROJECT, 'there is no archive here'), ...settings.env }, stdio: ['ignore', 'pipe', 'pipe'] });
	const out: Buffer[] = [];
	const err: Buffer[] = [];
	child.stdout.on('data', (piece: Buffer) => out.push(piece));
	child.stderr.on('data', (piece: Buffer) => err.push(piece));
	settings.started?.(child);
	return new Promise((done, failed) => {
		child.on('error', failed);
		child.on('close', (status, signal) => {
			const bytes = Buffer.concat(out);
			done({ status, signal, out: bytes.toString('utf8'), bytes, err: Buffer.concat(err).toString('utf8') });
		});
	});
}

/** The lines of JSON a command printed. */
export function jsonLines(ran: Ran): Record<string, unknown>[] {
	return ran.out.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What the last line summed up. */
export function summary(ran: Ran): unknown {
	return jsonLines(ran).at(-1)?.['summary'];
}
