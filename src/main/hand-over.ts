// Owns what passes between main and a page beside the ports' own talk: giving each page its ports, taking offered files. Checks who asks before it answers.
import type { IpcMain, MessagePortMain, WebFrameMain } from 'electron';
import { MessageChannelMain } from 'electron';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { desktop } from '../shared/contract';
import { Fault } from '../shared/errors';
import { emitterPort } from '../shared/ports';
import type { LineName } from '../shared/hand-over';
import { HAND_OVER } from '../shared/hand-over';
import { serve } from '../shared/rpc';
import { ORIGIN } from './addresses';
import type { DesktopParts } from './desktop';
import { desktopHandlers } from './desktop';
import type { DevelopmentOrigin } from './guard';
import type { HostProcess } from './host-process';
import type { Log } from './log';
import { pageAddress } from './window';

/** Gives every page this window loads a line to main and, whenever an archive is open, one to the host. `clipping`: the one a window shows that has no other; null for the archive's. */
export function handOverPorts({ log, development, clipping, ...rest }: DesktopParts & { log: Log; development: DevelopmentOrigin }): void {
	const parts = { ...rest, clipping };
	const { window, host } = parts;
	const { webContents } = window;
	const handlers = desktopHandlers(parts);
	let isLoaded = false;

	const give = (line: LineName, port: MessagePortMain) => webContents.postMessage(HAND_OVER.port, line, [port]);
	const giveArchive = () => {
		const port = isLoaded ? host.windowPort() : null;
		if (port) give('archive', port);
	};

	webContents.on('did-start-navigation', (event) => { if (event.isMainFrame && !event.isSameDocument) isLoaded = false; });
	webContents.on('dom-ready', () => {
		if (!isOurPage(webContents.mainFrame, development)) return;
		isLoaded = true;
		const { port1, port2 } = new MessageChannelMain();
		serve(desktop, handlers, emitterPort(port1), { report: log.report, checkOutputs: process.env['CUTTINGS_CHECK_OUTPUTS'] === '1' });
		give('desktop', port2);
		giveArchive();
	});
	const stop = parts.onHostState(() => { if (host.state.state === 'open') giveArchive(); });
	window.on('closed', stop);

	// Subtle: a page may leave for about:blank and nothing asks beforehand. It got no ports there; bring it home.
	webContents.on('did-navigate', () => { if (!isOurPage(webContents.mainFrame, development)) void webContents.loadURL(pageAddress(development, clipping)); });
	webContents.on('did-fail-load', (_event, code, reason, url) => log.line(`${url} could not be loaded: ${reason} (${code}).`));
	webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
		log.line(`The page ended: ${reason} ${exitCode}.`);
		isLoaded = false;
		if (reason !== 'clean-exit' && !window.isDestroyed()) webContents.reload();
	});
}

const Paths = z.array(z.string().min(1).max(32_768).refine(isAbsolute)).max(10_000);

/** Turns offered paths into tokens, for the page of our own window alone. */
export function acceptOffers(ipc: IpcMain, development: DevelopmentOrigin, host: HostProcess): void {
	ipc.handle(HAND_OVER.offer, async (event, paths: unknown) => {
		if (!isOurPage(event.senderFrame, development)) throw new Fault('request/invalid', { operation: HAND_OVER.offer, issues: ['This page may not offer files.'] });
		const parsed = Paths.safeParse(paths);
		if (!parsed.success) throw new Fault('request/invalid', { operation: HAND_OVER.offer, issues: ['Not a list of paths.'] });
		return host.grant(parsed.data);
	});
}

/** The main frame, on the page's own origin. */
function isOurPage(frame: WebFrameMain | null, development: DevelopmentOrigin): boolean {
	return frame !== null && frame.parent === null && (frame.origin === ORIGIN || (development !== null && frame.origin === development));
}
