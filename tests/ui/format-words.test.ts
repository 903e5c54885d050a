// Owns the proof that everything the formats of the export say of themselves has its words in the catalogues, and that English says it as the formats do.
import { afterEach, describe, expect, it } from 'vitest';
import { formatAs, formats } from '../../src/core/exporting/formats';
import { carriedWords, formatWords, isKnown, knownOption } from '../../src/renderer/jobs/format-words';
import { inSentence } from '../../src/renderer/ui/words';
import type { FormatWays } from '../../src/shared/exporting';
import type { Format } from '../../src/shared/model';
import { sayOf, speak } from '../../src/shared/words/say';

const all = formats();

/** Every way in which a format can be told to leave something out, and as it is. */
const waysOf = ({ options }: Format): FormatWays[] => [{}, ...options.flatMap((option) => (option.kind === 'switch' ? [{ [option.id]: false }] : []))];

describe('the words of the formats', () => {
	it.each(all.map((format) => [format.id, format] as const))('%s', (id, format) => {
		expect(isKnown.format(id)).toBe(true);
		expect(formatWords(format)).toEqual({ name: format.label, hint: format.hint });
		for (const option of format.options) expect(knownOption(id, option), option.id).toEqual(option);
		for (const what of format.carries) {
			expect(isKnown.carries(what), what).toBe(true);
			expect(carriedWords(what)).toBe(inSentence(what));
		}
	});

	it('that are not known are the format’s own', () => {
		expect(formatWords({ id: 'scroll' as never, label: 'Scroll', hint: 'one long roll' })).toEqual({ name: 'Scroll', hint: 'one long roll' });
	});
});

describe('what a format cannot carry', () => {
	afterEach(() => speak(['en-GB']));

	it.each(all.map((format) => [format.id, format] as const))('%s: is said in German', (id, format) => {
		const losses = [...format.loses, ...waysOf(format).flatMap((ways) => formatAs(id, ways).losses)];
		const words = (): string[] => losses.flatMap(({ what, becomes }) => [sayOf(what), sayOf(becomes)]);
		const english = words();
		speak(['de-DE']);
		words().forEach((word, at) => expect(word).not.toBe(english[at]));
	});

	it('is said in English as ever', () => {
		const { losses } = formatAs('markdown', {});
		expect(losses.map(({ what, becomes }) => `${sayOf(what)}: ${sayOf(becomes)}`)).toEqual([
			'Where each field came from: Left out.', 'Text set aside when reading: Left out. It stands in the original beside.', 'Tables, links and layout of pages: Left out. They stand in the original beside.',
			'Colours of tags: Left out. Their names are there.', 'The places of highlights: Each stands as a quotation below the text.',
		]);
	});
});
