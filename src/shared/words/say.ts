// Owns saying a message of the catalogue in the language in use. Must not hold words itself: they stand in languages/, a file a language.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an import would be carried out, and there is nothing to carry out
/// <reference path="./bundled.d.ts" />
import { IntlMessageFormat, type FormatXMLElementFn } from 'intl-messageformat';
import type { Said } from '../said';
import en from './languages/en.json';

/** The name of a message, as English has it: English is complete by definition, the others fall back to it. */
export type Key = keyof typeof en;
export type Catalogue = Partial<Record<Key, string>>;

/** What stands in the braces of a message. Numbers are written, and choose a plural, as the language does it. */
export type Values = Readonly<Record<string, string | number>>;

/** A run of a message: plain, or inside a tag such as `<key>T</key>`. */
export interface Run {
	/** The tag's name; null for plain words. */
	tag: string | null;
	text: string;
}

/** Every file of languages/ is a language: adding one is adding its file. */
const CATALOGUES: Readonly<Record<string, Catalogue>> = Object.fromEntries(
	Object.entries(import.meta.glob<Catalogue>('./languages/*.json', { import: 'default', eager: true })).map(([path, catalogue]) => [path.replace(/^.*\/|\.json$/g, ''), catalogue]),
);

/** Languages there are words in, by their BCP 47 tag. */
export const LANGUAGES: readonly string[] = Object.keys(CATALOGUES).sort();

/** How figures and dates are written where the person's own locale speaks another language than the window. */
const LIKELY: Readonly<Record<string, string>> = { en: 'en-GB' };

const languageOf = (locale: string): string => locale.split(/[-_]/, 1)[0]!.toLowerCase();

let spoken = 'en';
let written = 'en-GB';
let messages: Catalogue = en;
let formats = new Map<Key, IntlMessageFormat>();

/**
 * Chooses the language of every later message. What was said before stays as it was: call it before anything is said.
 * @param locales BCP 47 tags, the dearest first; the first whose language has a catalogue is taken, English where none has
 */
export function speak(locales: readonly string[]): void {
	const locale = locales.find((one) => languageOf(one) in CATALOGUES && isLocale(one)) ?? 'en-GB';
	spoken = languageOf(locale);
	written = locale === spoken ? LIKELY[spoken] ?? spoken : locale;
	messages = CATALOGUES[spoken] ?? en;
	formats = new Map();
}

function isLocale(tag: string): boolean {
	try {
		return Intl.getCanonicalLocales(tag).length === 1;
	} catch {
		return false;
	}
}

/** The language spoken: "en", "de". */
export const language = (): string => spoken;

/** The BCP 47 tag that numbers, dates and lists are written by: "en-GB", "de-AT". */
export const locale = (): string => written;

/** Where lines begin. */
export const direction = (): 'ltr' | 'rtl' => (messages['language.direction'] ?? en['language.direction']) === 'rtl' ? 'rtl' : 'ltr';

/** Whether a language has every message; one that lacks some says those in English. */
export const isWhole = (tag: string): boolean => CATALOGUES[tag] !== undefined && Object.keys(en).every((key) => key in CATALOGUES[tag]!);

/** What a language calls itself: "Deutsch". */
export const nameOf = (tag: string): string => CATALOGUES[tag]?.['language.name'] ?? tag;

/**
 * A message in the language in use, in ICU MessageFormat.
 * @throws Error where a value the message needs is not given: that is a fault of the caller
 */
export function say(key: Key, values?: Values): string {
	const message = messages[key] ?? en[key];
	// Most messages are nothing but words.
	const said = /[{<'#]/.test(message) ? String(formatOf(key).format(values as Record<string, string | number>)) : message;
	return messages[key] === undefined && direction() === 'rtl' ? isolated(said) : said;
}

/** English among words that run to the left, in marks that keep its full stop at its end (Unicode Bidirectional Algorithm, LRI and PDI). */
const isolated = (text: string): string => `\u2066${text}\u2069`;

/** A sentence that came as data, in the language in use. Another program may have kept it: one that is not known here is said to be so. */
export function sayOf({ key, values }: Said): string {
	if (!Object.hasOwn(en, key)) return say('said.unknown');
	const plain = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'object' ? sayOf(value) : value]));
	try {
		return say(key, plain);
	} catch {
		return say('said.unknown');
	}
}

/** A message cut at its tags, for words that are shown in more than one way. */
export function sayInRuns(key: Key, values?: Values): readonly Run[] {
	const tags = (messages[key] ?? en[key]).match(/(?<=<)[a-z]+(?=>)/g) ?? [];
	const made = Object.fromEntries(tags.map((tag): [string, FormatXMLElementFn<Run>] => [tag, (inner) => ({ tag, text: inner.join('') })]));
	const given = formatOf(key).format<Run>({ ...values, ...made });
	return [given].flat().map((run) => (typeof run === 'string' ? { tag: null, text: run } : run));
}

function formatOf(key: Key): IntlMessageFormat {
	let format = formats.get(key);
	if (!format) {
		// Where a message is missing its English stands in, with English plurals.
		const own = messages[key];
		format = new IntlMessageFormat(own ?? en[key], own === undefined ? 'en-GB' : written);
		formats.set(key, format);
	}
	return format;
}
