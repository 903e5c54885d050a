// Owns the journeys with tags: put on, taken off, renamed, recoloured, searched by, dropped on.
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { fill, openClipping } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));

test('a tag is put on, filters the list, is renamed and taken off', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	const side = page.getByRole('navigation');
	await openClipping(page, 'Last hull');
	await page.keyboard.press('t');
	await page.keyboard.type('Shipyard/Closure');
	await page.keyboard.press('Enter');
	await side.getByRole('treeitem', { name: 'Shipyard 1' }).locator('[data-fold]').click();
	await openClipping(page, 'Board denies');
	await page.keyboard.press('t');
	await page.keyboard.type('clos');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await expect(side.getByRole('treeitem', { name: 'Closure 2' })).toBeVisible();

	await side.getByRole('treeitem', { name: 'Closure 2' }).click();
	await expect(page.getByRole('option')).toHaveCount(2);
	const token = page.getByRole('button', { name: 'Remove the tag Shipyard/Closure from the search' });
	await expect(token).toBeVisible();
	await page.getByRole('combobox', { name: 'Search' }).focus();
	await page.keyboard.press('Backspace');
	await expect(page.getByRole('button', { name: 'tag Shipyard/Closure, in the search' })).toBeFocused();
	await page.keyboard.press('Backspace');
	await expect(page.getByRole('listbox', { name: 'Clippings' }).getByRole('option')).toHaveCount(STORIES.length);

	await side.getByRole('treeitem', { name: 'Closure 2' }).click();
	await side.getByRole('tree', { name: 'Tags' }).focus();
	await page.keyboard.press('F2');
	await expect(page.getByRole('textbox', { name: 'New name of Shipyard/Closure' })).toHaveValue('Closure');
	await page.keyboard.type('The closing');
	await page.keyboard.press('Enter');
	await expect(side.getByRole('treeitem', { name: 'The closing 2' })).toBeVisible();

	await side.getByRole('treeitem', { name: 'The closing 2' }).click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Violet' }).click();
	await expect(side.getByRole('treeitem', { name: 'The closing 2' }).locator('[data-colour=violet]')).toBeVisible();

	await side.getByRole('treeitem', { name: 'The closing 2' }).click({ button: 'right' });
	await page.getByRole('menuitem', { name: 'Remove from all clippings' }).click();
	await expect(page.getByText('Took Shipyard/The closing off 2 clippings.')).toBeVisible();
	await expect(side.getByRole('treeitem', { name: 'The closing 2' })).toHaveCount(0);
});

test('a name that is taken asks before two tags become one', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 2));
	const side = page.getByRole('navigation');
	for (const [headline, tag] of [['Last hull', 'Yard'], ['Averil: Die Werft', 'Werft']] as const) {
		await openClipping(page, headline);
		await page.keyboard.press('t');
		await page.keyboard.type(tag);
		await page.keyboard.press('Enter');
		await expect(side.getByRole('treeitem', { name: `${tag} 1` })).toBeVisible();
	}
	await side.getByRole('treeitem', { name: 'Werft 1' }).click();
	await side.getByRole('tree', { name: 'Tags' }).focus();
	await page.keyboard.press('F2');
	await page.keyboard.type('Yard');
	await page.keyboard.press('Enter');
	const question = page.getByRole('dialog', { name: 'Merge Werft into Yard?' });
	await expect(question).toContainText('Merged, 2 clippings carry Yard, and Werft is gone.');
	await question.getByRole('button', { name: 'Merge the two' }).click();
	await expect(side.getByRole('treeitem', { name: 'Yard 2' })).toBeVisible();
});

test('several clippings take a tag at once, by key and by being dragged onto it', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare);
	const side = page.getByRole('navigation');
	await page.getByRole('option').nth(0).click();
	const third = await page.getByRole('option').nth(2).innerText();
	await page.getByRole('option').nth(2).click({ modifiers: ['Shift'] });
	// The field belongs to the clipping that is open; it must be the last one chosen before anything is typed.
	await expect.poll(async () => third.includes((await page.getByRole('region', { name: /^Clipping: / }).getAttribute('aria-label') ?? '?').replace('Clipping: ', ''))).toBe(true);
	await page.keyboard.press('t');
	await page.keyboard.type('Three');
	await page.keyboard.press('Enter');
	await expect(side.getByRole('treeitem', { name: 'Three 3' })).toBeVisible();
	await page.getByRole('option').nth(4).click();
	await page.getByRole('option').nth(4).dragTo(side.getByRole('treeitem', { name: 'Three 3' }));
	await expect(side.getByRole('treeitem', { name: 'Three 4' })).toBeVisible();
	await page.getByRole('option').nth(4).dragTo(side.getByRole('button', { name: /^Trash/ }));
	await expect(page.getByRole('option')).toHaveCount(STORIES.length - 1);
});
