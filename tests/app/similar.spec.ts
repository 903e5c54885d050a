// Owns the journeys with similar clippings: versions of a story counted in the list, compared side by side by pointer and keyboard, similar ones with why, tags offered and taken.
import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../support/app';
import type { MadeUp } from './made-up';
import { expectAccessible, fill, openClipping, resize } from './window';

const SHOTS = process.env['CUTTINGS_SHOTS'];
async function shot(page: Page, name: string): Promise<void> {
	if (!SHOTS) return;
	mkdirSync(SHOTS, { recursive: true });
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.screenshot({ path: join(SHOTS, `${name}-${colorScheme}.png`) });
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

const LEAD = 'PORT AVERIL — The Port Board said on Saturday that no date had been set for the closing of the Averil yard, and that the yard remained on the books as a going concern.';
const PARAGRAPHS = [
	'A spokesman, Mr H. Lisle, declined to say whether any order was in hand after the launch of the Corran Light on Wednesday, and would not be drawn on the dredger that was talked of in the winter.',
	'About 1,400 men are employed at the yard, which was founded in 1868 and has built 312 hulls. Most of them live within sound of its hooter.',
	'Mr Tomas Veale, for the boilermakers, said a meeting had been asked for on 2 February and no answer had come. He said the men would wait until Easter and no longer.',
	'The Board is to meet again on 29 March. Its chairman has been asked to bring the order book with him.',
	'The ferry company said that its repairs would go to Port Averil for as long as there was a slip to lay them on.',
];
const story = (paper: string, date: string, headline: string, paragraphs: readonly string[], tags: string[] = []): MadeUp => ({
	name: `${date.replaceAll(' ', '-')}-${headline.length}.txt`, tags, text: `${paper}\n\n${headline}\nBy Nora Tallis\n${date}\n\n${paragraphs.join('\n\n')}\n`,
});
const WORLD: readonly MadeUp[] = [
	story('The Averil Courier', '14 March 1982', 'Port Board says no date set for closure of Averil yard', [LEAD, ...PARAGRAPHS], ['Shipyard']),
	story('The Northern Ledger', '15 March 1982', 'Board denies it has set a date for the yard', [LEAD.replace('on Saturday', 'last night').replace('remained', 'remains'), PARAGRAPHS[0]!.replace('Mr H. Lisle, ', ''), PARAGRAPHS[1]!.replace(', which was founded in 1868 and has built 312 hulls', ', and as many again live by it'), PARAGRAPHS[3]!.replace('29 March', 'Monday fortnight')], ['Shipyard']),
	story('Morning Packet', '15 March 1982', 'Yard: Board has named no day', ['Shopkeepers in Ropery Street were told yesterday that they need not shut early on Monday, for the yard will not.', LEAD, ...PARAGRAPHS.slice(0, 3)]),
	story('Tidewater Gazette', '16 March 1982', 'Two thousand walk from the gate to the Guildhall', ['They carried the yard banner of 1926 and walked without a band. Mr Tomas Veale of the boilermakers went first, and the platers behind him.', 'At the Guildhall Mr Veale read a letter from the Port Board, in which Mr Lisle regretted that he could not come. The platers sang until the doors were shut.'], ['Shipyard', 'Unions']),
	story('Harbour Weekly', '19 March 1982', 'What the ferry company wants of Port Averil', ['The ferry company has asked the Port Board for a lease of the second slip. Mr Lisle said the Board would look at it when Easter was past.', 'Mr Veale of the boilermakers called the lease a good beginning, and asked how many platers a ferry company needs.'], ['Unions']),
];

test('versions of one story are counted, told and compared', async ({ openApp }) => {
	test.setTimeout(150_000);
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, WORLD);

	const row = page.getByRole('option').filter({ hasText: 'Board denies' });
	await expect(row.getByText('2 more like it')).toBeVisible({ timeout: 20_000 });
	await openClipping(page, 'Board denies');
	const versions = page.getByRole('region', { name: 'Versions of this story' });
	await expect(versions.getByRole('listitem')).toHaveCount(2);
	await expect(versions.getByText(/1 day earlier, \d paragraphs? longer/)).toBeVisible();
	await shot(page, 'margin');
	await expectAccessible(opened, 'similar');

	await versions.getByRole('button', { name: 'Compare with 2 other papers' }).click();
	const room = page.getByRole('region', { name: 'Versions of a story' });
	await expect(room.getByRole('heading', { name: 'One story, three papers' })).toBeVisible();
	await expect(room.getByRole('radio', { checked: true })).toBeFocused();
	await expect(room.getByRole('article', { name: 'Right: The Northern Ledger' }).locator('ins').filter({ hasText: 'last night' })).toBeVisible();
	await expect(room.getByRole('article', { name: 'Left: The Averil Courier' }).locator('del').filter({ hasText: 'on Saturday' })).toBeVisible();
	await expect(room.getByText(/paragraphs? cut, \d+ words/).first()).toBeVisible();
	await shot(page, 'versions');
	await expectAccessible(opened, 'similar');

	await page.keyboard.press('ArrowDown');
	await expect(room.getByRole('article', { name: 'Right: Morning Packet' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(room).toHaveCount(0);
	await expect(page.getByRole('region', { name: 'Versions of this story' })).toBeVisible();

	// From the list, in one press.
	await page.getByRole('option').filter({ hasText: 'Yard: Board has named' }).getByText('more like it').click();
	await expect(room.getByRole('article', { name: 'Right: Morning Packet' })).toBeVisible();
	await resize(opened, 1000, 700);
	await shot(page, 'versions-1000');
	await resize(opened, 700, 900);
	await expect(room.getByRole('heading', { name: 'One story, three papers' })).toBeVisible();
	await shot(page, 'versions-700');
	await room.getByRole('button', { name: 'Back to the clipping' }).click();
	await expect(page.getByRole('article')).toContainText('Shopkeepers in Ropery Street');
});

test('similar clippings say why, and tags are offered but never applied', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, WORLD);
	await openClipping(page, 'What the ferry company wants');

	const similar = page.getByRole('region', { name: 'Similar clippings' });
	const first = similar.getByRole('listitem').first();
	await expect(first).toContainText('both say', { timeout: 20_000, ignoreCase: true });
	await expect(first).toContainText('Nora Tallis');
	await shot(page, 'similar');

	const ideas = page.getByRole('group', { name: 'Tags that may fit' });
	const idea = ideas.getByRole('button', { name: /Add the tag Shipyard/ });
	await expect(idea).toHaveAttribute('title', /carried by \d similar clippings/);
	await expect(page.locator('[data-sheet]').getByText('Shipyard', { exact: true })).toHaveCount(1);
	await idea.click();
	await expect(ideas.getByRole('button', { name: /Add the tag Shipyard/ })).toHaveCount(0);

	await first.getByRole('button').click();
	await expect(page.getByRole('article')).not.toContainText('lease of the second slip');
});
