// Owns the writing of what was read into the archive: short synced transactions, outcomes told only after their commit. Must not read sources.
import { setImmediate as turn } from 'node:timers/promises';
import { Fault } from '../../shared/errors';
import type { SourceOutcome } from '../../shared/model';
import { tagName } from '../store/tags';
import type { ReadClipping } from './desk';
import type { ImportTarget } from './target';
import { broken, GONE_MEANWHILE } from './words';
import type { Refused } from './words';

/** One source, ready to be written or reported. `known` was already in the archive when it was first looked at. */
export type Result =
	| { name: string; fileName: string; read: ReadClipping }
	| { name: string; known: string }
	| { name: string; refused: Refused };

/** A transaction takes up to this much: it ends at whichever is reached first. Milliseconds leave room for the commit within one turn. */
const MOST = { sources: 250, bytes: 4 * 1024 * 1024, milliseconds: 25 };
/** Less than this waits for more, so that a synced commit pays. */
const WORTH = { sources: 125, bytes: 2 * 1024 * 1024 };

export interface WriterOptions {
	/** Row of the import the clippings belong to. */
	run: number;
	tags: readonly string[];
	signal: AbortSignal;
	/** Called after the commit, in the order of `add`. */
	onOutcome(outcome: SourceOutcome): void;
}

/** Takes results in source order. Rejects with the fault when the archive cannot be written; what was told as kept stays. */
export class Writer {
	readonly #target: ImportTarget;
	readonly #options: WriterOptions;
	#waiting: Result[] = [];
	#waitingBytes = 0;

	constructor(target: ImportTarget, options: WriterOptions) {
		this.#target = target;
		this.#options = options;
	}

	async add(results: readonly Result[]): Promise<void> {
		for (const result of results) {
			this.#waiting.push(result);
			this.#waitingBytes += bytesOf(result);
		}
		if (this.#waiting.length >= WORTH.sources || this.#waitingBytes >= WORTH.bytes) await this.flush();
	}

	/** Writes all that waits. */
	async flush(): Promise<void> {
		while (this.#waiting.length > 0) {
			this.#options.signal.throwIfAborted();
			const some = this.#some();
			const written = await this.#write(some);
			this.#waiting = this.#waiting.slice(written.length);
			for (const result of some.slice(0, written.length)) this.#waitingBytes -= bytesOf(result);
			for (const outcome of written) this.#options.onOutcome(outcome);
			await turn();
		}
	}

	#some(): Result[] {
		let bytes = 0;
		let count = 0;
		for (const result of this.#waiting) {
			if (count > 0 && (count >= MOST.sources || bytes + bytesOf(result) > MOST.bytes)) break;
			bytes += bytesOf(result);
			count++;
		}
		return this.#waiting.slice(0, count);
	}

	/** Writes the beginning of `results`, as much as one transaction takes; answers an outcome for each one dealt with. */
	async #write(results: readonly Result[]): Promise<SourceOutcome[]> {
		if (results.every((result) => !('read' in result))) return results.map((result) => this.#outcome(result));
		await this.#putLarge(results);
		try {
			return this.#target.transaction(() => {
				const until = performance.now() + MOST.milliseconds;
				const outcomes: SourceOutcome[] = [];
				for (const result of results) {
					outcomes.push(this.#outcome(result));
					if (performance.now() >= until) break;
				}
				return outcomes;
			});
		} catch (error) {
			if (error instanceof Fault) throw error;
			// One source that cannot be written must not take the others with it.
			return results.slice(0, 20).map((result) => this.#alone(result));
		}
	}

	#alone(result: Result): SourceOutcome {
		try {
			return this.#target.transaction(() => this.#outcome(result));
		} catch (error) {
			if (error instanceof Fault) throw error;
			return { ...broken(error), name: result.name };
		}
	}

	/** Puts large originals as files: blob first, row second, so that a crash leaves an orphan and never a row without its original. */
	async #putLarge(results: readonly Result[]): Promise<void> {
		for (const result of results) {
			if (!('read' in result) || result.read.bytes === null) continue;
			const { sha256 } = result.read.original;
			if (!this.#target.clippings.withOriginal(sha256)) await this.#target.blobs.put(result.read.bytes, sha256);
		}
	}

	#outcome(result: Result): SourceOutcome {
		const { name } = result;
		if ('refused' in result) return { ...result.refused, name };
		const existing = this.#target.clippings.withOriginal('known' in result ? result.known : result.read.original.sha256);
		if (existing) return { outcome: 'duplicate', name, id: existing.id, headline: existing.headline, trashed: existing.trashed };
		if ('known' in result) return { ...GONE_MEANWHILE, name };
		const { prepared, original, kind, tags } = result.read;
		const id = this.#target.clippings.insert({
			prepared, kind,
			original: { ...original, fileName: result.fileName },
			tags: [...new Set([...this.#options.tags, ...tags.filter(isUsable)])],
			importedAt: this.#target.now(),
			run: this.#options.run,
		});
		return { outcome: 'kept', name, id, headline: prepared.headline, unsure: prepared.unsure };
	}
}

/** Whether a tag that a source brings can be one here; what cannot is left in the clipping's text, where it stands. */
function isUsable(tag: string): boolean {
	try {
		return tagName(tag) !== '';
	} catch {
		return false;
	}
}

/** Roughly what a result costs to write. */
const bytesOf = (result: Result): number => ('read' in result ? result.read.original.size : 0);
