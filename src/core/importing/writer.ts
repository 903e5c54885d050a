// Owns the writing of what was read into the archive: short synced transactions, outcomes told only after their commit. Must not read sources.
import { setImmediate as turn } from 'node:timers/promises';
import { Fault } from '../../shared/errors';
import type { Gate } from '../../shared/gate';
import type { ClippingId, ImportId, ImportRules, SourceOutcome } from '../../shared/model';
import type { Numbers } from '../store/returning';
import { tagName } from '../store/tags';
import type { ReadClipping } from './desk';
import type { Found } from './expand';
import type { ImportTarget } from './target';
import { broken, GONE_MEANWHILE } from './words';
import type { Refused } from './words';

/** One source, ready to be written or reported. `known` was already in the archive when it was first looked at. */
export type Result = (
	| { name: string; fileName: string; read: ReadClipping }
	| { name: string; known: string }
	| { name: string; refused: Refused }
) & Pick<Found, 'place' | 'from'>;

/** A transaction takes up to this much: it ends at whichever is reached first. */
const MOST = { sources: 250, bytes: 4 * 1024 * 1024 };
/** Milliseconds of one turn, with its commit, and those that writing gets of it at least and at most. */
const TURN = { all: 30, least: 4, most: 15 };
/** Less than this waits for more, so that a synced commit pays. */
const WORTH = { sources: 125, bytes: 2 * 1024 * 1024 };

export interface WriterOptions {
	/** Row of the import the clippings belong to. */
	run: ImportId;
	rules: Pick<ImportRules, 'tags' | 'collection' | 'rights'>;
	/** What clippings of a package that comes back need. */
	numbers?: Numbers | null;
	signal: AbortSignal;
	/** While it is closed, nothing goes on. */
	gate?: Gate | undefined;
	/** Called after the commit, in the order of `add`, with where its source can be found again. */
	onOutcome(outcome: SourceOutcome, place: Found['place']): void;
}

/** Takes results in source order. Rejects with the fault when the archive cannot be written; what was told as kept stays. */
export class Writer {
	readonly #target: ImportTarget;
	readonly #options: WriterOptions;
	#waiting: Result[] = [];
	#waitingBytes = 0;
	/** Milliseconds that commits have lately taken. */
	#commit = 5;

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
			await this.#options.gate?.pass(this.#options.signal);
			this.#options.signal.throwIfAborted();
			const some = this.#some();
			const written = await this.#write(some);
			this.#waiting = this.#waiting.slice(written.length);
			for (const result of some.slice(0, written.length)) this.#waitingBytes -= bytesOf(result);
			await this.#target.settled();
			for (const [at, outcome] of written.entries()) this.#options.onOutcome(outcome, some[at]?.place);
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
			let ended = 0;
			const outcomes = this.#target.transaction(() => {
				const until = performance.now() + Math.max(TURN.least, Math.min(TURN.most, TURN.all - this.#commit));
				const outcomes: SourceOutcome[] = [];
				for (const result of results) {
					outcomes.push(this.#outcome(result));
					if (performance.now() >= until) break;
				}
				this.#file(outcomes);
				ended = performance.now();
				return outcomes;
			});
			// One slow commit makes the next transactions small; quick ones let them grow again.
			this.#commit = Math.max(performance.now() - ended, this.#commit * 0.8);
			return outcomes;
		} catch (error) {
			if (error instanceof Fault) throw error;
			// One source that cannot be written must not take the others with it.
			return results.slice(0, 20).map((result) => this.#alone(result));
		}
	}

	#alone(result: Result): SourceOutcome {
		try {
			return this.#target.transaction(() => {
				const outcome = this.#outcome(result);
				this.#file([outcome]);
				return outcome;
			});
		} catch (error) {
			if (error instanceof Fault) throw error;
			return { ...broken(error), name: result.name };
		}
	}

	/** Puts large originals and pictures as files: blob first, row second, so that a crash leaves an orphan and never a row without its original. */
	async #putLarge(results: readonly Result[]): Promise<void> {
		for (const result of results) {
			if (!('read' in result) || result.read.bytes === null) continue;
			const { sha256 } = result.read.original;
			if (!this.#target.clippings.withOriginal(sha256)) await this.#target.blobs.put(result.read.bytes, sha256);
		}
		for (const result of results) {
			if (!('read' in result)) continue;
			for (const { file, bytes } of result.read.pictures) if (file && bytes) await this.#target.blobs.put(bytes, file.sha256);
		}
	}

	/** Puts what was kept into the collection that the rules name. */
	#file(outcomes: readonly SourceOutcome[]): void {
		const { collection } = this.#options.rules;
		const kept = outcomes.flatMap((outcome) => (outcome.outcome === 'kept' ? [outcome.id] : []));
		if (collection !== null && kept.length > 0) this.#target.file(collection, kept);
	}

	#outcome(result: Result): SourceOutcome {
		const { name } = result;
		if ('refused' in result) return { ...result.refused, name };
		const existing = this.#target.clippings.withOriginal('known' in result ? result.known : result.read.original.sha256);
		if (existing) return { outcome: 'duplicate', name, id: existing.id, headline: existing.headline, trashed: existing.trashed, ...this.#differing(existing, result) };
		if ('known' in result) return { ...GONE_MEANWHILE, name };
		const { prepared, original, kind, tags, pictures, page, own } = result.read;
		const twin = own?.uid ? this.#target.clippings.withUid(own.uid) : null;
		if (twin) return { outcome: 'duplicate', name, ...twin, ...this.#differing(twin, result) };
		const illustrated = kind === 'image' && !own ? this.#illustrated(result) : null;
		if (illustrated) return illustrated;
		const id = this.#target.clippings.insert({
			prepared, kind, pictures, page, own, from: result.from ?? null,
			original: { ...original, fileName: result.fileName },
			tags: [...new Set([...this.#options.rules.tags, ...tags.filter(isUsable)])],
			rights: own?.rights ?? this.#options.rules.rights,
			embargo: own?.embargo ?? null,
			importedAt: this.#target.now(),
			...this.#numbered(own),
		});
		for (const collection of own?.collections ?? []) this.#target.file(collection, [id]);
		return { outcome: 'kept', name, id, headline: prepared.headline, unsure: prepared.unsure };
	}

	/** A clipping that is here may have been changed on either side since. What has become part of another, and what is in the trash, is left alone. */
	#differing({ id, trashed }: { id: ClippingId; trashed: boolean }, result: Result): { differs?: true } {
		if (!('read' in result) || !result.read.own || trashed || result.read.own.mergedInto || result.read.own.trashedAt !== null) return {};
		const { prepared, own } = result.read;
		return this.#target.differs(this.#options.run, id, { prepared, own }) > 0 ? { differs: true } : {};
	}

	/** The import it belongs to and its number: where a whole archive comes back, those it had. */
	#numbered(own: ReadClipping['own']): { run: number | null; number: number | null } {
		const { numbers, run } = this.#options;
		return own && numbers?.restores ? { run: numbers.run(own.run), number: own.number } : { run, number: null };
	}

	/** A picture whose file a page here names, and waits for, goes to that page. Null for all others. */
	#illustrated({ name, fileName, read }: Extract<Result, { read: unknown }>): SourceOutcome | null {
		const [picture] = read.pictures;
		if (!picture?.file) return null;
		const { clippings } = this.#target;
		const shown = clippings.showing(read.original.sha256, fileName);
		if (shown) return { outcome: 'duplicate', name, ...shown };
		const waiting = clippings.waitingFor(fileName, this.#options.run);
		if (waiting === null) return null;
		const { id, headline } = clippings.fill(waiting, { ...picture.file, content: read.prepared.original }, this.#target.now());
		return { outcome: 'kept', name, id, headline, unsure: false };
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
const bytesOf = (result: Result): number =>
	('read' in result ? result.read.original.size + result.read.pictures.reduce((sum, { file }) => sum + (file?.size ?? 0), 0) : 0);
