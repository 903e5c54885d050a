// Owns the proof that the host's handlers are the archive's own, served on ports: over a real archive, real files and a real port. The process around them is tests/app's matter.
import { createCanvas } from '@napi-rs/canvas';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { openArchive } from '../../src/core/archive';
import { Grants } from '../../src/host/grants';
import { archiveHandlers } from '../../src/host/host';
import { archive as contract } from '../../src/shared/contract';
import { Fault } from '../../src/shared/errors';
import type { Changed } from '../../src/shared/model';
import { eventPort } from '../../src/shared/ports';
import type { Client } from '../../src/shared/rpc';
import { connect, serve } from '../../src/shared/rpc';

let folder: string;
let archive: Archive;
let grants: Grants;
let made: { token: string; path: string }[];
let bugs: unknown[];
let undo: (() => void)[];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'cuttings-host-'));
	archive = await openArchive(join(folder, 'archive'));
	grants = new Grants();
	made = [];
	bugs = [];
	undo = [];
});

afterEach(async () => {
	for (const close of undo) close();
	await archive.close();
	rmSync(folder, { recursive: true, force: true });
	expect(bugs).toEqual([]);
});

/** One window's line to the host. */
function openWindow(): Client<typeof contract> {
	const { port1, port2 } = new MessageChannel();
	const far = eventPort(port1);
	const handlers = archiveHandlers({ archive, grants, onMade: (one) => made.push(one) });
	undo.push(serve(contract, handlers, far, { checkOutputs: true, later: (work) => { setImmediate(work); }, report: (error) => `bug ${bugs.push(error)}` }));
	return connect(contract, eventPort(port2));
}

let lastToken = 0;
function grant(path: string, expiresAt = Date.now() + 60_000): string {
	const token = (++lastToken).toString(16).padStart(32, '0');
	grants.add([{ token, path, expiresAt }]);
	return token;
}

function file(name: string, text: string): string {
	const path = join(folder, 'files', name);
	mkdirSync(join(folder, 'files'), { recursive: true });
	writeFileSync(path, text);
	return path;
}

const article = 'The Tidewater Courier\n\nLanterns return to the old pier\n\nBy Edda Lindqvist\n12 March 1983\n\nThe lanterns along the old pier were lit again on Friday.\n\nA crowd of two hundred had come to see it.\n';
const importing = (client: Client<typeof contract>, text = article, tags: string[] = []) => client['archive.import']({ sources: [{ from: 'paste', text, name: 'Pasted' }], rules: { tags } });

describe('pictures across a port', () => {
	const bytes = new Uint8Array(createCanvas(600, 300).toBuffer('image/png'));

	it('go in and out as bytes of their own', async () => {
		const client = openWindow();
		const { ids: [id] } = await client['archive.import']({ sources: [{ from: 'html', html: '<article><h1>Lanterns return to the old pier</h1><p>The lanterns along the old pier were lit again on Friday evening.</p><figure><img src="https://x.example/lantern.jpg"><figcaption>A lantern</figcaption></figure></article>', url: 'https://x.example/pier', name: 'Selection' }], rules: {} });
		expect((await client['clippings.page']({ id: id! })).html).toContain('<img data-picture="0"');
		const clipping = await client['pictures.attach']({ id: id!, caption: 0, source: { from: 'paste', bytes, name: 'lantern.png' } });
		const [picture] = clipping.pictures;
		expect(picture).toMatchObject({ bytes: bytes.length, width: 600, height: 300, caption: 0, hasThumbnail: true });
		const out = await client['pictures.bytes']({ sha256: picture!.sha256! });
		expect(out.mediaType).toBe('image/png');
		expect(out.bytes).toEqual(bytes);
		expect(out.bytes.buffer.byteLength).toBe(bytes.length);
		const unknown = 'f'.repeat(64);
		const small = await client['pictures.thumbnails']({ sha256: [unknown, picture!.sha256!] });
		expect(small.map((one) => [one.sha256, one.bytes === null])).toEqual([[unknown, true], [picture!.sha256, false]]);
		expect(small[1]!.bytes!.buffer.byteLength).toBe(small[1]!.bytes!.length);
		expect((await client['clippings.search']({ query: {}, offset: 0, limit: 1 })).rows[0]!.picture).toBe(picture!.sha256);
		await expect(client['pictures.bytes']({ sha256: unknown })).rejects.toMatchObject({ code: 'picture/missing' });
		await expect(client['pictures.attach']({ id: id!, caption: null, source: { from: 'token', token: grant(file('not-a-picture.txt', article)) } })).rejects.toMatchObject({ code: 'source/unsupported' });
		await expect(client['pictures.attach']({ id: id!, caption: null, source: { from: 'paste', bytes: 'text' as never, name: 'x' } })).rejects.toMatchObject({ code: 'request/invalid' });
		expect((await client['pictures.detach']({ id: picture!.id })).pictures).toEqual([]);
	});
});

describe('a window\'s line to the archive', () => {
	it('imports a file for its token, and finds, opens, edits, tags and trashes the clipping', async () => {
		const client = openWindow();
		const progress: number[] = [];
		const summary = await client['archive.import'](
			{ sources: [{ from: 'token', token: grant(file('lanterns.txt', article)) }], rules: { tags: ['piers'] } },
			{ onProgress: ({ done }) => progress.push(done) },
		);
		expect(summary).toMatchObject({ kept: 1, duplicate: 0, skipped: 0, failed: 0, cancelled: false });
		expect(progress.at(-1)).toBe(1);
		const [id] = summary.ids;

		const page = await client['clippings.search']({ query: { text: 'lantern' }, offset: 0, limit: 10 });
		expect(page).toMatchObject({ total: 1, rows: [{ id }] });
		expect(await client['clippings.ids']({ query: {} })).toEqual([id]);
		expect(await client['clippings.get']({ id: id! })).toMatchObject({ original: { fileName: 'lanterns.txt' }, tags: [{ name: 'piers' }] });
		expect(await client['clippings.original']({ id: id! })).toEqual({ text: article });
		expect(await client['clippings.edit']({ id: id!, edit: { headline: 'Lanterns again' } })).toMatchObject({ headline: 'Lanterns again' });
		await client['clippings.tag']({ ids: [id!], add: ['harbour/lights'], remove: ['piers'] });
		const tags = await client['tags.list']();
		const lights = tags.find(({ name }) => name === 'harbour/lights')!;
		await client['tags.colour']({ id: lights.id, colour: 'teal' });
		await client['tags.rename']({ id: lights.id, name: 'harbour/lanterns', merge: false });
		expect(await client['clippings.get']({ id: id! })).toMatchObject({ tags: [{ name: 'harbour/lanterns', colour: 'teal' }] });
		expect(await client['tags.remove']({ id: lights.id })).toEqual({ clippings: 1 });
		await client['clippings.trash']({ ids: [id!] });
		expect(await client['archive.summary']()).toMatchObject({ clippings: 0, trashed: 1 });
		await client['clippings.restore']({ ids: [id!] });
		expect(await client['archive.summary']()).toMatchObject({ clippings: 1, trashed: 0, readOnly: false });
		expect(await client['archive.check']()).toMatchObject({ findings: [], clippings: 1 });
	});

	it('exports into the folder a token stands for, and gives back a token for what it made', async () => {
		const client = openWindow();
		await importing(client);
		const target = join(folder, 'exports');
		mkdirSync(target);
		const formats = await client['archive.formats']();
		for (const { id: format } of formats) {
			const selection = { of: 'everything' } as const;
			// Nobody prints here: the app's own window does (tests/app/pdf.spec.ts).
			if (format === 'pdf') {
				await expect(client['archive.export']({ selection, format, target: grant(target) })).rejects.toMatchObject({ code: 'export/no-printer' });
				continue;
			}
			expect(await client['archive.preview']({ selection, format, index: 0 })).toMatchObject({ clippings: 1, first: expect.stringContaining('Lanterns') });
			const summary = await client['archive.export']({ selection, format, target: grant(target) });
			expect(summary).toMatchObject({ clippings: 1, cancelled: false });
			expect(Object.keys(summary)).not.toContain('path');
			const shown = made.find(({ token }) => token === summary.made)!;
			expect(shown.path.startsWith(target)).toBe(true);
			const files = readdirSync(shown.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
			expect(files.some((file) => readFileSync(join(file.parentPath, file.name)).length > 0)).toBe(true);
		}
		expect(made).toHaveLength(formats.length - 1);
	});

	it('refuses tokens that are forged, used, expired or given twice, and reads nothing then', async () => {
		const client = openWindow();
		const path = file('a.txt', article);
		const ask = (...tokens: string[]) => client['archive.import']({ sources: tokens.map((token) => ({ from: 'token' as const, token })), rules: {} });
		const refused = { code: 'request/invalid', facts: { operation: 'archive.import' } };
		await expect(ask('f'.repeat(32))).rejects.toMatchObject(refused);
		await expect(ask(grant(path, Date.now() - 1))).rejects.toMatchObject(refused);
		const once = grant(path);
		await expect(ask(once, once)).rejects.toMatchObject(refused);
		await expect(ask(once, 'f'.repeat(32))).rejects.toMatchObject(refused);
		await expect(ask(once)).resolves.toMatchObject({ kept: 1 });
		await expect(ask(once)).rejects.toMatchObject(refused);
		expect(archive.summary().clippings).toBe(1);
	});

	it('carries faults of the archive by name', async () => {
		const client = openWindow();
		await expect(client['clippings.get']({ id: 404 })).rejects.toMatchObject({ code: 'clipping/missing' });
		await importing(client, article, ['one', 'two']);
		const [one] = await client['tags.list']();
		await expect(client['tags.rename']({ id: one!.id, name: 'two', merge: false })).rejects.toMatchObject({ code: 'tag/taken' });
		await expect(client['tags.rename']({ id: 404, name: 'three', merge: false })).rejects.toMatchObject({ code: 'tag/missing' });
	});

	it('stops a job when it is cancelled, and keeps what was finished', async () => {
		const client = openWindow();
		const many = Array.from({ length: 2_000 }, (_, number) => ({ from: 'paste' as const, name: `Pasted ${number}`, text: article.replace('two hundred', `${number} people`) }));
		const control = new AbortController();
		const summary = await client['archive.import']({ sources: many, rules: {} }, { signal: control.signal, onProgress: ({ done }) => { if (done > 0) control.abort(); } });
		expect(summary.cancelled).toBe(true);
		expect(summary.kept).toBeGreaterThan(0);
		expect(summary.kept).toBeLessThan(many.length);
		expect(archive.summary().clippings).toBe(summary.kept);
	});

	it('stops the jobs of a window that goes away', async () => {
		const client = openWindow();
		const many = Array.from({ length: 2_000 }, (_, number) => ({ from: 'paste' as const, name: `Pasted ${number}`, text: article.replace('two hundred', `${number} people`) }));
		const asked = client['archive.import']({ sources: many, rules: {} }, { onProgress: ({ done }) => { if (done > 0) for (const close of undo.splice(0)) close(); } });
		await expect(asked).rejects.toSatisfy((error) => Fault.is(error, 'host/restarting'));
		let before = -1;
		await vi.waitFor(() => {
			const now = archive.summary().clippings;
			const isStill = now === before;
			before = now;
			expect(isStill).toBe(true);
		}, { interval: 300, timeout: 10_000 });
		expect(before).toBeLessThan(many.length);
	});
});

describe('several windows', () => {
	it('all hear of a change that one of them made', async () => {
		const [first, second] = [openWindow(), openWindow()];
		const heard: Record<'first' | 'second', Changed[]> = { first: [], second: [] };
		first['changed']((changed) => heard.first.push(changed));
		const leave = second['changed']((changed) => heard.second.push(changed));
		// A call answered shows that the subscriptions before it have arrived.
		await Promise.all([first['archive.summary'](), second['archive.summary']()]);
		await importing(first);
		await vi.waitFor(() => {
			expect(heard.first.some(({ clippings }) => clippings)).toBe(true);
			expect(heard.second.some(({ clippings }) => clippings)).toBe(true);
		});
		leave();
		await second['archive.summary']();
		heard.second.length = 0;
		await importing(second, `${article}\nMore.\n`);
		await vi.waitFor(() => expect(heard.first.length).toBeGreaterThan(1));
		expect(heard.second).toEqual([]);
	});
});
