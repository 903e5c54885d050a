// Owns the archive folder as a place: what stands there, making a new one, refusing what is something else. Must not read clippings.
import { randomBytes } from 'node:crypto';
import { access, constants, link, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errnoOf, onDisk } from '../files/disk-faults';
import { syncFolder } from '../files/blobs';
import { APPLICATION_ID, BACKUPS_NAME, DATABASE_FILE, ORIGINALS_NAME, backupsPath, databasePath, isUnfinishedDatabase, originalsPath, readMePath, unfinishedDatabaseName } from '../layout';
import { migrate } from '../store/migrations';
import { createDatabase } from '../store/open';
import { readMe } from './read-me';

/** `without-database`: originals or backups of an archive, but not the database itself. */
export type Standing = 'missing' | 'empty' | 'archive' | 'without-database' | 'other';

/** What file managers leave behind says nothing about a folder. */
const LITTER = new Set(['.DS_Store', '.localized', 'Thumbs.db', 'desktop.ini', 'lost+found', '.directory', '$RECYCLE.BIN', 'System Volume Information', '.Trashes', '.Spotlight-V100', '.fseventsd']);

/** What stands at a path. Faults: `disk/denied`, `disk/missing`. */
export async function lookAt(dir: string): Promise<Standing> {
	let names: string[];
	try {
		names = await readdir(dir);
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return 'missing';
		if (errnoOf(error) === 'ENOTDIR') return 'other';
		return onDisk(dir, () => Promise.reject(error as Error));
	}
	if (names.includes(DATABASE_FILE)) return (await stat(databasePath(dir))).isFile() ? 'archive' : 'other';
	const own = names.filter((name) => !LITTER.has(name) && !isUnfinishedDatabase(name));
	if (own.length === 0) return 'empty';
	return own.includes(ORIGINALS_NAME) && own.includes(BACKUPS_NAME) ? 'without-database' : 'other';
}

/**
 * Makes an empty archive in a folder that is empty or does not exist. The database appears under its name only when it
 * is whole; when another program makes one at the same moment, that one stays.
 */
export async function makeArchive(dir: string, now: number): Promise<void> {
	await onDisk(dir, async () => {
		await mkdir(dir, { recursive: true });
		const unfinished = join(dir, unfinishedDatabaseName(randomBytes(6).toString('hex')));
		try {
			const db = createDatabase(unfinished);
			try {
				db.pragma(`application_id = ${APPLICATION_ID}`);
				migrate(db);
			} finally {
				db.close();
			}
			await appear(unfinished, databasePath(dir));
		} finally {
			await rm(unfinished, { force: true });
			await Promise.all(['-wal', '-shm'].map((tail) => rm(unfinished + tail, { force: true })));
		}
		await mkdir(originalsPath(dir), { recursive: true });
		await mkdir(backupsPath(dir), { recursive: true });
		await writeFile(readMePath(dir), readMe(now), { flag: 'wx' }).catch((error: unknown) => {
			if (errnoOf(error) !== 'EEXIST') throw error;
		});
		await syncFolder(dir);
		await syncFolder(dirname(dir));
	});
}

/** Gives a finished file its name, unless something has that name already. */
async function appear(unfinished: string, goal: string): Promise<void> {
	try {
		await link(unfinished, goal);
	} catch (error) {
		if (errnoOf(error) === 'EEXIST') return;
		// Some file systems (FAT, network shares) know no second names.
		if (await stat(goal).then(() => true, () => false)) return;
		await rename(unfinished, goal);
	}
}

/** Whether an archive's folder and database may be written to, as far as the system tells beforehand. */
export async function isWritable(dir: string): Promise<boolean> {
	try {
		await access(dir, constants.W_OK);
		await access(databasePath(dir), constants.W_OK);
		return true;
	} catch (error) {
		if (['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(error))) return false;
		return onDisk(dir, () => Promise.reject(error as Error));
	}
}
