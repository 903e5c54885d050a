// Proves results over time as files: tables that no spreadsheet takes for formulas, pictures that stand by themselves and run nothing.
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { binDays, binName, overTimeCsv, overTimeSvg, shade, timelineCsv, timelineSvg } from '../../src/shared/charts';
import type { OverTime, Timeline } from '../../src/shared/facets';

const TIMELINE: Timeline = {
	by: 'month', dated: 7, undated: 2, spanning: 3, reach: { from: '1982-01-01', to: '1982-12-31' }, chosen: null,
	bins: [{ date: '1982-03', count: 4, spanning: 0, share: 0 }, { date: '1982-04', count: 0, spanning: 3, share: 0.25 }],
};
const map = (publication: string | null): OverTime => ({
	by: 'year', dates: ['1981', '1982'], distinct: 1, undated: 0,
	rows: [{ publication, total: 5, counts: [5, 0], spanning: [0, 1] }],
});

/** RFC 4180, strictly. */
function cells(csv: string): string[][] {
	const rows: string[][] = [[]];
	for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
		rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
		if (end === '\r\n') rows.push([]);
		if (end === '') break;
	}
	return rows.filter((row) => row.length > 1);
}

describe('a table', () => {
	it('holds every bin, what may belong to it, and what has no date', () => {
		expect(timelineCsv(TIMELINE)).toBe('Month,Clippings,"Perhaps, date less precise"\r\n1982-03,4,0\r\n1982-04,0,3\r\nWithout a date,2,0\r\n');
		expect(overTimeCsv(map(null))).toBe('Newspaper,Dated clippings,1981,1982,Perhaps 1981,Perhaps 1982\r\nWithout a newspaper,5,5,0,0,1\r\n');
	});

	it.each(['=HYPERLINK("http://x.example")', '+1', '-1', '@SUM(A1)', '\t=1', "'=1"])('makes %j text', (name) => {
		const [, row] = cells(overTimeCsv(map(name)));
		expect(row![0]).toBe(`'${name}`);
	});

	it('holds any name whole', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => {
			const [head, row] = cells(overTimeCsv(map(name)));
			expect(row).toHaveLength(head!.length);
			expect([name, `'${name}`]).toContain(row![0]);
			expect(row![0]).not.toMatch(/^[=+\-@\t\r]/);
		}));
	});
});

describe('a picture', () => {
	const hostile = '</text><script>alert(1)</script>" onload="x" \u0000 & 湾岸新報';

	it.each([['the timeline', timelineSvg(TIMELINE, `Over time: ${hostile}`)], ['newspapers', overTimeSvg(map(hostile), hostile)]])('of %s has a title and a description, and runs nothing', (_, made) => {
		const { document } = parseHTML(made);
		const svg = document.querySelector('svg')!;
		expect(svg.getAttribute('role')).toBe('img');
		expect(svg.querySelector('title')?.textContent).toContain('alert(1)');
		expect(svg.querySelector('desc')?.textContent.length).toBeGreaterThan(20);
		expect(document.querySelector('script')).toBeNull();
		for (const one of document.querySelectorAll('*')) {
			expect([...one.attributes].map(({ name }) => name).filter((name) => /^on|href/.test(name))).toEqual([]);
		}
		expect(made).not.toMatch(/[\u0000-\u0008]/);
		expect(made).not.toContain('NaN');
	});

	it('shows bars for all bins, those that may be lighter and as high as is to be expected', () => {
		const { document } = parseHTML(timelineSvg(TIMELINE, 'T'));
		const said = [...document.querySelectorAll('rect title')].map((title) => title.textContent);
		expect(said).toEqual(['March 1982: 4', 'April 1982: none for certain, up to 3 whose date says less']);
		const [sure, open] = [...document.querySelectorAll('rect')].slice(1).map((rect) => Number(rect.getAttribute('height')));
		expect(open! / sure!).toBeCloseTo(0.25 / 4, 2);
	});

	it('darkens with what there is', () => {
		expect(shade(0, 10)).toBe(0);
		expect(shade(1, 10_000)).toBeGreaterThan(0.1);
		expect(shade(10, 10)).toBe(1);
	});
});

describe('a bin', () => {
	it.each([['198X', '1980s', '1980-01-01', '1989-12-31'], ['1982', '1982', '1982-01-01', '1982-12-31'], ['1982-03', 'March 1982', '1982-03-01', '1982-03-31'], ['1982-03-05', '5 March 1982', '1982-03-05', '1982-03-05']])('%s is %s', (date, name, from, to) => {
		expect([binName(date), binDays(date)]).toEqual([name, { from, to }]);
	});
});
