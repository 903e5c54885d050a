// Owns the laws of the reader: it never throws, covers every word once and in order, and its offsets are exact.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draft } from '../../src/shared/draft';
import { decode, looksBinary } from '../../src/core/reading/decode';
import { days, findDates, readDate } from '../../src/core/reading/dates';
import { bodyText, bylineText, likeliestReading } from '../../src/core/reading/fields';
import { cutLines, spanWithin, withoutControls } from '../../src/core/reading/lines';
import { languageOf } from '../../src/core/reading/language';
import { readByline } from '../../src/core/reading/names';
import { readText } from '../../src/core/reading/read-text';

const BLANKS = /[\s\u0000-\u0020\u007f\u200b\ufeff\u2028\u2029]+/u;
const words = (text: string): string[] => withoutControls(text).split(BLANKS).filter(Boolean);

/** Text as it comes: any unicode, with line ends, blanks and the marks that bylines, dates and captions are made of. */
const anyText = fc
	.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n', ' ', '\t', 'By Jane Doe', '03/04/2005', '14. März 2019', '© 2019 X', '(Jane/AP)', 'Foto: dpa', 'PARIS (AP) — ', 'Share', 'a'.repeat(90))), { maxLength: 40 })
	.map((parts) => parts.join(''));

/** An article's lines in any order, some more than once: what pull quotes, repeats, captions and comment threads are made of. */
const SAID = 'We kept the old boat going, on little money and much goodwill, as long as we possibly could';
const anyArticle = fc
	.array(fc.constantFrom(`Harbour master Ruth Calloway said the boat was empty. “${SAID},” she said on Tuesday evening.`, `“${SAID}”`, SAID, SAID.slice(0, 62), '— Ruth Calloway', 'Ruth Calloway, harbour master', 'The ferry to the island (left) on Monday', '© Jane Doe/AP', 'Image caption The boat', 'and JOHN ROE', 'By Jane Doe', 'Ferry to the island will stop', '14 October 2016 at 18:02', 'Reply', 'Associated Press', 'The council will look at the matter again in January.', '6 comments', ''), { maxLength: 40 })
	.map((lines) => lines.join('\n\n'));

describe('readText', () => {
	it('covers every word also where lines are set aside as said before', () => {
		fc.assert(
			fc.property(anyArticle, (text) => {
				const draft = readText(text, { fileName: 'ferry.txt' });
				expect(words(draft.blocks.map((block) => block.text).join('\n'))).toEqual(words(text));
				expect(Draft.safeParse(draft).success).toBe(true);
				for (const { from } of draft.captions) for (const span of from.spans) expect(span.end).toBeGreaterThan(span.start);
			}),
			{ numRuns: 300 },
		);
	});

	it('covers every word of any text once and in order, and keeps the shape of a draft', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const draft = readText(text, { fileName: 'x.txt' });
				expect(words(draft.blocks.map((block) => block.text).join('\n'))).toEqual(words(text));
				expect(Draft.safeParse(draft).success).toBe(true);
			}),
			{ numRuns: 300 },
		);
	});

	it('gives spans that hold the value, unwrapping aside', () => {
		const squeeze = (value: string): string => words(value).join(' ');
		fc.assert(
			fc.property(anyText, (text) => {
				const draft = readText(text, {});
				for (const block of draft.blocks) expect(squeeze(text.slice(block.span.start, block.span.end))).toBe(squeeze(block.text));
				for (const field of [draft.headline, draft.standfirst, draft.kicker, draft.dateline]) {
					const span = field?.from.spans[0];
					if (field && span) expect(squeeze(text.slice(span.start, span.end))).toBe(squeeze(field.value));
				}
				const date = draft.published;
				const span = date?.from.spans[0];
				if (date && span) expect(squeeze(text.slice(span.start, span.end))).toBe(squeeze(date.value.printed));
			}),
			{ numRuns: 200 },
		);
	});

	it('says the lines and offsets of a wrapped headline', () => {
		const wide = 'The council has decided after a long night of talks to close the old ferry';
		const text = `${wide}\nline to the island\n\n${Array.from({ length: 6 }, () => `${wide}\nand nobody was asked beforehand what they thought of it.`).join('\n\n')}\n`;
		const lines = cutLines(text);
		expect(lines[0]?.text).toBe(`${wide} line to the island`);
		expect(lines[0]?.span).toEqual({ line: 1, endLine: 2, start: 0, end: wide.length + 19 });
		const line = lines[0];
		if (!line) throw new Error('no line');
		const at = line.text.indexOf('line to');
		const span = spanWithin(line, at, at + 7);
		expect(text.slice(span.start, span.end)).toBe('line to');
		expect(span.line).toBe(2);
	});

	it('takes time in proportion to the length of the text', () => {
		const long = 'lorem ipsum dolor sit amet '.repeat(40_000);
		const many = Array.from({ length: 50_000 }, (_, i) => `line ${i}`).join('\n');
		const bait = `${'('.repeat(20_000)}\n${'a,'.repeat(20_000)}\n${' by'.repeat(20_000)}\n${'Photo: '.repeat(4_000)}\n${'Aa '.repeat(20_000)}\n${'1/1/'.repeat(10_000)}`;
		for (const text of [long, many, bait]) {
			const before = process.cpuUsage();
			const draft = readText(text, { fileName: 'x.txt' });
			const { user } = process.cpuUsage(before);
			expect(user / 1e6).toBeLessThan(10);
			expect(draft.blocks.length).toBeGreaterThan(0);
			expect(draft.headline?.value.length ?? 0).toBeLessThan(300);
		}
	}, 60_000);

	it('does not grow with the square of the text', () => {
		const paragraph = 'By Jane Doe. The ferry to the island will stop in November, the council decided on 14 March 2019 after a long vote (Photo: Jane Doe).\n\n';
		const cost = (times: number): number => {
			const text = `Ferry to the island will stop\n\n${paragraph.repeat(times)}`;
			let least = Infinity;
			for (let round = 0; round < 3; round++) {
				const before = process.cpuUsage();
				readText(text, { fileName: 'ferry.txt' });
				least = Math.min(least, process.cpuUsage(before).user);
			}
			return least;
		};
		cost(100);
		// Sixteen times the text: 16 when it grows with the text, 256 with its square. A busy machine is far from either bound.
		expect(cost(1_600) / cost(100)).toBeLessThan(80);
	}, 60_000);

	it('invents nothing in an empty text', () => {
		const draft = readText(' \n\t\n', {});
		expect(draft).toMatchObject({ headline: null, byline: null, published: null, publication: null, captions: [], blocks: [] });
	});

	it('reads the order of day and month as told', () => {
		const text = 'Ferry to the island will stop\nBy Jane Doe\n03/04/2005\n\nThe ferry will stop in November, the council decided on Tuesday after a long vote.\n';
		expect(readText(text, { dateOrder: 'dmy' }).published?.value.edtf).toBe('2005-04-03');
		expect(readText(text, { dateOrder: 'mdy' }).published?.value.edtf).toBe('2005-03-04');
		expect(readText(text, { dateOrder: 'mdy' }).published?.from.how).toBe('convention');
		const open = readText(text, {}).published;
		expect(open?.value).toMatchObject({ edtf: null, readings: ['2005-03-04', '2005-04-03'] });
		expect(open?.from.certainty).toBeLessThan(0.7);
		// A printed day that leaves no doubt stays as it is, whatever the import was told.
		expect(readText(text.replace('03/04/2005', '28/04/2005'), { dateOrder: 'mdy' }).published?.value.edtf).toBe('2005-04-28');
		expect(readText(text, { publication: 'The Quayside Courier' }).publication?.from.how).toBe('convention');
	});
});

describe('the language', () => {
	it('is told by little words, and not by the few that another language happens to share', () => {
		expect(languageOf('The last boat left the yard on Monday, and nobody who had been there the week before could say why it was so late.')).toBe('en');
		expect(languageOf('Das letzte Boot hat die Werft am Montag verlassen, und niemand konnte sagen, warum es so spät war und wer es bestellt hatte.')).toBe('de');
		const lithuanian = 'Paskutinis laivas pirmadienį paliko uosto statyklą, ir niekas iš tų, kurie ten dirbo, nežinojo kodėl. Statyklos vadovas sakė, jog darbai baigti, o žmonės eis namo. Tie, kas liko, dar metus prižiūrės kranus ir dokus. ';
		expect(languageOf(lithuanian.repeat(4))).toBeNull();
	});

	it('of a page that is mostly menus is that of its article', () => {
		const menu = Array.from({ length: 300 }, (_, at) => `Rubrik ${at}`).join('\n');
		const article = 'Boatyard sends off its last ferry\n\nBy Ann Oakes\n\n11 March 1982\n\nThe last ferry of the yard was sent off on Monday, and nobody who had been there the week before could say why it was so late.\n\nThe master of the yard said that he would not talk of it, and that the men had been paid for the week.';
		expect(readText(`${article}\n\n${menu}`, { fileName: 'ferry.txt' }).language).toBe('en');
	});
});

describe('decode', () => {
	const sample = 'Bäcker’s “best” brioche à la crème\n\nNoël Sörensen sold it for £4 a piece.\n';
	it('never throws and counts what it replaced', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
				const { text, replaced } = decode(bytes);
				expect(text.split('\ufffd').length - 1).toBeGreaterThanOrEqual(Math.min(replaced, 1));
				looksBinary(bytes);
			}),
		);
	});
	it('reads UTF-8 and UTF-16 with and without a mark', () => {
		const wide = Buffer.from(sample, 'utf16le');
		for (const [bytes, encoding, hadBom] of [
			[Buffer.from(sample), 'utf-8', false],
			[Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(sample)]), 'utf-8', true],
			[wide, 'utf-16le', false],
			[Buffer.concat([Buffer.from([0xff, 0xfe]), wide]), 'utf-16le', true],
			[Buffer.from(wide).swap16(), 'utf-16be', false],
		] as const) {
			expect(decode(bytes)).toMatchObject({ text: sample, encoding, hadBom, replaced: 0 });
			expect(looksBinary(bytes)).toBe(false);
		}
	});
	it('reads Windows-1252 and a stray byte of it in UTF-8', () => {
		const western = Buffer.from('B\xe4cker\x92s \x93best\x94 brioche. No\xebl S\xf6rensen sold it for \xa34 a piece at the caf\xe9.', 'latin1');
		expect(decode(western).text).toContain('Bäcker’s “best” brioche');
		const stray = Buffer.concat([Buffer.from('Noël Sörensen, Café: the baker'), Buffer.from([0x92]), Buffer.from('s brioche')]);
		expect(decode(stray)).toMatchObject({ text: 'Noël Sörensen, Café: the baker’s brioche', encoding: 'utf-8', replaced: 0 });
	});
	it('undoes UTF-8 encoded twice only when all of the text says so', () => {
		const twice = Buffer.from(Buffer.from('Noël Sörensen ate crème brûlée').toString('latin1'));
		expect(decode(twice).text).toBe('Noël Sörensen ate crème brûlée');
		expect(decode(Buffer.from('The mark Ã© stands for é')).text).toBe('The mark Ã© stands for é');
	});
	it('tells binaries from texts', () => {
		expect(looksBinary(Buffer.from('%PDF-1.7 text'))).toBe(true);
		expect(looksBinary(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251))).toBe(true);
		expect(looksBinary(Buffer.from('A text with one \0 and a bell \x07'))).toBe(false);
	});
});

describe('dates', () => {
	const meaning = (text: string): string[] => findDates(text)[0]?.readings ?? [];
	it('reads what newspapers print', () => {
		expect(meaning('Tuesday, March 14, 2019 10:22 a.m.')).toEqual(['2019-03-14']);
		expect(meaning('14th of March 2019')).toEqual(['2019-03-14']);
		expect(meaning('14. März 2019')).toEqual(['2019-03-14']);
		expect(meaning('14 de marzo de 2019')).toEqual(['2019-03-14']);
		expect(meaning('1er août 2019')).toEqual(['2019-08-01']);
		expect(meaning('19.10.19, 11:29')).toEqual(['2019-10-19']);
		expect(meaning('2019年3月14日')).toEqual(['2019-03-14']);
		expect(meaning('2019-03-14T10:22:00Z')).toEqual(['2019-03-14']);
		expect(meaning('March 2019')).toEqual(['2019-03']);
	});
	it('keeps both readings of 03/04/2005 and refuses days that are none', () => {
		expect(meaning('03/04/2005')).toEqual(['2005-03-04', '2005-04-03']);
		expect(meaning('31/02/2019')).toEqual([]);
		expect(readDate('03/04/2005')?.edtf).toBeNull();
		expect(readDate('03/04/2005', { language: 'fr' })?.edtf).toBe('2005-04-03');
		expect(readDate('spring 1987')?.edtf).toBe('1987-21');
		expect(readDate('circa 1920')?.edtf).toBe('1920~');
		expect(readDate('31 February 1982')).toMatchObject({ printed: '31 February 1982', edtf: null });
		expect(readDate('February 1982')?.edtf).toBe('1982-02');
		expect(readDate('02/1982')?.edtf).toBe('1982-02');
	});
	it('spans days', () => {
		expect(days('2019-02')).toEqual({ firstDay: '2019-02-01', lastDay: '2019-02-28' });
		expect(days('1987-24')).toEqual({ firstDay: '1987-12-01', lastDay: '1988-02-29' });
		expect(days('198X')).toEqual({ firstDay: '1980-01-01', lastDay: '1989-12-31' });
		expect(days('2019-03-01/2019-03-04')).toEqual({ firstDay: '2019-03-01', lastDay: '2019-03-04' });
		expect(days('../1990')).toBeNull();
		expect(days('2019-02-30')).toBeNull();
	});
});

describe('bylines', () => {
	const names = (line: string): string[] => readByline(line, findDates(line), false)?.signatories.map((signatory) => signatory.name) ?? [];
	it('tells names from cues, roles, dates and agencies', () => {
		expect(names('By Jane Doe and John van der Berg')).toEqual(['Jane Doe', 'John van der Berg']);
		expect(names('Von Jörg Ahlers, Berlin')).toEqual(['Jörg Ahlers']);
		expect(names('ByJane DoePublished March 3, 2019')).toEqual(['Jane Doe']);
		expect(names('Jane Doe | March 3, 2019 | 4 min read')).toEqual(['Jane Doe']);
		expect(names('By Jane Doe, Political Correspondent')).toEqual(['Jane Doe']);
		expect(names('By Staff Reporter')).toEqual(['Staff Reporter']);
		expect(names('Di Marco Rossi')).toEqual(['Marco Rossi']);
		expect(names('Dirk Hansen')).toEqual(['Dirk Hansen']);
		expect(names('文：佐藤花子')).toEqual(['佐藤花子']);
		expect(readByline('By Jane Doe, Associated Press', [], false)).toMatchObject({ agency: 'Associated Press', signatories: [{ name: 'Jane Doe', kind: 'person' }] });
	});
	it('prints itself', () => {
		expect(bylineText({ signatories: [{ name: 'Jane Doe', kind: 'person', role: null }], agency: 'AP' })).toBe('Jane Doe / AP');
		expect(likeliestReading({ printed: '03/04/2005', edtf: null, readings: ['2005-03-04', '2005-04-03'], time: null })).toBe('2005-03-04');
		expect(bodyText([])).toEqual([]);
	});
});
