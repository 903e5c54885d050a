// Owns the one door to an archive: opening a folder, and everything that can be asked of it or done to it. Must not hold SQL or know a window.
import { basename, resolve } from 'node:path';
import { Fault } from '../shared/errors';
import { Acceptance } from '../shared/model';
import type {
	AcceptanceInput, ArchiveSummary, Changed, CheckReport, Clipping, ClippingId, Convention, DateField, DateHabit, DateOrder,
	Edit, ExportPreview, ExportSummary, Format, FormatId, HistoryState, HistoryStep, ImportSummary, Page, PictureId, Progress,
	Query, Selection, Tag, TagColour, TagId,
} from '../shared/model';
import { runExport } from './exporting/export';
import { formats } from './exporting/formats';
import { preview } from './exporting/preview';
import type { Beyond, ExportSource, Snapshot } from './exporting/source';
import { Blobs } from './files/blobs';
import type { PictureSource } from './importing/one-picture';
import { readPicture } from './importing/one-picture';
import type { Source } from './importing/expand';
import type { WatchPace } from './importing/folder-watch';
import { Intake, type ImportRequest } from './intake';
import { backUp, isBackupDue } from './keeping/backups';
import { checkArchive } from './keeping/check';
import { lookAt, makeArchive } from './keeping/folder';
import { openToRead, openToWrite } from './keeping/open-database';
import { restoreNewest, type Restored } from './keeping/restore';
import { decode } from './reading/decode';
import { shelves } from './shelves';
import { Acts } from './store/acts';
import { ClippingReader, Clippings } from './store/clippings';
import { ConventionReader } from './store/conventions';
import { CollectionReader } from './store/collections';
import { Events } from './store/events';
import { Filing } from './store/filing';
import { Imports } from './store/imports';
import { schemaOf } from './store/migrations';
import { publicationKey } from './store/rows';
import { corrupt, reader, transaction, WriteDb, type ReadDb, type SlowLog } from './store/open';
import { PictureReader } from './store/pictures';
import { Search } from './store/search';
import { TagReader } from './store/tags';
import { uidSource } from './store/uid';
import { Watch } from './store/watch';

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
	acts: Acts;
	clippings: Clippings;
	filing: Filing;
	events: Events;
	imports: Imports;
}

function writing(db: WriteDb, newUid: () => string): Writing {
	const acts = new Acts(db);
	return { db, acts, clippings: new Clippings(db, newUid), filing: new Filing(db, acts.history, newUid), events: new Events(db), imports: new Imports(db) };
}

export class Archive {
	readonly dir: string;
	readonly readOnly: boolean;
	/** What came in and how: reports, doing one again, watched folders. */
	readonly imports: Intake;
	readonly #db: ReadDb;
	readonly #writing: Writing | null;
	readonly #clippings: ClippingReader;
	readonly #pictures: PictureReader;
	readonly #conventions: ConventionReader;
	readonly #collections: CollectionReader;
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
		this.#writing = db instanceof WriteDb ? writing(db, options.newUid ?? uidSource(this.#clock)) : null;
		this.readOnly = this.#writing === null;
		this.#clippings = new ClippingReader(db);
		this.#pictures = new PictureReader(db);
		this.#conventions = new ConventionReader(db);
		this.#collections = new CollectionReader(db);
		this.#tags = new TagReader(db);
		this.#search = new Search(db);
		this.#blobs = new Blobs(dir);
		this.#watch = new Watch(db);
		this.imports = new Intake({
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
		/** What is not part of a clipping as it is opened: the text that spans point into where its reader wrote one down, markup, the paths of its collections. */
		beyond: (id: ClippingId): Beyond => beyondOf(this.#db, this.#clippings.get(id)),
		/** The text that spans point into: the decoded original, or what the format's reader wrote down of it; null for what has neither. */
		originalText: (id: ClippingId): string | null => {
			const written = this.#clippings.content(id).text;
			if (written !== undefined) return written;
			const clipping = this.#clippings.get(id);
			return clipping.original.encoding === null ? null : decode(this.#original(clipping)).text;
		},
		/** Changes fields by hand. `near` is the line of the original somebody pointed at, 1-based, where the value stands in several. */
		edit: (id: ClippingId, edit: Edit, near: number | null = null): Clipping => {
			const source = { text: this.#textAtHand(id), near };
			this.#act(({ acts }, at) => acts.edit(id, edit, source, at), { clippings: true, tags: false });
			return this.#clippings.get(id);
		},
		/** Gives what was read a person's word, and chooses between readings of its dates. `clipping/missing`, `date/not-a-reading`. */
		accept: (id: ClippingId, acceptance: AcceptanceInput): Clipping => {
			this.#act(({ acts }, at) => acts.accept(id, Acceptance.parse(acceptance), at), { clippings: true, tags: false });
			return this.#clippings.get(id);
		},
		/** Chooses one reading of a date, or null to leave it open; with `others`, every open date of its publication is read in the same order, now and when more come. */
		settle: (id: ClippingId, field: DateField, reading: string | null, others = false): Clipping => {
			return this.clippings.accept(id, { readings: { [field]: reading }, others });
		},
		/** Sets aside what was read of a clipping: all of its text becomes its body. */
		textOnly: (id: ClippingId): Clipping => {
			this.#act(({ acts }, at) => acts.textOnly(id, at), { clippings: true, tags: false });
			return this.#clippings.get(id);
		},
		/** Adds and removes tags by name; a new name makes a new tag. `tag/unusable`. */
		tag: (ids: ClippingId[], add: string[], remove: string[]): void => {
			this.#act(({ acts }, at) => acts.tag(ids, add, remove, at), { clippings: true, tags: true });
		},
		trash: (ids: ClippingId[]): void => {
			this.#act(({ acts }, at) => acts.trash(ids, at), { clippings: true, tags: true });
		},
		restore: (ids: ClippingId[]): void => {
			this.#act(({ acts }, at) => acts.restore(ids, at), { clippings: true, tags: true });
		},
	};

	readonly collections = shelves({
		reader: () => this.#collections,
		act: (work, changed) => this.#act(({ filing }, at) => work(filing, at), changed),
	});

	/** What can be undone and redone: the last hundred acts of any person, in whatever program. */
	readonly history = {
		/** An archive open for reading has nothing to undo. */
		state: (): HistoryState => this.#writing?.acts.history.state() ?? { undo: null, redo: null },
		/** Takes the newest act back; `step` when that one alone is meant. `history/nothing`, `history/moved-on`. */
		undo: (step: number | null = null): HistoryStep => this.#turn('undo', step),
		/** Does again what was undone last. `history/nothing`, `history/moved-on`. */
		redo: (step: number | null = null): HistoryStep => this.#turn('redo', step),
	};

	/** How publications write dates in figures. */
	readonly conventions = {
		list: (): Convention[] => this.#conventions.list(),
		/** What is known of the publication of a clipping; null when it has none. */
		habit: (id: ClippingId): DateHabit | null => {
			const { publication } = this.#clippings.get(id);
			const key = publicationKey(publication);
			return publication === null || key === null ? null : this.#conventions.habit(key, publication, id);
		},
		/** Decides it; with `settle`, its open dates are read so at once. Answers how many were. */
		set: (publication: string, order: DateOrder, settle: boolean): { settled: number } => {
			let settled = 0;
			this.#act(({ acts }, at) => {
				const done = acts.setConvention(publication, order, settle, at);
				settled = done.settled;
				return done.changed;
			}, { clippings: true, tags: false });
			return { settled };
		},
		/** Forgets it; dates already read stay. `convention/missing`. */
		remove: (publication: string): void => {
			this.#act(({ acts }, at) => acts.removeConvention(publication, at), { clippings: true, tags: false });
		},
	};

	readonly pictures = {
		/** A picture as it was received, and its media type. `picture/missing`, `archive/corrupt` when its bytes are gone. */
		bytes: async (sha256: string): Promise<{ bytes: Uint8Array; mediaType: string }> => {
			const { mediaType, bytes } = this.#pictures.kept(sha256);
			const whole = bytes === 'file' ? await this.#blobs.readSoon(sha256) : bytes;
			if (!whole) throw corrupt(this.dir, `A picture is missing: originals/${sha256.slice(0, 2)}/${sha256}`);
			return { bytes: whole, mediaType };
		},
		/** Small copies (WebP, at most 480 pixels a side); null where there is none. */
		thumbnails: (sha256: readonly string[]): { sha256: string; bytes: Uint8Array | null }[] => this.#pictures.thumbnails(sha256),
		/** A clipping's safe markup; null when it has none. */
		page: (id: ClippingId): string | null => this.#pictures.page(id),
		/** Keeps a picture with a clipping, at a caption of it (from 0) or without. `source/unsupported`, `source/unreadable`, `clipping/missing`. */
		attach: async (id: ClippingId, caption: number | null, source: PictureSource): Promise<Clipping> => {
			this.#writable();
			this.#clippings.get(id);
			await this.#job(undefined, async () => {
				const picture = await readPicture(this.#workerFile, source);
				// The file first, its row second: a crash between the two leaves a file nobody knows.
				if (picture.bytes) await this.#blobs.put(picture.bytes, picture.file.sha256);
				this.#act(({ acts, clippings }, at) => acts.changePictures(id, 'Added a picture', () => clippings.attach(id, picture, caption, at), at), { clippings: true, tags: false });
			});
			return this.#clippings.get(id);
		},
		/** Takes a picture off its clipping. Its bytes stay. `picture/missing`. */
		detach: (picture: PictureId): Clipping => {
			const id = this.#pictures.clippingOf(picture);
			this.#act(({ acts, clippings }, at) => acts.changePictures(id, 'Took off a picture', () => clippings.detach(picture, at) === id, at), { clippings: true, tags: false });
			return this.#clippings.get(id);
		},
	};

	readonly tags = {
		list: (): Tag[] => this.#tags.list(),
		named: (name: string): Tag | null => this.#tags.named(name),
		/** Renames a tag and all below it. `tag/missing`, `tag/unusable`, and `tag/taken` unless `merge`. */
		rename: (id: TagId, name: string, merge: boolean): void => {
			this.#act(({ acts }, at) => acts.renameTag(id, name, merge, at), { clippings: true, tags: true });
		},
		colour: (id: TagId, colour: TagColour): void => {
			this.#act(({ acts }, at) => acts.colourTag(id, colour, at), { clippings: false, tags: true });
		},
		/** Takes a tag off every clipping and forgets it. */
		remove: (id: TagId): { clippings: number } => {
			let clippings = 0;
			this.#act(({ acts }, at) => {
				clippings = acts.removeTag(id, at).length;
				return true;
			}, { clippings: true, tags: true });
			return { clippings };
		},
	};

	/** Imports sources; one outcome each. Cancelled, it keeps what was finished. `tag/unusable`, `collection/unusable`. */
	import(sources: Source[], request: ImportRequest): Promise<ImportSummary> {
		return this.imports.import(sources, request);
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
		await this.imports.watching.close();
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

	/** An act of a person: one change, and one step that can be undone. */
	#act(work: (writing: Writing, at: number) => boolean, changed: Changed): void {
		this.#write((writing) => work(writing, this.#clock()), changed);
	}

	#turn(way: 'undo' | 'redo', step: number | null): HistoryStep {
		let turned: HistoryStep | null = null;
		this.#act(({ acts }, at) => {
			turned = acts.history.turn(way, step, at);
			return true;
		}, { clippings: true, tags: true, collections: true });
		return turned!;
	}

	/** The text of the original, when it is there: an edit must not fail because a file is gone. */
	#textAtHand(id: ClippingId): string | null {
		try {
			return this.clippings.originalText(id);
		} catch (error) {
			if (Fault.is(error, 'archive/corrupt') || Fault.is(error, 'disk/denied')) return null;
			throw error;
		}
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
		const pictures = new PictureReader(db);
		return {
			ids: (selection) => {
				if (selection.of === 'everything') return search.everything();
				if (selection.of === 'query') return search.ids(selection.query);
				return selection.ids;
			},
			each: (ids) => clippings.each(ids),
			outlines: (ids) => clippings.outlines(ids),
			beyond: (clipping) => beyondOf(db, clipping),
			picture: (sha256) => {
				const { bytes } = pictures.kept(sha256);
				return bytes === 'file' ? { file: this.#blobs.path(sha256) } : bytes;
			},
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

function beyondOf(db: ReadDb, { id, collections }: Clipping): Beyond {
	return {
		text: new ClippingReader(db).content(id).text ?? null,
		html: new PictureReader(db).page(id),
		collections: collections.length === 0 ? [] : new CollectionReader(db).list().filter((one) => collections.includes(one.id)).map((one) => one.path),
	};
}
