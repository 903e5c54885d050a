// Owns clippings put together to be printed at once: their markup, and the bytes of the pictures in it. Must not print.
import type { Clipping, ClippingId } from '../../shared/model';
import type { Volume } from './format';
import { article, document_, isShown, openingOf, type Opening, type Shown } from './pdf-markup';
import { bookStyle, leafStyle, type Paper } from './pdf-style';
import type { Sheet } from './printer';

/** What is printed at once: so many clippings, words and bytes of pictures at most. Only this much of a volume is ever held. */
const PART = { clippings: 32, words: 24_000, bytes: 24 << 20 };

async function whole(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
	if (bytes instanceof Uint8Array) return bytes;
	const pieces: Uint8Array[] = [];
	// A piece may be used again once the next is asked for.
	for await (const piece of bytes) pieces.push(Uint8Array.from(piece));
	return Buffer.concat(pieces);
}

/** Clippings that are printed as one sheet. */
export class Gathered {
	readonly openings: Opening[] = [];
	readonly #articles: string[] = [];
	readonly #pictures = new Map<string, { name: string; mediaType: string; bytes: Uint8Array }>();
	#words = 0;
	#bytes = 0;

	/** Of pictures. */
	get bytes(): number {
		return this.#bytes;
	}

	get isFull(): boolean {
		return this.openings.length >= PART.clippings || this.#words >= PART.words || this.#bytes >= PART.bytes;
	}

	/** @param source where it is kept, to stand at its foot */
	async add(clipping: Clipping, volume: Volume, source: string | null = null): Promise<void> {
		for (const { sha256, mediaType } of clipping.pictures.filter(isShown)) {
			if (this.#pictures.has(sha256)) continue;
			const bytes = await whole(volume.picture(clipping.id as ClippingId, sha256));
			this.#pictures.set(sha256, { name: sha256, mediaType, bytes });
			this.#bytes += bytes.length;
		}
		this.#articles.push(article(clipping, ({ sha256 }: Shown) => `picture/${sha256}`, source));
		this.openings.push(openingOf(clipping));
		this.#words += clipping.words;
	}

	/** @param paper what it is printed on; null where the printer decides that */
	sheet(title: string, language: string, paper: Paper | null): Sheet {
		return { html: document_(title, language, this.#articles.join('\n')), style: paper === null ? leafStyle : bookStyle(paper), pictures: [...this.#pictures.values()], tagged: true };
	}
}
