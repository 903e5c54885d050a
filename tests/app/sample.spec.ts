// Owns the journey into the sample archive: from the first run, and back to one's own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/app';
import { expectAccessible, openClipping, resize, wear } from './window';

test('the sample archive opens from the first run, holds what there is to see, and is there the next time', async ({ openApp, folder }, info) => {
	test.setTimeout(120_000);
	const opened = await openApp();
	const { app, page } = opened;
	const documents = join(folder, 'Documents');
	mkdirSync(documents);
	await app.evaluate(({ app: electron }, place) => electron.setPath('documents', place), documents);
	await expect(page.getByRole('button', { name: 'Open the sample archive' })).toBeVisible();
	await expectAccessible(opened, 'first run');
	await page.screenshot({ path: info.outputPath('first.png') });
	await page.getByRole('button', { name: 'Open the sample archive' }).click();
	await expect(page.getByRole('button', { name: /^All clippings/ })).toContainText('24', { timeout: 30_000 });
	await expect(page.getByRole('heading', { level: 1, name: 'Cuttings sample' })).toBeAttached();
	await expect(page.getByRole('tree', { name: 'Collections' }).getByRole('treeitem')).not.toHaveCount(0);

	// Everything is in it; the list holds only what one sees.
	await page.getByRole('combobox', { name: 'Search' }).fill('broom');
	await openClipping(page, 'Last hull leaves');
	for (const [width, height] of [[1440, 900], [700, 560]] as const) {
		await resize(opened, width, height);
		for (const theme of ['light', 'dark'] as const) {
			await wear(opened, theme);
			await page.screenshot({ path: info.outputPath(`sample-${width}-${theme}.png`) });
		}
	}
	await resize(opened, 1440, 900);
	await expectAccessible(opened, 'the sample');
	await expect(page.getByRole('figure').first()).toContainText('The Corran Light clears No. 2 slip');

	// Opened again it is the same one, with what was changed in it.
	await page.getByRole('combobox', { name: 'Search' }).fill('');
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Delete');
	await expect(page.getByRole('button', { name: /^All clippings/ })).toContainText('23');
	await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.reload());
	await expect(page.getByRole('button', { name: /^All clippings/ })).toContainText('23', { timeout: 30_000 });
});
