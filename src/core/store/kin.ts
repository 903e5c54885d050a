// Owns which longer words a word of a query also stands for, within what an answer may cost. Must not know how a query was typed or what is made of it.
import { said, type Said } from '../../shared/said';
import { NUMBER } from './indexed';
import type { Wanted } from './query-language';
import type { VocabularyReader } from './vocabulary';

/** What a wanted run of terms also finds besides itself. */
export interface Kin {
	/** The last term may begin a longer one: any (`true`), none (`false`), or one of these words. Of a pattern, the words that fit it. */
	prefix: boolean | readonly string[];
	/** Words in which it stands further in. */
	inside: readonly string[];
}

export interface Kinship {
	of(wanted: Wanted): Kin;
	/** What is to be said of each word that stands for less than it says. */
	sentences: readonly Said[];
	/** Whether asking for the kin costs next to nothing, so that it may be asked for again and again. */
	isCheap: boolean;
}

/** A word stands for at most so many others that are named one by one: an index is asked for each at every result. */
export const MOST_KIN = 40;
/** All words of a query together stand for at most so many: looking them up takes time too. */
export const MOST_KIN_IN_ALL = 160;
/**
 * What may be read of the index for the kin of all words of a query, in bytes. Merging the lists of all words with one
 * beginning takes four times as long a byte as passing through lists side by side.
 */
const BUDGET = {
	/** Words as typed. */
	beginnings: 1_200_000,
	/** Words that somebody gave a star, and letters of scripts without spaces. */
	starred: 16_000_000,
	named: 1_500_000,
};
/** A word that takes more than this stands in some five thousand clippings: nobody pages on to words that merely hold it. In bytes. */
const COMMON = 50_000;
/** Up to so many bytes, merging takes a few milliseconds. */
const CHEAP = 60_000;
/**
 * Up to so many words with one beginning are asked for by name: side by side with other words, the index then skips what they
 * have not in common, where it would first merge all lists of a beginning. In all, a quarter of the work.
 */
const FEW = 24;
const BY_NAME = 1 / 4;
/** Below this many bytes merging is done before words are looked up. */
const WORTH_NAMING = 16_000;
/** Words of one or two letters begin so many that no choice of them says anything. */
const CHOOSABLE = 3;
/** Of what begins so, this share is the word itself: then nobody misses the others. */
const MOSTLY_ITSELF = 0.25;

const NONE: Kin = { prefix: false, inside: [] };
const keyOf = ({ terms, prefix, inside, pattern }: Wanted): string => pattern ?? `${terms.join(' ')}${prefix ? '*' : ''}${inside ? '>' : ''}`;

/** Settles for all wanted runs of a query what each also finds. What costs least comes first, so that a very common word takes nothing from the others. */
export function kinship(wanted: readonly Wanted[], vocabulary: VocabularyReader): Kinship {
	const kin = new Map<string, Kin>();
	const sentences: Said[] = [];
	const left = { ...BUDGET };
	let merged = 0;
	let words = MOST_KIN_IN_ALL;
	const asked = [...new Map(wanted.filter((one) => one.prefix).map((one) => [keyOf(one), one])).values()]
		.map((one) => ({ wanted: one, last: one.terms.at(-1)!, cost: vocabulary.cost(one.terms.at(-1)!, true) }))
		.sort((a, b) => a.cost - b.cost);
	for (const { wanted: one, last, cost } of asked) {
		const budget = one.inside === undefined ? 'starred' : 'beginnings';
		const few = budget === 'beginnings' && cost > WORTH_NAMING ? fewBeginning(one, last) : null;
		const price = few ? cost * BY_NAME : cost;
		if (price <= left[budget]) {
			left[budget] -= price;
			merged += price;
			kin.set(keyOf(one), { prefix: few ?? true, inside: one.inside ? inside(last, cost) : [] });
			continue;
		}
		const isMostlyItself = vocabulary.cost(last, false) > cost * MOSTLY_ITSELF;
		const isWord = one.terms.length === 1 && [...last].length >= CHOOSABLE && !isMostlyItself;
		const chosen = isWord ? affordable(vocabulary.beginning(last, MOST_KIN)) : null;
		kin.set(keyOf(one), { prefix: chosen?.words ?? false, inside: [] });
		if (chosen?.all || isMostlyItself) continue;
		sentences.push(said(chosen ? 'said.query.many-begin' : 'said.query.many-begin-itself', { word: last }));
	}
	for (const pattern of new Set(wanted.flatMap((one) => one.pattern ?? []))) {
		const found = affordable(vocabulary.fitting(pattern, MOST_KIN));
		kin.set(pattern, { prefix: found.words, inside: [] });
		if (!found.all) sentences.push(said('said.query.many-spelled', { pattern }));
	}
	return { of: (one) => kin.get(keyOf(one)) ?? NONE, sentences, isCheap: merged + (BUDGET.named - left.named) / 4 <= CHEAP };

	/** All longer words that begin so, when they are few and the vocabulary has them. */
	function fewBeginning({ terms }: Wanted, last: string): readonly string[] | null {
		if (terms.length > 1 || [...last].length < CHOOSABLE || NUMBER.test(last)) return null;
		const known = vocabulary.beginning(last, FEW);
		return known.all ? known.words.filter((word) => word !== last) : null;
	}

	function inside(part: string, cost: number): readonly string[] {
		if (cost > COMMON && vocabulary.cost(part, false) > COMMON) {
			if (vocabulary.holding(part, 1).words.length > 0) sentences.push(said('said.query.common', { word: part }));
			return [];
		}
		const found = words > 0 ? affordable(vocabulary.holding(part, MOST_KIN)) : { words: [], all: false };
		if (!found.all) sentences.push(said('said.query.many-inside', { word: part }));
		return found.words;
	}

	/** As many of these words as may be asked for one by one. */
	function affordable(known: { words: string[]; all: boolean }): { words: string[]; all: boolean } {
		const taken = known.words.slice(0, words).filter((word) => {
			const cost = vocabulary.cost(word, false);
			if (cost > left.named) return false;
			left.named -= cost;
			return true;
		});
		words -= taken.length;
		return { words: taken, all: known.all && taken.length === known.words.length };
	}
}
