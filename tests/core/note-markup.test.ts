// Owns the proof of notes as they are handed on: the same Markdown in a site, a book and a print, well-formed, and with nothing in it that acts.
import { HtmlValidate } from 'html-validate';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { chapterPage } from '../../src/core/exporting/epub';
import { noteMarkup } from '../../src/core/exporting/note-markup';
import { article } from '../../src/core/exporting/pdf-markup';
import { bare } from '../support/clippings';

const NOTE = '# Ask again\n\nCompare *Packet* with **the notice**, ~~Monday~~ Tuesday.  \nThen:\n\n- [x] letter sent\n- [ ] answer\n\n3. three\n\n> said `she`\n\n---\n\n[the yard](https://yard.example/?a=1&b=2) ![slip](https://yard.example/p.jpg)';
const MADE = '<p class="heading" dir="auto"><b>Ask again</b></p><p dir="auto">Compare <em>Packet</em> with <strong>the notice</strong>, <s>Monday</s> Tuesday.<br/>Then:</p>'
	+ '<ul><li dir="auto"><span class="task" role="img" aria-label="Done">☑</span> <p dir="auto">letter sent</p></li><li dir="auto"><span class="task" role="img" aria-label="To do">☐</span> <p dir="auto">answer</p></li></ul>'
	+ '<ol start="3"><li dir="auto"><p dir="auto">three</p></li></ol><blockquote dir="auto"><p dir="auto">said <code>she</code></p></blockquote><hr/>'
	+ '<p dir="auto"><a href="https://yard.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">the yard</a> <a href="https://yard.example/p.jpg" rel="noopener noreferrer nofollow">slip</a></p>';

describe('a note that is handed on', () => {
	it('is what the app shows of it, and a picture only its address', () => {
		expect(noteMarkup(NOTE)).toBe(MADE);
		expect(noteMarkup(' \n ')).toBe('');
	});

	it.each([
		'<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[x](javascript:alert(1))', '[x](https://user:word@yard.example/)', '![x](data:image/svg+xml,<svg onload=alert(1)>)', '</aside></body>', 'a\u0000b\ud800', '&lt;b&gt; &#60;b&#62;',
	])('is words where it would act: %j', async (note) => {
		const page = `<!doctype html><html lang="en"><head><title>a</title></head><body><main>${noteMarkup(note)}</main></body></html>`;
		const { document } = parseHTML(page) as unknown as { document: { querySelectorAll(selector: string): Iterable<{ localName: string }> } };
		expect([...document.querySelectorAll('main *')].map(({ localName }) => localName).filter((name) => !['p', 'pre'].includes(name))).toEqual([]);
		// Every element closed and every sign escaped: as XML it must be well-formed too, or a reader of books stops at the first fault.
		const { results } = await new HtmlValidate({ rules: { 'close-order': 'error', 'no-raw-characters': 'error', 'void-style': ['error', { style: 'selfclose' }], 'element-permitted-content': 'error', 'unrecognized-char-ref': 'error' } }).validateString(page);
		expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
		expect(noteMarkup(note)).not.toMatch(/[\u0000-\u0008]|&(?!(?:amp|lt|gt|quot|#13);)/);
	});

	it('stands in the chapter of a book and in a print', () => {
		const clipping = { ...bare(1), notes: NOTE };
		expect(chapterPage(clipping, [])).toContain(`<aside><h2>Notes</h2>${MADE}</aside>`);
		expect(article(clipping, () => '')).toContain(`<h2 lang="en">Notes</h2>${MADE}</aside>`);
	});
});
