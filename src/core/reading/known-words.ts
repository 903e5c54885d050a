// Owns what the reader knows of single words and short phrases, by number in one lexicon. Must not hold the words themselves.
import { fold, unitsOf } from './characters';
import { AGENCY } from './credits';
import { CUE, CUES, type CueName, MONTHS, PHRASES } from './cues';
import { Lexicon } from './lexicon';
import { LITTLE } from './little-words';
import { NOT_NAMES, PARTICLES } from './name-words';
import { Words } from './words';

/** What a word is good for besides its cues, as bits. */
export const KNOWN = {
	month: 1,
	particle: 2,
	notName: 4,
	/** Begins a credit; is part of an agency's name; speaks of rights. */
	credit: 8,
	agency: 16,
	rights: 32,
	/** Says that a name is an organisation's; begins a byline; stands with a time of day or an age. */
	organisation: 64,
	opener: 128,
	time: 256,
} as const;

/** First words of the patterns of credits, folded, besides those that are cues. */
const CREDIT_WORDS = 'photo photos image images picture pictures photograph photographs photography photographed photographer file courtesy credit credits illustration source getty screenshot screengrab video foto fotos fotografie bild bilder bildquelle bildrechte quelle archivbild archivfoto symbolbild symbolfoto grafik imagen image imagem fuente fonte divulgacao reproducao kuva anh фото zdjecie nuotr reuters afp ap dpa imago c';
const RIGHTS_WORDS = 'copyright right rights rechte droits derechos';
/** Words that the patterns of names.ts and byline-parts.ts cannot do without. */
const ORGANISATION_WORDS = 'staff team desk redaktion redaction redaktio newsroom news agency agencies agenturen agencias press reporter reporters editor editors editorial board service network magazine media correspondent correspondents time times post association institute foundation council university bureau zeitung redaccion redacao contributor contributors online wire group center centre report company inc tv radio channel today';
const OPENER_WORDS = 'written words story posted report reported reporting text article review reviewed analysis opinion commentary interview essay column compiled edited published submitted contributed presented produced created photograph photographs recipe by von vom par por di av af door oleh przez yazan od author authors autor autorin autoren autores auteur auteurs autore texte texto testo tekst writer reporter journalist написал автор текст de redazione ein eine gastbeitrag kolumne kommentar analyse bericht reportage rezension glosse beitrag artikel portrat video propos recueilli recueillis publie publiee ecrit ecrite escrito a skrevet skrivet بقلم كتب كتبت תחקיר מאת';
const TIME_WORDS = 'published posted updated modified reading lesezeit stand aktualisiert veroffentlicht publie mis actualizado publicado comment comments';

const lexicon = new Lexicon();
const words = new Words(lexicon);
const capacity = 1 << 13;

/** By word number: cue bits, KNOWN bits, and the languages it is a little word of (bits in the order of LANGUAGES). */
export const cueOfWord = new Int32Array(capacity);
export const knownOfWord = new Uint16Array(capacity);
export const languagesOfWord = new Int32Array(capacity);
export const LANGUAGES = Object.keys(LITTLE);

/** Phrases as a tree: `node * capacity + word` leads to the next node; nodes have cue bits. Node 0 is the beginning. */
const nextNode = new Map<number, number>();
const cueOfNode: number[] = [0];

function learnPhrase(phrase: string, bits: number): void {
	words.read(unitsOf(phrase), 0, phrase.length);
	let node = 0;
	for (let i = 0; i < words.count; i++) {
		const step = node * capacity + lexicon.add(fold(phrase.slice(words.start[i], words.end[i])));
		let next = nextNode.get(step);
		if (next === undefined) {
			next = cueOfNode.push(0) - 1;
			nextNode.set(step, next);
		}
		node = next;
	}
	if (node === 0) return;
	cueOfNode[node] = (cueOfNode[node] as number) | bits;
}

function mark(list: Iterable<string>, bit: number): void {
	for (const word of list) {
		const id = lexicon.add(fold(word));
		knownOfWord[id] = (knownOfWord[id] as number) | bit;
	}
}

for (const [name, phrases] of Object.entries(PHRASES) as [CueName, string[]][]) for (const phrase of phrases) learnPhrase(phrase, CUE[name]);
for (const phrase of CUES.keys()) {
	words.read(unitsOf(phrase), 0, phrase.length);
	if (words.count !== 1) continue;
	const id = lexicon.add(fold(phrase.slice(words.start[0], words.end[0])));
	cueOfWord[id] = (cueOfWord[id] as number) | (CUES.get(phrase) as number);
}
mark(MONTHS.keys(), KNOWN.month);
mark(PARTICLES, KNOWN.particle);
mark(NOT_NAMES, KNOWN.notName);
mark(CREDIT_WORDS.split(' '), KNOWN.credit);
mark(RIGHTS_WORDS.split(' '), KNOWN.rights);
mark(ORGANISATION_WORDS.split(' '), KNOWN.organisation);
mark(OPENER_WORDS.split(' '), KNOWN.opener);
mark(TIME_WORDS.split(' '), KNOWN.time);
/** Of an agency's name the first word that is not an article: it stands in every mention. */
const firstWord = (name: string): string => name.replace(/^the\s/i, '').split(/[\s-]/)[0] as string;
mark(AGENCY.replace(/\(\?:[^)]*\)[*?]?|\[ -\]/g, ' ').split('|').map(firstWord), KNOWN.agency);
mark(PHRASES.agency.map(firstWord), KNOWN.agency);
LANGUAGES.forEach((language, k) => {
	for (const word of (LITTLE[language] as string).split(' ')) {
		const id = lexicon.add(fold(word));
		languagesOfWord[id] = (languagesOfWord[id] as number) | (1 << k);
	}
});

/** New words of a text, looked up among the known ones. */
export const newWords = (): Words => new Words(lexicon);

/** The phrase after `node` (0 at its beginning) and one more word, or -1 where no phrase goes on so. */
export const phraseStep = (node: number, word: number): number => (word === 0 ? -1 : (nextNode.get(node * capacity + word) ?? -1));
/** Cue bits of a phrase. */
export const cueOfPhrase = (node: number): number => cueOfNode[node] as number;
