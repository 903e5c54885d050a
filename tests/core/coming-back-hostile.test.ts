// Holds that a package made to do harm reads and writes nothing outside itself, breaks no screen, and that what is right in it comes in all the same.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../src/core/archive';
import { verifyBag } from '../../src/core/keeping/verify-bag';
import { Query, type ClippingId, type ImportId } from '../../src/shared/model';
import { tempArchive, tempFolder } from '../support/archive';

const SECRET = 'Beyond the package\n\nNobody has given this to be read: not the harbour master, not the yard.\n';

/** A package of two clippings, with a file beside it that nobody gave. */
async function packed(): Promise<{ bag: string; outside: string }> {
	const archive = await tempArchive();
	await archive.import([
		{ text: 'Alpha of the harbour\n\nThe slip is empty, said the harbour master.\n', name: 'alpha.txt' },
		{ text: 'Beta at the quay\n\nA ferry lay at the slip for two days.\n', name: 'beta.txt' },
	], { rules: { tags: ['ships'] } });
	const { path } = await archive.export({ of: 'everything' }, 'package', tempFolder(), {});
	await archive.close();
	const outside = join(dirname(path), 'outside.txt');
	writeFileSync(outside, SECRET);
	return { bag: path, outside };
}

/** Writes both manifests anew, so that the bag vouches for whatever is in it. */
function vouchedFor(bag: string, more: Readonly<Record<string, string>> = {}): void {
	for (const name of readdirSync(bag)) if (/manifest/.test(name)) rmSync(join(bag, name));
	rmSync(join(bag, 'bag-info.txt'), { force: true });
	const files = readdirSync(join(bag, 'data'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(bag.length + 1));
	const lines = [...files.map((file) => `${createHash('sha512').update(readFileSync(join(bag, file))).digest('hex')}  ${file}`), ...Object.entries(more).map(([file, digest]) => `${digest}  ${file}`)];
	writeFileSync(join(bag, 'manifest-sha512.txt'), lines.map((line) => `${line}\n`).join(''));
}

const rewritten = (bag: string, file: string, each: (record: Record<string, unknown>, at: number) => unknown): void => {
	const path = join(bag, 'data', file);
	writeFileSync(path, readFileSync(path, 'utf8').trimEnd().split('\n').map((line, at) => `${JSON.stringify(each(JSON.parse(line) as Record<string, unknown>, at))}\n`).join(''));
};
const added = (bag: string, ...records: object[]): void => {
	const path = join(bag, 'data/archive.jsonl');
	writeFileSync(path, readFileSync(path, 'utf8') + records.map((record) => `${JSON.stringify(record)}\n`).join(''));
};

const everyId = (archive: Archive): ClippingId[] => archive.clippings.ids(Query.parse({ sort: 'imported' }));
/** Nothing of what lies outside is anywhere in the archive, in no field, original or report. */
async function expectNothingOf(archive: Archive, words: string): Promise<void> {
	for (const id of everyId(archive)) {
		const clipping = archive.clippings.get(id);
		expect(JSON.stringify(clipping)).not.toContain(words);
		for (const picture of clipping.pictures) expect(picture.sha256).not.toBe(createHash('sha256').update(SECRET).digest('hex'));
		expect(clipping.original.sha256).not.toBe(createHash('sha256').update(SECRET).digest('hex'));
	}
	expect(archive.clippings.ids(Query.parse({ text: words }))).toEqual([]);
	expect(JSON.stringify(archive.imports.list({ before: null, limit: 20 }).map(({ id }) => archive.imports.get(id)))).not.toContain(words);
}

const digest = createHash('sha512').update(SECRET).digest('hex');
const sha256 = createHash('sha256').update(SECRET).digest('hex');

describe('a record of a clipping', () => {
	it.each([
		['upwards', () => '../../outside.txt'],
		['upwards from its folder', () => 'originals/../../../outside.txt'],
		['from the root', (outside: string) => outside],
		['by an address', (outside: string) => `file://${outside}`],
		['with escapes', () => 'originals/%2e%2e/%2e%2e/%2e%2e/outside.txt'],
		['with backslashes', () => 'originals\\..\\..\\..\\outside.txt'],
		['with a NUL', () => '../../outside.txt\0.txt'],
		['too long for any system', () => `originals/${'a'.repeat(5_000)}/../../../../outside.txt`],
		['to its own tag files', () => 'originals/../../bagit.txt'],
	] as const)('that names a file %s brings none along', async (_, place) => {
		const { bag, outside } = await packed();
		const named = place(outside);
		rewritten(bag, 'clippings.jsonl', (record) => ({ ...record, original: { ...(record['original'] as object), file: named, sha256 }, pictures: [{ position: 0, file: named, fileName: 'x.png', address: null, sha256, bytes: SECRET.length, mediaType: 'image/png', width: 1, height: 1, caption: null }] }));
		vouchedFor(bag);
		const archive = await tempArchive();
		// The originals stand there and are named by nobody: the records come in, each standing for itself.
		expect(await archive.import([{ path: bag }], {})).toMatchObject({ kept: 2, failed: 0 });
		await expectNothingOf(archive, 'Beyond');
		for (const id of everyId(archive)) expect(archive.clippings.get(id).original.mediaType).toBe('application/jsonl');
	});

	it('finds its original by its exact name, also where others differ in case alone', async () => {
		const { bag } = await packed();
		const [first] = readdirSync(join(bag, 'data/originals')).sort();
		writeFileSync(join(bag, 'data/originals', first!.toUpperCase()), 'Another text\n\nUnder a name in capitals.\n');
		vouchedFor(bag);
		const archive = await tempArchive();
		expect(await archive.import([{ path: bag }], {})).toMatchObject({ kept: 2, failed: 0 });
		expect(everyId(archive).map((id) => archive.clippings.get(id).original.fileName).sort()).toEqual(['alpha.txt', 'beta.txt']);
		await expectNothingOf(archive, 'capitals');
	});
});

describe('a manifest', () => {
	it.each([
		['upwards', 'data/../../outside.txt', 'unsafe'],
		['upwards with backslashes', 'data\\..\\..\\outside.txt', 'unsafe'],
		['by a drive', 'C:/outside.txt', 'unsafe'],
		['from home', '~/outside.txt', 'unsafe'],
		['with a NUL', 'data/\0outside.txt', 'altered'],
		['too long for any system', `data/${'a'.repeat(5_000)}`, 'altered'],
		['in another case', 'data/CLIPPINGS.jsonl', 'missing'],
	])('that names a file %s is refused, and the file is not read', async (_, file, kind) => {
		const { bag } = await packed();
		vouchedFor(bag, { [file]: digest });
		// Had it been read, its digest would be right and nothing would be found.
		expect((await verifyBag(bag)).findings).toContainEqual(expect.objectContaining({ kind, file }));
		const archive = await tempArchive();
		await expect(archive.import([{ path: bag }], {})).rejects.toMatchObject({ code: 'bag/not-whole' });
		expect(await archive.import([{ path: bag }], { partly: true })).toMatchObject({ kept: 2 });
		await expectNothingOf(archive, 'Beyond');
	});
});

describe.skipIf(process.platform === 'win32')('a link', () => {
	it('in the place of an original, a folder, a tag file or a file of records is not followed', async () => {
		const places: readonly [string, (bag: string, outside: string) => string][] = [
			['an original', (bag, outside) => {
				const file = `data/originals/${readdirSync(join(bag, 'data/originals')).sort()[0]}`;
				rmSync(join(bag, file));
				symlinkSync(outside, join(bag, file));
				vouchedFor(bag, { [file]: digest });
				return file;
			}],
			['a folder', (bag, outside) => {
				const shelf = join(dirname(outside), 'shelf');
				renameSync(join(bag, 'data/originals'), shelf);
				writeFileSync(join(shelf, 'outside.txt'), SECRET);
				symlinkSync(shelf, join(bag, 'data/originals'));
				vouchedFor(bag, { 'data/originals/outside.txt': digest });
				return 'data/originals/outside.txt';
			}],
			['a tag file', (bag, outside) => {
				vouchedFor(bag);
				writeFileSync(outside, 'Beyond: the package\n');
				symlinkSync(outside, join(bag, 'bag-info.txt'));
				writeFileSync(join(bag, 'tagmanifest-sha512.txt'), `${createHash('sha512').update('Beyond: the package\n').digest('hex')}  bag-info.txt\n`);
				return 'bag-info.txt';
			}],
			['a file of records', (bag, outside) => {
				const record = { record: 'cuttings/tag', id: 900, name: 'beyond', colour: 'red' };
				const text = `${readFileSync(join(bag, 'data/archive.jsonl'), 'utf8')}${JSON.stringify(record)}\n`;
				writeFileSync(outside, text);
				rmSync(join(bag, 'data/archive.jsonl'));
				symlinkSync(outside, join(bag, 'data/archive.jsonl'));
				vouchedFor(bag, { 'data/archive.jsonl': createHash('sha512').update(text).digest('hex') });
				return 'data/archive.jsonl';
			}],
		];
		for (const [what, make] of places) {
			const { bag, outside } = await packed();
			const file = make(bag, outside);
			expect((await verifyBag(bag)).findings, what).toContainEqual(expect.objectContaining({ kind: 'altered', file }));
			const archive = await tempArchive();
			await expect(archive.import([{ path: bag }], {}), what).rejects.toMatchObject({ code: 'bag/not-whole' });
			await archive.import([{ path: bag }], { partly: true });
			await expectNothingOf(archive, 'Beyond');
			expect(archive.tags.named('beyond'), what).toBeNull();
		}
	});

	it('in the place of the whole payload makes it no bag, and is not followed', async () => {
		const { bag, outside } = await packed();
		const shelf = join(dirname(outside), 'shelf');
		renameSync(join(bag, 'data'), shelf);
		symlinkSync(shelf, join(bag, 'data'));
		expect((await verifyBag(bag)).findings).toContainEqual(expect.objectContaining({ kind: 'malformed', file: 'data' }));
		const archive = await tempArchive();
		await expect(archive.import([{ path: bag }], {})).rejects.toMatchObject({ code: 'bag/not-whole' });
		expect(await archive.import([{ path: bag }], { partly: true })).toMatchObject({ kept: 0 });
	});

	it('beside records that are in no bag is not followed either', async () => {
		const archive = await tempArchive();
		await archive.import([{ text: 'Alpha of the harbour\n\nThe slip is empty.\n', name: 'alpha.txt' }], {});
		const { path } = await archive.export({ of: 'everything' }, 'jsonl', tempFolder(), {});
		const outside = join(dirname(path), 'outside.jsonl');
		writeFileSync(outside, `${readFileSync(join(path, 'archive.jsonl'), 'utf8')}${JSON.stringify({ record: 'cuttings/tag', id: 900, name: 'beyond', colour: 'red' })}\n`);
		rmSync(join(path, 'archive.jsonl'));
		symlinkSync(outside, join(path, 'archive.jsonl'));
		const again = await tempArchive();
		expect(await again.import([{ path }], {})).toMatchObject({ kept: 1 });
		expect(again.tags.named('beyond')).toBeNull();
	});
});

describe('the file of the archive', () => {
	const rules = { tags: [], collection: null, publication: null, dateOrder: null, rights: null };
	const report = { kept: 0, duplicate: 0, skipped: 0, failed: 1, ids: [], duplicates: [], problems: [], milliseconds: 1, cancelled: false, unsure: 0, stopped: null };

	it.each([
		['that failed', (outside: string) => ({ endedAt: 2, asked: { sources: [{ path: outside }], rules, process: { host: 'here', pid: 1 }, watched: null }, report: { ...report, retry: [outside] } })],
		['that was cut short', (outside: string) => ({ endedAt: null, asked: { sources: [{ path: outside }], rules, process: { host: 'here', pid: 1 }, watched: null }, report: null })],
	])('names an import %s by a path of its choosing: it is shown, and cannot be done again', async (_, what) => {
		const { bag, outside } = await packed();
		added(bag, { record: 'cuttings/import', id: 700, startedAt: 1, follows: null, ...what(outside) });
		vouchedFor(bag);
		const archive = await tempArchive();
		expect(await archive.import([{ path: bag }], {})).toMatchObject({ kept: 2 });
		const entry = archive.imports.list({ before: null, limit: 20 }).find(({ id }) => id === 700);
		expect(entry).toMatchObject({ again: null, given: ['outside.txt'] });
		await expect(archive.imports.again(700 as ImportId, {})).rejects.toMatchObject({ code: 'request/invalid' });
		await expectNothingOf(archive, 'Nobody');
	});

	it('whose records do not fit leaves every list in order', async () => {
		const { bag } = await packed();
		const uid = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
		added(bag,
			{ record: 'cuttings/import', id: 701, startedAt: 1, endedAt: 2, follows: null, asked: { sources: 'all', rules: 7 }, report: { retry: 9, duplicates: 'x', problems: {} } },
			{ record: 'cuttings/search', id: 1, uid: uid(1), name: 'Hostile', query: { sort: 'sideways', text: 5 }, position: 1 },
			{ record: 'cuttings/search', id: 2, uid: uid(2), name: ' two\nlines ', query: {}, position: 2 },
			{ record: 'cuttings/search', id: 3, uid: uid(3), name: 'Good', query: { text: 'slip' }, position: 3 },
			{ record: 'cuttings/collection', id: 1, uid: uid(4), parent: null, name: '../up', position: 1 },
			{ record: 'cuttings/collection', id: 2, uid: uid(5), parent: null, name: 'x'.repeat(100_000), position: 2 },
			{ record: 'cuttings/collection', id: 3, uid: uid(6), parent: null, name: 'Good', position: 3 },
			{ record: 'cuttings/tag', id: 800, name: 'a\0b', colour: 'red' },
			{ record: 'cuttings/event', at: 1, type: 'ingestion', detail: { from: 7, fields: null } },
		);
		vouchedFor(bag);
		const archive = await tempArchive();
		expect(await archive.import([{ path: bag }], {})).toMatchObject({ kept: 2 });
		expect(archive.searches.list().map(({ name }) => name)).toEqual(['Good']);
		expect(archive.collections.list().map(({ name }) => name)).toEqual(['Good']);
		expect(archive.tags.list().map(({ name }) => name)).toEqual(['ships']);
		expect(archive.imports.list({ before: null, limit: 20 }).map(({ id }) => archive.imports.get(id))).toHaveLength(3);
		expect(archive.clippings.ids(Query.parse(archive.searches.list()[0]!.query))).toHaveLength(2);
	});

	it('writes nothing but into the archive', async () => {
		const { bag, outside } = await packed();
		rewritten(bag, 'clippings.jsonl', (record) => ({ ...record, original: { ...(record['original'] as object), fileName: '../../../escaped.txt' } }));
		vouchedFor(bag);
		const folder = tempFolder();
		const before = [readdirSync(folder), readdirSync(dirname(outside))];
		const archive = await tempArchive();
		await archive.import([{ path: bag }], {});
		for (const id of everyId(archive)) expect(archive.clippings.get(id).original.fileName).toBe(basename('../../../escaped.txt'));
		expect([readdirSync(folder), readdirSync(dirname(outside))]).toEqual(before);
		const { path } = await archive.export({ of: 'everything' }, 'package', folder, {});
		expect(readdirSync(folder)).toEqual([basename(path)]);
	});
});
