// Owns the choice of the headline's line and of the part of it that is the headline. Must not choose other fields.
import { lettersAndNumbers } from './characters';
import { CUE, fold } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import { besideDate, isPaperName } from './masthead';
import { type Page, isFurniture } from './page';
import { isCreditOnly } from './pictures';
import type { Scores } from './scores';

export interface HeadlineChoice {
	line: number;
	/** Part of the line that is the headline: a glued kicker or the site's name is left out. */
	start: number;
	end: number;
	score: number;
	/** By how much it beat the next; the lower of the two where a rule preferred it to a line that scored more. */
	margin: number;
	/** What the trees said of the line itself. */
	learned: number;
	/** A rule preferred it to the line that scored most. */
	overruled: boolean;
}

/** Finds a kicker glued to the front or a site's name hung on the end of a headline's line. */
function headlinePart(page: Page, i: number): { start: number; end: number } {
	const { text } = page.lines[i] as Line;
	let start = 0;
	let end = text.length;
	const hung = /\s\|\s[^|]{2,32}$/u.exec(text);
	if (hung && hung.index > 24) end = hung.index;
	// "“A word said”Headline": two elements of a page run together.
	const quoted = /^["„“][^"„“”]{6,60}["”“](?=\p{Lu}\p{Ll})/u.exec(text);
	if (quoted && quoted[0].length < text.length * 0.7) start = quoted[0].length;
	// The same words stand elsewhere with a colon: what is before it is the kicker.
	const key = (page.facts[i] as Facts).key;
	if (!start && ((page.repeatsBefore[i] as number) || (page.repeatsAfter[i] as number)) && !text.includes(':')) {
		for (let j = Math.max(0, i - 6); j <= Math.min(page.lines.length - 1, i + 6); j++) {
			const other = (page.lines[j] as Line).text;
			const colon = other.indexOf(': ');
			if (j === i || colon < 4 || (page.facts[j] as Facts).key !== key || other.length !== text.length + 1) continue;
			if (other.slice(0, colon) === text.slice(0, colon)) start = colon + 1;
		}
	}
	return { start, end };
}

/** Words of body that stand after each line, as a share of all. */
function bodyAfter(page: Page, scores: Scores): Float32Array {
	const n = page.lines.length;
	const out = new Float32Array(n);
	let sum = 0;
	for (let i = n - 1; i >= 0; i--) {
		out[i] = sum;
		const p = scores.body[i] as number;
		if (p > 0.3) sum += p * Math.min(80, (page.facts[i] as Facts).words);
	}
	if (sum > 0) for (let i = 0; i < n; i++) out[i] = (out[i] as number) / sum;
	else out.fill(1);
	return out;
}

const HANGS = new Set([...'yYnNrR'].map((letter) => letter.charCodeAt(0)));
/** Words of a bar of buttons; links to the article before and after. */
const SHARES = /\b(?:facebook|twitter|tweet|e-?mail|print|share|pinterest|whatsapp|linkedin|reddit|telegram|teilen|drucken|partager|imprimer|compartir|imprimir)/giu;
const NEIGHBOUR = /^(?:previous|prev|next|vorheriger|nächster|précédent|suivant|anterior|siguiente|próximo|precedente)\s?:/iu;
const BAR = /\s[|>›»•]\s/gu;

/** Below 1 for a line that has the place of a headline but the form of a menu, a path or a date line. */
function headlineDoubt(page: Page, i: number): number {
	const fact = page.facts[i] as Facts;
	// The paper with its day.
	if (fact.dates.length > 0 && fact.dateShare > 0.2 && fact.words <= 14 && isPaperName(besideDate(page.lines[i] as Line, fact))) return 0.05;
	if (fact.dateShare > 0.3) return 0.3;
	const { text } = page.lines[i] as Line;
	if (fact.separators >= 2 && (text.match(BAR)?.length ?? 0) >= 2) return 0.2;
	// "SportTennisFootball": a menu run together; "… is sponsored by", "Published in …": words about the page.
	if (fact.glued >= 4 || (HANGS.has(text.charCodeAt(text.length - 1)) && /\s(?:by|von|por|par)$/iu.test(text)) || (fact.head & CUE.published && fact.commas > 1)) return 0.2;
	// A caption with its credit; two sentences or more.
	if (fact.creditAt > 0 && fact.creditStrength === 3) return 0.3;
	if (fact.sentences > 0 && fact.stop >= 2 && fact.words > 14) return 0.2;
	if (fact.any & CUE.share && (text.match(SHARES)?.length ?? 0) >= 3) return 0.1;
	if (fact.colonAt > 3 && fact.colonAt < 12 && NEIGHBOUR.test(text)) return 0.2;
	if (fact.words >= 6 && isCreditOnly(page, i + 1) && (page.lines[i] as Line).blanksAfter === 0) return 0.25;
	if (fact.head & CUE.inside && /^(?:click here|read more|see also|sponsored|advertisement)\b/i.test(text)) return 0.2;
	return 1;
}

/** How much a file's name counts beside the score of a line. */
const NAMED = 0.8;

/** The parts of the file's name that a title can be: all of it, and what stands before a dash, a bar or a wide gap. */
function namedTitles(page: Page): Set<string> {
	const name = (page.hints.fileName ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '');
	const parts = [name, name.split(/\s[-–—|_]\s|\s{2,}|\s?[|]\s?/)[0] as string].map((part) => lettersAndNumbers(fold(part)));
	return new Set(parts.filter((part) => part.length >= 8));
}

/**
 * Whether a line that the file is named by heads the clipping without being its headline: one of the first two, of few words, where the trees,
 * which know the file's name, still find another line likelier by far.
 */
const isHeading = (page: Page, i: number, p: number, likeliest: number): boolean =>
	i <= 1 && (page.nameOverlap[i] as number) > 0 && likeliest >= 0.6 && p < likeliest / 2.5 && (page.facts[i] as Facts).words <= 6 && (page.facts[i] as Facts).stop === 0;

/** How surely the file's name names line `i`: 0, or 0.7 to 1. */
function namedBy(page: Page, i: number, titles: ReadonlySet<string>): number {
	const fact = page.facts[i] as Facts;
	if (fact.length > 200 || isFurniture(fact) || i === page.masthead || fact.dateShare > 0.5) return 0;
	for (const title of titles) {
		if (fact.key.charCodeAt(0) === title.charCodeAt(0) && fact.key.length >= title.length && fact.key.length < title.length * 1.6 && lettersAndNumbers(fact.key) === title) return 1;
	}
	const overlap = page.nameOverlap[i] as number;
	return overlap >= 0.7 && fact.words >= 3 ? overlap : 0;
}

/** A line with the form of a headline just above one that reads like a sentence; dates, names and buttons between them aside. */
function titleAbove(page: Page, scores: Scores, i: number): number {
	const found = page.facts[i] as Facts;
	if (found.stop < 2 || found.words < 12) return -1;
	// In a text of a few lines the trees have little to go by.
	const least = page.lines.length <= 6 ? 0 : 0.025;
	for (let j = i - 1, passed = 0; j >= 0 && passed < 4; j--, passed++) {
		const fact = page.facts[j] as Facts;
		if (fact.dateShare > 0.2 || isFurniture(fact) || (fact.byline && fact.byline.explained > 0.6)) continue;
		const fits = fact.stop === 0 && fact.words >= 2 && fact.words <= 14 && fact.length >= 10 && fact.words < found.words && fact.creditAt < 0 && fact.capitals < 0.8 && !(fact.whole & CUE.menu);
		return fits && (scores.headline[j] as number) >= least ? j : -1;
	}
	return -1;
}

/** How much byline, day and standfirst stand beside a line. */
function company(page: Page, scores: Scores, i: number): number {
	let signed = 0;
	let dated = 0;
	let summed = 0;
	for (let j = Math.max(0, i - 2); j < Math.min(page.lines.length, i + 7); j++) {
		signed = Math.max(signed, scores.byline[j] as number);
		dated = Math.max(dated, scores.date[j] as number);
		summed = Math.max(summed, scores.standfirst[j] as number);
	}
	return signed + dated + summed;
}

/** Of lines with the same words the one that byline, day and standfirst stand by: titles come back in lists of links. */
function bestCopy(page: Page, scores: Scores, line: number): number {
	if (!page.repeatsBefore[line] && !page.repeatsAfter[line]) return line;
	const { key } = page.facts[line] as Facts;
	let best = line;
	let most = company(page, scores, line) + 0.3;
	for (let i = 0; i < page.lines.length; i++) {
		if (i === line || (page.facts[i] as Facts).key !== key) continue;
		const beside = company(page, scores, i);
		if (beside > most) {
			best = i;
			most = beside;
		}
	}
	return best;
}

/** Chooses the headline of a page. */
export function chooseHeadline(page: Page, scores: Scores): HeadlineChoice {
	let best = -1;
	let bestValue = -1;
	let second = 0;
	const after = bodyAfter(page, scores);
	const likeliest = scores.headline.reduce((most, p) => Math.max(most, p), 0);
	const titles = namedTitles(page);
	for (let i = 0; i < page.lines.length; i++) {
		// A headline has its article below it.
		const p = scores.headline[i] as number;
		const share = after[i] as number;
		if (i === page.masthead) continue;
		const value = p * (p > 0.005 ? headlineDoubt(page, i) : 1) * (0.1 + 0.9 * Math.min(1, share * 1.6)) + (isHeading(page, i, p, likeliest) ? 0 : namedBy(page, i, titles)) * NAMED * Math.min(1, share * 2);
		if (value > bestValue) {
			second = Math.max(0, bestValue);
			best = i;
			bestValue = value;
		} else if (value > second) second = value;
	}
	if (best < 0) return { line: -1, start: 0, end: 0, score: 0, margin: 0, learned: 0, overruled: false };
	best = bestCopy(page, scores, best);
	const score = Math.min(1, bestValue);
	const above = titleAbove(page, scores, best);
	if (above >= 0) return { line: above, ...headlinePart(page, above), score: Math.max(0.5, scores.headline[above] as number), margin: 0.3, learned: scores.headline[above] as number, overruled: true };
	// A breadcrumb or the page's title often holds the headline; the headline is the line that stands alone.
	const { key } = page.facts[best] as Facts;
	for (let j = Math.max(0, best - 3); j <= Math.min(page.lines.length - 1, best + 4); j++) {
		const other = page.facts[j] as Facts;
		if (j === best || other.words < 3 || other.key.length >= key.length || other.key.length < key.length * 0.4 || !key.includes(other.key)) continue;
		if ((scores.headline[j] as number) < 0.03 || (page.nameOverlap[j] as number) < (page.nameOverlap[best] as number) - 0.05) continue;
		return { line: j, ...headlinePart(page, j), score: Math.max(0.6, scores.headline[j] as number), margin: 0.3, learned: scores.headline[j] as number, overruled: true };
	}
	return { line: best, ...headlinePart(page, best), score, margin: score - second, learned: scores.headline[best] as number, overruled: false };
}

