// Owns every connection to an archive's database: opening, pragmas, transactions, and the one seam at which SQLite's errors become faults. Must not know what the tables hold.
import Database from 'better-sqlite3';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import { said, type Said } from '../../shared/said';
import { diskFault, errnoOf } from '../files/disk-faults';
import { listBackups } from '../files/backup-names';

export type Value = string | number | bigint | null | Uint8Array;
export interface Ran { changes: number; lastInsertRowid: number | bigint }

/** Told of every statement that held the thread longer than `SLOW_MS`. */
export type SlowLog = (statement: string, milliseconds: number) => void;
export const SLOW_MS = 40;
const NAP_MS = 5;
const NAP = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
/** How a connection behaves. */
export interface Manner {
	slow?: SlowLog | undefined;
	/** How long another program's lock is waited for, in milliseconds. */
	patience?: number | undefined;
}
const PATIENCE = 5_000;
const PAGE_SIZE = 16_384;
/** Fixed statements are few; this only bounds what searching makes. */
const CACHED_STATEMENTS = 200;

/** A prepared statement whose failures are faults. Rows come as objects, or as bare values from the `pluck` forms. */
export class Statement<Row = Record<string, unknown>> {
	readonly #statement: Database.Statement;
	readonly #db: ReadDb;

	constructor(db: ReadDb, statement: Database.Statement) {
		this.#db = db;
		this.#statement = statement;
	}

	get(...values: Value[]): Row | undefined {
		return this.#db.seam(this.#statement.source, () => this.#statement.get(...values) as Row | undefined);
	}

	all(...values: Value[]): Row[] {
		return this.#db.seam(this.#statement.source, () => this.#statement.all(...values) as Row[]);
	}

	run(...values: Value[]): Ran {
		return this.#db.seam(this.#statement.source, () => this.#statement.run(...values));
	}
}

/** A connection that may read. Nothing in it is left open between calls: no iterators, so nothing blocks a writer. */
export class ReadDb {
	readonly path: string;
	/** The archive's folder, for faults. Not always the folder of `path`: what cannot be opened in place is browsed as a copy. */
	readonly dir: string;
	protected readonly database: Database.Database;
	readonly #slow: SlowLog;
	readonly #rows = new Map<string, Statement<unknown>>();
	readonly #values = new Map<string, Statement<unknown>>();

	constructor(path: string, database: Database.Database, manner: Manner, dir = dirname(path)) {
		this.path = path;
		this.dir = dir;
		this.database = database;
		this.#slow = manner.slow ?? (() => {});
	}

	/** Runs `work` on the database; SQLite's and the disk's errors leave as faults, and long work is logged under `what`. */
	seam<T>(what: string, work: () => T): T {
		const began = performance.now();
		try {
			return work();
		} catch (error) {
			throw asFault(error, this.path, this.dir);
		} finally {
			const took = performance.now() - began;
			if (took > SLOW_MS) this.#slow(what, took);
		}
	}

	/** Gives back the memory of pages that are only kept in case they are asked for again. */
	slim(): void {
		try {
			this.database.pragma('shrink_memory');
		} catch {
			// Subtle: it is refused while somebody reads row by row. The next time will do.
		}
	}

	/** The statement with this text, prepared once a connection. */
	prepare<Row = Record<string, unknown>>(text: string): Statement<Row> {
		return this.#prepared(text, this.#rows, false) as Statement<Row>;
	}

	/** The same, with each row standing as the value of its first column. */
	pluck<Result>(text: string): Statement<Result> {
		return this.#prepared(text, this.#values, true) as Statement<Result>;
	}

	#prepared(text: string, cache: Map<string, Statement<unknown>>, pluck: boolean): Statement<unknown> {
		const known = cache.get(text);
		if (known) return known;
		const prepared = this.seam(text, () => {
			const statement = this.database.prepare(text);
			return pluck ? statement.pluck() : statement;
		});
		const statement = new Statement(this, prepared);
		if (cache.size >= CACHED_STATEMENTS) cache.delete(cache.keys().next().value!);
		cache.set(text, statement);
		return statement;
	}

	/** Reads or sets a pragma; the first column of its first row. */
	pragma(text: string): unknown {
		return this.seam(`PRAGMA ${text}`, () => this.database.pragma(text, { simple: true }));
	}

	/** Moves whenever the archive may have changed, by this connection or any other. Equal strings mean equal answers. */
	version(): string {
		return `${String(this.pragma('data_version'))}:${String(this.pluck<number>('SELECT total_changes()').get())}`;
	}

	/** Holds one state of the archive from now until `release` or close: what others commit meanwhile is not seen. */
	hold(): void {
		this.seam('BEGIN', () => {
			this.database.exec('BEGIN');
			this.database.prepare('SELECT count(*) FROM sqlite_schema').get();
		});
	}

	release(): void {
		if (this.database.inTransaction) this.seam('ROLLBACK', () => this.database.exec('ROLLBACK'));
	}

	get open(): boolean {
		return this.database.open;
	}

	close(): void {
		if (!this.database.open) return;
		this.#rows.clear();
		this.#values.clear();
		this.seam('close', () => this.database.close());
	}
}

/** Kilobytes of pages a connection for writing keeps at hand: on any day, and while much is taken in. */
const PAGES_AT_HAND = 16_384;
const PAGES_WRITING = 65_536;

/** The connection that may write. There is one in a process. */
export class WriteDb extends ReadDb {
	/** How many transactions were taken back: what was remembered of their rows is not so. */
	undone = 0;

	exec(text: string): void {
		this.seam(text, () => this.database.exec(text));
	}

	/** Keeps many pages at hand, for work that comes back to the same ones over and over; until `slim`. */
	widen(): void {
		this.pragma(`cache_size = -${PAGES_WRITING}`);
	}

	override slim(): void {
		this.pragma(`cache_size = -${PAGES_AT_HAND}`);
		super.slim();
	}

	get inTransaction(): boolean {
		return this.database.inTransaction;
	}

	/** Copies the database as it is now into a new file, in one sweep and without a journal. */
	vacuumInto(path: string): void {
		this.prepare('VACUUM INTO ?').run(path);
	}

	/** Copies the database page by page, yielding between steps; what this connection writes meanwhile is in the copy. `onProgress` is told bytes. */
	async copyTo(path: string, { signal, gate, onProgress }: { signal: AbortSignal; gate?: Gate | undefined; onProgress?: (done: number, total: number) => void }): Promise<void> {
		const page = Number(this.pragma('page_size'));
		try {
			await this.database.backup(path, {
				progress: ({ totalPages, remainingPages }) => {
					signal.throwIfAborted();
					if (gate?.isClosed) {
						// Asked again at every turn, without a pause of its own: the nap keeps the processor idle, and is too short for others to notice.
						Atomics.wait(NAP, 0, 0, NAP_MS);
						return 0;
					}
					onProgress?.((totalPages - remainingPages) * page, totalPages * page);
					return 500;
				},
			});
		} catch (error) {
			throw asFault(error, path);
		}
	}

	/** Lets the journal run into the database file, as far as readers allow. */
	checkpoint(): void {
		this.pragma('wal_checkpoint(TRUNCATE)');
	}
}

/** Runs `work` in one transaction that holds the write lock from its start. When it returns, its changes are on the disk (synchronous=FULL). */
export function transaction<T>(db: WriteDb, work: () => T): T {
	if (db.inTransaction) return work();
	db.exec('BEGIN IMMEDIATE');
	let made: T;
	try {
		made = work();
		db.exec('COMMIT');
	} catch (error) {
		// Subtle: a full disk may have rolled back already; then there is nothing to undo.
		if (db.inTransaction) db.exec('ROLLBACK');
		db.undone++;
		throw error;
	}
	return made;
}

/** Opens an existing database for reading and writing. */
export function openForWriting(path: string, manner: Manner = {}): WriteDb {
	const db = connect(path, false, manner, (database) => new WriteDb(path, database, manner));
	db.pragma('synchronous = FULL');
	db.pragma('foreign_keys = ON');
	db.slim();
	db.pragma('wal_autocheckpoint = 1000');
	return db;
}

/** Makes a new, empty database in WAL mode. Nobody else may know its path yet. */
export function createDatabase(path: string): WriteDb {
	const db = seamed(path, dirname(path), () => new WriteDb(path, new Database(path, { timeout: PATIENCE }), {}));
	db.pragma(`page_size = ${PAGE_SIZE}`);
	db.pragma('journal_mode = WAL');
	db.pragma('synchronous = FULL');
	db.pragma('foreign_keys = ON');
	return db;
}

/** Opens an existing database that nothing shall be written to. `dir`: the archive it belongs to. */
export function openForReading(path: string, manner: Manner = {}, dir = dirname(path)): ReadDb {
	return connect(path, true, manner, (database) => new ReadDb(path, database, manner, dir), dir);
}

/** A connection of its own that sees the archive as it is now, until it is closed: for work that takes long. */
export function reader(of: ReadDb): ReadDb {
	const db = openForReading(of.path, {}, of.dir);
	db.hold();
	return db;
}

function connect<Db extends ReadDb>(path: string, readonly: boolean, manner: Manner, make: (database: Database.Database) => Db, dir = dirname(path)): Db {
	return seamed(path, dir, () => {
		const database = new Database(path, { readonly, fileMustExist: true, timeout: manner.patience ?? PATIENCE });
		try {
			// The first touch of the file: here a damaged header, a lock or a journal that cannot be read shows.
			database.pragma('schema_version');
			return make(database);
		} catch (error) {
			database.close();
			throw error;
		}
	});
}

function seamed<T>(path: string, dir: string, work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw asFault(error, path, dir);
	}
}

/** What SQLite's result codes mean to somebody with an archive. The first that fits decides. */
const MEANING: readonly (readonly [RegExp, (path: string, dir: string, text: string, cause: unknown) => Fault])[] = [
	[/^SQLITE_(NOTADB|CORRUPT|IOERR_(SHORT_READ|CORRUPTFS|DATA))/, (_, dir, text, cause) => corrupt(dir, said('said.plain', { text }), cause)],
	[/^SQLITE_(BUSY|LOCKED)/, (_, dir, __, cause) => new Fault('archive/locked', { path: dir }, { cause })],
	[/^SQLITE_READONLY/, (_, dir, __, cause) => new Fault('archive/read-only', { path: dir }, { cause })],
	[/^SQLITE_FULL/, (_, dir, __, cause) => new Fault('disk/full', { path: dir }, { cause })],
	[/^SQLITE_(PERM|AUTH)/, (path, _, __, cause) => new Fault('disk/denied', { path }, { cause })],
	// A file that cannot be opened, and a disk that fails or went away.
	[/^SQLITE_(CANTOPEN|IOERR)/, (path, _, __, cause) => new Fault('disk/missing', { path }, { cause })],
];

/** An error of SQLite, of unpacking what it held, or of the disk as the fault it means; anything else comes back as it was. */
export function asFault(error: unknown, path: string, dir = dirname(path)): unknown {
	if (error instanceof Fault) return error;
	if (error instanceof Database.SqliteError) {
		// A table that cannot be made sense of reports it in words, under the code of any other error.
		const code = /malformed|corrupt/i.test(error.message) ? 'SQLITE_CORRUPT' : error.code;
		return MEANING.find(([pattern]) => pattern.test(code))?.[1](path, dir, error.message, error) ?? error;
	}
	if (/^Z_(DATA|BUF)_ERROR$/.test(errnoOf(error))) return corrupt(dir, said('said.damage.packed', { fault: String(error) }), error);
	return diskFault(error, path) ?? error;
}

/** Damage found by looking at a file rather than told by SQLite. */
export function corrupt(dir: string, detail: Said, cause?: unknown): Fault<'archive/corrupt'> {
	return new Fault('archive/corrupt', { path: dir, detail, backups: listBackups(dir) }, { cause });
}

/** A thread of its own for statements that would hold this one for seconds: it opens the database for reading, asks, and ends. */
const THREAD = `
const { workerData, parentPort } = require('node:worker_threads');
const Database = require(workerData.library);
const told = (error) => ({ error: { message: error.message, code: error.code } });
let db = null;
const ask = (text) => {
	try {
		db ??= new Database(workerData.path, { readonly: true, fileMustExist: true, timeout: 5000 });
		return { rows: db.prepare(text).raw().all() };
	} catch (error) { return told(error); }
};
parentPort.postMessage(workerData.texts.map(ask));
db?.close();`;

/** Where a thread finds SQLite. */
export const library = (): string => createRequire(import.meta.url).resolve('better-sqlite3');

type Answer = { rows: unknown[][] } | { error: { message: string; code: string } };

/** What long statements answer, asked one after another in another thread: rows, or the fault each met. Aborting ends that thread. */
export async function askElsewhere(path: string, texts: readonly string[], signal: AbortSignal): Promise<(unknown[][] | Fault)[]> {
	signal.throwIfAborted();
	const worker = new Worker(THREAD, { eval: true, workerData: { library: library(), path, texts } });
	const stop = () => void worker.terminate();
	signal.addEventListener('abort', stop, { once: true });
	try {
		const answers = await new Promise<Answer[]>((resolve, reject) => {
			worker.once('message', resolve);
			worker.once('error', reject);
			worker.once('exit', () => reject(signal.aborted ? signal.reason as Error : new Error('The thread ended without an answer.')));
		});
		return answers.map((answer) => {
			if ('rows' in answer) return answer.rows;
			const fault = asFault(new Database.SqliteError(answer.error.message, answer.error.code), path);
			return fault instanceof Fault ? fault : corrupt(dirname(path), said('said.plain', { text: answer.error.message }), fault);
		});
	} finally {
		signal.removeEventListener('abort', stop);
		await worker.terminate();
	}
}

/** The version of SQLite that is linked in, such as "3.54.1". */
export function sqliteVersion(): string {
	const database = new Database(':memory:');
	try {
		return database.prepare('SELECT sqlite_version()').pluck().get() as string;
	} finally {
		database.close();
	}
}
