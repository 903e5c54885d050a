// Owns what a language says about how it is set: direction, the word before a signatory and those between them. Pure.
import { locale, say } from '../../shared/words/say';

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);
/** What a newspaper of that language puts before a name; others print the name alone. */
const BY: Record<string, string> = { en: 'By', de: 'Von', fr: 'Par', es: 'Por', pt: 'Por', it: 'Di', nl: 'Door', sv: 'Av', da: 'Af', no: 'Av', nb: 'Av', ar: 'بقلم' };

const primary = (language: string | null): string => (language ?? '').split('-', 1)[0]!.toLowerCase();

export const directionOf = (language: string | null): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(primary(language)) ? 'rtl' : 'ltr');

export const wordBy = (language: string | null): string => (language === null ? say('reader.head.by') : BY[primary(language)] ?? '');

/** What stands before each of so many signatories: nothing, then commas, then the language's own "and". */
export function betweenNames(many: number, language: string | null): string[] {
	const between = [''];
	let glue = '';
	for (const { type, value } of listOf(language).formatToParts(Array.from({ length: many }, () => 'name'))) {
		if (type === 'literal') glue += value;
		else if (glue !== '') {
			between.push(glue);
			glue = '';
		}
	}
	return between;
}

/** English papers print no comma before the "and"; a language nobody knows is listed as the window lists. */
function listOf(language: string | null): Intl.ListFormat {
	const tag = primary(language);
	try {
		return new Intl.ListFormat(tag === '' ? locale() : tag === 'en' ? 'en-GB' : tag, { type: 'conjunction' });
	} catch {
		return new Intl.ListFormat(locale(), { type: 'conjunction' });
	}
}
