// Owns the numbers a line has by its place on the page: what stands before and after it, and how far away. Must not score lines.
import { EMPTY, FULL_LOOK, OWN, PAD, PLACE, WIDTH } from './columns';
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import type { Page } from './page';
import { HashSet } from './words';

const LANGUAGES: Record<string, number> = { en: 1, de: 2, fr: 3, es: 4, pt: 5, it: 6, ja: 8, zh: 9, ko: 10 };

const isSentence = (fact: Facts): boolean => fact.words >= 14 && fact.stop > 0;

/** Words longer than this are compared: the others stand everywhere. */
const SHORT_WORD = 4;
const PARAGRAPHS_COMPARED = 16;

/** Long words of the first paragraphs, to see which short line they echo. */
function paragraphWords({ facts, parts }: Page): HashSet {
	const words = new HashSet();
	let count = 0;
	for (let i = 0; i < facts.length && count < PARAGRAPHS_COMPARED; i++) {
		if (!isSentence(facts[i] as Facts)) continue;
		count++;
		parts.collect(i, SHORT_WORD, words);
	}
	return words;
}

function echoOf(page: Page, i: number, words: HashSet): number {
	const { all, found } = page.parts.count(i, SHORT_WORD, words);
	return all ? found / all : EMPTY;
}

/** Arrays with a number for each line of a page, used again for the next page: a new one costs as much as filling it. */
class PageNumbers {
	/** Sums up to each line, its own left out: of lines that are sentences, of their words, of characters. */
	sentences = new Int32Array(0);
	words = new Int32Array(0);
	characters = new Int32Array(0);
	/** 1 for lines of a kind, so that the distance to them can be told. */
	dated = new Uint8Array(0);
	signed = new Uint8Array(0);
	gapBefore = new Uint8Array(0);
	gapAfter = new Uint8Array(0);
	ends = new Uint8Array(0);
	comments = new Uint8Array(0);

	fill({ lines, facts }: Page): void {
		const n = lines.length;
		if (n >= this.sentences.length) this.reserve(2 * n + 64);
		for (let i = 0; i < n; i++) {
			const fact = facts[i] as Facts;
			const line = lines[i] as Line;
			const { byline } = fact;
			const sentences = this.sentences[i] as number;
			this.sentences[i + 1] = sentences + (isSentence(fact) ? 1 : 0);
			this.words[i + 1] = (this.words[i] as number) + Math.min(120, fact.words);
			this.characters[i + 1] = (this.characters[i] as number) + fact.length;
			this.dated[i] = +(fact.dateShare > 0.25);
			this.signed[i] = +(byline !== null && fact.words < 24 && (byline.cue || byline.explained > 0.6));
			this.gapBefore[i] = +(line.blanksBefore > 0);
			this.gapAfter[i] = +(line.blanksAfter > 0);
			this.ends[i] = +(sentences > 1 && fact.words <= 8 && (fact.whole & CUE.end) !== 0);
			this.comments[i] = +(fact.words <= 12 && (((fact.whole | fact.tail) & CUE.comment) !== 0 || fact.relative));
		}
	}

	private reserve(size: number): void {
		this.sentences = new Int32Array(size);
		this.words = new Int32Array(size);
		this.characters = new Int32Array(size);
		this.dated = new Uint8Array(size);
		this.signed = new Uint8Array(size);
		this.gapBefore = new Uint8Array(size);
		this.gapAfter = new Uint8Array(size);
		this.ends = new Uint8Array(size);
		this.comments = new Uint8Array(size);
	}
}

const numbers = new PageNumbers();
const FAR_AWAY = 99;
const placeColumn = (name: (typeof PLACE)[number]): number => OWN.length + PLACE.indexOf(name);
const ECHO = placeColumn('echo');
const SINCE_DATE = placeColumn('sinceDate');
const SINCE_BYLINE = placeColumn('sinceByline');
const SINCE_BLANK = placeColumn('sinceBlank');
const SINCE_END = placeColumn('sinceEnd');
const SINCE_COMMENT = placeColumn('sinceComment');
/** Where columns go on after those of distances, which are written for all lines at once. */
const LINES = placeColumn('lines');
const LONGEST_NEAR = placeColumn('longestNear');
const ENDS_BEFORE = placeColumn('endsBefore');
const COMMENTS_BEFORE = placeColumn('commentsBefore');

/** Writes the lines since the last one before each for which `marks` is 1 into a column; FAR_AWAY at most. */
function putSince(rows: Float32Array, column: number, marks: Uint8Array, n: number): void {
	let last = FAR_AWAY;
	for (let i = 0, at = PAD * WIDTH + column; i < Math.min(n, FULL_LOOK); i++, at += WIDTH) {
		rows[at] = last;
		last = marks[i] ? 1 : Math.min(FAR_AWAY, last + 1);
	}
}

/** Writes the lines until the next one after each for which `marks` is 1 into a column; FAR_AWAY at most. */
function putUntil(rows: Float32Array, column: number, marks: Uint8Array, n: number): void {
	let next = FAR_AWAY;
	for (let i = n - 1, at = (n - 1 + PAD) * WIDTH + column; i >= 0; i--, at -= WIDTH) {
		if (i < FULL_LOOK) rows[at] = next;
		next = marks[i] ? 1 : Math.min(FAR_AWAY, next + 1);
	}
}

/** Words of a typical sentence line. */
function typicalWords(facts: readonly Facts[]): number {
	const lengths: number[] = [];
	for (const fact of facts) if (isSentence(fact)) lengths.push(fact.words);
	lengths.sort((a, b) => a - b);
	return lengths[lengths.length >> 1] ?? 20;
}

/** What is the same for all lines of a page. */
interface Whole {
	n: number;
	/** Lines with no blank one before them, and as a share. */
	tight: number;
	credits: number;
	typical: number;
	language: number;
	/** The line most like the file's name, or -1. */
	bestName: number;
}

function wholeOf({ lines, facts, nameOverlap, language }: Page): Whole {
	const n = lines.length;
	let bestName = -1;
	let tight = 0;
	let credits = 0;
	for (let i = 0; i < n; i++) {
		if ((nameOverlap[i] as number) > (bestName < 0 ? 0.45 : (nameOverlap[bestName] as number))) bestName = i;
		if (i > 0 && (lines[i] as Line).blanksBefore === 0) tight++;
		if ((facts[i] as Facts).creditStrength > 1) credits++;
	}
	return { n, tight, credits: Math.min(40, credits), typical: typicalWords(facts), language: LANGUAGES[language ?? ''] ?? (language ? 7 : 0), bestName };
}

/** Difference of sums between two lines, as far as there are lines. */
const between = (sums: Int32Array, n: number, a: number, b: number): number => (sums[Math.max(0, Math.min(n, b))] as number) - (sums[Math.max(0, Math.min(n, a))] as number);

/** Writes the numbers of place of all lines into their rows. */
export function putPlaces(page: Page, rows: Float32Array): void {
	const echoes = paragraphWords(page);
	numbers.fill(page);
	const whole = wholeOf(page);
	let endsBefore = 0;
	let commentsBefore = 0;
	for (let i = 0; i < Math.min(whole.n, FULL_LOOK); i++) {
		placeOf(page, rows, whole, i, endsBefore, commentsBefore);
		const fact = page.facts[i] as Facts;
		if (fact.length <= 320) rows[(i + PAD) * WIDTH + ECHO] = echoOf(page, i, echoes);
		endsBefore += numbers.ends[i] as number;
		commentsBefore += numbers.comments[i] as number;
	}
	putSince(rows, SINCE_DATE, numbers.dated, whole.n);
	putUntil(rows, SINCE_DATE + 1, numbers.dated, whole.n);
	putSince(rows, SINCE_BYLINE, numbers.signed, whole.n);
	putUntil(rows, SINCE_BYLINE + 1, numbers.signed, whole.n);
	putSince(rows, SINCE_BLANK, numbers.gapAfter, whole.n);
	putUntil(rows, SINCE_BLANK + 1, numbers.gapBefore, whole.n);
	putSince(rows, SINCE_END, numbers.ends, whole.n);
	putSince(rows, SINCE_COMMENT, numbers.comments, whole.n);
}

/** Writes what line `i` has by its place, distances and echo aside. */
function placeOf({ lines, facts }: Page, rows: Float32Array, { n, tight, credits, typical, language, bestName }: Whole, i: number, endsBefore: number, commentsBefore: number): void {
	const fact = facts[i] as Facts;
	const line = lines[i] as Line;
	const { sentences, words, characters } = numbers;
	const sentencesBefore = sentences[i] as number;
	const at = (i + PAD) * WIDTH;
	let k = at + OWN.length;
	rows[k++] = Math.min(400, i);
	rows[k++] = Math.min(400, n - 1 - i);
	rows[k++] = i / n;
	rows[k++] = (characters[i] as number) / (characters[n] as number);
	rows[k++] = Math.min(60, sentencesBefore);
	rows[k++] = Math.min(60, between(sentences, n, i + 1, n));
	rows[k++] = between(sentences, n, i + 1, i + 5);
	rows[k++] = between(sentences, n, i + 1, i + 11);
	rows[k++] = between(sentences, n, i - 4, i);
	rows[k++] = between(sentences, n, i - 10, i);
	rows[k++] = between(words, n, i - 3, i) / 3;
	rows[k++] = between(words, n, i + 1, i + 4) / 3;
	// Distances have columns of their own, the echo too.
	k = at + LINES;
	rows[k++] = Math.min(400, n);
	rows[k++] = n > 1 ? tight / (n - 1) : 0;
	rows[k++] = language;
	rows[k++] = +fact.cjk;
	rows[k++] = bestName < 0 ? EMPTY : +(i === bestName);
	rows[k++] = Math.min(20, (sentencesBefore / (i + 1)) * 20);
	k = at + LONGEST_NEAR;
	rows[k++] = Math.max(i > 0 ? (facts[i - 1] as Facts).words : 0, i + 1 < n ? (facts[i + 1] as Facts).words : 0) / (fact.words + 1);
	rows[at + ENDS_BEFORE] = Math.min(30, endsBefore);
	k = at + COMMENTS_BEFORE;
	rows[k++] = Math.min(60, commentsBefore);
	rows[k++] = credits;
	rows[k++] = tight < n * 0.7 ? (line.blanksBefore > 0 ? 0 : 1) + (line.blanksAfter > 0 ? 0 : 2) : EMPTY;
	rows[k++] = fact.words / typical;
}
