// Owns the guess at the publication a clipping comes from, by weighing the places that name it. Must not hold names of publications.
import type { How, Span } from '../../shared/draft';
import { LETTER, LOWER, NUMBER, SPACE, UPPER, kindOf } from './characters';
import { CUE, CUES, fold } from './cues';
import { OWN, PAD, PLACE, WIDTH } from './features';
import { type Line, spanWithin } from './lines';
import { isPersonName } from './person-names';
import { type Page, isFurniture } from './page';
import { type Candidate, PLACES, gather, publicationKey } from './publication-votes';
import { type Trees, scoreRows } from './trees';

export { publicationKey };

export interface PublicationChoice {
	value: string;
	spans: Span[];
	how: How;
	certainty: number;
	/** Line that is the publication's name and nothing else, or -1. */
	line: number;
}

const wordBits = (text: string): number => CUES.get(fold(text)) ?? 0;
const HEADLINE_LOOK = OWN.length + PLACE.length;
const BODY_LOOK = HEADLINE_LOOK + 1;
const FROM_HEADLINE = HEADLINE_LOOK + 5;

/** 1 for lines the first look takes for prose; the line it takes for the headline. */
function firstLook(page: Page, rows: Float32Array): { prose: Uint8Array; headline: number } {
	const n = page.lines.length;
	const prose = new Uint8Array(n);
	let headline = -1;
	let best = 0.02;
	for (let i = 0; i < n && (i + PAD) * WIDTH < rows.length; i++) {
		const at = (i + PAD) * WIDTH;
		if ((rows[at + BODY_LOOK] as number) > 0.5) prose[i] = 1;
		if ((rows[at + HEADLINE_LOOK] as number) > best) {
			best = rows[at + HEADLINE_LOOK] as number;
			headline = i;
		}
	}
	return { prose, headline };
}

const LINKING = /^(?:of|the|and|de|for)$/;

/** First letters of the words of a name, where it has three or more. */
function initialsOf(value: string): string {
	const words = fold(value).split(/[\s-]+/);
	if (words.length < 3) return '';
	const named = words.filter((word) => kindOf(word.charCodeAt(0)) & LETTER);
	return named.length > 2 ? named.filter((word) => !LINKING.test(word)).map((word) => word[0]).join('') : '';
}

/** What is the same for all candidates of a page. */
interface Setting {
	page: Page;
	rows: Float32Array;
	candidates: readonly Candidate[];
	squeezedName: string;
	headlineKey: string;
	domains: readonly string[];
	keys: ReadonlySet<string>;
	initials: readonly string[];
	allInitials: ReadonlySet<string>;
}

/** Writes numbers one after the other. */
class Row {
	constructor(private readonly numbers: Float32Array, private at: number) {}

	put(...values: number[]): void {
		for (const value of values) this.numbers[this.at++] = value;
	}
}

/** How a candidate's key stands to the keys of the others: contained in them, containing them, kin to a domain. */
function putKinship(row: Row, { candidates, domains, keys, initials, allInitials }: Setting, c: number): void {
	const { key } = candidates[c] as Candidate;
	let part = 0;
	let holds = 0;
	for (const { key: other } of candidates) {
		if (other.length > key.length) part += +other.includes(key);
		else if (other.length > 3 && other !== key) holds += +key.includes(other);
	}
	let kin = 0;
	for (const domain of domains) {
		if (domain === key) continue;
		if (key.length > 3 && domain.includes(key)) kin = Math.max(kin, 2 + key.length / domain.length);
		else if (domain.length > 3 && key.includes(domain)) kin = Math.max(kin, 1 + domain.length / key.length);
	}
	const own = initials[c] as string;
	row.put(Math.min(8, part), Math.min(8, holds), kin, allInitials.has(key) ? 1 : own.length > 1 && keys.has(own) ? 2 : 0);
}

/** What the candidate's words are. */
function putWording(row: Row, value: string): void {
	const words = value.split(/\s+/);
	let outlet = 0;
	let other = 0;
	let bits = 0;
	let small = 0;
	for (const word of words) {
		const of = wordBits(/[.,]$/.test(word) ? word.slice(0, -1) : word);
		bits |= of;
		if (of & CUE.outlet) outlet++;
		if (of & (CUE.menu | CUE.share | CUE.end | CUE.boilerplate | CUE.role)) other++;
		if (kindOf(word.charCodeAt(0)) & LOWER) small++;
	}
	const whole = words.length > 1 ? wordBits(value) : bits;
	row.put(words.length, outlet, other, whole & CUE.agency ? 1 : 0, whole & (CUE.menu | CUE.weekday) ? 1 : 0, bits & CUE.credit ? 1 : 0, bits & CUE.inside ? 1 : 0, small, isPersonName(value) ? 1 : 0);
}

/** What is seen on the line that is the candidate and nothing else. */
function putOwnLine(row: Row, { page, rows }: Setting, i: number): void {
	const line = page.lines[i];
	const fact = page.facts[i];
	if (!line || !fact) return row.put(-1, -1, -1, -1, -1, -1, -200, 0);
	const at = (i + PAD) * WIDTH;
	const repeats = (page.repeatsAfter[i] as number) + (page.repeatsBefore[i] as number);
	row.put(Math.min(60, i), Math.min(2, line.blanksAfter), Math.min(2, line.blanksBefore), +fact.personName, repeats, rows[at + HEADLINE_LOOK] ?? 0, rows[at + FROM_HEADLINE] ?? 0, isFurniture(fact) ? 2 : 1);
}

/** 3 in small letters, 2 all in capitals, 1 with a capital inside a word, 0 otherwise. */
function capitalsOf(value: string): number {
	let small = false;
	let others = false;
	let inside = false;
	let previous = 0;
	for (let i = 0; i < value.length; i++) {
		const kind = kindOf(value.charCodeAt(i));
		if (kind & LOWER) small = true;
		else if (kind & UPPER && previous & LOWER) inside = true;
		else if (!(kind & (UPPER | NUMBER | SPACE)) && !'&.-'.includes(value.charAt(i))) others = true;
		previous = kind;
	}
	if (!small && !others) return 2;
	return inside ? 1 : kindOf(value.charCodeAt(0)) & LOWER ? 3 : 0;
}

/** Writes a candidate's row of numbers for the trees. */
function putNumbers(row: Row, setting: Setting, c: number): void {
	const { page, squeezedName, headlineKey, candidates } = setting;
	const candidate = candidates[c] as Candidate;
	const { key, value, seen } = candidate;
	let kinds = 0;
	for (const place of PLACES) {
		row.put(Math.min(6, seen[place]));
		if (seen[place] > 0) kinds++;
	}
	row.put(kinds, page.occurrences.count(value.toLowerCase(), 30), key.length);
	putWording(row, value);
	row.put(squeezedName.endsWith(key) ? 2 : key.length > 3 && squeezedName.includes(key) ? 1 : 0);
	putKinship(row, setting, c);
	putOwnLine(row, setting, candidate.wholeLine);
	row.put(
		capitalsOf(value),
		Math.min(300, page.lines.length),
		candidate.line < 0 ? -1 : candidate.line / page.lines.length,
		candidates.length,
		(page.lines[1]?.blanksBefore ?? 0) > 0 ? 1 : 0,
		Math.min(8, candidate.outside),
		Math.min(6, candidate.strong),
		Math.min(4, candidate.told),
		candidate.signs,
		key.length > 2 && headlineKey.includes(key) ? 1 : 0,
	);
}

export const PUBLICATION_COLUMNS = PLACES.length + 35;

/** Candidates for the publication's name with a row of numbers each. */
export function publicationCandidates(page: Page, rows: Float32Array): { candidates: Candidate[]; numbers: Float32Array } {
	const { prose, headline } = firstLook(page, rows);
	const candidates = gather(page, prose);
	const initials = candidates.map(({ value }) => initialsOf(value));
	const setting: Setting = {
		page,
		rows,
		candidates,
		squeezedName: publicationKey(page.hints.fileName?.replace(/\.[A-Za-z0-9]{1,5}$/, '') ?? ''),
		headlineKey: headline < 0 ? '' : publicationKey((page.lines[headline] as Line).text.slice(0, 300)),
		domains: candidates.filter(({ seen }) => seen.domain + seen.mail > 0).map(({ key }) => key),
		keys: new Set(candidates.map(({ key }) => key)),
		initials,
		allInitials: new Set(initials.filter((letters) => letters.length > 1)),
	};
	const numbers = new Float32Array(candidates.length * PUBLICATION_COLUMNS);
	for (let c = 0; c < candidates.length; c++) putNumbers(new Row(numbers, c * PUBLICATION_COLUMNS), setting, c);
	return { candidates, numbers };
}

const HOW: Record<number, How> = { 0: 'position', 1: 'position', 2: 'shape', 2.5: 'file-name', 2.6: 'file-name', 3: 'repeat', 4: 'cue', 5: 'cue', 6: 'cue', 7: 'shape', 8: 'shape' };

/** Chooses the publication's name, or null. `headline` is the line chosen as headline. */
export function choosePublication(page: Page, rows: Float32Array, trees: Trees, headline: number): PublicationChoice | null {
	if (page.hints.publication) return { value: page.hints.publication, spans: [], how: 'convention', certainty: 0.95, line: -1 };
	const { candidates, numbers } = publicationCandidates(page, rows);
	const scores = scoreRows(trees, numbers, Int32Array.from(candidates, (_, c) => c * PUBLICATION_COLUMNS));
	let best: Candidate | null = null;
	let bestScore = 0;
	candidates.forEach((candidate, c) => {
		if (candidate.wholeLine === headline && headline >= 0 && candidate.line === headline) return;
		const value = scores[c] as number;
		if (value > bestScore) {
			best = candidate;
			bestScore = value;
		}
	});
	const chosen = best as Candidate | null;
	if (!chosen || bestScore < 0.04) return null;
	const line = page.lines[chosen.line];
	return { value: chosen.value, spans: line ? [spanWithin(line, chosen.start, chosen.end)] : [], how: HOW[chosen.rank] ?? 'model', certainty: bestScore, line: chosen.wholeLine };
}
