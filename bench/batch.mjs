// Measures changing N clippings at once and taking it back: how long, and the longest turns of the thread that writes. What is measured is a copy.
// node bench/batch.mjs [N=100000] [--in FOLDER]      FOLDER keeps grown archives (bench/search.mjs).
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { built } from './support/built.mjs';
import { grow } from './support/grown.mjs';

const given = process.argv.slice(2);
const at = given.indexOf('--in');
const size = Number(given.find((one, i) => /^\d+$/.test(one) && i !== at + 1) ?? 100_000);
const own = mkdtempSync(join(tmpdir(), 'cuttings-bench-batch-'));
const place = at < 0 ? own : (given[at + 1] ?? own);
const short = join(place, `archive-${size / 1000}k`);
const grown = existsSync(short) ? short : join(place, `archive-${size}`);

const { urls, remove } = await built({ archive: 'src/core/archive.ts' });
try {
	if (!existsSync(grown)) await grow(size, grown);
	const copy = join(own, 'copy');
	cpSync(grown, copy, { recursive: true });
	/** @type {typeof import('../src/core/archive')} */
	const { openArchive } = await import(urls.archive.href);
	const archive = await openArchive(copy);
	/** @param {string} what @param {() => Promise<unknown>} work */
	const timed = async (what, work) => {
		const delay = monitorEventLoopDelay({ resolution: 2 });
		const cpu = process.cpuUsage();
		const began = performance.now();
		delay.enable();
		const answer = await work();
		delay.disable();
		const took = (performance.now() - began) / 1000;
		const used = process.cpuUsage(cpu);
		const over = [...delay.percentiles].reduce((share, [percentile, value]) => (value / 1e6 <= 50 ? 100 - percentile : share), 100);
		console.log(`${what.padEnd(40)} ${took.toFixed(1).padStart(7)} s  processor ${((used.user + used.system) / 1e6).toFixed(1)} s  turns p50 ${(delay.percentile(50) / 1e6).toFixed(0)} p99 ${(delay.percentile(99) / 1e6).toFixed(0)} longest ${(delay.max / 1e6).toFixed(0)} ms, over 50 ms: ${Math.round(delay.count * over / 100)}`);
		return answer;
	};
	/** @type {import('../src/shared/batch').BatchEdit[]} */
	const edits = [{ do: 'set', field: 'section', value: 'Shipping' }, { do: 'tag', name: 'measured', on: true }];
	console.log(`${archive.summary().clippings.toLocaleString('en')} clippings, a field and a tag of all`);
	const preview = /** @type {import('../src/shared/batch').BatchPreview} */ (await timed('looking at what would change', () => archive.batch.preview({ selection: { of: 'everything' }, edits })));
	await timed('changing', () => archive.batch.apply(preview.id));
	await timed('undo', () => archive.history.turn('undo', null));
	await timed('redo', () => archive.history.turn('redo', null));
	await archive.close();
	console.log(`Load of the machine at the end: ${loadavg().map((one) => one.toFixed(1)).join(' ')}`);
} finally {
	remove();
	rmSync(own, { recursive: true, force: true });
}
