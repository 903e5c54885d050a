// Owns the proof that what is refused is said in the window's language, by the refusals the archive really makes. Must not open a window.
import { afterEach, describe, expect, it } from 'vitest';
import { collectionName, pathNames } from '../../src/core/store/collections';
import { searchName } from '../../src/core/store/saved-searches';
import { tagName } from '../../src/core/store/tags';
import { wordsFor } from '../../src/renderer/ui/problems';
import { Fault, fromWire, toWire } from '../../src/shared/errors';
import { said } from '../../src/shared/said';
import { speak } from '../../src/shared/words/say';

const LONG = 'x'.repeat(201);

/** What an act throws, as it comes out of a port. */
function refusedOf(act: () => unknown): Fault {
	try {
		act();
	} catch (error) {
		return fromWire(structuredClone(toWire(error, () => 'a bug')));
	}
	throw new Error('nothing was refused');
}

afterEach(() => speak(['en-GB']));

describe('a refusal in German', () => {
	it.each<[string, () => unknown, string]>([
		['a tag without a name', () => tagName(' '), 'Ein Schlagwort braucht einen Namen.'],
		['a tag with an empty part', () => tagName('a//b'), 'Jeder Teil zwischen Schrägstrichen braucht einen Namen.'],
		['a long tag', () => tagName(LONG), 'Der Name eines Schlagworts hat höchstens 200 Zeichen.'],
		['a collection without a name', () => collectionName(' '), 'Eine Sammlung braucht einen Namen.'],
		['a collection with a slash', () => collectionName('a/b'), 'Ein „/“ trennt eine Sammlung von der, in der sie steht; im Namen kann es nicht vorkommen.'],
		['a long collection', () => collectionName(LONG), 'Der Name einer Sammlung hat höchstens 200 Zeichen.'],
		['a deep path', () => pathNames(Array(21).fill('a').join('/')), 'Sammlungen stehen höchstens 20 tief ineinander.'],
		['a search without a name', () => searchName(' '), 'Eine gespeicherte Suche braucht einen Namen.'],
		['a long search', () => searchName(LONG), 'Der Name einer gespeicherten Suche hat höchstens 200 Zeichen.'],
		['a merge with itself', () => { throw new Fault('merge/unfit', { detail: said('said.merge.itself') }); }, 'Ein Ausschnitt lässt sich nicht mit sich selbst zusammenführen.'],
	])('%s', (_, act, then) => {
		speak(['de-DE']);
		expect(wordsFor(refusedOf(act)).then).toBe(then);
	});

	it('of a folder names the one that is in the way', () => {
		speak(['de-DE']);
		const fault = new Fault('folder/unwatchable', { path: '/a/b', reason: said('said.watch.twin', { path: '/a' }) });
		expect(wordsFor(fault).then).toBe('Er hat Dateien gemeinsam mit /a, und dieser Ordner wird schon beobachtet.');
	});

	it('is English in an English window', () => {
		expect(wordsFor(refusedOf(() => tagName(LONG))).then).toBe("A tag's name has at most 200 characters.");
	});
});
