// Owns how tests ask programs that are not ours to judge what we wrote. Where one is missing its tests skip and say so; with CI set they fail.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isOnPath } from '../../scripts/setup/run.mjs';
import type { VALIDATORS } from '../../scripts/setup/system-libraries.mjs';

export type ValidatorName = (typeof VALIDATORS)[number];

export interface Verdict { status: number | null; stdout: string; stderr: string }

export interface Validator {
	/** For `test.skipIf(…)`: false wherever a missing program has to be noticed. */
	readonly isMissing: boolean;
	/** Runs it to its end. `input` is what it reads from its standard input; never throws for what it thinks of it. */
	run(args: readonly string[], options?: { input?: string | Uint8Array; cwd?: string }): Verdict;
}

const told = new Set<string>();
function tell(what: string): void {
	if (told.has(what)) return;
	told.add(what);
	console.warn(`SKIPPED: ${what}`);
}

/** A program on the PATH, which `npm test` installs where it may. */
export function validator(name: ValidatorName): Validator {
	const isHere = isOnPath(name);
	const mustBe = Boolean(process.env['CI']);
	if (!isHere && !mustBe) tell(`there is no ${name} here, and what it would check stays unchecked. npm test says how to have it.`);
	return {
		isMissing: !isHere && !mustBe,
		run(args, { input, cwd } = {}) {
			if (!isHere) throw new Error(`${name} is not installed, and CI is set: npm test was to install it.`);
			const { status, stdout, stderr, error } = spawnSync(name, [...args], { encoding: 'utf8', maxBuffer: 256 << 20, ...(input === undefined ? {} : { input }), ...(cwd === undefined ? {} : { cwd }) });
			if (error) throw error;
			return { status, stdout, stderr };
		},
	};
}

const STANDARDS = resolve(import.meta.dirname, '../../../shared/standards');

/** The path of a schema that is kept beside the project and not in it; null where it is not there, CI or not. */
export function standard(name: string): string | null {
	const path = join(STANDARDS, name);
	if (existsSync(path)) return path;
	tell(`the schema ${name} is not beside the project.`);
	return null;
}

export const standardText = (name: string): string | null => {
	const path = standard(name);
	return path === null ? null : readFileSync(path, 'utf8');
};

/** What a piece of work says of files that are there only while it runs, in a folder of their own. */
export function withFiles<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (folder: string) => T): T {
	const folder = mkdtempSync(join(tmpdir(), 'cuttings-judged-'));
	try {
		for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
		return work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What is wrong with an XML document by a schema of the standards; empty for nothing. */
export function xmlProblems(text: string, schema: string): string {
	return withFiles({ 'document.xml': text }, (folder) => {
		const { status, stderr } = validator('xmllint').run(['--noout', '--nonet', '--huge', '--schema', schema, join(folder, 'document.xml')]);
		return status === 0 ? '' : stderr.slice(0, 4_000);
	});
}
