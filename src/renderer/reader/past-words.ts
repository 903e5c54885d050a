// Owns how the facts of a clipping's history are said, in runs: what was (`was`), what is (`is`), and the words between. Must not ask the archive.
import type { PastEntry, PastFact, PastValue } from '../../shared/past';
import { sayInRuns, say } from '../../shared/words/say';
import { said, saidDate } from '../ui/dates';
import { join, when } from '../ui/words';
import { THREADS } from './fields';

export type Runs = ReturnType<typeof sayInRuns>;
type Told<K extends PastFact['is']> = Extract<PastFact, { is: K }>;

const valueSaid = (value: PastValue | null): string | null => {
	if (!value) return null;
	return value.edtf !== null || value.readings.length > 0 ? saidDate({ printed: value.text, edtf: value.edtf, readings: value.readings, time: null, firstDay: null, lastDay: null }, 'long') : value.text;
};

/** A value in the place of another; null for none on either side. */
function changed(field: string, before: string | null, after: string | null, by: Told<'field'>['by']): Runs {
	if (after === null) return sayInRuns('reader.past.emptied', { field, before: before ?? '', by });
	return before === null ? sayInRuns('reader.past.added', { field, after, by }) : sayInRuns('reader.past.changed', { field, before, after, by });
}

function fieldSaid({ field, before, after, by }: Told<'field'>): Runs {
	const [was, is] = [valueSaid(before), valueSaid(after)];
	const { label } = THREADS[field];
	// Two ways to print one day are told as they were printed.
	return was === is ? changed(label, before?.text ?? null, after?.text ?? null, by) : changed(label, was, is, by);
}

function confirmedSaid({ field, value, isTakenBack }: Told<'confirmed'>): Runs {
	const of = { field: THREADS[field].label, value: valueSaid(value) ?? '' };
	if (isTakenBack) return sayInRuns('reader.past.unconfirmed', of);
	return value ? sayInRuns('reader.past.confirmed', of) : sayInRuns('reader.past.confirmedNone', of);
}

const WORDS: Record<Told<'words'>['of'], string> = { notes: say('reader.notes.title'), rights: say('reader.rights.label'), embargo: say('reader.embargo.label') };

function wordsSaid({ of, before, after }: Told<'words'>): Runs {
	const value = (text: string): string | null => (text === '' ? null : of !== 'embargo' ? text.replace(/\s+/gu, ' ').trim() : text === '..' ? say('reader.past.openEnd') : said(text, 'long'));
	return changed(WORDS[of], value(before), value(after), 'person');
}

function* namesSaid({ is, added, removed }: Told<'tags' | 'collections'>): Generator<Runs> {
	const of = (names: readonly string[]) => ({ count: names.length, names: join(names) });
	if (added.length > 0) yield is === 'tags' ? sayInRuns('reader.past.tagged', of(added)) : sayInRuns('reader.past.collected', of(added));
	if (removed.length > 0) yield is === 'tags' ? sayInRuns('reader.past.untagged', of(removed)) : sayInRuns('reader.past.uncollected', of(removed));
}

function takenIn({ name, from, watched, isBack }: Told<'taken-in'>): Runs {
	if (isBack) return sayInRuns('reader.past.cameBack', { name });
	if (watched !== null) return sayInRuns('reader.past.takenInWatched', { name, watched });
	return from === null ? sayInRuns('reader.past.takenIn', { name }) : sayInRuns('reader.past.takenInFrom', { name, from });
}

function highlightSaid({ what, quote, note }: Told<'highlight'>): Runs {
	switch (what) {
		case 'made': return note === '' ? sayInRuns('reader.past.highlighted', { quote }) : sayInRuns('reader.past.highlightedNote', { quote, note });
		case 'noted': return note === '' ? sayInRuns('reader.past.noteGone', { quote }) : sayInRuns('reader.past.noted', { quote, note });
		case 'changed': return sayInRuns('reader.past.highlightChanged', { quote });
		case 'removed': return sayInRuns('reader.past.highlightGone', { quote });
	}
}

function pictureSaid({ what, name }: Told<'picture'>): Runs {
	switch (what) {
		case 'added': return sayInRuns('reader.past.pictureAdded', { name });
		case 'filled': return sayInRuns('reader.past.pictureFilled', { name });
		case 'moved': return sayInRuns('reader.past.pictureMoved', { name });
		case 'removed': return sayInRuns('reader.past.pictureGone', { name });
	}
}

function mergedSaid({ what, other }: Told<'merged'>): Runs {
	const of = { has: other ? 'yes' : 'no', headline: other?.headline ?? '' };
	switch (what) {
		case 'into': return sayInRuns('reader.past.mergedInto', of);
		case 'out-of': return sayInRuns('reader.past.mergedOut', of);
		case 'with': return sayInRuns('reader.past.mergedWith', of);
		case 'parted': return sayInRuns('reader.past.parted', of);
	}
}

/** A fact in its lines: one, or one for what came and one for what went. */
export function factSaid(fact: PastFact): Runs[] {
	switch (fact.is) {
		case 'taken-in': return [takenIn(fact)];
		case 'field': return [fieldSaid(fact)];
		case 'confirmed': return [confirmedSaid(fact)];
		case 'words': return [wordsSaid(fact)];
		case 'text': return [sayInRuns('reader.past.text', { count: fact.passages })];
		case 'tags': case 'collections': return [...namesSaid(fact)];
		case 'flagged': return [fact.isOn ? sayInRuns('reader.past.flagged') : sayInRuns('reader.past.unflagged')];
		case 'trashed': return [fact.isOn ? sayInRuns('reader.past.trashed') : sayInRuns('reader.past.restored')];
		case 'highlight': return [highlightSaid(fact)];
		case 'picture': return [pictureSaid(fact)];
		case 'merged': return [mergedSaid(fact)];
		case 'checked': return [sayInRuns('reader.past.checked', { sound: fact.isSound === null ? 'unknown' : fact.isSound ? 'yes' : 'no' })];
		case 'noted': return [sayInRuns('reader.past.other', { type: fact.type })];
	}
}

/** Events that are said to have happened at the same time stand together. `id`: the newest one's. */
export interface Moment {
	id: number;
	at: number;
	said: string;
	lines: Runs[];
}

export function moments(events: readonly PastEntry[]): Moment[] {
	const made: Moment[] = [];
	for (const { id, at, facts } of events) {
		const time = when(at);
		const last = made.at(-1);
		const lines = facts.flatMap(factSaid);
		if (last?.said === time) last.lines.push(...lines);
		else made.push({ id, at, said: time, lines });
	}
	return made;
}
