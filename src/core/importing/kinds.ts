// Owns the table of kinds of source: how each is recognised by its bytes, who reads it, how large it may be. Must not read anything itself.
import type { Resources } from '../formats/page-pictures';
import type { Reading } from '../formats/reading-of';
import { looksBinary } from '../reading/decode';
import { recogniseRecords } from '../formats/recognise-records';
import { BINARY, EMPTY, notAClipping, notReadHere, tooLarge } from './words';
import type { KindSaid, Refused } from './words';

/** What is known of a source besides its bytes and name. */
export interface Around {
	/** The address of the page it is from. */
	url?: string | null;
	/** What lies beside it and belongs to it, by the address the source writes. */
	beside?: Resources;
}
/** Turns a source's bytes into a clipping's parts. `name` is the last part of its path. @throws Refusal when there is no clipping in them. */
export type Reader = (bytes: Uint8Array, name: string, around: Around) => Reading | Promise<Reading>;

/** What holds sources one by one, each imported as if it had come by itself: a ZIP, or records on a line each. */
export type ContainerKind = 'zip' | 'lines';

export interface Kind {
	id: string;
	/** What it is called where it is not kept; null for what is read, and for what nobody knows. */
	label: KindSaid | null;
	/** IANA media type. */
	mediaType: string;
	/** Who reads it; null while nobody does, and for what is opened instead. */
	read: Reader | null;
	container: ContainerKind | null;
	/** The most bytes it may have; 0 while nobody reads it. */
	limit: number;
	/** It is made of characters: under a name such as "notes.txt" it is taken as the text it is called, as long as nobody reads it better. */
	isText: boolean;
	/** It is no clipping and never will be. */
	never: boolean;
}

/**
 * Plain text above this is no clipping: a whole broadsheet issue has about 1 MB of text. Reading and indexing this much takes
 * seconds, of which the indexing cannot be interrupted: the limit bounds how long everything else may have to wait.
 */
export const TEXT_LIMIT = 4 * 1024 * 1024;
/** How much of a source's beginning is looked at to recognise it, bytes. */
export const HEAD_BYTES = 64 * 1024;

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;
const kind = (id: string, label: KindSaid | null, mediaType: string, rest: Partial<Kind> = {}): Kind =>
	({ id, label, mediaType, read: null, container: null, limit: 0, isText: false, never: false, ...rest });

const TEXT = kind('text', null, 'text/plain', { read: async (bytes, name) => (await import('./text')).readPlainText(bytes, name), limit: TEXT_LIMIT, isText: true });
const MARKDOWN = kind('markdown', null, 'text/markdown', { read: async (bytes, name) => (await import('./markdown')).readMarkdown(bytes, name), limit: TEXT_LIMIT, isText: true });
const UNKNOWN = kind('unknown', null, 'application/octet-stream');
/** Called a text, and none. The limit of texts comes first: a hole of ten gigabytes is too large before it is anything else. */
const NO_TEXT: Kind = { ...UNKNOWN, limit: TEXT_LIMIT };

const readPage: Reader = async (bytes, _, { url = null, beside }) => (await import('../formats/html')).readHtml(bytes, { url, ...(beside ? { resources: beside } : {}) });
const readPicture: Reader = async (bytes, name) => (await import('../formats/image')).readImage(bytes, name);
const readRecord: Reader = async (bytes, name, { beside }) => (await import('../formats/records')).readRecords(bytes, name, beside);

// The readers of formats bring large libraries: each is loaded when the first source of its kind comes.
const HTML = kind('html', null, 'text/html', { isText: true, limit: 32 * MIB, read: readPage });
const MHTML = kind('mhtml', null, 'multipart/related', { isText: true, limit: 64 * MIB, read: async (bytes) => (await import('../formats/mhtml')).readMhtml(bytes) });
const MAIL = kind('mail', null, 'message/rfc822', { isText: true, limit: 64 * MIB, read: async (bytes) => (await import('../formats/mail')).readMail(bytes) });
const SVG = kind('svg', 'said.kind.svg', 'image/svg+xml', { isText: true, never: true });
const XML = kind('xml', 'said.kind.xml', 'application/xml', { isText: true, never: true });
const JSON_FILE = kind('json', 'said.kind.json', 'application/json', { isText: true, never: true });
const RTF = kind('rtf', 'said.kind.rtf', 'application/rtf');
const DOCX = kind('docx', null, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', { limit: 64 * MIB, read: async (bytes) => (await import('../formats/docx')).readDocx(bytes) });
const PDF = kind('pdf', null, 'application/pdf', { limit: 128 * MIB, read: async (bytes) => (await import('../formats/pdf')).readPdf(bytes) });
const EPUB = kind('epub', 'said.kind.epub', 'application/epub+zip');
const ODT = kind('odt', 'said.kind.odt', 'application/vnd.oasis.opendocument.text');
const ZIP = kind('zip', 'said.kind.zip', 'application/zip', { container: 'zip', limit: 64 * GIB });
const LINES = kind('records', 'said.kind.records', 'application/jsonl', { container: 'lines', limit: 64 * GIB, isText: true });
const CSL = kind('csl', null, 'application/vnd.citationstyles.csl+json', { limit: 64 * MIB, isText: true, read: readRecord });
const RIS = kind('ris', null, 'application/x-research-info-systems', { limit: 64 * MIB, isText: true, read: readRecord });
const picture = (id: string): Kind => kind(id, null, `image/${id}`, { limit: 128 * MIB, read: readPicture });
const TIFF = picture('tiff');
const JPEG = picture('jpeg');
const GIF = picture('gif');
const HEIC = picture('heic');
const AVIF = picture('avif');
/** Called a picture, and none: its reader says so. */
const NO_PICTURE = kind('no-picture', null, 'application/octet-stream', { limit: 128 * MIB, read: readPicture });
const DATABASE = kind('database', 'said.kind.database', 'application/vnd.sqlite3', { never: true });
const PROGRAM = kind('program', 'said.kind.program', 'application/x-executable', { never: true });

/** Signatures at fixed places (file(1), the formats' own specifications). The first that fits counts. */
const SIGNATURES: readonly (readonly [signature: string, kind: Kind, offset?: number])[] = [
	['%PDF-', PDF],
	['\x89PNG\r\n\x1a\n', picture('png')],
	['\xff\xd8\xff', JPEG],
	['GIF87a', GIF],
	['GIF89a', GIF],
	['II*\0', TIFF],
	['MM\0*', TIFF],
	['WEBP', picture('webp'), 8],
	...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map((brand) => [`ftyp${brand}`, HEIC, 4] as const),
	...['avif', 'avis'].map((brand) => [`ftyp${brand}`, AVIF, 4] as const),
	['ftyp', kind('film', 'said.kind.film', 'video/mp4', { never: true }), 4],
	['8BPS', kind('psd', 'said.kind.psd', 'image/vnd.adobe.photoshop')],
	['AT&TFORM', kind('djvu', 'said.kind.djvu', 'image/vnd.djvu')],
	['{\\rtf', RTF],
	['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', kind('ole', 'said.kind.ole', 'application/msword')],
	['\x1f\x8b\x08', kind('gzip', 'said.kind.gzip', 'application/gzip')],
	['7z\xbc\xaf\x27\x1c', kind('7z', 'said.kind.7z', 'application/x-7z-compressed')],
	['Rar!\x1a\x07', kind('rar', 'said.kind.rar', 'application/vnd.rar')],
	['SQLite format 3\0', DATABASE],
	['\x7fELF', PROGRAM],
	['\xcf\xfa\xed\xfe', PROGRAM],
	['wOFF', kind('font', 'said.kind.font', 'font/woff', { never: true })],
	['wOF2', kind('font', 'said.kind.font', 'font/woff2', { never: true })],
	['OggS', kind('sound', 'said.kind.sound', 'audio/ogg', { never: true })],
	['ID3', kind('sound', 'said.kind.sound', 'audio/mpeg', { never: true })],
	['RIFF', kind('sound', 'said.kind.sound-film', 'audio/vnd.wave', { never: true })],
];

/** Text files that lie beside clippings and are none, by what they are called: nothing in their bytes tells them from prose. */
const BESIDE: readonly (readonly [ending: RegExp, kind: Kind])[] = [
	[/\.(json|jsonl|ndjson|geojson|webmanifest|map)$/i, JSON_FILE],
	[/\.(xml|rss|atom|opf|ncx|xsd|xsl|xslt)$/i, XML],
	[/\.(css|scss|less)$/i, kind('styles', 'said.kind.styles', 'text/css', { isText: true, never: true })],
	[/\.(js|mjs|cjs|jsx|ts|tsx|py|rb|pl|php|sh|bash|ps1|bat|cmd|vbs|c|h|cpp|rs|go|java|sql)$/i, kind('program-text', 'said.kind.program-text', 'text/plain', { isText: true, never: true })],
	[/\.(csv|tsv)$/i, kind('table', 'said.kind.table', 'text/csv', { isText: true, never: true })],
	[/\.(ini|cfg|conf|toml|ya?ml|plist|desktop|url|webloc|lnk)$/i, kind('settings', 'said.kind.settings', 'text/plain', { isText: true, never: true })],
	[/\.(sha256|sha1|md5|sfv|asc|sig|log|lock)$/i, kind('record', 'said.kind.record', 'text/plain', { isText: true, never: true })],
	[/\.(html?|xhtml)$/i, HTML],
	[/\.(mht|mhtml)$/i, MHTML],
	[/\.eml$/i, MAIL],
];
/** Kinds that somebody says a source is, where its bytes alone would not tell. */
export const GIVEN: Readonly<Record<'html' | 'record', Kind>> = { html: HTML, record: { ...LINES, container: null, limit: 64 * MIB, read: readRecord } };

const CALLED_PICTURE = /\.(jpe?g|jfif|png|gif|webp|tiff?|heic|heif|avif|bmp)$/i;
const CALLED_TEXT = /\.(te?xt|md|markdown)$/i;
const CALLED_MARKDOWN = /\.(md|markdown)$/i;

const has = (bytes: Uint8Array, signature: string, offset = 0): boolean => {
	for (let i = 0; i < signature.length; i++) if (bytes[offset + i] !== signature.charCodeAt(i)) return false;
	return true;
};

/** The first characters, good enough for ASCII markup in any encoding. */
function beginning(head: Uint8Array): string {
	const bytes = head.subarray(0, 8192);
	if (has(bytes, '\xff\xfe')) return Buffer.from(bytes.subarray(2)).toString('utf16le');
	if (has(bytes, '\xfe\xff')) return Buffer.from(bytes.subarray(2, bytes.length & ~1)).swap16().toString('utf16le');
	return Buffer.from(has(bytes, '\xef\xbb\xbf') ? bytes.subarray(3) : bytes).toString('latin1');
}

const MAIL_HEADER = /^(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-type|content-transfer-encoding|reply-to|sender|x-[\w-]+|snapshot-content-location):/i;

/** What only a mail that was sent, or a saved page, has among its first lines. */
const SENT = /^(?:mime-version|received|message-id|return-path|snapshot-content-location):|^from:[^\r\n]*@/im;

/** RFC 5322: header fields up to the first empty line. Two known ones and nothing else make a message. */
function mailKind(text: string): Kind | null {
	const lines = text.replace(/^From .*\r?\n/, '').split(/\r?\n/);
	const end = lines.indexOf('');
	const fields = (end < 0 ? lines.slice(0, -1) : lines.slice(0, end)).filter((line) => !/^[ \t]/.test(line));
	if (fields.filter((line) => MAIL_HEADER.test(line)).length < 2 || !fields.every((line) => /^[!-9;-~]+:/.test(line))) return null;
	return /^snapshot-content-location:|^content-type:\s*multipart\/related/im.test(text.slice(0, 4096)) ? MHTML : MAIL;
}

function isJson(text: string, isWhole: boolean): boolean {
	if (!/^\s*(?:\{\s*["}]|\[\s*["{[\]])/.test(text)) return false;
	const parses = (piece: string): boolean => {
		try {
			JSON.parse(piece);
			return true;
		} catch {
			return false;
		}
	};
	const firstLine = text.trimStart().split(/\r?\n/, 1)[0] as string;
	return (isWhole && parses(text)) || (firstLine.length > 2 && parses(firstLine)) || (!isWhole && /^\s*(?:\{\s*"[^"\n]{0,200}"\s*:|\[\s*\{)/.test(text));
}

/** Records of a catalogue, our own or others'. */
function recordsKind(head: Uint8Array): Kind | null {
	switch (recogniseRecords(head)) {
		case 'cuttings': return LINES;
		case 'csl': return CSL;
		case 'ris': return RIS;
		default: return null;
	}
}

/** Kinds written in characters, by how they begin. */
function markedUp(head: Uint8Array, isWhole: boolean): Kind | null {
	const text = beginning(head);
	const start = text.trimStart();
	if (start.startsWith('<')) {
		const bare = start.replace(/^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s+)*/i, '');
		if (/^(?:<!doctype svg|<svg[\s>])/i.test(bare)) return SVG;
		if (/^<(?:!doctype html|html|head|body|meta|title|article|script|table|div|link|base)[\s>/]/i.test(bare)) return HTML;
		if (/^<\?xml\s/i.test(start)) return /<html[\s>]/i.test(text) ? HTML : XML;
	}
	return recordsKind(head) ?? mailKind(text) ?? (isJson(text, isWhole && head.length <= 8192) ? JSON_FILE : null);
}

/** What a ZIP is: the names of its first entries stand in clear in its beginning. */
function zipKind(head: Uint8Array): Kind {
	const text = Buffer.from(head.subarray(0, 4096)).toString('latin1');
	if (text.includes('mimetypeapplication/epub+zip')) return EPUB;
	if (text.includes('mimetypeapplication/vnd.oasis.opendocument')) return ODT;
	if (Buffer.from(head).includes('word/')) return DOCX;
	return ZIP;
}

/**
 * What a source is, told by its first bytes; its name only decides between kinds of text, where bytes cannot.
 * @param head the first HEAD_BYTES, or all when there are fewer
 * @param isWhole whether `head` is all there is
 */
export function recognise(head: Uint8Array, name: string, isWhole: boolean): Kind {
	if (has(head, 'PK\x03\x04') || has(head, 'PK\x05\x06')) return zipKind(head);
	const hasZero = head.subarray(0, 64).includes(0);
	for (const [signature, found, offset] of SIGNATURES) {
		// A signature of four letters may begin a text too; in the formats it stands for, zero bytes follow.
		if ((hasZero || signature.length > 4 || !/^[A-Z0-9]+$/i.test(signature)) && has(head, signature, offset)) return found;
	}
	// A program for Windows begins with two letters that a text may begin with too.
	if (has(head, 'MZ') && hasZero) return PROGRAM;
	if (CALLED_PICTURE.test(name)) return NO_PICTURE;
	const calledText = CALLED_TEXT.test(name);
	const found = markedUp(head, isWhole) ?? BESIDE.find(([ending]) => ending.test(name))?.[1] ?? null;
	// A text may begin with "From:" and "Date:" like a mail; under a text's name it takes more than that.
	if ((found?.read || found?.container) && !(calledText && (found === MAIL || found === MHTML) && !SENT.test(beginning(head)))) return found;
	if (looksBinary(head)) return calledText ? NO_TEXT : UNKNOWN;
	if (found && !calledText) return found;
	return CALLED_MARKDOWN.test(name) ? MARKDOWN : TEXT;
}

/** Why a source of this kind and size is not read at all; null when it is to be read. */
export function refusal(kind: Kind, bytes: number): Refused | null {
	if (bytes === 0) return EMPTY;
	if (kind.limit > 0 && bytes > kind.limit) return tooLarge(bytes, kind.limit);
	if (kind.read || kind.container) return null;
	if (kind.label === null) return BINARY;
	return kind.never ? notAClipping(kind.label) : notReadHere(kind.label);
}
