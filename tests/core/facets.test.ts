// Proves the counts beside results: each is what one would find by asking for it, whatever was edited, tagged, trashed and undone before; and results over time, with dates that leave something open.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { BIN_OF, dateOf, isoDay } from '../../src/core/store/bins';
import { days } from '../../src/core/reading/edtf-days';
import { FACET_FIELDS, type FacetName, type FacetValue, type Timeline } from '../../src/shared/facets';
import { Query, type Clipping, type ClippingId } from '../../src/shared/model';
import { printedCondition, withCondition, withoutFields, withValue } from '../../src/shared/query-text';
import { keep, tempArchive, type Written } from '../support/archive';

const dated = (edtf: string): Written['published'] => ({ printed: edtf, edtf, readings: [edtf] });
const query = (text = '') => Query.parse({ text });
const total = (archive: Archive, text: string): number => archive.clippings.ids(query(text)).length;
const facetOf = (archive: Archive, name: FacetName, text = '', more: { limit?: number; containing?: string; locale?: string } = {}) => archive.find.facets(query(text), { names: [name], limit: 100, ...more }).facets[0]!;
const shown = (values: readonly FacetValue[]): string[] => values.map(({ label, count, way }) => `${label ?? '(none)'} ${count}${way === null ? '' : ` ${way}`}`);

const HARBOUR: Written[] = [
	{ headline: 'Last hull', body: ['yard closure'], publication: 'The Averil Courier', byline: { signatories: [{ name: 'Nora Tallis', kind: 'person', role: null }], agency: null }, published: dated('1982-03-11'), tags: ['yard/closure', 'unions'], captions: [{ text: 'The slip', credit: 'Ida Renwick/Tidewater Press' }] },
	{ headline: 'Board denies', body: ['yard board'], publication: 'The Northern Ledger', byline: { signatories: [], agency: 'TWP' }, published: dated('1982-03-14'), tags: ['yard'] },
	{ headline: 'Die Werft schweigt', body: ['yard Werft'], publication: 'the averil COURIER', language: 'de', published: dated('1982'), captions: [{ text: 'Kran', credit: 'tidewater press' }] },
	{ headline: 'Letters', body: ['river'], publication: 'Tidewater Gazette', byline: ['Nora Tallis', 'Émile Ørsted'], published: dated('1981/1983'), kind: 'image', tags: ['unions'] },
	{ headline: 'Undated', body: ['yard'] },
];

describe('facets', () => {
	it('count all results by newspaper, signature, language, kind, credit and tag, the last with what stands below', async () => {
		const archive = await tempArchive();
		await keep(archive, ...HARBOUR);
		const all = Object.fromEntries(archive.find.facets(query()).facets.map(({ name, values }) => [name, shown(values)]));
		expect(all).toEqual({
			publication: ['The Averil Courier 2', 'The Northern Ledger 1', 'Tidewater Gazette 1', '(none) 1'],
			year: ['1980s 4', '1983 1', '1982 4', '1981 1', '(none) 1'],
			tag: ['unions 2', 'yard 2', 'yard/closure 1', '(none) 2'],
			byline: ['Nora Tallis 2', 'Émile Ørsted 1', 'TWP 1', '(none) 2'],
			language: ['English 4', 'German 1'],
			kind: ['article 4', 'image 1'],
			collection: ['(none) 5'],
			credit: ['Tidewater Press 2', 'Ida Renwick 1', '(none) 3'],
		});
		expect(facetOf(archive, 'byline').values.find(({ label }) => label === 'TWP')?.isAgency).toBe(true);
	});

	it('call languages what they are called in the language asked for, and find them by it', async () => {
		const archive = await tempArchive();
		await keep(archive, ...HARBOUR);
		expect(shown(facetOf(archive, 'language', '', { locale: 'de-AT' }).values)).toEqual(['Englisch 4', 'Deutsch 1']);
		expect(shown(facetOf(archive, 'language', '', { locale: 'de', containing: 'deut' }).values)).toEqual(['Deutsch 1']);
		expect(shown(facetOf(archive, 'language', '', { locale: 'de', containing: 'germ' }).values)).toEqual([]);
		expect(shown(facetOf(archive, 'language', '', { locale: 'no such tag' }).values)).toEqual(['English 4', 'German 1']);
	});

	it('follow the query; each as if it were asked for nothing itself', async () => {
		const archive = await tempArchive();
		await keep(archive, ...HARBOUR);
		const text = withValue('yard', 'pub', { text: 'The Averil Courier', isExact: true }, 'in');
		expect(shown(facetOf(archive, 'publication', text).values)).toEqual(['The Averil Courier 2 in', 'The Northern Ledger 1', '(none) 1']);
		expect(shown(facetOf(archive, 'language', text).values)).toEqual(['English 1', 'German 1']);
		const out = withValue(text, 'lang', { text: 'de', isExact: false }, 'out');
		expect(out).toBe('-lang:de pub:="The Averil Courier" yard');
		expect(shown(facetOf(archive, 'publication', out).values)).toEqual(['The Averil Courier 1 in', 'The Northern Ledger 1', '(none) 1']);
		expect(shown(facetOf(archive, 'language', out).values)).toEqual(['English 1', 'German 1 out']);
		expect(facetOf(archive, 'year', 'date:1981..1982').isAskedOtherwise).toBe(true);
		expect(shown(facetOf(archive, 'year', '(date:1983 OR date:none)').values)).toEqual(['1980s 4', '1983 1 in', '1982 4', '1981 1', '(none) 1 in']);
		expect(shown(facetOf(archive, 'publication', 'pub:="Gone Paper"').values)).toEqual(['The Averil Courier 2', 'The Northern Ledger 1', 'Tidewater Gazette 1', '(none) 1']);
	});

	it('list top values first, more of them when asked, and those in whose name words stand', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 60 }, (_, at) => ({ headline: `H${at}`, publication: `Paper ${at % 20}`, byline: [`Ann ${at % 3}`] })));
		expect(facetOf(archive, 'publication', '', { limit: 3 })).toMatchObject({ distinct: 20, values: [{ count: 3 }, { count: 3 }, { count: 3 }] });
		expect(facetOf(archive, 'publication', 'pub:="Paper 17"', { limit: 3 }).values.filter(({ way }) => way === 'in').map(({ label }) => label)).toEqual(['Paper 17']);
		expect(shown(facetOf(archive, 'publication', '', { containing: 'APER 17' }).values)).toEqual(['Paper 17 3']);
		expect(shown(facetOf(archive, 'language', '', { containing: 'engl' }).values)).toEqual(['English 60']);
	});

	it('show a name as somebody last typed it', async () => {
		const archive = await tempArchive();
		const [first, second] = await keep(archive, { headline: 'A', publication: 'evening post' }, { headline: 'B', publication: 'Evening Post' });
		expect(shown(facetOf(archive, 'publication').values)).toEqual(['evening post 2']);
		archive.clippings.edit(second!, { publication: 'Evening POST' });
		expect(shown(facetOf(archive, 'publication').values)).toEqual(['Evening POST 2']);
		archive.clippings.edit(first!, { publication: null });
		expect(shown(facetOf(archive, 'publication').values)).toEqual(['Evening POST 1', '(none) 1']);
	});
});

/** Results over time, counted clipping by clipping. */
function naiveBins(clippings: readonly Clipping[], by: Timeline['by']): Map<string, { count: number; spanning: number; share: number }> {
	const bins = new Map<string, { count: number; spanning: number; share: number }>();
	const number = (iso: string): number => Number(iso.replaceAll('-', ''));
	for (const { published } of clippings) {
		if (!published?.firstDay) continue;
		const [from, to] = [BIN_OF[by](number(published.firstDay)), BIN_OF[by](number(published.lastDay ?? published.firstDay))];
		for (let at = from; at <= to; at++) {
			const bin = bins.get(dateOf(by, at)) ?? { count: 0, spanning: 0, share: 0 };
			if (from === to) bin.count++;
			else {
				bin.spanning++;
				bin.share += 1 / (to - from + 1);
			}
			bins.set(dateOf(by, at), bin);
		}
	}
	return bins;
}

describe('the timeline', () => {
	it('counts dates where they belong and spreads over all it can mean what a date leaves open', async () => {
		const archive = await tempArchive();
		await keep(archive, ...HARBOUR);
		expect(archive.find.timeline(query(), { by: 'year' })).toEqual({
			by: 'year',
			bins: [{ date: '1981', count: 0, spanning: 1, share: 0.333333 }, { date: '1982', count: 3, spanning: 1, share: 0.333333 }, { date: '1983', count: 0, spanning: 1, share: 0.333333 }],
			dated: 4, undated: 1, spanning: 1, reach: { from: '1981-01-01', to: '1983-12-31' }, chosen: null,
		});
		const month = archive.find.timeline(query('yard date:1982-03..1982-04'), { by: 'month' });
		expect(month.bins).toHaveLength(12);
		expect(month.bins[2]).toEqual({ date: '1982-03', count: 2, spanning: 1, share: 0.083333 });
		expect(month.bins[0]).toEqual({ date: '1982-01', count: 0, spanning: 1, share: 0.083333 });
		expect(month).toMatchObject({ dated: 3, undated: 1, spanning: 1, chosen: { from: '1982-03-01', to: '1982-04-30' } });
		expect(archive.find.timeline(query('date:1982..'), {}).chosen).toEqual({ from: '1982-01-01', to: null });
	});

	it('takes bins as small as there is room for, of a part of time too', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'A', published: dated('1901-05-04') }, { headline: 'B', published: dated('2003-11-30') }, { headline: 'C', published: dated('2003-12-02') });
		expect(archive.find.timeline(query(), { most: 60 })).toMatchObject({ by: 'decade', dated: 3 });
		expect(archive.find.timeline(query(), { most: 120 }).by).toBe('year');
		expect(archive.find.timeline(query(), { by: 'day', most: 4_000 }).by).toBe('month');
		expect(archive.find.timeline(query(), { most: 60, from: '2003-11-20', to: '2003-12-10' })).toMatchObject({ by: 'day', dated: 2, reach: { from: '1901-05-04', to: '2003-12-02' } });
		expect(archive.find.timeline(query('nothing at all'))).toMatchObject({ bins: [], dated: 0, reach: null });
	});

	it('numbers the days as the calendar does', () => {
		fc.assert(fc.property(fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
			const iso = date.toISOString().slice(0, 10);
			const day = Number(iso.replaceAll('-', ''));
			expect(isoDay(day)).toBe(iso);
			expect(dateOf('day', BIN_OF.day(day))).toBe(iso);
			for (const by of ['decade', 'year', 'month', 'day'] as const) {
				const span = days(dateOf(by, BIN_OF[by](day)))!;
				expect(span.firstDay <= iso && iso <= span.lastDay).toBe(true);
			}
		}));
	});

	it('tells newspapers apart over time', async () => {
		const archive = await tempArchive();
		await keep(archive, ...HARBOUR);
		expect(archive.find.overTime(query('yard'), { by: 'month', publications: 2 })).toMatchObject({
			by: 'month', distinct: 2, undated: 1,
			rows: [
				{ publication: 'The Averil Courier', total: 2, counts: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], spanning: new Array(12).fill(1) },
				{ publication: 'The Northern Ledger', total: 1, counts: [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], spanning: new Array(12).fill(0) },
			],
		});
	});
});

const PAPERS = ['The Averil Courier', 'Averil Courier', 'Tidewater Gazette', 'Ławica (późna)', '湾岸新報', 'The "Late" Post'];
const DATES = ['1979-12-31', '1982', '1982-03', '1982-03-11', '198X', '1981/1983', '2001-02-28'];
const WRITTEN = fc.record({
	headline: fc.constantFrom('Ferry fares', 'Yard closure', 'Ferry yard'),
	publication: fc.option(fc.constantFrom(...PAPERS), { nil: undefined }),
	byline: fc.option(fc.uniqueArray(fc.constantFrom('Nora Tallis', 'nora tallis', 'Émile Ørsted', 'TWP'), { maxLength: 3 }), { nil: undefined }),
	published: fc.option(fc.constantFrom(...DATES).map((edtf) => dated(edtf)!), { nil: undefined }),
	language: fc.constantFrom('en', 'de', null),
	kind: fc.constantFrom('article' as const, 'image' as const),
	captions: fc.array(fc.record({ text: fc.constant('Quay'), credit: fc.constantFrom('Ida Renwick', 'Ida Renwick / TWP', 'twp') }), { maxLength: 2 }),
	tags: fc.uniqueArray(fc.constantFrom('war', 'war/ukraine', 'ships'), { maxLength: 3 }),
});
const ASKED = ['ferry', '-yard', 'pub:="averil courier"', '-pub:="Tidewater Gazette"', 'pub:none', '(pub:="湾岸新報" OR pub:="The Late Post")', 'by:="Nora Tallis"', 'by:none', '-by:="émile orsted"', 'lang:de', '-lang:none', 'kind:image', 'tag:war', 'tag:="war"', '-tag:none', 'credit:="TWP"', 'credit:renwick', '-credit:none', 'date:1982', '-date:1982-03', 'date:none', 'date:1981..1982-06', 'before:1982', '(date:198X OR ferry)', 'in:none', 'has:date', '(tag:ships OR lang:de)', 'in:Thesis'];
const QUERY = fc.uniqueArray(fc.constantFrom(...ASKED), { maxLength: 4 }).map((parts) => parts.join(' '));
type Act = { is: 'edit' | 'tag' | 'untag' | 'trash' | 'restore' | 'collect' | 'undo' | 'redo' | 'keep' | 'rename' | 'removeTag'; at: number; what: number };
const ACT: fc.Arbitrary<Act> = fc.record({ is: fc.constantFrom<Act['is']>('edit', 'tag', 'untag', 'trash', 'restore', 'collect', 'undo', 'redo', 'keep', 'rename', 'removeTag'), at: fc.nat(50), what: fc.nat(50) });

async function carryOut(archive: Archive, act: Act, ids: ClippingId[], shelf: Parameters<Archive['collections']['arrange']>[0]): Promise<void> {
	const id = ids[act.at % ids.length]!;
	const pick = <T>(of: readonly T[]): T => of[act.what % of.length]!;
	switch (act.is) {
		case 'edit': archive.clippings.edit(id, pick([{ publication: PAPERS[act.at % PAPERS.length]! }, { publication: null }, { published: pick(DATES) }, { published: null }, { byline: 'Nora Tallis and TWP' }, { byline: null }])); break;
		case 'tag': archive.clippings.tag([id], [pick(['war', 'war/ukraine', 'ships'])], []); break;
		case 'untag': archive.clippings.tag([id], [], [pick(['war', 'war/ukraine', 'ships'])]); break;
		case 'trash': archive.clippings.trash([id]); break;
		case 'restore': archive.clippings.restore([id]); break;
		case 'collect': if (archive.collections.list().length > 0) archive.collections.collect([id], act.what % 2 ? [shelf] : [], act.what % 2 ? [] : [shelf]); break;
		case 'undo': if (archive.history.state().undo) archive.history.undo(); break;
		case 'redo': if (archive.history.state().redo) archive.history.redo(); break;
		case 'keep': ids.push(...await keep(archive, { headline: 'Ferry again', publication: pick(PAPERS), published: dated(pick(DATES))!, tags: ['ships'] })); break;
		case 'rename': {
			const tag = archive.tags.named(pick(['war', 'ships']));
			if (tag) archive.tags.rename(tag.id, pick(['conflict', 'war', 'ships']), true);
			break;
		}
		case 'removeTag': {
			const tag = archive.tags.named('war/ukraine');
			if (tag) archive.tags.remove(tag.id);
		}
	}
}

function expectAllCounts(archive: Archive, text: string): void {
	const asked = archive.find.facets(query(text), { limit: 1_000 });
	expect(asked.total, text).toBe(total(archive, text));
	for (const { name, values } of asked.facets) {
		const fields = name === 'year' ? ['date', 'before', 'after', 'has'] as const : [FACET_FIELDS[name]];
		const without = withoutFields(text, fields);
		for (const { text: value, isExact, count } of values) {
			const one = { field: FACET_FIELDS[name], values: [{ text: value, isExact }], isNot: false };
			expect(total(archive, withCondition(without, one)), `${printedCondition(one)} beside ${text}`).toBe(count);
		}
	}
}

describe('whatever was done', () => {
	it('each count is what asking for it finds, and the timeline agrees with a look at every clipping', async () => {
		await fc.assert(fc.asyncProperty(fc.array(WRITTEN, { minLength: 1, maxLength: 14 }), fc.array(ACT, { maxLength: 10 }), fc.array(QUERY, { minLength: 1, maxLength: 4 }), fc.constantFrom('decade' as const, 'year' as const, 'month' as const), async (written, acts, queries, by) => {
			const archive = await tempArchive();
			const ids = await keep(archive, ...written as Written[]);
			const shelf = archive.collections.add('Thesis', null);
			expectAllCounts(archive, queries[0]!);
			for (const act of acts) {
				await carryOut(archive, act, ids, shelf);
				if (act.what % 3 === 0) expectAllCounts(archive, queries[act.at % queries.length]!);
			}
			for (const text of queries) {
				expectAllCounts(archive, text);
				const timeless = withoutFields(text, ['date', 'before', 'after', 'has']);
				const clippings = archive.clippings.ids(query(timeless)).map((id) => archive.clippings.get(id));
				const naive = naiveBins(clippings, by);
				const timeline = archive.find.timeline(query(text), { by, most: 4_000 });
				for (const bin of timeline.bins) {
					const known = naive.get(bin.date) ?? { count: 0, spanning: 0, share: 0 };
					expect({ ...bin, share: 0 }, text).toEqual({ date: bin.date, ...known, share: 0 });
					expect(bin.share).toBeCloseTo(known.share, 4);
				}
				expect(timeline.bins.reduce((sum, { count }) => sum + count, 0) + timeline.spanning, text).toBe(timeline.dated);
				expect(timeline.dated + timeline.undated).toBe(clippings.length);
			}
			await archive.close();
		}), { numRuns: 25 });
	}, 180_000);
});
