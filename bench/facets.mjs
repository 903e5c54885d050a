// Measures the counting beside a list: the facets and the timeline of each query against the first page of the same query, the first load, and the memory it holds.
// node --expose-gc bench/facets.mjs ARCHIVE [QUERIES.json]      ARCHIVE is only read.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { built, ROOT } from './support/built.mjs';

const [folder, file = join(ROOT, '../shared/corpora/scale/queries.json')] = process.argv.slice(2);
if (!folder) throw new Error('Which archive?');
const texts = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).queries.map((/** @type {{ q: string }} */ one) => one.q) : ['the', 'ferry', 'war -peace', 'date:1982', 'lang:en'];
// What facets themselves write.
const NARROWED = ['', 'lang:en', 'date:198X', 'pub:none', '-by:none'];

const { urls, remove } = await built({ archive: 'src/core/archive.ts', model: 'src/shared/model.ts' });
try {
	const { openArchive } = await import(urls.archive.href);
	const { Query } = await import(urls.model.href);
	const archive = await openArchive(resolve(folder), { readOnly: true });
	const ms = (/** @type {() => unknown} */ work) => {
		const began = performance.now();
		work();
		return performance.now() - began;
	};
	const memory = () => {
		globalThis.gc?.();
		const { heapUsed, arrayBuffers } = process.memoryUsage();
		return (heapUsed + arrayBuffers) / 1e6;
	};
	const before = memory();
	const load = ms(() => archive.find.facets(Query.parse({ text: '' })));
	const held = memory() - before;
	const figures = [...texts, ...NARROWED].map((text) => {
		const query = Query.parse({ text, sort: text === '' ? 'newest' : 'relevance' });
		const page = ms(() => archive.find.page(query, { offset: 0, limit: 50 }));
		const facets = ms(() => archive.find.facets(query));
		const timeline = ms(() => archive.find.timeline(query));
		return { text, page, facets, timeline, both: facets + timeline };
	});
	const p = (/** @type {number[]} */ values, /** @type {number} */ part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
	const line = (/** @type {string} */ name, /** @type {number[]} */ values) => console.log(`${name.padEnd(28)} p50 ${p(values, 0.5).toFixed(1).padStart(8)}   p95 ${p(values, 0.95).toFixed(1).padStart(8)}   max ${Math.max(...values).toFixed(1).padStart(8)} ms`);
	console.log(`${archive.summary().clippings.toLocaleString('en')} clippings; first load and count ${load.toFixed(0)} ms, ${held.toFixed(1)} MB held`);
	line('first page', figures.map(({ page }) => page));
	line('facets', figures.map(({ facets }) => facets));
	line('timeline', figures.map(({ timeline }) => timeline));
	line('facets and timeline', figures.map(({ both }) => both));
	console.log(`facets and timeline / first page, p95: ${(p(figures.map(({ both }) => both), 0.95) / p(figures.map(({ page }) => page), 0.95)).toFixed(2)}`);
	for (const { text, page, facets, timeline } of [...figures].sort((a, b) => b.both - a.both).slice(0, 5)) console.log(`   ${text.padEnd(40)} page ${page.toFixed(1)}, facets ${facets.toFixed(1)}, timeline ${timeline.toFixed(1)}`);
	await archive.close();
} finally {
	remove();
}
