// Owns the app's life: one instance, one window, one host, and how they end. Everything else is made here and known by what it is given.
import type { BrowserWindow } from 'electron';
import { app, ipcMain, Menu, nativeTheme, session } from 'electron';
import { EventEmitter } from 'node:events';
import { isAbsolute, join, resolve } from 'node:path';
import type { MenuCommand } from '../shared/contract';
import { declareScheme, serveAssets } from './assets';
import { chooseArchive } from './desktop';
import { guardSession, silenceChromium } from './guard';
import { HostProcess } from './host-process';
import { Log } from './log';
import { buildMenu, type MenuHistory } from './menu';
import { archiveArgument, archivePlace, built } from './places';
import { Settings } from './settings';
import { Tokens } from './tokens';
import { makeWindow } from './window';
import { acceptOffers, handOverPorts } from './hand-over';

app.setName('Cuttings');
const ownFolder = process.env['CUTTINGS_USER_DATA'] || app.commandLine.getSwitchValue('user-data-dir');
if (ownFolder) app.setPath('userData', resolve(ownFolder));

const log = new Log(join(app.getPath('userData'), 'log.txt'));
// Subtle: with a listener Electron shows no dialog of its own. One bug must not become a dialog a second.
process.on('uncaughtException', (error) => log.report(error, 'main'));
process.on('unhandledRejection', (error) => log.report(error, 'main'));

const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
const development = developmentUrl ? new URL(developmentUrl).origin : null;

silenceChromium(app, development);
declareScheme();

const asked = archiveArgument(process.argv, process.cwd());
if (app.requestSingleInstanceLock({ archive: asked })) void live();
else app.quit();

async function live(): Promise<void> {
	const settings = new Settings(join(app.getPath('userData'), 'settings.json'), (error) => log.report(error, 'settings'));
	const events = new EventEmitter<{ host: []; menu: [MenuCommand] }>();
	const tokens = new Tokens();
	let window: BrowserWindow | null = null;

	const host = new HostProcess({ tokens, log, onState: () => events.emit('host') });
	const on = (name: 'host' | 'menu') => (listener: (...given: never[]) => void) => {
		events.on(name, listener as () => void);
		return () => { events.off(name, listener as () => void); };
	};

	async function openArchive(place: string, create: boolean): Promise<void> {
		const isOther = place !== host.state.place;
		await host.open(place, { readOnly: false, create });
		// What the page holds belongs to the archive before.
		if (isOther && window && !window.isDestroyed()) window.webContents.reload();
	}

	function showWindow(): void {
		const made = makeWindow(settings, development);
		window = made;
		handOverPorts({ window: made, host, tokens, settings, log, development, openArchive, onHostState: on('host'), onMenu: on('menu'), onHistory: showMenu });
		made.on('closed', () => { if (window === made) window = null; });
	}

	/** A menu's words cannot be changed; it is made anew. */
	function showMenu(history: MenuHistory): void {
		Menu.setApplicationMenu(buildMenu({
			tell: (command) => events.emit('menu', command),
			openArchive: (create) => { if (window) void chooseArchive({ window, openArchive }, create); },
			isDevelopment: development !== null,
			history,
		}));
	}

	app.on('second-instance', (_event, _argv, _folder, given) => {
		if (window?.isMinimized()) window.restore();
		window?.show();
		window?.focus();
		const other = (given as { archive?: unknown } | null)?.archive;
		if (typeof other === 'string' && isAbsolute(other) && other !== host.state.place) void openArchive(other, true);
	});
	app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit(); });
	app.on('activate', () => { if (!window) showWindow(); });
	closeBeforeQuit(host);

	await app.whenReady();
	nativeTheme.themeSource = settings.now.theme;
	await guardSession(session.defaultSession, development);
	serveAssets(session.defaultSession, built.renderer);
	acceptOffers(ipcMain, development, host);
	showMenu({ undo: null, redo: null });
	const opening = host.open(archivePlace(process.argv, process.env, process.cwd()), { readOnly: false, create: true });
	showWindow();
	await opening;
}

/** The archive is closed in peace before the process ends. */
function closeBeforeQuit(host: HostProcess): void {
	let isClosed = false;
	app.on('will-quit', (event) => {
		if (isClosed) return;
		event.preventDefault();
		void host.close().finally(() => {
			isClosed = true;
			// Subtle: asked again in the same turn, Electron does not hear it.
			setImmediate(() => app.quit());
		});
	});
}
