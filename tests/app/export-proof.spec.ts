// Owns the journeys of an export that proves itself: made from the window, with what is restricted left out, stopped in the middle, and told of in the archive.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { more, STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize, wear } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const chooseFolder = (app: ElectronApplication, path: string) => app.evaluate(({ dialog }, chosen) => {
	dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
	dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
}, path);
const shot = async (page: Page, name: string): Promise<void> => {
	const folder = process.env['CUTTINGS_SHOTS'];
	if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
};

test('a package is proven from the window, and what is restricted stays', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, bare);
	const target = join(folder, 'target');
	mkdirSync(target);
	await chooseFolder(app, target);

	await openClipping(page, 'Last hull leaves the Averil yard');
	await page.getByRole('button', { name: 'Show every field' }).click();
	const embargo = page.getByLabel('Embargo');
	await embargo.fill('soon');
	await embargo.press('Enter');
	await expect(page.getByText('“soon” is no end of an embargo.')).toBeVisible();
	await embargo.fill('2199-06');
	await embargo.press('Enter');
	await page.getByRole('combobox', { name: 'Search' }).fill('is:restricted');
	await expect(page.getByRole('option')).toHaveCount(1);
	await page.getByRole('combobox', { name: 'Search' }).fill('');
	await expect(page.getByRole('option').nth(1)).toBeVisible();

	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /^Finding aid \(EAD3\)/ }).click();
	await dialog.getByRole('radio', { name: 'year' }).click();
	await expect(dialog.locator('pre')).toContainText('<c level="series"><did><unittitle>19');
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await shot(page, `export-ead-${theme}`);
	}
	await dialog.getByRole('radio', { name: /^Archive package/ }).click();
	await dialog.getByLabel('Leave out what is restricted').check();
	await expect(dialog.getByRole('button', { name: `Export ${bare.length - 1}` })).toBeVisible();
	await expect(dialog.getByText('Restricted, left out')).toBeVisible();
	await dialog.getByLabel('Prove it: read back and compare').check();
	await expectAccessible(opened, 'export with options');
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await shot(page, `export-prove-${theme}`);
	}
	await resize(opened, 700, 640);
	await shot(page, 'export-prove-small');
	await resize(opened, 1280, 800);
	await dialog.getByRole('button', { name: 'Choose…' }).click();
	await dialog.getByRole('button', { name: `Export ${bare.length - 1}` }).click();
	await expect(page.getByText(/Proven: read back and compared/).first()).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText(`Exported ${bare.length - 1} clippings; 1 restricted was left out.`).first()).toBeVisible();
	await shot(page, 'export-proven');

	const [bag] = readdirSync(target);
	expect(readFileSync(join(target, bag!, 'bag-info.txt'), 'utf8')).toMatch(/^Proof-Outcome: pass/m);
	expect(readFileSync(join(target, bag!, 'metadata', 'left-out.txt'), 'utf8')).toContain('until the end of 2199-06');
	expect(readFileSync(join(target, bag!, 'data', 'clippings.jsonl'), 'utf8')).not.toContain('Last hull leaves the Averil yard');

	// What was chosen is there again the next time.
	await page.keyboard.press('Control+e');
	await expect(dialog.getByRole('radio', { name: /^Archive package/ })).toBeChecked();
	await expect(dialog.getByLabel('Leave out what is restricted')).toBeChecked();
	await expect(dialog.getByLabel('Prove it: read back and compare')).toBeChecked();
	await page.keyboard.press('Escape');
});

test('a proof that is stopped leaves nothing', async ({ openApp, folder }) => {
	test.setTimeout(180_000);
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, more(800).map((clipping) => ({ ...clipping, tags: [] })));
	const target = join(folder, 'target');
	mkdirSync(target);
	await chooseFolder(app, target);
	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /^Archive package/ }).click();
	await dialog.getByLabel('Prove it: read back and compare').check();
	await dialog.getByRole('button', { name: 'Export 800' }).click();
	await expect(page.getByRole('button', { name: /^Proving/ })).toBeVisible({ timeout: 60_000 });
	expect(readdirSync(target).filter((name) => !name.startsWith('.'))).toEqual([]);
	await page.getByRole('button', { name: /^Proving/ }).click();
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByText('Export stopped. Nothing was left behind.').first()).toBeVisible({ timeout: 60_000 });
	expect(readdirSync(target)).toEqual([]);
});
