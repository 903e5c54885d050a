// Proves finding: what is typed, what matches it, in what order, and what of it is shown.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../src/core/store/fold';
import { readQuery, type Part } from '../../src/core/store/query-language';
import { Query, type Page, type Piece } from '../../src/shared/model';
import { headlines, keep, search, tempArchive, MORNING, type Written } from '../support/archive';

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
		expect(headlines(archive, 'arning')).toEqual([]);
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
		expect(search(archive, { text: 'has:wings' })).toMatchObject({ total: 3, understood: expect.stringContaining('has:wings') as string });
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
		expect(snippet).toMatch(/^… \S.* in the middle a \[Ferry\] sails .*\S …$/);
		expect(snippet.length).toBeGreaterThan(150);
		expect(snippet.length).toBeLessThan(215);
		expect(snippet.split(' ').slice(1, -1).every((word) => /^(filler\d+|in|the|middle|a|\[Ferry\]|sails)$/.test(word))).toBe(true);
	});

	it('is how the body begins where nothing is asked for', async () => {
		const archive = await tempArchive();
		await keep(archive, { headline: 'H', body: ['  First\n words. ', 'Then more.', filler(100)] });
		const { snippet } = first(search(archive));
		expect(snippet).toMatch(/^First words\. Then more\. filler0 .*…$/);
		expect(snippet.length).toBeLessThanOrEqual(200);
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
	const WORDS = ['ferry', 'ferries', 'fares', 'Łódź', 'straße', '経済新聞', "o'brien", '1,400', 'war', 'warn', 'peace', 'e\u0301lan', '🎉'];
	const HOSTILE = ['"', '“', '”', '*', '^', '(', ')', '-', '--', 'AND', 'OR', 'NOT', 'NEAR/5', 'NEAR', '-(', 'body:', 'title:(', 'body:"', '{', '}', '+', ':', "'", ';', '\u0000', '\uD800', '%', '_', '\\', '/*', "'; DROP TABLE clippings;--", 'rank', 'search MATCH'];
	const typed = fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 }).map((parts) => parts.join(' '));

	/** Whether a clipping fits, found out the slow way. Its fields are lists of terms. */
	function fits(part: Part | null, fields: Readonly<Record<string, readonly string[]>>): boolean {
		if (part === null) return true;
		if (part.is === 'all') return part.of.every((one) => fits(one, fields));
		if (part.is === 'any') return part.of.some((one) => fits(one, fields));
		if (part.is === 'not') return !fits(part.of, fields);
		const places = (wanted: { terms: readonly string[]; prefix: boolean }, terms: readonly string[]): number[] => terms.flatMap((_, at) => (wanted.terms.every((term, n) => {
			const there = terms[at + n];
			return there !== undefined && (n === wanted.terms.length - 1 && wanted.prefix ? there.startsWith(term) : there === term);
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
			const expected = texts.flatMap((body, i) => (fits(part, { headline: termsOf(`N${i} ${WORDS[i % 7]!}`), body: termsOf(body) }) ? [`N${i} ${WORDS[i % 7]!}`] : []));
			expect(headlines(archive, { text, sort: 'imported' }).sort()).toEqual(expected.sort());
			expect(headlines(archive, { text, sort: 'relevance' }).sort()).toEqual(expected.sort());
		}), { numRuns: 600 });
	}, 60_000);

	it('10,000 characters are answered within a second', async () => {
		const archive = await tempArchive();
		await keep(archive, ...Array.from({ length: 200 }, (_, i) => ({ headline: `N${i}`, body: ['word '.repeat(300)], importedAt: MORNING })));
		for (const text of ['word '.repeat(2_000), '"'.repeat(10_000), '('.repeat(10_000), '-a '.repeat(3_333), '経'.repeat(10_000), 'a-'.repeat(5_000), `"${'a '.repeat(4_999)}`, 'é'.repeat(10_000), ' '.repeat(10_000)]) {
			const began = performance.now();
			search(archive, { text: text.slice(0, 10_000) });
			expect(performance.now() - began, text.slice(0, 5)).toBeLessThan(1_000);
		}
	});
});
