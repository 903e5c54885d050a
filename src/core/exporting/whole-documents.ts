// Owns the making of documents about a whole export in one passage of its clippings: sections wait in scratch files and are put one behind the other. Must not know any vocabulary.
import type { ExportedClipping, Section, Sink, WholeDocument } from './format';
import type { Scratch } from './scratch';

/** What a section says of every clipping waits until those before it are whole. */
type Waiting = Exclude<Section, (one: ExportedClipping) => string> | { of: (one: ExportedClipping) => string; scratch: Scratch };

export class WholeDocuments {
	readonly #documents: readonly { file: string; sections: readonly Waiting[] }[];

	private constructor(documents: readonly { file: string; sections: readonly Waiting[] }[]) {
		this.#documents = documents;
	}

	static async begin(documents: readonly WholeDocument[], to: Sink): Promise<WholeDocuments> {
		const begun: { file: string; sections: Waiting[] }[] = [];
		for (const { file, sections } of documents) {
			const waiting: Waiting[] = [];
			for (const section of sections) waiting.push(typeof section === 'function' ? { of: section, scratch: await to.scratch() } : section);
			begun.push({ file, sections: waiting });
		}
		return new WholeDocuments(begun);
	}

	/** Takes down what each document says of a clipping. In the order of the export. */
	async take(one: ExportedClipping): Promise<void> {
		for (const { sections } of this.#documents) for (const section of sections) if (typeof section === 'object' && 'scratch' in section) await section.scratch.append(section.of(one));
	}

	/**
	 * Writes the documents, one after the other.
	 * @param pause awaited after every piece
	 */
	async write(to: Sink, pause: () => Promise<void>): Promise<void> {
		for (const { file, sections } of this.#documents) {
			for (const section of sections) {
				const isWaiting = typeof section === 'object' && 'scratch' in section;
				for await (const piece of typeof section === 'string' ? [section] : isWaiting ? section.scratch.pieces() : section) {
					await to.append(file, piece);
					await pause();
				}
				if (isWaiting) await section.scratch.remove();
			}
		}
	}
}
