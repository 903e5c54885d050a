// Owns one made-up story in each of the formats the app reads, as files. Must not read any of them.
import { pdfOf } from './pdf';
import { docxOf, drawn, mimeOf, zipOf } from './pictures';

const BODY = [
	'The council of Quarry Hill voted on Monday night to keep the old tram depot, against the advice of its own surveyor.',
	'Seven members spoke for the sale and nine against it, in a chamber that had not been so full since the flood.',
	'The drivers waited on the steps outside, and sang when the result was called down to them from the gallery window.',
];
const page = (headline: string): string => `<!doctype html><html lang="en"><head><title>${headline} | Quarry Hill Echo</title><meta property="og:site_name" content="Quarry Hill Echo"><meta property="og:title" content="${headline}"><meta property="article:published_time" content="2021-03-09T08:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>${headline}</h1><p class="byline">By Ruth Ellacott</p>${BODY.map((text) => `<p>${text}</p>`).join('')}</article></body></html>`;

/** File name → content, one a format. Each says a headline of its own: `HEADLINES` has them. */
export async function tenFormats(): Promise<Record<string, string | Uint8Array>> {
	return {
		'text.txt': `Quarry Hill Echo\n\nDepot saved in text\n\nBy Ruth Ellacott\n9 March 2021\n\n${BODY.join('\n\n')}\n`,
		'markdown.md': `---\ntitle: Depot saved in Markdown\nauthor: Ruth Ellacott\ndate: 2021-03-09\n---\n\n${BODY.join('\n\n')}\n`,
		'web page.html': page('Depot saved on a web page'),
		'saved page.mhtml': mimeOf({ From: '<Saved by a browser>', 'Snapshot-Content-Location': 'https://echo.example/depot', Subject: 'Depot saved in one file' }, 'related', [
			{ type: 'text/html; charset=utf-8', bytes: page('Depot saved in one file'), headers: { 'Content-Location': 'https://echo.example/depot' } },
		]),
		'letter.eml': `From: Ruth Ellacott <ruth@echo.example>\r\nTo: desk@echo.example\r\nSubject: Depot saved by mail\r\nDate: Tue, 09 Mar 2021 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${BODY.join('\r\n\r\n')}\r\n`,
		'printed.pdf': pdfOf([{ texts: [
			{ text: 'Depot saved in print', x: 60, y: 760, size: 26 }, { text: 'By Ruth Ellacott', x: 60, y: 730, size: 10 }, { text: '9 March 2021', x: 60, y: 715, size: 10 },
			...BODY.flatMap((text, n) => [text.slice(0, text.lastIndexOf(' ', 70)), text.slice(text.lastIndexOf(' ', 70) + 1)].map((line, i) => ({ text: line, x: 60, y: 680 - n * 40 - i * 13, size: 10 }))),
		] }], {}, 'Depot saved in print | Quarry Hill Echo'),
		'typed.docx': await docxOf('Depot saved in a document', ['By Ruth Ellacott', '9 March 2021', ...BODY], drawn(7), 'The depot after the vote. Photograph: Ida Renwick'),
		'depot at night.png': drawn(8),
		'parcel.zip': await zipOf({ 'inside/clipping.txt': `Quarry Hill Echo\n\nDepot saved in a parcel\n\n9 March 2021\n\n${BODY.toReversed().join('\n\n')}\n`, 'inside/notes.css': 'p { margin: 0 }' }),
		'catalogue.ris': `TY  - NEWS\r\nTI  - Depot saved in a catalogue\r\nAU  - Ellacott, Ruth\r\nT2  - Quarry Hill Echo\r\nPY  - 2021/03/09\r\nAB  - ${BODY[0]!}\r\nN2  - ${BODY[1]!}\r\nER  - \r\n`,
	};
}

/** The headline of each clipping the ten make. The picture has none of its own: its file's name stands for it. */
export const HEADLINES = [
	'Depot saved in text', 'Depot saved in Markdown', 'Depot saved on a web page', 'Depot saved in one file', 'Depot saved by mail', 'Depot saved in print',
	'Depot saved in a document', 'depot at night', 'Depot saved in a parcel', 'Depot saved in a catalogue',
] as const;
