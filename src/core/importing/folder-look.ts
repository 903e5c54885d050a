// Owns the look through a watched folder: which files stand in it and how each stands just now. Opens folders and asks sizes; never reads a file, and never follows a link.
import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { DATABASE_FILE } from '../layout';
import type { SeenFile } from '../store/watched';
import type { Home } from './expand';
import { isFolderOf } from './beside';
import { entriesOf, joined } from './listing';
import type { Entry } from './listing';
import { said, type Said } from '../../shared/said';

/** A file below the folder looked through. `changedAt`: when its content, name or place changed last, as the file system has it; ms UTC. */
export interface StandingFile extends SeenFile {
	path: string;
	changedAt: number;
}

/** A folder below the one looked through; `name` is "" for that one itself. */
export interface StandingFolder { name: string; path: string }

/** How many files are asked about before they are handed on. */
const LOT = 200;

/** What programs call a file they have not finished: it gets its own name when it is whole. */
const UNFINISHED = /\.(?:part|partial|crdownload|download|opdownload|tmp|temp|!ut|aria2|filepart)$|^~|~$/i;

/** Why a folder cannot be watched; null when it can. @throws the file system's error when it cannot be looked at */
export async function refusalOf(path: string, home: Home): Promise<Said | null> {
	const stats = await stat(path, { bigint: true });
	if (!stats.isDirectory()) return said('said.watch.file');
	const real = await realpath(path);
	if (`${stats.dev}:${stats.ino}` === home.identity || real === home.realPath || real.startsWith(home.realPath + sep)) return said('said.watch.archive');
	for await (const entries of entriesOf(path)) if (entries.some(({ name }) => name === DATABASE_FILE)) return said('said.watch.other-archive');
	return null;
}

/** Which place on the disk a path means just now; null when it means none. Another disk mounted there is another place. */
export async function identityOf(path: string): Promise<string | null> {
	return stat(path, { bigint: true }).then(({ dev, ino }) => `${dev}:${ino}`, () => null);
}

/** How one file stands; null when it is gone or is no file any more. */
export async function standingOf(path: string, name: string): Promise<StandingFile | null> {
	const stats = await stat(path).catch(() => null);
	return stats?.isFile() ? { path, name, bytes: stats.size, modifiedAt: Math.round(stats.mtimeMs), changedAt: stats.ctimeMs } : null;
}

/** One walk through a folder and what is below it. */
export class FolderLook {
	readonly #home: Home;
	readonly #signal: AbortSignal;
	/** Told of each folder before what is in it is listed; answers whether to go into it. */
	readonly #onFolder: (folder: StandingFolder) => boolean;

	constructor(home: Home, signal: AbortSignal, onFolder: (folder: StandingFolder) => boolean) {
		this.#home = home;
		this.#signal = signal;
		this.#onFolder = onFolder;
	}

	/** The files of a folder and of those below it that `onFolder` wants, some at a time. A folder that goes meanwhile, or may not be read, has none. */
	async *files(folder: StandingFolder, above: readonly string[] = []): AsyncGenerator<StandingFile[]> {
		if (!this.#onFolder(folder)) return;
		const here = await identityOf(folder.path);
		// Not only links make loops: a folder can be mounted inside itself.
		if (here === null || here === this.#home.identity || above.includes(here)) return;
		let entries: Entry[];
		try {
			entries = [];
			for await (const some of entriesOf(folder.path)) entries.push(...some);
		} catch {
			return;
		}
		if (entries.some(({ name }) => name === DATABASE_FILE)) return;
		const below = (name: string): string => (folder.name === '' ? name : `${folder.name}/${name}`);
		// A name that is no text cannot be asked for later by what is kept of it.
		const named = entries.flatMap((entry) => (typeof entry.raw === 'string' ? [{ name: below(entry.name), path: joined(folder.path, entry.raw) as string, type: entry.type }] : []));
		const files = named.filter(({ type, path }) => type === 'file' && !UNFINISHED.test(basename(path)));
		for (let at = 0; at < files.length; at += LOT) {
			this.#signal.throwIfAborted();
			const standing = await Promise.all(files.slice(at, at + LOT).map(({ path, name }) => standingOf(path, name)));
			yield standing.filter((file) => file !== null);
		}
		for (const { name, path, type } of named) {
			this.#signal.throwIfAborted();
			// What belongs to a saved page comes with it.
			if (type === 'folder' && !named.some((one) => one.type === 'file' && isFolderOf(basename(path), basename(one.path)))) yield* this.files({ name, path }, [...above, here]);
		}
	}
}
