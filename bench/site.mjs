// Owns the figures of an exported site: how long it takes to write, what is held meanwhile, how large its index is. `node bench/site.mjs [clippings] [folder to keep it in]`
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { built } from './support/built.mjs';

const clippings = Number(process.argv[2] ?? 10_000);
const folder = process.argv[3] ?? null;
const { urls, remove } = await built({ site: 'src/core/exporting/site.ts' });
const { staticSite } = await import(urls.site.href);

let seed = 7;
const random = () => { seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648; return seed / 2_147_483_648; };
const SYLLABLES = ['ba', 'cor', 'da', 'el', 'fen', 'gar', 'hu', 'in', 'jo', 'kel', 'lo', 'mar', 'ne', 'or', 'pa', 'qui', 'ra', 'sto', 'tu', 'ver', 'win', 'xa', 'yo', 'zen'];
const WORDS = Array.from({ length: 60_000 }, () => Array.from({ length: 1 + Math.floor(random() * 4) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''));
// Few words are common and most are rare, as in print.
const words = (/** @type {number} */ many) => Array.from({ length: many }, () => WORDS[Math.floor(WORDS.length ** random()) % WORDS.length]).join(' ');

let text = 0;
/** @param {number} id */
function clipping(id) {
	const year = 1900 + (id % 120);
	const day = `${year}-${String(1 + (id % 12)).padStart(2, '0')}-11`;
	const blocks = Array.from({ length: 8 }, () => ({ role: 'paragraph', text: words(60), span: { line: 1, endLine: 1, start: 0, end: 1 }, certainty: 1 }));
	text += blocks.reduce((sum, block) => sum + block.text.length, 0);
	return {
		id, uid: `u${id}`, kind: 'article', headline: words(7), publication: `The ${WORDS[id % 40]} Courier`, kicker: null, standfirst: null,
		byline: { signatories: [{ name: `Nora ${WORDS[id % 300]}`, kind: 'person', role: null }], agency: null }, dateline: null,
		published: { printed: day, edtf: day, readings: [day], time: null, firstDay: day, lastDay: day }, updated: null, section: null, edition: null, page: null, url: null, language: 'en',
		rights: null, embargo: null, notes: '', flagged: false, captions: [], pictures: [], blocks, hasPage: false, words: 480, provenance: {},
		tags: [{ id: 1 + (id % 30), name: `tag ${id % 30}`, colour: 'blue', count: 1 }], collections: [],
		original: { sha256: '0'.repeat(64), bytes: 1, fileName: 'a.txt', modifiedAt: null, mediaType: 'text/plain', encoding: 'utf-8', undecodable: 0 }, importedAt: 0, changedAt: 0, trashedAt: null,
	};
}
const exported = {
	now: 0, identifier: 'urn:x', clippings,
	*each() {
		const writer = staticSite.begin();
		for (let id = 1; id <= clippings; id++) {
			const made = clipping(id);
			yield { clipping: made, placement: { ...writer.illustrate(made, writer.place(made)), original: null }, beyond: { text: null, html: null, annotations: [], collections: [] } };
		}
	},
};
const sizes = { index: 0, rows: 0, columns: 0, files: 0 };
let most = 0;
const from = performance.now();
for await (const { file, content } of staticSite.files(exported, {})) {
	sizes.files++;
	if (file.startsWith('data/words')) sizes.index += content.length;
	else if (file.startsWith('data/rows')) sizes.rows += content.length;
	else if (file.startsWith('data/')) sizes.columns += content.length;
	if (sizes.files % 500 === 0) most = Math.max(most, process.memoryUsage().rss);
	if (folder === null) continue;
	mkdirSync(dirname(join(folder, file)), { recursive: true });
	writeFileSync(join(folder, file), content);
}
const seconds = (performance.now() - from) / 1000;
const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
console.log(`${clippings} clippings, ${mb(text)} MB of text: ${sizes.files} files in ${seconds.toFixed(1)} s, ${Math.round(clippings / seconds)} a second; index ${mb(sizes.index)} MB (${(100 * sizes.index / text).toFixed(0)} % of the text), rows ${mb(sizes.rows)} MB, columns ${mb(sizes.columns)} MB; at most ${mb(most)} MB held by the whole process`);
remove();
