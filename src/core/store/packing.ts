// Owns how a clipping's text is packed: as JSON, compressed against words both sides know, the original's above all. Must not run statements.
import { deflateSync, inflateSync } from 'node:zlib';
import type { Block, Caption, FieldName, Provenance } from '../../shared/draft';

/** What is only read when a clipping is opened. */
export interface Content {
	blocks: Block[];
	captions: Caption[];
	provenance: Partial<Record<FieldName, Provenance>>;
	/** The text that spans point into, as the format's reader wrote it down; absent where it is the decoded original itself. */
	text?: string;
}

/** Level 6: smaller than the quickest by a tenth, and no slower to unpack. */
const LEVEL = 6;
export const pack = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: LEVEL });
export const unpack = (packed: Uint8Array): Uint8Array => inflateSync(packed);

const ROLES = ['publication', 'section', 'kicker', 'headline', 'standfirst', 'byline', 'date', 'updated', 'caption', 'credit', 'subhead', 'list-item', 'quotation', 'pull-quote', 'repeat', 'boilerplate'];
const field = (name: string, how: string, line: number): string => `"${name}":{"spans":[{"line":${line},"endLine":${line},"start":0,"end":19}],"how":"${how}","certainty":0.98}`;
/**
 * What every packed text repeats: the names of roles, fields and numbers. It stands in the archive's table `packing` too, so
 * that the archive can be read without this program. Never changed: texts packed with it could not be unpacked any more.
 */
export const KEYS = `{"blocks":[${ROLES.map((role) => `{"role":"${role}","text":"","span":{"line":3,"endLine":3,"start":1,"end":`).join('')},"certainty":0.5,"why":""}],"captions":[],"provenance":{${
	[field('publication', 'position', 1), field('headline', 'model', 3), field('byline', 'cue', 5), field('published', 'shape', 7)].join(',')
}}."},{"role":"paragraph","text":"","span":{"line":9,"endLine":9,"start":1,"end":2},"certainty":0.61},{"role":"paragraph","text":"`;
const KEY_BYTES = Buffer.from(KEYS);

/** As far back as deflate looks (RFC 1951 §2). */
const WINDOW = 32 * 1024;

/** What a text is packed against: the keys, then the beginning of its original where that is kept in the database. */
const dictionary = (original: Uint8Array | null): Uint8Array => (original === null ? KEY_BYTES : Buffer.concat([KEY_BYTES, original.subarray(0, WINDOW - KEY_BYTES.length)]));

/** A packed text as `TEXT_COLUMNS` select it. */
export interface PackedText {
	content: Uint8Array;
	/** The packed original it was packed against; null when there is none. */
	packed_with: Uint8Array | null;
}

/** Columns of a row `t` of `texts`, enough to unpack it. */
export const TEXT_COLUMNS = 't.content, (SELECT content FROM originals WHERE id = t.original) AS packed_with';

/**
 * A zlib stream (RFC 1950) with a preset dictionary: much of a text stands in its original word for word, and takes next to no
 * room that way. @param original the original's bytes, when they are kept in the database
 */
export const packContent = (content: Content, original: Uint8Array | null): Uint8Array =>
	deflateSync(JSON.stringify(content), { level: LEVEL, dictionary: dictionary(original) });

/** The bit of a stream's second byte that says it wants its dictionary (RFC 1950 §2.2, FDICT). Texts of older archives have none. */
const WANTS_DICTIONARY = 0x20;

/** The content of a packed text. Throws what zlib throws when it, or the original it needs, is not what it was. */
export function unpackContent({ content, packed_with: original }: PackedText): Content {
	const wants = ((content[1] ?? 0) & WANTS_DICTIONARY) !== 0;
	const json = wants ? inflateSync(content, { dictionary: dictionary(original && inflateSync(original)) }) : inflateSync(content);
	return JSON.parse(json.toString()) as Content;
}
