// Owns the places on a page that can name the publication a clipping comes from. Must not weigh them, nor hold names of publications.
import { BESIDE, CapitalRuns } from './capital-runs';
import { SPACE, fold, kindOf, lettersAndNumbers } from './characters';
import { CUE, MONTHS, WEEKDAYS } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import { besideDate, isPaperName } from './masthead';
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
	/** It stands with the date, and the page or a word that papers are called by says that it is a paper; or the file is called by it. */
	imprint: boolean;
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

const COPYRIGHT = /(?:©|\(c\)|copyright|℗)\s*(?:©|\(c\)|copyright|by|of|\d{4}(?:\s?[-–—]\s?(?:\d{4}|present))?|[,:|.\s])*\s*([^|©]{2,60})/giu;
const COMPANY = /[,\s]+(?:inc|ltd|limited|llc|gmbh(?: & co\.? kg)?|ag|s\.?a\.?|corp(?:oration)?|company|co|plc|pty|b\.?v|media group|group|media|publishing|publications|publishers|holdings?|verlag|digital|online|interactive|networks?|communications|all rights.*|alle rechte.*|tous droits.*|todos los.*|reserved.*|\d{4}.*)\.?$/iu;
const SUFFIX = /\s(?:[-–—|•·»:]|::)\s([^|–—•·»]{2,40})$/u;
const DOMAIN = /(?:https?:\/\/|@|www\.|(?<=[\s(]|^))((?:[\p{L}\d-]{1,40}\.){1,4}(?:com|org|net|co\.uk|com\.au|de|fr|es|it|co|news|info|at|ch|ca|tv|uk|au|in|ie|nl|se|no|dk|be|com\.br|mx|jp|cn|kr|ru|pl|cz|eu|us|me|io))(?![\p{L}\d-])/giu;
const PLATFORMS = new Set('facebook|twitter|instagram|youtube|youtu|google|linkedin|pinterest|whatsapp|reddit|apple|itunes|gmail|spotify|t|bit|goo|wikipedia|wikimedia|tiktok|amazon|fb|x|telegram|flipboard|disqus|outbrain|taboola|getty|gettyimages|yahoo|hotmail|soundcloud|vimeo|flickr|tumblr|snapchat|microsoft|bing|medium|wordpress|cookie|adobe'.split('|'));
/** Platforms whose addresses name the blog they carry; below the others stand their own parts ("pic.", "stock."). */
const BLOG_HOSTS = new Set(['medium', 'wordpress', 'tumblr']);
const STRANGE = /[!?:;"“”„()[\]{}<>…]|\.\s/u;

const unseen = (): Record<PlaceKind, number> => ({ first: 0, top: 0, low: 0, copyright: 0, phrase: 0, suffix: 0, fileName: 0, domain: 0, mail: 0, byline: 0, credit: 0, gram: 0 });
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
			candidate = { key, value: name, line, start: start + Math.max(0, value.indexOf(name)), end: 0, rank, seen: unseen(), wholeLine: -1, outside: 0, strong: 0, told: 0, signs: 0, imprint: false };
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

/** Somebody's work for a publication. */
const POSTS = /\b(?:reporter|writer|writes|writing|editor|correspondent|columnist|contributor|producer|journalist|covers\s\S+|redakteur(?:in)?|autor(?:in)?)\s(?:for|at|of|with|bei|beim|für|von)(?:\sthe)?$/iu;
const POSSESSIVE = /['’]s?$/u;

function vote(votes: Votes, name: string, i: number, at: number, strong: boolean, told: boolean): void {
	const candidate = votes.add(name.replace(POSSESSIVE, ''), 'phrase', 5, i, at);
	if (!candidate) return;
	if (strong) candidate.strong++;
	if (told) candidate.told++;
}

const runs = new CapitalRuns();

/** The words within a run of capitals that are a name: before a trailing word, after "for", after "Follow". */
function voteOnRun(votes: Votes, run: number, i: number): void {
	const count = runs.words(run);
	const at = runs.at[run] as number;
	let trail = 0;
	let owner = -1;
	let given = 0;
	for (let k = 0; k < count; k++) {
		if (k > 0 && !trail && runs.bits(run, k) & BESIDE.trail) trail = k;
		if (k < count - 1 && owner < 0 && runs.isOwner(run, k)) owner = k;
		if (k > 1 && k < count - 1 && !given && runs.name(run, k, k + 1) === 'FOR') given = k;
	}
	const offset = (words: number): number => at + runs.name(run, 0, words).length + 1;
	if (trail) vote(votes, runs.name(run, 0, trail), i, at, (runs.bits(run, trail) & BESIDE.strongTrail) !== 0, false);
	if (owner >= 0) vote(votes, runs.name(run, 0, owner + 1), i, at, false, false);
	if (given) vote(votes, runs.name(run, given + 1, count), i, offset(given + 1), true, false);
	// "Follow Name" at the head of a line is in capitals as a whole.
	const first = runs.bits(run, 0);
	if (first & BESIDE.lead) addCapital(votes, runs.name(run, 1, count), i, offset(1), (first & BESIDE.strongLead) !== 0);
}

function countRecurring(recurring: Recurring, name: string, line: number, at: number): void {
	const known = recurring.get(name);
	if (known) known.count += known.line === line ? 0 : 1;
	else recurring.set(name, { line, at, count: 1 });
}

/** Names in capitals with a word before or after them that goes with publications; short lines also count what recurs. */
function voteOnPhrases(votes: Votes, recurring: Recurring, fact: Facts, text: string, i: number): void {
	runs.read(text);
	const counts = fact.words <= 16 && fact.length <= 140;
	for (let run = 0; run < runs.count; run++) {
		const at = runs.at[run] as number;
		const end = runs.end[run] as number;
		if (end - at < 2) continue;
		const words = runs.words(run);
		const lead = runs.lead(run);
		if (lead) vote(votes, text.slice(at, end), i, at, lead.strong || POSTS.test(lead.before), lead.told);
		const trail = runs.trail(run);
		if (trail & BESIDE.trail) vote(votes, text.slice(at, end), i, at, (trail & BESIDE.strongTrail) !== 0, false);
		else if (words < 5 && runs.endsInPossessive(run)) vote(votes, text.slice(at, end), i, at, false, false);
		if (words > 1) voteOnRun(votes, run, i);
		if (!counts) continue;
		countRecurring(recurring, text.slice(at, end), i, at);
		if (words > 2) countRecurring(recurring, runs.name(run, 0, 2), i, at);
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
		const owner = labels[labels.length - 1] as string;
		if (labels.length > 1 && PLATFORMS.has(owner) && !BLOG_HOSTS.has(owner)) continue;
		votes.add(name, mail ? 'mail' : 'domain', 7, i, hit.index);
		if (labels.length > 1) votes.add(owner, mail ? 'mail' : 'domain', 8, i, hit.index);
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
		const suffix = fact.words > 2 ? SUFFIX.exec(text) : null;
		if (suffix) votes.add(suffix[1] as string, 'suffix', 2, i, suffix.index + suffix[0].lastIndexOf(suffix[1] as string));
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
	if (i === page.masthead || (fact.dates.length > 0 && (i < 14 || i < firstSentence + 4))) voteOnImprint(votes, page, i);
}

const PAGE_MARK = /(?:[,;|•]\s*|\s)(?:(?:page|pages|pg|pp?|seite|s|página|pagina|side|sida|blz)\.?\s?\d{1,3}|(?:no|nr|vol|issue|ausgabe)\.?\s?\d{1,6}|(?:first|late|final|city|morning|evening)\s+edition)\b.*$/iu;

/** "Quayside Courier, 2 May 1979, page 4": what stands with the date where the paper is told. */
function voteOnImprint(votes: Votes, page: Page, i: number): void {
	const line = page.lines[i] as Line;
	const fact = page.facts[i] as Facts;
	const masthead = i === page.masthead;
	if (!masthead && (fact.dates.length === 0 || fact.dateShare < 0.2 || fact.words > 14 || fact.byline?.cue)) return;
	const beside = fact.dates.length > 0 ? besideDate(line, fact) : line.text;
	const name = (beside.replace(PAGE_MARK, '').split(/[,;|•·]|\s[–—-]\s/u)[0] as string).replace(/^[\s,;:|•·–—-]+|[\s,;:|•·–—-]+$/gu, '');
	const at = line.text.indexOf(name);
	if (name.length < 3 || name.length > 48 || at < 0 || name.split(/\s+/).length > 6 || STRANGE.test(name) || !/^[\p{Lu}\p{Lo}\d]/u.test(name)) return;
	if (!masthead && !isPaperName(name) && !PAGE_MARK.test(beside)) return;
	const candidate = votes.add(name, 'top', 1, i, at);
	if (candidate) candidate.imprint = true;
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
