// Owns the proof of how clock times and dates are said. Must not open a window.
import { describe, expect, it } from 'vitest';
import { said, saidTime } from '../../src/renderer/ui/dates';

describe('what a paper printed of the hour', () => {
	it('is said with its distance from UTC in words one reads', () => {
		expect(saidTime('03:04+00:00')).toBe('03:04 UTC');
		expect(saidTime('03:04:59Z')).toBe('03:04 UTC');
		expect(saidTime('19:25+07:00')).toBe('19:25 UTC+7');
		expect(saidTime('9:05-03:30')).toBe('9:05 UTC−3:30');
		expect(saidTime('23:59:01.250+0530')).toBe('23:59 UTC+5:30');
	});

	it('stands as it was printed where it says no more', () => {
		for (const time of ['14:30', '2.30 p.m.', '14:30 BST', 'noon']) expect(saidTime(time)).toBe(time);
	});
});

describe('a date', () => {
	it('is never said more precisely than it is kept', () => {
		expect(said('1982-03-11', 'long')).toBe('11 March 1982');
		expect(said('1982-03', 'long')).toBe('March 1982');
		expect(said('1982', 'long')).toBe('1982');
	});
});
