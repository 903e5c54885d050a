// Owns the proof of which window opens, comes to the front, is meant by a command, and closes with which.
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { beside, SMALLEST } from '../../src/main/placement';
import { MOST_WINDOWS, Windows } from '../../src/main/windows';

class Made extends EventEmitter {
	isGone = false;
	focused = false;
	shown = 0;
	isDestroyed = () => this.isGone;
	isFocused = () => this.focused;
	isMinimized = () => false;
	restore = () => undefined;
	show = () => { this.shown += 1; };
	focus = () => { this.emit('focus'); };
	getNormalBounds = () => ({ x: 100, y: 100, width: 1_440, height: 900 });
	close = () => {
		this.isGone = true;
		this.emit('closed');
	};
}
const SCREEN = { x: 0, y: 0, width: 1_920, height: 1_080 };

function windows() {
	const made: { id: number | null; window: Made }[] = [];
	const make = (id: number | null): Made => {
		const window = new Made();
		made.push({ id, window });
		return window;
	};
	const all = new Windows<Made & Electron.BrowserWindow>({
		makeMain: () => make(null) as Made & Electron.BrowserWindow,
		makeOwn: (id) => make(id) as Made & Electron.BrowserWindow,
		lastSize: () => null,
		screenAt: () => SCREEN,
	});
	return { all, made };
}

describe('windows', () => {
	it('open one for a clipping, and bring the one it has to the front', () => {
		const { all, made } = windows();
		expect(all.showOwn(1)).toBe(false);
		all.showMain();
		expect([all.showOwn(1), all.showOwn(2), all.showOwn(1)]).toEqual([true, true, true]);
		expect(made.map(({ id }) => id)).toEqual([null, 1, 2]);
		expect(made[1]!.window.shown).toBe(1);
		made[1]!.window.close();
		all.showOwn(1);
		expect(made).toHaveLength(4);
	});

	it('are so many and no more', () => {
		const { all, made } = windows();
		all.showMain();
		for (let id = 1; id <= MOST_WINDOWS; id++) expect(all.showOwn(id)).toBe(true);
		expect(all.showOwn(99)).toBe(false);
		expect(all.showOwn(3)).toBe(true);
		expect(made).toHaveLength(MOST_WINDOWS + 1);
	});

	it('take the commands they have a use for, and leave the rest to the archive', () => {
		const { all, made } = windows();
		expect(all.windowFor('flag')).toBeNull();
		all.showMain();
		all.showOwn(7);
		const [main, own] = made.map(({ window }) => window) as [Made, Made];
		main.emit('focus');
		expect(all.windowFor('flag')).toBe(main);
		// A menu has taken the focus: the window that had it is meant.
		own.emit('focus');
		expect(all.windowFor('flag')).toBe(own);
		expect(all.windowFor('import')).toBe(main);
		expect(main.shown).toBe(1);
		own.close();
		expect(all.windowFor('flag')).toBe(main);
	});

	it('close with the archive’s own, which can be opened anew', () => {
		const { all, made } = windows();
		all.showMain();
		all.showOwn(1);
		all.showOwn(2);
		made[0]!.window.close();
		expect(made.every(({ window }) => window.isGone)).toBe(true);
		expect(all.main).toBeNull();
		all.showMain();
		expect(all.main).not.toBeNull();
	});
});

describe('the place of a window that comes from another', () => {
	it('is a step from it, on the same screen, and never beyond its edges', () => {
		expect(beside({ x: 100, y: 40, width: 900, height: 800 }, { width: 820, height: 860 }, SCREEN)).toEqual({ x: 132, y: 72, width: 820, height: 860 });
		expect(beside({ x: 1_500, y: 700, width: 400, height: 400 }, { width: 820, height: 860 }, SCREEN)).toEqual({ x: 0, y: 0, width: 820, height: 860 });
		expect(beside({ x: 0, y: 0, width: 400, height: 400 }, { width: 5_000, height: 10 }, SCREEN)).toEqual({ x: 0, y: 32, width: 1_920, height: SMALLEST.height });
	});
});
