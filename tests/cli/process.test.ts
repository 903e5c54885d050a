// Owns the proof that the command line behaves as a process: pipes closed early, Ctrl+C, two at once, terminals, disks that are full.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary } from '../support/command';

const POSIX = process.platform !== 'win32';
const HAS_SCRIPT = POSIX && spawnSync('script', ['--version']).status === 0;

let place: string;
let papers: string;

const story = (n: number): string => [
	`Story number ${n} of the harbour`, `By Author ${'ABCDEFGH'[n % 8]} Example`,
	`On day ${n} the harbour was quiet, as it had been all week, and the men on the quay had little to do but talk.`,
	`“It will not last,” said one of them, who did not want to be named. He had seen ${n + 3} such weeks in his life, he said, and none had ended well.`,
	'The company said that the boats would sail again as soon as the weather allowed it. It gave no day, and nobody asked for one.',
	'In the café by the terminal the owner was counting cups. She had bought bread for two hundred passengers, and eleven had come.',
].join('\n\n');
/** Runs on a terminal of 60 columns and gives back what was shown on it. */
const onTerminal = async (args: readonly string[], env: Record<string, string>): Promise<string> => {
	const line = args.map((word) => `'${word}'`).join(' ');
	return (await cuttings([], { env: { ...env, TERM: 'xterm' }, shell: `script -qec "stty cols 60 && '$1' '$2' ${line}" /dev/null` })).out.replaceAll('\r\n', '\n');
};

beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-process-')));
	papers = join(place, 'papers');
	mkdirSync(papers);
	for (let n = 0; n < 600; n++) writeFileSync(join(papers, `${n}.txt`), story(n));
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe.skipIf(!POSIX)('as a process', () => {
	test('two imports into one new archive at once keep everything once', async () => {
		const archive = join(place, 'both');
		const both = await Promise.all([1, 2].map(() => cuttings(['import', papers, '--archive', archive, '--json'])));
		const sums = both.map((ran) => summary(ran) as { kept: number; duplicate: number });
		expect(both.map(({ status }) => status)).toEqual([0, 0]);
		expect(sums.reduce((all, { kept }) => all + kept, 0)).toBe(600);
		expect(sums.reduce((all, { duplicate }) => all + duplicate, 0)).toBe(600);
		expect(summary(await cuttings(['list', '--archive', archive, '--limit', '1', '--json']))).toEqual({ total: 600 });
		expect(summary(await cuttings(['check', '--archive', archive, '--json']))).toMatchObject({ findings: 0 });
	}, 60_000);

	test('Ctrl+C during an import keeps what was kept, and the same command goes on', async () => {
		const archive = join(place, 'stopped');
		const ran = await cuttings(['import', papers, '--archive', archive, '--json'], {
			started: (child) => child.stdout?.once('data', () => child.kill('SIGINT')),
		});
		expect(ran.status).toBe(130);
		const kept = jsonLines(ran).filter(({ outcome }) => outcome === 'kept').length;
		expect(summary(ran)).toMatchObject({ kept, cancelled: true });
		expect(kept).toBeGreaterThan(0);
		expect(summary(await cuttings(['list', '--archive', archive, '--limit', '1', '--json']))).toEqual({ total: kept });
		expect(summary(await cuttings(['import', papers, '--archive', archive, '--json']))).toEqual({ kept: 600 - kept, duplicate: kept, skipped: 0, failed: 0, import: 2 });
		expect(summary(await cuttings(['check', '--archive', archive, '--json']))).toMatchObject({ findings: 0 });
	}, 60_000);

	test('Ctrl+C during an export leaves nothing', async () => {
		const archive = join(place, 'both');
		const out = join(place, 'stopped exports');
		mkdirSync(out);
		const ran = await cuttings(['export', '--archive', archive, '--format', 'markdown', '--to', out], {
			started: (child) => {
				const looking = setInterval(() => {
					if (readdirSync(out).length === 0) return;
					clearInterval(looking);
					child.kill('SIGINT');
				}, 2);
				child.once('exit', () => clearInterval(looking));
			},
		});
		expect(ran).toMatchObject({ status: 130, out: 'Stopped. Nothing was left behind.\n' });
		expect(readdirSync(out)).toEqual([]);
	}, 60_000);

	test('when nobody reads any more it ends quietly', async () => {
		const archive = join(place, 'both');
		for (const line of ['"$@" | head -n 1', '"$@" | head -c 10', '"$@" | :']) {
			const ran = await cuttings(['list', '--json', '--archive', archive], { shell: `${line}; exit \${PIPESTATUS:-0}` });
			expect(ran.err).toBe('');
		}
		const many = Array.from({ length: 2_000 }, (_, n) => join(papers, `${n % 600}.txt`));
		const ran = await cuttings(['read', ...many], { shell: '{ "$@"; echo "status $?" >&2; } | head -n 2' });
		expect(jsonLines(ran)).toHaveLength(2);
		expect(ran.err).toBe('status 141\n');
	}, 60_000);

	test('a disk that takes no more is said to be full, and nothing is left', async () => {
		const archive = join(place, 'large');
		const large = join(place, 'large.txt');
		writeFileSync(large, `A very long story\n\n${'The harbour was quiet that morning, as it had been all week. '.repeat(60_000)}\n`);
		expect(await cuttings(['import', large, '--archive', archive])).toMatchObject({ status: 0 });
		const out = join(place, 'full');
		mkdirSync(out);
		// No file may grow over 1 MB (2,000 blocks of 512 bytes, or of 1,024 in some shells): to the export it is as if the disk were full.
		const ran = await cuttings(['export', '--archive', archive, '--format', 'markdown', '--to', out], { shell: 'ulimit -f 2000; exec "$@"' });
		expect(ran.status).toBe(4);
		expect(ran.err).toContain('is full');
		expect(readdirSync(out)).toEqual([]);
	}, 60_000);

	test('an archive that may only be read is listed, searched, shown and exported', async () => {
		const archive = join(place, 'both');
		const frozen = join(place, 'frozen');
		execFileSync('cp', ['-r', archive, frozen]);
		execFileSync('chmod', ['-R', 'a-w', frozen]);
		try {
			const root = process.getuid?.() === 0;
			expect(summary(await cuttings(['search', 'harbour', '--archive', frozen, '--limit', '1', '--json']))).toEqual({ total: 600 });
			expect(await cuttings(['export', '1', '--archive', frozen, '--format', 'jsonl', '--to', join(place, 'from frozen')])).toMatchObject({ status: 0 });
			// Nothing is read-only to the system's own user.
			if (!root) expect(await cuttings(['tag', '1', '+x', '--archive', frozen])).toMatchObject({ status: 3 });
		} finally {
			execFileSync('chmod', ['-R', 'u+w', frozen]);
		}
	}, 60_000);
});

describe.skipIf(!HAS_SCRIPT)('on a terminal', () => {
	const archive = (): string => join(place, 'terminal');
	const widthOf = (line: string): number => line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').length;

	test('an import draws a bar and takes it away', async () => {
		const shown = await onTerminal(['import', papers, '--archive', archive()], {});
		expect(shown).toMatch(/Reading █*░* \d+ of \d+/);
		expect(shown).toMatch(/\r\u001b\[K600 kept\.\n$/);
	}, 60_000);

	test('a list fits the terminal, and says how much more there is', async () => {
		const shown = await onTerminal(['list', '--archive', archive()], {});
		const lines = shown.trimEnd().split('\n');
		expect(lines).toHaveLength(52);
		for (const line of lines.slice(0, 50)) expect(widthOf(line)).toBeLessThanOrEqual(60);
		expect(lines.at(-1)).toContain('600 clippings. Shown: 1 to 50.');
		expect(shown).toContain('\u001b[1m');
	});

	test('without colours when they are not wanted, and JSON never has any', async () => {
		expect(await onTerminal(['search', 'harbour', '--limit', '2', '--archive', archive()], { NO_COLOR: '1' })).not.toContain('\u001b[');
		expect(await onTerminal(['list', '--limit', '2', '--json', '--archive', archive()], {})).not.toContain('\u001b[');
		expect(await onTerminal(['search', 'harbour', '--limit', '2', '--archive', archive()], {})).toContain('\u001b[4mharbour\u001b[24m');
	});
});
