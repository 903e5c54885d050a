// Owns the journey of changing many clippings at once: seen before it happens, done as one step, taken back.
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, resize, wear } from './window';

test.setTimeout(240_000);

test('many clippings are changed at once, as the preview showed, and taken back whole', async ({ openApp }, info) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES);
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Control+a');
	await expect(page.getByText(`${STORIES.length} of ${STORIES.length} chosen`)).toBeVisible();
	await page.keyboard.press('Control+Shift+E');
	const dialog = page.getByRole('dialog', { name: `Change ${STORIES.length} clippings` });
	await expect(dialog).toBeVisible();
	await expect(dialog.getByText('Nothing changes yet.')).toBeVisible();
	await expect(dialog.getByLabel('Newspaper', { exact: true })).toHaveAttribute('placeholder', /different values/);
	await expect(dialog.getByRole('button', { name: /^Change/ })).toBeDisabled();

	await dialog.getByLabel('Section', { exact: true }).fill('Port');
	await dialog.getByLabel('Add a tag to all').fill('Averil');
	await dialog.getByLabel('Add a tag to all').press('Enter');
	await expect(dialog.getByRole('status')).toContainText(`of ${STORIES.length} would change: section “Port”`);
	await expect(dialog.getByRole('group', { name: 'Before and after' }).locator('ins').first()).toBeVisible();
	for (const look of ['light', 'dark'] as const) {
		await wear(opened, look);
		await resize(opened, 1440, 900);
		await page.screenshot({ path: info.outputPath(`batch-${look}.png`) });
		await resize(opened, 1000, 700);
		await page.screenshot({ path: info.outputPath(`batch-${look}-small.png`) });
	}
	await resize(opened, 1440, 900);
	await expectAccessible(opened, 'changing many');
	await dialog.getByRole('button', { name: `Change ${STORIES.length}`, exact: true }).click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole('paragraph').filter({ hasText: `Changed ${STORIES.length} clippings.` })).toBeVisible();
	await expect(page.getByRole('navigation').getByRole('treeitem', { name: `Averil ${STORIES.length}` })).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('navigation').getByRole('treeitem', { name: /^Averil/ })).toHaveCount(0);
});
