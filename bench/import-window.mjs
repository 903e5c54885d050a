// Measures how the window feels while it takes in many files: the longest frame of the page and the longest turn of the host, in the real app.
// node bench/import-window.mjs [FILES=10000]      Needs the built app (npm run build) and a display, such as xvfb-run gives.
/* global window, requestAnimationFrame, PerformanceObserver -- what is evaluated in the page */
import { _electron } from '@playwright/test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [files = 10_000] = process.argv.slice(2).map(Number);
const ROOT = resolve(import.meta.dirname, '..');
const place = mkdtempSync(join(tmpdir(), 'cuttings-bench-window-'));

const paragraph = (/** @type {number} */ n) => `The lamp with the number ${n} went out on Friday night, and the keeper of the mole has said that ${n % 90} more will follow before the spring. `.repeat(6);
for (let n = 0; n < files; n++) {
	const folder = join(place, 'in', String(Math.floor(n / 1000)));
	if (n % 1000 === 0) mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, `clip ${n}.txt`), `Harbour Notes\n\nLamp number ${n} goes out along the mole\n\nBy Edda Lindqvist\n${1 + (n % 28)} April ${1900 + (n % 100)}\n\n${paragraph(n)}\n\n${paragraph(n + 7)}\n\n${paragraph(n + 13)}\n`);
}

const { path: executablePath } = JSON.parse(readFileSync(join(ROOT, 'out/runtime.json'), 'utf8'));
const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ROOT, '--archive', join(place, 'archive')];
const app = await _electron.launch({ executablePath, args, env: { ...process.env, ELECTRON_RUN_AS_NODE: '', CUTTINGS_USER_DATA: join(place, 'own') } });
try {
	const page = await app.firstWindow();
	await page.waitForSelector('.first');
	await page.evaluate(() => {
		const seen = { frames: /** @type {number[]} */ ([]), tasks: /** @type {number[]} */ ([]), last: performance.now() };
		const look = () => {
			const now = performance.now();
			seen.frames.push(now - seen.last);
			seen.last = now;
			requestAnimationFrame(look);
		};
		requestAnimationFrame(look);
		new PerformanceObserver((list) => { for (const entry of list.getEntries()) seen.tasks.push(entry.duration); }).observe({ entryTypes: ['longtask'] });
		Object.assign(window, { seen });
	});
	await app.evaluate(({ dialog }, path) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] }); }, join(place, 'in'));
	const began = performance.now();
	await page.getByRole('button', { name: /^Choose files/ }).click();
	const done = page.getByRole('navigation').getByRole('button', { name: `All clippings ${files.toLocaleString('en-GB')}` });
	// Somebody works meanwhile: scrolls, opens clippings, types a search.
	while (!(await done.isVisible().catch(() => false))) {
		if (await page.getByRole('listbox', { name: 'Clippings' }).isVisible().catch(() => false)) {
			await page.getByRole('listbox', { name: 'Clippings' }).focus();
			for (const key of ['PageDown', 'PageDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
			await page.getByRole('textbox', { name: 'Search' }).fill('lamp');
			await page.waitForTimeout(200);
			await page.getByRole('textbox', { name: 'Search' }).fill('');
		}
		await page.waitForTimeout(300);
	}
	const took = (performance.now() - began) / 1000;
	const { frames, tasks } = await page.evaluate(() => /** @type {{ seen: { frames: number[], tasks: number[] } }} */ (/** @type {unknown} */ (window)).seen);
	const sorted = frames.toSorted((a, b) => a - b);
	const at = (/** @type {number} */ share) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
	console.log(`${files} files in ${took.toFixed(0)} s, ${Math.round(files / took)} a second; load of the machine ${loadavg()[0]?.toFixed(1)}`);
	console.log(`page: ${frames.length} frames, p50 ${at(0.5)} p99 ${at(0.99)} longest ${at(1)} ms, over 100 ms: ${frames.filter((frame) => frame > 100).length}; tasks over 50 ms: ${tasks.length}, longest ${Math.max(0, ...tasks).toFixed(0)} ms`);
	const turns = [...readFileSync(join(place, 'own/log.txt'), 'utf8').matchAll(/the longest turn of the last 5 s took (\d+) ms/g)].map((found) => Number(found[1]));
	console.log(`host: ${turns.length} spans of 5 s with a turn over 50 ms, the longest ${Math.max(0, ...turns)} ms`);
} finally {
	await app.close();
	rmSync(place, { recursive: true, force: true });
}
