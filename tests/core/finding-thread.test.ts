// Holds that questions answered in a thread of their own are answered as in this one, in order of importance, and that what nobody waits for is never asked. A real thread, built as the app's is.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasePath } from '../../src/core/layout';
import { FindingThread } from '../../src/core/finding-thread';
import { Query, type TagId } from '../../src/shared/model';
import { bundle, type Bundle } from '../support/bundle';
import { keep, tempArchive, tempFolder } from '../support/archive';

let built: Bundle;
beforeAll(async () => {
	built = await bundle('src/core/finding-worker.ts');
}, 60_000);
afterAll(() => built.remove());

const WINDOW = { offset: 0, limit: 10 };
const cancelled = expect.objectContaining({ code: 'cancelled' }) as unknown;

/** A thread that keeps the names of what it is asked, and can be asked for trouble. */
function listening(): URL {
	const file = join(tempFolder(), 'listening.mjs');
	writeFileSync(file, `
		import { parentPort } from 'node:worker_threads';
		const asked = [];
		parentPort.on('message', (message) => {
			if (message === 'close') return parentPort.close();
			if (message.name === 'die') process.exit(1);
			const answer = () => parentPort.postMessage(message.name === 'asked' ? { id: message.id, answer: asked } : { id: message.id, answer: asked.push(message.given[0] ?? message.name) });
			if (message.name === 'slow') setTimeout(answer, 50); else answer();
		});`);
	return pathToFileURL(file);
}
type Loose = Record<string, (...given: unknown[]) => Promise<unknown>>;
const loose = (thread: FindingThread, signal?: AbortSignal): Loose => thread.asking(signal) as unknown as Loose;

describe('an archive with a thread for questions', () => {
	it('answers as without one: pages, ids, faults', async () => {
		const archive = await tempArchive({ finderFile: built.url });
		await keep(archive, { headline: 'Ferry stops' }, { headline: 'Ferry sails' }, { headline: 'Tram' });
		const query = Query.parse({ text: 'ferry', sort: 'headline' });
		expect(await archive.asking().page(query, WINDOW)).toEqual(archive.find.page(query, WINDOW));
		expect(await archive.asking().ids(query)).toEqual(archive.find.ids(query));
		await expect(archive.asking().page(Query.parse({ tags: [4711 as TagId] }), WINDOW)).rejects.toMatchObject({ code: 'tag/missing' });
		// Whatever the type says, the answer must cross to another thread.
		for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(archive.find))) if (name !== 'constructor') expect(typeof (archive.asking() as unknown as Loose)[name]).toBe('function');
	});

	it('sees what was written as soon as it was', async () => {
		const archive = await tempArchive({ finderFile: built.url });
		const ids = await keep(archive, { headline: 'Ferry stops' }, { headline: 'Ferry sails' });
		const total = async () => (await archive.asking().page(Query.parse({ text: 'ferry' }), WINDOW)).total;
		for (const id of ids) {
			const before = await total();
			archive.clippings.trash([id]);
			expect(await total()).toBe(before - 1);
		}
		archive.history.undo();
		expect(await total()).toBe(1);
	});

	it('answers nothing after closing, and closes with questions waiting', async () => {
		const archive = await tempArchive({ finderFile: built.url });
		await keep(archive, { headline: 'Ferry' });
		const waiting = Array.from({ length: 20 }, () => archive.asking().page(Query.parse({ text: 'ferry' }), WINDOW));
		const settled = Promise.allSettled(waiting);
		await archive.close();
		expect((await settled).filter(({ status }) => status === 'rejected').length).toBeGreaterThan(15);
		await expect(archive.asking().ids(Query.parse({}))).rejects.toEqual(cancelled);
	});

	it('without a thread the same can be asked', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Ferry' });
		expect((await archive.asking().page(Query.parse({ text: 'ferry' }), WINDOW)).total).toBe(1);
		await expect(archive.asking(AbortSignal.abort()).page(Query.parse({}), WINDOW)).rejects.toEqual(cancelled);
	});
});

describe('questions that wait', () => {
	it('are answered by their importance, then in their order; what is aborted before its turn is never asked', async () => {
		const thread = new FindingThread(listening(), { path: databasePath('nowhere'), dir: 'nowhere' });
		const first = loose(thread)['slow']!('first');
		const stop = new AbortController();
		const dropped = loose(thread, stop.signal)['page']!('dropped');
		const rest = [loose(thread)['facets']!('facets'), loose(thread)['ids']!('ids'), loose(thread)['page']!('page 1'), loose(thread)['page']!('page 2')];
		stop.abort();
		await expect(dropped).rejects.toEqual(cancelled);
		await Promise.all([first, ...rest]);
		expect(await loose(thread)['asked']!()).toEqual(['first', 'page 1', 'page 2', 'ids', 'facets']);
		await thread.close();
	});

	it('are let go when they are too many, the least important first', async () => {
		const thread = new FindingThread(listening(), { path: databasePath('nowhere'), dir: 'nowhere' });
		const first = loose(thread)['slow']!('first');
		const facets = Array.from({ length: 300 }, (_, i) => loose(thread)['facets']!(`facets ${i}`));
		const page = loose(thread)['page']!('page');
		const settled = await Promise.allSettled(facets);
		await Promise.all([first, page]);
		const asked = await loose(thread)['asked']!() as string[];
		expect(asked.slice(0, 2)).toEqual(['first', 'page']);
		expect(asked.length).toBeLessThan(210);
		expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(300 - (asked.length - 2));
		await thread.close();
	});

	it('are answered here while the thread is being loaded, where that is quickly done, and by the thread afterwards', async () => {
		const here: string[] = [];
		const thread = new FindingThread(listening(), { path: databasePath('nowhere'), dir: 'nowhere' }, (name, given) => {
			if (name !== 'page') return null;
			here.push(String(given[0]));
			return Promise.resolve('from here');
		});
		expect(await loose(thread)['page']!('page 1')).toBe('from here');
		expect(await loose(thread)['asked']!()).toEqual([]);
		expect(await loose(thread)['page']!('page 2')).not.toBe('from here');
		expect(here).toEqual(['page 1']);
		expect(await loose(thread)['asked']!()).toEqual(['page 2']);
		await thread.close();
	});

	it('a thread that dies takes its question with it; the next is answered', async () => {
		const thread = new FindingThread(listening(), { path: databasePath('nowhere'), dir: 'nowhere' });
		await expect(loose(thread)['die']!()).rejects.toThrow();
		expect(await loose(thread)['asked']!()).toEqual([]);
		await thread.close();
	});
});
