// Owns the proof that what is refused is said in the window's language, by the refusals the archive really makes. Must not open a window.
import { afterEach, describe, expect, it } from 'vitest';
import { holdsMany, hung, notAFile, tooLarge, unreadable, type Refused } from '../../src/core/importing/words';
import { collectionName, pathNames } from '../../src/core/store/collections';
import { QUESTIONS } from '../../src/core/store/health';
import { searchName } from '../../src/core/store/saved-searches';
import { tagName } from '../../src/core/store/tags';
import { sideWords } from '../../src/renderer/jobs/words';
import { wordsFor } from '../../src/renderer/ui/problems';
import { Fault, fromWire, toWire } from '../../src/shared/errors';
import { CheckReport } from '../../src/shared/model';
import { said, Said } from '../../src/shared/said';
import { sayOf, speak } from '../../src/shared/words/say';

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

	it('of an undo names the step and what has changed since', () => {
		speak(['de-DE']);
		const fault = new Fault('history/moved-on', { label: said('said.step.tagged', { count: 3 }), detail: said('said.moved.field', { what: said('said.field.headline'), headline: 'Hafen' }) });
		expect(wordsFor(refusedOf(() => { throw fault; }))).toMatchObject({ what: '„3 Ausschnitte verschlagwortet“ lässt sich nicht mehr rückgängig machen.', then: 'Bei „Hafen“ hat sich seither geändert: Überschrift. Nichts wurde geändert.' });
	});

	it('is English in an English window', () => {
		expect(wordsFor(refusedOf(() => tagName(LONG))).then).toBe("A tag's name has at most 200 characters.");
	});
});

describe('what became of a source', () => {
	const gone = (code: string): unknown => Object.assign(new Error(code), { code });
	it.each<[Refused, string, string]>([
		[tooLarge(104_857_600, 4_194_304), 'It is 105 MB large; a clipping of this kind may have 4.2 MB. If it holds many clippings, split it into one file each.', 'Die Datei hat 105 MB; ein Ausschnitt dieser Art darf 4,2 MB haben. Liegen viele Ausschnitte darin, ist sie in je eine Datei zu teilen.'],
		[holdsMany('said.kind.zip'), 'This is a ZIP file: it holds sources of its own, which an import keeps one by one.', 'Das ist eine ZIP-Datei: Darin liegen eigene Quellen, die ein Import einzeln aufnimmt.'],
		[hung(60), 'Reading it took longer than 60 seconds and was stopped. Everything else goes on; the file is untouched.', 'Das Lesen dauerte länger als 60 Sekunden und wurde angehalten. Alles andere geht weiter; die Datei ist unberührt.'],
		[unreadable(gone('EACCES'), 'folder'), 'This folder may not be read: its permissions forbid it. Allow reading, then import it again.', 'Dieser Ordner darf nicht gelesen werden: Die Zugriffsrechte lassen es nicht zu. Das Lesen erlauben, dann noch einmal importieren.'],
		[unreadable(gone('EWEIRD')), 'This file could not be read (EWEIRD). Import it again once it can be opened.', 'Diese Datei ließ sich nicht lesen (EWEIRD). Noch einmal importieren, sobald das Öffnen gelingt.'],
		[notAFile('pipe'), 'This is a pipe between programs, not a file.', 'Das ist eine Pipe zwischen Programmen, keine Datei.'],
	])('is said as the window speaks: %j', ({ detail }, english, german) => {
		expect(sayOf(detail)).toBe(english);
		speak(['de-DE']);
		expect(sayOf(detail)).toBe(german);
	});

	it('is told of a picture that is none', () => {
		speak(['de-DE']);
		expect(wordsFor(new Fault('source/unsupported', { name: 'a.png', kind: said('said.kind.no-picture') })).what).toBe('a.png ist etwas, das Cuttings nicht liest: kein Bild.');
	});
});

describe('what a check finds', () => {
	const original = said('said.thing.original', { headline: 'Ferry aground', file: 'ferry.txt' });
	it.each<[Said, string, string]>([
		[said('said.check.altered', { what: original, text: 'there' }), 'The original of “Ferry aground” (ferry.txt) is no longer what was received.', 'Das Original von „Ferry aground“ (ferry.txt) ist nicht mehr, was empfangen wurde.'],
		[said('said.check.packed', { what: original, text: 'lost' }), 'The original of “Ferry aground” (ferry.txt) can no longer be unpacked. Its text cannot be read without it.', 'Das Original von „Ferry aground“ (ferry.txt) lässt sich nicht mehr entpacken. Sein Text lässt sich ohne es nicht lesen.'],
		[QUESTIONS.find(({ asks }) => asks.includes('FROM tags t'))!.says!(['war', 1]), 'The tag “war” counts 1 clipping, but is not carried by as many.', 'Das Schlagwort „war“ zählt 1 Ausschnitt, aber nicht so viele tragen es.'],
		[QUESTIONS.find(({ asks }) => asks.includes('FROM texts'))!.says!([1_234]), 'Clipping 1234 has no text.', 'Ausschnitt 1234 hat keinen Text.'],
	])('is said as the window speaks: %j', (what, english, german) => {
		expect(sayOf(CheckReport.shape.findings.element.shape.what.parse(JSON.parse(JSON.stringify(what))))).toBe(english);
		speak(['de-DE']);
		expect(sayOf(what)).toBe(german);
	});

	it('is a whole sentence for each question that is asked of the database', () => {
		const sentences = QUESTIONS.flatMap(({ says }) => (says ? [sayOf(says(['7', 7]))] : []));
		expect(sentences).toHaveLength(QUESTIONS.length - 1);
		for (const sentence of sentences) expect(sentence).toMatch(/^(?:Clipping 7|The (?:tag|branch) “7”|The search index|The archive) .+\.$/);
	});

	it('in a proof says of a file what is wrong with it', () => {
		speak(['de-DE']);
		expect([sideWords('files', 'missing'), sideWords('files', 'unreadable (EIO)'), sideWords('files', 'ab12'), sideWords('clippings', 'missing'), sideWords('tags', null)]).toEqual(['fehlt', 'nicht lesbar (EIO)', '„ab12“', '„missing“', 'nicht da']);
	});

	it('is said of an archive that cannot be opened', () => {
		speak(['de-DE']);
		expect(wordsFor(new Fault('archive/corrupt', { path: '/a', detail: said('said.damage.short', { size: 4_096, expected: 65_536 }), backups: [] })).detail).toBe('Es ist abgeschnitten: 4.096 von 65.536 Bytes sind da.');
	});
});

describe('a step', () => {
	it.each([
		[said('said.step.changed', { what: said('said.field.published') }), 'Changed the date', 'Datum geändert'],
		[said('said.step.emptied-field', { what: said('said.field.section'), count: 1200 }), 'Emptied the section of 1,200 clippings', 'Ressort von 1.200 Ausschnitten geleert'],
		[said('said.step.collection.put', { count: 1, names: 'Thesis' }), 'Put 1 clipping into Thesis', '1 Ausschnitt in Thesis gelegt'],
	])('is said as the window speaks: %j', (label, english, german) => {
		expect(sayOf(Said.parse(JSON.parse(JSON.stringify(label))))).toBe(english);
		speak(['de-DE']);
		expect(sayOf(label)).toBe(german);
	});
});
