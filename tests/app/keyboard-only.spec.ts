// Owns the journey from an empty archive to a proven package with no pointer at all: only keys are pressed, everything else is read. Native dialogs, which belong to the system, are answered for it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { expectFocus, stand, tabTo } from './by-keyboard';
import { STORIES } from './made-up';

test.setTimeout(300_000);

const FILES = Object.fromEntries(STORIES.map(({ name, text }) => [name, text]));
const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const chosen = (page: Page) => list(page).getByRole('option', { selected: true });
const sheet = (page: Page) => page.getByRole('region', { name: /^Clipping: / });
const count = (page: Page) => page.locator('.head p.figures');
const toast = (page: Page, text: string | RegExp) => expect(page.getByRole('status').getByText(text).first()).toBeVisible();
const answer = (app: ElectronApplication, paths: string[]) => app.evaluate(({ dialog }, filePaths) => {
	dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
}, paths);

/** Walks the list until a headline is the one chosen. */
async function walkTo(page: Page, headline: string, key: 'j' | 'k' | 'ArrowDown' | 'ArrowUp'): Promise<void> {
	for (let step = 0; step < STORIES.length + 1; step++) {
		if ((await chosen(page).count()) > 0 && (await chosen(page).first().innerText()).includes(headline)) break;
		const before = await list(page).getAttribute('aria-activedescendant');
		await page.keyboard.press(key);
		await expect.poll(() => list(page).getAttribute('aria-activedescendant')).not.toBe(before);
	}
	await expect(chosen(page)).toContainText(headline);
	await expect(sheet(page)).toHaveAttribute('aria-label', new RegExp(headline));
}

/** Every file of a bag against its manifests, with `sha512sum` where there is one. */
function expectWhole(bag: string): void {
	for (const name of ['manifest-sha512.txt', 'tagmanifest-sha512.txt']) {
		const lines = readFileSync(join(bag, name), 'utf8').trimEnd().split('\n');
		expect(lines.length).toBeGreaterThan(2);
		for (const line of lines) {
			const [, digest, path] = /^(\w{128})\s+(.+)$/.exec(line)!;
			expect(createHash('sha512').update(readFileSync(join(bag, decodeURIComponent(path!)))).digest('hex'), path).toBe(digest);
		}
		if (process.platform === 'linux') execFileSync('sha512sum', ['--check', '--strict', '--quiet', name], { cwd: bag, stdio: 'pipe' });
	}
}

test('from an empty archive to a proven package without a pointer', async ({ openApp, folder }) => {
	const opened = await openApp({ files: FILES });
	const { app, page } = opened;
	const target = join(folder, 'target');
	mkdirSync(target);
	// What a person works with is the keyboard alone: a press of the pointer anywhere would be heard here.
	await page.evaluate(() => {
		for (const kind of ['pointerdown', 'mousedown', 'wheel']) addEventListener(kind, () => { document.documentElement.dataset['pointed'] = kind; }, true);
	});

	await test.step('the first run is walked by Tab, and files are imported', async () => {
		await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
		const by = await tabTo(page, { name: /^Choose|^Another|Open the sample|sample/i });
		expect(by.length).toBeGreaterThan(0);
		await answer(app, STORIES.map(({ name }) => opened.file(name)));
		await page.keyboard.press('Control+o');
		await expect(count(page)).toContainText(`${STORIES.length} clippings`, { timeout: 60_000 });
		await expect(page.getByRole('progressbar')).toHaveCount(0);
		await expectFocus(page, 'after the first import', { region: 'list', role: 'listbox' });
	});

	await test.step('the list is walked, a clipping opened and read on', async () => {
		await page.keyboard.press('Home');
		await expect(chosen(page)).toHaveCount(1);
		await page.keyboard.press('j');
		await page.keyboard.press('j');
		await page.keyboard.press('k');
		await expect(list(page)).toHaveAttribute('aria-activedescendant', 'clipping-1');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowUp');
		await expect(list(page)).toHaveAttribute('aria-activedescendant', 'clipping-1');
		await expectFocus(page, 'in the list', { region: 'list' });
		await page.keyboard.press('Home');
		await walkTo(page, 'Last hull leaves', 'j');
		await page.keyboard.press('Enter');
		await expectFocus(page, 'on the open clipping', { region: 'sheet', role: 'section' });
		await expect.poll(() => sheet(page).evaluate((one) => one.scrollHeight > one.clientHeight)).toBe(true);
		await page.keyboard.press('Space');
		await expect.poll(() => sheet(page).evaluate((one) => one.scrollTop)).toBeGreaterThan(100);
		await page.keyboard.press('Shift+Space');
		await expect.poll(() => sheet(page).evaluate((one) => one.scrollTop)).toBe(0);
	});

	await test.step('it is tagged, filed, flagged and its headline changed', async () => {
		await page.keyboard.press('t');
		await expectFocus(page, 'in the tag field', { role: 'combobox', name: /^Add a tag/ });
		await page.keyboard.type('Shipyard/Closure');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('combobox', { name: 'Add a tag' })).toHaveValue('');
		await page.keyboard.press('Escape');
		await expectFocus(page, 'after the tag field', { region: 'list' });
		await expect(sheet(page).getByRole('button', { name: 'Closure', exact: true })).toBeVisible();
		await page.keyboard.press('c');
		await expectFocus(page, 'in the choice of collections', { role: 'combobox', region: 'dialog' });
		await page.keyboard.type('Thesis');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('navigation').getByRole('treeitem', { name: /^Thesis/ })).toContainText('1');
		await expectFocus(page, 'after filing', { region: 'list' });
		await page.keyboard.press('f');
		await expect(page.getByRole('navigation').getByRole('button', { name: /^Flagged/ })).toContainText('1');
		await page.keyboard.press('e');
		await expectFocus(page, 'in the headline', { name: /^Headline/ });
		await page.keyboard.press('Control+a');
		await page.keyboard.type('Last hull leaves the yard');
		await page.keyboard.press('Enter');
		await expect(sheet(page)).toHaveAttribute('aria-label', /Last hull leaves the yard/);
		await expectFocus(page, 'after the headline');
	});

	await test.step('words are marked, and a note is written on them', async () => {
		await page.keyboard.press('Shift+H');
		await expect.poll(() => page.evaluate(() => document.getSelection()?.toString())).toBe('PORT');
		await page.keyboard.press('j');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Shift+ArrowDown');
		await page.keyboard.press('3');
		await expect(page.locator('article [data-wash=sky]').first()).toBeFocused();
		await expectFocus(page, 'on the highlight', { region: 'sheet' });
		await page.keyboard.press('n');
		await expectFocus(page, 'in the note', { role: 'textarea' });
		await page.keyboard.type('Nobody said it. Compare 1979.');
		await page.keyboard.press('Control+Enter');
		await expect(page.getByRole('note')).toContainText('Compare 1979.');
		await expectFocus(page, 'after the note');
	});

	await test.step('Tab goes round the whole window and is caught nowhere', async () => {
		const seen = new Map<string, number>();
		let lost = 0;
		const stops: string[] = [];
		for (let step = 0; step < 160; step++) {
			await page.keyboard.press('Tab');
			const now = await stand(page);
			lost = now.isLost ? lost + 1 : 0;
			// One stop is the window's own edge, where Tab begins anew.
			expect(lost, `after ${stops.slice(-3).join(', ')}`).toBeLessThan(2);
			if (now.isLost) continue;
			const key = `${now.region}: ${now.role} “${now.name}”`;
			stops.push(key);
			expect.soft(now, `Tab, stop ${step}: ${key}`).toMatchObject({ isSeen: true, isInView: true });
			seen.set(now.region, (seen.get(now.region) ?? 0) + 1);
			if (step > 20 && key === stops[0] && stops.at(-2) !== key) break;
		}
		expect([...seen.keys()].sort(), stops.join('\n')).toEqual(expect.arrayContaining(['bar', 'details', 'list', 'sheet', 'sidebar']));
		expect(stops.length, 'Tab comes round').toBeLessThan(155);
		await tabTo(page, { name: /^Clippings$/, role: 'listbox' }, { most: 160 });
		await tabTo(page, { name: /./, region: 'bar' }, { back: true, most: 40 });
	});

	await test.step('a search is typed, a facet taken, and both saved', async () => {
		await page.keyboard.press('Control+f');
		await expectFocus(page, 'in the search', { role: 'combobox', name: /^Search/ });
		await page.keyboard.type('yard');
		await expect(count(page)).toContainText('4 clippings');
		await tabTo(page, { name: /^Newspaper$/ });
		await page.keyboard.press('Enter');
		const values = page.getByRole('dialog', { name: 'Newspaper' });
		await expect(values.locator('.value').first()).toBeVisible();
		await expectFocus(page, 'on a newspaper', { region: 'dialog', role: 'button' });
		await page.keyboard.press('ArrowDown');
		await expectFocus(page, 'on the next newspaper', { region: 'dialog', role: 'button' });
		await page.keyboard.press('Enter');
		await expect(values.locator('.value[aria-pressed=true]')).toHaveCount(1);
		await page.keyboard.press('Escape');
		await expect(values).toHaveCount(0);
		await expectFocus(page, 'back on the facet', { region: 'list', name: /^Newspaper: / });
		await expect(count(page)).not.toContainText('4 clippings');
		await page.keyboard.press('Control+s');
		await expectFocus(page, 'in the name of the search', { region: 'dialog', name: /^Name/ });
		await page.keyboard.press('Control+a');
		await page.keyboard.type('The yard in one paper');
		await page.keyboard.press('Enter');
		await expect(page.getByRole('list', { name: 'Saved searches' }).getByRole('button')).toHaveText([/^The yard in one paper/]);
		await expectFocus(page, 'after saving');
	});

	await test.step('the palette goes to a tag', async () => {
		await page.keyboard.press('Control+k');
		await expectFocus(page, 'in the palette', { role: 'combobox', name: /^Do, go or open/ });
		await page.keyboard.type('closure');
		const palette = page.getByRole('dialog', { name: 'Do, go or open' });
		const place = palette.getByRole('option', { name: /^Closure tag in Shipyard/ });
		await expect(place).toBeVisible();
		for (let step = 0; step < 20 && (await place.getAttribute('aria-selected')) !== 'true'; step++) await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await expect(palette).toHaveCount(0);
		await expect(count(page)).toContainText('1 clipping');
		await expectFocus(page, 'after the palette');
	});

	await test.step('one that needs a look is answered', async () => {
		const place = page.getByRole('navigation').getByRole('button', { name: /^Needs a look/ });
		const before = Number((await place.innerText()).replace(/\D/g, ''));
		expect(before).toBeGreaterThan(0);
		await page.keyboard.press('Control+l');
		const queue = page.getByRole('listbox', { name: 'Clippings that need a look' });
		await expectFocus(page, 'on the field in doubt', { role: 'button' });
		await tabTo(page, { name: /need a look$/, role: 'listbox' }, { back: true });
		for (let step = 0; step < 10 && !(await queue.getByRole('option', { selected: true }).innerText()).includes('What the river owes us'); step++) {
			const was = await queue.getAttribute('aria-activedescendant');
			await page.keyboard.press('ArrowDown');
			await expect.poll(() => queue.getAttribute('aria-activedescendant')).not.toBe(was);
		}
		await page.keyboard.press('Enter');
		await expect(page.locator('[data-look-field]:focus')).toHaveCount(1);
		await page.keyboard.press('1');
		await page.keyboard.press('Control+Enter');
		await expect(page.getByText('“What the river owes us” needs no look any more.')).toBeVisible();
		await expect.poll(async () => Number((await place.innerText()).replace(/\D/g, '') || '0')).toBe(before - 1);
		await expectFocus(page, 'after the answer');
		await page.keyboard.press('Escape');
		await expect(list(page)).toBeVisible();
		await expectFocus(page, 'after the queue', { region: 'list' });
	});

	await test.step('what was done is undone and done again', async () => {
		await page.keyboard.press('Control+z');
		await toast(page, /^Undone: /);
		await page.keyboard.press('Control+Shift+z');
		await toast(page, /^Done again: /);
	});

	await test.step('a clipping is put into the trash, found there and put back', async () => {
		await tabTo(page, { name: /^All clippings/, region: 'sidebar' }, { back: true, most: 160 });
		await page.keyboard.press('Enter');
		await expect(count(page)).toContainText(`${STORIES.length} clippings`);
		await tabTo(page, { name: /^Clippings$/, role: 'listbox' });
		await page.keyboard.press('End');
		await walkTo(page, 'Ferry offices', 'k');
		await expect(page.locator('[data-sheet]'), 'the answer opened nothing beside').toHaveCount(1);
		await page.keyboard.press('Delete');
		await expect(count(page)).toContainText(`${STORIES.length - 1} clippings`);
		await expectFocus(page, 'after the trash', { region: 'list', role: 'listbox' });
		await tabTo(page, { name: /^Trash/, region: 'sidebar' }, { back: true, most: 160 });
		await page.keyboard.press('Enter');
		await expect(count(page)).toContainText('1 clipping');
		await tabTo(page, { name: /^Clippings$/, role: 'listbox' });
		await page.keyboard.press('Home');
		await expect(chosen(page)).toContainText('Ferry offices');
		await page.keyboard.press('Control+k');
		await page.keyboard.type('put back');
		await expect(page.getByRole('dialog', { name: 'Do, go or open' }).getByRole('option', { selected: true })).toContainText('Put back');
		await page.keyboard.press('Enter');
		await expect(list(page)).toHaveCount(0);
		await expectFocus(page, 'in the empty trash');
		await tabTo(page, { name: /^All clippings/, region: 'sidebar' });
		await page.keyboard.press('Enter');
		await expect(count(page)).toContainText(`${STORIES.length} clippings`);
	});

	await test.step('a setting is changed', async () => {
		await page.keyboard.press('Control+,');
		const dialog = page.getByRole('dialog', { name: 'Settings' });
		await expect(dialog).toBeVisible();
		await tabTo(page, { name: /^Appearance$/, role: 'tab' }, { most: 20 });
		await page.keyboard.press('ArrowDown');
		await expect(dialog.getByRole('tab', { name: 'Reading' })).toHaveAttribute('aria-selected', 'true');
		await tabTo(page, { name: /^Usual$/, role: 'radio' }, { most: 20 });
		await page.keyboard.press('ArrowRight');
		await expect(dialog.getByRole('radio', { name: 'Large', exact: true })).toBeChecked();
		await expectFocus(page, 'on the setting', { role: 'radio', name: /^Large$/ });
		await page.keyboard.press('Escape');
		await expect(dialog).toHaveCount(0);
		await expect(page.locator('[data-sheet]')).toHaveAttribute('data-size', 'large');
		await expectFocus(page, 'after the settings');
	});

	await test.step('the archive is exported as a package that proves itself', async () => {
		await answer(app, [target]);
		await page.keyboard.press('Control+e');
		const dialog = page.getByRole('dialog');
		await expect(dialog.getByRole('button', { name: `Export ${STORIES.length}` })).toBeEnabled();
		const format = dialog.getByRole('radio', { checked: true }).first();
		await tabTo(page, { name: /./, role: 'radio' }, { most: 20 });
		for (let step = 0; step < 20 && !/^Archive package/.test((await stand(page)).name); step++) await page.keyboard.press('ArrowUp');
		await expect(dialog.getByRole('radio', { name: /^Archive package/ })).toBeChecked();
		await expect(format).toBeInViewport();
		await tabTo(page, { name: /^Prove it/ }, { most: 40 });
		await page.keyboard.press('Space');
		await expect(dialog.getByLabel('Prove it: read back and compare')).toBeChecked();
		await tabTo(page, { name: /^Choose…/ }, { most: 40 });
		await page.keyboard.press('Enter');
		await expect(dialog.getByText(target)).toBeVisible();
		await tabTo(page, { name: new RegExp(`^Export ${STORIES.length}$`) }, { most: 40 });
		await page.keyboard.press('Enter');
		await expect(dialog).toHaveCount(0);
		// Its notice goes by itself; what stays is the line at the sidebar's foot.
		await expect(page.getByRole('navigation').getByRole('button', { name: new RegExp(`^Exported ${STORIES.length} clippings`) })).toBeVisible({ timeout: 60_000 });
		await expectFocus(page, 'after the export');
		await tabTo(page, { name: /^Exported/, region: 'sidebar' }, { back: true, most: 160 });
		await page.keyboard.press('Enter');
		await tabTo(page, { name: /^(Report|Show)/, region: 'dialog' }, { most: 10 });
		await page.keyboard.press('Enter');
		await expect(page.getByRole('dialog').getByText(/Read back|proven|Proven/).first()).toBeVisible();
		await expectFocus(page, 'in the report', { region: 'dialog' });
		await page.keyboard.press('Escape');
		await expect(page.getByRole('dialog')).toHaveCount(0);
		await expectFocus(page, 'after the report', { region: 'sidebar', name: /^Exported/ });
	});

	const [bag] = readdirSync(target);
	expectWhole(join(target, bag!));
	expect(await page.evaluate(() => document.documentElement.dataset['pointed']), 'a press of the pointer').toBeUndefined();
});

test('let go of, the focus stays away until the arrows are pressed; they lead to the list', async ({ openApp }) => {
	const opened = await openApp({ files: FILES });
	const { app, page } = opened;
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await answer(app, STORIES.map(({ name }) => opened.file(name)));
	await page.keyboard.press('Control+o');
	await expectFocus(page, 'after the first import', { region: 'list', role: 'listbox' });
	await expect(count(page)).toContainText(`${STORIES.length} clippings`);
	await expect(list(page)).toHaveAttribute('aria-activedescendant', 'clipping-0');
	await page.evaluate(() => { (document.activeElement as HTMLElement).blur(); });
	await page.keyboard.press('f');
	expect((await stand(page)).isLost).toBe(true);
	await page.keyboard.press('ArrowDown');
	await expectFocus(page, 'after the arrow', { region: 'list', role: 'listbox' });
	await expect(list(page)).toHaveAttribute('aria-activedescendant', 'clipping-1');
	await page.keyboard.press('ArrowDown');
	await expect(list(page)).toHaveAttribute('aria-activedescendant', 'clipping-2');
});
