// Owns the choice of a page's byline: names printed near the headline, checked against the names the markup gives.
import type { Byline, Signatory } from '../../shared/draft';
import { CUE, CUES, fold } from '../reading/cues';
import { findDates } from '../reading/dates';
import { readByline as readBylineLine } from '../reading/names';
import { isPersonName } from '../reading/person-names';
import type { BylineRead } from '../reading/names';
import type { DateFound } from '../reading/dates';
import type { PageDocument } from './dom';
import type { BodyChoice } from './page-body';
import { HINT, hintsOf } from './page-hints';

import type { Chosen } from './page-headline';
import type { PageLine, PageText } from './page-lines';
import type { Metadata } from './page-metadata';
import { wordsOf } from './page-words';

export interface BylineChosen {
	value: Byline;
	spans: { start: number; end: number }[];
	/** Lines that are byline and nothing else. */
	lines: number[];
	how: 'markup' | 'cue' | 'position';
	certainty: number;
}

/** "Dieter" begins with an Italian "by", "Partager" with a French one: a mark before the line keeps its first word whole. */
function readByline(text: string, dates: readonly DateFound[], cueBefore: boolean): BylineRead | null {
	if (!/^(?:by|von|vom|par|por|di|av|af|door|oleh|od|de)\p{Ll}/u.test(text.toLowerCase()) || !/^\p{L}\p{Ll}{2}/u.test(text)) return readBylineLine(text, dates, cueBefore);
	const read = readBylineLine(`“${text}`, dates.map((date) => ({ ...date, start: date.start + 1, end: date.end + 1 })), cueBefore);
	return read ? { ...read, start: Math.max(0, read.start - 1), end: Math.max(0, read.end - 1) } : null;
}

const keyOf = (name: string): string => wordsOf(name).join(' ');
const ROLES_CUT = /^(?:by|von|par|por)\s+/i;
const NO_NAME = /^(?:text size|font size|text-size|share|print|e-?mail|follow|abone ol|subscribe|link)$/i;
const CUE_ONLY = /^(?:by|von|par|por|di|av|af|door|oleh|przez|written by|words by|text|autor(?:in)?|autoren|author|authors)\s*:?$/i;
const AUTHOR_LINK = /\/(?:authors?|autor(?:en|in|es)?|by|people|profiles?|staff|contributors?|writers?|journalists?|reporters?|auteurs?|redakteur|person|personen|team|bio|byline|columnists?)\/[^/?#]+/i;

interface Printed {
	names: Signatory[];
	agency: string | null;
	start: number;
	end: number;
	cue: boolean;
	score: number;
	line: PageLine;
	whole: boolean;
}

/** Names printed in one stretch of the page's text, or null. */
function readStretch(page: PageText, start: number, end: number, named: boolean): Omit<Printed, 'score' | 'line'> | null {
	const raw = page.text.slice(start, end);
	const rows = raw.split(/\n+/).map((row) => row.trim()).filter(Boolean);
	if (rows.length === 0 || rows.length > 14) return null;
	const names: Signatory[] = [];
	let agency: string | null = null;
	let cue = false;
	let before = false;
	let explained = 0;
	for (const row of rows) {
		if (CUE_ONLY.test(row)) { before = true; cue = true; continue; }
		if (row.length > 220) { before = false; continue; }
		const labelled = row.replace(/^(?:Autorin\/Autor|Autor[:*]in|AutorIn|Autorinnen und Autoren)\s*:?\s+(?=\p{Lu})/u, 'Autor: ').replace(/\s*\b(?:leave a comment|no comments|\d+ comments?|shares)\s*$/i, '');
		const read = readByline(labelled, findDates(labelled), before);
		before = false;
		if (!read) {
			const only = named && rows.length <= 3 && names.length === 0 ? lone(labelled) : null;
			if (only) { names.push(only); explained += 0.6; }
			continue;
		}
		read.signatories = read.signatories.filter((name) => !NO_NAME.test(name.name));
		if (read.signatories.length === 0 || (!read.cue && !named && read.explained < 0.7)) continue;
		if (names.length > 0 && !read.cue && read.explained < 0.9) continue;
		cue ||= read.cue;
		agency ??= read.agency;
		explained += read.explained;
		for (const name of read.signatories) {
			// A role printed on the line below a name belongs to it.
			if (name.kind === 'organisation' && names.length > 0 && !read.cue) { const last = names.at(-1) as Signatory; last.role ??= name.name; continue; }
			if (!names.some((other) => keyOf(other.name) === keyOf(name.name))) names.push(name);
		}
	}
	if (names.length === 0) return null;
	return { names, agency, start, end, cue, whole: explained >= 0.75 };
}

/** A name in a form the byline reader does not know (one word, a handle, small letters), trusted only where the markup names it. */
function lone(row: string): Signatory | null {
	const text = row.replace(/^(?:by|von|par|por)\s+/i, '').trim();
	if (text.length < 2 || text.length > 40 || NO_NAME.test(text) || /[\d:|/@]/.test(text) || findDates(text).length > 0) return null;
	if ((CUES.get(fold(text)) ?? 0) & (CUE.share | CUE.menu | CUE.published | CUE.updated | CUE.author)) return null;
	const words = text.split(/\s+/);
	if (words.length > 4 || !/^[\p{Lu}\p{Lo}]/u.test(text)) return null;
	return { name: text, kind: words.length === 1 || isPersonName(text) ? 'person' : 'organisation', role: null };
}

/** Names out of a metadata string, which may hold several, roles and the outlet. */
export function claimedNames(text: string, publications: readonly string[]): { names: Signatory[]; agency: string | null } {
	const clean = text.replace(/(?<=\p{L})@\w+/gu, ' ').replace(/\s+on\s+(?:twitter|x|facebook)$/i, '').replace(/[\w.+-]+@[\w.-]+/g, ' ').replace(/\s*\|\s*/g, ', ').replace(/\s*;\s*/g, ', ').replace(/\s+/g, ' ').trim();
	if (clean === '' || /^https?:/.test(clean) || clean.length > 300) return { names: [], agency: null };
	const read = readByline(clean, findDates(clean), true);
	const isOutlet = (name: string): boolean => publications.some((p) => keyOf(p) === keyOf(name));
	if (!read) return clean.length <= 60 ? { names: [{ name: clean, kind: isPersonName(clean) ? 'person' : 'organisation', role: null }], agency: null } : { names: [], agency: null };
	for (const name of read.signatories) if (isOutlet(name.name)) name.kind = 'organisation';
	const persons = read.signatories.filter((s) => s.kind === 'person');
	// "Smart Shopping Team" is one name, whatever its last word says elsewhere.
	if (persons.length === 0 && read.signatories.length === 1 && !/[,;|/]/.test(clean) && clean.split(' ').length <= 5) return { names: [{ name: clean.replace(ROLES_CUT, ''), kind: 'organisation', role: null }], agency: read.agency };
	return { names: persons.length > 0 ? persons : read.signatories, agency: read.agency };
}

/** Places where the page's markup or words announce a byline, with how much each is worth. */
function places(document: PageDocument, page: PageText, headline: Chosen | null, body: BodyChoice): Printed[] {
	const top = headline?.span ? (page.linesIn(headline.span.start, headline.span.end)[0] as PageLine).index : Math.max(0, body.first - 12);
	const first = Math.max(body.first, top + 1);
	const out: Printed[] = [];
	const near = (line: PageLine): number => {
		const i = line.index;
		if (i >= top - 8 && i <= first + 3) return 1 - Math.max(0, Math.abs(i - top) - 3) * 0.02;
		if (i > first + 3 && i <= body.last) return 0.25;
		if (i > body.last && i <= body.last + 14) return 0.4;
		return 0.05;
	};
	const consider = (start: number, end: number, base: number, named: boolean): void => {
		const line = page.linesIn(start, end)[0];
		if (!line || line.furniture === 'nav' || line.furniture === 'footer' || line.hints & (HINT.comment | HINT.related | HINT.menu | HINT.newsletter) && !(line.own & HINT.byline)) return;
		if (line.hints & HINT.comment) return;
		if (line.figure || line.own & HINT.caption || (line.own & HINT.credit && !(line.hints & HINT.byline))) return;
		if (/\b(?:reviewed|fact[- ]?checked|edited|photograph(?:s|y|ed)?|photos?|illustrat(?:ed|ions?)|video|produced) by\b/i.test(page.text.slice(start, end)) && !/\bwritten by\b/i.test(page.text.slice(start, end))) return;
		const read = readStretch(page, start, end, named);
		if (!read) return;
		const place = near(line);
		let score = base * place + (read.cue ? 0.5 * place : 0) + (read.whole ? 0.1 : 0);
		if (line.hidden) score -= 0.3;
		if (line.hints & HINT.bio) score -= 0.15;
		out.push({ ...read, score, line });
	};
	let seen = 0;
	for (const element of document.querySelectorAll('[class],[itemprop],[rel],[id],a[href],address')) {
		const extent = page.extent.get(element);
		if (!extent || extent.end - extent.start > 260 || extent.end - extent.start < 3) continue;
		const hints = hintsOf(element);
		const itemprop = element.getAttribute('itemprop') ?? '';
		const linkedAuthor = element.localName === 'a' && (element.getAttribute('rel') === 'author' || AUTHOR_LINK.test(element.getAttribute('href') ?? ''));
		if (!(hints & HINT.byline) && !linkedAuthor && element.localName !== 'address') continue;
		if (hints & HINT.role && !linkedAuthor) continue;
		if (++seen > 300) break;
		consider(extent.start, extent.end, itemprop.includes('author') || linkedAuthor ? 0.8 : 0.65, true);
	}
	for (let i = Math.max(0, top - 6); i <= Math.min(page.lines.length - 1, first + 6); i++) {
		const line = page.lines[i] as PageLine;
		if (line.text.length > 220 || (headline?.span && line.start >= headline.span.start && line.end <= headline.span.end)) continue;
		const previous = page.lines[i - 1];
		consider(previous && CUE_ONLY.test(previous.text) ? previous.start : line.start, line.end, 0.3, false);
	}
	for (let i = Math.max(0, body.last - 1); i <= Math.min(page.lines.length - 1, body.last + 6); i++) {
		const line = page.lines[i] as PageLine;
		if (line.text.length <= 120) consider(line.start, line.end, 0.3, false);
	}
	return out.sort((a, b) => b.score - a.score);
}

/** Chooses the byline. Names the metadata gives are preferred in the form printed. */
export function chooseByline(document: PageDocument, page: PageText, metadata: Metadata, headline: Chosen | null, body: BodyChoice): BylineChosen | null {
	const publications = metadata.publications.map((claim) => claim.text);
	const printed = places(document, page, headline, body);
	for (const place of printed) for (const name of place.names) if (publications.some((p) => keyOf(p) === keyOf(name.name))) name.kind = 'organisation';
	const claims = metadata.authors.map((claim) => ({ ...claimedNames(claim.text, publications), source: claim.source }));
	const claimed = new Map<string, { name: Signatory; strong: boolean; agency: string | null }>();
	for (const claim of claims) for (const name of claim.names) {
		const key = keyOf(name.name);
		if (key.length < 2 || key.length > 60 || !/[\p{Lu}\p{Lo}]/u.test(name.name)) continue;
		const entry = claimed.get(key) ?? { name, strong: false, agency: claim.agency };
		// Microdata names commenters and the authors of teasers, too: it confirms, but adds nobody.
		entry.strong ||= claim.source !== 'microdata';
		claimed.set(key, entry);
	}
	const claimedPersons = [...claimed.values()].filter((c) => c.name.kind === 'person');
	const hasPerson = (p: Printed): boolean => p.names.some((n) => n.kind === 'person');
	const best = printed[0];
	const agreeing = printed.filter((p) => p.score > 0.2 && p.names.some((n) => claimed.has(keyOf(n.name))));
	const byCount = [...agreeing].sort((a, b) => shared(b, claimed) - shared(a, claimed) || b.score - a.score)[0];
	// The outlet signs in the markup of many pages whose visible byline names a person.
	const person = byCount && hasPerson(byCount) ? undefined : printed.find((p) => hasPerson(p) && p.cue && p.score > 0.3) ?? (claimedPersons.length === 0 ? printed.find((p) => hasPerson(p) && p.score > 0.55 && p.line.hints & HINT.byline) : undefined);
	if (person) return made(page, person.names, person, person.cue ? 'cue' : 'markup', Math.min(0.88, 0.5 + person.score * 0.3));
	if (byCount) {
		// Printed and claimed agree on somebody: claimed names that can be read on the page, and those printed beside them under one cue.
		const oneRow = !page.text.slice(byCount.start, byCount.end).includes('\n') && byCount.cue;
		const names = byCount.names.filter((n) => claimed.has(keyOf(n.name)) || (oneRow && n.kind === 'person' && claimedPersons.length <= 1) || claimedPersons.length === 0);
		for (const { name, strong } of claimedPersons) if (strong && !names.some((n) => keyOf(n.name) === keyOf(name.name)) && page.text.includes(name.name)) names.push(name);
		const persons = names.some((n) => n.kind === 'person') ? names.filter((n) => n.kind === 'person') : names;
		return made(page, inOrder(persons, claimed), byCount, byCount.cue ? 'cue' : 'markup', 0.93);
	}
	if (best && best.score >= 0.75 && (best.cue || claimedPersons.length === 0)) return made(page, best.names, best, best.cue ? 'cue' : 'markup', Math.min(0.88, 0.45 + best.score * 0.3));
	if (claimedPersons.length > 0) return { value: { signatories: claimedPersons.map((c) => c.name), agency: null }, spans: [], lines: [], how: 'markup', certainty: 0.7 };
	if (best && (best.score >= 0.42 || (best.score >= 0.28 && hasPerson(best) && best.whole && set(page, best.line)))) return made(page, best.names, best, best.cue ? 'cue' : 'markup', Math.min(0.75, 0.35 + best.score * 0.4));
	const organisation = [...claimed.values()][0];
	if (organisation) return { value: { signatories: [organisation.name], agency: organisation.agency }, spans: [], lines: [], how: 'markup', certainty: 0.5 };
	return null;
}

/** A bare name is taken for a byline where it is set apart: bold, or beside a date. */
function set(page: PageText, line: PageLine): boolean {
	if (line.linked > 0 || line.hints & (HINT.tags | HINT.menu)) return false;
	const beside = [page.lines[line.index - 1], page.lines[line.index + 1], page.lines[line.index + 2]].some((other) => other !== undefined && other.text.length < 60 && findDates(other.text).length > 0);
	return beside || line.bold >= line.text.length * 0.9;
}

/** Several authors in the order the markup gives them, which is that of the page's list. */
function inOrder(names: Signatory[], claimed: ReadonlyMap<string, unknown>): Signatory[] {
	const order = [...claimed.keys()];
	const rank = (name: Signatory): number => { const i = order.indexOf(keyOf(name.name)); return i < 0 ? order.length : i; };
	return [...names].sort((a, b) => rank(a) - rank(b));
}

const shared = (printed: Printed, claimed: ReadonlyMap<string, unknown>): number => printed.names.filter((n) => claimed.has(keyOf(n.name))).length;

/** A name without cue, handle and a role that stands right behind it. */
function tidy(signatory: Signatory): string {
	const name = signatory.name.replace(ROLES_CUT, '').replace(/\s*@\w+$/, '');
	const words = name.split(' ');
	const last = words.at(-1) as string;
	return signatory.kind === 'person' && words.length > 2 && (CUES.get(fold(last)) ?? 0) & CUE.role ? words.slice(0, -1).join(' ') : name;
}

function made(page: PageText, names: readonly Signatory[], printed: Printed, how: BylineChosen['how'], certainty: number): BylineChosen {
	const lines = page.linesIn(printed.start, printed.end).filter((line) => line.start >= printed.start && line.end <= printed.end && line.text.length <= 220);
	// "Brandon" beside "Brandon Richard" is the same person once more.
	const whole = names.filter((n) => !names.some((other) => other !== n && ` ${keyOf(other.name)} `.includes(` ${keyOf(n.name)} `) && other.name.length > n.name.length));
	// A desk or the outlet beside a person's name is where the person works.
	const persons = whole.filter((n) => n.kind === 'person');
	const signatories = (persons.length > 0 ? persons : whole).map((n) => ({ ...n, name: tidy(n) })).slice(0, 12);
	return { value: { signatories, agency: printed.agency }, spans: [{ start: printed.start, end: printed.end }], lines: lines.map((line) => line.index), how, certainty };
}

