// Owns the rows of watched folders and of the files in them that were dealt with. Must not look at the disk, and must not open transactions.
import { Fault } from '../../shared/errors';
import type { ImportRules, WatchedFolderId } from '../../shared/model';
import { ImportRules as ImportRulesSchema } from '../../shared/model';
import type { ReadDb, WriteDb } from './open';

/** A watched folder as it is kept. `presentAt`: what stood there unchanged since is not wanted; null when everything is. `isNoted`: all of that has been noted. */
export interface KeptFolder {
	id: WatchedFolderId;
	path: string;
	rules: ImportRules;
	presentAt: number | null;
	isNoted: boolean;
	isPaused: boolean;
	lookedAt: number | null;
}

/** A file below a watched folder, as it stood when it was looked at. `modifiedAt` in ms UTC, whole. */
export interface SeenFile { name: string; bytes: number; modifiedAt: number }

interface Row { id: WatchedFolderId; path: string; rules: string; present_at: number | null; noted: number; paused: number; looked_at: number | null }

const COLUMNS = 'id, path, rules, present_at, noted, paused, looked_at';

const folderOf = (row: Row): KeptFolder => ({
	id: row.id, path: row.path, rules: ImportRulesSchema.parse(JSON.parse(row.rules)),
	presentAt: row.present_at, isNoted: row.noted === 1, isPaused: row.paused === 1, lookedAt: row.looked_at,
});

export class WatchedReader {
	readonly #db: ReadDb;

	constructor(db: ReadDb) {
		this.#db = db;
	}

	list(): KeptFolder[] {
		return this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM watched_folders ORDER BY id`).all().map(folderOf);
	}

	/** `folder/missing`. */
	get(id: WatchedFolderId): KeptFolder {
		const row = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM watched_folders WHERE id = ?`).get(id);
		if (!row) throw new Fault('folder/missing', { id });
		return folderOf(row);
	}

	/** The watched folder with this path, or null. */
	at(path: string): KeptFolder | null {
		const row = this.#db.prepare<Row>(`SELECT ${COLUMNS} FROM watched_folders WHERE path = ?`).get(path);
		return row ? folderOf(row) : null;
	}

	/** How many of its files were dealt with. */
	count(id: WatchedFolderId): number {
		return this.#db.pluck<number>('SELECT count(*) FROM watched_files WHERE folder = ?').get(id)!;
	}

	/** Those of some files that are new since they were dealt with, or changed. */
	fresh(id: WatchedFolderId, files: readonly SeenFile[]): SeenFile[] {
		const known = new Map(this.#db.prepare<{ name: string; bytes: number; modified_at: number }>(`
			SELECT f.name, f.bytes, f.modified_at FROM json_each(?) AS asked CROSS JOIN watched_files f ON f.folder = ? AND f.name = asked.value`)
			.all(JSON.stringify(files.map(({ name }) => name)), id).map((row) => [row.name, row]));
		return files.filter(({ name, bytes, modifiedAt }) => {
			const row = known.get(name);
			return row?.bytes !== bytes || row.modified_at !== modifiedAt;
		});
	}
}

/** All of it works inside a transaction that the caller opened. */
export class Watched extends WatchedReader {
	readonly #db: WriteDb;

	constructor(db: WriteDb) {
		super(db);
		this.#db = db;
	}

	/** Adds a folder, or changes the rules of one that is there. `presentAt` counts for a new one only. */
	put(path: string, rules: ImportRules, options: { at: number; presentAt: number | null; isPaused: boolean }): KeptFolder {
		this.#db.prepare(`
			INSERT INTO watched_folders (path, rules, added_at, present_at, noted, paused) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (path) DO UPDATE SET rules = excluded.rules`).run(path, JSON.stringify(rules), options.at, options.presentAt, options.presentAt === null ? 1 : 0, options.isPaused ? 1 : 0);
		return this.at(path)!;
	}

	/** `folder/missing`. */
	change(id: WatchedFolderId, change: { rules?: ImportRules | undefined; isPaused?: boolean | undefined }): void {
		const now = this.get(id);
		this.#db.prepare('UPDATE watched_folders SET rules = ?, paused = ? WHERE id = ?').run(JSON.stringify(change.rules ?? now.rules), (change.isPaused ?? now.isPaused) ? 1 : 0, id);
	}

	/** Forgets the folder and what was noted of it; clippings that came from it stay. `folder/missing`. */
	remove(id: WatchedFolderId): void {
		this.get(id);
		this.#db.prepare('DELETE FROM watched_folders WHERE id = ?').run(id);
	}

	/** Notes files as dealt with. A folder that was removed meanwhile has none. */
	note(id: WatchedFolderId, files: readonly SeenFile[]): void {
		this.#db.prepare(`
			INSERT OR REPLACE INTO watched_files (folder, name, bytes, modified_at)
			SELECT f.id, json_extract(value, '$.name'), json_extract(value, '$.bytes'), json_extract(value, '$.modifiedAt')
			FROM watched_folders f, json_each(?) WHERE f.id = ?`).run(JSON.stringify(files), id);
	}

	/** Notes that the folder was looked through; `noted` when all that was there at first is noted by now. */
	looked(id: WatchedFolderId, at: number): void {
		this.#db.prepare('UPDATE watched_folders SET looked_at = ?, noted = 1 WHERE id = ?').run(at, id);
	}
}
