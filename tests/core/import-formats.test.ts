// Holds that other formats than text come in through the same door: fields read, original kept byte for byte, text to point into, findable.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openArchive } from '../../src/core/archive';
import type { Archive } from '../../src/core/archive';
import { Query } from '../../src/shared/model';
import type { Clipping, SourceOutcome } from '../../src/shared/model';
import { temporaryFolder } from '../support/import-samples';
import type { Folder } from '../support/import-samples';

const PARAGRAPHS = [
	'The last of the tugs left the Averil basin on Tuesday evening, and for the first time since the lock was built nobody was there to close the gates behind her.',
	'Her master, Tomas Veale, said that the company had told him by letter. He had read it twice, he said, and then had gone down to bank the fires as on any other day.',
	'The Port Board will not say what becomes of the basin. A plan to fill it with rubble from the old grain store was withdrawn in the spring after protests from the rowing club.',
];
const PAGE = `<!doctype html><html lang="en"><head><title>Last tug leaves the basin | The Averil Courier</title>
<meta property="og:site_name" content="The Averil Courier"><meta property="article:published_time" content="1982-03-16T18:00:00Z">
<script>window.stolen = true</script></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Last tug leaves the basin</h1><p class="byline">By Nora Tallis</p><time datetime="1982-03-16">16 March 1982</time>
${PARAGRAPHS.map((text) => `<p>${text}</p>`).join('\n')}
<img src="https://pictures.example/tug.jpg" onerror="window.stolen = true"></article><footer>Copyright The Averil Courier 1982</footer></body></html>`;
const MAIL = ['From: Ida Renwick <ida@example.org>', 'To: archive@example.org', 'Subject: Fwd: Last tug leaves the basin', 'Message-ID: <1@example.org>', 'MIME-Version: 1.0',
	'Content-Type: text/plain; charset=utf-8', '', 'The Averil Courier', '', 'Last tug leaves the basin', '', 'By Nora Tallis', '16 March 1982', '', PARAGRAPHS.join('\n\n'), ''].join('\r\n');
const SAVED = ['From: <Saved by a browser>', 'Snapshot-Content-Location: https://courier.example/tug', 'Subject: Last tug leaves the basin', 'MIME-Version: 1.0',
	'Content-Type: multipart/related; type="text/html"; boundary="----cut"', '', '------cut', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: 8bit',
	'Content-Location: https://courier.example/tug', '', PAGE, '------cut--', ''].join('\r\n');

let home: Folder;
let archive: Archive;
const outcomes = new Map<string, SourceOutcome>();
beforeAll(async () => {
	home = temporaryFolder();
	archive = await openArchive(join(home.path, 'archive'));
	const sources = { 'tug.html': PAGE, 'page.txt': PAGE.replace('<html', '<html class="copy"'), 'tug.eml': MAIL, 'tug.mhtml': SAVED };
	for (const [name, text] of Object.entries(sources)) {
		const path = join(home.path, name);
		writeFileSync(path, text);
		await archive.import([{ path }], { onOutcome: (outcome) => outcomes.set(name, outcome) });
	}
});
afterAll(async () => {
	await archive.close();
	home.remove();
});

const kept = (name: string): Clipping => {
	const outcome = outcomes.get(name);
	expect(outcome).toMatchObject({ outcome: 'kept' });
	return archive.clippings.get((outcome as { id: Clipping['id'] }).id);
};

describe('other formats', () => {
	it.each([['tug.html', 'text/html'], ['page.txt', 'text/html'], ['tug.eml', 'message/rfc822'], ['tug.mhtml', 'multipart/related']])('%s is read into fields and kept as it came', (name, mediaType) => {
		const clipping = kept(name);
		expect(clipping.headline).toBe('Last tug leaves the basin');
		expect(clipping.publication).toBe('The Averil Courier');
		expect(clipping.published?.edtf).toBe('1982-03-16');
		expect(clipping.byline?.signatories.map((one) => one.name)).toEqual(['Nora Tallis']);
		expect(clipping.original.mediaType).toBe(mediaType);
		expect(Buffer.from(archive.clippings.original(clipping.id))).toEqual(readFileSync(join(home.path, name)));
		const body = clipping.blocks.filter((block) => block.role === 'paragraph').map((block) => block.text.replace(/\s+/g, ' '));
		for (const paragraph of PARAGRAPHS) expect(body).toContain(paragraph);
	});

	it.each(['tug.html', 'tug.eml', 'tug.mhtml'])('%s has a text that every span points into', (name) => {
		const clipping = kept(name);
		const text = archive.clippings.originalText(clipping.id)!;
		const squeezed = (piece: string): string => piece.replace(/\s+/g, '');
		for (const block of clipping.blocks) expect(squeezed(text.slice(block.span.start, block.span.end))).toContain(squeezed(block.text));
		expect(text).not.toContain('stolen');
	});

	it('keeps the text to point into through an edit', () => {
		const { id } = kept('tug.html');
		const before = archive.clippings.originalText(id);
		archive.clippings.edit(id, { headline: 'The last tug' });
		expect(archive.clippings.originalText(id)).toBe(before);
	});

	it('finds them by a word of the text', () => {
		expect(archive.clippings.search(Query.parse({ text: 'rubble "rowing club"' }), { offset: 0, limit: 10 }).total).toBe(4);
	});
});
