// Holds that sources are recognised by their bytes, and that each kind nobody reads has a sentence.
import { describe, expect, it } from 'vitest';
import { HEAD_BYTES, recognise, refusal } from '../../src/core/importing/kinds';
import { said } from '../../src/shared/said';
import { clippingText } from '../support/import-samples';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const id = (bytes: Uint8Array, name: string): string => recognise(bytes.subarray(0, HEAD_BYTES), name, bytes.length <= HEAD_BYTES).id;

const RECOGNISED: readonly (readonly [string, Uint8Array, string])[] = [
	['pdf', latin1('%PDF-1.7\n%\xe2\xe3'), 'really.txt'],
	['png', latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'a.txt'],
	['jpeg', latin1('\xff\xd8\xff\xe0\0\x10JFIF'), 'a'],
	['webp', latin1('RIFF\x10\0\0\0WEBPVP8 '), 'a'],
	['heic', latin1('\0\0\0\x18ftypheic\0\0\0\0'), 'a.heic'],
	['tiff', latin1('II*\0\x08\0\0\0'), 'scan'],
	['docx', latin1('PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml PK\x03\x04word/document.xml'), 'letter.docx'],
	['epub', latin1(`PK\x03\x04${'\0'.repeat(26)}mimetypeapplication/epub+zip`), 'b.epub'],
	['zip', latin1('PK\x03\x04\x14\0\0\0\0\0one.txt'), 'clips.zip'],
	['rtf', latin1('{\\rtf1\\ansi Hello}'), 'story.txt'],
	['gzip', latin1('\x1f\x8b\x08\0'), 'a.gz'],
	['database', latin1('SQLite format 3\0'), 'x.db'],
	['program', latin1('\x7fELF\x02\x01\x01\0'), 'a.out'],
	['html', latin1('<!DOCTYPE html>\n<html><head>'), 'page'],
	['html', latin1('\xef\xbb\xbf \n<!-- saved -->\n<html lang="en">'), 'page.htm'],
	['html', Buffer.from('\ufeff<html><body>x', 'utf16le'), 'wide.html'],
	['svg', latin1('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">'), 'd.svg'],
	['xml', latin1('<?xml version="1.0"?><feed/>'), 'feed'],
	['json', latin1('{"headline": "x"}'), 'a'],
	['json', latin1('{"headline":"x"}\n{"headline":"y"}\n'), 'a.jsonl'],
	['json', latin1('not JSON at all, but it says so'), 'a.json'],
	['mail', latin1('From: a@b.example\r\nSubject: Hello\r\n\r\nText'), 'message'],
	['mhtml', latin1('From: <Saved>\r\nSnapshot-Content-Location: https://a.example/\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'), 'page.mht'],
	['styles', latin1('body { color: red }'), 'page.css'],
	['table', latin1('a,b\n1,2\n'), 'list.csv'],
	['text', latin1(clippingText()), 'story.txt'],
	['text', latin1(clippingText()), 'no extension'],
	['text', latin1('{"this": "is called a text"}'), 'note.txt'],
	['html', latin1('<html><p>saved under the wrong name</p>'), 'page.txt'],
	['mail', latin1('From: Ann <ann@example.org>\r\nSubject: Hello\r\n\r\nText'), 'mail.txt'],
	['text', latin1('From: our correspondent\nDate: Friday\n\nThe dock strike is over.'), 'story.txt'],
	['text', latin1('[Photo: the harbour in 1911]\n\nStory'), 'a'],
	['text', latin1('RIFF over fishing rights deepens'), 'a'],
	['text', latin1('MZ'), 'a'],
	['text', latin1('By our staff: the mayor: a profile\n\nText'), 'a'],
	['markdown', latin1('---\ntitle: A\n---\nText'), 'story.md'],
	['records', latin1('{"record":"cuttings/clipping","version":1,"headline":"A"}\n'), 'clippings.jsonl'],
	['records', latin1('{"record":"cuttings/clipping","version":1,"headline":"A"}\n'), 'clippings.txt'],
	['csl', latin1('[{"type":"article-newspaper","title":"A"}]'), 'library.json'],
	['ris', latin1('TY  - NEWS\r\nTI  - A\r\nER  - \r\n'), 'library.ris'],
	['text', latin1('TY for reading\n'), 'a'],
	['heic', latin1('\0\0\0\x18ftypheix\0\0\0\0mif1heix'), 'a.jpg'],
	['avif', latin1('\0\0\0\x18ftypavif\0\0\0\0mif1avif'), 'a'],
	['no-picture', latin1('<!doctype html><html><body>404</body></html>'), 'photo.jpg'],
	['no-picture', latin1('Not Found'), 'photo.PNG'],
	['pdf', latin1('%PDF-1.7\n'), 'scan.jpg'],
	['unknown', new Uint8Array(1000).map((_, i) => (i * 7919) % 256), 'noise.txt'],
	['unknown', new Uint8Array(1000), 'zeros.txt'],
];

describe('recognising a source', () => {
	for (const [kind, bytes, name] of RECOGNISED) {
		it(`takes ${JSON.stringify(Buffer.from(bytes).toString('latin1').slice(0, 24))} under "${name}" for ${kind}`, () => {
			expect(id(bytes, name)).toBe(kind);
		});
	}

	it('never needs more than the beginning', () => {
		const whole = Buffer.concat([latin1('{"a": "'), Buffer.alloc(HEAD_BYTES * 2, 'x')]);
		expect(id(whole, 'a')).toBe('json');
		expect(id(Buffer.alloc(HEAD_BYTES * 2, 'word '), 'a')).toBe('text');
	});
});

describe('what is not read', () => {
	const of = (bytes: Uint8Array, name: string, size = bytes.length) => refusal(recognise(bytes, name, true), size);

	it('says what it is', () => {
		expect(of(latin1('{\\rtf1 Hello}'), 'a.rtf')).toMatchObject({ outcome: 'skipped', reason: 'not-a-clipping', detail: said('said.import.not-read', { what: said('said.kind.rtf') }) });
		expect(of(latin1('{"a":1}'), 'a.json')).toMatchObject({ outcome: 'skipped', reason: 'not-a-clipping', detail: said('said.import.no-clipping', { what: said('said.kind.json') }) });
		expect(of(new Uint8Array(99), 'a.txt')).toMatchObject({ outcome: 'skipped', reason: 'binary' });
		expect(of(new Uint8Array(0), 'a.pdf')).toMatchObject({ outcome: 'skipped', reason: 'empty' });
		expect(of(latin1('words'), 'a.txt', 10 * 1024 ** 3)).toMatchObject({ outcome: 'skipped', reason: 'too-large' });
		expect(of(latin1('words'), 'a.txt')).toBeNull();
	});
});
