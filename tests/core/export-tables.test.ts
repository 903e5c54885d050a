// Owns the proof of the export formats that other programs read: citations, tables, linked data, news items, plain text. What checks them is not ours, where it can be had.
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { citedDate } from '../../src/core/exporting/cited-date';
import { csvRow, plainCell, safeCell } from '../../src/core/exporting/csv-cells';
import type { ExportFormat } from '../../src/core/exporting/format';
import { FORMATS } from '../../src/core/exporting/formats';
import { partedName } from '../../src/core/exporting/parts';
import type { Beyond } from '../../src/core/exporting/source';
import { keptDate } from '../../src/core/store/rows';
import type { Clipping, FormatId } from '../../src/shared/model';
import { arabic, bare, complete, crowded } from '../support/clippings';
import { validator, type ValidatorName } from '../support/validators';

const here = import.meta.dirname;
const golden = (name: string): string => resolve(here, '../fixtures/exports', name);
const ALL = [complete(), arabic(), crowded(), bare(4)];
const BEYOND: Beyond = { text: null, html: null, collections: ['Harbour/The closure'], annotations: [] };
const standard = (name: string): string | null => {
	const path = resolve(here, '../../../shared/standards', name);
	return existsSync(path) ? readFileSync(path, 'utf8') : null;
};
const has = (program: ValidatorName): boolean => !validator(program).isMissing;

/** The files an export of these clippings writes, but for originals and pictures. */
function written(id: FormatId, clippings: readonly Clipping[] = ALL): Map<string, string> {
	const format = FORMATS[id];
	const writer = format.begin();
	const files = new Map<string, string>();
	const framed = (format as ExportFormat).frame;
	const frame = typeof framed === 'function' ? framed(Date.UTC(2026, 10, 22), clippings.length) : (framed ?? { open: '', between: '', close: '' });
	for (const clipping of clippings) {
		const placement = writer.illustrate(clipping, writer.place(clipping));
		const before = files.get(placement.record);
		files.set(placement.record, `${before === undefined ? frame.open : `${before}${frame.between}`}${writer.record(clipping, placement, BEYOND)}`);
	}
	if (format.layout === 'together') for (const [file, text] of files) files.set(file, `${text}${frame.close}`);
	return files;
}

const alone = (id: FormatId): string => {
	const files = written(id);
	expect(files.size).toBe(1);
	return [...files.values()][0]!;
};

/** RFC 4180, read strictly. */
function csv(text: string): string[][] {
	const rows: string[][] = [[]];
	let at = 0;
	while (at < text.length) {
		let cell = '';
		if (text[at] === '"') {
			for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
				if (at >= text.length) throw new Error('A quoted cell never ends.');
				if (text[at] === '"') at++;
				cell += text[at];
			}
			at++;
		} else while (at < text.length && text[at] !== ',' && text[at] !== '\r') cell += text[at++];
		rows.at(-1)!.push(cell);
		if (text[at] === ',') at++;
		else if (text.startsWith('\r\n', at)) {
			at += 2;
			if (at < text.length) rows.push([]);
		} else if (at < text.length) throw new Error(`Neither a comma nor a line end at ${at}.`);
	}
	return rows;
}

const TOGETHER = ['dc-csv', 'atom-csv', 'ead3', 'ead2002', 'csl-json', 'ris', 'bibtex', 'biblatex', 'jsonld'] as const;

test.each(TOGETHER)('%s of the clippings made by hand is as agreed', async (id) => {
	await expect(alone(id)).toMatchFileSnapshot(golden(`all.${id}.txt`));
});

test.each(['text', 'ninjs'] as const)('%s of the clippings made by hand is as agreed, a file each', async (id) => {
	const files = written(id);
	expect(files.size).toBe(ALL.length);
	for (const [at, text] of [...files.values()].entries()) await expect(text).toMatchFileSnapshot(golden(`${at + 1}.${id}.txt`));
});

test('no format writes a value that is not there', () => {
	for (const id of [...TOGETHER, 'text', 'ninjs'] as const) {
		const text = [...written(id, [bare(4)]).values()].join('\n');
		expect(text).not.toMatch(/undefined|\bnull\b|\[object|NaN/);
	}
});

describe('names', () => {
	test.each([
		['Nora Tallis', { family: 'Tallis', given: 'Nora', particle: '', suffix: '' }],
		['Anna van der Berg', { family: 'Berg', given: 'Anna', particle: 'van der', suffix: '' }],
		['Karl Ito Jr.', { family: 'Ito', given: 'Karl', particle: '', suffix: 'Jr.' }],
		['Karl Ito, Jr.', { family: 'Ito', given: 'Karl', particle: '', suffix: 'Jr.' }],
		['Renwick, Ida', { family: 'Renwick', given: 'Ida', particle: '', suffix: '' }],
		['Voltaire', { literal: 'Voltaire' }],
		['山田 太郎', { literal: '山田 太郎' }],
	])('%s is parted as catalogues do', (name, parted) => expect(partedName({ name, kind: 'person' })).toEqual(parted));

	test('an organisation stays whole', () => expect(partedName({ name: 'Courier newsdesk', kind: 'organisation' })).toEqual({ literal: 'Courier newsdesk' }));
});

describe('dates', () => {
	const kept = (edtf: string | null) => keptDate({ printed: 'as printed', edtf, readings: edtf === null ? ['1982-03-04', '1982-04-03'] : [edtf], time: null })!;
	test.each([
		['1982-03-11', [[1982, 3, 11]], null, false], ['1982-03', [[1982, 3]], null, false], ['1982', [[1982]], null, false], ['1982~', [[1982]], null, true],
		['1982-22', [[1982]], 2, false], ['1981/1983-06', [[1981], [1983, 6]], null, false], ['1982-XX-XX', [[1982]], null, false], ['198X', [], null, false], [null, [], null, false],
	])('%s is cited no more precisely than it is known', (edtf, parts, season, isApproximate) => {
		expect(citedDate(kept(edtf))).toEqual({ parts, season, isApproximate, printed: 'as printed' });
	});
});

describe('tables', () => {
	test('any text stands in a cell that no spreadsheet calculates, and comes back', () => {
		fc.assert(fc.property(fc.oneof(fc.string(), fc.string().map((text) => `=${text}`), fc.string().map((text) => `''@${text}`)), (text) => {
			expect(safeCell(text)).not.toMatch(/^[=+\-@\t\r]/);
			expect(plainCell(safeCell(text))).toBe(text);
		}));
	});

	test('any row is read as it was meant', () => {
		fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (cells) => {
			const read = csv(`${csvRow(cells)}\r\n`);
			expect(read).toHaveLength(1);
			expect(read[0]!.map(plainCell)).toEqual(cells);
		}));
	});

	test.each([['dc-csv', 1], ['atom-csv', 2]] as const)('%s has as many cells in every row, and a row a clipping', (id, before) => {
		const rows = csv(alone(id));
		expect(rows).toHaveLength(ALL.length + before);
		expect(new Set(rows.map((row) => row.length)).size).toBe(1);
		expect(new Set(rows[0]).size).toBe(rows[0]!.length);
	});

	test('what came in by hand is all in the Dublin Core row', () => {
		const [headings, row] = csv(alone('dc-csv')) as [string[], string[]];
		const value = (heading: string) => plainCell(row[headings.indexOf(heading)]!);
		expect(value('dcterms:title')).toBe(complete().headline);
		expect(value('dcterms:creator')).toBe('Nora Tallis|Courier newsdesk|Reuters');
		expect(value('dcterms:date')).toBe('1982-03-11');
		expect(value('dcterms:subject')).toBe('shipyard/closure|labour unrest|1982');
		expect(value('file').split('|')).toHaveLength(2);
	});
});

describe('citations', () => {
	const cslSchema = standard('csl-data.json');
	test.skipIf(cslSchema === null)('CSL-JSON is what its schema asks for', () => {
		const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(cslSchema!) as object);
		validate(JSON.parse(alone('csl-json')));
		expect(validate.errors ?? []).toEqual([]);
	});

	test('RIS lines have a tag and one value each, and end in CR LF', () => {
		for (const line of alone('ris').replace(/\r\n$/, '').split('\r\n')) expect(line).toMatch(/^$|^[A-Z][A-Z0-9] {2}- [^\r\n]*$/);
	});

	test('keys of a bibliography are ASCII, and each is given once', () => {
		const twins = [complete(), { ...complete(), id: bare(7).id, uid: bare(7).uid }, arabic(), crowded(), bare(4), bare(5)];
		for (const id of ['bibtex', 'biblatex'] as const) {
			const keys = [...[...written(id, twins).values()][0]!.matchAll(/^@article\{([^,]*),$/gm)].map((match) => match[1]!);
			expect(keys).toHaveLength(twins.length);
			expect(new Set(keys).size).toBe(twins.length);
			for (const key of keys) expect(key).toMatch(/^[a-z0-9-]+$/);
		}
	});

	test.skipIf(!has('ris2xml'))('bibutils reads the RIS as newspaper articles with their authors and dates', () => {
		const mods = execFileSync('ris2xml', { input: alone('ris'), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
		expect(mods.match(/<mods\b(?!C)/g)).toHaveLength(ALL.length);
		expect(mods).toContain('newspaper');
		expect(mods).toContain('Tallis');
		expect(mods).toContain('1982-03-11');
	});

	test.skipIf(!has('biber'))('biber knows every field of the biblatex file', () => {
		const folder = mkdtempSync(join(tmpdir(), 'cuttings-biber-'));
		try {
			writeFileSync(join(folder, 'clippings.bib'), alone('biblatex'));
			const { stdout } = spawnSync('biber', ['--tool', '--validate-datamodel', '--output-file', 'out.bib', 'clippings.bib'], { cwd: folder, encoding: 'utf8' });
			expect(stdout).toContain('Output to out.bib');
			// A clipping without author or newspaper has none to give.
			expect(stdout.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line) && !line.includes('Missing mandatory field'))).toEqual([]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});

	test.skipIf(!has('pandoc'))('pandoc reads the biblatex file, title and author as they were', () => {
		const items = JSON.parse(execFileSync('pandoc', ['-f', 'biblatex', '-t', 'csljson'], { input: alone('biblatex'), encoding: 'utf8' })) as { title: string; type: string; author?: { family?: string }[]; issued?: unknown }[];
		expect(items).toHaveLength(ALL.length);
		const first = items.find(({ title }) => title.includes('Averil'))!;
		expect(first.type).toBe('article-newspaper');
		expect(first.title.replace(/<[^>]*>/g, '')).toBe(complete().headline);
		expect(first.author?.[0]?.family).toBe('Tallis');
		expect(first.issued).toEqual({ 'date-parts': [[1982, 3, 11]] });
	});
});

describe('finding aids', () => {
	const standards = resolve(here, '../../../shared/standards');
	test.skipIf(!existsSync(standards) || !has('xmllint')).each([['ead3', 'ead3.xsd'], ['ead2002', 'ead2002.xsd']] as const)('%s is valid by its schema, with clippings and without', (id, schema) => {
		const folder = mkdtempSync(join(tmpdir(), 'cuttings-ead-'));
		try {
			const empty = FORMATS[id].frame as (now: number, clippings: number) => { open: string; close: string };
			for (const text of [alone(id), `${empty(0, 0).open}${empty(0, 0).close}`]) {
				writeFileSync(join(folder, 'aid.xml'), text);
				const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(standards, schema), join(folder, 'aid.xml')], { encoding: 'utf8' });
				expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
			}
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});

describe('news items', () => {
	const schema = standard('ninjs-schema_3.1.json');
	test.skipIf(schema === null)('ninjs is what its schema asks for', () => {
		const ajv = new Ajv2020({ strict: false, allErrors: true });
		addFormats(ajv);
		ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
		const validate = ajv.compile(JSON.parse(schema!) as object);
		for (const text of written('ninjs').values()) {
			validate(JSON.parse(text));
			expect(validate.errors ?? []).toEqual([]);
		}
	});

	test('a day without a clock time is made no moment', () => {
		const item = JSON.parse([...written('ninjs', [complete()]).values()][0]!) as Record<string, unknown>;
		expect(item).not.toHaveProperty('contentCreated');
		expect(item['altIds']).toContainEqual({ role: 'published-edtf', value: '1982-03-11' });
	});

	test('linked data is one graph with an article each', () => {
		const graph = (JSON.parse(alone('jsonld')) as { '@graph': { '@id': string; '@type': string }[] })['@graph'];
		expect(graph.map((node) => node['@id'])).toEqual(ALL.map(({ uid }) => `urn:uuid:${uid}`));
		expect(graph.map((node) => node['@type'])).toEqual(ALL.map(({ kind }) => (kind === 'image' ? 'ImageObject' : 'NewsArticle')));
	});
});
