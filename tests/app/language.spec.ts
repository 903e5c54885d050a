// Owns the journeys in other languages than English: German from the first start to an export, Arabic with the window mirrored, and the choice in the settings.
import type { Page } from '@playwright/test';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, PROJECT, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, quiet, resize, wear } from './window';

type Catalogue = Readonly<Record<string, string>>;
const catalogue = (language: string): Catalogue => JSON.parse(readFileSync(join(PROJECT, 'src/shared/words/languages', `${language}.json`), 'utf8')) as Catalogue;
const [en, de, ar] = [catalogue('en'), catalogue('de'), catalogue('ar')];

const pictures = join(PROJECT, 'out/pictures');
async function picture(opened: OpenedApp, name: string): Promise<void> {
	mkdirSync(pictures, { recursive: true });
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await opened.page.evaluate(() => document.fonts.ready);
		await opened.page.waitForTimeout(350);
		await opened.page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
	}
}

/** English messages that the other language says otherwise, as far as they are nothing but words. */
function onlyEnglish(other: Catalogue): ReadonlySet<string> {
	// Languages are called what they call themselves.
	const said = new Set(Object.values(other));
	return new Set(Object.entries(en).filter(([key, text]) => key !== 'language.name' && !/[{<]/.test(text) && /\p{L}{3}/u.test(text) && key in other && other[key] !== text && !said.has(text)).map(([, text]) => text));
}

/** What a person sees or a screen reader hears of the window, beside the clippings' own words. */
const words = (page: Page): Promise<string[]> => page.evaluate(() => {
	const found: string[] = [];
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walk.nextNode(); node; node = walk.nextNode()) if (!node.parentElement?.closest('[role=option] .headline, article .text')) found.push((node.textContent ?? '').trim());
	for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name)?.trim() ?? '');
	return [...new Set(found.filter(Boolean))];
});

async function expectNoEnglish(page: Page, other: Catalogue, screen: string): Promise<void> {
	const english = onlyEnglish(other);
	expect.soft((await words(page)).filter((text) => english.has(text)), screen).toEqual([]);
}

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const menuLabels = ({ app }: OpenedApp) => app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.items.flatMap((item) => [item.label, ...(item.submenu?.items ?? []).map(({ label }) => label)]));

test('German, from the first start to an export', async ({ openApp, folder }) => {
	test.setTimeout(180_000);
	const opened = await openApp({ env: { CUTTINGS_LANGUAGE: 'de' }, files: { 'courier.txt': STORIES[0]!.text, 'preise.csv': 'Ware,Preis\nKohle,3\n', 'leer.txt': ' ' } });
	const { app, page } = opened;
	await resize(opened, 1440, 900);
	await expect(page.getByRole('heading', { name: 'Ein Ausschnitt genügt für den Anfang.' })).toBeVisible();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await expectNoEnglish(page, de, 'first run');
	await picture(opened, 'german-empty');

	await dropFiles(page, '.first', [opened.file('courier.txt')]);
	await expect(page.getByRole('navigation', { name: 'Archiv' }).getByRole('button', { name: /^Alle Ausschnitte/ })).toContainText('1');
	await page.getByRole('option').first().click();
	await expect(page.locator('[data-sheet]')).toContainText('11. März 1982');
	await expectNoEnglish(page, de, 'the clipping');

	await page.keyboard.press('Control+f');
	await page.keyboard.type('slipway');
	await expect(page.getByRole('option').locator('mark').first()).toBeVisible();
	await expectNoEnglish(page, de, 'the search');
	await page.keyboard.press('Control+a');
	await page.keyboard.press('Delete');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('option').locator('mark')).toHaveCount(0);
	await page.getByRole('option').first().click();

	await page.keyboard.press('t');
	await page.keyboard.type('Werft');
	await expectNoEnglish(page, de, 'the tag field');
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('tree').getByRole('treeitem', { name: /Werft/ })).toBeVisible();

	await page.getByRole('option').first().click();
	await page.keyboard.press('Shift+H');
	await page.keyboard.press('Shift+ArrowRight');
	await expectNoEnglish(page, de, 'the bar over words');
	await page.keyboard.press('Enter');
	await expect(page.locator('[data-sheet] [data-highlight]').first()).toBeVisible();
	await expectNoEnglish(page, de, 'the highlight');
	await picture(opened, 'german-main');

	expect(await menuLabels(opened)).toEqual(expect.arrayContaining(['&Datei', 'Importieren…', 'Ausschneiden', 'In den Papierkorb legen', 'So wird gesucht']));

	await page.keyboard.press('Control+k');
	await expect(dialog(page, 'Tun, gehen oder öffnen')).toBeVisible();
	await page.keyboard.type('papier');
	await expect(page.getByRole('option', { name: /In den Papierkorb legen/ })).toBeVisible();
	await expectNoEnglish(page, de, 'the palette');
	await picture(opened, 'german-palette');
	await page.keyboard.press('Escape');

	await page.keyboard.press('Control+,');
	for (const section of ['Erscheinungsbild', 'Lesen', 'Importieren', 'Tasten', 'Sicherungen', 'Privatsphäre']) {
		await dialog(page, 'Einstellungen').getByRole('tab', { name: section }).click();
		await expectNoEnglish(page, de, `settings, ${section}`);
		await picture(opened, `german-settings-${section}`);
	}
	await page.keyboard.press('Escape');
	await expect(dialog(page, 'Einstellungen')).toBeHidden();

	await dropFiles(page, 'section.list[aria-label=Liste]', [opened.file('preise.csv'), opened.file('leer.txt')]);
	await page.getByRole('button', { name: 'Zeigen', exact: true }).click();
	await expect(dialog(page, 'Importe').getByText('Das ist eine Tabelle, kein Ausschnitt.')).toBeVisible();
	await expect(dialog(page, 'Importe').getByText('Darin ist kein Text.')).toBeVisible();
	await expectNoEnglish(page, de, 'the report of an import');
	await picture(opened, 'german-report');
	await page.keyboard.press('Escape');
	await expect(dialog(page, 'Importe')).toBeHidden();

	await resize(opened, 700, 800);
	await picture(opened, 'german-700');
	await resize(opened, 1440, 900);

	const target = join(folder, 'ausfuhr');
	mkdirSync(target);
	await app.evaluate(({ dialog: system }, chosen) => { system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] }); }, target);
	await page.keyboard.press('Control+e');
	await expect(page.getByRole('dialog')).toBeVisible();
	await expect(page.getByRole('dialog').getByRole('button', { name: /1/ }).last()).toBeEnabled();
	await expectNoEnglish(page, de, 'the export');
	await picture(opened, 'german-export');
	await page.getByRole('dialog').locator('.dialog-foot button').last().click();
	await expect(page.getByRole('button', { name: 'Im Ordner zeigen' })).toBeVisible({ timeout: 30_000 });
	expect(readdirSync(target).length).toBeGreaterThan(0);
	await expectNoEnglish(page, de, 'after the export');
});

test('Arabic: the window is mirrored, and so are its keys', async ({ openApp }) => {
	test.setTimeout(240_000);
	const first = await openApp();
	await fill(first, STORIES.slice(0, 4));
	await quiet(first.page);
	await first.close();

	const opened = await openApp({ archive: first.archive, ownFolder: first.ownFolder, env: { CUTTINGS_LANGUAGE: 'ar' } });
	const { page } = opened;
	await resize(opened, 1440, 900);
	await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
	const side = page.getByRole('navigation', { name: ar['frame.room.archive']! });
	await expect(side.getByRole('button', { name: new RegExp(`^${ar['frame.side.all']}`) })).toBeVisible();
	await openLaunch(page);
	const box = async (what: string) => (await page.locator(what).first().boundingBox())!;
	const [nav, list, sheet] = [(await side.boundingBox())!, await box('section.list'), await box('[data-sheet]')];
	expect(nav.x).toBeGreaterThan(list.x);
	expect(list.x).toBeGreaterThan(sheet.x);
	expect(nav.x + nav.width).toBe(1440);
	// What was printed in English still runs to the right.
	expect(await page.locator('[data-sheet] [lang=en]').first().evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');

	const tree = page.getByRole('tree').last();
	const branch = tree.getByRole('treeitem', { name: /Shipyard/ }).first();
	await tree.focus();
	await page.keyboard.press('s');
	const isOpen = async () => await branch.getAttribute('aria-expanded') === 'true';
	const way = { open: 'ArrowLeft', close: 'ArrowRight' } as const;
	if (await isOpen()) await page.keyboard.press(way.close);
	await expect(branch).toHaveAttribute('aria-expanded', 'false');
	await page.keyboard.press(way.open);
	await expect(branch).toHaveAttribute('aria-expanded', 'true');
	await page.keyboard.press(way.close);
	await expect(branch).toHaveAttribute('aria-expanded', 'false');

	// The line beside the sidebar is pulled to the left to make it wider.
	const splitter = page.getByRole('separator', { name: ar['frame.room.side-width']! });
	await splitter.focus();
	await page.keyboard.press('ArrowLeft');
	await expect.poll(async () => (await side.boundingBox())!.width).toBe(nav.width + 16);

	await picture(opened, 'arabic-main');
	await expectAccessible(opened, 'Arabic');
	await page.keyboard.press('Control+k');
	await expect(dialog(page, ar['palette.title']!)).toBeVisible();
	await picture(opened, 'arabic-palette');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+,');
	await expect(dialog(page, ar['settings.title']!)).toBeVisible();
	await picture(opened, 'arabic-settings');
	await expectAccessible(opened, 'Arabic settings');
	await page.keyboard.press('Escape');
	await resize(opened, 700, 800);
	await picture(opened, 'arabic-700');
});

/** Opens the English story of the launch, whatever its region is called. */
async function openLaunch(page: Page): Promise<void> {
	await page.getByRole('option').filter({ hasText: 'Last hull' }).first().click();
	await expect(page.locator('[data-sheet]')).toContainText('Corran Light');
}

test('the language is chosen in the settings, holds, and goes back', async ({ openApp }) => {
	test.setTimeout(120_000);
	const own = { CUTTINGS_LANGUAGE: '', LANGUAGE: 'en_GB', LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' };
	const first = await openApp({ env: own });
	const { page } = first;
	await fill(first, STORIES.slice(0, 2));
	await openClipping(page, 'Last hull');
	await page.keyboard.press('Control+,');
	const choice = (name: string) => page.getByRole('combobox', { name, exact: true });
	await expect(choice('Language').locator('option')).toHaveText(['As the system', 'العربية (in part)', 'Deutsch', 'English']);
	await choice('Language').selectOption('Deutsch');
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	await expect(page.getByRole('button', { name: /^Alle Ausschnitte/ })).toContainText('2');
	expect(await menuLabels(first)).toContain('&Datei');
	await first.close();

	const again = await openApp({ archive: first.archive, ownFolder: first.ownFolder, env: own });
	await expect(again.page.getByRole('button', { name: /^Alle Ausschnitte/ })).toContainText('2');
	await again.page.keyboard.press('Control+,');
	const chosen = again.page.getByRole('combobox', { name: 'Sprache', exact: true });
	await expect(chosen).toHaveValue('de');
	await chosen.selectOption('');
	await expect(again.page.getByRole('button', { name: /^All clippings/ })).toContainText('2');
	await expect(again.page.locator('html')).toHaveAttribute('lang', 'en');
	expect(await menuLabels(again)).toContain('&File');
});
