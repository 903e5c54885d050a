// Owns the proof that the page is walled in: each test tries what a page gone wrong would try. Must not rely on the page's own good behaviour.
import type { Page } from '@playwright/test';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { dropFiles, expect, test } from '../support/app';
import { tapWire } from '../support/wire';

const POLICY_SPEAKS = [/Content Security Policy/i, /violates the following/i, /ERR_BLOCKED_BY_C(SP|LIENT)/, /ERR_FAILED/, /Refused to/, /Not allowed to/, /net::ERR_/, /Failed to load resource/, /WebSocket connection to .* failed/, /requires 'Trusted/];

/** Something outside that must never hear from the app, by TCP or UDP. */
async function outside() {
	const heard: string[] = [];
	const server = createServer((socket) => {
		heard.push('tcp connection');
		socket.on('data', (bytes) => heard.push(`tcp: ${bytes.toString('latin1').slice(0, 80)}`));
		socket.on('error', () => undefined);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const socket = createSocket('udp4', (bytes) => heard.push(`udp: ${bytes.length} bytes`));
	await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
	return { port, heard, close: () => { server.close(); socket.close(); } };
}

/** Whether the policy lets text become a program. Asked from a later turn: what the debugger itself runs is exempt. */
function mayEvaluate(page: Page): Promise<boolean> {
	return page.evaluate(() => new Promise<boolean>((resolve) => {
		setTimeout(() => {
			try {
				resolve(new Function('return true')() as boolean);
			} catch {
				resolve(false);
			}
		});
	}));
}

/** Everything a page can do to be heard elsewhere. Resolves when each has failed or had its time. */
function callOut(page: Page, port: number): Promise<string[]> {
	return page.evaluate(async (port) => {
		const there = `http://127.0.0.1:${port}`;
		const reached: string[] = [];
		const note = (what: string) => () => { reached.push(what); };
		const element = (name: string, attributes: Record<string, string>) => {
			const made = document.createElement(name);
			for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
			// A frame is also told to have loaded when it shows that it was refused.
			if (name !== 'iframe') made.addEventListener('load', note(name));
			document.body.append(made);
			return made;
		};
		const tries: (() => unknown)[] = [
			() => fetch(`${there}/fetch`).then(note('fetch')),
			() => fetch(`${there}/blind`, { mode: 'no-cors' }).then(note('blind fetch')),
			() => { const request = new XMLHttpRequest(); request.onload = note('xhr'); request.open('GET', `${there}/xhr`); request.send(); },
			() => { const socket = new WebSocket(`ws://127.0.0.1:${port}/`); socket.onopen = note('websocket'); },
			() => { const source = new EventSource(`${there}/events`); source.onopen = note('events'); },
			() => navigator.sendBeacon(`${there}/beacon`, 'x'),
			() => { const picture = new Image(); picture.onload = note('image'); picture.src = `${there}/image.png`; },
			() => element('script', { src: `${there}/script.js` }),
			() => element('link', { rel: 'stylesheet', href: `${there}/style.css` }),
			() => element('link', { rel: 'preconnect', href: there }),
			() => element('link', { rel: 'dns-prefetch', href: 'http://prefetched.example.org' }),
			() => element('link', { rel: 'prefetch', href: `${there}/prefetch` }),
			() => element('link', { rel: 'preload', as: 'fetch', href: `${there}/preload` }),
			() => element('link', { rel: 'modulepreload', href: `${there}/module.js` }),
			() => element('link', { rel: 'icon', href: `${there}/favicon.ico` }),
			() => element('iframe', { src: `${there}/frame` }),
			() => element('object', { data: `${there}/object` }),
			() => element('video', { src: `${there}/video.mp4`, autoplay: '' }),
			() => new FontFace('far', `url(${there}/font.woff2)`).load(),
			() => import(/* @vite-ignore */ `${there}/import.js`),
			() => navigator.serviceWorker.register(`${there}/service.js`),
			() => new Worker(`${there}/worker.js`),
			() => new SharedWorker(`${there}/shared.js`),
			() => { const frame = element('iframe', { name: 'sent' }); const form = element('form', { action: `${there}/form`, method: 'post', target: 'sent' }) as HTMLFormElement; form.submit(); return frame; },
			async () => {
				for (const urls of [`stun:127.0.0.1:${port}`, `turn:127.0.0.1:${port}?transport=tcp`, `turn:127.0.0.1:${port}?transport=udp`]) {
					const line = new RTCPeerConnection({ iceServers: [{ urls, username: 'u', credential: 'c' }] });
					line.createDataChannel('x');
					await line.setLocalDescription(await line.createOffer());
				}
			},
			() => { const Transport = (window as unknown as { WebTransport?: new (url: string) => unknown }).WebTransport; return Transport && new Transport(`https://127.0.0.1:${port}/`); },
		];
		for (const attempt of tries) {
			try {
				await Promise.race([Promise.resolve(attempt()).catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 300))]);
			} catch {
				// Refused at once: as it should be.
			}
		}
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		return reached;
	}, port);
}

test('the page has no Node, no Electron and two entrances', async ({ openApp }) => {
	const { app, page } = await openApp();
	const seen = await page.evaluate(() => ({
		node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'setImmediate', 'ipcRenderer', 'electron'].filter((name) => name in window),
		cuttings: Object.keys((window as unknown as { cuttings: object }).cuttings).sort(),
	}));
	expect(seen).toEqual({ node: [], cuttings: ['offer', 'platform'] });
	const preferences = await app.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences());
	expect(preferences).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false });
});

test('the page loads without breaking its own policy', async ({ openApp }) => {
	const { page } = await openApp();
	await page.addInitScript(() => {
		const broken: string[] = [];
		Object.assign(window, { broken });
		document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => broken.push(`${violatedDirective} ${blockedURI} ${sourceFile}`));
	});
	await page.reload();
	await page.waitForLoadState('load');
	expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken)).toEqual([]);
});

test('nothing the page tries is heard outside', async ({ openApp }) => {
	const { page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	const there = await outside();
	const reached = await callOut(page, there.port);
	expect(reached).toEqual([]);
	expect(there.heard).toEqual([]);
	there.close();
});

test('nothing is heard outside even from a page without a policy', async ({ openApp }) => {
	const { page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	const session = await page.context().newCDPSession(page);
	await session.send('Page.setBypassCSP', { enabled: true });
	await page.reload();
	expect(await mayEvaluate(page), 'the policy is really off').toBe(true);
	const there = await outside();
	await callOut(page, there.port);
	expect(there.heard).toEqual([]);
	there.close();
});

test('the whole app asks no network for anything', async ({ openApp, folder }) => {
	const { app, page } = await openApp();
	const file = join(folder, 'net-log.json');
	await app.evaluate(({ netLog }, path) => netLog.startLogging(path, { captureMode: 'everything' }), file);
	await page.reload();
	await page.waitForLoadState('load');
	await page.waitForTimeout(2_000);
	await app.evaluate(({ netLog }) => netLog.stopLogging());
	const { constants, events } = JSON.parse(readFileSync(file, 'utf8')) as {
		constants: { logEventTypes: Record<string, number> };
		events: { type: number; params?: { url?: string; host?: string; address?: string } }[];
	};
	const types = Object.fromEntries(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]));
	const asked = events.flatMap(({ type, params }) => {
		const name = types[type] ?? '';
		if (params?.url && /^(https?|wss?|ftp):/.test(params.url)) return [`${name} ${params.url}`];
		return /^(TCP_CONNECT_ATTEMPT|UDP_CONNECT|HOST_RESOLVER_MANAGER_REQUEST|DNS_TRANSACTION)$/.test(name) ? [`${name} ${JSON.stringify(params ?? {})}`] : [];
	});
	expect(asked).toEqual([]);
});

test('no other window opens', async ({ openApp }) => {
	const { app, page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	const opened = await page.evaluate(() => {
		const link = document.createElement('a');
		link.href = 'https://example.org/';
		link.target = '_blank';
		document.body.append(link);
		link.click();
		return ['https://example.org/', 'cuttings://app/', 'about:blank', 'file:///etc/hosts'].map((url) => window.open(url) === null);
	});
	expect(opened).toEqual([true, true, true, true]);
	await page.waitForTimeout(300);
	expect(await app.evaluate(({ BrowserWindow, webContents }) => [BrowserWindow.getAllWindows().length, webContents.getAllWebContents().length])).toEqual([1, 1]);
});

test('the page stays where it is', async ({ openApp, folder }) => {
	const { page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	const secret = join(folder, 'secret.html');
	writeFileSync(secret, '<title>secret</title>');
	await page.evaluate(() => Object.assign(window, { stillHere: true }));
	for (const url of ['https://example.org/', `file://${secret}`, 'data:text/html,hello', 'cuttings://elsewhere/', 'cuttings://app/other.html', 'javascript:void(window.stillHere = false)']) {
		await page.evaluate((to) => { location.href = to; }, url);
		await page.waitForTimeout(150);
		expect(page.url(), url).toBe('cuttings://app/?language=en-GB');
		expect(await page.evaluate(() => (window as unknown as { stillHere?: boolean }).stillHere), url).toBe(true);
	}
	await page.evaluate(() => {
		const refresh = document.createElement('meta');
		refresh.httpEquiv = 'refresh';
		refresh.content = '0; url=https://example.org/';
		document.head.append(refresh);
		const form = document.createElement('form');
		form.action = 'https://example.org/';
		document.body.append(form);
		form.submit();
	});
	await page.waitForTimeout(300);
	expect(page.url()).toBe('cuttings://app/?language=en-GB');
	// Nothing can keep a page from becoming an empty one. It is brought home at once.
	await page.evaluate(() => { location.href = 'about:blank'; });
	await expect.poll(() => page.url()).toBe('cuttings://app/?language=en-GB');
});

test('text that comes in cannot become a program', async ({ openApp }) => {
	const { page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	const ran = await page.evaluate(async () => {
		const marks: string[] = [];
		Object.assign(window, { marks });
		const attempt = (work: () => unknown) => { try { work(); } catch { /* Refused at once. */ } };
		const holder = document.createElement('div');
		document.body.append(holder);
		attempt(() => { const script = document.createElement('script'); script.textContent = 'marks.push("inline script")'; holder.append(script); });
		attempt(() => { holder.innerHTML = '<img src="cuttings://app/none.png" onerror="marks.push(\'handler\')"><svg onload="marks.push(\'svg\')"></svg>'; });
		attempt(() => { const link = document.createElement('a'); link.href = 'javascript:marks.push("javascript link")'; holder.append(link); link.click(); });
		attempt(() => { const script = document.createElement('script'); script.src = 'data:text/javascript,marks.push("data script")'; holder.append(script); });
		attempt(() => { const script = document.createElement('script'); script.src = URL.createObjectURL(new Blob(['marks.push("blob script")'])); holder.append(script); });
		attempt(() => { const frame = document.createElement('iframe'); frame.srcdoc = '<script>parent.marks.push("frame")</script>'; holder.append(frame); });
		attempt(() => setTimeout('marks.push("timeout")' as unknown as () => void));
		attempt(() => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).addEventListener('message', () => marks.push('worker')));
		attempt(() => { new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); marks.push('wasm'); });
		attempt(() => { holder.insertAdjacentHTML('beforeend', '<b id="markup">x</b>'); marks.push('markup from text'); });
		attempt(() => { const link = document.createElement('a'); link.setAttribute('onclick', 'marks.push("attribute")'); holder.append(link); link.click(); });
		for (const name of ['mine', 'default', 'svelte-trusted-html']) {
			attempt(() => {
				(window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy(name, { createHTML: (text: string) => text });
				marks.push(`a policy called ${name}`);
			});
		}
		const styled = document.createElement('p');
		styled.setAttribute('style', 'position: fixed');
		holder.append(styled);
		if (getComputedStyle(styled).position === 'fixed') marks.push('inline style');
		await new Promise((resolve) => setTimeout(resolve, 500));
		return marks;
	});
	expect(ran).toEqual([]);
	expect(await mayEvaluate(page)).toBe(false);
});

/** Everything a saved page may carry to run or to be heard, round words that are to be read. `there`: what must not hear of it. */
const hostilePage = (there: string): string => `<!doctype html><html><head><meta charset="utf-8"><title>The harbour is dredged | Tidewater Gazette</title>
<base href="${there}/base/"><meta http-equiv="refresh" content="0; url=${there}/refresh"><link rel="stylesheet" href="${there}/style.css"><link rel="preconnect" href="${there}">
<style>@import url(${there}/import.css); body { background: url(${there}/background.png) }</style><script>top.marks?.push('script')</script><script src="${there}/script.js"></script></head>
<body onload="top.marks?.push('body')"><article><h1>The harbour is dredged</h1>
<p style="position:fixed;inset:0;background:url(${there}/inline.png)" onclick="top.marks?.push('click')">The dredger Adela came into the harbour on Monday and began at the north mole, where the silt of eleven winters lies.</p>
<p>The master said <img src=x onerror="top.marks?.push('onerror')"><img src="${there}/pixel.gif" width="1" height="1"><svg onload="top.marks?.push('svg')"><script>top.marks?.push('svg script')</script><a xlink:href="javascript:top.marks?.push('xlink')"><text>x</text></a></svg> that she would be at it until the autumn.</p>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=top.marks?.push('mutation')&gt;">Depths were taken by lead and line.</mglyph></table></mtext></math>
<p><a href="javascript:top.marks?.push('javascript')">The first chart</a>, <a href="  java&#10;script:top.marks?.push('broken')">the second</a>, <a href="data:text/html,<script>top.marks?.push('data')</script>">the third</a>, <a href="${there}/honest" target="_top" ping="${there}/ping">the printed table</a> and <a href="vbscript:x">the last</a> were drawn by one hand.</p>
<iframe srcdoc="<script>top.marks?.push('srcdoc')</script>"></iframe><iframe src="${there}/frame"></iframe><object data="${there}/object"></object><embed src="${there}/embed">
<form action="${there}/form"><input autofocus onfocus="top.marks?.push('focus')"><button formaction="javascript:top.marks?.push('form')">Send</button></form>
<video src="${there}/video.mp4" autoplay poster="${there}/poster.png"></video><audio src="${there}/audio.mp3" autoplay></audio><details open ontoggle="top.marks?.push('toggle')"><summary>More</summary>Of the mole.</details>
<noscript><p title="</noscript><img src=x onerror=top.marks?.push('noscript')>">Nothing here</p></noscript><template><script>top.marks?.push('template')</script></template>
<p>&lt;img src=x onerror=top.marks?.push('entities')&gt; is what a clerk had typed on the back of the chart, and nobody in the office could say why he had.</p>
</article></body></html>`;

test('a hostile page shows its words, runs nothing and is heard nowhere', async ({ openApp, folder }) => {
	const there = await outside();
	const file = join(folder, 'hostile.html');
	writeFileSync(file, hostilePage(`http://127.0.0.1:${there.port}`));
	const { page } = await openApp({ expectedErrors: [...POLICY_SPEAKS, /Blocked script execution/] });
	await page.evaluate(() => Object.assign(window, { marks: [] }));
	await dropFiles(page, '.first', [file]);
	await page.getByRole('option').click();
	await page.getByRole('radio', { name: 'Page' }).click();
	const frame = page.frameLocator('iframe');
	await expect(frame.getByText('The dredger Adela')).toBeVisible();
	await expect(frame.getByText('is what a clerk had typed')).toContainText('<img src=x onerror');

	// Whatever is there could be there: no element that runs or loads, no attribute that acts, no address but of pages.
	const found = await page.evaluate(() => {
		const inside = document.querySelector('iframe')!.contentDocument!.querySelector('#page')!;
		return [...inside.querySelectorAll('*')].flatMap((element) => [
			...(/^(script|style|link|meta|base|iframe|object|embed|form|input|button|video|audio|svg|math|template|noscript)$/i.test(element.localName) ? [element.localName] : []),
			...[...element.attributes].flatMap(({ name, value }) => (/^(on|style$|src|xlink|formaction|ping|target|id$|class$|data-picture)/.test(name) || (name === 'href' && !/^https?:/.test(value)) ? [`${name}=${value}`] : [])),
		]);
	});
	expect(found).toEqual([]);
	await frame.getByText('The dredger Adela').click();
	await frame.getByRole('link', { name: 'the printed table' }).click();
	await expect(page.getByRole('dialog', { name: 'Address of the link' })).toContainText(`http://127.0.0.1:${there.port}/honest`);
	await frame.getByRole('link', { name: 'the printed table' }).click({ button: 'middle' });
	await frame.getByRole('link', { name: 'the printed table' }).click({ modifiers: ['Control'] });
	await page.waitForTimeout(1_000);
	expect(page.url()).toBe('cuttings://app/?language=en-GB');
	expect(page.context().pages()).toHaveLength(1);
	expect(await page.evaluate(() => (window as unknown as { marks: string[] }).marks)).toEqual([]);
	expect(there.heard).toEqual([]);
	there.close();
});

test('the frame of a page holds by itself, should what is built in it ever be wrong', async ({ openApp, folder }) => {
	const there = await outside();
	const file = join(folder, 'plain.html');
	writeFileSync(file, '<!doctype html><title>The harbour is dredged</title><article><h1>The harbour is dredged</h1><p>The dredger Adela came into the harbour on Monday and began at the north mole, where the silt of eleven winters lies.</p><p>The master said that she would be at it until the autumn.</p></article>');
	const { page } = await openApp({ expectedErrors: [...POLICY_SPEAKS, /Blocked script execution/, /Blocked form submission/, /Unsafe attempt to initiate navigation/] });
	await dropFiles(page, '.first', [file]);
	await page.getByRole('option').click();
	await page.getByRole('radio', { name: 'Page' }).click();
	await expect(page.frameLocator('iframe').getByText('The dredger Adela')).toBeVisible();
	const sandbox = await page.locator('iframe').getAttribute('sandbox');
	expect(sandbox).toBe('allow-same-origin');
	const ran = await page.evaluate(async (there) => {
		const marks: string[] = [];
		Object.assign(window, { marks });
		const frame = document.querySelector('iframe')!;
		const inside = frame.contentDocument!;
		const attempt = (work: () => unknown) => { try { work(); } catch { /* Refused at once. */ } };
		const put = (name: string, attributes: Record<string, string>, text = '') => attempt(() => {
			const made = inside.createElement(name);
			for (const [key, value] of Object.entries(attributes)) attempt(() => made.setAttribute(key, value));
			attempt(() => { made.append(text); });
			inside.body.append(made);
			made.click();
		});
		put('script', {}, 'parent.marks.push("script")');
		put('script', { src: `${there}/script.js` });
		put('img', { src: 'x', onerror: 'parent.marks.push("onerror")' });
		put('img', { src: `${there}/picture.png` });
		put('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', onload: 'parent.marks.push("onload")' });
		put('a', { href: 'javascript:parent.marks.push("javascript")' }, 'x');
		put('a', { href: `${there}/top`, target: '_top' }, 'x');
		put('a', { href: `${there}/blank`, target: '_blank' }, 'x');
		put('link', { rel: 'stylesheet', href: `${there}/style.css` });
		put('link', { rel: 'preload', as: 'image', href: `${there}/preload.png` });
		put('iframe', { src: `${there}/frame` });
		put('object', { data: `${there}/object` });
		put('embed', { src: `${there}/embed` });
		put('video', { src: `${there}/video.mp4`, autoplay: '' });
		put('meta', { 'http-equiv': 'refresh', content: `0; url=${there}/refresh` });
		put('style', {}, `@import url(${there}/import.css); body { background: url(${there}/background.png) }`);
		attempt(() => { const form = inside.createElement('form'); form.action = `${there}/form`; inside.body.append(form); form.submit(); });
		attempt(() => { frame.contentWindow!.location.href = `${there}/navigate`; });
		attempt(() => { (frame.contentWindow as unknown as { eval(text: string): void }).eval('parent.marks.push("eval")'); });
		await new Promise((resolve) => { setTimeout(resolve, 1_500); });
		return marks;
	}, `http://127.0.0.1:${there.port}`);
	expect(ran).toEqual([]);
	expect(there.heard).toEqual([]);
	expect(page.url()).toBe('cuttings://app/?language=en-GB');
	expect(page.context().pages()).toHaveLength(1);
	there.close();
});

test('every permission is denied', async ({ openApp }) => {
	const { page } = await openApp({ expectedErrors: [...POLICY_SPEAKS, /permission/i, /NotAllowed/] });
	const states = await page.evaluate(async () => {
		const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'midi', 'persistent-storage', 'background-sync', 'idle-detection', 'local-fonts', 'storage-access', 'window-management'];
		const granted: string[] = [];
		for (const name of names) {
			try {
				if ((await navigator.permissions.query({ name: name as PermissionName })).state === 'granted') granted.push(name);
			} catch {
				// This Chromium does not know the name.
			}
		}
		const attempts: Record<string, () => Promise<unknown>> = {
			position: () => new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 1_000 })),
			camera: () => navigator.mediaDevices.getUserMedia({ video: true, audio: true }),
			screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
			clipboard: () => navigator.clipboard.readText(),
			notification: () => Notification.requestPermission().then((answer) => { if (answer !== 'granted') throw new Error(answer); }),
			files: () => (window as unknown as { showOpenFilePicker(): Promise<unknown> }).showOpenFilePicker(),
			keyboard: () => (navigator as unknown as { keyboard: { lock(): Promise<void> } }).keyboard.lock(),
			midi: () => (navigator as unknown as { requestMIDIAccess(options: object): Promise<unknown> }).requestMIDIAccess({ sysex: true }),
			usb: () => (navigator as unknown as { usb: { requestDevice(options: object): Promise<unknown> } }).usb.requestDevice({ filters: [] }),
		};
		for (const [name, attempt] of Object.entries(attempts)) {
			try {
				await Promise.race([attempt(), new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), 1_500))]);
				granted.push(name);
			} catch {
				// Denied.
			}
		}
		return granted;
	});
	expect(states).toEqual([]);
});

test('a webview tag stays an unknown word', async ({ openApp }) => {
	const { app, page } = await openApp({ expectedErrors: POLICY_SPEAKS });
	await page.evaluate(() => {
		const view = document.createElement('webview');
		view.setAttribute('src', 'https://example.org/');
		view.setAttribute('nodeintegration', '');
		document.body.append(view);
	});
	await page.waitForTimeout(300);
	expect(await page.evaluate(() => 'executeJavaScript' in document.querySelector('webview')!)).toBe(false);
	expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
});

test('offers are taken from the app\'s own page alone, and only as lists of absolute paths', async ({ openApp, folder }) => {
	const { app } = await openApp();
	const preload = join(mkdtempSync(join(folder, 'forged-')), 'preload.cjs');
	writeFileSync(preload, `const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('forge', (channel, given) => ipcRenderer.invoke(channel, given).then((answer) => ({ answer }), (error) => ({ refused: String(error) })));`);
	const forge = (url: string, given: unknown, channel = 'cuttings:offer') => app.evaluate(async ({ BrowserWindow }, { preload, url, given, channel }) => {
		const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
		try {
			// Some addresses are refused before anybody could ask anything.
			const loaded = await window.loadURL(url).then(() => true, () => false);
			if (!loaded) return { refused: 'may not offer: may not even load' };
			return await window.webContents.executeJavaScript(`forge(${JSON.stringify(channel)}, ${JSON.stringify(given)})`) as { answer?: string[]; refused?: string };
		} finally {
			window.destroy();
		}
	}, { preload, url, given, channel });

	const good = [join(folder, 'a.txt')];
	expect((await forge('cuttings://app/', good)).answer).toHaveLength(1);
	for (const elsewhere of ['about:blank', 'data:text/html,x']) expect((await forge(elsewhere, good)).refused, elsewhere).toContain('may not offer');
	for (const wrong of ['/etc/hosts', ['relative.txt'], [7], [''], { 0: '/etc/hosts' }, null, [`/${'a'.repeat(40_000)}`]]) {
		expect((await forge('cuttings://app/', wrong)).refused, JSON.stringify(wrong).slice(0, 40)).toContain('Not a list of paths');
	}
	expect((await forge('cuttings://app/', good, 'desktop.copy')).refused).toContain('No handler');
	expect(await app.evaluate(({ ipcMain }) => ipcMain.eventNames().filter((name) => name !== 'error'))).toEqual([]);
});

test('malformed messages are refused by name, on both lines', async ({ openApp }) => {
	const { page } = await openApp();
	const wire = await tapWire(page);
	const invalid = { is: 'fail', fault: { code: 'request/invalid' } };
	for (const line of ['archive', 'desktop'] as const) {
		for (const message of [7, null, 'call', [], { is: 'call' }, { is: 'shout', id: 5 }, { is: 'call', id: -1, operation: 'x', input: 1 }, { is: 'call', id: 5, operation: '__proto__', input: {} }, { is: 'subscribe', id: 5, operation: 'toString' }]) {
			expect(await wire.send(line, message), JSON.stringify(message)).toMatchObject(invalid);
		}
		// What main and the host say to each other is not to be had from a page.
		for (const operation of ['host.open', 'host.grant', 'host.close', 'host.made']) expect(await wire.call(line, operation, {})).toMatchObject(invalid);
	}
	for (const [operation, input] of [
		['clippings.get', { id: '1; DROP TABLE clippings' }],
		['clippings.search', { query: { text: 7 }, offset: 0, limit: 10 }],
		['clippings.search', { query: {}, offset: 0, limit: 1e9 }],
		['clippings.edit', { id: 1, edit: { sha256: 'x' } }],
		['archive.import', { sources: [{ from: 'path', path: '/etc/hosts' }], rules: {} }],
		['archive.summary', { unexpected: true }],
	] as const) expect(await wire.call('archive', operation, input), operation).toMatchObject(invalid);
	expect(await wire.call('desktop', 'desktop.window', { act: 'explode' })).toMatchObject(invalid);
	// After all that both ends still answer.
	expect(await wire.ask('archive', 'archive.summary')).toMatchObject({ clippings: 0 });
	expect(await wire.ask('desktop', 'desktop.archive')).toMatchObject({ state: 'open' });
});

test('a token cannot be guessed, used twice, or used for something else', async ({ openApp }) => {
	const opened = await openApp({ files: { 'harbour.txt': 'Harbour reopens after storm\n\nThe harbour opened again on Monday morning.\n' } });
	const wire = await tapWire(opened.page);
	const invalid = { is: 'fail', fault: { code: 'request/invalid' } };
	const importing = (token: string) => wire.call('archive', 'archive.import', { sources: [{ from: 'token', token }], rules: {} });

	expect(await importing('0'.repeat(32))).toMatchObject(invalid);
	expect(await importing('../../etc/hosts')).toMatchObject(invalid);
	const [token] = await wire.offer([opened.file('harbour.txt')]);
	expect(token).toMatch(/^[0-9a-f]{32}$/);
	expect(await wire.call('desktop', 'desktop.reveal', { token })).toMatchObject(invalid);
	expect(await wire.call('archive', 'archive.import', { sources: [{ from: 'token', token }, { from: 'token', token }], rules: {} })).toMatchObject(invalid);
	expect(await importing(token!)).toMatchObject({ is: 'ok', output: { kept: 1 } });
	expect(await importing(token!)).toMatchObject(invalid);
});

test('the app\'s own scheme gives out the page\'s files and nothing else', async ({ openApp }) => {
	const { app } = await openApp();
	const get = (url: string, method = 'GET') => app.evaluate(async ({ session }, { url, method }) => {
		try {
			const answer = await session.defaultSession.fetch(url, { method });
			return { status: answer.status, policy: answer.headers.get('content-security-policy'), text: (await answer.text()).slice(0, 400) };
		} catch {
			return { status: 0, policy: null, text: '' };
		}
	}, { url, method });

	const page = await get('cuttings://app/');
	expect(page.status).toBe(200);
	expect(page.policy).toContain("default-src 'none'");
	expect(page.policy).not.toContain('unsafe');
	for (const path of [
		'../package.json', '..%2fpackage.json', '%2e%2e/package.json', '%2e%2e%2fpackage.json', '..%5cpackage.json', '....//package.json', 'assets/../../package.json',
		'%00index.html', 'index.html%00.png', '/etc/hosts', '%2fetc%2fhosts', 'C:/Windows/win.ini', 'file:///etc/hosts', 'assets', '.', 'main/index.js', '%', '%E0%A4%A',
	]) {
		const answer = await get(`cuttings://app/${path}`);
		// An address that the URL rules themselves turn into the page's own root is the page.
		if (answer.status !== 404 && answer.status !== 0) expect(answer.text, path).toBe(page.text);
		expect(answer.text, path).not.toContain('"devDependencies"');
	}
	for (const url of ['cuttings://other/', 'cuttings://app.example/', 'cuttings:index.html']) expect([0, 404], url).toContain((await get(url)).status);
	expect([0, 404]).toContain((await get('cuttings://app/', 'POST')).status);
});
