// Proves what counts as a word and how letters are made alike; that index, query and hits agree about it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedTerms, countTerms, folded, orderKey, tokens } from '../../src/core/store/fold';

describe('folding', () => {
	it.each([
		['Café', 'cafe'],
		['Cafe\u0301', 'cafe'],
		['ŁÓDŹ', 'lodz'],
		['København', 'kobenhavn'],
		['Straße STRASSE', 'strasse strasse'],
		['Đặng Việt', 'dang viet'],
		['Æsir œuvre', 'aesir oeuvre'],
		['İstanbul ıslık', 'istanbul islik'],
		['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
		['Σίσυφος', 'σισυφοσ'],
		['Ёлка', 'елка'],
		['ﬁnance', 'finance'],
		['Ｆｕｌｌ１２', 'full12'],
		['co\u00ADop zero\u200Bwidth', 'coop zerowidth'],
		['أَحْمَد', 'احمد'],
		['٢٠٢٤ ۱۹ १२', '2024 19 12'],
		['½ price', '1 2 price'],
		['vice-president', 'vice president'],
		["Ukraine's O’Brien", 'ukraine s o brien'],
		['1,400.50', '1 400 50'],
		['jane.doe@example.org', 'jane doe example org'],
		['hindi हिन्दी', 'hindi हिन्दी'],
		['🎉 party', '🎉 party'],
		['a\u0000b', 'a b'],
		['', ''],
		['— … “”', ''],
	])('%j → %j', (text, expected) => expect(folded(text)).toBe(expected));

	it.each([
		['経済新聞', '経済 済新 新聞 聞'],
		['経', '経'],
		['2024年3月', '2024 年 3 月'],
		['서울시', '서울 울시 시'],
		['ｶﾞﾗｽ', 'ガラ ラス ス'],
		['ガラス'.normalize('NFD'), 'ガラ ラス ス'],
		['서울'.normalize('NFD'), '서울 울'],
	])('cuts %j into pairs', (text, expected) => expect(folded(text)).toBe(expected));

	it('asks for a part of a spaceless run so that it is found', () => {
		expect(askedTerms('経済新')).toEqual({ terms: ['経済', '済新'], open: false });
		expect(askedTerms('聞')).toEqual({ terms: ['聞'], open: true });
		expect(askedTerms('NHK経済')).toEqual({ terms: ['nhk', '経済'], open: false });
		expect(askedTerms('plain words')).toEqual({ terms: ['plain', 'words'], open: false });
	});

	const text = fc.string({ unit: 'grapheme', maxLength: 80 });

	it('is the same for composed and decomposed text', () => {
		fc.assert(fc.property(text, (any) => {
			expect(folded(any.normalize('NFD'))).toBe(folded(any.normalize('NFC')));
		}), { numRuns: 1_000 });
	});

	it('gives terms without spaces, quotes or anything an index would split at', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (any) => {
			for (const { term } of tokens(any)) expect(term).toMatch(/^(?:[0-9a-z]|[^\x00-\x7F])+$/u);
		}), { numRuns: 2_000 });
	});

	it('keeps every term in its place in the text', () => {
		fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (any) => {
			let last = 0;
			for (const { start, end, head } of tokens(any)) {
				expect(start).toBeGreaterThanOrEqual(last);
				expect(head).toBeGreaterThan(start);
				expect(end).toBeGreaterThanOrEqual(head);
				expect(end).toBeLessThanOrEqual(any.length);
				last = start;
			}
		}), { numRuns: 2_000 });
	});

	it('changes nothing that is folded already', () => {
		fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'aéŁßøİıЁσςأﬁ½ 1-’') , maxLength: 40 }), (any) => {
			expect(folded(folded(any))).toBe(folded(any));
		}), { numRuns: 1_000 });
	});

	it('takes long text in its stride', () => {
		const long = 'Die Straßenbahn fährt — “heute” nicht. '.repeat(30_000);
		const began = performance.now();
		folded(long);
		expect(performance.now() - began).toBeLessThan(3_000);
	});

	it('counts words', () => {
		expect(countTerms(folded("It's 1,400 words, or so"))).toBe(7);
		expect(countTerms(folded('経済新聞'))).toBe(4);
		expect(countTerms('')).toBe(0);
	});
});

describe('the order of a list', () => {
	it('passes over opening quotes, case, accents; numbers by size', () => {
		const titles = ['“Zebra” returns', 'apple day', 'Äpfel', '10 years on', '9 years on', 'élan', 'Zoo'];
		expect([...titles].sort((a, b) => (orderKey(a, 48) < orderKey(b, 48) ? -1 : 1)))
			.toEqual(['9 years on', '10 years on', 'Äpfel', 'apple day', 'élan', '“Zebra” returns', 'Zoo']);
	});
});
