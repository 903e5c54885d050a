// Owns the tests of the remaining steps of the set-up: Node, packages, SQLite binding, build, and what makes a second run short.
import { existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { build } from '../../scripts/setup/build.mjs';
import { linkCommand } from '../../scripts/setup/command-link.mjs';
import { MADE, buildIsFresh } from '../../scripts/setup/freshness.mjs';
import { alone } from '../../scripts/setup/lock.mjs';
import { checkNode } from '../../scripts/setup/node-version.mjs';
import { installPackages, packagesAreIn } from '../../scripts/setup/packages.mjs';
import { buildStampFile, cacheFolder, runtimeFile, stampFile } from '../../scripts/setup/places.mjs';
import { EXIT_CODES, asProblem, errorCode } from '../../scripts/setup/problem.mjs';
import { choiceKey, isReady, isSetUp, presentState } from '../../scripts/setup/ready.mjs';
import { run } from '../../scripts/setup/run.mjs';
import { provideBinding } from '../../scripts/setup/sqlite-binding.mjs';
import { writeJson } from '../../scripts/setup/stamps.mjs';
import { failed, folder, lines, problemOf, programs, write } from './made';

const ROOT = resolve(import.meta.dirname, '../..');

describe('Node', () => {
	test.each([['18.20.0', false], ['20.18.9', false], ['20.19.0', true], ['20.20.2', true], ['22.1.0', true]])('%s is new enough: %s', async (version, good) => {
		if (good) expect(() => checkNode(version, '>=20.19')).not.toThrow();
		else expect(await problemOf(() => checkNode(version, '>=20.19'))).toMatchObject({ exitCode: EXIT_CODES.node });
	});

	/** A Node that says it is an older one, which is all that the check asks. */
	const older = (script: string, ...args: string[]) => run(process.execPath, [
		'--import', 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.19.1"})', join(ROOT, script), ...args,
	]);
	test('that is too old stops npm start before anything is done', async () => {
		const ran = await older('scripts/start.mjs');
		expect(ran.code).toBe(EXIT_CODES.node);
		expect(ran.stderr).toContain('Set-up stopped. Node 18.19.1 is too old.');
		expect(ran.stdout).toBe('');
	});
	test('that is too old leaves npm test with its last line', async () => {
		const ran = await older('scripts/test.mjs');
		expect(ran.code).toBe(EXIT_CODES.node);
		expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
	});
});

describe('packages', () => {
	const entry = { version: '1.0.0', integrity: 'sha512-AAAA' };
	const lock = (packages: object) => JSON.stringify({ name: 'p', version: '1.0.0', lockfileVersion: 3, requires: true, packages });
	const project = (present?: object) => folder({
		'package.json': '{"name":"p","version":"1.0.0","dependencies":{"a":"1.0.0"}}',
		'package-lock.json': lock({ '': { name: 'p', version: '1.0.0', dependencies: { a: '1.0.0' } }, 'node_modules/a': entry }),
		...(present ? { 'node_modules/.package-lock.json': lock(present), 'node_modules/a/package.json': '{}' } : {}),
	});

	test('that are there are left alone', async () => {
		const npm = programs(() => failed);
		await installPackages({ project: project({ 'node_modules/a': entry }), ...npm, ...lines() });
		expect(npm.asked).toEqual([]);
	});
	test.each([
		['nothing is there', undefined],
		['one is missing', {}],
		['one has another version', { 'node_modules/a': { ...entry, version: '1.0.1' } }],
		['one has another checksum', { 'node_modules/a': { ...entry, integrity: 'sha512-BBBB' } }],
	])('are installed when %s', async (_case, present) => {
		const npm = programs(() => ({}));
		await installPackages({ project: project(present), ...npm, ...lines() });
		expect(npm.asked).toEqual([expect.stringContaining(' ci --include=dev --ignore-scripts')]);
	});
	test('for other platforms only may be missing', () => {
		const made = project({ 'node_modules/a': entry });
		write(join(made, 'package-lock.json'), lock({ 'node_modules/a': entry, 'node_modules/b': { ...entry, optional: true } }));
		expect(packagesAreIn(made)).toBe(true);
	});
	test('without a network are a problem that says so, by the real npm', async () => {
		const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:1/', npm_config_fetch_retries: '0', npm_config_cache: folder() };
		const problem = await problemOf(() => installPackages({ project: project(), run, env, ...lines() }));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.packages, mend: 'npm ci --include=dev' });
		expect(problem.why).toContain('registry could not be reached');
	});
	test('that the lockfile does not name are a problem with another command, by the real npm', async () => {
		const made = project();
		write(join(made, 'package.json'), '{"name":"p","version":"1.0.0","dependencies":{"a":"2.0.0"}}');
		const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:1/', npm_config_fetch_retries: '0', npm_config_cache: folder() };
		const problem = await problemOf(() => installPackages({ project: made, run, env, ...lines() }));
		expect(problem.mend).toMatch(/^npm (?:install|ci --include=dev)$/);
	});
});

describe('the SQLite binding', () => {
	const BUILT = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
	/** A stand-in for the package: it opens when its binding says so. The real one is what all tests of the store run on. */
	const project = () => folder({
		'node_modules/better-sqlite3/package.json': '{"version":"13.0.0","main":"index.cjs"}',
		'node_modules/better-sqlite3/index.cjs': `module.exports = class { constructor() {
			const text = require('fs').readFileSync(__dirname + '/build/Release/better_sqlite3.node', 'utf8');
			if (text === 'crash') process.abort();
			if (text !== 'sound') throw new Error('wrong ELF class');
		} exec() {} prepare() { return { get: () => ({ n: 1 }) }; } close() {} };`,
	});
	/** Compiling is played by writing a file where node-gyp would; what tries the binding is real. */
	const compiling = (text: string) => {
		const compiled: string[] = [];
		const play: typeof run = async (command, args, options) => {
			if (!args.includes('rebuild')) return run(command, args, options);
			compiled.push(`${options?.env?.['CXXFLAGS']}`);
			if (text) write(join(String(options?.cwd), 'build/Release/better_sqlite3.node'), text);
			return { ...failed, code: text ? 0 : 1 };
		};
		return { run: play, compiled };
	};
	const options = (made: string, cache: string) => ({ project: made, cache, electron: undefined, compiler: async () => undefined, ...lines() });

	test('is compiled once for a user, and copied for the next clone', async () => {
		const cache = folder();
		const first = compiling('sound');
		const made = project();
		await provideBinding({ ...options(made, cache), run: first.run, napi: 9 });
		expect(first.compiled).toEqual([expect.stringContaining('-DNAPI_EXPERIMENTAL')]);
		expect(readFileSync(join(made, BUILT), 'utf8')).toBe('sound');
		expect(readdirSync(join(made, 'node_modules/.cache/cuttings'))).toEqual([]);
		const second = compiling('sound');
		const clone = project();
		await provideBinding({ ...options(clone, cache), run: second.run, napi: 9 });
		expect(second.compiled).toEqual([]);
		expect(existsSync(join(clone, BUILT))).toBe(true);
	});
	test('of the package serves where Node and Electron are new enough', async () => {
		const made = project();
		write(join(made, BUILT), 'sound');
		const { run: play, compiled } = compiling('sound');
		await provideBinding({ ...options(made, folder()), run: play, napi: 10, electron: { path: process.execPath, napi: 10, electron: '45.0.0' } });
		expect(compiled).toEqual([]);
	});
	test('is compiled for an old Electron even when Node is new', async () => {
		const { run: play, compiled } = compiling('sound');
		await provideBinding({ ...options(project(), folder()), run: play, napi: 10, electron: { path: process.execPath, napi: 9, electron: '33.0.0' } });
		expect(compiled).toHaveLength(1);
	});
	test.each([['crash', /ended by SIGABRT/], ['wrong', /ended with 1/]])('that does not open a database (%s) is a problem, and is not kept', async (text, why) => {
		const made = project();
		const problem = await problemOf(() => provideBinding({ ...options(made, folder()), run: compiling(text).run, napi: 9 }));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.sqlite, mend: 'npm run setup -- --fresh' });
		expect(problem.why).toMatch(why);
		expect(existsSync(join(made, BUILT))).toBe(false);
	});
	test('that does not work in Electron is a problem that names it', async () => {
		const electron = { path: join(folder(), 'electron'), napi: 9, electron: '33.0.0' };
		write(electron.path, '#!/bin/sh\nkill -SEGV $$\n', 0o755);
		const problem = await problemOf(() => provideBinding({ ...options(project(), folder()), run: compiling('sound').run, napi: 9, electron }));
		expect(problem.failed).toContain('Electron 33.0.0');
		expect(problem.why).toContain('SIGSEGV');
	});
	test('that cannot be compiled is a problem, and leaves nothing in the cache', async () => {
		const cache = folder();
		const problem = await problemOf(() => provideBinding({ ...options(project(), cache), run: compiling('').run, napi: 9 }));
		expect(problem.details).toBe('it went wrong');
		expect(existsSync(join(cache, 'sqlite'))).toBe(false);
	});
});

describe('the build', () => {
	const project = () => folder({ 'src/main/index.ts': 'one', 'src/shared/a.ts': 'two', 'package.json': '{}' });
	const bundler = (made: string, leaveOut = '', code = 0) => programs(() => {
		for (const file of MADE) if (file !== leaveOut) write(join(made, file), 'made');
		return code === 0 ? {} : { ...failed, stderr: '\u001b[31mCould not resolve ./b\u001b[0m' };
	});

	test('is done once, and again only when a source has changed', async () => {
		const made = project();
		const tool = bundler(made);
		const once = async () => {
			await build({ project: made, ...tool, ...lines() });
			return tool.asked.length;
		};
		expect(buildIsFresh(made)).toBe(false);
		expect(await once()).toBe(1);
		expect(buildIsFresh(made)).toBe(true);
		expect(await once()).toBe(1);

		utimesSync(join(made, 'src/shared/a.ts'), 1, 1);
		expect(buildIsFresh(made)).toBe(false);
		expect(await once()).toBe(1);
		expect(buildIsFresh(made)).toBe(true);

		writeFileSync(join(made, 'src/shared/a.ts'), 'three');
		expect(await once()).toBe(2);
		write(join(made, 'src/shared/b.ts'), '');
		expect(await once()).toBe(3);
		await build({ project: made, ...tool, ...lines(), always: true });
		expect(tool.asked).toHaveLength(4);
	});
	test('that fails says what the bundler said, and is not taken for done', async () => {
		const made = project();
		const problem = await problemOf(() => build({ project: made, ...bundler(made, '', 1), ...lines() }));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.build, mend: 'npm run build', details: 'Could not resolve ./b' });
		expect(existsSync(buildStampFile(made))).toBe(false);
	});
	test('that leaves a file out has failed', async () => {
		const made = project();
		const problem = await problemOf(() => build({ project: made, ...bundler(made, 'out/main/worker.js'), ...lines() }));
		expect(problem.why).toBe('The build left out out/main/worker.js.');
	});
});

describe('a second run', () => {
	const needs = { app: true, display: true, build: false };
	function setUpProject() {
		const made = folder({ 'package-lock.json': '{}', 'package.json': '{"devDependencies":{"electron":"45.0.0"}}', electron: '' });
		writeJson(runtimeFile(made), { path: join(made, 'electron') });
		writeJson(stampFile(made), { ...presentState(made), electron: choiceKey(made, {}), display: true });
		return made;
	}

	test('finds everything done', () => {
		expect(isSetUp(setUpProject(), needs, {})).toBe(true);
	});
	test('is not misled by a lockfile that was only touched', () => {
		const made = setUpProject();
		utimesSync(join(made, 'package-lock.json'), 1, 1);
		expect(isSetUp(made, needs, {})).toBe(true);
	});
	test.each<[string, (made: string) => NodeJS.ProcessEnv | void]>([
		['the lockfile changed', (made) => writeFileSync(join(made, 'package-lock.json'), '{"packages":{}}')],
		['another Electron is wanted', (made) => writeFileSync(join(made, 'package.json'), '{"devDependencies":{"electron":"46.0.0"}}')],
		['a mirror was named', () => ({ ELECTRON_MIRROR: 'https://mirror.test/' })],
		['the runtime is gone', (made) => writeJson(runtimeFile(made), { path: join(made, 'nowhere') })],
		['the display is missing', (made) => writeJson(stampFile(made), { ...presentState(made), electron: choiceKey(made, {}) })],
		['it was done with another Node', (made) => writeJson(stampFile(made), { ...presentState(made), node: 'other', electron: choiceKey(made, {}), display: true })],
		['the stamp is damaged', (made) => writeFileSync(stampFile(made), '{"lock":')],
	])('sets up again when %s', (_case, change) => {
		const made = setUpProject();
		expect(isSetUp(made, needs, change(made) ?? {})).toBe(false);
	});
	test('of the command line alone needs no Electron, but its build', () => {
		const made = setUpProject();
		writeJson(stampFile(made), presentState(made));
		expect(isSetUp(made, { ...needs, app: false }, {})).toBe(true);
		expect(isReady(made, { app: false, display: false, build: true }, {})).toBe(false);
	});
});

describe('two runs at once', () => {
	test('come one after the other', async () => {
		const cache = folder();
		const order: string[] = [];
		const { say, said } = lines();
		const work = (name: string) => alone({ cache, project: '/p', say, pollMs: 5 }, async () => {
			order.push(`${name} begins`);
			await new Promise((done) => { setTimeout(done, 30); });
			order.push(`${name} ends`);
		});
		await Promise.all([work('one'), work('other')]);
		expect(order).toEqual(['one begins', 'one ends', 'other begins', 'other ends']);
		expect(said).toEqual(['Another process is setting this folder up; waiting for it.']);
		expect(readdirSync(join(cache, 'locks'))).toEqual([]);
	});
	test('are not held up by one that died', async () => {
		const cache = folder();
		await alone({ cache, project: '/p', ...lines() }, async () => {
			const [name] = readdirSync(join(cache, 'locks'));
			// The number of a process that has ended, as far as such a thing can be had.
			const { stdout } = await run(process.execPath, ['-p', 'process.pid']);
			writeFileSync(join(cache, 'locks', String(name)), stdout.trim());
			expect(await alone({ cache, project: '/p', pollMs: 5, ...lines() }, async () => 'done')).toBe('done');
		});
	});
});

test('the project\'s own command is linked where npx looks for it', async () => {
	const made = folder({ 'bin/cuttings.mjs': '#!/usr/bin/env node\nconsole.log("cuttings speaks");\n' });
	linkCommand(made, 'linux');
	linkCommand(made, 'linux');
	expect((await run(join(made, 'node_modules/.bin/cuttings'), [])).stdout).toBe('cuttings speaks\n');
	linkCommand(made, 'win32');
	expect(readFileSync(join(made, 'node_modules/.bin/cuttings.cmd'), 'utf8')).toContain('cuttings.mjs');
});

test('each step ends with a code of its own, and an unforeseen failure has its words too', () => {
	expect(new Set(Object.values(EXIT_CODES)).size).toBe(Object.keys(EXIT_CODES).length);
	const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
	expect(asProblem('sqlite', 'It failed.', 'npm start', full)).toMatchObject({ why: 'The disk is full.', exitCode: EXIT_CODES.sqlite });
	expect(errorCode(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }))).toBe('ENOTFOUND');
});

test('the cache is each system\'s own', () => {
	expect(cacheFolder({}, 'linux', '/home/a')).toBe('/home/a/.cache/cuttings');
	expect(cacheFolder({ XDG_CACHE_HOME: '/var/a' }, 'linux', '/home/a')).toBe('/var/a/cuttings');
	expect(cacheFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/cuttings');
	expect(cacheFolder({ CUTTINGS_CACHE: '/c' }, 'linux', '/home/a')).toBe('/c');
});
