// Owns the proof that the queue of what needs a look shows what the archive doubts, takes a person's word for it, and goes on to the next, over the real host.
import { describe, expect, it, onTestFinished } from 'vitest';
import { LineTable } from '../../src/renderer/look/line-table';
import type { Decided } from '../../src/renderer/look/look.svelte';
import { Look } from '../../src/renderer/look/look.svelte';
import { choicesOf, doubtWords, orderOfReading } from '../../src/renderer/reader/doubts';
import { markOf, originOf, shownValue } from '../../src/renderer/reader/fields';
import type { DateHabit } from '../../src/shared/model';
import type { Hosted } from './hosted';
import { hosted, until } from './hosted';

const letter = (date: string, at: number): string => `The Averil Courier

What the river owes us, part ${at}
By Nora Tallis
${date}

Sir, My father came to the yard as a rivet boy at thirteen, and I write to ask what a town is for, if it is not to remember who built it. The Board speaks of tonnage.

I have read its report number ${at} twice and cannot find a single name. They tell me the slip is to be a place for pleasure boats, and I have nothing against pleasure.
`;

async function lookAt(texts: readonly string[]): Promise<{ look: Look; host: Hosted; decided: Decided[] }> {
	const host = await hosted();
	await host.keep(texts);
	const decided: Decided[] = [];
	const look = new Look(host.client, (one) => decided.push(one));
	onTestFinished(look.start());
	await look.open();
	return { look, host, decided };
}

/** Takes every doubt but the one about dates away. */
async function dateAlone(look: Look): Promise<void> {
	for (const { field, why } of look.doubts) if (why !== 'two-ways') await look.accept(field);
}

describe('the queue', () => {
	it('begins with what came last, its doubt in hand, beside its original', async () => {
		const { look } = await lookAt([letter('03/04/82', 1), letter('05/06/82', 2)]);
		expect(look.results.total).toBe(2);
		expect(look.clipping!.headline).toBe('What the river owes us, part 2');
		expect(look.doubts[0]).toEqual({ field: 'published', why: 'two-ways' });
		expect(look.field).toBe('published');
		expect(look.lines!.text).toBe(letter('05/06/82', 2));
		expect(look.lines!.firstLineOf('published')).toBe(5);
		expect(look.latest).toMatchObject({ kept: 2, unsureNow: 2 });
	});

	it('does not go on while a date waits for a choice, and then does', async () => {
		const { look, host, decided } = await lookAt([letter('03/04/82', 1), letter('05/06/82', 2)]);
		const { id } = look.clipping!;
		expect(await look.acceptAll()).toBe(false);
		expect(look.obstacle).toBe('Choose how the date is to be read first.');
		look.read('published', '1982-06-05');
		expect(look.obstacle).toBeNull();
		expect(await look.acceptAll()).toBe(true);
		expect(decided).toMatchObject([{ how: 'accepted', clipping: { id } }]);
		await until(() => expect(look.clipping?.headline).toBe('What the river owes us, part 1'));
		expect(look.results.total).toBe(1);
		expect(await host.client['clippings.get']({ id })).toMatchObject({ published: { edtf: '1982-06-05' }, provenance: { published: { how: 'person', spans: [{ line: 5 }] } } });
		// The choice made for one is not taken over to the next.
		expect(look.readings).toEqual({});
	});

	it('settles the others of the newspaper when that is wanted, as one act', async () => {
		const { look, host } = await lookAt([letter('03/04/82', 1), letter('05/06/82', 2), letter('07/08/82', 3)]);
		expect(look.habit).toMatchObject({ publication: 'The Averil Courier', others: 2 });
		look.read('published', '1982-08-07');
		look.isForOthers = true;
		await look.acceptAll();
		const ids = await host.client['clippings.ids']({ query: { sort: 'headline' } });
		const dates = await Promise.all(ids.map(async (id) => (await host.client['clippings.get']({ id })).published?.edtf));
		expect(dates).toEqual(['1982-04-03', '1982-06-05', '1982-08-07']);
		await host.client['history.undo']({ step: null });
		await until(() => expect(look.results.total).toBe(3));
		expect(await host.client['conventions.list']()).toEqual([]);
	});

	it('steps over with "not now", leaves what it steps over as it was, and comes round', async () => {
		const { look } = await lookAt([letter('03/04/82', 1), letter('05/06/82', 2)]);
		await look.move(1);
		expect(look.clipping!.headline).toContain('part 1');
		await look.move(1);
		expect(look.clipping!.headline).toContain('part 2');
		expect(look.results.total).toBe(2);
	});

	it('keeps as text only, and is empty in the end', async () => {
		const { look, decided } = await lookAt([letter('03/04/82', 1)]);
		await look.keepAsText();
		expect(decided).toMatchObject([{ how: 'text-only' }]);
		await until(() => expect(look.clipping).toBeNull());
		expect(look.results.total).toBe(0);
		expect(look.results.hasAnswered).toBe(true);
	});

	it('takes a line for a field, tied to where it stands', async () => {
		const { look } = await lookAt([letter('03/04/82', 1)]);
		look.picked = { from: 7, to: 7, words: 'Sir, My father' };
		expect(await look.assign('kicker')).toBe(true);
		expect(look.clipping).toMatchObject({ kicker: 'Sir, My father', provenance: { kicker: { how: 'person', spans: [{ line: 7 }] } } });
		expect(look.picked).toBeNull();
		look.picked = { from: 1, to: 1, words: null };
		await look.assign('publication');
		expect(look.clipping!.publication).toBe('The Averil Courier');
		expect(originOf(look.clipping!.provenance.publication)).toBe('line 1, confirmed by you');
		expect(look.lines!.line(7).owners).toContain('kicker');
	});

	it('follows the archive: what another has settled leaves, what was undone comes back', async () => {
		const { look, host } = await lookAt([letter('03/04/82', 1), letter('05/06/82', 2)]);
		const other = look.results.row(1)!.id;
		await host.client['clippings.textOnly']({ id: other });
		await until(() => expect(look.results.total).toBe(1));
		expect(look.clipping!.headline).toContain('part 2');
		await host.client['history.undo']({ step: null });
		await until(() => expect(look.results.total).toBe(2));
	});

	it('marks a date left open as decided, and one that was typed so as open still', async () => {
		const { look } = await lookAt([letter('03/04/82', 1)]);
		await dateAlone(look);
		expect(markOf(look.clipping!, 'published')).toBe('choice');
		await look.save('published', '05/06/82');
		expect(markOf(look.clipping!, 'published')).toBe('choice');
		look.read('published', null);
		const left = look.clipping!;
		await look.accept('published');
		await until(() => expect(look.results.total).toBe(0));
		expect(shownValue(left, 'published')).toBe('6 May or 5 June 1982');
	});
});

describe('words', () => {
	const date = { printed: '03/04/82', edtf: null, readings: ['1982-03-04', '1982-04-03'], time: null, firstDay: null, lastDay: null };
	const habit = (more: Partial<DateHabit>): DateHabit => ({ publication: 'Gazette', order: null, dayFirst: 0, monthFirst: 0, suggested: null, others: 0, ...more });

	it('say why', () => {
		expect([{ field: 'published', why: 'two-ways' }, { field: 'headline', why: 'missing' }, { field: 'publication', why: 'unsure' }, { field: 'byline', why: 'unsure' }, { field: 'published', why: 'unread' }].map((doubt) => doubtWords(doubt as Parameters<typeof doubtWords>[0])))
			.toEqual(['Date can be read two ways', 'No headline found', 'Newspaper unsure', 'Byline unsure', 'Date cannot be read']);
	});

	it('put first what the newspaper\'s other dates speak for, and leaving it open last', () => {
		expect(choicesOf(date, habit({ dayFirst: 43, suggested: 'DMY' }))).toEqual([
			{ reading: '1982-04-03', title: '3 April 1982', why: 'day first, like 43 of 43 from this paper' },
			{ reading: '1982-03-04', title: '4 March 1982', why: 'month first' },
			{ reading: null, title: 'Leave it open', why: 'shown as “4 Mar or 3 Apr 1982”' },
		]);
		expect(choicesOf(date, null).map(({ why }) => why)).toEqual(['month first, as American papers print', 'day first', 'shown as “4 Mar or 3 Apr 1982”']);
		expect(choicesOf(date, habit({ order: 'DMY' }))[0]!.why).toBe('day first, as you decided for this paper');
		expect(orderOfReading('03/04/82', '1982-04-03')).toBe('DMY');
	});
});

describe('an original in lines', () => {
	const clipping = { provenance: { headline: { spans: [{ line: 2, endLine: 2, start: 3, end: 6 }], how: 'model', certainty: 0.9 } }, captions: [{ text: 'c', credit: null, from: { spans: [{ line: 3, endLine: 3, start: 9, end: 12 }], how: 'cue', certainty: 0.9 } }] } as unknown as ConstructorParameters<typeof LineTable>[1];

	it('is cut at every kind of break and marked by field', () => {
		const table = new LineTable('a\r\nbcd ef\rghi\n\nend\n', clipping);
		expect(table.length).toBe(5);
		expect(table.line(2)).toEqual({ number: 2, runs: [{ text: 'bcd', owner: 'headline' }, { text: ' ef', owner: null }], owners: ['headline'], named: 'Headline' });
		expect(table.line(4)).toEqual({ number: 4, runs: [], owners: [], named: '' });
		expect(table.words(1, 3)).toBe('a bcd ef ghi');
		expect(new LineTable('', clipping).length).toBe(1);
	});

	it('of a hundred thousand lines costs next to nothing a line', () => {
		const table = new LineTable('A line of an endless minute book.\n'.repeat(100_000), clipping);
		expect(table.length).toBe(100_000);
		expect(table.line(99_999).runs).toEqual([{ text: 'A line of an endless minute book.', owner: null }]);
	});
});
