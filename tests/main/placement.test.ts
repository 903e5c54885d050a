// Owns the proof that a window is never put where nobody can take hold of it.
import { describe, expect, it } from 'vitest';
import { placement } from '../../src/main/placement';

const main = { x: 0, y: 0, width: 1440, height: 900 };
const right = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('a window', () => {
	it('stands where it stood', () => {
		const kept = { x: 1500, y: 40, width: 1000, height: 700 };
		expect(placement(kept, [main, right], main)).toEqual(kept);
	});

	it('may hang over an edge by which it can still be taken', () => {
		const kept = { x: -600, y: 10, width: 1000, height: 700 };
		expect(placement(kept, [main], main)).toEqual(kept);
	});

	it.each([
		['a screen that is gone', { x: 1500, y: 40, width: 1000, height: 700 }],
		['above the screen', { x: 0, y: -300, width: 1000, height: 700 }],
		['below the screen', { x: 0, y: 880, width: 1000, height: 700 }],
		['left of it by all but a sliver', { x: -990, y: 0, width: 1000, height: 700 }],
	])('that stood on %s keeps its size and is put in the middle', (_where, kept) => {
		expect(placement(kept, [main], main)).toEqual({ width: 1000, height: 700 });
	});

	it('is never larger than the screen it is put on, nor smaller than can be used', () => {
		expect(placement({ x: 5000, y: 0, width: 3000, height: 2000 }, [main], main)).toEqual({ width: 1440, height: 900 });
		expect(placement(null, [{ ...main, width: 1024, height: 600 }], { ...main, width: 1024, height: 600 })).toEqual({ width: 1024, height: 600 });
		expect(placement({ x: 10, y: 10, width: 50, height: 50 }, [main], main)).toEqual({ x: 10, y: 10, width: 400, height: 400 });
	});
});
