// Owns the questions by which damage to an archive's database shows, quick ones and thorough ones. Must not decide what becomes of the answers.
import type { CheckReport, ClippingId } from '../../shared/model';
import { said, type Said, type SaidKey } from '../../shared/said';
import type { ReadDb, Statement } from './open';

const TABLES = ['imports', 'clippings', 'texts', 'originals', 'picture_files', 'pictures', 'pages', 'tags', 'taggings', 'events'];

/** Whether the tables of an archive are there, whatever the header says. */
export const hasOurTables = (db: ReadDb): boolean =>
	db.pluck<number>(`SELECT count(*) FROM sqlite_schema WHERE name IN ('clippings', 'taggings', 'originals')`).get() === 3;

/** Touches every table at its ends: a missing table, a missing column, and a damaged first or last page fail here. */
export function touch(db: ReadDb): void {
	for (const table of TABLES) db.prepare(`SELECT * FROM ${table} LIMIT 1`).get();
	db.prepare('SELECT * FROM clippings ORDER BY id DESC LIMIT 1').get();
	db.prepare('SELECT length(content) FROM texts ORDER BY clipping DESC LIMIT 1').get();
	db.prepare('SELECT length(content) FROM originals ORDER BY id DESC LIMIT 1').get();
	db.prepare('SELECT length(content) FROM picture_files ORDER BY id DESC LIMIT 1').get();
	db.prepare(`SELECT rowid FROM search WHERE search MATCH '"a"' LIMIT 1`).get();
}

/** Answers 'ok' in its first row for a database whose pages are whole. */
export const QUICK_CHECK = 'PRAGMA quick_check(1)';

interface Question {
	kind: CheckReport['findings'][number]['kind'];
	asks: string;
	/** What a row of the answer says. Null: the rows are SQLite's own words, or 'ok'. */
	says: ((row: readonly unknown[]) => Said) | null;
}

/** A sentence whose values are those of a row, in this order. */
const row = (key: SaidKey, ...names: readonly string[]) => (values: readonly unknown[]): Said => said(key, Object.fromEntries(names.map((name, at) => [name, values[at] as string | number])));

/** Thorough questions, each with the kind of finding its answers are. SQLite's own check comes first; the others hold what is derived (counts, the index) against what it is derived from. */
export const QUESTIONS: readonly Question[] = [
	{ kind: 'database', asks: 'PRAGMA integrity_check(100)', says: null },
	{ kind: 'database', says: row('said.check.tag-count', 'name', 'count'), asks: `SELECT name, clippings FROM tags t
		WHERE clippings <> (SELECT count(*) FROM taggings g JOIN clippings c ON c.id = g.clipping WHERE g.tag = t.id AND c.trashed_at IS NULL) LIMIT 100` },
	{ kind: 'database', says: row('said.check.tags', 'id', 'count'), asks: `SELECT id, tag_count FROM clippings c
		WHERE tag_count <> (SELECT count(*) FROM taggings WHERE clipping = c.id) LIMIT 100` },
	{ kind: 'database', says: row('said.check.collections', 'id', 'count'), asks: `SELECT id, collection_count FROM clippings c
		WHERE collection_count <> (SELECT count(*) FROM memberships WHERE clipping = c.id) LIMIT 100` },
	{ kind: 'database', says: row('said.check.branch-count', 'name', 'count'), asks: `SELECT key, clippings FROM tag_branches b
		WHERE clippings <> (SELECT count(DISTINCT g.clipping) FROM tags t JOIN taggings g ON g.tag = t.id JOIN clippings c ON c.id = g.clipping
			WHERE c.trashed_at IS NULL AND (t.name_key = b.key OR (t.name_key >= b.key || '/' AND t.name_key < b.key || '0'))) LIMIT 100` },
	{ kind: 'database', says: row('said.check.tallies'), asks: `SELECT 1 FROM tallies WHERE (clippings, trashed, unsure, untagged, unfiled, flagged) IS NOT (
		SELECT coalesce(sum(trashed_at IS NULL), 0), coalesce(sum(trashed_at IS NOT NULL), 0), coalesce(sum(trashed_at IS NULL AND unsure = 1), 0),
			coalesce(sum(trashed_at IS NULL AND tag_count = 0), 0), coalesce(sum(trashed_at IS NULL AND tag_count = 0 AND collection_count = 0), 0),
			coalesce(sum(trashed_at IS NULL AND flagged = 1), 0) FROM clippings)` },
	{ kind: 'database', says: row('said.check.no-text', 'id'), asks: 'SELECT id FROM clippings WHERE id NOT IN (SELECT clipping FROM texts) LIMIT 100' },
	{ kind: 'database', says: row('said.check.no-original', 'id'), asks: 'SELECT id FROM clippings WHERE merged_into IS NULL AND id NOT IN (SELECT clipping FROM originals) LIMIT 100' },
	{ kind: 'database', says: row('said.check.first-picture', 'id'), asks: `SELECT id FROM clippings c
		WHERE picture IS NOT (SELECT file FROM pictures WHERE clipping = c.id AND file IS NOT NULL ORDER BY position, id LIMIT 1) LIMIT 100` },
	{ kind: 'search-index', says: row('said.check.not-indexed', 'id'), asks: 'SELECT id FROM clippings WHERE id NOT IN (SELECT id FROM search_docsize) LIMIT 100' },
	{ kind: 'search-index', says: row('said.check.indexed-gone', 'id'), asks: 'SELECT id FROM search_docsize WHERE id NOT IN (SELECT id FROM clippings) LIMIT 100' },
];

/** An original with what it takes to check it. `content` null: it stands as a file. `text` null: the clipping has none. */
export interface CheckedRow {
	id: number;
	clipping: ClippingId;
	sha256: Uint8Array;
	bytes: number;
	file_name: string;
	content: Uint8Array | null;
	headline: string;
	text: Uint8Array | null;
	packed_with: Uint8Array | null;
}

/** A picture with what it takes to check it. `content` null: it stands as a file. `clipping` null: no clipping shows it any more. */
export interface CheckedPicture {
	id: number;
	sha256: Uint8Array;
	bytes: number;
	content: Uint8Array | null;
	clipping: ClippingId | null;
	file_name: string | null;
	headline: string | null;
}

/** A clipping's page, packed. */
export interface CheckedPage {
	clipping: ClippingId;
	html: Uint8Array;
	headline: string;
}

/** The originals, pictures and pages of an archive a few at a time. */
export class KeptRows {
	readonly #db: ReadDb;
	readonly #next: Statement<CheckedRow>;
	readonly #nextPicture: Statement<CheckedPicture>;
	readonly #nextPage: Statement<CheckedPage>;

	constructor(db: ReadDb, batch: number) {
		this.#db = db;
		this.#nextPicture = db.prepare<CheckedPicture>(`
			SELECT f.id, f.sha256, f.bytes, f.content, p.clipping, p.file_name, c.headline
			FROM picture_files f LEFT JOIN pictures p ON p.id = (SELECT min(id) FROM pictures WHERE file = f.id) LEFT JOIN clippings c ON c.id = p.clipping
			WHERE f.id > ? AND NOT (f.content IS NULL AND EXISTS (SELECT 1 FROM originals WHERE sha256 = f.sha256)) ORDER BY f.id LIMIT ${Math.round(batch)}`);
		this.#nextPage = db.prepare<CheckedPage>(`
			SELECT p.clipping, p.html, c.headline FROM pages p JOIN clippings c ON c.id = p.clipping WHERE p.clipping > ? ORDER BY p.clipping LIMIT ${Math.round(batch)}`);
		this.#next = db.prepare<CheckedRow>(`
			SELECT o.id, o.clipping, o.sha256, o.bytes, o.file_name, o.content, c.headline, t.content AS text, (SELECT content FROM originals WHERE id = t.original) AS packed_with
			FROM originals o JOIN clippings c ON c.id = o.clipping LEFT JOIN texts t ON t.clipping = c.id
			WHERE o.id > ? ORDER BY o.id LIMIT ${Math.round(batch)}`);
	}

	/** `pictures`: those that are no originals. */
	counts(): { originals: number; clippings: number; pictures: number } {
		return this.#db.prepare<{ originals: number; clippings: number; pictures: number }>(`
			SELECT (SELECT count(*) FROM originals) AS originals, (SELECT count(*) FROM clippings) AS clippings,
				(SELECT count(*) FROM picture_files f WHERE NOT (f.content IS NULL AND EXISTS (SELECT 1 FROM originals WHERE sha256 = f.sha256))) AS pictures`).get()!;
	}

	after(id: number): CheckedRow[] {
		return this.#next.all(id);
	}

	/** Pictures that are no originals. */
	picturesAfter(id: number): CheckedPicture[] {
		return this.#nextPicture.all(id);
	}

	pagesAfter(clipping: number): CheckedPage[] {
		return this.#nextPage.all(clipping);
	}

	/** Whether an original or a picture with this hash should stand as a file. */
	isFile(sha256: string): boolean {
		const hash = Buffer.from(sha256, 'hex');
		const original = this.#db.pluck<number>('SELECT content IS NULL FROM originals WHERE sha256 = ?').get(hash);
		return (original ?? this.#db.pluck<number>('SELECT content IS NULL FROM picture_files WHERE sha256 = ?').get(hash)) === 1;
	}
}

/** The greatest clipping number, 0 in an empty archive. */
export const lastClipping = (db: ReadDb): number => db.pluck<number | null>('SELECT max(id) FROM clippings').get() ?? 0;

export const clippingsAfter = (db: ReadDb, id: number): number => db.pluck<number>('SELECT count(*) FROM clippings WHERE id > ?').get(id)!;
