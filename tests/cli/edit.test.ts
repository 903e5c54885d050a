// Owns the proof that the built command line changes many clippings as one step, makes one of two, and takes both back; and that it tells what is like a clipping.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary } from '../support/command';
import { clippingText } from '../support/import-samples';

let place: string;
const run = (...args: string[]) => cuttings(args, { env: { CUTTINGS_ARCHIVE: join(place, 'archive') } });
const section = async (id: string) => (jsonLines(await run('show', id, '--json'))[0] as { section: string | null }).section;
beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-edit-')));
	for (const number of [1, 2, 3]) writeFileSync(join(place, `${number}.txt`), clippingText(number));
	expect((await run('import', join(place, '1.txt'), join(place, '2.txt'), join(place, '3.txt'))).status).toBe(0);
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('what would change is told before anything does; then it is one step', async () => {
	const dry = await run('edit', '--search', 'kind:article', '--set', 'section=Harbour', '--tag', '+yard', '--dry-run');
	expect(dry).toMatchObject({ status: 0 });
	expect(dry.out).toContain('Harbour');
	expect(dry.out).toContain('Nothing was changed.');
	expect(await section('1')).toBeNull();

	const done = await run('edit', '--search', 'kind:article', '--set', 'section=Harbour', '--tag', '+yard', '--json');
	expect(summary(done)).toMatchObject({ changed: 3, cancelled: false });
	expect(await section('2')).toBe('Harbour');
	expect(summary(await run('search', 'tag:yard', '--json'))).toMatchObject({ total: 3 });
	expect((await run('undo')).status).toBe(0);
	expect(await section('2')).toBeNull();
	expect(summary(await run('search', 'tag:yard', '--json'))).toMatchObject({ total: 0 });
	expect((await run('redo')).status).toBe(0);
	expect(await section('3')).toBe('Harbour');

	expect((await run('edit', '1', '--replace', 'section=harb=>Arb')).status).toBe(0);
	expect(await section('1')).toBe('Arbour');
	expect((await run('edit', '1')).status).toBe(2);
	expect((await run('edit', '1', '--set', 'colour=red')).status).toBe(2);
}, 120_000);

test('two clippings become one, and two again', async () => {
	const dry = await run('merge', '1', '2', '--dry-run');
	expect(dry).toMatchObject({ status: 0 });
	expect(dry.out).toContain('Nothing was changed.');
	const merged = await run('merge', '1', '2', '--json');
	expect(merged.status).toBe(0);
	const [kept] = jsonLines(merged) as { id: number; originals: unknown[] }[];
	expect(kept!.originals).toHaveLength(2);
	expect(summary(await run('list', '--json'))).toMatchObject({ total: 2 });
	// The other's number means the one that remains.
	for (const id of ['1', '2']) expect((jsonLines(await run('show', id, '--json'))[0] as { id: number }).id).toBe(kept!.id);
	expect(await run('check')).toMatchObject({ status: 0 });
	expect((await run('undo')).status).toBe(0);
	expect(summary(await run('list', '--json'))).toMatchObject({ total: 3 });
}, 120_000);

test('what is like a clipping is told, and nothing where nothing is', async () => {
	const cited = await run('cite', '3', '--style', 'apa', '--reference', '--json');
	expect(summary(cited)).toEqual({ cited: 1, style: 'apa' });
	expect(jsonLines(cited)[0]).toMatchObject({ id: 3, style: 'apa', text: expect.stringMatching(/Clipping [0-9a-f-]{36}\)$/) as string });
	expect((await run('cite', '3', '--style', 'turabian')).status).toBe(2);
	const alike = await run('similar', '3', '--json');
	expect(alike.status).toBe(0);
	expect(summary(alike)).toMatchObject({ id: 3 });
	expect((await run('similar', '999')).status).not.toBe(0);
}, 60_000);
