// Owns the proof that pictures of the window are judged as they should be: what moved or is gone is seen, another hand at drawing letters is not. Measured on real pictures of the window, those of the docs.
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { difference, fromFile, halve, toFile } from './likeness';

const PICTURES = join(import.meta.dirname, '../../docs/screenshots');
const NAMES = ['main-light', 'main-dark', 'export-light', 'export-dark', 'report-light', 'width-700-dark'];

type Change = (pen: SKRSContext2D, canvas: Canvas, picture: Awaited<ReturnType<typeof loadImage>>) => void;

async function changed(name: string, change: Change): Promise<number> {
	const png = readFileSync(join(PICTURES, `${name}.png`));
	const picture = await loadImage(png);
	const canvas = createCanvas(picture.width, picture.height);
	const pen = canvas.getContext('2d');
	pen.drawImage(picture, 0, 0);
	change(pen, canvas, picture);
	return difference(await halve(png), await halve(canvas.toBuffer('image/png'))).cells.length;
}

/** Moves a block. What is small and moves only sideways, a line of small type, is the one thing let pass: hence the larger block there. */
const moved = (x: number, y: number, width: number, height: number): Change => (pen, _canvas, picture) => { pen.drawImage(picture, 300, 200, width, height, 300 + x, 200 + y, width, height); };

describe.each(NAMES)('%s', (name) => {
	it.each<[string, Change]>([
		['itself', () => undefined],
		['a line rounded to the next pixel', (pen, _canvas, picture) => { pen.drawImage(picture, 0, 200, picture.width, 40, 0, 201, picture.width, 40); }],
		['letters placed between pixels', (pen, _canvas, picture) => { pen.drawImage(picture, 0.5, 0); }],
		['letters drawn softer', (pen, _canvas, picture) => { pen.filter = 'blur(0.6px)'; pen.drawImage(picture, 0, 0); }],
		['letters drawn bolder', (pen, _canvas, picture) => { pen.globalAlpha = 0.5; pen.globalCompositeOperation = name.endsWith('light') ? 'darken' : 'lighten'; pen.drawImage(picture, 1, 0); }],
	])('is the same as %s', async (_what, change) => {
		expect(await changed(name, change)).toBe(0);
	});

	it.each<[string, Change]>([
		['moved down by 8 px', moved(0, 8, 300, 60)],
		['moved aside by 8 px', moved(8, 0, 400, 400)],
		['gone', (pen, canvas) => { pen.fillStyle = `rgb(${[...pen.getImageData(320, 262, 1, 1).data].slice(0, 3).join()})`; pen.fillRect(300, 180, Math.min(300, canvas.width - 300), 100); }],
	])('is not the same with a block %s', async (_what, change) => {
		expect(await changed(name, change)).toBeGreaterThan(0);
	});
});

it('a picture of another size differs, and what is kept comes back nearly as it was', async () => {
	const halved = await halve(readFileSync(join(PICTURES, 'main-light.png')));
	const back = await fromFile(toFile(halved));
	expect(difference(halved, back).worst).toBeLessThan(0.1);
	expect(difference(halved, { ...back, width: back.width - 1 }).cells).not.toEqual([]);
});
