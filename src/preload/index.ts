// Owns the page's only two entrances: ports handed on from main, and files handed over for tokens. Must not hold state, decide anything, or show the page a path.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { HAND_OVER } from '../shared/hand-over';

// Ports do not survive the context bridge; window.postMessage carries them into the page's own world.
ipcRenderer.on(HAND_OVER.port, (event, line: unknown) => {
	window.postMessage({ [HAND_OVER.port]: line }, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld('cuttings', {
	/** One token for each file or folder that exists on disk, in order; what a script made up has no path and gets none. */
	offer: (files: readonly File[]): Promise<string[]> => {
		const paths = files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '');
		return ipcRenderer.invoke(HAND_OVER.offer, paths) as Promise<string[]>;
	},
	platform: process.platform,
});
