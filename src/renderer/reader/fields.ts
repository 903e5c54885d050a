// Owns what the reader knows of each field: its word, its colour, how its value is shown and typed, and how its certainty is said. Must not ask the archive.
import type { FieldName, How, Provenance } from '../../shared/draft';
import type { Clipping, Edit } from '../../shared/model';
import { say } from '../../shared/words/say';
import { saidDate } from '../ui/dates';
import { join } from '../ui/words';

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
	{ name: 'headline', label: say('reader.fields.headline'), thread: 'title', isLong: true },
	{ name: 'publication', label: say('reader.fields.publication'), thread: 'source', isUsual: true },
	{ name: 'published', label: say('reader.fields.published'), thread: 'date', isUsual: true },
	{ name: 'page', label: say('reader.fields.page'), thread: 'page' },
	{ name: 'edition', label: say('reader.fields.edition'), thread: 'page' },
	{ name: 'byline', label: say('reader.fields.byline'), thread: 'author', isUsual: true },
	{ name: 'dateline', label: say('reader.fields.dateline'), thread: 'place' },
	{ name: 'section', label: say('reader.fields.section'), thread: 'source' },
	{ name: 'kicker', label: say('reader.fields.kicker'), thread: 'title' },
	{ name: 'standfirst', label: say('reader.fields.standfirst'), thread: 'title', isLong: true },
	{ name: 'url', label: say('reader.fields.url'), thread: 'source' },
];

/** What a field is called inside a sentence. */
export const IN_SENTENCE: Readonly<Record<FieldName, string>> = {
	headline: say('reader.inSentence.headline'),
	publication: say('reader.inSentence.publication'),
	published: say('reader.inSentence.published'),
	page: say('reader.inSentence.page'),
	edition: say('reader.inSentence.edition'),
	byline: say('reader.inSentence.byline'),
	dateline: say('reader.inSentence.dateline'),
	section: say('reader.inSentence.section'),
	kicker: say('reader.inSentence.kicker'),
	standfirst: say('reader.inSentence.standfirst'),
	url: say('reader.inSentence.url'),
	updated: say('reader.inSentence.updated'),
};

export const THREADS: Readonly<Record<FieldName, { label: string; thread: Thread }>> = {
	...(Object.fromEntries(FIELDS.map(({ name, label, thread }) => [name, { label, thread }])) as Record<Field['name'], { label: string; thread: Thread }>),
	updated: { label: say('reader.fields.updated'), thread: 'date' },
};

/** "Nora Tallis and Per Holm": names as they are shown and typed. */
export function namesIn(byline: Clipping['byline']): string {
	if (!byline) return '';
	const names = byline.signatories.map((signatory) => signatory.name);
	if (byline.agency && !names.includes(byline.agency)) names.push(byline.agency);
	return join(names);
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
export const MARK_WORDS: Record<Mark, string> = {
	certain: say('reader.certainty.certain'),
	likely: say('reader.certainty.likely'),
	choice: say('reader.certainty.choice'),
	yours: say('reader.certainty.yours'),
	none: say('reader.certainty.none'),
};

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
	cue: say('reader.origin.cue'),
	shape: say('reader.origin.shape'),
	position: say('reader.origin.position'),
	model: say('reader.origin.model'),
	repeat: say('reader.origin.repeat'),
	'file-name': say('reader.origin.fileName'),
	markup: say('reader.origin.markup'),
	embedded: say('reader.origin.embedded'),
	convention: say('reader.origin.convention'),
	person: say('reader.origin.person'),
};

/** "line 6, by its form" */
export function originOf(from: Provenance | undefined): string {
	if (!from) return '';
	const lines = linesOf(from);
	if (from.how === 'person') return lines ? say('reader.origin.confirmed', { lines }) : HOW_WORDS.person;
	return [lines, HOW_WORDS[from.how]].filter(Boolean).join(', ');
}

export function linesOf(from: Provenance): string {
	const first = from.spans[0];
	if (!first) return '';
	const last = Math.max(...from.spans.map((span) => span.endLine));
	return last > first.line ? say('reader.origin.lines', { from: String(first.line), to: String(last) }) : say('reader.origin.line', { line: String(first.line) });
}
