// Owns the slice of an open archive that an import works on. Must not work itself.
import type { Blobs } from '../files/blobs';
import type { Clippings } from '../store/clippings';
import type { Imports } from '../store/imports';

/** What an import needs of an archive open for writing. */
export interface ImportTarget {
	readonly dir: string;
	/** The built entry of the worker threads; without it everything is read in this thread. */
	readonly workerFile: URL | null;
	readonly clippings: Pick<Clippings, 'insert' | 'withOriginal'>;
	readonly blobs: Pick<Blobs, 'put'>;
	/** The record of imports: a row from the beginning, its report once it has ended. */
	readonly imports: Pick<Imports, 'begin' | 'end'>;
	/** Runs `work` in one transaction, synced when it returns. */
	transaction<T>(work: () => T): T;
	/** ms UTC. */
	now(): number;
}
