// Owns the export job: a snapshot, a format, a folder that appears whole or not at all. Must not know how an archive or a format keeps anything.
import { createHash } from 'node:crypto';
import { open, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { Fault } from '../../shared/errors';
import type { Clipping, ExportSummary, FormatId, Progress, Selection } from '../../shared/model';
import type { ExportFormat, Placement } from './format';
import { FORMATS } from './formats';
import type { ExportSource, Snapshot } from './source';
import { Staging } from './staging';

export interface ExportOptions {
	signal?: AbortSignal;
	onProgress?: (progress: Progress) => void;
}

/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;
/** Progress is told at most this often, in milliseconds. */
const TELL_EVERY = 100;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** "Cuttings export 2026-11-22", by the calendar on the wall. */
function folderName(now: number): string {
	const day = new Date(now);
	const two = (number: number): string => String(number).padStart(2, '0');
	return `Cuttings export ${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** An export inside the archive would be swept up with it, copied with it, and taken for a part of it. */
async function refuseInside(archive: string, target: string): Promise<void> {
	const [home, goal] = await Promise.all([realpath(archive).catch(() => archive), realpath(target).catch(() => target)]);
	if (goal === home || goal.startsWith(home + sep)) throw new Fault('export/unwritable', { path: target });
}

/** Bytes that go along, as a fault names them when they are not what they should be. */
interface Kept {
	archive: string;
	/** "The original of “Ferry aground” (clipping 12)". */
	what: string;
	sha256: string;
}

const damaged = ({ archive, what }: Kept, wrong: string): Fault => new Fault('archive/corrupt', { path: archive, detail: `${what} ${wrong}`, backups: [] });

/** Bytes of a large original held at once. */
const PIECE = 1 << 20;

/** Bytes of a file, proven by the time the last is handed out: what is missing, unreadable or altered throws instead of ending. */
async function* proven(of: Kept, kept: { file: string }): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	const piece = Buffer.allocUnsafe(PIECE);
	const file = await open(kept.file, 'r').catch((error: NodeJS.ErrnoException) => {
		throw damaged(of, error.code === 'ENOENT' ? 'is missing.' : `cannot be read (${error.code}).`);
	});
	try {
		for (;;) {
			const { bytesRead } = await file.read(piece, 0, PIECE).catch((error: NodeJS.ErrnoException) => {
				throw damaged(of, `cannot be read (${error.code}).`);
			});
			if (bytesRead === 0) break;
			hash.update(piece.subarray(0, bytesRead));
			yield piece.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
	if (hash.digest('hex') !== of.sha256) throw damaged(of, ALTERED);
}

const ALTERED = 'is no longer what was received: its bytes do not match their SHA-256.';

/** Bytes that are kept, whole or in pieces. `archive/corrupt` names the clipping when they are not what was received. */
function whole(of: Kept, find: () => Uint8Array | { file: string } | null): Uint8Array | AsyncIterable<Uint8Array> {
	let kept: ReturnType<typeof find>;
	try {
		kept = find();
	} catch (error) {
		// What no longer unpacks is altered like what unpacks to something else.
		if (!Fault.is(error, 'archive/corrupt') && !String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
		throw damaged(of, ALTERED);
	}
	if (kept === null) throw damaged(of, 'is missing.');
	if (!(kept instanceof Uint8Array)) return proven(of, kept);
	if (createHash('sha256').update(kept).digest('hex') !== of.sha256) throw damaged(of, ALTERED);
	return kept;
}

/** Writes the original and the pictures of a clipping to where they are placed. */
async function writeFiles(archive: string, snapshot: Snapshot, clipping: Clipping, placement: Placement, to: Staging): Promise<void> {
	const { original, pictures } = clipping;
	const called = `of “${clipping.headline}” (clipping ${clipping.id})`;
	if (placement.original !== null) await to.write(placement.original, whole({ archive, what: `The original ${called}`, sha256: original.sha256 }, () => snapshot.original(original.sha256)));
	for (const [sha256, file] of placement.pictures) {
		if (file === placement.original) continue;
		const name = pictures.find((picture) => picture.sha256 === sha256)?.fileName || sha256;
		await to.write(file, whole({ archive, what: `The picture ${name} ${called}`, sha256 }, () => snapshot.picture(sha256)));
	}
}

class Telling {
	#told = 0;
	readonly #tell: ((progress: Progress) => void) | undefined;

	constructor(tell: ((progress: Progress) => void) | undefined) {
		this.#tell = tell;
	}

	now(progress: Progress): void {
		this.#told = performance.now();
		this.#tell?.(progress);
	}

	maybe(progress: () => Progress): void {
		if (this.#tell && performance.now() - this.#told >= TELL_EVERY) this.now(progress());
	}
}

async function writeAll(from: ExportSource, snapshot: Snapshot, selection: Selection, format: ExportFormat, to: Staging, options: ExportOptions): Promise<number> {
	const tell = new Telling(options.onProgress);
	tell.now({ phase: 'looking', done: 0, total: null, current: null });
	const ids = snapshot.ids(selection);
	const total = ids.length;
	tell.now({ phase: 'writing', done: 0, total, current: null });
	const writer = format.begin();
	let done = 0;
	let turn = performance.now();
	for (const clipping of snapshot.each(ids)) {
		options.signal?.throwIfAborted();
		const placement = writer.illustrate(clipping, writer.place(clipping));
		const text = writer.record(clipping, placement, snapshot.beyond(clipping));
		if (format.layout === 'together') await to.append(placement.record, text);
		else await to.write(placement.record, text);
		await writeFiles(from.dir, snapshot, clipping, placement, to);
		done++;
		tell.maybe(() => ({ phase: 'writing', done, total, current: clipping.headline }));
		if (performance.now() - turn > TURN) {
			await nextTurn();
			turn = performance.now();
		}
	}
	for (const { file, text } of format.beside()) await to.write(file, text);
	options.signal?.throwIfAborted();
	tell.now({ phase: 'finishing', done: total, total, current: null });
	return total;
}

/**
 * Exports a selection into a new folder inside `folder`, named after the day. The folder appears under its name
 * only when everything in it is written, verified and synced; an export that is cancelled or fails leaves nothing.
 * Cancelled, it answers with `cancelled: true` and an empty path.
 *
 * Faults: `clipping/missing`, `disk/full`, `disk/missing`, `export/unwritable`, and `archive/corrupt` naming the
 * clipping whose original is missing or no longer matches its SHA-256: bad bytes are never handed on.
 */
export async function runExport(from: ExportSource, selection: Selection, formatId: FormatId, folder: string, options: ExportOptions = {}): Promise<ExportSummary & { path: string }> {
	const begun = performance.now();
	const ended = (made: { clippings: number; files: number; bytes: number; name: string; path: string; cancelled: boolean }) =>
		({ ...made, milliseconds: performance.now() - begun });
	const nothing = { clippings: 0, files: 0, bytes: 0, name: '', path: '', cancelled: true };
	if (options.signal?.aborted) return ended(nothing);
	await refuseInside(from.dir, folder);
	const staging = await Staging.begin(folder);
	let made: { clippings: number; files: number; bytes: number; name: string; path: string };
	try {
		const snapshot = from.snapshot();
		let clippings: number;
		try {
			clippings = await writeAll(from, snapshot, selection, FORMATS[formatId], staging, options);
		} finally {
			// Copies still on their way read files, not the snapshot.
			snapshot.close();
		}
		const { name, path } = await staging.finish(folderName(from.now()));
		made = { clippings, files: staging.files, bytes: staging.bytes, name, path };
	} catch (error) {
		await staging.discard();
		if (options.signal?.aborted) return ended(nothing);
		throw error;
	}
	const { path, ...event } = made;
	try {
		from.record({ format: formatId, ...event });
	} catch (error) {
		// The folder is whole and in its place: a note that could not be made is no reason to call it failed.
		if (!Fault.is(error)) throw error;
	}
	return ended({ ...event, path, cancelled: false });
}
