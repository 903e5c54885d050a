// Owns what each line of a page is: the fields' own lines first, then body, then the reasons for setting a line aside.
import type { BlockRole } from '../../shared/draft';
import { CUE, CUES, fold } from '../reading/cues';
import { findDates } from '../reading/dates';
import type { BodyChoice } from './page-body';
import { isSentence } from './page-body';
import type { BylineChosen } from './page-byline';
import { splitCredit } from './page-captions';
import type { CaptionChosen } from './page-captions';
import type { DatesChosen } from './page-dates';
import { HINT } from './page-hints';
import type { Chosen } from './page-headline';
import type { PageLine, PageText } from './page-lines';
import { overlap, wordsOf } from './page-words';

export interface LineRole {
	role: BlockRole;
	certainty: number;
	why?: string;
}

export interface ChosenFields {
	headline: Chosen | null;
	kicker: Chosen | null;
	standfirst: Chosen | null;
	byline: BylineChosen | null;
	dates: DatesChosen;
	captions: readonly CaptionChosen[];
	asideCaptions: readonly CaptionChosen[];
}

const aside = (why: string, certainty = 0.85): LineRole => ({ role: 'boilerplate', certainty, why });

const WHY: readonly (readonly [number, string])[] = [
	[HINT.share, 'share bar'], [HINT.comment, 'comments'], [HINT.menu, 'menu'], [HINT.newsletter, 'newsletter box'], [HINT.advert, 'advertisement'],
	[HINT.tags, 'tags'], [HINT.bio, 'about the author'], [HINT.reading, 'player'], [HINT.related, 'related links'], [HINT.unseen, 'not shown'],
];
const whyOf = (hints: number): string => WHY.find(([bit]) => hints & bit)?.[1] ?? 'outside the article';
const ALWAYS = HINT.share | HINT.comment | HINT.newsletter | HINT.tags | HINT.bio | HINT.reading | HINT.menu;

const READ_MORE = /^(?:(?:also\s+)?read(?:\s+(?:more|also|next|the\s+full|on))?\s*[:|–-]|read more\b|related(?:\s+(?:articles?|stor(?:y|ies)|news|content|links?))?\s*(?:[:.…]|$)|see also\b|more\s*:|more (?:from|on|about|stories|news)\b.{0,60}$|watch\s*:|listen\s*:|don['’]?t miss\b.{0,40}$|must[- ]read|click here\b|mehr (?:zum thema|dazu|nachrichten)|lesen sie (?:auch|mehr|hier)|lesen sie\b.{0,60}:|auch interessant|passend dazu|siehe auch|lire aussi|à lire aussi|lisez aussi|lea también|lee también|te puede interesar|leia (?:também|mais)|veja também|leggi anche|lees ook|les også|läs (?:också|mer|även)|baca juga|czytaj (?:też|także)|ilgili haber|関連|相关|【関連)/iu;
const NOTICE = /^(?:this (?:story|article|post) (?:was|has been|originally|first)\b|(?:originally|first) (?:published|appeared)|(?:©|\(c\)|copyright\b)|all rights reserved|follow (?:us|@|\p{Lu}\p{L}+ (?:on|\p{Lu}\p{L}+ on))\b|sign up\b|subscribe\b|support (?:our|us)\b|like us\b|send tips|got a (?:tip|story)|have a tip|join (?:our|the) (?:newsletter|conversation)|download (?:our|the) app|get (?:the|our) (?:latest|best|free)|we may earn|if you (?:buy|purchase|click)|click (?:here|to)\b|loading\b|advertisement\b|advertising\b|anzeige\b|werbung\b|publicidad\b|publicité\b|publicidade\b|story continues|article continues|the post .{3,140} (?:first )?appeared (?:first )?on|wir verwenden cookies|newsletter\b|jetzt (?:abonnieren|anmelden|registrieren)|mit material (?:von|der)|empfohlener redaktioneller inhalt|an dieser stelle finden sie|ein klick für den datenschutz|datenschutzeinstellungen|please enable javascript|you need to enable javascript|javascript is|comments? (?:are|is) closed|leave a (?:reply|comment)|no comments|view comments|show comments|\d+ comments?$|tags?\s*:|topics?\s*:|filed under|schlagworte|themen\s*:|etiquetas\s*:|temas\s*:|share this|teilen\b.{0,12}$|(?:image|photo|video) \d+ of|\d+ ?\/ ?\d+$|tempo de leitura|lesezeit|reading time|\d+ min(?:ute)?s? read)/iu;

/** Notes below a story: who wrote it, who helped, where to comment, what to support. Looked for in its last lines only. */
const CODA = /\b(?:contributed to this (?:report|story|article)|(?:reported|reporting) (?:from|by)\b.{0,80}$|additional reporting|is an? (?:[\p{L}-]+ ){0,6}(?:writer|reporter|journalist|author|columnist|editor|correspondent|professor|lecturer|fellow|researcher|director|contributor|freelancer|producer|comedian|blogger|critic|historian|economist|consultant|native)\b|(?:covers|writes about|writes for|can be reached|is the author of|is the (?:founder|editor|director|chief|head|co-founder)|is based in)\b|follow (?:him|her|them|me) on|your comments?\b|comment policy|tell us what you think|comments? (?:below|on)\b|newsletter|subscri(?:be|ption)|support (?:our|independent)|donat(?:e|ion)|sign up|(?:ist|war) (?:seit \d{4} )?(?:freie[rs]? |leitende[rs]? )?(?:Autor|Redakteur|Journalist|Reporter|Korrespondent|Professor|Senior Fellow|Volontär|ZDF-|Chefredakteur)\p{L}*|die kommentare im forum|leser\*?innen-?kommentar|leserbrief|hat (?:ihnen|dir) dieser artikel|spende|unterstützen sie uns|partnermarke|zuerst (?:bei|in|auf)\b.{0,40}erschienen|comentários com|receba (?:em|no) seu|cadastre-se|suscr[ií]b|newsletter|abonnez-vous|inscrivez-vous|et al\.|adapted from its original|republished (?:from|with|under)|this (?:article|story) (?:is|was) (?:republished|produced|part of))/iu;

/** Single words of furniture: "Share", "Facebook", "Sign in", "Menu". */
function isFurnitureWord(text: string): boolean {
	if (text.length > 40) return false;
	const bits = CUES.get(fold(text).replace(/[\s:.…>»]+$/, '')) ?? 0;
	return (bits & (CUE.share | CUE.boilerplate | CUE.comment | CUE.end | CUE.inside)) !== 0;
}

function isDateOnly(text: string): boolean {
	if (text.length > 140) return false;
	const dates = findDates(text);
	if (dates.length === 0) return /^(?:updated|published|posted|stand|aktualisiert)\b.{0,40}\d{1,2}[:.]\d{2}/iu.test(text);
	let rest = text;
	for (const date of [...dates].sort((a, b) => b.start - a.start)) rest = rest.slice(0, date.start) + rest.slice(date.end);
	return wordsOf(rest.replace(/\d{1,2}[:.h]\d{2}|\b(?:[ap]\.?m\.?|uhr|est|edt|gmt|et|bst|ist|updated|published|posted|on|at|am|um|stand|last|modified|first|veröffentlicht|aktualisiert|à|às|le|el)\b/giu, '')).length <= 2;
}

/** Why a line proposed as body is none, or null when it is. */
function notBody(line: PageLine, body: BodyChoice, around: { topMost: number; tail: number; repeats: ReadonlySet<string>; signed: readonly string[] }): LineRole | null {
	const { topMost, tail, repeats, signed } = around;
	const text = line.text;
	const sentence = isSentence(line);
	const sure = body.confirmed.has(line.index);
	if (line.index < topMost) return aside('above the headline');
	if (line.own & HINT.unseen) return aside('not shown');
	if (sure && text.length >= 40 && !READ_MORE.test(text)) return null;
	const hints = line.hints;
	const bad = hints & HINT.quote ? hints & ALWAYS & ~HINT.share : hints & ALWAYS;
	const paragraph = line.block.localName === 'p' && text.length > 120 && line.linked < text.length * 0.3 && !(bad & (HINT.comment | HINT.newsletter | HINT.bio));
	if (bad && !(hints & HINT.body && sentence && (paragraph || !(line.own & ALWAYS)) && line.furniture === null && !(hints & HINT.unseen))) return aside(whyOf(bad));
	if (line.index > body.first + 2 && hints & HINT.byline && (line.index > body.last - 4 || text.length < 120)) return aside('about the author');
	if (line.index >= tail && line.index > body.first + 2 && CODA.test(text) && !line.heading) return aside('note below the story', 0.75);
	if (/^https?:\/\/\S+$/.test(text)) return aside('link');
	if (line.index >= tail && signed.some((name) => text.startsWith(name) && text.length > name.length + 10)) return aside('about the author');
	if (hints & HINT.advert && (!sentence || line.own & HINT.advert)) return aside('advertisement');
	if (hints & HINT.related && !(hints & HINT.body && sentence && line.linked === 0) && (!sentence || line.linked > text.length * 0.4 || line.list)) return aside('related links');
	if (hints & HINT.quote && line.own & HINT.quote && repeats.has(wordsOf(text).join(' '))) return { role: 'pull-quote', certainty: 0.8 };
	if (line.furniture === 'nav' || line.furniture === 'footer' || line.furniture === 'form') return aside('menu');
	if (READ_MORE.test(text) && (line.linked > 0 || text.length < 60)) return aside('related links');
	if (NOTICE.test(text) && (text.length < 220 || line.index > body.last - 2)) return aside('notice');
	if (isFurnitureWord(text)) return aside('furniture');
	if (isDateOnly(text)) return aside('date');
	if (text.length < 160 && splitCredit(text).text === '' && !line.list) return { role: 'credit', certainty: 0.7 };
	if (line.linked >= text.length * 0.95 && text.length < 180 && line.heading === 0 && !line.quote && !(line.list && text.length > 3 && !/\s\|\s/.test(text) && line.hints & HINT.body)) {
		// A link that is a line by itself leads away, unless the lines around are links too: then it is a list the story is about.
		return aside('link');
	}
	if (!/[\p{L}\p{N}]/u.test(text)) return aside('ornament');
	return null;
}

/** Gives every line its role. Lines the fields use come first; body next; the rest is set aside with its reason. */
export function assignRoles(page: PageText, body: BodyChoice, fields: ChosenFields): Map<number, LineRole> {
	const roles = new Map<number, LineRole>();
	const give = (indices: Iterable<number>, role: LineRole): void => { for (const i of indices) if (!roles.has(i)) roles.set(i, role); };
	const linesOf = (chosen: Chosen | null): number[] => (chosen?.span ? page.linesIn(chosen.span.start, chosen.span.end).map((line) => line.index) : []);
	give(linesOf(fields.headline), { role: 'headline', certainty: fields.headline?.certainty ?? 0 });
	give(linesOf(fields.standfirst), { role: 'standfirst', certainty: fields.standfirst?.certainty ?? 0 });
	for (const caption of fields.captions) {
		give(caption.creditLines, { role: 'credit', certainty: caption.certainty });
		give(caption.lines, { role: 'caption', certainty: caption.certainty });
	}
	for (const caption of fields.asideCaptions) give([...caption.lines, ...caption.creditLines].filter((i) => !body.confirmed.has(i)), aside('picture of something else', 0.7));
	give((fields.byline?.lines ?? []).filter((i) => (page.lines[i] as PageLine).text.length < 220), { role: 'byline', certainty: fields.byline?.certainty ?? 0 });
	for (const [date, role] of [[fields.dates.published, 'date'], [fields.dates.updated, 'updated']] as const) {
		if (date && date.line >= 0 && (page.lines[date.line] as PageLine).text.length < 160) give([date.line], { role, certainty: date.certainty });
	}
	if (fields.kicker) give(linesOf(fields.kicker).filter((i) => (page.lines[i] as PageLine).text === fields.kicker?.text), { role: 'kicker', certainty: fields.kicker.certainty });

	const top = fields.headline?.span ? (page.linesIn(fields.headline.span.start, fields.headline.span.end)[0] as PageLine).index : 0;
	// A headline found below the body is a wrong one: nothing is cut by it.
	const bodyMass = (from: number, to: number): number => page.lines.slice(from, to).filter((line) => body.lines.has(line.index) && isSentence(line)).length;
	const topMost = bodyMass(0, top) > bodyMass(top, page.lines.length) * 0.5 ? 0 : top;
	const seen = new Map<string, number>();
	for (const i of body.lines) { const key = wordsOf((page.lines[i] as PageLine).text).join(' '); seen.set(key, (seen.get(key) ?? 0) + 1); }
	const repeats = new Set([...seen].filter(([key, n]) => n > 1 && key.length > 20).map(([key]) => key));
	const written = new Set<string>();
	const headlineWords = wordsOf(fields.headline?.text ?? '');
	const standfirstWords = wordsOf(fields.standfirst?.text ?? '');
	const end = endOfBody(page, body);
	const sentences = [...body.lines].filter((i) => i <= end && isSentence(page.lines[i] as PageLine)).sort((a, b) => a - b);
	const tail = sentences.length > 5 ? (sentences.at(-3) as number) : page.lines.length;
	const signed = fields.byline?.value.signatories.map((s) => s.name).filter((name) => name.length > 5) ?? [];
	for (const line of page.lines) {
		if (roles.has(line.index)) continue;
		if (!body.lines.has(line.index)) { roles.set(line.index, aside(line.hidden ? 'not shown' : line.furniture === 'nav' ? 'menu' : whyOf(line.hints))); continue; }
		const why = notBody(line, body, { topMost, tail, repeats, signed });
		if (why) { roles.set(line.index, why); continue; }
		if (line.index > end) { roles.set(line.index, aside('after the article', 0.7)); continue; }
		const words = wordsOf(line.text);
		const key = words.join(' ');
		if (words.length > 2 && overlap(words, headlineWords) > 0.95 || words.length > 6 && overlap(words, standfirstWords) > 0.95) { roles.set(line.index, { role: 'repeat', certainty: 0.9, why: 'repeats the headline or the standfirst' }); continue; }
		if (words.length > 8 && written.has(key)) { roles.set(line.index, { role: 'repeat', certainty: 0.85, why: 'stands above already' }); continue; }
		written.add(key);
		const role: BlockRole = line.heading > 0 ? 'subhead' : line.list ? 'list-item' : line.quote ? 'quotation' : 'paragraph';
		roles.set(line.index, { role, certainty: body.confirmed.has(line.index) ? 0.95 : isSentence(line) ? 0.9 : 0.75 });
	}
	return roles;
}

/** The last line that may be body: what follows the last sentence is body only as a short tail of the same kind. */
function endOfBody(page: PageText, body: BodyChoice): number {
	if (body.last < 0) return page.lines.length;
	const last = page.lines[body.last] as PageLine;
	let end = body.last;
	for (let i = body.last + 1; i < Math.min(page.lines.length, body.last + 40); i++) {
		const line = page.lines[i] as PageLine;
		if (!body.lines.has(i)) continue;
		const alike = line.block.parentElement === last.block.parentElement || line.list || line.table;
		if (alike && !line.heading && (line.linked < line.text.length * 0.5)) end = i;
	}
	return end;
}
