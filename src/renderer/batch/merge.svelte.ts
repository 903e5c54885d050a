// Owns the merge of two clippings that is being prepared: what is taken from which. Must not list clippings.
import type { MergeField, MergePreview, Side } from '../../shared/batch';
import type { ClippingId } from '../../shared/model';
import type { ArchiveClient } from '../clients';

export class Merge {
	/** Null while nothing is prepared. */
	preview = $state.raw<MergePreview | null>(null);
	fault = $state.raw<unknown>(null);

	readonly #client: ArchiveClient;
	#ids: { first: ClippingId; second: ClippingId } | null = null;
	#text: Side | null = null;
	#take: Partial<Record<MergeField, Side>> = {};

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	async open(first: ClippingId, second: ClippingId): Promise<void> {
		this.#ids = { first, second };
		this.#text = null;
		this.#take = {};
		this.fault = null;
		this.preview = await this.#client['clippings.merging']({ first, second, text: null, take: {} });
	}

	close(): void {
		this.#ids = null;
		this.preview = null;
	}

	async take(field: MergeField | 'text', side: Side): Promise<void> {
		if (field === 'text') this.#text = side;
		else this.#take = { ...this.#take, [field]: side };
		if (this.#ids) this.preview = await this.#client['clippings.merging']({ ...this.#ids, text: this.#text, take: this.#take });
	}

	/** Merges them, as chosen; answers which remains, null when the archive refuses: `fault` says why. */
	async merge(): Promise<ClippingId | null> {
		if (!this.#ids) return null;
		try {
			const { id } = await this.#client['clippings.merge']({ ...this.#ids, text: this.#text, take: this.#take });
			this.close();
			return id;
		} catch (error) {
			this.fault = error;
			return null;
		}
	}
}
