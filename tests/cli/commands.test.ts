// Owns the proof that the built command line does what it says: every command, for people and for programs, on a real archive.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FormatId } from '../../src/shared/model';
import { built, cuttings, jsonLines, summary } from '../support/command';

const STORY = `The Averil Courier

Last hull leaves the Averil yard

By Nora Tallis
11 March 1982

On Wednesday the slipway stood empty for the first time since 1911. The gates were locked by noon.

The Board promised a decision by Easter, and nobody in the canteen believed it would be kept.

“We have heard that before,” said Ewan Pryce, who has worked at the yard for thirty-one years and whose father worked there before him.

Fourteen hundred men are waiting for an answer. Most of them live within sight of the cranes, and many have no other trade.

The council will meet on Friday to hear what the Board has to say, and has asked the minister to come.
`;
const FERRIES = `Harbour Gazette

Ferry crews vote to strike

By Siân O’Brien
14 March 2019

Crews on the Quay Street ferries voted on Tuesday to strike over rosters, their union said.

The company said that it would run a reduced service through the café terminal — “whatever happens”.

Passengers with tickets for the weekend were told to expect long queues and to bring something to eat.

The union has asked for a meeting before the first boats stop on Saturday morning, and says that it is ready to talk at any hour.
`;
/** A headline that tries to clear the screen, set the title and hide the rest of the line. */
const HOSTILE = 'Mayor \u001b[2J\u001b]0;owned\u0007 resigns \u202etxt.exe\n\nThe mayor went home\u001b[31m early on Friday, a spokesman said, and would not say why he had.\n\nHis deputy, who had been on holiday, returned on the night train and took the chair at the meeting.\n\nThe council will choose a new mayor in the autumn, when the elections were to be held in any case.\n';
const ARABIC = 'إضراب عمال الميناء يدخل يومه الثالث\n\nتوقفت الرافعات عن العمل في الميناء منذ يوم الثلاثاء بسبب الإضراب.\n\nوقال متحدث باسم النقابة إن العمال لن يعودوا إلى العمل قبل توقيع اتفاق جديد مع الشركة.\n\nوأضاف أن المفاوضات ستستأنف صباح يوم الخميس في مبنى البلدية بحضور الوزير.\n';

let place: string;
let archive: string;
let papers: string;
const env = (): Record<string, string> => ({ CUTTINGS_ARCHIVE: archive });

/** What a person would see go wrong on a terminal: anything it obeys but line ends and, on one, our own styles. */
const obeyed = (text: string): RegExpMatchArray | null => text.replace(/[\n\t]/g, '').match(/[\p{Cc}\u202a-\u202e]/u);

beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-cli-')));
	archive = join(place, 'archive');
	papers = join(place, 'papers');
	mkdirSync(join(papers, 'harbour'), { recursive: true });
	writeFileSync(join(papers, 'yard.txt'), STORY);
	writeFileSync(join(papers, 'harbour', 'ferry strike é.txt'), FERRIES);
	writeFileSync(join(papers, 'mayor.txt'), HOSTILE);
	writeFileSync(join(papers, 'إضراب.txt'), ARABIC);
	writeFileSync(join(papers, 'notes.json'), '{"not": "a clipping"}\n');
	writeFileSync(join(papers, 'empty.txt'), '');
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('before there is an archive', () => {
	test.each([['list'], ['search', 'x'], ['show', '1'], ['tags'], ['check'], ['tag', '1', '+a'], ['trash', '1'], ['restore', '1'], ['undo'], ['redo'], ['conventions'], ['export', '--format', 'jsonl', '--to', 'x']])('%s says that there is none, and makes none', async (...args) => {
		const where = join(place, 'nowhere');
		const ran = await cuttings(args, { env: { CUTTINGS_ARCHIVE: where }, cwd: place });
		expect(ran).toMatchObject({ status: 3, out: '' });
		expect(ran.err).toContain(`There is no archive at ${where}.`);
		expect(existsSync(where)).toBe(false);
	});

	test('programs are told so too', async () => {
		const where = join(place, 'nowhere');
		const args = ['list'];
		const json = await cuttings([...args, '--json'], { env: { CUTTINGS_ARCHIVE: where }, cwd: place });
		expect(jsonLines(json)).toEqual([{ error: { code: 'archive/missing', facts: { path: where }, words: json.err.trimEnd() } }]);
	});

	test('a folder that is something else is left as it is', async () => {
		const ran = await cuttings(['import', 'yard.txt', '--archive', papers], { cwd: papers });
		expect(ran).toMatchObject({ status: 3 });
		expect(ran.err).toContain('is not an archive of Cuttings');
		expect(readdirSync(papers)).not.toContain('archive.cuttings');
	});
});

describe('import', () => {
	test('keeps what is in a folder and says what it did not take', async () => {
		const ran = await cuttings(['import', papers, '--tag', 'inbox', '--tag', 'harbour/ferries', '--json'], { env: env() });
		expect(ran.status).toBe(0);
		expect(summary(ran)).toEqual({ kept: 4, duplicate: 0, skipped: 2, failed: 0, import: 1 });
		const outcomes = jsonLines(ran).slice(0, -1);
		expect(outcomes).toHaveLength(6);
		expect(outcomes.filter(({ outcome }) => outcome === 'kept').every(({ id, headline }) => typeof id === 'number' && typeof headline === 'string')).toBe(true);
		expect(outcomes.find(({ name }) => String(name).endsWith('notes.json'))).toMatchObject({ outcome: 'skipped', reason: 'not-a-clipping' });
		expect(outcomes.find(({ name }) => String(name).endsWith('empty.txt'))).toMatchObject({ outcome: 'skipped', reason: 'empty' });
		expect(ran.err).toBe('');
	});

	test.skipIf(process.platform === 'win32')('cannot be made to drive the terminal by the name of a file', async () => {
		const evil = join(place, 'evil \u001b[2J\u202e.txt');
		writeFileSync(evil, STORY);
		const ran = await cuttings(['import', evil], { env: env() });
		expect(ran.out).toMatch(/^already here: .*evil ␛\[2J\.txt is clipping \d+\n/);
		expect(obeyed(ran.out)).toBeNull();
	});

	test('says what is already here', async () => {
		const ran = await cuttings(['import', join(papers, 'yard.txt')], { env: env() });
		expect(ran.status).toBe(0);
		expect(ran.out).toMatch(/^already here: .*yard\.txt is clipping \d+\n0 kept, 1 already here\.\n$/);
	});

	test('ends with 1 when a source is not there, and goes on with the rest', async () => {
		const ran = await cuttings(['import', join(papers, 'nowhere.txt'), join(papers, 'yard.txt')], { env: env() });
		expect(ran.status).toBe(1);
		expect(ran.out).toContain('nowhere.txt');
		expect(ran.out).toContain('1 already here');
	});

	test('ends with 1 when nothing could be taken', async () => {
		expect(await cuttings(['import', join(papers, 'notes.json')], { env: env() })).toMatchObject({ status: 1 });
	});
});

describe('what is kept', () => {
	test('is listed for programs and people', async () => {
		const ran = await cuttings(['list', '--json'], { env: env() });
		expect(ran.status).toBe(0);
		expect(summary(ran)).toEqual({ total: 4 });
		const rows = jsonLines(ran).slice(0, -1);
		expect(rows).toHaveLength(4);
		const yard = rows.find(({ headline }) => headline === 'Last hull leaves the Averil yard');
		expect(yard).toMatchObject({ published: '1982-03-11', byline: 'Nora Tallis', tags: ['harbour/ferries', 'inbox'], trashed: false });
		const plain = await cuttings(['list', '--sort', 'oldest'], { env: env() });
		const lines = plain.out.replace(/\n$/, '').split('\n');
		expect(lines).toHaveLength(4);
		for (const line of lines) expect(line.split('\t')).toHaveLength(4);
		expect(obeyed(plain.out)).toBeNull();
	});

	test('is listed in part', async () => {
		const part = await cuttings(['list', '--limit', '1', '--offset', '1', '--sort', 'headline', '--json'], { env: env() });
		expect(jsonLines(part)).toHaveLength(2);
		expect(summary(part)).toEqual({ total: 4 });
		expect(summary(await cuttings(['list', '--limit', '0', '--json'], { env: env() }))).toEqual({ total: 4 });
		expect(await cuttings(['list', '--tag', 'nothing so called'], { env: env() })).toMatchObject({ status: 7 });
		expect(summary(await cuttings(['list', '--tag', 'inbox', '--json'], { env: env() }))).toEqual({ total: 4 });
	});

	test('is found', async () => {
		const ran = await cuttings(['search', 'slip', 'gates', '--json'], { env: env() });
		expect(summary(ran)).toEqual({ total: 1 });
		expect(jsonLines(ran)[0]).toMatchObject({ headline: 'Last hull leaves the Averil yard' });
		expect(JSON.stringify(jsonLines(ran)[0]?.['snippet'])).toContain('"hit":true');
		expect(summary(await cuttings(['search', 'cafe', '-slipway', '--json'], { env: env() }))).toEqual({ total: 1 });
		expect(summary(await cuttings(['search', 'الميناء', '--json'], { env: env() }))).toEqual({ total: 1 });
		const nothing = await cuttings(['search', 'zeppelin', '--json'], { env: env() });
		expect(nothing.status).toBe(0);
		expect(summary(nothing)).toEqual({ total: 0 });
	});

	test('is shown, by its number and by the beginning of its identifier', async () => {
		const [row] = jsonLines(await cuttings(['search', 'slipway', '--json'], { env: env() }));
		const ran = await cuttings(['show', String(row?.['id']), '--json'], { env: env() });
		const record = jsonLines(ran)[0] ?? {};
		expect(record).toMatchObject({ record: 'cuttings/clipping', headline: 'Last hull leaves the Averil yard', publication: 'The Averil Courier' });
		expect(summary(ran)).toEqual({ total: 1 });
		const plain = await cuttings(['show', String(record['uid'])], { env: env() });
		expect(plain.out).toContain('On Wednesday the slipway stood empty for the first time since 1911.');
		expect(plain.out).toMatch(/^Published {7}11 March 1982 \(1982-03-11\)$/m);
		for (const line of plain.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
		const original = await cuttings(['show', String(row?.['id']), '--original'], { env: env() });
		expect(original.bytes.equals(readFileSync(join(papers, 'yard.txt')))).toBe(true);
	});

	test('cannot drive the terminal', async () => {
		const [row] = jsonLines(await cuttings(['search', 'mayor', '--json'], { env: env() }));
		for (const args of [['show', String(row?.['id'])], ['search', 'mayor'], ['list']]) expect(obeyed((await cuttings(args, { env: env() })).out)).toBeNull();
	});

	test.each(['999', '0', 'abc', '0193', ''])('%j is no clipping', async (reference) => {
		const ran = await cuttings(['show', reference], { env: env() });
		expect(ran).toMatchObject({ status: 6, out: '' });
		expect(ran.err).toContain('There is no');
	});
});

describe('changes by hand', () => {
	test('tags are added, made and taken off', async () => {
		const ran = await cuttings(['tag', '1', '2', '+ferry strike', '+war/1914', '-inbox', '--json'], { env: env() });
		expect(ran.status).toBe(0);
		expect(summary(ran)).toEqual({ tagged: 2 });
		expect(jsonLines(ran)[0]).toMatchObject({ id: 1, tags: ['ferry strike', 'harbour/ferries', 'war/1914'] });
		const tags = await cuttings(['tags', '--json'], { env: env() });
		expect(jsonLines(tags).find(({ name }) => name === 'ferry strike')).toMatchObject({ count: 2 });
		expect(summary(tags)).toEqual({ total: 4 });
		expect((await cuttings(['tags'], { env: env() })).out).toMatch(/^2\tferry strike$/m);
		expect((await cuttings(['tag', '1', '-ferry strike'], { env: env() })).out).toBe('1\tharbour/ferries, war/1914\n');
	});

	test('one clipping that is not there, and none is changed', async () => {
		expect(await cuttings(['tag', '1', '999', '+never'], { env: env() })).toMatchObject({ status: 6 });
		expect((await cuttings(['tags'], { env: env() })).out).not.toContain('never');
		expect(await cuttings(['trash', '1', '999'], { env: env() })).toMatchObject({ status: 6 });
		expect(summary(await cuttings(['list', '--json'], { env: env() }))).toEqual({ total: 4 });
	});

	test.each([[['tag', '1', 'x'], 'tag needs +name'], [['tag', '+a', '-b'], 'tag needs the ID'], [['tag', '1', '+'], 'A tag needs a name']])('%j is refused', async (args, words) => {
		const ran = await cuttings(args, { env: env() });
		expect(ran.status).toBe(2);
		expect(ran.err).toContain(words);
	});

	test('clippings go to the trash and come back', async () => {
		const ran = await cuttings(['trash', '1', '--json'], { env: env() });
		expect(jsonLines(ran)[0]).toMatchObject({ id: 1, trashed: true });
		expect(summary(ran)).toEqual({ trashed: 1 });
		expect(summary(await cuttings(['list', '--json'], { env: env() }))).toEqual({ total: 3 });
		expect(summary(await cuttings(['list', '--trash', '--json'], { env: env() }))).toEqual({ total: 1 });
		const back = await cuttings(['restore', '1', '--json'], { env: env() });
		expect(jsonLines(back)[0]).toMatchObject({ id: 1, trashed: false });
		expect(summary(back)).toEqual({ restored: 1 });
		expect((await cuttings(['trash', '2'], { env: env() })).out).toBe('Moved 1 clipping to the trash. Back with: cuttings restore 2\n');
		expect((await cuttings(['restore', '2'], { env: env() })).out).toBe('Restored 1 clipping.\n');
	});
});

describe('what is unclear, and what was done', () => {
	const letter = (date: string, at: number): string => `Tidewater Gazette\n\nWhat the river owes us, part ${at}\nBy E. Harcastle\n${date}\n\nSir, My father came to the yard as a rivet boy at thirteen, and I write to ask what a town is for, if it is not to remember who built it.\n\nThe Board speaks of tonnage. I have read its report number ${at} twice and cannot find a single name in it, nor on the gate.\n`;
	const own = (): { env: Record<string, string> } => ({ env: { CUTTINGS_ARCHIVE: join(place, 'unclear') } });

	test('is listed with why, settled by the newspaper, undone and done again', async () => {
		mkdirSync(join(place, 'letters'));
		for (const [at, date] of ['03/04/82', '05/06/82'].entries()) writeFileSync(join(place, 'letters', `${at}.txt`), letter(date, at + 1));
		await cuttings(['import', join(place, 'letters')], own());
		const listed = await cuttings(['list', '--unsure'], own());
		expect(listed.out.trim().split('\n').map((line) => line.split('\t')[4])).toEqual([expect.stringContaining('date can be read two ways'), expect.stringContaining('date can be read two ways')]);
		expect(jsonLines(await cuttings(['list', '--unsure', '--json'], own()))[0]).toMatchObject({ unsure: true, doubts: expect.arrayContaining([{ field: 'published', why: 'two-ways' }]) as unknown[] });

		expect((await cuttings(['conventions', 'set', 'tidewater gazette', 'dmy', '--settle'], own())).out).toContain('Dates settled: 2 clippings.');
		expect((await cuttings(['conventions'], own())).out).toBe('DMY\ttidewater gazette\n');
		expect(jsonLines(await cuttings(['list', '--sort', 'oldest', '--json'], own())).slice(0, 2)).toMatchObject([{ published: '1982-04-03' }, { published: '1982-06-05' }]);

		expect((await cuttings(['undo', '--list'], own())).out).toBe('Decided how tidewater gazette writes dates\n');
		expect((await cuttings(['undo'], own())).out).toBe('Undone: Decided how tidewater gazette writes dates.\n');
		expect(jsonLines(await cuttings(['list', '--json'], own()))[0]).toMatchObject({ published: null, publishedPrinted: expect.stringMatching(/^0[35]/) as string });
		expect(await cuttings(['undo'], own())).toMatchObject({ status: 11, err: 'There is nothing to undo.\n' });
		expect(jsonLines(await cuttings(['redo', '--json'], own()))).toMatchObject([{ label: 'Decided how tidewater gazette writes dates' }, { summary: { redone: 1 } }]);
		expect((await cuttings(['conventions', 'remove', 'Tidewater Gazette'], own())).status).toBe(0);
		expect(await cuttings(['conventions', 'remove', 'Tidewater Gazette'], own())).toMatchObject({ status: 11 });
		expect((await cuttings(['list', '--untagged', '--json'], own())).out).toContain('"total":2');
	});

	test.each([[['conventions', 'set', 'X', 'first']], [['conventions', 'forget']], [['list', '--unsure', '--untagged']], [['conventions', 'remove']]])('asked wrongly: %j', async (args) => {
		expect(await cuttings(args, own())).toMatchObject({ status: 2, out: '' });
	});
});

describe('handing on', () => {
	test('exports everything, with every original as it was received', async () => {
		const out = join(place, 'exports', 'new');
		const ran = await cuttings(['export', '--format', 'jsonl', '--to', out, '--json'], { env: env() });
		expect(ran.status).toBe(0);
		const made = jsonLines(ran)[0] as { path: string };
		const records = readFileSync(join(made.path, 'clippings.jsonl'), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as { original: { file: string; sha256: string } });
		expect(summary(ran)).toMatchObject({ clippings: 4 });
		for (const { original } of records) expect(createHash('sha256').update(readFileSync(join(made.path, original.file))).digest('hex')).toBe(original.sha256);
		const again = await cuttings(['export', '--format', 'jsonl', '--to', out], { env: env() });
		expect(again.out).toContain(`${made.path} 2`);
	});

	test('exports what a query finds, or the clippings named', async () => {
		const out = join(place, 'parts');
		expect(summary(await cuttings(['export', '--format', 'markdown', '--to', out, '--query', 'slipway', '--json'], { env: env() }))).toMatchObject({ clippings: 1, files: 2 });
		const named = await cuttings(['export', '2', '1', '2', '--format', 'markdown', '--to', out, '--json'], { env: env() });
		expect(summary(named)).toMatchObject({ clippings: 2, files: 4 });
		expect(readdirSync((jsonLines(named)[0] as { path: string }).path).filter((file) => file.endsWith('.md'))).toHaveLength(2);
		expect(await cuttings(['export', '1', '--query', 'x', '--format', 'markdown', '--to', out], { env: env() })).toMatchObject({ status: 2 });
	});

	test('refuses to export into the archive, and where it may not write', async () => {
		expect(await cuttings(['export', '--format', 'jsonl', '--to', archive], { env: env() })).toMatchObject({ status: 8 });
		expect(await cuttings(['export', '--format', 'jsonl', '--to', join(papers, 'yard.txt')], { env: env() })).toMatchObject({ status: 8 });
		expect(readdirSync(archive).filter((file) => file.startsWith('.cuttings') || file.startsWith('Cuttings'))).toEqual([]);
	});

	test('proves a package, holds it against the archive later, and writes both down', async () => {
		const out = join(place, 'proofs');
		const ran = await cuttings(['export', '--format', 'package', '--prove', '--to', out, '--json'], { env: env() });
		expect(ran.status).toBe(0);
		expect(summary(ran)).toMatchObject({ clippings: 4, proof: { outcome: 'pass', clippings: 4, different: 0 } });
		const { path } = jsonLines(ran)[0] as { path: string };
		expect(readFileSync(join(path, 'bag-info.txt'), 'utf8')).toMatch(/^Proof-Outcome: pass/m);
		expect((await cuttings(['prove', path], { env: env() })).out).toContain('Everything in the bag is in the archive as it is now.');
		const events = await cuttings(['events', '--archive-only', '--json', '--limit', '3'], { env: env() });
		expect(jsonLines(events).slice(0, 3)).toMatchObject([{ type: 'validation', clipping: null, detail: { outcome: 'pass' } }, { type: 'validation' }, { type: 'dissemination', detail: { format: 'package' } }]);
		expect((await cuttings(['events', '1'], { env: env() })).out).toContain('ingestion');
		writeFileSync(join(path, 'data', 'added.txt'), 'x');
		const bad = await cuttings(['prove', path, '--json'], { env: env() });
		expect(bad.status).toBe(1);
		expect(summary(bad)).toMatchObject({ outcome: 'fail', bagIsWhole: false });
	});

	test('takes the options that formats declare, and refuses those they do not have', async () => {
		const out = join(place, 'options');
		const ran = await cuttings(['export', '--format', 'ead3', '--series', 'year', '--originals', 'no', '--to', out, '--json'], { env: env() });
		expect(summary(ran)).toMatchObject({ clippings: 4, files: 1 });
		for (const args of [['--format', 'ris', '--series', 'year'], ['--format', 'ead3', '--series', 'week'], ['--format', 'markdown', '--prove'], ['--format', 'markdown', '--originals', 'maybe']]) {
			expect(await cuttings(['export', '--to', out, ...args], { env: env() }), args.join(' ')).toMatchObject({ status: 2, out: '' });
		}
		const parts = await cuttings(['export', '--format', 'text', '--collection', 'nowhere', '--to', out], { env: env() });
		expect(parts.status).toBe(9);
		await cuttings(['edit', '1', '--set', 'embargo=2199'], { env: env() });
		const left = await cuttings(['export', '--format', 'text', '--without-restricted', '--to', out], { env: env() });
		expect(left.out).toContain('Left out as restricted: 1 clipping.');
		await cuttings(['undo'], { env: env() });
	});

	test('says what each format carries', async () => {
		const ran = await cuttings(['formats', '--json']);
		expect(jsonLines(ran).slice(0, -1).map(({ id }) => id)).toEqual(FormatId.options);
		expect(summary(ran)).toEqual({ total: FormatId.options.length });
		expect((await cuttings(['formats'])).out).toContain('Cannot carry: Where each field came from.');
	});

	test('checks the archive, and finds an original that was altered', async () => {
		const good = await cuttings(['check', '--json'], { env: env() });
		expect(good.status).toBe(0);
		expect(summary(good)).toMatchObject({ clippings: 4, originals: 4, findings: 0 });
		expect((await cuttings(['check'], { env: env() })).out).toContain('Everything is as it was received.');

		const large = join(place, 'large.txt');
		writeFileSync(large, `A very long story\n\n${'The harbour was quiet that morning, as it had been all week. '.repeat(2_000)}\n`);
		const own = join(place, 'second');
		expect(await cuttings(['import', large, '--archive', own])).toMatchObject({ status: 0 });
		const file = readdirSync(join(own, 'originals'), { recursive: true, encoding: 'utf8' }).map((name) => join(own, 'originals', name)).find((name) => statSync(name).isFile()) ?? '';
		chmodSync(file, 0o644);
		writeFileSync(file, readFileSync(file, 'utf8').replace('quiet', 'noisy'));
		const bad = await cuttings(['check', '--archive', own, '--json']);
		expect(bad.status).toBe(1);
		expect(jsonLines(bad)[0]).toMatchObject({ kind: 'original-altered', id: 1 });
		const exported = await cuttings(['export', '--archive', own, '--format', 'markdown', '--to', join(place, 'never')]);
		expect(exported.status).toBe(3);
		expect(exported.err).toContain('clipping 1');
		expect(readdirSync(join(place, 'never'))).toEqual([]);
	});
});

describe('read', () => {
	test('gives one line for each file, in their order, with the path as it was given', async () => {
		const ran = await cuttings(['read', 'harbour/ferry strike é.txt', './yard.txt', 'nowhere.txt', 'empty.txt', 'harbour', 'notes.json'], { cwd: papers });
		expect(ran.status).toBe(1);
		const lines = jsonLines(ran);
		expect(lines.map(({ path }) => path)).toEqual(['harbour/ferry strike é.txt', './yard.txt', 'nowhere.txt', 'empty.txt', 'harbour', 'notes.json']);
		expect(lines.map(({ name }) => name)).toEqual(['ferry strike é', 'yard', 'nowhere', 'empty', 'harbour', 'notes']);
		const yard = lines[1] as { standfirst: string | null; body: string[] };
		expect(yard).toMatchObject({ title: 'Last hull leaves the Averil yard', byline: ['Nora Tallis'], siteName: 'The Averil Courier', publishedTime: '1982-03-11', captions: [] });
		// Whether the first paragraph is the standfirst is the reader's to say; that nothing is lost or told twice is ours.
		expect([yard.standfirst ?? '', ...yard.body].join('\n').split('On Wednesday the slipway')).toHaveLength(2);
		expect(yard.body.join('\n')).toContain('The Board promised a decision by Easter');
		expect(Object.keys(lines[1] ?? {})).toEqual(['path', 'name', 'title', 'byline', 'siteName', 'publishedTime', 'standfirst', 'captions', 'body', 'pictures']);
		for (const line of lines.slice(2)) expect(line).toEqual({ path: line['path'], name: line['name'], error: { reason: expect.any(String) as string, detail: expect.any(String) as string } });
	});

	test('sums up only when asked for JSON', async () => {
		expect(await cuttings(['read', 'yard.txt'], { cwd: papers })).toMatchObject({ status: 0, err: '' });
		const ran = await cuttings(['read', 'yard.txt', 'nowhere.txt', '--json'], { cwd: papers });
		expect(summary(ran)).toEqual({ read: 1, failed: 1 });
	});

	test('reads many at once, and an option after -- is a file', async () => {
		const many = Array.from({ length: 500 }, () => 'yard.txt');
		expect(jsonLines(await cuttings(['read', ...many], { cwd: papers }))).toHaveLength(500);
		expect(jsonLines(await cuttings(['read', '--', '--json'], { cwd: papers }))[0]).toMatchObject({ path: '--json', error: { reason: 'missing' } });
	});
});

describe('asked wrongly, or for help', () => {
	test.each([
		[[], 'A command is needed.'], [['serach', 'x'], 'There is no command “serach”. Was “search” meant?'], [['list', '--frob'], 'list has no option “--frob”.'],
		[['show'], 'show needs ID.'], [['export', '--format', 'docx', '--to', 'x'], `--format is one of ${FormatId.options.join(', ')}; “docx” is not.`], [['list', '--limit', 'ten'], '--limit takes a number, not “ten”.'],
		[['list\u001b[2J'], 'There is no command “list␛[2J”.'],
	])('%j', async (args, words) => {
		const ran = await cuttings(args, { env: env() });
		expect(ran).toMatchObject({ status: 2, out: '' });
		expect(ran.err).toContain(words);
		expect(obeyed(ran.err)).toBeNull();
	});

	test.each([['--help'], ['-h'], ['help'], ['list', '--help'], ['help', 'list'], ['export', '--help'], ['tag', '-h']])('%s helps, and needs no archive', async (...args) => {
		const ran = await cuttings(args);
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toContain('cuttings');
	});

	test('says its version and what it runs on', async () => {
		const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string };
		const ran = await cuttings(['--version']);
		expect(ran).toMatchObject({ status: 0, err: '' });
		expect(ran.out).toMatch(new RegExp(`^cuttings ${version.replaceAll('.', '\\.')}\n(?:The window runs on Electron .*\n)?This command runs on Node\\.js \\d+\\.\\d+\\.\\d+, SQLite 3\\.\\d+\\.\\d+, .*\n$`));
		const runtime = join(import.meta.dirname, '../../out/runtime.json');
		if (!process.env['CUTTINGS_TEST_PROGRAM'] && existsSync(runtime)) expect(ran.out).toContain(`Electron ${(JSON.parse(readFileSync(runtime, 'utf8')) as { electron: string }).electron}`);
	});
});
