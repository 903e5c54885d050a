// Owns where menus and popovers are mounted: inside the bar, so that they belong to a landmark. Must not be asked before the page is there.

/** Marks the place; see TopBar. */
export const OVER = 'over';

export const over = (): HTMLElement => document.getElementById(OVER) ?? document.body;
