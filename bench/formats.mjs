// Owns the measuring of the readers of formats: right or wrong by field on labelled pages, mails, PDFs and documents, and pages a second. Must not change the readers.
//   node bench/formats.mjs [html|formats] [--by src,lang] [--worst FIELD N]      needs the labelled collection beside the project; says so and stops without it
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = resolve(import.meta.dirname, '..');
const CORPORA = resolve(ROOT, '../shared/corpora');
if (!existsSync(join(CORPORA, 'score.mjs'))) {
	console.error('The labelled collection is not beside the project: nothing was measured.');
	process.exit(0);
}
const [first, ...rest] = process.argv.slice(2);
const sets = first === 'html' || first === 'formats' ? [first] : ['html', 'formats'];
const options = first === 'html' || first === 'formats' ? rest : process.argv.slice(2);

/** The readers, bundled as the app bundles them. */
async function readers() {
	const cache = join(ROOT, 'node_modules/.cache/bundles');
	mkdirSync(cache, { recursive: true });
	const folder = mkdtempSync(join(cache, 'formats-'));
	const entry = join(folder, 'entry.ts');
	const names = { html: 'readHtml', mhtml: 'readMhtml', mail: 'readMail', pdf: 'readPdf', docx: 'readDocx' };
	writeFileSync(entry, Object.entries(names).map(([file, name]) => `export { ${name} } from ${JSON.stringify(join(ROOT, 'src/core/formats', file))};`).join('\n'));
	await build({
		root: ROOT, configFile: false, logLevel: 'error',
		ssr: { noExternal: true, external: ['@napi-rs/canvas'] },
		build: { ssr: entry, outDir: folder, target: 'node20', emptyOutDir: false, rollupOptions: { output: { format: 'es', entryFileNames: 'readers.mjs' } } },
	});
	const module = await import(pathToFileURL(join(folder, 'readers.mjs')).href);
	return { module, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A reading as the scorer takes it. The name of the case is added here: the reader is given bytes only. */
function prediction(name, { draft }) {
	const body = new Set(['paragraph', 'subhead', 'list-item', 'quotation']);
	const date = draft.published?.value;
	return {
		name, title: draft.headline?.value, byline: draft.byline?.value.signatories.map((s) => s.name) ?? [], siteName: draft.publication?.value,
		publishedTime: date ? (date.edtf ?? date.readings[0]) : null, standfirst: draft.standfirst?.value,
		captions: draft.captions.map(({ text, credit }) => ({ text, credit })), body: draft.blocks.filter((b) => body.has(b.role)).map((b) => b.text),
	};
}

const { module: read, remove } = await readers();
const READ = { html: read.readHtml, mhtml: read.readMhtml, eml: read.readMail, pdf: read.readPdf, docx: read.readDocx };
const work = mkdtempSync(join(tmpdir(), 'formats-bench-'));
try {
	for (const set of sets) {
		const folder = join(CORPORA, set, 'open');
		const predictions = [];
		let bytesRead = 0;
		let spent = 0;
		let refused = 0;
		for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')).sort()) {
			const truth = JSON.parse(readFileSync(join(folder, file), 'utf8'));
			const bytes = set === 'html' ? gunzipSync(readFileSync(join(folder, `${truth.name}.html.gz`))) : readFileSync(join(folder, truth.input?.file ?? `${truth.name}.${truth.variant}`));
			const before = performance.now();
			try {
				predictions.push(prediction(truth.name, await READ[set === 'html' ? 'html' : truth.variant](new Uint8Array(bytes))));
			} catch (error) {
				refused++;
				console.error(`${truth.name}: ${error.message}`);
			}
			spent += performance.now() - before;
			bytesRead += bytes.length;
		}
		const out = join(work, `${set}.jsonl`);
		writeFileSync(out, predictions.map((p) => JSON.stringify(p)).join('\n'));
		console.log(`\n${set}: ${predictions.length} read, ${refused} refused, ${(predictions.length / spent * 1000).toFixed(1)} a second, ${(bytesRead / spent / 1000).toFixed(2)} MB/s on this machine now`);
		const by = set === 'formats' ? ['--by', 'variant'] : [];
		console.log(execFileSync(process.execPath, [join(CORPORA, 'score.mjs'), folder, out, ...by, ...options], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
	}
} finally {
	remove();
	rmSync(work, { recursive: true, force: true });
}
