// Owns the journeys around what came of imports: the report, trying the failed again, going on with what was stopped, and the list that is kept with the archive.
import { renameSync, rmSync } from 'node:fs';
import { dropFiles, expect, hostProcessId, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, resize } from './window';

const [courier, hafenbote] = STORIES;
/** A story of which every value is read with certainty. */
const lamps = (n: number) => [
	'Harbour Notes', `Lamp number ${n} goes out along the mole`, `By Edda Lindqvist\n${1 + (n % 28)} April 1987`,
	`PORT AVERIL - The lamp with the number ${n} went out on Friday night and nobody has said when it will burn again.`,
	'The keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.',
	'"I can row out with a lantern, but I am sixty-eight," Mr Brandt said on Saturday. He has kept the light since the war.',
	'The pilots have written to the Board. Until it answers, boats are asked to keep to the north of the channel.',
].join('\n\n');
const many = (count: number): Record<string, string> => Object.fromEntries(Array.from({ length: count }, (_, n) => [`many/lamp ${n}.txt`, lamps(n)]));

test('the report says what was kept, needs a look, was here, was left out and failed; the failed are tried again', async ({ openApp }) => {
	const opened = await openApp({ files: {
		'first.txt': courier!.text,
		'box/again.txt': courier!.text, 'box/new.txt': hafenbote!.text, 'box/open.txt': lamps(3).replace('4 April 1987', '03/04/1987'), 'box/empty.txt': '', 'box/facts.json': '{"a": 1}',
		'late.txt': lamps(9),
	} });
	const { app, page, file } = opened;
	await dropFiles(page, '.first', [file('first.txt')]);
	await expect(page.getByRole('option')).toHaveCount(1);
	// A file that is gone when it is read, and comes back.
	await app.evaluate(({ dialog }, paths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: paths }); }, [file('box'), file('late.txt')]);
	renameSync(file('late.txt'), file('away.txt'));
	await page.keyboard.press('Control+o');
	await expect(page.getByRole('option')).toHaveCount(3);
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	const report = page.getByRole('dialog', { name: 'Imports' });
	await expect(report.getByRole('heading', { name: /^Today, \d\d:\d\d$/ })).toBeVisible();
	await expect(report.getByText('6 files from box and late.txt')).toBeVisible();
	for (const line of ['1 kept, nothing to do', '1 kept, and needs a look', '1 was already here', '2 were left out', '1 could not be kept']) await expect(report.getByRole('listitem').filter({ hasText: line })).toBeVisible();
	await expect(report.getByText('There is no such file any more.')).toBeVisible();
	await expectAccessible(opened, 'report');

	renameSync(file('away.txt'), file('late.txt'));
	await report.getByRole('button', { name: 'Try the failed again' }).click();
	await expect(report).toBeHidden();
	await expect(page.getByRole('option')).toHaveCount(4);
	await page.getByRole('button', { name: '1 kept.' }).click();
	await page.getByRole('button', { name: 'All imports…' }).click();
	await expect(report.getByRole('option')).toHaveCount(3);
	await report.getByRole('option').nth(1).click();
	await expect(report.getByText('What failed was tried again since.')).toBeVisible();
	await report.getByRole('button', { name: 'Show what came of it' }).click();
	await expect(report.getByText('1 file from late.txt')).toBeVisible();

	await report.getByRole('option').nth(1).click();
	await report.getByRole('button', { name: 'Copy the report' }).click();
	await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toContain('empty.txt: Empty');
	await report.getByRole('button', { name: 'Take a look' }).click();
	await expect(report).toBeHidden();
	await expect(page.getByRole('navigation').getByRole('button', { name: 'Needs a look 1' })).toHaveAttribute('aria-current', 'page');
});

test('an import that was stopped goes on where it was, and what it brought is listed', async ({ openApp }) => {
	const opened = await openApp({ files: many(1_500) });
	const { page, file } = opened;
	await dropFiles(page, '.first', [file('many')]);
	// Something is to be kept before it is stopped.
	await expect(page.getByRole('option').first()).toBeVisible({ timeout: 20_000 });
	await page.getByRole('button', { name: /^(Looking for files|Reading )/ }).click();
	await page.getByRole('button', { name: 'Stop', exact: true }).click();
	await expect(page.getByText(/^Stopped: /).first()).toBeVisible({ timeout: 20_000 });
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	const report = page.getByRole('dialog', { name: 'Imports' });
	await expect(report.getByText('It was stopped; what had been kept by then stays.')).toBeVisible();
	await report.getByRole('button', { name: 'Continue' }).click();
	await expect(page.getByRole('navigation').getByRole('button', { name: 'All clippings 1,500' })).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText(/^\d[\d,]* kept and [\d,]+ (was|were) already here\.$/).first()).toBeVisible({ timeout: 20_000 });
});

test('an import whose process died shows as interrupted, and continues', async ({ openApp }) => {
	const opened = await openApp({ files: many(1_500), expectedErrors: [/.*/] });
	const { app, page, file } = opened;
	await dropFiles(page, '.first', [file('many')]);
	await expect(page.getByRole('button', { name: /^Reading [1-9]/ })).toBeVisible();
	process.kill(await hostProcessId(app), 'SIGKILL');
	await expect(page.getByRole('option').first()).toBeVisible({ timeout: 20_000 });
	await app.evaluate(({ Menu }) => Menu.getApplicationMenu()!.getMenuItemById('imports')!.click());
	const report = page.getByRole('dialog', { name: 'Imports' });
	await expect(report.getByText(/^Interrupted, \d+ kept$/)).toBeVisible();
	await expect(report.getByText('The program ended in the middle. What had been kept by then is safe')).toBeVisible();
	await resize(opened, 700, 640);
	await expectAccessible(opened, 'interrupted import, 700 px');
	await report.getByRole('button', { name: 'Continue' }).click();
	await resize(opened, 1200, 800);
	await expect(page.getByRole('navigation').getByRole('button', { name: 'All clippings 1,500' })).toBeVisible({ timeout: 60_000 });
});

test('what has gone meanwhile is said', async ({ openApp }) => {
	const { app, page, file } = await openApp({ files: { 'gone.txt': lamps(1) } });
	await app.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, file('gone.txt'));
	rmSync(file('gone.txt'));
	await page.getByRole('button', { name: /^Choose files/ }).click();
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	const report = page.getByRole('dialog', { name: 'Imports' });
	await report.getByRole('button', { name: 'Try the failed again' }).click();
	await expect(report).toBeHidden();
	await page.getByRole('button', { name: 'Show', exact: true }).click();
	await expect(report.getByRole('option')).toHaveCount(2);
	await expect(report.getByText('It may have been moved or deleted.')).toBeVisible();
});
