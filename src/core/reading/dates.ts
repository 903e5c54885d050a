// Owns the finding of printed dates in a line and what they mean, in EDTF. Never invents a day, never asks the clock.
import type { How, PrintedDate } from '../../shared/draft';
import { LETTER, Units, kindOf } from './characters';
import { MONTHS, WEEKDAYS, fold } from './cues';
import { days } from './edtf-days';
import { FoldedTable } from './folded-table';

export { days };

/** A date printed in a line. Offsets are into the line's text. */
export interface DateFound {
	start: number;
	end: number;
	/** EDTF readings, most likely first; one only when the printed form leaves no doubt. */
	readings: string[];
	/** True for forms such as 03/04/2005, where day and month could be the other way round. */
	numericOrder: 'open' | 'dmy' | 'mdy' | null;
	precision: 'day' | 'month' | 'year';
	time: string | null;
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function validDay(year: number, month: number, day: number): boolean {
	if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return false;
	return !(month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0)));
}
const validYear = (year: number): boolean => year >= 1600 && year <= 2199;
const iso = (year: number, month: number, day: number): string => `${year}-${two(month)}-${two(day)}`;

/** Monday = 1; the Gregorian calendar (Sakamoto's rule), so that no clock or time zone is asked. */
export function weekdayOf(edtf: string): number {
	const [y, m, d] = edtf.split('-').map(Number) as [number, number, number];
	const table = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
	const year = m < 3 ? y - 1 : y;
	return ((year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400) + (table[m - 1] as number) + d + 6) % 7) + 1;
}

/** Two-digit years: up to 49 are of this century, as POSIX strptime has it with a later turn. */
const century = (year: number): number => (year < 100 ? (year < 50 ? 2000 + year : 1900 + year) : year);

const NUMERIC = /(?<![\d./-])(\d{1,4})(\s?[./-]\s?)(\d{1,2})\2(\d{4}|\d{2})(?![\d]|[./-]\d)/g;
const CJK = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?/g;
const COMPACT_ISO = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g;
const CLOCK = /(?<![\d.,:])(\d{1,2})\s?(?:[:h.時时시]|Uhr\s)\s?(\d{2})(?::\d{2})?[分분]?(?!\d)\s?([ap]\.?\s?m\b\.?|Uhr|h\b)?\s?((?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d{2})?|[+-]\d{2}:?\d{2}|\b(?:GMT|UTC|BST|EST|EDT|ET|CST|CDT|CT|PST|PDT|PT|MST|MDT|CET|CEST|MEZ|MESZ|IST|AEST|AEDT|SGT|JST|KST|HKT)\b)?|(?<![\d.,:])(\d{1,2})\s?([ap]\.?m\b\.?)/i;

function clockNear(text: string, start: number, end: number): string | null {
	const after = text.slice(end, end + 34);
	const before = text.slice(Math.max(0, start - 26), start);
	for (const part of [after, before]) {
		const hit = CLOCK.exec(part);
		if (!hit) continue;
		let hour = Number(hit[1] ?? hit[5]);
		const minute = Number(hit[2] ?? 0);
		const half = (hit[3] ?? hit[6] ?? '').toLowerCase();
		if (half.startsWith('p') && hour < 12) hour += 12;
		if (half.startsWith('a') && hour === 12) hour = 0;
		if (hour > 23 || minute > 59) continue;
		const zone = hit[4] ? (/^[+-]/.test(hit[4]) ? hit[4] : ` ${hit[4]}`) : '';
		return `${two(hour)}:${two(minute)}${zone}`;
	}
	return null;
}

function numericDate(a: number, b: number, c: number, dotted: boolean): Pick<DateFound, 'readings' | 'numericOrder'> | null {
	if (a > 31) {
		return validYear(a) && validDay(a, b, c) ? { readings: [iso(a, b, c)], numericOrder: null } : null;
	}
	const year = century(c);
	if (!validYear(year)) return null;
	const dayFirst = validDay(year, b, a);
	const monthFirst = validDay(year, a, b);
	if (dayFirst && monthFirst && a !== b && !dotted) return { readings: [iso(year, a, b), iso(year, b, a)], numericOrder: 'open' };
	if (dayFirst) return { readings: [iso(year, b, a)], numericOrder: a === b || dotted ? null : 'dmy' };
	if (monthFirst) return { readings: [iso(year, a, b)], numericOrder: 'mdy' };
	return null;
}

function numericDates(text: string, out: DateFound[]): void {
	if (text.includes('-')) {
		for (const hit of text.matchAll(COMPACT_ISO)) {
			const [year, month, day] = [Number(hit[1]), Number(hit[2]), Number(hit[3])];
			if (!validYear(year) || !validDay(year, month, day)) continue;
			const time = hit[4] ? `${hit[4]}:${hit[5]}${hit[6] ?? ''}` : null;
			const end = hit.index + hit[0].length;
			out.push({ start: hit.index, end: time ? hit.index + 10 : end, readings: [iso(year, month, day)], numericOrder: null, precision: 'day', time: time ?? clockNear(text, hit.index, end) });
		}
	}
	for (const hit of text.matchAll(NUMERIC)) {
		const first = hit[1] as string;
		if (first.length === 3) continue;
		const separator = (hit[2] as string).trim();
		const last = hit[4] as string;
		// 1.10.21 can be a version or a result: with two-digit years a leading day must stand alone.
		if (last.length === 2 && (separator === '-' || first.length > 2 || (separator !== '/' && separator !== '.'))) {
			if (!(first.length === 4)) continue;
		}
		const start = hit.index;
		const end = start + hit[0].length;
		if (out.some((date) => date.start < end && start < date.end)) continue;
		const read = numericDate(Number(first), Number(hit[3]), Number(last), separator === '.');
		if (!read) continue;
		out.push({ start, end, ...read, precision: 'day', time: clockNear(text, start, end) });
	}
}

interface Token {
	text: string;
	start: number;
	end: number;
	number: number;
	month: number;
}

const months = new FoldedTable(MONTHS);
const buffer = new Units();

/** Where the word or number at `i` ends: letters with a stop behind them, or digits; 0 where none begins. */
function tokenEnd(units: Uint16Array, i: number, n: number): number {
	const letters = (kindOf(units[i] as number) & LETTER) !== 0;
	let end = i;
	if (letters) while (end < n && kindOf(units[end] as number) & LETTER) end++;
	else while (end < n && (units[end] as number) >= 0x30 && (units[end] as number) <= 0x39) end++;
	if (letters && end < n && units[end] === 0x2e) end++;
	return end === i ? 0 : end;
}

/** The words and numbers of a text, or none where no month is among the words. Letters outside the basic plane are none of either. */
function tokensOf(text: string): Token[] {
	const units = buffer.of(text);
	const n = text.length;
	const out: Token[] = [];
	let named = false;
	for (let i = 0; i < n; ) {
		const end = tokenEnd(units, i, n);
		if (end === 0) {
			i++;
			continue;
		}
		const digits = (units[i] as number) < 0x3a;
		let month = 0;
		if (!digits && end - i >= 3 && end - i <= 14) month = months.at(units, i, units[end - 1] === 0x2e ? end - 1 : end);
		if (month) named = true;
		const value = text.slice(i, end);
		out.push({ text: value, start: i, end, number: digits && value.length <= 4 ? Number(value) : -1, month });
		i = end;
	}
	return named ? out : [];
}

const ORDINAL = /^(?:st|nd|rd|th|er|º|ª|o|\.)$/i;
const BETWEEN = /^(?:of|de|del|do|the|da)$/i;

/** Moves from token `i` in direction `step` over ordinals and little words, at most two. */
function beside(tokens: Token[], i: number, step: 1 | -1): Token | undefined {
	let k = i + step;
	for (let hops = 0; hops < 2; hops++) {
		const token = tokens[k];
		if (!token || !(ORDINAL.test(token.text) || BETWEEN.test(token.text))) break;
		k += step;
	}
	const token = tokens[k];
	if (!token) return undefined;
	const from = tokens[i] as Token;
	const gap = step === 1 ? token.start - from.end : from.start - token.end;
	return gap <= 10 ? token : undefined;
}

function wordDates(text: string, out: DateFound[]): void {
	const tokens = tokensOf(text);
	for (let i = 0; i < tokens.length; i++) {
		const word = tokens[i] as Token;
		if (!word.month) continue;
		const before = beside(tokens, i, -1);
		const after = beside(tokens, i, 1);
		const dayOf = (token: Token | undefined): number => (token && token.number >= 1 && token.number <= 31 && token.text.length <= 2 ? token.number : 0);
		const yearOf = (token: Token | undefined): number => (token && token.text.length === 4 && validYear(token.number) ? token.number : 0);
		const afterIndex = after ? tokens.indexOf(after, i) : -1;
		const afterNext = after ? beside(tokens, afterIndex, 1) : undefined;
		let day = 0;
		let year = 0;
		let start = word.start;
		let end = word.end;
		if (dayOf(after) && after && yearOf(afterNext) && afterNext && !/[.;:!?]\s/.test(text.slice(after.end, afterNext.start).replace(/^\./, ''))) {
			day = dayOf(after);
			year = yearOf(afterNext);
			end = afterNext.end;
		} else if (dayOf(before) && before && yearOf(after) && after) {
			day = dayOf(before);
			year = yearOf(after);
			start = before.start;
			end = after.end;
		} else if (dayOf(before) && before && after && /^['’]\d{2}$/.test(text.slice(after.start - 1, after.end))) {
			day = dayOf(before);
			year = century(after.number);
			start = before.start;
			end = after.end;
		} else if (before && yearOf(before) && dayOf(after) && after) {
			year = yearOf(before);
			day = dayOf(after);
			start = before.start;
			end = after.end;
		} else if (yearOf(after) && after) {
			year = yearOf(after);
			end = after.end;
		} else continue;
		if (day && !validDay(year, word.month, day)) day = 0;
		// A weekday before the date belongs to what is printed.
		const k = tokens.findIndex((token) => token.start === start);
		const lead = tokens[k - 1];
		if (day && lead && WEEKDAYS.has(fold(lead.text.replace(/\.$/, ''))) && start - lead.end <= 3) start = lead.start;
		out.push({
			start,
			end,
			readings: [day ? iso(year, word.month, day) : `${year}-${two(word.month)}`],
			numericOrder: null,
			precision: day ? 'day' : 'month',
			time: day ? clockNear(text, start, end) : null,
		});
	}
}

const HAS_DIGITS = /\d\d|\d[./-]/;

/** Digits as Arabic and Persian print them. */
const EASTERN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/gu;

/** The dates in a line, from left to right. Looks at the first and last 200 characters of long lines only. */
export function findDates(line: string): DateFound[] {
	const head = line.length > 400 ? line.slice(0, 200) : line;
	const known = HAS_DIGITS.test(head);
	const text = known ? head : head.replace(EASTERN_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf));
	if (!known && !HAS_DIGITS.test(text)) return [];
	const out: DateFound[] = [];
	if (/[年년]/u.test(text)) {
		for (const hit of text.matchAll(CJK)) {
			const [year, month, day] = [Number(hit[1]), Number(hit[2]), hit[3] ? Number(hit[3]) : 0];
			if (!validYear(year) || month < 1 || month > 12 || (day && !validDay(year, month, day))) continue;
			const end = hit.index + hit[0].length;
			out.push({ start: hit.index, end, readings: [day ? iso(year, month, day) : `${year}-${two(month)}`], numericOrder: null, precision: day ? 'day' : 'month', time: day ? clockNear(text, hit.index, end) : null });
		}
	}
	numericDates(text, out);
	if (/\p{L}{3}/u.test(text)) wordDates(text, out);
	return out.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The weekday printed beside a date, Monday = 1, or 0. */
export function weekdayBeside(text: string, date: DateFound): number {
	const around = `${text.slice(Math.max(0, date.start - 16), date.start)} ${text.slice(date.end, date.end + 14)}`;
	for (const word of fold(around).match(/[\p{L}-]+/gu) ?? []) {
		const day = word.length > 2 ? WEEKDAYS.get(word) : undefined;
		if (day) return day;
	}
	return 0;
}

/** Day first, month first, or unknown; `days` are unambiguous days said elsewhere: spelled out in the text, or in the file's name. */
export interface DateOrder {
	order: 'dmy' | 'mdy' | null;
	/** Who says so: the person importing, another date in figures in the same text, or the language. */
	by: 'told' | 'figures' | 'language' | null;
	/** Likelier order where none is settled, by the language. */
	likely: 'dmy' | 'mdy';
	days: ReadonlySet<string>;
}

/** What a date means, and how that is known. */
export interface Settled {
	/** Null when it stays open; `readings` then hold both, likelier first. */
	edtf: string | null;
	readings: string[];
	how: How;
}

/** Languages whose press writes the day first without exception. */
export const DAY_FIRST = new Set(['de', 'fr', 'es', 'pt', 'it', 'nl', 'sv', 'no', 'da', 'fi', 'pl', 'cs', 'sk', 'tr', 'id', 'ro', 'hr', 'ca', 'vi', 'ru', 'uk', 'el', 'he', 'ar']);

/** Meaning of a date under an order. What stands beside it weighs more than what the order says. */
export function settle(date: DateFound, order: DateOrder, line: string): Settled {
	const [monthFirst, dayFirst] = date.readings as [string, string | undefined];
	const means = (edtf: string, how: How): Settled => ({ edtf, readings: [edtf], how });
	if (date.numericOrder !== 'open' || dayFirst === undefined) return means(monthFirst, 'shape');
	const weekday = weekdayBeside(line, date);
	const fitting = weekday ? date.readings.filter((reading) => weekdayOf(reading) === weekday) : [];
	if (fitting.length === 1) return means(fitting[0] as string, 'cue');
	const known = date.readings.filter((reading) => order.days.has(reading));
	if (order.by !== 'told' && known.length === 1) return means(known[0] as string, 'repeat');
	if (order.order) return means(order.order === 'dmy' ? dayFirst : monthFirst, order.by === 'told' ? 'convention' : 'shape');
	return { edtf: null, readings: order.likely === 'dmy' ? [dayFirst, monthFirst] : [monthFirst, dayFirst], how: 'shape' };
}

const SEASONS: readonly (readonly [RegExp, number])[] = [
	[/\b(?:spring|frühjahr|frühling|printemps|primavera)\b/iu, 21],
	[/\b(?:summer|sommer|été|verano|verão|estate)\b/iu, 22],
	[/\b(?:autumn|fall|herbst|automne|otoño|outono|autunno)\b/iu, 23],
	[/\b(?:winter|hiver|invierno|inverno)\b/iu, 24],
];

/** Whether a text names a day that its month does not have ("31 February 1982"): reading the month alone would hide the slip. */
const hasStrayDay = (edtf: string, printed: string): boolean =>
	/^\d{4}-\d{2}$/.test(edtf) && !/^\D*\d{1,2}\s*[-/.]\s*\d{4}\D*$|^\D*\d{4}\s*[-/.]\s*\d{1,2}\D*$/.test(printed) && /(?<!\d)\d{1,2}(?!\d)/.test(printed.replace(/\d{4}/, ''));

/**
 * Reads a text that is a date: an EDTF date, a day, a month with its year, a season, a year. Answers null for an empty
 * text; `edtf` is null when it cannot be read, or can be read in two ways (`readings` then holds both).
 */
export function readDate(text: string, options: { language?: string; dateOrder?: 'dmy' | 'mdy' | null } = {}): PrintedDate | null {
	const printed = text.trim();
	if (!printed) return null;
	const plain = (edtf: string): PrintedDate => ({ printed, edtf, readings: [edtf], time: null });
	if (/^[\dX?~%/-]{4,24}$/.test(printed) && days(printed)) return plain(printed);
	const month = /^(0?[1-9]|1[0-2])\s?[./-]\s?(1[6-9]\d{2}|2[01]\d{2})$/.exec(printed);
	if (month) return plain(`${month[2]}-${(month[1] as string).padStart(2, '0')}`);
	const dayFirst = options.language !== undefined && DAY_FIRST.has(options.language);
	const found = findDates(printed)[0];
	if (found) {
		const order: DateOrder = { order: options.dateOrder ?? (dayFirst ? 'dmy' : null), by: options.dateOrder ? 'told' : dayFirst ? 'language' : null, likely: dayFirst ? 'dmy' : 'mdy', days: new Set() };
		const { edtf, readings } = settle(found, order, printed);
		if (edtf && hasStrayDay(edtf, printed)) return { printed, edtf: null, readings: [], time: null };
		return { printed, edtf, readings: edtf ? [edtf] : readings, time: found.time };
	}
	const year = /(?<!\d)(1[6-9]\d{2}|20\d{2}|21\d{2})(?!\d)/.exec(printed)?.[1];
	const season = SEASONS.find(([pattern]) => pattern.test(printed));
	if (year && season) return plain(`${year}-${season[1]}`);
	if (year && /^(?:c\.|ca\.?|circa|um|vers|about)?\s*\d{4}$/iu.test(printed)) return plain(/^\d/.test(printed) ? year : `${year}~`);
	return { printed, edtf: null, readings: [], time: null };
}
