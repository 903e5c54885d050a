// Owns the shape of an export format: what the table of formats holds and what a writer must do. Must not know any one format, nor the disk.
import type { FormatOption, FormatWays } from '../../shared/exporting';
import type { Clipping, ClippingId, Format, Lost } from '../../shared/model';
import type { Printer } from './printer';
import type { Scratch } from './scratch';
import type { Beyond, Outline, PastEvent } from './source';

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
export interface Loss extends Lost {
	in: (clipping: Outline) => boolean;
}

/** Where an export's files go. Paths have "/", and stand below the exported folder. */
export interface Sink {
	/** Takes on a new file, whole or in pieces; resolves when there is room for the next. */
	write(file: string, content: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<void>;
	/** Adds to the end of a file that grows for the whole export, in the order of the calls. */
	append(file: string, text: string): Promise<void>;
	/** Resolves when every file taken on whole is on the disk, or throws what went wrong with one. */
	settle(): Promise<void>;
	/** A file to put text aside in. It is none of the export, and goes with it at the latest. */
	scratch(): Promise<Scratch>;
}

/** A clipping with where it was put. */
export interface ExportedClipping { clipping: Clipping; placement: Placement; beyond: Beyond }

/** A part of a document about the whole: text, pieces made once all else is written, or what it says of each clipping as that goes by. */
export type Section = string | Iterable<string> | ((one: ExportedClipping) => string);

/** A document about the whole, in sections that stand one behind the other. */
export interface WholeDocument { file: string; sections: readonly Section[] }

/** What was exported, told again to whatever describes it as a whole. */
export interface Exported {
	/** Every clipping with where it was put, in its order; may be asked for any number of times. */
	each(): Iterable<ExportedClipping>;
	/** What was done to a clipping, oldest first. */
	events(clipping: Clipping): readonly PastEvent[];
	/** What belongs to no single clipping and goes along. */
	whole?(): Iterable<object>;
	/** What was done to the archive as a whole, oldest first; nothing where a part of it goes out. */
	ownEvents(): Iterable<PastEvent>;
	clippings: number;
	/** Milliseconds UTC. */
	now: number;
	/** Of this export, a URN. */
	identifier: string;
}

/** How a book opens what is in it. */
export interface Volume {
	open(id: ClippingId): Clipping;
	/** The bytes of a picture, proven by the time the last is handed out. */
	picture(id: ClippingId, sha256: string): Uint8Array | AsyncIterable<Uint8Array>;
	/** The bytes of its original, in the same way. */
	original(id: ClippingId): Uint8Array | AsyncIterable<Uint8Array>;
	/** Null where the program that exports cannot print. */
	readonly printer: Printer | null;
}

/** A file a format makes by itself, whole or in pieces. */
export interface Made { file: string; content: Uint8Array | AsyncIterable<Uint8Array> }

export interface Frame { open: string; between: string; close: string }

/** What a format says of itself; its options and whether it can be proven are added from the rest of it. */
export type FormatFacts = Omit<Format, 'options' | 'canProve'>;

export interface ExportFormat {
	readonly facts: FormatFacts;
	/**
	 * What may be chosen of it: few, each explained in a sentence. From this table alone the command line has its `--id VALUE`
	 * (a switch takes yes or no), the window its boxes, `cuttings formats` its lines. An option that another format has too has the same id and meaning.
	 */
	readonly options?: readonly FormatOption[];
	/**
	 * The format as the options make it: any member but `facts` and `options` may be another one. Told the value of every option,
	 * defaults where nothing was chosen; called once for each export and each preview.
	 */
	chosen?(ways: FormatWays): ExportFormat;
	/** It holds everything, and this program reads it back: it can be proven. */
	readonly canProve?: true;
	/** A file for each record, or all of them one after another in one. */
	readonly layout: 'each' | 'together';
	/** What stands before, between and after the records of one file, where they stand together. Nothing, when it is left out. */
	readonly frame?: Frame | ((now: number, clippings: number) => Frame);
	/** Clippings with the same one stand together, in the order of their names; within, the selection's order. A clipping stands in the first of its collections. */
	readonly groupsBy?: 'publication' | 'year' | 'collection';
	/** An archive comes back from it: "everything" means the trash too, and what has become part of a clipping goes along with it. */
	readonly isWhole?: true;
	/** Whether the originals go along. */
	readonly takesOriginals: boolean;
	/** The losses that can be counted for given clippings; `facts.loses` names all there are. */
	readonly losses: readonly Loss[];
	begin(): FormatWriter;
	/** Put into a bag: a folder that proves itself. */
	readonly isBag?: true;
	/** All of it is one file, whose pieces come in turn; then nothing else is written. */
	readonly volume?: { file: string; pieces(exported: Exported, volume: Volume): AsyncIterable<Uint8Array> };
	/** It makes its files by itself, one after the other; then nothing else is written. */
	files?(exported: Exported, volume: Volume): AsyncIterable<Made>;
	/** Documents about the whole, one after the other. Every clipping is opened once for all of them. */
	documents?(exported: Exported): readonly WholeDocument[];
	/** Files that stand beside the records, whatever these hold. */
	beside(): readonly { file: string; text: string }[];
}

/** A moment as exports write it: ISO 8601, UTC, to the millisecond; null for none, and for what no calendar reaches. */
export function instant(milliseconds: number | null): string | null {
	return milliseconds === null || Math.abs(milliseconds) > 8.64e15 ? null : new Date(milliseconds).toISOString();
}
