// Owns the proof that pictures are asked for in lots, held while looked at and let go of, placed where their captions stand, and zoomed as one means it.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Caption } from '../../src/shared/draft';
import type { Clipping, Picture, PictureId } from '../../src/shared/model';
import { addressFrom, markupFrom } from '../../src/renderer/library/markup-given';
import { addressIn, tokensOf } from '../../src/renderer/page/markup';
import { kindOf, nameOf, placed, waitingIn } from '../../src/renderer/pictures/placing';
import type { KeptPicture } from '../../src/renderer/pictures/placing';
import { Pictures } from '../../src/renderer/pictures/pictures.svelte';
import { Viewer } from '../../src/renderer/pictures/viewer.svelte';
import { until } from './hosted';

const hash = (number: number): string => number.toString(16).padStart(64, '0');

const picture = (id: number, more: Partial<Picture> = {}): Picture => ({
	id: id as PictureId, position: id, fileName: `p${id}.jpg`, address: null, sha256: hash(id), bytes: 1_000, mediaType: 'image/jpeg', width: 1_200, height: 800, caption: null, hasThumbnail: true, ...more,
});
const named = (id: number, more: Partial<Picture> = {}): Picture => picture(id, { sha256: null, bytes: null, mediaType: '', width: null, height: null, hasThumbnail: false, address: `https://courier.example/p${id}.jpg`, ...more });
const caption = (text: string): Caption => ({ text, credit: null, from: { spans: [], how: 'markup', certainty: 0.8 } });
const clippingWith = (captions: readonly string[], pictures: readonly Picture[], kind: Clipping['kind'] = 'article'): Pick<Clipping, 'captions' | 'pictures' | 'kind'> => ({ captions: captions.map(caption), pictures: [...pictures], kind });

describe('pictures as they are fetched', () => {
	const live = new Set<string>();
	let next = 0;
	beforeEach(() => {
		vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
			const url = `blob:made-up/${++next}`;
			live.add(url);
			return url;
		});
		vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => { expect(live.delete(url), 'revoked once, and only what was made').toBe(true); });
	});
	afterEach(() => {
		vi.restoreAllMocks();
		live.clear();
	});

	function archive({ none = new Set<string>(), size = 1_000 } = {}) {
		const lots: string[][] = [];
		const wholes: string[] = [];
		return {
			lots, wholes,
			pictures: new Pictures({
				'pictures.thumbnails': async ({ sha256 }) => {
					lots.push(sha256);
					return Promise.resolve(sha256.map((one) => ({ sha256: one, bytes: none.has(one) ? null : new Uint8Array(10) })));
				},
				'pictures.bytes': async ({ sha256 }) => {
					wholes.push(sha256);
					return Promise.resolve({ bytes: new Uint8Array(size), mediaType: 'image/jpeg' });
				},
			}),
		};
	}

	it('asks for all that come into view together at once, each once', async () => {
		const { pictures, lots } = archive({ none: new Set([hash(3)]) });
		for (let at = 1; at <= 8; at++) pictures.holdSmall(hash(at));
		pictures.holdSmall(hash(1));
		expect(pictures.small(hash(1))).toBeUndefined();
		await until(() => expect(pictures.small(hash(8))).toMatch(/^blob:/));
		expect(lots).toEqual([[1, 2, 3, 4, 5, 6, 7, 8].map(hash)]);
		expect(pictures.small(hash(3))).toBeNull();
	});

	it('does not ask for what has gone by before its turn', async () => {
		const { pictures, lots } = archive();
		for (let at = 1; at <= 200; at++) pictures.holdSmall(hash(at))();
		pictures.holdSmall(hash(201));
		await until(() => expect(pictures.small(hash(201))).toBeTruthy());
		expect(lots.flat()).toEqual([hash(201)]);
	});

	it('never asks for more at once than a screen or two, what came last first', async () => {
		const { pictures, lots } = archive();
		for (let at = 1; at <= 100; at++) pictures.holdSmall(hash(at));
		await until(() => expect(pictures.small(hash(1))).toBeTruthy());
		expect(lots.map(({ length }) => length)).toEqual([40, 40, 20]);
		expect(lots[0]).toContain(hash(100));
	});

	it('keeps some hundred that nobody looks at, and revokes the rest', async () => {
		const { pictures } = archive();
		const stay = pictures.holdSmall(hash(9_999));
		for (let from = 0; from < 1_000; from += 40) {
			const releases = Array.from({ length: 40 }, (_, at) => pictures.holdSmall(hash(from + at + 1)));
			await until(() => expect(pictures.small(hash(from + 40))).toBeTruthy());
			for (const release of releases) release();
		}
		expect(live.size).toBeLessThanOrEqual(401);
		expect(pictures.small(hash(1))).toBeUndefined();
		expect(pictures.small(hash(9_999)), 'what is looked at stays').toBeTruthy();
		stay();
	});

	it('lets whole pictures go by their weight', async () => {
		const { pictures, wholes } = archive({ size: 20_000_000 });
		for (let at = 1; at <= 6; at++) {
			const release = pictures.holdWhole(hash(at));
			await until(() => expect(pictures.whole(hash(at))?.is).toBe('here'));
			release();
		}
		expect(live.size).toBe(3);
		pictures.holdWhole(hash(6));
		expect(wholes).toHaveLength(6);
		pictures.holdWhole(hash(1));
		expect(wholes).toHaveLength(7);
	});

	it('says why a picture cannot be had, and asks again', async () => {
		let asked = 0;
		const pictures = new Pictures({
			'pictures.thumbnails': () => Promise.resolve([]),
			'pictures.bytes': () => (++asked === 1 ? Promise.reject(new Error('gone')) : Promise.resolve({ bytes: new Uint8Array(1), mediaType: 'image/png' })),
		});
		pictures.holdWhole(hash(1))();
		await until(() => expect(pictures.whole(hash(1))).toMatchObject({ is: 'fault' }));
		pictures.holdWhole(hash(1));
		await until(() => expect(pictures.whole(hash(1))).toMatchObject({ is: 'here' }));
	});
});

describe('where pictures stand', () => {
	it('puts each with its caption, and lets captions wait', () => {
		const clipping = clippingWith(['The slip', 'The gate', 'The hall'], [picture(1, { caption: 0 }), picture(2, { caption: 0 }), named(3, { caption: 2 })]);
		const placing = placed(clipping);
		expect(placing.byCaption.map((all) => all.map(({ id }) => id))).toEqual([[1, 2], [], []]);
		expect(placing.named.map((one) => one?.id ?? null)).toEqual([null, null, 3]);
		expect(waitingIn(clipping)).toEqual([1, 2]);
		expect(placing.lead).toBeNull();
	});

	it('lets one without caption lead, unless it is an ornament', () => {
		const placing = placed(clippingWith([], [picture(1, { width: 48, height: 48 }), picture(2), picture(3), named(4)]));
		expect(placing.lead?.id).toBe(2);
		expect(placing.loose.map(({ id }) => id)).toEqual([1, 3]);
		expect(placing.missing.map(({ id }) => id)).toEqual([4]);
		expect(placing.inOrder.map(({ id }) => id)).toEqual([2, 1, 3]);
	});

	it('shows a picture that is the clipping, however small, and a caption out of reach as none', () => {
		expect(placed(clippingWith([], [picture(1, { width: 40 })], 'image')).lead?.id).toBe(1);
		expect(placed(clippingWith(['One'], [picture(1, { caption: 7 })])).inOrder.map(({ id }) => id)).toEqual([1]);
	});

	it('names what has no name', () => {
		expect(nameOf({ fileName: '', address: 'https://courier.example/a' })).toBe('https://courier.example/a');
		expect(kindOf({ mediaType: 'image/tiff' })).toBe('TIFF');
	});
});

describe('an open picture', () => {
	function opened(width = 1_200, height = 800) {
		const viewer = new Viewer();
		const one = picture(1, { width, height });
		viewer.open({ ...clippingWith([], [one, picture(2)]) } as Clipping, one as KeptPicture);
		viewer.stage = { width: 600, height: 600 };
		return viewer;
	}

	it('fits, and is never made larger than it is to fit', () => {
		expect(opened().zoom).toBe(0.5);
		expect(opened(300, 200).zoom).toBe(1);
	});

	it('keeps what is under the pointer where it is', () => {
		const viewer = opened();
		viewer.whole({ x: 100, y: 0 });
		expect(viewer.zoom).toBe(1);
		// 200 pixels of the picture right of its middle were at 100; they are there still.
		expect(viewer.offset.x + 200).toBe(100);
	});

	it('does not leave its room', () => {
		const viewer = opened();
		viewer.pan({ x: 500, y: 500 });
		expect(viewer.offset).toEqual({ x: 0, y: 0 });
		viewer.whole();
		viewer.pan({ x: 5_000, y: 5_000 });
		expect(viewer.offset).toEqual({ x: 300, y: 100 });
		viewer.fit();
		expect(viewer.offset).toEqual({ x: 0, y: 0 });
	});

	it('stops at 100 % on the way, and at its ends', () => {
		const viewer = opened();
		viewer.zoomTo(0.98);
		expect(viewer.zoom).toBe(1);
		for (let at = 0; at < 40; at++) viewer.larger();
		expect(viewer.zoom).toBe(16);
		for (let at = 0; at < 80; at++) viewer.smaller();
		expect(viewer.zoom).toBe(0.02);
	});

	it('walks the clipping\'s pictures, each as it fits', () => {
		const viewer = opened();
		viewer.whole();
		viewer.step(1);
		expect(viewer.picture?.id).toBe(2);
		expect(viewer.isFitting).toBe(true);
		viewer.step(1);
		expect(viewer.picture?.id).toBe(2);
		viewer.close();
		expect(viewer.picture).toBeNull();
	});
});

describe('markup that is given', () => {
	it('is taken where it tells more than the text', () => {
		expect(markupFrom('<meta charset="utf-8"><p>The slip was <b>empty</b>.</p>', 'https://courier.example/1', 'Pasted text')).toMatchObject({ url: 'https://courier.example/1' });
		expect(markupFrom('<meta charset="utf-8"><span style="color: red">plain words</span>', null, 'x')).toBeNull();
		expect(markupFrom('<img src="https://courier.example/1.jpg" alt="">', null, 'x'), 'a picture without a word').toBeNull();
		expect(markupFrom('<p><script>alert(1)</script></p>', null, 'x')).toBeNull();
		expect(markupFrom('<p>Words</p>', 'file:///etc/hosts', 'x')?.url).toBeNull();
	});

	it('has the first address of a list', () => {
		expect(addressFrom('# from a browser\r\nhttps://courier.example/1\r\nhttps://courier.example/2')).toBe('https://courier.example/1');
		expect(addressFrom('https://courier.example/1\nThe headline')).toBe('https://courier.example/1');
		expect(addressFrom('file:///home/x')).toBeNull();
	});
});

describe('safe markup as it is read', () => {
	const read = (html: string) => [...tokensOf(html)].map((token) => (token.is === 'text' ? token.text : token.is === 'open' ? `<${token.name}${[...token.attributes].map(([key, value]) => ` ${key}=${value}`).join('')}>` : `</${token.name}>`));

	it('is cut into tags and text', () => {
		expect(read('<p>A &amp; B &lt;i&gt;<br><a href="https://courier.example/?a=1&amp;b=&quot;2&quot;" rel="noopener">here</a></p>')).toEqual(['<p>', 'A & B <i>', '<br>', '<a href=https://courier.example/?a=1&b="2" rel=noopener>', 'here', '</a>', '</p>']);
	});

	it('is text wherever it has not the form', () => {
		expect(read('<p onclick=alert(1)>x').join('')).toBe('<p onclick=alert(1)>x');
		expect([...tokensOf('<p onclick=alert(1)>x')].every(({ is }) => is === 'text')).toBe(true);
		expect([...tokensOf('<!-- <b>x</b> --><SCRIPT>')].filter(({ is }) => is === 'open')).toEqual([expect.objectContaining({ name: 'b' })]);
	});

	it('leads nowhere but to addresses', () => {
		expect(addressIn('https://courier.example/1')).toBe('https://courier.example/1');
		for (const address of ['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'cuttings://app/', 'file:///etc/hosts', 'blob:cuttings://app/1', '/relative', '', undefined]) expect(addressIn(address), String(address)).toBeNull();
	});
});
