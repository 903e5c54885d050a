// Proves that an archive comes back from its own exports: into an empty one row by row and byte by byte, numbers included; from a bag that is not whole only when asked, with each file named; from anybody's bag through the ordinary door.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { compareArchives } from '../../src/core/keeping/compare-archives';
import { verifyBag } from '../../src/core/keeping/verify-bag';
import { databasePath } from '../../src/core/layout';
import { uidSource } from '../../src/core/store/uid';
import { openForReading } from '../../src/core/store/open';
import { Query, type ClippingId } from '../../src/shared/model';
import { sayOf } from '../../src/shared/words/say';
import { tempArchive, tempFolder, tickingClock } from '../support/archive';
import { drawn, large } from '../support/pictures';

/** Five clippings and a picture, through the door by which everything comes. */
async function filled(): Promise<Archive> {
	const archive = await openArchive(join(tempFolder(), 'archive'), { clock: tickingClock() });
	await archive.import([
		{ text: 'Tidewater Gazette\n\nAlpha of the harbour\n\nBy Nora Tallis\n03/04/82\n\nThe slip is empty, said the harbour master.\n\nShare this article\n', name: 'alpha.txt' },
		{ text: 'Tidewater Gazette\n\nBeta at the quay\n\n11 March 1982\n\nA ferry lay at the slip 😀 for two days.\n\nAnd more of it.\n', name: 'beta.txt' },
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث.\n', name: 'ميناء.txt' },
	], { rules: { tags: ['ships'], collection: 'Thesis/One' } });
	const { kept, problems } = await archive.import([
		{ html: '<!doctype html><html lang="en"><body><article><h1>Delta &amp; the quay</h1><p>By Ida Renwick</p><p>Nobody came to the quay that day, not even the slip master.</p><figure><img src="a/b.png"><figcaption>The quay.</figcaption></figure></article></body></html>', url: 'https://courier.example/delta', name: 'delta.html' },
		{ text: `The long story\n\n${'The harbour was quiet that morning, said the slip master.\n'.repeat(6_000)}`, name: 'long 100% #1.txt' },
		{ bytes: large(3), name: 'photo.png' },
	], { rules: { tags: ['war/ukraine'], rights: 'Nobody knows.' } });
	expect(problems).toEqual([]);
	expect(kept).toBe(3);
	return archive;
}

const everyId = (archive: Archive): ClippingId[] => archive.clippings.ids(Query.parse({ sort: 'imported' }));

async function exported(archive: Archive, format: 'package' | 'jsonl'): Promise<string> {
	const { path } = await archive.export({ of: 'everything' }, format, tempFolder(), {});
	return path;
}

/** What has a number people may have written down, as it is numbered; and how it came in. */
function numbered(dir: string): Record<string, unknown[]> {
	const db = openForReading(databasePath(dir));
	try {
		const all = (statement: string): unknown[] => db.prepare(statement).all();
		return {
			clippings: all('SELECT id, hex(uid), import, merged_into, trashed_at FROM clippings ORDER BY id'),
			tags: all('SELECT id, name, colour, clippings FROM tags ORDER BY id'),
			branches: all('SELECT * FROM tag_branches ORDER BY key'),
			collections: all('SELECT id, hex(uid), parent, name, position, clippings FROM collections ORDER BY id'),
			members: all('SELECT * FROM memberships ORDER BY collection, position, clipping'),
			searches: all('SELECT id, hex(uid), name, query, position FROM saved_searches ORDER BY id'),
			conventions: all('SELECT * FROM conventions ORDER BY publication_key'),
			imports: all(`SELECT id, started_at, ended_at, json_remove(asked, '$.process') AS asked, report, follows FROM imports ORDER BY id`),
			tallies: all('SELECT * FROM tallies'),
			originals: all('SELECT hex(sha256), clipping, came_with FROM originals ORDER BY sha256'),
		};
	} finally {
		db.close();
	}
}

/** Holds what came back against what went out; only the coming back itself may be there in addition. */
async function expectSame(from: string, to: string): Promise<void> {
	const comparison = await compareArchives(from, to);
	expect(comparison.differences).toEqual([]);
	expect(comparison.clippings).toBeGreaterThan(0);
	const [left, right] = [numbered(from), numbered(to)];
	expect(right['imports']).toHaveLength(left['imports']!.length + 1);
	right['imports'] = right['imports']!.slice(0, -1);
	expect(right).toEqual(left);
}

type Command = (archive: Archive, ids: readonly ClippingId[]) => unknown;
const one = fc.nat(5);
const some = fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1 });
const at = (ids: readonly ClippingId[], places: readonly number[]): ClippingId[] => places.map((place) => ids[place]!);
const COMMANDS: fc.Arbitrary<Command> = fc.oneof(
	fc.record({ one, headline: fc.constantFrom('One', 'Two: “quoted” — dashed', 'ثلاثة'), publication: fc.constantFrom('Courier', null), notes: fc.constantFrom('Compare *the quay*.\n\n- one\n- two', '', 'line\u2028separator'), rights: fc.constantFrom('All mine', null) })
		.map(({ one: place, ...edit }): Command => (archive, ids) => archive.clippings.edit(ids[place]!, edit)),
	one.map((place): Command => (archive, ids) => archive.clippings.accept(ids[place]!, { fields: ['headline', 'publication', 'byline'] })),
	one.map((place): Command => (archive, ids) => archive.clippings.textOnly(ids[place]!)),
	fc.constant<Command>((archive, ids) => archive.clippings.settle(ids[0]!, 'published', '1982-04-03', true)),
	fc.record({ some, add: fc.subarray(['war', 'ships', 'new/one', 'été'], { minLength: 1 }), remove: fc.subarray(['ships']) }).map(({ some: places, add, remove }): Command => (archive, ids) => archive.clippings.tag(at(ids, places), add, remove)),
	fc.constantFrom('red' as const, 'blue' as const).map((colour): Command => (archive) => { const tag = archive.tags.named('ships'); if (tag) archive.tags.colour(tag.id, colour); }),
	fc.constant<Command>((archive) => { const tag = archive.tags.named('war'); if (tag) archive.tags.remove(tag.id); }),
	fc.record({ some, on: fc.boolean() }).map(({ some: places, on }): Command => (archive, ids) => archive.clippings.flag(at(ids, places), on)),
	some.map((places): Command => (archive, ids) => archive.clippings.trash(at(ids, places.slice(0, 2)))),
	fc.constantFrom('Thesis', 'Box', 'Shelf').chain((name) => fc.nat(2).map((place): Command => (archive) => archive.collections.add(name, archive.collections.list()[place]?.id ?? null))),
	fc.record({ some, place: fc.nat(3) }).map(({ some: places, place }): Command => (archive, ids) => {
		const shelf = archive.collections.list()[place];
		if (!shelf) return;
		archive.collections.collect(at(ids, places), [shelf.id], []);
		archive.collections.arrange(shelf.id, at(ids, places.toReversed()), null);
	}),
	fc.nat(3).map((place): Command => (archive) => { const shelf = archive.collections.list()[place]; if (shelf) archive.collections.move(shelf.id, null, null); }),
	fc.constantFrom('Yard', 'Quay').map((name): Command => (archive) => archive.searches.add(name, { text: 'harbour', tags: archive.tags.list().map(({ id }) => id), ...(archive.collections.list()[0] ? { collection: archive.collections.list()[0]!.id } : {}) })),
	fc.record({ one, note: fc.constantFrom('', 'See the *slip*.') }).map(({ one: place, note }): Command => (archive, ids) => {
		const range = archive.highlights.places(ids[place]!, 'slip')[0] ?? archive.highlights.places(ids[place]!, 'quay')[0];
		if (range) archive.highlights.add(ids[place]!, { ...range, colour: 'leaf', note });
	}),
	fc.record({ one, picture: fc.nat(2) }).map(({ one: place, picture }): Command => (archive, ids) => archive.pictures.attach(ids[place]!, null, { bytes: drawn(picture + 1), name: `slip-${picture}.png` })),
	fc.tuple(one, one).map(([first, second]): Command => (archive, ids) => archive.merges.merge({ first: ids[first]!, second: ids[second]! })),
	fc.constant<Command>((archive) => archive.conventions.set('Tidewater Gazette', 'DMY', false)),
	fc.constant<Command>((archive) => archive.history.undo()),
);

/** Some commands do not fit how an archive stands by then: that a person is refused is no matter here. */
async function lived(archive: Archive, commands: readonly Command[]): Promise<void> {
	const ids = everyId(archive);
	for (const command of commands) {
		try {
			await command(archive, ids);
		} catch (error) {
			if (typeof (error as { code?: unknown }).code !== 'string') throw error;
		}
	}
}

describe('an archive', () => {
	it.each(['package', 'jsonl'] as const)('comes back from %s into an empty one as it was, whatever had been done to it', async (format) => {
		await fc.assert(fc.asyncProperty(fc.array(COMMANDS, { minLength: 3, maxLength: 18 }), async (commands) => {
			const archive = await filled();
			await lived(archive, commands);
			const path = await exported(archive, format);
			if (format === 'package') {
				expect((await verifyBag(path)).findings).toEqual([]);
				const summed = spawnSync('sha512sum', ['-c', '--strict', '--quiet', 'manifest-sha512.txt'], { cwd: path, encoding: 'utf8' });
				if (!summed.error) expect(summed.stdout + summed.stderr).toBe('');
			}
			await archive.close();
			const before = numbered(archive.dir);
			expect(before['clippings']!.length).toBe(6);
			const again = await openArchive(join(tempFolder(), 'again'), { clock: tickingClock(Date.UTC(2027, 0, 1)) });
			const summary = await again.import([{ path }], {});
			expect(summary).toMatchObject({ kept: 6, duplicate: 0, skipped: 0, failed: 0 });
			await again.close();
			// The export was noted after it had been made.
			await expectSame(archive.dir, again.dir);
		}), { numRuns: 12, endOnFailure: true });
	}, 300_000);
});

describe('a bag that is not whole', () => {
	const originals = (bag: string): string[] => readdirSync(join(bag, 'data/originals')).sort().map((name) => `data/originals/${name}`);
	const FLAWS: readonly [what: string, make: (bag: string) => [kind: string, file: string][]][] = [
		['flipped', (bag) => {
			const file = originals(bag)[0]!;
			const bytes = readFileSync(join(bag, file));
			bytes[3]! ^= 1;
			writeFileSync(join(bag, file), bytes);
			return [['altered', file]];
		}],
		['dropped', (bag) => {
			const file = originals(bag)[1]!;
			rmSync(join(bag, file));
			return [['missing', file]];
		}],
		['added', (bag) => {
			writeFileSync(join(bag, 'data/slipped in.txt'), 'Slipped in\n\nNobody exported this.\n');
			return [['added', 'data/slipped in.txt']];
		}],
		['renamed', (bag) => {
			const file = originals(bag)[2]!;
			renameSync(join(bag, file), join(bag, 'data/originals/other.txt'));
			return [['missing', file], ['added', 'data/originals/other.txt']];
		}],
	];

	it.each(FLAWS)('with one file %s is refused, and imported partly when asked, each file named', async (_, make) => {
		const archive = await filled();
		const bag = await exported(archive, 'package');
		await archive.close();
		const flaws = make(bag);
		const again = await tempArchive();
		const error = await again.import([{ path: bag }], {}).then(() => null, (thrown: { code: string; facts: { flaws: { kind: string; file: string }[] } }) => thrown);
		expect(error?.code).toBe('bag/not-whole');
		for (const [kind, file] of flaws) expect(error!.facts.flaws).toContainEqual(expect.objectContaining({ kind, file }));
		expect(again.summary()).toMatchObject({ clippings: 0 });
		expect(again.imports.list({ before: null, limit: 10 })).toEqual([]);

		const { problems, kept } = await again.import([{ path: bag }], { partly: true });
		expect(kept).toBe(6);
		for (const [, file] of flaws) expect(problems.map(({ name }) => name)).toContain(`${basename(bag)}/${file}`);
		// What is altered or missing is not taken: the record stands for it.
		const standsIn = everyId(again).filter((id) => again.clippings.get(id).original.mediaType === 'application/jsonl');
		expect(standsIn).toHaveLength(flaws.some(([kind]) => kind !== 'added') ? 1 : 0);
	}, 60_000);

	it('whose records are altered gives its originals, through the ordinary door', async () => {
		const archive = await filled();
		const bag = await exported(archive, 'package');
		await archive.close();
		appendFileSync(join(bag, 'data/clippings.jsonl'), '\n');
		const again = await tempArchive();
		const { kept, problems } = await again.import([{ path: bag }], { partly: true });
		expect(kept).toBe(6);
		expect(problems.map(({ name }) => name)).toContain(`${basename(bag)}/data/clippings.jsonl`);
		expect(again.searches.list()).toEqual([]);
	}, 60_000);
});

describe('somebody else\'s bag', () => {
	const bagOf = (files: Readonly<Record<string, string | Uint8Array>>, version: string, algorithm: string, more: Readonly<Record<string, string>> = {}): string => {
		const bag = join(tempFolder(), 'Tidewater papers');
		const lines: string[] = [];
		for (const [name, content] of Object.entries(files)) {
			mkdirSync(dirname(join(bag, 'data', name)), { recursive: true });
			writeFileSync(join(bag, 'data', name), content);
			lines.push(`${createHash(algorithm).update(content).digest('hex')} ${version === '0.97' ? '*' : ' '}data/${name}\n`);
		}
		writeFileSync(join(bag, 'bagit.txt'), `BagIt-Version: ${version}\nTag-File-Character-Encoding: UTF-8\n`);
		writeFileSync(join(bag, 'bag-info.txt'), 'Source-Organization: Tidewater Historical Society\nExternal-Identifier: THS 17\nInternal-Sender-Description: Papers of\n  a harbour master.\n');
		for (const [name, content] of Object.entries(more)) writeFileSync(join(bag, name), content);
		writeFileSync(join(bag, `manifest-${algorithm}.txt`), lines.join('') + (more['manifest'] ?? ''));
		return bag;
	};
	const PAYLOAD = {
		'a/story.txt': 'Ferry aground\n\nBy Nora Tallis\n\nThe ferry ran onto the sandbank off Averil Point.\n',
		'page.html': '<!doctype html><html><body><article><h1>Slipway sold</h1><p>The slipway was sold to a builder of pleasure boats.</p></article></body></html>',
		'photo.png': drawn(4),
	};

	it.each([['0.97', 'md5'], ['0.97', 'sha1'], ['1.0', 'sha256'], ['1.0', 'sha512']])('of BagIt %s with %s comes in like a folder, and says where from', async (version, algorithm) => {
		const archive = await tempArchive();
		const bag = bagOf(PAYLOAD, version, algorithm);
		expect(await archive.import([{ path: bag }], {})).toMatchObject({ kept: 3, skipped: 0, failed: 0 });
		const db = openForReading(databasePath(archive.dir));
		const details = db.pluck<string>(`SELECT detail FROM events WHERE type = 'ingestion'`).all().map((detail) => JSON.parse(detail) as { from: { name: string; bag: Record<string, string> } });
		db.close();
		expect(details).toHaveLength(3);
		for (const { from } of details) expect(from).toMatchObject({ name: 'Tidewater papers', bag: { 'Source-Organization': 'Tidewater Historical Society', 'External-Identifier': 'THS 17', 'Internal-Sender-Description': 'Papers of a harbour master.' } });
	});

	it('that leaves files to be fetched is refused, and they are named and never fetched', async () => {
		const archive = await tempArchive();
		const bag = bagOf(PAYLOAD, '1.0', 'sha256', { 'fetch.txt': 'https://example.org/far.txt 12 data/far.txt\n', manifest: `${'0'.repeat(64)}  data/far.txt\n` });
		await expect(archive.import([{ path: bag }], {})).rejects.toMatchObject({ code: 'bag/not-whole', facts: { flaws: [{ kind: 'missing', file: 'data/far.txt' }] } });
		const { kept, problems } = await archive.import([{ path: bag }], { partly: true });
		expect(kept).toBe(3);
		expect(problems).toMatchObject([{ name: 'Tidewater papers/data/far.txt', reason: 'missing' }]);
		expect(sayOf(problems[0]!.detail)).toContain('nothing is ever fetched');
	});
});

describe('a package into an archive that has its clippings', () => {
	/** The same archive in two places, changed on both sides. */
	async function parted(): Promise<{ archive: Archive; bag: string; ids: ClippingId[] }> {
		const archive = await tempArchive();
		await archive.import([
			{ text: 'Tidewater Gazette\n\nAlpha of the harbour\n\nBy Nora Tallis\n\nThe slip is empty, said the harbour master.\n\nNobody spoke of it for two days.\n', name: 'alpha.txt' },
			{ text: 'Beta\n\nA ferry lay at the slip for two days and a night.\n', name: 'beta.txt' },
		], { rules: { tags: ['ships'] } });
		const ids = everyId(archive).toSorted((a, b) => a - b);
		archive.clippings.edit(ids[0]!, { headline: 'Theirs', notes: 'Their note.', publication: 'Their Gazette' });
		archive.clippings.tag([ids[0]!], ['theirs'], []);
		archive.highlights.add(ids[0]!, { ...archive.highlights.places(ids[0]!, 'slip')[0] ?? expect.fail(JSON.stringify(archive.clippings.get(ids[0]!).blocks)), colour: 'rose', note: 'theirs' });
		expect(archive.highlights.of(ids[0]!)).toHaveLength(1);
		const bag = await exported(archive, 'package');
		for (let undone = 0; undone < 3; undone++) archive.history.undo();
		archive.clippings.edit(ids[0]!, { headline: 'Mine', notes: 'My note.' });
		archive.clippings.tag([ids[0]!], ['mine'], ['ships']);
		return { archive, bag, ids };
	}
	const standing = (archive: Archive, id: ClippingId) => {
		const { headline, notes, publication, tags } = archive.clippings.get(id);
		return { headline, notes, publication, tags: tags.map(({ name }) => name), highlights: archive.highlights.of(id).map(({ note }) => note) };
	};
	const MINE = { headline: 'Mine', notes: 'My note.', publication: 'Tidewater Gazette', tags: ['mine'], highlights: [] };
	const THEIRS = { headline: 'Theirs', notes: 'Their note.', publication: 'Their Gazette', tags: ['ships', 'theirs'], highlights: ['theirs'] };

	it('overwrites nothing unasked, and lists what differs side by side', async () => {
		const { archive, bag, ids } = await parted();
		const outcomes: unknown[] = [];
		const summary = await archive.import([{ path: bag }], { onOutcome: (outcome) => outcomes.push(outcome) });
		expect(summary).toMatchObject({ kept: 0, duplicate: 2, conflicts: { clippings: 1, open: 0 } });
		expect(outcomes).toMatchObject([{ outcome: 'duplicate', differs: true }, { outcome: 'duplicate' }]);
		expect(standing(archive, ids[0]!)).toEqual(MINE);
		const { rows } = archive.conflicts.list(summary.id, { offset: 0, limit: 10 });
		expect(rows).toEqual([{ clipping: ids[0], headline: 'Mine', conflicts: [
			{ part: 'headline', mine: 'Mine', theirs: 'Theirs', decided: 'keep' },
			{ part: 'publication', mine: 'Tidewater Gazette', theirs: 'Their Gazette', decided: 'keep' },
			{ part: 'notes', mine: 'My note.', theirs: 'Their note.', decided: 'keep' },
			{ part: 'tags', mine: 'mine', theirs: 'ships, theirs', decided: 'keep' },
			{ part: 'highlights', mine: null, theirs: '“slip” theirs', decided: 'keep' },
		] }]);
	});

	it('takes all of theirs, or both, when asked, as one step that is undone and done again', async () => {
		for (const [way, after] of [['take', THEIRS], ['both', { headline: 'Mine', notes: 'My note.\n\nTheir note.\n\nOther headline: Theirs\n\nOther newspaper: Their Gazette', publication: 'Tidewater Gazette', tags: ['mine', 'ships', 'theirs'], highlights: ['theirs'] }]] as const) {
			const { archive, bag, ids } = await parted();
			const { id } = await archive.import([{ path: bag }], { conflicts: way });
			expect(standing(archive, ids[0]!)).toEqual(after);
			archive.history.undo();
			expect(standing(archive, ids[0]!)).toEqual(MINE);
			expect(archive.conflicts.count(id)).toEqual({ clippings: 1, open: 1 });
			archive.history.redo();
			expect(standing(archive, ids[0]!)).toEqual(after);
			expect(archive.conflicts.count(id)).toEqual({ clippings: 1, open: 0 });
		}
	});

	it('asks, and decides part by part', async () => {
		const { archive, bag, ids } = await parted();
		const { id } = await archive.import([{ path: bag }], { conflicts: 'ask' });
		expect(archive.imports.get(id).conflicts).toEqual({ clippings: 1, open: 1 });
		expect(standing(archive, ids[0]!)).toEqual(MINE);
		expect(await archive.conflicts.decide({ import: id, choices: [{ clipping: ids[0]!, part: 'headline', decision: 'take' }, { clipping: ids[0]!, part: 'tags', decision: 'both' }], rest: null })).toBe(1);
		expect(standing(archive, ids[0]!)).toEqual({ ...MINE, headline: 'Theirs', tags: ['mine', 'ships', 'theirs'] });
		expect(archive.conflicts.count(id)).toEqual({ clippings: 1, open: 1 });
		await archive.conflicts.decide({ import: id, choices: [], rest: 'keep' });
		expect(archive.conflicts.count(id)).toEqual({ clippings: 1, open: 0 });
		archive.history.undo();
		archive.history.undo();
		expect(standing(archive, ids[0]!)).toEqual(MINE);
	});

	it('knows a clipping of another number by its original, and finds nothing to decide where all is the same', async () => {
		const { archive, bag } = await parted();
		const other = await tempArchive({ newUid: uidSource(Date.now) });
		await other.import([{ text: 'Only here\n\nAnd nowhere else in the world.\n', name: 'only.txt' }, { text: 'Beta\n\nA ferry lay at the slip for two days and a night.\n', name: 'beta.txt' }], { rules: { tags: ['ships'] } });
		const summary = await other.import([{ path: bag }], {});
		expect(summary).toMatchObject({ kept: 1, duplicate: 1 });
		expect(summary.conflicts).toBeUndefined();
		const again = await other.import([{ path: bag }], {});
		expect(again).toMatchObject({ kept: 0, duplicate: 2 });
		expect(again.conflicts).toBeUndefined();
		expect(archive.summary().clippings).toBe(2);
	});
});
