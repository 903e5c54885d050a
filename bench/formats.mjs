// Owns the measuring of the readers of formats: right or wrong by field on labelled pages, mails, PDFs and documents, and pages a second. Must not change the readers.
//   node bench/formats.mjs [html|formats] [--by src,lang] [--worst FIELD N]      needs the labelled collection beside the project; says so and stops without it
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
	const names = { 'formats/html': 'readHtml', 'formats/mhtml': 'readMhtml', 'formats/mail': 'readMail', 'formats/pdf': 'readPdf', 'formats/docx': 'readDocx', 'importing/text': 'readPlainText' };
	writeFileSync(entry, Object.entries(names).map(([file, name]) => `export { ${name} } from ${JSON.stringify(join(ROOT, 'src/core', file))};`).join('\n'));
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

/** The cases of one set, each with its truth and a way to its bytes. */
function casesOf(set) {
	const folder = join(CORPORA, set, 'open');
	return readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((file) => {
		const truth = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		const bytes = {
			html: () => gunzipSync(readFileSync(join(folder, `${truth.name}.html.gz`))),
			textclips: () => readFileSync(join(folder, `${truth.name}.txt`)),
			formats: () => readFileSync(join(folder, truth.input?.file ?? `${truth.name}.${truth.variant}`)),
		}[set];
		return { truth, bytes, file: join(folder, file), format: set === 'formats' ? truth.variant : set === 'html' ? 'html' : 'text' };
	});
}

/** Reads the cases; a refusal is told and counts as a miss. Seconds are CPU time, so that a busy machine is measured like an idle one. */
async function readAll(cases) {
	const predictions = [];
	let bytesRead = 0;
	const before = process.cpuUsage();
	for (const { truth, bytes: fetch, format } of cases) {
		const bytes = new Uint8Array(fetch());
		bytesRead += bytes.length;
		try {
			const reading = format === 'text' ? read.readPlainText(bytes, `${truth.input?.fileName ?? 'page'}.txt`.replace(/(?:\.txt)+$/, '.txt').replace(/[/\0]/g, '_')) : await READ[format](bytes);
			predictions.push(prediction(truth.name, await reading));
		} catch (error) {
			console.error(`${truth.name}: ${error.message}`);
		}
	}
	const { user, system } = process.cpuUsage(before);
	return { predictions, bytesRead, seconds: (user + system) / 1e6 };
}

/** What the scorer prints. */
function scored(folder, predictions, extra = []) {
	const out = join(work, 'predictions.jsonl');
	writeFileSync(out, predictions.map((p) => JSON.stringify(p)).join('\n'));
	return execFileSync(process.execPath, [join(CORPORA, 'score.mjs'), folder, out, ...extra], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

/** OVERALL of some cases, by themselves. */
async function overall(cases) {
	const folder = mkdtempSync(join(work, 'some-'));
	for (const { file, truth } of cases) copyFileSync(file, join(folder, `${truth.name}.json`));
	const { predictions } = await readAll(cases);
	return Number(/OVERALL\s+([\d.]+)/.exec(scored(folder, predictions))?.[1] ?? Number.NaN);
}

const { module: read, remove } = await readers();
const READ = { html: read.readHtml, mhtml: read.readMhtml, eml: read.readMail, pdf: read.readPdf, docx: read.readDocx };
const work = mkdtempSync(join(tmpdir(), 'formats-bench-'));
try {
	for (const set of sets) {
		const cases = casesOf(set);
		const { predictions, bytesRead, seconds } = await readAll(cases);
		console.log(`\n${set}: ${predictions.length} of ${cases.length} read, ${(predictions.length / seconds).toFixed(1)} a second of CPU, ${(bytesRead / seconds / 1e6).toFixed(2)} MB/s`);
		console.log(scored(join(CORPORA, set, 'open'), predictions, [...(set === 'formats' ? ['--by', 'variant'] : []), ...options]));
	}
	if (sets.includes('formats')) {
		const formats = casesOf('formats');
		const stories = new Set(formats.map(({ truth }) => truth.key));
		const html = await overall(casesOf('html').filter(({ truth }) => stories.has(truth.key)));
		const text = await overall(casesOf('textclips').filter(({ truth }) => stories.has(truth.key) && truth.variant === 'clip'));
		console.log(`the same ${stories.size} stories: as HTML ${html.toFixed(1)}, as text ${text.toFixed(1)}`);
		for (const format of [...new Set(formats.map((one) => one.format))]) {
			const score = await overall(formats.filter((one) => one.format === format));
			const short = Math.min(html, text) - score;
			console.log(`  ${format.padEnd(6)} ${score.toFixed(1)}   ${short <= 0 ? 'not below either' : `${short.toFixed(1)} below the nearer of them`}`);
		}
	}
} finally {
	remove();
	rmSync(work, { recursive: true, force: true });
}
