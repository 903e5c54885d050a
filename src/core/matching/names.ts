// Owns finding what a text names: people, places and organisations, told by their capitals. Pure, and without a model: it offers, and somebody decides. Must not know tags.
import { isNameless, isNumbering, isTitle } from './nameless';

/** Small words that may stand inside a name. */
const INSIDE = new Set(['de', 'del', 'della', 'der', 'den', 'di', 'da', 'do', 'dos', 'du', 'van', 'von', 'zu', 'al', 'el', 'bin', 'ibn', 'la', 'le', 'of', 'for', 'and', '&', 'und', 'et', 'y']);
/** Those of them that in German stand inside names alone; the others part one noun from the next. */
const INSIDE_GERMAN = new Set(['de', 'van', 'von', 'zu', 'al', 'bin', 'ibn', 'la', 'le', '&']);
const WORD = /[\p{L}\p{M}][\p{L}\p{M}\p{N}'’.-]*|[.!?:;…]+["”’»)]*|[^\s\p{L}\p{M}]+/gu;
const ENDS = /^[.!?:;…]/u;
/** What may stand before the first word of a sentence. */
const BEFORE_FIRST = /^["“”„‚‘’«»'()[\]*•–—-]+$/u;
const CAPITAL = /^\p{Lu}/u;
/** "I've": a capital that names nobody. */
const MYSELF = /^I['’](?:m|ve|d|ll)$/;
const INITIALS = /(?:\p{Lu}\.){2,}$/u;
const SHOUTED = /^\p{Lu}[\p{Lu}\p{M}.'’-]+$/u;
const LONGEST = 5;
/** Shorter words have no capital in most titles. */
const LONG_WORD = /[\p{L}\p{M}'’-]{4,}/gu;
/** A line with so many of its long words in capitals is a title or a label: there a capital says nothing. */
const MOSTLY = 0.75;

export interface Named { name: string; times: number }
/** Words with a capital that stand together. `opens` where the first of them opens a sentence, which writes any word so. */
interface Run { words: string[]; opens: boolean }

/**
 * What a text names, the most named first. A name stands with its capital in the midst of a sentence somewhere. In
 * languages that write every noun with a capital, a single capital says nothing: there only two in a row count.
 */
export function namesIn(paragraphs: readonly string[], language: string | null): Named[] {
	const isGerman = language === 'de' || language === 'lb';
	const runs = paragraphs.filter((paragraph) => !isTitled(paragraph, isGerman)).flatMap((paragraph) => runsOf(paragraph, isGerman));
	const says = (words: readonly string[]): boolean => words.length <= LONGEST && (capitals(words) >= 2 || (capitals(words) === 1 && !isGerman && !isNameless(words[0]!) && words[0]!.length > 2));
	const found = new Map<string, number>();
	const count = (name: string): unknown => found.set(name, (found.get(name) ?? 0) + 1);
	for (const { words, opens } of runs) if (!opens && says(words)) count(nameOf(words));
	const within = new Set(found.keys());
	for (const { words, opens } of runs) {
		if (!opens || words.length === 1) continue;
		// "Veale" of "Tomas Veale said" stands within a sentence; with the name before it where it is one elsewhere.
		const rest = words.slice(words.findIndex((word, at) => at > 0 && CAPITAL.test(word)));
		if (within.has(nameOf(words)) || (!isGerman && within.has(nameOf(rest)) && says(words))) count(nameOf(words));
		else if (rest.length < words.length && says(rest)) count(nameOf(rest));
	}
	gather(found);
	for (const { words, opens } of runs) {
		if (!opens || words.length > 1) continue;
		const whole = [...found.keys()].find((name) => ` ${name} `.includes(` ${nameOf(words)} `));
		if (whole !== undefined) count(whole);
	}
	return [...found].map(([name, times]) => ({ name, times })).sort((a, b) => b.times - a.times);
}

function runsOf(paragraph: string, isGerman: boolean): Run[] {
	const inside = isGerman ? INSIDE_GERMAN : INSIDE;
	const runs: Run[] = [];
	let run: string[] = [];
	/** Whether the next word opens a sentence, whether the run does, and whether the run opens the paragraph. */
	let opens = true;
	let isOpening = false;
	let isFirst = false;
	const end = (): void => {
		while (run.length > 0 && INSIDE.has(run.at(-1)!.toLowerCase())) run.pop();
		while (run.length > 0 && (isTitle(run[0]!) || (isOpening && isNameless(run[0]!)))) {
			run.shift();
			isOpening = false;
		}
		const isLabel = run.length > 0 && (isNumbering(run.at(-1)!) || (run.length > 1 && run.every((word) => SHOUTED.test(word))));
		if (capitals(run) > 0 && !isLabel) runs.push({ words: run, opens: isOpening });
		run = [];
	};
	for (const { 0: word, index } of paragraph.matchAll(WORD)) {
		if (CAPITAL.test(word) && !MYSELF.test(word)) {
			if (run.length === 0) {
				isOpening = opens;
				isFirst = index === 0;
			}
			run.push(word.replace(/(?<=\p{L}{2,})\.$/u, ''));
			if (/\p{Ll}\.$/u.test(word) && !isTitle(word.slice(0, -1))) {
				end();
				opens = true;
				continue;
			}
		} else if (run.length > 0 && inside.has(word)) run.push(word);
		else {
			// "Kept by:", "Name of vessel:"
			if (isFirst && word.startsWith(':')) run = [];
			end();
			if (BEFORE_FIRST.test(word)) continue;
		}
		opens = ENDS.test(word) || /[.!?]$/u.test(word);
	}
	end();
	return runs;
}

/** "Merkel" is Angela Merkel where she is named in full. */
function gather(found: Map<string, number>): void {
	const whole = [...found].sort(([a], [b]) => b.length - a.length);
	for (const [name, times] of whole) {
		const longer = whole.find(([other]) => other !== name && found.has(other) && ` ${other} `.includes(` ${name} `));
		if (!longer || name.includes(' ')) continue;
		found.set(longer[0], found.get(longer[0])! + times);
		found.delete(name);
	}
}

/** A line that writes nearly every word with a capital, and is no sentence; German does so in capitals alone. */
function isTitled(paragraph: string, isGerman: boolean): boolean {
	const long = paragraph.match(LONG_WORD) ?? [];
	if (long.length < 2) return false;
	const share = (kind: RegExp): number => long.filter((word) => kind.test(word)).length / long.length;
	return share(SHOUTED) >= MOSTLY || (!isGerman && share(CAPITAL) >= MOSTLY && !/[.!?…]["”’»)]*\s*$/u.test(paragraph));
}

const capitals = (words: readonly string[]): number => words.filter((word) => CAPITAL.test(word)).length;
/** "U.S." keeps its last stop. */
function nameOf(words: readonly string[]): string {
	const name = words.join(' ').replace(/['’]s$/u, '');
	return INITIALS.test(name) ? name : name.replace(/[.,'’-]+$/u, '');
}
