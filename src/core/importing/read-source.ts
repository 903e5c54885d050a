// Owns the reading of one source, without an archive: bytes in, a clipping's parts or the reason there are none out. Must not store anything.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { Reading, RefusalReason } from '../formats/reading-of';
import { Refusal } from '../formats/reading-of';
import type { SkipReason } from '../../shared/model';
import { readWhole } from './bytes';
import { HEAD_BYTES, recognise, refusal } from './kinds';
import { BINARY, broken } from './words';
import type { Refused } from './words';

/** What a source holds, or why it is no clipping. */
export type SourceReading = { ok: true; reading: Reading } | { ok: false; refused: Refused };
/** A file's reading, with the facts of the original. `modifiedAt` in ms UTC, `sha256` as 64 lower-case hexadecimal digits. */
export type FileReading = SourceReading & { sha256: string | null; bytes: number; modifiedAt: number | null };

const REASONS: Record<RefusalReason, SkipReason> = {
	empty: 'empty', 'no-text': 'not-a-clipping', encrypted: 'unreadable', damaged: 'unreadable', 'too-large': 'too-large', unsupported: 'not-a-clipping',
};

/** Lower-case hexadecimal SHA-256 (FIPS 180-4). */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Reads a source that is whole in memory. Never rejects: what no reader can make sense of is an outcome.
 * @param name the last part of its path; a hint for readers, and shown to nobody
 */
export async function readBytes(bytes: Uint8Array, name: string): Promise<SourceReading> {
	const kind = recognise(bytes.subarray(0, HEAD_BYTES), name, bytes.length <= HEAD_BYTES);
	const refused = refusal(kind, bytes.length);
	if (refused || !kind.read) return { ok: false, refused: refused ?? BINARY };
	try {
		return { ok: true, reading: await kind.read(bytes, name) };
	} catch (error) {
		if (!(error instanceof Refusal)) return { ok: false, refused: broken(error) };
		const reason = REASONS[error.reason];
		return { ok: false, refused: { outcome: reason === 'unreadable' ? 'failed' : 'skipped', reason, detail: error.message } };
	}
}

/** Reads the file at `path` and stores nothing. Never rejects. */
export async function readFileSource(path: string): Promise<FileReading> {
	const file = readWhole(path, basename(path));
	if (!file.ok) return { ok: false, refused: file.refused, sha256: null, bytes: file.size, modifiedAt: null };
	return { ...(await readBytes(file.bytes, basename(path))), sha256: sha256(file.bytes), bytes: file.bytes.length, modifiedAt: file.modifiedAt };
}
