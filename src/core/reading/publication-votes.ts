// Owns the places on a page that can name the publication a clipping comes from. Must not weigh them, nor hold names of publications.
import { LETTER, LOWER, NUMBER, SPACE, UPPER, fold, kindOf, lettersAndNumbers, unitsOf } from './characters';
import { CUE, MONTHS, WEEKDAYS } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import { isPersonName } from './person-names';
import type { Page } from './page';

/** Kinds of place a name can be seen in. */
export const PLACES = ['first', 'top', 'low', 'copyright', 'phrase', 'suffix', 'fileName', 'domain', 'mail', 'byline', 'credit', 'gram'] as const;
type PlaceKind = (typeof PLACES)[number];

export interface Candidate {
	key: string;
	value: string;
	line: number;
	start: number;
	end: number;
	/** Rank of the place the value was taken from; lower is better. */
	rank: number;
	seen: Record<PlaceKind, number>;
	wholeLine: number;
	/** Votes from lines that are no prose; from words that only publications go with; from "told X". */
	outside: number;
	strong: number;
	told: number;
	/** 1 for a person that signs a line, 2 for an organisation that does. */
	signs: number;
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

/** Words before and after a name that say it is a publication's, folded. */
const LEADS = new Set(
	'follow|following|followed|subscribe to|subscription to|more from|more on|more at|stories from|newsletters from|newsletter by|sign up for|sign up to|contact|about|download the|like|support|supporting|why trust|on|get|join|joined|read it at|read more at|read more on|published in|published by|published on|published at|appeared in|appeared on|appeared at|courtesy of|back to|welcome to|advertise in|advertise with|visit|from|watch|via|quelle|erschienen bei|erschienen in|erschienen auf|mehr von|mehr bei|folgen sie|abonnieren sie|suivez|abonnez-vous a|sigue a|suscribete a|siga|newsletter|redaktion|por|copyright|told|tells|source|by|for|at|contributor to|article is|sobre|sur|par|von|bei|frag|neu bei|readers of|emails from|agree to|in'.split('|'),
);
const TRAILS = new Set(
	'newsletter|newsletters|app|staff|reporter|reporters|correspondent|writer|editor|podcast|magazine|homepage|home|logo|on|subscriber|subscribers|reader|readers|editorial|weekly|daily|team|redaktion|plus|premium|epaper|e-paper|alerts|account|terms|privacy|all|international|live|sport|video|tv|shop|abo'.split('|'),
);
/** Little words inside a run of capitals. */
const INSIDE = new Set('of|the|and|de|la|für|del|do|du|des|&'.split('|'));
const MOST_INSIDE = 4;

/** A run of words in capitals: where it begins and ends in its line, and its words. */
interface Run {
	at: number;
	end: number;
	words: string[];
}

const isNameMark = (code: number): boolean => code === 0x2e || code === 0x2d || code === 0x27 || code === 0x2019 || code === 0x26 || code === 0x2b || code === 0x21;
const isNameCode = (code: number): boolean => (kindOf(code) & (LETTER | NUMBER)) !== 0 || isNameMark(code);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Whether a name's word begins at `i`: with a capital, a digit, or up to three small letters and a capital ("iPost"). */
function beginsWord(units: Uint16Array, i: number, to: number): boolean {
	if (kindOf(units[i] as number) & UPPER || isDigit(units[i] as number)) return true;
	for (let k = i; k < Math.min(i + 4, to); k++) {
		const kind = kindOf(units[k] as number);
		if (kind & UPPER) return true;
		if (!(kind & LOWER)) return false;
	}
	return false;
}

function wordEnd(units: Uint16Array, i: number, to: number): number {
	let end = i;
	while (end < to && isNameCode(units[end] as number)) end++;
	return end;
}

/** The runs of capitals in a line, with little words inside them. A run that a little word begins is passed over. */
function runsOf(text: string): Run[] {
	const units = unitsOf(text);
	const to = text.length;
	const out: Run[] = [];
	let previous = 0;
	for (let i = 0; i < to; ) {
		const kind = kindOf(units[i] as number);
		if (!(kind & (LETTER | NUMBER)) || previous & (LETTER | NUMBER)) {
			previous = kind;
			i++;
			continue;
		}
		let end = wordEnd(units, i, to);
		const capital = beginsWord(units, i, to);
		if (capital || (end - i <= 3 && INSIDE.has(text.slice(i, end)))) {
			const words = [text.slice(i, end)];
			while (words.length <= MOST_INSIDE && end + 1 < to && kindOf(units[end] as number) & SPACE) {
				const next = wordEnd(units, end + 1, to);
				const first = units[end + 1] as number;
				const word = text.slice(end + 1, next);
				if (!(kindOf(first) & UPPER || isDigit(first) || first === 0x26 || first === 0x2b || INSIDE.has(word))) break;
				words.push(word);
				end = next;
			}
			if (capital) {
				if (words.length > 1 && INSIDE.has(words.at(-1) as string)) end -= (words.pop() as string).length + 1;
				out.push({ at: i, end, words });
			}
		}
		previous = kindOf(units[end - 1] as number);
		i = end;
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
const EDGE = new Set([...',:;|/–—·•*"\'“”-'].map((char) => char.charCodeAt(0)));
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

/** "… will stop in November": a month or a day in full is no publication; short forms can be ("The Sun"). */
const isDayName = (key: string): boolean => key.length > 4 && (MONTHS.has(key) || WEEKDAYS.has(key));

class Votes {
	readonly byKey = new Map<string, Candidate>();

	/** `prose` is 1 for lines that read like an article's text. */
	constructor(private readonly prose: Uint8Array) {}

	add(value: string, kind: PlaceKind, rank: number, line: number, start: number): Candidate | undefined {
		const name = bareName(value);
		if (name.length < (kind === 'first' ? 1 : 2) || name.length > 48) return undefined;
		const key = publicationKey(name);
		if (key.length < (kind === 'first' ? 1 : 2) || /^\d+$/.test(key) || PLATFORMS.has(key) || isDayName(key)) return undefined;
		let candidate = this.byKey.get(key);
		if (!candidate) {
			if (this.byKey.size > 260) return undefined;
			candidate = { key, value: name, line, start: start + Math.max(0, value.indexOf(name)), end: 0, rank, seen: { ...UNSEEN }, wholeLine: -1, outside: 0, strong: 0, told: 0, signs: 0 };
			candidate.end = candidate.start + name.length;
			this.byKey.set(key, candidate);
		} else if (rank < candidate.rank) {
			const from = start + Math.max(0, value.indexOf(name));
			Object.assign(candidate, { value: name, line, start: from, end: from + name.length, rank });
		}
		candidate.seen[kind]++;
		if ((kind === 'first' || kind === 'top' || kind === 'low') && candidate.wholeLine < 0) candidate.wholeLine = line;
		if (line >= 0 && !(this.prose[line] as number)) candidate.outside++;
		return candidate;
	}
}

type Recurring = Map<string, { line: number; at: number; count: number }>;

/** Leads and trails that hardly go with anything but a publication. */
const STRONG_LEADS = new Set('follow|following|subscribe to|subscription to|more from|stories from|newsletters from|newsletter by|sign up for|sign up to|download the|like|support|why trust|read it at|read more at|read more on|published in|published by|appeared in|appeared on|back to|welcome to|advertise in|advertise with|erschienen bei|erschienen in|mehr von|folgen sie|abonnieren sie|suivez|sigue a|siga|newsletter|copyright|article is|readers of|emails from|about|contact|join|joined'.split('|'));
const STRONG_TRAILS = new Set('newsletter|newsletters|app|staff|reporter|correspondent|podcast|magazine|homepage|subscriber|subscribers|reader|readers|editorial|team|redaktion|plus|premium|epaper|alerts|account|terms|privacy|abo'.split('|'));
/** Somebody's work for a publication. */
const POSTS = /\b(?:reporter|writer|writes|writing|editor|correspondent|columnist|contributor|producer|journalist|covers\s\S+|redakteur(?:in)?|autor(?:in)?)\s(?:for|at|of|with|bei|beim|für|von)(?:\sthe)?$/iu;
const POSSESSIVE = /['’]s?$/u;

function vote(votes: Votes, name: string, i: number, at: number, strong: boolean, told: boolean): void {
	const candidate = votes.add(name.replace(POSSESSIVE, ''), 'phrase', 5, i, at);
	if (!candidate) return;
	if (strong) candidate.strong++;
	if (told) candidate.told++;
}

/** The words within a run of capitals that are a name: before a trailing word, after "for", after "Follow". */
function voteOnRun(votes: Votes, words: string[], i: number, at: number): void {
	const trail = words.findIndex((word, k) => k > 0 && TRAILS.has(fold(word)));
	if (trail > 0) vote(votes, words.slice(0, trail).join(' '), i, at, STRONG_TRAILS.has(fold(words[trail] as string)), false);
	const offset = (count: number): number => at + words.slice(0, count).join(' ').length + 1;
	const own = words.findIndex((word, k) => k < words.length - 1 && /['’]s$/u.test(word));
	if (own >= 0) vote(votes, words.slice(0, own + 1).join(' '), i, at, false, false);
	const given = words.findIndex((word, k) => k > 1 && k < words.length - 1 && word === 'FOR');
	if (given > 0) vote(votes, words.slice(given + 1).join(' '), i, offset(given + 1), true, false);
	// "Follow Name" at the head of a line is in capitals as a whole.
	if (words.length > 1 && LEADS.has(fold(words[0] as string))) addCapital(votes, words.slice(1).join(' '), i, offset(1), STRONG_LEADS.has(fold(words[0] as string)));
}

/** Length of a possessive ending at `i`, or 0. */
function possessiveAt(text: string, i: number): number {
	const code = text.charCodeAt(i);
	return (code === 0x27 || code === 0x2019) && text.charCodeAt(i + 1) === 0x73 ? 2 : 0;
}

/** The word after `end`, folded; a possessive between does not count. Empty where no blank and word follow. */
function wordAfter(text: string, end: number): string {
	const from = end + possessiveAt(text, end) + 1;
	if (!(kindOf(text.charCodeAt(from - 1)) & SPACE)) return '';
	let to = from;
	while (to < Math.min(text.length, end + 24) && (kindOf(text.charCodeAt(to)) & LETTER || text.charCodeAt(to) === 0x2d)) to++;
	return to > from ? fold(text.slice(from, to)) : '';
}

/** Votes for a name by the words before it. */
function voteOnLead(votes: Votes, name: string, text: string, i: number, at: number): void {
	const before = text.slice(Math.max(0, at - 36), at).trimEnd();
	if (!before || !mayLead(before)) return;
	const leads = lastWords(before.replace(ARTICLE, ''));
	if (leads.some((lead) => lead && LEADS.has(lead))) vote(votes, name, i, at, leads.some((lead) => STRONG_LEADS.has(lead)) || POSTS.test(before), leads[0] === 'told' || leads[0] === 'tells');
}

function countRecurring(recurring: Recurring, name: string, line: number, at: number): void {
	const known = recurring.get(name);
	if (known) known.count += known.line === line ? 0 : 1;
	else recurring.set(name, { line, at, count: 1 });
}

/** Names in capitals with a word before or after them that goes with publications; short lines also count what recurs. */
function voteOnPhrases(votes: Votes, recurring: Recurring, fact: Facts, text: string, i: number): void {
	for (const { at, end, words } of runsOf(text)) {
		const name = text.slice(at, end);
		if (name.length < 2) continue;
		voteOnLead(votes, name, text, i, at);
		const next = wordAfter(text, end);
		if (next && TRAILS.has(next)) vote(votes, name, i, at, STRONG_TRAILS.has(next), false);
		else if (words.length < 5 && possessiveAt(text, end - 2)) vote(votes, name, i, at, false, false);
		if (words.length > 1) voteOnRun(votes, words, i, at);
		if (fact.words > 16 || fact.length > 140) continue;
		countRecurring(recurring, name, i, at);
		if (words.length > 2) countRecurring(recurring, `${words[0] as string} ${words[1] as string}`, i, at);
	}
}

/** Whom people of a long paragraph spoke to: "… told The Quayside Courier". */
function voteOnTold(votes: Votes, text: string, i: number): void {
	for (let at = text.indexOf(' told '), k = 0; at >= 0 && k < 3; at = text.indexOf(' told ', at + 6), k++) {
		const hit = /^(?:[Tt]he )?((?:\p{Lu}[\p{L}\d.&'’-]*)(?:\s\p{Lu}[\p{L}\d.&'’-]*){0,3})/u.exec(text.slice(at + 6, at + 70));
		if (hit) vote(votes, hit[1] as string, i, at + 6 + hit[0].length - (hit[1] as string).length, false, true);
	}
}

function addCapital(votes: Votes, name: string, i: number, at: number, strong: boolean): void {
	const bare = name.replace(/^(?:the|of|and|de|la|für|del|do|du|des|&)\s/u, '');
	if (/^[\p{Lu}\d]/u.test(bare)) vote(votes, bare, i, at + name.length - bare.length, strong, false);
}

function voteOnCopyright(votes: Votes, text: string, i: number): void {
	for (const hit of text.matchAll(COPYRIGHT)) {
		let name = (hit[1] as string).split(/\.\s|,\s|\s(?:[Aa]ll|ALL) [Rr]|\s[Aa]lle [Rr]echte|\s[-–—]\s|\sis\s|\su\.a\.|\/|\n/)[0] as string;
		const at = hit.index + hit[0].indexOf(hit[1] as string);
		votes.add(name, 'copyright', 4, i, at);
		for (let k = 0; k < 3; k++) {
			const shorter = name.replace(COMPANY, '');
			if (shorter === name) break;
			name = shorter;
			votes.add(name, 'copyright', 4, i, at);
		}
	}
	// "The Quayside Courier © All rights reserved"
	const owner = /^(?:the\s)?(\p{Lu}[^|©.,]{1,40}?)\s?©/iu.exec(text);
	if (owner) votes.add(owner[1] as string, 'copyright', 4, i, text.indexOf(owner[1] as string));
}

function voteOnDomains(votes: Votes, text: string, i: number): void {
	for (const hit of text.matchAll(DOMAIN)) {
		const mail = hit[0].startsWith('@');
		const name = (hit[1] as string).toLowerCase().replace(/^(?:www|m|amp|edition|news|mail)\./, '');
		const labels = name.replace(DOMAIN_END, '').split('.');
		votes.add(name, mail ? 'mail' : 'domain', 7, i, hit.index);
		if (labels.length > 1) votes.add(labels[labels.length - 1] as string, mail ? 'mail' : 'domain', 8, i, hit.index);
	}
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
	if (fact.copyright) voteOnCopyright(votes, text, i);
	if (fact.length <= 260 || (n - i <= 12 && fact.length <= 700)) voteOnPhrases(votes, recurring, fact, text, i);
	else voteOnTold(votes, text, i);
	if (fact.length <= 220) {
		const suffix = SUFFIX.exec(text);
		if (suffix && fact.words > 2) votes.add(suffix[1] as string, 'suffix', 2, i, suffix.index + suffix[0].lastIndexOf(suffix[1] as string));
		for (const signatory of fact.byline?.signatories ?? []) if (signatory.kind === 'organisation') votes.add(signatory.name, 'byline', 5, i, Math.max(0, text.indexOf(signatory.name)));
		if (fact.creditAt >= 0) {
			const credit = /[/,]\s?([^/,()]{3,30})\)?\.?$/u.exec(text);
			if (credit) votes.add(credit[1] as string, 'credit', 6, i, credit.index + 1);
			// "The Quayside Courier / Jane Doe": the house that the photographer works for.
			const house = fact.words <= 8 ? /^([\p{Lu}][^/()]{2,30}?)\s?\/\s?([^/()]{4,40})$/u.exec(text) : null;
			if (house && isPersonName(house[2] as string)) votes.add(house[1] as string, 'credit', 6, i, 0);
		}
	}
	if (fact.urls > 0 && fact.length <= 300) voteOnDomains(votes, text, i);
}

/** What the file's name says after a dash, a bar or a wide gap. */
function voteOnFileName(votes: Votes, page: Page): void {
	const name = (page.hints.fileName ?? '').replace(/\.[A-Za-z0-9]{1,5}$/, '');
	for (const part of name.split(/\s[-–—|_•·]\s|\s{2,}|\s?[|]\s?|_{2,}/).slice(-2)) if (part !== name) votes.add(part, 'fileName', 2.5, -1, 0);
	const head = name.split(/\s[-–—|_]\s|\s{2,}/)[0] as string;
	if (head !== name && head.length < 30) votes.add(head, 'fileName', 2.6, -1, 0);
	// File names are cut off at the end: a part that begins a name seen on the page is that name.
	for (const [key, candidate] of votes.byKey) {
		if (candidate.line >= 0 || key.length < 4 || page.text.includes(candidate.value)) continue;
		for (const [other, longer] of votes.byKey) {
			if (other === key || longer.line < 0 || !other.startsWith(key) || other.length > key.length * 1.5) continue;
			longer.seen.fileName += candidate.seen.fileName;
			votes.byKey.delete(key);
			break;
		}
	}
}

/** Gathers the candidates; `prose` is 1 for lines that read like an article's text. */
export function gather(page: Page, prose: Uint8Array): Candidate[] {
	const votes = new Votes(prose);
	const recurring: Recurring = new Map();
	const n = page.lines.length;
	let firstSentence = page.facts.findIndex((fact) => fact.words >= 16 && fact.stop > 0);
	if (firstSentence < 0 || firstSentence > 60) firstSentence = Math.min(n, 14);
	for (let i = 0; i < n; i++) {
		if (i > 100 && n - i > 80) continue;
		voteOnLine(votes, recurring, page, i, firstSentence);
	}
	for (const [name, { line, at, count }] of recurring) if (count > 1 && name.length > 2) for (let k = 0; k < Math.min(count, 6); k++) votes.add(name, 'gram', 6, line, at);
	voteOnFileName(votes, page);
	for (const fact of page.facts) {
		for (const { name, kind } of fact.byline?.signatories ?? []) {
			const candidate = votes.byKey.get(publicationKey(name));
			if (candidate) candidate.signs = Math.max(candidate.signs, kind === 'person' ? 1 : 2);
		}
	}
	return [...votes.byKey.values()];
}
