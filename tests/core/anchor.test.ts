// Owns the proof that a highlight finds its words again, whatever happens to the text around them, and says so when they are gone.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AnchorText, CONTEXT, selectorsOf } from '../../src/core/annotations/anchor';
import { approximate } from '../../src/core/annotations/approximate';
import { plainForm } from '../../src/core/annotations/plain-form';
import { articleText, CodePoints, textParts } from '../../src/shared/annotation';
import { arabic, complete } from '../support/clippings';

const TEXT = 'Nobody in the yard would say that it was closing. Nobody would say that it was not. A notice on the gatehouse door, typed and unsigned, asked the day shift to report as usual on Monday.';
const found = (text: string, words: string, now: string, nth = 0): string | null => {
	let unit = -1;
	for (let at = 0; at <= nth; at++) unit = text.indexOf(words, unit + 1);
	const points = new CodePoints(text);
	const selectors = selectorsOf(text, { start: points.point(unit), end: points.point(unit + words.length) })!;
	const anchored = new AnchorText(now);
	const at = anchored.find(selectors);
	return at && anchored.points.slice(at.start, at.end);
};

describe('words that are still there', () => {
	test.each([
		['where they stood', TEXT, TEXT, 'typed and unsigned'],
		['after an insertion', TEXT, `A line before it.\n${TEXT}`, 'typed and unsigned'],
		['after a deletion', TEXT, TEXT.slice(50), 'typed and unsigned'],
		['with other spaces', TEXT, TEXT.replaceAll(' ', '\n  '), 'typed and unsigned'],
		['divided at the end of a line', TEXT, TEXT.replace('unsigned', 'un-\nsigned'), 'typed and unsigned'],
		['joined where they were divided', TEXT.replace('gatehouse', 'gate-\nhouse'), TEXT, 'the gate-\nhouse door'],
		['with a soft hyphen', TEXT, TEXT.replace('unsigned', 'un\u00adsigned'), 'typed and unsigned'],
		['with other quotation marks', 'He said: “Not today”, and left.', 'He said: "Not today", and left.', '“Not today”'],
		['with accents written otherwise', 'The café by the yard was shut.', 'The cafe\u0301 by the yard was shut.', 'café by'],
		['with a letter put right', TEXT.replace('unsigned', 'unsighed'), TEXT, 'typed and unsighed, asked'],
		['with a word more', TEXT, TEXT.replace('typed and', 'typed, dated and'), 'A notice on the gatehouse door, typed and unsigned'],
	])('%s', (_, then, now, words) => {
		const plain = (text: string): string => plainForm(text).text.replace(/\s/g, '');
		const got = found(then, words, now)!;
		expect(got).not.toBeNull();
		if (plain(now).includes(plain(words))) expect(plain(got)).toBe(plain(words));
		else expect(Math.abs(got.length - words.length)).toBeLessThan(10);
	});

	it('takes the one whose surroundings agree, not the nearest', () => {
		const words = 'would say that it was';
		expect(TEXT.indexOf(words)).toBeGreaterThan(0);
		const second = selectorsOf(TEXT, { start: TEXT.lastIndexOf(words), end: TEXT.lastIndexOf(words) + words.length })!;
		const now = `${'A paragraph that was not there before. '.repeat(2)}${TEXT}`;
		const at = new AnchorText(now).find(second)!;
		expect(at.start).toBe(now.lastIndexOf(words));
	});

	it('takes the nearest where surroundings say nothing', () => {
		const text = 'aa '.repeat(60);
		const selectors = selectorsOf(text, { start: 90, end: 92 })!;
		expect(new AnchorText(text).find(selectors)).toEqual({ start: 90, end: 92 });
		expect(new AnchorText(`${text}aa`).find(selectors)).toEqual({ start: 90, end: 92 });
	});
});

describe('words that are gone', () => {
	test.each([
		['all of the text', 'Something else stands here now, about ferries and their timetables in winter.', 'typed and unsigned'],
		['a short word, with nothing of what stood around it', 'The yarn was long, and it was told in the inn.', 'yard'],
		['half of them', TEXT.replace('A notice on the gatehouse door, typed and unsigned,', 'A letter'), 'A notice on the gatehouse door, typed and unsigned'],
		['nothing left at all', '', 'yard'],
	])('%s', (_, now, words) => expect(found(TEXT, words, now)).toBeNull());
});

const words = fc.array(fc.constantFrom('yard', 'slip', 'berth', 'Wérft', '造船所', 'حوض', 'السفن', '👩🏽‍🚒', 'e\u0301tat', '𝔄𝔳𝔢𝔯𝔦𝔩', 'of', 'the', '—', '“no”', '1,400', 'שלום', 'न्हा'), { minLength: 3, maxLength: 60 });
const textOf = fc.tuple(words, fc.constantFrom(' ', '\n', ' ')).map(([some, gap]) => some.map((word, at) => `${word}${at}`).join(gap));

describe('as a property', () => {
	it('edits elsewhere never move a highlight off its words', () => {
		fc.assert(fc.property(textOf, fc.nat(), fc.nat(), words, words, fc.boolean(), (text, a, b, before, after, cuts) => {
			const points = new CodePoints(text);
			const [start, end] = [a % points.length, b % points.length].sort((x, y) => x - y) as [number, number];
			fc.pre(end > start);
			const selectors = selectorsOf(text, { start, end })!;
			const exact = points.slice(start, end);
			// Elsewhere: beyond what is kept of the surroundings.
			const [from, to] = [Math.max(0, start - CONTEXT), Math.min(points.length, end + CONTEXT)];
			const head = `${cuts ? '' : points.slice(0, from)}${before.join(' ')}`;
			const now = `${head}${points.slice(from, to)}${after.join(' ')}${cuts ? '' : points.slice(to, points.length)}`;
			const at = new AnchorText(now).find(selectors)!;
			expect(new CodePoints(now).slice(at.start, at.end)).toBe(exact);
			const window = points.slice(from, to);
			if (now.split(window).length === 2 && to - from === end - start + 2 * CONTEXT) expect(at.start).toBe(new CodePoints(head).length + start - from);
		}), { numRuns: 500 });
	});

	it('another reading of the same words is found again', () => {
		fc.assert(fc.property(textOf, fc.nat(), fc.nat(), fc.constantFrom(' ', '\n', '  \n '), (text, a, b, gap) => {
			const points = new CodePoints(text);
			const [start, end] = [a % points.length, b % points.length].sort((x, y) => x - y) as [number, number];
			const exact = points.slice(start, end);
			fc.pre(exact.trim() !== '' && !/^\p{M}/u.test(exact) && !/^\p{M}|^\u200d/u.test(points.slice(end, end + 1)));
			const now = text.normalize('NFD').split(/\s/u).join(gap);
			const selectors = selectorsOf(text, { start, end })!;
			const at = new AnchorText(now).find(selectors);
			const bare = (one: string): string => plainForm(one).text.replace(/\s/g, '');
			expect(bare(new CodePoints(now).slice(at!.start, at!.end))).toContain(bare(exact));
		}), { numRuns: 300 });
	});

	it('never fails, whatever it is given', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), fc.string(), fc.nat(), (text, exact, prefix, suffix, start) => {
			const anchored = new AnchorText(text);
			const at = anchored.find({ quote: { exact, prefix, suffix }, position: { start, end: start + 1 } });
			if (at) expect(at.start >= 0 && at.end > at.start && at.end <= anchored.points.length).toBe(true);
		}), { numRuns: 500 });
	});

	it('code points go to code units and back', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
			const points = new CodePoints(text);
			expect(points.length).toBe(Array.from(text).length);
			for (let at = 0; at <= points.length; at++) expect(points.point(points.unit(at))).toBe(at);
			expect(points.slice(0, points.length)).toBe(text);
		}));
	});
});

test('approximate search agrees with counting edits one by one', () => {
	const distance = (a: string, b: string): number => {
		const row = Array.from({ length: b.length + 1 }, (_, at) => at);
		for (let i = 1; i <= a.length; i++) {
			let diagonal = row[0]!;
			row[0] = i;
			for (let j = 1; j <= b.length; j++) [diagonal, row[j]] = [row[j]!, Math.min(row[j]! + 1, row[j - 1]! + 1, diagonal + (a[i - 1] === b[j - 1] ? 0 : 1))];
		}
		return row[b.length]!;
	};
	const codes = (text: string): number[] => Array.from(text, (letter) => letter.codePointAt(0)!);
	fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 30 }), fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 3, maxLength: 8 }), fc.nat(2), (text, sought, most) => {
		const near = approximate(Uint32Array.from(codes(text)), codes(sought), most);
		let least = Infinity;
		for (let i = 0; i < text.length; i++) for (let j = i + 1; j <= text.length; j++) least = Math.min(least, distance(text.slice(i, j), sought));
		expect(near.length > 0).toBe(least <= most);
		for (const { start, end, errors } of near) expect(distance(text.slice(start, end), sought)).toBe(errors);
		if (near.length > 0) expect(Math.min(...near.map(({ errors }) => errors))).toBe(least);
	}), { numRuns: 400 });
});

test('a changed quotation is found in a very long text, around where it stood', () => {
	const words = Array.from({ length: 120_000 }, (_, at) => `word${at % 997}`).join(' ');
	const sentence = 'The order book for the winter was put away on the shelf above the clerk, who did not look up from his sums.';
	const then = `${words} ${sentence} ${words}`;
	const selectors = selectorsOf(then, { start: words.length + 1, end: words.length + 1 + sentence.length })!;
	const now = then.replace('put away on', 'laid upon').slice(4_000);
	const anchored = new AnchorText(now);
	const at = anchored.find(selectors)!;
	expect(anchored.points.slice(at.start, at.end)).toBe(sentence.replace('put away on', 'laid upon'));
});

describe('the article’s text', () => {
	test('is headline, standfirst, body and captions in reading order', () => {
		const clipping = complete();
		const parts = textParts(clipping);
		expect(parts.map(({ of, index }) => `${of} ${index}`)).toEqual(['headline 0', 'standfirst 0', 'block 1', 'block 2', 'block 3', 'block 4', 'block 5', 'block 6', 'caption 0', 'caption 1']);
		const points = new CodePoints(articleText(clipping));
		for (const { text, start, end } of parts) expect(points.slice(start, end)).toBe(text);
		expect(points.text.split('\n')).toHaveLength(parts.length);
	});

	test('counts code points in any script', () => {
		const clipping = { ...arabic(), headline: '👩🏽‍🚒 إضراب' };
		const [first, second] = textParts(clipping);
		expect([first!.start, first!.end, second!.start]).toEqual([0, Array.from(clipping.headline).length, Array.from(clipping.headline).length + 1]);
	});
});
