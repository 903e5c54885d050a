// Owns the words that name nobody though they may stand with a capital, or be rare: days, months, numbers, titles, and what opens sentences or labels. Data. Must not know texts.
import { fold } from '../reading/characters';

const DAYS_AND_MONTHS =
	'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december ' +
	'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz mai juni juli oktober dezember ' +
	'lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre novembre décembre ' +
	'lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ' +
	'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag';
const NUMBERS =
	'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety ' +
	'hundred hundreds thousand thousands million millions billion dozen dozens half first second third fourth fifth sixth seventh eighth ninth tenth ' +
	'ein eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig dreissig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig ' +
	'hundert hunderte tausend tausende million millionen milliarde milliarden dutzend erste zweite dritte vierte ' +
	'un une deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille ' +
	'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte treinta cuarenta cincuenta ciento mil ' +
	'een twee drie vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig honderd duizend';
const OPENERS =
	'the a an in on at by for from with to of and but or as if it he she they we you i this that these those there here when while after before since ' +
	'what who why how where which whenever wherever whatever however although though because until unless both each every another other our my your his her its their ' +
	'yesterday today tomorrow nobody nothing everybody some many most all no not now then so yet ' +
	'minister prime der die das ein eine und aber wenn nach vor im am zum zur gestern heute morgen niemand le la les un une et mais dans pour el los las y';
/** What stands before a name and is none of it. */
const TITLE_WORDS = 'mr mrs ms dr sir prof professor president lord lady miss captain herr frau m mme mlle señor señora sr sra';
/** What numbers a thing: "Slip No. 2", "Bd. 3". */
const NUMBERING = 'no nos nr nrn num vol vols fig figs bd abb tel fax ref pp ch art núm';

const setOf = (...words: string[]): ReadonlySet<string> => new Set(words.flatMap((some) => some.split(' ')).map(fold));

const titles = setOf(TITLE_WORDS);
const numbering = setOf(NUMBERING);
const counted = setOf(DAYS_AND_MONTHS, NUMBERS);
const nameless = new Set([...setOf(OPENERS), ...titles, ...numbering, ...counted]);

export const isTitle = (word: string): boolean => titles.has(fold(word));
export const isNumbering = (word: string): boolean => numbering.has(fold(word));
/** Days, months and numbers: they say nothing of what a text is about, however rare they are. */
export const isCounting = (word: string): boolean => counted.has(fold(word));
/** Names nobody by itself. */
export const isNameless = (word: string): boolean => nameless.has(fold(word));
