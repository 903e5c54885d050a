// Owns the journeys with citations: copied from the menu of the list, from the sheet and by key, plain and with italics, in the style used last.
import type { Page } from '@playwright/test';
import { expect, test, type OpenedApp } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping } from './window';

const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const button = (page: Page) => page.getByRole('button', { name: 'Copy the citation' });

/** What another program would paste. */
const copied = (opened: OpenedApp): Promise<{ text: string; html: string }> => opened.app.evaluate(async ({ clipboard }) => {
	const board = clipboard as unknown as { readText(): string | Promise<string>; readHTML?(): string; read(): Promise<{ types: string[]; getType(type: string): Promise<Blob> }[]> };
	if (board.readHTML) return { text: await board.readText(), html: board.readHTML() };
	for (const item of await board.read()) if (item.types.includes('text/html')) return { text: await board.readText(), html: await (await item.getType('text/html')).text() };
	return { text: await board.readText(), html: '' };
});

test('a citation is copied with its italics, and the style is remembered', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, STORIES.slice(0, 3));
	await openClipping(page, 'Last hull');

	await page.keyboard.press('Control+Shift+c');
	await expect(page.getByText('Copied the citation in Chicago.')).toBeVisible();
	const chicago = await copied(opened);
	expect(chicago.text).toMatch(/^Tallis, Nora\. “Last hull leaves .*” Averil Courier, March 11, 1982\.$/);
	expect(chicago.html).toContain('<i>Averil Courier</i>');

	await expectAccessible(opened, 'a citation copied');
	await button(page).click();
	// Its menu belongs to the bar, a landmark, although it was made with the bar.
	await expect(page.getByRole('banner').getByRole('menu')).toBeVisible();
	await expectAccessible(opened, 'the menu of styles');
	await page.getByRole('menuitem', { name: 'APA' }).click();
	await expect(page.getByText('Copied the citation in APA.')).toBeVisible();
	expect((await copied(opened)).text).toMatch(/^Tallis, N\. \(1982, March 11\)\. Last hull/);

	// From the list's menu, of both that are chosen, in the style used last.
	await list(page).getByRole('option').nth(0).click();
	await list(page).getByRole('option').nth(1).click({ modifiers: ['Shift'] });
	await list(page).getByRole('option').nth(1).click({ button: 'right' });
	await page.getByRole('menuitem', { name: /^Copy the citation, APA/ }).click();
	await expect(page.getByText('Copied 2 citations in APA.')).toBeVisible();
	expect((await copied(opened)).text.split('\n')).toHaveLength(2);

	await list(page).getByRole('option').nth(1).click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Copy the citation as' }).hover();
	await page.getByRole('menuitem', { name: 'Harvard' }).click();
	await expect(page.getByText('Copied 2 citations in Harvard.')).toBeVisible();
});
