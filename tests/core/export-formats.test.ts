// Owns the proof of what the export formats write: golden files for clippings made by hand, and readers that are not ours.
import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Placement } from '../../src/core/exporting/format';
import { FORMATS, formats } from '../../src/core/exporting/formats';
import { clippingRecord, jsonl } from '../../src/core/exporting/jsonl';
import { clippingMarkdown, obsidianTag } from '../../src/core/exporting/markdown';
import { fromWebAnnotation } from '../../src/core/annotations/web-annotation';
import { markdownLine, markdownText } from '../../src/core/exporting/markdown-text';
import type { Annotation } from '../../src/shared/annotation';
import { Clipping, Format, FormatId, type ClippingId } from '../../src/shared/model';
import type { Beyond } from '../../src/core/exporting/source';
import { arabic, bare, complete, crowded } from '../support/clippings';

const here = import.meta.dirname;
const golden = (name: string): string => resolve(here, '../fixtures/exports', name);
const docs = (name: string): string => readFileSync(resolve(here, '../../docs', name), 'utf8');
const CLIPPINGS = { complete: complete(), arabic: arabic(), crowded: crowded(), bare: bare(4) };
/** One with a note of several paragraphs, and one whose words are gone. */
const ANNOTATIONS: Annotation[] = [
	{ uid: '01958000-0000-7000-8000-000000000001', clipping: 1 as ClippingId, colour: 'lemon', note: 'Same wording as *1979*.\n\n- Compare the Packet.', madeAt: Date.UTC(2026, 4, 4, 9), changedAt: Date.UTC(2026, 4, 5, 9), at: { start: 128, end: 150 }, selectors: { quote: { exact: 'the slipway stood empty', prefix: 'On Wednesday ', suffix: ' for the first time' }, position: { start: 128, end: 151 } } },
	{ uid: '01958000-0000-7000-8000-000000000002', clipping: 1 as ClippingId, colour: 'violet', note: '', madeAt: Date.UTC(2026, 4, 4, 9), changedAt: Date.UTC(2026, 4, 4, 9), at: null, selectors: { quote: { exact: '# gone\n[since]', prefix: '', suffix: '' }, position: { start: 3, end: 17 } } },
];
const BEYOND: Beyond = { text: 'What the reader wrote down', html: '<p>The page</p>', collections: ['Harbour/The closure'], annotations: ANNOTATIONS };
const files = (clipping: Clipping, name: string): Placement =>
	FORMATS.markdown.begin().illustrate(clipping, { record: `${name}.md`, original: `${name} (original).txt`, pictures: new Map() });
const names = Object.keys(CLIPPINGS) as (keyof typeof CLIPPINGS)[];

test('the clippings made by hand are clippings', () => {
	for (const clipping of Object.values(CLIPPINGS)) expect(Clipping.safeParse(clipping).error).toBeUndefined();
});

describe('Markdown', () => {
	test.each(names)('of the %s clipping is as agreed', async (name) => {
		await expect(clippingMarkdown(CLIPPINGS[name], files(CLIPPINGS[name], name), { ...BEYOND, annotations: name === 'complete' ? ANNOTATIONS : [] })).toMatchFileSnapshot(golden(`${name}.md`));
	});

	test.each(names)('of the %s clipping has front matter any parser reads', (name) => {
		const clipping = CLIPPINGS[name];
		const text = clippingMarkdown(clipping, files(clipping, 'x'));
		const fields = parse(text.slice(4, text.indexOf('\n---\n'))) as Record<string, unknown>;
		expect(fields['title']).toBe(clipping.headline);
		expect(fields['publication'] ?? null).toBe(clipping.publication);
		expect(fields['published'] ?? null).toBe(clipping.published?.edtf ?? null);
		expect(fields['authors'] ?? []).toEqual(clipping.byline?.signatories.map((one) => one.name) ?? []);
		expect(fields['tag_names'] ?? fields['tags'] ?? []).toEqual(clipping.tags.map((one) => one.name));
		expect(fields['original_sha256']).toBe(clipping.original.sha256);
		expect(Object.values(fields)).not.toContain(null);
	});

	test('every field is described in the docs', () => {
		const page = docs('markdown-export.md');
		const written = names.flatMap((name) => [...clippingMarkdown(CLIPPINGS[name], files(CLIPPINGS[name], 'x'), BEYOND).matchAll(/^([a-z_0-9]+):/gm)].map((match) => match[1]));
		for (const field of new Set(written)) expect(page).toContain(`\`${field}\``);
	});

	test.each([
		['# not a heading', '\\# not a heading'], ['1982. A year', '1982\\. A year'], ['- dash', '\\- dash'], ['+ plus', '\\+ plus'], ['> quote', '\\> quote'],
		['---', '\\---'], ['===', '\\=\\=\\='], ['~~~', '\\~\\~\\~'], ['```js', '\\`\\`\\`js'], ['*bold*', '\\*bold\\*'], ['_soft_ but snake_case', '\\_soft\\_ but snake_case'],
		['[link](x)', '\\[link\\](x)'], ['![[embed]]', '!\\[\\[embed\\]\\]'], ['<script>', '\\<script>'], ['3 < 4', '3 < 4'], ['AT&amp;T', 'AT\\&amp;T'], ['B&B', 'B&B'],
		['$5', '$5'], ['$5 and $6', '\\$5 and \\$6'], ['see #metoo', 'see \\#metoo'], ['C# code', 'C# code'], ['%%hidden%%', '\\%\\%hidden\\%\\%'], ['50% off', '50% off'],
		['back\\slash', 'back\\\\slash'], ['two\nlines', 'two\\\nlines'], ['a\u001b[31mb', 'a\\[31mb'], ['    code', 'code'], ['10) ten', '10\\) ten'], ['-5 degrees', '-5 degrees'], ['x ^id', 'x \\^id'],
	])('%j is written %j', (text, markdown) => expect(markdownText(text)).toBe(markdown));

	test('a heading is one line', () => expect(markdownLine('two\nlines # x')).toBe('two lines # x'));

	test.each([['labour unrest', 'labour-unrest'], ['1982', '_1982'], ['war/1914', 'war/1914'], ['a, b!', 'a-b'], ['造船所', '造船所'], ['!!!', '_']])('the tag %j is %j to Obsidian', (name, tag) => expect(obsidianTag(name)).toBe(tag));
});

describe('JSON Lines', () => {
	const validate = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(docs('json-lines.schema.json')) as object);
	const line = (clipping: Clipping): string => {
		const writer = jsonl.begin();
		return writer.record(clipping, writer.illustrate(clipping, writer.place(clipping)), BEYOND);
	};

	test.each(names)('of the %s clipping is as agreed and by the schema', async (name) => {
		const text = line(CLIPPINGS[name]);
		await expect(text).toMatchFileSnapshot(golden(`${name}.jsonl`));
		expect(text.endsWith('\n')).toBe(true);
		expect(text.slice(0, -1)).not.toMatch(/[\n\r\u0085\u2028\u2029]/);
		validate(JSON.parse(text));
		expect(validate.errors ?? []).toEqual([]);
	});

	test('nothing of a clipping is lost', () => {
		for (const clipping of Object.values(CLIPPINGS)) {
			const { record: _record, version: _version, original, importedAt, changedAt, trashedAt, tags, pictures, text, html, collections, annotations, mergedInto, import: cameWith, history, ...rest } = JSON.parse(line(clipping)) as ReturnType<typeof clippingRecord>;
			const { file: _file, modifiedAt, ...facts } = original;
			const time = (text: string | null): number | null => (text === null ? null : Date.parse(text));
			expect({
				...rest, importedAt: time(importedAt), changedAt: time(changedAt), trashedAt: time(trashedAt),
				original: { ...facts, modifiedAt: time(modifiedAt) },
				tags: tags.map((tag, at) => ({ ...clipping.tags[at], ...tag })),
				pictures: pictures.map(({ file: _, ...picture }, at) => ({ id: clipping.pictures[at]!.id, hasThumbnail: clipping.pictures[at]!.hasThumbnail, ...picture })),
				collections: clipping.collections, hasPage: clipping.hasPage,
			}).toEqual(clipping);
			expect({ text, html, collections }).toEqual({ text: BEYOND.text, html: BEYOND.html, collections: BEYOND.collections });
			expect({ mergedInto, cameWith, history }).toEqual({ mergedInto: null, cameWith: null, history: [] });
			expect(annotations.map((one) => fromWebAnnotation(one, 0))).toEqual(ANNOTATIONS.map(({ clipping: _clipping, at: _at, ...one }) => one));
			for (const picture of pictures) expect(picture.file === null).toBe(picture.sha256 === null);
		}
	});

	test('the schema refuses what is not a record, so that it proves something', () => {
		const record = clippingRecord(complete(), { original: 'originals/000001 x.txt', pictures: new Map() }, BEYOND);
		for (const wrong of [{ ...record, version: 2 }, { ...record, headline: null }, { ...record, original: { ...record.original, sha256: 'x' } }, { ...record, published: { printed: 'x' } }, { ...record, importedAt: '2026-11-22' }]) {
			expect(validate(wrong)).toBe(false);
		}
		const { notes: _notes, ...short } = record;
		expect(validate(short)).toBe(false);
	});

	test('schema, record and docs name the same properties', () => {
		const schema = JSON.parse(docs('json-lines.schema.json')) as { required: string[]; properties: Record<string, unknown> };
		const keys = Object.keys(clippingRecord(complete(), { original: null, pictures: new Map() }, BEYOND));
		expect(schema.required).toEqual(keys);
		expect(Object.keys(schema.properties)).toEqual(keys);
		for (const key of keys) expect(docs('json-lines.md')).toContain(`\`${key}\``);
	});

	test('line separators in texts do not end the line', () => {
		const text = line({ ...bare(5), notes: 'a\u2028b\u2029c\u0085d\ud800' });
		expect(text.slice(0, -1)).not.toMatch(/[\u0085\u2028\u2029]/);
		expect((JSON.parse(text) as { notes: string }).notes).toBe('a\u2028b\u2029c\u0085d\ud800');
	});
});

test('the table of formats holds every format once, and each says what it is', () => {
	expect(formats().map((format) => format.id)).toEqual(FormatId.options);
	for (const format of formats()) expect(Format.safeParse(format).error).toBeUndefined();
	for (const { facts, losses } of Object.values(FORMATS)) {
		for (const { what, becomes } of losses) expect(facts.loses).toContainEqual({ what, becomes });
	}
});
