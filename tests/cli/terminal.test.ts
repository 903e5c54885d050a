// Owns the proof that text from clippings cannot drive a terminal and fits where it stands.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { column, fit, harmless, isolated, surface, width, wrap } from '../../src/cli/terminal';

describe('text made harmless', () => {
	test.each([
		['caf\u0001\u001b[31mred\u001b[0m\u007f\u0085', 'caf␁␛[31mred␛[0m␡ '],
		['\u001b]0;title\u0007', '␛]0;title␇'],
		['\u009b2J', '\ufffd2J'],
		['user\u202etxt.exe', 'usertxt.exe'],
		['zero\u200bwidth\ufeff', 'zerowidth'],
		['two\r\nlines\tand tab', 'two lines and tab'],
		['half \ud83d', 'half \ufffd'],
		['👩🏽\u200d🚒 ok', '👩🏽\u200d🚒 ok'],
	])('%j is shown as %j', (text, shown) => expect(harmless(text)).toBe(shown));

	test('never holds what a terminal obeys', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(harmless(text)).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
		}), { numRuns: 1_000 });
	});
});

test.each([['abc', 3], ['造船所', 6], ['e\u0301', 1], ['👩🏽\u200d🚒', 2], ['ﾊﾝ', 2], ['إضراب', 5], ['', 0], ['❤\ufe0f', 2]])('%j takes %i columns', (text, columns) => expect(width(text)).toBe(columns));

test('columns are cut and filled to their width', () => {
	expect(column('Harbour', 10)).toBe('Harbour   ');
	expect(column('12', 5, true)).toBe('   12');
	expect(fit('Last hull leaves', 10)).toBe('Last hull…');
	expect(width(column('造船所が閉鎖', 8))).toBe(8);
	expect(isolated('إضراب')).toBe('\u2068إضراب\u2069');
	fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
		expect(width(column(harmless(text), columns))).toBe(columns);
	}));
});

test('lines are broken at spaces, and words that are too long wherever they must be', () => {
	expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
	expect(wrap('incomprehensibilities', 10)).toEqual(['incomprehe', 'nsibilitie', 's']);
	expect(wrap('造船所が閉鎖された', 8)).toEqual(['造船所が', '閉鎖され', 'た']);
	expect(wrap('', 10)).toEqual(['']);
	fc.assert(fc.property(fc.string({ maxLength: 80 }).map(harmless), fc.integer({ min: 2, max: 30 }), (text, columns) => {
		const lines = wrap(text, columns);
		for (const line of lines) expect(width(line)).toBeLessThanOrEqual(columns);
		expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
	}));
});

test('colours are for terminals that want them', () => {
	expect(surface({ isTTY: true, columns: 100 }, {})).toMatchObject({ columns: 100 });
	expect(surface({ isTTY: true, columns: 100 }, {}).style('x', 'bold')).toBe('\u001b[1mx\u001b[22m');
	expect(surface({ isTTY: true, columns: 100 }, { NO_COLOR: '1' }).style('x', 'bold')).toBe('x');
	expect(surface({ isTTY: true, columns: 100 }, { TERM: 'dumb' }).style('x', 'bold')).toBe('x');
	expect(surface({}, {})).toMatchObject({ columns: null });
	expect(surface({}, {}).style('x', 'bold')).toBe('x');
});
