// Owns the guess at the publication a clipping comes from, by a vote of places on the page. Must not hold names of publications.
import type { How, Span } from '../../shared/draft';
import { LETTER, LOWER, NUMBER, PAIR, SPACE, UPPER, fold, kindOf, lettersAndNumbers } from './characters';
import { CUE, CUES } from './cues';
import type { Facts } from './facts';
import { OWN, PAD, PLACE, WIDTH } from './features';
import { type Line, spanWithin } from './lines';
import { Occurrences } from './occurrences';
import type { Page } from './page';
import { type Trees, score } from './trees';

export interface PublicationChoice {
	value: string;
	spans: Span[];
	how: How;
	certainty: number;
	/** Line that is the publication's name and nothing else, or -1. */
	line: number;
}

/** Kinds of place a name can be seen in. */
const PLACES = ['first', 'top', 'low', 'copyright', 'phrase', 'suffix', 'fileName', 'domain', 'mail', 'byline', 'credit', 'gram'] as const;
type PlaceKind = (typeof PLACES)[number];

interface Candidate {
	key: string;
	value: string;
	line: number;
	start: number;
	end: number;
	/** Rank of the place the value was taken from; lower is better. */
	rank: number;
	seen: Record<PlaceKind, number>;
	wholeLine: number;
	topLine: number;
}

const DOMAIN_END = /\.(?:com|org|net|co\.uk|com\.au|co|de|fr|es|it|news|info|at|ch|ca|tv|uk|au|in|ie|nl|se|no|dk|be|br|mx|ar|jp|cn|kr|ru|pl|cz|eu|us|me|io|gov|edu)$/;

/** Form in which names of publications are compared: no article, no domain ending, letters and digits only. */
export function publicationKey(name: string): string {
	let key = fold(name);
	if (key.startsWith('the')) key = key.replace(/^the\s+/, '');
	if (key.includes('.')) key = key.replace(/^www\./, '').replace(DOMAIN_END, '');
	if (key.includes('&')) key = key.replace(/&/g, 'and');
	return lettersAndNumbers(key);
}

const NAME = "(?<![\\p{L}\\p{N}])(?:(?:[\\p{Lu}\\d]|\\p{Ll}{1,3}\\p{Lu})[\\p{L}\\p{N}'’.&+!-]*|de|la|of|the|and|für|del|do|du|des)(?:\\s(?:[\\p{Lu}\\d&+][\\p{L}\\p{N}'’.&+!-]*|of|the|and|de|la|für|del|do|du|des|&)){0,4}";
/** Words before and after a name that say it is a publication's, folded. */
const LEADS = new Set(
	'follow|following|followed|subscribe to|subscription to|more from|more on|more at|stories from|newsletters from|newsletter by|sign up for|sign up to|contact|about|download the|like|support|supporting|why trust|on|get|join|joined|read it at|read more at|read more on|published in|published by|published on|published at|appeared in|appeared on|appeared at|courtesy of|back to|welcome to|advertise in|advertise with|visit|from|watch|via|quelle|erschienen bei|erschienen in|erschienen auf|mehr von|mehr bei|folgen sie|abonnieren sie|suivez|abonnez-vous a|sigue a|suscribete a|siga|newsletter|redaktion|por|copyright|told|tells|source|by|for|at|contributor to|article is|sobre|sur|par|von|bei|frag|neu bei|readers of|emails from|agree to|in'.split('|'),
);
const TRAILS = new Set(
	'newsletter|newsletters|app|staff|reporter|reporters|correspondent|writer|editor|podcast|magazine|homepage|home|logo|on|subscriber|subscribers|reader|readers|editorial|weekly|daily|team|redaktion|plus|premium|epaper|e-paper|alerts|account|terms|privacy|all|international|live|sport|video|tv|shop|abo'.split('|'),
);
const CAPITALISED = new RegExp(NAME, 'gu');
const CAPITALISED_HERE = new RegExp(NAME, 'uy');

/** Whether a word at `i` can begin a name: a capital or a digit, up to three small letters and a capital, or a little word before a blank. */
function mayBegin(text: string, i: number, code: number, kind: number): boolean {
	if (kind & UPPER || (code >= 0x30 && code <= 0x39)) return true;
	if (!(kind & LOWER)) return false;
	let k = i + 1;
	while (k < i + 3 && k < text.length && kindOf(text.charCodeAt(k)) & LOWER) k++;
	return k < text.length && (kindOf(text.charCodeAt(k)) & (UPPER | SPACE)) !== 0;
}

/** Hits of CAPITALISED, found by looking at the beginnings of words only. */
function capitalised(text: string): { 0: string; index: number }[] {
	const out: { 0: string; index: number }[] = [];
	let previous = 0;
	for (let i = 0; i < text.length; ) {
		const code = text.charCodeAt(i);
		const kind = kindOf(code);
		if (kind & PAIR) return [...text.matchAll(CAPITALISED)];
		if (!(previous & (LETTER | NUMBER)) && kind & (LETTER | NUMBER) && mayBegin(text, i, code, kind)) {
			CAPITALISED_HERE.lastIndex = i;
			const hit = CAPITALISED_HERE.exec(text);
			if (hit) {
				out.push({ 0: hit[0], index: i });
				i += hit[0].length;
				previous = kindOf(text.charCodeAt(i - 1));
				continue;
			}
		}
		previous = kind;
		i++;
	}
	return out;
}
const ARTICLE = /\s(?:the|der|die|das|le|la|el|a|o)$/u;

/** The last `count` words of a text, folded. */
function lastWords(text: string): string[] {
	const words = fold(text.slice(-36)).replace(/[\s:]+$/, '').split(/\s+/);
	const one = words.at(-1) ?? '';
	const two = words.length > 1 ? `${words.at(-2)} ${one}` : '';
	return [one, two, words.length > 2 ? `${words.at(-3)} ${two}` : ''];
}
const LAST_OF_LEADS = new Set([...LEADS].map((lead) => lead.slice(lead.lastIndexOf(' ') + 1)));
const ARTICLES = new Set('the|der|die|das|le|la|el|a|o'.split('|'));

/** Whether the last word of a text, an article aside, can be the last of LEADS: most cannot, and are not looked at further. */
function mayLead(text: string): boolean {
	let to = text.length;
	const back = (): string => {
		let from = to;
		while (from > 0 && !(kindOf(text.charCodeAt(from - 1)) & SPACE)) from--;
		return text.slice(from, to);
	};
	let word = back();
	if (ARTICLES.has(word) && to > word.length) {
		to -= word.length + 1;
		const passed = (code: number): boolean => code === 0x3a || (kindOf(code) & SPACE) !== 0;
		while (to > 0 && passed(text.charCodeAt(to - 1))) to--;
		word = back();
	} else if (word.endsWith(':')) word = word.replace(/:+$/, '');
	return word === '' || LAST_OF_LEADS.has(fold(word));
}

const COPYRIGHT = /(?:©|\(c\)|copyright|℗)\s*(?:©|\(c\)|copyright|by|of|\d{4}(?:\s?[-–—]\s?(?:\d{4}|present))?|[,:|.\s])*\s*([^|©]{2,60})/giu;
const COMPANY = /[,\s]+(?:inc|ltd|limited|llc|gmbh(?: & co\.? kg)?|ag|s\.?a\.?|corp(?:oration)?|company|co|plc|pty|b\.?v|media group|group|media|publishing|publications|publishers|holdings?|verlag|digital|online|interactive|networks?|communications|all rights.*|alle rechte.*|tous droits.*|todos los.*|reserved.*|\d{4}.*)\.?$/iu;
const SUFFIX = /\s(?:[-–—|•·»:]|::)\s([^|–—•·»]{2,40})$/u;
const DOMAIN = /(?:https?:\/\/|@|www\.|(?<=[\s(]|^))((?:[\p{L}\d-]{1,40}\.){1,4}(?:com|org|net|co\.uk|com\.au|de|fr|es|it|co|news|info|at|ch|ca|tv|uk|au|in|ie|nl|se|no|dk|be|com\.br|mx|jp|cn|kr|ru|pl|cz|eu|us|me|io))(?![\p{L}\d-])/giu;
const PLATFORMS = new Set('facebook|twitter|instagram|youtube|youtu|google|linkedin|pinterest|whatsapp|reddit|apple|itunes|gmail|spotify|t|bit|goo|wikipedia|wikimedia|tiktok|amazon|fb|x|telegram|flipboard|disqus|outbrain|taboola|getty|gettyimages|yahoo|hotmail|soundcloud|vimeo|flickr|tumblr|snapchat|microsoft|bing|medium|wordpress|cookie|adobe'.split('|'));
const STRANGE = /[!?:;"“”„()[\]{}<>…]|\.\s/u;

const UNSEEN = Object.fromEntries(PLACES.map((place) => [place, 0])) as Record<PlaceKind, number>;
const EDGE = new Set([...',:;|–—·•*"\'“”-'].map((char) => char.charCodeAt(0)));
const isEdge = (code: number): boolean => EDGE.has(code) || (kindOf(code) & SPACE) !== 0;

/** A name without the marks around it; a last stop stays where it belongs to an initial. */
function bareName(value: string): string {
	let from = 0;
	let to = value.length;
	while (from < to && (isEdge(value.charCodeAt(from)) || value.charCodeAt(from) === 0x2e)) from++;
	while (to > from && isEdge(value.charCodeAt(to - 1))) to--;
	const name = value.slice(from, to);
	return name.endsWith('.') ? name.replace(/(?<!\b\p{L})\.$/u, '') : name;
}

class Votes {
	readonly byKey = new Map<string, Candidate>();

	add(value: string, kind: PlaceKind, rank: number, line: number, start: number): void {
		const name = bareName(value);
		if (name.length < (kind === 'first' ? 1 : 2) || name.length > 48) return;
		const key = publicationKey(name);
		if (key.length < (kind === 'first' ? 1 : 2) || /^\d+$/.test(key) || PLATFORMS.has(key)) return;
		let candidate = this.byKey.get(key);
		if (!candidate) {
			if (this.byKey.size > 260) return;
			candidate = { key, value: name, line, start: start + Math.max(0, value.indexOf(name)), end: 0, rank, seen: { ...UNSEEN }, wholeLine: -1, topLine: 999 };
			candidate.end = candidate.start + name.length;
			this.byKey.set(key, candidate);
		} else if (rank < candidate.rank) {
			const from = start + Math.max(0, value.indexOf(name));
			Object.assign(candidate, { value: name, line, start: from, end: from + name.length, rank });
		}
		candidate.seen[kind]++;
		if ((kind === 'first' || kind === 'top') && line < candidate.topLine) candidate.topLine = line;
		if ((kind === 'first' || kind === 'top' || kind === 'low') && candidate.wholeLine < 0) candidate.wholeLine = line;
	}
}

const wordBits = (text: string): number => CUES.get(fold(text)) ?? 0;

type Recurring = Map<string, { line: number; at: number; count: number }>;

/** Names in capitals with a word before or after them that goes with publications; short lines also count what recurs. */
function voteOnPhrases(votes: Votes, recurring: Recurring, fact: Facts, text: string, i: number): void {
	for (const hit of capitalised(text)) {
		const name = hit[0].replace(/\s(?:of|the|and|de|la|für|del|do|du|des|&)$/u, '');
		const first = name.charCodeAt(0);
		if (name.length < 2 || (first >= 0x61 && first <= 0x7a && !/^\p{Ll}{1,3}\p{Lu}/u.test(name))) continue;
		const before = text.slice(Math.max(0, hit.index - 36), hit.index).trimEnd();
		if (before && mayLead(before)) {
			const leads = lastWords(before.replace(ARTICLE, ''));
			if (leads.some((lead) => lead && LEADS.has(lead))) votes.add(name, 'phrase', 5, i, hit.index);
		}
		const words = name.split(/\s/);
		const next = /^(?:['’]s)?\s([\p{L}-]+)/u.exec(text.slice(hit.index + name.length, hit.index + name.length + 24));
		if (next && TRAILS.has(fold(next[1] as string))) votes.add(name, 'phrase', 5, i, hit.index);
		const trail = words.findIndex((word, k) => k > 0 && TRAILS.has(fold(word)));
		if (trail > 0) votes.add(words.slice(0, trail).join(' '), 'phrase', 5, i, hit.index);
		// "Follow Name" at the head of a line is in capitals as a whole.
		if (words.length > 1 && LEADS.has(fold(words[0] as string))) addCapital(votes, words.slice(1).join(' '), i, hit.index + (words[0] as string).length + 1);
		if (fact.words > 16 || fact.length > 140) continue;
		for (const part of words.length > 2 ? [name, words.slice(0, 2).join(' ')] : [name]) {
			const known = recurring.get(part);
			if (known) known.count += known.line === i ? 0 : 1;
			else recurring.set(part, { line: i, at: hit.index, count: 1 });
		}
	}
}

function addCapital(votes: Votes, name: string, i: number, at: number): void {
	const bare = name.replace(/^(?:the|of|and|de|la|für|del|do|du|des|&)\s/u, '');
	if (/^[\p{Lu}\d]/u.test(bare)) votes.add(bare, 'phrase', 5, i, at + name.length - bare.length);
}

function voteOnLine(votes: Votes, recurring: Recurring, page: Page, i: number, firstSentence: number): void {
	const line = page.lines[i] as Line;
	const fact = page.facts[i] as Facts;
	const n = page.lines.length;
	const { text } = line;
	if (i === 0 && fact.length <= 48 && fact.stop !== 3 && fact.dates.length === 0 && fact.creditAt < 0) votes.add(text, 'first', 0, i, 0);
	else if (fact.length <= 42 && fact.words <= 6 && fact.stop < 2 && fact.dates.length === 0 && !STRANGE.test(text) && fact.creditAt !== 0 && !(fact.whole & (CUE.share | CUE.comment | CUE.end)) && !fact.lowerStart) {
		if (i < 14 || i < firstSentence) votes.add(text, 'top', 1, i, 0);
		else if (n - i <= 40) votes.add(text, 'low', 3, i, 0);
	}
	if (fact.copyright) {
		for (const hit of text.matchAll(COPYRIGHT)) {
			let name = (hit[1] as string).split(/\.\s|,\s(?=\p{Ll})|\sall rights|\salle rechte|\s[-–—]\s|\sis\s|\su\.a\.|\/|\n/iu)[0] as string;
			const at = hit.index + hit[0].indexOf(hit[1] as string);
			votes.add(name, 'copyright', 4, i, at);
			for (let k = 0; k < 3; k++) {
				const shorter = name.replace(COMPANY, '');
				if (shorter === name) break;
				name = shorter;
				votes.add(name, 'copyright', 4, i, at);
			}
		}
	}
	if (fact.length <= 260) voteOnPhrases(votes, recurring, fact, text, i);
	if (fact.length <= 220) {
		const suffix = SUFFIX.exec(text);
		if (suffix && fact.words > 2) votes.add(suffix[1] as string, 'suffix', 2, i, suffix.index + suffix[0].lastIndexOf(suffix[1] as string));
		for (const signatory of fact.byline?.signatories ?? []) if (signatory.kind === 'organisation') votes.add(signatory.name, 'byline', 5, i, Math.max(0, text.indexOf(signatory.name)));
		if (fact.creditAt >= 0) {
			const credit = /[/,]\s?([^/,()]{3,30})\)?\.?$/u.exec(text);
			if (credit) votes.add(credit[1] as string, 'credit', 6, i, credit.index + 1);
		}
	}
	if (fact.urls > 0 && fact.length <= 300) {
		for (const hit of text.matchAll(DOMAIN)) {
			const mail = hit[0].startsWith('@');
			const name = (hit[1] as string).toLowerCase().replace(/^(?:www|m|amp|edition|news|mail)\./, '');
			const labels = name.replace(DOMAIN_END, '').split('.');
			votes.add(name, mail ? 'mail' : 'domain', 7, i, hit.index);
			if (labels.length > 1) votes.add(labels[labels.length - 1] as string, mail ? 'mail' : 'domain', 8, i, hit.index);
		}
	}
}

function gather(page: Page): Candidate[] {
	const votes = new Votes();
	const recurring: Recurring = new Map();
	const n = page.lines.length;
	let firstSentence = page.facts.findIndex((fact) => fact.words >= 16 && fact.stop > 0);
	if (firstSentence < 0 || firstSentence > 60) firstSentence = Math.min(n, 14);
	for (let i = 0; i < n; i++) {
		if (i > 100 && n - i > 80) continue;
		voteOnLine(votes, recurring, page, i, firstSentence);
	}
	for (const [name, { line, at, count }] of recurring) if (count > 1 && name.length > 2) for (let k = 0; k < Math.min(count, 6); k++) votes.add(name, 'gram', 6, line, at);
	const name = (page.hints.fileName ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '');
	for (const part of name.split(/\s[-–—|_•·]\s|\s{2,}|\s?[|]\s?|_{2,}/).slice(-2)) if (part !== name) votes.add(part, 'fileName', 2.5, -1, 0);
	const head = name.split(/\s[-–—|_]\s|\s{2,}/)[0] as string;
	if (head !== name && head.length < 30) votes.add(head, 'fileName', 2.6, -1, 0);
	// File names are cut off at the end: a part that begins a name seen on the page is that name.
	for (const [key, candidate] of votes.byKey) {
		if (candidate.line >= 0 || key.length < 4) continue;
		for (const [other, longer] of votes.byKey) {
			if (other === key || longer.line < 0 || !other.startsWith(key) || other.length > key.length * 1.5) continue;
			longer.seen.fileName += candidate.seen.fileName;
			votes.byKey.delete(key);
			break;
		}
	}
	return [...votes.byKey.values()];
}

export const PUBLICATION_COLUMNS = 35;

/** Candidates for the publication's name with a row of numbers each. */
export function publicationCandidates(page: Page, rows: Float32Array): { candidates: Candidate[]; numbers: Float32Array } {
	const candidates = gather(page);
	const numbers = new Float32Array(candidates.length * PUBLICATION_COLUMNS);
	const squeezedName = publicationKey(page.hints.fileName?.replace(/\.[A-Za-z0-9]{1,5}$/, '') ?? '');
	const keys = candidates.map((candidate) => candidate.key);
	const occurrences = new Occurrences((page.text.length < 200_000 ? page.text : page.text.slice(0, 200_000)).toLowerCase());
	const headlineColumn = OWN.length + PLACE.length;
	candidates.forEach((candidate, c) => {
		let k = c * PUBLICATION_COLUMNS;
		let kinds = 0;
		for (const place of PLACES) {
			numbers[k++] = Math.min(6, candidate.seen[place]);
			if (candidate.seen[place]) kinds++;
		}
		numbers[k++] = kinds;
		const lower = candidate.value.toLowerCase();
		numbers[k++] = occurrences.count(lower, 30);
		numbers[k++] = candidate.key.length;
		const words = candidate.value.split(/\s+/);
		numbers[k++] = words.length;
		let outlet = 0;
		let other = 0;
		for (const word of words) {
			const bits = wordBits(word.replace(/[.,]$/, ''));
			if (bits & CUE.outlet) outlet++;
			if (bits & (CUE.menu | CUE.share | CUE.end | CUE.boilerplate | CUE.role)) other++;
		}
		numbers[k++] = outlet;
		numbers[k++] = other;
		const whole = wordBits(candidate.value);
		numbers[k++] = whole & CUE.agency ? 1 : 0;
		numbers[k++] = whole & (CUE.menu | CUE.weekday) ? 1 : 0;
		numbers[k++] = squeezedName.endsWith(candidate.key) ? 2 : candidate.key.length > 3 && squeezedName.includes(candidate.key) ? 1 : 0;
		let part = 0;
		let holds = 0;
		for (const key of keys) {
			if (key === candidate.key) continue;
			if (key.length > candidate.key.length && key.includes(candidate.key)) part++;
			else if (key.length > 3 && candidate.key.includes(key)) holds++;
		}
		numbers[k++] = Math.min(8, part);
		numbers[k++] = Math.min(8, holds);
		const line = page.lines[candidate.wholeLine];
		const fact = page.facts[candidate.wholeLine];
		numbers[k++] = candidate.wholeLine < 0 ? -1 : Math.min(60, candidate.wholeLine);
		numbers[k++] = line ? Math.min(2, line.blanksAfter) : -1;
		numbers[k++] = line ? Math.min(2, line.blanksBefore) : -1;
		numbers[k++] = fact ? +fact.personName : -1;
		numbers[k++] = fact ? (page.repeatsAfter[candidate.wholeLine] as number) + (page.repeatsBefore[candidate.wholeLine] as number) : -1;
		numbers[k++] = candidate.wholeLine >= 0 ? (rows[(candidate.wholeLine + PAD) * WIDTH + headlineColumn] as number) : -1;
		numbers[k++] = candidate.wholeLine >= 0 ? (rows[(candidate.wholeLine + PAD) * WIDTH + OWN.length + PLACE.length + 5] as number) : -200;
		numbers[k++] = /^[\p{Lu}\d\s&.-]+$/u.test(candidate.value) ? 2 : /\p{Ll}\p{Lu}/u.test(candidate.value) ? 1 : /^\p{Ll}/u.test(candidate.value) ? 3 : 0;
		numbers[k++] = Math.min(300, page.lines.length);
		numbers[k++] = candidate.line < 0 ? -1 : candidate.line / page.lines.length;
		numbers[k++] = candidates.length;
		numbers[k++] = (page.lines[1]?.blanksBefore ?? 0) > 0 ? 1 : 0;
	});
	return { candidates, numbers };
}

const HOW: Record<number, How> = { 0: 'position', 1: 'position', 2: 'shape', 2.5: 'file-name', 2.6: 'file-name', 3: 'repeat', 4: 'cue', 5: 'cue', 6: 'cue', 7: 'shape', 8: 'shape' };

/** Chooses the publication's name, or null. `headline` is the line chosen as headline. */
export function choosePublication(page: Page, rows: Float32Array, trees: Trees, headline: number): PublicationChoice | null {
	if (page.hints.publication) return { value: page.hints.publication, spans: [], how: 'convention', certainty: 0.95, line: -1 };
	const { candidates, numbers } = publicationCandidates(page, rows);
	let best: Candidate | null = null;
	let bestScore = 0;
	candidates.forEach((candidate, c) => {
		if (candidate.wholeLine === headline && headline >= 0 && candidate.line === headline) return;
		const value = score(trees, numbers, c * PUBLICATION_COLUMNS);
		if (value > bestScore) {
			best = candidate;
			bestScore = value;
		}
	});
	const chosen = best as Candidate | null;
	if (!chosen || bestScore < 0.04) return null;
	const line = page.lines[chosen.line];
	return { value: chosen.value, spans: line ? [spanWithin(line, chosen.start, chosen.end)] : [], how: HOW[chosen.rank] ?? 'model', certainty: bestScore, line: chosen.wholeLine };
}
