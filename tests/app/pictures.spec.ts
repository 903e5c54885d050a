// Owns the journeys with pictures: seeing them in list and article, opening one, giving one to a caption that waits, the page as its source laid it out. Must not look behind the window.
import type { Page } from '@playwright/test';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, PROJECT, test } from '../support/app';
import { jpeg, pressJpeg, RIGHT_TO_LEFT_PAGE, SAVED_PAGE } from './made-pictures';
import { more } from './made-up';
import { expectAccessible, fill, openClipping, quiet, resize, wear } from './window';

test.setTimeout(180_000);

const pictures = join(PROJECT, 'out/pictures');

/** Both looks, to be held against the drawn ones. */
async function shoot(opened: OpenedApp, name: string): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await opened.page.evaluate(() => document.fonts.ready);
		await opened.page.waitForTimeout(350);
		await opened.page.screenshot({ path: join(pictures, `pictures-${name}-${theme}.png`) });
	}
	await wear(opened, 'light');
}

/** Keeps a folder and waits until it holds so many clippings. */
async function keepFolder({ page, file }: OpenedApp, folder: string, clippings: number): Promise<void> {
	await dropFiles(page, (await page.locator('[data-sheet]').count()) > 0 ? '[data-sheet]' : '.first', [file(folder)]);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText(String(clippings), { timeout: 60_000 });
	await expect(page.getByRole('progressbar')).toHaveCount(0);
}

const saved = Object.fromEntries(Object.entries(SAVED_PAGE).map(([name, content]) => [`saved/${name}`, content]));
const figures = (page: Page) => page.getByRole('article').getByRole('figure');
const isLoaded = (image: HTMLImageElement | SVGElement | HTMLElement): boolean => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0;

test('a saved page has its pictures where their captions stand, and the list shows the first', async ({ openApp }) => {
	const opened = await openApp({ files: saved });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'saved', 1);
	await openClipping(page, 'Last hull');

	await expect(figures(page)).toHaveCount(3);
	const slip = figures(page).nth(0);
	await expect(slip.getByRole('img')).toHaveAttribute('alt', /Corran Light clears/);
	await expect.poll(() => slip.getByRole('img').evaluate(isLoaded)).toBe(true);
	await expect(slip.locator('.credit')).toHaveText('Ida Renwick');
	// The one that is only named waits, with the name its page gave it.
	const waiting = figures(page).nth(2).getByRole('group', { name: /Picture not kept/ });
	await expect(waiting).toContainText('guildhall-1982.jpg');

	await expect.poll(() => page.getByRole('option').first().locator('.thumb img').evaluate(isLoaded)).toBe(true);
	expect(await page.getByRole('option').first().locator('.thumb').boundingBox()).toMatchObject({ width: 64, height: 48 });
	await quiet(page);
	await expectAccessible(opened, 'an article with pictures');
	await page.locator('[data-sheet]').evaluate((sheet) => { sheet.scrollTop = 260; });
	await shoot(opened, 'article');
	await waiting.scrollIntoViewIfNeeded();
	await shoot(opened, 'waiting');
	for (const [width, height] of [[1000, 800], [700, 900]] as const) {
		await resize(opened, width, height);
		await page.locator('[data-sheet]').evaluate((sheet) => { sheet.scrollTop = 300; });
		await shoot(opened, `article-${width}`);
	}
	await expect(page.getByRole('option').first().locator('.thumb')).toHaveCount(0);
});

test('a caption that waits takes a dropped picture, gives it back, and takes one pasted', async ({ openApp }) => {
	const opened = await openApp({ files: { ...saved, 'found.jpg': jpeg(900, 600, 300), 'notes.txt': 'A headline\n\nSome text.' } });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'saved', 1);
	await openClipping(page, 'Last hull');
	await quiet(page);
	const place = page.getByRole('group', { name: /Picture not kept/ });
	await place.scrollIntoViewIfNeeded();

	await dropFiles(page, '.waiting', [opened.file('found.jpg')], { letGo: false });
	await expect(place).toHaveAttribute('data-over');
	await shoot(opened, 'drop');
	await dropFiles(page, '.waiting', [opened.file('found.jpg')]);

	await expect(figures(page).nth(2).getByRole('img')).toBeVisible();
	await expect.poll(() => figures(page).nth(2).getByRole('img').evaluate(isLoaded)).toBe(true);
	await expect(place).toHaveCount(0);
	const toast = page.getByRole('status').filter({ hasText: 'with its caption' });
	await toast.getByRole('button', { name: 'Undo' }).click();
	await expect(place).toHaveCount(1);
	await expect(place).toContainText('guildhall-1982.jpg');

	await opened.app.evaluate(({ clipboard }, path) => {
		(clipboard as unknown as { writeBuffer(format: string, bytes: Buffer): void }).writeBuffer('text/uri-list', Buffer.from(`file://${path}\r\n`));
	}, opened.file('found.jpg'));
	await place.focus();
	await page.keyboard.press('Control+v');
	await expect(figures(page).nth(2).getByRole('img')).toBeVisible();
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('1');

	// Off again, from its own menu.
	await figures(page).nth(2).getByRole('button', { name: /^Open the picture/ }).click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Take off this clipping' }).click();
	await expect(place).toHaveCount(1);

	// Anything but pictures covers the sheet, and is kept for itself.
	await dropFiles(page, '.waiting', [opened.file('notes.txt')], { letGo: false });
	await expect(page.locator('.drop:not([data-beside])')).toBeVisible();
	await page.keyboard.press('Escape');
});

test('an open picture is walked, zoomed and saved by keyboard alone', async ({ openApp, folder }) => {
	const opened = await openApp({ files: saved });
	const { app, page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'saved', 1);
	await openClipping(page, 'Last hull');
	await quiet(page);
	await figures(page).nth(0).getByRole('button', { name: /^Open the picture/ }).focus();
	await page.keyboard.press('Enter');
	const viewer = page.getByRole('dialog', { name: 'slip.jpg' });
	await expect(viewer).toBeVisible();
	await expect(viewer.getByText('1 of 2')).toBeVisible();
	await expect(viewer.getByRole('group', { name: 'Caption' })).toContainText('Corran Light clears');
	const image = viewer.getByRole('img');
	await expect.poll(() => image.evaluate(isLoaded)).toBe(true);
	await expectAccessible(opened, 'an open picture');
	await shoot(opened, 'viewer');
	// Undimmed, whatever the look.
	await wear(opened, 'dark');
	expect(await image.evaluate((element) => getComputedStyle(element).filter)).toBe('none');
	expect(await figures(page).nth(0).locator('img').evaluate((element) => getComputedStyle(element).filter)).toBe('brightness(0.86)');
	await wear(opened, 'light');

	const width = () => image.evaluate((element) => element.getBoundingClientRect().width);
	const left = () => image.evaluate((element) => element.getBoundingClientRect().left);
	await page.keyboard.press('1');
	expect(Math.round(await width())).toBe(1200);
	await page.keyboard.press('+');
	await page.keyboard.press('+');
	expect(Math.round(await width())).toBe(1875);
	const before = await left();
	await page.keyboard.press('Shift+ArrowRight');
	expect(await left()).toBeLessThan(before);
	await page.keyboard.press('0');
	expect(await width()).toBeLessThanOrEqual(1200);
	await image.hover();
	await page.mouse.wheel(0, -320);
	await expect.poll(width).toBeGreaterThan(1200);
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('dialog', { name: 'gate.png' })).toBeVisible();
	await expect(page.getByText('2 of 2')).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(page.getByRole('dialog', { name: 'gate.png' })).toBeVisible();

	const copy = join(folder, 'copy.png');
	await app.evaluate(({ dialog }, filePath) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath }); }, copy);
	await page.getByRole('button', { name: 'Save a copy' }).click();
	await expect.poll(() => { try { return statSync(copy).size; } catch { return 0; } }).toBe(SAVED_PAGE['last-hull_files/gate.png']!.length);
	expect(new Uint8Array(readFileSync(copy))).toEqual(SAVED_PAGE['last-hull_files/gate.png']);

	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(figures(page).nth(0).getByRole('button', { name: /^Open the picture/ })).toBeFocused();
});

test('a picture with its words embedded is a clipping of its own', async ({ openApp }) => {
	const opened = await openApp({ files: { 'press/averil-yard.jpg': pressJpeg(1400, 900, {
		headline: 'The yard on its last morning', caption: 'The Corran Light on No. 2 slip, an hour before she was launched. Café Müller’s windows are shut.', byline: 'Ida Renwick', credit: 'Averil Pictures', date: '19820310', city: 'Port Averil', country: 'Averil', keywords: ['shipyard', 'launches'],
	}) } });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'press', 1);
	await openClipping(page, 'The yard on its last morning');
	await quiet(page);
	const figure = figures(page).first();
	await expect.poll(() => figure.getByRole('img').evaluate(isLoaded)).toBe(true);
	await expect(figure.locator('figcaption')).toContainText('Café Müller’s windows');
	await expect(figure.locator('.credit')).toHaveText('Averil Pictures');
	await expect(page.getByRole('article')).toContainText('Port Averil');
	await expect(page.getByRole('article')).toContainText('shipyard, launches');
	await expect(page.getByRole('article')).toContainText('10 March 1982');
	await expect(page.getByRole('radio', { name: 'Page' })).toHaveCount(0);
	await expectAccessible(opened, 'a picture as a clipping');
	await shoot(opened, 'image');
	// The clipping is this picture: it cannot be taken off.
	await figure.getByRole('button', { name: /^Open the picture/ }).click({ button: 'right' });
	await expect(page.getByRole('menuitem', { name: 'Take off this clipping' })).toHaveAttribute('aria-disabled', 'true');
});

test('the page stands as its source laid it out, and a link only says where it leads', async ({ openApp }) => {
	// What the test itself does inside the frame is refused there and said so; the window's own listeners are not.
	const opened = await openApp({ files: saved, expectedErrors: [/Blocked script execution in 'about:srcdoc'/] });
	const { app, page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'saved', 1);
	await openClipping(page, 'Last hull');
	await quiet(page);
	await page.getByRole('radio', { name: 'Page' }).click();
	const frame = page.frameLocator('iframe');
	await expect(frame.getByRole('table')).toContainText('Hulls launched');
	await expect(frame.getByRole('listitem')).toHaveCount(2);
	await expect(frame.getByRole('heading', { name: 'A book with one page' })).toBeVisible();
	await expect.poll(() => frame.getByRole('img').first().evaluate((image) => (image as HTMLImageElement).complete && (image as HTMLImageElement).naturalWidth > 0)).toBe(true);
	await expect(frame.getByRole('img')).toHaveCount(2);
	// As high as what is in it: the sheet scrolls, not the frame.
	const inside = await frame.locator('#page').evaluate((element) => element.getBoundingClientRect().height);
	await expect.poll(async () => Math.abs((await page.locator('iframe').boundingBox())!.height - inside)).toBeLessThan(2);
	await expectAccessible(opened, 'the page of a clipping');
	await shoot(opened, 'page');

	const link = frame.getByRole('link', { name: 'the notice is printed in full' });
	await link.click();
	const card = page.getByRole('dialog', { name: 'Address of the link' });
	await expect(card).toContainText('https://courier.example/1982/notice');
	await shoot(opened, 'link');
	await card.getByRole('button', { name: 'Copy the address' }).click();
	await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe('https://courier.example/1982/notice');
	await expect(card).toHaveCount(0);
	expect(page.url()).toBe('cuttings://app/?language=en-GB');

	// Keys pressed in the frame are the window's: it scrolls, and the list can be walked.
	const sheet = page.locator('[data-sheet]');
	await link.focus();
	await sheet.evaluate((element) => { element.scrollTop = 0; });
	await page.keyboard.press('PageDown');
	await expect.poll(() => sheet.evaluate((element) => element.scrollTop)).toBeGreaterThan(200);
	await page.keyboard.press('Control+f');
	await expect(page.getByRole('combobox', { name: 'Search' })).toBeFocused();

	// What is chosen in the page is copied as in any other text.
	await frame.getByText('Nobody in the yard would say').click({ clickCount: 3 });
	expect(await frame.locator('#page').evaluate(() => getSelection()!.toString())).toContain('Nobody in the yard would say that it was closing.');
	await resize(opened, 700, 900);
	await shoot(opened, 'page-700');
});

test('a page that runs from right to left does so in either view', async ({ openApp }) => {
	const opened = await openApp({ files: Object.fromEntries(Object.entries(RIGHT_TO_LEFT_PAGE).map(([name, content]) => [`marfa/${name}`, content])), expectedErrors: [/Blocked script execution in 'about:srcdoc'/] });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await keepFolder(opened, 'marfa', 1);
	await openClipping(page, 'صمت في حوض السفن');
	await quiet(page);
	await expect(page.getByRole('article')).toHaveAttribute('dir', 'rtl');
	await expect.poll(() => figures(page).first().getByRole('img').evaluate(isLoaded)).toBe(true);
	await shoot(opened, 'right-to-left');
	await page.getByRole('radio', { name: 'Page' }).click();
	const frame = page.frameLocator('iframe');
	await expect(frame.getByRole('listitem').first()).toBeVisible();
	expect(await frame.locator('#page').evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
	await shoot(opened, 'right-to-left-page');
});

test('text dragged or pasted from a browser keeps its structure and its address', async ({ openApp }) => {
	const opened = await openApp({ expectedErrors: [/Blocked script execution in 'about:srcdoc'/] });
	const { app, page } = opened;
	await resize(opened, 1440, 900);
	const html = (headline: string) => `<meta charset="utf-8"><h1>${headline}</h1><p>By Nora Tallis</p><p>The swing bridge stood open for an hour on Monday, and the trams stood on both sides of it with their lamps lit.</p><h2>What the keeper said</h2><ul><li>The key was in his other coat.</li><li>The other coat was at home.</li></ul><p>The Port Board has asked for a second key, which the locksmith in Ropery Street will make before the end of the month.</p>`;
	const text = (headline: string) => `${headline}\n\nBy Nora Tallis\n\nThe swing bridge stood open for an hour on Monday.`;

	await expect(page.locator('.first')).toBeVisible();
	const session = await page.context().newCDPSession(page);
	const data = { items: [{ mimeType: 'text/plain', data: text('The bridge stood open') }, { mimeType: 'text/html', data: html('The bridge stood open') }, { mimeType: 'text/uri-list', data: 'https://packet.example/1982/bridge' }], files: [], dragOperationsMask: 1 };
	for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await session.send('Input.dispatchDragEvent', { type, x: 700, y: 450, data });
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('1', { timeout: 30_000 });
	await openClipping(page, 'The bridge stood open');
	await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('https://packet.example/1982/bridge');
	await page.getByRole('radio', { name: 'Page' }).click();
	await expect(page.frameLocator('iframe').getByRole('listitem')).toHaveCount(2);

	await app.evaluate(({ clipboard }, given) => { (clipboard as unknown as { write(given: object): void }).write(given); }, { text: text('The key was found'), html: html('The key was found') });
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Control+v');
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('2', { timeout: 30_000 });
	await openClipping(page, 'The key was found');
	await expect(page.frameLocator('iframe').getByRole('heading', { name: 'What the keeper said' })).toBeVisible();

	// What is plain stays plain.
	await app.evaluate(({ clipboard }, given) => { (clipboard as unknown as { write(given: object): void }).write(given); }, { text: text('A second key is made'), html: `<meta charset="utf-8"><span>${text('A second key is made')}</span>` });
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Control+v');
	await openClipping(page, 'A second key is made');
	await expect(page.getByRole('radio', { name: 'Page' })).toHaveCount(0);
	await expect(page.getByRole('radio', { name: 'Article' })).toBeChecked();
});

test('scrolling a long list of pictures leaves none missing, and none behind', async ({ openApp }) => {
	const ROWS = 300;
	const opened = await openApp({ files: Object.fromEntries(Array.from({ length: ROWS }, (_, at) => [`press/p${at}.jpg`, pressJpeg(480, 320, { headline: `Picture number ${at}`, caption: `What picture number ${at} shows.` }, at)])) });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, more(1_200).map((clipping) => ({ ...clipping, tags: [] })));
	await dropFiles(page, '[data-sheet]', [opened.file('press')]);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText((1_200 + ROWS).toLocaleString('en-GB'), { timeout: 60_000 });
	await quiet(page);
	await page.getByRole('button', { name: /^Order:/ }).click();
	await page.getByRole('menuitem', { name: 'Last kept first' }).click();
	await expect(page.getByRole('option').first()).toContainText('Picture number');
	const list = page.getByRole('listbox', { name: 'Clippings' });
	for (const from of [60_000, 0]) {
		await list.evaluate(async (box, from) => {
			box.scrollTop = from;
			for (let at = 0; at < 120; at++) {
				box.scrollTop += 180;
				await new Promise((resolve) => { requestAnimationFrame(resolve); });
			}
		}, from);
	}
	// Where it stops every row has its picture, and what has gone by has left nothing behind but them.
	await expect.poll(async () => await page.locator('.thumb img').count() === await page.locator('.thumb').count()).toBe(true);
	const rows = await page.getByRole('option').count();
	expect(rows).toBeLessThan(40);
	expect(await page.locator('.thumb img').count()).toBeGreaterThan(4);
});

test('a picture that was copied becomes a clipping when it is pasted', async ({ openApp }) => {
	const { app, page } = await openApp();
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await app.evaluate(async ({ clipboard, ClipboardItem, nativeImage }, base64) => {
		const picture = nativeImage.createFromBuffer(Buffer.from(base64, 'base64'));
		// The fallback runtime has the clipboard of older versions.
		const old = clipboard as unknown as { writeImage?(image: typeof picture): void };
		if (old.writeImage) old.writeImage(picture);
		else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(picture.toPNG())], { type: 'image/png' }) })]);
	}, Buffer.from(jpeg(480, 320)).toString('base64'));
	await page.keyboard.press('Control+v');
	await expect(page.getByRole('option')).toHaveCount(1);
	await openClipping(page, 'Pasted picture');
	await expect(page.getByRole('article').getByRole('img').first()).toBeVisible();
});
