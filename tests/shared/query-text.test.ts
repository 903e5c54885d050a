// Proves the outside of a query's text: its conditions, and that adding, replacing and removing them means in the archive what it should.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuery, type Part } from '../../src/core/store/query-language';
import { conditionsOf, fieldNamed, FIELD_ALIASES, printedCondition, withCondition, withOnly, withoutCondition, withoutFields, withValue, type Condition } from '../../src/shared/query-text';

const short = ({ field, values, isNot, isMixed }: Condition): string =>
	`${isNot ? 'not ' : ''}${isMixed ? 'mixed ' : ''}${field === null ? '' : `${field} `}${values.map(({ text, isExact }) => (isExact ? `=${text}` : text)).join(' | ')}`;

/** What a query means, without how it was typed. */
const meaning = (text: string): unknown => JSON.parse(JSON.stringify(readQuery(text).part, (key, value: unknown) => (key === 'typed' ? undefined : value)));
const tops = (text: string): Part[] => {
	const { part } = readQuery(text);
	return part === null ? [] : part.is === 'all' ? [...part.of] : [part];
};

describe('conditions', () => {
	it.each([
		['', []],
		['yard closure', ['yard', 'closure']],
		['"last hull" -ferry NOT tram', ['=last hull', 'not ferry', 'not tram']],
		['pub:="The Evening Post" date:1981..1983 yard', ['pub =The Evening Post', 'date 1981..1983', 'yard']],
		['newspaper:courier Author:=AP', ['pub courier', 'by =AP']],
		['(pub:="A" OR pub:none) -(lang:de OR lang:fr)', ['pub =A | none', 'not lang de | fr']],
		['(pub:="A" OR by:="B")', ['mixed (pub:="A" OR by:="B")']],
		['(yard OR slipway) title:(a OR b)', ['mixed (yard OR slipway)', 'mixed title:(a OR b)']],
		['yard OR slipway', ['mixed yard OR slipway']],
		['pub:="A" OR pub:="B"', ['pub =A | =B']],
		['strike NEAR/5 yard ferry', ['mixed strike NEAR/5 yard', 'ferry']],
		['((yard)) AND ()', ['yard']],
		['-tag:"press freedom" tag:', ['not tag press freedom']],
		['yard "never closed', ['yard', '=never closed']],
		['yard ) slip', ['yard', 'slip']],
		['foo:bar 12:30', ['foo:bar', '12:30']],
	])('%j', (text, wanted) => {
		expect(conditionsOf(text).map(short)).toEqual(wanted);
	});

	it('never fail, however deep or odd', () => {
		for (const text of ['('.repeat(9_999), '-('.repeat(5_000), 'NOT '.repeat(2_500), '("'.repeat(5_000), 'title:('.repeat(1_400), ')('.repeat(5_000)]) expect(() => conditionsOf(text)).not.toThrow();
	});

	it('know every field that the archive knows', () => {
		for (const name of Object.keys(FIELD_ALIASES)) expect(tops(`${name}:1999 x`).length + (readQuery(`${name}:1999`).understood.length), name).toBeGreaterThan(1);
		expect(fieldNamed('Newspaper')).toBe('pub');
		expect(fieldNamed('toString')).toBeNull();
	});
});

const PIECES = ['ferry', '"last boat"', '-', '-ferry', '(', ')', 'OR', 'AND', 'NOT', 'NEAR/3', 'title:', 'by:tallis', 'by:="Nora Tallis"', 'pub:="A"', '-pub:=B', 'title:(', 'tag:"a b"', 'date:1999', 'lang:', 'lang:de', '*', '"', '“x', '経済', ':', '='];
const typed = fc.array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) }), { maxLength: 10 }).chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

describe('a text', () => {
	it.each([
		['', 'date:1981..1983'],
		['yard', 'date:1981..1983 yard'],
		['yard OR slipway', 'date:1981..1983 (yard OR slipway)'],
		['(yard OR "slip', 'date:1981..1983 (yard OR "slip'],
		['a) b OR "slip', 'date:1981..1983 a AND (b OR "slip")'],
		['*OR"last boat"', 'date:1981..1983 *OR"last boat"'],
	])('%j is narrowed in front', (text, wanted) => {
		expect(withCondition(text, { field: 'date', values: [{ text: '1981..1983', isExact: false }], isNot: false })).toBe(wanted);
	});

	it('gains and loses values of a field: one of several, each left out for itself', () => {
		const post = { text: 'The Evening Post', isExact: true };
		const packet = { text: 'Packet', isExact: true };
		let text = withValue('yard', 'pub', post, 'in');
		expect(text).toBe('pub:="The Evening Post" yard');
		text = withValue(text, 'pub', packet, 'in');
		expect(text).toBe('(pub:="The Evening Post" OR pub:="Packet") yard');
		text = withValue(text, 'pub', post, 'out');
		expect(text).toBe('-pub:="The Evening Post" pub:="Packet" yard');
		text = withValue(text, 'pub', post, null);
		expect(text).toBe('pub:="Packet" yard');
		expect(withValue(text, 'pub', packet, null)).toBe('yard');
		expect(withOnly('date:1980 yard after:1970', { field: 'date', values: [{ text: '1981..', isExact: false }], isNot: false }, ['date', 'before', 'after'])).toBe('date:1981.. yard');
	});

	it('prints values so that nothing inside them is read as anything else', () => {
		expect(printedCondition({ field: 'pub', values: [{ text: 'The "Evening" (Post)', isExact: true }], isNot: true })).toBe('-pub:="The Evening (Post)"');
		expect(printedCondition({ field: 'in', values: [{ text: 'Thesis/The closure', isExact: false }], isNot: false })).toBe('in:"Thesis/The closure"');
	});

	it('narrowed by a condition asks that beside all it asked before; without it, what it asked before', () => {
		// Found once: a word behind a star, taken for an operator; and behind NEAR a field's bracket, of which only the beginning was taken.
		const known: [string, boolean][] = [['x NEAR/3 title:( y OR by:="Nora Tallis"', false], ['*OR"last boat"', false], ['*-ferry', true], ['*NOT ferry', false], ['*NEAR/3 ferry', false]];
		fc.assert(fc.property(typed, fc.boolean(), (text, isNot) => {
			const made = withCondition(text, { field: 'pub', values: [{ text: 'Zeal', isExact: true }], isNot });
			const zeal = meaning(isNot ? '-pub:="Zeal"' : 'pub:="Zeal"');
			const said = tops(made).map((part) => JSON.parse(JSON.stringify(part, (key, value: unknown) => (key === 'typed' ? undefined : value))) as unknown);
			expect(said[0]).toEqual(zeal);
			expect(said.slice(1)).toEqual(tops(text).map((part) => JSON.parse(JSON.stringify(part, (key, value: unknown) => (key === 'typed' ? undefined : value))) as unknown));
			expect(meaning(withoutCondition(made, conditionsOf(made)[0]!))).toEqual(meaning(text));
		}), { numRuns: 2_000, examples: known });
	});

	it('without its fields asks nothing of them at its top, and is otherwise as it was', () => {
		fc.assert(fc.property(typed, (text) => {
			const left = withoutFields(text, ['pub', 'by', 'lang']);
			expect(conditionsOf(left).filter(({ field }) => field !== null && ['pub', 'by', 'lang'].includes(field))).toEqual([]);
			expect(withoutFields(left, ['pub', 'by', 'lang'])).toBe(left);
		}), { numRuns: 2_000 });
	});
});
