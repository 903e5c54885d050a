// Owns the language of the search field: what somebody typed becomes a tree of what to find. Never fails. Must not know SQL or clippings.
//
//   query  = any                       words stand for "all of these"
//   any    = all { OR all }
//   all    = { [ - | NOT ] part }      AND may stand between and says nothing
//   part   = ( any ) | "phrase" | word | field:value | field:="whole value" | part NEAR/n part
import { queryTokens } from '../../shared/query-text';
import { days } from '../reading/edtf-days';
import { readDate } from '../reading/dates';
import { said, type Said } from '../../shared/said';
import { askedTerms } from './fold';

/**
 * Terms that must stand one after another. `prefix`: the last may be the beginning of a longer one. `inside`: set for what was
 * typed without a star, and true where a longer word may also hold it further in.
 */
export interface Wanted {
	terms: readonly string[];
	prefix: boolean;
	inside?: boolean;
	/** Set for a word with stars inside, folded: each stands for any letters or none. `terms` is what stands before the first. */
	pattern?: string;
}

/** Columns of the search index. */
export type Column = 'headline' | 'body' | 'captions' | 'notes' | 'byline' | 'publication' | 'place' | 'file_name' | 'aside';

/** What is asked of a clipping besides its words. */
export type Fact = 'tag' | 'collection' | 'publication' | 'byline' | 'credit' | 'language' | 'kind' | 'has' | 'is' | 'url';

/** How a fact's value is meant: `whole` is that value and nothing else, `phrase` was typed in quotation marks, `word` may be the beginning of a longer one. */
export type Match = 'whole' | 'phrase' | 'word';

/** `typed` is how a part prints: typed again, it gives the same part. Days are `YYYY-MM-DD`, inclusive; null is open. */
export type Part =
	| { is: 'words'; wanted: Wanted; columns: readonly Column[] | null; typed: string }
	| { is: 'near'; wanted: readonly Wanted[]; distance: number; typed: string }
	| { is: 'fact'; fact: Fact; value: string; match: Match; typed: string }
	| { is: 'span'; of: 'date' | 'imported'; from: string | null; to: string | null; typed: string }
	| { is: 'all'; of: readonly Part[] }
	| { is: 'any'; of: readonly Part[] }
	| { is: 'not'; of: Part };

export interface QueryText {
	/** Null when nothing is asked. */
	part: Part | null;
	/** Sentences for what could not be taken as typed; null when all was. */
	understood: readonly Said[];
}

const LONGEST = 10_000;
const MOST_PARTS = 64;
const MOST_TERMS = 200;
const DEEPEST = 16;
/** FTS5 takes a distance of any size; beyond a paragraph it says nothing. */
const FARTHEST = 100;
const NEAR = 10;
const OPERATOR = /^NEAR(?:\/\d{1,4})?$/;

const TEXT_FIELDS: Readonly<Record<string, readonly Column[]>> = {
	title: ['headline'], headline: ['headline'], body: ['body'], text: ['body'], by: ['byline'], byline: ['byline'], author: ['byline'],
	pub: ['publication'], publication: ['publication'], newspaper: ['publication'], caption: ['captions'], note: ['notes'], notes: ['notes'],
	place: ['place'], dateline: ['place'], file: ['file_name'],
};
const FACT_FIELDS: Readonly<Record<string, Fact>> = { tag: 'tag', in: 'collection', collection: 'collection', lang: 'language', language: 'language', credit: 'credit', kind: 'kind', has: 'has', is: 'is', url: 'url' };
/** Fields of text that can be asked for a whole value, or for none. */
const WHOLE_FIELDS: Readonly<Record<string, Fact>> = { by: 'byline', byline: 'byline', author: 'byline', pub: 'publication', publication: 'publication', newspaper: 'publication' };
/** Other fields that can be asked for a whole value. Elsewhere "=" says no more than quotation marks do. */
const WHOLE_FACTS: ReadonlySet<string> = new Set(['tag', 'in', 'collection', 'credit']);
const SPAN_FIELDS: ReadonlySet<string> = new Set(['date', 'before', 'after', 'imported']);
export const KINDS: readonly string[] = ['article', 'image'];
export const HAVING: readonly string[] = ['picture', 'note', 'date', 'byline', 'url', 'page', 'tag', 'publication', 'highlight', 'rights', 'embargo'];
export const BEING: readonly string[] = ['unsure', 'untagged', 'unfiled', 'flagged', 'recent', 'duplicate', 'restricted'];

const asWord = (text: string): string => (/^(?:OR|AND|NOT)$/.test(text) || OPERATOR.test(text) ? text.toLowerCase() : text);

type Token = { is: '(' } | { is: ')' } | { is: 'phrase'; text: string; glued: boolean } | { is: 'bare'; text: string };

function tokensOf(typed: string, say: (what: Said) => void): Token[] {
	const out: Token[] = [];
	for (const token of queryTokens(typed)) {
		if (token.is === 'phrase') {
			if (!token.closed) say(said('said.query.quote'));
			out.push(token);
		} else if (token.is === 'bare') {
			// A star before a word asks for what every word of three letters finds anyway: longer ones that hold it.
			// What it leaves is a word, and never an operator or a sign.
			const text = /^\*+[^*]/.test(token.text) ? asWord(token.text.replace(/^[*-]+/, '').replace(/\*+$/, '')) : token.text;
			if (text !== token.text && [...text].length < 3) say(said('said.query.star-before', { text }));
			out.push({ is: 'bare', text });
		} else out.push({ is: token.is });
	}
	return out;
}

/** Reads tokens into parts. Every token is used up once, so it ends. */
class Reader {
	readonly #tokens: readonly Token[];
	readonly #say: (what: Said) => void;
	#at = 0;
	#parts = 0;
	#terms = 0;
	#full = false;

	constructor(tokens: readonly Token[], say: (what: Said) => void) {
		this.#tokens = tokens;
		this.#say = say;
	}

	whole(): Part | null {
		const found: Part[] = [];
		while (this.#at < this.#tokens.length) {
			const part = this.#any(0);
			if (part) found.push(part);
			if (this.#tokens[this.#at]?.is === ')') {
				this.#say(said('said.query.bracket-opening'));
				this.#at++;
			}
		}
		return group('all', found);
	}

	#any(depth: number): Part | null {
		const either: (Part | null)[] = [this.#all(depth)];
		while (this.#isWord('OR')) {
			this.#at++;
			either.push(this.#all(depth));
		}
		const sides = either.filter((part) => part !== null);
		// At the end it may still be typed; elsewhere somebody meant something.
		if (sides.length < either.length && (either.at(-1) !== null || this.#at < this.#tokens.length)) this.#say(said('said.query.or'));
		return group('any', sides);
	}

	#all(depth: number): Part | null {
		const all: Part[] = [];
		for (let token = this.#tokens[this.#at]; token && token.is !== ')' && !this.#isWord('OR'); token = this.#tokens[this.#at]) {
			const part = this.#signed(depth);
			if (part) all.push(part);
		}
		return group('all', all);
	}

	/** A part, perhaps with a sign that leaves it out. */
	#signed(depth: number): Part | null {
		const token = this.#tokens[this.#at]!;
		if (token.is === 'bare' && (token.text === 'AND' || /^-+$/.test(token.text))) {
			const next = this.#tokens[this.#at + 1];
			this.#at++;
			// A minus alone is the beginning of a word to leave out, still being typed; right before a bracket or a phrase it is a sign.
			return token.text === '-' && (next?.is === '(' || (next?.is === 'phrase' && next.glued)) ? negated(this.#part(depth)) : null;
		}
		if (token.is === 'bare' && token.text === 'NOT') {
			this.#at++;
			const next = this.#tokens[this.#at];
			return next && next.is !== ')' && !this.#isWord('OR') ? negated(this.#signed(depth)) : null;
		}
		if (token.is === 'bare' && OPERATOR.test(token.text)) {
			this.#at++;
			this.#say(said('said.query.near'));
			return null;
		}
		return this.#near(this.#part(depth), depth);
	}

	/** `a NEAR/5 b`: both must be words. */
	#near(first: Part | null, depth: number): Part | null {
		const wanted: Wanted[] = [];
		let distance = 0;
		const typed: string[] = [];
		let last = first;
		for (let token = this.#tokens[this.#at]; token?.is === 'bare' && OPERATOR.test(token.text); token = this.#tokens[this.#at]) {
			this.#at++;
			const next = this.#tokens[this.#at];
			const other = next && (next.is === 'phrase' || (next.is === 'bare' && !/^(?:OR|NOT|AND)$/.test(next.text) && !OPERATOR.test(next.text))) ? this.#part(depth) : null;
			if (last?.is !== 'words' || other?.is !== 'words' || last.columns || other.columns || last.wanted.pattern || other.wanted.pattern) {
				this.#say(said('said.query.near'));
				return group('all', [first, other].filter((part) => part !== null));
			}
			if (wanted.length === 0) {
				wanted.push(last.wanted);
				typed.push(last.typed);
			}
			const asked = Number(token.text.slice(5) || NEAR);
			distance = Math.max(distance, Math.min(asked, FARTHEST));
			wanted.push(other.wanted);
			typed.push(`NEAR/${Math.min(asked, FARTHEST)}`, other.typed);
			last = other;
		}
		return wanted.length > 1 ? { is: 'near', wanted, distance, typed: typed.join(' ') } : first;
	}

	#part(depth: number): Part | null {
		const token = this.#tokens[this.#at++]!;
		if (token.is === '(') return this.#bracket(depth, (inner) => inner);
		if (token.is === ')') return null;
		if (token.is === 'phrase') return this.#words(token.text, true, null, '');
		return this.#bare(token.text, depth);
	}

	#bracket(depth: number, within: (part: Part | null) => Part | null): Part | null {
		if (depth >= DEEPEST) {
			this.#say(said('said.query.deep'));
			return null;
		}
		const part = this.#any(depth + 1);
		if (this.#tokens[this.#at]?.is === ')') this.#at++;
		else this.#say(said('said.query.bracket-closing'));
		return within(part);
	}

	#bare(text: string, depth: number): Part | null {
		const isNot = /^-[^-]/.test(text);
		const body = isNot ? text.slice(1) : text;
		const hit = /^([a-z]+):(.*)$/is.exec(body);
		const name = hit?.[1]!.toLowerCase() ?? '';
		const part = hit && isField(name) ? this.#field(name, hit[2]!, depth) : this.#words(body, false, null, '');
		return isNot ? negated(part) : part;
	}

	/** What stands behind a field's colon: the rest of the word, a phrase, or for fields of text a bracket. */
	#field(name: string, rest: string, depth: number): Part | null {
		const isWhole = rest.startsWith('=');
		let value = isWhole ? rest.slice(1) : rest;
		let isPhrase = false;
		const next = this.#tokens[this.#at];
		if (value === '' && next?.is === 'phrase' && next.glued) {
			this.#at++;
			value = next.text;
			isPhrase = true;
		} else if (value === '' && next?.is === '(') {
			this.#at++;
			const columns = TEXT_FIELDS[name];
			if (columns) return this.#bracket(depth, (inner) => inner && inColumns(inner, columns, name));
			this.#say(said('said.query.one-value', { field: `${name}:` }));
			return this.#bracket(depth, (inner) => inner);
		}
		if (value.trim() === '') return null;
		const columns = TEXT_FIELDS[name];
		const whole = isWhole || (value.toLowerCase() === 'none' && !isPhrase) ? WHOLE_FIELDS[name] : undefined;
		if (columns && !whole) return this.#words(value, isPhrase || isWhole, columns, `${name}:`);
		const isMeantWhole = isWhole && (whole !== undefined || WHOLE_FACTS.has(name));
		const typed = `${name}:${isMeantWhole ? '=' : ''}${quoted(value, isPhrase || isMeantWhole)}`;
		if (!this.#room(1)) return null;
		if (SPAN_FIELDS.has(name)) return this.#span(name, value, typed);
		return this.#fact(whole ?? FACT_FIELDS[name]!, value, isMeantWhole ? 'whole' : isPhrase ? 'phrase' : 'word', typed);
	}

	#fact(fact: Fact, value: string, match: Match, typed: string): Part | null {
		const known = fact === 'kind' ? KINDS : fact === 'has' ? HAVING : fact === 'is' ? BEING : null;
		if (!known) return { is: 'fact', fact, value, match, typed };
		const asked = value.toLowerCase();
		const one = known.find((word) => word === asked) ?? known.find((word) => word.startsWith(asked)) ?? known.find((word) => asked === `${word}s`);
		if (one) return { is: 'fact', fact, value: one, match: 'word', typed: `${typed.slice(0, typed.indexOf(':') + 1)}${one}` };
		this.#say(said('said.query.unknown', { typed, field: typed.slice(0, typed.indexOf(':') + 1), known: known.slice(0, -1).join(', '), last: known.at(-1)! }));
		return null;
	}

	/** Days: one date, or two with ".." between. `before` and `after` leave the date itself out. */
	#span(name: string, value: string, typed: string): Part | null {
		const of = name === 'imported' ? 'imported' : 'date';
		if (of === 'date' && name === 'date' && value.toLowerCase() === 'none') return negated({ is: 'fact', fact: 'has', value: 'date', match: 'word', typed: 'has:date' });
		const [first = '', last] = value.split('..').map((end) => end.trim());
		const from = first === '' ? null : spanOf(first);
		const to = last === undefined ? from : last === '' ? null : spanOf(last);
		if ((first !== '' && !from) || (last !== undefined && last !== '' && !to) || (first === '' && !last)) {
			// A year still being typed is no fault to speak of.
			if (!/^\d{0,3}$|^\d{4}-\d?$/.test(value)) this.#say(said('said.query.date', { typed }));
			return null;
		}
		if (name === 'before') return from ? { is: 'span', of, from: null, to: dayBeside(from.firstDay, -1), typed } : null;
		if (name === 'after') return from ? { is: 'span', of, from: dayBeside((to ?? from).lastDay, 1), to: null, typed } : null;
		return { is: 'span', of, from: from?.firstDay ?? null, to: to?.lastDay ?? null, typed };
	}

	#words(text: string, isPhrase: boolean, columns: readonly Column[] | null, before: string): Part | null {
		const pattern = isPhrase ? null : patternOf(text);
		if (pattern !== null) return this.#room(1) ? { is: 'words', wanted: { terms: [pattern.slice(0, pattern.indexOf('*'))], prefix: false, pattern }, columns, typed: before + text } : null;
		const plain = isPhrase ? text : text.replace(/(?<=.)\*+(?=[^*]).*$/s, '');
		const hasStar = plain !== text || plain.endsWith('*');
		const asked = askedTerms(plain);
		if (plain !== text && asked.terms.length > 0) this.#say(said('said.query.star', { plain }));
		if (asked.terms.length === 0) {
			if (!isPhrase && text !== '' && text.length <= 20) this.#say(said('said.query.no-letters', { text }));
			return null;
		}
		if (!this.#room(asked.terms.length)) return null;
		const wanted: Wanted = { terms: asked.terms, prefix: asked.open || !isPhrase, ...(isPhrase || hasStar || asked.open ? {} : { inside: canStandInside(asked.terms) }) };
		return { is: 'words', wanted, columns, typed: before + quoted(plain === text ? text : `${plain}*`, isPhrase) };
	}

	#room(terms: number): boolean {
		this.#parts++;
		this.#terms += terms;
		if (this.#parts <= MOST_PARTS && this.#terms <= MOST_TERMS && !this.#full) return true;
		this.#full = true;
		this.#say(said('said.query.long'));
		return false;
	}

	#isWord(word: string): boolean {
		const token = this.#tokens[this.#at];
		return token?.is === 'bare' && token.text === word;
	}
}

/** A word with a star between its letters, folded; null for any other, for numbers, and where letters stand for words by themselves. */
function patternOf(text: string): string | null {
	const written = text.replace(/\*{2,}/g, '*');
	if (!/^[^*]+\*.*[^*]/s.test(written)) return null;
	const between = written.split('*').map((letters) => (letters === '' ? { terms: [''], open: false } : askedTerms(letters)));
	if (between.some(({ terms, open }) => terms.length !== 1 || open)) return null;
	const pattern = between.map(({ terms }) => terms[0]!).join('*');
	return /^[\d*]+$/.test(pattern) ? null : pattern;
}

/** Whether a longer word may hold this one further in: a single one of three letters or more, no number. */
const canStandInside = ([term, more]: readonly string[]): boolean => term !== undefined && more === undefined && [...term].length >= 3 && !/^\d+$/.test(term);
/** What a word leaves out: nobody who types -port means airports. */
export const asLeftOut = (part: Part): Part => {
	if (part.is === 'words') return part.wanted.inside ? { ...part, wanted: { ...part.wanted, inside: false } } : part;
	if (part.is === 'all' || part.is === 'any') return { is: part.is, of: part.of.map(asLeftOut) };
	return part.is === 'not' ? { is: 'not', of: asLeftOut(part.of) } : part;
};

const isField = (name: string): boolean => Object.hasOwn(TEXT_FIELDS, name) || Object.hasOwn(FACT_FIELDS, name) || SPAN_FIELDS.has(name);
const quoted = (text: string, isPhrase: boolean): string => (isPhrase || /\s/.test(text) ? `"${text}"` : text);
/** What a part means, however it was typed. */
const meaning = (part: Part): string => JSON.stringify(part, (key, value: unknown) => (key === 'typed' ? undefined : value));
const negated = (part: Part | null): Part | null => (part === null ? null : part.is === 'not' ? part.of : { is: 'not', of: part });

/** One of several stands for itself; groups of the same kind become one; what is asked twice is asked once. */
function group(is: 'all' | 'any', of: readonly Part[]): Part | null {
	const flat = new Map(of.flatMap((part) => (part.is === is ? part.of : [part])).map((part) => [meaning(part), part]));
	const parts = [...flat.values()];
	return parts.length === 0 ? null : parts.length === 1 ? parts[0]! : { is, of: parts };
}

/** `title:(a OR b)` asks it of every word inside. */
function inColumns(part: Part, columns: readonly Column[], name: string): Part {
	if (part.is === 'words') return part.columns ? part : { ...part, columns, typed: `${name}:${part.typed.replace(/^=+/, '')}` };
	if (part.is === 'all' || part.is === 'any') return { is: part.is, of: part.of.map((one) => inColumns(one, columns, name)) };
	return part.is === 'not' ? { is: 'not', of: inColumns(part.of, columns, name) } : part;
}

/** The days a date spans: EDTF, or as people write it. */
function spanOf(text: string): { firstDay: string; lastDay: string } | null {
	const edtf = days(text) ? text : readDate(text)?.edtf;
	return edtf ? days(edtf) : null;
}

/** The day before or after another. */
function dayBeside(day: string, by: -1 | 1): string {
	const made = new Date(`${day}T00:00:00Z`);
	made.setUTCDate(made.getUTCDate() + by);
	return made.getUTCFullYear() < 0 || made.getUTCFullYear() > 9999 ? day : made.toISOString().slice(0, 10);
}

/** Takes a query as typed. The sentences of `understood` say what was done with what could not be taken so. */
export function readQuery(typed: string): QueryText {
	const told = new Map<string, Said>();
	const say = (what: Said): void => { if (told.size < 5) told.set(JSON.stringify(what), what); };
	const part = new Reader(tokensOf(typed.slice(0, LONGEST), say), say).whole();
	if (typed.length > LONGEST) say(said('said.query.long'));
	return { part, understood: [...told.values()] };
}

/** A query's text: read again, it gives the same parts. */
export function printed(part: Part | null): string {
	if (part === null) return '';
	if (part.is === 'not') return part.of.is === 'all' || part.of.is === 'any' || part.of.is === 'near' ? `-(${printed(part.of)})` : `-${printed(part.of)}`;
	if (part.is === 'all') return part.of.map((one) => (one.is === 'any' ? `(${printed(one)})` : printed(one))).join(' ');
	if (part.is === 'any') return part.of.map((one) => printed(one)).join(' OR ');
	return part.typed;
}

/** The same text in pieces, some of its parts standing out (fields are no part of what does). */
export function printedPieces(part: Part, parts: ReadonlySet<Part>): { text: string; hit: boolean }[] {
	const marked = (one: Part): Part => {
		if (one.is === 'all' || one.is === 'any') return { is: one.is, of: one.of.map(marked) };
		if (one.is === 'not') return { is: 'not', of: marked(one.of) };
		if (one.is !== 'words' || !parts.has(one)) return { ...one, typed: one.typed.replaceAll(MARK, '') };
		const word = one.columns ? one.typed.indexOf(':') + 1 : 0;
		return { ...one, typed: `${one.typed.slice(0, word)}${MARK}${one.typed.slice(word)}${MARK}` };
	};
	return printed(marked(part)).split(MARK).map((text, i) => ({ text, hit: i % 2 === 1 })).filter(({ text }) => text !== '');
}
/** A code point that is no character (Unicode, "noncharacters"). */
const MARK = '\uFDD0';

/** The runs of terms that a clipping is shown by: all that is asked for, not what is left out. `columns` null: anywhere. */
export function shownBy(part: Part | null): { wanted: Wanted; columns: readonly Column[] | null }[] {
	if (part === null || part.is === 'not') return [];
	if (part.is === 'words') return [{ wanted: part.wanted, columns: part.columns }];
	if (part.is === 'near') return part.wanted.map((wanted) => ({ wanted, columns: null }));
	return part.is === 'all' || part.is === 'any' ? part.of.flatMap(shownBy) : [];
}

/** Every run of terms a query knows, as it is looked for: also what is left out. */
export function everyWanted(part: Part | null): Wanted[] {
	if (part === null) return [];
	if (part.is === 'words') return [part.wanted];
	if (part.is === 'near') return [...part.wanted];
	if (part.is === 'not') return everyWanted(asLeftOut(part.of));
	return part.is === 'all' || part.is === 'any' ? part.of.flatMap(everyWanted) : [];
}

/** The words and phrases asked for, as typed but for their fields. */
export function marksOf(part: Part | null): string {
	if (part === null || part.is === 'not') return '';
	if (part.is === 'words') return part.typed.replace(/^[a-z]+:(?=.)/i, part.columns ? '' : '$&');
	if (part.is === 'near') return part.typed.replace(/ NEAR\/\d+ /g, ' ');
	return part.is === 'all' || part.is === 'any' ? part.of.map(marksOf).filter((mark) => mark !== '').join(' ') : '';
}
