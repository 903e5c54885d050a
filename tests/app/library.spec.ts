// Owns the journeys through the list: search, keys, choosing several, the trash and back.
import { expect, test } from '../support/app';
import { more, STORIES } from './made-up';
import { fill, openClipping } from './window';

const bare = (clippings: typeof STORIES) => clippings.map((clipping) => ({ ...clipping, tags: [] }));

test('search finds as one types: words, beginnings of words, phrases', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare(STORIES));
	const search = page.getByRole('combobox', { name: 'Search' });
	const rows = page.getByRole('option');

	await page.keyboard.press('/');
	await expect(search).toBeFocused();
	await page.keyboard.type('michael', { delay: 15 });
	await expect(rows).toHaveCount(1);
	await expect(rows.locator('mark').first()).toHaveText('Michaelmas');
	await expect(page.getByRole('article').locator('mark').first()).toHaveText('Michaelmas');

	await search.fill('"going concern"');
	await expect(rows).toHaveCount(1);
	await expect(rows).toContainText('Board denies');
	await search.fill('"concern going"');
	await expect(page.getByRole('heading', { name: 'No clippings with “"concern going"”.' })).toBeVisible();
	await search.fill('"going concern');
	await expect(rows).toHaveCount(1);
	await expect(page.locator('.understood')).toBeVisible();

	await search.fill('造船所');
	await expect(rows).toHaveCount(1);
	await page.keyboard.press('Escape');
	await expect(rows).toHaveCount(STORIES.length);
});

test('the list is walked by keys, several are chosen, and the trash gives back', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare(STORIES));
	const list = page.getByRole('listbox', { name: 'Clippings' });
	const chosen = page.getByRole('option', { selected: true });
	await list.focus();
	await page.keyboard.press('Home');
	const first = await chosen.innerText();
	await page.keyboard.press('ArrowDown');
	await expect(chosen).not.toHaveText(first);
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	await page.keyboard.press('Shift+ArrowDown');
	await page.keyboard.press('Shift+ArrowDown');
	await expect(chosen).toHaveCount(3);
	await expect(page.getByText(`3 of ${STORIES.length} chosen`)).toBeVisible();

	await page.keyboard.press('Delete');
	await expect(page.getByText('Moved 3 clippings to the trash.')).toBeVisible();
	await expect(page.getByRole('option')).toHaveCount(STORIES.length - 3);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByRole('option')).toHaveCount(STORIES.length);

	await page.getByRole('option').first().click();
	await page.keyboard.press('Delete');
	await page.getByRole('navigation').getByRole('button', { name: 'Trash 1' }).click();
	await expect(page.getByRole('option')).toHaveCount(1);
	await page.getByRole('option').click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Put back' }).click();
	await expect(page.getByRole('heading', { name: 'The trash is empty.' })).toBeVisible();
	await page.getByRole('navigation').getByRole('button', { name: /^All clippings/ }).click();
	await expect(page.getByRole('option')).toHaveCount(STORIES.length);
});

test('a long list holds only what one sees, and its end is reached at once', async ({ openApp }) => {
	test.setTimeout(120_000);
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare(more(700)));
	expect(await page.getByRole('option').count()).toBeLessThan(40);
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('End');
	const last = page.getByRole('option', { selected: true });
	await expect(last).toHaveAttribute('aria-posinset', '700');
	await expect(last).toBeInViewport();
	await expect(last.locator('.title')).not.toBeEmpty();
	await page.keyboard.press('Home');
	await expect(page.getByRole('option', { selected: true })).toHaveAttribute('aria-posinset', '1');
	await page.keyboard.press('Control+a');
	await expect(page.getByText('700 of 700 chosen')).toBeVisible();
});

test('panes are made wider by keys and remembered', async ({ openApp }) => {
	const first = await openApp();
	await fill(first, bare(STORIES.slice(0, 2)));
	const splitter = first.page.getByRole('separator', { name: 'Width of the list' });
	await splitter.focus();
	await first.page.keyboard.press('ArrowRight');
	await expect(splitter).toHaveAttribute('aria-valuenow', '416');
	await first.page.keyboard.press('Control+\\');
	await expect(first.page.getByRole('navigation')).toBeHidden();
	await first.close();
	const second = await openApp({ archive: first.archive, ownFolder: first.ownFolder });
	await openClipping(second.page, 'Last hull');
	await expect(second.page.getByRole('navigation')).toBeHidden();
	await expect(second.page.getByRole('separator', { name: 'Width of the list' })).toHaveAttribute('aria-valuenow', '416');
});
