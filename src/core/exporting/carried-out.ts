// Owns originals handed out as files, byte for byte, for whoever drags clippings away. Must not choose the folder, nor clear it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../shared/errors';
import type { ClippingId } from '../../shared/model';
import { onDisk } from '../files/disk-faults';
import { datePart, FileNames, safeExtension, safeStem } from './file-names';
import { volumeOf } from './proven-bytes';
import type { ExportSource, Outline } from './source';

/** They are written while the hand is on its way with them. Bytes. */
const MOST_BYTES = 512 << 20;

/** Names given out in one folder: stems that differ in their extension alone do not get in each other's way. */
class Names {
	readonly #taken = new Map<string, FileNames>();

	/** A file keeps the name it had. What never was one, such as text that was pasted, is called by its date and headline. */
	take({ headline, published, original: { fileName, mediaType } }: Outline): string {
		const own = fileName.split(/[/\\]/).at(-1)!;
		const dot = /\.[a-z0-9]{1,10}$/i.exec(own)?.index ?? 0;
		const extension = safeExtension(own, mediaType);
		const names = this.#taken.get(extension) ?? new FileNames();
		this.#taken.set(extension, names);
		return `${names.take(safeStem(dot > 0 ? own.slice(0, dot) : `${datePart(published)} ${headline}`))}.${extension}`;
	}
}

/**
 * Writes the originals of clippings into a folder that is there and empty. Answers their paths, in the order given.
 * @throws Fault `clipping/missing`, `export/too-large`, `disk/full`, `disk/denied`, `disk/missing`, and `archive/corrupt` for one that is no longer what was received
 */
export async function carryOut(from: ExportSource, ids: readonly ClippingId[], folder: string): Promise<string[]> {
	const snapshot = from.snapshot();
	try {
		const volume = volumeOf(from.dir, snapshot, {});
		const outlines = [...snapshot.outlines(snapshot.ids({ of: 'clippings', ids: [...ids] }))];
		const bytes = outlines.reduce((sum, { original }) => sum + original.bytes, 0);
		if (bytes > MOST_BYTES) throw new Fault('export/too-large', { bytes, limit: MOST_BYTES });
		const names = new Names();
		const paths: string[] = [];
		for (const outline of outlines) {
			const path = join(folder, names.take(outline));
			// Read first: what is damaged in the archive is no fault of the disk it goes to.
			const content = volume.original(outline.id);
			await onDisk(path, () => writeFile(path, content, { flag: 'wx' }));
			paths.push(path);
		}
		return paths;
	} finally {
		snapshot.close();
	}
}
