// Owns the proof that highlights and margin notes stand on the pages of an exported site where they stand in the reader: the same words, each note reached from them and leading back.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { parseHTML } from 'linkedom';
import { beforeEach, describe, expect, it } from 'vitest';
import { articleText, CodePoints, HighlightColour, textParts } from '../../src/shared/annotation';
import { Query, type ClippingId } from '../../src/shared/model';
import type { Archive } from '../../src/core/archive';
import { clippingPage } from '../../src/core/exporting/site-page';
import { tempArchive, tempFolder } from '../support/archive';

const HOSTILE_NOTE = '</li></ol><script>alert(1)</script><img src=x onerror=alert(1)> [a](javascript:alert(1)) "quoted"';
const validator = new HtmlValidate({ extends: ['html-validate:standard', 'html-validate:a11y'], rules: { 'doctype-style': 'off', 'void-style': 'off', 'long-title': 'off', 'require-sri': 'off', 'no-inline-style': 'error' } });
/** The little of a document that is asked here. */
interface Found { textContent: string; getAttribute(name: string): string | null; querySelectorAll(selector: string): Iterable<Found>; remove(): void }
const parsed = (html: string): Found => (parseHTML(html) as unknown as { document: Found }).document;
const all = (from: Found, selector: string): Found[] => [...from.querySelectorAll(selector)];

let archive: Archive;
let id: ClippingId;
beforeEach(async () => {
	archive = await tempArchive();
	await archive.import([{
		html: '<!doctype html><html lang="en"><head><title>The slipway stands empty</title></head><body><article><h1>The slipway stands empty</h1><p>By Nora Tallis</p><p>Nobody came to the quay 😀 that day, not even the slip master, who had said he would.</p><p>A second paragraph says that the yard was sold &amp; that &lt;b&gt; is no markup.</p><p>The third one ends it all, said the harbour master of Averil.</p></article></body></html>',
		url: 'https://courier.example/slip', name: 'slip.html',
	}], {});
	[id] = archive.clippings.ids(Query.parse({})) as [ClippingId];
});

/** The page of the clipping in a site made of the whole archive. */
async function page(ways: Record<string, boolean> = {}): Promise<string> {
	const { path } = await archive.export({ of: 'everything' }, 'site', tempFolder(), { choices: { ways } });
	const [name] = readdirSync(join(path, 'clippings/000'));
	return readFileSync(join(path, 'clippings/000', name!), 'utf8');
}

/** Marks words of the article, by where they begin and end in it. */
function mark(from: string, to: string, colour: HighlightColour, note: string, more = 0): void {
	const text = articleText(archive.clippings.get(id));
	const points = new CodePoints(text);
	const at = (index: number): number => [...text.slice(0, index)].length;
	const [start, end] = [at(text.indexOf(from)), at(text.indexOf(to) + to.length) + more];
	archive.highlights.add(id, { start, end, exact: points.slice(start, end), colour, note });
}

describe('a page of a site', () => {
	it('shows highlights over the words, and the notes below, each leading to the other', async () => {
		mark('quay', 'that day', 'lemon', '');
		mark('the slip master', 'the yard was sold', 'leaf', 'Compare *the notice*.\n\nAnd the gate.');
		mark('not even the slip', 'who had said', 'rose', 'Overlaps.');
		mark('slipway stands', 'empty', 'sky', 'In the headline.');
		mark('A second', 'is no markup.', 'violet', 'Ends with the break after its paragraph.', 1);
		mark('The third one', 'ends it all', 'lemon', HOSTILE_NOTE);
		const html = await page();
		expect((await validator.validateString(html)).results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${line} ${ruleId} ${message}`))).toEqual([]);
		const document = parsed(html);
		expect(all(document, 'mark').map(({ textContent }) => textContent)).toEqual(expect.arrayContaining(['slipway stands empty', 'quay 😀 that day', 'ends it all'.padStart(25, 'The third one ')]));
		const notes = all(document, 'ol.margin > li');
		expect(notes.map((note) => all(note, '.note > *, :scope > p').map(({ textContent }) => textContent))).toEqual([
			['In the headline.', 'Back to the text'],
			['Overlaps.', 'Back to the text'],
			['Compare the notice.', 'And the gate.', 'Back to the text'],
			['Ends with the break after its paragraph.', 'Back to the text'],
			[HOSTILE_NOTE, 'Back to the text'],
		]);
		expect(all(document, 'ol.margin em').map(({ textContent }) => textContent)).toEqual(['the notice']);
		// Every way there leads somewhere, once, and back again.
		const ids = all(document, '[id]').map((one) => one.getAttribute('id')!);
		expect(new Set(ids).size).toBe(ids.length);
		const signs = all(document, 'a.sign');
		expect(signs).toHaveLength(notes.length);
		for (const link of [...signs, ...all(document, 'ol.margin a')]) expect(ids).toContain(link.getAttribute('href')!.slice(1));
		expect(all(document, 'script')).toHaveLength(1);
		expect(all(document, 'img')).toHaveLength(0);
	});

	it('holds none of it when it is to hold what was printed alone', async () => {
		const html = await page({ annotations: false });
		for (const never of ['<mark', 'Overlaps', 'class="sign"', 'Margin notes']) expect(html).not.toContain(never);
	});

	it('keeps every letter of the article, and marks no other, wherever highlights lie', () => {
		const clipping = archive.clippings.get(id);
		const text = articleText(clipping);
		const points = new CodePoints(text);
		const bare = (annotations: Parameters<typeof clippingPage>[0]['beyond']['annotations']): string => clippingPage({ clipping, placement: { record: 'clippings/000/x.html', original: null, pictures: new Map() }, beyond: { annotations, collections: [] }, site: 'Site', isAnnotated: true, lists: { publication: null, year: null } });
		const words = (document: Found): string => {
			for (const sign of all(document, 'a.sign')) sign.remove();
			return all(document, 'article')[0]!.textContent;
		};
		const plain = words(parsed(bare([])));
		const range = fc.tuple(fc.nat(points.length - 1), fc.integer({ min: 1, max: 90 })).map(([start, length]) => ({ start, end: Math.min(points.length, start + length) }));
		fc.assert(fc.property(fc.array(fc.record({ at: range, colour: fc.constantFrom(...HighlightColour.options), note: fc.constantFrom('', 'A note.') }), { minLength: 1, maxLength: 6 }), (drawn) => {
			const sorted = [...drawn].sort((a, b) => a.at.start - b.at.start);
			const document = parsed(bare(sorted.map((one, n) => ({ ...one, uid: `00000000-0000-4000-8000-00000000000${n}`, clipping: id, madeAt: 0, changedAt: 0, selectors: { quote: { exact: points.slice(one.at.start, one.at.end), prefix: '', suffix: '' }, position: one.at } }))));
			const signs = all(document, 'a.sign').map((sign) => sign.getAttribute('id')!);
			expect(signs.sort()).toEqual(sorted.flatMap(({ note, at: { start, end } }, n) => (note !== '' && textParts(clipping).some((part) => start < part.end && end > part.start) ? [`mark-${n + 1}`] : [])).sort());
			const marked = all(document, 'mark').map(({ textContent }) => textContent).join('');
			const expected = textParts(clipping).flatMap((part) => Array.from({ length: part.end - part.start }, (_, at) => part.start + at)).filter((at) => sorted.some(({ at: { start, end } }) => at >= start && at < end)).map((at) => points.slice(at, at + 1)).join('');
			expect(marked).toBe(expected);
			expect(words(document)).toBe(plain);
		}), { numRuns: 150 });
	});
});
