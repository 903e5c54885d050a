// Owns the reading of Markdown sources: front matter to fields, the rest as text. Must not render Markdown.
import type { Draft, Found, Provenance, Span } from '../../shared/draft';
import { withoutHeadline } from '../formats/reading-of';
import type { Reading } from '../formats/reading-of';
import { findDates } from '../reading/dates';
import { readText } from '../reading/read-text';
import { decodeVisible, textReading } from './text';

/** A field of the front matter: one value or a list, with the lines it stands on. */
interface Field {
	values: string[];
	span: Span;
}
/** Front matter as `fields` by lower-case name; `end` is the offset of the first character after it. */
interface FrontMatter {
	fields: Map<string, Field>;
	end: number;
	lines: number;
}

const SHORT: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0', '"': '"', '\\': '\\', '/': '/' };

/** One YAML flow scalar as text (YAML 1.2 §7.3): double-quoted with escapes, single-quoted, or bare. */
function scalar(source: string): string {
	const text = source.trim();
	if (/^".*"$/s.test(text) && text.length > 1) {
		return text.slice(1, -1).replace(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi, (_, x?: string, u?: string, c?: string) =>
			x || u ? String.fromCharCode(parseInt((x ?? u) as string, 16)) : (SHORT[c as string] ?? (c as string)));
	}
	if (/^'.*'$/s.test(text) && text.length > 1) return text.slice(1, -1).replaceAll("''", "'");
	return text.replace(/\s+#.*$/, '').trim();
}

function values(source: string): string[] {
	const text = source.trim();
	const list = /^\[(.*)\]$/s.exec(text)?.[1];
	const items = list === undefined ? [text] : (list.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,]+/g) ?? []);
	return items.map(scalar).filter((value) => value !== '' && value !== 'null' && value !== '~');
}

/** Front matter between two lines of "---" at the very beginning: flat names with values or lists. Null when the text has none. */
export function frontMatterOf(text: string): FrontMatter | null {
	const block = /^---[ \t]*\r?\n((?:(?!---|\.\.\.)[^\n]*\n){1,400})(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
	if (!block) return null;
	const fields = new Map<string, Field>();
	let at = text.indexOf('\n') + 1;
	let current: Field | null = null;
	const lines = (block[1] as string).split('\n').slice(0, -1);
	for (const [index, line] of lines.entries()) {
		const span = { line: index + 2, endLine: index + 2, start: at, end: at + line.trimEnd().length };
		at += line.length + 1;
		const named = /^([A-Za-z][\w .-]{0,60}):(?:\s+(.*))?$/.exec(line.trimEnd());
		const item = /^\s*-\s+(.*)$/.exec(line.trimEnd());
		if (named) {
			current = { values: values(named[2] ?? ''), span };
			fields.set((named[1] as string).toLowerCase().replaceAll(/[ .-]/g, '_'), current);
		} else if (current && item) {
			current.values.push(...values(item[1] as string));
			current.span = { ...current.span, endLine: span.endLine, end: span.end };
		} else if (line.trim() !== '' && !/^\s*#/.test(line) && !current) return null;
	}
	return fields.size > 0 ? { fields, end: block[0].length, lines: lines.length + 2 } : null;
}

/** What the fields are called in archives of notes, site generators and our own export. The first that is there counts. */
const NAMES = {
	headline: ['headline', 'title'],
	publication: ['publication', 'newspaper', 'publisher', 'site_name', 'sitename', 'container_title'],
	kicker: ['kicker'],
	standfirst: ['standfirst', 'subtitle', 'deck', 'description'],
	byline: ['byline', 'author', 'authors', 'by', 'creator'],
	dateline: ['dateline'],
	published: ['published', 'date', 'published_time', 'issued'],
	updated: ['updated', 'modified'],
	section: ['section'],
	edition: ['edition'],
	page: ['page', 'pages'],
	url: ['url', 'link', 'source_url', 'canonical', 'source'],
} as const;

/** Lets the front matter's word stand over what was made of the text. */
function withFields(draft: Draft, { fields }: FrontMatter): Draft {
	const named = (name: keyof typeof NAMES): Field | null => {
		for (const key of NAMES[name]) {
			const field = fields.get(key);
			if (field && field.values.length > 0) return field;
		}
		return null;
	};
	const from = (field: Field): Provenance => ({ spans: [field.span], how: 'markup', certainty: 0.97 });
	const text = (name: keyof typeof NAMES): Found<string> | null => {
		const field = named(name);
		return field ? { value: field.values.join(', '), from: from(field) } : null;
	};
	const date = (name: 'published' | 'updated'): Draft['published'] => {
		const field = named(name);
		if (!field) return null;
		const printed = field.values[0] as string;
		const found = findDates(printed)[0];
		const readings = found?.readings ?? [];
		const open = readings.length !== 1;
		return {
			value: { printed, edtf: open ? null : (readings[0] as string), readings, time: found?.time ?? null },
			from: { ...from(field), certainty: open ? 0.5 : 0.97 },
		};
	};
	const byline = named('byline');
	const url = text('url');
	const headline = text('headline');
	const language = (fields.get('language') ?? fields.get('lang'))?.values[0];
	return {
		...draft,
		language: language && /^[a-z]{2,3}(?:-|$)/i.test(language) ? (language.split('-')[0] as string).toLowerCase() : draft.language,
		headline: headline ?? draft.headline,
		blocks: headline ? withoutHeadline(draft.blocks) : draft.blocks,
		publication: text('publication') ?? draft.publication,
		kicker: text('kicker') ?? draft.kicker,
		standfirst: text('standfirst') ?? draft.standfirst,
		byline: byline
			? { value: { signatories: byline.values.map((name) => ({ name, kind: 'person', role: null })), agency: null }, from: from(byline) }
			: draft.byline,
		dateline: text('dateline') ?? draft.dateline,
		published: date('published') ?? draft.published,
		updated: date('updated') ?? draft.updated,
		section: text('section') ?? draft.section,
		edition: text('edition') ?? draft.edition,
		page: text('page') ?? draft.page,
		url: url && /^[a-z][\w+.-]*:\/\//i.test(url.value) ? url : draft.url,
	};
}

const blanks = (text: string): string => text.replace(/[^\r\n]/g, ' ');

/** A name that a tag may have; anything else in the front matter's list is passed over. */
const TAG_NAME = /^[^\p{Cc}\p{Cs}]{1,200}$/u;

export function readMarkdown(bytes: Uint8Array, name: string): Reading {
	const decoded = decodeVisible(bytes);
	const front = frontMatterOf(decoded.text);
	// Blanks of the same length stand for what is not the clipping's text, so that every offset keeps its meaning.
	const head = front ? blanks(decoded.text.slice(0, front.end)) : '';
	const body = (head + decoded.text.slice(head.length)).replace(/^#{1,6}(?=[ \t])/gm, blanks);
	const draft = readText(body, { fileName: name });
	if (!front) return textReading(decoded, { draft, mediaType: 'text/markdown', tags: [] });
	const read = withFields(draft, front);
	const raw = decoded.text.slice(0, front.end).trimEnd();
	const span = { line: 1, endLine: front.lines, start: 0, end: raw.length };
	read.blocks = [{ role: 'boilerplate', text: raw, span, certainty: 1, why: 'front matter' }, ...read.blocks];
	const tags = (fields(front, 'tags') ?? fields(front, 'keywords') ?? []).map((tag) => tag.replace(/^#/, '').trim());
	return textReading(decoded, { draft: read, mediaType: 'text/markdown', tags: tags.filter((tag) => TAG_NAME.test(tag)) });
}

const fields = (front: FrontMatter, name: string): string[] | undefined => front.fields.get(name)?.values;
