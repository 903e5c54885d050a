// Owns the commands that change clippings by hand: tag, flag, unflag, trash, restore.
import type { Archive } from '../core/archive';
import type { ClippingId } from '../shared/model';
import { Misuse } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

/** The clippings meant, each once. All are looked up before any is changed. */
function meant(archive: Archive, references: readonly string[]): ClippingId[] {
	return [...new Set(references.map((reference) => archive.clippings.find(reference)))];
}

async function tag(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const references = args.operands.filter((word) => !/^[+-]/.test(word));
	const named = (sign: string): string[] => args.operands.filter((word) => word.startsWith(sign)).map((word) => word.slice(1).trim());
	const [add, remove] = [named('+'), named('-')];
	if (references.length === 0) throw new Misuse('tag needs the ID of a clipping.', 'tag');
	if (add.length + remove.length === 0) throw new Misuse('tag needs +name to add a tag or -name to take one off.', 'tag');
	if ([...add, ...remove].includes('')) throw new Misuse('A tag needs a name after its + or -.', 'tag');
	const archive = await context.archive();
	const ids = meant(archive, references);
	archive.clippings.tag(ids, add, remove);
	if (json) {
		for (const id of ids) {
			const clipping = archive.clippings.get(id);
			await out.json({ id, uid: clipping.uid, headline: clipping.headline, tags: clipping.tags.map((one) => one.name) });
		}
		await out.json({ summary: { tagged: ids.length } });
		return STATUS.done;
	}
	for (const id of ids) {
		const names = archive.clippings.get(id).tags.map((one) => harmless(one.name));
		await out.line(`${id}\t${names.length === 0 ? 'no tags' : names.join(', ')}`);
	}
	return STATUS.done;
}

function moving(where: 'trashed' | 'restored'): Command['run'] {
	return async (context) => {
		const { args, out, json } = context;
		const archive = await context.archive();
		const ids = meant(archive, args.operands);
		if (where === 'trashed') archive.clippings.trash(ids);
		else archive.clippings.restore(ids);
		if (json) {
			for (const id of ids) {
				const { uid, headline, trashedAt } = archive.clippings.get(id);
				await out.json({ id, uid, headline, trashed: trashedAt !== null });
			}
			await out.json({ summary: { [where]: ids.length } });
		} else {
			await out.line(where === 'trashed'
				? `Moved ${clippings(ids.length)} to the trash. Back with: cuttings restore ${args.operands.map(harmless).join(' ')}`
				: `Restored ${clippings(ids.length)}.`);
		}
		return STATUS.done;
	};
}

function flagging(flagged: boolean): Command['run'] {
	return async ({ args, out, json, archive: opened }) => {
		const archive = await opened();
		const ids = meant(archive, args.operands);
		archive.clippings.flag(ids, flagged);
		if (json) {
			for (const id of ids) {
				const { uid, headline } = archive.clippings.get(id);
				await out.json({ id, uid, headline, flagged });
			}
			await out.json({ summary: { [flagged ? 'flagged' : 'unflagged']: ids.length } });
		} else await out.line(flagged ? `Flagged ${clippings(ids.length)}.` : `Took the flag off ${clippings(ids.length)}.`);
		return STATUS.done;
	};
}

export const tagCommand: Command = {
	name: 'tag',
	says: 'Add tags to clippings and take them off.',
	more: ['+name adds a tag, and makes it when it is new; -name takes it off. A name with spaces is put in quotation marks. A / makes a tag below another.'],
	examples: ['cuttings tag 12 13 +shipyard/closure -inbox', "cuttings tag 12 '+ferry strike'"],
	operands: { label: 'ID... +TAG -TAG', least: 2, most: Infinity },
	options: [],
	dashOperands: true,
	use: 'changes',
	run: tag,
};

export const trash: Command = {
	name: 'trash',
	says: 'Move clippings to the trash.',
	more: ['They stay there, whole, until they are restored.'],
	examples: ['cuttings trash 12 13'],
	operands: { label: 'ID...', least: 1, most: Infinity },
	options: [],
	use: 'changes',
	run: moving('trashed'),
};

export const restore: Command = {
	name: 'restore',
	says: 'Take clippings back out of the trash.',
	more: [],
	examples: ['cuttings restore 12'],
	operands: { label: 'ID...', least: 1, most: Infinity },
	options: [],
	use: 'changes',
	run: moving('restored'),
};

export const flag: Command = {
	name: 'flag',
	says: 'Flag clippings, to come back to them.',
	more: ['List them with: cuttings list --flagged'],
	examples: ['cuttings flag 12 13'],
	operands: { label: 'ID...', least: 1, most: Infinity },
	options: [],
	use: 'changes',
	run: flagging(true),
};

export const unflag: Command = {
	name: 'unflag',
	says: 'Take the flags off clippings.',
	more: [],
	examples: ['cuttings unflag 12'],
	operands: { label: 'ID...', least: 1, most: Infinity },
	options: [],
	use: 'changes',
	run: flagging(false),
};
