// Owns the proof that front matter comes back exactly, read by a YAML parser that is not ours, by the rules of 1.1 and of 1.2.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { frontMatter, yamlText } from '../../src/core/exporting/yaml';

const inner = (text: string): string => text.replace(/^---\n/, '').replace(/---\n$/, '');
const VERSIONS = ['1.1', '1.2'] as const;

const HARD = [
	'', ' ', ' lead', 'trail ', '- dash', '-', '---', '...', '? key', ': colon', 'key: value', 'ends:', 'a #comment', '#tag', '@at', '`tick', '%dir', '!tag', '&anchor', '*alias', '|', '>', '{a: b}', '[a]', '"q"', "'q'", "it's",
	'true', 'Yes', 'NO', 'on', 'n', 'null', '~', 'NaN', '.inf', '0x10', '0o7', '010', '1e3', 'E0', 'e12', 'E-5', '1_000', '12:30:45', '1982', '1982-03-11', '=', '<<', 'line\nbreak', 'cr\rlf\r\n', 'tab\tin', '\u0000nul', '\u0007bell', '\u001b[31m', '\u007f', '\u0085nel', '\u00a0nbsp', '\u2028ls\u2029ps',
	'\ufeffbom', '\ufffe\uffff', '\u202eoverride', 'back\\slash', '👩🏽‍🚒 emoji', 'إضراب عمال: الميناء', '造船所、閉鎖', 'Ünïcödé', 'e\u0301', 'a'.repeat(5_000), 'half \ud83d of one',
];

describe.each(VERSIONS)('by YAML %s', (version) => {
	test.each(HARD)('%j comes back', (text) => {
		const written = frontMatter({ field: text, list: [text, text] });
		expect(parse(inner(written), { version })).toEqual({ field: text, ...{ list: [text, text] } });
	});

	test('any text comes back', () => {
		const any = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constantFrom(...HARD));
		fc.assert(fc.property(any, fc.array(any, { minLength: 1, maxLength: 4 }), fc.integer(), (text, list, number) => {
			expect(parse(inner(frontMatter({ text, list, number })), { version })).toEqual({ text, list, number });
		}), { numRuns: 400 });
	});
});

test('every value stands on one line, so that whoever reads line by line is right too', () => {
	fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
		expect(yamlText(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
	}));
});

test('plain words stay plain, and what is absent is absent', () => {
	expect(frontMatter({ publication: 'The Averil Courier', date: '1982-03-11', none: null, missing: undefined, empty: [], words: 3, tags: ['a/b', 'c'] }))
		.toBe('---\npublication: The Averil Courier\ndate: "1982-03-11"\nwords: 3\ntags:\n  - a/b\n  - c\n---\n');
});
