// Owns the small print of a clipping: section, edition, page and address, where they are printed. Must not infer any of them.
import type { Found, How, Span } from '../../shared/draft';
import type { Choice } from './choose';
import { CUE } from './cues';
import type { Facts } from './facts';
import { type Line, spanWithin } from './lines';
import type { Page } from './page';

export interface Imprint {
	section: Found<string> | null;
	edition: Found<string> | null;
	page: Found<string> | null;
	url: Found<string> | null;
}

const PAGE = /(?:^|[\s,;|•(])(?:page|pg\.|seite|página|pagina|side|sivu|strona)\s?(?:no\.?\s)?([A-Z]?\d{1,3}(?:[-–]\d{1,3})?)(?=$|[\s,;.|•)])/iu;
const EDITION = /(?:^|[\s,;|•(])((?:(?:late|early|first|second|third|final|city|national|international|morning|evening|weekend|sunday|midday|home|regional|local|london|metro)\s){1,2}edition|(?:abend|morgen|regional|wochenend|sonntags|landes|stadt)ausgabe)(?=$|[\s,;.|•)])/iu;
const URL = /https?:\/\/[^\s<>"“”„'‘’]{4,400}[^\s<>"“”„'‘’.,;:!?)\]]/u;

function found(line: Line, start: number, end: number, how: How, certainty: number): Found<string> {
	const spans: Span[] = [spanWithin(line, start, end)];
	return { value: line.text.slice(start, end), from: { spans, how, certainty } };
}

/** What stands about the clipping on short lines near its headline; the address also at its end. */
export function imprintOf(page: Page, choice: Choice): Imprint {
	const out: Imprint = { section: null, edition: null, page: null, url: null };
	const n = page.lines.length;
	const near = Math.max(0, choice.headline);
	for (let i = Math.max(0, near - 10); i < Math.min(n, near + 10); i++) {
		const fact = page.facts[i] as Facts;
		const line = page.lines[i] as Line;
		if (fact.words > 16 || i === choice.headline) continue;
		const number = out.page ? null : PAGE.exec(line.text);
		if (number) {
			const start = number.index + number[0].length - (number[1] as string).length;
			out.page = found(line, start, start + (number[1] as string).length, 'cue', 0.85);
		}
		const edition = out.edition ? null : EDITION.exec(line.text);
		if (edition) {
			const start = edition.index + edition[0].indexOf(edition[1] as string);
			out.edition = found(line, start, start + (edition[1] as string).length, 'cue', 0.85);
		}
		const above = i < choice.headline && choice.headline - i <= 3;
		if (above && !out.section && fact.words <= 3 && fact.whole & CUE.menu && !/^(?:home|menu|search|close|startseite|accueil|inicio)$/i.test(line.text)) out.section = found(line, 0, line.text.length, 'cue', 0.75);
	}
	// An address is the clipping's own only where it stands alone, before the article or as the text's last word.
	for (const i of [...Array(Math.min(n, 12)).keys(), n - 2, n - 1]) {
		const fact = page.facts[i];
		if (out.url || !fact || fact.urls === 0 || fact.words > 3) continue;
		const line = page.lines[i] as Line;
		const hit = URL.exec(line.text);
		if (hit) out.url = found(line, hit.index, hit.index + hit[0].length, 'shape', 0.75);
	}
	return out;
}
