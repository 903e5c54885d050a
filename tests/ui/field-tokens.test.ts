// Holds how a query stands in the search field: what becomes a token and when, and that the text stays what would be typed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery, printed } from '../../src/core/store/query-language';
import { pieceAt } from '../../src/renderer/library/completing.svelte';
import { composed, fielded, leftBehind, saidPieces } from '../../src/renderer/library/field-tokens';
import { suggestedName } from '../../src/renderer/searches/suggested-name';

const shown = (text: string): [string[], string] => {
	const { tokens, rest } = fielded(text);
	return [tokens.map(({ operator, value }) => `${operator} ${value}`), rest];
};

describe('a text in the field', () => {
	it.each<[string, string[], string]>([
		['yard', [], 'yard'],
		['pub:="The Evening Post" yard', ['from The Evening Post'], 'yard'],
		['yard tag:war slipway', ['tag war'], 'yard slipway'],
		['date:1982..1985 -tag:war is:unsure', ['date 1982–1985', 'not tag war', 'is to be looked at'], ''],
		['(lang:de OR lang:fr) x', ['language German or French'], 'x'],
		['(lang:de OR lang:fr OR lang:it)', ['language German or 2 others'], ''],
		['tag:war (yard OR slipway)', ['tag war'], 'yard OR slipway'],
		['yard OR tag:war', [], 'yard OR tag:war'],
		['tag:', [], 'tag:'],
		['tag:"war', [], 'tag:"war'],
		['-ferry "last hull"', [], '-ferry "last hull"'],
	])('%s', (text, tokens, rest) => {
		expect(shown(text)).toEqual([tokens, rest]);
	});

	it('asks the same as it did, however it is shown', () => {
		const word = fc.constantFrom('yard', '-ferry', '"last hull"', 'tag:war', '-pub:="The Post"', 'date:1982..1983', '(lang:de OR lang:fr)', '(yard OR tag:x)', 'title:"a b"', 'NOT in:Thesis', 'strike NEAR/3 yard', 'OR');
		fc.assert(fc.property(fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')), (text) => {
			const meaning = (query: string): string[] => {
				const { part } = readQuery(query);
				return (part?.is === 'all' ? part.of : part ? [part] : []).map(printed).sort();
			};
			expect(meaning(composed(fielded(text)))).toEqual(meaning(text));
		}), { numRuns: 500 });
	});

	it('never fails, whatever is typed', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(60), (text, caret) => {
			composed(fielded(text));
			composed(leftBehind(text, caret));
			expect(saidPieces(text).length).toBeGreaterThanOrEqual(0);
			pieceAt(text, Math.min(caret, text.length));
		}));
	});
});

describe('what is being typed', () => {
	it('is a token only once it is left behind', () => {
		for (const typed of ['t', 'tag', 'tag:', 'tag:w', 'tag:war', 'pub:"The', 'pub:"The Post"', 'pub:"The ']) expect(leftBehind(typed, typed.length)).toEqual({ tokens: [], rest: typed });
		expect(leftBehind('tag:war ', 8).tokens).toHaveLength(1);
		expect(leftBehind('tag:war yard', 3), 'the caret is still in it').toEqual({ tokens: [], rest: 'tag:war yard' });
	});

	it('keeps brackets around a choice that stands beside tokens', () => {
		const { tokens } = fielded('tag:war');
		expect(composed({ tokens, rest: 'yard OR slipway' })).toBe('tag:war (yard OR slipway)');
		expect(composed({ tokens, rest: 'yard OR "slip' })).toBe('tag:war (yard OR "slip")');
		expect(composed({ tokens, rest: '(yard OR slip' })).toBe('tag:war (yard OR slip');
	});

	it.each<[string, string | null]>([
		['pub:cou', 'pub cou'], ['yard -pub:"The Av', 'pub The Av'], ['x tag:', 'tag '], ['pub:=', 'pub '], ['yard', 'word yard'], ['nobody:x', null], ['a', null], ['造船', null],
	])('%s is completed as %s', (text, piece) => {
		const found = pieceAt(text, text.length);
		expect(found && `${found.is === 'value' ? found.operator.field : 'word'} ${found.typed}`).toBe(piece);
	});
});

describe('operators', () => {
	it('are told from words, to be shown small', () => {
		expect(saidPieces('yard OR Werft -ferry')).toEqual([
			{ text: 'yard ', isOperator: false }, { text: 'or', isOperator: true }, { text: ' Werft ', isOperator: false }, { text: 'not ', isOperator: true }, { text: 'ferry', isOperator: false },
		]);
		expect(saidPieces('"or NOT" order')).toEqual([{ text: '"or NOT" order', isOperator: false }]);
	});
});

describe('the name suggested for a search', () => {
	it.each<[string, string[], string]>([
		['yard closure', [], 'Yard closure'],
		['pub:="The Averil Courier" date:1981..1983 yard', ['Thesis'], 'Yard, Thesis, The Averil Courier, 1981–1983'],
		['-tag:war', [], 'Not tag war'],
		['x'.repeat(100), [], `X${'x'.repeat(58)}…`],
	])('%s', (text, places, name) => {
		expect(suggestedName(text, places)).toBe(name);
	});
});
