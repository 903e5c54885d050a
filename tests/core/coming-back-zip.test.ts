// Holds that a package that travels as one ZIP file comes back as its folder does: held against its manifests, the same archive, each flaw named; and that a ZIP made to do harm does none.
import { createHash } from 'node:crypto';
import { createWriteStream, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { openArchive, type Archive } from '../../src/core/archive';
import { compareArchives } from '../../src/core/keeping/compare-archives';
import { verifyBag } from '../../src/core/keeping/verify-bag';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { Query } from '../../src/shared/model';
import { tempArchive, tempFolder, tickingClock } from '../support/archive';
import { drawn, large } from '../support/pictures';

type Entries = Map<string, Uint8Array>;

async function zipped(entries: Iterable<readonly [string, Uint8Array]>, name = 'Package.zip'): Promise<string> {
	const zip = new yazl.ZipFile();
	for (const [path, bytes] of entries) zip.addBuffer(Buffer.from(bytes), path);
	zip.end();
	const to = join(tempFolder(), name);
	await pipeline(zip.outputStream, createWriteStream(to));
	return to;
}

/** Every file below a folder, by its path under `top`. */
const filesOf = (folder: string, top = `${basename(folder)}/`): Entries =>
	new Map(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
		const path = join(entry.parentPath, entry.name);
		return [top + path.slice(folder.length + 1), readFileSync(path)];
	}));

async function filled(): Promise<Archive> {
	const archive = await openArchive(join(tempFolder(), 'archive'), { clock: tickingClock() });
	await archive.import([
		{ text: 'Tidewater Gazette\n\nAlpha of the harbour\n\nBy Nora Tallis\n\nThe slip is empty, said the harbour master.\n', name: 'alpha.txt' },
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث.\n', name: 'ميناء.txt' },
		{ html: '<!doctype html><html lang="en"><body><article><h1>Delta &amp; the quay</h1><p>By Ida Renwick</p><p>Nobody came to the quay that day, not even the slip master.</p></article></body></html>', url: 'https://courier.example/delta', name: 'delta.html' },
		{ bytes: large(3), name: 'photo.png' },
	], { rules: { tags: ['ships'], collection: 'Thesis/One' } });
	const [first, second] = archive.clippings.ids(Query.parse({ sort: 'imported' }));
	await archive.pictures.attach(first!, null, { bytes: drawn(1), name: 'slip.png' });
	archive.clippings.edit(second!, { notes: 'A *note*.' });
	archive.searches.add('Quay', { text: 'quay' });
	archive.clippings.trash([second!]);
	return archive;
}

const exported = async (archive: Archive, format: 'package' | 'jsonl'): Promise<string> => (await archive.export({ of: 'everything' }, format, tempFolder(), {})).path;

describe('a package in a ZIP', () => {
	it.each([
		['package', 'in its folder'], ['package', 'at the top'], ['jsonl', 'in its folder'], ['jsonl', 'at the top'],
	] as const)('(%s, %s) gives the same archive, as its folder does', async (format, where) => {
		const archive = await filled();
		const path = await exported(archive, format);
		await archive.close();
		const zip = await zipped(filesOf(path, where === 'at the top' ? '' : `${basename(path)}/`));
		if (format === 'package') expect(await verifyBag(zip)).toMatchObject({ findings: [], files: filesOf(join(path, 'data')).size });
		const again = await openArchive(join(tempFolder(), 'again'), { clock: tickingClock(Date.UTC(2027, 0, 1)) });
		expect(await again.import([{ path: zip }], {})).toMatchObject({ kept: 4, duplicate: 0, skipped: 0, failed: 0 });
		expect(again.searches.list().map(({ name }) => name)).toEqual(['Quay']);
		await again.close();
		const { differences, clippings, files } = await compareArchives(archive.dir, again.dir);
		expect(differences).toEqual([]);
		expect(clippings).toBe(4);
		expect(files).toBeGreaterThan(4);
	}, 60_000);

	it('of which a file was flipped, dropped, added or renamed is refused with the file named, and comes in partly when asked', async () => {
		const archive = await filled();
		const path = await exported(archive, 'package');
		await archive.close();
		const top = `${basename(path)}/`;
		const whole = filesOf(path);
		const [original, other] = [...whole.keys()].filter((name) => name.startsWith(`${top}data/originals/`)).sort();
		const flaws: readonly [string, (entries: Entries) => void, [string, string][]][] = [
			['flipped', (entries) => { const bytes = Buffer.from(entries.get(original!)!); bytes[3]! ^= 1; entries.set(original!, bytes); }, [['altered', original!]]],
			['dropped', (entries) => { entries.delete(original!); }, [['missing', original!]]],
			['added', (entries) => { entries.set(`${top}data/slipped in.txt`, Buffer.from('Slipped in\n\nNobody exported this.\n')); }, [['added', `${top}data/slipped in.txt`]]],
			['renamed', (entries) => { entries.set(`${top}data/originals/other.txt`, entries.get(other!)!); entries.delete(other!); }, [['missing', other!], ['added', `${top}data/originals/other.txt`]]],
		];
		for (const [what, make, named] of flaws) {
			const entries = new Map(whole);
			make(entries);
			const zip = await zipped(entries);
			const again = await tempArchive();
			const error = await again.import([{ path: zip }], {}).then(() => null, (thrown: { code: string; facts: { flaws: { kind: string; file: string }[] } }) => thrown);
			expect(error?.code, what).toBe('bag/not-whole');
			for (const [kind, file] of named) expect(error!.facts.flaws, what).toContainEqual(expect.objectContaining({ kind, file: file.slice(top.length) }));
			expect(again.summary()).toMatchObject({ clippings: 0 });
			const { kept, problems } = await again.import([{ path: zip }], { partly: true });
			expect(kept, what).toBe(4);
			for (const [, file] of named) expect(problems.map(({ name }) => name), what).toContain(`Package.zip/${file}`);
			const standsIn = [...again.clippings.ids(Query.parse({})), ...again.clippings.ids(Query.parse({ where: 'trash' }))].filter((id) => again.clippings.get(id).original.mediaType === 'application/jsonl');
			expect(standsIn, what).toHaveLength(named[0]![0] === 'added' ? 0 : 1);
		}
	}, 120_000);

	it('of somebody else comes in like a folder, and says where from', async () => {
		const story = Buffer.from('Ferry aground\n\nBy Nora Tallis\n\nThe ferry ran onto the sandbank off Averil Point.\n');
		const zip = await zipped([
			['Papers/bagit.txt', Buffer.from('BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n')],
			['Papers/bag-info.txt', Buffer.from('Source-Organization: Tidewater Historical Society\n')],
			['Papers/manifest-md5.txt', Buffer.from(`${createHash('md5').update(story).digest('hex')} *data/a/story.txt\n`)],
			['Papers/data/a/story.txt', story],
			['__MACOSX/Papers/._bagit.txt', Buffer.from('x')],
		]);
		const archive = await tempArchive();
		expect(await archive.import([{ path: zip }], {})).toMatchObject({ kept: 1, skipped: 0, failed: 0 });
		const db = openForReading(databasePath(archive.dir));
		const [detail] = db.pluck<string>(`SELECT detail FROM events WHERE type = 'ingestion' AND clipping IS NOT NULL`).all();
		db.close();
		expect(JSON.parse(detail!)).toMatchObject({ from: { name: 'Papers', bag: { 'Source-Organization': 'Tidewater Historical Society' } } });
	});
});

describe('a ZIP made to do harm', () => {
	/** A bag of one story, and whatever else is put into the file. */
	const bagWith = (more: readonly (readonly [string, Uint8Array])[], manifest = ''): (readonly [string, Uint8Array])[] => {
		const story = Buffer.from('Ferry aground\n\nThe ferry ran onto the sandbank off Averil Point.\n');
		return [
			['bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
			['manifest-sha256.txt', Buffer.from(`${createHash('sha256').update(story).digest('hex')}  data/story.txt\n${manifest}`)],
			['data/story.txt', story],
			...more,
		];
	};
	/** yazl writes no such names: they are put into the finished file, over one of the same length. */
	const renamed = (zip: string, from: string, to: string): void => {
		const bytes = readFileSync(zip);
		for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
		writeFileSync(zip, bytes);
	};

	it('with a path that leads out of it is refused as a bag, and writes nothing', async () => {
		const zip = await zipped(bagWith([['zz/zz/escaped.txt', Buffer.from('Escaped\n\nIt should not be anywhere.\n')]]));
		renamed(zip, 'zz/zz/escaped.txt', '../../escaped.txt');
		const archive = await tempArchive();
		await expect(archive.import([{ path: zip }], {})).rejects.toMatchObject({ code: 'bag/not-whole', facts: { flaws: [{ kind: 'unsafe' }] } });
		expect(await archive.import([{ path: zip }], { partly: true })).toMatchObject({ kept: 1 });
		expect(readdirSync(dirname(zip))).toEqual(['Package.zip']);
		expect(archive.clippings.ids(Query.parse({ text: 'anywhere' }))).toEqual([]);
	});

	it('with two files of one name cannot say which was meant', async () => {
		const zip = await zipped(bagWith([['data/storz.txt', Buffer.from('Another\n\nUnder the same name as the first.\n')]]));
		renamed(zip, 'data/storz.txt', 'data/story.txt');
		const archive = await tempArchive();
		await expect(archive.import([{ path: zip }], {})).rejects.toMatchObject({ code: 'bag/not-whole', facts: { flaws: [{ kind: 'unsafe', file: 'data/story.txt' }] } });
		expect(await archive.import([{ path: zip }], { partly: true })).toMatchObject({ kept: 0 });
	});

	it('that unpacks to more than it may is stopped where that shows', async () => {
		const bomb = Buffer.alloc(48 * 1024 * 1024);
		const zip = await zipped(bagWith([['data/bomb.txt', bomb]], `${createHash('sha256').update(bomb).digest('hex')}  data/bomb.txt\n`));
		expect(statSync(zip).size).toBeLessThan(1024 * 1024);
		const archive = await tempArchive();
		const before = process.memoryUsage().rss;
		await expect(archive.import([{ path: zip }], {})).rejects.toMatchObject({ code: 'bag/not-whole', facts: { flaws: [{ kind: 'altered', file: 'data/bomb.txt' }] } });
		expect(await archive.import([{ path: zip }], { partly: true })).toMatchObject({ kept: 1 });
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
	});
});
