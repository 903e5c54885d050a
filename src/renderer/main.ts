// Owns the page's beginning: takes the ports the preload hands over, makes the screens, mounts the app. Must not render or ask anything itself.
// First of all: the language, before anything says a word; then what must run before any schema is made.
import './spoken';
import './schemas';
import { mount } from 'svelte';
import { archive, desktop } from '../shared/contract';
import { ClippingId } from '../shared/model';
import { HAND_OVER } from '../shared/hand-over';
import { eventPort } from '../shared/ports';
import { openLine } from '../shared/rpc';
import App from './App.svelte';
import { makeScreens } from './screens';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/menu.css';
import './styles/forced-colours.css';

const archiveLine = openLine(archive);
const desktopLine = openLine(desktop);

// A line outlasts its port: when the process behind it is started again, main hands over another.
window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const [port] = event.ports;
	if (event.source !== window || !port || typeof event.data !== 'object' || event.data === null) return;
	const name = (event.data as Record<string, unknown>)[HAND_OVER.port];
	if (name === 'archive') archiveLine.attach(eventPort(port));
	else if (name === 'desktop') desktopLine.attach(eventPort(port));
});

const target = document.getElementById('root');
if (!target) throw new Error('index.html has no root');
// A window with one clipping is the same page, told which one in its address.
const alone = ClippingId.safeParse(Number(new URLSearchParams(location.search).get('clipping') ?? 'none')).data ?? null;
mount(App, { target, props: { screens: makeScreens(archiveLine.client, desktopLine.client, (files) => window.cuttings.offer(files), alone) } });
