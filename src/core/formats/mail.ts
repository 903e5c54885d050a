// Owns the reading of e-mails (RFC 5322): newsletters, and clippings that somebody forwarded. The sender of a forward is not the author of the story.
import type { Draft } from '../../shared/draft';
import { said } from '../../shared/said';
import { decode } from '../reading/decode';
import { isPersonName } from '../reading/person-names';
import { readText } from '../reading/read-text';
import { TEXT, walk } from './dom';
import type { PageDocument } from './dom';
import { decodePage, readHtml } from './html';
import { decodeAs, decodeWords, mimeParts } from './mime';
import type { MimePart } from './mime';
import { readLines } from './page-lines';
import { dayOf } from './page-dates';
import type { Resource } from './page-pictures';
import { isPlainMarkup, readPlainMarkup } from './plain-markup';
import { overlap, wordsOf } from './page-words';
import { Refusal, plainName, withoutHeadline } from './reading-of';
import type { Part, Reading } from './reading-of';
import { spliced } from './spliced';

const HEADER_NAMES = /^(?:from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|reply-to|cc|x-[\w-]+|content-type|sender|envelope-to)\s*:/i;

/** Whether bytes begin like a mail: header lines of which two are a mail's own; an mbox "From " line before them is allowed. */
export function recogniseMail(bytes: Uint8Array): boolean {
	const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1').replace(/^\ufeff|^ï»¿/, '').replace(/^(?:From |>From ).*\r?\n/, '');
	const lines = (head.split(/\r?\n\r?\n/)[0] as string).split(/\r?\n/);
	if (lines.length < 2 || !/^[\w-]+:/.test(lines[0] as string)) return false;
	const own = lines.filter((line) => HEADER_NAMES.test(line)).map((line) => line.replace(/:.*/, '').toLowerCase());
	const unruly = lines.filter((line) => !/^[\w-]+\s*:/.test(line) && !/^[ \t]/.test(line)).length;
	const kinds = new Set(own);
	return unruly <= 1 && kinds.size >= 2 && (kinds.has('from') || kinds.has('received') || kinds.has('mime-version') || kinds.has('message-id') || kinds.has('return-path') || (kinds.has('subject') && kinds.has('to')));
}

const FORWARDED = /^(?:[-_>\s]*(?:forwarded message|original message|begin forwarded message|weitergeleitete nachricht|ursprüngliche nachricht|anfang der weitergeleiteten (?:nachricht|e-mail)|message transféré|message d'origine|début du message (?:réexpédié|transféré)|mensaje reenviado|mensaje original|mensagem encaminhada|mensagem original|messaggio inoltrato|messaggio originale|doorgestuurd bericht|oorspronkelijk bericht|vidarebefordrat meddelande|videresendt (?:melding|meddelelse)|转发邮件|转发的邮件|原始邮件|転送|forwarded by)\b.*|-{4,}\s*(?:転送|转发).*)$/iu;
const HEADER_LINE = /^\s*>?\s*\*{0,2}(?:from|sent|to|date|subject|cc|reply-to|von|gesendet|an|datum|betreff|de|envoyé|à|date|objet|para|enviado|fecha|asunto|data|assunto|da|inviato|a|oggetto|van|verzonden|aan|onderwerp|från|skickat|till|ämne|fra|sendt|til|emne)\s*:\*{0,2}\s/iu;
const FORWARD_SUBJECT = /^(?:\s*(?:fwd?|wg|tr|rv|enc|i|vs|vb|doorst|fyi|re|aw|转发|転送)\s*(?:\[\d+\])?:\s*)+/iu;

/** How many of the lines are the forwarder's: note, marker and the copied headers. 0 when nothing was forwarded. */
function prologueLength(lines: readonly string[]): number {
	for (let i = 0; i < Math.min(lines.length, 60); i++) {
		if (!FORWARDED.test((lines[i] as string).trim())) continue;
		let end = i + 1;
		for (let k = end; k < Math.min(lines.length, end + 16); k++) {
			const line = (lines[k] as string).trim();
			if (HEADER_LINE.test(`${line} `)) { end = k + 1; continue; }
			if (line === '' || (k === end && /^[^\s@]+@[^\s@]+>?$/.test(line))) continue;
			break;
		}
		return end;
	}
	return 0;
}

function textOf(part: MimePart): { text: string; encoding: string; replaced: number } {
	const named = part.charset ? decodeAs(part.bytes, part.charset) : null;
	// A declared charset that cannot be right (bytes it has no character for) gives way to a look at the bytes.
	if (named !== null && !named.includes('\ufffd')) return { text: named.replace(/^\ufeff/, ''), encoding: (part.charset as string).toLowerCase(), replaced: 0 };
	return decode(part.bytes);
}

/** "> " before most lines: the story was quoted as a whole. */
function unquoted(text: string): string {
	const lines = text.split('\n');
	const full = lines.filter((line) => line.trim() !== '');
	return full.length > 3 && full.filter((line) => line.startsWith('>')).length > full.length * 0.8 ? lines.map((line) => line.replace(/^(?:> ?)+/, '')).join('\n') : text;
}

/** Blanks the forwarder's part of the tree and answers its text. */
function takePrologue(document: PageDocument): string {
	const root = document.body ?? document.documentElement;
	const page = readLines(root);
	const count = prologueLength(page.lines.map((line) => line.text));
	if (count === 0) return '';
	const end = (page.lines[count - 1] as { end: number }).end;
	let left = page.text.slice(0, end).replace(/\s+/g, '').length;
	walk(root, (node) => {
		if (left <= 0) return false;
		if (node.nodeType === 1 && /^(?:script|style|head|title|noscript|template|svg|select|textarea|iframe)$/i.test(node.nodeName)) return false;
		if (node.nodeType === TEXT) { left -= (node.nodeValue ?? '').replace(/\s+/g, '').length; node.nodeValue = ''; }
		return true;
	});
	return page.text.slice(0, end);
}

interface Mail {
	/** Subject, sender and date as lines. */
	header: string;
	subject: string | null;
	forwarded: boolean;
	from: string | null;
	date: string | null;
	html: MimePart | null;
	text: MimePart | null;
	resources: (address: string) => Resource | null;
	parts: Part[];
}

function partition(bytes: Uint8Array): Mail {
	const start = Buffer.from(bytes.subarray(0, 6)).toString('latin1').startsWith('From ') ? bytes.indexOf(0x0a) + 1 : 0;
	const { headers, parts } = mimeParts(bytes.subarray(start));
	const subject = headers.has('subject') ? decodeHeader(headers.get('subject') as string).trim() || null : null;
	const sender = headers.has('from') ? decodeHeader(headers.get('from') as string) : '';
	const name = /^\s*"?([^"<]*?)"?\s*</.exec(sender)?.[1]?.trim() ?? '';
	const attached = (part: MimePart): boolean => /^\s*attachment/i.test(part.headers.get('content-disposition') ?? '');
	const html = parts.find((part) => part.mediaType === 'text/html' && !attached(part)) ?? null;
	const plain = parts.filter((part) => part.mediaType === 'text/plain' && !attached(part) && part.fileName === null);
	const text = plain.find((part) => part.bytes.some((byte) => byte > 0x20)) ?? null;
	const byId = new Map<string, MimePart>();
	for (const part of parts) { if (part.id) byId.set(`cid:${part.id}`, part); if (part.location) byId.set(part.location, part); }
	const used = new Set<MimePart>([...(html ? [html] : []), ...plain]);
	const markup = html ? Buffer.from(html.bytes).toString('latin1') : '';
	for (const [address, part] of byId) if (address.startsWith('cid:') && markup.includes(address)) used.add(part);
	const left = parts.filter((part) => !used.has(part) && part.bytes.length > 0 && !/^(?:multipart\/|message\/delivery-status|application\/(?:pgp|pkcs7)-signature)/.test(part.mediaType));
	const header = ([['Subject', subject], ['From', sender.trim()], ['Date', headers.get('date')]] as const).flatMap(([label, value]) => (value ? [`${label}: ${value.replace(/\s+/g, ' ')}`] : [])).join('\n');
	return {
		header,
		subject: subject?.replace(FORWARD_SUBJECT, '').trim() || null, forwarded: FORWARD_SUBJECT.test(subject ?? ''), from: name || null, date: headers.get('date') ?? null, html, text,
		resources: (address) => { const part = byId.get(address); return part ? { bytes: part.bytes, mediaType: part.mediaType, fileName: plainName(part.fileName ?? '') } : null; },
		parts: left.map((part, i) => ({ name: plainName(part.fileName ?? '') || `attachment-${i + 1}${part.mediaType === 'message/rfc822' ? '.eml' : ''}`, mediaType: part.mediaType, bytes: part.bytes })),
	};
}

/** Encoded words; raw bytes beyond ASCII (against the RFC, yet common) are UTF-8 where they can be. */
function decodeHeader(value: string): string {
	if (!/[\u0080-\u00ff]/.test(value)) return decodeWords(value);
	return decodeWords(decode(Buffer.from(value, 'latin1')).text);
}

const NOTE = 'note of the one who forwarded it';
/** The mail's own header lines and the forwarder's note stand before the story, set aside. */
function prefaced(mail: Mail, draft: Draft, story: string, prologue: string): { draft: Draft; text: string } {
	const noted = spliced(draft, story, { text: prologue, why: NOTE });
	return spliced(noted.draft, noted.text, { text: mail.header, why: 'header of the mail' });
}

const bodyWords = (reading: Reading): number => reading.draft.blocks.filter((b) => b.role === 'paragraph' || b.role === 'list-item').reduce((sum, b) => sum + b.text.length, 0);

function fromHtml(mail: Mail, part: MimePart): Reading {
	let prologue = '';
	const decoded = part.charset ? decodeAs(part.bytes, part.charset) ?? decodePage(part.bytes, null).text : decodePage(part.bytes, null).text;
	const hints = { title: mail.subject, resources: mail.resources, prepare: (document: PageDocument): void => { prologue = takePrologue(document); } };
	const reading = isPlainMarkup(decoded) ? readPlainMarkup(decoded, hints) : readHtml(decoded, hints);
	return { ...reading, ...prefaced(mail, reading.draft, reading.text, prologue), encoding: part.charset?.toLowerCase() ?? 'utf-8' };
}

function fromText(mail: Mail, part: MimePart): Reading {
	const { text: raw, encoding, replaced } = textOf(part);
	const whole = unquoted(raw.replace(/\r\n?/g, '\n'));
	const lines = whole.split('\n');
	const count = prologueLength(lines);
	const story = lines.slice(count).join('\n');
	// A title from outside serves the reader as the name of a file does.
	const draft = readText(story, mail.subject ? { fileName: `${mail.subject}.txt` } : {});
	return {
		...prefaced(mail, draft, story, lines.slice(0, count).join('\n')),
		kind: 'article', html: null, pictures: [], parts: [], encoding, undecodable: replaced, mediaType: 'message/rfc822', tags: [], remarks: [],
	};
}

/**
 * Reads a mail: its HTML where that holds the story, else its text. Attachments and attached messages become parts.
 * @throws Refusal 'no-text' when neither text nor attachments are in it
 */
export function readMail(bytes: Uint8Array): Reading {
	const mail = partition(bytes);
	let reading: Reading | null = null;
	if (mail.html) { try { reading = fromHtml(mail, mail.html); } catch (error) { if (!(error instanceof Refusal)) throw error; } }
	if (mail.text && (!reading || bodyWords(reading) < 200)) {
		const plain = fromText(mail, mail.text);
		if (!reading || bodyWords(plain) > bodyWords(reading) * 1.5) reading = plain;
	}
	// A mail of a subject and attachments, or of headers alone, still says who sent what.
	if (!reading && (mail.parts.length > 0 || mail.header !== '')) reading = fromText(mail, { headers: new Map(), mediaType: 'text/plain', charset: 'utf-8', location: null, id: null, fileName: null, bytes: new Uint8Array(0) });
	if (!reading || (reading.text.trim() === '' && mail.parts.length === 0)) throw new Refusal('no-text', said('said.read.mail-empty'));
	const { draft } = reading;
	const forwarded = mail.forwarded || reading.draft.blocks.some((block) => block.why === NOTE);
	const repeatsSubject = draft.headline !== null && mail.subject !== null && overlap(wordsOf(draft.headline.value), wordsOf(mail.subject)) > 0.5;
	const place = mail.subject !== null ? reading.text.indexOf(mail.subject) : -1;
	if (mail.subject && (!draft.headline || (!forwarded && !repeatsSubject && draft.headline.from.certainty < 0.93))) {
		draft.blocks = withoutHeadline(draft.blocks);
		draft.headline = { value: mail.subject, from: { spans: place >= 0 && place < 400 ? [{ line: 1, endLine: 1, start: place, end: place + mail.subject.length }] : [], how: 'markup', certainty: 0.65 } };
	}
	// Sender and date of a forward are those of the reader who sent it on.
	if (!forwarded) {
		// A person who sends a story may have written it; a newsletter's sender is the paper.
		const isPerson = mail.from !== null && isPersonName(mail.from);
		if (isPerson && !draft.byline) draft.byline = { value: { signatories: [{ name: mail.from as string, kind: 'person', role: null }], agency: null }, from: { spans: [], how: 'markup', certainty: 0.4 } };
		if (!isPerson && !draft.publication && mail.from) draft.publication = { value: mail.from, from: { spans: [], how: 'markup', certainty: 0.4 } };
		const day = mail.date ? dayOf(mail.date.replace(/^\w{3},\s*/, '')) : null;
		if (!draft.published && mail.date && day) draft.published = { value: { printed: mail.date, edtf: day.day, readings: [day.day], time: day.time }, from: { spans: [], how: 'markup', certainty: 0.5 } };
	}
	return { ...reading, parts: mail.parts, mediaType: 'message/rfc822' };
}
