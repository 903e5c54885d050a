// Proves tags: names, hues, counts, renaming with all below, merging, and that the record tells what was done.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { tagName } from '../../src/core/store/tags';
import type { Archive } from '../../src/core/archive';
import type { ClippingId } from '../../src/shared/model';
import { headlines, keep, tempArchive } from '../support/archive';

const listed = (archive: Archive): Record<string, number> => Object.fromEntries(archive.tags.list().map((tag) => [tag.name, tag.count]));
const id = (archive: Archive, name: string) => archive.tags.named(name)!.id;
const record = (archive: Archive): { type: string; clipping: number | null; detail: unknown }[] => {
	const db = openForReading(databasePath(archive.dir));
	try {
		return db.prepare<{ type: string; clipping: number | null; detail: string | null }>('SELECT type, clipping, detail FROM events ORDER BY id').all().map((row) => ({ ...row, detail: row.detail && JSON.parse(row.detail) }));
	} finally {
		db.close();
	}
};

describe('a name', () => {
	it.each([
		['  War  ', 'War'], ['war / ukraine', 'war/ukraine'], ['A\u0308rger', 'Ärger'], ['two\n  words', 'two words'], ['Größe', 'Größe'], ['日本', '日本'], ["it's, 50% \"so\"", "it's, 50% \"so\""],
	])('%j is kept as %j', (typed, kept) => expect(tagName(typed)).toBe(kept));

	it.each([[''], ['  '], ['/'], ['a//b'], ['/a'], ['a/'], ['a/ /b'], ['\u200B'], ['x'.repeat(201)]])('%j is refused', (typed) => {
		expect(() => tagName(typed)).toThrow(expect.objectContaining({ code: 'tag/unusable' }));
	});

	it('is one tag in whatever case and composition', async () => {
		const archive = await tempArchive();
		const [a, b] = await keep(archive, { headline: 'A' }, { headline: 'B' });
		archive.clippings.tag([a!], ['Straße', 'Ärger', 'Σίσυφος'], []);
		archive.clippings.tag([b!], ['STRASSE', 'a\u0308RGER', 'ΣΊΣΥΦΟΣ'], []);
		expect(listed(archive)).toEqual({ Straße: 2, Ärger: 2, Σίσυφος: 2 });
		expect(archive.tags.named('strasse')?.name).toBe('Straße');
		expect(archive.tags.named('Arger')).toBeNull();
		expect(archive.tags.named('a//b')).toBeNull();
	});
});

describe('tagging', () => {
	it('adds, removes, counts, and does nothing twice', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, {}, {}, {});
		archive.clippings.tag(ids, ['war', 'War', 'peace'], []);
		archive.clippings.tag(ids.slice(1), ['war'], ['peace', 'unknown']);
		expect(listed(archive)).toEqual({ peace: 1, war: 3 });
		expect(archive.clippings.get(ids[0]!).tags.map((tag) => tag.name)).toEqual(['peace', 'war']);
		expect(archive.summary()).toMatchObject({ untagged: 0 });
		archive.clippings.tag(ids, [], ['war', 'peace']);
		expect(listed(archive)).toEqual({ peace: 0, war: 0 });
		expect(archive.summary()).toMatchObject({ untagged: 3 });
		expect(record(archive).filter((event) => event.clipping === ids[1] && event.type === 'modification').map((event) => event.detail)).toEqual([
			{ tags: { added: ['war'], removed: [] } }, { tags: { added: ['peace'], removed: [] } },
			{ tags: { added: [], removed: ['peace'] } }, { tags: { added: [], removed: ['war'] } },
		]);
	});

	it('changes nothing at all when one name or clipping is wrong', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, {});
		expect(() => archive.clippings.tag(ids, ['good', 'bad//name'], [])).toThrow(expect.objectContaining({ code: 'tag/unusable' }));
		expect(() => archive.clippings.tag([...ids, 99 as ClippingId], ['good'], [])).toThrow(expect.objectContaining({ code: 'clipping/missing', facts: { id: 99 } }));
		expect(listed(archive)).toEqual({});
	});

	it('counts what is outside the trash; a thrown clipping keeps its tags', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { tags: ['war'] }, { tags: ['war'] });
		archive.clippings.trash([ids[0]!]);
		expect(listed(archive)).toEqual({ war: 1 });
		expect(archive.clippings.get(ids[0]!).tags.map((tag) => tag.name)).toEqual(['war']);
		archive.clippings.tag([ids[0]!], ['peace'], []);
		expect(listed(archive)).toEqual({ peace: 0, war: 1 });
		archive.clippings.restore([ids[0]!]);
		expect(listed(archive)).toEqual({ peace: 1, war: 2 });
	});
});

describe('hues', () => {
	it('go round, and come down from above', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, {});
		archive.clippings.tag(ids, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], []);
		const hue = (name: string) => archive.tags.named(name)!.colour;
		expect(new Set(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(hue)).size).toBe(8);
		expect(hue('i')).toBe(hue('a'));
		archive.tags.colour(id(archive, 'c'), 'slate');
		archive.clippings.tag(ids, ['c/x/y', 'new/one', 'new/two'], []);
		expect(hue('c/x/y')).toBe('slate');
		expect(hue('new/two')).toBe(hue('new/one'));
	});
});

describe('renaming', () => {
	it('moves a tag with all below it, and leaves its neighbours', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'A', tags: ['war', 'War/Ukraine', 'war/ukraine/kyiv', 'warfare', 'war-time'] });
		archive.tags.rename(id(archive, 'war'), 'Conflict', false);
		expect(listed(archive)).toEqual({ Conflict: 1, 'Conflict/Ukraine': 1, 'Conflict/ukraine/kyiv': 1, warfare: 1, 'war-time': 1 });
		archive.tags.rename(id(archive, 'Conflict/Ukraine'), 'Ukraine', false);
		expect(listed(archive)).toEqual({ Conflict: 1, Ukraine: 1, 'Ukraine/kyiv': 1, warfare: 1, 'war-time': 1 });
		expect(headlines(archive, { tags: [id(archive, 'ukraine')] })).toEqual(['A']);
	});

	it('changes case, goes below itself, and comes back', async () => {
		const archive = await tempArchive();
		await keep(archive, { tags: ['war', 'war/old'] });
		archive.tags.rename(id(archive, 'war'), 'WAR', false);
		expect(Object.keys(listed(archive))).toEqual(['WAR', 'WAR/old']);
		archive.tags.rename(id(archive, 'WAR'), 'war/old', false);
		expect(Object.keys(listed(archive))).toEqual(['war/old', 'war/old/old']);
		archive.tags.rename(id(archive, 'war/old'), 'war', false);
		expect(Object.keys(listed(archive))).toEqual(['war', 'war/old']);
	});

	it('to a name in use is refused whole, or merges', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive,
			{ headline: 'Both', tags: ['war', 'conflict', 'war/a', 'conflict/a'] }, { headline: 'War', tags: ['war', 'war/a', 'war/b'] }, { headline: 'Conflict', tags: ['conflict'] },
		);
		const before = archive.tags.list();
		expect(() => archive.tags.rename(id(archive, 'war'), 'Conflict', false)).toThrow(expect.objectContaining({ code: 'tag/taken', facts: { name: 'conflict' } }));
		expect(archive.tags.list()).toEqual(before);
		archive.tags.rename(id(archive, 'war'), 'Conflict', true);
		expect(listed(archive)).toEqual({ conflict: 3, 'conflict/a': 2, 'Conflict/b': 1 });
		expect(headlines(archive, { tags: [id(archive, 'conflict')], sort: 'headline' })).toEqual(['Both', 'Conflict', 'War']);
		expect(record(archive).at(-1)).toMatchObject({ type: 'modification', clipping: null, detail: { tagsRenamed: [{ before: 'war', after: 'conflict', clippings: [ids[0], ids[1]] }, {}, {}] } });
	});

	it('of what is not there, and to what is no name, is refused', async () => {
		const archive = await tempArchive();
		await keep(archive, { tags: ['war'] });
		expect(() => archive.tags.rename(99 as never, 'x', false)).toThrow(expect.objectContaining({ code: 'tag/missing' }));
		expect(() => archive.tags.rename(id(archive, 'war'), ' / ', false)).toThrow(expect.objectContaining({ code: 'tag/unusable' }));
		expect(() => archive.tags.colour(99 as never, 'red')).toThrow(expect.objectContaining({ code: 'tag/missing' }));
		expect(() => archive.tags.remove(99 as never)).toThrow(expect.objectContaining({ code: 'tag/missing' }));
	});
});

describe('removing', () => {
	it('takes a tag off everything and leaves those below', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { tags: ['war', 'war/ukraine'] }, { tags: ['war'] });
		archive.clippings.trash([ids[1]!]);
		expect(archive.tags.remove(id(archive, 'war'))).toEqual({ clippings: 2 });
		expect(listed(archive)).toEqual({ 'war/ukraine': 1 });
		expect(archive.clippings.get(ids[1]!).tags).toEqual([]);
		expect((await archive.check({})).findings).toEqual([]);
	});
});

describe('whatever is done', () => {
	it('the counts are right', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, {}, {}, {}, {});
		const names = ['a', 'a/b', 'a/b/c', 'B', 'b/x', 'ß'];
		const some = fc.subarray(ids, { minLength: 1 });
		const act = fc.oneof(
			fc.record({ do: fc.constant('tag' as const), ids: some, add: fc.subarray(names), remove: fc.subarray(names) }),
			fc.record({ do: fc.constantFrom('trash' as const, 'restore' as const), ids: some }),
			fc.record({ do: fc.constant('rename' as const), from: fc.constantFrom(...names), to: fc.constantFrom(...names, 'a/b/c/d', 'z') }),
			fc.record({ do: fc.constant('remove' as const), name: fc.constantFrom(...names) }),
		);
		fc.assert(fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
			for (const one of acts) {
				if (one.do === 'tag') archive.clippings.tag(one.ids, one.add, one.remove);
				else if (one.do === 'rename') {
					const tag = archive.tags.named(one.from);
					if (tag) archive.tags.rename(tag.id, one.to, true);
				} else if (one.do === 'remove') {
					const tag = archive.tags.named(one.name);
					if (tag) archive.tags.remove(tag.id);
				} else archive.clippings[one.do](one.ids);
			}
			const clippings = ids.map((clipping) => archive.clippings.get(clipping));
			for (const tag of archive.tags.list()) expect(tag.count).toBe(clippings.filter((clipping) => clipping.trashedAt === null && clipping.tags.some((carried) => carried.id === tag.id)).length);
			expect(archive.summary()).toMatchObject({
				clippings: clippings.filter((clipping) => clipping.trashedAt === null).length,
				trashed: clippings.filter((clipping) => clipping.trashedAt !== null).length,
				untagged: clippings.filter((clipping) => clipping.trashedAt === null && clipping.tags.length === 0).length,
			});
		}), { numRuns: 40 });
		expect((await archive.check({})).findings).toEqual([]);
	}, 60_000);
});
