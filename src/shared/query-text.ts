// Owns the outside of a query's text: its tokens, the names of its fields, and the conditions that stand side by side in it, to be added, replaced and taken out. Pure. Must not know what a condition finds.
//
// What a query means is told by the archive (core/store/query-language.ts), which reads the same tokens.

/** Straight, curly, low, angle and corner quotation marks: people paste what their paper prints. */
const QUOTES = '"“”„‟«»「」『』';
const TOKEN = new RegExp(`([()])|([${QUOTES}])([^${QUOTES}]*)(?:[${QUOTES}]|($))|([^\\s()${QUOTES}]+)`, 'gu');

/** `start` and `end` in UTF-16 code units of the text, end exclusive. A phrase that is `glued` follows what stands before it without a gap. */
export type QueryToken =
	| { is: '('; start: number; end: number }
	| { is: ')'; start: number; end: number }
	| { is: 'phrase'; text: string; glued: boolean; closed: boolean; start: number; end: number }
	| { is: 'bare'; text: string; start: number; end: number };

/** A text as its tokens, in order. What lies between them is space. */
export function queryTokens(typed: string): QueryToken[] {
	const out: QueryToken[] = [];
	let last = -1;
	for (const match of typed.matchAll(TOKEN)) {
		const [whole, bracket, opening, inside, unclosed, bare] = match;
		const start = match.index;
		const end = start + whole.length;
		if (bracket === '(' || bracket === ')') out.push({ is: bracket, start, end });
		else if (opening !== undefined) out.push({ is: 'phrase', text: inside ?? '', glued: start === last, closed: unclosed === undefined, start, end });
		else out.push({ is: 'bare', text: bare!, start, end });
		last = end;
	}
	return out;
}

/** Every name a field may be typed under, with the name it prints under. */
export const FIELD_ALIASES = {
	title: 'title', headline: 'title', body: 'body', text: 'body', by: 'by', byline: 'by', author: 'by',
	pub: 'pub', publication: 'pub', newspaper: 'pub', caption: 'caption', note: 'note', notes: 'note', place: 'place', dateline: 'place', file: 'file',
	credit: 'credit', tag: 'tag', in: 'in', collection: 'in', lang: 'lang', language: 'lang', kind: 'kind', has: 'has', is: 'is', url: 'url',
	date: 'date', before: 'before', after: 'after', imported: 'imported',
} as const;
export type QueryField = (typeof FIELD_ALIASES)[keyof typeof FIELD_ALIASES];

/** The field meant by a name in whatever case, or null. */
export function fieldNamed(name: string): QueryField | null {
	const key = name.toLowerCase();
	return Object.hasOwn(FIELD_ALIASES, key) ? FIELD_ALIASES[key as keyof typeof FIELD_ALIASES] : null;
}

/** One value of a condition. `isExact`: written with "=", the whole value and nothing else. */
export interface QueryValue {
	text: string;
	isExact: boolean;
}

/** A condition as it may be put into a query. Several values are a choice between them. `field` null: words of no field. */
export interface Asked {
	field: QueryField | null;
	values: readonly QueryValue[];
	/** What fits is left out. */
	isNot: boolean;
}

/** One of the conditions that stand side by side at the top of a query, and where it stands in the text. */
export interface Condition extends Asked {
	start: number;
	end: number;
	/** It is made of more than a field with values: a bracket, words near one another, a choice of unlike things. Its `field` is null and its one value is its whole text. */
	isMixed: boolean;
}

const DEEPEST = 16;

/** Whether a word would be read as something else than a value when it stands without quotation marks. */
const needsQuotes = (text: string): boolean => text === '' || /[\s()]/u.test(text) || text.includes('*');

/** A value as it is written behind its field. Quotation marks inside it are left out: no comparison heeds them. */
function printedValue(field: QueryField | null, { text, isExact }: QueryValue): string {
	const plain = text.replace(new RegExp(`[${QUOTES}]`, 'gu'), ' ').replace(/\s+/gu, ' ').trim();
	const isQuoted = isExact || needsQuotes(plain);
	return `${field === null ? '' : `${field}:`}${isExact && field !== null ? '=' : ''}${isQuoted ? `"${plain}"` : plain}`;
}

/** A condition as it is typed: `-pub:="The Evening Post"`, `(lang:de OR lang:fr)`. Empty without values. */
export function printedCondition({ field, values, isNot }: Asked): string {
	const each = [...new Set(values.map((value) => printedValue(field, value)))];
	const all = each.length > 1 ? `(${each.join(' OR ')})` : each.join('');
	return isNot && all !== '' ? `-${all}` : all;
}

const isWord = (token: QueryToken | undefined, word: string): boolean => token?.is === 'bare' && token.text === word;
const isNear = (token: QueryToken | undefined): boolean => token?.is === 'bare' && /^NEAR(?:\/\d{1,4})?$/.test(token.text);

/** Walks over tokens once, as the language does, and says what stands at the top. */
class Splitter {
	readonly #text: string;
	readonly #tokens: readonly QueryToken[];
	#at = 0;
	#depth = 0;

	constructor(text: string) {
		this.#text = text;
		this.#tokens = queryTokens(text);
	}

	/** The conditions of the whole text. Where OR stands at the top, what it joins is one condition. */
	top(): Condition[] {
		const all: Condition[] = [];
		while (this.#at < this.#tokens.length) {
			const { sides, start, end } = this.#either();
			if (sides.length === 1) all.push(...sides[0]!);
			else if (sides.flat().length > 0) all.push(this.#joined(sides, start, end));
			// A closing bracket without an opening one stands between what is before and after it.
			this.#at++;
		}
		return all;
	}

	/** Up to a closing bracket or the end: the sides of OR, each a row of conditions. */
	#either(): { sides: Condition[][]; start: number; end: number } {
		const first = this.#at;
		const sides: Condition[][] = [[]];
		for (let token = this.#tokens[this.#at]; token && token.is !== ')'; token = this.#tokens[this.#at]) {
			if (isWord(token, 'OR')) {
				this.#at++;
				sides.push([]);
				continue;
			}
			const one = this.#signed();
			if (one) sides.at(-1)!.push(one);
		}
		return { sides, start: this.#tokens[first]?.start ?? 0, end: this.#tokens[Math.max(first, this.#at - 1)]?.end ?? 0 };
	}

	#signed(): Condition | null {
		const token = this.#tokens[this.#at]!;
		if (token.is === 'bare' && token.text === 'AND') {
			this.#at++;
			return null;
		}
		if (token.is === 'bare' && /^-+$/.test(token.text)) {
			this.#at++;
			const next = this.#tokens[this.#at];
			const isSign = token.text === '-' && (next?.is === '(' || (next?.is === 'phrase' && next.glued));
			return isSign ? negated(this.#part(), token.start) : null;
		}
		if (isWord(token, 'NOT')) {
			this.#at++;
			const next = this.#tokens[this.#at];
			return next && next.is !== ')' && !isWord(next, 'OR') ? negated(this.#signed(), token.start) : null;
		}
		if (isNear(token)) {
			this.#at++;
			return null;
		}
		return this.#near(this.#part());
	}

	/** `a NEAR/5 b` is one condition. */
	#near(first: Condition | null): Condition | null {
		let made = first;
		while (isNear(this.#tokens[this.#at])) {
			this.#at++;
			const next = this.#tokens[this.#at];
			if (!next || next.is === ')' || isWord(next, 'OR') || isNear(next)) continue;
			const other = this.#part();
			if (made && other) made = this.#mixed(made.start, other.end);
			else made ??= other;
		}
		return made;
	}

	#part(): Condition | null {
		const token = this.#tokens[this.#at++]!;
		if (token.is === '(') return this.#bracket(token.start);
		if (token.is === ')') return null;
		if (token.is === 'phrase') return { field: null, values: [{ text: token.text, isExact: true }], isNot: false, isMixed: false, start: token.start, end: token.end };
		return this.#bare(token);
	}

	/** What stands in brackets: itself when it is one condition, a choice when it is several values of one field. */
	#bracket(start: number): Condition | null {
		if (this.#depth >= DEEPEST) return this.#passOver(start);
		this.#depth++;
		const { sides, end } = this.#either();
		this.#depth--;
		const closing = this.#tokens[this.#at];
		if (closing) this.#at++;
		const to = closing?.end ?? end;
		if (sides.flat().length === 0) return null;
		if (sides.length === 1) return sides[0]!.length === 1 ? { ...sides[0]![0]!, start, end: to } : this.#mixed(start, to);
		return this.#joined(sides, start, to);
	}

	/** What nests more deeply than anybody means, up to its closing bracket. */
	#passOver(start: number): Condition {
		let end = start;
		for (let open = 1; open > 0 && this.#at < this.#tokens.length; this.#at++) {
			const token = this.#tokens[this.#at]!;
			if (token.is === '(') open++;
			if (token.is === ')') open--;
			end = token.end;
		}
		return this.#mixed(start, end);
	}

	#joined(sides: readonly (readonly Condition[])[], start: number, end: number): Condition {
		const each = sides.flatMap((side) => (side.length === 1 ? side : []));
		const [first] = each;
		const isChoice = first !== undefined && first.field !== null && sides.every((side) => side.length < 2) && each.every((one) => one.field === first.field && !one.isNot && !one.isMixed);
		return isChoice ? { ...first, values: each.flatMap((one) => one.values), start, end } : this.#mixed(start, end);
	}

	#bare(token: QueryToken & { is: 'bare' }): Condition | null {
		const isNot = /^-[^-]/.test(token.text);
		const body = isNot ? token.text.slice(1) : token.text;
		const colon = body.indexOf(':');
		const field = colon > 0 ? fieldNamed(body.slice(0, colon)) : null;
		const one = (value: QueryValue, end: number, of = field): Condition => ({ field: of, values: [value], isNot, isMixed: false, start: token.start, end });
		if (field === null) return one({ text: body, isExact: false }, token.end, null);
		const behind = body.slice(colon + 1);
		const isExact = behind.startsWith('=');
		const value = isExact ? behind.slice(1) : behind;
		const next = this.#tokens[this.#at];
		if (value === '' && next?.is === 'phrase' && next.glued) {
			this.#at++;
			return next.text.trim() === '' ? null : one({ text: next.text, isExact }, next.end);
		}
		if (value === '' && next?.is === '(') {
			this.#at++;
			const inner = this.#bracket(token.start);
			return inner && { ...this.#mixed(token.start, inner.end), isNot };
		}
		return value === '' ? null : one({ text: value, isExact }, token.end);
	}

	#mixed(start: number, end: number): Condition {
		return { field: null, values: [{ text: this.#text.slice(start, end), isExact: false }], isNot: false, isMixed: true, start, end };
	}
}

const negated = (condition: Condition | null, start: number): Condition | null => condition && { ...condition, isNot: !condition.isNot, start };

/** The conditions of a query that stand side by side: all of them must hold. What is half typed and says nothing yet is none. */
export const conditionsOf = (text: string): Condition[] => new Splitter(text).top();

/** A text as one row of conditions: where OR stands outside all brackets, what it joins is put in some. Else it stays as typed. */
function asRow(text: string): string {
	const parts: { text: string; isEither: boolean }[] = [{ text: '', isEither: false }];
	let depth = 0;
	let at = 0;
	for (const token of queryTokens(text)) {
		let part = parts.at(-1)!;
		part.text += text.slice(at, token.start);
		at = token.end;
		if (token.is === ')' && depth === 0) {
			part = { text: '', isEither: false };
			parts.push(part);
			continue;
		}
		if (token.is === '(') depth++;
		if (token.is === ')') depth--;
		if (depth === 0 && isWord(token, 'OR')) part.isEither = true;
		part.text += text.slice(token.start, token.end) + (token.is === 'phrase' && !token.closed ? '"' : '');
	}
	if (!parts.some(({ isEither }) => isEither)) return text;
	// AND says nothing itself, but keeps a minus at the end of one part from leaving out the next.
	return parts.map((part, i) => `${part.isEither ? '(' : ''}${part.text.trim()}${i === parts.length - 1 ? ')'.repeat(depth) : ''}${part.isEither ? ')' : ''}`).join(' AND ');
}

/** A text narrowed by one more condition, which stands in front, so that what is still being typed stays at the end. */
export function withCondition(text: string, asked: Asked): string {
	const printed = printedCondition(asked);
	// NEAR that stands at the beginning says nothing there; behind a condition it would.
	const first = queryTokens(text).find((token) => !isNear(token));
	const rest = first ? text.slice(first.start) : '';
	if (printed === '') return text;
	return rest === '' ? printed : `${printed} ${asRow(rest)}`;
}

/** A text without what stands from `start` to `end`, or with something else in its place. */
export function withoutCondition(text: string, { start, end }: Pick<Condition, 'start' | 'end'>, by: Asked | null = null): string {
	const printed = by === null ? '' : printedCondition(by);
	const [before, after] = [text.slice(0, start).trimEnd(), text.slice(end).trimStart()];
	return [before, printed, after].filter((part) => part !== '').join(' ');
}

/** What a text asks of some fields, in its order. */
export const conditionsIn = (text: string, fields: readonly QueryField[]): Condition[] => conditionsOf(text).filter(({ field }) => field !== null && fields.includes(field));

/** A text that no longer asks anything of some fields, as far as that stands at its top. */
export function withoutFields(text: string, fields: readonly QueryField[]): string {
	return conditionsIn(text, fields).reverse().reduce((left, condition) => withoutCondition(left, condition), text);
}

/** A text that asks this of a condition's fields and nothing else. */
export const withOnly = (text: string, asked: Asked, fields: readonly QueryField[] = asked.field === null ? [] : [asked.field]): string =>
	withCondition(withoutFields(text, fields), asked);

/** Letters and digits alone, without their accents: nothing else tells two values apart. */
const bare = (text: string): string => text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(/[^\p{L}\p{N}/]+/gu, ' ').trim();
const same = (a: QueryValue, b: QueryValue): boolean => a.isExact === b.isExact && bare(a.text) === bare(b.text);

/**
 * A text after a value of a field was chosen (`in`), left out (`out`), or neither. Values that are chosen are a choice between
 * them; each that is left out stands for itself.
 */
export function withValue(text: string, field: QueryField, value: QueryValue, way: 'in' | 'out' | null): string {
	let left = text;
	for (const condition of conditionsIn(text, [field]).reverse()) {
		if (!condition.values.some((one) => same(one, value))) continue;
		const values = condition.values.filter((one) => !same(one, value));
		left = withoutCondition(left, condition, values.length === 0 ? null : { field, values, isNot: condition.isNot });
	}
	if (way === null) return left;
	if (way === 'out') return withCondition(left, { field, values: [value], isNot: true });
	const chosen = conditionsIn(left, [field]).find((condition) => !condition.isNot);
	return chosen ? withoutCondition(left, chosen, { field, values: [...chosen.values, value], isNot: false }) : withCondition(left, { field, values: [value], isNot: false });
}
