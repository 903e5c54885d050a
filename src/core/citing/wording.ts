// Owns the wording that the styles of citation share: names, dates, titles within quotation marks, and how pieces become a line. Must not know any one style.
import type { KeptDate } from '../../shared/model';
import { citedDate, type DateParts } from '../exporting/cited-date';
import type { PartedName } from '../exporting/parts';

/** A piece of a citation; what is set in italics stands in an object. */
export type Piece = string | { italic: string };

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

export const asText = (pieces: readonly Piece[]): string => pieces.map((piece) => (typeof piece === 'string' ? piece : piece.italic)).join('');
export const asHtml = (pieces: readonly Piece[]): string => pieces.map((piece) => (typeof piece === 'string' ? escaped(piece) : `<i>${escaped(piece.italic)}</i>`)).join('');

/** Whether a text ends a sentence by itself, be it within quotation marks. */
export const isEnded = (text: string): boolean => /[.!?…。！？؟](?:[”’"')\]»]*)$/u.test(text);
/** With a full stop, unless it has an end already. */
export const ended = (text: string): string => (isEnded(text) ? text : `${text}.`);

/** Quotation marks of a title that itself stands within others: double ones become single, or the other way round. */
export function within(marks: 'double' | 'single', title: string): string {
	const [open, close] = marks === 'double' ? ['‘', '’'] : ['“', '”'];
	const paired = title.replace(/"([^"]*)"/g, `${open}$1${close}`);
	return marks === 'double' ? paired.replace(/“/g, open).replace(/”/g, close) : paired.replace(/‘([^‘’]*)’(?!\p{L})/gu, `${open}$1${close}`);
}

/** "N.", "J.-P.", "N. J."; a given name in a script without capitals stays whole. */
export const initials = (given: string): string => given.split(/\s+/u).map((word) => word.split('-').map((part) => {
	const [first] = part;
	return first !== undefined && /[\p{Lu}\p{Ll}]/u.test(first) ? `${first.toLocaleUpperCase('en')}.` : part;
}).join('-')).join(' ');

/** "van der Berg, Anna", or with its particle behind "Berg, Anna van der"; a suffix comes last. */
export function inverted(name: PartedName, given: (text: string) => string = (text) => text, isParticleBehind = false): string {
	if ('literal' in name) return name.literal;
	if (isParticleBehind) return [name.family, [given(name.given), name.particle].filter(Boolean).join(' '), name.suffix].filter(Boolean).join(', ');
	return [[name.particle, name.family].filter(Boolean).join(' '), given(name.given), name.suffix].filter(Boolean).join(', ');
}

export function straight(name: PartedName): string {
	if ('literal' in name) return name.literal;
	return [[name.given, name.particle, name.family].filter(Boolean).join(' '), name.suffix].filter(Boolean).join(', ');
}

/** "a", "a and b", "a, b, and c"; `last` stands before the last, with or without a comma before two. */
export function listed(names: readonly string[], last: string, beforeTwo: string): string {
	if (names.length < 3) return names.join(`${beforeTwo}${last} `);
	return `${names.slice(0, -1).join(', ')}${beforeTwo === ' ' ? ' ' : ', '}${last} ${names.at(-1)!}`;
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
/** As the MLA shortens them. */
const SHORT = ['Jan.', 'Feb.', 'Mar.', 'Apr.', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'];
const SEASONS = ['Spring', 'Summer', 'Fall', 'Winter'];

/** A date in parts to be put together: what is not known is null. */
export interface Said { year: string; month: string | null; day: number | null }

/** One date, the two ends of a span, or, where nothing else is known, the words that were printed. */
export interface Dated { ends: Said[]; words: string | null; isApproximate: boolean }

export function dated(published: KeptDate | null, months: 'long' | 'short'): Dated | null {
	if (!published) return null;
	const { parts, season, isApproximate, printed } = citedDate(published);
	const said = ([year, month, day]: DateParts | [number, number?, number?]): Said => ({
		year: String(year),
		month: season !== null ? SEASONS[season - 1]! : month === undefined ? null : (months === 'long' ? MONTHS : SHORT)[month - 1]!,
		day: day ?? null,
	});
	return { ends: parts.map(said), words: parts.length === 0 ? printed.replace(/\s+/gu, ' ').trim() : null, isApproximate };
}

export const monthFirst = ({ year, month, day }: Said): string => (month === null ? year : day === null ? `${month} ${year}` : `${month} ${day}, ${year}`);
export const dayFirst = ({ year, month, day }: Said): string => [day, month, year].filter((part) => part !== null).join(' ');

/** The whole date on a line: "March 11, 1982", "ca. 1982", "1981–June 1983", or as printed. */
export const wholeDate = ({ ends, words, isApproximate }: Dated, order: (said: Said) => string, about: string): string => (words ?? `${isApproximate ? about : ''}${ends.map(order).join('–')}`);

/** "p. 5", "pp. 1, 5": more than one where a comma, a dash or "and" parts them. */
export const pages = (page: string): string => `${/\d\s*(?:[,–—&]|-(?=\d)|\band\b)/u.test(page) ? 'pp.' : 'p.'} ${page}`;
