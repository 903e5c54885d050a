// Owns the opening of what holds sources one by one: ZIP files and files of records. One entry is in memory at a time; nothing is unpacked onto the disk. Must not read the entries.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { said } from '../../shared/said';
import { sha256 } from '../files/hash';
import { Refusal } from '../formats/reading-of';
import { MOST_ENTRIES, mostUnpacked, ZipListing } from '../formats/zip';
import type { ZipEntry } from '../formats/zip';
import type { Beside } from './beside';
import { ARCHIVE_FILE, CRATE_FILE, EXPORT_FILE, isFolderOf, isOfExport, isPageName, PAYLOAD_FOLDER } from './beside';
import type { Item, ItemBytes } from './desk';
import type { Found, KnownBag } from './expand';
import type { ContainerKind } from './kinds';
import { isLitter, Listing } from './listing';
import { refusedBy } from './read-source';
import { ESCAPES, NOTHING_INSIDE, tooMuchInside, unreadable } from './words';

const MIB = 1024 * 1024;
const ENTRY = { each: 256 * MIB, ratio: 200 };
/** What may come along with one page. */
const BESIDE_PAGE = 64 * MIB;
/** And with one record: an original of any kind, and the pictures. */
const BESIDE_RECORD = 512 * MIB;
/** A record longer than this is no clipping. */
const LONGEST_LINE = 64 * MIB;
const PIECE = 256 * 1024;

/** A container: `name` is what people call it, `bags` are those that are known to be in it, by the folder they stand in ("" or "Papers/"). */
export interface Container { item: Item; name: string; place: Found['place']; bags: Readonly<Record<string, KnownBag>> }

/** The sources in a container, in natural order of their names, those of a file of records in its own. */
export async function* inside({ item, name, place, bags }: Container, kind: ContainerKind, signal: AbortSignal): AsyncGenerator<Found> {
	try {
		const from = { name: item.name, sha256: await hashOf(item, signal) };
		const found = kind === 'zip' ? entriesOf(item, bags, signal) : linesOf(item, signal);
		let isEmpty = true;
		for await (const one of found) {
			isEmpty = false;
			yield { from, ...one, name: name + one.name, place };
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
			if (lastOf(name) === EXPORT_FILE) this.#exports.add(folder);
			if (!isPageName(name)) continue;
			const pages = this.#pages.get(folder);
			if (pages) pages.push(name);
			else this.#pages.set(folder, [name]);
		}
	}

	/** Whether the entry is no source of its own. */
	take(entry: ZipEntry): boolean {
		if (this.#exports.has(folderOf(entry.name)) && (lastOf(entry.name) === ARCHIVE_FILE || lastOf(entry.name) === CRATE_FILE)) return true;
		const parts = entry.name.split('/');
		let folder = '';
		for (const part of parts.slice(0, -1)) {
			if (this.#exports.has(folder) && isOfExport(part)) {
				this.#byName.set(entry.name, entry);
				return true;
			}
			const page = this.#pages.get(folder)?.find((name) => isFolderOf(part, lastOf(name)));
			if (page !== undefined) {
				const own = this.#ofPage.get(page);
				if (own) own.push(entry);
				else this.#ofPage.set(page, [entry]);
				return true;
			}
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

/** Bytes that may still be unpacked of a ZIP. */
class Budget {
	readonly most: number;
	#left: number;

	constructor(packed: number) {
		this.most = this.#left = mostUnpacked(packed);
	}

	/** Whether so many more may be. */
	spend(bytes: number): boolean {
		return (this.#left -= bytes) >= 0;
	}
}

/** The bag an entry stands in. */
function bagOf(bags: Readonly<Record<string, KnownBag>>, name: string): { folder: string; known: KnownBag } | null {
	for (const folder of ['', `${name.split('/', 1)[0]}/`]) {
		const known = bags[folder];
		if (known && name.startsWith(folder)) return { folder, known };
	}
	return null;
}

/** Whether an entry may be a source, or belong to one: litter is none, and of a bag only what is payload and as the bag says. */
function isMeant({ name }: ZipEntry, bags: Readonly<Record<string, KnownBag>>): boolean {
	if (name.split('/').slice(0, -1).some((folder) => isLitter(folder, 'folder')) || isLitter(lastOf(name), 'file')) return false;
	const bag = bagOf(bags, name);
	const inBag = bag && name.slice(bag.folder.length);
	return inBag === null || (inBag.startsWith(`${PAYLOAD_FOLDER}/`) && !(inBag in bag!.known.without));
}

async function* entriesOf(item: Item, bags: Readonly<Record<string, KnownBag>>, signal: AbortSignal): AsyncGenerator<Found> {
	const zip = await ZipListing.open('bytes' in item ? item.bytes : pathOf(item.path), MOST_ENTRIES);
	try {
		if (Object.keys(bags).length === 0) for (const name of zip.escaping) yield { name: `/${name}`, refused: ESCAPES };
		const meant = zip.entries.filter((entry) => isMeant(entry, bags));
		const belongings = new Belongings(meant);
		const sources = new Map<string, ZipEntry[]>();
		for (const [at, entry] of meant.entries()) {
			if (at % 1000 === 999) await turn();
			if (!belongings.take(entry)) sources.set(entry.name, [...(sources.get(entry.name) ?? []), entry]);
		}
		const order = await Listing.ofNames([...sources.keys()]);
		const budget = new Budget(zip.packed);
		for (let next = order.next(); next; next = order.next()) for (const entry of sources.get(next.name) as ZipEntry[]) {
			signal.throwIfAborted();
			const name = `/${entry.name}`;
			if (!budget.spend(entry.size)) {
				yield { name, refused: tooMuchInside(budget.most) };
				return;
			}
			try {
				for await (const one of entryOf(zip, entry, belongings, budget, signal)) {
					const bag = lastOf(entry.name) === EXPORT_FILE ? null : bagOf(bags, entry.name);
					yield { ...one, name: name + one.name, ...(bag ? { from: bag.known.from } : {}) };
				}
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				yield { name, refused: refusedBy(error) };
			}
		}
		// Each file that is not as its bag says is named, also what is not there to be found.
		for (const [folder, { without }] of Object.entries(bags)) for (const [file, refused] of Object.entries(without)) yield { name: `/${folder}${file}`, refused };
	} finally {
		zip.close();
	}
}

/** An entry as a source, with what belongs to it; records of an export as one each, without holding them all. */
async function* entryOf(zip: ZipListing, entry: ZipEntry, belongings: Belongings, budget: Budget, signal: AbortSignal): AsyncGenerator<Found> {
	const folder = folderOf(entry.name);
	if (lastOf(entry.name) !== EXPORT_FILE) {
		const bytes = await zip.unpack(entry, ENTRY);
		return yield { name: '', item: { bytes, name: lastOf(entry.name), modifiedAt: entry.modifiedAt, beside: await besideOf(zip, folder, belongings.ofPage(entry.name), BESIDE_PAGE, budget) } };
	}
	for await (const one of linesIn(zip.stream(entry, { ...ENTRY, each: budget.most }))) {
		signal.throwIfAborted();
		if ('refused' in one) yield one;
		else yield { ...one, item: { ...one.item, beside: await besideOf(zip, folder, filesOf(one.item.bytes).flatMap((file) => belongings.named(folder + file) ?? []), BESIDE_RECORD, budget) } };
	}
}

/** Entries that come along, by their path from the folder of what they belong to; those that cannot be unpacked stay away. */
async function besideOf(zip: ZipListing, folder: string, entries: readonly ZipEntry[], most: number, budget: Budget): Promise<Beside[]> {
	const beside: Beside[] = [];
	let room = most;
	for (const entry of new Set(entries)) {
		if (entry.size > room || !budget.spend(entry.size)) continue;
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
	for await (const one of linesIn(createReadStream(pathOf(item.path), { highWaterMark: PIECE, signal }))) yield 'refused' in one ? one : { ...one, item: { ...one.item, ...folder } };
}

/** The records in the pieces of a file, one a line. */
async function* linesIn(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<{ name: string; item: ItemBytes } | Extract<Found, { refused: unknown }>> {
	let waiting: Uint8Array[] = [];
	let size = 0;
	let line = 1;
	const take = () => {
		const bytes = trimmed(Buffer.concat(waiting));
		const length = size;
		waiting = [];
		size = 0;
		const one = record(new Uint8Array(bytes), line++);
		if (length > LONGEST_LINE) return { name: ` ${one.name}`, refused: refusedBy(new Refusal('too-large', said('said.import.record-large', { size: LONGEST_LINE / MIB }))) };
		return bytes.length > 0 ? { name: ` ${one.name}`, item: one } : null;
	};
	for await (const piece of pieces) {
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
