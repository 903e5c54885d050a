// Owns the shape of what a clipping was in the archive it was exported from, as it is written down again here. Times in ms UTC.
import type { TagColour } from '../../shared/model';

export interface KeptRecord {
	/** UUID, in lower case; null when nobody told. */
	uid: string | null;
	notes: string;
	rights: string | null;
	/** Paths: "Harbour/The strike". */
	collections: string[];
	tags: { name: string; colour: TagColour | null }[];
	/** What the original was called. */
	fileName: string;
	/** The original came along; otherwise the record stands for it. */
	hasOriginal: boolean;
	importedAt: number | null;
	changedAt: number | null;
	trashedAt: number | null;
}
