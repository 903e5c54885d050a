// Owns the list of pictures of a page's article, with bytes where the source carries them. Nothing is ever fetched.
import { iconSized, mediaTypeOf, sizeOf } from './image-size';
import type { PageDocument, PageElement } from './dom';
import { nearest } from './dom';
import type { CaptionChosen } from './page-captions';
import { HINT, hintsOf } from './page-hints';
import type { PageText } from './page-lines';
import { plainName } from './reading-of';
import type { Picture } from './reading-of';

/** A resource that came with the page: an entry of a saved page, a part of a mail. */
export interface Resource {
	bytes: Uint8Array;
	mediaType: string;
	fileName: string;
}
/** Answers the resource at an address as the page writes it, or null. */
export type Resources = (address: string) => Resource | null;

const MOST = 200;
const LARGEST = 40 * 1024 * 1024;

/** Bytes of a `data:` address (RFC 2397), or null when it is none or is too large. */
export function inlineAddress(address: string): { bytes: Uint8Array; mediaType: string } | null {
	const hit = /^data:([^,;]*)((?:;[^,]*)?),/i.exec(address.slice(0, 300));
	if (!hit || address.length > LARGEST * 1.4) return null;
	const rest = address.slice(hit[0].length);
	try {
		const bytes = /;\s*base64/i.test(hit[2] as string) ? Buffer.from(decodeURIComponent(rest.replace(/%(?![0-9a-f]{2})/gi, '%25')).replace(/\s/g, ''), 'base64') : Buffer.from(decodeURIComponent(rest), 'latin1');
		return { bytes, mediaType: (hit[1] as string).toLowerCase() || 'text/plain' };
	} catch {
		return null;
	}
}

/** Where an image says it is: lazily loaded pages keep the true address beside a placeholder. */
function addressesOf(image: PageElement): string[] {
	const out: string[] = [];
	for (const name of ['src', 'data-src', 'data-original', 'data-lazy-src', 'data-hi-res-src', 'data-url']) { const value = image.getAttribute(name); if (value) out.push(value.trim()); }
	const set = image.getAttribute('srcset') ?? image.getAttribute('data-srcset');
	if (set && set.length < 20_000) for (const entry of set.split(/,\s+/)) { const address = entry.trim().split(/\s+/)[0]; if (address) out.push(address); }
	return out;
}

const positive = (value: string | null): number | null => { const n = value !== null && /^\d{1,5}(?:px)?$/.test(value.trim()) ? Number.parseInt(value, 10) : 0; return n > 0 ? n : null; };

function pictureFrom(image: PageElement, resources: Resources): Picture | null {
	const addresses = addressesOf(image);
	let bytes: Uint8Array | null = null;
	let mediaType = '';
	let fileName = '';
	for (const address of addresses) {
		const held: { bytes: Uint8Array; mediaType: string; fileName?: string } | null = /^data:/i.test(address) ? inlineAddress(address) : resources(address);
		if (!held || !/^image\//i.test(mediaTypeOf(held.bytes) ?? held.mediaType) || held.bytes.length < 100) continue;
		// A placeholder of a few pixels stands in for the picture until a script puts the real one there.
		if (bytes && bytes.length >= held.bytes.length) continue;
		bytes = held.bytes;
		mediaType = mediaTypeOf(held.bytes) ?? held.mediaType;
		fileName = held.fileName ?? '';
	}
	const named = addresses.find((address) => /^https?:|^\/\/|^[^:]+$/.test(address)) ?? null;
	if (!bytes && !named) return null;
	const size = bytes ? sizeOf(bytes) : null;
	const width = size?.width ?? positive(image.getAttribute('width'));
	const height = size?.height ?? positive(image.getAttribute('height'));
	if (iconSized(width, height)) return null;
	return { bytes, mediaType, fileName: plainName(fileName || (named ?? '').replace(/[?#].*$/, '')), address: named, caption: null, credit: null, width, height };
}

/** The article's pictures, and which image element each is. Captions are attached; a caption without a picture is no picture. */
export function picturesOf(document: PageDocument, page: PageText, captions: readonly CaptionChosen[], from: number, to: number, resources: Resources): { pictures: Picture[]; numbers: Map<PageElement, number> } {
	const pictures: Picture[] = [];
	const numbers = new Map<PageElement, number>();
	const captioned = new Map<PageElement, CaptionChosen>();
	for (const caption of captions) if (caption.image && !captioned.has(caption.image)) captioned.set(caption.image, caption);
	const seen = new Map<string, number>();
	let place = 0;
	for (const image of document.querySelectorAll('img, amp-img')) {
		if (pictures.length >= MOST) break;
		const caption = captioned.get(image);
		if (!caption) {
			// An image has no text: it stands where the nearest element around it that has some begins.
			const around = nearest(image.parentElement, (element) => page.extent.has(element));
			const extent = around ? page.extent.get(around) : undefined;
			place = extent ? extent.start : place;
			const holder = nearest(image, (element) => (hintsOf(element) & (HINT.related | HINT.share | HINT.comment | HINT.menu | HINT.bio | HINT.newsletter | HINT.advert)) !== 0);
			const inside = extent !== undefined && extent.start >= from - 400 && extent.end <= to + 400;
			if (!inside || (holder && page.extent.has(holder)) || nearest(image, (e) => /^(?:nav|footer|aside|header)$/.test(e.localName))) continue;
		}
		const picture = pictureFrom(image, resources);
		if (!picture) continue;
		const key = picture.address ?? `${picture.bytes?.length}:${picture.width}x${picture.height}`;
		const twin = seen.get(key);
		if (twin !== undefined) { numbers.set(image, twin); continue; }
		if (caption) { picture.caption = caption.text || null; picture.credit = caption.credit; }
		seen.set(key, pictures.length);
		numbers.set(image, pictures.length);
		pictures.push(picture);
	}
	return { pictures, numbers };
}
