// Owns the proof that packed texts come back, need little room, and can be read with what stands in the archive alone.
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DATABASE_FILE } from '../../src/core/layout';
import { readText } from '../../src/core/reading/read-text';
import { KEYS, pack as packOf, packContent, unpackContent, type Content } from '../../src/core/store/packing';
import { provenanceOf } from '../../src/core/store/rows';
import { openArchive } from '../../src/core/archive';
import { keep, tempFolder } from '../support/archive';

const content = (text: string): Content => {
	const draft = readText(text, { fileName: 'a.txt' });
	return { blocks: draft.blocks, captions: draft.captions, provenance: provenanceOf(draft) };
};

test('any text comes back, packed with its original, another one or none', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.uint8Array({ maxLength: 40_000 }), (text, other) => {
		const whole: Content = { blocks: [{ role: 'paragraph', text, span: { line: 1, endLine: 1, start: 0, end: text.length }, certainty: 0.5 }], captions: [], provenance: {}, text };
		for (const original of [null, Buffer.from(text), other]) {
			const packed_with = original === null ? null : packOf(original);
			expect(unpackContent({ content: packContent(whole, original), packed_with })).toEqual(whole);
		}
	}), { numRuns: 50 });
});

test('a text takes next to no room beside its original', () => {
	const words = 'harbour yard tide closure council ferry slipway winter keeper light north quay Averil Corran Board wages'.split(' ');
	const sentence = (n: number): string => `${Array.from({ length: 18 }, (_, i) => words[(n * 7 + i * i * 5 + n * i) % words.length]).join(' ')}.`;
	const text = ['The Averil Courier', 'Last hull leaves the yard', 'By Nora Tallis', '11 March 1982', ...Array.from({ length: 14 }, (_, n) => `${sentence(n)} ${sentence(n + 40)}`)].join('\n\n');
	const [alone, beside] = [packContent(content(text), null), packContent(content(text), Buffer.from(text))];
	expect(beside.length).toBeLessThan(alone.length * 0.7);
});

test('an altered original is told, and never taken for the text', () => {
	const text = 'Last hull leaves the yard\n\nThe slipway stood empty for the first time.\n';
	const packed = packContent(content(text), Buffer.from(text));
	expect(() => unpackContent({ content: packed, packed_with: packOf(Buffer.from(text.replace('empty', 'emptY'))) })).toThrow();
	expect(() => unpackContent({ content: packed, packed_with: null })).toThrow();
});

test('texts of older archives have no dictionary', () => {
	const whole = content('Last hull\n\nThe slipway stood empty.\n');
	expect(unpackContent({ content: packOf(Buffer.from(JSON.stringify(whole))), packed_with: null })).toEqual(whole);
});

test('the archive holds the keys its texts are packed with', async () => {
	const dir = join(tempFolder(), 'archive');
	const archive = await openArchive(dir);
	await keep(archive, { headline: 'Kept' });
	await archive.close();
	const db = new Database(join(dir, DATABASE_FILE), { readonly: true });
	try {
		const { dictionary, content: packed, original } = db.prepare(`SELECT dictionary, t.content, o.content AS original FROM packing, texts t JOIN originals o ON o.id = t.original WHERE packing.id = 1`).get() as { dictionary: Buffer; content: Buffer; original: Buffer };
		expect(dictionary.toString()).toBe(KEYS);
		const known = Buffer.concat([dictionary, inflateSync(original)]).subarray(0, 32_768);
		expect(JSON.parse(inflateSync(packed, { dictionary: known }).toString())).toHaveProperty('blocks');
	} finally {
		db.close();
	}
});
