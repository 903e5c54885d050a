// Owns the proof that dates, hits, sizes and problems are said as they should be. Pure: no archive.
import { describe, expect, it } from 'vitest';
import { restoredToast } from '../../src/renderer/frame/restored';
import { said, saidDate } from '../../src/renderer/ui/dates';
import { sentenceFor, wordsFor } from '../../src/renderer/ui/problems';
import { count, size } from '../../src/renderer/ui/words';
import { piecesOf, wantedIn } from '../../src/renderer/reader/hits';
import { saidKinds } from '../../src/renderer/library/dropping.svelte';
import { Fault } from '../../src/shared/errors';

const hitsIn = (text: string, query: string): string[] => piecesOf(text, wantedIn(query)).filter(({ hit }) => hit).map(({ text: hit }) => hit);

describe('dates', () => {
	it.each([
		['1982-03-11', 'short', '11 Mar 1982'], ['1982-03-11', 'full', 'Thursday 11 March 1982'], ['1982-03', 'long', 'March 1982'],
		['1982', 'full', '1982'], ['1982-22', 'long', 'summer 1982'], ['198X', 'short', '1980s'], ['19XX', 'short', '1900s'],
		['1982-03-11~', 'long', 'about 11 March 1982'], ['1982?', 'short', 'perhaps 1982'], ['1982-03/1982-05', 'short', 'Mar 1982 to May 1982'],
		['../1990', 'short', 'until 1990'], ['0071-05-02', 'long', '2 May 71'],
	] as const)('%s, %s: %s', (edtf, length, words) => expect(said(edtf, length)).toBe(words));

	it('that can be read two ways are said both ways', () => {
		const date = { printed: '03/04/82', edtf: null, readings: ['1982-04-03', '1982-03-04'], time: null, firstDay: null, lastDay: null };
		expect(saidDate(date, 'short')).toBe('3 Apr or 4 Mar 1982');
		expect(saidDate({ ...date, readings: [] }, 'short')).toBe('03/04/82');
		expect(saidDate(null, 'short')).toBe('');
	});
});

describe('a backup put in place', () => {
	const restored = { madeAt: Date.UTC(2026, 10, 21, 9), clippings: 312, lost: 0, kept: 'archive-damaged-1.cuttings' };
	it('tells what is there, what is not and what is safe', () => {
		expect(restoredToast(restored)).toMatchObject({ kind: 'done', text: expect.stringMatching(/^The backup of 21 Nov 2026, \d\d:\d\d is in place, with 312 clippings\. The damaged file stays beside it as archive-damaged-1\.cuttings\.$/) as string });
		expect(restoredToast({ ...restored, lost: 1 })).toMatchObject({ kind: 'trouble', text: expect.stringContaining('1 clipping kept after it is not in it.') as string });
		expect(restoredToast({ ...restored, lost: null, kept: null }).text).toMatch(/What was kept after it is not in it\.$/);
	});
});

describe('hits', () => {
	it('are whole words for all but the one being typed', () => {
		expect(hitsIn('The yards of the yard were bare', 'yard')).toEqual(['yards', 'yard']);
		expect(hitsIn('A backyard', 'yard')).toEqual([]);
		expect(hitsIn('The port board and the portly Board', '"port board"')).toEqual(['port board']);
		expect(hitsIn('yards', '"yard"')).toEqual([]);
	});
	it('ignore case and accents', () => {
		expect(hitsIn('Café, ÉTÉ and Łódź', 'cafe ete lodz')).toEqual(['Café', 'ÉTÉ', 'Łódź']);
	});
	it('are found inside scripts without spaces', () => {
		expect(hitsIn('七十一年続いた造船所で十日', '造船所')).toEqual(['造船所']);
	});
	it('leave out what must not stand, and keep every letter of the text', () => {
		expect(hitsIn('a red ferry', '-red ferry')).toEqual(['ferry']);
		const text = 'It’s the ferry; the FERRY!';
		expect(piecesOf(text, wantedIn('ferry it\'s the')).map(({ text: piece }) => piece).join('')).toBe(text);
		expect(piecesOf('', wantedIn('x'))).toEqual([{ text: '', hit: false }]);
	});
});

describe('problems', () => {
	it('say what happened and what can be done', () => {
		const words = wordsFor(new Fault('archive/corrupt', { path: '/a', detail: 'not a database', backups: ['one'] }));
		expect(words.remedies[0]).toBe('restore-backup');
		expect(words.detail).toBe('not a database');
		expect(wordsFor(new Fault('archive/corrupt', { path: '/a', detail: '', backups: [] })).remedies).not.toContain('restore-backup');
		expect(sentenceFor(new Fault('request/invalid', { operation: 'clippings.edit', issues: ['edit.published: February 1982 had 28 days.'] }))).toBe('February 1982 had 28 days.');
	});
	it('of the page itself are said too', () => {
		expect(wordsFor(new TypeError('x is undefined')).what).toMatch(/went wrong/);
	});
});

describe('counts and sizes', () => {
	it.each([[0, '0 bytes'], [1, '1 byte'], [999, '999 bytes'], [1000, '1 KB'], [4211, '4.2 KB'], [999_900, '1 MB'], [12_345_678, '12 MB']])('%d: %s', (bytes, words) => expect(size(bytes)).toBe(words));
	it('have one and many', () => {
		expect(count(1, 'clipping')).toBe('1 clipping');
		expect(count(1_164, 'clipping')).toBe('1,164 clippings');
	});
	it('name only the kinds a drag tells of', () => {
		expect(saidKinds(['text/plain', 'text/plain', 'image/png', ''])).toBe('2 text files, 1 picture and 1 other');
		expect(saidKinds(['', ''])).toBe('2 files or folders');
	});
});
