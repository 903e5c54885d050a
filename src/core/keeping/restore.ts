// Owns putting a backup in the place of a damaged database. Nothing is deleted: the damaged file is kept beside it.
import { randomBytes } from 'node:crypto';
import { constants, copyFile, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../shared/errors';
import { said } from '../../shared/said';
import { syncFolder } from '../files/blobs';
import { listBackups } from '../files/backup-names';
import { errnoOf, onDisk } from '../files/disk-faults';
import { APPLICATION_ID, backupsPath, damagedName, databasePath, readBackupName, unfinishedDatabaseName } from '../layout';
import { Events } from '../store/events';
import { clippingsAfter, lastClipping, QUICK_CHECK } from '../store/health';
import { SCHEMA, schemaOf } from '../store/migrations';
import { askElsewhere, corrupt, openForReading, openForWriting, transaction } from '../store/open';

export interface Restored {
	/** Name of the backup now in place. */
	backup: string;
	/** When it was made, ms UTC. */
	madeAt: number;
	/** Name the damaged database has now, in the same folder; null when there was none. */
	kept: string | null;
	/** Clippings there are now. */
	clippings: number;
	/** Clippings that came after the backup and are not in it; null when the damaged database no longer tells. Their large originals are still in `originals/`. */
	lost: number | null;
}

/** Puts the newest backup that is whole in place. `archive/corrupt` when there is none. */
export async function restoreNewest(dir: string, now: number): Promise<Restored> {
	for (const name of listBackups(dir)) {
		const last = await lastOf(join(backupsPath(dir), name));
		if (last !== null) return put(dir, name, last, now);
	}
	throw corrupt(dir, said('said.damage.no-backup'));
}

/** The greatest clipping number in a backup that is whole and can be used by this program; null when it is not. */
async function lastOf(path: string): Promise<number | null> {
	try {
		const db = openForReading(path);
		try {
			if (db.pragma('application_id') !== APPLICATION_ID || schemaOf(db) > SCHEMA) return null;
		} finally {
			db.close();
		}
		const [answer] = await askElsewhere(path, [QUICK_CHECK], new AbortController().signal);
		if (!Array.isArray(answer) || answer[0]?.[0] !== 'ok') return null;
		return greatest(path);
	} catch (error) {
		if (Fault.is(error)) return null;
		throw error;
	}
}

function greatest(path: string): number {
	const db = openForReading(path);
	try {
		return lastClipping(db);
	} finally {
		db.close();
	}
}

async function put(dir: string, backup: string, last: number, now: number): Promise<Restored> {
	return onDisk(dir, async () => {
		const place = databasePath(dir);
		const lost = lostAfter(place, last);
		const unfinished = join(dir, unfinishedDatabaseName(randomBytes(6).toString('hex')));
		let kept: string | null = damagedName(now);
		try {
			await copyFile(join(backupsPath(dir), backup), unfinished, constants.COPYFILE_FICLONE);
			const file = await open(unfinished, 'r+');
			try {
				await file.sync();
			} finally {
				await file.close();
			}
			// The journal first: left alone beside a backup it would be taken for the backup's own.
			for (const tail of ['-wal', '-shm']) await moved(place + tail, join(dir, kept) + tail);
			if (!(await moved(place, join(dir, kept)))) kept = null;
			await rename(unfinished, place);
			await syncFolder(dir);
		} finally {
			await rm(unfinished, { force: true });
		}
		const db = openForWriting(place);
		try {
			db.pragma('journal_mode = WAL');
			const clippings = clippingsAfter(db, 0);
			const madeAt = readBackupName(backup)!.at;
			transaction(db, () => new Events(db).note(now, 'recovery', null, { backup, madeAt, kept, lost }));
			return { backup, madeAt, kept, clippings, lost };
		} finally {
			db.close();
		}
	});
}

async function moved(from: string, to: string): Promise<boolean> {
	try {
		await rename(from, to);
		return true;
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return false;
		throw error;
	}
}

/** How many clippings a damaged database holds beyond `last`, if it can still be asked. */
function lostAfter(path: string, last: number): number | null {
	try {
		const db = openForReading(path);
		try {
			return clippingsAfter(db, last);
		} finally {
			db.close();
		}
	} catch {
		return null;
	}
}
