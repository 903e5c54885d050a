// Owns the window: how it is locked down, how it looks before the page does, where it stood last. Must not know what the page shows.
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { ORIGIN } from './addresses';
import type { DevelopmentOrigin } from './guard';
import { guardContents } from './guard';
import { pageQuery } from './language';
import { placement, SMALLEST } from './placement';
import { built } from './places';
import type { Settings } from './settings';

const REMEMBER_AFTER = 300;

/** The tray's colour, so that nothing flashes before the page is drawn. */
const backgroundColor = () => (nativeTheme.shouldUseDarkColors ? '#191A1B' : '#F4F5F2');

/** Where a page stands: the archive's, or one clipping's. */
export const pageAddress = (development: DevelopmentOrigin, clipping: number | null): string => `${development ?? ORIGIN}/${pageQuery(clipping)}`;

/** The archive's window. */
export function makeWindow(settings: Settings, development: DevelopmentOrigin): BrowserWindow {
	const { bounds, isMaximised } = settings.now;
	const window = walled(placement(bounds, screen.getAllDisplays().map((display) => display.workArea), screen.getPrimaryDisplay().workArea), development, null);
	if (isMaximised) window.maximize();
	rememberPlace(window, settings);
	return window;
}

/** The window of one clipping: the same page behind the same walls, told by its address which clipping it shows. */
export function makeOwnWindow(id: number, bounds: Rectangle, settings: Settings, development: DevelopmentOrigin): BrowserWindow {
	const window = walled(bounds, development, id);
	window.on('close', () => {
		const { width, height } = window.getNormalBounds();
		settings.change({ ownSize: { width, height } });
	});
	return window;
}

function walled(bounds: Partial<Rectangle>, development: DevelopmentOrigin, clipping: number | null): BrowserWindow {
	const window = new BrowserWindow({
		...bounds,
		minWidth: SMALLEST.width,
		minHeight: SMALLEST.height,
		show: false,
		title: 'Cuttings',
		backgroundColor: backgroundColor(),
		...frame(),
		webPreferences: {
			preload: built.preload,
			sandbox: true,
			contextIsolation: true,
			nodeIntegration: false,
			nodeIntegrationInSubFrames: false,
			nodeIntegrationInWorker: false,
			webSecurity: true,
			webviewTag: false,
			spellcheck: false,
			// From the second start on the page's script comes compiled.
			v8CacheOptions: 'bypassHeatCheck',
			safeDialogs: true,
			navigateOnDragDrop: false,
			enableWebSQL: false,
			devTools: development !== null,
		},
	});
	guardContents(window.webContents, development);
	const recolour = () => window.setBackgroundColor(backgroundColor());
	nativeTheme.on('updated', recolour);
	window.on('closed', () => nativeTheme.off('updated', recolour));
	window.once('ready-to-show', () => window.show());
	void window.loadURL(pageAddress(development, clipping));
	return window;
}

/** The page draws its own bar. Where the system has buttons of its own they stay; on Linux the page draws those too. */
function frame(): BrowserWindowConstructorOptions {
	if (process.platform === 'darwin') return { titleBarStyle: 'hidden', trafficLightPosition: { x: 16, y: 16 } };
	if (process.platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: { height: 48, color: '#00000000', symbolColor: '#808080' } };
	return { frame: false, icon: built.icon };
}

function rememberPlace(window: BrowserWindow, settings: Settings): void {
	let timer: NodeJS.Timeout | undefined;
	const remember = () => {
		clearTimeout(timer);
		if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
		settings.change({ bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
	};
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(remember, REMEMBER_AFTER);
	};
	window.on('resize', soon);
	window.on('move', soon);
	window.on('maximize', soon);
	window.on('unmaximize', soon);
	window.on('close', remember);
}
