// Owns the proof that tags are listed as a tree, named, moved, merged and completed, over the real host.
import { describe, expect, it, onTestFinished } from 'vitest';
import { depthOf, matching } from '../../src/renderer/tags/names';
import { Tags } from '../../src/renderer/tags/tags.svelte';
import { near, placed, typedAhead, type TreeRow } from '../../src/renderer/ui/tree';
import { article, hosted, until } from './hosted';

async function tagsOf(names: string[]) {
	const host = await hosted();
	for (const [at, name] of names.entries()) await host.keep([article(at)], [name]);
	const came: number[] = [];
	const tags = new Tags(host.client, (all) => came.push(all.length));
	onTestFinished(tags.start());
	await until(() => expect(tags.all).toHaveLength(names.length));
	const id = (name: string) => tags.all.find((tag) => tag.name === name)!.id;
	return { host, tags, came, id };
}
const shown = (tags: Tags): string[] => tags.shown.map(({ name, total }) => `${name} ${total}`);

describe('tags', () => {
	it('stand below one another, closed until they are opened', async () => {
		const { tags } = await tagsOf(['yard/closure', 'ferries', 'yard/launches']);
		expect(shown(tags)).toEqual(['ferries 1', 'yard 2']);
		expect(tags.byName.get('yard')).toMatchObject({ id: null, colour: tags.all.find(({ name }) => name === 'yard/closure')!.colour });
		tags.toggle('yard');
		expect(shown(tags)).toEqual(['ferries 1', 'yard 2', 'yard/closure 1', 'yard/launches 1']);
		expect(tags.shown.map(({ name }) => depthOf(name))).toEqual([0, 0, 1, 1]);
		expect(matching(tags.branches, 'laun').map(({ name }) => name)).toEqual(['yard', 'yard/launches']);
	});

	it('take a name where they stand, or a whole one; a name that is taken is asked about', async () => {
		const { tags } = await tagsOf(['yard/closure', 'boats']);
		tags.startNaming({ is: 'rename', name: 'yard/closure' });
		await tags.take('closing');
		expect(tags.naming).toBeNull();
		await until(() => expect(tags.byName.has('yard/closing')).toBe(true));
		tags.startNaming({ is: 'rename', name: 'yard/closing' });
		await tags.take('a//b');
		expect(tags.refusal).toMatch(/slashes/);
		tags.stopNaming();
		tags.startNaming({ is: 'rename', name: 'yard/closing' });
		await tags.take('boats/closing');
		await until(() => expect(tags.byName.get('boats')?.total).toBe(2));
		tags.startNaming({ is: 'add', parent: 'boats' });
		await tags.take('small');
		await until(() => expect(tags.byName.get('boats/small')).toMatchObject({ total: 0 }));
		tags.startNaming({ is: 'rename', name: 'boats/small' });
		await tags.take('closing');
		expect(tags.asked).toMatchObject({ from: 'boats/small', goal: 'boats/closing', clippings: 0, into: { name: 'boats/closing', clippings: 1, both: 0 } });
		await tags.move('boats/small', 'boats/closing', true);
		await until(() => expect(tags.byName.has('boats/small')).toBe(false));
	});

	it('are taken off every clipping', async () => {
		const { tags, id } = await tagsOf(['ferries']);
		expect(await tags.remove(id('ferries'))).toBe(1);
		await until(() => expect(tags.branches).toEqual([]));
	});

	it('are offered by what was typed: the whole name first, then a part that begins so, then the rest', async () => {
		const { tags, id } = await tagsOf(['port board', 'oral history', 'reports', 'yard/portraits']);
		expect(tags.suggestions('po', []).map(({ name }) => name)).toEqual(['port board', 'yard/portraits', 'reports']);
		expect(tags.suggestions('po', [id('port board')]).map(({ name }) => name)).not.toContain('port board');
		expect(tags.suggestions('Yard /', []).map(({ name }) => name)).toEqual(['yard/portraits']);
		expect(tags.suggestions('', []).map(({ name }) => name), 'a parent nobody typed is offered only when it is sought').not.toContain('yard');
		expect(tags.suggestions('ya', [])[0]).toMatchObject({ name: 'yard', id: null });
	});
});

describe('a tree', () => {
	it('knows the place of each row among its siblings', () => {
		expect(placed([0, 1, 1, 2, 1, 0].map((depth) => ({ depth }))).map(({ place, siblings }) => `${place}/${siblings}`)).toEqual(['1/2', '1/3', '2/3', '1/1', '3/3', '2/2']);
	});

	it('holds only the rows near the eye, when they are many', () => {
		expect(near(80, 28, 0, 300)).toEqual({ from: 0, to: 80 });
		expect(near(5_000, 28, 200, 600)).toEqual({ from: 0, to: 27 });
		const { from, to } = near(5_000, 28, -28_000, 600);
		expect([from, to]).toEqual([988, 1034]);
		expect(near(5_000, 28, -1e9, 600)).toEqual({ from: 5_000, to: 5_000 });
	});

	it('is walked by the beginnings of its labels, round and round', () => {
		const rows = ['Alpha', 'Beta', 'Bravo'].map((label) => ({ label })) as TreeRow[];
		expect([typedAhead(rows, 0, 'b'), typedAhead(rows, 2, 'b'), typedAhead(rows, 1, 'a'), typedAhead(rows, 0, 'br'), typedAhead(rows, 0, 'x')]).toEqual([1, 2, 0, 2, -1]);
	});
});
