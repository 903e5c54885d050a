// Owns the walk through the screens of the window, each held against the picture kept of it, light and dark, and looked over by axe. What is on them is the sample archive: made up, the same every day.
import type { Page } from '@playwright/test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp, OpenOptions } from '../../support/app';
import { dropFiles, expect, test } from '../../support/app';
import { quiet, resize } from '../window';
import { KEPT, looksAsBefore, THEMES } from './compared';

test.setTimeout(400_000);

const SCREENS = [
	'first-run', 'jobs', 'rows', 'compact', 'cards', 'wall', 'table', 'several-chosen',
	'article', 'highlights', 'original', 'edit-a-field', 'details', 'german', 'japanese', 'arabic', 'chinese', 'page', 'picture', 'beside', 'citation', 'tag-field',
	'hits', 'nothing-found', 'did-you-mean', 'facet', 'timeline', 'over-time', 'over-time-map', 'versions', 'needs-a-look', 'tag-menu', 'collection', 'trash',
	'export', 'settings', 'settings-reading', 'settings-keys', 'palette', 'keys', 'about', 'report', 'narrow-list', 'narrow-article',
] as const;
type Screen = (typeof SCREENS)[number];

/** Goes to a screen, holds it against its pictures and leaves what is open over the window. A screen that cannot be reached fails alone; the walk goes on. */
async function visit(opened: OpenedApp, screen: Screen, go: () => Promise<unknown>): Promise<void> {
	let said = '';
	try {
		await go();
		await looksAsBefore(opened, screen);
	} catch (error) {
		said = `"${screen}" cannot be reached: ${String(error)}`;
	}
	expect.soft(said).toBe('');
	for (let over = 0; over < 3 && await opened.page.locator('[role=dialog], [role=menu]').count() > 0; over++) await opened.page.keyboard.press('Escape');
}

const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const side = (page: Page) => page.getByRole('navigation', { name: 'Archive' });
const all = (page: Page) => side(page).getByRole('button', { name: /^All clippings/ });
const field = (page: Page) => page.getByRole('combobox', { name: 'Search' });

/** Searches for these words alone, and lets go of the field so that nothing is offered below it. */
async function seek(page: Page, words: string): Promise<void> {
	const clear = page.getByRole('button', { name: 'Clear the search' });
	if (await clear.isVisible()) await clear.click();
	await field(page).fill(words);
	await field(page).blur();
}

/** Opens what is found by these words and nothing else, known by a word of its row. */
async function openFound(page: Page, words: string, row: string): Promise<void> {
	await seek(page, words);
	await expect(list(page).getByRole('option')).toHaveCount(1);
	await list(page).getByRole('option').filter({ hasText: row }).click();
	await expect(page.getByRole('region', { name: /^Clipping: / })).toBeVisible();
}

async function sample(openApp: (options?: OpenOptions) => Promise<OpenedApp>, folder: string, files: Record<string, string> = {}): Promise<OpenedApp> {
	// What axe puts into the frame of a page is kept from running there, aloud.
	const opened = await openApp({ files, env: { TZ: 'UTC', LANG: 'en_GB.UTF-8' }, expectedErrors: [/Blocked script execution in 'about:srcdoc'/] });
	const documents = join(folder, 'Documents');
	mkdirSync(documents, { recursive: true });
	await opened.app.evaluate(({ app }, place) => app.setPath('documents', place), documents);
	await resize(opened, 1280, 800);
	opened.page.setDefaultTimeout(15_000);
	await opened.page.getByRole('button', { name: 'Open the sample archive' }).click();
	await expect(all(opened.page)).toContainText('24', { timeout: 60_000 });
	await quiet(opened.page);
	return { ...opened, archive: join(documents, 'Cuttings sample') };
}

test('an archive that is empty', async ({ openApp }) => {
	const opened = await openApp();
	await resize(opened, 1280, 800);
	await visit(opened, 'first-run', async () => {
		await expect(opened.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
		await opened.page.locator('.where b').evaluate((place) => { place.textContent = '~/Cuttings'; });
	});
});

test('the list in every view, and one clipping read', async ({ openApp, folder }) => {
	const opened = await sample(openApp, folder);
	const { page } = opened;
	await visit(opened, 'rows', async () => {
		await list(page).focus();
		await page.keyboard.press('Home');
		await expect(page.getByRole('heading', { name: 'Similar' })).toBeVisible();
	});
	for (const [key, screen] of [['2', 'compact'], ['3', 'cards'], ['4', 'wall'], ['5', 'table']] as const) {
		await visit(opened, screen, async () => {
			await page.keyboard.press(`Control+${key}`);
			await expect(page.locator('[data-index]').first()).toBeVisible();
		});
	}
	await page.keyboard.press('Control+1');
	await visit(opened, 'several-chosen', async () => {
		await list(page).focus();
		await page.keyboard.press('Home');
		await page.keyboard.press('Shift+ArrowDown');
		await page.keyboard.press('Shift+ArrowDown');
		await expect(page.getByRole('status').getByText('3 of 24')).toBeVisible();
	});
	await visit(opened, 'article', () => openFound(page, 'title:"last hull leaves"', 'Last hull leaves'));
	await visit(opened, 'original', () => page.getByRole('radio', { name: 'Original' }).click());
	await page.getByRole('radio', { name: 'Article' }).click();
	await visit(opened, 'highlights', () => page.getByText('You do not sweep a berth').first().evaluate((words) => { words.scrollIntoView({ block: 'center' }); }));
	await visit(opened, 'tag-field', async () => {
		await list(page).focus();
		await page.keyboard.press('t');
		await page.getByRole('combobox', { name: 'Add a tag' }).fill('s');
	});
	await page.keyboard.press('Escape');
	await visit(opened, 'edit-a-field', async () => {
		await list(page).focus();
		await page.keyboard.press('e');
	});
	await page.keyboard.press('Escape');
	await visit(opened, 'citation', async () => {
		await page.getByRole('button', { name: 'Copy the citation' }).click();
		await expect(page.getByRole('menu').first()).toBeVisible();
	});
	await visit(opened, 'beside', async () => {
		await resize(opened, 1440, 800);
		await seek(page, '');
		await list(page).getByRole('option').filter({ hasText: 'Averil: Die Werft' }).click({ button: 'right' });
		await page.getByRole('menuitem', { name: /Open beside/ }).click();
		await expect(page.locator('[data-sheet]')).toHaveCount(2);
	});
});

test('other languages, pages and pictures', async ({ openApp, folder }) => {
	const opened = await sample(openApp, folder);
	const { page } = opened;
	for (const [words, row, screen] of [['lang:de Seilerstraße', 'Die Werft', 'german'], ['lang:ja', '最後の進水', 'japanese'], ['lang:ar', 'صمت', 'arabic'], ['lang:zh', '阿弗里尔', 'chinese']] as const) {
		await visit(opened, screen, () => openFound(page, words, row));
	}
	await visit(opened, 'page', async () => {
		await openFound(page, 'title:"Slip No. 2"', 'Slip No. 2');
		await page.getByRole('radio', { name: 'Page' }).click();
	});
	await visit(opened, 'details', async () => {
		await openFound(page, 'title:launch has:picture', 'Launch of the Averil Star');
		await expect(page.getByRole('heading', { name: 'Similar' })).toBeVisible();
		await expect(page.getByRole('button', { name: /^History/ })).toBeVisible();
		await page.locator('[data-sheet]').evaluate((sheet) => { sheet.scrollTop = sheet.scrollHeight; });
	});
	await visit(opened, 'picture', async () => {
		await page.locator('[data-sheet]').evaluate((sheet) => { sheet.scrollTop = 0; });
		await page.getByRole('button', { name: /^Open the picture/ }).first().click();
		await expect(page.getByRole('dialog')).toBeVisible();
	});
	await visit(opened, 'narrow-article', async () => {
		await openFound(page, 'title:"last hull leaves"', 'Last hull leaves');
		await resize(opened, 480, 800);
	});
	await visit(opened, 'narrow-list', async () => {
		await page.getByRole('button', { name: 'Back to the list' }).click();
		await seek(page, '');
		await expect(list(page).getByRole('option').nth(5)).toBeVisible();
	});
});

test('finding', async ({ openApp, folder }) => {
	const opened = await sample(openApp, folder);
	const { page } = opened;
	await visit(opened, 'hits', async () => {
		await seek(page, 'berth');
		await expect(list(page).locator('mark').first()).toBeVisible();
		await list(page).getByRole('option').first().click();
	});
	await visit(opened, 'nothing-found', async () => {
		await seek(page, 'zeppelin');
		await expect(page.getByRole('heading', { name: 'No clippings with “zeppelin”.' })).toBeVisible();
	});
	await visit(opened, 'did-you-mean', async () => {
		await seek(page, 'shipyrad');
		await expect(page.getByText('Did you mean')).toBeVisible();
	});
	await seek(page, '');
	await visit(opened, 'facet', async () => {
		await page.getByRole('button', { name: 'Newspaper', exact: true }).click();
		await expect(page.getByRole('dialog', { name: 'Newspaper' }).locator('.value').first()).toBeVisible();
	});
	await visit(opened, 'over-time', async () => {
		await page.getByRole('button', { name: 'More facets, and over time' }).click();
		await page.getByRole('menuitem', { name: 'Over time…', exact: true }).click();
		await expect(page.getByRole('dialog', { name: 'Over time' })).toBeVisible();
	});
	await visit(opened, 'over-time-map', async () => {
		await page.getByRole('button', { name: 'More facets, and over time' }).click();
		await page.getByRole('menuitem', { name: 'Newspapers over time…' }).click();
		await expect(page.getByRole('grid', { name: 'Newspapers by time' })).toBeVisible();
	});
	await visit(opened, 'timeline', async () => {
		await seek(page, 'date:1982-03');
		await expect(page.getByRole('button', { name: /^(Year|Date): / }).first()).toBeVisible();
	});
	await visit(opened, 'versions', async () => {
		await seek(page, 'fog ferry');
		await list(page).getByText('more like it').first().click();
		await expect(page.getByRole('region', { name: 'Versions of a story' })).toBeVisible();
	});
	await visit(opened, 'needs-a-look', async () => {
		await page.keyboard.press('Escape');
		await page.keyboard.press('Control+l');
		await expect(page.getByRole('listbox', { name: 'Clippings that need a look' })).toBeVisible();
	});
});

test('keeping it together, and the windows over it', async ({ openApp, folder }) => {
	const opened = await sample(openApp, folder, { 'mixed/empty.txt': '', 'mixed/new.txt': 'A new headline\n\nAnd a text under it, long enough to be read as one.\n' });
	const { page } = opened;
	await visit(opened, 'collection', () => side(page).getByRole('treeitem', { name: /^The closure/ }).or(side(page).getByRole('treeitem', { name: /^Thesis/ })).first().click());
	await visit(opened, 'tag-menu', async () => {
		await all(page).click();
		await side(page).getByRole('treeitem', { name: /^Shipyard/i }).click({ button: 'right' });
		await expect(page.getByRole('menu').first()).toBeVisible();
	});
	await all(page).click();
	await visit(opened, 'export', async () => {
		await list(page).focus();
		await page.keyboard.press('Control+e');
		await expect(page.getByRole('button', { name: /^Export \d/ })).toBeEnabled();
	});
	const settings = page.getByRole('dialog', { name: 'Settings' });
	for (const [section, screen] of [['Appearance', 'settings'], ['Reading', 'settings-reading'], ['Keys', 'settings-keys']] as const) {
		await visit(opened, screen, async () => {
			await page.keyboard.press('Control+,');
			await settings.getByRole('tab', { name: section }).click();
		});
	}
	await visit(opened, 'palette', async () => {
		await list(page).focus();
		await page.keyboard.press('Control+k');
		await page.getByRole('combobox', { name: 'Do, go or open' }).fill('yard');
		await expect(page.getByRole('dialog', { name: 'Do, go or open' }).getByRole('option').filter({ hasText: 'Shipyard' }).first()).toBeVisible();
	});
	await visit(opened, 'keys', async () => {
		await list(page).focus();
		await page.keyboard.press('?');
		await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	});
	await visit(opened, 'about', async () => {
		await side(page).getByRole('button').first().click();
		await page.getByRole('menuitem', { name: 'About Cuttings' }).click();
		await expect(page.getByRole('dialog')).toBeVisible();
	});
	await visit(opened, 'trash', async () => {
		await openFound(page, 'title:"last hull leaves"', 'Last hull leaves');
		await list(page).focus();
		await page.keyboard.press('Delete');
		await expect(all(page)).toContainText('23');
		await quiet(page);
		await seek(page, '');
		await side(page).getByRole('button', { name: /^Trash/ }).click();
		await list(page).getByRole('option').first().click();
	});
	await visit(opened, 'report', async () => {
		await all(page).click();
		await dropFiles(page, '[data-sheet]', [opened.file('mixed')]);
		await page.getByRole('button', { name: 'Show', exact: true }).click();
		await expect(page.getByRole('dialog')).toBeVisible();
	});
	await visit(opened, 'jobs', async () => {
		await quiet(page);
		await side(page).getByRole('button', { name: /kept/ }).click();
	});
});

test('every picture kept belongs to a screen', () => {
	expect(readdirSync(KEPT).sort()).toEqual(SCREENS.flatMap((screen) => THEMES.map((theme) => `${screen}-${theme}.webp`)).sort());
});
