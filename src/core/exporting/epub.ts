// Owns the EPUB export: one book (EPUB 3.3) of the chosen clippings, a chapter each, with its pictures and a table of contents.
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ZipFile } from 'yazl';
import { BODY_ROLES, type Block } from '../../shared/draft';
import type { Clipping, ClippingId } from '../../shared/model';
import { said } from '../../shared/said';
import { placeFiles, placePictures } from './described';
import type { Exported, ExportFormat, FormatWriter, Nameable, Placement, Volume } from './format';
import { TITLE, titleOf, UNTITLED } from './format-options';
import { noteMarkup } from './note-markup';
import { ASIDE_LOST, CHANGES_LOST, COLOURS_LOST, LAYOUT_LOST, makers, named, PROVENANCE_LOST, usageOf } from './parts';
import type { Beyond } from './source';
import { element, xmlText } from './xml';

/** What every reading system shows (EPUB 3.3 §3.2, core media types). */
const SHOWN: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/gif': 'gif' };
const RIGHT_TO_LEFT = /^(?:ar|fa|he|ur|ps|sd|ug|yi|dv|ckb)\b/;

/** A chapter as the package document and the contents name it. */
interface Chapter {
	id: ClippingId;
	headline: string;
	hint: string;
	language: string | null;
	pictures: { sha256: string; file: string; mediaType: string }[];
}


function body(blocks: readonly Block[]): string {
	const made: string[] = [];
	let items: string[] = [];
	const close = (): void => {
		if (items.length > 0) made.push(`<ul>${items.join('')}</ul>`);
		items = [];
	};
	for (const { role, text } of blocks) {
		if (!BODY_ROLES.has(role) || text.trim() === '') continue;
		if (role === 'list-item') {
			items.push(element('li', text));
			continue;
		}
		close();
		made.push(role === 'subhead' ? element('h2', text) : role === 'quotation' ? `<blockquote>${element('p', text)}</blockquote>` : element('p', text));
	}
	close();
	return made.join('\n');
}

function figures({ captions, pictures }: Clipping, shown: Chapter['pictures']): string {
	const told = new Set<number>();
	const made = pictures.flatMap(({ sha256, caption }) => {
		const picture = shown.find((one) => one.sha256 === sha256);
		if (!picture) return [];
		const printed = caption === null ? null : (captions[caption] ?? null);
		if (caption !== null) told.add(caption);
		const below = printed ? `<figcaption>${xmlText(printed.text)}${printed.credit ? ` <small>${xmlText(printed.credit)}</small>` : ''}</figcaption>` : '';
		return [`<figure><img src="${picture.file}" alt="${xmlText(printed?.text ?? '')}"/>${below}</figure>`];
	});
	const waiting = captions.filter((_, at) => !told.has(at)).map(({ text, credit }) => element('p', [text, credit && `(${credit})`].filter(Boolean).join(' '), 'class="caption"'));
	return [...made, ...waiting].join('\n');
}

const page = (title: string, language: string | null, content: string): string => '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
	+ `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"${language ? ` xml:lang="${xmlText(language)}" lang="${xmlText(language)}"${RIGHT_TO_LEFT.test(language) ? ' dir="rtl"' : ''}` : ''}>\n`
	+ `<head><title>${xmlText(title)}</title><link rel="stylesheet" type="text/css" href="book.css"/></head>\n<body>${content}</body>\n</html>\n`;

/** A clipping as one page of the book. */
export function chapterPage(clipping: Clipping, shown: Chapter['pictures']): string {
	const { publication, section, published, kicker, headline, standfirst, byline, dateline, notes, url, tags } = clipping;
	const signed = makers(byline).map(({ name, role }) => [name, role].filter(Boolean).join(', ')).join('; ');
	const kept = [url && `Address: ${url}`, usageOf(clipping) && `Rights: ${usageOf(clipping)}`, tags.length > 0 && `Tags: ${tags.map(({ name }) => name).join(', ')}`].filter((line) => typeof line === 'string' && line !== '') as string[];
	return page(headline, clipping.language, `<article>
<header>${element('p', [publication, section, published?.printed].filter(Boolean).join(' · '), 'class="place"')}${element('p', kicker, 'class="kicker"')}${element('h1', headline)}${element('p', standfirst, 'class="standfirst"')}${element('p', [signed, dateline].filter(Boolean).join(' · '), 'class="byline"')}</header>
${figures(clipping, shown)}
${body(clipping.blocks)}
${notes.trim() === '' ? '' : `<aside><h2>Notes</h2>${noteMarkup(notes)}</aside>`}
<footer>${kept.map((line) => element('p', line)).join('')}</footer>
</article>`);
}

const STYLE = `body { line-height: 1.5; }
h1 { line-height: 1.2; margin: 0.2em 0 0.4em; }
h2 { font-size: 1.1em; margin: 1.2em 0 0.3em; }
figure { margin: 1em 0; break-inside: avoid; }
img { max-width: 100%; height: auto; }
blockquote { margin: 0.8em 1.2em; }
.place, .kicker, .byline, figcaption, .caption, footer { font-size: 0.85em; }
.standfirst { font-style: italic; }
pre { white-space: pre-wrap; font-family: monospace; }
aside { border-top: 1px solid; margin-top: 2em; }
footer { margin-top: 2em; }
`;

const CONTAINER = '<?xml version="1.0" encoding="UTF-8"?>\n<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n';
const file = ({ id }: Pick<Chapter, 'id'>): string => `clipping-${id}.xhtml`;

function contents(chapters: readonly Chapter[]): string {
	// A list of contents has at least one line (EPUB 3.3 §6.3): a book of nothing lists itself.
	if (chapters.length === 0) return page('Contents', 'en', '<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol><li><a href="contents.xhtml">Nothing was chosen.</a></li></ol></nav>');
	const items = chapters.map((chapter) => `<li><a href="${file(chapter)}">${xmlText(chapter.headline)}</a>${chapter.hint ? ` <small>${xmlText(chapter.hint)}</small>` : ''}</li>`).join('\n');
	return page('Contents', 'en', `<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol>\n${items}\n</ol></nav>`);
}

/** The language most chapters are in. */
function mainLanguage(chapters: readonly Chapter[]): string {
	const counts = new Map<string, number>();
	for (const { language } of chapters) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'en';
}

function packageDocument(chapters: readonly Chapter[], { identifier, now }: Exported, title: string): string {
	// To the second: milliseconds are an error here (EPUB 3.3 §5.5.6, last modified date).
	const modified = new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z');
	const manifest = chapters.flatMap((chapter) => [
		`<item id="c${chapter.id}" href="${file(chapter)}" media-type="application/xhtml+xml"/>`,
		...chapter.pictures.map((picture, at) => `<item id="c${chapter.id}-${at}" href="${picture.file}" media-type="${picture.mediaType}"/>`),
	]);
	return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">${xmlText(identifier)}</dc:identifier><dc:title>${xmlText(title)}</dc:title><dc:language>${xmlText(mainLanguage(chapters))}</dc:language><meta property="dcterms:modified">${modified}</meta></metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="style" href="book.css" media-type="text/css"/>
${manifest.join('\n')}
</manifest>
<spine><itemref idref="contents"/>${chapters.map(({ id }) => `<itemref idref="c${id}"/>`).join('')}</spine>
</package>
`;
}

/** No turn of work lasts longer than about this, in milliseconds. */
const TURN = 12;

async function chaptersOf(exported: Exported): Promise<Chapter[]> {
	const chapters: Chapter[] = [];
	let turn = performance.now();
	for (const { clipping: { id, headline, publication, published, language, pictures } } of exported.each()) {
		const shown = new Map<string, Chapter['pictures'][number]>();
		for (const { sha256, mediaType } of pictures) {
			const extension = SHOWN[mediaType];
			if (sha256 !== null && extension && !shown.has(sha256)) shown.set(sha256, { sha256, file: `picture-${id}-${shown.size}.${extension}`, mediaType });
		}
		chapters.push({ id, headline, hint: [publication, published?.printed].filter(Boolean).join(', '), language, pictures: [...shown.values()] });
		if (performance.now() - turn > TURN) {
			await nextTurn();
			turn = performance.now();
		}
	}
	return chapters;
}

/** The book in pieces. Chapters are opened one by one as the file is written: only their names are held. */
async function* book(exported: Exported, volume: Volume, title: string): AsyncGenerator<Uint8Array> {
	const zip = new ZipFile();
	const options = { mtime: new Date(exported.now), forceDosTimestamp: true };
	const text = (name: string, make: () => string): void => zip.addReadStreamLazy(name, options, (done) => {
		try {
			done(null, Readable.from([Buffer.from(make(), 'utf8')]));
		} catch (error) {
			done(error, Readable.from([]));
		}
	});
	// First, stored and without an extra field: it is how a reader knows the file (EPUB OCF 3.3 §4.2.2).
	zip.addBuffer(Buffer.from('application/epub+zip'), 'mimetype', { ...options, compress: false });
	text('META-INF/container.xml', () => CONTAINER);
	const chapters = await chaptersOf(exported);
	text('book/package.opf', () => packageDocument(chapters, exported, title));
	text('book/contents.xhtml', () => contents(chapters));
	text('book/book.css', () => STYLE);
	for (const chapter of chapters) {
		text(`book/${file(chapter)}`, () => chapterPage(volume.open(chapter.id), chapter.pictures));
		for (const picture of chapter.pictures) {
			zip.addReadStreamLazy(`book/${picture.file}`, { ...options, compress: false }, (done) => {
				try {
					const bytes = volume.picture(chapter.id, picture.sha256);
					done(null, Readable.from(bytes instanceof Uint8Array ? [bytes] : bytes));
				} catch (error) {
					done(error, Readable.from([]));
				}
			});
		}
	}
	zip.end();
	const out = zip.outputStream as Readable;
	// What goes wrong with one entry ends the file, and the export with it.
	zip.on('error', (error: Error) => out.destroy(error));
	yield* out as AsyncIterable<Uint8Array>;
}

/** For the preview: the page of one clipping. */
class ChapterWriter implements FormatWriter {
	place(clipping: Nameable): Placement {
		return { ...placeFiles(clipping, 'clippings.epub'), original: null };
	}

	illustrate(clipping: Clipping, placement: Placement): Placement {
		return placePictures(clipping, placement);
	}

	record(clipping: Clipping, _: Placement, __: Beyond): string {
		return chapterPage(clipping, []);
	}
}

const LOSSES = [PROVENANCE_LOST, ASIDE_LOST, LAYOUT_LOST, COLOURS_LOST];

const epubAs = (title: string): ExportFormat => ({
	facts: {
		id: 'epub',
		label: 'EPUB',
		hint: 'a book to read, a chapter each',
		extension: 'epub',
		carries: ['Headline, kicker and standfirst', 'Newspaper and section', 'Authors, their roles and agency', 'Date as printed', 'Text', 'Captions and credits', 'Pictures that reading systems show (JPEG, PNG, GIF)', 'Tags', 'Rights', 'Notes'],
		loses: named(LOSSES, { what: said('said.lost.originals'), becomes: said('said.becomes.out') }, { what: said('said.lost.edition'), becomes: said('said.becomes.out') }, CHANGES_LOST),
	},
	options: [TITLE],
	chosen: (ways) => epubAs(titleOf(ways)),
	losses: LOSSES,
	layout: 'together',
	takesOriginals: false,
	volume: { file: 'Clippings.epub', pieces: (exported, volume) => book(exported, volume, title) },
	begin: () => new ChapterWriter(),
	beside: () => [],
});

export const epub: ExportFormat = epubAs(UNTITLED);
