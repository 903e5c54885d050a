// Owns what is handed to a printer of paper: clippings set as the PDF export sets them, one after another, each with a line that says where it is kept. Must not print.
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import type { Clipping, ClippingId, Progress } from '../../shared/model';
import { Gathered } from './gathered';
import type { Sheet } from './printer';
import { volumeOf } from './proven-bytes';
import type { ExportSource } from './source';

export interface PaperOptions {
	signal?: AbortSignal | undefined;
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** Bytes of pictures in one sheet: all of it is held while the dialog is open, by two processes. */
const MOST_BYTES = 192 << 20;
/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** Source: original “slipway.txt”, in the archive “Harbour” since 22 November 2026 as clipping 0197…: what somebody needs who holds the page and looks for the rest. */
const sourceLine = ({ uid, original, importedAt }: Clipping, archive: string): string =>
	`Source: original “${original.fileName}”, in the archive “${archive}” since ${day.format(importedAt)} as clipping ${uid}.`;

/**
 * Clippings as one document for a printer, in the order given, each on a page of its own.
 * @param archive what the archive is called
 * @throws Fault `clipping/missing`, `export/too-large`, `cancelled`, and `archive/corrupt` for a picture that is no longer what was received
 */
export async function onPaper(from: ExportSource, archive: string, ids: readonly ClippingId[], { signal, gate, onProgress }: PaperOptions = {}): Promise<Sheet> {
	const snapshot = from.snapshot();
	try {
		const volume = volumeOf(from.dir, snapshot, {});
		const gathered = new Gathered();
		let first: Clipping | null = null;
		let turn = performance.now();
		for (const clipping of snapshot.each(snapshot.ids({ of: 'clippings', ids: [...ids] }))) {
			await gate?.pass(signal);
			if (signal?.aborted) throw new Fault('cancelled', {});
			first ??= clipping;
			await gathered.add(clipping, volume, sourceLine(clipping, archive));
			if (gathered.bytes > MOST_BYTES) throw new Fault('export/too-large', { bytes: gathered.bytes, limit: MOST_BYTES });
			onProgress?.({ phase: 'writing', done: gathered.openings.length, total: ids.length, current: clipping.headline });
			if (performance.now() - turn < TURN) continue;
			await nextTurn();
			turn = performance.now();
		}
		const isOne = gathered.openings.length === 1;
		return gathered.sheet(isOne ? first!.headline : `${gathered.openings.length} press clippings`, isOne ? first!.language ?? 'en' : 'en', null);
	} finally {
		snapshot.close();
	}
}
