// Owns how the files of a bag are reached, wherever it lies, and the reaching of those of one in a folder. Nothing outside the bag is ever opened: no link leads anywhere. Must not know what a bag says of itself.
import { createReadStream } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Fault } from '../../shared/errors';
import { said } from '../../shared/said';

/** A bag's files by their paths in it, with "/". */
export interface BagFiles {
	/** What a person calls it. */
	readonly name: string;
	/** Files that stand where none may: by the path they have, or what is left of it. */
	readonly unsafe: readonly string[];
	/** What stands beside the payload, by name; folders too. */
	names(): Promise<string[]>;
	/** Every file of the payload with its bytes; null when there is no folder for it. Links and the like are files of no bytes. */
	payload(): Promise<ReadonlyMap<string, number> | null>;
	/** The bytes of a file, in pieces; null for what is no plain file in the bag. Rejects with ENOENT for what is not there; what goes wrong later is thrown by the pieces. */
	open(file: string, signal?: AbortSignal): Promise<AsyncIterable<Uint8Array> | null>;
}

/** A small file whole, as text; null when it is not there, or is no plain file. `source/unreadable`. */
export async function textIn(bag: BagFiles, file: string): Promise<string | null> {
	try {
		const pieces: Uint8Array[] = [];
		for await (const piece of (await bag.open(file)) ?? []) pieces.push(piece);
		return pieces.length === 0 && (await bag.open(file)) === null ? null : Buffer.concat(pieces).toString('utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw new Fault('source/unreadable', { name: `${bag.name}/${file}`, detail: said('said.plain', { text: String(error) }) }, { cause: error });
	}
}

/** The bag in a folder that is there. */
export async function bagInFolder(folder: string): Promise<BagFiles> {
	const root = await realpath(folder);
	/** Whether a path in the bag is a plain file, with no link on the way to it. Rejects with what the system says. */
	const isPlain = async (path: string): Promise<boolean> => (await lstat(path)).isFile() && (await realpath(path)).startsWith(root + sep);
	return {
		name: folder,
		unsafe: [],
		names: () => readdir(root),
		payload: async () => {
			const top = await lstat(join(root, 'data')).catch(() => null);
			if (!top?.isDirectory()) return null;
			const entries = await readdir(join(root, 'data'), { recursive: true, withFileTypes: true }).catch((error: unknown) => {
				throw new Fault('source/unreadable', { name: join(root, 'data'), detail: said('said.plain', { text: String(error) }) }, { cause: error });
			});
			const found = new Map<string, number>();
			for (const entry of entries) {
				if (entry.isDirectory()) continue;
				const path = join(entry.parentPath, entry.name);
				found.set(path.slice(root.length + 1).replaceAll('\\', '/'), entry.isFile() ? (await lstat(path)).size : 0);
			}
			return found;
		},
		open: async (file, signal) => {
			const path = join(root, file);
			return (await isPlain(path)) ? createReadStream(path, { signal }) as AsyncIterable<Uint8Array> : null;
		},
	};
}
