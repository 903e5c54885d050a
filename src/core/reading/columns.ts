// Owns the columns of a line's row of numbers: their names, their order and the questions trees may ask of them. Must stay in step with the weights.
import { CUE } from './cues';

/** Names of the numbers of one line, in the order of a row. Adding, removing or moving one asks for new training. */
export const OWN = [
	'words', 'length', 'stop', 'quoteStart', 'bullet', 'lowerStart', 'digitStart', 'capitalised', 'capitals', 'digits', 'commas', 'glued', 'separators', 'colon', 'urls',
	'sentences', 'dates', 'dateShare', 'clock', 'relative', 'personName', 'bylineRead', 'explained', 'creditAt', 'creditStrength', 'copyright', 'dateline',
	'blanksBefore', 'blanksAfter', 'indent', 'nameOverlap', 'repeatsBefore', 'repeatsAfter', 'cueAbove',
	...(Object.keys(CUE) as (keyof typeof CUE)[]).map((cue) => `cue:${cue}` as const),
	'tailCredit', 'tailClock', 'containedNear', 'containsNear', 'furniture', 'signatories', 'nameAgain', 'scenePerson', 'startsName',
] as const;
export const PLACE = [
	'index', 'fromEnd', 'share', 'charactersBefore', 'sentenceLinesBefore', 'sentenceLinesAfter', 'sentencesNext4', 'sentencesNext10', 'sentencesLast4', 'sentencesLast10',
	'wordsLast3', 'wordsNext3', 'sinceDate', 'untilDate', 'sinceByline', 'untilByline', 'echo', 'lines', 'tight', 'language', 'cjk', 'isBestName', 'longAbove', 'sinceBlank', 'untilBlank', 'longestNear', 'sinceEnd', 'endsBefore', 'sinceComment', 'commentsBefore', 'credits', 'rhythm', 'typical',
] as const;
/** Numbers of the second look, made of the scores of the first. */
export const SECOND = ['pHeadline', 'pBody', 'pByline', 'pDate', 'pCaption', 'fromHeadline', 'headlineRank', 'bodyBefore', 'bodyAfter', 'bodyLast3', 'bodyNext3', 'fromFirstBody', 'fromLastBody', 'bodyNext10', 'bodyGap', 'headlineAbove', 'bylineAbove', 'dateAbove', 'bylineBelow', 'dateBelow', 'fromBestByline', 'fromBestDate'] as const;
export const WIDTH = OWN.length + PLACE.length + SECOND.length;
/** Blank rows before the first and after the last line, so that a neighbour always has a row. */
export const PAD = 3;

/** Lines beyond this number are not looked at by the trees, to keep time in bounds; real clippings are far shorter. */
export const FULL_LOOK = 2500;

/** What stands where there is nothing to count. */
export const EMPTY = -1;

/** Number a tree may ask for: `column` of the line `offset` lines on. */
export interface Question {
	column: number;
	offset: number;
}

const NEIGHBOUR = new Set<string>([
	'words', 'length', 'stop', 'capitalised', 'capitals', 'dateShare', 'personName', 'bylineRead', 'explained', 'creditAt', 'creditStrength', 'blanksBefore', 'furniture', 'separators', 'nameOverlap', 'startsName', 'scenePerson', 'cue:share', 'cue:inside', 'cue:end', 'cue:credit', 'cue:reading', 'cue:role', 'cue:comment', 'copyright', 'relative', 'repeatsBefore', 'repeatsAfter', 'lowerStart', 'quoteStart', 'sentences', 'dateline',
]);
const FAR = new Set<string>(['words', 'stop', 'furniture', 'explained', 'dateShare', 'creditStrength', 'capitalised', 'blanksBefore']);
const SECOND_NEIGHBOUR = new Set<string>(['pHeadline', 'pBody', 'pByline', 'pDate', 'pCaption']);

/** The questions of the first (`look` 1) or second look, in a fixed order. */
export function questions(look: 1 | 2): Question[] {
	const names = [...OWN, ...PLACE, ...SECOND] as string[];
	const out: Question[] = [];
	names.forEach((name, column) => {
		const second = column >= OWN.length + PLACE.length;
		if (second && look === 1) return;
		out.push({ column, offset: 0 });
		if (NEIGHBOUR.has(name) || (second && SECOND_NEIGHBOUR.has(name))) for (const offset of [-1, 1]) out.push({ column, offset });
		if (FAR.has(name) || (second && SECOND_NEIGHBOUR.has(name))) for (const offset of [-2, 2]) out.push({ column, offset });
	});
	return out;
}
