// Owns the work on sources that may run in any thread: fetch bytes, hash them, read them, prepare what is to be written. Knows no archive and no database.
import type { Reading } from '../formats/reading-of';
import { readWhole } from './bytes';
import { readBytes, sha256 } from './read-source';
import type { Prepared } from '../store/prepare';
import { prepare } from '../store/prepare';
import { broken } from './words';
import type { Refused } from './words';

/** A source to be read: a file, or bytes somebody pasted. `path` is bytes where the file system's name is no UTF-8. `name` is its last part, for readers. */
export type Item = { path: string | Uint8Array; name: string } | { bytes: Uint8Array; name: string };

/** The first look at a source: enough to know whether it is here already. */
export type Taken = { ok: true; sha256: string; bytes: number } | { ok: false; refused: Refused };

/** A source read and prepared for the archive. */
export interface ReadClipping {
	ok: true;
	kind: Reading['kind'];
	prepared: Prepared;
	tags: string[];
	original: { sha256: string; size: number; modifiedAt: number | null; mediaType: string; encoding: string | null; undecodable: number };
	/** The original's bytes when they are to stand as a file; null when `prepared` holds them. */
	bytes: Uint8Array | null;
}
export type Read = ReadClipping | { ok: false; refused: Refused };

/** Media types whose text is the decoded original itself. */
const AS_RECEIVED: ReadonlySet<string> = new Set(['text/plain', 'text/markdown']);

/** Bytes kept between the first look and the reading, so that most files are read from the disk once. */
const KEPT_BYTES = 4 * 1024 * 1024;

interface Fetched {
	ok: true;
	sha256: string;
	bytes: Uint8Array;
	modifiedAt: number | null;
}

function fetch(item: Item): Fetched | { ok: false; refused: Refused } {
	if ('bytes' in item) return { ok: true, sha256: sha256(item.bytes), bytes: item.bytes, modifiedAt: null };
	const path = typeof item.path === 'string' ? item.path : Buffer.from(item.path);
	const file = readWhole(path, item.name);
	return file.ok ? { ok: true, sha256: sha256(file.bytes), bytes: file.bytes, modifiedAt: file.modifiedAt } : { ok: false, refused: file.refused };
}

/** Subtle: packed bytes are views of larger buffers, and a view that crosses threads takes all of its buffer with it. */
const alone = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/** Where lots of sources lie while they are read. `before` is told which one comes next and may make the desk wait. */
export class Desk {
	readonly #lots = new Map<number, Map<number, Fetched>>();
	readonly #before: (position: number) => Promise<void> | void;

	readonly #inlineLimit: number;

	/** @param inlineLimit originals up to this many bytes are packed for the database, larger ones handed over as they are */
	constructor(inlineLimit: number, before: (position: number) => Promise<void> | void) {
		this.#inlineLimit = inlineLimit;
		this.#before = before;
	}

	/** The first look at every item of a lot. Never rejects. */
	async take(lot: number, items: readonly Item[]): Promise<Taken[]> {
		const kept = new Map<number, Fetched>();
		let size = 0;
		const taken: Taken[] = [];
		for (const [index, item] of items.entries()) {
			const wait = this.#before(index);
			if (wait) await wait;
			const fetched = fetch(item);
			if (fetched.ok && 'path' in item && (size += fetched.bytes.length) <= KEPT_BYTES) kept.set(index, fetched);
			taken.push(fetched.ok ? { ok: true, sha256: fetched.sha256, bytes: fetched.bytes.length } : fetched);
		}
		this.#lots.set(lot, kept);
		return taken;
	}

	/** Reads items of a lot; `indices` are their places in it. Never rejects. */
	async read(lot: number, indices: readonly number[], items: readonly Item[]): Promise<Read[]> {
		const kept = this.#lots.get(lot);
		const read: Read[] = [];
		for (const [position, item] of items.entries()) {
			const wait = this.#before(position);
			if (wait) await wait;
			const index = indices[position] as number;
			const fetched = kept?.get(index) ?? fetch(item);
			kept?.delete(index);
			if (!fetched.ok) {
				read.push(fetched);
				continue;
			}
			const result = await readBytes(fetched.bytes, item.name);
			read.push(result.ok ? this.#prepared(result.reading, fetched, item.name) : result);
		}
		return read;
	}

	#prepared(reading: Reading, { bytes, sha256: hash, modifiedAt }: Fetched, name: string): Read {
		const isFile = bytes.length > this.#inlineLimit;
		try {
			const prepared = prepare(reading.draft, name, isFile ? null : bytes, AS_RECEIVED.has(reading.mediaType) ? null : reading.text);
			return {
				ok: true,
				kind: reading.kind,
				prepared: { ...prepared, content: alone(prepared.content), original: prepared.original && alone(prepared.original) },
				tags: reading.tags,
				original: { sha256: hash, size: bytes.length, modifiedAt, mediaType: reading.mediaType, encoding: reading.encoding, undecodable: reading.undecodable },
				bytes: isFile ? bytes : null,
			};
		} catch (error) {
			return { ok: false, refused: broken(error) };
		}
	}

	/** Lets go of what is still kept of a lot. */
	forget(lot: number): void {
		this.#lots.delete(lot);
	}
}
