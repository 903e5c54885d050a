// Owns the journeys with highlights: made by pointer and by keyboard, noted, coloured, taken back over a restart, read in a narrow window.
import type { Page } from '@playwright/test';
import { expect, test } from '../support/app';
import { STORIES } from './made-up';
import { expectAccessible, fill, openClipping, resize } from './window';

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));
const article = (page: Page) => page.getByRole('article');
const marks = (page: Page) => article(page).locator('[data-highlight]');

/** Selects words of one paragraph with the pointer; once more where the page was still coming to rest under it. */
async function select(page: Page, words: string): Promise<void> {
	await expect(async () => {
		await draw(page, words);
		expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toBe(words);
	}).toPass({ timeout: 10_000 });
	await expect(page.getByRole('toolbar', { name: 'Selected words' })).toBeVisible();
}

async function draw(page: Page, words: string): Promise<void> {
	const ends = await page.evaluate((wanted) => {
		for (const part of document.querySelectorAll('article [data-part]')) {
			const at = (part.textContent ?? '').indexOf(wanted);
			if (at < 0) continue;
			part.scrollIntoView({ block: 'center' });
			const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
			const range = document.createRange();
			let before = 0;
			let isBegun = false;
			for (let node = texts.nextNode(); node; node = texts.nextNode()) {
				const { length } = node as Text;
				if (!isBegun && at < before + length) {
					range.setStart(node, at - before);
					isBegun = true;
				}
				if (at + wanted.length <= before + length) {
					range.setEnd(node, at + wanted.length - before);
					break;
				}
				before += length;
			}
			const rects = [...range.getClientRects()];
			const [first, last] = [rects[0]!, rects.at(-1)!];
			return { from: [first.left + 1, first.top + first.height / 2], to: [last.right - 1, last.top + last.height / 2] };
		}
		throw new Error(`“${wanted}” does not stand in the article`);
	}, words);
	await page.mouse.move(ends.from[0]!, ends.from[1]!);
	await page.mouse.down();
	await page.mouse.move(ends.to[0]!, ends.to[1]!, { steps: 5 });
	await page.mouse.up();
}

test('words are marked with the pointer, noted, coloured and removed', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');

	await select(page, 'A notice on the gatehouse door, typed and unsigned');
	await page.getByRole('button', { name: 'Highlight in sky' }).click();
	await expect(marks(page)).toHaveText(['A notice on the gatehouse door, typed and unsigned']);
	await expect(marks(page).first()).toHaveAttribute('data-wash', 'sky');
	await expect(page.locator('[data-mark-bar]')).toHaveCount(0);

	// A press on it opens its bar.
	await marks(page).first().click();
	const bar = page.getByRole('toolbar', { name: 'Highlight' });
	await expect(bar.getByRole('button', { name: 'Sky' })).toHaveAttribute('aria-pressed', 'true');
	await bar.getByRole('button', { name: 'Lemon' }).click();
	await expect(marks(page).first()).toHaveAttribute('data-wash', 'lemon');
	await bar.getByRole('button', { name: 'Add a note' }).click();
	await page.keyboard.type('Same wording as the notice of **1979**. Compare [the Packet](https://packet.example/2).');
	await page.keyboard.press('Control+Enter');
	const note = page.getByRole('note');
	await expect(note).toContainText('Same wording as the notice of 1979. Compare the Packet.');
	await expect(note.locator('strong')).toHaveText('1979');
	await expect(marks(page).first()).toHaveAttribute('aria-details', (await note.getAttribute('id'))!);

	// A link opens nothing: it says where it leads.
	await note.getByRole('button', { name: 'the Packet' }).click();
	await expect(page.getByRole('dialog', { name: 'Address of the link' })).toContainText('https://packet.example/2');
	await page.keyboard.press('Escape');

	// It stands beside its words, or under the details where these reach further down.
	const [mark, box, card] = [await marks(page).first().boundingBox(), await note.boundingBox(), await page.locator('.margin .card').boundingBox()];
	expect(box!.x).toBeGreaterThan(mark!.x);
	expect(box!.y).toBeGreaterThanOrEqual(Math.min(mark!.y, card!.y + card!.height));

	await page.getByRole('combobox', { name: 'Search' }).fill('note:wording');
	await expect(page.getByRole('option')).toHaveCount(1);
	await page.getByRole('combobox', { name: 'Search' }).fill('has:highlight gatehouse');
	await expect(page.getByRole('option')).toHaveCount(1);
	// A hit inside a highlight is a block over the wash; the highlight stays.
	await expect(marks(page).first().locator('mark')).toHaveText('gatehouse');
	await page.getByRole('button', { name: 'Clear the search' }).click();

	await marks(page).first().click();
	await page.getByRole('toolbar', { name: 'Highlight' }).getByRole('button', { name: 'Remove the highlight' }).click();
	await expect(marks(page)).toHaveCount(0);
	await expect(note).toHaveCount(0);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(marks(page)).toHaveCount(1);
	await expect(note).toContainText('Same wording');
});

test('words are marked without a pointer, and one goes from highlight to highlight', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	await page.keyboard.press('Shift+H');
	const selected = () => page.evaluate(() => document.getSelection()?.toString());
	await expect.poll(selected).toBe('PORT');
	await page.keyboard.press('j');
	await expect.poll(selected).toBe('Nobody');
	for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowDown');
	await expect.poll(selected).toContain('A notice on the gatehouse door');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowLeft');
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('Enter');
	await expect(marks(page)).toHaveCount(1);
	await expect(marks(page).first()).toBeFocused();

	// Another, in another colour, with a note.
	await page.keyboard.press('Shift+H');
	await page.keyboard.press('k');
	await page.keyboard.press('Shift+ArrowRight');
	await page.keyboard.press('3');
	await expect(marks(page)).toHaveCount(2);
	await expect(article(page).locator('[data-wash=sky]')).toBeFocused();
	await page.keyboard.press('n');
	await page.getByRole('textbox', { name: /^Note on/ }).fill('Written without a hand on the mouse.');
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('note')).toContainText('without a hand');

	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('.');
	const first = await page.evaluate(() => document.activeElement?.textContent);
	await page.keyboard.press('.');
	await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).not.toBe(first);
	await page.keyboard.press(',');
	await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(first);
	await page.keyboard.press('Enter');
	const bar = page.getByRole('toolbar', { name: 'Highlight' });
	await expect(bar.getByRole('button', { name: 'Lemon' })).toBeFocused();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	await expect(article(page).locator('[data-wash=leaf]')).toHaveCount(1);
	await page.keyboard.press('Escape');
	await expect(bar).toHaveCount(0);
	await expectAccessible(opened, 'highlights');
});

test('they outlast a restart, an edit of the text and an undo', async ({ openApp }) => {
	const opened = await openApp();
	await fill(opened, bare.slice(0, 1));
	await openClipping(opened.page, 'Last hull');
	await select(opened.page, 'the Averil yard');
	await opened.page.keyboard.press('h');
	await expect(marks(opened.page)).toHaveText(['the Averil yard']);
	await select(opened.page, 'typed and unsigned');
	await opened.page.keyboard.press('n');
	await opened.page.getByRole('textbox', { name: /^Note on/ }).fill('Compare 1979.');
	await opened.page.keyboard.press('Control+Enter');
	await expect(opened.page.getByRole('note')).toContainText('Compare 1979.');
	await opened.close();

	const { page } = await openApp({ archive: opened.archive, ownFolder: opened.ownFolder });
	await openClipping(page, 'Last hull');
	await expect(marks(page)).toHaveText(['the Averil yard', 'typed and unsigned']);
	await page.keyboard.press('e');
	await page.keyboard.press('Control+a');
	await page.keyboard.type('Nothing of it');
	await page.keyboard.press('Enter');
	await expect(marks(page)).toHaveText(['typed and unsigned']);
	await page.getByRole('button', { name: /^2 highlights/ }).click();
	await expect(page.getByRole('region', { name: 'Highlights' })).toContainText('Not found in the text any more.');
	await page.getByRole('region', { name: 'Highlights' }).getByRole('button', { name: /^typed and unsigned/ }).click();
	await expect(article(page).locator('[data-highlight]:focus')).toHaveText('typed and unsigned');
	// The edit, the note and the second highlight.
	for (const left of [['the Averil yard', 'typed and unsigned'], ['the Averil yard', 'typed and unsigned'], ['the Averil yard']]) {
		await page.keyboard.press('Control+z');
		await expect(marks(page)).toHaveText(left);
	}
	await page.keyboard.press('Control+Shift+Z');
	await expect(marks(page)).toHaveText(['the Averil yard', 'typed and unsigned']);
});

test('in a narrow window notes stand under their paragraphs', async ({ openApp }) => {
	const opened = await openApp();
	const { page } = opened;
	await fill(opened, bare.slice(0, 1));
	await openClipping(page, 'Last hull');
	await select(page, 'typed and unsigned');
	await page.keyboard.press('n');
	await page.getByRole('textbox', { name: /^Note on/ }).fill('Compare 1979.');
	await page.keyboard.press('Control+Enter');
	await resize(opened, 700, 900);
	const note = article(page).getByRole('note');
	await expect(note).toContainText('Compare 1979.');
	const paragraph = article(page).locator('p', { hasText: 'typed and unsigned' });
	expect((await note.boundingBox())!.y).toBeGreaterThan((await paragraph.boundingBox())!.y);
	await expectAccessible(opened, 'highlights, narrow');
});
