// Owns the proof that an export appears whole or not at all, with originals that were proven, and leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runExport } from '../../src/core/exporting/export';
import { Scratch } from '../../src/core/exporting/scratch';
import { preview } from '../../src/core/exporting/preview';
import { Staging, sweepUnfinished } from '../../src/core/exporting/staging';
import type { Fault } from '../../src/shared/errors';
import type { ClippingId, Progress } from '../../src/shared/model';
import { sayOf } from '../../src/shared/words/say';
import { arabic, bare, bytesOf, complete, crowded, sha256Of } from '../support/clippings';
import { MemorySource } from '../support/export-source';

const LAST_HULL = bytesOf('Last hull leaves the Averil yard\n\nThe slipway stood empty.\n');
const EVERYTHING = { of: 'everything' } as const;
const DAY = 'Cuttings export 2026-11-22';

let place: string;
let target: string;
let source: MemorySource;

beforeEach(() => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-export-')));
	target = join(place, 'out');
	mkdirSync(target);
	mkdirSync(join(place, 'archive'));
	source = new MemorySource(join(place, 'archive'), [
		{ clipping: complete(), original: LAST_HULL },
		{ clipping: arabic(), original: bytesOf('إضراب\n') },
		{ clipping: crowded(), original: bytesOf('👩🏽‍🚒\n') },
		{ clipping: bare(4), original: bytesOf('Untitled\n') },
		{ clipping: { ...bare(5, 'UNTITLED', bytesOf('again\n')) }, original: bytesOf('again\n') },
	]);
});
afterEach(() => {
	rmSync(place, { recursive: true, force: true });
	expect(source.open).toBe(0);
});

const files = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(folder, file)).isFile()).sort();
const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => null, (error: unknown) => error);
const many = (count: number): MemorySource => new MemorySource(source.dir, Array.from({ length: count }, (_, n) => {
	const original = bytesOf(`story ${n}\n`);
	return { clipping: bare(n + 1, 'The same headline', original), original };
}));

describe('an export', () => {
	test('as Markdown is a file for each clipping with its original beside', async () => {
		const made = await runExport(source, EVERYTHING, 'markdown', target);
		expect(made).toMatchObject({ clippings: 5, files: 11, name: DAY, path: join(target, DAY), cancelled: false });
		expect(files(made.path)).toEqual([
			'1982-03-11 Last hull leaves the Averil yard - 1,400 wait (original).txt',
			'1982-03-11 Last hull leaves the Averil yard - 1,400 wait (picture 1).jpg',
			'1982-03-11 Last hull leaves the Averil yard - 1,400 wait.md',
			'1987 👩🏽‍🚒 “Heroes” of the quay 🚒 thanked (original).txt',
			'1987 👩🏽‍🚒 “Heroes” of the quay 🚒 thanked.md',
			'2019-03 إضراب عمال الميناء يدخل يومه الثالث (original).txt',
			'2019-03 إضراب عمال الميناء يدخل يومه الثالث.md',
			'UNTITLED 2 (original).txt',
			'UNTITLED 2.md',
			'Untitled (original).txt',
			'Untitled.md',
		]);
		const original = readFileSync(join(made.path, '1982-03-11 Last hull leaves the Averil yard - 1,400 wait (original).txt'));
		expect(sha256Of(original)).toBe(complete().original.sha256);
		expect(files(made.path).reduce((sum, file) => sum + statSync(join(made.path, file)).size, 0)).toBe(made.bytes);
		expect(source.events).toEqual([{ format: 'markdown', name: DAY, clippings: 5, files: 11, bytes: made.bytes, identifier: expect.stringMatching(/^urn:uuid:/) as string, leftOut: null, proof: null }]);
	});

	test('as JSON Lines is one file and a folder of originals', async () => {
		const made = await runExport(source, EVERYTHING, 'jsonl', target);
		expect(made).toMatchObject({ clippings: 5, files: 7 });
		const records = readFileSync(join(made.path, 'clippings.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { original: { file: string; sha256: string } });
		expect(records).toHaveLength(5);
		for (const { original } of records) expect(sha256Of(readFileSync(join(made.path, original.file)))).toBe(original.sha256);
		expect(files(made.path).reduce((sum, file) => sum + statSync(join(made.path, file)).size, 0)).toBe(made.bytes);
	});

	test('as a package opens every clipping once, and leaves nothing of what it put aside', async () => {
		const opened: number[] = [];
		const snapshot = source.snapshot.bind(source);
		source.snapshot = () => {
			const taken = snapshot();
			const each = taken.each.bind(taken);
			return { ...taken, *each(ids) {
				for (const clipping of each(ids)) {
					opened.push(clipping.id);
					yield clipping;
				}
			} };
		};
		const made = await runExport(source, EVERYTHING, 'package', target);
		expect(opened).toEqual([1, 2, 3, 4, 5]);
		expect(files(made.path).filter((file) => !file.startsWith('data/originals/') && !file.startsWith('data/pictures/'))).toEqual([
			'bag-info.txt', 'bagit.txt', 'data/clippings.jsonl', 'data/ro-crate-metadata.json',
			'manifest-sha256.txt', 'manifest-sha512.txt', 'metadata/mets.xml', 'metadata/premis.xml', 'tagmanifest-sha256.txt', 'tagmanifest-sha512.txt',
		]);
		expect(made.files).toBe(files(made.path).length);
	});

	test('puts text aside and takes it up again whole, wherever its pieces end', async () => {
		const path = join(target, 'aside');
		const scratch = await Scratch.begin(path, (error) => error);
		// Three bytes each: pieces of 2^18 bytes end within one.
		const text = '港'.repeat(200_000);
		for (let at = 0; at < text.length; at += 999) await scratch.append(text.slice(at, at + 999));
		let back = '';
		for await (const piece of scratch.pieces()) back += piece;
		expect(back === text).toBe(true);
		await scratch.remove();
		expect(readdirSync(target)).toEqual([]);
	});

	test('of nothing is an empty folder, which says so', async () => {
		expect(await runExport(new MemorySource(source.dir, []), EVERYTHING, 'jsonl', target)).toMatchObject({ clippings: 0, files: 0, bytes: 0, name: DAY });
	});

	test('keeps the order chosen and refuses a clipping that is not there', async () => {
		const [first, second] = [3 as ClippingId, 1 as ClippingId];
		const made = await runExport(source, { of: 'clippings', ids: [first, second] }, 'jsonl', target);
		expect(readFileSync(join(made.path, 'clippings.jsonl'), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([3, 1]);
		expect(await refusal(runExport(source, { of: 'clippings', ids: [99 as ClippingId] }, 'jsonl', target))).toMatchObject({ code: 'clipping/missing', facts: { id: 99 } });
		expect(readdirSync(target)).toEqual([DAY]);
	});

	test('never overwrites, not even an empty folder or a file', async () => {
		mkdirSync(join(target, DAY));
		writeFileSync(join(target, `${DAY} 2`), 'mine');
		expect(await runExport(source, EVERYTHING, 'jsonl', target)).toMatchObject({ name: `${DAY} 3` });
		expect(readdirSync(join(target, DAY))).toEqual([]);
		expect(readFileSync(join(target, `${DAY} 2`), 'utf8')).toBe('mine');
		const both = await Promise.all([runExport(source, EVERYTHING, 'jsonl', target), runExport(source, EVERYTHING, 'markdown', target)]);
		expect(both.map((made) => made.name).sort()).toEqual([`${DAY} 4`, `${DAY} 5`]);
	});

	test('tells how far it is, never backwards', async () => {
		const told: Progress[] = [];
		await runExport(many(300), EVERYTHING, 'markdown', target, { onProgress: (progress) => told.push(progress) });
		expect(told[0]).toMatchObject({ phase: 'looking', total: null });
		expect(told.at(-1)).toMatchObject({ phase: 'finishing', done: 300, total: 300 });
		expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).sort((a, b) => a - b));
	});

	test('copies large originals from their files and proves them', async () => {
		const large = Buffer.alloc(3_000_000, 'cuttings ');
		const file = join(place, 'large');
		writeFileSync(file, large);
		source.clippings.push(bare(6, 'Large', large));
		source.originals.set(sha256Of(large), { file });
		const made = await runExport(source, { of: 'clippings', ids: [6 as ClippingId] }, 'markdown', target);
		expect(readFileSync(join(made.path, 'Large (original).txt')).equals(large)).toBe(true);
	});
});

describe('an export that does not come to its end leaves nothing', () => {
	test('when it is cancelled before it begins, in the middle, or at its last clipping', async () => {
		const big = many(500);
		for (const when of [0, 1, 250, 500]) {
			const stop = new AbortController();
			if (when === 0) stop.abort();
			let seen = 0;
			const each = big.snapshot.bind(big);
			big.snapshot = () => {
				const snapshot = each();
				const inner = snapshot.each.bind(snapshot);
				snapshot.each = function* (ids) {
					for (const clipping of inner(ids)) {
						if (++seen === when) stop.abort();
						yield clipping;
					}
				};
				return snapshot;
			};
			const format = when === 250 ? 'package' : 'markdown';
			expect(await runExport(big, EVERYTHING, format, target, { signal: stop.signal })).toMatchObject({ cancelled: true, clippings: 0, files: 0, name: '', path: '' });
			big.snapshot = each;
			expect(readdirSync(target)).toEqual([]);
		}
		expect(big.events).toEqual([]);
		expect(big.open).toBe(0);
	});

	test.each([
		['missing', (sha256: string) => source.originals.delete(sha256)],
		['altered', (sha256: string) => source.originals.set(sha256, bytesOf('something else'))],
		['missing as a file', (sha256: string) => source.originals.set(sha256, { file: join(place, 'nowhere') })],
		['altered in its file', (sha256: string) => {
			writeFileSync(join(place, 'altered'), 'something else');
			source.originals.set(sha256, { file: join(place, 'altered') });
		}],
	])('when an original is %s, and says which', async (_what, harm) => {
		harm(arabic().original.sha256);
		const error = await refusal(runExport(source, EVERYTHING, 'markdown', target));
		expect(error).toMatchObject({ code: 'archive/corrupt' });
		expect(sayOf((error as Fault<'archive/corrupt'>).facts.detail)).toContain('(clipping 2)');
		expect(readdirSync(target)).toEqual([]);
		expect(source.events).toEqual([]);
	});

	test('when the folder is not there, is a file, or lies inside the archive', async () => {
		expect(await refusal(runExport(source, EVERYTHING, 'jsonl', join(place, 'nowhere')))).toMatchObject({ code: 'disk/missing' });
		writeFileSync(join(place, 'file'), '');
		expect(await refusal(runExport(source, EVERYTHING, 'jsonl', join(place, 'file')))).toMatchObject({ code: 'export/unwritable' });
		symlinkSync(source.dir, join(place, 'link'));
		for (const inside of [source.dir, join(place, 'link')]) expect(await refusal(runExport(source, EVERYTHING, 'jsonl', inside))).toMatchObject({ code: 'export/unwritable' });
		expect(readdirSync(source.dir)).toEqual([]);
	});

	test.skipIf(process.getuid?.() === 0)('when the folder may not be written', async () => {
		chmodSync(target, 0o555);
		expect(await refusal(runExport(source, EVERYTHING, 'jsonl', target))).toMatchObject({ code: 'export/unwritable' });
		chmodSync(target, 0o755);
	});
});

describe('what killed exports left behind', () => {
	test('goes with the next export; folders of others and of running processes stay', async () => {
		const staging = await Staging.begin(target);
		const mine = readdirSync(target)[0] ?? '';
		const dead = spawnSync(process.execPath, ['-e', '0']).pid;
		const named = (pid: number, machine = mine.split('-')[2]): string => `.cuttings-export-${machine}-${pid}-0123456789ab.partial`;
		const stays = [named(process.ppid), named(dead, '00000000'), '.cuttings-export-mine.partial', `x${named(dead)}`];
		for (const folder of [...stays, named(dead), named(process.pid)]) {
			mkdirSync(join(target, folder));
			writeFileSync(join(target, folder, 'file'), '');
		}
		writeFileSync(join(target, named(dead).replace('0123', '4567')), 'a file, not a folder');
		await sweepUnfinished(target);
		expect(readdirSync(target).sort()).toEqual([...stays, mine, named(dead).replace('0123', '4567')].sort());
		await staging.discard();
	});
});

describe('a preview', () => {
	test('shows each record exactly as it is then written', async () => {
		const twins = many(5);
		twins.clippings.push(...source.clippings.slice(0, 3).map((clipping) => ({ ...clipping, id: (clipping.id + 10) as ClippingId })));
		for (const [sha256, original] of source.originals) twins.originals.set(sha256, original);
		for (const format of ['markdown', 'jsonl'] as const) {
			const shown = await Promise.all(twins.clippings.map((_, index) => preview(twins, EVERYTHING, format, index)));
			const made = await runExport(twins, EVERYTHING, format, target);
			const written = files(made.path).filter((file) => !/originals|pictures|\((?:original|picture \d+)\)/.test(file)).flatMap((file) => {
				const text = readFileSync(join(made.path, file), 'utf8');
				return format === 'jsonl' ? text.split(/(?<=\n)/) : [text];
			});
			expect(shown.map(({ first }) => first).sort()).toEqual(written.sort());
			expect(shown[0]?.bytes).toBe(made.bytes);
			expect(shown[0]).toMatchObject({ clippings: 8, originals: 8, pictures: 1, index: 0 });
		}
	});

	test('counts what the format cannot carry of these clippings', async () => {
		expect((await preview(source, EVERYTHING, 'markdown', 0)).losses.map(({ what, becomes, count }) => ({ what: sayOf(what), becomes: sayOf(becomes), count }))).toEqual([
			{ what: 'Where each field came from', becomes: 'Left out.', count: 1 },
			{ what: 'Text set aside when reading', becomes: 'Left out. It stands in the original beside.', count: 1 },
			{ what: 'Tables, links and layout of pages', becomes: 'Left out. They stand in the original beside.', count: 1 },
			{ what: 'Colours of tags', becomes: 'Left out. Their names are there.', count: 2 },
		]);
		expect((await preview(source, EVERYTHING, 'jsonl', 0)).losses).toEqual([]);
	});

	test('has no record past the end, nor of nothing', async () => {
		expect(await preview(source, EVERYTHING, 'jsonl', 5)).toMatchObject({ first: null, index: 5, clippings: 5 });
		expect(await preview(new MemorySource(source.dir, []), EVERYTHING, 'markdown', 0)).toEqual({ clippings: 0, originals: 0, pictures: 0, bytes: 0, first: null, index: 0, losses: [], restricted: { count: 0, first: [] } });
	});
});
