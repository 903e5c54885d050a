// Owns the reading of PDF files by their text layer. Runs nothing a file asks for; scans without a text layer are refused with that reason.
import { getDocumentProxy } from 'unpdf';
import { readText } from '../reading/read-text';
import { wordsOf } from './page-words';
import { paragraphsOf } from './pdf-layout';
import type { PaintedPage, PrintedParagraph } from './pdf-layout';
import { Refusal } from './reading-of';
import type { Reading } from './reading-of';
import { spliced } from './spliced';

const MOST_PAGES = 60;
const MOST_PIECES = 200_000;

/** The header may stand anywhere in the first kilobyte (PDF 32000-1, annex H, note 13). */
export function recognisePdf(bytes: Uint8Array): boolean {
	return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-');
}

interface Laid {
	pages: PaintedPage[];
	total: number;
	title: string | null;
}

const isPasswordError = (error: unknown): boolean => error instanceof Error && (error.name === 'PasswordException' || /password/i.test(error.message));

async function paint(bytes: Uint8Array, signal: { late: boolean }): Promise<Laid> {
	// pdf.js takes the buffer away from its owner: it gets a copy.
	const document = await getDocumentProxy(new Uint8Array(bytes), { isEvalSupported: false, enableXfa: false, disableFontFace: true, useSystemFonts: false, verbosity: 0, stopAtErrors: false, maxImageSize: 16_777_216 } as Parameters<typeof getDocumentProxy>[1]);
	try {
		const pages: PaintedPage[] = [];
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
			page.cleanup();
		}
		let title: string | null = null;
		try { const { info } = await document.getMetadata(); const given = (info as { Title?: unknown }).Title; if (typeof given === 'string' && given.trim().length > 3 && !/\.(?:docx?|indd|qxd|html?|pdf)$|^untitled|^microsoft word/i.test(given.trim())) title = given.trim(); } catch { title = null; }
		return { pages, total: document.numPages, title };
	} finally {
		await document.destroy();
	}
}

/** The paragraph in the largest letters on the first pages that can be a headline. */
function largest(paragraphs: readonly PrintedParagraph[]): PrintedParagraph | null {
	const weight = new Map<number, number>();
	for (const p of paragraphs) weight.set(p.size, (weight.get(p.size) ?? 0) + p.text.length);
	const body = [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
	const candidates = paragraphs.filter((p) => !p.running && p.page <= 1 && p.size >= body * 1.25 && p.text.length >= 12 && p.text.length <= 250 && wordsOf(p.text).length >= 3);
	return candidates.sort((a, b) => b.size - a.size)[0] ?? null;
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
			timer = setTimeout(() => { signal.late = true; reject(new Refusal('too-large', 'Reading this PDF file takes too long.')); }, options.milliseconds ?? 15_000);
		});
		laid = await Promise.race([paint(bytes, signal), limit]);
	} catch (error) {
		if (error instanceof Refusal) throw error;
		if (isPasswordError(error)) throw new Refusal('encrypted', 'This PDF file is locked with a password. Save a copy without it, then add that.', { cause: error });
		throw new Refusal('damaged', 'This PDF file is damaged and cannot be read.', { cause: error });
	} finally {
		clearTimeout(timer);
	}
	const paragraphs = paragraphsOf(laid.pages);
	const story = paragraphs.filter((p) => !p.running);
	const text = story.map((p, i) => (i === 0 ? '' : p.parted ? '\n\n' : '\n') + p.text).join('');
	if (!/[\p{L}\p{N}]{2}/u.test(text)) throw new Refusal('no-text', 'There is no text in this PDF file, only pictures of pages; it has to be recognised (OCR) first.');
	const head = largest(story);
	const hint = head?.text ?? laid.title;
	const draft = readText(text, hint ? { fileName: `${hint.replace(/[/\\]/g, ' ')}.txt` } : {});
	const aside = paragraphs.filter((p) => p.running).map((p) => p.text).join('\n');
	const remarks = laid.total > MOST_PAGES ? [`Only the first ${MOST_PAGES} of ${laid.total} pages were read.`] : [];
	return {
		...spliced(draft, text, { text: '', why: '' }, { text: aside, why: 'running head or foot' }),
		kind: 'article', html: null, pictures: [], parts: [], encoding: null, undecodable: 0, mediaType: 'application/pdf', tags: [], remarks,
	};
}
