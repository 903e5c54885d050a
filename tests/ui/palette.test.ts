// Holds how what is typed in the palette meets names, and that every command that makes sense there is in it.
import { describe, expect, it } from 'vitest';
import { MenuCommand } from '../../src/shared/contract';
import { COMMANDS } from '../../src/renderer/palette/commands';
import { best, matched } from '../../src/renderer/palette/matching';

const drawn = (name: string, typed: string): string | null => matched(name, typed)?.pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('') ?? null;

describe('what is typed', () => {
	it.each<[string, string, string | null]>([
		['The closure', 'clos', 'The [clos]ure'],
		['The closure', 'THE clo', '[The] [clo]sure'],
		['Yard closure, 1981–83', 'clos yard', '[Yard] [clos]ure, 1981–83'],
		['Averil: Closing the books', 'ing', 'Averil: Clos[ing] the books'],
		['Łódź café', 'lodz cafe', '[Łódź] [café]'],
		['Straße', 'strasse', '[Straße]'],
		['Straße', 'stras', '[Straß]e'],
		['造船所', '船', null],
		['造船所', '船所', '造[船所]'],
		['The closure', 'x', null],
		['The closure', 'closure x', null],
		['The closure', '', 'The closure'],
		['The closure', '  ', 'The closure'],
		['👍 agreed', 'agr', '👍 [agr]eed'],
	])('meets %s by “%s”', (name, typed, expected) => {
		expect(drawn(name, typed)).toBe(expected);
	});

	it('puts first what begins so, then what has a word that does, then what holds it', () => {
		expect(best(['Foreclosed', 'The closure', 'Closure'], 'clos', (name) => name, 5).map(({ one }) => one)).toEqual(['Closure', 'The closure', 'Foreclosed']);
		expect(best(['b', 'a'], '', (name) => name, 1).map(({ one }) => one)).toEqual(['b']);
	});
});

/** Walked by keys from where one stands; from a list of offers they would mean something else. */
const WALKED: readonly MenuCommand[] = ['next', 'previous', 'next-hit', 'previous-hit', 'next-highlight', 'previous-highlight', 'move-up', 'move-down', 'palette'];

it('has every command but those that walk', () => {
	expect(MenuCommand.options.filter((command) => (COMMANDS[command] === undefined) !== WALKED.includes(command))).toEqual([]);
});
