// Proves originals as files: byte for byte, whole or not at all, read-only, and never overwritten.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Blobs } from '../../src/core/files/blobs';
import { INLINE_LIMIT, originalPath, originalsPath } from '../../src/core/layout';
import { keep, tempArchive, tempFolder } from '../support/archive';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const noise = (length: number, seed = 1): Buffer => Buffer.from(Array.from({ length }, (_, i) => (i * 31 + seed * 17 + (i >> 8)) & 255));

describe('a file of originals', () => {
	it('holds the bytes under their hash, for reading only, and nothing half written beside', async () => {
		const dir = tempFolder();
		const blobs = new Blobs(dir);
		const bytes = noise(300_000);
		const sha256 = hashOf(bytes);
		expect(blobs.read(sha256)).toBeNull();
		expect(await blobs.has(sha256)).toBe(false);
		await blobs.put(bytes, sha256);
		expect(await blobs.has(sha256)).toBe(true);
		expect(Buffer.from(blobs.read(sha256)!).equals(bytes)).toBe(true);
		expect(statSync(originalPath(dir, sha256)).mode & 0o777).toBe(0o444);
		expect(readdirSync(dirname(originalPath(dir, sha256)))).toEqual([sha256]);
	});

	it('is copied from a path in pieces', async () => {
		const dir = tempFolder();
		const blobs = new Blobs(dir);
		const bytes = noise(1_000_000, 3);
		const path = join(dir, 'received.pdf');
		writeFileSync(path, bytes);
		await blobs.put(path, hashOf(bytes));
		expect(Buffer.from(blobs.read(hashOf(bytes))!).equals(bytes)).toBe(true);
	});

	it('is put once, also by many at a time; one cut short is put again', async () => {
		const dir = tempFolder();
		const blobs = new Blobs(dir);
		const bytes = noise(100_000, 5);
		const sha256 = hashOf(bytes);
		await Promise.all(Array.from({ length: 8 }, () => blobs.put(bytes, sha256)));
		const { ino } = statSync(blobs.path(sha256));
		await blobs.put(bytes, sha256);
		expect(statSync(blobs.path(sha256)).ino).toBe(ino);
		const short = noise(50, 9);
		mkdirSync(dirname(blobs.path(hashOf(short))), { recursive: true });
		writeFileSync(blobs.path(hashOf(short)), 'cut');
		await blobs.put(short, hashOf(short));
		expect(Buffer.from(blobs.read(hashOf(short))!).equals(short)).toBe(true);
		expect(readdirSync(dirname(blobs.path(sha256)))).toEqual([sha256]);
	});

	it('leaves nothing when its source fails', async () => {
		const dir = tempFolder();
		const blobs = new Blobs(dir);
		const sha256 = hashOf(noise(1));
		await expect(blobs.put(join(dir, 'gone.pdf'), sha256)).rejects.toMatchObject({ code: 'disk/missing' });
		mkdirSync(originalsPath(dir), { recursive: true });
		writeFileSync(join(originalsPath(dir), sha256.slice(0, 2)), 'a file where the folder should be');
		await expect(blobs.put(noise(1), sha256)).rejects.toMatchObject({ code: expect.stringMatching(/^disk\//) });
		expect(readdirSync(originalsPath(dir))).toEqual([sha256.slice(0, 2)]);
	});

	it('half written and abandoned is swept, and nothing else', async () => {
		const dir = tempFolder();
		const blobs = new Blobs(dir);
		const bytes = noise(10);
		await blobs.put(bytes, hashOf(bytes));
		const folder = dirname(blobs.path(hashOf(bytes)));
		const [old, fresh] = [join(folder, `.${hashOf(bytes)}.aa.part`), join(folder, `.${hashOf(bytes)}.bb.part`)];
		for (const path of [old, fresh]) writeFileSync(path, 'half');
		utimesSync(old, 1_000, 1_000);
		expect(await blobs.sweep(Date.now() - 60_000)).toHaveLength(1);
		expect(readdirSync(folder).sort()).toEqual([`.${hashOf(bytes)}.bb.part`, hashOf(bytes)].sort());
	});
});

describe('an original', () => {
	it.each([0, 1, INLINE_LIMIT - 1, INLINE_LIMIT, INLINE_LIMIT + 1, 1_000_000])('of %i bytes comes back byte for byte', async (size) => {
		const archive = await tempArchive();
		const bytes = noise(size, size);
		const [id] = await keep(archive, { bytes });
		expect(Buffer.from(archive.clippings.original(id!)).equals(bytes)).toBe(true);
		const clipping = archive.clippings.get(id!);
		expect(clipping.original).toMatchObject({ bytes: size, sha256: hashOf(bytes) });
		const isFile = size > INLINE_LIMIT;
		expect(readdirSync(originalsPath(archive.dir))).toEqual(isFile ? [hashOf(bytes).slice(0, 2)] : []);
		if (isFile) expect(readFileSync(originalPath(archive.dir, hashOf(bytes))).equals(bytes)).toBe(true);
	});

	it('is text where it was decoded, and not where it is a picture', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { bytes: Buffer.from('\uFEFFÄrger “hier”\r\n') });
		expect(archive.clippings.originalText(id!)).toBe('Ärger “hier”\r\n');
	});
});
