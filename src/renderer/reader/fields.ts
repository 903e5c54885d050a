// Owns what the reader knows of each field: its word, its colour, how its value is shown and typed, and how its certainty is said. Must not ask the archive.
import type { FieldName, How, Provenance } from '../../shared/draft';
import type { Clipping, Edit } from '../../shared/model';
import { saidDate } from '../ui/dates';

/** Which thread of colour ties a field to its lines (tokens `--f-*`). */
export type Thread = 'title' | 'source' | 'date' | 'author' | 'place' | 'page' | 'image';

export interface Field {
	name: FieldName & keyof Edit;
	label: string;
	thread: Thread;
	/** Takes more than one line. */
	isLong?: boolean;
	/** Stands in the details card even when nothing was found. */
	isUsual?: boolean;
}

export const FIELDS: readonly Field[] = [
	{ name: 'headline', label: 'Headline', thread: 'title', isLong: true },
	{ name: 'publication', label: 'Newspaper', thread: 'source', isUsual: true },
	{ name: 'published', label: 'Date', thread: 'date', isUsual: true },
	{ name: 'page', label: 'Page', thread: 'page' },
	{ name: 'edition', label: 'Edition', thread: 'page' },
	{ name: 'byline', label: 'By', thread: 'author', isUsual: true },
	{ name: 'dateline', label: 'Place', thread: 'place' },
	{ name: 'section', label: 'Section', thread: 'source' },
	{ name: 'kicker', label: 'Kicker', thread: 'title' },
	{ name: 'standfirst', label: 'Standfirst', thread: 'title', isLong: true },
	{ name: 'url', label: 'Address', thread: 'source' },
];

export const THREADS: Readonly<Record<FieldName, { label: string; thread: Thread }>> = {
	...(Object.fromEntries(FIELDS.map(({ name, label, thread }) => [name, { label, thread }])) as Record<Field['name'], { label: string; thread: Thread }>),
	updated: { label: 'Updated', thread: 'date' },
};

/** "Nora Tallis and Per Holm": names as they are shown and typed. */
export function namesIn(byline: Clipping['byline']): string {
	if (!byline) return '';
	const names = byline.signatories.map((signatory) => signatory.name);
	if (byline.agency && !names.includes(byline.agency)) names.push(byline.agency);
	return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

/** What the card shows for a field; empty when nothing was found. */
export function shownValue(clipping: Clipping, name: Field['name']): string {
	switch (name) {
		case 'published': return saidDate(clipping.published, 'long');
		case 'byline': return namesIn(clipping.byline);
		default: return clipping[name] ?? '';
	}
}

/** What stands in the input when somebody starts to edit a field. */
export const typedValue = (clipping: Clipping, name: Field['name']): string =>
	name === 'published' ? (clipping.published?.edtf ? saidDate({ ...clipping.published, edtf: clipping.published.edtf }, 'long') : clipping.published?.printed ?? '') : shownValue(clipping, name);

export const MARKS = ['certain', 'likely', 'choice', 'yours', 'none'] as const;
export type Mark = (typeof MARKS)[number];
export const MARK_WORDS: Record<Mark, string> = { certain: 'certain', likely: 'likely', choice: 'your choice', yours: 'yours', none: 'not found' };

const CERTAIN_FROM = 0.9;

export function markOf(clipping: Clipping, name: Field['name']): Mark {
	const from = clipping.provenance[name];
	const isSettled = from?.how === 'person' && from.certainty === 1;
	if (name === 'published' && !isSettled && clipping.published && !clipping.published.edtf && clipping.published.readings.length > 1) return 'choice';
	if (from?.how === 'person') return 'yours';
	if (shownValue(clipping, name) === '') return 'none';
	return (from?.certainty ?? 0) >= CERTAIN_FROM ? 'certain' : 'likely';
}

const HOW_WORDS: Record<How, string> = {
	cue: 'by a word before it',
	shape: 'by its form',
	position: 'by its place',
	model: 'by how it looks',
	repeat: 'because it recurs',
	'file-name': 'from the name of the file',
	markup: 'from the page itself',
	embedded: 'from the picture itself',
	convention: 'as this paper prints it',
	person: 'typed by you',
};

/** "line 6, by its form" */
export function originOf(from: Provenance | undefined): string {
	if (!from) return '';
	const lines = linesOf(from);
	if (from.how === 'person') return lines ? `${lines}, confirmed by you` : HOW_WORDS.person;
	return [lines, HOW_WORDS[from.how]].filter(Boolean).join(', ');
}

export function linesOf(from: Provenance): string {
	const first = from.spans[0];
	if (!first) return '';
	const last = Math.max(...from.spans.map((span) => span.endLine));
	return last > first.line ? `lines ${first.line}–${last}` : `line ${first.line}`;
}
