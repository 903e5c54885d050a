// Owns the reading of an event's detail: which facts it tells of a clipping. Pure; details come from many years and from other archives, so nothing in them is taken for granted.
import { isDeepStrictEqual } from 'node:util';
import { FIELD_NAMES, type FieldName } from '../../shared/draft';
import { LONGEST_TOLD, type PastFact, type PastValue } from '../../shared/past';
import { bylineText } from '../reading/fields';

type Said = Readonly<Record<string, unknown>>;
type Told<K extends PastFact['is']> = Extract<PastFact, { is: K }>;

const isSaid = (value: unknown): value is Said => typeof value === 'object' && value !== null && !Array.isArray(value);
const saidIn = (value: unknown, key: string): Said => (isSaid(value) && isSaid(value[key]) ? value[key] : {});
const listIn = (value: unknown, key: string): Said[] => (isSaid(value) && Array.isArray(value[key]) ? value[key].filter(isSaid) : []);
const textIn = (value: unknown, key: string): string => (isSaid(value) && typeof value[key] === 'string' ? value[key] : '');
const namesIn = (value: unknown, key: string): string[] => (isSaid(value) && Array.isArray(value[key]) ? value[key].filter((one) => typeof one === 'string') : []);

/** The beginning of a long text. */
function told(text: string): string {
	const characters = [...text];
	return characters.length > LONGEST_TOLD ? `${characters.slice(0, LONGEST_TOLD - 1).join('').trimEnd()}…` : text;
}

/** A field's value as it can be told; null for none. */
function valueOf(field: FieldName, value: unknown): PastValue | null {
	if (typeof value === 'string') return value === '' ? null : { text: told(value), edtf: null, readings: [] };
	if (!isSaid(value)) return null;
	if (field === 'byline') {
		const signatories = listIn(value, 'signatories').flatMap(({ name }) => (typeof name === 'string' ? [{ name, kind: 'person' as const, role: null }] : []));
		const text = bylineText({ signatories, agency: textIn(value, 'agency') || null });
		return text === '' ? null : { text: told(text), edtf: null, readings: [] };
	}
	const edtf = textIn(value, 'edtf') || null;
	return { text: told(textIn(value, 'printed') || (edtf ?? '')), edtf, readings: namesIn(value, 'readings').slice(0, 9) };
}

const howOf = (state: Said): string => textIn(state['from'], 'how');

function fieldFact(field: FieldName, before: Said, after: Said): Told<'field'> | Told<'confirmed'> {
	const [was, is] = [valueOf(field, before['value']), valueOf(field, after['value'])];
	const how = howOf(after);
	if (isDeepStrictEqual(before['value'], after['value'])) return { is: 'confirmed', field, value: is, isTakenBack: how !== 'person' && howOf(before) === 'person' };
	return { is: 'field', field, before: was, after: is, by: how === 'person' || how === 'convention' ? how : 'reading' };
}

function* highlightFacts(before: readonly Said[], after: readonly Said[]): Generator<Told<'highlight'>> {
	const quoteOf = (state: Said): string => told(textIn(saidIn(state['selectors'], 'quote'), 'exact').replace(/\s+/gu, ' '));
	for (const state of before) {
		const now = after.find(({ uid }) => uid === state['uid']);
		if (!now) yield { is: 'highlight', what: 'removed', quote: quoteOf(state), note: '' };
		else if (textIn(now, 'note') !== textIn(state, 'note')) yield { is: 'highlight', what: 'noted', quote: quoteOf(now), note: told(textIn(now, 'note')) };
		else yield { is: 'highlight', what: 'changed', quote: quoteOf(now), note: '' };
	}
	for (const state of after) if (!before.some(({ uid }) => uid === state['uid'])) yield { is: 'highlight', what: 'made', quote: quoteOf(state), note: told(textIn(state, 'note')) };
}

/** Pictures have a place each; their numbers are the archive's own, and new ones have none yet. */
function* pictureFacts(before: readonly Said[], after: readonly Said[]): Generator<Told<'picture'>> {
	const nameOf = (state: Said): string => textIn(state, 'fileName') || textIn(state, 'address');
	for (const state of after) {
		const was = before.find(({ position }) => position === state['position']);
		if (!was) yield { is: 'picture', what: 'added', name: nameOf(state) };
		else if (textIn(was, 'sha256') === '' && textIn(state, 'sha256') !== '') yield { is: 'picture', what: 'filled', name: nameOf(state) };
		else if (textIn(was, 'sha256') !== '' && textIn(state, 'sha256') === '') yield { is: 'picture', what: 'removed', name: nameOf(state) };
		else if (was['caption'] !== state['caption']) yield { is: 'picture', what: 'moved', name: nameOf(state) };
	}
	for (const state of before) if (!after.some(({ position }) => position === state['position'])) yield { is: 'picture', what: 'removed', name: nameOf(state) };
}

/** The facts of a detail that says what stood before and what stands after. */
function* changeFacts(before: Said, after: Said): Generator<PastFact> {
	for (const field of FIELD_NAMES) if (isSaid(before[field]) && isSaid(after[field])) yield fieldFact(field, before[field], after[field]);
	for (const of of ['notes', 'rights', 'embargo'] as const) if (of in after) yield { is: 'words', of, before: told(textIn(before, of)), after: told(textIn(after, of)) };
	if (Array.isArray(after['roles']) && after['roles'].length > 0) yield { is: 'text', passages: after['roles'].length };
	if (typeof after['flagged'] === 'boolean') yield { is: 'flagged', isOn: after['flagged'] };
	if ('trashedAt' in after) yield { is: 'trashed', isOn: after['trashedAt'] !== null };
	yield* highlightFacts(listIn(before, 'annotations'), listIn(after, 'annotations'));
	yield* pictureFacts(listIn(before, 'pictures'), listIn(after, 'pictures'));
}

/** What is known of a clipping beyond its events. */
export interface PastGround {
	/** Its number. */
	clipping: number;
	/** What its own original was called. */
	fileName: string;
	/** The watched folder it came from, by name, or null. */
	watched: string | null;
	/** A clipping of this archive by a number noted in a detail; null where there is none, or where the number is another archive's. */
	other(id: number): Told<'merged'>['other'];
}

function* mergeFacts(detail: Said, { other }: PastGround): Generator<Told<'merged'>> {
	const numbered = (id: unknown): Told<'merged'>['other'] => (typeof id === 'number' ? other(id) : null);
	if ('merged' in detail) yield { is: 'merged', what: 'with', other: numbered(detail['merged']) };
	if ('parted' in detail) yield { is: 'merged', what: 'parted', other: numbered(detail['parted']) };
	const [before, after] = [saidIn(detail, 'before'), saidIn(detail, 'after')];
	if (!('mergedInto' in after)) return;
	yield after['mergedInto'] === null ? { is: 'merged', what: 'out-of', other: numbered(before['mergedInto']) } : { is: 'merged', what: 'into', other: numbered(after['mergedInto']) };
}

/** Whether a check of the archive found a clipping sound. Only the first hundred findings are written down. */
function soundIn(detail: Said, clipping: number): boolean | null {
	const findings = listIn(detail, 'findings');
	if (findings.some(({ id }) => id === clipping)) return false;
	if (textIn(detail, 'outcome') === 'pass') return true;
	return findings.length > 0 && findings.length < 100 ? true : null;
}

/** What an event tells of a clipping, in the order in which its fields are listed. At least one fact: what is not understood is told by its type. */
export function factsOf(type: string, written: unknown, ground: PastGround): PastFact[] {
	const detail = isSaid(written) ? written : {};
	if (type === 'ingestion') {
		const from = textIn(saidIn(detail, 'from'), 'name') || null;
		return [{ is: 'taken-in', name: ground.fileName, from, watched: ground.watched, isBack: isSaid(detail['record']) }];
	}
	if (type === 'fixity check') return [{ is: 'checked', isSound: soundIn(detail, ground.clipping) }];
	const facts: PastFact[] = [];
	for (const is of ['tags', 'collections'] as const) {
		const [added, removed] = [namesIn(detail[is], 'added'), namesIn(detail[is], 'removed')];
		if (added.length + removed.length > 0) facts.push({ is, added, removed });
	}
	facts.push(...mergeFacts(detail, ground), ...changeFacts(saidIn(detail, 'before'), saidIn(detail, 'after')));
	return facts.length > 0 ? facts : [{ is: 'noted', type }];
}
