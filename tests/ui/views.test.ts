// Owns the proof of the sums and memories behind the list's views: lines, long lists, rubber bands, columns, what an archive remembers, where one stopped reading, and the two sheets.
import { SvelteSet } from 'svelte/reactivity';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClippingId } from '../../src/shared/model';
import { Library } from '../../src/renderer/library/library.svelte';
import { Beside } from '../../src/renderer/reader/beside.svelte';
import { MOST_PLACES, ReadingPlaces } from '../../src/renderer/reader/reading-places';
import { makeSheet } from '../../src/renderer/reader/sheet';
import { Typesetting } from '../../src/renderer/reader/typesetting.svelte';
import { Toasts } from '../../src/renderer/ui/toasts.svelte';
import { fitColumns, isColumns, USUAL_COLUMNS, usualColumns } from '../../src/renderer/views/columns';
import { boxOf, linesFor, MOST_LINES, perLine, stretchAround, touched } from '../../src/renderer/views/lines';
import { cutAt, linesIn, parted } from '../../src/renderer/ui/whole-words';
import { sortOf, Views } from '../../src/renderer/views/views.svelte';
import { article, hosted, until } from './hosted';

/** What a window remembers, for one test. */
const stored = new Map<string, string>();
beforeEach(() => {
	stored.clear();
	vi.stubGlobal('localStorage', { getItem: (name: string) => stored.get(name) ?? null, setItem: (name: string, value: string) => stored.set(name, value) });
});
afterAll(() => vi.unstubAllGlobals());
const id = (number: number): ClippingId => number as ClippingId;

describe('text in so many lines', () => {
	/** Every letter is ten wide. */
	const measure = (words: string): number => words.length * 10;
	const cut = (text: string, letters: number, lines: number): string | null => {
		const at = cutAt(text, { width: letters * 10, lines }, measure);
		return at === null ? null : text.slice(0, at);
	};

	it('ends with a whole word and room for the ellipsis', () => {
		expect(cut('the slipway stood empty for a year', 12, 2)).toBe('the slipway stood');
		expect(cut('the slipway stood empty for a year', 14, 2)).toBe('the slipway stood empty');
		expect(cut('one two three four', 8, 1)).toBe('one');
	});

	it('does not end with a comma, a dash or a stop', () => {
		expect(cut('the slipway stood, empty for a year', 13, 2)).toBe('the slipway stood');
		expect(cut('it closed — and nobody came back', 13, 1)).toBe('it closed');
	});

	it('is left as it is where it fits, even to the edge, and where nobody can say', () => {
		expect(cut('the slipway stood empty', 11, 2)).toBeNull();
		expect(cut('the slipway', 0, 2)).toBeNull();
		expect(cut('七十一年続いた造船所で十日、最後の船が海に出た。', 8, 2)).toBeNull();
		expect(cut('see https://example.org/very/long for more of it', 12, 2)).toBeNull();
	});

	it('is counted in lines', () => {
		expect(linesIn('the slipway stood', 110, measure)).toBe(2);
		expect(linesIn('the slipway', 110, measure)).toBe(1);
		expect(linesIn('abcdefghijklmnopqrstuvwxyz', 100, measure)).toBe(3);
	});

	it('is parted within a hit as well', () => {
		const pieces = [{ text: 'the ', hit: false }, { text: 'spring tide', hit: true }, { text: ' came', hit: false }];
		expect(parted(pieces, 10)).toEqual([[{ text: 'the ', hit: false }, { text: 'spring', hit: true }], [{ text: ' tide', hit: true }, { text: ' came', hit: false }]]);
		expect(parted(pieces, 0)).toEqual([[], pieces]);
	});
});

describe('lines', () => {
	it('puts as many beside one another as fit, and one at least', () => {
		expect(perLine(700, 196, 12)).toBe(3);
		expect(perLine(612, 196, 12)).toBe(3);
		expect(perLine(611, 196, 12)).toBe(2);
		expect(perLine(40, 196, 12)).toBe(1);
		expect(linesFor(10, 3)).toBe(4);
		expect(linesFor(0, 3)).toBe(0);
	});

	it('lays out a stretch of a list too long for a browser, wherever one stands in it', () => {
		const lines = 1_000_000;
		expect(stretchAround(150_000, MOST_LINES, 0)).toBe(0);
		expect(stretchAround(0, lines, 0)).toBe(0);
		// Inside it nothing moves; near its end it does.
		expect(stretchAround(100_000, lines, 0)).toBe(0);
		let base = 0;
		for (let line = 0; line < lines; line += 500) {
			base = stretchAround(line, lines, base);
			expect(line).toBeGreaterThanOrEqual(base);
			expect(line).toBeLessThan(base + MOST_LINES);
			expect(base).toBeLessThanOrEqual(lines - MOST_LINES);
		}
		expect(base).toBe(lines - MOST_LINES);
		for (let line = lines - 1; line > 0; line -= 500) {
			base = stretchAround(line, lines, base);
			expect(line).toBeGreaterThanOrEqual(base);
			expect(line).toBeLessThan(base + MOST_LINES);
		}
		expect(base).toBe(0);
		// A jump from one end to the other, and a list that has become shorter.
		expect(stretchAround(999_999, lines, 0)).toBe(lines - MOST_LINES);
		expect(stretchAround(10, lines, 800_000)).toBe(0);
		expect(stretchAround(10, 5_000, 800_000)).toBe(0);
		expect(stretchAround(299_999, 300_000, 800_000)).toBe(300_000 - MOST_LINES);
	});

	it('finds what a rubber band touches, whichever way it was drawn', () => {
		const cells = { per: 3, left: 10, top: 4, pitch: { x: 110, y: 60 }, size: { width: 100, height: 50 } };
		expect(touched(boxOf({ x: 150, y: 90 }, { x: 60, y: 20 }), cells, 100)).toEqual([0, 1, 3, 4]);
		// In the gap between two columns and two lines there is nothing.
		expect(touched({ left: 112, top: 56, right: 118, bottom: 62 }, cells, 100)).toEqual([]);
		expect(touched({ left: 0, top: 0, right: 1_000, bottom: 1_000 }, cells, 5)).toEqual([0, 1, 2, 3, 4]);
		expect(touched({ left: 0, top: 500, right: 1_000, bottom: 900 }, cells, 5)).toEqual([]);
	});
});

describe('what an archive remembers of its list', () => {
	it('is its own', () => {
		let place = '/a';
		const views = new Views(() => place);
		expect(views.shown).toBe('rows');
		views.show('cards');
		views.toggle('language');
		expect([views.shown, views.isWide]).toEqual(['cards', true]);
		place = '/b';
		const other = new Views(() => place);
		expect([other.shown, other.columns]).toEqual(['rows', USUAL_COLUMNS]);
		expect(new Views(() => '/a').shown).toBe('cards');
		expect(new Views(() => '/a').columns.map(({ name }) => name)).toContain('language');
	});

	it('shows, moves and widens columns, and never loses the headline', () => {
		const views = new Views(() => '/a');
		views.toggle('headline');
		views.toggle('byline');
		views.move('date', 0);
		views.move('date', -3);
		views.widen('date', 10);
		views.widen('headline', 333.4);
		expect(views.columns).toEqual([{ name: 'date', width: 56 }, { name: 'headline', width: 333 }, { name: 'publication', width: 128 }, { name: 'tags', width: 104 }]);
		views.reset();
		expect(views.columns).toEqual(USUAL_COLUMNS);
	});

	it('gives the headline what the other columns leave; where that is too little names give way first, then the headline, and a date never', () => {
		const widths = (columns: readonly { width: number }[]) => columns.map(({ width }) => width);
		const views = new Views(() => '/a');
		expect(widths(views.laid)).toEqual([264, 128, 104, 112, 104]);
		views.room = 900;
		expect(widths(views.laid)).toEqual([452, 128, 104, 112, 104]);
		views.room = 704;
		expect(widths(views.laid)).toEqual([265, 125, 104, 109, 101]);
		// Somebody has chosen these columns.
		views.widen('tags', 104);
		views.room = 640;
		expect(widths(views.laid)).toEqual([265, 101, 104, 88, 82]);
		views.room = 400;
		expect(widths(views.laid)).toEqual([176, 96, 104, 84, 78]);
		// Somebody has made it so wide: the table is scrolled.
		views.widen('headline', 300);
		expect(widths(views.laid)).toEqual([300, 96, 104, 84, 78]);
		expect(widths(views.columns)).toEqual([300, 128, 104, 112, 104]);
	});

	it('leaves out what is missed least where there is little room, until somebody chooses', () => {
		const names = (room: number) => usualColumns(room).map(({ name }) => name);
		expect(names(0)).toEqual(['headline', 'publication', 'date', 'byline', 'tags']);
		expect(names(703)).toEqual(['headline', 'publication', 'date', 'tags']);
		expect(names(500)).toEqual(['headline', 'publication', 'date']);
		expect(names(400)).toEqual(['headline', 'date']);
		expect(names(100)).toEqual(['headline', 'date']);
		const views = new Views(() => '/c');
		views.room = 600;
		views.toggle('byline');
		expect(views.columns.map(({ name }) => name)).toEqual(['headline', 'publication', 'date', 'tags', 'byline']);
		views.room = 900;
		expect(views.columns).toHaveLength(5);
		views.reset();
		views.room = 600;
		expect(views.columns).toHaveLength(4);
	});

	it('takes what was kept only as far as it makes sense', () => {
		expect(isColumns([{ name: 'headline', width: 100 }])).toBe(true);
		for (const broken of [null, {}, [{ name: 'nonsense', width: 1 }], [{ name: 'date' }], [{ name: 'date', width: 'wide' }], [null]]) expect(isColumns(broken), JSON.stringify(broken)).toBe(false);
		expect(fitColumns([{ name: 'date', width: 1 }, { name: 'date', width: 90 }, { name: 'tags', width: 99_999 }])).toEqual([{ name: 'headline', width: 264 }, { name: 'date', width: 56 }, { name: 'tags', width: 1_200 }]);
		localStorage.setItem('cuttings.view /a', '"mosaic"');
		expect(new Views(() => '/a').shown).toBe('rows');
	});

	it('orders by what the archive keeps an index for', () => {
		expect([sortOf('date', 'headline'), sortOf('date', 'newest'), sortOf('date', 'oldest')]).toEqual(['newest', 'oldest', 'newest']);
		expect(sortOf('headline', 'newest')).toBe('headline');
		expect(sortOf('byline', 'newest')).toBeNull();
	});
});

describe('choosing in a list that is shown in several ways', () => {
	it('takes what a band touches, and opens the last of it at the end', async () => {
		const host = await hosted();
		await host.keep(Array.from({ length: 6 }, (_, at) => article(at)));
		const opened: (ClippingId | null)[] = [];
		const library = new Library(host.client, (one) => opened.push(one));
		onTestFinished(library.start());
		await until(() => expect(opened).toHaveLength(1));
		await library.chooseThese([1, 2, 4], new Set(), false);
		expect(library.chosenCount).toBe(3);
		expect(opened).toHaveLength(1);
		await library.chooseThese([3], new Set([library.results.row(0)!.id]), true);
		expect([...library.chosen].sort()).toEqual([library.results.row(0)!.id, library.results.row(3)!.id].sort());
		expect(opened.at(-1)).toBe(library.results.row(3)!.id);
		await library.chooseThese([], new Set(), true);
		expect(library.chosenCount).toBe(0);
	});

	it('lists only what has pictures where it is a wall, whatever is asked', async () => {
		const host = await hosted();
		await host.keep([article(1, 'A lantern.'), article(2, 'A barge.')]);
		let isWall = false;
		const library = new Library(host.client, () => undefined, undefined, () => isWall);
		onTestFinished(library.start());
		await until(() => expect(library.results.total).toBe(2));
		expect(library.asked).toEqual(library.query);
		isWall = true;
		library.type('lantern OR barge');
		expect(library.asked.text).toBe('has:picture (lantern OR barge)');
		expect(library.query.text).toBe('lantern OR barge');
		await until(() => expect(library.results.total).toBe(0));
		expect(await library.turn()).toBe(-1);
		expect(library.currentId).toBeNull();
	});
});

describe('reading', () => {
	it('goes on where it was left, for the clippings read last', () => {
		const places = new ReadingPlaces(() => '/a');
		expect(places.of(id(1))).toBeNull();
		for (let one = 1; one <= MOST_PLACES + 5; one++) places.keep(id(one), { part: one, along: 1 / 3 });
		expect(places.of(id(5))).toBeNull();
		expect(places.of(id(6))).toEqual({ part: 6, along: 0.333 });
		places.keep(id(6), { part: 9, along: 0 });
		places.keep(id(MOST_PLACES + 6), { part: 1, along: 0 });
		// What was read again is not the longest unread any more.
		expect(places.of(id(6))).toEqual({ part: 9, along: 0 });
		expect(places.of(id(7))).toBeNull();
		places.keep(id(6), null);
		expect(places.of(id(6))).toBeNull();
		expect(new ReadingPlaces(() => '/b').of(id(8))).toBeNull();
	});

	it('is set as somebody chose, within the sizes there are', () => {
		const setting = new Typesetting();
		expect([setting.size, setting.face, setting.paper]).toEqual(['usual', 'serif', 'window']);
		setting.step(1);
		setting.step(1);
		setting.step(1);
		setting.set('sans');
		setting.lay('sepia');
		expect(setting.isLargest).toBe(true);
		const again = new Typesetting();
		expect([again.size, again.face, again.paper]).toEqual(['largest', 'sans', 'sepia']);
	});
});

describe('two sheets', () => {
	async function two() {
		const host = await hosted();
		await host.keep([article(1), article(2), article(3)]);
		const toasts = new Toasts();
		const room = new SvelteSet(['two']);
		const frame = { get hasTwo() { return room.has('two'); }, hasDrawer: false, isSideVisible: true };
		const common = { archive: host.client, toasts, say: () => undefined, show: () => undefined, among: { marks: '', go: () => false, ends: { first: '', last: '' } } };
		const [first, second] = [makeSheet(common), makeSheet(common)];
		const library: Library = new Library(host.client, (one) => {
			beside.follow(one);
			first.reader.open(one);
		});
		const beside: Beside = new Beside({ first, second, frame, library, toasts });
		onTestFinished(library.start());
		await until(() => expect(first.reader.clipping).not.toBeNull());
		return { beside, first, second, library, room, toasts, ids: [0, 1, 2].map((at) => library.results.row(at)!.id) };
	}

	it('keep what was read, open the other beside it, change sides and close', async () => {
		const { beside, first, second, library, ids } = await two();
		await library.choose(1);
		beside.open(ids[1]!);
		// The second was open already, so what was read before it comes back.
		await until(() => expect([first.reader.wanted, second.reader.wanted]).toEqual([ids[0], ids[1]]));
		expect(beside.now).toBe(second);
		second.reader.show('original');
		beside.swap();
		await until(() => expect([first.reader.wanted, second.reader.wanted]).toEqual([ids[1], ids[0]]));
		expect([first.reader.view, second.reader.view]).toEqual(['original', 'article']);
		beside.openBoth(ids[2]!, ids[0]!);
		expect([first.reader.wanted, second.reader.wanted]).toEqual([ids[2], ids[0]]);
		beside.close();
		expect([beside.isOpen, beside.now]).toEqual([false, first]);
	});

	it('show the original of a clipping beside its article where nothing else was read', async () => {
		const { beside, first, second, ids } = await two();
		beside.open(ids[0]!);
		expect([first.reader.wanted, second.reader.wanted, second.reader.view]).toEqual([ids[0], ids[0], 'original']);
	});

	it('say why not where there is no room, and wait for it', async () => {
		const { beside, first, room, toasts, ids } = await two();
		beside.open(ids[1]!);
		room.clear();
		expect([beside.isOpen, beside.isShown, beside.now]).toEqual([true, false, first]);
		beside.open(ids[2]!);
		expect(toasts.current?.text).toContain('no room for two clippings');
		expect(beside.second.reader.wanted).toBe(ids[1]);
		room.add('two');
		expect(beside.isShown).toBe(true);
	});
});
