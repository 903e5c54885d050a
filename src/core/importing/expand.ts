// Owns the way from what somebody gave (files, folders, pasted text) to single sources, one at a time. Opens folders only; never reads a file.
import { lstat, open, realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { recogniseRecords } from '../formats/recognise-records';
import { DATABASE_FILE } from '../layout';
import { ARCHIVE_FILE, BAG_FILE, CRATE_FILE, EXPORT_FILE, isFolderOf, isOfExport, isPageName, PAYLOAD_FOLDER } from './beside';
import type { Item } from './desk';
import { isLitter, joined, Listing, typeOf } from './listing';
import type { Entry, Path } from './listing';
import { LINK_OUTSIDE, LITTER, LOOP, notAFile, OTHER_ARCHIVE, OWN_ARCHIVE, SEEN_ELSEWHERE, unreadable } from './words';
import type { Refused } from './words';

/** What is given to import: a file or folder (`name`: what it is called towards people, its last name unless given; `bags`: those known to be there, by their folders, in a ZIP by the folder inside it), text with the name it is to be kept under, or markup with the address of its page. */
export type Source = { path: string; name?: string; bags?: Readonly<Record<string, KnownBag>> } | { text: string; name: string } | { html: string; url: string | null; name: string } | { bytes: Uint8Array; name: string };

/** Where a source comes from that is not kept itself: a ZIP, a file of records, a bag with what that says of itself. */
export interface Whence { name: string; sha256: string; bag?: Record<string, string> }

/** What is known of a bag before it is opened. `without` says why, by path in the bag, of each file that is not as the bag says. */
export interface KnownBag { without: Readonly<Record<string, Refused>>; from: Whence }

/** One source found: to be read, or refused without being read. `name` is for people: the path from what was given on. `place` is where it can be found again; a text that was handed over has none. `from` is the file it came out of, when that is not kept itself. */
export type Found = ({ name: string; item: Item; bags?: Readonly<Record<string, KnownBag>> } | { name: string; refused: Refused }) & { place?: Path | undefined; from?: Whence | undefined };

/** The archive that imports, as a place on the disk. */
export interface Home {
	realPath: string;
	identity: string;
}

/** A folder being looked through. `root` is the resolved path of the folder given, for links. */
interface Level {
	path: Path;
	name: string;
	identity: string;
	listing: Listing;
	/** Records of ours lie in it, with folders of their originals and pictures. */
	isExport: boolean;
	/** It is a bag (BagIt, RFC 8493): only its payload is for keeping. */
	isBag: boolean;
	/** The bag it lies in. */
	bag: { known: KnownBag; path: string } | null;
}

const identity = (stats: { dev: bigint; ino: bigint }): string => `${stats.dev}:${stats.ino}`;
const isInside = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

export async function homeOf(dir: string): Promise<Home> {
	return { realPath: await realpath(dir), identity: identity(await stat(dir, { bigint: true })) };
}

/** Whether a file begins with a record of our own export. */
async function holdsOurRecords(path: Path): Promise<boolean> {
	const file = await open(path, 'r').catch(() => null);
	try {
		const { buffer, bytesRead } = (await file?.read(Buffer.alloc(4096), 0, 4096, 0)) ?? { buffer: Buffer.alloc(0), bytesRead: 0 };
		return recogniseRecords(buffer.subarray(0, bytesRead)) === 'cuttings';
	} catch {
		return false;
	} finally {
		await file?.close();
	}
}

/** Whether a bag says that this is not what it was. */
const isFlawed = (bag: Level['bag'], path: Path): boolean =>
	bag !== null && typeof path === 'string' && path.slice(bag.path.length + 1).replaceAll('\\', '/') in bag.known.without;

/** Looks through one folder given, depth first, in natural order. */
class Walk {
	readonly #levels: Level[] = [];
	readonly #home: Home;
	readonly #bags: ReadonlyMap<string, KnownBag>;
	#root = '';

	constructor(home: Home, bags: ReadonlyMap<string, KnownBag>) {
		this.#home = home;
		this.#bags = bags;
	}

	/** Goes into a folder; answers why not, when it cannot or must not. */
	async enter(path: Path, name: string): Promise<Refused | null> {
		try {
			const here = identity(await stat(path, { bigint: true }));
			if (here === this.#home.identity) return OWN_ARCHIVE;
			// Not only links make loops: a folder can be mounted inside itself.
			if (this.#levels.some((level) => level.identity === here)) return LOOP;
			const listing = await Listing.of(path, [DATABASE_FILE, EXPORT_FILE, BAG_FILE, PAYLOAD_FOLDER], isPageName);
			if (listing.has(DATABASE_FILE)) return OTHER_ARCHIVE;
			if (this.#levels.length === 0) this.#root = await realpath(path as string);
			const isBag = listing.has(BAG_FILE) && listing.has(PAYLOAD_FOLDER);
			const known = isBag && typeof path === 'string' ? this.#bags.get(path) : undefined;
			const bag = known ? { known, path: path as string } : (this.#levels.at(-1)?.bag ?? null);
			const isExport = listing.has(EXPORT_FILE) && !isFlawed(bag, joined(path, EXPORT_FILE)) && (await holdsOurRecords(joined(path, EXPORT_FILE)));
			this.#levels.push({ path, name, identity: here, listing, isExport, isBag, bag });
			return null;
		} catch (error) {
			return unreadable(error, 'folder');
		}
	}

	async *[Symbol.asyncIterator](): AsyncGenerator<Found> {
		for (let level = this.#levels.at(-1); level; level = this.#levels.at(-1)) {
			const entry = level.listing.next();
			if (!entry) {
				this.#levels.pop();
				// Each file that is not as the bag says is named, also what is not there to be found.
				if (level.isBag && level.bag) for (const [file, refused] of Object.entries(level.bag.known.without)) yield { name: `${level.name}/${file}`, refused };
				continue;
			}
			if (level.isBag && entry.name !== PAYLOAD_FOLDER) continue;
			if ((level.isExport || level.listing.has(EXPORT_FILE)) && (entry.name === CRATE_FILE || entry.name === ARCHIVE_FILE)) continue;
			const path = joined(level.path, entry.raw);
			if (isFlawed(level.bag, path)) continue;
			const name = `${level.name}/${entry.name}`;
			// Records of ours say themselves where they are from.
			const from = level.bag && !(level.isExport && entry.name === EXPORT_FILE) ? { from: level.bag.known.from } : {};
			if (entry.type === 'file') yield { name, item: { path, name: entry.name }, place: path, ...from };
			else if (entry.type === 'folder') {
				// What belongs to a page or to records comes with them, and is no source of its own.
				if ((level.isExport && isOfExport(entry.name)) || level.listing.marked.some((page) => isFolderOf(entry.name, page))) continue;
				const refused = await this.enter(path, name);
				if (refused) yield { name, refused, place: path };
			} else if (entry.type === 'link') yield await this.#followed(path, name, entry);
			else yield { name, refused: notAFile(entry.type), place: path };
		}
	}

	/** Links to files inside the folder given are followed; nothing leads out of it. */
	async #followed(path: Path, name: string, entry: Entry): Promise<Found> {
		try {
			const target = await realpath(path as string);
			const stats = await stat(path, { bigint: true });
			if (!isInside(target, this.#root)) return { name, refused: LINK_OUTSIDE };
			const type = typeOf(stats);
			if (type === 'file') return { name, item: { path, name: entry.name }, place: path };
			if (type !== 'folder') return { name, refused: notAFile(type === 'link' ? 'other' : type) };
			const to = identity(stats);
			return { name, refused: this.#levels.some((level) => level.identity === to) ? LOOP : SEEN_ELSEWHERE };
		} catch (error) {
			return { name, refused: unreadable(error), place: path };
		}
	}
}

async function* given(path: string, home: Home, called: string | undefined, bags: Readonly<Record<string, KnownBag>> = {}): AsyncGenerator<Found> {
	const last = basename(resolve(path)) || path;
	const name = called ?? last;
	try {
		const told = await lstat(path);
		const type = told.isSymbolicLink() ? typeOf(await stat(path)) : typeOf(told);
		const target = await realpath(path);
		if (isInside(target, home.realPath)) yield { name, refused: OWN_ARCHIVE };
		else if (type === 'folder') {
			const known = new Map<string, KnownBag>();
			for (const [bag, one] of Object.entries(bags)) known.set(await realpath(bag), one);
			const walk = new Walk(home, known);
			const refused = await walk.enter(target, name);
			if (refused) yield { name, refused, place: path };
			else yield* walk;
		} else if (type !== 'file') yield { name, refused: notAFile(type === 'link' ? 'other' : type) };
		else if (isLitter(last, type)) yield { name, refused: LITTER };
		else yield { name, item: { path, name: last }, place: path, bags };
	} catch (error) {
		yield { name, refused: unreadable(error), place: path };
	}
}

/** Every source in what was given: in the order given, folders in natural order of names. Memory: the names of the folders it is in. */
export async function* expand(sources: readonly Source[], home: Home): AsyncGenerator<Found> {
	for (const source of sources) {
		if ('path' in source) yield* given(source.path, home, source.name, source.bags);
		else if ('html' in source) yield { name: source.name, item: { bytes: new TextEncoder().encode(source.html), name: source.name, url: source.url, as: 'html' } };
		else yield { name: source.name, item: { bytes: 'text' in source ? new TextEncoder().encode(source.text) : source.bytes, name: source.name } };
	}
}
