// Owns the reading of PDF files by their text layer. Runs nothing a file asks for; scans without a text layer are refused with that reason.
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';
import type { Caption } from '../../shared/draft';
import { FIELD_NAMES } from '../../shared/draft';
import { said } from '../../shared/said';
import { readText } from '../reading/read-text';
import { sameWords } from './page-words';
import { paragraphsOf } from './pdf-layout';
import type { PaintedPage, PrintedParagraph } from './pdf-layout';
import { paintedOn, picturesIn } from './pdf-pictures';
import type { Operations, PaintedPicture, PdfPage, PrintedCaption } from './pdf-pictures';
import { storyOf } from './pdf-story';
import { Refusal } from './reading-of';
import type { Reading } from './reading-of';
import { spliced } from './spliced';

const MOST_PAGES = 60;
/** Pictures are looked for on so many pages: further on is another story. */
const MOST_ILLUSTRATED = 12;
const MOST_PIECES = 200_000;
/** How sure a paper's name is that stands at the end of the document's own title. */
const NAMED = 0.8;

/** The header may stand anywhere in the first kilobyte (PDF 32000-1, annex H, note 13). */
export function recognisePdf(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

interface Laid {
	pages: PaintedPage[];
	pictures: PaintedPicture[];
	total: number;
	title: string | null;
}

const isPasswordError = (error: unknown): boolean => error instanceof Error && (error.name === 'PasswordException' || /password/i.test(error.message));

async function paint(bytes: Uint8Array, signal: { late: boolean }): Promise<Laid> {
	// pdf.js takes the buffer away from its owner: it gets a copy.
	const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, enableXfa: false, disableFontFace: true, useSystemFonts: false, verbosity: 0, stopAtErrors: false, maxImageSize: 16_777_216 } as Parameters<typeof getDocumentProxy>[1]);
	try {
		const { OPS } = await getResolvedPDFJS();
		const pages: PaintedPage[] = [];
		const pictures: PaintedPicture[] = [];
		let pieces = 0;
		for (let n = 1; n <= Math.min(document.numPages, MOST_PAGES) && !signal.late; n++) {
			let page;
			try { page = await document.getPage(n); } catch { continue; }
			const [, , right = 612, top = 792] = page.view;
			const painted: PaintedPage = { width: right, height: top, pieces: [] };
			try {
				const content = await page.getTextContent({ includeMarkedContent: false });
				for (const item of content.items) {
					if (!('str' in item) || item.str === '' || ++pieces > MOST_PIECES) continue;
					const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
					// Text turned on its side (a margin note, a watermark) is no part of the flow.
					if (Math.abs(b) > Math.abs(a) * 0.3 && a !== 0) continue;
					painted.pieces.push({ text: item.str, x, y, width: item.width, size: Math.round(Math.hypot(c, d) * 10) / 10 || item.height, font: item.fontName });
				}
			} catch { /* a page that is damaged is left out; the others are read */ }
			pages.push(painted);
			if (n <= MOST_ILLUSTRATED) try { pictures.push(...await paintedOn(page as unknown as PdfPage, pages.length - 1, OPS as unknown as Operations)); } catch { /* its text is read all the same */ }
			page.cleanup();
		}
		let title: string | null = null;
		try { const { info } = await document.getMetadata(); const given = (info as { Title?: unknown }).Title; if (typeof given === 'string' && given.trim().length > 3 && !/\.(?:docx?|indd|qxd|html?|pdf)$|^untitled|^microsoft word/i.test(given.trim())) title = given.trim(); } catch { title = null; }
		return { pages, pictures, total: document.numPages, title };
	} finally {
		await document.destroy();
	}
}

/** Paragraphs as lines, an empty line where white space parts them. */
const written = (paragraphs: readonly PrintedParagraph[]): string => paragraphs.map((p, i) => (i === 0 ? '' : p.parted ? '\n\n' : '\n') + p.text).join('');

/** Each caption with the paragraph it begins in: spans count from the beginning of the story's text. */
function captionsAt(captions: readonly Caption[], story: readonly PrintedParagraph[]): PrintedCaption[] {
	let end = 0;
	const ends = story.map((p, i) => (end += (i === 0 ? 0 : p.parted ? 2 : 1) + p.text.length));
	return captions.flatMap((caption) => {
		const start = caption.from.spans[0]?.start;
		const paragraph = start === undefined ? undefined : story[ends.findIndex((last) => start < last)];
		return paragraph ? [{ caption, paragraph }] : [];
	});
}

/**
 * Reads a PDF's text: lines by place, columns, hyphenation undone, running heads and feet aside.
 * @throws Refusal 'encrypted' (a password is needed), 'damaged', 'no-text' (a scan, or empty), 'too-large' (takes longer than the limit)
 */
export async function readPdf(bytes: Uint8Array, options: { milliseconds?: number } = {}): Promise<Reading> {
	const signal = { late: false };
	let timer: NodeJS.Timeout | undefined;
	let laid: Laid;
	try {
		const limit = new Promise<never>((_, reject) => {
			timer = setTimeout(() => { signal.late = true; reject(new Refusal('too-large', said('said.read.pdf-slow'))); }, options.milliseconds ?? 15_000);
		});
		laid = await Promise.race([paint(bytes, signal), limit]);
	} catch (error) {
		if (error instanceof Refusal) throw error;
		if (isPasswordError(error)) throw new Refusal('encrypted', said('said.read.pdf-locked'), { cause: error });
		throw new Refusal('damaged', said('said.read.pdf'), { cause: error });
	} finally {
		clearTimeout(timer);
	}
	const paragraphs = paragraphsOf(laid.pages);
	const flow = paragraphs.filter((p) => !p.running);
	if (!flow.some((p) => /[\p{L}\p{N}]{2}/u.test(p.text))) throw new Refusal('no-text', said('said.read.pdf-empty'));
	const { hint, begin, publication } = storyOf(flow, laid.title);
	const text = written(flow.slice(begin));
	const draft = readText(text, hint ? { fileName: `${hint.replace(/[/\\]/g, ' ')}.txt` } : {});
	// What the reading took for a file's name was the document's own title, or its largest letters.
	for (const name of FIELD_NAMES) {
		const from = draft[name]?.from;
		if (from?.how === 'file-name') from.how = hint === laid.title ? 'embedded' : 'shape';
	}
	// The document names its paper: that outweighs what a page's text only suggests.
	if (publication !== null && !sameWords(publication, draft.publication?.value ?? '')) draft.publication = { value: publication, from: { spans: [], how: 'embedded', certainty: NAMED } };
	const aside = paragraphs.filter((p) => p.running).map((p) => p.text).join('\n');
	const pictures = await picturesIn(laid.pictures, captionsAt(draft.captions, flow.slice(begin)));
	const remarks = laid.total > MOST_PAGES ? [`Only the first ${MOST_PAGES} of ${laid.total} pages were read.`] : [];
	return {
		...spliced(draft, text, { text: written(flow.slice(0, begin)), why: 'menu' }, { text: aside, why: 'running head or foot' }),
		kind: 'article', html: null, pictures, parts: [], encoding: null, undecodable: 0, mediaType: 'application/pdf', tags: [], remarks,
	};
}
