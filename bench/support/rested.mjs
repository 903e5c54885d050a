// Makes a copy of an archive as it is on any day but that of a large import. Must not change the archive it copies.
import Database from 'better-sqlite3';
import { constants, cpSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Versions of one story have been looked for, and nothing waits for it. Looking takes milliseconds a clipping beside other work, hours for a
 * million, so here the list of those that wait is emptied instead.
 * @param {string} from an archive that nobody has open
 * @param {string} to comes to stand here
 */
export function rested(from, to) {
	cpSync(from, to, { recursive: true, mode: constants.COPYFILE_FICLONE, filter: (path) => !path.endsWith('backups') });
	const db = new Database(join(to, 'archive.cuttings'));
	db.exec('DELETE FROM unlinked');
	db.pragma('wal_checkpoint(TRUNCATE)');
	db.close();
	return to;
}
