// Owns the safe unpacking of ZIP files: no path leaves its folder, no entry grows beyond its limits, nested archives are counted. Writes nothing to disk.
import iconv from 'iconv-lite';
import yauzl from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { said, type Said } from '../../shared/said';
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

/** Files in one ZIP that are looked at: its list of them is held. */
export const MOST_ENTRIES = 200_000;
/** What a ZIP of so many bytes may unpack to: more than any archive of clippings, less than a bomb. */
export const mostUnpacked = (packed: number): number => Math.max(2048 * 1024 * 1024, packed * 50);

export const ZIP_LIMITS: Omit<UnpackLimits, 'wanted'> = { total: 2 * 1024 * 1024 * 1024, each: 256 * 1024 * 1024, count: MOST_ENTRIES, ratio: 200 };

/** Bytes begin like a ZIP file (APPNOTE.TXT 4.3.7, 4.3.16). */
export function recogniseZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));
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

/** A file in a ZIP. `size` as its directory claims it, bytes. */
export interface ZipEntry {
	/** "/" between its parts, never absolute and never upwards. */
	name: string;
	size: number;
	/** ms UTC, null when there is no such day. */
	modifiedAt: number | null;
}

/** What of an entry is unpacked: bytes, and bytes for each packed one where it is over 1 MiB. */
export interface EntryLimits {
	each: number;
	ratio: number;
}

/** The contents of a ZIP, read from its directory; entries are unpacked one by one, in any order. */
export class ZipListing {
	/** Folders and what systems leave behind are left out. In the order of the directory. */
	readonly entries: readonly ZipEntry[];
	/** Entries whose path leads out of the archive, by their last part. */
	readonly escaping: readonly string[];
	/** Bytes of the whole file. */
	readonly packed: number;
	readonly #file: ZipFile;
	readonly #raw: ReadonlyMap<ZipEntry, Entry>;

	private constructor(file: ZipFile, raw: ReadonlyMap<ZipEntry, Entry>, escaping: readonly string[]) {
		this.#file = file;
		this.#raw = raw;
		this.entries = [...raw.keys()];
		this.escaping = escaping;
		this.packed = file.fileSize;
	}

	/** Reads the directory of a ZIP on the disk, or in memory. @throws Refusal 'damaged', 'too-large' (more than `count` entries) */
	static async open(from: string | Uint8Array, count: number): Promise<ZipListing> {
		const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: false };
		const file = await (typeof from === 'string' ? yauzl.openPromise(from, options) : yauzl.fromBufferPromise(Buffer.from(from.buffer, from.byteOffset, from.byteLength), options))
			.catch((cause: unknown) => { throw new Refusal('damaged', said('said.read.zip'), { cause }); });
		const raw = new Map<ZipEntry, Entry>();
		const escaping: string[] = [];
		let seen = 0;
		try {
			for await (const entry of file.eachEntry()) {
				if (++seen > count) throw new Refusal('too-large', said('said.read.zip-many', { limit: count }));
				const name = nameOf(entry);
				if (name.endsWith('/')) continue;
				if (name.startsWith('/') || /^[a-z]:/i.test(name) || name.split('/').includes('..')) escaping.push(plainName(name));
				else if (!LITTER.test(name)) {
					const at = entry.getLastModDate().getTime();
					raw.set({ name, size: entry.uncompressedSize, modifiedAt: Number.isFinite(at) ? at : null }, entry);
				}
			}
		} catch (error) {
			file.close();
			throw error instanceof Refusal ? error : new Refusal('damaged', said('said.read.zip-list'), { cause: error });
		}
		return new ZipListing(file, raw, escaping);
	}

	/** The bytes of an entry. @throws Refusal 'encrypted', 'too-large', 'damaged' */
	async unpack(entry: ZipEntry, limits: EntryLimits): Promise<Uint8Array> {
		const chunks: Uint8Array[] = [];
		for await (const chunk of this.stream(entry, limits)) chunks.push(chunk);
		return Buffer.concat(chunks);
	}

	/** The same in pieces, for what is too large to be held. What the pieces throw comes as late as it is known. */
	async *stream(entry: ZipEntry, limits: EntryLimits): AsyncGenerator<Uint8Array> {
		const raw = this.#raw.get(entry) as Entry;
		if (raw.isEncrypted()) throw new Refusal('encrypted', said('said.read.encrypted'));
		const claimed = entry.size;
		if (claimed > limits.each || (claimed > MIB && claimed > raw.compressedSize * limits.ratio)) throw new Refusal('too-large', said('said.read.unpacks', { size: Math.round(claimed / MIB) }));
		const most = Math.min(limits.each, Math.max(claimed, 1));
		try {
			let size = 0;
			for await (const chunk of await this.#file.openReadStreamPromise(raw)) {
				size += (chunk as Buffer).length;
				// The size in the directory may lie: what comes out is what counts.
				if (size > most) throw new Refusal('too-large', said('said.read.unpacked', { size: Math.round(most / MIB) }));
				yield chunk as Buffer;
			}
		} catch (error) {
			throw error instanceof Refusal ? error : new Refusal('damaged', said('said.read.damaged'), { cause: error });
		}
	}

	close(): void {
		this.#file.close();
	}
}

const MIB = 1024 * 1024;
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/i;

/**
 * Walks the entries one by one; `take` gets each wanted one and may answer a promise to wait for.
 * Unsafe names and entries that cannot be unpacked are passed to `skipped` with the reason.
 * @throws Refusal 'damaged', 'too-large'
 */
export async function eachEntry(bytes: Uint8Array, limits: UnpackLimits, take: (entry: UnpackedEntry) => void | Promise<void>, skipped: (name: string, why: Said) => void = () => {}): Promise<void> {
	const listing = await ZipListing.open(bytes, limits.count);
	try {
		for (const name of listing.escaping) skipped(name, said('said.read.escapes'));
		let total = 0;
		for (const entry of listing.entries) {
			if (!limits.wanted(entry.name)) continue;
			total += entry.size;
			if (total > limits.total) throw new Refusal('too-large', said('said.read.zip-total', { size: Math.round(limits.total / MIB) }));
			let content: Uint8Array;
			try { content = await listing.unpack(entry, limits); } catch (error) {
				if (!(error instanceof Refusal) || error.reason === 'too-large') throw error;
				skipped(entry.name, error.why);
				continue;
			}
			await take({ name: entry.name, bytes: content, modifiedAt: entry.modifiedAt });
		}
	} finally {
		listing.close();
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
export async function readZip(bytes: Uint8Array): Promise<{ parts: Part[]; left: { name: string; why: Said }[] }> {
	const parts: Part[] = [];
	const left: { name: string; why: Said }[] = [];
	await eachEntry(bytes, { ...ZIP_LIMITS, wanted: () => true }, (entry) => { parts.push({ name: entry.name, mediaType: '', bytes: entry.bytes }); }, (name, why) => { if (left.length < 100) left.push({ name, why }); });
	if (parts.length === 0 && left.length === 0) throw new Refusal('empty', said('said.read.zip-empty'));
	return { parts, left };
}
