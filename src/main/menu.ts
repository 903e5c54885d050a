// Owns the application menu: one table of commands, their words and keys. What a command does is the page's matter.
import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';
import { say } from '../shared/words/say';
import { CitationStyle, STYLE_NAMES } from '../shared/citing';
import type { MenuCommand, RecentArchive } from '../shared/contract';

/** What an undo would take back and a redo do again, as said of it; null for nothing. */
export interface MenuHistory {
	undo: string | null;
	redo: string | null;
}

export interface MenuActs {
	/** Asks the page in front to do it. */
	tell: (command: MenuCommand) => void;
	openArchive: (create: boolean) => void;
	/** Other archives opened lately that are still there. */
	recent: readonly RecentArchive[];
	openRecent: (place: string) => void;
	forgetRecent: () => void;
	isDevelopment: boolean;
	history: MenuHistory;
}

const isMac = process.platform === 'darwin';
/** A menu takes "&" for the letter to press; what a person called something must not be taken so. */
const plain = (label: string): string => (label.length > 60 ? `${label.slice(0, 59)}…` : label).replaceAll('&', '&&');
const separator: MenuItemConstructorOptions = { type: 'separator' };

export function buildMenu({ tell, openArchive, recent, openRecent, forgetRecent, isDevelopment, history }: MenuActs): Menu {
	const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
		label, id: command, ...(accelerator ? { accelerator } : {}), click: () => tell(command),
	});
	/** A key the page must see first, because a text field has its own use for it: shown here, not taken here. A Mac takes what it shows. */
	const shown = (label: string, command: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({ ...item(label, command, isMac ? undefined : accelerator), registerAccelerator: false });

	return Menu.buildFromTemplate([
		...(isMac ? [{ role: 'appMenu' } as const] : []),
		{
			label: say('menu.file'),
			submenu: [
				item(say('menu.file.import'), 'import', 'CmdOrCtrl+O'),
				item(say('menu.file.import-with'), 'import-with', 'CmdOrCtrl+Alt+O'),
				item(say('menu.file.paste'), 'paste'),
				item(say('menu.file.imports'), 'imports'),
				item(say('menu.file.watched'), 'watched-folders'),
				separator,
				item(say('menu.file.export'), 'export', 'CmdOrCtrl+E'),
				item(say('menu.file.print'), 'print', 'CmdOrCtrl+P'),
				separator,
				{ label: say('menu.file.new'), click: () => openArchive(true) },
				{ label: say('menu.file.open'), accelerator: 'CmdOrCtrl+Shift+O', click: () => openArchive(false) },
				{
					label: say('menu.file.recent'), enabled: recent.length > 0,
					submenu: [...recent.map(({ place, name }) => ({ label: plain(name), sublabel: place, toolTip: place, click: () => openRecent(place) })), separator, { label: say('menu.file.forget'), click: forgetRecent }],
				},
				item(say('menu.file.check'), 'check'),
				separator,
				item(say('menu.file.settings'), 'settings', 'CmdOrCtrl+,'),
				separator,
				isMac ? { role: 'close', label: say('menu.file.close') } : { role: 'quit', label: say('menu.file.quit') },
			],
		},
		{
			label: say('menu.edit'),
			submenu: [
				// Always there to be chosen: in a text field they are the field's own.
				shown(history.undo === null ? say('menu.edit.undo') : say('menu.edit.undo-what', { what: plain(history.undo) }), 'undo', 'CmdOrCtrl+Z'),
				shown(history.redo === null ? say('menu.edit.redo') : say('menu.edit.redo-what', { what: plain(history.redo) }), 'redo', 'CmdOrCtrl+Shift+Z'),
				separator,
				{ role: 'cut', label: say('menu.edit.cut') }, { role: 'copy', label: say('menu.edit.copy') }, { role: 'paste', label: say('menu.edit.paste') },
				shown(say('menu.edit.select-all'), 'select-all', 'CmdOrCtrl+A'),
				item(say('menu.edit.copy-text'), 'copy', 'CmdOrCtrl+Alt+C'),
				item(say('menu.edit.cite'), 'cite', 'CmdOrCtrl+Shift+C'),
				{ label: say('menu.edit.cite-as'), submenu: CitationStyle.options.map((style) => item(STYLE_NAMES[style].label, `cite-${style}`)) },
				separator,
				item(say('menu.edit.find'), 'find', 'CmdOrCtrl+F'),
				shown(say('menu.edit.next-hit'), 'next-hit', 'F3'), shown(say('menu.edit.previous-hit'), 'previous-hit', 'Shift+F3'),
				item(say('menu.edit.save-search'), 'save-search', 'CmdOrCtrl+S'),
			],
		},
		{
			label: say('menu.clipping'),
			submenu: [
				item(say('menu.clipping.inbox'), 'inbox'), item(say('menu.clipping.needs-a-look'), 'needs-a-look', 'CmdOrCtrl+L'), item(say('menu.clipping.flagged'), 'flagged'), separator,
				shown(say('menu.clipping.next'), 'next', 'J'), shown(say('menu.clipping.previous'), 'previous', 'K'), separator,
				shown(say('menu.clipping.beside'), 'open-beside', 'CmdOrCtrl+Enter'), item(say('menu.clipping.swap'), 'swap-beside'), item(say('menu.clipping.close-beside'), 'close-beside'),
				shown(say('menu.clipping.window'), 'open-window', 'CmdOrCtrl+Shift+Enter'),
				separator,
				shown(say('menu.clipping.edit'), 'edit', 'E'),
				shown(say('menu.clipping.change-many'), 'change-many', 'CmdOrCtrl+Shift+E'),
				shown(say('menu.clipping.merge'), 'merge', 'CmdOrCtrl+Shift+M'),
				shown(say('menu.clipping.highlight'), 'highlight', 'H'),
				shown(say('menu.clipping.highlight-note'), 'highlight-note', 'N'),
				shown(say('menu.clipping.mark'), 'mark-by-keyboard', 'Shift+H'),
				shown(say('menu.clipping.next-highlight'), 'next-highlight', '.'), shown(say('menu.clipping.previous-highlight'), 'previous-highlight', ','),
				separator,
				shown(say('menu.clipping.tag'), 'tag', 'T'),
				shown(say('menu.clipping.collect'), 'collect', 'C'),
				shown(say('menu.clipping.flag'), 'flag', 'F'),
				item(say('menu.clipping.move-up'), 'move-up'), item(say('menu.clipping.move-down'), 'move-down'),
				separator,
				shown(say('menu.clipping.trash'), 'trash', 'Delete'),
				item(say('menu.clipping.restore'), 'restore'),
			],
		},
		{
			label: say('menu.view'),
			submenu: [
				item(say('menu.view.palette'), 'palette', 'CmdOrCtrl+K'),
				separator,
				item(say('menu.view.rows'), 'view-rows', 'CmdOrCtrl+1'), item(say('menu.view.compact'), 'view-compact', 'CmdOrCtrl+2'), item(say('menu.view.cards'), 'view-cards', 'CmdOrCtrl+3'),
				item(say('menu.view.wall'), 'view-wall', 'CmdOrCtrl+4'), item(say('menu.view.table'), 'view-table', 'CmdOrCtrl+5'),
				separator,
				item(say('menu.view.sidebar'), 'toggle-sidebar', 'CmdOrCtrl+\\'),
				item(say('menu.view.details'), 'toggle-details', 'CmdOrCtrl+I'),
				separator,
				{ role: 'resetZoom', label: say('menu.view.actual-size') }, { role: 'zoomIn', label: say('menu.view.zoom-in') }, { role: 'zoomOut', label: say('menu.view.zoom-out') }, { role: 'togglefullscreen', label: say('menu.view.full-screen') },
				...(isDevelopment ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
			],
		},
		...(isMac ? [{ role: 'windowMenu' } as const] : []),
		{ label: say('menu.help'), role: 'help', submenu: [item(say('menu.help.search'), 'search-help'), shown(say('menu.help.keys'), 'keys', '?'), item(say('menu.help.about'), 'about')] },
	]);
}
