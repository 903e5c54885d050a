// Owns the window's own shape: widths of panes, what is shown, which dialog is open. Must not know anything of the archive.
import { MediaQuery } from 'svelte/reactivity';
import { isFlag, isNumber, recall, remember } from '../ui/remembered';

/** In pixels: the sidebar's and the list's width by hand, within these. */
export const SIDE = { least: 200, most: 320, usual: 224 };
export const LIST = { least: 304, most: 560, usual: 400 };

/** Margin, gap and padding, and at least 400 px of text. */
export const SHEET = { foldsBelow: 720 };

export type OpenDialog = 'about' | 'keys' | null;

const within = (value: number, { least, most }: { least: number; most: number }): number => Math.round(Math.max(least, Math.min(most, value)));

export class Frame {
	side = $state(within(recall('side', SIDE.usual, isNumber), SIDE));
	list = $state(within(recall('list', LIST.usual, isNumber), LIST));
	isSideShown = $state(recall('side-shown', true, isFlag));
	areDetailsShown = $state(recall('details-shown', true, isFlag));
	/** The sidebar over the rest, in a narrow window. */
	isDrawerOpen = $state(false);
	/** Which pane is seen where there is room for one only. */
	pane = $state<'list' | 'sheet'>('list');
	dialog = $state<OpenDialog>(null);

	/** Of the sheet, in pixels, as it has come out. */
	sheetWidth = $state(SHEET.foldsBelow);

	// 60 and 37.5 rem: 960 and 600 px at the usual size of type, and sooner at a larger one.
	readonly #drawer = new MediaQuery('width < 60rem');
	readonly #single = new MediaQuery('width < 37.5rem');

	/** The card and the notes stand in the column: beside them the text would be too narrow to read. */
	get isFolded(): boolean { return this.sheetWidth < SHEET.foldsBelow; }
	get hasDrawer(): boolean { return this.#drawer.current; }
	get isSingle(): boolean { return this.#single.current; }
	get isSideVisible(): boolean { return this.hasDrawer ? this.isDrawerOpen : this.isSideShown; }

	resize(pane: 'side' | 'list', width: number): void {
		this[pane] = within(width, pane === 'side' ? SIDE : LIST);
		remember(pane, this[pane]);
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
