// Owns how numbers, sizes, times and lists are said on screen. Must not know any screen.

const LOCALE = 'en-GB';
const figures = new Intl.NumberFormat(LOCALE);
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const languageNames = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** "1,164" */
export const number = (value: number): string => figures.format(value);

/** "1 clipping", "312 clippings" */
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;

export const clippings = (value: number): string => count(value, 'clipping');

/** "8 kept, 1 was already here and 2 were left out" */
export const join = (parts: readonly string[]): string => list.format(parts);

/** "740 bytes", "12 KB", "3.4 MB": decimal units, as file managers say them. */
export function size(bytes: number): string {
	if (bytes < 1000) return count(bytes, 'byte');
	const units = ['KB', 'MB', 'GB', 'TB'];
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	return `${value < 10 ? value.toFixed(1).replace(/\.0$/, '') : figures.format(Math.round(value))} ${units[unit]}`;
}

/** "4 May 2026, 14:20" from milliseconds since 1970, in the reader's own time zone. */
export const moment = (at: number): string => `${day.format(at)}, ${clock.format(at)}`;

/** "today 14:20", "yesterday 09:12", else as `moment`. */
export function when(at: number, now = Date.now()): string {
	const midnight = new Date(now).setHours(0, 0, 0, 0);
	if (at >= midnight && at <= now + 60_000) return `today ${clock.format(at)}`;
	if (at >= new Date(midnight - 1).setHours(0, 0, 0, 0) && at < midnight) return `yesterday ${clock.format(at)}`;
	return moment(at);
}

/** Whether a moment is on this very day, in the reader's own time zone. */
export const today = (at: number): boolean => day.format(at) === day.format(Date.now());

/** "English" from "en"; the tag itself when it has no name. */
export function language(tag: string | null): string | null {
	if (!tag) return null;
	try {
		return languageNames.of(tag) ?? tag;
	} catch {
		return tag;
	}
}

/** With a small letter, as it stands inside a sentence; words in capitals stay. */
export const inSentence = (text: string): string => (/^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1));

export const sentence = (text: string): string => (text === '' ? '' : text[0]!.toUpperCase() + text.slice(1));
