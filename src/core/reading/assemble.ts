// Owns the making of the draft out of what was chosen: fields with their provenance, and blocks that cover every word. Must not choose.
import type { Block, BlockRole, Caption, Draft, Found, PrintedDate, Provenance, Span } from '../../shared/draft';
import { certaintyOf } from './certainty';
import type { Choice } from './choose';
import { CUE } from './cues';
import { type DateFound, type DateOrder, settle } from './dates';
import { datelineLength, type Facts } from './facts';
import { type Line, spanWithin } from './lines';
import { imprintOf } from './imprint';
import type { Page } from './page';
import type { PublicationChoice } from './publication';

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

function printed(line: Line, date: DateFound, order: DateOrder): PrintedDate {
	const { edtf, readings } = settle(date, order, line.text);
	return { printed: line.text.slice(date.start, date.end), edtf, readings: edtf ? [edtf] : readings, time: date.time };
}

const LONGEST_HEADLINE = 280;

/** End of a headline that is not the whole of an endless line: its first sentence, or the last word that fits. */
function sensibleEnd(text: string, start: number, end: number): number {
	if (end - start <= LONGEST_HEADLINE) return end;
	const part = text.slice(start, start + 160);
	const sentence = /^.{20,150}?[.!?…。！？](?=\s|$)/u.exec(part)?.[0].length;
	const cut = sentence ?? part.lastIndexOf(' ', 120);
	return start + (cut > 20 ? cut : [...part.slice(0, 120)].slice(0, -1).join('').length);
}

/** Builds the draft. */
export function assemble(page: Page, choice: Choice, publication: PublicationChoice | null, order: DateOrder): Draft {
	const { lines, facts } = page;
	const at = (i: number): Line => lines[i] as Line;
	const found = <T>(value: T, from: Provenance): Found<T> => ({ value, from });
	const roles = new Map<number, { role: BlockRole; why?: string; certainty: number }>();
	const draft: Draft = {
		language: page.language, publication: null, headline: null, kicker: null, standfirst: null, byline: null, dateline: null,
		published: null, updated: null, ...imprintOf(page, choice), captions: [], blocks: [],
	};
	if (choice.published) {
		const { line, date, score } = choice.published;
		const value = printed(at(line), date, order);
		draft.published = found(value, provenance([spanWithin(at(line), date.start, date.end)], 'shape', value.edtf ? certaintyOf('published', score) : 0.5));
		if ((facts[line] as Facts).words < 24) roles.set(line, { role: 'date', certainty: score });
	}
	if (choice.updated) {
		const { line, date } = choice.updated;
		draft.updated = found(printed(at(line), date, order), provenance([spanWithin(at(line), date.start, date.end)], 'cue', 0.9));
		if (!roles.has(line) && (facts[line] as Facts).words < 24) roles.set(line, { role: 'updated', certainty: 0.9 });
	}
	if (choice.byline) {
		const { line, read, score } = choice.byline;
		const { signatories, agency } = read;
		draft.byline = found({ signatories, agency }, provenance([spanWithin(at(line), read.start, read.end)], read.cue ? 'cue' : 'model', certaintyOf('byline', score)));
		if ((facts[line] as Facts).words < 40) roles.set(line, { role: 'byline', certainty: score });
	}
	if (choice.headline >= 0) {
		const line = at(choice.headline);
		const end = sensibleEnd(line.text, choice.headlineStart, choice.headlineEnd);
		draft.headline = found(line.text.slice(choice.headlineStart, end).trim(), provenance([spanWithin(line, choice.headlineStart, end)], 'model', certaintyOf('headline', choice.headlineScore)));
		if (choice.headlineStart > 0) draft.kicker = found(line.text.slice(0, choice.headlineStart).trim(), provenance([spanWithin(line, 0, choice.headlineStart)], 'shape', 0.8));
		// A headline cut out of an endless line leaves the line to the body.
		if (end === choice.headlineEnd) roles.set(choice.headline, { role: 'headline', certainty: choice.headlineScore });
		else choice.body[choice.headline] = 1;
	}
	if (choice.standfirst >= 0) {
		draft.standfirst = found(at(choice.standfirst).text, provenance([wholeLine(at(choice.standfirst))], 'position', certaintyOf('standfirst', choice.standfirstScore)));
		roles.set(choice.standfirst, { role: 'standfirst', certainty: 0.8 });
	}
	const sectionLine = draft.section?.from.spans[0]?.line;
	const isSection = choice.kicker >= 0 && at(choice.kicker).span.line === sectionLine;
	if (isSection && !roles.has(choice.kicker)) roles.set(choice.kicker, { role: 'section', certainty: 0.75 });
	if (!draft.kicker && choice.kicker >= 0 && !isSection && !roles.has(choice.kicker)) {
		draft.kicker = found(at(choice.kicker).text, provenance([wholeLine(at(choice.kicker))], 'position', 0.7));
		roles.set(choice.kicker, { role: 'kicker', certainty: 0.7 });
	}
	if (publication) {
		draft.publication = found(publication.value, provenance(publication.spans, publication.how, publication.how === 'convention' ? publication.certainty : certaintyOf('publication', publication.certainty)));
		if (publication.line >= 0 && !roles.has(publication.line)) roles.set(publication.line, { role: 'publication', certainty: publication.certainty });
	}
	for (const caption of choice.captions) {
		const line = at(caption.line);
		const spans = [spanWithin(line, 0, caption.textEnd)];
		if (caption.creditLine >= 0) spans.push(wholeLine(at(caption.creditLine)));
		const entry: Caption = { text: line.text.slice(0, caption.textEnd), credit: caption.credit, from: provenance(spans, caption.credit ? 'cue' : 'model', certaintyOf('caption', caption.score)) };
		draft.captions.push(entry);
		if (!roles.has(caption.line)) roles.set(caption.line, { role: 'caption', certainty: caption.score });
		if (caption.creditLine >= 0 && !roles.has(caption.creditLine)) roles.set(caption.creditLine, { role: 'credit', certainty: caption.score });
	}
	const used = new Set([choice.headline, choice.standfirst].filter((i) => i >= 0).map((i) => (facts[i] as Facts).key));
	for (let i = 0; i < lines.length; i++) {
		const line = at(i);
		const fact = facts[i] as Facts;
		const given = roles.get(i);
		const block = (role: BlockRole, certainty: number, why?: string): Block => ({ role, text: line.text, span: wholeLine(line), certainty: round(certainty), ...(why ? { why } : {}) });
		if (given) draft.blocks.push(block(given.role, given.certainty, given.why));
		else if (choice.body[i]) {
			if (!draft.dateline && i === choice.bodyStart) {
				const length = datelineLength(line.text);
				const place = line.text.slice(0, length).replace(/[\s–—:-]+$/u, '');
				if (length) draft.dateline = found(place, provenance([spanWithin(line, 0, place.length)], 'shape', 0.9));
			}
			draft.blocks.push(block(bodyRole(line, fact, facts[i + 1]), certaintyOf('body', choice.bodyScores[i] as number)));
		} else if (used.has(fact.key)) draft.blocks.push(block('repeat', 0.9, 'said before'));
		else draft.blocks.push(block('boilerplate', 1 - (choice.bodyScores[i] as number), reasonOf(fact, page, i, choice)));
	}
	return draft;
}
