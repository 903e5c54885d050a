// Owns the proof that tags are listed as a tree and renamed, merged and removed, over the real host.
import { describe, expect, it, onTestFinished } from 'vitest';
import { Tags } from '../../src/renderer/tags/tags.svelte';
import { colourOf } from '../../src/renderer/tags/tree';
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

describe('tags', () => {
	it('stand below one another, closed until they are opened', async () => {
		const { tags } = await tagsOf(['yard/closure', 'ferries', 'yard/launches']);
		expect(tags.branches.map(({ path }) => path)).toEqual(['ferries', 'yard']);
		const yard = tags.branches[1]!;
		expect(yard.tag).toBeNull();
		expect(colourOf(yard)).toBe(tags.all.find(({ name }) => name === 'yard/closure')!.colour);
		tags.toggle('yard');
		expect(tags.branches.map(({ label, depth }) => [label, depth])).toEqual([['ferries', 0], ['yard', 0], ['closure', 1], ['launches', 1]]);
	});

	it('are renamed, and merged only when that is said', async () => {
		const { tags, id } = await tagsOf(['ferries', 'boats']);
		const ferries = id('ferries');
		tags.startRenaming(ferries);
		await tags.rename(ferries, 'boats');
		expect(tags.refusal?.canMerge).toBe(true);
		expect(tags.renaming).toBe(ferries);
		await tags.rename(ferries, 'boats', true);
		expect(tags.renaming).toBeNull();
		await until(() => expect(tags.all.map(({ name, count }) => [name, count])).toEqual([['boats', 2]]));
		await tags.rename(id('boats'), 'Boats and ferries');
		await until(() => expect(tags.all[0]!.name).toBe('Boats and ferries'));
	});

	it('take a colour and are taken off every clipping', async () => {
		const { tags, id } = await tagsOf(['ferries']);
		await tags.colour(id('ferries'), 'violet');
		await until(() => expect(tags.all[0]!.colour).toBe('violet'));
		expect(await tags.remove(id('ferries'))).toBe(1);
		await until(() => expect(tags.all).toEqual([]));
	});

	it('are offered by what was typed, those that begin with it first', async () => {
		const { tags, id } = await tagsOf(['port board', 'oral history', 'reports', 'yard/portraits']);
		expect(tags.suggestions('po', []).map(({ name }) => name).sort()).toEqual(['port board', 'reports', 'yard/portraits']);
		expect(tags.suggestions('po', []).at(-1)!.name).toBe('reports');
		expect(tags.suggestions('po', [id('port board')]).map(({ name }) => name)).not.toContain('port board');
	});
});
