// Owns the handing on of what is kept: bytes leave the archive only if they are still what was received. Must not know where they go.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Fault } from '../../shared/errors';
import type { Clipping, ClippingId } from '../../shared/model';
import { said, type Said } from '../../shared/said';
import type { Volume } from './format';
import type { Printer } from './printer';
import type { Snapshot } from './source';

/** Bytes that go along, as a fault names them when they are not what they should be. */
export interface Kept {
	archive: string;
	/** "The original of “Ferry aground” (clipping 12)". */
	what: Said;
	sha256: string;
}

const damaged = (archive: string, detail: Said): Fault => new Fault('archive/corrupt', { path: archive, detail, backups: [] });
const missing = ({ archive, what }: Kept): Fault => damaged(archive, said('said.damage.missing', { what }));
const unread = ({ archive, what }: Kept, { code = '' }: NodeJS.ErrnoException): Fault => damaged(archive, said('said.damage.unread', { what, code }));
const altered = ({ archive, what }: Kept): Fault => damaged(archive, said('said.damage.altered', { what }));

/** Bytes of a large original held at once. */
const PIECE = 1 << 20;

/** Bytes of a file, proven by the time the last is handed out: what is missing, unreadable or altered throws instead of ending. */
async function* proven(of: Kept, kept: { file: string }): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	const piece = Buffer.allocUnsafe(PIECE);
	const file = await open(kept.file, 'r').catch((error: NodeJS.ErrnoException) => {
		throw error.code === 'ENOENT' ? missing(of) : unread(of, error);
	});
	try {
		for (;;) {
			const { bytesRead } = await file.read(piece, 0, PIECE).catch((error: NodeJS.ErrnoException) => {
				throw unread(of, error);
			});
			if (bytesRead === 0) break;
			hash.update(piece.subarray(0, bytesRead));
			yield piece.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
	if (hash.digest('hex') !== of.sha256) throw altered(of);
}

/** Bytes that are kept, whole or in pieces. `archive/corrupt` names the clipping when they are not what was received. */
export function bytesOf(of: Kept, find: () => Uint8Array | { file: string } | null): Uint8Array | AsyncIterable<Uint8Array> {
	let kept: ReturnType<typeof find>;
	try {
		kept = find();
	} catch (error) {
		// What no longer unpacks is altered like what unpacks to something else.
		if (!Fault.is(error, 'archive/corrupt') && !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
		throw altered(of);
	}
	if (kept === null) throw missing(of);
	if (!(kept instanceof Uint8Array)) return proven(of, kept);
	if (createHash('sha256').update(kept).digest('hex') !== of.sha256) throw altered(of);
	return kept;
}

/** How a snapshot's clippings are opened by whoever makes a book of them. */
export function volumeOf(archive: string, snapshot: Snapshot, { printer, signal }: { printer?: Printer | undefined; signal?: AbortSignal | undefined }): Volume {
	const open = (id: ClippingId): Clipping => [...snapshot.each([id])][0]!;
	return {
		open,
		picture: (id, sha256) => {
			const clipping = open(id);
			const name = clipping.pictures.find((picture) => picture.sha256 === sha256)?.fileName || sha256;
			return bytesOf({ archive, what: said('said.thing.picture-numbered', { file: name, headline: clipping.headline, id }), sha256 }, () => snapshot.picture(sha256));
		},
		original: (id) => {
			const { headline, original: { sha256 } } = open(id);
			return bytesOf({ archive, what: said('said.thing.original-numbered', { headline, id }), sha256 }, () => snapshot.original(sha256));
		},
		printer: printer ? { print: (sheet) => printer.print(sheet, signal) } : null,
	};
}
