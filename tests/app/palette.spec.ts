// Owns the journeys through the palette: doing, going and opening by a few letters, all of it by keyboard.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize, wear } from './window';

const field = (page: Page) => page.getByRole('combobox', { name: 'Do, go or open' });
const palette = (page: Page) => page.getByRole('dialog', { name: 'Do, go or open' });
const offer = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });
const current = (page: Page) => palette(page).getByRole('option', { selected: true });
const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });

async function call(page: Page, typed = ''): Promise<void> {
	await page.keyboard.press('Control+k');
	await expect(field(page)).toBeFocused();
	if (typed !== '') await page.keyboard.type(typed, { delay: 5 });
}

test('tags, places, clippings and commands are reached by a few letters', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES.slice(0, 4));
	await openClipping(page, 'Averil: Die Werft');

	// Nothing typed: what can be done with the clipping, and where one can go.
	await call(page);
	await expect(offer(page, /^Flag, or take/)).toBeVisible();
	await expect(offer(page, /^All clippings 4/)).toBeVisible();
	await expect(offer(page, /^Put back/)).toHaveCount(0);
	await expectAccessible(opened, 'palette, nothing typed');

	// A tag that it has not yet.
	await page.keyboard.type('union', { delay: 5 });
	await expect(current(page)).toHaveText(/Add tag Unions/);
	await page.keyboard.press('Enter');
	await expect(palette(page)).toHaveCount(0);
	await expect(page.getByRole('region', { name: /^Clipping: Averil/ }).getByRole('button', { name: 'Unions', exact: true })).toBeVisible();
	await call(page, 'union');
	await expect(offer(page, /^Unions tag/)).toBeVisible();
	await expect(offer(page, /^Add tag/)).toHaveCount(0);
	await page.keyboard.press('Escape');

	// A tag as a place; the way back to the list's keys.
	await call(page, 'launch');
	await offer(page, /^Launches tag in Shipyard/).click();
	await expect(list(page).getByRole('option')).toHaveCount(1);

	// A clipping by words of its text, though the list shows others.
	await call(page, 'slipway empty');
	await expect(offer(page, /^Last hull leaves/)).toBeVisible();
	for (let at = 0; at < 20 && !(await current(page).innerText()).startsWith('Last hull'); at++) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('region', { name: /^Clipping: Last hull/ })).toBeVisible();

	// Only what can be done; then all of it again.
	await call(page, 'the');
	await expect(palette(page).getByRole('group', { name: 'Clippings' })).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(palette(page).getByRole('group', { name: 'Clippings' })).toHaveCount(0);
	await expect(offer(page, /^Check the archive/)).toBeVisible();
	await page.keyboard.press('Tab');
	await expect(palette(page).getByRole('group', { name: 'Clippings' })).toBeVisible();

	// What finds nothing says so; Escape leaves without harm.
	await field(page).fill('qqqq');
	await expect(palette(page)).toContainText('Nothing is called so.');
	await page.keyboard.press('Escape');
	await expect(palette(page)).toHaveCount(0);

	// The same words in the search field.
	await call(page, 'slipway');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('slipway');

	// What was done from here stands first the next time.
	await call(page, 'keys');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	await page.keyboard.press('Escape');
	await call(page);
	await expect(palette(page).getByRole('group', { name: 'Of late' }).getByRole('option')).toHaveText([/Keys/]);
	await page.keyboard.press('Control+k');
	await expect(palette(page)).toHaveCount(0);
});

test('the palette looks right in every size', async ({ openApp }, info) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES.slice(0, 4));
	await openClipping(page, 'Last hull leaves');
	for (const [width, height] of [[1440, 900], [1000, 700], [700, 560]] as const) {
		await resize(opened, width, height);
		await call(page, 'clos');
		await expect(offer(page, /^Closure/)).toBeVisible();
		const box = (await palette(page).boundingBox())!;
		expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
		for (const theme of ['light', 'dark'] as const) {
			await wear(opened, theme);
			await page.screenshot({ path: info.outputPath(`palette-${width}-${theme}.png`) });
		}
		await page.keyboard.press('Escape');
	}
});
