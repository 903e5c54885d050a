// Owns the journeys with saved searches: kept under a name, live in the sidebar, refined, renamed, moved, deleted, taken back over a restart.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const field = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const saved = (page: Page) => page.getByRole('list', { name: 'Saved searches' }).getByRole('button');

async function save(page: Page, words: string, name: string | null): Promise<void> {
	await field(page).fill(words);
	await page.keyboard.press('Control+s');
	const dialog = page.getByRole('dialog', { name: 'Save this search' });
	await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
	if (name !== null) await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
	await page.keyboard.press('Enter');
	await expect(dialog).toHaveCount(0);
}

test('a search is saved, stays live, is opened, refined, renamed, moved and deleted, and all of it is undone', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 4));
	await save(page, 'yard', null);
	await expect(saved(page)).toHaveText([/^Yard\s*\d+$/]);
	const before = Number((await saved(page).first().innerText()).match(/\d+$/)![0]);
	await expect(saved(page).first()).toHaveAttribute('aria-current', 'page');
	await expect(page.getByRole('button', { name: 'Saved as Yard' })).toBeVisible();
	await save(page, 'pub:ledger -has:picture', 'The Ledger');
	await expect(saved(page)).toHaveText([/^Yard/, /^The Ledger/]);
	await expectAccessible(opened, 'saved searches');

	// What comes later is counted.
	await page.getByRole('button', { name: 'Clear the search' }).click();
	await page.keyboard.press('Escape');
	await opened.app.evaluate(({ clipboard }) => clipboard.writeText('Tidewater Gazette\n\nA yard reopens in spring\n12 April 1983\n\nThe yard that had closed opened its gates again on Tuesday, and forty men went in.'));
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Control+v');
	await expect(saved(page).first()).toHaveText(new RegExp(`^Yard\\s*${before + 1}$`));

	// A name that is taken is refused.
	await field(page).fill('ferry');
	await page.keyboard.press('Control+s');
	await page.getByRole('textbox', { name: 'Name' }).fill('yard');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toContainText('already a saved search');
	await page.keyboard.press('Escape');

	// Opened, refined and kept so.
	await saved(page).first().click();
	await expect(field(page)).toHaveValue('yard');
	await field(page).fill('yard closing');
	await page.keyboard.press('Control+s');
	await page.getByRole('button', { name: 'Change “Yard”' }).click();
	await expect(saved(page).first()).toHaveAttribute('aria-current', 'page');

	await saved(page).first().focus();
	await page.keyboard.press('F2');
	await page.getByRole('textbox', { name: 'New name of Yard' }).fill('Closing');
	await page.keyboard.press('Enter');
	await expect(saved(page)).toHaveText([/^Closing/, /^The Ledger/]);
	await saved(page).first().focus();
	await page.keyboard.press('Alt+ArrowDown');
	await expect(saved(page)).toHaveText([/^The Ledger/, /^Closing/]);
	await saved(page).first().click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Delete' }).click();
	await expect(saved(page)).toHaveText([/^Closing/]);
	await expect(page.getByRole('menu')).toHaveCount(0);

	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Control+z');
	await expect(saved(page)).toHaveText([/^The Ledger/, /^Closing/]);
	await page.keyboard.press('Control+z');
	await page.keyboard.press('Control+z');
	await expect(saved(page)).toHaveText([/^Yard/, /^The Ledger/]);
	await opened.close();

	const again = await openApp({ archive: opened.archive, ownFolder: opened.ownFolder });
	await expect(saved(again.page)).toHaveText([/^Yard/, /^The Ledger/]);
	await again.page.getByRole('listbox', { name: 'Clippings' }).focus();
	await again.page.keyboard.press('Control+Shift+z');
	await expect(saved(again.page)).toHaveText([/^Closing/, /^The Ledger/]);
});
