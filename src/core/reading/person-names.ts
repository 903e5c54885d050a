// Owns the form of names: whether words are a person's name, and where roles and outlets are run on to one. Must not read lines.
import { LETTER, LOWER, MARK, NUMBER, SPACE, UPPER, fold, kindOf, unitsOf } from './characters';
import { CUE, CUES } from './cues';
import { KNOWN, cueOfWord, knownOfWord, newWords } from './known-words';
import { FORM, type Words } from './words';

const ORGANISATION = /\b(?:staff|team|desk|redaktion|reda[ck]tion|redaktio|newsroom|news|agency|agencies|agenturen|agencias|press|reporters?|editors?|editorial|board|service|network|magazine|media|correspondents?|times|post|association|institute|foundation|council|university|bureau|zeitung|redacci[oó]n|redação|contributors?|online|wire|group|center|centre|report|company|inc|tv|radio|channel|today)\b/iu;
/** Whether a name holds a word that only organisations have in theirs. */
export const isOrganisation = (name: string): boolean => ORGANISATION.test(name);

const nameWords = newWords();
const isApostrophe = (code: number): boolean => code === 0x27 || code === 0x2019;
const isNameMark = (code: number): boolean => isApostrophe(code) || code === 0x2e || code === 0x2d;

/** Whether a word begins as names do: with a capital, or with "d’", "al-" and the like before one. */
function beginsName(text: string, from: number): boolean {
	const first = text.charCodeAt(from);
	const capitalAt = (at: number): boolean => (kindOf(text.charCodeAt(at)) & UPPER) !== 0;
	if (capitalAt(from)) return true;
	if (isApostrophe(text.charCodeAt(from + 1))) return (first === 0x64 || first === 0x6c || first === 0x6f) && capitalAt(from + 2);
	return (first === 0x61 || first === 0x65) && text.charCodeAt(from + 1) === 0x6c && text.charCodeAt(from + 2) === 0x2d && capitalAt(from + 3);
}

/** Whether nothing but marks of names and blanks stands in `text.slice(from, to)`, and a blank if `parted`. */
function onlyNameMarks(text: string, from: number, to: number, parted: boolean): boolean {
	let blank = false;
	for (let i = from; i < to; i++) {
		const code = text.charCodeAt(i);
		if (kindOf(code) & SPACE) blank = true;
		else if (blank || !isNameMark(code)) return false;
	}
	return blank === parted;
}

/** The words of a text, in an array that is used again. */
function wordsOf(text: string): Words {
	nameWords.read(unitsOf(text), 0, text.length);
	return nameWords;
}

/**
 * Whether `text` has the form of one person's name: two to five words, capital initials, particles between. `read` are its
 * words, where they have been read already.
 */
export function isPersonName(text: string, read?: Words): boolean {
	if (text.length > 48 || text.length < 4) return false;
	const words = read ?? wordsOf(text);
	const { count, start, end } = words;
	if (count < 2 || count > 5 || start[0] !== 0) return false;
	let full = 0;
	for (let i = 0; i < count; i++) {
		const from = start[i] as number;
		const to = end[i] as number;
		const last = i === count - 1;
		const next = last ? text.length : (start[i + 1] as number);
		const known = knownOfWord[words.id[i] as number] as number;
		const capital = beginsName(text, from);
		if ((words.form[i] as number) & (FORM.mixed | FORM.digit) || !onlyNameMarks(text, to, next, !last)) return false;
		if (known & KNOWN.particle && !last) {
			if (i === 0 && !capital && count < 3) return false;
			continue;
		}
		if (!capital || known & KNOWN.notName || (to - from > 3 && (cueOfWord[words.id[i] as number] as number) & CUE.weekday)) return false;
		// A long word with a stop is the end of a sentence, not an initial.
		const stopped = text.charCodeAt(to) === 0x2e && to < next;
		if (stopped && to - from > 3 && text.charCodeAt(from + 1) !== 0x2e) return false;
		if (to - from > 1) full++;
	}
	return full >= 1 && (kindOf(text.charCodeAt(start[count - 1] as number)) & UPPER) !== 0;
}

const partWords = newWords();

/** Looks at the words of a text; the result is good until the next call. */
function look(text: string): Words {
	partWords.read(unitsOf(text), 0, text.length);
	return partWords;
}

/** What words show: their cue bits and KNOWN bits. */
export function bitsOf(words: Words): { cues: number; known: number } {
	let cues = 0;
	let known = 0;
	for (let i = 0; i < words.count; i++) {
		cues |= cueOfWord[words.id[i] as number] as number;
		known |= (knownOfWord[words.id[i] as number] as number) | (knownOfWord[words.lastPart[i] as number] as number);
	}
	return { cues, known };
}

/** What the words of a text show. */
export const wordBits = (text: string): { cues: number; known: number } => bitsOf(look(text));

const isRoleWord = (word: string): boolean => (wordBits(word).cues & CUE.role) !== 0;

/** Cuts role words in front of a name ("Staff Writer Jane Doe"). Returns the offset where the name begins. */
export function nameAfterRole(text: string): number {
	const words = [...text.matchAll(/\S+/g)];
	for (let i = 1; i < Math.min(words.length - 1, 6); i++) {
		const at = (words[i] as RegExpMatchArray).index as number;
		if (isRoleWord((words[i - 1] as RegExpMatchArray)[0]) && isPersonName(text.slice(at))) return at;
	}
	return 0;
}

/** Cuts role words behind a name ("Jane Doe Political Correspondent"). Returns the length of the name, or 0. */
export function nameBeforeRole(text: string): number {
	const words = [...text.matchAll(/\S+/g)];
	if (words.length < 3 || words.length > 9) return 0;
	if (!words.slice(2).some(([word]) => isRoleWord(word))) return 0;
	for (const count of [2, 3]) {
		const last = words[count - 1];
		const next = words[count];
		if (!last || !next) continue;
		const name = text.slice(0, (last.index as number) + last[0].length);
		if (isPersonName(name) && (count === 3 || words.length > 3 || isRoleWord(next[0]))) return name.length;
	}
	return 0;
}

const ALL_CAPITALS = /^[\p{Lu}\s]+$/u;
const OUTLET_CAPITALS = /^[\p{Lu}\d\s&.]{2,}$/u;

/** Where the second of three to six words ends, or 0 where there are fewer or more. */
function endOfSecond(text: string): number {
	let words = 0;
	let end = 0;
	let inside = false;
	for (let i = 0; i < text.length; i++) {
		const blank = (kindOf(text.charCodeAt(i)) & SPACE) !== 0;
		if (blank && inside && words === 2) end = i;
		if (!blank && !inside && ++words > 6) return 0;
		inside = !blank;
	}
	return words < 3 ? 0 : end;
}

/** Length of a name that an outlet in capitals, or with an outlet's word, is run on to ("Jane Doe THE DAILY"), or 0. */
export function nameBeforeOutlet(text: string): number {
	const end = endOfSecond(text);
	if (end === 0) return 0;
	const name = text.slice(0, end);
	const rest = text.slice(end).trim();
	if (!(OUTLET_CAPITALS.test(rest) || isOrganisation(rest)) || !isPersonName(name) || ALL_CAPITALS.test(name)) return 0;
	return end;
}

/** Whether a text as a whole is the name of an agency. */
export const isAgencyName = (text: string): boolean => ((CUES.get(fold(text).replace(/^the /, '').replace(/[.:]+$/, '')) ?? 0) & CUE.agency) !== 0;

const LAST_SMALL = /\s(?:on|in|at|for|is|am|le|el|il|em)$/;
const RUN_ON = /(?<=\p{Lu}{2})(?:PUBLISHED|UPDATED|POSTED)$|(?<=\p{Ll})(?:Published|Updated|Posted|Follow|Share)$/u;

/** Length of a name without what hangs on to its end: a last stop, footnote digits, a possessive, a little word, a label. */
export function nameLength(text: string): number {
	let to = text.length;
	const last = text.charCodeAt(to - 1);
	if (last >= 0x30 && last <= 0x39) to -= text.charCodeAt(to - 2) >= 0x30 && text.charCodeAt(to - 2) <= 0x39 ? 2 : 1;
	else if (last === 0x2a) while (to > 0 && text.charCodeAt(to - 1) === 0x2a) to--;
	else if (last === 0x2e) to -= kindOf(text.charCodeAt(to - 2)) & kindOf(text.charCodeAt(to - 3)) & LOWER ? 1 : 0;
	else if (last === 0x73 && isApostrophe(text.charCodeAt(to - 2))) to -= 2;
	else to -= LAST_SMALL.exec(text.slice(-4))?.[0].length ?? 0;
	if (/[DdWwe]$/.test(text.slice(0, to))) to = RUN_ON.exec(text.slice(0, to))?.index ?? to;
	return withoutLabels(text, to);
}

/** Whether a text can have three words. */
function hasGaps(text: string, length: number): boolean {
	let gaps = 0;
	for (let i = 1; i < length && gaps < 2; i++) if (!(kindOf(text.charCodeAt(i)) & (LETTER | MARK | NUMBER))) gaps++;
	return gaps >= 2;
}

/** Takes words off the end that no name has ("Jane Doe Share"), down to two words. */
function withoutLabels(text: string, length: number): number {
	let to = length;
	if (!hasGaps(text, to)) return to;
	const words = look(text.slice(0, to));
	for (let i = words.count - 1; i > 1; i--) {
		const id = words.id[i] as number;
		if (!((knownOfWord[id] as number) & KNOWN.notName) || (knownOfWord[id] as number) & KNOWN.organisation || (words.end[i] as number) < to) break;
		to = words.start[i] as number;
		while (to > 0 && kindOf(text.charCodeAt(to - 1)) & SPACE) to--;
	}
	return to;
}
