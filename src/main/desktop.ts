// Owns the answers to the desktop contract: dialogs, clipboard, theme, the window's own buttons. Paths become tokens here; must not touch an archive.
import type { BrowserWindow } from 'electron';
import { app, clipboard, dialog, nativeTheme, shell } from 'electron';
import { join } from 'node:path';
import type { z } from 'zod';
import type { desktop as desktopContract, MenuCommand } from '../shared/contract';
import { Fault } from '../shared/errors';
import type { Handlers } from '../shared/rpc';
import { filesOnClipboard } from './clipboard-files';
import { markupOnClipboard, pictureOnClipboard } from './clipboard-rich';
import { fileNameFrom, writeCopy } from './copies';
import type { HostProcess } from './host-process';
import type { MenuHistory } from './menu';
import { readMachine } from './machine';
import type { Settings } from './settings';
import type { Tokens } from './tokens';

export interface DesktopParts {
	window: BrowserWindow;
	host: HostProcess;
	tokens: Tokens;
	settings: Settings;
	/** Told whenever the host's state changes. Returns its undo. */
	onHostState: (listener: () => void) => () => void;
	/** Told what the menu asks of this window. Returns its undo. */
	onMenu: (listener: (command: MenuCommand) => void) => () => void;
	/** Told what can be undone and redone, for the menu. */
	onHistory: (said: MenuHistory) => void;
	/** Opens another archive in this window. */
	openArchive: (place: string, create: boolean) => Promise<void>;
}

export function desktopHandlers(parts: DesktopParts): Handlers<typeof desktopContract> {
	const { window, host, tokens, settings } = parts;
	return {
		'desktop.machine': async () => readMachine(await host.sqlite()),
		'desktop.archive': () => host.state,
		'desktop.chooseSources': async ({ folder, isPicture, isToWatch }) => {
			const { canceled, filePaths } = await dialog.showOpenDialog(window, isPicture ? {
				title: 'Choose the picture',
				buttonLabel: 'Keep',
				properties: ['openFile'],
			} : isToWatch ? {
				title: 'Watch a folder',
				buttonLabel: 'Watch',
				properties: ['openDirectory'],
			} : {
				title: folder ? 'Import a folder' : 'Import files',
				buttonLabel: 'Import',
				properties: [folder ? 'openDirectory' : 'openFile', 'multiSelections'],
			});
			return { tokens: canceled ? [] : await host.grant(filePaths) };
		},
		'desktop.chooseTarget': async ({ suggestion }) => {
			const { canceled, filePaths: [place] } = await dialog.showOpenDialog(window, {
				title: 'Export into a folder',
				buttonLabel: 'Export here',
				defaultPath: app.getPath('documents'),
				message: suggestion,
				properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
			});
			if (canceled || !place) return null;
			const [token] = await host.grant([place]);
			return { token: token!, place };
		},
		'desktop.reveal': ({ token }) => {
			const path = tokens.made(token);
			if (!path) throw new Fault('request/invalid', { operation: 'desktop.reveal', issues: ['The token is unknown.'] });
			shell.showItemInFolder(path);
		},
		'desktop.clipboard': async () => {
			const files = await filesOnClipboard(clipboard);
			if (files.length > 0) return { text: null, tokens: await host.grant(files), html: null, url: null, picture: null };
			const text = await clipboard.readText();
			const markup = await markupOnClipboard(clipboard);
			return { text: text === '' ? null : text, tokens: [], html: markup?.html ?? null, url: markup?.url ?? null, picture: await pictureOnClipboard(clipboard) };
		},
		'desktop.saveCopy': async ({ name, bytes }) => {
			const { canceled, filePath } = await dialog.showSaveDialog(window, { title: 'Save a copy', buttonLabel: 'Save', defaultPath: join(app.getPath('pictures'), fileNameFrom(name)) });
			if (canceled || !filePath) return false;
			await writeCopy(filePath, bytes);
			return true;
		},
		'desktop.copy': async ({ text }) => { await clipboard.writeText(text); },
		'desktop.openArchive': ({ create }) => chooseArchive(parts, create),
		'desktop.retryArchive': ({ readOnly }) => host.open(host.state.place, { readOnly, create: false }),
		'desktop.restoreBackup': () => host.restoreBackup(),
		'desktop.history': (said) => parts.onHistory(said),
		'desktop.theme': ({ theme }) => {
			settings.change({ theme });
			nativeTheme.themeSource = theme;
		},
		'desktop.window': ({ act }) => {
			if (act === 'minimise') window.minimize();
			else if (act === 'close') window.close();
			else if (window.isMaximized()) window.unmaximize();
			else window.maximize();
		},
		'desktop.menu': (emit) => parts.onMenu((command) => emit({ command })),
		'desktop.state': (emit) => tellState(parts, emit),
	};
}

/** Tells how the window and the archive stand, now and after each change. Returns its undo. */
function tellState({ window, host, settings, onHostState }: DesktopParts, emit: (state: z.infer<(typeof desktopContract)['desktop.state']['payload']>) => void): () => void {
	const tell = () => emit({ archive: host.state.state, maximised: window.isMaximized(), theme: settings.now.theme });
	const stopHost = onHostState(tell);
	nativeTheme.on('updated', tell);
	window.on('maximize', tell);
	window.on('unmaximize', tell);
	tell();
	return () => {
		stopHost();
		nativeTheme.off('updated', tell);
		window.off('maximize', tell);
		window.off('unmaximize', tell);
	};
}

/** Asks for an archive's folder and opens it. A new archive may be named in the dialog; false when it was left. */
export async function chooseArchive({ window, openArchive }: Pick<DesktopParts, 'window' | 'openArchive'>, create: boolean): Promise<boolean> {
	const chosen = create
		? await dialog.showSaveDialog(window, { title: 'New archive', buttonLabel: 'Make archive', defaultPath: join(app.getPath('home'), 'Cuttings 2') })
			.then(({ canceled, filePath }) => (canceled ? undefined : filePath))
		: await dialog.showOpenDialog(window, { title: 'Open an archive', buttonLabel: 'Open', properties: ['openDirectory'] })
			.then(({ canceled, filePaths }) => (canceled ? undefined : filePaths[0]));
	if (!chosen) return false;
	// The answer goes out first: opening another archive loads the page anew.
	setImmediate(() => void openArchive(chosen, create));
	return true;
}
