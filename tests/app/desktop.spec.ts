// Owns the proof of what the page may ask of the machine: dialogs, clipboard, the file manager. Paths stay outside the page. Only the dialogs themselves are stood in for, because nobody is there to click.
import type { ElectronApplication } from '@playwright/test';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Press, PRESSES } from '../../src/renderer/ui/presses';
import { expect, test } from '../support/app';
import type { Wire } from '../support/wire';
import { tapWire } from '../support/wire';

const files = {
	'letters/harbour.txt': 'The Tidewater Courier\n\nHarbour reopens after storm\n\nThe harbour opened again on Monday morning.\n',
	'letters/ferry.txt': 'The Tidewater Courier\n\nFerry sails with one lantern\n\nThe late ferry had one lantern and eleven passengers.\n',
};

const chooses = (app: ElectronApplication, paths: string[]) => app.evaluate(({ dialog }, filePaths) => {
	dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths.length === 0, filePaths });
}, paths);

const importing = (wire: Wire, tokens: string[]) => wire.ask('archive', 'archive.import', { sources: tokens.map((token) => ({ from: 'token', token })), rules: {} });

test('chosen files and folders come as tokens, and a dialog that is left as none', async ({ openApp }) => {
	const opened = await openApp({ files });
	const wire = await tapWire(opened.page);
	await chooses(opened.app, []);
	expect(await wire.ask('desktop', 'desktop.chooseSources', { folder: false })).toEqual({ tokens: [] });
	expect(await wire.ask('desktop', 'desktop.chooseTarget', { suggestion: 'x' })).toBeNull();

	await chooses(opened.app, [opened.file('letters/harbour.txt')]);
	const one = await wire.ask<{ tokens: string[] }>('desktop', 'desktop.chooseSources', { folder: false });
	expect(JSON.stringify(one)).not.toContain('harbour');
	expect(await importing(wire, one.tokens)).toMatchObject({ kept: 1 });

	await chooses(opened.app, [opened.file('letters')]);
	const folder = await wire.ask<{ tokens: string[] }>('desktop', 'desktop.chooseSources', { folder: true });
	expect(await importing(wire, folder.tokens)).toMatchObject({ kept: 1, duplicate: 1 });
});

test('an export goes into the chosen folder, and what it made can be shown', async ({ openApp, folder }) => {
	const opened = await openApp({ files });
	const wire = await tapWire(opened.page);
	await importing(wire, await wire.offer([opened.file('letters')]));
	const target = join(folder, 'exports');
	mkdirSync(target);
	await chooses(opened.app, [target]);
	const { token, place } = await wire.ask<{ token: string; place: string }>('desktop', 'desktop.chooseTarget', { suggestion: 'Cuttings export' });
	expect(place).toBe(target);
	const summary = await wire.ask<{ made: string; name: string }>('archive', 'archive.export', { selection: { of: 'everything' }, format: 'markdown', target: token });
	expect(summary).toMatchObject({ clippings: 2, cancelled: false });
	expect(readdirSync(target)).toEqual([summary.name]);
	expect(readdirSync(join(target, summary.name)).length).toBeGreaterThan(0);

	await opened.app.evaluate(({ shell }) => { shell.showItemInFolder = (path) => { Object.assign(globalThis, { shown: path }); }; });
	await wire.ask('desktop', 'desktop.reveal', { token: summary.made });
	expect(await opened.app.evaluate(() => (globalThis as unknown as { shown: string }).shown)).toBe(join(target, summary.name));
});

test('text on the clipboard comes as text, files on it as tokens, and text goes out to it', async ({ openApp }) => {
	const opened = await openApp({ files });
	const wire = await tapWire(opened.page);
	const put = (format: string, bytes: string) => opened.app.evaluate(({ clipboard, ClipboardItem }, { format, bytes }) => {
		const old = clipboard as unknown as { writeBuffer?(format: string, bytes: Buffer): void };
		if (old.writeBuffer) return old.writeBuffer(format, Buffer.from(bytes));
		return clipboard.write([new ClipboardItem({ [`electron application/osclipboard;format="${format}"`]: new Blob([bytes]) })]);
	}, { format, bytes });

	await wire.ask('desktop', 'desktop.copy', { text: 'Łódź — “quoted”' });
	expect(await wire.ask('desktop', 'desktop.clipboard')).toEqual({ text: 'Łódź — “quoted”', tokens: [], html: null, url: null, picture: null });
	await opened.app.evaluate(({ clipboard }) => clipboard.clear());
	expect(await wire.ask('desktop', 'desktop.clipboard')).toEqual({ text: null, tokens: [], html: null, url: null, picture: null });

	test.skip(process.platform !== 'linux', 'Elsewhere files on the clipboard are written by the system alone.');
	await put('text/uri-list', `${pathToFileURL(opened.file('letters/harbour.txt')).href}\r\n${pathToFileURL(opened.file('letters/ferry.txt')).href}\r\n`);
	const { text, tokens } = await wire.ask<{ text: string | null; tokens: string[] }>('desktop', 'desktop.clipboard');
	expect(text).toBeNull();
	expect(tokens).toHaveLength(2);
	expect(await importing(wire, tokens)).toMatchObject({ kept: 2 });
});

test('what a script made up has no path, and no token', async ({ openApp, folder }) => {
	const { page } = await openApp();
	const wire = await tapWire(page);
	const secret = join(folder, 'secret.txt');
	writeFileSync(secret, 'secret');
	expect(await page.evaluate((path) => (window as unknown as { cuttings: { offer(files: File[]): Promise<string[]> } }).cuttings.offer([new File(['x'], path)]), secret)).toEqual([]);
	expect(await wire.ask('desktop', 'desktop.archive')).toMatchObject({ state: 'open' });
});

test('the window\'s own buttons do what they say', async ({ openApp }) => {
	const { app, page } = await openApp();
	const wire = await tapWire(page);
	await wire.ask('desktop', 'desktop.window', { act: 'minimise' });
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.restore());
	const ended = new Promise((resolve) => { app.process().once('exit', resolve); });
	await page.evaluate(() => {
		const port = (window as unknown as { tap: { ports: { desktop: MessagePort[] } } }).tap.ports.desktop.at(-1)!;
		port.postMessage({ is: 'call', id: 4_000_000, operation: 'desktop.window', input: { act: 'close' } });
	// The window may be gone before the page has answered; that it goes is what counts.
	}).catch(() => undefined);
	await ended;
});

test('the menu names every command with the key the page gives it', async ({ openApp }) => {
	const { app } = await openApp();
	const items = await app.evaluate(({ Menu }) => {
		const all = (menu: Electron.Menu): Electron.MenuItem[] => menu.items.flatMap((item) => [item, ...(item.submenu ? all(item.submenu) : [])]);
		return all(Menu.getApplicationMenu()!).map(({ id, accelerator, registerAccelerator }) => ({ id, accelerator: String(accelerator ?? ''), isTaken: registerAccelerator }));
	});
	const accelerators = items.map(({ accelerator }) => accelerator).filter(Boolean);
	expect(accelerators).toEqual([...new Set(accelerators)]);
	for (const command of new Set(PRESSES.map((press) => press.command))) {
		const item = items.find(({ id }) => id === command);
		expect(item, command).toBeDefined();
		if (!item?.accelerator) continue;
		const keys = PRESSES.filter((press: Press) => press.command === command)
			.map(({ ctrl, alt, shift, key }: Press) => [ctrl && 'CmdOrCtrl', alt && 'Alt', shift && 'Shift', key.length === 1 ? key.toUpperCase() : key].filter(Boolean).join('+'));
		expect(keys, command).toContain(item.accelerator);
		// A key without Ctrl belongs to whoever types.
		if (!item.accelerator.includes('CmdOrCtrl')) expect(item.isTaken, command).toBe(false);
	}
});
