// Owns what an export needs from an archive: one consistent snapshot to read, and a place to record that it happened. Must not know how either is kept.
import type { Clipping, ClippingId, FormatId, Selection } from '../../shared/model';

/** What is known of a clipping without opening it: enough to name its files, add up their sizes and count what a format loses. */
export interface Outline {
	id: ClippingId;
	headline: string;
	published: { firstDay: string | null; lastDay: string | null } | null;
	original: { fileName: string; mediaType: string; bytes: number };
	/** Some field says where it came from. */
	hasProvenance: boolean;
	/** Some text of the original was set aside when it was read (repeats, pull quotes, boilerplate). */
	hasSetAside: boolean;
	hasTags: boolean;
	/** There is markup of it beside its text. */
	hasPage: boolean;
	/** Pictures with a file that are not the original itself, each file once. */
	pictures: { count: number; bytes: number };
}

/** What an archive holds of a clipping that is not part of it as it is opened. */
export interface Beyond {
	/** The text that spans point into, where that is not the decoded original. */
	text: string | null;
	/** Safe markup, with `<img data-picture="n">` for the picture at position n. */
	html: string | null;
	/** The collections it stands in, as paths: "Harbour/The strike". */
	collections: string[];
}

/** The archive as it stood at one moment, whatever is written to it meanwhile. Belongs to whoever asked for it, until closed. */
export interface Snapshot {
	/** What the selection means, in its order. `clipping/missing` when it names one that is not there. */
	ids(selection: Selection): ClippingId[];
	/** Opens clippings a page at a time, in the order given. */
	each(ids: readonly ClippingId[]): Iterable<Clipping>;
	outlines(ids: readonly ClippingId[]): Iterable<Outline>;
	/** What is not part of a clipping as it is opened. */
	beyond(clipping: Clipping): Beyond;
	/** The bytes of a picture, or the file that holds them; null when neither is there. Not yet verified. */
	picture(sha256: string): Uint8Array | { file: string } | null;
	/** The bytes of an original, or the file that holds them; null when neither is there. Not yet verified. */
	original(sha256: string): Uint8Array | { file: string } | null;
	close(): void;
}

/** What is written down of an export. */
export interface ExportEvent {
	format: FormatId;
	/** Name of the folder made, without the folders above it. */
	name: string;
	clippings: number;
	files: number;
	bytes: number;
}

export interface ExportSource {
	/** The archive's folder: nothing is exported into it. */
	readonly dir: string;
	/** Milliseconds UTC. */
	now(): number;
	/** Opens a connection of its own that blocks no writer. */
	snapshot(): Snapshot;
	/** Notes the export in the archive's record; does nothing where the archive cannot be written. */
	record(event: ExportEvent): void;
}
