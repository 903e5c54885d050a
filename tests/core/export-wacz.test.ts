// Owns the proof that the web archive is one: read back by a library that did not write it, every digest taken again, every offset of the index followed.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CDXIndexer, WARCParser, type WARCRecord } from 'warcio';
import { openArchive, type Archive } from '../../src/core/archive';
import { runExport } from '../../src/core/exporting/export';
import { surt } from '../../src/core/exporting/warc';
import { readEntries, ZIP_LIMITS } from '../../src/core/formats/zip';
import { bare, bytesOf, sha256Of } from '../support/clippings';
import { MemorySource } from '../support/export-source';
import { docxOf, drawn } from '../support/pictures';

let place: string;
let archive: Archive;
beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-wacz-')));
	mkdirSync(join(place, 'out'));
	archive = await openArchive(join(place, 'archive'));
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

const digest = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

async function exported(): Promise<{ bytes: Buffer; entries: Map<string, Buffer> }> {
	const { path } = await archive.export({ of: 'everything' }, 'wacz', join(place, 'out'), {});
	expect(readdirSync(path)).toEqual(['Clippings.wacz']);
	const bytes = readFileSync(join(path, 'Clippings.wacz'));
	const entries = await readEntries(bytes, { ...ZIP_LIMITS, wanted: () => true });
	return { bytes, entries: new Map(entries.map(({ name, bytes: content }) => [name, Buffer.from(content)])) };
}

/** Every record of a WARC with its payload. */
async function recordsOf(warc: Buffer): Promise<{ record: WARCRecord; payload: Buffer; header: (name: string) => string | null }[]> {
	const found = [];
	for await (const record of WARCParser.iterRecords([warc])) {
		const payload = Buffer.from(await record.readFully());
		found.push({ record, payload, header: (name: string) => record.warcHeader(name) ?? null });
	}
	return found;
}

const TEXT = 'The Averil Courier\n\nLast hull & <the rest>\n\nBy Nora Tallis\n11 March 1982\n\nThe slipway “stood” empty.\n\nThe Board promised a decision by Easter.\n';
const PAGE = '<!doctype html><html><head><title>The harbour is dredged</title><link rel="canonical" href="https://tidewater.example/news/harbour?id=7"></head><body><article><h1>The harbour is dredged</h1><p>The dredger Adela came into the harbour on Monday and began at the north mole, where the silt of eleven winters lies.</p><p>The master said that she would be at it until the autumn.</p></article></body></html>';

async function filled(): Promise<void> {
	await archive.import([
		{ text: TEXT, name: 'a.txt' },
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث في الميناء القديم.\n', name: 'ميناء.txt' },
		{ bytes: Buffer.from(PAGE), name: 'harbour.html' },
		{ bytes: await docxOf('The Corran Light', ['It was lit again on Monday after a winter of repairs.'], drawn(3), 'The light at dusk.'), name: 'light.docx' },
		{ bytes: drawn(5), name: 'harbour.png' },
	], {});
}

test('what was received stands in it byte for byte, with what was made of it, and no response is invented', async () => {
	await filled();
	const { entries } = await exported();
	const records = await recordsOf(entries.get('archive/clippings-0001.warc.gz')!);
	expect(records[0]!.record.warcType).toBe('warcinfo');
	expect(new Set(records.map(({ record }) => record.warcType))).toEqual(new Set(['warcinfo', 'resource', 'conversion', 'metadata']));
	const ids = new Set(records.map(({ header }) => header('WARC-Record-ID')));
	expect(ids.size).toBe(records.length);
	for (const { record, payload, header } of records) {
		expect(header('WARC-Date')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
		expect(header('WARC-Block-Digest')).toBe(digest(payload));
		expect(header('Content-Length')).toBe(String(payload.length));
		if (record.warcType === 'conversion' || record.warcType === 'metadata') expect(ids).toContain(header('WARC-Refers-To'));
	}
	const received = records.filter(({ record }) => record.warcType === 'resource').map(({ payload }) => payload.toString('latin1'));
	for (const whole of [Buffer.from(TEXT), Buffer.from(PAGE), Buffer.from(drawn(5)), Buffer.from(drawn(3))]) expect(received).toContain(whole.toString('latin1'));
	const made = records.filter(({ record }) => record.warcType === 'conversion').map(({ payload }) => payload.toString());
	expect(made.some((text) => text.includes('Last hull &amp; &lt;the rest&gt;'))).toBe(true);
	expect(made.some((text) => text.includes('دخل الإضراب يومه الثالث'))).toBe(true);
	const fields = records.filter(({ record }) => record.warcType === 'metadata').map(({ payload }) => JSON.parse(payload.toString()) as { headline?: unknown });
	expect(fields).toHaveLength(5);
	expect(JSON.stringify(fields)).toContain('Nora Tallis');
});

test('an address is claimed only where one is known', async () => {
	await filled();
	const { entries } = await exported();
	const lines = entries.get('pages/pages.jsonl')!.toString().trim().split('\n').map((line) => JSON.parse(line) as Record<string, string>);
	expect(lines[0]).toMatchObject({ format: 'json-pages-1.0', id: 'pages' });
	const pages = lines.slice(1);
	expect(pages).toHaveLength(5);
	for (const { url } of pages) expect(url).toMatch(/^(https:\/\/tidewater\.example\/news\/harbour\?id=7|urn:uuid:[0-9a-f-]{36})$/);
	expect(pages.map(({ text }) => text).join('\n')).toContain('The Board promised a decision by Easter.');
});

test('each line of the index leads to the record it names, and an independent indexer finds the same places', async () => {
	await filled();
	const { entries } = await exported();
	const warc = entries.get('archive/clippings-0001.warc.gz')!;
	const lines = entries.get('indexes/clippings-0001.cdx')!.toString().trim().split('\n');
	expect(lines).toEqual([...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
	const places = new Map<string, { key: string; length: string }>();
	for (const line of lines) {
		const [, key = '', stamp = '', json = ''] = /^(\S+) (\d{14}) (.*)$/.exec(line) ?? [];
		const { url, offset, length, digest: told, filename } = JSON.parse(json) as Record<'url' | 'offset' | 'length' | 'digest' | 'filename', string>;
		expect([key, filename, stamp.length]).toEqual([surt(url), 'clippings-0001.warc.gz', 14]);
		const [only, ...more] = await recordsOf(warc.subarray(Number(offset), Number(offset) + Number(length)));
		expect(more).toEqual([]);
		expect(only!.header('WARC-Target-URI')).toBe(url);
		expect(digest(only!.payload)).toBe(told);
		places.set(offset, { key, length });
	}
	expect(places.size).toBe(lines.length);
	let agreed = 0;
	for await (const found of new CDXIndexer({ noSurt: false }).iterIndex([{ reader: (async function* () { yield new Uint8Array(warc); })(), filename: 'clippings-0001.warc.gz' }])) {
		const { offset, length, urlkey } = found as { offset: number; length: number; urlkey: string };
		const ours = places.get(String(offset));
		if (!ours) continue;
		expect(ours.length).toBe(String(length));
		if (urlkey.includes(')')) expect(ours.key).toBe(urlkey);
		agreed++;
	}
	expect(agreed).toBe(places.size);
});

test('the package names every file with its digest, stores them unpacked, and is named by its own digest', async () => {
	await filled();
	const { bytes, entries } = await exported();
	const described = entries.get('datapackage.json')!;
	const { profile, wacz_version, resources } = JSON.parse(described.toString()) as { profile: string; wacz_version: string; resources: { path: string; hash: string; bytes: number }[] };
	expect([profile, wacz_version]).toEqual(['data-package', '1.1.1']);
	expect(resources.map(({ path }) => path).sort()).toEqual([...entries.keys()].filter((name) => !name.startsWith('datapackage')).sort());
	for (const { path, hash, bytes: size } of resources) expect([path, hash, size]).toEqual([path, digest(entries.get(path)!), entries.get(path)!.length]);
	expect(JSON.parse(entries.get('datapackage-digest.json')!.toString())).toEqual({ path: 'datapackage.json', hash: digest(described) });
	// Stored, so that a reader finds a record at its place in the file itself.
	expect(bytes.includes(entries.get('archive/clippings-0001.warc.gz')!)).toBe(true);
});

test('an archive of nothing is whole too, and one that is stopped leaves nothing', async () => {
	const { entries } = await exported();
	expect((await recordsOf(entries.get('archive/clippings-0001.warc.gz')!)).map(({ record }) => record.warcType)).toEqual(['warcinfo']);
	await archive.import([{ text: 'One\n\nFirst words of it.\n', name: 'a.txt' }], {});
	const stop = new AbortController();
	const before = readdirSync(join(place, 'out'));
	const made = await archive.export({ of: 'everything' }, 'wacz', join(place, 'out'), { signal: stop.signal, onProgress: () => stop.abort() });
	expect(made.cancelled).toBe(true);
	expect(readdirSync(join(place, 'out'))).toEqual(before);
});

test('an original that is no longer what was received stops it, and nothing is left', async () => {
	const original = bytesOf('One\n\nFirst words of it.\n');
	const source = new MemorySource(join(place, 'elsewhere'), [{ clipping: bare(1, 'One', original), original }]);
	source.originals.set(sha256Of(original), bytesOf('One\n\nOther words of it.\n'));
	await expect(runExport(source, { of: 'everything' }, 'wacz', join(place, 'out'))).rejects.toMatchObject({ code: 'archive/corrupt' });
	expect([readdirSync(join(place, 'out')), source.open]).toEqual([[], 0]);
});
