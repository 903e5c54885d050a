// Owns the judgement whether two pictures of the window show the same: strict about where things stand, forgiving about how letters are drawn. Must not know what is in the pictures, nor where they are kept.
import { createCanvas, loadImage } from '@napi-rs/canvas';

/** A picture at half its size: rows of red, green, blue and alpha, 0 to 255 each. */
export interface Halved {
	readonly width: number;
	readonly height: number;
	readonly pixels: Uint8ClampedArray;
}

/** Where two pictures differ: in cells of 16 by 16 halved pixels, each with the share of its pixels that changed, 0 to 1. */
export interface Difference {
	readonly cells: readonly { readonly x: number; readonly y: number; readonly share: number }[];
	/** The largest share of any cell, those that count as the same included. */
	readonly worst: number;
}

const CELL = 16;

/** How far a colour must be off, after blurring, for a pixel to have changed: of 255. */
const OFF = 20;

/** How much of a cell must have changed for it to count. Of the docs' own pictures, all moved down by one pixel reach 0.27 and letters half bolder 0.18; a block moved by 8 px reaches 0.63 to 0.81. */
const SHARE = 0.3;

async function pixelsOf(png: Buffer): Promise<{ width: number; height: number; pixels: Uint8ClampedArray }> {
	const image = await loadImage(png);
	const canvas = createCanvas(image.width, image.height);
	const pen = canvas.getContext('2d');
	pen.drawImage(image, 0, 0);
	return { width: image.width, height: image.height, pixels: pen.getImageData(0, 0, image.width, image.height).data };
}

/** Each four pixels as their mean: what remains is where things stand, not how a renderer rounds the edge of a letter. */
export async function halve(png: Buffer): Promise<Halved> {
	const whole = await pixelsOf(png);
	const width = Math.floor(whole.width / 2);
	const height = Math.floor(whole.height / 2);
	const pixels = new Uint8ClampedArray(width * height * 4);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const from = (y * 2 * whole.width + x * 2) * 4;
			const below = from + whole.width * 4;
			for (let channel = 0; channel < 4; channel++) {
				pixels[(y * width + x) * 4 + channel] = (whole.pixels[from + channel]! + whole.pixels[from + 4 + channel]! + whole.pixels[below + channel]! + whole.pixels[below + 4 + channel]!) / 4;
			}
		}
	}
	return { width, height, pixels };
}

/** A halved picture from its file, WebP or PNG. */
export async function fromFile(bytes: Buffer): Promise<Halved> {
	return pixelsOf(bytes);
}

/** As WebP, a third of the PNG: what it loses is far below what counts as a change. */
export function toFile({ width, height, pixels }: Halved): Buffer {
	const canvas = createCanvas(width, height);
	const pen = canvas.getContext('2d');
	const image = pen.createImageData(width, height);
	image.data.set(pixels);
	pen.putImageData(image, 0, 0);
	return canvas.toBuffer('image/webp', 90);
}

/** The mean of each pixel and its eight neighbours, in red, green and blue; the margin of one pixel stays 0 in every picture. */
function blurred({ width, height, pixels }: Halved): Float32Array {
	const soft = new Float32Array(width * height * 3);
	for (let y = 1; y < height - 1; y++) {
		for (let x = 1; x < width - 1; x++) {
			for (let channel = 0; channel < 3; channel++) {
				let total = 0;
				for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) total += pixels[((y + dy) * width + x + dx) * 4 + channel]!;
				soft[(y * width + x) * 3 + channel] = total / 9;
			}
		}
	}
	return soft;
}

/** Which pixels changed: one byte each, 1 where it did. */
function changedPixels(one: Halved, other: Halved): Uint8Array {
	const [a, b] = [blurred(one), blurred(other)];
	const changed = new Uint8Array(one.width * one.height);
	for (let at = 0; at < changed.length; at++) {
		for (let channel = 0; channel < 3; channel++) if (Math.abs(a[at * 3 + channel]! - b[at * 3 + channel]!) > OFF) changed[at] = 1;
	}
	return changed;
}

/** Pictures of different sizes differ everywhere. */
export function difference(one: Halved, other: Halved): Difference {
	if (one.width !== other.width || one.height !== other.height) return { cells: [{ x: 0, y: 0, share: 1 }], worst: 1 };
	const changed = changedPixels(one, other);
	const cells: { x: number; y: number; share: number }[] = [];
	let worst = 0;
	// Cells overlap by half, so that no edge of a cell hides what straddles it.
	for (let y = 0; y < one.height; y += CELL / 2) {
		for (let x = 0; x < one.width; x += CELL / 2) {
			let count = 0;
			for (let dy = 0; dy < CELL && y + dy < one.height; dy++) for (let dx = 0; dx < CELL && x + dx < one.width; dx++) count += changed[(y + dy) * one.width + x + dx]!;
			const share = count / CELL ** 2;
			worst = Math.max(worst, share);
			if (share > SHARE) cells.push({ x, y, share });
		}
	}
	return { cells, worst };
}

/** The newer picture, pale, with every changed pixel in red and a frame around each cell that counts. */
export function drawnDifference(one: Halved, other: Halved): Buffer {
	const canvas = createCanvas(other.width, other.height);
	const pen = canvas.getContext('2d');
	const image = pen.createImageData(other.width, other.height);
	const isSameSize = one.width === other.width && one.height === other.height;
	const changed = isSameSize ? changedPixels(one, other) : new Uint8Array(other.width * other.height);
	for (let at = 0; at < changed.length; at++) {
		for (let channel = 0; channel < 3; channel++) image.data[at * 4 + channel] = changed[at] ? [214, 31, 44][channel]! : 190 + other.pixels[at * 4 + channel]! / 4;
		image.data[at * 4 + 3] = 255;
	}
	pen.putImageData(image, 0, 0);
	pen.strokeStyle = '#d61f2c';
	for (const { x, y } of difference(one, other).cells) pen.strokeRect(x + 0.5, y + 0.5, CELL, CELL);
	return canvas.toBuffer('image/png');
}
