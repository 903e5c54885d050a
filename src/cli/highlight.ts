// Owns the commands about highlights: those of a clipping, and making, changing and removing one.
import { HighlightColour, LONGEST_NOTE, type Annotation } from '../shared/annotation';
import { Fault } from '../shared/errors';
import type { Archive } from '../core/archive';
import { Misuse } from './arguments';
import type { Command, Context } from './command';
import { harmless, wrap } from './terminal';
import { STATUS, type Status } from './words';

async function listHighlights(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const id = archive.clippings.find(args.operands[0] ?? '');
	const annotations = archive.highlights.of(id);
	if (json) {
		for (const one of archive.highlights.asWebAnnotations(id)) await out.json(one);
		await out.json({ summary: { total: annotations.length, found: annotations.filter(({ at }) => at !== null).length } });
		return STATUS.done;
	}
	const { columns } = out.surface;
	for (const { uid, colour, note, at, selectors } of annotations) {
		const words = harmless(selectors.quote.exact.replace(/\s+/gu, ' '));
		if (columns === null) {
			await out.line([uid, colour, at === null ? 'not found' : 'found', words, harmless(note.replace(/\s+/gu, ' '))].join('\t'));
			continue;
		}
		await out.line(out.surface.style(`${uid.slice(0, 8)}…${uid.slice(-4)}  ${colour}${at === null ? ', not found in the text any more' : ''}`, 'dim'));
		for (const line of wrap(`“${words}”`, Math.min(columns, 80) - 2)) await out.line(`  ${line}`);
		for (const line of note === '' ? [] : note.split('\n').flatMap((said) => wrap(harmless(said), Math.min(columns, 80) - 4))) await out.line(`    ${line}`);
	}
	if (columns !== null && annotations.length === 0) await out.line(`Clipping ${id} has no highlights. Make one with: cuttings highlight ${id} --quote "words of its text"`);
	return STATUS.done;
}

function colourOf(context: Context): HighlightColour | null {
	const given = context.args.one('colour');
	if (given === null) return null;
	const colour = HighlightColour.safeParse(given);
	if (!colour.success) throw new Misuse(`--colour is one of ${HighlightColour.options.join(', ')}.`, 'highlight');
	return colour.data;
}

/** The highlight meant by the beginning or the end of its identifier, among those of the clipping. */
function meant(all: readonly Annotation[], reference: string): Annotation {
	const asked = reference.toLowerCase();
	const found = all.filter(({ uid }) => uid === asked || (asked.length >= 4 && (uid.startsWith(asked) || uid.endsWith(asked))));
	if (found.length !== 1) throw new Fault('annotation/missing', { uid: reference });
	return found[0]!;
}

/** Makes a new highlight of the words of --quote. */
function made(archive: Archive, context: Context, note: string | null): Annotation {
	const { args } = context;
	const quote = args.one('quote')!;
	const id = archive.clippings.find(args.operands[0] ?? '');
	const places = archive.highlights.places(id, quote);
	const which = args.count('which') ?? 1;
	if (places.length === 0) throw new Fault('annotation/not-there', { quote });
	if (places.length > 1 && !args.has('which')) throw new Misuse(`These words stand ${places.length} times in the text. Say which with --which 1 to ${places.length}.`, 'highlight');
	const range = places[which - 1];
	if (!range) throw new Misuse(`These words stand ${places.length} ${places.length === 1 ? 'time' : 'times'} in the text; there is no place ${which}.`, 'highlight');
	return archive.highlights.add(id, { ...range, colour: colourOf(context) ?? 'lemon', note: note ?? '' });
}

async function highlight(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [quote, of, note, colour] = [args.one('quote'), args.one('of'), args.one('note'), colourOf(context)];
	if ((quote === null) === (of === null)) throw new Misuse('highlight needs --quote with words of the text, or --of with a highlight that is there.', 'highlight');
	if (quote !== null && args.has('remove')) throw new Misuse('--remove goes with --of.', 'highlight');
	if (of !== null && !args.has('remove') && note === null && colour === null) throw new Misuse('--of needs --colour, --note or --remove.', 'highlight');
	if ((note ?? '').length > LONGEST_NOTE) throw new Misuse(`A note has at most ${LONGEST_NOTE.toLocaleString('en')} characters.`, 'highlight');
	const archive = await context.archive();
	const id = archive.clippings.find(args.operands[0] ?? '');
	const one = quote !== null ? made(archive, context, note) : meant(archive.highlights.of(id), of!);
	if (of !== null && args.has('remove')) archive.highlights.remove(one.uid);
	else if (of !== null) archive.highlights.change(one.uid, { ...(colour !== null && { colour }), ...(note !== null && { note }) });
	const done = args.has('remove') ? 'removed' : quote !== null ? 'made' : 'changed';
	if (json) {
		for (const web of archive.highlights.asWebAnnotations(id)) if (web.id.endsWith(one.uid)) await out.json(web);
		await out.json({ summary: { [done]: 1 } });
	} else {
		const words = one.selectors.quote.exact.replace(/\s+/gu, ' ');
		await out.line(`${done === 'made' ? 'Made' : done === 'changed' ? 'Changed' : 'Removed'} the highlight ${one.uid} of clipping ${id}: “${harmless(words.length > 60 ? `${words.slice(0, 59)}…` : words)}”`);
	}
	return STATUS.done;
}

export const highlightsCommand: Command = {
	name: 'highlights',
	says: 'List the highlights of a clipping, with their notes.',
	more: ['Each with its identifier, colour, words and note; into a pipe or file one line each, parted by tabs, with whether its words are still found in the text. With --json each is a W3C Web Annotation (JSON-LD); positions count code points of the article\'s text (docs/highlights.md).'],
	examples: ['cuttings highlights 12', 'cuttings highlights 12 --json'],
	operands: { label: 'ID', least: 1, most: 1 },
	options: [],
	use: 'browses',
	run: listHighlights,
};

export const highlightCommand: Command = {
	name: 'highlight',
	says: 'Highlight words of a clipping\'s text, or change a highlight.',
	more: ['The words are looked for in headline, standfirst, text and captions, first exactly, then but for white space, hyphens at line ends and the form of quotation marks. A highlight that is there is named by its identifier or the first or last four characters or more of it.'],
	examples: ['cuttings highlight 12 --quote "typed and unsigned" --colour leaf --note "Compare 1979."', 'cuttings highlight 12 --of 3f9c --colour rose', 'cuttings highlight 12 --of 3f9c --remove'],
	operands: { label: 'ID', least: 1, most: 1 },
	options: [
		{ name: 'quote', value: 'TEXT', says: 'The words to highlight.' },
		{ name: 'which', value: 'N', says: 'Which place is meant, counted from 1, where the words stand in several.' },
		{ name: 'of', value: 'UID', says: 'The highlight to change or remove.' },
		{ name: 'colour', value: 'COLOUR', says: `One of ${HighlightColour.options.join(', ')}. Lemon unless given.` },
		{ name: 'note', value: 'TEXT', says: 'A note in Markdown; "" takes it away.' },
		{ name: 'remove', says: 'Remove the highlight with its note.' },
	],
	use: 'changes',
	run: highlight,
};
