// Owns what counts as a word when searching, and how its letters are made alike: case, accents, letters with strokes, compatibility forms. Must not know SQL or clippings.
//
// Words are maximal runs of Unicode letters, digits and their marks. Scripts written without spaces (Chinese, Japanese,
// Korean, Thai and their neighbours) are cut into overlapping pairs, with the run's last letter once more alone, so that
// every part of a run begins some term. Terms come out parted by single ASCII spaces; the index only splits at those.

/** One term of the index and where it stands in the text, in UTF-16 code units. `head` ends the first letter of a pair, otherwise it is `end`. */
export interface Token {
	term: string;
	start: number;
	end: number;
	head: number;
}

const IGNORED = '\\u00AD\\u034F\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF';
const SPACELESS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar', 'Tibetan']
	.map((script) => `\\p{Script=${script}}`).join('') + '\\u30FC\\uFF70\\u3005-\\u3007\\uFF9E\\uFF9F';
const LETTERS = `\\p{L}\\p{N}\\p{M}\\p{Co}`;

/** Either a run without spaces (group 1), or a run of other letters (group 2), or one pictograph. */
const RUN = new RegExp(
	`([[${SPACELESS}]&&[${LETTERS}]](?:[[${SPACELESS}]&&[${LETTERS}]]|\\p{M}|[${IGNORED}])*)|((?:[[${LETTERS}]--[${SPACELESS}]]|[${IGNORED}])+)|[\\p{Extended_Pictographic}--[\\u2190-\\u21FF]]|\\p{Regional_Indicator}`,
	'yv',
);
/** One letter of a spaceless run with what hangs on it: old-style Hangul syllables, voicing marks, vowel signs. */
// eslint-disable-next-line no-misleading-character-class -- marks that hang on others are listed here one by one
const CLUSTER = new RegExp(`[\\u1100-\\u115F][\\u1160-\\u11A7]*[\\u11A8-\\u11FF]*|.(?:\\p{M}|[\\uFF9E\\uFF9F]|[${IGNORED}])*`, 'gsu');
const INNER = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
// eslint-disable-next-line no-misleading-character-class -- marks that hang on others are listed here one by one
const IGNORED_LETTERS = new RegExp(`[${IGNORED}\\u0640]`, 'gu');
/** Marks that are accents, points or selectors. Vowel signs of Indic and other scripts are letters in all but name and stay. */
// eslint-disable-next-line no-misleading-character-class -- marks that hang on others are listed here one by one
const ACCENTS = /[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20F0\uFE00-\uFE0F\uFE20-\uFE2F\u{E0100}-\u{E01EF}]/gu;
/** Letters that Unicode does not take apart though readers do. */
const ALIKE: Readonly<Record<string, string>> = {
	ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ĸ: 'k', ŋ: 'n', ŧ: 't', ƀ: 'b', ɓ: 'b', ɖ: 'd', ɗ: 'd',
	ɨ: 'i', ʉ: 'u', ƶ: 'z', ɫ: 'l', ƙ: 'k', ƴ: 'y', ǝ: 'e', ə: 'e', ς: 'σ', 'ک': 'ك', 'ی': 'ي', 'ى': 'ي', 'ٱ': 'ا',
};
const ALIKE_LETTERS = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu');
const OTHER_DIGITS = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/gu;
const ASCII = /^[\x00-\x7F]*$/;

const remembered = new Map<string, string>();

/** The letters of one run made alike. May hold characters that are no letters (a fraction's stroke), which part it again. */
function alike(run: string): string {
	if (ASCII.test(run)) return run.toLowerCase();
	const known = remembered.get(run);
	if (known !== undefined) return known;
	const made = run
		.replace(IGNORED_LETTERS, '')
		.normalize('NFKD')
		.toLowerCase()
		.replace(ACCENTS, '')
		.replace(ALIKE_LETTERS, (letter) => ALIKE[letter]!)
		.replace(OTHER_DIGITS, asciiDigit)
		.normalize('NFC');
	if (remembered.size > 20_000) remembered.clear();
	if (run.length <= 64) remembered.set(run, made);
	return made;
}

const asciiDigit = (digit: string): string => {
	const code = digit.codePointAt(0)!;
	return String(code - (code >= 0x966 ? 0x966 : code >= 0x6f0 ? 0x6f0 : 0x660));
};

const LETTER = 1;
const GAP = 2;
/** What most text is made of, told without a regular expression: ASCII, and the punctuation of print. */
const COMMON = new Uint8Array(0x2100);
for (let code = 0; code < 0x80; code++) COMMON[code] = /[0-9A-Za-z]/.test(String.fromCharCode(code)) ? LETTER : GAP;
for (const [from, to] of [[0xa0, 0xa8], [0xab, 0xac], [0xaf, 0xb1], [0xb4, 0xb4], [0xb6, 0xb8], [0xbb, 0xbb], [0xbf, 0xbf], [0x2010, 0x2029], [0x2030, 0x203b]] as const) COMMON.fill(GAP, from, to + 1);

/** The terms of a text in its order, handed to `take` one by one. This is the one definition of a word; index, query and hits all come here. */
export function eachToken(text: string, take: (term: string, start: number, end: number, head: number) => void): void {
	const length = text.length;
	let at = 0;
	while (at < length) {
		const kind = COMMON[text.charCodeAt(at)];
		if (kind === GAP) {
			at += 1;
			continue;
		}
		const start = at;
		if (kind === LETTER) {
			do at += 1; while (at < length && COMMON[text.charCodeAt(at)] === LETTER);
			if (at === length || COMMON[text.charCodeAt(at)] === GAP) {
				take(text.slice(start, at).toLowerCase(), start, at, at);
				continue;
			}
		}
		RUN.lastIndex = start;
		const match = RUN.exec(text);
		if (!match) {
			at = start + (text.codePointAt(start)! > 0xffff ? 2 : 1);
			continue;
		}
		at = start + match[0].length;
		if (match[1] !== undefined) pairs(match[1], start, take);
		else if (match[2] === undefined) take(match[0], start, at, at);
		else for (const part of alike(match[2]).match(INNER) ?? []) take(part, start, at, at);
	}
}

function pairs(run: string, at: number, take: (term: string, start: number, end: number, head: number) => void): void {
	const letters: { text: string; start: number; end: number }[] = [];
	for (const match of run.matchAll(CLUSTER)) {
		const text = (alike(match[0]).match(INNER) ?? []).join('');
		if (text) letters.push({ text, start: at + match.index, end: at + match.index + match[0].length });
	}
	letters.forEach((letter, i) => {
		const next = letters[i + 1];
		take(next ? letter.text + next.text : letter.text, letter.start, next ? next.end : letter.end, letter.end);
	});
}

export function tokens(text: string): Token[] {
	const all: Token[] = [];
	eachToken(text, (term, start, end, head) => all.push({ term, start, end, head }));
	return all;
}

/** A text as the search index takes it: its terms with one space between them. */
export function folded(text: string): string {
	let made = '';
	eachToken(text, (term) => { made += made ? ` ${term}` : term; });
	return made;
}

/** How many terms a folded text has. In scripts without spaces every letter counts. */
export function countTerms(made: string): number {
	if (made === '') return 0;
	let count = 1;
	for (let at = made.indexOf(' '); at >= 0; at = made.indexOf(' ', at + 1)) count += 1;
	return count;
}

/**
 * The terms to ask for so that `text` is found as it stands. `open` says that the last term is a single letter of a
 * script without spaces, which is found only as the beginning of a pair.
 */
export function askedTerms(text: string): { terms: string[]; open: boolean } {
	const all = tokens(text);
	const last = all.at(-1);
	const before = all.at(-2);
	// The last letter of a run stands in the index as the second half of a pair and once more alone: one of the two is enough.
	const doubled = last !== undefined && before !== undefined && before.head < before.end && before.end === last.end && before.head <= last.start;
	if (doubled) all.pop();
	const single = !doubled && last !== undefined && new RegExp(`^[${SPACELESS}]`, 'u').test(last.term);
	return { terms: all.map((token) => token.term), open: single };
}

const OPENING = /^[^\p{L}\p{N}]+/u;

/** A key that puts texts in the order of a list: letters alike, opening quotation marks passed over, numbers by their size. At most `length` characters. */
export function orderKey(text: string, length: number): string {
	const made = alike(text.replace(OPENING, '').slice(0, length * 2)).replace(/\s+/gu, ' ');
	return made.replace(/\d{1,8}/g, (digits) => digits.padStart(8, '0')).slice(0, length);
}
