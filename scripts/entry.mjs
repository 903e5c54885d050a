// Owns how each command of the project begins and ends: the Node check before anything newer is loaded, and a failed step as three lines and its own exit code.
import { readFileSync } from 'node:fs';
import { checkNode } from './setup/node-version.mjs';
import { SetupProblem } from './setup/problem.mjs';

/** @param {() => Promise<number | void>} work gives the exit code */
export async function command(work) {
	try {
		const about = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
		checkNode(process.versions.node, about.engines.node);
		process.exitCode = (await work()) ?? 0;
	} catch (error) {
		if (!(error instanceof SetupProblem)) throw error;
		process.stderr.write(`${error.report()}\n`);
		process.exitCode = error.exitCode;
	}
}

/** @param {string} line */
export const say = (line) => void process.stdout.write(`${line}\n`);
