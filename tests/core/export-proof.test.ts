// Owns the proof that a proof is one: a package that brings everything back says so in itself and in the archive, one that does not says what differs, and what is restricted stays.
import Database from 'better-sqlite3';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openArchive, type Archive } from '../../src/core/archive';
import { verifyBag } from '../../src/core/keeping/verify-bag';
import { Query, type ClippingId } from '../../src/shared/model';
import { said } from '../../src/shared/said';
import { drawn, large } from '../support/pictures';

const EVERYTHING = { of: 'everything' } as const;
let place: string;
let out: string;
let archive: Archive;
let ids: ClippingId[];

beforeEach(async () => {
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-prove-')));
	out = join(place, 'out');
	mkdirSync(out);
	archive = await openArchive(join(place, 'archive'));
	await archive.import([
		...Array.from({ length: 5 }, (_, n) => ({ text: `The Averil Courier\n\nStory ${n}: hulls and “quays” 🚢\n\nBy Nora Tallis and Ida Renwick\n1${n} March 1982\n\nOn day ${n} the slipway stood empty, and nobody spoke.\n\nThe yard is closed.\n`, name: `100% story ${n}.txt` })),
		{ text: 'إضراب عمال الميناء\n\nدخل الإضراب يومه الثالث.\n', name: 'ميناء.txt' },
		{ bytes: drawn(3), name: 'slip.png' },
		{ bytes: large(4), name: 'yard.png' },
	], { rules: { tags: ['yard/closure'], collection: 'Thesis/One' } });
	ids = [...archive.clippings.ids(Query.parse({ sort: 'imported' }))].reverse();
	archive.clippings.edit(ids[2]!, { notes: 'A *note*.', rights: 'Nobody knows.', headline: 'Mended' });
	archive.clippings.flag([ids[3]!], true);
	archive.searches.add('Yard', Query.parse({ text: 'slipway', tags: archive.tags.list().map(({ id }) => id) }));
});
afterEach(async () => {
	await archive.close();
	rmSync(place, { recursive: true, force: true });
});

const proofIn = (bag: string) => JSON.parse(readFileSync(join(bag, 'metadata/proof.json'), 'utf8')) as { outcome: string; of: string; compared: Record<string, number>; different: number; differences: { table: string; column: string | null }[] };
const infoOf = (bag: string): string => readFileSync(join(bag, 'bag-info.txt'), 'utf8');
const scratchLeft = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('cuttings-proof-'));

describe('a package that is proven', () => {
	test('says so, with counts, in its tag files and in the archive\'s record, and is a whole bag', async () => {
		const before = new Set(scratchLeft());
		const phases = new Set<string>();
		const made = await archive.export(EVERYTHING, 'package', out, { choices: { prove: true }, onProgress: ({ phase }) => phases.add(phase) });
		expect(made.proof?.differences).toEqual([]);
		expect(made.proof).toMatchObject({ outcome: 'pass', clippings: 8, different: 0 });
		expect(made.proof!.files).toBeGreaterThanOrEqual(8);
		expect(proofIn(made.path)).toMatchObject({ outcome: 'pass', different: 0, compared: { clippings: 8 } });
		expect(infoOf(made.path)).toMatch(/^Proof-Outcome: pass: 8 clippings, \d+ rows and \d+ files compared, none differs$/m);
		expect(infoOf(made.path)).toMatch(/^Proof-Date: \d{4}-/m);
		expect(await verifyBag(made.path)).toMatchObject({ findings: [] });
		expect(archive.events({ before: null, limit: 2, of: 'whole', type: null })).toEqual([
			expect.objectContaining({ type: 'validation', clipping: null, detail: expect.objectContaining({ outcome: 'pass', clippings: 8, package: made.name, identifier: proofIn(made.path).of }) as unknown }),
			expect.objectContaining({ type: 'dissemination', detail: expect.objectContaining({ format: 'package', clippings: 8 }) as unknown }),
		]);
		expect([...phases]).toEqual(expect.arrayContaining(['writing', 'checking']));
		expect(scratchLeft().filter((name) => !before.has(name))).toEqual([]);
	});

	test('can be proven for a part of the archive', async () => {
		const made = await archive.export({ of: 'clippings', ids: [ids[0]!, ids[4]!] }, 'package', out, { choices: { prove: true } });
		expect(made.proof?.differences).toEqual([]);
		expect(made.proof).toMatchObject({ outcome: 'pass', clippings: 2 });
	});

	test('that was not asked for is not claimed', async () => {
		const { path, proof } = await archive.export(EVERYTHING, 'package', out, {});
		expect(proof).toBeNull();
		expect(existsSync(join(path, 'metadata/proof.json'))).toBe(false);
		expect(infoOf(path)).not.toContain('Proof');
		expect((await archive.export(EVERYTHING, 'markdown', out, { choices: { prove: true } })).proof).toBeNull();
	});
});

test('a package that does not bring everything back is marked as not proven, and says what differs', async () => {
	await archive.close();
	// A count that no reading of this text could give.
	const db = new Database(join(place, 'archive', 'archive.cuttings'));
	db.prepare('UPDATE clippings SET words = 9999 WHERE id = ?').run(ids[0]);
	db.close();
	archive = await openArchive(join(place, 'archive'));
	const made = await archive.export(EVERYTHING, 'package', out, { choices: { prove: true } });
	expect(made.proof).toMatchObject({ outcome: 'fail', different: 1, differences: [{ table: 'clippings', column: 'words', left: '9999' }] });
	expect(made.name).toMatch(/\(not proven\)$/);
	expect(proofIn(made.path)).toMatchObject({ outcome: 'fail', different: 1, differences: [{ table: 'clippings', column: 'words' }] });
	expect(infoOf(made.path)).toMatch(/^Proof-Outcome: fail: NOT PROVEN, 1 difference/m);
	expect(await verifyBag(made.path)).toMatchObject({ findings: [] });
	expect(archive.events({ before: null, limit: 1, of: 'whole', type: 'validation' })).toEqual([expect.objectContaining({ detail: expect.objectContaining({ outcome: 'fail', different: 1 }) as unknown })]);
});

test.each(['read', 'compared'] as const)('stopped while it is being %s, nothing is left', async (at) => {
	const before = new Set(scratchLeft());
	const stop = new AbortController();
	let finished = false;
	const made = await archive.export(EVERYTHING, 'package', out, { choices: { prove: true }, signal: stop.signal, onProgress: ({ phase }) => {
		if (phase === 'finishing') finished = true;
		else if (finished && (at === 'read' || phase === 'checking')) stop.abort();
	} });
	expect(made).toMatchObject({ cancelled: true, path: '', proof: null });
	expect(readdirSync(out)).toEqual([]);
	expect(scratchLeft().filter((name) => !before.has(name))).toEqual([]);
	expect(archive.events({ before: null, limit: 5, of: 'whole', type: 'dissemination' })).toEqual([]);
});

describe('a package held against the archive', () => {
	test('of which nothing has changed is the same', async () => {
		const { path } = await archive.export(EVERYTHING, 'package', out, {});
		const { bag, proof, more } = await archive.prove(path);
		expect(proof.differences).toEqual([]);
		expect({ findings: bag.findings, outcome: proof.outcome, more }).toEqual({ findings: [], outcome: 'pass', more: 0 });
	});

	test('names what has changed since, counts what is new, and is written down', async () => {
		const { path } = await archive.export(EVERYTHING, 'package', out, {});
		archive.clippings.edit(ids[1]!, { notes: 'Written later.' });
		await archive.import([{ text: 'A new story\n\nIt came later than the package.\n', name: 'later.txt' }], {});
		const { proof, more } = await archive.prove(path);
		expect(proof.outcome).toBe('fail');
		expect(proof.differences).toContainEqual(expect.objectContaining({ table: 'clippings', column: 'notes', left: 'Written later.' }));
		expect(more).toBe(1);
		expect(archive.events({ before: null, limit: 1, of: 'whole', type: 'validation' })).toHaveLength(1);
	});

	test('and altered is not whole, whatever it brings back', async () => {
		const { path } = await archive.export(EVERYTHING, 'package', out, {});
		const bad = join(place, 'bad');
		cpSync(path, bad, { recursive: true });
		writeFileSync(join(bad, 'data', 'added.txt'), 'x');
		const { bag } = await archive.prove(bad);
		expect(bag.findings).toContainEqual(expect.objectContaining({ kind: 'added', file: 'data/added.txt' }));
		expect(archive.events({ before: null, limit: 1, of: 'whole', type: 'validation' })[0]!.detail).toMatchObject({ outcome: 'fail' });
	});
});

describe('what is restricted', () => {
	beforeEach(() => {
		archive.clippings.edit(ids[0]!, { embargo: '2199' });
		archive.clippings.edit(ids[1]!, { embargo: '..' });
		archive.clippings.edit(ids[2]!, { embargo: '1999-06' });
	});

	test('is found by searching, and refused when it is no date', () => {
		expect(archive.clippings.ids(Query.parse({ text: 'is:restricted' })).sort()).toEqual([ids[0], ids[1]].sort());
		expect(archive.clippings.ids(Query.parse({ text: 'has:embargo' }))).toHaveLength(3);
		expect(archive.clippings.ids(Query.parse({ text: 'has:rights' }))).toEqual([ids[2]]);
		expect(archive.clippings.ids(Query.parse({ text: '-is:restricted' }))).toHaveLength(6);
		for (const text of ['soon', '2030-13', '2030-02-30', '30']) expect(() => archive.clippings.edit(ids[4]!, { embargo: text })).toThrow(expect.objectContaining({ code: 'embargo/unreadable' }));
	});

	test.each(['markdown', 'package', 'epub', 'dc-csv'] as const)('is left out of %s when that is asked, which says so in preview, answer and export', async (format) => {
		expect(await archive.preview(EVERYTHING, format, 0)).toMatchObject({ clippings: 8, restricted: { count: 2 } });
		expect(await archive.preview(EVERYTHING, format, 0, { withoutRestricted: true })).toMatchObject({ clippings: 6, restricted: { count: 2, first: expect.arrayContaining([expect.objectContaining({ embargo: '2199' })]) as unknown } });
		const made = await archive.export(EVERYTHING, format, out, { choices: { withoutRestricted: true } });
		expect(made).toMatchObject({ clippings: 6, leftOut: { count: 2 } });
		const note = readFileSync(join(made.path, format === 'package' ? 'metadata/left-out.txt' : 'LEFT OUT.txt'), 'utf8');
		expect(note).toContain('2 clippings of the selection were left out');
		for (const id of [ids[0]!, ids[1]!]) {
			const { uid, headline } = archive.clippings.get(id);
			expect(note).toContain(uid);
			const everything = readdirSync(made.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => `${entry.name}\n${readFileSync(join(entry.parentPath, entry.name), 'utf8')}`).join('\n');
			expect(everything.includes(headline), headline).toBe(false);
		}
		expect((await archive.export(EVERYTHING, format, out, {}))).toMatchObject({ clippings: 8, leftOut: null });
	});

	test('travels with each clipping, comes back with a package, and can be undone', async () => {
		const { path, proof } = await archive.export(EVERYTHING, 'package', out, { choices: { prove: true } });
		expect(proof?.differences).toEqual([]);
		const again = await openArchive(join(place, 'again'));
		await again.import([{ path }], {});
		expect(again.clippings.ids(Query.parse({ text: 'is:restricted' }))).toHaveLength(2);
		await again.close();
		for (const [format, said] of [['dc-csv', 'Restricted until the end of 2199.'], ['text', 'Restricted until further notice.'], ['markdown', 'embargo: "2199"']] as const) {
			const made = await archive.export(EVERYTHING, format, out, {});
			expect(readdirSync(made.path).filter((name) => /\.(csv|txt|md)$/.test(name)).map((name) => readFileSync(join(made.path, name), 'utf8')).join('\n')).toContain(said);
		}
		archive.history.undo();
		expect(archive.clippings.get(ids[2]!).embargo).toBeNull();
		archive.history.redo();
		expect(archive.clippings.get(ids[2]!).embargo).toBe('1999-06');
		const plan = await archive.batch.preview({ selection: EVERYTHING, edits: [{ do: 'set', field: 'embargo', value: '2040-01-01' }] });
		await archive.batch.apply(plan.id);
		expect(archive.clippings.ids(Query.parse({ text: 'is:restricted' }))).toHaveLength(8);
		await expect(archive.batch.preview({ selection: EVERYTHING, edits: [{ do: 'set', field: 'embargo', value: 'soon' }] })).rejects.toMatchObject({ code: 'embargo/unreadable' });
	});
});

describe('options of formats', () => {
	test('a finding aid is arranged as chosen', async () => {
		archive.clippings.edit(ids[0]!, { published: '1979' });
		for (const [series, first] of [['year', '1979'], ['collection', 'Thesis/One'], ['publication', 'The Averil Courier']] as const) {
			const { path } = await archive.export(EVERYTHING, 'ead3', out, { choices: { ways: { series } } });
			const titles = [...readFileSync(join(path, 'finding-aid.xml'), 'utf8').matchAll(/<c level="series"><did><unittitle>([^<]*)/g)].map(([, title]) => title);
			expect(titles[0]).toBe(first);
			expect(new Set(titles).size, 'every series stands once').toBe(titles.length);
		}
	});

	test.each(['markdown', 'dc-csv', 'atom-csv', 'ead3', 'ead2002', 'jsonld', 'ninjs'] as const)('%s goes without originals when that is chosen, and counts them as lost', async (format) => {
		const ways = { originals: false };
		const preview = await archive.preview(EVERYTHING, format, 0, { ways });
		expect(preview).toMatchObject({ originals: 0, pictures: 0 });
		expect(preview.losses).toContainEqual(expect.objectContaining({ what: said('said.lost.originals'), count: 8 }));
		const { path } = await archive.export(EVERYTHING, format, out, { choices: { ways } });
		const files = readdirSync(path, { recursive: true }) as string[];
		expect(files.filter((name) => /\.png$/.test(name))).toEqual([]);
		expect(files.some((name) => name.includes('(original)') || name.startsWith('files'))).toBe(false);
	});

	test('of another day, or another format, do no harm', async () => {
		expect((await archive.export(EVERYTHING, 'ead3', out, { choices: { ways: { series: 'weekday', colour: true } } })).clippings).toBe(8);
		for (const { id, options } of await archive.formats()) expect(new Set(options.map((option) => option.id)).size, id).toBe(options.length);
	});
});
