// Owns the reading of one picture given to a clipping by hand: through the same door as an import, in a worker where there are workers. Must not write it down.
import { basename } from 'node:path';
import { Fault } from '../../shared/errors';
import type { SkipReason } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import type { PictureFile, PreparedPicture } from '../store/pictures';
import type { Item, Read } from './desk';
import { ReadHere, WorkerPool } from './workers';
import type { Readers } from './workers';

/** A picture file, or the bytes of one with the name it is to be kept under. */
export type PictureSource = { path: string } | { bytes: Uint8Array; name: string };

/** Seconds a picture may take to be read and drawn. */
const PATIENCE = 30;

/**
 * Reads a picture and draws it small. The bytes that are to stand as a file come with it.
 * @throws Fault source/unsupported when it is no picture; source/unreadable
 */
export async function readPicture(workerFile: URL | null, source: PictureSource): Promise<PreparedPicture & { file: PictureFile }> {
	const item: Item = 'path' in source ? { path: source.path, name: basename(source.path) } : source;
	const readers: Readers = workerFile ? new WorkerPool(workerFile, { patience: PATIENCE, count: 1 }) : new ReadHere();
	try {
		const lot = await readers.take([item]);
		const [taken] = lot.taken;
		const read: Read = taken?.ok ? (await lot.read([0]))[0]! : (taken as Exclude<typeof taken, { ok: true } | undefined>);
		if (!read.ok) throw faultOf(read.refused.reason, read.refused.detail, item.name);
		const picture = read.kind === 'image' ? read.pictures[0] : undefined;
		if (read.kind !== 'image' || !picture?.file) throw new Fault('source/unsupported', { name: item.name, kind: said('said.kind.no-picture') });
		// Here the picture is no clipping of its own: it brings its bytes itself.
		return { ...picture, bytes: read.bytes, file: { ...picture.file, content: read.prepared.original } };
	} finally {
		readers.close();
	}
}

/** Sentences of refusals say all there is to say; only what is something else entirely has a fault of its own. */
function faultOf(reason: SkipReason, detail: Said, name: string): Fault {
	const isOther = reason === 'not-a-clipping' || reason === 'binary';
	return isOther ? new Fault('source/unsupported', { name, kind: said('said.kind.no-picture') }) : new Fault('source/unreadable', { name, detail });
}
