// Owns what an export needs from an archive: one consistent snapshot to read, and a place to record that it happened. Must not know how either is kept.
import type { Annotation } from '../../shared/annotation';
import type { Gate } from '../../shared/gate';
import type { LeftOut, Proof } from '../../shared/exporting';
import type { Clipping, ClippingId, FormatId, Progress, Selection } from '../../shared/model';
import type { WholeRecord } from '../../shared/returning';

/** What is known of a clipping without opening it: enough to name its files, add up their sizes and count what a format loses. */
export interface Outline {
	id: ClippingId;
	headline: string;
	publication: string | null;
	published: { firstDay: string | null; lastDay: string | null } | null;
	original: { fileName: string; mediaType: string; bytes: number };
	/** Some field says where it came from. */
	hasProvenance: boolean;
	/** Some text of the original was set aside when it was read (repeats, pull quotes, boilerplate). */
	hasSetAside: boolean;
	hasTags: boolean;
	hasHighlights: boolean;
	/** It has running text. */
	hasText: boolean;
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
	/** Its highlights, in the order of its text; those no longer found in it come last. */
	annotations: Annotation[];
	/** The collections it stands in, as paths: "Harbour/The strike". */
	collections: string[];
	/** What was done to it, oldest first. */
	history?: PastEvent[];
	/** The uid of the clipping it has become part of, null for one that stands by itself. */
	mergedInto?: string | null;
	/** The number of the import it came with. */
	cameWith?: number | null;
}

/** Something that was done to a clipping. `type` is a term of the PREMIS 3 event type vocabulary. */
export interface PastEvent {
	id: number;
	/** Milliseconds UTC. */
	at: number;
	type: string;
	/** JSON; null when there is nothing more to say. */
	detail: string | null;
}

/** The archive as it stood at one moment, whatever is written to it meanwhile. Belongs to whoever asked for it, until closed. */
export interface Snapshot {
	/**
	 * What the selection means, in its order. With the rest: what has become part of those, and where everything is meant the trash
	 * too. `clipping/missing` when it names one that is not there.
	 */
	ids(selection: Selection, withRest?: boolean): ClippingId[];
	/** Opens clippings a page at a time, in the order given. */
	each(ids: readonly ClippingId[]): Iterable<Clipping>;
	outlines(ids: readonly ClippingId[]): Iterable<Outline>;
	/** What is not part of a clipping as it is opened. */
	beyond(clipping: Clipping): Beyond;
	/** What belongs to no single clipping and goes along with these, for `named`, the package; with all there are, everything kept with the archive. */
	whole?(named: string, ids: readonly ClippingId[]): Iterable<WholeRecord>;
	/** What was done to a clipping, oldest first. */
	events(clipping: Clipping): PastEvent[];
	/** The first of the collections each stands in, as a path, in the order in which `beyond` names them. Those in none are not there. */
	shelved(ids: readonly ClippingId[]): ReadonlyMap<ClippingId, string>;
	/** What was done to the archive as a whole, oldest first. */
	ownEvents(): Iterable<PastEvent>;
	/** Those that are restricted on a day ("2026-11-22"), in the order given, with what they are called and until when they are kept back. */
	restricted(ids: readonly ClippingId[], today: string): { id: ClippingId; headline: string; uid: string; embargo: string }[];
	/** Reads a package back as an import does, into an archive of its own, and compares it with these clippings as they are here. */
	prove(bag: string, ids: readonly ClippingId[], options: ProveOptions): Promise<Proof>;
	/** The bytes of a picture, or the file that holds them; null when neither is there. Not yet verified. */
	picture(sha256: string): Uint8Array | { file: string } | null;
	/** The bytes of an original, or the file that holds them; null when neither is there. Not yet verified. */
	original(sha256: string): Uint8Array | { file: string } | null;
	close(): void;
}

export interface ProveOptions {
	/** Whether all that the archive holds outside the trash went out: then tags, collections and searches must all be there. */
	everything: boolean;
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** What is written down of an export. */
export interface ExportEvent {
	format: FormatId;
	/** Name of the folder made, without the folders above it. */
	name: string;
	clippings: number;
	files: number;
	bytes: number;
	/** Of the export, a URN; stands in the package too. */
	identifier: string;
	/** What was left out as restricted; null when nobody asked for that. */
	leftOut: LeftOut['count'] | null;
	proof: Proof | null;
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
