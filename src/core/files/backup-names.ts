// Owns the listing of an archive's backups by name. Must not open them.
import { readdirSync } from 'node:fs';
import { backupsPath, readBackupName } from '../layout';

/** Names of the backups in an archive folder, newest first. Empty when there are none or they cannot be seen. */
export function listBackups(dir: string): string[] {
	let names: string[];
	try {
		names = readdirSync(backupsPath(dir));
	} catch {
		return [];
	}
	return names
		.map((name) => ({ name, about: readBackupName(name) }))
		.filter((backup) => backup.about !== null)
		.sort((a, b) => b.about!.at - a.about!.at || (a.name < b.name ? 1 : -1))
		.map((backup) => backup.name);
}
