// Owns the one door to an archive: opening a folder, and everything that can be asked of it or done to it. Must not hold SQL or know a window.
import { basename, resolve } from 'node:path';
import { Fault } from '../shared/errors';
import type {
	ArchiveSummary, Changed, CheckReport, Clipping, ClippingId, Edit, ExportPreview, ExportSummary, Format, FormatId,
	ImportSummary, Page, Progress, Query, Selection, SourceOutcome, Tag, TagColour, TagId,
} from '../shared/model';
import { runExport } from './exporting/export';
import { formats } from './exporting/formats';
import { preview } from './exporting/preview';
import type { ExportSource, Snapshot } from './exporting/source';
import { Blobs } from './files/blobs';
import { runImport } from './importing/import';
import type { Source } from './importing/expand';
import { backUp, isBackupDue } from './keeping/backups';
import { checkArchive } from './keeping/check';
import { lookAt, makeArchive } from './keeping/folder';
import { openToRead, openToWrite } from './keeping/open-database';
import { restoreNewest, type Restored } from './keeping/restore';
import { decode } from './reading/decode';
import { ClippingReader, Clippings } from './store/clippings';
import { Events } from './store/events';
import { Imports } from './store/imports';
import { schemaOf } from './store/migrations';
import { corrupt, reader, transaction, WriteDb, type ReadDb, type SlowLog } from './store/open';
import { Search } from './store/search';
import { TagReader, Tags } from './store/tags';
import { uidSource } from './store/uid';
import { Watch } from './store/watch';

export type { Source } from './importing/expand';
export type { Restored } from './keeping/restore';
export { sqliteVersion } from './store/open';

export interface OpenOptions {
	/** Browse only; every write is refused with `archive/read-only`. */
	readOnly?: boolean;
	/** Whether a folder that is absent or empty becomes an archive; otherwise `archive/missing`. Default true. */
	create?: boolean;
	/** The built worker; without it sources are read in this thread. */
	workerFile?: URL;
	/** Milliseconds UTC. */
	clock?: () => number;
	newUid?: () => string;
	/** Told of statements that held the thread for more than 40 ms. */
	onSlow?: SlowLog;
	/** How long another program's lock is waited for, in milliseconds. Default 5000. */
	patience?: number;
}

export interface JobOptions {
	signal?: AbortSignal | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
}

/** Half-written files older than this belong to nobody any more. */
const ABANDONED_MS = 60 * 60 * 1000;
/** A day's copy of a database up to this size is finished before closing; a larger one is left for another day. Bytes. */
const FINISHED_BEFORE_CLOSING = 64 * 1024 * 1024;

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
	if (standing === 'without-database') throw corrupt(place, 'Its database is missing.');
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

/** What only an archive open for writing has. */
interface Writing {
	db: WriteDb;
	clippings: Clippings;
	tags: Tags;
	events: Events;
	imports: Imports;
}

export class Archive {
	readonly dir: string;
	readonly readOnly: boolean;
	readonly #db: ReadDb;
	readonly #writing: Writing | null;
	readonly #clippings: ClippingReader;
	readonly #tags: TagReader;
	readonly #search: Search;
	readonly #blobs: Blobs;
	readonly #watch: Watch;
	readonly #clock: () => number;
	readonly #workerFile: URL | null;
	readonly #closeDatabase: () => Promise<void>;
	readonly #closing = new AbortController();
	readonly #jobs = new Set<Promise<unknown>>();
	#backup: { done: Promise<unknown>; stop: AbortController } | null = null;

	/** Only `openArchive` calls this. */
	constructor(dir: string, db: ReadDb, close: () => Promise<void>, options: OpenOptions) {
		this.dir = dir;
		this.#db = db;
		this.#closeDatabase = close;
		this.#clock = options.clock ?? Date.now;
		this.#workerFile = options.workerFile ?? null;
		this.#writing = db instanceof WriteDb
			? { db, clippings: new Clippings(db, options.newUid ?? uidSource(this.#clock)), tags: new Tags(db), events: new Events(db), imports: new Imports(db) }
			: null;
		this.readOnly = this.#writing === null;
		this.#clippings = new ClippingReader(db);
		this.#tags = new TagReader(db);
		this.#search = new Search(db);
		this.#blobs = new Blobs(dir);
		this.#watch = new Watch(db);
	}

	summary(): ArchiveSummary {
		return { name: basename(this.dir), place: this.dir, ...this.#clippings.counts(), schema: schemaOf(this.#db), readOnly: this.readOnly };
	}

	readonly clippings = {
		/** One page of what a query finds. `tag/missing`. */
		search: (query: Query, window: { offset: number; limit: number }): Page => this.#search.page(query, window),
		/** Every id a query finds, in its order. */
		ids: (query: Query): ClippingId[] => this.#search.ids(query),
		/** `clipping/missing`. */
		get: (id: ClippingId): Clipping => this.#clippings.get(id),
		/** A row number, a uid, or the unique beginning of one (8 characters or more), as text. `clipping/missing`. */
		find: (reference: string): ClippingId => this.#clippings.find(reference),
		/** The bytes as received. `archive/corrupt` when they are gone. */
		original: (id: ClippingId): Uint8Array => this.#original(this.#clippings.get(id)),
		/** The text that spans point into: the decoded original, or what the format's reader wrote down of it; null for what has neither. */
		originalText: (id: ClippingId): string | null => {
			const written = this.#clippings.content(id).text;
			if (written !== undefined) return written;
			const clipping = this.#clippings.get(id);
			return clipping.original.encoding === null ? null : decode(this.#original(clipping)).text;
		},
		/** Changes fields by hand. */
		edit: (id: ClippingId, edit: Edit): Clipping => {
			this.#write(({ clippings }) => clippings.edit(id, edit, this.#clock()), { clippings: true, tags: false });
			return this.#clippings.get(id);
		},
		/** Adds and removes tags by name; a new name makes a new tag. `tag/unusable`. */
		tag: (ids: ClippingId[], add: string[], remove: string[]): void => {
			this.#write(({ clippings }) => clippings.tag(ids, add, remove, this.#clock()), { clippings: true, tags: true });
		},
		trash: (ids: ClippingId[]): void => {
			this.#write(({ clippings }) => clippings.trash(ids, this.#clock()), { clippings: true, tags: true });
		},
		restore: (ids: ClippingId[]): void => {
			this.#write(({ clippings }) => clippings.restore(ids, this.#clock()), { clippings: true, tags: true });
		},
	};

	readonly tags = {
		list: (): Tag[] => this.#tags.list(),
		named: (name: string): Tag | null => this.#tags.named(name),
		/** Renames a tag and all below it. `tag/missing`, `tag/unusable`, and `tag/taken` unless `merge`. */
		rename: (id: TagId, name: string, merge: boolean): void => {
			this.#write(({ tags, events }) => {
				const moved = tags.rename(id, name, merge);
				if (moved.length > 0) events.note(this.#clock(), 'modification', null, { tagsRenamed: moved });
				return moved.length > 0;
			}, { clippings: true, tags: true });
		},
		colour: (id: TagId, colour: TagColour): void => {
			this.#write(({ tags, events }) => {
				const { before, name } = tags.colour(id, colour);
				if (before !== colour) events.note(this.#clock(), 'modification', null, { tag: name, before: { colour: before }, after: { colour } });
				return before !== colour;
			}, { clippings: false, tags: true });
		},
		/** Takes a tag off every clipping and forgets it. */
		remove: (id: TagId): { clippings: number } => {
			let clippings = 0;
			this.#write(({ tags, events }) => {
				const removed = tags.remove(id);
				clippings = removed.clippings.length;
				events.note(this.#clock(), 'modification', null, { tagRemoved: removed });
				return true;
			}, { clippings: true, tags: true });
			return { clippings };
		},
	};

	/** Imports sources; one outcome each. Cancelled, it keeps what was finished. */
	async import(sources: Source[], options: JobOptions & { tags: string[]; onOutcome?: ((outcome: SourceOutcome) => void) | undefined }): Promise<ImportSummary> {
		const { db, clippings, imports } = this.#writable();
		const target = {
			dir: this.dir,
			workerFile: this.#workerFile,
			clippings,
			blobs: this.#blobs,
			imports,
			transaction: <T>(work: () => T): T => {
				const made = transaction(db, work);
				this.#watch.gather({ clippings: true, tags: true });
				return made;
			},
			now: this.#clock,
		};
		return this.#job(options.signal, async (signal) => {
			try {
				return await runImport(target, sources, { ...options, signal });
			} finally {
				this.#watch.flush();
			}
		});
	}

	formats(): Format[] {
		return formats();
	}

	/** What an export would make. */
	preview(selection: Selection, format: FormatId, index: number): Promise<ExportPreview> {
		return this.#job(undefined, () => preview(this.#exportSource(), selection, format, index));
	}

	/** Exports into a new folder inside `folder`. `path` is where it stands; empty when cancelled. */
	export(selection: Selection, format: FormatId, folder: string, options: JobOptions): Promise<ExportSummary & { path: string }> {
		return this.#job(options.signal, (signal) => runExport(this.#exportSource(), selection, format, folder, {
			signal, ...(options.onProgress ? { onProgress: options.onProgress } : {}),
		}));
	}

	/** Checks every original against its hash, and the database. What it finds goes into the archive's record. */
	check(options: JobOptions): Promise<CheckReport> {
		return this.#job(options.signal, async (signal) => {
			const report = await checkArchive(this.dir, this.#db, this.#blobs, {
				signal, onProgress: options.onProgress, sweepBefore: this.readOnly ? null : Date.now() - ABANDONED_MS,
			});
			if (this.#writing && !report.cancelled) this.#record('fixity check', { outcome: report.findings.length === 0 ? 'pass' : 'fail', ...report, findings: report.findings.slice(0, 100) });
			return report;
		});
	}

	/** Told after each change of the archive, also by other programs. Answers how to stop listening. */
	onChanged(listener: (changed: Changed) => void): () => void {
		return this.#watch.listen(listener);
	}

	/** Ends all jobs, waits for them, and closes. */
	async close(): Promise<void> {
		this.#closing.abort();
		if (this.#backup) {
			const small = Number(this.#db.pragma('page_count')) * Number(this.#db.pragma('page_size')) <= FINISHED_BEFORE_CLOSING;
			if (!small) this.#backup.stop.abort();
			await this.#backup.done;
		}
		await Promise.allSettled([...this.#jobs]);
		this.#watch.end();
		if (!this.#db.open) return;
		await this.#closeDatabase();
	}

	/** Makes the day's copy of the database beside other work, when it is time. Only `openArchive` calls this. */
	backUpIfDue(): void {
		const { db } = this.#writable();
		const stop = new AbortController();
		const done = (async () => {
			try {
				if (await isBackupDue(this.dir, db, this.#clock())) await backUp(this.dir, db, this.#clock(), stop.signal);
			} catch (error) {
				// A copy that could not be made is tried again at the next opening; the archive itself is as it was, and nobody waits for it.
				if (!stop.signal.aborted) process.emitWarning(error instanceof Error ? error : String(error));
			} finally {
				this.#backup = null;
			}
		})();
		this.#backup = { done, stop };
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

	#record(type: 'fixity check' | 'dissemination', detail: unknown): void {
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
		}
	}

	#original({ id, headline, original: { sha256 } }: Clipping): Uint8Array {
		const inline = this.#clippings.inlineOriginal(sha256);
		const bytes = inline === 'file' ? this.#blobs.read(sha256) : inline;
		if (bytes === null) throw corrupt(this.dir, `The original of “${headline}” (clipping ${id}) is missing.`);
		return bytes;
	}

	#exportSource(): ExportSource {
		return {
			dir: this.dir,
			now: this.#clock,
			snapshot: () => this.#snapshot(),
			record: (event) => {
				if (this.#writing) this.#record('dissemination', event);
			},
		};
	}

	#snapshot(): Snapshot {
		const db = reader(this.#db);
		const clippings = new ClippingReader(db);
		const search = new Search(db);
		return {
			ids: (selection) => {
				if (selection.of === 'everything') return search.everything();
				if (selection.of === 'query') return search.ids(selection.query);
				return selection.ids;
			},
			each: (ids) => clippings.each(ids),
			outlines: (ids) => clippings.outlines(ids),
			original: (sha256) => {
				const inline = clippings.inlineOriginal(sha256);
				return inline === 'file' ? { file: this.#blobs.path(sha256) } : inline;
			},
			close: () => {
				db.release();
				db.close();
			},
		};
	}
}
