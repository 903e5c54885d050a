// Owns copies of the database: one before each migration, one a day after changes, and which of them are kept. Must not restore them.
import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate } from '../../shared/gate';
import type { BackupEntry } from '../../shared/keeping';
import type { Progress } from '../../shared/model';
import { syncFolder } from '../files/blobs';
import { listBackups } from '../files/backup-names';
import { onDisk } from '../files/disk-faults';
import { backupName, backupsPath, readBackupName, unfinishedName } from '../layout';
import { Events, lastChange } from '../store/events';
import { migrate, schemaOf, SCHEMA, STEPS, type Step } from '../store/migrations';
import { openForWriting, transaction, type WriteDb } from '../store/open';

const KEPT = 7;
const DAY = 24 * 60 * 60 * 1000;
/** A database larger than this is not copied every day: it would fill the disk seven times over. Before a migration it still is. Bytes. */
const DAILY_LIMIT = 1024 ** 3;

/** Makes the copy under a passing name and gives it its own when it is whole and on the disk. */
async function keep(dir: string, schema: number, now: number, make: (path: string) => Promise<void>): Promise<string> {
	const folder = backupsPath(dir);
	return onDisk(folder, async () => {
		await mkdir(folder, { recursive: true });
		const name = backupName(schema, now);
		const unfinished = join(folder, unfinishedName(name, randomBytes(4).toString('hex')));
		try {
			await make(unfinished);
			const file = await open(unfinished, 'r+');
			try {
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(unfinished, join(folder, name));
			await syncFolder(folder);
		} finally {
			await Promise.all(['', '-wal', '-shm', '-journal'].map((tail) => rm(unfinished + tail, { force: true })));
		}
		await prune(dir);
		return name;
	});
}

/** Keeps the newest seven, and of each schema the newest: the way back to an older program. */
export async function prune(dir: string): Promise<void> {
	const schemas = new Set<number>();
	const names = listBackups(dir);
	for (const [place, name] of names.entries()) {
		const { schema } = readBackupName(name)!;
		const isNewest = !schemas.has(schema);
		schemas.add(schema);
		if (place >= KEPT && !isNewest) await rm(join(backupsPath(dir), name), { force: true });
	}
}

/** Brings an archive's database to the present schema, after a backup. Answers the backup's name, or null when nothing was to do. */
export async function upgrade(dir: string, db: WriteDb, now: number, steps: readonly Step[] = STEPS, onStep?: (step: Step) => void): Promise<string | null> {
	const from = schemaOf(db);
	const goal = steps.at(-1)?.schema ?? 0;
	if (from >= goal) {
		migrate(db, steps, onStep);
		return null;
	}
	const backup = await keep(dir, from, now, async (path) => db.vacuumInto(path));
	if (migrate(db, steps, onStep)) transaction(db, () => new Events(db).note(now, 'migration', null, { from, to: goal, backup }));
	return backup;
}

/** The copies there are, newest first. One that went while it was looked at is left out. */
export async function backupsOf(dir: string): Promise<BackupEntry[]> {
	const entries = await Promise.all(listBackups(dir).map(async (name) => {
		const about = readBackupName(name)!;
		const found = await stat(join(backupsPath(dir), name)).catch(() => null);
		return found ? [{ name, madeAt: about.at, bytes: found.size, schema: about.schema }] : [];
	}));
	return entries.flat();
}

/** Whether it is time for the day's copy: something has changed since the last, that one is a day old, and there is room. */
export async function isBackupDue(dir: string, db: WriteDb, now: number): Promise<boolean> {
	const changed = lastChange(db);
	const last = listBackups(dir)[0];
	const lastAt = last === undefined ? null : readBackupName(last)!.at;
	if (changed === null || (lastAt !== null && (changed <= lastAt || now - lastAt < DAY))) return false;
	const { size } = await stat(db.path);
	if (size > DAILY_LIMIT) return false;
	const room = await statfs(dir);
	return room.bavail * room.bsize > size * 2;
}

export interface BackUpOptions {
	signal: AbortSignal;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	/** Counts bytes. */
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** The day's copy, made page by page beside other work. */
export async function backUp(dir: string, db: WriteDb, now: number, { signal, gate, onProgress }: BackUpOptions): Promise<string> {
	return keep(dir, SCHEMA, now, async (path) => {
		await db.copyTo(path, {
			signal, gate,
			onProgress: (done, total) => onProgress?.({ phase: 'copying', done, total, current: null }),
		});
		// Without a journal of its own it is one file, which opens even where nothing can be written.
		const copy = openForWriting(path);
		try {
			copy.pragma('journal_mode = DELETE');
		} finally {
			copy.close();
		}
	});
}
