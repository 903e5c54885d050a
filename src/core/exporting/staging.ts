// Owns the folder an export is built in: a hidden one beside its goal, which takes its name only when all is written and synced. Must not know what is written.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Fault } from '../../shared/errors';
import { Scratch } from './scratch';

/** How many files are being written and synced at once: enough for a disk to take several syncs as one. */
const AT_ONCE = 32;
/** Text that waits to be written to a growing file, in UTF-16 units. */
const WAITING = 256 * 1024;

const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const UNFINISHED = /^\.cuttings-export-([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.partial$/;
/** Those of this process that are still being built. */
const building = new Set<string>();

function isAlive(process_: number): boolean {
	try {
		process.kill(process_, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}

/** Removes what exports of this machine left behind in a folder when they were killed. Others' and unfinished ones of running processes stay. */
export async function sweepUnfinished(folder: string): Promise<void> {
	for (const entry of await readdir(folder, { withFileTypes: true })) {
		const [, machine, owner] = UNFINISHED.exec(entry.name) ?? [];
		if (!entry.isDirectory() || machine !== MACHINE || building.has(join(folder, entry.name))) continue;
		// Our own number on a folder we are not building was another's, before numbers were given out anew.
		if (Number(owner) !== process.pid && isAlive(Number(owner))) continue;
		await rm(join(folder, entry.name), { recursive: true, force: true });
	}
}

/** A refusal of the disk, as a fault. Anything else stays what it is. */
function asFault(error: unknown, path: string): unknown {
	const code = (error as NodeJS.ErrnoException | null)?.code;
	switch (code) {
		case 'ENOSPC': case 'EDQUOT': case 'EFBIG': return new Fault('disk/full', { path }, { cause: error });
		case 'EACCES': case 'EPERM': case 'EROFS': case 'ENOTDIR': case 'ENAMETOOLONG': case 'EIO': return new Fault('export/unwritable', { path }, { cause: error });
		case 'ENOENT': return new Fault('disk/missing', { path }, { cause: error });
		default: return error;
	}
}

async function syncFolder(path: string): Promise<void> {
	// Windows opens no folders and needs no such sync.
	if (process.platform === 'win32') return;
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** A file that is added to, with what is not written yet. */
interface Growing {
	handle: FileHandle;
	waiting: string[];
	/** UTF-16 units waiting. */
	size: number;
}

/** A folder in the making. Every path is relative, with "/". Ends in exactly one of `finish` and `discard`. */
export class Staging {
	files = 0;
	bytes = 0;
	readonly #target: string;
	#path: string;
	readonly #folders = new Set<string>();
	readonly #pending = new Set<Promise<void>>();
	readonly #growing = new Map<string, Growing>();
	readonly #scratches: Scratch[] = [];
	#failure: { error: unknown } | null = null;

	private constructor(target: string, path: string) {
		this.#target = target;
		this.#path = path;
	}

	/** Begins in the given folder, which must exist. `disk/missing`, `export/unwritable`, `disk/full`. */
	static async begin(target: string): Promise<Staging> {
		const path = join(resolve(target), `.cuttings-export-${MACHINE}-${process.pid}-${randomBytes(6).toString('hex')}.partial`);
		building.add(path);
		try {
			await sweepUnfinished(resolve(target));
			await mkdir(path);
		} catch (error) {
			building.delete(path);
			throw asFault(error, target);
		}
		return new Staging(resolve(target), path);
	}

	/**
	 * Takes on a new file, whole or in pieces. Resolves when there is room for the next; what goes wrong later is thrown by the next call.
	 * A piece may be used again once the next is asked for, and what the pieces throw fails the export.
	 */
	async write(file: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void> {
		const pieces = typeof content === 'string' ? [Buffer.from(content, 'utf8')] : content instanceof Uint8Array ? [content] : content;
		await this.#begin(async () => {
			const handle = await this.#create(file);
			let size = 0;
			try {
				for await (const piece of pieces) {
					await handle.writeFile(piece);
					size += piece.length;
				}
				// All that is needed to read it again; its name is made to last with its folder, at the end.
				await handle.datasync();
			} finally {
				await handle.close();
			}
			this.files++;
			this.bytes += size;
		});
	}

	/** Adds to the end of a file that grows for the whole export, in the order of the calls. */
	async append(file: string, text: string): Promise<void> {
		this.#rethrow();
		try {
			let growing = this.#growing.get(file);
			if (!growing) {
				growing = { handle: await this.#create(file), waiting: [], size: 0 };
				this.#growing.set(file, growing);
				this.files++;
			}
			growing.waiting.push(text);
			growing.size += text.length;
			if (growing.size >= WAITING) await this.#flush(growing);
		} catch (error) {
			throw asFault(error, this.#target);
		}
	}

	/** A file to put text aside in. Whoever asked for it removes it before `finish`; `discard` takes it along. */
	async scratch(): Promise<Scratch> {
		this.#rethrow();
		try {
			const scratch = await Scratch.begin(join(this.#path, `.scratch-${this.#scratches.length}`), (error) => asFault(error, this.#target));
			this.#scratches.push(scratch);
			return scratch;
		} catch (error) {
			throw asFault(error, this.#target);
		}
	}

	/** Resolves when every file taken on whole is on the disk, or throws what went wrong with one. */
	async settle(): Promise<void> {
		await this.#settle();
	}

	/** Where it stands while it is made, with everything written that was given until now. Files that grow may grow on. */
	async standing(): Promise<string> {
		await this.#settle();
		try {
			for (const growing of this.#growing.values()) await this.#flush(growing);
		} catch (error) {
			throw asFault(error, this.#target);
		}
		return this.#path;
	}

	/** Gives the folder its name, or the first of "name 2", "name 3" … that is free, once everything is on the disk. Never replaces anything. */
	async finish(name: string): Promise<{ name: string; path: string }> {
		await this.#settle();
		try {
			for (const growing of this.#growing.values()) {
				await this.#flush(growing);
				await growing.handle.sync();
				await growing.handle.close();
			}
			this.#growing.clear();
			for (const folder of this.#folders) await syncFolder(join(this.#path, folder));
			await syncFolder(this.#path);
			for (let number = 1; ; number++) {
				const path = join(this.#target, number === 1 ? name : `${name} ${number}`);
				if (!(await this.#take(path))) continue;
				await syncFolder(this.#target);
				return { name: basename(path), path };
			}
		} catch (error) {
			throw asFault(error, this.#target);
		}
	}

	/** Leaves nothing. */
	async discard(): Promise<void> {
		await Promise.allSettled(this.#pending);
		for (const { handle } of this.#growing.values()) await handle.close().catch(() => undefined);
		this.#growing.clear();
		for (const scratch of this.#scratches) await scratch.remove().catch(() => undefined);
		await rm(this.#path, { recursive: true, force: true, maxRetries: 3 });
		building.delete(this.#path);
	}

	async #flush(growing: Growing): Promise<void> {
		const bytes = Buffer.from(growing.waiting.join(''), 'utf8');
		growing.waiting = [];
		growing.size = 0;
		await growing.handle.writeFile(bytes);
		this.bytes += bytes.length;
	}

	/** Moves the finished folder to a path, unless something is there. */
	async #take(path: string): Promise<boolean> {
		if (process.platform === 'win32') {
			if (await stat(path).then(() => true, () => false)) return false;
			await rename(this.#path, path);
		} else {
			// Subtle: rename would silently replace an empty folder. Making it ourselves first tells us that it was not there.
			try {
				await mkdir(path);
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
				throw error;
			}
			try {
				await rename(this.#path, path);
			} catch (error) {
				await rmdir(path).catch(() => undefined);
				throw error;
			}
		}
		building.delete(this.#path);
		this.#path = path;
		return true;
	}

	async #create(file: string): Promise<FileHandle> {
		const folder = dirname(file);
		if (folder !== '.' && !this.#folders.has(folder)) {
			await mkdir(join(this.#path, folder), { recursive: true });
			this.#folders.add(folder);
		}
		return open(join(this.#path, file), 'wx');
	}

	async #begin(work: () => Promise<void>): Promise<void> {
		this.#rethrow();
		while (this.#pending.size >= AT_ONCE) await Promise.race(this.#pending);
		const running: Promise<void> = work()
			.catch((error: unknown) => {
				this.#failure ??= { error };
			})
			.finally(() => this.#pending.delete(running));
		this.#pending.add(running);
	}

	async #settle(): Promise<void> {
		await Promise.allSettled(this.#pending);
		this.#rethrow();
	}

	#rethrow(): void {
		if (this.#failure) throw asFault(this.#failure.error, this.#target);
	}
}
