// Owns the proof that the built command line keeps, lists and gives back pictures, and opens ZIP files: on a real archive, with real files.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary } from '../support/command';
import { clippingText } from '../support/import-samples';
import { drawn, large, zipOf } from '../support/pictures';

const PAGE = `<!doctype html><html lang="en"><body><article><h1>Ferry runs aground off Long Point</h1><p>By Marta Ellison</p>
<p>The ferry Ann of Averil ran aground off Long Point on Monday evening in thick fog, and all forty of her passengers were brought ashore.</p>
<figure><img src="https://courier.example/ann.jpg"><figcaption>The ferry on the sandbank (Piet Vos)</figcaption></figure>
<p>The harbour master, Ivo Brandt, said that the buoy had been missing for weeks, and that he had written to the board about it twice.</p></article></body></html>`;

let place: string;
const env = (): Record<string, string> => ({ CUTTINGS_ARCHIVE: join(place, 'archive') });
const at = (name: string, content: string | Uint8Array): string => {
	writeFileSync(join(place, name), content);
	return join(place, name);
};
beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-pictures-')));
	expect((await cuttings(['import', at('ferry.html', PAGE)], { env: env() })).status).toBe(0);
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('pictures', () => {
	const picture = large(1);

	test('that are only named are shown as such', async () => {
		const { out: stdout } = await cuttings(['show', '1'], { env: env() });
		expect(stdout).toContain('Picture 1: ann.jpg, not here, only named, caption 1');
		expect((await cuttings(['picture', '1', '--output', join(place, 'none.jpg')], { env: env() })).status).toBe(6);
		expect(existsSync(join(place, 'none.jpg'))).toBe(false);
	});

	test('are attached to a caption, listed, and come out as they went in', async () => {
		const attached = await cuttings(['attach', '1', at('other name.png', picture), '--caption', '1', '--json'], { env: env() });
		expect(attached.status).toBe(0);
		expect(jsonLines(attached)[0]).toMatchObject({ clipping: 1, number: 1, fileName: 'ann.jpg', mediaType: 'image/png', bytes: picture.length, caption: 0, hasThumbnail: true });
		expect(summary(attached)).toEqual({ pictures: 1 });
		const second = await cuttings(['attach', '1', at('second.png', drawn(2))], { env: env() });
		expect(second.out).toMatch(/^Picture 1: ann\.jpg, \d+ × \d+, [\d,]+ bytes, caption 1\nPicture 2: second\.png, 640 × 400, [\d,]+ bytes\n$/);
		const out = join(place, 'out.png');
		expect((await cuttings(['picture', '1', '--output', out], { env: env() })).status).toBe(0);
		expect(readFileSync(out)).toEqual(Buffer.from(picture));
		const again = await cuttings(['picture', '1', '2', '--output', out], { env: env() });
		expect([again.status, again.err]).toEqual([8, expect.stringContaining('is there already')]);
		expect(readFileSync(out)).toEqual(Buffer.from(picture));
	});

	test('say what is wrong with a request for them', async () => {
		for (const [args, status] of [
			[['attach', '1', at('text.txt', clippingText(1))], 5], [['attach', '1', join(place, 'gone.png')], 5], [['attach', '9', at('x.png', drawn(3))], 6],
			[['attach', '1', at('x.png', drawn(3)), '--caption', '0'], 2], [['attach', '1', at('x.png', drawn(3)), '--caption', '7'], 2],
			[['picture', '1', '9', '--output', join(place, 'y.png')], 6], [['picture', '1', 'x', '--output', join(place, 'y.png')], 2],
		] as const) {
			const ran = await cuttings([...args], { env: env() });
			expect([args.join(' '), ran.status]).toEqual([args.join(' '), status]);
			expect(ran.err).toMatch(/\S/);
		}
	});

	test('are told of by read', async () => {
		const told = await cuttings(['read', join(place, 'ferry.html'), join(place, 'second.png')], { env: env() });
		expect(jsonLines(told)).toMatchObject([
			{ pictures: [{ fileName: 'ann.jpg', address: 'https://courier.example/ann.jpg', bytes: null, caption: 'The ferry on the sandbank', credit: 'Piet Vos' }] },
			{ pictures: [{ fileName: 'second.png', mediaType: 'image/png', bytes: drawn(2).length, width: 640, height: 400 }] },
		]);
	});

	test('are in an export, which comes back', async () => {
		const made = await cuttings(['export', '--format', 'jsonl', '--to', join(place, 'exports'), '--json'], { env: env() });
		const [{ path }] = jsonLines(made) as [{ path: string }];
		expect(summary(made)).toMatchObject({ clippings: 1, files: 5 });
		const other = { CUTTINGS_ARCHIVE: join(place, 'other') };
		expect((await cuttings(['import', path], { env: other })).out).toContain('1 kept.');
		const [before, after] = await Promise.all([env(), other].map(async (one) => jsonLines(await cuttings(['show', '1', '--json'], { env: one }))[0]));
		// That it came back is the one thing that is new in its record.
		const { history: _was, ...asBefore } = before!;
		const { history: _is, ...asAfter } = after!;
		expect(asAfter).toEqual(asBefore);
		expect((await cuttings(['check'], { env: other })).out).toContain('1 original and 2 pictures');
	});
});

test('a ZIP is opened and its entries are told of one by one', async () => {
	const ran = await cuttings(['import', at('story.zip', await zipOf({ 'a.txt': clippingText(5), 'b/photo.png': drawn(7), 'c.bin': new Uint8Array([0, 1, 2, 0]) })), '--json'], { env: env() });
	expect(jsonLines(ran).map(({ name, outcome }) => `${String(name)} ${String(outcome)}`).slice(0, 3)).toEqual(['story.zip/a.txt kept', 'story.zip/b/photo.png kept', 'story.zip/c.bin skipped']);
	expect(summary(ran)).toMatchObject({ kept: 2, duplicate: 0, skipped: 1, failed: 0 });
});
