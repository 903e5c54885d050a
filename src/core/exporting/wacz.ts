// Owns the WACZ export: WARC 1.1 files with what was received and what was made of it, their index, their pages and their digests, in one ZIP (WACZ 1.1.1). Invents no responses: nothing here was fetched.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import type { Clipping } from '../../shared/model';
import { said } from '../../shared/said';
import { placeFiles, placePictures } from './described';
import type { Exported, ExportFormat, FormatWriter, Nameable, Placement, Volume } from './format';
import { jsonl } from './jsonl';
import { named } from './parts';
import { article, document_ } from './pdf-markup';
import { clippingText } from './plain-text';
import type { Beyond } from './source';
import { packed, recordId, surt, textContent, warcDate, type Content, type WarcRecord } from './warc';

/** Clippings in one WARC. Its index is held until it is written and sorted; so no more than this many are. */
const TOGETHER = 2_000;
const FORMAT = 'WARC File Format 1.1';

const webAddress = (address: string | null): string | null => {
	if (address === null || !/^https?:\/\//i.test(address)) return null;
	try {
		return new URL(address).href;
	} catch {
		return null;
	}
};

/** Where an original is from: the address its clipping has; without one, the clipping's own name, which claims nothing. */
export const targetOf = ({ url, uid }: Pick<Clipping, 'url' | 'uid'>): string => webAddress(url) ?? `urn:uuid:${uid}`;

/** A picture's own address, else its name by its digest (RFC 6920). */
export const pictureTarget = ({ address, sha256 }: { address: string | null; sha256: string }): string =>
	webAddress(address) ?? `ni:///sha-256;${Buffer.from(sha256, 'hex').toString('base64url')}`;

const timestamp = (at: number): string => warcDate(at).replace(/[^0-9]/g, '');

/** The records of one clipping: what was received, what was made of it, what is known of it. */
function* recordsOf({ clipping, placement, beyond }: { clipping: Clipping; placement: Placement; beyond: Beyond }, volume: Volume): Generator<WarcRecord> {
	const { id, original, importedAt: date, language, headline } = clipping;
	const target = targetOf(clipping);
	const received = recordId();
	const charset = original.encoding !== null && original.mediaType.startsWith('text/') ? `; charset=${original.encoding}` : '';
	yield { type: 'resource', id: received, target, date, contentType: `${original.mediaType}${charset}`, refersTo: null, fileName: null, content: { sha256: original.sha256, bytes: original.bytes, pieces: late(() => volume.original(id)) } };
	const told = new Set([original.sha256]);
	for (const picture of clipping.pictures) {
		const { sha256, bytes } = picture;
		if (sha256 === null || told.has(sha256)) continue;
		told.add(sha256);
		yield { type: 'resource', id: recordId(), target: pictureTarget({ ...picture, sha256 }), date, contentType: picture.mediaType, refersTo: null, fileName: null, content: { sha256, bytes: bytes ?? 0, pieces: late(() => volume.picture(id, sha256)) } };
	}
	const made = (type: 'conversion' | 'metadata', contentType: string, content: Content): WarcRecord => ({ type, id: recordId(), target, date, contentType, refersTo: received, fileName: null, content });
	const readable = document_(headline, language ?? 'en', article(clipping, (picture) => pictureTarget(picture))).replace('<link rel="stylesheet" href="style.css">', '');
	yield made('conversion', 'text/html; charset=utf-8', textContent(readable));
	yield made('conversion', 'text/plain; charset=utf-8', textContent(clippingText(clipping, beyond.collections)));
	yield made('metadata', 'application/json', textContent(FIELDS.record(clipping, placement, beyond)));
}

const FIELDS = jsonl.begin();

/** Bytes that are opened when they are wanted. */
async function* late(open: () => Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
	const bytes = open();
	if (bytes instanceof Uint8Array) yield bytes;
	else yield* bytes;
}

/** One file of the ZIP, digested as it goes by. */
interface Listed { name: string; path: string; hash: string; bytes: number }

async function* digested(path: string, pieces: AsyncIterable<Uint8Array>, list: Listed[]): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const piece of pieces) {
		hash.update(piece);
		bytes += piece.length;
		yield piece;
	}
	list.push({ name: path.slice(path.lastIndexOf('/') + 1), path, hash: `sha256:${hash.digest('hex')}`, bytes });
}

type Item = ReturnType<Exported['each']> extends Iterable<infer One> ? One : never;

/** A WARC of the next clippings. `index` is filled as it is written. */
async function* warcFile(name: string, items: Iterator<Item>, volume: Volume, now: number, index: string[]): AsyncGenerator<Uint8Array> {
	let offset = 0;
	const written = async function* (record: WarcRecord): AsyncGenerator<Uint8Array> {
		const from = offset;
		for await (const piece of packed(record)) {
			offset += piece.length;
			yield piece;
		}
		// What was received can be asked for by its address; what was made of it is found by what it refers to.
		if (record.type === 'resource' && record.target !== null) {
			index.push(`${surt(record.target)} ${timestamp(record.date)} ${JSON.stringify({ url: record.target, mime: record.contentType.split(';', 1)[0], status: '200', digest: `sha256:${record.content.sha256}`, length: String(offset - from), offset: String(from), filename: name })}`);
		}
	};
	yield* written({ type: 'warcinfo', id: recordId(), target: null, date: now, contentType: 'application/warc-fields', refersTo: null, fileName: name, content: textContent(`software: Cuttings\r\nformat: ${FORMAT}\r\nconformsTo: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\ndescription: Press clippings from an archive, as they were received. Nothing in this file was fetched from a server.\r\n`) });
	for (let count = 0; count < TOGETHER; count++) {
		const next = items.next();
		if (next.done) return;
		for (const record of recordsOf(next.value, volume)) yield* written(record);
	}
}

async function* pageLines(exported: Exported): AsyncGenerator<Uint8Array> {
	yield Buffer.from(`${JSON.stringify({ format: 'json-pages-1.0', id: 'pages', title: 'Clippings', hasText: true })}\n`);
	let count = 0;
	for (const { clipping, beyond } of exported.each()) {
		yield Buffer.from(`${JSON.stringify({ id: clipping.uid, url: targetOf(clipping), ts: warcDate(clipping.importedAt), title: clipping.headline, text: clippingText(clipping, beyond.collections) })}\n`);
		if (++count % 50 === 0) await nextTurn();
	}
}

async function* textPieces(make: () => string): AsyncGenerator<Uint8Array> {
	yield Buffer.from(make(), 'utf8');
}

/** The file in pieces, part after part: entries are stored, because what is in a WARC is packed already and read from its middle. */
async function* bound(exported: Exported, volume: Volume): AsyncGenerator<Uint8Array> {
	const zip = new ZipFile();
	const out = zip.outputStream as Readable;
	const list: Listed[] = [];
	const options = { mtime: new Date(exported.now), forceDosTimestamp: true, compress: false };
	const add = (path: string, make: () => AsyncIterable<Uint8Array>, isListed = true): void => zip.addReadStreamLazy(path, options, (done) => {
		const source = Readable.from(isListed ? digested(path, make(), list) : make());
		source.on('error', (error) => out.destroy(error));
		done(null, source);
	});
	const items = exported.each()[Symbol.iterator]();
	const files = Math.max(1, Math.ceil(exported.clippings / TOGETHER));
	for (let number = 1; number <= files; number++) {
		const stem = `clippings-${String(number).padStart(4, '0')}`;
		let index: string[] = [];
		add(`archive/${stem}.warc.gz`, () => warcFile(`${stem}.warc.gz`, items, volume, exported.now, index));
		add(`indexes/${stem}.cdx`, () => textPieces(() => {
			const lines = index.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
			index = [];
			return lines.map((line) => `${line}\n`).join('');
		}));
	}
	add('pages/pages.jsonl', () => pageLines(exported));
	let described = '';
	add('datapackage.json', () => textPieces(() => {
		described = `${JSON.stringify({ profile: 'data-package', wacz_version: '1.1.1', title: 'Press clippings', created: warcDate(exported.now), software: 'Cuttings', resources: list }, null, '\t')}\n`;
		return described;
	}), false);
	add('datapackage-digest.json', () => textPieces(() => `${JSON.stringify({ path: 'datapackage.json', hash: `sha256:${createHash('sha256').update(described).digest('hex')}` }, null, '\t')}\n`), false);
	zip.end();
	zip.on('error', (error: Error) => out.destroy(error));
	yield* out as AsyncIterable<Uint8Array>;
}

/** For the preview: the text of one clipping, as a conversion holds it. */
class WaczWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		return { ...placeFiles(clipping, 'clippings.wacz'), original: null };
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, _: Placement, { collections }: Beyond): string {
		return clippingText(clipping, collections);
	}
}

export const wacz: ExportFormat = {
	facts: {
		id: 'wacz',
		label: 'WACZ',
		hint: 'a web archive (WARC 1.1), for web archives and ReplayWeb.page',
		extension: 'wacz',
		carries: ['The originals as received', 'Pictures', 'Readable HTML and plain text', 'Every field with where it came from', 'Tags, collections, rights and notes', 'Highlights and their notes', 'The day each was taken in'],
		loses: named([], { what: said('said.lost.responses'), becomes: said('said.becomes.none-invented') }, { what: said('said.lost.colours'), becomes: said('said.becomes.metadata') }, { what: said('said.lost.searches'), becomes: said('said.becomes.out') }),
	},
	losses: [],
	layout: 'together',
	takesOriginals: false,
	volume: { file: 'Clippings.wacz', pieces: bound },
	begin: () => new WaczWriter(),
	beside: () => [],
};
