// Owns the originals that stand as files: content-addressed, written whole or not at all, never changed. Must not know clippings.
import { randomBytes } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { chmod, mkdir, open, opendir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { INLINE_LIMIT, isUnfinished, originalPath, originalsPath, unfinishedName } from '../layout';
import { diskFault, errnoOf, onDisk } from './disk-faults';

/** A file in `originals/` that may not belong there. `path` is below the archive folder, with "/". */
export interface Found {
	sha256: string | null;
	path: string;
	unfinished: boolean;
	bytes: number;
	modifiedAt: number;
}

export class Blobs {
	readonly #dir: string;
	readonly #known = new Set<string>();

	constructor(dir: string) {
		this.#dir = dir;
	}

	/** Whether an original of this size (bytes) is kept in the database rather than as a file. */
	isInline(size: number): boolean {
		return size <= INLINE_LIMIT;
	}

	/** Where the file with this hash stands, or would. */
	path(sha256: string): string {
		return originalPath(this.#dir, sha256);
	}

	/**
	 * Keeps bytes, or the file at a path, under their SHA-256. When it resolves they are on the disk, and so is their name.
	 * Faults: `disk/full`, `disk/denied`, `disk/missing`, `archive/read-only`.
	 */
	async put(from: Uint8Array | string, sha256: string): Promise<void> {
		const goal = this.path(sha256);
		await onDisk(goal, async () => {
			const size = typeof from === 'string' ? (await stat(from)).size : from.length;
			if ((await stat(goal).catch(() => null))?.size === size) return;
			const folder = dirname(goal);
			await this.#folder(folder);
			const unfinished = join(folder, unfinishedName(sha256, randomBytes(6).toString('hex')));
			try {
				const file = await open(unfinished, 'wx', 0o644);
				try {
					await write(file, from);
					await file.sync();
				} finally {
					await file.close();
				}
				await chmod(unfinished, 0o444);
				await rename(unfinished, goal);
			} catch (error) {
				await rm(unfinished, { force: true });
				throw error;
			}
			await syncFolder(folder);
		});
	}

	/** The bytes kept under a hash; null when there are none. */
	read(sha256: string): Uint8Array | null {
		try {
			return readFileSync(this.path(sha256));
		} catch (error) {
			if (errnoOf(error) === 'ENOENT') return null;
			throw diskFault(error, this.path(sha256)) ?? error;
		}
	}

	/** The same without holding this thread. */
	async readSoon(sha256: string): Promise<Uint8Array | null> {
		try {
			return await readFile(this.path(sha256));
		} catch (error) {
			if (errnoOf(error) === 'ENOENT') return null;
			throw diskFault(error, this.path(sha256)) ?? error;
		}
	}

	async has(sha256: string): Promise<boolean> {
		return (await stat(this.path(sha256)).catch(() => null))?.isFile() ?? false;
	}

	/** The bytes in pieces, for hashing what may be large. */
	stream(sha256: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
		return createReadStream(this.path(sha256), { highWaterMark: 256 * 1024, signal });
	}

	/** Every file under `originals/`. */
	async *all(): AsyncGenerator<Found> {
		const root = originalsPath(this.#dir);
		const folder = await opendir(root).catch((error: unknown) => {
			if (errnoOf(error) === 'ENOENT') return null;
			throw diskFault(error, root) ?? error;
		});
		if (!folder) return;
		for await (const entry of folder) {
			if (!entry.isDirectory()) {
				yield await this.#found(join(root, entry.name), entry.name, null);
				continue;
			}
			for await (const file of await opendir(join(root, entry.name))) {
				const path = join(root, entry.name, file.name);
				const isOriginal = file.isFile() && /^[0-9a-f]{64}$/.test(file.name) && file.name.startsWith(entry.name);
				yield await this.#found(path, `${entry.name}/${file.name}`, isOriginal ? file.name : null);
			}
		}
	}

	async #found(path: string, name: string, sha256: string | null): Promise<Found> {
		const about = await stat(path).catch(() => null);
		return { sha256, path: `${basename(originalsPath(this.#dir))}/${name}`, unfinished: isUnfinished(basename(path)), bytes: about?.size ?? 0, modifiedAt: about?.mtimeMs ?? 0 };
	}

	/** Removes what was left half written before `before` (ms UTC). Answers the paths removed, below the archive folder. */
	async sweep(before: number): Promise<string[]> {
		const removed: string[] = [];
		for await (const found of this.all()) {
			if (!found.unfinished || found.modifiedAt >= before) continue;
			await onDisk(found.path, () => rm(join(this.#dir, found.path), { force: true }));
			removed.push(found.path);
		}
		return removed;
	}

	async #folder(folder: string): Promise<void> {
		if (this.#known.has(folder)) return;
		await mkdir(folder, { recursive: true });
		await syncFolder(dirname(folder));
		await syncFolder(this.#dir);
		this.#known.add(folder);
	}
}

async function write(file: FileHandle, from: Uint8Array | string): Promise<void> {
	if (typeof from !== 'string') return file.writeFile(from);
	for await (const piece of createReadStream(from, { highWaterMark: 256 * 1024 })) await file.appendFile(piece as Uint8Array);
}

/** Makes the names in a folder lasting. Windows knows no such thing and needs none. */
export async function syncFolder(folder: string): Promise<void> {
	if (process.platform === 'win32') return;
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
