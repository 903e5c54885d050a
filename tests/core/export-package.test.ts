// Owns the proof that an archive package is a whole bag that says truly what it holds, and comes back. What checks it is not ours, where it can be had.
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { verifyBag } from '../../src/core/keeping/verify-bag';
import { Query } from '../../src/shared/model';
import { validator, type ValidatorName } from '../support/validators';

const STANDARDS = resolve(import.meta.dirname, '../../../shared/standards');
const has = (program: ValidatorName): boolean => !validator(program).isMissing;
const canValidate = existsSync(STANDARDS) && has('xmllint');

let place: string;
let archive: Archive;
let bag: string;

beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-package-')));
	mkdirSync(join(place, 'out'));
	archive = await openArchive(join(place, 'archive'));
	await archive.import([
		...Array.from({ length: 4 }, (_, n) => ({ text: `The Averil Courier\n\nStory ${n}: 100% of <hulls> & “quays”\n\nBy Nora Tallis\n11 March 1982\n\nOn day ${n} the slipway stood empty.\n`, name: `100% story ${n}.txt` })),
		{ text: `The long story\n\n${'The harbour was quiet that morning.\n'.repeat(2_000)}`, name: 'long.txt' },
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث.\n', name: 'ميناء.txt' },
	], { rules: { tags: ['yard/closure'], collection: 'Thesis/One' } });
	const [first] = archive.clippings.ids(Query.parse({ sort: 'imported' }));
	archive.clippings.edit(first!, { notes: 'A *note* with \u0007 a bell.', rights: 'Nobody knows.' });
	bag = (await archive.export({ of: 'everything' }, 'package', join(place, 'out'), {})).path;
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

const payload = (): string[] => readdirSync(join(bag, 'data'), { recursive: true, withFileTypes: true })
	.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));

describe('a package', () => {
	test.skipIf(!has('sha512sum'))('is proven by tools every system has', () => {
		for (const algorithm of ['sha512', 'sha256']) {
			for (const manifest of [`manifest-${algorithm}.txt`, `tagmanifest-${algorithm}.txt`]) {
				expect(execFileSync(`${algorithm}sum`, ['-c', '--strict', '--quiet', manifest], { cwd: bag, encoding: 'utf8' })).toBe('');
			}
		}
		appendFileSync(join(bag, 'data', 'clippings.jsonl'), '\n');
		expect(spawnSync('sha512sum', ['-c', '--strict', '--quiet', 'manifest-sha512.txt'], { cwd: bag }).status).not.toBe(0);
	});

	test('lists every payload file in every manifest, and counts them', () => {
		const files = payload();
		expect(files).toHaveLength(6 + 3);
		for (const algorithm of ['sha512', 'sha256']) {
			const listed = readFileSync(join(bag, `manifest-${algorithm}.txt`), 'utf8').trimEnd().split('\n').map((line) => line.slice(line.indexOf('  ') + 2));
			expect(listed.map((path) => join(bag, path)).sort()).toEqual([...files].sort());
			for (const path of listed) expect(path).not.toMatch(/[%\r\n]/);
		}
		const oxum = /^Payload-Oxum: (.*)$/m.exec(readFileSync(join(bag, 'bag-info.txt'), 'utf8'))?.[1];
		expect(oxum).toBe(`${files.reduce((sum, file) => sum + statSync(file).size, 0)}.${files.length}`);
		expect(readFileSync(join(bag, 'bagit.txt'), 'utf8')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
	});

	test.skipIf(!canValidate).each([['premis.xml', 'premis-v3-0.xsd'], ['mets.xml', 'mets-1.12.1.xsd']])('%s is valid by its schema', (file, schema) => {
		execFileSync('xmllint', ['--noout', '--nonet', '--schema', join(STANDARDS, schema), join(bag, 'metadata', file)], { stdio: ['ignore', 'ignore', 'pipe'] });
	});

	test('METS refers to nothing that is not there', () => {
		const mets = readFileSync(join(bag, 'metadata/mets.xml'), 'utf8');
		const ids = new Set([...mets.matchAll(/ ID="([^"]+)"/g)].map((match) => match[1]));
		for (const [, id] of mets.matchAll(/ (?:FILEID|DMDID)="([^"]+)"/g)) expect(ids).toContain(id);
		for (const [, href] of mets.matchAll(/xlink:href="(\.\.\/data[^"]+)"/g)) expect(existsSync(join(bag, 'metadata', decodeURIComponent(href!))), href).toBe(true);
	});

	test('PREMIS has a fixity and a size for every file, and an ingestion for every clipping', () => {
		const text = readFileSync(join(bag, 'metadata/premis.xml'), 'utf8');
		const files = text.match(/<object xsi:type="file">.*/g) ?? [];
		expect(files).toHaveLength(6);
		for (const file of files) expect(file).toMatch(/<messageDigestAlgorithm>SHA-256<\/messageDigestAlgorithm><messageDigest>[0-9a-f]{64}<\/messageDigest><\/fixity><size>\d+<\/size>/);
		expect(text.match(/<eventType>ingestion<\/eventType>/g)).toHaveLength(6);
	});

	test('its crate is flat, reaches every file, and names a licence', () => {
		const crate = JSON.parse(readFileSync(join(bag, 'data/ro-crate-metadata.json'), 'utf8')) as { '@graph': Record<string, unknown>[] };
		const byId = new Map(crate['@graph'].map((entity) => [entity['@id'] as string, entity]));
		expect(byId.size).toBe(crate['@graph'].length);
		const root = byId.get('./')!;
		for (const field of ['name', 'description', 'datePublished', 'license', 'hasPart']) expect(root[field]).toBeTruthy();
		const parts = (root['hasPart'] as { '@id': string }[]).map((part) => decodeURIComponent(part['@id']));
		expect(parts.map((part) => join(bag, 'data', part)).sort()).toEqual(payload().filter((file) => !file.endsWith('ro-crate-metadata.json')).sort());
	});

	test('comes back: every clipping as it was, every original byte for byte', async () => {
		const again = await openArchive(join(place, 'again'));
		try {
			const summary = await again.import([{ path: bag }], {});
			expect(summary).toMatchObject({ kept: 6, skipped: 0, failed: 0 });
			for (const id of archive.clippings.ids(Query.parse({}))) {
				const before = archive.clippings.get(id);
				const after = again.clippings.get(again.clippings.find(before.uid));
				for (const field of ['uid', 'headline', 'publication', 'byline', 'published', 'notes', 'rights', 'blocks', 'captions', 'importedAt'] as const) expect(after[field]).toEqual(before[field]);
				expect(after.tags.map(({ name }) => name)).toEqual(before.tags.map(({ name }) => name));
				expect(Buffer.from(again.clippings.original(after.id)).equals(archive.clippings.original(id))).toBe(true);
			}
		} finally {
			await again.close();
		}
	});
});

describe('verifying a bag', () => {
	const found = async () => (await verifyBag(bag)).findings.map(({ kind, file }) => [kind, file]);
	const original = (): string => readdirSync(join(bag, 'data/originals')).sort()[1]!;

	test('finds nothing wrong with a package', async () => {
		const files = payload();
		expect(await verifyBag(bag)).toEqual({ version: '1.0', files: files.length, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0), algorithms: ['sha256', 'sha512'], findings: [], cancelled: false });
	});

	test('finds nothing wrong with a package of more files than are written at once', async () => {
		await archive.import(Array.from({ length: 60 }, (_, n) => ({ text: `Notice ${n}\n\nThe yard was sold on day ${n}.\n`, name: `notice ${n}.txt` })), {});
		const { path } = await archive.export({ of: 'everything' }, 'package', join(place, 'out'), {});
		expect(await verifyBag(path)).toMatchObject({ files: 66 + 3, findings: [] });
	});

	test('names a file with one bit flipped', async () => {
		const name = original();
		const bytes = readFileSync(join(bag, 'data/originals', name));
		bytes[3]! ^= 1;
		writeFileSync(join(bag, 'data/originals', name), bytes);
		expect(await found()).toEqual([['altered', `data/originals/${name}`]]);
	});

	test('names a file that is gone, one that came, and one that was renamed', async () => {
		const name = original();
		renameSync(join(bag, 'data/originals', name), join(bag, 'data/originals/renamed.txt'));
		expect(await found()).toEqual([['added', 'data/originals/renamed.txt'], ['missing', `data/originals/${name}`]]);
		rmSync(join(bag, 'data/originals/renamed.txt'));
		expect(await found()).toEqual([['missing', `data/originals/${name}`], ['malformed', 'bag-info.txt']]);
		writeFileSync(join(bag, 'data/extra.txt'), 'x');
		expect(await found()).toContainEqual(['added', 'data/extra.txt']);
	});

	test('names a changed tag file, and a manifest that leads out of the bag', async () => {
		appendFileSync(join(bag, 'metadata/mets.xml'), ' ');
		expect(await found()).toEqual([['altered', 'metadata/mets.xml']]);
		appendFileSync(join(bag, 'manifest-sha256.txt'), `${'0'.repeat(64)}  data/../../etc/passwd\n`);
		expect(await found()).toContainEqual(['unsafe', 'data/../../etc/passwd']);
	});

	test.skipIf(process.platform === 'win32')('takes no link for a file', async () => {
		const name = original();
		renameSync(join(bag, 'data/originals', name), join(place, 'elsewhere.txt'));
		symlinkSync(join(place, 'elsewhere.txt'), join(bag, 'data/originals', name));
		expect(await found()).toContainEqual(['altered', `data/originals/${name}`]);
	});

	test('says of a folder that it is no bag, and of nothing that it is not there', async () => {
		expect((await verifyBag(join(bag, 'data'))).findings[0]).toMatchObject({ kind: 'malformed', file: 'bagit.txt' });
		await expect(verifyBag(join(place, 'nowhere'))).rejects.toMatchObject({ code: 'source/unreadable' });
	});
});
