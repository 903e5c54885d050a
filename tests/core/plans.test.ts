// Proves how hot statements are carried out: by index, never by walking every clipping, and never by asking the search index once a row.
import { describe, expect, it } from 'vitest';
import { databasePath } from '../../src/core/layout';
import { ClippingReader } from '../../src/core/store/clippings';
import { openForReading, type ReadDb, type Value } from '../../src/core/store/open';
import { Search } from '../../src/core/store/search';
import { TagReader } from '../../src/core/store/tags';
import { Query, type QueryInput } from '../../src/shared/model';
import { keep, tempArchive } from '../support/archive';

async function opened<T>(work: (db: ReadDb) => T): Promise<T> {
	const archive = await tempArchive();
	const ids = await keep(archive, ...Array.from({ length: 60 }, (_, i) => ({ headline: `Ferry ${i}`, publication: `P${i % 3}`, body: ['fares rise'], tags: i % 2 ? ['war/ukraine'] : ['ships'] })));
	archive.clippings.trash(ids.slice(0, 3));
	await archive.close();
	const db = openForReading(databasePath(archive.dir));
	try {
		return work(db);
	} finally {
		db.close();
	}
}

const planOf = (db: ReadDb, text: string, values: readonly Value[]): string[] =>
	db.prepare<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`).all(...values).map((row) => row.detail);

/** A walk over the whole table, or over a whole index that is not in the order asked for. */
const WALK = /^SCAN (c|clippings|texts|originals|taggings|g|t)(?! USING COVERING INDEX clippings_by_)/;

describe('plans', () => {
	const queries: [string, QueryInput][] = [
		['newest', {}], ['oldest', { sort: 'oldest' }], ['by headline', { sort: 'headline' }], ['by publication', { sort: 'publication' }],
		['imported', { sort: 'imported' }], ['trash', { where: 'trash' }], ['a word', { text: 'ferry' }], ['words by day', { text: 'ferry fares', sort: 'newest' }], ['words and not', { text: 'ferry -storm' }],
		['a word in the trash', { text: 'ferry', where: 'trash' }], ['a word that is a tag', { text: 'ferry ships' }], ['a tag', { tags: [1 as never] }], ['a tag and a word', { text: 'fares', tags: [1 as never] }],
	];

	it.each(queries)('%s: no walk over all clippings, the order from an index where no word decides', async (name, query) => {
		await opened((db) => {
			const parsed = Query.parse(query);
			const { ids, total } = new Search(db).statements(parsed);
			const plan = planOf(db, ids.text, ids.values).filter((line, _, all) => !(line === 'SCAN c' && all.includes('CO-ROUTINE c')));
			expect(plan.filter((line) => WALK.test(line)), plan.join('\n')).toEqual([]);
			if (parsed.text === '' && parsed.tags.length === 0) expect(plan).toEqual([expect.stringMatching(parsed.where === 'trash'
				// Of what is in the trash, rows are looked at for whether they were merged into others.
				? /^SEARCH c USING INDEX clippings_by_trash/ : /^(SCAN|SEARCH) c USING COVERING INDEX clippings_by_\w+/)]);
			// The search index is asked once a statement, not once a row (":=" in its plan is a look-up by row).
			for (const line of [...plan, ...planOf(db, total.text, total.values)]) if (/VIRTUAL TABLE/.test(line)) expect(line, name).not.toMatch(/INDEX \d+:.*=/);
		});
	});

	it('opening, tags and look-ups go straight to their rows', async () => {
		await opened((db) => {
			const asked: string[] = [];
			const spying = new Proxy(db, {
				get: (target, key) => {
					const value: unknown = Reflect.get(target, key, target);
					if (key !== 'prepare' && key !== 'pluck') return typeof value === 'function' ? value.bind(target) as unknown : value;
					return (text: string) => {
						asked.push(text);
						return (value as (text: string) => unknown).call(target, text);
					};
				},
			});
			const clippings = new ClippingReader(spying);
			const id = clippings.find('5');
			const { original, uid } = clippings.get(id);
			clippings.find(uid.slice(0, 35));
			clippings.withOriginal(original.sha256);
			clippings.inlineOriginal(original.sha256);
			expect([...clippings.outlines([id])]).toHaveLength(1);
			new TagReader(spying).withBelow(1 as never);
			new TagReader(spying).named('ships');
			new Search(spying).page(Query.parse({ text: 'ferry' }), { offset: 0, limit: 50 });
			clippings.counts();
			expect(asked.length).toBeGreaterThan(10);
			for (const text of new Set(asked)) {
				const plan = planOf(db, text, Array.from({ length: text.split('?').length - 1 }, () => '[1]'));
				const counting = /count\(\*\)/.test(text);
				expect(plan.filter((line) => /^SCAN (?!asked|into_|CONSTANT|json_each|search|segments|word_parts|few|tags\b)/.test(line) && !(counting && /USING COVERING INDEX/.test(line))), `${text}\n${plan.join('\n')}`).toEqual([]);
			}
		});
	});
});
