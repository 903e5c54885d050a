// Owns the opening of what holds sources one by one: ZIP files and files of records. One entry is in memory at a time; nothing is unpacked onto the disk. Must not read the entries.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { sha256 } from '../files/hash';
import { Refusal } from '../formats/reading-of';
import { ZipListing } from '../formats/zip';
import type { ZipEntry } from '../formats/zip';
import type { Beside } from './beside';
import { EXPORT_FILE, isFolderOf, isOfExport, isPageName } from './beside';
import type { Item, ItemBytes } from './desk';
import type { Found } from './expand';
import type { ContainerKind } from './kinds';
import { isLitter, Listing } from './listing';
import { refusedBy } from './read-source';
import { ESCAPES, NOTHING_INSIDE, tooMuchInside, unreadable } from './words';

const MIB = 1024 * 1024;
const ENTRIES = 200_000;
const ENTRY = { each: 256 * MIB, ratio: 200 };
/** What a ZIP may unpack to: more than any archive of clippings, less than a bomb. Bytes, and bytes for each packed one. */
const UNPACKED = { least: 2048 * MIB, ratio: 50 };
/** What may come along with one page, or one record. */
const BESIDE = 64 * MIB;
/** A record longer than this is no clipping. */
const LONGEST_LINE = 64 * MIB;
const PIECE = 256 * 1024;

/** The sources in a container, in natural order of their names, those of a file of records in its own. `name` is the container's, for people. */
export async function* inside(item: Item, kind: ContainerKind, name: string, place: Found['place'], signal: AbortSignal): AsyncGenerator<Found> {
	try {
		const from = { name: item.name, sha256: await hashOf(item, signal) };
		const found = kind === 'zip' ? entriesOf(item, signal) : linesOf(item, signal);
		let isEmpty = true;
		for await (const one of found) {
			isEmpty = false;
			yield { ...one, name: name + one.name, place, from };
		}
		if (isEmpty) yield { name, place, refused: NOTHING_INSIDE };
	} catch (error) {
		signal.throwIfAborted();
		yield { name, place, refused: error instanceof Refusal ? refusedBy(error) : unreadable(error) };
	}
}

const pathOf = (path: string | Uint8Array): string => (typeof path === 'string' ? path : Buffer.from(path) as unknown as string);

async function hashOf(item: Item, signal: AbortSignal): Promise<string> {
	if ('bytes' in item) return sha256(item.bytes);
	const hash = createHash('sha256');
	for await (const piece of createReadStream(pathOf(item.path), { highWaterMark: PIECE, signal })) hash.update(piece as Buffer);
	return hash.digest('hex');
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The entries of a ZIP that belong to others: to a page by its own folder, to the records of an export. */
class Belongings {
	readonly #pages = new Map<string, string[]>();
	readonly #exports = new Set<string>();
	readonly #ofPage = new Map<string, ZipEntry[]>();
	readonly #byName = new Map<string, ZipEntry>();

	constructor(entries: readonly ZipEntry[]) {
		for (const { name } of entries) {
			const folder = folderOf(name);
			if (isPageName(name)) this.#pages.set(folder, [...(this.#pages.get(folder) ?? []), name]);
			if (lastOf(name) === EXPORT_FILE) this.#exports.add(folder);
		}
	}

	/** Whether the entry is no source of its own. */
	take(entry: ZipEntry): boolean {
		const parts = entry.name.split('/');
		let folder = '';
		for (const part of parts.slice(0, -1)) {
			const page = this.#pages.get(folder)?.find((name) => isFolderOf(part, lastOf(name)));
			if (page !== undefined) this.#ofPage.set(page, [...(this.#ofPage.get(page) ?? []), entry]);
			const isExported = this.#exports.has(folder) && isOfExport(part);
			if (isExported) this.#byName.set(entry.name, entry);
			if (page !== undefined || isExported) return true;
			folder += `${part}/`;
		}
		return false;
	}

	ofPage(page: string): readonly ZipEntry[] {
		return this.#ofPage.get(page) ?? [];
	}

	named(name: string): ZipEntry | undefined {
		return this.#byName.get(name);
	}
}

async function* entriesOf(item: Item, signal: AbortSignal): AsyncGenerator<Found> {
	const zip = await ZipListing.open('bytes' in item ? item.bytes : pathOf(item.path), ENTRIES);
	try {
		for (const name of zip.escaping) yield { name: `/${name}`, refused: ESCAPES };
		const belongings = new Belongings(zip.entries);
		const sources = new Map<string, ZipEntry[]>();
		for (const [at, entry] of zip.entries.entries()) {
			if (at % 1000 === 999) await turn();
			const folders = entry.name.split('/').slice(0, -1);
			if (folders.some((folder) => isLitter(folder, 'folder')) || isLitter(lastOf(entry.name), 'file') || belongings.take(entry)) continue;
			sources.set(entry.name, [...(sources.get(entry.name) ?? []), entry]);
		}
		const order = await Listing.ofNames([...sources.keys()]);
		const most = Math.max(UNPACKED.least, zip.packed * UNPACKED.ratio);
		let unpacked = 0;
		for (let next = order.next(); next; next = order.next()) for (const entry of sources.get(next.name) as ZipEntry[]) {
			signal.throwIfAborted();
			const name = `/${entry.name}`;
			if ((unpacked += entry.size) > most) {
				yield { name, refused: tooMuchInside(most) };
				return;
			}
			try {
				const bytes = await zip.unpack(entry, ENTRY);
				const one: ItemBytes = { bytes, name: lastOf(entry.name), modifiedAt: entry.modifiedAt };
				if (lastOf(entry.name) !== EXPORT_FILE) yield { name, item: { ...one, beside: await besideOf(zip, folderOf(entry.name), belongings.ofPage(entry.name)) } };
				else for (const record of records(bytes)) yield { name: `${name} ${record.name}`, item: { ...record, beside: await besideOf(zip, folderOf(entry.name), filesOf(record.bytes).flatMap((file) => belongings.named(folderOf(entry.name) + file) ?? [])) } };
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				yield { name, refused: refusedBy(error) };
			}
		}
	} finally {
		zip.close();
	}
}

/** Entries that come along, by their path from the folder of what they belong to; those that cannot be unpacked stay away. */
async function besideOf(zip: ZipListing, folder: string, entries: readonly ZipEntry[]): Promise<Beside[]> {
	const beside: Beside[] = [];
	let room = BESIDE;
	for (const entry of entries) {
		if (entry.size > room) continue;
		try {
			const bytes = await zip.unpack(entry, ENTRY);
			room -= bytes.length;
			beside.push({ name: entry.name.slice(folder.length), bytes });
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
		}
	}
	return beside;
}

/** The files a record of an export names. */
function filesOf(line: Uint8Array): string[] {
	try {
		const { original, pictures } = JSON.parse(Buffer.from(line).toString('utf8')) as { original?: { file?: unknown }; pictures?: { file?: unknown }[] };
		return [original, ...(Array.isArray(pictures) ? pictures : [])].flatMap((one) => (typeof one?.file === 'string' ? [one.file] : []));
	} catch {
		// A line that is no JSON is refused by its reader.
		return [];
	}
}

/** One record, named by its line for people and for lack of a name of its own. */
const record = (bytes: Uint8Array, line: number): ItemBytes => ({ bytes, name: `line ${line}`, as: 'record' });

const NEWLINE = 0x0a;
const BLANK = new Set([0x20, 0x09, 0x0d]);
const BOM = [0xef, 0xbb, 0xbf] as const;

/** A line without the blanks around it; empty when there is nothing else. */
function trimmed(line: Uint8Array): Uint8Array {
	let from = BOM.every((byte, i) => line[i] === byte) ? BOM.length : 0;
	let to = line.length;
	while (from < to && BLANK.has(line[from] as number)) from++;
	while (to > from && BLANK.has(line[to - 1] as number)) to--;
	return line.subarray(from, to);
}

function* records(bytes: Uint8Array): Generator<ItemBytes> {
	let line = 0;
	for (let from = 0; from < bytes.length; ) {
		const found = bytes.indexOf(NEWLINE, from);
		const end = found < 0 ? bytes.length : found;
		const one = trimmed(bytes.subarray(from, end));
		line++;
		from = end + 1;
		if (one.length > 0) yield record(new Uint8Array(one), line);
	}
}

async function* linesOf(item: Item, signal: AbortSignal): AsyncGenerator<Found> {
	if ('bytes' in item) {
		for (const one of records(item.bytes)) yield { name: ` ${one.name}`, item: one };
		return;
	}
	const folder = typeof item.path === 'string' ? { folder: dirname(item.path) } : {};
	let waiting: Uint8Array[] = [];
	let size = 0;
	let line = 1;
	const take = (): Found | null => {
		const bytes = trimmed(Buffer.concat(waiting));
		const length = size;
		waiting = [];
		size = 0;
		const one = record(new Uint8Array(bytes), line++);
		if (length > LONGEST_LINE) return { name: ` ${one.name}`, refused: refusedBy(new Refusal('too-large', `This record has more than ${LONGEST_LINE / MIB} MB, which no clipping needs.`)) };
		return bytes.length > 0 ? { name: ` ${one.name}`, item: { ...one, ...folder } } : null;
	};
	for await (const read of createReadStream(pathOf(item.path), { highWaterMark: PIECE, signal })) {
		const piece = read as Buffer;
		let from = 0;
		for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
			size += end - from;
			if (size <= LONGEST_LINE) waiting.push(piece.subarray(from, end));
			const found = take();
			if (found) yield found;
			from = end + 1;
		}
		size += piece.length - from;
		if (size <= LONGEST_LINE) waiting.push(piece.subarray(from));
		else waiting = [];
	}
	const last = size > 0 ? take() : null;
	if (last) yield last;
}
