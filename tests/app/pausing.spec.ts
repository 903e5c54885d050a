// Owns the journey of an import that is paused: nothing moves, other work goes on, and it ends whole.
import { dropFiles, expect, test } from '../support/app';
import { expectAccessible } from './window';

const MANY = 12_000;
const lamp = (n: number): string => [
	'Harbour Notes', `Lamp number ${n} goes out along the mole`, `By Edda Lindqvist\n${1 + (n % 28)} April 1987`,
	`PORT AVERIL - The lamp with the number ${n} went out on Friday night and nobody has said when it will burn again.`,
	'The keeper, Ivo Brandt, had asked for oil since the autumn. The company has answered that oil is dear.',
].join('\n\n');

test('an import is paused, nothing moves while a clipping is edited, and it goes on to its end', async ({ openApp }) => {
	test.setTimeout(240_000);
	const opened = await openApp({ files: Object.fromEntries(Array.from({ length: MANY }, (_, n) => [`many/lamp ${n}.txt`, lamp(n)])) });
	const { page, file } = opened;
	await dropFiles(page, '.first', [file('many')]);
	await page.getByRole('button', { name: /^(Looking for files|Reading)/ }).click();
	const jobs = page.getByRole('dialog', { name: 'Jobs' });
	await jobs.getByRole('button', { name: 'Pause', exact: true }).focus();
	await expect(jobs.getByText(/^Reading [1-9]/)).toBeVisible();
	await page.keyboard.press('Enter');
	await expect(jobs.getByRole('button', { name: 'Resume', exact: true })).toBeFocused();
	await expect(jobs.getByText(/^Paused/)).toBeVisible();
	// What was under way when it was told to rest is told a little later.
	await page.waitForTimeout(1_000);
	const before = await jobs.getByText(/^Paused/).textContent();
	const bar = await jobs.getByRole('progressbar').getAttribute('aria-valuenow');
	await page.waitForTimeout(1_500);
	expect(await jobs.getByText(/^Paused/).textContent()).toBe(before);
	expect(await jobs.getByRole('progressbar').getAttribute('aria-valuenow')).toBe(bar);
	// The tip of the button one stands on belongs to no landmark.
	await page.evaluate(() => { (document.activeElement as HTMLElement).blur(); });
	await expectAccessible(opened, 'paused import');

	await page.keyboard.press('Escape');
	await page.getByRole('option').first().click();
	await page.keyboard.press('f');
	await expect(page.getByRole('navigation').getByRole('button', { name: 'Flagged 1' })).toBeVisible();

	await page.getByRole('button', { name: /^Paused/ }).click();
	await jobs.getByRole('button', { name: 'Resume', exact: true }).click();
	await expect(jobs.getByText(/^12,000 kept/)).toBeVisible({ timeout: 120_000 });
	await page.keyboard.press('Escape');
	await expect(page.getByRole('navigation').getByRole('button', { name: 'All clippings 12,000' })).toBeVisible();
	await expect(page.getByRole('navigation').getByRole('button', { name: 'Flagged 1' })).toBeVisible();
});
