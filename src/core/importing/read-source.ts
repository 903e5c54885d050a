// Owns the reading of one source, without an archive: bytes in, a clipping's parts or the reason there are none out. Must not store anything.
import { basename } from 'node:path';
import type { Reading, RefusalReason } from '../formats/reading-of';
import { Refusal } from '../formats/reading-of';
import type { SkipReason } from '../../shared/model';
import { readWhole } from './bytes';
import { sha256 } from '../files/hash';
import { besidePage, isPageName } from './beside';
import { GIVEN, HEAD_BYTES, recognise, refusal } from './kinds';
import type { Around } from './kinds';
import { BINARY, broken, holdsMany } from './words';
import type { Refused } from './words';

/** What a source holds, or why it is no clipping. */
export type SourceReading = { ok: true; reading: Reading } | { ok: false; refused: Refused };
/** A file's reading, with the facts of the original. `modifiedAt` in ms UTC, `sha256` as 64 lower-case hexadecimal digits. */
export type FileReading = SourceReading & { sha256: string | null; bytes: number; modifiedAt: number | null };

const REASONS: Record<RefusalReason, SkipReason> = {
	empty: 'empty', 'no-text': 'not-a-clipping', encrypted: 'unreadable', damaged: 'unreadable', 'too-large': 'too-large', unsupported: 'not-a-clipping',
};

/** A refusal by a reader, as an outcome says it. */
export function refusedBy(refusal: Refusal): Refused {
	const reason = REASONS[refusal.reason];
	return { outcome: reason === 'unreadable' ? 'failed' : 'skipped', reason, detail: refusal.why };
}

/**
 * Reads a source that is whole in memory. Never rejects: what no reader can make sense of is an outcome.
 * @param name the last part of its path; a hint for readers, and shown to nobody
 * @param as what it is said to be: a page that was dragged, one record of a file of many; otherwise its bytes tell
 */
export async function readBytes(bytes: Uint8Array, name: string, around: Around = {}, as?: 'html' | 'record'): Promise<SourceReading> {
	const kind = as ? GIVEN[as] : recognise(bytes.subarray(0, HEAD_BYTES), name, bytes.length <= HEAD_BYTES);
	const refused = refusal(kind, bytes.length);
	if (refused) return { ok: false, refused };
	if (!kind.read) return { ok: false, refused: kind.container && kind.label ? holdsMany(kind.label) : BINARY };
	try {
		return { ok: true, reading: await kind.read(bytes, name, around) };
	} catch (error) {
		return { ok: false, refused: error instanceof Refusal ? refusedBy(error) : broken(error) };
	}
}

/** Reads the file at `path` and stores nothing. Never rejects. */
export async function readFileSource(path: string): Promise<FileReading> {
	const name = basename(path);
	const file = readWhole(path, name);
	if (!file.ok) return { ok: false, refused: file.refused, sha256: null, bytes: file.size, modifiedAt: null };
	if ('container' in file) return { ok: false, refused: holdsMany(file.container === 'zip' ? 'said.kind.zip' : 'said.kind.record-file'), sha256: null, bytes: file.size, modifiedAt: null };
	const read = await readBytes(file.bytes, name, isPageName(name) ? { beside: besidePage(path) } : {});
	const isWhole = !read.ok || read.reading.parts.length === 0 || read.reading.text !== '';
	return {
		...(isWhole ? read : { ok: false, refused: holdsMany('said.kind.many-records') }),
		sha256: sha256(file.bytes), bytes: file.bytes.length, modifiedAt: file.modifiedAt,
	};
}
