// Owns the proof that an exported site holds what it should, is valid HTML throughout, and turns nothing hostile into markup.
import { HtmlValidate } from 'html-validate';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runExport } from '../../src/core/exporting/export';
import { SegmentIndex } from '../../src/core/exporting/site-index';
import { spanOf } from '../../src/core/exporting/site';
import { SITE_CALL, type SiteColumns, type SiteRow } from '../../src/shared/site';
import type { Clipping } from '../../src/shared/model';
import { bare, bytesOf, complete, LIGHT, sha256Of } from '../support/clippings';
import { MemorySource } from '../support/export-source';

const BAD = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
const validator = new HtmlValidate({
	extends: ['html-validate:standard', 'html-validate:a11y'],
	// The first line says what the house writes; these three are about taste, and an inner script of none is the point of the rest.
	rules: { 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'no-inline-style': 'error' },
});

let place: string;
beforeEach(() => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-site-')));
	mkdirSync(join(place, 'out'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function hostile(): Clipping {
	const original = bytesOf(BAD);
	return {
		...bare(2, `${BAD} & “</title>”`, original),
		publication: '"><svg onload=alert(1)>', kicker: BAD, standfirst: BAD, dateline: BAD, section: BAD, edition: BAD, page: BAD,
		url: 'javascript:alert(1)', language: '"><b', rights: BAD, notes: `${BAD}\n\n[x](javascript:alert(1))`,
		byline: { signatories: [{ name: BAD, kind: 'person', role: BAD }], agency: null },
		blocks: (['paragraph', 'subhead', 'list-item', 'quotation'] as const).map((role, at) => ({ role, text: BAD, span: { line: at, endLine: at, start: 0, end: 1 }, certainty: 1 })),
		pictures: [{ ...complete().pictures[0]!, fileName: `${BAD}.svg`, mediaType: 'image/svg+xml' }],
		original: { sha256: sha256Of(original), bytes: original.length, fileName: '../../../evil.html', modifiedAt: null, mediaType: 'text/html', encoding: 'UTF-8', undecodable: 0 },
	};
}

const arabic = (): Clipping => ({ ...bare(3, 'إضراب عمال الميناء'), language: 'ar', blocks: [{ role: 'paragraph', text: 'دخل الإضراب يومه الثالث.', span: { line: 1, endLine: 1, start: 0, end: 1 }, certainty: 1 }] });

async function exported(clippings: readonly Clipping[], ways: Record<string, boolean | string> = {}): Promise<{ path: string; files: string[]; read: (file: string) => string }> {
	const source = new MemorySource(join(place, 'archive'), []);
	source.clippings.push(...clippings);
	const known = new Map([bytesOf('Last hull leaves the Averil yard\n\nThe slipway stood empty.\n'), bytesOf(BAD), ...clippings.map(({ headline }) => bytesOf(`${headline}\n`))].map((bytes) => [sha256Of(bytes), bytes]));
	for (const { original } of clippings) source.originals.set(original.sha256, known.get(original.sha256)!);
	const { path } = await runExport(source, { of: 'everything' }, 'site', join(place, 'out'), { choices: { ways } });
	const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1)).sort();
	return { path, files, read: (file) => readFileSync(join(path, file), 'utf8') };
}

/** What a file of the site hands over. */
function handed<T>(text: string): T {
	let held: unknown;
	new Function(SITE_CALL, text)((_: string, content: unknown) => { held = content; });
	return held as T;
}

test('every page is valid HTML, and leads only to what is there', async () => {
	const { files, read } = await exported([complete(), hostile(), arabic(), bare(4, '')]);
	const pages = files.filter((file) => file.endsWith('.html'));
	expect(pages.length).toBeGreaterThan(8);
	for (const page of pages) {
		const { results } = await validator.validateString(read(page), page);
		expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${page}:${line} ${ruleId} ${message}`))).toEqual([]);
		for (const [, address] of read(page).matchAll(/(?:href|src)="([^"]+)"/g)) {
			if (/^(?:#|https?:)/.test(address!)) continue;
			const target = decodeURIComponent(new URL(address!.replaceAll('&amp;', '&'), `file:///${page.split('/').map(encodeURIComponent).join('/')}`).pathname.slice(1));
			expect(files, `${page} leads to ${address}`).toContain(target);
		}
	}
});

test('nothing hostile becomes markup, an address to follow, or a file that runs', async () => {
	const { files, read } = await exported([hostile()]);
	const page = read(files.find((file) => file.startsWith('clippings/'))!);
	for (const never of ['<img', '<svg', '<b dir', 'href="javascript:', '<script>', ' style=', 'onerror="', '<b"']) expect(page.replaceAll('<b dir="auto">', ''), never).not.toContain(never);
	expect(page).toContain('javascript:alert(1)');
	expect(page).toContain("default-src 'none'");
	expect(page.match(/<script/g)).toHaveLength(1);
	const original = files.find((file) => file.startsWith('originals/'))!;
	expect(original).toMatch(/\.html\.txt$/);
	expect(read(original)).toBe(BAD);
	expect(files.filter((file) => file.startsWith('pictures/')).every((file) => file.endsWith('.svg.txt') || file.endsWith('.jpg'))).toBe(true);
	expect(files.every((file) => !file.includes('..') && !/[<>:"|?*\\]/.test(file))).toBe(true);
	expect(files.filter((file) => file.endsWith('.js')).map((file) => file.split('/')[0])).toEqual(expect.arrayContaining(['data', 'site.js']));
});

test('a page says everything, in the tongue of its clipping', async () => {
	const { files, read, path } = await exported([complete(), arabic()]);
	const [first, second] = files.filter((file) => file.startsWith('clippings/')).map(read);
	await expect(first).toMatchFileSnapshot('../fixtures/exports/site/complete.html');
	expect(second).toContain('lang="ar" dir="rtl"');
	const picture = files.find((file) => file.startsWith('pictures/'))!;
	expect(Buffer.compare(readFileSync(join(path, picture)), Buffer.from(LIGHT))).toBe(0);
});

test('the site is called as was chosen, on every page, and nothing in a title is markup', async () => {
	const { files, read } = await exported([complete()], { title: '  The <b>yard</b>\n & the “town” ' });
	for (const page of files.filter((file) => file.endsWith('.html'))) expect(read(page)).toContain('index.html" dir="auto">The &lt;b&gt;yard&lt;/b&gt; &amp; the “town”</a>');
	expect(read('index.html')).toContain('<h1 dir="auto">The &lt;b&gt;yard');
	expect(read('index.html')).toContain('<title>The &lt;b&gt;yard');
	expect((await exported([complete()], { title: ' ' })).read('index.html')).toContain('<h1 dir="auto">Press clippings</h1>');
});

test('notes and originals stay at home when that is chosen', async () => {
	const { files, read } = await exported([complete()], { annotations: false, originals: false });
	expect(files.some((file) => file.startsWith('originals/'))).toBe(false);
	expect(files.some((file) => file.startsWith('pictures/'))).toBe(true);
	expect(read(files.find((file) => file.startsWith('clippings/'))!)).not.toContain('Morning Packet');
	expect(files.filter((file) => file.startsWith('data/words')).map(read).join('')).not.toContain('"packet"');
});

test('rows and columns name every clipping once', async () => {
	const { read } = await exported([complete(), arabic(), bare(4, 'A bare one')]);
	const columns = handed<SiteColumns>(read('data/columns.js'));
	const rows = handed<SiteRow[]>(read('data/rows-0.js'));
	expect(columns).toMatchObject({ clippings: 3, days: [19820311, 0, 0], names: { publication: ['The Averil Courier'], year: ['1982'], language: ['en', 'ar'] } });
	expect(rows.map(([, headline]) => headline)).toEqual([complete().headline, 'إضراب عمال الميناء', 'A bare one']);
	expect(columns.segments.map(({ from, count }) => ({ from, count }))).toEqual([{ from: 0, count: 3 }]);
});

test('the index finds where a term stands, and how much that says', () => {
	const index = new SegmentIndex(0);
	index.add({ headline: 'Yard', about: [], text: 'quay' });
	index.add({ headline: 'Other', about: ['quay'], text: 'yard yard yard' });
	const held = [...index.files(0)].flatMap(({ text }) => handed<[string, string][]>(text));
	// (distance * 4 + weight) in base 36.
	expect(Object.fromEntries(held)).toMatchObject({ yard: '7,5', quay: '4,6', other: 'b' });
});

test('a date belongs to a month or a year only when it surely lies in it', () => {
	const span = (firstDay: string | null, lastDay: string | null) => spanOf({ published: { printed: '', edtf: null, readings: [], time: null, firstDay, lastDay } });
	expect([span('1982-03-11', '1982-03-11'), span('1982-03-01', '1982-04-30'), span('1981-12-31', '1982-01-01'), span(null, null)]).toEqual(['1982-03', '1982', '', '']);
});

test('a site of nothing is a site', async () => {
	const { files, read } = await exported([]);
	expect(files).toContain('index.html');
	expect(read('index.html')).toContain('0 clippings');
	expect(handed<SiteColumns>(read('data/columns.js')).clippings).toBe(0);
});
