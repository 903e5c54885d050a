// Proves how doubt is settled: accepting, choosing between readings, correcting with lines kept, keeping as text only, conventions of publications, and the queue of what needs a look.
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { findValue } from '../../src/core/reading/find-value';
import { orderOf, orderShown, readingUnder } from '../../src/core/reading/conventions';
import type { ClippingId } from '../../src/shared/model';
import { headlines, keep, search, tempArchive, type Written } from '../support/archive';

const open = (printed: string, ...readings: string[]): Written['published'] => ({ printed, edtf: null, readings });
const OPEN = open('03/04/82', '1982-03-04', '1982-04-03');
const clear = (printed: string, edtf: string): Written['published'] => ({ printed, edtf, readings: [edtf] });
const doubtsOf = (archive: Archive): unknown[] => search(archive, { only: 'unsure', sort: 'imported' }).rows.map(({ doubts }) => doubts);

/** Imports texts as somebody would, and answers their clippings. */
async function importTexts(archive: Archive, texts: Record<string, string>): Promise<ClippingId[]> {
	const { ids } = await archive.import(Object.entries(texts).map(([name, text]) => ({ text, name })), { rules: RULES });
	return ids;
}
const RULES = { tags: [], collection: null, publication: null, dateOrder: null, rights: null };

const letter = (date: string, at: number): string => `The Averil Courier

What the river owes us, part ${at}
By Nora Tallis
${date}

Sir, My father came to the yard as a rivet boy at thirteen, and I write to ask what a town is for, if it is not to remember who built it. The Board speaks of tonnage.

I have read its report number ${at} twice and cannot find a single name. They tell me the slip is to be a place for pleasure boats, and I have nothing against pleasure.
`;

describe('accepting', () => {
	it('gives a value a person\'s word and keeps its lines', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'Ferry', publication: 'Courier', byline: ['Nora Tallis'], certainty: 0.4 });
		const before = archive.clippings.get(id!);
		const after = archive.clippings.accept(id!, { fields: ['publication', 'headline', 'page'] });
		expect(after.provenance.publication).toEqual({ spans: before.provenance.publication!.spans, how: 'person', certainty: 1 });
		expect(after.provenance.page).toBeUndefined();
		expect(after.publication).toBe('Courier');
		expect(archive.summary().unsure).toBe(1);
		archive.clippings.accept(id!, { fields: ['byline'] });
		expect(archive.summary().unsure).toBe(0);
		const { changedAt } = archive.clippings.get(id!);
		expect(archive.clippings.accept(id!, { fields: ['byline'] }).changedAt).toBe(changedAt);
	});

	it('takes a missing headline off the queue with the name that stands in', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: null, body: ['Nobody came to the quay.'] });
		expect(doubtsOf(archive)).toEqual([[{ field: 'headline', why: 'missing' }]]);
		const { headline, provenance } = archive.clippings.accept(id!, { fields: ['headline'] });
		expect([headline, provenance.headline]).toEqual(['Nobody came to the quay.', { spans: [], how: 'person', certainty: 1 }]);
		expect(archive.summary().unsure).toBe(0);
	});

	it('does not choose between readings unasked', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'H', published: OPEN, certainty: 0.5 });
		archive.clippings.accept(id!, { fields: ['headline', 'published'] });
		expect(doubtsOf(archive)).toEqual([[{ field: 'published', why: 'two-ways' }]]);
		archive.clippings.accept(id!, { readings: { published: '1982-04-03' } });
		expect(archive.clippings.get(id!)).toMatchObject({ published: { printed: '03/04/82', edtf: '1982-04-03', firstDay: '1982-04-03' }, provenance: { published: { how: 'person', certainty: 1 } } });
		expect(doubtsOf(archive)).toEqual([]);
	});
});

describe('settling a date', () => {
	it('leaves it open knowingly, which is no doubt any more', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'H', published: OPEN, certainty: 0.5 });
		archive.clippings.accept(id!, { fields: ['headline'] });
		const { published, provenance } = archive.clippings.settle(id!, 'published', null);
		expect(published).toMatchObject({ edtf: null, readings: ['1982-03-04', '1982-04-03'] });
		expect(provenance.published).toMatchObject({ how: 'person', certainty: 1 });
		expect(archive.summary().unsure).toBe(0);
	});

	it('refuses what the date does not say', async () => {
		const archive = await tempArchive();
		const [id, bare] = await keep(archive, { headline: 'H', published: OPEN }, { headline: 'Bare' });
		for (const wrong of [[id!, '1982-05-03'], [bare!, '1982-04-03'], [bare!, null]] as const) {
			expect(() => archive.clippings.settle(wrong[0], 'published', wrong[1])).toThrow(expect.objectContaining({ code: 'date/not-a-reading' }));
		}
		expect(archive.history.state().undo).toBeNull();
	});

	it('settles the others of the publication and remembers the order, in one step', async () => {
		const archive = await tempArchive();
		const gazette = (headline: string, published: Written['published'], certainty = 0.5): Written => ({ headline, publication: 'Tidewater Gazette', published, certainty });
		const [a, b, c, other, left] = await keep(archive,
			gazette('A', OPEN), gazette('B', open('05/06/82', '1982-05-06', '1982-06-05')), gazette('C', clear('25/12/82', '1982-12-25')),
			{ headline: 'Other', publication: 'Packet', published: OPEN, certainty: 0.5 }, gazette('Left', OPEN));
		archive.clippings.settle(left!, 'published', null);
		expect(archive.conventions.habit(a!)).toEqual({ publication: 'Tidewater Gazette', order: null, dayFirst: 1, monthFirst: 0, suggested: null, others: 2 });
		archive.clippings.settle(a!, 'published', '1982-04-03', true);
		expect([a, b, c, other, left].map((id) => archive.clippings.get(id!).published?.edtf)).toEqual(['1982-04-03', '1982-06-05', '1982-12-25', null, null]);
		expect(archive.clippings.get(b!).provenance.published).toMatchObject({ how: 'convention' });
		expect(archive.conventions.list()).toMatchObject([{ publication: 'Tidewater Gazette', order: 'DMY' }]);
		expect(headlines(archive, { sort: 'oldest' })).toEqual(['Other', 'Left', 'A', 'B', 'C']);
		archive.history.undo();
		expect([a, b].map((id) => archive.clippings.get(id!).published?.edtf)).toEqual([null, null]);
		expect(archive.conventions.list()).toEqual([]);
	});
});

describe('conventions', () => {
	it('are suggested from five dates that leave no doubt, and only when none speaks against it', async () => {
		const archive = await tempArchive();
		const dated = (day: number): Written => ({ headline: `H${day}`, publication: 'Packet', published: clear(`${day}/3/82`, `1982-03-${day}`) });
		const [asked] = await keep(archive, { headline: 'Asked', publication: 'PACKET', published: OPEN, certainty: 0.5 }, ...[13, 14, 15, 16].map(dated));
		expect(archive.conventions.habit(asked!)).toMatchObject({ dayFirst: 4, suggested: null });
		await keep(archive, dated(17));
		expect(archive.conventions.habit(asked!)).toMatchObject({ dayFirst: 5, monthFirst: 0, suggested: 'DMY', order: null });
		await keep(archive, { headline: 'Odd', publication: 'Packet', published: clear('3/18/82', '1982-03-18') });
		expect(archive.conventions.habit(asked!)).toMatchObject({ dayFirst: 5, monthFirst: 1, suggested: null });
		expect(archive.conventions.habit((await keep(archive, { headline: 'No paper' }))[0]!)).toBeNull();
	});

	it('are set, replaced and removed, and can settle what is open', async () => {
		const archive = await tempArchive();
		const [a] = await keep(archive, { headline: 'A', publication: 'Packet', published: OPEN, certainty: 0.5 });
		expect(archive.conventions.set('packet', 'DMY', false)).toEqual({ settled: 0 });
		expect(archive.clippings.get(a!).published?.edtf).toBeNull();
		expect(archive.conventions.set('Packet', 'MDY', true)).toEqual({ settled: 1 });
		expect(archive.clippings.get(a!).published?.edtf).toBe('1982-03-04');
		expect(archive.conventions.list()).toMatchObject([{ publication: 'Packet', order: 'MDY' }]);
		archive.conventions.remove('PACKET');
		expect(() => archive.conventions.remove('Packet')).toThrow(expect.objectContaining({ code: 'convention/missing' }));
	});

	it('read what is imported; a rule of the import goes before', async () => {
		const archive = await tempArchive();
		archive.conventions.set('The Averil Courier', 'DMY', false);
		const [first] = await importTexts(archive, { 'a.txt': letter('03/04/82', 1) });
		expect(archive.clippings.get(first!)).toMatchObject({ publication: 'The Averil Courier', published: { printed: '03/04/82', edtf: '1982-04-03' }, provenance: { published: { how: 'convention' } } });
		const { ids } = await archive.import([{ text: letter('05/06/82', 2), name: 'b.txt' }], { rules: { ...RULES, dateOrder: 'MDY' } });
		expect(archive.clippings.get(ids[0]!).published?.edtf).toBe('1982-05-06');
		archive.conventions.remove('The Averil Courier');
		const [third] = await importTexts(archive, { 'c.txt': letter('07/08/82', 3) });
		expect(archive.clippings.get(third!).published?.edtf).toBeNull();
	});

	it.each([
		['25/12/82', 'DMY'], ['12/25/82', 'MDY'], ['03/04/82', null], ['12.25.1982', 'MDY'], ['25 December 1982', null], ['1982-12-25', null], ['nothing', null],
	])('see the order of %s', (printed, order) => expect(orderShown(printed)).toBe(order));

	it('read a date under each order, and know which order a reading shows', () => {
		const date = { printed: '03/04/05', edtf: null, readings: ['2005-03-04', '2005-04-03'], time: null };
		expect((['DMY', 'MDY', 'YMD'] as const).map((order) => readingUnder(date, order))).toEqual(['2005-04-03', '2005-03-04', '2003-04-05']);
		expect(['2005-04-03', '2005-03-04', '1999-01-01'].map((reading) => orderOf(date, reading))).toEqual(['DMY', 'MDY', null]);
		expect(readingUnder({ ...date, edtf: '2005-04-03', readings: ['2005-04-03'] }, 'MDY')).toBeNull();
	});
});

describe('a correction', () => {
	it('stays tied to the lines where the value stands', async () => {
		const archive = await tempArchive();
		const [id] = await importTexts(archive, { 'a.txt': letter('11 March 1982', 1) });
		const text = archive.clippings.originalText(id!)!;
		const { provenance } = archive.clippings.edit(id!, { publication: 'averil courier', byline: 'Nora Tallis and My Father', headline: 'Not in the text', page: '7' });
		expect(provenance.publication!.spans.map(({ line, start, end }) => [line, text.slice(start, end)])).toEqual([[1, 'Averil Courier']]);
		expect(provenance.byline!.spans.map(({ start, end }) => text.slice(start, end))).toEqual(['Nora Tallis', 'My father']);
		expect([provenance.headline!.spans, provenance.page!.spans]).toEqual([[], []]);
		expect(provenance.publication).toMatchObject({ how: 'person', certainty: 1 });
	});

	it('points where somebody pointed', async () => {
		const archive = await tempArchive();
		const [id] = await importTexts(archive, { 'a.txt': letter('11 March 1982', 1) });
		const text = archive.clippings.originalText(id!)!;
		const line = text.split('\n').findIndex((words) => words.startsWith('Sir,')) + 1;
		const { provenance } = archive.clippings.edit(id!, { kicker: 'the' }, line);
		expect(provenance.kicker!.spans[0]!.line).toBe(line);
		const same = archive.clippings.edit(id!, { publication: 'The Averil Courier' }, 1);
		expect(same.provenance.publication).toMatchObject({ how: 'person', spans: [{ line: 1 }] });
	});

	it.each([
		['one  two\r\nTHREE four', 'three', null, [2, 10, 15]],
		['a\nbroken\nheadline here', 'Broken headline', null, [2, 2, 17]],
		['the x\nthe y\nthe z', 'the', 3, [3, 12, 15]],
		['cathedral', 'the', null, null], ['東京の夕刊', '夕刊', null, [1, 3, 5]], ['x', '', null, null], ['a (b) [c]', '(b) [c]', null, [1, 2, 9]],
		['on 1982-04-03 |x^$', '1982-04-03 |x^$', null, [1, 3, 18]], ['a/b\\c-d', 'A/B\\C-D', null, [1, 0, 7]],
	] as const)('is found in %j: %j', (text, value, near, at) => {
		const span = findValue(text, value, near);
		expect(span && [span.line, span.start, span.end]).toEqual(at);
	});
});

describe('kept as text only', () => {
	it('sets aside what was read, and all words are body; what a person typed stays', async () => {
		const archive = await tempArchive();
		const [id] = await importTexts(archive, { 'a.txt': letter('11 March 1982', 1) });
		archive.clippings.edit(id!, { page: '4' });
		const before = archive.clippings.get(id!);
		const after = archive.clippings.textOnly(id!);
		expect(after).toMatchObject({ headline: before.headline, publication: null, byline: null, published: null, page: '4' });
		expect(after.words).toBeGreaterThan(before.words);
		expect(after.blocks.map(({ text }) => text)).toEqual(before.blocks.map(({ text }) => text));
		expect(new Set(after.blocks.map(({ role }) => role))).toEqual(new Set(['headline', 'paragraph']));
		expect(search(archive, { text: 'Courier' }).total).toBe(1);
		expect(archive.summary().unsure).toBe(0);
		archive.history.undo();
		expect({ ...archive.clippings.get(id!), changedAt: 0 }).toEqual({ ...before, changedAt: 0 });
	});
});

describe('the queue', () => {
	it('lists what needs a look with why, what came last first', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive,
			{ headline: 'Sure' },
			{ headline: null, body: ['First words.'], publication: 'Courier', certainty: 0.5 },
			{ headline: 'Two ways', published: OPEN, certainty: 0.59 },
			{ headline: 'Unread', published: { printed: 'the day of the storm' }, certainty: 0.3, tags: ['x'] },
			{ headline: 'Trashed', certainty: 0.1 });
		archive.clippings.trash([ids[4]!]);
		const page = search(archive, { only: 'unsure', sort: 'imported' });
		expect(page.total).toBe(3);
		expect(page.rows.map((row) => row.id)).toEqual([ids[3], ids[2], ids[1]]);
		expect(page.rows.map(({ doubts }) => doubts![0])).toEqual([{ field: 'published', why: 'unread' }, { field: 'published', why: 'two-ways' }, { field: 'headline', why: 'missing' }]);
		expect(search(archive, { text: 'two' }).rows[0]!.doubts).toBeUndefined();
		expect(headlines(archive, { only: 'unsure', text: 'ways' })).toEqual(['Two ways']);
		expect(headlines(archive, { only: 'untagged', sort: 'headline' })).toEqual(['First words.', 'Sure', 'Two ways']);
		expect(headlines(archive, { only: 'unsure', where: 'trash' })).toEqual(['Trashed']);
	});

	it('can be that of one import', async () => {
		const archive = await tempArchive();
		const [first] = await importTexts(archive, { 'a.txt': letter('03/04/82', 1) });
		const second = await archive.import([{ text: letter('05/06/82', 2), name: 'b.txt' }, { text: letter('11 March 1982', 3), name: 'c.txt' }], { rules: RULES });
		expect(search(archive, { import: second.id }).total).toBe(2);
		const unsure = search(archive, { import: second.id, only: 'unsure' }).rows.map(({ id }) => id);
		expect(unsure).toContain(second.ids[0]);
		expect(unsure).not.toContain(first);
		expect(search(archive, { import: 99 }).total).toBe(0);
	});
});
