// Owns the journey between several archives: another is opened, the one before is a click away, and the app begins where one stopped.
import type { Page } from '@playwright/test';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill } from './window';

const pictures = join(import.meta.dirname, '../../out/pictures');
const row = (page: Page, headline: string) => page.getByRole('option').filter({ hasText: headline }).first();

test('archives opened lately are a click away; the app begins with the last, and says when it is not there', async ({ openApp, folder }) => {
	const first = await openApp({ archive: join(folder, 'Shipyards') });
	const { app, page, ownFolder } = first;
	await fill(first, STORIES.slice(0, 2));
	await expect(row(page, 'Last hull leaves')).toBeVisible();

	// Another archive, chosen in the system's own dialog.
	const other = join(folder, 'Harbours');
	await app.evaluate(({ dialog }, chosen) => { dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen }); }, other);
	const menu = (name: string) => page.getByRole('navigation').getByRole('button', { name });
	await menu('Shipyards').click();
	await page.getByRole('menuitem', { name: 'Make a new archive…' }).click();
	// It has nothing in it yet, and the way back is offered.
	await expect(page.getByText(other)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Back to Shipyards' })).toBeVisible();
	const story = STORIES[2]!;
	writeFileSync(join(folder, 'story.txt'), story.text);
	await dropFiles(page, '.first', [join(folder, 'story.txt')]);
	await expect(page.getByRole('option')).toHaveCount(1);

	// The one before stands in the menu of the app, and in that of the archive.
	const lately = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? []).find(({ label }) => label === 'Open Recent')!.submenu!.items.map(({ label }) => label).filter(Boolean));
	await expect.poll(lately).toEqual(['Shipyards', 'Clear the List']);
	await menu('Harbours').click();
	await page.getByRole('menuitem', { name: 'Opened lately' }).hover();
	await expect(page.getByRole('menuitem', { name: 'Shipyards' })).toBeVisible();
	await expectAccessible(first, 'the menu of archives opened lately');
	await page.getByRole('menuitem', { name: 'Shipyards' }).click();
	await expect(row(page, 'Last hull leaves')).toBeVisible();
	await expect.poll(lately).toEqual(['Harbours', 'Clear the List']);

	// And in the palette.
	await page.keyboard.press('Control+k');
	await page.keyboard.type('harb');
	await expect(page.getByRole('dialog').getByRole('option', { name: /Harbours.*archive/ })).toBeVisible();
	await page.getByRole('dialog').getByRole('option', { name: /Harbours.*archive/ }).click();
	await expect(menu('Harbours')).toBeVisible();
	await first.close();

	// Where none is named, the app begins with the last.
	const again = await openApp({ archive: null, ownFolder, env: { HOME: folder } });
	await expect(again.page.getByRole('navigation').getByRole('button', { name: 'Harbours' })).toBeVisible();
	await again.close();

	// A disk that is not there: the one before, and that is said.
	renameSync(other, `${other} elsewhere`);
	const without = await openApp({ archive: null, ownFolder, env: { HOME: folder } });
	await expect(without.page.getByRole('navigation').getByRole('button', { name: 'Shipyards' })).toBeVisible();
	await expect(without.page.getByText('“Harbours” is not where it was. This is Shipyards.')).toBeVisible();
	await expectAccessible(without, 'an archive that is not there');
	mkdirSync(pictures, { recursive: true });
	await without.page.getByRole('navigation').getByRole('button', { name: 'Shipyards' }).click();
	await without.page.getByRole('menuitem', { name: 'Opened lately' }).hover();
	await expect(without.page.getByRole('menuitem', { name: 'Harbours (not there now)' })).toBeDisabled();
	await without.page.screenshot({ path: join(pictures, 'archives-lately.png') });
	await without.page.getByRole('menuitem', { name: 'Clear this list' }).click();
	await without.page.getByRole('navigation').getByRole('button', { name: 'Shipyards' }).click();
	await expect(without.page.getByRole('menuitem', { name: 'Open another archive…' })).toBeVisible();
	await expect(without.page.getByRole('menuitem', { name: 'Opened lately' })).toHaveCount(0);
});
