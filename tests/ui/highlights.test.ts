// Owns the proof of what the page works out of highlights by itself: stretches of a text, notes in a margin, words chosen by keyboard, Markdown; and of their state over the real host.
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { firstOf, moved, stepsOf, stretched } from '../../src/renderer/highlights/by-keyboard';
import { Highlights } from '../../src/renderer/highlights/highlights.svelte';
import { placeNotes } from '../../src/renderer/highlights/place-notes';
import { quoted } from '../../src/renderer/highlights/quotation';
import { marksByPart, stretchesOf } from '../../src/renderer/highlights/stretches';
import { blocksOf } from '../../src/shared/markdown';
import { continued, wrapped } from '../../src/renderer/markdown/typing';
import { Reader } from '../../src/renderer/reader/reader.svelte';
import { Toasts } from '../../src/renderer/ui/toasts.svelte';
import { textParts, type Annotation, type TextPart } from '../../src/shared/annotation';
import { complete } from '../support/clippings';
import { article, hosted, until } from './hosted';

const part = (text: string, start = 0): TextPart => ({ of: 'block', index: 0, text, start, end: start + Array.from(text).length });
const note = (uid: string, start: number, end: number, more: Partial<Annotation> = {}): Annotation =>
	({ uid, clipping: 1 as Annotation['clipping'], colour: 'lemon', note: '', madeAt: 0, changedAt: 0, at: { start, end }, selectors: { quote: { exact: 'x', prefix: '', suffix: '' }, position: { start, end } }, ...more });

describe('a text with highlights', () => {
	it('is cut where they begin and end, and where hits do', () => {
		const parts = [part('A notice on the gatehouse door.')];
		const marks = marksByPart(parts, [note('a', 2, 15), note('b', 9, 25, { colour: 'sky', note: 'n' })]).get(0)!;
		const stretches = stretchesOf([{ text: 'A notice on the ', hit: false }, { text: 'gatehouse', hit: true }, { text: ' door.', hit: false }], marks);
		expect(stretches.map(({ marks: here, opens, pieces }) => [here.map(({ uid }) => uid).join(''), opens?.uid ?? '', pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')])).toEqual([
			['', '', 'A '], ['a', 'a', 'notice '], ['ab', 'b', 'on the'], ['b', '', ' [gatehouse]'], ['', '', ' door.'],
		]);
	});

	it('keeps every letter, whatever is laid over it', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { maxLength: 5 }), fc.nat(10), (text, ranges, lead) => {
			const parts = [part(text, 7)];
			const annotations = ranges.flatMap(([a, b], at) => (a === b ? [] : [note(String(at), Math.min(a, b), Math.max(a, b))]));
			const stretches = stretchesOf([{ text, hit: false }], marksByPart(parts, annotations).get(0) ?? [], Math.min(lead, text.length));
			expect(stretches.flatMap(({ pieces }) => pieces).map((piece) => piece.text).join('')).toBe(text);
			for (const { uid, at } of annotations) {
				const marked = stretches.filter(({ marks }) => marks.some((mark) => mark.uid === uid)).flatMap(({ pieces }) => pieces).map((piece) => piece.text).join('');
				expect(marked).toBe(Array.from(text).slice(Math.max(0, at!.start - 7), Math.max(0, at!.end - 7)).join(''));
			}
		}));
	});

	it('counts characters outside the basic plane as one', () => {
		const marks = marksByPart([part('👩🏽‍🚒 at the quay')], [note('a', 5, 7)]).get(0)!;
		expect('👩🏽‍🚒 at the quay'.slice(marks[0]!.start, marks[0]!.end)).toBe('at');
	});

	it('goes over parts of an article', () => {
		const parts = textParts(complete());
		const [first, second] = [parts[0]!, parts[1]!];
		const byPart = marksByPart(parts, [note('a', first.end - 4, second.start + 3)]);
		expect([...byPart.keys()]).toEqual([0, 1]);
		expect(byPart.get(0)![0]).toMatchObject({ begins: true, ends: false });
		expect(byPart.get(1)![0]).toMatchObject({ begins: false, ends: true });
	});
});

test('notes stand beside their words, and none over another', () => {
	expect(placeNotes([{ uid: 'a', wanted: -300, height: 40 }, { uid: 'b', wanted: 20, height: 30 }, { uid: 'c', wanted: 200, height: 30 }], 12)).toEqual([
		{ uid: 'a', top: 0, bottom: 40 }, { uid: 'b', top: 52, bottom: 82 }, { uid: 'c', top: 200, bottom: 230 },
	]);
});

describe('choosing by keyboard', () => {
	const TEXT = 'Nobody would say. A notice, typed and unsigned, asked the day shift. The end.';
	const said = ({ start, end }: { start: number; end: number }, text = TEXT): string => text.slice(start, end);

	it('goes by words and by sentences', () => {
		let at = firstOf(TEXT);
		expect(said(at)).toBe('Nobody');
		at = moved(TEXT, at, 'word', 1);
		expect(said(at)).toBe('would');
		at = moved(TEXT, at, 'sentence', 1);
		expect(said(at)).toBe('A notice, typed and unsigned, asked the day shift.');
		expect(said(moved(TEXT, at, 'sentence', -1))).toBe('Nobody would say.');
		expect(said(moved(TEXT, at, 'word', 1))).toBe('A');
	});

	it('grows and shrinks, and a word always stays', () => {
		let at = stretched(TEXT, firstOf(TEXT), 'word', 1);
		expect(said(at)).toBe('Nobody would');
		at = stretched(TEXT, at, 'sentence', 1);
		expect(said(at)).toBe('Nobody would say.');
		// First the full stop, then the words.
		for (const left of ['Nobody would say', 'Nobody would', 'Nobody']) {
			at = stretched(TEXT, at, 'word', -1);
			expect(said(at)).toBe(left);
		}
		expect(said(stretched(TEXT, at, 'word', -1))).toBe('Nobody');
		expect(said(stretched(TEXT, at, 'sentence', -1))).toBe('Nobody');
	});

	it('knows words of scripts without spaces', () => {
		expect(stepsOf('造船所で最後の船が海に出た。', 'word').length).toBeGreaterThan(4);
		expect(stepsOf('船が出た。町は静かだ。', 'sentence')).toHaveLength(2);
	});

	it('ends at the ends', () => {
		const last = stepsOf(TEXT, 'word').at(-1)!;
		expect(moved(TEXT, last, 'word', 1)).toEqual(last);
		expect(moved(TEXT, firstOf(TEXT), 'word', -1)).toEqual(firstOf(TEXT));
		expect(firstOf('—')).toEqual({ start: 0, end: 1 });
	});
});

test('a quotation stands within quotation marks of the other sort, on one line', () => {
	expect(quoted('typed\nand unsigned')).toBe('“typed and unsigned”');
	expect(quoted('“No hull”')).toBe('‘“No hull”’');
});

describe('Markdown of notes', () => {
	const plainOf = (text: string): string => JSON.stringify(blocksOf(text, 'Picture'));

	it('knows what notes are made of', () => {
		expect(blocksOf('Compare *Packet*, **same** day.\n\n1. one\n2. [two](https://packet.example/a)\n\n> said', 'Picture')).toEqual([
			{ is: 'paragraph', of: [{ is: 'text', text: 'Compare ' }, { is: 'emphasis', of: [{ is: 'text', text: 'Packet' }] }, { is: 'text', text: ', ' }, { is: 'strong', of: [{ is: 'text', text: 'same' }] }, { is: 'text', text: ' day.' }] },
			{ is: 'list', start: 1, items: [{ isDone: null, of: [{ is: 'paragraph', of: [{ is: 'text', text: 'one' }] }] }, { isDone: null, of: [{ is: 'paragraph', of: [{ is: 'link', address: 'https://packet.example/a', of: [{ is: 'text', text: 'two' }] }] }] }] },
			{ is: 'quotation', of: [{ is: 'paragraph', of: [{ is: 'text', text: 'said' }] }] },
		]);
	});

	it('shows markup as it was typed, and no address that could do anything', () => {
		expect(plainOf('<script>alert(1)</script>')).not.toContain('"is":"link"');
		expect(blocksOf('a <b onclick="x">b</b>', 'Picture')).toEqual([{ is: 'paragraph', of: [{ is: 'text', text: 'a ' }, { is: 'text', text: '<b onclick="x">' }, { is: 'text', text: 'b' }, { is: 'text', text: '</b>' }] }]);
		for (const address of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x', ' JaVaScRiPt:x', '//x.example', '#here']) expect(plainOf(`[go](<${address}>)`)).not.toContain('"is":"link"');
		expect(plainOf('![slip](https://packet.example/p.jpg)')).toContain('"address":"https://packet.example/p.jpg"');
	});

	it('never fails and loses no words', () => {
		fc.assert(fc.property(fc.string({ unit: fc.constantFrom('*', '_', '[', ']', '(', ')', '<', '>', '`', '#', '-', '1', '.', ' ', '\n', 'a', '&', '!', '|', '\\') }), (text) => { expect(Array.isArray(blocksOf(text, 'Picture'))).toBe(true); }), { numRuns: 300 });
		expect(blocksOf('>'.repeat(5_000), 'Picture').length).toBeGreaterThan(0);
		expect(plainOf('B&amp;B &#x2014; &copy; &nosuch;')).toContain('B&B — © &nosuch;');
		expect(blocksOf('x'.repeat(300_000), 'Picture')).toEqual([{ is: 'plain', text: 'x'.repeat(300_000) }]);
	});

	it('is typed with a little help', () => {
		expect(wrapped({ text: 'a word', start: 2, end: 6 }, '**')).toEqual({ text: 'a **word**', start: 4, end: 8 });
		expect(wrapped({ text: 'a **word**', start: 4, end: 8 }, '**')).toEqual({ text: 'a word', start: 2, end: 6 });
		expect(continued({ text: '- one', start: 5, end: 5 })).toEqual({ text: '- one\n- ', start: 8, end: 8 });
		expect(continued({ text: '9. one', start: 6, end: 6 })?.text).toBe('9. one\n10. ');
		expect(continued({ text: '- one\n- ', start: 8, end: 8 })).toEqual({ text: '- one\n', start: 6, end: 6 });
		expect(continued({ text: 'one', start: 3, end: 3 })).toBeNull();
	});
});

describe('the highlights of the open clipping', () => {
	async function opened(): Promise<{ highlights: Highlights; reader: Reader; toasts: Toasts }> {
		const host = await hosted();
		await host.keep([article(4), article(5)]);
		const toasts = new Toasts();
		const highlights: Highlights = new Highlights({ archive: host.client, toasts, say: () => undefined, clipping: () => reader.clipping });
		const reader: Reader = new Reader(host.client, (id, signal) => highlights.fetch(id, signal));
		onTestFinished(reader.start());
		const [id] = await host.client['clippings.ids']({ query: {} });
		reader.open(id!);
		await until(() => expect(reader.clipping).not.toBeNull());
		return { highlights, reader, toasts };
	}
	const choose = (highlights: Highlights, words: string): void => {
		const parts = highlights.textParts;
		const found = parts.find(({ text }) => text.includes(words))!;
		const start = found.start + found.text.indexOf(words);
		highlights.chosen = { start, end: start + words.length, exact: words };
	};

	it('are made of what is chosen, in the last colour', async () => {
		const { highlights, toasts } = await opened();
		await highlights.mark();
		expect(toasts.current?.text).toContain('Select some words');
		choose(highlights, 'crate of hens');
		await highlights.mark('rose');
		expect(highlights.all).toMatchObject([{ colour: 'rose', selectors: { quote: { exact: 'crate of hens' } } }]);
		expect(highlights.chosen).toBeNull();
		choose(highlights, 'Corn Quay');
		await highlights.mark();
		expect(highlights.all.map(({ colour, selectors }) => [colour, selectors.quote.exact])).toEqual([['rose', 'Corn Quay'], ['rose', 'crate of hens']]);
		highlights.step(1);
		expect(highlights.wanted?.uid).toBe(highlights.all[0]!.uid);
	});

	it('carry notes, and go with their clipping', async () => {
		const { highlights, reader } = await opened();
		choose(highlights, 'crate of hens');
		await highlights.mark('sky', true);
		const { uid } = highlights.all[0]!;
		expect([highlights.noting, highlights.noted.length]).toEqual([uid, 1]);
		expect(await highlights.keepNote(uid, 'Whose hens?')).toBe(true);
		expect([highlights.noting, highlights.noted[0]!.note]).toEqual([null, 'Whose hens?']);
		const number = highlights.textParts.findIndex(({ text }) => text.includes('crate of hens'));
		expect(highlights.notedIn(number)).toHaveLength(1);
		const first = reader.clipping!.id;
		reader.open((first === 1 ? 2 : 1) as typeof first);
		await until(() => expect(reader.clipping!.id).not.toBe(first));
		expect(highlights.all).toEqual([]);
		reader.open(first);
		await until(() => expect(highlights.all).toMatchObject([{ uid, note: 'Whose hens?' }]));
		await highlights.remove(uid);
		expect(highlights.all).toEqual([]);
	});

	it('can be given other words', async () => {
		const { highlights } = await opened();
		choose(highlights, 'crate of hens');
		await highlights.mark('sky');
		const { uid } = highlights.all[0]!;
		highlights.reshape(uid);
		highlights.go('word', 1, true);
		const { part, start, end } = highlights.keyboard!;
		expect(highlights.textParts[part]!.text.slice(start, end)).toBe('crate of hens that');
		choose(highlights, 'crate of hens that');
		await highlights.mark();
		expect(highlights.all).toMatchObject([{ uid, colour: 'sky', selectors: { quote: { exact: 'crate of hens that' } } }]);
		expect([highlights.reshaping, highlights.keyboard]).toEqual([null, null]);
	});

	it('are chosen by keyboard from paragraph to paragraph', async () => {
		const { highlights } = await opened();
		highlights.begin();
		const words = (): string => highlights.textParts[highlights.keyboard!.part]!.text.slice(highlights.keyboard!.start, highlights.keyboard!.end);
		expect(words()).toBe('The');
		highlights.go('word', 1, false);
		expect(words()).toBe('ferry');
		highlights.goPart(1);
		expect(words()).toBe('Nobody');
		highlights.go('word', -1, false);
		expect(words()).not.toBe('Nobody');
		highlights.leaveKeyboard();
		expect(highlights.keyboard).toBeNull();
	});
});
