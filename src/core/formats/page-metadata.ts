// Owns what a page says about itself in its markup: JSON-LD, OpenGraph, microdata, meta tags. Hands over candidates; must not choose between them.
import type { PageDocument, PageElement } from './dom';
import { plainText } from './dom';

/** One claim. `source` is where it stands ("json-ld", "og", "meta", "microdata", "title"). */
export interface Claim {
	text: string;
	source: 'json-ld' | 'og' | 'twitter' | 'meta' | 'microdata' | 'title' | 'link';
}
/** A picture named by the metadata. */
export interface ClaimedPicture {
	address: string | null;
	caption: string | null;
	credit: string | null;
}
export interface Metadata {
	headlines: Claim[];
	standfirsts: Claim[];
	authors: Claim[];
	published: Claim[];
	updated: Claim[];
	publications: Claim[];
	sections: Claim[];
	urls: Claim[];
	language: string | null;
	pictures: ClaimedPicture[];
	/** The article's text as JSON-LD gives it, without markup; "" when it does not. */
	articleText: string;
	keywords: string[];
}

const ARTICLE = /(?:Article|BlogPosting|Report|Review|SocialMediaPosting|LiveBlogPosting|AnalysisNewsArticle|Recipe)$/;
const PAGE = /(?:WebPage|ItemPage|VideoObject|CreativeWork|MediaObject)$/;
const AT_MOST = 12;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', mdash: '—', ndash: '–', hellip: '…', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“', shy: '', eacute: 'é', egrave: 'è', uuml: 'ü', ouml: 'ö', auml: 'ä', szlig: 'ß', Uuml: 'Ü', Ouml: 'Ö', Auml: 'Ä', raquo: '»', laquo: '«', bdquo: '„' };
/** Undoes character references that were escaped once too often, and takes out tags. */
export function untagged(value: string): string {
	let text = value;
	if (text.includes('<') && /<\/?[a-z][^>]*>/i.test(text)) text = text.replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, '\n').replace(/<[^>]{0,2000}>/g, '');
	if (text.includes('&')) {
		text = text.replace(/&(#x?[0-9a-f]{1,6}|[a-z]{2,8});/gi, (whole, name: string) => {
			if (name.startsWith('#')) {
				const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
				return code > 31 && code < 0x110000 && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : ' ';
			}
			return ENTITIES[name] ?? whole;
		});
	}
	return text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n\s*/g, '\n').trim();
}
const oneLine = (value: string): string => untagged(value).replace(/\s+/g, ' ').trim();

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const isRecord = (value: Json | undefined): value is { [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);
const asList = (value: Json | undefined): Json[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
const typesOf = (item: { [key: string]: Json }): string[] => asList(item['@type']).filter((t): t is string => typeof t === 'string');

/** JSON as pages write it: with line breaks inside strings, comments around it, a stray comma or semicolon. Null when it cannot be read. */
function lenientJson(source: string): Json | null {
	const text = source.replace(/^\s*(?:<!--|\/\*\s*<!\[CDATA\[\s*\*\/|<!\[CDATA\[|\/\/\s*<!\[CDATA\[)/, '').replace(/(?:-->|\/\*\s*\]\]>\s*\*\/|\]\]>|\/\/\s*\]\]>)\s*$/, '').trim().replace(/;$/, '');
	if (text === '' || text.length > 4_000_000) return null;
	for (const attempt of [(t: string) => t, (t: string) => t.replace(/[\u0000-\u001f]+/g, ' '), (t: string) => t.replace(/[\u0000-\u001f]+/g, ' ').replace(/,\s*([}\]])/g, '$1')]) {
		try { return JSON.parse(attempt(text)) as Json; } catch { continue; }
	}
	return null;
}

/** Every object of the page's JSON-LD, containers unfolded, at most a few hundred. */
function linkedItems(document: PageDocument): { [key: string]: Json }[] {
	const items: { [key: string]: Json }[] = [];
	for (const script of document.querySelectorAll('script[type]')) {
		if (!/^application\/(?:ld\+json|json\+ld)/i.test((script.getAttribute('type') ?? '').trim())) continue;
		const queue: Json[] = asList(lenientJson(script.textContent ?? '') ?? undefined);
		while (queue.length > 0 && items.length < 400) {
			const item = queue.shift() as Json;
			if (Array.isArray(item)) { queue.push(...item.slice(0, 100)); continue; }
			if (!isRecord(item)) continue;
			items.push(item);
			for (const key of ['@graph', 'mainEntity', 'mainEntityOfPage']) for (const inner of asList(item[key])) if (isRecord(inner) || Array.isArray(inner)) queue.push(inner);
		}
	}
	return items;
}

/** Names of persons or organisations in a JSON-LD value; references by @id are looked up. */
function namesIn(value: Json | undefined, byId: ReadonlyMap<string, { [key: string]: Json }>, depth = 0): string[] {
	if (depth > 3) return [];
	return asList(value).slice(0, 20).flatMap((entry): string[] => {
		if (typeof entry === 'string') return /^https?:\/\//.test(entry) ? [] : [oneLine(entry)];
		if (!isRecord(entry)) return [];
		const id = typeof entry['@id'] === 'string' ? byId.get(entry['@id']) : undefined;
		const name = entry['name'] ?? id?.['name'];
		const given = entry['givenName'] ?? id?.['givenName'];
		const family = entry['familyName'] ?? id?.['familyName'];
		if (typeof name === 'string' && name.trim()) return [oneLine(name)];
		if (Array.isArray(name)) return namesIn(name, byId, depth + 1);
		if (typeof given === 'string' || typeof family === 'string') return [oneLine([given, family].filter((n) => typeof n === 'string').join(' '))];
		if (isRecord(name)) return namesIn(name, byId, depth + 1);
		return [];
	});
}

const texts = (value: Json | undefined): string[] => asList(value).filter((v): v is string => typeof v === 'string' && v.trim() !== '').map(oneLine);

function picturesIn(value: Json | undefined, byId: ReadonlyMap<string, { [key: string]: Json }>): ClaimedPicture[] {
	return asList(value).slice(0, 40).flatMap((entry): ClaimedPicture[] => {
		if (typeof entry === 'string') return [{ address: entry, caption: null, credit: null }];
		if (!isRecord(entry)) return [];
		const item = typeof entry['@id'] === 'string' ? { ...(byId.get(entry['@id']) ?? {}), ...entry } : entry;
		const caption = texts(item['caption'])[0] ?? texts(item['description'])[0] ?? null;
		const credit = texts(item['creditText'])[0] ?? texts(item['copyrightNotice'])[0] ?? namesIn(item['creator'] ?? item['author'] ?? item['copyrightHolder'], byId)[0] ?? null;
		return [{ address: texts(item['url'])[0] ?? texts(item['contentUrl'])[0] ?? null, caption, credit }];
	});
}

function fromJsonLd(document: PageDocument, out: Metadata): void {
	const items = linkedItems(document);
	const byId = new Map<string, { [key: string]: Json }>();
	for (const item of items) if (typeof item['@id'] === 'string' && (item['name'] !== undefined || item['url'] !== undefined)) byId.set(item['@id'], { ...(byId.get(item['@id']) ?? {}), ...item });
	const articles = items.filter((item) => typesOf(item).some((t) => ARTICLE.test(t)));
	const pages = articles.length > 0 ? [] : items.filter((item) => typesOf(item).some((t) => PAGE.test(t)));
	const claim = (list: Claim[], values: string[]): void => { for (const text of values) if (text !== '' && list.length < AT_MOST * 2) list.push({ text, source: 'json-ld' }); };
	// Lists of other stories are made of articles too: the one with the most text and fields is the page's own.
	const weight = (item: { [key: string]: Json }): number => ['headline', 'datePublished', 'author', 'articleBody', 'publisher', 'mainEntityOfPage'].filter((k) => item[k] !== undefined).length;
	const best = [...articles, ...pages].sort((a, b) => weight(b) - weight(a))[0];
	if (best) {
		claim(out.headlines, [...texts(best['headline']), ...texts(best['name'])]);
		claim(out.headlines, texts(best['alternativeHeadline']).slice(0, 1));
		claim(out.standfirsts, texts(best['description']));
		claim(out.authors, namesIn(best['author'], byId));
		if (out.authors.length === 0) claim(out.authors, namesIn(best['creator'], byId));
		claim(out.published, [...texts(best['datePublished']), ...texts(best['dateCreated'])]);
		claim(out.updated, texts(best['dateModified']));
		claim(out.sections, texts(best['articleSection']));
		claim(out.publications, [...namesIn(best['publisher'], byId), ...namesIn(best['isPartOf'], byId), ...namesIn(best['sourceOrganization'], byId)]);
		claim(out.urls, [...texts(best['url']), ...texts(best['mainEntityOfPage'])].filter((u) => /^https?:/.test(u)));
		out.pictures.push(...picturesIn(best['image'], byId), ...picturesIn(best['associatedMedia'], byId));
		const body = asList(best['articleBody'] ?? best['text']).filter((v): v is string => typeof v === 'string').join('\n');
		out.articleText = untagged(body);
		if (typeof best['inLanguage'] === 'string') out.language ??= best['inLanguage'];
		out.keywords.push(...texts(best['keywords']).flatMap((k) => k.split(/\s*,\s*/)).slice(0, 40));
	}
	for (const item of items) {
		if (typesOf(item).some((t) => /^(?:WebSite|NewsMediaOrganization)$/.test(t))) claim(out.publications, texts(item['name']));
		if (typesOf(item).includes('ImageObject')) out.pictures.push(...picturesIn(item, byId));
	}
}

const META: Readonly<Record<string, readonly [keyof Metadata & ('headlines' | 'standfirsts' | 'authors' | 'published' | 'updated' | 'publications' | 'sections' | 'urls'), Claim['source']]>> = {
	'og:title': ['headlines', 'og'], 'twitter:title': ['headlines', 'twitter'], 'dc.title': ['headlines', 'meta'], 'dcterms.title': ['headlines', 'meta'], 'parsely-title': ['headlines', 'meta'], 'sailthru.title': ['headlines', 'meta'], 'citation_title': ['headlines', 'meta'], 'title': ['headlines', 'meta'], 'headline': ['headlines', 'meta'], 'hdl': ['headlines', 'meta'],
	'og:description': ['standfirsts', 'og'], 'twitter:description': ['standfirsts', 'twitter'], 'description': ['standfirsts', 'meta'], 'dc.description': ['standfirsts', 'meta'], 'sailthru.description': ['standfirsts', 'meta'],
	'author': ['authors', 'meta'], 'article:author': ['authors', 'og'], 'article:author_name': ['authors', 'og'], 'og:article:author': ['authors', 'og'], 'dc.creator': ['authors', 'meta'], 'dcterms.creator': ['authors', 'meta'], 'dcsext.author': ['authors', 'meta'], 'parsely-author': ['authors', 'meta'], 'sailthru.author': ['authors', 'meta'], 'byl': ['authors', 'meta'], 'authors': ['authors', 'meta'], 'citation_author': ['authors', 'meta'], 'cxenseparse:author': ['authors', 'meta'], 'mediator_author': ['authors', 'meta'], 'article_author': ['authors', 'meta'], 'rbauthors': ['authors', 'meta'], 'vr:author': ['authors', 'meta'],
	'article:published_time': ['published', 'og'], 'article:published': ['published', 'og'], 'og:published_time': ['published', 'og'], 'og:article:published_time': ['published', 'og'], 'dc.date.issued': ['published', 'meta'], 'dcterms.created': ['published', 'meta'], 'dc.date': ['published', 'meta'], 'dc.date.created': ['published', 'meta'], 'dcterms.date': ['published', 'meta'], 'dc.created': ['published', 'meta'], 'dcterms.issued': ['published', 'meta'], 'date': ['published', 'meta'], 'pubdate': ['published', 'meta'], 'publishdate': ['published', 'meta'], 'publish_date': ['published', 'meta'], 'publish-date': ['published', 'meta'], 'publication_date': ['published', 'meta'], 'published_at': ['published', 'meta'], 'parsely-pub-date': ['published', 'meta'], 'sailthru.date': ['published', 'meta'], 'cxenseparse:recs:publishtime': ['published', 'meta'], 'citation_publication_date': ['published', 'meta'], 'citation_date': ['published', 'meta'], 'ptime': ['published', 'meta'], 'displaydate': ['published', 'meta'], 'originalpublicationdate': ['published', 'meta'], 'article.published': ['published', 'meta'], 'article.created': ['published', 'meta'], 'article_date_original': ['published', 'meta'], 'datepublished': ['published', 'meta'], 'date.created': ['published', 'meta'], 'published-date': ['published', 'meta'], 'published_time': ['published', 'meta'], 'rnews:datepublished': ['published', 'meta'], 'dat': ['published', 'meta'], 'pdate': ['published', 'meta'], 'created': ['published', 'meta'], 'video:release_date': ['published', 'og'], 'prism.publicationdate': ['published', 'meta'], 'dc.terms.issued': ['published', 'meta'], 'last-modified': ['updated', 'meta'],
	'article:modified_time': ['updated', 'og'], 'og:updated_time': ['updated', 'og'], 'dcterms.modified': ['updated', 'meta'], 'dc.date.modified': ['updated', 'meta'], 'lastmod': ['updated', 'meta'], 'revised': ['updated', 'meta'], 'utime': ['updated', 'meta'],
	'og:site_name': ['publications', 'og'], 'application-name': ['publications', 'meta'], 'apple-mobile-web-app-title': ['publications', 'meta'], 'al:ios:app_name': ['publications', 'meta'], 'al:android:app_name': ['publications', 'meta'], 'dc.publisher': ['publications', 'meta'], 'dcterms.publisher': ['publications', 'meta'], 'cre': ['publications', 'meta'], 'publisher': ['publications', 'meta'], 'copyright': ['publications', 'meta'], 'citation_journal_title': ['publications', 'meta'], 'og:site': ['publications', 'og'], 'twitter:app:name:iphone': ['publications', 'twitter'],
	'article:section': ['sections', 'og'], 'section': ['sections', 'meta'], 'parsely-section': ['sections', 'meta'], 'cg': ['sections', 'meta'], 'cxenseparse:recs:category': ['sections', 'meta'],
	'og:url': ['urls', 'og'], 'parsely-link': ['urls', 'meta'], 'twitter:url': ['urls', 'twitter'],
};

function fromMeta(document: PageDocument, out: Metadata): void {
	for (const meta of document.querySelectorAll('meta[content]')) {
		const content = oneLine((meta.getAttribute('content') ?? '').slice(0, 5000));
		if (content === '') continue;
		const keys = [meta.getAttribute('property'), meta.getAttribute('name'), meta.getAttribute('itemprop')].filter((k): k is string => k !== null);
		for (const key of keys.flatMap((k) => k.toLowerCase().trim().split(/\s+(?=og:|article:|twitter:)/))) {
			const target = META[key];
			if (!target) continue;
			const [list, source] = target;
			if (list === 'authors' && /^https?:|^www\.|facebook\.com|^@/.test(content)) continue;
			if (out[list].length < AT_MOST * 2 && !out[list].some((c) => c.text === content && c.source === source)) out[list].push({ text: content, source });
		}
		const property = (meta.getAttribute('property') ?? meta.getAttribute('name') ?? '').toLowerCase();
		if (property === 'og:locale' || property === 'content-language' || meta.getAttribute('http-equiv')?.toLowerCase() === 'content-language') out.language ??= content;
		if ((property === 'keywords' || property === 'news_keywords' || property === 'article:tag') && out.keywords.length < 40) out.keywords.push(...content.split(/\s*[,;]\s*/).slice(0, 20));
		if (property === 'og:image') out.pictures.push({ address: content, caption: null, credit: null });
	}
	for (const link of document.querySelectorAll('link[rel][href]')) if ((link.getAttribute('rel') ?? '').toLowerCase() === 'canonical') out.urls.unshift({ text: link.getAttribute('href') as string, source: 'link' });
}

/** Microdata that no reader sees (`<meta itemprop>`, `content=` and `datetime=`); what is visible is found with the page's text. */
function fromMicrodata(document: PageDocument, out: Metadata): void {
	const property = (name: string): PageElement[] => [...document.querySelectorAll(`[itemprop~="${name}"]`)].slice(0, AT_MOST);
	const value = (element: PageElement): string => oneLine((element.getAttribute('content') ?? element.getAttribute('datetime') ?? plainText(element)).slice(0, 5000));
	const claim = (list: Claim[], elements: PageElement[]): void => { for (const element of elements) { const text = value(element); if (text) list.push({ text, source: 'microdata' }); } };
	claim(out.headlines, property('headline').slice(0, 2));
	claim(out.published, property('datePublished'));
	claim(out.updated, property('dateModified'));
	for (const publisher of property('publisher')) { const name = publisher.querySelector('[itemprop~="name"]'); if (name) claim(out.publications, [name]); }
	for (const author of property('author').slice(0, 6)) {
		const name = author.querySelector('[itemprop~="name"]') ?? author;
		if (name.localName === 'meta' || plainText(name) !== '' || name.hasAttribute('content')) claim(out.authors, [name]);
	}
	const body = property('articleBody')[0];
	if (out.articleText === '' && body?.hasAttribute('content')) out.articleText = untagged(body.getAttribute('content') as string);
}

/** Collects a page's claims about itself, those most worth of trust first. Never throws on what a page may hold. */
export function readMetadata(document: PageDocument): Metadata {
	const out: Metadata = { headlines: [], standfirsts: [], authors: [], published: [], updated: [], publications: [], sections: [], urls: [], language: null, pictures: [], articleText: '', keywords: [] };
	const html = document.documentElement.getAttribute('lang') ?? document.documentElement.getAttribute('xml:lang');
	if (html) out.language = html;
	fromJsonLd(document, out);
	fromMeta(document, out);
	fromMicrodata(document, out);
	const title = document.querySelector('title');
	const whole = plainText(title);
	if (whole) out.headlines.push({ text: oneLine(whole), source: 'title' });
	return out;
}
