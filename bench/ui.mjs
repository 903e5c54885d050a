// Measures how soon the window answers: from the input to the painted answer of what is done all day, the longest task of the page meanwhile, and whether memory stays flat while a thousand clippings are opened. Beside it a bare Electron window that shows the same without any archive.
// node bench/ui.mjs [N] [--in FOLDER]      Default 100000. Needs the built app (npm run build); brings a display of its own where there is none. FOLDER keeps the archive (bench/search.mjs); what is changed is changed in a copy.
/* global window, document, innerHeight, requestAnimationFrame, PerformanceObserver, MessageChannel, addEventListener, removeEventListener -- what is evaluated in the page */
import { _electron } from '@playwright/test';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, startDisplay } from '../scripts/display.mjs';
import { bareWindow } from './support/bare.mjs';
import { ROOT } from './support/built.mjs';
import { grow } from './support/grown.mjs';
import { rested } from './support/rested.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {Awaited<ReturnType<typeof _electron.launch>>} App */
/** What was measured: milliseconds of each time, by act, and the longest task of each. @typedef {{ took: Map<string, number[]>, longest: Map<string, number> }} Measured */

const given = process.argv.slice(2);
const at = given.indexOf('--in');
const size = Number(given.find((one, i) => /^\d+$/.test(one) && i !== at + 1) ?? 100_000);
const own = mkdtempSync(join(tmpdir(), 'cuttings-bench-ui-'));
const place = at < 0 ? own : (given[at + 1] ?? own);

const ROUNDS = 2;
const TIMES = 40;
const OPENED = { early: 100, late: 1_000 };
/** How much more memory after the last than after the first hundred still counts as flat. */
const FLAT = 1.1;
/** Nothing is painted so late that it is waited for longer, in milliseconds. */
const PATIENCE = 20_000;

const { path: executablePath } = JSON.parse(readFileSync(join(ROOT, 'out/runtime.json'), 'utf8'));
const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--js-flags=--expose-gc'];
/** @param {string[]} args @param {string} name */
const launch = (args, name) => _electron.launch({ executablePath, args: [...flags, ...args], env: { ...process.env, ELECTRON_RUN_AS_NODE: '', CUTTINGS_USER_DATA: join(own, name), CUTTINGS_LANGUAGE: 'en-GB' } });

/** What one sees of each answer, as a text: another one, and not the empty one, is the answer. The same in both windows. @param {Page} page */
const install = (page) => page.evaluate(() => {
	const one = (/** @type {string} */ selector) => document.querySelector(selector);
	const seen = {
		field: () => /** @type {HTMLInputElement | null} */ (one('[aria-label=Search]'))?.value ?? '',
		results() {
			const first = one('[aria-label=Clippings] [role=option]');
			return first && first.textContent === '' ? '' : `${one('.head p.figures')?.textContent} ${first?.textContent}`;
		},
		sheet: () => (one('[data-sheet] h1') ? `${one('[data-sheet]')?.getAttribute('data-sheet')} ${one('[data-sheet] h1')?.textContent}` : ''),
		view() {
			const first = one('[aria-label=Clippings] [data-index]');
			return one('[data-settling]') || !first || first.textContent === '' ? '' : `${one('[aria-label=Clippings]')?.getAttribute('role')} ${first.className}`;
		},
		palette: () => (document.querySelectorAll('[role=dialog] [role=option]').length > 0 ? 'open' : 'shut'),
		tags: () => [...document.querySelectorAll('.field .chip .name')].map((chip) => chip.textContent).join(),
	};
	const tasks = { longest: 0 };
	new PerformanceObserver((list) => { for (const entry of list.getEntries()) tasks.longest = Math.max(tasks.longest, entry.duration); }).observe({ entryTypes: ['longtask'] });
	/** From the time the input reached the system to the end of the frame that shows another answer. */
	const arm = (/** @type {keyof typeof seen} */ what, /** @type {string} */ event, /** @type {number} */ patience) => {
		const before = seen[what]();
		const answer = new Promise((resolve) => {
			const heard = (/** @type {Event} */ input) => {
				removeEventListener(event, heard, true);
				const frame = () => {
					const now = seen[what]();
					if (now !== before && now !== '') {
						// The frame that is being made shows it; what is posted now comes after its painting.
						const { port1, port2 } = new MessageChannel();
						port1.onmessage = () => resolve(performance.now() - input.timeStamp);
						port2.postMessage(null);
					} else if (performance.now() - input.timeStamp > patience) resolve(null);
					else requestAnimationFrame(frame);
				};
				requestAnimationFrame(frame);
			};
			addEventListener(event, heard, true);
		});
		Object.assign(window, { answer });
	};
	Object.assign(window, { seen, tasks, arm });
});

/** @param {Page} page @param {Measured} measured */
function measuring(page, { took, longest }) {
	/** Does it and keeps how long it took. @param {string} act @param {string} what @param {() => Promise<void>} input @param {string} [event] */
	return async (act, what, input, event = 'keydown') => {
		await page.evaluate(([what, event, patience]) => {
			const held = /** @type {any} */ (window);
			held.tasks.longest = 0;
			held.arm(what, event, patience);
		}, /** @type {const} */ ([what, event, PATIENCE]));
		await input();
		const ms = await page.evaluate(() => /** @type {any} */ (window).answer);
		if (ms === null) throw new Error(`${act}: nothing was painted within ${PATIENCE / 1000} s.`);
		took.set(act, [...(took.get(act) ?? []), ms]);
		// Long tasks are told of after they have ended.
		await page.waitForTimeout(30);
		longest.set(act, Math.max(longest.get(act) ?? 0, await page.evaluate(() => /** @type {any} */ (window).tasks.longest)));
	};
}

/** To the next clipping, until it is seen. @param {Page} page */
async function further(page) {
	await page.evaluate((patience) => { /** @type {any} */ (window).arm('sheet', 'keydown', patience); }, PATIENCE);
	await page.keyboard.press('j');
	await page.evaluate(() => /** @type {any} */ (window).answer);
}

/** Everything that is done all day, so many times. The same in both windows. @param {Page} page @param {Measured} measured @param {string} called what its tags are called, in this round alone */
async function work(page, measured, called) {
	const act = measuring(page, measured);
	const list = page.getByRole('listbox', { name: 'Clippings' });
	await list.focus();
	await page.keyboard.press('Home');
	for (let time = 0; time < TIMES; time++) {
		// Never the one that is open.
		const rows = await list.getByRole('option', { selected: false }).evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ top, bottom, height }) => height > 0 && top > 200 && bottom < innerHeight).map(({ x, y, width, height }) => ({ x: x + width / 3, y: y + height / 2 })));
		const row = rows[time % rows.length];
		if (!row) throw new Error('There is no row to press.');
		await act('open a clipping', 'sheet', () => page.mouse.click(row.x, row.y), 'click');
	}
	await list.focus();
	for (let time = 0; time < TIMES; time++) await act('the next clipping, by key', 'sheet', () => page.keyboard.press('j'));
	// Not the wall: it shows pictures alone, and grown clippings have none.
	for (let time = 0; time < TIMES; time++) await act('another view of the list', 'view', () => page.keyboard.press(['Control+2', 'Control+3', 'Control+5', 'Control+1'][time % 4] ?? ''));
	await page.keyboard.press('Control+1');
	await list.getByRole('option').first().waitFor();
	await list.focus();
	for (let time = 0; time < TIMES; time++) {
		await act('open the palette', 'palette', () => page.keyboard.press('Control+k'));
		await page.keyboard.press('Escape');
		await page.locator('[role=dialog]').waitFor({ state: 'detached' });
	}
	for (let time = 0; time < TIMES; time++) {
		if (time % 8 === 0) {
			await list.focus();
			await further(page);
			await page.keyboard.press('t');
			await page.locator('input[aria-label="Add a tag"]:focus').waitFor();
		}
		await page.keyboard.type(`${called} ${time}`);
		await act('add a tag', 'tags', () => page.keyboard.press('Enter'));
		if (time % 8 === 7) await page.keyboard.press('Escape');
	}
	await page.keyboard.press('Escape');
	const field = page.getByRole('combobox', { name: 'Search' });
	for (let time = 0; time < 2 * TIMES; time++) {
		await field.focus();
		const letter = String.fromCharCode(97 + (time % 26));
		// Once for the letter in its field, once for what it finds: what is waited for is another thing each time.
		await act(time % 2 === 0 ? 'a letter of a search: what it finds' : 'a letter of a search: the letter', time % 2 === 0 ? 'results' : 'field', () => page.keyboard.press(letter));
		await page.waitForTimeout(100);
		const before = await page.evaluate(() => /** @type {any} */ (window).seen.results());
		await field.fill('');
		// A letter by itself: what was taken out before is answered, and some time has gone by.
		await page.waitForFunction((had) => { const now = /** @type {any} */ (window).seen.results(); return now !== '' && now !== had; }, before, { timeout: 5_000 }).catch(() => undefined);
		await page.waitForTimeout(200);
	}
}

/** Kilobytes that all processes hold after whatever can be let go has been, by kind of process. @param {App} app @param {Page} page */
async function memory(app, page) {
	const session = await page.context().newCDPSession(page);
	for (let time = 0; time < 3; time++) {
		await session.send('HeapProfiler.collectGarbage');
		await app.evaluate(() => /** @type {{ gc?: () => void }} */ (globalThis).gc?.());
		await page.waitForTimeout(1_000);
	}
	const { nodes } = await session.send('Memory.getDOMCounters');
	await session.detach();
	/** @type {Record<string, number>} */
	const byKind = {};
	for (const { kind, held } of await app.evaluate(({ app: running }) => running.getAppMetrics().map(({ type, name, memory: { workingSetSize } }) => ({ kind: name ?? type, held: workingSetSize })))) byKind[kind] = (byKind[kind] ?? 0) + held;
	return { nodes, byKind, all: Object.values(byKind).reduce((sum, held) => sum + held, 0) };
}

/** Opens one clipping after another. @param {App} app @param {Page} page */
async function openMany(app, page) {
	const list = page.getByRole('listbox', { name: 'Clippings' });
	await list.focus();
	await page.keyboard.press('Home');
	/** @type {Awaited<ReturnType<typeof memory>>[]} */
	const held = [];
	for (let opened = 1; opened <= OPENED.late; opened++) {
		await further(page);
		if (opened === OPENED.early || opened === OPENED.late) held.push(await memory(app, page));
	}
	return held;
}

/** A window that has come up, and all of the work in it. @param {string[]} args @param {string} name @param {Measured} measured @param {boolean} isLast */
async function round(args, name, measured, isLast) {
	const app = await launch(args, name);
	try {
		const page = await app.firstWindow();
		await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
		await page.getByRole('listbox', { name: 'Clippings' }).getByRole('option').first().waitFor({ timeout: 120_000 });
		await install(page);
		await work(page, measured, `Measured ${name}`);
		return isLast ? await openMany(app, page) : [];
	} finally {
		await app.close();
	}
}

/** By nearest rank: the least that so many are not above. @param {number[]} all @param {number} share */
const quantile = (all, share) => [...all].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * all.length) - 1)] ?? Number.NaN;
/** @returns {Measured} */
const nothing = () => ({ took: new Map(), longest: new Map() });

const screen = hasDisplay() ? undefined : await startDisplay();
if (screen) process.env['DISPLAY'] = screen.display;
try {
	mkdirSync(place, { recursive: true });
	const short = join(place, `archive-${size / 1000}k`);
	const kept = existsSync(short) ? short : join(place, `archive-${size}`);
	if (!existsSync(kept)) await grow(size, kept);
	// What is measured with versions of a story being looked for beside it is the day of an import, not a day of work.
	const archive = rested(kept, join(own, 'archive'));
	const bare = bareWindow(join(own, 'bare'));

	/** By round, ours and the bare one in turns: the machine is the same for both. */
	const rounds = [];
	for (let time = 1; time <= ROUNDS; time++) {
		const [theirs, ours] = [nothing(), nothing()];
		const isLast = time === ROUNDS;
		const empty = await round([bare], `bare-${time}`, theirs, isLast);
		const full = await round([ROOT, '--archive', archive], `own-${time}`, ours, isLast);
		rounds.push({ theirs, ours, empty, full });
	}
	/** Of two rounds the better one. @param {'theirs' | 'ours'} whose @param {string} act @param {number} share */
	const best = (whose, act, share) => Math.min(...rounds.map((one) => quantile(one[whose].took.get(act) ?? [], share)));
	const rows = [['act', 'p50', 'p95 (<= 100 ms)', 'slowest', 'bare p95', 'ratio', 'longest task (<= 50 ms)']];
	for (const act of rounds[0]?.ours.took.keys() ?? []) {
		const [ours, theirs] = [best('ours', act, 0.95), best('theirs', act, 0.95)];
		const longest = Math.min(...rounds.map((one) => one.ours.longest.get(act) ?? 0));
		rows.push([act, `${best('ours', act, 0.5).toFixed(0)} ms`, `${ours.toFixed(0)} ms`, `${best('ours', act, 1).toFixed(0)} ms`, `${theirs.toFixed(0)} ms`, (ours / theirs).toFixed(1), longest === 0 ? 'none over 50 ms' : `${longest.toFixed(0)} ms`]);
	}
	const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
	for (const row of rows) console.log(row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ').trimEnd());
	const { empty = [], full = [] } = rounds.at(-1) ?? {};
	for (const [whose, [early, late]] of /** @type {const} */ ([['ours', full], ['bare', empty]])) {
		if (!early || !late) continue;
		const mega = (/** @type {number} */ kilobytes) => (kilobytes / 1000).toFixed(0);
		const parts = Object.keys(late.byKind).map((kind) => `${kind} ${mega(early.byKind[kind] ?? 0)} → ${mega(late.byKind[kind] ?? 0)}`).join(', ');
		console.log(`memory after ${OPENED.late.toLocaleString('en')} clippings / after ${OPENED.early}, ${whose}${whose === 'ours' ? ` (flat: <= ${FLAT})` : ''}: ${(late.all / early.all).toFixed(2)} (${mega(late.all)} / ${mega(early.all)} MB; ${parts} MB); elements of the page ${early.nodes} → ${late.nodes}`);
	}
	console.log(`${size.toLocaleString('en')} clippings; ${TIMES} times each, the better of ${ROUNDS} rounds. Load of the machine at the end: ${loadavg().map((one) => one.toFixed(1)).join(' ')}`);
} finally {
	screen?.stop();
	rmSync(own, { recursive: true, force: true, maxRetries: 5 });
}
