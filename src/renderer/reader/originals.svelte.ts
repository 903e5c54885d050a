// Owns the originals that came with what was merged into the open clipping, and their text once it is asked for. Must not open clippings.
import type { Original, ClippingId } from '../../shared/model';
import type { ArchiveClient } from '../clients';

export type CameAlong = Original & { cameWith: string | null };

export class Originals {
	/** Those besides the clipping's own. */
	others = $state.raw<readonly CameAlong[]>([]);
	/** By SHA-256; null for what is not text. */
	texts = $state.raw<ReadonlyMap<string, string | null>>(new Map());

	readonly #client: ArchiveClient;
	#id: ClippingId | null = null;

	constructor(client: ArchiveClient) {
		this.#client = client;
	}

	async of(id: ClippingId): Promise<void> {
		if (this.#id !== id) {
			this.#id = id;
			this.others = [];
			this.texts = new Map();
		}
		const all = await this.#client['clippings.originals']({ id });
		if (this.#id === id) this.others = all.slice(1);
	}

	async show(sha256: string): Promise<void> {
		const id = this.#id;
		if (id === null || this.texts.has(sha256)) return;
		const { text } = await this.#client['clippings.originalText']({ id, sha256 });
		if (this.#id === id) this.texts = new Map([...this.texts, [sha256, text]]);
	}
}
