// Owns the tests of the commands around the set-up: how tests are counted, how arguments and signals reach the app, how failures end.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appArguments } from '../../scripts/app-arguments.mjs';
import { appEnvironment } from '../../scripts/app-process.mjs';
import { FORGIVEN, playwrightCounts, sum, vitestCounts } from '../../scripts/counts.mjs';
import { run } from '../../scripts/setup/run.mjs';
import { folder, write } from './made';

const ROOT = resolve(import.meta.dirname, '../..');

describe('counting', () => {
	test('takes vitest at its word', () => {
		expect(vitestCounts({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1, testResults: [] }, 1)).toEqual({ passed: 7, failed: 2, skipped: 2, names: [] });
	});
	test('counts a file that could not be loaded', () => {
		const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }, { name: 'b.test.ts', status: 'passed', assertionResults: [{ status: 'passed' }] }];
		expect(vitestCounts({ numPassedTests: 1, numFailedTests: 0, testResults }, 1)).toEqual({ passed: 1, failed: 1, skipped: 0, names: ['a.test.ts'] });
	});
	test('names what failed', () => {
		const testResults = [{ name: 'a.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'a tag is kept' }, { status: 'passed', fullName: 'b' }] }];
		expect(vitestCounts({ numPassedTests: 1, numFailedTests: 1, testResults }, 1).names).toEqual(['a.test.ts: a tag is kept']);
		const suites = [{ specs: [{ ok: true, file: 'b.spec.ts', line: 1, title: 'b' }], suites: [{ specs: [{ ok: false, file: 'b.spec.ts', line: 8, title: 'the window opens' }] }] }];
		expect(playwrightCounts({ stats: { expected: 1, unexpected: 1 }, suites }, 1).names).toEqual(['b.spec.ts:8: the window opens']);
	});
	test('names a journey that passed only at the second try, and forgives a few', () => {
		const again = (n: number) => ({ stats: { expected: 3, flaky: n, skipped: 2 }, suites: [{ specs: Array.from({ length: n }, (_, at) => ({ file: 'a.spec.ts', line: at + 1, title: 'opens', ok: true, tests: [{ status: 'flaky' }] })) }] });
		const named = (n: number) => Array.from({ length: n }, (_, at) => `a.spec.ts:${at + 1}: opens`);
		expect(playwrightCounts(again(FORGIVEN), 0)).toEqual({ passed: 3 + FORGIVEN, failed: 0, skipped: 2, names: [], second: named(FORGIVEN) });
		const many = FORGIVEN + 1;
		expect(playwrightCounts(again(many), 0)).toEqual({ passed: 3, failed: many, skipped: 2, names: named(many), second: named(many) });
	});
	test.each([
		['it crashed before it could count', undefined, 139],
		['its report is cut off', undefined, 0],
		['it ran nothing', { numPassedTests: 0, stats: {} }, 0],
		['it counted no failure but ended badly', { numPassedTests: 3, testResults: [], stats: { expected: 3 } }, 1],
	])('finds a failure when %s', (_case, report, code) => {
		expect(vitestCounts(report, code).failed).toBe(1);
		expect(playwrightCounts(report, code).failed).toBe(1);
	});
	test('adds up', () => {
		expect(sum([{ passed: 1, failed: 0, skipped: 0 }, { passed: 2, failed: 3, skipped: 4 }])).toEqual({ passed: 3, failed: 3, skipped: 4 });
	});
});

describe('npm start', () => {
	const from = { from: '/home/a', standard: '/home/a/Cuttings' };
	test.each([
		[[], [], '/home/a/Cuttings'],
		[['--archive', 'press'], ['--archive', '/home/a/press'], '/home/a/press'],
		[['--archive=../b', 'story.txt'], ['--archive=/home/b', '/home/a/story.txt'], '/home/b'],
		[['--archive'], ['--archive'], '/home/a/Cuttings'],
	])('%j reaches the app as %j', (given, args, archive) => {
		expect(appArguments(given, from)).toEqual({ args, archive });
	});
	test('clears away what would turn the app into a plain Node', () => {
		const env = { ELECTRON_RUN_AS_NODE: '1', WAYLAND_DISPLAY: 'w', HOME: '/h' };
		expect(appEnvironment(env, undefined)).toEqual({ WAYLAND_DISPLAY: 'w', HOME: '/h' });
		expect(appEnvironment(env, ':7')).toEqual({ DISPLAY: ':7', HOME: '/h' });
	});
});

describe('a program in the foreground', () => {
	const foreground = (child: string) => {
		const made = folder();
		write(join(made, 'child.mjs'), child);
		write(join(made, 'parent.mjs'), `import { runInForeground } from ${JSON.stringify(join(ROOT, 'scripts/app-process.mjs'))};
			process.exitCode = await runInForeground(process.execPath, [${JSON.stringify(join(made, 'child.mjs'))}], { env: process.env, cwd: ${JSON.stringify(made)} });`);
		return join(made, 'parent.mjs');
	};
	test('hands its exit code on', async () => {
		expect((await run(process.execPath, [foreground('process.exitCode = 3;')])).code).toBe(3);
		expect((await run(process.execPath, [foreground('process.kill(process.pid, "SIGKILL");')])).code).toBe(137);
	});
	test('is told to end, and waited for', async () => {
		const parent = spawn(process.execPath, [foreground('process.on("SIGTERM", () => { console.log("closed"); process.exit(5); }); setInterval(() => {}, 1000); console.log("up");')], { stdio: ['ignore', 'pipe', 'inherit'] });
		let said = '';
		parent.stdout.setEncoding('utf8').on('data', (text: string) => {
			said += text;
			if (text.includes('up')) parent.kill('SIGTERM');
		});
		const code = await new Promise((done) => { parent.once('close', done); });
		expect({ code, said }).toEqual({ code: 5, said: 'up\nclosed\n' });
	});
});

test('a program in the foreground ends when the shell that npm put before it is killed', async () => {
	const made = folder();
	write(join(made, 'child.mjs'), 'import { writeFileSync } from "node:fs"; process.on("SIGTERM", () => { writeFileSync("closed", ""); process.exit(); }); setInterval(() => {}, 1000); console.log("up");');
	write(join(made, 'parent.mjs'), `import { runInForeground } from ${JSON.stringify(join(ROOT, 'scripts/app-process.mjs'))};
		await runInForeground(process.execPath, [${JSON.stringify(join(made, 'child.mjs'))}], { env: process.env, cwd: ${JSON.stringify(made)} });`);
	const shell = spawn('sh', ['-c', `'${process.execPath}' '${join(made, 'parent.mjs')}'; true`], { stdio: ['ignore', 'pipe', 'inherit'] });
	await new Promise((up) => { shell.stdout.once('data', up); });
	shell.kill('SIGTERM');
	await expect.poll(() => existsSync(join(made, 'closed')), { timeout: 10_000 }).toBe(true);
});

test('the lockfile names no host to download from, and every version is pinned', () => {
	const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, { resolved?: string }> };
	expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
	const about = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
	for (const version of Object.values({ ...about.dependencies, ...about.devDependencies })) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('an unknown part of the tests is said, and is a failure', async () => {
	const ran = await run(process.execPath, [join(ROOT, 'scripts/test.mjs'), 'evrything']);
	expect(ran.code).toBe(2);
	expect(ran.stdout).toContain('there are all, check, unit, app');
	expect(ran.stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed');
});
