// Owns what belongs with the open clipping: versions of its story, similar clippings, tags that may fit, and the two versions that are compared. Must not know the list.
import { Fault } from '../../shared/errors';
import type { ClippingId } from '../../shared/model';
import type { Comparison, Similar, TagSuggestion, Version } from '../../shared/similar';
import type { ArchiveClient } from '../clients';

const SHOWN = 5;
/** Whoever leafs through a list does not stay for what is beside each clipping. Milliseconds. */
const STAYED = 150;
const NONE: Similar = { versions: [], similar: [] };

export class SimilarCoverage {
	/** What belongs with the clipping `of`; null until it has come. */
	found = $state.raw<Similar>(NONE);
	of = $state.raw<ClippingId | null>(null);
	suggested = $state.raw<readonly TagSuggestion[]>([]);
	/** Whether the versions stand in the place of list and sheet. */
	isOpen = $state(false);
	chosen = $state.raw<ClippingId | null>(null);
	comparison = $state.raw<Comparison | null>(null);
	fault = $state.raw<unknown>(null);

	readonly first = $derived<Version | null>(this.found.versions[0] ?? null);
	readonly others = $derived(this.found.versions.filter(({ id }) => id !== this.of));

	readonly #client: ArchiveClient;
	readonly #open: (id: ClippingId) => void;
	#asking: AbortController | null = null;
	#comparing: AbortController | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#shown: ClippingId | null = null;
	/** The clipping whose versions are to be shown as soon as they have come. */
	#awaited: ClippingId | null = null;

	constructor(client: ArchiveClient, open: (id: ClippingId) => void) {
		this.#client = client;
		this.#open = open;
	}

	start(): () => void {
		const end = this.#client['changed']((changed) => { if (changed.clippings || changed.tags) this.#soon(); });
		return () => {
			end();
			clearTimeout(this.#timer);
			this.#asking?.abort();
			this.#comparing?.abort();
		};
	}

	/** The sheet shows another clipping, or the same as it is now. */
	beside(id: ClippingId): void {
		const isOther = id !== this.#shown;
		this.#shown = id;
		if (isOther) {
			this.found = NONE;
			this.suggested = [];
			this.of = null;
			if (this.#awaited !== id) this.leave();
		}
		this.#soon();
	}

	/** Shows the versions of a clipping's story, as soon as it is open and they have come. */
	show(id: ClippingId): void {
		this.#awaited = id;
		this.#open(id);
		if (this.of === id) this.#enter();
	}

	leave(): void {
		this.isOpen = false;
		this.comparison = null;
		this.fault = null;
		this.#comparing?.abort();
	}

	/** Opens one in the sheet. */
	open(id: ClippingId): void {
		this.leave();
		this.#open(id);
	}

	/** Puts a version beside the first. */
	async choose(id: ClippingId): Promise<void> {
		const { first } = this;
		if (!first) return;
		this.chosen = id;
		this.#comparing?.abort();
		const comparing = new AbortController();
		this.#comparing = comparing;
		try {
			const comparison = await this.#client['find.compare']({ left: first.id, right: id }, { signal: comparing.signal });
			if (comparing.signal.aborted) return;
			this.comparison = comparison;
			this.fault = null;
		} catch (error) {
			if (!comparing.signal.aborted && !Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	/** Puts any clipping beside the open one. */
	async compareWith(id: ClippingId): Promise<void> {
		const open = this.#shown;
		if (open === null) return;
		try {
			this.comparison = await this.#client['find.compare']({ left: open, right: id });
			this.chosen = id;
			this.isOpen = true;
		} catch (error) {
			if (!Fault.is(error, 'cancelled')) this.fault = error;
		}
	}

	#enter(): void {
		this.#awaited = null;
		if (this.found.versions.length < 2) return;
		this.isOpen = true;
		const right = this.of !== null && this.of !== this.first?.id ? this.of : this.found.versions[1]!.id;
		void this.choose(right);
	}

	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#ask(), STAYED);
	}

	async #ask(): Promise<void> {
		const id = this.#shown;
		this.#asking?.abort();
		if (id === null) return;
		const asking = new AbortController();
		this.#asking = asking;
		try {
			const [found, suggested] = await Promise.all([
				this.#client['find.similar']({ id, limit: SHOWN }, { signal: asking.signal }),
				this.#client['find.suggestTags']({ ids: [id] }, { signal: asking.signal }),
			]);
			if (asking.signal.aborted || this.#shown !== id) return;
			this.found = found;
			this.suggested = suggested;
			this.of = id;
			if (this.#awaited === id) this.#enter();
		} catch {
			// Nobody asked for it: where it cannot be had, the clipping is shown without it.
		}
	}
}
