// Owns getting from a folder to an open database that can be trusted at first sight: recognised, whole as far as a glance tells, of this program's schema. Must not read clippings.
import { constants, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../../shared/errors';
import { said } from '../../shared/said';
import { onDisk } from '../files/disk-faults';
import { APPLICATION_ID, DATABASE_FILE, databasePath } from '../layout';
import { hasOurTables, touch } from '../store/health';
import { migrate, refuseNewer, schemaOf, SCHEMA } from '../store/migrations';
import { asFault, corrupt, openForReading, openForWriting, type Manner, type ReadDb, type WriteDb } from '../store/open';
import { upgrade } from './backups';
import { isWritable } from './folder';

/** Opens the database of an archive folder for writing, after a backup and migration where it is of an older schema. */
export async function openToWrite(dir: string, now: number, manner: Manner): Promise<WriteDb> {
	if (!(await isWritable(dir))) throw new Fault('archive/read-only', { path: dir });
	const db = openForWriting(databasePath(dir), manner);
	return kept(db, async () => {
		recognise(db);
		await upgrade(dir, db, now);
		glance(db);
	});
}

/**
 * Opens the database for looking only. Where even looking would have to write (SQLite keeps a list of its journal's
 * pages beside the database) or the schema is older, a private copy is opened; `close` removes it.
 */
export async function openToRead(dir: string, manner: Manner): Promise<{ db: ReadDb; close: () => Promise<void> }> {
	let db: ReadDb | null = null;
	try {
		db = openForReading(databasePath(dir), manner);
		recognise(db);
		if (schemaOf(db) === SCHEMA) {
			glance(db);
			const open = db;
			return { db: open, close: async () => open.close() };
		}
		db.close();
	} catch (error) {
		db?.close();
		if (!Fault.is(error, 'disk/missing') && !Fault.is(error, 'archive/read-only')) throw error;
	}
	return openCopy(dir, manner);
}

async function openCopy(dir: string, manner: Manner): Promise<{ db: ReadDb; close: () => Promise<void> }> {
	const folder = await onDisk(tmpdir(), () => mkdtemp(join(tmpdir(), 'cuttings-')));
	const away = () => rm(folder, { recursive: true, force: true });
	try {
		const path = join(folder, DATABASE_FILE);
		await onDisk(dir, async () => {
			await copyFile(databasePath(dir), path, constants.COPYFILE_FICLONE);
			const journal = `${databasePath(dir)}-wal`;
			if (await stat(journal).catch(() => null)) await copyFile(journal, `${path}-wal`, constants.COPYFILE_FICLONE);
		});
		const whole = openForWriting(path, manner);
		try {
			recognise(whole, dir);
			migrate(whole);
		} finally {
			whole.close();
		}
		const db = openForReading(path, manner, dir);
		const open = await kept(db, async () => glance(db));
		return { db: open, close: async () => { open.close(); await away(); } };
	} catch (error) {
		await away();
		throw error;
	}
}

/** Closes the database again when `work` fails. */
async function kept<Db extends ReadDb>(db: Db, work: () => Promise<void>): Promise<Db> {
	try {
		await work();
		return db;
	} catch (error) {
		db.close();
		throw error;
	}
}

/** Refuses what is not an archive's database, and one from a later program. */
function recognise(db: ReadDb, dir = db.dir): void {
	if (statSync(db.path).size === 0) throw corrupt(dir, said('said.damage.empty'));
	if (db.pragma('application_id') !== APPLICATION_ID) {
		// Our own tables under another mark: the mark was damaged.
		if (hasOurTables(db)) throw corrupt(dir, said('said.damage.mark'));
		throw new Fault('archive/not-an-archive', { path: dir });
	}
	refuseNewer(db);
}

/** What can be told of a database's health without reading it all: its length, its tables, the first and last row of each. */
function glance(db: ReadDb): void {
	const size = statSync(db.path).size;
	const journal = statSync(`${db.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
	const expected = Number(db.pragma('page_count')) * Number(db.pragma('page_size'));
	if (journal === 0 && size < expected) throw corrupt(db.dir, said('said.damage.short', { size, expected }));
	try {
		touch(db);
	} catch (error) {
		if (error instanceof Fault) throw error;
		// A table or column that is not there.
		throw corrupt(db.dir, said('said.plain', { text: error instanceof Error ? error.message : String(asFault(error, db.path)) }), error);
	}
}
