// Owns the journeys by which clippings go out: what is shown before, what stands on the disk after, and what a stopped export leaves.
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, test } from '../support/app';
import { more, STORIES } from './made-up';
import { fill } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const chooseFolder = (app: ElectronApplication, path: string) => app.evaluate(({ dialog }, chosen) => {
	dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
	dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
}, path);

function everythingIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

test('the search is exported as Markdown, with its originals, and shown in its folder', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, bare);
	const target = join(folder, 'target');
	mkdirSync(target);
	await chooseFolder(app, target);
	await page.getByRole('combobox', { name: 'Search' }).fill('yard');
	await expect(page.getByRole('option')).toHaveCount(4);
	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await expect(dialog.getByText('Preview, 1 of 4')).toBeVisible();
	await expect(dialog.locator('pre')).toContainText('---');
	await dialog.getByRole('button', { name: 'The next one' }).click();
	await expect(dialog.getByText('Preview, 2 of 4')).toBeVisible();
	await dialog.getByRole('button', { name: 'Choose…' }).click();
	await expect(dialog.getByText(target)).toBeVisible();
	await dialog.getByRole('button', { name: 'Export 4' }).click();
	await expect(page.getByText('Exported 4 clippings.').first()).toBeVisible();

	const made = everythingIn(target);
	const notes = made.filter((path) => path.endsWith('.md'));
	expect(notes.map((path) => readFileSync(path, 'utf8')).filter((text) => text.includes('Last hull leaves the Averil yard'))).not.toHaveLength(0);
	expect(made.some((path) => !path.endsWith('.md') && readFileSync(path, 'utf8') === STORIES[0]!.text)).toBe(true);

	await app.evaluate(({ shell }) => { shell.showItemInFolder = (path) => { (globalThis as { shown?: string }).shown = path; }; });
	await page.getByRole('button', { name: 'Show in folder' }).click();
	await expect.poll(() => app.evaluate(() => (globalThis as { shown?: string }).shown ?? '')).toContain(target);
});

test('everything is exported as JSON Lines', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, bare);
	const target = join(folder, 'target');
	mkdirSync(target);
	await chooseFolder(app, target);
	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /^JSON Lines/ }).click();
	await expect(dialog.locator('pre')).toContainText('"headline"');
	await dialog.getByRole('button', { name: `Export ${STORIES.length}` }).click();
	await expect(page.getByText(`Exported ${STORIES.length} clippings.`).first()).toBeVisible();
	const [lines] = everythingIn(target).filter((path) => path.endsWith('clippings.jsonl'));
	const records = readFileSync(lines!, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { headline: string });
	expect(records.map(({ headline }) => headline)).toContain('英アヴェリルの造船所、最後の進水');
	expect(records).toHaveLength(STORIES.length);
});

test('Escape leaves without harm, and a dialog that is left exports nothing', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, bare.slice(0, 2));
	await app.evaluate(({ dialog }) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] }); });
	await page.keyboard.press('Control+e');
	await page.getByRole('button', { name: 'Export 2' }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('dialog')).toBeHidden();
	expect(statSync(folder).isDirectory()).toBe(true);
	await expect(page.getByText('Exported')).toHaveCount(0);
});

test('a stopped export leaves no half folder', async ({ openApp, folder }) => {
	test.setTimeout(180_000);
	const opened = await openApp();
	const { app, page } = opened;
	await fill(opened, more(1_500).map((clipping) => ({ ...clipping, tags: [] })));
	const target = join(folder, 'target');
	mkdirSync(target);
	await chooseFolder(app, target);
	await page.keyboard.press('Control+e');
	await page.getByRole('button', { name: 'Export 1,500' }).click();
	await page.getByRole('button', { name: /^Exporting/ }).click();
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByText('Export stopped. Nothing was left behind.').first()).toBeVisible();
	expect(readdirSync(target)).toEqual([]);
});
