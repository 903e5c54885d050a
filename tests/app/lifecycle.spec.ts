// Owns the proof of how the app begins, goes on and ends: the window where it was, one instance, an archive closed in peace.
import type { ElectronApplication } from '@playwright/test';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appEnvironment, electronCommand, expect, hostProcessId, test } from '../support/app';
import { tapWire } from '../support/wire';

const bounds = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds());
const files = { 'harbour.txt': 'Harbour reopens after storm\n\nThe harbour opened again on Monday morning, two days after the storm.\n' };

/** Starts the program once more, as a person does who clicks the icon again. Resolves when that second one has ended. */
function startAgain(ownFolder: string, args: string[]): Promise<number | null> {
	const { executablePath, args: own } = electronCommand();
	return new Promise((resolve, reject) => {
		const second = spawn(executablePath, [...own, ...args], { env: appEnvironment(ownFolder), stdio: 'ignore' });
		second.once('error', reject);
		second.once('exit', resolve);
	});
}

test('the window comes back with the size and place it had', async ({ openApp, folder }) => {
	const ownFolder = join(folder, 'own');
	const wanted = { x: 90, y: 70, width: 1010, height: 640 };
	const isShown = (app: ElectronApplication) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
	const first = await openApp({ ownFolder });
	// It shows itself once it has something to show; until then nobody could move it.
	await expect.poll(() => isShown(first.app)).toBe(true);
	await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]!.setBounds(to), wanted);
	await expect.poll(() => bounds(first.app)).toEqual(wanted);
	await first.close();

	const second = await openApp({ ownFolder, archive: first.archive });
	await expect.poll(() => isShown(second.app)).toBe(true);
	await expect.poll(() => bounds(second.app)).toEqual(wanted);
});

test('a place that is no longer on a screen, or settings that make no sense, do not hide the window', async ({ openApp, folder }) => {
	for (const [name, text] of Object.entries({
		gone: JSON.stringify({ bounds: { x: 9_000, y: 9_000, width: 900, height: 600 }, isMaximised: false, theme: 'dark' }),
		nonsense: '{"bounds": [',
	})) {
		const ownFolder = join(folder, name);
		const { app, close } = await openApp({ ownFolder, files: {} }).then(async (opened) => {
			await opened.close();
			writeFileSync(join(ownFolder, 'settings.json'), text);
			return openApp({ ownFolder });
		});
		const area = await app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
		const now = await bounds(app);
		expect(now.x, name).toBeGreaterThanOrEqual(area.x);
		expect(now.x + now.width, name).toBeLessThanOrEqual(area.x + area.width);
		if (name === 'gone') expect(now).toMatchObject({ width: 900, height: 600 });
		await close();
	}
});

test('the window cannot be made smaller than it can be used', async ({ openApp }) => {
	const { app } = await openApp();
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setSize(100, 100));
	// The window system answers when it likes.
	await expect.poll(() => bounds(app)).toMatchObject({ width: 400, height: 400 });
});

test('the theme is remembered, and the window wears it from its first moment', async ({ openApp, folder }) => {
	const ownFolder = join(folder, 'own');
	const first = await openApp({ ownFolder });
	await (await tapWire(first.page)).ask('desktop', 'desktop.theme', { theme: 'dark' });
	await first.close();
	const { app, page } = await openApp({ ownFolder });
	expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBackgroundColor())).toBe('#191A1B');
});

test('what was imported is there after closing and opening, and the archive is closed in peace', async ({ openApp, folder }) => {
	const archive = join(folder, 'archive');
	const first = await openApp({ archive, files });
	const wire = await tapWire(first.page);
	const [token] = await wire.offer([first.file('harbour.txt')]);
	await expect(wire.ask('archive', 'archive.import', { sources: [{ from: 'token', token }], rules: { tags: ['port'] } })).resolves.toMatchObject({ kept: 1 });
	await first.close();
	// SQLite leaves its journal only behind a connection that was not closed.
	const journal = join(archive, 'archive.cuttings-wal');
	expect(existsSync(journal) ? statSync(journal).size : 0).toBe(0);

	const second = await openApp({ archive });
	const again = await tapWire(second.page);
	expect(await again.ask('archive', 'archive.summary')).toMatchObject({ clippings: 1 });
	expect(await again.ask('archive', 'tags.list')).toMatchObject([{ name: 'port', count: 1 }]);
	expect(second.log()).not.toContain('incident');
});

test('being told to end by the system, the app closes the archive first', async ({ openApp, folder }) => {
	test.skip(process.platform === 'win32', 'Windows has no signals.');
	const archive = join(folder, 'archive');
	const { app, page } = await openApp({ archive });
	const wire = await tapWire(page);
	await wire.ask('archive', 'archive.import', { sources: [{ from: 'paste', text: files['harbour.txt'], name: 'Pasted' }], rules: {} });
	const ended = new Promise((resolve) => { app.process().once('exit', resolve); });
	app.process().kill('SIGTERM');
	await ended;
	const journal = join(archive, 'archive.cuttings-wal');
	expect(existsSync(journal) ? statSync(journal).size : 0).toBe(0);
});

test('after the whole app was killed it starts again with everything that was reported', async ({ openApp, folder }) => {
	const archive = join(folder, 'archive');
	const ownFolder = join(folder, 'own');
	const first = await openApp({ archive, ownFolder });
	const wire = await tapWire(first.page);
	await wire.ask('archive', 'archive.import', { sources: [{ from: 'paste', text: files['harbour.txt'], name: 'Pasted' }], rules: {} });
	const host = await hostProcessId(first.app);
	const ended = new Promise((resolve) => { first.app.process().once('exit', resolve); });
	first.app.process().kill('SIGKILL');
	await ended;
	// No host may go on without its app.
	await expect.poll(() => { try { return process.kill(host, 0); } catch { return false; } }).toBe(false);
	const second = await openApp({ archive, ownFolder });
	expect(await (await tapWire(second.page)).ask('archive', 'archive.summary')).toMatchObject({ clippings: 1 });
});

test('closing the last window ends the app', async ({ openApp }) => {
	test.skip(process.platform === 'darwin', 'On a Mac an app goes on without windows.');
	const { app, page } = await openApp();
	const ended = new Promise<number | null>((resolve) => { app.process().once('exit', resolve); });
	await (await tapWire(page)).ask('desktop', 'desktop.archive');
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close());
	expect(await ended).toBe(0);
});

test('a second start brings the first window to the front and ends', async ({ openApp }) => {
	const { app, ownFolder, page, archive } = await openApp();
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
	expect(await startAgain(ownFolder, ['--archive', archive])).toBe(0);
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))).toEqual([true]);
	expect(await (await tapWire(page)).ask('desktop', 'desktop.archive')).toMatchObject({ place: archive, state: 'open' });
});

test('a second start that names another archive opens it in the first window', async ({ openApp, folder }) => {
	const { page, app, ownFolder } = await openApp();
	const wire = await tapWire(page);
	const other = join(folder, 'other archive');
	expect(await startAgain(ownFolder, ['--archive', other])).toBe(0);
	await expect.poll(() => wire.ask('desktop', 'desktop.archive').catch(() => null)).toMatchObject({ place: other, state: 'open' });
	expect(await wire.ask('archive', 'archive.summary')).toMatchObject({ place: other, name: 'other archive', clippings: 0 });
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('what is opened with the program is kept, at its start and while it runs', async ({ openApp, folder }) => {
	const second = 'Ferry sails again\n\nThe ferry sailed again on Tuesday, three days after the harbour had opened.\n';
	const { page, app, ownFolder, file, archive } = await openApp({ files: { ...files, 'second one.txt': second }, opens: ['harbour.txt'] });
	const list = page.getByRole('listbox', { name: 'Clippings' });
	await expect(list.getByRole('option', { name: /Harbour reopens after storm/ })).toBeVisible();
	expect(await startAgain(ownFolder, ['--archive', archive, file('second one.txt'), join(folder, 'not there.txt')])).toBe(0);
	await expect(list.getByRole('option', { name: /Ferry sails again/ })).toBeVisible();

	// Into the archive that is named beside it, and no other.
	const other = join(folder, 'other archive');
	expect(await startAgain(ownFolder, ['--archive', other, file('harbour.txt')])).toBe(0);
	await expect(list.getByRole('option')).toHaveCount(1);
	await expect(list.getByRole('option', { name: /Harbour reopens after storm/ })).toBeVisible();
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the menu asks the page for what is chosen in it', async ({ openApp }) => {
	const { app, page } = await openApp();
	await tapWire(page);
	const heard = page.evaluate(() => new Promise<string>((resolve) => {
		const port = (window as unknown as { tap: { ports: { desktop: MessagePort[] } } }).tap.ports.desktop.at(-1)!;
		port.addEventListener('message', ({ data }: MessageEvent<{ is: string; id: number; payload?: { command: string } }>) => { if (data.is === 'event' && data.id === 2_000_000 && data.payload) resolve(data.payload.command); });
		port.postMessage({ is: 'subscribe', id: 2_000_000, operation: 'desktop.menu' });
	}));
	await page.waitForTimeout(200);
	await app.evaluate(({ Menu }) => {
		const all = (menu: Electron.Menu): Electron.MenuItem[] => menu.items.flatMap((item) => [item, ...(item.submenu ? all(item.submenu) : [])]);
		all(Menu.getApplicationMenu()!).find(({ id }) => id === 'toggle-sidebar')!.click();
	});
	expect(await heard).toBe('toggle-sidebar');
});

test('the about box has the truth about what runs', async ({ openApp }) => {
	const { app, page } = await openApp();
	const machine = await (await tapWire(page)).ask<Record<string, string>>('desktop', 'desktop.machine');
	const versions = await app.evaluate(() => ({ electron: process.versions.electron, chromium: process.versions['chrome'], node: process.versions.node }));
	const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
	expect(machine).toMatchObject({ version, ...versions, platform: process.platform });
	expect(machine['sqlite']).toMatch(/^3\.\d+\.\d+$/);
});
