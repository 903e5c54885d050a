// Owns how numbers, sizes, times and lists are said on screen. Must not know any screen.
import { language as spoken, locale, say } from '../../shared/words/say';

const figures = new Intl.NumberFormat(locale());
const tenths = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 });
const list = new Intl.ListFormat(locale(), { type: 'conjunction' });
const day = new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' });
const languageNames = new Intl.DisplayNames(locale(), { type: 'language', fallback: 'none' });

/** "1,164" */
export const number = (value: number): string => figures.format(value);

/** "1 clipping", "312 clippings" */
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;

export const clippings = (value: number): string => say('ui.clippings', { count: value });

/** "8 kept, 1 was already here and 2 were left out" */
export const join = (parts: readonly string[]): string => list.format(parts);

/** "740 bytes", "12 KB", "3.4 MB": decimal units, as file managers say them. */
export function size(bytes: number): string {
	if (bytes < 1000) return say('ui.bytes', { count: bytes });
	const units = ['KB', 'MB', 'GB', 'TB'];
	let value = bytes / 1000;
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit += 1;
	}
	return `${value < 10 ? tenths.format(value) : figures.format(Math.round(value))} ${units[unit]}`;
}

/** "4 May 2026, 14:20" from milliseconds since 1970, in the reader's own time zone. */
export const moment = (at: number): string => say('ui.moment', { day: day.format(at), time: clock.format(at) });

/** "today 14:20", "yesterday 09:12", else as `moment`. */
export function when(at: number, now = Date.now()): string {
	const midnight = new Date(now).setHours(0, 0, 0, 0);
	if (at >= midnight && at <= now + 60_000) return say('ui.today', { time: clock.format(at) });
	if (at >= new Date(midnight - 1).setHours(0, 0, 0, 0) && at < midnight) return say('ui.yesterday', { time: clock.format(at) });
	return moment(at);
}

/** "4 May 2026" */
export const dayOf = (at: number): string => day.format(at);

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

/** With a small letter, as it stands inside an English sentence; words in capitals stay, and so do the words of other languages: German nouns are capital anywhere. */
export const inSentence = (text: string): string => (spoken() !== 'en' || /^\p{Lu}\p{Lu}/u.test(text) ? text : text.slice(0, 1).toLowerCase() + text.slice(1));

export const sentence = (text: string): string => (text === '' ? '' : text[0]!.toUpperCase() + text.slice(1));
