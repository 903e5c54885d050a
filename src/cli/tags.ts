// Owns the command about tags themselves: the tree of them, making, renaming, nesting, merging, colouring, removing.
import type { Archive } from '../core/archive';
import { Fault } from '../shared/errors';
import { TagColour } from '../shared/model';
import { Misuse } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { column, harmless } from './terminal';
import { STATUS, type Status } from './words';

const ACTS = ['add', 'rename', 'move', 'merge', 'colour', 'remove'] as const;
type Act = (typeof ACTS)[number];

const depthOf = (name: string): number => name.split('/').length - 1;
const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

async function list(context: Context): Promise<Status> {
	const { out, json } = context;
	const branches = (await context.archive()).tags.tree();
	if (json) {
		for (const { id, name, colour, count, total } of branches) await out.json({ id, name, colour, count, total });
		await out.json({ summary: { total: branches.filter(({ id }) => id !== null).length } });
		return STATUS.done;
	}
	const { columns } = out.surface;
	const numbers = Math.max(5, ...branches.map(({ total }) => total.toLocaleString('en').length));
	for (const { id, name, count, total } of branches) {
		// Into a pipe go tags alone, with what carries each itself.
		if (columns === null && id !== null) await out.line(`${count}\t${harmless(name)}`);
		else if (columns !== null) await out.line(`${column(total.toLocaleString('en'), numbers, true)}  ${column('  '.repeat(depthOf(name)) + harmless(lastOf(name)), columns - numbers - 2).trimEnd()}`);
	}
	if (columns !== null && branches.length === 0) await out.line('There are no tags in this archive. Add one with: cuttings tag ID +name');
	return STATUS.done;
}

const missing = (name: string): Fault => new Fault('tag/missing', { name });

/** What one act does, as a sentence, and what it leaves: the name that stands then, and how many clippings it was about. */
function perform(archive: Archive, act: Act, [name = '', other = '']: readonly string[], isMerge: boolean): { said: string; name: string | null; clippings: number } {
	const total = (branch: string): number => archive.tags.tree().find((one) => one.name.toLowerCase() === branch.toLowerCase())?.total ?? 0;
	switch (act) {
		case 'add':
			archive.tags.add(name);
			return { said: `Made the tag ${name}.`, name, clippings: 0 };
		case 'rename': case 'merge': case 'move': {
			const goal = act !== 'move' ? other : other === '' ? lastOf(name) : `${other}/${lastOf(name)}`;
			const { clippings: many, into } = archive.tags.moving(name, goal);
			if (act === 'merge' && !into) throw missing(goal);
			archive.tags.move(name, goal, isMerge || act === 'merge');
			return { said: into ? `Merged ${name} into ${into.name}: ${clippings(total(goal))}.` : `${act === 'move' ? 'Moved' : 'Renamed'} ${name} to ${goal}: ${clippings(many)}.`, name: goal, clippings: many };
		}
		case 'colour': {
			const colour = TagColour.safeParse(other);
			if (!colour.success) throw new Misuse(`“${other}” is no hue; there are ${TagColour.options.join(', ')}.`, 'tags');
			archive.tags.colourBranch(name, colour.data);
			return { said: `Coloured ${name} ${other}.`, name, clippings: total(name) };
		}
		case 'remove': {
			const tag = archive.tags.named(name);
			if (!tag) throw missing(name);
			const removed = archive.tags.remove(tag.id);
			return { said: `Took ${tag.name} off ${clippings(removed.clippings)}.`, name: null, clippings: removed.clippings };
		}
	}
}

const WANTED: Readonly<Record<Act, [count: number[], words: string]>> = {
	add: [[1], 'a name'], rename: [[2], 'a tag and its new name'], move: [[1, 2], 'a tag and the one to put it under, or the tag alone for the top level'],
	merge: [[2], 'a tag and the one it becomes part of'], colour: [[2], 'a tag and a hue'], remove: [[1], 'a tag'],
};

async function tags(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const [word, ...names] = args.operands;
	if (word === undefined) return list(context);
	const act = ACTS.find((one) => one === word || (one === 'colour' && word === 'color'));
	if (!act) throw new Misuse(`tags does not know “${word}”; it takes ${ACTS.slice(0, -1).join(', ')} or ${ACTS.at(-1)!}.`, 'tags');
	const [counts, words] = WANTED[act];
	if (!counts.includes(names.length)) throw new Misuse(`tags ${act} needs ${words}.`, 'tags');
	const done = perform(await context.archive(), act, names, args.has('merge'));
	if (json) await out.json({ summary: { [act]: names[0], name: done.name, clippings: done.clippings } });
	else await out.line(harmless(done.said));
	return STATUS.done;
}

export const tagsCommand: Command = {
	name: 'tags',
	says: 'List the tags as a tree, or change the tags themselves.',
	more: [
		'Alone it lists them: on a terminal each name with how many clippings carry it or a tag below it; into a pipe or file each tag with its whole name and how many carry it itself.',
		'add makes a tag that nothing carries yet. rename gives a tag another whole name, with all below it. move puts it under another, or with no other at the top level. merge makes one tag part of another: its clippings carry that one then. colour takes one of eight hues. remove takes a tag off every clipping and forgets it; tags below it stay. Each can be undone.',
	],
	examples: ['cuttings tags', 'cuttings tags move Closure Shipyard', "cuttings tags rename 'war/ukraine' Ukraine", 'cuttings tags merge Ferry Ferries', 'cuttings tags colour Unions red'],
	operands: { label: '[add|rename|move|merge|colour|remove NAME [NAME]]', least: 0, most: 3 },
	options: [{ name: 'merge', says: 'With rename or move: when the name is taken, make one of the two.' }],
	// Listing needs no more than reading; an act refuses by itself where nothing may be written.
	use: 'notes',
	run: tags,
};
