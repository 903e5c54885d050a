// Owns how a kept date is said: from EDTF level 1 (ISO 8601-2:2019) to words, never more precise than what is kept. Must not read dates people type; the core does.
import { locale, say } from '../../shared/words/say';
import type { KeptDate } from '../../shared/model';

type Length = 'short' | 'long' | 'full';

const MONTHS: Record<Length, Intl.DateTimeFormat> = {
	short: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', month: 'short', year: 'numeric', timeZone: 'UTC' }),
	long: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', month: 'long', year: 'numeric', timeZone: 'UTC' }),
	full: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
const DAYS: Record<Length, Intl.DateTimeFormat> = {
	short: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
	long: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
	full: new Intl.DateTimeFormat(locale(), { calendar: 'gregory', weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
/** EDTF seasons, 21 to 24. */
const SEASONS = ['ui.date.spring', 'ui.date.summer', 'ui.date.autumn', 'ui.date.winter'] as const;

/** "11 Mar 1982", "11 March 1982" or "Thursday 11 March 1982"; months, years, seasons and decades as far as known. */
export function saidDate(date: KeptDate | null, length: Length): string {
	if (!date) return '';
	if (date.edtf) return said(date.edtf, length);
	if (date.readings.length > 0) return either(date.readings, length);
	return date.printed;
}

/** "03:04 UTC" of "03:04+00:00", "19:25 UTC+7" of "19:25+07:00"; other clock times as they were printed. */
export function saidTime(time: string): string {
	const [, clock = '', zone = '', hours = '', minutes = ''] = /^(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-](\d{2}):?(\d{2}))$/.exec(time) ?? [];
	if (clock === '') return time;
	if (zone === 'Z' || Number(hours) + Number(minutes) === 0) return `${clock} UTC`;
	return `${clock} UTC${zone.startsWith('-') ? '−' : '+'}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`;
}

export function said(edtf: string, length: Length): string {
	const interval = /^([^/]*)\/([^/]*)$/.exec(edtf);
	if (interval) {
		const [, from = '', to = ''] = interval;
		if (from === '' || from === '..') return say('ui.date.until', { date: said(to, length) });
		if (to === '' || to === '..') return say('ui.date.from', { date: said(from, length) });
		return say('ui.date.between', { from: said(from, length), to: said(to, length) });
	}
	const qualified = /^(.*?)([?~%])$/.exec(edtf);
	if (qualified) {
		const [, inner = '', mark] = qualified;
		const date = said(inner, length);
		return mark === '?' ? say('ui.date.perhaps', { date }) : mark === '~' ? say('ui.date.about', { date }) : say('ui.date.perhaps-about', { date });
	}
	return plain(edtf, length);
}

function plain(edtf: string, length: Length): string {
	const decade = /^(\d{3})X$/.exec(edtf);
	if (decade) return say('ui.date.decade', { decade: `${decade[1]}0` });
	const century = /^(\d{2})XX$/.exec(edtf);
	if (century) return say('ui.date.century', { century: `${century[1]}00` });
	const parts = /^(-?\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?$/.exec(edtf);
	if (!parts) return edtf;
	const [, year = '', month, dayOfMonth] = parts;
	if (!month || month === 'XX') return year;
	const season = SEASONS[Number(month) - 21];
	if (season) return say(season, { year });
	const at = utc(Number(year), Number(month), dayOfMonth && dayOfMonth !== 'XX' ? Number(dayOfMonth) : 1);
	if (!dayOfMonth || dayOfMonth === 'XX') return MONTHS[length].format(at);
	// British papers print no comma after the weekday.
	const day = DAYS[length].format(at);
	return locale() === 'en-GB' ? day.replace(',', '') : day;
}

/** Date.UTC takes 0 to 99 for 1900 to 1999; a kept year is what it says. */
function utc(year: number, month: number, day: number): Date {
	const at = new Date(Date.UTC(2000, month - 1, day));
	at.setUTCFullYear(year);
	return at;
}

/** "3 Apr or 4 Mar 1982": the year once when it is the same. */
function either(readings: readonly string[], length: Length): string {
	const all = readings.slice(0, 3).map((reading) => said(reading, length === 'full' ? 'long' : length));
	const year = /\s\d{4}$/.exec(all[0] ?? '')?.[0];
	const isSameYear = year !== undefined && all.every((one) => one.endsWith(year));
	return all.map((one, at) => (isSameYear && at < all.length - 1 ? one.slice(0, -year.length) : one)).reduce((one, other) => say('ui.date.or', { one, other }));
}
