// Owns the check of the readers of formats on pages, mails and files made up here: fields, safety of markup, limits, spans that cover every word.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { readDocx, recogniseDocx } from '../../src/core/formats/docx';
import { readHtml } from '../../src/core/formats/html';
import { embeddedDate, readImage, thumbnail } from '../../src/core/formats/image';
import { sizeOf } from '../../src/core/formats/image-size';
import { imageText, repaired } from '../../src/core/formats/image-text';
import { readMail, recogniseMail } from '../../src/core/formats/mail';
import { readMhtml, recogniseMhtml } from '../../src/core/formats/mhtml';
import { readPdf, recognisePdf } from '../../src/core/formats/pdf';
import { joined } from '../../src/core/formats/pdf-layout';
import { Refusal } from '../../src/core/formats/reading-of';
import type { Reading } from '../../src/core/formats/reading-of';
import { readRecords } from '../../src/core/formats/records';
import { recogniseRecords } from '../../src/core/formats/recognise-records';
import { readZip, recogniseZip } from '../../src/core/formats/zip';
import { said } from '../../src/shared/said';
import { unsafeIn } from '../support/safe-markup';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));
const roles = (reading: Reading, role: string): string[] => reading.draft.blocks.filter((block) => block.role === role).map((block) => block.text);
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg==', 'base64');
/** A PNG header that claims a size; as long as a small picture. */
function png(width: number, height: number): Uint8Array {
	const out = Buffer.concat([PIXEL, Buffer.alloc(200)]);
	out.writeUInt32BE(width, 16);
	out.writeUInt32BE(height, 20);
	return new Uint8Array(out);
}

function expectCover(reading: Reading): void {
	let at = 0;
	for (const block of reading.draft.blocks) {
		expect(block.span.start).toBeGreaterThanOrEqual(at);
		expect(reading.text.slice(at, block.span.start)).not.toMatch(/[\p{L}\p{N}]/u);
		expect(reading.text.slice(0, block.span.start).split('\n').length).toBe(block.span.line);
		at = block.span.end;
	}
	expect(reading.text.slice(at)).not.toMatch(/[\p{L}\p{N}]/u);
}

const PARAGRAPHS = ['The ferry that links the two halves of Marrow Bay will run again from Monday, the harbour office said after a winter of repairs.', 'Passengers had been taken across by bus since November, a detour of nearly an hour that shopkeepers on the far side blamed for a poor season.', 'The boat was lifted from the water twice, once for its hull and once more when the new propeller did not fit the old shaft, the office said.'];
const PAGE = `<!DOCTYPE html><html lang="en"><head><title>Ferry to run again | The Marrow Bay Post</title>
<meta property="og:site_name" content="The Marrow Bay Post"><meta property="og:title" content="Ferry to run again - all you need to know">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry to run again","author":[{"@type":"Person","name":"Ines Halloway"}],"datePublished":"2021-03-05T08:00:00Z","publisher":{"name":"The Marrow Bay Post"}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><span class="kicker">Harbour</span><h1>Ferry across Marrow Bay to run again</h1><p class="standfirst">Repairs took all winter and cost twice what was planned</p>
<div class="byline">By Ines Halloway, shipping correspondent</div><time datetime="2021-03-05">5 March 2021</time>
<figure><img src="data:image/png;base64,${Buffer.from(png(640, 400)).toString('base64')}" alt="ferry"><figcaption>The ferry in dry dock last week <span class="credit">Photograph: Tom Ashdown/PA</span></figcaption></figure>
${PARAGRAPHS.map((p) => `<p>${p}</p>`).join('\n')}
<aside class="related"><h3>Read more</h3><a href="/other">Bus drivers ask for better pay on the coast road</a></aside></article>
<footer>© 2021 Marrow Bay Newspapers</footer></body></html>`;

describe('a web page', () => {
	const reading = readHtml(bytes(PAGE), { url: 'https://post.example/ferry' });
	const { draft } = reading;
	it('gives the headline that is printed, not the one for search engines', () => {
		expect(draft.headline?.value).toBe('Ferry across Marrow Bay to run again');
		const span = draft.headline?.from.spans[0];
		expect(reading.text.slice(span?.start, span?.end)).toBe(draft.headline?.value);
	});
	it('gives byline, date, standfirst, publication and caption with its credit', () => {
		expect(draft.byline?.value.signatories.map((s) => s.name)).toEqual(['Ines Halloway']);
		expect(draft.published?.value).toMatchObject({ printed: '5 March 2021', edtf: '2021-03-05' });
		expect(draft.standfirst?.value).toBe('Repairs took all winter and cost twice what was planned');
		expect(draft.publication?.value).toBe('The Marrow Bay Post');
		expect(draft.captions).toMatchObject([{ text: 'The ferry in dry dock last week', credit: 'Tom Ashdown/PA' }]);
	});
	it('keeps the story as body and sets the rest aside with a reason', () => {
		expect(roles(reading, 'paragraph')).toEqual(PARAGRAPHS);
		expect(draft.blocks.find((block) => block.text.startsWith('Bus drivers'))).toMatchObject({ role: 'boilerplate', why: expect.any(String) });
		expectCover(reading);
	});
	it('holds the picture itself, with caption and credit', () => {
		expect(reading.pictures).toMatchObject([{ mediaType: 'image/png', width: 640, height: 400, caption: 'The ferry in dry dock last week', credit: 'Tom Ashdown/PA' }]);
		expect(reading.pictures[0]?.bytes?.length).toBeGreaterThan(200);
		expect(reading.html).toContain('<img data-picture="0"');
	});
	it('shows safe markup with its structure', () => {
		expect(unsafeIn(reading.html ?? '')).toEqual([]);
		expect(reading.html).toContain('<h1>');
		expect(reading.html).not.toContain('Bus drivers');
	});
	it('is refused when nothing can be read on it', () => {
		expect(() => readHtml('<html><head></head><body><div id="app"></div><noscript>You need to enable JavaScript</noscript></body></html>')).toThrow(Refusal);
		expect(() => readHtml('<div>'.repeat(60_000))).toThrow(Refusal);
	});
	it('follows the charset that is declared, and bytes that are UTF-8 beyond doubt', () => {
		const latin = Buffer.from('<html><head><meta charset="windows-1252"></head><body><h1>Caf\xe9 owner\x92s escape</h1><p>A story of some length follows here.</p></body></html>', 'latin1');
		expect(readHtml(new Uint8Array(latin)).text).toContain('Café owner’s escape');
		expect(readHtml(bytes('<meta charset="iso-8859-1"><h1>Café owner’s escape</h1><p>A story of some length follows here.</p>')).text).toContain('Café owner’s escape');
	});
});

describe('markup that attacks', () => {
	const attacks = [
		'<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>', '<a href=" jav&#x09;ascript:alert(1)">x</a>', '<svg><script>alert(1)</script></svg>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
		'<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<p style="background:url(https://spy.example/)">x</p>',
		'<a href="data:text/html,<script>alert(1)</script>">x</a>', '<img srcset="https://spy.example/a.png 2x">', '<textarea><img title="</textarea><img src onerror=alert(1)>"></textarea>', '<p id="x" class="y" onclick="alert(1)" title="`">x</p>', '<a href="https://user:secret@example.org/">x</a>', '<x:script>alert(1)</x:script>',
		'<template><script>alert(1)</script></template>', '<link rel=stylesheet href=//spy.example>', '<meta http-equiv=refresh content="0;url=https://spy.example">', '<base href="https://spy.example/">', '<input autofocus onfocus=alert(1)>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
	];
	it.each(attacks)('%s', (attack) => {
		const { html } = readHtml(`<article><h1>Dock strike ends</h1><p>The strike at the docks ended on Monday.</p>${attack}<p>Work resumes on Wednesday.</p></article>`);
		expect(unsafeIn(html ?? '')).toEqual([]);
		expect(html).not.toContain('spy.example');
	});
	it('keeps links one may follow by hand', () => {
		const { html } = readHtml('<article><h1>Dock strike ends</h1><p>The strike at the docks <a href="https://example.org/a?b=1&amp;c=2">ended</a> on Monday, the union said.</p></article>');
		expect(html).toContain('<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">ended</a>');
	});
	it('never comes out, whatever goes in', () => {
		const piece = fc.oneof(fc.constantFrom(...attacks, '<', '>', '"', "'", '</', '<!--', '-->', '<![CDATA[', '<p>', '</p>', '<style>', '<table>', '<td>', '\u0000', '&', '&#60;', '<svg>', '<title>'), fc.string());
		fc.assert(fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
			try {
				const reading = readHtml(`<p>${pieces.join('')}`);
				expect(unsafeIn(reading.html ?? '')).toEqual([]);
				expectCover(reading);
			} catch (error) { if (!(error instanceof Refusal)) throw error; }
		}), { numRuns: 150 });
	});
});

const STORY = PARAGRAPHS.map((p) => `<p>${p}</p>`).join('');
const MHTML = [
	'From: <Saved by Blink>', 'Snapshot-Content-Location: https://post.example/ferry', 'Subject: Ferry', 'MIME-Version: 1.0', 'Content-Type: multipart/related; type="text/html"; boundary="b1"', '', '',
	'--b1', 'Content-Type: text/html', 'Content-Transfer-Encoding: quoted-printable', 'Content-Location: https://post.example/ferry', '',
	`<html><body><article><h1>Ferry across Z=C3=BCrich lake to run again</h1><figure><img src=3D"img/a.png"><figcaption>The ferry in dock</figcaption></figure>${STORY.replace(/=/g, '=3D')}</article></body></html>`,
	'--b1', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', 'Content-Location: https://post.example/img/a.png', '', Buffer.from(png(300, 200)).toString('base64'), '--b1--', '',
].join('\r\n');

describe('a saved page (MHTML)', () => {
	it('is recognised and read with its picture', () => {
		expect(recogniseMhtml(bytes(MHTML))).toBe(true);
		const reading = readMhtml(bytes(MHTML));
		expect(reading.draft.headline?.value).toBe('Ferry across Zürich lake to run again');
		expect(reading.pictures).toMatchObject([{ mediaType: 'image/png', caption: 'The ferry in dock', width: 300 }]);
		expect(reading.draft.url?.value).toBe('https://post.example/ferry');
	});
	it('is read when it was cut short, and refused when no part is a page', () => {
		expect(readMhtml(bytes(MHTML.slice(0, MHTML.indexOf('iVBOR') + 40))).text).toContain('harbour office');
		expect(() => readMhtml(bytes(MHTML.replace('Content-Type: text/html', 'Content-Type: text/css')))).toThrow(Refusal);
	});
});

describe('a mail', () => {
	const mail = (lines: string[], body: string): Uint8Array => bytes([...lines, 'MIME-Version: 1.0', '', body].join('\r\n'));
	it('that was forwarded gives the story, not the one who sent it', () => {
		const source = mail(['From: Pat Reader <pat@example.org>', 'To: me@example.org', 'Date: Mon, 08 Mar 2021 08:15:00 +0000', 'Subject: Fwd: Ferry across Marrow Bay to run again', 'Content-Type: text/plain; charset=utf-8'],
			`For the archive. Pat\r\n\r\n---------- Forwarded message ---------\r\nFrom: The Marrow Bay Post <news@post.example>\r\nSubject: Ferry\r\n\r\nFerry across Marrow Bay to run again\r\n\r\nBy Ines Halloway\r\n\r\n5 March 2021\r\n\r\n${PARAGRAPHS.join('\r\n\r\n')}`);
		expect(recogniseMail(source)).toBe(true);
		const reading = readMail(source);
		expect(reading.draft.headline?.value).toBe('Ferry across Marrow Bay to run again');
		expect(reading.draft.byline?.value.signatories.map((s) => s.name)).toEqual(['Ines Halloway']);
		expect(reading.draft.published?.value.edtf).toBe('2021-03-05');
		expect(reading.draft.blocks.find((block) => block.text === 'For the archive. Pat')).toMatchObject({ role: 'boilerplate' });
		expectCover(reading);
	});
	it('gives attachments as parts whose names are no paths', () => {
		const source = bytes(['From: a@example.org', 'Subject: =?windows-1252?Q?Caf=E9_owner=92s_escape?=', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="x"', '', '--x', 'Content-Type: text/plain', '', 'See the file.', '--x', 'Content-Type: text/plain; name="../../evil.txt"', 'Content-Disposition: attachment; filename="../../evil.txt"', '', 'text', '--x--'].join('\n'));
		const reading = readMail(source);
		expect(reading.parts.map((part) => part.name)).toEqual(['evil.txt']);
		expect(reading.draft.headline?.value).toBe('Café owner’s escape');
	});
	it('is not seen in prose', () => {
		expect(recogniseMail(bytes('Subject matter: ships\nThe ferry will run again, they said: from Monday.\n'))).toBe(false);
	});
	it('with a thousand multiparts inside each other ends', () => {
		const deep = Array.from({ length: 1000 }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`).join('');
		expect(() => readMail(bytes(`From: a@b.example\r\nSubject: x\r\n${deep}`))).not.toThrow();
	});
});

/** A one-page PDF with text at places, written by hand; its cross-reference table is left for the reader to mend. */
function pdf(lines: { x: number; y: number; size: number; text: string }[]): Uint8Array {
	const content = lines.map((l) => `BT /F1 ${l.size} Tf ${l.x} ${l.y} Td (${l.text}) Tj ET`).join('\n');
	return bytes(`%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF`);
}

describe('a PDF', () => {
	it('is read column by column, with hyphens undone', async () => {
		const left = ['The ferry that links the two', 'halves of the bay will run a-', 'gain from Monday, the har-', 'bour office said after a long', 'winter of repairs in the dock', 'where it had stood since the', 'first week of November when', 'its hull was found to be thin.'];
		const right = ['Passengers had been taken', 'across by bus, a detour of an', 'hour that shopkeepers on the', 'far side blamed for a season', 'that was the poorest for ten', 'years, and they now ask for', 'a lower fare until the spring', 'has made up for what they lost.'];
		const source = pdf([{ x: 60, y: 720, size: 24, text: 'Ferry across the bay to run again' }, ...left.map((text, i) => ({ x: 60, y: 660 - i * 14, size: 11, text })), ...right.map((text, i) => ({ x: 320, y: 660 - i * 14, size: 11, text })), { x: 300, y: 30, size: 9, text: '7' }]);
		expect(recognisePdf(source)).toBe(true);
		const reading = await readPdf(source);
		expect(reading.draft.headline?.value).toBe('Ferry across the bay to run again');
		expect(reading.text).toContain('will run again from Monday, the harbour office said');
		expect(reading.text.indexOf('found to be thin')).toBeLessThan(reading.text.indexOf('Passengers had been'));
		expect(reading.draft.blocks.find((block) => block.text === '7')).toMatchObject({ role: 'boilerplate', why: 'running head or foot' });
		expectCover(reading);
	});
	it('that holds no text, or is cut short, is refused with its reason', async () => {
		await expect(readPdf(pdf([]))).rejects.toMatchObject({ reason: 'no-text' });
		await expect(readPdf(bytes('%PDF-1.4\ngarbage'))).rejects.toBeInstanceOf(Refusal);
	});
	it('takes a hyphen out before small letters, and keeps it before a capital', () => {
		expect(joined('a well-', 'known man')).toBe('a wellknown man');
		expect(joined('the Paris-', 'Dakar race')).toBe('the Paris-Dakar race');
	});
});

/** Zips files; `rename` rewrites a name after the fact, as no honest writer would. */
async function zip(files: Record<string, Uint8Array | string>, rename: [string, string] | null = null): Promise<Uint8Array> {
	const file = new yazl.ZipFile();
	for (const [name, content] of Object.entries(files)) file.addBuffer(Buffer.from(content as string), name);
	file.end();
	const chunks: Buffer[] = [];
	for await (const chunk of file.outputStream) chunks.push(chunk as Buffer);
	let all = Buffer.concat(chunks);
	if (rename) all = Buffer.from(all.toString('latin1').replaceAll(rename[0], rename[1]), 'latin1');
	return new Uint8Array(all);
}

describe('a ZIP file', () => {
	it('gives its entries as parts and leaves out what leads outside', async () => {
		const source = await zip({ 'a/story.txt': 'Ferry to run again', 'XX/evil.txt': 'no' }, ['XX/evil.txt', '../evil.txt']);
		expect(recogniseZip(source)).toBe(true);
		const { parts, left } = await readZip(source);
		expect(parts.map((part) => part.name)).toEqual(['a/story.txt']);
		expect(left).toEqual([{ name: 'evil.txt', why: said('said.read.escapes') }]);
	});
	it('that is a bomb is refused', async () => {
		await expect(readZip(await zip({ 'zeros.txt': Buffer.alloc(40 * 1024 * 1024) }))).rejects.toMatchObject({ reason: 'too-large' });
	});
});

describe('a Word document', () => {
	const CONTENT = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
	const RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
	const paragraph = (text: string, style = ''): string => `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t>${text}</w:t></w:r></w:p>`;
	const docx = (body: string): Promise<Uint8Array> => zip({ '[Content_Types].xml': CONTENT, '_rels/.rels': RELATIONS, 'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>` });
	it('is read by its headings and its words', async () => {
		const source = await docx([paragraph('Ferry across Marrow Bay to run again', 'Heading1'), paragraph('By Ines Halloway'), paragraph('5 March 2021'), ...PARAGRAPHS.map((p) => paragraph(p))].join(''));
		expect(recogniseDocx(source)).toBe(true);
		const reading = await readDocx(source);
		expect(reading.draft.headline?.value).toBe('Ferry across Marrow Bay to run again');
		expect(reading.draft.byline?.value.signatories[0]?.name).toBe('Ines Halloway');
		expect(roles(reading, 'paragraph')).toEqual(PARAGRAPHS);
		expect(unsafeIn(reading.html ?? '')).toEqual([]);
		expectCover(reading);
	});
	it('that unpacks to more than any text is refused', async () => {
		await expect(docx(`<!--${'x'.repeat(42 * 1024 * 1024)}-->`).then(readDocx)).rejects.toMatchObject({ reason: 'too-large' });
	});
});

/** A JPEG of no pixels with IPTC-IIM records in UTF-8 and no word about its encoding, as agencies send them. */
function captionedJpeg(records: [number, string][]): Uint8Array {
	const iim = Buffer.concat(records.map(([id, text]) => { const value = Buffer.from(text, 'utf8'); return Buffer.concat([Buffer.from([0x1c, 2, id, value.length >> 8, value.length & 255]), value]); }));
	const resource = Buffer.concat([Buffer.from('8BIM'), Buffer.from([4, 4, 0, 0]), Buffer.from([0, 0, iim.length >> 8, iim.length & 255]), iim, Buffer.alloc(iim.length % 2)]);
	const body = Buffer.concat([Buffer.from('Photoshop 3.0\0'), resource]);
	const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 200, 1, 44, 1, 1, 0x11, 0]);
	return new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xed, (body.length + 2) >> 8, (body.length + 2) & 255]), body, frame, Buffer.from([0xff, 0xd9])]));
}

describe('a picture', () => {
	const source = captionedJpeg([[105, 'Ferry at the quay'], [120, 'La légende: the ferry in Zürich'], [80, 'Tom Ashdown'], [110, 'PA'], [55, '20210305'], [90, 'Marrow Bay'], [25, 'ferry'], [25, 'harbour']]);
	it('says who, what, when and where in its fields, without mojibake', async () => {
		const reading = await readImage(source, '../DSC_1.jpg');
		expect(reading.kind).toBe('image');
		expect(reading.draft.captions).toMatchObject([{ text: 'La légende: the ferry in Zürich', credit: 'PA' }]);
		expect(reading.draft.headline?.value).toBe('Ferry at the quay');
		expect(reading.draft.byline?.value.signatories).toMatchObject([{ name: 'Tom Ashdown', kind: 'person' }]);
		expect(reading.draft.published?.value.edtf).toBe('2021-03-05');
		expect(reading.draft.dateline?.value).toBe('Marrow Bay');
		expect(reading.tags).toEqual(['ferry', 'harbour']);
		expect(reading.pictures).toMatchObject([{ fileName: 'DSC_1.jpg', width: 300, height: 200 }]);
		expectCover(reading);
	});
	it('is refused when it is none or claims to be a bomb, and kept when its metadata is broken', async () => {
		await expect(readImage(bytes('<html>'), 'a.jpg')).rejects.toMatchObject({ reason: 'unsupported' });
		await expect(readImage(png(4_000_000_000, 4_000_000_000), 'a.png')).rejects.toMatchObject({ reason: 'too-large' });
		expect((await readImage(new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1, 2, 3]), 'a.jpg')).remarks).toHaveLength(1);
		expect((await imageText(source.subarray(0, 40))).caption).toBeNull();
	});
	it('is made small only when it may be decoded', async () => {
		const { createCanvas } = await import('@napi-rs/canvas');
		const big = new Uint8Array(createCanvas(900, 600).toBuffer('image/png'));
		expect(sizeOf(big)).toEqual({ width: 900, height: 600 });
		expect(await thumbnail(big, 300)).toMatchObject({ width: 300, height: 200 });
		expect(await thumbnail(png(30_000, 30_000))).toBeNull();
	});
	it('has text and dates in many spellings', () => {
		expect(repaired('lÃ©gende')).toBe('légende');
		expect(repaired('légende')).toBe('légende');
		expect(embeddedDate('2003:12:14 12:01:44')).toMatchObject({ edtf: '2003-12-14', time: '12:01' });
		expect(embeddedDate('2003-12')).toMatchObject({ edtf: '2003-12', time: null });
	});
});

describe('records', () => {
	const CSL = { type: 'article-newspaper', title: 'Ferry to run again', 'container-title': 'The Marrow Bay Post', author: [{ family: 'Halloway', given: 'Ines' }], issued: { 'date-parts': [[2021, 3]] }, page: '7', URL: 'https://post.example/ferry', abstract: PARAGRAPHS[0] };
	it('of CSL-JSON give fields no more precise than they are', () => {
		const reading = readRecords(bytes(JSON.stringify([CSL])), 'library.json');
		expect(reading.draft).toMatchObject({ headline: { value: 'Ferry to run again' }, publication: { value: 'The Marrow Bay Post' }, page: { value: '7' }, published: { value: { edtf: '2021-03' } }, byline: { value: { signatories: [{ name: 'Ines Halloway' }] } } });
		expectCover(reading);
	});
	it('of RIS come one by one', () => {
		const source = 'TY  - NEWS\r\nTI  - Ferry to run again\r\nAU  - Halloway, Ines\r\nT2  - The Marrow Bay Post\r\nDA  - 2021/03/05/\r\nSP  - 7\r\nER  - \r\n\r\nTY  - NEWS\r\nTI  - Bus drivers ask for pay\r\nER  - \r\n';
		expect(recogniseRecords(bytes(source))).toBe('ris');
		const { parts } = readRecords(bytes(source), 'library.ris');
		expect(parts.map((part) => part.name)).toEqual(['library 1.ris', 'library 2.ris']);
		expect(readRecords((parts[0] as { bytes: Uint8Array }).bytes, 'x').draft).toMatchObject({ published: { value: { edtf: '2021-03-05' } }, byline: { value: { signatories: [{ name: 'Ines Halloway' }] } } });
	});
	it('of our own export come back with fields, blocks and tags', () => {
		const { draft } = readHtml(bytes(PAGE));
		const record = { record: 'cuttings/clipping', version: 1, kind: 'article', headline: draft.headline?.value, publication: draft.publication?.value, byline: draft.byline?.value, published: { ...draft.published?.value, firstDay: '2021-03-05', lastDay: '2021-03-05' }, captions: draft.captions, blocks: draft.blocks, language: 'en', tags: [{ name: 'harbour', colour: 'blue' }], provenance: { headline: draft.headline?.from } };
		const reading = readRecords(bytes(`${JSON.stringify(record)}\n`), 'clippings.jsonl');
		expect(reading.draft.headline?.value).toBe(draft.headline?.value);
		expect(reading.draft.published?.value).toEqual(draft.published?.value);
		expect(roles(reading, 'paragraph')).toEqual(PARAGRAPHS);
		expect(reading.tags).toEqual(['harbour']);
		expectCover(reading);
	});
	it('of no known kind are refused', () => {
		expect(recogniseRecords(bytes('{"name":"package"}'))).toBeNull();
		expect(() => readRecords(bytes('{"name":"package"}'), 'package.json')).toThrow(Refusal);
	});
});
