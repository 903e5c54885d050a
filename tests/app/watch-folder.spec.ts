// Owns the journeys of a watched folder: chosen in the window, filled from outside, paused, gone and back, and known again at the next start.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { expect, test } from '../support/app';
import { expectAccessible, resize } from './window';

const lamps = (n: number) => `Harbour Notes\n\nLamp number ${n} goes out along the mole\n\nBy Edda Lindqvist\n${1 + (n % 28)} April 1987\n\nThe lamp with the number ${n} went out on Friday night and nobody has said when it will burn again.\n\nThe keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.\n`;

async function watchFolder({ app, page }: OpenedApp, path: string): Promise<void> {
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await app.evaluate(({ dialog, Menu }, chosen) => {
		dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
		Menu.getApplicationMenu()!.getMenuItemById('watched-folders')!.click();
	}, path);
	await page.getByRole('dialog', { name: 'Watched folders' }).getByRole('button', { name: 'Watch a folder…' }).click();
}

test('what comes into a watched folder is kept by itself, with its options and a report; what was there is left', async ({ openApp }) => {
	const opened = await openApp({ files: { 'Downloads/old.txt': lamps(1) } });
	const { app, page, file } = opened;
	await watchFolder(opened, file('Downloads'));
	const form = page.getByRole('dialog', { name: 'Watch a folder' });
	await expect(form.getByRole('radio', { name: /^Leave it/ })).toBeChecked();
	await form.getByRole('combobox', { name: 'Collection' }).fill('Inbox');
	await form.getByRole('combobox', { name: 'Tags' }).fill('come');
	await expectAccessible(opened, 'watch a folder');
	await form.getByRole('button', { name: 'Watch this folder' }).click();
	const list = page.getByRole('dialog', { name: 'Watched folders' });
	await expect(list.getByText(/^Watched; looked through at/)).toBeVisible();
	await expect(list.getByText('Tagged come, in Inbox')).toBeVisible();
	await expectAccessible(opened, 'watched folders');
	await list.getByRole('button', { name: 'Close', exact: true }).last().click();

	mkdirSync(join(file('Downloads'), 'deep'));
	writeFileSync(join(file('Downloads'), 'deep/new.txt'), lamps(2));
	await expect(page.getByRole('option')).toHaveCount(1, { timeout: 20_000 });
	await expect(page.getByRole('option')).toContainText('Lamp number 2');
	await expect(page.getByText('From Downloads: 1 kept.').first()).toBeVisible();
	await expect(page.getByRole('navigation').getByRole('treeitem', { name: 'Inbox 1' })).toBeVisible();
	await page.getByRole('navigation').getByRole('button', { name: 'From Downloads: 1 kept.' }).click();
	await page.getByRole('button', { name: 'All imports…' }).click();
	await expect(page.getByRole('dialog', { name: 'Imports' }).getByText('1 file from the watched folder Downloads')).toBeVisible();
	await page.keyboard.press('Escape');

	// A folder that goes away is said, and what it brings back is taken.
	await app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('watched-folders')!.click());
	renameSync(file('Downloads'), file('Away'));
	await expect(list.getByText('The folder is not there just now.')).toBeVisible({ timeout: 25_000 });
	writeFileSync(join(file('Away'), 'third.txt'), lamps(3));
	renameSync(file('Away'), file('Downloads'));
	await expect(list.getByText(/^Watched; looked through/)).toBeVisible({ timeout: 25_000 });
	await list.getByRole('button', { name: 'Pause Downloads' }).click();
	await expect(list.getByText('Paused')).toBeVisible();
	await resize(opened, 700, 640);
	await expectAccessible(opened, 'watched folders, 700 px');
	await list.getByRole('button', { name: 'Resume Downloads' }).click();
	await expect(list.getByText(/^Watched; looked through/)).toBeVisible({ timeout: 25_000 });
	await resize(opened, 1200, 800);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('navigation').getByRole('treeitem', { name: 'Inbox 2' })).toBeVisible({ timeout: 20_000 });
});

test('what came while the app was closed is kept at its next start; a folder is forgotten without touching it', async ({ openApp }) => {
	const first = await openApp({ files: { 'Downloads/old.txt': lamps(1) } });
	await watchFolder(first, first.file('Downloads'));
	const form = first.page.getByRole('dialog', { name: 'Watch a folder' });
	await form.getByRole('radio', { name: 'Keep it too' }).check();
	await form.getByRole('button', { name: 'Watch this folder' }).click();
	await first.page.keyboard.press('Escape');
	await expect(first.page.getByRole('option')).toHaveCount(1, { timeout: 20_000 });
	await first.close();
	writeFileSync(join(first.file('Downloads'), 'meanwhile.txt'), lamps(2));

	const second = await openApp({ archive: first.archive, ownFolder: first.ownFolder });
	await expect(second.page.getByRole('option')).toHaveCount(2, { timeout: 20_000 });
	await second.app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('watched-folders')!.click());
	const list = second.page.getByRole('dialog', { name: 'Watched folders' });
	await list.getByRole('button', { name: 'Stop watching Downloads' }).click();
	await expect(list.getByText('No folder is watched.')).toBeVisible();
	await second.page.keyboard.press('Escape');
	await expect(second.page.getByRole('option')).toHaveCount(2);
	rmSync(join(first.file('Downloads'), 'old.txt'));
});

test('a folder that cannot be watched says why', async ({ openApp }) => {
	const opened = await openApp({ files: { 'Downloads/old.txt': lamps(1) } });
	await watchFolder(opened, opened.archive);
	await opened.page.getByRole('button', { name: 'Watch this folder' }).click();
	await expect(opened.page.getByRole('alert')).toContainText('It is the archive itself, or lies inside it.');
});
