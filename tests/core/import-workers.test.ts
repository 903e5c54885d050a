// Holds that threads read as this thread does, and that no source can take others or the job with it. Real workers, built as the app's are.
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Item, Read } from '../../src/core/importing/desk';
import { ReadHere, WorkerPool } from '../../src/core/importing/workers';
import type { Readers } from '../../src/core/importing/workers';
import { sayOf } from '../../src/shared/words/say';
import { bundle } from '../support/bundle';
import type { Bundle } from '../support/bundle';
import { clippingText, temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

let worker: Bundle;
let folder: Folder;
beforeAll(async () => {
	worker = await bundle('src/core/importing/worker.ts');
	folder = temporaryFolder();
}, 60_000);
afterAll(() => {
	worker.remove();
	folder.remove();
});

/** The real worker, with traps on its disk. */
const trapped = (): URL => {
	const traps = new URL('../support/disk-traps.mjs', import.meta.url).href;
	return pathToFileURL(folder.write('trapped-worker.mjs', `await import(${JSON.stringify(traps)});\nawait import(${JSON.stringify(worker.url.href)});\n`));
};
const files = (...names: string[]): Item[] => names.map((name, n) => ({ path: folder.write(name, clippingText(n)), name }));
const outcome = (read: Read): string => (read.ok ? (read.kind === 'parts' ? 'parts' : read.prepared.headline) : `${read.refused.outcome}: ${sayOf(read.refused.detail)}`);

async function readAll(readers: Readers, items: readonly Item[]): Promise<Read[]> {
	const lot = await readers.take(items);
	const good = lot.taken.flatMap((taken, index) => (taken.ok ? [index] : []));
	const read = await lot.read(good);
	lot.forget();
	return lot.taken.map((taken, index) => (taken.ok ? (read[good.indexOf(index)] as Read) : taken));
}

async function within<T>(readers: Readers, work: (readers: Readers) => Promise<T>): Promise<T> {
	try {
		return await work(readers);
	} finally {
		readers.close();
	}
}

describe('worker threads', () => {
	it('give what this thread gives', async () => {
		const items: Item[] = [
			...files('a.txt', 'b.txt'),
			{ bytes: Buffer.from(clippingText(7)), name: 'pasted' },
			{ path: folder.write('c.pdf', '%PDF-1.7'), name: 'c.pdf' },
			{ path: `${folder.path}/missing.txt`, name: 'missing.txt' },
			{ path: Buffer.from(folder.write('large.txt', clippingText(9) + 'Words of a long story. '.repeat(100_000))), name: 'large.txt' },
		];
		const there = await within(new WorkerPool(worker.url, { patience: 30, count: 2 }), (readers) => readAll(readers, items));
		const here = await within(new ReadHere(), (readers) => readAll(readers, items));
		const plain = (read: Read[]) => read.map((one) => (one.ok ? JSON.parse(JSON.stringify(one)) as unknown : one));
		expect(plain(there)).toEqual(plain(here));
		expect(there.map((one) => one.ok)).toEqual([true, true, true, false, false, true]);
		expect(there[0]).toMatchObject({ original: { modifiedAt: expect.any(Number) as number } });
		expect(there[2]).toMatchObject({ original: { modifiedAt: null } });
	}, 60_000);

	it('lose only the source at which one dies, throws or bursts', async () => {
		const items = files('1.txt', 'dies.txt', '2.txt', 'dies too.txt', '3.txt', 'bursts.txt', '4.txt');
		const read = await within(new WorkerPool(trapped(), { patience: 30, count: 2 }), async (readers) => {
			const [one, other] = await Promise.all([readAll(readers, items), readAll(readers, files('5.txt', '6.txt'))]);
			return [...one, ...other];
		});
		expect(read.map((one) => (one.ok ? 'read' : one.refused.reason))).toEqual(['read', 'failed', 'read', 'failed', 'read', 'failed', 'read', 'read', 'read']);
		expect(outcome(read[1] as Read)).toBe('failed: Reading it made the reader stop. Everything else goes on; the file is untouched.');
	}, 60_000);

	it('are stopped when one source takes too long', async () => {
		const items = files('before.txt', 'hangs.txt', 'after.txt');
		const began = performance.now();
		const read = await within(new WorkerPool(trapped(), { patience: 2, count: 1 }), (readers) => readAll(readers, items));
		expect(read.map((one) => one.ok)).toEqual([true, false, true]);
		expect(outcome(read[1] as Read)).toBe('failed: Reading it took longer than 2 seconds and was stopped. Everything else goes on; the file is untouched.');
		expect(performance.now() - began).toBeLessThan(15_000);
	}, 30_000);

	it('say so when none can be started', async () => {
		const nowhere = new URL('./no-such-worker.mjs', import.meta.url);
		await within(new WorkerPool(nowhere, { patience: 5, count: 1 }), async (readers) => {
			await expect(readers.take(files('a.txt'))).rejects.toThrow('No worker can be started');
		});
	});

	it('end at once when closed', async () => {
		const readers = new WorkerPool(trapped(), { patience: 60, count: 1 });
		const reading = readers.take(files('hangs for good.txt'));
		setTimeout(() => readers.close(), 300);
		await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
	});
});
