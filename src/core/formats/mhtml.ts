// Owns the reading of saved pages in one file (MHTML, RFC 2557): which part is the page, which are its pictures.
import { said } from '../../shared/said';
import { readHtml } from './html';
import { decodeWords, mimeParts } from './mime';
import type { MimePart } from './mime';
import type { Resource } from './page-pictures';
import { Refusal, plainName } from './reading-of';
import type { Reading } from './reading-of';

/** Whether bytes begin like a page a browser saved: mail headers with a multipart/related body and no recipient. */
export function recogniseMhtml(bytes: Uint8Array): boolean {
	const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
	if (!/^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*){1,30}/.test(head)) return false;
	const headers = head.split(/\r?\n\r?\n/)[0] as string;
	return /^mime-version:/im.test(headers) && /^content-type:\s*multipart\/related/im.test(headers) && (/^snapshot-content-location:/im.test(headers) || /^from:\s*<?saved by/im.test(headers) || !/^(?:to|received|delivered-to|message-id):/im.test(headers));
}

const withoutFragment = (address: string): string => address.replace(/#.*$/, '');

/** The part a page opens with: the one at the page's own address, else the first HTML part that is not a frame. */
function mainPart(parts: readonly MimePart[], location: string | null): MimePart | undefined {
	const pages = parts.filter((part) => /^(?:text\/html|application\/xhtml\+xml)$/.test(part.mediaType) && part.bytes.length > 0);
	return (location && pages.find((part) => part.location && withoutFragment(part.location) === withoutFragment(location))) || pages.find((part) => !part.location?.startsWith('cid:')) || pages[0];
}

/** @throws Refusal 'no-text' when no part is a page; what readHtml throws */
export function readMhtml(bytes: Uint8Array): Reading {
	const { headers, parts } = mimeParts(bytes);
	const saved = headers.get('snapshot-content-location')?.replace(/\s+/g, '') ?? null;
	const main = mainPart(parts, saved);
	if (!main) throw new Refusal('no-text', said('said.read.mhtml-empty'));
	const base = main.location ?? saved;
	const byAddress = new Map<string, MimePart>();
	for (const part of parts) {
		if (part === main) continue;
		if (part.location) byAddress.set(withoutFragment(part.location), part);
		if (part.id) byAddress.set(`cid:${part.id}`, part);
	}
	const resources = (address: string): Resource | null => {
		let part = byAddress.get(withoutFragment(address));
		if (!part && base) { try { part = byAddress.get(withoutFragment(new URL(address, base).href)); } catch { return null; } }
		return part ? { bytes: part.bytes, mediaType: part.mediaType, fileName: plainName(part.fileName ?? (part.location ?? '').replace(/[?#].*$/, '')) } : null;
	};
	const web = [saved, main.location].find((address) => address && /^https?:/i.test(address)) ?? null;
	const reading = readHtml(main.bytes, { url: web, charset: main.charset, resources });
	const subject = headers.get('subject');
	if (!reading.draft.headline && subject) reading.draft.headline = { value: decodeWords(subject), from: { spans: [], how: 'markup', certainty: 0.5 } };
	return { ...reading, mediaType: 'multipart/related' };
}
