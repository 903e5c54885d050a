// Owns the journeys of imports that are told something, and of collections: options before an import, what became of them in the clipping, and the shelves in the sidebar.
import type { Page } from '@playwright/test';
import { dropFiles, expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const letter = (date: string) => `Harbour Notes\n\nLamps go out along the mole\n\nBy Edda Lindqvist\n${date}\n\nThe lamps along the mole went out on Friday night and nobody has said when they will burn again.\n\nThe keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.\n`;

const side = (page: Page) => page.getByRole('navigation');
const shelf = (page: Page, name: string) => side(page).getByRole('treeitem', { name, exact: true });

/** Chooses files in the dialog of the system. */
async function choosing(app: import('@playwright/test').ElectronApplication, paths: readonly string[]): Promise<void> {
	await app.evaluate(({ dialog }, chosen) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen }); }, [...paths]);
}

async function fromMenu(app: import('@playwright/test').ElectronApplication, id: string): Promise<void> {
	await app.evaluate(({ Menu }, name) => Menu.getApplicationMenu()!.getMenuItemById(name)!.click(), id);
}

test('an import is told tags, collection, newspaper, date order and rights, and remembers them', async ({ openApp }) => {
	const opened = await openApp({ files: { 'box/a.txt': letter('03/04/1987'), 'box/b.txt': letter('05/06/1987'), 'later.txt': letter('07/08/1987') } });
	const { app, page, file } = opened;
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await fromMenu(app, 'import-with');
	const dialog = page.getByRole('dialog', { name: 'Import with options' });
	await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
	await choosing(app, [file('box')]);
	await dialog.getByRole('button', { name: 'Choose a folder…' }).click();
	await expect(dialog.getByText('1 item chosen')).toBeVisible();
	await dialog.getByRole('combobox', { name: 'Tags' }).fill('mole, lamps');
	await dialog.getByRole('combobox', { name: 'Tags' }).press('Enter');
	await dialog.getByRole('combobox', { name: 'Collection' }).fill('Thesis/The closure');
	await dialog.getByRole('textbox', { name: 'Newspaper' }).fill('The Averil Courier');
	await dialog.getByRole('combobox', { name: 'Dates in figures' }).selectOption('DMY');
	await dialog.getByRole('textbox', { name: 'Rights' }).fill('Quay Press, by letter of 1988');
	await expectAccessible(opened, 'import with options');
	await dialog.getByRole('button', { name: 'Import 1' }).click();
	await expect(dialog).toBeHidden();

	await expect(page.getByRole('option')).toHaveCount(2);
	await side(page).getByRole('tree', { name: 'Collections' }).focus();
	await page.keyboard.press('ArrowRight');
	await shelf(page, 'The closure 2').click();
	await expect(page.getByRole('button', { name: 'Remove the collection Thesis/The closure from the search' })).toBeVisible();
	await expect(page.getByRole('option')).toHaveCount(2);
	await openClipping(page, 'Lamps go out');
	const sheet = page.getByRole('region', { name: /^Clipping: / });
	await expect(sheet.getByRole('button', { name: 'Newspaper The Averil Courier' })).toBeVisible();
	await expect(sheet.getByRole('button', { name: /^Date (3 April|5 June) 1987/ })).toBeVisible();
	await expect(sheet.getByRole('textbox', { name: 'Rights' })).toHaveValue('Quay Press, by letter of 1988');
	await expect(side(page).getByRole('treeitem', { name: 'lamps 2' })).toBeVisible();

	// Rights are typed where they are read, and the change can be taken back.
	await sheet.getByRole('textbox', { name: 'Rights' }).fill('Free since 2007');
	await sheet.getByRole('textbox', { name: 'Rights' }).press('Enter');
	await page.keyboard.press('Control+z');
	await expect(sheet.getByRole('textbox', { name: 'Rights' })).toHaveValue('Quay Press, by letter of 1988');

	// A drop asks nothing; with Shift it does, and the options of before are there.
	await fromMenu(app, 'import-with');
	await expect(dialog.getByRole('combobox', { name: 'Collection' })).toHaveValue('Thesis/The closure');
	await expect(dialog.getByText('mole', { exact: true })).toBeVisible();
	await dialog.getByRole('button', { name: 'Clear the options' }).click();
	await expect(dialog.getByRole('combobox', { name: 'Collection' })).toHaveValue('');
	await dialog.getByRole('button', { name: 'Cancel' }).click();
	await dropFiles(page, '[data-sheet]', [file('later.txt')]);
	await expect(side(page).getByRole('button', { name: /^All clippings 3/ })).toBeVisible();
	await expect(shelf(page, 'Thesis 2')).toBeVisible();
});

test('collections are made, nested, renamed, filled by key and by dragging, and removed; all of it can be undone', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await side(page).getByRole('button', { name: 'New collection' }).click();
	await page.keyboard.type('Thesis');
	await page.keyboard.press('Enter');
	await shelf(page, 'Thesis 0').click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'New collection inside' }).click();
	await page.keyboard.type('The closure');
	await page.keyboard.press('Enter');
	await expect(shelf(page, 'The closure 0')).toBeVisible();
	await side(page).getByRole('button', { name: 'New collection' }).click();
	await page.keyboard.type('thesis');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toContainText('There is already a collection thesis there.');
	await page.keyboard.press('Escape');

	await openClipping(page, 'Last hull');
	await page.keyboard.press('c');
	const chooser = page.getByRole('dialog', { name: 'Collections of this clipping' });
	await chooser.getByRole('combobox').fill('clo');
	await expectAccessible(opened, 'collections of a clipping');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Put 1 clipping into The closure.')).toBeVisible();
	await expect(shelf(page, 'Thesis 1')).toBeVisible();

	await page.getByRole('option').nth(1).click();
	await page.getByRole('option').nth(2).click({ modifiers: ['Shift'] });
	await page.getByRole('option').nth(2).dragTo(shelf(page, 'The closure 1'));
	await expect(shelf(page, 'The closure 3')).toBeVisible();
	await page.keyboard.press('Control+z');
	await expect(shelf(page, 'The closure 1')).toBeVisible();
	await page.keyboard.press('Control+Shift+z');
	await expect(shelf(page, 'The closure 3')).toBeVisible();

	await shelf(page, 'Thesis 3').click();
	await expect(page.getByRole('option')).toHaveCount(3);
	await page.getByRole('option').first().click();
	await page.getByRole('option').first().click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Move to the trash' }).click();
	await expect(shelf(page, 'Thesis 2')).toBeVisible();
	await shelf(page, 'The closure 2').click();
	await page.keyboard.press('F2');
	await page.keyboard.type('The end');
	await page.keyboard.press('Enter');
	await expect(shelf(page, 'The end 2')).toBeVisible();

	await shelf(page, 'Thesis 2').click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Remove the collection' }).click();
	await expect(page.getByText('Removed the collection Thesis. The 3 clippings in it stay in the archive.')).toBeVisible();
	await expect(shelf(page, 'Thesis 2')).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo', exact: true }).click();
	await expect(shelf(page, 'The end 2')).toBeVisible();

	// A name that is typed in the chooser makes one, also inside another.
	await side(page).getByRole('button', { name: /^All clippings/ }).click();
	await page.getByRole('option').first().click();
	await page.keyboard.press('c');
	await page.getByRole('combobox', { name: 'Find or name a collection' }).fill('Exhibition 2027/Room 1');
	await page.getByRole('option', { name: 'New collection “Exhibition 2027/Room 1”' }).click();
	await expect(shelf(page, 'Exhibition 2027 1')).toBeVisible();
	await resize(opened, 700, 720);
	await expectAccessible(opened, 'collections, 700 px');
});

test('files dropped on a collection stand in it', async ({ openApp }) => {
	const opened = await openApp({ files: { 'new.txt': letter('3 April 1987') } });
	const { page, file } = opened;
	await fill(opened, bare.slice(0, 1));
	await side(page).getByRole('button', { name: 'New collection' }).click();
	await page.keyboard.type('Mole');
	await page.keyboard.press('Enter');
	await dropFiles(page, '[data-drop=collection]', [file('new.txt')], { letGo: false });
	await expect(page.getByText(/Let go to keep 1 item in\s+Mole/)).toBeVisible();
	await expect(page.getByText('to set tags, collection and more')).toBeVisible();
	await dropFiles(page, '[data-drop=collection]', [file('new.txt')]);
	await expect(shelf(page, 'Mole 1')).toBeVisible();
});
