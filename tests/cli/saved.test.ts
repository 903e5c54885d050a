// Owns the proof that the built command line saves searches, lists them with their counts, runs them and takes changes back.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary } from '../support/command';
import { clippingText } from '../support/import-samples';

let place: string;
const run = (...args: string[]) => cuttings(args, { env: { CUTTINGS_ARCHIVE: join(place, 'archive') } });
beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-saved-')));
	for (const number of [1, 2]) writeFileSync(join(place, `${number}.txt`), clippingText(number));
	expect((await run('import', join(place, '1.txt'), join(place, '2.txt'))).status).toBe(0);
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('saved searches are kept, listed, run, changed and taken back', async () => {
	expect((await run('saved')).out).toBe('');
	expect((await run('saved', 'add', 'All of it', 'kind:article', '--sort', 'oldest')).out).toBe('Saved the search All of it. It finds 2 clippings.\n');
	expect((await run('saved', 'add', 'None', '-kind:article')).status).toBe(0);
	expect((await run('saved')).out).toBe('2\tAll of it\tkind:article\n0\tNone\t-kind:article\n');
	const listed = await run('saved', '--json');
	expect(jsonLines(listed)[0]).toMatchObject({ name: 'All of it', total: 2, query: { text: 'kind:article', sort: 'oldest', where: 'archive' } });
	expect(summary(listed)).toEqual({ total: 2 });

	const found = await run('saved', 'run', 'all OF it', '--json', '--limit', '1');
	expect(summary(found)).toMatchObject({ total: 2 });
	expect(jsonLines(found)).toHaveLength(2);

	expect((await run('saved', 'add', 'NONE', 'x')).status).toBe(12);
	expect((await run('saved', 'run', 'Nobody')).err).toContain('There is no saved search “Nobody”');
	expect((await run('saved', 'remove')).status).toBe(2);
	expect((await run('saved', 'move', 'None', '--before', 'All of it')).status).toBe(0);
	expect((await run('saved', 'rename', 'None', 'Nothing')).status).toBe(0);
	expect((await run('saved', 'remove', 'All of it')).status).toBe(0);
	expect((await run('saved')).out).toBe('0\tNothing\t-kind:article\n');
	expect((await run('undo')).out).toContain('eleted the saved search All of it');
	expect((await run('saved')).out).toBe('0\tNothing\t-kind:article\n2\tAll of it\tkind:article\n');
}, 120_000);
