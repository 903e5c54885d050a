// Owns the proof that a package brings everything back: it is imported into an archive made for that, and the two are compared. Must not know what a package looks like, and leaves nothing behind.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Gate } from '../shared/gate';
import type { Proof } from '../shared/exporting';
import type { ImportSummary, Progress } from '../shared/model';
import { compareHeld, type Comparison, type CompareOptions } from './keeping/compare-archives';
import { onDisk } from './files/disk-faults';
import { reader, type ReadDb } from './store/open';

/** An archive made for a proof. */
export interface Scratch {
	import(sources: { path: string }[], request: { partly?: boolean; signal?: AbortSignal | undefined; gate?: Gate | undefined; onProgress?: ((progress: Progress) => void) | undefined }): Promise<ImportSummary>;
	/** Its database, open. */
	readonly database: ReadDb;
	close(): Promise<void>;
}

export interface ProvingOptions {
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** How many differences a proof keeps. */
const KEPT = 100;

/** Imports a bag into an archive of its own and hands that to `work`. The folder it stood in is gone afterwards, whatever happens. */
export async function withScratch<T>(open: (dir: string) => Promise<Scratch>, bag: string, options: ProvingOptions, work: (scratch: Scratch) => Promise<T>): Promise<T> {
	const folder = await onDisk(tmpdir(), () => mkdtemp(join(tmpdir(), 'cuttings-proof-')));
	try {
		const scratch = await open(join(folder, 'archive'));
		try {
			// What is not whole is named by whoever verified the bag; what of it can be had is compared.
			await scratch.import([{ path: bag }], { ...options, partly: true });
			await options.gate?.pass(options.signal);
			options.signal?.throwIfAborted();
			return await work(scratch);
		} finally {
			await scratch.close();
		}
	} finally {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	}
}

const told = (comparison: Comparison, at: number, milliseconds: number): Proof => {
	const { rows, clippings, files, bytes, different, differences } = comparison;
	return {
		outcome: different === 0 ? 'pass' : 'fail', at, clippings, rows: Object.values(rows).reduce((sum, count) => sum + count, 0), files, bytes, different,
		differences: differences.slice(0, KEPT), milliseconds,
	};
};

/**
 * Proves that a bag brings back the clippings `only` of an archive that is held at one moment, with everything that hangs on them;
 * undefined: that it brings back the whole archive.
 */
export async function proveBag(open: (dir: string) => Promise<Scratch>, bag: string, held: ReadDb, compare: Pick<CompareOptions, 'only' | 'left' | 'everything'>, at: number, options: ProvingOptions): Promise<{ proof: Proof; leftOnly: number }> {
	const began = performance.now();
	return withScratch(open, bag, options, async (scratch) => {
		const back = reader(scratch.database);
		try {
			const comparison = await compareHeld(held, back, { ...compare, ...options });
			options.signal?.throwIfAborted();
			return { proof: told(comparison, at, performance.now() - began), leftOnly: comparison.leftOnly };
		} finally {
			back.release();
			back.close();
		}
	});
}

