// Owns the commands that change many clippings at once and make one of two: edit, merge.
import type { Archive } from '../core/archive';
import { BATCH_FIELDS, BATCH_WORDS, MERGE_FIELDS, REPLACE_FIELDS, type BatchEditInput, type BatchPreview, type BatchRow, type MergeField, type Side } from '../shared/batch';
import { Query, type ClippingId, type DateOrder, type Selection } from '../shared/model';
import { Misuse } from './arguments';
import { clippings } from './browse';
import { sayOf } from '../shared/words/say';
import type { Command, Context } from './command';
import { harmless } from './terminal';
import { STATUS, type Status } from './words';

/** More than this are changed only with --yes, or by somebody who answers the question. */
const ASKED_FROM = 100;
/** Rows of a preview that are printed, unless --all is given. */
const SHOWN = 20;

/** "publication=The Courier" */
function assigned(text: string, option: string): [name: string, value: string] {
	const equals = text.indexOf('=');
	if (equals < 1) throw new Misuse(`--${option} takes FIELD=VALUE, such as ${option === 'take' ? 'headline=second' : 'section="Harbour"'}.`, option === 'take' ? 'merge' : 'edit');
	return [text.slice(0, equals).trim(), text.slice(equals + 1)];
}

function field<T extends string>(name: string, known: readonly T[], command = 'edit'): T {
	const found = known.find((one) => one === name || BATCH_WORDS[one as keyof typeof BATCH_WORDS] === name);
	if (!found) throw new Misuse(`“${name}” is not a field here. There are ${known.join(', ')}.`, command);
	return found;
}

/** "section=old=>new" */
function replacing(context: Context, text: string): BatchEditInput {
	const [name, rest] = assigned(text, 'replace');
	const arrow = rest.indexOf('=>');
	if (arrow < 1) throw new Misuse('--replace takes FIELD=OLD=>NEW, such as \'publication=Courrier=>Courier\'.', 'edit');
	const { args } = context;
	return {
		do: 'replace', field: field(name, REPLACE_FIELDS), find: rest.slice(0, arrow), by: rest.slice(arrow + 2),
		isPattern: args.has('pattern'), matchCase: args.has('match-case'), wholeWords: args.has('whole-words'), wholeField: args.has('whole-field'),
	};
}

async function editsOf(context: Context): Promise<BatchEditInput[]> {
	const { args } = context;
	const archive = await context.archive();
	const order = args.oneOf<DateOrder>('settle', ['DMY', 'MDY', 'YMD']);
	const signed = (option: string) => args.all(option).map((text) => {
		if (!/^[+-]./.test(text)) throw new Misuse(`--${option} takes +NAME or -NAME.`, 'edit');
		return { name: text.slice(1).trim(), on: text.startsWith('+') };
	});
	return [
		...args.all('set').map((text): BatchEditInput => {
			const [name, value] = assigned(text, 'set');
			if (value.trim() === '') throw new Misuse(`Empty a field with --clear ${name}.`, 'edit');
			return { do: 'set', field: field(name, BATCH_FIELDS), value };
		}),
		...args.all('clear').map((name): BatchEditInput => ({ do: 'clear', field: field(name, BATCH_FIELDS) })),
		...args.all('replace').map((text) => replacing(context, text)),
		...(order ? [{ do: 'settle', order } as const] : []),
		...signed('tag').map(({ name, on }): BatchEditInput => ({ do: 'tag', name, on })),
		...signed('collection').map(({ name, on }): BatchEditInput => {
			const collection = archive.collections.named(name);
			if (collection === null) throw new Misuse(`There is no collection “${name}”. Make it with: cuttings collect ID +${name}`, 'edit');
			return { do: 'collect', collection, on };
		}),
		...(args.has('flag') ? [{ do: 'flag', on: true } as const] : args.has('unflag') ? [{ do: 'flag', on: false } as const] : []),
		...(args.has('trash') ? [{ do: 'trash', on: true } as const] : args.has('restore') ? [{ do: 'trash', on: false } as const] : []),
	];
}

function selected(archive: Archive, context: Context): Selection {
	const { args } = context;
	const text = args.one('search');
	if ((text === null) === (args.operands.length === 0)) throw new Misuse('edit takes either the IDs of clippings or --search QUERY.', 'edit');
	if (text !== null) return { of: 'query', query: Query.parse({ text, where: args.has('restore') ? 'trash' : 'archive', sort: 'imported' }) };
	return { of: 'clippings', ids: [...new Set(args.operands.map((reference) => archive.clippings.find(reference)))] };
}

const saidEdit = (edit: BatchEditInput): string => {
	switch (edit.do) {
		case 'set': return `${BATCH_WORDS[edit.field]} to “${edit.value}”`;
		case 'clear': return `${BATCH_WORDS[edit.field]} emptied`;
		case 'replace': return `“${edit.find}” to “${edit.by}” in the ${BATCH_WORDS[edit.field]}`;
		case 'tag': return `${edit.on ? 'with' : 'without'} the tag ${edit.name}`;
		case 'collect': return edit.on ? 'into the collection' : 'out of the collection';
		case 'flag': return edit.on ? 'flagged' : 'without a flag';
		case 'settle': return `open dates read ${edit.order}`;
		case 'trash': return edit.on ? 'to the trash' : 'out of the trash';
	}
};

async function showPreview(context: Context, archive: Archive, preview: BatchPreview, edits: readonly BatchEditInput[]): Promise<void> {
	const { out } = context;
	for (const [at, count] of preview.edits.entries()) {
		const more = [count.already > 0 && `${count.already.toLocaleString('en')} stay as they are`, count.cannot > 0 && `${count.cannot.toLocaleString('en')} cannot be changed so`].filter(Boolean).join('; ');
		await out.line(harmless(`${saidEdit(edits[at]!)}: ${count.would.toLocaleString('en')} of ${clippings(preview.total)} would change${more ? `; ${more}` : ''}.`));
	}
	const all = preview.changing + preview.refused;
	const limit = context.args.has('all') ? all : Math.min(SHOWN, all);
	for (let offset = 0; offset < limit; offset += 200) {
		for (const row of archive.batch.rows(preview.id, { offset, limit: Math.min(200, limit - offset) })) await showRow(context, row);
	}
	if (limit < all) await out.line(`And ${(all - limit).toLocaleString('en')} more. All of them with --all.`);
}

async function showRow({ out, json }: Context, { id, headline, changes, why }: BatchRow): Promise<void> {
	if (json) return out.json({ id, headline, changes, why: why && sayOf(why) });
	await out.line(`${id}\t${harmless(headline)}`);
	for (const { what, before, after } of changes) await out.line(`\t${what}: ${harmless(before ?? '(none)')} → ${harmless(after ?? '(none)')}`);
	if (why !== null) await out.line(`\tnot changed: ${harmless(sayOf(why))}`);
}

/** Whether somebody at the terminal says yes. Without a terminal nobody does. */
async function agreed(context: Context, count: number): Promise<boolean> {
	if (context.args.has('yes') || count <= ASKED_FROM) return true;
	if (!process.stdin.isTTY || context.json) throw new Misuse(`This would change ${clippings(count)}. Say --yes to do it, or --dry-run to see it.`, 'edit');
	await context.out.flush();
	process.stderr.write(`Change ${clippings(count)}? [y/N] `);
	const answer = await new Promise<string>((resolve) => {
		process.stdin.once('data', (typed) => resolve(String(typed)));
	});
	process.stdin.pause();
	return /^y(es)?$/i.test(answer.trim());
}

async function edit(context: Context): Promise<Status> {
	const { args, out, bar, json, signal } = context;
	const archive = await context.archive();
	const edits = await editsOf(context);
	if (edits.length === 0) throw new Misuse('edit needs something to change, such as --set section="Harbour".', 'edit');
	const options = { signal, onProgress: bar.show };
	const preview = await archive.batch.preview({ selection: selected(archive, context), edits }, options);
	const isDry = args.has('dry-run');
	if (json && isDry) for (let offset = 0; offset < preview.changing + preview.refused; offset += 200) for (const row of archive.batch.rows(preview.id, { offset, limit: 200 })) await showRow(context, row);
	else if (!json) await showPreview(context, archive, preview, edits);
	const { id: _, ...counts } = preview;
	if (isDry || preview.changing === 0) {
		if (json) await out.json({ summary: { ...counts, changed: 0, dryRun: isDry } });
		else await out.line(isDry ? 'Nothing was changed.' : 'There is nothing to change.');
		return STATUS.done;
	}
	if (!(await agreed(context, preview.changing))) {
		await out.line('Nothing was changed.');
		return STATUS.done;
	}
	const done = await archive.batch.apply(preview.id, options);
	bar.hide();
	if (json) await out.json({ summary: { ...counts, changed: done.changed, label: sayOf(done.label), cancelled: done.cancelled } });
	else await out.line(`${done.cancelled ? 'Stopped. ' : ''}${harmless(sayOf(done.label))}. Taken back with: cuttings undo`);
	return STATUS.done;
}

async function merge(context: Context): Promise<Status> {
	const { args, out, json } = context;
	const archive = await context.archive();
	const [first, second] = args.operands.map((reference) => archive.clippings.find(reference)) as [ClippingId, ClippingId];
	let text: Side | null = null;
	const take: Partial<Record<MergeField, Side>> = {};
	for (const word of args.all('take')) {
		const [name, side] = assigned(word, 'take');
		if (side !== 'first' && side !== 'second') throw new Misuse('--take takes FIELD=first or FIELD=second.', 'merge');
		if (name === 'text') text = side;
		else take[field(name, MERGE_FIELDS, 'merge')] = side;
	}
	const request = { first, second, text, take };
	const plan = archive.merges.preview(request);
	const kept = plan.text === 'first' ? plan.first.id : plan.second.id;
	if (args.has('dry-run')) {
		if (json) {
			await out.json(plan);
			await out.json({ summary: { merged: 0, dryRun: true } });
			return STATUS.done;
		}
		await out.line(`text\tof ${kept}, which remains`);
		for (const { field: name, first: one, second: other, isSame, take: side } of plan.fields) {
			if (one === null && other === null) continue;
			await out.line(`${BATCH_WORDS[name]}\t${isSame ? harmless(one ?? '') : `${harmless((side === 'first' ? one : other) ?? '(none)')}\tnot ${harmless((side === 'first' ? other : one) ?? '(none)')}`}`);
		}
		await out.line(`tags\t${plan.tags.map(harmless).join(', ') || 'none'}`);
		await out.line('Nothing was changed.');
		return STATUS.done;
	}
	const id = archive.merges.merge(request);
	const { uid, headline } = archive.clippings.get(id);
	if (json) {
		await out.json({ id, uid, headline, originals: archive.merges.originals(id).map(({ sha256, fileName }) => ({ sha256, fileName })) });
		await out.json({ summary: { merged: 1 } });
	} else await out.line(`Merged into ${id}: ${harmless(headline)}. It keeps ${plan.originals} originals. Parted again with: cuttings undo`);
	return STATUS.done;
}

export const editCommand: Command = {
	name: 'edit',
	says: 'Change many clippings at once, as one step.',
	more: [
		`--set and --clear take ${BATCH_FIELDS.join(', ')}. --replace takes ${REPLACE_FIELDS.join(', ')}, and capitals do not matter unless --match-case is given. Edits are done in this order: --set, --clear, --replace, --settle, then the rest.`,
		'With --pattern, * in what is replaced stands for any run of characters, ? for one and # for a digit; $1 to $9 in the new text are what each * stood for.',
		'What would change is printed first. More than 100 clippings are changed only after a question, or with --yes. Stopped in the middle, what was changed is one step that can be undone.',
	],
	examples: ['cuttings edit --search \'pub:courrier\' --set publication="The Courier" --dry-run', 'cuttings edit 12 13 14 --clear section --tag +shipyard', 'cuttings edit --search \'is:unsure\' --replace \'headline=* | Courier=>$1\' --pattern --whole-field'],
	operands: { label: '[ID...]', least: 0, most: Infinity },
	options: [
		{ name: 'search', value: 'QUERY', says: 'Every clipping this search finds.' },
		{ name: 'set', value: 'FIELD=VALUE', many: true, says: 'Give a field this value.' },
		{ name: 'clear', value: 'FIELD', many: true, says: 'Empty a field.' },
		{ name: 'replace', value: 'FIELD=OLD=>NEW', many: true, says: 'Replace text in a field.' },
		{ name: 'pattern', says: 'What --replace looks for is a simple pattern.' },
		{ name: 'match-case', says: 'Capitals must be the same.' },
		{ name: 'whole-words', says: 'Replace whole words only.' },
		{ name: 'whole-field', says: 'Replace only what is all of the field.' },
		{ name: 'settle', value: 'ORDER', says: 'Read open dates in figures as DMY, MDY or YMD.' },
		{ name: 'tag', value: '+NAME', many: true, says: 'Add a tag, or take one off with -NAME (written --tag=-NAME).' },
		{ name: 'collection', value: '+PATH', many: true, says: 'Put into a collection, or take out of one with -PATH.' },
		{ name: 'flag', says: 'Flag them.' },
		{ name: 'unflag', says: 'Take their flags off.' },
		{ name: 'trash', says: 'Move them to the trash.' },
		{ name: 'restore', says: 'Take them out of the trash; --search then looks there.' },
		{ name: 'dry-run', says: 'Only print what would change.' },
		{ name: 'all', says: 'Print every clipping that would change, not just 20.' },
		{ name: 'yes', says: 'Do not ask.' },
	],
	use: 'changes',
	run: edit,
};

export const mergeCommand: Command = {
	name: 'merge',
	says: 'Make one clipping of two.',
	more: [
		'One remains, the other leaves every list, and its number and identifier mean the one that remains. The longer text is kept unless --take text=first or text=second says otherwise, and with it the clipping it belongs to. Of each field the surer value is taken, else the longer. Tags, collections, notes, highlights and pictures come together. The originals of both are kept, byte for byte.',
		'Nothing is lost: cuttings undo parts them again exactly.',
	],
	examples: ['cuttings merge 12 40 --dry-run', 'cuttings merge 12 40 --take headline=second --take text=first'],
	operands: { label: 'ID ID', least: 2, most: 2 },
	options: [
		{ name: 'take', value: 'FIELD=SIDE', many: true, says: 'Take this field from the first or the second; “text” is the article itself.' },
		{ name: 'dry-run', says: 'Only print what would be taken from which.' },
	],
	use: 'changes',
	run: merge,
};
