// Owns the pictures of the sample archive: harbour scenes drawn here, in the greys of old press photographs. No picture of anybody is used; must not touch a disk.
import type { SKRSContext2D } from '@napi-rs/canvas';

/** Widths and heights are those of a press photograph sent by wire, in pixels. */
const WIDTH = 960;
const HEIGHT = 640;

export type Scene = 'hull' | 'slip' | 'ferry' | 'launch';

type Pen = SKRSContext2D;

/** The same numbers for the same seed: a picture drawn again is the same, byte for byte. (mulberry32) */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}

const grey = (light: number): string => `hsl(36 5% ${light}%)`;

function shape(pen: Pen, colour: string, points: readonly (readonly [number, number])[]): void {
	pen.fillStyle = colour;
	pen.beginPath();
	for (const [x, y] of points) pen.lineTo(x * WIDTH, y * HEIGHT);
	pen.closePath();
	pen.fill();
}

function line(pen: Pen, colour: string, width: number, points: readonly (readonly [number, number])[]): void {
	pen.strokeStyle = colour;
	pen.lineWidth = width;
	pen.lineJoin = 'round';
	pen.beginPath();
	for (const [x, y] of points) pen.lineTo(x * WIDTH, y * HEIGHT);
	pen.stroke();
}

function backdrop(pen: Pen, random: () => number, horizon: number): void {
	const sky = pen.createLinearGradient(0, 0, 0, HEIGHT * horizon);
	sky.addColorStop(0, grey(70));
	sky.addColorStop(1, grey(88));
	pen.fillStyle = sky;
	pen.fillRect(0, 0, WIDTH, HEIGHT);
	const hills: [number, number][] = Array.from({ length: 13 }, (_, at) => [at / 12, horizon - 0.05 - 0.07 * random()]);
	shape(pen, grey(66), [[0, horizon], ...hills, [1, horizon]]);
	const water = pen.createLinearGradient(0, HEIGHT * horizon, 0, HEIGHT);
	water.addColorStop(0, grey(58));
	water.addColorStop(1, grey(34));
	pen.fillStyle = water;
	pen.fillRect(0, HEIGHT * horizon, WIDTH, HEIGHT * (1 - horizon));
	for (let wave = 0; wave < 90; wave++) {
		const y = horizon + (1 - horizon) * random();
		const x = random();
		line(pen, grey(42 + 26 * random()), 1 + random(), [[x, y], [x + 0.02 + 0.05 * random(), y]]);
	}
}

function crane(pen: Pen, x: number, foot: number, height: number, reach: number): void {
	const top = foot - height;
	const ink = grey(20);
	const wide = 0.018;
	line(pen, ink, 4, [[x - wide, foot], [x - wide * 0.6, top], [x + wide * 0.6, top], [x + wide, foot]]);
	for (let step = 0; step < 7; step++) {
		const [from, to] = [foot - (height * step) / 7, foot - (height * (step + 1)) / 7];
		line(pen, ink, 2, [[x - wide, from], [x + wide, to]]);
		line(pen, ink, 2, [[x + wide, from], [x - wide, to]]);
	}
	line(pen, ink, 4, [[x - reach * 0.35, top + 0.01], [x, top - 0.06], [x + reach, top + 0.01], [x - reach * 0.35, top + 0.01]]);
	line(pen, ink, 2, [[x + reach * 0.8, top + 0.01], [x + reach * 0.8, top + 0.14]]);
	shape(pen, ink, [[x - reach * 0.35, top], [x - reach * 0.22, top], [x - reach * 0.22, top + 0.05], [x - reach * 0.35, top + 0.05]]);
}

function ship(pen: Pen, left: number, right: number, deck: number, keel: number): void {
	const long = right - left;
	shape(pen, grey(15), [[left, deck - 0.03], [right, deck], [right - long * 0.08, keel], [left + long * 0.13, keel]]);
	shape(pen, grey(30), [[left + long * 0.1, keel - 0.025], [right - long * 0.065, keel - 0.025], [right - long * 0.08, keel], [left + long * 0.13, keel]]);
	shape(pen, grey(90), [[left + long * 0.28, deck - 0.1], [left + long * 0.72, deck - 0.1], [left + long * 0.75, deck - 0.01], [left + long * 0.25, deck - 0.015]]);
	shape(pen, grey(84), [[left + long * 0.36, deck - 0.16], [left + long * 0.62, deck - 0.16], [left + long * 0.64, deck - 0.1], [left + long * 0.34, deck - 0.1]]);
	shape(pen, grey(26), [[left + long * 0.46, deck - 0.28], [left + long * 0.53, deck - 0.28], [left + long * 0.54, deck - 0.16], [left + long * 0.45, deck - 0.16]]);
	for (let port = 0; port < 14; port++) {
		pen.fillStyle = grey(32);
		pen.fillRect((left + long * (0.29 + 0.03 * port)) * WIDTH, (deck - 0.06) * HEIGHT, 7, 7);
	}
	line(pen, grey(20), 3, [[left + long * 0.2, deck - 0.02], [left + long * 0.2, deck - 0.3]]);
	line(pen, grey(20), 1.5, [[left, deck - 0.03], [left + long * 0.2, deck - 0.3], [left + long * 0.46, deck - 0.28]]);
}

/** People as a lens has them at a distance: heads, shoulders, hats. */
function crowd(pen: Pen, random: () => number, many: number, top: number, bottom: number): void {
	const people = Array.from({ length: many }, () => [random(), top + (bottom - top) * random()] as const).sort((a, b) => a[1] - b[1]);
	for (const [x, y] of people) {
		const near = (y - top) / (bottom - top);
		const size = 7 + 12 * near;
		pen.fillStyle = grey(10 + 18 * random());
		pen.beginPath();
		pen.ellipse(x * WIDTH, y * HEIGHT + size * 2.4, size * 1.25, size * 2, 0, 0, Math.PI * 2);
		pen.fill();
		pen.fillStyle = grey(58 + 20 * random());
		pen.beginPath();
		pen.arc(x * WIDTH, y * HEIGHT, size * 0.62, 0, Math.PI * 2);
		pen.fill();
		if (random() < 0.6) {
			pen.fillStyle = grey(14 + 16 * random());
			pen.fillRect(x * WIDTH - size * 0.75, y * HEIGHT - size * 0.75, size * 1.5, size * 0.55);
		}
	}
}

/** What the film was made of. */
function grain(pen: Pen, random: () => number): void {
	for (let grains = 0; grains < 26_000; grains++) {
		pen.fillStyle = random() < 0.5 ? '#00000014' : '#ffffff14';
		pen.fillRect(random() * WIDTH, random() * HEIGHT, 2, 2);
	}
}

const SCENES: Record<Scene, (pen: Pen, random: () => number) => void> = {
	hull(pen, random) {
		backdrop(pen, random, 0.62);
		crane(pen, 0.14, 0.8, 0.6, 0.22);
		crane(pen, 0.88, 0.8, 0.5, -0.2);
		ship(pen, 0.28, 0.8, 0.56, 0.74);
		shape(pen, grey(24), [[0, 0.8], [0.46, 0.9], [0.4, 1], [0, 1]]);
		crowd(pen, random, 9, 0.8, 0.9);
	},
	slip(pen, random) {
		backdrop(pen, random, 0.5);
		shape(pen, grey(52), [[0.3, 0.5], [0.7, 0.5], [1, 1], [0, 1]]);
		for (let rail = 0; rail < 2; rail++) line(pen, grey(28), 6, [[0.45 + 0.1 * rail, 0.5], [0.3 + 0.4 * rail, 1]]);
		crane(pen, 0.2, 0.72, 0.6, 0.16);
		crane(pen, 0.8, 0.72, 0.6, -0.16);
		shape(pen, grey(95), [[0.4, 0.6], [0.62, 0.58], [0.57, 0.7], [0.45, 0.71]]);
		line(pen, grey(30), 4, [[0.5, 0.6], [0.5, 0.2]]);
		line(pen, grey(24), 3, [[0.42, 0.8], [0.46, 0.7], [0.56, 0.7], [0.6, 0.8]]);
		crowd(pen, random, 5, 0.76, 0.84);
	},
	ferry(pen, random) {
		backdrop(pen, random, 0.56);
		ship(pen, 0.08, 0.62, 0.5, 0.64);
		const fog = pen.createLinearGradient(0, 0, 0, HEIGHT * 0.7);
		fog.addColorStop(0, '#e8e6e1d0');
		fog.addColorStop(1, '#e8e6e140');
		pen.fillStyle = fog;
		pen.fillRect(0, 0, WIDTH, HEIGHT * 0.7);
		shape(pen, grey(30), [[0, 0.82], [1, 0.7], [1, 1], [0, 1]]);
		for (const x of [0.2, 0.5, 0.8]) line(pen, grey(16), 14, [[x, 0.82 - 0.12 * x], [x, 0.7 - 0.12 * x]]);
		crowd(pen, random, 14, 0.74, 0.84);
	},
	launch(pen, random) {
		backdrop(pen, random, 0.46);
		crane(pen, 0.08, 0.66, 0.56, 0.16);
		ship(pen, 0.2, 0.96, 0.4, 0.62);
		for (let flag = 0; flag < 16; flag++) {
			const x = 0.24 + 0.042 * flag;
			shape(pen, grey(flag % 2 === 0 ? 92 : 38), [[x, 0.16 + 0.004 * flag], [x + 0.016, 0.2 + 0.004 * flag], [x + 0.03, 0.16 + 0.004 * flag]]);
		}
		crowd(pen, random, 190, 0.62, 0.96);
	},
};

/** A scene as JPEG. */
export async function drawn(scene: Scene): Promise<Buffer> {
	const { createCanvas } = await import('@napi-rs/canvas');
	const canvas = createCanvas(WIDTH, HEIGHT);
	const pen = canvas.getContext('2d');
	const random = chance(scene.length * 7_919 + scene.charCodeAt(0));
	SCENES[scene](pen, random);
	grain(pen, random);
	return canvas.toBuffer('image/jpeg', 84);
}

/** Datasets of IPTC-IIM 4.2, record 2, by their numbers. */
const DATASETS = { headline: 105, caption: 120, byline: 80, credit: 110, source: 115, date: 55, city: 90, keyword: 25 } as const;
export type PressWords = Partial<Record<keyof typeof DATASETS, string>>;

/** A JPEG with its words inside, as agencies send them: IPTC-IIM in UTF-8 in an APP13 segment (Photoshop image resource 0x0404). */
export function captioned(jpeg: Buffer, words: PressWords): Buffer {
	const dataset = (record: number, number: number, value: Buffer): Buffer => {
		const head = Buffer.from([0x1c, record, number, 0, 0]);
		head.writeUInt16BE(value.length, 3);
		return Buffer.concat([head, value]);
	};
	// Record 1, dataset 90 with ESC % G: what follows is UTF-8.
	const iptc = Buffer.concat([
		dataset(1, 90, Buffer.from([0x1b, 0x25, 0x47])),
		...Object.entries(words).map(([name, value]) => dataset(2, DATASETS[name as keyof typeof DATASETS], Buffer.from(value, 'utf8'))),
	]);
	const size = Buffer.alloc(4);
	size.writeUInt32BE(iptc.length);
	const resource = Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), Buffer.from('8BIM', 'latin1'), Buffer.from([0x04, 0x04, 0, 0]), size, iptc, Buffer.alloc(iptc.length % 2)]);
	const length = Buffer.alloc(2);
	length.writeUInt16BE(resource.length + 2);
	return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xed]), length, resource, jpeg.subarray(2)]);
}
