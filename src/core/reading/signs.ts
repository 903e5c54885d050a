// Owns the signs by which a chosen value is told to be right or wrong: numbers, a row a field. Must not weigh them, nor choose.
import type { Choice } from './choose';
import { CUE } from './cues';
import type { Facts } from './facts';
import { isPaperName } from './masthead';
import type { Page } from './page';
import type { CaptionChoice } from './pictures';
import { publicationKey, type PublicationChoice } from './publication';

/** The fields whose values have signs. */
export type Scored = 'headline' | 'standfirst' | 'byline' | 'published' | 'publication' | 'caption' | 'body';

/** What the numbers of each field's row are, in order. */
export const SIGNS = {
	headline: ['score', 'learned', 'margin', 'overruled', 'named', 'nameless', 'first', 'short', 'repeated', 'cut', 'stopped', 'long'],
	standfirst: ['score', 'learned', 'margin', 'headline', 'next', 'below', 'stopped'],
	byline: ['score', 'margin', 'cue', 'explained', 'organisation', 'several', 'below', 'far', 'headline', 'known'],
	published: ['score', 'margin', 'alone', 'above', 'far', 'headline', 'published', 'numeric'],
	publication: ['score', 'share', 'margin', 'headed', 'ownLine', 'copyright', 'named', 'domain', 'phrase', 'kinds', 'outlet', 'single', 'menu', 'person'],
	caption: ['score', 'share', 'credit', 'words', 'listed', 'inside'],
	body: ['score', 'share'],
} as const satisfies Record<Scored, readonly string[]>;

/** Log odds of a share, within what few hundred cases can tell apart. */
const odds = (p: number): number => {
	const within = Math.min(0.995, Math.max(0.005, p));
	return Math.log(within / (1 - within));
};
const factAt = (page: Page, i: number): Facts => page.facts[i] as Facts;
const near = (a: number, b: number): number => Math.log2(1 + Math.abs(a - b));

export function headlineSigns(page: Page, { headline, head }: Choice): number[] {
	const fact = factAt(page, headline);
	const repeats = (page.repeatsBefore[headline] as number) + (page.repeatsAfter[headline] as number);
	return [
		odds(head.score), odds(head.learned), Math.max(0, head.margin), +head.overruled, page.nameOverlap[headline] as number, +!page.nameOverlap.some((share) => share > 0),
		+(headline === 0), +(fact.words <= 3 && !fact.cjk), Math.min(2, repeats), +(head.start > 0 || head.end < (page.lines[headline]?.text.length ?? 0)),
		+(fact.stop === 3), +(fact.words > 18),
	];
}

export function standfirstSigns(page: Page, { headline, head, standfirst, standfirstScore, standfirstLearned, standfirstRival, body }: Choice): number[] {
	const fact = factAt(page, standfirst);
	return [odds(standfirstScore), odds(standfirstLearned), standfirstScore - standfirstRival, odds(head.score), +(standfirst === headline + 1), +(standfirst > headline), +(fact.stop === 3) + (body[standfirst + 1] ?? 0)];
}

export function bylineSigns(page: Page, { headline, head, byline }: Choice): number[] {
	const { line, read, score, rival } = byline as NonNullable<Choice['byline']>;
	const [first] = read.signatories;
	return [
		odds(score), Math.log((score + 0.02) / (rival + 0.02)), +read.cue, read.explained, +(first?.kind === 'organisation'), +(read.signatories.length > 1),
		+(line > headline), near(line, headline), odds(head.score), +factAt(page, line).personName,
	];
}

export function publishedSigns(page: Page, { headline, head, published }: Choice): number[] {
	const { line, date, score, rival } = published as NonNullable<Choice['published']>;
	const fact = factAt(page, line);
	return [odds(score), Math.log((score + 0.02) / (rival + 0.02)), fact.dateShare, +(line < headline), near(line, headline), odds(head.score), +((fact.head & CUE.published) !== 0), +(date.numericOrder !== null)];
}

export function publicationSigns(page: Page, { score, rival, sum, candidate, line }: PublicationChoice): number[] {
	if (!candidate) return SIGNS.publication.map(() => 0);
	const { seen, value, key } = candidate;
	const fact = line < 0 ? null : factAt(page, line);
	const name = publicationKey(page.hints.fileName?.replace(/\.[A-Za-z0-9]{1,5}$/, '') ?? '');
	const kinds = Object.values(seen).reduce((count, times) => count + +(times > 0), 0);
	return [
		odds(score), score / (sum + 0.1), Math.log((score + 0.02) / (rival + 0.02)), +(line === 0), +(line > 0), Math.min(2, seen.copyright), +(seen.fileName > 0 || (key.length > 3 && name.includes(key))),
		Math.min(2, seen.domain + seen.mail), Math.min(3, seen.phrase), kinds, +(isPaperName(value) || (fact !== null && (fact.any & CUE.outlet) !== 0)), +!value.trim().includes(' '),
		+(fact !== null && ((fact.whole | fact.head) & (CUE.menu | CUE.share | CUE.boilerplate | CUE.end | CUE.inside)) !== 0), +(fact?.personName ?? false),
	];
}

export function captionSigns(page: Page, { line, score, credit, creditLine }: CaptionChoice, { captions, bodyStart, bodyEnd }: Choice): number[] {
	return [odds(score), score, +(credit !== null && creditLine < 0) + 2 * +(creditLine >= 0), Math.min(60, factAt(page, line).words) / 20, Math.log2(1 + captions.length), +(line > bodyStart && line < bodyEnd)];
}

export const bodySigns = (score: number): number[] => [odds(score), score];
