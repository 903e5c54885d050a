// Owns the proof that the app speaks what was asked for, chosen, or is the system's, and in that order.
import { describe, expect, it } from 'vitest';
import { tagsFor } from '../../src/main/language';
import { direction, language, locale, say, speak } from '../../src/shared/words/say';

const wanted = { asked: undefined, chosen: null, preferred: ['de-DE', 'en-GB'], system: 'de-DE' };
const spoken = (given: Partial<typeof wanted> | { asked: string } | { chosen: string }): string => {
	speak(tagsFor({ ...wanted, ...given }));
	return `${language()} ${locale()}`;
};

describe('the language of the app', () => {
	it.each([
		['the system’s', {}, 'de de-DE'],
		['the first of the system’s that there is', { preferred: ['xx', 'de'], system: 'xx' }, 'de de'],
		['English where there is none', { preferred: ['xx-YY'], system: 'xx-YY' }, 'en en-GB'],
		['figures as the system writes them', { preferred: ['de'], system: 'de-AT' }, 'de de-AT'],
		['figures of its own where the system speaks otherwise', { preferred: ['en-US'], system: 'de-AT' }, 'en en-US'],
		['what was chosen', { chosen: 'en' }, 'en en-GB'],
		['what was chosen, written as the system does', { chosen: 'de', system: 'de-CH' }, 'de de-CH'],
		['what the environment asks for before all', { asked: 'en-AU', chosen: 'de' }, 'en en-AU'],
		['nothing that is no tag', { asked: 'de_!' }, 'en en-GB'],
		['a language that is there in part, to nobody who did not choose it', { preferred: ['ar', 'de'], system: 'ar' }, 'de de'],
		['a language that is there in part, to who chose it', { chosen: 'ar', system: 'de' }, 'ar ar'],
	])('is %s', (_, given, expected) => {
		expect(spoken(given)).toBe(expected);
	});

	it('begins lines where the language does', () => {
		speak(['ar']);
		expect(direction()).toBe('rtl');
		speak(['de']);
		expect(direction()).toBe('ltr');
		expect(say('frame.side.trash')).toBe('Papierkorb');
	});
});
