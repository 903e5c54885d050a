// Owns the names of things inside an archive folder: pure arithmetic on paths. Must not touch the disk.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** 'Cutt' in ASCII, at byte 68 of the database (SQLite's application_id): how an archive is recognised. */
export const APPLICATION_ID = 0x43757474;

/** Originals larger than this stand as files; smaller ones live in the database, so that a million clippings stay few files. Bytes. */
export const INLINE_LIMIT = 64 * 1024;

export const DATABASE_FILE = 'archive.cuttings';
export const READ_ME_NAME = 'READ ME.txt';
export const ORIGINALS_NAME = 'originals';
export const BACKUPS_NAME = 'backups';

export const databasePath = (dir: string): string => join(dir, DATABASE_FILE);
export const originalsPath = (dir: string): string => join(dir, ORIGINALS_NAME);
export const backupsPath = (dir: string): string => join(dir, BACKUPS_NAME);
export const readMePath = (dir: string): string => join(dir, READ_ME_NAME);

/** Where the original with this SHA-256 (64 hexadecimal digits) stands when it is a file: `originals/ab/abcd…`. */
export const originalPath = (dir: string, sha256: string): string => join(originalsPath(dir), sha256.slice(0, 2), sha256);

/** A database not yet finished, in the folder it is made in. Renamed into place when whole. */
export const unfinishedDatabaseName = (mark: string): string => `${DATABASE_FILE}.new-${mark}`;
export const isUnfinishedDatabase = (name: string): boolean => name.startsWith(`${DATABASE_FILE}.new-`);

/** An original or backup still being written. */
export const unfinishedName = (name: string, mark: string): string => `.${name}.${mark}.part`;
export const isUnfinished = (name: string): boolean => name.startsWith('.') && name.endsWith('.part');

/** An instant as a part of a file name on every system, in UTC: "2026-03-11T14.05.09.123Z". */
export const stamp = (at: number): string => new Date(at).toISOString().replaceAll(':', '.');

/** "archive-2-2026-03-11T14.05.09.123Z.cuttings": a backup of schema 2. */
export const backupName = (schema: number, at: number): string => `archive-${schema}-${stamp(at)}.cuttings`;

/** What a backup's name says; null when it is not the name of one. */
export function readBackupName(name: string): { schema: number; at: number } | null {
	const match = /^archive-(\d+)-(\d{4}-\d\d-\d\dT)(\d\d)\.(\d\d)\.(\d\d\.\d{3}Z)(?:-\d+)?\.cuttings$/.exec(name);
	if (!match) return null;
	const at = Date.parse(`${match[2]}${match[3]}:${match[4]}:${match[5]}`);
	return Number.isNaN(at) ? null : { schema: Number(match[1]), at };
}

/** The name a damaged database gets when a backup takes its place. */
export const damagedName = (at: number): string => `archive-damaged-${stamp(at)}.cuttings`;

/** Where archives live unless somebody says otherwise: `$CUTTINGS_ARCHIVE`, else `Cuttings` in the person's home. */
export const defaultArchive = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
	env['CUTTINGS_ARCHIVE'] || join(homedir(), 'Cuttings');
