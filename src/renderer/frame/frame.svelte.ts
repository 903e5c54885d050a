// Owns the window's own shape: widths of panes, what is shown, which dialog is open. Must not know anything of the archive.
import { MediaQuery } from 'svelte/reactivity';
import { isFlag, isNumber, recall, remember } from '../ui/remembered';

/** In pixels: the sidebar's and the list's width by hand, within these. */
export const SIDE = { least: 200, most: 320, usual: 240 };
export const LIST = { least: 288, most: 560, usual: 400 };

/** The list where it is shown in a way that wants more room. */
export const WIDE_LIST = { least: 288, most: 1_400, usual: 720 };

/** `foldsBelow`: margin, gap and padding, and at least 400 px of text. `least`: what a sheet keeps beside another one. */
export const SHEET = { foldsBelow: 732, least: 408 };

export type OpenDialog = 'about' | 'keys' | 'searching' | null;

const within = (value: number, { least, most }: { least: number; most: number }): number => Math.round(Math.max(least, Math.min(most, value)));

export class Frame {
	side = $state(within(recall('side', SIDE.usual, isNumber), SIDE));
	list = $state(within(recall('list', LIST.usual, isNumber), LIST));
	wide = $state(within(recall('wide', WIDE_LIST.usual, isNumber), WIDE_LIST));
	isSideShown = $state(recall('side-shown', true, isFlag));
	areDetailsShown = $state(recall('details-shown', true, isFlag));
	/** The sidebar over the rest, in a narrow window. */
	isDrawerOpen = $state(false);
	/** Which pane is seen where there is room for one only. */
	pane = $state<'list' | 'sheet'>('list');
	dialog = $state<OpenDialog>(null);

	/** Of the window, in pixels. */
	width = $state(0);
	readonly #isWide: () => boolean;

	/** `isWide`: the list is shown in a way that wants more room. */
	constructor(isWide: () => boolean = () => false) {
		this.#isWide = isWide;
	}

	// 60 and 37.5 rem: 960 and 600 px at the usual size of type, and sooner at a larger one.
	readonly #drawer = new MediaQuery('width < 60rem');
	readonly #single = new MediaQuery('width < 37.5rem');

	get hasDrawer(): boolean { return this.#drawer.current; }
	/** In a narrow window a list that wants room has all of it, and so has the sheet. */
	get isSingle(): boolean { return this.#single.current || (this.#isWide() && this.#drawer.current); }
	get isWide(): boolean { return this.#isWide() && !this.isSingle; }
	/** There is room for two clippings beside the list. */
	get hasTwo(): boolean { return !this.hasDrawer && this.width - (this.isSideShown ? this.side : 0) >= LIST.least + 2 * SHEET.least; }
	get isSideVisible(): boolean { return this.hasDrawer ? this.isDrawerOpen : this.isSideShown; }

	resize(pane: 'side' | 'list' | 'wide', width: number): void {
		this[pane] = within(width, { side: SIDE, list: LIST, wide: WIDE_LIST }[pane]);
		remember(pane, this[pane]);
	}

	/** The shape it came with; the answer puts back the one it had. */
	reset(): () => void {
		const { side, list, wide, isSideShown, areDetailsShown } = this;
		const wear = (shape: { side: number; list: number; wide: number; isSideShown: boolean; areDetailsShown: boolean }): void => {
			for (const pane of ['side', 'list', 'wide'] as const) this.resize(pane, shape[pane]);
			if (this.isSideShown !== shape.isSideShown) remember('side-shown', this.isSideShown = shape.isSideShown);
			if (this.areDetailsShown !== shape.areDetailsShown) remember('details-shown', this.areDetailsShown = shape.areDetailsShown);
		};
		wear({ side: SIDE.usual, list: LIST.usual, wide: WIDE_LIST.usual, isSideShown: true, areDetailsShown: true });
		return () => wear({ side, list, wide, isSideShown, areDetailsShown });
	}

	toggleSide(): void {
		if (this.hasDrawer) {
			this.isDrawerOpen = !this.isDrawerOpen;
			return;
		}
		this.isSideShown = !this.isSideShown;
		remember('side-shown', this.isSideShown);
	}

	toggleDetails(): void {
		this.areDetailsShown = !this.areDetailsShown;
		remember('details-shown', this.areDetailsShown);
	}
}
