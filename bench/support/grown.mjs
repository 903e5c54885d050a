// Makes an archive of any size to measure with: texts become clippings with every field known, written straight through the store, without reading files.
// node bench/support/grown.mjs CLIPPINGS FOLDER      FOLDER must not exist yet. It takes about twice the text's size of disk. Stopped, it goes on where it was.
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { built } from './built.mjs';

const LOT = 500;
/** Lots that one transaction writes: here nobody waits for a commit. */
const LOTS = 40;
/** Lots that are made ahead. */
const AHEAD = 4;

/**
 * @param {number} count
 * @param {string} folder comes to stand only when it is whole
 * @param {(done: number, made: number) => void} [told] after each transaction, with how many there are and how many were made by this run
 */
export async function grow(count, folder, told = () => {}) {
	const { urls, remove } = await built({ archive: 'src/core/archive.ts', clippings: 'src/core/store/clippings.ts', open: 'src/core/store/open.ts', uid: 'src/core/store/uid.ts', layout: 'src/core/layout.ts', prepare: 'src/core/store/prepare.ts' });
	const unfinished = `${folder}.unfinished`;
	const worker = new Worker(new URL('./grown-worker.mjs', import.meta.url), { workerData: { prepare: urls.prepare.href } });
	try {
		/** @type {typeof import('../../src/core/archive')} */
		const { openArchive } = await import(urls.archive.href);
		/** @type {typeof import('../../src/core/store/open')} */
		const { openForWriting, transaction } = await import(urls.open.href);
		/** @type {typeof import('../../src/core/store/clippings')} */
		const { Clippings } = await import(urls.clippings.href);
		/** @type {typeof import('../../src/core/store/uid')} */
		const { uidSource } = await import(urls.uid.href);
		/** @type {typeof import('../../src/core/layout')} */
		const { databasePath } = await import(urls.layout.href);
		await (await openArchive(unfinished)).close();
		const db = openForWriting(databasePath(unfinished));
		// A machine that fails in the middle of this loses nothing that anybody wants.
		db.pragma('synchronous = OFF');
		db.pragma('wal_autocheckpoint = 64000');
		// Indexes in another order than clippings come in are written all over: what fits into memory need not be read again.
		db.pragma('cache_size = -1500000');
		const before = db.pluck('SELECT count(*) FROM clippings').get() ?? 0;
		let clock = Date.UTC(2026, 0, 1) + before * 1000;
		const clippings = new Clippings(db, uidSource(() => clock));

		/** @type {{ resolve: (lot: any[]) => void, reject: (error: unknown) => void }[]} */
		const waiting = [];
		worker.on('message', (lot) => waiting.shift()?.resolve(lot));
		worker.on('error', (error) => { for (const { reject } of waiting.splice(0)) reject(error); });
		let asked = before;
		/** @type {Promise<any[]>[]} */
		const coming = [];
		const ask = () => {
			while (asked < count && coming.length < AHEAD + LOTS) {
				const from = asked;
				asked = Math.min(count, from + LOT);
				coming.push(new Promise((resolve, reject) => { waiting.push({ resolve, reject }); }));
				worker.postMessage({ from, to: asked });
			}
		};
		for (let done = before; done < count;) {
			ask();
			const lots = await Promise.all(coming.splice(0, LOTS));
			ask();
			transaction(db, () => {
				for (const { prepared, original } of /** @type {any[][]} */ (lots).flat()) {
					clock += 1000;
					clippings.insert({ prepared, original, kind: 'article', tags: [], importedAt: clock, pictures: [], page: null });
					done++;
				}
			});
			told(done, done - before);
		}
		db.checkpoint();
		db.close();
		renameSync(unfinished, folder);
	} finally {
		await worker.terminate();
		remove();
	}
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
	const [count, folder] = process.argv.slice(2);
	if (!Number(count) || !folder || existsSync(folder)) throw new Error('node bench/support/grown.mjs CLIPPINGS FOLDER, and the folder must not exist yet.');
	const began = performance.now();
	await grow(Number(count), join(folder), (done, made) => {
		console.log(`${done} clippings, ${Math.round(made / ((performance.now() - began) / 1000))} a second`);
	});
}
