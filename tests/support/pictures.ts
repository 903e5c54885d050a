// Owns pictures for tests: drawn here, each number another one, in the formats that can be drawn; and containers with pictures in them.
import { createCanvas } from '@napi-rs/canvas';
import yazl from 'yazl';

/** A picture of stripes and a disc, sharp enough that its file has some kilobytes; every number makes another one. */
export function drawn(n: number, { width = 640, height = 400, type = 'image/png' as 'image/png' | 'image/jpeg' | 'image/webp' } = {}): Uint8Array {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	for (let stripe = 0; stripe < 40; stripe++) {
		context.fillStyle = `hsl(${(n * 47 + stripe * 9) % 360} 60% 50%)`;
		context.fillRect((stripe * width) / 40, 0, width / 40, height);
	}
	context.fillStyle = 'white';
	context.beginPath();
	context.arc(width / 2, height / 2, 20 + (n % 30), 0, Math.PI * 2);
	context.fill();
	return new Uint8Array(type === 'image/png' ? canvas.toBuffer('image/png') : type === 'image/jpeg' ? canvas.toBuffer('image/jpeg', 90) : canvas.toBuffer('image/webp', 90));
}

/** A picture whose file has more than `bytes`: noise, which nothing makes small. */
export function large(n: number, bytes = 200_000): Uint8Array {
	const side = Math.ceil(Math.sqrt(bytes / 3)) + 8;
	const canvas = createCanvas(side, side);
	const context = canvas.getContext('2d');
	const pixels = context.createImageData(side, side);
	let state = n * 2654435761 + 1;
	for (let i = 0; i < pixels.data.length; i++) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		pixels.data[i] = i % 4 === 3 ? 255 : state >>> 24;
	}
	context.putImageData(pixels, 0, 0);
	return new Uint8Array(canvas.toBuffer('image/png'));
}

/** A whole TIFF of grey (TIFF 6.0, baseline), which no browser shows. */
export function tiff(side = 64): Uint8Array {
	const entries: readonly (readonly [tag: number, type: number, value: number])[] = [[256, 4, side], [257, 4, side], [258, 3, 8], [259, 3, 1], [262, 3, 1], [273, 4, 122], [277, 3, 1], [278, 4, side], [279, 4, side * side]];
	const bytes = Buffer.alloc(122 + side * side, 0x80);
	bytes.write('II*\0', 0, 'latin1');
	bytes.writeUInt32LE(8, 4);
	bytes.writeUInt16LE(entries.length, 8);
	for (const [i, [tag, type, value]] of entries.entries()) {
		const at = 10 + i * 12;
		bytes.writeUInt16LE(tag, at);
		bytes.writeUInt16LE(type, at + 2);
		bytes.writeUInt32LE(1, at + 4);
		bytes.writeUInt32LE(0, at + 8);
		if (type === 3) bytes.writeUInt16LE(value, at + 8);
		else bytes.writeUInt32LE(value, at + 8);
	}
	bytes.writeUInt32LE(0, 118);
	return new Uint8Array(bytes);
}

/** A ZIP with these entries, in this order. */
export function zipOf(entries: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
	const file = new yazl.ZipFile();
	for (const [name, content] of Object.entries(entries)) file.addBuffer(Buffer.from(content as string), name, { mtime: new Date(Date.UTC(1987, 2, 9, 12)) });
	file.end();
	return new Promise((resolve, reject) => {
		const pieces: Buffer[] = [];
		file.outputStream.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve(new Uint8Array(Buffer.concat(pieces)))).on('error', reject);
	});
}

/** A Word document with a headline, paragraphs, a picture and the caption under it. */
export function docxOf(headline: string, paragraphs: readonly string[], picture: Uint8Array, caption: string): Promise<Uint8Array> {
	const text = (words: string, style?: string): string => `<w:p>${style ? `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>` : ''}<w:r><w:t>${words}</w:t></w:r></w:p>`;
	const drawing = '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="ferry" descr="a ferry"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
	return zipOf({
		'[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
		'_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
		'word/_rels/document.xml.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image1.png"/></Relationships>',
		'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>${text(headline, 'Title')}${text(paragraphs[0] as string)}${drawing}${text(caption, 'Caption')}${paragraphs.slice(1).map((words) => text(words)).join('')}</w:body></w:document>`,
		'word/styles.xml': '<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="Caption"/></w:style></w:styles>',
		'word/media/image1.png': picture,
	});
}

const CRLF = '\r\n';
const wrapped = (bytes: Uint8Array): string => (Buffer.from(bytes).toString('base64').match(/.{1,76}/g) ?? []).join(CRLF);

export interface MimePiece {
	type: string;
	bytes: Uint8Array | string;
	headers?: Readonly<Record<string, string>>;
}

/** A message of several parts: a mail, or a saved page. */
export function mimeOf(headers: Readonly<Record<string, string>>, kind: 'mixed' | 'related', pieces: readonly MimePiece[]): string {
	const lines = Object.entries({ ...headers, 'MIME-Version': '1.0', 'Content-Type': `multipart/${kind}; boundary="----seam"` }).map(([name, value]) => `${name}: ${value}`);
	for (const { type, bytes, headers: own = {} } of pieces) {
		lines.push(...(lines.at(-1)?.startsWith('Content-Type: multipart/') ? [''] : []), '------seam', `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...Object.entries(own).map(([name, value]) => `${name}: ${value}`), '', wrapped(typeof bytes === 'string' ? Buffer.from(bytes) : bytes));
	}
	return [...lines, '------seam--', ''].join(CRLF);
}

