// Owns what differs between two texts: by word, by paragraph, and as one cell for each paragraph. Pure. Must not know clippings or a database.
import { diffArrays } from 'diff';
import type { Cell, ComparedParagraph } from '../../shared/similar';
import type { Piece } from '../../shared/model';

/** How a text's words are made alike before they are compared. */
export type Fold = (text: string) => string;

/** Milliseconds after which words are no longer compared one by one, and edits beyond which texts have little in common. */
const PATIENCE = { timeout: 400, maxEditLength: 3_000 };
/** A paragraph with so much of it elsewhere stands there as it was; with so little, not at all. */
const SAME = 0.85;
const SOMETHING = 0.3;
/** Words added to a paragraph, as a share of it, that are worth telling. */
const GROWN = 0.2;

/** A word with what stands after it, up to the next. `at`: the paragraph it is of. */
interface Word { text: string; key: string; at: number }

const PIECES = /\S+\s*|\s+/gu;

function wordsOf(paragraphs: readonly string[], fold: Fold): Word[] {
	return paragraphs.flatMap((paragraph, at) => (paragraph.match(PIECES) ?? []).map((text) => ({ text, key: fold(text), at })));
}

/** Two texts as they are shown beside each other. */
export interface Compared { left: ComparedParagraph[]; right: ComparedParagraph[]; isWhole: boolean }

/** Compares two texts by word. What differs only in case, accents or punctuation is the same. */
export function compareTexts(left: readonly string[], right: readonly string[], fold: Fold): Compared {
	const [a, b] = [wordsOf(left, fold), wordsOf(right, fold)];
	const found = diffArrays(a.map(({ key }) => key), b.map(({ key }) => key), PATIENCE);
	const isWhole = found !== undefined;
	const steps = found ?? diffArrays(left.map(fold), right.map(fold));
	if (!isWhole) return { ...byParagraph(left, right, steps), isWhole };
	const marks = { left: new Uint8Array(a.length), right: new Uint8Array(b.length) };
	let [i, j] = [0, 0];
	/** Before which paragraph of the one side what the other has alone would stand. */
	const gaps = { left: new Map<number, { from: number; to: number }>(), right: new Map<number, { from: number; to: number }>() };
	for (const { added, removed, count } of steps) {
		if (removed) {
			marks.left.fill(1, i, i + count);
			noteGap(gaps.right, b[j]?.at ?? right.length, i, i + count);
			i += count;
		} else if (added) {
			marks.right.fill(1, j, j + count);
			noteGap(gaps.left, a[i]?.at ?? left.length, j, j + count);
			j += count;
		} else [i, j] = [i + count, j + count];
	}
	return { left: sheet(left.length, a, marks.left, missing(gaps.left, b, marks.right)), right: sheet(right.length, b, marks.right, missing(gaps.right, a, marks.left)), isWhole };
}

function noteGap(gaps: Map<number, { from: number; to: number }>, at: number, from: number, to: number): void {
	const known = gaps.get(at);
	gaps.set(at, known ? { from: known.from, to } : { from, to });
}

/** Paragraphs of the other text that are wholly its own, by the place where they are missing. */
function missing(gaps: ReadonlyMap<number, { from: number; to: number }>, words: readonly Word[], alone: Uint8Array): Map<number, { paragraphs: number; words: number }> {
	const whole = new Map<number, number>();
	const partly = new Set<number>();
	words.forEach(({ at }, i) => {
		if (alone[i]) whole.set(at, (whole.get(at) ?? 0) + 1);
		else partly.add(at);
	});
	const made = new Map<number, { paragraphs: number; words: number }>();
	const told = new Set<number>();
	for (const [place, { from, to }] of gaps) {
		for (let i = from; i < to; i++) {
			const { at } = words[i]!;
			if (partly.has(at) || told.has(at)) continue;
			told.add(at);
			const known = made.get(place) ?? { paragraphs: 0, words: 0 };
			made.set(place, { paragraphs: known.paragraphs + 1, words: known.words + whole.get(at)! });
		}
	}
	return made;
}

function sheet(count: number, words: readonly Word[], marks: Uint8Array, gaps: ReadonlyMap<number, { paragraphs: number; words: number }>): ComparedParagraph[] {
	const texts: Piece[][] = Array.from({ length: count }, () => []);
	words.forEach(({ text, at }, i) => {
		const hit = marks[i] === 1;
		const last = texts[at]!.at(-1);
		if (last?.hit === hit) last.text += text;
		else texts[at]!.push({ text, hit });
	});
	const made: ComparedParagraph[] = [];
	for (let at = 0; at <= count; at++) {
		const gap = gaps.get(at);
		if (gap) made.push({ is: 'gap', ...gap });
		if (at < count) made.push({ is: 'text', pieces: texts[at]! });
	}
	return made;
}

const counted = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

function byParagraph(left: readonly string[], right: readonly string[], steps: readonly { added: boolean; removed: boolean; count: number }[]): Omit<Compared, 'isWhole'> {
	const made: Omit<Compared, 'isWhole'> = { left: [], right: [] };
	let [i, j] = [0, 0];
	for (const { added, removed, count } of steps) {
		for (let n = 0; n < count; n++) {
			if (!added) made.left.push({ is: 'text', pieces: [{ text: left[i++]!, hit: removed }] });
			if (!removed) made.right.push({ is: 'text', pieces: [{ text: right[j++]!, hit: added }] });
		}
		const gone = removed ? left.slice(i - count, i) : added ? right.slice(j - count, j) : [];
		const words = gone.reduce((sum, text) => sum + counted(text), 0);
		if (words > 0) made[removed ? 'right' : 'left'].push({ is: 'gap', paragraphs: gone.length, words });
	}
	return made;
}

/** Two headlines, word by word. */
export function compareLines(left: string, right: string, fold: Fold): { left: Piece[]; right: Piece[] } {
	const compared = compareTexts([left], [right], fold);
	const pieces = (of: readonly ComparedParagraph[], whole: string): Piece[] => of.flatMap((one) => (one.is === 'text' ? one.pieces : [])).concat(whole === '' ? [{ text: '', hit: false }] : []);
	return { left: pieces(compared.left, left), right: pieces(compared.right, right) };
}

/** What a version has of each paragraph of the first, wherever it stands in it, and of all the first's words together (0 to 1). */
export function cellsOf(first: readonly string[], version: readonly string[], fold: Fold): { cells: { is: Cell; words: number }[]; share: number } {
	const paragraphs = version.map((text) => pairsOf(fold(text)));
	const all = new Set(paragraphs.flat());
	let [kept, total] = [0, 0];
	const cells = first.map((text) => {
		const pairs = pairsOf(fold(text));
		const words = counted(text);
		const own = new Set(pairs);
		const has = pairs.length === 0 ? 0 : pairs.filter((pair) => all.has(pair)).length / pairs.length;
		kept += has * words;
		total += words;
		if (has < SOMETHING) return { is: 'cut' as const, words };
		if (has < SAME) return { is: 'reworded' as const, words };
		const home = paragraphs.find((other) => other.some((pair) => own.has(pair))) ?? [];
		const rest = new Set(first.flatMap((other) => (other === text ? [] : pairsOf(fold(other)))));
		const added = home.filter((pair) => !own.has(pair) && !rest.has(pair)).length;
		return { is: added / Math.max(1, pairs.length) >= GROWN ? 'grown' as const : 'same' as const, words };
	});
	return { cells, share: total === 0 ? 0 : Math.min(1, kept / total) };
}

function pairsOf(folded: string): string[] {
	const words = folded === '' ? [] : folded.split(' ');
	if (words.length === 1) return words;
	return words.slice(1).map((word, at) => `${words[at]!} ${word}`);
}
