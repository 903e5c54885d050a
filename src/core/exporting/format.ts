// Owns the shape of an export format: what the table of formats holds and what a writer must do. Must not know any one format, nor the disk.
import type { Clipping, Format } from '../../shared/model';
import type { Beyond, Outline } from './source';

/** What a clipping's files are named after. */
export type Nameable = Pick<Outline, 'id' | 'headline' | 'published' | 'original'>;

/** Where a clipping goes inside the exported folder: paths with "/", below it. Records placed in the same file stand there one after another. */
export interface Placement {
	record: string;
	/** Null where the format takes no originals along. */
	original: string | null;
	/** The pictures' files by their SHA-256. A picture that is the original itself stands under the original's path. Empty until the clipping is opened. */
	pictures: ReadonlyMap<string, string>;
}

export const NO_PICTURES: ReadonlyMap<string, string> = new Map();

/** Writes one export. Clippings are placed once each, in the order they are exported; that order alone decides their names. */
export interface FormatWriter {
	place(clipping: Nameable): Placement;
	/** A placement with the clipping's pictures in it. */
	illustrate(clipping: Clipping, placement: Placement): Placement;
	/** The record's text exactly as it is to stand in its file. */
	record(clipping: Clipping, placement: Placement, beyond: Beyond): string;
}

/** Something a clipping may hold that the format cannot carry. */
export interface Loss {
	what: string;
	becomes: string;
	in: (clipping: Outline) => boolean;
}

export interface ExportFormat {
	readonly facts: Format;
	/** A file for each record, or all of them one after another in one. */
	readonly layout: 'each' | 'together';
	/** Whether the originals go along. */
	readonly takesOriginals: boolean;
	/** The losses that can be counted for given clippings; `facts.loses` names all there are. */
	readonly losses: readonly Loss[];
	begin(): FormatWriter;
	/** Files that stand beside the records, whatever these hold. */
	beside(): readonly { file: string; text: string }[];
}

/** A moment as exports write it: ISO 8601, UTC, to the millisecond; null for none, and for what no calendar reaches. */
export function instant(milliseconds: number | null): string | null {
	return milliseconds === null || Math.abs(milliseconds) > 8.64e15 ? null : new Date(milliseconds).toISOString();
}
