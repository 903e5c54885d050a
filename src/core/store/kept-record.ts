// Owns the shape of what a clipping was in the archive it was exported from, as it is written down again here. Times in ms UTC.
import type { FreeAnnotation } from '../annotations/web-annotation';
import type { TagColour } from '../../shared/model';

export interface KeptRecord {
	/** UUID, in lower case; null when nobody told. */
	uid: string | null;
	notes: string;
	isFlagged: boolean;
	annotations: FreeAnnotation[];
	rights: string | null;
	/** EDTF or "..". */
	embargo: string | null;
	/** Paths: "Harbour/The strike". */
	collections: string[];
	tags: { name: string; colour: TagColour | null }[];
	/** What the original was called. */
	fileName: string;
	/** The original came along; otherwise the record stands for it. */
	hasOriginal: boolean;
	/** The uid of what it has become part of there; null for one that stands by itself. */
	mergedInto: string | null;
	/** Its number, and that of the import it came with, in the archive it comes from. */
	number: number | null;
	run: number | null;
	/** What was done to it there, oldest first. Details as they were noted. */
	history: { at: number; type: string; detail: unknown }[];
	importedAt: number | null;
	changedAt: number | null;
	trashedAt: number | null;
}
