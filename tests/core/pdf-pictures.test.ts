// Proves what is taken from a laid-out page besides its letters: the headline by size and title, the paper from the title, pictures with their captions.
import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import { beforeAll, describe, expect, it } from 'vitest';
import { readPdf } from '../../src/core/formats/pdf';
import type { Reading } from '../../src/core/formats/reading-of';
import { pdfOf } from '../support/pdf';
import type { PdfText } from '../support/pdf';

const STORY = [
	'The last tram left the depot at Quarry Hill on Friday night with forty people aboard and',
	'a brass band on the rear platform, which played until the lamps of the terminus came in sight.',
	'Nobody on the council would say whether the rails were to be lifted before the winter, or sold.',
	'The drivers, eleven men and two women, have been offered places on the new bus route instead.',
];
const lines = (texts: readonly string[], top: number, size = 10): PdfText[] => texts.map((text, i) => ({ text, x: 60, y: top - i * size * 1.25, size }));

/** A red field with a blue square in its upper left corner, so that a picture that is upside down shows. */
function painted(width: number, height: number): Canvas {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.fillStyle = 'rgb(200, 30, 30)';
	context.fillRect(0, 0, width, height);
	context.fillStyle = 'rgb(20, 40, 210)';
	context.fillRect(0, 0, width / 2, height / 2);
	return canvas;
}

describe('a laid-out page with pictures', () => {
	let reading: Reading;
	beforeAll(async () => {
		const jpeg = await painted(400, 260).encode('jpeg', 95);
		const flat = painted(300, 200).getContext('2d').getImageData(0, 0, 300, 200).data;
		const rgb = new Uint8Array(300 * 200 * 3).map((_, i) => flat[Math.floor(i / 3) * 4 + (i % 3)]!);
		const grey = new Uint8Array(300 * 200 * 3).fill(120);
		reading = await readPdf(pdfOf([
			{
				images: [{ name: 'Logo', x: 60, y: 790, width: 200, height: 40 }, { name: 'Tram', x: 60, y: 480, width: 360, height: 234 }],
				texts: [
					{ text: 'Last tram leaves Quarry Hill', x: 60, y: 730, size: 26 },
					{ text: 'A crowd watches the last tram turn into Depot Street. Photograph: Ruth Ellacott', x: 60, y: 466, size: 8 },
					...lines(STORY, 430), ...lines(STORY.toReversed(), 360),
				],
			},
			{ images: [{ name: 'Logo', x: 60, y: 790, width: 200, height: 40 }, { name: 'Band', x: 60, y: 300, width: 300, height: 200 }], texts: lines(STORY, 700) },
		], { Logo: { width: 300, height: 200, rgb: grey }, Tram: { width: 400, height: 260, jpeg }, Band: { width: 300, height: 200, rgb } }, 'Last tram leaves Quarry Hill | The Ellersby Echo'));
	});

	it('takes the largest letters for the headline and the end of the title for the paper', () => {
		expect(reading.draft.headline?.value).toBe('Last tram leaves Quarry Hill');
		expect(reading.draft.publication).toMatchObject({ value: 'The Ellersby Echo', from: { how: 'embedded' } });
	});

	it('gives each picture with the caption under it, and leaves out what comes again on every page', () => {
		expect(reading.draft.captions).toMatchObject([{ text: expect.stringContaining('A crowd watches') as string, credit: 'Ruth Ellacott' }]);
		expect(reading.pictures.map(({ caption, credit, width, height, fileName, mediaType }) => ({ caption, credit, width, height, fileName, mediaType }))).toEqual([
			{ caption: reading.draft.captions[0]!.text, credit: 'Ruth Ellacott', width: 400, height: 260, fileName: 'page 1, picture 1.jpg', mediaType: 'image/jpeg' },
			{ caption: null, credit: null, width: 300, height: 200, fileName: 'page 2, picture 2.jpg', mediaType: 'image/jpeg' },
		]);
	});

	it('keeps them upright and in their colours', async () => {
		for (const { bytes } of reading.pictures) {
			const image = await loadImage(Buffer.from(bytes!));
			const canvas = createCanvas(image.width, image.height);
			const context = canvas.getContext('2d');
			context.drawImage(image, 0, 0);
			const at = (x: number, y: number): number[] => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
			const [red, , blue] = at(image.width - 20, image.height - 20) as [number, number, number];
			expect(red).toBeGreaterThan(170);
			expect(blue).toBeLessThan(70);
			expect(at(20, 20)[2]).toBeGreaterThan(170);
		}
	});
});

describe('the title of a document', () => {
	const page = (headline: string): Parameters<typeof pdfOf>[0] => [{ texts: [
		...Array.from({ length: 12 }, (_, i) => ({ text: `Menu entry ${i + 1}`, x: 60, y: 800 - i * 14, size: 10 })),
		{ text: headline, x: 60, y: 600, size: 22 }, ...lines(STORY, 560),
		{ text: 'Where to eat pie in the old market hall this week', x: 60, y: 480, size: 22 }, ...lines(STORY.slice(0, 2), 450),
	] }];

	it('tells which of two large lines is the headline, and the menu above it is set aside', async () => {
		const { draft } = await readPdf(pdfOf(page('Council sells the tram rails'), {}, 'Council sells the tram rails - Ellersby Echo'));
		expect(draft.headline?.value).toBe('Council sells the tram rails');
		expect(draft.publication?.value).toBe('Ellersby Echo');
		expect(draft.blocks.find(({ text }) => text === 'Menu entry 1')).toMatchObject({ role: 'boilerplate', why: 'menu' });
	});

	it('names no paper where it says something else', async () => {
		const { draft } = await readPdf(pdfOf(page('Council sells the tram rails'), {}, 'Tuesday pages - final proof'));
		expect(draft.headline?.value).toBe('Council sells the tram rails');
		expect(draft.publication?.value ?? null).not.toBe('final proof');
	});
});
