// Owns which days an EDTF date spans. Must not read printed text.

/** First and last day of a span, `YYYY-MM-DD`, both inclusive. */
export interface DaySpan {
	firstDay: string;
	lastDay: string;
}

const lastOfMonth = (year: number, month: number): number => (month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const day = (year: number, month: number, date: number): string => `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`;

/** Northern seasons as whole months (EDTF level 1 codes 21 to 24); winter begins in the December of its year. */
function season(year: number, code: number): DaySpan | null {
	if (code < 21 || code > 24) return null;
	if (code === 24) return { firstDay: day(year, 12, 1), lastDay: day(year + 1, 2, lastOfMonth(year + 1, 2)) };
	const first = (code - 20) * 3;
	return { firstDay: day(year, first, 1), lastDay: day(year, first + 2, lastOfMonth(year, first + 2)) };
}

function single(text: string): DaySpan | null {
	const hit = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?$/.exec(text);
	if (!hit) return null;
	const yearText = hit[1] as string;
	const from = Number(yearText.replace(/X/g, '0'));
	const to = Number(yearText.replace(/X/g, '9'));
	if (hit[2] === undefined || hit[2] === 'XX' || from !== to) return { firstDay: day(from, 1, 1), lastDay: day(to, 12, 31) };
	const month = Number(hit[2]);
	if (month > 12) return hit[3] === undefined ? season(from, month) : null;
	if (month < 1) return null;
	if (hit[3] === undefined || hit[3] === 'XX') return { firstDay: day(from, month, 1), lastDay: day(from, month, lastOfMonth(from, month)) };
	const date = Number(hit[3]);
	if (date < 1 || date > lastOfMonth(from, month)) return null;
	return { firstDay: day(from, month, date), lastDay: day(from, month, date) };
}

/**
 * Days spanned by an EDTF level 1 date (ISO 8601-2:2019) of the years 0000 to 9999: day, month, year, season, unspecified
 * digits, qualified dates, closed intervals. Null for open intervals and for what is no such date.
 */
export function days(edtf: string): DaySpan | null {
	const [start, end, more] = edtf.trim().split('/');
	if (more !== undefined || start === undefined) return null;
	const first = single(start);
	if (end === undefined) return first;
	const last = single(end);
	return first && last && first.firstDay <= last.lastDay ? { firstDay: first.firstDay, lastDay: last.lastDay } : null;
}
