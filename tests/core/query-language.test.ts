// Proves the language of the search field: what each way of typing means, what is said of what cannot be meant, and that it prints as itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { said } from '../../src/shared/said';
import { sayOf } from '../../src/shared/words/say';
import { marksOf, printed, readQuery, type Part, type Wanted } from '../../src/core/store/query-language';

/** A part in short: ferry* is the beginning of a word, {…} the columns. */
function short(part: Part | null): string {
	if (part === null) return '';
	const run = ({ terms, prefix, pattern }: Wanted): string => pattern ?? terms.join(' ') + (prefix ? '*' : '');
	switch (part.is) {
		case 'words': return (part.columns ? `{${part.columns.join(' ')}}` : '') + run(part.wanted);
		case 'near': return `near(${part.wanted.map(run).join(', ')}; ${part.distance})`;
		case 'fact': return `${part.fact}=${part.value}`;
		case 'span': return `${part.of}[${part.from ?? ''}..${part.to ?? ''}]`;
		case 'not': return `not(${short(part.of)})`;
		case 'all': return part.of.map((one) => (one.is === 'any' ? `(${short(one)})` : short(one))).join(' & ');
		case 'any': return part.of.map((one) => (one.is === 'all' ? `(${short(one)})` : short(one))).join(' | ');
	}
}

describe('what is typed', () => {
	it.each([
		['ferry fares', 'ferry* & fares*'],
		['"ferry fares"', 'ferry fares'],
		['“ferry fares” rise', 'ferry fares & rise*'],
		['„Fähre nach Łódź“', 'fahre nach lodz'],
		['ferry -fares -"spring tide"', 'ferry* & not(fares*) & not(spring tide)'],
		['ferry NOT fares', 'ferry* & not(fares*)'],
		['- -fares', 'not(fares*)'],
		['vice-president', 'vice president*'],
		["O'Brien's", 'o brien s*'],
		['1,400', '1 400*'],
		['jane@example.org', 'jane example org*'],
		['経済 聞', '経済* & 聞*'],
		['"経済新聞"', '経済 済新 新聞'],
		['🎉', '🎉*'],
		['ferry ferry FERRY', 'ferry*'],
		['a"b"c', 'a* & b & c*'],
		['ship*', 'ship*'],
		['Wom*n -f*rr*es* title:h**r', 'wom*n & not(f*rr*es*) & {headline}h*r'],
		['*yard *yard*', 'yard*'],
		['ferry OR tram', 'ferry* | tram*'],
		['ferry or tram', 'ferry* & or* & tram*'],
		['island ferry OR tram depot', '(island* & ferry*) | (tram* & depot*)'],
		['island (ferry OR tram) AND depot', 'island* & (ferry* | tram*) & depot*'],
		['-(ferry OR tram) depot', 'not(ferry* | tram*) & depot*'],
		['((ferry) (tram))', 'ferry* & tram*'],
		['strike NEAR/5 depot', 'near(strike*, depot*; 5)'],
		['"tram strike" NEAR depot NEAR/3 union', 'near(tram strike, depot*, union*; 10)'],
		['strike NEAR/9999 depot', 'near(strike*, depot*; 100)'],
		['title:ferry', '{headline}ferry*'],
		['Headline:"last ferry"', '{headline}last ferry'],
		['title:(ferry OR -tram) by:tallis', '({headline}ferry* | not({headline}tram*)) & {byline}tallis*'],
		['pub:courier place:averil caption:quay note:ask file:scan body:board', '{publication}courier* & {place}averil* & {captions}quay* & {notes}ask* & {file_name}scan* & {body}board*'],
		['tag:war -tag:"press freedom"', 'tag=war & not(tag=press freedom)'],
		['in:"Thesis/The closure" lang:de kind:image has:picture is:unsure url:example.org', 'collection=Thesis/The closure & language=de & kind=image & has=picture & is=unsure & url=example.org'],
		['has:pic is:uns kind:art', 'has=picture & is=unsure & kind=article'],
		['date:1999', 'date[1999-01-01..1999-12-31]'],
		['date:1999-03..2001', 'date[1999-03-01..2001-12-31]'],
		['date:..1950-02', 'date[..1950-02-28]'],
		['date:1999-03-14..', 'date[1999-03-14..]'],
		['before:1999 after:1999-03-14', 'date[..1998-12-31] & date[1999-03-15..]'],
		['after:1999-12-31 before:2000-03-01', 'date[2000-01-01..] & date[..2000-02-29]'],
		['date:"14 March 1999"', 'date[1999-03-14..1999-03-14]'],
		['imported:2026-11', 'imported[2026-11-01..2026-11-30]'],
		['12:30 http://example.org/a foo:bar', '12 30* & http example org a* & foo bar*'],
		['', ''],
		['   ', ''],
		['ferry - -- ""', 'ferry*'],
		['title: ferry', 'ferry*'],
		['date:19', ''],
		['date:1999-', ''],
		['ferry OR', 'ferry*'],
	])('%j', (typed, meant) => {
		expect({ meant: short(readQuery(typed).part), said: readQuery(typed).understood }).toEqual({ meant, said: [] });
	});

	it.each([
		['"never closed', 'never closed', 'The quotation mark was never closed; read as a phrase to the end.'],
		['ferry "', 'ferry*', 'The quotation mark was never closed; read as a phrase to the end.'],
		['€ ferry', 'ferry*', '“€” holds no letters or digits and was left out.'],
		['-€ +', '', '“€” holds no letters or digits and was left out. “+” holds no letters or digits and was left out.'],
		['(ferry OR tram', 'ferry* | tram*', 'A bracket was never closed; it was closed at the end.'],
		['ferry) tram', 'ferry* & tram*', 'A closing bracket had no opening one and was left out.'],
		['OR ferry', 'ferry*', 'OR has nothing beside it and was left out.'],
		['(ferry OR) tram', 'ferry* & tram*', 'OR has nothing beside it and was left out.'],
		['NEAR/5 ferry', 'ferry*', 'NEAR stands between two words or phrases; it was left out.'],
		['ferry NEAR/5 (a b)', 'ferry* & a* & b*', 'NEAR stands between two words or phrases; it was left out.'],
		['19*7', '19*', 'A star can stand only at the end of a word; looked for words that begin with “19”.'],
		['*ya', 'ya*', 'A star before “ya” needs three letters or more; looked for words that begin with it.'],
		['date:someday', '', '“date:someday” is no date; write 1999, 1999-03, 1999-03-14, or two of them as 1999..2001.'],
		['has:wings', '', '“has:wings” is not known here; after has: can stand picture, note, date, byline, url, page, tag, publication, highlight, rights or embargo.'],
		['tag:(war OR peace)', 'war* | peace*', 'tag: takes one value, not a bracket.'],
		['('.repeat(40) + 'deep', 'deep*', expect.stringContaining('The brackets nest too deeply')],
	])('%j is taken as well as can be, and said so', (typed, meant, said: unknown) => {
		expect({ meant: short(readQuery(typed).part), said: readQuery(typed).understood.map(sayOf).join(' ') }).toEqual({ meant, said });
	});

	it('takes only the beginning of what is very long, and says so', () => {
		const query = readQuery('word '.repeat(3) + Array.from({ length: 500 }, (_, i) => `w${i}`).join(' '));
		expect(query.part?.is === 'all' && query.part.of.length).toBeLessThanOrEqual(64);
		expect(query.understood).toContainEqual(said('said.query.long'));
	});
});

describe('a query', () => {
	const PIECES = ['ferry', 'tram', '"last boat"', '-', '-ferry', '(', ')', 'OR', 'AND', 'NOT', 'NEAR/3', 'NEAR', 'title:', 'by:tallis', 'title:(', 'tag:"a b"', 'tag:war', 'in:x', 'date:1999', 'date:..2001', 'before:1950-05', 'has:picture', 'lang:', '*', 'a*b', '"', '“x', '経済', "o'b", ':', '€', '\\', '\u0000'];
	const typed = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 14 }).chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

	it('prints as something that means the same', () => {
		fc.assert(fc.property(typed, (text) => {
			const { part } = readQuery(text);
			const again = readQuery(printed(part));
			expect(short(again.part)).toBe(short(part));
			expect(printed(again.part)).toBe(printed(part));
			expect(again.understood).toEqual([]);
		}), { numRuns: 3_000, examples: [['title:( =一']] });
	});

	it.each([
		['ferry "last boat" -tram', 'ferry "last boat"'],
		['title:ferry by:"ruth ellacott" tag:war date:1999', 'ferry "ruth ellacott"'],
		['(ferry OR tram) NOT depot strike NEAR/3 union', 'ferry tram strike union'],
		['12:30 foo:bar', '12:30 foo:bar'],
		['-ferry', ''],
	])('%j marks %j in what it opens', (typed, marks) => {
		expect(marksOf(readQuery(typed).part)).toBe(marks);
	});
});
