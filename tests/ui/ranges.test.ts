// Owns the proof of how a reach of days becomes one date, as the timeline says it.
import { describe, expect, it } from 'vitest';
import { spanOf } from '../../src/renderer/facets/ranges';

describe('a reach of days', () => {
	it('is the day, month, year or decade it fills, and else an interval', () => {
		expect(spanOf({ from: '1982-03-11', to: '1982-03-11' })).toBe('1982-03-11');
		expect(spanOf({ from: '1986-07-01', to: '1986-07-31' })).toBe('1986-07');
		expect(spanOf({ from: '1984-02-01', to: '1984-02-29' })).toBe('1984-02');
		expect(spanOf({ from: '1985-02-01', to: '1985-02-28' })).toBe('1985-02');
		expect(spanOf({ from: '1986-01-01', to: '1986-12-31' })).toBe('1986');
		expect(spanOf({ from: '1980-01-01', to: '1989-12-31' })).toBe('198X');
		expect(spanOf({ from: '1982-03-11', to: '1982-03-16' })).toBe('1982-03-11/1982-03-16');
	});
});
