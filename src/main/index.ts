// Owns the app's life: one instance, one host, its windows, and how they end. Everything else is made here and known by what it is given.
import type { BrowserWindow } from 'electron';
import { app, ipcMain, Menu, nativeTheme, screen, session } from 'electron';
import { EventEmitter } from 'node:events';
import { join, resolve } from 'node:path';
import type { MenuCommand } from '../shared/contract';
import { declareScheme, serveAssets } from './assets';
import { CarriedFolder } from './carried-folder';
import { chooseArchive } from './desktop';
import { guardSession, silenceChromium } from './guard';
import { HostProcess } from './host-process';
import { chooseLanguage } from './language';
import { Log } from './log';
import { buildMenu, type MenuHistory } from './menu';
import { filesNamed, GivenOver, OpenedFiles } from './opened-files';
import { archiveArgument, built, namedArchive, usualArchive } from './places';
import { isPrintOnly, printOnly } from './print-only';
import { PrintRoom } from './print-room';
import { Recents } from './recents';
import { Settings } from './settings';
import { Tokens } from './tokens';
import { makeOwnWindow, makeWindow, pageAddress } from './window';
import { Windows } from './windows';
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
// What V8 sets aside for short-lived objects grows with one long scroll and is kept for the day; scrolling is as smooth with less.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=4');
declareScheme();

const asked = archiveArgument(process.argv, process.cwd());
const named = filesNamed(process.argv, process.cwd(), app.getAppPath());
if (isPrintOnly(process.argv)) printOnly();
else if (app.requestSingleInstanceLock({ archive: asked, files: named })) void live();
else app.quit();

async function live(): Promise<void> {
	const settings = new Settings(join(app.getPath('userData'), 'settings.json'), (error) => log.report(error, 'settings'));
	const recents = new Recents(settings);
	const events = new EventEmitter<{ host: []; menu: [MenuCommand, BrowserWindow] }>();
	const tokens = new Tokens();
	const opened = new OpenedFiles();
	opened.add(named);
	app.on('open-file', (event, path) => {
		event.preventDefault();
		opened.add([path]);
	});

	const printRoom = new PrintRoom('print');
	/** A room of its own: a dialog somebody leaves open holds up no export. */
	const paperRoom = new PrintRoom('paper');
	const carried = new CarriedFolder(join(app.getPath('userData'), 'Dragged'));
	const host = new HostProcess({ tokens, log, printRoom, paperRoom, onState: () => events.emit('host') });
	// Each window listens for itself, and there may be a dozen.
	events.setMaxListeners(0);
	const onHostState = (listener: () => void) => {
		events.on('host', listener);
		return () => { events.off('host', listener); };
	};
	/** What the menu asks of one window. */
	const onMenu = (window: BrowserWindow) => (listener: (command: MenuCommand) => void) => {
		const hear = (command: MenuCommand, meant: BrowserWindow) => { if (meant === window) listener(command); };
		events.on('menu', hear);
		return () => { events.off('menu', hear); };
	};

	async function openArchive(place: string, create: boolean, sample = false): Promise<void> {
		const isOther = place !== host.state.place;
		await host.open(place, { readOnly: false, create, sample });
		// What the page holds belongs to the archive before.
		if (!isOther) return;
		windows.closeOwn();
		if (windows.main && !windows.main.isDestroyed()) windows.main.webContents.reload();
	}

	function handOver(window: BrowserWindow, clipping: number | null): BrowserWindow {
		handOverPorts({ window, clipping, opened, host, tokens, settings, carried, log, development, openArchive, openClipping: (id) => windows.showOwn(id), onHostState, onMenu: onMenu(window), onHistory: showMenu, recents, forgetArchives, speakAnew });
		window.once('closed', () => PrintRoom.closeIfAlone([printRoom, paperRoom]));
		return window;
	}
	const windows = new Windows<BrowserWindow>({
		makeMain: () => handOver(makeWindow(settings, development), null),
		makeOwn: (id, bounds) => handOver(makeOwnWindow(id, bounds, settings, development), id),
		lastSize: () => settings.now.ownSize,
		screenAt: (bounds) => screen.getDisplayMatching(bounds).workArea,
	});

	let history: MenuHistory = { undo: null, redo: null };
	/** A menu's words cannot be changed; it is made anew. */
	function showMenu(said: MenuHistory): void {
		history = said;
		Menu.setApplicationMenu(buildMenu({
			tell: (command) => {
				const window = windows.windowFor(command);
				if (window) events.emit('menu', command, window);
			},
			openArchive: (create) => { if (windows.main) void chooseArchive({ window: windows.main, openArchive }, create); },
			recent: recents.list().filter(({ place, isThere }) => isThere && place !== host.state.place),
			openRecent: (place) => void openArchive(place, false),
			forgetRecent: forgetArchives,
			isDevelopment: development !== null,
			history,
		}));
	}

	/** An archive that has been opened stands in the menu from then on, but while it is open. */
	events.on('host', () => {
		if (host.state.state !== 'open') return;
		recents.note(host.state.place);
		showMenu(history);
	});
	function forgetArchives(): void {
		recents.forget(host.state.place);
		showMenu(history);
	}

	/** What a second start was given: the archive it names is opened first, and takes the files. */
	async function takeOver({ archive, files }: GivenOver): Promise<void> {
		if (archive !== null && archive !== host.state.place) {
			const page = windows.main?.webContents;
			// The page of the archive before must not take what is meant for this one: it is loaded anew, and until then still there.
			const isAnew = new Promise<void>((resolve) => {
				if (!page || page.isDestroyed()) return resolve();
				page.once('did-navigate', () => resolve());
				page.once('destroyed', () => resolve());
			});
			await openArchive(archive, true);
			await isAnew;
		}
		opened.add(files);
	}

	/** What stands on a page was said in the language before: every page is loaded anew. The archive stays open behind them. */
	function speakAnew(): void {
		chooseLanguage(app, settings.now.language);
		showMenu(history);
		for (const [window, clipping] of windows.all) if (!window.isDestroyed()) void window.loadURL(pageAddress(development, clipping));
	}

	app.on('second-instance', (_event, _argv, _folder, given) => {
		if (windows.main) windows.showMain();
		void takeOver(GivenOver.parse(given));
	});
	app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit(); });
	app.on('activate', () => { if (!windows.main) windows.showMain(); });
	closeBeforeQuit(host, carried);

	await app.whenReady();
	// First of all: the host takes as long to come as the window does, and the making of the window would hold it up.
	const opening = host.open(namedArchive(process.argv, process.env, process.cwd()) ?? recents.first() ?? usualArchive(), { readOnly: false, create: true });
	chooseLanguage(app, settings.now.language);
	nativeTheme.themeSource = settings.now.theme;
	await guardSession(session.defaultSession, development);
	serveAssets(session.defaultSession, built.renderer);
	acceptOffers(ipcMain, development, host);
	showMenu(history);
	windows.showMain();
	await opening;
}

/** The archive is closed in peace before the process ends, and what was dragged out is removed. */
function closeBeforeQuit(host: HostProcess, carried: CarriedFolder): void {
	let isClosed = false;
	app.on('will-quit', (event) => {
		if (isClosed) return;
		event.preventDefault();
		void Promise.allSettled([host.close(), carried.clear()]).then(() => {
			isClosed = true;
			// Subtle: asked again in the same turn, Electron does not hear it.
			setImmediate(() => app.quit());
		});
	});
}
