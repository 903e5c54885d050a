// Owns the proof that the built command line counts what a search finds: facets and the timeline, for people, programs, spreadsheets and eyes.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary } from '../support/command';

const story = (paper: string, headline: string, date: string): string => `${paper}\n\n${headline}\n\nBy Nora Tallis\n${date}\n\nOn Wednesday the slipway stood empty for the first time since 1911, and the gates were locked by noon.\n\nThe Board promised a decision by Easter, and nobody in the canteen believed that it would be kept.\n`;

let place: string;
const env = (): Record<string, string> => ({ CUTTINGS_ARCHIVE: join(place, 'archive') });

beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-cli-')));
	const papers = join(place, 'papers');
	mkdirSync(papers);
	writeFileSync(join(papers, 'a.txt'), story('The Averil Courier', 'Last hull leaves the Averil yard', '11 March 1982'));
	writeFileSync(join(papers, 'b.txt'), story('The Averil Courier', 'Board denies it has set a date', '14 March 1982'));
	writeFileSync(join(papers, 'c.txt'), story('Tidewater Gazette', 'What the river owes us', '2 June 1984'));
	expect((await cuttings(['import', papers], { env: env() })).status).toBe(0);
}, 120_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('search --facets counts, and says what to ask for each value', async () => {
	const ran = await cuttings(['search', 'slipway', '--facets', '--json'], { env: env() });
	expect(ran.status).toBe(0);
	expect(jsonLines(ran)).toContainEqual({ facet: 'publication', label: 'The Averil Courier', count: 2, query: 'pub:="The Averil Courier"' });
	expect(jsonLines(ran)).toContainEqual({ facet: 'kind', label: 'Articles', count: 3, query: 'kind:article' });
	expect(summary(ran)).toMatchObject({ total: 3 });
	const narrowed = await cuttings(['search', 'pub:="The Averil Courier" slipway', '--json'], { env: env() });
	expect(summary(narrowed)).toMatchObject({ total: 2 });
});

test('timeline counts by the bins asked for, as a table and as a picture too', async () => {
	const lines = await cuttings(['timeline', 'slipway', '--by', 'year'], { env: env() });
	expect(lines.out).toBe('1982\t2\t0\n1983\t0\t0\n1984\t1\t0\n');
	const csv = await cuttings(['timeline', 'slipway', '--by', 'year', '--publications', '5', '--csv'], { env: env() });
	expect(csv.out).toBe('Newspaper,Dated clippings,1982,1983,1984\r\nThe Averil Courier,2,2,0,0\r\nTidewater Gazette,1,0,0,1\n');
	const svg = await cuttings(['timeline', '--by', 'decade', '--svg'], { env: env() });
	expect(svg.out).toMatch(/^<svg [^>]*>.*1980s: 3.*<\/svg>\n$/s);
	const json = await cuttings(['timeline', '--by', 'month', '--json'], { env: env() });
	expect(summary(json)).toMatchObject({ by: 'month', dated: 3, undated: 0, reach: { from: '1982-03-11', to: '1984-06-02' } });
	expect((await cuttings(['timeline', '--csv', '--svg'], { env: env() })).err).toContain('cannot be asked for together');
}, 60_000);
