// Owns the journeys through the settings: every section is open to everybody, what is set holds, what is sought is found, and all of it goes back to how it came.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize, wear } from './window';

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Settings' });
const section = (page: Page, name: string) => dialog(page).getByRole('tab', { name });
const choice = (page: Page, group: string, name: string) => dialog(page).getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true });

async function open(page: Page): Promise<void> {
	await page.keyboard.press('Control+,');
	await expect(dialog(page)).toBeVisible();
}

test('what is set holds, also after a restart, and goes back to how it came', async ({ openApp }) => {
	const first = await openApp();
	await fill(first, STORIES.slice(0, 2));
	await openClipping(first.page, 'Last hull leaves');
	await open(first.page);
	await choice(first.page, 'Light or dark', 'Dark').click();
	await section(first.page, 'Reading').click();
	await choice(first.page, 'Size of type', 'Large').click();
	await choice(first.page, 'Paper', 'Sepia').click();
	await first.page.keyboard.press('Escape');
	await first.close();

	const again = await openApp({ archive: first.archive, ownFolder: first.ownFolder });
	const { page } = again;
	await expect(page.getByRole('listbox', { name: 'Clippings' })).toBeVisible();
	await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
	await open(page);
	await section(page, 'Reading').click();
	await expect(choice(page, 'Size of type', 'Large')).toBeChecked();
	await expect(choice(page, 'Paper', 'Sepia')).toBeChecked();

	await dialog(page).getByRole('button', { name: 'Back to how it came' }).click();
	await expect(page.getByText('The window and the sheet are as they came.')).toBeVisible();
	await open(page);
	await section(page, 'Reading').click();
	await expect(choice(page, 'Size of type', 'Usual')).toBeChecked();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Undo' }).click();
	await open(page);
	await section(page, 'Reading').click();
	await expect(choice(page, 'Size of type', 'Large')).toBeChecked();
});

test('newspapers are told how they write dates, and copies are made', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES.filter(({ name }) => name === 'gazette-letters.txt'));
	await open(page);
	await section(page, 'Importing').click();
	await dialog(page).getByRole('combobox', { name: 'Newspaper' }).fill('Tidewater Gazette');
	await dialog(page).getByRole('button', { name: 'Add', exact: true }).click();
	await expect(choice(page, 'How Tidewater Gazette writes dates', 'Day first')).toBeChecked();
	await page.keyboard.press('Escape');
	await openClipping(page, 'What the river owes us');
	await expect(page.getByRole('region', { name: /^Clipping/ }).getByText(/3 April 1982/).first()).toBeVisible();

	await open(page);
	await choice(page, 'How Tidewater Gazette writes dates', 'Month first').click();
	await expect(choice(page, 'How Tidewater Gazette writes dates', 'Month first')).toBeChecked();
	await dialog(page).getByRole('button', { name: 'Forget how Tidewater Gazette writes dates' }).click();
	await expect(dialog(page).getByRole('radiogroup', { name: /Tidewater/ })).toHaveCount(0);

	await section(page, 'Backups').click();
	await dialog(page).getByRole('button', { name: 'Make one now' }).click();
	await expect(dialog(page).getByRole('heading', { name: '1 copy' })).toBeVisible();
	await expect(dialog(page).getByRole('row')).toHaveCount(2);
});

test('settings are sought in all sections, by keyboard, and look right', async ({ openApp }, info) => {
	test.setTimeout(150_000);
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES.slice(0, 1));
	await open(page);
	for (const name of ['Appearance', 'Reading', 'Importing', 'Keys', 'Backups', 'Privacy']) {
		await section(page, name).click();
		await expect(dialog(page).getByRole('tabpanel')).toHaveAttribute('aria-labelledby', /settings-/);
		await expectAccessible(opened, `settings, ${name}`);
		for (const [width, height] of [[1440, 900], [700, 560]] as const) {
			await resize(opened, width, height);
			await wear(opened, width === 1440 ? 'light' : 'dark');
			await page.screenshot({ path: info.outputPath(`settings-${name}-${width}.png`) });
		}
		await resize(opened, 1440, 900);
	}
	await section(page, 'Appearance').focus();
	await section(page, 'Privacy').focus();
	await page.keyboard.press('ArrowDown');
	await expect(section(page, 'Appearance')).toHaveAttribute('aria-selected', 'true');

	const sought = dialog(page).getByRole('searchbox', { name: 'Search the settings' });
	await sought.fill('font');
	await expect(dialog(page).getByRole('heading', { level: 3 })).toHaveText(['Size of type', 'Type']);
	await sought.fill('highlight note');
	await expect(dialog(page).getByRole('heading', { level: 3 })).toHaveText(['Highlight it with a note']);
	await sought.fill('qqqq');
	await expect(dialog(page).getByText('No setting is called so.')).toBeVisible();
});
