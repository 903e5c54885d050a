// Owns the safe unpacking of ZIP files: no path leaves its folder, no entry grows beyond its limits, nested archives are counted. Writes nothing to disk.
import iconv from 'iconv-lite';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { Refusal, plainName } from './reading-of';
import type { Part } from './reading-of';

export interface UnpackLimits {
	/** Names that are unpacked; the others are only counted. */
	wanted: (name: string) => boolean;
	/** Bytes unpacked in all, and of one entry. */
	total: number;
	each: number;
	/** Entries. */
	count: number;
	/** Unpacked size over packed size, where it is over 1 MiB. */
	ratio: number;
}

export interface UnpackedEntry {
	/** Path inside the archive, "/" between its parts, never absolute and never upwards. */
	name: string;
	bytes: Uint8Array;
	modifiedAt: number | null;
}

export const ZIP_LIMITS: Omit<UnpackLimits, 'wanted'> = { total: 2 * 1024 * 1024 * 1024, each: 256 * 1024 * 1024, count: 200_000, ratio: 200 };

/** Bytes begin like a ZIP file (APPNOTE.TXT 4.3.7, 4.3.16). */
export function recogniseZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
}

function open(bytes: Uint8Array): Promise<ZipFile> {
	return new Promise((resolve, reject) => {
		yauzl.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true, decodeStrings: false }, (error, file) => {
			if (error || !file) reject(new Refusal('damaged', 'This ZIP file cannot be opened.', { cause: error })); else resolve(file);
		});
	});
}

const UTF8_NAMES = 0x800;
/** Names are given as bytes, so that one bad name does not end the whole archive: UTF-8 where flagged or where it can be nothing else, else IBM code page 437 (APPNOTE.TXT, appendix D). */
function nameOf(entry: Entry): string {
	const raw = entry.fileName as unknown as Buffer;
	let name: string;
	if (entry.generalPurposeBitFlag & UTF8_NAMES) name = raw.toString('utf8');
	else try { name = new TextDecoder('utf-8', { fatal: true }).decode(raw); } catch { name = iconv.decode(raw, 'cp437'); }
	return name.replace(/\\/g, '/').replace(/\u0000.*$/s, '').normalize('NFC');
}

function unpack(file: ZipFile, entry: Entry, limit: number): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		file.openReadStream(entry, (error, stream) => {
			if (error || !stream) { reject(error ?? new Error('no stream')); return; }
			const chunks: Buffer[] = [];
			let size = 0;
			stream.on('data', (chunk: Buffer) => {
				size += chunk.length;
				// The size in the directory may lie: what comes out is what counts.
				if (size > limit) { stream.destroy(new Refusal('too-large', `An entry of the ZIP file unpacks to more than ${Math.round(limit / 1_048_576)} MB.`)); return; }
				chunks.push(chunk);
			});
			stream.on('error', reject);
			stream.on('end', () => resolve(Buffer.concat(chunks)));
		});
	});
}

/**
 * Walks the entries one by one; `take` gets each wanted one and may answer a promise to wait for.
 * Unsafe names, folders and encrypted entries are passed to `skipped` with a sentence.
 * @throws Refusal 'damaged', 'too-large'
 */
export async function eachEntry(bytes: Uint8Array, limits: UnpackLimits, take: (entry: UnpackedEntry) => void | Promise<void>, skipped: (name: string, why: string) => void = () => {}): Promise<void> {
	const file = await open(bytes);
	let count = 0;
	let total = 0;
	try {
		await new Promise<void>((resolve, reject) => {
			const next = async (entry: Entry): Promise<void> => {
				if (++count > limits.count) throw new Refusal('too-large', `The ZIP file holds more than ${limits.count} entries.`);
				const name = nameOf(entry);
				if (name.endsWith('/')) return;
				if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) { skipped(plainName(name), 'Its path leads out of the archive.'); return; }
				if (/(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/i.test(name) || !limits.wanted(name)) return;
				if (entry.isEncrypted()) { skipped(name, 'It is encrypted.'); return; }
				const claimed = entry.uncompressedSize;
				if (claimed > limits.each || (claimed > 1_048_576 && claimed > entry.compressedSize * limits.ratio)) throw new Refusal('too-large', `An entry of the ZIP file would unpack to ${Math.round(claimed / 1_048_576)} MB, which no clipping needs.`);
				total += claimed;
				if (total > limits.total) throw new Refusal('too-large', `The ZIP file unpacks to more than ${Math.round(limits.total / 1_048_576)} MB.`);
				let content: Uint8Array;
				try { content = await unpack(file, entry, Math.min(limits.each, Math.max(claimed, 1))); } catch (error) {
					if (error instanceof Refusal) throw error;
					skipped(name, 'It is damaged.');
					return;
				}
				const at = entry.getLastModDate().getTime();
				await take({ name, bytes: content, modifiedAt: Number.isFinite(at) ? at : null });
			};
			file.on('entry', (entry: Entry) => { next(entry).then(() => file.readEntry(), reject); });
			file.on('end', resolve);
			file.on('error', (error: Error) => reject(error instanceof Refusal ? error : new Refusal('damaged', 'The list of contents of this ZIP file is damaged or leads outside it.', { cause: error })));
			file.readEntry();
		});
	} finally {
		file.close();
	}
}

/** The wanted entries, all at once: for small archives such as documents. */
export async function readEntries(bytes: Uint8Array, limits: UnpackLimits): Promise<UnpackedEntry[]> {
	const out: UnpackedEntry[] = [];
	await eachEntry(bytes, limits, (entry) => { out.push(entry); });
	return out;
}

/** Archives inside archives are opened this deep. */
export const DEEPEST_ARCHIVE = 3;

/**
 * The contents of a ZIP file as parts to be imported one by one. For large archives call eachEntry, which holds one at a time.
 * @throws Refusal 'empty' when nothing in it can be taken; 'damaged', 'too-large'
 */
export async function readZip(bytes: Uint8Array): Promise<{ parts: Part[]; remarks: string[] }> {
	const parts: Part[] = [];
	const remarks: string[] = [];
	await eachEntry(bytes, { ...ZIP_LIMITS, wanted: () => true }, (entry) => { parts.push({ name: entry.name, mediaType: '', bytes: entry.bytes }); }, (name, why) => { if (remarks.length < 100) remarks.push(`${name}: ${why}`); });
	if (parts.length === 0 && remarks.length === 0) throw new Refusal('empty', 'There is nothing in this ZIP file.');
	return { parts, remarks };
}
