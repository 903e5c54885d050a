// Owns the journeys through the search field: tokens, completion, recent searches, another spelling, and going from hit to hit.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const field = (page: Page) => page.getByRole('combobox', { name: 'Search' });
const rows = (page: Page) => page.getByRole('listbox', { name: 'Clippings' }).getByRole('option');
const offers = (page: Page) => page.getByRole('search').getByRole('option');
const tokens = (page: Page) => page.getByRole('toolbar', { name: 'Conditions' }).locator('[data-token]');

test('a condition becomes a token once it is left behind, and is edited, walked to and removed', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await field(page).focus();
	await page.keyboard.type('pub:="The Averil Courier" ya', { delay: 5 });
	await expect(tokens(page)).toHaveText(['from The Averil Courier']);
	await expect(field(page)).toHaveValue('ya');
	await page.keyboard.type('rd -lang:de ', { delay: 5 });
	await expect(tokens(page)).toHaveText(['from The Averil Courier', 'not language German']);
	await expect(field(page)).toHaveValue('yard ');
	await expect(rows(page)).toHaveCount(1);
	await expectAccessible(opened, 'tokens');

	// All of it is copied as it would be typed.
	await field(page).press('Control+a');
	await field(page).press('Control+c');
	await expect.poll(() => opened.app.evaluate(({ clipboard }) => clipboard.readText())).toBe('pub:="The Averil Courier" -lang:de yard');

	// Left goes to the tokens, Backspace removes the one that is chosen.
	await field(page).press('Home');
	await field(page).press('Backspace');
	await expect(tokens(page).last()).toBeFocused();
	await page.keyboard.press('ArrowLeft');
	await expect(tokens(page).first()).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Backspace');
	await expect(tokens(page)).toHaveText(['from The Averil Courier']);
	await expect(field(page)).toBeFocused();

	// A press makes it text again, chosen, so that typing takes its place.
	await tokens(page).first().click();
	await expect(field(page)).toHaveValue('yard pub:="The Averil Courier"');
	await page.keyboard.type('OR slipway');
	await expect(field(page)).toHaveValue('yard OR slipway');
	await expect(tokens(page)).toHaveCount(0);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('listbox', { name: 'Clippings' })).toBeFocused();
});

test('a query that is pasted works, and folds into its number where there is little room', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await opened.app.evaluate(({ clipboard }) => clipboard.writeText('date:1982-03 -pub:hafenbote yard OR slipway'));
	await field(page).focus();
	await page.keyboard.press('Control+v');
	// OR holds less tightly than words side by side: what it joins is no token.
	await expect(field(page)).toHaveValue('date:1982-03 -pub:hafenbote yard OR slipway');
	await opened.app.evaluate(({ clipboard }) => clipboard.writeText('date:1982-03 -pub:hafenbote (yard OR slipway)'));
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Control+v');
	await expect(tokens(page)).toHaveText(['date 1982-03', 'not from hafenbote']);
	await resize(opened, 700, 700);
	const folded = page.getByRole('button', { name: '2 filters' });
	await expect(folded).toBeVisible();
	await folded.click();
	await page.getByRole('menuitem', { name: 'Remove not from hafenbote' }).click();
	await expect(page.getByRole('button', { name: '1 filter' })).toBeVisible();
	await expectAccessible(opened, 'folded tokens');
});

test('fields and their values are completed by keyboard', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await field(page).focus();
	await expect(offers(page)).toHaveText(['How to search']);
	await page.keyboard.type('pu');
	await expect(offers(page)).toHaveCount(1);
	await expect(offers(page).first()).toContainText('pub:');
	await page.keyboard.press('ArrowDown');
	await expect(offers(page).first()).toHaveAttribute('aria-selected', 'true');
	await page.keyboard.press('Enter');
	await expect(field(page)).toHaveValue('pub:');
	await page.keyboard.type('cour');
	await expect(offers(page)).toHaveCount(1);
	await expect(offers(page).first()).toContainText('The Averil Courier');
	await expectAccessible(opened, 'completions');
	await page.keyboard.press('Tab');
	await expect(tokens(page)).toHaveText(['from The Averil Courier']);
	await expect(rows(page).first()).toContainText('The Averil Courier');

	// Escape closes what is offered before it empties the field.
	await page.keyboard.type('is:');
	await expect(offers(page).first()).toContainText('unsure');
	await page.keyboard.press('Escape');
	await expect(offers(page)).toHaveCount(0);
	await expect(field(page)).toHaveValue('is:');
});

test('recent searches are offered where nothing is typed, and are forgotten', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	for (const words of ['berth', 'ferry']) {
		await field(page).fill(words);
		await expect(rows(page).locator('mark').first()).toHaveText(new RegExp(words, 'i'));
		await page.keyboard.press('Enter');
	}
	// Half typed, and left: not remembered.
	await field(page).fill('fer');
	await page.getByRole('button', { name: 'Clear the search' }).click();
	await expect(offers(page)).toHaveText(['ferry', 'berth', 'Forget recent searches', 'How to search']);
	await expectAccessible(opened, 'recent searches');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Delete');
	await expect(offers(page)).toHaveText(['ferry', 'Forget recent searches', 'How to search']);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(field(page)).toHaveValue('ferry');
	await page.getByRole('button', { name: 'Clear the search' }).click();
	await offers(page).getByText('How to search').click();
	await expect(page.getByRole('dialog', { name: 'How to search' })).toBeVisible();
	await expectAccessible(opened, 'how to search');
	await page.keyboard.press('Escape');
	await expect(field(page)).toBeFocused();
});

test('one goes from hit to hit, into the next clipping, and seeks words in one', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	await field(page).fill('yard');
	await openClipping(page, 'Last hull');
	const hits = page.getByRole('group', { name: 'Hits' }).getByRole('status');
	const now = page.locator('mark[data-now]');
	await expect(hits).toHaveText(/^\s*\d+ hits$/);
	const many = Number((await hits.innerText()).match(/\d+/)![0]);
	expect(many).toBe(await page.getByRole('article').locator('mark').count());
	await page.keyboard.press('F3');
	await expect(hits).toHaveText(new RegExp(`1 of ${many}`));
	await expect(now).toHaveCount(1);
	await expect(page.getByRole('heading', { level: 1 }).last().locator('mark[data-now]')).toHaveCount(1);
	await expectAccessible(opened, 'hits');
	for (let step = 1; step < many; step++) await page.keyboard.press('F3');
	await expect(hits).toHaveText(new RegExp(`${many} of ${many}`));
	await expect(now).toBeInViewport();
	// Past the last one, the next clipping follows.
	await page.keyboard.press('F3');
	await expect(page.getByRole('region', { name: /^Clipping: Last hull/ })).toHaveCount(0);
	await expect(hits).toContainText('Next clipping');
	await expect(hits).toContainText('1 of');
	await page.keyboard.press('Shift+F3');
	await expect(page.getByRole('region', { name: /^Clipping: Last hull/ })).toBeVisible();
	await expect(hits).toContainText(`${many} of ${many}`);

	await page.locator('[data-sheet]').focus();
	await page.keyboard.press('Control+f');
	const seek = page.getByRole('textbox', { name: 'Find in this clipping' });
	await expect(seek).toBeFocused();
	await seek.fill('guildhall');
	await expect(page.getByRole('group', { name: 'Find in this clipping' }).getByRole('status')).toHaveText(/1 of 1/);
	await expect(now).toHaveText('Guildhall');
	await expectAccessible(opened, 'find in clipping');
	await seek.fill('zeppelin');
	await expect(page.getByText('No hits')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(seek).toHaveCount(0);
	await expect(page.locator('[data-sheet]')).toBeFocused();
});
