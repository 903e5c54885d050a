// Owns the proof that the built command line takes things in by and by: rules of an import, collections, the list of imports and doing one again, and watching a folder.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary, type Ran } from '../support/command';

const story = (n: number, date = `${1 + (n % 28)} April 1987`): string => `Harbour Notes\n\nLamp number ${n} goes out along the mole\n\nBy Edda Lindqvist\n${date}\n\nThe lamp with the number ${n} went out on Friday night and nobody has said when it will burn again.\n\nThe keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.\n`;

let place: string;
let papers: string;
const run = (...args: string[]): Promise<Ran> => cuttings(args, { env: { CUTTINGS_ARCHIVE: join(place, 'archive') } });
const write = (name: string, text: string): string => {
	const path = join(papers, name);
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, text);
	return path;
};

beforeAll(built, 120_000);
beforeEach(() => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-cli-intake-')));
	papers = join(place, 'papers');
	mkdirSync(papers);
});
afterEach(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

describe('rules', () => {
	test('go for all an import brings, and are shown with the clipping', async () => {
		write('a.txt', story(1, '03/04/1987'));
		const ran = await run('import', papers, '--tag', 'mole', '--collection', 'Thesis/The closure', '--publication', 'The Averil Courier', '--date-order', 'DMY', '--rights', 'Quay Press', '--json');
		expect(ran.status).toBe(0);
		const [{ id }] = jsonLines(ran) as [{ id: number }];
		const [shown] = jsonLines(await run('show', String(id), '--json'));
		expect(shown).toMatchObject({ publication: 'The Averil Courier', published: { edtf: '1987-04-03' }, rights: 'Quay Press', tags: [{ name: 'mole' }] });
		expect((await run('collections')).out).toBe('1\tThesis\n1\tThesis/The closure\n');
		expect((await run('import', papers, '--date-order', 'XYZ')).status).toBe(2);
		expect(await run('import', papers, '--collection', 'a//b')).toMatchObject({ status: 9, err: expect.stringContaining('cannot be a collection') as string });
	});
});

describe('collections', () => {
	test('are filled and emptied by their paths', async () => {
		write('a.txt', story(1));
		write('b.txt', story(2));
		await run('import', papers);
		const ran = await run('collect', '1', '2', '+Thesis/The closure', '+Exhibition', '--json');
		expect(jsonLines(ran)[0]).toMatchObject({ id: 1, collections: ['Thesis/The closure', 'Exhibition'] });
		expect(summary(ran)).toEqual({ collected: 2 });
		expect((await run('collect', '1', '-exhibition')).out).toBe('1\tThesis/The closure\n');
		expect(jsonLines(await run('collections', '--json'))).toMatchObject([{ path: 'Thesis', parent: null, count: 2 }, { path: 'Thesis/The closure', count: 2 }, { path: 'Exhibition', count: 1 }, { summary: { total: 3 } }]);
		expect(await run('collect', '1', '-Nowhere')).toMatchObject({ status: 9 });
		expect(await run('collect', '99', '+Thesis')).toMatchObject({ status: 6 });
		expect(await run('collect', '1')).toMatchObject({ status: 2 });
	});
});

describe('imports', () => {
	test('are listed, told of, and done again', async () => {
		write('a.txt', story(1));
		const late = join(papers, 'late.txt');
		expect(await run('import', papers, late, '--tag', 'mole')).toMatchObject({ status: 1, out: expect.stringContaining('1 kept, 1 failed.') as string });
		const [entry] = jsonLines(await run('imports', '--json'));
		expect(entry).toMatchObject({ id: 1, state: 'done', given: ['papers', 'late.txt'], kept: 1, failed: 1, again: 'failed' });
		expect((await run('imports', '1')).out).toMatch(/failed: late\.txt\. There is no such file any more.*\nTry the failed again with: cuttings imports 1 --retry\n$/s);
		expect(await run('imports', '1', '--retry')).toMatchObject({ status: 1 });
		writeFileSync(late, story(2));
		const again = await run('imports', '1', '--retry', '--json');
		expect(again.status).toBe(0);
		expect(summary(again)).toMatchObject({ kept: 1, failed: 0 });
		expect((await run('tags')).out).toBe('2\tmole\n');
		expect((await run('imports', '1')).out).toMatch(/Done again as import 3\.\n$/);
		expect(await run('imports', '3', '--retry')).toMatchObject({ status: 1, out: 'Nothing of that import is to be done again.\n' });
		expect(await run('imports', '77')).toMatchObject({ status: 10 });
		expect(await run('imports', 'x')).toMatchObject({ status: 2 });
		expect((await run('imports')).out.split('\n').filter(Boolean)).toHaveLength(3);
	}, 60_000);
});

describe('watch', () => {
	test('--once keeps what has come since the last time', async () => {
		write('old.txt', story(1));
		await delay(50);
		expect(await run('watch', papers, '--once', '--tag', 'come')).toMatchObject({ status: 0, out: 'Nothing new.\n' });
		write('deep/new.txt', story(2));
		const ran = await run('watch', papers, '--once', '--json');
		expect(jsonLines(ran)).toMatchObject([{ kept: 1, duplicate: 0 }, { summary: { kept: 1, failed: 0 } }]);
		expect((await run('tags')).out).toBe('1\tcome\n');
		expect((await run('watch', papers, '--once')).out).toBe('Nothing new.\n');
		rmSync(papers, { recursive: true });
		expect(await run('watch', papers, '--once')).toMatchObject({ status: 10 });
	}, 60_000);

	test('--present keeps what stands there too', async () => {
		write('old.txt', story(1));
		expect(await run('watch', papers, '--once', '--present')).toMatchObject({ status: 0, out: expect.stringMatching(/^1 kept\. See: cuttings imports 1\n$/) as string });
	}, 30_000);

	test('goes on until it is stopped', async () => {
		const watching = cuttings(['watch', papers, '--json'], {
			env: { CUTTINGS_ARCHIVE: join(place, 'archive') },
			started: (child) => {
				void (async () => {
					await delay(2_500);
					write('one.txt', story(1));
					await delay(6_000);
					child.kill('SIGINT');
				})();
			},
		});
		const ran = await watching;
		expect(ran.status).toBe(130);
		expect(jsonLines(ran)).toMatchObject([{ kept: 1 }, { summary: { folder: papers, kept: 1 } }]);
	}, 60_000);

	test('refuses what cannot be watched', async () => {
		await run('import', write('a.txt', story(1)));
		expect(await run('watch', join(place, 'archive'), '--once')).toMatchObject({ status: 10, err: expect.stringContaining('archive itself') as string });
	}, 30_000);
});
