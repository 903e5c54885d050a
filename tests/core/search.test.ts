// Proves finding: what is typed, what matches it, in what order, and what of it is shown.
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sayOf } from '../../src/shared/words/say';
import { tokens } from '../../src/core/store/fold';
import { asLeftOut, readQuery, type Part, type Wanted } from '../../src/core/store/query-language';
import { Query, type Page, type Piece } from '../../src/shared/model';
import { databasePath } from '../../src/core/layout';
import { Clippings } from '../../src/core/store/clippings';
import { MOST_KIN, MOST_KIN_IN_ALL } from '../../src/core/store/kin';
import { openForReading, openForWriting, transaction, type Statement, type Value } from '../../src/core/store/open';
import { Search } from '../../src/core/store/search';
import { countedUids, headlines, keep, newClipping, search, tempArchive, MORNING, type Written } from '../support/archive';

const day = (edtf: string): Written['published'] => ({ printed: edtf, edtf, readings: [edtf] });
const shown = (pieces: Piece[]): string => pieces.map((piece) => (piece.hit ? `[${piece.text}]` : piece.text)).join('');
const first = (page: Page): { headline: string; snippet: string } => ({ headline: shown(page.rows[0]!.headline), snippet: shown(page.rows[0]!.snippet) });

describe('finding', () => {
	it('all words, each also as the beginning of a longer one, anywhere in the clipping', async () => {
		const archive = await tempArchive();
		await keep(archive,
			{ headline: 'Warning of war', body: ['Ships stay in port.'], publication: 'The Averil Courier', byline: ['Nora Tallis'], dateline: 'PORT AVERIL', fileName: 'scan-0042.txt', kicker: 'SHIPPING', standfirst: 'A decision by Easter', section: 'Harbour', captions: [{ text: 'The slipway', credit: 'Ida Renwick' }] },
			{ headline: 'Peace at last', body: ['The warring parties met.'], aside: 'Share on Facebook' },
		);
		for (const typed of ['war', 'WARN ships', 'courier', 'tallis port', 'averil', '0042', 'shipping', 'easter', 'harbour', 'slipway', 'renwick war']) expect(headlines(archive, typed), typed).toContain('Warning of war');
		expect(headlines(archive, '"war"')).toEqual(['Warning of war']);
		expect(headlines(archive, 'war peace')).toEqual(['Peace at last']);
		expect(headlines(archive, 'war -peace')).toEqual(['Warning of war']);
		expect(headlines(archive, '-peace')).toEqual(['Warning of war']);
		expect(headlines(archive, 'ships port')).toEqual(['Warning of war']);
		expect(headlines(archive, '"ships port"')).toEqual([]);
	});

	it('a word first itself, then beginning longer ones, then inside them; a quoted or starred one not inside', async () => {
		const archive = await tempArchive();
		const filler = 'The council met and spoke about the weather at length.';
		// The latest comes first where nothing else decides: each stands against that.
		await keep(archive,
			{ headline: 'A quiet day', body: [filler, 'Far down the page a port is named.'] },
			{ headline: 'Portable radios, portable ovens', body: ['Portable, portable.'] },
			{ headline: 'Airport and heliport', body: ['Seaport, airport, heliport.'] },
			{ headline: 'No such thing', body: [filler] },
		);
		expect(headlines(archive, 'port')).toEqual(['A quiet day', 'Portable radios, portable ovens', 'Airport and heliport']);
		expect(headlines(archive, 'PORT length')).toEqual(['A quiet day']);
		for (const typed of ['"port"', '"Port"']) expect(headlines(archive, typed), typed).toEqual(['A quiet day']);
		expect(headlines(archive, 'port*')).toEqual(['A quiet day', 'Portable radios, portable ovens']);
		for (const typed of ['*port', '*port*', 'ORT']) expect(headlines(archive, typed), typed).toContain('Airport and heliport');
		expect(headlines(archive, 'title:port')).toEqual(['Portable radios, portable ovens', 'Airport and heliport']);
		expect(headlines(archive, 'thing -port')).toEqual(['No such thing']);
		expect(headlines(archive, 'airport -port')).toEqual(['Airport and heliport']);
		expect(headlines(archive, '-port')).toEqual(['No such thing', 'Airport and heliport']);
		expect(first(search(archive, { text: 'elipor' })).headline).toBe('Airport and [heliport]');
		// Two letters begin words, and are not looked for inside them.
		expect(headlines(archive, 'po')).toEqual(['Portable radios, portable ovens', 'A quiet day']);
	});

	it('by words that came with an edit, and after a transaction that was taken back', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'One' });
		archive.clippings.edit(id!, { notes: 'Unsinkable.' });
		expect(headlines(archive, 'sinkab')).toEqual(['One']);
		const db = openForWriting(databasePath(archive.dir));
		const clippings = new Clippings(db, countedUids());
		expect(() => transaction(db, () => {
			clippings.insert(newClipping({ headline: 'The overcrowding' }));
			throw new Error('taken back');
		})).toThrow('taken back');
		transaction(db, () => clippings.insert(newClipping({ headline: 'Overcrowding again' })));
		db.close();
		expect(headlines(archive, 'crowd')).toEqual(['Overcrowding again']);
	});

	it('of very many longer words the commonest, and says so', async () => {
		const archive = await tempArchive();
		const longer = Array.from({ length: MOST_KIN + 10 }, (_, i) => `${String.fromCharCode(97 + (i % 26))}${String.fromCharCode(97 + Math.floor(i / 26))}xharbour`);
		await keep(archive, ...longer.map((word) => ({ headline: word })));
		const page = search(archive, { text: 'harbour' });
		expect(page.total).toBe(MOST_KIN);
		expect(page.understood.map(sayOf).join(' ')).toBe('“harbour” stands inside very many words; only the commonest of them were looked for.');
		expect(search(archive, { text: 'aaxharbour' }).understood).toEqual([]);
	});

	it('whatever the letters, composed or not, in any script', async () => {
		const archive = await tempArchive();
		await keep(archive,
			{ headline: 'Łódź, København, İstanbul and the Straße', body: ['naïve café'.normalize('NFD'), 'co\u00ADoperation and ﬁnance', 'Ёлка', 'ΣΊΣΥΦΟΣ'] },
			{ headline: '経済新聞', body: ['東京で会議が開かれた。'], language: 'ja' },
		);
		for (const typed of ['lodz', 'ŁÓDŹ', 'kobenhavn', 'istanbul', 'strasse', 'naive', 'café'.normalize('NFD'), 'cooperation', 'finance', 'елка', 'σισυφος']) expect(headlines(archive, typed), typed).toHaveLength(1);
		for (const typed of ['経済', '済新', '聞', '京', '会議が', '"開かれた"', '東京 新聞']) expect(headlines(archive, typed), typed).toEqual(['経済新聞']);
		for (const typed of ['京東', '経新']) expect(headlines(archive, typed), typed).toEqual([]);
		expect(first(search(archive, { text: '聞 会議' }))).toEqual({ headline: '経済新[聞]', snippet: '東京で[会議]が開かれた。' });
	});

	it('a word in the name of a tag finds who carries it; in the text comes first', async () => {
		const archive = await tempArchive();
		await keep(archive,
			{ headline: 'Tagged only', body: ['Ships.'], tags: ['War/Ukraine'] },
			{ headline: 'Says Ukraine', body: ['Ships in Ukraine.'] },
			{ headline: 'Neither', body: ['Ships.'] },
		);
		expect(headlines(archive, 'ukr')).toEqual(['Says Ukraine', 'Tagged only']);
		expect(headlines(archive, 'ukraine ships')).toEqual(['Says Ukraine', 'Tagged only']);
		expect(headlines(archive, '"war ukraine"')).toEqual(['Tagged only']);
		expect(headlines(archive, 'ships -ukraine')).toEqual(['Neither']);
		expect(headlines(archive, 'war ukraine -neither')).toEqual(['Tagged only']);
		archive.tags.rename(archive.tags.named('war/ukraine')!.id, 'Conflict', false);
		expect(headlines(archive, 'ukraine')).toEqual(['Says Ukraine']);
		expect(headlines(archive, 'conflict')).toEqual(['Tagged only']);
	});

	it('among tags: all that are asked for, a parent finding its children', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'A', tags: ['war/ukraine', 'ships'] }, { headline: 'B', tags: ['war'] }, { headline: 'C', tags: ['warfare'] });
		const id = (name: string) => archive.tags.named(name)!.id;
		expect(headlines(archive, { tags: [id('war')], sort: 'headline' })).toEqual(['A', 'B']);
		expect(headlines(archive, { tags: [id('war/ukraine')] })).toEqual(['A']);
		expect(headlines(archive, { tags: [id('war'), id('ships')] })).toEqual(['A']);
		expect(headlines(archive, { tags: [id('war')], text: 'b' })).toEqual(['B']);
		expect(headlines(archive, { tags: [id('war')], text: 'war' })).toEqual(['B', 'A']);
		expect(() => search(archive, { tags: [4711 as never] })).toThrow(expect.objectContaining({ code: 'tag/missing' }));
	});

	it('in the trash or outside it, never both', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive, { headline: 'Kept ship' }, { headline: 'First thrown ship' }, { headline: 'Then thrown ship' });
		archive.clippings.trash([ids[1]!]);
		archive.clippings.trash([ids[2]!]);
		expect(headlines(archive, 'ship')).toEqual(['Kept ship']);
		expect(headlines(archive, '-thrown')).toEqual(['Kept ship']);
		expect(headlines(archive, { text: 'ship', where: 'trash', sort: 'oldest' })).toEqual(['First thrown ship', 'Then thrown ship']);
		expect(headlines(archive, { where: 'trash' })).toEqual(['Then thrown ship', 'First thrown ship']);
		expect(search(archive, { where: 'trash' }).rows[0]!.trashed).toBe(true);
	});

	it('in every order', async () => {
		const archive = await tempArchive();
		await keep(archive,
			{ headline: '“Zebra” crossing', publication: 'Courier', published: day('1999-05-01') },
			{ headline: 'apple 10', publication: 'Évening Post', published: day('1982') },
			{ headline: 'Apple 9', published: day('2001-01-01') },
			{ headline: 'Élan', publication: 'courier' },
		);
		expect(headlines(archive)).toEqual(['Apple 9', '“Zebra” crossing', 'apple 10', 'Élan']);
		expect(headlines(archive, { sort: 'oldest' })).toEqual(['apple 10', '“Zebra” crossing', 'Apple 9', 'Élan']);
		expect(headlines(archive, { sort: 'imported' })).toEqual(['Élan', 'Apple 9', 'apple 10', '“Zebra” crossing']);
		expect(headlines(archive, { sort: 'headline' })).toEqual(['Apple 9', 'apple 10', 'Élan', '“Zebra” crossing']);
		expect(headlines(archive, { sort: 'publication' })).toEqual(['“Zebra” crossing', 'Élan', 'apple 10', 'Apple 9']);
		expect(headlines(archive, { text: 'apple', sort: 'oldest' })).toEqual(['apple 10', 'Apple 9']);
	});

	it('by weight: the whole word before its longer kin, the headline before the body', async () => {
		const archive = await tempArchive();
		const filler = 'The council met and spoke about the weather at length.';
		await keep(archive,
			{ headline: 'Port closed', body: [filler] },
			{ headline: 'Portable radios', body: [filler] },
			{ headline: 'Quiet day', body: [filler, 'A port was seen.'] },
			{ headline: 'Loud day', body: [filler, 'A portrait was seen.'] },
			{ headline: 'Nothing', body: [filler] },
		);
		// Where all weigh the same, the latest comes first: each pair stands against that.
		const order = headlines(archive, 'port');
		expect(order[0]).toBe('Port closed');
		expect(order.at(-1)).toBe('Loud day');
	});

	it('in the field asked for, and shows it there', async () => {
		const archive = await tempArchive();
		await keep(archive,
			{ headline: 'Ferry stops', body: ['The tram goes on.'], byline: ['Ruth Ellacott'], publication: 'The Ellersby Echo', dateline: 'AVERIL', captions: [{ text: 'The quay', credit: 'Ida Renwick' }] },
			{ headline: 'Tram stops', body: ['The ferry goes on, says Ellacott of Averil.'], byline: ['Nora Tallis'], publication: 'Averil Courier' },
		);
		for (const [typed, found] of [['title:ferry', 'Ferry stops'], ['body:ferry', 'Tram stops'], ['by:ellacott', 'Ferry stops'], ['pub:echo', 'Ferry stops'], ['pub:averil', 'Tram stops'], ['place:averil', 'Ferry stops'], ['caption:renwick', 'Ferry stops'], ['title:(tram -ferry)', 'Tram stops'], ['ferry NEAR/1 goes', 'Tram stops'], ['ferry -title:tram', 'Ferry stops']] as const) expect(headlines(archive, typed), typed).toEqual([found]);
		expect(headlines(archive, 'title:ferry OR by:tallis')).toHaveLength(2);
		expect(first(search(archive, { text: 'body:ferry' }))).toEqual({ headline: 'Tram stops', snippet: 'The [ferry] goes on, says Ellacott of Averil.' });
		expect(first(search(archive, { text: 'title:ferry' }))).toEqual({ headline: '[Ferry] stops', snippet: 'The tram goes on. The quay' });
		expect(search(archive, { text: 'title:ferry "goes on" -x' }).marks).toBe('ferry "goes on"');
	});

	it('by what is known besides the text', async () => {
		const archive = await tempArchive();
		const ids = await keep(archive,
			{ headline: 'One', language: 'de', tags: ['war/ukraine'], published: day('1999-03-14'), url: 'https://Example.org/a', importedAt: MORNING },
			{ headline: 'Two', language: 'en', tags: ['press freedom'], published: { printed: '03/04/82', edtf: null, readings: ['1982-04-03', '1982-03-04'] }, importedAt: MORNING + 86_400_000 },
			{ headline: 'Three', language: 'ja', published: day('1999'), kind: 'image', importedAt: MORNING + 2 * 86_400_000 },
		);
		archive.clippings.edit(ids[2]!, { notes: 'Ask the museum.' });
		const local = new Date(MORNING);
		const today = `${local.getFullYear()}-${String(local.getMonth() + 1).padStart(2, '0')}-${String(local.getDate()).padStart(2, '0')}`;
		for (const [typed, ...found] of [
			['tag:war', 'One'], ['tag:"press freedom"', 'Two'], ['tag:none', 'Three'], ['-tag:war', 'Two', 'Three'], ['lang:de', 'One'], ['lang:german', 'One'], ['lang:deutsch', 'One'], ['lang:japanese OR lang:en', 'Two', 'Three'],
			['kind:image', 'Three'], ['has:note', 'Three'], ['has:url', 'One'], ['url:example.org', 'One'], ['is:untagged', 'Three'], ['is:unfiled', 'Three'],
			['date:1999', 'One', 'Three'], ['date:1999-03', 'One', 'Three'], ['date:1999-03-14', 'One', 'Three'], ['date:1982-03-20', 'Two'], ['date:1982-05'], ['date:1982..1999-01', 'Two', 'Three'], ['date:..1990', 'Two'], ['before:1999', 'Two'], ['after:1982', 'One', 'Three'], ['after:1999-06', 'Three'], ['has:date -date:1999', 'Two'],
			[`imported:${today}`, 'One'], ['imported:1999'], ['one OR lang:ja', 'One', 'Three'], ['(lang:de OR lang:en) -two', 'One'], ['NOT (one OR two)', 'Three'], ['in:nowhere'], ['in:none', 'One', 'Two', 'Three'],
		] as [string, ...string[]][]) expect(headlines(archive, typed).sort(), typed).toEqual([...found].sort());
		expect(search(archive, { text: 'has:wings' })).toMatchObject({ total: 3, understood: [{ key: 'said.query.unknown', values: { typed: 'has:wings' } }] });
	});

	it('page by page, each once, with the whole count', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 57 }, (_, i) => ({ headline: `Story ${i % 3}`, body: ['ships '.repeat(i % 4)] })));
		for (const query of [{ text: 'story' }, { sort: 'headline' as const }, { text: 'ships', sort: 'newest' as const }, {}]) {
			const all = search(archive, query).rows.map((row) => row.id);
			const paged: number[] = [];
			for (let offset = 0; offset < all.length; offset += 10) {
				const page = search(archive, query, { offset, limit: 10 });
				expect([page.total, page.offset]).toEqual([all.length, offset]);
				paged.push(...page.rows.map((row) => row.id));
			}
			expect(paged).toEqual(all);
			expect(new Set(all).size).toBe(all.length);
			expect(search(archive, query, { offset: 1_000, limit: 10 }).rows).toEqual([]);
		}
		expect(archive.clippings.ids(Query.parse({ text: 'ships', sort: 'newest' }))).toEqual(search(archive, { text: 'ships', sort: 'newest' }).rows.map((row) => row.id));
	});

	it('also what the reading set aside, after what the article says', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Says it', body: ['Facebook pays a fine.'] }, { headline: 'Has a button', body: ['Ships.'], aside: 'Share on Facebook' });
		expect(headlines(archive, 'facebook')).toEqual(['Says it', 'Has a button']);
		expect(shown(search(archive, { text: 'facebook' }).rows[1]!.snippet)).toBe('Share on [Facebook]');
	});

	it('what is edited, as it is now', async () => {
		const archive = await tempArchive();
		const [id] = await keep(archive, { headline: 'Before', body: ['Unchanged words.'] });
		archive.clippings.edit(id!, { headline: 'After', notes: 'A **remark**', byline: 'Zelda Quince' });
		expect(headlines(archive, 'before')).toEqual([]);
		expect(first(search(archive, { text: 'after' }))).toEqual({ headline: '[After]', snippet: 'Unchanged words.' });
		expect(first(search(archive, { text: 'remark' })).snippet).toBe('A **[remark]**');
		for (const typed of ['unchanged', 'quince', 'zelda after remark']) expect(headlines(archive, typed)).toEqual(['After']);
	});
});

describe('what is shown', () => {
	const filler = (count: number): string => Array.from({ length: count }, (_, i) => `filler${i}`).join(' ');

	it('is about 200 characters around the first hit, cut between words', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'H', body: [filler(100), `in the middle a Ferry sails ${filler(100)}`] });
		const { snippet } = first(search(archive, { text: 'ferry' }));
		expect(snippet).toMatch(/^… \S.* in the middle a \[Ferry\] sails .*\S…$/);
		expect(snippet.length).toBeGreaterThan(150);
		expect(snippet.length).toBeLessThan(215);
		expect(snippet.split(' ').slice(1).every((word) => /^(filler\d+…?|in|the|middle|a|\[Ferry\]|sails)$/.test(word))).toBe(true);
		// Two lines of a narrow list have the hit in them.
		expect(snippet.indexOf('[')).toBeLessThan(40);
	});

	it('cuts no long word before the hit, and scripts without spaces near it', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'H', body: [`${filler(20)} Donaudampfschifffahrtsgesellschaft-Hafen ${filler(40)}`] });
		expect(first(search(archive, { text: 'hafen' })).snippet).toMatch(/^… Donaudampfschifffahrtsgesellschaft-\[Hafen\] filler0 /);
		await keep(archive, { headline: 'J', body: [`${'東京の港で'.repeat(40)}会議が開かれた。${'東京の港で'.repeat(60)}`] });
		const { snippet } = first(search(archive, { text: '会議' }));
		expect(snippet.indexOf('[')).toBe(14);
		expect(snippet).toMatch(/^… \S+\[会議\]が開かれた。\S+…$/);
	});

	it('is how the body begins where nothing is asked for', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'H', body: ['  First\n words. ', 'Then more.', filler(100)] });
		const { snippet } = first(search(archive));
		expect(snippet).toMatch(/^First words\. Then more\. filler0 .*…$/);
		expect(snippet.length).toBeLessThanOrEqual(240);
	});

	it('marks phrases as a whole, words wherever they stand', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'Spring tide, spring', body: ['A spring tide came; the tide of spring.'] });
		expect(first(search(archive, { text: '"spring tide"' }))).toEqual({ headline: '[Spring tide], spring', snippet: 'A [spring tide] came; the tide of spring.' });
		expect(first(search(archive, { text: 'tid spr' }))).toEqual({ headline: '[Spring] [tide], [spring]', snippet: 'A [spring] [tide] came; the [tide] of [spring].' });
	});

	it('never loses or makes up a letter of the headline', async () => {
		const archive = await tempArchive();
		const headline = 'Ǆ ﬁ ½ İ 👩‍👩‍👧 e\u0301 経済 \u00AD x';
		await keep(archive, { headline });
		for (const typed of ['dz', 'fi', '1', '2', 'i', '👩', 'e', '経', 'x']) {
			const page = search(archive, { text: typed });
			expect(page.rows[0]!.headline.map((piece) => piece.text).join(''), typed).toBe(headline);
			expect(page.rows[0]!.headline.some((piece) => piece.hit), typed).toBe(true);
		}
	});
});

describe('whatever is typed', () => {
	const WORDS = ['ferry', 'ferries', 'fares', 'are', 'airferry', 'err', 'Łódź', 'straße', '経済新聞', "o'brien", '1,400', 'war', 'warn', 'peace', 'e\u0301lan', '🎉'];
	const HOSTILE = ['"', '“', '”', '*', '^', '(', ')', '-', '--', 'AND', 'OR', 'NOT', 'NEAR/5', 'NEAR', '-(', 'body:', 'title:(', 'body:"', '{', '}', '+', ':', "'", ';', '\u0000', '\uD800', '%', '_', '\\', '/*', "'; DROP TABLE clippings;--", 'rank', 'search MATCH'];
	const typed = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 }).map((parts) => parts.join(' '));

	/** Whether a clipping fits, found out the slow way. Its fields are lists of terms. */
	function fits(part: Part | null, fields: Readonly<Record<string, readonly string[]>>): boolean {
		if (part === null) return true;
		if (part.is === 'all') return part.of.every((one) => fits(one, fields));
		if (part.is === 'any') return part.of.some((one) => fits(one, fields));
		if (part.is === 'not') return !fits(asLeftOut(part.of), fields);
		const places = (wanted: Wanted, terms: readonly string[]): number[] => terms.flatMap((_, at) => (wanted.terms.every((term, n) => {
			const there = terms[at + n];
			if (there === undefined || n < wanted.terms.length - 1 || !wanted.prefix) return there === term;
			// Inside a word counts for a word alone, not for one that must stand near another.
			return wanted.inside && part.is === 'words' ? there.includes(term) : there.startsWith(term);
		}) ? [at] : []));
		const asked = Object.entries(fields).filter(([column]) => part.is !== 'words' || part.columns === null || part.columns.includes(column as never)).map(([, terms]) => terms);
		if (part.is === 'words') return asked.some((terms) => places(part.wanted, terms).length > 0);
		if (part.is !== 'near') throw new Error('Such a part is not made here.');
		// As the index counts: no more than so many terms between the end of the first and the beginning of the last.
		return asked.some((terms) => {
			const spots = part.wanted.map((wanted) => places(wanted, terms).map((at) => ({ at, end: at + wanted.terms.length })));
			const within = (chosen: { at: number; end: number }[], rest: { at: number; end: number }[][]): boolean => {
				if (rest.length === 0) return Math.max(...chosen.map(({ at }) => at)) - Math.min(...chosen.map(({ end }) => end)) <= part.distance;
				return rest[0]!.some((one) => within([...chosen, one], rest.slice(1)));
			};
			return within([], spots);
		});
	}

	it('never fails, and agrees with looking through every clipping by hand', async () => {
		const archive = await tempArchive();
		const texts = Array.from({ length: 40 }, (_, i) => WORDS.filter((__, n) => (i * 7 + n * n) % 5 < 2).join(' '));
		await keep(archive, ...texts.map((text, i) => ({ headline: `N${i} ${WORDS[i % 7]!}`, body: [text], fileName: '' })));
		const termsOf = (text: string): string[] => tokens(text).map((token) => token.term);
		fc.assert(fc.property(typed, (text) => {
			const { part } = readQuery(text);
			const expected = texts.flatMap((said, i) => {
				const called = `N${i} ${WORDS[i % 7]!}`;
				const [headline, body] = [termsOf(called), termsOf(said)];
				// What runs from the headline into the text is found too.
				return fits(part, { headline, body, aside: [...headline.slice(-6), ...body.slice(0, 6)] }) ? [called] : [];
			});
			expect(headlines(archive, { text, sort: 'imported' }).sort()).toEqual(expected.sort());
			expect(headlines(archive, { text, sort: 'relevance' }).sort()).toEqual(expected.sort());
		}), { numRuns: 600 });
	}, 60_000);

	it('10,000 characters ask no more than a few words do: so many statements, so many words, so many parts', async () => {
		const archive = await tempArchive();
		const words = Array.from({ length: 900 }, (_, i) => `x${i.toString(36)}ordeal`);
		await keep(archive, ...Array.from({ length: 30 }, (_, i) => ({ headline: `N${i}`, body: [words.slice(i * 30, i * 30 + 30).join(' ')] })));
		await archive.close();
		const db = openForReading(databasePath(archive.dir));
		try {
			const asked: Value[][] = [];
			const spying = new Proxy(db, { get: (target, key) => {
				const value: unknown = Reflect.get(target, key, target);
				if (key !== 'prepare' && key !== 'pluck') return typeof value === 'function' ? value.bind(target) as unknown : value;
				return (text: string) => {
					const statement = (value as (text: string) => Statement).call(target, text);
					const note = <T>(run: (...values: Value[]) => T) => (...values: Value[]) => { asked.push(values); return run(...values); };
					return { get: note((...values) => statement.get(...values)), all: note((...values) => statement.all(...values)) };
				};
			} });
			const finder = new Search(spying);
			for (const text of ['word '.repeat(2_000), words.join(' '), words.map((word) => word.slice(2)).join(' OR '), words.map((word) => `-${word}`).join(' '), '"'.repeat(10_000), '('.repeat(10_000), '-a '.repeat(3_333), '経'.repeat(10_000), 'a-'.repeat(5_000), `"${'a '.repeat(4_999)}`, 'é'.repeat(10_000), ' '.repeat(10_000), 'ord* '.repeat(2_000), 'title:('.repeat(1_400), 'xor NEAR/5 '.repeat(900)]) {
				asked.length = 0;
				const page = finder.page(Query.parse({ text: text.slice(0, 10_000) }), { offset: 0, limit: 50 });
				expect(page.total).toBeGreaterThanOrEqual(0);
				const matches = asked.flat().filter((value): value is string => typeof value === 'string');
				// Each word costs a look at what it also stands for, each of those one at what it costs, both once more for another
				// spelling; that of six words is looked for, among some dozens of others each.
				expect(asked.length, text.slice(0, 12)).toBeLessThan(2 * (64 * 4 + MOST_KIN_IN_ALL + 20) + 6 * 40);
				for (const match of matches) expect(match.split('"').length, text.slice(0, 12)).toBeLessThan(2 * (3 * (64 + MOST_KIN_IN_ALL) + 200) + 2);
			}
		} finally {
			db.close();
		}
	});

	const ZOO = resolve(import.meta.dirname, '../../../shared/corpora/zoo');
	if (!existsSync(ZOO)) console.warn('The zoo is not beside the project: its lines are not typed as queries.');
	it.skipIf(!existsSync(ZOO))('every line of the zoo is answered, with a page or a sentence', async () => {
		const archive = await tempArchive();
		await keep(archive, ...WORDS.map((word) => ({ headline: word })));
		const lines = readdirSync(ZOO, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(txt|html?|md|csv|json)$/i.test(entry.name))
			.flatMap((entry) => readFileSync(join(entry.parentPath, entry.name)).subarray(0, 20_000).toString('utf8').split('\n').slice(0, 12));
		expect(lines.length).toBeGreaterThan(100);
		for (const line of lines.slice(0, 3_000)) expect(search(archive, { text: line.slice(0, 10_000) }, { offset: 0, limit: 5 }).total, line).toBeGreaterThanOrEqual(0);
	}, 120_000);
});
