// Owns the choice of the lines that are the article's body: where it ends, and what inside it is none of it. Must not choose other fields.
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import { type Page, isFurniture } from './page';
import type { Scores } from './scores';

export interface BodyChoice {
	/** 1 for lines of the body. */
	body: Uint8Array;
	start: number;
	end: number;
}

/** Scores from which a line is body; from which a whole paragraph between paragraphs is, and a short line beside one. */
const LIMIT = 0.42;
const INSIDE = 0.2;
const BESIDE = 0.25;
const FAR_BELOW = 0.1;

/**
 * Where the body ends: the line up to which there is most prose for what is none. A last paragraph that stands behind
 * menus and titles must weigh more than they do, or it is a teaser.
 */
function endOf(page: Page, scores: Scores, body: Uint8Array, start: number, end: number): number {
	let sum = 0;
	let best = -Infinity;
	let at = end;
	let gap = 0;
	for (let i = start; i <= end; i++) {
		const fact = page.facts[i] as Facts;
		const words = Math.min(60, fact.words);
		const p = scores.body[i] as number;
		if (body[i]) {
			sum += words * Math.max(0.05, p - 0.3);
			gap = 0;
		} else if (fact.creditAt < 0) {
			// One line between paragraphs is a subhead, a caption, a link; the second and the third make a gap.
			gap++;
			sum -= (gap > 1 ? Math.min(4, 0.5 * Math.min(12, fact.words)) : 1) + (fact.whole & CUE.end ? 2 : 0);
		}
		if (sum >= best && body[i]) {
			best = sum;
			at = i;
		}
	}
	return isWeakTail(page, scores, body, start, at, end) ? at : end;
}

/** Whether what follows the line `at` is little beside the body before it, and nowhere a run of paragraphs. */
function isWeakTail(page: Page, scores: Scores, body: Uint8Array, start: number, at: number, end: number): boolean {
	let kept = 0;
	let cut = 0;
	let weight = 0;
	let run = 0;
	for (let i = start; i <= end; i++) {
		const { words } = page.facts[i] as Facts;
		if (i <= at) {
			if (body[i]) kept += words;
			continue;
		}
		if (!body[i]) {
			run = 0;
			continue;
		}
		cut += words;
		weight += words * (scores.body[i] as number);
		run = (scores.body[i] as number) > 0.75 && words >= 12 ? run + 1 : 0;
		if (run >= 3) return false;
	}
	return cut < kept * 0.5 && weight < cut * 0.85;
}

const COMMENT_MARK = /\b(?:at|@|um|à|,)\s?\d{1,2}[:.h]\d{2}/iu;

/** First line of a thread of readers' comments: short lines with day and clock, or "ago", "says:", "Reply", at a steady pace. */
function threadStart(page: Page, start: number): number {
	const marks: number[] = [];
	for (let i = start + 1; i < page.lines.length; i++) {
		const fact = page.facts[i] as Facts;
		if (fact.words > 16) continue;
		const { text } = page.lines[i] as Line;
		if ((fact.dates.length > 0 && fact.clock && COMMENT_MARK.test(text)) || (fact.relative && fact.words <= 8 && fact.any & CUE.ago && fact.stop === 0) || (fact.whole & CUE.comment && fact.words <= 3) || (text.endsWith(':') && /\s(?:says|sagt|schreibt|dice|dit)\s?:$/iu.test(text))) marks.push(i);
	}
	let from = 0;
	for (let k = 1; k < marks.length; k++) {
		if ((marks[k] as number) - (marks[k - 1] as number) > 14) from = k;
		else if (k - from + 1 >= 5) return marks[from] as number;
	}
	return -1;
}

/** A house speaking to its readers about itself: letters, accounts, consent, comments, support. */
const HOUSE =
	/\b(?:(?:our|free|daily|weekly|this|the) (?:\S+ ){0,2}newsletters?\b|newsletter (?:abonnieren|bestellen)|sign (?:in|up) (?:to|for) (?:continue|read|receive|get|our|unlock)|(?:create|have) an account|already a (?:subscriber|member)|become a (?:subscriber|member|supporter)|subscribe (?:now|to (?:our|the|continue|unlock|read))|your (?:subscription|inbox|e-?mail address)|unlimited (?:online )?access|ad[- ]?block|privacy policy|cookie (?:policy|settings|consent)|terms of (?:use|service)|leave a comment|reader comments|comments? (?:policy|section|are closed|guidelines)|support our (?:work|journalism)|make a donation|tax[- ]deductible|datenschutzerkl[aä]rung|datenschutzeinstellungen|(?:externe[nr]?|eingebettete[nr]?) inhalte?|inhalte? (?:von \S+ )?angezeigt (?:wird|werden)|leserkommentare|dieser artikel gefallen|unterst[uü]tzen sie (?:uns|unsere)|jetzt abonnieren|suscr[ií]bete|nuestro bolet[ií]n|receba (?:em|no) seu e-?mail|abonnez-vous|inscrivez-vous|notre newsletter|iscriviti|meld deg på|prenumerera på)/iu;
const MAY_BE_HOUSE = /newslett|subscri|account|inbox|mail|access|block|cookie|privacy|datenschutz|extern|inhalt|comment|support|donat|deduct|kommentar|gefallen|unterst|abonn|suscr|bolet|receba|inscri|iscri|meld deg|prenum|member|sign (?:in|up)|terms of/i;

/** What has the form of prose inside a body but is a link to another story. */
function isAside(page: Page, i: number, score: number): boolean {
	const fact = page.facts[i] as Facts;
	if (isFurniture(fact)) return false;
	if (fact.head & CUE.inside && fact.colonAt > 0 && fact.colonAt < 24 && fact.words < 26) return true;
	const { text } = page.lines[i] as Line;
	return fact.words <= 40 && score < 0.97 && MAY_BE_HOUSE.test(text) && HOUSE.test(text);
}

/** Takes the lines from `from` on that score `limit` or more. */
function take(page: Page, scores: Scores, body: Uint8Array, from: number, limit: number): { start: number; end: number; words: number } {
	let start = -1;
	let end = -1;
	let words = 0;
	for (let i = from; i < body.length; i++) {
		if ((scores.body[i] as number) < limit) continue;
		body[i] = 1;
		words += (page.facts[i] as Facts).words;
		if (start < 0) start = i;
		end = i;
	}
	return { start, end, words };
}

/** Cuts off what stands behind the body, and gives its last line. */
function cutTail(page: Page, scores: Scores, body: Uint8Array, start: number, end: number): number {
	let last = endOf(page, scores, body, start, end);
	const thread = threadStart(page, start);
	if (thread >= 0 && thread < last) {
		last = thread - 1;
		while (last > start && !body[last]) last--;
	}
	body.fill(0, last + 1, end + 1);
	return last;
}

/** Takes in what stands between paragraphs and has little against it. */
function fillGaps(page: Page, scores: Scores, body: Uint8Array, start: number, end: number): void {
	for (let i = start + 1; i < end; i++) {
		const fact = page.facts[i] as Facts;
		if (body[i] || fact.creditAt >= 0) continue;
		const p = scores.body[i] as number;
		if (fact.words >= 24 && fact.stop >= 2 && p > INSIDE) body[i] = 1;
		else if (fact.words >= 4 && p > BESIDE && body[i - 1] && (scores.body[i + 1] as number) >= LIMIT && !isFurniture(fact) && (scores.caption[i] as number) < 0.1) body[i] = 1;
	}
}

/** Takes out what is said for the second time, what the site says again and again, and asides. */
function dropAsides(page: Page, scores: Scores, body: Uint8Array, start: number, end: number): void {
	const said = new Set<string>();
	for (let i = start; i <= end; i++) {
		if (!body[i]) continue;
		const { words, stop, key } = page.facts[i] as Facts;
		if (isAside(page, i, scores.body[i] as number) || (words >= 8 && said.has(key))) body[i] = 0;
		else if ((page.repeatsBefore[i] as number) + (page.repeatsAfter[i] as number) > 1 && words >= 5 && stop > 0) body[i] = 0;
		said.add(key);
	}
}

/** Chooses the body below `headline`. */
export function chooseBody(page: Page, scores: Scores, headline: number): BodyChoice {
	const body = new Uint8Array(page.lines.length);
	const from = Math.max(0, headline + 1);
	let { start, end, words } = take(page, scores, body, from, LIMIT);
	// Where nothing reads like prose (a table, a list, a single line), what is most like it is the body.
	if (words < 12) {
		let best = 0;
		for (let i = from; i < body.length; i++) best = Math.max(best, scores.body[i] as number);
		if (best > 0.04) ({ start, end, words } = take(page, scores, body, from, Math.max(FAR_BELOW * best, best * 0.4)));
	}
	if (start < 0) return { body, start, end };
	end = cutTail(page, scores, body, start, end);
	fillGaps(page, scores, body, start, end);
	dropAsides(page, scores, body, start, end);
	return { body, start, end };
}
