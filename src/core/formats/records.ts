// Owns the reading of catalogue records: our own JSON Lines, CSL-JSON (Zotero and others), RIS. A file of many is a container: each record becomes a part.
import type { Draft, PrintedDate, Signatory } from '../../shared/draft';
import { said } from '../../shared/said';
import { decode } from '../reading/decode';
import { findDates } from '../reading/dates';
import { languageOf } from '../reading/language';
import { isPersonName } from '../reading/person-names';
import { Refusal, emptyDraft, plainName } from './reading-of';
import { readOwnRecord } from './own-record';
import type { Resources } from './page-pictures';
import { recogniseRecords } from './recognise-records';
import type { RecordKind } from './recognise-records';
import { Sheet } from './sheet';
import type { Part, Reading } from './reading-of';

type Json = Record<string, unknown>;
const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const MOST = 1_000_000;

const CSL_TYPES = /^(?:article(?:-newspaper|-magazine|-journal)?|webpage|post(?:-weblog)?|broadcast|interview|report|review(?:-book)?|personal_communication|document|book|chapter|entry.*|manuscript|paper-conference|speech|thesis|motion_picture|song|graphic|map|pamphlet|legislation|bill|legal_case|patent|dataset|software|standard|periodical|event|collection|classic|hearing|performance|regulation|treaty|figure|musical_score)$/;
const isOwn = (value: unknown): boolean => isRecord(value) && value['record'] === 'cuttings/clipping';
const isCsl = (value: unknown): boolean => isRecord(value) && typeof value['type'] === 'string' && CSL_TYPES.test(value['type']) && typeof value['title'] === 'string';

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : null);

interface Fields {
	headline: string | null;
	publication: string | null;
	standfirst: string | null;
	authors: Signatory[];
	date: PrintedDate | null;
	section: string | null;
	edition: string | null;
	page: string | null;
	place: string | null;
	url: string | null;
	language: string | null;
	body: string[];
	notes: string | null;
	keywords: string[];
}

function sheetReading(fields: Fields, mediaType: string): Reading {
	const sheet = new Sheet();
	const draft: Draft = emptyDraft();
	draft.publication = sheet.found(fields.publication, 'publication');
	draft.headline = sheet.found(fields.headline, 'headline');
	draft.standfirst = sheet.found(fields.standfirst, 'standfirst');
	if (fields.authors.length > 0) draft.byline = { value: { signatories: fields.authors, agency: null }, from: { spans: [sheet.put(fields.authors.map((a) => a.name).join(', '), 'byline')], how: 'markup', certainty: 0.95 } };
	if (fields.date) draft.published = { value: fields.date, from: { spans: [sheet.put(fields.date.printed, 'date')], how: 'markup', certainty: fields.date.edtf === null ? 0.5 : 0.95 } };
	for (const paragraph of fields.body) sheet.put(paragraph, 'paragraph');
	draft.section = sheet.found(fields.section, 'section');
	draft.edition = sheet.found(fields.edition, 'boilerplate', 'edition');
	draft.page = sheet.found(fields.page, 'boilerplate', 'page');
	draft.dateline = sheet.found(fields.place, 'boilerplate', 'place');
	draft.url = sheet.found(fields.url, 'boilerplate', 'address');
	if (fields.notes) sheet.put(fields.notes, 'boilerplate', 'note of the record');
	draft.language = fields.language ?? languageOf(fields.body.join(' ') || (fields.headline ?? ''));
	draft.blocks = sheet.blocks;
	return { draft, kind: 'article', text: sheet.text, html: null, pictures: [], parts: [], encoding: 'utf-8', undecodable: 0, mediaType, tags: fields.keywords, remarks: [] };
}

const primary = (language: string | null): string | null => (language ? /^[a-z]{2,3}(?=$|[-_])/i.exec(language)?.[0].toLowerCase() ?? null : null);
const signatory = (name: string): Signatory => ({ name, kind: isPersonName(name) || name.split(' ').length <= 3 ? 'person' : 'organisation', role: null });
const paragraphs = (value: string | null): string[] => (value ? value.replace(/<[^>]{0,200}>/g, ' ').split(/\n\s*\n|\n/).map((p) => p.replace(/\s+/g, ' ').trim()).filter(Boolean) : []);

/** A date in any of CSL's forms: date-parts, raw, literal (CSL-JSON schema, date-variable). */
function cslDate(value: unknown): PrintedDate | null {
	if (!isRecord(value)) return printedDate(text(value));
	const parts = Array.isArray(value['date-parts']) ? (value['date-parts'][0] as unknown) : null;
	if (Array.isArray(parts) && parts.length > 0 && Number(parts[0]) > 0) {
		const [year, month, day] = parts.map(Number);
		const two = (n: number | undefined): string => (n && n > 0 ? `-${String(n).padStart(2, '0')}` : '');
		const edtf = `${String(year).padStart(4, '0')}${month && month <= 12 ? two(month) + (day && day <= 31 ? two(day) : '') : ''}${value['circa'] ? '~' : ''}`;
		return { printed: text(value['raw']) ?? edtf, edtf, readings: [edtf], time: null };
	}
	return printedDate(text(value['raw']) ?? text(value['literal']));
}
function printedDate(value: string | null): PrintedDate | null {
	if (!value) return null;
	const iso = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?\/*$/.exec(value);
	if (iso) { const edtf = [iso[1] as string, iso[2], iso[3]].filter(Boolean).map((p) => (p as string).padStart(2, '0')).join('-'); return { printed: value, edtf, readings: [edtf], time: null }; }
	const found = findDates(value)[0];
	return { printed: value, edtf: found?.readings.length === 1 ? (found.readings[0] as string) : null, readings: found?.readings ?? [], time: found?.time ?? null };
}

function fromCsl(item: Json): Reading {
	const people = Array.isArray(item['author']) ? item['author'].filter(isRecord) : [];
	const authors = people.flatMap((person): Signatory[] => {
		const literal = text(person['literal']);
		if (literal) return [signatory(literal)];
		const name = [text(person['given']), text(person['non-dropping-particle']), text(person['family'])].filter(Boolean).join(' ');
		return name ? [{ name, kind: 'person', role: null }] : [];
	});
	const keywords = text(item['keyword']) ?? text(item['keywords']);
	return sheetReading({
		headline: text(item['title']), publication: text(item['container-title']) ?? text(item['publisher']), standfirst: null, authors, date: cslDate(item['issued']),
		section: text(item['section']), edition: text(item['edition']), page: text(item['page']), place: text(item['event-place']) ?? text(item['publisher-place']), url: text(item['URL']), language: primary(text(item['language'])),
		body: paragraphs(text(item['abstract'])), notes: text(item['note']), keywords: keywords ? keywords.split(/\s*[,;]\s*/).filter(Boolean) : [],
	}, 'application/vnd.citationstyles.csl+json');
}

/** Tags and values of one RIS record, in order ("TY  - NEWS"); lines without a tag go on with the value before. */
function risFields(record: string): Map<string, string[]> {
	const out = new Map<string, string[]>();
	let last = '';
	for (const line of record.split(/\r?\n|\r/)) {
		const hit = /^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$/.exec(line);
		if (hit) { last = hit[1] as string; out.set(last, [...(out.get(last) ?? []), (hit[2] ?? '').trim()]); } else if (last && line.trim() !== '') { const values = out.get(last) as string[]; values[values.length - 1] += `\n${line.trim()}`; }
	}
	return out;
}

function fromRis(record: string): Reading {
	const fields = risFields(record);
	const first = (...tags: string[]): string | null => { for (const tag of tags) { const value = fields.get(tag)?.find((v) => v !== ''); if (value) return value; } return null; };
	const named = (value: string): string => { const [family, given] = value.split(/\s*,\s*/); return given ? `${given} ${family}` : value; };
	const authors = ['AU', 'A1'].flatMap((tag) => fields.get(tag) ?? []).filter(Boolean).map((name) => signatory(named(name)));
	const date = first('DA', 'Y1', 'PY');
	const pages = [first('SP'), first('EP')].filter(Boolean).join('–');
	return sheetReading({
		headline: first('TI', 'T1', 'CT'), publication: first('T2', 'JO', 'JF', 'BT', 'PB'), standfirst: null, authors, date: printedDate(date ? date.replace(/\/+$/, '').replace(/(\d{4}\/\d{2}\/\d{2})\/.*/, '$1') : null),
		section: first('SE'), edition: first('ET'), page: pages || null, place: first('CY', 'PP'), url: first('UR', 'L1'), language: primary(first('LA')),
		body: paragraphs(first('AB', 'N2')), notes: first('N1'), keywords: (fields.get('KW') ?? []).flatMap((k) => k.split('\n')).filter(Boolean),
	}, 'application/x-research-info-systems');
}

function parseJson(source: string): unknown {
	try { return JSON.parse(source); } catch (error) { throw new Refusal('damaged', said('said.read.json'), { cause: error }); }
}

/** Cuts a file of records into single ones, each as the bytes of a file of its own. */
function single(kind: RecordKind, source: string): string[] {
	if (kind === 'ris') return source.split(/^(?=TY {2}- )/m).map((r) => r.trim()).filter((r) => r.startsWith('TY  -'));
	if (kind === 'cuttings') return source.split('\n').map((line) => line.trim()).filter((line) => line.startsWith('{'));
	const whole = parseJson(source);
	if (Array.isArray(whole)) {
		const written = elements(source);
		return whole.flatMap((item, i) => (isCsl(item) ? [written[i] as string] : []));
	}
	const items = isRecord(whole) && Array.isArray(whole['items']) ? whole['items'].map((item): [unknown, string] => [item, JSON.stringify(item)]) : [[whole, source.trim()] as const];
	return items.filter(([item]) => isCsl(item)).map(([, written]) => written);
}

/** The elements of a JSON array that is known to be well formed, exactly as they are written. */
function elements(source: string): string[] {
	const out: string[] = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at < source.length; at++) {
		const character = source[at];
		if (character === '"') {
			for (at++; source[at] !== '"'; at++) if (source[at] === '\\') at++;
		} else if (character === '[' || character === '{') {
			if (++depth === 1) from = at + 1;
		} else if (character === ']' || character === '}') {
			if (--depth === 0 && source.slice(from, at).trim() !== '') out.push(source.slice(from, at).trim());
		} else if (character === ',' && depth === 1) {
			out.push(source.slice(from, at).trim());
			from = at + 1;
		}
	}
	return out;
}

const ENDING: Readonly<Record<RecordKind, string>> = { cuttings: 'jsonl', csl: 'json', ris: 'ris' };

/**
 * Reads records. `beside` answers what a record of ours says lies with it. One record is a clipping; several come as parts, each to be imported by itself, with an empty draft for the whole.
 * @throws Refusal 'unsupported' (no records of a known kind), 'damaged', 'too-large'
 */
export function readRecords(bytes: Uint8Array, name: string, beside: Resources = () => null): Reading {
	const kind = recogniseRecords(bytes);
	if (!kind) throw new Refusal('unsupported', said('said.read.no-records'));
	const source = decode(bytes).text.replace(/^\ufeff/, '');
	const records = single(kind, source);
	if (records.length === 0) throw new Refusal('no-text', said('said.read.records-empty'));
	if (records.length > MOST) throw new Refusal('too-large', said('said.read.records-many', { limit: MOST }));
	if (records.length === 1) {
		const only = records[0] as string;
		if (kind === 'ris') return fromRis(only);
		const item = parseJson(only);
		if (!isRecord(item)) throw new Refusal('damaged', said('said.read.record'));
		return isOwn(item) ? readOwnRecord(item, beside) : fromCsl(item);
	}
	const stem = plainName(name).replace(/\.[^.]*$/, '') || 'record';
	const digits = String(records.length).length;
	const parts = records.map((record, i): Part => ({ name: `${stem} ${String(i + 1).padStart(digits, '0')}.${ENDING[kind]}`, mediaType: '', bytes: Buffer.from(record, 'utf8') }));
	return { draft: emptyDraft(), kind: 'article', text: '', html: null, pictures: [], parts, encoding: 'utf-8', undecodable: 0, mediaType: 'application/json', tags: [], remarks: [] };
}
