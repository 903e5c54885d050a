// Owns the application menu: one table of commands, their words and keys. What a command does is the page's matter.
import type { MenuItemConstructorOptions } from 'electron';
import { Menu } from 'electron';
import type { MenuCommand } from '../shared/contract';

export interface MenuActs {
	/** Asks the page in front to do it. */
	tell: (command: MenuCommand) => void;
	openArchive: (create: boolean) => void;
	isDevelopment: boolean;
}

const isMac = process.platform === 'darwin';
const separator: MenuItemConstructorOptions = { type: 'separator' };

export function buildMenu({ tell, openArchive, isDevelopment }: MenuActs): Menu {
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
				item('Keep What Was Copied', 'paste'),
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
				{ role: 'undo' }, { role: 'redo' }, separator,
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
				shown('Next', 'next', 'J'), shown('Previous', 'previous', 'K'), separator,
				shown('Edit Details', 'edit', 'E'),
				shown('Add Tag…', 'tag', 'T'),
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
