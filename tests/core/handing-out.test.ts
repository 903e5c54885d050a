// Owns the proof of what leaves the archive by another way than an export: the sheet a printer is handed, and originals as files.
import { mkdirSync, readdirSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openArchive, type Archive, type Source } from '../../src/core/archive';
import { Query, type ClippingId } from '../../src/shared/model';
import { drawn, docxOf } from '../support/pictures';
import { tempFolder } from '../support/archive';

let place: string;
let archive: Archive;
const story = (headline: string, text = 'The slipway stood empty for the first time since 1911, and the gates were locked by noon.'): string => `The Averil Courier\n\n${headline}\n\nBy Nora Tallis\n11 March 1982\n\n${text}\n\nThe Board promised a decision by Easter.\n`;
const LARGE = `The long story\n\n${'The harbour was quiet that morning, as it had been all week. '.repeat(4_000)}\n`;

beforeEach(async () => {
	place = tempFolder();
	archive = await openArchive(join(place, 'Harbour'));
	onTestFinished(() => archive.close());
});

/** Keeps these, and answers their ids by headline. */
async function keep(sources: Source[]): Promise<(headline: string) => ClippingId> {
	await archive.import(sources, {});
	const { rows } = archive.clippings.search(Query.parse({}), { offset: 0, limit: 100 });
	return (headline) => rows.find((row) => row.headline.map(({ text }) => text).join('') === headline)!.id;
}

function folder(): string {
	const made = join(place, `out-${readdirSync(place).length}`);
	mkdirSync(made);
	return made;
}

test('a sheet holds the clippings in the order asked for, each with its source at the foot; the paper is the printer’s to choose', async () => {
	const of = await keep([{ text: story('Last hull leaves the yard'), name: 'hull.txt' }, { text: story('Board denies it has set a date'), name: 'board.txt' }]);
	const [hull, board] = [of('Last hull leaves the yard'), of('Board denies it has set a date')];
	const done: number[] = [];
	const sheet = await archive.onPaper([board, hull], { onProgress: (progress) => done.push(progress.done) });
	expect(done).toEqual([1, 2]);
	expect(sheet.html).toContain('<title>2 press clippings</title>');
	expect(sheet.html.indexOf('Board denies')).toBeLessThan(sheet.html.indexOf('Last hull'));
	expect(sheet.html).toContain(`Source: original “hull.txt”, in the archive “Harbour” since`);
	expect(sheet.html).toContain(`as clipping ${archive.clippings.get(hull).uid}.`);
	expect(sheet.style).not.toContain('size: A4');
	expect(sheet.html).not.toContain('<script');
	expect((await archive.onPaper([hull])).html).toContain('<html lang="en"><head><meta charset="utf-8"><title>Last hull leaves the yard</title>');
});

test('what is restricted is printed for whoever keeps it, and says so', async () => {
	const of = await keep([{ text: story('Last hull leaves the yard'), name: 'hull.txt' }]);
	const id = of('Last hull leaves the yard');
	archive.clippings.edit(id, { rights: '© The Averil Courier', embargo: '2082' });
	expect((await archive.onPaper([id])).html).toContain('Rights: © The Averil Courier Restricted until the end of 2082.');
});

test('pictures go along once each, with their captions', async () => {
	const picture = drawn(3);
	writeFileSync(join(place, 'light.docx'), await docxOf('The Corran Light', ['It was lit again on Monday after a winter of repairs.', 'The keeper climbed the stair alone.'], picture, 'The light at dusk.'));
	const of = await keep([{ path: join(place, 'light.docx') }]);
	const id = of('The Corran Light');
	const sheet = await archive.onPaper([id]);
	expect(sheet.pictures.map(({ bytes }) => Buffer.from(bytes))).toEqual([Buffer.from(picture)]);
	expect(sheet.html).toContain(`src="picture/${sheet.pictures[0]!.name}"`);
	expect(sheet.html).toContain('The light at dusk.');
});

test('setting can be stopped, and what is not there is said', async () => {
	const of = await keep([{ text: story('Last hull leaves the yard'), name: 'hull.txt' }]);
	const stopped = new AbortController();
	stopped.abort();
	await expect(archive.onPaper([of('Last hull leaves the yard')], { signal: stopped.signal })).rejects.toMatchObject({ code: 'cancelled' });
	await expect(archive.onPaper([999 as ClippingId])).rejects.toMatchObject({ code: 'clipping/missing' });
	await expect(archive.carryOut([999 as ClippingId], folder())).rejects.toMatchObject({ code: 'clipping/missing' });
});

test('originals leave byte for byte under their own names; what never was a file is called by its day and headline', async () => {
	const bytes = Buffer.from(`\ufeff${story('Last hull leaves the yard').replaceAll('\n', '\r\n')}`, 'utf16le');
	mkdirSync(join(place, 'in', 'again'), { recursive: true });
	writeFileSync(join(place, 'in', 'hull.txt'), bytes);
	writeFileSync(join(place, 'in', 'again', 'HULL.TXT'), story('Another hull on the slip'));
	writeFileSync(join(place, 'in', 'long.txt'), LARGE);
	const of = await keep([{ path: join(place, 'in') }, { text: story('Board denies: “no date”'), name: 'Pasted text' }]);
	const to = folder();
	const files = await archive.carryOut([of('The long story'), of('Last hull leaves the yard'), of('Another hull on the slip'), of('Board denies: “no date”')], to);
	const names = files.map((file) => basename(file));
	expect(names).toEqual(['long.txt', 'hull.txt', 'HULL 2.txt', '1982-03-11 Board denies - “no date”.txt']);
	expect(readdirSync(to).sort()).toEqual([...names].sort());
	expect(readFileSync(files[0]!, 'utf8')).toBe(LARGE);
	expect(readFileSync(files[1]!)).toEqual(bytes);
	expect(readFileSync(files[2]!, 'utf8')).toBe(story('Another hull on the slip'));
});

test('a name that leads elsewhere leads nowhere', async () => {
	const of = await keep([{ text: story('Last hull leaves the yard'), name: '../../../gate\u202e\u0000.txt' }, { text: story('Board denies it has set a date'), name: 'C:\\yard\\aux.txt' }]);
	const to = folder();
	const files = await archive.carryOut([of('Last hull leaves the yard'), of('Board denies it has set a date')], to);
	for (const file of files) expect(file).toBe(join(to, basename(file)));
	expect(readdirSync(to)).toHaveLength(2);
	expect(readdirSync(to).join(' ')).not.toMatch(/[\u202e\u0000\\]|(?:^| )aux\.txt/);
});

test('an original that is no longer what was received is not handed out', async () => {
	const of = await keep([{ text: LARGE, name: 'long.txt' }]);
	const id = of('The long story');
	const { sha256 } = archive.clippings.get(id).original;
	const kept = readdirSync(archive.dir, { recursive: true }).map(String).find((name) => name.endsWith(sha256))!;
	chmodSync(join(archive.dir, kept), 0o644);
	writeFileSync(join(archive.dir, kept), LARGE.replace('quiet', 'loud!'));
	await expect(archive.carryOut([id], folder())).rejects.toMatchObject({ code: 'archive/corrupt' });
	await expect(archive.carryOut([id], join(place, 'nowhere'))).rejects.toMatchObject({ code: 'disk/missing' });
});
