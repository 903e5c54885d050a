// Owns the pictures of every screen, light and dark, from made-up clippings in the real window. They go to out/pictures; with CUTTINGS_PICTURES=1 those the README and the docs show are kept in docs/screenshots too.
import type { Page } from '@playwright/test';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, PROJECT, test } from '../support/app';
import { more, STORIES } from './made-up';
import { fill, openClipping, quiet, resize, wear } from './window';

const folder = join(PROJECT, 'out/pictures');
const shown = process.env['CUTTINGS_PICTURES'] ? join(PROJECT, 'docs/screenshots') : null;
const SHOWN = new Set(['empty', 'main', 'original', 'drop', 'export', 'report', 'width-700']);
const THEMES = ['light', 'dark'] as const;

/** Takes the picture in both looks. What is on the screen must have come to rest. */
async function picture(opened: OpenedApp, name: string, before?: (page: Page) => Promise<void>): Promise<void> {
	mkdirSync(folder, { recursive: true });
	for (const theme of THEMES) {
		await wear(opened, theme);
		await before?.(opened.page);
		await opened.page.evaluate(() => document.fonts.ready);
		await opened.page.waitForTimeout(350);
		const path = join(folder, `${name}-${theme}.png`);
		await opened.page.screenshot({ path });
		if (shown && SHOWN.has(name)) {
			mkdirSync(shown, { recursive: true });
			copyFileSync(path, join(shown, `${name}-${theme}.png`));
		}
	}
}

test.setTimeout(240_000);

test('the empty archive', async ({ openApp }) => {
	const opened = await openApp();
	await resize(opened, 1440, 900);
	await expect(opened.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	// The folder of this run is nobody's: the picture shows the usual one.
	await opened.page.locator('.where b').evaluate((place) => { place.textContent = '~/Cuttings'; });
	await picture(opened, 'empty');
});

test('three clippings', async ({ openApp, folder: place }) => {
	const opened = await openApp({ archive: join(place, 'Harbour archive') });
	await resize(opened, 1440, 900);
	await fill(opened, STORIES.slice(0, 3));
	await quiet(opened.page);
	await openClipping(opened.page, 'Last hull');
	await picture(opened, 'three');
});

test('five hundred clippings, and everything one can do with them', async ({ openApp, folder: place }) => {
	const opened = await openApp({ archive: join(place, 'Harbour archive'), files: { 'a.txt': 'A headline\n\nText.', 'b.txt': 'Another\n\nText.', 'box/c.txt': '' } });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await fill(opened, [...STORIES, ...more(500 - STORIES.length)]);
	await quiet(page);

	const search = page.getByRole('combobox', { name: 'Search' });
	await search.fill('yard');
	await expect(page.getByRole('option').first().locator('mark').first()).toBeVisible();
	await openClipping(page, 'Last hull');
	await picture(opened, 'main');
	await page.getByRole('radio', { name: 'Original' }).click();
	await picture(opened, 'original');
	await page.getByRole('radio', { name: 'Article' }).click();

	for (const [width, height] of [[1100, 800], [700, 900], [400, 800]] as const) {
		await resize(opened, width, height);
		await picture(opened, `width-${width}`);
	}
	await resize(opened, 1440, 900);

	await search.fill('');
	await expect(page.getByRole('status').getByText('500')).toBeVisible();
	await page.getByRole('option').first().click();
	await dropFiles(page, '[data-drop=tag] >> nth=3', [opened.file('a.txt'), opened.file('b.txt'), opened.file('box')], { letGo: false });
	await picture(opened, 'drop');
	await page.keyboard.press('Escape');
	await dropFiles(page, '[data-drop=tag] >> nth=3', [opened.file('a.txt')]);

	await page.keyboard.press('Control+e');
	await expect(page.getByRole('button', { name: 'Export 500' })).toBeEnabled();
	await picture(opened, 'export');
	await page.keyboard.press('Escape');

	await dropFiles(page, '[data-sheet]', [opened.file('a.txt'), opened.file('box'), opened.file('a.txt')]);
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await picture(opened, 'report');
	await page.keyboard.press('Escape');

	for (const story of ['صمت', '英アヴェリル', 'What the river owes']) {
		await search.fill(story);
		await expect(page.getByRole('option')).toHaveCount(1);
		await page.getByRole('option').click();
		await picture(opened, { صمت: 'right-to-left', 英アヴェリル: 'japanese', 'What the river owes': 'unsure' }[story]!);
	}
});
