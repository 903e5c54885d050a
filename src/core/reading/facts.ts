// Owns what can be seen on one line by itself: lengths, form, cue words, dates, credits. Must not look at other lines.
import { LETTER, LOWER, PAIR, UPPER, kindOf, unitsOf, isEasternDigit } from './characters';
import { CREDIT_TAIL, type Credit, findCredit } from './credits';
import { CJK_CUES, CUE } from './cues';
import { type DateFound, findDates } from './dates';
import { KNOWN, cueOfPhrase, cueOfWord, knownOfWord, newWords, phraseStep } from './known-words';
import type { Line } from './lines';
import { type BylineRead, readByline } from './names';
import { isPersonName } from './person-names';
import { type Shape, shapeOf } from './shape';
import { FORM, HashSet, type Parts, type Words } from './words';

/** What is seen on one line. Counts are in words, or in characters / 1.8 for scripts without blanks. */
export interface Facts {
	length: number;
	words: number;
	cjk: boolean;
	/** Cue bits: of the whole line, of the phrase at its head, of any word (short lines only), of its last words. */
	whole: number;
	head: number;
	any: number;
	tail: number;
	/** 3 full stop, 2 question or exclamation mark, 1 other closing mark (colon, ellipsis, quote), 0 none. */
	stop: number;
	quoteStart: boolean;
	bullet: boolean;
	lowerStart: boolean;
	digitStart: boolean;
	/** Share of words with a capital initial, and of capital letters among letters, in the first 40 words. */
	capitalised: number;
	capitals: number;
	digits: number;
	commas: number;
	glued: number;
	separators: number;
	colonAt: number;
	urls: number;
	/** Sentence ends inside the line. */
	sentences: number;
	dates: DateFound[];
	/** Share of the line's letters and digits that are date. */
	dateShare: number;
	clock: boolean;
	relative: boolean;
	personName: boolean;
	byline: BylineRead | null;
	/** Where a credit at the end of the line begins, or -1; where text before it ends. */
	creditAt: number;
	creditStrength: number;
	copyright: boolean;
	dateline: number;
	/** Folded text for comparing, made on demand for short lines only. */
	key: string;
}

/** Longer lines are compared by their beginning and their length. */
export const KEY_LENGTH = 300;

const DATELINE =
	/^(?:(?:\p{Lu}{2,}[\p{Lu}.'’-]*(?:[\s/][\p{Lu}.'’-]+){0,4}(?:,\s?[\p{L}. ]{2,24}){0,2})\s{0,2}(?:\((?:[\p{L}\s./&-]{2,40})\)|,\s?\p{L}{3,9}\.?\s\d{1,2}(?:\s?\((?:[\p{L}\s./&-]{2,40})\))?)?\s{0,2}(?:[–—]|--?|:)(?=\s?\S)|\p{Lu}[\p{L}.'’-]+(?:[\s/-]\p{Lu}[\p{L}.'’-]+){0,3}(?:,\s?[\p{L}. ]{2,24})?\s{0,2}(?:\((?:[\p{L}\s./&-]{2,30})\)\s?(?:[–—.:]|--?)|\((?:dpa|AP|AFP|Reuters|APA|epd|KNA|ots|sid|ANSA|EFE)[\p{L}/\s-]{0,16}\)\s)(?=\s?\S))/u;

/** Length of a dateline at the head of `text` ("PLACE (Agency) —"), or 0. */
export function datelineLength(text: string): number {
	if (!(kindOf(text.charCodeAt(0)) & (UPPER | PAIR))) return 0;
	const head = text.length > 140 ? text.slice(0, 140) : text;
	// A place is in capitals, or something in brackets follows it.
	if (!(kindOf(text.charCodeAt(1)) & (UPPER | PAIR)) && !head.includes('(')) return 0;
	const hit = DATELINE.exec(head);
	return hit && hit[0].length < text.length - 20 ? hit[0].length : 0;
}

const CLOCK = /\b\d{1,2}(?::|h|\.)\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b/i;
const RELATIVE = /\b(?:\d+|an?|vor|hace|il y a)\s+\d*\s*(?:sec|min|hour|hr|day|week|month|year|stunde|tag|minute|hora|d[ií]a|heure|jour)/i;
const URLISH = /(?:https?:\/\/|www\.|\.(?:com|org|net|de|fr|uk|html)\b|\S@\S)/gi;
const RIGHTS = /©|\(c\)\s|copyright|all rights reserved|alle rechte|droits réservés|derechos reservados/i;
const BULLET = /^(?:[•·*▪►■●–—-]\s|\d{1,2}[.)]\s)/;
const QUOTES = new Set([...'"“„«»‘\'”「『'].map((char) => char.charCodeAt(0)));
const CLOSERS = new Set([..."\"”’'»)]“"].map((char) => char.charCodeAt(0)));
const FULL_STOPS = new Set([...'.。．'].map((char) => char.charCodeAt(0)));
const QUESTIONS = new Set([...'?!？！'].map((char) => char.charCodeAt(0)));
const OTHER_ENDS = new Set([...':…"”»“'].map((char) => char.charCodeAt(0)));

function closingMark(text: string): number {
	const last = text.charCodeAt(text.length - 1);
	const end = CLOSERS.has(last) ? text.charCodeAt(text.length - 2) : last;
	return FULL_STOPS.has(end) ? 3 : QUESTIONS.has(end) ? 2 : OTHER_ENDS.has(last) ? 1 : 0;
}

/** What the words of a line show together. */
interface WordSigns {
	whole: number;
	head: number;
	any: number;
	tail: number;
	/** KNOWN bits of all words. */
	known: number;
	/** Whether two neighbouring words could be a person's name; whether a name can follow a byline cue. */
	namelike: boolean;
	cuedName: boolean;
	/** Whether a date could stand here: a month, or numbers joined to one another. */
	datelike: boolean;
}

const BAR = CUE.share | CUE.menu | CUE.weekday | CUE.boilerplate;
/** Words of the longest phrase that counts as the head of a line. */
const HEAD_WORDS = 4;

function headCues(words: Words, signs: WordSigns): void {
	let node = 0;
	for (let i = 0; i < Math.min(HEAD_WORDS, words.count); i++) {
		node = phraseStep(node, words.id[i] as number);
		if (node < 0) return;
		const bits = cueOfPhrase(node);
		signs.head |= bits;
		if (i === words.count - 1) signs.whole = bits;
	}
}

function wordSigns(words: Words): WordSigns {
	const signs: WordSigns = { whole: 0, head: 0, any: 0, tail: 0, known: 0, namelike: false, cuedName: false, datelike: false };
	const { count } = words;
	let common = ~0;
	let numbers = 0;
	let afterName = false;
	let afterCue = false;
	for (let i = 0; i < count; i++) {
		const id = words.id[i] as number;
		const form = words.form[i] as number;
		const bits = cueOfWord[id] as number;
		const known = (knownOfWord[id] as number) | (knownOfWord[words.lastPart[i] as number] as number);
		signs.any |= bits;
		common &= bits;
		signs.known |= known;
		if (i >= count - 3) signs.tail |= bits;
		if (form & FORM.digit) numbers++;
		if (form & FORM.mixed || (form & FORM.digit && form & FORM.joined)) signs.datelike = true;
		// "2019Jane Doe": a name may be run on to a number.
		const capital = (form & (FORM.capital | FORM.mixed)) !== 0;
		if (capital && afterCue) signs.cuedName = true;
		afterCue = (bits & CUE.by) !== 0;
		// Particles stand inside a name and do not end it.
		if (capital && !(known & KNOWN.notName)) {
			if (afterName) signs.namelike = true;
			afterName = true;
		} else if (!(known & KNOWN.particle)) {
			if (form & FORM.joined && afterName) signs.namelike = true;
			afterName = (form & FORM.joined) !== 0;
		}
	}
	if (numbers >= 3 || signs.known & KNOWN.month) signs.datelike = true;
	headCues(words, signs);
	// A bar of share or menu words is one as a whole.
	if (count > 1 && count <= 8 && !signs.whole) signs.whole = common & BAR;
	return signs;
}

const words = newWords();
const tailWords = newWords();

function creditOf(text: string, units: Uint16Array, head: number, cjk: boolean): Credit {
	if (text.length > 900) return { at: -1, strength: 0 };
	let known = head;
	let any = 0;
	if (text.length > KEY_LENGTH) {
		tailWords.read(units, text.length - CREDIT_TAIL, text.length);
		for (let i = 0; i < tailWords.count; i++) {
			known |= (knownOfWord[tailWords.id[i] as number] as number) | (knownOfWord[tailWords.lastPart[i] as number] as number);
			any |= cueOfWord[tailWords.id[i] as number] as number;
		}
	}
	return findCredit(text, { cue: cjk || (known & KNOWN.credit) !== 0 || text.includes('©'), agency: (known & KNOWN.agency) !== 0 || (any & CUE.agency) !== 0 });
}

/** Whether a line may be read as a byline: short, and with a cue, something like a name, an agency or letters of another script. */
function mayBeSigned(shape: Shape, signs: WordSigns, length: number, stop: number): boolean {
	if (length > 220) return false;
	if (signs.head & CUE.by) return shape.words <= 36;
	if (shape.words > 20 || (stop === 3 && shape.words > 10)) return false;
	if (shape.cjkLetters > 1 || shape.glued > 0 || signs.cuedName) return true;
	return shape.capitalised > 0.35 && (signs.namelike || (signs.any & (CUE.agency | CUE.by)) !== 0);
}

function isCopyright(text: string, signs: WordSigns, sign: boolean): boolean {
	if (text.length >= 400 || !(sign || signs.any & CUE.boilerplate || signs.known & KNOWN.rights)) return false;
	return RIGHTS.test(text);
}

function cjkCues(text: string): number {
	let bits = 0;
	for (const [pattern, cue] of CJK_CUES) if (pattern.test(text)) bits |= cue;
	return bits;
}

function dateShareOf(dates: readonly DateFound[], length: number): number {
	let dated = 0;
	for (const date of dates) dated += date.end - date.start;
	return length ? Math.min(1, dated / length) : 0;
}

/**
 * Facts of one line. Linear in its length; of a long line only the head and the tail are read word by word. The words of
 * the head are added to `parts`.
 */
export function factsOf(line: Line, parts?: Parts): Facts {
	const { text } = line;
	const { length } = text;
	const units = unitsOf(text);
	const shape = shapeOf(units, length);
	const short = length <= KEY_LENGTH;
	words.read(units, 0, short ? length : KEY_LENGTH / 2);
	parts?.addLine(words);
	const signs = wordSigns(words);
	const key = short ? words.key() : `${words.key()} ${length}`;
	const sign = text.includes('©');
	if (sign) {
		signs.any |= CUE.boilerplate;
		if (text.charCodeAt(0) === 0xa9) signs.head |= CUE.boilerplate;
	}
	if (length > 160) {
		signs.whole = signs.tail = 0;
		signs.any = signs.head;
	}
	if (shape.cjkLetters && length <= 80) signs.any |= cjkCues(text);
	const stop = closingMark(text);
	const dates = short && shape.digits >= 2 && signs.datelike ? findDates(text) : [];
	const credit = creditOf(text, units, short ? signs.known : 0, shape.cjkLetters > 0);
	const colonAt = short ? text.indexOf(':') : -1;
	const mayBeUrl = short && (shape.dots > 0 || (colonAt >= 0 && text.startsWith('//', colonAt + 1)));
	return {
		length,
		words: shape.words,
		cjk: shape.cjk,
		whole: signs.whole,
		head: signs.head,
		any: signs.any,
		tail: signs.tail,
		stop,
		quoteStart: QUOTES.has(text.charCodeAt(0)),
		bullet: kindOf(text.charCodeAt(0)) & LETTER ? false : BULLET.test(text),
		lowerStart: (kindOf(text.charCodeAt(0)) & LOWER) !== 0,
		digitStart: (text.charCodeAt(0) >= 0x30 && text.charCodeAt(0) <= 0x39) || isEasternDigit(text.charCodeAt(0)),
		capitalised: shape.capitalised,
		capitals: shape.capitals,
		digits: shape.digits,
		commas: shape.commas,
		glued: shape.glued,
		separators: shape.separators,
		colonAt,
		urls: mayBeUrl ? (text.match(URLISH)?.length ?? 0) : 0,
		sentences: shape.sentences,
		dates,
		dateShare: dateShareOf(dates, length),
		clock: short && shape.digits > 0 && CLOCK.test(text),
		relative: length < 120 && shape.digits > 0 && RELATIVE.test(text),
		personName: length <= 48 && signs.namelike && isPersonName(text, words),
		byline: mayBeSigned(shape, signs, length, stop) ? readByline(text, dates, false, words) : null,
		creditAt: credit.at,
		creditStrength: credit.strength,
		copyright: isCopyright(text, signs, sign),
		dateline: length > 60 ? datelineLength(text) : 0,
		key,
	};
}

/** The words of a text, folded and joined by blanks: equal for what reads the same. */
export function keyOf(text: string): string {
	words.read(unitsOf(text), 0, text.length);
	return words.key();
}

/** The parts of the words of a text. */
export function partsOfText(text: string): HashSet {
	words.read(unitsOf(text), 0, text.length);
	return new HashSet(words.partHash.subarray(0, words.partCount));
}
