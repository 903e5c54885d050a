// Measures the window over an archive of N clippings against an empty Electron window: how soon the first list is painted on any day but the first (both windows have been open once before), how much memory all processes hold, and the longest task of the page while somebody scrolls, types and turns to other views.
// node bench/window.mjs [N ...] [--in FOLDER]      Default 10000. Needs the built app (npm run build) and a display, such as xvfb-run gives. FOLDER keeps the archives (bench/search.mjs).
/* global window, requestAnimationFrame, PerformanceObserver -- what is evaluated in the page */
import { _electron } from '@playwright/test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './support/built.mjs';
import { grow } from './support/grown.mjs';
import { rested as atRest } from './support/rested.mjs';

const given = process.argv.slice(2);
const at = given.indexOf('--in');
const sizes = given.filter((one, i) => /^\d+$/.test(one) && i !== at + 1).map(Number);
if (sizes.length === 0) sizes.push(10_000);
const own = mkdtempSync(join(tmpdir(), 'cuttings-bench-window-'));
const place = at < 0 ? own : (given[at + 1] ?? own);
mkdirSync(place, { recursive: true });

const RUNS = 3;
/** V8 gives back what it no longer needs when nobody has touched anything for a while. Milliseconds. */
const A_WHILE = 30_000;
const { path: executablePath } = JSON.parse(readFileSync(join(ROOT, 'out/runtime.json'), 'utf8'));
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** @param {string[]} args @param {string} name */
const launch = (args, name) => _electron.launch({ executablePath, args: [...sandbox, ...args], env: { ...process.env, ELECTRON_RUN_AS_NODE: '', CUTTINGS_USER_DATA: join(own, name) } });
/** Kilobytes that all processes hold. @param {Awaited<ReturnType<typeof launch>>} app */
const memory = (app) => app.evaluate(({ app: running }) => running.getAppMetrics().reduce((sum, { memory: held }) => sum + held.workingSetSize, 0));
const painted = () => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))); });

const helloFolder = join(own, 'hello');
mkdirSync(helloFolder, { recursive: true });
writeFileSync(join(helloFolder, 'package.json'), JSON.stringify({ name: 'hello', version: '1.0.0', type: 'module', main: 'main.js' }));
writeFileSync(join(helloFolder, 'page.html'), '<!doctype html><title>Hello</title><p class="done">Hello, world.</p>');
writeFileSync(join(helloFolder, 'main.js'), `import { app, BrowserWindow } from 'electron';
app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } }).loadFile(new URL('page.html', import.meta.url).pathname));
app.on('window-all-closed', () => app.quit());`);

/** An empty window, once: milliseconds until it is painted, and kilobytes then and, where it is asked for, after a while. */
async function hello(rests = false) {
	const began = performance.now();
	const app = await launch([helloFolder], 'hello-own');
	const page = await app.firstWindow();
	await page.waitForSelector('.done');
	await page.evaluate(painted);
	const soonest = performance.now() - began;
	await page.waitForTimeout(1_500);
	const held = await memory(app);
	if (rests) await page.waitForTimeout(A_WHILE);
	const rested = await memory(app);
	await app.close();
	return { soonest, held, rested };
}

/** Kilobytes that all processes hold while versions of a story are being looked for, the list painted and ten seconds gone. @param {string} dir @param {number} size */
async function looking(dir, size) {
	const app = await launch([ROOT, '--archive', dir], `own-${size}`);
	const page = await app.firstWindow();
	await page.getByRole('listbox', { name: 'Clippings' }).getByRole('option').first().waitFor();
	await page.waitForTimeout(10_000);
	const held = await memory(app);
	await app.close();
	return held;
}

/** @param {number} size */
async function archive(size) {
	const short = join(place, `archive-${size / 1000}k`);
	const full = existsSync(short) ? short : join(place, `archive-${size}`);
	if (!existsSync(full)) await grow(size, full);
	const dir = atRest(full, join(own, `rest-${size}`));
	// What a first start leaves behind (compiled scripts, how the window stood) is there on any other day, for both.
	await hello();
	const first = await launch([ROOT, '--archive', dir], `own-${size}`);
	await (await first.firstWindow()).getByRole('listbox', { name: 'Clippings' }).getByRole('option').first().waitFor();
	await first.close();
	let soonest = Infinity;
	let held = Infinity;
	let rested = Infinity;
	/** Measured in turns with ours: the machine is the same for both. */
	const empty = { soonest: Infinity, held: Infinity, rested: Infinity };
	/** @type {Record<string, number>} */
	const longest = {};
	for (let run = 0; run < RUNS; run++) {
		const rests = run === 0;
		const before = await hello(rests);
		empty.soonest = Math.min(empty.soonest, before.soonest);
		empty.held = Math.min(empty.held, before.held);
		if (rests) empty.rested = before.rested;
		const began = performance.now();
		const app = await launch([ROOT, '--archive', dir], `own-${size}`);
		const page = await app.firstWindow();
		await page.getByRole('listbox', { name: 'Clippings' }).getByRole('option').first().waitFor();
		await page.evaluate(painted);
		soonest = Math.min(soonest, performance.now() - began);
		await page.evaluate(() => {
			const seen = { longest: 0 };
			new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration); }).observe({ entryTypes: ['longtask'] });
			Object.assign(window, { seen });
		});
		/** @param {string} what @param {() => Promise<void>} work */
		const during = async (what, work) => {
			await page.evaluate(() => { /** @type {{ seen: { longest: number } }} */ (/** @type {unknown} */ (window)).seen.longest = 0; });
			await work();
			await page.waitForTimeout(600);
			const took = await page.evaluate(() => /** @type {{ seen: { longest: number } }} */ (/** @type {unknown} */ (window)).seen.longest);
			longest[what] = Math.min(longest[what] ?? Infinity, took);
		};
		const list = page.getByRole('listbox', { name: 'Clippings' });
		await during('scrolling', async () => {
			const box = await list.boundingBox();
			await page.mouse.move((box?.x ?? 0) + 100, (box?.y ?? 0) + 200);
			for (let turn = 0; turn < 60; turn++) {
				await page.mouse.wheel(0, turn % 10 === 9 ? 200_000 : 900);
				await page.waitForTimeout(16);
			}
		});
		await during('from end to end', async () => {
			await list.focus();
			for (const key of ['End', 'Home', 'End', 'PageUp', 'PageUp', 'Home']) {
				await page.keyboard.press(key);
				await page.waitForTimeout(150);
			}
		});
		held = Math.min(held, await memory(app));
		if (rests) {
			await page.waitForTimeout(A_WHILE);
			rested = await memory(app);
		}
		await during('typing', async () => {
			const field = page.getByRole('searchbox').or(page.getByRole('combobox', { name: /Search/ })).or(page.getByRole('textbox', { name: 'Search' })).first();
			await field.click();
			await page.keyboard.type('government report', { delay: 90 });
		});
		await during('other views', async () => {
			await page.keyboard.press('Escape');
			await page.keyboard.press('Escape');
			for (const name of [/^Trash/, /^All clippings/, /^Needs a look/, /^All clippings/]) {
				const entry = page.getByRole('navigation').getByRole('button', { name }).first();
				if (await entry.isVisible().catch(() => false)) await entry.click();
				await page.waitForTimeout(250);
			}
		});
		await app.close();
	}
	rmSync(dir, { recursive: true });
	return { soonest, held, rested, longest, empty, busy: await looking(full, size) };
}

try {
	/** @type {Map<string, string[]>} */
	const table = new Map();
	const tell = (/** @type {string} */ figure, /** @type {string} */ value) => table.set(figure, [...(table.get(figure) ?? []), value]);
	for (const size of sizes) {
		const { soonest, held, rested, longest, empty, busy } = await archive(size);
		tell('first list painted / empty window (<= 1.5)', `${(soonest / empty.soonest).toFixed(2)} (${soonest.toFixed(0)} / ${empty.soonest.toFixed(0)} ms)`);
		tell('memory of all processes, scrolled and half a minute gone / the same of the empty window (<= 1.7)', `${(rested / empty.rested).toFixed(2)} (${(rested / 1000).toFixed(0)} / ${(empty.rested / 1000).toFixed(0)} MB)`);
		tell('memory at the moment scrolling ends / empty window', `${(held / empty.held).toFixed(2)} (${(held / 1000).toFixed(0)} / ${(empty.held / 1000).toFixed(0)} MB)`);
		tell('memory while versions are looked for / empty window', `${(busy / empty.held).toFixed(2)} (${(busy / 1000).toFixed(0)} MB)`);
		for (const [what, took] of Object.entries(longest)) tell(`longest task of the page, ${what} (none over 50 ms)`, took === 0 ? 'none over 50 ms' : `${took.toFixed(0)} ms`);
	}
	const rows = [['figure', ...sizes.map((size) => size.toLocaleString('en'))], ...[...table].map(([figure, values]) => [figure, ...values])];
	const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
	for (const row of rows) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
	console.log(`Load of the machine at the end: ${loadavg().map((one) => one.toFixed(1)).join(' ')}`);
} finally {
	rmSync(own, { recursive: true, force: true });
}
