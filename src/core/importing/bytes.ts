// Owns the way from a path to a file's bytes: never waits on a pipe, never reads more than a clipping may have, notices a file that changes meanwhile. Synchronous: meant for a worker.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { BigIntStats } from 'node:fs';
import { HEAD_BYTES, recognise, refusal } from './kinds';
import type { ContainerKind } from './kinds';
import { notAFile, tooLarge, UNSTEADY, unreadable } from './words';
import type { Refused } from './words';

export type FileBytes =
	| { ok: true; bytes: Uint8Array; modifiedAt: number }
	/** It holds sources of its own and is opened where it lies; `size` in bytes. */
	| { ok: true; container: ContainerKind; size: number }
	| { ok: false; refused: Refused; size: number };

/** Subtle: opening a pipe for reading waits for a writer unless this is set. Windows has neither. */
const OPEN = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function special(stats: BigIntStats): Refused | null {
	if (stats.isFile()) return null;
	if (stats.isDirectory()) return notAFile('other');
	if (stats.isFIFO()) return notAFile('pipe');
	if (stats.isSocket()) return notAFile('socket');
	return stats.isBlockDevice() || stats.isCharacterDevice() ? notAFile('device') : notAFile('other');
}

/** Reads until `buffer` is full or the file ends; returns how much. */
function fill(fd: number, buffer: Uint8Array, from: number): number {
	let at = from;
	while (at < buffer.length) {
		const read = readSync(fd, buffer, at, buffer.length - at, at);
		if (read === 0) break;
		at += read;
	}
	return at;
}

/** The most a file may have that is read whatever it is. */
const MOST_ANY = 256 * 1024 * 1024;

function readOnce(path: string | Buffer, name: string, anyKind: boolean): FileBytes | 'changed' {
	const fd = openSync(path, OPEN);
	try {
		const before = fstatSync(fd, { bigint: true });
		const size = Number(before.size);
		const refused = special(before);
		if (refused) return { ok: false, refused, size: 0 };
		// One byte more than there should be, so that a file that grows is noticed.
		let buffer = new Uint8Array(Math.min(size, HEAD_BYTES) + 1);
		let length = fill(fd, buffer, 0);
		const head = buffer.subarray(0, Math.min(length, HEAD_BYTES));
		const kind = recognise(head, name, size <= HEAD_BYTES);
		const refusedByKind = anyKind ? (size > MOST_ANY ? tooLarge(size, MOST_ANY) : null) : refusal(kind, size);
		if (refusedByKind) return { ok: false, refused: refusedByKind, size };
		if (!anyKind && kind.container) return { ok: true, container: kind.container, size };
		if (size > HEAD_BYTES) {
			const whole = new Uint8Array(size + 1);
			whole.set(buffer.subarray(0, length));
			buffer = whole;
			length = fill(fd, buffer, length);
		}
		const after = fstatSync(fd, { bigint: true });
		if (length !== size || after.size !== before.size || after.mtimeNs !== before.mtimeNs) return 'changed';
		return { ok: true, bytes: buffer.subarray(0, size), modifiedAt: Number(before.mtimeMs) };
	} finally {
		closeSync(fd);
	}
}

/** All bytes of the file at `path`, if it is of a kind that is read (or `anyKind`) and not too large for it. Never throws. */
export function readWhole(path: string | Buffer, name: string, anyKind: true): Exclude<FileBytes, { container: ContainerKind }>;
export function readWhole(path: string | Buffer, name: string): FileBytes;
export function readWhole(path: string | Buffer, name: string, anyKind = false): FileBytes {
	try {
		for (let attempt = 0; attempt < 2; attempt++) {
			const read = readOnce(path, name, anyKind);
			if (read !== 'changed') return read;
		}
		return { ok: false, refused: UNSTEADY, size: 0 };
	} catch (error) {
		return { ok: false, refused: unreadable(error), size: 0 };
	}
}
