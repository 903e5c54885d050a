// Owns the language of the search field: what somebody typed becomes terms to find and terms to leave out. Never fails. Must not know SQL or clippings.
import { askedTerms } from './fold';

/** Terms that must stand one after another. `prefix`: the last may be the beginning of a longer one. */
export interface Wanted {
	terms: readonly string[];
	prefix: boolean;
}

export interface QueryText {
	/** All of these must be found. */
	find: readonly Wanted[];
	/** None of these may be. */
	avoid: readonly Wanted[];
	/** Sentences for what could not be taken as typed; null when all was. */
	understood: string | null;
}

const TOO_LONG = 'The query is very long; only its beginning was looked for.';
const LONGEST = 10_000;
const MOST = 64;
const MOST_TERMS = 200;
/** Straight, curly, low, angle and corner quotation marks: people paste what their paper prints. */
const QUOTES = '"“”„‟«»「」『』';
const PART = new RegExp(`(?<![^\\s${QUOTES}])(-?)(?:([${QUOTES}])([^${QUOTES}]*)([${QUOTES}]|$)|([^\\s${QUOTES}]+))|[${QUOTES}]([^${QUOTES}]*)([${QUOTES}]|$)|[^\\s${QUOTES}]+`, 'gu');

/** Takes a query as typed: words, each also as the beginning of a longer one; "phrases" exactly; -word and -"phrase" to leave out. */
export function readQuery(typed: string): QueryText {
	const find = new Map<string, Wanted>();
	const avoid = new Map<string, Wanted>();
	const said = new Set<string>();
	let terms = 0;
	for (const part of typed.slice(0, LONGEST).matchAll(PART)) {
		const [whole, minus, opening, , closing, , insideLoose, closingLoose] = part;
		const isPhrase = opening !== undefined || insideLoose !== undefined;
		const text = isPhrase ? (part[3] ?? insideLoose ?? '') : (part[5] ?? whole);
		if (isPhrase && (closing ?? closingLoose) === '') said.add('The quotation mark was never closed; read as a phrase to the end.');
		const asked = askedTerms(text);
		if (asked.terms.length === 0) {
			// A minus alone is the beginning of a word to leave out, still being typed.
			if (!isPhrase && !/^-+$/.test(whole) && whole.length <= 20) said.add(`“${whole}” holds no letters or digits and was left out.`);
			continue;
		}
		const wanted: Wanted = { terms: asked.terms, prefix: asked.open || !isPhrase };
		terms += wanted.terms.length;
		if (find.size + avoid.size >= MOST || terms > MOST_TERMS) {
			said.add(TOO_LONG);
			break;
		}
		(minus === '-' ? avoid : find).set(`${wanted.terms.join(' ')}${wanted.prefix ? '*' : ''}`, wanted);
	}
	if (typed.length > LONGEST) said.add(TOO_LONG);
	return { find: [...find.values()], avoid: [...avoid.values()], understood: said.size > 0 ? [...said].join(' ') : null };
}

/** A wanted run of terms in the index's own language. Terms hold no quotation marks: folding leaves only letters and digits. */
export const asMatch = (wanted: Wanted): string => `"${wanted.terms.join(' ')}"${wanted.prefix ? '*' : ''}`;
