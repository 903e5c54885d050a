// Owns the proof that the list's state keeps up with typing, choosing and a changing archive, over the real host.
import { onTestFinished, describe, expect, it } from 'vitest';
import type { ClippingId } from '../../src/shared/model';
import { Library } from '../../src/renderer/library/library.svelte';
import type { Hosted } from './hosted';
import { article, hosted, until } from './hosted';

async function libraryOf(host: Hosted): Promise<{ library: Library; opened: (ClippingId | null)[] }> {
	const opened: (ClippingId | null)[] = [];
	const library = new Library(host.client, (id) => opened.push(id));
	onTestFinished(library.start());
	await until(() => expect(library.results.hasAnswered).toBe(true));
	return { library, opened };
}
const headlines = (library: Library): string[] => Array.from({ length: library.results.total }, (_, at) => library.results.row(at)?.headline.map(({ text }) => text).join('') ?? '');

describe('the list', () => {
	it('opens the first clipping, and the one that is chosen', async () => {
		const host = await hosted();
		await host.keep([article(1), article(2), article(3)]);
		const { library, opened } = await libraryOf(host);
		await until(() => expect(opened).toHaveLength(1));
		await library.choose(2);
		expect(opened.at(-1)).toBe(library.results.row(2)!.id);
		expect(library.cursor).toBe(2);
		await library.move(-1);
		expect(library.cursor).toBe(1);
		await library.move(Infinity);
		expect(library.cursor).toBe(2);
	});

	it('asks for what was typed last, and marks it', async () => {
		const host = await hosted();
		await host.keep([article(1, 'A lantern burned.'), article(2, 'A barge sank.'), article(3)]);
		const { library } = await libraryOf(host);
		for (const typed of ['b', 'ba', 'bar', 'barge']) library.type(typed);
		await until(() => expect(library.results.total).toBe(1));
		expect(library.results.row(0)!.snippet.some(({ text, hit }) => hit && text.toLowerCase() === 'barge')).toBe(true);
		expect(library.shownSort).toBe('relevance');
		library.order('oldest');
		expect(library.shownSort).toBe('oldest');
		library.go({});
		await until(() => expect(library.results.total).toBe(3));
	});

	it('holds only the pages one looks at, and fetches others when they are looked at', async () => {
		const host = await hosted();
		await host.keep(Array.from({ length: 640 }, (_, at) => article(at)));
		const { library } = await libraryOf(host);
		await until(() => expect(library.results.total).toBe(640));
		expect(library.results.row(0)).toBeDefined();
		expect(library.results.row(600)).toBeUndefined();
		library.seen(590, 600);
		await until(() => expect(library.results.row(600)).toBeDefined());
		const ids = await host.client['clippings.ids']({ query: library.query });
		expect(library.results.row(600)!.id).toBe(ids[600]);
		await library.choose(600);
		expect(library.currentId).toBe(ids[600]);
	}, 60_000);

	it('chooses ranges, single rows beside others, and all', async () => {
		const host = await hosted();
		await host.keep(Array.from({ length: 250 }, (_, at) => article(at)));
		const { library } = await libraryOf(host);
		await until(() => expect(library.results.total).toBe(250));
		await library.choose(3);
		await library.choose(6, 'range');
		expect([...library.chosen]).toEqual([3, 4, 5, 6].map((at) => library.results.row(at)!.id));
		await library.choose(5, 'toggle');
		expect(library.chosen.size).toBe(3);
		await library.choose(1);
		// Rows in between that are not held are asked for.
		await library.choose(249, 'range');
		expect(library.chosen.size).toBe(249);
		await library.chooseAll();
		expect(library.chosen.size).toBe(250);
	}, 60_000);

	it('goes on with the next clipping when one is moved to the trash', async () => {
		const host = await hosted();
		await host.keep([article(1), article(2), article(3)]);
		const { library } = await libraryOf(host);
		await until(() => expect(library.results.total).toBe(3));
		await library.choose(1);
		const next = library.results.row(2)!.id;
		const gone = library.results.row(1)!.id;
		expect(await library.carry('trash')).toEqual([gone]);
		await until(() => expect(library.currentId).toBe(next));
		expect(library.cursor).toBe(1);
		library.go({ where: 'trash' });
		await until(() => expect(library.currentId).toBe(gone));
		await library.carry('archive');
		await until(() => expect(library.results.total).toBe(0));
		expect(library.currentId).toBeNull();
		expect(library.chosen.size).toBe(0);
	});

	it('shows a clipping a report speaks of, even if the search does not hold it', async () => {
		const host = await hosted();
		await host.keep([article(1, 'lantern'), article(2)]);
		const { library } = await libraryOf(host);
		library.type('lantern');
		await until(() => expect(library.results.total).toBe(1));
		const [other] = (await host.client['clippings.ids']({ query: {} })).filter((id) => id !== library.results.row(0)!.id);
		await library.reveal(other!);
		expect(library.currentId).toBe(other);
		expect(library.text).toBe('');
		expect(headlines(library)).toHaveLength(2);
	});

	it('filters by tags and drops a tag that no longer exists', async () => {
		const host = await hosted();
		await host.keep([article(1)], ['harbour']);
		await host.keep([article(2)]);
		const { library } = await libraryOf(host);
		const [tag] = await host.client['tags.list']();
		library.addTag(tag!.id);
		await until(() => expect(library.results.total).toBe(1));
		expect(library.isFiltered).toBe(true);
		library.keepOnly(new Set());
		await until(() => expect(library.results.total).toBe(2));
		expect(library.tags).toEqual([]);
	});
});
