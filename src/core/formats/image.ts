// Owns the reading of picture files: embedded words to fields, and a small copy to show. The words are read in image-text.ts.
import type { Block, BlockRole, Draft, Found, PrintedDate, Provenance, Span } from '../../shared/draft';
import { said } from '../../shared/said';
import { findDates } from '../reading/dates';
import { isPersonName } from '../reading/person-names';
import { languageOf } from '../reading/language';
import { mediaTypeOf, sizeOf } from './image-size';
import { imageText } from './image-text';
import type { ImageText } from './image-text';
import { Refusal, emptyDraft, plainName } from './reading-of';
import type { Reading } from './reading-of';

/** More than this is no picture but an attack: 32,000 by 32,000. */
const MOST_PIXELS = 1_024_000_000;
/** What may be decoded to make a small copy: four bytes each have to fit in memory. */
const MOST_DECODED = 80_000_000;

const from = (span: Span, certainty: number): Provenance => ({ spans: [span], how: 'embedded', certainty });

/** "2003:08:30 12:01:44", "20030830", "2003-08-30T12:01:44+01:00" or less precise, as embedded dates are written. */
export function embeddedDate(value: string): PrintedDate | null {
	const hit = /^(\d{4})(?:[:-]?(\d{2})(?:[:-]?(\d{2}))?)?(?:[T ]+(\d{2}):?(\d{2})(?::?\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?/.exec(value.trim());
	if (hit && Number(hit[1]) > 1000) {
		const [, year, month, day, hour, minute, zone] = hit;
		const okMonth = month !== undefined && Number(month) >= 1 && Number(month) <= 12;
		const okDay = okMonth && day !== undefined && Number(day) >= 1 && Number(day) <= 31;
		const edtf = `${year}${okMonth ? `-${month}` : ''}${okDay ? `-${day}` : ''}`;
		return { printed: value.trim(), edtf, readings: [edtf], time: hour && okDay ? `${hour}:${minute}${zone ? (zone === 'Z' ? ' UTC' : zone) : ''}` : null };
	}
	const found = findDates(value)[0];
	return found ? { printed: value.trim(), edtf: found.readings.length === 1 ? (found.readings[0] as string) : null, readings: found.readings, time: found.time } : null;
}

/** Writes the embedded words down as lines, so that every field has a place, and reads them into a draft. */
function draftOf(words: ImageText): { draft: Draft; text: string } {
	const draft = emptyDraft();
	const blocks: Block[] = [];
	let text = '';
	let line = 1;
	const write = (value: string | null, role: BlockRole, why?: string): Span | null => {
		if (value === null || value === '') return null;
		if (text !== '') { text += '\n\n'; line += 2; }
		const start = text.length;
		text += value;
		const endLine = line + value.split('\n').length - 1;
		const span = { line, endLine, start, end: text.length };
		line = endLine;
		blocks.push({ role, text: value.replace(/\s*\n\s*/g, ' '), span, certainty: 0.95, ...(why ? { why } : {}) });
		return span;
	};
	const found = (value: string | null, role: BlockRole, certainty: number): Found<string> | null => { const span = write(value, role); return span && value !== null ? { value, from: from(span, certainty) } : null; };
	draft.headline = found(words.headline, 'headline', 0.9);
	const captionSpan = write(words.caption, 'caption');
	const signed = words.byline.join(', ');
	const bylineSpan = write(signed, 'byline');
	if (bylineSpan) draft.byline = { value: { signatories: words.byline.map((name) => ({ name, kind: isPersonName(name) || !/\b(?:press|agency|media|news|images?|photos?|studio|staff)\b/i.test(name) ? 'person' : 'organisation', role: words.bylineTitle })), agency: null }, from: from(bylineSpan, 0.92) };
	const creditSpan = write(words.credit, 'credit');
	if (captionSpan || creditSpan) draft.captions = [{ text: words.caption?.replace(/\s*\n\s*/g, '\n') ?? '', credit: words.credit ?? (signed || null), from: { spans: [captionSpan, creditSpan].filter((s): s is Span => s !== null), how: 'embedded', certainty: 0.95 } }];
	const date = words.date ? embeddedDate(words.date) : null;
	const dateSpan = write(words.date, date ? 'date' : 'boilerplate', date ? undefined : 'a date nobody can read');
	if (date && dateSpan) draft.published = { value: date, from: from(dateSpan, 0.85) };
	const placeSpan = write(words.place, 'boilerplate', 'place');
	if (placeSpan && words.place) draft.dateline = { value: words.place, from: from(placeSpan, 0.9) };
	if (words.latitude !== null && words.longitude !== null) write(`${words.latitude.toFixed(5)}, ${words.longitude.toFixed(5)}`, 'boilerplate', 'coordinates');
	write(words.copyright, 'boilerplate', 'copyright');
	write(words.keywords.join(', '), 'boilerplate', 'keywords');
	draft.language = words.caption ? languageOf(words.caption) : null;
	draft.blocks = blocks;
	return { draft, text };
}

/**
 * Reads a picture: JPEG, PNG, GIF, WebP, TIFF, HEIC, AVIF. A picture with broken metadata is kept without it.
 * @throws Refusal 'empty', 'unsupported' (not a picture), 'too-large' (claims more pixels than any picture has)
 */
export async function readImage(bytes: Uint8Array, name: string): Promise<Reading> {
	if (bytes.length === 0) throw new Refusal('empty', said('said.read.file-empty'));
	const mediaType = mediaTypeOf(bytes);
	if (mediaType === null) throw new Refusal('unsupported', said('said.read.no-picture'));
	const size = sizeOf(bytes);
	if (size && size.width * size.height > MOST_PIXELS) throw new Refusal('too-large', said('said.read.picture-large', { width: size.width, height: size.height }));
	const remarks: string[] = [];
	if (!size || size.width === 0 || size.height === 0) remarks.push('The picture is damaged: its size cannot be told.');
	else if (size.width * size.height > MOST_DECODED) remarks.push('The picture is too large to be shown small.');
	const words = await imageText(bytes);
	const { draft, text } = draftOf(words);
	const turned = words.orientation >= 5;
	const picture = {
		bytes, mediaType, fileName: plainName(name), address: null, caption: words.caption, credit: words.credit,
		width: (turned ? size?.height : size?.width) ?? null, height: (turned ? size?.width : size?.height) ?? null,
	};
	return { draft, kind: 'image', text, html: null, pictures: [picture], parts: [], encoding: null, undecodable: 0, mediaType, tags: words.keywords, remarks };
}

/** A small copy as WebP, at most `edge` pixels long, upright; null when the picture is too large or cannot be decoded. */
export async function thumbnail(bytes: Uint8Array, edge = 480): Promise<{ bytes: Uint8Array; width: number; height: number } | null> {
	const size = sizeOf(bytes);
	if (!size || size.width < 1 || size.height < 1 || size.width * size.height > MOST_DECODED) return null;
	try {
		// Loaded only where a picture is drawn: it is a native library.
		const { createCanvas, loadImage } = await import('@napi-rs/canvas');
		const image = await loadImage(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
		if (image.width < 1 || image.height < 1 || image.width * image.height > MOST_DECODED) return null;
		const scale = Math.min(1, edge / Math.max(image.width, image.height));
		const width = Math.max(1, Math.round(image.width * scale));
		const height = Math.max(1, Math.round(image.height * scale));
		const canvas = createCanvas(width, height);
		canvas.getContext('2d').drawImage(image, 0, 0, width, height);
		return { bytes: await canvas.encode('webp', 80), width, height };
	} catch {
		return null;
	}
}
