// Owns the journeys with one clipping open: reading it, its original, editing its fields.
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { fill, openClipping, resize } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));

test('fields are edited in place and kept', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	const details = page.getByRole('complementary', { name: 'Details' });

	await page.keyboard.press('e');
	await page.keyboard.press('Control+a');
	await page.keyboard.type('The last hull');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('The last hull');
	await expect(page.getByRole('option')).toContainText('The last hull');

	await details.getByRole('button', { name: /^Date/ }).click();
	await page.keyboard.type('March 1983');
	// A click on another field keeps this one and goes on there.
	await details.getByRole('button', { name: /^Newspaper \S/ }).click();
	await page.keyboard.type('The Quayside Record');
	await page.keyboard.press('Enter');
	await expect(details.getByRole('button', { name: 'Date March 1983' })).toBeVisible();
	await expect(page.getByRole('article')).toContainText('The Quayside Record');

	await details.getByRole('button', { name: /^By/ }).click();
	await page.keyboard.type('Somebody else');
	await page.keyboard.press('Escape');
	await expect(details.getByRole('button', { name: 'By Nora Tallis' })).toBeVisible();

	await page.getByRole('button', { name: 'Add a note' }).click();
	await page.getByRole('textbox', { name: 'Notes' }).fill('Compare the *Packet* of 2 November.');
	await page.getByRole('textbox', { name: 'Notes' }).blur();
	await opened.close();

	const again = await openApp({ archive: opened.archive, ownFolder: opened.ownFolder });
	await openClipping(again.page, 'The last hull');
	await expect(again.page.getByRole('region', { name: 'Notes' })).toContainText('Compare the Packet of 2 November.');
	await again.page.getByRole('combobox', { name: 'Search' }).fill('packet november');
	await expect(again.page.getByRole('option')).toHaveCount(1);
});

test('an edit that cannot be taken says why and stays open', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	await page.keyboard.press('e');
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toHaveText('A clipping needs a headline.');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('article').getByRole('heading', { level: 1 })).toContainText('Last hull');

	const details = page.getByRole('complementary', { name: 'Details' });
	await details.getByRole('button', { name: /^Date/ }).click();
	await page.keyboard.type('the day of the launch');
	await page.keyboard.press('Enter');
	await expect(details.getByText('No date could be read from it')).toBeVisible();
	await details.getByRole('button', { name: /^Date/ }).click();
	await page.keyboard.type('03/04/82');
	await page.keyboard.press('Enter');
	await details.getByRole('group', { name: 'can be read two ways' }).getByRole('button', { name: '3 April 1982' }).click();
	await expect(details.getByRole('button', { name: 'Date 3 April 1982' })).toBeVisible();
});

test('the original stands line by line, and a field lights its own', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	await page.getByRole('radio', { name: 'Original' }).click();
	const lines = page.locator('.original li');
	await expect(lines).toHaveCount(STORIES[0]!.text.trimEnd().split('\n').length);
	await expect(lines.nth(2)).toContainText('Last hull leaves');
	const details = page.getByRole('complementary', { name: 'Details' });
	await details.getByRole('button', { name: /^Newspaper \S/ }).hover();
	await expect(lines.nth(0)).toHaveAttribute('data-lit');
	await expect(page.getByText('The file itself is never changed.')).toBeVisible();
});

test('another clipping begins at its beginning', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 2));
	await resize(opened, 1100, 420);
	await openClipping(page, 'Last hull');
	const sheet = page.locator('[data-sheet]');
	await sheet.evaluate((element) => { element.scrollTop = 300; });
	expect(await sheet.evaluate((element) => element.scrollTop)).toBe(300);
	await openClipping(page, 'Averil: Die Werft');
	expect(await sheet.evaluate((element) => element.scrollTop)).toBe(0);
});

test('every language is set in its own direction', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await page.getByRole('combobox', { name: 'Search' }).fill('الرصيف');
	await expect(page.getByRole('article')).toHaveAttribute('dir', 'rtl');
	await expect(page.getByRole('article')).toHaveAttribute('lang', 'ar');
	await page.getByRole('combobox', { name: 'Search' }).fill('Helling');
	await expect(page.getByRole('article')).toHaveAttribute('lang', 'de');
	await expect(page.getByRole('article')).toContainText('Von');
});

test('in a small window there is one pane at a time, and nothing runs over the edge', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 4));
	for (const [width, height] of [[700, 900], [400, 800]] as const) {
		await resize(opened, width, height);
		if (await page.getByRole('button', { name: 'Back to the list' }).isVisible()) await page.getByRole('button', { name: 'Back to the list' }).click();
		await openClipping(page, 'Last hull');
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		await page.getByRole('button', { name: 'Details' }).click();
		await expect(page.getByRole('button', { name: /^Newspaper \S/ })).toBeVisible();
		await page.getByRole('button', { name: 'Details' }).click();
	}
	await page.getByRole('button', { name: 'Back to the list' }).click();
	await expect(page.getByRole('listbox', { name: 'Clippings' })).toBeVisible();
	await page.getByRole('button', { name: 'Show the sidebar' }).click();
	await expect(page.getByRole('navigation')).toBeVisible();
});
