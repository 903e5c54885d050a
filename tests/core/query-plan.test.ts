// Proves what is asked of the index: which words weigh, how few longer words are named, and what is passed through where no word decides.
import { describe, expect, it } from 'vitest';
import { readQuery } from '../../src/core/store/query-language';
import { planOf, type Lookups } from '../../src/core/store/query-plan';
import { Query, type TagId } from '../../src/shared/model';
import { keep, search, tempArchive } from '../support/archive';

/** An index in which each word costs what is said here, and stands for nothing besides. */
const lookups = (costs: Readonly<Record<string, number>> = {}): Lookups => ({
	tagsSaying: () => [], tagsNamed: () => [7 as TagId], collectionsNamed: () => [], namesMeant: () => [1], languagesNamed: () => ['en'],
	kinOf: () => ({ prefix: false, inside: [] }), costOf: ({ terms }) => costs[terms.join(' ')] ?? 1_000,
});
const planned = (text: string, costs?: Readonly<Record<string, number>>) => planOf(readQuery(text).part, lookups(costs));

describe('what weighs', () => {
	const costs = { the: 9_000_000, of: 8_000_000, said: 300_000, yard: 200_000, 'the yard': 9_000 };

	it.each([
		['ferry', null], ['the', null], ['ferry yard', null],
		['the ferry of yard', '"ferry" AND "yard"'],
		['the of', '"of"'],
		['said yard ferry', '"ferry" AND "yard"'],
		['title:the title:ferry', '{headline} : "ferry"'],
		['"the yard" the', '"the yard"'],
		['the ferry -yard', '"ferry"'],
		// Where one word of several is enough, none can be left out.
		['the OR ferry', null], ['the (ferry OR of)', null], ['the NEAR ferry', null],
	])('of %j: %j', (text, expected) => {
		const { tiers } = planned(text, costs);
		expect(tiers!.telling).toBe(expected ?? tiers!.byReach[0]);
	});

	it('is in the same order as weighing all, but for the words left out', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { headline: 'The ferry', body: ['the yard'] }, { headline: 'The yard', body: ['the ferry, the ferry'] }, { headline: 'Nothing', body: ['the'] });
		expect(search(archive, { text: 'the ferry' }).rows.map(({ id }) => id)).toEqual([ids[0], ids[1]]);
	});
});

describe('where no word decides', () => {
	it.each(['lang:en', 'date:1982', 'date:1982..', 'imported:2026', 'kind:image', 'has:picture', 'url:example'])('%j is passed through', (text) => {
		const { found, tiers, limits } = planned(text);
		expect(found).not.toBeNull();
		expect(tiers).toBeNull();
		expect(limits).toEqual([]);
	});

	it('the first such condition is, and the others are asked of what it gives; beside words all of them are', () => {
		expect(planned('lang:en date:1982 tag:war')).toMatchObject({ found: expect.anything() as unknown, tiers: null, limits: [expect.anything(), expect.anything()] });
		expect(planned('ferry lang:en date:1982')).toMatchObject({ tiers: expect.anything() as unknown, limits: [expect.anything(), expect.anything()] });
		expect(planned('tag:war')).toMatchObject({ found: null, limits: [expect.anything()] });
		expect(planned('-lang:en')).toMatchObject({ found: null, limits: [expect.anything()] });
	});

	it('is found, counted and ordered as ever', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { headline: 'C', body: ['x'], tags: ['war'] }, { headline: 'A', body: ['x'] }, { headline: 'B', body: ['x'], tags: ['war'] });
		archive.clippings.trash([ids[1]!]);
		const all = (text: string, sort: 'headline' | 'imported' | 'relevance' = 'headline') => ({ ids: [...archive.find.ids(Query.parse({ text, sort }))], total: search(archive, { text }).total });
		expect(all('kind:article')).toEqual({ ids: [ids[2], ids[0]], total: 2 });
		expect(all('kind:article', 'imported')).toEqual({ ids: [ids[2], ids[0]], total: 2 });
		expect(all('kind:article tag:war -title:b')).toEqual({ ids: [ids[0]], total: 1 });
		expect(search(archive, { text: 'kind:article', where: 'trash' }).rows.map(({ id }) => id)).toEqual([ids[1]]);
		expect(archive.find.place(Query.parse({ text: 'kind:article', sort: 'headline' }), ids[0]!)).toBe(1);
		expect(archive.find.place(Query.parse({ text: 'kind:article', sort: 'headline' }), ids[1]!)).toBe(-1);
	});
});
