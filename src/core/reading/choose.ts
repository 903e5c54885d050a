// Owns the joint choice over a page: headline, standfirst, byline, date, captions and body together. Must not build the draft.
import { chooseBody } from './body';
import { CUE } from './cues';
import type { DateFound } from './dates';
import type { Facts } from './facts';
import { type HeadlineChoice, chooseHeadline } from './headline';
import type { Line } from './lines';
import { isPaperName } from './masthead';
import { type BylineRead, readByline, readUncasedName } from './names';
import { type Page, isFurniture } from './page';
import { type CaptionChoice, chooseCaptions, isCreditOnly } from './pictures';
import { choosePullQuotes } from './pull-quotes';
import type { Scores } from './scores';

/** Line numbers (0-based, -1 for none) and readings chosen for the fields of a page. */
export interface Choice {
	headline: number;
	/** Part of the headline's line that is the headline. */
	headlineStart: number;
	headlineEnd: number;
	/** The choice of the headline, with how sure it was. */
	head: HeadlineChoice;
	standfirst: number;
	standfirstScore: number;
	/** What the trees said of the standfirst's line itself, and the score of the next likeliest line. */
	standfirstLearned: number;
	standfirstRival: number;
	kicker: number;
	/** `more` are lines that go on with it: "and Jane Doe", an agency by itself. `rival` is the score of the next likeliest line with another name. */
	byline: { line: number; read: BylineRead; score: number; rival: number; more: readonly number[] } | null;
	/** `rival` is the score of the next likeliest day. */
	published: { line: number; date: DateFound; score: number; rival: number } | null;
	updated: { line: number; date: DateFound } | null;
	captions: CaptionChoice[];
	/** Lines set again in large type, with the names below them. */
	pullQuotes: ReadonlySet<number>;
	/** 1 for lines of the body. */
	body: Uint8Array;
	bodyStart: number;
	bodyEnd: number;
	/** How much each line is like body. */
	bodyScores: Float32Array;
}

/** Scores from which a line is taken for a role, found by cross-validation. */
export const LIMITS = { standfirst: 0.11, byline: 0.04 };

/** Paragraphs that a standfirst must leave to the article. */
const LEFT = 3;

const GOES_ON = /^(?:and|und|et|y|e|og|och|en|&)\s+(?=\p{Lu})/u;

/** The lines below a byline that belong to it, and what all of them say together. */
function wholeByline(page: Page, line: number, read: BylineRead): Pick<NonNullable<Choice['byline']>, 'read' | 'more'> {
	const more: number[] = [];
	let whole = read;
	for (let i = line + 1; i < page.lines.length && i <= line + 3; i++) {
		const next = page.lines[i] as Line;
		const fact = page.facts[i] as Facts;
		if (next.blanksBefore > 0 || fact.words > 8) break;
		const joint = GOES_ON.exec(next.text);
		const names = joint ? readByline(next.text.slice(joint[0].length), [], true) : null;
		if (names && whole.signatories.length > 0) {
			whole = { ...whole, signatories: [...whole.signatories, ...names.signatories.filter(({ name }) => !whole.signatories.some((other) => other.name === name))], agency: whole.agency ?? names.agency };
			more.push(i);
		} else if (!whole.agency && read.cue && fact.creditAt === 0 && fact.whole & CUE.agency) {
			whole = { ...whole, agency: next.text };
			more.push(i);
		} else break;
	}
	return { read: whole, more };
}

/** How often each name stands on a line of its own, or nearly so: an author's comes back in the box at the end. */
function namesAlone(page: Page): Map<string, number> {
	const out = new Map<string, number>();
	for (const { byline, words } of page.facts) {
		const name = words <= 8 ? byline?.signatories[0]?.name : undefined;
		if (name) out.set(name, (out.get(name) ?? 0) + 1);
	}
	return out;
}

const nameOf = (read: BylineRead | null): string => read?.signatories[0]?.name ?? '';

/** How surely a line of few words in a script without capitals, just below the headline, is its author. */
const UNCASED = 0.35;

/** In a script without capitals: a line of few words between the headline and the article, beside the date or by itself. */
function uncasedName(page: Page, headline: number, not: ReadonlySet<number>): { line: number; read: BylineRead; score: number } | null {
	if (!page.language || !UNCASED_LANGUAGES.has(page.language) || headline < 0) return null;
	for (let i = headline + 1; i < page.lines.length && i <= headline + 4; i++) {
		const fact = page.facts[i] as Facts;
		if (fact.words >= 9) return null;
		if (not.has(i) || fact.stop > 0 || fact.dates.length > 0 || isFurniture(fact) || fact.creditAt >= 0 || page.repeatsAfter[i]) continue;
		const { text } = page.lines[i] as Line;
		const read = isPaperName(text) ? null : readUncasedName(text);
		// Otherwise a short line below the headline is a subtitle.
		const dated = (page.facts[i - 1]?.dates.length ?? 0) + (page.facts[i + 1]?.dates.length ?? 0) > 0 || (page.facts[i + 1]?.words ?? 0) >= 9;
		if (read && dated) return { line: i, read, score: UNCASED };
	}
	return null;
}
const UNCASED_LANGUAGES = new Set(['ar', 'fa', 'ur', 'he', 'yi', 'hi', 'bn', 'ta', 'te', 'ml', 'kn', 'gu', 'mr', 'ne', 'pa', 'ka', 'am']);

/** Chooses the byline; `not` are lines that are known to be something else. */
export function chooseByline(page: Page, scores: Scores, headline: number, not: ReadonlySet<number>): Choice['byline'] {
	let best: { line: number; read: BylineRead; score: number } | null = null;
	let rival = 0;
	const alone = namesAlone(page);
	const title = page.facts[headline]?.key ?? '';
	for (let i = 0; i < page.lines.length; i++) {
		const base = scores.byline[i] as number;
		if (base < 0.05 || i === headline) continue;
		const fact = page.facts[i] as Facts;
		if (!fact.byline?.cue && (not.has(i) || (isCreditOnly(page, i) && (fact.separators > 0 || fact.head & CUE.credit)))) continue;
		if (title && fact.key.includes(title)) continue;
		const distance = i - headline;
		const again = (alone.get(fact.byline?.signatories[0]?.name ?? '') ?? 1) - 1;
		const score = base * (distance > 0 ? 1 / (1 + distance / 12) : 1 / (1 - distance / 4)) * (1 + 0.1 * Math.min(2, again));
		if (best && best.score >= score) {
			if (nameOf(fact.byline) !== nameOf(best.read)) rival = Math.max(rival, score);
			continue;
		}
		const read = fact.byline?.cue || !page.cueAbove[i] ? fact.byline : readByline((page.lines[i] as Line).text, fact.dates, true);
		if (!read) continue;
		if (best && nameOf(best.read) !== nameOf(read)) rival = Math.max(rival, best.score);
		best = { line: i, read, score };
	}
	best ??= uncasedName(page, headline, not);
	return best && best.score > LIMITS.byline ? { ...best, rival, ...wholeByline(page, best.line, best.read) } : null;
}

function chooseDates(page: Page, scores: Scores, headline: number): Pick<Choice, 'published' | 'updated'> {
	let published: Choice['published'] = null;
	let updated: Choice['updated'] = null;
	for (let i = 0; i < page.lines.length; i++) {
		const fact = page.facts[i] as Facts;
		const base = scores.date[i] as number;
		if (base <= 0) continue;
		const distance = i - headline;
		const score = base * (distance >= -2 ? 1 / (1 + Math.max(0, distance) / 20) : 1 / (1 - distance / 6));
		const text = (page.lines[i] as Line).text;
		for (const date of fact.dates) {
			const lead = text.slice(Math.max(0, date.start - 30), date.start).toLowerCase();
			const isUpdate = /updated|aktualisiert|mis à jour|modifi|actualiz|atualiz|aggiornat|oppdatert|uppdatera|stand:?|更新/.test(lead) && !/publi|posted/.test(lead.slice(-14));
			if (isUpdate && !updated) updated = { line: i, date };
			const value = score * (isUpdate ? 0.6 : 1) * (date.precision === 'day' ? 1 : 0.5);
			const rival: number = published && published.date.readings[0] === date.readings[0] ? published.rival : (published?.score ?? 0);
			if (!published || value > published.score) published = { line: i, date, score: value, rival };
			else if (date.readings[0] !== published.date.readings[0]) published.rival = Math.max(published.rival, value);
		}
	}
	if (published && updated && published.date === updated.date) return { published, updated: null };
	return { published, updated };
}

/** What parts line `i` from the next body line: nothing, only pictures' captions and credits, or another line. */
function partedBy(page: Page, body: Uint8Array, captions: readonly CaptionChoice[], i: number): 'nothing' | 'picture' | 'line' {
	let next = i + 1;
	let pictures = 0;
	while (next < page.lines.length && next - i < 14 && !body[next]) {
		if ((page.facts[next] as Facts).creditAt === 0 || captions.some((caption) => caption.line === next || caption.creditLine === next)) pictures++;
		next++;
	}
	if (next === i + 1 || next >= page.lines.length) return 'nothing';
	return pictures === next - i - 1 ? 'picture' : 'line';
}

/** Paragraphs of the body besides line `i`. */
function proseWithout(page: Page, body: Uint8Array, i: number): number {
	let count = 0;
	for (let j = 0; j < body.length && count < LEFT; j++) if (body[j] && j !== i && (page.facts[j] as Facts).words >= 5) count++;
	return count;
}

function chooseStandfirst(page: Page, scores: Scores, headline: number, body: Uint8Array, captions: readonly CaptionChoice[], byline: Choice['byline']): { line: number; score: number; learned: number; rival: number } {
	const none = { line: -1, score: 0, learned: 0, rival: 0 };
	if (headline < 0) return none;
	const signed = byline?.line ?? -1;
	const head = page.facts[headline] as Facts;
	let best = none;
	for (let i = Math.max(0, headline - 2); i < Math.min(page.lines.length, headline + 13); i++) {
		const fact = page.facts[i] as Facts;
		if (i === headline || byline?.more.includes(i) || fact.words < 5 || fact.words > 90 || fact.dateShare > 0.2 || fact.creditAt === 0 || isFurniture(fact) || fact.dateline || fact.key === head.key || head.key.includes(fact.key)) continue;
		if (fact.byline?.cue && fact.byline.explained > 0.5) continue;
		// "Published three hours ago", "Share on …", a caption with its credit.
		if ((fact.words <= 14 && fact.head & (CUE.published | CUE.updated | CUE.share | CUE.boilerplate) && fact.stop !== 3) || (fact.creditAt > 0 && fact.creditStrength > 1)) continue;
		if (captions.some((caption) => caption.line === i && caption.score > 0.5)) continue;
		const base = scores.standfirst[i] as number;
		if ((scores.body[i] as number) > 0.9 && base < 0.5) continue;
		// Where it would leave hardly any article, it is the article's beginning.
		if (fact.stop === 3 && base < 0.75 && proseWithout(page, body, i) < LEFT) continue;
		const by = partedBy(page, body, captions, i);
		// Below the byline, with the body or only a picture after it, stands the first paragraph.
		if (by !== 'line' && signed > headline && signed < i && fact.stop === 3 && base < (by === 'picture' ? 0.75 : 0.7)) continue;
		const score = base + (by === 'nothing' ? 0 : 0.12) - 0.015 * Math.abs(i - headline) - (i < headline ? 0.15 : 0) - (scores.headline[i] as number) * 0.1;
		if (score > LIMITS.standfirst && base > 0.02 && score > best.score) best = { line: i, score, learned: base, rival: best.score };
		else best = { ...best, rival: Math.max(best.rival, score) };
	}
	return best;
}

/** Whether a line is there for its date: not a sentence that names one. */
export function isDateLine(fact: Facts): boolean {
	return fact.words < 24 && (fact.dateShare > 0.2 || fact.words < 10 || fact.stop !== 3);
}

/** Chooses all fields of a page together. */
export function choose(page: Page, scores: Scores): Choice {
	const head = chooseHeadline(page, scores);
	const headline = head.line;
	const { body, start, end } = chooseBody(page, scores, headline);
	const captions = chooseCaptions(page, scores, { headline, body, bodyEnd: end });
	const pictures = new Set(captions.filter(({ score }) => score > 0.6).flatMap(({ line, creditLine }) => [line, creditLine]));
	const byline = chooseByline(page, scores, headline, pictures);
	const dates = chooseDates(page, scores, headline);
	const standfirst = chooseStandfirst(page, scores, headline, body, captions, byline);
	for (const line of [headline, standfirst.line, ...(byline && byline.read.explained > 0.5 ? [byline.line, ...byline.more] : []), dates.published && isDateLine(page.facts[dates.published.line] as Facts) ? dates.published.line : -1]) {
		if (line >= 0) body[line] = 0;
	}
	const told = new Set([headline, standfirst.line].filter((i) => i >= 0).map((i) => (page.facts[i] as Facts).key));
	for (let i = 0; i < body.length; i++) if (body[i] && told.has((page.facts[i] as Facts).key)) body[i] = 0;
	const taken = new Set([headline, standfirst.line, ...captions.flatMap(({ line, creditLine }) => [line, creditLine])]);
	const pullQuotes = choosePullQuotes(page, body, start, end, taken, scores.body);
	const above = headline - 1;
	let kicker = -1;
	if (above >= 0 && (page.lines[headline] as Line).blanksBefore === 0) {
		const fact = page.facts[above] as Facts;
		if (fact.words <= 5 && fact.length <= 40 && fact.stop === 0 && fact.dates.length === 0 && !(fact.whole & (CUE.share | CUE.boilerplate)) && !fact.personName) kicker = above;
	}
	return { headline, headlineStart: head.start, headlineEnd: head.end, head, standfirst: standfirst.line, standfirstScore: standfirst.score, standfirstLearned: standfirst.learned, standfirstRival: standfirst.rival, kicker, byline, ...dates, captions, pullQuotes, body, bodyStart: start, bodyEnd: end, bodyScores: scores.body };
}
