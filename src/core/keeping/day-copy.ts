// Owns the day's copy of a database, made beside other work once an archive is open. Must not keep anybody waiting.
import type { WriteDb } from '../store/open';
import { backUp, isBackupDue } from './backups';

/** A copy of a database up to this size is finished before closing; a larger one is left for another day. Bytes. */
const FINISHED_BEFORE_CLOSING = 64 * 1024 * 1024;

/** Begins at once, when a copy is due. */
export class DayCopy {
	readonly #db: WriteDb;
	readonly #stop = new AbortController();
	#done: Promise<void> | null;

	constructor(dir: string, db: WriteDb, clock: () => number) {
		this.#db = db;
		this.#done = this.#make(dir, clock).finally(() => { this.#done = null; });
	}

	/** Waits for it where that is short, and else gives it up. */
	async end(): Promise<void> {
		if (!this.#done) return;
		const isSmall = Number(this.#db.pragma('page_count')) * Number(this.#db.pragma('page_size')) <= FINISHED_BEFORE_CLOSING;
		if (!isSmall) this.#stop.abort();
		await this.#done;
	}

	async #make(dir: string, clock: () => number): Promise<void> {
		const { signal } = this.#stop;
		try {
			if (await isBackupDue(dir, this.#db, clock())) await backUp(dir, this.#db, clock(), { signal });
		} catch (error) {
			// A copy that could not be made is tried again at the next opening; the archive itself is as it was.
			if (!signal.aborted) process.emitWarning(error instanceof Error ? error : String(error));
		}
	}
}
