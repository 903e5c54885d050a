// Owns the proof that the book opens: checked by a validator that is not ours, and read back entry by entry.
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { readEntries, ZIP_LIMITS } from '../../src/core/formats/zip';
import { docxOf, drawn } from '../support/pictures';

let place: string;
let archive: Archive;
beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-epub-')));
	mkdirSync(join(place, 'out'));
	archive = await openArchive(join(place, 'archive'));
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

async function exported(): Promise<{ bytes: Uint8Array; entries: Map<string, Buffer> }> {
	const { path } = await archive.export({ of: 'everything' }, 'epub', join(place, 'out'), {});
	expect(readdirSync(path)).toEqual(['Clippings.epub']);
	const bytes = readFileSync(join(path, 'Clippings.epub'));
	const entries = await readEntries(bytes, { ...ZIP_LIMITS, wanted: () => true });
	return { bytes, entries: new Map(entries.map(({ name, bytes: content }) => [name, Buffer.from(content)])) };
}

const problems = async (bytes: Uint8Array): Promise<string[]> =>
	(await EpubCheck.validate(bytes)).messages.filter(({ severity }) => ['fatal', 'error', 'warning'].includes(severity)).map(({ id, message }) => `${id} ${message}`);

test('a book of every sort of clipping is valid, and nothing in it is lost', async () => {
	await archive.import([
		{ text: 'The Averil Courier\n\nLast hull & <the rest>\n\nBy Nora Tallis\n11 March 1982\n\nThe slipway “stood” empty.\n\nThe Board promised a decision by Easter.\n', name: 'a.txt' },
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث في الميناء القديم.\n', name: 'ميناء.txt' },
		{ text: 'Bells \u0007 and halves \ud800 of letters\n\nThey are not for XML.\n', name: 'odd.txt' },
		{ bytes: await docxOf('The Corran Light', ['It was lit again on Monday after a winter of repairs.'], drawn(3), 'The light at dusk.'), name: 'light.docx' },
		{ bytes: drawn(5), name: 'harbour.png' },
	], {});
	const { bytes, entries } = await exported();
	expect(await problems(bytes)).toEqual([]);
	expect([...entries.keys()][0]).toBe('mimetype');
	const chapters = [...entries].filter(([name]) => name.startsWith('book/clipping-'));
	expect(chapters).toHaveLength(5);
	const text = chapters.map(([, content]) => content.toString()).join('\n');
	for (const said of ['Last hull &amp; &lt;the rest&gt;', 'The Board promised a decision by Easter.', 'dir="rtl"', 'The light at dusk.', 'They are not for XML.']) expect(text).toContain(said);
	expect([...entries.values()].some((content) => content.equals(Buffer.from(drawn(3))))).toBe(true);
});

test('a book of nothing is valid too', async () => {
	const { bytes } = await exported();
	expect(await problems(bytes)).toEqual([]);
});

test('an export of a book that is stopped leaves nothing', async () => {
	await archive.import([{ text: 'One\n\nFirst words of it.\n', name: 'a.txt' }], {});
	const stop = new AbortController();
	const made = await archive.export({ of: 'everything' }, 'epub', join(place, 'out'), { signal: stop.signal, onProgress: () => stop.abort() });
	expect(made.cancelled).toBe(true);
	expect(readdirSync(join(place, 'out'))).toEqual([]);
});
