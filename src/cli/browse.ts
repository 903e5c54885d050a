// Owns the commands that look: list, search, show. They change nothing.
import type { Annotation } from '../shared/annotation';
import { Fault } from '../shared/errors';
import { Being, Query, Sort, type Clipping, type Page, type QueryInput, type Tag, type TagId } from '../shared/model';
import type { Archive } from '../core/archive';
import { clippingRecord } from '../core/exporting/jsonl';
import { bodyText, bylineText } from '../core/reading/fields';
import { sayOf } from '../shared/words/say';
import { Misuse, type Arguments } from './arguments';
import type { Command, Context } from './command';
import { printFacets } from './over-time';
import { pictureLine } from './pictures';
import { printRows, rowJson } from './rows';
import { column, harmless, isolated, width, wrap } from './terminal';
import { STATUS, type Status } from './words';

/** Rows asked of the archive at once. */
const PAGE = 500;
/** Rows shown to a person who did not say how many. */
const SCREENFUL = 50;

const byId = (tags: readonly Tag[]): Map<TagId, Tag> => new Map(tags.map((tag) => [tag.id, tag]));

/** "1 clipping", "312 clippings". */
export const clippings = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'clipping' : 'clippings'}`;

/** The tags named by --tag, which must be there. */
function wantedTags(archive: Archive, names: readonly string[]): TagId[] {
	return names.map((name) => {
		const tag = archive.tags.named(name);
		if (!tag) throw new Fault('tag/missing', { name });
		return tag.id;
	});
}

function onlyOf(args: Arguments): QueryInput['only'] {
	const asked = Being.options.filter((how) => args.has(how));
	if (asked.length > 1) throw new Misuse(`--${asked[0]!} and --${asked[1]!} cannot be asked for together; a query can: is:${asked[0]!} is:${asked[1]!}.`);
	return asked[0] ?? null;
}

async function printFound(context: Context, text: string): Promise<Status> {
	const { args } = context;
	const archive = await context.archive();
	const asked: QueryInput = {
		text,
		tags: wantedTags(archive, args.all('tag')),
		where: args.has('trash') ? 'trash' : 'archive',
		only: onlyOf(args),
		import: args.count('import') ?? null,
		sort: args.oneOf('sort', Sort.options) ?? (text === '' ? 'newest' : 'relevance'),
	};
	const query = Query.parse(asked);
	return args.has('facets') ? printFacets(context, query, args.count('limit')) : printQuery(context, query);
}

/** Prints what a query finds, as far as --limit and --offset say. */
export async function printQuery(context: Context, query: Query): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const { text } = query;
	const tags = byId(archive.tags.list());
	const limit = args.count('limit') ?? (json || out.surface.columns === null ? Infinity : SCREENFUL);
	const from = args.count('offset') ?? 0;
	let shown = 0;
	for (;;) {
		const { rows, total, understood, suggestion } = archive.clippings.search(query, { offset: from + shown, limit: Math.max(1, Math.min(PAGE, limit - shown)) });
		const wanted = rows.slice(0, limit - shown);
		if (json) for (const row of wanted) await out.json(rowJson(row, tags));
		else await printRows(out, wanted, text !== '');
		shown += wanted.length;
		if (wanted.length > 0 && shown < limit && from + shown < total && !out.closed && !context.signal.aborted) continue;
		if (json) await out.json({ summary: { total, ...(understood.length === 0 ? {} : { understood: understood.map(sayOf).join(' ') }), ...(suggestion === null ? {} : { suggestion: { text: suggestion.text, total: suggestion.total } }) } });
		else await printTotal(context, { text, shown, from, total, understood, suggestion });
		break;
	}
	return STATUS.done;
}

async function printTotal({ out }: Context, { text, shown, from, total, understood, suggestion }: { text: string; shown: number; from: number } & Pick<Page, 'total' | 'understood' | 'suggestion'>): Promise<void> {
	// A pipe gets rows and nothing else.
	if (out.surface.columns === null) return;
	if (shown > 0) await out.line();
	const all = total === 0 && text !== '' ? `Nothing in this archive matches “${harmless(text)}”.` : `${clippings(total)}.`;
	const part = shown < total ? ` Shown: ${shown === 0 ? 'none' : `${from + 1} to ${from + shown}`}. More with --limit and --offset.` : '';
	await out.line(out.surface.style(all + part, 'dim'));
	if (understood.length > 0) await out.line(out.surface.style(harmless(understood.map(sayOf).join(' ')), 'dim'));
	if (suggestion !== null) await out.line(`Did you mean ${harmless(suggestion.text)}? It finds ${clippings(suggestion.total)}.`);
}

function details(clipping: Clipping): [string, string][] {
	const { original } = clipping;
	const date = (kept: Clipping['published']): string => (kept === null ? '' : [kept.printed, kept.edtf !== null && kept.edtf !== kept.printed ? `(${kept.edtf})` : '', kept.edtf === null && kept.readings.length > 1 ? `(can be read as ${kept.readings.join(' or ')})` : ''].filter(Boolean).join(' '));
	const signed = clipping.byline === null ? '' : clipping.byline.signatories.map(({ name, role }) => (role === null ? name : `${name} (${role})`)).join(', ') || bylineText(clipping.byline);
	return [
		['Newspaper', clipping.publication ?? ''], ['Published', date(clipping.published)], ['Updated', date(clipping.updated)],
		['By', signed], ['Agency', clipping.byline?.agency ?? ''], ['Place', clipping.dateline ?? ''],
		['Section', clipping.section ?? ''], ['Edition', clipping.edition ?? ''], ['Page', clipping.page ?? ''],
		['Language', clipping.language ?? ''], ['Link', clipping.url ?? ''], ['Tags', clipping.tags.map((tag) => tag.name).join(', ')],
		['Flagged', clipping.flagged ? 'yes' : ''], ['Words', clipping.words.toLocaleString('en')],
		['Original', `${original.fileName}, ${original.bytes.toLocaleString('en')} bytes`], ['SHA-256', original.sha256],
		['Kept', new Date(clipping.importedAt).toISOString()],
		['In trash since', clipping.trashedAt === null ? '' : new Date(clipping.trashedAt).toISOString()],
		['Clipping', `${clipping.id} (${clipping.uid})`],
	];
}

async function printClipping({ out }: Context, clipping: Clipping, annotations: readonly Annotation[]): Promise<void> {
	const columns = Math.min(out.surface.columns ?? 80, 80);
	const print = async (text: string, indent = '', style?: 'bold'): Promise<void> => {
		for (const line of wrap(harmless(text), columns - width(indent))) {
			const shown = out.surface.columns === null ? line : isolated(line);
			await out.line((indent + (style ? out.surface.style(shown, style) : shown)).trimEnd());
		}
	};
	await print(clipping.headline, '', 'bold');
	if (clipping.standfirst) await print(clipping.standfirst);
	await out.line();
	for (const [label, value] of details(clipping)) {
		if (value === '') continue;
		const lines = wrap(harmless(value), Math.max(20, columns - 16));
		for (const [at, line] of lines.entries()) await out.line(`${out.surface.style(column(at === 0 ? label : '', 14), 'dim')}  ${out.surface.columns === null ? line : isolated(line)}`);
	}
	for (const paragraph of bodyText(clipping.blocks)) {
		await out.line();
		await print(paragraph);
	}
	for (const { text, credit } of clipping.captions) {
		await out.line();
		await print([text, credit === null ? '' : `(${credit})`].filter(Boolean).join(' '), '  ');
	}
	for (const [at, picture] of clipping.pictures.entries()) {
		if (at === 0) await out.line();
		await print(pictureLine(picture, at + 1));
	}
	if (annotations.length > 0) {
		await out.line();
		await out.line(out.surface.style('Highlights', 'dim'));
		for (const { selectors, note } of annotations) {
			await print(`“${selectors.quote.exact.replace(/\s+/gu, ' ')}”`, '  ');
			for (const line of note === '' ? [] : note.split('\n')) await print(line, '    ');
		}
	}
	if (clipping.notes.trim() !== '') {
		await out.line();
		await out.line(out.surface.style('Notes', 'dim'));
		for (const line of clipping.notes.split('\n')) await print(line, '  ');
	}
}

/** The original: its bytes as they came for another program, its text made harmless for a person. */
async function printOriginal({ out }: Context, archive: Archive, clipping: Clipping): Promise<void> {
	if (out.surface.columns === null) return out.bytes(archive.clippings.original(clipping.id));
	const text = archive.clippings.originalText(clipping.id);
	if (text === null) return out.line(`The original is ${clipping.original.mediaType}, not text. Send it to a file: cuttings show ${clipping.id} --original > FILE`);
	for (const line of text.split(/\r\n|[\n\r]/)) await out.line(harmless(line));
}

async function show(context: Context): Promise<Status> {
	const archive = await context.archive();
	const reference = context.args.operands[0] ?? '';
	const clipping = archive.clippings.get(archive.clippings.find(reference));
	if (context.args.has('original')) await printOriginal(context, archive, clipping);
	else if (context.json) {
		await context.out.json(clippingRecord(clipping, { original: null, pictures: new Map() }, archive.clippings.beyond(clipping.id)));
		await context.out.json({ summary: { total: 1 } });
	} else await printClipping(context, clipping, archive.highlights.of(clipping.id));
	return STATUS.done;
}

const WINDOW_OPTIONS = [
	{ name: 'tag', value: 'NAME', many: true, says: 'Only clippings that carry this tag; given again, all of them.' },
	{ name: 'unsure', says: 'Only clippings that need a look, each with why.' },
	{ name: 'untagged', says: 'Only clippings without a tag.' },
	{ name: 'unfiled', says: 'Only clippings neither tagged nor in a collection.' },
	{ name: 'flagged', says: 'Only flagged clippings.' },
	{ name: 'recent', says: 'Only what came of late: with the imports of the seven days up to the newest.' },
	{ name: 'duplicate', says: 'Only clippings of whose story there is another version.' },
	{ name: 'import', value: 'N', says: 'Only what came with this import.' },
	{ name: 'trash', says: 'Look in the trash.' },
	{ name: 'sort', value: 'ORDER', says: `One of ${Sort.options.join(', ')}.` },
	{ name: 'limit', value: 'N', says: `Show at most N. On a terminal ${SCREENFUL} unless given; otherwise all.` },
	{ name: 'offset', value: 'N', says: 'Leave out the first N.' },
] as const;

export const list: Command = {
	name: 'list',
	says: 'List the clippings.',
	more: ['On a terminal the columns are number, date, headline and newspaper. Into a pipe or file the same stand on one line a clipping, parted by tabs.'],
	examples: ['cuttings list --tag shipyard --sort oldest', 'cuttings list --unsure', 'cuttings list --trash'],
	operands: { label: '', least: 0, most: 0 },
	options: WINDOW_OPTIONS,
	use: 'browses',
	run: (context) => printFound(context, ''),
};

export const search: Command = {
	name: 'search',
	says: 'Find clippings.',
	more: ['All words must be there, each also as the beginning of a longer word. "Words in quotation marks" are found exactly so; -word must not be there; OR and brackets give a choice; title: by: pub: tag: in: lang: has: date: and others ask in one place (docs/searching.md). Several arguments are one query.'],
	examples: ['cuttings search shipyard strike', "cuttings search 'title:yard date:1981..1983 -has:picture'", "cuttings search '\"last hull\" -ferry' --sort oldest", 'cuttings search yard --facets', 'cuttings search yard --json'],
	operands: { label: 'QUERY...', least: 1, most: Infinity },
	options: [...WINDOW_OPTIONS, { name: 'facets', says: 'Instead of the clippings, what they are: counted by newspaper, year, tag, byline, language, kind, collection and picture credit, at most --limit (12) of each.' }],
	dashOperands: true,
	use: 'browses',
	run: (context) => printFound(context, context.args.operands.join(' ')),
};

export const showCommand: Command = {
	name: 'show',
	says: 'Show one clipping.',
	more: ['ID is the number that list and search show, or the clipping\'s lasting identifier or its first eight characters or more.', 'With --json it is one object as in a JSON Lines export (docs/json-lines.md).'],
	examples: ['cuttings show 12', 'cuttings show 12 --original > clipping.txt'],
	operands: { label: 'ID', least: 1, most: 1 },
	options: [{ name: 'original', says: 'The original as it was received, byte for byte; on a terminal, its text.' }],
	use: 'browses',
	run: show,
};
