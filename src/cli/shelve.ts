// Owns the commands about collections: the tree of them and its changes, and putting clippings in and taking them out.
import type { Archive } from '../core/archive';
import { Fault } from '../shared/errors';
import type { ClippingId, CollectionId } from '../shared/model';
import { Misuse } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { column, harmless } from './terminal';
import { STATUS, type Status } from './words';

async function listCollections(context: Context): Promise<Status> {
	const { out, json } = context;
	const collections = (await context.archive()).collections.list();
	if (json) {
		for (const { id, uid, name, path, parent, count } of collections) await out.json({ id, uid, name, path, parent, count });
		await out.json({ summary: { total: collections.length } });
		return STATUS.done;
	}
	const { columns } = out.surface;
	const numbers = Math.max(5, ...collections.map(({ count }) => count.toLocaleString('en').length));
	for (const { name, path, count } of collections) {
		if (columns === null) await out.line(`${count}\t${harmless(path)}`);
		else await out.line(`${column(count.toLocaleString('en'), numbers, true)}  ${column('  '.repeat(path.split('/').length - 1) + harmless(name), columns - numbers - 2).trimEnd()}`);
	}
	if (columns !== null && collections.length === 0) await out.line('There are no collections in this archive. Make one with: cuttings collect ID +Name');
	return STATUS.done;
}

/** The collection on a path; made, with those it stands in, when `isMade`. */
function named(archive: Archive, path: string, isMade: boolean): CollectionId {
	const known = archive.collections.named(path);
	if (known !== null) return known;
	if (!isMade) throw new Fault('collection/missing', { name: path });
	const parts = path.split('/');
	const above = parts.slice(0, -1).join('/');
	return archive.collections.add(parts.at(-1)!, above === '' ? null : named(archive, above, true));
}

async function collect(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const references = args.operands.filter((word) => !/^[+-]/.test(word));
	const paths = (sign: string): string[] => args.operands.filter((word) => word.startsWith(sign)).map((word) => word.slice(1).trim());
	const [add, remove] = [paths('+'), paths('-')];
	if (references.length === 0) throw new Misuse('collect needs the ID of a clipping.', 'collect');
	if (add.length + remove.length === 0) throw new Misuse('collect needs +path to put a clipping into a collection or -path to take it out of one.', 'collect');
	if ([...add, ...remove].includes('')) throw new Misuse('A collection needs a name after its + or -.', 'collect');
	const archive = await context.archive();
	const ids: ClippingId[] = [...new Set(references.map((reference) => archive.clippings.find(reference)))];
	// What is to be left is looked up first: a name that is wrong makes nothing.
	const leaving = remove.map((path) => named(archive, path, false));
	archive.collections.collect(ids, add.map((path) => named(archive, path, true)), leaving);
	const known = new Map(archive.collections.list().map(({ id, path }) => [id, path]));
	for (const id of ids) {
		const { uid, headline, collections } = archive.clippings.get(id);
		const held = collections.flatMap((one) => known.get(one) ?? []);
		if (json) await out.json({ id, uid, headline, collections: held });
		else await out.line(`${id}\t${held.length === 0 ? 'no collections' : held.map(harmless).join(', ')}`);
	}
	if (json) await out.json({ summary: { collected: ids.length } });
	else if (out.surface.columns !== null && ids.length > 1) await out.line(clippings(ids.length));
	return STATUS.done;
}

/** A collection that must be there. */
const known = (archive: Archive, path: string): CollectionId => named(archive, path, false);
const pathOf = (archive: Archive, id: CollectionId): string => archive.collections.list().find((one) => one.id === id)?.path ?? '';

/** What is done to collections themselves, as a sentence, and the path that stands then. */
const ACTS: Readonly<Record<string, { takes: readonly number[]; needs: string; run: (archive: Archive, names: readonly string[], args: Context['args']) => { said: string; path: string | null; clippings?: number } }>> = {
	add: {
		takes: [1], needs: 'a path',
		run: (archive, [path = '']) => {
			if (archive.collections.named(path) !== null) throw new Fault('collection/taken', { name: path });
			const made = pathOf(archive, named(archive, path, true));
			return { said: `Made the collection ${made}.`, path: made };
		},
	},
	rename: {
		takes: [2], needs: 'a path and the new name',
		run: (archive, [path = '', name = '']) => {
			const id = known(archive, path);
			archive.collections.rename(id, name);
			return { said: `Renamed ${path} to ${pathOf(archive, id)}.`, path: pathOf(archive, id) };
		},
	},
	move: {
		takes: [1, 2], needs: 'a path and the one to put it in, or the path alone for the top level',
		run: (archive, [path = '', parent], args) => {
			const id = known(archive, path);
			const before = args.one('before');
			archive.collections.move(id, parent === undefined ? null : known(archive, parent), before === null ? null : known(archive, before));
			return { said: `Moved ${path} to ${pathOf(archive, id)}.`, path: pathOf(archive, id) };
		},
	},
	arrange: {
		takes: [2], needs: 'a path and the ID of a clipping in it',
		run: (archive, [path = '', reference = ''], args) => {
			const before = args.one('before');
			archive.collections.arrange(known(archive, path), [archive.clippings.find(reference)], before === null ? null : archive.clippings.find(before));
			return { said: `Arranged ${path}.`, path };
		},
	},
	remove: {
		takes: [1], needs: 'a path',
		run: (archive, [path = '']) => {
			const removed = archive.collections.remove(known(archive, path));
			return { said: `Removed the collection ${path}. ${clippings(removed.clippings)} stood in it and ${removed.clippings === 1 ? 'stays' : 'stay'} in the archive.`, path: null, ...removed };
		},
	},
};

async function collections(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [word, ...names] = args.operands;
	if (word === undefined) return listCollections(context);
	const act = Object.hasOwn(ACTS, word) ? ACTS[word]! : null;
	if (!act) throw new Misuse(`collections does not know “${word}”; it takes ${Object.keys(ACTS).slice(0, -1).join(', ')} or ${Object.keys(ACTS).at(-1)!}.`, 'collections');
	if (!act.takes.includes(names.length)) throw new Misuse(`collections ${word} needs ${act.needs}.`, 'collections');
	const { said, ...done } = act.run(await context.archive(), names, args);
	if (json) await out.json({ summary: { [word]: names[0], ...done } });
	else await out.line(harmless(said));
	return STATUS.done;
}

export const collectionsCommand: Command = {
	name: 'collections',
	says: 'List the collections, or change the collections themselves.',
	more: [
		'Alone it lists them, with how many clippings stand in each; a clipping below a collection counts in it too. Into a pipe or file each is written with its whole path.',
		'add makes one, with those it stands in. rename gives one another name. move puts it inside another, or at the top level with no other; --before says before which. arrange gives a clipping another place in one: last, or before another clipping. remove forgets one with those inside it; clippings stay in the archive. Each can be undone.',
	],
	examples: ['cuttings collections', "cuttings collections add 'Thesis/The closure'", "cuttings collections move 'Thesis/After' Exhibition", 'cuttings collections arrange Thesis 12 --before 7'],
	operands: { label: '[add|rename|move|arrange|remove PATH [NAME]]', least: 0, most: 3 },
	options: [{ name: 'before', value: 'WHICH', says: 'With move a collection, with arrange a clipping: the one it is to stand before. Else it stands last.' }],
	// Listing needs no more than reading; an act refuses by itself where nothing may be written.
	use: 'notes',
	run: collections,
};

export const collectCommand: Command = {
	name: 'collect',
	says: 'Put clippings into collections and take them out.',
	more: ['+path puts them into a collection, and makes it when it is new; -path takes them out of one. A / makes a collection inside another. A path with spaces is put in quotation marks. A clipping may stand in many collections.'],
	examples: ["cuttings collect 12 13 '+Thesis/The closure'", 'cuttings collect 12 +Exhibition -Inbox'],
	operands: { label: 'ID... +PATH -PATH', least: 2, most: Infinity },
	options: [],
	dashOperands: true,
	use: 'changes',
	run: collect,
};
