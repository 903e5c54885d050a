// Owns the reading of a byline: cue, names, roles, agencies and organisations apart. Must not decide which line is the byline.
import type { Byline, Signatory } from '../../shared/draft';
import { LETTER, MARK, NUMBER, PAIR, SPACE, fold, kindOf } from './characters';
import { CUE, CUES, WEEKDAYS, cueBitsWithin } from './cues';
import type { DateFound } from './dates';

/** A byline with how well its form fits: 0 (no name) to 1, and where in the text the names stand. */
export interface BylineRead extends Byline {
	cue: boolean;
	/** Words of the line that are explained as name, role, agency, date or cue, as a share. */
	explained: number;
	start: number;
	end: number;
}

const HEAD_CUE =
	/^(?:[-–—•|*/\s]*)(?:(?:(?:written|words|story|posted|report|reported|reporting|text|article|review|reviewed|analysis|opinion|commentary|interview|essay|column|compiled|edited|published|submitted|contributed|presented|produced|created|photographs?|recipe)(?:\s+and\s+\p{L}+)?\s+by|by|von|vom|par|por|di|av|af|door|oleh|przez|yazan|od)(?=[\s:\u00a0])\s*:?|(?:author|authors|autor|autorin(?:\/autor)?|autor\/autorin|autoren|autores|auteur|auteurs|autore|text|texte|texto|testo|tekst|words|writer|reporter|journalist|door|написал|автор|текст|de|redazione|author\(s\)|von und mit)\s*:|(?:ein(?:e)?\s+)?(?:gastbeitrag|kolumne|kommentar|analyse|interview|essay|bericht|reportage|rezension|glosse|beitrag|artikel|porträt|video)\s+(?:von|par|by|door)\b|autorin\/autor(?=\s)|propos recueillis par|recueillis? par|publi[ée] par|[ée]crit par|escrito por|a cura di|skrevet av|skrivet av|著者|作者|記者|记者|文|責任編輯|筆者|撰文|取材[・･]文)\s*[:：]?\s*/iu;
/** "ByJane Doe": the blank lost between two elements of a page. */
const GLUED_CUE = /^(?:By|Von|Par|Por)(?=\p{Lu}[\p{Ll}.])/u;
const STRONG_CUE = /(?<!\p{L})(?:[Ww]ritten|[Gg]uide|[Ss]tory|[Rr]eport|[Nn]ews|[Rr]eview|[Aa]nalysis|[Oo]pinion|[Cc]olumn|[Ww]ords)\s[Bb]y\s+(?=\p{Lu})/u;
const INNER_CUE = /(?:^|[\s|•·,–—-])(?:by|By|BY|von|Von|VON|par|Par|por|Por|di|Di|door|av|Av|af|Af)\s+(?=\p{Lu})/u;

const PARTICLES = new Set('de la le du des van von der den dem del della di da dos das do bin ibn al el ter ten te zu zum zur af av y e i of d ben abu st saint mac'.split(' '));
const NOT_NAMES = new Set(
	`the and for with from this that are was were has have can not but more read news about your you our all new top how why what when who where home share follow photo photos video image images comments comment
	menu search sign subscribe newsletter story article articles posts post view latest breaking live opinion politics business sport sports world culture health science technology travel lifestyle entertainment music
	der die das und ein eine mit ist auf fur nicht auch aus bei nach wie uber im am foto bild quelle mehr alle les une dans sur pour avec est el los las una para con por que como mas il per che non sono
	january february september october november december today yesterday updated published posted min minute minutes read reading time uhr editor-in-chief advertisement sponsored related topics tags
	copyright rights reserved terms privacy cookie cookies policy contact help email facebook twitter instagram whatsapp linkedin youtube google reddit print save copy link university college school institute department
	show caption captions previous next dive deeper seguir version drucken kategorien kategorie categories category any no limit club free courses best quote records exclusive about contact menu close open edit editor author by credit source sources listen watch learn click here see get join updated full view send suivre sur voir cerrar compartir teilen merken speichern anhoren
	street road avenue city county state united states america president minister party government police court house street journal times guardian telegraph review magazine television radio network weekly daily gazette herald tribune`.split(/\s+/),
);
const DEGREE = /^(?:ph\.?\s?d\.?|m\.?d\.?|m\.?a\.?|b\.?a\.?|b\.?sc\.?|m\.?sc\.?|rn|rd|cfa|cfp|cpa|jd|j\.d\.|esq\.?|mba|mph|dds|dvm|ms|llb|obe|mbe|cbe|mp|jr\.?|sr\.?|ii|iii)$/i;
const ORGANISATION = /\b(?:staff|team|desk|redaktion|reda[ck]tion|redaktio|newsroom|news|agency|agencies|agenturen|agencias|press|reporters?|editors?|editorial|board|service|network|magazine|media|correspondents?|times|post|association|institute|foundation|council|university|bureau|zeitung|redacci[oó]n|redação|contributors?|online|wire|group|center|centre|report|company|inc|tv|radio|channel|today)\b/iu;
const WORDS = /[\p{L}\p{M}\p{N}'’.·-]+/gu;

const isUpper = (word: string): boolean => /^\p{Lu}/u.test(word);
/** Cue bits of a word without closing colons and stops. */
function cueOf(word: string): number {
	const folded = fold(word);
	let to = folded.length;
	while (to > 0 && (folded.charCodeAt(to - 1) === 0x3a || folded.charCodeAt(to - 1) === 0x2e)) to--;
	return to > 0 ? cueBitsWithin(folded, 0, to) : 0;
}

/** Whether `text` has the form of one person's name: two to five words, capital initials, particles between. */
export function isPersonName(text: string): boolean {
	if (text.length > 48 || text.length < 4) return false;
	if (/[\d|@#:;!?()/"“”„»«\]]/.test(text)) return false;
	const words = text.split(/\s+/);
	if (words.length < 2 || words.length > 5) return false;
	let full = 0;
	for (let i = 0; i < words.length; i++) {
		const word = words[i] as string;
		const folded = fold(word);
		if (PARTICLES.has(folded.replace(/'.*/, '')) && i < words.length - 1) {
			if (i === 0 && !isUpper(word) && words.length < 3) return false;
			continue;
		}
		if (!/^(?:\p{Lu}|[dlo]['’]\p{Lu}|al-\p{Lu}|el-\p{Lu})[\p{L}\p{M}'’.-]*$/u.test(word)) return false;
		if (NOT_NAMES.has(folded) || (folded.length > 3 && WEEKDAYS.has(folded))) return false;
		if (word.endsWith('.') && word.length > 4 && !/^\p{Lu}\./u.test(word)) return false;
		if (!/^\p{Lu}\.?$/u.test(word) && word.length > 1) full++;
	}
	return full >= 1 && isUpper(words[words.length - 1] as string);
}

const HAN_NAME = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・]{2,8}$/u;
const HANGUL_NAME = /^\p{Script=Hangul}{2,4}(?=\s?(?:기자|특파원|논설위원|선임기자)?$)/u;

/** A text in which some stretches were blanked out, so that offsets stay those of the line. */
function blankOut(text: string, from: number, to: number): string {
	return text.slice(0, from) + '\u0001'.repeat(to - from) + text.slice(to);
}
function blankAll(text: string, pattern: RegExp): string {
	return text.replace(pattern, (hit) => '\u0001'.repeat(hit.length));
}

const TIME_WORDS =
	/\b(?:\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?|uhr|h)?(?:\s?(?:[A-Z]{2,4}|[+-]\d{4})\b)?|\d{1,2}\s?[ap]\.?m\.?\b|\d+\s*(?:min(?:ute)?s?\.?|minuten|minutos?|minuti)\s*(?:read|de lectura|de lecture|lesezeit|di lettura)?|leave a comment|no comments|add a comment|\d+\s+(?:comments?|kommentare?|commentaires?|comentarios?|shares?|views?)|(?:an?|\d+)\s+(?:hours?|days?|minutes?|weeks?|months?|years?|mins?|hrs?)\s+ago|(?:last\s+)?(?:updated|modified)(?:\s+(?:on|at))?|(?:first\s+)?(?:published|posted)(?:\s+(?:on|at|in))?|reading time|lesezeit|stand|aktualisiert(?:\s+am)?|veröffentlicht(?:\s+am)?|publié le|mis à jour le|actualizado|publicado(?:\s+(?:el|em))?)\b:?/giu;
const MAIL = /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,30}){1,4}|https?:\/\/\S+|www\.\S+|@\w{2,30}/gu;

/** Unglues "ByJane DoePublished" by a mark between a small and a capital letter, where names do not have one. */
function gluedAt(text: string): number[] {
	const out: number[] = [];
	const pattern = /[\p{Ll}.)\d](?=\p{Lu}\p{Ll})/gu;
	for (const hit of text.matchAll(pattern)) {
		const at = hit.index + 1;
		const word = /[\p{L}'’-]*$/u.exec(text.slice(Math.max(0, at - 24), at))?.[0] ?? '';
		if (hit[0] === '.' || /^(?:Mc|Mac|De|Di|Le|La|Du|Van|Fitz|O|D|Des|Del|Mc-?)$/u.test(word) || word.length === 0) continue;
		if (text.charCodeAt(at - 1) < 0x3a && text.charCodeAt(at - 1) > 0x2f) out.push(at);
		else if (word.length > 1) out.push(at);
	}
	return out;
}

interface Part {
	text: string;
	start: number;
	end: number;
	separator: string;
}

const SEPARATOR = /\u0001+|\s*[|•·●/;∙‧—]+\s*|\s+[-–]+\s+|\s*,\s*|\s+(?:and|und|et|y|&|og|och|en|ja|with|mit|e|sowie|i)\s+(?=[\p{Lu}])|\s*&\s*|\s*[()[\]、，]\s*|\s+(?:for|in|at|from|für|aus|special to|on|pour|para|à|en|is|are|was)\s+(?=[\p{L}\d])|:\s+|\t+|\s{2,}/gu;

function partsOf(text: string, from: number): Part[] {
	const out: Part[] = [];
	const pattern = SEPARATOR;
	pattern.lastIndex = from;
	let at = from;
	let separator = '';
	const add = (to: number): void => {
		let a = at;
		let b = to;
		while (a < b && /[\s\u0001.,:;*"'“”–-]/u.test(text[a] as string)) a++;
		while (b > a && /[\s\u0001,:;*"“”–-]/u.test(text[b - 1] as string)) b--;
		if (b > a) {
			out.push({ text: text.slice(a, b), start: a, end: b, separator });
			separator = '';
		}
	};
	for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
		if (hit[0] === '') {
			pattern.lastIndex++;
			continue;
		}
		add(hit.index);
		separator += hit[0];
		at = hit.index + hit[0].length;
		if (out.length > 24) break;
	}
	if (out.length <= 24) add(text.length);
	return out;
}

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
	const { start } = part;
	let { text, end } = part;
	// Titles of courtesy stay; a trailing stop, footnote digits and possessives do not.
	const tail = /(?:\s(?:on|in|at|for|is|am|le|el|il|em)|\d{1,2}|\*+|(?<=\p{Ll}{2})\.|['’]s)$/u.exec(text);
	if (tail) {
		text = text.slice(0, -tail[0].length);
		end -= tail[0].length;
	}
	const run = /(?<=\p{Lu}{2})(?:PUBLISHED|UPDATED|POSTED)$|(?<=\p{Ll})(?:Published|Updated|Posted|Follow|Share)$/u.exec(text);
	if (run) {
		text = text.slice(0, run.index);
		end -= run[0].length;
	}
	for (let words = text.split(/\s+/); words.length > 2; words = text.split(/\s+/)) {
		const last = words[words.length - 1] as string;
		if (!NOT_NAMES.has(fold(last)) || ORGANISATION.test(last)) break;
		const shorter = text.slice(0, text.length - last.length).trimEnd();
		end -= text.length - shorter.length;
		text = shorter;
	}
	return { ...part, text, start, end };
}

/** Cuts role words in front of a name ("Staff Writer Jane Doe"). Returns the offset where the name begins. */
function nameAfterRole(text: string): number {
	if (!text.includes(' ') && !/\s/.test(text)) return 0;
	const words = [...text.matchAll(/\S+/gu)];
	for (let i = 1; i < Math.min(words.length - 1, 6); i++) {
		const before = words[i - 1] as RegExpMatchArray;
		if (cueOf(before[0]) & CUE.role && isPersonName(text.slice((words[i] as RegExpMatchArray).index))) return (words[i] as RegExpMatchArray).index as number;
	}
	return 0;
}

/** Whether a text can have three words; parts have no blanks at their ends. */
function holdsTwoBlanks(text: string): boolean {
	let blanks = 0;
	for (let i = 0; i < text.length; i++) if (kindOf(text.charCodeAt(i)) & SPACE && ++blanks > 1) return true;
	return false;
}

/** Cuts role words behind a name ("Jane Doe Political Correspondent"). Returns the length of the name, or 0. */
function nameBeforeRole(text: string): number {
	if (!holdsTwoBlanks(text)) return 0;
	const words = [...text.matchAll(/\S+/gu)];
	if (words.length < 3 || words.length > 9) return 0;
	if (!words.slice(2).some((word) => cueOf(word[0]) & CUE.role)) return 0;
	for (const count of [2, 3]) {
		const last = words[count - 1];
		if (!last || words.length <= count) continue;
		const name = text.slice(0, (last.index as number) + last[0].length);
		const next = words[count] as RegExpMatchArray;
		if (isPersonName(name) && (count === 3 || cueOf(next[0]) & CUE.role || words.length > 3)) return name.length;
	}
	return 0;
}

/** Length of a name that an outlet in capitals, or with an outlet's word, is run on to ("Jane Doe THE DAILY"), or 0. */
function nameBeforeOutlet(text: string): number {
	if (!holdsTwoBlanks(text)) return 0;
	const words = [...text.matchAll(/\S+/gu)];
	if (words.length < 3 || words.length > 6) return 0;
	const second = words[1] as RegExpMatchArray;
	const name = text.slice(0, (second.index as number) + second[0].length);
	const rest = text.slice(name.length).trim();
	if (!isPersonName(name) || /^[\p{Lu}\s]+$/u.test(name)) return 0;
	return /^[\p{Lu}\d\s&.]{2,}$/u.test(rest) || ORGANISATION.test(rest) ? name.length : 0;
}

const isRole = (text: string): boolean => wordsIn(text) <= 8 && (text.match(WORDS) ?? []).some((word) => cueOf(word) & CUE.role);
const agencyIn = (text: string): boolean => ((CUES.get(fold(text).replace(/^the /, '').replace(/[.:]+$/, '')) ?? 0) & CUE.agency) !== 0;

/**
 * Reads a line as a byline. `cueBefore`: the line above ends in a cue ("By"). `dates` are those found in the line.
 * Answers null where no name and no signing organisation can be seen.
 */
export function readByline(line: string, dates: readonly DateFound[], cueBefore: boolean): BylineRead | null {
	if (line.length > 260) return null;
	let text = line;
	for (const date of dates) text = blankOut(text, date.start, date.end);
	if (/\d|pub|post|upd|mod|stand|les|aktual|ver|act|mis|leave|comm/i.test(text)) text = blankAll(text, TIME_WORDS);
	if (/[@/]|www/.test(text)) text = blankAll(text, MAIL);
	let from = 0;
	let cue = cueBefore;
	const bare = text.replace(/^\u0001+\s*/u, (hit) => ' '.repeat(hit.length));
	const head = HEAD_CUE.exec(bare) ?? GLUED_CUE.exec(bare);
	if (head && (head[0].trim().length > 1 || /[文]/.test(head[0]))) {
		from = head[0].length;
		cue = true;
	} else {
		const strong = STRONG_CUE.exec(text);
		const inner = INNER_CUE.exec(text);
		if (strong) {
			from = strong.index + strong[0].length;
			cue = true;
		} else if (inner && inner.index + inner[0].length < text.length - 3) {
			const name = partsOf(text, inner.index + inner[0].length)[0];
			const lead = text.slice(0, inner.index).replace(/\u0001/g, ' ').trim();
			if (name && (isPersonName(name.text) || nameBeforeRole(name.text) || wordsIn(lead) === 0) && wordsIn(lead) <= 4) {
				from = inner.index + inner[0].length;
				cue = true;
			}
		}
	}
	for (const at of gluedAt(text).reverse()) if (at > from) text = `${text.slice(0, at)}\u0002${text.slice(at)}`;
	// Marks of ungluing take a place of their own: offsets are mapped back at the end.
	const parts = partsOf(text.replace(/\u0002/g, '\u0001'), from);
	const back = (offset: number): number => {
		let marks = 0;
		for (let i = 0; i < offset; i++) if (text.charCodeAt(i) === 2) marks++;
		return offset - marks;
	};
	return signatoriesOf(parts, cue, dates.length > 0, wordsIn(text.replace(/[\u0001\u0002]/g, ' ')), back);
}

function signatoriesOf(parts: Part[], cue: boolean, dated: boolean, total: number, back: (offset: number) => number): BylineRead | null {
	const signatories: Signatory[] = [];
	let agency: string | null = null;
	let start = -1;
	let end = -1;
	let explained = cue ? 1 : 0;
	let strange = 0;
	const take = (part: Part, name: string, kind: Signatory['kind'], role: string | null): void => {
		if (!signatories.some((other) => fold(other.name) === fold(name))) signatories.push({ name, kind, role });
		if (start < 0) start = part.start;
		end = Math.max(end, part.end);
	};
	for (let i = 0; i < parts.length; i++) {
		const part = trimName(parts[i] as Part);
		const count = wordsIn(part.text);
		const last = signatories.at(-1);
		const closed = /\s(?:for|in|at|from|für|aus|on|pour|para|à|en|is|are|was)\s/u.test(part.separator);
		if (count === 0) continue;
		if (DEGREE.test(part.text)) {
			explained += count;
			continue;
		}
		if (agencyIn(part.text) && (last || cue || (total <= 6 && part.text.length > 2))) {
			explained += count;
			if (!last) take(part, part.text, 'organisation', null);
			agency ??= part.text;
			continue;
		}
		if (closed && last) {
			explained += count / 2;
			continue;
		}
		const lead = nameAfterRole(part.text);
		const name = part.text.slice(lead);
		if (isPersonName(name) && !(isRole(name) && last) && !(ORGANISATION.test(name) && !cue)) {
			if (ORGANISATION.test(name)) {
				if (last) {
					explained += count;
					continue;
				}
				take(part, name, 'organisation', null);
			} else take({ ...part, start: part.start + lead }, name, 'person', lead ? part.text.slice(0, lead).trim() : null);
			explained += count;
			continue;
		}
		const shortened = nameBeforeRole(part.text) || nameBeforeOutlet(part.text);
		if (shortened && !last) {
			take({ ...part, end: part.start + shortened }, part.text.slice(0, shortened), 'person', part.text.slice(shortened).trim());
			explained += count;
			continue;
		}
		if (last && isRole(part.text)) {
			last.role ??= part.text;
			explained += count;
			continue;
		}
		if (!last && HAN_NAME.test(part.text) && (cue || (dated && total <= 2))) {
			take(part, part.text, 'person', null);
			explained += count;
			continue;
		}
		const hangul = HANGUL_NAME.exec(part.text);
		if (!last && hangul) {
			take(part, hangul[0], 'person', null);
			explained += count;
			continue;
		}
		if (!last && cue && count <= 6 && part.text.length <= 60 && !/[.!?…]$/.test(part.text)) {
			const single = count === 1;
			take(part, part.text, ORGANISATION.test(part.text) || !single ? 'organisation' : 'person', null);
			explained += count;
			continue;
		}
		strange += count;
		if (last && strange > 6 && cue) break;
	}
	if (signatories.length === 0 || signatories.length > 12) return null;
	return { signatories, agency, cue, explained: Math.min(1, explained / Math.max(1, total)), start: back(start), end: back(end) };
}
