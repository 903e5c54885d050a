// Owns the numbers the trained trees look at: one row a line, neighbours by offset. Must stay in step with the weights.
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import type { Occurrences } from './occurrences';
import { type Page, isFurniture } from './page';

/** Names of the numbers of one line, in the order of a row. Adding, removing or moving one asks for new training. */
export const OWN = [
	'words', 'length', 'stop', 'quoteStart', 'bullet', 'lowerStart', 'digitStart', 'capitalised', 'capitals', 'digits', 'commas', 'glued', 'separators', 'colon', 'urls',
	'sentences', 'dates', 'dateShare', 'clock', 'relative', 'personName', 'bylineRead', 'explained', 'creditAt', 'creditStrength', 'copyright', 'dateline',
	'blanksBefore', 'blanksAfter', 'indent', 'nameOverlap', 'repeatsBefore', 'repeatsAfter', 'cueAbove',
	...(Object.keys(CUE) as (keyof typeof CUE)[]).map((cue) => `cue:${cue}` as const),
	'tailCredit', 'tailClock', 'containedNear', 'containsNear', 'furniture', 'signatories', 'nameAgain', 'scenePerson', 'startsName',
] as const;
export const PLACE = [
	'index', 'fromEnd', 'share', 'charactersBefore', 'sentenceLinesBefore', 'sentenceLinesAfter', 'sentencesNext4', 'sentencesNext10', 'sentencesLast4', 'sentencesLast10',
	'wordsLast3', 'wordsNext3', 'sinceDate', 'untilDate', 'sinceByline', 'untilByline', 'echo', 'lines', 'tight', 'language', 'cjk', 'isBestName', 'longAbove', 'sinceBlank', 'untilBlank', 'longestNear', 'sinceEnd', 'endsBefore', 'sinceComment', 'commentsBefore', 'credits', 'rhythm', 'typical',
] as const;
/** Numbers of the second look, made of the scores of the first. */
export const SECOND = ['pHeadline', 'pBody', 'pByline', 'pDate', 'pCaption', 'fromHeadline', 'headlineRank', 'bodyBefore', 'bodyAfter', 'bodyLast3', 'bodyNext3', 'fromFirstBody', 'fromLastBody', 'bodyNext10', 'bodyGap', 'headlineAbove', 'bylineAbove', 'dateAbove', 'bylineBelow', 'dateBelow', 'fromBestByline', 'fromBestDate'] as const;
export const WIDTH = OWN.length + PLACE.length + SECOND.length;
/** Blank rows before the first and after the last line, so that a neighbour always has a row. */
export const PAD = 3;

/** Lines beyond this number are not looked at by the trees, to keep time in bounds; real clippings are far shorter. */
export const FULL_LOOK = 2500;

const EMPTY = -1;
const cueKeys = Object.values(CUE);
const LANGUAGES: Record<string, number> = { en: 1, de: 2, fr: 3, es: 4, pt: 5, it: 6, ja: 8, zh: 9, ko: 10 };

const isSentence = (fact: Facts): boolean => fact.words >= 14 && fact.stop > 0;

/** Words longer than this are compared: the others stand everywhere. */
const SHORT_WORD = 4;
const PARAGRAPHS_COMPARED = 16;

/** Long words of the first paragraphs, to see which short line they echo. */
function paragraphWords({ facts, parts }: Page): Set<number> {
	const words = new Set<number>();
	let count = 0;
	for (let i = 0; i < facts.length && count < PARAGRAPHS_COMPARED; i++) {
		if (!isSentence(facts[i] as Facts)) continue;
		count++;
		parts.collect(i, SHORT_WORD, words);
	}
	return words;
}

function echoOf(page: Page, i: number, words: ReadonlySet<number>): number {
	const { all, found } = page.parts.count(i, SHORT_WORD, words);
	return all ? found / all : EMPTY;
}

/** First rows of numbers for a page: (lines + 2 * PAD) * WIDTH, rows of the second look still empty. */
export function rowsOf(page: Page): Float32Array {
	const n = page.lines.length;
	const rows = new Float32Array((Math.min(n, FULL_LOOK) + 2 * PAD) * WIDTH).fill(EMPTY);
	const echoes = paragraphWords(page);
	for (let i = 0; i < Math.min(n, FULL_LOOK); i++) ownNumbers(page, i, rows, (i + PAD) * WIDTH);
	placeNumbers(page, rows, echoes);
	return rows;
}

function ownNumbers(page: Page, i: number, rows: Float32Array, at: number): void {
	const line = page.lines[i] as Line;
	const fact = page.facts[i] as Facts;
	let k = at;
	const read = fact.byline;
	rows[k++] = Math.min(fact.words, 200);
	rows[k++] = Math.min(fact.length, 1200);
	rows[k++] = fact.stop;
	rows[k++] = +fact.quoteStart;
	rows[k++] = +fact.bullet;
	rows[k++] = +fact.lowerStart;
	rows[k++] = +fact.digitStart;
	rows[k++] = fact.capitalised;
	rows[k++] = fact.capitals;
	rows[k++] = fact.digits / Math.min(600, fact.length);
	rows[k++] = fact.commas;
	rows[k++] = fact.glued;
	rows[k++] = fact.separators;
	rows[k++] = fact.colonAt < 0 ? EMPTY : fact.colonAt / fact.length;
	rows[k++] = fact.urls;
	rows[k++] = fact.sentences;
	rows[k++] = fact.dates.length;
	rows[k++] = fact.dateShare;
	rows[k++] = +fact.clock;
	rows[k++] = +fact.relative;
	rows[k++] = +fact.personName;
	rows[k++] = read ? (read.cue ? 2 : 1) : 0;
	rows[k++] = read ? read.explained : 0;
	rows[k++] = fact.creditAt < 0 ? EMPTY : fact.creditAt / fact.length;
	rows[k++] = fact.creditStrength;
	rows[k++] = +fact.copyright;
	rows[k++] = fact.dateline;
	rows[k++] = Math.min(3, line.blanksBefore);
	rows[k++] = Math.min(3, line.blanksAfter);
	rows[k++] = line.indent;
	rows[k++] = page.nameOverlap[i] as number;
	rows[k++] = Math.min(4, page.repeatsBefore[i] as number);
	rows[k++] = Math.min(4, page.repeatsAfter[i] as number);
	rows[k++] = page.cueAbove[i] as number;
	for (const bit of cueKeys) rows[k++] = fact.whole & bit ? 3 : fact.head & bit ? 2 : fact.any & bit ? 1 : 0;
	rows[k++] = +((fact.tail & (CUE.credit | CUE.agency)) !== 0);
	rows[k++] = +((fact.tail & CUE.clock) !== 0);
	const [contained, contains] = nearCopies(page, i);
	rows[k++] = contained;
	rows[k++] = contains;
	rows[k++] = +isFurniture(fact);
	rows[k++] = read ? read.signatories.length : 0;
	let again = EMPTY;
	const name = read?.signatories[0]?.name;
	if (name && fact.words <= 24) again = page.occurrences.count(name.toLowerCase(), 4);
	rows[k++] = again;
	rows[k++] = fact.words >= 4 && fact.words < 60 && fact.any & CUE.scene ? 1 : 0;
	rows[k++] = startsName(page.occurrences, line.text, fact);
}

/** Where a line's words stand within a line near it, and where a near line's stand within it: 0 nowhere, else below or above. */
function nearCopies({ facts }: Page, i: number): [number, number] {
	const fact = facts[i] as Facts;
	let contained = 0;
	let contains = 0;
	if (fact.length < 12 || fact.length > 240) return [0, 0];
	for (let j = Math.max(0, i - 3); j <= Math.min(facts.length - 1, i + 3); j++) {
		const other = facts[j] as Facts;
		if (j === i || other.length > 600) continue;
		if (other.key.length > fact.key.length) {
			if (other.key.includes(fact.key)) contained = j < i ? 2 : 1;
		} else if (other.key.length >= 10 && other.key.length < fact.key.length && fact.key.includes(other.key)) contains = j < i ? 2 : 1;
		else if (other.key === fact.key) contained = j < i ? 4 : 3;
	}
	return [contained, contains];
}

/** 1 for a line that begins with two capital words, 2 when the second of them stands elsewhere in the text as well. */
function startsName(occurrences: Occurrences, text: string, fact: Facts): number {
	if (fact.words < 3 || fact.words > 45 || fact.capitalised === 0) return 0;
	const hit = /^\p{Lu}[\p{L}'’.-]+\s(\p{Lu}[\p{L}'’-]{2,})/u.exec(text);
	if (!hit) return 0;
	return occurrences.count((hit[1] as string).toLowerCase(), 2) > 1 ? 2 : 1;
}

/** Sums up to each line, its own left out: of lines that are sentences, of their words, of characters. */
interface Sums {
	sentences: Int32Array;
	words: Float64Array;
	characters: Float64Array;
}

function sumsOf(facts: readonly Facts[]): Sums {
	const n = facts.length;
	const sums: Sums = { sentences: new Int32Array(n + 1), words: new Float64Array(n + 1), characters: new Float64Array(n + 1) };
	for (let i = 0; i < n; i++) {
		const fact = facts[i] as Facts;
		sums.sentences[i + 1] = (sums.sentences[i] as number) + (isSentence(fact) ? 1 : 0);
		sums.words[i + 1] = (sums.words[i] as number) + Math.min(120, fact.words);
		sums.characters[i + 1] = (sums.characters[i] as number) + fact.length;
	}
	return sums;
}

const FAR_AWAY = 99;

/** Lines since the last one before each line for which `marks` is 1, or until the next one after it; FAR_AWAY at most. */
function distances(marks: Uint8Array, way: 'since' | 'until'): Int16Array {
	const n = marks.length;
	const out = new Int16Array(n);
	const step = way === 'since' ? 1 : -1;
	let last = FAR_AWAY;
	for (let i = step > 0 ? 0 : n - 1; i >= 0 && i < n; i += step) {
		out[i] = last;
		last = marks[i] ? 1 : Math.min(FAR_AWAY, last + 1);
	}
	return out;
}

/** Which lines are of a kind, 1 for each, so that the distance to them can be told. */
function marksOf({ lines, facts }: Page, sums: Sums): Record<'dated' | 'signed' | 'gapBefore' | 'gapAfter' | 'ends' | 'comments', Uint8Array> {
	const n = lines.length;
	const marks = { dated: new Uint8Array(n), signed: new Uint8Array(n), gapBefore: new Uint8Array(n), gapAfter: new Uint8Array(n), ends: new Uint8Array(n), comments: new Uint8Array(n) };
	for (let i = 0; i < n; i++) {
		const fact = facts[i] as Facts;
		const line = lines[i] as Line;
		const { byline } = fact;
		marks.dated[i] = +(fact.dateShare > 0.25);
		marks.signed[i] = +(byline !== null && fact.words < 24 && (byline.cue || byline.explained > 0.6));
		marks.gapBefore[i] = +(line.blanksBefore > 0);
		marks.gapAfter[i] = +(line.blanksAfter > 0);
		marks.ends[i] = +((sums.sentences[i] as number) > 1 && fact.words <= 8 && (fact.whole & CUE.end) !== 0);
		marks.comments[i] = +(fact.words <= 12 && (((fact.whole | fact.tail) & CUE.comment) !== 0 || fact.relative));
	}
	return marks;
}

/** Words of a typical sentence line. */
function typicalWords(facts: readonly Facts[]): number {
	const lengths = facts.filter(isSentence).map((fact) => fact.words).sort((a, b) => a - b);
	return lengths[lengths.length >> 1] ?? 20;
}

function placeNumbers(page: Page, rows: Float32Array, echoes: ReadonlySet<number>): void {
	const { lines, facts, nameOverlap } = page;
	const n = lines.length;
	const sums = sumsOf(facts);
	const marks = marksOf(page, sums);
	const [sinceDate, untilDate] = [distances(marks.dated, 'since'), distances(marks.dated, 'until')];
	const [sinceByline, untilByline] = [distances(marks.signed, 'since'), distances(marks.signed, 'until')];
	const [sinceBlank, untilBlank] = [distances(marks.gapAfter, 'since'), distances(marks.gapBefore, 'until')];
	const [sinceEnd, sinceComment] = [distances(marks.ends, 'since'), distances(marks.comments, 'since')];
	let bestName = -1;
	for (let i = 0; i < n; i++) if ((nameOverlap[i] as number) > (bestName < 0 ? 0.45 : (nameOverlap[bestName] as number))) bestName = i;
	const tight = lines.filter((line, i) => i > 0 && line.blanksBefore === 0).length;
	const credits = Math.min(40, facts.filter((fact) => fact.creditStrength > 1).length);
	const typical = typicalWords(facts);
	const total = sums.characters[n] as number;
	const language = LANGUAGES[page.language ?? ''] ?? (page.language ? 7 : 0);
	const between = (of: Int32Array | Float64Array, a: number, b: number): number => (of[Math.max(0, Math.min(n, b))] as number) - (of[Math.max(0, Math.min(n, a))] as number);
	let endsBefore = 0;
	let commentsBefore = 0;
	for (let i = 0; i < Math.min(n, FULL_LOOK); i++) {
		const fact = facts[i] as Facts;
		const line = lines[i] as Line;
		const sentencesBefore = sums.sentences[i] as number;
		let k = (i + PAD) * WIDTH + OWN.length;
		rows[k++] = Math.min(400, i);
		rows[k++] = Math.min(400, n - 1 - i);
		rows[k++] = i / n;
		rows[k++] = (sums.characters[i] as number) / total;
		rows[k++] = Math.min(60, sentencesBefore);
		rows[k++] = Math.min(60, between(sums.sentences, i + 1, n));
		rows[k++] = between(sums.sentences, i + 1, i + 5);
		rows[k++] = between(sums.sentences, i + 1, i + 11);
		rows[k++] = between(sums.sentences, i - 4, i);
		rows[k++] = between(sums.sentences, i - 10, i);
		rows[k++] = between(sums.words, i - 3, i) / 3;
		rows[k++] = between(sums.words, i + 1, i + 4) / 3;
		rows[k++] = sinceDate[i] as number;
		rows[k++] = untilDate[i] as number;
		rows[k++] = sinceByline[i] as number;
		rows[k++] = untilByline[i] as number;
		rows[k++] = fact.length <= 320 ? echoOf(page, i, echoes) : EMPTY;
		rows[k++] = Math.min(400, n);
		rows[k++] = n > 1 ? tight / (n - 1) : 0;
		rows[k++] = language;
		rows[k++] = +fact.cjk;
		rows[k++] = bestName < 0 ? EMPTY : +(i === bestName);
		rows[k++] = Math.min(20, (sentencesBefore / (i + 1)) * 20);
		rows[k++] = sinceBlank[i] as number;
		rows[k++] = untilBlank[i] as number;
		rows[k++] = Math.max(facts[i - 1]?.words ?? 0, facts[i + 1]?.words ?? 0) / (fact.words + 1);
		rows[k++] = sinceEnd[i] as number;
		rows[k++] = Math.min(30, endsBefore);
		rows[k++] = sinceComment[i] as number;
		rows[k++] = Math.min(60, commentsBefore);
		rows[k++] = credits;
		rows[k++] = tight < n * 0.7 ? (line.blanksBefore > 0 ? 0 : 1) + (line.blanksAfter > 0 ? 0 : 2) : EMPTY;
		rows[k++] = fact.words / typical;
		endsBefore += marks.ends[i] as number;
		commentsBefore += marks.comments[i] as number;
	}
}

/** Scores of the first look, one number a line each. */
export interface FirstLook {
	headline: Float32Array;
	body: Float32Array;
	byline: Float32Array;
	date: Float32Array;
	caption: Float32Array;
}

const bestOf = (scores: Float32Array): number => {
	let best = -1;
	for (let i = 0; i < scores.length; i++) if ((scores[i] as number) > 0.02 && (best < 0 || (scores[i] as number) > (scores[best] as number))) best = i;
	return best;
};

/** So many lines are seen as possible headlines. */
const RANKED = 5;

/** Fills the numbers of the second look into `rows`. */
export function addSecondLook(page: Page, rows: Float32Array, first: FirstLook): void {
	const n = page.lines.length;
	const mass = new Float64Array(n + 1);
	let firstBody = -1;
	let lastBody = -1;
	for (let i = 0; i < n; i++) {
		const p = first.body[i] as number;
		const words = Math.min(80, (page.facts[i] as Facts).words);
		mass[i + 1] = (mass[i] as number) + p * words;
		if (p > 0.5 && words >= 8) {
			if (firstBody < 0) firstBody = i;
			lastBody = i;
		}
	}
	const ranked = Array.from({ length: n }, (_, i) => i).filter((i) => (first.headline[i] as number) > 0.01).sort((a, b) => (first.headline[b] as number) - (first.headline[a] as number) || a - b).slice(0, RANKED);
	const headline = ranked[0] ?? -1;
	const byline = bestOf(first.byline);
	const date = bestOf(first.date);
	const total = (mass[n] as number) || 1;
	const clamp = (value: number): number => Math.max(-99, Math.min(99, value));
	const near = (scores: Float32Array, i: number, from: number, to: number): number => {
		let best = 0;
		for (let j = Math.max(0, i + from); j <= Math.min(n - 1, i + to); j++) if ((scores[j] as number) > best) best = scores[j] as number;
		return best;
	};
	const sumOf = (a: number, b: number): number => (mass[Math.max(0, Math.min(n, b))] as number) - (mass[Math.max(0, Math.min(n, a))] as number);
	let gap = 0;
	for (let i = 0; i < Math.min(n, FULL_LOOK); i++) {
		let k = (i + PAD) * WIDTH + OWN.length + PLACE.length;
		rows[k++] = first.headline[i] as number;
		rows[k++] = first.body[i] as number;
		rows[k++] = first.byline[i] as number;
		rows[k++] = first.date[i] as number;
		rows[k++] = first.caption[i] as number;
		rows[k++] = headline < 0 ? 100 : clamp(i - headline);
		const rank = ranked.indexOf(i);
		rows[k++] = rank < 0 ? 9 : rank;
		rows[k++] = (mass[i] as number) / total;
		rows[k++] = sumOf(i + 1, n) / total;
		rows[k++] = sumOf(i - 3, i);
		rows[k++] = sumOf(i + 1, i + 4);
		rows[k++] = firstBody < 0 ? 100 : clamp(i - firstBody);
		rows[k++] = lastBody < 0 ? 100 : clamp(i - lastBody);
		rows[k++] = sumOf(i + 1, i + 11);
		rows[k++] = Math.min(60, gap);
		gap = (first.body[i] as number) > 0.5 ? 0 : gap + 1;
		rows[k++] = near(first.headline, i, -4, -1);
		rows[k++] = near(first.byline, i, -6, -1);
		rows[k++] = near(first.date, i, -6, -1);
		rows[k++] = near(first.byline, i, 1, 6);
		rows[k++] = near(first.date, i, 1, 6);
		rows[k++] = byline < 0 ? 100 : clamp(i - byline);
		rows[k++] = date < 0 ? 100 : clamp(i - date);
	}
}

/** Number a tree may ask for: `column` of the line `offset` lines on. */
export interface Question {
	column: number;
	offset: number;
}

const NEIGHBOUR = new Set<string>([
	'words', 'length', 'stop', 'capitalised', 'capitals', 'dateShare', 'personName', 'bylineRead', 'explained', 'creditAt', 'creditStrength', 'blanksBefore', 'furniture', 'separators', 'nameOverlap', 'startsName', 'scenePerson', 'cue:share', 'cue:inside', 'cue:end', 'cue:credit', 'cue:reading', 'cue:role', 'cue:comment', 'copyright', 'relative', 'repeatsBefore', 'repeatsAfter', 'lowerStart', 'quoteStart', 'sentences', 'dateline',
]);
const FAR = new Set<string>(['words', 'stop', 'furniture', 'explained', 'dateShare', 'creditStrength', 'capitalised', 'blanksBefore']);
const SECOND_NEIGHBOUR = new Set<string>(['pHeadline', 'pBody', 'pByline', 'pDate', 'pCaption']);

/** The questions of the first (`look` 1) or second look, in a fixed order. */
export function questions(look: 1 | 2): Question[] {
	const names = [...OWN, ...PLACE, ...SECOND] as string[];
	const out: Question[] = [];
	names.forEach((name, column) => {
		const second = column >= OWN.length + PLACE.length;
		if (second && look === 1) return;
		out.push({ column, offset: 0 });
		if (NEIGHBOUR.has(name) || (second && SECOND_NEIGHBOUR.has(name))) for (const offset of [-1, 1]) out.push({ column, offset });
		if (FAR.has(name) || (second && SECOND_NEIGHBOUR.has(name))) for (const offset of [-2, 2]) out.push({ column, offset });
	});
	return out;
}

/** Roles learned, in the order of the weights. */
export const ROLES = ['headline', 'body', 'byline', 'date', 'caption', 'standfirst'] as const;
export type LearnedRole = (typeof ROLES)[number];

/** Whether a line can have a role at all; only such lines are scored and learned from. */
export function eligible(role: LearnedRole, page: Page, i: number): boolean {
	const fact = page.facts[i] as Facts;
	switch (role) {
		case 'headline':
			return fact.length >= 6 && fact.length <= 280 && (fact.words >= 2 || fact.length >= 9) && !fact.copyright && !(fact.urls > 0 && fact.words <= 2) && !(fact.creditAt === 0 && fact.creditStrength > 1 && fact.words <= 12) && (fact.whole & (CUE.share | CUE.boilerplate)) === 0;
		case 'body':
			return fact.length > 1;
		case 'byline':
			return fact.byline !== null;
		case 'date':
			return fact.dates.length > 0;
		case 'caption':
			return fact.words >= 3 && fact.words <= 130 && !(fact.creditAt === 0 && fact.words <= 6);
		case 'standfirst':
			return fact.words >= 5 && fact.words <= 110 && fact.dateShare < 0.3;
	}
}

/** Least score of the first look with which a line is looked at again; all lines are for the body. */
const WORTH: Record<'headline' | 'byline' | 'date' | 'caption', number> = { headline: 0.01, byline: 0.01, date: 0.005, caption: 0.02 };
const AFTER_PLACE = OWN.length + PLACE.length;
const P_COLUMN = { headline: AFTER_PLACE, byline: AFTER_PLACE + 2, date: AFTER_PLACE + 3, caption: AFTER_PLACE + 4 };
const RANK_COLUMN = AFTER_PLACE + SECOND.indexOf('headlineRank');

/** Whether the first look leaves a line open for a role; `n` lines were looked at. A standfirst stands about a likely headline. */
export function worthSecondLook(role: LearnedRole, rows: Float32Array, i: number, n: number): boolean {
	if (role === 'body') return true;
	if (role !== 'standfirst') return (rows[(i + PAD) * WIDTH + P_COLUMN[role]] as number) >= WORTH[role];
	for (let j = Math.max(0, i - 12); j <= Math.min(n - 1, i + 2); j++) if ((rows[(j + PAD) * WIDTH + RANK_COLUMN] as number) < RANKED) return true;
	return false;
}
