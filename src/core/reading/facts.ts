// Owns what can be seen on one line by itself: lengths, form, cue words, dates, credits. Must not look at other lines.
import { LETTER, NUMBER, PAIR, UPPER, fold, joinedWords, kindOf } from './characters';
import { CJK_CUES, CUE, CUES, cueBitsWithin } from './cues';
import { type DateFound, findDates } from './dates';
import type { Line } from './lines';
import { type BylineRead, isPersonName, readByline } from './names';

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

const CJK_LETTER = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/g;
const MAX_WORDS_SEEN = 40;
/** Longer lines are compared by their beginning and their length. */
export const KEY_LENGTH = 300;

const AGENCY =
	'AP|AP Photo|Reuters|REUTERS|AFP|Getty|Getty Images|EPA|EPA-EFE|Alamy|Shutterstock|iStock|iStockphoto|Bloomberg|Zuma|ZUMA|dpa|DPA|APA|imago|Imago|IMAGO|picture[ -]alliance|Picture[ -]Alliance|Keystone|KEYSTONE|epd|Sipa|SIPA|Abaca|EFE|Europa Press|Lusa|ANSA|LaPresse|NTB|TT|scanpix|Scanpix|Kyodo|PA|PA Wire|PA Media|Press Association|Associated Press|The Associated Press|AAP|CP|The Canadian Press|Canadian Press|PTI|ANI|IANS|Xinhua|TASS|Sputnik|Rex|REX|Splash|Unsplash|Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Wikipedia|Creative Commons|NASA|Handout|Screenshot|Supplied|Courtesy|Belga|ANP|Ritzau|Lehtikuva|PAP|CTK|Nurphoto|NurPhoto|MTI|laif|Fotolia|Adobe Stock|Corbis|WireImage|USA TODAY Sports|Newscom|Avalon|ddp|WENN|Magnum|Twitter|Instagram|Facebook|YouTube|Google|File|file|Archive|Archiv|Archivbild|Symbolbild|Agencia Brasil|AFP via Getty Images|Contour|VCG|CNS|UPI|Xin Hua|CC BY(?:-[A-Z]+)*|Depositphotos|Pool|POOL|TNS|MCT';
const PAREN_CREDIT = new RegExp(
	`\\((?:(?:file |stock |aerial |handout |undated )?(?:photo|photos|image|images|picture|pictures|photograph|foto|fotos|bild|credit|source|quelle|video|screenshot|screengrab|illustration|graphic|via|courtesy(?: of)?|©)\\b\\s*(?:by|credits?|courtesy|source|von|:|/)?[^()]{0,90}|[^()]{0,70}(?:[/,]\\s?|\\bvia |\\s)?\\b(?:${AGENCY})\\b[^()]{0,40}|[^()]{2,40}/[^()]{2,60}|©[^()]{1,80}|[^()]{2,50}\\s(?:for|photo|staff|photographer)(?:\\s[^()]{1,50})?)\\)\\s*\\.?\\s*$`,
	'u',
);
const CUE_CREDIT =
	/(?:(?<![\p{L}\p{N}])(?:photo credits?|photos? by|photos? courtesy(?: of)?|image credits?|images? (?:source|by|via|courtesy of)|picture credits?|pictures? by|photograph(?:s|y)? by|photographed by|file photo by|courtesy of|credits?\s?:|photos?\s?[:|/]|image\s?[:|/]|images\s?:|pictures?\s?:|photograph(?:s|er|y)?\s?:|illustration(?: by|\s?:)|source\s?:|getty images|screenshot\s?:|screengrab\s?:|video\s?:|foto(?:s|grafie)?\s?(?:[:|/]|von )|bild(?:er)?\s?(?:[:|/]|von )|bildquelle\s?:?|bildrechte\s?:?|quelle\s?:|archivbild\s?:?|archivfoto\s?:?|symbolbild(?:\s?[:/]|$)|symbolfoto\s?:?|grafik\s?:|crédit(?:s)?(?: photo)?\s?:?|photo\s?:|imagen?\s?:|imagem\s?:|fuente\s?:|fonte\s?:|divulgação|reprodução|kuva\s?:|ảnh\s?:|фото\s?:|zdjęcie\s?:|fotó\s?:|nuotr\.|reuters\/|afp\/|ap photo|dpa\/|imago\/|写真[:：=]?|撮影[:：=]?|图片来源|图源|来源[:：])|©|\(c\)\s)/giu;
const SLASH_AGENCY = new RegExp(`(?:^|[\\s.,|–—-])((?:[\\p{Lu}\\d][\\p{L}\\d.'’&-]{0,20}(?:\\s[\\p{L}\\d.'’&-]{1,20}){0,4}\\s?[/|]\\s?){1,3}(?:${AGENCY})(?:[\\s/|,-]{1,3}[\\p{L}\\d.'’&-]{1,20}){0,4})\\.?$`, 'u');
const BARE_AGENCY = new RegExp(`(?:[.!?”"’'»]\\s{1,3}|\\s{2,4}|\\s[|–—-]\\s|\\s\\[)((?:[\\p{Lu}][\\p{L}.'’&-]{0,20}\\s){0,3}(?:${AGENCY})(?:\\s(?:Images|Photo|Stock))?)\\]?\\.?$`, 'u');
const NAME_CREDIT = new RegExp(`^(?:[\\p{Lu}\\d][\\p{L}\\d.'’&-]{0,20}[\\s/|,]{1,3}){0,5}(?:${AGENCY})(?:[\\s/|,]{1,3}[\\p{L}\\d.'’&-]{1,20}){0,4}\\.?$`, 'u');

/** "(Name)" or "/ Name Surname" at the end: a credit only if the line is a caption otherwise. */
const WEAK_CREDIT = /\s?\((?:[\p{Lu}\d@][\p{L}\d.'’&-]{0,24}[\s/|,]{0,2}){1,6}\)\.?$|\s[/|]\s?(?:\p{Lu}[\p{L}.'’-]{0,20}\s?){1,4}$/u;
const MAY_BE_CREDIT = /[/:©|()]|ap\b|afp|reuters|getty|credit|court|photo|foto|imago|dpa|apa|quelle|bild|image|grafik|handout|file|archi|imag|crédit|divulga|reprodu|写真|撮影|图|来源|alamy|stock|epa\b|pa\b|press|efe\b|images|keystone|screen|supplied|pool|tns|upi|cns|aap|cp\b|pti|ani\b|tass|rex|flickr|wiki|nasa|splash|pixabay|pexels|magnum|corbis|newscom|lusa|ansa|ntb|tt\b|kyodo|belga|anp|ritzau|pap\b|ctk|laif|ddp|wenn|vcg|mct|twitter|google|youtube|facebook|instagram|contour|zuma|bloomberg|sipa|abaca|scanpix|sputnik|xinhua|xin hua|cc by|agencia|kuva|ảnh|фото|zdj|nuotr/;
const NO_CREDIT = { at: -1, strength: 0 } as const;

function findCredit(text: string): { at: number; strength: number } {
	// A long paragraph that ends as sentences do is no caption.
	if (text.length > 260 && /[^)]\.$/.test(text.slice(-2)) && !text.includes('©', text.length - 120)) return NO_CREDIT;
	const from = Math.max(0, text.length - 170);
	const tail = from ? text.slice(from) : text;
	if (!MAY_BE_CREDIT.test(tail.toLowerCase())) return NO_CREDIT;
	if (tail.endsWith(')') || tail.endsWith(').') || tail.endsWith(') ')) {
		const open = tail.lastIndexOf('(');
		if (open >= 0) {
			const hit = PAREN_CREDIT.exec(tail.slice(open));
			if (hit) return { at: from + open, strength: 3 };
		}
	}
	let last = -1;
	let first = -1;
	CUE_CREDIT.lastIndex = 0;
	for (let hit = CUE_CREDIT.exec(tail); hit; hit = CUE_CREDIT.exec(tail)) {
		if (tail.length - hit.index <= 120) {
			if (first < 0) first = hit.index;
			last = hit.index;
		}
	}
	if (first >= 0) {
		const rest = tail.slice(first);
		// A sentence that goes on after the cue is no credit.
		if (!/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}+\s+\p{Ll}+/u.test(rest) && rest.length <= 110) return { at: from + first, strength: first === 0 && from === 0 ? 2 : 3 };
		const short = tail.slice(last);
		if (short.length <= 70) return { at: from + last, strength: 2 };
	}
	if (tail.length <= 90 && from === 0 && (NAME_CREDIT.test(tail) || (tail.length > 2 && (CUES.get(fold(tail).replace(/[.:]+$/, '')) ?? 0) & CUE.agency))) return { at: 0, strength: 2 };
	const weak = WEAK_CREDIT.exec(tail);
	const slash = SLASH_AGENCY.exec(tail) ?? BARE_AGENCY.exec(tail);
	if (slash) return { at: from + slash.index + slash[0].indexOf(slash[1] as string), strength: 2 };
	if (weak && weak.index > 10) return { at: from + weak.index, strength: 1 };
	return NO_CREDIT;
}

const DATELINE =
	/^(?:(?:\p{Lu}{2,}[\p{Lu}.'’-]*(?:[\s/][\p{Lu}.'’-]+){0,4}(?:,\s?[\p{L}. ]{2,24}){0,2})\s{0,2}(?:\((?:[\p{L}\s./&-]{2,40})\)|,\s?\p{L}{3,9}\.?\s\d{1,2}(?:\s?\((?:[\p{L}\s./&-]{2,40})\))?)?\s{0,2}(?:[–—]|--?|:)(?=\s?\S)|\p{Lu}[\p{L}.'’-]+(?:[\s/-]\p{Lu}[\p{L}.'’-]+){0,3}(?:,\s?[\p{L}. ]{2,24})?\s{0,2}(?:\((?:[\p{L}\s./&-]{2,30})\)\s?(?:[–—.:]|--?)|\((?:dpa|AP|AFP|Reuters|APA|epd|KNA|ots|sid|ANSA|EFE)[\p{L}/\s-]{0,16}\)\s)(?=\s?\S))/u;

/** One of these stands in every dateline. */
const DATELINE_MARK = /[(–—:-]/;

/** Length of a dateline at the head of `text` ("PLACE (Agency) —"), or 0. */
export function datelineLength(text: string): number {
	if (!(kindOf(text.charCodeAt(0)) & (UPPER | PAIR))) return 0;
	const head = text.length > 140 ? text.slice(0, 140) : text;
	if (!DATELINE_MARK.test(head)) return 0;
	const hit = DATELINE.exec(head);
	return hit && hit[0].length < text.length - 20 ? hit[0].length : 0;
}

const CLOCK = /\b\d{1,2}(?::|h|\.)\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b/i;
const RELATIVE = /\b(?:\d+|an?|vor|hace|il y a)\s+\d*\s*(?:sec|min|hour|hr|day|week|month|year|stunde|tag|minute|hora|d[ií]a|heure|jour)\p{L}*(?:\s+(?:ago|old))?/iu;
const URLISH = /(?:https?:\/\/|www\.|\.(?:com|org|net|de|fr|uk|html)\b|\S@\S)/giu;

const CUE_WORD = /[\p{L}\p{N}©+']+(?:[.-][\p{L}\p{N}]+)*[:]?/gu;
const BAR = CUE.share | CUE.menu | CUE.weekday | CUE.boilerplate;

/** Where the words of a folded text stand that cues are made of: beginnings and ends by turns, in `at`; answers their number. */
function cueWords(folded: string, at: number[]): number {
	const n = folded.length;
	at.length = 0;
	const inWord = (code: number): boolean => (kindOf(code) & (LETTER | NUMBER)) !== 0 || code === 0xa9 || code === 0x2b || code === 0x27;
	for (let i = 0; i < n; ) {
		const code = folded.charCodeAt(i);
		if (kindOf(code) & PAIR) {
			at.length = 0;
			for (const hit of folded.matchAll(CUE_WORD)) at.push(hit.index, hit.index + hit[0].length);
			return at.length >> 1;
		}
		if (!inWord(code)) {
			i++;
			continue;
		}
		at.push(i);
		while (i < n && inWord(folded.charCodeAt(i))) i++;
		while (i + 1 < n && (folded.charCodeAt(i) === 0x2e || folded.charCodeAt(i) === 0x2d) && kindOf(folded.charCodeAt(i + 1)) & (LETTER | NUMBER)) {
			i++;
			while (i < n && kindOf(folded.charCodeAt(i)) & (LETTER | NUMBER)) i++;
		}
		if (folded.charCodeAt(i) === 0x3a) i++;
		at.push(i);
	}
	return at.length >> 1;
}

const wordPlaces: number[] = [];

function cueBits(folded: string): { whole: number; head: number; any: number; tail: number } {
	const at = wordPlaces;
	const n = cueWords(folded, at);
	let any = 0;
	let tail = 0;
	let common = ~0;
	for (let i = 0; i < n; i++) {
		const bits = cueBitsWithin(folded, at[2 * i] as number, at[2 * i + 1] as number);
		any |= bits;
		common &= bits;
		if (i >= n - 3) tail |= bits;
	}
	let phrase = '';
	let whole = 0;
	let head = 0;
	for (let i = 0; i < Math.min(4, n); i++) {
		const word = folded.slice(at[2 * i], at[2 * i + 1]);
		phrase = i === 0 ? word : `${phrase} ${word}`;
		const bits = cueBitsWithin(phrase, 0, phrase.length);
		head |= bits;
		if (i === n - 1) whole = bits;
	}
	// A bar of share or menu words is one as a whole.
	if (n > 1 && n <= 8 && !whole) whole = common & BAR;
	return { whole, head, any, tail };
}

/** Facts of one line. Linear in its length; costly looks are taken only at short lines or at the ends of long ones. */
export function factsOf(line: Line): Facts {
	const text = line.text;
	const length = text.length;
	const sample = length > 600 ? text.slice(0, 600) : text;
	const cjkLetters = /[\u3040-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/.test(sample) ? (sample.match(CJK_LETTER)?.length ?? 0) : 0;
	const cjk = cjkLetters > sample.length * 0.25;
	let seen = 0;
	let capitalised = 0;
	let letters = 0;
	let upper = 0;
	let digits = 0;
	let commas = 0;
	let glued = 0;
	let separators = 0;
	let blanks = 0;
	let sentences = 0;
	let inWord = false;
	let previous = 0;
	for (let i = 0; i < length; i++) {
		const code = text.charCodeAt(i);
		if (code === 0x20 || code === 0xa0 || code === 0x09 || code === 0x3000) {
			if (inWord) blanks++;
			inWord = false;
			if (previous === 0x2e || previous === 0x21 || previous === 0x3f) sentences++;
		} else {
			if (code === 0x3002) sentences++;
			if (i < 600) {
				const small = (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff);
				const big = (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde);
				if (!inWord) {
					if (seen < MAX_WORDS_SEEN) {
						seen++;
						if (big) capitalised++;
					}
				} else if (big && previous >= 0x61 && previous <= 0x7a) glued++;
				if (small || big) letters++;
				if (big) upper++;
				if (code >= 0x30 && code <= 0x39) digits++;
				else if (code === 0x2c) commas++;
				else if (code === 0x7c || code === 0x2022 || code === 0xb7 || code === 0x203a || code === 0xbb || code === 0x2f || code === 0x3e) separators++;
			}
			inWord = true;
		}
		previous = code;
	}
	const words = cjk ? Math.max(1, Math.round(length / 1.8)) : blanks + (inWord ? 1 : 0);
	const folded = fold(length <= KEY_LENGTH ? text : text.slice(0, KEY_LENGTH / 2));
	const bits = length <= 160 ? cueBits(folded) : cueBits(folded.slice(0, 60));
	if (length > 160) {
		bits.whole = 0;
		bits.any = bits.head;
		bits.tail = 0;
	}
	if (cjkLetters && length <= 80) for (const [pattern, cue] of CJK_CUES) if (pattern.test(text)) bits.any |= cue;
	const lastChar = text.charAt(length - 1);
	const last = /["”’'»)\]“]/.test(lastChar) ? text.charAt(length - 2) : lastChar;
	const stop = /[.。．]/.test(last) ? 3 : /[?!？！]/.test(last) ? 2 : /[:…"”»“]/.test(lastChar) ? 1 : 0;
	const short = length <= 300;
	const dates = short && digits >= 2 ? findDates(text) : [];
	let dated = 0;
	for (const date of dates) dated += date.end - date.start;
	const credit = length <= 900 ? findCredit(text) : { at: -1, strength: 0 };
	const signed = (bits.head & CUE.by) !== 0;
	const mayBeSigned = length <= 220 && (signed ? words <= 36 : words <= 20 && (capitalised > seen * 0.35 || cjkLetters > 1 || glued > 0 || /\b(?:by|von|par|por|di) \p{Lu}/u.test(text)) && !(stop === 3 && words > 10));
	const byline = mayBeSigned ? readByline(text, dates, false) : null;
	return {
		length, words, cjk, ...bits, stop,
		quoteStart: /^["“„«»‘'”「『]/.test(text),
		bullet: /^(?:[•·*▪►■●–—-]\s|\d{1,2}[.)]\s)/.test(text),
		lowerStart: /^\p{Ll}/u.test(text),
		digitStart: /^\d/.test(text),
		capitalised: seen ? capitalised / seen : 0,
		capitals: letters ? upper / letters : 0,
		digits, commas, glued, separators,
		colonAt: short ? text.indexOf(':') : -1,
		urls: short ? (text.match(URLISH)?.length ?? 0) : 0,
		sentences,
		dates,
		dateShare: length ? Math.min(1, dated / length) : 0,
		clock: short && digits > 0 && CLOCK.test(text),
		relative: length < 120 && digits > 0 && RELATIVE.test(text),
		personName: length <= 48 && capitalised > 1 && isPersonName(text),
		byline,
		creditAt: credit.at,
		creditStrength: credit.strength,
		copyright: length < 400 && (bits.any & CUE.boilerplate || text.includes('©') || (length > 60 && /copyright|\bright|rechte|droits/i.test(text)) ? true : false) && /©|\(c\)\s|copyright|all rights reserved|alle rechte|droits réservés|derechos reservados/iu.test(text),
		dateline: length > 60 ? datelineLength(text) : 0,
		key: length <= KEY_LENGTH ? wordsOf(folded) : `${wordsOf(folded)} ${length}`,
	};
}

/** The words of a text, folded and joined by blanks: equal for what reads the same. */
export function keyOf(text: string): string {
	return wordsOf(fold(text));
}

const wordsOf = joinedWords;
