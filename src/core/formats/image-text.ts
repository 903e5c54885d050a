// Owns what a picture's file says in words: EXIF (CIPA DC-008), IPTC-IIM 4.2 and XMP (ISO 16684-1) read to one set of fields. Decodes no pixels.
import exifr from 'exifr';
import { mediaTypeOf } from './image-size';

/** The words embedded in a picture; null where none are given. Where several places say the same field, XMP counts before IPTC-IIM before EXIF: only XMP is sure of its letters and its lengths. */
export interface ImageText {
	headline: string | null;
	caption: string | null;
	byline: string[];
	bylineTitle: string | null;
	credit: string | null;
	copyright: string | null;
	/** As embedded: "2003:08:30", "2003-08-30T12:00:00", "20030830". */
	date: string | null;
	place: string | null;
	latitude: number | null;
	longitude: number | null;
	keywords: string[];
	/** EXIF orientation, 1 to 8. */
	orientation: number;
}

type Fields = Record<string, unknown>;

/** IPTC-IIM text that is UTF-8 was read byte by byte as Latin-1 ("lÃ©gende"); where the bytes are UTF-8, that is what they mean. */
export function repaired(text: string): string {
	if (!/[\u0080-\u00ff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text;
	try { return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1')); } catch { return text; }
}

function textIn(value: unknown): string | null {
	if (typeof value === 'string') {
		const text = repaired(value.replace(/\u0000+$/g, '')).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f]/g, '').trim();
		return text === '' ? null : text;
	}
	if (typeof value === 'number') return String(value);
	if (value instanceof Uint8Array) return textIn(Buffer.from(value).toString('latin1').replace(/^(?:ASCII|UNICODE)\u0000{1,3}/, ''));
	if (Array.isArray(value)) { const all = value.map(textIn).filter((t): t is string => t !== null); return all.length > 0 ? all.join(', ') : null; }
	// An XMP alternative in several languages (ISO 16684-1, 8.2.2.4) comes as { lang, value }.
	if (typeof value === 'object' && value !== null) return textIn((value as Fields)['value'] ?? (value as Fields)['x-default'] ?? (value as Fields)['#text']);
	return null;
}

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(textIn).filter((t): t is string => t !== null);

const SEPARATE = { tiff: true, ifd0: {}, exif: true, gps: true, iptc: true, xmp: true, icc: false, jfif: false, ihdr: false, makerNote: false, userComment: false, mergeOutput: false, reviveValues: false, translateKeys: true, translateValues: false, sanitize: true, silentErrors: true, multiSegment: true, interop: false } as const;

const CHUNK_LIMIT = 4 * 1024 * 1024;

/** The EXIF and XMP chunks of a WebP file (RIFF), which the library does not open. */
function webpChunks(bytes: Uint8Array): { exif: Uint8Array | null; xmp: string | null } {
	const out: { exif: Uint8Array | null; xmp: string | null } = { exif: null, xmp: null };
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	for (let at = 12; at + 8 <= bytes.length; ) {
		const name = String.fromCharCode(...bytes.subarray(at, at + 4));
		const size = view.getUint32(at + 4, true);
		const chunk = bytes.subarray(at + 8, Math.min(bytes.length, at + 8 + Math.min(size, CHUNK_LIMIT)));
		if (name === 'EXIF') out.exif = chunk[0] === 0x45 && chunk[1] === 0x78 ? chunk.subarray(6) : chunk;
		if (name === 'XMP ') out.xmp = Buffer.from(chunk).toString('utf8');
		at += 8 + size + (size & 1);
	}
	return out;
}

const XMP_ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
const unescapeXml = (text: string): string => text.replace(/&#x([0-9a-f]{1,6});|&#(\d{1,7});/gi, (_, hex: string, dec: string) => { const code = hex ? Number.parseInt(hex, 16) : Number(dec); return code > 8 && code < 0x110000 ? String.fromCodePoint(code) : ''; }).replace(/&(?:lt|gt|quot|apos|amp);/g, (e) => XMP_ENTITIES[e] as string);

/** A property of an XMP packet, as an attribute, a simple element or the items of a container. */
function xmpValue(packet: string, name: string): string[] {
	const attribute = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]{0,20000})"|'([^']{0,20000})')`).exec(packet);
	if (attribute) return [unescapeXml(attribute[1] ?? attribute[2] ?? '').trim()].filter(Boolean);
	const from = packet.search(new RegExp(`<${name}[\\s>]`));
	if (from < 0) return [];
	const end = packet.indexOf(`</${name}>`, from);
	if (end < 0) return [];
	const inner = packet.slice(packet.indexOf('>', from) + 1, end);
	const items = [...inner.matchAll(/<rdf:li[^>]*>([\s\S]*?)<\/rdf:li>/g)].map((hit) => hit[1] as string);
	return (items.length > 0 ? items : [inner]).map((text) => unescapeXml(text.replace(/<[^>]*>/g, '')).trim()).filter(Boolean);
}

/** The XMP packet standing anywhere in the file, in UTF-8 or UTF-16: for formats and encodings the library leaves out. */
function packetIn(bytes: Uint8Array): string | null {
	const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const cut = (open: Buffer, close: Buffer, decode: (part: Buffer) => string): string | null => {
		const from = data.indexOf(open);
		const to = from < 0 ? -1 : data.indexOf(close, from);
		return from >= 0 && to > from && to - from < CHUNK_LIMIT ? decode(data.subarray(from, to + close.length)) : null;
	};
	const wide = (text: string, big: boolean): Buffer => { const b = Buffer.from(text, 'utf16le'); return big ? b.swap16() : b; };
	return cut(Buffer.from('<x:xmpmeta'), Buffer.from('</x:xmpmeta>'), (part) => part.toString('utf8'))
		?? cut(Buffer.from('<rdf:RDF'), Buffer.from('</rdf:RDF>'), (part) => part.toString('utf8'))
		?? cut(wide('<x:xmpmeta', true), wide('</x:xmpmeta>', true), (part) => Buffer.from(part.subarray(0, part.length & ~1)).swap16().toString('utf16le'))
		?? cut(wide('<x:xmpmeta', false), wide('</x:xmpmeta>', false), (part) => part.toString('utf16le'));
}

async function parsed(bytes: Uint8Array): Promise<Record<string, Fields>> {
	try { return ((await exifr.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), SEPARATE as never)) ?? {}) as Record<string, Fields>; } catch { return {}; }
}

/** Degrees out of EXIF's three rationals. */
function degrees(value: unknown, reference: unknown): number | null {
	if (!Array.isArray(value) || value.length < 1 || !value.every((n) => typeof n === 'number' && Number.isFinite(n))) return null;
	const [d = 0, m = 0, s = 0] = value as number[];
	const sum = d + m / 60 + s / 3600;
	return Math.abs(sum) > 180 ? null : /^[SW]/i.test(String(reference)) ? -sum : sum;
}

/** Reads the words in a picture. Lying lengths and broken segments give fewer fields, never an error. */
export async function imageText(bytes: Uint8Array): Promise<ImageText> {
	const type = mediaTypeOf(bytes);
	const chunks = type === 'image/webp' ? webpChunks(bytes) : null;
	const all = chunks ? (chunks.exif ? await parsed(chunks.exif) : {}) : type === 'image/gif' ? {} : await parsed(bytes);
	const packet = chunks?.xmp ?? packetIn(bytes);
	const x = (name: string): string[] => (packet ? xmpValue(packet, name) : []);
	const [ifd0, exif, iptc, gps] = [all['ifd0'] ?? {}, all['exif'] ?? {}, all['iptc'] ?? {}, all['gps'] ?? {}];
	const first = (...values: (string | null | undefined)[]): string | null => values.find((value): value is string => typeof value === 'string' && value !== '') ?? null;
	const place = [first(x('Iptc4xmpCore:Location')[0], textIn(iptc['Sublocation'] ?? iptc['SubLocation'])), first(x('photoshop:City')[0], textIn(iptc['City'])), first(x('photoshop:State')[0], textIn(iptc['State'] ?? iptc['ProvinceState'])), first(x('photoshop:Country')[0], textIn(iptc['Country'] ?? iptc['CountryName']))].filter((p): p is string => p !== null);
	const byline = x('dc:creator').length > 0 ? x('dc:creator') : listIn(iptc['Byline']).length > 0 ? listIn(iptc['Byline']) : listIn(ifd0['Artist']);
	const orientation = Number(ifd0['Orientation']);
	return {
		headline: first(x('photoshop:Headline')[0], textIn(iptc['Headline']), x('dc:title')[0], textIn(iptc['ObjectName'])),
		caption: first(x('dc:description')[0], textIn(iptc['Caption']), textIn(ifd0['ImageDescription'])),
		byline: byline.flatMap((name) => name.split(/\s*;\s*/)).filter((name, i, names) => name !== '' && names.indexOf(name) === i).slice(0, 12),
		bylineTitle: first(x('photoshop:AuthorsPosition')[0], textIn(iptc['BylineTitle'])),
		credit: first(x('photoshop:Credit')[0], textIn(iptc['Credit']), x('photoshop:Source')[0], textIn(iptc['Source'])),
		copyright: first(x('dc:rights')[0], textIn(iptc['CopyrightNotice']), textIn(ifd0['Copyright'])),
		date: first(x('photoshop:DateCreated')[0], textIn(iptc['DateCreated']), textIn(exif['DateTimeOriginal']), textIn(exif['CreateDate'] ?? exif['DateTimeDigitized'])),
		place: place.length > 0 ? place.filter((p, i) => place.indexOf(p) === i).join(', ') : null,
		latitude: degrees(gps['GPSLatitude'], gps['GPSLatitudeRef']), longitude: degrees(gps['GPSLongitude'], gps['GPSLongitudeRef']),
		keywords: [...new Set(x('dc:subject').length > 0 ? x('dc:subject') : listIn(iptc['Keywords']))].slice(0, 50),
		orientation: orientation >= 1 && orientation <= 8 ? orientation : 1,
	};
}
