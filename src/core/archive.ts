// Owns the one door to an archive: opening a folder, and everything that can be asked of it or done to it. Must not hold SQL or know a window.
//
// What only some days need (exporting, proving, checking, citing, reading a picture) is loaded when it is asked for: whoever opens an archive waits for this file and all it loads.
import { basename, resolve } from 'node:path';
import type { Citation, CitationStyle } from '../shared/citing';
import { Fault } from '../shared/errors';
import type { Gate } from '../shared/gate';
import type { BackupEntry } from '../shared/keeping';
import type { ExportChoicesInput, LoggedEvent, Proof } from '../shared/exporting';
import { said } from '../shared/said';
import type {
	ArchiveSummary, Changed, CheckReport, Clipping, ClippingId, ExportPreview, ExportSummary, Format, FormatId, HistoryState,
	HistoryStep, ImportSummary, Progress, Selection,
} from '../shared/model';
import { Batches } from './batch';
import { conflicts } from './conflicts';
import type { Printer, Sheet } from './exporting/printer';
import type { ExportEvent, ExportSource } from './exporting/source';
import { Blobs } from './files/blobs';
import { Finding } from './finding';
import { finderHere, FindingThread, firstList, type Asking, type Finder } from './finding-thread';
import { habits } from './habits';
import { highlights } from './highlights';
import { holdings } from './holdings';
import { illustrations } from './illustrations';
import type { Source } from './importing/expand';
import type { WatchPace } from './importing/folder-watch';
import { Intake, type ImportRequest } from './intake';
import { backUp, backupsOf } from './keeping/backups';
import { lookAt, makeArchive } from './keeping/folder';
import { openToRead, openToWrite } from './keeping/open-database';
import { DayCopy } from './keeping/day-copy';
import type { BagReport } from './keeping/verify-bag';
import { restoreNewest, type Restored } from './keeping/restore';
import { labels } from './labels';
import { linkVersions } from './linking';
import { merges } from './merges';
import type { Scratch } from './proving';
import { searches } from './searches';
import { shelves } from './shelves';
import { beyondOf, snapshotOf } from './snapshot';
import { AnnotationReader } from './store/annotations';
import { ClippingReader } from './store/clippings';
import { ConflictReader } from './store/conflicts';
import { ConventionReader } from './store/conventions';
import { CollectionReader } from './store/collections';
import { pastOf } from './store/past';
import { eventLog, type EventType, type LogWindow } from './store/events';
import { MergeReader } from './store/merging';
import { schemaOf } from './store/migrations';
import { corrupt, reader, transaction, WriteDb, type ReadDb, type SlowLog } from './store/open';
import { PictureReader } from './store/pictures';
import { RecentSearchReader } from './store/recent-searches';
import { SavedSearchReader } from './store/saved-searches';
import { TagReader } from './store/tags';
import { uidSource } from './store/uid';
import { Watch } from './store/watch';
import { writing, type Writing } from './writing';

export type { Source } from './importing/expand';
export type { PictureSource } from './importing/one-picture';
export type { Restored } from './keeping/restore';
export { sqliteVersion } from './store/open';

export interface OpenOptions {
	/** Browse only; every write is refused with `archive/read-only`. */
	readOnly?: boolean;
	/** Whether a folder that is absent or empty becomes an archive; otherwise `archive/missing`. Default true. */
	create?: boolean;
	/** The built worker; without it sources are read in this thread. */
	workerFile?: URL;
	/** The built thread for questions; without it they are answered in this thread. */
	finderFile?: URL;
	/** Milliseconds UTC. */
	clock?: () => number;
	newUid?: () => string;
	/** Told of statements that held the thread for more than 40 ms. */
	onSlow?: SlowLog;
	/** How long another program's lock is waited for, in milliseconds. Default 5000. */
	patience?: number;
	/** How patiently watched folders are looked at; tests are in a hurry. */
	watchPace?: Partial<WatchPace>;
}

export interface JobOptions {
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** Half-written files older than this belong to nobody any more. */
const ABANDONED_MS = 60 * 60 * 1000;

/**
 * Opens the archive in a folder, and makes it where there is nothing yet.
 * Faults: `archive/missing`, `archive/not-an-archive`, `archive/newer`, `archive/locked`, `archive/corrupt`,
 * `archive/read-only`, `disk/denied`, `disk/full`, `disk/missing`.
 */
export async function openArchive(dir: string, options: OpenOptions = {}): Promise<Archive> {
	const place = resolve(dir);
	const clock = options.clock ?? Date.now;
	const manner = { slow: options.onSlow, patience: options.patience };
	const standing = await lookAt(place);
	if (standing === 'other') throw new Fault('archive/not-an-archive', { path: place });
	if (standing === 'without-database') throw corrupt(place, said('said.damage.no-database'));
	if (standing !== 'archive') {
		if (options.readOnly === true || options.create === false) throw new Fault('archive/missing', { path: place });
		await makeArchive(place, clock());
	}
	if (options.readOnly === true) {
		const { db, close } = await openToRead(place, manner);
		return new Archive(place, db, close, options);
	}
	const db = await openToWrite(place, clock(), manner);
	const archive = new Archive(place, db, async () => db.close(), options);
	archive.backUpIfDue();
	return archive;
}

/** Puts the newest good backup in the place of a database that cannot be opened, which is kept beside it. `archive/corrupt` when there is no good backup. */
export function restoreNewestBackup(dir: string, clock: () => number = Date.now): Promise<Restored> {
	return restoreNewest(resolve(dir), clock());
}

export class Archive {
	readonly dir: string;
	readonly readOnly: boolean;
	/** What can be asked of the archive by a query, answered in this thread. */
	readonly find: Finding;
	/** What came in and how: reports, doing one again, watched folders. */
	readonly imports: Intake;
	/** Changes of many clippings at once. */
	readonly batch: Batches;
	readonly #finder: Finder;
	readonly #db: ReadDb;
	readonly #writing: Writing | null;
	readonly #annotations: AnnotationReader;
	readonly #clippings: ClippingReader;
	readonly #pictures: PictureReader;
	readonly #conventions: ConventionReader;
	readonly #collections: CollectionReader;
	readonly #tags: TagReader;
	readonly #savedSearches: SavedSearchReader;
	readonly #recentSearches: RecentSearchReader;
	readonly #blobs: Blobs;
	readonly #watch: Watch;
	readonly #clock: () => number;
	readonly #workerFile: URL | null;
	readonly #closeDatabase: () => Promise<void>;
	readonly #closing = new AbortController();
	readonly #jobs = new Set<Promise<unknown>>();
	#dayCopy: DayCopy | null = null;

	/** Only `openArchive` calls this. */
	constructor(dir: string, db: ReadDb, close: () => Promise<void>, options: OpenOptions) {
		this.dir = dir;
		this.#db = db;
		this.#closeDatabase = close;
		this.#clock = options.clock ?? Date.now;
		this.#workerFile = options.workerFile ?? null;
		this.#writing = db instanceof WriteDb ? writing(db, options.newUid ?? uidSource(this.#clock)) : null;
		this.readOnly = this.#writing === null;
		this.#annotations = new AnnotationReader(db);
		this.#clippings = new ClippingReader(db);
		this.#pictures = new PictureReader(db);
		this.#conventions = new ConventionReader(db);
		this.#collections = new CollectionReader(db);
		this.#tags = new TagReader(db);
		this.#savedSearches = new SavedSearchReader(db);
		this.#recentSearches = new RecentSearchReader(db);
		this.find = new Finding(db);
		this.#finder = options.finderFile ? new FindingThread(options.finderFile, { path: db.path, dir: db.dir }, firstList(this.find)) : finderHere(this.find);
		this.#blobs = new Blobs(dir);
		this.#watch = new Watch(db);
		const tellBatch = (changed: Changed, isLast: boolean): void => {
			this.#watch.gather(changed);
			if (isLast) this.#watch.flush();
		};
		this.batch = new Batches({
			db, now: this.#clock, tell: tellBatch,
			asking: (signal) => this.#finder.asking(signal),
			writing: () => {
				const { acts, ...rest } = this.#writable();
				return { ...rest, history: acts.history };
			},
			job: (signal, work) => this.#job(signal, work),
		});
		this.imports = new Intake({
			newUid: options.newUid ?? uidSource(this.#clock),
			conflicts: this.conflicts,
			dir, db, workerFile: this.#workerFile, blobs: this.#blobs, pace: options.watchPace ?? {}, now: this.#clock,
			writable: () => this.#writable(),
			conventions: () => this.#conventions.orders(),
			tell: (changed, isLast) => {
				this.#watch.gather(changed);
				if (isLast) this.#watch.flush();
			},
			job: (signal, work) => this.#job(signal, work),
		});
	}

	summary(): ArchiveSummary {
		return { name: basename(this.dir), place: this.dir, ...this.#clippings.counts(), schema: schemaOf(this.#db), readOnly: this.readOnly };
	}

	readonly clippings = holdings({
		find: () => this.find,
		reader: () => this.#clippings,
		beyond: (clipping) => beyondOf(this.#db, clipping),
		past: (id, window) => pastOf(this.#db, id, window),
		original: (clipping) => this.#original(clipping),
		act: (work, changed) => this.#act(({ acts }, at) => work(acts, at), changed),
	});

	readonly collections = shelves({
		reader: () => this.#collections,
		act: (work, changed) => this.#act(({ filing }, at) => work(filing, at), changed),
	});

	readonly highlights = highlights({
		reader: () => this.#annotations,
		clippings: () => this.#clippings,
		act: (work, changed) => this.#act(({ marking }, at) => work(marking, at), changed),
	});

	/** Searches kept under a name, and those asked for lately. */
	readonly searches = searches({
		saved: () => this.#savedSearches,
		recent: () => this.#recentSearches,
		act: (work, changed) => this.#act(({ saving }, at) => work(saving, at), changed),
		note: (work) => this.#write(({ recent }) => {
			work(recent, this.#clock());
			return false;
		}, { clippings: false, tags: false }),
	});

	/** What differs between clippings here and the same ones in an import. */
	readonly conflicts = conflicts({
		reader: () => new ConflictReader(this.#db),
		write: (work, changed) => this.#act(({ acts, deciding }, at) => {
			work(deciding, acts.history, at);
			return true;
		}, changed),
	});

	readonly merges = merges({
		reader: () => this.#writing?.merging ?? new MergeReader(this.#db),
		clippings: () => this.#clippings,
		act: (work, changed) => this.#act(({ merging }, at) => work(merging, at), changed),
	});

	/** How publications write dates in figures. */
	readonly conventions = habits({
		clippings: () => this.#clippings,
		reader: () => this.#conventions,
		act: (work, changed) => this.#act(({ acts }, at) => work(acts, at), changed),
	});

	readonly pictures = illustrations({
		dir: () => this.dir,
		clippings: () => this.#clippings,
		reader: () => this.#pictures,
		blobs: () => this.#blobs,
		job: async (work) => {
			this.#writable();
			await this.#job(undefined, work);
		},
		read: async (source) => (await import('./importing/one-picture')).readPicture(this.#workerFile, source),
		act: (work, changed) => this.#act(({ acts, clippings }, at) => work(acts, clippings, at), changed),
	});

	readonly tags = labels({
		reader: () => this.#tags,
		act: (work, changed) => this.#act(({ labelling }, at) => work(labelling, at), changed),
	});

	/** What can be undone and redone: the last hundred acts of any person, in whatever program. */
	readonly history = {
		/** An archive open for reading has nothing to undo. */
		state: (): HistoryState => this.#writing?.acts.history.state() ?? { undo: null, redo: null },
		/** Takes the newest act back; `step` when that one alone is meant. `history/nothing`, `history/moved-on`. */
		undo: (step: number | null = null): HistoryStep => this.#turn('undo', step),
		/** Does again what was undone last. `history/nothing`, `history/moved-on`. */
		redo: (step: number | null = null): HistoryStep => this.#turn('redo', step),
		/** Either of them in short turns, however large the step. */
		turn: (way: 'undo' | 'redo', step: number | null, options: JobOptions = {}): Promise<HistoryStep> => this.batch.turn(way, step, options),
	};

	/** The same as `find`, answered beside other work when its turn has come; what `signal` aborts before is not carried out. `cancelled`. */
	asking(signal?: AbortSignal): Asking {
		return this.#finder.asking(signal);
	}

	/** Imports sources; one outcome each. Cancelled, it keeps what was finished. `tag/unusable`, `collection/unusable`. */
	import(sources: Source[], request: ImportRequest): Promise<ImportSummary> {
		return this.imports.import(sources, request);
	}

	/** Finds versions of one story among clippings that are new or changed. Cancelled, it keeps what was found. Answers how many were looked at. */
	linkVersions(options: JobOptions = {}): Promise<{ compared: number; joined: number }> {
		const { db, journal } = this.#writable();
		return this.#job(options.signal, (signal) => {
			const waiting = options.onProgress ? this.find.unlinked() : 0;
			return linkVersions(db, journal, signal, (done, joined) => {
				options.onProgress?.({ phase: 'looking', done, total: Math.max(waiting, done), current: null });
				if (joined) this.#watch.gather({ clippings: true, tags: false });
			});
		});
	}

	/** Clippings cited, in their order. `clipping/missing`. */
	async cite(ids: readonly ClippingId[], style: CitationStyle, withReference: boolean): Promise<Citation[]> {
		const { citeAll } = await import('./citing/citation');
		return citeAll(this.#clippings.each(ids), style, withReference);
	}

	/** What can be exported to. */
	async formats(): Promise<Format[]> {
		return (await import('./exporting/formats')).formats();
	}

	/** What an export would make. */
	preview(selection: Selection, format: FormatId, index: number, choices: ExportChoicesInput = {}): Promise<ExportPreview> {
		return this.#job(undefined, async () => (await import('./exporting/preview')).preview(this.#exportSource(), selection, format, index, choices));
	}

	/** Exports into a new folder inside `folder`. `path` is where it stands; empty when cancelled. */
	export(selection: Selection, format: FormatId, folder: string, options: JobOptions & { choices?: ExportChoicesInput | undefined; printer?: Printer | undefined }): Promise<ExportSummary & { path: string }> {
		return this.#job(options.signal, async (signal) => (await import('./exporting/export')).runExport(this.#exportSource(), selection, format, folder, {
			signal, gate: options.gate, choices: options.choices, printer: options.printer, ...(options.onProgress ? { onProgress: options.onProgress } : {}),
		}));
	}

	/** Clippings as one document for a printer, in the order given. `clipping/missing`, `export/too-large`, `archive/corrupt`, `cancelled`. */
	onPaper(ids: readonly ClippingId[], options: JobOptions = {}): Promise<Sheet> {
		return this.#job(options.signal, async (signal) => (await import('./exporting/on-paper')).onPaper(this.#exportSource(), basename(this.dir), ids, { ...options, signal }));
	}

	/** Writes the originals of clippings into a folder that is there and empty. Answers their paths, in the order given. `clipping/missing`, `export/too-large`, `archive/corrupt`, `disk/full`. */
	carryOut(ids: readonly ClippingId[], folder: string): Promise<string[]> {
		return this.#job(undefined, async () => (await import('./exporting/carried-out')).carryOut(this.#exportSource(), ids, folder));
	}

	/**
	 * Holds a package against this archive: whether the bag is whole, and whether what it brings back is what is here now. `more` counts
	 * clippings here that it does not hold. `source/unreadable`, `cancelled`.
	 */
	prove(bag: string, options: JobOptions = {}): Promise<{ bag: BagReport; proof: Proof; more: number }> {
		return this.#job(options.signal, async (signal) => {
			const [{ verifyBag }, { proveBag }] = await Promise.all([import('./keeping/verify-bag'), import('./proving')]);
			const report = await verifyBag(bag, { signal, onProgress: options.onProgress });
			if (signal.aborted) throw new Fault('cancelled', {});
			const held = reader(this.#db);
			try {
				const { proof, leftOnly } = await proveBag(this.#scratch, resolve(bag), held, { left: 'may have more' }, this.#clock(), { signal, onProgress: options.onProgress });
				const isWhole = report.findings.length === 0;
				const { differences: _, ...counts } = proof;
				if (this.#writing) this.#record('validation', { ...counts, outcome: isWhole ? proof.outcome : 'fail', package: basename(resolve(bag)), findings: report.findings.length });
				return { bag: report, proof, more: leftOnly };
			} catch (error) {
				throw signal.aborted ? new Fault('cancelled', {}) : error;
			} finally {
				held.release();
				held.close();
			}
		});
	}

	/** The archive's record of what was done to it, newest first. */
	events(window: LogWindow): LoggedEvent[] {
		return eventLog(this.#db, window);
	}

	/** Checks every original against its hash, and the database. What it finds goes into the archive's record. */
	check(options: JobOptions): Promise<CheckReport> {
		return this.#job(options.signal, async (signal) => {
			const { checkArchive } = await import('./keeping/check');
			const report = await checkArchive(this.dir, this.#db, this.#blobs, {
				signal, gate: options.gate, onProgress: options.onProgress, sweepBefore: this.readOnly ? null : Date.now() - ABANDONED_MS,
			});
			if (this.#writing && !report.cancelled) this.#record('fixity check', { outcome: report.findings.length === 0 ? 'pass' : 'fail', ...report, findings: report.findings.slice(0, 100) });
			return report;
		});
	}

	/** Copies of the database, newest first. */
	backups(): Promise<BackupEntry[]> {
		return backupsOf(this.dir);
	}

	/** Makes a copy of the database now. The oldest of more than seven goes. `archive/read-only`, `disk/full`, `disk/denied`. */
	backUp(options: JobOptions): Promise<string> {
		const { db } = this.#writable();
		return this.#job(options.signal, (signal) => backUp(this.dir, db, this.#clock(), { ...options, signal }));
	}

	/** Told after each change of the archive, also by other programs. Answers how to stop listening. */
	onChanged(listener: (changed: Changed) => void): () => void {
		return this.#watch.listen(listener);
	}

	/** Ends all jobs, waits for them, and closes. */
	async close(): Promise<void> {
		await this.imports.watching.close();
		this.#closing.abort();
		await this.#dayCopy?.end();
		await this.#finder.close();
		await Promise.allSettled([...this.#jobs]);
		this.#watch.end();
		if (!this.#db.open) return;
		await this.#closeDatabase();
	}

	/** Makes the day's copy of the database beside other work, when it is time. Only `openArchive` calls this. */
	backUpIfDue(): void {
		this.#dayCopy = new DayCopy(this.dir, this.#writable().db, this.#clock);
	}

	#writable(): Writing {
		if (!this.#writing) throw new Fault('archive/read-only', { path: this.dir });
		return this.#writing;
	}

	/** One change in one transaction; listeners are told after the commit when `work` says that something changed. */
	#write(work: (writing: Writing) => boolean, changed: Changed): void {
		const writing = this.#writable();
		if (transaction(writing.db, () => work(writing))) this.#watch.tell(changed);
	}

	/** An act of a person: one change, and one step that can be undone. */
	#act(work: (writing: Writing, at: number) => boolean, changed: Changed): void {
		this.#write((writing) => work(writing, this.#clock()), changed);
	}

	#turn(way: 'undo' | 'redo', step: number | null): HistoryStep {
		let turned: HistoryStep | null = null;
		this.#act(({ acts }, at) => {
			turned = acts.history.turn(way, step, at);
			return true;
		}, { clippings: true, tags: true, collections: true, searches: true });
		return turned!;
	}

	#record(type: EventType, detail: unknown): void {
		this.#write(({ events }) => {
			events.note(this.#clock(), type, null, detail);
			return false;
		}, { clippings: false, tags: false });
	}

	/** Runs a job that ends when its signal or the archive's closing says so. */
	async #job<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
		if (this.#closing.signal.aborted) throw new Fault('cancelled', {});
		const running = work(signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal);
		this.#jobs.add(running);
		try {
			return await running;
		} finally {
			this.#jobs.delete(running);
			// What a long job has read need not stay in memory for the rest of the day.
			if (this.#jobs.size === 0 && this.#db.open) this.#db.slim();
		}
	}

	#original({ id, headline, original: { sha256 } }: Clipping): Uint8Array {
		const inline = this.#clippings.inlineOriginal(sha256);
		const bytes = inline === 'file' ? this.#blobs.read(sha256) : inline;
		if (bytes === null) throw corrupt(this.dir, said('said.damage.missing', { what: said('said.thing.original-numbered', { headline, id }) }));
		return bytes;
	}

	#exportSource(): ExportSource {
		return {
			dir: this.dir,
			now: this.#clock,
			snapshot: () => snapshotOf(this.#db, { blobs: this.#blobs, clock: this.#clock, scratch: this.#scratch }),
			record: (event) => {
				if (this.#writing) this.#recordExport(event);
			},
		};
	}

	/** An export, and its proof as an event of its own: what is proven can be asked for without reading exports. */
	#recordExport({ proof, ...event }: ExportEvent): void {
		this.#record('dissemination', event);
		if (!proof) return;
		const { differences, ...counts } = proof;
		this.#record('validation', { ...counts, package: event.name, identifier: event.identifier, ...(differences.length > 0 && { differences: differences.slice(0, 20) }) });
	}

	/** An archive for a proof, read by the same threads as this one's imports. */
	readonly #scratch = async (dir: string): Promise<Scratch> => {
		const archive = await openArchive(dir, { clock: this.#clock, ...(this.#workerFile ? { workerFile: this.#workerFile } : {}) });
		return { database: archive.#db, import: (sources, request) => archive.import(sources, request), close: () => archive.close() };
	};

}
