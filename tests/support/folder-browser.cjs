// Owns a browser that is nothing but a browser: one window on a page in a folder, every request it makes written down. Must know nothing of the app.
const process = require('node:process');
const { app, BrowserWindow, nativeTheme } = require('electron');

globalThis.asked = [];
app.whenReady().then(() => {
	nativeTheme.themeSource = 'light';
	const window = new BrowserWindow({ width: 1440, height: 900, useContentSize: true, webPreferences: { sandbox: true, javascript: process.env.SITE_WITHOUT_SCRIPT !== '1' } });
	window.webContents.session.webRequest.onBeforeRequest(({ url }, go) => {
		globalThis.asked.push(url);
		go({});
	});
	return window.loadURL(process.env.SITE_PAGE);
});
