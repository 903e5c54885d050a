// Owns which sentence says why a source was not kept: what happened, what is safe, what to do. Must not decide what is kept.
import type { SkipReason } from '../../shared/model';
import { said, type Said, type SaidKey } from '../../shared/said';

/** A source that is not kept. `failed` means that trying again can help; `skipped` that there is nothing to keep. */
export interface Refused {
	outcome: 'skipped' | 'failed';
	reason: SkipReason;
	detail: Said;
}

const skipped = (reason: SkipReason, detail: Said): Refused => ({ outcome: 'skipped', reason, detail });
const failed = (reason: SkipReason, detail: Said): Refused => ({ outcome: 'failed', reason, detail });

/** "8 MB", "1.5 GB": decimal units, as file managers print them. */
function size(bytes: number): Said {
	const units = ['kB', 'MB', 'GB', 'TB'];
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return said('said.size', { amount: value < 10 ? Number(value.toFixed(1)) : Math.round(value), unit: units[unit]! });
}

export const EMPTY = skipped('empty', said('said.import.empty'));
export const BINARY = skipped('binary', said('said.import.binary'));
export const LITTER = skipped('not-a-clipping', said('said.import.litter'));
export const OWN_ARCHIVE = skipped('our-own-archive', said('said.import.own-archive'));
export const OTHER_ARCHIVE = skipped('our-own-archive', said('said.import.other-archive'));
export const LOOP = skipped('folder-loop', said('said.import.loop'));
export const SEEN_ELSEWHERE = skipped('folder-loop', said('said.import.seen-elsewhere'));
export const LINK_OUTSIDE = skipped('not-a-file', said('said.import.link-outside'));
export const NOTHING_INSIDE = skipped('empty', said('said.import.nothing-inside'));
export const ESCAPES = skipped('not-a-file', said('said.import.escapes'));
export const TOO_DEEP = skipped('too-large', said('said.import.deep'));
export const UNSTEADY = failed('unreadable', said('said.import.unsteady'));
export const CRASHED = failed('failed', said('said.import.crashed'));
export const GONE_MEANWHILE = failed('failed', said('said.import.gone-meanwhile'));

export const notAFile = (what: 'pipe' | 'socket' | 'device' | 'other'): Refused => skipped('not-a-file', said(SPECIAL[what]));
const SPECIAL = { pipe: 'said.import.pipe', socket: 'said.import.socket', device: 'said.import.device', other: 'said.import.other' } as const;

/** A file that is not as its bag says. */
export const flawed = (kind: 'missing' | 'added' | 'altered' | 'malformed' | 'unsafe', what: Said): Refused => (kind === 'missing' ? failed('missing', what) : kind === 'altered' ? failed('unreadable', what) : skipped('not-a-file', what));

/** A kind of file, with its article. */
export type KindSaid = Extract<SaidKey, `said.kind.${string}`>;

export const notReadHere = (kind: KindSaid): Refused => skipped('not-a-clipping', said('said.import.not-read', { what: said(kind) }));
/** Said where single files are read and nothing is kept. */
export const holdsMany = (kind: KindSaid): Refused => skipped('not-a-clipping', said('said.import.holds-many', { what: said(kind) }));
export const tooMuchInside = (limit: number): Refused => skipped('too-large', said('said.import.much-inside', { limit: size(limit) }));
export const notAClipping = (kind: KindSaid): Refused => skipped('not-a-clipping', said('said.import.no-clipping', { what: said(kind) }));
export const tooLarge = (bytes: number, limit: number): Refused => skipped('too-large', said('said.import.large', { size: size(bytes), limit: size(limit) }));
export const tooManyLines = (lines: number, limit: number): Refused => skipped('too-large', said('said.import.lines', { count: lines, limit }));
export const hung = (seconds: number): Refused => failed('failed', said('said.import.hung', { count: seconds }));
/** An error that no rule foresees, while one source was handled. */
export const broken = (error: unknown): Refused => failed('failed', said('said.import.broken', { fault: firstLine(error) }));

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0]?.slice(0, 160) ?? '';

/** What an errno of the file system means to somebody who gave a file or folder. */
export function unreadable(error: unknown, what: 'file' | 'folder' = 'file'): Refused {
	const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
	switch (code) {
		case 'ENOENT':
		case 'ENOTDIR':
			return failed('missing', said('said.import.gone', { what }));
		case 'ELOOP':
			return skipped('folder-loop', said('said.import.to-itself'));
		case 'EACCES':
		case 'EPERM':
			return failed('unreadable', said('said.import.denied', { what }));
		case 'ENAMETOOLONG':
			return failed('unreadable', said('said.import.long-path'));
		case 'EIO':
		case 'ENXIO':
			return failed('unreadable', said('said.import.disk', { what }));
		case 'EBUSY':
		case 'ETXTBSY':
			return failed('unreadable', said('said.import.busy', { what }));
		case 'EMFILE':
		case 'ENFILE':
			return failed('unreadable', said('said.import.too-many-open'));
		default:
			return failed('unreadable', code ? said('said.import.unread-code', { what, code }) : said('said.import.unread', { what }));
	}
}
