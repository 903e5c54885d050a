// Owns the tests of what the operating system must bring: libraries, a compiler, a virtual display, a usable sandbox.
import { describe, expect, test } from 'vitest';
import { hasXvfb, startDisplay } from '../../scripts/display.mjs';
import { EXIT_CODES } from '../../scripts/setup/problem.mjs';
import { run } from '../../scripts/setup/run.mjs';
import { checkSandbox } from '../../scripts/setup/sandbox.mjs';
import { missingLibraries, provideCompiler, provideLibraries, provideValidators, VALIDATORS } from '../../scripts/setup/system-libraries.mjs';
import { installable } from '../../scripts/setup/system-packages.mjs';
import { failed, lines, problemOf, programs } from './made';

const LDD = '\tlibnss3.so => not found\n\tlibgtk-3.so.0 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x00)\n\tlibgdk-3.so.0 => not found\n';
const POLICY = ['libnss3', 'libgtk-3-0', 'xvfb'].map((name) => `${name}:\n  Installed: (none)\n  Candidate: 1.0\n`).join('');

/** A Debian on which installing works, or does not. */
function debian({ installs = true, updates = true } = {}) {
	let installed = false;
	let updated = false;
	const system = programs((line) => {
		if (line.startsWith('ldd')) return { stdout: installed ? '' : LDD };
		if (line.startsWith('apt-cache')) return { stdout: POLICY };
		if (line === 'apt-get update') {
			updated = true;
			return updates ? {} : failed;
		}
		if (line.startsWith('apt-get install') && installs && updated) {
			installed = true;
			return {};
		}
		return failed;
	});
	return { ...system, has: () => installed, platform: 'linux' as const, system: 'apt' as const, program: '/electron/electron', display: true, ...lines() };
}

describe('libraries', () => {
	test('are found with ldd', async () => {
		expect(await missingLibraries('/electron', programs(() => ({ stdout: LDD })).run)).toEqual(['libnss3.so', 'libgtk-3.so.0', 'libgdk-3.so.0']);
		expect(await missingLibraries(process.execPath, run)).toEqual([]);
	});
	test('are installed as root with apt, which first fetches its lists', async () => {
		const system = debian();
		await provideLibraries({ ...system, root: true });
		expect(system.asked.filter((line) => line.startsWith('apt-get'))).toEqual([
			'apt-get install -y --no-install-recommends libgtk-3-0 libnss3 xvfb', 'apt-get update', 'apt-get install -y --no-install-recommends libgtk-3-0 libnss3 xvfb',
		]);
		expect(system.said).toEqual(['System: installing libgtk-3-0 libnss3 xvfb (apt-get)...']);
	});
	test('are only named to anybody else: nothing is installed', async () => {
		const system = debian();
		const problem = await problemOf(() => provideLibraries({ ...system, root: false }));
		expect(problem).toMatchObject({ exitCode: EXIT_CODES.libraries, mend: 'sudo apt-get install -y libgtk-3-0 libnss3 xvfb' });
		expect(problem.why).toBe('Not found: libnss3.so, libgtk-3.so.0, libgdk-3.so.0, Xvfb.');
		expect(system.asked.some((line) => /sudo|apt-get/.test(line))).toBe(false);
	});
	test.each([['dnf', 'sudo dnf install -y gtk3 nss xorg-x11-server-Xvfb'], ['pacman', 'sudo pacman -S --noconfirm gtk3 nss xorg-server-xvfb']] as const)('are named in the words of %s', async (system, mend) => {
		expect((await problemOf(() => provideLibraries({ ...debian(), system, root: false }))).mend).toBe(mend);
		expect((await problemOf(() => provideLibraries({ ...debian(), system, root: true }))).mend).toBe(mend.replace('sudo ', ''));
	});
	test('that no list can bring are a problem', async () => {
		const problem = await problemOf(() => provideLibraries({ ...debian({ updates: false }), root: true }));
		expect(problem.mend).toBe('apt-get update && apt-get install -y libgtk-3-0 libnss3 xvfb');
		expect(problem.details).toBe('it went wrong');
	});
	test('that apt says to have installed, and are still not there, are a problem', async () => {
		const system = debian();
		const problem = await problemOf(() => provideLibraries({ ...system, has: () => false, root: true }));
		expect(problem.why).toBe('Still not found after installing: Xvfb.');
	});
	test('of a system without a known package manager are named', async () => {
		const problem = await problemOf(() => provideLibraries({ ...debian(), system: undefined, root: false, ...programs((line) => (line.startsWith('ldd') ? { stdout: '\tlibodd.so => not found' } : failed)), has: () => true }));
		expect(problem.why).toContain('libodd.so');
	});
	test('have other names on newer systems', async () => {
		const { run: apt } = programs(() => ({ stdout: 'libnss3:\n  Candidate: 1\nlibgtk-3-0:\n  Candidate: (none)\nlibgtk-3-0t64:\n  Candidate: 2\n' }));
		expect(await installable(['libnss3', 'libgtk-3-0'], apt)).toEqual(['libnss3', 'libgtk-3-0t64']);
	});
	test('are no question elsewhere', async () => {
		const system = debian();
		await provideLibraries({ ...system, platform: 'darwin', root: false });
		expect(system.asked).toEqual([]);
	});
});

test('a missing compiler is named with its packages', async () => {
	const problem = await problemOf(() => provideCompiler({ ...debian(), has: (name) => name === 'make', root: false }));
	expect(problem).toMatchObject({ mend: 'sudo apt-get install -y g++ python3', why: 'Not found: c++, python3.' });
});

describe('validators', () => {
	test('are installed with one call, as root with apt', async () => {
		const system = debian();
		expect(await provideValidators({ ...system, root: true })).toBe(true);
		expect(system.asked.filter((line) => line.startsWith('apt-get'))).toEqual([
			'apt-get install -y --no-install-recommends biber bibutils coreutils csvkit libxml2-utils pandoc poppler-utils qpdf', 'apt-get update',
			'apt-get install -y --no-install-recommends biber bibutils coreutils csvkit libxml2-utils pandoc poppler-utils qpdf',
		]);
	});
	test('that cannot be had stop nothing: the one command is said', async () => {
		for (const system of [{ ...debian({ updates: false }), root: true }, { ...debian(), root: false }]) {
			expect(await provideValidators({ ...system, has: (name) => name !== 'biber' })).toBe(false);
			expect(system.said.at(-1)).toMatch(/^Tests: .*Not found: biber\.|^Tests: /);
			expect(system.said.at(-1)).toContain('apt-get install -y biber');
		}
	});
	test('that are all there ask for nothing', async () => {
		const system = debian();
		expect(await provideValidators({ ...system, has: () => true, root: true })).toBe(true);
		expect([system.asked, system.said]).toEqual([[], []]);
	});
	test('are only named where there is no package manager of Linux', async () => {
		const system = debian();
		expect(await provideValidators({ ...system, platform: 'darwin', root: false })).toBe(false);
		expect(system.said).toEqual([`Tests: without ${VALIDATORS.join(', ')}; the tests that ask them are skipped.`]);
	});
});

describe('the sandbox', () => {
	const read = (file: string) => {
		if (file.includes('apparmor')) return '1\n';
		throw new Error('no such file');
	};
	test('that the kernel forbids is mended by one command', async () => {
		const problem = await problemOf(() => checkSandbox('/runtime/electron', { platform: 'linux', root: false, read }));
		expect(problem.mend).toBe('sudo chown root:root \'/runtime/chrome-sandbox\' && sudo chmod 4755 \'/runtime/chrome-sandbox\'');
	});
	test('is fine where the kernel allows it', () => {
		expect(() => checkSandbox('/runtime/electron', { platform: 'linux', root: false, read: () => { throw new Error('no such file'); } })).not.toThrow();
		expect(() => checkSandbox('/runtime/electron', { platform: 'linux', root: true, read })).not.toThrow();
	});
});

describe('the virtual display', () => {
	test.runIf(hasXvfb())('is one that is free, each time another, and goes when it is stopped', async () => {
		const [one, other] = await Promise.all([startDisplay(), startDisplay()]);
		try {
			expect(one.display).toMatch(/^:\d+$/);
			expect(other.display).not.toBe(one.display);
		} finally {
			one.stop();
			other.stop();
		}
	});
	test('that does not start is a problem with what it said', async () => {
		const { spawn } = await import('node:child_process');
		const play = (script: string) => ((_command: string, _args: readonly string[], options: object) => spawn('sh', ['-c', script], options)) as unknown as typeof spawn;
		const ended = await problemOf(() => startDisplay({ start: play('echo no fonts >&2; sleep 0.1; exit 3') }));
		expect(ended).toMatchObject({ exitCode: EXIT_CODES.display, why: 'It ended with 3.', details: 'no fonts' });
		const silent = await problemOf(() => startDisplay({ answerMs: 100, start: play('exec sleep 5') }));
		expect(silent.why).toContain('did not answer');
		const absent = await problemOf(() => startDisplay({ start: ((_c: string, args: readonly string[], options: object) => spawn('no-such-display-server', args, options)) as unknown as typeof spawn }));
		expect(absent.why).toContain('ENOENT');
	});
});
