// Owns what a language says about how it is set: direction, the word before a signatory. Pure.

const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'syr', 'ug', 'ur', 'yi']);
/** What a newspaper of that language puts before a name; others print the name alone. */
const BY: Record<string, string> = { en: 'By', de: 'Von', fr: 'Par', es: 'Por', pt: 'Por', it: 'Di', nl: 'Door', sv: 'Av', da: 'Af', no: 'Av', nb: 'Av', ar: 'بقلم' };

const primary = (language: string | null): string => (language ?? '').split('-', 1)[0]!.toLowerCase();

export const directionOf = (language: string | null): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(primary(language)) ? 'rtl' : 'ltr');

export const wordBy = (language: string | null): string => (language === null ? 'By' : BY[primary(language)] ?? '');
