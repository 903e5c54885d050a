// Owns the frame every page of an exported site stands in, and text inside it. Must not know a clipping.
import { pathUri, xmlText } from './xml';

const RIGHT_TO_LEFT = /^(?:ar|arc|fa|he|ur|ps|sd|syr|ug|yi|dv|ckb)(?:-|$)/i;
const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/** `lang` and `dir` of a text; its own direction where its language is not known. */
export const tongue = (language: string | null): string => (language === null || !LANGUAGE.test(language) ? ' dir="auto"' : ` lang="${language}" dir="${RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr'}"`);

/** Nothing runs and nothing is shown but what stands in the site; `file:` because not every browser counts a folder as "self". */
const POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; font-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'none'";

export interface PageFrame {
	title: string;
	/** What the site is called. */
	site: string;
	/** How the page finds the site's folder: "" or "../../". */
	up: string;
	/** Which of the site's lists it is, if one. */
	here?: 'search' | 'publication' | 'year';
	/** Class of its main part. */
	kind: string;
}

export function sitePage({ title, site, up, here, kind }: PageFrame, content: string): string {
	const to = (file: string, label: string, id: PageFrame['here']): string => `<a href="${up}${file}"${here === id ? ' aria-current="page"' : ''}>${label}</a>`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${xmlText(title)}</title>
<link rel="stylesheet" href="${up}site.css">
<script src="${up}site.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="bar">
<a class="site" href="${up}index.html" dir="auto">${xmlText(site)}</a>
<nav aria-label="Ways in">${to('index.html', 'Search', 'search')}${to('by/publications.html', 'By newspaper', 'publication')}${to('by/years.html', 'By year', 'year')}</nav>
<button type="button" id="theme" aria-pressed="false" hidden>Dark</button>
</header>
<main id="main" tabindex="-1" class="${kind}">
${content}
</main>
</body>
</html>
`;
}

export const link = (path: string, text: string, attributes = ''): string => `<a href="${xmlText(pathUri(path))}"${attributes}>${xmlText(text)}</a>`;
