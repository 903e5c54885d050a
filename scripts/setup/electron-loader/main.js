// Owns what Electron's own default app does when it is given a folder: run the app in it. Is copied into the fallback runtime. Must not know Cuttings.
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const required = [];
let target;
const words = process.argv.slice(1);
while (words.length > 0 && target === undefined) {
	const word = words.shift();
	if (word === '-r' || word === '--require') required.push(words.shift());
	else if (!word.startsWith('-')) target = resolve(word);
}

const require = createRequire(import.meta.url);
for (const file of required) require(resolve(file));

try {
	if (target === undefined) throw new Error('No app was named. Give the folder of one.');
	const isFolder = statSync(target).isDirectory();
	const folder = isFolder ? target : dirname(target);
	const about = isFolder ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) : {};
	const name = about.productName ?? about.name;
	if (name) app.setName(name);
	if (about.version) app.setVersion(about.version);
	app.setAppPath(folder);
	// Subtle: an app whose main file is an ES module must be imported before "ready"; require() cannot load it here.
	await import(pathToFileURL(isFolder ? resolve(folder, about.main ?? 'index.js') : target).href);
} catch (error) {
	process.stderr.write(`The app could not be started: ${error instanceof Error ? error.stack : error}\n`);
	app.exit(1);
}
