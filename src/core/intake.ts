// Owns all that comes into an open archive: imports, what is kept of them, doing them again, and the folders that are watched. Must not read sources itself, or hold SQL.
import { hostname } from 'node:os';
import { Fault } from '../shared/errors';
import type { Gate } from '../shared/gate';
import type { Changed, ClippingId, DateOrder, ImportEntry, ImportId, ImportReport, ImportRulesInput, ImportSummary, Progress, SourceOutcome } from '../shared/model';
import { ImportRules } from '../shared/model';
import type { ConflictWay } from '../shared/returning';
import type { Blobs } from './files/blobs';
import type { Source } from './importing/expand';
import type { WatchPace } from './importing/folder-watch';
import { Watching } from './importing/watching';
import type { conflicts } from './conflicts';
import type { Clippings } from './store/clippings';
import { Conflicts, type TheirClipping } from './store/conflicts';
import type { Filing } from './store/filing';
import { Journal } from './store/journal';
import type { Imports, IsAlive } from './store/imports';
import { ImportReader } from './store/imports';
import type { ReadDb, WriteDb } from './store/open';
import { transaction } from './store/open';
import { Watched, WatchedReader } from './store/watched';

/** What of an open archive this works on. `writable` refuses with `archive/read-only`. */
export interface IntakeParts {
	readonly dir: string;
	readonly db: ReadDb;
	readonly workerFile: URL | null;
	readonly blobs: Blobs;
	readonly pace: Partial<WatchPace>;
	readonly conflicts: ReturnType<typeof conflicts>;
	now(): number;
	newUid(): string;
	writable(): { db: WriteDb; clippings: Clippings; imports: Imports; filing: Filing };
	/** How publications write dates in figures, by their key. */
	conventions(): Readonly<Record<string, DateOrder>>;
	/** Tells of commits soon, together; `isLast` at once. */
	tell(changed: Changed, isLast: boolean): void;
	/** Runs a job that ends when its signal or the archive's closing says so. */
	job<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export interface ImportRequest {
	/** What is left out is not ruled. */
	rules?: ImportRulesInput | undefined;
	signal?: AbortSignal | undefined;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	onProgress?: ((progress: Progress) => void) | undefined;
	/** One call a source, in the order given, each after its clipping is on the disk. */
	onOutcome?: ((outcome: SourceOutcome) => void) | undefined;
	/** What becomes of clippings that are here and differ: by itself they are kept as they are, and listed. */
	conflicts?: ConflictWay | undefined;
	/** Of a bag that is not whole, import what is; otherwise it is refused. */
	partly?: boolean | undefined;
}

/** Where an import comes from that nobody gave by hand. */
interface Origin { follows?: ImportId; watched?: string }

export class Intake {
	/** The folders whose new files come in by themselves. Nothing is watched until it is started. */
	readonly watching: Watching;
	readonly #parts: IntakeParts;
	readonly #reader: ImportReader;
	readonly #running = new Set<ImportId>();
	#calm: Journal | null = null;

	constructor(parts: IntakeParts) {
		this.#parts = parts;
		this.#reader = new ImportReader(parts.db);
		this.watching = new Watching({
			dir: parts.dir,
			kept: new WatchedReader(parts.db),
			write: (work) => {
				const { db } = parts.writable();
				return transaction(db, () => work(new Watched(db)));
			},
			import: (sources, { watched, ...request }) => this.#import(sources, request, { watched }),
			now: parts.now,
		}, parts.pace);
	}

	/** Imports sources; one outcome each. Cancelled, it keeps what was finished. `tag/unusable`, `collection/unusable`. */
	import(sources: readonly Source[], request: ImportRequest): Promise<ImportSummary> {
		return this.#import(sources, request, {});
	}

	/** Imports, newest first; those before one of them, when it is given. */
	list(window: { before: ImportId | null; limit: number }): ImportEntry[] {
		return this.#reader.list(this.#isAlive, window);
	}

	/** `import/missing`. */
	get(id: ImportId): ImportReport {
		return this.#reader.get(id, this.#isAlive);
	}

	/** What came with an import, in the order it came. */
	clippings(id: ImportId): ClippingId[] {
		return this.#reader.clippings(id);
	}

	/** Does an import again under its own rules: what failed of one that ran to its end, else all of it; what is here already is passed over quickly. `import/missing`, `request/invalid` when its places are not known. */
	async again(id: ImportId, request: Omit<ImportRequest, 'rules'>): Promise<ImportSummary> {
		const { places, rules } = this.#reader.again(id);
		if (this.get(id).state === 'running') throw new Fault('request/invalid', { operation: 'imports.again', issues: ['It is still under way.'] });
		if (places.length === 0) throw new Fault('request/invalid', { operation: 'imports.again', issues: ['Nothing of this import can be asked for again.'] });
		return this.#import(places.map((path) => ({ path })), { ...request, rules }, { follows: id });
	}

	async #import(sources: readonly Source[], request: ImportRequest, origin: Origin): Promise<ImportSummary> {
		const { dir, workerFile, blobs, conventions, now, job, tell } = this.#parts;
		const { db, clippings, imports, filing } = this.#parts.writable();
		const rules = rulesOf(request.rules ?? {});
		const changed: Changed = { clippings: true, tags: true, imports: true, ...(rules.collection === null ? {} : { collections: true }) };
		let id: ImportId | null = null;
		const target = {
			dir, workerFile, blobs, clippings, imports, conventions, now,
			differs: (run: ImportId, clipping: ClippingId, theirs: TheirClipping) => new Conflicts(db).note(run, clipping, theirs),
			file: (collection: string, kept: readonly ClippingId[]) => filing.file(collection, kept, now()),
			transaction: <T>(work: () => T): T => {
				const made = this.#journal(db).commit(() => transaction(db, work));
				tell(changed, false);
				return made;
			},
			settled: () => this.#journal(db).settle(),
		};
		return job(request.signal, async (signal) => {
			// Subtle: loaded when something comes in. Whoever opens an archive does not wait for readers.
			const [{ runImport }, { comeback, lookedAt }] = await Promise.all([import('./importing/import'), import('./returning')]);
			this.#journal(db).hold();
			db.widen();
			try {
				// Nobody stands beside a watched folder to be asked: what is not whole is named in the report.
				const known = await lookedAt(sources, { signal, gate: request.gate, partly: request.partly === true || origin.watched !== undefined, onProgress: request.onProgress });
				const back = await comeback(known, { db, newUid: this.#parts.newUid, now, transaction: target.transaction }, signal, request.gate);
				const summary = await runImport(target, known, {
					...request, rules, signal, follows: origin.follows ?? null, watched: origin.watched ?? null, numbers: back?.numbers ?? null,
					onBegun: (begun) => {
						id = begun;
						this.#running.add(begun);
					},
				});
				if (!summary.cancelled) await back?.finish();
				const differing = this.#parts.conflicts.count(summary.id);
				const way = request.conflicts ?? 'keep';
				if (differing.open > 0 && way === 'keep') transaction(db, () => new Conflicts(db).keep(summary.id));
				else if (differing.open > 0 && way !== 'ask' && !summary.cancelled) await this.#parts.conflicts.decide({ import: summary.id, choices: [], rest: way });
				if (differing.clippings > 0) summary.conflicts = this.#parts.conflicts.count(summary.id);
				if (back) tell({ clippings: true, tags: true, collections: true, searches: true }, false);
				return summary;
			} catch (error) {
				if (request.signal?.aborted && !(error instanceof Fault)) throw new Fault('cancelled', {});
				throw error;
			} finally {
				await this.#journal(db).release();
				if (id !== null) this.#running.delete(id);
				tell({ clippings: false, tags: false, imports: true }, true);
			}
		});
	}

	#journal(db: WriteDb): Journal {
		return (this.#calm ??= new Journal(db));
	}

	/** Whether the program that began an import still does it. One on another machine is taken to be gone. */
	readonly #isAlive: IsAlive = (id, program) => {
		if (program?.host !== hostname()) return false;
		if (program.pid === process.pid) return this.#running.has(id);
		try {
			process.kill(program.pid, 0);
			return true;
		} catch (error) {
			return (error as NodeJS.ErrnoException).code === 'EPERM';
		}
	};
}

function rulesOf(input: ImportRulesInput): ImportRules {
	const parsed = ImportRules.safeParse(input);
	if (!parsed.success) throw new Fault('request/invalid', { operation: 'archive.import', issues: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) });
	return parsed.data;
}
