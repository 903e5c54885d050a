// Owns what of a clipping goes into the search index, and its running text as snippets are cut from it. Pure, so that any thread can do it. Must not know a database.
import type { Byline } from '../../shared/draft';
import { bodyText, bylineText } from '../reading/fields';
import { countTerms, folded } from './fold';
import type { Content } from './rows';

/** The parts of a clipping that can be found. */
export interface Indexed {
	headline: string;
	kicker: string | null;
	standfirst: string | null;
	section: string | null;
	publication: string | null;
	byline: Byline | null;
	dateline: string | null;
	notes: string;
	fileName: string;
	content: Pick<Content, 'blocks' | 'captions'>;
}

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

/** A clipping's columns of the index, folded. `words`: how many the body has. */
export interface Folded {
	columns: readonly string[];
	words: number;
}

export function foldForIndex(clipping: Indexed): Folded {
	const body = folded(bodyText(clipping.content.blocks).join('\n'));
	return {
		columns: [
			folded(clipping.headline),
			[body, folded(besideBody(clipping))].filter(Boolean).join(' '),
			folded(captionText(clipping.content)),
			folded(clipping.notes),
			folded(signed(clipping.byline)),
			folded(clipping.publication ?? ''),
			folded(clipping.dateline ?? ''),
			folded(clipping.fileName),
			folded(asideText(clipping.content)),
		],
		words: countTerms(body),
	};
}
