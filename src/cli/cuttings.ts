// Owns the running of the command line: arguments in, a command run, an exit status out. The commands are in their table; the archive is the core's.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Archive } from '../core/archive';
import { defaultArchive } from '../core/layout';
import { Fault } from '../shared/errors';
import { demand, findCommand, Misuse, readArguments, type Arguments } from './arguments';
import type { Command, Use } from './command';
import { COMMANDS, commandNamed, COMMON, help, overview } from './commands';
import { Output } from './output';
import { ownPrinter } from './printer';
import { ProgressBar } from './progress-bar';
import { harmless, surface } from './terminal';
import { STATUS, wordsFor, type Status } from './words';

/** Where the built program stands: beside the worker's file, two folders below package.json. */
const HERE = import.meta.url;

/** A JSON file of the program itself, or an empty object where it is not. */
function ownFile(path: string): Record<string, unknown> {
	try {
		return JSON.parse(readFileSync(new URL(path, HERE), 'utf8')) as Record<string, unknown>;
	} catch {
		return {};
	}
}

// The core is loaded when it is needed: help, and what was asked wrongly, are answered at once.
async function open(dir: string, use: Use): Promise<Archive> {
	const { openArchive } = await import('../core/archive');
	const options = { create: use === 'creates', workerFile: new URL('worker.js', HERE) };
	if (use === 'browses') return openArchive(dir, { ...options, readOnly: true });
	try {
		return await openArchive(dir, options);
	} catch (error) {
		if (use === 'notes' && Fault.is(error, 'archive/read-only')) return openArchive(dir, { ...options, readOnly: true });
		throw error;
	}
}

class Program {
	readonly #stop = new AbortController();
	readonly #out: Output;
	readonly #bar: ProgressBar;
	#archive: Promise<Archive> | null = null;

	constructor() {
		this.#bar = new ProgressBar(process.stderr, process.env);
		this.#out = new Output(process.stdout, surface(process.stdout, process.env), () => this.#stop.abort());
		this.#out.beforeShown = this.#bar.hide;
		// Nothing can be said to somebody who has closed standard error.
		process.stderr.on('error', () => undefined);
		for (const [name, number] of [['SIGINT', 2], ['SIGTERM', 15], ['SIGHUP', 1]] as const) {
			process.on(name, () => {
				// Asked a second time, do not wait for what is under way: everything reported as kept is on the disk.
				if (this.#stop.signal.aborted) process.exit(128 + number);
				this.#stop.abort();
			});
		}
	}

	async run(words: readonly string[]): Promise<Status> {
		let isJson = words.includes('--json');
		try {
			const { command, args } = this.#understand(words);
			if (!command) return await this.#print(args === null ? await this.#version() : overview(this.#columns));
			isJson = args?.has('json') ?? false;
			if (!args) return await this.#print(help(command, this.#columns));
			return await this.#perform(command, args);
		} catch (error) {
			return await this.#failed(error, isJson);
		} finally {
			this.#bar.hide();
			await this.#out.flush();
		}
	}

	get #columns(): number {
		return Math.min(this.#out.surface.columns ?? 80, 100);
	}

	/** What is asked: a command with its arguments, or its help (no arguments); without a command the overview, or the version (null). */
	#understand(words: readonly string[]): { command: Command | null; args: Arguments | null } {
		const end = words.indexOf('--');
		const before = end < 0 ? words : words.slice(0, end);
		const asksHelp = (words[0] === 'help') || before.includes('--help') || (before.includes('-h') && before.length <= 2);
		const rest = words.filter((word, at) => !(asksHelp && ((word === 'help' && at === 0) || word === '--help' || word === '-h')));
		if (!asksHelp && (before.includes('--version') || (words.length === 1 && (words[0] === '-v' || words[0] === '-V')))) return { command: null, args: null };
		const found = findCommand(rest, COMMANDS.map((command) => command.name), COMMON);
		const command = found.command === null ? null : (commandNamed(found.command) ?? null);
		if (!command) {
			const nothing = readArguments(found.rest, { name: 'cuttings', operands: { label: '', least: 0, most: 0 }, options: [] }, COMMON);
			if (asksHelp) return { command, args: nothing };
			throw new Misuse('A command is needed.');
		}
		if (asksHelp) return { command, args: null };
		const args = readArguments(found.rest, command, COMMON);
		demand(args, command);
		return { command, args };
	}

	async #perform(command: Command, args: Arguments): Promise<Status> {
		const dir = resolve(args.one('archive') ?? defaultArchive());
		const printer = ownPrinter(HERE);
		try {
			const status = await command.run({
				args,
				json: args.has('json'),
				out: this.#out,
				bar: this.#bar,
				signal: this.#stop.signal,
				printer,
				archive: () => (this.#archive ??= open(dir, command.use)),
			});
			if (this.#out.closed) return STATUS.closed;
			return this.#stop.signal.aborted ? STATUS.cancelled : status;
		} finally {
			const archive = await this.#archive?.catch(() => null);
			await archive?.close();
			await printer.close();
		}
	}

	async #print(lines: readonly string[]): Promise<Status> {
		for (const line of lines) await this.#out.line(line);
		return STATUS.done;
	}

	async #version(): Promise<string[]> {
		const { sqliteVersion } = await import('../core/archive');
		const { version } = ownFile('../../package.json');
		const { electron, source, chromium, node } = ownFile('../runtime.json');
		const which = source === 'fallback' ? ' (the fallback runtime)' : source === 'given' ? ' (named by ELECTRON_OVERRIDE_DIST_PATH)' : '';
		return [
			`cuttings ${String(version ?? 'of an unknown version')}`,
			...(electron === undefined ? [] : [`The window runs on Electron ${String(electron)}${which}, Chromium ${String(chromium)}, Node.js ${String(node)}.`]),
			`This command runs on Node.js ${process.versions.node}, SQLite ${sqliteVersion()}, ${process.platform} ${process.arch}.`,
		];
	}

	/** Says what went wrong, for people on standard error, for programs as a last line of JSON as well. */
	async #failed(error: unknown, isJson: boolean): Promise<Status> {
		if (this.#out.closed) return STATUS.closed;
		this.#bar.hide();
		if (error instanceof Misuse) {
			const more = error.command === null ? 'cuttings --help' : `cuttings ${error.command} --help`;
			process.stderr.write(`${harmless(error.message)}\nMore with: ${more}\n`);
			return STATUS.usage;
		}
		const isCancelled = Fault.is(error, 'cancelled') || (error instanceof Error && error.name === 'AbortError');
		if (isCancelled) return STATUS.cancelled;
		if (!Fault.is(error)) {
			process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
			return STATUS.internal;
		}
		const { status, text } = wordsFor(error);
		if (isJson) await this.#out.json({ error: { code: error.code, facts: error.facts, words: text } });
		process.stderr.write(`${harmless(text)}\n`);
		return status;
	}
}

process.exitCode = await new Program().run(process.argv.slice(2));
