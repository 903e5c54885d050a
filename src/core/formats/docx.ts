// Owns the reading of Word files (Office Open XML): bounded unpacking, then its text with its headings and pictures. Fetches nothing a file points to.
import mammoth from 'mammoth';
import { said } from '../../shared/said';
import { readEntries } from './zip';
import type { Resource } from './page-pictures';
import { readPlainMarkup } from './plain-markup';
import { Refusal, plainName } from './reading-of';
import type { Reading } from './reading-of';

/** Unpacked, a document may hold this much in all and in its text part; a bomb claims or delivers more. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_TEXT = 40 * 1024 * 1024;

/** A ZIP whose first entries are those of a Word document. Cheap: looks at names in the first kilobytes only. */
export function recogniseDocx(bytes: Uint8Array): boolean {
	if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return false;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 8192)).toString('latin1');
	const tail = Buffer.from(bytes.buffer, bytes.byteOffset + Math.max(0, bytes.length - 65_536), Math.min(bytes.length, 65_536)).toString('latin1');
	return text.includes('word/document.xml') || tail.includes('word/document.xml');
}

/** The title that Word keeps in docProps/core.xml (ISO/IEC 29500-2, 11). */
function coreProperties(xml: string | null): { title: string | null } {
	const value = (tag: string): string | null => {
		const hit = xml ? new RegExp(`<${tag}[^>]*>([^<]{1,500})</${tag}>`).exec(xml) : null;
		return hit ? (hit[1] as string).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&').trim() || null : null;
	};
	return { title: value('dc:title') };
}

/** @throws Refusal 'too-large', 'damaged', 'no-text' */
export async function readDocx(bytes: Uint8Array): Promise<Reading> {
	// Sizes are checked by unpacking within limits before the library, which has none, sees the file.
	const entries = await readEntries(bytes, { wanted: (name) => /^(?:word\/[^/]+\.xml|docProps\/core\.xml|\[Content_Types\]\.xml)$/.test(name), total: MOST_UNPACKED, each: MOST_TEXT, count: 5000, ratio: 400 });
	const part = (name: string): string | null => { const entry = entries.find((e) => e.name === name); return entry ? Buffer.from(entry.bytes).toString('utf8') : null; };
	if (part('word/document.xml') === null) throw new Refusal('damaged', said('said.read.docx-part'));
	const pictures = new Map<string, Resource>();
	let html: string;
	try {
		const result = await mammoth.convertToHtml({ buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) }, {
			externalFileAccess: false,
			convertImage: mammoth.images.imgElement(async (image) => {
				// A picture the document only points to has no bytes: it stays a mention.
				try {
					const content = await image.readAsArrayBuffer();
					const address = `picture:${pictures.size}`;
					pictures.set(address, { bytes: new Uint8Array(content), mediaType: image.contentType, fileName: plainName(`picture-${pictures.size + 1}.${image.contentType.replace(/^.*\//, '').replace('jpeg', 'jpg')}`) });
					return { src: address };
				} catch { return { src: '' }; }
			}),
			styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh", "p[style-name='Caption'] => p:fresh", "p[style-name='Quote'] => blockquote > p:fresh", "p[style-name='Intense Quote'] => blockquote > p:fresh"],
		});
		html = result.value;
	} catch (error) {
		throw new Refusal('damaged', said('said.read.docx'), { cause: error });
	}
	const wordless = !/[^\s<>]/.test(html.replace(/<[^>]*>/g, ''));
	if (wordless && /<img/.test(html)) html += '<p>[A picture]</p>';
	else if (wordless) throw new Refusal('no-text', said('said.read.docx-empty'));
	const properties = coreProperties(part('docProps/core.xml'));
	const reading = readPlainMarkup(withoutLayout(html), { title: properties.title, resources: (address) => pictures.get(address) ?? null });
	return { ...reading, mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', encoding: null };
}

/** Anchors Word leaves for its own bookmarks hold nothing. */
const withoutLayout = (html: string): string => html.replace(/<a id="[^"]*"><\/a>/g, '');
