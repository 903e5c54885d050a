// Owns the application menu: one table of commands, their words and keys. What a command does is the page's matter.
import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';
import type { MenuCommand } from '../shared/contract';

/** What an undo would take back and a redo do again, as said of it; null for nothing. */
export interface MenuHistory {
	undo: string | null;
	redo: string | null;
}

export interface MenuActs {
	/** Asks the page in front to do it. */
	tell: (command: MenuCommand) => void;
	openArchive: (create: boolean) => void;
	isDevelopment: boolean;
	history: MenuHistory;
}

const isMac = process.platform === 'darwin';
/** A menu takes "&" for the letter to press; what a person called something must not be taken so. */
const plain = (label: string): string => (label.length > 60 ? `${label.slice(0, 59)}…` : label).replaceAll('&', '&&');
const separator: MenuItemConstructorOptions = { type: 'separator' };

export function buildMenu({ tell, openArchive, isDevelopment, history }: MenuActs): Menu {
	const item = (label: string, command: MenuCommand, accelerator?: string): MenuItemConstructorOptions => ({
		label, id: command, ...(accelerator ? { accelerator } : {}), click: () => tell(command),
	});
	/** A key the page must see first, because a text field has its own use for it: shown here, not taken here. A Mac takes what it shows. */
	const shown = (label: string, command: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({ ...item(label, command, isMac ? undefined : accelerator), registerAccelerator: false });

	return Menu.buildFromTemplate([
		...(isMac ? [{ role: 'appMenu' } as const] : []),
		{
			label: '&File',
			submenu: [
				item('Import…', 'import', 'CmdOrCtrl+O'),
				item('Import with Options…', 'import-with', 'CmdOrCtrl+Alt+O'),
				item('Keep What Was Copied', 'paste'),
				item('Imports…', 'imports'),
				item('Watched Folders…', 'watched-folders'),
				separator,
				item('Export…', 'export', 'CmdOrCtrl+E'),
				separator,
				{ label: 'New Archive…', click: () => openArchive(true) },
				{ label: 'Open Archive…', accelerator: 'CmdOrCtrl+Shift+O', click: () => openArchive(false) },
				item('Check Archive', 'check'),
				separator,
				isMac ? { role: 'close' } : { role: 'quit' },
			],
		},
		{
			label: '&Edit',
			submenu: [
				// Always there to be chosen: in a text field they are the field's own.
				shown(history.undo === null ? 'Undo' : `Undo ${plain(history.undo)}`, 'undo', 'CmdOrCtrl+Z'),
				shown(history.redo === null ? 'Redo' : `Redo ${plain(history.redo)}`, 'redo', 'CmdOrCtrl+Shift+Z'),
				separator,
				{ role: 'cut' }, { role: 'copy' }, { role: 'paste' },
				shown('Select All', 'select-all', 'CmdOrCtrl+A'),
				item('Copy as Text', 'copy', 'CmdOrCtrl+Shift+C'),
				separator,
				item('Find', 'find', 'CmdOrCtrl+F'),
			],
		},
		{
			label: '&Clipping',
			submenu: [
				item('Needs a Look', 'needs-a-look', 'CmdOrCtrl+L'), separator,
				shown('Next', 'next', 'J'), shown('Previous', 'previous', 'K'), separator,
				shown('Edit Details', 'edit', 'E'),
				shown('Add Tag…', 'tag', 'T'),
				shown('Add to Collection…', 'collect', 'C'),
				separator,
				shown('Move to Trash', 'trash', 'Delete'),
				item('Restore', 'restore'),
			],
		},
		{
			label: '&View',
			submenu: [
				item('Sidebar', 'toggle-sidebar', 'CmdOrCtrl+\\'),
				item('Details', 'toggle-details', 'CmdOrCtrl+I'),
				separator,
				{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' },
				...(isDevelopment ? [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
			],
		},
		...(isMac ? [{ role: 'windowMenu' } as const] : []),
		{ label: '&Help', role: 'help', submenu: [shown('Keys', 'keys', '?'), item('About Cuttings', 'about')] },
	]);
}
