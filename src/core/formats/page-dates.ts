// Owns the choice of a page's dates: printed near the headline first, checked against the markup.
import type { PrintedDate } from '../../shared/draft';
import { findDates } from '../reading/dates';
import type { DateFound } from '../reading/dates';
import type { PageDocument } from './dom';
import type { BodyChoice } from './page-body';
import { HINT, hintsOf } from './page-hints';
import type { Chosen } from './page-headline';
import type { PageLine, PageText } from './page-lines';
import type { Claim, Metadata } from './page-metadata';

export interface DateChosen {
	value: PrintedDate;
	span: { start: number; end: number } | null;
	line: number;
	certainty: number;
}
export interface DatesChosen {
	published: DateChosen | null;
	updated: DateChosen | null;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** The calendar day a metadata value names, in its own zone; null when it names none. */
export function dayOf(value: string): { day: string; time: string | null } | null {
	const text = value.trim();
	const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s_]+(\d{1,2}):?(\d{2})(?::?\d{2}(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?/i.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(?:\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text);
	if (iso) {
		const day = `${iso[1]}-${(iso[2] as string).padStart(2, '0')}-${(iso[3] as string).padStart(2, '0')}`;
		const hour = iso[4];
		return Number(iso[2]) >= 1 && Number(iso[2]) <= 12 && Number(iso[3]) >= 1 && Number(iso[3]) <= 31 && Number(iso[1]) > 1700 ? { day, time: hour ? `${hour.padStart(2, '0')}:${iso[5]}${iso[6] ? (/^[+-]/.test(iso[6]) ? iso[6] : ' UTC') : ''}` : null } : null;
	}
	if (/^\d{10}(?:\d{3})?$/.test(text)) {
		const at = Number(text) * (text.length === 10 ? 1000 : 1);
		return { day: new Date(at).toISOString().slice(0, 10), time: `${new Date(at).toISOString().slice(11, 16)} UTC` };
	}
	const found = findDates(text)[0];
	return found && DAY.test(found.readings[0] ?? '') ? { day: found.readings[0] as string, time: found.time } : null;
}

const apart = (a: string, b: string): number => Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
const UPDATED = /\b(?:updated|modified|aktualisiert|zuletzt|bearbeitet|stand|mis à jour|mise à jour|modifi[ée]|actualizado|atualizado|aggiornato|oppdatert|uppdaterad|opdateret|güncelle\w*|更新|zaktualizowano|обновлено)\b|更新/iu;
const PUBLISHED = /\b(?:published|posted|first published|publié|publicado|pubblicato|veröffentlicht|erschienen|erstellt|publisert|publicerad|created|opublikowano|yayın\w*|公開|发布|опубликовано)\b|公開|发布|配信/iu;
const ELSEWHERE = /\b(?:available until|verfügbar bis|expires|copyright|©|today is|valid until)\b/iu;

interface Seen {
	line: PageLine;
	date: DateFound;
	start: number;
	end: number;
	updated: boolean;
	published: boolean;
	score: number;
}

/** Dates printed around the headline, each with how likely it is the article's. */
function printedDates(document: PageDocument, page: PageText, headline: Chosen | null, body: BodyChoice): Seen[] {
	const top = headline?.span ? (page.linesIn(headline.span.start, headline.span.end)[0] as PageLine).index : Math.max(0, body.first - 12);
	const first = Math.max(body.first, top);
	const timed = new Set<number>();
	for (const element of document.querySelectorAll('time, [itemprop~="datePublished"], [itemprop~="dateModified"], [pubdate]')) {
		const extent = page.extent.get(element);
		if (extent) for (const line of page.linesIn(extent.start, extent.end)) timed.add(line.index);
	}
	const out: Seen[] = [];
	const from = Math.max(0, top - 30);
	for (let i = from; i < page.lines.length; i++) {
		const line = page.lines[i] as PageLine;
		if (i > first + 8 && i < body.last - 2) continue;
		if (i > body.last + 30) break;
		if (line.text.length > 320 || line.hints & HINT.comment || line.furniture === 'footer' && line.text.length > 120) continue;
		for (const date of findDates(line.text).slice(0, 4)) {
			if (date.precision !== 'day') continue;
			const before = line.text.slice(Math.max(0, date.start - 40), date.start);
			const updated = UPDATED.test(before) && !PUBLISHED.test(before.slice(before.search(UPDATED)));
			const published = PUBLISHED.test(before) && !updated;
			let score = 1;
			const away = i < top ? (top - i) * 0.06 + 0.15 : i <= first + 2 ? (i - top) * 0.012 : i <= first + 8 ? 0.5 : 0.55;
			score -= away;
			if (timed.has(i)) score += 0.35;
			if (line.own & HINT.date) score += 0.25;
			else if (line.hints & HINT.date) score += 0.1;
			if (published) score += 0.35;
			if (updated) score -= 0.25;
			if (date.time) score += 0.1;
			if (line.text.length > 160) score -= 0.35;
			if (line.figure || line.hints & (HINT.caption | HINT.credit)) score -= 0.5;
			if (line.hints & (HINT.related | HINT.menu | HINT.comment) || line.furniture === 'nav' || line.furniture === 'aside') score -= 0.45;
			if (body.lines.has(i) && line.text.length > 100) score -= 0.4;
			if (ELSEWHERE.test(line.text)) score -= 0.5;
			out.push({ line, date, start: line.start + date.start, end: line.start + date.end, updated, published, score });
		}
	}
	return out.sort((a, b) => b.score - a.score);
}

/** The reading of a printed date that the metadata confirms; else what the printed form says. */
function asPrinted(page: PageText, seen: Seen, confirmed: string | null): DateChosen {
	const readings = [...seen.date.readings];
	const sure = confirmed && readings.includes(confirmed) ? confirmed : readings.length === 1 ? (readings[0] as string) : null;
	if (sure) readings.splice(0, readings.length, sure);
	return {
		value: { printed: page.text.slice(seen.start, seen.end), edtf: sure, readings, time: seen.date.time },
		span: { start: seen.start, end: seen.end }, line: seen.line.index, certainty: Math.min(0.97, (confirmed ? 0.75 : 0.5) + Math.max(0, seen.score) * 0.17),
	};
}
const asClaimed = (text: string, claim: { day: string; time: string | null }, certainty: number): DateChosen => ({
	value: { printed: text, edtf: claim.day, readings: [claim.day], time: claim.time }, span: null, line: -1, certainty,
});

/** `<time datetime>` near the headline, as claims of the markup. */
function timeClaims(document: PageDocument, page: PageText, headline: Chosen | null, body: BodyChoice): { published: Claim[]; updated: Claim[] } {
	const out: { published: Claim[]; updated: Claim[] } = { published: [], updated: [] };
	const top = headline?.span ? headline.span.start : 0;
	const end = body.first >= 0 ? (page.lines[body.first] as PageLine).end + 200 : page.text.length;
	let seen = 0;
	for (const element of document.querySelectorAll('time[datetime], [data-datetime], [data-timestamp], [data-date], abbr[title].published, [itemprop~="datePublished"][content]')) {
		if (++seen > 60) break;
		const extent = page.extent.get(element);
		const place = extent?.start ?? -1;
		if (place < top - 1500 || place > end || place < 0) continue;
		const line = page.linesIn(place, place + 1)[0];
		if (line && (line.hints & (HINT.related | HINT.comment | HINT.menu) || line.furniture === 'aside' || line.furniture === 'nav')) continue;
		const text = element.getAttribute('datetime') ?? element.getAttribute('data-datetime') ?? element.getAttribute('data-timestamp') ?? element.getAttribute('content') ?? element.getAttribute('data-date') ?? element.getAttribute('title') ?? '';
		if (!dayOf(text)) continue;
		const hints = hintsOf(element) | (element.parentElement ? hintsOf(element.parentElement) : 0);
		const words = line ? line.text.slice(0, Math.max(0, place - line.start)) : '';
		(hints & HINT.updated || UPDATED.test(words) && !PUBLISHED.test(words) ? out.updated : out.published).push({ text, source: 'microdata' });
	}
	return out;
}

/** Chooses publication and update dates. */
export function chooseDates(document: PageDocument, page: PageText, metadata: Metadata, headline: Chosen | null, body: BodyChoice, url: string | null): DatesChosen {
	const seen = printedDates(document, page, headline, body);
	const times = timeClaims(document, page, headline, body);
	const read = (claims: readonly Claim[]): { text: string; day: string; time: string | null }[] => claims.flatMap((claim) => { const day = dayOf(claim.text); return day ? [{ text: claim.text, ...day }] : []; });
	const published = read([...metadata.published, ...times.published]);
	const updated = read([...metadata.updated, ...times.updated]);
	const inUrl = url ? /\/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?:\/|[-_]|$)/.exec(url) : null;
	if (inUrl && Number(inUrl[2]) >= 1 && Number(inUrl[2]) <= 12 && Number(inUrl[3]) >= 1 && Number(inUrl[3]) <= 31) published.push({ text: inUrl[0].replace(/^\/|[/\-_]$/g, ''), day: `${inUrl[1]}-${inUrl[2]}-${inUrl[3]}`, time: null });
	// The day most claims agree on; the first claim breaks a tie.
	const votes = new Map<string, number>();
	published.forEach((claim, i) => votes.set(claim.day, (votes.get(claim.day) ?? 0) + (i === 0 ? 1.5 : 1)));
	const claimedDay = [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
	const updatedDay = updated[0]?.day ?? null;

	let chosen: DateChosen | null = null;
	const agreeing = claimedDay ? seen.find((s) => !s.updated && s.score > 0.2 && s.date.readings.includes(claimedDay)) ?? seen.find((s) => s.score > 0 && s.date.readings.includes(claimedDay)) : undefined;
	if (agreeing) chosen = asPrinted(page, agreeing, claimedDay);
	if (!chosen && claimedDay) {
		// Printed in another time zone: the printed day is the one the paper gave.
		const zoned = seen.find((s) => !s.updated && s.score > 0.5 && s.date.readings.some((r) => apart(r, claimedDay) <= 1));
		const firm = seen.find((s) => s.published && s.score > 0.9 && s.date.readings.length === 1 && (updatedDay === null || s.date.readings[0] !== updatedDay));
		if (zoned) chosen = asPrinted(page, zoned, zoned.date.readings.find((r) => apart(r, claimedDay) <= 1) as string);
		else if (firm && published.length <= 1) chosen = asPrinted(page, firm, null);
		else { const claim = published.find((c) => c.day === claimedDay) as { text: string; day: string; time: string | null }; chosen = asClaimed(claim.text, claim, 0.75); }
	}
	if (!chosen) {
		const best = seen.find((s) => !s.updated && s.score > 0.3) ?? seen.find((s) => s.score > 0.1);
		if (best) chosen = asPrinted(page, best, null);
		else if (updated[0]) chosen = asClaimed(updated[0].text, updated[0], 0.4);
	}
	let later: DateChosen | null = null;
	const printedUpdate = seen.find((s) => s.updated && s.score > 0.2 && s.start !== chosen?.span?.start);
	if (printedUpdate) later = asPrinted(page, printedUpdate, updatedDay);
	else if (updated[0] && chosen?.value.edtf !== updated[0].day) later = asClaimed(updated[0].text, updated[0], 0.6);
	return { published: chosen, updated: later };
}
