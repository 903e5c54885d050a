// Owns the work on sources that may run in any thread: fetch bytes, hash them, read them, prepare what is to be written. Knows no archive and no database.
import { mediaTypeOf } from '../formats/image-size';
import type { OwnRecord, Reading } from '../formats/reading-of';
import { plainName } from '../formats/reading-of';
import type { KeptRecord } from '../store/kept-record';
import { sha256 } from '../files/hash';
import type { PreparedPicture } from '../store/pictures';
import { packPage } from '../store/pictures';
import type { Prepared } from '../store/prepare';
import { prepare } from '../store/prepare';
import type { Beside } from './beside';
import { besideInMemory, besidePage, besideRecords, isPageName, sizeBeside } from './beside';
import { readWhole } from './bytes';
import { HEAD_BYTES, recognise, refusal } from './kinds';
import type { Around, ContainerKind } from './kinds';
import { preparePictures, withCaptions } from './pictures';
import { readBytes } from './read-source';
import { ruled } from './rules';
import type { ReadingRules } from './rules';
import { broken, UNSTEADY } from './words';
import type { Refused } from './words';

/** A source to be read. `name` is the last part of its path, for readers. */
export type Item = ItemFile | ItemBytes;
/** A file. `path` is bytes where the file system's name is no UTF-8. */
export interface ItemFile {
	path: string | Uint8Array;
	name: string;
}
/** Bytes that come by themselves: pasted, or from inside another source. */
export interface ItemBytes {
	bytes: Uint8Array;
	name: string;
	/** ms UTC. */
	modifiedAt?: number | null;
	/** What they are said to be, where their own look would not tell. */
	as?: 'html' | 'record';
	/** The address of the page they are from. */
	url?: string | null;
	/** The folder on the disk in which what belongs to a record lies. */
	folder?: string;
	/** What belongs to them and came along. */
	beside?: readonly Beside[];
}

/** The first look at a source: enough to know whether it is here already, or that it holds others. `bytes`: what reading it may bring along. */
export type Taken = { ok: true; sha256: string; bytes: number } | { ok: true; container: ContainerKind } | { ok: false; refused: Refused };

/** A source read and prepared for the archive. */
export interface ReadClipping {
	ok: true;
	kind: Reading['kind'];
	prepared: Prepared;
	tags: string[];
	original: { sha256: string; size: number; modifiedAt: number | null; mediaType: string; encoding: string | null; undecodable: number };
	/** The original's bytes when they are to stand as a file; null when `prepared` holds them. */
	bytes: Uint8Array | null;
	/** In their order. */
	pictures: PreparedPicture[];
	/** Its safe markup, packed; null for what has none. */
	page: Uint8Array | null;
	/** Sources found inside that are clippings themselves. */
	parts: ItemBytes[];
	/** What it was in the archive it was exported from. */
	own: KeptRecord | null;
}
/** A source that is no clipping itself and holds some. */
export interface ReadParts {
	ok: true;
	kind: 'parts';
	parts: ItemBytes[];
}
export type Read = ReadClipping | ReadParts | { ok: false; refused: Refused };

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

function fetch(item: Item): Fetched | { ok: true; container: ContainerKind } | { ok: false; refused: Refused } {
	if ('bytes' in item) {
		const { container } = item.as ? { container: null } : recognise(item.bytes.subarray(0, HEAD_BYTES), item.name, item.bytes.length <= HEAD_BYTES);
		return container ? { ok: true, container } : { ok: true, sha256: sha256(item.bytes), bytes: item.bytes, modifiedAt: item.modifiedAt ?? null };
	}
	const path = typeof item.path === 'string' ? item.path : Buffer.from(item.path);
	const file = readWhole(path, item.name);
	if ('container' in file) return file;
	return file.ok ? { ok: true, sha256: sha256(file.bytes), bytes: file.bytes, modifiedAt: file.modifiedAt } : { ok: false, refused: file.refused };
}

/** What is known of an item besides its bytes. */
function aroundOf(item: Item): Around {
	if ('path' in item) return typeof item.path === 'string' && isPageName(item.name) ? { beside: besidePage(item.path) } : {};
	const beside = item.folder !== undefined ? besideRecords(item.folder) : item.beside ? besideInMemory(item.beside, item.name) : null;
	return { url: item.url ?? null, ...(beside ? { beside } : {}) };
}

/** Bytes that reading an item may bring along besides its own: pictures that lie beside a page. */
function weightBeside(item: Item): number {
	if ('bytes' in item) return (item.beside ?? []).reduce((sum, { bytes }) => sum + bytes.length, 0);
	return typeof item.path === 'string' && isPageName(item.name) ? sizeBeside(item.path) : 0;
}

/** Subtle: packed bytes are views of larger buffers, and a view that crosses threads takes all of its buffer with it. */
const alone = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/**
 * What lies inside a source: pictures become pictures of it, what can be read becomes a source of its own, and the rest stays
 * in the original.
 */
function sorted(reading: Reading): { reading: Reading; parts: ItemBytes[] } {
	const parts: ItemBytes[] = [];
	const pictures = [...reading.pictures];
	for (const { name, bytes } of reading.parts) {
		const kind = recognise(bytes.subarray(0, HEAD_BYTES), name, bytes.length <= HEAD_BYTES);
		if (mediaTypeOf(bytes) !== null) {
			pictures.push({ bytes, mediaType: '', fileName: plainName(name), address: null, caption: null, credit: null, width: null, height: null });
		} else if (!refusal(kind, bytes.length)) parts.push({ bytes, name: plainName(name) || 'attachment' });
	}
	return { reading: { ...reading, pictures }, parts };
}

const keptRecord = ({ uid, mergedInto, number, run, history, tags, changedAt, importedAt, trashedAt, notes, isFlagged, annotations, rights, embargo, collections, fileName, original }: OwnRecord): KeptRecord =>
	({ uid, mergedInto, number, run, history, tags, changedAt, importedAt, trashedAt, notes, isFlagged, annotations, rights, embargo, collections, fileName, hasOriginal: original !== null });

/** Where lots of sources lie while they are read. `before` is told which one comes next and may make the desk wait. */
export class Desk {
	readonly #lots = new Map<number, Map<number, Fetched>>();
	readonly #before: (position: number) => Promise<void> | void;

	readonly #inlineLimit: number;
	readonly #rules: ReadingRules;

	/**
	 * @param inlineLimit originals up to this many bytes are packed for the database, larger ones handed over as they are
	 * @param rules what the import was told of what it reads
	 */
	constructor(inlineLimit: number, rules: ReadingRules, before: (position: number) => Promise<void> | void) {
		this.#inlineLimit = inlineLimit;
		this.#rules = rules;
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
			if (!('bytes' in fetched)) {
				taken.push(fetched.ok ? { ok: true, container: fetched.container } : fetched);
				continue;
			}
			if ('path' in item && (size += fetched.bytes.length) <= KEPT_BYTES) kept.set(index, fetched);
			taken.push({ ok: true, sha256: fetched.sha256, bytes: fetched.bytes.length + weightBeside(item) });
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
			if (!('bytes' in fetched)) {
				// A file that became another while it was looked at.
				read.push(fetched.ok ? { ok: false, refused: UNSTEADY } : fetched);
				continue;
			}
			const result = await readBytes(fetched.bytes, item.name, aroundOf(item), 'as' in item ? item.as : undefined);
			read.push(result.ok ? await this.#prepared(result.reading, fetched, item.name, () => this.#before(position)) : result);
		}
		return read;
	}

	async #prepared(found: Reading, fetched: Fetched, name: string, beat: () => void | Promise<void>): Promise<Read> {
		try {
			const { reading, parts } = sorted(found);
			if (parts.length > 0 && reading.text === '' && reading.draft.blocks.length === 0 && !reading.draft.headline) return { ok: true, kind: 'parts', parts };
			const { own } = reading;
			const bytes = own?.original?.bytes ?? fetched.bytes;
			const hash = own?.original ? sha256(bytes) : fetched.sha256;
			const isFile = bytes.length > this.#inlineLimit;
			const { pictures, captions } = await preparePictures(reading, hash, this.#inlineLimit, beat);
			const isAsReceived = own ? own.pointsIntoOriginal : AS_RECEIVED.has(reading.mediaType);
			const fileName = own?.fileName || name;
			// A record of ours comes back as it was; what the import was told is for what is read for the first time.
			const draft = own ? reading.draft : ruled(reading.draft, this.#rules);
			const prepared = prepare(withCaptions(draft, captions), fileName, isFile ? null : bytes, isAsReceived ? null : reading.text, own);
			return {
				ok: true,
				kind: reading.kind,
				prepared: { ...prepared, content: alone(prepared.content), original: prepared.original && alone(prepared.original) },
				tags: reading.tags,
				original: {
					sha256: hash, size: bytes.length, modifiedAt: own?.original ? own.original.modifiedAt : fetched.modifiedAt,
					mediaType: reading.mediaType, encoding: reading.encoding, undecodable: reading.undecodable,
				},
				bytes: isFile ? bytes : null,
				pictures: pictures.map((picture) => ({ ...picture, file: picture.file && { ...picture.file, content: picture.file.content && alone(picture.file.content) } })),
				page: reading.html === null ? null : alone(packPage(reading.html)),
				parts,
				own: own ? keptRecord(own) : null,
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
