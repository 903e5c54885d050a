// Owns the proof that highlights can be made, listed, changed and removed on the command line, and are handed to programs as Web Annotations.
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, cuttings, jsonLines, summary, type Ran } from '../support/command';

const STORY = `The Averil Courier

Last hull leaves the Averil yard

By Nora Tallis
11 March 1982

Nobody in the yard would say that it was closing. Nobody would say that it was not.

A notice on the gatehouse door, “typed and unsigned”, asked the day shift to report as usual on Monday, and to bring their tool books with them.

In Ropery Street the shops were open late. The baker said that people had bought as they buy before a storm.
`;

let place: string;
const run = (...args: string[]): Promise<Ran> => cuttings(args, { env: { CUTTINGS_ARCHIVE: join(place, 'archive') } });

beforeAll(async () => {
	await built();
	place = realpathSync(mkdtempSync(join(tmpdir(), 'cuttings-cli-')));
	writeFileSync(join(place, 'yard.txt'), STORY);
	expect((await run('import', join(place, 'yard.txt'))).status).toBe(0);
}, 180_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

describe('highlights on the command line', () => {
	test('are made of words, but for the form of quotation marks', async () => {
		const made = await run('highlight', '1', '--quote', 'door, "typed and unsigned"', '--colour', 'leaf', '--note', 'Compare 1979.', '--json');
		expect(made.status).toBe(0);
		expect(summary(made)).toEqual({ made: 1 });
		expect(jsonLines(made)[0]).toMatchObject({ type: 'Annotation', motivation: 'commenting', body: { value: 'Compare 1979.' }, target: { styleClass: 'leaf', selector: [{ exact: 'door, “typed and unsigned”' }, { type: 'TextPositionSelector' }] } });
	});

	test('ask which place is meant', async () => {
		const asked = await run('highlight', '1', '--quote', 'Nobody');
		expect(asked).toMatchObject({ status: 2, out: '' });
		expect(asked.err).toContain('These words stand 2 times in the text.');
		expect((await run('highlight', '1', '--quote', 'Nobody', '--which', '2')).out).toMatch(/^Made the highlight [0-9a-f-]{36} of clipping 1: “Nobody”\n$/);
		expect(await run('highlight', '1', '--quote', 'Nobody', '--which', '3')).toMatchObject({ status: 2 });
		expect((await run('highlight', '1', '--quote', 'nothing like it')).err).toContain('does not stand in the text');
	});

	test('are listed in the order of the text', async () => {
		const listed = await run('highlights', '1');
		expect(listed.out.trimEnd().split('\n').map((line) => line.split('\t').slice(1))).toEqual([['lemon', 'found', 'Nobody', ''], ['leaf', 'found', 'door, “typed and unsigned”', 'Compare 1979.']]);
		expect(summary(await run('highlights', '1', '--json'))).toEqual({ total: 2, found: 2 });
		expect((await run('show', '1')).out).toContain('Highlights\n  “Nobody”');
		expect(summary(await run('search', 'note:compare has:highlight', '--json'))).toMatchObject({ total: 1 });
	});

	test('are changed, removed and brought back', async () => {
		const [first] = jsonLines(await run('highlights', '1', '--json'));
		const uid = String(first!['id']).replace('urn:uuid:', '');
		expect((await run('highlight', '1', '--of', uid.slice(-6), '--colour', 'violet', '--note', 'Why twice?')).status).toBe(0);
		expect(jsonLines(await run('highlights', '1', '--json'))[0]).toMatchObject({ body: { value: 'Why twice?' }, target: { styleClass: 'violet' } });
		expect((await run('highlight', '1', '--of', uid, '--remove')).out).toContain('Removed the highlight');
		expect(summary(await run('highlights', '1', '--json'))).toEqual({ total: 1, found: 1 });
		expect(await run('highlight', '1', '--of', uid, '--remove')).toMatchObject({ status: 6 });
		await run('undo');
		expect(summary(await run('highlights', '1', '--json'))).toEqual({ total: 2, found: 2 });
	});

	test.each([[['highlight', '1']], [['highlight', '1', '--quote', 'a', '--of', 'b']], [['highlight', '1', '--quote', 'Nobody', '--colour', 'green']], [['highlight', '1', '--of', 'abcd']]])('%j is a misuse', async (args) => {
		expect(await run(...args)).toMatchObject({ status: 2, out: '' });
	});
});
