// Owns the answers to the desktop contract: dialogs, clipboard, theme, the window's own buttons. Paths become tokens here; must not touch an archive.
import type { BrowserWindow } from 'electron';
import { app, clipboard, dialog, nativeImage, nativeTheme, Notification, shell } from 'electron';
import { join } from 'node:path';
import type { z } from 'zod';
import { say } from '../shared/words/say';
import type { desktop as desktopContract, MenuCommand } from '../shared/contract';
import { Fault } from '../shared/errors';
import type { ClippingId } from '../shared/model';
import type { Handlers } from '../shared/rpc';
import { filesOnClipboard } from './clipboard-files';
import { markupOnClipboard, pictureOnClipboard, writeRich } from './clipboard-rich';
import { fileNameFrom, writeCopy } from './copies';
import type { CarriedFolder } from './carried-folder';
import type { HostProcess } from './host-process';
import type { MenuHistory } from './menu';
import { readMachine } from './machine';
import type { OpenedFiles } from './opened-files';
import { built, samplePlace } from './places';
import type { Settings } from './settings';
import type { Recents } from './recents';
import type { Tokens } from './tokens';

export interface DesktopParts {
	window: BrowserWindow;
	host: HostProcess;
	tokens: Tokens;
	settings: Settings;
	carried: CarriedFolder;
	/** Told whenever the host's state changes. Returns its undo. */
	onHostState: (listener: () => void) => () => void;
	/** Told what the menu asks of this window. Returns its undo. */
	onMenu: (listener: (command: MenuCommand) => void) => () => void;
	/** Told what can be undone and redone, for the menu. */
	onHistory: (said: MenuHistory) => void;
	/** Has every window speak the language that is kept now. */
	speakAnew: () => void;
	/** Opens a clipping in a window of its own. False where there are too many. */
	openClipping: (id: number) => boolean;
	/** The one clipping the window shows; null in the archive's. */
	clipping: number | null;
	/** What was opened with the program. */
	opened: OpenedFiles;
	recents: Recents;
	/** Takes archives opened lately off the list, and out of the menu. */
	forgetArchives: () => void;
	/** Opens another archive in this window. */
	openArchive: (place: string, create: boolean, sample?: boolean) => Promise<void>;
}

export function desktopHandlers(parts: DesktopParts): Handlers<typeof desktopContract> {
	const { window, host, tokens, settings, recents } = parts;
	return {
		'desktop.machine': async () => readMachine(await host.sqlite()),
		'desktop.archive': () => host.state,
		'desktop.archives': () => ({ recent: recents.list(), missed: recents.tellMissed() }),
		'desktop.openRecent': ({ place }) => {
			// A page opens what a person opened before, and no other folder.
			if (!recents.has(place)) throw new Fault('request/invalid', { operation: 'desktop.openRecent', issues: ['The place is none of those opened lately.'] });
			setImmediate(() => void parts.openArchive(place, false));
		},
		'desktop.forgetArchives': () => parts.forgetArchives(),
		'desktop.chooseSources': async ({ folder, isPicture, isToWatch }) => {
			const { canceled, filePaths } = await dialog.showOpenDialog(window, isPicture ? {
				title: say('main.choose.picture'),
				buttonLabel: say('main.choose.picture.take'),
				properties: ['openFile'],
			} : isToWatch ? {
				title: say('main.choose.watch'),
				buttonLabel: say('main.choose.watch.take'),
				properties: ['openDirectory'],
			} : {
				title: folder ? say('main.choose.folder') : say('main.choose.files'),
				buttonLabel: say('main.choose.import'),
				properties: [folder ? 'openDirectory' : 'openFile', 'multiSelections'],
			});
			return { tokens: canceled ? [] : await host.grant(filePaths) };
		},
		'desktop.opened': async () => ({ tokens: parts.clipping === null ? await host.grant(parts.opened.take()) : [] }),
		'desktop.chooseTarget': async ({ suggestion }) => {
			const { canceled, filePaths: [place] } = await dialog.showOpenDialog(window, {
				title: say('main.choose.target'),
				buttonLabel: say('main.choose.target.take'),
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
		'desktop.carryOut': ({ ids }, { signal }) => carryOut(parts, ids, signal),
		'desktop.clipboard': async () => {
			const files = await filesOnClipboard(clipboard);
			if (files.length > 0) return { text: null, tokens: await host.grant(files), html: null, url: null, picture: null };
			const text = await clipboard.readText();
			const markup = await markupOnClipboard(clipboard);
			return { text: text === '' ? null : text, tokens: [], html: markup?.html ?? null, url: markup?.url ?? null, picture: await pictureOnClipboard(clipboard) };
		},
		'desktop.saveCopy': async ({ name, bytes }) => {
			const { canceled, filePath } = await dialog.showSaveDialog(window, { title: say('main.choose.copy'), buttonLabel: say('main.choose.copy.take'), defaultPath: join(app.getPath('pictures'), fileNameFrom(name)) });
			if (canceled || !filePath) return false;
			await writeCopy(filePath, bytes);
			return true;
		},
		'desktop.copy': async ({ text, html }) => { await (html === undefined ? clipboard.writeText(text) : writeRich(clipboard, text, html)); },
		'desktop.openArchive': ({ create }) => chooseArchive(parts, create),
		// The answer goes out first, as above.
		'desktop.openSample': () => void setImmediate(() => void parts.openArchive(samplePlace(app.getPath('documents')), true, true)),
		'desktop.retryArchive': ({ readOnly }) => host.open(host.state.place, { readOnly, create: false }),
		'desktop.restoreBackup': () => host.restoreBackup(),
		'desktop.working': ({ how }) => window.setProgressBar(how === null ? -1 : how === 'unknown' ? 2 : how),
		'desktop.notice': ({ text }) => notice(window, text),
		'desktop.history': (said) => parts.onHistory(said),
		'desktop.theme': ({ theme }) => {
			settings.change({ theme });
			nativeTheme.themeSource = theme;
		},
		'desktop.language': ({ language, isNow }) => {
			settings.change({ language });
			// The answer goes out first: the page that asked is loaded anew.
			if (isNow) setImmediate(parts.speakAnew);
		},
		'desktop.openClipping': ({ id }) => parts.openClipping(id),
		'desktop.window': ({ act }) => {
			if (act === 'minimise') window.minimize();
			else if (act === 'close') window.close();
			else if (window.isMaximized()) window.unmaximize();
			else window.maximize();
		},
		'desktop.menu': (emit) => parts.onMenu((command) => emit({ command })),
		'desktop.arrived': (emit) => tellArrived(parts, () => emit(undefined)),
		'desktop.state': (emit) => tellState(parts, emit),
	};
}

/** How large the sign beside the pointer is, in the screen's own pixels. */
const SIGN = 48;

/** Goes on with a drag of the page, with files. The page says when the hand has let go meanwhile: a drag that begins without one would hang on the pointer. */
async function carryOut({ window, host, carried }: DesktopParts, ids: readonly ClippingId[], signal: AbortSignal): Promise<void> {
	const files = await host.carryOut(ids, await carried.fresh());
	const [file] = files;
	if (signal.aborted || window.isDestroyed() || file === undefined) return;
	window.webContents.startDrag({ file, files, icon: nativeImage.createFromPath(built.icon).resize({ width: SIGN, height: SIGN }) });
}

/** Electron keeps no hold on a notice; without ours it would be gone before it is clicked. */
const notices = new Set<Notification>();

/** A click on it brings the window to the front. */
function notice(window: BrowserWindow, text: string): void {
	if (window.isFocused() || !Notification.isSupported()) return;
	const shown = new Notification({ title: 'Cuttings', body: text, silent: true });
	notices.add(shown);
	shown.on('close', () => notices.delete(shown));
	shown.on('click', () => {
		notices.delete(shown);
		if (window.isDestroyed()) return;
		if (window.isMinimized()) window.restore();
		window.show();
		window.focus();
	});
	shown.show();
}

/** Tells the archive's window that something waits to be taken in, now or once the archive is open. Returns its undo. */
function tellArrived({ clipping, host, opened, onHostState }: DesktopParts, emit: () => void): () => void {
	if (clipping !== null) return () => undefined;
	const tell = () => { if (!opened.isEmpty && host.state.state === 'open') emit(); };
	const stops = [onHostState(tell), opened.onMore(tell)];
	tell();
	return () => { for (const stop of stops) stop(); };
}

/** Tells how the window and the archive stand, now and after each change. Returns its undo. */
function tellState({ window, host, settings, onHostState }: DesktopParts, emit: (state: z.infer<(typeof desktopContract)['desktop.state']['payload']>) => void): () => void {
	const tell = () => emit({ archive: host.state.state, maximised: window.isMaximized(), theme: settings.now.theme, language: settings.now.language });
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
		? await dialog.showSaveDialog(window, { title: say('main.choose.new'), buttonLabel: say('main.choose.new.take'), defaultPath: join(app.getPath('home'), 'Cuttings 2') })
			.then(({ canceled, filePath }) => (canceled ? undefined : filePath))
		: await dialog.showOpenDialog(window, { title: say('main.choose.open'), buttonLabel: say('main.choose.open.take'), properties: ['openDirectory'] })
			.then(({ canceled, filePaths }) => (canceled ? undefined : filePaths[0]));
	if (!chosen) return false;
	// The answer goes out first: opening another archive loads the page anew.
	setImmediate(() => void openArchive(chosen, create));
	return true;
}
