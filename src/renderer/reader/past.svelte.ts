// Owns what befell the clipping that is open on a sheet: the newest events, and earlier ones once somebody asks for them. Must not open clippings.
import type { ClippingId } from '../../shared/model';
import type { PastEntry } from '../../shared/past';
import type { ArchiveClient } from '../clients';

/** So many events are shown at first, and so many more at a time. */
const PAGE = 20;
/** As many as may be asked for at once. */
const MOST = 200;

export class ClippingPast {
	/** Of which clipping it is; null before the first. */
	of = $state<ClippingId | null>(null);
	/** The newest first. */
	events = $state.raw<readonly PastEntry[]>([]);
	/** How many there are, shown or not. */
	total = $state(0);
	/** Where the next ones begin; null when all are shown. */
	before = $state<number | null>(null);

	readonly #client: ArchiveClient;
	/** Counts what is asked, so that a late answer does not undo a newer one. */
	#asked = 0;

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	/** Shows a clipping's history as it is now. What was asked for of it before stays in sight. */
	async show(id: ClippingId): Promise<void> {
		const limit = this.of === id ? Math.min(MOST, Math.max(PAGE, this.events.length)) : PAGE;
		const asked = ++this.#asked;
		const { events, total, before } = await this.#client['clippings.history']({ id, before: null, limit });
		if (asked === this.#asked) Object.assign(this, { of: id, events, total, before });
	}

	async earlier(): Promise<void> {
		if (this.of === null || this.before === null) return;
		const asked = ++this.#asked;
		const { events, total, before } = await this.#client['clippings.history']({ id: this.of, before: this.before, limit: PAGE });
		if (asked === this.#asked) Object.assign(this, { events: [...this.events, ...events], total, before });
	}
}
