// Owns the command that says and decides how newspapers write dates in figures: conventions.
import { DateOrder } from '../shared/model';
import { Misuse } from './arguments';
import { clippings } from './browse';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

const ORDER_WORDS: Record<DateOrder, string> = { DMY: 'day first', MDY: 'month first', YMD: 'year first' };

async function list({ out, json, archive: opened }: Context): Promise<Status> {
	const all = (await opened()).conventions.list();
	for (const { publication, order, decidedAt } of all) {
		if (json) await out.json({ publication, order, decidedAt: new Date(decidedAt).toISOString() });
		else await out.line(`${order}\t${harmless(publication)}${out.surface.columns === null ? '' : `, ${ORDER_WORDS[order]}`}`);
	}
	if (json) await out.json({ summary: { total: all.length } });
	else if (all.length === 0 && out.surface.columns !== null) await out.line('Nothing is set. Decide with: cuttings conventions set NEWSPAPER DMY');
	return STATUS.done;
}

async function set({ args, out, json, archive: opened }: Context, [publication = '', typed = '']: readonly string[]): Promise<Status> {
	const order = DateOrder.safeParse(typed.toUpperCase()).data;
	if (publication === '' || !order) throw new Misuse(`conventions set needs a newspaper and one of ${DateOrder.options.join(', ')}.`, 'conventions');
	const { settled } = (await opened()).conventions.set(publication, order, args.has('settle'));
	if (json) await out.json({ summary: { publication, order, settled } });
	else await out.line(`${harmless(publication)} writes the ${ORDER_WORDS[order]}.${args.has('settle') ? ` Dates settled: ${clippings(settled)}.` : ''}`);
	return STATUS.done;
}

async function remove({ out, json, archive: opened }: Context, [publication = '']: readonly string[]): Promise<Status> {
	if (publication === '') throw new Misuse('conventions remove needs a newspaper.', 'conventions');
	(await opened()).conventions.remove(publication);
	if (json) await out.json({ summary: { removed: publication } });
	else await out.line(`Forgot how ${harmless(publication)} writes dates. Dates already read stay.`);
	return STATUS.done;
}

export const conventions: Command = {
	name: 'conventions',
	says: 'How newspapers write dates in figures.',
	more: [
		'Where 03/04/82 can be the third of April or the fourth of March, it is read as the newspaper writes dates: DMY (day first), MDY (month first) or YMD (year first). Without more, what is set is listed.',
		'What an import is told goes before, and what a date leaves no doubt of goes before everything.',
	],
	examples: ['cuttings conventions', "cuttings conventions set 'Tidewater Gazette' DMY --settle", "cuttings conventions remove 'Tidewater Gazette'"],
	operands: { label: '[set NEWSPAPER ORDER | remove NEWSPAPER | list]', least: 0, most: 3 },
	options: [{ name: 'settle', says: 'With set: also read the open dates of clippings that are here already.' }],
	use: 'changes',
	run: (context) => {
		const [act = 'list', ...rest] = context.args.operands;
		if (act === 'list') return list(context);
		if (act === 'set') return set(context, rest);
		if (act === 'remove') return remove(context, rest);
		throw new Misuse('conventions is followed by list, set or remove.', 'conventions');
	},
};
