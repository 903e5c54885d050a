// Owns the way from a page's markup to a reading. Choices of fields live in page-*.ts, safety of the markup in safe-html.ts.
import iconv from 'iconv-lite';
import type { Block, BlockRole, Caption, Draft, Found, Provenance } from '../../shared/draft';
import { BODY_ROLES } from '../../shared/draft';
import { said } from '../../shared/said';
import { decode } from '../reading/decode';
import { datelineLength } from '../reading/facts';
import { bodyText } from '../reading/fields';
import { languageOf } from '../reading/language';
import { parsePage } from './dom';
import type { PageDocument, PageElement } from './dom';
import { chooseBody } from './page-body';
import type { BodyChoice } from './page-body';
import { chooseByline } from './page-byline';
import { chooseCaptions } from './page-captions';
import type { CaptionChosen } from './page-captions';
import { chooseDates } from './page-dates';
import type { DateChosen } from './page-dates';
import { chooseHeadline, chooseKicker, choosePublication, chooseStandfirst, chooseUrl, claimedStandfirst, spansOf } from './page-headline';
import type { Chosen } from './page-headline';
import { isBlock, readLines } from './page-lines';
import type { PageLine, PageText } from './page-lines';
import { readMetadata } from './page-metadata';
import type { Metadata } from './page-metadata';
import { picturesOf } from './page-pictures';
import type { Resources } from './page-pictures';
import { assignRoles } from './page-roles';
import type { LineRole } from './page-roles';
import { Refusal, emptyDraft } from './reading-of';
import type { Reading } from './reading-of';
import { safeHtml } from './safe-html';

/** What is known of a page besides its bytes. */
export interface HtmlHints {
	/** Address it came from: a drag from a browser, a Content-Location, a saver's note beside it. */
	url?: string | null;
	/** Charset a protocol declares (a mail part's Content-Type); wins over what the page says. */
	charset?: string | null;
	resources?: Resources;
	/** A title from outside the page: the subject of the mail it came in. */
	title?: string | null;
	/** Called on the tree before it is read, to take out what is no part of the page. */
	prepare?: (document: PageDocument) => void;
}

/** Pages larger than this are no articles; parsing them would take minutes and gigabytes. */
const LARGEST = 48 * 1024 * 1024;
const DECLARED = /<meta[^>]{0,300}?charset\s*=\s*["']?\s*([a-z0-9_:.-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([a-z0-9_:.-]{2,30})/i;

/** Decodes a page: byte order mark, then bytes that are UTF-8 beyond doubt, then what is declared (HTML Standard, 13.2.3), then a guess. */
export function decodePage(bytes: Uint8Array, declared: string | null): { text: string; encoding: string; replaced: number } {
	const marked = (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
	if (!marked) {
		const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
		const hit = DECLARED.exec(head);
		const name = (declared ?? hit?.[1] ?? hit?.[2] ?? '').toLowerCase().replace(/^x-sjis$/, 'shift_jis').replace(/^(?:iso-8859-1|us-ascii|latin-?1)$/, 'windows-1252');
		if (name !== '' && !/^utf-?8$/.test(name) && !/^utf-?16/.test(name) && iconv.encodingExists(name) && !isUtf8(bytes)) {
			const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
			return { text, encoding: name, replaced: (text.match(/\ufffd/g) ?? []).length };
		}
	}
	const { text, encoding, replaced } = decode(bytes);
	return { text, encoding, replaced };
}

/** UTF-8 with at least one character beyond ASCII: no other encoding looks like that by chance. */
function isUtf8(bytes: Uint8Array): boolean {
	if (!bytes.some((byte) => byte > 0x7f)) return false;
	try { new TextDecoder('utf-8', { fatal: true }).decode(bytes); return true; } catch { return false; }
}

/** Where the head is never closed, everything stands inside it; where a page was pasted into a page, there are several bodies. The first with text counts. */
function readVisible(document: PageDocument): PageText {
	let page = readLines(document.body ?? document.documentElement);
	if (page.lines.length > 0) return page;
	for (const body of document.querySelectorAll('body')) { const other = readLines(body); if (other.text.length > page.text.length) page = other; }
	if (page.lines.length > 0) return page;
	for (const html of document.querySelectorAll('html')) { const other = readLines(html, true); if (other.text.length > page.text.length) page = other; }
	return page.lines.length > 0 ? page : readLines(document.documentElement, true);
}

/** A page of a few lines without an article around them is all body. */
function wholePage(page: PageText, body: BodyChoice, headline: Chosen | null): BodyChoice {
	if (body.lines.size > 0) return body;
	const lines = page.lines.filter((line) => !line.hidden && line.furniture !== 'nav' && line.furniture !== 'footer' && !(headline?.span && line.start >= headline.span.start && line.end <= headline.span.end));
	return { ...body, lines: new Set(lines.map((line) => line.index)), first: lines[0]?.index ?? -1, last: lines.at(-1)?.index ?? -1 };
}

const found = (page: PageText, chosen: Chosen | null): Found<string> | null => (chosen ? { value: chosen.text, from: { spans: spansOf(page, chosen), how: chosen.span ? 'position' : 'markup', certainty: chosen.certainty } } : null);

function dated(page: PageText, chosen: DateChosen | null): Draft['published'] {
	return chosen ? { value: chosen.value, from: { spans: chosen.span ? [page.spanOf(chosen.span.start, chosen.span.end)] : [], how: chosen.span ? 'shape' : 'markup', certainty: chosen.certainty } } : null;
}

function captionOf(page: PageText, caption: CaptionChosen): Caption {
	const spans = [caption.span, caption.creditSpan].flatMap((span) => (span ? [page.spanOf(span.start, span.end)] : []));
	return { text: caption.text, credit: caption.credit, from: { spans, how: 'markup', certainty: caption.certainty } };
}

/** Place (and agency) at the head of the first paragraph. */
function datelineOf(blocks: readonly Block[]): Draft['dateline'] {
	const first = blocks.find((block) => block.role === 'paragraph');
	const length = first ? datelineLength(first.text) : 0;
	if (!first || length === 0) return null;
	const value = first.text.slice(0, length).replace(/[\s–—:.-]+$/u, '');
	const from: Provenance = { spans: [{ ...first.span, end: first.span.start + length }], how: 'shape', certainty: 0.8 };
	return value ? { value, from } : null;
}

export interface PageReading {
	draft: Draft;
	page: PageText;
	metadata: Metadata;
	body: BodyChoice;
	captions: CaptionChosen[];
	roles: Map<number, LineRole>;
	url: string | null;
}

/** Reads a parsed page into a draft. The document is left as it was. */
export function readPage(document: PageDocument, address: string | null, title: string | null = null): PageReading {
	const page = readVisible(document);
	const metadata = readMetadata(document);
	if (title) metadata.headlines.push({ text: title, source: 'title' });
	const url = chooseUrl(document, metadata, address);
	let body = chooseBody(document, page, metadata);
	const headline = chooseHeadline(document, page, metadata, body);
	body = wholePage(page, body, headline);
	const { captions, aside } = chooseCaptions(document, page, metadata, headline, body);
	const byline = chooseByline(document, page, metadata, headline, body);
	const dates = chooseDates(document, page, metadata, headline, body, url);
	const standfirst = chooseStandfirst(page, metadata, headline, body);
	const kicker = chooseKicker(page, headline);
	const roles = assignRoles(page, body, { headline, kicker, standfirst, byline, dates, captions, asideCaptions: aside });
	const blocks = page.lines.map((line): Block => {
		const { role, certainty, why } = roles.get(line.index) as LineRole;
		return { role, text: line.text, span: page.spanOf(line.start, line.end), certainty, ...(why ? { why } : {}) };
	});
	const text = bodyText(blocks).join('\n');
	const section = metadata.sections[0]?.text ?? null;
	const draft: Draft = {
		...emptyDraft(),
		language: languageOf(text) ?? (/^[a-z]{2,3}(?=$|[-_])/i.exec(metadata.language ?? '')?.[0].toLowerCase() ?? null),
		headline: found(page, headline), kicker: found(page, kicker),
		standfirst: found(page, standfirst ?? claimedStandfirst(metadata, text)),
		publication: found(page, choosePublication(document, page, metadata, url)),
		byline: byline ? { value: byline.value, from: { spans: byline.spans.map((s) => page.spanOf(s.start, s.end)), how: byline.how, certainty: byline.certainty } } : null,
		published: dated(page, dates.published), updated: dated(page, dates.updated), dateline: datelineOf(blocks),
		section: section && section.length < 60 ? { value: section, from: { spans: [], how: 'markup', certainty: 0.8 } } : null,
		url: url ? { value: url, from: { spans: [], how: 'markup', certainty: 0.95 } } : null,
		captions: captions.filter((caption) => caption.text !== '').map((caption) => captionOf(page, caption)),
		blocks,
	};
	return { draft, page, metadata, body, captions, roles, url };
}

const SHOWN: ReadonlySet<BlockRole> = new Set<BlockRole>([...BODY_ROLES, 'headline', 'standfirst', 'kicker', 'byline', 'date', 'updated', 'caption', 'credit', 'pull-quote']);

/** The article's markup without what was set aside: an element stays when a line that is shown stands in it. */
function articleHtml(read: PageReading, numbers: ReadonlyMap<PageElement, number>): string {
	const root = read.page.root;
	const kept = new Set<PageElement>();
	const keepUp = (from: PageElement): void => { for (let element: PageElement | null = from; element && !kept.has(element); element = element.parentElement) kept.add(element); };
	for (const line of read.page.lines) if (SHOWN.has((read.roles.get(line.index) as LineRole).role)) keepUp(line.block);
	for (const image of numbers.keys()) keepUp(image);
	const ownText = new Set(read.page.lines.filter((line: PageLine) => SHOWN.has((read.roles.get(line.index) as LineRole).role)).map((line) => line.block));
	const keep = (element: PageElement): boolean => {
		if (kept.has(element)) return true;
		if (isBlock(element) && read.page.extent.has(element)) return false;
		// Inline markup belongs to the block it stands in.
		let block: PageElement | null = element;
		while (block && !isBlock(block)) block = block.parentElement;
		return block !== null && (ownText.has(block) || !read.page.extent.has(element));
	};
	return safeHtml(root, { base: read.url, pictureOf: (image) => numbers.get(image) ?? null, keep });
}

/**
 * Reads a page: bytes as received, or text already decoded (a paste).
 * @throws Refusal 'too-large' (48 MiB), 'damaged' (nested beyond reason), 'no-text' (nothing can be read on it without scripts)
 */
export function readHtml(source: Uint8Array | string, hints: HtmlHints = {}): Reading {
	if (source.length > LARGEST) throw new Refusal('too-large', said('said.read.page-large', { size: Math.round(source.length / 1_048_576), limit: LARGEST / 1_048_576 }));
	const decoded = typeof source === 'string' ? { text: source, encoding: null, replaced: 0 } : decodePage(source, hints.charset ?? null);
	const document = parsePage(decoded.text);
	hints.prepare?.(document);
	const read = readPage(document, hints.url ?? null, hints.title ?? null);
	const visible = read.page.lines.some((line) => !line.hidden && /[\p{L}\p{N}]/u.test(line.text));
	if (!visible || (bodyText(read.draft.blocks).length === 0 && !read.draft.blocks.some((block) => block.role === 'headline'))) throw new Refusal('no-text', said('said.read.page-empty'));
	const firstLine = read.page.lines[read.body.first];
	const lastLine = read.page.lines[read.body.last];
	const headlineStart = read.draft.headline?.from.spans[0]?.start;
	const { pictures, numbers } = picturesOf(document, read.page, read.captions, Math.min(headlineStart ?? Infinity, firstLine?.start ?? 0), lastLine?.end ?? read.page.text.length, hints.resources ?? (() => null));
	if (pictures.length === 0) for (const claimed of read.metadata.pictures.slice(0, 1)) if (claimed.address) pictures.push({ bytes: null, mediaType: '', fileName: '', address: claimed.address, caption: claimed.caption, credit: claimed.credit, width: null, height: null });
	return {
		draft: read.draft, kind: 'article', text: read.page.text, html: articleHtml(read, numbers), pictures, parts: [],
		encoding: decoded.encoding, undecodable: decoded.replaced, mediaType: 'text/html', tags: [], remarks: [],
	};
}
