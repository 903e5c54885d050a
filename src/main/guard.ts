// Owns the walls round the page: no network, no permissions, no other pages, no other windows. Whatever is not needed is refused here, whoever asks.
import type { App, Session, WebContents } from 'electron';
import { SCHEME } from './addresses';

/** Where the page of a development server lives; null outside development. */
export type DevelopmentOrigin = string | null;

/** A proxy nobody listens on: what gets past every other wall ends here. */
const NOWHERE = 'socks5://127.0.0.1:9';

/** Chromium's own habits of calling home, switched off. Must be called before the app is ready. */
export function silenceChromium(app: App, development: DevelopmentOrigin): void {
	for (const name of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'disable-sync', 'disable-breakpad', 'no-pings', 'no-default-browser-check', 'no-first-run']) {
		app.commandLine.appendSwitch(name);
	}
	app.commandLine.appendSwitch('disable-features', 'AutofillServerCommunication,CertificateTransparencyComponentUpdater,DialMediaRouteProvider,MediaRouter,NetworkPrediction,NetworkTimeServiceQuerying,OptimizationHints,Translate');
	app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
	if (development) return;
	// No name is ever looked up, not even by a hint in a page to look it up early.
	app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
	app.commandLine.appendSwitch('proxy-server', NOWHERE);
	app.commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
}

/** Refuses every request that leaves the machine, every permission, every download. */
export async function guardSession(session: Session, development: DevelopmentOrigin): Promise<void> {
	session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOurs(details.url, development) }));
	session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
	session.setPermissionCheckHandler(() => false);
	session.setDevicePermissionHandler(() => false);
	session.on('will-download', (event) => event.preventDefault());
	session.setSpellCheckerEnabled(false);
	if (!development) await session.setProxy({ mode: 'fixed_servers', proxyRules: NOWHERE, proxyBypassRules: '<-loopback>' });
}

/** Keeps a page where it is: no navigation, no frames that leave, no new windows, no webview. */
export function guardContents(contents: WebContents, development: DevelopmentOrigin): void {
	contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
	contents.setWindowOpenHandler(() => ({ action: 'deny' }));
	contents.on('will-attach-webview', (event) => event.preventDefault());
	contents.on('will-frame-navigate', (event) => {
		// The development server reloads the page by navigating to it.
		if (!(development && event.isMainFrame && event.url.startsWith(`${development}/`))) event.preventDefault();
	});
	contents.on('will-redirect', (event) => event.preventDefault());
}

function isOurs(url: string, development: DevelopmentOrigin): boolean {
	if (url.startsWith(`${SCHEME}://app/`) || url.startsWith('devtools://')) return true;
	return development !== null && (url.startsWith(`${development}/`) || url.startsWith(`${development.replace(/^http/, 'ws')}/`));
}
