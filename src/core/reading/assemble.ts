// Owns the making of the draft out of what was chosen: fields with their provenance, and blocks that cover every word. Must not choose.
import type { BlockRole, Caption, Draft, Found, PrintedDate, Provenance, Span } from '../../shared/draft';
import { certaintyOf } from './certainty';
import { type Choice, isDateLine } from './choose';
import { CUE } from './cues';
import { type DateFound, type DateOrder, settle } from './dates';
import { datelineLength, type Facts } from './facts';
import { type Line, spanWithin } from './lines';
import { bodyText } from './fields';
import { imprintOf } from './imprint';
import { languageOf } from './language';
import type { Page } from './page';
import type { PublicationChoice } from './publication';
import { bodySigns, bylineSigns, captionSigns, headlineSigns, publicationSigns, publishedSigns, standfirstSigns } from './signs';

const round = (certainty: number): number => Math.round(Math.min(0.99, Math.max(0.01, certainty)) * 100) / 100;

function provenance(spans: Span[], how: Provenance['how'], certainty: number): Provenance {
	return { spans, how, certainty: round(certainty) };
}

function wholeLine(line: Line): Span {
	return { ...line.span };
}

/** Why a line was set aside, in words a reader understands. */
export function reasonOf(fact: Facts, page: Page, i: number, choice: Choice): string {
	const bits = fact.whole | fact.head;
	if (fact.copyright) return 'copyright';
	if (bits & CUE.share && fact.words <= 8) return 'share bar';
	if (bits & CUE.comment && fact.words <= 8) return 'comments';
	if (bits & CUE.boilerplate) return 'notice of the site';
	if (bits & (CUE.inside | CUE.end)) return 'related links';
	if (fact.creditAt === 0) return 'credit';
	if (bits & CUE.menu && fact.words <= 4) return 'menu';
	if (i < choice.headline) return 'above the headline';
	if (choice.bodyEnd >= 0 && i > choice.bodyEnd) return 'after the article';
	return page.repeatsBefore[i] ? 'said before' : 'between the parts';
}

function bodyRole(line: Line, fact: Facts, next: Facts | undefined): BlockRole {
	if (fact.bullet) return 'list-item';
	if (fact.quoteStart && /["”“«»」』]$/u.test(line.text) && fact.words >= 6 && fact.sentences <= 4) return 'quotation';
	if (fact.stop === 0 && fact.words <= 14 && next && next.words > fact.words) return 'subhead';
	return 'paragraph';
}

function printed(line: Line, date: DateFound, order: DateOrder): { value: PrintedDate; how: Provenance['how'] } {
	const { edtf, readings, how } = settle(date, order, line.text);
	return { value: { printed: line.text.slice(date.start, date.end), edtf, readings, time: date.time }, how };
}

const LONGEST_HEADLINE = 280;
/** How sure a publication's name is that the import was told; and at least that stands with the day where papers are told, which is too rare to be measured. */
const TOLD = 0.95;
const IMPRINTED = 0.65;

/** How sure the name of a publication is. */
export function publicationCertainty(page: Page, publication: PublicationChoice): number {
	if (publication.how === 'convention') return TOLD;
	const measured = certaintyOf('publication', publicationSigns(page, publication));
	return publication.candidate?.imprint ? Math.max(IMPRINTED, measured) : measured;
}

/** End of a headline that is not the whole of an endless line: its first sentence, or the last word that fits. */
function sensibleEnd(text: string, start: number, end: number): number {
	if (end - start <= LONGEST_HEADLINE) return end;
	const part = text.slice(start, start + 160);
	const sentence = /^.{20,150}?[.!?…。！？](?=\s|$)/u.exec(part)?.[0].length;
	const cut = sentence ?? part.lastIndexOf(' ', 120);
	return start + (cut > 20 ? cut : [...part.slice(0, 120)].slice(0, -1).join('').length);
}

type Roles = Map<number, { role: BlockRole; certainty: number }>;
const found = <T>(value: T, from: Provenance): Found<T> => ({ value, from });

/** Gives a line its role, unless it has one. */
function give(roles: Roles, line: number, role: BlockRole, certainty: number): void {
	if (line >= 0 && !roles.has(line)) roles.set(line, { role, certainty });
}

function addDates(page: Page, choice: Choice, order: DateOrder, draft: Draft, roles: Roles): void {
	const { lines, facts } = page;
	if (choice.published) {
		const { line, date, score } = choice.published;
		const at = lines[line] as Line;
		const { value, how } = printed(at, date, order);
		draft.published = found(value, provenance([spanWithin(at, date.start, date.end)], how, value.edtf ? certaintyOf('published', publishedSigns(page, choice)) : 0.5));
		if (isDateLine(facts[line] as Facts)) give(roles, line, 'date', score);
	}
	if (choice.updated) {
		const { line, date } = choice.updated;
		const at = lines[line] as Line;
		draft.updated = found(printed(at, date, order).value, provenance([spanWithin(at, date.start, date.end)], 'cue', 0.9));
		if (isDateLine(facts[line] as Facts)) give(roles, line, 'updated', 0.9);
	}
}

function addByline(page: Page, choice: Choice, draft: Draft, roles: Roles): void {
	const { lines, facts } = page;
	if (!choice.byline) return;
	const { line, read, score, more } = choice.byline;
	const { signatories, agency } = read;
	const spans = [spanWithin(lines[line] as Line, read.start, read.end), ...more.map((i) => wholeLine(lines[i] as Line))];
	draft.byline = found({ signatories, agency }, provenance(spans, read.cue ? 'cue' : 'model', certaintyOf('byline', bylineSigns(page, choice))));
	if ((facts[line] as Facts).words < 40) roles.set(line, { role: 'byline', certainty: score });
	for (const i of more) roles.set(i, { role: 'byline', certainty: score });
}

function addHeadline(page: Page, choice: Choice, draft: Draft, roles: Roles): void {
	const { lines } = page;
	if (choice.headline >= 0) {
		const line = lines[choice.headline] as Line;
		const end = sensibleEnd(line.text, choice.headlineStart, choice.headlineEnd);
		draft.headline = found(line.text.slice(choice.headlineStart, end).trim(), provenance([spanWithin(line, choice.headlineStart, end)], 'model', certaintyOf('headline', headlineSigns(page, choice))));
		if (choice.headlineStart > 0) draft.kicker = found(line.text.slice(0, choice.headlineStart).trim(), provenance([spanWithin(line, 0, choice.headlineStart)], 'shape', 0.8));
		// A headline cut out of an endless line leaves the line to the body.
		if (end === choice.headlineEnd) roles.set(choice.headline, { role: 'headline', certainty: choice.head.score });
		else choice.body[choice.headline] = 1;
	}
	if (choice.standfirst >= 0) {
		const line = lines[choice.standfirst] as Line;
		draft.standfirst = found(line.text, provenance([wholeLine(line)], 'position', certaintyOf('standfirst', standfirstSigns(page, choice))));
		roles.set(choice.standfirst, { role: 'standfirst', certainty: 0.8 });
	}
}

/** The line above the headline: a section where it is one of the words sections are called by, a kicker otherwise. */
function addKicker({ lines }: Page, choice: Choice, draft: Draft, roles: Roles): void {
	const line = lines[choice.kicker];
	if (!line) return;
	if (line.span.line === draft.section?.from.spans[0]?.line) give(roles, choice.kicker, 'section', 0.75);
	else if (!draft.kicker && !roles.has(choice.kicker)) {
		draft.kicker = found(line.text, provenance([wholeLine(line)], 'position', 0.7));
		give(roles, choice.kicker, 'kicker', 0.7);
	}
}

function addPublication(page: Page, publication: PublicationChoice | null, draft: Draft, roles: Roles): void {
	if (!publication) return;
	draft.publication = found(publication.value, provenance(publication.spans, publication.how, publicationCertainty(page, publication)));
	give(roles, publication.line, 'publication', publication.score);
}

function addPictures(page: Page, choice: Choice, draft: Draft, roles: Roles): void {
	const { lines } = page;
	for (const caption of choice.captions) {
		const line = lines[caption.line] as Line;
		const spans = [spanWithin(line, caption.textStart, caption.textEnd)];
		if (caption.creditLine >= 0) spans.push(wholeLine(lines[caption.creditLine] as Line));
		const entry: Caption = { text: line.text.slice(caption.textStart, caption.textEnd), credit: caption.credit, from: provenance(spans, caption.credit ? 'cue' : 'model', certaintyOf('caption', captionSigns(page, caption, choice))) };
		draft.captions.push(entry);
		give(roles, caption.line, 'caption', caption.score);
		give(roles, caption.creditLine, 'credit', caption.score);
	}
	for (const line of choice.pullQuotes) give(roles, line, 'pull-quote', 0.85);
}

function datelineOf(line: Line): Found<string> | null {
	const length = datelineLength(line.text);
	const place = line.text.slice(0, length).replace(/[\s–—:-]+$/u, '').replace(/(?<=\)|\p{L}{3})\.$/u, '');
	return length ? found(place, provenance([spanWithin(line, 0, place.length)], 'shape', 0.9)) : null;
}

/** Every line as a block, in order: with its role, as body, or set aside. */
function addBlocks(page: Page, choice: Choice, draft: Draft, roles: Roles): void {
	const { lines, facts } = page;
	const said = new Set([choice.headline, choice.standfirst].filter((i) => i >= 0).map((i) => (facts[i] as Facts).key));
	for (let i = 0; i < lines.length; i++) if (choice.body[i] && (facts[i] as Facts).words >= 8) said.add((facts[i] as Facts).key);
	const firstBody = choice.body.findIndex((mark, i) => mark === 1 && !roles.has(i));
	lines.forEach((line, i) => {
		const fact = facts[i] as Facts;
		const given = roles.get(i);
		const put = (role: BlockRole, certainty: number, why?: string): void => {
			draft.blocks.push({ role, text: line.text, span: wholeLine(line), certainty: round(certainty), ...(why ? { why } : {}) });
		};
		if (given) put(given.role, given.certainty);
		else if (choice.body[i]) {
			if (i === firstBody) draft.dateline = datelineOf(line);
			put(bodyRole(line, fact, facts[i + 1]), certaintyOf('body', bodySigns(choice.bodyScores[i] as number)));
		} else if (said.has(fact.key)) put('repeat', 0.9, 'said before');
		else put('boilerplate', 1 - (choice.bodyScores[i] as number), reasonOf(fact, page, i, choice));
	});
}

/** Builds the draft. */
export function assemble(page: Page, choice: Choice, publication: PublicationChoice | null, order: DateOrder): Draft {
	const draft: Draft = {
		language: page.toldLanguage, publication: null, headline: null, kicker: null, standfirst: null, byline: null, dateline: null,
		published: null, updated: null, ...imprintOf(page, choice), captions: [], blocks: [],
	};
	// Who comes first keeps a line that two fields share; the byline, the headline and the standfirst take theirs in any case.
	const roles: Roles = new Map();
	addDates(page, choice, order, draft, roles);
	addByline(page, choice, draft, roles);
	addHeadline(page, choice, draft, roles);
	addPublication(page, publication, draft, roles);
	addKicker(page, choice, draft, roles);
	addPictures(page, choice, draft, roles);
	addBlocks(page, choice, draft, roles);
	// Of a page that is mostly menus, what was sampled says nothing; its article may.
	draft.language ??= languageOf(bodyText(draft.blocks).join('\n'));
	return draft;
}
