// Owns the question whether out/ was made from the sources as they are, by their sizes and times. Asked at every start, so it imports next to nothing.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildStampFile } from './places.mjs';
import { readJson } from './stamps.mjs';

const SOURCES = ['src', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'svelte.config.js', 'tsconfig.base.json'];
/** The files by which a whole build is known. */
export const MADE = ['out/main/index.js', 'out/main/host.js', 'out/main/worker.js', 'out/main/finding.js', 'out/main/cuttings.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Every source file with its size and time: cheap enough to ask at every start. @param {string} project */
export function sources(project) {
	/** @type {{ name: string, seen: string }[]} */
	const found = [];
	for (const source of SOURCES) {
		const stat = statSync(join(project, source), { throwIfNoEntry: false });
		if (stat?.isDirectory()) walk(source);
		else if (stat) found.push({ name: source, seen: `${stat.size} ${stat.mtimeMs}` });
	}
	return found;

	/** @param {string} folder */
	function walk(folder) {
		for (const entry of readdirSync(join(project, folder), { withFileTypes: true })) {
			const name = `${folder}/${entry.name}`;
			if (entry.isDirectory()) walk(name);
			else {
				const stat = statSync(join(project, name), { throwIfNoEntry: false });
				if (stat) found.push({ name, seen: `${stat.size} ${stat.mtimeMs}` });
			}
		}
	}
}

/** @param {{ name: string, seen: string }[]} files */
export function glance(files) {
	const hash = createHash('sha256');
	for (const { name, seen } of files) hash.update(`${name}\0${seen}\0`);
	return hash.digest('hex');
}

/** Whether out/ was made from these very sources, as far as sizes and times tell. @param {string} project */
export function buildIsFresh(project) {
	const stamp = readJson(buildStampFile(project));
	return stamp?.glance === glance(sources(project)) && MADE.every((file) => existsSync(join(project, file)));
}
