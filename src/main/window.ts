// Owns the window: how it is locked down, how it looks before the page does, where it stood last. Must not know what the page shows.
import type { BrowserWindowConstructorOptions } from 'electron';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { ORIGIN } from './addresses';
import type { DevelopmentOrigin } from './guard';
import { guardContents } from './guard';
import { placement, SMALLEST } from './placement';
import { built } from './places';
import type { Settings } from './settings';

const REMEMBER_AFTER = 300;

/** The tray's colour, so that nothing flashes before the page is drawn. */
const backgroundColor = () => (nativeTheme.shouldUseDarkColors ? '#191A1B' : '#F4F5F2');

export function makeWindow(settings: Settings, development: DevelopmentOrigin): BrowserWindow {
	const { bounds, isMaximised } = settings.now;
	const window = new BrowserWindow({
		...placement(bounds, screen.getAllDisplays().map((display) => display.workArea), screen.getPrimaryDisplay().workArea),
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
			safeDialogs: true,
			navigateOnDragDrop: false,
			enableWebSQL: false,
			devTools: development !== null,
		},
	});
	guardContents(window.webContents, development);
	if (isMaximised) window.maximize();
	rememberPlace(window, settings);
	const recolour = () => window.setBackgroundColor(backgroundColor());
	nativeTheme.on('updated', recolour);
	window.on('closed', () => nativeTheme.off('updated', recolour));
	window.once('ready-to-show', () => window.show());
	void window.loadURL(development ? `${development}/` : `${ORIGIN}/`);
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
