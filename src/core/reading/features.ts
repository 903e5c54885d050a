// Owns the numbers the trained trees look at: a row a line, what the line shows by itself and the scores of the first look. Must stay in step with the weights.
import { EMPTY, FULL_LOOK, OWN, PAD, PLACE, SECOND, WIDTH } from './columns';
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import type { Occurrences } from './occurrences';
import { type Page, isFurniture } from './page';
import { putPlaces } from './place-numbers';

const cueKeys = Object.values(CUE);

/** First rows of numbers for a page: (lines + 2 * PAD) * WIDTH, rows of the second look still empty. */
export function rowsOf(page: Page): Float32Array {
	const n = page.lines.length;
	const rows = new Float32Array((Math.min(n, FULL_LOOK) + 2 * PAD) * WIDTH).fill(EMPTY);
	for (let i = 0; i < Math.min(n, FULL_LOOK); i++) ownNumbers(page, i, rows, (i + PAD) * WIDTH);
	putPlaces(page, rows);
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

/** The RANKED lines with the best scores above 0.01, the best first. */
function bestLines(scores: Float32Array): number[] {
	const lines: number[] = [];
	for (let i = 0; i < scores.length; i++) if ((scores[i] as number) > 0.01) lines.push(i);
	return lines.sort((a, b) => (scores[b] as number) - (scores[a] as number) || a - b).slice(0, RANKED);
}

/** Body's words before each line, by the first look; used again for the next page. */
let mass = new Float64Array(0);

/** Fills the numbers of the second look into `rows`. */
export function addSecondLook(page: Page, rows: Float32Array, first: FirstLook): void {
	const n = page.lines.length;
	if (n >= mass.length) mass = new Float64Array(2 * n + 64);
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
	const ranked = bestLines(first.headline);
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
