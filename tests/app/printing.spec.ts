// Owns the journeys to the printer: what is handed to the system's dialog, in which order, and what is said when there is none. The dialog itself is not ours: in its place the pages are taken as PDF from the very window that would have been printed.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { dropFiles, expect, PROJECT, test, type OpenedApp } from '../support/app';
import { SAVED_PAGE } from './made-pictures';
import { STORIES } from './made-up';
import { fill, openClipping, quiet, wear } from './window';

function isThere(program: string): boolean {
	try {
		execFileSync(program, ['-v'], { stdio: 'ignore' });
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ENOENT';
	}
}
const missing = ['pdftotext', 'pdfimages', 'pdftoppm'].filter((program) => !isThere(program));
test.skip(missing.length > 0 && !process.env['CI'], `Not checked: ${missing.join(', ')} not installed (Debian: poppler-utils).`);
test.setTimeout(180_000);

const looked = join(PROJECT, 'out/pictures');
const list = (page: Page) => page.getByRole('listbox', { name: 'Clippings' });
const run = (program: string, ...args: string[]): string => execFileSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
const textOf = (file: string): string => run('pdftotext', file, '-').replace(/\s+/g, ' ');

type Answer = { is: 'printed' } | { is: 'refused'; reason: string; printers: string[] };

/** Stands where the system's dialog would: keeps the pages it is given, and answers as a person or a system would. */
async function standIn(app: ElectronApplication, folder: string, answer: Answer): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await app.evaluate(({ BrowserWindow }, [place, given]) => {
		const kept = globalThis as unknown as { sheets?: object[] };
		kept.sheets ??= [];
		const contents = Object.getPrototypeOf(BrowserWindow.getAllWindows()[0]!.webContents) as Electron.WebContents;
		contents.getPrintersAsync = () => Promise.resolve((given.is === 'printed' ? ['Gatehouse'] : given.printers).map((name) => ({ name }) as Electron.PrinterInfo));
		contents.print = function print(this: Electron.WebContents, options, callback) {
			const { length } = kept.sheets!;
			const own = BrowserWindow.fromWebContents(this)!;
			void this.printToPDF({ preferCSSPageSize: true, printBackground: true, pageSize: 'A4' }).then((pdf) => {
				process.getBuiltinModule('node:fs').writeFileSync(`${place}/${length}.pdf`, pdf);
				kept.sheets!.push({ options, title: own.getTitle(), isVisible: own.isVisible() });
				callback?.(given.is === 'printed', given.is === 'printed' ? '' : given.reason);
			});
		};
	}, [folder, answer] as const);
}

const sheets = (app: ElectronApplication) => app.evaluate(() => (globalThis as unknown as { sheets?: { options: Electron.WebContentsPrintOptions; title: string; isVisible: boolean }[] }).sheets ?? []);
const handed = async (app: ElectronApplication, count: number) => {
	await expect.poll(async () => (await sheets(app)).length, { timeout: 60_000 }).toBe(count);
	return (await sheets(app)).at(-1)!;
};
const toast = (page: Page) => page.getByRole('status').locator('.toast');

/** The first pages as pictures, for people to look at. */
function look(file: string, name: string): void {
	mkdirSync(looked, { recursive: true });
	execFileSync('pdftoppm', ['-png', '-r', '60', '-l', '3', file, join(looked, `printing-${name}`)]);
}

test('the open clipping is set with its pictures, captions and credits, and nothing of the window is on the page', async ({ openApp, folder }) => {
	const opened = await openApp({ files: Object.fromEntries(Object.entries(SAVED_PAGE).map(([name, content]) => [`saved/${name}`, content])) });
	const { app, page } = opened;
	const paper = join(folder, 'paper');
	await standIn(app, paper, { is: 'printed' });
	await dropFiles(page, '.first', [opened.file('saved')]);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('1', { timeout: 60_000 });
	await openClipping(page, 'Last hull');
	await quiet(page);

	await page.keyboard.press('Control+p');
	const sheet = await handed(app, 1);
	expect(sheet).toMatchObject({ options: { silent: false, printBackground: true }, isVisible: false });
	expect(sheet.title).toMatch(/^Last hull/);
	const text = textOf(join(paper, '0.pdf'));
	const order = ['The Averil Courier', '1982-03-11', 'Last hull', 'Nora Tallis', 'Corran Light clears', 'Ida Renwick', 'Source: original', 'in the archive “archive” since'];
	for (const said of order) expect(text).toContain(said);
	expect(text.indexOf('Last hull')).toBeLessThan(text.indexOf('Corran Light clears'));
	expect(text.indexOf('Corran Light clears')).toBeLessThan(text.indexOf('Source: original'));
	for (const chrome of ['All clippings', 'Needs a look', 'Search', 'Trash', 'Add a tag']) expect(text).not.toContain(chrome);
	expect(run('pdfimages', '-list', join(paper, '0.pdf')).trim().split('\n').length - 2).toBeGreaterThanOrEqual(2);
	look(join(paper, '0.pdf'), 'pictures');

	// What was printed needs no word, and the hidden window goes.
	await expect(toast(page)).toHaveCount(0);
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), { timeout: 20_000 }).toBe(1);
});

test('those that are chosen print in the order of the list, whichever was chosen first; by menu, palette and in a window of its own too', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	const paper = join(folder, 'paper');
	await standIn(app, paper, { is: 'printed' });
	await fill(opened, STORIES.slice(0, 5).map((story) => ({ ...story, tags: [] })));
	await quiet(page);
	const rows = list(page).getByRole('option');
	const headlines = await rows.locator('.title').allInnerTexts();
	await rows.nth(3).click();
	await rows.nth(0).click({ modifiers: ['ControlOrMeta'] });
	await rows.nth(2).click({ modifiers: ['ControlOrMeta'] });
	await rows.nth(2).click({ button: 'right' });
	await expect(page.getByRole('menuitem', { name: 'Print…' })).toBeVisible();
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await page.screenshot({ path: join(looked, `printing-menu-${theme}.png`) });
	}
	await page.getByRole('menuitem', { name: 'Print…' }).click();
	expect((await handed(app, 1)).title).toBe('3 press clippings');
	const places = [0, 2, 3].map((at) => textOf(join(paper, '0.pdf')).indexOf(headlines[at]!.replace(/\s+/g, ' ').slice(0, 25)));
	expect(places).not.toContain(-1);
	expect(places).toEqual([...places].sort((a, b) => a - b));
	expect(textOf(join(paper, '0.pdf')).match(/Source: original/g)).toHaveLength(3);
	look(join(paper, '0.pdf'), 'three');

	// From the menu bar, and from the palette.
	await rows.nth(1).click();
	await expect(page.getByRole('region', { name: /^Clipping: / })).toContainText(headlines[1]!.slice(0, 25));
	expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('print')!.accelerator)).toBe('CmdOrCtrl+P');
	await app.evaluate(({ Menu }) => { Menu.getApplicationMenu()!.getMenuItemById('print')!.click(); });
	expect((await handed(app, 2)).title.slice(0, 25)).toBe(headlines[1]!.slice(0, 25));
	await page.keyboard.press('Control+k');
	await page.keyboard.type('Print');
	await page.getByRole('option', { name: /^Print/ }).first().click();
	expect((await handed(app, 3)).title.slice(0, 25)).toBe(headlines[1]!.slice(0, 25));

	// The clipping of a window of its own, whatever is chosen in the list.
	const opening = app.waitForEvent('window');
	await page.keyboard.press('Control+Shift+Enter');
	const own = await opening;
	await expect(own.getByRole('region', { name: /^Clipping: / })).toContainText(headlines[1]!.slice(0, 25));
	await rows.nth(0).click();
	await own.keyboard.press('Control+p');
	expect((await handed(app, 4)).title.slice(0, 25)).toBe(headlines[1]!.slice(0, 25));
});

async function filledWithOne(opened: OpenedApp): Promise<void> {
	await fill(opened, STORIES.slice(0, 2).map((story) => ({ ...story, tags: [] })));
	await openClipping(opened.page, 'Last hull');
	await quiet(opened.page);
}

test('a dialog that is left says nothing; a printer that refuses says so; without any, a PDF is offered', async ({ openApp, folder }) => {
	const opened = await openApp();
	const { app, page } = opened;
	await filledWithOne(opened);
	const paper = join(folder, 'paper');
	await standIn(app, paper, { is: 'refused', reason: 'Print job canceled', printers: ['Gatehouse'] });
	await page.keyboard.press('Control+p');
	await handed(app, 1);

	// Asked for after it, so anything the first had to say would stand there now or be replaced by this.
	await standIn(app, paper, { is: 'refused', reason: 'Invalid printer settings', printers: ['Gatehouse'] });
	await expect(toast(page)).toHaveCount(0);
	await page.keyboard.press('Control+p');
	await handed(app, 2);
	await expect(toast(page)).toContainText('The printer did not take the pages.');
	await page.getByRole('status').getByRole('button', { name: 'Close' }).click();

	await standIn(app, paper, { is: 'refused', reason: 'No printers available on the network', printers: [] });
	await page.keyboard.press('Control+p');
	await handed(app, 3);
	await expect(toast(page)).toContainText('There is no printer on this computer. Export as PDF instead');
	for (const theme of ['light', 'dark'] as const) {
		await wear(opened, theme);
		await page.screenshot({ path: join(looked, `printing-none-${theme}.png`) });
	}
	await page.getByRole('button', { name: 'Export as PDF…' }).click();
	await expect(page.getByRole('dialog').getByRole('radio', { name: /^PDF/ })).toBeChecked();
	await expect(page.getByRole('dialog').getByRole('button', { name: 'Export 1', exact: true })).toBeVisible();
	await page.keyboard.press('Escape');
	expect(opened.log()).not.toContain('incident');
});

test('many are set as work of its own; more than two hundred are for a PDF', async ({ openApp, folder }) => {
	const files = Object.fromEntries(Array.from({ length: 205 }, (_, at) => [`many/${at}.txt`, `The Tidewater Gazette\n\nHarbour report number ${at} of the winter\n\nBy Ann Oakes\n${1 + (at % 28)} March 1982\n\nThe board met on day ${at} to hear what the engineers had found under the north mole.\n`]));
	const opened = await openApp({ files });
	const { app, page } = opened;
	const paper = join(folder, 'paper');
	await standIn(app, paper, { is: 'printed' });
	await dropFiles(page, '.first', [opened.file('many')]);
	await expect(page.getByRole('navigation').getByRole('button', { name: /^All clippings/ })).toContainText('205', { timeout: 60_000 });
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	await list(page).focus();
	await page.keyboard.press('Control+a');
	await expect(page.getByRole('status').getByText('205 of')).toBeVisible();
	await page.keyboard.press('Control+p');
	await expect(toast(page)).toContainText('Up to 200 clippings are printed at once.');
	await expect(page.getByRole('button', { name: 'Export as PDF…' })).toBeVisible();
	expect(await sheets(app)).toEqual([]);
	expect(existsSync(join(paper, '0.pdf'))).toBe(false);

	await list(page).getByRole('option').nth(0).click();
	for (let at = 0; at < 24; at++) await page.keyboard.press('Shift+ArrowDown');
	await expect(page.getByRole('status').getByText('25 of')).toBeVisible();
	await page.keyboard.press('Control+p');
	expect((await handed(app, 1)).title).toBe('25 press clippings');
	expect(textOf(join(paper, '0.pdf')).match(/Source: original/g)).toHaveLength(25);
	await expect(page.getByText('Handed to the printer.')).toBeVisible();
});

test('a machine without a printer is asked itself, and its answer understood', async ({ openApp }) => {
	const opened = await openApp();
	const { app, page } = opened;
	const printers = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getPrintersAsync().then(({ length }) => length, () => 0));
	test.skip(printers > 0, 'Not checked: this machine has a printer, and its dialog would wait for somebody.');
	await filledWithOne(opened);
	await page.keyboard.press('Control+p');
	await expect(toast(page)).toContainText('There is no printer on this computer.', { timeout: 60_000 });
	await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length), { timeout: 20_000 }).toBe(1);
});
