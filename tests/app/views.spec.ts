// Owns the journeys through the ways a list can be shown: rows, compact rows, cards, a wall of pictures and a table, with one selection, one place and one set of acts. Must not look behind the window.
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, PROJECT, test } from '../support/app';
import { jpeg, pressJpeg } from './made-pictures';
import { more, STORIES } from './made-up';
import { expectAccessible, fill, quiet, resize, wear } from './window';

test.setTimeout(300_000);

const pictures = join(PROJECT, 'out/pictures');
const THEMES = ['light', 'dark'] as const;

async function shoot(opened: OpenedApp, name: string): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	for (const theme of THEMES) {
		await wear(opened, theme);
		await opened.page.evaluate(() => document.fonts.ready);
		await opened.page.waitForTimeout(400);
		await opened.page.screenshot({ path: join(pictures, `views-${name}-${theme}.png`) });
	}
	await wear(opened, 'light');
}

const show = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).click();
const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const grid = (page: Page) => page.getByRole('grid', { name: 'Clippings' });
const chosen = (page: Page) => page.locator('[aria-selected=true]');

/** Articles, and scans beside them. */
const MANY = 60;
const SCANNED = 14;

/** Scans of a press photographer, with their words. */
const SCANS = Object.fromEntries(Array.from({ length: SCANNED }, (_, at) => [`scans/slip-${at}.jpg`, pressJpeg(900, at % 3 === 0 ? 1_100 : 600, {
	headline: `${['The ferry', 'The slip', 'The tram line', 'The lighthouse'][at % 4]!}, picture ${at + 1}`,
	caption: `${['Passengers wait on the Corn Quay', 'The berth behind her is empty', 'Men of the night shift on their way home', 'The keeper and his dog'][at % 4]!}, ${1976 + at}.`,
	byline: 'Ida Renwick', credit: 'Port Averil Pictures', date: `${1976 + (at % 10)}0${1 + (at % 8)}12`,
})]));

async function filled(opened: OpenedApp): Promise<void> {
	const { page, file } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, [...STORIES, ...more(MANY - STORIES.length)]);
	await dropFiles(page, '[data-sheet]', [file('scans')]);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText(String(MANY + SCANNED), { timeout: 60_000 });
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	await page.getByRole('button', { name: /^Order:/ }).click();
	await page.getByRole('menuitem', { name: 'Newest first' }).click();
	await quiet(page);
}

test('every view shows the same clippings, keeps what is chosen and where one stands', async ({ openApp }) => {
	const opened = await openApp({ files: SCANS });
	const { page } = opened;
	await filled(opened);

	await list(page).focus();
	await page.keyboard.press('Home');
	for (let step = 0; step < 40; step++) await page.keyboard.press('j');
	await page.keyboard.press('Shift+ArrowDown');
	await expect(page.getByRole('status').getByText('2 of 74 chosen')).toBeVisible();
	const names = await chosen(page).allInnerTexts();
	expect(names).toHaveLength(2);

	for (const [name, key] of [['Compact rows', '2'], ['Cards', '3'], ['Rows', '1']] as const) {
		await page.keyboard.press(`Control+${key}`);
		await expect(page.getByRole('radio', { name, exact: true })).toBeChecked();
		await expect(chosen(page)).toHaveCount(2);
		await expect(chosen(page).first()).toBeInViewport();
		await expect(page.getByRole('status').getByText('2 of 74 chosen')).toBeVisible();
	}
	await page.keyboard.press('Control+2');
	expect((await page.getByRole('option').nth(3).boundingBox())!.height).toBe(44);
	await expectAccessible(opened, 'compact rows');

	// Cards: arrows go sideways and from line to line, Ctrl and Shift choose more, the menu is the rows' own.
	await page.keyboard.press('Control+3');
	await list(page).focus();
	await page.keyboard.press('Home');
	await expect(page.locator('#clipping-0')).toHaveAttribute('aria-selected', 'true');
	const line = await page.locator('#clipping-0').evaluate((one) => [...document.querySelectorAll('[data-index]')].filter((other) => other.getBoundingClientRect().top === one.getBoundingClientRect().top).length);
	expect(line).toBeGreaterThan(1);
	await page.keyboard.press('ArrowRight');
	await expect(page.locator('#clipping-1')).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('ArrowDown');
	await expect(page.locator(`#clipping-${1 + line}`)).toHaveAttribute('aria-selected', 'true');
	await page.locator('#clipping-0').click({ modifiers: ['Control'] });
	await expect(chosen(page)).toHaveCount(2);
	await page.locator('#clipping-2').click({ button: 'right' });
	await expect(page.getByRole('menuitem', { name: /Open beside/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(chosen(page)).toHaveCount(1);
	await expectAccessible(opened, 'cards');

	// A rubber band begins between cards and takes what it touches.
	const first = (await page.locator('#clipping-0').boundingBox())!;
	const below = (await page.locator(`#clipping-${line}`).boundingBox())!;
	await page.mouse.move(first.x - 6, first.y + 20);
	await page.mouse.down();
	await page.mouse.move(first.x + 30, first.y + 60, { steps: 4 });
	await page.mouse.move(first.x + first.width / 2, below.y + 30, { steps: 6 });
	await expect(page.locator('.band')).toBeVisible();
	await page.mouse.up();
	await expect(page.locator('.band')).toHaveCount(0);
	await expect(chosen(page)).toHaveCount(2);
	await expect(page.locator('#clipping-0')).toHaveAttribute('aria-selected', 'true');
	await expect(page.locator(`#clipping-${line}`)).toHaveAttribute('aria-selected', 'true');

	// The view is the archive's, and is there again after a restart.
	const { archive, ownFolder } = opened;
	await opened.close();
	const again = await openApp({ archive, ownFolder });
	await expect(again.page.getByRole('radio', { name: 'Cards', exact: true })).toBeChecked();
});

test('the wall shows pictures, says what they are and opens them', async ({ openApp }) => {
	const opened = await openApp({ files: SCANS });
	const { page } = opened;
	await filled(opened);
	await show(page, 'Pictures');
	await expect(page.getByRole('status').getByText('14 clippings with pictures')).toBeVisible();
	await list(page).focus();
	await page.keyboard.press('Home');
	const first = page.locator('#clipping-0');
	await expect(first).toHaveAttribute('aria-selected', 'true');
	await expect.poll(() => first.locator('img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
	// Whoever stands on a picture reads its caption.
	await expect(first.locator('.words')).toHaveText(/quay|berth|night shift|keeper/i);
	await expectAccessible(opened, 'wall');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await page.locator('#clipping-3').dblclick();
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	// Leaving the wall, what is open is still chosen among all clippings.
	const name = await page.locator('#clipping-3').getAttribute('aria-label');
	await show(page, 'Rows');
	await expect(page.getByRole('status').getByText('74 clippings')).toBeVisible();
	await expect(chosen(page)).toHaveCount(1);
	await expect(chosen(page)).toBeInViewport();
	expect(name).toContain((await chosen(page).locator('.title').innerText()).slice(0, 20));

	await page.getByRole('combobox', { name: 'Search' }).fill('brass lamps');
	await show(page, 'Pictures');
	await expect(page.getByRole('heading', { name: 'No pictures here.' })).toBeVisible();
	await expectAccessible(opened, 'an empty wall');
	await page.getByRole('button', { name: 'Show the clippings' }).click();
	await expect(page.getByRole('option')).toHaveCount(1);
});

test('the table is a grid: cells and heads by keyboard, columns chosen, moved, widened and remembered', async ({ openApp }) => {
	const opened = await openApp({ files: { 'one.jpg': jpeg(800, 600) } });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, STORIES);
	await page.keyboard.press('Control+5');
	await expect(grid(page)).toHaveAttribute('aria-rowcount', String(STORIES.length + 1));
	const heads = page.getByRole('columnheader');
	await expect(heads).toHaveText(['Headline', 'Newspaper', 'Date', 'By', 'Tags']);
	await expectAccessible(opened, 'table');

	await heads.filter({ hasText: 'Date' }).click();
	await expect(heads.nth(2)).toHaveAttribute('aria-sort', 'descending');
	await heads.filter({ hasText: 'Date' }).click();
	await expect(heads.nth(2)).toHaveAttribute('aria-sort', 'ascending');
	await heads.filter({ hasText: 'By' }).click();
	await expect(heads.nth(2)).toHaveAttribute('aria-sort', 'ascending');

	await grid(page).focus();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'cell-0-1');
	await page.keyboard.press('ArrowDown');
	await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'cell-1-1');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowUp');
	await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'head-1');
	await page.keyboard.press('Enter');
	await expect(heads.nth(1)).toHaveAttribute('aria-sort', 'ascending');
	const before = (await heads.nth(1).boundingBox())!.width;
	await page.keyboard.press('Shift+ArrowRight');
	await expect.poll(async () => (await heads.nth(1).boundingBox())!.width).toBe(before + 16);
	await page.keyboard.press('Alt+ArrowLeft');
	await expect(heads).toHaveText(['Newspaper', 'Headline', 'Date', 'By', 'Tags']);
	await page.keyboard.press('ArrowDown');
	await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'cell-0-0');

	await page.getByRole('button', { name: 'Columns' }).click();
	await page.getByRole('menuitem', { name: 'Language' }).click();
	await page.getByRole('button', { name: 'Columns' }).click();
	await page.getByRole('menuitem', { name: 'Tags' }).click();
	await expect(heads).toHaveText(['Newspaper', 'Headline', 'Date', 'By', 'Language']);
	// By pointer: the edge widens, the head moves.
	const edge = (await heads.nth(0).boundingBox())!;
	await page.mouse.move(edge.x + edge.width - 2, edge.y + 10);
	await page.mouse.down();
	await page.mouse.move(edge.x + edge.width + 38, edge.y + 10, { steps: 5 });
	await page.mouse.up();
	await expect.poll(async () => (await heads.nth(0).boundingBox())!.width).toBe(edge.width + 40);
	await heads.nth(4).dragTo(heads.nth(2));
	await expect(heads).toHaveText(['Newspaper', 'Headline', 'Language', 'Date', 'By']);

	const { archive, ownFolder } = opened;
	await opened.close();
	const again = await openApp({ archive, ownFolder });
	await expect(again.page.getByRole('columnheader')).toHaveText(['Newspaper', 'Headline', 'Language', 'Date', 'By']);
});

test('pictures of every view, large and small', async ({ openApp, folder }) => {
	const opened = await openApp({ archive: join(folder, 'Harbour archive'), files: SCANS });
	const { page } = opened;
	await filled(opened);
	await page.getByRole('button', { name: /^Order:/ }).click();
	await page.getByRole('menuitem', { name: 'Last kept first' }).click();
	for (const [width, height] of [[1440, 900], [1000, 700], [700, 900]] as const) {
		await resize(opened, width, height);
		for (const [view, key] of [['compact', '2'], ['cards', '3'], ['wall', '4'], ['table', '5'], ['rows', '1']] as const) {
			await page.keyboard.press(`Control+${key}`);
			await expect(page.locator('[data-index]').first()).toBeVisible();
			await page.locator('[role=listbox][aria-label=Clippings], [role=grid][aria-label=Clippings]').focus();
			await page.keyboard.press('Home');
			await page.keyboard.press('ArrowDown');
			await shoot(opened, `${view}-${width}`);
			if (width === 700) await expectAccessible(opened, `${view}, ${width} wide`);
		}
	}
});
