// Owns the proof that what the exports write is what their standards ask for, said by programs and schemas that are not ours, of clippings full, bare, crowded and hostile.
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import jsonld from 'jsonld';
import { Schema } from 'node-schematron';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { plainCell } from '../../src/core/exporting/csv-cells';
import type { Exported, ExportFormat, Section } from '../../src/core/exporting/format';
import { FORMATS, formatAs } from '../../src/core/exporting/formats';
import { mets } from '../../src/core/exporting/mets';
import { premis } from '../../src/core/exporting/premis';
import { roCrate } from '../../src/core/exporting/ro-crate';
import type { FormatWays } from '../../src/shared/exporting';
import type { Clipping, FormatId } from '../../src/shared/model';
import { arabic, bare, complete, crowded, HOSTILE, hostile, spanning } from '../support/clippings';
import { standard, standardText, validator, withFiles, xmlProblems } from '../support/validators';

const KINDS: readonly (readonly [string, Clipping])[] = [['complete', complete()], ['Arabic', arabic()], ['crowded', crowded()], ['bare', bare(4)], ['hostile', hostile()], ['of a span', spanning()]];
const ALL = KINDS.map(([, clipping]) => clipping);
const NOW = Date.UTC(2026, 10, 22);
const beyond = { text: null, html: null, collections: ['Harbour/The closure', HOSTILE], annotations: [] };

// Other people's programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 90_000 });

const xmllint = validator('xmllint');
const ris2xml = validator('ris2xml');
const bib2xml = validator('bib2xml');
const biber = validator('biber');
const pandoc = validator('pandoc');
const csvclean = validator('csvclean');
const csvstat = validator('csvstat');

/** Any clipping whose texts are any texts. */
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 40 }), fc.constantFrom(HOSTILE, '', ' ', 'and', ',', '{', '\\', '\ud800'));
const anyClippings = fc.array(fc.tuple(anyText, anyText, anyText, anyText, fc.array(anyText, { maxLength: 4 })), { minLength: 1, maxLength: 12 }).map((rows) => rows.map(([headline, publication, notes, words, names], at): Clipping => ({
	...bare(at + 1, headline.trim() === '' ? 'Untitled' : headline),
	publication: publication || null, notes, rights: notes || null, section: words || null, dateline: words || null,
	byline: names.some((name) => name.trim() !== '') ? { signatories: names.filter((name) => name.trim() !== '').map((name) => ({ name, kind: 'person' as const, role: null })), agency: null } : null,
	blocks: [{ role: 'paragraph', text: words, span: { line: 1, endLine: 1, start: 0, end: 1 }, certainty: 1 }],
	tags: complete().tags.map((tag) => ({ ...tag, name: `${tag.name}${words}` })),
})));

/** The records of these clippings as their file has them. */
function written(id: FormatId, clippings: readonly Clipping[] = ALL, ways: FormatWays = {}): string[] {
	const format: ExportFormat = formatAs(id, ways);
	const writer = format.begin();
	const framed = format.frame;
	const frame = typeof framed === 'function' ? framed(NOW, clippings.length) : (framed ?? { open: '', between: '', close: '' });
	const records = clippings.map((clipping) => writer.record(clipping, writer.illustrate(clipping, writer.place(clipping)), beyond));
	return format.layout === 'each' ? records : [`${frame.open}${records.join(frame.between)}${frame.close}`];
}
const alone = (id: FormatId, clippings: readonly Clipping[] = ALL, ways: FormatWays = {}): string => written(id, clippings, ways)[0]!;

function exported(clippings: readonly Clipping[]): Exported {
	const writer = FORMATS.package.begin();
	const each = clippings.map((clipping) => ({ clipping, placement: writer.illustrate(clipping, writer.place(clipping)), beyond }));
	const past = (clipping: Clipping) => [{ id: `event-${clipping.id}`, type: 'ingestion', at: NOW, detail: JSON.stringify({ from: HOSTILE }) }, { id: `fixity-${clipping.id}`, type: 'fixity check', at: NOW, detail: '{"outcome":"success"}' }];
	return { each: () => each, events: (clipping) => past(clipping) as never, ownEvents: () => [], clippings: clippings.length, now: NOW, identifier: 'urn:uuid:01930000-0000-7000-8000-00000000ffff' };
}

const golden = (name: string): string => resolve(import.meta.dirname, '../fixtures/exports', name);
test.each(['dc-csv', 'atom-csv', 'ead3', 'ead2002', 'csl-json', 'ris', 'bibtex', 'biblatex', 'jsonld', 'ninjs'] as const)('%s of hostile clippings and of spans is as agreed', async (id) => {
	await expect(written(id, [hostile(), spanning()]).join('\n')).toMatchFileSnapshot(golden(`hostile.${id}.txt`));
});
/** A document about clippings as its file has it. */
function whole(make: (about: Exported) => readonly Section[], clippings: readonly Clipping[]): string {
	const about = exported(clippings);
	return make(about).map((section) => (typeof section === 'function' ? Array.from(about.each(), section).join('') : [...section].join(''))).join('');
}

test.each([['mets', mets], ['premis', premis], ['ro-crate', roCrate]] as const)('%s of all of them is as agreed', async (name, make) => {
	await expect(whole(make, ALL)).toMatchFileSnapshot(golden(`package.${name}.txt`));
});

describe('finding aids', () => {
	const SCHEMAS = { ead3: standard('ead3.xsd'), ead2002: standard('ead2002.xsd') };
	const SERIES = ['publication', 'year', 'collection'] as const;
	for (const id of ['ead3', 'ead2002'] as const) {
		test.skipIf(SCHEMAS[id] === null || xmllint.isMissing)(`${id} is valid by its schema, whatever its series`, () => {
			for (const series of SERIES) expect(xmlProblems(alone(id, ALL, { series }), SCHEMAS[id]!)).toBe('');
			expect(xmlProblems(alone(id, []), SCHEMAS[id]!)).toBe('');
		});
		test.skipIf(SCHEMAS[id] === null || xmllint.isMissing)(`${id} of any clippings is valid by its schema`, () => {
			fc.assert(fc.property(anyClippings, (clippings) => {
				expect(xmlProblems(alone(id, clippings), SCHEMAS[id]!)).toBe('');
			}), { numRuns: 8 });
		});
	}

	test('ead3 keeps the rules of its schematron', () => {
		const rules = standardText('ead3.sch');
		if (rules === null) return;
		// Lists of languages, countries and scripts belong to the rules and are not with them; no attribute of ours names one.
		const schema = Schema.fromString(rules
			.replace(/<pattern id="(?:langcodes|countrycode|scriptcode)">[\s\S]*?<\/pattern>/g, '').replace(/<xsl:variable[\s\S]*?<\/xsl:variable>/g, '')
			.replace(/<let name="(?:active-language-code-key|language-code-lookup)"[\s\S]*?\/>/g, '').replace(/<\/?emph>/g, ''));
		const said = (text: string): string[] => schema.validateString(text).map(({ message }) => (message ?? '').replace(/\s+/g, ' ').trim());
		const text = alone('ead3');
		expect(text).not.toMatch(/ (?:lang|langcode|countrycode|script|scriptcode)="/);
		expect(said(text)).toEqual([]);
		// It is awake.
		expect(said(text.replace('standarddate="1982-03-11"', 'standarddate="1982-22"'))).toHaveLength(1);
	});
});

describe('the package', () => {
	for (const [name, schema, make] of [['PREMIS', 'premis-v3-0.xsd', premis], ['METS', 'mets-1.12.1.xsd', mets]] as const) {
		const path = standard(schema);
		test.skipIf(path === null || xmllint.isMissing)(`${name} is valid by its schema`, () => {
			expect(xmlProblems(whole(make, ALL), path!)).toBe('');
			expect(xmlProblems(whole(make, []), path!)).toBe('');
		});
	}

	interface Finding { status: string; message: string }
	interface CrateValidator { parseJSON(text: string): void; validate(): Promise<void>; results: Finding[] }
	test('RO-Crate passes the validator of its community', async () => {
		const asked = globalThis.fetch;
		// It would fetch the context; the one it carries is as good, and nothing else is asked for.
		const context = readFileSync(createRequire(import.meta.url).resolve('ro-crate/lib/context.json'), 'utf8');
		globalThis.fetch = () => Promise.resolve(new Response(context));
		try {
			const { Validator } = createRequire(import.meta.url)('ro-crate/lib/validator') as { Validator: new () => CrateValidator };
			const errors = async (text: string): Promise<Finding[]> => {
				const judge = new Validator();
				judge.parseJSON(text);
				await judge.validate();
				return judge.results;
			};
			const text = whole(roCrate, ALL);
			expect((await errors(text)).filter(({ status }) => status === 'error')).toEqual([]);
			// It is awake.
			expect((await errors(text.replaceAll('"license"', '"licence"'))).some(({ message }) => /licen[cs]e/i.test(message))).toBe(true);
		} finally {
			globalThis.fetch = asked;
		}
	});

	test('no word of the crate or of the linked data is unknown to its context', async () => {
		const given = standardText('ro-crate-1.2-context.jsonld');
		if (given === null) return;
		const documentLoader = (url: string) => Promise.resolve({ contextUrl: undefined, documentUrl: url, document: JSON.parse(given) as unknown });
		const expand = (text: string) => jsonld.expand(JSON.parse(text), { base: 'https://clippings.example/', documentLoader, safe: true });
		expect((await expand(whole(roCrate, ALL))).length).toBeGreaterThan(ALL.length);
		expect(await expand(alone('jsonld'))).toHaveLength(ALL.length);
		await expect(expand(alone('jsonld').replace('"headline"', '"unheardOf"'))).rejects.toThrow();
	});
});

describe('tables', () => {
	for (const id of ['dc-csv', 'atom-csv'] as const) {
		test.skipIf(csvclean.isMissing || csvstat.isMissing)(`csvkit finds nothing to mend in ${id}, and every row`, () => {
			const text = alone(id);
			withFiles({ 'clippings.csv': text }, (folder) => {
				const cleaned = csvclean.run(['--dry-run', 'clippings.csv'], { cwd: folder });
				expect(cleaned).toMatchObject({ status: 0, stderr: '' });
				expect(cleaned.stdout.trim()).toBe('No errors.');
				const rows = ALL.length + (id === 'atom-csv' ? 1 : 0);
				expect(csvstat.run(['--count', 'clippings.csv'], { cwd: folder }).stdout).toMatch(new RegExp(`\\b${rows}\\b`));
			});
		});
	}

	test('no cell of hostile clippings is one that a spreadsheet calculates', () => {
		for (const id of ['dc-csv', 'atom-csv'] as const) expect(alone(id, [hostile()]).replace(/\r?\n(?!$|[0-9a-f]{8}-|urn:)/g, ' ')).not.toMatch(/(?:^|,)"?[=+@\t-]/m);
		expect(plainCell(`'${HOSTILE}`)).toBe(HOSTILE);
	});
});

describe('citations', () => {
	test('CSL-JSON is what its schema asks for', () => {
		const schema = standardText('csl-data.json');
		if (schema === null) return;
		const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(schema) as object);
		fc.assert(fc.property(fc.oneof(fc.constant(ALL), anyClippings), (clippings) => {
			validate(JSON.parse(alone('csl-json', clippings)));
			expect(validate.errors ?? []).toEqual([]);
		}), { numRuns: 30 });
	});

	test.skipIf(pandoc.isMissing)('pandoc reads the CSL-JSON, and sets a bibliography of it', () => {
		const { status, stderr, stdout } = pandoc.run(['-f', 'csljson', '-t', 'plain', '--citeproc'], { input: alone('csl-json') });
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toContain('Tallis');
	});

	test.skipIf(ris2xml.isMissing)('bibutils reads the RIS without a warning, a newspaper article each', () => {
		const { status, stderr, stdout } = ris2xml.run([], { input: alone('ris') });
		expect(status).toBe(0);
		expect(stderr.trim()).toBe(`ris2xml: Processed ${ALL.length} references.`);
		expect(stdout.match(/<mods\b(?!C)/g)).toHaveLength(ALL.length);
	});

	test.skipIf(ris2xml.isMissing)('bibutils finds as many references in the RIS of any clippings', () => {
		fc.assert(fc.property(anyClippings, (clippings) => {
			expect(ris2xml.run([], { input: alone('ris', clippings) }).stderr.trim()).toBe(`ris2xml: Processed ${clippings.length} references.`);
		}), { numRuns: 20 });
	});

	for (const id of ['bibtex', 'biblatex'] as const) {
		test.skipIf(biber.isMissing)(`biber takes every entry of ${id}`, () => {
			withFiles({ 'clippings.bib': alone(id) }, (folder) => {
				const { stdout } = biber.run(['--tool', ...(id === 'biblatex' ? ['--validate-datamodel'] : []), '--output-file', 'out.bib', 'clippings.bib'], { cwd: folder });
				expect(stdout).toContain('Output to out.bib');
				// A clipping without author or newspaper has none to give; biber wants no day in BibTeX's month, the only place there is.
				expect(stdout.split('\n').filter((line) => /^(?:WARN|ERROR)/.test(line) && !/Missing mandatory field|legacy month field/.test(line))).toEqual([]);
			});
		});
		test.skipIf(pandoc.isMissing)(`pandoc reads every entry of ${id} of any clippings`, () => {
			const items = (clippings: readonly Clipping[]): unknown[] => {
				const { status, stderr, stdout } = pandoc.run(['-f', id, '-t', 'csljson'], { input: alone(id, clippings) });
				expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
				return JSON.parse(stdout) as unknown[];
			};
			expect(items(ALL)).toHaveLength(ALL.length);
			fc.assert(fc.property(anyClippings, (clippings) => {
				expect(items(clippings)).toHaveLength(clippings.length);
			}), { numRuns: 6 });
		});
	}

	test.skipIf(bib2xml.isMissing)('bibutils reads the BibTeX, an entry each', () => {
		expect(bib2xml.run([], { input: alone('bibtex') }).stderr).toContain(`Processed ${ALL.length} references.`);
	});
});

describe('one file each', () => {
	test('ninjs is what its schema asks for', () => {
		const schema = standardText('ninjs-schema_3.1.json');
		if (schema === null) return;
		const ajv = new Ajv2020({ strict: false, allErrors: true });
		addFormats(ajv);
		ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' });
		const validate = ajv.compile(JSON.parse(schema) as object);
		fc.assert(fc.property(fc.oneof(fc.constant(ALL), anyClippings), (clippings) => {
			for (const text of written('ninjs', clippings)) {
				validate(JSON.parse(text));
				expect(validate.errors ?? []).toEqual([]);
			}
		}), { numRuns: 20 });
	});

	test.each(KINDS)('front matter of the clipping that is %s comes back', (_, clipping) => {
		const [, front] = /^---\n([\s\S]*?\n)---\n/.exec(alone('markdown', [clipping])) ?? [];
		const read = parse(front!) as Record<string, unknown>;
		expect(read).toMatchObject({ title: clipping.headline, uid: clipping.uid, kind: clipping.kind });
		for (const field of ['publication', 'standfirst', 'dateline', 'section', 'edition', 'page', 'url', 'language', 'rights'] as const) expect(read[field] ?? null).toBe(clipping[field]);
		expect(read['collections']).toEqual(beyond.collections);
	});

	test.each(['jsonl', 'text', 'markdown'] as const)('%s has hostile clippings whole', (id) => {
		for (const text of written(id, [hostile()])) expect(text.length).toBeGreaterThan(HOSTILE.length);
		if (id === 'jsonl') expect((JSON.parse(alone('jsonl', [hostile()])) as { headline: string }).headline).toBe(HOSTILE);
	});
});
