// Owns the journey of making one clipping of two, and parting them again.
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, resize, wear } from './window';

test.setTimeout(240_000);

test('two clippings become one, and are parted again by an undo', async ({ openApp }, info) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES);
	const rows = page.getByRole('listbox', { name: 'Clippings' }).getByRole('option');
	await rows.nth(0).click();
	await rows.nth(1).click({ modifiers: ['Control'] });
	await page.keyboard.press('Control+Shift+M');
	const dialog = page.getByRole('dialog', { name: 'Merge 2 clippings' });
	await expect(dialog).toBeVisible();
	const headline = dialog.getByRole('radiogroup', { name: 'Headline' }).getByRole('radio');
	await headline.nth(1).click();
	await expect(headline.nth(1)).toHaveAttribute('aria-checked', 'true');
	const taken = await headline.nth(1).locator('.value').textContent();
	for (const look of ['light', 'dark'] as const) {
		await wear(opened, look);
		await resize(opened, 1440, 900);
		await page.screenshot({ path: info.outputPath(`merge-${look}.png`) });
		await resize(opened, 1000, 700);
		await page.screenshot({ path: info.outputPath(`merge-${look}-small.png`) });
	}
	await resize(opened, 1440, 900);
	await expectAccessible(opened, 'merging');
	await dialog.getByRole('button', { name: 'Merge 2', exact: true }).click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByText('Merged 2 clippings into one.')).toBeVisible();
	const side = page.getByRole('navigation').getByRole('button', { name: /^All clippings/ });
	await expect(side).toContainText(String(STORIES.length - 1));
	await expect(page.locator('[data-sheet]').getByRole('heading', { level: 1 })).toHaveText(taken!);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(side).toContainText(String(STORIES.length));
});
