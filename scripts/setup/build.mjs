// Owns building out/ when a source it is made of has changed. Must not know how (electron.vite.config.ts does).
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { MADE, glance, sources } from './freshness.mjs';
import { buildStampFile } from './places.mjs';
import { SetupProblem } from './problem.mjs';
import { howItEnded, lastWords } from './run.mjs';
import { readJson, writeJson } from './stamps.mjs';

/** @param {string} project @param {{ name: string }[]} files */
function contents(project, files) {
	const hash = createHash('sha256');
	for (const name of files.map((file) => file.name).sort()) hash.update(`${name}\0`).update(readFileSync(join(project, name))).update('\0');
	return hash.digest('hex');
}

/**
 * @param {{ project: string, run: import('./run.mjs').Run, say: (line: string) => void, always?: boolean }} options
 */
export async function build({ project, run, say, always = false }) {
	const files = sources(project);
	const now = { glance: glance(files), contents: contents(project, files) };
	const stamp = readJson(buildStampFile(project));
	if (!always && MADE.every((file) => existsSync(join(project, file))) && stamp?.contents === now.contents) {
		// A checkout that only touched the times.
		if (stamp.glance !== now.glance) writeJson(buildStampFile(project), now);
		return;
	}
	// A build that is broken off must not look like the one before it.
	rmSync(buildStampFile(project), { force: true });
	const started = Date.now();
	say('Build: bundling...');
	const ran = await run(process.execPath, [join(project, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
		cwd: project, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
	});
	const absent = MADE.filter((file) => !existsSync(join(project, file)));
	if (ran.code !== 0 || absent.length > 0) {
		throw new SetupProblem('build', {
			failed: 'The app could not be built.',
			why: ran.code === 0 ? `The build left out ${absent.join(', ')}.` : `electron-vite did not finish: ${howItEnded(ran)}.`,
			mend: 'npm run build',
			details: lastWords(ran, 30),
		});
	}
	writeJson(buildStampFile(project), now);
	say(`Build: done in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
}
