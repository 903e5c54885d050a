// Owns the pictures every screen is held against: takes one when the screen has come to rest, in both looks, compares it with the one kept beside this file, and looks the screen over with axe. Must not walk anywhere.
import type { Page } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../../support/app';
import { expect, PROJECT, test } from '../../support/app';
import type { Halved } from '../../support/likeness';
import { difference, drawnDifference, fromFile, halve, toFile } from '../../support/likeness';
import { expectFaultless, wear } from '../window';

export const KEPT = join(import.meta.dirname, 'pictures');
/** What differs goes here, as NAME-before.webp, NAME-after.webp and NAME-difference.png; `npm run snapshots` makes a page of it. */
const DIFFERING = join(PROJECT, 'test-results/snapshots');
const isAccepting = process.env['CUTTINGS_SNAPSHOTS'] === 'accept';

export const THEMES = ['light', 'dark'] as const;

/** What the pictures were drawn with: the Chromium, and how wide it sets words of several scripts, which tells its fonts. */
const DRAWN_WITH = join(import.meta.dirname, 'drawn-with.json');
const WORDS = ['Hamburgefonstiv 123', 'Заметка', '最後の進水', '阿弗里尔号', '마지막', 'صمت في حوض السفن', '✓ → “”'];

const drawings = new WeakMap<OpenedApp, Promise<string>>();
async function drawing({ app, page }: OpenedApp): Promise<string> {
	const widths = await page.evaluate((words) => {
		const context = document.createElement('canvas').getContext('2d')!;
		return words.map((word) => ['serif', 'sans-serif', 'monospace'].map((family) => {
			context.font = `32px ${family}`;
			return Math.round(context.measureText(word).width);
		}));
	}, WORDS);
	const chromium = await app.evaluate(() => process.versions['chrome']!.split('.')[0]!);
	return `${JSON.stringify({ chromium, widths })}\n`;
}

/** Whether pictures drawn here can be held against those that are kept. Where they cannot, that is said aloud, and the screens are still walked and looked over. */
async function isComparable(opened: OpenedApp): Promise<boolean> {
	const isFirst = !drawings.has(opened);
	if (isFirst) drawings.set(opened, drawing(opened));
	const here = await drawings.get(opened)!;
	if (isAccepting) writeFileSync(DRAWN_WITH, here);
	const isSame = existsSync(DRAWN_WITH) && readFileSync(DRAWN_WITH, 'utf8') === here;
	if (!isSame && isFirst) {
		console.warn('SKIPPED: screens are not compared with their pictures, which were drawn with other fonts or another Chromium than are here. For pictures of your own: npm run snapshots -- --accept');
		test.info().annotations.push({ type: 'not compared', description: 'other fonts or another Chromium' });
	}
	return isSame;
}

/** Puts the same words over what no two runs share: today, the time of day, the folders of this run, sizes of files on this disk. */
async function still(page: Page, folders: readonly string[]): Promise<void> {
	await page.evaluate((places) => {
		const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walk.nextNode(); node; node = walk.nextNode()) {
			let text = node.nodeValue!;
			for (const place of places) text = text.replaceAll(place, '~/Cuttings sample');
			text = text
				.replace(/\/tmp\/cuttings-[^\s]*/g, '~/Cuttings sample')
				.replace(/\b\d{1,2} (\p{L}+) (202[5-9]|20[3-9]\d)\b/gu, '1 March 2026')
				.replace(/\b202[5-9]-\d\d-\d\d\b/g, '2026-03-01')
				.replace(/\b\d{1,2}:\d\d(:\d\d)?\b/g, '09:30')
				.replace(/\b\d+(\.\d+)? (seconds?|s|ms)\b/g, '1 s');
			if (text !== node.nodeValue) node.nodeValue = text;
		}
	}, [...folders]);
}

/** The picture of the page when two in a row are the same: pictures loaded, panels come to rest. */
async function atRest(page: Page, folders: readonly string[]): Promise<Halved> {
	await page.evaluate(() => document.fonts.ready);
	let last: Halved | null = null;
	for (let attempt = 0; attempt < 40; attempt++) {
		await still(page, folders);
		const now = await halve(await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' }));
		if (last && Buffer.from(last.pixels.buffer).equals(Buffer.from(now.pixels.buffer))) return now;
		last = now;
	}
	throw new Error('The window does not come to rest.');
}

/** How often a screen that looks different is looked at again, what it waits for may still be on its way, and how long between, in milliseconds. */
const AGAIN = { times: 12, pause: 500 };

/** Says what became of one picture; an empty text when nothing did. */
async function judged(name: string, now: Halved, isLast: boolean): Promise<string> {
	const kept = join(KEPT, `${name}.webp`);
	if (!existsSync(kept)) {
		if (!isAccepting) return `There is no picture of "${name}" to compare with. Look at the screen, then: npm run snapshots -- --accept`;
		mkdirSync(KEPT, { recursive: true });
		writeFileSync(kept, toFile(now));
		console.log(`accepted (new): ${name}`);
		return '';
	}
	const before = await fromFile(readFileSync(kept));
	const { cells, worst } = difference(before, now);
	if (process.env['CUTTINGS_SNAPSHOTS_FIGURES']) console.log(`worst cell: ${worst.toFixed(3)} ${name}`);
	if (cells.length === 0) return '';
	if (!isLast) return 'again';
	if (isAccepting) {
		writeFileSync(kept, toFile(now));
		console.log(`accepted (changed): ${name}`);
		return '';
	}
	mkdirSync(DIFFERING, { recursive: true });
	writeFileSync(join(DIFFERING, `${name}-before.webp`), toFile(before));
	writeFileSync(join(DIFFERING, `${name}-after.webp`), toFile(now));
	writeFileSync(join(DIFFERING, `${name}-difference.png`), drawnDifference(before, now));
	return `"${name}" looks different in ${cells.length} places, the worst with ${Math.round(worst * 100)} % changed. To see them: npm run snapshots`;
}

/** Holds the screen as it is against its pictures, light and dark, and looks it over with axe. All screens are walked, also when one differs. */
export async function looksAsBefore(opened: OpenedApp, name: string): Promise<void> {
	for (const theme of THEMES) {
		await wear(opened, theme);
		// What is taken as the picture to hold others against has had its time to come.
		if (isAccepting) await opened.page.waitForTimeout(AGAIN.pause * 2);
		let said = 'again';
		for (let look = 1; said === 'again'; look++) {
			if (look > 1) await opened.page.waitForTimeout(AGAIN.pause);
			const now = await atRest(opened.page, [opened.archive]);
			said = await isComparable(opened) ? await judged(`${name}-${theme}`, now, look === AGAIN.times) : '';
		}
		expect.soft(said).toBe('');
		await expectFaultless(opened.page, `${name}, ${theme}`);
	}
}
