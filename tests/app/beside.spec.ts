// Owns the journeys with more than one clipping in sight: two sheets in a window, a window for one clipping, reading on where one stopped, and how an article is set. Must not look behind the windows.
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { expect, PROJECT, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, quiet, resize, wear } from './window';

test.setTimeout(240_000);

const pictures = join(PROJECT, 'out/pictures');
async function shoot(opened: OpenedApp, name: string): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await opened.page.evaluate(() => document.fonts.ready);
		await opened.page.waitForTimeout(400);
		await opened.page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
	}
	await wear(opened, 'light');
}

/** Presses the window's own button. The page may be gone before the press is answered. */
async function closeBy(page: Page): Promise<void> {
	const isGone = page.waitForEvent('close');
	await page.getByRole('button', { name: 'Close', exact: true }).click({ noWaitAfter: true }).catch((error: unknown) => { if (!page.isClosed()) throw error; });
	await isGone;
}

const sheets = (page: Page) => page.locator('[data-sheet]');
const headline = (page: Page, at: number) => sheets(page).nth(at).getByRole('heading', { level: 1 });

async function filled(opened: OpenedApp): Promise<void> {
	await resize(opened, 1440, 900);
	await fill(opened, STORIES);
	await quiet(opened.page);
}

test('two clippings stand side by side, each with its own view, scroll, hits and highlights', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await filled(opened);
	await page.getByRole('combobox', { name: 'Search' }).fill('yard');
	await openClipping(page, 'Last hull');
	// Long enough to have been read.
	await page.waitForTimeout(900);
	await openClipping(page, 'Board denies');
	await page.keyboard.press('Control+Enter');
	await expect(sheets(page)).toHaveCount(2);
	await expect(headline(page, 0)).toContainText('Last hull');
	await expect(headline(page, 1)).toContainText('Board denies');
	await expect(sheets(page).nth(0).locator('mark').first()).toBeVisible();
	await expect(sheets(page).nth(1).locator('mark').first()).toBeVisible();
	await quiet(page);
	await expectAccessible(opened, 'two clippings');
	await shoot(opened, 'beside-1440');

	// Each has its view; what keys do is done on the sheet somebody works on.
	await sheets(page).nth(1).getByRole('radio', { name: 'Original' }).click();
	await expect(sheets(page).nth(1).getByRole('article')).toHaveCount(0);
	await expect(sheets(page).nth(0).getByRole('article')).toHaveCount(1);
	await sheets(page).nth(1).getByRole('radio', { name: 'Article' }).click();
	await sheets(page).nth(1).focus();
	await page.keyboard.press('F3');
	await expect(sheets(page).nth(1).locator('mark[data-now]')).not.toHaveCount(0);
	await expect(sheets(page).nth(0).locator('mark[data-now]')).toHaveCount(0);
	await page.keyboard.press('f');
	await expect(page.getByRole('option').filter({ hasText: 'Board denies' }).getByText('flagged')).toBeAttached();
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' }).getByText('flagged')).toHaveCount(0);
	await page.keyboard.press('t');
	await page.keyboard.type('Second look');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('option').filter({ hasText: 'Board denies' })).toContainText('Second look');
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' })).not.toContainText('Second look');
	await sheets(page).nth(0).focus();
	await page.keyboard.press('Shift+H');
	await page.keyboard.press('Enter');
	await expect(sheets(page).nth(0).locator('[data-highlight]')).not.toHaveCount(0);
	await expect(sheets(page).nth(1).locator('[data-highlight]')).toHaveCount(0);

	await page.getByRole('button', { name: 'Change the two sides' }).click();
	await expect(headline(page, 0)).toContainText('Board denies');
	await expect(headline(page, 1)).toContainText('Last hull');
	// The list goes on in the first sheet; the second stays.
	await openClipping(page, 'Two thousand walk');
	await expect(headline(page, 0)).toContainText('Two thousand walk');
	await expect(headline(page, 1)).toContainText('Last hull');

	// Where there is no room for two, the second waits and says so.
	await resize(opened, 1100, 800);
	await expect(sheets(page)).toHaveCount(1);
	await expect(page.getByText('Another clipping is open beside this one.')).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('There is no room for two clippings.')).toBeVisible();
	await resize(opened, 1440, 900);
	await expect(headline(page, 1)).toContainText('Last hull');
	await page.getByRole('button', { name: 'Close the second clipping' }).click();
	await expect(sheets(page)).toHaveCount(1);

	// Dragged to the edge of the sheet.
	const row = (await page.getByRole('option').filter({ hasText: 'Board denies' }).boundingBox())!;
	await page.mouse.move(row.x + 60, row.y + 20);
	await page.mouse.down();
	await page.mouse.move(row.x + 200, row.y + 60, { steps: 5 });
	await expect(page.getByText('Open beside', { exact: true })).toBeVisible();
	await page.mouse.move(1_420, 400, { steps: 10 });
	await page.mouse.up();
	await expect(headline(page, 1)).toContainText('Board denies');
});

test('a clipping has a window of its own, and what is changed in one shows in the other', async ({ openApp }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await filled(opened);
	await openClipping(page, 'Last hull');
	const coming = app.waitForEvent('window');
	await page.keyboard.press('Control+Shift+Enter');
	const own = await coming;
	await own.waitForLoadState('load');
	await expect(own.getByRole('heading', { level: 1 })).toContainText('Last hull');
	await expect(own.getByRole('navigation')).toHaveCount(0);
	await expect.poll(() => own.title()).toContain('Last hull');
	// As walled in as the other one.
	const walls = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => (window.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()).map(({ sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }) => ({ sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag })));
	expect(walls).toEqual(Array(2).fill({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false }));
	expect(await own.evaluate(() => window.open('cuttings://app/?clipping=2'))).toBeNull();
	// Asked for again, it comes to the front and no other opens.
	await page.bringToFront();
	await page.getByRole('option').filter({ hasText: 'Last hull' }).first().dblclick();
	await page.waitForTimeout(500);
	expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);

	await own.locator('[data-sheet]').focus();
	await own.keyboard.press('f');
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' }).first().getByText('flagged')).toBeAttached();
	await own.keyboard.press('t');
	await own.keyboard.type('From elsewhere');
	await own.keyboard.press('Enter');
	await own.keyboard.press('Escape');
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' }).first()).toContainText('From elsewhere');
	await page.locator('[data-sheet]').focus();
	await page.keyboard.press('Shift+H');
	await page.keyboard.press('Enter');
	await expect(own.locator('[data-highlight]')).not.toHaveCount(0);
	await own.locator('[data-sheet]').focus();
	await own.keyboard.press('Delete');
	await expect(own.getByText('This clipping is in the trash.')).toBeVisible();
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' })).toHaveCount(0);
	await own.getByRole('button', { name: 'Put back' }).click();
	await expect(page.getByRole('option').filter({ hasText: 'Last hull' }).first()).toBeVisible();
	await expect(own.getByText('This clipping is in the trash.')).toHaveCount(0);

	await own.mouse.move(400, 400);
	await expectAccessible({ ...opened, page: own }, 'a window of its own');
	mkdirSync(pictures, { recursive: true });
	await own.screenshot({ path: join(pictures, 'own-window-light.png') });

	// It closes alone; and with the archive's window, the rest closes too, in peace.
	const second = app.waitForEvent('window');
	await page.getByRole('option').filter({ hasText: 'Der Hafenbote' }).first().dblclick();
	const other = await second;
	await other.waitForLoadState('load');
	await expect(other.getByRole('heading', { level: 1 })).toContainText('Averil');
	await closeBy(own);
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(2);
	const isOver = app.waitForEvent('close');
	await closeBy(page);
	await isOver;
	// A peaceful run may have written no log at all.
	expect(opened.log()).not.toMatch(/ended with code|incident/);
	await opened.close().catch(() => undefined);
});

test('one reads on where one stopped, also after a restart', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await resize(opened, 1000, 700);
	await fill(opened, STORIES.slice(0, 4));
	await openClipping(page, 'Last hull');
	const sheet = page.locator('[data-sheet]');
	const mid = page.getByText('You do not sweep a berth you mean to use');
	await mid.scrollIntoViewIfNeeded();
	await sheet.evaluate((one) => { one.scrollTop = 430; });
	await page.waitForTimeout(500);
	await openClipping(page, 'Board denies');
	expect(await sheet.evaluate((one) => one.scrollTop)).toBe(0);
	await openClipping(page, 'Last hull');
	await expect.poll(() => sheet.evaluate((one) => Math.abs(one.scrollTop - 430))).toBeLessThan(4);
	// In other type it is the same words that stand there, not the same number of pixels.
	const top = await sheet.evaluate((one) => [...one.querySelectorAll('article [data-part]')].findIndex((part) => part.getBoundingClientRect().bottom > one.getBoundingClientRect().top + 8));
	await page.getByRole('button', { name: 'Type and paper' }).click();
	await page.getByRole('button', { name: 'Larger', exact: true }).click();
	await page.getByRole('button', { name: 'Larger', exact: true }).click();
	await page.keyboard.press('Escape');
	const { archive, ownFolder } = opened;
	await page.waitForTimeout(400);
	await openClipping(page, 'Board denies');
	await opened.close();
	const again = await openApp({ archive, ownFolder });
	await resize(again, 1000, 700);
	await openClipping(again.page, 'Last hull');
	await expect(again.page.locator('[data-sheet]')).toHaveAttribute('data-size', 'largest');
	await expect.poll(() => again.page.locator('[data-sheet]').evaluate((one) => [...one.querySelectorAll('article [data-part]')].findIndex((part) => part.getBoundingClientRect().bottom > one.getBoundingClientRect().top + 8))).toBe(top);
});

test('an article is set as one likes to read: size, face and paper', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await filled(opened);
	await openClipping(page, 'Last hull');
	const paragraph = page.getByRole('article').locator('.body p').first();
	const set = () => paragraph.evaluate((one) => { const { fontSize, lineHeight, fontFamily } = getComputedStyle(one); return { size: `${fontSize}/${lineHeight}`, face: fontFamily.split(',')[0] }; });
	const paper = () => page.locator('[data-sheet]').evaluate((one) => getComputedStyle(one).backgroundColor);
	expect(await set()).toEqual({ size: '18px/28px', face: '"Newsreader Variable"' });
	await page.getByRole('button', { name: 'Type and paper' }).click();
	await shoot(opened, 'type-popover');
	await page.getByRole('button', { name: 'Larger', exact: true }).click();
	await expect.poll(set).toMatchObject({ size: '20px/32px' });
	await page.getByRole('radio', { name: 'Sans' }).click();
	await expect.poll(set).toMatchObject({ face: '"Inter Variable"' });
	await page.getByRole('radio', { name: 'Sepia' }).click();
	await expect.poll(paper).toBe('rgb(244, 235, 217)');
	await expectAccessible(opened, 'sepia, sans, large, and the panel');
	await page.keyboard.press('Escape');
	await shoot(opened, 'sepia-sans');
	await page.getByRole('button', { name: 'Type and paper' }).click();
	await page.getByRole('radio', { name: 'Dark', exact: true }).click();
	await expect.poll(paper).toBe('rgb(31, 32, 33)');
	await page.getByRole('radio', { name: 'As the window' }).click();
	await expect.poll(paper).toBe('rgb(253, 253, 251)');
});
