// Owns the search index of an exported site: words of a stretch of clippings, in files small enough to be read for one query. Must not know pages.
import { POSTINGS, SITE_CALL, type SiteSegment } from '../../shared/site';
import { countTerms, folded } from '../store/fold';

/** Clippings indexed together: all that is ever held of the index. */
export const INDEXED_TOGETHER = 4_000;
/** A file of the index is closed beyond this many characters. */
const FILE_LENGTH = 48_000;
/** Longer runs are nothing anybody types: checksums, addresses run together. */
const LONGEST_TERM = 64;
/** In the text this often, a word weighs more. */
const OFTEN = 3;

/** A file of the site that hands over what it holds. */
export const scriptOf = (name: string, content: unknown): string => `${SITE_CALL}(${JSON.stringify(name)},${JSON.stringify(content)});\n`;

/** What of a clipping is found, by how much it says about it. */
export interface Indexed { headline: string; about: readonly string[]; text: string }

export class SegmentIndex {
	readonly #from: number;
	readonly #postings = new Map<string, { text: string; last: number }>();
	#count = 0;

	/** @param from position of its first clipping */
	constructor(from: number) {
		this.#from = from;
	}

	get isFull(): boolean {
		return this.#count >= INDEXED_TOGETHER;
	}

	get isEmpty(): boolean {
		return this.#count === 0;
	}

	add({ headline, about, text }: Indexed): void {
		const weights = new Map<string, number>();
		const times = new Map<string, number>();
		const each = (words: string, take: (term: string) => void): void => {
			const made = folded(words);
			if (countTerms(made) > 0) for (const term of made.split(' ')) if (term.length <= LONGEST_TERM) take(term);
		};
		each(text, (term) => {
			const often = (times.get(term) ?? 0) + 1;
			times.set(term, often);
			weights.set(term, often >= OFTEN ? 1 : 0);
		});
		for (const words of about) each(words, (term) => weights.set(term, 2));
		each(headline, (term) => weights.set(term, 3));
		for (const [term, weight] of weights) {
			const known = this.#postings.get(term);
			const posting = ((this.#count - (known?.last ?? -1)) * 4 + weight).toString(POSTINGS.base);
			if (known) {
				known.text += `,${posting}`;
				known.last = this.#count;
			} else {
				this.#postings.set(term, { text: posting, last: this.#count });
			}
		}
		this.#count++;
	}

	/** Its files in the order of their terms; in the end, what the search must know of it. */
	*files(number: number): Generator<{ file: string; text: string }, SiteSegment> {
		const terms = [...this.#postings.keys()].sort();
		const first: string[] = [];
		let file: [string, string][] = [];
		let length = 0;
		const made = (): { file: string; text: string } => {
			const name = `words-${number}-${first.length}`;
			first.push(file[0]![0]);
			const text = scriptOf(name, file);
			file = [];
			length = 0;
			return { file: `data/${name}.js`, text };
		};
		for (const term of terms) {
			const { text } = this.#postings.get(term)!;
			file.push([term, text]);
			length += term.length + text.length;
			if (length > FILE_LENGTH) yield made();
		}
		if (file.length > 0) yield made();
		return { from: this.#from, count: this.#count, first };
	}
}
