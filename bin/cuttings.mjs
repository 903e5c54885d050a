#!/usr/bin/env node
// `npx cuttings ...`: sets up what the command line needs when something is missing, then hands over. Must add next to nothing when all is there.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isReady } from '../scripts/setup/ready.mjs';

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const needs = { app: false, display: false, build: true };
let ready = isReady(project, needs);
if (!ready) {
	const { command } = await import('../scripts/entry.mjs');
	await command(async () => {
		const { setUp } = await import('../scripts/setup/set-up.mjs');
		await setUp({ ...needs, project, say: (line) => void process.stderr.write(`${line}\n`) });
		ready = true;
	});
}
if (ready) await import(pathToFileURL(join(project, 'out/main/cuttings.js')).href);
