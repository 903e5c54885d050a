// Owns the proof that every screen can be used by everybody: axe finds nothing on any of them, light or dark.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize } from './window';

test.setTimeout(240_000);

test('the first run', async ({ openApp }) => {
	const opened = await openApp({ files: { 'a.txt': 'A headline\n\nText.' } });
	await expect(opened.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await expectAccessible(opened, 'first run');
	await dropFiles(opened.page, '.first', [opened.file('a.txt')], { letGo: false });
	await expectAccessible(opened, 'drop');
});

test('an archive that cannot be opened', async ({ openApp, folder }) => {
	const archive = join(folder, 'pictures');
	mkdirSync(archive);
	writeFileSync(join(archive, 'holiday.txt'), 'Not an archive.');
	const opened = await openApp({ archive });
	await expect(opened.page.getByRole('heading', { name: 'This folder is not a Cuttings archive.' })).toBeVisible();
	await expectAccessible(opened, 'not an archive');
});

test('list, reader and everything over them', async ({ openApp }) => {
	const opened = await openApp({ files: { 'mixed/empty.txt': '', 'mixed/again.txt': STORIES[0]!.text, 'mixed/new.txt': 'A new headline\n\nAnd a text under it, long enough to be read as one.\n' } });
	const { page } = opened;
	await fill(opened, STORIES);
	await openClipping(page, 'Last hull');
	await expectAccessible(opened, 'article');
	await page.getByRole('combobox', { name: 'Search' }).fill('yard');
	await expect(page.getByRole('option').locator('mark').first()).toBeVisible();
	await expectAccessible(opened, 'search');
	await page.getByRole('radio', { name: 'Original' }).click();
	await expectAccessible(opened, 'original');
	await page.getByRole('radio', { name: 'Article' }).click();
	await page.keyboard.press('e');
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await page.keyboard.press('Enter');
	await expectAccessible(opened, 'a refused edit');
	await page.keyboard.press('Escape');
	await page.keyboard.press('t');
	await page.keyboard.type('s');
	await expectAccessible(opened, 'tag field');
	await page.keyboard.press('Escape');

	await page.getByRole('combobox', { name: 'Search' }).fill('What the river');
	await expect(page.getByRole('option')).toHaveCount(1);
	await expectAccessible(opened, 'an open date');
	await page.getByRole('combobox', { name: 'Search' }).fill('nowhere to be found');
	await expectAccessible(opened, 'nothing found');
	await page.keyboard.press('Escape');

	await page.keyboard.press('Control+e');
	await expect(page.getByRole('button', { name: `Export ${STORIES.length}` })).toBeEnabled();
	await expectAccessible(opened, 'export');
	await page.keyboard.press('Escape');
	await dropFiles(page, '[data-sheet]', [opened.file('mixed')]);
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	await expectAccessible(opened, 'report');
	await page.keyboard.press('Escape');

	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('?');
	await expectAccessible(opened, 'keys');
	await page.keyboard.press('Escape');
	await page.getByRole('navigation').getByRole('button').first().click();
	await expectAccessible(opened, 'menu');
	await page.getByRole('menuitem', { name: 'About Cuttings' }).click();
	await expectAccessible(opened, 'about');
	await page.keyboard.press('Escape');
	await page.getByRole('navigation').getByRole('treeitem', { name: /^Unions/ }).click({ button: 'right' });
	await expectAccessible(opened, 'menu of a tag');
	await page.keyboard.press('Escape');
	await page.getByRole('navigation').getByRole('button', { name: /kept/ }).click();
	await expectAccessible(opened, 'jobs');
	await page.keyboard.press('Escape');

	await openClipping(page, 'Last hull');
	for (const [width, height] of [[1100, 800], [700, 900], [400, 800]] as const) {
		await resize(opened, width, height);
		await expectAccessible(opened, `${width} wide`);
	}
	await page.getByRole('button', { name: 'Back to the list' }).click();
	await page.getByRole('button', { name: 'Show the sidebar' }).click();
	await expectAccessible(opened, 'drawer');
	await page.getByRole('navigation').getByRole('button', { name: /^Trash/ }).click();
	await expectAccessible(opened, 'trash');
});
