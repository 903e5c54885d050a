// Owns the cutting of MIME messages (RFC 2045, 2046, 2047, 2557) into parts with decoded bytes, as saved pages need it. Bounded in depth, parts and size; never throws on malformed input.
import iconv from 'iconv-lite';

/** One leaf of a message. Header names are in lower case. */
export interface MimePart {
	headers: Map<string, string>;
	mediaType: string;
	charset: string | null;
	/** Content-Location as written, Content-ID without its brackets. */
	location: string | null;
	id: string | null;
	fileName: string | null;
	bytes: Uint8Array;
}

const DEEPEST = 30;
const MOST = 5000;

/** Headers end at the first empty line. Offsets are into the bytes read as Latin-1, one character a byte. */
function splitHeaders(raw: string): { headers: Map<string, string>; bodyAt: number } {
	const end = /\r?\n[ \t]*\r?\n/.exec(raw.startsWith('\n') || raw.startsWith('\r\n') ? `\n${raw}` : raw);
	const shift = raw.startsWith('\n') || raw.startsWith('\r\n') ? 1 : 0;
	const head = end ? raw.slice(0, Math.max(0, end.index - shift)) : raw;
	const headers = new Map<string, string>();
	for (const line of head.slice(0, 200_000).replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
		const colon = line.indexOf(':');
		if (colon <= 0 || /\s/.test(line.slice(0, colon).trimEnd())) continue;
		const name = line.slice(0, colon).trim().toLowerCase();
		if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
	}
	return { headers, bodyAt: end ? end.index - shift + end[0].length : raw.length };
}

/** A parameter of a header value: `name="value"`, `name=value`, RFC 2231 `name*=charset'lang'value`. */
export function parameter(header: string, name: string): string | null {
	const plain = new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^;\\s]+))`, 'i').exec(header);
	if (plain) return (plain[1] ?? plain[2] ?? '').replace(/\\(.)/g, '$1');
	const extended = new RegExp(`(?:^|;)\\s*${name}\\*(?:0\\*)?\\s*=\\s*([\\w.-]*)'[^']*'([^;\\s]+)`, 'i').exec(header);
	if (!extended) return null;
	const bytes = Buffer.from((extended[2] as string).replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
	return decodeBytes(bytes, extended[1] as string);
}

function decodeBytes(bytes: Uint8Array, charset: string): string {
	return decodeAs(bytes, charset) ?? Buffer.from(bytes).toString('utf8');
}

/** Decodes with a named charset, or null when nobody knows it. ISO-2022-JP is known to the platform only. */
export function decodeAs(bytes: Uint8Array, charset: string): string | null {
	const name = charset.trim().toLowerCase().replace(/^(?:iso-8859-1|us-ascii|ascii|latin-?1)$/, 'windows-1252').replace(/^x-sjis$/, 'shift_jis');
	if (name === '') return null;
	try {
		if (iconv.encodingExists(name)) return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
		return new TextDecoder(name).decode(bytes);
	} catch {
		return null;
	}
}

/** Undoes RFC 2047 encoded words. */
export function decodeWords(value: string): string {
	return value.replace(/(=\?[^?\s]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1').replace(/=\?([^?\s*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, (whole, charset: string, how: string, text: string) => {
		try {
			const bytes = how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replace(/_/g, ' '));
			return decodeBytes(bytes, charset);
		} catch { return whole; }
	});
}

/** Quoted-printable (RFC 2045, 6.7); what is malformed stays as it is. */
export function quotedPrintable(text: string): Buffer {
	return Buffer.from(text.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '').replace(/=([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), 'latin1');
}

function decodeTransfer(raw: string, encoding: string): Uint8Array {
	switch (encoding) {
		case 'base64': return Buffer.from(raw.replace(/[^A-Za-z0-9+/=]/g, ''), 'base64');
		case 'quoted-printable': return quotedPrintable(raw);
		default: return Buffer.from(raw, 'latin1');
	}
}

/** Bodies between the boundary lines. A message cut short ends where it ends. */
function betweenBoundaries(body: string, boundary: string): string[] {
	const out: string[] = [];
	const line = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
	let from = -1;
	for (let hit = line.exec(body); hit; hit = line.exec(body)) {
		if (from >= 0) out.push(body.slice(from, hit.index).replace(/^\r?\n/, ''));
		from = hit.index + hit[0].length;
		if (hit[1] || out.length > MOST) return out;
	}
	if (from >= 0) out.push(body.slice(from).replace(/^\r?\n/, ''));
	return out;
}

/** The boundary a multipart forgot to declare: the first line of two hyphens and a word that comes again. */
function guessBoundary(body: string): string | null {
	const hit = /(?:^|\n)--([^\s-][^\r\n]{0,70})\r?\n/.exec(body.slice(0, 20_000));
	return hit ? (hit[1] as string).trimEnd() : null;
}

/** All leaves of a message, in order, and the headers of the whole. */
export function mimeParts(bytes: Uint8Array): { headers: Map<string, string>; parts: MimePart[] } {
	const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const parts: MimePart[] = [];
	const top = splitHeaders(raw);
	const visit = (headers: Map<string, string>, body: string, depth: number): void => {
		if (parts.length >= MOST || depth > DEEPEST) return;
		const type = headers.get('content-type') ?? 'text/plain';
		const mediaType = (/^\s*([\w.+-]+\/[\w.+-]+)/.exec(type)?.[1] ?? 'text/plain').toLowerCase();
		if (mediaType.startsWith('multipart/')) {
			const boundary = parameter(type, 'boundary') ?? guessBoundary(body);
			const inner = boundary ? betweenBoundaries(body, boundary) : [];
			for (const text of inner) { const { headers: own, bodyAt } = splitHeaders(text); visit(own, text.slice(bodyAt), depth + 1); }
			if (inner.length > 0) return;
		}
		const disposition = headers.get('content-disposition') ?? '';
		const name = parameter(disposition, 'filename') ?? parameter(type, 'name');
		parts.push({
			headers, mediaType: mediaType.startsWith('multipart/') ? 'text/plain' : mediaType, charset: parameter(type, 'charset'),
			location: headers.get('content-location')?.replace(/\s+/g, '') ?? null, id: headers.get('content-id')?.replace(/^<|>$/g, '') ?? null,
			fileName: name === null ? null : decodeWords(name), bytes: decodeTransfer(body, (headers.get('content-transfer-encoding') ?? '').toLowerCase().trim()),
		});
	};
	visit(top.headers, raw.slice(top.bodyAt), 0);
	return { headers: top.headers, parts };
}
