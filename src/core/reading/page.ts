// Owns one text being read: its lines, what is seen on each, and the repeats among them. Must not choose fields.
import { CUE } from './cues';
import { type Facts, factsOf, partsOfText } from './facts';
import { guessLanguage } from './language';
import { type Line, cutLines } from './lines';
import { mastheadOf } from './masthead';
import { readByline } from './names';
import { Occurrences } from './occurrences';
import { type HashSet, Parts } from './words';

/** What the reader is told besides the text. */
export interface Hints {
	/** Name of the file as people have it, with its extension. */
	fileName?: string;
	/** Order of day and month where the printed form leaves it open. */
	dateOrder?: 'dmy' | 'mdy' | null;
	/** Publication the clippings of this import come from. */
	publication?: string;
}

/** A text cut into lines, with the facts of each line and how often its words stand elsewhere. */
export interface Page {
	text: string;
	lines: Line[];
	facts: Facts[];
	hints: Hints;
	/** The likely one: what the signs of lines were learned with. */
	language: string | null;
	/** The one that may be said, null where little speaks for any. */
	toldLanguage: string | null;
	/** The words of each line, to compare lines by; of a long line those of its head. */
	parts: Parts;
	/** Where anything stands in the text in small letters. */
	occurrences: Occurrences;
	/** Overlap (F1 of words) of each line with the file name. */
	nameOverlap: Float32Array;
	/** The line that is the paper's name although the file is called by it, or -1; it then counts as not named by the file. */
	masthead: number;
	/** Number of earlier and later lines with the same words. */
	repeatsBefore: Uint8Array;
	repeatsAfter: Uint8Array;
	/** 1 where the line above ends in, or is, a byline cue. */
	cueAbove: Uint8Array;
}

const EXTENSION = /\.[A-Za-z0-9]{1,5}$/;

/** Words of a file name without its extension; a slug's hyphens and underscores part words too. */
const nameWordsOf = (fileName: string | undefined): HashSet => partsOfText((fileName ?? '').replace(EXTENSION, '').replace(/[_+-]|%20/g, ' '));

function overlaps(facts: readonly Facts[], parts: Parts, name: HashSet): Float32Array {
	const out = new Float32Array(facts.length);
	if (name.size < 2) return out;
	for (let i = 0; i < facts.length; i++) {
		if ((facts[i] as Facts).length > 260 || parts.count(i, 0, name).found === 0) continue;
		const { all, found } = parts.common(i, name);
		out[i] = (2 * found) / (all + name.size);
	}
	return out;
}

const CUE_LINE = /^(?:(?:written |words |story |posted |reported )?by|von|par|por|di|av|af|door|author|autor|autorin|autore|auteur|autoren|text|texte|texto|著者|作者|記者|文)\s*:?$/iu;
const CUE_TAIL = /(?:^|[\s|•·])(?:by|von|par|por|author:|autor:|autorin:)$/iu;

/** Cuts and looks at a text. Linear in its length. */
export function pageOf(text: string, hints: Hints): Page {
	const lines = cutLines(text);
	const parts = new Parts();
	const facts = lines.map((line) => factsOf(line, parts));
	const n = lines.length;
	const repeatsBefore = new Uint8Array(n);
	const repeatsAfter = new Uint8Array(n);
	const seen = new Map<string, number>();
	for (let i = 0; i < n; i++) {
		const key = (facts[i] as Facts).key;
		if (!key) continue;
		const count = seen.get(key) ?? 0;
		repeatsBefore[i] = Math.min(count, 250);
		seen.set(key, count + 1);
	}
	const cueAbove = new Uint8Array(n);
	for (let i = 0; i < n; i++) {
		const fact = facts[i] as Facts;
		if (fact.key) repeatsAfter[i] = Math.min((seen.get(fact.key) ?? 1) - 1 - (repeatsBefore[i] as number), 250);
		if (i + 1 < n && fact.length < 60) {
			const line = (lines[i] as Line).text;
			if (((fact.words <= 3 || fact.cjk) && CUE_LINE.test(line)) || (fact.words < 6 && CUE_TAIL.test(line.slice(-16)))) cueAbove[i + 1] = 1;
		}
	}
	for (let i = 0; i < n; i++) {
		const fact = facts[i] as Facts;
		if (cueAbove[i] && !fact.byline?.cue && fact.words <= 14) fact.byline = readByline((lines[i] as Line).text, fact.dates, true) ?? fact.byline;
	}
	const nameOverlap = overlaps(facts, parts, nameWordsOf(hints.fileName));
	const masthead = mastheadOf(lines, facts, nameOverlap);
	if (masthead >= 0) nameOverlap[masthead] = 0;
	// A date in the file's name says when, not what about.
	for (let i = 0; i < n; i++) if ((facts[i] as Facts).dateShare > 0.5) nameOverlap[i] = 0;
	const language = guessLanguage(text);
	return { text, lines, facts, hints, language: language.likely, toldLanguage: language.told, parts, occurrences: new Occurrences(text), nameOverlap, masthead, repeatsBefore, repeatsAfter, cueAbove };
}

/** Whether a line is furniture of a page beyond doubt: a share bar, a menu word, a comment count. */
export function isFurniture(fact: Facts): boolean {
	if (fact.words > 8) return false;
	return (fact.whole & (CUE.share | CUE.boilerplate | CUE.end | CUE.comment | CUE.inside)) !== 0 || (fact.words <= 3 && (fact.head & (CUE.share | CUE.boilerplate)) !== 0);
}

