// Owns the journey through a clipping's history: what somebody does in the window stands there at once, the newest first, and is there after a restart.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { tapWire } from '../support/wire';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize, wear } from './window';

const bare = STORIES.slice(0, 2).map((clipping) => ({ ...clipping, tags: [] }));
const head = (page: Page) => page.getByRole('button', { name: /^History/ });
const lines = (page: Page) => page.locator('.history .line');

test('what befalls a clipping is told with what stood there before, and an undo is told too', async ({ openApp, folder }, info) => {
	const opened = await openApp({ ownFolder: `${folder}/own` });
	const { page, archive, ownFolder } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, bare);
	await openClipping(page, 'Last hull');

	// Folded, it says how much there is.
	await expect(head(page)).toHaveAccessibleName('History 1 entry');
	await expect(head(page)).toHaveAttribute('aria-expanded', 'false');
	await head(page).click();
	await expect(lines(page)).toHaveText(['Taken in from courier-1982-03-11.txt']);
	await expect(page.locator('.history time')).toHaveText(/^(?:today|yesterday) \d\d:\d\d$/);

	// It lives: a correction, a tag, a flag.
	const original = (await page.getByRole('article').getByRole('heading', { level: 1 }).innerText()).trim();
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('e');
	await page.keyboard.press('Control+a');
	await page.keyboard.type('The last hull');
	await page.keyboard.press('Enter');
	await expect(lines(page).first()).toHaveText(`Headline: ${original} → The last hull`);
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('t');
	await page.getByRole('combobox', { name: 'Add a tag' }).fill('Shipyard');
	await page.keyboard.press('Enter');
	await expect(lines(page).first()).toHaveText('Tag added: Shipyard');
	await page.keyboard.press('Escape');
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('f');
	await expect(lines(page).first()).toHaveText('Flagged');
	await expect(head(page)).toHaveAccessibleName('History 4 entries');

	// Taken back, each act is one entry more.
	for (const line of ['Flag taken off', 'Tag taken off: Shipyard', `Headline: The last hull → ${original}, as it was read`]) {
		await page.getByRole('listbox', { name: 'Clippings' }).focus();
		await page.keyboard.press('Control+z');
		await expect(lines(page).first()).toHaveText(line);
	}
	await expect(head(page)).toHaveAccessibleName('History 7 entries');

	// Another clipping has its own.
	await openClipping(page, 'Averil: Die Werft');
	await expect(head(page)).toHaveAccessibleName('History 1 entry');
	await expect(lines(page)).toHaveText(['Taken in from hafenbote-1982-03-12.txt']);
	await openClipping(page, 'Last hull');
	await expect(head(page)).toHaveAccessibleName('History 7 entries');

	await head(page).scrollIntoViewIfNeeded();
	await expectAccessible(opened, 'the history of a clipping');
	for (const look of ['light', 'dark'] as const) {
		await wear(opened, look);
		for (const [width, height, name] of [[1440, 900, 'large'], [1000, 700, 'small']] as const) {
			await resize(opened, width, height);
			if (!(await head(page).isVisible())) await page.locator('[data-sheet]').getByRole('button', { expanded: false }).first().click();
			await page.locator('.history').last().evaluate((section) => section.scrollIntoView({ block: 'end' }));
			await page.screenshot({ path: info.outputPath(`history-${look}-${name}.png`) });
		}
	}
	await opened.close();

	// It is the archive's: the next start has it, and finds it open as it was left.
	const again = await openApp({ archive, ownFolder });
	await resize(again, 1440, 900);
	await openClipping(again.page, 'Last hull');
	await expect(head(again.page)).toHaveAccessibleName('History 7 entries');
	await expect(lines(again.page)).toHaveCount(7);
});

test('a check of the archive stands in it, and a long history comes in pieces', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	const wire = await tapWire(page);
	for (let at = 0; at < 22; at++) await wire.ask('archive', 'clippings.flag', { ids: [1], flagged: at % 2 === 0 });
	await expect(head(page)).toHaveAccessibleName('History 23 entries');
	await page.keyboard.press('Control+k');
	await page.keyboard.type('check the');
	await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText('Check');
	await page.keyboard.press('Enter');
	await expect(page.getByText('All of them are as they were received.').first()).toBeVisible();
	await head(page).click();
	await expect(head(page)).toHaveAccessibleName('History 24 entries');
	await expect(lines(page).first()).toHaveText('Original checked: unchanged since it came');
	await expect(lines(page)).toHaveCount(20);
	await page.getByRole('button', { name: 'Show earlier (4 more)' }).click();
	await expect(lines(page)).toHaveCount(24);
	await expect(lines(page).last()).toHaveText('Taken in from courier-1982-03-11.txt');
	await expect(page.getByRole('button', { name: /^Show earlier/ })).toHaveCount(0);
});
