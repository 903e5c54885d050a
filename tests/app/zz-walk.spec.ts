import { test, expect } from '../support/app';
import { resize, wear } from './window';
test.setTimeout(600_000);
test('walk', async ({ openApp }) => {
	const opened = await openApp({ archive: '/tmp/walk/archive' });
	const { page } = opened;
	const shot = async (name: string) => { await page.waitForTimeout(500); await page.screenshot({ path: `/tmp/walk/${name}.png` }); };
	await expect(page.getByRole('option').first()).toBeVisible({ timeout: 30000 });
	await resize(opened, 1280, 800);
	for (let i = 0; i < 6; i++) {
		for (let k = 0; k < 37; k++) await page.keyboard.press('j');
		await shot(`a${i}`);
	}
	await resize(opened, 1600, 1000);
	await page.keyboard.press('Alt+3'); await shot('b1600');
	await wear(opened, 'dark');
	await resize(opened, 1000, 700); await shot('c1000');
	for (let k = 0; k < 37; k++) await page.keyboard.press('j');
	await shot('c1001');
	await resize(opened, 1280, 800);
	await wear(opened, 'light');
	await page.keyboard.press('Control+l'); await page.waitForTimeout(1500); await shot('look1');
	for (let k = 0; k < 5; k++) { await page.keyboard.press('Control+Enter'); await page.waitForTimeout(300); }
	await shot('look2');
	await page.keyboard.press('Escape');
	await page.getByRole('combobox', { name: 'Search' }).fill('government minister -police');
	await page.waitForTimeout(800); await shot('search');
});
