// Owns the proof that a clipping's history is told on the command line, for people in words and for programs as facts, and that nothing in it drives a terminal.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PastFact } from '../../src/shared/past';
import { built, cuttings, jsonLines, summary, type Ran } from '../support/command';

const STORY = `The Averil Courier

Last hull leaves the Averil yard

By Nora Tallis
11 March 1982

Nobody in the yard would say that it was closing. Nobody would say that it was not.

In Ropery Street the shops were open late. The baker said that people had bought as they buy before a storm.
`;

let place: string;
const run = (...args: string[]): Promise<Ran> => cuttings(args, { env: { CUTTINGS_ARCHIVE: join(place, 'archive') } });
const told = async (...more: string[]): Promise<string[]> => (await run('history', '1', ...more)).out.trimEnd().split('\n').map((line) => line.split('\t')[1]!);

beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-cli-')));
	writeFileSync(join(place, 'yard.txt'), STORY);
	expect((await run('import', join(place, 'yard.txt'))).status).toBe(0);
	for (const args of [['edit', '1', '--set', 'publication=The \u001b[2JQuay'], ['tag', '1', '+ships'], ['undo'], ['check']]) expect(await run(...args), args.join(' ')).toMatchObject({ status: 0 });
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

test('in words, the newest first', async () => {
	const lines = await told();
	expect(lines).toEqual(['Original checked: unchanged since it came', 'Tags taken off: ships', 'Tagged: ships', expect.stringMatching(/^Newspaper: The Averil Courier -> The .*Quay$/), 'Taken in from yard.txt']);
	expect(lines.join('')).not.toMatch(/\p{Cc}/u);
	expect(await told('--limit', '2')).toEqual(lines.slice(0, 2));
	expect((await run('history', '1')).out).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\t/);
});

test('for programs', async () => {
	const ran = await run('history', '1', '--json', '--all');
	expect(summary(ran)).toEqual({ clipping: 1, total: 5 });
	const events = jsonLines(ran).slice(0, -1);
	expect(events).toHaveLength(5);
	for (const { facts } of events) expect(PastFact.array().min(1).safeParse(facts).success).toBe(true);
	expect(events.at(-1)).toMatchObject({ facts: [{ is: 'taken-in', name: 'yard.txt', from: null, watched: null, isBack: false }] });
});

test('not of a clipping that is not there', async () => {
	expect(await run('history', '99')).toMatchObject({ out: '' });
	expect((await run('history', '99')).status).not.toBe(0);
});
