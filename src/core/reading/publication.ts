// Owns the guess at the publication a clipping comes from, by weighing the places that name it. Must not hold names of publications.
import type { How, Span } from '../../shared/draft';
import { LETTER, LOWER, NUMBER, SPACE, UPPER, Units, fold, kindOf } from './characters';
import { OWN, PAD, PLACE, WIDTH } from './columns';
import { CUE, CUES } from './cues';
import { FoldedTable } from './folded-table';
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
	/** What the trees say of it; of the next likeliest; of all candidates together. A name the import was told has 1, 0 and 1. */
	score: number;
	rival: number;
	sum: number;
	candidate: Candidate | null;
	/** Line that is the publication's name and nothing else, or -1. */
	line: number;
}

const cueTable = new FoldedTable(CUES);
const buffer = new Units();
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

const isSpace = (code: number): boolean => (kindOf(code) & SPACE) !== 0;
const LINKING = /^(?:of|the|and|de|for)$/;

/** First letters of the words of a name, where it has three or more. */
function initialsOf(value: string): string {
	let gaps = 0;
	for (let i = 0; i < value.length && gaps < 2; i++) if (value.charCodeAt(i) === 0x2d || isSpace(value.charCodeAt(i))) gaps++;
	if (gaps < 2) return '';
	const words = fold(value).split(/[\s-]+/);
	if (words.length < 3) return '';
	const named = words.filter((word) => kindOf(word.charCodeAt(0)) & LETTER);
	return named.length > 2 ? named.filter((word) => !LINKING.test(word)).map((word) => word[0]).join('') : '';
}

/** Which of 32 groups of characters stand in a key: one that holds another has all groups of the other. */
function groupsOf(key: string): number {
	let groups = 0;
	for (let i = 0; i < key.length; i++) groups |= 1 << (key.charCodeAt(i) & 31);
	return groups;
}

/** What is the same for all candidates of a page. */
interface Setting {
	page: Page;
	rows: Float32Array;
	candidates: readonly Candidate[];
	squeezedName: string;
	headlineKey: string;
	/** Groups of characters of each candidate's key. */
	groups: Int32Array;
	domains: readonly string[];
	keys: ReadonlySet<string>;
	initials: readonly string[];
	allInitials: ReadonlySet<string>;
}

/** How a candidate's key stands to the keys of the others, from `k` on: contained in them, containing them, kin to a domain. */
function putKinship(numbers: Float32Array, k: number, { candidates, groups, domains, keys, initials, allInitials }: Setting, c: number): number {
	const { key } = candidates[c] as Candidate;
	const own = groups[c] as number;
	let part = 0;
	let holds = 0;
	for (let o = 0; o < candidates.length; o++) {
		const theirs = groups[o] as number;
		const common = own & theirs;
		if (common !== own && common !== theirs) continue;
		const other = (candidates[o] as Candidate).key;
		if (other.length > key.length) part += +(common === own && other.includes(key));
		else if (other.length > 3 && other !== key) holds += +(common === theirs && key.includes(other));
	}
	let kin = 0;
	for (const domain of domains) {
		if (domain === key) continue;
		if (key.length > 3 && domain.includes(key)) kin = Math.max(kin, 2 + key.length / domain.length);
		else if (domain.length > 3 && key.includes(domain)) kin = Math.max(kin, 1 + domain.length / key.length);
	}
	const letters = initials[c] as string;
	numbers[k++] = Math.min(8, part);
	numbers[k++] = Math.min(8, holds);
	numbers[k++] = kin;
	numbers[k++] = allInitials.has(key) ? 1 : letters.length > 1 && keys.has(letters) ? 2 : 0;
	return k;
}

const OTHER_WORDS = CUE.menu | CUE.share | CUE.end | CUE.boilerplate | CUE.role;

/** What the candidate's words are, from `k` on. */
function putWording(numbers: Float32Array, k: number, value: string): number {
	const units = buffer.of(value);
	const n = value.length;
	let words = 0;
	let outlet = 0;
	let other = 0;
	let bits = 0;
	let small = 0;
	for (let i = 0; i <= n; i++) {
		const from = i;
		while (i < n && !isSpace(units[i] as number)) i++;
		if (i === from) continue;
		words++;
		const last = units[i - 1];
		const of = cueTable.at(units, from, last === 0x2e || last === 0x2c ? i - 1 : i);
		bits |= of;
		if (of & CUE.outlet) outlet++;
		if (of & OTHER_WORDS) other++;
		if (kindOf(units[from] as number) & LOWER) small++;
	}
	const whole = words > 1 ? cueTable.at(units, 0, n) : bits;
	numbers[k++] = words;
	numbers[k++] = outlet;
	numbers[k++] = other;
	numbers[k++] = whole & CUE.agency ? 1 : 0;
	numbers[k++] = whole & (CUE.menu | CUE.weekday) ? 1 : 0;
	numbers[k++] = bits & CUE.credit ? 1 : 0;
	numbers[k++] = bits & CUE.inside ? 1 : 0;
	numbers[k++] = small;
	numbers[k++] = isPersonName(value) ? 1 : 0;
	return k;
}

/** What is seen on the line that is the candidate and nothing else, from `k` on. */
function putOwnLine(numbers: Float32Array, k: number, { page, rows }: Setting, i: number): number {
	const line = page.lines[i];
	const fact = page.facts[i];
	const at = (i + PAD) * WIDTH;
	const there = line !== undefined && fact !== undefined;
	numbers[k++] = there ? Math.min(60, i) : -1;
	numbers[k++] = there ? Math.min(2, line.blanksAfter) : -1;
	numbers[k++] = there ? Math.min(2, line.blanksBefore) : -1;
	numbers[k++] = there ? +fact.personName : -1;
	numbers[k++] = there ? (page.repeatsAfter[i] as number) + (page.repeatsBefore[i] as number) : -1;
	numbers[k++] = there ? (rows[at + HEADLINE_LOOK] ?? 0) : -1;
	numbers[k++] = there ? (rows[at + FROM_HEADLINE] ?? 0) : -200;
	numbers[k++] = there ? (isFurniture(fact) ? 2 : 1) : 0;
	return k;
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
function putNumbers(numbers: Float32Array, setting: Setting, c: number): void {
	const { page, squeezedName, headlineKey, candidates } = setting;
	const candidate = candidates[c] as Candidate;
	const { key, value, seen } = candidate;
	let k = c * PUBLICATION_COLUMNS;
	let kinds = 0;
	for (const place of PLACES) {
		numbers[k++] = Math.min(6, seen[place]);
		if (seen[place] > 0) kinds++;
	}
	numbers[k++] = kinds;
	numbers[k++] = page.occurrences.count(value.toLowerCase(), 30);
	numbers[k++] = key.length;
	k = putWording(numbers, k, value);
	numbers[k++] = squeezedName.endsWith(key) ? 2 : key.length > 3 && squeezedName.includes(key) ? 1 : 0;
	k = putKinship(numbers, k, setting, c);
	k = putOwnLine(numbers, k, setting, candidate.wholeLine);
	numbers[k++] = capitalsOf(value);
	numbers[k++] = Math.min(300, page.lines.length);
	numbers[k++] = candidate.line < 0 ? -1 : candidate.line / page.lines.length;
	numbers[k++] = candidates.length;
	numbers[k++] = (page.lines[1]?.blanksBefore ?? 0) > 0 ? 1 : 0;
	numbers[k++] = Math.min(8, candidate.outside);
	numbers[k++] = Math.min(6, candidate.strong);
	numbers[k++] = Math.min(4, candidate.told);
	numbers[k++] = candidate.signs;
	numbers[k++] = key.length > 2 && headlineKey.includes(key) ? 1 : 0;
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
		groups: Int32Array.from(candidates, ({ key }) => groupsOf(key)),
		domains: candidates.filter(({ seen }) => seen.domain + seen.mail > 0).map(({ key }) => key),
		keys: new Set(candidates.map(({ key }) => key)),
		initials,
		allInitials: new Set(initials.filter((letters) => letters.length > 1)),
	};
	const numbers = new Float32Array(candidates.length * PUBLICATION_COLUMNS);
	for (let c = 0; c < candidates.length; c++) putNumbers(numbers, setting, c);
	return { candidates, numbers };
}

/** What a name that stands with the date of its paper scores at least. */
const IMPRINT = 0.7;

const HOW: Record<number, How> = { 0: 'position', 1: 'position', 2: 'shape', 2.5: 'file-name', 2.6: 'file-name', 3: 'repeat', 4: 'cue', 5: 'cue', 6: 'cue', 7: 'shape', 8: 'shape' };

/** Chooses the publication's name, or null. `headline` is the line chosen as headline. */
export function choosePublication(page: Page, rows: Float32Array, trees: Trees, headline: number): PublicationChoice | null {
	if (page.hints.publication) return { value: page.hints.publication, spans: [], how: 'convention', score: 1, rival: 0, sum: 1, candidate: null, line: -1 };
	const { candidates, numbers } = publicationCandidates(page, rows);
	const scores = scoreRows(trees, numbers, Int32Array.from(candidates, (_, c) => c * PUBLICATION_COLUMNS), candidates.length);
	let best: Candidate | null = null;
	let bestScore = 0;
	let rival = 0;
	let sum = 0;
	candidates.forEach((candidate, c) => {
		if (candidate.wholeLine === headline && headline >= 0 && candidate.line === headline) return;
		const value = Math.max(scores[c] as number, candidate.imprint ? IMPRINT : 0);
		sum += value;
		rival = Math.max(rival, Math.min(value, bestScore));
		if (value > bestScore) {
			best = candidate;
			bestScore = value;
		}
	});
	const chosen = best as Candidate | null;
	if (!chosen || bestScore < 0.04) return null;
	const line = page.lines[chosen.line];
	return { value: chosen.value, spans: line ? [spanWithin(line, chosen.start, chosen.end)] : [], how: HOW[chosen.rank] ?? 'model', score: bestScore, rival, sum, candidate: chosen, line: chosen.wholeLine };
}
