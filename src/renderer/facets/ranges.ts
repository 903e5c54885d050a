// Owns the way between a stretch of the timeline and the dates of a query, and how it is said. Pure. Must not know what is shown.
import { binDays } from '../../shared/charts';
import { DATE_FIELDS, type Bin } from '../../shared/facets';
import { withOnly, type Condition } from '../../shared/query-text';
import { say } from '../../shared/words/say';
import { said } from '../ui/dates';
import { saidBin } from './bin-words';

/** Days (YYYY-MM-DD); null is open. */
export interface Range { from: string | null; to: string | null }

/** A text that asks for these bins and no other dates. */
export function narrowedTo(text: string, first: string, last: string): string {
	return withOnly(text, { field: 'date', values: [{ text: first === last ? first : `${first}..${last}`, isExact: false }], isNot: false }, DATE_FIELDS);
}

/** The first and last bin that a range reaches; null when it reaches none. */
export function binsWithin(bins: readonly Bin[], { from, to }: Range): { first: number; last: number } | null {
	const isIn = ({ date }: Bin): boolean => {
		const days = binDays(date);
		return (from === null || days.to >= from) && (to === null || days.from <= to);
	};
	const first = bins.findIndex(isIn);
	return first < 0 ? null : { first, last: bins.findLastIndex(isIn) };
}

/** Days from one to another (YYYY-MM-DD) as one date: "1986-07" where they are a whole month, "1986" a year, else an interval. */
export function spanOf({ from, to }: { from: string; to: string }): string {
	const [year, month] = [from.slice(0, 4), from.slice(0, 7)];
	const lastOfMonth = new Date(Date.UTC(2000 + (Number(year) % 400), Number(from.slice(5, 7)), 0)).getUTCDate();
	if (from === `${month}-01` && to === `${month}-${lastOfMonth}`) return month;
	return [from, year, `${from.slice(0, 3)}X`].find((date) => binDays(date).from === from && binDays(date).to === to) ?? `${from}/${to}`;
}

/** "Jan 1981 – Dec 1983", "1982", "until 1950"; an end that is a decade keeps to its decade. */
export function saidBins(first: string, last: string): string {
	return first === last ? saidBin(first, true) : say('facets.range.between', { from: saidBin(first, true), to: saidBin(last, true) });
}

const saidDay = (date: string): string => said(date, 'short');
const EDTF = /^\d{3}X$|^\d{4}(?:-\d\d(?:-\d\d)?)?$/i;

/** What conditions on dates say together; null when they are several values or more than a range. */
export function saidRange(conditions: readonly Condition[]): string | null {
	const [one, other] = conditions;
	if (!one || other || one.isNot || one.values.length !== 1) return null;
	const { text } = one.values[0]!;
	if (one.field !== 'date') return say(one.field === 'before' ? 'facets.range.before' : 'facets.range.after', { date: EDTF.test(text) ? saidDay(text) : text });
	if (text.toLowerCase() === 'none') return say('facets.range.noDate');
	const [from = '', to] = text.split('..');
	const end = (date: string): string => (EDTF.test(date) ? saidDay(date.toUpperCase()) : date);
	if (to === undefined) return end(from);
	if (from === '') return say('facets.range.until', { date: end(to) });
	return to === '' ? say('facets.range.from', { date: end(from) }) : say('facets.range.between', { from: end(from), to: end(to) });
}
