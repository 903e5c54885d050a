// Owns the slice of an open archive that an import works on. Must not work itself.
import type { ClippingId, DateOrder, ImportId } from '../../shared/model';
import type { TheirClipping } from '../store/conflicts';
import type { Blobs } from '../files/blobs';
import type { Clippings } from '../store/clippings';
import type { Imports } from '../store/imports';

/** What an import needs of an archive open for writing. */
export interface ImportTarget {
	readonly dir: string;
	/** The built entry of the worker threads; without it everything is read in this thread. */
	readonly workerFile: URL | null;
	readonly clippings: Pick<Clippings, 'insert' | 'withOriginal' | 'withUid' | 'showing' | 'waitingFor' | 'fill'>;
	/** Notes in what a clipping that is here differs from the one that came; answers in how many parts. Belongs inside a transaction. */
	differs(run: ImportId, clipping: ClippingId, theirs: TheirClipping): number;
	readonly blobs: Pick<Blobs, 'put'>;
	/** The record of imports: a row from the beginning, its report once it has ended. */
	readonly imports: Pick<Imports, 'begin' | 'end'>;
	/** Puts clippings at the end of the collection on a path, which is made where it is new. Belongs inside a transaction. */
	file(collection: string, clippings: readonly ClippingId[]): void;
	/** How publications write dates in figures, by their key (`publicationKey` of store/rows.ts). */
	conventions(): Readonly<Record<string, DateOrder>>;
	/** Runs `work` in one transaction. It outlives this program when it returns, and a loss of power once `settled` has resolved. */
	transaction<T>(work: () => T): T;
	/** Resolves when everything committed so far is on the disk for good. */
	settled(): Promise<void>;
	/** ms UTC. */
	now(): number;
}
