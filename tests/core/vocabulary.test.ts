// Holds the archive's own words: which it learns, what it tells of them, what asking costs, and which spelling it offers.
import fc from 'fast-check';
import { onTestFinished, describe, expect, it } from 'vitest';
import { sayOf } from '../../src/shared/words/say';
import { databasePath } from '../../src/core/layout';
import { kinship, MOST_KIN } from '../../src/core/store/kin';
import { openForReading } from '../../src/core/store/open';
import { distance } from '../../src/core/store/spelling';
import { VocabularyReader } from '../../src/core/store/vocabulary';
import type { Archive } from '../../src/core/archive';
import { headlines, keep, search, tempArchive } from '../support/archive';

function reader(archive: Archive): VocabularyReader {
	const db = openForReading(databasePath(archive.dir));
	onTestFinished(() => db.close());
	return new VocabularyReader(db);
}

describe('the vocabulary', () => {
	it('holds every word once, and neither numbers nor what is too short or too long', async () => {
		const archive = await tempArchive();
		const [long, endless] = ['x'.repeat(60), 'y'.repeat(201)];
		await keep(archive, { headline: 'The ferry, the FERRY', body: [`Łódź 1987 4x4 of ${long} ${endless} ferry`], fileName: '0004711.txt' }, { headline: 'Ferry', fileName: '' });
		const vocabulary = reader(archive);
		expect(vocabulary.known(['the', 'ferry', 'lodz', 'łódź', '1987', '4x4', 'of', long, endless, '0004711', 'txt']).sort()).toEqual(['4x4', 'ferry', 'lodz', 'the', 'txt', long]);
		expect(vocabulary.beginning('xxx', 2)).toEqual({ words: [long], all: true });
		expect(vocabulary.holding('xxx', 2).words).toEqual([]);
		expect(vocabulary.clippings('ferry')).toBe(2);
		expect(vocabulary.clippings('fer')).toBe(0);
	});

	it('finds by a part and by a beginning what looking at every word finds', async () => {
		const words = ['harbour', 'harbours', 'arbour', 'labour', 'bourbon', 'barb', 'überraschung', 'raschung', 'ελληνικα', 'νικα', 'boubou', 'oubou'];
		const archive = await tempArchive();
		await keep(archive, ...words.map((word) => ({ headline: word, body: [] })));
		const vocabulary = reader(archive);
		const folded = words.map((word) => word.normalize('NFD').replace(/\p{M}/gu, ''));
		fc.assert(fc.property(fc.constantFrom(...folded).chain((word) => fc.tuple(fc.nat(word.length - 3), fc.nat(4)).map(([from, more]) => word.slice(from, from + 3 + more))), (part) => {
			expect(vocabulary.holding(part, 100)).toEqual({ words: folded.filter((word) => word.indexOf(part) > 0), all: true });
			expect(vocabulary.beginning(part, 100)).toEqual({ words: folded.filter((word) => word.startsWith(part)), all: true });
		}));
		expect(vocabulary.holding('bo', 100).words).toEqual([]);
		expect(vocabulary.holding('bou', 2)).toEqual({ words: ['harbour', 'harbours'], all: false });
	});

	it('tells what a word costs: more for more clippings, and for a beginning no less than for a word that begins so', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 1_000 }, (_, i) => ({ headline: `Number${i}`, body: [`seldom${i % 50} ${'common '.repeat(20)}`] })));
		const vocabulary = reader(archive);
		expect(vocabulary.cost('common', false)).toBeGreaterThan(vocabulary.cost('seldom1', false));
		expect(vocabulary.cost('co', true)).toBeGreaterThanOrEqual(vocabulary.cost('common', false));
		expect(vocabulary.cost('zebra', true)).toBeLessThan(vocabulary.cost('co', true));
	});
});

describe('what a word also stands for', () => {
	/** A vocabulary in which everything costs what is said here. */
	const priced = (costs: Readonly<Record<string, number>>, words: readonly string[]) => ({
		cost: (word: string, prefix: boolean) => costs[prefix ? `${word}*` : word] ?? 1_000,
		beginning: (part: string, most: number) => { const all = words.filter((word) => word.startsWith(part)); return { words: all.slice(0, most), all: all.length <= most }; },
		holding: (part: string, most: number) => { const all = words.filter((word) => word.indexOf(part) > 0); return { words: all.slice(0, most), all: all.length <= most }; },
	}) as unknown as VocabularyReader;
	const typed = (word: string) => ({ terms: [word], prefix: true, inside: [...word].length >= 3 });

	it('is bounded by what it costs, and a sentence says what was left out', () => {
		const kin = (costs: Record<string, number>, words: string[], ...asked: string[]) => {
			const settled = kinship(asked.map(typed), priced(costs, words));
			return { of: asked.map((word) => settled.of(typed(word))), said: settled.sentences.map(sayOf) };
		};
		expect(kin({}, ['seaport'], 'port')).toEqual({ of: [{ prefix: true, inside: ['seaport'] }], said: [] });
		expect(kin({ 't*': 9_000_000 }, [], 't')).toEqual({ of: [{ prefix: false, inside: [] }], said: ['Very many words begin with “t”; only “t” itself was looked for.'] });
		expect(kin({ 'con*': 9_000_000 }, Array.from({ length: 99 }, (_, i) => `con${i}`), 'con').said).toEqual(['Very many words begin with “con”; only the commonest of them were looked for.']);
		// Few words that begin so are asked for by name, which costs a quarter; numbers are not in the vocabulary.
		expect(kin({ 'yard*': 4_000_000 }, ['yard', 'yards', 'shipyard'], 'yard')).toEqual({ of: [{ prefix: ['yards'], inside: ['shipyard'] }], said: [] });
		expect(kin({ '198*': 900_000 }, [], '198').of).toEqual([{ prefix: true, inside: [] }]);
		// Most of what begins so is the word itself: nothing worth a sentence is left out.
		expect(kin({ 'the*': 9_000_000, the: 8_000_000 }, ['theatre'], 'the').said).toEqual([]);
		// What is very common takes nothing from the others.
		expect(kin({ 'con*': 9_000_000 }, [], 'con', 'ferry').of[1]).toEqual({ prefix: true, inside: [] });
		expect(kin({ 'port*': 200_000, port: 190_000 }, ['seaport'], 'port')).toEqual({ of: [{ prefix: [], inside: [] }], said: ['“port” stands in very many clippings; words that merely hold it were not looked for.'] });
	});

	it('is never more than so many words, nor asked for in vain, whatever is typed', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Harbour', body: [Array.from({ length: 500 }, (_, i) => `w${i.toString(36)}rds`).join(' ')] });
		const vocabulary = reader(archive);
		fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }), { maxLength: 64 }), (words) => {
			const settled = kinship(words.map(typed), vocabulary);
			for (const word of words) expect(settled.of(typed(word)).inside.length).toBeLessThanOrEqual(MOST_KIN);
		}), { numRuns: 50 });
	});
});

describe('a star inside a word', () => {
	it('stands for any letters or none, folded as all words are, and is no beginning', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Women' }, { headline: 'A wòman’s vote', body: ['Two men.'] }, { headline: 'Womanly' }, { headline: 'Womn' }, { headline: 'Wom n' }, { headline: 'Harbour', body: ['Harbor, women'] });
		expect(headlines(archive, 'wom*n').sort()).toEqual(['A wòman’s vote', 'Harbour', 'Women', 'Womn']);
		expect(headlines(archive, 'title:WOM*n').sort()).toEqual(['A wòman’s vote', 'Women', 'Womn']);
		expect(headlines(archive, 'w*m*n* -m*n').sort()).toEqual(['Harbour', 'Womanly', 'Women', 'Womn']);
		expect(headlines(archive, 'harb*r wom*n')).toEqual(['Harbour']);
		expect(headlines(archive, 'z*z')).toEqual([]);
		expect(search(archive, { text: 'wom*n title:harbour' }).rows[0]!.snippet).toContainEqual({ text: 'women', hit: true });
		expect(search(archive, { text: 'wom*n' }).understood).toEqual([]);
	});

	it('means the commonest forty, and says so', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 50 }, (_, i) => ({ headline: `w${'abcdefghij'[i % 10]!}${'klmno'[Math.floor(i / 10)]!}n` })));
		const page = search(archive, { text: 'w*n' });
		expect(page.total).toBe(40);
		expect(page.understood.map(sayOf).join(' ')).toBe('Very many words are spelled “w*n”; only the commonest of them were looked for.');
	});
});

describe('did you mean', () => {
	const meant = (archive: Archive, text: string) => search(archive, { text }).suggestion;

	it.each([
		['govermnent', 'government'], ['goverment', 'government'], ['governnent', 'government'], ['governmeent', 'government'], ['govrenmnet', 'government'], ['feryr', 'ferry'], ['hte', 'the'],
		['harbor closure', 'harbour closure'], ['title:habrour', 'title:harbour'], ['(fery OR trma) -closure', '(ferry OR tram) -closure'], ['елкк', 'елка'],
	])('%j: %j', async (typed, expected) => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Harbour closure', body: ['The government met.'] }, { headline: 'The ferry and the tram', body: ['Ёлка'] });
		expect(meant(archive, typed)?.text).toBe(expected);
		expect(headlines(archive, expected).length).toBe(meant(archive, typed)!.total);
	});

	it('says which words changed, prefers the commoner, and leaves alone what is there, quoted, starred or left out', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Boat', body: ['boat'] }, { headline: 'Boat again' }, { headline: 'Coat' }, { headline: 'Harbour' });
		expect(meant(archive, 'title:voat')).toEqual({ text: 'title:boat', pieces: [{ text: 'title:', hit: false }, { text: 'boat', hit: true }], total: 2 });
		for (const typed of ['boat', 'coat', '"voat"', 'voat*', '-voat', 'boa', 'oat', '1987', 'xq', '', 'tag:voat', 'zzzzzzzz']) expect(meant(archive, typed), typed).toBeNull();
		// What the query finds no more of when spelled otherwise is not offered.
		expect(meant(archive, 'voat "nowhere"')).toBeNull();
		expect(search(archive, { text: 'voat' }, { offset: 1, limit: 5 }).suggestion).toBeNull();
	});

	it('counts slips', () => {
		const slips = fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 }));
		for (const [one, other, far] of [['', '', 0], ['ab', 'ba', 1], ['abc', 'ac', 1], ['ac', 'abc', 1], ['abc', 'abd', 1], ['abcd', 'badc', 2], ['abc', 'xyz', 3], ['a', 'abcd', 3]] as const) expect(distance(one, other), `${one} ${other}`).toBe(far);
		fc.assert(fc.property(slips, ([one, other]) => {
			expect(distance(one, other)).toBe(distance(other, one));
			expect(distance(one, other) === 0).toBe(one === other);
		}));
	});
});
