// Holds what the taskbar is told of work under way.
import { expect, it } from 'vitest';
import { overall } from '../../src/renderer/jobs/overall';

it.each<[string, Parameters<typeof overall>[0], ReturnType<typeof overall>]>([
	['nothing', [], null],
	['one that has not begun', [null], 'unknown'],
	['one that counts', [{ done: 1, total: 3 }], 0.33],
	['two that count, by their size', [{ done: 10, total: 10 }, { done: 0, total: 90 }], 0.1],
	['one of which nobody knows how much it is', [{ done: 5, total: 10 }, { done: 3, total: null }], 'unknown'],
	['an empty one', [{ done: 0, total: 0 }], 'unknown'],
])('%s', (_, working, expected) => {
	expect(overall(working)).toBe(expected);
});
