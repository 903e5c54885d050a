// Owns the cutting of a possible byline into the parts between its separators. Must not know names.
import { LETTER, LOWER, MARK, NUMBER, SPACE, UPPER, kindOf } from './characters';

/** A text in which some stretches were blanked out, so that offsets stay those of the line. */
export function blankOut(text: string, from: number, to: number): string {
	return text.slice(0, from) + '\u0001'.repeat(to - from) + text.slice(to);
}
function blankAll(text: string, pattern: RegExp): string {
	return text.replace(pattern, (hit) => '\u0001'.repeat(hit.length));
}

const TIME_WORDS =
	/\b(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)?(?:\s?(?:[A-Z]{2,4}|[+-]\d{4})\b)?|\d{1,2}\s?[ap]\.?m\.?\b|\d+\s*(?:min(?:ute)?s?\.?|minuten|minutos?|minuti)\s*(?:read|de lectura|de lecture|lesezeit|di lettura)?|leave a comment|no comments|add a comment|\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|shares?|views?)|(?:an?|\d+)\s+(?:hours?|days?|minutes?|weeks?|months?|years?|mins?|hrs?)\s+ago|(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?|(?:first\s+)?(?:published|posted)(?:\s+(?:on|at|in))?|reading time|lesezeit|stand|aktualisiert(?:\s+am)?|veröffentlicht(?:\s+am)?|publié le|mis à jour le|actualizado|publicado(?:\s+(?:el|em))?)\b:?/giu;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}|https?:\/\/\S+|www\.\S+|@\w{2,30}/gu;

/** Blanks out clock times, ages and the words that go with them. */
export const withoutTimes = (text: string): string => blankAll(text, TIME_WORDS);
/** Blanks out addresses of mail and of the web, and handles. */
export const withoutAddresses = (text: string): string => (/[@/]|www/.test(text) ? blankAll(text, MAIL) : text);

/** Letters before a place, as far as they can be one word. */
const WORD_BEFORE = /[\p{L}'’-]*$/u;
/** Beginnings of names that have a capital inside. */
const INNER_CAPITAL = /^(?:Mc|Mac|De|Di|Le|La|Du|Van|Fitz|O|D|Des|Del|Mc-?)$/u;

/** Where two elements of a page are run together ("ByJane DoePublished"): between a small letter and a capital, where names have none. */
export function gluedAt(text: string): number[] {
	const out: number[] = [];
	for (let at = 1; at + 1 < text.length; at++) {
		if (!(kindOf(text.charCodeAt(at)) & UPPER) || !(kindOf(text.charCodeAt(at - 1)) & LOWER) || !(kindOf(text.charCodeAt(at + 1)) & LOWER)) continue;
		const word = WORD_BEFORE.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? '';
		if (word.length > 1 && !INNER_CAPITAL.test(word)) out.push(at);
	}
	return out;
}

/** A stretch of a line between two separators; `separator` is what stands before it. */
export interface Part {
	text: string;
	start: number;
	end: number;
	separator: string;
}

const SEPARATOR = /\u0001+|\s*[|•·●/;∙‧—]+\s*|\s+[-–]+\s+|\s*,\s*|\s+(?:and|und|et|y|&|og|och|en|ja|with|mit|avec|con|com|met|e|sowie|i)\s+(?=[\p{Lu}])|\s*&\s*|\s*[()[\]、，]\s*|\s+(?:for|in|at|from|für|aus|special to|on|pour|para|à|en|is|are|was)\s+(?=[\p{L}\d])|:\s+|\t+|\s{2,}/gu;

const isMark = (code: number): boolean => (kindOf(code) & (LETTER | MARK | NUMBER)) === 0 && code !== 0x2e && code !== 0x27 && code !== 0x2019 && code !== 0x2d;

/** Whether a separator can stand in `text` from `from` on: a mark, a second blank, or a word in small letters after a blank. */
function maySeparate(text: string, from: number): boolean {
	for (let i = from; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (!isMark(code)) continue;
		if (code !== 0x20 || !(kindOf(text.charCodeAt(i + 1)) & (UPPER | NUMBER))) return true;
	}
	return false;
}

const BEFORE_PART = new Set([...' \t\n\u00a0\u3000\u0001.,:;*"\'“”–-'].map((char) => char.charCodeAt(0)));
const AFTER_PART = new Set([...' \t\n\u00a0\u3000\u0001,:;*"“”–-'].map((char) => char.charCodeAt(0)));
const isBefore = (code: number): boolean => BEFORE_PART.has(code) || (kindOf(code) & SPACE) !== 0;
const isAfter = (code: number): boolean => AFTER_PART.has(code) || (kindOf(code) & SPACE) !== 0;
const MOST_PARTS = 24;

/** The parts of `text` from `from` on, without the marks at their ends; at most MOST_PARTS and one. */
export function partsOf(text: string, from: number): Part[] {
	const out: Part[] = [];
	let at = from;
	let separator = '';
	const add = (to: number): void => {
		let a = at;
		let b = to;
		while (a < b && isBefore(text.charCodeAt(a))) a++;
		while (b > a && isAfter(text.charCodeAt(b - 1))) b--;
		if (b === a) return;
		out.push({ text: text.slice(a, b), start: a, end: b, separator });
		separator = '';
	};
	if (maySeparate(text, from)) {
		SEPARATOR.lastIndex = from;
		for (let hit = SEPARATOR.exec(text); hit && out.length <= MOST_PARTS; hit = SEPARATOR.exec(text)) {
			add(hit.index);
			separator += hit[0];
			at = hit.index + hit[0].length;
		}
	}
	if (out.length <= MOST_PARTS) add(text.length);
	return out;
}
