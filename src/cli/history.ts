// Owns the command that tells what befell one clipping, in words. Must not know how events are kept.
import type { FieldName } from '../shared/draft';
import type { ClippingId } from '../shared/model';
import type { PastEntry, PastFact, PastValue } from '../shared/past';
import type { Archive } from '../core/archive';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

const LABELS: Readonly<Record<FieldName, string>> = {
	publication: 'Newspaper', headline: 'Headline', kicker: 'Kicker', standfirst: 'Standfirst', byline: 'Byline', dateline: 'Place',
	published: 'Date', updated: 'Updated', section: 'Section', edition: 'Edition', page: 'Page', url: 'Address',
};

const valueSaid = (value: PastValue | null): string | null => (value === null ? null : value.edtf ?? (value.readings.length > 0 ? value.readings.join(' or ') : value.text));

function changed(label: string, before: string | null, after: string | null): string {
	if (after === null) return `${label} removed: ${before ?? ''}`;
	return before === null ? `${label} added: ${after}` : `${label}: ${before} -> ${after}`;
}

function fieldSaid({ field, before, after, by }: Extract<PastFact, { is: 'field' }>): string {
	const [was, is] = [valueSaid(before), valueSaid(after)];
	const why = { person: '', convention: ', as this paper writes dates', reading: ', as it was read' }[by];
	return (was === is ? changed(LABELS[field], before?.text ?? null, after?.text ?? null) : changed(LABELS[field], was, is)) + why;
}

function namesSaid({ is, added, removed }: Extract<PastFact, { is: 'tags' | 'collections' }>): string {
	const [put, taken] = is === 'tags' ? ['Tagged', 'Tags taken off'] : ['Put into', 'Taken out of'];
	return [added.length > 0 ? `${put}: ${added.join(', ')}` : '', removed.length > 0 ? `${taken}: ${removed.join(', ')}` : ''].filter(Boolean).join('; ');
}

function takenIn({ name, from, watched, isBack }: Extract<PastFact, { is: 'taken-in' }>): string {
	if (isBack) return `Came back from an export as ${name}`;
	return `Taken in from ${name}${from === null ? '' : `, out of ${from}`}${watched === null ? '' : `, watched folder ${watched}`}`;
}

const oneLine = (text: string): string | null => text.replace(/\s+/gu, ' ').trim() || null;

function factSaid(fact: PastFact): string {
	switch (fact.is) {
		case 'taken-in': return takenIn(fact);
		case 'field': return fieldSaid(fact);
		case 'confirmed': return `${LABELS[fact.field]} ${fact.isTakenBack ? 'no longer confirmed' : 'confirmed'}: ${valueSaid(fact.value) ?? 'there is none'}`;
		case 'words': return changed({ notes: 'Notes', rights: 'Rights', embargo: 'Embargo' }[fact.of], oneLine(fact.before), oneLine(fact.after));
		case 'text': return `Text: ${fact.passages} ${fact.passages === 1 ? 'passage' : 'passages'} sorted anew`;
		case 'tags': case 'collections': return namesSaid(fact);
		case 'flagged': return fact.isOn ? 'Flagged' : 'Flag taken off';
		case 'trashed': return fact.isOn ? 'Moved to the trash' : 'Put back from the trash';
		case 'highlight': return `${{ made: 'Highlighted', removed: 'Highlight removed', changed: 'Highlight changed', noted: 'Margin note' }[fact.what]}: “${fact.quote}”${fact.note === '' ? '' : `: ${oneLine(fact.note) ?? ''}`}`;
		case 'picture': return `${{ added: 'Picture added', removed: 'Picture taken off', filled: 'Picture found its file', moved: 'Picture given to another caption' }[fact.what]}: ${fact.name}`;
		case 'merged': return `${{ into: 'Merged into', 'out-of': 'Parted again from', with: 'Took in by a merge', parted: 'Gave back' }[fact.what]} ${fact.other ? `${fact.other.id} ${fact.other.headline}` : 'another clipping'}`;
		case 'checked': return fact.isSound === null ? 'Archive checked; whether this original was sound is not on record' : fact.isSound ? 'Original checked: unchanged since it came' : 'Original checked: damaged or missing';
		case 'noted': return `On record: ${fact.type}`;
	}
}

const LIMIT = 50;
const PAGE = 200;

function* historyOf(archive: Archive, id: ClippingId, most: number): Generator<PastEntry> {
	let before: number | null = null;
	for (let left = most; left > 0;) {
		const page: ReturnType<Archive['clippings']['past']> = archive.clippings.past(id, { before, limit: Math.min(PAGE, left) });
		yield* page.events;
		if (page.before === null) return;
		left -= page.events.length;
		before = page.before;
	}
}

async function history(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const id = archive.clippings.find(args.operands[0]!);
	const { total } = archive.clippings.past(id, { before: null, limit: 1 });
	for (const { id: event, at, facts } of historyOf(archive, id, args.has('all') ? Infinity : args.count('limit') ?? LIMIT)) {
		const time = new Date(at).toISOString();
		if (json) await out.json({ id: event, at: time, facts });
		else for (const fact of facts) await out.line(`${time.replace('T', ' ').slice(0, 19)}\t${harmless(factSaid(fact))}`);
	}
	if (json) await out.json({ summary: { clipping: id, total } });
	return STATUS.done;
}

export const historyCommand: Command = {
	name: 'history',
	says: 'What befell a clipping, newest first: taken in, corrected, tagged, filed, checked.',
	more: ['One line for each thing that happened, with what stood there before. Times are UTC. cuttings events tells the same in the terms of PREMIS. A tag or collection is called what it was called then.'],
	examples: ['cuttings history 12', 'cuttings history 12 --all --json'],
	operands: { label: 'ID', least: 1, most: 1 },
	options: [
		{ name: 'limit', value: 'N', says: `At most so many events. ${LIMIT} when not given.` },
		{ name: 'all', says: 'All of them.' },
	],
	use: 'browses',
	run: history,
};
