// Owns the joint choice over a page: headline, standfirst, byline, date, captions and body together. Must not build the draft.
import { CUE } from './cues';
import type { DateFound } from './dates';
import type { Facts } from './facts';
import type { Line } from './lines';
import { type BylineRead, readByline } from './names';
import { type Page, isFurniture } from './page';
import type { Scores } from './scores';

export interface CaptionChoice {
	line: number;
	/** The caption's text is `text.slice(0, textEnd)` of its line. */
	textEnd: number;
	credit: string | null;
	/** The line that holds the credit, when it is not the caption's own. */
	creditLine: number;
	score: number;
}

/** Line numbers (0-based, -1 for none) and readings chosen for the fields of a page. */
export interface Choice {
	headline: number;
	/** Part of the headline's line that is the headline. */
	headlineStart: number;
	headlineEnd: number;
	headlineScore: number;
	headlineMargin: number;
	standfirst: number;
	standfirstScore: number;
	kicker: number;
	byline: { line: number; read: BylineRead; score: number } | null;
	published: { line: number; date: DateFound; score: number } | null;
	updated: { line: number; date: DateFound } | null;
	captions: CaptionChoice[];
	/** 1 for lines of the body. */
	body: Uint8Array;
	bodyStart: number;
	bodyEnd: number;
	/** How much each line is like body. */
	bodyScores: Float32Array;
}

/** Scores from which a line is taken for a role, found by cross-validation. */
export const LIMITS = { standfirst: 0.11, caption: 0.35, body: 0.42, inside: 0.2, byline: 0.04 };

interface HeadlineChoice {
	line: number;
	/** Part of the line that is the headline: a glued kicker or the site's name is left out. */
	start: number;
	end: number;
	score: number;
	margin: number;
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

const BAR = /\s[|>›»•]\s/gu;

/** Below 1 for a line that has the place of a headline but the form of a menu, a path or a date line. */
function headlineDoubt(page: Page, i: number): number {
	const fact = page.facts[i] as Facts;
	if (fact.dateShare > 0.3) return 0.3;
	const { text } = page.lines[i] as Line;
	if (fact.separators >= 2 && (text.match(BAR)?.length ?? 0) >= 2) return 0.2;
	if (fact.head & CUE.inside && /^(?:click here|read more|see also|sponsored|advertisement)\b/i.test(text)) return 0.2;
	return 1;
}

function chooseHeadline(page: Page, scores: Scores): HeadlineChoice {
	let best = -1;
	let bestValue = -1;
	let second = 0;
	const after = bodyAfter(page, scores);
	for (let i = 0; i < page.lines.length; i++) {
		// A headline has its article below it.
		const value = (scores.headline[i] as number) * headlineDoubt(page, i) * (0.1 + 0.9 * Math.min(1, (after[i] as number) * 1.6));
		if (value > bestValue) {
			second = Math.max(0, bestValue);
			best = i;
			bestValue = value;
		} else if (value > second) second = value;
	}
	if (best < 0) return { line: -1, start: 0, end: 0, score: 0, margin: 0 };
	const score = bestValue;
	// A breadcrumb or the page's title often holds the headline; the headline is the line that stands alone.
	const { key } = page.facts[best] as Facts;
	for (let j = Math.max(0, best - 3); j <= Math.min(page.lines.length - 1, best + 4); j++) {
		const other = page.facts[j] as Facts;
		if (j === best || other.words < 3 || other.key.length >= key.length || other.key.length < key.length * 0.4 || !key.includes(other.key)) continue;
		if ((scores.headline[j] as number) < 0.03) continue;
		return { line: j, ...headlinePart(page, j), score: Math.max(0.6, scores.headline[j] as number), margin: 0.3 };
	}
	return { line: best, ...headlinePart(page, best), score, margin: score - second };
}

const FAR_BELOW = 0.1;

function chooseBody(page: Page, scores: Scores, headline: number): { body: Uint8Array; start: number; end: number } {
	const n = page.lines.length;
	const body = new Uint8Array(n);
	const from = Math.max(0, headline + 1);
	const take = (limit: number): { start: number; end: number; words: number } => {
		let start = -1;
		let end = -1;
		let words = 0;
		for (let i = from; i < n; i++) {
			if ((scores.body[i] as number) < limit) continue;
			body[i] = 1;
			words += (page.facts[i] as Facts).words;
			if (start < 0) start = i;
			end = i;
		}
		return { start, end, words };
	};
	let { start, end, words } = take(LIMITS.body);
	// Where nothing reads like prose (a table, a list, a single line), what is most like it is the body.
	if (words < 12) {
		let best = 0;
		for (let i = from; i < n; i++) best = Math.max(best, scores.body[i] as number);
		if (best > 0.04) ({ start, end, words } = take(Math.max(FAR_BELOW * best, best * 0.4)));
	}
	// A whole paragraph between paragraphs belongs to them unless much speaks against it.
	for (let i = start + 1; i < end; i++) {
		const fact = page.facts[i] as Facts;
		if (!body[i] && fact.words >= 24 && fact.stop >= 2 && (scores.body[i] as number) > LIMITS.inside && fact.creditAt < 0) body[i] = 1;
	}
	return { body, start, end };
}

function chooseByline(page: Page, scores: Scores, headline: number): Choice['byline'] {
	let best: Choice['byline'] = null;
	for (let i = 0; i < page.lines.length; i++) {
		const base = scores.byline[i] as number;
		if (base < 0.05 || i === headline) continue;
		const distance = i - headline;
		const score = base * (distance > 0 ? 1 / (1 + distance / 12) : 1 / (1 - distance / 4));
		if (best && best.score >= score) continue;
		const fact = page.facts[i] as Facts;
		const read = fact.byline?.cue || !page.cueAbove[i] ? fact.byline : readByline((page.lines[i] as Line).text, fact.dates, true);
		if (read) best = { line: i, read, score };
	}
	return best && best.score > LIMITS.byline ? best : null;
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
			if (!published || value > published.score) published = { line: i, date, score: value };
		}
	}
	if (published && updated && published.date === updated.date) return { published, updated: null };
	return { published, updated };
}

/** Takes the credit out of "(Jane Doe/AP)", "Photo: Jane Doe" and the like. */
export function bareCredit(text: string): string {
	const cue = /^(?:(?:file |stock |handout )?(?:photo|photos|image|images|picture|pictures|photograph|photography|photographer|foto|fotos|bild|bilder|credits?|crédits?|source|quelle|bildquelle|bildrechte|kuva|illustration|grafik|video|fuente|fonte|imagen|imagem|archivbild|symbolbild|symbolfoto|screenshot|courtesy)\s*(?:credits?|courtesy|source|photo)?\s*(?:\s(?:by|von|of|de|via)\s|:|\/|,)\s*|(?:image|photo) source\s*[:,]?\s*|photograph(?:s|y)? by\s+|photographed by\s+|courtesy of\s+|by\s+|©\s*(?:copyright\s*)?|\(c\)\s*|copyright\s*|写真[:：=]?\s*|撮影[:：=]?\s*)/iu;
	let value = text.trim().replace(/^[([|–—•\s-]+/u, '').replace(/[)\].\s]+$/u, '');
	for (let i = 0; i < 3; i++) {
		const next = value.replace(cue, '').trim();
		if (next === value) break;
		value = next;
	}
	return value;
}

/** Words that say a caption follows (screen-reader labels of picture elements). */
const CAPTION_CUE = /^(?:image|media|photo|picture) caption[\s:,]|^(?:bildunterschrift|légende|caption)\s?:/iu;

function chooseCaptions(page: Page, scores: Scores, choice: Pick<Choice, 'headline' | 'body'>): CaptionChoice[] {
	const out: CaptionChoice[] = [];
	for (let i = 0; i < page.lines.length; i++) {
		const text = (page.lines[i] as Line).text;
		const fact = page.facts[i] as Facts;
		const told = fact.words > 3 && fact.words < 80 && CAPTION_CUE.test(text);
		if (((scores.caption[i] as number) < LIMITS.caption && !told) || i === choice.headline) continue;
		const own = fact.creditAt > 0 ? bareCredit(text.slice(fact.creditAt)) : '';
		let creditLine = -1;
		let credit: string | null = own || null;
		if (!credit && i + 1 < page.lines.length) {
			const next = page.facts[i + 1] as Facts;
			if (next.creditAt === 0 && next.words <= 12) {
				credit = bareCredit((page.lines[i + 1] as Line).text) || null;
				if (credit) creditLine = i + 1;
			}
		}
		const textEnd = own ? text.slice(0, fact.creditAt).replace(/[\s|–—•-]+$/u, '').length : text.length;
		if (textEnd === 0) continue;
		out.push({ line: i, textEnd, credit, creditLine, score: told ? Math.max(0.9, scores.caption[i] as number) : (scores.caption[i] as number) });
		choice.body[i] = 0;
		if (creditLine >= 0) choice.body[creditLine] = 0;
	}
	return out;
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

function chooseStandfirst(page: Page, scores: Scores, headline: number, body: Uint8Array, captions: readonly CaptionChoice[], signed: number): { line: number; score: number } {
	const none = { line: -1, score: 0 };
	if (headline < 0) return none;
	const head = page.facts[headline] as Facts;
	let best = none;
	for (let i = Math.max(0, headline - 2); i < Math.min(page.lines.length, headline + 13); i++) {
		const fact = page.facts[i] as Facts;
		if (i === headline || fact.words < 5 || fact.words > 90 || fact.dateShare > 0.2 || fact.creditAt === 0 || isFurniture(fact) || fact.dateline || fact.key === head.key || head.key.includes(fact.key)) continue;
		if (fact.byline?.cue && fact.byline.explained > 0.5) continue;
		if (captions.some((caption) => caption.line === i && caption.score > 0.5)) continue;
		const base = scores.standfirst[i] as number;
		const by = partedBy(page, body, captions, i);
		// Below the byline, with a picture after it, stands the first paragraph.
		if (by === 'picture' && signed > headline && signed < i && fact.stop === 3 && base < 0.75) continue;
		const score = base + (by === 'nothing' ? 0 : 0.12) - 0.015 * Math.abs(i - headline) - (i < headline ? 0.15 : 0) - (scores.headline[i] as number) * 0.1;
		if (score > LIMITS.standfirst && base > 0.02 && score > best.score) best = { line: i, score };
	}
	return best;
}

/** Chooses all fields of a page together. */
export function choose(page: Page, scores: Scores): Choice {
	const head = chooseHeadline(page, scores);
	const headline = head.line;
	const { body, start, end } = chooseBody(page, scores, headline);
	const captions = chooseCaptions(page, scores, { headline, body });
	const byline = chooseByline(page, scores, headline);
	const dates = chooseDates(page, scores, headline);
	const standfirst = chooseStandfirst(page, scores, headline, body, captions, byline?.line ?? -1);
	for (const line of [headline, standfirst.line, byline && byline.read.explained > 0.5 ? byline.line : -1, dates.published && (page.facts[dates.published.line] as Facts).words < 20 ? dates.published.line : -1]) {
		if (line >= 0) body[line] = 0;
	}
	const told = new Set([headline, standfirst.line].filter((i) => i >= 0).map((i) => (page.facts[i] as Facts).key));
	for (let i = 0; i < body.length; i++) if (body[i] && told.has((page.facts[i] as Facts).key)) body[i] = 0;
	const above = headline - 1;
	let kicker = -1;
	if (above >= 0 && (page.lines[headline] as Line).blanksBefore === 0) {
		const fact = page.facts[above] as Facts;
		if (fact.words <= 5 && fact.length <= 40 && fact.stop === 0 && fact.dates.length === 0 && !(fact.whole & (CUE.share | CUE.boilerplate)) && !fact.personName) kicker = above;
	}
	return { headline, headlineStart: head.start, headlineEnd: head.end, headlineScore: head.score, headlineMargin: head.margin, standfirst: standfirst.line, standfirstScore: standfirst.score, kicker, byline, ...dates, captions, body, bodyStart: start, bodyEnd: end, bodyScores: scores.body };
}
