// Owns the way from what somebody gave (files, folders, pasted text) to single sources, one at a time. Opens folders only; never reads a file.
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, resolve, sep } from 'node:path';
import { DATABASE_FILE } from '../layout';
import type { Item } from './desk';
import { isLitter, joined, Listing, typeOf } from './listing';
import type { Entry, Path } from './listing';
import { LINK_OUTSIDE, LITTER, LOOP, notAFile, OTHER_ARCHIVE, OWN_ARCHIVE, SEEN_ELSEWHERE, unreadable } from './words';
import type { Refused } from './words';

/** What is given to import: a file or folder, or text with the name it is to be kept under. */
export type Source = { path: string } | { text: string; name: string };

/** One source found: to be read, or refused without being read. `name` is for people: the path from what was given on. */
export type Found = { name: string; item: Item } | { name: string; refused: Refused };

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
}

const identity = (stats: { dev: bigint; ino: bigint }): string => `${stats.dev}:${stats.ino}`;
const isInside = (path: string, folder: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

export async function homeOf(dir: string): Promise<Home> {
	return { realPath: await realpath(dir), identity: identity(await stat(dir, { bigint: true })) };
}

/** Looks through one folder given, depth first, in natural order. */
class Walk {
	readonly #levels: Level[] = [];
	readonly #home: Home;
	#root = '';

	constructor(home: Home) {
		this.#home = home;
	}

	/** Goes into a folder; answers why not, when it cannot or must not. */
	async enter(path: Path, name: string): Promise<Refused | null> {
		try {
			const here = identity(await stat(path, { bigint: true }));
			if (here === this.#home.identity) return OWN_ARCHIVE;
			// Not only links make loops: a folder can be mounted inside itself.
			if (this.#levels.some((level) => level.identity === here)) return LOOP;
			const listing = await Listing.of(path, [DATABASE_FILE]);
			if (listing.has(DATABASE_FILE)) return OTHER_ARCHIVE;
			if (this.#levels.length === 0) this.#root = await realpath(path as string);
			this.#levels.push({ path, name, identity: here, listing });
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
				continue;
			}
			const path = joined(level.path, entry.raw);
			const name = `${level.name}/${entry.name}`;
			if (entry.type === 'file') yield { name, item: { path, name: entry.name } };
			else if (entry.type === 'folder') {
				const refused = await this.enter(path, name);
				if (refused) yield { name, refused };
			} else if (entry.type === 'link') yield await this.#followed(path, name, entry);
			else yield { name, refused: notAFile(entry.type) };
		}
	}

	/** Links to files inside the folder given are followed; nothing leads out of it. */
	async #followed(path: Path, name: string, entry: Entry): Promise<Found> {
		try {
			const target = await realpath(path as string);
			const stats = await stat(path, { bigint: true });
			if (!isInside(target, this.#root)) return { name, refused: LINK_OUTSIDE };
			const type = typeOf(stats);
			if (type === 'file') return { name, item: { path, name: entry.name } };
			if (type !== 'folder') return { name, refused: notAFile(type === 'link' ? 'other' : type) };
			const to = identity(stats);
			return { name, refused: this.#levels.some((level) => level.identity === to) ? LOOP : SEEN_ELSEWHERE };
		} catch (error) {
			return { name, refused: unreadable(error) };
		}
	}
}

async function* given(path: string, home: Home): AsyncGenerator<Found> {
	const name = basename(resolve(path)) || path;
	try {
		const told = await lstat(path);
		const type = told.isSymbolicLink() ? typeOf(await stat(path)) : typeOf(told);
		const target = await realpath(path);
		if (isInside(target, home.realPath)) yield { name, refused: OWN_ARCHIVE };
		else if (type === 'folder') {
			const walk = new Walk(home);
			const refused = await walk.enter(target, name);
			if (refused) yield { name, refused };
			else yield* walk;
		} else if (type !== 'file') yield { name, refused: notAFile(type === 'link' ? 'other' : type) };
		else if (isLitter(name, type)) yield { name, refused: LITTER };
		else yield { name, item: { path, name } };
	} catch (error) {
		yield { name, refused: unreadable(error) };
	}
}

/** Every source in what was given: in the order given, folders in natural order of names. Memory: the names of the folders it is in. */
export async function* expand(sources: readonly Source[], home: Home): AsyncGenerator<Found> {
	for (const source of sources) {
		if ('path' in source) yield* given(source.path, home);
		else yield { name: source.name, item: { bytes: new TextEncoder().encode(source.text), name: source.name } };
	}
}
