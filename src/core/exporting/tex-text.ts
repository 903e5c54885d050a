// Owns text and keys as BibTeX takes them. Must not know what a clipping is.
import { oneLine } from './sound-text';

/** BibTeX counts braces even where a backslash stands before them: those of a text are named. */
const ESCAPES: Readonly<Record<string, string>> = {
	'\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}', '&': '\\&', '%': '\\%', $: '\\$', '#': '\\#', _: '\\_', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}',
};

/** Text that TeX prints as it stands. One line. */
export const texText = (text: string): string => oneLine(text).replace(/[\\{}&%$#_~^]/g, (character) => ESCAPES[character]!);

/** A title in which words keep their capitals, which styles would otherwise make small: those with one after their first letter, and names in the middle. */
export const texTitle = (text: string): string => oneLine(text).split(' ').map((word) => (/\p{Lu}/u.test(word) ? `{${texText(word)}}` : texText(word))).join(' ').trim();

/** An address inside \url or a url field: only what would end the field or the argument is written otherwise. */
export const texUrl = (url: string): string => oneLine(url).replace(/[\s{}\\]/g, (character) => encodeURIComponent(character));

/** ASCII letters and digits of a text, accents taken off. */
const plain = (text: string): string => text.normalize('NFKD').replace(/ß/g, 'ss').replace(/[øØ]/g, 'o').replace(/[æÆ]/g, 'ae').replace(/[łŁ]/g, 'l').replace(/[^A-Za-z0-9]/g, '').toLowerCase();

const LITTLE = new Set(['a', 'an', 'the', 'der', 'die', 'das', 'le', 'la', 'les', 'el', 'los', 'il', 'de', 'of', 'on', 'in']);

/** Keys of one bibliography: family name, year, first word that says something. Each is given once; twins are told apart by a number. */
export class CitationKeys {
	readonly #given = new Set<string>();

	take(family: string, year: string, title: string): string {
		const word = title.split(/[^\p{L}\p{N}]+/u).map(plain).find((one) => one.length > 1 && !LITTLE.has(one)) ?? '';
		const stem = [plain(family).slice(0, 40) || 'anon', year, word.slice(0, 20)].join('');
		let key = stem;
		for (let number = 2; this.#given.has(key); number++) key = `${stem}-${number}`;
		this.#given.add(key);
		return key;
	}
}
