// Owns all that is worked out of a draft before it is written: columns, packed text, folded index. Pure, so that any thread can do it. Must not know a database.
import type { Draft } from '../../shared/draft';
import { bylineText } from '../reading/fields';
import { pack, packContent, type Content } from './packing';
import { headlineKey, headlineOf, isSetAside, isUnsure, keptDate, leadOf, orderDay, printJson, provenanceOf, publicationKey } from './rows';
import { factsOf, type Facts } from './facet-facts';
import { foldForIndex, foundNotes } from './indexed';
import type { Folded } from './indexed';
import { sketched } from './sketched';

/** A clipping as its rows will hold it, but for what only the archive knows: its number, its uid and when. */
export interface Prepared {
	headline: string;
	headlineKey: string;
	publication: string | null;
	publicationKey: string | null;
	kicker: string | null;
	standfirst: string | null;
	/** JSON. */
	byline: string | null;
	bylineText: string;
	dateline: string | null;
	/** JSON. */
	published: string | null;
	firstDay: string | null;
	/** JSON. */
	updated: string | null;
	section: string | null;
	edition: string | null;
	page: string | null;
	url: string | null;
	language: string | null;
	words: number;
	lead: string;
	unsure: boolean;
	sourced: boolean;
	setAside: boolean;
	/** Packed blocks, captions and provenance. */
	content: Uint8Array;
	/** The packed original; null when it stands as a file. */
	original: Uint8Array | null;
	index: Folded;
	/** What other versions of its story find it by. */
	sketch: Uint8Array;
	/** What facets count it by. */
	facts: Omit<Facts, 'kind'>;
}

/**
 * @param bytes the original, when it is to be kept in the database
 * @param more what it is called, notes that come along, and where a person said that a field is empty
 * @param text what the draft's spans point into, when that is not the decoded original
 */
export function prepare(draft: Draft, fileName: string, bytes: Uint8Array | null, text: string | null = null, more: { headline?: string | null; notes?: string; annotations?: readonly { note: string }[]; emptied?: Content['provenance'] } = {}): Prepared {
	const content: Content = { blocks: draft.blocks, captions: draft.captions, provenance: { ...provenanceOf(draft), ...more.emptied }, ...(text === null ? {} : { text }) };
	const headline = more.headline ?? headlineOf(draft, fileName);
	const publication = draft.publication?.value ?? null;
	const byline = draft.byline?.value ?? null;
	const published = keptDate(draft.published?.value ?? null);
	const kicker = draft.kicker?.value ?? null;
	const standfirst = draft.standfirst?.value ?? null;
	const dateline = draft.dateline?.value ?? null;
	const section = draft.section?.value ?? null;
	const index = foldForIndex({ headline, kicker, standfirst, section, publication, byline, dateline, notes: foundNotes(more.notes ?? '', (more.annotations ?? []).map(({ note }) => note)), fileName, content });
	return {
		headline, headlineKey: headlineKey(headline),
		publication, publicationKey: publicationKey(publication),
		kicker, standfirst,
		byline: printJson(byline), bylineText: byline ? bylineText(byline) : '',
		dateline,
		published: printJson(published), firstDay: orderDay(published), updated: printJson(keptDate(draft.updated?.value ?? null)),
		section, edition: draft.edition?.value ?? null, page: draft.page?.value ?? null, url: draft.url?.value ?? null, language: draft.language,
		words: index.words, lead: leadOf(content),
		unsure: isUnsure(content.provenance, draft.headline !== null),
		sourced: Object.keys(content.provenance).length > 0,
		setAside: draft.blocks.some(isSetAside),
		content: packContent(content, bytes),
		original: bytes === null ? null : pack(bytes),
		index,
		sketch: sketched(index),
		facts: factsOf({ kind: 'article', publication, language: draft.language, byline, published, captions: draft.captions }),
	};
}
