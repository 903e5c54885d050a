// Owns how a kept date is said: from EDTF level 1 (ISO 8601-2:2019) to words, never more precise than what is kept. Must not read dates people type; the core does.
import type { KeptDate } from '../../shared/model';

type Length = 'short' | 'long' | 'full';

const MONTHS: Record<Length, Intl.DateTimeFormat> = {
	short: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
	long: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
	full: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
const DAYS: Record<Length, Intl.DateTimeFormat> = {
	short: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
	long: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
	full: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};
/** EDTF seasons, 21 to 24. */
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

/** "11 Mar 1982", "11 March 1982" or "Thursday 11 March 1982"; months, years, seasons and decades as far as known. */
export function saidDate(date: KeptDate | null, length: Length): string {
	if (!date) return '';
	if (date.edtf) return said(date.edtf, length);
	if (date.readings.length > 0) return either(date.readings, length);
	return date.printed;
}

export function said(edtf: string, length: Length): string {
	const interval = /^([^/]*)\/([^/]*)$/.exec(edtf);
	if (interval) {
		const [, from = '', to = ''] = interval;
		if (from === '' || from === '..') return `until ${said(to, length)}`;
		if (to === '' || to === '..') return `from ${said(from, length)}`;
		return `${said(from, length)} to ${said(to, length)}`;
	}
	const qualified = /^(.*?)([?~%])$/.exec(edtf);
	if (qualified) {
		const [, inner = '', mark] = qualified;
		return { '?': `perhaps ${said(inner, length)}`, '~': `about ${said(inner, length)}` }[mark as '?' | '~'] ?? `perhaps about ${said(inner, length)}`;
	}
	return plain(edtf, length);
}

function plain(edtf: string, length: Length): string {
	const decade = /^(\d{3})X$/.exec(edtf);
	if (decade) return `${decade[1]}0s`;
	const century = /^(\d{2})XX$/.exec(edtf);
	if (century) return `${century[1]}00s`;
	const parts = /^(-?\d{4})(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?$/.exec(edtf);
	if (!parts) return edtf;
	const [, year = '', month, dayOfMonth] = parts;
	if (!month || month === 'XX') return year;
	const season = SEASONS[Number(month) - 21];
	if (season) return `${season} ${year}`;
	const at = utc(Number(year), Number(month), dayOfMonth && dayOfMonth !== 'XX' ? Number(dayOfMonth) : 1);
	if (!dayOfMonth || dayOfMonth === 'XX') return MONTHS[length].format(at);
	return DAYS[length].format(at).replace(',', '');
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
	return all.map((one, at) => (isSameYear && at < all.length - 1 ? one.slice(0, -year.length) : one)).join(' or ');
}
