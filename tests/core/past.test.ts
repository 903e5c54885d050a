// Holds what a clipping's history promises: each event once, the newest first, with the values that stood before and after; nothing that the record does not have.
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { databasePath } from '../../src/core/layout';
import { NEWEST } from '../../src/core/store/past';
import { factsOf, type PastGround } from '../../src/core/store/past-facts';
import { openForReading } from '../../src/core/store/open';
import { articleText } from '../../src/shared/annotation';
import { Past, type PastFact } from '../../src/shared/past';
import type { ClippingId } from '../../src/shared/model';
import { keep, tempArchive } from '../support/archive';

const past = (archive: Archive, id: ClippingId, limit = 100): Past => Past.parse(archive.clippings.past(id, { before: null, limit }));
const facts = (archive: Archive, id: ClippingId): PastFact[] => past(archive, id).events.flatMap((event) => event.facts);
const text = (value: string) => ({ text: value, edtf: null, readings: [] });

async function one(): Promise<{ archive: Archive; id: ClippingId; other: ClippingId }> {
	const archive = await tempArchive();
	const [id, other] = await keep(archive,
		{ headline: 'Yard to close', body: 'Nobody in the yard would say that it was closing.', published: { printed: '3/4/82', edtf: null, readings: ['1982-04-03', '1982-03-04'] }, byline: ['Nora Tallis'], fileName: 'yard.txt' },
		{ headline: 'Yard to close at last', fileName: 'other.txt' },
	);
	return { archive, id: id!, other: other! };
}

describe('the history of a clipping', () => {
	it('begins with its being taken in', async () => {
		const { archive, id } = await one();
		expect(past(archive, id)).toMatchObject({ total: 1, before: null, events: [{ facts: [{ is: 'taken-in', name: 'yard.txt', from: null, watched: null, isBack: false }] }] });
	});

	it('tells each act once, the newest first, with what stood before', async () => {
		const { archive, id } = await one();
		archive.clippings.edit(id, { headline: 'The yard closes', byline: 'Nora Tallis, Per Holm' });
		archive.clippings.edit(id, { notes: 'See the strike.' });
		archive.clippings.settle(id, 'published', '1982-04-03');
		archive.clippings.tag([id], ['ships'], []);
		archive.clippings.flag([id], true);
		const shelf = archive.collections.add('Thesis', null);
		archive.collections.collect([id], [shelf], []);
		archive.clippings.trash([id]);
		archive.clippings.restore([id]);
		expect(facts(archive, id)).toEqual([
			{ is: 'trashed', isOn: false },
			{ is: 'trashed', isOn: true },
			{ is: 'collections', added: ['Thesis'], removed: [] },
			{ is: 'flagged', isOn: true },
			{ is: 'tags', added: ['ships'], removed: [] },
			{ is: 'field', field: 'published', before: { text: '3/4/82', edtf: null, readings: ['1982-04-03', '1982-03-04'] }, after: { text: '3/4/82', edtf: '1982-04-03', readings: ['1982-04-03'] }, by: 'person' },
			{ is: 'words', of: 'notes', before: '', after: 'See the strike.' },
			{ is: 'field', field: 'headline', before: text('Yard to close'), after: text('The yard closes'), by: 'person' },
			{ is: 'field', field: 'byline', before: text('Nora Tallis'), after: text('Nora Tallis, Per Holm'), by: 'person' },
			{ is: 'taken-in', name: 'yard.txt', from: null, watched: null, isBack: false },
		]);
		const times = past(archive, id).events.map(({ at }) => at);
		expect(times).toEqual([...times].sort((a, b) => b - a));
	});

	it('grows by an undo, and knows earlier values long after no undo reaches them', async () => {
		const { archive, id } = await one();
		archive.clippings.edit(id, { headline: 'Second' });
		archive.history.undo();
		expect(facts(archive, id)[0]).toEqual({ is: 'field', field: 'headline', before: text('Second'), after: text('Yard to close'), by: 'reading' });
		archive.clippings.edit(id, { headline: 'Third' });
		for (let at = 0; at < 120; at++) archive.clippings.flag([id], at % 2 === 0);
		const all = past(archive, id, 200);
		expect(all.total).toBe(124);
		expect(all.events).toHaveLength(124);
		expect(all.events.flatMap((event) => event.facts).filter(({ is }) => is === 'field')).toHaveLength(3);
	});

	it('says what was only confirmed, and when that was taken back', async () => {
		const { archive, id } = await one();
		archive.clippings.accept(id, { fields: ['byline'] });
		expect(facts(archive, id)[0]).toEqual({ is: 'confirmed', field: 'byline', value: text('Nora Tallis'), isTakenBack: false });
		archive.history.undo();
		expect(facts(archive, id)[0]).toEqual({ is: 'confirmed', field: 'byline', value: text('Nora Tallis'), isTakenBack: true });
	});

	it('tells highlights with their words, and margin notes', async () => {
		const { archive, id } = await one();
		const { uid } = archive.highlights.add(id, { start: 15, end: 21, exact: [...articleText(archive.clippings.get(id))].slice(15, 21).join(''), colour: 'lemon', note: '' });
		archive.highlights.change(uid, { note: 'Who?' });
		archive.highlights.change(uid, { colour: 'sky' });
		archive.highlights.remove(uid);
		expect(facts(archive, id).slice(0, 4).map((fact) => (fact.is === 'highlight' ? [fact.what, fact.note] : fact.is))).toEqual([['removed', ''], ['changed', ''], ['noted', 'Who?'], ['made', '']]);
	});

	it('tells of both sides of a merge, by headline', async () => {
		const { archive, id, other } = await one();
		const kept = archive.merges.merge({ first: id, second: other });
		const gone = kept === id ? other : id;
		const headline = (one: ClippingId): string => archive.clippings.get(one).headline;
		expect(facts(archive, kept)).toContainEqual({ is: 'merged', what: 'with', other: { id: gone, headline: headline(gone) } });
		expect(facts(archive, gone)[0]).toEqual({ is: 'merged', what: 'into', other: { id: kept, headline: headline(kept) } });
		archive.history.undo();
		expect(facts(archive, gone)[0]).toEqual({ is: 'merged', what: 'out-of', other: { id: kept, headline: headline(kept) } });
		expect(facts(archive, kept)).toContainEqual({ is: 'merged', what: 'parted', other: { id: gone, headline: headline(gone) } });
	});

	it('holds the checks of the archive since the clipping came, and whether it was sound', async () => {
		const archive = await tempArchive();
		const [early] = await keep(archive, { headline: 'Early' });
		await archive.check({});
		const [late] = await keep(archive, { headline: 'Late' });
		expect(facts(archive, early!)[0]).toEqual({ is: 'checked', isSound: true });
		expect(facts(archive, late!).map(({ is }) => is)).toEqual(['taken-in']);
		expect(past(archive, early!).total).toBe(2);
	});

	it('comes in pages that neither lose nor repeat an event', async () => {
		const { archive, id } = await one();
		for (let at = 0; at < 9; at++) {
			archive.clippings.flag([id], at % 2 === 0);
			if (at % 4 === 0) await archive.check({});
		}
		const seen: number[] = [];
		for (let before: number | null = null; ;) {
			const page: Past = archive.clippings.past(id, { before, limit: 3 });
			expect(page.total).toBe(13);
			seen.push(...page.events.map((event) => event.id));
			if (page.before === null) break;
			before = page.before;
		}
		expect(seen).toEqual(past(archive, id).events.map((event) => event.id));
		expect(seen).toHaveLength(13);
	});

	it('is empty for a clipping that is not there', async () => {
		const { archive } = await one();
		expect(past(archive, 999 as ClippingId)).toEqual({ events: [], total: 0, before: null });
	});

	it('walks an index, not the record of a whole archive', async () => {
		const { archive } = await one();
		const db = openForReading(databasePath(archive.dir));
		try {
			const plan = db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${NEWEST}`).all(1, 99, 9, 1, 99, 9, 9).map(({ detail }) => detail);
			expect(plan.filter((step) => step.includes('events'))).toEqual([expect.stringContaining('USING INDEX events_of_clipping'), expect.stringContaining('USING INDEX events_of_archive')]);
		} finally {
			db.close();
		}
	});
});

describe('a detail that is not as we write it', () => {
	const ground: PastGround = { clipping: 1, fileName: 'a.txt', watched: null, other: () => null };

	it.each([
		['modification', null], ['modification', 7], ['modification', []], ['modification', { before: 1, after: 'x' }], ['modification', { tags: { added: 'x', removed: [3] } }],
		['modification', { before: { annotations: [null, 5] }, after: { annotations: 'no' } }], ['capture', { anything: true }],
	])('%s %j is told by its type', (type, detail) => {
		expect(factsOf(type, detail, ground)).toEqual([{ is: 'noted', type }]);
	});

	it('has long values told by their beginning', () => {
		const [fact] = factsOf('modification', { before: { notes: '' }, after: { notes: 'é'.repeat(5_000) } }, ground);
		expect(fact).toMatchObject({ is: 'words', of: 'notes', before: '' });
		expect([...(fact as { after: string }).after]).toHaveLength(300);
	});

	it('of a check with more findings than are written down does not say that all is well', () => {
		const findings = Array.from({ length: 100 }, (_, at) => ({ kind: 'original-missing', what: 'x', id: at + 2 }));
		expect(factsOf('fixity check', { outcome: 'fail', findings }, ground)).toEqual([{ is: 'checked', isSound: null }]);
		expect(factsOf('fixity check', { outcome: 'fail', findings: findings.slice(0, 3) }, ground)).toEqual([{ is: 'checked', isSound: true }]);
		expect(factsOf('fixity check', { outcome: 'fail', findings: [{ kind: 'original-altered', what: 'x', id: 1 }] }, ground)).toEqual([{ is: 'checked', isSound: false }]);
	});
});
