// Owns what an export would make, told before it is made. Writes nothing, and says nothing the export would not do.
import { ExportChoices, type ExportChoicesInput } from '../../shared/exporting';
import type { Clipping, ExportPreview, FormatId, Selection } from '../../shared/model';
import { arranged } from './export';
import { chosenOf, tellLeftOut, today } from './chosen';
import { formatAs } from './formats';
import type { ExportSource } from './source';

/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;
/** The size of the records is measured on this many, spread over the selection, and reckoned for the rest. */
const MEASURED = 64;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Counts, size and losses of an export, and the record at `index` exactly as it would be written; null when there is none at that place.
 * The size is exact for the originals and pictures; that of the records is reckoned from a sample when there are many.
 */
export async function preview(from: ExportSource, selection: Selection, formatId: FormatId, index: number, given: ExportChoicesInput = {}): Promise<ExportPreview> {
	const choices = ExportChoices.parse(given);
	const format = formatAs(formatId, choices.ways);
	const snapshot = from.snapshot();
	try {
		const now = from.now();
		const chosen = chosenOf(snapshot, selection, choices.withoutRestricted, now, format.isWhole);
		const ids = arranged(snapshot, chosen.ids, format);
		const writer = format.begin();
		const counts = format.losses.map(() => 0);
		let originalBytes = 0;
		let pictures = 0;
		let pictureBytes = 0;
		let at = 0;
		let turn = performance.now();
		const rest = async (): Promise<void> => {
			if (performance.now() - turn < TURN) return;
			await nextTurn();
			turn = performance.now();
		};
		let first: string | null = null;
		for (const outline of snapshot.outlines(ids)) {
			// Names depend on those given out before, so every clipping up to the shown one is placed as the export would.
			if (at <= index) {
				const placement = writer.place(outline);
				if (at === index) for (const clipping of snapshot.each([outline.id])) first = writer.record(clipping, writer.illustrate(clipping, placement), snapshot.beyond(clipping));
			}
			originalBytes += outline.original.bytes;
			pictures += outline.pictures.count;
			pictureBytes += outline.pictures.bytes;
			format.losses.forEach((loss, which) => {
				if (loss.in(outline)) counts[which] = (counts[which] ?? 0) + 1;
			});
			if (++at % 100 === 0) await rest();
		}
		const step = Math.max(1, Math.floor(ids.length / MEASURED));
		const sample = ids.filter((_, place) => place % step === 0);
		const measuring = format.begin();
		const measure = (clipping: Clipping): number => Buffer.byteLength(measuring.record(clipping, measuring.illustrate(clipping, measuring.place(clipping)), snapshot.beyond(clipping)));
		let sampled = 0;
		for (const clipping of snapshot.each(sample)) {
			sampled += measure(clipping);
			await rest();
		}
		const recordBytes = sample.length === 0 ? 0 : Math.round((sampled / sample.length) * ids.length);
		return {
			clippings: ids.length,
			originals: format.takesOriginals ? ids.length : 0,
			pictures: format.takesOriginals ? pictures : 0,
			bytes: recordBytes + (format.takesOriginals ? originalBytes + pictureBytes : 0),
			first,
			index,
			losses: format.losses
				.map(({ what, becomes }, which) => ({ what, becomes, count: counts[which] ?? 0 }))
				.filter(({ count }) => count > 0),
			restricted: tellLeftOut(chosen.leftOut ?? snapshot.restricted(ids, today(now)))!,
		};
	} finally {
		snapshot.close();
	}
}
