// Owns the journeys through what stands above the list: facets, the timeline, and results over time.
import { expect, test } from '../support/app';
import { more, STORIES } from './made-up';
import { expectAccessible, fill, resize, wear } from './window';

const bare = (clippings: typeof STORIES) => clippings.map((clipping) => ({ ...clipping, tags: [] }));

test('a facet shows its values with counts; a click narrows, Alt leaves out, keys do both, and all is written in the search', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare([...STORIES, ...more(40)]));
	const total = STORIES.length + 40;
	const rows = page.getByRole('option');
	const count = page.locator('.head p.figures');
	const values = page.getByRole('dialog', { name: 'Newspaper' });
	await expect(count).toContainText(`${total} clippings`);

	await page.getByRole('button', { name: 'Newspaper', exact: true }).click();
	const first = values.locator('.value[aria-pressed=false]').first();
	const said = (await first.getAttribute('aria-label'))!;
	const [, paper = '', found = ''] = /^(.*), (\d+) clippings?$/.exec(said)!;
	await first.click();
	await expect(count).toContainText(`${found} clipping`);
	await expect(page.getByRole('button', { name: `Newspaper: ${paper}`, exact: true })).toBeVisible();
	// Its other values stay, with their counts, and a second is chosen beside it.
	await expect(values.locator('.value[aria-pressed=true]')).toHaveCount(1);
	const second = values.locator('.value[aria-pressed=false]').first();
	const [, , beside = ''] = /^(.*), (\d+) clippings?$/.exec((await second.getAttribute('aria-label'))!)!;
	await second.click();
	await expect(count).toContainText(`${Number(found) + Number(beside)} clippings`);
	await expect(page.getByRole('button', { name: 'Newspaper: 2 newspapers', exact: true })).toBeVisible();
	await page.keyboard.press('Escape');
	await page.getByRole('button', { name: 'Take back Newspaper: 2 newspapers' }).click();
	await expect(count).toContainText(`${total} clippings`);

	// Alt leaves out; by keys too.
	await page.getByRole('button', { name: 'Newspaper', exact: true }).click();
	await values.locator('.value').first().click({ modifiers: ['Alt'] });
	await expect(count).toContainText(`${total - Number(found)} clippings`);
	await expect(values.getByRole('button', { name: `${paper}, ${found} clipping`, exact: false }).first()).toHaveAttribute('aria-label', /left out$/);
	await values.locator('.value').first().focus();
	await page.keyboard.press('Alt+Enter');
	await expect(count).toContainText(`${total} clippings`);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: /^Newspaper: / })).toBeVisible();
	await page.keyboard.press('ArrowRight');
	await expect(values.locator('.out:focus')).toHaveCount(1);
	await page.keyboard.press('Escape');
	await expect(values).toHaveCount(0);
	expect(await rows.count()).toBeGreaterThan(0);

	// Those there is no room for stand in the menu.
	await page.getByRole('button', { name: 'More facets, and over time' }).click();
	await page.getByRole('menuitem', { name: 'Kind…' }).click();
	await expect(page.getByRole('dialog', { name: 'Kind' }).getByRole('button', { name: /^Articles/ })).toBeVisible();
	await page.keyboard.press('Escape');
});

test('the timeline narrows by dragging and by keys, and is read as a table', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare([...STORIES, ...more(60)]));
	const count = page.locator('.head p.figures');
	const timeline = page.getByRole('group', { name: /^Timeline: / });
	const from = timeline.getByRole('slider', { name: 'From' });
	const until = timeline.getByRole('slider', { name: 'Until' });
	await expect(until).toHaveAttribute('aria-valuetext', /\d{4}/);
	const all = await count.innerText();

	const box = (await timeline.locator('.area').boundingBox())!;
	await page.mouse.move(box.x + box.width * 0.3, box.y + 20);
	await page.mouse.down();
	await page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
	await page.mouse.up();
	await expect(count).not.toHaveText(all);
	await expect(timeline.locator('.chosen')).toContainText('–');
	await expect(page.getByRole('button', { name: /^Year: / })).toBeVisible();
	const dragged = (await from.getAttribute('aria-valuetext'))!;

	await from.focus();
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('ArrowLeft');
	await expect(from).not.toHaveAttribute('aria-valuetext', dragged);
	await page.keyboard.press('Home');
	await expect(from).toHaveAttribute('aria-valuenow', '0');
	await until.focus();
	await page.keyboard.press('End');
	await expect(until).toHaveAttribute('aria-valuenow', (await until.getAttribute('aria-valuemax'))!);
	await page.keyboard.press('Delete');
	await expect(count).toHaveText(all);

	// One day is no chart.
	const search = page.getByRole('combobox', { name: 'Search' });
	await search.fill('title:"last hull leaves"');
	await expect(timeline).toContainText('11 March 1982');
	await expect(timeline).toContainText('The clipping is of this day');
	await expect(from).toHaveCount(0);
	await search.fill('');
	await search.blur();
	await expect(count).toHaveText(all);

	await page.getByRole('button', { name: 'More facets, and over time' }).click();
	await page.getByRole('menuitem', { name: 'Over time…', exact: true }).click();
	const dialog = page.getByRole('dialog', { name: 'Over time' });
	await dialog.getByRole('radio', { name: 'Years' }).click();
	await dialog.getByRole('radio', { name: 'Table' }).click();
	const row = dialog.getByRole('row').filter({ has: page.getByRole('button') }).first();
	const year = await row.getByRole('button').innerText();
	await row.getByRole('button').click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole('button', { name: `Year: ${year}`, exact: true })).toBeVisible();
});

test('newspapers over time are walked by keys, and a cell narrows', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare([...STORIES, ...more(60)]));
	await page.getByRole('button', { name: 'More facets, and over time' }).click();
	await page.getByRole('menuitem', { name: 'Newspapers over time…' }).click();
	const dialog = page.getByRole('dialog', { name: 'Over time' });
	const grid = dialog.getByRole('grid', { name: 'Newspapers by time' });
	await expect(grid.locator('[data-cell="0 0"]')).toBeVisible();
	await grid.locator('[data-cell="0 0"]').focus();
	await page.keyboard.press('ArrowDown');
	await expect(grid.locator('[data-cell="1 0"]')).toBeFocused();
	await page.keyboard.press('End');
	await page.keyboard.press('Home');
	await expect(grid.locator('[data-cell="1 0"]')).toBeFocused();
	const filled = grid.getByRole('button', { name: /: [1-9]/ }).first();
	const [, paper = ''] = /^(.*), [^,]*: /.exec((await filled.getAttribute('aria-label'))!)!;
	await filled.click();
	await expect(dialog).toHaveCount(0);
	await expect(page.getByRole('button', { name: new RegExp(`^Newspaper: ${paper === 'No newspaper' ? 'no newspaper' : paper}`) })).toBeVisible();
});

test('facets, the timeline and results over time can be used by everybody', async ({ openApp }) => {
	test.setTimeout(120_000);
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare([...STORIES, ...more(40)]));
	const shoot = process.env['CUTTINGS_SHOTS'];
	const shot = async (name: string) => {
		for (const theme of shoot ? (['light', 'dark'] as const) : []) {
			await wear(opened, theme);
			await page.waitForTimeout(150);
			await page.screenshot({ path: `${shoot}/${name}-${theme}.png` });
		}
	};
	await page.getByRole('button', { name: 'Newspaper', exact: true }).click();
	await expect(page.getByRole('dialog', { name: 'Newspaper' }).locator('.value').first()).toBeVisible();
	await expectAccessible(opened, 'values of a facet');
	await shot('facet');
	await page.getByRole('dialog', { name: 'Newspaper' }).locator('.value').first().click();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: /^Newspaper: / })).toBeFocused();
	await page.getByRole('slider', { name: 'From' }).focus();
	await page.keyboard.press('PageUp');
	await expect(page.locator('.chosen')).toBeVisible();
	await expectAccessible(opened, 'facets and the timeline');
	await shot('bar');
	await resize(opened, 1000, 700);
	await shot('bar-1000');
	await resize(opened, 700, 900);
	await page.getByRole('button', { name: 'Timeline' }).click();
	await expect(page.getByRole('slider', { name: 'Until' })).toBeVisible();
	await expectAccessible(opened, 'the timeline in a narrow window');
	await shot('narrow');
	await page.keyboard.press('Escape');
	await resize(opened, 1440, 900);
	await page.getByRole('slider', { name: 'From' }).focus();
	await page.keyboard.press('Delete');
	for (const of of ['Over time…', 'Newspapers over time…']) {
		await page.getByRole('button', { name: 'More facets, and over time' }).click();
		await page.getByRole('menuitem', { name: of, exact: true }).click();
		await expect(page.getByRole('dialog', { name: 'Over time' })).toBeVisible();
		for (const look of ['Table', of === 'Over time…' ? 'Bars' : 'Shades']) {
			await page.getByRole('dialog').getByRole('radio', { name: look }).click();
			await expectAccessible(opened, `${of} ${look}`);
			await shot(`${of.replace(/\W+/g, '-')}-${look}`);
		}
		await page.keyboard.press('Escape');
	}
});
