// Owns the proof that everything the formats of the export say of themselves has its words in the catalogues, and that English says it as the formats do.
import { describe, expect, it } from 'vitest';
import { formatAs, formats } from '../../src/core/exporting/formats';
import { becomesWords, carriedWords, formatWords, isKnown, knownOption, lostWords } from '../../src/renderer/jobs/format-words';
import { inSentence } from '../../src/renderer/ui/words';
import type { FormatWays } from '../../src/shared/exporting';
import type { Format } from '../../src/shared/model';

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
		for (const { what, becomes } of waysOf(format).flatMap((ways) => formatAs(id, ways).losses)) {
			expect(isKnown.lost(what), what).toBe(true);
			expect(isKnown.becomes(becomes), becomes).toBe(true);
			expect([lostWords(what), becomesWords(becomes)]).toEqual([what.slice(0, 1).toUpperCase() + what.slice(1), becomes]);
		}
	});

	it('that are not known are the format’s own', () => {
		expect(formatWords({ id: 'scroll' as never, label: 'Scroll', hint: 'one long roll' })).toEqual({ name: 'Scroll', hint: 'one long roll' });
		expect(lostWords('the wax')).toBe('The wax');
		expect(becomesWords('Melts.')).toBe('Melts.');
	});
});
