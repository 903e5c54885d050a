// Owns the proof of what main keeps: settings on disk, tokens in memory, the place an argument names, files on a clipboard.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { uriList, windowsFiles } from '../../src/main/clipboard-files';
import { Log } from '../../src/main/log';
import { namedArchive, usualArchive } from '../../src/main/places';
import { Recents } from '../../src/main/recents';
import { Settings } from '../../src/main/settings';
import { Tokens } from '../../src/main/tokens';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cuttings-main-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('settings', () => {
	const fresh = { archives: [], bounds: null, isMaximised: false, language: null, ownSize: null, theme: 'system' };

	it('are there again the next time', () => {
		const file = join(folder, 'settings.json');
		const bounds = { x: 1, y: 2, width: 800, height: 600 };
		new Settings(file, vi.fn()).change({ bounds, theme: 'dark' });
		expect(new Settings(file, vi.fn()).now).toEqual({ ...fresh, bounds, theme: 'dark' });
		expect(readdirSync(folder)).toEqual(['settings.json']);
	});

	it.each(['', '{', 'null', '[]', '"x"', '{"bounds": 7, "isMaximised": "yes", "theme": "mauve"}', '{"bounds": {"x": 0, "y": 0, "width": -5, "height": 1e99}}'])('that make no sense are as if never set: %s', (text) => {
		const file = join(folder, 'settings.json');
		writeFileSync(file, text);
		expect(new Settings(file, vi.fn()).now).toEqual(fresh);
	});

	it('keep what makes sense beside what does not', () => {
		const file = join(folder, 'settings.json');
		writeFileSync(file, '{"bounds": 7, "theme": "light", "from": "a later version"}');
		expect(new Settings(file, vi.fn()).now).toEqual({ ...fresh, theme: 'light' });
	});

	it('that cannot be written still hold while the app runs', () => {
		const trouble = vi.fn();
		const settings = new Settings(join(folder, 'no such folder', 'settings.json'), trouble);
		settings.change({ theme: 'dark' });
		expect(settings.now.theme).toBe('dark');
		expect(trouble).toHaveBeenCalledOnce();
	});
});

describe('archives opened lately', () => {
	const gone = new Set<string>();
	const made = () => {
		const settings = new Settings(join(folder, 'settings.json'), vi.fn());
		return new Recents(settings, (place) => !gone.has(place));
	};
	beforeEach(() => gone.clear());

	it('stand the newest first, each once, eight at most, and are there the next time', () => {
		const recents = made();
		for (const place of ['/a', '/b', '/c', '/a', '/d', '/e', '/f', '/g', '/h', '/i']) recents.note(place);
		expect(made().list().map(({ place }) => place)).toEqual(['/i', '/h', '/g', '/f', '/e', '/d', '/a', '/c']);
	});

	it('say where they stand when two have a name', () => {
		const recents = made();
		for (const place of ['/mine/Press', '/hers/Press', '/mine/Other']) recents.note(place);
		expect(recents.list().map(({ name }) => name)).toEqual(['Other', 'Press (hers)', 'Press (mine)']);
	});

	it('begin with the newest that is still there, and say once which one is not', () => {
		const recents = made();
		for (const place of ['/a', '/b']) recents.note(place);
		expect(recents.first()).toBe('/b');
		expect(recents.tellMissed()).toBeNull();
		gone.add('/b');
		expect(recents.list().map(({ isThere }) => isThere)).toEqual([false, true]);
		expect(recents.first()).toBe('/a');
		expect(recents.tellMissed()).toBe('b');
		expect(recents.tellMissed()).toBeNull();
		gone.add('/a');
		expect(recents.first()).toBeNull();
	});

	it('are taken off the list but for the one that is open', () => {
		const recents = made();
		for (const place of ['/a', '/b', '/c']) recents.note(place);
		recents.forget('/b');
		expect(made().list().map(({ place }) => place)).toEqual(['/b']);
		expect(recents.has('/a')).toBe(false);
	});
});

describe('tokens', () => {
	it('are each different, and good for an hour', () => {
		let now = 1_000;
		const tokens = new Tokens(() => now);
		const [first, second] = tokens.mint(['/a', '/a']);
		expect(first!.token).toMatch(/^[0-9a-f]{32}$/);
		expect(first!.token).not.toBe(second!.token);
		now += 3_599_999;
		expect(tokens.current()).toHaveLength(2);
		now += 1;
		expect(tokens.current()).toEqual([]);
	});

	it('show in the file manager only what was made', () => {
		const tokens = new Tokens();
		const [chosen] = tokens.mint(['/secret']);
		tokens.remember('made', '/exports/one');
		expect(tokens.made(chosen!.token)).toBeUndefined();
		expect(tokens.made('made')).toBe('/exports/one');
	});
});

describe('the archive\'s place', () => {
	it.each([
		[['electron', 'app', '--archive', '/a/b'], {}, '/a/b'],
		[['electron', 'app', '--archive=/a/b'], {}, '/a/b'],
		[['electron', 'app', '--archive', 'b'], {}, '/here/b'],
		[['electron', 'app', '--archive'], { CUTTINGS_ARCHIVE: '/e' }, '/e'],
		[['electron', 'app'], { CUTTINGS_ARCHIVE: 'e' }, '/here/e'],
		[['electron', 'app', '--archive', '/a'], { CUTTINGS_ARCHIVE: '/e' }, '/a'],
	])('%j %j', (argv, env, place) => {
		expect(namedArchive(argv, env, resolve('/here'))).toBe(resolve(place));
	});

	it('is the usual one where none is named and none was opened', () => {
		expect(namedArchive(['electron', 'app'], {}, resolve('/here'))).toBeNull();
		expect(usualArchive()).toBe(join(homedir(), 'Cuttings'));
	});
});

describe('files on the clipboard', () => {
	it('are read from a list of URIs', () => {
		expect(uriList('# a comment\r\nfile:///clips/a%20b.txt\r\nhttps://example.org/\r\nfile:///clips/%C3%BC.txt\r\n')).toEqual(['/clips/a b.txt', '/clips/ü.txt']);
		expect(uriList('copy\nfile:///clips/a.txt\nfile:///clips/b.txt\0')).toEqual(['/clips/a.txt', '/clips/b.txt']);
		expect(uriList('file://%zz\nnot a uri')).toEqual([]);
	});

	it('are read as Windows writes them', () => {
		expect(windowsFiles(Buffer.from('C:\\Clips\\a.txt\0\0', 'utf16le'))).toEqual(['C:\\Clips\\a.txt']);
		expect(windowsFiles(Buffer.alloc(0))).toEqual([]);
	});
});

describe('the log', () => {
	it('names each bug by the incident it gives out', () => {
		const file = join(folder, 'deep', 'log.txt');
		const incident = new Log(file).report(new Error('broken'), 'a test');
		expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`incident ${incident} in a test: Error: broken\\n    at `));
	});

	it('makes way when it has grown long, and keeps the one before', () => {
		const file = join(folder, 'log.txt');
		writeFileSync(file, 'x'.repeat(1_000_001));
		new Log(file).line('new');
		expect(readdirSync(folder).sort()).toEqual(['log.txt', 'log.txt.before']);
		expect(readFileSync(file, 'utf8')).toMatch(/ main new\n$/);
	});

	it('that cannot be written stops nothing', () => {
		writeFileSync(join(folder, 'file'), '');
		expect(() => new Log(join(folder, 'file', 'log.txt')).line('x')).not.toThrow();
	});
});
