// Owns the reading of a byline: cue, names, roles, agencies and organisations apart. Must not decide which line is the byline.
import type { Byline, Signatory } from '../../shared/draft';
import { type Part, blankOut, gluedAt, partsOf, withoutAddresses, withoutTimes } from './byline-parts';
import { LETTER, MARK, NUMBER, PAIR, fold, kindOf, unitsOf } from './characters';
import { CUE } from './cues';
import type { DateFound } from './dates';
import { KNOWN, cueOfWord, knownOfWord, newWords } from './known-words';
import { bitsOf, isAgencyName, isOrganisation, isPersonName, nameAfterRole, nameBeforeOutlet, nameBeforeRole, nameLength, wordBits } from './person-names';
import { FORM, type Words } from './words';

/** A byline with how well its form fits: 0 (no name) to 1, and where in the text the names stand. */
export interface BylineRead extends Byline {
	cue: boolean;
	/** Words of the line that are explained as name, role, agency, date or cue, as a share. */
	explained: number;
	start: number;
	end: number;
}

const HEAD_CUE =
	/^(?:[-–—•|*/\s]*)(?:(?:(?:written|words|story|posted|report|reported|reporting|text|article|review|reviewed|analysis|opinion|commentary|interview|essay|column|compiled|edited|published|submitted|contributed|presented|produced|created|photographs?|recipe)(?:\s+and\s+\p{L}+)?\s+by|by|von|vom|par|por|di|av|af|door|oleh|przez|yazan|od)(?=[\s:\u00a0])\s*:?|(?:author|authors|autor|autorin(?:\/autor)?|autor\/autorin|autoren|autores|auteur|auteurs|autore|text|texte|texto|testo|tekst|words|writer|reporter|journalist|door|написал|автор|текст|de|redazione|author\(s\)|von und mit)\s*:|(?:ein(?:e)?\s+)?(?:gastbeitrag|kolumne|kommentar|analyse|interview|essay|bericht|reportage|rezension|glosse|beitrag|artikel|porträt|video)\s+(?:von|par|by|door)\b|autorin\/autor(?=\s)|propos recueillis par|recueillis? par|publi[ée] par|[ée]crit par|escrito por|a cura di|skrevet av|skrivet av|بقلم|كتبت?|תחקיר|מאת|著者|作者|記者|记者|文|責任編輯|筆者|撰文|取材[・･]文)\s*[:：]?\s*/iu;
/** "ByJane Doe": the blank lost between two elements of a page. */
const GLUED_CUE = /^(?:By|Von|Par|Por)(?=\p{Lu}[\p{Ll}.])/u;
const STRONG_CUE = /(?<!\p{L})(?:[Ww]ritten|[Gg]uide|[Ss]tory|[Rr]eport|[Nn]ews|[Rr]eview|[Aa]nalysis|[Oo]pinion|[Cc]olumn|[Ww]ords)\s[Bb]y\s+(?=\p{Lu})/u;
const INNER_CUE = /(?:^|[\s|•·,–—-])(?:by|By|BY|von|Von|VON|par|Par|por|Por|di|Di|door|av|Av|af|Af)\s+(?=\p{Lu})/u;

const DEGREE = /^(?:ph\.?\s?d\.?|m\.?d\.?|m\.?a\.?|b\.?a\.?|b\.?sc\.?|m\.?sc\.?|rn|rd|cfa|cfp|cpa|jd|j\.d\.|esq\.?|mba|mph|dds|dvm|ms|llb|obe|mbe|cbe|mp|jr\.?|sr\.?|ii|iii)$/i;
const HAN_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]{2,8}$/u;
const HANGUL_NAME = /^\p{Script=Hangul}{2,4}(?=\s?(?:기자|특파원|논설위원|선임기자)?$)/u;

/** Begins in a script without capitals, in which a name has no form of its own. */
const UNCASED = /^\p{Lo}/u;

const WORDS = /[\p{L}\p{M}\p{N}'’.·-]+/gu;

/** Number of WORDS in a text. */
function wordsIn(text: string): number {
	let count = 0;
	let inside = false;
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		const kind = kindOf(code);
		if (kind & PAIR) return text.match(WORDS)?.length ?? 0;
		const word = (kind & (LETTER | MARK | NUMBER)) !== 0 || code === 0x27 || code === 0x2019 || code === 0x2e || code === 0xb7 || code === 0x2d;
		if (word && !inside) count++;
		inside = word;
	}
	return count;
}

function trimName(part: Part): Part {
	const length = nameLength(part.text);
	return length === part.text.length ? part : { ...part, text: part.text.slice(0, length), end: part.start + length };
}

/** What a line's words show before any pattern is tried. */
interface LineSigns {
	/** KNOWN bits of all words. */
	known: number;
	/** A word in capitals after a cue ("by Jane"). */
	cuedName: boolean;
	/** The line is one person's name and nothing else. */
	plainName: boolean;
}

const lineWords = newWords();
const partWords = newWords();

function readWords(text: string, words: Words): Words {
	words.read(unitsOf(text), 0, text.length);
	return words;
}

/** Words with any of these are no plain part of a name. */
const NOT_PLAIN = KNOWN.notName | KNOWN.agency | KNOWN.organisation;
const NOT_PLAIN_CUES = CUE.by | CUE.role | CUE.agency | CUE.weekday;

function signsOf(line: string, words: Words): LineSigns {
	const { count } = words;
	let known = 0;
	let cuedName = false;
	let afterCue = false;
	let plain = count >= 2 && count <= 4 && line.length <= 48 && !/\.|['’]s\b/i.test(line) && words.start[0] === 0 && words.end[count - 1] === line.length;
	for (let i = 0; i < count; i++) {
		const form = words.form[i] as number;
		const cue = cueOfWord[words.id[i] as number] as number;
		const bits = (knownOfWord[words.id[i] as number] as number) | (knownOfWord[words.lastPart[i] as number] as number);
		known |= bits;
		const capital = (form & FORM.capital) !== 0;
		if (capital && afterCue) cuedName = true;
		afterCue = (cue & CUE.by) !== 0;
		if (!plain) continue;
		const inside = i > 0 && i < count - 1;
		const length = (words.end[i] as number) - (words.start[i] as number);
		const fits = capital ? length > 1 || inside : inside && (bits & KNOWN.particle) !== 0 && length > 1;
		const parted = i === 0 || (words.start[i] === (words.end[i - 1] as number) + 1 && line.charCodeAt(words.start[i] as number - 1) === 0x20);
		plain = fits && parted && !(form & FORM.mixed) && !(bits & NOT_PLAIN) && !(cue & NOT_PLAIN_CUES) && !(i === 0 && bits & KNOWN.particle);
	}
	return { known, cuedName, plainName: plain && gluedAt(line).length === 0 };
}

const CJK = /[\u2e80-\u9fff\uac00-\ud7af]/;

/** Where the names begin, and whether a cue stands before them. */
function beginningOf(text: string, signs: LineSigns, cueBefore: boolean): { from: number; cue: boolean } {
	const bare = text.charCodeAt(0) === 1 ? text.replace(/^\u0001+\s*/u, (hit) => ' '.repeat(hit.length)) : text;
	const head = (signs.known & KNOWN.opener || CJK.test(bare) ? HEAD_CUE.exec(bare) : null) ?? GLUED_CUE.exec(bare);
	if (head && (head[0].trim().length > 1 || head[0].includes('文'))) return { from: head[0].length, cue: true };
	if (!signs.cuedName) return { from: 0, cue: cueBefore };
	const strong = STRONG_CUE.exec(text);
	if (strong) return { from: strong.index + strong[0].length, cue: true };
	const inner = INNER_CUE.exec(text);
	const from = inner ? inner.index + inner[0].length : 0;
	if (!inner || from >= text.length - 3) return { from: 0, cue: cueBefore };
	const lead = wordsIn(text.slice(0, inner.index).replace(/\u0001/g, ' '));
	const name = lead <= 4 ? partsOf(text, from)[0] : undefined;
	if (name && (lead === 0 || isPersonName(name.text) || nameBeforeRole(name.text))) return { from, cue: true };
	return { from: 0, cue: cueBefore };
}

/**
 * Reads a line as a byline. `cueBefore`: the line above ends in a cue ("By"). `dates` are those found in the line.
 * `words` are those of the line, where they have been read already. Answers null where no name and no signing organisation
 * can be seen.
 */
export function readByline(line: string, dates: readonly DateFound[], cueBefore: boolean, words?: Words): BylineRead | null {
	if (line.length > 260) return null;
	const signs = signsOf(line, words ?? readWords(line, lineWords));
	if (signs.plainName && !cueBefore && dates.length === 0) {
		return { signatories: [{ name: line, kind: 'person', role: null }], agency: null, cue: false, explained: 1, start: 0, end: line.length };
	}
	let text = line;
	for (const date of dates) text = blankOut(text, date.start, date.end);
	if (signs.known & KNOWN.time || /\d/.test(text)) text = withoutTimes(text);
	text = withoutAddresses(text);
	const { from, cue } = beginningOf(text, signs, cueBefore);
	// Marks of ungluing take a place of their own: offsets are mapped back at the end.
	const glued = gluedAt(text).filter((at) => at > from);
	for (let k = glued.length - 1; k >= 0; k--) text = `${text.slice(0, glued[k])}\u0001${text.slice(glued[k])}`;
	const read = new Reading(cue, dates.length > 0, wordsIn(text.replace(/\u0001/g, ' ')));
	for (const part of partsOf(text, from)) if (!read.add(part)) break;
	return read.result((offset) => offset - glued.filter((at, k) => at + k < offset).length);
}

/**
 * Reads a short line in a script without capitals as somebody's name, with an outlet after a dash left out: "سلمى النجار". Such a name has no
 * form of its own, so its place must speak for it. Null for anything but two to four words of letters.
 */
export function readUncasedName(line: string): BylineRead | null {
	const hit = /^((?:[\p{Lo}\p{M}.]{2,16})(?:\s[\p{Lo}\p{M}.]{2,16}){1,3})(?:\s?[-–—|،,/].{2,30})?$/u.exec(line);
	const name = hit?.[1];
	if (!name || CJK.test(name)) return null;
	return { signatories: [{ name, kind: 'person', role: null }], agency: null, cue: false, explained: name.length / line.length, start: 0, end: name.length };
}

/** Words after which a part says where or for whom, not who. */
const CLOSING = /\s(?:for|in|at|from|für|aus|on|pour|para|à|en|is|are|was)\s/u;
const MOST_SIGNATORIES = 12;

/** The signatories of one line, read part by part. */
class Reading {
	private readonly signatories: Signatory[] = [];
	private agency: string | null = null;
	private start = -1;
	private end = -1;
	private explained: number;
	private strange = 0;

	/** `total`: words of the line. */
	constructor(private readonly cue: boolean, private readonly dated: boolean, private readonly total: number) {
		this.explained = cue ? 1 : 0;
	}

	/** Reads one more part. Answers whether the line is worth going on with. */
	add(given: Part): boolean {
		const part = trimName(given);
		const count = wordsIn(part.text);
		if (count === 0) return true;
		const named = this.signatories.length > 0;
		const words = readWords(part.text, partWords);
		const { cues, known } = bitsOf(words);
		const role = (cues & CUE.role) !== 0;
		if ((part.text.length < 8 && DEGREE.test(part.text)) || (known & KNOWN.agency && this.isAgency(part))) this.explained += count;
		else if (named && part.separator.length > 2 && CLOSING.test(part.separator)) this.explained += count / 2;
		else if (this.isPerson(part, role, words) || this.isShortened(part, role) || (role && this.isRole(part, count)) || this.isName(part, count)) this.explained += count;
		else {
			this.strange += count;
			return !(named && this.strange > 6 && this.cue);
		}
		return true;
	}

	/** Null where nobody was found, or so many that it is a list of another kind. `back` leads an offset to the line as given. */
	result(back: (offset: number) => number): BylineRead | null {
		const { signatories, agency, cue, explained, total, start, end } = this;
		if (signatories.length === 0 || signatories.length > MOST_SIGNATORIES) return null;
		return { signatories, agency, cue, explained: Math.min(1, explained / Math.max(1, total)), start: back(start), end: back(end) };
	}

	private take(name: string, kind: Signatory['kind'], role: string | null, start: number, end: number): void {
		if (!this.signatories.some((other) => fold(other.name) === fold(name))) this.signatories.push({ name, kind, role });
		if (this.start < 0) this.start = start;
		this.end = Math.max(this.end, end);
	}

	private isAgency({ text, start, end }: Part): boolean {
		const named = this.signatories.length > 0;
		if (!(named || this.cue || (this.total <= 6 && text.length > 2)) || !isAgencyName(text)) return false;
		if (!named) this.take(text, 'organisation', null, start, end);
		this.agency ??= text;
		return true;
	}

	private isPerson({ text, start, end }: Part, role: boolean, words: Words): boolean {
		const named = this.signatories.length > 0;
		const lead = role ? nameAfterRole(text) : 0;
		const name = lead ? text.slice(lead) : text;
		if (!isPersonName(name, lead ? undefined : words) || (named && role && wordBits(name).cues & CUE.role)) return false;
		if (!isOrganisation(name)) this.take(name, 'person', lead ? text.slice(0, lead).trim() : null, start + lead, end);
		else if (!this.cue) return false;
		else if (!named) this.take(name, 'organisation', null, start, end);
		return true;
	}

	/** A name with a role or an outlet run on to it. */
	private isShortened({ text, start }: Part, role: boolean): boolean {
		if (this.signatories.length > 0) return false;
		const length = (role ? nameBeforeRole(text) : 0) || nameBeforeOutlet(text);
		if (!length) return false;
		this.take(text.slice(0, length), 'person', text.slice(length).trim(), start, start + length);
		return true;
	}

	private isRole({ text }: Part, count: number): boolean {
		const last = this.signatories.at(-1);
		if (!last || count > 8) return false;
		last.role ??= text;
		return true;
	}

	/** A name in a script without capitals, or whatever follows a cue. */
	private isName({ text, start, end }: Part, count: number): boolean {
		if (this.signatories.length > 0) return false;
		const asian = text.charCodeAt(0) >= 0x3000;
		const korean = asian ? HANGUL_NAME.exec(text) : null;
		if (asian && HAN_NAME.test(text) && (this.cue || (this.dated && this.total <= 2))) this.take(text, 'person', null, start, end);
		else if (korean) this.take(korean[0], 'person', null, start, end);
		else if (this.cue && count <= 6 && text.length <= 60 && !/[.!?…]$/.test(text)) this.take(text, (count === 1 || (count <= 4 && UNCASED.test(text))) && !isOrganisation(text) ? 'person' : 'organisation', null, start, end);
		else return false;
		return true;
	}
}
