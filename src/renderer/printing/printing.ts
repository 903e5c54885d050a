// Owns printing as a person asks for it: which clippings are meant, in the order of the list, and what is said when it cannot be. Must not set a page; the core does.
import { Fault } from '../../shared/errors';
import { MANY_PRINTED, MOST_PRINTED } from '../../shared/handing-out';
import type { ClippingId } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { ArchiveClient } from '../clients';
import type { Exporting } from '../jobs/exporting.svelte';
import type { Jobs } from '../jobs/jobs.svelte';
import type { Library } from '../library/library.svelte';
import type { Reader } from '../reader/reader.svelte';
import { sentenceFor } from '../ui/problems';
import type { Toasts } from '../ui/toasts.svelte';

interface Parts {
	archive: Pick<ArchiveClient, 'clippings.print'>;
	exporting: Exporting;
	jobs: Jobs;
	library: Library;
	readonly reader: Reader;
	toasts: Toasts;
	/** The clipping of the sheet one works on is meant, whatever is chosen in the list. */
	isOfSheet: () => boolean;
	/** This window has one clipping and no list, and exports nothing. */
	isAlone: boolean;
}

/** What a PDF helps against. */
const OF_PAPER: ReadonlySet<string> = new Set(['print/no-printer', 'print/failed', 'export/too-large']);

export class Printing {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	/** Prints what is chosen in the list, or what is read. A dialog that is closed is nothing to speak of. */
	async print(): Promise<void> {
		const { archive, jobs, toasts } = this.#parts;
		try {
			const ids = await this.#meant();
			if (ids.length === 0) return toasts.show({ kind: 'done', text: say('printing.choose') });
			if (ids.length > MOST_PRINTED) return toasts.show({ kind: 'done', text: say('printing.tooMany', { most: MOST_PRINTED }), ...this.#instead() });
			if (ids.length > MANY_PRINTED) await jobs.print(ids);
			else await archive['clippings.print']({ ids });
		} catch (error) {
			this.trouble(error);
		}
	}

	/** Says why it could not be printed, with the way to a PDF where that helps. */
	trouble(error: unknown): void {
		const { toasts } = this.#parts;
		if (Fault.is(error) && OF_PAPER.has(error.code)) toasts.show({ kind: 'trouble', text: sentenceFor(error), ...this.#instead() });
		else toasts.trouble(error);
	}

	async #meant(): Promise<ClippingId[]> {
		const { isOfSheet, library, reader } = this.#parts;
		const open = reader.clipping ? [reader.clipping.id] : [];
		if (isOfSheet()) return open;
		const chosen = await library.chosenIds(MOST_PRINTED + 1);
		return chosen.length === 0 ? open : chosen.length > MOST_PRINTED || library.whole ? chosen : library.inOrder(chosen);
	}

	/** The button that leads to the export of the same clippings as PDF. */
	#instead() {
		const { exporting, isAlone, library, toasts } = this.#parts;
		if (isAlone) return {};
		const run = async (): Promise<void> => {
			await exporting.open(library.whole ? [] : [...library.chosen], library.query, library.results.total);
			await exporting.choose({ format: 'pdf', ...(exporting.scopes.some(({ id }) => id === 'chosen') && { scope: 'chosen' as const }) });
		};
		return { act: { label: say('printing.asPdf'), run: () => void run().catch((error: unknown) => toasts.trouble(error)) } };
	}
}
