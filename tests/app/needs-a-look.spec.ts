// Journeys: what was unclear is settled by keyboard beside its original, undone, and undone again after a restart; the room in every size and look.
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, PROJECT, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, resize, wear } from './window';

const gazette = (headline: string, date: string, words: string): string => `Tidewater Gazette

${headline}
By E. Harcastle
${date}

Sir, My father came to the yard as a rivet boy at thirteen, and I write to ask what a town is for, if it is not to remember who built it. ${words}

They tell me the slip is to be a place for pleasure boats. I have nothing against pleasure. But I should like the ground to be told, each morning, what it was before.

Ropery Street, Port Averil
`;

const FILES = {
	'box/letters-82.txt': gazette('What the river owes us', '03/04/82', 'The Board speaks of tonnage.'),
	'box/letters-83.txt': gazette('What the river forgets', '05/06/82', 'I have read its report twice.'),
	// Five that leave no doubt: the newspaper writes the day first.
	...Object.fromEntries([13, 17, 21, 25, 29].map((day) => [`known/letters-${day}.txt`, gazette(`Letter of the ${day}th on the ferry`, `${day}/03/82`, `It was the ${day}th of the month.`)])),
	'box/slip.txt': 'ferries\n',
	'box/courier.txt': STORIES[0]!.text,
};

const side = (page: Page) => page.getByRole('navigation');
const place = (page: Page) => side(page).getByRole('button', { name: /^Needs a look/ });
const queue = (page: Page) => page.getByRole('listbox', { name: 'Clippings that need a look' });
const counted = async (page: Page): Promise<number> => Number((await place(page).innerText()).replace(/\D/g, '') || '0');

async function fillBoth({ page, file }: OpenedApp): Promise<void> {
	await dropFiles(page, '.first', [file('known')]);
	await expect(side(page).getByRole('button', { name: /^All clippings/ })).toContainText('5', { timeout: 60_000 });
	await dropFiles(page, '[data-sheet]', [file('box')]);
	await expect(side(page).getByRole('button', { name: /^All clippings/ })).toContainText('9', { timeout: 60_000 });
	await expect(page.getByRole('progressbar')).toHaveCount(0);
}

/** Goes through the queue to a clipping. */
async function goTo(page: Page, headline: string): Promise<void> {
	await queue(page).focus();
	await page.keyboard.press('Home');
	for (let tries = 0; tries < 20; tries++) {
		const selected = page.getByRole('option', { selected: true }).filter({ hasText: headline });
		if (await selected.count() > 0) break;
		await page.keyboard.press('ArrowDown');
		await page.waitForTimeout(60);
	}
	await expect(page.getByRole('region', { name: 'Needs a look' }).getByRole('option', { selected: true }).filter({ hasText: headline })).toHaveCount(1);
}

test.setTimeout(180_000);

test('an unclear date is settled by keyboard, undone, and undone again after a restart', async ({ openApp }) => {
	const opened = await openApp({ files: FILES });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fillBoth(opened);
	const before = await counted(page);
	expect(before).toBeGreaterThan(0);

	await page.keyboard.press('Control+l');
	await goTo(page, 'What the river owes us');
	await expect(queue(page).getByRole('option', { selected: true })).toContainText('Date can be read two ways');
	// The lines it was copied in, and the field tied to its own.
	const lines = page.getByRole('listbox', { name: 'Lines of the original' });
	await expect(lines.getByRole('option').nth(4)).toContainText('03/04/82');
	await expect(lines.getByRole('option').nth(4)).toContainText('Date');
	// The newspaper's other dates put "day first" first, and choose it.
	const choices = page.getByRole('radiogroup', { name: 'How “03/04/82” is to be read' });
	await expect(choices.getByRole('radio').nth(0)).toBeChecked();
	await expect(choices).toContainText('day first, like 5 of 5 from this paper');
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-look-field]:focus')).toHaveCount(1);
	await page.keyboard.press('2');
	await expect(choices.getByRole('radio', { name: '4 March 1982' })).toBeChecked();
	await page.keyboard.press('1');
	await expect(choices.getByRole('radio', { name: '3 April 1982' })).toBeChecked();
	await page.keyboard.press('Control+Enter');
	await expect(page.getByText('“What the river owes us” needs no look any more.')).toBeVisible();
	await expect(queue(page).getByRole('option').filter({ hasText: 'What the river owes us' })).toHaveCount(0);
	await expect.poll(() => counted(page)).toBe(before - 1);

	// Corrected in place, by keyboard.
	await goTo(page, 'What the river forgets');
	await page.keyboard.press('Enter');
	for (let at = 0; at < 8 && await page.locator('[data-look-field="byline"]:focus').count() === 0; at++) await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.keyboard.type('Edith Harcastle');
	await page.keyboard.press('Control+z');
	await expect(page.locator('[data-look-input]')).not.toHaveValue('Edith Harcastle');
	await page.locator('[data-look-input]').fill('Edith Harcastle');
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-look-field="byline"]')).toContainText('Edith Harcastle');
	await expect(page.locator('[data-look-field="byline"]')).toBeFocused();
	await page.keyboard.press('Control+z');
	await expect(page.getByText('Undone: changed the byline.')).toBeVisible();
	await expect(page.locator('[data-look-field="byline"]')).toContainText('E. Harcastle');
	await page.keyboard.press('Control+Shift+z');
	await expect(page.getByText('Done again: changed the byline.')).toBeVisible();
	await expect(page.locator('[data-look-field="byline"]')).toContainText('Edith Harcastle');

	const { archive, ownFolder } = opened;
	await opened.close();
	const again = await openApp({ archive, ownFolder });
	await expect(place(again.page)).toBeVisible();
	await expect.poll(() => counted(again.page)).toBe(before - 1);
	const label = (name: string) => again.app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.label, name);
	await expect.poll(() => label('undo')).toBe('Undo Changed the byline');
	await again.page.getByRole('listbox', { name: 'Clippings' }).focus();
	await again.page.keyboard.press('Control+z');
	await expect(again.page.getByText('Undone: changed the byline.')).toBeVisible();
	await again.page.keyboard.press('Control+z');
	await expect(again.page.getByText(/^Undone: (settled the date|accepted)/)).toBeVisible();
	await expect.poll(() => counted(again.page)).toBe(before);
	await place(again.page).click();
	await expect(queue(again.page).getByRole('option').filter({ hasText: 'What the river owes us' })).toHaveCount(1);
	await again.page.getByRole('button', { name: 'Redo' }).click();
	await expect.poll(() => counted(again.page)).toBe(before - 1);
});

test('one choice is enough for a newspaper, and a line can be taken for a field', async ({ openApp }) => {
	const opened = await openApp({ files: FILES });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fillBoth(opened);
	const before = await counted(page);
	await place(page).click();
	await goTo(page, 'What the river owes us');
	await page.getByRole('checkbox', { name: /Also for the other one of/ }).check();
	await page.getByRole('button', { name: /^Accept, next/ }).click();
	// The other one's date is read as well, and nothing else of it was unsure.
	await expect.poll(() => counted(page)).toBe(before - 2);
	await expect(queue(page).getByRole('option').filter({ hasText: 'What the river forgets' })).toHaveCount(0);
	await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
	await expect.poll(() => counted(page)).toBe(before);
	await expect(queue(page).getByRole('option').filter({ hasText: 'What the river forgets' })).toContainText('two ways');

	await goTo(page, 'What the river forgets');
	const lines = page.getByRole('listbox', { name: 'Lines of the original' });
	await lines.getByRole('option').nth(10).click();
	await page.getByRole('toolbar', { name: 'Line 11 is the' }).getByRole('button', { name: 'other…' }).click();
	await page.getByRole('menuitem', { name: 'Place' }).click();
	await expect(page.locator('[data-look-field="dateline"]')).toContainText('Ropery Street, Port Averil');
	await expect(lines.getByRole('option').nth(10)).toContainText('Place');
	await page.getByRole('button', { name: 'Keep as text only' }).click();
	await expect(page.getByText('Kept “What the river forgets” as text only.')).toBeVisible();
	await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
	await expect(queue(page).getByRole('option').filter({ hasText: 'What the river forgets' })).toHaveCount(1);
	// A place in the library leaves the room.
	await side(page).getByRole('button', { name: /^All clippings/ }).click();
	await expect(page.getByRole('listbox', { name: 'Clippings' })).toBeVisible();
	await expect(queue(page)).toHaveCount(0);
});

test('beside the article a guess is accepted with one click', async ({ openApp }) => {
	const opened = await openApp({ files: FILES });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fillBoth(opened);
	await page.getByRole('option').filter({ hasText: 'What the river owes us' }).first().click();
	await page.getByRole('group', { name: '“03/04/82” can be read two ways' }).getByRole('button', { name: 'Leave it open' }).click();
	await expect(page.getByText('Left the date open.')).toBeVisible();
	await expect(page.getByRole('group', { name: '“03/04/82” can be read two ways' })).toHaveCount(0);
	await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('group', { name: '“03/04/82” can be read two ways' })).toBeVisible();
});

test('the room looks right and is open to everybody, in every size', async ({ openApp, folder }) => {
	const opened = await openApp({ archive: join(folder, 'Harbour archive'), files: FILES });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fillBoth(opened);
	await place(page).click();
	await goTo(page, 'What the river owes us');
	await expect(page.getByRole('status').locator('[data-kind]')).toHaveCount(0, { timeout: 15_000 });
	const pictures = join(PROJECT, 'out/pictures');
	mkdirSync(pictures, { recursive: true });
	const picture = async (name: string): Promise<void> => {
		for (const theme of ['light', 'dark'] as const) {
			await wear(opened, theme);
			await page.waitForTimeout(350);
			await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
		}
	};
	await picture('needs');
	await expectAccessible(opened, 'needs a look');
	await page.getByRole('listbox', { name: 'Lines of the original' }).getByRole('option').nth(10).click();
	await picture('needs-lines');
	await expectAccessible(opened, 'needs a look, lines marked');
	for (const width of [1000, 700]) {
		await resize(opened, width, 900);
		await picture(`needs-${width}`);
		await expectAccessible(opened, `needs a look, ${width} wide`);
	}
	await resize(opened, 1440, 900);
	await place(page).click();
	for (let left = await counted(page); left > 0; left = await counted(page)) {
		await page.getByRole('button', { name: 'Keep as text only' }).click();
		await expect.poll(() => counted(page)).toBe(left - 1);
	}
	await expect(page.getByRole('heading', { name: 'Nothing needs a look.' })).toBeVisible();
	await expect(page.getByRole('status').locator('[data-kind]')).toHaveCount(0, { timeout: 15_000 });
	await picture('needs-nothing');
	await expectAccessible(opened, 'nothing needs a look');
});

test('an original of a hundred thousand lines scrolls, and only what is seen is there', async ({ openApp }) => {
	const minutes = Array.from({ length: 99_000 }, (_, at) => `Item ${at + 1}, carried.`).join('\n');
	const opened = await openApp({ files: { 'book/minutes.txt': `${minutes}\n` } });
	const { page, file } = opened;
	await resize(opened, 1440, 900);
	await dropFiles(page, '.first', [file('book')]);
	await expect(place(page)).toContainText('1', { timeout: 90_000 });
	await place(page).click();
	const lines = page.getByRole('listbox', { name: 'Lines of the original' });
	await expect(lines.getByRole('option').first()).toBeVisible({ timeout: 30_000 });
	await lines.focus();
	await page.keyboard.press('End');
	await expect(lines.getByRole('option').filter({ hasText: 'Item 99000, carried.' })).toBeVisible();
	expect(await lines.getByRole('option').count()).toBeLessThan(200);
	await page.keyboard.press('Home');
	await expect(lines.getByRole('option').filter({ hasText: 'Item 1, carried.' })).toBeVisible();
});
