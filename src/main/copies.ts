// Owns writing a copy of a picture where somebody has asked for it. Must not choose the place.
import { writeFile } from 'node:fs/promises';
import { Fault } from '../shared/errors';

/** A name that every file system takes, from one a source has given: its last part, without what separates or controls. */
export function fileNameFrom(name: string): string {
	const last = name.split(/[?#]/, 1)[0]!.split(/[/\\]/).at(-1)!;
	const plain = last.replace(/[\u0000-\u001f\u007f<>:"|*]/g, '_').replace(/^\.+|[. ]+$/g, '').trim().slice(-150);
	return plain === '' ? 'Picture' : plain;
}

/** @throws Fault disk/full, disk/denied, disk/missing */
export async function writeCopy(path: string, bytes: Uint8Array): Promise<void> {
	try {
		await writeFile(path, bytes);
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOSPC' || code === 'EDQUOT') throw new Fault('disk/full', { path });
		if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new Fault('disk/denied', { path });
		if (code === 'ENOENT') throw new Fault('disk/missing', { path });
		throw error;
	}
}
