// Owns the watching of one folder: it is told of changes, looks, waits until what is new stands still, and hands it over. Must not import anything, and must not know how what it notes is kept.
import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { WatchedFolder } from '../../shared/model';
import type { KeptFolder, SeenFile } from '../store/watched';
import type { Home } from './expand';
import type { StandingFile, StandingFolder } from './folder-look';
import { FolderLook, identityOf, refusalOf, standingOf } from './folder-look';
import { said, type Said } from '../../shared/said';

/** Milliseconds, each. */
export interface WatchPace {
	/** Changes that come within this are looked at together. */
	gather: number;
	/** A file that has not changed for so long is whole. */
	still: number;
	/** Files that are whole wait for others that are coming, but no longer than this. */
	company: number;
	/** How often the folder itself is looked for: on a disk that comes and goes nothing else tells. */
	pulse: number;
	/** How often all of it is looked through, in case the system told of something wrongly or not at all. */
	whole: number;
	/** The same where the system tells nothing: too many folders, or a disk elsewhere. */
	deaf: number;
	/** How long to wait before trying again what a full disk or a lock has stopped; doubled each time. */
	trouble: number;
}
export const USUAL_PACE: WatchPace = { gather: 300, still: 2_000, company: 15_000, pulse: 10_000, whole: 10 * 60_000, deaf: 30_000, trouble: 60_000 };

/** What a watch needs of the archive. */
export interface WatchKeeping {
	now(): number;
	/** Those of some files that are new or changed since they were dealt with. */
	fresh(files: readonly SeenFile[]): SeenFile[];
	note(files: readonly SeenFile[]): void;
	/** All that was there at first has been noted. */
	looked(): void;
	/** Takes files that stand still. Rejects when the archive cannot take any. */
	take(files: readonly StandingFile[]): Promise<void>;
	/** Told after each change of state. */
	changed(): void;
}

interface Coming extends StandingFile { since: number }

export class FolderWatch {
	state: WatchedFolder['state'] = 'waiting';
	/** A sentence: why it is not watched, or what is in the way. */
	detail: Said | null = null;
	/** How it stood when it was last watched: what is left to say once watching has ended. */
	last: Pick<FolderWatch, 'state' | 'detail'> = { state: 'waiting', detail: null };
	readonly #folder: KeptFolder;
	readonly #home: Home;
	readonly #keeping: WatchKeeping;
	readonly #pace: WatchPace;
	readonly #watchers = new Map<string, FSWatcher>();
	readonly #coming = new Map<string, Coming>();
	/** Names of folders that something has changed in. */
	readonly #told = new Set<string>();
	#isDeaf = false;
	#isNoted: boolean;
	#identity: string | null = null;
	#wholeAt = -Infinity;
	#newestAt = 0;
	#troubles = 0;
	#retryAt = 0;
	#wake: AbortController = new AbortController();

	constructor(folder: KeptFolder, home: Home, keeping: WatchKeeping, pace: WatchPace) {
		this.#folder = folder;
		this.#isNoted = folder.isNoted;
		this.#home = home;
		this.#keeping = keeping;
		this.#pace = pace;
	}

	/** Watches until the signal says so; with `once`, looks through it a single time and waits only for what is being written. */
	async run(signal: AbortSignal, once = false): Promise<void> {
		const began = performance.now();
		try {
			while (!signal.aborted) {
				await this.#look(signal);
				await this.#handOver(signal);
				const isDone = this.#coming.size === 0 || performance.now() - began > this.#pace.company * 4;
				if (once && (isDone || this.state === 'missing' || this.state === 'refused' || this.#troubles > 0)) return;
				await this.#rest(signal);
			}
		} catch (error) {
			if (!signal.aborted) throw error;
		} finally {
			for (const watcher of this.#watchers.values()) watcher.close();
			this.#watchers.clear();
			this.last = { state: this.state, detail: this.detail };
			this.#become('waiting', null);
		}
	}

	async #look(signal: AbortSignal): Promise<void> {
		const identity = await identityOf(this.#folder.path);
		if (identity === null) return this.#lose('missing', said('said.watch.missing'));
		const sinceWhole = performance.now() - this.#wholeAt;
		const isWhole = identity !== this.#identity || sinceWhole > (this.#isDeaf ? this.#pace.deaf : this.#pace.whole);
		if (!isWhole && this.#told.size === 0) return;
		const refusal = await refusalOf(this.#folder.path, this.#home).catch(() => said('said.watch.denied'));
		if (refusal !== null) return this.#lose('refused', refusal);
		if (identity !== this.#identity) this.#silence();
		this.#identity = identity;
		this.#become(this.#wholeAt < 0 ? 'looking' : this.state === 'missing' ? 'looking' : this.state, this.#troubles > 0 ? this.detail : null);
		const told = [...this.#told];
		this.#told.clear();
		if (isWhole) await this.#lookThrough(signal);
		else for (const name of told) await this.#lookInto(name, signal);
		this.#become('watching', this.#troubles > 0 ? this.detail : null);
	}

	/** Looks at everything. */
	async #lookThrough(signal: AbortSignal): Promise<void> {
		this.#isDeaf = false;
		const seen = new Set<string>();
		const files = new FolderLook(this.#home, signal, (folder) => {
			seen.add(folder.name);
			this.#listen(folder);
			return true;
		});
		const standing = new Set<string>();
		for await (const some of files.files({ name: '', path: this.#folder.path })) {
			this.#weigh(some);
			for (const { name } of some) if (this.#coming.has(name)) standing.add(name);
		}
		// A disk that went away in the middle has not been looked through.
		if (await identityOf(this.#folder.path) !== this.#identity) return;
		for (const name of this.#coming.keys()) if (!standing.has(name)) this.#coming.delete(name);
		for (const name of this.#watchers.keys()) if (!seen.has(name)) this.#unlisten(name);
		this.#isNoted = true;
		this.#wholeAt = performance.now();
		this.#keeping.looked();
	}

	/** Looks at one folder, and at those below it that are new. */
	async #lookInto(name: string, signal: AbortSignal): Promise<void> {
		let isFirst = true;
		const path = name === '' ? this.#folder.path : `${this.#folder.path}/${name}`;
		const files = new FolderLook(this.#home, signal, (folder) => {
			if (!isFirst && this.#watchers.has(folder.name)) return false;
			// One of the same name may have come in its place, which nobody listens to.
			if (isFirst) this.#unlisten(folder.name);
			isFirst = false;
			this.#listen(folder);
			return true;
		});
		for await (const some of files.files({ name, path })) this.#weigh(some);
	}

	/** Which files are to be taken, and which were there before anybody wanted what comes. */
	#weigh(files: readonly StandingFile[]): void {
		const byName = new Map(files.map((file) => [file.name, file]));
		const fresh = this.#keeping.fresh(files.map(({ name, bytes, modifiedAt }) => ({ name, bytes, modifiedAt })));
		const { presentAt } = this.#folder;
		const present: SeenFile[] = [];
		for (const seen of fresh) {
			const file = byName.get(seen.name)!;
			if (!this.#isNoted && presentAt !== null && file.changedAt <= presentAt) {
				present.push(seen);
				continue;
			}
			const known = this.#coming.get(file.name);
			if (known?.bytes === file.bytes && known.modifiedAt === file.modifiedAt) continue;
			const now = this.#keeping.now();
			// What nobody has touched for longer than that stands still already.
			const isOld = now - Math.max(file.changedAt, file.modifiedAt) > this.#pace.still * 2;
			this.#coming.set(file.name, { ...file, since: isOld ? 0 : performance.now() });
			this.#newestAt = performance.now();
		}
		if (present.length > 0) this.#keeping.note(present);
	}

	/** Hands over what stands still, once nothing more is coming or it has waited long enough. */
	async #handOver(signal: AbortSignal): Promise<void> {
		if (this.#coming.size === 0 || signal.aborted || performance.now() < this.#retryAt) return;
		const still: Coming[] = [];
		for (const [name, known] of [...this.#coming]) {
			const now = await standingOf(known.path, name);
			if (!now) this.#coming.delete(name);
			else if (now.bytes !== known.bytes || now.modifiedAt !== known.modifiedAt) {
				this.#coming.set(name, { ...now, since: performance.now() });
				this.#newestAt = performance.now();
			} else if (known.since === 0 || performance.now() - known.since >= this.#pace.still) still.push(known);
		}
		const isAlone = still.length === this.#coming.size;
		const waited = performance.now() - Math.min(...still.map(({ since }) => since || this.#newestAt));
		if (still.length === 0 || !(isAlone || performance.now() - this.#newestAt >= this.#pace.still || waited > this.#pace.company)) return;
		this.#become('importing', null);
		try {
			await this.#keeping.take(still);
			this.#troubles = 0;
			for (const { name, bytes, modifiedAt } of still) {
				const now = this.#coming.get(name);
				if (now?.bytes === bytes && now.modifiedAt === modifiedAt) this.#coming.delete(name);
			}
			this.#become('watching', null);
		} catch (error) {
			if (signal.aborted) throw error;
			this.#retryAt = performance.now() + this.#pace.trouble * 2 ** Math.min(6, this.#troubles);
			this.#troubles += 1;
			this.#become('watching', said('said.watch.unkept'));
		}
	}

	/** Waits for the next thing to do. */
	async #rest(signal: AbortSignal): Promise<void> {
		const pause = this.#told.size > 0 ? this.#pace.gather : this.#coming.size > 0 && this.#troubles === 0 ? Math.max(20, this.#pace.still / 4) : this.#pace.pulse;
		const woken = AbortSignal.any([signal, this.#wake.signal]);
		await delay(pause, undefined, { signal: woken }).catch(() => undefined);
		if (!this.#wake.signal.aborted || signal.aborted) return;
		this.#wake = new AbortController();
		await delay(this.#pace.gather, undefined, { signal }).catch(() => undefined);
	}

	#listen({ name, path }: StandingFolder): void {
		if (this.#watchers.has(name) || this.#isDeaf) return;
		try {
			const watcher = watch(path, { persistent: false }, () => this.#tell(name));
			watcher.on('error', () => {
				this.#unlisten(name);
				this.#tell('');
			});
			this.#watchers.set(name, watcher);
		} catch {
			// So many folders that the system watches no more of them, or a disk that cannot be watched: then looking must do.
			this.#isDeaf = true;
		}
	}

	#tell(name: string): void {
		this.#told.add(name);
		this.#wake.abort();
	}

	#unlisten(name: string): void {
		this.#watchers.get(name)?.close();
		this.#watchers.delete(name);
	}

	#silence(): void {
		for (const name of [...this.#watchers.keys()]) this.#unlisten(name);
	}

	#lose(state: 'missing' | 'refused', detail: Said): void {
		this.#silence();
		this.#coming.clear();
		this.#told.clear();
		this.#identity = null;
		this.#become(state, detail);
	}

	#become(state: WatchedFolder['state'], detail: Said | null): void {
		if (state === this.state && detail?.key === this.detail?.key) return;
		this.state = state;
		this.detail = detail;
		this.#keeping.changed();
	}
}
