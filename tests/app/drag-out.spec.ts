// Owns the journeys of clippings dragged out of the window: words for an editor, and with Alt or by the grip the originals as files, byte for byte. Where a system's own drag begins, what it is given is looked at; the drag itself is the system's.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { expect, PROJECT, test, type OpenedApp } from '../support/app';
import { STORIES } from './made-up';
import { fill, openClipping, quiet, resize, wear } from './window';

const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const stories = STORIES.slice(0, 4).map((story) => ({ ...story, tags: [] }));

/** Stands where the system would take the drag over. */
async function standIn(app: ElectronApplication): Promise<void> {
	await app.evaluate(({ BrowserWindow }) => {
		const kept = globalThis as unknown as { drags?: { files: string[]; isSigned: boolean }[] };
		kept.drags = [];
		const contents = Object.getPrototypeOf(BrowserWindow.getAllWindows()[0]!.webContents) as Electron.WebContents;
		contents.startDrag = ({ file, files, icon }) => { kept.drags!.push({ files: files ?? [file], isSigned: typeof icon !== 'string' && !icon.isEmpty() }); };
	});
}
const drags = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as { drags: { files: string[]; isSigned: boolean }[] }).drags);

/** Takes hold of something and moves, as a hand does; the button stays down. */
async function pull(page: Page, what: Locator): Promise<void> {
	const box = (await what.boundingBox())!;
	await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width / 2 + 30, box.y + box.height / 2 + 10, { steps: 4 });
}

/** What an editor would be given of a row, as a drag begins on it. */
async function words(row: Locator): Promise<{ types: string[]; text: string; html: string; isOurs: boolean }> {
	return row.evaluate((element) => {
		const carried = new DataTransfer();
		const event = new DragEvent('dragstart', { bubbles: true, cancelable: true, dataTransfer: carried });
		element.dispatchEvent(event);
		const told = { types: [...carried.types], text: carried.getData('text/plain'), html: carried.getData('text/html'), isOurs: !event.defaultPrevented };
		window.dispatchEvent(new DragEvent('dragend'));
		return told;
	});
}

async function filled(opened: OpenedApp): Promise<void> {
	await fill(opened, stories);
	await quiet(opened.page);
}

const originals = (names: readonly string[]) => Object.fromEntries(stories.filter(({ name }) => names.includes(name)).map(({ name, text }) => [name, text]));

test('with Alt the originals of all that are chosen leave as files, byte for byte, and are gone when the app ends', async ({ openApp }) => {
	const opened = await openApp();
	const { app, page, ownFolder } = opened;
	await filled(opened);
	await standIn(app);
	const rows = list(page).getByRole('option');
	await rows.filter({ hasText: 'Last hull' }).click();
	await rows.nth(0).click({ modifiers: ['ControlOrMeta'] });
	await rows.nth(1).click({ modifiers: ['ControlOrMeta'] });
	const count = await list(page).locator('[role=option][aria-selected=true]').count();
	expect(count).toBeGreaterThan(1);

	await page.keyboard.down('Alt');
	await pull(page, list(page).locator('[role=option][aria-selected=true]').first());
	await expect.poll(() => drags(app)).toHaveLength(1);
	await page.mouse.up();
	await page.keyboard.up('Alt');
	const [drag] = await drags(app);
	expect(drag!.isSigned).toBe(true);
	expect(drag!.files).toHaveLength(count);
	const given = Object.fromEntries(drag!.files.map((file) => [basename(file), readFileSync(file, 'utf8')]));
	expect(given).toEqual(originals(Object.keys(given)));
	expect(Object.keys(given)).toHaveLength(count);
	for (const file of drag!.files) expect(file.startsWith(join(ownFolder, 'Dragged'))).toBe(true);

	// Another drag has a folder of its own: what is being copied from the first is not pulled away.
	await rows.filter({ hasText: 'Last hull' }).click();
	await page.keyboard.down('Alt');
	await pull(page, rows.filter({ hasText: 'Last hull' }));
	await expect.poll(() => drags(app)).toHaveLength(2);
	await page.mouse.up();
	await page.keyboard.up('Alt');
	expect((await drags(app))[1]!.files.map((file) => basename(file))).toEqual(['courier-1982-03-11.txt']);
	expect(existsSync(drag!.files[0]!)).toBe(true);
	await opened.close();
	expect(existsSync(join(ownFolder, 'Dragged'))).toBe(false);
});

test('what a run that was killed left behind is gone at the next start', async ({ openApp, folder }) => {
	const ownFolder = join(folder, 'own');
	mkdirSync(join(ownFolder, 'Dragged', '1'), { recursive: true });
	writeFileSync(join(ownFolder, 'Dragged', '1', 'left.txt'), 'left');
	await openApp({ ownFolder });
	await expect.poll(() => readdirSync(ownFolder).includes('Dragged')).toBe(false);
});

test('by the grip at the headline the original of the open clipping leaves, and nothing is imported by it', async ({ openApp }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await filled(opened);
	await standIn(app);
	await openClipping(page, 'Last hull');
	const grip = page.locator('[data-sheet] .grip');
	await page.getByRole('article').getByRole('heading', { level: 1 }).hover();
	await expect(grip).toHaveCSS('opacity', '1');
	mkdirSync(join(PROJECT, 'out/pictures'), { recursive: true });
	for (const [width, height] of [[1440, 900], [760, 700]] as const) {
		await resize(opened, width, height);
		for (const theme of ['light', 'dark'] as const) {
			await wear(opened, theme);
			await page.getByRole('article').getByRole('heading', { level: 1 }).hover();
			await expect(grip).toHaveCSS('opacity', '1');
			await page.screenshot({ path: join(PROJECT, 'out/pictures', `drag-out-grip-${width}-${theme}.png`) });
		}
	}
	await pull(page, grip);
	await expect.poll(() => drags(app)).toHaveLength(1);
	await page.mouse.up();
	const [file = ''] = (await drags(app))[0]!.files;
	expect(basename(file)).toBe('courier-1982-03-11.txt');
	expect(readFileSync(file, 'utf8')).toBe(stories[0]!.text);
	await resize(opened, 1440, 900);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('4');
});

test('a plain drag carries the words of what is dragged, in every view, and files clippings in the window as before', async ({ openApp }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await filled(opened);
	await standIn(app);
	const row = list(page).getByRole('option').filter({ hasText: 'Last hull' });
	// Taken hold of, its words come; a drag that begins before they are here has the headline alone.
	await row.dispatchEvent('pointerdown', { button: 0, bubbles: true });
	await expect.poll(async () => (await words(row)).text).toContain('went down the slip at seven minutes past eleven');
	const given = await words(row);
	expect(given.isOurs).toBe(true);
	expect(given.types.sort()).toEqual(['application/x-cuttings', 'text/html', 'text/plain']);
	expect(given.text.split('\n').slice(0, 3)).toEqual(['Last hull leaves the Averil yard as 1,400 wait for an answer', 'The Averil Courier, 11 March 1982', 'Nora Tallis, shipping correspondent']);
	expect(given.html).toContain('<h2>Last hull leaves the Averil yard as 1,400 wait for an answer</h2>');
	expect(given.html).toContain('<p>In Ropery Street the shops were open late.');
	expect(given.html).toContain('“You do not sweep a berth'.replace('“', '&quot;'));

	// Two that are chosen go together, in the order of the list.
	const headlines = await list(page).getByRole('option').locator('.title').allInnerTexts();
	await list(page).getByRole('option').nth(2).click();
	await list(page).getByRole('option').nth(0).click({ modifiers: ['ControlOrMeta'] });
	const first = list(page).getByRole('option').nth(0);
	await first.dispatchEvent('pointerdown', { button: 0, bubbles: true });
	await expect.poll(async () => (await words(first)).text.split('* * *').length).toBe(2);
	const both = (await words(first)).text.split('\n\n* * *\n\n');
	expect(both.map((text) => text.split('\n')[0])).toEqual([headlines[0], headlines[2]].map((headline) => headline!.replace(/\s+/g, ' ')));

	for (const [key, item] of [['2', 'option'], ['3', 'option'], ['5', 'row']] as const) {
		await page.keyboard.press(`Control+${key}`);
		const one = page.locator(`[role=${item}][data-index]`).filter({ hasText: 'Last hull' }).first();
		await expect(one).toBeVisible();
		await expect.poll(async () => (await words(one)).text, { message: `view ${key}` }).toContain('Last hull leaves the Averil yard');
	}
	expect(await drags(app)).toEqual([]);

	// Onto the flag, as before; and over a field for typing it is no text to be put there.
	await page.keyboard.press('Control+1');
	const search = page.getByRole('combobox', { name: 'Search' });
	await row.dragTo(search);
	await expect(search).toHaveText('');
	await row.dragTo(page.getByRole('navigation').getByRole('button', { name: /^Flagged/ }));
	await expect(page.getByRole('navigation').getByRole('button', { name: /^Flagged/ })).toContainText('1');
});
