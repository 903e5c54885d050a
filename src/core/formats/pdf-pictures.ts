// Owns the pictures painted on a PDF's pages: where they stand, their pixels as a picture file, which caption is theirs. Must not read text.
import { createHash } from 'node:crypto';
import type { Caption } from '../../shared/draft';
import { iconSized } from './image-size';
import type { PrintedParagraph } from './pdf-layout';
import type { Picture } from './reading-of';

/** What pdf.js hands over for a painted image (its ImageKind): one bit grey, RGB, or RGBA a pixel. */
interface Pixels {
	width: number;
	height: number;
	kind?: number;
	data?: Uint8Array | Uint8ClampedArray | null;
}
/** Names of pdf.js operations by number, as many as matter here. */
export type Operations = Record<'save' | 'restore' | 'transform' | 'paintFormXObjectBegin' | 'paintFormXObjectEnd' | 'paintImageXObject', number>;
export interface PdfPage {
	view: number[];
	getOperatorList(): Promise<{ fnArray: number[]; argsArray: unknown[][] }>;
	objs: { get(name: string, then: (value: unknown) => void): void };
	commonObjs: { get(name: string, then: (value: unknown) => void): void };
}
/** A picture on a page: its lower left corner and size in points, as the page is read. */
export interface PaintedPicture {
	page: number;
	x: number;
	y: number;
	width: number;
	height: number;
	/** The same for the same pixels: pdf.js names an image anew on every page. */
	sameAs: string;
	pixels: { width: number; height: number; kind: number; data: Uint8Array | Uint8ClampedArray };
}

type Matrix = readonly [number, number, number, number, number, number];
const UNIT: Matrix = [1, 0, 0, 1, 0, 0];
/** The product of two transformations: `b` first, then `a` (PDF 32000-1, 8.3.4). */
const times = (a: Matrix, b: Matrix): Matrix => [
	a[0] * b[0] + a[2] * b[1], a[1] * b[0] + a[3] * b[1], a[0] * b[2] + a[2] * b[3], a[1] * b[2] + a[3] * b[3],
	a[0] * b[4] + a[2] * b[5] + a[4], a[1] * b[4] + a[3] * b[5] + a[5],
];
const isMatrix = (value: unknown): value is Matrix => Array.isArray(value) && value.length === 6 && value.every((one) => typeof one === 'number' && Number.isFinite(one));

const GREY = 1;
const RGB = 2;
const RGBA = 3;
/** Less of the page than this is an ornament. */
const SMALLEST_SHARE = 0.015;
const MOST_PICTURES = 40;
/** Pixels of one picture that are drawn, and of all of a document. */
const MOST_PIXELS = 16_000_000;
const MOST_IN_ALL = 80_000_000;
/** How far below or above its picture a caption may stand, in points. */
const NEAR = 40;

/** Large enough to be a press picture, of a kind that can be drawn, and all there. */
function usable(image: Pixels | null): PaintedPicture['pixels'] | null {
	if (!image?.data || !image.kind || iconSized(image.width, image.height) || image.width * image.height > MOST_PIXELS) return null;
	const bytes = image.kind === GREY ? ((image.width + 7) >> 3) * image.height : image.width * image.height * (image.kind === RGB ? 3 : 4);
	return image.data.length >= bytes ? { width: image.width, height: image.height, kind: image.kind, data: image.data } : null;
}

/** The pictures of one page, in the order they are painted. Damaged ones are left out. */
export async function paintedOn(page: PdfPage, number: number, ops: Operations): Promise<PaintedPicture[]> {
	const { fnArray, argsArray } = await page.getOperatorList();
	const [left = 0, bottom = 0, right = 612, top = 792] = page.view;
	const out: PaintedPicture[] = [];
	const stack: Matrix[] = [];
	let at: Matrix = UNIT;
	for (const [i, op] of fnArray.entries()) {
		const args = argsArray[i] ?? [];
		if (op === ops.save) stack.push(at);
		else if (op === ops.restore || op === ops.paintFormXObjectEnd) at = stack.pop() ?? UNIT;
		else if (op === ops.transform && isMatrix(args)) at = times(at, args);
		else if (op === ops.paintFormXObjectBegin) {
			stack.push(at);
			if (isMatrix(args[0])) at = times(at, args[0]);
		} else if (op === ops.paintImageXObject && typeof args[0] === 'string') {
			const name = args[0];
			// An image fills the unit square of the space it is painted in.
			const [x, y] = [Math.min(at[4], at[4] + at[0]), Math.min(at[5], at[5] + at[3])];
			const [width, height] = [Math.hypot(at[0], at[1]), Math.hypot(at[2], at[3])];
			if (width * height < (right - left) * (top - bottom) * SMALLEST_SHARE) continue;
			const image = await new Promise<unknown>((resolve) => (name.startsWith('g_') ? page.commonObjs : page.objs).get(name, resolve));
			const pixels = usable(image as Pixels | null);
			if (pixels) out.push({ page: number, x, y, width, height, sameAs: createHash('sha1').update(pixels.data).digest('hex'), pixels });
		}
	}
	return out;
}

/** Four bytes a pixel: red, green, blue, opacity. */
function rgba({ width, height, kind, data }: PaintedPicture['pixels']): Uint8ClampedArray {
	const out = new Uint8ClampedArray(width * height * 4).fill(255);
	if (kind === RGBA) out.set(data.subarray(0, out.length));
	else if (kind === RGB) for (let from = 0, to = 0; to < out.length; from += 3, to += 4) {
		out[to] = data[from]!;
		out[to + 1] = data[from + 1]!;
		out[to + 2] = data[from + 2]!;
	} else {
		const row = (width + 7) >> 3;
		for (let y = 0, to = 0; y < height; y++) for (let x = 0; x < width; x++, to += 4) {
			const value = (data[y * row + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0;
			out[to] = out[to + 1] = out[to + 2] = value;
		}
	}
	return out;
}

/**
 * The pixels as a picture file: JPEG where every pixel is opaque and coloured, else PNG. Only a copy to look at: the picture
 * as received stays inside the PDF.
 */
async function fileOf(pixels: PaintedPicture['pixels']): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
	try {
		// Loaded only where a picture is drawn: it is a native library.
		const { createCanvas, ImageData } = await import('@napi-rs/canvas');
		const canvas = createCanvas(pixels.width, pixels.height);
		canvas.getContext('2d').putImageData(new ImageData(rgba(pixels), pixels.width, pixels.height), 0, 0);
		const isPhoto = pixels.kind === RGB;
		return { bytes: isPhoto ? await canvas.encode('jpeg', 92) : await canvas.encode('png'), mediaType: isPhoto ? 'image/jpeg' : 'image/png' };
	} catch {
		return null;
	}
}

/** A caption together with the paragraph it was printed as. */
export interface PrintedCaption {
	caption: Caption;
	paragraph: PrintedParagraph;
}

/** The caption nearest under, above or beside a picture, in its column; null when none is near. */
function captionOf(picture: PaintedPicture, captions: readonly PrintedCaption[]): Caption | null {
	let best: { caption: Caption; far: number } | null = null;
	for (const { caption, paragraph } of captions) {
		if (paragraph.page !== picture.page || paragraph.right < picture.x || paragraph.x > picture.x + picture.width) continue;
		const under = picture.y - paragraph.top;
		const above = paragraph.bottom - (picture.y + picture.height);
		const far = under > -8 ? Math.max(0, under) : above > -8 ? Math.max(0, above) + NEAR / 2 : Number.POSITIVE_INFINITY;
		if (far <= NEAR && (!best || far < best.far)) best = { caption, far };
	}
	return best?.caption ?? null;
}

/** The document's pictures as a clipping has them. A picture that comes again on another page is furniture: a logo, a line. */
export async function picturesIn(painted: readonly PaintedPicture[], captions: readonly PrintedCaption[]): Promise<Picture[]> {
	const out: Picture[] = [];
	const pagesOf = new Map<string, Set<number>>();
	for (const { sameAs, page } of painted) pagesOf.set(sameAs, (pagesOf.get(sameAs) ?? new Set()).add(page));
	const seen = new Set<string>();
	let free = [...captions];
	let pixels = 0;
	for (const picture of painted) {
		if (out.length >= MOST_PICTURES || pagesOf.get(picture.sameAs)!.size > 1 || seen.has(picture.sameAs)) continue;
		seen.add(picture.sameAs);
		const { width, height } = picture.pixels;
		if ((pixels += width * height) > MOST_IN_ALL) break;
		const file = await fileOf(picture.pixels);
		if (!file) continue;
		const caption = captionOf(picture, free);
		if (caption) free = free.filter((one) => one.caption !== caption);
		const fileName = `page ${picture.page + 1}, picture ${out.length + 1}.${file.mediaType === 'image/jpeg' ? 'jpg' : 'png'}`;
		out.push({ ...file, fileName, address: null, caption: caption?.text ?? null, credit: caption?.credit ?? null, width, height });
	}
	return out;
}
