// Owns single WARC 1.1 records: their headers, their bytes, each its own gzip member. Must not know what is exported.
// Written here rather than by a library, because those hold a record whole to digest it: here the digest is known before and the bytes stream through.
import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';

export interface WarcRecord {
	type: 'warcinfo' | 'resource' | 'conversion' | 'metadata';
	/** "urn:uuid:…" */
	id: string;
	target: string | null;
	/** Milliseconds UTC. */
	date: number;
	contentType: string;
	/** Of the record this one was made from or speaks of. */
	refersTo: string | null;
	fileName: string | null;
	content: Content;
}

/** What a record holds, with what its headers say of it: SHA-256 in hexadecimal and the number of bytes. */
export interface Content { sha256: string; bytes: number; pieces: Uint8Array | AsyncIterable<Uint8Array> }

export const recordId = (): string => `urn:uuid:${randomUUID()}`;

export function textContent(text: string): Content {
	const pieces = Buffer.from(text, 'utf8');
	return { sha256: createHash('sha256').update(pieces).digest('hex'), bytes: pieces.length, pieces };
}

/** A moment as WARC has it: UTC, to the second, for nothing here is known better. */
export const warcDate = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The value of a header: on one line, and no address of it ends the line early. */
const oneLine = (value: string): string => value.replace(/[\s\p{Cc}]+/gu, ' ').trim();

function headers({ type, id, target, date, contentType, refersTo, fileName, content }: WarcRecord): string {
	const lines = [
		['WARC-Type', type], ['WARC-Record-ID', `<${id}>`], ['WARC-Date', warcDate(date)], ['WARC-Target-URI', target], ['WARC-Refers-To', refersTo && `<${refersTo}>`], ['WARC-Filename', fileName],
		['Content-Type', contentType], ['WARC-Block-Digest', `sha256:${content.sha256}`], ['WARC-Payload-Digest', type === 'warcinfo' ? null : `sha256:${content.sha256}`], ['Content-Length', String(content.bytes)],
	] as const;
	return `WARC/1.1\r\n${lines.filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${oneLine(value!)}\r\n`).join('')}\r\n`;
}

async function* plain(record: WarcRecord): AsyncGenerator<Uint8Array> {
	yield Buffer.from(headers(record), 'utf8');
	let told = 0;
	// A piece may be used again once the next is asked for, and what packs it may be behind.
	for await (const piece of record.content.pieces instanceof Uint8Array ? [record.content.pieces] : record.content.pieces) {
		told += piece.length;
		yield Uint8Array.from(piece);
	}
	if (told !== record.content.bytes) throw new Error(`A record of ${record.content.bytes} bytes came with ${told}.`);
	yield Buffer.from('\r\n\r\n', 'latin1');
}

/** The record as it stands in a .warc.gz. */
export async function* packed(record: WarcRecord): AsyncGenerator<Uint8Array> {
	const source = Readable.from(plain(record));
	const gzip = createGzip();
	source.on('error', (error) => gzip.destroy(error));
	try {
		yield* source.pipe(gzip) as AsyncIterable<Uint8Array>;
	} finally {
		source.destroy();
		gzip.destroy();
	}
}

/** An address as indexes sort it: "com,example)/path"; anything but a web address stands as it is. */
export function surt(address: string): string {
	const [, rest] = /^https?:\/\/(?:www\d*\.)?(.*)$/i.exec(address) ?? [];
	if (rest === undefined) return address;
	const url = new URL(`https://${rest}`);
	const host = url.hostname.split('.').reverse().join(',');
	const asked = [...new URLSearchParams(url.search)].length === 0 ? '' : `?${url.search.slice(1).split('&').sort().join('&')}`;
	return `${host}${url.port ? `:${url.port}` : ''})${url.pathname}${asked}`.toLowerCase();
}
