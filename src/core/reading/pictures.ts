// Owns the choice of captions and of the credits that belong to them. Must not choose other fields.
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';
import { isPersonName } from './person-names';
import { type Page, isFurniture } from './page';
import type { Scores } from './scores';

export interface CaptionChoice {
	line: number;
	/** The caption's text is `text.slice(textStart, textEnd)` of its line: a label before it and a credit after it are left out. */
	textStart: number;
	textEnd: number;
	credit: string | null;
	/** The line that holds the credit, when it is not the caption's own. */
	creditLine: number;
	score: number;
}

/** Score from which a line is a caption when nothing beside it speaks for or against it. */
export const CAPTION_LIMIT = 0.35;

const CREDIT_CUE =
	/^(?:(?:file |stock |handout )?(?:photo|photos|image|images|picture|pictures|photograph|photography|photographer|foto|fotos|bild|bilder|credits?|crédits?|source|quelle|bildquelle|bildrechte|kuva|illustration|grafik|video|fuente|fonte|imagen|imagem|archivbild|symbolbild|symbolfoto|screenshot|courtesy)\s*(?:credits?|courtesy|source|photo)?\s*(?:\s(?:by|von|of|de|via)\s|:|\/|,)\s*|(?:photos?|fotos?|bild)\s+(?=\p{Lu})|(?:image|photo|picture) (?:source|copyright|rights)\s*[:,]?\s*|photograph(?:s|y)? by\s+|photographed by\s+|courtesy of\s+|by\s+|©\s*(?:copyright\s*)?|\(c\)\s*|copyright\s*|写真[:：=]?\s*|撮影[:：=]?\s*)/iu;

/** Takes the credit out of "(Jane Doe/AP)", "Photo: Jane Doe" and the like. */
export function bareCredit(text: string): string {
	let value = text.trim().replace(/^[([|–—•\s-]+/u, '').replace(/[.\s]+$/u, '');
	if (/[)\]]$/u.test(value) && !/[([]/u.test(value)) value = value.replace(/[)\].\s]+$/u, '');
	for (let i = 0; i < 3; i++) {
		const next = value.replace(CREDIT_CUE, '').trim();
		if (next === value) break;
		value = next;
	}
	return value;
}

/** Words that say a caption follows (labels of picture elements); the caption may be run on to them. */
const LABEL = /^(?:(?:image|media|photo|picture) caption(?:[\s:,]+|(?=\p{Lu}))|(?:bildunterschrift|bildtext|légende|caption|didascalia)\s?:\s*)/iu;
const LABELS = new Set([...'iImMpPbBlLcCdD'].map((letter) => letter.charCodeAt(0)));
/** Who stands where in a picture: in brackets, at the head of the line, inside it. */
const SIDES = /\((?:[^()]{0,40}\s)?(?:left|right|cent(?:er|re)|l|r|c|links|rechts|mitte|v\.?\s?l\.?(?:\s?n\.?\s?r\.?)?|von (?:links|li)[^()]{0,20}|li\.? nach re\.?|gauche|droite|izquierda|derecha|sinistra|destra|esquerda|direita|til venstre|til høyre|t\.v\.|t\.h\.)\.?\)/iu;
const SIDES_AT_HEAD = /^(?:pictured|from left|from right|(?:clockwise )?from top|left to right|von links|v\.\s?l\.|de gauche à droite|de izquierda a derecha|da sinistra|da esquerda)(?=[\s:,])/iu;
const SIDES_INSIDE = /,? (?:from left|l-r|left to right),? /iu;
const HEADS = new Set([...'pPfFcClLvVdD'].map((letter) => letter.charCodeAt(0)));

function namesSides(fact: Facts, text: string): boolean {
	return (text.includes('(') && SIDES.test(text)) || (HEADS.has(text.charCodeAt(0)) && SIDES_AT_HEAD.test(text)) || ((fact.any & CUE.scene) !== 0 && SIDES_INSIDE.test(text));
}

const OPENS_PICTURE = /^(?:open this photo in gallery|open image in gallery|view image in full(?: ?screen)?|bild vergrößern|enlarge(?: this)? image|toggle caption|hide caption|image caption)\s?:?$/iu;
/** "Agency/ Jane Doe" at the end, "… /Copyright 2026 X". */
const RUN_ON = /(?:^|[\s.,])((?:\p{Lu}[\p{L}.&-]{0,14}\s?){1,3}\/\s?\p{Lu}[\p{L}.'’&-]*(?:\s[\p{L}.'’&-]{1,20}){0,4})$/u;

const MAY_BE_RIGHTS = /[/©]|ight|echte|roits|erechos|etty|rchiv/u;
/** Labels of picture elements that name the owner. */
const RIGHTS_LABEL = /^(?:image|photo|picture) (?:copyright|source|credit|rights)[\s:]+\S/iu;
/** Marks of a credit that is more than a name. */
const RIGHTS = /©|\p{Lu}[\p{L}.]*\s?\/\s?\p{Lu}|copyright|rights reserved|rechte vorbehalten|droits réservés|derechos reservados|getty|archiv/iu;

/** Leaves the end of the caption's own sentence, or the words run on to the credit, out of the credit. */
function credited(text: string, at: number): number {
	const part = text.slice(at);
	const slash = part.search(/[/|]/u);
	const front = slash < 0 ? part.slice(0, 24) : part.slice(0, slash);
	// "… in Kyiv. JANE DOE / AGENCY", "… that day.Jane Doe / Agency", "… the AirportJane Doe / Agency"
	const cut = /^.*(?:\p{Ll}{2}[.!?]["”’]?\s*(?=\p{Lu})|\d[.!?](?=\p{Lu})|\p{Ll}{2}(?=\p{Lu}\p{Ll}))/u.exec(front);
	return cut && cut[0].length < part.length - 1 && !/^\s*(?:photo|foto|image|bild|©|\()/iu.test(part) ? at + cut[0].length : at;
}

/** An agency or outlet run on to the caption's last sentence: "… that day.The Associated Press". */
const GLUED = /\p{Ll}[.!?]["”’]?(?=\p{Lu}\p{Ll})(?<rest>[^.!?]{3,44})$/u;

/** Where a credit with a solidus begins that the facts of the line do not know of, or -1. */
function runOnAt(fact: Facts, text: string): number {
	if (fact.words < 4 || fact.words > 70 || text.indexOf('/', text.length - 60) < 0) return -1;
	const hit = RUN_ON.exec(text.length > 90 ? text.slice(-90) : text);
	return hit ? credited(text, text.length - (hit[1] as string).length) : -1;
}

/** "… of the Antarctic peninsula. Jane Doe", "… in Portsea. (JANE DOE | Courier)". */
const NAMED_END = /[.!?…]["”’»)]?\s+(\p{Lu}[\p{L}.'’-]*(?:\s\p{L}[\p{L}.'’-]*){1,3})$/u;
const BRACKETED_END = /\((\p{Lu}[^()|/]{2,40}\s?[|/]\s?\p{Lu}[^()|/]{1,30})\)$/u;

/** Where a name without a cue begins that stands at the end of a line after its last sentence, or -1. */
function namedEnd(fact: Facts, text: string): number {
	if (fact.words < 6 || fact.words > 70 || fact.creditAt >= 0) return -1;
	const end = text.length > 90 ? text.slice(-90) : text;
	if (text.charCodeAt(text.length - 1) === 0x29) {
		const hit = BRACKETED_END.exec(end);
		return hit ? text.length - hit[0].length : -1;
	}
	if (fact.stop !== 0) return -1;
	const name = NAMED_END.exec(end)?.[1];
	return name && isPersonName(name) ? text.length - name.length : -1;
}

/** Where the credit begins at the end of a line that is a caption, or -1. */
function creditStart(page: Page, i: number): number {
	const fact = page.facts[i] as Facts;
	const { text } = page.lines[i] as Line;
	if (fact.creditAt >= 0) return fact.creditAt > 0 ? credited(text, fact.creditAt) : 0;
	const named = namedEnd(fact, text);
	if (named > 0) return named;
	const at = runOnAt(fact, text);
	if (at >= 0 || fact.words < 4 || fact.words > 70 || fact.stop !== 0 || fact.sentences > 3) return at;
	const rest = GLUED.exec(text.length > 90 ? text.slice(-90) : text)?.groups?.rest;
	return rest && rest.split(' ').length <= 6 ? text.length - rest.length : -1;
}

/** Whether a line is a credit and nothing else. */
export function isCreditOnly(page: Page, i: number): boolean {
	const fact = page.facts[i];
	if (fact && fact.words >= 3 && fact.words <= 10 && (fact.head & CUE.credit) !== 0 && RIGHTS_LABEL.test((page.lines[i] as Line).text)) return true;
	if (!fact || fact.creditAt < 0 || fact.words > 14 || fact.copyright && fact.words > 6) return false;
	if (isFurniture(fact) || (fact.byline?.cue && fact.head & CUE.by && !(fact.head & CUE.credit))) return false;
	const first = (page.lines[i] as Line).text.charCodeAt(0);
	if (fact.creditAt === 0 || (fact.creditAt === 1 && (first === 0x28 || first === 0x5b))) return fact.creditStrength > 1;
	// "JANE DOE (AGENCY)", "Jane Doe via Agency": the name is of the credit.
	if (fact.words > 9 || fact.creditStrength < 2) return false;
	const front = (page.lines[i] as Line).text.slice(0, fact.creditAt).trim().replace(/\s(?:via|VIA)$/u, '');
	return isPersonName(front) || /^(?:[\p{Lu}\d][\p{L}\d.&'’-]*\s?){1,3}$/u.test(front);
}

/** Whether a line cannot be a caption, whatever it looks like. */
function isOther(page: Page, i: number, headline: number): boolean {
	const fact = page.facts[i] as Facts;
	if (i === headline || fact.words < 3 || fact.words > 130 || (fact.copyright && fact.words < 12 && fact.creditAt < 4)) return true;
	if (isFurniture(fact) || fact.key === page.facts[headline]?.key) return true;
	const { text } = page.lines[i] as Line;
	if (fact.words <= 24 && fact.byline?.cue && fact.byline.explained > 0.5 && fact.head & CUE.by) return true;
	if (fact.words <= 20 && (fact.dateShare > 0.25 || fact.dates[0]?.start === 0)) return true;
	if (fact.separators >= 5 && fact.words < 30) return true;
	if (fact.head & CUE.inside && fact.colonAt > 0 && fact.colonAt < 24) return true;
	return fact.words > 5 && fact.words < 24 && fact.any & CUE.share && /(?:\S\s{2,}){5}/u.test(text) ? true : false;
}

const odds = (p: number): number => Math.log(Math.max(0.01, p) / Math.max(1e-4, 1 - p));
const chance = (x: number): number => 1 / (1 + Math.exp(-x));

/** How much what stands in and beside a line speaks for a caption, in log odds. */
function evidence(page: Page, i: number, typical: number, credits: ReadonlyMap<number, number>, tails: ReadonlyMap<number, number>): number {
	const fact = page.facts[i] as Facts;
	const { text } = page.lines[i] as Line;
	let sum = 0;
	if (fact.words < 70 && namesSides(fact, text)) sum += WEIGHTS.sides;
	if (i > 0 && (page.facts[i - 1] as Facts).words <= 7 && OPENS_PICTURE.test((page.lines[i - 1] as Line).text)) sum += WEIGHTS.opens;
	if (fact.creditAt < 0 && (runOnAt(fact, text) > 0 || namedEnd(fact, text) > 0)) sum += WEIGHTS.runOn;
	if (tails.has(i)) sum += WEIGHTS.tail;
	// A credit below that goes with the line after it is none of this line's.
	if (credits.get(i + 2) === i + 1 && !credits.has(i)) sum -= WEIGHTS.others;
	if (fact.creditAt > 0 && fact.creditStrength === 3) sum += WEIGHTS.ownCredit;
	if (credits.has(i)) sum += WEIGHTS.creditBeside - Math.max(0, fact.words / typical - 0.8) * 3;
	return sum;
}
export const WEIGHTS = { sides: 3.5, opens: 5, runOn: 3, ownCredit: 0.6, creditBeside: 3.5, others: 3, tail: 5 };

/** Whether an agency by itself goes on with a byline just above: "By Jane Doe", "and John Roe", "Associated Press". */
function isOfByline(page: Page, i: number): boolean {
	for (let k = i; k > Math.max(0, i - 3) && (page.lines[k] as Line).blanksBefore === 0; k--) {
		const above = page.facts[k - 1] as Facts;
		if (above.byline?.cue && above.head & CUE.by && !(above.head & CUE.credit) && above.words <= 12) return true;
		if (above.words > 8) return false;
	}
	return false;
}

/** An owner and who hands the picture on: never a byline's agency. */
const VIA = /\S\s(?:via|VIA)\s\p{Lu}/u;

/** For each line that a credit standing alone belongs to, that credit's line: the one below it, or above it where only that is close. */
function creditsBeside(page: Page, headline: number, end: number, typical: number, learned: Float32Array, spaced: boolean): Map<number, number> {
	const out = new Map<number, number>();
	const n = page.lines.length;
	for (let i = Math.max(1, headline + 1); i <= Math.min(n - 1, end + 2); i++) {
		if (!isCreditOnly(page, i) || (i <= headline + 8 && !(VIA.test((page.lines[i] as Line).text)) && isOfByline(page, i))) continue;
		const line = page.lines[i] as Line;
		const closeAbove = spaced && line.blanksBefore === 0;
		const closeBelow = spaced && line.blanksAfter === 0;
		const fits = (side: number): boolean => {
			const fact = page.facts[side];
			if (!fact || side <= headline || fact.words < 4 || fact.words > (closeAbove || closeBelow ? 60 : Math.max(24, typical))) return false;
			// A title in capitals above a picture is a subhead.
			if (fact.capitalised >= 0.6 && fact.stop === 0 && fact.words <= 9) return false;
			if (fact.separators >= 5) return false;
			return !isFurniture(fact) && !isCreditOnly(page, side) && fact.dateShare <= 0.3 && !(fact.byline?.cue && fact.byline.explained > 0.5);
		};
		let side = closeBelow && !closeAbove ? i + 1 : i - 1;
		if (closeAbove && closeBelow && fits(i + 1) && (!fits(i - 1) || (learned[i + 1] as number) > (learned[i - 1] as number))) side = i + 1;
		if (!spaced && !fits(side) && (learned[i + 1] as number) > 0.02) side = i + 1;
		if (!fits(side)) continue;
		out.set(side, i);
	}
	return out;
}

/** Ends that stand on several lines of an article in the same words, by line: what is said again under each picture is its credit. */
function recurringTails(page: Page, from: number, to: number): Map<number, number> {
	const lines = new Map<string, number[]>();
	for (let i = Math.max(0, from); i <= to; i++) {
		const fact = page.facts[i] as Facts;
		if (fact.words < 8 || fact.words > 60 || fact.creditAt >= 0 || (fact.copyright && fact.words < 14)) continue;
		const { text } = page.lines[i] as Line;
		const end = text.slice(-60);
		if (!MAY_BE_RIGHTS.test(end)) continue;
		const tail = /(?:\S+\s+){3}\S+$/u.exec(end)?.[0];
		if (!tail || tail.length < 18 || !RIGHTS.test(tail)) continue;
		lines.set(tail, [...(lines.get(tail) ?? []), i]);
	}
	const out = new Map<number, number>();
	for (const same of lines.values()) {
		const texts = same.map((i) => (page.lines[i] as Line).text);
		if (new Set(texts.map((text) => text.slice(0, 16))).size < 2) continue;
		let common = 0;
		const [first] = texts as [string];
		while (common < 90 && texts.every((text) => common < text.length && text[text.length - 1 - common] === first[first.length - 1 - common])) common++;
		// Back to the beginning of a word that the lines share.
		const shared = first.slice(first.length - common);
		const begin = shared.search(/(?:^|(?<=\s))[\p{Lu}\d©(]/u);
		if (begin < 0 || common - begin < 18 || texts.some((text) => text.length - (common - begin) < 16)) continue;
		same.forEach((i, k) => out.set(i, (texts[k] as string).length - (common - begin)));
	}
	return out;
}

const ONLY_LABEL = /^(?:photos?|fotos?|bild(?:er)?|image|picture|фото|credits?|crédits?)(?: credit)?\s?:?$/iu;

/** Chooses the captions of a page and takes them and their credits out of `body`. */
export function chooseCaptions(page: Page, scores: Scores, choice: { headline: number; body: Uint8Array; bodyEnd: number }): CaptionChoice[] {
	const out: CaptionChoice[] = [];
	const lengths = page.facts.filter((fact) => fact.words >= 14 && fact.stop > 0).map((fact) => fact.words).sort((a, b) => a - b);
	const typical = lengths[lengths.length >> 1] ?? 30;
	// Where nearly all lines are close together, closeness says nothing.
	const article = page.lines.slice(Math.max(0, choice.headline), choice.bodyEnd + 1);
	const spaced = article.filter((line) => line.blanksBefore === 0).length < article.length * 0.8;
	const credits = creditsBeside(page, choice.headline, choice.bodyEnd, typical, scores.caption, spaced);
	let last = page.lines.length - 1;
	while (last > 0 && !(choice.body[last] && (page.facts[last] as Facts).words >= 12)) last--;
	const tails = recurringTails(page, choice.headline, choice.bodyEnd);
	for (let i = 0; i < page.lines.length; i++) {
		if (isOther(page, i, choice.headline)) continue;
		if ((page.facts[i] as Facts).words <= 8 && VIA.test((page.lines[i] as Line).text) && isCreditOnly(page, i)) continue;
		const text = (page.lines[i] as Line).text;
		const fact = page.facts[i] as Facts;
		const label = fact.words > 2 && fact.words < 80 && LABELS.has(text.charCodeAt(0)) ? (LABEL.exec(text)?.[0].length ?? 0) : 0;
		const learned = scores.caption[i] as number;
		const score = label ? Math.max(0.9, learned) : chance(odds(learned) + evidence(page, i, typical, credits, tails));
		if (score < CAPTION_LIMIT) continue;
		// The last paragraph of an article names its source as a caption does.
		if (i === last && fact.words >= 20 && learned < 0.8 && fact.sentences > 0) continue;
		const tail = tails.get(i);
		const at = tail === undefined ? creditStart(page, i) : credited(text, tail);
		// A credit of its own line below is surer than words in the caption that look like one.
		const doubtful = at > 0 && credits.get(i) === i + 1 && text.length - at > 40 && fact.creditAt === at;
		const own = at > 0 && !doubtful ? bareCredit(text.slice(at)) : '';
		let creditLine = -1;
		let credit: string | null = own || null;
		const beside = credits.get(i) ?? (i + 1 < page.lines.length && (page.facts[i + 1] as Facts).creditAt === 0 && (page.facts[i + 1] as Facts).words <= 12 && credits.get(i + 2) !== i + 1 ? i + 1 : -1);
		if (!credit && label && isCreditOnly(page, i - 1)) creditLine = i - 1;
		else if (!credit && beside >= 0) creditLine = beside;
		if (creditLine >= 0) {
			credit = bareCredit((page.lines[creditLine] as Line).text) || null;
			// "Foto:", and the owner on the next line.
			const owner = page.facts[creditLine + 1];
			if ((!credit || ONLY_LABEL.test((page.lines[creditLine] as Line).text)) && creditLine > i && owner && owner.words <= 7 && owner.stop !== 3 && !isFurniture(owner)) {
				choice.body[creditLine] = 0;
				creditLine++;
				credit = bareCredit((page.lines[creditLine] as Line).text) || null;
			}
			if (!credit) creditLine = -1;
		}
		const textEnd = own ? text.slice(0, at).replace(/[\s|–—•-]+$/u, '').length : text.length;
		if (textEnd <= label) continue;
		out.push({ line: i, textStart: label, textEnd, credit, creditLine, score });
		choice.body[i] = 0;
		if (creditLine >= 0) choice.body[creditLine] = 0;
	}
	return out;
}
