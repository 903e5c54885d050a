// Owns what every command is called in the palette, what it needs to make sense, and its sign. What it does is the acts' matter.
import type { Component } from 'svelte';
import AppWindow from '@lucide/svelte/icons/app-window';
import ArchiveRestore from '@lucide/svelte/icons/archive-restore';
import CircleHelp from '@lucide/svelte/icons/circle-question-mark';
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste';
import Columns2 from '@lucide/svelte/icons/columns-2';
import Copy from '@lucide/svelte/icons/copy';
import Download from '@lucide/svelte/icons/download';
import Flag from '@lucide/svelte/icons/flag';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import FolderSearch from '@lucide/svelte/icons/folder-search';
import Highlighter from '@lucide/svelte/icons/highlighter';
import History from '@lucide/svelte/icons/history';
import Images from '@lucide/svelte/icons/images';
import Inbox from '@lucide/svelte/icons/inbox';
import Info from '@lucide/svelte/icons/info';
import Keyboard from '@lucide/svelte/icons/keyboard';
import LayoutGrid from '@lucide/svelte/icons/layout-grid';
import Merge from '@lucide/svelte/icons/merge';
import PanelLeft from '@lucide/svelte/icons/panel-left';
import PanelRight from '@lucide/svelte/icons/panel-right';
import Pencil from '@lucide/svelte/icons/pencil';
import Printer from '@lucide/svelte/icons/printer';
import Quote from '@lucide/svelte/icons/quote';
import Redo from '@lucide/svelte/icons/redo-2';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Rows4 from '@lucide/svelte/icons/rows-4';
import ScanText from '@lucide/svelte/icons/scan-text';
import Search from '@lucide/svelte/icons/search';
import Share from '@lucide/svelte/icons/share';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import SquareCheck from '@lucide/svelte/icons/square-check-big';
import Table from '@lucide/svelte/icons/table';
import Tag from '@lucide/svelte/icons/tag';
import Trash from '@lucide/svelte/icons/trash-2';
import Undo from '@lucide/svelte/icons/undo-2';
import { STYLE_NAMES } from '../../shared/citing';
import type { MenuCommand } from '../../shared/contract';
import { say } from '../../shared/words/say';

export type Sign = Component<{ size?: number; strokeWidth?: number }>;

/** What a command is about, and so where it stands and when it makes sense. */
export type About =
	/** The open clipping, or those that are chosen. */
	| 'clipping'
	/** The same, in the trash alone. */
	| 'trashed'
	/** The open article. */
	| 'article'
	| 'two'
	/** A second sheet, where there is one. */
	| 'beside'
	| 'archive'
	| 'window'
	/** A place one goes to. */
	| 'place';

export interface Named {
	words: string;
	icon: Sign;
	about: About;
	/** It changes the archive, so not while that is open for reading only. */
	changes?: true;
}

export const COMMANDS: Readonly<Partial<Record<MenuCommand, Named>>> = {
	tag: { words: say('act.tag'), icon: Tag, about: 'clipping', changes: true },
	collect: { words: say('act.collect'), icon: FolderPlus, about: 'clipping', changes: true },
	flag: { words: say('act.flag'), icon: Flag, about: 'clipping', changes: true },
	edit: { words: say('act.edit'), icon: Pencil, about: 'clipping', changes: true },
	'change-many': { words: say('palette.act.change-many'), icon: Pencil, about: 'clipping', changes: true },
	merge: { words: say('palette.act.merge'), icon: Merge, about: 'two', changes: true },
	highlight: { words: say('act.highlight'), icon: Highlighter, about: 'article', changes: true },
	'highlight-note': { words: say('palette.act.highlight-note'), icon: Highlighter, about: 'article', changes: true },
	'mark-by-keyboard': { words: say('act.mark-by-keyboard'), icon: Highlighter, about: 'article', changes: true },
	copy: { words: say('act.copy'), icon: Copy, about: 'clipping' },
	cite: { words: say('act.cite'), icon: Quote, about: 'clipping' },
	'cite-apa': { words: say('palette.act.cite-in', { style: STYLE_NAMES.apa.label }), icon: Quote, about: 'clipping' },
	'cite-chicago': { words: say('palette.act.cite-in', { style: STYLE_NAMES.chicago.label }), icon: Quote, about: 'clipping' },
	'cite-mla': { words: say('palette.act.cite-in', { style: STYLE_NAMES.mla.label }), icon: Quote, about: 'clipping' },
	'cite-harvard': { words: say('palette.act.cite-in', { style: STYLE_NAMES.harvard.label }), icon: Quote, about: 'clipping' },
	print: { words: say('act.print'), icon: Printer, about: 'clipping' },
	trash: { words: say('act.trash'), icon: Trash, about: 'clipping', changes: true },
	restore: { words: say('palette.act.restore'), icon: ArchiveRestore, about: 'trashed', changes: true },
	'select-all': { words: say('palette.act.select-all'), icon: SquareCheck, about: 'archive' },

	import: { words: say('palette.act.import'), icon: Download, about: 'archive', changes: true },
	'import-with': { words: say('palette.act.import-with'), icon: Download, about: 'archive', changes: true },
	paste: { words: say('act.paste'), icon: ClipboardPaste, about: 'archive', changes: true },
	imports: { words: say('palette.act.imports'), icon: History, about: 'archive' },
	'watched-folders': { words: say('palette.act.watched-folders'), icon: FolderSearch, about: 'archive' },
	export: { words: say('act.export'), icon: Share, about: 'archive' },
	find: { words: say('act.find'), icon: Search, about: 'archive' },
	'save-search': { words: say('act.save-search'), icon: Search, about: 'archive', changes: true },
	undo: { words: say('palette.act.undo'), icon: Undo, about: 'archive', changes: true },
	redo: { words: say('palette.act.redo'), icon: Redo, about: 'archive', changes: true },
	check: { words: say('palette.act.check'), icon: ShieldCheck, about: 'archive' },

	'open-beside': { words: say('act.open-beside'), icon: Columns2, about: 'article' },
	'swap-beside': { words: say('palette.act.swap-beside'), icon: Columns2, about: 'beside' },
	'close-beside': { words: say('palette.act.close-beside'), icon: Columns2, about: 'beside' },
	'open-window': { words: say('act.open-window'), icon: AppWindow, about: 'article' },

	'view-rows': { words: say('act.view-rows'), icon: Rows3, about: 'window' },
	'view-compact': { words: say('act.view-compact'), icon: Rows4, about: 'window' },
	'view-cards': { words: say('act.view-cards'), icon: LayoutGrid, about: 'window' },
	'view-wall': { words: say('act.view-wall'), icon: Images, about: 'window' },
	'view-table': { words: say('act.view-table'), icon: Table, about: 'window' },
	'toggle-sidebar': { words: say('act.toggle-sidebar'), icon: PanelLeft, about: 'window' },
	'toggle-details': { words: say('act.toggle-details'), icon: PanelRight, about: 'window' },
	settings: { words: say('act.settings'), icon: SlidersHorizontal, about: 'window' },
	'search-help': { words: say('palette.act.search-help'), icon: CircleHelp, about: 'window' },
	keys: { words: say('frame.keys.title'), icon: Keyboard, about: 'window' },
	about: { words: say('frame.about.title'), icon: Info, about: 'window' },

	inbox: { words: say('palette.act.inbox'), icon: Inbox, about: 'place' },
	'needs-a-look': { words: say('palette.act.needs-a-look'), icon: ScanText, about: 'place' },
	flagged: { words: say('palette.act.flagged'), icon: Flag, about: 'place' },
};
