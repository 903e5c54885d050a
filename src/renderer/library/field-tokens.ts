// Owns how a query's text stands in the search field: whole conditions as tokens, all else as text one types in, and the way back. Pure.
import { say } from '../../shared/words/say';
import type { Condition } from '../../shared/query-text';
import { conditionsOf, queryTokens, withoutCondition } from '../../shared/query-text';
import { language } from '../ui/words';

/** A condition as the field shows it. `source` is how it is typed. */
export interface FieldToken {
	source: string;
	/** "not from" */
	operator: string;
	/** "The Evening Post or Morning Packet" */
	value: string;
	/** The tag that it asks for, when it is one. */
	tag: string | null;
}

/** A query's text in the field. */
export interface Fielded {
	tokens: readonly FieldToken[];
	rest: string;
}

const OPERATORS: Readonly<Record<NonNullable<Condition['field']>, string>> = {
	title: say('library.operator.title'),
	body: say('library.operator.body'),
	by: say('library.operator.by'),
	pub: say('library.operator.pub'),
	caption: say('library.operator.caption'),
	note: say('library.operator.note'),
	place: say('library.operator.place'),
	file: say('library.operator.file'),
	credit: say('library.operator.credit'),
	tag: say('library.operator.tag'),
	in: say('library.operator.in'),
	lang: say('library.operator.lang'),
	kind: say('library.operator.kind'),
	has: say('library.operator.has'),
	is: say('library.operator.is'),
	url: say('library.operator.url'),
	date: say('library.operator.date'),
	before: say('library.operator.before'),
	after: say('library.operator.after'),
	imported: say('library.operator.imported'),
};

const NOT = say('library.token.not');
/** Whether a token's operator leaves out what fits. */
export const isNegated = (operator: string): boolean => operator.startsWith(`${NOT} `);

function saidValue(field: Condition['field'], text: string): string {
	if (field === 'lang') return language(text) ?? text;
	if (field === 'is') return ({ unsure: say('library.value.unsure'), recent: say('library.value.recent') } as Record<string, string>)[text] ?? text;
	if (field !== 'date' && field !== 'imported') return text;
	const [from = '', to] = text.split('..');
	if (to === undefined) return from;
	return from === '' ? say('library.value.upTo', { date: to }) : to === '' ? say('library.value.since', { date: from }) : `${from}–${to}`;
}

/** More values than these are counted. */
const SHOWN = 2;

function tokenOf(text: string, { field, values, isNot, start, end }: Condition): FieldToken {
	const said = values.map((value) => saidValue(field, value.text));
	return {
		source: text.slice(start, end),
		operator: `${isNot ? `${NOT} ` : ''}${OPERATORS[field!]}`,
		value: said.length <= 1 ? said.join('') : said.length <= SHOWN ? say('library.value.or', { one: said[0]!, other: said[1]! }) : say('library.value.others', { one: said[0]!, count: said.length - 1 }),
		tag: field === 'tag' && values.length === 1 ? values[0]!.text : null,
	};
}

/** Whether all of its quotation marks and brackets are closed. */
const isClosed = (source: string): boolean => {
	const tokens = queryTokens(source);
	return tokens.every((token) => token.is !== 'phrase' || token.closed) && tokens.filter(({ is }) => is === '(').length === tokens.filter(({ is }) => is === ')').length;
};

/** Takes conditions for which `isWhole` holds out of a text; what is left stays as it was typed. */
function take(text: string, isWhole: (condition: Condition) => boolean): Fielded {
	const taken = conditionsOf(text).filter((one) => one.field !== null && !one.isMixed && isClosed(text.slice(one.start, one.end)) && isWhole(one));
	if (taken.length === 0) return { tokens: [], rest: text };
	return { tokens: taken.map((one) => tokenOf(text, one)), rest: taken.toReversed().reduce((left, one) => withoutCondition(left, one), text) };
}

/** Whether OR stands outside all brackets. */
function hasEither(text: string): boolean {
	let depth = 0;
	for (const token of queryTokens(text)) {
		if (token.is === '(') depth++;
		else if (token.is === ')') depth--;
		else if (depth === 0 && token.is === 'bare' && token.text === 'OR') return true;
	}
	return false;
}

/** Brackets around all of it, taken away where tokens stand before it: one condition then stands beside the others anyhow. */
function unwrapped(rest: string): string {
	const tokens = queryTokens(rest);
	if (tokens[0]?.is !== '(' || tokens.at(-1)?.is !== ')') return rest;
	let depth = 0;
	for (const [at, token] of tokens.entries()) {
		if (token.is === '(') depth++;
		if (token.is === ')') depth--;
		if (depth === 0 && at < tokens.length - 1) return rest;
	}
	const inner = rest.slice(tokens[0].end, tokens.at(-1)!.start).trim();
	return hasEither(inner) ? inner : rest;
}

/** A text that came from elsewhere: every whole condition is a token. */
export function fielded(text: string): Fielded {
	const { tokens, rest } = take(text, () => true);
	return { tokens, rest: tokens.length === 0 ? rest : unwrapped(rest) };
}

/** What is being typed: only conditions that somebody has left behind, with a space, are whole. `caret` in UTF-16 code units. */
export function leftBehind(typed: string, caret: number): Fielded {
	return take(typed, ({ end }) => caret > end && /\s/u.test(typed[end] ?? ''));
}

/** The query's text, as it would be typed. */
export function composed({ tokens, rest }: Fielded): string {
	const row = tokens.length > 0 && hasEither(rest) ? `(${closed(rest.trim())})` : rest;
	return [...tokens.map(({ source }) => source), row].filter((part) => part !== '').join(' ');
}

/** With what it left open closed, so that brackets can stand around it. */
function closed(text: string): string {
	const tokens = queryTokens(text);
	const last = tokens.at(-1);
	const open = tokens.filter(({ is }) => is === '(').length - tokens.filter(({ is }) => is === ')').length;
	return `${text}${last?.is === 'phrase' && !last.closed ? '"' : ''}${')'.repeat(Math.max(0, open))}`;
}

/** A text in pieces, of which some are operators: to be shown small and grey. */
export function saidPieces(rest: string): { text: string; isOperator: boolean }[] {
	const pieces: { text: string; isOperator: boolean }[] = [];
	let at = 0;
	const add = (text: string, isOperator: boolean): void => { if (text !== '') pieces.push({ text, isOperator }); };
	for (const token of queryTokens(rest)) {
		const sign = token.is === 'bare' ? (/^(?:OR|NOT|AND|NEAR(?:\/\d+)?)$/.test(token.text) ? token.text.length : /^-[^-]/.test(token.text) ? 1 : 0) : 0;
		if (sign === 0) continue;
		add(rest.slice(at, token.start), false);
		const word = rest.slice(token.start, token.start + sign);
		add(word === '-' ? `${NOT} ` : word.toLowerCase(), true);
		at = token.start + sign;
	}
	add(rest.slice(at), false);
	return pieces;
}
