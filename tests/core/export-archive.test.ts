// Owns the proof that exports of a real archive hold what the archive held at one moment, and that the archive remembers them.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { FORMATS } from '../../src/core/exporting/formats';
import { clippingRecord } from '../../src/core/exporting/jsonl';
import { databasePath } from '../../src/core/layout';
import { openForReading } from '../../src/core/store/open';
import { FormatId, Query, type ClippingId } from '../../src/shared/model';
import { sha256Of } from '../support/clippings';

const EVERYTHING = { of: 'everything' } as const;

let place: string;
let archive: Archive;
const story = (n: number): string => `Story ${n} of the harbour\n\nBy Nora Tallis\n11 March 1982\n\nOn day ${n} the slipway stood empty for the first time since 1911, and the gates were locked by noon.\n\nThe Board promised a decision by Easter.\n`;
const LARGE = `The long story\n\n${'The harbour was quiet that morning, as it had been all week. '.repeat(4_000)}\n`;

beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-export-archive-')));
	mkdirSync(join(place, 'out'));
	archive = await openArchive(join(place, 'archive'));
	await archive.import([...Array.from({ length: 12 }, (_, n) => ({ text: story(n), name: `story ${n}.txt` })), { text: LARGE, name: 'long.txt' }], { rules: { tags: ['yard'] } });
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

const records = (path: string): ReturnType<typeof clippingRecord>[] => readFileSync(join(path, 'clippings.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as ReturnType<typeof clippingRecord>);
const events = (): { type: string; detail: unknown }[] => {
	const db = openForReading(databasePath(archive.dir));
	try {
		return db.prepare<{ type: string; detail: string }>('SELECT type, detail FROM events WHERE type = \'dissemination\'').all().map(({ type, detail }) => ({ type, detail: JSON.parse(detail) as unknown }));
	} finally {
		db.close();
	}
};

test('every clipping and every original is there, large ones too', async () => {
	const made = await archive.export(EVERYTHING, 'jsonl', join(place, 'out'), {});
	const written = records(made.path);
	expect(written).toHaveLength(13);
	for (const record of written) {
		expect(record).toEqual(JSON.parse(JSON.stringify(clippingRecord(archive.clippings.get(record.id), { original: record.original.file, pictures: new Map() }, archive.clippings.beyond(record.id)))));
		const original = readFileSync(join(made.path, record.original.file ?? ''));
		expect(sha256Of(original)).toBe(record.original.sha256);
		expect(original.equals(archive.clippings.original(record.id))).toBe(true);
	}
	expect(events()).toEqual([{ type: 'dissemination', detail: { format: 'jsonl', name: made.name, clippings: 13, files: made.files, bytes: made.bytes, identifier: expect.stringMatching(/^urn:uuid:/) as string, leftOut: null } }]);
	expect(readdirSync(made.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toHaveLength(made.files);
});

test('is the archive of one moment, whatever is written meanwhile', async () => {
	const before = archive.clippings.ids(Query.parse({}));
	let written = false;
	const made = await archive.export(EVERYTHING, 'jsonl', join(place, 'out'), {
		onProgress: () => {
			if (written) return;
			written = true;
			archive.clippings.edit(before[0] as ClippingId, { headline: 'Changed meanwhile' });
			archive.clippings.trash(before.slice(1, 5));
			archive.clippings.tag(before, ['meanwhile'], ['yard']);
		},
	});
	expect(written).toBe(true);
	const exported = records(made.path);
	expect(exported).toHaveLength(13);
	expect(exported.map((record) => record.headline)).not.toContain('Changed meanwhile');
	for (const record of exported) expect(record.tags.map((tag) => tag.name)).toEqual(['yard']);
});

test('what a query finds, in its order; the trash only when it is asked for', async () => {
	const [first, second] = archive.clippings.ids(Query.parse({ text: 'slipway', sort: 'headline' })) as [ClippingId, ClippingId];
	archive.clippings.trash([first]);
	const query = Query.parse({ text: 'slipway', sort: 'headline' });
	const found = await archive.export({ of: 'query', query }, 'jsonl', join(place, 'out'), {});
	expect(records(found.path).map((record) => record.id)).toEqual(archive.clippings.ids(query));
	expect(records(found.path).map((record) => record.id)).not.toContain(first);
	const named = await archive.export({ of: 'clippings', ids: [second, first] }, 'jsonl', join(place, 'out'), {});
	expect(records(named.path).map((record) => [record.id, record.trashedAt !== null])).toEqual([[second, false], [first, true]]);
});

test('an archive open for reading only can be exported too, and remembers nothing', async () => {
	await archive.close();
	archive = await openArchive(join(place, 'archive'), { readOnly: true });
	const made = await archive.export(EVERYTHING, 'markdown', join(place, 'out'), {});
	expect(readdirSync(made.path).filter((file) => file.endsWith('.md'))).toHaveLength(13);
	expect(events()).toEqual([]);
});

test('a preview agrees with the export', async () => {
	const shown = await archive.preview(EVERYTHING, 'markdown', 2);
	const made = await archive.export(EVERYTHING, 'markdown', join(place, 'out'), {});
	expect(shown).toMatchObject({ clippings: 13, originals: 13, bytes: made.bytes, index: 2 });
	const texts = readdirSync(made.path).filter((file) => file.endsWith('.md')).map((file) => readFileSync(join(made.path, file), 'utf8'));
	expect(texts).toContain(shown.first);
	expect(shown.losses.find(({ what }) => what.key === 'said.lost.colours')?.count).toBe(13);
});

test('closing the archive stops an export, which leaves nothing', async () => {
	const running = archive.export(EVERYTHING, 'markdown', join(place, 'out'), { onProgress: () => void archive.close() });
	expect(await running).toMatchObject({ cancelled: true });
	expect(readdirSync(join(place, 'out'))).toEqual([]);
});

// PDF needs somebody who prints; that is the app's or the command line's.
test.each(FormatId.options.filter((format) => format !== 'pdf'))('as %s an archive is exported whole, and so is nothing at all', async (format) => {
	const made = await archive.export(EVERYTHING, format, join(place, 'out'), {});
	expect(made).toMatchObject({ clippings: 13, cancelled: false });
	const written = readdirSync(made.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	expect(written).toHaveLength(made.files);
	const { takesOriginals, layout } = FORMATS[format];
	const originals = takesOriginals ? 13 : 0;
	const records = layout === 'each' ? 13 : 1;
	expect(written.length).toBeGreaterThanOrEqual(originals + records);
	const preview = await archive.preview(EVERYTHING, format, 0);
	expect(preview).toMatchObject({ clippings: 13, originals });
	expect(preview.first?.trim()).toBeTruthy();
	const empty = await archive.export({ of: 'query', query: Query.parse({ text: 'zzzz' }) }, format, join(place, 'out'), {});
	expect(empty).toMatchObject({ clippings: 0, cancelled: false });
});

test('as pdf without a printer nothing is exported, and nothing is left behind', async () => {
	await expect(archive.export(EVERYTHING, 'pdf', join(place, 'out'), {})).rejects.toMatchObject({ code: 'export/no-printer' });
	expect(readdirSync(join(place, 'out'))).toEqual([]);
});

test('records that stand together are parted, opened and closed as their format wants', async () => {
	const made = await archive.export(EVERYTHING, 'csl-json', join(place, 'out'), {});
	const items = JSON.parse(readFileSync(join(made.path, 'clippings.json'), 'utf8')) as { id: string }[];
	expect(items.map(({ id }) => id)).toEqual(archive.clippings.ids(Query.parse({ sort: 'imported' })).toReversed().map((id) => archive.clippings.get(id).uid));
});
