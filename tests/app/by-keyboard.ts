// Owns walking the window with the keyboard alone: where the focus is, whether it can be seen, and going on to something by Tab. Must not press, fill or choose anything itself but Tab and arrows.
import type { Page } from '@playwright/test';
import { expect } from '../support/app';

/** Where the focus stands. `region` is the part of the window it is in. */
export interface Stand {
	role: string;
	name: string;
	region: 'sidebar' | 'bar' | 'list' | 'sheet' | 'details' | 'dialog' | 'toast' | 'first run' | 'other';
	/** It is on nothing at all. */
	isLost: boolean;
	/** It is drawn: an outline of the element or of what holds it, or the row it works on stands out. */
	isSeen: boolean;
	/** At least a corner of it is on the screen and not scrolled out of what holds it. */
	isInView: boolean;
}

/** Where the focus is now, and how it looks. */
export function stand(page: Page): Promise<Stand> {
	return page.evaluate(() => {
		const at = document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
		const rings = (one: Element): boolean => {
			const { outlineStyle, outlineWidth } = getComputedStyle(one);
			return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
		};
		// A field of a bar, a table or a pill is ringed by what holds it; never further up than that.
		const holders = [at, at.parentElement, at.parentElement?.parentElement].filter((one): one is HTMLElement => one != null);
		const activeId = at.getAttribute('aria-activedescendant');
		const active = activeId === null ? null : document.getElementById(activeId);
		const plain = active && [...(active.parentElement?.closest('[role=listbox], [role=tree], [role=grid]') ?? document).querySelectorAll(`[role=${active.getAttribute('role')}]:not([aria-selected=true])`)].find((one) => one !== active);
		const standsOut = active !== null && (rings(active) || (active.getAttribute('aria-selected') === 'true' && (!plain || getComputedStyle(plain).backgroundColor !== getComputedStyle(active).backgroundColor)));
		// A splitter and an opened dialog are drawn themselves.
		const isDrawn = (at.matches('[role=separator]') && getComputedStyle(at).backgroundImage !== 'none') || at.matches('[role=dialog], [role=menu]') || (at.matches('textarea, input') && at.closest('[role=dialog].palette, .note') !== null);
		const shown = active ?? at;
		const box = shown.getBoundingClientRect();
		let [left, top, right, bottom] = [Math.max(0, box.left), Math.max(0, box.top), Math.min(innerWidth, box.right), Math.min(innerHeight, box.bottom)];
		for (let holder = shown.parentElement; holder && holder !== document.body; holder = holder.parentElement) {
			if (getComputedStyle(holder).overflow === 'visible') continue;
			const limits = holder.getBoundingClientRect();
			[left, top, right, bottom] = [Math.max(left, limits.left), Math.max(top, limits.top), Math.min(right, limits.right), Math.min(bottom, limits.bottom)];
		}
		const label = at.getAttribute('aria-label') ?? [...(at.getAttribute('aria-labelledby') ?? '').split(' ')].map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
		const own = at instanceof HTMLInputElement && at.labels?.[0] ? at.labels[0].textContent : at.textContent;
		const region = at.closest('[role=dialog], [role=menu], [role=alertdialog]') ? 'dialog' : at.closest('.first') ? 'first run' : at.closest('[role=status]') ? 'toast' : at.closest('nav') ? 'sidebar' : at.closest('header.top') ? 'bar' : at.closest('aside') ? 'details' : at.closest('[data-sheet]') ? 'sheet' : at.closest('section') ? 'list' : 'other';
		return {
			role: at.getAttribute('role') ?? at.tagName.toLowerCase(), name: (label || own || '').replace(/\s+/g, ' ').trim().slice(0, 80), region,
			isLost: at === document.body, isSeen: holders.some(rings) || standsOut || isDrawn, isInView: right - left > 0 && bottom - top > 0,
		} as const;
	});
}

/** The focus comes to stand somewhere, can be seen there, and is where it is expected. */
export async function expectFocus(page: Page, where: string, wanted: Partial<Pick<Stand, 'region' | 'role'>> & { name?: RegExp } = {}): Promise<Stand> {
	let last = await stand(page);
	await expect.poll(async () => {
		last = await stand(page);
		const isThere = (!wanted.region || last.region === wanted.region) && (!wanted.role || last.role === wanted.role) && (!wanted.name || wanted.name.test(last.name));
		return last.isLost ? 'nowhere' : !isThere ? `on ${last.role} “${last.name}” in the ${last.region}` : !last.isSeen ? `not drawn on ${last.role} “${last.name}”` : last.isInView ? 'there' : `out of sight on ${last.role} “${last.name}”`;
	}, { message: `the focus ${where}` }).toBe('there');
	return last;
}

/** Goes on by Tab, or back, until the focus is on what is wanted; every stop on the way must be seen. Answers what it came by. */
export async function tabTo(page: Page, wanted: { name: RegExp; role?: string; region?: Stand['region'] }, { back = false, most = 60 } = {}): Promise<Stand[]> {
	const by: Stand[] = [];
	for (let step = 0; step < most; step++) {
		await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
		const now = await stand(page);
		by.push(now);
		if (now.isLost) continue;
		expect.soft({ ...now, isSeen: now.isSeen, isInView: now.isInView }, 'what Tab comes by is drawn and in sight').toMatchObject({ isSeen: true, isInView: true });
		if (wanted.name.test(now.name) && (!wanted.role || now.role === wanted.role) && (!wanted.region || now.region === wanted.region)) return by;
	}
	throw new Error(`Tab does not come to ${String(wanted.name)}. It came by:\n${by.map(({ role, name, region }) => `${region}: ${role} “${name}”`).join('\n')}`);
}
