// Owns the command about saved searches: listing them with their counts, running one, and changing them.
import type { Archive } from '../core/archive';
import { Fault } from '../shared/errors';
import type { SavedSearch } from '../shared/finding';
import { Query, Sort } from '../shared/model';
import { Misuse } from './arguments';
import { clippings, printQuery } from './browse';
import type { Command, Context } from './command';
import { column, harmless } from './terminal';
import { STATUS, type Status } from './words';

/** What a saved search asks, on one line; what it asks besides words is named. */
function question(archive: Archive, { query }: SavedSearch): string {
	const tags = new Map(archive.tags.list().map(({ id, name }) => [id, name]));
	const shelf = query.collection === null ? [] : [archive.collections.list().find(({ id }) => id === query.collection)?.path ?? '?'];
	return [
		...query.tags.map((id) => `tag:="${tags.get(id) ?? '?'}"`), ...shelf.map((path) => `in:"${path}"`),
		...(query.only === null ? [] : [`is:${query.only}`]), ...(query.import === null ? [] : [`import ${query.import}`]),
		...(query.where === 'trash' ? ['in the trash'] : []), query.text,
	].filter((part) => part !== '').join(' ');
}

async function list(context: Context): Promise<Status> {
	const { out, json } = context;
	const archive = await context.archive();
	const saved = archive.searches.list();
	const counted = saved.map((one) => ({ ...one, total: archive.find.count(one.query).total }));
	if (json) {
		for (const { id, uid, name, query, total } of counted) await out.json({ id, uid, name, query, total });
		await out.json({ summary: { total: saved.length } });
		return STATUS.done;
	}
	const { columns } = out.surface;
	const said = (total: number | null): string => total?.toLocaleString('en') ?? '-';
	const numbers = Math.max(5, ...counted.map(({ total }) => said(total).length));
	for (const one of counted) {
		const asked = question(archive, one);
		if (columns === null) await out.line(`${one.total ?? ''}\t${harmless(one.name)}\t${harmless(asked)}`);
		else await out.line(`${column(said(one.total), numbers, true)}  ${column(`${harmless(one.name)}  ${out.surface.style(harmless(asked), 'dim')}`, columns - numbers - 2).trimEnd()}`);
	}
	if (columns !== null && saved.length === 0) await out.line("There are no saved searches in this archive. Save one with: cuttings saved add 'Name' QUERY");
	return STATUS.done;
}

/** The one of this name. `search/missing`. */
function known(archive: Archive, name: string): SavedSearch {
	const found = archive.searches.named(name);
	if (!found) throw new Fault('search/missing', { name });
	return found;
}

const typed = (words: readonly string[]): Query => {
	const text = words.join(' ');
	return Query.parse({ text, sort: text === '' ? 'newest' : 'relevance' });
};

/** Each act as a sentence, and the name that stands then. */
const ACTS: Readonly<Record<string, { least: number; most: number; needs: string; run: (archive: Archive, names: readonly string[], args: Context['args']) => { said: string; name: string | null } }>> = {
	add: {
		least: 2, most: Infinity, needs: 'a name and a query',
		run: (archive, [name = '', ...words], args) => {
			const sort = args.oneOf('sort', Sort.options);
			archive.searches.add(name, { ...typed(words), ...(sort && { sort }) });
			const made = known(archive, name);
			return { said: `Saved the search ${made.name}. It finds ${clippings(archive.find.count(made.query).total ?? 0)}.`, name: made.name };
		},
	},
	change: {
		least: 2, most: Infinity, needs: 'a name and the new query',
		run: (archive, [name = '', ...words], args) => {
			const one = known(archive, name);
			const sort = args.oneOf('sort', Sort.options);
			archive.searches.change(one.id, { ...typed(words), ...(sort && { sort }) });
			return { said: `Changed the saved search ${one.name}.`, name: one.name };
		},
	},
	rename: {
		least: 2, most: 2, needs: 'a name and the new name',
		run: (archive, [name = '', other = '']) => {
			const one = known(archive, name);
			archive.searches.rename(one.id, other);
			const now = archive.searches.list().find(({ id }) => id === one.id)!.name;
			return { said: `Renamed ${one.name} to ${now}.`, name: now };
		},
	},
	move: {
		least: 1, most: 1, needs: 'a name',
		run: (archive, [name = ''], args) => {
			const one = known(archive, name);
			const before = args.one('before');
			archive.searches.move(one.id, before === null ? null : known(archive, before).id);
			return { said: `Moved the saved search ${one.name}.`, name: one.name };
		},
	},
	remove: {
		least: 1, most: 1, needs: 'a name',
		run: (archive, [name = '']) => {
			const one = known(archive, name);
			archive.searches.remove(one.id);
			return { said: `Deleted the saved search ${one.name}. What it found stays in the archive.`, name: null };
		},
	},
};
const WORDS = ['run', ...Object.keys(ACTS)];

async function saved(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [word, ...names] = args.operands;
	if (word === undefined) return list(context);
	if (word === 'run') {
		if (names.length !== 1) throw new Misuse('saved run needs a name.', 'saved');
		const { query } = known(await context.archive(), names[0]!);
		return printQuery(context, { ...query, sort: args.oneOf('sort', Sort.options) ?? query.sort });
	}
	const act = Object.hasOwn(ACTS, word) ? ACTS[word]! : null;
	if (!act) throw new Misuse(`saved does not know “${word}”; it takes ${WORDS.slice(0, -1).join(', ')} or ${WORDS.at(-1)!}.`, 'saved');
	if (names.length < act.least || names.length > act.most) throw new Misuse(`saved ${word} needs ${act.needs}.`, 'saved');
	const { said, name } = act.run(await context.archive(), names, args);
	if (json) await out.json({ summary: { [word]: names[0], name } });
	else await out.line(harmless(said));
	return STATUS.done;
}

export const savedCommand: Command = {
	name: 'saved',
	says: 'List the saved searches, run one, or change them.',
	more: [
		'Alone it lists them, with how many clippings each finds now. Into a pipe or file each is on one line: count, name and query, parted by tabs.',
		'add saves a query under a name, change gives a name another query, rename another name, move another place (last, or --before another one), remove deletes one; clippings are not touched. Each can be undone. run prints what one finds, as search does.',
	],
	examples: ['cuttings saved', "cuttings saved add 'Yard closure' 'yard closure date:1981..1983'", "cuttings saved run 'Yard closure' --limit 20", "cuttings saved remove 'Yard closure'"],
	operands: { label: '[run|add|change|rename|move|remove NAME [QUERY...]]', least: 0, most: Infinity },
	options: [
		{ name: 'sort', value: 'ORDER', says: `With run, add and change: one of ${Sort.options.join(', ')}.` },
		{ name: 'limit', value: 'N', says: 'With run: show at most N.' },
		{ name: 'offset', value: 'N', says: 'With run: leave out the first N.' },
		{ name: 'before', value: 'NAME', says: 'With move: the saved search it is to stand before. Else it stands last.' },
	],
	dashOperands: true,
	// Listing needs no more than reading; an act refuses by itself where nothing may be written.
	use: 'notes',
	run: saved,
};
