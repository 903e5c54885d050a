// Owns the calm writing of many transactions: their syncing and the journal's way into the database happen in other threads, so that no commit waits for the disk. Must not know what is written.
import { open } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { asFault, library, type WriteDb } from './open';

/** After so many commits the journal is carried over, beside the work. */
const COMMITS = 8;
/** A journal longer than this, in pages, is waited for: while nothing is written all of it goes over, and the next commit begins it anew. */
const LONGEST = 4_096;
/** What SQLite does by itself outside such work, in pages. */
const BY_ITSELF = 1_000;

/** A thread of its own that carries the journal over as far as readers allow, blocking nobody (wal_checkpoint PASSIVE: https://sqlite.org/wal.html). */
const THREAD = `
const { workerData, parentPort } = require('node:worker_threads');
const Database = require(workerData.library);
let db = null;
parentPort.on('message', (asked) => {
	try {
		if (asked === 'end') {
			db?.close();
			parentPort.close();
			return;
		}
		db ??= new Database(workerData.path, { fileMustExist: true, timeout: 1000 });
		const [{ log, checkpointed }] = db.pragma('wal_checkpoint(PASSIVE)');
		parentPort.postMessage({ log, checkpointed });
	} catch {
		// It is tried again; whatever is wrong with the database its writer meets too, and says.
		parentPort.postMessage({ log: 0, checkpointed: 0 });
	}
});`;

export class Journal {
	readonly #db: WriteDb;
	#users = 0;
	#thread: Worker | null = null;
	#carrying: Promise<void> | null = null;
	#commits = 0;
	/** Pages in the journal when it was last looked at. */
	#pages = 0;

	constructor(db: WriteDb) {
		this.#db = db;
	}

	/** From here until `release` commits neither sync nor carry the journal over: `settle` does, elsewhere. */
	hold(): void {
		if (this.#users++ === 0) this.#db.pragma('wal_autocheckpoint = 0');
	}

	async release(): Promise<void> {
		if (--this.#users > 0) return;
		await this.#carrying;
		const thread = this.#thread;
		this.#thread = null;
		if (thread) {
			const ended = new Promise((resolve) => thread.once('exit', resolve));
			// A program that has nothing else left to do waits for it.
			thread.ref();
			thread.postMessage('end');
			await ended;
		}
		if (this.#db.open) this.#db.pragma(`wal_autocheckpoint = ${BY_ITSELF}`);
	}

	/** Runs `work` in one transaction that outlives this program when it returns, and a loss of power once a later `settle` has resolved. */
	commit<T>(transaction: () => T): T {
		this.#db.pragma('synchronous = NORMAL');
		try {
			return transaction();
		} finally {
			this.#commits += 1;
			this.#db.pragma('synchronous = FULL');
		}
	}

	/** Resolves when everything committed so far is on the disk for good. @throws Fault disk/full, disk/missing and the like */
	async settle(): Promise<void> {
		try {
			// Subtle: syncing a file writes what any of its handles has written; the lock is on another file, which this must never open and close.
			const file = await open(`${this.#db.path}-wal`, 'r+');
			try {
				await file.datasync();
			} finally {
				await file.close();
			}
		} catch (error) {
			// Without a journal, everything is in the database already, and was synced there.
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw asFault(error, this.#db.path, this.#db.dir);
		}
		if (this.#commits >= COMMITS && !this.#carrying) this.#carrying = this.#carry();
		if (this.#pages <= LONGEST) return;
		await this.#carrying;
		await (this.#carrying ??= this.#carry());
	}

	async #carry(): Promise<void> {
		this.#commits = 0;
		try {
			const thread = (this.#thread ??= this.#start());
			// Subtle: somebody may wait for this. A thread that is not counted would let the program end in the middle of it.
			thread.ref();
			await new Promise<void>((resolve) => {
				const ended = (): void => {
					// A thread that cannot work leaves it to the commits, as ever.
					this.#thread = null;
					this.#pages = 0;
					if (this.#db.open) this.#db.pragma(`wal_autocheckpoint = ${BY_ITSELF}`);
					resolve();
				};
				thread.once('message', ({ log, checkpointed }: { log: number; checkpointed: number }) => {
					thread.off('exit', ended);
					// Only a journal that went over whole, with nothing written meanwhile, is begun anew.
					this.#pages = log === checkpointed && this.#commits === 0 ? 0 : log;
					resolve();
				});
				thread.once('exit', ended);
				thread.postMessage('carry');
			});
		} finally {
			this.#carrying = null;
			this.#thread?.unref();
		}
	}

	#start(): Worker {
		const thread = new Worker(THREAD, { eval: true, workerData: { library: library(), path: this.#db.path } });
		thread.on('error', () => undefined);
		thread.unref();
		return thread;
	}
}
