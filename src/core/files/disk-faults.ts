// Owns the translation of the operating system's error codes into faults. Must not decide what to do about them.
import { Fault } from '../../shared/errors';

/** Also where something else stands in the place: it will not be pushed aside. */
const DENIED = new Set(['EACCES', 'EPERM', 'EEXIST', 'EISDIR', 'ENOTEMPTY', 'EBUSY', 'ETXTBSY']);
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EIO', 'ENXIO', 'ENODEV', 'ESTALE']);

/** The system's code of an error ("ENOENT"), or an empty string. */
export const errnoOf = (error: unknown): string =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** The fault that an error of the file system means, or null when it is none. `path` is named when the error names none. */
export function diskFault(error: unknown, path: string): Fault | null {
	const code = errnoOf(error);
	const at = error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : path;
	if (DENIED.has(code)) return new Fault('disk/denied', { path: at }, { cause: error });
	if (FULL.has(code)) return new Fault('disk/full', { path: at }, { cause: error });
	if (code === 'EROFS') return new Fault('archive/read-only', { path }, { cause: error });
	if (MISSING.has(code)) return new Fault('disk/missing', { path: at }, { cause: error });
	return null;
}

/** Runs `work` on the disk; its errors leave as faults. */
export async function onDisk<T>(path: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw diskFault(error, path) ?? error;
	}
}
