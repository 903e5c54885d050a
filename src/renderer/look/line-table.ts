// Owns an original cut into lines of which only those on screen are worked out: where each begins, and which fields stand in it. Pure.
import type { FieldName } from '../../shared/draft';
import { FIELD_NAMES } from '../../shared/draft';
import type { Clipping } from '../../shared/model';
import { say } from '../../shared/words/say';
import type { Thread } from '../reader/fields';
import { THREADS } from '../reader/fields';

/** What a stretch of a line belongs to: a field, or one of the captions. */
export type Owner = FieldName | 'caption';

export interface Run { text: string; owner: Owner | null }

export interface TableLine {
	/** 1-based. */
	number: number;
	runs: Run[];
	/** What stands in it, in the order of the line, each once. */
	owners: Owner[];
	/** What begins in it, as it is called at its end: "Date, page". */
	named: string;
}

interface Mark { owner: Owner; line: number; endLine: number; start: number; end: number }

/** Lines longer than this are cut for the eye; the file has them whole. In UTF-16 code units. */
const LONGEST = 5_000;

export const threadOf = (owner: Owner): Thread => (owner === 'caption' ? 'image' : THREADS[owner].thread);
const nameOf = (owner: Owner): string => (owner === 'caption' ? say('look.fields.picture') : THREADS[owner].label);

export class LineTable {
	readonly text: string;
	/** Where each line begins, and one past the last line's end. */
	readonly #starts: Uint32Array;
	readonly #ends: Uint32Array;
	readonly #marks: readonly Mark[];

	constructor(text: string, clipping: Clipping) {
		this.text = text;
		const starts: number[] = [];
		const ends: number[] = [];
		let from = 0;
		for (const found of text.matchAll(/\r\n|\r|\n/g)) {
			starts.push(from);
			ends.push(found.index);
			from = found.index + found[0].length;
		}
		// A final line break ends a line and begins none.
		if (from < text.length || starts.length === 0) {
			starts.push(from);
			ends.push(text.length);
		}
		this.#starts = Uint32Array.from(starts);
		this.#ends = Uint32Array.from(ends);
		const fields = FIELD_NAMES.flatMap((owner) => (clipping.provenance[owner]?.spans ?? []).map((span): Mark => ({ owner, ...span })));
		const captions = clipping.captions.flatMap(({ from: { spans } }) => spans.map((span): Mark => ({ owner: 'caption', ...span })));
		this.#marks = [...fields, ...captions].sort((a, b) => a.start - b.start);
	}

	get length(): number {
		return this.#starts.length;
	}

	/** A line by its number, 1-based. */
	line(number: number): TableLine {
		const from = this.#starts[number - 1] ?? 0;
		const to = this.#ends[number - 1] ?? from;
		const end = Math.min(to, from + LONGEST);
		const here = this.#marks.filter((mark) => mark.line <= number && mark.endLine >= number);
		const runs: Run[] = [];
		let done = from;
		for (const mark of here) {
			const start = Math.max(mark.start, done);
			const stop = Math.min(mark.end, end);
			if (stop <= start) continue;
			if (start > done) runs.push({ text: this.text.slice(done, start), owner: null });
			runs.push({ text: this.text.slice(start, stop), owner: mark.owner });
			done = stop;
		}
		if (done < end) runs.push({ text: this.text.slice(done, end), owner: null });
		if (to > end) runs.push({ text: '…', owner: null });
		const begin = [...new Set(here.filter((mark) => mark.line === number).map(({ owner }) => nameOf(owner)))];
		return { number, runs, owners: [...new Set(here.map(({ owner }) => owner))], named: begin.map((name, at) => (at === 0 ? name : name.toLowerCase())).join(', ') };
	}

	/** The first line of a field; null when it has none. */
	firstLineOf(owner: Owner): number | null {
		return this.#marks.find((mark) => mark.owner === owner)?.line ?? null;
	}

	/** The words of some lines as one value: trimmed, line breaks and gaps made single spaces. */
	words(from: number, to: number): string {
		return this.text.slice(this.#starts[from - 1], this.#ends[to - 1]).replace(/\s+/gu, ' ').trim();
	}
}
