// Owns the proof that clippings are cited as the manuals of four styles have articles in newspapers; the examples are made up, their shape is the manuals'.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cite, citeAll, type Citable } from '../../src/core/citing/citation';
import { keptDate } from '../../src/core/store/rows';
import { CitationStyle } from '../../src/shared/citing';
import type { Byline } from '../../src/shared/draft';
import { cslItem } from '../../src/core/exporting/csl-json';
import type { Clipping } from '../../src/shared/model';
import { arabic, bare, complete, crowded, HOSTILE, hostile } from '../support/clippings';
import { validator } from '../support/validators';

const person = (name: string) => ({ name, kind: 'person' as const, role: null });
const signed = (...names: string[]): Byline => ({ signatories: names.map(person), agency: null });
const date = (edtf: string | null, printed = 'as printed') => keptDate({ printed, edtf, readings: edtf === null ? ['1982-03-04', '1982-04-03'] : [edtf], time: null })!;
const STORY: Clipping = {
	...bare(1, 'Last hull leaves the Averil yard'), provenance: complete().provenance,
	publication: 'The Averil Courier', byline: signed('Nora Tallis'), published: date('1982-03-11'), page: '1', language: 'en',
};
const all = (of: Citable, withReference = false): Record<CitationStyle, string> => Object.fromEntries(CitationStyle.options.map((style) => [style, cite(of, style, withReference).text])) as Record<CitationStyle, string>;

test('one author, one day, one page', () => {
	expect(all(STORY)).toEqual({
		apa: 'Tallis, N. (1982, March 11). Last hull leaves the Averil yard. The Averil Courier, 1.',
		chicago: 'Tallis, Nora. “Last hull leaves the Averil yard.” Averil Courier, March 11, 1982.',
		mla: 'Tallis, Nora. “Last hull leaves the Averil yard.” The Averil Courier, 11 Mar. 1982, p. 1.',
		harvard: 'Tallis, N. (1982) ‘Last hull leaves the Averil yard’, The Averil Courier, 11 March, p. 1.',
	});
	expect(cite(STORY, 'apa').html).toBe('Tallis, N. (1982, March 11). Last hull leaves the Averil yard. <i>The Averil Courier</i>, 1.');
});

test('two authors, a particle, a suffix, section, edition, pages and an address', () => {
	const of: Clipping = { ...STORY, byline: signed('Anna van der Berg', 'Jean-Paul Ito Jr.'), section: 'Home', edition: 'Late', page: '1, 5', url: 'https://courier.example/a' };
	expect(all(of)).toEqual({
		apa: 'van der Berg, A., & Ito, J.-P., Jr. (1982, March 11). Last hull leaves the Averil yard. The Averil Courier, Late ed., 1, 5. https://courier.example/a',
		chicago: 'Berg, Anna van der, and Jean-Paul Ito, Jr. “Last hull leaves the Averil yard.” Averil Courier, March 11, 1982, Late edition, sec. Home. https://courier.example/a.',
		mla: 'van der Berg, Anna, and Jean-Paul Ito, Jr. “Last hull leaves the Averil yard.” The Averil Courier, Late ed., 11 Mar. 1982, Home sec., pp. 1, 5, courier.example/a.',
		harvard: 'van der Berg, A. and Ito, J.-P., Jr. (1982) ‘Last hull leaves the Averil yard’, The Averil Courier (Late edition), 11 March, Home, pp. 1, 5. Available at: https://courier.example/a.',
	});
});

test('three authors, and ten', () => {
	const three = all({ ...STORY, byline: signed('Nora Tallis', 'Ida Renwick', 'Karl Ito') });
	expect(three.apa).toMatch(/^Tallis, N\., Renwick, I\., & Ito, K\. \(/);
	expect(three.chicago).toMatch(/^Tallis, Nora, Ida Renwick, and Karl Ito\. “/);
	expect(three.mla).toMatch(/^Tallis, Nora, et al\. “/);
	expect(three.harvard).toMatch(/^Tallis, N\., Renwick, I\. and Ito, K\. \(1982\)/);
	const ten = all(crowded());
	expect(ten.apa).toMatch(/^O’Test, A\. A\., .*O’Test, A\. I\., & O’Test, A\. J\. \(1987, Spring\)\./);
	expect(ten.chicago).toMatch(/^O’Test, Author A, Author B O’Test, .* and Author J O’Test\. /);
	expect(ten.harvard).toMatch(/^O’Test, A\. A\. et al\. \(1987\)/);
	expect(cite(crowded(), 'harvard').html).toContain('<i>et al.</i>');
	expect(all({ ...STORY, byline: signed(...Array.from({ length: 11 }, (_, n) => `Ann Writer${'abcdefghijk'[n]}`)) }).chicago).toContain('Ann Writerg, et al. “');
});

test('nobody signed: the agency, and without one the newspaper or the title comes first', () => {
	const agency = all({ ...STORY, byline: { signatories: [], agency: 'Reuters' } });
	for (const text of Object.values(agency)) expect(text).toMatch(/^Reuters(?:\.| \()/);
	expect(all({ ...STORY, byline: null })).toEqual({
		apa: 'Last hull leaves the Averil yard. (1982, March 11). The Averil Courier, 1.',
		chicago: 'Averil Courier. “Last hull leaves the Averil yard.” March 11, 1982.',
		mla: '“Last hull leaves the Averil yard.” The Averil Courier, 11 Mar. 1982, p. 1.',
		harvard: 'The Averil Courier (1982) ‘Last hull leaves the Averil yard’, 11 March, p. 1.',
	});
});

describe('dates', () => {
	test.each([
		[date('1982-03'), '(1982, March)', 'March 1982', 'Mar. 1982', '(1982)'],
		[date('1982'), '(1982)', ', 1982', ', 1982', '(1982)'],
		[date('1982~'), '(ca. 1982)', 'ca. 1982', 'circa 1982', '(c.1982)'],
		[date('1987-21'), '(1987, Spring)', 'Spring 1987', 'Spring 1987', '(1987)'],
		[date('1981/1983-06'), '(1981–1983, June)', '1981–June 1983', '1981–June 1983', '(1981–1983)'],
		[date(null, '03/04/82'), '(03/04/82)', '03/04/82', '03/04/82', '(03/04/82)'],
		[null, '(n.d.)', 'n.d.', 'The Averil Courier, p. 1.', '(no date)'],
	])('case %#', (published, apa, chicago, mla, harvard) => {
		const found = all({ ...STORY, published });
		expect(found.apa).toContain(apa);
		expect(found.chicago).toContain(chicago);
		expect(found.mla).toContain(mla);
		expect(found.harvard).toContain(harvard);
	});
});

test('a title keeps its own end, and its quotation marks become the other sort', () => {
	const asked = all({ ...STORY, headline: '“No hull, no work”: what now?' });
	expect(asked.apa).toContain('“No hull, no work”: what now? The Averil Courier');
	expect(asked.chicago).toContain('“‘No hull, no work’: what now?” Averil Courier');
	expect(asked.mla).toContain('“‘No hull, no work’: what now?” The Averil Courier');
	expect(all({ ...STORY, headline: 'He said ‘no’, don’t ask' }).harvard).toContain('‘He said “no”, don’t ask’');
});

test('without a headline it is described, and not within quotation marks', () => {
	const first = { ...STORY, provenance: {}, headline: 'On Wednesday the slipway stood empty' };
	expect(all(first).apa).toContain('[On Wednesday the slipway stood empty].');
	expect(all(first).mla).toBe('Tallis, Nora. On Wednesday the slipway stood empty. The Averil Courier, 11 Mar. 1982, p. 1.');
	const file = bare(4, 'story');
	expect(all(file)).toEqual({ apa: '[Untitled newspaper article]. (n.d.).', chicago: 'Untitled newspaper article. n.d.', mla: 'Untitled newspaper article.', harvard: 'Untitled newspaper article (no date).' });
});

test('other scripts stay as they are', () => {
	const text = all({ ...arabic(), byline: signed('山田 太郎') });
	for (const one of Object.values(text)) {
		expect(one).toContain(arabic().headline);
		expect(one).toContain('山田 太郎');
	}
	expect(all({ ...STORY, language: 'de', publication: 'The Hague Bote' }).chicago).toContain('The Hague Bote');
});

test('the archive’s reference is the identifier under which it finds the clipping', () => {
	for (const text of Object.values(all(STORY, true))) expect(text).toMatch(/Clipping 01930000-0000-7000-8000-000000000001\)?\.?$/);
	for (const text of Object.values(all(STORY))) expect(text).not.toContain('01930000');
});

test('whatever stands in the fields, a citation is one line of text, and its markup is italics alone', () => {
	fc.assert(fc.property(fc.record({ headline: fc.string({ unit: 'binary', minLength: 1 }), publication: fc.oneof(fc.string({ unit: 'binary' }), fc.constant(HOSTILE)), page: fc.string(), name: fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constant(HOSTILE)) }), ({ name, ...fields }) => {
		for (const of of [{ ...STORY, ...fields, byline: signed(name) }, hostile()]) for (const style of CitationStyle.options) {
			const { text, html } = cite(of, style);
			expect(text).not.toMatch(/[\p{Cc}\u2028\u2029]|undefined|null\b.*null|\[object/u);
			expect(html.replace(/<\/?i>/g, '')).not.toMatch(/[<>]/);
			expect(html.replace(/<\/?i>/g, '').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&')).toBe(text);
		}
	}), { numRuns: 60 });
});

test('a thousand are cited in their order, and others come in between', async () => {
	const many = Array.from({ length: 1_000 }, (_, n): Citable => ({ ...STORY, headline: `Story ${n}` }));
	/** Each takes a while to open, as from a disk. */
	function* opened(): Generator<Citable> {
		for (const one of many) {
			const until = performance.now() + 0.4;
			while (performance.now() < until);
			yield one;
		}
	}
	let turns = 0;
	let isDone = false;
	const between = (): void => {
		turns++;
		if (!isDone) setImmediate(between);
	};
	setImmediate(between);
	const cited = await citeAll(opened(), 'chicago');
	isDone = true;
	expect(cited.map(({ text }) => text)).toEqual(many.map((one) => cite(one, 'chicago').text));
	// 400 ms of work in turns of 12 ms.
	expect(turns).toBeGreaterThan(15);
});

const pandoc = validator('pandoc');
test.skipIf(pandoc.isMissing)('Chicago is what pandoc sets from our CSL-JSON, but for where author-date has its year', () => {
	// Headline style and the article before a newspaper's name are pandoc's business; titles here are already so, and the name has none.
	for (const byline of [signed('Nora Tallis'), signed('Nora Tallis', 'Ida Renwick'), signed('Nora Tallis', 'Ida Renwick', 'Karl Ito'), signed('Anna van der Berg')]) {
		const of: Clipping = { ...STORY, headline: 'Last Hull Leaves the Averil Yard', publication: 'Averil Courier', byline, page: null };
		const { stdout } = pandoc.run(['-f', 'csljson', '-t', 'plain', '--wrap=none', '--citeproc'], { input: JSON.stringify([cslItem(of)]) });
		expect(cite(of, 'chicago').text).toBe(stdout.trim().replace('. 1982. “', '. “').replace('March 11.', 'March 11, 1982.').replace('March 11, 1982, 1982', 'March 11, 1982'));
	}
});
