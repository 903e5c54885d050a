// Owns the journeys of a package that comes back: what differs on both sides is decided side by side, and a bag that is not whole is refused with each file named.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, expect, test, type OpenedApp } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize, wear } from './window';

test.setTimeout(300_000);
const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));

/** Exports everything and answers the folder made. */
async function exported({ app, page }: OpenedApp, target: string, format: RegExp): Promise<string> {
	mkdirSync(target);
	await app.evaluate(({ dialog }, chosen) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] }); }, target);
	await page.keyboard.press('Control+e');
	const dialog = page.getByRole('dialog');
	await dialog.getByRole('radio', { name: format }).click();
	await dialog.getByRole('button', { name: 'Choose…' }).click();
	await expect(dialog.getByText(target)).toBeVisible();
	await dialog.getByRole('button', { name: `Export ${bare.length}` }).click();
	await expect(page.getByText(`Exported ${bare.length} clippings.`).first()).toBeVisible({ timeout: 60_000 });
	return join(target, readdirSync(target).find((name) => name.startsWith('Cuttings export'))!);
}

async function photographed(opened: OpenedApp, name: string, path: (file: string) => string): Promise<void> {
	for (const look of ['light', 'dark'] as const) {
		await wear(opened, look);
		for (const [size, width, height] of [['large', 1440, 900], ['small', 1000, 700], ['narrow', 700, 700]] as const) {
			await resize(opened, width, height);
			await opened.page.waitForTimeout(300);
			await opened.page.screenshot({ path: path(`${name}-${look}-${size}.png`) });
		}
	}
	await resize(opened, 1440, 900);
	await wear(opened, 'light');
}

test('what differs is shown side by side, decided by keyboard, and taken back', async ({ openApp, folder }, info) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	const path = await exported(opened, join(folder, 'target'), /^JSON Lines/);
	// Somebody else has worked on it meanwhile.
	const file = join(path, 'clippings.jsonl');
	const records = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { headline: string; notes: string; rights: string | null; tags: { name: string; colour: string }[]; provenance: Record<string, unknown> });
	const before = records[0]!.headline;
	Object.assign(records[0]!, { headline: 'Last hull leaves the yard at Averil', notes: 'The date is that of the evening edition.\n\nCompare the notice of the day before.', rights: '© The Averil Courier', tags: [{ name: 'yard/closure', colour: 'teal' }] });
	Object.assign(records[1]!, { notes: 'Seen on microfilm.' });
	writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));

	await dropFiles(page, '[data-sheet]', [path]);
	await page.getByRole('button', { name: /^Decide what differs/ }).click({ timeout: 30_000 });
	const dialog = page.getByRole('dialog', { name: 'What differs' });
	await expect(dialog.getByText('2 clippings are here already, and differ from what came.')).toBeVisible();
	const headline = dialog.getByRole('radiogroup', { name: 'Headline' }).getByRole('radio');
	await headline.first().focus();
	await page.keyboard.press('ArrowRight');
	await expect(headline.nth(1)).toHaveAttribute('aria-checked', 'true');
	await dialog.getByRole('radiogroup', { name: 'Tags' }).getByRole('radio', { name: 'Keep both' }).first().click();
	await photographed(opened, 'conflicts', (name) => info.outputPath(name));
	await expectAccessible(opened, 'conflicts');
	await wear(opened, 'light');

	await page.keyboard.press('Control+Enter');
	await expect(dialog).toBeHidden();
	await expect(page.getByText('Decided what differs in 1 clipping.')).toBeVisible();
	await openClipping(page, 'Last hull leaves the yard at Averil');
	await page.getByRole('button', { name: 'Undo', exact: true }).click();
	await openClipping(page, before);

	await page.keyboard.press('Control+Shift+Z');
	await openClipping(page, 'Last hull leaves the yard at Averil');
});

test('a bag that is not whole is refused with each file named, and the rest of it imported when asked', async ({ openApp, folder }, info) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	const bag = await exported(opened, join(folder, 'target'), /^Archive package/);
	const [first, second] = readdirSync(join(bag, 'data/originals')).sort();
	const bytes = readFileSync(join(bag, 'data/originals', first!));
	bytes[5]! ^= 1;
	writeFileSync(join(bag, 'data/originals', first!), bytes);
	writeFileSync(join(bag, 'data/slipped in.txt'), `${STORIES[0]!.text}\nAnd a line that nobody exported.\n`);
	expect(second).toBeDefined();

	await dropFiles(page, '[data-sheet]', [bag]);
	const dialog = page.getByRole('dialog', { name: 'This bag is not whole' });
	await expect(dialog).toBeVisible({ timeout: 30_000 });
	await expect(dialog.getByRole('listitem').filter({ hasText: first! })).toContainText('Altered');
	await expect(dialog.getByRole('listitem').filter({ hasText: 'slipped in.txt' })).toContainText('Added');
	await photographed(opened, 'bag', (name) => info.outputPath(name));
	await expectAccessible(opened, 'a bag that is not whole');
	await wear(opened, 'light');

	await dialog.getByRole('button', { name: 'Import without these' }).click();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(new RegExp(`${bare.length} were already here`)).first()).toBeVisible({ timeout: 30_000 });
});
