// Owns the journeys by which clippings come in: dropped, chosen, pasted; and what is said of those that were not kept.
import { chmodSync } from 'node:fs';
import { dropFiles, expect, test } from '../support/app';
import { STORIES } from './made-up';
import { openClipping } from './window';

const [courier, hafenbote] = STORIES;
const files = { 'courier.txt': courier!.text, 'box/hafenbote.txt': hafenbote!.text };
const all = (text: string) => ({ name: new RegExp(`^All clippings ${text}$`) });

test('a file dropped on the empty window becomes a clipping that is there when the app opens again', async ({ openApp }) => {
	const first = await openApp({ files });
	await dropFiles(first.page, '.first', [first.file('courier.txt')]);
	await expect(first.page.getByRole('region', { name: /^Clipping: Last hull leaves/ })).toBeVisible();
	await expect(first.page.getByRole('article').getByRole('heading', { level: 1 })).toHaveText('Last hull leaves the Averil yard as 1,400 wait for an answer');
	await expect(first.page.getByRole('article')).toContainText('Nobody in the yard would say that it was closing.');
	await first.close();

	const second = await openApp({ archive: first.archive, ownFolder: first.ownFolder });
	await expect(second.page.getByRole('option')).toHaveCount(1);
	await openClipping(second.page, 'Last hull');
});

test('while files hover, the window says what would happen, and Escape keeps nothing', async ({ openApp }) => {
	const { page, file } = await openApp({ files });
	await dropFiles(page, '.first', [file('courier.txt'), file('box')], { letGo: false });
	await expect(page.getByText('Let go to keep 2 items')).toBeVisible();
	await expect(page.getByText('Your originals stay where they are.')).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByText('Let go to keep 2 items')).toBeHidden();
	// Still the same drag: letting go now keeps nothing. The next one is another matter.
	await dropFiles(page, '.first', [file('courier.txt'), file('box')]);
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await dropFiles(page, '.first', [file('courier.txt'), file('box')]);
	await expect(page.getByRole('option')).toHaveCount(2);
});

test('what could not be kept is listed with the reason, what was already here with its clipping', async ({ openApp }) => {
	const { app, page, file } = await openApp({
		files: {
			...files,
			'mixed/again.txt': courier!.text,
			'mixed/empty.txt': '',
			'mixed/noise.txt': Uint8Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256),
			'mixed/new.txt': STORIES[4]!.text,
			'mixed/facts.json': '{"a": 1}',
		},
	});
	await dropFiles(page, '.first', [file('courier.txt')]);
	await expect(page.getByRole('option')).toHaveCount(1);
	await dropFiles(page, '[data-sheet]', [file('mixed')]);
	await expect(page.getByRole('option')).toHaveCount(2);
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	const report = page.getByRole('dialog', { name: 'Imports' });
	await expect(report).toContainText('1 kept, nothing to do');
	await expect(report).toContainText('1 was already here');
	await expect(report).toContainText('3 were left out');
	for (const name of ['empty.txt', 'noise.txt', 'facts.json']) await expect(report).toContainText(name);

	await report.getByRole('button', { name: 'Copy the report' }).click();
	await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('empty.txt: Empty');

	await report.getByRole('button', { name: /^Last hull leaves/ }).click();
	await expect(report).toBeHidden();
	await expect(page.getByRole('region', { name: /^Clipping: Last hull/ })).toBeVisible();
});

test('a file that may not be read does not stop the others', async ({ openApp }) => {
	test.skip(process.getuid?.() === 0, 'root may read everything');
	const { page, file } = await openApp({ files });
	chmodSync(file('courier.txt'), 0);
	await dropFiles(page, '.first', [file('courier.txt'), file('box')]);
	await expect(page.getByRole('option')).toHaveCount(1);
	await expect(page.getByText('1 kept and 1 could not be kept.').first()).toBeVisible();
});

test('text is pasted as a clipping, and into a field as text', async ({ openApp }) => {
	const { app, page } = await openApp();
	await expect(page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), courier!.text);
	await page.keyboard.press('Control+v');
	await openClipping(page, 'Last hull');
	await expect(page.getByText('Pasted text').first()).toBeVisible();

	await app.evaluate(({ clipboard }) => clipboard.writeText('berth'));
	await page.getByRole('combobox', { name: 'Search' }).focus();
	await page.keyboard.press('Control+v');
	await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue('berth');
	await expect(page.getByRole('navigation').getByRole('button', all('1'))).toBeVisible();
});

test('files are chosen in a dialog', async ({ openApp }) => {
	const { app, page, file } = await openApp({ files });
	await app.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, file('courier.txt'));
	await page.getByRole('button', { name: /^Choose files/ }).click();
	await openClipping(page, 'Last hull');
	await app.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, file('box/hafenbote.txt'));
	await page.keyboard.press('Control+o');
	await expect(page.getByRole('option')).toHaveCount(2);
});

test('files dropped on a tag carry it', async ({ openApp }) => {
	const { page, file } = await openApp({ files });
	await dropFiles(page, '.first', [file('courier.txt')]);
	await openClipping(page, 'Last hull');
	await page.keyboard.press('t');
	await page.keyboard.type('Shipyard');
	await page.keyboard.press('Enter');
	await dropFiles(page, '[data-drop=tag]', [file('box/hafenbote.txt')], { letGo: false });
	await expect(page.getByText(/Let go to keep 1 item with the tag\s+Shipyard/)).toBeVisible();
	await dropFiles(page, '[data-drop=tag]', [file('box/hafenbote.txt')]);
	await expect(page.getByRole('treeitem', { name: 'Shipyard 2' })).toBeVisible();
});
