// Owns the writing of small PDF files for tests: lines of text and pictures at places. No reader of them, and nothing the app uses.
import { deflateSync } from 'node:zlib';

export interface PdfText { text: string; x: number; y: number; size: number }
/** A picture at its lower left corner, drawn `width` by `height` points. `pixels` are RGB, three bytes each, or a JPEG. */
export interface PdfImage { name: string; x: number; y: number; width: number; height: number }
export interface PdfPicture { width: number; height: number; rgb?: Uint8Array; jpeg?: Uint8Array }

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&');

/** A PDF 1.4 file of A4 pages in Helvetica (WinAnsi letters only). `title` goes into the document's information. */
export function pdfOf(pages: readonly { texts: readonly PdfText[]; images?: readonly PdfImage[] }[], pictures: Readonly<Record<string, PdfPicture>> = {}, title?: string): Uint8Array {
	const objects: Buffer[] = [];
	const add = (body: string | Buffer): number => objects.push(typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
	const stream = (head: string, bytes: Uint8Array): Buffer => Buffer.concat([Buffer.from(`<< ${head} /Length ${bytes.length} >>\nstream\n`, 'latin1'), bytes, Buffer.from('\nendstream', 'latin1')]);
	const catalog = add('');
	const tree = add('');
	const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
	const names = Object.entries(pictures).map(([name, picture]) => {
		const head = `/Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceRGB /BitsPerComponent 8`;
		const number = picture.jpeg ? add(stream(`${head} /Filter /DCTDecode`, picture.jpeg)) : add(stream(`${head} /Filter /FlateDecode`, deflateSync(picture.rgb ?? new Uint8Array(picture.width * picture.height * 3))));
		return `/${name} ${number} 0 R`;
	});
	const kids = pages.map(({ texts, images = [] }) => {
		const painted = [
			...images.map(({ name, x, y, width, height }) => `q ${width} 0 0 ${height} ${x} ${y} cm /${name} Do Q`),
			...texts.map(({ text, x, y, size }) => `BT /F ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`),
		].join('\n');
		const content = add(stream('', Buffer.from(painted, 'latin1')));
		return add(`<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R /Resources << /Font << /F ${font} 0 R >> /XObject << ${names.join(' ')} >> >> >>`);
	});
	objects[catalog - 1] = Buffer.from(`<< /Type /Catalog /Pages ${tree} 0 R >>`);
	objects[tree - 1] = Buffer.from(`<< /Type /Pages /Count ${kids.length} /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] >>`);
	const information = title === undefined ? null : add(`<< /Title (${escaped(title)}) >>`);
	const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
	const offsets: number[] = [];
	let length = parts[0]!.length;
	const put = (part: Buffer): void => { parts.push(part); length += part.length; };
	for (const [i, body] of objects.entries()) {
		offsets.push(length);
		put(Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
	}
	const table = length;
	put(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R${information ? ` /Info ${information} 0 R` : ''} >>\nstartxref\n${table}\n%%EOF\n`));
	return new Uint8Array(Buffer.concat(parts));
}
