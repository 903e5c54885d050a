// Holds the answers to two hundred questions over seventeen thousand real news stories, where the corpus stands beside the project, against their known counts and clippings.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { Clippings } from '../../src/core/store/clippings';
import { migrate } from '../../src/core/store/migrations';
import { createDatabase, transaction, type WriteDb } from '../../src/core/store/open';
import { Search } from '../../src/core/store/search';
import { Query } from '../../src/shared/model';
import { countedUids, newClipping } from '../support/archive';

const SCALE = resolve(import.meta.dirname, '../../../shared/corpora/scale');
const isThere = existsSync(join(SCALE, 'queries.json'));
if (!isThere) console.warn('The scale corpus is not beside the project: two hundred known answers are not checked.');

interface Story { id: string; title: string; body: string }
interface Asked { type: string; q: string; count: number; ids: string[] }
interface Pasted { type: 'headline-paste'; q: string; knownItem: string }
const isPasted = (one: Asked | Pasted): one is Pasted => one.type === 'headline-paste';

describe.skipIf(!isThere)('two hundred questions to real news', () => {
	let db: WriteDb;
	let search: Search;
	let questions: Asked[];
	let pasted: Pasted[];
	const stories: Story[] = [];

	beforeAll(() => {
		const { queries } = JSON.parse(readFileSync(join(SCALE, 'queries.json'), 'utf8')) as { queries: (Asked | Pasted)[] };
		questions = queries.filter((one): one is Asked => !isPasted(one));
		pasted = queries.filter(isPasted);
		for (const line of gunzipSync(readFileSync(join(SCALE, 'news.jsonl.gz'))).toString('utf8').trim().split('\n')) stories.push(JSON.parse(line) as Story);
		db = createDatabase(':memory:');
		migrate(db);
		const clippings = new Clippings(db, countedUids());
		transaction(db, () => {
			for (const { title, body } of stories) clippings.insert(newClipping({ headline: title, body: body.split(/\n{2,}/), fileName: '' }));
		});
		search = new Search(db);
		return () => db.close();
	}, 180_000);

	/** Ids of stories, in the order they stand in the corpus. */
	const found = (text: string): string[] => [...search.ids(Query.parse({ text, sort: 'imported' }))].reverse().map((id) => stories[id - 1]!.id);
	/** As the corpus counts: names are phrases, of other words all must be there. */
	const exactly = ({ type, q }: Asked): string => (q.includes('"') || q.endsWith('*') ? q : type === 'name' ? `"${q}"` : q.split(/\s+/).map((word) => `"${word}"`).join(' '));

	it('quoted: every count and every story right', () => {
		expect(questions.length + pasted.length).toBe(200);
		const wrong = questions.flatMap((one) => {
			const got = found(exactly(one));
			// A star is no quotation: letters made alike may find more, never less.
			const isRight = one.q.endsWith('*') ? got.length >= one.count && got.length <= one.count * 1.001 : got.length === one.count && one.ids.every((id, i) => got[i] === id);
			return isRight ? [] : [`${one.q}: ${got.length} instead of ${one.count}`];
		});
		expect(wrong).toEqual([]);
	});

	it('unquoted: never fewer, and all of them', () => {
		const wrong = questions.flatMap(({ q, count, ids }) => {
			const got = new Set(found(q));
			return got.size >= count && ids.every((id) => got.has(id)) ? [] : [`${q}: ${got.size} of ${count}`];
		});
		expect(wrong).toEqual([]);
	});

	it('a headline pasted is among the first three', () => {
		const wrong = pasted.flatMap(({ q, knownItem }) => {
			const { rows } = search.page(Query.parse({ text: q }), { offset: 0, limit: 3 });
			return rows.some(({ id }) => stories[id - 1]!.id === knownItem) ? [] : [q];
		});
		expect(wrong).toEqual([]);
	});
});
