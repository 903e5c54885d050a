// Owns the sentences that say why a source was not kept: what happened, what is safe, what to do. Must not decide what is kept.
import type { SkipReason } from '../../shared/model';

/** A source that is not kept. `failed` means that trying again can help; `skipped` that there is nothing to keep. */
export interface Refused {
	outcome: 'skipped' | 'failed';
	reason: SkipReason;
	detail: string;
}

const skipped = (reason: SkipReason, detail: string): Refused => ({ outcome: 'skipped', reason, detail });
const failed = (reason: SkipReason, detail: string): Refused => ({ outcome: 'failed', reason, detail });

/** "8 MB", "1.5 GB": decimal units, as file managers print them. */
export function size(bytes: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
	let value = bytes;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${value < 10 && unit > 0 ? Number(value.toFixed(1)) : Math.round(value)} ${units[unit]}`;
}

const count = (n: number): string => n.toLocaleString('en-GB');

export const EMPTY = skipped('empty', 'There is no text in it.');
export const BINARY = skipped('binary', 'This is neither text nor a kind of file that is known. It may be damaged.');
export const LITTER = skipped('not-a-clipping', 'This file belongs to the system, not to a clipping.');
export const OWN_ARCHIVE = skipped('our-own-archive', 'This folder is the archive itself. What it holds is already here.');
export const OTHER_ARCHIVE = skipped('our-own-archive', 'This folder is an archive of its own. It can be opened as one; its files are left as they are.');
export const LOOP = skipped('folder-loop', 'This is a link back to a folder it lies in. It is not followed.');
export const SEEN_ELSEWHERE = skipped('folder-loop', 'This is a link to a folder that is looked through under its own name.');
export const LINK_OUTSIDE = skipped('not-a-file', 'This is a link to something outside the folder given. To import that, give it by itself.');
export const NOTHING_INSIDE = skipped('empty', 'There is nothing in it.');
export const ESCAPES = skipped('not-a-file', 'Its path leads out of the file it lies in. It is left out.');
export const TOO_DEEP = skipped('too-large', 'It lies too deep: a file in a file in a file in a file. Unpack the outer ones, then import it.');
export const UNSTEADY = failed('unreadable', 'The file was changed while it was being read, twice. Import it again when nothing writes to it.');
export const CRASHED = failed('failed', 'Reading it made the reader stop. Everything else goes on; the file is untouched.');
export const GONE_MEANWHILE = failed('failed', 'It was already here, then was deleted during the import. Import it again to keep it.');

const SPECIAL = {
	pipe: 'This is a pipe between programs, not a file.',
	socket: 'This is a socket between programs, not a file.',
	device: 'This is a device, not a file.',
	other: 'This is neither a file nor a folder.',
};
export const notAFile = (what: keyof typeof SPECIAL): Refused => skipped('not-a-file', SPECIAL[what]);

/** A file that is not as its bag says. `what` is a sentence. */
export const flawed = (kind: 'missing' | 'added' | 'altered' | 'malformed' | 'unsafe', what: string): Refused => (kind === 'missing' ? failed('missing', what) : kind === 'altered' ? failed('unreadable', what) : skipped('not-a-file', what));

/** `label` with its article: "a PDF". */
export const notReadHere = (label: string): Refused => skipped('not-a-clipping', `This is ${label}. Text, web pages, e-mails, PDF and Word documents, pictures, catalogue records and ZIP files of these are kept; this kind is not yet.`);
/** `label` with its article: "a ZIP file". Said where single files are read and nothing is kept. */
export const holdsMany = (label: string): Refused => skipped('not-a-clipping', `This is ${label}: it holds sources of its own, which an import keeps one by one.`);
export const tooMuchInside = (limit: number): Refused => skipped('too-large', `What lies in it unpacks to more than ${size(limit)}. What came before is kept; unpack the file to import the rest.`);
/** `label` with its article: "a JSON file". */
export const notAClipping = (label: string): Refused => skipped('not-a-clipping', `This is ${label}, not a clipping.`);
export const tooLarge = (bytes: number, limit: number): Refused =>
	skipped('too-large', `It is ${size(bytes)} large; a clipping of this kind may have ${size(limit)}. If it holds many clippings, split it into one file each.`);
export const tooManyLines = (lines: number, limit: number): Refused =>
	skipped('too-large', `It has ${count(lines)} lines; a clipping may have ${count(limit)}. If it holds many clippings, split it into one file each.`);
export const hung = (seconds: number): Refused =>
	failed('failed', `Reading it took longer than ${seconds} seconds and was stopped. Everything else goes on; the file is untouched.`);
/** An error that no rule foresees, while one source was handled. */
export const broken = (error: unknown): Refused =>
	failed('failed', `The program met a fault of its own here (${firstLine(error)}). The file is untouched; everything else goes on.`);

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0]?.slice(0, 160) ?? '';

/** What an errno of the file system means to somebody who gave a file or folder. */
export function unreadable(error: unknown, what: 'file' | 'folder' = 'file'): Refused {
	const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
	switch (code) {
		case 'ENOENT':
		case 'ENOTDIR':
			return failed('missing', `There is no such ${what} any more. It may have been moved or deleted.`);
		case 'ELOOP':
			return skipped('folder-loop', 'This is a link that leads back to itself.');
		case 'EACCES':
		case 'EPERM':
			return failed('unreadable', `This ${what} may not be read: its permissions forbid it. Allow reading, then import it again.`);
		case 'ENAMETOOLONG':
			return failed('unreadable', 'Its path is longer than this system can open. Move it to a folder higher up, then import it again.');
		case 'EIO':
		case 'ENXIO':
			return failed('unreadable', `The disk could not read this ${what}. Copy it from somewhere else if you can, then import that copy.`);
		case 'EBUSY':
		case 'ETXTBSY':
			return failed('unreadable', `Another program holds this ${what}. Close it there, then import it again.`);
		case 'EMFILE':
		case 'ENFILE':
			return failed('unreadable', 'Too many files are open on this machine just now. Import it again in a moment.');
		default:
			return failed('unreadable', `This ${what} could not be read${code ? ` (${code})` : ''}. Import it again once it can be opened.`);
	}
}
