// Owns the folders that are watched: which there are, whether each is watched just now, and that what comes is imported, one import at a time. Must not look at the disk itself, and must not know SQL.
import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Fault } from '../../shared/errors';
import type { Arrival, ImportRules, ImportSummary, Progress, SourceOutcome, WatchedFolder, WatchedFolderId } from '../../shared/model';
import { pathNames } from '../store/collections';
import { tagName } from '../store/tags';
import type { KeptFolder, SeenFile, Watched, WatchedReader } from '../store/watched';
import type { Home, Source } from './expand';
import { homeOf } from './expand';
import type { StandingFile } from './folder-look';
import { refusalOf } from './folder-look';
import type { WatchPace } from './folder-watch';
import { FolderWatch, USUAL_PACE } from './folder-watch';
import { said, type Said } from '../../shared/said';

/** What watching needs of an archive open for writing. */
export interface WatchingTarget {
	readonly dir: string;
	readonly kept: WatchedReader;
	/** Runs `work` in one transaction. */
	write<T>(work: (watched: Watched) => T): T;
	import(sources: Source[], options: { rules: ImportRules; watched: string; signal: AbortSignal; onProgress: (progress: Progress) => void; onOutcome: (outcome: SourceOutcome) => void }): Promise<ImportSummary>;
	/** ms UTC. */
	now(): number;
}

/** How many files one import takes at most, and after how many outcomes what was dealt with is noted. */
const MOST = 10_000;
const NOTED_EVERY = 200;

interface Running { watch: FolderWatch; stop: AbortController; ended: Promise<void> }

export class Watching {
	readonly #target: WatchingTarget;
	readonly #pace: WatchPace;
	readonly #running = new Map<WatchedFolderId, Running>();
	readonly #changed = new Set<() => void>();
	readonly #arrived = new Set<(arrival: Arrival) => void>();
	#home: Promise<Home> | null = null;
	#isStarted = false;
	#turn: Promise<unknown> = Promise.resolve();
	#number = 0;

	constructor(target: WatchingTarget, pace: Partial<WatchPace> = {}) {
		this.#target = target;
		this.#pace = { ...USUAL_PACE, ...pace };
	}

	/** Watches every folder that is not paused, from now until `close`. */
	async start(): Promise<void> {
		this.#isStarted = true;
		for (const folder of this.#target.kept.list()) if (!folder.isPaused) await this.#begin(folder);
	}

	list(): WatchedFolder[] {
		return this.#target.kept.list().map((folder) => this.#shown(folder));
	}

	/** `folder/missing`. */
	get(id: WatchedFolderId): WatchedFolder {
		return this.#shown(this.#target.kept.get(id));
	}

	/** The watched folder at a path, or null. */
	async at(path: string): Promise<WatchedFolder | null> {
		const folder = this.#target.kept.at(await realpath(resolve(path)).catch(() => resolve(path)));
		return folder && this.#shown(folder);
	}

	/**
	 * Has a folder watched. What stands in it now is imported only when `present` says so. One that is watched already takes the new rules.
	 * `folder/unwatchable`, `tag/unusable`, `collection/unusable`.
	 */
	async add(path: string, options: { rules: ImportRules; present: boolean; isPaused?: boolean }): Promise<WatchedFolder> {
		const rules = checked(options.rules);
		const asked = resolve(path);
		let real: string;
		let refusal: Said | null;
		try {
			real = await realpath(asked);
			refusal = await refusalOf(real, await this.#place());
		} catch {
			throw new Fault('folder/unwatchable', { path: asked, reason: said('said.watch.nowhere') });
		}
		if (refusal !== null) throw new Fault('folder/unwatchable', { path: asked, reason: refusal });
		const twin = this.#target.kept.list().find((other) => other.path !== real && (`${real}/`.startsWith(`${other.path}/`) || `${other.path}/`.startsWith(`${real}/`)));
		if (twin) throw new Fault('folder/unwatchable', { path: asked, reason: said('said.watch.twin', { path: twin.path }) });
		const at = this.#target.now();
		// What the file system says of changes is told by its own clock, which alone can be compared with.
		const presentAt = options.present ? null : Math.max(Date.now(), (await stat(real)).ctimeMs);
		const folder = this.#target.write((watched) => watched.put(real, rules, { at, presentAt: presentAt === null ? null : Math.ceil(presentAt), isPaused: options.isPaused ?? false }));
		await this.#again(folder);
		return this.get(folder.id);
	}

	/** `folder/missing`, `tag/unusable`, `collection/unusable`. */
	async change(id: WatchedFolderId, change: { rules?: ImportRules | undefined; isPaused?: boolean | undefined }): Promise<WatchedFolder> {
		const rules = change.rules && checked(change.rules);
		this.#target.write((watched) => watched.change(id, { ...change, rules }));
		await this.#again(this.#target.kept.get(id));
		return this.get(id);
	}

	/** Forgets a folder; nothing in it, and nothing that came from it, is touched. `folder/missing`. */
	async remove(id: WatchedFolderId): Promise<void> {
		this.#target.kept.get(id);
		await this.#end(id);
		this.#target.write((watched) => watched.remove(id));
		this.#tell();
	}

	/** Watches one folder, paused or not, until the signal says so; with `once`, takes what has come and resolves. `folder/missing`. */
	async follow(id: WatchedFolderId, signal: AbortSignal, once: boolean): Promise<WatchedFolder> {
		const watch = await this.#made(this.#target.kept.get(id), signal);
		this.#running.set(id, { watch, stop: new AbortController(), ended: Promise.resolve() });
		try {
			await watch.run(signal, once);
			return { ...this.get(id), state: watch.last.state, detail: watch.last.detail };
		} finally {
			this.#running.delete(id);
		}
	}

	/** Told whenever a folder's state changes. Returns its undo. */
	onChanged(listener: () => void): () => void {
		const own = (): void => listener();
		this.#changed.add(own);
		return () => { this.#changed.delete(own); };
	}

	/** Told of each import that a watched folder begins: at its beginning, as it goes on, and once it has ended. Returns its undo. */
	onArrived(listener: (arrival: Arrival) => void): () => void {
		const own = (arrival: Arrival): void => listener(arrival);
		this.#arrived.add(own);
		return () => { this.#arrived.delete(own); };
	}

	/** Stops watching and waits for what is under way; what was kept stays. */
	async close(): Promise<void> {
		this.#isStarted = false;
		await Promise.all([...this.#running.keys()].map((id) => this.#end(id)));
		this.#changed.clear();
		this.#arrived.clear();
	}

	#shown(folder: KeptFolder): WatchedFolder {
		const running = this.#running.get(folder.id)?.watch;
		return {
			id: folder.id, name: basename(folder.path) || folder.path, place: folder.path, rules: folder.rules, isPaused: folder.isPaused,
			state: running ? running.state : folder.isPaused ? 'paused' : 'waiting', detail: running?.detail ?? null,
			lookedAt: folder.lookedAt, files: this.#target.kept.count(folder.id),
		};
	}

	/** Begins anew with what is kept now, when it is to be watched. */
	async #again(folder: KeptFolder): Promise<void> {
		await this.#end(folder.id);
		if (this.#isStarted && !folder.isPaused) await this.#begin(folder);
		this.#tell();
	}

	async #begin(folder: KeptFolder): Promise<void> {
		const stop = new AbortController();
		const watch = await this.#made(folder, stop.signal);
		const ended = watch.run(stop.signal).catch((error: unknown) => {
			// Whatever this was, it must not end the program; the folder is watched again at the next start.
			process.emitWarning(error instanceof Error ? error : String(error));
		});
		this.#running.set(folder.id, { watch, stop, ended });
	}

	async #end(id: WatchedFolderId): Promise<void> {
		const running = this.#running.get(id);
		running?.stop.abort();
		await running?.ended;
		this.#running.delete(id);
	}

	async #made(folder: KeptFolder, signal: AbortSignal): Promise<FolderWatch> {
		const { kept, write, now } = this.#target;
		return new FolderWatch(folder, await this.#place(), {
			now,
			fresh: (files) => kept.fresh(folder.id, files),
			note: (files) => write((watched) => watched.note(folder.id, files)),
			looked: () => write((watched) => watched.looked(folder.id, now())),
			take: (files) => this.#take(folder.id, files, signal),
			changed: () => this.#tell(),
		}, this.#pace);
	}

	/** Imports files, after whatever is being imported from other folders. */
	#take(id: WatchedFolderId, files: readonly StandingFile[], signal: AbortSignal): Promise<void> {
		const taken = this.#turn.then(async () => {
			for (let at = 0; at < files.length; at += MOST) {
				signal.throwIfAborted();
				await this.#import(this.#target.kept.get(id), files.slice(at, at + MOST), signal);
			}
		});
		this.#turn = taken.catch(() => undefined);
		return taken;
	}

	async #import(folder: KeptFolder, files: readonly StandingFile[], signal: AbortSignal): Promise<void> {
		const name = basename(folder.path) || folder.path;
		const arrival: Arrival = { folder: { id: folder.id, name }, number: ++this.#number, progress: null, summary: null, trouble: null };
		const dealt = new Dealt(name, files, (seen) => this.#target.write((watched) => watched.note(folder.id, seen)));
		this.#arrive(arrival);
		try {
			const summary = await this.#target.import(files.map((file) => ({ path: file.path, name: `${name}/${file.name}` })), {
				rules: folder.rules, watched: name, signal,
				onProgress: (progress) => this.#arrive({ ...arrival, progress }),
				onOutcome: (outcome) => dealt.add(outcome),
			});
			dealt.end(!summary.cancelled);
			this.#arrive({ ...arrival, summary });
			signal.throwIfAborted();
		} catch (error) {
			this.#arrive({ ...arrival, trouble: error instanceof Fault ? error.code : 'internal' });
			throw error;
		}
	}

	#place(): Promise<Home> {
		return (this.#home ??= homeOf(this.#target.dir));
	}

	#tell(): void {
		for (const listener of [...this.#changed]) listener();
	}

	#arrive(arrival: Arrival): void {
		for (const listener of [...this.#arrived]) listener(arrival);
	}
}

/** Rules whose tags and collection can be used; refused before any file comes. */
function checked(rules: ImportRules): ImportRules {
	return { ...rules, tags: rules.tags.map(tagName), collection: rules.collection && pathNames(rules.collection).join('/') };
}

/** Which files of an import are dealt with: those whose outcomes have all been told. */
class Dealt {
	readonly #byName: ReadonlyMap<string, SeenFile>;
	readonly #note: (files: SeenFile[]) => void;
	#current: string | null = null;
	#isGone = false;
	#waiting: SeenFile[] = [];

	constructor(folder: string, files: readonly StandingFile[], note: (files: SeenFile[]) => void) {
		this.#byName = new Map(files.map(({ name, bytes, modifiedAt }) => [`${folder}/${name}`, { name, bytes, modifiedAt }]));
		this.#note = note;
	}

	add(outcome: SourceOutcome): void {
		// What was inside a file is called by the file's name and its own.
		let name = outcome.name;
		while (!this.#byName.has(name) && name.includes('/')) name = name.slice(0, name.lastIndexOf('/'));
		if (name !== this.#current) this.#finish();
		this.#current = name;
		this.#isGone = 'reason' in outcome && outcome.reason === 'missing';
	}

	/** @param isWhole the import ran to its end; otherwise the last file may have had more in it */
	end(isWhole: boolean): void {
		if (isWhole) this.#finish();
		this.#flush();
	}

	#finish(): void {
		const file = this.#current === null ? undefined : this.#byName.get(this.#current);
		if (file && !this.#isGone) this.#waiting.push(file);
		if (this.#waiting.length >= NOTED_EVERY) this.#flush();
	}

	#flush(): void {
		if (this.#waiting.length > 0) this.#note(this.#waiting);
		this.#waiting = [];
	}
}
