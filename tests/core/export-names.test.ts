// Owns the proof that exported files get names every system takes, and no two the same.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { datePart, FileNames, safeExtension, safeStem } from '../../src/core/exporting/file-names';

describe('a safe name', () => {
	test.each([
		['Last hull leaves: 1,400 wait', 'Last hull leaves - 1,400 wait'],
		['Who pays? "Nobody"', "Who pays 'Nobody'"],
		['a/b\\c|d', 'a-b-c-d'],
		['12:30 train', '12-30 train'],
		['CON', '_CON'],
		['com1.txt', '_com1.txt'],
		['Lpt¹', '_Lpt¹'],
		['Console wars', 'Console wars'],
		['...hidden', 'hidden'],
		['-rf *', 'rf'],
		['Trailing. . .', 'Trailing'],
		['red\u001b[31m\u202egnp.txt', 'red(31mgnp.txt'],
		['tab\tand\nline', 'tab and line'],
		['[[Link]] #tag ^block', '((Link)) tag block'],
		['', 'Untitled'],
		['???', 'Untitled'],
		['\ud800half', 'half'],
		['👩🏽\u200d🚒 quay', '👩🏽\u200d🚒 quay'],
		['می\u200cخواهم', 'می\u200cخواهم'],
		['e\u0301te', 'éte'],
	])('%j becomes %j', (text, name) => expect(safeStem(text)).toBe(name));

	test('long ones are cut between whole characters, at a space where one is near', () => {
		expect(safeStem('word '.repeat(60))).toBe(`${'word '.repeat(23)}word`);
		expect(safeStem('👩🏽\u200d🚒'.repeat(40))).toMatch(/^(👩🏽\u200d🚒)+$/u);
		expect(Buffer.byteLength(safeStem('造船所'.repeat(100)))).toBeLessThanOrEqual(120);
	});

	test('any text gives a name that every system takes', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
			const name = safeStem(text);
			expect(name).not.toBe('');
			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(121);
			expect(name).not.toMatch(/[\p{Cc}\p{Cs}<>:"/\\|?*\u202a-\u202e\u2066-\u2069\u200e\u200f]/u);
			expect(name).not.toMatch(/^[\s.~-]|[\s.]$/);
			expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*(\.|$)/i);
		}), { numRuns: 600 });
	});
});

test.each([
	['story.TXT', 'text/plain', 'txt'], ['story', 'text/plain', 'txt'], ['a.b/../c', 'application/x-y', 'bin'],
	['x.verylongextension', 'text/html', 'html'], ['.txt', 'text/plain', 'txt'], ['note.md ', 'text/markdown', 'md'],
])('the extension of %j, %s, is %s', (fileName, mediaType, extension) => expect(safeExtension(fileName, mediaType)).toBe(extension));

test.each([
	[null, null, ''], ['1982-03-11', '1982-03-11', '1982-03-11'], ['1982-03-01', '1982-03-31', '1982-03'],
	['1982-01-01', '1982-12-31', '1982'], ['1987-03-01', '1987-05-31', '1987'], ['1980-01-01', '1989-12-31', ''], ['-0044-03-15', '-0044-03-15', ''],
])('from %s to %s a name begins with %j', (firstDay, lastDay, part) => expect(datePart({ firstDay, lastDay })).toBe(part));

describe('names in one folder', () => {
	test('the same name is numbered, also when only case, accents\' encoding or joiners differ', () => {
		const names = new FileNames();
		expect(['Été', 'ÉTÉ', 'E\u0301te\u0301', 'Ete', 'Été 2', 'x', 'strasse', 'straße'].map((stem) => names.take(stem)))
			.toEqual(['Été', 'ÉTÉ 2', 'E\u0301te\u0301 3', 'Ete', 'Été 2 2', 'x', 'strasse', 'straße 2']);
	});

	test('ten thousand of the same name take no time', () => {
		const names = new FileNames();
		const given = new Set(Array.from({ length: 10_000 }, () => names.take('Letters')));
		expect(given.size).toBe(10_000);
		expect(given).toContain('Letters 10000');
	});

	test('none is given twice, whatever is asked', () => {
		fc.assert(fc.property(fc.array(fc.constantFrom('a', 'A', 'a 2', 'A 2', 'a 2 2', 'b', 'á', 'a\u0301', 'ａ')), (stems) => {
			const names = new FileNames();
			const given = stems.map((stem) => names.take(stem).normalize('NFC').toLowerCase());
			expect(new Set(given).size).toBe(given.length);
		}));
	});
});
