// Holds what becomes of files, folders, links and special files before anything is read.
import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expand, homeOf } from '../../src/core/importing/expand';
import type { Source } from '../../src/core/importing/expand';
import { Listing } from '../../src/core/importing/listing';
import { readFileSource } from '../../src/core/importing/read-source';
import { sayOf } from '../../src/shared/words/say';
import { clippingText, temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

let folder: Folder;
let archive: Folder;
beforeEach(() => {
	folder = temporaryFolder();
	archive = temporaryFolder();
	archive.write('archive.cuttings', 'database');
	archive.write('originals/ab/abcd', 'original');
});
afterEach(() => {
	folder.remove();
	archive.remove();
});

/** Names found, with the reason where refused; the name of the folder given is written as "in". */
async function found(...sources: Source[]): Promise<string[]> {
	const names: string[] = [];
	const given = basename(folder.path);
	for await (const one of expand(sources, await homeOf(archive.path))) {
		const name = one.name.replace(given, 'in');
		names.push('item' in one ? name : `${name} !${one.refused.reason}`);
	}
	return names;
}

/** Runs as somebody whom permissions bind; root may read everything. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
	if (process.getuid?.() !== 0) return work();
	chmodSync(folder.path, 0o755);
	chmodSync(archive.path, 0o755);
	process.seteuid?.(65534);
	try {
		return await work();
	} finally {
		process.seteuid?.(0);
	}
}

describe('folders', () => {
	it('are looked through in natural order, depth first', async () => {
		for (const name of ['clip 10.txt', 'clip 2.txt', 'Clip 1.txt', 'b/3.txt', 'b/a/1.txt', 'épée.txt', 'zebra.txt']) folder.write(name, name);
		expect(await found({ path: folder.path })).toEqual(['in/b/3.txt', 'in/b/a/1.txt', 'in/Clip 1.txt', 'in/clip 2.txt', 'in/clip 10.txt', 'in/épée.txt', 'in/zebra.txt']);
	});

	it('stay in natural order when there are many entries', async () => {
		for (let i = 0; i < 4500; i++) writeFileSync(join(folder.path, `clip ${(i * 7919) % 4500}.txt`), '');
		const listing = await Listing.of(folder.path, []);
		expect(listing.size).toBe(4500);
		for (let i = 0; i < 4500; i++) expect(listing.next()?.name).toBe(`clip ${i}.txt`);
		expect(listing.next()).toBeNull();
	});

	it('pass over what systems leave behind, but not a hidden text', async () => {
		for (const name of ['.DS_Store', 'Thumbs.db', 'desktop.ini', '__MACOSX/._a.txt', '._a.txt', '.git/config', '~$letter.docx', '.hidden.txt', 'a.txt']) folder.write(name, name);
		expect(await found({ path: folder.path })).toEqual(['in/.hidden.txt', 'in/a.txt']);
		expect(await found({ path: join(folder.path, 'Thumbs.db') })).toEqual(['Thumbs.db !not-a-clipping']);
	});

	it('may be named like texts, and texts like programs', async () => {
		folder.write('folder.txt/inner.txt', 'x');
		folder.write('-rf.txt', 'x');
		folder.write('%2e%2e%2f.txt', 'x');
		expect(await found({ path: folder.path })).toEqual(['in/-rf.txt', 'in/%2e%2e%2f.txt', 'in/folder.txt/inner.txt']);
	});

	it('keep the order of what was given', async () => {
		const b = folder.write('b.txt', 'b');
		const a = folder.write('a.txt', 'a');
		expect(await found({ path: b }, { text: 'pasted', name: 'Pasted text' }, { path: a })).toEqual(['b.txt', 'Pasted text', 'a.txt']);
	});
});

describe('links', () => {
	it('lead nowhere twice and never outside', async () => {
		folder.write('loop/a/b/x.txt', 'x');
		symlinkSync('..', join(folder.path, 'loop/a/b/up'));
		symlinkSync('loop', join(folder.path, 'loop-again'));
		symlinkSync('self', join(folder.path, 'self'));
		symlinkSync(archive.path, join(folder.path, 'outside'));
		symlinkSync('nowhere.txt', join(folder.path, 'dangling.txt'));
		symlinkSync('loop/a/b/x.txt', join(folder.path, 'link.txt'));
		expect(await found({ path: folder.path })).toEqual([
			'in/dangling.txt !missing', 'in/link.txt', 'in/loop/a/b/up !folder-loop', 'in/loop/a/b/x.txt', 'in/loop-again !folder-loop', 'in/outside !not-a-file', 'in/self !folder-loop',
		]);
	});

	it('are followed when they are what was given', async () => {
		folder.write('real/x.txt', 'x');
		symlinkSync('real', join(folder.path, 'to-folder'));
		symlinkSync('real/x.txt', join(folder.path, 'to-file'));
		symlinkSync('to-itself', join(folder.path, 'to-itself'));
		expect(await found({ path: join(folder.path, 'to-folder') })).toEqual(['to-folder/x.txt']);
		expect(await found({ path: join(folder.path, 'to-file') })).toEqual(['to-file']);
		expect(await found({ path: join(folder.path, 'to-itself') })).toEqual(['to-itself !folder-loop']);
	});
});

describe('what is no file', () => {
	it('is named for what it is and never waited for', async () => {
		folder.write('a.txt', 'x');
		linkSync(join(folder.path, 'a.txt'), join(folder.path, 'hard link.txt'));
		execFileSync('mkfifo', [join(folder.path, 'pipe.txt')]);
		const server = createServer().listen(join(folder.path, 'socket.txt'));
		await new Promise((resolve) => server.once('listening', resolve));
		try {
			expect(await found({ path: folder.path })).toEqual(['in/a.txt', 'in/hard link.txt', 'in/pipe.txt !not-a-file', 'in/socket.txt !not-a-file']);
			expect(await found({ path: join(folder.path, 'pipe.txt') }, { path: '/dev/null' })).toEqual(['pipe.txt !not-a-file', 'null !not-a-file']);
		} finally {
			server.close();
		}
		// Even when a pipe takes a file's place at the last moment, opening it does not wait.
		expect(await readFileSource(join(folder.path, 'pipe.txt'))).toMatchObject({ ok: false, refused: { reason: 'not-a-file' } });
		expect(await readFileSource(folder.path)).toMatchObject({ ok: false });
		expect(await found({ path: join(folder.path, 'gone.txt') })).toEqual(['gone.txt !missing']);
	});

	it('is reported when permissions forbid it, and the rest goes on', async () => {
		folder.write('a.txt', 'x');
		chmodSync(folder.write('forbidden.txt', 'x'), 0);
		folder.write('locked/x.txt', 'x');
		chmodSync(join(folder.path, 'locked'), 0);
		try {
			await unprivileged(async () => {
				expect(await found({ path: folder.path })).toEqual(['in/a.txt', 'in/forbidden.txt', 'in/locked !unreadable']);
				const read = await readFileSource(join(folder.path, 'forbidden.txt'));
				expect(read).toMatchObject({ ok: false, refused: { outcome: 'failed', reason: 'unreadable' } });
			});
		} finally {
			chmodSync(join(folder.path, 'locked'), 0o755);
		}
	});
});

describe('names', () => {
	it('may hold anything a disk allows', async () => {
		const names = ['new\nline.txt', 'tab\there.txt', 'rtl\u202etxt.exe', 'emoji 👩‍👩‍👧‍👦.txt', 'cafe\u0301.txt', 'caf\u00e9.txt', '<img src=x>.txt', '#a?b=c.txt', ' leading.txt', 'x'.repeat(251) + '.txt'];
		for (const name of names) folder.write(name, name);
		const got = await found({ path: folder.path });
		expect([...got].sort()).toEqual(names.map((name) => `in/${name}`).sort());
	});

	it('need not be UTF-8', async () => {
		const raw = Buffer.concat([Buffer.from(`${folder.path}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from('.txt')]);
		writeFileSync(raw, clippingText());
		const all = [];
		for await (const one of expand([{ path: folder.path }], await homeOf(archive.path))) all.push(one);
		expect(all).toHaveLength(1);
		expect(all[0]?.name).toMatch(/bad-\ufffd\ufffd\.txt$/);
		expect(all[0] && 'item' in all[0] && 'path' in all[0].item && Buffer.compare(all[0].item.path as Buffer, raw)).toBe(0);
	});

	it('may make paths of thousands of characters', async () => {
		const deep = `${'a-rather-long-folder-name/'.repeat(100)}deep.txt`;
		folder.write(deep, clippingText());
		expect(await found({ path: folder.path })).toEqual([`in/${deep}`]);
		expect(await readFileSource(join(folder.path, deep))).toMatchObject({ ok: true });
		expect(await readFileSource(join(folder.path, 'x'.repeat(300)))).toMatchObject({ ok: false, refused: { outcome: 'failed', reason: 'unreadable' } });
	});
});

describe('the archive itself', () => {
	it('is not imported, from above, from within, or through a link', async () => {
		mkdirSync(join(archive.path, 'sub'));
		symlinkSync(archive.path, join(folder.path, 'link'));
		folder.write('theirs/archive.cuttings', 'x');
		expect(await found({ path: archive.path })).toEqual([`${basename(archive.path)} !our-own-archive`]);
		expect(await found({ path: join(archive.path, 'originals') })).toEqual(['originals !our-own-archive']);
		expect(await found({ path: join(archive.path, 'archive.cuttings') })).toEqual(['archive.cuttings !our-own-archive']);
		expect(await found({ path: join(folder.path, 'link') })).toEqual(['link !our-own-archive']);
		const inner = folder.write('mine/archive.cuttings', 'x');
		folder.write('mine/READ ME.txt', 'x');
		folder.write('story.txt', 'x');
		expect(readdirSync(join(inner, '..'))).toHaveLength(2);
		const names: string[] = [];
		for await (const one of expand([{ path: folder.path }], await homeOf(join(folder.path, 'mine')))) names.push('item' in one ? one.name : `${one.name} !${one.refused.reason} ${sayOf(one.refused.detail)}`);
		expect(names.map((name) => name.replace(basename(folder.path), 'in'))).toEqual([
			'in/link !not-a-file This is a link to something outside the folder given. To import that, give it by itself.',
			'in/mine !our-own-archive This folder is the archive itself. What it holds is already here.',
			'in/story.txt',
			'in/theirs !our-own-archive This folder is an archive of its own. It can be opened as one; its files are left as they are.',
		]);
	});
});
