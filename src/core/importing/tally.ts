// Owns the counting of outcomes into a summary of bounded size. Must not decide outcomes.
import type { ClippingId, ImportId, ImportSummary, SourceOutcome } from '../../shared/model';
import type { Path } from './listing';

/** How many sources a summary names of each sort; it counts them all. */
const NAMED = 1000;

/** Outcomes of one run, counted as they come. */
export class Tally {
	#kept = 0;
	#duplicate = 0;
	#skipped = 0;
	#failed = 0;
	#unsure = 0;
	readonly #ids: ClippingId[] = [];
	readonly #duplicates: ImportSummary['duplicates'] = [];
	readonly #problems: ImportSummary['problems'] = [];
	readonly #retry = new Set<string>();

	/** @param place where what failed can be found again */
	add(outcome: SourceOutcome, place: Path | undefined): void {
		switch (outcome.outcome) {
			case 'kept':
				this.#kept++;
				if (outcome.unsure) this.#unsure++;
				if (this.#ids.length <= NAMED) this.#ids.push(outcome.id);
				return;
			case 'duplicate':
				this.#duplicate++;
				if (this.#duplicates.length < NAMED) this.#duplicates.push({ name: outcome.name, id: outcome.id, headline: outcome.headline, trashed: outcome.trashed });
				return;
			case 'skipped':
				this.#skipped++;
				break;
			case 'failed':
				this.#failed++;
				// A name that is no text is not remembered: the whole can still be given again.
				if (typeof place === 'string' && this.#retry.size < NAMED) this.#retry.add(place);
		}
		if (this.#problems.length < NAMED) this.#problems.push({ name: outcome.name, outcome: outcome.outcome, reason: outcome.reason, detail: outcome.detail });
	}

	get sources(): number {
		return this.#kept + this.#duplicate + this.#skipped + this.#failed;
	}

	/** Kept clippings of which some field needs a look. */
	get unsure(): number {
		return this.#unsure;
	}

	/** Places of what failed, each once. */
	get retry(): string[] {
		return [...this.#retry];
	}

	summary(id: ImportId, milliseconds: number, cancelled: boolean): ImportSummary {
		return {
			id,
			kept: this.#kept, duplicate: this.#duplicate, skipped: this.#skipped, failed: this.#failed,
			ids: this.#kept > NAMED ? [] : this.#ids,
			duplicates: this.#duplicates,
			problems: this.#problems,
			milliseconds,
			cancelled,
		};
	}
}
