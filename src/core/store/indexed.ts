// Owns what of a clipping goes into the search index, and its running text as snippets are cut from it. Pure, so that any thread can do it. Must not know a database.
import type { Byline } from '../../shared/draft';
import { bodyText, bylineText } from '../reading/fields';
import { countTerms, folded } from './fold';
import type { Content } from './packing';

/** The parts of a clipping that can be found. */
export interface Indexed {
	headline: string;
	kicker: string | null;
	standfirst: string | null;
	section: string | null;
	publication: string | null;
	byline: Byline | null;
	dateline: string | null;
	/** With those in the margin: see `foundNotes`. */
	notes: string;
	fileName: string;
	content: Pick<Content, 'blocks' | 'captions'>;
}

/** A clipping's own notes and those in its margin, as they are found together. */
export const foundNotes = (notes: string, margin: readonly string[]): string => [notes, ...margin].filter((note) => note !== '').join('\n');

const isText = (text: string | null): text is string => text !== null && text !== '';

/** What is read along with the body: standfirst, pull quotes, kicker, section. */
function besideBody(clipping: Pick<Indexed, 'kicker' | 'standfirst' | 'section' | 'content'>): string {
	const pulled = clipping.content.blocks.filter((block) => block.role === 'pull-quote').map((block) => block.text);
	return [clipping.standfirst, ...pulled, clipping.kicker, clipping.section].filter(isText).join('\n');
}

/** The running text of a clipping, as snippets are cut from it. */
export const readingText = (clipping: Pick<Indexed, 'kicker' | 'standfirst' | 'section' | 'content'>): string =>
	[...bodyText(clipping.content.blocks), besideBody(clipping)].filter(isText).join('\n');

/** What the reading set aside: a reading may be wrong, and nothing that was received may be out of reach. Repeats are found where they stand first. */
export const asideText = (content: Pick<Content, 'blocks'>): string =>
	content.blocks.filter((block) => block.role === 'boilerplate').map((block) => block.text).join('\n');

export const captionText = (content: Pick<Content, 'captions'>): string =>
	content.captions.map((caption) => [caption.text, caption.credit].filter(Boolean).join(' ')).join('\n');

const signed = (byline: Byline | null): string =>
	byline ? [bylineText(byline), ...byline.signatories.map((signatory) => signatory.role ?? '')].join(' ') : '';

/** A clipping's columns of the index, folded. `words`: how many the body has. `vocabulary`: its words, each once, with one space between them. */
export interface Folded {
	columns: readonly string[];
	words: number;
	vocabulary: string;
}

/** How long a word is that can be found by a part. Shorter ones have none; longer ones are found by their beginning only. */
export const WORD_LENGTH = { least: 3, most: 40 };
/** Mere numbers are no words of the vocabulary: they are without end, and nobody asks for the middle of one. */
export const NUMBER = /^[0-9]+$/;
/** What is longer is no word of any language, and not found by its beginning. */
const LONGEST = 200;

/** Whether a term belongs to the archive's vocabulary. */
const isWord = (term: string): boolean => term.length >= WORD_LENGTH.least && term.length <= LONGEST && !NUMBER.test(term);

function vocabularyOf(columns: readonly string[]): string {
	const terms = new Set<string>();
	for (const column of columns) for (const term of column.split(' ')) terms.add(term);
	let words = '';
	for (const term of terms) if (isWord(term)) words += words ? ` ${term}` : term;
	return words;
}

/** Terms of the headline's end and the body's beginning that are indexed once more, one after another. */
const SEAM = 6;

/** A passage copied from a page may begin in the headline and end in the text: here it stands in one piece. */
const seamOf = (headline: string, body: string): string =>
	(headline === '' || body === '' ? '' : [...headline.split(' ').slice(-SEAM), ...body.split(' ', SEAM)].join(' '));

export function foldForIndex(clipping: Indexed): Folded {
	const headline = folded(clipping.headline);
	const body = folded(bodyText(clipping.content.blocks).join('\n'));
	const columns = [
		headline,
		[body, folded(besideBody(clipping))].filter(Boolean).join(' '),
		folded(captionText(clipping.content)),
		folded(clipping.notes),
		folded(signed(clipping.byline)),
		folded(clipping.publication ?? ''),
		folded(clipping.dateline ?? ''),
		folded(clipping.fileName),
		[seamOf(headline, body), folded(asideText(clipping.content))].filter(Boolean).join(' '),
	];
	return { columns, words: countTerms(body), vocabulary: vocabularyOf(columns) };
}
