// Owns the export job: a snapshot, a format, a folder that appears whole or not at all. Must not know how an archive or a format keeps anything.
import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import { ExportChoices, type ExportChoicesInput, type LeftOut, type Proof } from '../../shared/exporting';
import { collator, type Clipping, type ClippingId, type ExportSummary, type FormatId, type Progress, type Selection } from '../../shared/model';
import { said } from '../../shared/said';
import { Bag } from './bag';
import { chosenOf, leftOutNote, tellLeftOut, type Chosen } from './chosen';
import type { Exported, ExportFormat, Placement, Sink } from './format';
import { formatAs } from './formats';
import type { Printer } from './printer';
import { proofLines, proofText } from './proof-text';
import { bytesOf, volumeOf } from './proven-bytes';
import type { Beyond, ExportSource, Snapshot } from './source';
import { Staging } from './staging';
import { WholeDocuments } from './whole-documents';

export interface ExportOptions {
	signal?: AbortSignal;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: (progress: Progress) => void;
	choices?: ExportChoicesInput | undefined;
	/** Who prints, for the formats that are printed. */
	printer?: Printer | undefined;
}

/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;
/** Progress is told at most this often, in milliseconds. */
const TELL_EVERY = 100;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** "Cuttings export 2026-11-22", by the calendar on the wall. */
function folderName(now: number): string {
	const day = new Date(now);
	const two = (number: number): string => String(number).padStart(2, '0');
	return `Cuttings export ${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** An export inside the archive would be swept up with it, copied with it, and taken for a part of it. */
async function refuseInside(archive: string, target: string): Promise<void> {
	const [home, goal] = await Promise.all([realpath(archive).catch(() => archive), realpath(target).catch(() => target)]);
	if (goal === home || goal.startsWith(home + sep)) throw new Fault('export/unwritable', { path: target });
}

/** Writes the original and the pictures of a clipping to where they are placed. */
async function writeFiles(archive: string, snapshot: Snapshot, clipping: Clipping, placement: Placement, to: Sink): Promise<void> {
	const { original, pictures } = clipping;
	const called = { headline: clipping.headline, id: clipping.id };
	if (placement.original !== null) await to.write(placement.original, bytesOf({ archive, what: said('said.thing.original-numbered', called), sha256: original.sha256 }, () => snapshot.original(original.sha256)));
	for (const [sha256, file] of placement.pictures) {
		if (file === placement.original) continue;
		const name = pictures.find((picture) => picture.sha256 === sha256)?.fileName || sha256;
		await to.write(file, bytesOf({ archive, what: said('said.thing.picture-numbered', { ...called, file: name }), sha256 }, () => snapshot.picture(sha256)));
	}
}

class Telling {
	#told = 0;
	readonly #tell: ((progress: Progress) => void) | undefined;

	constructor(tell: ((progress: Progress) => void) | undefined) {
		this.#tell = tell;
	}

	now(progress: Progress): void {
		this.#told = performance.now();
		this.#tell?.(progress);
	}

	maybe(progress: () => Progress): void {
		if (this.#tell && performance.now() - this.#told >= TELL_EVERY) this.now(progress());
	}
}

/** What every document about an export is told of it. */
type About = Pick<Exported, 'now' | 'identifier'> & { isEverything: boolean };

async function writeAll(from: ExportSource, snapshot: Snapshot, ids: readonly ClippingId[], format: ExportFormat, to: Sink, exported: About, options: ExportOptions): Promise<number> {
	const tell = new Telling(options.onProgress);
	const total = ids.length;
	tell.now({ phase: 'writing', done: 0, total, current: null });
	if (format.volume || format.files) await writeMade(from, snapshot, format, to, whole(snapshot, ids, format, exported, (done, current) => tell.maybe(() => ({ phase: 'writing', done, total, current }))), options);
	else await writeRecords(from, snapshot, ids, format, to, exported, options, tell);
	tell.now({ phase: 'finishing', done: total, total, current: null });
	return total;
}

/** What a format makes by itself. */
async function writeMade(from: ExportSource, snapshot: Snapshot, format: ExportFormat, to: Sink, about: Exported, options: ExportOptions): Promise<void> {
	const volume = volumeOf(from.dir, snapshot, options);
	if (format.volume) await to.write(format.volume.file, stoppable(format.volume.pieces(about, volume), options));
	for await (const { file, content } of format.files?.(about, volume) ?? []) {
		await options.gate?.pass(options.signal);
		options.signal?.throwIfAborted();
		await to.write(file, content instanceof Uint8Array ? content : stoppable(content, options));
	}
	await to.settle();
}

/** Records, originals and pictures, clipping by clipping, then the documents about the whole: no clipping is opened twice. */
async function writeRecords(from: ExportSource, snapshot: Snapshot, ids: readonly ClippingId[], format: ExportFormat, to: Sink, exported: About, options: ExportOptions, tell: Telling): Promise<void> {
	const total = ids.length;
	const documents = await WholeDocuments.begin(format.documents?.(whole(snapshot, ids, format, exported)) ?? [], to);
	const writer = format.begin();
	const frame = typeof format.frame === 'function' ? format.frame(exported.now, total) : (format.frame ?? { open: '', between: '', close: '' });
	let together: string | null = null;
	let done = 0;
	let turn = performance.now();
	for (const clipping of snapshot.each(ids)) {
		await options.gate?.pass(options.signal);
		options.signal?.throwIfAborted();
		const placement = writer.illustrate(clipping, writer.place(clipping));
		const beyond = snapshot.beyond(clipping);
		const text = writer.record(clipping, placement, beyond);
		if (format.layout === 'together') await to.append(placement.record, `${done === 0 ? frame.open : frame.between}${text}`);
		else await to.write(placement.record, text);
		together = placement.record;
		await documents.take({ clipping, placement, beyond });
		await writeFiles(from.dir, snapshot, clipping, placement, to);
		done++;
		tell.maybe(() => ({ phase: 'writing', done, total, current: clipping.headline }));
		if (performance.now() - turn > TURN) {
			await nextTurn();
			turn = performance.now();
		}
	}
	if (format.layout === 'together' && together !== null) await to.append(together, frame.close);
	for (const { file, text } of format.beside()) await to.write(file, text);
	options.signal?.throwIfAborted();
	await documents.write(to, async () => {
		if (performance.now() - turn < TURN) return;
		await nextTurn();
		await options.gate?.pass(options.signal);
		options.signal?.throwIfAborted();
		turn = performance.now();
	});
}

/** The order in which a format wants its clippings. */
export function arranged(snapshot: Snapshot, ids: readonly ClippingId[], { groupsBy }: ExportFormat): readonly ClippingId[] {
	if (groupsBy === undefined) return ids;
	const groups = new Map<string, ClippingId[]>();
	const shelved = groupsBy === 'collection' ? snapshot.shelved(ids) : null;
	for (const { id, publication, published } of snapshot.outlines(ids)) {
		const name = (groupsBy === 'publication' ? publication : groupsBy === 'year' ? published?.firstDay?.slice(0, 4) : shelved?.get(id)) ?? '';
		const group = groups.get(name);
		if (group) group.push(id);
		else groups.set(name, [id]);
	}
	// What has no newspaper, year or collection comes last.
	return [...groups].sort(([a], [b]) => (a === '' ? 1 : 0) - (b === '' ? 1 : 0) || collator.compare(a, b) || (a < b ? -1 : 1)).flatMap(([, group]) => group);
}

/** What was exported, for those who describe it as a whole. */
function whole(snapshot: Snapshot, ids: readonly ClippingId[], format: ExportFormat, exported: About, onEach: (done: number, current: string) => void = () => {}): Exported {
	return {
		now: exported.now,
		identifier: exported.identifier,
		clippings: ids.length,
		events: (clipping) => snapshot.events(clipping),
		whole: () => snapshot.whole?.(exported.identifier, ids) ?? [],
		ownEvents: () => (exported.isEverything ? snapshot.ownEvents() : []),
		*each() {
			const writer = format.begin();
			let done = 0;
			for (const clipping of snapshot.each(ids)) {
				const placement = writer.illustrate(clipping, writer.place(clipping));
				onEach(++done, clipping.headline);
				let beyond: Beyond | null = null;
				// Only for those who look at it: it is as much again to open.
				yield { clipping, placement, get beyond() { return (beyond ??= snapshot.beyond(clipping)); } };
			}
		},
	};
}

async function* stoppable(pieces: AsyncIterable<Uint8Array>, { signal, gate }: Pick<ExportOptions, 'signal' | 'gate'>): AsyncGenerator<Uint8Array> {
	for await (const piece of pieces) {
		await gate?.pass(signal);
		signal?.throwIfAborted();
		yield piece;
	}
}

/** What came of writing an export into its folder, before that has its name. */
interface Written { clippings: number; leftOut: LeftOut | null; proof: Proof | null }

/** Writes the whole export into a folder in the making; a package is proven there, before anybody can see it. */
async function write(from: ExportSource, snapshot: Snapshot, staging: Staging, selection: Selection, format: ExportFormat, about: About, options: ExportOptions): Promise<Written> {
	const choices = ExportChoices.parse(options.choices ?? {});
	options.onProgress?.({ phase: 'looking', done: 0, total: null, current: null });
	const chosen: Chosen = chosenOf(snapshot, selection, choices.withoutRestricted, about.now, format.isWhole);
	const ids = arranged(snapshot, chosen.ids, format);
	const bag = format.isBag ? new Bag(staging) : null;
	const to: Sink = bag ?? staging;
	const clippings = await writeAll(from, snapshot, ids, format, to, about, options);
	const note = leftOutNote(chosen.leftOut, format.isBag === true);
	if (note) await to.write(note.file, note.text);
	if (!bag) return { clippings, leftOut: tellLeftOut(chosen.leftOut), proof: null };
	let proof: Proof | null = null;
	if (choices.prove && format.canProve) {
		await bag.close();
		proof = await snapshot.prove(await staging.standing(), ids, { everything: about.isEverything && !chosen.leftOut?.length, signal: options.signal, gate: options.gate, onProgress: options.onProgress });
		options.signal?.throwIfAborted();
		await bag.write('metadata/proof.json', proofText(proof, about.identifier));
	}
	await bag.finish({
		now: about.now, identifier: about.identifier, agent: 'Cuttings', description: `${clippings} press ${clippings === 1 ? 'clipping' : 'clippings'}`,
		more: [...(chosen.leftOut ? [['Left-Out', `${chosen.leftOut.length} restricted ${chosen.leftOut.length === 1 ? 'clipping' : 'clippings'}`] as const] : []), ...proofLines(proof)],
	});
	return { clippings, leftOut: tellLeftOut(chosen.leftOut), proof };
}

/**
 * Exports a selection into a new folder inside `folder`, named after the day. The folder appears under its name
 * only when everything in it is written, verified and synced; an export that is cancelled or fails leaves nothing.
 * Cancelled, it answers with `cancelled: true` and an empty path. A package whose proof failed is there too, for what it is worth:
 * its name, its tag files and the answer say that it is not proven.
 *
 * Faults: `clipping/missing`, `disk/full`, `disk/missing`, `export/unwritable`, and `archive/corrupt` naming the
 * clipping whose original is missing or no longer matches its SHA-256: bad bytes are never handed on.
 */
export async function runExport(from: ExportSource, selection: Selection, formatId: FormatId, folder: string, options: ExportOptions = {}): Promise<ExportSummary & { path: string }> {
	const begun = performance.now();
	type Made = Omit<ExportSummary & { path: string }, 'milliseconds'>;
	const ended = (made: Made) => ({ ...made, milliseconds: performance.now() - begun });
	const nothing: Made = { clippings: 0, files: 0, bytes: 0, name: '', path: '', cancelled: true, leftOut: null, proof: null };
	if (options.signal?.aborted) return ended(nothing);
	await refuseInside(from.dir, folder);
	const staging = await Staging.begin(folder);
	const format = formatAs(formatId, options.choices?.ways ?? {});
	const about: About = { now: from.now(), identifier: `urn:uuid:${randomUUID()}`, isEverything: selection.of === 'everything' };
	let made: Made;
	try {
		const snapshot = from.snapshot();
		let written: Written;
		try {
			written = await write(from, snapshot, staging, selection, format, about, options);
		} finally {
			// Copies still on their way read files, not the snapshot.
			snapshot.close();
		}
		const { name, path } = await staging.finish(`${folderName(from.now())}${written.proof?.outcome === 'fail' ? ' (not proven)' : ''}`);
		made = { ...written, files: staging.files, bytes: staging.bytes, name, path, cancelled: false };
	} catch (error) {
		await staging.discard();
		if (options.signal?.aborted) return ended(nothing);
		throw error;
	}
	const { clippings, files, bytes, name, leftOut, proof } = made;
	try {
		from.record({ format: formatId, clippings, files, bytes, name, identifier: about.identifier, leftOut: leftOut?.count ?? null, proof });
	} catch (error) {
		// The folder is whole and in its place: a note that could not be made is no reason to call it failed.
		if (!Fault.is(error)) throw error;
	}
	return ended(made);
}
