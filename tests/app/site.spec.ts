// Owns the journeys through an exported site: from the window onto the disk, and from there, without a server and without the app, through a browser.
import { AxeBuilder } from '@axe-core/playwright';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dropFiles, electronCommand, expect, test, type OpenedApp } from '../support/app';
import { jpeg } from './made-pictures';
import { STORIES } from './made-up';
import { fill } from './window';

test.setTimeout(180_000);

/** One of another year, so that there are years to choose from. */
const KEPT = [...STORIES, { name: 'courier-1979.txt', tags: [], text: 'The Averil Courier\n\nA notice on the gatehouse door\nBy Nora Tallis\n2 November 1979\n\nIt was typed and unsigned, and it asked the night shift to come by day.\n' }];

/** Exports everything as a site, as a person would; gives back its folder. */
async function exported(opened: OpenedApp, folder: string): Promise<string> {
	const target = join(folder, 'stick');
	mkdirSync(target);
	await opened.app.evaluate(({ dialog }, chosen) => {
		dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
	}, target);
	await opened.page.keyboard.press('Control+e');
	const dialog = opened.page.getByRole('dialog');
	await dialog.getByRole('radio', { name: /^Web site/ }).click();
	const title = dialog.getByRole('textbox', { name: 'Title' });
	await expect(title).toHaveAttribute('placeholder', 'Press clippings');
	await title.fill('The closing of the Averil yard');
	if (process.env['SITE_PICTURES']) await opened.page.screenshot({ path: join(process.env['SITE_PICTURES'], 'export-window.png') });
	await dialog.getByRole('button', { name: 'Choose…' }).click();
	await dialog.getByRole('button', { name: /^Export \d/ }).click();
	await expect(opened.page.getByText(/^Exported \d+ clippings?\./).first()).toBeVisible();
	return join(target, readdirSync(target)[0]!);
}

async function browse(site: string, env: Record<string, string> = {}): Promise<{ browser: ElectronApplication; page: Page }> {
	const { executablePath, args } = electronCommand();
	const browser = await _electron.launch({
		executablePath, args: [...args.slice(0, -1), resolve(import.meta.dirname, '../support/folder-browser.cjs')],
		env: { ...process.env as Record<string, string>, SITE_PAGE: pathToFileURL(join(site, 'index.html')).href, ...env }, colorScheme: null,
	});
	const page = await browser.firstWindow();
	await page.waitForLoadState('load');
	return { browser, page };
}

const resize = (browser: ElectronApplication, width: number, height: number): Promise<void> => browser.evaluate(({ BrowserWindow }, size) => {
	BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height);
}, { width, height });

async function accessible(page: Page, screen: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
	expect.soft(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join('; ')}`)).toEqual([]);
}

test('a site on a stick is searched, narrowed and read without a server', async ({ openApp, folder }) => {
	const opened = await openApp();
	await fill(opened, KEPT);
	const site = await exported(opened, folder);
	await opened.close();
	const { browser, page } = await browse(site);
	const failed: string[] = [];
	page.on('console', (message) => { if (message.type() === 'error') failed.push(message.text()); });
	page.on('pageerror', (error) => failed.push(error.message));
	const shoot = async (name: string): Promise<void> => {
		if (process.env['SITE_PICTURES']) await page.screenshot({ path: join(process.env['SITE_PICTURES'], `${name}.png`) });
	};
	const results = page.locator('#results > li');
	const status = page.locator('#status');
	await expect(status).toHaveText(`${KEPT.length} clippings`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('The closing of the Averil yard');
	await accessible(page, 'search');
	await shoot('search-light-1440');

	// By the beginning of a word, whatever its accents; by a part of a word without spaces.
	await page.keyboard.press('/');
	await page.keyboard.type('WERF');
	await expect(results).toHaveCount(1);
	await expect(results.locator('mark').first()).toHaveText('Werft');
	await page.getByRole('searchbox').fill('nőbody YARD');
	await expect(results.first()).toContainText('Last hull leaves the Averil yard');
	await page.getByRole('searchbox').fill('造船所');
	await expect(results).toHaveCount(1);
	await expect(results).toContainText('英アヴェリルの造船所');
	await page.getByRole('searchbox').fill('zeppelin');
	await expect(status).toContainText('Nothing fits');
	await page.getByRole('searchbox').fill('');
	await expect(results).toHaveCount(KEPT.length);

	// Facets count what they would leave, and any of one may stand.
	const courier = page.getByRole('checkbox', { name: /The Averil Courier/ });
	const said = Number((await page.locator('label', { has: courier }).locator('.count').innerText()).replace(/\D/g, ''));
	await courier.focus();
	await page.keyboard.press('Space');
	await expect(results).toHaveCount(said);
	await expect(courier).toBeChecked();
	await expect(courier).toBeFocused();
	await page.getByRole('checkbox', { name: /Der Hafenbote/ }).check();
	await expect(results).toHaveCount(said + 1);
	await page.goBack();
	await expect(results).toHaveCount(said);
	await page.getByRole('button', { name: 'Clear all' }).click();
	await expect(results).toHaveCount(KEPT.length);

	// The timeline leads from years to months and back.
	await page.getByRole('button', { name: /^1982: / }).click();
	const march = page.getByRole('button', { name: /^March 1982: / });
	const inMarch = Number(/: (\d+)/.exec((await march.getAttribute('aria-label'))!)![1]);
	await march.click();
	await expect(results).toHaveCount(inMarch);
	await shoot('timeline-1440');
	await page.getByRole('button', { name: 'All years' }).click();
	await expect(results).toHaveCount(KEPT.length);

	await page.getByLabel('Order').selectOption('oldest');
	const oldest = await results.locator('.meta span').first().innerText();
	await page.getByLabel('Order').selectOption('newest');
	expect(await results.locator('.meta span').first().innerText()).not.toBe(oldest);

	// Dark, and it stays dark on the next page.
	const theme = page.getByRole('button', { name: 'Dark' });
	if (await theme.getAttribute('aria-pressed') === 'false') await theme.click();
	const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
	expect(await paper()).toBe('dark');
	await accessible(page, 'search, dark');
	await shoot('search-dark-1440');
	await page.getByRole('searchbox').fill('hull');
	await expect(results.first().locator('mark').first()).toHaveText(/hull/i);
	await results.getByRole('link').first().click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText(/hull/i);
	await expect(page.locator('article mark').first()).toHaveText(/hull/i);
	expect(await paper()).toBe('dark');
	await accessible(page, 'clipping, dark');
	await shoot('clipping-dark-1440');
	await page.getByRole('button', { name: 'Dark' }).click();
	await page.getByText('How it was read').click();
	await expect(page.getByRole('link', { name: 'Save the original' })).toHaveAttribute('download', '');
	await accessible(page, 'clipping, light');
	await shoot('clipping-light-1440');
	for (const [width, height] of [[700, 900], [400, 800]] as const) {
		await resize(browser, width, height);
		await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
		expect(await page.evaluate(() => document.documentElement.scrollWidth), `nothing sticks out at ${width}`).toBeLessThanOrEqual(width);
		await shoot(`clipping-light-${width}`);
	}
	// Through the bar, by keyboard alone.
	await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur(); });
	await page.getByRole('link', { name: 'By newspaper' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'By newspaper' })).toBeVisible();
	await accessible(page, 'newspapers');
	await page.getByRole('link', { name: '湾岸新報' }).click();
	await accessible(page, 'one newspaper');
	await shoot('list-400');
	await page.getByRole('link', { name: '英アヴェリルの造船所、最後の進水' }).click();
	await expect(page.locator('article')).toHaveAttribute('lang', /^ja/);
	await shoot('japanese-400');
	await page.getByRole('link', { name: 'Search' }).click();
	await expect(status).toContainText('clippings');
	await shoot('search-light-400');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
	await resize(browser, 700, 900);
	await expect.poll(() => page.evaluate(() => innerWidth)).toBe(700);
	await shoot('search-light-700');

	const asked = await browser.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
	expect(asked.length).toBeGreaterThan(10);
	expect(asked.filter((url) => !url.startsWith(pathToFileURL(site).href) && !url.startsWith('devtools:'))).toEqual([]);
	expect(failed).toEqual([]);
	await browser.close();
});

test('pictures stand on their page, and without a script the lists lead everywhere', async ({ openApp, folder }) => {
	const opened = await openApp({ files: { 'in/quay.jpg': jpeg(640, 420), 'in/a.txt': STORIES[0]!.text } });
	await dropFiles(opened.page, '.first', [opened.file('in')]);
	await expect(opened.page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('2', { timeout: 60_000 });
	await expect(opened.page.getByRole('progressbar')).toHaveCount(0);
	const site = await exported(opened, folder);
	await opened.close();
	const { browser, page } = await browse(site, { SITE_WITHOUT_SCRIPT: '1' });
	await expect(page.locator('noscript a').first()).toBeVisible();
	// What stands in <noscript> has neither role nor text to the driver of the browser.
	await page.locator('noscript a[href^="by/publication-"]').first().click();
	await page.getByRole('link', { name: /^Last hull leaves/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('Last hull leaves the Averil yard');
	if (process.env['SITE_PICTURES']) await page.screenshot({ path: join(process.env['SITE_PICTURES'], 'no-script-clipping.png') });
	await browser.close();
	const again = await browse(site);
	await again.page.getByRole('link', { name: 'By year' }).click();
	await again.page.getByRole('link', { name: 'Without a certain year' }).click();
	await again.page.locator('.lines a').first().click();
	await expect.poll(() => again.page.locator('article img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth)).toBe(640);
	await again.browser.close();
});
