// Owns what the set-up's tests are made of: throw-away folders, programs that only write down that they were asked for, a small web server, zips.
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, expect } from 'vitest';
import { ZipFile } from 'yazl';
import type { Ran, Run } from '../../scripts/setup/run.mjs';
import { SetupProblem } from '../../scripts/setup/problem.mjs';

const undo: (() => unknown)[] = [];
afterEach(async () => {
	for (const one of undo.splice(0).reverse()) await one();
});

export function folder(files: Record<string, string> = {}): string {
	const made = mkdtempSync(join(tmpdir(), 'cuttings-setup-'));
	undo.push(() => rmSync(made, { recursive: true, force: true }));
	for (const [name, text] of Object.entries(files)) write(join(made, name), text);
	return made;
}

export function write(file: string, text: string, mode = 0o644): void {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text, { mode });
}

export const fine: Ran = { code: 0, signal: null, stdout: '', stderr: '', missing: false };
export const failed: Ran = { ...fine, code: 1, stderr: 'it went wrong' };

/** Stands for all programs: writes each call down as one line and answers as told. */
export function programs(answer: (line: string, args: readonly string[]) => Partial<Ran> | Promise<Partial<Ran>>): { run: Run; asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		run: async (command, args) => {
			const line = [command, ...args].join(' ');
			asked.push(line);
			return { ...fine, ...await answer(line, args) };
		},
	};
}

export function lines(): { say: (line: string) => void; said: string[] } {
	const said: string[] = [];
	return { say: (line) => void said.push(line), said };
}

/** A web server on this machine; gives its address, ending in a slash. */
export async function server(listener: RequestListener): Promise<string> {
	const made = createServer(listener);
	await new Promise<void>((resolve) => { made.listen(0, '127.0.0.1', resolve); });
	undo.push(() => {
		made.closeAllConnections();
		return new Promise((resolve) => { made.close(resolve); });
	});
	return `http://127.0.0.1:${(made.address() as AddressInfo).port}/`;
}

export async function zip(file: string, entries: Record<string, { text: string; mode?: number }>): Promise<void> {
	const archive = new ZipFile();
	for (const [name, { text, mode = 0o100644 }] of Object.entries(entries)) archive.addBuffer(Buffer.from(text), name, { mode });
	archive.end();
	await pipeline(archive.outputStream, createWriteStream(file));
}

/** Runs what must fail, and gives the problem, which must have all its words. */
export async function problemOf(work: () => unknown): Promise<SetupProblem> {
	try {
		await work();
	} catch (error) {
		expect(error).toBeInstanceOf(SetupProblem);
		const problem = error as SetupProblem;
		for (const words of [problem.failed, problem.why, problem.mend]) expect(words.trim()).not.toBe('');
		expect(problem.report()).toContain(`Mend it: ${problem.mend}`);
		return problem;
	}
	throw new Error('It did not fail.');
}
