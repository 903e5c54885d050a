// Holds what a watched folder promises: what comes is imported by itself and once, what was there only when somebody says so, and what is half written is waited for. Real folders, real changes.
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import type { WatchPace } from '../../src/core/importing/folder-watch';
import { ImportRules, type Arrival, type ImportRulesInput, type WatchedFolder } from '../../src/shared/model';
import { clippingText } from '../support/import-samples';
import { headlines, search } from '../support/archive';

const PACE: Partial<WatchPace> = { gather: 20, still: 120, company: 2_000, pulse: 150, whole: 60_000, deaf: 300, trouble: 200 };

interface Place { archive: Archive; folder: string; dir: string; write: (name: string, text: string) => string; arrivals: Arrival[]; total: () => number }

async function place(): Promise<Place> {
	const root = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-watch-')));
	const folder = join(root, 'Clippings');
	const dir = join(root, 'archive');
	mkdirSync(folder);
	const archive = await openArchive(dir, { watchPace: PACE });
	const arrivals: Arrival[] = [];
	archive.imports.watching.onArrived((arrival) => arrivals.push(arrival));
	onTestFinished(async () => {
		await archive.close();
		rmSync(root, { recursive: true, force: true, maxRetries: 5 });
	});
	return {
		archive, folder, dir, arrivals,
		write(name, text) {
			const path = join(folder, name);
			mkdirSync(join(path, '..'), { recursive: true });
			writeFileSync(path, text);
			return path;
		},
		total: () => search(archive).total,
	};
}

const add = (archive: Archive, folder: string, rules: ImportRulesInput = {}, present = false): Promise<WatchedFolder> =>
	archive.imports.watching.add(folder, { rules: ImportRules.parse(rules), present });
const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 20 });
const state = (archive: Archive): string => archive.imports.watching.list().map((one) => one.state).join();
/** Longer than anything new would need to be taken. */
const longEnough = () => delay(700);

/** The same archive in a program that starts later. */
async function later(dir: string): Promise<Archive> {
	const archive = await openArchive(dir, { watchPace: PACE });
	onTestFinished(() => archive.close());
	await archive.imports.watching.start();
	return archive;
}

describe('a watched folder', () => {
	it('imports what comes, under its rules, with a report; not what was there', async () => {
		const { archive, folder, write, arrivals, total } = await place();
		write('old.txt', clippingText(1));
		write('box/older.txt', clippingText(2));
		await archive.imports.watching.start();
		const { id, name } = await add(archive, folder, { tags: ['watched'], collection: 'In/Box' });
		expect(name).toBe('Clippings');
		await until(() => expect(archive.imports.watching.get(id)).toMatchObject({ state: 'watching', files: 2 }));
		write('new.txt', clippingText(3));
		write('box/deep/newer.txt', clippingText(4));
		await until(() => expect(total()).toBe(2));
		await until(() => expect(archive.imports.watching.get(id).files).toBe(4));
		expect(archive.tags.named('watched')?.count).toBe(2);
		expect(archive.collections.list().map(({ path, count }) => `${path} ${count}`)).toEqual(['In 2', 'In/Box 2']);
		const [report] = archive.imports.list({ before: null, limit: 5 });
		expect(report).toMatchObject({ state: 'done', watched: 'Clippings', rules: { tags: ['watched'] } });
		expect(arrivals.filter(({ summary }) => summary).reduce((kept, { summary }) => kept + summary!.kept, 0)).toBe(2);
		expect(arrivals[0]).toMatchObject({ folder: { id, name: 'Clippings' }, summary: null, trouble: null });
		await longEnough();
		expect(total()).toBe(2);
	});

	it('imports what was there when somebody says so, and each file once', async () => {
		const { archive, folder, dir, write, total } = await place();
		for (let i = 0; i < 30; i++) write(`${i % 3}/clip ${i}.txt`, clippingText(i));
		await archive.imports.watching.start();
		await add(archive, folder, {}, true);
		await until(() => expect(total()).toBe(30));
		expect(archive.imports.list({ before: null, limit: 50 })).toHaveLength(1);
		await archive.close();
		const again = await later(dir);
		await until(() => expect(state(again)).toBe('watching'));
		await longEnough();
		expect(again.imports.list({ before: null, limit: 50 })).toHaveLength(1);
	});

	it('takes at the next start what came meanwhile, and what was changed', async () => {
		const { archive, folder, dir, write } = await place();
		write('old.txt', clippingText(1));
		await archive.imports.watching.start();
		await add(archive, folder);
		await until(() => expect(state(archive)).toBe('watching'));
		await archive.close();
		write('meanwhile.txt', clippingText(2));
		write('old.txt', clippingText(3));
		const again = await later(dir);
		await until(() => expect(search(again).total).toBe(2));
		expect(headlines(again, { sort: 'headline' })).toEqual(['Ferry number 2 runs aground off Long Point', 'Ferry number 3 runs aground off Long Point']);
	});

	it('keeps what is there apart from what comes even when it is stopped before it has looked through', async () => {
		const { archive, folder, dir, write } = await place();
		for (let i = 0; i < 10; i++) write(`clip ${i}.txt`, clippingText(i));
		// Not started: nothing is noted yet when this program ends.
		await add(archive, folder);
		await archive.close();
		await delay(30);
		write('new.txt', clippingText(99));
		const again = await later(dir);
		await until(() => expect(search(again).total).toBe(1));
		await longEnough();
		expect(headlines(again)).toEqual(['Ferry number 99 runs aground off Long Point']);
	});

	it('waits for a file that is being written, and for its own name', async () => {
		const { archive, folder, write, total } = await place();
		await archive.imports.watching.start();
		await add(archive, folder);
		await until(() => expect(state(archive)).toBe('watching'));
		const path = write('growing.txt', 'The Quayside Courier\n\n');
		write('page.html.crdownload', clippingText(7));
		for (const line of clippingText(5).split('\n').slice(2)) {
			appendFileSync(path, `${line}\n`);
			await delay(50);
		}
		expect(total()).toBe(0);
		await until(() => expect(total()).toBe(1));
		expect(headlines(archive)).toEqual(['Ferry number 5 runs aground off Long Point']);
		renameSync(join(folder, 'page.html.crdownload'), join(folder, 'page.txt'));
		await until(() => expect(total()).toBe(2));
	});

	it('many files that come together are one import', async () => {
		const { archive, folder, write, total } = await place();
		await archive.imports.watching.start();
		await add(archive, folder);
		await until(() => expect(state(archive)).toBe('watching'));
		for (let i = 0; i < 120; i++) {
			write(`clip ${i}.txt`, clippingText(i));
			if (i % 10 === 0) await delay(15);
		}
		await until(() => expect(total()).toBe(120));
		expect(archive.imports.list({ before: null, limit: 50 }).length).toBeLessThanOrEqual(3);
	});

	it('what is deleted there stays here; a folder that goes away is looked for, and what it brings back is known', async () => {
		const { archive, folder, write, total } = await place();
		await archive.imports.watching.start();
		await add(archive, folder);
		await until(() => expect(state(archive)).toBe('watching'));
		const path = write('a.txt', clippingText(1));
		await until(() => expect(total()).toBe(1));
		rmSync(path);
		renameSync(folder, `${folder} away`);
		await until(() => expect(archive.imports.watching.list()[0]).toMatchObject({ state: 'missing', detail: { key: 'said.watch.missing' } }));
		expect(total()).toBe(1);
		writeFileSync(join(`${folder} away`, 'b.txt'), clippingText(2));
		renameSync(`${folder} away`, folder);
		await until(() => expect(total()).toBe(2));
		await until(() => expect(state(archive)).toBe('watching'));
	});

	it('follows no link, and leaves archives and unfinished loops alone', async () => {
		const { archive, folder, dir, write, total } = await place();
		mkdirSync(join(folder, 'sub'));
		symlinkSync(folder, join(folder, 'sub', 'round'));
		symlinkSync(dir, join(folder, 'mine'));
		const other = await openArchive(join(folder, 'other archive'));
		await other.import([{ text: clippingText(8), name: 'x' }], {});
		await other.close();
		await archive.imports.watching.start();
		await add(archive, folder, {}, true);
		await until(() => expect(state(archive)).toBe('watching'));
		write('sub/real.txt', clippingText(1));
		symlinkSync(join(folder, 'sub', 'real.txt'), join(folder, 'sub', 'twin.txt'));
		await until(() => expect(total()).toBe(1));
		await longEnough();
		expect(archive.imports.list({ before: null, limit: 50 })).toMatchObject([{ kept: 1, duplicate: 0, skipped: 0, failed: 0 }]);
	});

	it('what cannot be watched is refused with a sentence', async () => {
		const { archive, folder, dir, write } = await place();
		const refused = (path: string) => expect(add(archive, path)).rejects;
		await refused(dir).toMatchObject({ code: 'folder/unwatchable', facts: { reason: { key: 'said.watch.archive' } } });
		await refused(join(dir, 'originals')).toMatchObject({ code: 'folder/unwatchable' });
		await refused(write('a.txt', 'x')).toMatchObject({ facts: { reason: { key: 'said.watch.file' } } });
		await refused(join(folder, 'nowhere')).toMatchObject({ facts: { reason: { key: 'said.watch.nowhere' } } });
		mkdirSync(join(folder, 'sub'));
		await add(archive, folder);
		await refused(join(folder, 'sub')).toMatchObject({ facts: { reason: { key: 'said.watch.twin', values: { path: folder } } } });
		await expect(add(archive, folder, { tags: ['a//b'] })).rejects.toMatchObject({ code: 'tag/unusable' });
	});

	it('is paused, changed and removed', async () => {
		const { archive, folder, write, total } = await place();
		const { watching } = archive.imports;
		await watching.start();
		let changes = 0;
		watching.onChanged(() => { changes += 1; });
		const { id } = await add(archive, folder);
		await until(() => expect(state(archive)).toBe('watching'));
		expect(await watching.change(id, { isPaused: true })).toMatchObject({ state: 'paused', isPaused: true });
		write('a.txt', clippingText(1));
		await longEnough();
		expect(total()).toBe(0);
		await watching.change(id, { isPaused: false, rules: ImportRules.parse({ tags: ['later'] }) });
		await until(() => expect(total()).toBe(1));
		expect(archive.tags.named('later')?.count).toBe(1);
		await watching.remove(id);
		expect(watching.list()).toEqual([]);
		write('b.txt', clippingText(2));
		await longEnough();
		expect(total()).toBe(1);
		expect(changes).toBeGreaterThan(3);
		await expect(watching.remove(id)).rejects.toMatchObject({ code: 'folder/missing' });
	});

	it('looks once for who asks so, also when it is paused', async () => {
		const { archive, folder, write, total } = await place();
		const { watching } = archive.imports;
		const old = write('old.txt', clippingText(1));
		utimesSync(old, new Date(2020, 1, 1), new Date(2020, 1, 1));
		const { id } = await watching.add(folder, { rules: ImportRules.parse({}), present: false, isPaused: true });
		const signal = new AbortController().signal;
		expect(await watching.follow(id, signal, true)).toMatchObject({ state: 'watching' });
		expect(total()).toBe(0);
		write('new.txt', clippingText(2));
		await watching.follow(id, signal, true);
		expect(total()).toBe(1);
		rmSync(folder, { recursive: true });
		expect(await watching.follow(id, signal, true)).toMatchObject({ state: 'missing' });
		expect(watching.get(id)).toMatchObject({ state: 'paused' });
	});

	it('an archive open for reading watches nothing', async () => {
		const { archive, folder, dir } = await place();
		await add(archive, folder);
		await archive.close();
		const reading = await openArchive(dir, { readOnly: true });
		onTestFinished(() => reading.close());
		expect(reading.imports.watching.list()).toMatchObject([{ name: 'Clippings', state: 'waiting' }]);
		await expect(reading.imports.watching.change(reading.imports.watching.list()[0]!.id, { isPaused: true })).rejects.toMatchObject({ code: 'archive/read-only' });
	});
});
