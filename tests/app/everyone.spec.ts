// Owns the proof that the main screens serve those who see, move or concentrate otherwise: forced colours, 400 pixels, twice the size, no motion. Must not test what a screen does.
import type { Page } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenedApp } from '../support/app';
import { dropFiles, expect, test } from '../support/app';
import { more, STORIES } from './made-up';
import { stand } from './by-keyboard';
import { expectAccessible, expectAccessibleForced, fill, openClipping, quiet, resize } from './window';

test.setTimeout(420_000);

const bare = STORIES.map((clipping) => ({ ...clipping, tags: [] }));

/** The main screens, each brought up from a quiet window and left again. */
const SCREENS: readonly { name: string; up: (page: Page) => Promise<void>; leave: (page: Page) => Promise<void> }[] = [
	{ name: 'list and reader', up: async (page) => { await expect(page.getByRole('region', { name: /^Clipping: Last hull/ }).or(page.getByRole('listbox', { name: 'Clippings' })).first()).toBeVisible(); }, leave: () => Promise.resolve() },
	{
		name: 'search with facets',
		async up(page) {
			await page.keyboard.press('Control+f');
			if ((await page.getByRole('searchbox', { name: 'Find in the clipping' }).count()) === 0) await page.getByRole('combobox', { name: 'Search' }).focus();
			await page.keyboard.type('pub:"Morning Packet" ');
			await expect(page.locator('.head p.figures').or(page.getByRole('region', { name: /^Clipping/ })).first()).toBeVisible();
			const more = page.getByRole('button', { name: 'More facets, and over time' });
			if (await more.isVisible()) {
				await page.getByRole('button', { name: /^Newspaper: Morning Packet/ }).click();
				await expect(page.getByRole('dialog', { name: 'Newspaper' }).locator('.value').first()).toBeVisible();
			}
		},
		async leave(page) {
			await page.keyboard.press('Escape');
			await expect(page.getByRole('dialog')).toHaveCount(0);
			const clear = page.getByRole('button', { name: 'Clear the search' });
			if (await clear.isVisible()) await clear.click();
			await page.keyboard.press('Escape');
		},
	},
	{
		name: 'export',
		async up(page) {
			await page.keyboard.press('Control+e');
			await expect(page.getByRole('dialog').getByRole('button', { name: /^Export \d/ })).toBeEnabled();
			await expect(page.getByRole('dialog').locator('pre')).toBeAttached();
		},
		leave: away,
	},
	{
		name: 'settings',
		async up(page) {
			await page.keyboard.press('Control+,');
			await expect(page.getByRole('dialog', { name: 'Settings' }).getByRole('radiogroup').first()).toBeVisible();
		},
		leave: away,
	},
	{
		name: 'palette',
		async up(page) {
			await page.keyboard.press('Control+k');
			await page.keyboard.type('yard');
			await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toBeVisible();
		},
		leave: away,
	},
	{
		name: 'needs a look',
		async up(page) {
			await page.keyboard.press('Control+l');
			await expect(page.locator('[data-look-field]').first()).toBeVisible();
		},
		async leave(page) {
			await page.keyboard.press('Escape');
			if (await page.getByRole('region', { name: 'Needs a look' }).count() > 0) await page.keyboard.press('Control+l');
			await expect(page.getByRole('region', { name: 'Needs a look' })).toHaveCount(0);
		},
	},
];

/** What is still sliding in is asked again; the journey goes on in any case. */
const gently = expect.configure({ soft: true });

/** The first Escape is for the tip of the button one stands on. */
async function away(page: Page): Promise<void> {
	await expect.poll(async () => {
		if (await page.getByRole('dialog').count() === 0) return 0;
		await page.keyboard.press('Escape');
		return page.getByRole('dialog').count();
	}).toBe(0);
}

/** Taken by the window itself: the driver's own pictures take a size that is zoomed for a part of the page. */
const shot = async ({ app }: OpenedApp, name: string): Promise<void> => {
	const folder = process.env['CUTTINGS_SHOTS'];
	if (!folder) return;
	const picture = await app.evaluate(async ({ BrowserWindow }) => (await BrowserWindow.getAllWindows()[0]!.webContents.capturePage()).toPNG().toString('base64'));
	writeFileSync(join(folder, `${name}.png`), Buffer.from(picture, 'base64'));
};

/**
 * What cannot be reached: the page is wider than the window, or a control that is shown lies outside of it, or is cut off, and nothing
 * that scrolls would bring it in.
 */
function unreachable(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const found: string[] = [];
		const root = document.scrollingElement!;
		if (root.scrollWidth > innerWidth || document.body.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} wide in a window of ${innerWidth}`);
		const scrolls = (one: Element, axis: 'x' | 'y'): boolean => {
			const style = getComputedStyle(one);
			return /auto|scroll/.test(axis === 'x' ? style.overflowX : style.overflowY);
		};
		const over = [...document.querySelectorAll('[role=dialog], [role=menu], nav[data-drawer]')].at(-1);
		for (const control of (over ?? document).querySelectorAll<HTMLElement>('button, input, select, textarea, a[href], [role=radio], [role=tab], [role=slider], [role=checkbox]')) {
			if (!control.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) || control.closest('[inert], [aria-hidden=true]') || control.classList.contains('unseen')) continue;
			const box = control.getBoundingClientRect();
			if (box.width === 0 || box.height === 0) continue;
			const said = `${control.getAttribute('role') ?? control.tagName.toLowerCase()} “${(control.getAttribute('aria-label') ?? control.textContent).trim().slice(0, 40)}”`;
			const reach = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
			let why = '';
			const slack = 1.5;
			for (let holder = control.parentElement; holder; holder = holder.parentElement) {
				const style = getComputedStyle(holder);
				const limits = holder === document.body || holder === document.documentElement ? new DOMRect(0, 0, innerWidth, innerHeight) : holder.getBoundingClientRect();
				for (const [axis, low, high] of [['x', 'left', 'right'], ['y', 'top', 'bottom']] as const) {
					if (style[axis === 'x' ? 'overflowX' : 'overflowY'] === 'visible' && holder !== document.body) continue;
					if (scrolls(holder, axis)) {
						// What lies before its beginning cannot be scrolled to; the rest can.
						const before = axis === 'x' ? holder.scrollLeft : holder.scrollTop;
						if (reach[low] < limits[low] - Math.abs(before) - slack) why = `before the beginning of ${holder.className || holder.tagName}`;
						reach[low] = Math.max(reach[low], limits[low]);
						reach[high] = Math.min(Math.max(reach[high], reach[low]), limits[high]);
					} else if (reach[low] < limits[low] - slack || reach[high] > limits[high] + slack) why = `cut off ${axis} by ${holder.className || holder.tagName}: ${Math.round(reach[low])}–${Math.round(reach[high])} of ${Math.round(limits[low])}–${Math.round(limits[high])}`;
				}
				// What is fixed lies in the window itself, whatever holds it.
				if (style.position === 'fixed') holder = document.body;
			}
			const [x, y] = [(reach.left + reach.right) / 2, (reach.top + reach.bottom) / 2];
			const isOnScreen = reach.right - reach.left > 2 && reach.bottom - reach.top > 2 && x >= 0 && x < innerWidth && y >= 0 && y < innerHeight;
			const hit = isOnScreen ? document.elementFromPoint(x, y) : null;
			if (!why && hit && !control.contains(hit) && !hit.contains(control)) why = `covered by ${hit.tagName.toLowerCase()} ${hit.className.toString()}`;
			if (why) found.push(`${said}: ${why}`);
		}
		return found;
	});
}

async function filled(openApp: (options?: { files: Record<string, string> }) => Promise<OpenedApp>, many = 0): Promise<OpenedApp> {
	const opened = await openApp({ files: Object.fromEntries(more(many).map(({ name, text }) => [`many/${name}`, text])) });
	await expect(opened.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await fill(opened, bare);
	await openClipping(opened.page, 'Last hull');
	await quiet(opened.page);
	return opened;
}

test('every control of the main screens is reached at 400 pixels and at twice the size', async ({ openApp }) => {
	const first = await openApp();
	await expect(first.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	for (const [way, width, height, zoom] of [['narrow', 400, 800, 1], ['twice', 1280, 800, 2]] as const) {
		await zoomed(first, width, height, zoom);
		await shot(first, `${way}-welcome`);
		await gently.poll(() => unreachable(first.page), { message: `${way}, welcome` }).toEqual([]);
		await expectAccessible(first, `${way}, welcome`);
	}
	await first.close();

	const opened = await filled(openApp);
	const { page } = opened;
	for (const [way, width, height, zoom] of [['narrow', 400, 800, 1], ['twice', 1280, 800, 2]] as const) {
		await zoomed(opened, width, height, zoom);
		for (const { name, up, leave } of SCREENS) {
			await up(page);
			await expectAccessible(opened, `${way}, ${name}`);
			await shot(opened, `${way}-${name.replaceAll(' ', '-')}`);
			await gently.poll(() => unreachable(page), { message: `${way}, ${name}` }).toEqual([]);
			await leave(page);
		}
		const back = page.getByRole('button', { name: 'Back to the list' });
		if (await back.isVisible()) {
			await back.click();
			await shot(opened, `${way}-list`);
			await gently.poll(() => unreachable(page), { message: `${way}, list` }).toEqual([]);
			await page.getByRole('button', { name: 'Show the sidebar' }).click();
			await shot(opened, `${way}-sidebar`);
			await gently.poll(() => unreachable(page), { message: `${way}, sidebar` }).toEqual([]);
			await page.keyboard.press('Escape');
			await openClipping(page, 'Last hull');
		}
	}
});

async function zoomed(opened: OpenedApp, width: number, height: number, zoom: number): Promise<void> {
	await opened.app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
		const [window] = BrowserWindow.getAllWindows();
		window!.webContents.setZoomFactor(zoom);
		window!.setContentSize(width, height);
	}, { width, height, zoom });
	await expect.poll(() => opened.page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([width / zoom, zoom]);
}

/** How an element is drawn, as far as it may differ from its neighbour: grounds, lines, rings. Weight and words are left out. */
const drawn = (page: Page, selector: string): Promise<string> => page.locator(selector).first().evaluate((one) => {
	const of = (pseudo?: string): string => {
		const { backgroundColor, color, borderBlock, borderInline, outline, textDecoration, fill } = getComputedStyle(one, pseudo);
		return [backgroundColor, color, borderBlock, borderInline, outline, textDecoration, one instanceof SVGElement ? fill : ''].join(' | ');
	};
	return [of(), of('::before'), of('::after')].join(' || ');
});

async function expectApart(page: Page, what: string, one: string, other: string): Promise<void> {
	expect.soft(await drawn(page, one), what).not.toBe(await drawn(page, other));
}

test('in forced colours every state is told apart, and the focus is ringed', async ({ openApp }) => {
	const first = await openApp();
	await expect(first.page.getByRole('heading', { name: 'Start with one cutting.' })).toBeVisible();
	await expectAccessibleForced(first, 'welcome');
	await shot(first, 'forced-welcome');
	await first.close();

	const opened = await filled(openApp, 6_000);
	const { page } = opened;
	await resize(opened, 1440, 900);
	await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' });
	await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
	const list = '[aria-label=Clippings] ';

	// Five colours of highlights, by keyboard.
	for (const colour of [1, 2, 3, 4, 5]) {
		await page.getByRole('region', { name: /^Clipping: / }).focus();
		await page.keyboard.press('Shift+H');
		await page.keyboard.press('j');
		for (let word = 0; word < colour * 3; word++) await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Shift+ArrowRight');
		await page.keyboard.press(String(colour));
		await expect(page.locator('article [data-wash]')).toHaveCount(colour);
	}
	const lines = await page.locator('article [data-wash]').evaluateAll((all) => all.map((one) => getComputedStyle(one).textDecorationStyle));
	expect(new Set(lines).size, lines.join()).toBe(5);
	await page.keyboard.press('Enter');
	const bar = page.getByRole('toolbar', { name: 'Highlight' });
	await expect(bar).toBeVisible();
	await expectApart(page, 'the colour a highlight has', '.swatch[aria-pressed=true]', '.swatch[aria-pressed=false]');
	const swatches = await page.locator('.swatch > span').evaluateAll((all) => all.map((one) => getComputedStyle(one, '::after').textDecorationStyle));
	expect(new Set(swatches).size, swatches.join()).toBe(5);
	await shot(opened, 'forced-highlights');
	await page.keyboard.press('Escape');

	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await expectApart(page, 'the selected row', `${list}[aria-selected=true]`, `${list}[aria-selected=false]`);
	const withKeys = await drawn(page, `${list}[aria-selected=true]`);
	await expectApart(page, 'the current place', 'nav [aria-current=page]', 'nav [data-stop]:not([aria-current])');
	const flag = '[aria-pressed][aria-label^="Flag"], [aria-pressed][aria-label^="Take the flag"], .flag button';
	const plain = await drawn(page, flag);
	await page.keyboard.press('f');
	await expect(page.getByRole('navigation').getByRole('button', { name: /^Flagged/ })).toContainText('1');
	await expect.poll(() => drawn(page, flag)).not.toBe(plain);
	await expectApart(page, 'the view that is shown', 'header [role=radio][aria-checked=true]', 'header [role=radio][aria-checked=false]');
	await page.getByRole('region', { name: /^Clipping: / }).focus();
	expect.soft(await drawn(page, `${list}[aria-selected=true]`), 'which of list and sheet has the keys').not.toBe(withKeys);
	await shot(opened, 'forced-states');
	await page.getByRole('navigation').getByRole('button').first().focus();
	await page.keyboard.press('Enter');
	await page.keyboard.press('ArrowDown');
	await expectApart(page, 'the row of a menu', '[role=menuitem][data-highlighted]', '[role=menuitem]:not([data-highlighted])');
	await shot(opened, 'forced-menu');
	await page.keyboard.press('Escape');

	for (const { name, up, leave } of SCREENS) {
		await up(page);
		await expectAccessibleForced(opened, name);
		await shot(opened, `forced-${name.replaceAll(' ', '-')}`);
		if (name === 'palette') await expectApart(page, 'the row of the palette', '[role=dialog] [role=option][aria-selected=true]', '[role=dialog] [role=option][aria-selected=false]');
		if (name === 'settings') {
			await expectApart(page, 'the section of the settings', '[role=tab][aria-selected=true]', '[role=tab][aria-selected=false]');
			await expectApart(page, 'the choice of a setting', '[role=dialog] [role=radio][aria-checked=true]', '[role=dialog] [role=radio][aria-checked=false]');
		}
		if (name === 'export') await expectApart(page, 'the format', '[role=dialog] [role=radio][aria-checked=true]', '[role=dialog] [role=radio][aria-checked=false]');
		for (let stop = 0; stop < 12; stop++) {
			await page.keyboard.press('Tab');
			const now = await stand(page);
			if (!now.isLost) expect.soft(now, `forced, ${name}, stop ${stop}`).toMatchObject({ isSeen: true });
		}
		await leave(page);
	}

	// How far work is.
	await dropFiles(page, '[data-sheet]', [opened.file('many')]);
	await page.getByRole('button', { name: /^(Looking for files|Reading)/ }).click();
	const jobs = page.getByRole('dialog', { name: 'Jobs' });
	await expect(jobs.getByText(/^Reading [1-9]/)).toBeVisible();
	await jobs.getByRole('button', { name: 'Pause', exact: true }).click();
	await expect(jobs.getByRole('button', { name: 'Resume', exact: true })).toBeVisible();
	await expectApart(page, 'how far work is', '[role=progressbar] > i', '[role=progressbar]');
	await shot(opened, 'forced-jobs');
});

test('without motion nothing moves', async ({ openApp }) => {
	const opened = await filled(openApp);
	const { page } = opened;
	await page.evaluate(() => {
		const moved: string[] = [];
		const hear = (event: Event) => {
			for (const animation of (event.target as Element).getAnimations()) {
				const { duration } = animation.effect!.getComputedTiming();
				if (Number(duration) > 10) moved.push(`${event.type} of ${(event.target as Element).className}: ${String(duration)} ms`);
			}
		};
		for (const kind of ['transitionrun', 'animationstart']) addEventListener(kind, hear, true);
		Object.assign(window, { moved });
	});
	const moved = () => page.evaluate(() => (window as unknown as { moved: string[] }).moved.splice(0));
	// With motion there is some to be seen: what sees none later does look.
	await SCREENS.find(({ name }) => name === 'palette')!.up(page);
	await expect.poll(moved).not.toEqual([]);
	await away(page);
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await moved();
	for (const { name, up, leave } of SCREENS) {
		await up(page);
		await leave(page);
		expect.soft(await moved(), name).toEqual([]);
	}
	await page.getByRole('listbox', { name: 'Clippings' }).focus();
	await page.keyboard.press('f');
	await page.keyboard.press('Control+z');
	await expect(page.getByRole('status').getByText(/^Undone/)).toBeVisible();
	await page.getByRole('navigation').getByRole('button').first().click();
	await expect(page.getByRole('menu')).toBeVisible();
	await page.keyboard.press('Escape');
	await resize(opened, 700, 800);
	const back = page.getByRole('button', { name: 'Back to the list' });
	if (await back.isVisible()) await back.click();
	await page.getByRole('button', { name: 'Show the sidebar' }).click();
	await expect(page.getByRole('navigation')).toBeVisible();
	expect(await moved(), 'toast, menu and drawer').toEqual([]);
});
