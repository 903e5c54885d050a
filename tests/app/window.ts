// Owns what journeys do in the window again and again: fill an archive, open a clipping, wear a look, look for faults of accessibility. Must not reach behind the window.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect } from '../support/app';
import type { MadeUp } from './made-up';

/** What is there to drop on: the sheet, or the page of the first run. */
const anywhere = async (page: Page): Promise<string> => {
	await expect(page.locator('[data-sheet], .first')).toBeVisible();
	return (await page.locator('[data-sheet]').count()) > 0 ? '[data-sheet]' : '.first';
};

/** Drops made-up clippings on the window, those with the same tags together, and waits until all are kept. */
export async function fill({ page, file }: OpenedApp, clippings: readonly MadeUp[]): Promise<void> {
	const byTags = new Map<string, MadeUp[]>();
	for (const clipping of clippings) byTags.set(clipping.tags.join(), [...(byTags.get(clipping.tags.join()) ?? []), clipping]);
	let kept = 0;
	for (const [tags, together] of byTags) {
		const folder = file(`fill-${kept}`);
		for (const { name, text } of together) {
			mkdirSync(dirname(join(folder, name)), { recursive: true });
			writeFileSync(join(folder, name), text);
		}
		await dropFiles(page, await anywhere(page), [folder]);
		kept += together.length;
		await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText(kept.toLocaleString('en-GB'), { timeout: 60_000 });
		await expect(page.getByRole('progressbar')).toHaveCount(0);
		for (const tag of tags.split(',').filter(Boolean)) await tagNewest(page, together, tag);
	}
}

/** Tags what was kept last, as a person would: orders by it, chooses, presses T. */
async function tagNewest(page: Page, clippings: readonly MadeUp[], tag: string): Promise<void> {
	await page.getByRole('button', { name: /^Order:/ }).click();
	await page.getByRole('menuitem', { name: 'Last kept first' }).click();
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('Home');
	const headlines = clippings.map(({ text }) => text.split('\n')[2]!);
	await expect.poll(async () => {
		const first = await page.getByRole('option').first().innerText();
		return headlines.some((headline) => first.includes(headline));
	}).toBe(true);
	await page.getByRole('option').first().click();
	for (let at = 1; at < clippings.length; at++) await page.keyboard.press('Shift+ArrowDown');
	if (clippings.length > 1) await expect(page.getByRole('status').getByText(`${clippings.length} of`)).toBeVisible();
	await page.keyboard.press('t');
	await page.getByRole('combobox', { name: 'Add a tag' }).fill(tag);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('combobox', { name: 'Add a tag' })).toHaveValue('');
	await page.keyboard.press('Escape');
}

export async function openClipping(page: Page, headline: string): Promise<void> {
	await page.getByRole('option').filter({ hasText: headline }).first().click();
	await expect(page.getByRole('region', { name: new RegExp(`^Clipping: ${headline}`) })).toBeVisible();
}

export async function resize({ app, page }: OpenedApp, width: number, height: number): Promise<void> {
	await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), { width, height });
	await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
}

/** Light or dark, whatever the system says. */
export async function wear({ app, page }: OpenedApp, theme: 'light' | 'dark'): Promise<void> {
	await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source; }, theme);
	await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(theme === 'dark');
}

/** Looks the whole page over as it is. @param rules those that are asked; all without */
export async function expectFaultless(page: Page, screen: string, rules: readonly string[] = []): Promise<void> {
	// Panels that are still fading in are judged as they come to rest.
	await page.waitForTimeout(300);
	const judge = new AxeBuilder({ page }).setLegacyMode(true);
	const { violations } = await (rules.length === 0 ? judge : judge.withRules([...rules])).analyze();
	expect.soft(violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim()})`).join('; ')}`)).toEqual([]);
}

/** Looks the whole page over, in both looks; where something is read, its colours on sepia paper too, in either. */
export async function expectAccessible(opened: OpenedApp, screen: string): Promise<void> {
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await expectFaultless(opened.page, `${screen}, ${theme}`);
		const paper = await onPaper(opened.page, 'sepia');
		if (paper === null) continue;
		await expectFaultless(opened.page, `${screen}, sepia in ${theme}`, ['color-contrast']);
		await onPaper(opened.page, paper);
	}
}

/** Lays every sheet on a paper; "" is the window's own. Answers what it lay on before, null where there is none. */
const onPaper = (page: Page, paper: string): Promise<string | null> => page.evaluate((name) => {
	const sheets = [...document.querySelectorAll<HTMLElement>('section[data-sheet]')];
	const before = sheets[0]?.dataset['page'] ?? '';
	for (const sheet of sheets) {
		if (name === '') delete sheet.dataset['page'];
		else sheet.dataset['page'] = name;
	}
	return sheets.length === 0 ? null : before;
}, paper);

/** Looks the whole page over in forced colours, dark on light and light on dark. The window's own look stays out of it: a change of that ends the forcing. */
export async function expectAccessibleForced({ page }: OpenedApp, screen: string): Promise<void> {
	for (const scheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ forcedColors: 'active', colorScheme: scheme });
		await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(scheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)');
		await expectFaultless(page, `${screen}, forced, ${scheme}`);
	}
}

/** Waits until nothing is being said any more. */
export async function quiet(page: Page): Promise<void> {
	await expect(page.getByRole('status').locator('[data-kind]')).toHaveCount(0);
}
