// Owns how printed pages look: measures, type, the set of each script. Must not hold any markup.

/** Paper by its name. Millimetres. */
export const PAPERS = { a4: { css: 'A4', width: 210, height: 297 }, letter: { css: 'letter', width: 215.9, height: 279.4 } } as const;
export type Paper = keyof typeof PAPERS;

/** A subset of a typeface each, so that glyphs missing in one come from the next; static instances, because variable fonts are embedded as drawings. */
const FACES = [
	['NewsreaderLatin', 'newsreader-latin-400', 400, 'normal'], ['NewsreaderLatin', 'newsreader-latin-400-italic', 400, 'italic'], ['NewsreaderLatin', 'newsreader-latin-600', 600, 'normal'],
	['NewsreaderMore', 'newsreader-latin-ext-400', 400, 'normal'], ['NewsreaderMore', 'newsreader-latin-ext-400-italic', 400, 'italic'], ['NewsreaderMore', 'newsreader-latin-ext-600', 600, 'normal'],
	['NewsreaderVietnamese', 'newsreader-vietnamese-400', 400, 'normal'], ['NewsreaderVietnamese', 'newsreader-vietnamese-400-italic', 400, 'italic'], ['NewsreaderVietnamese', 'newsreader-vietnamese-600', 600, 'normal'],
	['Amiri', 'amiri-arabic-400', 400, 'normal'], ['Amiri', 'amiri-arabic-700', 600, 'normal'],
] as const;
const faces = FACES.map(([family, file, weight, style]) => `@font-face { font-family: ${family}; src: url(font/${file}); font-weight: ${weight}; font-style: ${style}; }`).join('\n');

const LATIN = 'NewsreaderLatin, NewsreaderMore, NewsreaderVietnamese, Amiri';

const BASE = `${faces}
:root { --ink: #1d1e1c; --ink-2: #4a4c47; --ink-3: #60625c; --line: #dadbd5; }
* { margin: 0; padding: 0; box-sizing: border-box; }
body { font: 11.25pt/16pt ${LATIN}, serif; color: var(--ink); font-kerning: normal; font-variant-numeric: oldstyle-nums; text-wrap: pretty; overflow-wrap: break-word; }
:lang(ar), :lang(fa), :lang(ur), :lang(ckb), :lang(ps), :lang(sd), :lang(ug) { font-family: Amiri, ${LATIN}, serif; line-height: 19pt; }
:lang(ja) { font-family: NewsreaderLatin, 'Noto Serif CJK JP', 'Hiragino Mincho ProN', 'Yu Mincho', serif; line-break: strict; line-height: 18pt; }
:lang(zh) { font-family: NewsreaderLatin, 'Noto Serif CJK SC', 'Songti SC', SimSun, serif; line-break: strict; line-height: 18pt; }
:lang(ko) { font-family: NewsreaderLatin, 'Noto Serif CJK KR', AppleMyungjo, Batang, serif; word-break: keep-all; line-height: 18pt; }
h1, h2, b { font-weight: 600; }
`;

/** Round what is read. */
const MARGIN = '25mm 33mm 28mm';

const READ = `article { break-before: page; }
article:first-child { break-before: auto; }
header { padding-bottom: 10pt; border-bottom: .5pt solid var(--line); margin-bottom: 14pt; }
.mast { border-top: 1.5pt solid var(--ink); padding-top: 5pt; display: flex; flex-wrap: wrap; gap: 0 8pt; font-size: 9.5pt; line-height: 13pt; color: var(--ink-3); }
.mast b { color: var(--ink); }
.mast .edition { margin-inline-start: auto; }
.section { margin-top: 20pt; font-size: 9.5pt; line-height: 13pt; font-weight: 600; color: var(--ink-2); }
h1 { margin-top: 3pt; font-size: 25pt; line-height: 1.1; letter-spacing: -.012em; text-wrap: balance; font-variant-numeric: lining-nums; }
.mast + h1 { margin-top: 20pt; }
h1:lang(ar), h1:lang(fa), h1:lang(ur) { line-height: 1.45; }
h1:lang(ar), h1:lang(fa), h1:lang(ur), h1:lang(he), h1:lang(ja), h1:lang(zh), h1:lang(ko) { letter-spacing: 0; }
.standfirst { margin-top: 8pt; font-size: 13pt; line-height: 1.35; color: var(--ink-2); }
.byline { margin-top: 9pt; font-size: 10pt; line-height: 14pt; color: var(--ink-2); }
.byline b { color: var(--ink); }
p { hyphens: auto; orphans: 2; widows: 2; }
p + p { text-indent: 1.4em; }
:lang(ja) p + p, :lang(zh) p + p { text-indent: 1em; }
.mast + p, header p + p, .plain p + p { text-indent: 0; }
h2 { margin: 14pt 0 2pt; font-size: 11.25pt; break-after: avoid; }
ul, ol { margin: 6pt 0; padding-inline-start: 1.4em; }
li > p { display: inline; }
pre, code { font: 9.5pt/13pt monospace; white-space: pre-wrap; }
hr { height: .5pt; border: 0; background: var(--line); margin: 8pt 0; }
.plain blockquote { margin: 6pt 0; }
li + li { margin-top: 2pt; }
blockquote { margin: 9pt 0; padding-inline-start: 11pt; border-inline-start: 1.5pt solid var(--line); color: var(--ink-2); font-style: italic; }
blockquote:lang(ar), blockquote:lang(fa), blockquote:lang(he), blockquote:lang(ja), blockquote:lang(zh), blockquote:lang(ko) { font-style: normal; }
figure { margin: 13pt 0; break-inside: avoid; }
figure img { display: block; max-width: 100%; max-height: 165mm; height: auto; margin: 0 auto; }
figure img + img { margin-top: 6pt; }
figcaption { margin-top: 5pt; font-size: 9.5pt; line-height: 13pt; color: var(--ink-2); }
figcaption:lang(ar), figcaption:lang(fa), figcaption:lang(ur) { line-height: 16pt; }
figcaption .credit { color: var(--ink-3); font-style: italic; margin-inline-start: 3pt; }
aside { margin-top: 20pt; padding-top: 7pt; border-top: .5pt solid var(--line); font-size: 10pt; line-height: 14pt; }
aside h2 { margin: 0 0 3pt; font-size: 10pt; }
footer { margin-top: 18pt; padding-top: 7pt; border-top: .5pt solid var(--line); font-size: 9pt; line-height: 13pt; color: var(--ink-3); overflow-wrap: anywhere; break-inside: avoid; }
.nothing { color: var(--ink-3); font-style: italic; }
.title { padding-top: 62mm; }
.title div { border-top: 1.5pt solid var(--ink); padding-top: 14pt; }
.title h1 { font-size: 36pt; margin: 0 0 12pt; }
.title p { font-size: 12pt; line-height: 18pt; color: var(--ink-2); text-indent: 0; }
.title .made { margin-top: 80mm; font-size: 9.5pt; color: var(--ink-3); }
.contents h1 { border-top: 1.5pt solid var(--ink); padding-top: 10pt; margin: 0 0 16pt; font-size: 20pt; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { break-inside: avoid; margin: 0 0 7pt; }
.contents a { display: grid; grid-template-columns: 1fr auto; column-gap: 14pt; color: inherit; text-decoration: none; line-height: 14.5pt; }
.contents .number { font-variant-numeric: lining-nums tabular-nums; }
/* Whatever way a headline is read, the lines keep one edge and the numbers one column. */
.contents a span { text-align: left; }
.contents a span > span { display: block; }
.contents small { display: block; font-size: 9pt; line-height: 12pt; color: var(--ink-3); }
`;

/** The pages that are read: articles, title page, contents. */
export const bookStyle = (paper: Paper): string => `${BASE}
@page { size: ${PAPERS[paper].css}; margin: ${MARGIN}; }
${READ}`;

/** Articles on whatever paper a printer has. Its pages count themselves: before Chromium 131 margin boxes are passed over, and no number stands there. */
export const leafStyle = `${BASE}
@page { margin: ${MARGIN}; @bottom-center { content: counter(page) ' / ' counter(pages); font: 9pt/12pt ${LATIN}, serif; color: #60625c; } }
${READ}`;

/** Running heads and page numbers: one box a page, laid over what is read. */
export const furnitureStyle = (paper: Paper): string => `${BASE}
@page { size: ${PAPERS[paper].css}; margin: 0; }
section { position: relative; width: ${PAPERS[paper].width}mm; height: ${PAPERS[paper].height - 0.5}mm; break-after: page; overflow: hidden; font-size: 9pt; line-height: 12pt; color: var(--ink-3); }
section:last-child { break-after: auto; }
section > * { position: absolute; left: 33mm; right: 33mm; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.head { top: 12mm; font-style: italic; line-height: 16pt; }
.head:lang(ar), .head:lang(fa), .head:lang(ur), .head:lang(he), .head:lang(ja), .head:lang(zh), .head:lang(ko) { font-style: normal; }
.foot { bottom: 13mm; text-align: center; font-variant-numeric: lining-nums; }
.left { text-align: left; }
.right { text-align: right; }
`;
