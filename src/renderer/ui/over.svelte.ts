// Owns where menus, popovers and tooltips are mounted: inside a landmark of the page. Must not know which.

/** Subtle: a bar's own menus are made before the bar stands in the page. That the place is state moves them to it once it does. */
let place = $state.raw<HTMLElement | null>(null);

export const over = (): HTMLElement => place ?? document.body;

/** For an attachment to the element they are mounted in, one in a window. */
export function holdsOver(element: HTMLElement): () => void {
	place = element;
	return () => { if (place === element) place = null; };
}
