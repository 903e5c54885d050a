// Owns "did you mean": which word of the archive somebody may have meant by one that is not there. Must not run queries or know how results are found.
import { WORD_LENGTH } from './indexed';
import type { Part } from './query-language';
import type { VocabularyReader } from './vocabulary';

/** A word that this many clippings have is looked at with suspicion when the query finds hardly anything. */
export const HARDLY = 2;
/** Then another is meant only if so many times more clippings have it. */
const FAR_COMMONER = 20;
/** How many words of the same distance are asked how common they are. */
const MOST_COMPARED = 12;
const MOST_ALIKE = 60;
/** Words of a query that are looked at; who pastes a page of unknown words means none of them otherwise. */
const MOST_RESPELLED = 6;
/** Two slips are believed only in words of this length. */
const LONG = 6;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** The same query with words as the archive spells them, and those words; null when each stands as well as it can. */
export function respelled(part: Part | null, vocabulary: VocabularyReader): { part: Part; words: ReadonlySet<Part> } | null {
	const words = new Set<Part>();
	let left = MOST_RESPELLED;
	const respell = (one: Part): Part => {
		if (one.is === 'all' || one.is === 'any') return { is: one.is, of: one.of.map(respell) };
		if (one.is !== 'words' || one.wanted.inside === undefined) return one;
		const [asked, more] = one.wanted.terms;
		const meant = asked === undefined || more !== undefined || left-- <= 0 ? null : meantBy(asked, vocabulary);
		if (meant === null) return one;
		const field = one.columns ? one.typed.slice(0, one.typed.indexOf(':') + 1) : '';
		const made: Part = { ...one, wanted: { ...one.wanted, terms: [meant], inside: true }, typed: field + meant };
		words.add(made);
		return made;
	};
	const made = part && respell(part);
	return made && words.size > 0 ? { part: made, words } : null;
}

/** The closest word, of those the commonest; null when this one may well be meant. */
function meantBy(word: string, vocabulary: VocabularyReader): string | null {
	if ([...word].length < WORD_LENGTH.least || word.length > WORD_LENGTH.most || /^\d+$/.test(word)) return null;
	const isKnown = vocabulary.known([word]).length > 0;
	if (!isKnown && (vocabulary.beginning(word, 1).words.length > 0 || vocabulary.holding(word, 1).words.length > 0)) return null;
	const own = isKnown ? vocabulary.clippings(word) : 0;
	if (own > HARDLY) return null;
	const least = own === 0 ? 1 : own * FAR_COMMONER;
	for (const candidates of [oneSlip(word, vocabulary), word.length < LONG ? [] : vocabulary.alike(word, MOST_ALIKE).filter((other) => distance(word, other) === 2)]) {
		const common = candidates.slice(0, MOST_COMPARED).map((other) => ({ other, clippings: vocabulary.clippings(other) })).filter(({ clippings }) => clippings >= least);
		const [best] = common.sort((a, b) => b.clippings - a.clippings);
		if (best) return best.other;
	}
	return null;
}

/** Words of the archive one slip away: a letter left out, doubled, wrong, or two swapped. Other alphabets than the Latin are known by their words. */
function oneSlip(word: string, vocabulary: VocabularyReader): string[] {
	const letters = [...word];
	const letter = letters.some((one) => one > '\u007F') ? [...new Set(letters)] : LETTERS;
	const made = new Set<string>();
	for (let at = 0; at <= letters.length; at++) {
		const before = letters.slice(0, at).join('');
		const rest = letters.slice(at);
		const [first, second] = rest;
		if (second !== undefined) made.add(before + second + first! + rest.slice(2).join(''));
		// Three letters with one of them wrong may be anything.
		if (letters.length <= WORD_LENGTH.least) continue;
		if (first !== undefined) made.add(before + rest.slice(1).join(''));
		for (const other of letter) {
			made.add(before + other + rest.join(''));
			if (first !== undefined) made.add(before + other + rest.slice(1).join(''));
		}
	}
	made.delete(word);
	const known = vocabulary.known([...made]);
	return letter === LETTERS ? known : [...new Set([...known, ...vocabulary.alike(word, MOST_ALIKE).filter((other) => distance(word, other) === 1)])];
}

/** How many slips lie between two words: letters left out, added, wrong, or two neighbours swapped (optimal string alignment). More than two are not told apart. */
export function distance(one: string, other: string): number {
	const a = [...one];
	const b = [...other];
	if (Math.abs(a.length - b.length) > 2) return 3;
	let beforeLast: number[] = [];
	let last = b.map((_, j) => j + 1);
	last.unshift(0);
	a.forEach((letter, i) => {
		const row = [i + 1];
		b.forEach((against, j) => {
			let least = Math.min(last[j]! + (letter === against ? 0 : 1), last[j + 1]! + 1, row[j]! + 1);
			if (i > 0 && j > 0 && letter === b[j - 1] && a[i - 1] === against) least = Math.min(least, beforeLast[j - 1]! + 1);
			row.push(least);
		});
		beforeLast = last;
		last = row;
	});
	return Math.min(3, last[b.length]!);
}
