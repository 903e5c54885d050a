// Owns the finding of the paper's own name above an article, where the file is named after the paper. Must not read bylines or choose a headline.
import { fold } from './characters';
import { CUE } from './cues';
import type { Facts } from './facts';
import type { Line } from './lines';

/** Words that papers are called by, whole or as the end of a compound; some of them also stand in headlines. */
const PAPER =
	/(?:^|[\s-])(?:times|record|gazette|herald|tribune|chronicle|telegraph|guardian|courier|examiner|observer|journal|advertiser|bulletin|packet|mercury|argus|sentinel|messenger|inquirer|dispatch|star|post|mail|news|press|echo|standard|review|magazine|weekly|daily|gaceta|diario|periodico|correo|jornal|correio|gazzetta|giornale|corriere|courrier|gazette|dagblad|courant|krant|tidning|tidende|avis|avisen|bladet|gazeta|gazetesi|вестник|газета|известия|правда|جريده|جريدة|صحيفه|صحيفة|مجله|مجلة|עיתון|יומון)(?:$|[\s,.-])|(?:zeitung|blatt|bote|anzeiger|kurier|nachrichten|rundschau|presse|post|woche)$|(?:新聞|日報|日报|晩報|晚报|신문|일보)$/u;

/** Whether a name holds one of the words that papers are called by. */
export const isPaperName = (name: string): boolean => PAPER.test(fold(name));

const isShort = (fact: Facts): boolean => fact.words >= 1 && fact.words <= 5 && fact.length <= 48 && fact.stop === 0 && fact.creditAt < 0 && !fact.byline?.cue;
const isDate = (fact: Facts | undefined): boolean => fact !== undefined && fact.dateShare > 0.3 && fact.words <= 12;
const isProse = (fact: Facts | undefined): boolean => fact !== undefined && fact.words >= 8 && fact.stop >= 2;

/** Whether line `j` has the form of a title: no sentence, no date, nobody's name after a cue. */
function isTitle(fact: Facts): boolean {
	const furniture = fact.words <= 8 && (fact.whole & (CUE.share | CUE.boilerplate | CUE.end | CUE.comment | CUE.inside | CUE.menu)) !== 0;
	return fact.words >= 2 && fact.words <= 20 && fact.stop !== 3 && fact.dates.length === 0 && fact.creditAt < 0 && !furniture && !(fact.byline && fact.byline.explained > 0.6);
}

/** The first line with the form of a title below line `i` that has prose below it, or -1; dates, bylines and buttons may stand between. */
function titleBelow(facts: readonly Facts[], i: number): number {
	for (let j = i + 1; j < facts.length && j <= i + 4; j++) {
		const fact = facts[j] as Facts;
		if (isProse(fact)) return -1;
		if (!isTitle(fact)) continue;
		for (let k = j + 1; k < facts.length && k <= j + 5; k++) if (isProse(facts[k])) return j;
		return -1;
	}
	return -1;
}

/** A title just above, for a paper's name that stands below its headline. */
const titleAbove = (facts: readonly Facts[], i: number): boolean => i > 0 && isTitle(facts[i - 1] as Facts) && (facts[i - 1] as Facts).words > (facts[i] as Facts).words;

/** What a line says besides a date: the paper's name in "Quayside Courier, 14 March 1982". */
export function besideDate(line: Line, fact: Facts): string {
	let rest = '';
	let at = 0;
	for (const { start, end } of fact.dates) {
		rest += line.text.slice(at, start);
		at = Math.max(at, end);
	}
	return (rest + line.text.slice(at)).replace(/^[\s,;:|•·–—-]+|[\s,;:|•·–—-]+$/gu, '');
}

/**
 * The line that is the paper's name although the file is named after it, or -1. Only what `overlap` says the file's name speaks of is
 * asked, near the top; and there must be another line that can be the headline.
 */
export function mastheadOf(lines: readonly Line[], facts: readonly Facts[], overlap: Float32Array): number {
	const most = Math.min(4, lines.length);
	for (let i = 0; i < most; i++) {
		if ((overlap[i] as number) < 0.5) continue;
		const fact = facts[i] as Facts;
		const dated = fact.dates.length > 0 && fact.words <= 12;
		if (!dated && !isShort(fact)) continue;
		const title = titleBelow(facts, i);
		const isNamed = isPaperName(dated ? besideDate(lines[i] as Line, fact) : (lines[i] as Line).text);
		// A name in capitals, the date just below it and the title after that is how clippings are headed by hand.
		const headed = fact.capitalised > 0.95 && isDate(facts[i + 1]) && title > i + 1;
		if (dated ? title >= 0 : (isNamed && (title >= 0 || (isDate(facts[i + 1]) && titleAbove(facts, i)))) || headed) return i;
	}
	return -1;
}
