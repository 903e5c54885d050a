// Owns the choice of headline, kicker, standfirst and publication of a page: what can be seen wins over what the markup claims.
import type { Span } from '../../shared/draft';
import { datelineLength } from '../reading/facts';
import type { PageDocument, PageElement } from './dom';

import type { BodyChoice } from './page-body';
import { HINT, hintsOf } from './page-hints';
import type { PageLine, PageText } from './page-lines';
import type { Claim, Metadata } from './page-metadata';
import { heldIn, overlap, wordsOf } from './page-words';

/** A value chosen from a page. `span` is null when it stands in the markup only. */
export interface Chosen {
	text: string;
	span: { start: number; end: number } | null;
	certainty: number;
}
export const spansOf = (page: PageText, chosen: Chosen): Span[] => (chosen.span ? [page.spanOf(chosen.span.start, chosen.span.end)] : []);

/** The text between two offsets on one line. */
export const lineText = (page: PageText, start: number, end: number): string => page.text.slice(start, end).replace(/\s*\n\s*/g, ' ').trim();

const TITLE_PARTS = /\s+[|–—·•»›~]\s+|\s+[-:]{1,2}\s+|\s*\|\s*|\s+::\s+|(?<=\S)\s*[»›]\s*/u;

/** A page title without the names of publication and section at its ends. */
export function withoutPublication(title: string, publications: readonly string[]): string {
	const parts = title.split(new RegExp(`(${TITLE_PARTS.source})`, 'u'));
	const names = publications.map((name) => wordsOf(name).join('')).filter((name) => name.length > 1);
	const isName = (part: string): boolean => {
		const words = wordsOf(part).join('');
		return words === '' || names.some((name) => name === words || `${name}com` === words || name === `the${words}` || `the${name}` === words || (name.length > 5 && words.length < name.length + 14 && words.includes(name)));
	};
	let from = 0;
	let to = parts.length;
	while (to - from > 1 && isName(parts[to - 1] as string)) to -= 2;
	while (to - from > 1 && isName(parts[from] as string)) from += 2;
	const kept = parts.slice(from, to);
	// Behind the name of the publication stands its section: cut too when a long part remains.
	if (to < parts.length && kept.length > 2 && wordsOf(kept.at(-1) as string).length <= 2 && wordsOf(kept.slice(0, -2).join('')).length >= 4 && /[|–—·•»›]|\s-\s/.test(kept.at(-2) as string)) kept.splice(-2);
	return kept.join('').trim();
}

const CLAIM_WEIGHT: Readonly<Record<Claim['source'], number>> = { 'json-ld': 1, og: 1, microdata: 0.95, twitter: 0.9, meta: 0.9, title: 0.85, link: 0 };

interface Claims {
	text: string;
	words: string[];
	weight: number;
}

export function headlineClaims(metadata: Metadata): Claims[] {
	const publications = metadata.publications.map((c) => c.text);
	return metadata.headlines.flatMap((claim) => {
		const text = withoutPublication(claim.text, publications);
		const words = wordsOf(text);
		return words.length === 0 ? [] : [{ text, words, weight: CLAIM_WEIGHT[claim.source] }];
	});
}

const closeness = (words: readonly string[], claims: readonly Claims[]): number => Math.max(0, ...claims.map((claim) => claim.weight * overlap(words, claim.words)));

interface Candidate {
	start: number;
	end: number;
	text: string;
	words: string[];
	score: number;
	line: PageLine;
	like: number;
}

/** Elements that may hold the headline: headings, what is named so, and lines that say what the metadata says. */
function headlineElements(document: PageDocument, page: PageText, claims: readonly Claims[]): PageElement[] {
	const out = new Set<PageElement>();
	for (const element of document.querySelectorAll('h1, h2, h3, [itemprop~="headline"], [role="heading"]')) if (out.size < 400) out.add(element);
	for (const line of page.lines) {
		if (out.size > 800) break;
		if (line.text.length > 250 || line.text.length < 4) continue;
		if (line.own & HINT.headline || closeness(wordsOf(line.text), claims) > 0.75) out.add(line.block);
	}
	// A kicker may stand inside the heading: the parts of a heading are candidates too.
	for (const element of [...out]) {
		if (!/^h[1-3]$/.test(element.localName)) continue;
		for (const part of element.querySelectorAll('span, a, div, p, strong, em, b')) if (out.size < 900) out.add(part);
	}
	return [...out];
}

export function chooseHeadline(document: PageDocument, page: PageText, metadata: Metadata, body: BodyChoice): Chosen | null {
	const claims = headlineClaims(metadata);
	const first = body.first >= 0 ? (page.lines[body.first] as PageLine) : null;
	const candidates: Candidate[] = [];
	for (const element of headlineElements(document, page, claims)) {
		const extent = page.extent.get(element);
		if (!extent || extent.end - extent.start > 320) continue;
		const text = lineText(page, extent.start, extent.end);
		const words = wordsOf(text);
		const line = page.linesIn(extent.start, extent.end)[0];
		if (!line || words.length === 0 || line.hidden) continue;
		const like = closeness(words, claims);
		const hints = hintsOf(element) | line.own;
		let score = 2 * like;
		const level = line.heading;
		if (level === 1) score += 0.9;
		else if (level === 2) score += 0.3;
		else if (level === 3) score += 0.1;
		if ((element.getAttribute('itemprop') ?? '').includes('headline')) score += 0.5;
		if (hints & HINT.headline) score += 0.25;
		if (hints & (HINT.unseen)) score -= 0.4;
		if (first) {
			const away = first.index - line.index;
			if (away >= 0) score += away < 25 ? 0.5 - away * 0.012 : 0;
			else score -= 0.35 + Math.min(0.6, -away * 0.05);
		}
		if (line.furniture === 'nav' || line.furniture === 'footer' || line.furniture === 'form') score -= 0.6;
		if (line.furniture === 'aside') score -= 0.4;
		if (line.hints & (HINT.related | HINT.menu | HINT.comment | HINT.newsletter)) score -= 0.5;
		if (line.linked > text.length * 0.8) score -= 0.45;
		if (line.figure) score -= 0.6;
		if (words.length < 3 && text.length < 14) score -= 0.5;
		if (words.length > 32) score -= 0.6;
		if (metadata.publications.some((name) => wordsOf(name.text).join('') === words.join(''))) score -= 1.5;
		// A sentence of the body that repeats the title is no headline.
		if (line.heading === 0 && body.lines.has(line.index) && !(hints & HINT.headline)) score -= 0.4;
		candidates.push({ ...extent, text, words, score, line, like });
	}
	candidates.sort((a, b) => b.score - a.score || a.start - b.start || b.end - a.end);
	const best = candidates[0];
	const claim = [...claims].sort((a, b) => b.weight - a.weight)[0];
	if (best && best.score >= 1.15) return { text: best.text, span: { start: best.start, end: best.end }, certainty: Math.min(0.98, 0.55 + best.score * 0.12) };
	if (claim && claim.words.length >= 2) return { text: claim.text, span: null, certainty: 0.6 };
	if (best && best.score > 0.6) return { text: best.text, span: { start: best.start, end: best.end }, certainty: 0.5 };
	return claim ? { text: claim.text, span: null, certainty: 0.4 } : null;
}

/** The short line above the headline that names topic or section. */
export function chooseKicker(page: PageText, headline: Chosen | null): Chosen | null {
	if (!headline?.span) return null;
	const { start, end } = headline.span;
	const lines = page.linesIn(start, end);
	const at = lines[0] as PageLine;
	const heading = lines.find((line) => line.start >= at.start);
	// Inside the heading, before the headline proper.
	if (heading && heading.start < start && start - heading.start < 80) {
		const text = lineText(page, heading.start, start).replace(/[\s:|–—-]+$/u, '');
		if (text) return { text, span: { start: heading.start, end: start }, certainty: 0.7 };
	}
	for (let i = at.index - 1; i >= Math.max(0, at.index - 4); i--) {
		const line = page.lines[i] as PageLine;
		if (line.text.length > 60 || line.furniture === 'nav' || line.hints & (HINT.menu | HINT.share | HINT.date | HINT.byline)) continue;
		if (line.own & HINT.kicker && wordsOf(line.text).length <= 6 && !/\d{4}/.test(line.text)) return { text: line.text, span: { start: line.start, end: line.end }, certainty: 0.65 };
	}
	return null;
}

const REFUSED = HINT.byline | HINT.date | HINT.caption | HINT.credit | HINT.related | HINT.share | HINT.comment | HINT.menu | HINT.tags | HINT.bio | HINT.advert | HINT.newsletter | HINT.reading | HINT.unseen | HINT.correction;

/** The standfirst: a line of its own near the headline, named so or saying what the page's description says. */
export function chooseStandfirst(page: PageText, metadata: Metadata, headline: Chosen | null, body: BodyChoice): Chosen | null {
	const descriptions = metadata.standfirsts.map((claim) => wordsOf(claim.text)).filter((words) => words.length >= 4);
	const title = new Set(wordsOf(headline?.text ?? ''));
	const from = headline?.span ? (page.linesIn(headline.span.start, headline.span.end).at(-1) as PageLine).index + 1 : Math.max(0, body.first - 15);
	let best: { line: PageLine; score: number; like: number } | null = null;
	for (let i = Math.max(0, headline?.span ? from - 6 : from); i < Math.min(page.lines.length, Math.max(from + 22, body.first + 1)); i++) {
		const line = page.lines[i] as PageLine;
		const words = wordsOf(line.text);
		if (line.hidden || words.length < 4 || line.text.length > 700 || line.figure || line.furniture === 'nav' || line.furniture === 'form') continue;
		if (line.hints & (REFUSED & ~(HINT.related | HINT.advert)) && !(line.own & HINT.standfirst)) continue;
		if (headline?.span && line.start < headline.span.end && line.end > headline.span.start) continue;
		const like = Math.max(0, ...descriptions.map((d) => overlap(words, d)), ...descriptions.map((d) => (d.length >= 8 && words.length <= d.length * 2.2 && words.join(' ').startsWith(d.slice(0, -1).join(' ')) ? 0.9 : 0)));
		const named = (line.own & HINT.standfirst) !== 0;
		const inBody = i >= body.first && body.lines.has(i);
		let score = like * 1.2 + (named ? 0.8 : line.hints & HINT.standfirst ? 0.35 : 0);
		if (line.heading >= 2 && line.heading <= 4 && i - from <= 3) score += 0.45;
		if (i === from) score += 0.2;
		if (i < from - 1) score -= 0.7;
		score -= Math.max(0, i - from - 6) * 0.03;
		if (words.length < 6) score -= 0.25;
		if (line.linked > line.text.length * 0.7) score -= 0.6;
		if (heldIn(words, title) > 0.85) score -= 1;
		if (inBody && line.heading === 0 && !named) {
			// The article's first paragraph often serves as description: a line of its own kind is wanted.
			const next = page.lines[i + 1];
			const alike = next !== undefined && next.block.localName === line.block.localName && next.block.parentElement === line.block.parentElement;
			const signedBelow = next !== undefined && (next.own & (HINT.byline | HINT.date)) !== 0 && next.text.length < 120 && i < body.first + 2;
			const bold = line.bold > line.text.length * 0.9;
			score += signedBelow ? 0.9 : 0;
			score -= signedBelow ? 0 : alike && !bold ? 1.5 : bold ? 0.1 : 0.3;
			if (datelineLength(line.text) > 0) score -= 1;
		}
		if (!best || score > best.score + 1e-9) best = { line, score, like };
	}
	if (best && best.score >= 0.75) return { text: best.line.text, span: { start: best.line.start, end: best.line.end }, certainty: Math.min(0.95, 0.5 + best.score * 0.22) };
	return null;
}

/** What the metadata offers as a standfirst when none is printed; null when it only repeats the body or is no sentence. */
export function claimedStandfirst(metadata: Metadata, bodyText: string): Chosen | null {
	const seen = ` ${wordsOf(bodyText.slice(0, 6000)).join(' ')} `;
	for (const claim of metadata.standfirsts) {
		const words = wordsOf(claim.text);
		if (words.length < 5 || claim.text.length > 600) continue;
		const cut = /(?:…|\.\.\.|\[…\]|\[\.\.\.\])$/.test(claim.text);
		if (cut || seen.includes(` ${words.slice(0, 8).join(' ')} `)) continue;
		return { text: claim.text, span: null, certainty: 0.4 };
	}
	return null;
}

const COMMON_HOSTS = new Set(['com', 'org', 'net', 'co', 'uk', 'de', 'fr', 'es', 'it', 'www', 'm', 'news', 'amp', 'edition', 'gov', 'edu', 'info', 'au', 'ca', 'in', 'ch', 'at', 'nl', 'be', 'br', 'mx', 'jp', 'ru', 'pl', 'se', 'no', 'dk', 'fi', 'eu', 'io', 'us', 'tv']);
const hostOf = (address: string): string | null => { try { return new URL(address).hostname.toLowerCase(); } catch { return null; } };
const domainName = (host: string): string => host.split('.').filter((part) => !COMMON_HOSTS.has(part)).at(-1) ?? host;

/** The publication: a vote of the markup's names; then title, copyright line and domain. */
export function choosePublication(document: PageDocument, page: PageText, metadata: Metadata, url: string | null): Chosen | null {
	const host = url ? hostOf(url) : null;
	const domain = host ? domainName(host).replace(/[^\p{L}\p{N}]/gu, '') : '';
	const votes = new Map<string, { text: string; score: number }>();
	const vote = (text: string, score: number): void => {
		const value = text.replace(/^@/, '').replace(/\s*[|–—].*$/u, '').trim();
		const key = wordsOf(value).join('').replace(/^the/, '').replace(/com$/, '');
		if (key === '' || value.length > 70) return;
		const entry = votes.get(key) ?? { text: value, score: 0 };
		entry.score += score;
		votes.set(key, entry);
	};
	for (const claim of metadata.publications) vote(claim.text, claim.source === 'og' ? 2 : claim.source === 'json-ld' ? 1.2 : claim.source === 'microdata' ? 0.9 : 0.6);
	const title = metadata.headlines.findLast((claim) => claim.source === 'title')?.text;
	const ends = title ? title.split(TITLE_PARTS).filter(Boolean) : [];
	if (ends.length > 1) { vote(ends.at(-1) as string, 0.55); vote(ends[0] as string, 0.15); }
	for (const [key, entry] of votes) if (domain.length > 3 && (key === domain || key.includes(domain) || (key.length > 4 && domain.includes(key)))) entry.score += 0.8;
	if (votes.size === 0 || Math.max(...[...votes.values()].map((v) => v.score)) < 0.6) {
		for (const line of page.lines) {
			const hit = /(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*(?:by\s+)?([\p{Lu}\d][\p{L}\p{N}'’&. -]{2,50}?)(?:[.,|]|\s+(?:all|alle|inc|ltd|llc|gmbh|corp|group)\b|$)/iu.exec(line.text.slice(0, 200));
			if (hit && line.text.length < 300 && (line.furniture === 'footer' || line.index > page.lines.length * 0.7)) vote(hit[1] as string, 0.5);
		}
		const logo = document.querySelector('header a[href="/"] img[alt], a[rel="home"] img[alt], .logo img[alt], #logo img[alt]');
		if (logo) vote((logo.getAttribute('alt') ?? '').replace(/\s*\blogo\b/i, ''), 0.5);
		if (ends.length > 1) vote(ends.at(-1) as string, 0.3);
		if (domain.length > 2 && host) vote(host.replace(/^www\./, ''), 0.2);
	}
	const best = [...votes.values()].sort((a, b) => b.score - a.score)[0];
	if (!best) return null;
	const seen = page.lines.find((line) => line.text === best.text);
	return { text: best.text, span: seen ? { start: seen.start, end: seen.end } : null, certainty: Math.min(0.97, 0.45 + best.score * 0.17) };
}

/** The page's address: canonical first, then what the metadata or the saver says. */
export function chooseUrl(document: PageDocument, metadata: Metadata, given: string | null): string | null {
	const saved = savedFrom(document);
	for (const address of [given, ...metadata.urls.map((claim) => claim.text), saved]) {
		if (!address) continue;
		const base = given ?? saved ?? undefined;
		try {
			const url = new URL(address, base);
			// A canonical link to the front page is a mistake of the page's templates.
			if ((url.protocol === 'http:' || url.protocol === 'https:') && (url.pathname.length > 1 || url.search !== '' || address === given)) return url.href;
		} catch { continue; }
	}
	return null;
}

/** Browsers and page savers note the address in a comment or a meta tag. */
function savedFrom(document: PageDocument): string | null {
	const meta = document.querySelector('meta[name="savepage-url"], meta[name="source-url"], base[href^="http"]');
	const named = meta?.getAttribute('content') ?? meta?.getAttribute('href') ?? null;
	if (named) return named;
	let out: string | null = null;
	let guard = 0;
	for (let node = document.documentElement.parentNode?.firstChild ?? null; node && guard < 10; node = node.nextSibling, guard++) {
		const hit = node.nodeType === 8 ? /(?:saved from url=\(\d+\)|url:\s*)(https?:\/\/\S+)/i.exec(node.nodeValue ?? '') : null;
		if (hit) out = hit[1] as string;
	}
	for (let node = document.documentElement.firstChild; node && guard < 20; node = node.nextSibling, guard++) {
		const hit = node.nodeType === 8 ? /(?:saved from url=\(\d+\)|url:\s*)(https?:\/\/\S+)/i.exec(node.nodeValue ?? '') : null;
		if (hit) out ??= hit[1] as string;
	}
	return out;
}

